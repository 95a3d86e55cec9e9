//! Holidays (días festivos): by which rules a country's fall in each year.

use chrono::{Datelike, Days, NaiveDate, TimeDelta, Weekday};

use crate::document::{DayOfYear, Text, choice, table};

table! {
    /// The holidays of a country, as its law names them.
    Holidays {
        /// ISO 3166-1 code of the country.
        country: Text,
        /// The law.
        norm: Text,
        /// Where it can be read.
        source: Option<Text> = default,
        /// The holidays.
        days: Vec<Holiday>,
    }
}

table! {
    /// One holiday.
    Holiday {
        /// What it is called.
        name: Text,
        /// By which rule it falls.
        on: HolidayRule,
    }
}

choice! {
    /// By which rule a holiday falls.
    HolidayRule {
        /// On its own day.
        Fixed = "fixed" {
            /// The day.
            day: DayOfYear,
        },
        /// On its own day when that is a Monday, else on the Monday after it (Ley Emiliani).
        NextMonday = "next_monday" {
            /// Its own day.
            day: DayOfYear,
        },
        /// On a Monday of a month.
        NthMonday = "nth_monday" {
            /// The month, from 1.
            month: u8,
            /// Which of its Mondays, from 1.
            nth: u8,
        },
        /// So many days after Easter Sunday, or before it.
        Easter = "easter" {
            /// Days after it; before it when negative.
            days: i16,
        },
        /// On its own day, but only once in some years.
        Every = "every" {
            /// The day.
            day: DayOfYear,
            /// From one time to the next.
            years: u8,
            /// A year in which it was.
            since: u16,
        },
    }
}

impl HolidayRule {
    /// The day of it that belongs to a year; `None` when that has none. A holiday of the last days of a year that is
    /// moved may fall in the next one.
    pub fn in_year(&self, year: i32) -> Option<NaiveDate> {
        match *self {
            Self::Fixed { day } => day.in_year(year),
            Self::NextMonday { day } => {
                let own = day.in_year(year)?;
                let late = u64::from(own.weekday().num_days_from_monday());
                own.checked_add_days(Days::new((7 - late) % 7))
            }
            Self::NthMonday { month, nth } => {
                NaiveDate::from_weekday_of_month_opt(year, month.into(), Weekday::Mon, nth)
            }
            Self::Easter { days } => easter(year)?.checked_add_signed(TimeDelta::days(days.into())),
            Self::Every { day, years, since } => {
                let after = year - i32::from(since);
                if years > 0 && after % i32::from(years) == 0 { day.in_year(year) } else { None }
            }
        }
    }
}

impl Holidays {
    /// Whether a day is one of them.
    pub fn contains(&self, day: NaiveDate) -> bool {
        let on = |year| self.days.iter().any(|holiday| holiday.on.in_year(year) == Some(day));
        // One of the year before may have been moved over its end.
        on(day.year()) || (day.ordinal() < 8 && on(day.year() - 1))
    }

    /// Those that fall in a year, in order, with their names.
    pub fn of_year(&self, year: i32) -> Vec<(NaiveDate, &str)> {
        let mut found: Vec<(NaiveDate, &str)> = self
            .days
            .iter()
            .flat_map(|holiday| {
                let days = [holiday.on.in_year(year - 1), holiday.on.in_year(year)];
                days.into_iter().flatten().map(|day| (day, holiday.name.as_ref()))
            })
            .filter(|(day, _)| day.year() == year)
            .collect();
        found.sort_unstable();
        found
    }
}

/// Easter Sunday by the Gregorian calendar (Oudin's algorithm); `None` before that calendar began.
fn easter(year: i32) -> Option<NaiveDate> {
    if year < 1583 {
        return None;
    }
    let century = year / 100;
    let golden = year % 19;
    let epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    let moon = epact - (epact / 28) * (1 - (epact / 28) * (29 / (epact + 1)) * ((21 - golden) / 11));
    let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
    let after = i64::from(moon - weekday);
    NaiveDate::from_ymd_opt(year, 3, 28)?.checked_add_signed(TimeDelta::days(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, read};

    fn country(file: &str) -> Holidays {
        read(file, Format::Toml).unwrap_or_else(|problems| panic!("{problems:#?}"))
    }

    fn colombia() -> Holidays {
        country(include_str!("../../../server/presets/holidays/co.toml"))
    }

    fn mexico() -> Holidays {
        country(include_str!("../../../server/presets/holidays/mx.toml"))
    }

    fn days(holidays: &Holidays, year: i32) -> Vec<String> {
        let mut days: Vec<_> = holidays.of_year(year).iter().map(|(day, _)| day.format("%m-%d").to_string()).collect();
        days.dedup();
        days
    }

    #[test]
    fn easter_falls_where_the_church_says() {
        let sundays =
            ["2000-04-23", "2008-03-23", "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25", "1818-03-22"];
        for sunday in sundays {
            let sunday: NaiveDate = sunday.parse().unwrap();
            assert_eq!(easter(sunday.year()), Some(sunday));
        }
        for year in 1583..2600 {
            let sunday = easter(year).unwrap();
            assert_eq!(sunday.weekday(), Weekday::Sun, "{year}");
            assert!((22..=31).contains(&sunday.day()) || sunday.month() == 4 && sunday.day() <= 25, "{year}: {sunday}");
        }
    }

    #[test]
    fn colombia_moves_most_of_its_holidays_to_monday() {
        assert_eq!(
            days(&colombia(), 2024),
            [
                "01-01", "01-08", "03-25", "03-28", "03-29", "05-01", "05-13", "06-03", "06-10", "07-01", "07-20",
                "08-07", "08-19", "10-14", "11-04", "11-11", "12-08", "12-25",
            ]
        );
        // Saint Peter and the Sacred Heart fall on one Monday.
        assert_eq!(
            days(&colombia(), 2025),
            [
                "01-01", "01-06", "03-24", "04-17", "04-18", "05-01", "06-02", "06-23", "06-30", "07-20", "08-07",
                "08-18", "10-13", "11-03", "11-17", "12-08", "12-25",
            ]
        );
    }

    #[test]
    fn mexico_has_mondays_of_a_month_and_a_day_every_six_years() {
        assert_eq!(days(&mexico(), 2026), ["01-01", "02-02", "03-16", "05-01", "09-16", "11-16", "12-25"]);
        let change = NaiveDate::from_ymd_opt(2030, 10, 1).unwrap();
        assert!(mexico().contains(change));
        assert!(!mexico().contains(NaiveDate::from_ymd_opt(2029, 10, 1).unwrap()));
    }

    #[test]
    fn a_day_moved_over_the_end_of_a_year_is_found() {
        let moved = country(
            r#"
            country = "XX"
            norm = "Ninguna"
            days = [{ name = "El último", on = { type = "next_monday", day = "12-31" } }]
            "#,
        );
        // The 31st of December 2024 is a Tuesday.
        let day = NaiveDate::from_ymd_opt(2025, 1, 6).unwrap();
        assert!(moved.contains(day));
        assert_eq!(moved.of_year(2025), [(day, "El último")]);
        assert_eq!(moved.of_year(2024), [(NaiveDate::from_ymd_opt(2024, 1, 1).unwrap(), "El último")]);
    }
}
