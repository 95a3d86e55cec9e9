//! The act of results (acta de resultados): everything that a count of one contest came to and rests on, as one document
//! that is signed, and that anybody holds against the ballots.
//!
//! # By hand
//!
//! The act is JSON in canonical form ([`canonical`]): no spaces, fields in the order of their names. Beside it stand its
//! [`Signatures`]: Ed25519 over the bytes of the act, and over those of its printed form (PDF). The files that it names
//! by their SHA-256 are those that the site gives out. From the election (.pb) alone, by the rule, the money and the
//! projects that the act states, everybody finds the same winners ([`Record::recount`]). From the ballots as they were
//! sealed, by the act alone, everybody makes the act ([`Record::counted_again`]) and its files ([`Basis`]) again, byte
//! for byte.

mod again;
mod cells;
mod paper;
mod signatures;
mod written;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::{
    again::Places,
    cells::{Hidden, SMALLEST, age_group, hidden, hidden_beside},
    paper::{Difference, Envelopes, Findings, PaperSheet, Relieved, VoidSheet},
    signatures::{NoSignature, Signature, Signatures, Signed},
    written::{Basis, Rows, Written},
};
use crate::{
    document::{self, Fingerprint, Key, canonical},
    draw::{PublicNumber, Seed},
    money::Currency,
    pabulib::Election,
    proposal::Group,
    ruleset::{Code, Threshold, WinnerRule},
    tally::{Candidate, CostNotPositive, Entrant, Minimum, Profile, Room, ScoreOverflow, Unfound, Winners, winners},
};

/// What acts of this form are called.
pub const FORMAT: &str = "convite act 1";

/// Something with the name by which it is found and the one that people call it by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// In addresses.
    pub code: String,
    /// For people.
    pub name: String,
}

/// Somebody who answers for a part of the count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answering {
    /// Who.
    pub name: String,
    /// In which office, in words.
    pub office: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The rules that were followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Their short name.
    pub id: String,
    /// What people call them.
    pub title: String,
    /// The version, by its fingerprint.
    pub fingerprint: Fingerprint,
    /// How winners are found: a winner rule, as rule sets have it.
    pub winner: Value,
    /// The votes or points that a project needs.
    pub minimum: u64,
    /// How much support it needs besides, as rule sets have it; nothing when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<Threshold>,
    /// The money.
    pub room: Room,
}

/// What was published of the urn before it was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Urn {
    /// What the contest is called on its ballots.
    pub name: String,
    /// When it was sealed.
    pub sealed_at: DateTime<Utc>,
    /// How many ballots lie in it.
    pub ballots: u64,
    /// How many of them name no project (votos en blanco).
    pub blank: u64,
    /// How many were annulled (votos anulados).
    pub annulled: u64,
    /// The root of the tree over all of them.
    pub root: Fingerprint,
}

/// The files that belong to an act, by their SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// The election with its ballots (.pb).
    pub election: Fingerprint,
    /// The ballots as they were sealed.
    pub slips: Fingerprint,
    /// The result as a table.
    pub table: Fingerprint,
}

/// A roll that was in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roll {
    /// Its name.
    pub name: String,
    /// Which of its files, counted from 1.
    pub number: u32,
    /// How many people or accounts are on it.
    pub entries: u64,
}

/// Voters of an age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeGroup {
    /// From how many years.
    pub from: u8,
    /// How many voted; none where it is so few that it could tell who.
    pub voters: Option<u64>,
}

/// Voters whose age nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeUnknown {
    /// How many voted; none where it is so few that it, or an age, could tell who.
    pub voters: Option<u64>,
}

/// Who voted, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turnout {
    /// How many.
    pub voters: u64,
    /// How many by each channel.
    pub channels: BTreeMap<String, u64>,
    /// How many of each age; empty where ages are not collected, and where another act tells those of the same people.
    pub ages: Vec<AgeGroup>,
    /// How many voted whose age is not known, as they did without an account that tells it; absent where no ages are told,
    /// and in acts of before this was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_unknown: Option<AgeUnknown>,
    /// What was decided with the same ballot, where that is what the acts are about that tell the ages: told of the same
    /// people in two ways, few of them could be worked out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ages_with: Option<String>,
    /// The rolls in force.
    pub rolls: Vec<Roll>,
}

