//! The selection of municipalities (selección de municipios): points by criterion, a published table, and the first ones
//! of each region.
//!
//! In a criterion, the best of all candidates has a million points and the worst none; the others lie between them in
//! proportion, rounded down to the point. The score is each criterion's points times its weight in basis points, added
//! up. All of these are whole numbers that stand in the table, so that everybody can do the order again from it. Equal
//! scores go by code, and the table says where that decided.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashSet},
};

use serde::{Deserialize, Serialize};

use crate::{
    document::{Key, Share, Text},
    indicator::{Figure, Figures},
    ruleset::{Code, Preference, SelectionRule},
};

/// The points of the best candidate in a criterion.
pub const MOST_POINTS: u32 = 1_000_000;

/// A municipality that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its code.
    pub code: Code,
    /// The region among whose candidates it is chosen; `None` when all are chosen from together.
    pub region: Option<Text>,
    /// What is known about it.
    pub figures: Figures,
}

/// The table of a selection, to be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// How many are chosen in each region.
    pub count: u16,
    /// The criteria in the order of the rules.
    pub criteria: Vec<CriterionRange>,
    /// All candidates: by region, and in it by place.
    pub rows: Vec<Row>,
}

/// A criterion with its range over all candidates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionRange {
    /// The indicator.
    pub indicator: Key,
    /// Which end of it comes first.
    pub first: Preference,
    /// How much it counts.
    pub weight: Share,
    /// The lowest figure. Where it is also the highest, nobody has points in this criterion.
    pub lowest: Figure,
    /// The highest figure.
    pub highest: Figure,
}

/// One candidate in the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its code.
    pub code: Code,
    /// Its region.
    pub region: Option<Text>,
    /// Its figure and points in each criterion, in their order.
    pub criteria: Vec<Points>,
    /// Points times weights in basis points, added up: 0 to [`MOST_POINTS`] × 10,000.
    pub score: u64,
    /// Its place in its region, from 1.
    pub place: u32,
    /// Whether it is chosen, and why.
    pub outcome: Outcome,
}

/// What a candidate has in a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Points {
    /// Its figure.
    pub figure: Figure,
    /// Its points, 0 to [`MOST_POINTS`].
    pub points: u32,
}

/// Whether a candidate is chosen, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// By its score alone.
    Chosen,
    /// It has the same score as others who are not; its code comes before theirs.
    ChosenByCode,
    /// Its score is too low.
    NotChosen {
        /// The score of the last one chosen.
        needed: u64,
    },
    /// It has the same score as the last one chosen, whose code comes before its own.
    NotChosenByCode,
}

impl Outcome {
    /// Whether it is chosen.
    pub const fn is_chosen(&self) -> bool {
        matches!(self, Self::Chosen | Self::ChosenByCode)
    }
}

/// Why nothing can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// Nobody to choose from.
    #[error("there are no candidates")]
    NoCandidates,
    /// Nobody is to be chosen.
    #[error("none are to be chosen")]
    NoneWanted,
    /// The weights are not a whole.
    #[error("the weights come to {found} basis points instead of 10000")]
    WeightsNotWhole {
        /// What they come to.
        found: u64,
    },
    /// Two candidates have one code.
    #[error("the code {code} stands for two candidates")]
    DuplicateCode {
        /// The code.
        code: Code,
    },
    /// A candidate has no figure in a criterion.
    #[error("{code} has no figure for {indicator}")]
    MissingFigure {
        /// Whose.
        code: Code,
        /// Of which indicator.
        indicator: Key,
    },
    /// A candidate lies in no region, where each region has its own.
    #[error("{code} lies in no territory of the level {within}")]
    NoRegion {
        /// Which candidate.
        code: Code,
        /// The level of the regions.
        within: Key,
    },
}

