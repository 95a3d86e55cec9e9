//! The act that moves a phase: everywhere or in some territories, from the dates that whoever decides has seen.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDateTime, Utc};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::{
    calendar::{ActFault, Calendar, CalendarAct, Counted, Route, Stage},
    document::{Key, Text},
    locale::{self, from_zone},
    permission::Action,
    phase::Window,
    ruleset::{Code, PhaseRule},
};
use store::{
    TenantTx, aggregate, audit,
    calendar::{self, NotMoved},
    process::Process,
    tally,
    territory::{self, Territory},
};
use uuid::Uuid;

use super::{
    super::{allow, current_locked, input, signed_in},
    fault,
    one::{TYPED, typed},
    ready,
};
use crate::{
    forms::{Declined, Done, FieldMessage, Posted, answer},
    path, text,
    visit::Visit,
};

/// The form of a phase.
pub(super) const FORM: &str = "phase";

/// The dates of a phase as somebody saw them: everywhere, and where they differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    phase: Key,
    everywhere: Option<Window>,
    own: BTreeMap<Code, Window>,
}

/// What stands for everywhere among the codes of territories: none is written like this.
const EVERYWHERE: &str = "*";

/// How a form carries what was seen.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Carried {
    phase: Key,
    dates: BTreeMap<String, Window>,
}

impl Seen {
    /// Those of a calendar.
    pub(super) fn of(dates: &Calendar, phase: &Key) -> Self {
        let own = |(code, route): (&Code, &Route)| {
            let stage = route.stage(phase).filter(|stage| stage.is_own())?;
            Some((code.clone(), stage.window()))
        };
        Self {
            phase: phase.clone(),
            everywhere: dates.everywhere().stage(phase).map(Stage::window),
            own: dates.differing().filter_map(own).collect(),
        }
    }

    fn in_territory(&self, code: &Code) -> Option<Window> {
        self.own.get(code).copied().or(self.everywhere)
    }

    /// By territory.
    fn dates(&self) -> BTreeMap<String, Window> {
        let everywhere = self.everywhere.iter().map(|window| (EVERYWHERE.to_owned(), *window));
        everywhere.chain(self.own.iter().map(|(code, window)| (code.to_string(), *window))).collect()
    }

    /// As a form carries them.
    pub(super) fn write(&self) -> String {
        json!(Carried { phase: self.phase.clone(), dates: self.dates() }).to_string()
    }

    fn read(text: &str) -> Option<Self> {
        let Carried { phase, mut dates } = serde_json::from_str(text).ok()?;
        let everywhere = dates.remove(EVERYWHERE);
        let own = dates.into_iter().map(|(code, window)| Some((code.parse().ok()?, window)));
        Some(Self { phase, everywhere, own: own.collect::<Option<_>>()? })
    }
}

/// Changes the dates of a phase of the current process.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "fase")]
pub async fn save_phase(
    #[server(default)] seen: String,
    #[server(default)] r#where: String,
    #[server(default)] territories: Vec<String>,
    #[server(default)] opens: String,
    #[server(default)] closes: String,
    #[server(default)] reason: String,
    #[server(default)] how: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let seen = Seen::read(&seen);
    let page = seen.as_ref().map_or_else(|| path::PHASES.to_owned(), |seen| path::admin_phase(&seen.phase));
    let codes = territories.join(" ");
    let typed =
        [("where", &*r#where), ("territories", &codes), ("opens", &opens), ("closes", &closes), ("reason", &reason)];
    let posted = Posted::new(FORM, page, typed);
    let territories = (r#where == "some").then_some(territories);
    let [opens, closes, reason] = [&*opens, &closes, &reason];
    let outcome = match seen {
        Some(seen) => change(&visit, &Asked { seen, territories, opens, closes, reason, how: How::of(&how) }).await,
        None => Err(Declined::Refused(text::phases::seen_lost(visit.locale()).to_owned())),
    };
    answer(&visit, posted, outcome).await
}

fn not_found(visit: &Visit) -> Declined {
    Declined::Refused(text::common::not_found_title(visit.locale()).to_owned())
}

/// Which button was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Dates,
    Open,
    Close,
}

impl How {
    fn of(word: &str) -> Self {
        match word {
            "open" => Self::Open,
            "close" => Self::Close,
            _ => Self::Dates,
        }
    }

    const fn act(self) -> &'static str {
        match self {
            Self::Dates => "change_phase",
            Self::Open => "open_phase",
            Self::Close => "close_phase",
        }
    }
}

/// What was typed.
struct Asked<'a> {
    seen: Seen,
    /// In these territories; everywhere when `None`.
    territories: Option<Vec<String>>,
    opens: &'a str,
    closes: &'a str,
    reason: &'a str,
    how: How,
}

