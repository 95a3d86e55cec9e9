//! The booth: every type of ballot from the page to the act, the order that is drawn, looking for a project, and the two
//! papers that a voter takes home.

use app::islands::ballot::search::{FIELD, LOOK, PRESSED, SHOW_ALL};
use app::text::{act, ballot, urn, vote};
use shared::document::{self, Format};
use shared::id::ProposalId;
use shared::locale::Locale;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::ruleset::{Order, RuleSet};
use shared::urn::Channel;
use tests::again::is_made_again;
use tests::binary::{Folder, command, run};
use tests::browser::{Answer, Browser};
use tests::html::{Form, Piece, pieces};
use tests::process::{Process, Project, mark};
use tests::world::{NEIGHBOUR, Someone, World, tenant_tables};

const ES: Locale = Locale::EsCo;
const RESULT: &str = "/procesos/vigente-uno/01";

const PROJECTS: [Project<'static>; 4] = [
    Project { title: "Un parque con sombra", cost: 120_000_000 },
    Project { title: "Un puente peatonal", cost: 90_000_000 },
    Project { title: "Una huerta comunitaria", cost: 60_000_000 },
    Project { title: "Una cancha iluminada", cost: 70_000_000 },
];

/// A type of ballot: its rule, what a voter puts where (by place on the ballot), and what the published ballot says.
struct Kind {
    name: &'static str,
    rule: &'static str,
    marks: &'static [(usize, &'static str)],
    says: &'static str,
}

const KINDS: [Kind; 6] = [
    Kind {
        name: "approval",
        rule: r#"{ type = "approval", at_most = { type = "count", count = 2 }, blank = true }"#,
        marks: &[(0, "1"), (2, "1")],
        says: "1, 3",
    },
    Kind { name: "single", rule: r#"{ type = "single_choice", blank = true }"#, marks: &[(1, "")], says: "2" },
    Kind {
        name: "ranking",
        rule: r#"{ type = "ranking", at_most = { type = "count", count = 3 }, blank = true }"#,
        marks: &[(0, "2"), (1, "1")],
        says: "1 (1), 2 (2)",
    },
    Kind {
        name: "points",
        rule: r#"{ type = "points", points = 50, each_at_most = 30, spend_all = true, blank = true }"#,
        marks: &[(0, "30"), (3, "20")],
        says: "1 (30), 4 (20)",
    },
    Kind {
        name: "wallet",
        rule: r#"{ type = "wallet", amount = 500000, note = 100000, each_at_most = 300000, at_most = { type = "count", count = 3 }, blank = true }"#,
        marks: &[(1, "300000"), (2, "100000")],
        says: "2 (300000), 3 (100000)",
    },
    Kind {
        name: "knapsack",
        rule: r#"{ type = "knapsack", blank = true }"#,
        marks: &[(0, "1"), (2, "1")],
        says: "1, 3",
    },
];

impl Kind {
    fn rules(&self) -> RuleSet {
        let winner = r#"{ type = "greedy", tie = ["lower_cost", "ballot_number"] }"#;
        let text = tests::rules::voting(self.rule, winner);
        document::read(&text, Format::Toml).unwrap_or_else(|problems| panic!("{}: {problems:#?}", self.name))
    }

    /// The form with what the voter marks.
    fn fill(&self, form: Form, ids: &[ProposalId]) -> Form {
        self.marks.iter().fold(form, |form, (place, value)| {
            let id = ids[*place];
            match self.name {
                "single" => form.tick("ballot.proyectos", &id.to_string()),
                "approval" | "knapsack" => form.tick(&mark(id), value),
                _ => form.with(&mark(id), value),
            }
        })
    }
}

/// What stands between two marks of a page.
fn between<'a>(page: &'a Answer, before: &str, after: &str) -> Option<&'a str> {
    page.body.split(before).nth(1)?.split(after).next()
}

/// The code of the receipt on a page.
fn receipt(page: &Answer) -> String {
    between(page, "class=\"receipt__code\">", "<").expect("a receipt").to_owned()
}

/// The code of the order on a page, where it says one.
fn order_code(page: &Answer) -> Option<String> {
    between(page, "class=\"receipt__order\">", "<").map(ToOwned::to_owned)
}

