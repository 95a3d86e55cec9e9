//! The rules of one process (reglas): a small document, stored with the process, with the basis of each rule.

use serde::{Deserialize, Serialize};

use crate::{ballot::BallotLimit, ceiling::Weights, tally::tie::TieOrder};

/// What a rule rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A norm (acuerdo, decreto, lineamiento), named as it is cited.
    Norm(String),
    /// A draft: a default that nobody has adopted yet.
    #[default]
    Draft,
}

/// What each rule rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bases {
    /// Of the minimum age.
    pub minimum_age: Basis,
    /// Of the most projects a ballot may name.
    pub ballot_limit: Basis,
    /// Of the blank vote.
    pub blank_vote: Basis,
    /// Of the tie order.
    pub tie_order: Basis,
    /// Of the least votes a winner needs.
    pub minimum_score: Basis,
    /// Of the ceilings' formula.
    pub weights: Basis,
}

/// The rules of one process. The default is a draft to start from, not any place's norm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Least age in years to propose and to vote.
    pub minimum_age: u8,
    /// How many projects a ballot may name.
    pub ballot_limit: BallotLimit,
    /// Whether a ballot may name none (voto en blanco).
    pub blank_vote: bool,
    /// What decides between equal votes (desempate).
    pub tie_order: TieOrder,
    /// Least votes to be funded; one unless said otherwise, so that nothing is funded that nobody chose.
    #[serde(default = "one")]
    pub minimum_score: u64,
    /// Weights of the ceilings' formula (fórmula de los techos).
    pub weights: Weights,
    /// What each rule rests on.
    #[serde(default)]
    pub bases: Bases,
}

const fn one() -> u64 {
    1
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            minimum_age: 14,
            ballot_limit: BallotLimit::Share { basis_points: 8_000 },
            blank_vote: true,
            tie_order: TieOrder::Official,
            minimum_score: one(),
            weights: Weights::default(),
            bases: Bases::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_read_back_from_their_document() {
        let mut rules = Rules::default();
        rules.bases.minimum_age = Basis::Norm("Acuerdo 28 de 2017".into());
        let json = serde_json::to_value(&rules).unwrap();
        assert_eq!(json["tie_order"], "official");
        assert_eq!(json["ballot_limit"]["share"]["basis_points"], 8_000);
        assert_eq!(json["bases"]["minimum_age"]["norm"], "Acuerdo 28 de 2017");
        assert_eq!(json["bases"]["weights"], "draft");
        assert_eq!(serde_json::from_value::<Rules>(json).unwrap(), rules);
    }

    #[test]
    fn an_unknown_rule_is_refused() {
        let mut json = serde_json::to_value(Rules::default()).unwrap();
        json["minimun_age"] = 16.into();
        assert!(serde_json::from_value::<Rules>(json).is_err());
    }

    #[test]
    fn a_document_without_a_minimum_score_asks_for_one_vote() {
        let mut json = serde_json::to_value(Rules::default()).unwrap();
        json.as_object_mut().unwrap().remove("minimum_score");
        assert_eq!(serde_json::from_value::<Rules>(json).unwrap().minimum_score, 1);
    }
}