async fn change(visit: &Visit, asked: &Asked<'_>) -> Result<Done, Declined> {
    let phase = &asked.seen.phase;
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let process = current_locked(visit, &mut tx).await?;
    allow(visit, &mut tx, &process, Action::ChangeCalendar).await?;
    let rule = process.rule_set.phases.iter().find(|rule| rule.id == *phase).ok_or_else(|| not_found(visit))?;
    let territories = territory::all(&mut tx).await?;
    let counted = counted(&mut tx, &process).await?;

    let (acts, reason) = asked.read(visit, rule, &territories).map_err(Declined::Invalid)?;
    let faults: Vec<ActFault> = acts
        .iter()
        .filter_map(|act| process.dates.after(act, &process.rule_set.phases, &counted).err())
        .flatten()
        .collect();
    if !faults.is_empty() {
        return Err(Declined::Invalid(fault::messages(visit, &process, &territories, phase, faults)));
    }
    ready::to_open(visit, &mut tx, &process, rule, &acts).await?;
    let before = Seen::of(&process.dates, phase);
    let how = asked.how;
    let mut moved = process.clone();
    for act in &acts {
        moved.dates = calendar::act(&mut tx, &moved, act, &counted, Some(viewer.person))
            .await
            .map_err(|error| not_moved(visit, &process, &territories, phase, error))?;
    }
    if how == How::Open {
        within_hours(visit, &moved, rule, &acts)?;
    }
    let entry = audit::Act {
        person: Some(viewer.person),
        act: how.act(),
        object: phase.as_str(),
        reason: Some(&reason),
        before: Some(&json!(before.dates())),
        after: Some(&json!(Seen::of(&moved.dates, phase).dates())),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &entry).await?;
    aggregate::publish(&mut tx, process.id, visit.now).await?;
    tx.commit().await?;
    let message = match how {
        How::Dates => text::admin::phase_saved(locale, &rule.name),
        How::Open => text::admin::phase_opened(locale, &rule.name),
        How::Close => text::admin::phase_closed(locale, &rule.name),
    };
    Ok(Done { to: path::PHASES.to_owned(), message: Some(message) })
}

/// That a phase which is opened now is open then: its hours of the day may say otherwise.
fn within_hours(visit: &Visit, moved: &Process, rule: &PhaseRule, acts: &[CalendarAct]) -> Result<(), Declined> {
    let Some(hours) = &rule.hours else { return Ok(()) };
    let everywhere = acts.iter().filter(|act| act.territories.is_empty()).map(|_| None);
    let mut places = everywhere.chain(acts.iter().flat_map(|act| act.territories.iter().map(Some)));
    let shut = |place| moved.route(place).stage(&rule.id).is_none_or(|stage| !stage.is_open(visit.now));
    if !places.any(shut) {
        return Ok(());
    }
    let clock = |time| locale::format_time(visit.today().and_time(time), visit.locale());
    let hours = format!("{} – {}", clock(hours.from.time()), clock(hours.until.time()));
    Err(Declined::Invalid(vec![FieldMessage::new("opens", text::admin::outside_hours(visit.locale(), hours))]))
}

/// Which votes of a process are history: a count is of all of them, and so is whatever comes before it, the seal and the
/// reading of ballots on paper.
pub(super) async fn counted(tx: &mut TenantTx, process: &Process) -> store::Result<Counted> {
    let is_known = tally::votes_are_known(tx, process.id).await?;
    Ok(if is_known { Counted::Everywhere } else { Counted::Nowhere })
}

/// What the database or, after all, the domain says against an act.
pub(super) fn not_moved(
    visit: &Visit,
    process: &Process,
    territories: &[Territory],
    phase: &Key,
    error: NotMoved,
) -> Declined {
    match error {
        NotMoved::Store(error) => error.into(),
        NotMoved::Act(faults) => Declined::Invalid(fault::messages(visit, process, territories, phase, faults)),
    }
}

