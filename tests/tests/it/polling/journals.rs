//! Journals that a device writes without a network, and brings in later.

use app::text::desk as said;
use chrono::{DateTime, Utc};
use shared::desk::{Act, Counted, Event, Journal, Refusal, Span, Stage, Way};
use shared::id::{PersonId, ShiftId};
use shared::phase::PhaseKind;
use shared::roll::{EntryHash, LastThree};
use shared::ruleset::{OfflineBallots, PollingPlaces, RuleSet};
use shared::urn::Channel;
use store::desk;

use super::{BORN, ES, Polls, add_place, find_at, now, open, polls, polls_by};

/// What a device writes of its own.
pub(super) struct Device {
    pub journal: Journal,
    pub by: PersonId,
    pub written: Vec<Vec<u8>>,
}

impl Device {
    pub fn write(&mut self, act: Act, offline: bool) {
        self.write_at(act, offline, now());
    }

    /// By a clock that says so.
    fn write_at(&mut self, act: Act, offline: bool, at: DateTime<Utc>) {
        let (number, before) = (self.journal.next(), self.journal.head());
        let bytes = Event { number, before, at, by: self.by, offline, act }.bytes();
        self.journal.accept(&bytes, Span { from: now(), to: now() }).unwrap();
        self.written.push(bytes);
    }

    pub fn mark(&mut self, entry: EntryHash, way: Way) {
        self.mark_as(entry, way, true);
    }

    pub fn mark_as(&mut self, entry: EntryHash, way: Way, offline: bool) {
        let act = Act::Mark {
            entry,
            last_three: LastThree::stored("050".to_owned()).unwrap(),
            contests: vec!["proyectos".parse().unwrap()],
            territory: Some("01".parse().unwrap()),
            way,
            assisted: None,
        };
        self.write(act, offline);
    }
}

/// A shift that a device writes, without a network, up to two voters.
pub(super) async fn device(polls: &Polls, way: fn(u32) -> Way) -> (ShiftId, Device) {
    let shift: ShiftId = server::random::uuid().into();
    let mut tx = polls.world.database.database.enter(&polls.world.one.site).await.unwrap();
    let officers = vec!["Luz".parse().unwrap()];
    let secret = shared::document::Fingerprint::of(&"device");
    desk::open_shift(&mut tx, polls.desk, shift, officers, Some(secret), polls.member.person, now()).await.unwrap();
    let journal = desk::journal(&mut tx, shift).await.unwrap();
    tx.commit().await.unwrap();
    let mut device = Device { journal, by: polls.member.person, written: Vec::new() };
    device.write(Act::Opening { box_empty: true, papers: 10, seal: None }, true);
    device.mark(polls.hash("1020304050"), way(1));
    device.mark(polls.hash("1020304051"), way(2));
    (shift, device)
}

#[tokio::test]
async fn a_journal_is_brought_in_twice_in_pieces_and_never_tampered_with() {
    let polls = polls().await;
    let (shift, mut device) = device(&polls, |number| Way::Envelope { number }).await;
    polls.officer.page(&polls.path()).await.says(said::other_hand(ES));
    // Out of order: nothing of it is taken.
    let late = polls.bring_in(shift, &device.written[1..]).await;
    assert_eq!((late.head.number, late.refused), (1, Some(Refusal::Gap { expected: 2, found: 3 })));
    assert_eq!(polls.voted("any").await, 0);
    let first = polls.bring_in(shift, &device.written[..2]).await;
    assert_eq!((first.head.number, first.refused, first.contradictions.len()), (3, None, 0));
    assert_eq!(polls.voted("paper").await, 1);
    // The answer was lost: all of it comes again.
    let whole = polls.bring_in(shift, &device.written).await;
    assert_eq!((whole.head.number, whole.refused), (4, None));
    assert_eq!(whole.head.hash, device.journal.head());
    assert_eq!(polls.bring_in(shift, &device.written).await.head, whole.head);
    assert_eq!(polls.voted("paper").await, 2);
    // What was changed is found, and what came before it stays.
    let changed = String::from_utf8(device.written[2].clone()).unwrap().replace("\"050\"", "\"051\"");
    let tampered = polls.bring_in(shift, &[changed.into_bytes()]).await;
    assert_eq!((tampered.head, tampered.refused), (whole.head, Some(Refusal::Different { number: 4 })));
    let counted = Counted { voters: 2, in_box: 0, envelopes: 2, spoilt: 0, unused: 8 };
    device.write(Act::Closing { counted, explained: None }, true);
    assert_eq!(polls.bring_in(shift, &device.written[3..]).await.refused, None);
    assert!(polls.shift().await.ended_at.is_some());
    polls.officer.page(&polls.path()).await.says(said::stage_closed(ES));
}

fn counting_all(offline: OfflineBallots) -> RuleSet {
    let mut rules = tests::rules::rules();
    let phase = rules.phases.iter_mut().find(|phase| phase.id.as_str() == "voting").unwrap();
    phase.places =
        Some(PollingPlaces { level: None, fixed_at_least: 1, mobile_beyond_km: None, offline, tablet: false });
    rules
}

