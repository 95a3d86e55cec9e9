//! What a project is told at the end of a count.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use serde::{Deserialize, Serialize};

use crate::words::words;

/// One project at a count: what was decided, and the figures that explain it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict<Id> {
    /// The project.
    pub id: Id,
    /// Its place in the count, from 1.
    pub position: u32,
    /// Its votes or points.
    pub score: u64,
    /// How many ballots name it.
    pub votes: u64,
    /// What it costs, in minor units.
    pub cost: i64,
    /// What was decided, and why.
    #[serde(flatten)]
    pub fate: Fate<Id>,
    /// What became of its supporters' money, where voters have shares and could not buy it with them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shortfall: Option<Shortfall<Id>>,
}

/// What was decided about a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Fate<Id> {
    /// Its supporters bought it with their shares.
    Bought {
        /// In which round, from 1.
        round: u32,
        /// How many support it.
        supporters: u64,
        /// How many of them paid in full; the others paid all that they had left, if anything.
        in_full: u64,
        /// What those paid for each unit of weight on their ballot: for each vote or point.
        price: Price,
        /// Where a project is worth its cost: its votes in hundredths, those who paid less counted by what they paid;
        /// rounded down. The project with most is bought.
        effective: Option<u64>,
    },
    /// Its supporters' load was the least.
    Loaded {
        /// In which round, from 1.
        round: u32,
        /// How many support it.
        supporters: u64,
        /// What each of them has paid in all after this, in minor units, rounded down; none where nobody supports it.
        load: Option<i64>,
    },
    /// It fitted in the money left at its turn.
    Funded {
        /// How much was left before, in minor units.
        left_before: i64,
    },
    /// It is funded although it did not fit: from other money.
    Reserve {
        /// How much was left before, in minor units.
        left_before: i64,
        /// How much comes from other money, in minor units.
        missing: i64,
    },
    /// It did not fit in the money left at its turn.
    DoesNotFit {
        /// How much was left, in minor units.
        left_before: i64,
        /// How much was missing, in minor units.
        missing: i64,
    },
    /// A project before it did not fit, and with that the count ended.
    Ended {
        /// How much was left, in minor units.
        left_before: i64,
    },
    /// Another on the same site, or for the same purpose, was funded.
    Excluded {
        /// The other.
        by: Id,
    },
    /// Its supporters have too little left of their shares.
    Unaffordable,
    /// No ballot gives it anything.
    NoSupport,
    /// It has fewer votes or points than a project needs.
    BelowMinimum {
        /// The score it needed.
        minimum: u64,
    },
    /// It was withdrawn after the ballots were printed.
    Withdrawn,
}

impl<Id> Fate<Id> {
    /// Whether the project is funded.
    pub const fn funds(&self) -> bool {
        matches!(self, Self::Bought { .. } | Self::Loaded { .. } | Self::Funded { .. } | Self::Reserve { .. })
    }
}

/// An exact amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// Rounded down to minor units.
    pub minor: i64,
    /// In minor units, as a fraction in lowest terms: `1070000/613`.
    pub exact: String,
}

impl Price {
    /// The price of a whole point, where this is that of one of so many parts of it.
    #[must_use]
    pub fn of_point(&self, parts: u64) -> Self {
        let Some((above, below)) = self.fraction() else { return self.clone() };
        let above = above * parts;
        let shared = above.gcd(&below);
        let minor = i64::try_from(&above / &below).unwrap_or(i64::MAX);
        Self { minor, exact: format!("{}/{}", above / &shared, below / &shared) }
    }

    /// What stands above and below the line; none where it is no fraction.
    pub(super) fn fraction(&self) -> Option<(BigInt, BigInt)> {
        let (above, below) = self.exact.split_once('/')?;
        let (above, below): (BigInt, BigInt) = (above.parse().ok()?, below.parse().ok()?);
        (below.sign() == Sign::Plus).then_some((above, below))
    }
}

/// Why supporters could not pay for a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortfall<Id> {
    /// What its supporters had left in the end, in minor units, rounded.
    pub money: i64,
    /// How much of the support that it needed it had, in whole percent, rounded down: the most of its cost that its
    /// supporters could have paid at any time, at the price for a unit of utility that others paid then.
    pub support_percent: u64,
    /// Which funded projects took its supporters' money.
    pub taken: Vec<Taken<Id>>,
}

/// What a funded project took of another's supporters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken<Id> {
    /// The funded project.
    pub by: Id,
    /// How many of the other's supporters paid for it.
    pub voters: u64,
    /// How much, in minor units, rounded.
    pub money: i64,
}

words! {
    /// What put one of two equals first.
    Criterion as "criterion" {
        /// It costs less.
        LowerCost = "lower_cost",
        /// It has more votes or points.
        MoreVotes = "more_votes",
        /// Its id comes first.
        Id = "id",
        /// It is listed first.
        Place = "place",
        /// Its lot in a public draw comes first.
        Lot = "lot",
    }
}

/// A tie that was met (empate).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Met<Id> {
    /// The projects, the one that was put first first.
    pub ids: Vec<Id>,
    /// In which round, or at which turn, from 1.
    pub round: u32,
    /// What put the first before the second.
    pub decided_by: Criterion,
}

/// Two ways of counting, side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// How many voters get more projects of their ballot when shares are equal.
    pub for_shares: u64,
    /// How many get more when most votes come first.
    pub for_most_first: u64,
}

impl Comparison {
    /// Whether the winners by votes win. With as many for each, those by shares stay.
    pub const fn switches(self) -> bool {
        self.for_most_first > self.for_shares
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_price_of_a_point_is_that_of_all_its_parts() {
        let part = Price { minor: 33, exact: "100/3".to_owned() };
        assert_eq!(part.of_point(10), Price { minor: 333, exact: "1000/3".to_owned() });
        assert_eq!(part.of_point(3), Price { minor: 100, exact: "100/1".to_owned() });
        assert_eq!(part.of_point(1), part);
    }
}
