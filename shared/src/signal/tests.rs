use chrono::TimeDelta;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::id::PersonId;

fn contest(number: u128) -> ContestId {
    Uuid::from_u128(number).into()
}

fn sum(kind: SignalKind, place: i64, votes: u64) -> Sum {
    let since = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::minutes(SPAN_MINUTES * place);
    Sum { kind, contest: contest(1), mark: Mark::default(), since, votes }
}

#[test]
fn a_pace_is_measured_by_what_is_usual_in_its_contest() {
    let mut sums: Vec<Sum> = (0..20).map(|place| sum(SignalKind::Pace, place, 10)).collect();
    assert_eq!(signals(&sums, Thresholds::default()), []);
    sums.push(sum(SignalKind::Pace, 20, 80));
    // Another contest, where as many are usual.
    sums.extend((0..5).map(|place| Sum { contest: contest(2), ..sum(SignalKind::Pace, place, 80) }));
    let found = signals(&sums, Thresholds::default());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].votes, found[0].usual, found[0].contest), (80, Some(10), Some(contest(1))));
    assert_eq!(signals(&sums, Thresholds { pace: 9, ..Thresholds::default() }), []);
}

#[test]
fn ten_votes_are_no_pace() {
    let mut sums: Vec<Sum> = (0..9).map(|place| sum(SignalKind::Pace, place, 1)).collect();
    sums.push(sum(SignalKind::Pace, 9, 29));
    assert_eq!(signals(&sums, Thresholds::default()), []);
    sums.push(sum(SignalKind::Pace, 10, 30));
    assert_eq!(signals(&sums, Thresholds::default()).len(), 1);
}

#[test]
fn a_network_and_a_browser_are_measured_by_their_thresholds() {
    let sums = [
        sum(SignalKind::Network, 0, 99),
        sum(SignalKind::Network, 1, 100),
        sum(SignalKind::Device, 0, 7),
        sum(SignalKind::Device, 1, 8),
    ];
    let found = signals(&sums, Thresholds::default());
    let told: Vec<_> = found.iter().map(|signal| (signal.kind, signal.votes)).collect();
    assert_eq!(told, [(SignalKind::Network, 100), (SignalKind::Device, 8)]);
}

#[test]
fn thresholds_that_make_no_sense_are_named_all_at_once() {
    let bad = Thresholds { pace: 1, network: 4, device: 4, opens: 20, closes: 6 };
    let all = [BadThreshold::Pace, BadThreshold::Network, BadThreshold::Device, BadThreshold::Hours];
    assert_eq!(bad.checked(), Err(all.to_vec()));
    assert_eq!(Thresholds::default().checked(), Ok(Thresholds::default()));
}

#[test]
fn two_agree_or_a_third_decides() {
    use Verdict::{Explained, Referred};
    assert_eq!(standing(&[]), Standing::Open);
    assert_eq!(standing(&[Referred]), Standing::Sealed);
    assert_eq!(standing(&[Referred, Referred]), Standing::Decided(Referred));
    assert_eq!(standing(&[Referred, Explained]), Standing::Split);
    assert_eq!(standing(&[Referred, Explained, Explained]), Standing::Decided(Explained));
    assert_eq!(standing(&[Explained, Referred, Referred]), Standing::Decided(Referred));
}

#[test]
fn nobody_gives_two_opinions() {
    let (one, other, third): (PersonId, PersonId, PersonId) =
        (Uuid::from_u128(1).into(), Uuid::from_u128(2).into(), Uuid::from_u128(3).into());
    assert_eq!(may_opine(one, &[], Standing::Open), Ok(()));
    assert_eq!(may_opine(one, &[one], Standing::Sealed), Err(Barred::Own));
    assert_eq!(may_opine(other, &[one], Standing::Sealed), Ok(()));
    assert_eq!(may_opine(other, &[one, other], Standing::Split), Err(Barred::Own));
    assert_eq!(may_opine(third, &[one, other], Standing::Split), Ok(()));
    assert_eq!(may_opine(third, &[one, other], Standing::Decided(Verdict::Explained)), Err(Barred::Decided));
}

#[test]
fn while_people_vote_numbers_are_told_in_bands() {
    let told: Vec<u64> = [0, 4, 5, 9, 10, 24, 25, 49, 50, 99, 100, 168_156].into_iter().map(at_least).collect();
    assert_eq!(told, [0, 0, 5, 5, 10, 10, 25, 25, 50, 50, 100, 100_000]);
}

proptest! {
    #[test]
    fn a_band_is_never_more_than_the_number_and_more_than_a_third_of_it(votes in 5u64..) {
        let told = at_least(votes);
        prop_assert!(told <= votes && told > votes / 3);
    }

    #[test]
    fn nothing_below_five_is_ever_a_signal(votes in proptest::collection::vec((0usize..3, 0u64..5), 0..40)) {
        let kinds = [SignalKind::Pace, SignalKind::Network, SignalKind::Device];
        let sums: Vec<Sum> = votes.iter().zip(0..).map(|(&(kind, votes), place)| sum(kinds[kind], place, votes)).collect();
        let least = Thresholds { pace: 2, network: 5, device: 5, opens: 0, closes: 24 };
        prop_assert_eq!(signals(&sums, least), []);
    }
}
