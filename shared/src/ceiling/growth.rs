//! How ceilings grew over the years, by territory and by kind of territory.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use serde::{Deserialize, Serialize};

use super::fairness::basis_points;
use crate::{document::Key, money::Money, ruleset::Code};

/// The ceilings of one territory over the years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The territory's code.
    pub code: Code,
    /// Its kind.
    pub kind: Key,
    /// Its ceiling in each year.
    pub ceilings: BTreeMap<i32, Money>,
}

/// How ceilings grew from the first year to the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrowthReport {
    /// The years for which any territory has a ceiling, ascending.
    pub years: Vec<i32>,
    /// By territory, in the order given.
    pub territories: Vec<TerritoryGrowth>,
    /// By kind of territory, by key.
    pub kinds: Vec<KindGrowth>,
}

/// How one territory's ceiling grew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TerritoryGrowth {
    /// Its code.
    pub code: Code,
    /// Its kind.
    pub kind: Key,
    /// Its ceiling in each year of the report; `None` where it had none.
    pub ceilings: Vec<Option<Money>>,
    /// From the first year of the report to the last, in basis points of the first, rounded to the nearest; `None`
    /// where it had no ceiling in one of the two, or none above zero in the first.
    pub growth: Option<i64>,
}

/// How the ceilings of a kind of territory grew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindGrowth {
    /// The kind.
    pub kind: Key,
    /// How many territories the average is of: those whose growth is known.
    pub territories: usize,
    /// The average of the growth of each, where all count the same (promedio por territorio), in basis points, rounded
    /// to the nearest, halves away from zero; `None` when it is known of nobody.
    pub average: Option<i64>,
}

/// Why there is no report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GrowthError {
    /// There are fewer than two years to compare.
    #[error("growth needs two years, and there are {found}")]
    TooFewYears {
        /// How many there are.
        found: usize,
    },
    /// Ceilings of one territory are in two currencies.
    #[error("the ceilings of {code} are in two currencies")]
    MixedCurrencies {
        /// Which territory.
        code: Code,
    },
}

/// How ceilings grew from the first year that any of them has to the last. The averages are of the exact growths, not
/// of rounded ones.
///
/// # Errors
/// When there are fewer than two years, or a territory's ceilings are in two currencies.
pub fn growth(histories: &[History]) -> Result<GrowthReport, GrowthError> {
    let years: BTreeSet<i32> = histories.iter().flat_map(|history| history.ceilings.keys().copied()).collect();
    let (Some(&first), Some(&last)) = (years.first(), years.last()) else {
        return Err(GrowthError::TooFewYears { found: 0 });
    };
    if first == last {
        return Err(GrowthError::TooFewYears { found: 1 });
    }
    let mut kinds: BTreeMap<&Key, Average> = BTreeMap::new();
    let mut territories = Vec::with_capacity(histories.len());
    for history in histories {
        let mut currencies = history.ceilings.values().map(|ceiling| ceiling.currency());
        let currency = currencies.next();
        if currencies.any(|other| Some(other) != currency) {
            return Err(GrowthError::MixedCurrencies { code: history.code.clone() });
        }
        let minor = |year| history.ceilings.get(&year).map(|ceiling| i128::from(ceiling.minor()));
        let ends = minor(first).zip(minor(last)).filter(|(before, _)| *before > 0);
        let average = kinds.entry(&history.kind).or_default();
        if let Some((before, after)) = ends {
            average.add(after - before, before);
        }
        territories.push(TerritoryGrowth {
            code: history.code.clone(),
            kind: history.kind.clone(),
            ceilings: years.iter().map(|year| history.ceilings.get(year).copied()).collect(),
            growth: ends.and_then(|(before, after)| basis_points(after - before, before)),
        });
    }
    let kinds = kinds.into_iter().map(|(kind, average)| KindGrowth {
        kind: kind.clone(),
        territories: average.count,
        average: average.basis_points(),
    });
    let kinds = kinds.collect();
    Ok(GrowthReport { years: years.into_iter().collect(), territories, kinds })
}

/// An exact average of fractions.
struct Average {
    above: BigInt,
    below: BigInt,
    count: usize,
}

impl Default for Average {
    fn default() -> Self {
        Self { above: BigInt::ZERO, below: 1.into(), count: 0 }
    }
}

impl Average {
    /// Adds `part / whole`, where the whole is above zero.
    fn add(&mut self, part: i128, whole: i128) {
        self.above = &self.above * whole + &self.below * part;
        self.below *= whole;
        self.count += 1;
    }

