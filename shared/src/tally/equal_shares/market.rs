//! Who could pay for what: the projects that compete, their supporters, and the supporters' ballots.

use std::borrow::Cow;

use super::super::profile::{Naming, Profile, Supporter};

/// What one project brings a voter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// The weight on the ballot times the project's cost.
    Cost,
    /// The weight on the ballot.
    Weight,
}

/// What the market is made of, beside the ballots.
#[derive(Debug, Clone, Copy)]
pub struct Offer {
    /// The project's cost in minor units; more than zero.
    pub cost: i64,
    /// Its place in the tie order; all different.
    pub rank: u32,
    /// Whether it competes.
    pub competes: bool,
    /// Projects with the same number here exclude each other: where one is bought, the others are out.
    pub group: Option<u32>,
}

/// The projects that compete, with their supporters.
pub struct Market<'p> {
    worth: Worth,
    offers: Vec<Offer>,
    profile: &'p Profile,
    support_only: bool,
    /// By place, who gives the project something: more than zero. First those of a single ballot that gives it one.
    supporters: Vec<(&'p [u32], Cow<'p, [Supporter]>)>,
    totals: Vec<u64>,
    heaviest: u32,
}

impl<'p> Market<'p> {
    /// Of all ballots. `support_only` takes every project that a ballot names as approved, whatever its weight.
    pub fn new(profile: &'p Profile, offers: Vec<Offer>, worth: Worth, support_only: bool) -> Self {
        let mut heaviest = 1;
        let mut supporters = Vec::with_capacity(offers.len());
        let mut totals = Vec::with_capacity(offers.len());
        let (votes, scores) = (profile.votes(), profile.scores());
        for (place, offer) in (0_u32..).zip(&offers) {
            if !offer.competes {
                supporters.push((&[][..], Cow::Borrowed(&[][..])));
                totals.push(0);
                continue;
            }
            let Naming { single, others } = profile.naming(place);
            let approves = others.iter().all(|one| one.weight == 1);
            let others: Cow<'p, [Supporter]> = match () {
                () if approves => Cow::Borrowed(others),
                () if support_only => others.iter().map(|one| Supporter { weight: 1, ..*one }).collect(),
                () if others.iter().all(|one| one.weight > 0) => Cow::Borrowed(others),
                () => others.iter().filter(|one| one.weight > 0).copied().collect(),
            };
            heaviest = others.iter().map(|one| one.weight).fold(heaviest, u32::max);
            totals.push(if support_only { &votes } else { &scores }[place as usize]);
            supporters.push((single, others));
        }
        Self { worth, offers, profile, support_only, supporters, totals, heaviest }
    }

    /// The projects that compete and are supported, by place.
    pub fn supported(&self) -> impl Iterator<Item = u32> {
        (0_u32..).zip(&self.totals).filter(|(_, total)| **total > 0).map(|(place, _)| place)
    }

    /// Those who support a project.
    pub fn supporters(&self, place: u32) -> Naming<'_> {
        let (single, others) = &self.supporters[place as usize];
        Naming { single, others }
    }

    /// What all ballots give a project together.
    pub fn total(&self, place: u32) -> u64 {
        self.totals[place as usize]
    }

    /// A project's cost, in minor units.
    pub fn cost(&self, place: u32) -> i64 {
        self.offers[place as usize].cost
    }

    /// A project's place in the tie order.
    pub fn rank(&self, place: u32) -> u32 {
        self.offers[place as usize].rank
    }

    /// Whether two projects exclude each other.
    pub fn exclude(&self, one: u32, other: u32) -> bool {
        let group = |place: u32| self.offers[place as usize].group;
        one != other && group(one).is_some() && group(one) == group(other)
    }

    /// By what a price for one unit of weight is divided to get the price of one unit of utility.
    pub fn divisor(&self, place: u32) -> i64 {
        match self.worth {
            Worth::Cost => self.cost(place),
            Worth::Weight => 1,
        }
    }

    /// The projects that the ballots of a class support, with their weights; also such as don't compete.
    pub fn ballot(&self, class: u32) -> impl Iterator<Item = (u32, u32)> {
        let weight = |weight: u32| if self.support_only { 1 } else { weight };
        self.profile.marks(class).iter().map(move |mark| (mark.place, weight(mark.weight))).filter(|mark| mark.1 > 0)
    }

    /// How many ballots are in a class.
    pub fn many(&self, class: u32) -> u32 {
        self.profile.many(class)
    }

    /// How many classes there are.
    pub fn classes(&self) -> usize {
        self.profile.classes()
    }

    /// How many projects there are, those that don't compete included.
    pub fn projects(&self) -> usize {
        self.offers.len()
    }

    /// The most that a ballot gives a project.
    pub fn heaviest(&self) -> u32 {
        self.heaviest
    }

    /// Whether all weights are one.
    pub fn is_uniform(&self) -> bool {
        self.heaviest == 1
    }
}