/// Chooses by the rule. The regions of candidates count only where the rule chooses within a level.
///
/// # Errors
/// When there is nobody to choose, the weights are not a whole, or something about a candidate is missing.
pub fn select(rule: &SelectionRule, candidates: &[Candidate]) -> Result<Selection, SelectionError> {
    check(rule, candidates)?;
    let criteria = rule.criteria.iter().map(|criterion| {
        let mut range: Option<(Figure, Figure)> = None;
        for candidate in candidates {
            let figure = figure(candidate, &criterion.indicator)?;
            range = Some(range.map_or((figure, figure), |(low, high)| (low.min(figure), high.max(figure))));
        }
        let (lowest, highest) = range.ok_or(SelectionError::NoCandidates)?;
        let (indicator, first, weight) = (criterion.indicator.clone(), criterion.first, criterion.weight);
        Ok(CriterionRange { indicator, first, weight, lowest, highest })
    });
    let criteria = criteria.collect::<Result<Vec<_>, SelectionError>>()?;

    let mut regions: BTreeMap<Option<&Text>, Vec<Row>> = BTreeMap::new();
    for candidate in candidates {
        let points = criteria.iter().map(|range| {
            let figure = figure(candidate, &range.indicator)?;
            Ok(Points { figure, points: points(range, figure) })
        });
        let points = points.collect::<Result<Vec<_>, SelectionError>>()?;
        let weighed = points
            .iter()
            .zip(&criteria)
            .map(|(points, range)| u64::from(points.points) * u64::from(range.weight.basis_points()));
        let region = rule.within.as_ref().and(candidate.region.as_ref());
        regions.entry(region).or_default().push(Row {
            code: candidate.code.clone(),
            region: region.cloned(),
            score: weighed.sum(),
            criteria: points,
            place: 0,
            outcome: Outcome::Chosen,
        });
    }
    for rows in regions.values_mut() {
        rows.sort_by(|a, b| (Reverse(a.score), &a.code).cmp(&(Reverse(b.score), &b.code)));
        decide(rows, usize::from(rule.count));
    }
    Ok(Selection { count: rule.count, criteria, rows: regions.into_values().flatten().collect() })
}

fn check(rule: &SelectionRule, candidates: &[Candidate]) -> Result<(), SelectionError> {
    if candidates.is_empty() {
        return Err(SelectionError::NoCandidates);
    }
    if rule.count == 0 {
        return Err(SelectionError::NoneWanted);
    }
    let found = rule.criteria.iter().map(|criterion| u64::from(criterion.weight.basis_points())).sum();
    if found != u64::from(Share::WHOLE.basis_points()) {
        return Err(SelectionError::WeightsNotWhole { found });
    }
    let mut codes = HashSet::new();
    for candidate in candidates {
        let code = || candidate.code.clone();
        if !codes.insert(&candidate.code) {
            return Err(SelectionError::DuplicateCode { code: code() });
        }
        if let (Some(within), None) = (&rule.within, &candidate.region) {
            return Err(SelectionError::NoRegion { code: code(), within: within.clone() });
        }
    }
    Ok(())
}

fn figure(candidate: &Candidate, indicator: &Key) -> Result<Figure, SelectionError> {
    let missing = || SelectionError::MissingFigure { code: candidate.code.clone(), indicator: indicator.clone() };
    candidate.figures.get(indicator).copied().ok_or_else(missing)
}

/// The points of a figure in a criterion.
fn points(range: &CriterionRange, figure: Figure) -> u32 {
    let ahead = match range.first {
        Preference::Highest => figure.get() - range.lowest.get(),
        Preference::Lowest => range.highest.get() - figure.get(),
    };
    let width = u128::from(range.highest.get() - range.lowest.get());
    let points = (u128::from(ahead) * u128::from(MOST_POINTS)).checked_div(width).unwrap_or(0);
    u32::try_from(points).expect("nobody is ahead by more than the whole width")
}