/// A project on the ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// Its number on the ballot.
    pub number: u32,
    /// Its id in the files.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it costs, in minor units.
    pub cost: i64,
    /// When it was registered.
    pub registered: DateTime<Utc>,
    /// Its theme, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<Key>,
    /// The code of its region, where winners are spread over those.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Code>,
    /// What it has in common with others of which one wins at most, where the rules know groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Group>,
    /// Whether it was withdrawn (excluido, retirado).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
}

impl Project {
    /// The project at the count, with its votes or points.
    fn entrant(&self, score: u64) -> Result<Entrant<u32>, CostNotPositive> {
        let candidate = Candidate::new(self.number, self.cost, score)?;
        let candidate = if self.withdrawn { candidate.withdrawn() } else { candidate };
        Ok(Entrant {
            registered: Some(self.registered),
            theme: self.theme.clone(),
            within: self.region.clone(),
            group: self.group.clone(),
            ..Entrant::new(candidate, self.number)
        })
    }
}

/// The public draw that decided ties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draw {
    /// What was committed to before the vote.
    pub commitment: String,
    /// Why it was committed to only after voting had opened, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<String>,
    /// The secret behind it.
    pub secret: String,
    /// What was drawn in public.
    pub number: String,
    /// Where.
    pub source: String,
    /// On which day.
    pub drawn_on: NaiveDate,
    /// At what time of that day, by the clocks of the site, where it was told: on the day of the close it has to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn_at: Option<NaiveTime>,
    /// What both make.
    pub seed: Seed,
    /// The numbers that were entered by mistake, the first first, each with who corrected it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<DrawCorrection>,
}

/// A number of the draw that was mistyped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawCorrection {
    /// What was entered.
    pub number: String,
    /// Where it was said to be drawn.
    pub source: String,
    /// On which day.
    pub drawn_on: NaiveDate,
    /// Why it was corrected.
    pub reason: String,
    /// Who proposed to.
    pub proposed: String,
    /// Who confirmed it.
    pub confirmed: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Draw {
    /// Whether the secret is the one that was committed to, and the seed what it makes with the number.
    pub fn holds(&self) -> bool {
        let (Ok(secret), Ok(number)) = (self.secret.parse::<Seed>(), self.number.parse::<PublicNumber>()) else {
            return false;
        };
        secret.commitment().to_string() == self.commitment && secret.with(&number).as_ref() == Ok(&self.seed)
    }
}

/// What a count of one contest came to and rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// [`FORMAT`].
    pub format: String,
    /// Whose site it is.
    pub site: Named,
    /// The process.
    pub process: Named,
    /// The contest.
    pub contest: Named,
    /// Which count of the process.
    pub number: u32,
    /// Why it was counted again.
    pub reason: Option<String>,
    /// The act whose place it takes, by its fingerprint.
    pub replaces: Option<Fingerprint>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The rules.
    pub rules: Rules,
    /// The urn.
    pub urn: Urn,
    /// The files.
    pub files: Files,
    /// How they are written; records of before do not state it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Written>,
    /// Who voted.
    pub turnout: Turnout,
    /// The sheets of ballots on paper; all other ballots came on a screen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paper: Vec<PaperSheet>,
    /// What else has to be known of paper and of desks.
    #[serde(default, skip_serializing_if = "Findings::are_none")]
    pub findings: Findings,
    /// The projects on the ballot.
    pub projects: Vec<Project>,
    /// The public draw, where ties were left to one.
    pub draw: Option<Draw>,
    /// Who won, why the others did not, and every tie with what decided it.
    pub result: Winners<u32>,
    /// Who counted.
    pub counted: Answering,
}

/// A record that a second person approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// The record.
    pub record: Record,
    /// Who approved it.
    pub approved: Answering,
    /// The key that it is signed with: the public one, in hexadecimal.
    pub key: Fingerprint,
}

/// A text that is no act.
#[derive(Debug, thiserror::Error)]
pub enum NoAct {
    /// It is not what acts look like.
    #[error("it is no act of results: {0}")]
    Malformed(#[from] serde_json::Error),
    /// Somebody wrote it otherwise.
    #[error("it is not in canonical form")]
    NotCanonical,
    /// It has another form.
    #[error("its form is `{0}`, and this program knows `{FORMAT}`")]
    Format(String),
}

impl Act {
    /// The bytes that are signed and given out.
    pub fn to_text(&self) -> String {
        canonical(self)
    }

