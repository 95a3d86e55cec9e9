//! Members: who was appointed to which seat, from when until when.

use std::{collections::BTreeSet, fmt};

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{
    document::{Key, Text},
    id::PersonId,
    ruleset::{Filling, Incompatibility, Term},
    words::words,
};

words! {
    /// A gender, as the person says it.
    Gender as "gender" {
        /// A woman (mujer).
        Woman = "woman",
        /// A man (hombre).
        Man = "man",
        /// Another one (otra identidad): it counts among the members and is asked of neither half of a parity.
        Other = "other",
    }
}

words! {
    /// A person's place in a seat.
    Place as "place in a seat" {
        /// Whoever holds it, alone or as the first of a pair (titular).
        Holder = "holder",
        /// The second one of a pair (dupla).
        Mate = "mate",
    }
}

/// A seat (curul): the sector it belongs to and its number there, from one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatId {
    /// The sector, by its name in the body's rules.
    pub sector: Key,
    /// Its number within the sector, from one.
    pub number: u16,
}

impl fmt::Display for SeatId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.sector, self.number)
    }
}

/// One person's appointment to a seat (designación).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appointment {
    /// Who.
    pub person: PersonId,
    /// By what name the directory shows them.
    pub name: Text,
    /// To which seat.
    pub seat: SeatId,
    /// In which place of it.
    pub place: Place,
    /// Their gender, where they have said it.
    pub gender: Option<Gender>,
    /// Their day of birth, where it is known.
    pub born: Option<NaiveDate>,
    /// The first day on which they sit.
    pub from: NaiveDate,
    /// The last day on which they sit, where it is known already.
    pub until: Option<NaiveDate>,
    /// How they got there.
    pub filled_by: Filling,
    /// The act or minutes that say so, as they are cited.
    pub act: Option<Text>,
    /// What they have declared to be among what the body's rules exclude; none where they have declared nothing yet.
    pub declared: Option<BTreeSet<Incompatibility>>,
    /// The day on which they finished the training.
    pub trained: Option<NaiveDate>,
    /// How people reach them, where the directory says it: a telephone, an address.
    pub contact: Option<Text>,
}

impl Appointment {
    /// The last day on which they sit: that of the appointment or that of the term, whichever comes first; none while
    /// neither is known.
    pub fn last_day(&self, term: Option<&Term>) -> Option<NaiveDate> {
        [self.until, self.term_ends(term)].into_iter().flatten().min()
    }

    /// The last day of the term, where the rules count it in years.
    pub fn term_ends(&self, term: Option<&Term>) -> Option<NaiveDate> {
        match term? {
            Term::Years { count } => {
                let next = self.from.checked_add_months(Months::new(12 * u32::from(*count)))?;
                next.checked_sub_days(Days::new(1))
            }
            // Whoever runs the process or names to the office says when it is over.
            Term::Process | Term::Office => None,
        }
    }

    /// Whether they sit on this day.
    pub fn in_force(&self, term: Option<&Term>, day: NaiveDate) -> bool {
        self.from <= day && self.last_day(term).is_none_or(|last| day <= last)
    }

    /// Their age in full years on the day on which they began to sit: whoever grows too old while they sit, stays.
    pub fn age(&self) -> Option<u32> {
        self.from.years_since(self.born?)
    }
}
