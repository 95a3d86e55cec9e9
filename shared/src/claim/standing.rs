//! How a claim stands, from what was done with it and the days that have passed.

use chrono::{Months, NaiveDate};

use super::{Silence, Span, Term};
use crate::{calendar::Almanac, words::words};

words! {
    /// What is done with a claim.
    Step as "step of a claim" {
        /// Whoever filed it is asked for what is missing (requerimiento, prevención).
        Asked = "asked",
        /// They have completed it.
        Completed = "completed",
        /// The answer takes longer, for a reason that is told (prórroga).
        Extended = "extended",
        /// It is right (procedente): what it asks for is done.
        Upheld = "upheld",
        /// It is not, for reasons that are told (improcedente).
        Refused = "refused",
    }
}

/// How the correction of a roll stands that carries a decision out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carried {
    /// It waits for the second person.
    Waits,
    /// It holds.
    Holds,
    /// The second person refused it: the claim is open again.
    Refused,
}

/// A step that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Which.
    pub step: Step,
    /// On which day.
    pub on: NaiveDate,
    /// How the correction stands that carries it out, where there is one.
    pub carried: Option<Carried>,
}

/// How a claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It waits for an answer.
    Waits {
        /// The last day for it.
        due: NaiveDate,
        /// The last day to ask for what is missing; none once that was asked for.
        ask_until: Option<NaiveDate>,
        /// Whether the answer was put off.
        extended: bool,
    },
    /// It waits for what is missing.
    Incomplete {
        /// The last day to send it; then the claim counts as withdrawn.
        until: NaiveDate,
    },
    /// It counts as withdrawn: nobody sent what was missing.
    Lapsed,
    /// It is right, and a second person looks at the correction.
    BeingCorrected {
        /// The last day to carry it out and to answer.
        until: NaiveDate,
    },
    /// It was right, and is done.
    Upheld,
    /// It was refused.
    Refused,
}

/// Why a step cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Barred {
    /// Whoever filed it does not decide on it.
    #[error("nobody answers their own claim")]
    Own,
    /// It does not stand so that this could be done.
    #[error("the claim does not stand so")]
    Standing,
    /// The days to ask for what is missing are over.
    #[error("it is too late to ask for what is missing")]
    TooLateToAsk,
    /// The first days to answer are over.
    #[error("it is too late to put the answer off")]
    TooLateToExtend,
}

/// By what the days of a claim are counted.
#[derive(Debug, Clone, Copy)]
pub struct Measure<'a> {
    /// The law's days.
    pub term: &'a Term,
    /// Which of them are working days.
    pub almanac: Almanac<'a>,
    /// For claims on rolls: the day on which people begin to vote, where it is known.
    pub opens: Option<NaiveDate>,
}

impl Measure<'_> {
    fn after(&self, day: NaiveDate, days: Span) -> NaiveDate {
        self.almanac.after_working_days(day, days.get()).unwrap_or(NaiveDate::MAX)
    }

    /// The last day on which a claim can be filed so that the law has it answered before people vote. Nothing where that
    /// day is not known.
    pub fn last_in_time(&self) -> Option<NaiveDate> {
        let opens = self.opens?;
        let days = std::iter::successors(opens.pred_opt(), NaiveDate::pred_opt);
        // Even with every holiday in the way, the longest span of working days is over by then.
        days.take(120).find(|day| self.after(*day, self.term.answer) < opens)
    }

    /// The last day for an answer, counted from when the claim was complete. One that came in time is answered before
    /// people vote, whatever the reason to put the answer off.
    fn due(&self, complete: NaiveDate, extended: bool) -> NaiveDate {
        let first = self.after(complete, self.term.answer);
        if !extended {
            return first;
        }
        let later = self.after(first, self.term.more);
        match self.opens.and_then(|opens| opens.pred_opt()) {
            Some(before) if first <= before => later.min(before),
            _ => later,
        }
    }

    fn lapses(&self, asked: NaiveDate) -> NaiveDate {
        match self.term.silence {
            Silence::Months { count } => {
                asked.checked_add_months(Months::new(count.get().into())).unwrap_or(NaiveDate::MAX)
            }
            Silence::WorkingDays { count } => self.after(asked, count),
        }
    }

    /// How a claim stands on a day.
    pub fn standing(&self, filed: NaiveDate, steps: &[Taken], today: NaiveDate) -> Standing {
        let (mut complete, mut asked, mut extended) = (filed, false, false);
        let mut open = None;
        for taken in steps {
            match taken.step {
                Step::Asked => {
                    asked = true;
                    open = Some(taken.on);
                }
                Step::Completed => {
                    complete = taken.on;
                    open = None;
                }
                Step::Extended => extended = true,
                Step::Refused => return Standing::Refused,
                Step::Upheld => match taken.carried {
                    None | Some(Carried::Holds) => return Standing::Upheld,
                    Some(Carried::Waits) => {
                        // Nothing is answered yet: the days for that go on.
                        let answer = self.due(complete, extended);
                        let done = self.term.carry_out.map(|days| self.after(taken.on, days));
                        return Standing::BeingCorrected { until: done.map_or(answer, |done| done.min(answer)) };
                    }
                    Some(Carried::Refused) => {}
                },
            }
        }
        if let Some(since) = open {
            let until = self.lapses(since);
            return if today > until { Standing::Lapsed } else { Standing::Incomplete { until } };
        }
        let ask_until = (!asked).then(|| self.after(filed, self.term.complete));
        Standing::Waits { due: self.due(complete, extended), ask_until, extended }
    }
}

impl Standing {
    /// The last day for what officials have to do, while it is theirs to do.
    pub const fn last_day(self) -> Option<NaiveDate> {
        match self {
            Self::Waits { due, .. } => Some(due),
            Self::BeingCorrected { until } => Some(until),
            Self::Incomplete { .. } | Self::Lapsed | Self::Upheld | Self::Refused => None,
        }
    }

    /// Whether an official may take a step; whether the claim is their own is known to whoever asks.
    ///
    /// # Errors
    /// With the reason why not.
    pub fn may(self, step: Step, is_own: bool, today: NaiveDate) -> Result<(), Barred> {
        if is_own {
            return Err(Barred::Own);
        }
        let Self::Waits { due, ask_until, extended } = self else { return Err(Barred::Standing) };
        match step {
            Step::Upheld | Step::Refused => Ok(()),
            // It has to be told before the first days are over.
            Step::Extended if !extended && today > due => Err(Barred::TooLateToExtend),
            Step::Extended if !extended => Ok(()),
            Step::Asked => match ask_until {
                Some(until) if today <= until => Ok(()),
                Some(_) => Err(Barred::TooLateToAsk),
                None => Err(Barred::Standing),
            },
            Step::Extended | Step::Completed => Err(Barred::Standing),
        }
    }

    /// Whether nothing more is to be done.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Lapsed | Self::Upheld | Self::Refused)
    }
}
