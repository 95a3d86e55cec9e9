//! When a deadline (plazo) passes.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;

use super::zone::date_at;
use crate::{locale::in_zone, ruleset::Deadline};

/// The instant at which a deadline passes for a step that fell due at `due`: the end of its last day. The day on which
/// it fell due does not count (día hábil siguiente); of working days, Saturdays, Sundays and `holidays` don't either.
/// `None` beyond all dates.
pub fn deadline_ends(
    deadline: &Deadline,
    due: DateTime<Utc>,
    holidays: &BTreeSet<NaiveDate>,
    zone: Tz,
) -> Option<DateTime<Utc>> {
    let free = |day: NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || holidays.contains(&day);
    let mut day = in_zone(due, zone).date();
    let mut left = deadline.days;
    while left > 0 {
        day = day.succ_opt()?;
        if !(deadline.working_days && free(day)) {
            left -= 1;
        }
    }
    date_at(day.succ_opt()?, NaiveTime::MIN, zone)
}
