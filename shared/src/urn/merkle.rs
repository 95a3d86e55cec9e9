//! The tree over all ballots of a contest (RFC 6962, section 2.1: Merkle hash trees).

use std::{fmt, str::FromStr};

use sha2::{Digest, Sha256};

use super::Slip;
use crate::document::{Fingerprint, NoFingerprint};

/// The hash of one ballot (huella del voto).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Leaf([u8; 32]);

impl Leaf {
    /// That of a ballot.
    pub fn of(slip: &Slip) -> Self {
        Self::over(slip.to_string().as_bytes())
    }

    fn over(data: &[u8]) -> Self {
        Self(Sha256::new().chain_update([0]).chain_update(data).finalize().into())
    }

    /// Its bytes, for storage.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for Leaf {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Leaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Fingerprint::from(self.0).fmt(f)
    }
}

impl FromStr for Leaf {
    type Err = NoFingerprint;

    fn from_str(text: &str) -> Result<Self, NoFingerprint> {
        text.parse::<Fingerprint>().map(|digits| Self(*digits.bytes()))
    }
}

/// What is published of an urn before it is counted: it binds every ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seal {
    /// How many ballots there are.
    pub ballots: u64,
    /// The root of the tree over their leaves.
    pub root: Fingerprint,
}

/// The leaves of all ballots of a contest, in ascending order: that in which they were cast is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedUrn(Vec<Leaf>);

/// What leads from a leaf to the root (camino): the other child of each node on the way, from the leaf up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The leaf's place among all leaves, from 0.
    pub place: u64,
    /// The hashes beside the way.
    pub beside: Vec<Fingerprint>,
}

/// One step of the way from a leaf to the root: SHA-256 of a byte of value 1 and its two children.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The hash on the left.
    pub left: Fingerprint,
    /// The hash on the right.
    pub right: Fingerprint,
    /// Whether the way comes from the left, so that what is beside it stands on the right.
    pub from_left: bool,
    /// What the two of them make: the hash from which the next step goes on, at last the root.
    pub node: Fingerprint,
}

impl SealedUrn {
    /// Seals the urn of these leaves.
    pub fn new(leaves: impl IntoIterator<Item = Leaf>) -> Self {
        let mut leaves: Vec<_> = leaves.into_iter().collect();
        leaves.sort_unstable();
        Self(leaves)
    }

    /// The leaves, in ascending order.
    pub fn leaves(&self) -> &[Leaf] {
        &self.0
    }

    /// What is published of it.
    pub fn seal(&self) -> Seal {
        let root = if self.0.is_empty() { Sha256::digest([]).into() } else { root(&self.0) };
        Seal { ballots: self.0.len() as u64, root: root.into() }
    }

    /// What leads from a leaf to the root; `None` for one that is not there.
    pub fn path(&self, leaf: Leaf) -> Option<Path> {
        let place = self.0.binary_search(&leaf).ok()?;
        let (mut leaves, mut at, mut beside) = (&self.0[..], place, Vec::new());
        while leaves.len() > 1 {
            let (left, right) = leaves.split_at(split(leaves.len()));
            let other;
            (leaves, other) = if at < left.len() { (left, right) } else { (right, left) };
            at -= if leaves.as_ptr() == left.as_ptr() { 0 } else { left.len() };
            beside.push(root(other).into());
        }
        beside.reverse();
        Some(Path { place: place as u64, beside })
    }
}

impl Seal {
    /// Whether a leaf is one of those that were sealed.
    pub fn holds(&self, leaf: Leaf, path: &Path) -> bool {
        let root = |steps: Vec<Step>| steps.last().map_or(Fingerprint::from(leaf.0), |step| step.node);
        self.climb(leaf, path).is_some_and(|steps| root(steps) == self.root)
    }

