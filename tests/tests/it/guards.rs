//! A vote whose ballots somebody may know is not opened again: once an urn is sealed, or a ballot on paper was read.

use app::text::{admin as words, urn};
use chrono::TimeDelta;
use shared::id::DeskId;
use shared::locale::Locale;
use shared::phase::PhaseKind;
use shared::role::Role;
use store::{desk, paper, tally};
use tests::browser::{Answer, Browser};
use tests::cluster::close;
use tests::html::Form;
use tests::process::Process;
use tests::server::Running;
use tests::world::{NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;
const PAGE: &str = "/admin/fases/voting";

struct Over {
    world: World,
    process: Process,
    /// It serves for as long as somebody holds it.
    _server: Running,
    admin: Browser,
}

impl Over {
    /// A vote that was just closed.
    async fn new() -> Self {
        let world = World::new().await;
        let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
        let server = world.serve().await;
        let admin = Someone { name: "Gloria", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
        let admin = world.browser(&server, &world.one.site, &admin).await;
        let page = admin.page(PAGE).await;
        let form = page.form("/hacer/fase").with("reason", "Terminó la jornada de votación").press("how", "close");
        admin.submit(&page, &form).await.says(&words::phase_closed(ES, "Votación"));
        Self { world, process, _server: server, admin }
    }

    /// The page of the voting, with the form that opens it again for two days.
    async fn reopening(&self) -> (Answer, Form) {
        let page = self.admin.page(PAGE).await;
        let closes = server::clock::now() + TimeDelta::days(2);
        let closes = shared::locale::in_zone(closes, self.world.one.site.time_zone).format("%Y-%m-%dT%H:%M");
        let form = page.form("/hacer/fase").with("closes", &closes.to_string());
        let form = form.with("reason", "Faltaron veredas por votar").press("how", "dates");
        (page, form)
    }

    async fn is_known(&self) -> bool {
        let mut tx = self.world.database.database.enter(&self.world.one.site).await.unwrap();
        tally::votes_are_known(&mut tx, self.process.id).await.unwrap()
    }

    async fn stays_closed(&self, page: &Answer, form: &Form) {
        let before = self.process.window(&self.world, &self.world.one, PhaseKind::Voting).await;
        let refused = self.admin.submit(page, form).await;
        refused.says(words::already_counted(ES));
        assert_eq!(self.process.window(&self.world, &self.world.one, PhaseKind::Voting).await, before);
        assert!(self.admin.page(PAGE).await.forms().iter().all(|form| form.action != "/hacer/fase"));
    }
}

#[tokio::test]
async fn until_then_a_vote_is_opened_again() {
    let over = Over::new().await;
    assert!(!over.is_known().await);
    let before = over.process.window(&over.world, &over.world.one, PhaseKind::Voting).await;
    let (page, form) = over.reopening().await;
    over.admin.submit(&page, &form).await;
    assert!(over.process.window(&over.world, &over.world.one, PhaseKind::Voting).await.closes() > before.closes());
}

#[tokio::test]
async fn not_after_the_seal() {
    let over = Over::new().await;
    let (page, form) = over.reopening().await;
    let count = over.admin.page("/admin/resultados").await;
    over.admin.submit(&count, &count.form("/hacer/sellar")).await.says(&urn::sealed_all(ES, 3));
    assert!(over.is_known().await);
    over.stays_closed(&page, &form).await;
}

#[tokio::test]
async fn nor_after_a_ballot_on_paper_was_read() {
    let over = Over::new().await;
    let (page, form) = over.reopening().await;
    let (world, now) = (&over.world, server::clock::now());
    let reader = world.sign_in(&world.one.site, &Someone { name: "Luz", ..NEIGHBOUR }).await.person;
    let desk: DeskId = server::random::uuid().into();
    let place = desk::NewPlace {
        id: server::random::uuid().into(),
        process: over.process.id,
        name: "Casa comunal",
        address: "Calle 1",
        territory: None,
        mobile: false,
        hours: "",
    };
    let sheet = paper::NewSheet {
        id: server::random::uuid().into(),
        process: over.process.id,
        desk,
        contest: over.process.contests["01"].into(),
        ballots: 1,
    };
    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    assert!(desk::add_place(&mut tx, &place, desk, now).await.unwrap());
    paper::register(&mut tx, sheet, reader, now).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!over.is_known().await, "a sheet that nobody read tells nothing");
    let mut inside = world.database.inside(world.one.site.tenant).await;
    let read = "insert into paper_entry (tenant_id, sheet_id, turn, person_id, entered_at)
        select tenant_id, id, 1, $1, now() from paper_sheet";
    sqlx::query(read).bind(reader.uuid()).execute(&mut inside).await.unwrap();
    close(inside).await;
    assert!(over.is_known().await);
    over.stays_closed(&page, &form).await;
}
