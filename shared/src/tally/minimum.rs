//! How much support a project needs to compete (umbral).

use crate::ruleset::{Threshold, Thresholds};

/// What a project needs to compete: both, where both are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minimum {
    /// Votes or points.
    pub score: u64,
    /// So much support besides, measured by ballots or by what the project costs.
    pub threshold: Option<Threshold>,
}

impl Minimum {
    /// That many votes or points, and nothing besides.
    pub const fn score(score: u64) -> Self {
        Self { score, threshold: None }
    }

    /// What the rules ask for.
    pub fn of(thresholds: &Thresholds) -> Self {
        Self { score: super::minimum_score(thresholds), threshold: thresholds.support }
    }

    /// The least score with which a project of this cost competes, of `ballots` ballots, blank ones included, for this
    /// budget; both in minor units. Exactly: a score is enough when it is not less than what is asked, to the last
    /// fraction. Where a part of no money is asked for, no score is enough.
    pub fn needed(self, cost: i64, ballots: u64, budget: i64) -> u64 {
        let (ballots, cost) = (u128::from(ballots), u128::try_from(cost).unwrap_or(0));
        let least = match self.threshold {
            None => 0,
            Some(Threshold::Ballots { share }) => {
                u64::try_from((ballots * u128::from(share.basis_points())).div_ceil(10_000)).unwrap_or(u64::MAX)
            }
            Some(Threshold::Cost { divisor }) => {
                let money = u128::try_from(budget).unwrap_or(0) * u128::from(divisor);
                // Sixty-four binary digits times sixty-three fit.
                let asked = ballots * cost;
                if money == 0 { u64::MAX } else { u64::try_from(asked.div_ceil(money)).unwrap_or(u64::MAX) }
            }
        };
        self.score.max(least)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Share;

    fn share(text: &str) -> Minimum {
        Minimum { score: 1, threshold: Some(Threshold::Ballots { share: text.parse().unwrap() }) }
    }

    #[test]
    fn a_tenth_of_the_ballots_and_a_third_of_the_part_of_the_money() {
        assert_eq!(share("10%").needed(5, 100, 50), 10);
        assert_eq!(share("10%").needed(5, 101, 50), 11);
        assert_eq!(share("10%").needed(5, 0, 50), 1, "nothing wins that nobody chose");
        let third = Minimum { score: 1, threshold: Some(Threshold::Cost { divisor: 3 }) };
        // A project for half the money needs a sixth of the ballots.
        assert_eq!((third.needed(50, 600, 100), third.needed(50, 601, 100)), (100, 101));
        assert_eq!((third.needed(1, 0, 100), third.needed(1, 10, 0)), (1, u64::MAX));
        assert_eq!(third.needed(i64::MAX, u64::MAX, 1), u64::MAX);
        assert_eq!(Minimum { score: 150, ..third }.needed(50, 600, 100), 150, "both are asked");
    }

    proptest! {
        /// As written: the score, as a part of the ballots, is compared with what is asked, without any division.
        #[test]
        fn what_is_needed_is_just_enough(
            cost in 1_i64..1_000, ballots in 0_u64..1_000, budget in 1_i64..1_000, points in 0_u32..=10_000,
            divisor in 1_u8..9, score in 0_u64..1_200,
        ) {
            let by_ballots = Threshold::Ballots { share: Share::new(points).unwrap() };
            let enough = u128::from(score) * 10_000 >= u128::from(points) * u128::from(ballots);
            let minimum = Minimum { score: 0, threshold: Some(by_ballots) };
            prop_assert_eq!(score >= minimum.needed(cost, ballots, budget), enough);
            let enough = i128::from(score) * i128::from(divisor) * i128::from(budget)
                >= i128::from(ballots) * i128::from(cost);
            let minimum = Minimum { score: 0, threshold: Some(Threshold::Cost { divisor }) };
            prop_assert_eq!(score >= minimum.needed(cost, ballots, budget), enough);
        }
    }
}
