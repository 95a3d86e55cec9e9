//! What the law of a country gives to answer a claim: data, one file for each country.

use std::fmt;

use deserr::{DeserializeError, Deserr, ErrorKind, IntoValue, Value, ValuePointerRef, take_cf_content};

use super::ClaimKind;
use crate::document::{Problems, Text, choice, table};

/// So many days or months of a term (plazo): 1 to 60.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(try_from = "u16", into = "u16")]
pub struct Span(u16);

/// A number of days or months that no law gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a law gives 1 to {most} days or months, not {0}", most = Span::LONGEST)]
pub struct BadSpan(u16);

impl Span {
    /// The most that are understood; with sixty working days a claim waits for a quarter of a year.
    pub const LONGEST: u16 = 60;

    /// The number.
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for Span {
    type Error = BadSpan;

    fn try_from(found: u16) -> Result<Self, BadSpan> {
        if (1..=Self::LONGEST).contains(&found) { Ok(Self(found)) } else { Err(BadSpan(found)) }
    }
}

impl From<Span> for u16 {
    fn from(span: Span) -> Self {
        span.0
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Deserr<Problems> for Span {
    fn deserialize_from_value<V: IntoValue>(value: Value<V>, location: ValuePointerRef<'_>) -> Result<Self, Problems> {
        let found: u16 = Deserr::<Problems>::deserialize_from_value(value, location)?;
        Self::try_from(found).map_err(|bad| {
            take_cf_content(Problems::error::<V>(None, ErrorKind::Unexpected { msg: bad.to_string() }, location))
        })
    }
}

choice! {
    /// How long an incomplete claim waits to be completed before it counts as withdrawn (desistimiento).
    Silence {
        /// So many months.
        Months = "months" {
            /// How many.
            count: Span,
        },
        /// So many working days.
        WorkingDays = "working_days" {
            /// How many.
            count: Span,
        },
    }
}

table! {
    /// The days (términos, plazos) of a kind of claim. All are working days, counted from the day after.
    Term {
        /// The law, as it is cited.
        norm: Text,
        /// To answer it.
        answer: Span,
        /// To answer it later, once and with a reason that is told before the first days are over (prórroga).
        more: Span,
        /// To ask for what is missing, after it came (requerimiento, prevención).
        complete: Span,
        /// Until an incomplete one counts as withdrawn.
        silence: Silence,
        /// To carry out what was decided, where the law gives days for it.
        carry_out: Option<Span> = default,
    }
}

table! {
    /// What the law of a country gives to answer claims on personal data.
    ClaimLaw {
        /// ISO 3166-1 code of the country.
        country: Text,
        /// Where it can be read.
        source: Option<Text> = default,
        /// What holds for every kind of claim that has no term of its own.
        term: Term,
        /// Where it differs for somebody who is missing on a roll.
        not_listed: Option<Term> = default,
        /// Where it differs for data that are wrong (rectificación).
        wrong_data: Option<Term> = default,
        /// Where it differs for somebody who does not belong on a roll.
        not_belonging: Option<Term> = default,
        /// Where it differs for whoever wants to know what is kept (consulta, acceso).
        access: Option<Term> = default,
        /// Where it differs for what is to be deleted (supresión, cancelación).
        deletion: Option<Term> = default,
    }
}

impl ClaimLaw {
    /// The days of a kind of claim.
    pub fn term(&self, kind: ClaimKind) -> &Term {
        let own = match kind {
            ClaimKind::NotListed => &self.not_listed,
            ClaimKind::WrongData => &self.wrong_data,
            ClaimKind::NotBelonging => &self.not_belonging,
            ClaimKind::Access => &self.access,
            ClaimKind::Deletion => &self.deletion,
        };
        own.as_ref().unwrap_or(&self.term)
    }
}
