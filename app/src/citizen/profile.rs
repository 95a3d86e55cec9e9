//! The own territory: chosen once, where the identity provider does not say it; and what rolls say of oneself.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;
use serde_json::json;
use shared::tenant::TenantKind;
use store::{
    audit::{self, Act},
    person,
    process::{self, Process},
    roll,
    territory::{self, Territory},
};

use crate::{
    components::{Crumbs, Csrf, ErrorSummary, FieldError, Heading, Icon, Notice, NoticeKind, described_by},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    gate::Gate,
    page::{Fault, Page, Width, page},
    path, return_path,
    text::{self, rolls as words},
    visit::Visit,
};

const FORM: &str = "territory";

/// The viewer's territory, or the choice of one.
#[component]
pub fn Profile() -> AnyView {
    let asked = use_query_map().with_untracked(|query| query.get(path::RETURN_TO));
    page(async move |visit| load(visit, on_the_way(asked.as_deref())).await)
}

/// Where somebody was going who lacked a territory.
fn on_the_way(asked: Option<&str>) -> Option<String> {
    return_path::known(asked).map(ToOwned::to_owned)
}

/// This page, with where somebody was going.
fn here(to: Option<&str>) -> String {
    to.map_or_else(|| path::PROFILE.to_owned(), path::profile_on_the_way)
}

async fn load(visit: Visit, to: Option<String>) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    // Whoever signs in first is on the way there still.
    let elsewhere = || Fault::Elsewhere(path::sign_in(&here(to.as_deref())));
    let viewer = visit.viewer.clone().ok_or_else(elsewhere)?;
    let mut tx = visit.enter().await?;
    let territories = territory::all(&mut tx).await?;
    let rolls = match process::current(&mut tx).await? {
        Some(process) => rolls(&visit, &process, &Gate::of(&visit, &mut tx, &process).await?),
        None => None,
    };
    drop(tx);
    let locale = visit.locale();
    let title = text::citizen::profile_title(locale);
    let own = territories.iter().find(|territory| Some(territory.id) == viewer.territory);
    let content = match own {
        Some(own) => {
            let (next, label) = match &to {
                Some(to) => (to.clone(), text::citizen::profile_go_on(locale).to_owned()),
                None => (path::territory(&own.code), own.name.clone()),
            };
            view! {
                <p>{text::citizen::profile_known(locale, &own.name)}</p>
                <p class="muted">{text::citizen::profile_fixed(locale)}</p>
                <p><a class="btn btn--primary" href=next>{label}</a></p>
            }
            .into_any()
        }
        None => view! {
            {to.as_deref().map(|to| lacking(&visit, to))}
            {choice(&visit, &territories, to.as_deref())}
        }
        .into_any(),
    };
    let body = view! {
        <Crumbs locale here=title/>
        <Heading title lead=text::citizen::profile_lead(locale)/>
        {content}
        {rolls}
    };
    Ok(Page::new(title, body).width(Width::Narrow))
}

/// On which rolls the viewer is, as far as it is known, and how long that is kept. Nobody else sees it.
fn rolls(visit: &Visit, process: &Process, gate: &Gate) -> Option<AnyView> {
    let locale = visit.locale();
    let known = &gate.actor().person().rolls;
    // Of lists that keep people out only what concerns the viewer is told: that they are on one.
    let told = process.rule_set.rolls.iter();
    let told: Vec<_> = told.filter(|rule| !rule.excludes || known.get(&rule.id) == Some(&true)).collect();
    if told.is_empty() {
        return None;
    }
    let each = told.into_iter().map(|rule| {
        let (class, icon, word) = match known.get(&rule.id) {
            Some(true) => ("chip chip--info", "check", words::mine_on(locale)),
            Some(false) => ("chip", "minus", words::mine_off(locale)),
            None => ("chip chip--wait", "info", words::mine_unknown(locale)),
        };
        let until = roll::due(process, &rule.id).map(|due| words::mine_until(locale, visit.date(due)));
        let way = rule.way_in.as_ref().filter(|_| known.get(&rule.id) != Some(&true));
        let way = way.map(|way| text::reading::way_in(locale, &rule.name, way));
        view! {
            <div>
                <dt>{rule.name.to_string()}</dt>
                <dd>
                    <span class=class><Icon name=icon/>{word}</span>
                    {until.map(|until| view! { <p class="muted">{until}</p> })}
                    {way.map(|way| view! { <p class="muted">{way}</p> })}
                </dd>
            </div>
        }
    });
    let each = each.collect_view();
    Some(
        view! {
            <section class="section" aria-labelledby="rolls-title">
                <h2 id="rolls-title">{words::title(locale)}</h2>
                <p>{words::mine_lead(locale)}</p>
                <dl class="facts">{each}</dl>
                <p>{text::claim::ask_missing(locale)} " " <a href=path::CLAIMS>{text::claim::title(locale)}</a></p>
            </section>
        }
        .into_any(),
    )
}

