//! The versions of the rules, and how a new draft begins: from a preset, from what somebody published, or from a file.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    id::{RuleSetId, TenantId},
    locale,
    permission::Action,
    ruleset::RuleSet,
};
use store::{
    StoreError, TenantTx,
    rules::{self, History, NewDraft, Shared, Version},
    territory,
};

use super::{Entry, Standing, adapt::adapt, allow, problems, record, setup::StepKind};
use crate::{
    admin::{enter, tabs},
    components::{
        Column, Csrf, ErrorSummary, FieldError, FileOrText, Heading, Icon, Notice, NoticeKind, Table, described_by,
    },
    forms::{Declined, Done, FieldMessage, Posted, Rejected, answer},
    page::{Page, Width, page},
    path, text,
    visit::Visit,
};

/// Every version, and the forms that begin a new one.
#[component]
pub fn Versions() -> impl IntoView {
    page(async |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        let standing = Standing::of(&mut tx).await?;
        drop(tx);
        let offered = others(&visit).await?;
        Ok(show(&visit, &standing, &offered))
    })
}

/// What other sites published.
pub async fn others(visit: &Visit) -> store::Result<Vec<Shared>> {
    let mut observing = visit.database.observe().await?;
    let mut offered = rules::shared(&mut observing).await?;
    offered.retain(|shared| shared.tenant != visit.site.tenant);
    Ok(offered)
}

fn show(visit: &Visit, standing: &Standing, offered: &[Shared]) -> Page {
    let locale = visit.locale();
    let title = text::rules::admin_title(locale);
    let body = view! {
        {tabs(visit, path::ADMIN_RULES)}
        <Heading title lead=text::rules::admin_lead(locale)/>
        {followed(visit, standing)}
        {table(visit, standing)}
        {new_draft(visit, standing, offered)}
        {import(visit)}
    };
    Page::new(title, body).width(Width::Wide)
}

/// What the current process follows.
fn followed(visit: &Visit, standing: &Standing) -> Option<AnyView> {
    let locale = visit.locale();
    let history: &History = standing.history.as_ref()?;
    let number = history.pinned.publication().map_or(0, |publication| publication.number);
    let frozen = history.frozen.map(|(at, hash)| {
        view! {
            <p>{text::rules::frozen_since(locale, visit.date_time(at))} " " <code>{hash.to_string()}</code></p>
        }
    });
    let follows = text::rules::process_follows(locale, &history.pinned.title, number);
    let act = (history.hold.is_none() || history.strays()).then(|| {
        view! { <p><a class="btn" href=path::RULES_ACT>{text::rules::to_act(locale)}</a></p> }
    });
    let notice = view! {
        <Notice kind=NoticeKind::Information locale>
            <p>{follows}</p>
            {frozen}
            {act}
        </Notice>
    };
    Some(notice.into_any())
}

fn chip(visit: &Visit, standing: &Standing, version: &Version) -> AnyView {
    let locale = visit.locale();
    let followed = standing.history.as_ref().filter(|history| history.pinned.id == version.id);
    let (class, icon, label) = match (version.publication(), followed) {
        (None, _) => ("chip chip--wait", "clock", text::rules::state_draft(locale)),
        (Some(_), Some(history)) if history.hold.is_some() => {
            ("chip chip--info", "lock", text::rules::state_frozen(locale))
        }
        (Some(_), Some(_)) => ("chip chip--now", "play", text::rules::state_followed(locale)),
        (Some(publication), None) if publication.superseded => ("chip", "minus", text::rules::state_superseded(locale)),
        (Some(_), None) => ("chip chip--ok", "check", text::rules::state_published(locale)),
    };
    view! { <span class=class><Icon name=icon/>{label}</span> }.into_any()
}

