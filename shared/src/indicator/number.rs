//! Figures as people and programs write them.

use super::Figure;
use crate::{money::Currency, ruleset::Measure, words::words};

words! {
    /// The sign that stands before decimals.
    DecimalSign as "decimal sign" {
        /// `20,93`
        Comma = "comma",
        /// `20.93`
        Point = "point",
    }
}

/// What is wrong with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    /// A character that has no place in a number.
    #[error("unexpected `{found}` at character {column}")]
    Unexpected {
        /// The character.
        found: char,
        /// Its place in the number, from 1.
        column: usize,
    },
    /// Below zero.
    #[error("it is negative")]
    Negative,
    /// Decimals where only whole numbers count, or grouped thousands.
    #[error("it should be a whole number without separators")]
    NotWhole,
    /// A separator with three digits after it: decimals to some, thousands to others.
    #[error("it can be read in two ways")]
    Ambiguous,
    /// A separator that is not the sign that was said to stand before decimals, or more than one.
    #[error("thousands can't be separated, and decimals follow one sign")]
    Separators,
    /// More decimals than the measure has.
    #[error("it has more than {decimals} decimals")]
    TooPrecise {
        /// How many the measure has.
        decimals: u8,
    },
    /// More than [`Figure::MAXIMUM`], or a percentage above 100.
    #[error("it is too large")]
    TooLarge,
}

/// Reads a figure of that measure. Percentages may end in `%`. Decimals beyond the measure's are refused, even zeros.
///
/// # Errors
/// When it is none, or could be meant in two ways.
pub fn parse(
    text: &str,
    measure: Measure,
    currency: Currency,
    decimal: Option<DecimalSign>,
) -> Result<Figure, NumberFault> {
    let decimals = decimals(measure, currency);
    let number = match measure {
        Measure::Share => text.strip_suffix('%').map_or(text, str::trim_end),
        _ => text,
    };
    let mut sign = None;
    let (mut whole, mut fraction) = (0_usize, 0_usize);
    let mut value = 0_u64;
    for (place, found) in number.chars().enumerate() {
        let unexpected = NumberFault::Unexpected { found, column: place + 1 };
        match found {
            '0'..='9' => {
                let digit = u64::from(found.to_digit(10).ok_or(unexpected)?);
                value =
                    value.checked_mul(10).and_then(|value| value.checked_add(digit)).ok_or(NumberFault::TooLarge)?;
                *(if sign.is_some() { &mut fraction } else { &mut whole }) += 1;
            }
            ',' | '.' if whole > 0 => {
                let this = if found == ',' { DecimalSign::Comma } else { DecimalSign::Point };
                if decimals == 0 {
                    return Err(NumberFault::NotWhole);
                }
                if sign.is_some() || decimal.is_some_and(|decimal| decimal != this) {
                    return Err(NumberFault::Separators);
                }
                sign = Some(this);
            }
            '-' | '\u{2212}' if place == 0 => return Err(NumberFault::Negative),
            _ => return Err(unexpected),
        }
    }
    if whole == 0 || (sign.is_some() && fraction == 0) {
        let last = number.chars().last().unwrap_or(' ');
        return Err(NumberFault::Unexpected { found: last, column: number.chars().count().max(1) });
    }
    // `0.123` and `1234.567` group no thousands.
    let grouped = fraction == 3 && whole <= 3 && !number.starts_with('0');
    if decimal.is_none() && grouped {
        return Err(NumberFault::Ambiguous);
    }
    let missing = usize::from(decimals).checked_sub(fraction).ok_or(NumberFault::TooPrecise { decimals })?;
    for _ in 0..missing {
        value = value.checked_mul(10).ok_or(NumberFault::TooLarge)?;
    }
    if measure == Measure::Share && value > 10_000 {
        return Err(NumberFault::TooLarge);
    }
    Figure::new(value).ok_or(NumberFault::TooLarge)
}

/// The decimals of a measure.
const fn decimals(measure: Measure, currency: Currency) -> u8 {
    match measure {
        Measure::People | Measure::Count => 0,
        Measure::Share => 2,
        Measure::Index => 4,
        Measure::Money => currency.decimals(),
    }
}

