//! Who could pay for what: the projects that compete, their supporters, and the supporters' ballots.

use super::super::Profile;

/// A class of equal ballots that supports a project.
#[derive(Debug, Clone, Copy)]
pub struct Supporter {
    /// The class.
    pub class: u32,
    /// How many ballots are in it.
    pub many: u32,
    /// What each gives the project; more than zero.
    pub weight: u32,
}

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
}

/// The projects that compete, with their supporters.
pub struct Market {
    worth: Worth,
    offers: Vec<Offer>,
    starts: Vec<usize>,
    supporters: Vec<Supporter>,
    totals: Vec<u64>,
    ballot_starts: Vec<usize>,
    /// The projects that compete on each class's ballot, with their weights.
    ballots: Vec<(u32, u32)>,
    many: Vec<u32>,
    uniform: bool,
}

impl Market {
    /// Of all ballots. `support_only` takes every project that a ballot names as approved, whatever its weight.
    pub fn new(profile: &Profile, offers: Vec<Offer>, worth: Worth, support_only: bool) -> Self {
        let weight = |weight: u32| if support_only { 1 } else { weight };
        let mut counts = vec![0_usize; offers.len() + 1];
        let mut totals = vec![0_u64; offers.len()];
        let mut ballot_starts = vec![0];
        let mut ballots = Vec::new();
        let mut many = Vec::with_capacity(profile.classes());
        let mut uniform = true;
        for (marks, multiplicity) in profile.iter() {
            for mark in marks {
                let (place, weight) = (mark.place as usize, weight(mark.weight));
                if weight == 0 || !offers[place].competes {
                    continue;
                }
                uniform &= weight == 1;
                counts[place + 1] += 1;
                totals[place] += u64::from(weight) * u64::from(multiplicity);
                ballots.push((mark.place, weight));
            }
            ballot_starts.push(ballots.len());
            many.push(multiplicity);
        }
        for place in 0..offers.len() {
            counts[place + 1] += counts[place];
        }
        let starts = counts.clone();
        let mut next = counts;
        let mut supporters = vec![Supporter { class: 0, many: 0, weight: 0 }; ballots.len()];
        for (class, multiplicity) in (0_u32..).zip(&many) {
            for &(place, weight) in &ballots[ballot_starts[class as usize]..ballot_starts[class as usize + 1]] {
                let at = &mut next[place as usize];
                supporters[*at] = Supporter { class, many: *multiplicity, weight };
                *at += 1;
            }
        }
        Self { worth, offers, starts, supporters, totals, ballot_starts, ballots, many, uniform }
    }

    /// The projects that compete and are supported, by place.
    pub fn supported(&self) -> impl Iterator<Item = u32> {
        (0_u32..).zip(&self.totals).filter(|(_, total)| **total > 0).map(|(place, _)| place)
    }

    /// Those who support a project.
    pub fn supporters(&self, place: u32) -> &[Supporter] {
        &self.supporters[self.starts[place as usize]..self.starts[place as usize + 1]]
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

    /// By what a price for one unit of weight is divided to get the price of one unit of utility.
    pub fn divisor(&self, place: u32) -> i64 {
        match self.worth {
            Worth::Cost => self.cost(place),
            Worth::Weight => 1,
        }
    }

    /// The projects that compete on the ballots of a class, with their weights.
    pub fn ballot(&self, class: u32) -> &[(u32, u32)] {
        &self.ballots[self.ballot_starts[class as usize]..self.ballot_starts[class as usize + 1]]
    }

    /// How many ballots are in a class.
    pub fn many(&self, class: u32) -> u32 {
        self.many[class as usize]
    }

    /// How many classes there are.
    pub fn classes(&self) -> usize {
        self.many.len()
    }

    /// How many projects there are, those that don't compete included.
    pub fn projects(&self) -> usize {
        self.offers.len()
    }

    /// Whether all weights are one.
    pub fn is_uniform(&self) -> bool {
        self.uniform
    }
}
