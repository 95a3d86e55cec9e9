//! «Mis datos»: what the site keeps of whoever is signed in, to see and to download, and when each thing is deleted
//! (Ley 1581 of 2012, article 8, letters c and f; derecho de acceso). Nobody else gets it.

use axum::{Extension, body::Body, http::StatusCode, response::Response};
use chrono::NaiveDate;
use leptos::prelude::*;
use serde_json::{Value, json};
use shared::{
    claim::KEPT_DAYS,
    locale,
    ruleset::{Roll, RuleSet},
    tenant::TenantKind,
};
use store::{
    TenantTx,
    claim::{self, Claim},
    own::{self, Account, HasVoted, HeldSeat},
    process::{self, Process},
    proposal::{self, Proposal},
    roll::{self, Entry},
};

use super::claims::told;
use crate::{
    components::{Crumbs, Heading, Icon},
    page::{Fault, Page, page},
    path,
    results::download,
    text::{self, own as words},
    visit::{Viewer, Visit},
};

/// Everything that is kept of one person.
struct Kept {
    account: Account,
    /// Nothing where it is not known which document is theirs.
    rolls: Option<Vec<Entry>>,
    votes: Vec<HasVoted>,
    ideas: Vec<Proposal>,
    seats: Vec<HeldSeat>,
    claims: Vec<Claim>,
    process: Option<Process>,
}

impl Kept {
    async fn of(visit: &Visit, tx: &mut TenantTx, viewer: &Viewer) -> store::Result<Option<Self>> {
        let Some(account) = own::account(tx, viewer.person, visit.now).await? else { return Ok(None) };
        let rolls = match viewer.document {
            Some(document) => Some(roll::entries_of(tx, document).await?),
            None => None,
        };
        let process = process::current(tx).await?;
        let claims = match &process {
            Some(process) => claim::of_person(tx, process.id, viewer.person).await?,
            None => Vec::new(),
        };
        Ok(Some(Self {
            account,
            rolls,
            votes: own::votes(tx, viewer.person, viewer.document).await?,
            ideas: proposal::of_author(tx, viewer.person).await?,
            seats: own::seats(tx, viewer.person).await?,
            claims,
            process,
        }))
    }

    fn rules(&self) -> Option<&RuleSet> {
        self.process.as_ref().map(|process| &*process.rule_set)
    }

    /// What a roll is called, by the rules where they know it.
    fn roll_name(&self, entry: &Entry) -> String {
        let known = self.rules().and_then(|rules| rules.rolls.iter().find(|rule| rule.id == entry.roll));
        known.map_or_else(|| entry.roll.to_string(), |rule| rule.name.to_string())
    }
}

/// What the site keeps of the viewer.
#[component]
pub fn OwnData() -> AnyView {
    page(async |visit| {
        visit.on(TenantKind::runs_processes)?;
        let viewer = visit.viewer.clone().ok_or(Fault::SignIn)?;
        let mut tx = visit.enter().await?;
        let kept = Kept::of(&visit, &mut tx, &viewer).await?.ok_or(Fault::NotFound)?;
        drop(tx);
        Ok(show(&visit, &kept))
    })
}

fn show(visit: &Visit, kept: &Kept) -> Page {
    let locale = visit.locale();
    let title = words::title(locale);
    let votes = kept
        .votes
        .iter()
        .map(|one| words::vote(locale, &one.process, &one.contest, text::act::channel(locale, &one.channel)));
    let ideas = kept.ideas.iter().map(|idea| idea.title.clone());
    let seats = kept.seats.iter().map(|seat| {
        words::seat(locale, body_name(kept, &seat.body), &seat.sector, locale::format_date(seat.from, locale))
    });
    let claims = kept.process.iter().flat_map(|process| {
        kept.claims.iter().map(|claim| {
            let number = text::claim::number(locale, claim.number);
            format!("{number}: {}", told::standing(visit, process, claim))
        })
    });
    let body = view! {
        <Crumbs locale here=title/>
        <Heading title lead=words::lead(locale)>
            <a class="btn" href=path::OWN_DATA_FILE download="">{words::download(locale)}</a>
            <a class="btn btn--quiet" href=path::CLAIMS><Icon name="doc"/> {words::to_claims(locale)}</a>
        </Heading>
        {account(visit, &kept.account)}
        {rolls(visit, kept)}
        {section(visit, "votes", words::votes(locale), votes.collect())}
        {section(visit, "ideas", words::ideas(locale), ideas.collect())}
        {section(visit, "seats", words::seats(locale), seats.collect())}
        {section(visit, "claims", words::claims(locale), claims.collect())}
        {section(visit, "kept", words::kept(locale), retention(visit, kept))}
    };
    Page::new(title, body)
}

