//! The figures of an election as files write them: amounts in the file's currency, and points with their decimals.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer, ser::Error as _};
use serde_json::value::RawValue;
use shared::money::Money;
use shared::pabulib::{Election, Points};
use shared::tally::Price;

/// A figure as a JSON number, exact: `600000`, `401878.39`.
pub(super) struct Exact(pub String);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.clone()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

/// The figures of one election.
pub(super) struct Figures<'e> {
    election: &'e Election,
    points: BTreeMap<&'e str, Points>,
}

impl<'e> Figures<'e> {
    /// Those of this election.
    pub(super) fn of(election: &'e Election) -> Self {
        let ids = election.projects().iter().map(|project| project.id.as_str());
        Self { election, points: ids.zip(election.points()).collect() }
    }

    /// An amount in minor units.
    pub(super) fn text(&self, minor: i64) -> String {
        Money::new(minor, self.election.meta().budget.currency()).to_decimal()
    }

    /// The same as a number.
    pub(super) fn amount(&self, minor: i64) -> Exact {
        Exact(self.text(minor))
    }

    /// A project's votes or points, also below zero.
    pub(super) fn score(&self, id: &str) -> Points {
        self.points.get(id).copied().unwrap_or_default()
    }

    /// Points that a count tells in the parts in which it counts them.
    pub(super) fn points(&self, parts: u64) -> Points {
        Points::new(i64::try_from(parts).unwrap_or(i64::MAX), self.election.decimals())
    }

    /// What is paid for a whole vote or point.
    pub(super) fn price(&self, price: &Price) -> Price {
        match self.election.decimals() {
            0 => price.clone(),
            _ => price.of_point(self.election.in_parts(1)),
        }
    }

    /// Votes or points that a count tells in hundredths of the parts in which it counts them, in hundredths.
    pub(super) fn hundredths(&self, parts: u64) -> u64 {
        parts / self.election.in_parts(1)
    }
}
