//! Draws (sorteos) that anybody can repeat: chance that comes in as a text, and goes through SHA-256.
//!
//! Each subject of a draw gets a lot (suerte): the SHA-256 of three lines, without a line break after the last one: the
//! draw's purpose, the seed, the subject. The lowest lot, compared as text in hexadecimal, goes first. On any Unix:
//!
//! ```sh
//! for number in 3 7 12; do
//!     printf 'tie\n%s\n%s' '05 12 23 31 40 bogotá 2024-10-07' "$number" | sha256sum | cut -c 1-64 | sed "s/$/ $number/"
//! done | sort
//! ```
//!
//! A lot depends on nothing but its own subject: neither the order in which subjects are listed nor who else is in the
//! draw changes which of two goes first. For the draw to be fair nobody may know the seed beforehand (figures of a
//! public lottery drawn later), or somebody must have committed to it ([`Commitment`]). Best are both together
//! ([`Seed::with`]): a secret that was committed to before the vote and a [`PublicNumber`] drawn after it
//! ([`first_day`], [`after_close`]).
//!
//! Where a vote opened without a commitment, one may still be made (compromiso tardío): what keeps it from being chosen is
//! that its number is drawn on a later day. It is told with its reason wherever the draw is told.

use std::{fmt, str::FromStr};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The first day whose number may go with a secret that was committed to on a day, for a vote that closed on another one:
/// not the day of the commitment, whose number may have been known by then, and none before the vote was over.
pub fn first_day(committed: NaiveDate, closed: Option<NaiveDate>) -> NaiveDate {
    let next = committed.succ_opt().unwrap_or(committed);
    closed.map_or(next, |closed| next.max(closed))
}

/// Whether a number was drawn after voting closed, all by the clocks of the place: on the very day only its time tells.
pub fn after_close(on: NaiveDate, at: Option<NaiveTime>, closed: NaiveDateTime) -> bool {
    at.map_or(on > closed.date(), |at| on.and_time(at) > closed)
}

/// What a draw is made from (semilla): one line of 1 to 200 characters, as it is read aloud and published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Seed(String);

/// A text that is no seed: empty, longer than 200 characters, of several lines or with blanks around it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a seed is one line of 1 to 200 characters without blanks around it")]
pub struct NoSeed;

/// What a draw decides. Draws of two purposes from one seed have nothing to do with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Which of several projects with equal votes goes first (desempate): `tie`.
    Tie,
    /// In what order projects stand on a ballot: `order`.
    Order,
    /// Made-up projects and ballots to try a rule with: `sample`.
    Sample,
}

impl Purpose {
    /// The first of the three lines.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tie => "tie",
            Self::Order => "order",
            Self::Sample => "sample",
        }
    }
}

/// A subject's lot. The lowest goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lot([u8; 32]);

impl Lot {
    /// A number from zero up to but without `end`, zero where `end` is. Of one lot only one number is to be had.
    pub fn below(self, end: u64) -> u64 {
        // The last eight bytes, the first of them the highest.
        let number = self.0.iter().skip(24).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
        number.checked_rem(end).unwrap_or(0)
    }
}

impl fmt::Display for Lot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hexadecimal(&self.0, f)
    }
}

impl Seed {
    /// The lot of a subject.
    pub fn lot(&self, purpose: Purpose, subject: &str) -> Lot {
        let mut hash = Sha256::new();
        for part in [purpose.as_str(), "\n", &self.0, "\n", subject] {
            hash.update(part);
        }
        Lot(hash.finalize().into())
    }

