//! A case: what struck the eye, and what two people make of it without reading each other.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;
use serde_json::json;
use shared::{
    id::PersonId,
    permission::Action,
    signal::{Barred, NOTES_KEPT_DAYS, Verdict, may_opine},
};
use store::{
    StoreError, audit,
    process::Process,
    signal::{self, Case, Opinion},
};
use uuid::Uuid;

use super::{Names, moment, reviewed, stands};
use crate::{
    admin::{bench, input, no_process, signed_in, tabs},
    components::{Crumbs, Csrf, ErrorSummary, FieldError, Heading, TextArea},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    page::{Fault, Page, page},
    path,
    results::official,
    text::signal as words,
    visit::Visit,
};

const FORM: &str = "opinion";

/// A case of the process under way.
#[component]
pub fn CasePage() -> AnyView {
    page(async |visit| {
        let id = use_params_map().read().get("case").unwrap_or_default();
        let mut tx = visit.enter().await?;
        let Some(process) = bench(&visit, &mut tx, Action::ReviewSignals).await? else {
            return Ok(no_process(&visit, path::SIGNALS));
        };
        let cases = signal::cases(&mut tx, process.id).await?.map(|(_, cases)| cases).unwrap_or_default();
        let case = id.parse().ok().and_then(|id: Uuid| cases.into_iter().find(|case| case.id == id));
        let case = case.ok_or(Fault::NotFound)?;
        let names = Names::of(&mut tx, &process).await?;
        Ok(show(&visit, &process, &names, &case))
    })
}

fn show(visit: &Visit, process: &Process, names: &Names, case: &Case) -> Page {
    let locale = visit.locale();
    let title = words::case(locale, case.number);
    let steps = vec![(path::SIGNALS.to_owned(), words::title(locale).to_owned())];
    let signal = &case.signal;
    let usual = signal.usual.map(|usual| view! { <dd>{words::usual(locale, visit.integer(usual))}</dd> });
    let state = view! { <span class="chip">{stands(visit, case)}</span> };
    let content = view! {
        {tabs(visit, path::SIGNALS)}
        <Crumbs locale steps here=title.clone()/>
        <Heading over=words::of_kind(locale, signal.kind) title=title.clone() lead=words::hint(locale, signal.kind)>
            {state}
        </Heading>
        <dl class="facts">
            <div><dt>{words::place(locale)}</dt><dd>{names.place(visit, signal)}</dd></div>
            <div><dt>{words::moment(locale)}</dt><dd>{moment(visit, signal)}</dd></div>
            <div><dt>{words::votes(locale)}</dt><dd class="num">{visit.integer(signal.votes)}</dd>{usual}</div>
        </dl>
        {opinions(visit, process, case)}
        {own(visit, case)}
    };
    Page::new(title, content)
}

/// The opinions that are open.
fn opinions(visit: &Visit, process: &Process, case: &Case) -> Vec<AnyView> {
    let locale = visit.locale();
    case.given
        .iter()
        .filter_map(|given| Some((given, given.opening.as_ref()?)))
        .map(|(given, open)| {
            let by = words::by(locale, official(visit, process, &open.by), visit.date_time(given.at));
            let note = match &open.note {
                Some(note) => view! { <p class="prose">{note.clone()}</p> }.into_any(),
                None => view! { <p class="muted">{words::note_gone(locale, NOTES_KEPT_DAYS)}</p> }.into_any(),
            };
            view! {
                <section class="section stack">
                    <h2>{words::decided(locale, open.verdict)}</h2>
                    {note}
                    <p class="muted">{by}</p>
                </section>
            }
            .into_any()
        })
        .collect()
}

/// The form of whoever may give theirs.
fn own(visit: &Visit, case: &Case) -> Option<AnyView> {
    let locale = visit.locale();
    let viewer = visit.viewer.as_deref()?;
    match may_opine(viewer.person, &people(case), case.standing()) {
        Err(Barred::Decided) => None,
        Err(Barred::Own) => Some(view! { <p>{words::own(locale)}</p> }.into_any()),
        Ok(()) => Some(form(visit, case)),
    }
}

