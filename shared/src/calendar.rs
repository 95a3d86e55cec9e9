//! The calendar of a process (calendario): when each phase of its rules is open, everywhere and where it differs.
//!
//! Dates come in by phase and, where a territory has its own, by territory. What comes out is one [`Route`] per
//! territory, resolved to instants: order, overlaps and daily hours have been seen to, and nothing asks for a time zone
//! any more.

mod act;
mod deadline;
mod draft;
mod feed;
mod holiday;
mod recurrence;
mod route;
mod stage;
mod zone;

use std::{cmp::Reverse, collections::BTreeMap};

use chrono::{DateTime, Datelike as _, Utc};
use chrono_tz::Tz;

pub use self::{
    act::{ActFault, CalendarAct, Counted},
    deadline::{Almanac, Due, Left, due_from},
    feed::{Event, Feed},
    holiday::{Holiday, HolidayRule, Holidays},
    route::{Route, Skipped},
    stage::{Opening, Stage},
    zone::{ends_day, starts_day},
};
use crate::{
    document::Key,
    locale::in_zone,
    phase::{Window, WindowError},
    ruleset::{Code, PhaseRule},
};

/// When one phase is open: everywhere, or in a territory that has dates of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dates {
    /// The phase, by its name in the rules.
    pub phase: Key,
    /// The territory; `None` for all that have no dates of their own.
    pub territory: Option<Code>,
    /// From when until when; within it, the rules may say hours of the day.
    pub window: Window,
}

/// The dates of all phases of one process. A phase without dates has not been planned yet, or does not come this time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    zone: Tz,
    everywhere: Route,
    elsewhere: BTreeMap<Code, Route>,
}

/// Why dates make no calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFault {
    /// No phase of the rules has this name.
    #[error("the rules have no phase `{phase}`")]
    UnknownPhase {
        /// The name.
        phase: Key,
    },
    /// Two dates for one phase in one place.
    #[error("the phase `{phase}` has dates twice")]
    Repeated {
        /// The phase.
        phase: Key,
        /// Where; `None` for everywhere.
        territory: Option<Code>,
    },
    /// The hours of the day leave no moment of the window.
    #[error("the phase `{phase}` is never open: its hours lie outside of its dates")]
    NeverOpen {
        /// The phase.
        phase: Key,
        /// Where; `None` for everywhere.
        territory: Option<Code>,
    },
    /// It would close before it opens, or at once.
    #[error("the phase `{phase}`: {error}")]
    Backwards {
        /// The phase.
        phase: Key,
        /// The dates.
        error: WindowError,
    },
    /// A day that no calendar knows.
    #[error("the phase `{phase}` lies beyond all dates")]
    BeyondTime {
        /// The phase.
        phase: Key,
    },
    /// A phase opens before one that it follows.
    #[error("the phase `{later}` opens on {later_opens}, before `{earlier}`, which it follows, on {earlier_opens}")]
    OutOfOrder {
        /// Where; `None` for everywhere.
        territory: Option<Code>,
        /// The phase that should open first.
        earlier: Key,
        /// When that opens.
        earlier_opens: DateTime<Utc>,
        /// The phase that opens too soon.
        later: Key,
        /// When that opens.
        later_opens: DateTime<Utc>,
    },
    /// A phase opens before another has closed, and the rules do not let the two overlap.
    #[error("the phase `{later}` opens on {later_opens}, before `{earlier}` closes on {earlier_closes}")]
    Overlap {
        /// Where; `None` for everywhere.
        territory: Option<Code>,
        /// The phase that should have closed.
        earlier: Key,
        /// When that closes.
        earlier_closes: DateTime<Utc>,
        /// The phase that opens too soon.
        later: Key,
        /// When that opens.
        later_opens: DateTime<Utc>,
    },
}