async fn cast(voter: &Browser, review: &Answer) -> Answer {
    assert_eq!(review.path, "/votar/revisar", "{}", review.text());
    let done = voter.submit(review, &review.form("/hacer/voto")).await;
    assert_eq!(done.path, "/votar/listo", "{}", done.text());
    done
}

#[tokio::test]
async fn every_type_of_ballot_goes_from_the_page_to_the_act() {
    for kind in &KINDS {
        let world = World::new().await;
        let process = Process::with_rules(&world, &world.one, PhaseKind::Voting, &kind.rules()).await;
        process.set_ceiling(&world, &world.one, "01", 250_000_000).await;
        let ids = process.projects(&world, &world.one, "01", &PROJECTS).await;
        let server = world.serve().await;
        let mut codes = Vec::new();
        for blank in [false, true] {
            let name = format!("Votante {blank}");
            let voter = world.browser(&server, &world.one.site, &Someone { name: &name, ..NEIGHBOUR }).await;
            let page = voter.page("/votar").await;
            let form = page.form("/hacer/tarjeton");
            let form = if blank { form.tick("ballot.proyectos", "blank") } else { kind.fill(form, &ids) };
            let review = voter.submit(&page, &form).await;
            codes.push(receipt(&cast(&voter, &review).await));
        }

        process.open(&world, &world.one, PhaseKind::Results).await;
        let official = |name| Someone { name, territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
        let admin = world.browser(&server, &world.one.site, &official("Gloria")).await;
        let second = world.browser(&server, &world.one.site, &official("Elena")).await;
        let page = admin.page("/admin/resultados").await;
        let sealed = admin.submit(&page, &page.form("/hacer/sellar")).await;
        sealed.says(&urn::sealed_all(ES, 3));
        admin.submit(&sealed, &sealed.form("/hacer/contar")).await;
        let page = second.page("/admin/resultados").await;
        second.submit(&page, &page.form("/hacer/decidir-conteo")).await.says(act::done_approved(ES));

        let folder = Folder::new(&format!("booth-{}", kind.name));
        let public = server.visit("uno.localhost");
        let path = |file: &str| folder.join(file).to_str().unwrap().to_owned();
        for file in ["papeletas.csv", "votos.pb", "acta.json", "acta.firma"] {
            let answer = public.request(reqwest::Method::GET, &format!("{RESULT}/{file}")).send().await.unwrap();
            assert_eq!(answer.status(), 200, "{}: {file}", kind.name);
            std::fs::write(path(file), answer.bytes().await.unwrap()).unwrap();
        }
        let [slips, election, document, signatures] =
            ["papeletas.csv", "votos.pb", "acta.json", "acta.firma"].map(path);
        for (code, says) in codes.iter().zip([kind.says, "blank"]) {
            let said = run(command(&[
                "verify",
                &slips,
                "--code",
                code,
                "--election",
                &election,
                "--act",
                &document,
                "--signatures",
                &signatures,
            ]))
            .await;
            assert!(said.done, "{}: {}", kind.name, said.err);
            let own = format!("receipt  {code}: {says}");
            for line in [own.as_str(), "ballots  2 (1 blank)", "the same when counted again"] {
                assert!(said.out.contains(line), "{}: no {line:?} in {}", kind.name, said.out);
            }
        }
        is_made_again(&public, RESULT, &folder).await;
    }
}

/// The rules of the tests with the order drawn.
fn drawn() -> RuleSet {
    let mut rules = tests::rules::rules();
    rules.sheets[0].order = Order::Random;
    rules
}

/// A town that votes on twelve projects.
async fn twelve(rules: &RuleSet) -> (World, Vec<ProposalId>) {
    let world = World::new().await;
    let process = Process::with_rules(&world, &world.one, PhaseKind::Voting, rules).await;
    let titles: Vec<String> = (1..=12)
        .map(|number| if number % 4 == 0 { format!("Huerta {number} del barrio") } else { format!("Parque {number}") })
        .collect();
    let projects: Vec<Project<'_>> = titles.iter().map(|title| Project { title, cost: 10_000_000 }).collect();
    let ids = process.projects(&world, &world.one, "01", &projects).await;
    (world, ids)
}

/// The numbers of the projects on a ballot, in the order in which they stand.
fn seen(page: &Answer, ids: &[ProposalId]) -> Vec<usize> {
    let form = page.form("/hacer/tarjeton");
    let number = |field: &str| ids.iter().position(|id| mark(id) == field).map(|place| place + 1);
    form.unticked.iter().filter_map(|(field, _)| number(field)).collect()
}

#[tokio::test]
async fn the_order_is_drawn_for_each_voter_and_made_again_from_the_receipt() {
    let (world, ids) = twelve(&drawn()).await;
    let server = world.serve().await;
    let site = &world.one.site;
    let voter = world.browser(&server, site, &NEIGHBOUR).await;
    let first = seen(&voter.page("/votar").await, &ids);
    assert_eq!(first.len(), 12);
    assert_ne!(first, (1..=12).collect::<Vec<_>>(), "so they stand for one voter of 479 001 600");
    assert_eq!(seen(&voter.page("/votar").await, &ids), first);

    // Somebody else in the same browser sees another order, and so does the same person in another.
    let other = world.sign_in(site, &Someone { name: "Beto", ..NEIGHBOUR }).await;
    let shared = voter.clone().with_cookie(&other.cookie);
    assert_ne!(seen(&shared.page("/votar").await, &ids), first);
    let elsewhere = world.browser(&server, site, &NEIGHBOUR).await;
    assert_ne!(seen(&elsewhere.page("/votar").await, &ids), first);
    // Who signs in again sees the same.
    let again = world.sign_in(site, &NEIGHBOUR).await;
    let voter = voter.with_cookie(&again.cookie);
    let page = voter.page("/votar").await;
    assert_eq!(seen(&page, &ids), first);

    let form = page.form("/hacer/tarjeton").tick(&mark(ids[3]), "1");
    let review = voter.submit(&page, &form).await;
    let done = cast(&voter, &review).await;
    let code = order_code(&done).expect("the receipt has the code of the order");
    done.says(urn::order(ES));
    // Whoever sends the same page again, because no answer came, gets the same receipt.
    assert_eq!(order_code(&cast(&voter, &review).await), Some(code.clone()));

    let said = run(command(&["order", &code, "--contest", "proyectos", "--projects", "1-12"])).await;
    assert!(said.done, "{}", said.err);
    let told: Vec<usize> =
        said.out.lines().map(|line| line.split_whitespace().nth(1).unwrap().parse().unwrap()).collect();
    assert_eq!(told, first);
    server.visit("uno.localhost").page("/procesos/vigente-uno/01/urna").await.says(urn::order_title(ES));

    // Nothing of it is kept: neither beside the ballot nor beside the voter.
    let mut inside = world.database.inside(site.tenant).await;
    for table in tenant_tables(&mut inside).await {
        let rows: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select row::text from {table} row")))
            .fetch_all(&mut inside)
            .await
            .unwrap();
        assert!(!rows.iter().any(|row| row.contains(&code)), "{table}");
    }
    tests::cluster::close(inside).await;
}

/// The projects that a page shows and those that it only carries, by whether they are hidden.
fn shown(page: &Answer) -> (usize, usize) {
    let is_project = |class: &str| class.split(' ').any(|one| one == "project") && !class.contains("--blank");
    let hidden: Vec<bool> = pieces(&page.body)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Open(tag) if tag.get("class").is_some_and(is_project) => Some(tag.get("hidden").is_some()),
            _ => None,
        })
        .collect();
    let carried = hidden.iter().filter(|hidden| **hidden).count();
    (hidden.len() - carried, carried)
}