fn body_name(kept: &Kept, key: &str) -> String {
    let known = kept.rules().and_then(|rules| rules.bodies.iter().find(|body| body.id.as_str() == key));
    known.map_or_else(|| key.to_owned(), |body| body.name.to_string())
}

fn section(visit: &Visit, id: &'static str, title: &'static str, items: Vec<String>) -> AnyView {
    let list = if items.is_empty() {
        view! { <p>{words::none(visit.locale())}</p> }.into_any()
    } else {
        let items = items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view();
        view! { <ul>{items}</ul> }.into_any()
    };
    view! {
        <section class="section" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {list}
        </section>
    }
    .into_any()
}

fn account(visit: &Visit, account: &Account) -> AnyView {
    let locale = visit.locale();
    let or_unsaid = |value: Option<String>| value.unwrap_or_else(|| words::unsaid(locale).to_owned());
    let some = |values: &[String]| (!values.is_empty()).then(|| values.join(", "));
    let roles = account.roles.iter().filter_map(|role| role.parse().ok());
    let roles: Vec<String> = roles.map(|role| text::terms::role(locale, role).to_owned()).collect();
    let facts = [
        (words::name(locale), account.name.clone()),
        (words::born(locale), or_unsaid(account.born.map(|born| locale::format_date(born, locale)))),
        (words::territory(locale), or_unsaid(account.territory.clone())),
        (words::issuer(locale), account.issuer.clone()),
        (words::level(locale), or_unsaid(account.level.clone())),
        (words::documents(locale), or_unsaid(some(&account.documents))),
        (words::document(locale), or_unsaid(account.has_document.then(|| words::document_hash(locale).to_owned()))),
        (words::roles(locale), some(&roles).unwrap_or_else(|| text::terms::citizen(locale).to_owned())),
        (words::sessions(locale), visit.integer(account.sessions)),
    ];
    let facts = facts.map(|(term, value)| view! { <div><dt>{term}</dt><dd>{value}</dd></div> }).collect_view();
    view! {
        <section class="section" aria-labelledby="account">
            <h2 id="account">{words::account(locale)}</h2>
            <dl class="facts">{facts}</dl>
        </section>
    }
    .into_any()
}

fn rolls(visit: &Visit, kept: &Kept) -> AnyView {
    let locale = visit.locale();
    match &kept.rolls {
        None => section(visit, "rolls", words::rolls(locale), vec![words::rolls_unknown(locale).to_owned()]),
        Some(entries) => {
            let said = entries.iter().map(|entry| said_of(visit, kept, entry)).collect();
            section(visit, "rolls", words::rolls(locale), said)
        }
    }
}

fn said_of(visit: &Visit, kept: &Kept, entry: &Entry) -> String {
    let locale = visit.locale();
    let name = kept.roll_name(entry);
    let mut parts = Vec::new();
    if let Some(listed) = &entry.listed {
        parts.push(words::roll_on(locale, &name, listed.last_three.as_str()));
        parts.extend(listed.territory.as_ref().map(|code| words::roll_territory(locale, code)));
        parts.extend(listed.born.map(|born| words::roll_born(locale, locale::format_date(born, locale))));
    }
    match entry.corrected {
        Some(true) if entry.listed.is_none() => parts.push(words::roll_added(locale, &name)),
        Some(false) => parts.push(words::roll_removed(locale, &name)),
        _ => {}
    }
    parts.join(", ")
}

/// When each thing is deleted, by which rule.
fn retention(visit: &Visit, kept: &Kept) -> Vec<String> {
    let locale = visit.locale();
    let mut said = vec![words::kept_account(locale).to_owned(), words::kept_session(locale).to_owned()];
    let rolls = kept.process.iter().flat_map(|process| process.rule_set.rolls.iter().map(move |rule| (process, rule)));
    said.extend(rolls.map(|(process, rule)| roll_ends(visit, process, rule)));
    said.push(words::kept_vote(locale).to_owned());
    said.push(words::kept_claim(locale, KEPT_DAYS));
    said
}

