//! What administrators type: reasons, amounts, counts, percentages.

use chrono::{Datelike, NaiveDate};
use shared::{
    locale::Locale,
    money::{Currency, Money, MoneyError},
};

use crate::{forms::FieldMessage, text, visit::Visit};

/// Characters the reason of an act has, after trimming.
const REASON: std::ops::RangeInclusive<usize> = 10..=500;

/// Reads the reason of an act.
///
/// # Errors
/// When it is too short or too long, with a message about `field`.
pub fn reason(typed: &str, field: &str, locale: Locale) -> Result<String, FieldMessage> {
    let typed = typed.trim();
    let actual = typed.chars().count();
    if actual < *REASON.start() {
        Err(FieldMessage::new(field, text::admin::reason_short(locale, REASON.start(), actual)))
    } else if actual > *REASON.end() {
        Err(FieldMessage::new(field, text::admin::reason_long(locale, REASON.end(), actual)))
    } else {
        Ok(typed.to_owned())
    }
}

/// Reads an act as it is cited.
pub fn act(typed: &str, field: &str, locale: Locale) -> Result<String, FieldMessage> {
    let typed = typed.trim();
    if (3..=200).contains(&typed.chars().count()) {
        Ok(typed.to_owned())
    } else {
        Err(FieldMessage::new(field, text::ceilings::act_length(locale)))
    }
}

/// Reads where something can be read, or a few words more: nothing is fine.
pub fn reference(typed: &str, field: &str, locale: Locale) -> Result<Option<String>, FieldMessage> {
    let typed = typed.trim();
    if typed.chars().count() > 500 {
        return Err(FieldMessage::new(field, text::ceilings::reference_long(locale)));
    }
    Ok((!typed.is_empty()).then(|| typed.to_owned()))
}

/// Reads a day that has come.
pub fn past_day(typed: &str, field: &str, visit: &Visit) -> Result<NaiveDate, FieldMessage> {
    let locale = visit.locale();
    let day = typed.trim().parse::<NaiveDate>().ok();
    let day = day.filter(|day| (1900..=2200).contains(&day.year()));
    match day {
        Some(day) if day <= visit.today() => Ok(day),
        Some(_) => Err(FieldMessage::new(field, text::ceilings::date_future(locale))),
        None => Err(FieldMessage::new(field, text::ceilings::date_wrong(locale))),
    }
}

/// Reads an amount above zero.
pub fn amount(typed: &str, field: &str, currency: Currency, locale: Locale) -> Result<Money, FieldMessage> {
    match Money::parse_localized(typed, currency, locale) {
        Ok(money) if money.minor() == 0 => Err(FieldMessage::new(field, text::admin::amount_zero(locale))),
        Ok(money) => Ok(money),
        Err(error) => Err(FieldMessage::new(field, amount_message(&error, locale))),
    }
}

/// Reads an amount that may be nothing.
pub fn any_amount(typed: &str, field: &str, currency: Currency, locale: Locale) -> Result<Money, FieldMessage> {
    Money::parse_localized(typed, currency, locale)
        .map_err(|error| FieldMessage::new(field, amount_message(&error, locale)))
}

/// What is wrong with an amount, and how to mend it.
pub fn amount_message(error: &MoneyError, locale: Locale) -> String {
    match error {
        MoneyError::Empty => text::admin::amount_missing(locale).to_owned(),
        MoneyError::Unexpected { found, column } => text::admin::amount_wrong(locale, found, column),
        MoneyError::Negative => text::admin::amount_negative(locale).to_owned(),
        MoneyError::TooPrecise { decimals, .. } => text::admin::amount_decimals(locale, decimals),
        MoneyError::Separators { group, decimal } => text::admin::amount_separators(locale, group, decimal),
        MoneyError::TooLarge | MoneyError::CurrencyMismatch { .. } => text::admin::amount_large(locale).to_owned(),
    }
}

/// Reads a count as people write it: digits, with or without separators of thousands.
pub fn integer(typed: &str) -> Option<u64> {
    let typed = typed.trim();
    let parts: Vec<&str> = typed.split(['.', ',', ' ', '\u{a0}']).collect();
    let grouped = parts.len() > 1;
    let fits = |(place, part): (usize, &&str)| {
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        digits && if grouped && place > 0 { part.len() == 3 } else { !part.is_empty() && (!grouped || part.len() <= 3) }
    };
    if parts.iter().enumerate().all(fits) { parts.concat().parse().ok() } else { None }
}

/// Reads a percentage between 0 and 100 with two decimals at most, as basis points.
pub fn basis_points(typed: &str) -> Option<u32> {
    let typed = typed.trim().trim_end_matches('%').trim_end();
    let (whole, decimals) = typed.split_once(['.', ',']).unwrap_or((typed, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || decimals.len() > 2 || !digits(whole) || !digits(decimals) {
        return None;
    }
    let found = format!("{whole}{decimals:0<2}").parse().ok()?;
    (found <= 10_000).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_with_any_separator_of_thousands() {
        assert_eq!(integer("130000"), Some(130_000));
        assert_eq!(integer(" 130.000 "), Some(130_000));
        assert_eq!(integer("2,787,912"), Some(2_787_912));
        assert_eq!(integer("0"), Some(0));
        for wrong in ["", "130.5", "1.30000", "-5", "12a", "1..000", ".000"] {
            assert_eq!(integer(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn percentages_read_with_either_decimal_sign() {
        assert_eq!(basis_points("20,93"), Some(2_093));
        assert_eq!(basis_points("20.9 %"), Some(2_090));
        assert_eq!(basis_points("100"), Some(10_000));
        assert_eq!(basis_points("0"), Some(0));
        for wrong in ["", "100,01", "20,933", "-1", "1000", "a"] {
            assert_eq!(basis_points(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_reason_is_neither_short_nor_endless() {
        assert!(reason("  corto   ", "reason", Locale::EsCo).is_err());
        assert_eq!(reason(" Dato nuevo del DANE ", "reason", Locale::EsCo).unwrap(), "Dato nuevo del DANE");
        assert!(reason(&"x".repeat(501), "reason", Locale::EsCo).is_err());
    }
}
