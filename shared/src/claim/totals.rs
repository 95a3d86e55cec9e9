//! How many claims of each kind ended how: what everybody may read, without cells so small that they tell of somebody.

use super::{ClaimKind, Standing};
use crate::act::{SMALLEST, hidden};

/// How a claim ended, as far as it is told to everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was right.
    Upheld,
    /// It was refused.
    Refused,
    /// It counts as withdrawn.
    Lapsed,
    /// It is under way.
    UnderWay,
}

impl Outcome {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Upheld, Self::Refused, Self::Lapsed, Self::UnderWay];

    /// The one of a claim that stands so.
    pub const fn of(standing: Standing) -> Self {
        match standing {
            Standing::Upheld => Self::Upheld,
            Standing::Refused => Self::Refused,
            Standing::Lapsed => Self::Lapsed,
            Standing::Waits { .. } | Standing::Incomplete { .. } | Standing::BeingCorrected { .. } => Self::UnderWay,
        }
    }
}

/// Totals as everybody may read them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// Of each kind, in the order of [`Outcome::ALL`]; none where the cell is too small.
    pub cells: Vec<(ClaimKind, [Option<u64>; 4])>,
    /// Of all kinds; none where they are too few.
    pub all: Option<u64>,
}

impl Totals {
    /// The totals of these claims. Nothing where there are none.
    pub fn of(claims: impl IntoIterator<Item = (ClaimKind, Standing)>) -> Option<Self> {
        let width = Outcome::ALL.len();
        let mut counts = vec![0_u64; ClaimKind::ALL.len() * width];
        for (kind, standing) in claims {
            counts[kind as usize * width + Outcome::of(standing) as usize] += 1;
        }
        if counts.iter().all(|count| *count == 0) {
            return None;
        }
        let shown = hidden(&counts, SMALLEST);
        let rows = ClaimKind::ALL.iter().zip(shown.cells.chunks(width));
        let cells = rows.map(|(kind, row)| (*kind, std::array::from_fn(|place| row[place]))).collect();
        Some(Self { cells, all: shown.total })
    }
}
