//! From ballots to results: counted once, by the published rule, and the same in every form.

mod several;

use std::collections::BTreeMap;
use std::io::Read as _;

use app::text::own_vote::{self, Named};
use app::text::{act, admin, draw, rehearsal, results, urn, what_if};
use http::StatusCode;
use shared::document::{self, Format};
use shared::draw::Seed;
use shared::locale::{Locale, format_money};
use shared::money::{Currency, Money};
use shared::pabulib::Election;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::ruleset::{RuleSet, WinnerRule};
use shared::tally::{
    self, Candidate, Entrant, Fate, Minimum, Profile, Profiler, Reason, Room, TieOrder, Winners, alternatives, winners,
};
use shared::urn::Slip;
use tests::browser::{Answer, Browser};
use tests::html::Form;
use tests::process::{Process, Project, mark};
use tests::server::Running;
use tests::world::{NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;
const CEILING: i64 = 250_000_000;

/// Costs that leave something out: the second does not fit after the first two turns, a cheaper one does.
const PROJECTS: [Project<'static>; 5] = [
    Project { title: "Un parque con sombra", cost: 120_000_000 },
    Project { title: "Un puente peatonal", cost: 140_000_000 },
    Project { title: "=HYPERLINK(\"https://mal.example\"), una huerta", cost: 60_000_000 },
    Project { title: "Una cancha iluminada", cost: 60_000_000 },
    Project { title: "Un salón que nadie pidió", cost: 10_000_000 },
];

/// What the voters mark, by place on the ballot. The first has most, then the second, then two alike.
const BALLOTS: [&[usize]; 7] = [&[0, 1], &[0, 1], &[0, 2], &[0, 3], &[1, 2], &[1, 3], &[0]];

/// A vote with its ballots cast.
pub struct Vote {
    pub world: World,
    pub server: Running,
    pub process: Process,
    ids: Vec<String>,
    pub admin: Browser,
    /// The one who approves what the other counted.
    pub second: Browser,
}

impl Vote {
    /// The voters cast their ballots page by page.
    pub async fn cast() -> Self {
        Self::cast_by(&tests::rules::rules()).await
    }

    /// The same by other rules.
    pub async fn cast_by(rules: &RuleSet) -> Self {
        let world = World::new().await;
        let process = Process::with_rules(&world, &world.one, PhaseKind::Voting, rules).await;
        Self::cast_in(world, process).await
    }

    /// The same by rules that ask for a draw, whose seed was committed to in time.
    async fn cast_to_draw(rules: &RuleSet) -> Self {
        let world = World::new().await;
        let process = Process::with_rules(&world, &world.one, PhaseKind::Formulation, rules).await;
        process.commit_draw(&world, &world.one, None, 8).await;
        process.open(&world, &world.one, PhaseKind::Voting).await;
        Self::cast_in(world, process).await
    }

    async fn cast_in(world: World, process: Process) -> Self {
        process.set_ceiling(&world, &world.one, "01", CEILING).await;
        let ids = process.projects(&world, &world.one, "01", &PROJECTS).await;
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let server = world.serve().await;
        for (number, ballot) in BALLOTS.iter().enumerate() {
            let name = format!("Votante {number}");
            let voter = world.browser(&server, &world.one.site, &Someone { name: &name, ..NEIGHBOUR }).await;
            let page = voter.page("/votar").await;
            let form =
                ballot.iter().fold(page.form("/hacer/tarjeton"), |form, place| form.tick(&mark(&ids[*place]), "1"));
            let review = voter.submit(&page, &form).await;
            let done = voter.submit(&review, &review.form("/hacer/voto")).await;
            assert_eq!(done.path, "/votar/listo");
        }
        let admin = Someone { name: "Gloria", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
        let admin = world.browser(&server, &world.one.site, &admin).await;
        let second = Someone { name: "Elena", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
        let second = world.browser(&server, &world.one.site, &second).await;
        Self { world, server, process, ids, admin, second }
    }

    pub async fn close(&self) {
        let page = self.admin.page("/admin/fases/voting").await;
        let form = page.form("/hacer/fase").with("reason", "Terminó la jornada de votación").press("how", "close");
        self.admin.submit(&page, &form).await.says(&admin::phase_closed(ES, "Votación"));
    }

    /// Voting has been over for days: whatever is drawn today was drawn after it.
    pub async fn end(&self) {
        self.process.open(&self.world, &self.world.one, PhaseKind::Results).await;
    }

    async fn seal(&self) {
        let page = self.admin.page("/admin/resultados").await;
        self.admin.submit(&page, &page.form("/hacer/sellar")).await.says(&urn::sealed_all(ES, 3));
    }

    /// Counts, and has it approved.
    async fn count(&self) {
        self.draft().await;
        self.approve().await;
    }

    pub async fn approve(&self) {
        let page = self.second.page("/admin/resultados").await;
        self.second.submit(&page, &approval(&page)).await.says(act::done_approved(ES));
    }

    pub async fn draft(&self) {
        let page = self.admin.page("/admin/resultados").await;
        if page.forms().iter().any(|form| form.action == "/hacer/sellar") {
            self.seal().await;
        }
        let page = self.admin.page("/admin/resultados").await;
        self.admin.submit(&page, &page.form("/hacer/contar")).await.says(&admin::count_done(ES, 3));
    }

    /// What the domain itself makes of these ballots.
    fn expected() -> Winners<u32> {
        Self::expected_by(&tests::rules::rules(), None)
    }

    /// The same by other rules.
    fn expected_by(rules: &RuleSet, seed: Option<&Seed>) -> Winners<u32> {
        let (entrants, ballots, room) = Self::urn();
        let rule = &rules.deciding_contest().unwrap().winner;
        winners(rule, &entrants, &ballots, &room, Minimum::score(1), seed).unwrap()
    }

    /// The projects with their votes, the ballots, and the money.
    fn urn() -> (Vec<Entrant<u32>>, Profile, Room) {
        let votes = |place: usize| BALLOTS.iter().filter(|ballot| ballot.contains(&place)).count();
        let entrants: Vec<_> = PROJECTS
            .iter()
            .enumerate()
            .map(|(place, project)| {
                let votes = u64::try_from(votes(place)).unwrap();
                let number = u32::try_from(place + 1).unwrap();
                Entrant::new(Candidate::new(number, project.cost, votes).unwrap(), number)
            })
            .collect();
        let mut ballots = Profiler::new(PROJECTS.len());
        for ballot in BALLOTS {
            ballots.approve(ballot.iter().copied()).unwrap();
        }
        (entrants, ballots.finish(), Room { ceiling: CEILING, parts: BTreeMap::new() })
    }
}

/// The form that approves a count.
fn approval(page: &Answer) -> Form {
    let form = page.forms().into_iter().find(|form| form.value("how") == Some("approve"));
    form.unwrap_or_else(|| panic!("nothing to approve: {}", page.text()))
}

fn money(minor: i64) -> String {
    format_money(Money::new(minor, Currency::COP), ES).replace('\u{a0}', " ")
}

#[tokio::test]
async fn the_count_comes_after_the_vote_and_only_once() {
    let vote = Vote::cast().await;
    let tenant = vote.world.one.site.tenant;
    let tallies = "select count(*) from tally";
    // While voting runs there is no button, and the server refuses as well.
    let page = vote.admin.page("/admin/resultados").await;
    assert!(page.forms().iter().all(|form| form.action != "/hacer/contar"));
    let secret = vote.admin.page("/admin/techos").await;
    let csrf = tests::html::forms(&secret.body)[0].value("csrf").unwrap().to_owned();
    let sent = vote.admin.post("/admin/resultados", "/hacer/contar", &[("csrf".to_owned(), csrf)]).await;
    assert!(sent.redirect().is_some());
    vote.admin.page("/admin/resultados").await.says("La votación sigue abierta");
    assert_eq!(vote.world.database.count(tenant, tallies).await, 0);

    vote.close().await;
    vote.seal().await;
    let page = vote.admin.page("/admin/resultados").await;
    let form = page.form("/hacer/contar");
    // Nobody else may.
    let citizen = vote.world.sign_in(&vote.world.one.site, &NEIGHBOUR).await;
    let browser = vote.server.visit("uno.localhost").with_cookie(&citizen.cookie);
    browser.post("/", "/hacer/contar", &[("csrf".to_owned(), citizen.csrf.clone())]).await;
    assert_eq!(vote.world.database.count(tenant, tallies).await, 0);

    vote.admin.submit(&page, &form).await.says(&admin::count_done(ES, 3));
    assert_eq!(vote.world.database.count(tenant, tallies).await, 3);
    let before = vote.world.database.fingerprint(tenant).await;
    vote.admin.submit(&page, &form).await.says(admin::count_again(ES));
    assert_eq!(vote.world.database.fingerprint(tenant).await, before, "a count is not repeated");
    // The voting cannot be opened again once it is counted, and what comes too late is not taken.
    let page = vote.admin.page("/admin/fases/voting").await;
    assert!(page.forms().iter().all(|form| form.action != "/hacer/fase"));
    vote.process.open(&vote.world, &vote.world.one, PhaseKind::Voting).await;
    let late = vote.world.sign_in(&vote.world.one.site, &Someone { name: "Tarde", ..NEIGHBOUR }).await;
    let browser = vote.server.visit("uno.localhost").with_cookie(&late.cookie);
    let attempt = tests::urn::attempt(1);
    let fields = tests::browser::fields(&[("csrf", &late.csrf), ("attempt", &attempt), (&mark(&vote.ids[0]), "1")]);
    let answer = browser.post("/votar/revisar", "/hacer/voto", &fields).await;
    assert_ne!(answer.redirect().as_deref(), Some("/votar/listo"));
    let ballots = "select count(*) from ballot";
    assert_eq!(vote.world.database.count(tenant, ballots).await, i64::try_from(BALLOTS.len()).unwrap());
    let roll = "select count(*) from participation";
    assert_eq!(vote.world.database.count(tenant, roll).await, i64::try_from(BALLOTS.len()).unwrap());
}

#[tokio::test]
async fn the_results_page_says_what_the_rule_gives() {
    let vote = Vote::cast().await;
    vote.close().await;
    vote.count().await;
    let expected = Vote::expected();
    assert!(
        expected.standings.iter().any(|line| matches!(line.reason, Reason::DoesNotFit { .. })),
        "something is left out"
    );
    assert!(!expected.ties.is_empty(), "something is tied");

    let page = vote.server.visit("uno.localhost").page("/procesos/vigente-uno/01").await;
    page.says(&money(expected.total_cost));
    let rows = rows(&page.body);
    for line in &expected.standings {
        let place = usize::try_from(line.id).unwrap();
        let project = PROJECTS[place - 1];
        let row = rows
            .iter()
            .find(|row| row.contains(project.title))
            .unwrap_or_else(|| panic!("{} has no row", project.title));
        for figure in
            [line.position.to_string(), line.score.to_string(), money(line.cost), money(line.left_before.unwrap())]
        {
            assert!(row.contains(&figure), "{figure} is not in {row}");
        }
        let reason = match &line.reason {
            Reason::Won => "Cabe:".to_owned(),
            Reason::DoesNotFit { missing } => money(*missing),
            Reason::BelowMinimum { minimum } => minimum.to_string(),
            Reason::Withdrawn => "retir".to_owned(),
            other => panic!("{other:?}"),
        };
        assert!(row.contains(&reason), "{reason} is not in {row}");
        for other in expected.tie_of(&line.id).iter().flat_map(|tied| &tied.ids).filter(|&other| *other != line.id) {
            assert!(row.contains("Empató") && row.contains(&other.to_string()), "{row}");
        }
    }
    let summary = vote.server.visit("uno.localhost").page("/resultados").await;
    summary.says(&money(expected.total_cost));
    // The area's observatory shows the count from what was published.
    let area = vote.server.visit("valle.localhost").page("/").await;
    area.says("Villa Uno");
    let csv = vote.server.visit("valle.localhost").page("/observatorio.csv").await;
    let funded = expected.won().count().to_string();
    let row = csv.body.lines().find(|line| line.contains("Villa Uno")).expect("a row");
    let cells: Vec<&str> = row.split(',').collect();
    assert!(cells.contains(&BALLOTS.len().to_string().as_str()) && cells.contains(&funded.as_str()), "{row}");
}

/// The words of each row of the tables of a page.
fn rows(html: &str) -> Vec<String> {
    html.split("<tr")
        .skip(1)
        .map(|row| tests::html::text(&format!("<tr{}", row.split("</tr>").next().unwrap_or(row))))
        .collect()
}

/// The cells of a CSV file, by RFC 4180.
fn cells(csv: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = csv.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(character) = characters.next() {
        let row = rows.last_mut().unwrap();
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                row.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {}
            '\n' if !quoted => rows.push(vec![String::new()]),
            other => row.last_mut().unwrap().push(other),
        }
    }
    rows.retain(|row| row.len() > 1);
    rows
}

#[tokio::test]
async fn the_table_holds_every_figure() {
    let vote = Vote::cast().await;
    vote.close().await;
    vote.count().await;
    let expected = Vote::expected();
    let answer = vote.server.visit("uno.localhost").page("/procesos/vigente-uno/01/resultado.csv").await;
    assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("text/csv")));
    assert!(answer.header("content-disposition").is_some_and(|how| how.contains("attachment")));
    let table = cells(&answer.body);
    assert_eq!(table.len(), PROJECTS.len() + 1);
    for (row, line) in table[1..].iter().zip(&expected.standings) {
        assert_eq!(row[0], line.position.to_string());
        assert_eq!(row[2], line.id.to_string());
        assert_eq!(row[4], line.score.to_string());
        assert_eq!(row[5], line.cost.to_string());
        assert_eq!(row[6], line.left_before.unwrap().to_string());
        assert_eq!(row[7], line.reason.word(), "{row:?}");
        // Spreadsheets calculate what begins like a formula.
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '@'])), "{row:?}");
    }
}

