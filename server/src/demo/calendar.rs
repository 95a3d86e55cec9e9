//! The calendar of a process in the middle of its life, seen from today.

use chrono::{DateTime, Days, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::Deserialize;
use shared::{
    calendar::{self, Calendar, Dates},
    locale::{from_zone, in_zone},
    phase::{PhaseKind, Window},
    ruleset::{Channel, RuleSet},
};

/// Where a process stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Stage {
    /// A phase of this kind is open; of several the first that leads up to the last one.
    pub phase: PhaseKind,
    /// Days since it opened.
    pub day: u64,
}

/// The usual dates of the rules, moved by whole days so that today is at this stage. `None` when the rules have no such
/// phase with usual dates, or a date lies beyond what dates can say.
pub fn calendar(rules: &RuleSet, stage: Stage, now: DateTime<Utc>, zone: Tz) -> Option<Calendar> {
    let today = in_zone(now, zone).date();
    let year = chrono::Datelike::year(&today);
    let usual = Calendar::draft(&rules.phases, zone, year).ok()?;
    let opens = leading_up(rules, &usual, stage.phase).first()?.window().opens();
    let first = today.checked_sub_days(Days::new(stage.day))?;
    let days = TimeDelta::days((first - in_zone(opens, zone).date()).num_days());
    let moved = |at: DateTime<Utc>| from_zone(in_zone(at, zone).checked_add_signed(days)?, zone);
    let dates: Option<Vec<Dates>> = usual
        .dates()
        .into_iter()
        .map(|dates| {
            let window = Window::new(moved(dates.window.opens())?, moved(dates.window.closes())?).ok()?;
            Some(Dates { window, ..dates })
        })
        .collect();
    Calendar::new(&rules.phases, zone, dates?).ok()
}

/// Of the phases of a kind that have dates, the last one and those that lead up to it without a gap. Of voting phases,
/// those in which projects are chosen, and online where that is possible.
fn leading_up<'a>(rules: &RuleSet, dates: &'a Calendar, kind: PhaseKind) -> Vec<&'a calendar::Stage> {
    let mut stages: Vec<_> = dates.everywhere().of_kind(kind).collect();
    if kind == PhaseKind::Voting {
        if let Some(contest) = rules.deciding_contest() {
            stages.retain(|stage| contest.phases.contains(stage.id()));
        }
        let online = |stage: &&calendar::Stage| stage.channel() != Some(Channel::InPerson);
        if stages.iter().any(online) {
            stages.retain(online);
        }
    }
    let gap = |pair: [&calendar::Stage; 2]| pair[1].window().opens() - pair[0].window().closes() > TimeDelta::days(1);
    let from = (1..stages.len()).rev().find(|&place| gap([stages[place - 1], stages[place]])).unwrap_or_default();
    stages.split_off(from)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use shared::{
        document::{self, Format},
        phase::PhaseState,
    };

    use super::*;

    #[test]
    fn the_stage_is_open_at_any_hour_of_today() {
        let rules: RuleSet = document::read(include_str!("../../presets/rules/municipio.toml"), Format::Toml).unwrap();
        let stage = Stage { phase: PhaseKind::Voting, day: 3 };
        for hour in 0..24 {
            let now = Utc.with_ymd_and_hms(2026, 11, 21, hour, 30, 0).unwrap();
            let calendar = calendar(&rules, stage, now, chrono_tz::America::Bogota).unwrap();
            let on = |kind| calendar.everywhere().of_kind(kind).next().unwrap().state(now);
            assert_eq!(on(PhaseKind::Ballot), PhaseState::Closed);
            assert_eq!(on(PhaseKind::Voting), PhaseState::Open);
            assert_eq!(on(PhaseKind::Results), PhaseState::Upcoming);
            let voting = calendar.everywhere().of_kind(PhaseKind::Voting).next().unwrap().window();
            assert_eq!((voting.closes() - voting.opens()).num_days(), 21);
            assert_eq!((now - voting.opens()).num_days(), 3);
        }
    }
}
