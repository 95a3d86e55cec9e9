//! When deadlines (plazos) pass, how much time is left and how late a step is.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;

use super::{Holidays, Route, Stage, zone::date_at};
use crate::{
    locale::in_zone,
    permission::Action,
    ruleset::{Deadline, RuleSet},
};

/// In which days deadlines are counted: those of a time zone, and of a country where its holidays are known.
#[derive(Debug, Clone, Copy)]
pub struct Almanac<'a> {
    /// The zone in which days are days.
    pub zone: Tz,
    /// The holidays; none are known when absent.
    pub holidays: Option<&'a Holidays>,
}

/// A step that waits, before one deadline of the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due<'a> {
    /// The place of the deadline among those of the rules.
    pub place: usize,
    /// The deadline.
    pub deadline: &'a Deadline,
    /// The last day for the step.
    pub last: NaiveDate,
    /// When the deadline passes: the end of that day.
    pub passes: DateTime<Utc>,
}

/// How a day stands to the last day for a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// So many days after this one, the last day among them; working days where the deadline counts those. None is left
    /// on the last day.
    Days(u32),
    /// The last day was so many days ago, at least one, whatever days they are.
    Late(u32),
}

impl Almanac<'_> {
    /// Whether one works on a day.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
            && self.holidays.is_none_or(|holidays| !holidays.contains(day))
    }

    fn counts(&self, deadline: &Deadline, day: NaiveDate) -> bool {
        !deadline.working_days || self.is_working_day(day)
    }

    /// The last day for a step that fell due on a day. That day itself does not count (día hábil siguiente); of working
    /// days, Saturdays, Sundays and holidays don't either. `None` beyond all dates.
    fn last_day(&self, deadline: &Deadline, due: NaiveDate) -> Option<NaiveDate> {
        let (mut day, mut left) = (due, deadline.days);
        while left > 0 {
            day = day.succ_opt()?;
            left -= u16::from(self.counts(deadline, day));
        }
        Some(day)
    }

    /// The last of so many working days (días hábiles) after a day, which itself does not count. `None` beyond all dates.
    pub fn after_working_days(&self, day: NaiveDate, days: u16) -> Option<NaiveDate> {
        let (mut day, mut left) = (day, days);
        while left > 0 {
            day = day.succ_opt()?;
            left -= u16::from(self.is_working_day(day));
        }
        Some(day)
    }

    /// How a step that fell due at `since` stands before the deadline at this place of the rules. `None` beyond all dates.
    pub fn due<'r>(&self, place: usize, deadline: &'r Deadline, since: DateTime<Utc>) -> Option<Due<'r>> {
        let last = self.last_day(deadline, in_zone(since, self.zone).date())?;
        let passes = date_at(last.succ_opt()?, NaiveTime::MIN, self.zone)?;
        Some(Due { place, deadline, last, passes })
    }

    /// Every deadline of a step that fell due at `since`, the one that passes first first.
    pub fn dues<'r>(&self, rules: &'r RuleSet, action: Action, since: DateTime<Utc>) -> Vec<Due<'r>> {
        let deadlines = rules.deadlines.iter().enumerate().filter(|(_, deadline)| deadline.action == action);
        let mut dues: Vec<Due<'r>> =
            deadlines.filter_map(|(place, deadline)| self.due(place, deadline, since)).collect();
        dues.sort_by_key(|due| due.passes);
        dues
    }

    /// The instant such that the deadline has passed by `now` for exactly those steps that fell due before it. `None`
    /// beyond all dates.
    pub fn passed_before(&self, deadline: &Deadline, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let (mut next, mut left) = (in_zone(now, self.zone).date(), deadline.days);
        while left > 0 {
            next = next.pred_opt()?;
            left -= u16::from(self.counts(deadline, next));
        }
        date_at(next, NaiveTime::MIN, self.zone)
    }

    /// How much is left of a deadline at an instant, or how late the step is.
    pub fn left(&self, due: &Due<'_>, now: DateTime<Utc>) -> Left {
        let today = in_zone(now, self.zone).date();
        let days = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        if today > due.last {
            return Left::Late(days((today - due.last).num_days()));
        }
        if !due.deadline.working_days {
            return Left::Days(days((due.last - today).num_days()));
        }
        let ahead = today.iter_days().skip(1).take_while(|day| *day <= due.last);
        Left::Days(days(ahead.filter(|day| self.is_working_day(*day)).count().try_into().unwrap_or(i64::MAX)))
    }
}

impl Due<'_> {
    /// Whether the deadline has passed.
    pub fn has_passed(&self, now: DateTime<Utc>) -> bool {
        self.passes <= now
    }
}

/// From when on steps of a kind can be due in a territory: when the first of the phases in which the rules let anybody do
/// it opens there; at any time where they don't name a phase. `None` while those phases have no dates, or nobody may.
pub fn due_from(rules: &RuleSet, route: &Route, action: Action) -> Option<DateTime<Utc>> {
    let mut first = None;
    for power in rules.powers.iter().filter(|power| power.may.contains(&action)) {
        if power.during.is_empty() {
            return Some(DateTime::UNIX_EPOCH);
        }
        let opens = power.during.iter().filter_map(|phase| route.stage(phase)).map(Stage::opens).min();
        first = match (first, opens) {
            (Some(one), Some(other)) => Some(std::cmp::min(one, other)),
            (one, other) => one.or(other),
        };
    }
    first
}

#[cfg(test)]
mod tests;