    /// What can be published before the seed may be known.
    pub fn commitment(&self) -> Commitment {
        Commitment(Sha256::digest(&self.0).into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The seed that a secret one and a number drawn in public later make together: one line with a vertical bar in
    /// between. Nobody can choose it: who chose the secret had committed to it before the number was drawn.
    ///
    /// # Errors
    /// When the line would be longer than a seed.
    pub fn with(&self, number: &PublicNumber) -> Result<Self, NoSeed> {
        format!("{self}|{number}").parse()
    }
}

/// A number that was drawn in public, as it is published (figures of a lottery): one line of 1 to 100 characters without
/// a vertical bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicNumber(String);

/// A text that is no public number: empty, longer than 100 characters, of several lines, with blanks around it or with a
/// vertical bar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a public number is one line of 1 to 100 characters without a vertical bar or blanks around it")]
pub struct NoPublicNumber;

impl PublicNumber {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PublicNumber {
    type Err = NoPublicNumber;

    fn from_str(text: &str) -> Result<Self, NoPublicNumber> {
        let line = (1..=100).contains(&text.chars().count()) && text.trim() == text;
        let fits = line && !text.contains(|one: char| one.is_control() || one == '|');
        if fits { Ok(Self(text.to_owned())) } else { Err(NoPublicNumber) }
    }
}

impl fmt::Display for PublicNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Seed {
    type Err = NoSeed;

    fn from_str(text: &str) -> Result<Self, NoSeed> {
        let fits = (1..=200).contains(&text.chars().count()) && text.trim() == text && !text.contains(char::is_control);
        if fits { Ok(Self(text.to_owned())) } else { Err(NoSeed) }
    }
}

impl TryFrom<String> for Seed {
    type Error = NoSeed;

    fn try_from(text: String) -> Result<Self, NoSeed> {
        text.parse()
    }
}

impl From<Seed> for String {
    fn from(seed: Seed) -> Self {
        seed.0
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The SHA-256 of a seed, published before the seed itself: it binds whoever chose it. A seed that could be guessed
/// (a date, a word) is not hidden by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Commitment([u8; 32]);

impl Commitment {
    /// Whether this is the seed it was made from.
    pub fn is_of(self, seed: &Seed) -> bool {
        seed.commitment() == self
    }
}

impl fmt::Display for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hexadecimal(&self.0, f)
    }
}

/// A text that is no commitment: not 64 hexadecimal digits in small letters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a commitment is 64 hexadecimal digits in small letters")]
pub struct NoCommitment;

impl FromStr for Commitment {
    type Err = NoCommitment;

    fn from_str(text: &str) -> Result<Self, NoCommitment> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let mut bytes = [0; 32];
        if text.len() != 64 {
            return Err(NoCommitment);
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let [high, low] = pair else { return Err(NoCommitment) };
            *byte = digit(*high).zip(digit(*low)).map(|(high, low)| high * 16 + low).ok_or(NoCommitment)?;
        }
        Ok(Self(bytes))
    }
}

fn hexadecimal(bytes: &[u8; 32], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lots_are_those_of_the_recipe() {
        let seed: Seed = "05 12 23 31 40 bogotá 2024-10-07".parse().unwrap();
        for (number, lot) in LOTS {
            assert_eq!(seed.lot(Purpose::Tie, number).to_string(), lot);
        }
        assert_ne!(seed.lot(Purpose::Order, "3"), seed.lot(Purpose::Tie, "3"));
        assert_eq!(seed.lot(Purpose::Tie, "3").below(0), 0);
        assert_eq!(seed.lot(Purpose::Tie, "3").below(u64::MAX), 0x7c9b_8aa5_ad42_4f6f);
        assert!((0..50).all(|number| seed.lot(Purpose::Sample, &number.to_string()).below(7) < 7));
    }

    #[test]
    fn a_commitment_binds_and_reads_back() {
        let seed: Seed = "abc".parse().unwrap();
        let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(seed.commitment().to_string(), text);
        let read: Commitment = text.parse().unwrap();
        assert!(read.is_of(&seed));
        assert!(!read.is_of(&"abd".parse().unwrap()));
        for wrong in ["", "abc", &text.to_uppercase(), &text.replace('b', "x"), &format!("{text}0")] {
            assert!(wrong.parse::<Commitment>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_secret_and_a_public_number_make_one_seed() {
        let secret: Seed = "ab12".parse().unwrap();
        let number: PublicNumber = "05 12 23 31 40".parse().unwrap();
        assert_eq!(secret.with(&number).unwrap().as_str(), "ab12|05 12 23 31 40");
        for wrong in ["", " 5", "5\n6", "5|6", &"5".repeat(101)] {
            assert!(wrong.parse::<PublicNumber>().is_err(), "{wrong:?}");
        }
        let long: Seed = "a".repeat(200).parse().unwrap();
        assert_eq!(long.with(&number), Err(NoSeed));
    }

    #[test]
    fn a_number_is_drawn_after_the_commitment_and_the_vote() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        assert_eq!(first_day(day(3), Some(day(20))), day(20));
        // Committed to late, on the day of the close or after it: the number of that day may have been known.
        assert_eq!(first_day(day(20), Some(day(20))), day(21));
        assert_eq!(first_day(day(22), Some(day(20))), day(23));
        assert_eq!(first_day(day(3), None), day(4));
        assert_eq!(first_day(NaiveDate::MAX, None), NaiveDate::MAX);
    }

    #[test]
    fn on_the_day_of_the_close_the_time_tells() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        let closed = day(20).and_time(time(16, 0));
        for (on, at, after) in [
            (20, None, false),
            (20, Some(time(15, 59)), false),
            (20, Some(time(16, 0)), false),
            (20, Some(time(16, 1)), true),
            (21, None, true),
            (21, Some(time(8, 0)), true),
            (19, Some(time(23, 0)), false),
        ] {
            assert_eq!(after_close(day(on), at, closed), after, "{on} {at:?}");
        }
    }

    #[test]
    fn a_seed_is_one_line() {
        for wrong in ["", " ", " a", "a\n", "a\nb", &"a".repeat(201)] {
            assert!(wrong.parse::<Seed>().is_err(), "{wrong:?}");
        }
        let seed: Seed = "ñ".repeat(200).parse().unwrap();
        let json = serde_json::to_string(&seed).unwrap();
        assert_eq!(serde_json::from_str::<Seed>(&json).unwrap(), seed);
        assert!(serde_json::from_str::<Seed>("\"\"").is_err());
    }

    /// What `sha256sum` prints for the recipe above.
    const LOTS: [(&str, &str); 3] = [
        ("3", "82b33387c546a6496e9a75226cb199e4815292175e25494a7c9b8aa5ad424f6f"),
        ("7", "fd9e866d1d37954ee9aa8a5075f3103c68bb07712bb52318009331b9e660915f"),
        ("12", "fef9842278a7f29315104413adb712ddf5f1e232210400abf71912e8236a7af5"),
    ];
}
