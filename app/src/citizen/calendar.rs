//! The route of a process as a line of steps, everywhere or in one territory.

mod feed;
mod whole;

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveTime, Utc};
use leptos::prelude::*;
use shared::{
    calendar::{Opening, Route, Skipped, Stage},
    document::Key,
    locale,
    permission::Action,
    phase::Window,
    role::Role,
    ruleset::{Channel, Code, Holder, PhaseRule, Power, RuleSet},
};
use store::{calendar::Moved, process::Process};

pub use self::{
    feed::{Subscribe, everywhere as feed_everywhere, of_territory as feed_of_territory},
    whole::WholeCalendar,
};
use crate::{components::Icon, path, text, visit::Visit};

/// More steps than this stand below each other on every screen: beside each other nobody could read them.
const MOST_BESIDE: usize = 6;

/// A moment, for eyes and for machines.
pub fn moment(visit: &Visit, at: DateTime<Utc>) -> AnyView {
    let machine = visit.local(at).format("%Y-%m-%dT%H:%M").to_string();
    view! { <time datetime=machine>{visit.date_time(at)}</time> }.into_any()
}

/// A day, for eyes and for machines.
pub fn day(visit: &Visit, at: DateTime<Utc>) -> AnyView {
    let machine = visit.local(at).format("%Y-%m-%d").to_string();
    view! { <time datetime=machine>{visit.date(at)}</time> }.into_any()
}

/// The dates of a phase in words. What opens or closes at midnight is told by its first and last day.
pub fn period(visit: &Visit, window: Window) -> String {
    let opens = visit.local(window.opens());
    let from =
        if opens.time() == NaiveTime::MIN { visit.date(window.opens()) } else { visit.date_time(window.opens()) };
    let last = last_instant(visit, window);
    if last == window.closes() {
        text::route::period(visit.locale(), from, visit.date_time(last))
    } else if from == visit.date(last) {
        text::route::one_day(visit.locale(), from)
    } else {
        text::route::period(visit.locale(), from, visit.date(last))
    }
}

/// A sentence as it goes on within another one.
pub fn within(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// An instant of the last day of a window: its closing, or, where that is midnight, a moment before.
fn last_instant(visit: &Visit, window: Window) -> DateTime<Utc> {
    if visit.local(window.closes()).time() == NaiveTime::MIN {
        window.closes() - chrono::TimeDelta::seconds(1)
    } else {
        window.closes()
    }
}

/// A day in few letters, for eyes and for machines.
fn short_day(visit: &Visit, at: DateTime<Utc>) -> AnyView {
    let day = visit.local(at).date();
    let machine = day.format("%Y-%m-%d").to_string();
    view! { <time class="nowrap" datetime=machine>{locale::format_date_short(day, visit.locale())}</time> }.into_any()
}

/// What citizens may do in a phase by the rules, each once; powers that end before it or begin after it do not count.
pub fn citizens_may(visit: &Visit, rules: &RuleSet, phase: &Key, stage: Option<&Stage>) -> Vec<Action> {
    let days = stage.map(|stage| {
        let window = stage.window();
        (visit.local(window.opens()).date(), visit.local(last_instant(visit, window)).date())
    });
    let in_force = |power: &&Power| {
        days.is_none_or(|(first, last)| {
            power.from.is_none_or(|from| from.0 <= last) && power.until.is_none_or(|until| until.0 >= first)
        })
    };
    let mut seen = BTreeSet::new();
    rules
        .powers
        .iter()
        .filter(|power| power.who == Holder::Role(Role::Citizen) && power.during.contains(phase))
        .filter(in_force)
        .flat_map(|power| power.may.iter().copied())
        .filter(|&action| seen.insert(action))
        .collect()
}

/// Why a phase has no dates, in words: it does not come in the year of the process, or has not been planned yet.
pub fn undated(visit: &Visit, skipped: Option<&Skipped>) -> String {
    let locale = visit.locale();
    match skipped {
        Some(Skipped { next: Some(next), .. }) => text::route::not_this_time(locale, next),
        Some(Skipped { next: None, .. }) => text::route::not_any_more(locale).to_owned(),
        None => text::route::no_date(locale).to_owned(),
    }
}

/// Where an instant stands in a phase, in words.
pub fn opening(visit: &Visit, stage: &Stage) -> String {
    let locale = visit.locale();
    match stage.opening(visit.now) {
        Opening::Upcoming { .. } => text::route::later(locale).to_owned(),
        Opening::Open { until } if until == stage.closes() => {
            let last = last_instant(visit, stage.window());
            if until == stage.window().closes() && last < until {
                text::route::open_through(locale, visit.date(last))
            } else {
                text::route::open_until(locale, visit.date_time(until))
            }
        }
        Opening::Open { until } => text::route::open_today(locale, locale::format_time(visit.local(until), locale)),
        Opening::Paused { reopens } => text::route::paused(locale, visit.date_time(reopens)),
        Opening::Closed { .. } => text::route::over(locale).to_owned(),
    }
}

/// The hours and the channel of a phase, where it has any.
pub fn terms(visit: &Visit, rule: &PhaseRule) -> Vec<String> {
    let locale = visit.locale();
    let clock = |time: NaiveTime| locale::format_time(visit.today().and_time(time), locale);
    let hours = rule
        .hours
        .as_ref()
        .map(|hours| text::route::each_day(locale, clock(hours.from.time()), clock(hours.until.time())));
    let channel = rule.channel.map(|channel| match channel {
        Channel::Online => text::route::online(locale).to_owned(),
        Channel::InPerson => text::route::in_person(locale).to_owned(),
    });
    channel.into_iter().chain(hours).collect()
}

/// The last act that gave a phase the dates which it has there, with its number.
pub fn act_behind<'a>(acts: &'a [Moved], phase: &Key, territory: Option<&Code>) -> Option<(usize, &'a Moved)> {
    let here = |moved: &Moved| match territory {
        Some(code) => moved.act.territories.contains(code),
        None => moved.act.territories.is_empty(),
    };
    let found = acts.iter().rposition(|moved| moved.act.phase == *phase && here(moved))?;
    Some((found + 1, &acts[found]))
}

