//! Envelopes of ballots that were handed out without a network: whichever shift comes later opens them, each once.

use app::text::{desk as said, paper, urn};
use shared::desk::{Act, Counted, Way};
use shared::paper::LossCause;
use shared::phase::PhaseKind;
use shared::role::Role;
use sqlx::Executor as _;
use store::desk;
use tests::browser::{Answer, Browser, fields};
use tests::html::Form;
use tests::world::{NEIGHBOUR, Someone};

use super::journals::device;
use super::{ES, Polls, now, polls};

const WHY: &str = "Se mojaron en la inundación del puesto";

/// A first shift that a device closed, with two envelopes.
async fn closed(polls: &Polls) {
    let (shift, mut device) = device(polls, |number| Way::Envelope { number }).await;
    let counted = Counted { voters: 2, in_box: 0, envelopes: 2, spoilt: 0, unused: 8 };
    device.write(Act::Closing { counted, explained: None }, true);
    assert_eq!(polls.bring_in(shift, &device.written).await.refused, None);
}

#[tokio::test]
async fn a_later_shift_opens_them_into_its_box() {
    let polls = polls().await;
    closed(&polls).await;
    let page = polls.officer.page(&polls.path()).await;
    let form = page.form("/hacer/comenzar-turno").with("officers", "Pedro Díaz");
    let page = polls.officer.submit(&page, &form).await;
    page.says(said::envelopes_before_opening(ES));
    page.says(&said::envelopes_open(ES, "1-1, 1-2"));
    polls.act("opening", &[("box_empty", "1"), ("papers", "30")]).await.says(said::opened(ES));
    let page = polls.officer.page(&polls.path()).await;
    let form = page.form("/hacer/abrir-sobres");
    polls.officer.submit(&page, &form).await.says(said::envelopes_noted(ES));
    polls.officer.submit(&page, &form).await.says(said::envelopes_gone(ES));
    // The box of this shift has their papers; its pile has not.
    let counted = |in_box: &'static str| {
        [("voters", "0"), ("in_box", in_box), ("envelopes", "0"), ("spoilt", "0"), ("unused", "30")]
    };
    let refused = polls.act("closing", &counted("0")).await;
    refused.says(&said::difference(ES, said::counted_in_box(ES), 2, 0));
    polls.act("closing", &counted("2")).await.says(said::closed(ES));
    let noted = "select count(*) from desk_envelope_opening opening join desk_shift shift
        on shift.id = opening.into_shift and shift.number = 2 where opening.opened and opening.number = 3";
    assert_eq!(polls.world.database.count(polls.world.one.site.tenant, noted).await, 2);
}

#[tokio::test]
async fn those_of_a_relieved_shift_are_opened_as_they_become_known() {
    let polls = polls().await;
    let (shift, device) = device(&polls, |number| Way::Envelope { number }).await;
    // The first of the two is known when the device is given up.
    assert_eq!(polls.bring_in(shift, &device.written[..2]).await.refused, None);
    polls.officer.page(&polls.path()).await.keeps_quiet_about("abrir-sobres");
    let page = polls.admin.page(&app::path::admin_desk(polls.desk)).await;
    let form = page.form("/hacer/terminar-turno").with("reason", "La tableta no prende");
    polls.admin.submit(&page, &form).await.says(said::relieved(ES));
    polls.open().await;
    for envelope in ["1-1", "1-2"] {
        let page = polls.officer.page(&polls.path()).await;
        page.says(&said::envelopes_open(ES, envelope));
        polls.officer.submit(&page, &page.form("/hacer/abrir-sobres")).await.says(said::envelopes_noted(ES));
        // The tablet was found after the first.
        assert_eq!(polls.bring_in(shift, &device.written).await.refused, None);
    }
    let counted = [("voters", "0"), ("in_box", "2"), ("envelopes", "0"), ("spoilt", "0"), ("unused", "100")];
    polls.act("closing", &counted).await.says(said::closed(ES));
    assert_eq!(polls.voted("paper").await, 2);
}

