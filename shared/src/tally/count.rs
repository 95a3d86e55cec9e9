//! A count by any of the rules that have a name, with what each project is told.

mod tell;

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{
    Candidate, Comparison, CostNotPositive, Finish, Measure, Met, Method, Minimum, Profile, Raising, Start, TieOrder,
    Utility, Verdict, WhenFull,
    equal_shares::{self, Endowment, Market, Offer, Raise, Round, Run, TooLarge, Worth},
    most_first::{self, Decided, Turn},
    phragmen::{Loads, phragmen},
};
use crate::ruleset::Threshold;

/// What is counted.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a, Id> {
    /// The projects, with all different ids, in the order in which `profile` has them.
    pub candidates: &'a [Candidate<Id>],
    /// The ballots.
    pub profile: &'a Profile,
    /// The money to hand out, in minor units; below zero counts as nothing.
    pub budget: i64,
    /// By how many minor units shares are raised at a time. More than zero.
    pub step: i64,
    /// To whole multiples of how many minor units a first share is rounded down, where it is. More than zero.
    pub unit: i64,
    /// What decides between equals.
    pub tie_order: TieOrder,
    /// The place of each project in the order of equals, where a lot decides what `tie_order` leaves to ids, or another
    /// order than that holds. As long as `candidates`, or empty.
    pub ranks: &'a [u32],
    /// The score with which a project competes.
    pub minimum_score: u64,
    /// How much support it needs besides, measured by ballots or by what it costs; nothing when absent.
    pub threshold: Option<Threshold>,
    /// Projects with the same number here exclude each other: of one site, or for one purpose. Where one is funded, the
    /// others are out. As long as `candidates`, or empty.
    pub groups: &'a [Option<u32>],
}

/// A whole count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count<Id> {
    /// By which rule.
    pub method: Method,
    /// What decided between equals.
    pub tie_order: TieOrder,
    /// The score with which a project competed.
    pub minimum_score: u64,
    /// How much support it needed besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Threshold>,
    /// How many ballots there were, blank ones included.
    pub ballots: u64,
    /// The money to hand out, in minor units.
    pub budget: i64,
    /// Every project: those that are funded in the order in which they were; then, or in between where turns go by votes,
    /// the others.
    pub verdicts: Vec<Verdict<Id>>,
    /// Every tie that was met, in order.
    pub ties: Vec<Met<Id>>,
    /// By Equal Shares: what each voter had, in the end.
    pub endowment: Option<Endowment>,
    /// Where two ways were compared: how many voters prefer which.
    pub comparison: Option<Comparison>,
    /// What the funded projects cost together, in minor units.
    pub total_cost: i64,
    /// What is left of the budget, in minor units.
    pub left: i64,
}

impl<Id> Count<Id> {
    /// The funded projects, in order.
    pub fn selected(&self) -> impl Iterator<Item = &Id> {
        self.verdicts.iter().filter(|verdict| verdict.fate.funds()).map(|verdict| &verdict.id)
    }
}

/// Why nothing could be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CountError {
    /// Candidates and ballots are of different elections.
    #[error("the ballots are about {ballots} projects, and there are {candidates}")]
    OtherProjects {
        /// Projects that the ballots know.
        ballots: usize,
        /// Projects given.
        candidates: usize,
    },
    /// Amounts beyond what is reasonable.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// A step or unit that is not more than zero.
    #[error("shares are raised by a step of more than zero")]
    NoStep(#[from] CostNotPositive),
}

/// The funded projects alone, in the order in which they are funded.
///
/// # Errors
/// When the question does not fit together.
pub fn select<Id: Clone + Ord>(method: Method, question: &Question<'_, Id>) -> Result<Vec<Id>, CountError> {
    let found = Counting::new(question)?.find(method)?;
    Ok(found.places().map(|place| question.candidates[place as usize].id().clone()).collect())
}

/// What Equal Shares buys when each voter has this much, in order.
///
/// # Errors
/// When the question does not fit together.
pub fn select_at<Id: Clone + Ord>(
    utility: Utility,
    endowment: Endowment,
    question: &Question<'_, Id>,
) -> Result<Vec<Id>, CountError> {
    let counting = Counting::new(question)?;
    let market = counting.market(utility);
    let mut run = Run::new(&market, endowment, question.step, 0)?;
    run.finish();
    Ok(run.rounds().iter().map(|round| question.candidates[round.place as usize].id().clone()).collect())
}

/// Counts, and tells each project what happened to it.
///
/// # Errors
/// When the question does not fit together.
pub fn count<Id: Clone + Ord>(method: Method, question: &Question<'_, Id>) -> Result<Count<Id>, CountError> {
    let counting = Counting::new(question)?;
    let found = counting.find(method)?;
    counting.tell(method, found)
}

