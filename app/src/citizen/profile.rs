//! The own territory: chosen once, where the identity provider does not say it; and what rolls say of oneself.

use leptos::{prelude::*, server_fn::ServerFn};
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
    components::{Crumbs, Csrf, ErrorSummary, FieldError, Heading, Icon, described_by},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    gate::Gate,
    page::{Fault, Page, Width, page},
    path,
    text::{self, rolls as words},
    visit::Visit,
};

const FORM: &str = "territory";

/// The viewer's territory, or the choice of one.
#[component]
pub fn Profile() -> AnyView {
    page(load)
}

async fn load(visit: Visit) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let viewer = visit.viewer.clone().ok_or(Fault::SignIn)?;
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
        Some(own) => view! {
            <p>{text::citizen::profile_known(locale, &own.name)}</p>
            <p class="muted">{text::citizen::profile_fixed(locale)}</p>
            <p><a class="btn btn--primary" href=path::territory(&own.code)>{own.name.clone()}</a></p>
        }
        .into_any(),
        None => choice(&visit, &territories),
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

fn choice(visit: &Visit, territories: &[Territory]) -> AnyView {
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
    view! {
        <form class="form" method="post" action=ChooseTerritory::url()>
            <ErrorSummary rejected=&rejected locale/>
            <Csrf visit/>
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
pub async fn choose_territory(territory: String) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new(FORM, path::PROFILE, [("territory", &territory)]);
    let outcome = choose(&visit, &territory).await;
    answer(&visit, posted, outcome).await
}

async fn choose(visit: &Visit, code: &str) -> Result<Done, Declined> {
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
    Ok(Done { to: path::HOME.to_owned(), message: Some(text::citizen::profile_saved(locale, &territory.name)) })
}
