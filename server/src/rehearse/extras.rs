//! People who do not exist: where they live, what they mark, and what is vouched for of them.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rand::Rng;
use rand::rngs::StdRng;
use shared::ballot::{BallotForm, Choice, Way};
use shared::document::Key;
use shared::id::{PersonId, ProposalId, TerritoryId};
use shared::ruleset::{Condition, IdentityLevel, RuleSet};
use store::person::Attested;
use store::rehearsal::Extra;

use super::RehearseError;
use super::voter::Voter;
use crate::http::visit::session_key;
use crate::random;

/// What somebody marks, as fields of the ballot's form.
pub(super) type Marks = Vec<(String, String)>;

/// Where people live.
pub(super) struct Home {
    /// The territory.
    pub territory: TerritoryId,
    /// All that is on their ballot.
    pub ballot: Vec<BallotForm>,
}

/// Where each voter lives and what they mark, in everything that is on their ballot.
pub(super) fn choices(
    homes: &[Home],
    voters: usize,
    random: &mut StdRng,
) -> Result<Vec<(usize, Marks)>, RehearseError> {
    (0..voters)
        .map(|_| {
            let home = random.random_range(0..homes.len());
            let marked: Vec<Marks> =
                homes[home].ballot.iter().map(|form| marks(form, random)).collect::<Result<_, _>>()?;
            Ok((home, marked.concat()))
        })
        .collect()
}

/// Marks that make a ballot.
fn marks(form: &BallotForm, random: &mut StdRng) -> Result<Marks, RehearseError> {
    /// Whether a choice of projects may be cast depends on what they cost: others are drawn until one can.
    const DRAWS: u32 = 200;
    for _ in 0..DRAWS {
        let count = random.random_range(form.least()..=form.most()) as usize;
        let projects = form.offer().projects();
        let drawn = rand::seq::index::sample(random, projects.len(), count.min(projects.len()));
        let named = drawn.iter().map(|place| projects[place].id);
        let choice = match form.way() {
            Way::Approval | Way::SingleChoice | Way::Knapsack { .. } => Choice::naming(named),
            Way::Ranking => Choice::ranking(named),
            Way::Points { points, each, .. } => give(named, points, each, 1),
            Way::Wallet { amount, note, each } => give(named, amount, each, note),
        };
        if let Ok(marked) = form.mark(&choice) {
            return Ok(app::ballot::fields(&marked));
        }
    }
    Err(RehearseError::Ballot("of 200 ballots drawn at random none can be cast".to_owned()))
}

/// As much as may be given, in turn, by steps.
fn give(named: impl Iterator<Item = ProposalId>, all: u64, each: u64, step: u64) -> Choice {
    let named: Vec<_> = named.collect();
    let mut given = vec![0; named.len()];
    let mut left = all;
    while left >= step {
        let Some(poorest) = given.iter_mut().filter(|amount| **amount + step <= each).min() else { break };
        *poorest += step;
        left -= step;
    }
    Choice::giving(named.into_iter().zip(given).filter(|(_, amount)| *amount > 0))
}

/// Somebody with a session, as the database and as a browser know them.
pub(super) fn extra(
    person: PersonId,
    home: &Home,
    (number, marks): (u32, Marks),
    comes: DateTime<Utc>,
) -> (Extra, Voter) {
    let (token, csrf) = (random::hex::<32>(), random::bytes());
    let extra = Extra { person, territory: home.territory, key: session_key(&token), csrf, comes };
    (extra, Voter { token, csrf, contests: home.ballot.len(), marks, number })
}

/// Everything that the conditions of rules ask an identity provider for.
pub(super) fn attested(rules: &RuleSet) -> Attested {
    fn ask(
        condition: &Condition,
        documents: &mut BTreeSet<Key>,
        rolls: &mut BTreeSet<Key>,
        groups: &mut BTreeSet<Key>,
    ) {
        match condition {
            Condition::All { of } | Condition::Any { of } => {
                for part in of {
                    ask(part, documents, rolls, groups);
                }
            }
            Condition::Document { any_of } => documents.extend(any_of.iter().cloned()),
            Condition::Roll { roll } => rolls.extend([roll.clone()]),
            Condition::Organisation { any_of } => groups.extend(any_of.iter().cloned()),
            _ => {}
        }
    }
    let (mut documents, mut rolls, mut groups) = Default::default();
    for named in &rules.eligibility {
        ask(&named.condition, &mut documents, &mut rolls, &mut groups);
    }
    Attested {
        level: IdentityLevel::ALL.last().copied(),
        documents: Some(documents),
        rolls: Some(rolls),
        guardian_consent: None,
        organisations: Some(groups),
        document: None,
    }
}