/// Gives places and outcomes to the ordered rows of a region.
fn decide(rows: &mut [Row], count: usize) {
    let last = rows.get(count.min(rows.len()) - 1).map(|row| row.score);
    let next = rows.get(count).map(|row| row.score);
    for (index, row) in rows.iter_mut().enumerate() {
        row.place = u32::try_from(index + 1).expect("there are fewer candidates than 2³²");
        row.outcome = match (index < count, last) {
            (true, _) if next == Some(row.score) => Outcome::ChosenByCode,
            (false, Some(needed)) if needed == row.score => Outcome::NotChosenByCode,
            (false, Some(needed)) => Outcome::NotChosen { needed },
            (true, _) | (false, None) => Outcome::Chosen,
        };
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::ruleset::{Basis, Criterion};

    fn rule(within: Option<&str>, count: u16) -> SelectionRule {
        let criterion = |indicator: &str, first, weight: &str| Criterion {
            indicator: indicator.parse().unwrap(),
            first,
            weight: weight.parse().unwrap(),
        };
        SelectionRule {
            level: "municipio".parse().unwrap(),
            within: within.map(|level| level.parse().unwrap()),
            count,
            criteria: vec![
                criterion("marginacion", Preference::Lowest, "70%"),
                criterion("pobreza", Preference::Highest, "30%"),
            ],
            basis: Basis::Draft,
        }
    }

    fn candidate(code: &str, region: &str, marginacion: u64, pobreza: u64) -> Candidate {
        let figure = |id: &str, value| (id.parse().unwrap(), Figure::new(value).unwrap());
        Candidate {
            code: code.parse().unwrap(),
            region: Some(region.parse().unwrap()),
            figures: Figures::from([figure("marginacion", marginacion), figure("pobreza", pobreza)]),
        }
    }

    #[test]
    fn the_first_ones_of_each_region_are_chosen() {
        let candidates = [
            candidate("14019", "R01", 400_000, 6_000),
            candidate("14115", "R01", 500_000, 5_000),
            candidate("14031", "R01", 600_000, 4_000),
            candidate("14006", "R02", 600_000, 2_000),
            candidate("14009", "R02", 600_000, 2_000),
        ];
        let selection = select(&rule(Some("region"), 1), &candidates).unwrap();
        let row = |code: &str| selection.rows.iter().find(|row| row.code.as_str() == code).unwrap();
        assert_eq!(row("14019").score, 10_000_000_000);
        // Half of 70 % and three quarters of 30 %.
        assert_eq!(row("14115").score, 7_000 * 500_000 + 3_000 * 750_000);
        assert_eq!((row("14115").place, &row("14115").outcome), (2, &Outcome::NotChosen { needed: 10_000_000_000 }));
        assert_eq!(row("14031").criteria[1], Points { figure: Figure::new(4_000).unwrap(), points: 500_000 });
        assert_eq!(row("14006").outcome, Outcome::ChosenByCode);
        assert_eq!(row("14009").outcome, Outcome::NotChosenByCode);
        let order: Vec<_> = selection.rows.iter().map(|row| row.code.as_str()).collect();
        assert_eq!(order, ["14019", "14115", "14031", "14006", "14009"]);

        let together = select(&rule(None, 3), &candidates).unwrap();
        let chosen: Vec<_> =
            together.rows.iter().filter(|row| row.outcome.is_chosen()).map(|row| row.code.as_str()).collect();
        assert_eq!(chosen, ["14019", "14115", "14031"]);
        assert!(together.rows.iter().all(|row| row.region.is_none()));
        let all = select(&rule(None, 9), &candidates).unwrap();
        assert!(all.rows.iter().all(|row| row.outcome == Outcome::Chosen));
    }

    #[test]
    fn what_cannot_be_chosen_says_why() {
        let one = candidate("14019", "R01", 4, 6);
        assert_eq!(select(&rule(None, 1), &[]), Err(SelectionError::NoCandidates));
        assert_eq!(select(&rule(None, 0), std::slice::from_ref(&one)), Err(SelectionError::NoneWanted));
        let twice = select(&rule(None, 1), &[one.clone(), one.clone()]);
        assert_eq!(twice, Err(SelectionError::DuplicateCode { code: one.code.clone() }));
        let mut light = rule(None, 1);
        light.criteria.pop();
        let found = select(&light, std::slice::from_ref(&one));
        assert_eq!(found, Err(SelectionError::WeightsNotWhole { found: 7_000 }));
        let lost = Candidate { region: None, ..one.clone() };
        let within = "region".parse().unwrap();
        let found = select(&rule(Some("region"), 1), &[lost]);
        assert_eq!(found, Err(SelectionError::NoRegion { code: one.code.clone(), within }));
        let unmeasured = Candidate { figures: Figures::new(), ..one.clone() };
        let indicator = "marginacion".parse().unwrap();
        let found = select(&rule(None, 1), &[unmeasured]);
        assert_eq!(found, Err(SelectionError::MissingFigure { code: one.code.clone(), indicator }));
        // Alone, nobody is ahead of anybody.
        assert_eq!(select(&rule(None, 1), &[one]).unwrap().rows[0].score, 0);
    }

    proptest! {
        #[test]
        fn nobody_is_passed_over_for_one_who_is_behind(
            figures in vec((0_u64..1_000_000, 0_u64..=10_000, 0_u8..3), 1..40), count in 1_u16..10
        ) {
            let candidates: Vec<_> = figures
                .iter()
                .enumerate()
                .map(|(place, &(a, b, region))| candidate(&format!("{place:03}"), &format!("R{region}"), a, b))
                .collect();
            let selection = select(&rule(Some("region"), count), &candidates).unwrap();
            prop_assert_eq!(selection.rows.len(), candidates.len());
            for better in &selection.rows {
                for worse in selection.rows.iter().filter(|row| row.region == better.region && row.place > better.place) {
                    prop_assert!((Reverse(better.score), &better.code) < (Reverse(worse.score), &worse.code));
                    prop_assert!(better.outcome.is_chosen() || !worse.outcome.is_chosen());
                }
                prop_assert_eq!(better.outcome.is_chosen(), better.place <= u32::from(count));
            }
        }
    }
}
