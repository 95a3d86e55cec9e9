//! Reading amounts: the plain decimals of files, and what people type.

use super::{Currency, Money, MoneyError};
use crate::locale::Locale;

impl Money {
    /// Reads a plain decimal as `.pb` and CSV files have it: digits, and perhaps a point with decimals. Exact: decimals
    /// beyond the currency's must be zero.
    ///
    /// # Errors
    /// When the text is anything else, negative, too precise or too large.
    pub fn parse_decimal(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let mut digits = Digits::new(currency);
        let mut in_fraction = false;
        for (place, found) in text.chars().enumerate() {
            match found {
                '0'..='9' if in_fraction => digits.fraction(found)?,
                '0'..='9' => digits.whole(found)?,
                '.' if !in_fraction && digits.count > 0 => in_fraction = true,
                '-' if place == 0 => return Err(MoneyError::Negative),
                _ => return Err(MoneyError::Unexpected { found, column: place + 1 }),
            }
        }
        digits.finish()
    }

    /// Reads a plain decimal whatever its decimals: one that has more than the currency is in a currency that is counted
    /// in finer parts ([`Currency::with_decimals`]).
    ///
    /// # Errors
    /// When the text is anything else, negative, too large, or has more decimals than can be counted.
    pub fn parse_exact(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.trim_end_matches('0').len());
        Self::parse_decimal(text, currency.with_decimals(u8::try_from(decimals).unwrap_or(u8::MAX)))
    }

    /// Reads what a person types in a form: "251.265.148.208", "$ 1,234.50", "COP 20 000". Thousands may be grouped by
    /// the locale's sign or by spaces, but then in threes; the peso sign or the currency's code may stand before or
    /// after. What could be meant in two ways is refused.
    ///
    /// # Errors
    /// One variant for each thing that can be wrong, with what the locale expects.
    pub fn parse_localized(text: &str, currency: Currency, locale: Locale) -> Result<Self, MoneyError> {
        let (group, decimal) = locale.separators();
        let unclear = || MoneyError::Separators { group, decimal };
        let number = without_currency_before(text, currency);
        // Where the number starts, so that an unexpected character is reported where the person sees it.
        let start = text[..text.len() - number.len()].chars().count();
        let bare = without_currency_after(number, currency);

        let mut digits = Digits::new(currency);
        let mut run = 0_usize;
        let mut grouped = false;
        let mut in_fraction = false;
        for (place, found) in bare.chars().enumerate() {
            match found {
                '0'..='9' if in_fraction => {
                    run += 1;
                    digits.fraction(found)?;
                }
                '0'..='9' => {
                    run += 1;
                    digits.whole(found)?;
                }
                _ if found == group || found.is_whitespace() => {
                    let fits = if grouped { run == 3 } else { (1..=3).contains(&run) };
                    if in_fraction || !fits {
                        return Err(unclear());
                    }
                    grouped = true;
                    run = 0;
                }
                _ if found == decimal => {
                    if in_fraction || run == 0 || (grouped && run != 3) {
                        return Err(unclear());
                    }
                    in_fraction = true;
                    run = 0;
                }
                '-' | '\u{2212}' if place == 0 => return Err(MoneyError::Negative),
                _ => return Err(MoneyError::Unexpected { found, column: start + place + 1 }),
            }
        }
        // Not "1,", and not "1.2" with a group of one.
        if (in_fraction && run == 0) || (grouped && !in_fraction && run != 3) {
            return Err(unclear());
        }
        digits.finish()
    }
}

/// The text without the spaces and the currency's code or sign in front of the number.
fn without_currency_before(text: &str, currency: Currency) -> &str {
    let mut rest = text.trim_start();
    for mark in [currency.code(), "$"] {
        if rest.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark)) {
            rest = rest[mark.len()..].trim_start();
        }
    }
    rest
}

/// The text without the spaces and the currency's code or sign behind the number.
fn without_currency_after(text: &str, currency: Currency) -> &str {
    let mut rest = text.trim_end();
    for mark in [currency.code(), "$"] {
        let at = rest.len().saturating_sub(mark.len());
        if rest.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(mark)) {
            rest = rest[..at].trim_end();
        }
    }
    rest
}

/// Collects the digits of an amount into minor units.
struct Digits {
    currency: Currency,
    minor: i64,
    /// Digits seen so far.
    count: usize,
    /// Digits of the minor unit still missing.
    missing: u8,
    exact: bool,
}

impl Digits {
    const fn new(currency: Currency) -> Self {
        Self { currency, minor: 0, count: 0, missing: currency.decimals(), exact: true }
    }

    /// A digit before the decimal sign.
    fn whole(&mut self, digit: char) -> Result<(), MoneyError> {
        let value = i64::from(digit.to_digit(10).unwrap_or(0));
        self.minor = self.minor.checked_mul(10).and_then(|m| m.checked_add(value)).ok_or(MoneyError::TooLarge)?;
        self.count += 1;
        Ok(())
    }

    /// A digit after it.
    fn fraction(&mut self, digit: char) -> Result<(), MoneyError> {
        if self.missing > 0 {
            self.missing -= 1;
            self.whole(digit)
        } else {
            self.exact &= digit == '0';
            Ok(())
        }
    }

