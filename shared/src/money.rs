//! Money: whole minor units with their currency. There are no floating-point amounts.

mod parse;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A currency by its ISO 4217 code, with the digits that public budgets write after the decimal sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(&'static Kind);

#[derive(Debug, PartialEq, Eq, Hash)]
struct Kind {
    code: &'static str,
    decimals: u8,
}

/// A code that is not among the known currencies.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown currency `{0}`: expected the three letters of an ISO 4217 code, e.g. COP")]
pub struct UnknownCurrency(
    /// The code found.
    pub String,
);

/// Known currencies with their minor digits: those of ISO 4217, but for the Colombian peso, whose centavos no public
/// budget has used for decades.
const KINDS: &[Kind] = &[
    Kind::new("ARS", 2),
    Kind::new("AUD", 2),
    Kind::new("BGN", 2),
    Kind::new("BOB", 2),
    Kind::new("BRL", 2),
    Kind::new("CAD", 2),
    Kind::new("CHF", 2),
    Kind::new("CLP", 0),
    Kind::new("COP", 0),
    Kind::new("CRC", 2),
    Kind::new("CUP", 2),
    Kind::new("CZK", 2),
    Kind::new("DKK", 2),
    Kind::new("DOP", 2),
    Kind::new("EUR", 2),
    Kind::new("GBP", 2),
    Kind::new("GTQ", 2),
    Kind::new("HNL", 2),
    Kind::new("HUF", 2),
    Kind::new("INR", 2),
    Kind::new("ISK", 0),
    Kind::new("JPY", 0),
    Kind::new("KRW", 0),
    Kind::new("MXN", 2),
    Kind::new("NIO", 2),
    Kind::new("NOK", 2),
    Kind::new("NZD", 2),
    Kind::new("PAB", 2),
    Kind::new("PEN", 2),
    Kind::new("PLN", 2),
    Kind::new("PYG", 0),
    Kind::new("RON", 2),
    Kind::new("SEK", 2),
    Kind::new("TRY", 2),
    Kind::new("UAH", 2),
    Kind::new("USD", 2),
    Kind::new("UYU", 2),
    Kind::new("VES", 2),
    Kind::new("ZAR", 2),
];

impl Kind {
    const fn new(code: &'static str, decimals: u8) -> Self {
        Self { code, decimals }
    }
}

impl Currency {
    /// Colombian peso (peso colombiano), without decimals.
    pub const COP: Self = Self(&Kind::new("COP", 0));
    /// Mexican peso (peso mexicano), with centavos.
    pub const MXN: Self = Self(&Kind::new("MXN", 2));

    /// Digits of the minor unit: 0 or 2.
    pub const fn decimals(self) -> u8 {
        self.0.decimals
    }

    /// The ISO 4217 code.
    pub const fn code(self) -> &'static str {
        self.0.code
    }

    /// Minor units in one unit: 1 or 100.
    pub(crate) const fn scale(self) -> u64 {
        10_u64.pow(self.0.decimals as u32)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code)
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        KINDS.iter().find(|kind| kind.code == text).map(Self).ok_or_else(|| UnknownCurrency(text.to_owned()))
    }
}

impl TryFrom<String> for Currency {
    type Error = UnknownCurrency;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.0.code.to_owned()
    }
}

/// An amount in whole minor units of one currency. Not ordered: amounts of two currencies don't compare; compare
/// [`Money::minor`] where the currency is known to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// What is wrong with an amount, or with a sum.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// There is no digit.
    #[error("no amount was given")]
    Empty,
    /// A character that has no place in an amount.
    #[error("unexpected `{found}` at character {column} of the amount")]
    Unexpected {
        /// The character.
        found: char,
        /// Its place, 1-based, in characters.
        column: usize,
    },
    /// Amounts that are given are never below zero.
    #[error("the amount is negative")]
    Negative,
    /// More digits after the decimal sign than the currency has.
    #[error("the amount has more than the {decimals} decimals of {currency}")]
    TooPrecise {
        /// Digits the currency has.
        decimals: u8,
        /// The currency.
        currency: Currency,
    },
    /// The separators aren't where this locale puts them, so that what was meant is not sure.
    #[error("the separators are not clear: thousands are grouped by `{group}`, decimals follow `{decimal}`")]
    Separators {
        /// What groups thousands in this locale.
        group: char,
        /// What stands before the decimals in this locale.
        decimal: char,
    },
    /// The amount, or the result, has no place in 63 bits of minor units.
    #[error("the amount is too large")]
    TooLarge,
    /// Two currencies were put together.
    #[error("{left} and {right} don't add up")]
    CurrencyMismatch {
        /// The currency of the first amount.
        left: Currency,
        /// The currency of the other.
        right: Currency,
    },
}

