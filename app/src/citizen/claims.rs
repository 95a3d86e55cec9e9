//! Claims on personal data (reclamos): somebody is missing on a roll, a datum is wrong, or they want to know what is kept
//! of them. Anybody files and follows one, signed in or not; no page here looks at a roll.

mod carry;
mod file;
mod follow;
pub(super) mod told;

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_axum::ResponseOptions;
use shared::{
    claim::{ClaimKind, KEPT_DAYS, Said},
    locale,
    tenant::TenantKind,
};
use store::process::{self, Process};

pub use self::carry::closed;
use self::file::FileClaim;
pub(super) use self::follow::Follow;
use crate::{
    components::{Crumbs, Csrf, ErrorSummary, Heading, Icon, Select, TextArea, TextField},
    forms::Rejected,
    page::{Fault, Page, Width, page},
    path,
    text::{claim as words, participate},
    visit::Visit,
};

const FORM: &str = "claim";

/// The form for a claim, and by when it is answered.
#[component]
pub fn Claims() -> AnyView {
    let carried = carry::form();
    let response = expect_context::<ResponseOptions>();
    page(async move |visit| {
        let page = load(&visit, carried.as_ref()).await?;
        if carried.is_some() {
            carry::forget_form(&response);
        }
        Ok(page)
    })
}

async fn load(visit: &Visit, carried: Option<&Rejected>) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let mut tx = visit.enter().await?;
    let process = process::current(&mut tx).await?;
    drop(tx);
    Ok(match process {
        Some(process) => show(visit, &process, &carry::rejected(visit, FORM, carried)),
        None => nothing(visit),
    })
}

/// The page of a site without a process: nobody's data are kept for one.
fn nothing(visit: &Visit) -> Page {
    let locale = visit.locale();
    let title = words::title(locale);
    let body = view! {
        <Crumbs locale here=title/>
        <div class="empty"><Icon name="people"/><h1>{participate::no_process(locale)}</h1></div>
    };
    Page::new(title, body)
}

fn show(visit: &Visit, process: &Process, rejected: &Rejected) -> Page {
    let locale = visit.locale();
    let title = words::title(locale);
    let body = view! {
        <Crumbs locale here=title/>
        <Heading title lead=words::lead(locale)>
            <a class="btn btn--quiet" href=path::FOLLOW_CLAIM><Icon name="search"/> {words::follow(locale)}</a>
        </Heading>
        <p>{words::quiet(locale)}</p>
        {in_time(visit, process)}
        {form(visit, rejected)}
        {terms(visit, process)}
    };
    Page::new(title, body).width(Width::Narrow)
}

/// By when a claim on a roll is to be filed so that it is decided before people vote; nothing once they do.
fn in_time(visit: &Visit, process: &Process) -> Option<AnyView> {
    let locale = visit.locale();
    let measure = process.claims_of(ClaimKind::NotListed);
    measure.opens.filter(|opens| visit.today() < *opens)?;
    let last = measure.last_in_time().filter(|last| visit.today() <= *last);
    Some(
        match last {
            Some(last) => view! { <p><strong>{words::in_time(locale, locale::format_date(last, locale))}</strong></p> },
            None => view! { <p><strong>{words::too_late(locale).to_owned()}</strong></p> },
        }
        .into_any(),
    )
}

fn form(visit: &Visit, rejected: &Rejected) -> AnyView {
    let locale = visit.locale();
    let kinds = ClaimKind::ALL.iter().map(|kind| (kind.as_str().to_owned(), words::of_kind(locale, *kind).to_owned()));
    view! {
        <section class="section stack" aria-labelledby="file">
            <h2 id="file">{words::file(locale)}</h2>
            <form class="form" method="post" autocomplete="off" action=FileClaim::url()>
                <Csrf visit/>
                <ErrorSummary rejected locale/>
                <Select
                    name="kind" label=words::kind(locale) prompt=words::choose(locale) options=kinds.collect()
                    rejected locale
                />
                <TextField
                    name="document_kind" label=words::document_kind(locale) hint=words::document_kind_hint(locale)
                    rejected class="input--short" autocomplete="off" locale
                />
                <TextField
                    name="number" label=words::document(locale) hint=words::document_hint(locale) rejected
                    autocomplete="off" locale
                />
                <TextArea name="said" label=words::said(locale) hint=words::said_hint(locale) rows=5 rejected locale/>
                <TextField
                    name="contact" label=words::contact(locale) hint=words::contact_hint(locale) rejected
                    autocomplete="off" locale
                />
                <div class="actions"><button class="btn btn--primary" type="submit">{words::file_do(locale)}</button></div>
            </form>
        </section>
    }
    .into_any()
}

/// The law's days for each kind of claim, and how long it is kept.
fn terms(visit: &Visit, process: &Process) -> AnyView {
    let locale = visit.locale();
    let each = ClaimKind::ALL
        .iter()
        .map(|kind| {
            let term = process.claims_of(*kind).term;
            let said = words::term(locale, words::of_kind(locale, *kind), term.answer, term.more, &term.norm);
            view! { <li>{said}</li> }
        })
        .collect_view();
    view! {
        <section class="section stack" aria-labelledby="terms">
            <h2 id="terms">{words::terms_title(locale)}</h2>
            <ul>{each}</ul>
            <p class="muted">{words::kept(locale, KEPT_DAYS)}</p>
        </section>
    }
    .into_any()
}

/// Says how long what is said has to be.
fn said_wrong(visit: &Visit) -> String {
    words::said_wrong(visit.locale(), Said::SHORTEST, Said::LONGEST)
}