#[tokio::test]
async fn whoever_looks_for_a_project_loses_no_mark() {
    let (world, ids) = twelve(&tests::rules::rules()).await;
    let server = world.serve().await;
    let voter = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let page = voter.page("/votar").await;
    page.says(ballot::search(ES));
    assert_eq!(shown(&page), (12, 0));
    let form = page.form("/hacer/tarjeton").tick(&mark(ids[0]), "1").with(FIELD, "BARRIO huerta").press(PRESSED, LOOK);
    let found = voter.submit(&page, &form).await;
    found.says(&ballot::search_found(ES, 3, 12));
    assert_eq!(shown(&found), (4, 8), "what is found, and what was marked");
    assert!(!found.body.contains("role=\"alert\""), "nothing is wrong yet");
    // A number finds its project; what was found before stays marked.
    let form = found.form("/hacer/tarjeton");
    assert_eq!(form.value(&mark(ids[0])), Some("1"));
    let form = form.tick(&mark(ids[7]), "1").with(FIELD, "12").press(PRESSED, LOOK);
    let found = voter.submit(&found, &form).await;
    found.says(&ballot::search_found(ES, 1, 12));
    assert_eq!(shown(&found), (3, 9));
    let form = found.form("/hacer/tarjeton").with(FIELD, "nada así").press(PRESSED, LOOK);
    let found = voter.submit(&found, &form).await;
    found.says(&ballot::search_none(ES, 12));
    // The page that is loaded again is the same.
    assert_eq!(shown(&voter.page("/votar").await), (2, 10));
    let all = voter.submit(&found, &found.form("/hacer/tarjeton").press(PRESSED, SHOW_ALL)).await;
    assert_eq!(shown(&all), (12, 0));
    // Sent from the middle of a search, everything that is marked is reviewed.
    let form = all.form("/hacer/tarjeton").with(FIELD, "huerta").press(PRESSED, LOOK);
    let found = voter.submit(&all, &form).await;
    let review = voter.submit(&found, &found.form("/hacer/tarjeton")).await;
    assert_eq!(review.path, "/votar/revisar");
    review.says("Parque 1");
    review.says("Huerta 8 del barrio");
    // Who comes back to change it sees the whole ballot.
    assert_eq!(shown(&voter.page("/votar").await), (12, 0));
    // Enter in another field presses the first button of the form: with nothing to look for it sends the ballot.
    let page = voter.page("/votar").await;
    let form = page.form("/hacer/tarjeton").press(PRESSED, LOOK);
    assert_eq!(voter.submit(&page, &form).await.path, "/votar/revisar");
}