impl Money {
    /// An amount of `minor` units: pesos for COP, centavos for MXN.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing.
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// The amount in minor units.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The sum of both.
    ///
    /// # Errors
    /// When the currencies differ or the sum is too large.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.combine(other, i64::checked_add)
    }

    /// What is left of `self` after taking `other`; negative when `other` is larger.
    ///
    /// # Errors
    /// When the currencies differ or the difference is too large.
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.combine(other, i64::checked_sub)
    }

    /// The sum of all amounts, zero for none.
    ///
    /// # Errors
    /// When an amount is of another currency or the sum is too large.
    pub fn sum(amounts: impl IntoIterator<Item = Self>, currency: Currency) -> Result<Self, MoneyError> {
        amounts.into_iter().try_fold(Self::zero(currency), Self::checked_add)
    }

    /// The plain decimal that files carry: no thousands, a point before the decimals, none when they are all zero.
    pub fn to_decimal(self) -> String {
        let (sign, units, rest) = self.parts();
        if rest == 0 {
            format!("{sign}{units}")
        } else {
            let width = usize::from(self.currency.decimals());
            format!("{sign}{units}.{rest:0width$}")
        }
    }

    /// Sign, whole units and the minor units beyond them.
    pub(crate) fn parts(self) -> (&'static str, u64, u64) {
        let scale = self.currency.scale();
        let size = self.minor.unsigned_abs();
        (if self.minor < 0 { "-" } else { "" }, size / scale, size % scale)
    }

    fn combine(self, other: Self, operation: fn(i64, i64) -> Option<i64>) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch { left: self.currency, right: other.currency });
        }
        operation(self.minor, other.minor).map(|minor| Self::new(minor, self.currency)).ok_or(MoneyError::TooLarge)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn currencies() -> impl Strategy<Value = Currency> {
        (0..KINDS.len()).prop_map(|place| Currency(&KINDS[place]))
    }

    #[test]
    fn known_currencies_read_back() {
        for kind in KINDS {
            let currency: Currency = kind.code.parse().unwrap();
            assert_eq!(currency.to_string(), kind.code);
            assert!(matches!(currency.decimals(), 0 | 2));
        }
        assert_eq!("COP".parse(), Ok(Currency::COP));
        assert_eq!("MXN".parse(), Ok(Currency::MXN));
        assert_eq!("cop".parse::<Currency>(), Err(UnknownCurrency("cop".into())));
        assert!(serde_json::from_str::<Currency>("\"XXX\"").is_err());
    }

    #[test]
    fn codes_are_unique() {
        for pair in KINDS.windows(2) {
            assert!(pair[0].code < pair[1].code, "{} {}", pair[0].code, pair[1].code);
        }
    }

    #[test]
    fn currencies_never_mix() {
        let error = Money::new(1, Currency::COP).checked_add(Money::new(1, Currency::MXN)).unwrap_err();
        assert_eq!(error, MoneyError::CurrencyMismatch { left: Currency::COP, right: Currency::MXN });
    }

    #[test]
    fn a_sum_beyond_the_range_is_an_error() {
        let most = Money::new(i64::MAX, Currency::COP);
        assert_eq!(most.checked_add(Money::new(1, Currency::COP)), Err(MoneyError::TooLarge));
        assert_eq!(Money::sum([most, most], Currency::COP), Err(MoneyError::TooLarge));
        assert_eq!(Money::sum([], Currency::MXN), Ok(Money::zero(Currency::MXN)));
    }

    #[test]
    fn decimals_are_written_only_when_there_are_some() {
        assert_eq!(Money::new(123_450, Currency::MXN).to_decimal(), "1234.50");
        assert_eq!(Money::new(123_400, Currency::MXN).to_decimal(), "1234");
        assert_eq!(Money::new(5, Currency::MXN).to_decimal(), "0.05");
        assert_eq!(Money::new(-5, Currency::MXN).to_decimal(), "-0.05");
        assert_eq!(Money::new(251_265_148_208, Currency::COP).to_decimal(), "251265148208");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(minor in 0..=i64::MAX, currency in currencies()) {
            let money = Money::new(minor, currency);
            prop_assert_eq!(Money::parse_decimal(&money.to_decimal(), currency), Ok(money));
        }

        #[test]
        fn taking_away_undoes_adding(a in any::<i64>(), b in any::<i64>(), currency in currencies()) {
            let (a, b) = (Money::new(a, currency), Money::new(b, currency));
            if let Ok(sum) = a.checked_add(b) {
                prop_assert_eq!(sum.checked_sub(b), Ok(a));
            }
        }
    }
}
