//! Sending an idea for the own territory.

use leptos::{prelude::*, server_fn::ServerFn};
use shared::{
    id::ProposalId,
    locale::Locale,
    permission::{Action, Object, Refusal},
    proposal::{IdeaDraft, NEED, TITLE},
    tenant::TenantKind,
};
use store::{contest, process, proposal, territory};

use crate::{
    components::{Crumbs, Csrf, ErrorSummary, Heading, Notice, NoticeKind, TextArea, TextField},
    forms::{Declined, Done, FieldMessage, Posted, Rejected, answer},
    gate::Gate,
    page::{Fault, Page, Width, page},
    path,
    refusal::Refused,
    text,
    visit::Visit,
};

const FORM: &str = "idea";

/// The form for a new idea; or why it is not the time, the place or the person for one.
#[component]
pub fn NewIdea() -> AnyView {
    page(load)
}

async fn load(visit: Visit) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let mut tx = visit.enter().await?;
    let process = process::current(&mut tx).await?;
    let gate = match &process {
        Some(process) => Gate::of(&visit, &mut tx, process).await?,
        None => Gate::standing(&visit),
    };
    let own = match visit.viewer.as_ref().and_then(|viewer| viewer.territory) {
        Some(own) => territory::find(&mut tx, own).await?,
        None => None,
    };
    drop(tx);
    let locale = visit.locale();
    let title = text::idea::new_title(locale);
    let Some(process) = process else {
        let notice = view! {
            <Notice kind=NoticeKind::Attention locale>
                <p>{text::idea::no_process(locale)}</p>
                <p><a class="btn btn--primary" href=path::HOME>{text::refusal::to_home(locale)}</a></p>
            </Notice>
        };
        return Ok(refused(&visit, notice.into_any()));
    };
    if let Err(why) = gate.may(Action::ProposeIdea, &Object::of(gate.home())) {
        if why.refusal == Refusal::SignInFirst {
            return Err(Fault::SignIn);
        }
        let rules = Some(&*process.rule_set);
        let notice = view! { <Refused visit=&visit rules action=Action::ProposeIdea why=&why/> };
        return Ok(refused(&visit, notice.into_any()));
    }
    if own.is_none() {
        return Ok(refused(&visit, no_territory(locale)));
    }
    let rejected = visit.rejected(FORM);
    let own = own.map(|own| own.name).unwrap_or_default();
    let id = rejected.values.get("id").cloned().unwrap_or_else(|| visit.fresh_id::<ProposalId>().to_string());
    let body = view! {
        <Crumbs locale here=title/>
        <Heading title lead=text::idea::new_lead(locale, own)/>
        <form class="form" method="post" action=SubmitIdea::url()>
            <ErrorSummary rejected=&rejected locale/>
            <Csrf visit=&visit/>
            <input type="hidden" name="id" value=id/>
            <TextField
                name="title"
                label=text::idea::title(locale)
                hint=text::idea::title_hint(locale, TITLE.minimum, TITLE.maximum)
                rejected=&rejected
                autocomplete="off"
                locale
            />
            <TextArea
                name="need"
                label=text::idea::need(locale)
                hint=text::idea::need_hint(locale, NEED.minimum, visit.integer(i64::try_from(NEED.maximum).unwrap_or(i64::MAX)))
                rejected=&rejected
                rows=8
                locale
            />
            <TextField
                name="place"
                label=text::idea::place(locale)
                hint=text::idea::place_hint(locale)
                rejected=&rejected
                autocomplete="off"
                locale
            />
            <p class="muted">{text::idea::public_hint(locale)}</p>
            <div class="actions">
                <button class="btn btn--primary" type="submit">{text::idea::send(locale)}</button>
                <a class="btn btn--quiet" href=path::HOME>{text::common::cancel(locale)}</a>
            </div>
        </form>
    };
    Ok(Page::new(title, body).width(Width::Narrow))
}

/// An idea is one of a territory, even where the rules take ideas from people of whom it is not known where they live.
fn no_territory(locale: Locale) -> AnyView {
    view! {
        <Notice kind=NoticeKind::Attention locale>
            <p>{text::refusal::territory_unknown(locale)}</p>
            <p><a class="btn btn--primary" href=path::PROFILE>{text::refusal::to_profile(locale)}</a></p>
        </Notice>
    }
    .into_any()
}

/// The page where no idea can be sent. What was typed before is still there to be copied.
fn refused(visit: &Visit, notice: AnyView) -> Page {
    let locale = visit.locale();
    let title = text::idea::new_title(locale);
    let rejected = visit.rejected(FORM);
    let body = view! {
        <Crumbs locale here=title/>
        <Heading title/>
        {notice}
        {typed(visit, &rejected)}
    };
    Page::new(title, body).width(Width::Narrow)
}

fn typed(visit: &Visit, rejected: &Rejected) -> Option<AnyView> {
    let locale = visit.locale();
    let texts = [rejected.value("title"), rejected.value("need"), rejected.value("place")];
    if texts.iter().all(|text| text.trim().is_empty()) {
        return None;
    }
    let texts = texts.into_iter().map(|text| view! { <p>{text}</p> }).collect_view();
    Some(
        view! {
            <section class="section" aria-labelledby="typed">
                <h2 id="typed">{text::idea::what_you_wrote(locale)}</h2>
                <p class="muted">{text::idea::what_you_wrote_detail(locale)}</p>
                {texts}
            </section>
        }
        .into_any(),
    )
}

/// Receives an idea for the sender's own territory. `id` comes with the form, so that a form sent twice is one idea.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "idea")]
pub async fn submit_idea(id: String, title: String, need: String, place: String) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted =
        Posted::new(FORM, path::NEW_IDEA, [("id", &id), ("title", &title), ("need", &need), ("place", &place)]);
    let outcome = submit(&visit, &id, &title, &need, &place).await;
    answer(&visit, posted, outcome).await
}

async fn submit(visit: &Visit, id: &str, title: &str, need: &str, place: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    // Nothing typed is lost: what cannot be mended in a field comes back with the form too.
    let come_back = |sentence: String| Declined::Invalid(vec![FieldMessage::new("", sentence)]);
    let viewer = visit.viewer.as_ref().ok_or(Declined::SignIn)?;
    let mut tx = visit.enter().await?;
    let process = process::current(&mut tx).await?;
    let process = process.ok_or_else(|| come_back(text::idea::no_process(locale).to_owned()))?;
    let gate = Gate::of(visit, &mut tx, &process).await?;
    gate.may(Action::ProposeIdea, &Object::of(gate.home()))
        .map_err(|why| come_back(gate.sentence(visit, Action::ProposeIdea, &why)))?;
    let nowhere = || come_back(text::refusal::territory_unknown(locale).to_owned());
    let territory = viewer.territory.ok_or_else(nowhere)?;
    let draft = IdeaDraft::parse(title, need, Some(place)).map_err(|errors| {
        Declined::Invalid(
            errors
                .iter()
                .map(|error| FieldMessage::new(error.field.as_str(), text::idea::problem(locale, error)))
                .collect(),
        )
    })?;
    let contest = contest::of_territory(&mut tx, process.id, territory).await?;
    let contest = contest.ok_or_else(|| come_back(text::idea::no_contest(locale).to_owned()))?;
    let id = id.parse().unwrap_or_else(|_| visit.fresh_id());
    proposal::submit(&mut tx, id, &contest, viewer.person, &draft, visit.now).await?;
    tx.commit().await?;
    Ok(Done { to: path::idea(id), message: Some(text::idea::sent(locale).to_owned()) })
}
