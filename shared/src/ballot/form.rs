//! A rule applied to what one territory offers: a ballot whose numbers are known.

use serde::{Deserialize, Serialize};

use super::{Offer, limit};
use crate::{
    document::{Key, Share},
    money::Money,
    ruleset::{BallotRule, Contest, Limit},
};

/// The ballot of one contest in one territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "FormDocument", into = "FormDocument")]
pub struct BallotForm {
    contest: Key,
    rule: BallotRule,
    offer: Offer,
    way: Way,
    least: u32,
    most: u32,
    blank: bool,
}

/// What a ballot is kept as: the rest follows from it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FormDocument {
    contest: Key,
    rule: BallotRule,
    offer: Offer,
}

/// In what way a ballot is marked, with the numbers that hold for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Projects, each once (aprobación).
    Approval,
    /// One project (única opción).
    SingleChoice,
    /// Projects in order (ordenar).
    Ranking,
    /// Points (puntos).
    Points {
        /// How many there are to give.
        points: u64,
        /// The most to one project; at most `points`.
        each: u64,
        /// Whether all must be given.
        spend_all: bool,
    },
    /// Play money in notes (billetera).
    Wallet {
        /// How much there is to give.
        amount: u64,
        /// What one note is worth.
        note: u64,
        /// The most to one project; at most `amount`.
        each: u64,
    },
    /// Projects whose costs fit into the ceiling (canasta).
    Knapsack {
        /// The least that the projects may cost together; nothing where the rule asks for nothing.
        floor: Money,
    },
}

/// How a person marks a project, for whoever draws the ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// A box to tick: any number of projects.
    Tick,
    /// One of all projects.
    Pick,
    /// A place, from 1 to `most`.
    Place {
        /// The last place.
        most: u64,
    },
    /// An amount: nothing, or from `step` to `most` in steps of `step`.
    Amount {
        /// The least, and the difference between amounts.
        step: u64,
        /// The most.
        most: u64,
    },
}

/// Why a rule makes no ballot of an offer, or of any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormProblem {
    /// There are no points to give.
    NoPoints,
    /// There is no play money, or a note is worth nothing.
    NoNotes {
        /// How much there is.
        amount: u32,
        /// What a note is worth.
        note: u32,
    },
    /// The play money does not come out even in notes.
    UnevenNotes {
        /// How much there is.
        amount: u32,
        /// What a note is worth.
        note: u32,
    },
    /// What one project may get does not come out even in notes, or is less than a note or a point.
    UnevenEach {
        /// The most to one project.
        each: u32,
        /// What a note is worth, or one point.
        note: u32,
    },
    /// A place is not worth less than the one before it, or the last one is worth nothing.
    PlacesNotLess,
    /// The rule set says how many projects stand on the ballots of the contest, and there are fewer or more.
    OfferedOutside {
        /// How many there are.
        offered: u32,
        /// The fewest that may be.
        at_least: u32,
        /// The most that may be.
        at_most: u32,
    },
    /// More projects must be named than may be.
    LeastAboveMost {
        /// The fewest.
        least: u32,
        /// The most.
        most: u32,
    },
    /// More projects must be named than there are.
    LeastAboveOffer {
        /// The fewest.
        least: u32,
        /// How many there are.
        offered: u32,
    },
    /// All points must be given, and so many can't be.
    PointsLeft {
        /// How many there are.
        points: u64,
        /// How many can be given.
        reachable: u64,
    },
    /// Even the cheapest projects, as many as must be named, cost more than the ceiling.
    LeastAboveCeiling {
        /// The fewest.
        least: u32,
        /// What the cheapest ones cost together.
        cost: Money,
        /// The ceiling.
        ceiling: Money,
    },
    /// Even the dearest projects, as many as may be named, cost less than must be spent.
    FloorOutOfReach {
        /// What must be spent.
        floor: Money,
        /// What they cost together.
        reachable: Money,
    },
}

/// Every reason why a rule makes no ballot of an offer; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the rule makes no ballot of this offer: {0:?}")]
pub struct FormProblems(pub Vec<FormProblem>);

