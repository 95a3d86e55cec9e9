//! How many projects a ballot may name, out of those on it.

use crate::{document::Key, ruleset::Limit};

/// One hundred percent, in basis points.
const WHOLE: u64 = 10_000;

/// The most projects a ballot may name out of `offered`, in a territory of this kind: at least one, at most all.
pub fn most(limit: &Limit, offered: u32, kind: &Key) -> u32 {
    let wanted = match limit {
        Limit::Count { count } => u32::from(*count),
        Limit::Share { share } => share_of(offered, share.basis_points()),
        Limit::ByKind { kinds, otherwise } => {
            let own = kinds.iter().find(|own| own.kind == *kind);
            u32::from(own.map_or(*otherwise, |own| own.count))
        }
    };
    wanted.max(1).min(offered)
}

/// The most projects that a ballot may rank, where so many may be named and each place is worth something: no more than
/// there are places.
pub fn ranked(most: u32, places: &[u16]) -> u32 {
    if places.is_empty() { most } else { most.min(u32::try_from(places.len()).unwrap_or(u32::MAX)) }
}

/// That share of so many projects, rounded half up.
fn share_of(projects: u32, basis_points: u32) -> u32 {
    let share = (u64::from(projects) * u64::from(basis_points) + WHOLE / 2) / WHOLE;
    u32::try_from(share).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Share;

    fn share(basis_points: u32, offered: u32) -> u32 {
        let limit = Limit::Share { share: Share::new(basis_points).unwrap() };
        most(&limit, offered, &"comuna".parse().unwrap())
    }

    #[test]
    fn four_fifths_give_the_published_limits() {
        for (offered, limit) in [(16, 13), (14, 11), (1, 1), (0, 0)] {
            assert_eq!(share(8_000, offered), limit, "of {offered}");
        }
        assert_eq!(share(1, 10), 1);
        // 5 · 50 % = 2.5
        assert_eq!(share(5_000, 5), 3);
    }

    #[test]
    fn a_fixed_limit_stays_within_the_ballot() {
        let fixed = |count, offered| most(&Limit::Count { count }, offered, &"comuna".parse().unwrap());
        assert_eq!((fixed(5, 16), fixed(5, 3), fixed(0, 3)), (5, 3, 1));
    }
}
