//! The minutes of a session (acta): drafted for those who attended, then approved, sealed and for everybody; with the
//! check of the seal.

use axum::{Extension, Router, body::Body, extract::Path, http::StatusCode, response::Response, routing::get};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{
    committee::{self, Address, Block, Outline, SealedMinutes, Section, SignedMinutes, Stage},
    document::{Fingerprint, canonical},
    id::SessionId,
    locale::Locale,
    ruleset::RuleSet,
    tenant::TenantKind,
};
use store::{StoreError, body::session};

use super::{meeting, part, room::Room};
use crate::{
    components::{Heading, Icon, Notice, NoticeKind},
    page::{Fault, Page, page},
    path,
    results::download::{failed, file},
    rules::id,
    text,
    visit::Visit,
};

/// Sealed minutes as people read them, on the page and on paper.
pub fn outline(sealed: &SealedMinutes, locale: Locale, rules: Option<&RuleSet>) -> Outline {
    committee::outline(sealed, locale, |phrase| text::minutes::say(locale, rules, phrase))
}

/// The minutes.
#[component]
pub fn MinutesPage() -> impl IntoView {
    let asked = use_params_map().get_untracked().get("session");
    let compared = use_query_map().get_untracked().get("sello");
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        let mut tx = visit.enter().await?;
        let asked: SessionId = id(asked)?;
        let room = Room::page(&visit, &mut tx, asked).await?;
        match session::minutes(&mut tx, asked).await {
            Ok(Some(sealed)) => Ok(approved(&visit, &room, &sealed, compared.as_deref())),
            Ok(None) if part::may_read_draft(&visit, &room) => drafted(&visit, &room),
            Ok(None) => Err(Fault::NotFound),
            // What is stored is not what was sealed: everybody should know.
            Err(StoreError::Corrupt { what, why }) => {
                tracing::error!(session = %asked, what, why, "minutes do not match their seal");
                Ok(broken(&visit, &room))
            }
            Err(error) => Err(error.into()),
        }
    })
}

fn approved(visit: &Visit, room: &Room, sealed: &SealedMinutes, compared: Option<&str>) -> Page {
    let locale = visit.locale();
    let outline = outline(sealed, locale, Some(&room.ground.rules));
    let title = outline.title.clone();
    let check = view! {
        <section class="section no-print" aria-labelledby="check">
            <h2 id="check">{text::minutes::compare_title(locale)}</h2>
            <div class="notice notice--ok">
                <Icon name="lock"/>
                <div>
                    <p class="notice__title">{text::minutes::seal_whole(locale)}</p>
                    <p>{text::minutes::seal_whole_detail(locale)}</p>
                    <p><code>{sealed.fingerprint().to_string()}</code></p>
                </div>
            </div>
            {compare(visit, room, sealed, compared)}
            {downloads(visit, room)}
        </section>
    };
    let heading = title.clone();
    let body = view! {
        {meeting::crumbs(visit, room, Some(text::minutes::heading(locale)))}
        <Heading over=room.name(visit) title=heading/>
        {read(&outline)}
        {check}
    };
    Page::new(title, body)
}

/// The files of sealed minutes: to read, and to compute the seal of.
fn downloads(visit: &Visit, room: &Room) -> AnyView {
    let locale = visit.locale();
    let paper = (path::minutes_paper(room.held.id), text::minutes::download_paper(locale));
    let original = (path::minutes_file(room.held.id), text::minutes::download(locale));
    listed(visit, [paper, original])
}