/// What a rule came to.
struct Found<'a> {
    shares: Option<Shares<'a>>,
    loads: Option<Loads>,
    turns: Turns,
    comparison: Option<Comparison>,
}

/// The turns by votes, where there were any.
#[derive(Default)]
struct Turns {
    /// With the money left before each.
    decisions: Vec<(Turn, i64, Decided)>,
    /// Those that were equal, with the number of the first one's turn.
    ties: Vec<(u32, Vec<u32>)>,
}

impl Turns {
    fn funded(&self) -> impl Iterator<Item = u32> {
        self.decisions.iter().filter(|(_, _, decided)| decided.funds()).map(|(turn, ..)| turn.place)
    }
}

struct Shares<'a> {
    market: Market<'a>,
    endowment: Endowment,
    rounds: Vec<Round>,
}

impl Found<'_> {
    fn places(&self) -> impl Iterator<Item = u32> {
        let shares = self.shares.iter().flat_map(|shares| shares.rounds.iter().map(|round| round.place));
        let loads = self.loads.iter().flat_map(|loads| loads.rounds.iter().map(|round| round.place));
        shares.chain(loads).chain(self.turns.funded())
    }
}

struct Counting<'a, Id> {
    question: &'a Question<'a, Id>,
    budget: i64,
    /// The score that each project needs, by place.
    needed: Vec<u64>,
    votes: Vec<u64>,
    offers: Vec<Offer>,
}

impl<'a, Id: Clone + Ord> Counting<'a, Id> {
    fn new(question: &'a Question<'a, Id>) -> Result<Self, CountError> {
        let candidates = question.candidates;
        if question.profile.projects() != candidates.len() {
            let (ballots, candidates) = (question.profile.projects(), candidates.len());
            return Err(CountError::OtherProjects { ballots, candidates });
        }
        for cost in [question.step, question.unit] {
            if cost <= 0 {
                return Err(CostNotPositive { cost }.into());
            }
        }
        let minimum = Minimum { score: question.minimum_score, threshold: question.threshold };
        let ballots = question.profile.ballots();
        let needed: Vec<u64> =
            candidates.iter().map(|one| minimum.needed(one.cost(), ballots, question.budget)).collect();
        let mut order: Vec<usize> = (0..candidates.len()).collect();
        // Stable: where the tie order is that of the list, equal is what it says.
        order.sort_by(|a, b| question.tie_order.compare(&candidates[*a], &candidates[*b]));
        let mut offers: Vec<Offer> = candidates
            .iter()
            .zip(&needed)
            .map(|(one, needed)| Offer {
                cost: one.cost(),
                rank: 0,
                competes: !one.is_withdrawn() && one.score() >= *needed,
                group: None,
            })
            .collect();
        for (rank, place) in (0..).zip(order) {
            offers[place].rank = question.ranks.get(place).copied().unwrap_or(rank);
            offers[place].group = question.groups.get(place).copied().flatten();
        }
        let votes = question.profile.votes();
        Ok(Self { question, budget: question.budget.max(0), needed, votes, offers })
    }

