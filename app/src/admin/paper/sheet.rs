//! One sheet: who had it, and how far it was read.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{ballot::BallotForm, paper::Stage, permission::Action};
use store::{
    paper::{self, Sheet},
    urn,
};

use super::{super::tabs, called, custody, enter, ground::Ground, photo, resolve, void};
use crate::{
    components::{Crumbs, Heading, Notice, NoticeKind},
    page::{Fault, Page, page},
    path,
    text::paper as words,
    visit::Visit,
};

/// The page of a sheet. What its ballots say is shown to nobody but whoever decides on a difference.
#[component]
pub(in crate::admin) fn SheetPage() -> AnyView {
    page(async |visit| {
        let id = use_params_map().read().get("sheet").unwrap_or_default();
        let mut tx = visit.enter().await?;
        let ground = Ground::enter(&visit, &mut tx).await?.ok_or(Fault::NotFound)?;
        let sheet = ground.sheet(&mut tx, &id).await?.ok_or(Fault::NotFound)?;
        let steps = paper::custody(&mut tx, sheet.id).await?;
        let state = paper::read(&mut tx, &sheet).await?;
        let form = ground.of_sheet(&mut tx, &sheet).await?.map(|(_, form)| form);
        let is_sealed = urn::find(&mut tx, sheet.contest.0).await?.is_some_and(|urn| urn.sealed.is_some());
        let voids = paper::voids(&mut tx, sheet.id).await?;
        let is_over = ground.voting_is_over(&visit);
        let photos = if is_over { Some(paper::photos(&mut tx, sheet.id).await?) } else { None };
        let may = ground.may(Action::EnterPaper);
        let may_void = void::May { propose: may && !is_sealed, decide: ground.may(Action::ManageDesks) && !is_sealed };
        let work = if !may || is_sealed {
            None
        } else if is_over {
            Some(work(&visit, &sheet, &state, form.as_ref()))
        } else {
            Some(notice(&visit, words::not_yet(visit.locale())))
        };
        let locale = visit.locale();
        let title = words::sheet_number(locale, sheet.number);
        let lead = format!("{} · {}", called(&visit, &sheet.desk.1, sheet.desk.2), sheet.contest.1);
        let crumbs = vec![(path::PAPER.to_owned(), words::title(locale).to_owned())];
        // How many came is told to nobody while people vote.
        let ballots = is_over.then(|| {
            view! { <div><dt>{words::ballots(locale)}</dt><dd>{visit.integer(sheet.ballots)}</dd></div> }
        });
        let content = view! {
            {tabs(&visit, path::PAPER)}
            <Crumbs locale steps=crumbs here=title.clone()/>
            <Heading title=title.clone() lead/>
            <dl class="facts">
                {ballots}
                <div><dt>{words::stage(locale)}</dt><dd>{words::stage_of(locale, state.stage())}</dd></div>
            </dl>
            <p class="muted">{words::registered_by(locale, &sheet.by, visit.date_time(sheet.at))}</p>
            {photo::section(&visit, &sheet, photos.as_deref(), may && !is_sealed)}
            {work}
            {void::section(&visit, &sheet, &voids, &may_void)}
            {custody::section(&visit, &sheet, &steps, may)}
        };
        Ok(Page::new(title, content))
    })
}

fn notice(visit: &Visit, said: &'static str) -> AnyView {
    view! { <Notice kind=NoticeKind::Attention locale={visit.locale()}><p>{said}</p></Notice> }.into_any()
}

/// What is to be done with it now.
fn work(visit: &Visit, sheet: &Sheet, state: &shared::paper::Sheet, form: Option<&BallotForm>) -> AnyView {
    let locale = visit.locale();
    let Some(form) = form else { return notice(visit, words::no_form(locale)) };
    let has_read = visit.viewer.as_ref().is_some_and(|viewer| state.has_read(viewer.person));
    match state.stage() {
        Stage::Agreed => view! { <p>{words::agreed_note(locale)}</p> }.into_any(),
        Stage::Void => notice(visit, words::is_void(locale)),
        Stage::Differs { .. } if has_read => notice(visit, words::differences_others(locale)),
        Stage::Differs { .. } => resolve::section(visit, sheet, state, form),
        Stage::Unread | Stage::ReadOnce if has_read => notice(visit, words::same_person(locale)),
        Stage::Unread | Stage::ReadOnce => enter::section(visit, sheet, form),
    }
}
