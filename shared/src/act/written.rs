//! How the files of a result are written: from the record and the ballots and nothing else, so that everybody makes the
//! same bytes of them.

use std::{cmp::Reverse, collections::BTreeMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Named, NoRecount, Project, Record};
use crate::{
    code::TypedCode,
    locale::Locale,
    money::{Currency, Money},
    pabulib::{self, Meta, Points, Selected, Vote, VoteType, VotingDate, VotingMethod, WriteError, Writer},
    paper::Place,
    ruleset::{Threshold, TieBreak, WinnerRule},
    tally::{Finish, Minimum, Standing, Winners},
};

/// What the files of a result say besides what its record is about, and in which language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// The language of the site.
    pub locale: Locale,
    /// What was voted on, in a sentence.
    pub description: String,
    /// The country, in English.
    pub country: String,
    /// What has to be known of the blank ballots, where there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The first day of voting.
    pub begins: NaiveDate,
    /// The last day of voting.
    pub ends: NaiveDate,
    /// What the election says of a ballot.
    pub vote_type: VoteType,
    /// Whether it says how each ballot was cast.
    pub methods: bool,
}

/// What the files of a result are made of, beside the ballots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// Whose site it is.
    pub site: Named,
    /// The process.
    pub process: Named,
    /// The contest.
    pub contest: Named,
    /// The currency of all amounts.
    pub currency: Currency,
    /// How winners are found.
    pub winner: WinnerRule,
    /// What a project needs to compete.
    pub minimum: Minimum,
    /// The money that is handed out, in minor units.
    pub ceiling: i64,
    /// How many ballots there are.
    pub ballots: u64,
    /// The projects on the ballot.
    pub projects: Vec<Project>,
    /// Who won, and why the others did not.
    pub result: Winners<u32>,
    /// What the files say besides.
    pub written: Written,
}

impl Record {
    /// What its files are made of.
    ///
    /// # Errors
    /// When it was made before records stated how their files are written, or its winner rule cannot be read.
    pub fn basis(&self) -> Result<Basis, NoRecount> {
        let written = self.written.clone().ok_or(NoRecount::Unwritten)?;
        Ok(Basis {
            site: self.site.clone(),
            process: self.process.clone(),
            contest: self.contest.clone(),
            currency: self.currency,
            winner: self.winner()?,
            minimum: self.minimum(),
            ceiling: self.rules.room.ceiling,
            ballots: self.urn.ballots,
            projects: self.projects.clone(),
            result: self.result.clone(),
            written,
        })
    }
}

impl Basis {
    /// The election up to its ballots (.pb), and what writes those under it.
    ///
    /// # Errors
    /// When something in it cannot be written so that it reads back the same.
    pub fn election(&self) -> Result<(Rows, String), WriteError> {
        let (writer, head) = Writer::start(&self.meta(), &self.listed())?;
        let (writer, head) = if self.written.methods { writer.with_methods(head) } else { (writer, head) };
        Ok((Rows { writer, points: self.written.vote_type.has_points(), as_given: false }, head))
    }

    /// What was voted on, and how.
    fn meta(&self) -> Meta {
        let written = &self.written;
        // The format has one number for all projects; what depends on the cost of each has no place in it.
        let by_ballots = self.minimum.threshold.filter(|support| matches!(support, Threshold::Ballots { .. }));
        let needed = Minimum { threshold: by_ballots, ..self.minimum }.needed(0, self.ballots, self.ceiling);
        let threshold = (needed > 0).then_some(needed);
        let by_cost = self.minimum.threshold != by_ballots;
        let budget = Money::new(self.ceiling, self.currency);
        Meta {
            description: Some(written.description.clone()),
            country: Some(written.country.clone()),
            unit: Some(self.site.name.clone()),
            subunit: Some(self.contest.name.clone()),
            instance: Some(self.process.code.clone()),
            rule: Some(self.rule(by_cost, threshold.is_some()).to_owned()),
            date_begin: Some(VotingDate::Day(written.begins)),
            date_end: Some(VotingDate::Day(written.ends)),
            min_project_score_threshold: threshold,
            other: written.comment.iter().map(|comment| ("comment".to_owned(), comment.clone())).collect(),
            ..Meta::new(budget, written.vote_type, self.projects.len() as u64, self.ballots)
        }
    }