#[tokio::test]
async fn the_election_can_be_counted_again_by_anybody() {
    let vote = Vote::cast().await;
    vote.close().await;
    vote.count().await;
    let expected = Vote::expected();
    let answer = vote.server.visit("uno.localhost").page("/procesos/vigente-uno/01/votos.pb").await;
    let election = Election::read(answer.body.lines()).unwrap_or_else(|error| panic!("{error}: {}", answer.body));
    assert_eq!(election.meta().budget, Money::new(CEILING, Currency::COP));
    assert_eq!(election.meta().num_votes, u64::try_from(BALLOTS.len()).unwrap());
    let again = election.greedy(TieOrder::Official, 1);
    assert_eq!(again.total_cost, expected.total_cost);
    for (verdict, line) in again.verdicts.iter().zip(&expected.standings) {
        assert_eq!((verdict.id.parse(), verdict.score), (Ok(line.id), line.score));
        assert_eq!(verdict.fate.funds(), line.reason.wins());
        assert_eq!(
            matches!(verdict.fate, Fate::BelowMinimum { .. }),
            matches!(line.reason, Reason::BelowMinimum { .. })
        );
    }
    assert_eq!(again.verdicts.len(), expected.standings.len());
    answer.keeps_quiet_about("Votante");
    // Nor do the ballots tell in which order they came.
    for project in election.projects() {
        assert!(project.selected.is_some(), "{} has no outcome", project.id);
    }
}