/// That this is all that is missing on the way to the ballot, or to another page.
fn lacking(visit: &Visit, to: &str) -> AnyView {
    let locale = visit.locale();
    let said = if to == path::VOTE {
        text::citizen::profile_before_vote(locale)
    } else {
        text::citizen::profile_on_the_way(locale)
    };
    view! { <Notice kind=NoticeKind::Information locale><p>{said}</p></Notice> }.into_any()
}

fn choice(visit: &Visit, territories: &[Territory], to: Option<&str>) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected(FORM);
    let chosen = rejected.value("territory");
    let options = territories
        .iter()
        .map(|territory| {
            view! {
                <option value=territory.code.clone() selected={territory.code == chosen}>
                    {format!("{} {}", territory.code, territory.name)}
                </option>
            }
        })
        .collect_view();
    let described = described_by("territory", true, &rejected);
    let invalid = rejected.error("territory").is_some().then_some("true");
    let to = to.map(|to| view! { <input type="hidden" name=path::RETURN_TO value=to.to_owned()/> });
    view! {
        <form class="form" method="post" action=ChooseTerritory::url()>
            <ErrorSummary rejected=&rejected locale/>
            <Csrf visit/>
            {to}
            <div class="field">
                <label for="territory">{text::citizen::profile_choose(locale)}</label>
                <p class="field__hint" id="territory-hint">{text::citizen::profile_choose_hint(locale)}</p>
                <FieldError name="territory" rejected=&rejected locale/>
                <select class="input" id="territory" name="territory" aria-describedby=described aria-invalid=invalid>
                    <option value="">{text::citizen::profile_placeholder(locale)}</option>
                    {options}
                </select>
            </div>
            <div class="actions">
                <button class="btn btn--primary" type="submit">{text::citizen::profile_save(locale)}</button>
            </div>
        </form>
    }
    .into_any()
}

/// Keeps the territory that a person chose, once.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "territorio")]
pub async fn choose_territory(territory: String, #[server(default)] volver: String) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let to = on_the_way(Some(&volver));
    let posted = Posted::new(FORM, here(to.as_deref()), [("territory", &territory)]);
    let outcome = choose(&visit, &territory, to).await;
    answer(&visit, posted, outcome).await
}

async fn choose(visit: &Visit, code: &str, to: Option<String>) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = visit.viewer.as_ref().ok_or(Declined::SignIn)?;
    let mut tx = visit.enter().await?;
    let territory = territory::by_code(&mut tx, code).await?.ok_or_else(|| {
        Declined::Invalid(vec![FieldMessage::new("territory", text::citizen::profile_missing(locale))])
    })?;
    if !person::choose_territory(&mut tx, viewer.person, territory.id).await? {
        return Err(Declined::Refused(text::citizen::profile_already(locale).to_owned()));
    }
    let after = json!({ "territory": territory.code });
    let act = Act {
        person: Some(viewer.person),
        act: "choose_territory",
        object: &format!("person {}", viewer.person),
        reason: None,
        before: None,
        after: Some(&after),
    };
    audit::record(&mut tx, visit.fresh_id(), visit.now, &act).await?;
    tx.commit().await?;
    let to = to.unwrap_or_else(|| path::HOME.to_owned());
    Ok(Done { to, message: Some(text::citizen::profile_saved(locale, &territory.name)) })
}
