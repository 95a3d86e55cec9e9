//! An attempt to cast a ballot, so that casting twice what was cast once changes nothing.

use std::{fmt, str::FromStr};

use sha2::{Digest, Sha256};

use super::Slip;
use crate::{
    code::TypedCode,
    id::{ContestId, VoterId},
    paper::Place,
};

/// An attempt to cast a ballot (intento): random, made with the page that asks for the last yes, and sent back with it.
/// A browser that sends the same page again, because no answer came, makes the same attempt: it is not cast twice, and
/// leads to the same receipt.
///
/// It is kept nowhere. Both what follows from it, the receipt's code and the envelope's id, are hashes: the code that is
/// published tells neither the attempt nor the envelope.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Attempt(u128);

/// A text that is no attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an attempt is 32 hexadecimal digits")]
pub struct NoAttempt;

/// What an envelope is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnvelopeId([u8; 32]);

impl Attempt {
    /// The attempt of this random number.
    pub const fn new(random: u128) -> Self {
        Self(random)
    }

    /// The code of the receipt for one contest. The voter goes in, so that nobody gets another's by sending their
    /// attempt.
    pub fn code(self, contest: ContestId, voter: VoterId) -> TypedCode {
        let hash = Sha256::digest(format!("convite receipt\n{self}\n{contest}\n{voter}"));
        let mut code = [0; 10];
        code.copy_from_slice(&hash[..10]);
        // Codes that tell a place on a sheet are those of ballots on paper.
        if Place::of(TypedCode::new(code)).is_some() {
            code[0] ^= 1;
        }
        TypedCode::new(code)
    }

    /// What the envelope with this ballot is known by: another ballot of the same attempt is another envelope.
    pub fn envelope(self, slip: &Slip) -> EnvelopeId {
        EnvelopeId(Sha256::digest(format!("convite envelope\n{self}\n{slip}")).into())
    }
}

impl EnvelopeId {
    /// Its bytes, for storage.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl FromStr for Attempt {
    type Err = NoAttempt;

    fn from_str(text: &str) -> Result<Self, NoAttempt> {
        let digits = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = digits.then(|| u128::from_str_radix(text, 16).ok()).flatten();
        number.map(Self).ok_or(NoAttempt)
    }
}

impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for Attempt {
    /// Whoever has it can tell which envelope is whose.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Attempt")
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn contest(number: u128) -> ContestId {
        Uuid::from_u128(number).into()
    }

    fn voter(number: u128) -> VoterId {
        Uuid::from_u128(number).into()
    }

    #[test]
    fn an_attempt_reads_back() {
        for number in [0, 1, u128::MAX] {
            let attempt = Attempt::new(number);
            assert_eq!(attempt.to_string().parse(), Ok(attempt));
            assert!(!format!("{attempt:?}").contains(&attempt.to_string()));
        }
        for wrong in ["", "1", "+0000000000000000000000000000001", &"0".repeat(33), &"g".repeat(32)] {
            assert_eq!(wrong.parse::<Attempt>(), Err(NoAttempt), "{wrong}");
        }
    }

    #[test]
    fn the_same_attempt_gives_the_same_receipt_to_the_same_voter_only() {
        let attempt = Attempt::new(7);
        let code = attempt.code(contest(1), voter(1));
        assert_eq!(attempt.code(contest(1), voter(1)), code);
        assert_ne!(attempt.code(contest(2), voter(1)), code);
        assert_ne!(attempt.code(contest(1), voter(2)), code);
        assert_ne!(Attempt::new(8).code(contest(1), voter(1)), code);
        let slip = |project: &str| Slip::new("c", code, [(project.to_owned(), 1)], false);
        assert_eq!(attempt.envelope(&slip("1")), attempt.envelope(&slip("1")));
        assert_ne!(attempt.envelope(&slip("1")), attempt.envelope(&slip("2")));
        assert_ne!(attempt.envelope(&slip("1")), Attempt::new(8).envelope(&slip("1")));
    }
}