#[tokio::test]
async fn an_empty_contest_is_counted_too() {
    let vote = Vote::cast().await;
    vote.close().await;
    vote.count().await;
    let public = vote.server.visit("uno.localhost");
    for contest in ["02", "03"] {
        assert_eq!(public.open(&format!("/procesos/vigente-uno/{contest}")).await.status, StatusCode::OK, "{contest}");
        let csv = public.open(&format!("/procesos/vigente-uno/{contest}/resultado.csv")).await;
        assert_eq!(csv.status, StatusCode::OK, "{contest}");
        let pb = public.open(&format!("/procesos/vigente-uno/{contest}/votos.pb")).await;
        assert!(!pb.status.is_server_error(), "{contest}: {}", pb.text());
    }
}

#[tokio::test]
async fn files_arrive_whole_however_they_travel() {
    let vote = Vote::cast().await;
    vote.close().await;
    vote.count().await;
    let public = vote.server.visit("uno.localhost");
    for path in [
        "/procesos/vigente-uno/01/resultado.csv",
        "/procesos/vigente-uno/01/votos.pb",
        "/procesos/vigente-uno/02/votos.pb",
        "/techos.csv",
    ] {
        let plain = public.page(path).await;
        for encoding in ["gzip", "br"] {
            let request = public.request(reqwest::Method::GET, path).header("accept-encoding", encoding);
            let response = request.send().await.unwrap();
            let encoded = response.headers().get("content-encoding").cloned();
            let bytes = response.bytes().await.unwrap_or_else(|error| panic!("{path} as {encoding}: {error:?}"));
            if encoded.is_some_and(|encoding| encoding == "gzip") {
                let mut text = String::new();
                flate2::read::GzDecoder::new(&*bytes).read_to_string(&mut text).unwrap();
                assert_eq!(text, plain.body, "{path}");
            }
        }
    }
}