impl Calendar {
    /// Puts dates, given in any order, into a calendar of these phases.
    ///
    /// # Errors
    /// With every fault at once.
    pub fn new(
        rules: &[PhaseRule],
        zone: Tz,
        dates: impl IntoIterator<Item = Dates>,
    ) -> Result<Self, Vec<CalendarFault>> {
        let mut faults = Vec::new();
        let mut places: BTreeMap<Option<Code>, BTreeMap<Key, Window>> = BTreeMap::from([(None, BTreeMap::new())]);
        for Dates { phase, territory, window } in dates {
            if !rules.iter().any(|rule| rule.id == phase) {
                faults.push(CalendarFault::UnknownPhase { phase });
            } else if places.entry(territory.clone()).or_default().insert(phase.clone(), window).is_some() {
                faults.push(CalendarFault::Repeated { phase, territory });
            }
        }
        let shared = places.get(&None).cloned().unwrap_or_default();
        let mut routes = BTreeMap::new();
        for (territory, own) in places {
            let mut stages = Vec::with_capacity(rules.len());
            for rule in rules {
                let Some(&window) = own.get(&rule.id).or_else(|| shared.get(&rule.id)) else { continue };
                let own = territory.is_some() && own.contains_key(&rule.id);
                if let Some(stage) = Stage::new(rule, window, own, zone) {
                    stages.push(stage);
                } else {
                    faults.push(CalendarFault::NeverOpen { phase: rule.id.clone(), territory: territory.clone() });
                }
            }
            faults.extend(disorder(rules, &stages, territory.as_ref()));
            let skipped = skipped(rules, &stages, zone);
            routes.insert(territory, Route::of(stages, skipped));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let everywhere = routes.remove(&None).unwrap_or_default();
        let elsewhere = routes.into_iter().filter_map(|(territory, route)| Some((territory?, route))).collect();
        Ok(Self { zone, everywhere, elsewhere })
    }

    /// The zone in which its days are days.
    pub const fn zone(&self) -> Tz {
        self.zone
    }

    /// The phases where nothing differs.
    pub const fn everywhere(&self) -> &Route {
        &self.everywhere
    }

    /// The phases in a territory.
    pub fn of_territory(&self, territory: &Code) -> &Route {
        self.elsewhere.get(territory).unwrap_or(&self.everywhere)
    }

    /// The territories that have dates of their own.
    pub fn differing(&self) -> impl Iterator<Item = (&Code, &Route)> {
        self.elsewhere.iter()
    }

    /// The dates that it was made of: making it of them again gives the same calendar.
    pub fn dates(&self) -> Vec<Dates> {
        let everywhere = self.everywhere.stages().iter().map(|stage| (None, stage));
        let elsewhere = self.elsewhere.iter().flat_map(|(code, route)| {
            route.stages().iter().filter(|stage| stage.is_own()).map(move |stage| (Some(code), stage))
        });
        everywhere
            .chain(elsewhere)
            .map(|(territory, stage)| Dates {
                phase: stage.id().clone(),
                territory: territory.cloned(),
                window: stage.window(),
            })
            .collect()
    }
}

/// The phases without dates that do not come in the year of the others.
fn skipped(rules: &[PhaseRule], stages: &[Stage], zone: Tz) -> Vec<Skipped> {
    let undated = |rule: &&PhaseRule| stages.iter().all(|stage| *stage.id() != rule.id);
    let recurring =
        rules.iter().filter(undated).filter_map(|rule| Some((rule, rule.typical.as_ref()?.recurs.as_ref()?)));
    let Some(year) = year_of(rules, stages, zone) else { return Vec::new() };
    recurring
        .filter(|(_, recurs)| !recurs.falls_in(year))
        .map(|(rule, recurs)| Skipped { phase: rule.id.clone(), next: recurs.next_after(year) })
        .collect()
}

/// The year of the process: that which most of its phases have, by what the rules say of when they usually are.
fn year_of(rules: &[PhaseRule], stages: &[Stage], zone: Tz) -> Option<i32> {
    let mut years: BTreeMap<i32, usize> = BTreeMap::new();
    for stage in stages {
        let rule = rules.iter().find(|rule| rule.id == *stage.id());
        let later = rule.and_then(|rule| rule.typical.as_ref()).map_or(0, |typical| typical.year);
        *years.entry(in_zone(stage.opens(), zone).year() - i32::from(later)).or_default() += 1;
    }
    years.into_iter().max_by_key(|&(year, count)| (count, Reverse(year))).map(|(year, _)| year)
}

/// Phases of one territory that open out of order or overlap although their rules do not say so.
fn disorder(rules: &[PhaseRule], stages: &[Stage], territory: Option<&Code>) -> Vec<CalendarFault> {
    let may_overlap =
        |later: &Key, earlier: &Key| rules.iter().any(|rule| rule.id == *later && rule.overlaps.contains(earlier));
    let mut faults = Vec::new();
    for (place, later) in stages.iter().enumerate() {
        for earlier in &stages[..place] {
            if later.opens() < earlier.opens() {
                faults.push(CalendarFault::OutOfOrder {
                    territory: territory.cloned(),
                    earlier: earlier.id().clone(),
                    earlier_opens: earlier.opens(),
                    later: later.id().clone(),
                    later_opens: later.opens(),
                });
            } else if later.opens() < earlier.closes() && !may_overlap(later.id(), earlier.id()) {
                faults.push(CalendarFault::Overlap {
                    territory: territory.cloned(),
                    earlier: earlier.id().clone(),
                    earlier_closes: earlier.closes(),
                    later: later.id().clone(),
                    later_opens: later.opens(),
                });
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests;
