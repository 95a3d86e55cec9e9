//! The scalars of documents: texts that are parsed as they are read and written back the same.

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate, NaiveTime};

use crate::{
    money::{Currency, Money, UnknownCurrency},
    words::words,
};

words! {
    /// How a scalar is written.
    Form as "form" {
        /// A short name: `comite-tecnico`.
        Key = "key",
        /// A text that says something.
        Text = "text",
        /// A percentage of a whole, 0 to 100: `80%`, `12.5%`.
        Share = "share",
        /// A percentage that may exceed the whole: `185%`.
        Factor = "factor",
        /// An amount with its currency: `19000000000 COP`.
        Amount = "amount",
        /// A day: `2024-10-07`.
        Day = "day",
        /// A day of any year: `09-01`.
        DayOfYear = "day_of_year",
        /// A time of day: `08:00`.
        TimeOfDay = "time_of_day",
        /// Whoever holds a power: `role:citizen`, `body:cccp`.
        Holder = "holder",
        /// What a rule rests on: `draft`, `decreto-473-2024 art. 12`.
        Basis = "basis",
        /// An official code of a territory: `05001`.
        Code = "code",
        /// A currency by its ISO 4217 code: `COP`.
        Currency = "currency",
    }
}

/// A text that is not written as its scalar is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is no {expected}")]
pub struct Malformed {
    /// The text found.
    pub found: String,
    /// How it should be written.
    pub expected: Form,
}

impl Malformed {
    /// This text, where one of that form should stand.
    pub fn new(found: &str, expected: Form) -> Self {
        Self { found: found.to_owned(), expected }
    }
}

/// Lets a type that is written as a text (`FromStr`, `Display`) stand in a document.
macro_rules! scalar {
    ($name:ident, $pattern:literal, $what:literal) => {
        $crate::document::scalar!(@read $name, $pattern, $what);

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <std::borrow::Cow<'de, str>>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
    // For a type that serde knows already.
    (@read $name:ident, $pattern:literal, $what:literal) => {
        impl<E> deserr::Deserr<E> for $name
        where
            E: deserr::DeserializeError + deserr::MergeWithError<$crate::document::Malformed>,
        {
            fn deserialize_from_value<V: deserr::IntoValue>(
                value: deserr::Value<V>,
                location: deserr::ValuePointerRef<'_>,
            ) -> Result<Self, E> {
                match value {
                    deserr::Value::String(text) => text.parse::<Self>().map_err(|error| {
                        let malformed = $crate::document::Malformed::from(error);
                        deserr::take_cf_content(E::merge(None, malformed, location))
                    }),
                    actual => Err(deserr::take_cf_content(E::error(
                        None,
                        deserr::ErrorKind::IncorrectValueKind { actual, accepted: &[deserr::ValueKind::String] },
                        location,
                    ))),
                }
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "pattern": $pattern, "description": $what })
            }
        }
    };
}

pub(crate) use scalar;

scalar!(@read Currency, "^[A-Z]{3}$", "Moneda, por su código ISO 4217: COP, MXN");

impl From<UnknownCurrency> for Malformed {
    fn from(UnknownCurrency(found): UnknownCurrency) -> Self {
        Self { found, expected: Form::Currency }
    }
}

/// A short name by which other parts of a document refer to one: up to 40 of `a-z`, `0-9`, `-`, `_`, beginning with a
/// letter or a digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

scalar!(Key, "^[a-z0-9][a-z0-9_-]{0,39}$", "Nombre corto: letras minúsculas sin tilde, cifras, - y _");

impl Key {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Key {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let fits = (1..=40).contains(&text.len())
            && text.bytes().enumerate().all(|(place, byte)| plain(byte) || (place > 0 && matches!(byte, b'-' | b'_')));
        if fits { Ok(Self(text.to_owned())) } else { Err(Malformed::new(text, Form::Key)) }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Key {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// A text that says something: not empty, no space around it, no control characters but line breaks and tabs, up to 2000
/// characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(String);

scalar!(
    Text,
    r"^[^\s\x00-\x1f\x7f-\x9f]([^\x00-\x08\x0b-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f])?$",
    "Texto, sin espacios al principio ni al final"
);

impl Text {
    /// The most characters.
    pub const MAXIMUM: usize = 2_000;

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Text {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        // The mark of a file's encoding is no space to Rust, but it is one to the patterns of JSON Schema.
        let blank = |letter: char| letter.is_whitespace() || letter == '\u{feff}';
        let plain = |letter: char| !letter.is_control() || matches!(letter, '\n' | '\t');
        let fits = !text.is_empty()
            && !text.starts_with(blank)
            && !text.ends_with(blank)
            && text.chars().all(plain)
            && text.chars().count() <= Self::MAXIMUM;
        if fits { Ok(Self(text.to_owned())) } else { Err(Malformed::new(text, Form::Text)) }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// Basis points written as a percentage with at most two decimals.
struct Percentage(u32);

impl Percentage {
    fn parse(text: &str, most: u32) -> Option<u32> {
        let number = text.strip_suffix('%')?;
        let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
        let digits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(whole, 6) || !digits(decimals, 2) || (whole.len() > 1 && whole.starts_with('0')) {
            return None;
        }
        let hundredths = decimals.parse::<u32>().ok()? * if decimals.len() == 1 { 10 } else { 1 };
        Some(whole.parse::<u32>().ok()? * 100 + hundredths).filter(|points| *points <= most)
    }
}

impl fmt::Display for Percentage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 100, self.0 % 100) {
            (whole, 0) => write!(f, "{whole}%"),
            (whole, hundredths) if hundredths % 10 == 0 => write!(f, "{whole}.{}%", hundredths / 10),
            (whole, hundredths) => write!(f, "{whole}.{hundredths:02}%"),
        }
    }
}

/// A part of a whole, in basis points from 0 to 10000; written `12.5%`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Share(u32);

scalar!(Share, r"^[0-9]{1,3}(\.[0-9]{1,2})?%$", "Porcentaje de 0% a 100%, con dos decimales a lo sumo");

impl Share {
    /// All of it.
    pub const WHOLE: Self = Self(10_000);