impl Asked<'_> {
    /// The acts, one for all territories that have the same dates now, and their reason; or everything that is wrong
    /// with what was typed.
    fn read(
        &self,
        visit: &Visit,
        rule: &PhaseRule,
        known: &[Territory],
    ) -> Result<(Vec<CalendarAct>, String), Vec<FieldMessage>> {
        let locale = visit.locale();
        let mut errors = Vec::new();
        let seen = &self.seen;
        let groups = match self.places(visit, known) {
            Ok(None) => vec![(seen.everywhere, BTreeSet::new())],
            Ok(Some(codes)) => {
                let mut groups: Vec<(Option<Window>, BTreeSet<Code>)> = Vec::new();
                for code in codes {
                    let was = seen.in_territory(&code);
                    match groups.iter_mut().find(|(window, _)| *window == was) {
                        Some((_, codes)) => {
                            codes.insert(code);
                        }
                        None => groups.push((was, BTreeSet::from([code]))),
                    }
                }
                groups
            }
            Err(error) => {
                errors.push(error);
                // The dates are read all the same, to tell what is wrong with them too.
                vec![(seen.everywhere, BTreeSet::new())]
            }
        };
        let mut moves = Vec::new();
        for (was, codes) in groups {
            match self.window(visit, was) {
                Ok(becomes) => moves.push((was, becomes, codes)),
                Err(more) => errors.extend(more),
            }
        }
        if errors.is_empty() && moves.iter().all(|(was, becomes, _)| *was == Some(*becomes)) {
            errors.push(FieldMessage::new("opens", text::phases::nothing_changed(locale)));
        }
        let reason = why(visit, self.reason).map_err(|error| errors.push(error)).ok();
        let Some((reason, why)) = reason.filter(|_| errors.is_empty()) else {
            errors.dedup();
            return Err(errors);
        };
        let acts = moves
            .into_iter()
            .filter(|(was, becomes, _)| *was != Some(*becomes))
            .map(|(was, becomes, territories)| CalendarAct {
                phase: rule.id.clone(),
                territories,
                was,
                becomes,
                reason: why.clone(),
                at: visit.now,
            })
            .collect();
        Ok((acts, reason))
    }

    /// The territories that were ticked; `None` for everywhere.
    fn places(&self, visit: &Visit, known: &[Territory]) -> Result<Option<BTreeSet<Code>>, FieldMessage> {
        let locale = visit.locale();
        let Some(ticked) = &self.territories else { return Ok(None) };
        if ticked.is_empty() {
            return Err(FieldMessage::new("where", text::phases::which_missing(locale)));
        }
        let read = |typed: &String| {
            let found = known.iter().find(|territory| territory.code == *typed);
            found.and_then(|territory| territory.code.parse().ok()).ok_or_else(|| {
                let shown: String = typed.chars().take(20).collect();
                FieldMessage::new("where", text::phases::which_unknown(locale, shown))
            })
        };
        ticked.iter().map(read).collect::<Result<_, _>>().map(Some)
    }

    /// The new dates: as typed, or from now on, or until now.
    fn window(&self, visit: &Visit, was: Option<Window>) -> Result<Window, Vec<FieldMessage>> {
        let locale = visit.locale();
        let opens = match self.how {
            How::Open => Ok(visit.now),
            // What is open goes on to have opened when it did.
            How::Close => was.map_or_else(|| read(visit, "opens", self.opens, None), |was| Ok(was.opens())),
            How::Dates => read(visit, "opens", self.opens, was.map(Window::opens)),
        };
        let closes = match self.how {
            How::Close => Ok(visit.now),
            How::Open | How::Dates => read(visit, "closes", self.closes, was.map(Window::closes)),
        };
        match (opens, closes) {
            (Ok(opens), Ok(closes)) => Window::new(opens, closes).map_err(|_| {
                let message = match self.how {
                    How::Open => text::admin::cannot_open(locale),
                    How::Close | How::Dates => text::admin::closes_before_opens(locale),
                };
                vec![FieldMessage::new("closes", message)]
            }),
            (opens, closes) => Err(opens.err().into_iter().chain(closes.err()).collect()),
        }
    }
}

/// The reason of an act, as the audit trail and as the calendar keep it.
pub(super) fn why(visit: &Visit, typed: &str) -> Result<(String, Text), FieldMessage> {
    let locale = visit.locale();
    let reason = input::reason(typed, "reason", locale)?;
    let text = reason.replace("\r\n", "\n").parse();
    let text = text.map_err(|_| FieldMessage::new("reason", text::admin::reason_unfit(locale)))?;
    Ok((reason, text))
}

/// Reads a day and an hour as the site's clocks show them. What was not touched keeps its seconds.
fn read(visit: &Visit, field: &str, text: &str, stored: Option<DateTime<Utc>>) -> Result<DateTime<Utc>, FieldMessage> {
    let locale = visit.locale();
    if let Some(stored) = stored.filter(|stored| text == typed(visit, Some(*stored))) {
        return Ok(stored);
    }
    let at = NaiveDateTime::parse_from_str(text.trim(), TYPED)
        .or_else(|_| NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%dT%H:%M:%S"))
        .map_err(|_| FieldMessage::new(field, text::admin::date_wrong(locale)))?;
    from_zone(at, visit.site.time_zone).ok_or_else(|| FieldMessage::new(field, text::admin::date_skipped(locale)))
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn what_was_seen_survives_the_form() {
        let day = |day| Utc.with_ymd_and_hms(2026, 11, day, 13, 0, 0).unwrap() + chrono::TimeDelta::microseconds(7);
        let window = |opens, closes| Window::new(day(opens), day(closes)).unwrap();
        let code: Code = "05".parse().unwrap();
        let phase: Key = "voting".parse().unwrap();
        let own = BTreeMap::from([(code.clone(), window(2, 5))]);
        let seen = Seen { phase: phase.clone(), everywhere: Some(window(1, 4)), own };
        assert_eq!(Seen::read(&seen.write()), Some(seen.clone()));
        let nothing = Seen { phase, everywhere: None, own: BTreeMap::new() };
        assert_eq!(Seen::read(&nothing.write()), Some(nothing));
        assert_eq!(seen.in_territory(&code), Some(window(2, 5)));
        assert_eq!(seen.in_territory(&"06".parse().unwrap()), Some(window(1, 4)));
        for wrong in ["", "{}", r#"{"phase": "voting", "dates": {"*": 1}}"#, r#"{"phase": "?", "dates": {}}"#] {
            assert_eq!(Seen::read(wrong), None, "{wrong}");
        }
    }
}
