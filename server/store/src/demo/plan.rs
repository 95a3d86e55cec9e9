//! What a demonstration process is made of, ready to be stored.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use shared::{
    calendar::Calendar,
    code::TypedCode,
    document::Key,
    draw::Seed,
    id::{ContestId, PersonId, ProcessId, ProposalId},
    money::Money,
    ruleset::{self, Code, RuleSet, WinnerRule},
    tally::{Entrant, Minimum, Profile, Room, Winners},
};

use crate::contest;

/// A whole process with everything that happened in it so far.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The process.
    pub process: Process,
    /// Its contests.
    pub contests: Vec<Contest>,
    /// Everything that was proposed, by number.
    pub proposals: Vec<Proposal>,
    /// People who do not exist, and support ideas.
    pub neighbours: Vec<Neighbour>,
    /// Which ideas they support.
    pub supports: Vec<Support>,
    /// People who do not exist, each with the contests in which they voted.
    pub voters: Vec<Voter>,
    /// The ballots, in random order.
    pub ballots: Vec<Ballot>,
    /// The counts, once there are any.
    pub counts: Vec<Count>,
}

/// The process itself.
#[derive(Debug, Clone)]
pub struct Process {
    /// Its id.
    pub id: ProcessId,
    /// Its name in addresses, unique in the tenant.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The money to decide on.
    pub pool: Money,
    /// The short name of the rules that it follows: the tenant's newest version of them.
    pub rules: String,
    /// When its phases are open.
    pub calendar: Calendar,
    /// Whether the home page shows it.
    pub current: bool,
    /// When it was set up.
    pub created_at: DateTime<Utc>,
}

/// A contest of the rules, where it is held.
#[derive(Debug, Clone)]
pub struct Contest {
    /// Its id.
    pub id: ContestId,
    /// Which contest of the rules it is.
    pub rule: Key,
    /// Where it is held.
    pub held: Held,
    /// Its name in addresses.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it may spend.
    pub ceiling: Money,
}

/// Where a contest is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// In a territory of the tenant.
    In(Code),
    /// In a larger territory of the rules, in which those of the tenant lie.
    Around(Code),
}

impl Held {
    /// The code of the place.
    pub const fn at(&self) -> &Code {
        match self {
            Self::In(code) | Self::Around(code) => code,
        }
    }
}

impl Contest {
    /// A contest that is called as it is by its place.
    pub fn called_by_place(
        id: ContestId,
        (rules, rule): (&RuleSet, &ruleset::Contest),
        (held, name): (Held, &str),
        ceiling: Money,
    ) -> Self {
        let (code, name) = (contest::code_of(rules, &rule.id, held.at().as_str()), rules.name_in(rule, name));
        Self { id, rule: rule.id.clone(), held, code, name, ceiling }
    }
}

/// A proposal.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// Its contest.
    pub contest: ContestId,
    /// Its number in the process, in order of arrival.
    pub number: i32,
    /// The subject of the person who sent it, if that person exists.
    pub author: Option<String>,
    /// Title.
    pub title: String,
    /// What is needed and why.
    pub need: String,
    /// Where.
    pub place: Option<String>,
    /// When it was sent.
    pub submitted_at: DateTime<Utc>,
    /// What the review said, if it was reviewed.
    pub review: Option<Review>,
}

/// A review.
#[derive(Debug, Clone)]
pub struct Review {
    /// When it was made.
    pub at: DateTime<Utc>,
    /// What it says.
    pub verdict: Verdict,
}

/// What a review says.
#[derive(Debug, Clone)]
pub enum Verdict {
    /// It goes on the ballot.
    Viable {
        /// What it costs.
        cost: Money,
        /// The office that would carry it out.
        department: String,
        /// Its number on the ballot.
        ballot_number: i32,
    },
    /// It does not.
    NotViable {
        /// Why.
        reason: String,
    },
}

/// Somebody who does not exist, and supports ideas.
#[derive(Debug, Clone)]
pub struct Neighbour {
    /// Within the tenant.
    pub person: PersonId,
    /// The contest of the territory where they live.
    pub contest: ContestId,
}

/// That somebody supports an idea.
#[derive(Debug, Clone)]
pub struct Support {
    /// The idea.
    pub proposal: ProposalId,
    /// One of the neighbours.
    pub person: PersonId,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// Somebody who does not exist, and took part.
#[derive(Debug, Clone)]
pub struct Voter {
    /// Within the tenant.
    pub person: PersonId,
    /// The contests of their ballot; one of them is held in the territory where they live.
    pub contests: Vec<ContestId>,
}

/// A ballot; none of the projects is a blank vote.
#[derive(Debug, Clone)]
pub struct Ballot {
    /// The code of its receipt.
    pub code: TypedCode,
    /// Its contest.
    pub contest: ContestId,
    /// The projects it names.
    pub choices: Vec<ProposalId>,
}

/// A count.
#[derive(Debug, Clone)]
pub struct Count {
    /// Its contest.
    pub contest: ContestId,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// The projects with their scores, in the order of `ballots`.
    pub entrants: Vec<Entrant<u32>>,
    /// The ballots, blank ones included.
    pub ballots: Profile,
    /// Blank ones among them.
    pub blank: u64,
    /// How winners were found.
    pub rule: WinnerRule,
    /// What a project needed to compete.
    pub minimum: Minimum,
    /// What the public draw was made from, where the rules ask for one.
    pub seed: Option<Seed>,
    /// The money that there was.
    pub room: Room,
    /// The decisions, by the projects' numbers on the ballot.
    pub winners: Winners<u32>,
    /// The projects by these numbers.
    pub projects: BTreeMap<u32, ProposalId>,
}
