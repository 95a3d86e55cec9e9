//! What stands against an act on the calendar, in words, each beside the date that it concerns and with how to mend it.

use shared::{
    calendar::{ActFault, CalendarFault},
    document::Key,
    ruleset::{Code, Hours},
};
use store::{process::Process, territory::Territory};

use super::{named, place};
use crate::{citizen::period, forms::FieldMessage, text, visit::Visit};

/// Of so many territories each is named; of more the first of them.
const MOST_NAMED: usize = 5;

/// One sentence and the places that it is true of.
struct Said {
    field: &'static str,
    sentence: String,
    everywhere: bool,
    places: Vec<String>,
}

/// Every fault of the acts on one phase, each sentence once.
pub(super) fn messages(
    visit: &Visit,
    process: &Process,
    territories: &[Territory],
    moved: &Key,
    faults: Vec<ActFault>,
) -> Vec<FieldMessage> {
    let locale = visit.locale();
    let words = Words { visit, process, moved };
    let mut said: Vec<Said> = Vec::new();
    for fault in faults {
        let (field, territory, sentence) = words.of(fault);
        let at = said.iter().position(|one| one.field == field && one.sentence == sentence).unwrap_or_else(|| {
            said.push(Said { field, sentence, everywhere: false, places: Vec::new() });
            said.len() - 1
        });
        match territory {
            None => said[at].everywhere = true,
            Some(code) => {
                let name = place(visit, territories, &code);
                if !said[at].places.contains(&name) {
                    said[at].places.push(name);
                }
            }
        }
    }
    said.into_iter()
        .map(|Said { field, sentence, everywhere, places }| {
            if everywhere || places.is_empty() {
                return FieldMessage::new(field, sentence);
            }
            let places = match places.split_at_checked(MOST_NAMED) {
                Some((named, rest)) if !rest.is_empty() => text::phases::and_more(locale, named.join(", "), rest.len()),
                _ => text::ruleset::all_of(locale, &places),
            };
            FieldMessage::new(field, text::phases::in_places(locale, places, sentence))
        })
        .collect()
}

struct Words<'a> {
    visit: &'a Visit,
    process: &'a Process,
    /// The phase that was to be moved.
    moved: &'a Key,
}

impl Words<'_> {
    fn name(&self, phase: &Key) -> String {
        named(self.process, phase)
    }

    fn hours(&self, phase: &Key) -> Option<&Hours> {
        self.process.rule_set.phases.iter().find(|rule| rule.id == *phase)?.hours.as_ref()
    }

    /// The field that it concerns, the territory, and the sentence.
    fn of(&self, fault: ActFault) -> (&'static str, Option<Code>, String) {
        let locale = self.visit.locale();
        let when = |at| self.visit.date_time(at);
        match fault {
            ActFault::Stale { phase, territory, is } => {
                let is = is.map_or_else(
                    || text::phases::stale_none(locale).to_owned(),
                    |is| crate::citizen::within(&period(self.visit, is)),
                );
                ("opens", territory, text::phases::stale(locale, self.name(&phase), is))
            }
            ActFault::Opened { phase, opened } => {
                ("opens", None, text::phases::has_opened(locale, self.name(&phase), when(opened)))
            }
            ActFault::Past { instant, .. } => ("closes", None, text::phases::past(locale, when(instant))),
            ActFault::Counted { phase, territory } => {
                ("opens", territory, text::phases::counted(locale, self.name(&phase)))
            }
            ActFault::Calendar(fault) => self.calendar(fault),
        }
    }

    fn calendar(&self, fault: CalendarFault) -> (&'static str, Option<Code>, String) {
        let locale = self.visit.locale();
        let when = |at| self.visit.date_time(at);
        match fault {
            CalendarFault::OutOfOrder { territory, earlier, earlier_opens, later, later_opens } => {
                let (before, after) = (self.name(&earlier), self.name(&later));
                let said = text::phases::out_of_order(locale, &after, when(later_opens), &before, when(earlier_opens));
                let mend = if later == *self.moved {
                    text::phases::mend_open_from(locale, when(earlier_opens), before)
                } else if earlier == *self.moved {
                    text::phases::mend_open_by(locale, when(later_opens), after)
                } else {
                    text::phases::mend_other(locale, after)
                };
                ("opens", territory, format!("{said} {mend}"))
            }
            CalendarFault::Overlap { territory, earlier, earlier_closes, later, later_opens } => {
                let (before, after) = (self.name(&earlier), self.name(&later));
                let said = text::phases::overlap(locale, &after, when(later_opens), &before, when(earlier_closes));
                let (field, mend) = if later == *self.moved {
                    ("opens", text::phases::mend_open_from(locale, when(earlier_closes), before))
                } else if earlier == *self.moved {
                    ("closes", text::phases::mend_close_by(locale, when(later_opens), after))
                } else {
                    ("opens", text::phases::mend_other(locale, after))
                };
                (field, territory, format!("{said} {mend}"))
            }
            CalendarFault::NeverOpen { phase, territory } => {
                let (from, until) = self.hours(&phase).map_or_else(
                    || (String::new(), String::new()),
                    |hours| (hours.from.to_string(), hours.until.to_string()),
                );
                ("opens", territory, text::phases::never_open(locale, self.name(&phase), from, until))
            }
            CalendarFault::Backwards { .. } | CalendarFault::Repeated { .. } => {
                ("closes", None, text::admin::closes_before_opens(locale).to_owned())
            }
            CalendarFault::BeyondTime { .. } => ("opens", None, text::phases::beyond(locale).to_owned()),
            CalendarFault::UnknownPhase { .. } => ("opens", None, text::common::not_found_title(locale).to_owned()),
        }
    }
}
