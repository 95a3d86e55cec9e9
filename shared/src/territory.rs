//! Territories: where people live and vote, and the figures that the ceilings rest on.

use serde::{Deserialize, Serialize};

use crate::words::words;

words! {
    /// What a territory is in its own country's division.
    TerritoryKind as "kind of territory" {
        /// The municipality as a whole, where it has no divisions (municipio).
        Municipality = "municipality",
        /// An urban division (comuna).
        Comuna = "comuna",
        /// A rural division (corregimiento).
        Corregimiento = "corregimiento",
        /// A division of a district with its own fund (localidad).
        Locality = "locality",
        /// A zone (zona).
        Zone = "zone",
        /// A district (distrito).
        District = "district",
    }
}

/// One hundred percent, in basis points.
const WHOLE: u32 = 10_000;

/// What is known about a territory's people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "IndicatorsDocument", into = "IndicatorsDocument")]
pub struct Indicators {
    population: u64,
    poverty_basis_points: Option<u32>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorsDocument {
    population: u64,
    #[serde(default)]
    poverty_basis_points: Option<u32>,
}

/// Why figures can't be a territory's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IndicatorsError {
    /// More than all of the people can't be poor.
    #[error("the poverty index is {found} basis points, more than 10000 (100 %)")]
    PovertyAboveWhole {
        /// The index found, in basis points.
        found: u32,
    },
}

impl Indicators {
    /// Inhabitants, and the multidimensional poverty index (índice de pobreza multidimensional, IPM) in basis points:
    /// 20,93 % is 2093. `None` where nobody measured it, which is not the same as nobody being poor.
    ///
    /// # Errors
    /// When the index is above 100 %.
    pub const fn new(population: u64, poverty_basis_points: Option<u32>) -> Result<Self, IndicatorsError> {
        match poverty_basis_points {
            Some(found) if found > WHOLE => Err(IndicatorsError::PovertyAboveWhole { found }),
            _ => Ok(Self { population, poverty_basis_points }),
        }
    }

    /// Inhabitants.
    pub const fn population(self) -> u64 {
        self.population
    }

    /// Multidimensional poverty index in basis points, 0 to 10000, where it was measured.
    pub const fn poverty_basis_points(self) -> Option<u32> {
        self.poverty_basis_points
    }
}

impl TryFrom<IndicatorsDocument> for Indicators {
    type Error = IndicatorsError;

    fn try_from(document: IndicatorsDocument) -> Result<Self, Self::Error> {
        Self::new(document.population, document.poverty_basis_points)
    }
}

impl From<Indicators> for IndicatorsDocument {
    fn from(indicators: Indicators) -> Self {
        Self { population: indicators.population, poverty_basis_points: indicators.poverty_basis_points }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn poverty_is_at_most_everyone() {
        assert!(Indicators::new(7_151, Some(10_000)).is_ok());
        assert_eq!(Indicators::new(7_151, Some(10_001)), Err(IndicatorsError::PovertyAboveWhole { found: 10_001 }));
        assert!(serde_json::from_str::<Indicators>(r#"{"population":1,"poverty_basis_points":20000}"#).is_err());
    }

    #[test]
    fn unmeasured_poverty_stays_unknown() {
        let indicators: Indicators = serde_json::from_str(r#"{"population":5}"#).unwrap();
        assert_eq!(indicators.poverty_basis_points(), None);
    }
}
