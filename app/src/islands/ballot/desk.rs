//! What the client does with the fields of a ballot on the page: reads them, undoes a mark that cannot be, moves places.

use leptos::{ev, wasm_bindgen::JsCast as _, web_sys};
use shared::{
    ballot::{BLANK, BallotForm, Choice, Mistake, PREFIX, SheetChoice, Way},
    id::ProposalId,
    locale::{Locale, format_money},
};
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

use super::{Paper, Printed, card::typed};
use crate::text::ballot as text;

/// How a project changes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Before the one before it; the last one, if it had none.
    Up,
    /// After the one after it; none, if it was the last.
    Down,
}

/// The fields below an element that match a selector.
fn fields(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

/// The name and the value that a field sends; nothing for a box that is not ticked.
fn sent(field: &Element) -> Option<(String, String)> {
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        let box_like = matches!(input.type_().as_str(), "checkbox" | "radio");
        return (!box_like || input.checked()).then(|| (input.name(), input.value()));
    }
    field.dyn_ref::<HtmlSelectElement>().map(|select| (select.name(), select.value()))
}

/// What the fields say.
pub(super) fn read(root: &Element) -> SheetChoice {
    let sent: Vec<_> = fields(root, &format!("[name^='{PREFIX}']")).iter().filter_map(sent).collect();
    SheetChoice::read(sent.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

/// Makes the fields say a choice.
pub(super) fn write(root: &Element, choice: &SheetChoice) {
    const NOTHING: &Choice = &Choice { blank: false, marks: Vec::new(), unread: Vec::new() };
    for field in fields(root, &format!("[name^='{PREFIX}']")) {
        let (name, value) = match (field.dyn_ref::<HtmlInputElement>(), field.dyn_ref::<HtmlSelectElement>()) {
            (Some(input), _) => (input.name(), input.value()),
            (None, Some(select)) => (select.name(), select.value()),
            (None, None) => continue,
        };
        let mut parts = name.split('.').skip(1);
        let said = parts.next().and_then(|contest| choice.ballots.get(contest)).unwrap_or(NOTHING);
        let mut amount = || parts.next().and_then(|project| project.parse().ok()).map(|project| typed(said, project));
        let Some(input) = field.dyn_ref::<HtmlInputElement>() else {
            if let (Some(select), Some(amount)) = (field.dyn_ref::<HtmlSelectElement>(), amount()) {
                select.set_value(&amount);
            }
            continue;
        };
        if matches!(input.type_().as_str(), "checkbox" | "radio") {
            // What the box would say alone, and whether the choice says so too.
            let alone = SheetChoice::read([(name.as_str(), value.as_str())]);
            let alone = alone.ballots.into_values().next().unwrap_or_default();
            let is_said = match (alone.blank, alone.marks.first()) {
                (true, _) => said.blank,
                (false, Some(mark)) => said.marks.contains(mark),
                (false, None) => !said.blank && said.marks.is_empty(),
            };
            input.set_checked(is_said);
        } else if let Some(amount) = amount() {
            input.set_value(&amount);
        }
    }
}

/// The ballot that a field belongs to.
fn ballot_of<'a>(paper: &'a Paper, name: &str) -> Option<&'a BallotForm> {
    let contest = name.strip_prefix(PREFIX)?.split('.').next()?;
    paper.form.forms().iter().find(|form| form.contest().as_str() == contest)
}

fn on<'a>(choice: &'a SheetChoice, form: &BallotForm) -> Option<&'a Choice> {
    choice.ballots.get(form.contest().as_str())
}

/// Undoes a mark that the ballot does not allow, and says why.
pub(super) fn settle(root: &Element, event: &ev::Event, paper: &Paper, locale: Locale) -> Option<String> {
    let field = event.target()?.dyn_into::<Element>().ok()?;
    let (name, value) = sent(&field)?;
    let form = ballot_of(paper, &name)?;
    let choice = read(root);
    let mistakes = form.progress(on(&choice, form)?).mistakes;
    let is_blank = value == BLANK && name == form.blank_field();
    if mistakes.iter().any(|mistake| matches!(mistake, Mistake::BlankWithProjects { .. })) {
        if is_blank {
            field.dyn_ref::<HtmlInputElement>()?.set_checked(false);
            return Some(text::blank_or_projects(locale).to_owned());
        }
        // Whoever names a project no longer votes blank.
        for blank in fields(root, &format!("[name='{}'][value='{BLANK}']", form.blank_field())) {
            if let Some(blank) = blank.dyn_ref::<HtmlInputElement>() {
                blank.set_checked(false);
            }
        }
    }
    let ticked = field.dyn_ref::<HtmlInputElement>().filter(|input| input.type_() == "checkbox")?;
    let refused = mistakes.iter().find_map(|mistake| match mistake {
        Mistake::TooMany { most, .. } => Some(text::full(locale, most)),
        Mistake::TooMuch { .. } => Some(text::mistake(locale, mistake, &|_| (0, String::new()))),
        Mistake::OverCeiling { ceiling, over, .. } => {
            Some(text::no_room(locale, format_money(*ceiling, locale), format_money(*over, locale)))
        }
        _ => None,
    })?;
    ticked.set_checked(false);
    Some(refused)
}

/// Gives a project another place, and says which.
pub(super) fn turn(
    root: &Element,
    paper: &Paper,
    at: usize,
    project: ProposalId,
    turn: Turn,
    locale: Locale,
) -> Option<String> {
    let (form, printed): (&BallotForm, &Printed) = (paper.form.forms().get(at)?, paper.contests.get(at)?);
    debug_assert!(matches!(form.way(), Way::Ranking), "only a ranking has places");
    let called = printed.called(locale, project);
    let mut marks = on(&read(root), form).map(|choice| choice.marks.clone()).unwrap_or_default();
    marks.sort_by_key(|mark| mark.amount);
    let mut order: Vec<ProposalId> = marks.into_iter().map(|mark| mark.project).collect();
    let place = order.iter().position(|placed| *placed == project);
    match (turn, place) {
        (Turn::Up, None) => {
            let most = usize::try_from(form.most()).unwrap_or(usize::MAX);
            if order.len() >= most {
                return Some(text::full(locale, form.most()));
            }
            order.push(project);
        }
        (Turn::Up, Some(0)) => return Some(text::is_first(locale, called)),
        (Turn::Up, Some(place)) => order.swap(place, place - 1),
        (Turn::Down, Some(place)) if place + 1 < order.len() => order.swap(place, place + 1),
        (Turn::Down, Some(place)) => {
            order.remove(place);
        }
        (Turn::Down, None) => {}
    }
    for offered in form.offer().projects() {
        let place = order.iter().position(|placed| *placed == offered.id);
        let value = place.map(|place| (place + 1).to_string()).unwrap_or_default();
        for field in fields(root, &format!("[name='{}']", form.field(offered.id))) {
            if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
                select.set_value(&value);
            }
        }
    }
    let place = order.iter().position(|placed| *placed == project);
    Some(match place {
        Some(place) => text::took(locale, called, place + 1, order.len()),
        None => text::has_no_place(locale, called),
    })
}
