//! Numbers on the stubs of printed ballots.

use std::{fmt, str::FromStr};

/// The number of a printed ballot (número del tarjetón), from 1; written with a check digit: `000127-4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Serial(u32);

/// A text that is no number of a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no number with its check digit")]
pub struct NoSerial;

/// Ballots that are printed together (lote): their numbers follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch {
    first: u32,
    count: u16,
}

/// Why so many ballots make no batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoBatch {
    /// There are none, or more than are printed at once.
    #[error("{found} ballots are none or too many for one batch")]
    Count {
        /// How many there are.
        found: u16,
    },
    /// There are no numbers left for them, or they would begin below 1.
    #[error("there are no numbers for them")]
    Numbers,
}

/// The table of Damm's check digit: a totally anti-symmetric quasigroup of order ten. One wrong digit, or two that
/// changed places, never have the same check digit.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

impl Serial {
    /// The highest number: it has six digits.
    const LAST: u32 = 999_999;

    fn check(self) -> u8 {
        format!("{:06}", self.0).bytes().fold(0, |interim, digit| DAMM[usize::from(interim)][usize::from(digit - b'0')])
    }
}

impl Batch {
    /// The most ballots that are printed at once.
    pub const MOST: u16 = 200;

    /// So many ballots, the first of which has this number.
    ///
    /// # Errors
    /// When there are none, too many, or no numbers for them.
    pub fn new(first: u32, count: u16) -> Result<Self, NoBatch> {
        if !(1..=Self::MOST).contains(&count) {
            return Err(NoBatch::Count { found: count });
        }
        let has_numbers = first >= 1 && first.saturating_add(u32::from(count) - 1) <= Serial::LAST;
        if has_numbers { Ok(Self { first, count }) } else { Err(NoBatch::Numbers) }
    }

    /// The number of its first ballot.
    pub const fn first(self) -> Serial {
        Serial(self.first)
    }

    /// The number of its last ballot.
    pub fn last(self) -> Serial {
        Serial(self.first + u32::from(self.count) - 1)
    }

    /// How many ballots it has.
    pub const fn count(self) -> u16 {
        self.count
    }

    /// The numbers of its ballots.
    pub fn serials(self) -> impl Iterator<Item = Serial> {
        (self.first..).take(self.count.into()).map(Serial)
    }
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}-{}", self.0, self.check())
    }
}

impl FromStr for Serial {
    type Err = NoSerial;

    fn from_str(text: &str) -> Result<Self, NoSerial> {
        let (number, _) = text.split_once('-').ok_or(NoSerial)?;
        let serial = Self(number.parse().map_err(|_| NoSerial)?);
        if serial.0 >= 1 && serial.to_string() == text { Ok(serial) } else { Err(NoSerial) }
    }
}