    /// The steps from a leaf up by a path, as anybody makes them by hand; where they end is for whoever asks to compare
    /// with the root. None in an urn of one ballot, whose leaf is the root. `None` where the path is not as long as the
    /// way of that place is.
    pub fn climb(&self, leaf: Leaf, path: &Path) -> Option<Vec<Step>> {
        if path.place >= self.ballots {
            return None;
        }
        // From the leaf up: the last leaf of a level without a sibling goes up as it is.
        let (mut place, mut last, mut hash) = (path.place, self.ballots - 1, Fingerprint::from(leaf.0));
        let mut beside = path.beside.iter().copied();
        let mut steps = Vec::new();
        while last > 0 {
            let sides = if place % 2 == 1 {
                Some((beside.next()?, hash, false))
            } else if place < last {
                Some((hash, beside.next()?, true))
            } else {
                None
            };
            if let Some((left, right, from_left)) = sides {
                hash = node(left.bytes(), right.bytes()).into();
                steps.push(Step { left, right, from_left, node: hash });
            }
            place /= 2;
            last /= 2;
        }
        beside.next().is_none().then_some(steps)
    }
}

/// Where a node over so many leaves (two at least) is split: the largest power of two below their number.
fn split(leaves: usize) -> usize {
    leaves.next_power_of_two() / 2
}

fn node(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The root over one leaf or more.
fn root(leaves: &[Leaf]) -> [u8; 32] {
    match leaves {
        [leaf] => leaf.0,
        leaves => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node(&root(left), &root(right))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn urn(ballots: u32) -> SealedUrn {
        SealedUrn::new((0..ballots).map(|number| Leaf::over(&number.to_be_bytes())))
    }

    /// The leaves and roots with which implementations of RFC 6962 are compared.
    #[test]
    fn the_tree_is_that_of_the_norm() {
        let data: [&[u8]; 8] = [
            &[],
            &[0x00],
            &[0x10],
            &[0x20, 0x21],
            &[0x30, 0x31],
            &[0x40, 0x41, 0x42, 0x43],
            &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            &[0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
        ];
        let leaves = data.map(Leaf::over);
        for (count, expected) in [
            (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
            (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
            (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
            (4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
            (5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
            (6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
            (7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
            (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
        ] {
            assert_eq!(Fingerprint::from(root(&leaves[..count])).to_string(), expected, "{count}");
        }
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(urn(0).seal().root.to_string(), empty);
    }

    #[test]
    fn the_order_of_casting_changes_nothing() {
        let urn = urn(20);
        let mut leaves = urn.leaves().to_vec();
        leaves.reverse();
        assert_eq!(SealedUrn::new(leaves).seal(), urn.seal());
    }

    #[test]
    fn every_ballot_is_found_and_no_other_one() {
        for ballots in 1..40 {
            let urn = urn(ballots);
            let seal = urn.seal();
            let stranger = Leaf::over(b"stranger");
            assert_eq!(urn.path(stranger), None);
            for &leaf in urn.leaves() {
                let path = urn.path(leaf).unwrap();
                assert!(seal.holds(leaf, &path), "{ballots}: {path:?}");
                assert!(!seal.holds(stranger, &path));
                let steps = seal.climb(leaf, &path).unwrap();
                assert_eq!(steps.len(), path.beside.len());
                let mut below = Fingerprint::from(*leaf.bytes());
                for (step, beside) in steps.iter().zip(&path.beside) {
                    let (own, other) = if step.from_left { (step.left, step.right) } else { (step.right, step.left) };
                    assert_eq!((own, other), (below, *beside));
                    below = step.node;
                }
                assert_eq!(below, seal.root);
                let longer = Path { beside: [path.beside.clone(), vec![seal.root]].concat(), ..path.clone() };
                assert!(!seal.holds(leaf, &longer));
                assert!(!seal.holds(leaf, &Path { place: path.place + u64::from(ballots), ..path.clone() }));
                let another = Seal { ballots: seal.ballots, root: Fingerprint::from(*stranger.bytes()) };
                assert!(!another.holds(leaf, &path));
            }
        }
    }

    proptest! {
        #[test]
        fn one_ballot_more_less_or_other_is_another_root(ballots in 1_u32..200, at in any::<prop::sample::Index>()) {
            let whole = urn(ballots);
            let mut leaves = whole.leaves().to_vec();
            let at = at.index(leaves.len());
            leaves[at] = Leaf::over(b"another");
            prop_assert_ne!(SealedUrn::new(leaves.clone()).seal().root, whole.seal().root);
            leaves.remove(at);
            prop_assert_ne!(SealedUrn::new(leaves).seal().root, whole.seal().root);
            prop_assert_ne!(urn(ballots + 1).seal().root, whole.seal().root);
        }
    }
}
