//! A ballot (tarjetón) of any type: approval, single choice, places, points, play money, a basket within the ceiling; one
//! contest or several on one sheet.
//!
//! It is part of a plain form: every project has its field, what was typed comes back with each mistake beside its
//! project. In the browser the same crate that decides on the server tells live what is left.

#![expect(missing_docs, reason = "the struct that `#[island]` makes for the browser has no doc comment")]

mod card;
mod desk;
mod kept;
pub mod search;

use leptos::{html, prelude::*, web_sys};
use serde::{Deserialize, Serialize};
use shared::{
    ballot::{BLANK, BallotForm, Choice, Input, Mistake, Progress, SheetChoice, SheetForm, SheetMistake},
    document::Key,
    id::ProposalId,
    locale::Locale,
    money::Money,
};

use self::{
    card::{Slot, card, wrong},
    desk::Turn,
    search::Search,
};
use super::sending;
use crate::text::ballot as text;

/// What the names begin with under which marks wait in a browser's tab, for whoever drops them.
pub const KEPT: &str = "tarjeton.";

/// A sheet as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// What can be said on it.
    pub form: SheetForm,
    /// What stands on it: each of its ballots, in its order.
    pub contests: Vec<Printed>,
}

/// A ballot as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// What the contest is called.
    pub name: String,
    /// The projects, in the order in which they stand.
    pub cards: Vec<Card>,
}

/// A project as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The project.
    pub project: ProposalId,
    /// Its number.
    pub number: u32,
    /// What it is called.
    pub title: String,
    /// What it is for; may be empty.
    pub detail: String,
    /// Where.
    pub place: Option<String>,
    /// What it costs.
    pub cost: Money,
    /// That only one of it and others can win, where it is so.
    pub alone: Option<String>,
    /// Whether it is made up.
    pub sample: bool,
}

impl Paper {
    /// The ballots with what is printed on them.
    pub fn ballots(&self) -> impl Iterator<Item = (&BallotForm, &Printed)> {
        self.form.forms().iter().zip(&self.contests)
    }

    /// Everything that keeps a choice from being cast: where on the page it can be mended, and the sentence.
    pub fn told(&self, locale: Locale, choice: &SheetChoice) -> Vec<(String, String)> {
        let Err(mistakes) = self.form.mark(choice) else { return Vec::new() };
        let first = || self.form.forms().first().map_or_else(String::new, |form| anchor(form.contest()));
        mistakes
            .iter()
            .flat_map(|mistake| match mistake {
                SheetMistake::OtherContest { found } => vec![(first(), text::other_contest(locale, found))],
                SheetMistake::NothingMarked => vec![(first(), text::sheet_empty(locale).to_owned())],
                SheetMistake::Ballot { contest, mistakes } => {
                    let ballot = self.ballots().find(|(form, _)| form.contest() == contest);
                    let one = |(form, printed): (&BallotForm, &Printed), mistake: &Mistake| {
                        (printed.anchor(form, mistake), printed.sentence(self, locale, mistake))
                    };
                    mistakes.iter().filter_map(|mistake| Some(one(ballot?, mistake))).collect()
                }
            })
            .collect()
    }
}

impl Printed {
    fn card(&self, project: ProposalId) -> Option<&Card> {
        self.cards.iter().find(|card| card.project == project)
    }

    fn called(&self, locale: Locale, project: ProposalId) -> String {
        self.card(project).map_or_else(String::new, |card| text::called(locale, card.number, &card.title))
    }

    /// A project's number, and how it is called in a sentence.
    fn named(&self, locale: Locale, project: ProposalId) -> (u32, String) {
        (self.card(project).map_or(0, |card| card.number), self.called(locale, project))
    }

    /// Where a mistake can be mended.
    fn anchor(&self, form: &BallotForm, mistake: &Mistake) -> String {
        let of = match mistake {
            Mistake::PlaceTwice { projects, .. } => {
                projects.iter().copied().min_by_key(|&project| self.card(project).map(|card| card.number))
            }
            mistake => mistake.project(),
        };
        let card = of.and_then(|project| self.card(project));
        card.map_or_else(|| anchor(form.contest()), |card| field_id(form.contest(), card.number))
    }