fn people(case: &Case) -> Vec<PersonId> {
    case.given.iter().map(|given| given.person).collect()
}

fn form(visit: &Visit, case: &Case) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected(FORM);
    let chosen = rejected.value("verdict");
    let choices = [(Verdict::Explained, words::explained(locale)), (Verdict::Referred, words::referred(locale))]
        .map(|(verdict, label)| {
            view! {
                <label class="choice">
                    <input type="radio" name="verdict" value=verdict.as_str() checked=chosen == verdict.as_str()/>
                    <span class="choice__text">{label}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <section class="section stack" aria-labelledby="opinion-title">
            <h2 id="opinion-title">{words::opinion(locale)}</h2>
            <form class="form" method="post" action=GiveOpinion::url()>
                <Csrf visit/>
                <input type="hidden" name="case" value=case.id.to_string()/>
                <ErrorSummary rejected=&rejected locale/>
                <fieldset class="choices" id="verdict">
                    <legend>{words::opinion(locale)}</legend>
                    <FieldError name="verdict" rejected=&rejected locale/>
                    {choices}
                </fieldset>
                <TextArea
                    name="note" label=words::note(locale) hint=words::note_hint(locale) rows=4 rejected=&rejected locale
                />
                <div class="actions"><button class="btn btn--primary" type="submit">{words::give(locale)}</button></div>
            </form>
        </section>
    }
    .into_any()
}

/// Gives an opinion on a case, sealed until another is given.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "opinar")]
pub async fn give_opinion(
    #[server(default)] case: String,
    #[server(default)] verdict: String,
    #[server(default)] note: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = case.parse().map_or_else(|_| path::SIGNALS.to_owned(), path::signal_case);
    let posted = Posted::new(FORM, page, [("verdict", &verdict), ("note", &note)]);
    let outcome = give(&visit, &case, &verdict, &note).await;
    answer(&visit, posted, outcome).await
}

async fn give(visit: &Visit, case: &str, verdict: &str, note: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let (process, office) = reviewed(visit, &mut tx).await?;
    let changed = || Declined::Refused(words::changed(locale).to_owned());
    let cases = signal::cases(&mut tx, process.id).await?.map(|(_, cases)| cases).unwrap_or_default();
    let case = case.parse().ok().and_then(|id: Uuid| cases.into_iter().find(|case| case.id == id));
    let case = case.ok_or_else(changed)?;
    match may_opine(viewer.person, &people(&case), case.standing()) {
        Ok(()) => {}
        Err(Barred::Own) => return Err(Declined::Refused(words::own(locale).to_owned())),
        Err(Barred::Decided) => return Err(changed()),
    }
    let verdict = verdict.parse().map_err(|_| FieldMessage::new("verdict", words::verdict_missing(locale)));
    let note = input::reason(note, "note", locale);
    let (verdict, note): (Verdict, String) = match (verdict, note) {
        (Ok(verdict), Ok(note)) => (verdict, note),
        (verdict, note) => return Err(Declined::Invalid(verdict.err().into_iter().chain(note.err()).collect())),
    };
    let opinion = Opinion { person: viewer.person, office: &office, verdict, note: &note };
    match signal::opine(&mut tx, &case, opinion, visit.now).await {
        Err(StoreError::Conflict(_)) => return Err(changed()),
        Err(error) if error.is_final() => return Err(changed()),
        given => given?,
    }
    // What they think is nobody's to read before the other has spoken: the trail says that they did, and where.
    let act = audit::Act {
        person: Some(viewer.person),
        act: "give_opinion_on_signal",
        object: &process.name,
        reason: None,
        before: None,
        after: Some(&json!({ "case": case.number, "office": office.to_string() })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    Ok(Done { to: path::signal_case(case.id), message: Some(words::given(locale).to_owned()) })
}
