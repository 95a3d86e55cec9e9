//! Ballots of every kind, from the rule to the urn.

mod forms;
mod properties;
mod rehearsals;
mod sheets;
mod ways;

use uuid::Uuid;

use super::*;
use crate::{
    document::Key,
    id::ProposalId,
    money::{Currency, Money},
    ruleset::{BallotRule, KindLimit, Limit},
};

pub(super) fn id(number: u32) -> ProposalId {
    Uuid::from_u128(number.into()).into()
}

pub(super) fn key(text: &str) -> Key {
    text.parse().unwrap()
}

pub(super) fn pesos(amount: i64) -> Money {
    Money::new(amount, Currency::COP)
}

/// Projects 1, 2, … with these costs.
pub(super) fn offer(costs: &[i64], ceiling: i64, kind: &str) -> Offer {
    let projects = (1..).zip(costs).map(|(number, &cost)| Offered {
        id: id(number),
        number,
        cost: pesos(cost),
        theme: None,
        within: None,
        group: None,
    });
    Offer::new(projects.collect(), pesos(ceiling), key(kind)).unwrap()
}

pub(super) fn count(count: u16) -> Limit {
    Limit::Count { count }
}

/// A ballot of six projects that cost 10, 20, … 60 under a ceiling of 100.
pub(super) fn form(rule: BallotRule) -> BallotForm {
    BallotForm::new(key("comuna"), rule, offer(&[10, 20, 30, 40, 50, 60], 100, "comuna")).unwrap()
}

pub(super) fn approval(at_least: u16, at_most: u16, blank: bool) -> BallotRule {
    BallotRule::Approval { at_least, at_most: count(at_most), blank }
}

pub(super) fn bogota() -> BallotRule {
    BallotRule::Wallet { amount: 1_000_000, note: 100_000, each_at_most: 100_000, at_most: count(10), blank: false }
}

pub(super) fn points(points: u16, each_at_most: u16, spend_all: bool) -> BallotRule {
    BallotRule::Points { points, each_at_most, at_most: None, spend_all, blank: true }
}

pub(super) fn knapsack(spend_at_least: Option<&str>) -> BallotRule {
    let spend_at_least = spend_at_least.map(|share| share.parse().unwrap());
    BallotRule::Knapsack { at_least: 0, at_most: None, spend_at_least, blank: true }
}

pub(super) fn urban_or_rural() -> Limit {
    let kinds = vec![KindLimit { kind: key("urbana"), count: 7 }, KindLimit { kind: key("rural"), count: 9 }];
    Limit::ByKind { kinds, otherwise: 5 }
}