/// Writes a figure for programs: all of its measure's decimals, behind a point.
pub fn write(figure: Figure, measure: Measure, currency: Currency) -> String {
    let places = usize::from(decimals(measure, currency));
    let mut digits = format!("{:0width$}", figure.get(), width = places + 1);
    if places > 0 {
        digits.insert(digits.len() - places, '.');
    }
    digits
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, measure: Measure) -> Result<u64, NumberFault> {
        parse(text, measure, Currency::MXN, None).map(Figure::get)
    }

    #[test]
    fn each_measure_has_its_unit() {
        assert_eq!(read("157097", Measure::People), Ok(157_097));
        assert_eq!(read("20,93", Measure::Share), Ok(2_093));
        assert_eq!(read("20.9 %", Measure::Share), Ok(2_090));
        assert_eq!(read("35.07", Measure::Index), Ok(350_700));
        assert_eq!(read("0,4321", Measure::Index), Ok(4_321));
        assert_eq!(read("1043000.5", Measure::Money), Ok(104_300_050));
        assert_eq!(parse("12", Measure::Money, Currency::COP, None).map(Figure::get), Ok(12));
    }

    #[test]
    fn what_is_written_reads_as_it_was() {
        for measure in Measure::ALL {
            for value in [0, 7, 2_093, 9_999] {
                let figure = Figure::new(value).unwrap();
                let written = write(figure, *measure, Currency::MXN);
                assert_eq!(parse(&written, *measure, Currency::MXN, Some(DecimalSign::Point)), Ok(figure), "{written}");
            }
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        assert_eq!(read("1.234", Measure::Index), Err(NumberFault::Ambiguous));
        assert_eq!(read("35,070", Measure::Index), Err(NumberFault::Ambiguous));
        assert_eq!(read("80.000", Measure::Money), Err(NumberFault::Ambiguous));
        // Nobody groups thousands after a zero or after four digits.
        assert_eq!(read("0.123", Measure::Index), Ok(1_230));
        assert_eq!(read("1234.567", Measure::Index), Ok(12_345_670));
        let said = |text, sign| parse(text, Measure::Index, Currency::COP, Some(sign)).map(Figure::get);
        assert_eq!(said("1.234", DecimalSign::Point), Ok(12_340));
        assert_eq!(said("1.234", DecimalSign::Comma), Err(NumberFault::Separators));
        assert_eq!(said("1.234,5", DecimalSign::Comma), Err(NumberFault::Separators));
        assert_eq!(read("157.097", Measure::People), Err(NumberFault::NotWhole));
        assert_eq!(read("157,097", Measure::Count), Err(NumberFault::NotWhole));
        assert_eq!(read("1.234,56", Measure::Money), Err(NumberFault::Separators));
    }

    #[test]
    fn what_is_no_number_is_shown_where_it_stops() {
        let unexpected = |found, column| Err(NumberFault::Unexpected { found, column });
        assert_eq!(read("12a", Measure::People), unexpected('a', 3));
        assert_eq!(read("1 000", Measure::People), unexpected(' ', 2));
        assert_eq!(read("50000 XNUMX", Measure::People), unexpected(' ', 6));
        assert_eq!(read(",5", Measure::Share), unexpected(',', 1));
        assert_eq!(read("5,", Measure::Share), unexpected(',', 2));
        assert_eq!(read("%", Measure::Share), unexpected(' ', 1));
        assert_eq!(read("-3", Measure::Index), Err(NumberFault::Negative));
        assert_eq!(read("\u{2212}3", Measure::Index), Err(NumberFault::Negative));
        assert_eq!(read("100,01", Measure::Share), Err(NumberFault::TooLarge));
        assert_eq!(read("1,25000", Measure::Index), Err(NumberFault::TooPrecise { decimals: 4 }));
        assert_eq!(read("1000000000000001", Measure::Count), Err(NumberFault::TooLarge));
        assert_eq!(read("99999999999999999999999", Measure::Count), Err(NumberFault::TooLarge));
    }

    proptest! {
        #[test]
        fn figures_read_back(value in 0..=Figure::MAXIMUM) {
            prop_assert_eq!(read(&value.to_string(), Measure::Count), Ok(value));
            let (whole, rest) = (value / 10_000, value % 10_000);
            prop_assert_eq!(read(&format!("{whole},{rest:04}"), Measure::Index), Ok(value));
        }

        #[test]
        fn nothing_breaks_it(text in ".{0,30}", sign in prop::sample::select(vec![None, Some(DecimalSign::Comma)])) {
            for &measure in Measure::ALL {
                let _: Result<Figure, NumberFault> = parse(&text, measure, Currency::MXN, sign);
            }
        }
    }
}