/// What is wrong with a rule whatever the offer.
pub(super) fn rule_problems(rule: &BallotRule) -> Vec<FormProblem> {
    let mut problems = Vec::new();
    match rule {
        BallotRule::Approval { at_least, at_most, .. } => {
            problems.extend(least_above_most(*at_least, Some(at_most)));
        }
        BallotRule::Ranking { at_least, at_most, places, .. } => {
            problems.extend(least_above_most(*at_least, Some(at_most)));
            if !places.windows(2).all(|pair| pair[0] > pair[1]) || places.last() == Some(&0) {
                problems.push(FormProblem::PlacesNotLess);
            }
        }
        BallotRule::Knapsack { at_least, at_most, .. } => {
            problems.extend(least_above_most(*at_least, at_most.as_ref()));
        }
        BallotRule::SingleChoice { .. } => {}
        BallotRule::Points { points, each_at_most, .. } => {
            if *points == 0 {
                problems.push(FormProblem::NoPoints);
            }
            if *each_at_most == 0 {
                problems.push(FormProblem::UnevenEach { each: 0, note: 1 });
            }
        }
        &BallotRule::Wallet { amount, note, each_at_most: each, .. } => {
            if amount == 0 || note == 0 {
                problems.push(FormProblem::NoNotes { amount, note });
            } else if amount % note != 0 {
                problems.push(FormProblem::UnevenNotes { amount, note });
            }
            if note != 0 && (each == 0 || each % note != 0) {
                problems.push(FormProblem::UnevenEach { each, note });
            }
        }
    }
    problems
}

/// The least count that a limit gives, where it says so by itself, is below what must be named.
fn least_above_most(at_least: u16, at_most: Option<&Limit>) -> Option<FormProblem> {
    let counts: Vec<u16> = match at_most? {
        Limit::Count { count } => vec![*count],
        Limit::Share { .. } => Vec::new(),
        Limit::ByKind { kinds, otherwise } => kinds.iter().map(|own| own.count).chain([*otherwise]).collect(),
    };
    let (least, most) = (u32::from(at_least), u32::from(counts.into_iter().min()?));
    (least > most).then_some(FormProblem::LeastAboveMost { least, most })
}

impl BallotForm {
    /// The ballot of a contest in the territory that offers this.
    ///
    /// # Errors
    /// As for [`BallotForm::new`], and when the contest asks for more projects on its ballots or for fewer.
    pub fn of(contest: &Contest, offer: Offer) -> Result<Self, FormProblems> {
        let offered = offer.count();
        let outside = contest.offer.as_ref().and_then(|asked| {
            let (at_least, at_most) = (u32::from(asked.at_least), u32::from(asked.at_most));
            let within = (at_least..=at_most).contains(&offered);
            (!within).then_some(FormProblem::OfferedOutside { offered, at_least, at_most })
        });
        match (Self::new(contest.id.clone(), contest.ballot.clone(), offer), outside) {
            (Ok(_), Some(problem)) => Err(FormProblems(vec![problem])),
            (Err(FormProblems(others)), Some(problem)) => {
                Err(FormProblems([problem].into_iter().chain(others).collect()))
            }
            (made, None) => made,
        }
    }

    /// The ballot that a rule makes of an offer.
    ///
    /// # Errors
    /// With every reason why nobody could cast it. Whether some choice of projects costs at least what must be spent
    /// and at most the ceiling is not searched for: only what no choice can reach is refused.
    pub fn new(contest: Key, rule: BallotRule, offer: Offer) -> Result<Self, FormProblems> {
        let mut problems = rule_problems(&rule);
        let sound = problems.is_empty();
        let (offered, ceiling) = (offer.count(), offer.ceiling());
        let most_of = |limit: &Limit| limit::most(limit, offered, offer.kind());
        let (way, least, most, blank) = match &rule {
            BallotRule::Approval { at_least, at_most, blank } => {
                (Way::Approval, u32::from(*at_least), most_of(at_most), *blank)
            }
            BallotRule::SingleChoice { blank } => (Way::SingleChoice, 1, 1, *blank),
            BallotRule::Ranking { at_least, at_most, places, blank } => {
                (Way::Ranking, u32::from(*at_least), limit::ranked(most_of(at_most), places), *blank)
            }
            BallotRule::Points { points, each_at_most, at_most, spend_all, blank } => {
                let each = u64::from(*points.min(each_at_most));
                let points = u64::from(*points);
                let named = at_most.as_ref().map_or(offered, most_of).min(points.try_into().unwrap_or(u32::MAX));
                let reachable = each.saturating_mul(named.into());
                if *spend_all && each > 0 && reachable < points {
                    problems.push(FormProblem::PointsLeft { points, reachable });
                }
                (Way::Points { points, each, spend_all: *spend_all }, 1, named, *blank)
            }
            BallotRule::Wallet { amount, note, each_at_most, at_most, blank } => {
                let notes = amount.checked_div(*note).unwrap_or(0);
                let way = Way::Wallet {
                    amount: u64::from(*amount),
                    note: u64::from(*note),
                    each: u64::from(*amount.min(each_at_most)),
                };
                (way, 1, most_of(at_most).min(notes), *blank)
            }
            BallotRule::Knapsack { at_least, at_most, spend_at_least, blank } => {
                let part = i128::from(spend_at_least.map_or(0, Share::basis_points));
                // Rounded up: less than the share is not the share.
                let floor = (i128::from(ceiling.minor()) * part + 9_999) / 10_000;
                let floor = Money::new(i64::try_from(floor).unwrap_or(i64::MAX), ceiling.currency());
                let most = at_most.as_ref().map_or(offered, most_of);
                let least = u32::from(*at_least).max(1);
                problems.extend(out_of_reach(&offer, least, most, floor));
                (Way::Knapsack { floor }, least, most, *blank)
            }
        };
        let least = least.max(1);
        if least > offered {
            problems.push(FormProblem::LeastAboveOffer { least, offered });
        } else if least > most && sound {
            problems.push(FormProblem::LeastAboveMost { least, most });
        }
        if problems.is_empty() {
            Ok(Self { contest, rule, offer, way, least, most, blank })
        } else {
            Err(FormProblems(problems))
        }
    }

