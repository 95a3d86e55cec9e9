//! One project on a ballot, with the field that marks it and what is wrong with it.

use leptos::prelude::*;
use shared::{
    ballot::{BallotForm, Choice, Input, Mistake, PREFIX, Unread, Way},
    id::ProposalId,
    locale::{Locale, format_integer, format_money},
};

use super::{Card, Paper, State, desk::Turn, field_id, search::Search};
use crate::text::{ballot as text, common};

/// Amounts up to so many are offered in a list; others are typed.
const LISTED: u64 = 20;

/// One ballot of the sheet, and what its parts need to know.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    pub locale: Locale,
    pub paper: StoredValue<Paper>,
    /// Which ballot, by its place on the sheet.
    pub at: usize,
    pub state: State,
    /// Whether what is missing is told too.
    pub told: bool,
    /// Whether the client runs.
    pub awake: RwSignal<bool>,
    /// What is looked for, on a ballot that is long enough.
    pub search: Option<Search>,
}

fn icon(name: &'static str) -> impl IntoView {
    view! { <svg class="icon" aria-hidden="true"><use href=format!("/icons.svg#{name}")></use></svg> }
}

/// Whether a mistake is shown beside this project, or at the head of the ballot for none.
fn is_about(paper: &Paper, at: usize, mistake: &Mistake, project: Option<ProposalId>) -> bool {
    let printed = &paper.contests[at];
    let named: Vec<ProposalId> = match mistake {
        Mistake::PlaceTwice { projects, .. } => projects.clone(),
        mistake => mistake.project().into_iter().filter(|&project| printed.card(project).is_some()).collect(),
    };
    match project {
        Some(project) => named.contains(&project),
        None => named.is_empty(),
    }
}

/// What is wrong with a project, or with the ballot as a whole.
fn wrongs(slot: Slot, project: Option<ProposalId>) -> Vec<String> {
    let Slot { locale, paper, at, state, told, .. } = slot;
    paper.with_value(|paper| {
        state.with(|(choice, progress)| {
            let untouched = !choice.blank && choice.marks.is_empty() && choice.unread.is_empty();
            if untouched && paper.form.may_skip() && paper.contests.len() > 1 {
                return Vec::new();
            }
            let shown = progress.mistakes.iter().filter(|mistake| told || !mistake.is_missing());
            let about = shown.filter(|mistake| is_about(paper, at, mistake, project));
            let named = |project: ProposalId| paper.contests[at].named(locale, project);
            about.map(|mistake| text::mistake(locale, mistake, &named)).collect()
        })
    })
}

/// What is wrong with the ballot as a whole.
pub(super) fn wrong(slot: Slot, project: Option<ProposalId>) -> Vec<AnyView> {
    let line = |said: String| {
        view! { <span class="field__error">{icon("error")} {common::field_error(slot.locale, said)}</span> }.into_any()
    };
    wrongs(slot, project).into_iter().map(line).collect()
}

/// What stands in the field of a project: what was typed, right or wrong.
pub(super) fn typed(choice: &Choice, project: ProposalId) -> String {
    let unread = choice.unread.iter().find_map(|unread| match unread {
        Unread::Amount { project: of, found } if *of == project => Some(found.clone()),
        Unread::Amount { .. } | Unread::Project { .. } => None,
    });
    let amount = choice.amount(project);
    unread.unwrap_or_else(|| if amount == 0 { String::new() } else { amount.to_string() })
}