    fn basis_points(&self) -> Option<i64> {
        if self.count == 0 {
            return None;
        }
        let whole = &self.below * self.count;
        let twice = &self.above * 20_000;
        let half = if self.above < BigInt::ZERO { -&whole } else { whole.clone() };
        // Division of whole numbers cuts towards zero.
        i64::try_from((twice + half) / (whole * 2)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn history(code: &str, kind: &str, ceilings: &[(i32, i64)]) -> History {
        let money = |&(year, minor): &(i32, i64)| (year, Money::new(minor, Currency::COP));
        History {
            code: code.parse().unwrap(),
            kind: kind.parse().unwrap(),
            ceilings: ceilings.iter().map(money).collect(),
        }
    }

    /// Sample ceilings of Medellín's 21 territories, in pesos: the first year, the years between and the last of five.
    /// Each territory grew by its own measure; on average the corregimientos grew by 85 % and the comunas by 50 %, as
    /// the city's report on the vote of 2021 says.
    fn medellin() -> Vec<History> {
        let comunas = [
            ("01", 9_800_000_000, 62),
            ("02", 8_400_000_000, 58),
            ("03", 10_100_000_000, 60),
            ("04", 8_900_000_000, 52),
            ("05", 7_600_000_000, 49),
            ("06", 9_700_000_000, 55),
            ("07", 9_900_000_000, 54),
            ("08", 9_600_000_000, 61),
            ("09", 8_800_000_000, 50),
            ("10", 6_900_000_000, 47),
            ("11", 5_800_000_000, 38),
            ("12", 6_100_000_000, 41),
            ("13", 9_300_000_000, 57),
            ("14", 5_000_000_000, 30),
            ("15", 5_900_000_000, 42),
            ("16", 8_200_000_000, 44),
        ];
        let corregimientos = [
            ("50", 3_200_000_000, 96),
            ("60", 6_400_000_000, 80),
            ("70", 4_500_000_000, 83),
            ("80", 6_000_000_000, 78),
            ("90", 3_900_000_000, 88),
        ];
        let grown = |kind: &'static str| {
            move |&(code, first, percent): &(&str, i64, i64)| {
                let after = |part: i64| first + first / 100 * percent * part / 4;
                let years: Vec<(i32, i64)> = (2018..).zip((0..=4).map(after)).collect();
                history(code, kind, &years)
            }
        };
        comunas.iter().map(grown("comuna")).chain(corregimientos.iter().map(grown("corregimiento"))).collect()
    }

    #[test]
    fn corregimientos_grew_by_85_percent_and_the_other_comunas_by_50() {
        let report = growth(&medellin()).unwrap();
        assert_eq!(report.years, [2018, 2019, 2020, 2021, 2022]);
        assert_eq!(report.territories.len(), 21);
        let kinds: Vec<_> =
            report.kinds.iter().map(|kind| (kind.kind.as_str(), kind.territories, kind.average)).collect();
        assert_eq!(kinds, [("comuna", 16, Some(5_000)), ("corregimiento", 5, Some(8_500))]);
        let palmitas = &report.territories[16];
        assert_eq!((palmitas.code.as_str(), palmitas.growth), ("50", Some(9_600)));
        assert_eq!(palmitas.ceilings[4].unwrap().minor(), 6_272_000_000);
    }

    #[test]
    fn averages_are_of_exact_growths() {
        // 1/3 and 1/6 and 0: the average is a sixth.
        let histories = [
            history("a", "comuna", &[(2020, 3), (2024, 4)]),
            history("b", "comuna", &[(2020, 6), (2024, 7)]),
            history("c", "comuna", &[(2020, 5), (2024, 5)]),
        ];
        let report = growth(&histories).unwrap();
        assert_eq!(report.kinds[0].average, Some(1_667));
        assert_eq!(report.territories[1].growth, Some(1_667));
        let shrunk = [history("a", "comuna", &[(2020, 3), (2024, 2)])];
        assert_eq!(growth(&shrunk).unwrap().kinds[0].average, Some(-3_333));
    }

    #[test]
    fn who_was_not_there_from_the_start_has_no_growth() {
        let histories = [
            history("a", "comuna", &[(2020, 4), (2024, 5)]),
            history("b", "zona", &[(2022, 6), (2024, 7)]),
            history("c", "zona", &[(2020, 0), (2024, 7)]),
        ];
        let report = growth(&histories).unwrap();
        assert_eq!(report.years, [2020, 2022, 2024]);
        assert_eq!(report.territories[1].ceilings[0], None);
        assert_eq!((report.kinds[1].territories, report.kinds[1].average), (0, None));
    }

    #[test]
    fn growth_needs_two_years_and_one_currency() {
        assert_eq!(growth(&[]), Err(GrowthError::TooFewYears { found: 0 }));
        assert_eq!(growth(&[history("a", "comuna", &[(2020, 4)])]), Err(GrowthError::TooFewYears { found: 1 }));
        let mut mixed = history("a", "comuna", &[(2020, 4)]);
        mixed.ceilings.insert(2021, Money::new(5, Currency::MXN));
        assert_eq!(growth(&[mixed]), Err(GrowthError::MixedCurrencies { code: "a".parse().unwrap() }));
    }
}
