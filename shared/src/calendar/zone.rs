//! Days and hours of a time zone as instants.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::{document::Day, locale::from_zone};

/// The instant at which a clock in that zone shows this, or, where the clocks skip it, the first instant after.
pub(super) fn at(local: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    // No zone skips more than a day (Samoa did, once); each skip ends on a quarter of an hour.
    (0..=96).find_map(|quarters| from_zone(local.checked_add_signed(TimeDelta::minutes(15 * quarters))?, zone))
}

pub(super) fn date_at(date: NaiveDate, time: NaiveTime, zone: Tz) -> Option<DateTime<Utc>> {
    at(date.and_time(time), zone)
}

/// The first instant of a day in that zone; `None` beyond all dates.
pub fn starts_day(day: Day, zone: Tz) -> Option<DateTime<Utc>> {
    date_at(day.0, NaiveTime::MIN, zone)
}

/// The first instant after a day in that zone; `None` beyond all dates.
pub fn ends_day(day: Day, zone: Tz) -> Option<DateTime<Utc>> {
    date_at(day.0.succ_opt()?, NaiveTime::MIN, zone)
}
