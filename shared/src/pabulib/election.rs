//! An election with its scores: what remains of a file when its ballots have passed by.

use super::error::{ParseError, ParseErrorKind};
use super::read::Reader;
use super::warning::{Warning, WarningKind};
use super::{Event, Meta, Points, Project, Vote, VoteType};
use crate::money::{Currency, Money, MoneyError};
use crate::tally::{
    Candidate, Count, Measure, Method, Profile, Profiler, Question, ScoreOverflow, Scores, TieOrder, Total, WhenFull,
    count,
};

/// An election with its scores.
///
/// All amounts are in one currency, counted in the finest parts that any amount of the file needs; and all points in the
/// finest parts of a point that any ballot gives ([`Election::decimals`]): whole points as a rule. So every rule counts with
/// whole numbers, and exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Election {
    meta: Meta,
    projects: Vec<Project>,
    votes: Vec<u64>,
    scores: Vec<u64>,
    /// How far the points of a project are below zero.
    below: Vec<u64>,
    decimals: u8,
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

    /// The score of each project by its ballots, in the order of the projects: votes or points. Points are in parts of which
    /// a point has `10^decimals` ([`Election::decimals`]). Of a project that has more points against it than for it, zero.
    pub fn scores(&self) -> &[u64] {
        &self.scores
    }

    /// The same in points, exactly.
    pub fn points(&self) -> Vec<Points> {
        let exact = |(&score, &below): (&u64, &u64)| {
            let parts = i64::try_from(i128::from(score) - i128::from(below)).unwrap_or(i64::MAX);
            Points::new(parts, self.decimals)
        };
        self.scores.iter().zip(&self.below).map(exact).collect()
    }

    /// How many decimals the points of this election are counted with.
    pub fn decimals(&self) -> u8 {
        self.decimals
    }

    /// A number of points in the parts in which this election counts them; as many as can be counted, where it is more.
    pub fn in_parts(&self, points: u64) -> u64 {
        points.saturating_mul(10_u64.pow(self.decimals.into()))
    }

    /// The ballots, equal ones merged. They give points in the same parts as [`Election::scores`]; points below zero support
    /// nothing.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// What any rule asks of the election: shares are raised by one unit of the currency at a time. `minimum_score` is in
    /// votes or points.
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
            minimum_score: self.in_parts(minimum_score),
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
        let unnamed = unnamed(&self.meta).map_or(Ok(0), |points| points.parts(self.decimals).ok_or(ScoreOverflow))?;
        let of_all = i128::from(unnamed).checked_mul(i128::from(more)).ok_or(ScoreOverflow)?;
        let with = |(&score, &below): (&u64, &u64)| {
            let sum = (i128::from(score) - i128::from(below)).checked_add(of_all).ok_or(ScoreOverflow)?;
            let size = u64::try_from(sum.unsigned_abs()).map_err(|_| ScoreOverflow)?;
            Ok(if sum < 0 { (0, size) } else { (size, 0) })
        };
        let sums: Result<Vec<(u64, u64)>, ScoreOverflow> = self.scores.iter().zip(&self.below).map(with).collect();
        let (scores, below) = sums?.into_iter().unzip();
        Ok(Self { scores, below, profile: self.profile.with_blank(more), ..self })
    }

    /// What is odd about the file.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The projects as the count takes them.
    #[expect(clippy::missing_panics_doc, reason = "the reader gives no project without a cost")]
    pub fn candidates(&self) -> Vec<Candidate<String>> {
        let with_scores = self.projects.iter().zip(self.scores.iter().zip(&self.below));
        with_scores
            .map(|(project, (&score, &below))| {
                let candidate = Candidate::new(project.id.clone(), project.cost.minor(), score);
                let candidate = candidate.expect("the reader gives no project without a cost").below_zero(below);
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
fn unnamed(meta: &Meta) -> Option<Points> {
    meta.default_score.filter(|_| meta.vote_type == VoteType::Scoring)
}

/// Makes an [`Election`] of a file that comes in line by line.
#[derive(Debug)]
pub struct Counter {
    reader: Reader,
    meta: Option<Meta>,
    /// With the line of each, for warnings.
    projects: Vec<(Project, u64)>,
    /// How many decimals points are counted with, up to here.
    decimals: u8,
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
        let (scores, profiler) = (Scores::new(0), Profiler::new(0));
        Self { reader, meta: None, projects: Vec::new(), decimals: 0, scores, profiler }
    }

    /// Takes the next line, with or without its end.
    ///
    /// # Errors
    ///
    /// As [`Reader::line`], and when a project's points add up to more than can be counted.
    pub fn line(&mut self, line: &str) -> Result<(), ParseError> {
        match self.reader.line(line)? {
            Some(Event::Meta(meta)) => {
                self.meta = Some(*meta);
                self.decimals = self.unnamed().map_or(0, Points::decimals);
            }
            Some(Event::Project(project)) => {
                self.projects.push((*project, self.reader.lines_read()));
                // No ballot comes before the last project.
                let unnamed = self.default_score().map_err(|ScoreOverflow| self.overflow())?;
                self.scores = Scores::new(self.projects.len()).with_default_score(unnamed);
                // Who takes points away supports nothing by it.
                let given = u64::try_from(unnamed).unwrap_or_default();
                self.profiler = Profiler::new(self.projects.len()).with_default_score(given);
            }
            Some(Event::Vote(vote)) => self.vote(&vote).map_err(|ScoreOverflow| self.overflow())?,
            None => {}
        }
        Ok(())
    }

    fn unnamed(&self) -> Option<Points> {
        self.meta.as_ref().and_then(unnamed)
    }

    /// What a ballot gives a project that it doesn't name, in the parts in which points are counted.
    fn default_score(&self) -> Result<i64, ScoreOverflow> {
        self.unnamed().map_or(Ok(0), |points| points.parts(self.decimals).ok_or(ScoreOverflow))
    }

    fn vote(&mut self, vote: &Vote) -> Result<(), ScoreOverflow> {
        match self.meta.as_ref().map(|meta| meta.vote_type) {
            Some(VoteType::Cumulative | VoteType::Scoring) => self.points(vote),
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

    fn points(&mut self, vote: &Vote) -> Result<(), ScoreOverflow> {
        let finest = vote.points.iter().copied().map(Points::decimals).max().unwrap_or_default();
        if let Some(more) = finest.checked_sub(self.decimals).filter(|more| *more > 0) {
            let parts = 10_u32.checked_pow(more.into()).ok_or(ScoreOverflow)?;
            self.scores.divide_points(parts)?;
            self.profiler.divide_points(parts)?;
            self.decimals = finest;
        }
        let decimals = self.decimals;
        if vote.points.iter().any(|points| points.parts(decimals).is_none()) {
            return Err(ScoreOverflow);
        }
        let parts = vote.points.iter().map(|points| points.parts(decimals).unwrap_or_default());
        let given = vote.chosen.iter().copied().zip(parts);
        self.scores.give_or_take(given.clone())?;
        // Who takes points away supports nothing by it.
        let others_get = self.default_score()? > 0;
        let supported = |(place, points)| match u64::try_from(points) {
            Ok(points) => Some((place, points)),
            // But what is named so does not get what others get unnamed.
            Err(_) => others_get.then_some((place, 0)),
        };
        self.profiler.give_points(given.filter_map(supported))
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
        let totals: Result<Vec<Total>, ScoreOverflow> = places.map(|place| self.scores.total(place)).collect();
        let totals = totals.map_err(|ScoreOverflow| self.overflow())?;
        let mut meta = self.meta.expect("a reader that finished has given META");
        let costs = self.projects.iter().map(|(project, _)| project.cost);
        let amounts = costs.chain(meta.max_sum_cost).chain([meta.budget]);
        let finest = amounts.map(|amount| amount.currency().decimals()).max().unwrap_or_default();
        let in_finest = |amount: Money, line: u64, field: &str| {
            let of_file = |reason| too_fine(line, field, amount, reason);
            amount.in_finer(finest).map_err(of_file)
        };
        let last = self.reader.lines_read();
        meta.budget = in_finest(meta.budget, last, "budget")?;
        meta.max_sum_cost = meta.max_sum_cost.map(|most| in_finest(most, last, "max_sum_cost")).transpose()?;

        let mut projects = Vec::with_capacity(self.projects.len());
        let mut warnings = self.reader.into_warnings();
        for ((mut project, line), (&votes, &total)) in self.projects.into_iter().zip(votes.iter().zip(&totals)) {
            project.cost = in_finest(project.cost, line, "cost")?;
            if project.votes.is_some_and(|stated| stated != votes) {
                warnings.add(WarningKind::VotesDiffer, line, &project.id);
            }
            let differs = |stated: Points| stated.parts(self.decimals).map(i128::from) != Some(total.signed());
            if project.score.is_some_and(differs) {
                warnings.add(WarningKind::ScoreDiffers, line, &project.id);
            }
            projects.push(project);
        }
        let (scores, below) = totals.into_iter().map(|total| (total.above, total.below)).unzip();
        let (decimals, profile) = (self.decimals, self.profiler.finish());
        Ok(Election { meta, projects, votes, scores, below, decimals, profile, warnings: warnings.into_vec() })
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

/// An amount that has no place among the finer ones of its file.
fn too_fine(line: u64, field: &str, amount: Money, reason: MoneyError) -> ParseError {
    let (field, found) = (field.to_owned(), amount.to_decimal());
    ParseError { line, column: 1, kind: ParseErrorKind::NotMoney { field, found, reason } }
}
