//! Trying ballots before there are projects (ensayo): a made-up offer, made-up ballots, and a count of whatever was
//! tried, with what each rule refused. For the few thousand ballots of a rehearsal, not for an urn.

use std::collections::BTreeMap;

use super::{BallotForm, Choice, Mark, Marked, Mistake, Offer, OfferProblems, Offered, Restriction, SheetChoice};
use super::{SheetForm, SheetMistake, Way};
use crate::{
    document::Key,
    draw::{Purpose, Seed},
    id::ProposalId,
    money::Money,
    ruleset::{Code, WinnerRule},
    tally::{Candidate, Entrant, Minimum, Profile, Profiler, Room, ScoreOverflow, Scores, Unfound, Winners, winners},
};

/// What a made-up offer should be like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// How many projects.
    pub projects: u16,
    /// The ceiling that they compete for.
    pub ceiling: Money,
    /// The kind of territory.
    pub kind: Key,
    /// The themes that they are of, in turn; none where the rules have none.
    pub themes: Vec<Key>,
    /// The territories of a larger level that they lie in, in turn; none where winners are not spread.
    pub within: Vec<Code>,
}

impl Sample {
    /// A made-up offer: projects 1, 2, … that have no names, their ids being their numbers. Any one of them fits into
    /// the ceiling, about half of them together do. Costs are rounded down to two digits. The same seed makes the
    /// same offer.
    ///
    /// # Errors
    /// When there are no projects, or the ceiling is below zero or so large that costs don't add up.
    pub fn offer(&self, seed: &Seed) -> Result<Offer, OfferProblems> {
        let in_turn = |number: u32, count: usize| usize::try_from(number - 1).ok()?.checked_rem(count);
        let projects = (1..=u32::from(self.projects)).map(|number| Offered {
            id: uuid::Uuid::from_u128(number.into()).into(),
            number,
            cost: Money::new(
                self.cost(seed.lot(Purpose::Sample, &format!("cost/{number}")).below(u64::MAX)),
                self.ceiling.currency(),
            ),
            theme: in_turn(number, self.themes.len()).and_then(|place| self.themes.get(place)).cloned(),
            within: in_turn(number, self.within.len()).and_then(|place| self.within.get(place)).cloned(),
            group: None,
        });
        Offer::new(projects.collect(), self.ceiling, self.kind.clone())
    }

    /// From a quarter to the whole of what a third of the projects would get in equal parts; at least one minor unit.
    fn cost(&self, chance: u64) -> i64 {
        let dearest = (self.ceiling.minor() / i64::from(self.projects.div_ceil(3).max(1))).max(1);
        let cheapest = (dearest / 4).max(1);
        let span = u64::try_from(dearest - cheapest).unwrap_or(0) + 1;
        let cost = cheapest + i64::try_from(chance % span).unwrap_or(0);
        let unit = 10_i64.pow(cost.ilog10().saturating_sub(1));
        cost / unit * unit
    }
}

/// Made-up ballots that can be cast, `count` at most: where a knapsack must be filled to a part, ballots that happen not
/// to reach it are left out. Some projects are more popular than others. The same seed makes the same ballots.
pub fn sample_choices(form: &BallotForm, count: u32, seed: &Seed) -> Vec<Choice> {
    (0..count).map(|ballot| sample_choice(form, ballot, seed)).filter(|choice| form.mark(choice).is_ok()).collect()
}

