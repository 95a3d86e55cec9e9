//! The calendar of a process as a line of steps.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    locale,
    phase::{Calendar, Phase, PhaseState},
};

use crate::{components::Icon, text, visit::Visit};

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

/// A day in few letters, for eyes and for machines.
fn short_day(visit: &Visit, at: DateTime<Utc>) -> AnyView {
    let day = visit.local(at).date();
    let machine = day.format("%Y-%m-%d").to_string();
    view! { <time class="nowrap" datetime=machine>{locale::format_date_short(day, visit.locale())}</time> }.into_any()
}

/// All phases with their dates: what is over, what is open and what comes.
#[component]
pub fn Timeline<'a>(
    /// The visit being answered.
    visit: &'a Visit,
    /// The phases.
    calendar: &'a Calendar,
) -> AnyView {
    let steps = calendar.phases().iter().map(|phase| step(visit, phase)).collect_view();
    view! { <ol class="timeline">{steps}</ol> }.into_any()
}

fn step(visit: &Visit, phase: &Phase) -> AnyView {
    let locale = visit.locale();
    let state = phase.state(visit.now);
    let (class, icon) = match state {
        PhaseState::Closed => ("timeline__step is-past", "check"),
        PhaseState::Open => ("timeline__step is-now", "play"),
        PhaseState::Upcoming => ("timeline__step is-next", "clock"),
    };
    view! {
        <li class=class aria-current=(state == PhaseState::Open).then_some("step")>
            <span class="timeline__dot"><Icon name=icon/></span>
            <div>
                <h3>{text::terms::phase(locale, phase.kind)}</h3>
                <p class="timeline__state">{text::terms::phase_state(locale, state)}</p>
                <p class="timeline__dates">
                    {short_day(visit, phase.window.opens())} " – " {short_day(visit, phase.window.closes())}
                </p>
                <p class="timeline__dates muted">{text::citizen::phase_detail(locale, phase.kind)}</p>
            </div>
        </li>
    }
    .into_any()
}
