//! Costs of projects that make a choice worth making: each fits the ceiling, together they exceed it.

use rand::Rng;

/// The least and the most that projects of one kind cost, in proportion to the others.
pub type Range = (u32, u32);

/// Costs for projects of these kinds under a ceiling of `ceiling` minor units. Each is a positive multiple of `step`
/// minor units and at most the ceiling (three fifths of it where there are three projects or more); together they come
/// to between 1.18 and 1.48 times the ceiling where that is possible, so that not everything can be funded.
pub fn costs(ceiling: i64, step: i64, ranges: &[Range], random: &mut impl Rng) -> Vec<i64> {
    let share = if ranges.len() >= 3 { ceiling / 5 * 3 } else { ceiling };
    let most = (share / step * step).max(step);
    let weights: Vec<i128> = ranges.iter().map(|&(low, high)| random.random_range(low..=high).into()).collect();
    let sum = weights.iter().sum::<i128>().max(1);
    let target = i128::from(ceiling) * random.random_range(118..=148) / 100;
    let mut costs: Vec<i64> = weights
        .iter()
        .map(|weight| {
            let cost = weight * target / sum / i128::from(step) * i128::from(step);
            i64::try_from(cost).unwrap_or(most).clamp(step, most)
        })
        .collect();

    // Rounding down and the cap may have eaten the excess: raise what may still be raised.
    while costs.iter().sum::<i64>() <= ceiling {
        let Some(lowest) = costs.iter_mut().filter(|cost| **cost < most).min() else { break };
        *lowest = (*lowest + (*lowest / 10 / step).max(1) * step).min(most);
    }
    costs
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    #[test]
    fn each_fits_and_together_they_do_not() {
        let mut random = StdRng::seed_from_u64(7);
        for projects in 2..30 {
            for ceiling in [150_000_000, 1_935_191_089, 21_160_525_472] {
                let ranges: Vec<Range> = (0..projects).map(|n| (80 + n, 400 + 60 * n)).collect();
                let costs = costs(ceiling, 100_000, &ranges, &mut random);
                assert_eq!(costs.len(), ranges.len());
                assert!(costs.iter().all(|&cost| cost > 0 && cost <= ceiling && cost % 100_000 == 0));
                assert!(costs.iter().sum::<i64>() > ceiling, "{projects} projects under {ceiling}: {costs:?}");
            }
        }
    }

    #[test]
    fn one_project_fits_alone() {
        let costs = costs(5_000_000, 100_000, &[(1, 2)], &mut StdRng::seed_from_u64(1));
        assert_eq!(costs, [5_000_000]);
    }
}
