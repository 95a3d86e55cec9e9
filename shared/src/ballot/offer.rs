//! What a ballot offers: the projects of one territory, with what they cost, and the ceiling.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{document::Key, id::ProposalId, money::Money, proposal::Group, ruleset::Code};

/// A project on a ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offered {
    /// The project.
    pub id: ProposalId,
    /// Its number on the ballot, as it is printed.
    pub number: u32,
    /// What it costs; more than nothing.
    pub cost: Money,
    /// Its theme (línea, meta), where the rules have themes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<Key>,
    /// The territory of a larger level that it lies in, where winners are spread over those.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Code>,
    /// What it has in common with others of which one wins at most, where the rules know groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Group>,
}

/// What one territory's ballot offers: at least one project, ids and numbers all different, costs above zero and in the
/// currency of the ceiling, all of them together an amount that has its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "OfferDocument", into = "OfferDocument")]
pub struct Offer {
    projects: Vec<Offered>,
    ceiling: Money,
    kind: Key,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfferDocument {
    projects: Vec<Offered>,
    ceiling: Money,
    kind: Key,
}

/// One reason why projects make no offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfferProblem {
    /// There is no project, or there are more than a ballot can number.
    Projects {
        /// How many there are.
        found: usize,
    },
    /// A project is there twice.
    Repeated {
        /// The project.
        project: ProposalId,
    },
    /// Two projects have one number.
    NumberTwice {
        /// The number.
        number: u32,
    },
    /// A project costs nothing, or less.
    CostNotPositive {
        /// The project.
        project: ProposalId,
        /// Its cost.
        cost: Money,
    },
    /// A project's cost is in another currency than the ceiling.
    OtherCurrency {
        /// The project.
        project: ProposalId,
        /// Its cost.
        cost: Money,
    },
    /// All projects together cost more than an amount of money can be.
    TotalTooLarge,
    /// The ceiling is below zero.
    CeilingBelowZero {
        /// The ceiling.
        ceiling: Money,
    },
}

/// Every reason why projects make no offer; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no ballot can offer this: {0:?}")]
pub struct OfferProblems(pub Vec<OfferProblem>);

impl Offer {
    /// The projects of a territory of this kind, and its ceiling. They are kept by number.
    ///
    /// # Errors
    /// With everything that is wrong.
    pub fn new(mut projects: Vec<Offered>, ceiling: Money, kind: Key) -> Result<Self, OfferProblems> {
        let mut problems = Vec::new();
        if projects.is_empty() || u32::try_from(projects.len()).is_err() {
            problems.push(OfferProblem::Projects { found: projects.len() });
        }
        if ceiling.minor() < 0 {
            problems.push(OfferProblem::CeilingBelowZero { ceiling });
        }
        let (mut ids, mut numbers) = (BTreeSet::new(), BTreeSet::new());
        for project in &projects {
            let (project, number, cost) = (project.id, project.number, project.cost);
            if !ids.insert(project) {
                problems.push(OfferProblem::Repeated { project });
            } else if !numbers.insert(number) {
                problems.push(OfferProblem::NumberTwice { number });
            }
            if cost.minor() <= 0 {
                problems.push(OfferProblem::CostNotPositive { project, cost });
            }
            if cost.currency() != ceiling.currency() {
                problems.push(OfferProblem::OtherCurrency { project, cost });
            }
        }
        if projects.iter().try_fold(0_i64, |sum, project| sum.checked_add(project.cost.minor())).is_none() {
            problems.push(OfferProblem::TotalTooLarge);
        }
        if !problems.is_empty() {
            return Err(OfferProblems(problems));
        }
        projects.sort_unstable_by_key(|project| project.number);
        Ok(Self { projects, ceiling, kind })
    }

    /// The projects, by number.
    pub fn projects(&self) -> &[Offered] {
        &self.projects
    }

    /// How many projects; at least one.
    pub fn count(&self) -> u32 {
        u32::try_from(self.projects.len()).unwrap_or(u32::MAX)
    }

    /// What the winners may cost together (techo).
    pub const fn ceiling(&self) -> Money {
        self.ceiling
    }

    /// What kind of territory it is.
    pub const fn kind(&self) -> &Key {
        &self.kind
    }

    /// One of the projects.
    pub fn project(&self, id: ProposalId) -> Option<&Offered> {
        self.projects.iter().find(|project| project.id == id)
    }

    /// What projects cost together, in minor units. Each is named once, so that the sum has its place.
    pub(super) fn cost(&self, projects: impl IntoIterator<Item = ProposalId>) -> i64 {
        let costs = projects.into_iter().filter_map(|id| self.project(id));
        costs.fold(0, |sum, project| sum.saturating_add(project.cost.minor()))
    }
}

impl TryFrom<OfferDocument> for Offer {
    type Error = OfferProblems;

    fn try_from(OfferDocument { projects, ceiling, kind }: OfferDocument) -> Result<Self, OfferProblems> {
        Self::new(projects, ceiling, kind)
    }
}

impl From<Offer> for OfferDocument {
    fn from(Offer { projects, ceiling, kind }: Offer) -> Self {
        Self { projects, ceiling, kind }
    }
}