/// Two projects share the last place, and the rules leave it to a draw.
#[tokio::test]
async fn a_tie_that_decides_waits_for_the_draw() {
    let ballot = r#"{ type = "approval", at_most = { type = "count", count = 2 }, blank = true }"#;
    let winner = r#"{ type = "plurality", winners = 3, tie = ["public_draw"] }"#;
    let rules: RuleSet = document::read(&tests::rules::voting(ballot, winner), Format::Toml).unwrap();
    let vote = Vote::cast_to_draw(&rules).await;
    let tenant = vote.world.one.site.tenant;
    let public = vote.server.visit("uno.localhost");
    let citizen = vote.world.sign_in(&vote.world.one.site, &NEIGHBOUR).await;
    let stranger = vote.server.visit("uno.localhost").with_cookie(&citizen.cookie);
    vote.admin.page("/admin/sorteo").await.says(draw::wait_close(ES));
    let mut tx = vote.world.database.database.enter(&vote.world.one.site).await.unwrap();
    let of_process = store::draw::of_process(&mut tx, vote.process.id).await.unwrap().unwrap();
    drop(tx);
    assert_eq!(of_process.held, None);
    public.page("/procesos/vigente-uno").await.says(&of_process.commitment.to_string());

    vote.end().await;
    vote.seal().await;
    let page = vote.admin.page("/admin/resultados").await;
    let stopped = vote.admin.submit(&page, &page.form("/hacer/contar")).await;
    stopped.says(&rehearsal::draw_among(ES, "3 y 4", 2));
    assert_eq!(vote.world.database.count(tenant, "select count(*) from tally").await, 0, "nothing is written");

    let page = vote.admin.page("/admin/sorteo").await;
    let form = page.form("/hacer/sortear").with("number", "05 12  23 31 40").with("source", "Lotería de prueba 4768");
    vote.admin.submit(&page, &form.clone().with("drawn_on", "2020-01-01")).await.says("Escriba una fecha desde");
    let day = tests::world::today().to_string();
    let typed = [("csrf", &*citizen.csrf), ("number", "7"), ("source", "Otra lotería"), ("drawn_on", &*day)];
    stranger.post("/", "/hacer/sortear", &tests::browser::fields(&typed)).await;
    assert_eq!(vote.world.database.count(tenant, "select count(*) from draw_number").await, 0);
    let form = form.with("drawn_on", &day);
    vote.admin.submit(&page, &form).await.says(draw::held(ES));
    let mut tx = vote.world.database.database.enter(&vote.world.one.site).await.unwrap();
    let held = store::draw::of_process(&mut tx, vote.process.id).await.unwrap().unwrap().held.unwrap();
    drop(tx);
    assert_eq!(held.seed.as_str(), format!("{}|05 12 23 31 40", held.secret));
    assert!(of_process.commitment.is_of(&held.secret));

    vote.count().await;
    let expected = Vote::expected_by(&rules, Some(&held.seed));
    let page = public.page("/procesos/vigente-uno/01").await;
    page.says(held.seed.as_str());
    page.says(rehearsal::decisive(ES));
    let rows = rows(&page.body);
    for line in &expected.standings {
        let project = PROJECTS[usize::try_from(line.id).unwrap() - 1];
        let row = rows.iter().find(|row| row.contains(project.title)).unwrap();
        assert_eq!(row.contains("Ganó"), line.reason.wins(), "{row}");
    }
    let csv = public.page("/procesos/vigente-uno/01/resultado.csv").await;
    let table = cells(&csv.body);
    assert!(table[1..].iter().any(|row| row[7] == "places_taken") && table[1..].iter().all(|row| row[6].is_empty()));
    // What is counted cannot be drawn again.
    vote.admin.page("/admin/sorteo").await.says(held.seed.as_str());
}

