//! Locales: how numbers, money and dates are written for people of one country.

use chrono::{DateTime, Datelike, LocalResult, NaiveDate, NaiveDateTime, TimeZone, Timelike, Utc};
use chrono_tz::Tz;

use crate::{
    money::{Currency, Money},
    words::words,
};

words! {
    /// A language as one country writes it.
    Locale as "locale" {
        /// Spanish of Colombia.
        EsCo = "es-CO",
        /// Spanish of Mexico.
        EsMx = "es-MX",
        /// English.
        En = "en",
    }
}

/// Keeps a number and its unit on one line.
const NO_BREAK: char = '\u{a0}';

impl Locale {
    /// The language tag: `es-CO`.
    pub const fn bcp47(self) -> &'static str {
        self.as_str()
    }

    /// The value of a page's `lang`.
    pub const fn html_lang(self) -> &'static str {
        self.as_str()
    }

    /// What groups thousands, and what stands before the decimals.
    pub const fn separators(self) -> (char, char) {
        match self {
            Self::EsCo => ('.', ','),
            Self::EsMx | Self::En => (',', '.'),
        }
    }

    /// The currency that people here write with a bare peso sign.
    const fn own_currency(self) -> Option<Currency> {
        match self {
            Self::EsCo => Some(Currency::COP),
            Self::EsMx => Some(Currency::MXN),
            Self::En => None,
        }
    }
}

/// An amount for people: `$251.265.148.208` where the currency is the country's own, else with its code and a no-break
/// space: `PLN 1.234,50`, in English `COP 251,265,148,208`. All decimals that the currency has are written.
pub fn format_money(amount: Money, locale: Locale) -> String {
    let (sign, units, rest) = amount.parts();
    let (group, decimal) = locale.separators();
    let currency = amount.currency();
    let mut text = String::from(sign);
    if locale.own_currency() == Some(currency) {
        text.push('$');
    } else {
        text.push_str(currency.code());
        text.push(NO_BREAK);
    }
    push_grouped(&mut text, &units.to_string(), group);
    text.push_str(&fraction(u128::from(rest), usize::from(currency.decimals()), decimal));
    text
}

/// A whole number for people: `2.787.912`.
pub fn format_integer(number: i64, locale: Locale) -> String {
    let mut text = String::from(if number < 0 { "-" } else { "" });
    push_grouped(&mut text, &number.unsigned_abs().to_string(), locale.separators().0);
    text
}

/// Hundredths of a percent for people, rounded half away from zero to `decimals` digits: 2093 is `20,93 %`, with a
/// no-break space before the sign in Spanish.
pub fn format_basis_points(basis_points: i64, locale: Locale, decimals: u8) -> String {
    let size = u128::from(basis_points.unsigned_abs());
    percent(basis_points < 0, size, 100, decimals, locale).unwrap_or_default()
}

/// The share of `part` in `whole` in percent, rounded half up to `decimals` digits (at most 9). Exact in between.
/// `None` when there is no whole to take a part of.
pub fn format_ratio_percent(part: u64, whole: u64, decimals: u8, locale: Locale) -> Option<String> {
    percent(false, u128::from(part) * 100, u128::from(whole), decimals, locale)
}

/// A date for people: `15 de noviembre de 2026`, `15 November 2026`.
pub fn format_date(date: NaiveDate, locale: Locale) -> String {
    let (day, month, year) = (date.day(), month(date, locale), date.year());
    match locale {
        Locale::EsCo | Locale::EsMx => format!("{day} de {month} de {year}"),
        Locale::En => format!("{day} {month} {year}"),
    }
}

/// A date in little space: `15 nov 2026`, `15 Nov 2026`.
pub fn format_date_short(date: NaiveDate, locale: Locale) -> String {
    format!("{} {}", format_day_short(date, locale), date.year())
}

/// A day without its year, where the year stands beside it: `15 nov`, `15 Nov`.
pub fn format_day_short(date: NaiveDate, locale: Locale) -> String {
    // Every month's name has ASCII letters only, so the first three letters are the first three bytes.
    format!("{} {}", date.day(), &month(date, locale)[..3])
}