#[tokio::test]
async fn looking_keeps_amounts_as_they_were_typed_and_short_ballots_have_no_search() {
    let rules = tests::rules::with_ballot(r#"{ type = "points", points = 40, each_at_most = 30 }"#);
    let (world, ids) = twelve(&rules).await;
    let server = world.serve().await;
    let voter = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let page = voter.page("/votar").await;
    let [first, second] = [0, 1].map(|place: usize| mark(ids[place]));
    let form = page.form("/hacer/tarjeton").with(&first, "30").with(&second, "dos").with(FIELD, "huerta");
    let found = voter.submit(&page, &form.press(PRESSED, LOOK)).await;
    assert_eq!(shown(&found), (5, 7));
    let form = found.form("/hacer/tarjeton");
    assert_eq!((form.value(&first), form.value(&second)), (Some("30"), Some("dos")));

    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
    process.projects(&world, &world.one, "01", &PROJECTS).await;
    let server = world.serve().await;
    let voter = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    voter.page("/votar").await.keeps_quiet_about(ballot::search(ES));
}

#[tokio::test]
async fn the_receipt_has_no_name_and_the_certificate_no_code() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
    let ids = process.projects(&world, &world.one, "01", &PROJECTS).await;
    let server = world.serve().await;
    let voter = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    assert_eq!(voter.open("/votar/constancia").await.path, "/votar", "nobody certifies what was not done");
    let page = voter.page("/votar").await;
    let review = voter.submit(&page, &page.form("/hacer/tarjeton").tick(&mark(ids[1]), "1")).await;
    let done = cast(&voter, &review).await;
    let code = receipt(&done);
    let article = between(&done, "<article", "</article>").expect("the receipt");
    assert!(article.contains(&code) && !article.contains(NEIGHBOUR.name), "{article}");
    assert_eq!(order_code(&done), None, "the projects stand by number");
    assert!(tests::html::links(article).contains(&"/votar/constancia".to_owned()));

    let certificate = voter.page("/votar/constancia").await;
    certificate.says(vote::certificate_title(ES));
    certificate.says(NEIGHBOUR.name);
    certificate.says("Comuna 01 de Villa Uno");
    certificate.says(vote::voted_by(ES, Channel::Web));
    certificate.keeps_quiet_about(&code);
    certificate.keeps_quiet_about(PROJECTS[1].title);
    // Once the receipt was shown, the certificate is all there is.
    let later = voter.page("/votar/listo").await;
    assert_eq!(later.path, "/votar/constancia");
    later.keeps_quiet_about(&code);
    let anonymous = server.visit("uno.localhost").ask("/votar/constancia").await;
    assert_eq!(anonymous.redirect().as_deref(), Some("/entrar?volver=/votar/constancia"));
}