fn roll_ends(visit: &Visit, process: &Process, rule: &Roll) -> String {
    let locale = visit.locale();
    match (roll::due(process, &rule.id), rule.kept_days) {
        (Some(due), _) => words::kept_roll(locale, &rule.name, visit.date(due)),
        (None, Some(days)) => words::kept_roll_days(locale, &rule.name, days),
        (None, None) => words::kept_roll_open(locale, &rule.name),
    }
}

/// The same as a file for programs.
///
/// # Errors
/// 401 when nobody is signed in, 404 where no data are kept, 500 when the database does not answer.
pub async fn file(Extension(visit): Extension<Visit>) -> Result<Response, StatusCode> {
    if !visit.site.kind.runs_processes() {
        return Err(StatusCode::NOT_FOUND);
    }
    let viewer = visit.viewer.clone().ok_or(StatusCode::UNAUTHORIZED)?;
    let mut tx = visit.enter().await.map_err(download::failed)?;
    let kept = Kept::of(&visit, &mut tx, &viewer).await.map_err(download::failed)?;
    let document = written(&visit, &kept.ok_or(StatusCode::NOT_FOUND)?);
    let text = serde_json::to_string_pretty(&document).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(download::file("application/json", "mis-datos.json", Body::from(text)))
}

fn written(visit: &Visit, kept: &Kept) -> Value {
    let Kept { account, .. } = kept;
    let day = |day: NaiveDate| day.to_string();
    let rolls = kept.rolls.as_ref().map(|entries| {
        let each = entries.iter().map(|entry| {
            json!({
                "roll": entry.roll.as_str(),
                "name": kept.roll_name(entry),
                "counts": entry.counts(),
                "corrected": entry.corrected,
                "entry": entry.listed.as_ref().map(|listed| json!({
                    "last_three": listed.last_three.as_str(), "territory": listed.territory,
                    "born": listed.born.map(day),
                })),
            })
        });
        each.collect::<Vec<_>>()
    });
    let claims = kept.process.iter().flat_map(|process| kept.claims.iter().map(move |claim| (process, claim)));
    let claims = claims.map(|(process, claim)| {
        let steps = told::steps(claim).map(|step| {
            let tells = told::tells(claim, step.step);
            json!({
                "at": step.at, "step": tells.then_some(step.step.as_str()),
                "said": step.said.as_ref().filter(|_| tells),
            })
        });
        let subject = claim.subject.as_ref();
        json!({
            "number": claim.number, "kind": claim.kind.as_str(), "filed_at": claim.filed_at, "said": claim.said,
            "document_last_three": subject.and_then(|one| Some(one.document.as_ref()?.1.as_str())),
            "contact": subject.and_then(|one| one.contact.as_ref()),
            "standing": told::standing(visit, process, claim), "steps": steps.collect::<Vec<_>>(),
        })
    });
    let votes = kept.votes.iter();
    let votes = votes.map(|one| json!({ "process": one.process, "contest": one.contest, "channel": one.channel }));
    let ideas = kept
        .ideas
        .iter()
        .map(|idea| json!({ "number": idea.number, "title": idea.title, "submitted_at": idea.submitted_at }));
    let seats = kept.seats.iter().map(|seat| {
        json!({ "body": seat.body, "sector": seat.sector, "from": day(seat.from), "until": seat.until.map(day) })
    });
    json!({
        "site": visit.site.slug.as_str(),
        "written_on": day(visit.today()),
        "account": {
            "name": account.name, "born": account.born.map(day), "territory": account.territory,
            "issuer": account.issuer, "identity_level": account.level, "documents": account.documents,
            "document_known_by_hash": account.has_document, "roles": account.roles, "sessions": account.sessions,
        },
        "rolls": rolls,
        "votes": votes.collect::<Vec<_>>(),
        "ideas": ideas.collect::<Vec<_>>(),
        "seats": seats.collect::<Vec<_>>(),
        "claims": claims.collect::<Vec<_>>(),
        "deleted": retention(visit, kept),
    })
}