#[tokio::test]
async fn who_voted_twice_in_the_gap_is_found_and_the_rule_decides() {
    for (rule, way) in [
        (OfflineBallots::SetAside, (|number| Way::Envelope { number }) as fn(u32) -> Way),
        (OfflineBallots::Count, |_| Way::Paper),
    ] {
        let polls = polls_by(&counting_all(rule)).await;
        let (shift, mut device) = device(&polls, way).await;
        // Meanwhile one of the two shows the document at another desk, which has a network.
        let second = add_place(&polls.world, &polls.process, &polls.admin, "Escuela", "01").await;
        open(&polls.officer, second).await;
        let found = find_at(&polls.officer, second, "1020304051", BORN, "01").await;
        polls.officer.submit(&found, &found.form("/hacer/marcar-persona")).await;
        assert_eq!(polls.voted("any").await, 1);

        let brought = polls.bring_in(shift, &device.written).await;
        let expected = desk::Contradiction { number: 4, channel: Some(Channel::Paper), decision: rule };
        assert_eq!((brought.refused, brought.contradictions), (None, vec![expected]));
        // Its answer was lost on the way: what is brought again is told of again.
        assert_eq!(polls.bring_in(shift, &device.written).await.contradictions, [expected]);
        assert_eq!(polls.bring_in(shift, &[]).await.contradictions, [expected]);
        // One vote on the roll for each; both acts on record.
        assert_eq!(polls.voted("any").await, 2);
        let told = polls.officer.page(&polls.path()).await;
        let envelope = (rule == OfflineBallots::SetAside).then_some((1, 2));
        told.says(&said::voted_twice(ES, 4, envelope, Some(Channel::Paper), rule));
        // The envelopes are opened once the shift is over, and once only: that of the second vote stays closed.
        told.keeps_quiet_about("abrir-sobres");
        let counted = match rule {
            OfflineBallots::SetAside => Counted { voters: 2, in_box: 0, envelopes: 2, spoilt: 0, unused: 8 },
            OfflineBallots::Count => Counted { voters: 2, in_box: 2, envelopes: 0, spoilt: 0, unused: 8 },
            OfflineBallots::Never => unreachable!("a desk that hands out no ballots has none to bring in"),
        };
        device.write(Act::Closing { counted, explained: None }, false);
        assert_eq!(polls.bring_in(shift, &device.written).await.refused, None);
        let page = polls.officer.page(&polls.path()).await;
        if rule == OfflineBallots::Count {
            page.keeps_quiet_about("abrir-sobres");
            continue;
        }
        page.says(&said::envelopes_open(ES, "1-1"));
        page.says(&said::envelopes_kept(ES, "1-2"));
        let form = page.form("/hacer/abrir-sobres");
        polls.officer.submit(&page, &form).await.says(said::envelopes_noted(ES));
        polls.officer.submit(&page, &form).await.says(said::envelopes_gone(ES));
        polls.officer.page(&polls.path()).await.says("Los abrió Jurada Luz");
        let noted = "select count(*) from desk_envelope_opening where opened = (envelope = 1) and number is null";
        assert_eq!(polls.world.database.count(polls.world.one.site.tenant, noted).await, 2);
    }
}

#[tokio::test]
async fn a_lost_device_is_relieved_and_what_it_wrote_is_kept_when_it_comes() {
    let polls = polls().await;
    let (shift, device) = device(&polls, |number| Way::Envelope { number }).await;
    polls.process.open(&polls.world, &polls.world.one, PhaseKind::Results).await;
    let count = polls.admin.page("/admin/resultados").await;
    polls.admin.submit(&count, &count.form("/hacer/sellar")).await.says(&said::still_open(ES, 1));
    let page = polls.admin.page(&app::path::admin_desk(polls.desk)).await;
    let form = page.form("/hacer/terminar-turno");
    polls.admin.submit(&page, &form.clone().with("reason", "corto")).await;
    assert_eq!(polls.shift().await.ended_at, None);
    let done = polls.admin.submit(&page, &form.clone().with("reason", "Se robaron la tableta")).await;
    done.says(&said::was_relieved(ES, "Ada", "Se robaron la tableta"));
    polls.admin.submit(&page, &form.with("reason", "Se robaron la tableta")).await.says(said::not_under_way(ES));
    // The tablet was found.
    assert_eq!(polls.bring_in(shift, &device.written).await.refused, None);
    assert_eq!(polls.voted("paper").await, 2);
    let mut tx = polls.world.database.database.enter(&polls.world.one.site).await.unwrap();
    assert_eq!(desk::journal(&mut tx, shift).await.unwrap().stage(), Stage::Open);
}

#[tokio::test]
async fn what_a_wrong_clock_wrote_counts_and_is_told() {
    let polls = polls().await;
    let (shift, mut device) = device(&polls, |number| Way::Envelope { number }).await;
    let counted = Counted { voters: 2, in_box: 0, envelopes: 2, spoilt: 0, unused: 8 };
    device.write_at(Act::Closing { counted, explained: None }, true, DateTime::<Utc>::MAX_UTC);
    let brought_in = polls.bring_in(shift, &device.written).await;
    assert_eq!(brought_in.refused, None);
    polls.process.open(&polls.world, &polls.world.one, PhaseKind::Results).await;
    polls.admin.page(&app::path::admin_desk(polls.desk)).await.says(&said::doubtful(ES, 1));
}