/// Everybody has an equal share, and buys with it what they marked.
#[tokio::test]
async fn shares_are_counted_and_told() {
    let ballot = r#"{ type = "approval", at_most = { type = "count", count = 2 }, blank = true }"#;
    let winner = r#"{ type = "equal_shares", utility = "cost", raise = "1000 COP", completion = "by_score",
        tie = ["lower_cost", "ballot_number"] }"#;
    let rules: RuleSet =
        document::read(&tests::rules::voting(ballot, &winner.replace('\n', " ")), Format::Toml).unwrap();
    let vote = Vote::cast_by(&rules).await;
    vote.close().await;
    vote.count().await;
    let expected = Vote::expected_by(&rules, None);
    assert!(expected.standings.iter().any(|line| matches!(line.reason, Reason::Bought { .. })), "{expected:?}");
    let public = vote.server.visit("uno.localhost");
    let page = public.page("/procesos/vigente-uno/01").await;
    page.says("Se compró en la ronda 1");
    page.says("La parte de cada persona llegó a");
    page.says(&money(expected.total_cost));
    let rows = rows(&page.body);
    let csv = public.page("/procesos/vigente-uno/01/resultado.csv").await;
    let table = cells(&csv.body);
    for (line, cells) in expected.standings.iter().zip(&table[1..]) {
        let project = PROJECTS[usize::try_from(line.id).unwrap() - 1];
        let row = rows.iter().find(|row| row.contains(project.title)).unwrap();
        assert_eq!(row.contains("Ganó"), line.reason.wins(), "{row}");
        if let Some(shortfall) = &line.shortfall {
            assert!(row.contains(&format!("{} %", shortfall.support_percent)), "{row}");
        }
        assert_eq!((&*cells[2], &*cells[7]), (&*line.id.to_string(), line.reason.word()));
    }
    let pb = public.page("/procesos/vigente-uno/01/votos.pb").await;
    let election = Election::read(pb.body.lines()).unwrap();
    assert_eq!(election.meta().rule.as_deref(), Some("equalshares/add1"));
    own_votes_are_told(&public, &rules.deciding_contest().unwrap().winner, &expected).await;
}

