//! The guided set-up: from a draft to published rules, step by step, with a preview of what people will read.

mod form;
mod others;
mod save;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{
    document::{Path, Step as PathStep},
    locale::Locale,
};
use store::rules;

use super::{
    draft::{self, Draft},
    problems, publish,
};
use crate::{
    admin::{enter, tabs},
    components::{Heading, Notice, NoticeKind},
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// The steps, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// Who takes part.
    Who,
    /// Phases and their dates.
    Phases,
    /// Money and formula.
    Money,
    /// Ballots and winners.
    Vote,
    /// Bodies.
    Bodies,
    /// Everything else, as a file.
    File,
    /// The whole, and its publication.
    Publish,
}

impl StepKind {
    /// Every step, in order.
    pub const ALL: [Self; 7] =
        [Self::Who, Self::Phases, Self::Money, Self::Vote, Self::Bodies, Self::File, Self::Publish];

    /// Its name in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Who => "participantes",
            Self::Phases => "fases",
            Self::Money => "dinero",
            Self::Vote => "votacion",
            Self::Bodies => "instancias",
            Self::File => "archivo",
            Self::Publish => "publicar",
        }
    }

    fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.slug() == slug)
    }

    /// The step in which the part of a document at this place can be changed.
    pub fn of(path: &Path) -> Self {
        let Some(PathStep::Field(section)) = path.steps().first() else { return Self::File };
        match section.as_str() {
            "title" | "summary" | "eligibility" => Self::Who,
            "phases" => Self::Phases,
            "pools" => Self::Money,
            "contests" => Self::Vote,
            "bodies" => Self::Bodies,
            _ => Self::File,
        }
    }

    fn next(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|step| *step == self)?;
        Self::ALL.get(at + 1).copied()
    }

    const fn title(self, locale: Locale) -> &'static str {
        match self {
            Self::Who => text::rules::step_who(locale),
            Self::Phases => text::rules::step_phases(locale),
            Self::Money => text::rules::step_money(locale),
            Self::Vote => text::rules::step_vote(locale),
            Self::Bodies => text::rules::step_bodies(locale),
            Self::File => text::rules::step_file(locale),
            Self::Publish => text::rules::step_publish(locale),
        }
    }

    const fn lead(self, locale: Locale) -> &'static str {
        match self {
            Self::Who => text::rules::lead_who(locale),
            Self::Phases => text::rules::lead_phases(locale),
            Self::Money => text::rules::lead_money(locale),
            Self::Vote => text::rules::lead_vote(locale),
            Self::Bodies => text::rules::lead_bodies(locale),
            Self::File => text::rules::lead_file(locale),
            Self::Publish => text::rules::lead_publish(locale),
        }
    }

    /// The sections of the rules that a citizen reads on what this step decides.
    const fn sections(self) -> &'static [&'static str] {
        match self {
            Self::Who => &["eligibility"],
            Self::Phases => &["phases"],
            Self::Money => &["pools"],
            Self::Vote => &["contests", "sheets"],
            Self::Bodies => &["bodies"],
            Self::File | Self::Publish => &[],
        }
    }
}

/// A draft's address leads to its first step.
#[component]
pub fn Begin() -> impl IntoView {
    let asked = use_params_map().get_untracked().get("draft");
    page(async move |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        let draft = draft::of_address(&mut tx, asked).await?;
        Err(Fault::Elsewhere(path::draft_step(draft.version.id, StepKind::Who.slug())))
    })
}

/// One step of the set-up.
#[component]
pub fn Step() -> impl IntoView {
    let asked = use_params_map().get_untracked();
    page(async move |visit| {
        enter(&visit)?;
        let step = asked.get("step").and_then(|step| StepKind::of_slug(&step)).ok_or(Fault::NotFound)?;
        let mut tx = visit.enter().await?;
        let draft = draft::of_address(&mut tx, asked.get("draft")).await?;
        let process = store::process::current(&mut tx).await?;
        let follows = match &process {
            Some(process) => rules::in_force(&mut tx, process.id).await?.is_some(),
            None => false,
        };
        drop(tx);
        let others = others::all(&visit).await?;
        let locale = visit.locale();
        let title = step.title(locale);
        let content = match step {
            StepKind::File => form::file(&visit, &draft),
            StepKind::Publish => {
                let process = process.as_ref().map(|process| (process, publish::can_pin(&visit, process, follows)));
                publish::show(&visit, &draft, process)
            }
            step => form::form(&visit, &draft, step, &others),
        };
        let body = view! {
            {tabs(&visit, path::ADMIN_RULES)}
            <Heading over=draft.version.title.as_str() title lead=step.lead(locale)/>
            {steps(&visit, &draft, step)}
            {defects(&visit, &draft)}
            {content}
        };
        let page = Page::new(title, body).width(Width::Wide);
        Ok(if step == StepKind::Vote { page.with_islands() } else { page })
    })
}

fn steps(visit: &Visit, draft: &Draft, here: StepKind) -> AnyView {
    let locale = visit.locale();
    let links = (1..)
        .zip(StepKind::ALL)
        .map(|(number, step)| {
            let href = path::draft_step(draft.version.id, step.slug());
            let label = text::rules::numbered_step(locale, number, step.title(locale));
            view! { <li><a href=href aria-current=(step == here).then_some("step")>{label}</a></li> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=text::rules::steps(locale)><ul>{links}</ul></nav> }.into_any()
}

/// Everything that keeps the whole document from being published, with links to where it can be mended.
fn defects(visit: &Visit, draft: &Draft) -> AnyView {
    let locale = visit.locale();
    let found = draft.rules.defects();
    if found.is_empty() {
        let kind = NoticeKind::Done;
        return view! { <Notice kind locale><p>{text::rules::no_problems(locale)}</p></Notice> }.into_any();
    }
    problems::list(locale, problems::of_defects(locale, &found), Some(&draft.version.id.to_string()))
}
