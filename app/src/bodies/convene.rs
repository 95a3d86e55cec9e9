//! Calling a session: when, where and about what, with the notice that the rules ask for.

use chrono::{DateTime, Days, Utc};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;
use serde_json::json;
use shared::{
    committee::{Act, Convening, SessionEvent},
    document::Text,
    id::{BodyId, SessionId},
    locale::format_date,
    permission::{Action, Object},
    tenant::TenantKind,
};
use store::{
    StoreError, audit,
    body::session::{self, NotAdded},
};
use uuid::Uuid;

use super::{
    ground::{Known, ground, ground_for},
    lead,
};
use crate::{
    components::{Crumbs, Csrf, ErrorSummary, Heading, Notice, NoticeKind, TextArea, TextField},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    page::{Fault, Page, Width, page},
    path,
    rules::id,
    text,
    visit::Visit,
};

/// The form.
#[component]
pub fn Convene() -> impl IntoView {
    let asked = use_params_map().get_untracked().get("body");
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        if visit.viewer.is_none() {
            return Err(Fault::SignIn);
        }
        let mut tx = visit.enter().await?;
        let ground = ground(&visit, &mut tx).await?;
        let known = ground.body(&mut tx, id(asked)?).await?.filter(Known::is_collegial).ok_or(Fault::NotFound)?;
        let actor = ground.actor();
        let object = Object::of(ground.area_of(&known));
        let refused = ground.ask(actor, Action::Convene, &object, visit.now).err();
        let refused = refused.map(|refused| ground.sentence(&visit, Action::Convene, &refused));
        Ok(show(&visit, &known, refused))
    })
}

fn show(visit: &Visit, known: &Known, refused: Option<String>) -> Page {
    let locale = visit.locale();
    let title = text::session::convene(locale);
    let days = known.rule.notice_days;
    let first = visit.today().checked_add_days(Days::new(days.into())).map(|day| format_date(day, locale));
    let lead = match (days, first) {
        (0, _) | (_, None) => text::session::convene_lead_any(locale).to_owned(),
        (days, Some(first)) => text::session::convene_lead(locale, days, first),
    };
    let content = match refused {
        Some(reason) => view! { <Notice kind=NoticeKind::Attention locale><p>{reason}</p></Notice> }.into_any(),
        None => form(visit, known),
    };
    let body = view! {
        <Crumbs
            locale
            steps=vec![
                (path::BODIES.to_owned(), text::bodies::title(locale).to_owned()),
                (path::body(known.id), known.name()),
            ]
            here=title
        />
        <Heading over=known.name() title lead/>
        {content}
    };
    Page::new(title, body).width(Width::Narrow)
}

fn form(visit: &Visit, known: &Known) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("convene");
    view! {
        <form class="form" method="post" action=CallSession::url()>
            <Csrf visit/>
            <ErrorSummary rejected=&rejected locale/>
            <input type="hidden" name="body" value=known.id.to_string()/>
            <TextField
                name="begins" label=text::session::begins(locale) kind="datetime-local" rejected=&rejected locale
            />
            <TextField
                name="place" label=text::session::place(locale) hint=text::session::place_hint(locale)
                rejected=&rejected locale
            />
            <TextArea
                name="agenda" label=text::session::agenda(locale) hint=text::session::agenda_hint(locale)
                rejected=&rejected rows=5 locale
            />
            <div class="actions">
                <button class="btn btn--primary" type="submit">{text::session::convene(locale)}</button>
                <a class="btn btn--quiet" href=path::body(known.id)>{text::common::cancel(locale)}</a>
            </div>
        </form>
    }
    .into_any()
}

/// Calls a session of a body.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "convocar")]
pub async fn call_session(
    body: String,
    #[server(default)] begins: String,
    #[server(default)] place: String,
    #[server(default)] agenda: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = body.parse().map_or_else(|_| path::BODIES.to_owned(), path::convene);
    let posted = Posted::new("convene", page, [("begins", &*begins), ("place", &*place), ("agenda", &*agenda)]);
    let outcome = call(&visit, &body, &begins, &place, &agenda).await;
    answer(&visit, posted, outcome).await
}

/// What is typed, as the domain takes it; or all that is wrong with it.
fn read(
    visit: &Visit,
    begins: &str,
    place: &str,
    agenda: &str,
) -> Result<(DateTime<Utc>, Text, Vec<Text>), Vec<FieldMessage>> {
    let locale = visit.locale();
    let begins = lead::instant(visit, begins);
    let place: Option<Text> = place.trim().parse().ok();
    let items: Option<Vec<Text>> =
        agenda.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| line.parse().ok()).collect();
    let items = items.filter(|items| !items.is_empty());
    let errors: Vec<FieldMessage> = [
        begins.is_none().then(|| FieldMessage::new("begins", text::session::begins_wrong(locale))),
        place.is_none().then(|| FieldMessage::new("place", text::session::place_wrong(locale))),
        items.is_none().then(|| FieldMessage::new("agenda", text::session::agenda_wrong(locale))),
    ]
    .into_iter()
    .flatten()
    .collect();
    match (begins, place, items) {
        (Some(begins), Some(place), Some(items)) => Ok((begins, place, items)),
        _ => Err(errors),
    }
}

async fn call(visit: &Visit, body: &str, begins: &str, place: &str, agenda: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = visit.viewer.as_deref().ok_or(Declined::SignIn)?;
    let gone = || Declined::Refused(text::common::not_found_title(locale).to_owned());
    let id: BodyId = body.parse().map_err(|_| gone())?;
    let mut tx = visit.enter().await?;
    let ground = ground_for(visit, &mut tx).await?;
    let known = ground.body(&mut tx, id).await?.filter(Known::is_collegial).ok_or_else(gone)?;
    let actor = ground.actor();
    ground
        .ask(actor, Action::Convene, &Object::of(ground.area_of(&known)), visit.now)
        .map_err(|refused| ground.declined(visit, Action::Convene, &refused))?;
    let (begins, place, agenda) = read(visit, begins, place, agenda).map_err(Declined::Invalid)?;
    let call = Convening::new(&known.rule, known.site(), place, visit.site.time_zone, begins, agenda);
    let after = json!({ "begins": begins, "place": call.place, "agenda": call.agenda });
    let event = SessionEvent { at: visit.now, act: Act::Convene(call) };
    let process = ground.process.as_ref().map(|process| process.id);
    let new: SessionId = visit.fresh_id();
    match session::convene(&mut tx, new, known.id, process, event, Some(viewer.person)).await {
        Ok(_) => {}
        Err(NotAdded::Store(StoreError::Conflict(_))) => {
            return Err(Declined::Refused(text::session::busy(locale).to_owned()));
        }
        Err(NotAdded::Store(error)) => return Err(error.into()),
        Err(NotAdded::Refused(error)) => {
            let nobody = |_| text::bodies::somebody(locale).to_owned();
            let said = text::session::refused(locale, &error, nobody, |at| visit.date_time(at));
            return Err(Declined::Invalid(vec![FieldMessage::new("begins", said)]));
        }
    }
    let act = audit::Act {
        person: Some(viewer.person),
        act: "convene_session",
        object: &known.name(),
        reason: None,
        before: None,
        after: Some(&after),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    Ok(Done { to: path::session(new), message: Some(text::session::convened(locale, known.name())) })
}