/// Whoever looks a receipt up sees where the share of that vote went.
async fn own_votes_are_told(public: &Browser, rule: &WinnerRule, expected: &Winners<u32>) {
    let endowment = expected.shares.as_ref().unwrap().endowment;
    let slips = public.page("/procesos/vigente-uno/01/papeletas.csv").await;
    assert_eq!(slips.body.lines().count(), BALLOTS.len() + 1);
    let mut spent = 0;
    for row in slips.body.lines().skip(1) {
        let slip = Slip::of_row("uno/vigente-uno/01", row).unwrap();
        let ballot: Vec<(u32, u64)> = slip.marks().iter().map(|(id, given)| (id.parse().unwrap(), *given)).collect();
        let winners = expected.standings.iter().filter(|line| line.reason.wins()).map(|line| (line.id, &line.reason));
        let own = tally::own_vote(rule, endowment, winners, &ballot);
        let share = own.share.unwrap();

        let code = slip.code().to_string();
        let page = public.page(&format!("/procesos/vigente-uno/01/urna?codigo={}", &code[..4])).await;
        let (_, section) = page.body.split_once(&format!("id=\"voto-{code}\"")).expect("what came of the vote");
        let section = section.split("</section>").next().unwrap();
        let count = |many: usize| u64::try_from(many).unwrap();
        let won = (count(own.named), Named::Marked);
        let won = own_vote::won(ES, won, count(own.won.len()), &|count| count.to_string());
        let paid = share.endowment - share.unused;
        let went = if paid == 0 {
            own_vote::share_unused(ES, money(share.endowment))
        } else {
            own_vote::share_spent(ES, money(share.endowment), money(paid), money(share.unused))
        };
        let text = tests::html::text(section);
        assert!(text.contains(&won) && text.contains(&went), "{won} {went}: {text}");
        let rows = rows(section);
        for one in &own.won {
            let title = PROJECTS[usize::try_from(one.id).unwrap() - 1].title;
            let row = rows.iter().find(|row| row.contains(title)).unwrap_or_else(|| panic!("{title}: {text}"));
            let said = one.paid.map_or_else(|| own_vote::from_the_rest(ES).to_owned(), money);
            assert!(row.contains(&said), "{said} is not in {row}");
        }
        spent += paid;
    }
    // Together they paid for what was bought, but for what is lost by rounding.
    let bought = expected.standings.iter().filter(|line| matches!(line.reason, Reason::Bought { .. }));
    let bought: i64 = bought.map(|line| line.cost).sum();
    let ballots = i64::try_from(BALLOTS.len()).unwrap();
    assert!(bought > 0 && (spent - bought).abs() < ballots, "{spent} of {bought}");
}

