//! What a ballot on paper says.

use std::{collections::BTreeMap, fmt, str::FromStr};

use crate::words::words;

words! {
    /// Why a ballot on paper is rejected (causa de un voto nulo).
    Cause as "cause" {
        /// Nothing is marked on it (no marcado).
        Unmarked = "unmarked",
        /// Nobody can tell what it says (ilegible).
        Unclear = "unclear",
        /// It marks or gives more than it may, or too little (excede los límites).
        OutOfLimits = "out_of_limits",
        /// It tells who voted: a name, a signature (identifica a quien votó).
        TellsWhose = "tells_whose",
        /// It is no ballot of this contest (no es un tarjetón de esta votación).
        NotOurs = "not_ours",
    }
}

/// What a ballot on paper gives to each project that it names, by the project's number on the ballot, as the urn keeps
/// it. One without any is blank.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks(BTreeMap<u32, u64>);

/// What somebody read on a ballot. Written (`Display`) in one way only: `blank`, `rejected CAUSE`, or the numbers of
/// projects in ascending order with what each gets, `3:1 12:1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// It counts.
    Valid(Marks),
    /// It does not count.
    Rejected(Cause),
}

/// A text that is no reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no reading as it would be written")]
pub struct NoReading;

impl Marks {
    /// These, by number.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u64)> {
        self.0.iter().map(|(number, points)| (*number, *points))
    }

    /// Whether it names no project (voto en blanco).
    pub fn are_blank(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(u32, u64)> for Marks {
    fn from_iter<I: IntoIterator<Item = (u32, u64)>>(marks: I) -> Self {
        Self(marks.into_iter().collect())
    }
}

impl Reading {
    /// A blank vote.
    pub fn blank() -> Self {
        Self::Valid(Marks::default())
    }

    /// What counts of it, if it does.
    pub const fn counts(&self) -> Option<&Marks> {
        match self {
            Self::Valid(marks) => Some(marks),
            Self::Rejected(_) => None,
        }
    }
}

const BLANK: &str = "blank";
const REJECTED: &str = "rejected ";

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rejected(cause) => write!(f, "{REJECTED}{cause}"),
            Self::Valid(marks) if marks.are_blank() => f.write_str(BLANK),
            Self::Valid(marks) => {
                for (place, (number, points)) in marks.iter().enumerate() {
                    write!(f, "{}{number}:{points}", if place == 0 { "" } else { " " })?;
                }
                Ok(())
            }
        }
    }
}

impl FromStr for Reading {
    type Err = NoReading;

    fn from_str(text: &str) -> Result<Self, NoReading> {
        if let Some(cause) = text.strip_prefix(REJECTED) {
            return cause.parse().map(Self::Rejected).map_err(|_| NoReading);
        }
        let mark = |mark: &str| {
            let (number, points) = mark.split_once(':')?;
            Some((number.parse().ok()?, points.parse().ok()?))
        };
        let marks: Option<Marks> =
            if text == BLANK { Some(Marks::default()) } else { text.split(' ').map(mark).collect() };
        let reading = marks.map(Self::Valid).ok_or(NoReading)?;
        if reading.to_string() == text { Ok(reading) } else { Err(NoReading) }
    }
}