fn table(visit: &Visit, standing: &Standing) -> AnyView {
    let locale = visit.locale();
    let row = |version: &Version| {
        let id = version.id;
        let publication = version.publication();
        let (href, label, number, since, hash) = match publication {
            None => (
                path::draft_step(id, StepKind::Who.slug()),
                text::rules::go_on(locale),
                "—".to_owned(),
                "—".to_owned(),
                None,
            ),
            Some(publication) => (
                path::rules(id),
                text::rules::see(locale),
                publication.number.to_string(),
                locale::format_date(publication.effective_from, locale),
                Some(publication.hash.to_string()),
            ),
        };
        let in_use = standing.history.as_ref().map(|history| history.pinned.id).filter(|pinned| *pinned != id);
        let compare = in_use.map(|pinned| {
            let href = path::compare(path::ADMIN_RULES_COMPARE, pinned, id);
            view! { <a class="btn btn--small btn--quiet" href=href>{text::rules::compare(locale)}</a> }
        });
        let hash = hash.map(|hash| {
            let short: String = hash.chars().take(12).collect();
            view! { <br/> <code title=hash>{short}</code> }
        });
        let from = version.copied_from.clone().map(|from| {
            view! { <br/> <span class="muted">{text::rules::copied_from(locale, from)}</span> }
        });
        view! {
            <tr>
                <th scope="row">{version.title.clone()} {from}</th>
                <td data-label=text::rules::state(locale)>{chip(visit, standing, version)} {hash}</td>
                <td class="num" data-label=text::rules::version_head(locale)>{number}</td>
                <td data-label=text::rules::effective_from(locale)>{since}</td>
                <td data-label=text::rules::changed_at(locale)>{visit.date(version.changed_at)}</td>
                <td>
                    <div class="cluster">
                        <a class="btn btn--small" href=href>{label}</a>
                        {compare}
                        <a class="btn btn--small btn--quiet" href=path::rehearsal(id)>{text::rehearsal::to_try(locale)}</a>
                    </div>
                </td>
            </tr>
        }
    };
    let rows = standing.drafts().chain(standing.published()).map(row).collect_view();
    if standing.versions.is_empty() {
        return view! { <p class="lead">{text::rules::no_versions(locale)}</p> }.into_any();
    }
    view! {
        <section class="section" aria-labelledby="versions-title">
            <h2 id="versions-title">{text::rules::versions_title(locale)}</h2>
            <Table
                id="versions-table"
                caption=text::rules::versions_caption(locale)
                titled=true
                columns=vec![
                    Column::words(text::rules::rule_title(locale)),
                    Column::words(text::rules::state(locale)),
                    Column::numbers(text::rules::version_head(locale)),
                    Column::words(text::rules::effective_from(locale)),
                    Column::words(text::rules::changed_at(locale)),
                    Column::blank(),
                ]
            >
                {rows}
            </Table>
        </section>
    }
    .into_any()
}

fn new_draft(visit: &Visit, standing: &Standing, offered: &[Shared]) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("new-draft");
    let chosen = rejected.value("source");
    let option = |value: String, label: String| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{label}</option> }
    };
    // What fits best stands first, and so is chosen where nobody chooses: one's own rules, then presets in one's own
    // money.
    let mut presets: Vec<_> = rules::presets().iter().collect();
    presets.sort_by_key(|preset| preset.document.currency != visit.site.currency);
    let presets = presets
        .into_iter()
        .map(|preset| option(format!("preset:{}", preset.slug), preset.document.title.to_string()))
        .collect_view();
    let own = standing
        .versions
        .iter()
        .map(|version| {
            let label = match version.publication() {
                Some(publication) => text::rules::numbered(locale, &version.title, publication.number),
                None => text::rules::as_draft(locale, &version.title),
            };
            option(format!("own:{}", version.id), label)
        })
        .collect_view();
    let others = offered
        .iter()
        .map(|shared| {
            let label = text::rules::of_tenant(locale, &shared.tenant_name, &shared.title, shared.number);
            option(format!("shared:{}:{}", shared.tenant, shared.id), label)
        })
        .collect_view();
    let in_force = standing
        .history
        .is_some()
        .then(|| option("in_force".to_owned(), text::rules::source_in_force(locale).to_owned()));
    let own = (!standing.versions.is_empty()).then(|| {
        view! { <optgroup label=text::rules::source_own(locale)>{in_force}{own}</optgroup> }
    });
    let others =
        (!offered.is_empty()).then(|| view! { <optgroup label=text::rules::source_others(locale)>{others}</optgroup> });
    view! {
        <section class="section" aria-labelledby="new-title">
            <h2 id="new-title">{text::rules::new_title(locale)}</h2>
            <p>{text::rules::new_detail(locale)}</p>
            <form class="form" method="post" action=BeginDraft::url()>
                <Csrf visit/>
                <ErrorSummary rejected=&rejected locale/>
                <div class="field">
                    <label for="source">{text::rules::source(locale)}</label>
                    <FieldError name="source" rejected=&rejected locale/>
                    <select
                        class="input" id="source" name="source"
                        aria-describedby=described_by("source", false, &rejected)
                    >
                        {own}
                        <optgroup label=text::rules::source_presets(locale)>{presets}</optgroup>
                        {others}
                    </select>
                </div>
                <div class="actions"><button class="btn btn--primary" type="submit">{text::rules::begin(locale)}</button></div>
            </form>
        </section>
    }
    .into_any()
}

fn import(visit: &Visit) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("import");
    view! {
        <section class="section" aria-labelledby="import-title">
            <h2 id="import-title">{text::rules::import_title(locale)}</h2>
            <p>
                {text::rules::import_detail(locale)} " "
                <a href=path::RULES_SCHEMA>{text::rules::schema(locale)}</a>
            </p>
            {unread(visit, &rejected)}
            <form class="form" method="post" enctype="multipart/form-data" action=ImportRules::url()>
                <Csrf visit/>
                <FileOrText
                    name="document" label=text::rules::document(locale) hint=text::rules::document_hint(locale)
                    rejected=&rejected rows=12 accept=".toml,.json" locale
                />
                <div class="actions"><button class="btn" type="submit">{text::rules::import(locale)}</button></div>
            </form>
        </section>
    }
    .into_any()
}

