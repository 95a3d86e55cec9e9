//! The draft of a calendar: the usual dates of the rules, in one year.

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;

use super::{
    Calendar, CalendarFault, Dates,
    zone::{ends_day, starts_day},
};
use crate::{
    document::Day,
    phase::Window,
    ruleset::{PhaseRule, Typical},
};

impl Calendar {
    /// The usual dates of a process of `year`. A phase without usual dates gets none, nor one that does not come in that
    /// year.
    ///
    /// # Errors
    /// With every fault at once: usual dates that are out of order or overlap.
    pub fn draft(rules: &[PhaseRule], zone: Tz, year: i32) -> Result<Self, Vec<CalendarFault>> {
        let mut faults = Vec::new();
        let mut dates = Vec::new();
        for rule in rules {
            let Some(typical) = &rule.typical else { continue };
            if typical.recurs.as_ref().is_some_and(|recurs| !recurs.falls_in(year)) {
                continue;
            }
            let phase = rule.id.clone();
            match bounds(typical, year, zone) {
                None => faults.push(CalendarFault::BeyondTime { phase }),
                Some((opens, closes)) => match Window::new(opens, closes) {
                    Ok(window) => dates.push(Dates { phase, territory: None, window }),
                    Err(error) => faults.push(CalendarFault::Backwards { phase, error }),
                },
            }
        }
        if faults.is_empty() { Self::new(rules, zone, dates) } else { Err(faults) }
    }
}

type Instant = chrono::DateTime<chrono::Utc>;

fn bounds(typical: &Typical, year: i32, zone: Tz) -> Option<(Instant, Instant)> {
    let opens = typical.opens.in_year(year.checked_add(typical.year.into())?)?;
    let closes = typical.closes.in_year(opens.year())?;
    // From October until January: of the next year.
    let closes: NaiveDate = if closes < opens { typical.closes.in_year(opens.year().checked_add(1)?)? } else { closes };
    Some((starts_day(Day(opens), zone)?, ends_day(Day(closes), zone)?))
}