/// A date and a time of day for people: `15 de noviembre de 2026, 8:00 a. m.`
pub fn format_date_time(at: NaiveDateTime, locale: Locale) -> String {
    format!("{}, {}", format_date(at.date(), locale), format_time(at, locale))
}

/// A time of day for people: `8:00 a. m.`, `8:00 a.m.`
pub fn format_time(at: NaiveDateTime, locale: Locale) -> String {
    let (afternoon, hour) = at.hour12();
    let half = match (locale, afternoon) {
        (Locale::En, false) => "a.m.",
        (Locale::En, true) => "p.m.",
        (_, false) => "a.\u{a0}m.",
        (_, true) => "p.\u{a0}m.",
    };
    format!("{hour}:{:02}{NO_BREAK}{half}", at.minute())
}

/// What a clock in that zone shows at the instant.
pub fn in_zone(at: DateTime<Utc>, zone: Tz) -> NaiveDateTime {
    at.with_timezone(&zone).naive_local()
}

/// The instant at which a clock in that zone shows this: the first of two where the clocks go back. `None` where they
/// go forward and skip it.
pub fn from_zone(at: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    match zone.from_local_datetime(&at) {
        LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => Some(instant.with_timezone(&Utc)),
        LocalResult::None => None,
    }
}

fn month(date: NaiveDate, locale: Locale) -> &'static str {
    const SPANISH: [&str; 12] = [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ];
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let names = match locale {
        Locale::EsCo | Locale::EsMx => SPANISH,
        Locale::En => ENGLISH,
    };
    names[date.month0() as usize]
}

/// `number / divisor` percent. `None` when the divisor is zero.
fn percent(negative: bool, number: u128, divisor: u128, decimals: u8, locale: Locale) -> Option<String> {
    let decimals = decimals.min(9);
    let scale = 10_u128.pow(u32::from(decimals));
    // number < 2^71 and scale < 2^30, so that nothing here leaves 128 bits.
    let scaled = (number * scale * 2 + divisor).checked_div(divisor * 2)?;
    let (group, decimal) = locale.separators();
    let mut text = String::from(if negative && scaled > 0 { "-" } else { "" });
    push_grouped(&mut text, &(scaled / scale).to_string(), group);
    text.push_str(&fraction(scaled % scale, usize::from(decimals), decimal));
    if locale != Locale::En {
        text.push(NO_BREAK);
    }
    text.push('%');
    Some(text)
}

fn push_grouped(text: &mut String, digits: &str, group: char) {
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
}

/// The decimals with their sign; nothing where there are none.
fn fraction(rest: u128, width: usize, decimal: char) -> String {
    if width == 0 { String::new() } else { format!("{decimal}{rest:0width$}") }
}

#[cfg(test)]
mod tests {
    use chrono_tz::America::{Bogota, Mexico_City};
    use chrono_tz::Europe::Madrid;
    use proptest::prelude::*;

    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn money_is_written_as_the_country_does() {
        let pool = Money::new(251_265_148_208, Currency::COP);
        assert_eq!(format_money(pool, Locale::EsCo), "$251.265.148.208");
        assert_eq!(format_money(pool, Locale::EsMx), "COP\u{a0}251,265,148,208");
        assert_eq!(format_money(pool, Locale::En), "COP\u{a0}251,265,148,208");
        let pesos = Money::new(123_450, Currency::MXN);
        assert_eq!(format_money(pesos, Locale::EsMx), "$1,234.50");
        assert_eq!(format_money(pesos, Locale::EsCo), "MXN\u{a0}1.234,50");
        let zloty = Money::new(123_405, "PLN".parse().unwrap());
        assert_eq!(format_money(zloty, Locale::EsCo), "PLN\u{a0}1.234,05");
        assert_eq!(format_money(Money::new(-999, Currency::COP), Locale::EsCo), "-$999");
        assert_eq!(format_money(Money::new(0, Currency::MXN), Locale::EsMx), "$0.00");
    }