    /// This many basis points; `None` above 10000.
    pub const fn new(basis_points: u32) -> Option<Self> {
        if basis_points <= Self::WHOLE.0 { Some(Self(basis_points)) } else { None }
    }

    /// In basis points, 0 to 10000.
    pub const fn basis_points(self) -> u32 {
        self.0
    }
}

impl FromStr for Share {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Percentage::parse(text, Self::WHOLE.0).map(Self).ok_or_else(|| Malformed::new(text, Form::Share))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Percentage(self.0).fmt(f)
    }
}

/// What something is multiplied with, in basis points from 0 to 100000; written `185%`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Factor(u32);

scalar!(
    Factor,
    r"^[0-9]{1,4}(\.[0-9]{1,2})?%$",
    "Factor de 0% a 1000%, con dos decimales a lo sumo; 100% no cambia nada"
);

impl Factor {
    /// Changes nothing.
    pub const ONE: Self = Self(10_000);
    const MOST: u32 = 100_000;

    /// This many basis points; `None` above 100000.
    pub const fn new(basis_points: u32) -> Option<Self> {
        if basis_points <= Self::MOST { Some(Self(basis_points)) } else { None }
    }

    /// In basis points, 0 to 100000.
    pub const fn basis_points(self) -> u32 {
        self.0
    }
}

impl FromStr for Factor {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Percentage::parse(text, Self::MOST).map(Self).ok_or_else(|| Malformed::new(text, Form::Factor))
    }
}

impl fmt::Display for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Percentage(self.0).fmt(f)
    }
}

/// An amount of money of a document, zero or more; written `19000000000 COP` or `80000000.00 MXN`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount(Money);

scalar!(Amount, r"^[0-9]+(\.[0-9]+)? [A-Z]{3}$", "Monto sin separador de miles y su moneda: 19000000000 COP");

impl Amount {
    /// This amount; `None` when it is below zero.
    pub const fn new(money: Money) -> Option<Self> {
        if money.minor() >= 0 { Some(Self(money)) } else { None }
    }

    /// The amount.
    pub const fn money(self) -> Money {
        self.0
    }
}

impl FromStr for Amount {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let parse = || {
            let (number, code) = text.split_once(' ')?;
            let currency: Currency = code.parse().ok()?;
            // `19.000 COP` would be nineteen pesos to a machine and nineteen thousand to a person.
            let decimals = number.split_once('.').map(|(_, decimals)| decimals.len());
            if decimals.is_some_and(|count| count != usize::from(currency.decimals())) {
                return None;
            }
            Money::parse_decimal(number, currency).ok()
        };
        parse().map(Self).ok_or_else(|| Malformed::new(text, Form::Amount))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0.to_decimal(), self.0.currency())
    }
}

/// A day, in the tenant's time zone; written `2024-10-07`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub NaiveDate);

scalar!(Day, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "Día: año-mes-día");

impl FromStr for Day {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let date = if text.len() == 10 { NaiveDate::parse_from_str(text, "%Y-%m-%d").ok() } else { None };
        date.filter(|date| date.year() >= 1000).map(Self).ok_or_else(|| Malformed::new(text, Form::Day))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format("%Y-%m-%d").fmt(f)
    }
}

/// A day of any year but the 29th of February; written `09-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayOfYear {
    month: u8,
    day: u8,
}

scalar!(DayOfYear, "^[0-9]{2}-[0-9]{2}$", "Día del año: mes-día");

impl DayOfYear {
    /// That day in `year`; `None` when the calendar does not reach so far.
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month.into(), self.day.into())
    }
}

impl FromStr for DayOfYear {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let parse = || {
            let (month, day) = text.split_once('-')?;
            let two = |part: &str| (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit())).then_some(());
            two(month).and(two(day))?;
            let found = Self { month: month.parse().ok()?, day: day.parse().ok()? };
            // 2023 has no 29th of February.
            found.in_year(2023).map(|_| found)
        };
        parse().ok_or_else(|| Malformed::new(text, Form::DayOfYear))
    }
}

impl fmt::Display for DayOfYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

/// A time of day in the tenant's time zone, to the minute; written `08:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(NaiveTime);

scalar!(TimeOfDay, "^[0-2][0-9]:[0-5][0-9]$", "Hora del día, de 00:00 a 23:59");

impl TimeOfDay {
    /// The time.
    pub const fn time(self) -> NaiveTime {
        self.0
    }
}

impl FromStr for TimeOfDay {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let time = if text.len() == 5 { NaiveTime::parse_from_str(text, "%H:%M").ok() } else { None };
        time.map(Self).ok_or_else(|| Malformed::new(text, Form::TimeOfDay))
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format("%H:%M").fmt(f)
    }
}
