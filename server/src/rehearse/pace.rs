//! When people come to vote.

use std::time::Duration;

use rand::Rng;

/// How many come in each half hour of a voting day from eight to eight, beside each other: around noon, and most of all
/// before the close.
const HALF_HOURS: [u32; 24] = [2, 2, 3, 3, 4, 5, 6, 8, 9, 8, 6, 5, 4, 4, 4, 5, 6, 8, 10, 12, 14, 14, 10, 6];

/// When each of so many people comes, counted from the opening of a day that is over after `length`, in order.
pub fn arrivals(people: usize, length: Duration, random: &mut impl Rng) -> Vec<Duration> {
    let all: u32 = HALF_HOURS.iter().sum();
    let slot = length / HALF_HOURS.len().try_into().unwrap_or(u32::MAX);
    let mut come: Vec<Duration> = (0..people)
        .map(|_| {
            let mut left = random.random_range(0..all);
            let mut begins = Duration::ZERO;
            for &weight in &HALF_HOURS {
                if left < weight {
                    break;
                }
                left -= weight;
                begins += slot;
            }
            begins + slot.mul_f64(random.random())
        })
        .collect();
    come.sort_unstable();
    come
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use super::*;

    #[test]
    fn people_come_within_the_day_and_most_of_them_late() {
        let day = Duration::from_hours(12);
        let come = arrivals(24_000, day, &mut StdRng::seed_from_u64(1));
        assert_eq!(come.len(), 24_000);
        assert!(come.is_sorted() && come.iter().all(|at| *at < day));
        let within = |from: u64, to: u64| {
            let (from, to) = (Duration::from_mins(from), Duration::from_mins(to));
            come.iter().filter(|at| (from..to).contains(*at)).count()
        };
        let (dawn, noon, evening) = (within(0, 60), within(210, 270), within(600, 660));
        assert!(dawn < noon && noon < evening, "{dawn} {noon} {evening}");
    }
}