fn listed<const FILES: usize>(visit: &Visit, files: [(String, &'static str); FILES]) -> AnyView {
    let files = files.map(|(href, label)| {
        view! { <li><a class="btn" href=href download><Icon name="download"/>{label}</a></li> }
    });
    let label = text::minutes::downloads(visit.locale());
    view! { <ul class="downloads" aria-label=label>{files.collect_view()}</ul> }.into_any()
}

/// Whether somebody's copy carries the same seal.
fn compare(visit: &Visit, room: &Room, sealed: &SealedMinutes, compared: Option<&str>) -> AnyView {
    let locale = visit.locale();
    let typed = compared.map(|typed| typed.trim().to_lowercase()).filter(|typed| !typed.is_empty());
    let verdict = typed.as_ref().map(|typed| {
        let same = typed.parse::<Fingerprint>().is_ok_and(|found| found == sealed.fingerprint());
        let (kind, said) = if same {
            (NoticeKind::Done, text::minutes::same(locale))
        } else {
            (NoticeKind::Attention, text::minutes::different(locale))
        };
        view! { <Notice kind locale><p>{said}</p></Notice> }
    });
    view! {
        {verdict}
        <form class="form" method="get" action=path::minutes(room.held.id)>
            <div class="field">
                <label for="sello">{text::minutes::compare_label(locale)}</label>
                <p class="field__hint" id="sello-hint">{text::minutes::compare_hint(locale)}</p>
                <input
                    class="input" id="sello" name="sello" type="text" value=typed.unwrap_or_default()
                    autocomplete="off" aria-describedby="sello-hint"
                />
            </div>
            <div class="actions"><button class="btn" type="submit">{text::minutes::compare(locale)}</button></div>
        </form>
    }
    .into_any()
}

/// The minutes as they would be approved now, for those who answer for them.
fn drafted(visit: &Visit, room: &Room) -> Result<Page, Fault> {
    let locale = visit.locale();
    let outline = draft(visit, room).ok_or(Fault::NotFound)?;
    let title = outline.title.clone();
    let heading = title.clone();
    let body = view! {
        {meeting::crumbs(visit, room, Some(text::minutes::heading(locale)))}
        <Heading over=room.name(visit) title=heading/>
        <Notice kind=NoticeKind::Information locale><p>{text::minutes::draft_notice(locale)}</p></Notice>
        {listed(visit, [(path::minutes_paper(room.held.id), text::minutes::download_draft(locale))])}
        {part::reading(visit, room)}
        {read(&outline)}
    };
    Ok(Page::new(title, body))
}

/// The draft, where there is one.
pub(super) fn draft(visit: &Visit, room: &Room) -> Option<Outline> {
    let session = &room.held.session;
    let minutes = session.minutes().filter(|_| session.stage() == Stage::Drafted)?;
    let document =
        SignedMinutes { minutes: minutes.clone(), signatures: session.signatures().to_vec(), approved_at: visit.now };
    let seal = Fingerprint::of(&document);
    let preview = SealedMinutes::check(document, seal).ok()?;
    let mut outline = outline(&preview, visit.locale(), Some(&room.ground.rules));
    // A draft has no seal.
    outline.sections.pop();
    Some(outline)
}

fn broken(visit: &Visit, room: &Room) -> Page {
    let locale = visit.locale();
    let title = text::minutes::seal_broken(locale);
    let body = view! {
        {meeting::crumbs(visit, room, Some(text::minutes::heading(locale)))}
        <Heading over=room.name(visit) title/>
        <Notice kind=NoticeKind::Error locale><p>{text::minutes::seal_broken_detail(locale)}</p></Notice>
    };
    Page::new(title, body)
}

fn read(outline: &Outline) -> AnyView {
    let sections =
        (0_usize..).zip(&outline.sections).map(|(place, section)| section_view(section, 2, &place.to_string()));
    view! { <article class="minutes">{sections.collect_view()}</article> }.into_any()
}

/// A section with those in it; the levels of headings end at four.
fn section_view(section: &Section, level: u8, place: &str) -> AnyView {
    let heading = section.heading.clone();
    let id = format!("acta-{place}");
    let heading = match level {
        2 => view! { <h2 id=id.clone()>{heading}</h2> }.into_any(),
        3 => view! { <h3 id=id.clone()>{heading}</h3> }.into_any(),
        _ => view! { <h4 id=id.clone()>{heading}</h4> }.into_any(),
    };
    let blocks = section.blocks.iter().map(|block| block_view(block, &section.heading)).collect_view();
    let within = (0_usize..)
        .zip(&section.sections)
        .map(|(inner, section)| section_view(section, level + 1, &format!("{place}-{inner}")))
        .collect_view();
    view! { <section class="section" aria-labelledby=id>{heading}{blocks}{within}</section> }.into_any()
}

fn block_view(block: &Block, within: &str) -> AnyView {
    match block {
        Block::Paragraph(text) => {
            let lines = text.split('\n').map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
            lines.into_any()
        }
        Block::Address(Address { to, shown, .. }) => view! { <p><a href=to.clone()>{shown.clone()}</a></p> }.into_any(),
        Block::Code(text) => view! { <p class="receipt__code">{text.clone()}</p> }.into_any(),
        Block::Facts(facts) => {
            let facts = facts
                .iter()
                .map(|(name, value)| view! { <div><dt>{name.clone()}</dt><dd>{value.clone()}</dd></div> })
                .collect_view();
            view! { <dl class="facts">{facts}</dl> }.into_any()
        }
        Block::Numbered(entries) => {
            let entries = entries.iter().map(|entry| view! { <li>{entry.clone()}</li> }).collect_view();
            view! { <ol>{entries}</ol> }.into_any()
        }
        Block::Table { head, rows } => {
            let names = head.iter().map(|name| view! { <th scope="col">{name.clone()}</th> }).collect_view();
            let rows = rows
                .iter()
                .map(|row| {
                    let cells = row.iter().zip(head).enumerate().map(|(place, (cell, name))| {
                        if place == 0 {
                            view! { <th scope="row">{cell.clone()}</th> }.into_any()
                        } else {
                            view! { <td data-label=name.clone()>{cell.clone()}</td> }.into_any()
                        }
                    });
                    view! { <tr>{cells.collect_view()}</tr> }
                })
                .collect_view();
            let label = format!("{within}: {}", head.first().map_or("", String::as_str));
            view! {
                <div class="table-wrap" role="region" aria-label=label tabindex="0">
                    <table class="table table--stack">
                        <thead><tr>{names}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            .into_any()
        }
    }
}

/// The files of minutes. The server adds them beside the pages, behind the same layers.
pub(crate) fn files<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route(&path::minutes_file("{session}"), get(sealed_file))
}

/// The sealed document in canonical form: the SHA-256 of the file is the seal.
async fn sealed_file(Extension(visit): Extension<Visit>, Path(asked): Path<String>) -> Result<Response, StatusCode> {
    let asked: SessionId = asked.parse().map_err(|_| StatusCode::NOT_FOUND)?;
    if !visit.site.kind.runs_processes() {
        return Err(StatusCode::NOT_FOUND);
    }
    let mut tx = visit.enter().await.map_err(failed)?;
    let sealed = session::minutes(&mut tx, asked).await.map_err(failed)?.ok_or(StatusCode::NOT_FOUND)?;
    let name = format!("acta-{asked}.json");
    Ok(file("application/json", &name, Body::from(canonical(sealed.document()))))
}