    fn candidate(&self, place: u32) -> &'a Candidate<Id> {
        &self.question.candidates[place as usize]
    }

    fn find(&self, method: Method) -> Result<Found<'a>, CountError> {
        let nothing = Found { shares: None, loads: None, turns: Turns::default(), comparison: None };
        match method {
            Method::MostFirst { measure, when_full } => {
                Ok(Found { turns: self.turns(measure, when_full, &[]), ..nothing })
            }
            Method::EqualShares { utility, start, raising, finish } => {
                let shares = self.shares(utility, start, raising)?;
                let bought: Vec<u32> = shares.rounds.iter().map(|round| round.place).collect();
                let measure = if utility == Utility::SupportCost { Measure::Support } else { Measure::Score };
                Ok(self.finish(Found { shares: Some(shares), ..nothing }, &bought, measure, finish))
            }
            Method::Phragmen { finish } => {
                let loads = phragmen(self.question.profile.named(), &self.offers, self.budget)?;
                let bought: Vec<u32> = loads.rounds.iter().map(|round| round.place).collect();
                Ok(self.finish(Found { loads: Some(loads), ..nothing }, &bought, Measure::Score, finish))
            }
        }
    }

    fn finish<'f>(&self, found: Found<'f>, bought: &[u32], measure: Measure, finish: Finish) -> Found<'f> {
        match finish {
            Finish::None => found,
            Finish::ByScore => Found { turns: self.turns(measure, WhenFull::Skip, bought), ..found },
            Finish::Compared => {
                let turns = self.turns(measure, WhenFull::Skip, &[]);
                let by_votes: Vec<u32> = turns.funded().collect();
                let comparison = Some(self.compare(bought, &by_votes));
                if comparison.is_some_and(Comparison::switches) {
                    Found { shares: None, loads: None, turns, comparison }
                } else {
                    Found { comparison, ..found }
                }
            }
        }
    }

    /// Goes through the turns of all that compete and were not bought before.
    fn turns(&self, measure: Measure, when_full: WhenFull, bought: &[u32]) -> Turns {
        let key = |place: u32| match measure {
            Measure::Score | Measure::ScorePerCost => self.candidate(place).signed_score(),
            Measure::Support => self.votes[place as usize].into(),
        };
        let by_key = |a: u32, b: u32| {
            let (mut a_key, mut b_key) = (key(a), key(b));
            if measure == Measure::ScorePerCost {
                // 64 bits and a sign, times 63 bits.
                a_key *= i128::from(self.candidate(b).cost());
                b_key *= i128::from(self.candidate(a).cost());
            }
            b_key.cmp(&a_key)
        };
        let rank = |place: u32| self.offers[place as usize].rank;
        let competing = (0_u32..).zip(&self.offers).filter(|(_, offer)| offer.competes).map(|(place, _)| place);
        let mut places: Vec<u32> = competing.filter(|place| !bought.contains(place)).collect();
        places.sort_by(|a, b| by_key(*a, *b).then_with(|| rank(*a).cmp(&rank(*b))));

        let group = |place: u32| self.offers[place as usize].group;
        let levels = (0_u32..).zip(places.chunk_by(|a, b| by_key(*a, *b).is_eq()));
        let turn = |place: u32, level: u32| {
            let cost = self.offers[place as usize].cost;
            Turn { place, cost, group: group(place), level }
        };
        let turns: Vec<Turn> =
            levels.flat_map(|(level, equals)| equals.iter().map(move |place| turn(*place, level))).collect();
        let spent: i64 = bought.iter().map(|place| self.offers[*place as usize].cost).sum();
        let taken: Vec<(u32, u32)> = bought.iter().filter_map(|&place| Some((group(place)?, place))).collect();
        let decisions = most_first::walk(&turns, self.budget - spent, when_full, &taken);

        let mut tied = Vec::new();
        let mut at = 1;
        for equals in places.chunk_by(|a, b| by_key(*a, *b).is_eq()) {
            if equals.len() > 1 {
                tied.push((at, equals.to_vec()));
            }
            at += u32::try_from(equals.len()).unwrap_or(u32::MAX);
        }
        Turns { decisions, ties: tied }
    }

    fn market(&self, utility: Utility) -> Market<'a> {
        let worth = if utility == Utility::Unit { Worth::Weight } else { Worth::Cost };
        // Who is asked only whether a ballot names a project does not look at what it gives to others.
        let support_only = utility == Utility::SupportCost;
        let profile = if support_only { self.question.profile.named() } else { self.question.profile };
        Market::new(profile, self.offers.clone(), worth, support_only)
    }

    fn shares(&self, utility: Utility, start: Start, raising: Raising) -> Result<Shares<'a>, CountError> {
        let market = self.market(utility);
        let voters = self.question.profile.ballots();
        let first = match start {
            Start::Fraction => Endowment::fraction(self.budget, voters),
            Start::Whole => Endowment::whole(self.budget, voters, self.question.unit),
        };
        let how = |exhaustive| Raise { step: self.question.step, exhaustive };
        let endowment = match raising {
            Raising::None => first,
            Raising::UntilOverspent => equal_shares::raise(&market, first, self.budget, how(false))?,
            Raising::UntilExhaustive => equal_shares::raise(&market, first, self.budget, how(true))?,
        };
        let mut run = Run::new(&market, endowment, self.question.step, 0)?;
        run.finish();
        let rounds = run.into_rounds();
        Ok(Shares { market, endowment, rounds })
    }

    /// How many voters get more projects of their ballot from one set of winners than from the other.
    fn compare(&self, by_shares: &[u32], by_votes: &[u32]) -> Comparison {
        let mut comparison = Comparison { for_shares: 0, for_most_first: 0 };
        for (marks, many) in self.question.profile.named().iter() {
            let of = |winners: &[u32]| marks.iter().filter(|mark| winners.contains(&mark.place)).count();
            match of(by_shares).cmp(&of(by_votes)) {
                Ordering::Greater => comparison.for_shares += u64::from(many),
                Ordering::Less => comparison.for_most_first += u64::from(many),
                Ordering::Equal => {}
            }
        }
        comparison
    }
}
