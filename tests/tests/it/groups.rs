//! Projects that exclude each other and winners spread over regions: from the review to the act, and counted again.

use app::text::{act, results, review as said, story, vote};
use http::StatusCode;
use shared::act::Act;
use shared::document::{self, Format};
use shared::locale::Locale;
use shared::pabulib::Election;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::ruleset::RuleSet;
use shared::tally::{Reason, Way};
use tests::again::is_made_again;
use tests::binary::{Folder, command, run};
use tests::browser::{Answer, Browser};
use tests::html::Form;
use tests::process::{Process, mark};
use tests::server::Running;
use tests::world::{NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;
const RESULT: &str = "/procesos/vigente-uno/01";
const GROUP: &str = "Lote de la 70";
const REVIEWER: Someone<'static> = Someone { name: "Rosa", roles: &[Role::Reviewer], ..NEIGHBOUR };

/// Title, cost, region.
const IDEAS: [(&str, &str, &str); 5] = [
    ("Un parque con sombra", "120000000", "0101"),
    ("Un puente peatonal", "90000000", "0101"),
    ("Una huerta del barrio", "60000000", "0101"),
    ("Un mural en la loma", "10000000", "0101"),
    ("Una cancha iluminada", "70000000", "0102"),
];

/// What the voters mark, by place: the first has five votes, the last one.
const BALLOTS: [&[usize]; 8] = [&[0, 1], &[0, 1], &[0, 1], &[0, 1], &[0, 2], &[2, 3], &[2, 3], &[4]];

/// The rules of the tests with barrios inside comunas, groups, and this winner rule.
fn rules(winner: &str) -> RuleSet {
    let approval = r#"{ type = "approval", at_most = { type = "count", count = 2 }, blank = true }"#;
    let text = tests::rules::voting(approval, &format!("{winner}\nexclusive = true"));
    let barrio = r#"    { id = "barrio", name = "Barrios", kinds = [{ id = "barrio", name = "Barrio" }] },
]
list = [
    { code = "01", name = "Comuna 01", kind = "comuna" },
    { code = "02", name = "Comuna 02", kind = "comuna" },
    { code = "03", name = "Comuna 03", kind = "comuna" },
    { code = "0101", name = "La Loma", kind = "barrio", within = "01" },
    { code = "0102", name = "El Plan", kind = "barrio", within = "01" },
    { code = "0201", name = "El Río", kind = "barrio", within = "02" },
    { code = "0202", name = "El Vado", kind = "barrio", within = "02" },
    { code = "0301", name = "La Cima", kind = "barrio", within = "03" },
    { code = "0302", name = "El Filo", kind = "barrio", within = "03" },
]

[[indicators]]
id = "population""#;
    let end = "]\n\n[[indicators]]\nid = \"population\"";
    assert_eq!(text.matches(end).count(), 1);
    document::read(&text.replace(end, barrio), Format::Toml).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

struct Town {
    world: World,
    process: Process,
    server: Running,
    reviewer: Browser,
    ids: Vec<String>,
}

impl Town {
    /// A town whose ideas wait for their review.
    async fn with(rules: &RuleSet) -> Self {
        let world = World::new().await;
        let process = Process::with_rules(&world, &world.one, PhaseKind::Formulation, rules).await;
        process.set_ceiling(&world, &world.one, "01", 250_000_000).await;
        let author = world.sign_in(&world.one.site, &NEIGHBOUR).await.person;
        let mut ids = Vec::new();
        for (title, ..) in IDEAS {
            ids.push(process.idea(&world, &world.one, "01", author, title).await.to_string());
        }
        let server = world.serve().await;
        let reviewer = world.browser(&server, &world.one.site, &REVIEWER).await;
        Self { world, process, server, reviewer, ids }
    }

    async fn page(&self, place: usize) -> Answer {
        self.reviewer.page(&format!("/revision/{}", self.ids[place])).await
    }

    /// The form that puts an idea on the ballot.
    fn viable(page: &Answer, place: usize) -> Form {
        let (_, cost, region) = IDEAS[place];
        let form =
            page.form("/hacer/concepto").tick("verdict", "viable").with("cost", cost).with("department", "Obras");
        if page.body.contains("name=\"region\"") { form.with("region", region) } else { form }
    }

    /// Reviews all of them; the first two exclude each other.
    async fn review(&self) {
        for (place, (title, ..)) in IDEAS.iter().enumerate() {
            let page = self.page(place).await;
            let form = Self::viable(&page, place);
            let form = match place {
                0 => form.with("new_group", GROUP),
                1 => form.with("group", GROUP),
                _ => form,
            };
            let saved = self.reviewer.submit(&page, &form).await;
            saved.says(&said::saved_viable(ES, title, place + 1));
        }
    }

    async fn vote(&self) {
        self.process.open(&self.world, &self.world.one, PhaseKind::Voting).await;
        for (number, ballot) in BALLOTS.iter().enumerate() {
            let name = format!("Votante {number}");
            let voter = Someone { name: &name, ..NEIGHBOUR };
            let voter = self.world.browser(&self.server, &self.world.one.site, &voter).await;
            let page = voter.page("/votar").await;
            // Whoever votes sees which projects exclude each other, beside both of them and nowhere else.
            page.says(vote::alone_lead(ES));
            assert_eq!(page.text().matches(&vote::alone(ES, "1 y 2", GROUP)).count(), 2, "{}", page.text());
            let form = page.form("/hacer/tarjeton");
            let form = ballot.iter().fold(form, |form, place| form.tick(&mark(&self.ids[*place]), "1"));
            let review = voter.submit(&page, &form).await;
            let done = voter.submit(&review, &review.form("/hacer/voto")).await;
            assert_eq!(done.path, "/votar/listo");
        }
        self.process.open(&self.world, &self.world.one, PhaseKind::Results).await;
    }

    /// One administrator counts, another approves.
    async fn count(&self) {
        let site = &self.world.one.site;
        let official = |name| Someone { name, territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
        let admin = self.world.browser(&self.server, site, &official("Gloria")).await;
        let second = self.world.browser(&self.server, site, &official("Elena")).await;
        let page = admin.page("/admin/resultados").await;
        let sealed = admin.submit(&page, &page.form("/hacer/sellar")).await;
        admin.submit(&sealed, &sealed.form("/hacer/contar")).await;
        // What a count that waits for the second person decided is in no story yet.
        let idea = format!("/ideas/{}", self.ids[0]);
        self.server.visit("uno.localhost").page(&idea).await.keeps_quiet_about(story::voted(ES));
        let page = second.page("/admin/resultados").await;
        second.submit(&page, &page.form("/hacer/decidir-conteo")).await.says(act::done_approved(ES));
    }

    /// The files of the act, and what the act says; held against each other and counted again by the program.
    async fn verified(&self, rules: &RuleSet, name: &str) -> (Act, String) {
        let folder = Folder::new(name);
        let public = self.server.visit("uno.localhost");
        for file in ["papeletas.csv", "votos.pb", "resultado.csv", "acta.json", "acta.firma", "acta.pdf"] {
            let answer = public.request(reqwest::Method::GET, &format!("{RESULT}/{file}")).send().await.unwrap();
            assert_eq!(answer.status(), 200, "{file}");
            std::fs::write(folder.join(file), answer.bytes().await.unwrap()).unwrap();
        }
        let path = |file: &str| folder.join(file).to_str().unwrap().to_owned();
        let [slips, election, table, paper] = ["papeletas.csv", "votos.pb", "resultado.csv", "acta.pdf"].map(path);
        let (document, signatures) = (path("acta.json"), path("acta.firma"));
        let said = run(command(&[
            "verify",
            &slips,
            "--election",
            &election,
            "--table",
            &table,
            "--act",
            &document,
            "--signatures",
            &signatures,
            "--paper",
            &paper,
        ]))
        .await;
        assert!(said.done && said.out.contains("the same when counted again"), "{} {}", said.out, said.err);
        let made = Act::read(&std::fs::read_to_string(folder.join("acta.json")).unwrap()).unwrap();
        is_made_again(&public, RESULT, &folder).await;

        // By the rules of the site alone, from the file alone, the same win.
        let file = folder.join("reglas.toml");
        std::fs::write(&file, document::write(rules, Format::Toml)).unwrap();
        let file = file.to_str().unwrap();
        let said = run(command(&[
            "tally",
            &election,
            "--rule",
            file,
            "--contest",
            "proyectos",
            "--territory",
            "01",
            "--json",
        ]))
        .await;
        assert!(said.done && said.err.is_empty(), "{}", said.err);
        let told: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        let won: Vec<String> = made.record.result.won().map(ToString::to_string).collect();
        assert_eq!(told["selected"], serde_json::json!(won));
        (made, std::fs::read_to_string(folder.join("votos.pb")).unwrap())
    }
}

const QUOTA: &str =
    r#"{ type = "quota", winners = 3, each = 2, within = "barrio", tie = ["lower_cost", "ballot_number"] }"#;

#[tokio::test]
async fn a_quota_and_groups_are_counted_from_the_review_to_the_act() {
    let rules = rules(QUOTA);
    let town = Town::with(&rules).await;
    town.review().await;
    // The queue and the project's page say who excludes whom, and where each lies.
    let queue = town.reviewer.page("/revision").await;
    for told in [said::groups(ES), GROUP, IDEAS[0].0, IDEAS[1].0] {
        queue.says(told);
    }
    let public = town.server.visit("uno.localhost");
    let page = public.page(&format!("/ideas/{}", town.ids[0])).await;
    for told in [app::text::idea::rivals(ES), GROUP, IDEAS[1].0, "La Loma"] {
        page.says(told);
    }
    public.page(&format!("/ideas/{}", town.ids[4])).await.keeps_quiet_about(app::text::idea::rivals(ES));

    town.vote().await;
    town.count().await;
    let (made, pb) = town.verified(&rules, "quota").await;
    let record = &made.record;
    assert_eq!(record.result.won().collect::<Vec<_>>(), [&1, &3, &5]);
    let reason = |number: u32| record.result.standings.iter().find(|line| line.id == number).unwrap().reason.clone();
    assert_eq!(reason(2), Reason::Excluded { group: GROUP.parse().unwrap(), by: 1 });
    assert_eq!(reason(4), Reason::QuotaReached { within: "0101".parse().unwrap(), each: 2 });
    let page = public.page(RESULT).await;
    page.says("De «Lote de la 70» solo puede ganar un proyecto, y ya había ganado el número 1.");
    page.says("Los cupos de «La Loma» (2) ya estaban ocupados.");
    // The story of each project ends with it.
    for (place, outcome) in [(0, story::outcome(ES, "Ganó", "Votos", 5)), (1, format!("{}: 4.", results::votes(ES)))] {
        let page = public.page(&format!("/ideas/{}", town.ids[place])).await;
        page.says(story::voted(ES));
        page.says(&outcome);
    }
    // What other rules change is told by the projects' own territories.
    let others = public.page("/procesos/vigente-uno/otras-reglas").await;
    for region in ["› La Loma", "› El Plan"] {
        others.says(region);
    }
    // The file says what the rules ask of projects.
    assert!(pb.contains("district;exclusive_group\n") && pb.contains(";0101;Lote de la 70\n"), "{pb}");
    assert!(pb.contains("\nvoter_id;vote;voting_method\n") && pb.contains(";internet\n"), "{pb}");
}

#[tokio::test]
async fn of_each_group_one_wins_by_any_rule_and_what_if_keeps_to_it() {
    let rules = rules(r#"{ type = "greedy", tie = ["earlier_registration", "ballot_number"] }"#);
    let town = Town::with(&rules).await;
    town.review().await;
    town.vote().await;
    town.count().await;
    let (made, pb) = town.verified(&rules, "groups").await;
    // Without groups the second one would have won with its four votes: it fits.
    assert_eq!(made.record.result.won().collect::<Vec<_>>(), [&1, &3, &4]);
    assert!(pb.contains("\nrule;greedy-exclusive\n") && pb.contains(";registered;exclusive_group\n"), "{pb}");
    let election = Election::read(pb.lines()).unwrap();
    assert_eq!(election.votes(), [5, 4, 3, 2, 1]);
    let tenant = town.world.one.site.tenant;
    let stored: String = {
        let mut connection = town.world.database.inside(tenant).await;
        let stored = sqlx::query_scalar("select alternatives::text from tally where ballots > 0")
            .fetch_one(&mut connection)
            .await
            .unwrap();
        tests::cluster::close(connection).await;
        stored
    };
    let others: Vec<shared::tally::Alternative<u32>> = serde_json::from_str(&stored).unwrap();
    assert_eq!(others.iter().map(|one| one.way).collect::<Vec<_>>(), Way::ALL);
    for one in others {
        assert!(!(one.won.contains(&1) && one.won.contains(&2)), "{one:?}");
    }
}

#[tokio::test]
async fn a_review_says_region_and_group_until_people_vote() {
    let town = Town::with(&rules(QUOTA)).await;
    let page = town.page(0).await;
    // Without its region nothing is kept; the regions are those of its own territory.
    let form = Town::viable(&page, 0);
    town.reviewer.submit(&page, &form.clone().with("region", "")).await.says(said::region_missing(ES));
    town.reviewer.submit(&page, &form.clone().with("region", "0201")).await.says(said::region_other(ES));
    assert!(page.body.contains("value=\"0102\"") && !page.body.contains("value=\"0201\""));
    town.reviewer.submit(&page, &form.clone().with("group", GROUP)).await.says(said::group_other(ES));
    town.reviewer.submit(&page, &form.clone().with("new_group", "x")).await.says(&said::too_short(ES, 3, 1));
    let tenant = town.world.one.site.tenant;
    let viable = "select count(*) from proposal where state = 'viable'";
    assert_eq!(town.world.database.count(tenant, viable).await, 0);
    town.reviewer.submit(&page, &form.with("new_group", GROUP)).await.says(&said::saved_viable(ES, IDEAS[0].0, 1));
    // A name that differs in capitals only is that of the group that there is.
    let page = town.page(1).await;
    let form = Town::viable(&page, 1).with("new_group", "LOTE de la 70");
    town.reviewer.submit(&page, &form).await.says(&said::saved_viable(ES, IDEAS[1].0, 2));
    let groups = "select count(distinct exclusive_group) from proposal";
    assert_eq!(town.world.database.count(tenant, groups).await, 1);
    // Both stand in the trail, as does what takes their place.
    let again = town.page(1).await;
    let form = again.form("/hacer/concepto");
    assert_eq!((form.value("group"), form.value("region")), (Some(GROUP), Some("0101")));
    town.reviewer.submit(&again, &form.clone().with("group", "")).await;
    let trail =
        "select count(*) from audit_entry where act = 'review_proposal' and before ->> 'group' = 'Lote de la 70'
        and after ->> 'group' is null and after ->> 'region' = '0101'";
    assert_eq!(town.world.database.count(tenant, trail).await, 1);

    // Once people vote nothing changes any more.
    town.process.open(&town.world, &town.world.one, PhaseKind::Voting).await;
    let before = town.world.database.fingerprint(tenant).await;
    town.reviewer.submit(&again, &form).await;
    assert_eq!(town.world.database.fingerprint(tenant).await, before);
    let page = town.reviewer.open(&format!("/revision/{}", town.ids[1])).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.forms().iter().all(|form| form.action != "/hacer/concepto"));
}

#[tokio::test]
async fn rules_without_groups_ask_for_none() {
    let town = Town::with(&tests::rules::rules()).await;
    let page = town.page(0).await;
    for field in ["region", "group", "new_group"] {
        assert!(!page.body.contains(&format!("name=\"{field}\"")), "{field}");
    }
    // What is sent all the same is passed over.
    let mut form = Town::viable(&page, 0);
    form.fields
        .extend([("new_group", GROUP), ("region", "0101")].map(|(name, value)| (name.to_owned(), value.to_owned())));
    town.reviewer.submit(&page, &form).await.says(&said::saved_viable(ES, IDEAS[0].0, 1));
    let placed = "select count(*) from proposal where exclusive_group is not null or region is not null";
    assert_eq!(town.world.database.count(town.world.one.site.tenant, placed).await, 0);
}

/// Rules that changed after the review may leave projects without the region that they ask for.
#[tokio::test]
async fn no_act_opens_a_vote_over_projects_without_their_region() {
    let town = Town::with(&rules(QUOTA)).await;
    town.review().await;
    let (world, tenant) = (&town.world, town.world.one.site.tenant);
    let site = &world.one.site;
    let mut owner = world.database.inside(tenant).await;
    sqlx::query("update proposal set region = null where ballot_number = 5").execute(&mut owner).await.unwrap();
    tests::cluster::close(owner).await;
    let official = |name| Someone { name, territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
    let admin = world.browser(&town.server, site, &official("Gloria")).await;
    admin.page("/admin").await.says(&app::text::admin::task_ballots_unplaced(ES, 1));
    let queue = town.reviewer.page("/revision").await;
    queue.says(said::unplaced(ES));
    assert!(tests::html::links(&queue.body).contains(&format!("/revision/{}", town.ids[4])));

    let page = town.page(4).await;
    assert!(page.forms().iter().all(|form| form.action != "/hacer/region"), "the review says it");
    // By an act it does not open.
    town.process.open(world, &world.one, PhaseKind::Ballot).await;
    let page = admin.page("/admin/fases/voting").await;
    let open = page.form("/hacer/fase").with("reason", "La comunidad espera desde ayer").press("how", "open");
    let refused = admin.submit(&page, &open).await;
    refused.says("el 5, «Una cancha iluminada», de Comuna 01 de Villa Uno");
    let voting = town.process.window(world, &world.one, PhaseKind::Voting).await;
    assert!(voting.opens() > server::clock::now());

    // The calendar opens it: people vote on all, and the region is said before the count.
    town.vote().await;
    let sealing = admin.page("/admin/resultados").await;
    let sealed = admin.submit(&sealing, &sealing.form("/hacer/sellar")).await;
    let missing = admin.submit(&sealed, &sealed.form("/hacer/contar")).await;
    missing.says("No se contó nada");
    missing.says("el 5, «Una cancha iluminada», de Comuna 01 de Villa Uno");
    assert_eq!(world.database.count(tenant, "select count(*) from process_count").await, 0);

    let page = town.page(4).await;
    let form = page.form("/hacer/region");
    let citizen = world.sign_in(site, &NEIGHBOUR).await;
    let before = world.database.fingerprint(tenant).await;
    let theirs = [("csrf", &*citizen.csrf), ("id", &town.ids[4]), ("region", "0102")];
    let browser = town.server.visit("uno.localhost").with_cookie(&citizen.cookie);
    browser.post("/", "/hacer/region", &tests::browser::fields(&theirs)).await;
    town.reviewer.submit(&page, &form.clone().with("region", "0201")).await.says(said::region_other(ES));
    town.reviewer.submit(&page, &form.clone().with("region", "")).await.says(said::region_missing(ES));
    assert_eq!(world.database.fingerprint(tenant).await, before);
    town.reviewer.submit(&page, &form.clone().with("region", "0102")).await.says(said::region_saved(ES));
    // It is said once.
    town.reviewer.submit(&page, &form.with("region", "0101")).await.says(said::region_decided(ES));
    let trail = "select count(*) from audit_entry where act = 'place_project' and after ->> 'region' = '0102'";
    assert_eq!(world.database.count(tenant, trail).await, 1);
    let second = world.browser(&town.server, site, &official("Elena")).await;
    let page = admin.page("/admin/resultados").await;
    admin.submit(&page, &page.form("/hacer/contar")).await;
    let page = second.page("/admin/resultados").await;
    second.submit(&page, &page.form("/hacer/decidir-conteo")).await.says(act::done_approved(ES));
    let public = town.server.visit("uno.localhost");
    public.page(RESULT).await.says("Una cancha iluminada");
    let page = public.page(&format!("/ideas/{}", town.ids[4])).await;
    page.says(story::placed(ES));
    page.says(&story::placed_detail(ES, "El Plan"));
}
