//! Voting on a tablet at a desk: by a code, once, whoever else votes meanwhile and whatever answer is lost.

use app::text::{desk as said, tablet, urn, vote};
use http::StatusCode;
use shared::desk::{Act, Refusal, Way};
use shared::phase::PhaseKind;
use shared::ruleset::{OfflineBallots, Order, PollingPlaces, RuleSet};
use store::desk;
use store::urn::{Marked, Poll, Voter};
use tests::browser::{Answer, Browser};
use tests::html::Form;
use tests::urn::{attempt, envelopes, slips};
use tests::world::{NEIGHBOUR, Someone, tenant_tables};

use super::journals::device;
use super::{BORN, ES, Polls, now, polls, polls_by};

const TABLET: &str = "/tableta";

fn with_tablets() -> RuleSet {
    let mut rules = tests::rules::rules();
    let phase = rules.phases.iter_mut().find(|phase| phase.id.as_str() == "voting").unwrap();
    let offline = OfflineBallots::default();
    phase.places =
        Some(PollingPlaces { level: None, fixed_at_least: 1, mobile_beyond_km: None, offline, tablet: true });
    rules
}

/// An open desk that has tablets.
async fn ready() -> Polls {
    let polls = polls_by(&with_tablets()).await;
    polls.open().await;
    polls
}

/// The form by which somebody who was found is given a code.
pub(super) fn offer(found: &Answer) -> Form {
    assert!(found.body.contains("formaction=\"/hacer/codigo-de-tableta\""), "{}", found.text());
    Form { action: "/hacer/codigo-de-tableta".to_owned(), ..found.form("/hacer/marcar-persona") }
}

/// The code on the officer's page.
pub(super) fn code_on(page: &Answer) -> String {
    let after = page.body.split("receipt__code--big\">").nth(1).unwrap_or_else(|| panic!("no code: {}", page.text()));
    after.split('<').next().unwrap().to_owned()
}

impl Polls {
    async fn give(&self, number: &str) -> String {
        let found = self.find(number, BORN, "01").await;
        found.says(said::can_vote(ES));
        code_on(&self.officer.submit(&found, &offer(&found)).await)
    }

    pub(super) fn tablet(&self) -> Browser {
        self.server.visit(&self.world.one.host())
    }

    async fn count(&self, query: &'static str) -> i64 {
        self.world.database.count(self.world.one.site.tenant, query).await
    }

    /// Votes on a tablet, as far as casting.
    pub(super) async fn at_review(&self, tablet: &Browser, code: &str) -> Answer {
        let page = enter(tablet, code).await;
        assert_eq!(page.path, "/tableta/tarjeton", "{}", page.text());
        let form = page.form("/hacer/tableta-tarjeton");
        let (field, value) = form.unticked.iter().find(|(_, value)| value == "1").cloned().unwrap();
        let review = tablet.submit(&page, &form.tick(&field, &value)).await;
        assert_eq!(review.path, "/tableta/revisar", "{}", review.text());
        review
    }
}

async fn enter(tablet: &Browser, code: &str) -> Answer {
    let page = tablet.page(TABLET).await;
    tablet.submit(&page, &page.form("/hacer/tableta").with("code", code)).await
}

pub(super) async fn cast(tablet: &Browser, review: &Answer) -> Answer {
    tablet.submit(review, &review.form("/hacer/tableta-voto")).await
}

const BY_DESK: &str = "select count(*) from participation where channel = 'desk'";
const MARKS: &str = "select count(*) from desk_event where number > 2";
const CODES: &str = "select count(*) from desk_tablet where not used";

