//! The ceiling at a project's turn as a bar.

use leptos::prelude::*;
use shared::{money::Money, tally::Reason};
use store::tally::Line;

/// Thousandths of the ceiling.
pub(super) fn scaled(part: i64, ceiling: i64) -> i64 {
    let scaled = i128::from(part.max(0)) * 1000 / i128::from(ceiling.max(1));
    i64::try_from(scaled).unwrap_or(i64::MAX)
}

/// What a bar can show beyond the ceiling, in thousandths of it.
const BEYOND: i64 = 250;

/// The ceiling at a project's turn: what was spent before, then what the project costs, with the ceiling's line.
pub(super) fn spending(line: &Line, ceiling: Money) -> impl IntoView + use<> {
    let [spent, cost, over] = segments(line, ceiling);
    view! {
        <svg class="bar" viewBox="0 0 1250 50" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar__fill--2" width=spent.to_string() height="50"></rect>
            <rect class="bar__fill" x=spent.to_string() width=cost.to_string() height="50"></rect>
            <rect class="bar__over" x=spent.to_string() width=over.to_string() height="50"></rect>
            <rect class="bar__mark" x="996" width="8" height="50"></rect>
        </svg>
    }
}

/// Lengths in thousandths of the ceiling: spent before the turn; the cost of a winner; the cost of what does not fit.
fn segments(line: &Line, ceiling: Money) -> [i64; 3] {
    let ceiling = ceiling.minor();
    let spent = scaled(ceiling - line.left_before.map_or(ceiling, Money::minor), ceiling);
    let cost = scaled(line.cost.minor(), ceiling).min(1000 + BEYOND - spent);
    match line.reason {
        Reason::Won => [spent, cost, 0],
        Reason::DoesNotFit { .. } => [spent, 0, cost],
        _ => [spent, 0, 0],
    }
}

#[cfg(test)]
mod tests {
    use shared::{id::ProposalId, money::Currency};

    use super::*;

    #[test]
    fn a_bar_shows_what_was_spent_and_what_goes_beyond() {
        let line = |cost, left_before, reason| Line {
            proposal: ProposalId::from(uuid::Uuid::nil()),
            ballot_number: 1,
            title: String::new(),
            position: 1,
            score: 1,
            cost: Money::new(cost, Currency::COP),
            left_before: Some(Money::new(left_before, Currency::COP)),
            reason,
            shortfall: None,
            theme: None,
        };
        let ceiling = Money::new(1_000_000, Currency::COP);
        assert_eq!(segments(&line(300_000, 1_000_000, Reason::Won), ceiling), [0, 300, 0]);
        assert_eq!(segments(&line(300_000, 300_000, Reason::Won), ceiling), [700, 300, 0]);
        let does_not_fit = Reason::DoesNotFit { missing: 100_000 };
        assert_eq!(segments(&line(300_000, 200_000, does_not_fit.clone()), ceiling), [800, 0, 300]);
        assert_eq!(segments(&line(9_000_000, 200_000, does_not_fit.clone()), ceiling), [800, 0, 450]);
        assert_eq!(segments(&line(1, 0, Reason::Withdrawn), Money::new(0, Currency::COP)), [0, 0, 0]);
    }
}
