//! Numbers of documents and of accounts, as people write them and as they are compared.

use std::fmt;

use super::{EntryHash, RollKey};
use crate::document::Key;

/// The fewest letters and digits of a number.
const SHORTEST: usize = 4;

/// The most.
const LONGEST: usize = 20;

/// What is no number of a document or of an account. It does not repeat what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadNumber {
    /// There is nothing.
    #[error("there is no number")]
    Empty,
    /// A sign that is neither a letter from A to Z nor a digit.
    #[error("a number has letters from A to Z and digits only")]
    Sign,
    /// Too short or too long.
    #[error("a number has {SHORTEST} to {LONGEST} letters and digits")]
    Length,
}

/// The number of a document of identity with its kind. It is never stored, and nothing prints it.
#[derive(Clone, PartialEq, Eq)]
pub struct DocumentNumber {
    kind: Key,
    number: String,
}

/// The number of an account (cuenta) on a roll of accounts. Nothing prints it.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountNumber(String);

/// The last three letters or digits of a number: enough to tell entries apart at a desk, too little to know whose they
/// are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LastThree(String);

impl DocumentNumber {
    /// Reads a number as people write it: blanks, points and hyphens do not count, nor do capitals, nor zeros before a
    /// number without letters. A CURP is such a number as well.
    ///
    /// # Errors
    /// When it is none.
    pub fn new(kind: Key, written: &str) -> Result<Self, BadNumber> {
        let mut number = plain(written)?;
        if number.bytes().all(|byte| byte.is_ascii_digit()) {
            number.drain(..number.len() - number.trim_start_matches('0').len());
        }
        Ok(Self { kind, number: of_length(number)? })
    }

    /// Its kind, by its short name (`cc`, `ti`, `ce`, `ine`).
    pub const fn kind(&self) -> &Key {
        &self.kind
    }

    /// Its last three letters or digits.
    pub fn last_three(&self) -> LastThree {
        LastThree::of(&self.number)
    }

    /// What a roll keeps of it. The same document has the same hash on every roll of a tenant.
    pub fn hash(&self, key: &RollKey) -> EntryHash {
        key.hash(&["convite roll", self.kind.as_str(), &self.number])
    }
}

impl AccountNumber {
    /// Reads a number as offices write it: blanks, points and hyphens do not count, nor do capitals.
    ///
    /// # Errors
    /// When it is none.
    pub fn new(written: &str) -> Result<Self, BadNumber> {
        of_length(plain(written)?).map(Self)
    }

    /// Its last three letters or digits.
    pub fn last_three(&self) -> LastThree {
        LastThree::of(&self.0)
    }

    /// What a roll keeps of it: an account is one of a roll.
    pub fn hash(&self, roll: &Key, key: &RollKey) -> EntryHash {
        key.hash(&["convite roll account", roll.as_str(), &self.0])
    }
}

impl LastThree {
    fn of(number: &str) -> Self {
        Self(number[number.len() - 3..].to_owned())
    }

    /// As it was stored.
    pub fn stored(text: String) -> Option<Self> {
        (text.len() == 3 && text.is_ascii()).then_some(Self(text))
    }

    /// As it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DocumentNumber({})", self.kind)
    }
}

impl fmt::Debug for AccountNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccountNumber")
    }
}

/// The kind of a document as files write it: `CC`, `C.C.`, `cc`.
pub fn kind_of(written: &str) -> Option<Key> {
    let kept = written.chars().filter(|sign| !sign.is_whitespace() && *sign != '.');
    kept.flat_map(char::to_lowercase).collect::<String>().parse().ok()
}

/// The letters, as capitals, and the digits of a number.
fn plain(written: &str) -> Result<String, BadNumber> {
    let kept = written.chars().filter(|sign| !sign.is_whitespace() && !matches!(sign, '.' | '-'));
    let number = kept.map(|sign| sign.is_ascii_alphanumeric().then(|| sign.to_ascii_uppercase()));
    let number = number.collect::<Option<String>>().ok_or(BadNumber::Sign)?;
    if number.is_empty() { Err(BadNumber::Empty) } else { Ok(number) }
}

fn of_length(number: String) -> Result<String, BadNumber> {
    if (SHORTEST..=LONGEST).contains(&number.len()) { Ok(number) } else { Err(BadNumber::Length) }
}
