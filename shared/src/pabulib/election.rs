//! An election with its scores: what remains of a file when its ballots have passed by.

use super::error::{ParseError, ParseErrorKind};
use super::read::Reader;
use super::warning::{Warning, WarningKind};
use super::{Event, Meta, Project, Vote, VoteType};
use crate::money::Currency;
use crate::tally::{
    Candidate, Count, Measure, Method, Profile, Profiler, Question, ScoreOverflow, Scores, TieOrder, WhenFull, count,
};

/// An election with its scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Election {
    meta: Meta,
    projects: Vec<Project>,
    votes: Vec<u64>,
    scores: Vec<u64>,
    profile: Profile,
    warnings: Vec<Warning>,
}

impl Election {
    /// Reads a whole file. Lines may come with or without their ends; don't split at other characters than `\n`.
    ///
    /// # Errors
    ///
    /// When the file is not what the format has, with the place.
    pub fn read<L: AsRef<str>>(lines: impl IntoIterator<Item = L>) -> Result<Self, ParseError> {
        let mut counter = Counter::new();
        for line in lines {
            counter.line(line.as_ref())?;
        }
        counter.finish()
    }

    /// The election as a whole.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// The projects, in the order of the file.
    pub fn projects(&self) -> &[Project] {
        &self.projects
    }

    /// How many ballots name each project, in the order of the projects.
    pub fn votes(&self) -> &[u64] {
        &self.votes
    }

    /// The score of each project by its ballots, in the order of the projects: votes or points.
    pub fn scores(&self) -> &[u64] {
        &self.scores
    }

    /// The ballots, equal ones merged.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// What any rule asks of the election: shares are raised by one unit of the currency at a time.
    pub fn question<'a>(
        &'a self,
        candidates: &'a [Candidate<String>],
        tie_order: TieOrder,
        minimum_score: u64,
    ) -> Question<'a, String> {
        let unit = 10_i64.pow(u32::from(self.meta.budget.currency().decimals()));
        Question {
            candidates,
            profile: &self.profile,
            budget: self.meta.budget.minor(),
            step: unit,
            unit,
            tie_order,
            minimum_score,
            threshold: None,
            groups: &[],
            ranks: &[],
        }
    }

    /// The same with so many more blank ballots: files leave them out. Where ballots give points to projects that they do
    /// not name, these give them to all.
    ///
    /// # Errors
    /// When a project's points add up to more than can be counted.
    pub fn with_blank(self, more: u64) -> Result<Self, ScoreOverflow> {
        let each = default_score(&self.meta).checked_mul(more).ok_or(ScoreOverflow)?;
        let scores: Option<Vec<u64>> = self.scores.iter().map(|score| score.checked_add(each)).collect();
        Ok(Self { scores: scores.ok_or(ScoreOverflow)?, profile: self.profile.with_blank(more), ..self })
    }

    /// What is odd about the file.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The projects as the count takes them.
    #[expect(clippy::missing_panics_doc, reason = "the reader gives no project without a cost")]
    pub fn candidates(&self) -> Vec<Candidate<String>> {
        let with_scores = self.projects.iter().zip(&self.scores);
        with_scores
            .map(|(project, &score)| {
                let candidate = Candidate::new(project.id.clone(), project.cost.minor(), score);
                let candidate = candidate.expect("the reader gives no project without a cost");
                if project.withdrawn { candidate.withdrawn() } else { candidate }
            })
            .collect()
    }

    /// Counts the election: most votes (or points) first, what doesn't fit is skipped.
    #[expect(clippy::missing_panics_doc, reason = "candidates and ballots are of one election, and turns need no step")]
    pub fn greedy(&self, tie_order: TieOrder, minimum_score: u64) -> Count<String> {
        let method = Method::MostFirst { measure: Measure::Score, when_full: WhenFull::Skip };
        count(method, &self.question(&self.candidates(), tie_order, minimum_score))
            .expect("candidates and ballots are of one election, and turns need no step")
    }
}

/// What a ballot gives a project that it doesn't name.
fn default_score(meta: &Meta) -> u64 {
    match meta {
        Meta { vote_type: VoteType::Scoring, default_score: Some(score), .. } => *score,
        _ => 0,
    }
}