/// The same ballots under other rules: what each would fund, in a contest and over the process.
#[tokio::test]
async fn other_rules_stand_beside_the_one_used() {
    let ballot = r#"{ type = "approval", at_most = { type = "count", count = 2 }, blank = true }"#;
    let winner = r#"{ type = "plurality", winners = 1, tie = ["ballot_number"] }"#;
    let rules: RuleSet = document::read(&tests::rules::voting(ballot, winner), Format::Toml).unwrap();
    let vote = Vote::cast_by(&rules).await;
    let public = vote.server.visit("uno.localhost");
    let addresses = ["/procesos/vigente-uno/01/otras-reglas", "/procesos/vigente-uno/otras-reglas"];
    for address in addresses {
        let page = public.page(address).await;
        page.says(results::none_title(ES));
        page.keeps_quiet_about(what_if::side_by_side(ES));
    }
    vote.close().await;
    vote.count().await;
    let (entrants, ballots, room) = Vote::urn();
    let held: Vec<u32> = Vote::expected_by(&rules, None).won().copied().collect();
    let tie = rules.deciding_contest().unwrap().winner.tie();
    let expected = alternatives(&entrants, &ballots, &room, Minimum::score(1), tie, None, &held).unwrap();
    assert!(expected.iter().any(|one| one.won != held), "some rule finds others: {expected:?}");
    for address in addresses {
        let page = public.page(address).await;
        let rows = rows(&page.body);
        for one in &expected {
            let name = what_if::name(ES, one.way);
            let row = rows.iter().find(|row| row.trim_start().starts_with(name) && row.contains('$'));
            let row = row.unwrap_or_else(|| panic!("{address}: no row of {name}"));
            for figure in [one.won.len().to_string(), money(one.total_cost), one.reached.to_string()] {
                assert!(row.contains(&figure), "{address}: {figure} is not in {row}");
            }
        }
    }
    let page = public.page(addresses[0]).await;
    for project in &PROJECTS {
        page.says(project.title);
    }
    public.page("/procesos/vigente-uno/01").await.says(what_if::link(ES));
}

