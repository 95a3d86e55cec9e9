//! Figures of indicators (indicadores): what is known about each territory, as whole numbers in the indicator's unit.

pub mod file;
mod number;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::number::{DecimalSign, NumberFault, parse, write};
use crate::document::Key;

/// One figure: a whole number in the unit of its indicator's [`Measure`](crate::ruleset::Measure), from 0 to 10¹⁵.
/// People and things are counted; percentages are in basis points, indices in ten-thousandths, money in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Figure(u64);

/// A figure beyond the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the figure {0} is more than 1000000000000000")]
pub struct FigureTooLarge(
    /// The figure found.
    pub u64,
);

impl Figure {
    /// The largest figure. The product of two, added up over ten million territories, fits in 128 bits.
    pub const MAXIMUM: u64 = 1_000_000_000_000_000;

    /// This figure; `None` above [`Self::MAXIMUM`].
    pub const fn new(value: u64) -> Option<Self> {
        if value <= Self::MAXIMUM { Some(Self(value)) } else { None }
    }

    /// The number, in the unit of its indicator's measure.
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl TryFrom<u64> for Figure {
    type Error = FigureTooLarge;

    fn try_from(value: u64) -> Result<Self, FigureTooLarge> {
        Self::new(value).ok_or(FigureTooLarge(value))
    }
}

impl From<Figure> for u64 {
    fn from(figure: Figure) -> Self {
        figure.0
    }
}

/// What is known about one territory, by indicator. What nobody measured is not there, which is not the same as zero.
pub type Figures = BTreeMap<Key, Figure>;