fn sample_choice(form: &BallotForm, ballot: u32, seed: &Seed) -> Choice {
    let chance = |subject: &str, end: u64| seed.lot(Purpose::Sample, &format!("{subject}/{ballot}")).below(end);
    if form.blank() && chance("blank", 20) == 0 {
        return Choice::blank();
    }
    let mut liked: Vec<&Offered> = form.offer().projects().iter().collect();
    liked.sort_by_cached_key(|project| {
        let number = project.number;
        let popularity = seed.lot(Purpose::Sample, &format!("popularity/{number}")).below(1_000);
        (popularity + chance(&format!("liking/{number}"), 1_000), number)
    });
    let wanted = u64::from(form.least()) + chance("wanted", u64::from(form.most() - form.least()) + 1);
    let mut choice = Choice::default();
    for project in liked.iter().map(|project| project.id) {
        let missing = form.progress(&choice).mistakes.iter().any(|mistake| mistake.restriction() == Restriction::Floor);
        if choice.marks.len() as u64 >= wanted && !missing {
            break;
        }
        let room = form.room(&choice, project);
        let amount = match form.way() {
            Way::Points { .. } => 1 + chance(&format!("points/{project}"), room),
            Way::Wallet { note, .. } => note * (1 + chance(&format!("notes/{project}"), room / note.max(1))),
            _ => room,
        };
        if room > 0 {
            choice.marks.push(Mark { project, amount });
        }
    }
    // All points must be given: the first ones get more, as long as there are some.
    if matches!(form.way(), Way::Points { spend_all: true, .. }) {
        for place in 0..choice.marks.len() {
            let room = choice.marks.get(place).map_or(0, |mark| form.room(&choice, mark.project));
            if let Some(mark) = choice.marks.get_mut(place) {
                mark.amount = room;
            }
        }
    }
    choice
}

/// What became of the ballots of one contest that were tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rehearsal {
    /// How many could be cast.
    pub cast: u64,
    /// How many of them are blank.
    pub blank: u64,
    /// Those that could not be cast.
    pub refused: Vec<Refused<Mistake>>,
    /// How many ballots each rule refused; one ballot may break several.
    pub refusals: BTreeMap<Restriction, u64>,
    /// What the ballots gave each project, by number.
    pub scores: Vec<Scored>,
    /// The ballots themselves, by the places of the projects in the offer.
    pub ballots: Profile,
}

/// A ballot, or a sheet, that could not be cast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused<M> {
    /// Which one, by its place among those that were tried, from zero.
    pub place: usize,
    /// Why; never empty.
    pub mistakes: Vec<M>,
}

/// What the ballots gave a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scored {
    /// The project.
    pub project: ProposalId,
    /// Its number.
    pub number: u32,
    /// How many ballots name it.
    pub votes: u64,
    /// Its votes, or its points or play money.
    pub score: u64,
}

/// Tries ballots.
///
/// # Errors
/// When points no longer add up, for there are absurdly many ballots.
pub fn rehearse(form: &BallotForm, choices: &[Choice]) -> Result<Rehearsal, ScoreOverflow> {
    let mut count = Count::new(form);
    for (place, choice) in choices.iter().enumerate() {
        match form.mark(choice) {
            Ok(marked) => count.add(&marked)?,
            Err(mistakes) => count.refuse(place, mistakes),
        }
    }
    count.finish()
}

/// What became of sheets that were tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRehearsal {
    /// Those that could not be cast. None of their ballots counts.
    pub refused: Vec<Refused<SheetMistake>>,
    /// The contests, in the order of the sheet. A ballot is refused in the contest whose rule it breaks.
    pub contests: Vec<(Key, Rehearsal)>,
}

/// Tries whole sheets.
///
/// # Errors
/// As for [`rehearse`].
pub fn rehearse_sheets(form: &SheetForm, choices: &[SheetChoice]) -> Result<SheetRehearsal, ScoreOverflow> {
    let mut refused = Vec::new();
    let mut counts: BTreeMap<&Key, Count<'_>> =
        form.forms().iter().map(|form| (form.contest(), Count::new(form))).collect();
    for (place, choice) in choices.iter().enumerate() {
        match form.mark(choice) {
            Ok(sheet) => {
                for ballot in sheet.ballots() {
                    if let Some(count) = counts.get_mut(ballot.contest()) {
                        count.add(ballot)?;
                    }
                }
            }
            Err(mistakes) => {
                for mistake in &mistakes {
                    if let SheetMistake::Ballot { contest, mistakes } = mistake
                        && let Some(count) = counts.get_mut(contest)
                    {
                        count.refuse(place, mistakes.clone());
                    }
                }
                refused.push(Refused { place, mistakes });
            }
        }
    }
    let in_order = form.forms().iter().filter_map(|form| counts.remove(form.contest()).map(|count| (form, count)));
    let contests = in_order.map(|(form, count)| Ok((form.contest().clone(), count.finish()?)));
    Ok(SheetRehearsal { refused, contests: contests.collect::<Result<_, ScoreOverflow>>()? })
}