/// A project at its place on the ballot.
pub(super) fn card(
    slot: Slot,
    form: &BallotForm,
    (place, card): (usize, &Card),
    act: impl Fn(ProposalId, Turn) + Copy + Send + Sync + 'static,
) -> AnyView {
    let Slot { locale, state, at, search, .. } = slot;
    let is_hidden = move || search.is_some_and(|search| search.hides(at, place));
    let project = card.project;
    let id = field_id(form.contest(), card.number);
    let value = state.with_untracked(|(choice, _)| typed(choice, project));
    let error_id = format!("{id}-error");
    let is_wrong = move || !wrongs(slot, Some(project)).is_empty();
    let described = {
        let error_id = error_id.clone();
        move || is_wrong().then(|| error_id.clone())
    };
    let invalid = move || is_wrong().then_some("true");
    let number = view! {
        <span class="project__no"><span class="visually-hidden">{text::number(locale)} " "</span>{card.number}</span>
    };
    let sample = card.sample.then(|| view! { <span class="chip">{icon("eye")} {text::sample(locale)}</span> });
    let detail = (!card.detail.is_empty()).then(|| view! { <span class="project__text">{card.detail.clone()}</span> });
    let alone = card.alone.clone().map(|alone| view! { <span class="project__text">{icon("info")} " " {alone}</span> });
    let whereabouts = card.place.clone().map(|place| view! { <span>{icon("pin")} {place}</span> });
    let about = view! {
        <strong class="project__title">{card.title.clone()}</strong>
        {detail}
        {alone}
        <span class="project__meta"><span>{icon("coin")} {format_money(card.cost, locale)}</span>{whereabouts}{sample}</span>
    };
    let errors = view! { <span class="project__wrong" id=error_id>{move || wrong(slot, Some(project))}</span> };
    // A box, or one of several buttons, with what it gives.
    let ticked = match form.input() {
        Input::Tick => Some(("checkbox", format!("{PREFIX}{}.{project}", form.contest()), "1".to_owned(), None)),
        Input::Pick => Some(("radio", form.blank_field(), project.to_string(), None)),
        Input::Amount { step, most } if step == most => {
            let note = matches!(form.way(), Way::Wallet { .. }).then(|| text::give_note(locale, whole(locale, step)));
            Some(("checkbox", form.field(project), step.to_string(), note))
        }
        Input::Amount { .. } | Input::Place { .. } => None,
    };
    if let Some((kind, name, gives, note)) = ticked {
        let note = note.map(|note| view! { <span class="project__text">{note}</span> });
        return view! {
            <label class="project" hidden=is_hidden>
                <input
                    class="project__check" type=kind id=id name=name value=gives checked=!value.is_empty()
                    aria-describedby=described aria-invalid=invalid
                />
                {number}
                <span class="project__body">{about}{note}{errors}</span>
            </label>
        }
        .into_any();
    }
    let label = match form.way() {
        Way::Ranking => text::place(locale),
        Way::Wallet { .. } => text::notes(locale),
        _ => text::points(locale),
    };
    let title = card.title.clone();
    let name = form.field(project);
    let listed = match form.input() {
        Input::Place { most } => Some((1..=most).collect::<Vec<u64>>()),
        Input::Amount { step, most } if most / step <= LISTED => {
            Some((1..=most / step).map(|steps| steps * step).collect())
        }
        _ => None,
    };
    let control = if let Some(amounts) = listed {
        // What no entry of the list says stays what was sent.
        let other = (!value.is_empty() && !amounts.iter().any(|amount| amount.to_string() == value)).then(|| {
            let value = value.clone();
            view! { <option value=value.clone() selected=true>{value.clone()}</option> }
        });
        let none = if form.way() == Way::Ranking { text::no_place(locale) } else { text::nothing(locale) };
        let options = amounts
            .into_iter()
            .map(|amount| {
                let selected = amount.to_string() == value;
                view! { <option value=amount.to_string() selected=selected>{whole(locale, amount)}</option> }
            })
            .collect_view();
        view! {
            <select class="input input--short" id=id.clone() name=name aria-describedby=described aria-invalid=invalid>
                <option value="">{none}</option>
                {options}
                {other}
            </select>
        }
        .into_any()
    } else {
        view! {
            <input
                class="input input--short" type="text" inputmode="numeric" autocomplete="off" id=id.clone() name=name
                value=value aria-describedby=described aria-invalid=invalid
            />
        }
        .into_any()
    };
    let moves = (form.way() == Way::Ranking).then(|| moves(slot, card, act));
    let given = move || state.with(|(choice, _)| choice.amount(project) > 0);
    view! {
        <div class="project project--amount" class:is-marked=given hidden=is_hidden>
            {number}
            <span class="project__body">
                {about}
                {errors}
                <span class="project__give">
                    <label for=id>
                        {label} " " <span class="visually-hidden">{text::of_project(locale, title)}</span>
                    </label>
                    {control}
                    {moves}
                </span>
            </span>
        </div>
    }
    .into_any()
}

/// The buttons that give a project another place.
fn moves(slot: Slot, card: &Card, act: impl Fn(ProposalId, Turn) + Copy + Send + Sync + 'static) -> AnyView {
    let Slot { locale, awake, .. } = slot;
    let project = card.project;
    let button = |turn: Turn, name: &'static str, label: &'static str| {
        let title = text::of_project(locale, &card.title);
        view! {
            <button type="button" class="btn btn--small" on:click=move |_| act(project, turn)>
                {icon(name)} {label} <span class="visually-hidden">" " {title}</span>
            </button>
        }
    };
    view! {
        <span class="cluster" hidden=move || !awake.get()>
            {button(Turn::Up, "up", text::up(locale))}
            {button(Turn::Down, "down", text::down(locale))}
        </span>
    }
    .into_any()
}

fn whole(locale: Locale, number: u64) -> String {
    format_integer(i64::try_from(number).unwrap_or(i64::MAX), locale)
}