    fn finish(self) -> Result<Money, MoneyError> {
        if self.count == 0 {
            return Err(MoneyError::Empty);
        }
        if !self.exact {
            return Err(MoneyError::TooPrecise { decimals: self.currency.decimals(), currency: self.currency });
        }
        let minor = self.minor.checked_mul(10_i64.pow(u32::from(self.missing))).ok_or(MoneyError::TooLarge)?;
        Ok(Money::new(minor, self.currency))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::locale::format_money;

    fn usd() -> Currency {
        "USD".parse().unwrap()
    }

    #[test]
    fn plain_decimals() {
        let parse = |text: &str| Money::parse_decimal(text, usd()).map(Money::minor);
        assert_eq!(parse("1234.5"), Ok(123_450));
        assert_eq!(parse("1234"), Ok(123_400));
        assert_eq!(parse("007.10"), Ok(710));
        assert_eq!(parse("10.500"), Ok(1_050));
        assert_eq!(parse("10."), Ok(1_000));
        assert_eq!(parse("10.505"), Err(MoneyError::TooPrecise { decimals: 2, currency: usd() }));
        assert_eq!(parse(""), Err(MoneyError::Empty));
        assert_eq!(parse("-3"), Err(MoneyError::Negative));
        assert_eq!(parse(".5"), Err(MoneyError::Unexpected { found: '.', column: 1 }));
        assert_eq!(parse("1,5"), Err(MoneyError::Unexpected { found: ',', column: 2 }));
        assert_eq!(parse("1.5.0"), Err(MoneyError::Unexpected { found: '.', column: 4 }));
        assert_eq!(parse("1e9"), Err(MoneyError::Unexpected { found: 'e', column: 2 }));
        assert_eq!(parse("92233720368547758.07"), Ok(i64::MAX));
        assert_eq!(parse("92233720368547758.08"), Err(MoneyError::TooLarge));
        assert_eq!(parse("99999999999999999999"), Err(MoneyError::TooLarge));
    }

    #[test]
    fn decimals_beyond_those_of_the_currency_are_kept() {
        let parse =
            |text: &str| Money::parse_exact(text, Currency::COP).map(|money| (money.minor(), money.to_decimal()));
        assert_eq!(parse("100.50"), Ok((1_005, "100.5".to_owned())));
        assert_eq!(parse("100.00"), Ok((100, "100".to_owned())));
        assert_eq!(parse("0.001"), Ok((1, "0.001".to_owned())));
        assert_eq!(Money::parse_exact("1.25", usd()), Ok(Money::new(125, usd())));
        assert!(matches!(parse("0.1234567890123456789"), Err(MoneyError::TooPrecise { decimals: 18, .. })));
        assert_eq!(parse("10.123456789012345678"), Err(MoneyError::TooLarge));
        assert_eq!(parse("1.2.3"), Err(MoneyError::Unexpected { found: '.', column: 4 }));
        assert_eq!(parse("-1.5"), Err(MoneyError::Negative));
    }

    #[test]
    fn what_colombians_type() {
        let parse = |text: &str| Money::parse_localized(text, Currency::COP, Locale::EsCo).map(Money::minor);
        for text in [
            "251.265.148.208",
            "$251.265.148.208",
            " $ 251.265.148.208 ",
            "251265148208",
            "251 265 148 208",
            "251\u{a0}265\u{202f}148.208",
            "COP 251.265.148.208",
            "251.265.148.208 cop",
            "COP $251.265.148.208",
            "251.265.148.208,00",
        ] {
            assert_eq!(parse(text), Ok(251_265_148_208), "{text}");
        }
        let unclear = Err(MoneyError::Separators { group: '.', decimal: ',' });
        for text in ["251.26", "1.2345", "25.1265.148", ".500", "1..000", "1.000.", "1,", "1,000,000", "1,0.0", "1.,0"]
        {
            assert_eq!(parse(text), unclear, "{text}");
        }
        // 251 pesos and 265 thousandths, or 251 thousand with the wrong sign? Not accepted as either.
        assert_eq!(parse("251,265"), Err(MoneyError::TooPrecise { decimals: 0, currency: Currency::COP }));
        for text in ["", "  ", "$", "COP"] {
            assert_eq!(parse(text), Err(MoneyError::Empty), "{text}");
        }
        assert_eq!(parse("-5"), Err(MoneyError::Negative));
        assert_eq!(parse("$ -5"), Err(MoneyError::Negative));
        assert_eq!(parse("$ 12 millones"), Err(MoneyError::Unexpected { found: 'm', column: 6 }));
        assert_eq!(parse("USD 5"), Err(MoneyError::Unexpected { found: 'U', column: 1 }));
        assert_eq!(parse("10.000.000.000.000.000.000"), Err(MoneyError::TooLarge));
    }

    #[test]
    fn what_mexicans_type() {
        let parse = |text: &str| Money::parse_localized(text, Currency::MXN, Locale::EsMx).map(Money::minor);
        assert_eq!(parse("$ 1,234.50"), Ok(123_450));
        assert_eq!(parse("1234.5"), Ok(123_450));
        assert_eq!(parse("$80,000,000 MXN"), Ok(8_000_000_000));
        assert_eq!(parse("1.234,50"), Err(MoneyError::Separators { group: ',', decimal: '.' }));
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed(minor in 0..=i64::MAX, place in 0..Locale::ALL.len(), mexican in any::<bool>()) {
            let currency = if mexican { Currency::MXN } else { Currency::COP };
            let (locale, money) = (Locale::ALL[place], Money::new(minor, currency));
            prop_assert_eq!(Money::parse_localized(&format_money(money, locale), currency, locale), Ok(money));
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC*", place in 0..Locale::ALL.len()) {
            // Whatever it is, it is read or refused, never taken for a negative amount.
            for money in [
                Money::parse_localized(&text, Currency::COP, Locale::ALL[place]),
                Money::parse_decimal(&text, Currency::MXN),
            ].into_iter().flatten() {
                prop_assert!(money.minor() >= 0);
            }
        }
    }
}
