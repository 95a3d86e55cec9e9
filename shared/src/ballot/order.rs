//! In what order projects stand on a ballot.
//!
//! Where the rules leave it to chance, each voter has an order of their own. Their browser keeps a random number
//! ([`OrderSecret`]), drawn when it first opens a ballot; with the voter and the contest that number makes the code of
//! their order ([`OrderCode`]), which the receipt shows. The number is kept nowhere else, and the code in no table: it is
//! no part of the ballot, and without the number nobody comes from a code to a voter.
//!
//! # By hand
//!
//! The code is the seed of a draw (see [`draw`](crate::draw)), and the lowest lot stands first on the ballot. The subject
//! of each project is the contest's name in the rules, a slash, and the project's number on the ballot without zeros before
//! it. `convite order 7F3A-09C2 --contest proyectos --projects 1-8` says the order; on any Unix:
//!
//! ```sh
//! for number in 1 2 3 4 5 6 7 8; do
//!     printf 'order\n%s\nproyectos/%s' 7F3A-09C2 "$number" | sha256sum | cut -c 1-64 | sed "s/$/ $number/"
//! done | sort
//! ```

use std::{fmt, str::FromStr};

use sha2::{Digest as _, Sha256};

use super::{BallotForm, Offered};
use crate::{
    code::OrderCode,
    document::Key,
    draw::{Lot, Purpose, Seed},
    id::{ContestId, VoterId},
    ruleset::Order,
};

/// The random number of a browser from which the orders of its ballots are drawn (azar del orden).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct OrderSecret(u128);

/// A text that is no such number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the secret of an order is 32 hexadecimal digits")]
pub struct NoOrderSecret;

impl OrderSecret {
    /// The secret of this random number.
    pub const fn new(random: u128) -> Self {
        Self(random)
    }

    /// The code of a voter's order in a contest. Who votes after another in the same browser sees another order.
    pub fn code(self, contest: ContestId, voter: VoterId) -> OrderCode {
        let hash = Sha256::digest(format!("convite order\n{self}\n{contest}\n{voter}"));
        let mut bits = [0; 4];
        bits.copy_from_slice(&hash[..4]);
        OrderCode::new(bits)
    }
}

impl FromStr for OrderSecret {
    type Err = NoOrderSecret;

    fn from_str(text: &str) -> Result<Self, NoOrderSecret> {
        let digits = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = digits.then(|| u128::from_str_radix(text, 16).ok()).flatten();
        number.map(Self).ok_or(NoOrderSecret)
    }
}

impl fmt::Display for OrderSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for OrderSecret {
    /// Whoever has it can tell whose an order is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OrderSecret")
    }
}

impl From<OrderCode> for Seed {
    fn from(code: OrderCode) -> Self {
        code.to_string().parse().expect("digits and a hyphen are a seed")
    }
}

/// The projects of a ballot in the order in which they stand on it: by number, or by the lots that `seed` gives to
/// `contest/number` for the purpose [`Purpose::Order`]. One seed for each voter, and every place is as likely for every
/// project; the same seed gives the same order in the browser and on the server.
pub fn arranged<'a>(form: &'a BallotForm, order: Order, seed: &Seed) -> Vec<&'a Offered> {
    let mut projects: Vec<&Offered> = form.offer().projects().iter().collect();
    match order {
        Order::Number => {}
        Order::Random => projects.sort_by_cached_key(|project| lot(form.contest(), project.number, seed)),
    }
    projects
}

/// The numbers of a ballot's projects in the order that a seed gives them, each once.
pub fn drawn(contest: &Key, numbers: impl IntoIterator<Item = u32>, seed: &Seed) -> Vec<u32> {
    let mut numbers: Vec<u32> = numbers.into_iter().collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.sort_by_cached_key(|number| lot(contest, *number, seed));
    numbers
}

fn lot(contest: &Key, number: u32, seed: &Seed) -> Lot {
    seed.lot(Purpose::Order, &format!("{contest}/{number}"))
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
    fn an_order_is_that_of_the_recipe() {
        let code: OrderCode = "7F3A-09C2".parse().unwrap();
        let contest: Key = "proyectos".parse().unwrap();
        let other: Key = "ciudad".parse().unwrap();
        // What `sha256sum` and `sort` print for the recipe above.
        assert_eq!(drawn(&contest, 1..=8, &code.into()), [8, 4, 1, 3, 6, 5, 7, 2]);
        assert_eq!(drawn(&contest, [3, 1, 3, 8], &code.into()), [8, 1, 3]);
        assert_ne!(drawn(&other, 1..=8, &code.into()), drawn(&contest, 1..=8, &code.into()));
    }

    #[test]
    fn a_secret_reads_back_and_is_not_told() {
        for number in [0, 7, u128::MAX] {
            let secret = OrderSecret::new(number);
            assert_eq!(secret.to_string().parse(), Ok(secret));
            assert!(!format!("{secret:?}").contains(&secret.to_string()));
        }
        for wrong in ["", "7", "+0000000000000000000000000000007", &"0".repeat(33), &"g".repeat(32)] {
            assert_eq!(wrong.parse::<OrderSecret>(), Err(NoOrderSecret), "{wrong}");
        }
    }

    #[test]
    fn every_voter_and_contest_has_a_code_of_its_own_and_keeps_it() {
        let secret = OrderSecret::new(7);
        assert_eq!(secret.code(contest(1), voter(2)), OrderCode::new([0x79, 0xb0, 0x0c, 0xfc]));
        assert_ne!(secret.code(contest(1), voter(3)), secret.code(contest(1), voter(2)));
        assert_ne!(secret.code(contest(2), voter(2)), secret.code(contest(1), voter(2)));
        assert_ne!(OrderSecret::new(8).code(contest(1), voter(2)), secret.code(contest(1), voter(2)));
    }
}