    /// Reads an act.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(text: &str) -> Result<Self, NoAct> {
        let act: Self = serde_json::from_str(text)?;
        if act.record.format != FORMAT {
            return Err(NoAct::Format(act.record.format));
        }
        if act.to_text() != text {
            return Err(NoAct::NotCanonical);
        }
        Ok(act)
    }
}

/// Why a record cannot be counted again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoRecount {
    /// The winner rule.
    #[error("its winner rule cannot be read: {0}")]
    Rule(String),
    /// A project that the act does not have.
    #[error("the election has the project `{0}`, and the act has not")]
    Project(String),
    /// Projects that the election does not have.
    #[error("the act has {stated} projects, and the election {found}")]
    Projects {
        /// By the act.
        stated: usize,
        /// In the election.
        found: usize,
    },
    /// More blank ballots than ballots, or another number of ballots.
    #[error("the act has {stated} ballots that are not blank, and the election {found}")]
    Ballots {
        /// By the act.
        stated: u64,
        /// In the election.
        found: u64,
    },
    /// Another number of blank ballots.
    #[error("the act has {stated} blank ballots, and the election {found}")]
    Blank {
        /// By the act.
        stated: u64,
        /// In the election.
        found: u64,
    },
    /// How its files are written.
    #[error("it was made before acts stated how their files are written: they cannot be made again from it")]
    Unwritten,
    /// A draw that is not what was committed to.
    #[error("its public draw does not follow from the secret that was committed to and the number that was drawn")]
    Draw,
    /// A cost.
    #[error(transparent)]
    Cost(#[from] CostNotPositive),
    /// Points.
    #[error(transparent)]
    Score(#[from] ScoreOverflow),
    /// No winners were found.
    #[error(transparent)]
    Unfound(#[from] Unfound<u32>),
}

impl Record {
    /// How many of the ballots in the urn were cast on paper.
    pub fn on_paper(&self) -> u64 {
        self.paper.iter().map(|sheet| sheet.named + sheet.blank).sum()
    }

    /// Counts the ballots of an election again by what this record states. The outcome is the record's own
    /// [`Record::result`], if nothing was changed.
    ///
    /// # Errors
    /// When the election is another one, or the record cannot be counted.
    pub fn recount(&self, election: &Election) -> Result<Winners<u32>, NoRecount> {
        let by_id: BTreeMap<&str, &Project> = self.projects.iter().map(|one| (one.id.as_str(), one)).collect();
        let (stated, found) = (self.projects.len(), election.projects().len());
        if stated != found {
            return Err(NoRecount::Projects { stated, found });
        }
        let profile = election.profile();
        let (stated, found) = (self.urn.ballots.saturating_sub(self.urn.blank), profile.ballots() - profile.blank());
        if stated != found {
            return Err(NoRecount::Ballots { stated, found });
        }
        // Elections of acts that were made before blank ballots had rows of their own lack all of them.
        let missing = if profile.blank() == 0 { self.urn.blank } else { 0 };
        let (stated, found) = (self.urn.blank, profile.blank() + missing);
        if stated != found {
            return Err(NoRecount::Blank { stated, found });
        }
        let entrants = election.projects().iter().zip(election.scores()).map(|(project, &score)| {
            let known = by_id.get(project.id.as_str()).ok_or_else(|| NoRecount::Project(project.id.clone()))?;
            Ok(known.entrant(score)?)
        });
        let entrants = entrants.collect::<Result<Vec<_>, NoRecount>>()?;
        self.winners(&entrants, &profile.clone().with_blank(missing))
    }

    /// Finds the winners by what this record states.
    fn winners(&self, entrants: &[Entrant<u32>], ballots: &Profile) -> Result<Winners<u32>, NoRecount> {
        if self.draw.as_ref().is_some_and(|draw| !draw.holds()) {
            return Err(NoRecount::Draw);
        }
        let seed = self.draw.as_ref().map(|draw| &draw.seed);
        Ok(winners(&self.winner()?, entrants, ballots, &self.rules.room, self.minimum(), seed)?)
    }

    /// Its winner rule.
    fn winner(&self) -> Result<WinnerRule, NoRecount> {
        document::from_value(self.rules.winner.clone()).map_err(|problems| NoRecount::Rule(format!("{problems:?}")))
    }

    /// What a project needs to compete.
    fn minimum(&self) -> Minimum {
        Minimum { score: self.rules.minimum, threshold: self.rules.support }
    }
}

#[cfg(test)]
mod tests;