#[tokio::test]
async fn somebody_votes_on_a_tablet_and_nothing_of_it_stays_there() {
    let polls = ready().await;
    let found = polls.find("1020304050", BORN, "01").await;
    let given = polls.officer.submit(&found, &offer(&found).with("assisted", "movement")).await;
    let code = code_on(&given);
    given.says(said::code_once(ES));
    // Once, and by its number from then on: not by the person.
    let again = polls.officer.page(&polls.path()).await;
    assert!(!again.body.contains(&code));
    again.says(said::codes(ES));
    again.keeps_quiet_about(&said::ends_in(ES, "050"));
    let mut inside = polls.world.database.inside(polls.world.one.site.tenant).await;
    for table in tenant_tables(&mut inside).await {
        let rows: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select row::text from {table} row")))
            .fetch_all(&mut inside)
            .await
            .unwrap();
        assert!(!rows.iter().any(|row| row.contains(&code)), "{table}");
    }
    tests::cluster::close(inside).await;

    let tablet = polls.tablet();
    let page = enter(&tablet, &code.to_lowercase().replace('-', " ")).await;
    page.says(&vote::ballot_of(ES, "Comuna 01 de Villa Uno"));
    assert_eq!(page.header("cache-control"), Some("private, no-store"));
    page.keeps_quiet_about("/entrar");
    // What is wrong comes back, with the same words as on the web.
    let back = tablet.submit(&page, &page.form("/hacer/tableta-tarjeton")).await;
    assert_eq!(back.path, "/tableta/tarjeton");
    assert!(back.body.contains("role=\"alert\""), "{}", back.text());
    let form = back.form("/hacer/tableta-tarjeton");
    let (field, value) = form.unticked.iter().find(|(_, value)| value == "1").cloned().unwrap();
    let review = tablet.submit(&back, &form.tick(&field, &value)).await;
    review.says(vote::review_title(ES));
    assert_eq!((polls.voted("any").await, polls.count(MARKS).await), (0, 0), "nobody voted yet");
    let done = cast(&tablet, &review).await;
    assert_eq!(done.path, "/tableta/listo");
    done.says(tablet::done_title(ES));
    assert_eq!(done.header("cache-control"), Some("private, no-store"));
    let slips = slips(&polls.world, &polls.world.one).await;
    assert_eq!(slips.len(), 1);
    done.says(&slips[0].code().to_string());

    // Nothing stays: neither the receipt, nor the ballot, nor the way back.
    for path in ["/tableta/listo", "/tableta/tarjeton", "/tableta/revisar"] {
        let after = tablet.open(path).await;
        assert_eq!(after.path.split('?').next(), Some(TABLET), "{path}");
        after.keeps_quiet_about(&slips[0].code().to_string());
    }
    enter(&tablet, &code).await.says(app::text::common::field_error(ES, tablet::wrong(ES)).as_str());

    assert_eq!((polls.count(BY_DESK).await, polls.voted("any").await), (1, 1));
    assert_eq!((polls.count(MARKS).await, envelopes(&polls.world, &polls.world.one).await), (1, 1));
    let found = polls.find("1020304050", BORN, "01").await;
    found.says(said::cannot_vote(ES));
    found.says(&said::marked_here(ES, 3));
    let counted = [("voters", "1"), ("in_box", "0"), ("envelopes", "0"), ("spoilt", "0"), ("unused", "100")];
    let closed = polls.act("closing", &counted).await;
    closed.says(said::closed(ES));
    closed.says(said::recorded_tablet(ES));
    closed.says(said::codes_given(ES));
    let mut tx = polls.world.database.database.enter(&polls.world.one.site).await.unwrap();
    let journal = desk::journal(&mut tx, polls.shift().await.id).await.unwrap();
    let recorded = *journal.recorded();
    assert_eq!((recorded.on_tablet, recorded.voters, recorded.assisted, recorded.for_box), (1, 1, 1, 0));
    drop(tx);
    assert_eq!(polls.count("select count(*) from desk_tablet").await, 0, "a shift that is over leaves no code");

    // What came from the desk is counted like every other ballot: nothing waits for sheets of paper.
    polls.process.open(&polls.world, &polls.world.one, PhaseKind::Results).await;
    let page = polls.admin.page("/admin/resultados").await;
    let contest = format!("Comuna 01 de {}", polls.world.one.site.name);
    let sealed = polls.admin.submit(&page, &page.form("/hacer/sellar")).await;
    sealed.keeps_quiet_about(&urn::paper_waits(ES, contest, 1));
    assert_eq!(polls.count("select count(*) from urn where ballots = 1").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_code_opens_one_tablet_and_casts_one_ballot() {
    let polls = ready().await;
    let code = polls.give("1020304050").await;
    // Two tablets at once; the one that was let in sends its page again, for no answer came.
    let other_server = polls.world.serve().await;
    let tablets = [polls.tablet(), other_server.visit(&polls.world.one.host())];
    let pages = [tablets[0].page(TABLET).await, tablets[1].page(TABLET).await];
    let forms = [0, 1].map(|place: usize| pages[place].form("/hacer/tableta").with("code", &code));
    let (one, two) = tokio::join!(tablets[0].submit(&pages[0], &forms[0]), tablets[1].submit(&pages[1], &forms[1]));
    let opened: Vec<usize> =
        (0..).zip([&one, &two]).filter(|(_, page)| page.path == "/tableta/tarjeton").map(|(place, _)| place).collect();
    assert_eq!(opened.len(), 1, "{}\n{}", one.text(), two.text());
    let (tablet, page) = (&tablets[opened[0]], &pages[opened[0]]);
    let page = tablet.submit(page, &forms[opened[0]]).await;
    assert_eq!(page.path, "/tableta/tarjeton");
    let form = page.form("/hacer/tableta-tarjeton");
    let (field, value) = form.unticked.iter().find(|(_, value)| value == "1").cloned().unwrap();
    let review = tablet.submit(&page, &form.tick(&field, &value)).await;

    // The last yes many times at once, over both servers: in two tabs, with two attempts.
    let mut sending = tokio::task::JoinSet::new();
    for round in 0..8 {
        let browser = tablets[round % 2].clone();
        let form = review.form("/hacer/tableta-voto").with("attempt", &attempt(round / 4));
        sending.spawn(async move { browser.post("/tableta/revisar", "/hacer/tableta-voto", &form.fields).await });
    }
    let answers: Vec<_> = sending.join_all().await.iter().map(|answer| answer.redirect().unwrap()).collect();
    let done = answers.iter().filter(|to| *to == "/tableta/listo").count();
    let used = answers.iter().filter(|to| to.ends_with("usado")).count();
    assert_eq!((done, used), (4, 4), "{answers:?}");
    assert_eq!((envelopes(&polls.world, &polls.world.one).await, polls.count(MARKS).await), (1, 1));
    assert_eq!(polls.count(BY_DESK).await, 1);
}

#[tokio::test]
async fn an_answer_that_is_lost_comes_again_to_its_own_page_and_to_no_other() {
    let polls = ready().await;
    let code = polls.give("1020304050").await;
    let tablet = polls.tablet();
    let review = polls.at_review(&tablet, &code).await;
    // Whoever comes back to the page before casting makes the same attempt.
    let attempt = |page: &Answer| page.form("/hacer/tableta-voto").value("attempt").unwrap().to_owned();
    assert_eq!(attempt(&tablet.page("/tableta/revisar").await), attempt(&review));
    // What the server answers to another browser, this one does not hear.
    let form = review.form("/hacer/tableta-voto");
    let lost = polls.tablet().post("/tableta/revisar", "/hacer/tableta-voto", &form.fields).await;
    assert_eq!(lost.redirect().as_deref(), Some("/tableta/listo"));
    let receipt = slips(&polls.world, &polls.world.one).await[0].code().to_string();

    // Back, or the page that says that something failed: neither shows what was chosen, nor the receipt.
    for path in ["/tableta/revisar", "/tableta/revisar?aviso=falla", "/tableta/tarjeton"] {
        let page = tablet.page(path).await;
        assert_eq!(page.path.split('?').next(), Some("/tableta/revisar"));
        page.says(tablet::unheard_lead(ES));
        page.keeps_quiet_about("Un parque");
        page.keeps_quiet_about(&receipt);
        assert_eq!(attempt(&page), attempt(&review));
    }
    // Another ballot of the same code is told that one is in the urn, and so is whoever has the code alone.
    let blank = [("pass", form.value("pass").unwrap()), ("attempt", &*attempt(&review)), ("ballot.proyectos", "blank")];
    let other = polls.tablet().post("/tableta/revisar", "/hacer/tableta-voto", &tests::browser::fields(&blank)).await;
    assert_ne!(other.redirect().as_deref(), Some("/tableta/listo"));
    enter(&polls.tablet(), &code).await.keeps_quiet_about(&receipt);

    let done = cast(&tablet, &tablet.page("/tableta/revisar").await).await;
    assert_eq!(done.path, "/tableta/listo");
    done.says(&receipt);
    assert_eq!((polls.voted("any").await, envelopes(&polls.world, &polls.world.one).await), (1, 1));
    assert_eq!(polls.count(MARKS).await, 1);
    for path in ["/tableta/listo", "/tableta/revisar", "/tableta/tarjeton"] {
        let after = tablet.open(path).await;
        assert_eq!(after.path.split('?').next(), Some(TABLET), "{path}");
        after.keeps_quiet_about(&receipt);
    }

    // Who finishes without having seen it leaves nothing behind.
    let code = polls.give("1020304051").await;
    let review = polls.at_review(&tablet, &code).await;
    let form = review.form("/hacer/tableta-voto");
    polls.tablet().post("/tableta/revisar", "/hacer/tableta-voto", &form.fields).await;
    tablet.page("/tableta/revisar").await.says(tablet::unheard_lead(ES));
    tablet.page(TABLET).await.says(tablet::title(ES));
    tablet.open("/tableta/revisar").await.says(tablet::lapsed(ES));
}

/// The code of the order on a receipt.
fn order_on(page: &Answer) -> String {
    let after = page.body.split("receipt__order\">").nth(1).unwrap_or_else(|| panic!("no order: {}", page.text()));
    after.split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn each_voter_on_a_tablet_has_an_order_of_their_own() {
    let mut rules = with_tablets();
    rules.sheets[0].order = Order::Random;
    let polls = polls_by(&rules).await;
    polls.open().await;
    let tablet = polls.tablet();
    let mut codes = Vec::new();
    for number in ["1020304050", "1020304051"] {
        let code = polls.give(number).await;
        let review = polls.at_review(&tablet, &code).await;
        let form = review.form("/hacer/tableta-voto");
        // The receipt comes again to whoever did not get the answer, with the same order.
        let elsewhere = polls.tablet();
        let lost = elsewhere.post("/tableta/revisar", "/hacer/tableta-voto", &form.fields).await;
        let heard = elsewhere.page(&lost.redirect().unwrap()).await;
        let done = cast(&tablet, &tablet.page("/tableta/revisar").await).await;
        done.says(urn::receipt_once_on_tablet(ES));
        assert_eq!(order_on(&done), order_on(&heard));
        codes.push(order_on(&done));
        tablet.page(TABLET).await;
    }
    assert_ne!(codes[0], codes[1]);
}

#[tokio::test]
async fn a_code_that_lapsed_or_was_taken_back_opens_nothing() {
    let polls = ready().await;
    let tablet = polls.tablet();
    let wrong = app::text::common::field_error(ES, tablet::wrong(ES));
    for typed in ["", "0123-4567-89AB", "no es un código", "0123-4567-89AB-CDEF-0123"] {
        enter(&tablet, typed).await.says(&wrong);
    }
    // A new one takes the place of the old one; paper that of both.
    let (first, second) = (polls.give("1020304050").await, polls.give("1020304050").await);
    enter(&tablet, &first).await.says(&wrong);
    let review = polls.at_review(&tablet, &second).await;
    let found = polls.find("1020304050", BORN, "01").await;
    found.says(&said::code_replaces(ES, 2));
    polls.officer.submit(&found, &found.form("/hacer/marcar-persona")).await;
    cast(&tablet, &review).await.says(tablet::lapsed(ES));
    assert_eq!((polls.voted("paper").await, polls.voted("any").await), (1, 1));

    // Cancelled while it is on the tablet.
    let code = polls.give("1020304051").await;
    let review = polls.at_review(&tablet, &code).await;
    let page = polls.officer.page(&polls.path()).await;
    polls.officer.submit(&page, &page.form("/hacer/cancelar-codigo")).await.says(&said::code_cancelled(ES, 3));
    polls.officer.submit(&page, &page.form("/hacer/cancelar-codigo")).await.says(said::code_gone(ES));
    cast(&tablet, &review).await.says(tablet::lapsed(ES));

    // Ten minutes later, typed or not.
    let typed = polls.give("1020304052").await;
    let review = polls.at_review(&tablet, &typed).await;
    let waiting = polls.give("1020304053").await;
    let mut inside = polls.world.database.inside(polls.world.one.site.tenant).await;
    sqlx::query("update desk_tablet set until = now()").execute(&mut inside).await.unwrap();
    tests::cluster::close(inside).await;
    cast(&tablet, &review).await.says(tablet::lapsed(ES));
    enter(&tablet, &waiting).await.says(&wrong);
    polls.officer.page(&polls.path()).await.keeps_quiet_about("cancelar-codigo");

    // Whoever goes away without voting can come back.
    let code = polls.give("1020304052").await;
    let page = enter(&tablet, &code).await;
    tablet.submit(&page, &page.form("/hacer/tableta-salir")).await.says(tablet::title(ES));
    assert_eq!(polls.count(CODES).await, 0);
    assert_eq!((polls.voted("any").await, polls.count(MARKS).await), (1, 1));
    polls.find("1020304052", BORN, "01").await.says(said::can_vote(ES));
}

#[tokio::test]
async fn who_votes_elsewhere_meanwhile_votes_once() {
    let polls = ready().await;
    let tablet = polls.tablet();
    let code = polls.give("1020304050").await;
    let review = polls.at_review(&tablet, &code).await;
    let mut tx = polls.world.database.database.enter(&polls.world.one.site).await.unwrap();
    let (process, contests) = polls.process.ballot(&mut tx, "01").await;
    let poll = Poll { process: &process, contests: &contests };
    let voter = Voter::document(polls.hash("1020304050"));
    assert_eq!(store::urn::mark(&mut tx, poll, voter, now()).await.unwrap(), Marked::Marked);
    tx.commit().await.unwrap();
    cast(&tablet, &review).await.says(tablet::already_voted(ES));
    assert_eq!((polls.voted("any").await, envelopes(&polls.world, &polls.world.one).await), (1, 0));
    assert_eq!(
        (polls.count(MARKS).await, polls.count(CODES).await),
        (0, 0),
        "who cast nothing here is not marked here"
    );
}

#[tokio::test]
async fn a_desk_does_not_close_while_a_code_waits() {
    let polls = ready().await;
    let code = polls.give("1020304050").await;
    let counted = [("voters", "0"), ("in_box", "0"), ("envelopes", "0"), ("spoilt", "0"), ("unused", "100")];
    polls.act("closing", &counted).await.says(&said::codes_wait(ES, "1"));
    polls.act("pause", &[("pause_why", "Se fue la luz en la cuadra")]).await.says(&said::codes_wait(ES, "1"));
    let tablet = polls.tablet();
    let review = polls.at_review(&tablet, &code).await;
    // An administrator ends the shift: the ballot on the tablet comes too late, and says so.
    let page = polls.admin.page(&app::path::admin_desk(polls.desk)).await;
    page.keeps_quiet_about(said::codes_given(ES));
    let form = page.form("/hacer/terminar-turno").with("reason", "Hubo que desalojar el puesto");
    polls.admin.submit(&page, &form).await.says(said::relieved(ES));
    cast(&tablet, &review).await.says(tablet::lapsed(ES));
    assert_eq!((polls.voted("any").await, polls.count("select count(*) from desk_tablet").await), (0, 0));

    // In a break nobody votes: what was paused in time gives no codes.
    polls.open().await;
    let found = polls.find("1020304050", BORN, "01").await;
    polls.act("pause", &[("pause_why", "Se fue la luz en la cuadra")]).await.says(said::resume_lead(ES));
    polls.officer.submit(&found, &offer(&found)).await;
    assert_eq!(polls.count("select count(*) from desk_tablet").await, 0);
    polls.act("resume", &[]).await;
    // A device that takes the shift over ends the codes of its pages.
    polls.give("1020304050").await;
    let shift = polls.shift().await.id;
    let mut tx = polls.world.database.database.enter(&polls.world.one.site).await.unwrap();
    let secret = shared::document::Fingerprint::of(&"device");
    assert_eq!(desk::hand_over(&mut tx, shift, secret).await.unwrap(), desk::HandedOver::Now);
    tx.commit().await.unwrap();
    assert_eq!(polls.count("select count(*) from desk_tablet").await, 0);
}

#[tokio::test]
async fn a_device_marks_nobody_by_tablet() {
    let polls = polls_by(&with_tablets()).await;
    let (shift, mut device) = device(&polls, |number| Way::Envelope { number }).await;
    device.mark_as(polls.hash("1020304059"), Way::Tablet, false);
    let brought = polls.bring_in(shift, &device.written).await;
    assert_eq!((brought.head.number, brought.refused), (4, Some(Refusal::TabletOffline)));
    assert_eq!((polls.voted("any").await, polls.count(BY_DESK).await), (2, 0));
    let mut tx = polls.world.database.database.enter(&polls.world.one.site).await.unwrap();
    let journal = desk::journal(&mut tx, shift).await.unwrap();
    assert_eq!(journal.recorded().on_tablet, 0);
    let act = Act::Delivery { papers: 1 };
    assert!(desk::write(&mut tx, shift, act, polls.member.person, now()).await.is_err(), "a device writes it");
}

#[tokio::test]
async fn a_tablet_is_nobodys_and_of_one_site() {
    let polls = ready().await;
    let code = polls.give("1020304050").await;
    // An officer who is signed in votes for nobody.
    let page = polls.officer.page(TABLET).await;
    page.says(tablet::signed_in(ES));
    assert!(page.forms().iter().all(|form| form.action != "/hacer/tableta"));
    let unsigned = polls.tablet();
    let mut fields = unsigned.page(TABLET).await.form("/hacer/tableta").with("code", &code).fields;
    fields.push(("csrf".to_owned(), polls.member.csrf.clone()));
    let refused = polls.officer.post(TABLET, "/hacer/tableta", &fields).await;
    assert_eq!(refused.redirect().as_deref(), Some("/tableta?aviso=codigo"));
    // The neighbour has tablets too, and not this code.
    let two = &polls.world.two;
    tests::process::Process::with_rules(&polls.world, two, PhaseKind::Voting, &with_tablets()).await;
    let elsewhere = polls.server.visit(&two.host());
    enter(&elsewhere, &code).await.says(&app::text::common::field_error(ES, tablet::wrong(ES)));
    assert_eq!(polls.count("select count(*) from desk_tablet where tablet_hash is null").await, 1);
    // Nor does anybody without a pass get a ballot, nor with another's cookie of a page that was not opened.
    for path in ["/tableta/tarjeton", "/tableta/revisar", "/tableta/listo"] {
        assert_eq!(unsigned.open(path).await.path.split('?').next(), Some(TABLET), "{path}");
    }
    let mut forged = tests::browser::fields(&[("pass", &"0".repeat(64)), ("attempt", &attempt(1))]);
    forged.push(("ballot.proyectos".to_owned(), "blank".to_owned()));
    let answer = unsigned.post("/tableta/revisar", "/hacer/tableta-voto", &forged).await;
    assert_eq!(answer.redirect().as_deref(), Some("/tableta?aviso=vencido"));
    assert_eq!(polls.voted("any").await, 0);
    // Whoever runs no desk gives no code.
    let neighbour = polls.world.sign_in(&polls.world.one.site, &Someone { name: "Otra vecina", ..NEIGHBOUR }).await;
    let stranger = polls.server.visit(&polls.world.one.host()).with_cookie(&neighbour.cookie);
    let person = format!("{}~cc~051~~01", shared::document::Fingerprint::from(*polls.hash("1020304051").as_bytes()));
    let desk = polls.desk.to_string();
    for action in ["/hacer/codigo-de-tableta", "/hacer/cancelar-codigo"] {
        let fields = [("csrf", neighbour.csrf.as_str()), ("desk", &desk), ("person", &person), ("code", "1")];
        stranger.post("/", action, &tests::browser::fields(&fields)).await;
        assert_eq!(polls.count(CODES).await, 1, "{action}");
    }
}

#[tokio::test]
async fn without_the_rule_there_is_no_tablet() {
    let polls = polls().await;
    polls.open().await;
    let found = polls.find("1020304050", BORN, "01").await;
    assert!(!found.body.contains("codigo-de-tableta"));
    let form = Form { action: "/hacer/codigo-de-tableta".to_owned(), ..found.form("/hacer/marcar-persona") };
    polls.officer.submit(&found, &form).await.says(said::no_tablets(ES));
    assert_eq!(polls.tablet().open(TABLET).await.status, StatusCode::NOT_FOUND);
    assert_eq!(polls.count("select count(*) from desk_tablet").await, 0);
}
