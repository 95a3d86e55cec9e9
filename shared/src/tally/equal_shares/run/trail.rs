//! What a run leaves to one with nearly the same endowment.
//!
//! Purchases in the same order at the same prices are guesses: wrong ones cost time and change nothing.
//!
//! What a run added up for projects that lost is more than a guess where all weights are one. A voter has the endowment
//! less the prices of the purchases on the ballot, or nothing: in what order these were bought does not matter. So after
//! the same purchases nobody has more in one run than in another by more than the endowments differ and the prices of all
//! purchases are lower together. With as much on top for each of the poor, the sums of one run are bounds in the other.
//! Most projects lose by more than that, and their supporters need not be looked at again.

use std::mem;

use super::{
    NEVER, Round, Run, Waiting,
    purse::{Payers, below},
};

/// What a run leaves.
#[derive(Debug, Default)]
pub struct Trail {
    scale: u32,
    /// The endowment, from below.
    start: i64,
    /// The purchases, with their prices from below.
    bought: Vec<(u32, i64)>,
    /// By place, the prices of the purchases from above.
    prices: Vec<i64>,
    /// By how many purchases there were, sums that are bounds from above.
    sums: Vec<Vec<Sums>>,
}

/// What the supporters of a project had left at most.
#[derive(Debug, Clone, Copy)]
struct Sums {
    place: u32,
    /// Those who were taken for poor, and all.
    poor: i128,
    all: i128,
    /// How many were not taken for poor.
    rich: u64,
}

/// How a run stands to the one before.
#[derive(Debug, Default)]
pub(super) struct Past {
    trail: Trail,
    /// By place, whether one of both has bought it and the other not; and how many such there are.
    apart: Vec<bool>,
    different: usize,
    own: Vec<Vec<Sums>>,
}

impl Past {
    pub(super) fn new(trail: Trail, projects: usize) -> Self {
        Self { trail, apart: vec![false; projects], different: 0, own: Vec::new() }
    }

    /// The next purchase of this run.
    pub(super) fn bought(&mut self, round: usize, place: u32) {
        let theirs = self.trail.bought.get(round).map(|(place, _)| *place);
        if theirs.is_none() {
            // From here on there is one more in this run.
            self.different += 1;
        }
        for place in theirs.into_iter().chain([place]) {
            let Some(apart) = self.apart.get_mut(place as usize) else { continue };
            *apart = !*apart;
            self.different = if *apart { self.different + 1 } else { self.different.saturating_sub(1) };
        }
    }

    fn keep(&mut self, round: usize, sums: Sums) {
        if self.own.len() <= round {
            self.own.resize_with(round + 1, Vec::new);
        }
        match self.own[round].iter_mut().find(|one| one.place == sums.place) {
            Some(one) => *one = sums,
            None => self.own[round].push(sums),
        }
    }
}

impl Run<'_> {
    /// The same, with what an earlier run left.
    #[must_use]
    pub fn after(self, trail: Trail) -> Self {
        Self { past: Past::new(trail, self.market.projects()), ..self }
    }

    /// What this run leaves.
    pub fn into_trail(self) -> Trail {
        let bought = self.rounds.iter().map(|round| (round.place, round.lo)).collect();
        let mut prices = vec![0; self.market.projects()];
        for round in &self.rounds {
            prices[round.place as usize] = round.hi;
        }
        Trail { scale: self.scale, start: self.start.0, bought, prices, sums: self.past.own }
    }

    /// The project to look at first, and its price about.
    pub(super) fn guess(&self) -> Option<(u32, i64)> {
        let trail = &self.past.trail;
        let open = |place: u32| self.round_of[place as usize] == NEVER;
        let &(place, price) = trail.bought.iter().find(|(place, _)| open(*place))?;
        let coarser = trail.scale.saturating_sub(self.scale);
        Some((place, below(i128::from(price) << self.scale.saturating_sub(trail.scale) >> coarser)))
    }

    /// Writes down what the supporters of a project that lost have.
    pub(super) fn remember(&mut self, place: u32, payers: &Payers) {
        if self.market.is_uniform() {
            let sums = Sums { place, poor: payers.poor, all: payers.all, rich: payers.rich };
            self.past.keep(self.rounds.len(), sums);
        }
    }

    /// Takes over what the earlier run wrote down after the same purchases.
    pub(super) fn recall(&mut self) {
        let round = self.rounds.len();
        let trail = &mut self.past.trail;
        if self.past.different > 0 || trail.scale != self.scale || trail.sums.len() <= round {
            return;
        }
        let theirs = mem::take(&mut trail.sums[round]);
        let lower = |round: &Round| i128::from((trail.prices[round.place as usize] - round.lo).max(0));
        let more = i128::from(self.start.1 - trail.start) + self.rounds.iter().map(lower).sum::<i128>();
        let more = more.max(0);
        for Sums { place, poor, all, rich } in theirs {
            let supporters = self.market.total(place);
            let poor = poor + more * i128::from(supporters.saturating_sub(rich));
            let all = all + more * i128::from(supporters);
            self.past.keep(round, Sums { place, poor, all, rich });
            if self.horizon > 0 {
                continue;
            }
            let cost = self.cost(place);
            if all < cost {
                self.waiting.retain(|other| *other != place);
            } else if rich > 0 {
                let lo = below((cost - poor).div_euclid(i128::from(rich)));
                let state = &mut self.states[place as usize];
                if lo > state.lo {
                    *state = Waiting { lo, lo_then: lo, flat: false, ..*state };
                }
            }
        }
    }
}