    /// A mistake in words, away from its project.
    fn sentence(&self, paper: &Paper, locale: Locale, mistake: &Mistake) -> String {
        let said = text::mistake(locale, mistake, &|project| self.named(locale, project));
        let known = mistake.project().filter(|&project| self.card(project).is_some());
        match known {
            Some(project) => text::about(locale, self.called(locale, project), said),
            None if paper.contests.len() > 1 => text::of_contest(locale, &self.name, said),
            None => said,
        }
    }
}

/// Where a ballot stands on the page.
fn anchor(contest: &Key) -> String {
    format!("tarjeton-{contest}")
}

/// Where the field of a project stands on the page.
fn field_id(contest: &Key, number: u32) -> String {
    format!("tarjeton-{contest}-{number}")
}

/// What is said on one ballot, and how far it has come.
type State = Memo<(Choice, Progress)>;

/// A sheet to be marked, for a form around it. `children` are the buttons.
#[island]
pub fn BallotSheet(
    /// The language.
    locale: Locale,
    /// What is printed.
    paper: Paper,
    /// What is marked already, right or wrong.
    choice: SheetChoice,
    /// Whether it came back: then it also says what is missing.
    told: bool,
    /// What is looked for on a long ballot; none on one that is read at a glance.
    words: Option<String>,
    /// By what the marks are known that wait in this tab; none where none may, and the browser sends the form itself.
    owner: Option<String>,
    /// The buttons.
    children: Children,
) -> impl IntoView {
    let awake = RwSignal::new(false);
    let hint = RwSignal::new(String::new());
    let is_lost = RwSignal::new(false);
    let came = paper.form.compact(&choice);
    let marked = RwSignal::new(choice);
    let paper = StoredValue::new(paper);
    let search = words.map(|words| Search::new(words, paper, marked));
    let own = StoredValue::new(owner.map(|owner| (owner, came)));
    let root = NodeRef::<html::Div>::new();
    Effect::new(move || {
        awake.set(true);
        let Some(root) = root.get() else { return };
        own.with_value(|own| {
            let Some((owner, came)) = own else { return };
            sending::tend(&root, is_lost);
            let kept = kept::find(owner, came).filter(|kept| kept != came);
            let kept = kept.and_then(|kept| paper.with_value(|paper| paper.form.read_compact(&kept)).ok());
            if let Some(kept) = kept {
                desk::write(&root, &kept);
                hint.set(text::brought_back(locale).to_owned());
            }
        });
        // What the browser kept of an earlier visit counts.
        marked.set(desk::read(&root));
    });
    let take = move |root: &web_sys::Element| {
        marked.set(desk::read(root));
        own.with_value(|own| {
            if let Some((owner, came)) = own {
                let marks = paper.with_value(|paper| marked.with_untracked(|marked| paper.form.compact(marked)));
                kept::keep(owner, came, &marks);
            }
        });
    };
    let changed = move |event: leptos::ev::Event| {
        let Some(root) = root.get_untracked() else { return };
        let settled = paper.with_value(|paper| desk::settle(&root, &event, paper, locale));
        hint.set(settled.unwrap_or_default());
        take(&root);
    };
    let act = move |at: usize, project: ProposalId, turn: Turn| {
        let Some(root) = root.get_untracked() else { return };
        hint.set(paper.with_value(|paper| desk::turn(&root, paper, at, project, turn, locale)).unwrap_or_default());
        take(&root);
    };
    let count = paper.with_value(|paper| paper.contests.len());
    let state = move |at: usize| -> State {
        Memo::new(move |_| {
            paper.with_value(|paper| {
                let form = &paper.form.forms()[at];
                let choice = marked.with(|marked| marked.ballots.get(form.contest().as_str()).cloned());
                let choice = choice.unwrap_or_default();
                let progress = form.progress(&choice);
                (choice, progress)
            })
        })
    };
    let states: Vec<State> = (0..count).map(state).collect();
    let slots: Vec<Slot> =
        (0..).zip(&states).map(|(at, &state)| Slot { locale, paper, at, state, told, awake, search }).collect();
    let ballots = slots.iter().map(|slot| ballot(*slot, act)).collect_view();
    let lines = slots.iter().map(|slot| line(*slot, count)).collect_view();
    let search = search.map(|search| search::bar(locale, search, awake));
    view! {
        <div class="ballot__sheet" node_ref=root on:input=changed>
            {search}
            {ballots}
            <div class="castbar">
                <div class="castbar__in">
                    <div class="castbar__count" aria-live="polite">
                        {lines}
                        <p class="castbar__hint" hidden=move || hint.with(String::is_empty)>{hint}</p>
                        <p class="castbar__hint" hidden=move || !is_lost.get()>{text::lost(locale)}</p>
                    </div>
                    {children()}
                </div>
            </div>
        </div>
    }
}

