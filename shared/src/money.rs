//! Money: whole minor units with their currency. There are no floating-point amounts.

mod parse;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A currency by its ISO 4217 code, with the digits that public budgets write after the decimal sign.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency {
    /// Three capital letters.
    code: [u8; 3],
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
const KINDS: &[Currency] = &[
    Currency::new(*b"ARS", 2),
    Currency::new(*b"AUD", 2),
    Currency::new(*b"BGN", 2),
    Currency::new(*b"BOB", 2),
    Currency::new(*b"BRL", 2),
    Currency::new(*b"CAD", 2),
    Currency::new(*b"CHF", 2),
    Currency::new(*b"CLP", 0),
    Currency::new(*b"COP", 0),
    Currency::new(*b"CRC", 2),
    Currency::new(*b"CUP", 2),
    Currency::new(*b"CZK", 2),
    Currency::new(*b"DKK", 2),
    Currency::new(*b"DOP", 2),
    Currency::new(*b"EUR", 2),
    Currency::new(*b"GBP", 2),
    Currency::new(*b"GTQ", 2),
    Currency::new(*b"HNL", 2),
    Currency::new(*b"HUF", 2),
    Currency::new(*b"INR", 2),
    Currency::new(*b"ISK", 0),
    Currency::new(*b"JPY", 0),
    Currency::new(*b"KRW", 0),
    Currency::new(*b"MXN", 2),
    Currency::new(*b"NIO", 2),
    Currency::new(*b"NOK", 2),
    Currency::new(*b"NZD", 2),
    Currency::new(*b"PAB", 2),
    Currency::new(*b"PEN", 2),
    Currency::new(*b"PLN", 2),
    Currency::new(*b"PYG", 0),
    Currency::new(*b"RON", 2),
    Currency::new(*b"SEK", 2),
    Currency::new(*b"TRY", 2),
    Currency::new(*b"UAH", 2),
    Currency::new(*b"USD", 2),
    Currency::new(*b"UYU", 2),
    Currency::new(*b"VES", 2),
    Currency::new(*b"ZAR", 2),
];

impl Currency {
    /// Colombian peso (peso colombiano), without decimals.
    pub const COP: Self = Self::new(*b"COP", 0);
    /// Mexican peso (peso mexicano), with centavos.
    pub const MXN: Self = Self::new(*b"MXN", 2);
    /// The most digits that a minor unit can have.
    pub const MOST_DECIMALS: u8 = 18;

    const fn new(code: [u8; 3], decimals: u8) -> Self {
        Self { code, decimals }
    }

    /// The currency that a file of somebody else names: a known one, or one of which nothing is known but its code, and
    /// which is taken to have two decimals. None where the text is not three letters.
    pub fn named(text: &str) -> Option<Self> {
        let code: [u8; 3] = text.as_bytes().try_into().ok()?;
        let code = code.map(|letter| letter.to_ascii_uppercase());
        let known = KINDS.iter().find(|kind| kind.code == code).copied();
        code.iter().all(u8::is_ascii_uppercase).then(|| known.unwrap_or(Self::new(code, 2)))
    }

    /// Whether it is among those that this program knows, with the decimals that it has there. Only amounts in such a
    /// currency are kept; others are read from files and counted.
    pub fn is_known(self) -> bool {
        KINDS.contains(&self)
    }

    /// The same currency counted in parts of a minor unit, for amounts that have so many decimals: at least those that
    /// it has, and at most [`Currency::MOST_DECIMALS`].
    #[must_use]
    pub const fn with_decimals(self, decimals: u8) -> Self {
        let most = if decimals > Self::MOST_DECIMALS { Self::MOST_DECIMALS } else { decimals };
        if most > self.decimals { Self { decimals: most, ..self } } else { self }
    }

    /// Digits of the minor unit: 0 or 2, and more where a file has amounts with more decimals.
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    /// The ISO 4217 code.
    pub const fn code(&self) -> &str {
        match std::str::from_utf8(&self.code) {
            Ok(code) => code,
            Err(_) => "",
        }
    }

    /// Minor units in one unit.
    pub(crate) const fn scale(self) -> u64 {
        10_u64.pow(self.decimals as u32)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.code(), self.decimals)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        KINDS.iter().find(|kind| kind.code() == text).copied().ok_or_else(|| UnknownCurrency(text.to_owned()))
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
        currency.code().to_owned()
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

    /// The same amount in a currency that is counted with at least so many decimals.
    ///
    /// # Errors
    /// When it has no place there.
    pub fn in_finer(self, decimals: u8) -> Result<Self, MoneyError> {
        let currency = self.currency.with_decimals(decimals);
        let more = u32::from(currency.decimals - self.currency.decimals);
        let minor = 10_i64.checked_pow(more).and_then(|parts| self.minor.checked_mul(parts));
        minor.map(|minor| Self::new(minor, currency)).ok_or(MoneyError::TooLarge)
    }

    /// The amount in the finest parts in which any amount is counted, of which a unit has `10^18`: amounts of one
    /// currency compare so, whatever their decimals.
    pub(crate) fn finest(self) -> i128 {
        i128::from(self.minor) * 10_i128.pow(u32::from(Currency::MOST_DECIMALS - self.currency.decimals))
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
        (0..KINDS.len()).prop_map(|place| KINDS[place])
    }

    #[test]
    fn known_currencies_read_back() {
        for kind in KINDS {
            let currency: Currency = kind.code().parse().unwrap();
            assert_eq!((currency.to_string().as_str(), currency.is_known()), (kind.code(), true));
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
            assert!(pair[0].code < pair[1].code, "{} {}", pair[0].code(), pair[1].code());
        }
    }

    #[test]
    fn files_may_name_other_currencies() {
        assert_eq!(Currency::named("COP"), Some(Currency::COP));
        assert_eq!(Currency::named("mxn"), Some(Currency::MXN));
        let other = Currency::named("XYZ").unwrap();
        assert_eq!((other.code(), other.decimals(), other.is_known()), ("XYZ", 2, false));
        for text in ["", "CO", "PESO", "C0P", "€", "ñA"] {
            assert_eq!(Currency::named(text), None, "{text}");
        }
    }

    #[test]
    fn a_currency_is_counted_in_finer_parts_where_amounts_need_them() {
        let finer = Currency::COP.with_decimals(3);
        assert_eq!((finer.code(), finer.decimals(), finer.is_known()), ("COP", 3, false));
        assert_eq!((finer.with_decimals(1), Currency::MXN.with_decimals(1)), (finer, Currency::MXN));
        assert_eq!(finer.with_decimals(200).decimals(), Currency::MOST_DECIMALS);
        let amount = Money::new(105, Currency::COP.with_decimals(1));
        assert_eq!(amount.to_decimal(), "10.5");
        assert_eq!(amount.in_finer(3), Ok(Money::new(10_500, finer)));
        assert_eq!(amount.in_finer(0), Ok(amount));
        assert_eq!(Money::new(i64::MAX, Currency::COP).in_finer(1), Err(MoneyError::TooLarge));
        assert_eq!(Money::new(-15, Currency::MXN).finest(), -150_000_000_000_000_000);
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