/// A rehearsal under way.
struct Count<'a> {
    form: &'a BallotForm,
    scores: Scores,
    ballots: Profiler,
    blank: u64,
    refused: Vec<Refused<Mistake>>,
    refusals: BTreeMap<Restriction, u64>,
}

impl<'a> Count<'a> {
    fn new(form: &'a BallotForm) -> Self {
        let scores = Scores::new(form.offer().projects().len());
        let ballots = Profiler::new(form.offer().projects().len());
        Self { form, scores, ballots, blank: 0, refused: Vec::new(), refusals: BTreeMap::new() }
    }

    fn add(&mut self, marked: &Marked) -> Result<(), ScoreOverflow> {
        self.blank += u64::from(marked.is_blank());
        self.form.score(marked, &mut self.scores)?;
        let place = |id| self.form.offer().projects().iter().position(|project| project.id == id);
        let points = self.form.points(marked);
        self.ballots.give_points(points.into_iter().filter_map(|(id, points)| Some((place(id)?, points))))
    }

    fn refuse(&mut self, place: usize, mistakes: Vec<Mistake>) {
        let mut broken: Vec<Restriction> = mistakes.iter().map(Mistake::restriction).collect();
        broken.sort_unstable();
        broken.dedup();
        for restriction in broken {
            *self.refusals.entry(restriction).or_default() += 1;
        }
        self.refused.push(Refused { place, mistakes });
    }

    fn finish(self) -> Result<Rehearsal, ScoreOverflow> {
        let Self { form, scores, ballots, blank, refused, refusals } = self;
        let projects = form.offer().projects().iter().enumerate();
        let scored = projects.map(|(place, project)| {
            let score = scores.score(place)?;
            Ok(Scored { project: project.id, number: project.number, votes: scores.votes(place), score })
        });
        let scored = scored.collect::<Result<_, ScoreOverflow>>()?;
        let ballots = ballots.finish();
        Ok(Rehearsal { cast: scores.ballots(), blank, refused, refusals, scores: scored, ballots })
    }
}

impl Rehearsal {
    /// Who would win. Of projects that are made up nothing is known but what their ballot says: not when they were
    /// registered, nor from which neighbourhoods they are supported.
    ///
    /// # Errors
    /// When the winners depend on a public draw and there is no `seed`.
    pub fn winners(
        &self,
        form: &BallotForm,
        rule: &WinnerRule,
        room: &Room,
        minimum: Minimum,
        seed: Option<&Seed>,
    ) -> Result<Winners<ProposalId>, Unfound<ProposalId>> {
        let score = |project| self.scores.iter().find(|scored| scored.project == project).map_or(0, |one| one.score);
        let entrants: Vec<Entrant<ProposalId>> = form
            .offer()
            .projects()
            .iter()
            .filter_map(|project| {
                // An offer has no project that costs nothing.
                let candidate = Candidate::new(project.id, project.cost.minor(), score(project.id)).ok()?;
                let (theme, within, group) = (project.theme.clone(), project.within.clone(), project.group.clone());
                Some(Entrant { theme, within, group, ..Entrant::new(candidate, project.number) })
            })
            .collect();
        winners(rule, &entrants, &self.ballots, room, minimum, seed)
    }
}