    /// The contest.
    pub const fn contest(&self) -> &Key {
        &self.contest
    }

    /// The rule.
    pub const fn rule(&self) -> &BallotRule {
        &self.rule
    }

    /// What it offers.
    pub const fn offer(&self) -> &Offer {
        &self.offer
    }

    /// In what way it is marked.
    pub const fn way(&self) -> Way {
        self.way
    }

    /// The fewest projects it may name when it is not blank; at least one.
    pub const fn least(&self) -> u32 {
        self.least
    }

    /// The most projects it may name; at least as many as [`BallotForm::least`], at most all.
    pub const fn most(&self) -> u32 {
        self.most
    }

    /// Whether it may name none (voto en blanco).
    pub const fn blank(&self) -> bool {
        self.blank
    }

    /// What each place is worth, from the first on, where the rule says so; nothing where it depends on how many projects a
    /// ballot names.
    pub fn places(&self) -> &[u16] {
        match &self.rule {
            BallotRule::Ranking { places, .. } => places,
            _ => &[],
        }
    }

    /// The most that a ballot can give to one project, where a mark gives it more than a vote.
    pub fn most_points(&self) -> Option<u64> {
        match self.input() {
            Input::Tick | Input::Pick => None,
            Input::Place { most } => Some(self.places().first().map_or(most, |first| u64::from(*first))),
            Input::Amount { most, .. } => Some(most),
        }
    }

    /// How a person marks a project on it.
    pub fn input(&self) -> Input {
        match self.way {
            Way::Approval | Way::Knapsack { .. } => Input::Tick,
            Way::SingleChoice => Input::Pick,
            Way::Ranking => Input::Place { most: self.most.into() },
            Way::Points { each, .. } => Input::Amount { step: 1, most: each },
            Way::Wallet { note, each, .. } => Input::Amount { step: note, most: each },
        }
    }
}

/// What no choice of projects of a knapsack ballot can reach.
fn out_of_reach(offer: &Offer, least: u32, most: u32, floor: Money) -> Vec<FormProblem> {
    let ceiling = offer.ceiling();
    let mut costs: Vec<i64> = offer.projects().iter().map(|project| project.cost.minor()).collect();
    costs.sort_unstable();
    let sum = |costs: &mut dyn Iterator<Item = &i64>, count: u32| {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        Money::new(costs.take(count).fold(0, |sum: i64, cost| sum.saturating_add(*cost)), ceiling.currency())
    };
    let mut problems = Vec::new();
    let cheapest = sum(&mut costs.iter(), least);
    if cheapest.minor() > ceiling.minor() {
        problems.push(FormProblem::LeastAboveCeiling { least, cost: cheapest, ceiling });
    }
    let dearest = sum(&mut costs.iter().rev(), most);
    if dearest.minor() < floor.minor() {
        problems.push(FormProblem::FloorOutOfReach { floor, reachable: dearest });
    }
    problems
}

impl TryFrom<FormDocument> for BallotForm {
    type Error = FormProblems;

    fn try_from(FormDocument { contest, rule, offer }: FormDocument) -> Result<Self, FormProblems> {
        Self::new(contest, rule, offer)
    }
}

impl From<BallotForm> for FormDocument {
    fn from(BallotForm { contest, rule, offer, .. }: BallotForm) -> Self {
        Self { contest, rule, offer }
    }
}
