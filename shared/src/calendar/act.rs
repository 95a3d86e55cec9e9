//! Acts that change a calendar: a phase opens early or late, closes early or stays open, with a reason on record.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{Calendar, CalendarFault, Dates, Stage};
use crate::{
    document::{Key, Text},
    phase::{PhaseKind, Window},
    ruleset::{Code, PhaseRule},
};

/// An act that moves a phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarAct {
    /// The phase.
    pub phase: Key,
    /// Where; everywhere when empty. Territories with dates of their own keep them unless they are named.
    pub territories: BTreeSet<Code>,
    /// The dates that it moves from: who decides has seen them. `None` where the phase had none.
    pub was: Option<Window>,
    /// The dates that it moves to.
    pub becomes: Window,
    /// Why.
    pub reason: Text,
    /// When it was done.
    pub at: DateTime<Utc>,
}

/// Which votes have been counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Counted {
    /// None.
    #[default]
    Nowhere,
    /// Those of these territories.
    In(BTreeSet<Code>),
    /// All, or those of the whole tenant.
    Everywhere,
}

/// Why an act cannot be done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActFault {
    /// The phase has other dates than the act says: somebody moved it in between.
    #[error("the phase `{phase}` has other dates by now")]
    Stale {
        /// The phase.
        phase: Key,
        /// Where; `None` for everywhere.
        territory: Option<Code>,
        /// The dates that it has.
        is: Option<Window>,
    },
    /// It has opened already; when it did is history.
    #[error("the phase `{phase}` opened on {opened}")]
    Opened {
        /// The phase.
        phase: Key,
        /// When it opened.
        opened: DateTime<Utc>,
    },
    /// It would open or close before the act was done.
    #[error("{instant} is before the act of {at}")]
    Past {
        /// The phase.
        phase: Key,
        /// The instant that lies in the past.
        instant: DateTime<Utc>,
        /// When the act was done.
        at: DateTime<Utc>,
    },
    /// Its votes have been counted: whatever led to them stays as it was.
    #[error("the votes that the phase `{phase}` led to have been counted")]
    Counted {
        /// The phase.
        phase: Key,
        /// A territory in which they have been counted; `None` for everywhere.
        territory: Option<Code>,
    },
    /// The calendar that it would make is none.
    #[error(transparent)]
    Calendar(#[from] CalendarFault),
}

impl Calendar {
    /// The calendar after an act.
    ///
    /// # Errors
    /// With every fault at once.
    pub fn after(&self, act: &CalendarAct, rules: &[PhaseRule], counted: &Counted) -> Result<Self, Vec<ActFault>> {
        let mut faults = Vec::new();
        let places: Vec<Option<&Code>> =
            if act.territories.is_empty() { vec![None] } else { act.territories.iter().map(Some).collect() };
        for &territory in &places {
            let route = territory.map_or_else(|| self.everywhere(), |code| self.of_territory(code));
            let is = route.stage(&act.phase).map(Stage::window);
            if is != act.was {
                faults.push(ActFault::Stale { phase: act.phase.clone(), territory: territory.cloned(), is });
            }
        }
        faults.extend(self.sealed(act, rules, counted));
        faults.extend(rewritten(act));

        let own = |dates: &Dates, code: &Code| dates.phase == act.phase && dates.territory.as_ref() == Some(code);
        let mut dates = self.dates();
        if act.territories.is_empty() {
            dates.retain(|dates| dates.phase != act.phase || dates.territory.is_some());
            dates.push(Dates { phase: act.phase.clone(), territory: None, window: act.becomes });
        } else {
            let same_as_everywhere =
                self.everywhere().stage(&act.phase).is_some_and(|stage| stage.window() == act.becomes);
            dates.retain(|dates| !act.territories.iter().any(|code| own(dates, code)));
            if !same_as_everywhere {
                dates.extend(act.territories.iter().map(|code| Dates {
                    phase: act.phase.clone(),
                    territory: Some(code.clone()),
                    window: act.becomes,
                }));
            }
        }
        match Self::new(rules, self.zone(), dates) {
            Ok(calendar) if faults.is_empty() => Ok(calendar),
            Ok(_) => Err(faults),
            Err(more) => {
                faults.extend(more.into_iter().map(ActFault::Calendar));
                Err(faults)
            }
        }
    }

    /// Whether votes have been counted that the phase led to.
    fn sealed(&self, act: &CalendarAct, rules: &[PhaseRule], counted: &Counted) -> Option<ActFault> {
        let place = rules.iter().position(|rule| rule.id == act.phase)?;
        let last_vote = rules.iter().rposition(|rule| rule.kind == PhaseKind::Voting)?;
        if place > last_vote {
            return None;
        }
        let keeps_own = |code: &Code| self.of_territory(code).stage(&act.phase).is_some_and(Stage::is_own);
        let territory = match counted {
            Counted::Nowhere => return None,
            Counted::Everywhere => None,
            Counted::In(codes) if act.territories.is_empty() => {
                Some(codes.iter().find(|code| !keeps_own(code))?.clone())
            }
            Counted::In(codes) => Some(act.territories.intersection(codes).next()?.clone()),
        };
        Some(ActFault::Counted { phase: act.phase.clone(), territory })
    }
}

/// What an act says of a time that had passed when it was done.
fn rewritten(act: &CalendarAct) -> Vec<ActFault> {
    let mut faults = Vec::new();
    let past = |instant| ActFault::Past { phase: act.phase.clone(), instant, at: act.at };
    let (opens, closes) = (act.becomes.opens(), act.becomes.closes());
    match act.was.filter(|was| was.opens() <= act.at) {
        Some(was) if opens == was.opens() => {}
        Some(was) => faults.push(ActFault::Opened { phase: act.phase.clone(), opened: was.opens() }),
        None if opens < act.at => faults.push(past(opens)),
        None => {}
    }
    if closes < act.at && act.was.is_none_or(|was| closes != was.closes()) {
        faults.push(past(closes));
    }
    faults
}
