//! Votes on paper: from the printer to the count, read by two people and decided by a third.

mod motions;
mod photos;

use app::text::{paper as said, urn as sealing};
use chrono::{DateTime, Utc};
use http::StatusCode;
use shared::desk::{Act, Counted, Way};
use shared::id::{DeskId, ProposalId, ShiftId};
use shared::locale::Locale;
use shared::paper::Place;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::roll::{EntryHash, LastThree};
use sqlx::Executor as _;
use store::desk;
use store::urn::{Poll, Voter};
use tests::browser::{Answer, Browser};
use tests::cluster::close;
use tests::process::{Process, Project, mark};
use tests::server::Running;
use tests::world::{Member, NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;
const PAPER: &str = "/admin/papel";
const PROJECTS: [Project<'static>; 3] = [
    Project { title: "Un parque con sombra", cost: 120 },
    Project { title: "Un puente peatonal", cost: 140 },
    Project { title: "Una huerta", cost: 60 },
];

fn now() -> DateTime<Utc> {
    server::clock::now()
}

struct Town {
    world: World,
    process: Process,
    server: Running,
    desk: DeskId,
    officer: Member,
    projects: Vec<ProposalId>,
}

/// A town that votes, with a desk for its first territory.
async fn town() -> Town {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
    let projects = process.projects(&world, &world.one, "01", &PROJECTS).await;
    let server = world.serve().await;
    let officer = Someone { name: "Jurada Luz", roles: &[Role::PollingOfficer], ..NEIGHBOUR };
    let officer = world.sign_in(&world.one.site, &officer).await;
    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    let desk: DeskId = server::random::uuid().into();
    let place = desk::NewPlace {
        id: server::random::uuid().into(),
        process: process.id,
        name: "Casa comunal",
        address: "Calle 1",
        territory: None,
        mobile: false,
        hours: "",
    };
    assert!(desk::add_place(&mut tx, &place, desk, now()).await.unwrap());
    tx.commit().await.unwrap();
    Town { world, process, server, desk, officer, projects }
}

impl Town {
    /// A shift in which so many voters get paper.
    async fn hand_out(&self, voters: u8) {
        let by = self.officer.person;
        let mut tx = self.world.database.database.enter(&self.world.one.site).await.unwrap();
        let shift: ShiftId = server::random::uuid().into();
        desk::open_shift(&mut tx, self.desk, shift, vec!["Luz".parse().unwrap()], None, by, now()).await.unwrap();
        let papers = u32::from(voters);
        let opening = Act::Opening { box_empty: true, papers, seal: None };
        desk::write(&mut tx, shift, opening, by, now()).await.unwrap();
        let (running, contests) = self.process.ballot(&mut tx, "01").await;
        let poll = Poll { process: &running, contests: &contests };
        for voter in 1..=voters {
            let entry = EntryHash::new([voter; 32]);
            let act = Act::Mark {
                entry,
                last_three: LastThree::stored("050".to_owned()).unwrap(),
                contests: contests.iter().map(|contest| contest.rule.clone()).collect(),
                territory: Some("01".parse().unwrap()),
                way: Way::Paper,
                assisted: None,
            };
            desk::write_mark(&mut tx, shift, (poll, Voter::document(entry)), act, by, now()).await.unwrap();
        }
        let counted = Counted { voters: papers, in_box: papers, ..Counted::default() };
        desk::write(&mut tx, shift, Act::Closing { counted, explained: None }, by, now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn somebody(&self, name: &str, role: Role) -> Browser {
        let who = Someone { name, territory: None, roles: &[role], ..NEIGHBOUR };
        self.world.browser(&self.server, &self.world.one.site, &who).await
    }

    async fn admin(&self) -> Browser {
        self.somebody("Gloria", Role::ProcessAdmin).await
    }

    fn officer(&self) -> Browser {
        self.server.visit(&self.world.one.host()).with_cookie(&self.officer.cookie)
    }

    async fn count(&self, query: &'static str) -> i64 {
        self.world.database.count(self.world.one.site.tenant, query).await
    }

    async fn close(&self) {
        self.process.open(&self.world, &self.world.one, PhaseKind::Results).await;
    }
}

/// Registers a sheet of the desk.
async fn register(town: &Town, who: &Browser, ballots: &str) -> Answer {
    let page = who.page(PAPER).await;
    let form = page.form("/hacer/planilla").with("desk", &town.desk.to_string()).with("contest", "01");
    who.submit(&page, &form.with("ballots", ballots)).await
}

async fn enter(who: &Browser, sheet: &str, lines: &str) -> Answer {
    let page = who.page(sheet).await;
    who.submit(&page, &page.form("/hacer/digitar").with("readings", lines)).await
}

async fn seal(admin: &Browser) -> Answer {
    let page = admin.page("/admin/resultados").await;
    admin.submit(&page, &page.form("/hacer/sellar")).await
}

#[tokio::test]
async fn what_two_people_read_and_a_third_decides_is_counted_with_the_others() {
    let town = town().await;
    let voter = town.world.browser(&town.server, &town.world.one.site, &NEIGHBOUR).await;
    let page = voter.page("/votar").await;
    let review = voter.submit(&page, &page.form("/hacer/tarjeton").tick(&mark(town.projects[2]), "1")).await;
    voter.submit(&review, &review.form("/hacer/voto")).await;
    town.hand_out(4).await;

    // Whatever can be seen to beforehand is; what ballots say is known to nobody while people vote.
    let officer = town.officer();
    let registered = register(&town, &officer, "4").await;
    registered.says(&said::registered(ES, 1));
    registered.says(said::not_yet(ES));
    let sheet = registered.path.clone();
    let form = registered.form("/hacer/custodia").with("step", "sealed").with("holder", "Luz Usuga");
    officer.submit(&registered, &form.with("seal", "B-22")).await.says(&said::with_seal(ES, "B-22"));
    let lines = "1\n1 2\nb\nn4\n";
    let id = sheet.rsplit('/').next().unwrap();
    let early = [("csrf", &*town.officer.csrf), ("sheet", id), ("readings", lines)];
    officer.post(&sheet, "/hacer/digitar", &tests::browser::fields(&early)).await;
    assert_eq!(town.count("select count(*) from paper_reading").await, 0);

    town.close().await;
    let admin = town.admin().await;
    let contest = format!("Comuna 01 de {}", town.world.one.site.name);
    seal(&admin).await.says(&said::sheets_wait(ES, &contest, "Mesa 1 · Casa comunal"));

    // What makes no ballot comes back with what was typed.
    let wrong = enter(&officer, &sheet, "1\n\n9\n1 2 3\n").await;
    wrong.says(&said::line(ES, 2, said::line_empty(ES)));
    wrong.says(&said::line(ES, 3, said::line_no_project(ES, "9")));
    assert_eq!(wrong.form("/hacer/digitar").value("readings"), Some("1\n\n9\n1 2 3\n"));
    enter(&officer, &sheet, "1\n2\n").await.says(&said::count_differs(ES, 4, 2));
    let unsent = officer.page(&sheet).await;
    enter(&officer, &sheet, lines).await.says(said::kept_first(ES));
    // The same person again, by a page that was open before.
    let again = unsent.form("/hacer/digitar").with("readings", lines);
    officer.submit(&unsent, &again).await.says(said::same_person(ES));
    assert_eq!(town.count("select count(*) from paper_entry").await, 1);

    // The second one is shown nothing of what the first one read.
    let second = town.somebody("Jurado Pedro", Role::PollingOfficer).await;
    let page = second.page(&sheet).await;
    assert_eq!(page.form("/hacer/digitar").value("readings"), Some(""));
    enter(&second, &sheet, "1\n2\nb\nn4").await.says(&said::kept_differs(ES, 1));
    for reader in [&officer, &second] {
        let page = reader.page(&sheet).await;
        page.says(said::differences_others(ES));
        assert!(page.forms().iter().all(|form| form.action != "/hacer/decidir-papeleta"));
    }
    let decision = [("csrf", &*town.officer.csrf), ("sheet", id), ("ballot", "2"), ("choice", "1")];
    let refused = officer.post(&sheet, "/hacer/decidir-papeleta", &tests::browser::fields(&decision)).await;
    assert!(refused.status.is_redirection());
    assert_eq!(town.count("select count(*) from paper_resolution").await, 0);
    seal(&admin).await.says(&said::sheets_wait(ES, &contest, "Mesa 1 · Casa comunal"));
    let page = admin.page(&sheet).await;
    page.says(&said::it_says(ES, "1 2"));
    let decided = admin.submit(&page, &page.form("/hacer/decidir-papeleta").tick("choice", "1")).await;
    decided.says(said::decided_all(ES));
    // Nobody is told how the sheet came out before it is counted.
    decided.says(said::agreed_note(ES));
    assert!(decided.forms().iter().all(|form| form.action != "/hacer/digitar"));

    seal(&admin).await.says(&sealing::sealed_all(ES, 3));
    assert_eq!(town.count("select count(*) from ballot").await, 4);
    let page = admin.page("/admin/resultados").await;
    admin.submit(&page, &page.form("/hacer/contar")).await;
    let other = town.somebody("Elena", Role::ProcessAdmin).await;
    let page = other.page("/admin/resultados").await;
    other.submit(&page, &page.form("/hacer/decidir-conteo")).await;

    // Anybody finds the ballots of the sheet by its number and theirs: the rejected one is not among them.
    let public = town.server.visit("uno.localhost");
    let slips = public.page("/procesos/vigente-uno/01/papeletas.csv").await.body;
    let code = |ballot| Place::new(1, ballot).unwrap().code().to_string();
    let row = |ballot| slips.lines().find(|line| line.starts_with(&code(ballot))).map(|line| line.split(';').collect());
    let marks = |ballot| row(ballot).map(|cells: Vec<&str>| cells[3]);
    assert_eq!([1, 2, 3, 4].map(marks), [Some("1"), Some("1,2"), Some(""), None]);
    assert_eq!(slips.lines().count(), 5);
    public.page("/procesos/vigente-uno/01/urna?codigo=9A9E").await.says(&code(2));

    // Nothing changes any more.
    register(&town, &officer, "3").await.says(said::is_sealed(ES));
}

#[tokio::test]
async fn what_is_not_there_is_explained_before_the_seal() {
    let town = town().await;
    town.hand_out(3).await;
    town.close().await;
    let (admin, officer) = (town.admin().await, town.officer());
    let contest = format!("Comuna 01 de {}", town.world.one.site.name);
    let figures = |agreed: u8| said::desk_figures(ES, "Mesa 1 · Casa comunal", 3, agreed);
    seal(&admin).await.says(&said::does_not_square(ES, &contest, figures(0)));
    let sheet = register(&town, &officer, "2").await.path;
    enter(&officer, &sheet, "1\n2").await.says(said::kept_first(ES));
    enter(&admin, &sheet, "1\n2").await.says(said::kept_agreed(ES));
    seal(&admin).await.says(&said::does_not_square(ES, &contest, figures(2)));

    // Whoever only reads sheets explains nothing.
    let page = officer.page(PAPER).await;
    assert!(page.forms().iter().all(|form| form.action != "/hacer/explicar-papel"));
    let page = admin.page(PAPER).await;
    let form = page.form("/hacer/explicar-papel");
    admin.submit(&page, &form).await.says(said::why_prompt(ES));
    let form = form.with("why", "taken_away").with("reason", "Una vecina se llevó el suyo.");
    admin.submit(&page, &form).await.says(said::now_explained(ES));
    // What was said of other figures explains nothing.
    admin.submit(&page, &form).await.says(said::no_difference(ES));
    admin.page("/admin/auditoria").await.says("Una vecina se llevó el suyo.");
    seal(&admin).await.says(&said::explanation_waits(ES, &contest, figures(2)));
    let other = town.somebody("Elena", Role::ProcessAdmin).await;
    let page = other.page(PAPER).await;
    other.submit(&page, &page.form("/hacer/decidir-explicacion")).await.says(said::now_confirmed(ES));
    seal(&admin).await.says(&sealing::sealed_all(ES, 3));
    assert_eq!(town.count("select count(*) from ballot").await, 2);
}

#[tokio::test]
async fn the_database_keeps_the_rules_of_sheets_too() {
    let town = town().await;
    town.hand_out(2).await;
    town.close().await;
    let (admin, officer) = (town.admin().await, town.officer());
    let sheet = register(&town, &officer, "2").await.path;
    enter(&officer, &sheet, "1\n2").await.says(said::kept_first(ES));
    let mut inside = town.world.database.inside(town.world.one.site.tenant).await;
    let twice = "insert into paper_entry select tenant_id, sheet_id, 2, person_id, entered_at from paper_entry";
    assert!(inside.execute(twice).await.is_err(), "one person reads a sheet twice");
    enter(&admin, &sheet, "1\n3").await.says(&said::kept_differs(ES, 1));
    let resolve = |number: u8, who: &str| {
        format!(
            "insert into paper_resolution (tenant_id, sheet_id, number, reading, person_id, resolved_at)
            select tenant_id, sheet_id, {number}, 'blank', {who}, now() from paper_entry where turn = 1"
        )
    };
    for wrong in [resolve(2, "person_id"), resolve(1, "(select id from person where name = 'Tercera')")] {
        town.somebody("Tercera", Role::PollingOfficer).await;
        assert!(inside.execute(sqlx::AssertSqlSafe(wrong.clone())).await.is_err(), "{wrong}");
    }
    for change in ["update paper_reading set reading = 'blank'", "delete from paper_entry", "delete from paper_sheet"] {
        assert!(inside.execute(change).await.is_err(), "{change}");
    }
    let third = town.somebody("Tercera", Role::PollingOfficer).await;
    let page = third.page(&sheet).await;
    let form = page.form("/hacer/decidir-papeleta").tick("choice", "0").with("other", "n2");
    third.submit(&page, &form).await.says(said::decided_all(ES));
    seal(&admin).await.says(&sealing::sealed_all(ES, 3));
    let late = "insert into paper_statement
        select tenant_id, desk_id, contest_id, 1, 2, 1, 'lost', 'tarde', registered_by, now() from paper_sheet";
    assert!(inside.execute(late).await.is_err(), "something is said of a sealed urn");
    close(inside).await;
    assert_eq!(town.count("select count(*) from ballot").await, 1);
}

#[tokio::test]
async fn ballots_are_printed_in_numbered_batches() {
    let town = town().await;
    let admin = town.admin().await;
    let number = async |count: &str| {
        let page = admin.page(PAPER).await;
        let form = page.form("/hacer/imprimir-tarjetones").with("printed", "01").with("count", count);
        admin.submit(&page, &form).await
    };
    number("0").await.says(&said::count_wrong(ES, 200));
    let first = shared::paper::Batch::new(1, 2).unwrap();
    let second = shared::paper::Batch::new(3, 1).unwrap();
    number("2").await.says(&said::numbered(ES, first.first(), first.last()));
    let page = number("1").await;
    page.says(&said::numbered(ES, second.first(), second.last()));
    for large in [false, true] {
        let path = app::path::paper_ballots("01", first.first(), large);
        let file = admin.open(&path).await;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.header("content-type"), Some("application/pdf"));
        assert!(page.body.contains(&path));
        // Whoever prints none gets none.
        assert_eq!(town.officer().open(&path).await.status, StatusCode::NOT_FOUND);
    }
    let unknown = app::path::paper_ballots("01", second.last(), false).replace("01/", "02/");
    assert_eq!(admin.open(&unknown).await.status, StatusCode::NOT_FOUND);
}