/// What is counted is nobody's to see until somebody else approves it; after that only another count changes it.
#[tokio::test]
async fn a_second_person_approves_what_was_counted() {
    let vote = Vote::cast().await;
    let tenant = vote.world.one.site.tenant;
    let public = vote.server.visit("uno.localhost");
    vote.close().await;
    vote.seal().await;
    let paths = ["", "/otras-reglas", "/urna"].map(|rest| format!("/procesos/vigente-uno/01{rest}"));
    let pages: Vec<&str> =
        ["/", "/resultados", "/procesos/vigente-uno", "/procesos/vigente-uno/otras-reglas", "/observatorio.csv"]
            .into_iter()
            .chain(paths.iter().map(String::as_str))
            .collect();
    let files = ["resultado.csv", "votos.pb", "papeletas.csv"].map(|file| format!("/procesos/vigente-uno/01/{file}"));
    let look = async || {
        let mut seen = Vec::new();
        for page in &pages {
            seen.push(public.open(page).await.text());
        }
        for file in &files {
            seen.push(public.open(file).await.status.to_string());
        }
        seen.push(vote.server.visit("valle.localhost").page("/observatorio.csv").await.body);
        seen
    };
    let before = look().await;
    vote.draft().await;
    assert_eq!(look().await, before, "a draft is nobody's to see");
    let draft = "/procesos/vigente-uno/01?conteo=1";
    assert_eq!(public.open(draft).await.status, StatusCode::NOT_FOUND);
    assert_eq!(public.open(&format!("{}?conteo=1", files[1])).await.status, StatusCode::NOT_FOUND);
    let citizen = vote.world.browser(&vote.server, &vote.world.one.site, &NEIGHBOUR).await;
    assert_eq!(citizen.open(draft).await.status, StatusCode::NOT_FOUND);
    // Who may approve it sees it whole.
    let page = vote.second.page(draft).await;
    page.says(act::draft(ES));
    page.says("Gloria");
    let expected = Vote::expected();
    page.says(&money(expected.total_cost));
    assert_eq!(vote.second.open(&format!("{}?conteo=1", files[1])).await.status, StatusCode::OK);

    // Who counted does not approve: not by the page, not by the server, not by the database.
    let page = vote.admin.page("/admin/resultados").await;
    page.says(act::own(ES));
    let other = vote.second.page("/admin/resultados").await;
    let form = approval(&other);
    assert!(page.forms().iter().all(|form| form.value("how") != Some("approve")));
    let own = page.form("/hacer/decidir-conteo").with("how", "approve");
    vote.admin.submit(&page, &own).await.says(act::own(ES));
    let mut app = vote.world.database.as_app().await;
    tests::world::enter(&mut app, tenant).await;
    let forced = "insert into count_decision (tenant_id, process_id, number, counted_by, approved, decided_by, office,
            decided_at)
        select tenant_id, process_id, number, counted_by, true, counted_by, 'role:process_admin', now()
        from process_count where counted_by is not null";
    let error = sqlx::query(forced).execute(&mut app).await.unwrap_err().to_string();
    assert!(error.contains("check"), "{error}");
    tests::cluster::close(app).await;
    let signed = vote.world.sign_in(&vote.world.one.site, &NEIGHBOUR).await;
    let browser = vote.server.visit("uno.localhost").with_cookie(&signed.cookie);
    let fields = tests::browser::fields(&[("csrf", &signed.csrf), ("count", "1"), ("how", "approve")]);
    browser.post("/", "/hacer/decidir-conteo", &fields).await;
    assert_eq!(look().await, before);

    // It may be refused, with a reason; then it is counted again, with another.
    let refusal = other.forms().into_iter().find(|form| form.value("how") == Some("refuse")).unwrap();
    vote.second.submit(&other, &refusal.clone().with("reason", "corto")).await;
    let reason = "Falta anexar el acta de la mesa tres";
    vote.second.submit(&other, &refusal.with("reason", reason)).await.says(act::done_refused(ES));
    vote.second.submit(&other, &form).await.says(act::changed(ES));
    assert_eq!(look().await, before);
    let page = vote.admin.page("/admin/resultados").await;
    page.says(reason);
    let again = page.form("/hacer/contar");
    vote.admin.submit(&page, &again).await;
    let count = "select count(*) from process_count";
    assert_eq!(vote.world.database.count(tenant, count).await, 1, "not without a reason");
    let why = "Llegó el acta que faltaba";
    vote.admin.submit(&page, &again.with("reason", why)).await.says(&admin::count_done(ES, 3));
    vote.approve().await;
    let page = public.page("/procesos/vigente-uno/01").await;
    page.says(&money(expected.total_cost));
    for said in [why, "Gloria", "Elena", act::approved_by(ES)] {
        page.says(said);
    }
    assert_eq!(public.open(draft).await.status, StatusCode::NOT_FOUND, "what was refused stays unseen");

    // What is published changes by another count only, and stays readable.
    let page = vote.admin.page("/admin/resultados").await;
    let third = "Una orden del juez pidió contar de nuevo";
    vote.admin.submit(&page, &page.form("/hacer/contar").with("reason", third)).await;
    public.page("/procesos/vigente-uno/01").await.keeps_quiet_about(third);
    vote.approve().await;
    let page = public.page("/procesos/vigente-uno/01").await;
    page.says(third);
    assert!(tests::html::links(&page.body).iter().any(|link| link.ends_with("?conteo=2")));
    let old = public.page("/procesos/vigente-uno/01?conteo=2").await;
    old.says(&act::replaced(ES, 3));
    old.says(&money(expected.total_cost));
    assert_eq!(vote.world.database.count(tenant, "select count(*) from tally").await, 9);
}

/// What was published elsewhere, or made up, has no act and says so.
#[tokio::test]
async fn nobody_answers_for_a_result_of_elsewhere() {
    let vote = Vote::cast().await;
    let tenant = vote.world.one.site.tenant;
    let mut app = vote.world.database.as_app().await;
    tests::world::enter(&mut app, tenant).await;
    let without = "insert into process_count (tenant_id, process_id, number, counted_at)
        select tenant_id, id, 1, now() from process";
    let error = sqlx::query(without).execute(&mut app).await.unwrap_err().to_string();
    assert!(error.contains("somebody has to count"), "{error}");
    let later = "insert into process_count (tenant_id, process_id, number, counted_at, counted_by, office, reason)
        select process.tenant_id, process.id, 2, now(), person.id, 'role:process_admin', 'porque sí'
        from process, person where person.name = 'Gloria'";
    let error = sqlx::query(later).execute(&mut app).await.unwrap_err().to_string();
    assert!(error.contains("not decided"), "{error}");
    tests::cluster::close(app).await;
}
