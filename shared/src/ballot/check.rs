//! Checking a choice against a ballot: every mistake at once, in the order in which a person would mend them.

use std::collections::BTreeMap;

use super::{BallotForm, Choice, Mark, Mistake, Purse, Unread, Way};
use crate::{id::ProposalId, money::Money};

/// What a check found.
pub(super) struct Checked {
    /// The projects of the ballot that the choice names, with what it gives them, by id.
    pub marks: BTreeMap<ProposalId, u64>,
    /// How many projects it names, those included whose fields could not be read.
    pub chosen: u32,
    /// What there is to give or to spend.
    pub purse: Option<Purse>,
    /// Everything that is wrong or missing.
    pub mistakes: Vec<Mistake>,
}

pub(super) fn check(form: &BallotForm, choice: &Choice) -> Checked {
    let mut mistakes = Vec::new();
    let marks = projects(form, choice, &mut mistakes);
    let unread = choice.unread.len();
    let chosen = u32::try_from(marks.len() + unread).unwrap_or(u32::MAX);

    match (choice.blank, chosen) {
        (true, _) if !form.blank() => mistakes.push(Mistake::NoBlankVote),
        (true, 0) => {}
        (true, _) => mistakes.push(Mistake::BlankWithProjects { chosen }),
        // What names only projects of other ballots is wrong enough.
        (false, 0) if !mistakes.is_empty() => {}
        (false, 0) => mistakes.push(Mistake::NothingMarked { blank: form.blank() }),
        (false, _) if chosen > form.most() => mistakes.push(Mistake::TooMany { most: form.most(), chosen }),
        (false, _) if chosen < form.least() => mistakes.push(Mistake::TooFew { least: form.least(), chosen }),
        (false, _) => {}
    }
    let purse = Purse::of(form, &marks);
    // What is missing can be said only of a ballot that was begun, and read whole.
    let whole = chosen > 0 && unread == 0;
    amounts(form, &marks, whole, &mut mistakes);
    mistakes.extend(purse.and_then(Purse::over));
    if whole {
        mistakes.extend(purse.and_then(|purse| purse.short(form)));
    }
    Checked { marks, chosen, purse, mistakes }
}

/// The projects that the choice names and the ballot has.
fn projects(form: &BallotForm, choice: &Choice, mistakes: &mut Vec<Mistake>) -> BTreeMap<ProposalId, u64> {
    for unread in &choice.unread {
        mistakes.push(match unread {
            Unread::Project { found } => Mistake::NoProject { found: found.clone() },
            Unread::Amount { project, found } => Mistake::NoNumber { project: *project, found: found.clone() },
        });
    }
    let mut times: BTreeMap<ProposalId, (usize, u64)> = BTreeMap::new();
    for &Mark { project, amount } in choice.marks.iter().filter(|mark| mark.amount > 0) {
        let (count, most) = times.entry(project).or_default();
        *count += 1;
        *most = amount.max(*most);
    }
    let mut marks = BTreeMap::new();
    for (project, (times, amount)) in times {
        if times > 1 {
            mistakes.push(Mistake::Repeated { project, times });
        }
        if form.offer().project(project).is_some() {
            marks.insert(project, amount);
        } else {
            mistakes.push(Mistake::NotOffered { project });
        }
    }
    marks
}

/// What each project is given.
fn amounts(form: &BallotForm, marks: &BTreeMap<ProposalId, u64>, whole: bool, mistakes: &mut Vec<Mistake>) {
    match form.way() {
        Way::Approval | Way::SingleChoice | Way::Knapsack { .. } => {
            let given = marks.iter().filter(|&(_, &found)| found != 1);
            mistakes.extend(given.map(|(&project, &found)| Mistake::OnlyNamed { project, found }));
        }
        Way::Ranking => places(marks, whole, mistakes),
        Way::Points { each: most, .. } => too_much_to_one(marks, most, mistakes),
        Way::Wallet { note, each: most, .. } => {
            let uneven = marks.iter().filter(|&(_, given)| given % note != 0);
            mistakes.extend(uneven.map(|(&project, &given)| Mistake::NoWholeNotes { project, given, note }));
            too_much_to_one(marks, most, mistakes);
        }
    }
}

fn too_much_to_one(marks: &BTreeMap<ProposalId, u64>, most: u64, mistakes: &mut Vec<Mistake>) {
    let over = marks.iter().filter(|&(_, &given)| given > most);
    mistakes.extend(over.map(|(&project, &given)| Mistake::TooMuchToOne { project, most, given }));
}

fn places(marks: &BTreeMap<ProposalId, u64>, whole: bool, mistakes: &mut Vec<Mistake>) {
    let mut places: BTreeMap<u64, Vec<ProposalId>> = BTreeMap::new();
    for (&project, &place) in marks {
        places.entry(place).or_default().push(project);
    }
    for (&place, projects) in places.iter().filter(|(_, projects)| projects.len() > 1) {
        mistakes.push(Mistake::PlaceTwice { place, projects: projects.clone() });
    }
    if whole {
        let last = places.last_key_value().map_or(0, |(&place, _)| place).min(marks.len() as u64);
        let missing = (1..=last).filter(|place| !places.contains_key(place));
        mistakes.extend(missing.map(|place| Mistake::PlaceMissing { place }));
    }
}

impl Purse {
    fn of(form: &BallotForm, marks: &BTreeMap<ProposalId, u64>) -> Option<Self> {
        let given = || marks.values().fold(0_u64, |sum, &amount| sum.saturating_add(amount));
        match form.way() {
            Way::Approval | Way::SingleChoice | Way::Ranking => None,
            Way::Points { points: total, .. } => Some(Self::Points { total, given: given() }),
            Way::Wallet { amount: total, note, .. } => Some(Self::Wallet { total, note, given: given() }),
            Way::Knapsack { floor } => {
                let ceiling = form.offer().ceiling();
                let cost = Money::new(form.offer().cost(marks.keys().copied()), ceiling.currency());
                Some(Self::Ceiling { ceiling, floor, cost })
            }
        }
    }

    fn over(self) -> Option<Mistake> {
        match self {
            Self::Points { total, given } | Self::Wallet { total, given, .. } => {
                (given > total).then_some(Mistake::TooMuch { total, given })
            }
            Self::Ceiling { ceiling, cost, .. } => {
                let over = Money::new(cost.minor().saturating_sub(ceiling.minor()), cost.currency());
                (over.minor() > 0).then_some(Mistake::OverCeiling { ceiling, cost, over })
            }
        }
    }

    fn short(self, form: &BallotForm) -> Option<Mistake> {
        match self {
            Self::Points { total, given } => {
                let all = matches!(form.way(), Way::Points { spend_all: true, .. });
                (all && given < total).then_some(Mistake::PointsLeft { total, given })
            }
            Self::Wallet { .. } => None,
            Self::Ceiling { floor, cost, .. } => {
                let missing = Money::new(floor.minor().saturating_sub(cost.minor()), cost.currency());
                (missing.minor() > 0).then_some(Mistake::Underspent { floor, cost, missing })
            }
        }
    }
}
