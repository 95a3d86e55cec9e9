//! The board of turnout (avance de la participación): what is told of how many voted while people still vote.
//!
//! Whoever watches it must find out neither whether somebody voted nor when. So it is told at whole hours only; the number
//! of a territory changes only when enough more people voted since it was last told, in one step for all of them; and it
//! stands still where so few have not voted yet that it would name those who have. Nothing else is told: a sum over
//! territories is the sum of these numbers, so that nothing hidden is found by subtracting.
//!
//! Where each account of a roll has a vote nothing is told: whoever has ten accounts would be a step alone.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Timelike as _, Utc};
use chrono_tz::Tz;

use crate::{
    act::SMALLEST,
    document::Key,
    locale::in_zone,
    ruleset::{Condition, RuleSet, TurnoutBoard},
};

/// How many voted in a territory, as it is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    /// People who voted; zero where there are too few to be told.
    pub voters: u64,
    /// Entries of the roll; none where no single roll says who may vote.
    pub may_vote: Option<u64>,
}

impl Told {
    /// What is told next, now that so many voted.
    #[must_use]
    pub fn next(self, voted: u64, board: &TurnoutBoard) -> Self {
        let enough = voted >= self.voters.saturating_add(board.smallest());
        let names_nobody = self.may_vote.is_none_or(|all| all.saturating_sub(voted) >= board.smallest());
        if enough && names_nobody { Self { voters: voted, ..self } } else { self }
    }
}

impl TurnoutBoard {
    /// The least number of people that one step of the board tells of.
    pub fn smallest(&self) -> u64 {
        self.smallest.map_or(SMALLEST, u64::from).max(SMALLEST)
    }

    /// When the board was told last, by the clocks of a zone.
    pub fn told_at(&self, now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
        let hour = whole_hour(now, zone);
        // No two hours at which it is told are further apart than a day, whatever the clocks skip.
        let found = (0..=25).map(|hours| hour - TimeDelta::hours(hours)).find(|at| self.tells_at(*at, zone));
        found.unwrap_or(hour)
    }

    /// When it is told next.
    pub fn told_next(&self, now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
        let hour = whole_hour(now, zone);
        let found = (1..=25).map(|hours| hour + TimeDelta::hours(hours)).find(|at| self.tells_at(*at, zone));
        found.unwrap_or(hour + TimeDelta::hours(1))
    }

    fn tells_at(&self, hour: DateTime<Utc>, zone: Tz) -> bool {
        in_zone(hour, zone).hour().is_multiple_of(self.every_hours.max(1).into())
    }
}

/// The whole hour that the clocks of a zone showed last.
fn whole_hour(now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let local = in_zone(now, zone);
    now - TimeDelta::seconds((local.minute() * 60 + local.second()).into())
        - TimeDelta::nanoseconds(now.timestamp_subsec_nanos().into())
}

/// The roll whose entries are those who may vote in a contest: the one that everybody who votes must be on. None where
/// there is no such roll, or where several say it together.
pub fn roll(rules: &RuleSet) -> Option<&Key> {
    let votes = rules.powers.iter().filter(|power| power.may.contains(&crate::permission::Action::Vote));
    let needed = votes.map(|power| {
        let id = power.needs.as_ref()?;
        let rule = rules.eligibility.iter().find(|rule| rule.id == *id)?;
        must_be_on(&rule.condition)
    });
    let rolls: BTreeSet<&Key> = needed.collect::<Option<_>>()?;
    (rolls.len() == 1).then(|| rolls.first().copied()).flatten()
}

/// The one roll that a condition asks for, whatever else it asks.
fn must_be_on(condition: &Condition) -> Option<&Key> {
    match condition {
        Condition::Roll { roll } => Some(roll),
        Condition::All { of } => {
            let mut rolls = of.iter().filter_map(must_be_on);
            rolls.next().filter(|_| rolls.next().is_none())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOURLY: TurnoutBoard = TurnoutBoard { every_hours: 1, smallest: None };
    const NOBODY: Told = Told { voters: 0, may_vote: None };

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn one_step_tells_of_ten_people_at_least() {
        assert_eq!(NOBODY.next(9, &HOURLY).voters, 0);
        let ten = NOBODY.next(10, &HOURLY);
        assert_eq!(ten.voters, 10);
        assert_eq!(ten.next(19, &HOURLY), ten);
        assert_eq!(ten.next(27, &HOURLY).voters, 27);
        let twenty = TurnoutBoard { smallest: Some(20), ..HOURLY };
        assert_eq!(NOBODY.next(19, &twenty).voters, 0);
        // Rules can ask for more than ten, never for less.
        assert_eq!(NOBODY.next(9, &TurnoutBoard { smallest: Some(1), ..HOURLY }), NOBODY);
    }

    #[test]
    fn nobody_is_named_by_who_is_left() {
        let village = Told { voters: 0, may_vote: Some(30) };
        assert_eq!(village.next(20, &HOURLY).voters, 20);
        assert_eq!(village.next(21, &HOURLY).voters, 0);
        assert_eq!(village.next(30, &HOURLY).voters, 0);
    }

    #[test]
    fn it_is_told_at_whole_hours_of_the_place() {
        let (bogota, kolkata) = (chrono_tz::America::Bogota, chrono_tz::Asia::Kolkata);
        let now = at("2026-11-22T15:42:10.5Z");
        assert_eq!(HOURLY.told_at(now, bogota), at("2026-11-22T15:00:00Z"));
        assert_eq!(HOURLY.told_next(now, bogota), at("2026-11-22T16:00:00Z"));
        assert_eq!(HOURLY.told_at(now, kolkata), at("2026-11-22T15:30:00Z"));
        // At noon and at midnight: 5 p. m. and 5 a. m. of Greenwich.
        let twice = TurnoutBoard { every_hours: 12, ..HOURLY };
        assert_eq!(twice.told_at(now, bogota), at("2026-11-22T05:00:00Z"));
        assert_eq!(twice.told_next(now, bogota), at("2026-11-22T17:00:00Z"));
        assert_eq!(twice.told_at(at("2026-11-22T17:00:00Z"), bogota), at("2026-11-22T17:00:00Z"));
    }

    proptest! {
        #[test]
        fn who_watches_sees_no_step_of_a_few(
            mut counts in prop::collection::vec(0_u64..200, 1..30), all in prop::option::of(0_u64..200),
        ) {
            counts.sort_unstable();
            let mut told = Told { voters: 0, may_vote: all };
            for count in counts {
                let next = told.next(count, &HOURLY);
                prop_assert!(next == told || next.voters >= told.voters + SMALLEST);
                prop_assert!(next.voters <= count);
                prop_assert!(next.voters == 0 || all.is_none_or(|all| all >= next.voters + SMALLEST));
                told = next;
            }
        }

        #[test]
        fn it_is_never_older_than_its_hours(seconds in 0_i64..400_000_000, every_hours in 1_u8..=24) {
            let board = TurnoutBoard { every_hours, smallest: None };
            let now = at("2020-01-01T00:00:00Z") + TimeDelta::seconds(seconds);
            let (last, next) = (board.told_at(now, chrono_tz::America::Bogota), board.told_next(now, chrono_tz::America::Bogota));
            prop_assert!(last <= now && now < next);
            prop_assert!(next - last <= TimeDelta::hours(every_hours.into()));
        }
    }
}