/// Makes an [`Election`] of a file that comes in line by line.
#[derive(Debug)]
pub struct Counter {
    reader: Reader,
    meta: Option<Meta>,
    /// With the line of each, for warnings.
    projects: Vec<(Project, u64)>,
    scores: Scores,
    profiler: Profiler,
}

impl Counter {
    /// At the start of a file that names its currency.
    pub fn new() -> Self {
        Self::from_reader(Reader::new())
    }

    /// At the start of a file; amounts of one without a currency are taken to be in this one.
    pub fn assuming(currency: Currency) -> Self {
        Self::from_reader(Reader::assuming(currency))
    }

    fn from_reader(reader: Reader) -> Self {
        Self { reader, meta: None, projects: Vec::new(), scores: Scores::new(0), profiler: Profiler::new(0) }
    }

    /// Takes the next line, with or without its end.
    ///
    /// # Errors
    ///
    /// As [`Reader::line`], and when a project's points add up to more than can be counted.
    pub fn line(&mut self, line: &str) -> Result<(), ParseError> {
        match self.reader.line(line)? {
            Some(Event::Meta(meta)) => self.meta = Some(*meta),
            Some(Event::Project(project)) => {
                self.projects.push((*project, self.reader.lines_read()));
                // No ballot comes before the last project.
                self.scores = Scores::new(self.projects.len()).with_default_score(self.default_score());
                self.profiler = Profiler::new(self.projects.len()).with_default_score(self.default_score());
            }
            Some(Event::Vote(vote)) => self.vote(&vote).map_err(|ScoreOverflow| self.overflow())?,
            None => {}
        }
        Ok(())
    }

    fn default_score(&self) -> u64 {
        self.meta.as_ref().map_or(0, default_score)
    }

    fn vote(&mut self, vote: &Vote) -> Result<(), ScoreOverflow> {
        match self.meta.as_ref().map(|meta| meta.vote_type) {
            Some(VoteType::Cumulative | VoteType::Scoring) => {
                let points = vote.chosen.iter().copied().zip(vote.points.iter().copied());
                self.scores.give_points(points.clone())?;
                self.profiler.give_points(points)
            }
            Some(VoteType::Ordinal) => {
                self.scores.rank(&vote.chosen)?;
                self.profiler.rank(&vote.chosen)
            }
            Some(VoteType::Approval | VoteType::ChooseOne) | None => {
                self.scores.approve(vote.chosen.iter().copied());
                self.profiler.approve(vote.chosen.iter().copied())
            }
        }
    }

    /// What is odd about the file so far.
    pub fn warnings(&self) -> &[Warning] {
        self.reader.warnings()
    }

    /// The election, at the end of the file.
    ///
    /// # Errors
    ///
    /// As [`Reader::finish`].
    #[expect(clippy::missing_panics_doc, reason = "a reader that finished has given META")]
    pub fn finish(self) -> Result<Election, ParseError> {
        self.reader.finish()?;
        let places = 0..self.projects.len();
        let votes: Vec<u64> = places.clone().map(|place| self.scores.votes(place)).collect();
        let scores: Result<Vec<u64>, _> = places.map(|place| self.scores.score(place)).collect();
        let scores = scores.map_err(|ScoreOverflow| self.overflow())?;
        let meta = self.meta.expect("a reader that finished has given META");
        let mut warnings = self.reader.into_warnings();
        for ((project, line), (&votes, &score)) in self.projects.iter().zip(votes.iter().zip(&scores)) {
            if project.votes.is_some_and(|stated| stated != votes) {
                warnings.add(WarningKind::VotesDiffer, *line, &project.id);
            }
            if project.score.is_some_and(|stated| stated != score) {
                warnings.add(WarningKind::ScoreDiffers, *line, &project.id);
            }
        }
        let projects = self.projects.into_iter().map(|(project, _)| project).collect();
        let profile = self.profiler.finish();
        Ok(Election { meta, projects, votes, scores, profile, warnings: warnings.into_vec() })
    }

    fn overflow(&self) -> ParseError {
        ParseError { line: self.reader.lines_read(), column: 1, kind: ParseErrorKind::ScoreOverflow }
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}
