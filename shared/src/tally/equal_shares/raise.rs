//! Larger and larger endowments, until the projects bought cost more than there is (Add1).

use super::{Endowment, Market, Run, TooLarge, run::Trail};

/// How endowments are raised.
#[derive(Debug, Clone, Copy)]
pub struct Raise {
    /// By how many minor units at a time; more than zero.
    pub step: i64,
    /// Whether to stop as soon as no further project that competes and is supported would fit in what is left.
    pub exhaustive: bool,
}

/// The endowment at which raising stopped: the last before the first that would spend more than `budget`, or the one
/// where there is nothing more to win: all that is supported is bought, or out because another of its group is. Every step in between is looked at, though many at a time: neither what is spent
/// nor whether more would fit grows steadily with the endowment.
pub fn raise(market: &Market<'_>, start: Endowment, budget: i64, how: Raise) -> Result<Endowment, TooLarge> {
    let step = how.step.max(1);
    let supported: Vec<u32> = market.supported().collect();
    let cost = |places: &mut dyn Iterator<Item = u32>| places.map(|place| i128::from(market.cost(place))).sum::<i128>();
    let budget = i128::from(budget.max(0));
    let (mut endowment, mut last) = (start, start);
    let mut stride = Stride::default();
    // A little more money mostly buys the same in the same order, and most projects lose by more than that.
    let mut trail = Trail::default();
    loop {
        let mut run = Run::new(market, endowment, step, stride.next())?.after(trail);
        run.finish();
        let left = budget - cost(&mut run.rounds().iter().map(|round| round.place));
        if left < 0 {
            return Ok(last);
        }
        let out = |place: u32, round: &super::Round| round.place == place || market.exclude(round.place, place);
        let open = |place: u32| !run.rounds().iter().any(|round| out(place, round));
        let mut open = supported.iter().copied().filter(|place| open(*place)).peekable();
        let done = open.peek().is_none();
        if done || (how.exhaustive && !open.any(|place| i128::from(market.cost(place)) <= left)) {
            return Ok(endowment);
        }
        stride.walked(run.horizon());
        last = endowment.raised(step, run.horizon());
        endowment = endowment.raised(step, run.horizon() + 1);
        trail = run.into_trail();
    }
}

/// How far ahead to look.
#[derive(Debug, Default)]
struct Stride {
    steps: u64,
    /// How many runs looked ahead in vain, one after the other.
    vain: u32,
    pause: u32,
}

impl Stride {
    fn next(&self) -> u64 {
        if self.pause > 0 { 0 } else { self.steps.max(1) }
    }

    fn walked(&mut self, steps: u64) {
        if self.pause > 0 {
            self.pause -= 1;
        } else if steps == 0 {
            self.vain = (self.vain + 1).min(4);
            self.pause = (1 << self.vain) - 2;
            self.steps /= 2;
        } else {
            self.vain = 0;
            self.steps = steps.saturating_mul(2).min(1 << 30);
        }
    }
}
