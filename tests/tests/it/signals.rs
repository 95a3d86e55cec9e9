//! Signals of fraud: sums that say nothing of who voted, a list that is fixed once, and two people who do not read each
//! other.

use app::text::{admin, signal as words, urn};
use shared::desk::{Act, Event, Way, hash_of};
use shared::locale::Locale;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::roll::{EntryHash, LastThree};
use shared::signal::{ABANDONED_DAYS, NOTES_KEPT_DAYS, SignalKind, Verdict};
use store::signal::Terms;
use tests::browser::{Answer, Browser};
use tests::process::{Process, Project, mark};
use tests::server::Running;
use tests::world::{NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;
const BENCH: &str = "/admin/senales";

struct Day {
    world: World,
    server: Running,
    process: Process,
    park: String,
}

impl Day {
    async fn new() -> Self {
        let world = World::new().await;
        let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
        let park = process.projects(&world, &world.one, "01", &[Project { title: "Un parque", cost: 10 }]).await;
        let park = park[0].to_string();
        let server = world.serve().await;
        Self { world, server, process, park }
    }

    async fn vote(&self, voter: &Browser) {
        let page = voter.page("/votar").await;
        let review = voter.submit(&page, &page.form("/hacer/tarjeton").tick(&mark(&self.park), "1")).await;
        let done = voter.submit(&review, &review.form("/hacer/voto")).await;
        assert_eq!(done.path, "/votar/listo");
    }

    /// So many neighbours vote one after the other in one browser; the numbers go on from `first`.
    async fn vote_in_one_browser(&self, first: usize, how_many: usize) {
        let browser = self.server.visit(&self.world.one.host());
        for number in first..first + how_many {
            let who = Someone { name: &format!("Votante {number}"), ..NEIGHBOUR };
            let member = self.world.sign_in(&self.world.one.site, &who).await;
            self.vote(&browser.clone().with_cookie(&member.cookie)).await;
        }
    }

    async fn write_down(&self) {
        server::watching::write_down(&self.server.gate).await;
    }

    async fn official(&self, name: &str) -> Browser {
        let who = Someone { name, territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
        self.world.browser(&self.server, &self.world.one.site, &who).await
    }

    /// Sets from when on one network and one browser are a signal.
    async fn thresholds(&self, admin: &Browser, network: &str, device: &str) -> Answer {
        let page = admin.page(BENCH).await;
        let form = page.form("/hacer/umbrales").with("network", network).with("device", device);
        admin.submit(&page, &form).await
    }

    async fn seal(&self, admin: &Browser) {
        self.process.open(&self.world, &self.world.one, PhaseKind::Results).await;
        let page = admin.page("/admin/resultados").await;
        admin.submit(&page, &page.form("/hacer/sellar")).await.says(&urn::sealed_all(ES, 3));
    }

    async fn fix(&self, admin: &Browser) -> Answer {
        let page = admin.page(BENCH).await;
        admin.submit(&page, &page.form("/hacer/fijar-senales")).await
    }

    /// The page of a case, by its number.
    async fn case(&self, browser: &Browser, number: u32) -> Answer {
        let mut tx = self.world.database.database.enter(&self.world.one.site).await.unwrap();
        let (_, cases) = store::signal::cases(&mut tx, self.process.id).await.unwrap().unwrap();
        let case = cases.iter().find(|case| case.number == number).unwrap();
        browser.page(&app::path::signal_case(case.id)).await
    }

    async fn opine(&self, browser: &Browser, number: u32, verdict: Verdict, note: &str) -> Answer {
        let page = self.case(browser, number).await;
        let form = page.form("/hacer/opinar").tick("verdict", verdict.as_str()).with("note", note);
        browser.submit(&page, &form).await
    }

    async fn count(&self, query: &'static str) -> i64 {
        self.world.database.count(self.world.one.site.tenant, query).await
    }
}

#[tokio::test]
async fn what_is_kept_says_neither_who_voted_nor_from_where() {
    let day = Day::new().await;
    day.vote_in_one_browser(0, 3).await;
    assert_eq!(day.count("select count(*) from signal_sum").await, 0, "written only in lots");
    day.write_down().await;
    assert_eq!(day.count("select sum(votes)::bigint from signal_sum where kind = 'pace'").await, 3);
    assert_eq!(day.count("select max(votes) from signal_sum where kind = 'network'").await, 3);
    assert_eq!(day.count("select max(votes) from signal_sum where kind = 'device'").await, 3);
    // A row is a sum under a hash: no column could name a voter, and a day or a span is all the time there is.
    let columns = day
        .count("select count(*) from information_schema.columns where table_name = 'signal_sum' and table_schema = 'public'")
        .await;
    assert_eq!(columns, 6);
    let finer = "select count(*) from signal_sum where date_trunc('minute', since) <> since
        or (kind = 'pace' and extract(minute from since)::int % 10 <> 0)";
    assert_eq!(day.count(finer).await, 0);
    let address =
        "select count(*) from signal_sum where mark = decode('7f000001', 'hex') or mark::text like '%7f000001%'";
    assert_eq!(day.count(address).await, 0);
    // Another browser is another mark of the same network.
    day.vote_in_one_browser(3, 1).await;
    day.write_down().await;
    assert_eq!(day.count("select max(votes) from signal_sum where kind = 'network'").await, 4);
    assert_eq!(day.count("select count(*) from signal_sum where kind = 'device'").await, 2);
}

#[tokio::test]
async fn while_people_vote_the_bench_tells_amounts_roughly() {
    let day = Day::new().await;
    let admin = day.official("Gloria").await;
    day.thresholds(&admin, "5", "5").await.says(words::thresholds_saved(ES));
    day.vote_in_one_browser(0, 7).await;
    day.write_down().await;
    let bench = admin.page(BENCH).await;
    bench.says(words::of_kind(ES, SignalKind::Network));
    bench.says(words::of_kind(ES, SignalKind::Device));
    bench.says(&words::at_least(ES, 5));
    bench.says(words::fix_wait(ES));
    assert!(bench.forms().iter().all(|form| form.action != "/hacer/fijar-senales"), "no list is fixed before the seal");
    // One more vote changes nothing that can be read.
    let before = bench.text();
    day.vote_in_one_browser(7, 1).await;
    day.write_down().await;
    assert_eq!(admin.page(BENCH).await.text(), before);
    // Nor does a threshold that is moved, to find out where the row goes.
    day.thresholds(&admin, "6", "5").await.says(words::thresholds_saved(ES));
    let bench = admin.page(BENCH).await;
    bench.keeps_quiet_about(words::of_kind(ES, SignalKind::Network));
    day.vote_in_one_browser(8, 1).await;
    day.write_down().await;
    admin.page(BENCH).await.keeps_quiet_about(words::of_kind(ES, SignalKind::Network));
}

#[tokio::test]
async fn thresholds_that_make_no_sense_come_back_as_they_were_typed() {
    let day = Day::new().await;
    let admin = day.official("Gloria").await;
    let answer = day.thresholds(&admin, "4", "muchos").await;
    answer.says(words::count_wrong(ES));
    assert!(answer.body.contains("muchos"));
    assert_eq!(day.count("select count(*) from signal_threshold").await, 0);
}

#[tokio::test]
async fn a_case_is_decided_by_two_who_do_not_read_each_other() {
    let day = Day::new().await;
    let (admin, second, third) =
        (day.official("Gloria").await, day.official("Elena").await, day.official("Rubén").await);
    day.thresholds(&admin, "5", "6").await.says(words::thresholds_saved(ES));
    day.vote_in_one_browser(0, 6).await;
    day.write_down().await;
    day.seal(&admin).await;
    day.fix(&admin).await.says(words::fixed(ES));
    // The sums are gone, the cases stay; nobody can fix them again.
    assert_eq!(day.count("select count(*) from signal_sum").await, 0);
    assert_eq!(day.count("select count(*) from signal_case").await, 2);
    assert!(admin.page(BENCH).await.forms().iter().all(|form| form.action != "/hacer/fijar-senales"));

    let page = day.case(&admin, 1).await;
    admin.submit(&page, &page.form("/hacer/opinar").with("note", "corta")).await.says(words::verdict_missing(ES));
    let note = "Fui al colegio: votaron en la sala de sistemas";
    day.opine(&admin, 1, Verdict::Explained, note).await.says(words::given(ES));
    // Sealed: neither on the page of the other, nor for the server itself.
    let page = day.case(&second, 1).await;
    page.says(words::sealed(ES));
    assert!(!page.text().contains(note));
    let mut app = day.world.database.as_app().await;
    tests::world::enter(&mut app, day.world.one.site.tenant).await;
    for secret in ["select verdict from signal_opinion", "select note from signal_note"] {
        let read = sqlx::query(secret).fetch_all(&mut app).await;
        assert!(read.unwrap_err().to_string().contains("permission denied"), "{secret}");
    }
    let open = sqlx::query("select * from open_opinions($1, $2)")
        .bind(day.world.one.site.tenant.uuid())
        .bind(day.process.id.uuid())
        .fetch_all(&mut app)
        .await
        .unwrap();
    assert!(open.is_empty());
    tests::cluster::close(app).await;
    // Nobody speaks twice.
    day.case(&admin, 1).await.says(words::own(ES));

    // They differ, so a third decides; after that nobody does.
    day.opine(&second, 1, Verdict::Referred, "Nadie en el colegio sabe de esa sala").await.says(words::given(ES));
    day.case(&admin, 1).await.says(note);
    admin.page(BENCH).await.says(words::split(ES));
    day.opine(&third, 1, Verdict::Referred, "La sala no existe, hay que investigar").await.says(words::given(ES));
    let fourth = day.official("Irma").await;
    assert!(day.case(&fourth, 1).await.forms().iter().all(|form| form.action != "/hacer/opinar"));

    // Everybody reads how many there were and what came of them, and nothing more.
    let public = day.server.visit(&day.world.one.host()).page("/resultados").await;
    public.says(words::public_title(ES));
    public.says(words::decided_referred(ES));
    assert!(!public.text().contains("La sala no existe"));
    // No ballot was taken out.
    assert_eq!(day.count("select count(*) from ballot").await, 6);
    assert_eq!(
        day.count("select count(*) from audit_entry where act = 'give_opinion_on_signal' and reason is not null").await,
        0
    );
    admin.page("/admin/auditoria").await.says(&admin::act(ES, "fix_signals"));

    // What they wrote has its term; what they decided stays.
    let mut tx = day.world.database.database.enter(&day.world.one.site).await.unwrap();
    let yesterday = server::clock::now() - chrono::TimeDelta::days(1);
    assert_eq!(store::signal::forget_notes(&mut tx, yesterday).await.unwrap(), 0);
    assert_eq!(store::signal::forget_notes(&mut tx, server::clock::now()).await.unwrap(), 3);
    tx.commit().await.unwrap();
    let page = day.case(&admin, 1).await;
    page.says(&words::note_gone(ES, NOTES_KEPT_DAYS));
    page.keeps_quiet_about(note);
    day.server.visit(&day.world.one.host()).page("/resultados").await.says(words::decided_referred(ES));
}

#[tokio::test]
async fn sums_that_nobody_fixed_are_deleted_on_schedule() {
    let day = Day::new().await;
    day.vote_in_one_browser(0, 1).await;
    day.write_down().await;
    let admin = day.official("Gloria").await;
    let mut tx = day.world.database.database.enter(&day.world.one.site).await.unwrap();
    // While an urn is open nothing is due.
    let long_ago = server::clock::now() - chrono::TimeDelta::days(ABANDONED_DAYS);
    let terms = |sealed_before| Terms { sealed_before, closed_before: long_ago };
    assert_eq!(store::signal::forget(&mut tx, terms(server::clock::now())).await.unwrap(), 0);
    drop(tx);
    day.seal(&admin).await;
    let mut tx = day.world.database.database.enter(&day.world.one.site).await.unwrap();
    let before_the_seal = server::clock::now() - chrono::TimeDelta::days(1);
    assert_eq!(store::signal::forget(&mut tx, terms(before_the_seal)).await.unwrap(), 0);
    assert_eq!(store::signal::forget(&mut tx, terms(server::clock::now())).await.unwrap(), 3);
    tx.commit().await.unwrap();
}

/// A vote that is abandoned leaves no sums: they go some months after it closed, though no urn was ever sealed.
#[tokio::test]
async fn sums_of_an_abandoned_vote_are_deleted_too() {
    let day = Day::new().await;
    day.vote_in_one_browser(0, 1).await;
    day.write_down().await;
    let closes = day.process.window(&day.world, &day.world.one, PhaseKind::Voting).await.closes();
    let mut tx = day.world.database.database.enter(&day.world.one.site).await.unwrap();
    let never = server::clock::now() - chrono::TimeDelta::days(1000);
    let terms = |closed_before| Terms { sealed_before: never, closed_before };
    assert_eq!(store::signal::forget(&mut tx, terms(closes)).await.unwrap(), 0);
    let later = closes + chrono::TimeDelta::seconds(1);
    assert_eq!(store::signal::forget(&mut tx, terms(later)).await.unwrap(), 3);
    tx.commit().await.unwrap();
}

/// A voter whom a correction took off the roll afterwards, and a desk that marked somebody at three in the morning.
async fn correction_and_night(day: &Day) {
    let world = &day.world;
    let document = EntryHash::new([7; 32]);
    let member = world.sign_in(&world.one.site, &Someone { name: "Ana", ..NEIGHBOUR }).await;
    let mut inside = world.database.inside(world.one.site.tenant).await;
    sqlx::query("update person set document_hash = $2 where id = $1")
        .bind(member.person.uuid())
        .bind(document.as_bytes().as_slice())
        .execute(&mut inside)
        .await
        .unwrap();
    day.vote(&day.server.visit(&world.one.host()).with_cookie(&member.cookie)).await;
    let (tenant, person) = (world.one.site.tenant.uuid(), member.person.uuid());
    let [correction, place, desk, shift] = std::array::from_fn(|_| server::random::uuid());
    let correction_of = "insert into roll_correction
            (tenant_id, id, roll, what, last_three, cause, entered_by, entered_at)
        values ($1, $2, 'vecinos', 'removed', '051', 'Murió en enero', $3, now())";
    let decision = "insert into roll_correction_decision (tenant_id, correction_id, approved, decided_by, decided_at)
        values ($1, $2, true, $3, now())";
    let place_of = "insert into polling_place (tenant_id, id, process_id, name, address, created_at)
        values ($1, $2, $3, 'Casa comunal', 'Calle 1', now())";
    let desk_of = "insert into desk (tenant_id, id, place_id, number) values ($1, $2, $3, 1)";
    for (statement, id, of) in [
        (correction_of, correction, person),
        (decision, correction, person),
        (place_of, place, day.process.id.uuid()),
        (desk_of, desk, place),
    ] {
        sqlx::query(statement).bind(tenant).bind(id).bind(of).execute(&mut inside).await.unwrap();
    }
    let shift_of = "insert into desk_shift (tenant_id, id, desk_id, number, opened_at, opened_by, ended_at)
        values ($1, $2, $3, 1, now(), $4, now())";
    sqlx::query(shift_of).bind(tenant).bind(shift).bind(desk).bind(person).execute(&mut inside).await.unwrap();
    sqlx::query("insert into roll_corrected (tenant_id, correction_id, roll, hash) values ($1, $2, 'vecinos', $3)")
        .bind(tenant)
        .bind(correction)
        .bind(document.as_bytes().as_slice())
        .execute(&mut inside)
        .await
        .unwrap();
    let act = Act::Mark {
        entry: EntryHash::new([9; 32]),
        last_three: LastThree::stored("123".to_owned()).unwrap(),
        contests: Vec::new(),
        territory: None,
        way: Way::Tablet,
        assisted: None,
    };
    for (number, at) in [(1, "2026-01-10T08:00:00Z"), (2, "2026-01-10T15:00:00Z")] {
        let at = at.parse().unwrap();
        let event =
            Event { number, before: [0; 32].into(), at, by: member.person, offline: true, act: act.clone() }.bytes();
        let keep = "insert into desk_event (tenant_id, shift_id, number, hash, event, received_at)
            values ($1, $2, $3, $4, $5, now())";
        sqlx::query(keep)
            .bind(tenant)
            .bind(shift)
            .bind(i32::try_from(number).unwrap())
            .bind(hash_of(&event).bytes().as_slice())
            .bind(&event)
            .execute(&mut inside)
            .await
            .unwrap();
    }
    tests::cluster::close(inside).await;
}

#[tokio::test]
async fn desks_at_night_and_corrections_are_looked_at_once_the_urns_are_sealed() {
    let day = Day::new().await;
    let admin = day.official("Gloria").await;
    correction_and_night(&day).await;
    let both = [SignalKind::DeskHours, SignalKind::RollRemoved];
    let open = admin.page(BENCH).await;
    for kind in both {
        open.keeps_quiet_about(words::of_kind(ES, kind));
    }
    day.seal(&admin).await;
    let sealed = admin.page(BENCH).await;
    for kind in both {
        sealed.says(words::of_kind(ES, kind));
    }
    sealed.says(&words::desk(ES, "Casa comunal 1"));
    day.fix(&admin).await.says(words::fixed(ES));
    let one_each = "select count(*) from signal_case where votes = 1 and kind in ('desk_hours', 'roll_removed')";
    assert_eq!(day.count(one_each).await, 2);
}