/// The phases of one place with their dates: what is over, what is open and what comes.
#[component]
pub fn Timeline<'a>(
    /// The visit being answered.
    visit: &'a Visit,
    /// The process whose phases they are.
    process: &'a Process,
    /// The territory; everywhere when absent.
    #[prop(optional)]
    territory: Option<Code>,
    /// What changed the calendar.
    #[prop(optional)]
    acts: &'a [Moved],
    /// Whether only what is open says what it is for.
    #[prop(optional)]
    brief: bool,
) -> AnyView {
    let line = Line { visit, process, territory: territory.as_ref(), acts, brief };
    let phases = &process.rule_set.phases;
    let steps = phases.iter().map(|rule| line.step(rule)).collect_view();
    let class = if phases.len() > MOST_BESIDE { "timeline timeline--tall" } else { "timeline" };
    view! { <ol class=class>{steps}</ol> }.into_any()
}

struct Line<'a> {
    visit: &'a Visit,
    process: &'a Process,
    territory: Option<&'a Code>,
    acts: &'a [Moved],
    brief: bool,
}

impl Line<'_> {
    fn route(&self) -> &Route {
        let dates = &self.process.dates;
        self.territory.map_or_else(|| dates.everywhere(), |code| dates.of_territory(code))
    }

    fn step(&self, rule: &PhaseRule) -> AnyView {
        let visit = self.visit;
        let locale = visit.locale();
        let stage = self.route().stage(&rule.id);
        let skipped = self.route().skipped(&rule.id);
        let opening = stage.map(|stage| stage.opening(visit.now));
        let current = matches!(opening, Some(Opening::Open { .. } | Opening::Paused { .. }));
        let (class, icon) = match opening {
            Some(Opening::Closed { .. }) => ("timeline__step is-past", "check"),
            Some(Opening::Open { .. } | Opening::Paused { .. }) => ("timeline__step is-now", "play"),
            None if skipped.is_some() => ("timeline__step is-next", "minus"),
            Some(Opening::Upcoming { .. }) | None => ("timeline__step is-next", "clock"),
        };
        let dates = stage.map(|stage| {
            let window = stage.window();
            let last = last_instant(visit, window);
            let several = visit.local(window.opens()).date() != visit.local(last).date();
            let until = several.then(|| view! { " – " {short_day(visit, last)} });
            view! { <p class="timeline__dates">{short_day(visit, window.opens())} {until}</p> }
        });
        let terms = terms(visit, rule);
        let terms = (!terms.is_empty()).then(|| view! { <p class="timeline__dates">{terms.join(" · ")}</p> });
        let detailed = current || !self.brief;
        let purpose = detailed.then(|| {
            let purpose = rule.purpose.as_ref().map(ToString::to_string);
            let purpose = purpose.unwrap_or_else(|| text::citizen::phase_detail(locale, rule.kind).to_owned());
            view! { <p class="timeline__dates muted">{purpose}</p> }
        });
        let standing = match stage {
            Some(stage) => self::opening(visit, stage),
            None => undated(visit, skipped),
        };
        let over = matches!(opening, Some(Opening::Closed { .. })) || skipped.is_some();
        let may = (detailed && !over)
            .then(|| citizens_may(visit, &self.process.rule_set, &rule.id, stage))
            .filter(|may| !may.is_empty())
            .map(|may| {
                view! { <p class="timeline__dates">{text::route::you_can(locale, actions(visit, &may))}</p> }
            });
        let own = stage.filter(|stage| stage.is_own()).map(|stage| self.own(stage));
        view! {
            <li class=class aria-current=current.then_some("step")>
                <span class="timeline__dot"><Icon name=icon/></span>
                <div>
                    <h3>{rule.name.to_string()}</h3>
                    <p class="timeline__state">{standing}</p>
                    {dates}
                    {terms}
                    {own}
                    {purpose}
                    {may}
                </div>
            </li>
        }
        .into_any()
    }

    /// That these dates are the territory's own, what the others are, and why.
    fn own(&self, stage: &Stage) -> AnyView {
        let visit = self.visit;
        let locale = visit.locale();
        let elsewhere = match self.process.dates.everywhere().stage(stage.id()) {
            Some(other) => text::route::elsewhere(locale, within(&period(visit, other.window()))),
            None => text::route::elsewhere_none(locale).to_owned(),
        };
        let why = act_behind(self.acts, stage.id(), self.territory).map(|(number, moved)| {
            view! {
                <p class="timeline__dates">
                    {text::route::because(locale, &moved.act.reason)} " "
                    <a href=path::calendar_act(number)>{text::route::see_act(locale, visit.date(moved.act.at))}</a>
                </p>
            }
        });
        view! {
            <p><span class="chip chip--info"><Icon name="flag"/>{text::route::own_dates(locale)}</span></p>
            <p class="timeline__dates">{elsewhere}</p>
            {why}
        }
        .into_any()
    }
}

/// What can be done, as one reads it within a sentence.
pub fn actions(visit: &Visit, actions: &[Action]) -> String {
    let names: Vec<String> =
        actions.iter().map(|&action| text::action::name(visit.locale(), action).to_lowercase()).collect();
    text::ruleset::all_of(visit.locale(), &names)
}
