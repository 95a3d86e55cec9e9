//! Ballots of people who do not exist: some projects are liked by many, most by some.

use rand::Rng;

/// One in this many ballots is blank, where blank votes exist.
const BLANK_EVERY: u32 = 40;

/// `voters` ballots over `projects` projects, each the places of up to `limit` different projects; none for a blank
/// vote, which only happens where `blank` allows it. How much a project is liked is drawn first, the same for all
/// voters; how many projects a voter names lies around half the limit.
pub fn ballots(projects: usize, limit: u32, voters: u32, blank: bool, random: &mut impl Rng) -> Vec<Vec<usize>> {
    if projects == 0 {
        return Vec::new();
    }
    let liked: Vec<u32> = (0..projects).map(|_| random.random_range(3..=20_u32).pow(2)).collect();
    let most = limit.clamp(1, u32::try_from(projects).unwrap_or(u32::MAX));
    (0..voters)
        .map(|_| {
            if blank && random.random_ratio(1, BLANK_EVERY) {
                return Vec::new();
            }
            let named = 1 + u32::midpoint(random.random_range(0..most), random.random_range(0..most));
            pick(named, liked.clone(), random)
        })
        .collect()
}

/// Draws this many different places, each draw in proportion to what is left of the weights.
fn pick(count: u32, mut weights: Vec<u32>, random: &mut impl Rng) -> Vec<usize> {
    let mut sum: u32 = weights.iter().sum();
    let mut chosen = Vec::with_capacity(count as usize);
    for _ in 0..count {
        if sum == 0 {
            break;
        }
        let mut left = random.random_range(0..sum);
        let drawn = weights.iter().position(|&weight| {
            let hit = left < weight;
            left = left.saturating_sub(weight);
            hit
        });
        let Some(place) = drawn else { break };
        sum -= std::mem::take(&mut weights[place]);
        chosen.push(place);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    #[test]
    fn every_ballot_is_valid() {
        let ballots = ballots(14, 11, 2_000, true, &mut StdRng::seed_from_u64(3));
        assert_eq!(ballots.len(), 2_000);
        for ballot in &ballots {
            assert!(ballot.len() <= 11);
            assert!(ballot.iter().all(|&place| place < 14));
            assert_eq!(ballot.iter().collect::<BTreeSet<_>>().len(), ballot.len(), "a project twice: {ballot:?}");
        }
        let blank = ballots.iter().filter(|ballot| ballot.is_empty()).count();
        assert!((20..100).contains(&blank), "{blank} blank votes");
    }

    #[test]
    fn without_a_blank_vote_every_ballot_names_someone() {
        let ballots = ballots(5, 2, 500, false, &mut StdRng::seed_from_u64(3));
        assert!(ballots.iter().all(|ballot| !ballot.is_empty()));
    }

    #[test]
    fn likes_differ() {
        let mut votes = [0; 10];
        for place in ballots(10, 4, 1_000, false, &mut StdRng::seed_from_u64(5)).into_iter().flatten() {
            votes[place] += 1;
        }
        assert!(votes.iter().max() > votes.iter().min().map(|least| least * 2).as_ref(), "{votes:?}");
    }
}