/// What is wrong with the document that came back.
pub fn unread(visit: &Visit, rejected: &Rejected) -> Option<AnyView> {
    let locale = visit.locale();
    if rejected.errors.is_empty() {
        return None;
    }
    Some(match problems::of_text(locale, &rejected.value("document")) {
        Err(found) => view! { <div role="alert">{problems::list(locale, found, None)}</div> }.into_any(),
        // The document is fine: something else is not.
        Ok(_) => view! { <ErrorSummary rejected locale/> }.into_any(),
    })
}

/// Begins a draft from a preset, an own version or what another site published.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "borrador-de-reglas")]
pub async fn begin_draft(#[server(default)] source: String) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new("new-draft", path::ADMIN_RULES, [("source", &*source)]);
    let outcome = begin(&visit, &source).await;
    answer(&visit, posted, outcome).await
}

async fn begin(visit: &Visit, source: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    allow(visit, &mut tx, Action::ManageRules).await?;
    let unknown = || Declined::Invalid(vec![FieldMessage::new("source", text::rules::source_unknown(locale))]);
    let (document, from) = source_of(visit, &mut tx, source).await?.ok_or_else(unknown)?;
    begin_with(visit, tx, &document, Some(&from)).await
}

/// The document that a draft begins with, and where it comes from in words.
async fn source_of(visit: &Visit, tx: &mut TenantTx, source: &str) -> Result<Option<(RuleSet, String)>, Declined> {
    let locale = visit.locale();
    let site = &visit.site;
    if source == "in_force" {
        let standing = Standing::of(tx).await?;
        let found = standing.in_force(tx).await?;
        return Ok(found.map(|(version, document)| (document.as_ref().clone(), version.title)));
    }
    let own_slug = rules::versions(tx).await?.first().map(|version| version.slug.clone());
    let slug = own_slug.unwrap_or_else(|| site.slug.to_string());
    let title = text::rules::default_title(locale, &site.name);
    let taken_over = async |tx: &mut TenantTx, document: &RuleSet, keep: bool| -> Result<RuleSet, StoreError> {
        Ok(adapt(site, &territory::all(tx).await?, &title, &slug, document, keep))
    };
    match source.split_once(':') {
        Some(("preset", name)) => {
            let Some(preset) = rules::presets().iter().find(|preset| preset.slug == name) else { return Ok(None) };
            let keep = preset.slug.starts_with(site.slug.as_str());
            let document = taken_over(tx, &preset.document, keep).await?;
            Ok(Some((document, preset.document.title.to_string())))
        }
        Some(("own", id)) => {
            let Ok(id) = id.parse::<RuleSetId>() else { return Ok(None) };
            let Some(version) = rules::find(tx, id).await? else { return Ok(None) };
            Ok(rules::document(tx, id).await?.map(|document| (document, version.title)))
        }
        Some(("shared", ids)) => {
            let ids = ids
                .split_once(':')
                .and_then(|(tenant, id)| Some((tenant.parse::<TenantId>().ok()?, id.parse::<RuleSetId>().ok()?)));
            let Some((tenant, id)) = ids else { return Ok(None) };
            let mut observing = visit.database.observe().await?;
            let Some(document) = rules::shared_document(&mut observing, tenant, id).await? else { return Ok(None) };
            let owner = rules::shared(&mut observing).await?.into_iter().find(|shared| shared.tenant == tenant);
            let owner = owner.map(|shared| shared.tenant_name).unwrap_or_default();
            let from = text::rules::of_other(locale, owner, &document.title);
            Ok(Some((taken_over(tx, &document, false).await?, from)))
        }
        _ => Ok(None),
    }
}

/// Stores a new draft and goes on to its first step.
async fn begin_with(
    visit: &Visit,
    mut tx: TenantTx,
    document: &RuleSet,
    copied_from: Option<&str>,
) -> Result<Done, Declined> {
    let locale = visit.locale();
    let id: RuleSetId = visit.fresh_id();
    let by = visit.viewer.as_ref().map(|viewer| viewer.person);
    rules::create(&mut tx, &NewDraft { id, document, copied_from, by }, visit.now).await?;
    let after = json!({ "draft": id, "title": document.title, "copied_from": copied_from, "hash": document.hash().to_string() });
    let entry =
        Entry { act: "draft_rules", object: document.title.as_str(), reason: None, before: None, after: Some(&after) };
    record(visit, &mut tx, entry).await?;
    tx.commit().await?;
    Ok(Done {
        to: path::draft_step(id, StepKind::Who.slug()),
        message: Some(text::rules::draft_begun(locale).to_owned()),
    })
}

/// Begins a draft from a document that somebody wrote.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "importar-reglas")]
pub async fn import_rules(#[server(default)] document: String) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new("import", path::ADMIN_RULES, [("document", &*document)]);
    let outcome = import_document(&visit, &document).await;
    answer(&visit, posted, outcome).await
}

async fn import_document(visit: &Visit, document: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    allow(visit, &mut tx, Action::ManageRules).await?;
    match problems::of_text(locale, document) {
        Ok(rules) => begin_with(visit, tx, &rules, Some(text::rules::from_file(locale))).await,
        Err(_) => Err(Declined::Invalid(vec![FieldMessage::new("document", text::rules::unread(locale))])),
    }
}
