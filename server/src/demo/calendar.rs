//! The calendar of a process in the middle of its life, seen from today.

use std::{collections::BTreeMap, ops::Bound};

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::Deserialize;
use shared::{
    locale::{from_zone, in_zone},
    phase::{Calendar, Phase, PhaseKind, Window},
};

/// How many days each phase lasts.
pub type Lengths = BTreeMap<PhaseKind, u64>;

/// Where a process stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Stage {
    /// The phase that is open.
    pub phase: PhaseKind,
    /// Days since it opened.
    pub day: u64,
    /// An earlier phase that stays open until this one closes.
    #[serde(default)]
    pub also_open: Option<PhaseKind>,
}

/// Phases open in the morning of their first day.
const OPENS: NaiveTime = NaiveTime::from_hms_opt(8, 0, 0).expect("eight in the morning is a time");
/// They close in the afternoon of their last.
const CLOSES: NaiveTime = NaiveTime::from_hms_opt(16, 0, 0).expect("four in the afternoon is a time");

/// The calendar whose phases follow each other day by day, with today at this stage. `None` when a date lies beyond
/// what dates can say, or a phase has no day to be open.
pub fn calendar(lengths: &Lengths, stage: Stage, now: DateTime<Utc>, zone: Tz) -> Option<Calendar> {
    let today = in_zone(now, zone).date();
    let before: u64 = lengths.range(..stage.phase).map(|(_, days)| days).sum();
    let mut first = today.checked_sub_days(Days::new(before + stage.day))?;
    let at = |date: NaiveDate, time| from_zone(date.and_time(time), zone);
    let mut phases = Vec::with_capacity(lengths.len());
    for (&kind, &days) in lengths {
        let last = first.checked_add_days(Days::new(days.checked_sub(1)?))?;
        let next = last.succ_opt()?;
        let longer = if stage.also_open == Some(kind) {
            lengths.range((Bound::Excluded(kind), Bound::Included(stage.phase))).map(|(_, days)| days).sum()
        } else {
            0
        };
        let last = last.checked_add_days(Days::new(longer))?;
        phases.push(Phase::usual(kind, Window::new(at(first, OPENS)?, at(last, CLOSES)?).ok()?));
        first = next;
    }
    Calendar::new(phases).ok()
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use shared::phase::PhaseState;

    use super::*;

    #[test]
    fn the_stage_is_open_at_any_hour_of_today() {
        let lengths = Lengths::from([(PhaseKind::Ideas, 30), (PhaseKind::Voting, 9), (PhaseKind::Results, 5)]);
        let stage = Stage { phase: PhaseKind::Voting, day: 3, also_open: None };
        for hour in 0..24 {
            let now = Utc.with_ymd_and_hms(2026, 11, 21, hour, 30, 0).unwrap();
            let calendar = calendar(&lengths, stage, now, chrono_tz::America::Bogota).unwrap();
            assert_eq!(calendar.current(now).map(|phase| phase.kind), Some(PhaseKind::Voting));
            assert_eq!(calendar.next(now).map(|phase| phase.kind), Some(PhaseKind::Results));
            assert_eq!(calendar.find(PhaseKind::Ideas).map(|phase| phase.state(now)), Some(PhaseState::Closed));
            let voting = calendar.find(PhaseKind::Voting).unwrap().window;
            assert_eq!((voting.closes() - voting.opens()).num_hours(), 8 * 24 + 8);
        }
    }
    #[test]
    fn an_earlier_phase_can_stay_open() {
        let lengths = Lengths::from([(PhaseKind::Ideas, 30), (PhaseKind::Formulation, 9), (PhaseKind::Voting, 5)]);
        let stage = Stage { phase: PhaseKind::Formulation, day: 3, also_open: Some(PhaseKind::Ideas) };
        let now = Utc.with_ymd_and_hms(2026, 11, 21, 12, 0, 0).unwrap();
        let calendar = calendar(&lengths, stage, now, chrono_tz::America::Bogota).unwrap();
        let window = |kind| calendar.find(kind).unwrap().window;
        assert_eq!(window(PhaseKind::Ideas).closes(), window(PhaseKind::Formulation).closes());
        assert_eq!(calendar.find(PhaseKind::Voting).map(|phase| phase.state(now)), Some(PhaseState::Upcoming));
    }
}
