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

/// That share of so many projects, rounded half up.
pub(super) fn share_of(projects: u32, basis_points: u32) -> u32 {
    let share = (u64::from(projects) * u64::from(basis_points) + WHOLE / 2) / WHOLE;
    u32::try_from(share).unwrap_or(u32::MAX)
}