    /// The rule by the name that the format has for it; it has names for few.
    fn rule(&self, by_cost: bool, least: bool) -> &'static str {
        let excludes = self.projects.iter().any(|project| project.group.is_some());
        match &self.winner {
            WinnerRule::Greedy { .. } if excludes => pabulib::EXCLUSIVE,
            WinnerRule::Greedy { .. } if by_cost => "greedy-custom",
            WinnerRule::Greedy { .. } if least => "greedy-threshold",
            WinnerRule::Greedy { .. } => "greedy",
            WinnerRule::EqualShares { raise: Some(_), completion: Finish::Compared, .. } => {
                "equalshares/add1-comparison"
            }
            WinnerRule::EqualShares { raise: Some(_), .. } => "equalshares/add1",
            WinnerRule::EqualShares { completion: Finish::Compared, .. } => "equalshares-comparison",
            WinnerRule::EqualShares { .. } => "equalshares",
            WinnerRule::Phragmen { .. } => "greedy-custom",
            WinnerRule::GreedyByTheme { .. } | WinnerRule::Plurality { .. } | WinnerRule::Quota { .. } => "unknown",
        }
    }

    /// The projects with what the count decided.
    fn listed(&self) -> Vec<pabulib::Project> {
        let approval = self.written.vote_type.is_approval();
        let by_registration = self.winner.tie().contains(&TieBreak::EarlierRegistration);
        let standings: BTreeMap<u32, &Standing<u32>> =
            self.result.standings.iter().map(|standing| (standing.id, standing)).collect();
        let listed = |project: &Project| {
            let standing = standings.get(&project.number);
            let score = standing.map(|standing| standing.score);
            let funded = standing.is_some_and(|standing| standing.reason.wins());
            // Columns that the format leaves open say what the rules ask of projects, and nothing else.
            let other = [
                (pabulib::REGION, project.region.as_ref().map(ToString::to_string)),
                (pabulib::REGISTERED, by_registration.then(|| project.registered.to_rfc3339())),
                (pabulib::GROUP, project.group.as_ref().map(ToString::to_string)),
            ];
            let other = other.into_iter().filter_map(|(column, value)| Some((column.to_owned(), value?)));
            pabulib::Project {
                withdrawn: project.withdrawn,
                votes: score.filter(|_| approval),
                score: score.filter(|_| !approval).and_then(|score| Some(Points::new(i64::try_from(score).ok()?, 0))),
                name: Some(project.title.clone()),
                category: project.theme.iter().map(ToString::to_string).collect(),
                other: other.collect(),
                selected: Some(if funded { Selected::Yes } else { Selected::No }),
                ..pabulib::Project::new(project.id.clone(), Money::new(project.cost, self.currency))
            }
        };
        self.projects.iter().map(listed).collect()
    }
}

/// Writes the ballots of an election under its head.
#[derive(Debug)]
pub struct Rows {
    writer: Writer,
    points: bool,
    as_given: bool,
}

impl Rows {
    /// The same under a head that was written before.
    #[must_use]
    pub fn under(self, head: &str) -> Self {
        Self { writer: self.writer.under(head), ..self }
    }

    /// The same with projects in the order in which they are given, as it was before records stated how their files are
    /// written.
    #[must_use]
    pub fn as_given(self) -> Self {
        Self { as_given: true, ..self }
    }

    /// The row of a ballot: the projects that it names, by their places in the list, with what it gives to each. Most
    /// points go first, equals in the order of the list. A blank ballot is a row too, with an empty vote: whoever
    /// divides the money by voters counts it.
    ///
    /// # Errors
    /// When the ballot does not belong to these projects.
    pub fn row(&mut self, code: TypedCode, mut marks: Vec<(usize, u64)>) -> Result<String, WriteError> {
        if !self.as_given {
            marks.sort_unstable_by_key(|&(place, points)| (Reverse(points), place));
        }
        let points = |&(_, points): &(usize, u64)| Points::new(i64::try_from(points).unwrap_or(i64::MAX), 0);
        let method = if Place::of(code).is_some() { VotingMethod::Paper } else { VotingMethod::Internet };
        self.writer.vote(&Vote {
            voter: code.to_string(),
            chosen: marks.iter().map(|&(place, _)| place).collect(),
            points: if self.points { marks.iter().map(points).collect() } else { Vec::new() },
            method: Some(method),
        })
    }
}