    #[test]
    fn integers_are_grouped_in_threes() {
        assert_eq!(format_integer(2_787_912, Locale::EsCo), "2.787.912");
        assert_eq!(format_integer(-1_000, Locale::En), "-1,000");
        assert_eq!(format_integer(999, Locale::EsMx), "999");
        assert_eq!(format_integer(i64::MIN, Locale::En), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn percentages_round_half_up() {
        assert_eq!(format_basis_points(2_093, Locale::EsCo, 2), "20,93\u{a0}%");
        assert_eq!(format_basis_points(2_095, Locale::EsCo, 1), "21,0\u{a0}%");
        assert_eq!(format_basis_points(2_094, Locale::EsMx, 1), "20.9\u{a0}%");
        assert_eq!(format_basis_points(-250, Locale::En, 0), "-3%");
        assert_eq!(format_basis_points(-4, Locale::En, 1), "0.0%");
        assert_eq!(format_ratio_percent(293, 436, 1, Locale::EsCo).unwrap(), "67,2\u{a0}%");
        assert_eq!(format_ratio_percent(1, 3, 2, Locale::En).unwrap(), "33.33%");
        assert_eq!(format_ratio_percent(2, 3, 0, Locale::En).unwrap(), "67%");
        assert_eq!(format_ratio_percent(1, 200, 0, Locale::En).unwrap(), "1%");
        assert_eq!(
            format_ratio_percent(u64::MAX, 1, 9, Locale::En).unwrap(),
            "1,844,674,407,370,955,161,500.000000000%"
        );
        assert_eq!(format_ratio_percent(1, 0, 1, Locale::EsCo), None);
    }

    #[test]
    fn dates_are_written_out() {
        let day = date(2026, 11, 15);
        assert_eq!(format_date(day, Locale::EsCo), "15 de noviembre de 2026");
        assert_eq!(format_date(day, Locale::En), "15 November 2026");
        assert_eq!(format_date_short(day, Locale::EsMx), "15 nov 2026");
        assert_eq!(format_day_short(date(2026, 4, 1), Locale::EsCo), "1 abr");
        assert_eq!(format_day_short(date(2026, 9, 7), Locale::En), "7 Sep");
        let at = |hour, minute| day.and_hms_opt(hour, minute, 0).unwrap();
        assert_eq!(format_date_time(at(8, 0), Locale::EsCo), "15 de noviembre de 2026, 8:00\u{a0}a.\u{a0}m.");
        assert_eq!(format_date_time(at(16, 5), Locale::En), "15 November 2026, 4:05\u{a0}p.m.");
        assert_eq!(format_time(at(0, 30), Locale::EsCo), "12:30\u{a0}a.\u{a0}m.");
        assert_eq!(format_time(at(12, 0), Locale::EsCo), "12:00\u{a0}p.\u{a0}m.");
    }

    #[test]
    fn a_zone_gives_its_own_time_of_day() {
        let local = date(2026, 11, 15).and_hms_opt(8, 0, 0).unwrap();
        let instant = from_zone(local, Bogota).unwrap();
        assert_eq!(instant.to_rfc3339(), "2026-11-15T13:00:00+00:00");
        assert_eq!(in_zone(instant, Bogota), local);
        assert_eq!(in_zone(instant, Mexico_City), date(2026, 11, 15).and_hms_opt(7, 0, 0).unwrap());
    }

    #[test]
    fn changed_clocks_skip_or_repeat_an_hour() {
        let skipped = date(2026, 3, 29).and_hms_opt(2, 30, 0).unwrap();
        assert_eq!(from_zone(skipped, Madrid), None);
        let twice = date(2026, 10, 25).and_hms_opt(2, 30, 0).unwrap();
        assert_eq!(from_zone(twice, Madrid).unwrap().to_rfc3339(), "2026-10-25T00:30:00+00:00");
    }

    proptest! {
        #[test]
        fn a_zone_and_back(seconds in 0_i64..4_000_000_000) {
            let instant = DateTime::from_timestamp(seconds, 0).unwrap();
            let back = from_zone(in_zone(instant, Mexico_City), Mexico_City).unwrap();
            // Where an hour is repeated, the first of the two is meant.
            prop_assert!(back == instant || back + chrono::TimeDelta::hours(1) == instant);
        }
    }
}