/// One ballot of the sheet.
fn ballot(slot: Slot, act: impl Fn(usize, ProposalId, Turn) + Copy + Send + Sync + 'static) -> AnyView {
    let Slot { locale, paper, at, state, .. } = slot;
    let act = move |project: ProposalId, turn: Turn| act(at, project, turn);
    paper.with_value(|paper| {
        let (form, printed) = (&paper.form.forms()[at], &paper.contests[at]);
        let legend = text::legend(locale, form);
        let legend = if paper.contests.len() > 1 { text::of_contest(locale, &printed.name, legend) } else { legend };
        let how = text::how(locale, form).map(|how| view! { <p class="ballot__how">{how}</p> });
        let cards = (0..).zip(&printed.cards).map(|one| card(slot, form, one, act)).collect_view();
        let chosen = state.with_untracked(|(choice, _)| choice.clone());
        let nothing = !chosen.blank && chosen.marks.is_empty();
        let pick = form.input() == Input::Pick;
        let kind = if pick { "radio" } else { "checkbox" };
        let blank = form.blank().then(|| {
            view! {
                <label class="project project--blank">
                    <input class="project__check" type=kind name=form.blank_field() value=BLANK checked=chosen.blank/>
                    <span class="project__body">
                        <strong class="project__title">{text::blank(locale)}</strong>
                        <span class="project__text">{text::blank_detail(locale)}</span>
                    </span>
                </label>
            }
        });
        // A radio button that was pressed cannot be released.
        let skip = (pick && paper.form.may_skip() && paper.contests.len() > 1).then(|| {
            view! {
                <label class="project project--blank">
                    <input class="project__check" type="radio" name=form.blank_field() value="" checked=nothing/>
                    <span class="project__body"><strong class="project__title">{text::skip(locale)}</strong></span>
                </label>
            }
        });
        let ranking = matches!(form.input(), Input::Place { .. }).then(|| ranked(slot));
        view! {
            <fieldset class="ballot__list" id=anchor(form.contest()) tabindex="-1">
                <legend class="ballot__legend">{legend}</legend>
                {how}
                {move || wrong(slot, None)}
                {cards}
                {blank}
                {skip}
                {ranking}
            </fieldset>
        }
        .into_any()
    })
}

/// The projects in the order that their places make.
fn ranked(slot: Slot) -> AnyView {
    let Slot { locale, paper, at, state, awake, .. } = slot;
    let order = move || {
        let mut marks = state.with(|(choice, _)| choice.marks.clone());
        marks.sort_by_key(|mark| mark.amount);
        paper.with_value(|paper| {
            let card = |project| paper.contests[at].card(project).map(|card| card.title.clone());
            let line = |(amount, title): (u64, String)| view! { <li><span class="project__no">{amount}</span><strong>{title}</strong></li> };
            marks.iter().filter_map(|mark| Some(line((mark.amount, card(mark.project)?)))).collect_view()
        })
    };
    let empty = move || !awake.get() || state.with(|(choice, _)| choice.marks.is_empty());
    view! {
        <div hidden=empty>
            <p><strong>{text::your_order(locale)}</strong></p>
            <ol class="review" role="list">{order}</ol>
        </div>
    }
    .into_any()
}

/// What is left of one ballot.
fn line(slot: Slot, count: usize) -> AnyView {
    let Slot { locale, paper, at, state, awake, .. } = slot;
    let words = move || {
        paper.with_value(|paper| {
            let (form, printed) = (&paper.form.forms()[at], &paper.contests[at]);
            if awake.get() {
                let far = state.with(|(choice, progress)| text::far(locale, form, choice, progress));
                let far = if count > 1 { text::of_contest(locale, &printed.name, far) } else { far };
                return view! { {far} }.into_any();
            }
            // Without the client the style sheet counts what is ticked.
            if count == 1 && form.input() == Input::Tick {
                return view! {
                    {text::marked(locale)} " " <strong class="castbar__css"></strong> " " {text::of_limit(locale, form.most())}
                }
                .into_any();
            }
            let legend = text::legend(locale, form);
            let legend = if count > 1 { text::of_contest(locale, &printed.name, legend) } else { legend };
            view! { {legend} }.into_any()
        })
    };
    view! { <p>{words}</p> }.into_any()
}