/// Another administrator.
async fn second(polls: &Polls) -> Browser {
    let second = Someone { name: "Elena", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
    polls.world.browser(&polls.server, &polls.world.one.site, &second).await
}

/// The first administrator proposes to give an envelope up.
async fn propose(polls: &Polls, envelope: &str) -> Answer {
    let page = polls.admin.page(&app::path::admin_desk(polls.desk)).await;
    let form = page.form("/hacer/sobre-perdido").with("envelope", envelope).with("cause", "damaged");
    polls.admin.submit(&page, &form.with("lost_reason", WHY)).await
}

/// The forms that decide on a proposal: the one that confirms it, where it is shown, and the one that refuses it.
fn decisions(page: &Answer) -> Vec<Form> {
    page.forms().into_iter().filter(|form| form.action == "/hacer/decidir-sobre").collect()
}

fn confirms(page: &Answer) -> Form {
    decisions(page).swap_remove(0)
}

#[tokio::test]
async fn two_people_give_one_up_for_a_cause() {
    let polls = polls().await;
    closed(&polls).await;
    polls.process.open(&polls.world, &polls.world.one, PhaseKind::Results).await;
    let path = app::path::admin_desk(polls.desk);
    let second = second(&polls).await;
    let count = async |query: &'static str| polls.world.database.count(polls.world.one.site.tenant, query).await;
    let page = polls.admin.page(&path).await;
    let form = page.form("/hacer/sobre-perdido").with("envelope", "1-1");
    polls.admin.submit(&page, &form.clone().with("lost_reason", WHY)).await.says(paper::void_prompt(ES));
    polls.admin.submit(&page, &form.with("cause", "damaged").with("lost_reason", "corto")).await;
    assert_eq!(count("select count(*) from desk_envelope_loss").await, 0, "neither without a cause nor without words");
    propose(&polls, "1-1").await.says(&said::loss_proposed(ES, "1-1"));
    // It waits: nobody proposes it twice, and whoever proposed it only takes it back.
    let again = page.form("/hacer/sobre-perdido").with("envelope", "1-1").with("cause", "in_transit");
    polls.admin.submit(&page, &again.with("lost_reason", WHY)).await.says(said::loss_changed(ES));
    let own = polls.admin.page(&path).await;
    own.says(paper::own_motion(ES));
    assert_eq!(decisions(&own).len(), 1);
    polls.admin.submit(&own, &confirms(&own).with("how", "confirm")).await.says(paper::own_motion(ES));
    polls.officer.page(&polls.path()).await.says(&said::envelopes_open(ES, "1-1, 1-2"));
    // Refused with a reason, it still waits to be opened, and may be proposed again.
    let page = second.page(&path).await;
    let refuse = decisions(&page).pop().unwrap();
    second.submit(&page, &refuse).await;
    assert_eq!(count("select count(*) from desk_envelope_loss_decision").await, 0, "not without a reason");
    second
        .submit(&page, &refuse.with("refusal", "Hay que buscarlo en la bodega"))
        .await
        .says(&said::not_lost(ES, "1-1"));
    propose(&polls, "1-1").await.says(&said::loss_proposed(ES, "1-1"));
    // The database asks for two people too, and lets nobody give one up past them.
    let mut inside = polls.world.database.inside(polls.world.one.site.tenant).await;
    for wrong in [
        "insert into desk_envelope_loss_decision select tenant_id, shift_id, envelope, number, proposed_by, true, null,
            proposed_by, now() from desk_envelope_loss where number = 2",
        "insert into desk_envelope_loss_decision select tenant_id, shift_id, envelope, number,
            (select id from person where name = 'Elena'), true, null, proposed_by, now()
            from desk_envelope_loss where number = 2",
        "insert into desk_envelope_opening (tenant_id, shift_id, envelope, opened, into_shift, lost, opened_by, opened_at)
            select tenant_id, shift_id, envelope, false, shift_id, reason, proposed_by, now()
            from desk_envelope_loss where number = 2",
        "update desk_envelope_loss set cause = 'taken_away'",
        "delete from desk_envelope_loss_decision",
    ] {
        assert!(inside.execute(wrong).await.is_err(), "{wrong}");
    }
    tests::cluster::close(inside).await;
    let page = second.page(&path).await;
    second.submit(&page, &confirms(&page)).await.says(&said::lost(ES, "1-1"));
    second.submit(&page, &confirms(&page)).await.says(said::loss_changed(ES));
    // The one that is left was opened while its proposal waited: the proposal comes to nothing.
    propose(&polls, "1-2").await.says(&said::loss_proposed(ES, "1-2"));
    let unsent = second.page(&path).await;
    let mut inside = polls.world.database.inside(polls.world.one.site.tenant).await;
    let open = "insert into desk_envelope_opening
            (tenant_id, shift_id, envelope, opened, into_shift, opened_by, opened_at)
        select tenant_id, shift_id, envelope, true, shift_id, proposed_by, now()
        from desk_envelope_loss where envelope = 2";
    inside.execute(open).await.unwrap();
    tests::cluster::close(inside).await;
    second.submit(&unsent, &confirms(&unsent)).await.says(said::loss_changed(ES));
    assert_eq!(count("select count(*) from desk_envelope_opening where opened").await, 1);
    assert_eq!(count("select count(*) from desk_envelope_opening where lost is not null").await, 1);
}

#[tokio::test]
async fn no_urn_is_sealed_while_some_wait() {
    let polls = polls().await;
    closed(&polls).await;
    polls.process.open(&polls.world, &polls.world.one, PhaseKind::Results).await;
    let list = said::envelopes_wait_at(ES, said::desk_of(ES, 1, "Casa comunal"), 2);
    let count = polls.admin.page("/admin/resultados").await;
    count.says(&said::envelopes_wait(ES, &list));
    polls.admin.submit(&count, &count.form("/hacer/sellar")).await.says(&said::envelopes_wait(ES, &list));
    // Nobody has them any more: an administrator proposes to give them up, with the cause, and another one confirms it.
    let second = second(&polls).await;
    for (envelope, still) in [("1-1", 2), ("1-2", 1)] {
        propose(&polls, envelope).await.says(&said::loss_proposed(ES, envelope));
        let list = said::envelopes_wait_at(ES, said::desk_of(ES, 1, "Casa comunal"), still);
        let count = polls.admin.page("/admin/resultados").await;
        polls.admin.submit(&count, &count.form("/hacer/sellar")).await.says(&said::envelopes_wait(ES, &list));
        let page = second.page(&app::path::admin_desk(polls.desk)).await;
        second.submit(&page, &confirms(&page)).await.says(&said::lost(ES, envelope));
    }
    let noted = "select count(*) from audit_entry where act in ('lose_envelope', 'confirm_loss')";
    assert_eq!(polls.world.database.count(polls.world.one.site.tenant, noted).await, 4);
    let cause = paper::loss_cause_of(ES, LossCause::Damaged);
    polls.officer.page(&polls.path()).await.says(&said::envelope_lost_by_two(ES, "1-1", cause, WHY, "Ada", "Elena"));
    polls.admin.page("/admin/resultados").await.keeps_quiet_about("Faltan sobres");
    // Their voters are on the roll: somebody has to say that their ballots are missing, and then the rest is counted.
    let count = polls.admin.page("/admin/resultados").await;
    let seal = count.form("/hacer/sellar");
    let contest = format!("Comuna 01 de {}", polls.world.one.site.name);
    let figures = paper::desk_figures(ES, "Mesa 1 · Casa comunal", 2, 0);
    polls.admin.submit(&count, &seal).await.says(&paper::does_not_square(ES, contest, figures));
    let page = polls.admin.page("/admin/papel").await;
    let form = page.form("/hacer/explicar-papel").with("why", "lost").with("reason", WHY);
    polls.admin.submit(&page, &form).await.says(paper::now_explained(ES));
    let page = second.page("/admin/papel").await;
    second.submit(&page, &page.form("/hacer/decidir-explicacion")).await.says(paper::now_confirmed(ES));
    polls.admin.submit(&count, &seal).await.says(&urn::sealed_all(ES, 3));
    // The act tells it in numbers.
    let page = polls.admin.page("/admin/resultados").await;
    polls.admin.submit(&page, &page.form("/hacer/contar")).await;
    let told = "select count(*) from act_record
        where record::jsonb #>> '{findings,envelopes,given_up}' = '2'
            and record::jsonb #>> '{findings,envelopes,causes,damaged}' = '2'
            and record::jsonb #>> '{findings,differences,0,why}' = 'lost'";
    assert_eq!(polls.world.database.count(polls.world.one.site.tenant, told).await, 1);
}

/// How many are lost says how many voted: while people vote the page does not ask, and a forged answer is refused.
#[tokio::test]
async fn none_is_given_up_while_people_vote() {
    let polls = polls().await;
    closed(&polls).await;
    let path = app::path::admin_desk(polls.desk);
    let page = polls.admin.page(&path).await;
    assert!(page.forms().iter().all(|form| form.action != "/hacer/sobre-perdido"));
    let places = polls.admin.page("/admin/mesas").await;
    let csrf = places.form("/hacer/puesto").value("csrf").unwrap().to_owned();
    let desk = polls.desk.to_string();
    let forged = fields(&[("csrf", &csrf), ("desk", &desk), ("envelope", "1-1"), ("lost_reason", WHY)]);
    let answer = polls.admin.post(&path, "/hacer/sobre-perdido", &forged).await;
    assert_eq!(answer.redirect().as_deref(), Some(path.as_str()));
    polls.admin.page(&path).await.says(said::lose_later(ES));
    let opened = "select count(*) from desk_envelope_opening";
    assert_eq!(polls.world.database.count(polls.world.one.site.tenant, opened).await, 0);
}

#[tokio::test]
async fn the_database_opens_none_that_is_set_aside_and_none_twice() {
    let polls = polls().await;
    let (shift, device) = device(&polls, |number| Way::Envelope { number }).await;
    let mut tx = polls.world.database.database.enter(&polls.world.one.site).await.unwrap();
    let (process, contests) = polls.process.ballot(&mut tx, "01").await;
    let poll = store::urn::Poll { process: &process, contests: &contests };
    let voter = store::urn::Voter::document(polls.hash("1020304051"));
    assert_eq!(store::urn::mark(&mut tx, poll, voter, now()).await.unwrap(), store::urn::Marked::Marked);
    tx.commit().await.unwrap();
    assert_eq!(polls.bring_in(shift, &device.written).await.contradictions.len(), 1);
    let mut inside = polls.world.database.inside(polls.world.one.site.tenant).await;
    let insert = "insert into desk_envelope_opening
            (tenant_id, shift_id, envelope, opened, into_shift, opened_by, opened_at)
        select tenant_id, shift_id, envelope, true, shift_id, $2, now() from desk_envelope where envelope = $1";
    for (envelope, taken) in [(1, true), (1, false), (2, false)] {
        let done = sqlx::query(insert).bind(envelope).bind(polls.member.person.uuid()).execute(&mut inside).await;
        assert_eq!(done.is_ok(), taken, "{envelope}: {done:?}");
    }
    tests::cluster::close(inside).await;
    let mut tx = polls.world.database.database.enter(&polls.world.one.site).await.unwrap();
    assert_eq!(desk::unopened_of(&mut tx, contests[0].id).await.unwrap(), 1);
}
