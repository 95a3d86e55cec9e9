//! Most votes first, and what doesn't fit is skipped.

use std::cmp::{Ordering, Reverse};

use super::tie::{Tie, TieOrder};
use super::{Candidate, Line, Outcome, Tally};

/// Hands out `budget` minor units: most votes first; a project that costs more than what is left at its turn is
/// passed over and the next one has its turn (Warszawa, Kraków, Madrid count like this). Equal scores follow
/// `tie_order`. A project with fewer than `minimum_score` votes or points is not funded, even if it fits: 1 asks for
/// a vote at least, 0 lets every project compete.
///
/// The candidates' ids must be distinct: with that, the order of `candidates` changes nothing. A budget below zero
/// counts as no money.
pub fn greedy<Id: Clone + Ord>(
    candidates: &[Candidate<Id>],
    budget: i64,
    tie_order: TieOrder,
    minimum_score: u64,
) -> Tally<Id> {
    let budget = budget.max(0);
    let class = |candidate: &Candidate<Id>| match () {
        () if candidate.is_withdrawn() => Class::Withdrawn,
        () if candidate.score() < minimum_score => Class::BelowMinimum,
        () => Class::Competes,
    };

    let mut turns: Vec<(Class, &Candidate<Id>)> = candidates.iter().map(|c| (class(c), c)).collect();
    turns.sort_by(|(class_a, a), (class_b, b)| class_a.cmp(class_b).then_with(|| in_turn(a, b, tie_order)));

    let mut count = Count { lines: Vec::with_capacity(turns.len()), ties: Vec::new(), left: budget };
    for group in turns.chunk_by(|(class_a, a), (class_b, b)| class_a == class_b && a.score() == b.score()) {
        match group {
            [(Class::Competes, _), ..] => count.turn_of(group, tie_order),
            _ => count.no_turn(group, minimum_score),
        }
    }

    let Count { lines, ties, left } = count;
    Tally { budget, tie_order, minimum_score, lines, ties, total_cost: budget - left, left }
}

/// Whether a project has a turn. The order of the variants is that of the list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Competes,
    BelowMinimum,
    Withdrawn,
}

fn in_turn<Id: Ord>(a: &Candidate<Id>, b: &Candidate<Id>, tie_order: TieOrder) -> Ordering {
    Reverse(a.score()).cmp(&Reverse(b.score())).then_with(|| tie_order.compare(a, b))
}

struct Count<Id> {
    lines: Vec<Line<Id>>,
    ties: Vec<Tie<Id>>,
    left: i64,
}

impl<Id: Clone + Ord> Count<Id> {
    /// The turns of all projects with one score, in the tie order.
    fn turn_of(&mut self, group: &[(Class, &Candidate<Id>)], tie_order: TieOrder) {
        let left_at_start = self.left;
        let mut decisive = false;
        for (at, &(_, candidate)) in group.iter().enumerate() {
            let cost = candidate.cost();
            let outcome = if cost <= self.left {
                Outcome::Funded
            } else {
                // Put first among its equals it would have been funded, so the order of the tie decided.
                decisive |= cost <= left_at_start;
                Outcome::DoesNotFit { missing: cost - self.left }
            };
            let others = group.iter().enumerate().filter(|&(other, _)| other != at);
            let tied_with = others.map(|(_, (_, other))| other.id().clone()).collect();
            self.line(candidate, outcome, tied_with);
            if outcome == Outcome::Funded {
                self.left -= cost;
            }
        }
        if group.len() > 1 {
            let tied: Vec<_> = group.iter().map(|&(_, candidate)| candidate).collect();
            self.ties.push(Tie::among(&tied, tie_order, decisive));
        }
    }

    fn no_turn(&mut self, group: &[(Class, &Candidate<Id>)], minimum: u64) {
        for &(class, candidate) in group {
            let outcome = match class {
                Class::Withdrawn => Outcome::Withdrawn,
                Class::BelowMinimum | Class::Competes => Outcome::BelowMinimum { minimum },
            };
            self.line(candidate, outcome, Vec::new());
        }
    }

    fn line(&mut self, candidate: &Candidate<Id>, outcome: Outcome, tied_with: Vec<Id>) {
        self.lines.push(Line {
            id: candidate.id().clone(),
            position: u32::try_from(self.lines.len() + 1).unwrap_or(u32::MAX),
            score: candidate.score(),
            cost: candidate.cost(),
            left_before: self.left,
            outcome,
            tied_with,
        });
    }
}
