//! «Mis datos»: what the site keeps of whoever is signed in, to see and to download, and when each thing is deleted
//! (Ley 1581 of 2012, article 8, letters c and f; derecho de acceso). Nobody else gets it.

mod written;

use leptos::prelude::*;
use shared::{
    claim::KEPT_DAYS,
    locale,
    ruleset::{Roll, RuleSet},
    tenant::TenantKind,
};
use store::{
    TenantTx,
    claim::{self, Claim},
    own::{self, Account, HasVoted, HeldRole, HeldSeat, OpenSession, OwnAct, StoodFor, Supported},
    process::{self, Process},
    proposal::{self, Proposal},
    roll::{self, Entry},
};

pub use self::written::file;
use super::claims::told;
use crate::{
    components::{Crumbs, Heading, Icon},
    page::{Fault, Page, page},
    path,
    text::{self, own as words},
    visit::{Viewer, Visit},
};

/// Everything that is kept of one person.
struct Kept {
    account: Account,
    roles: Vec<HeldRole>,
    sessions: Vec<OpenSession>,
    /// Nothing where it is not known which document is theirs.
    rolls: Option<Vec<Entry>>,
    votes: Vec<HasVoted>,
    ideas: Vec<Proposal>,
    supports: Vec<Supported>,
    seats: Vec<HeldSeat>,
    candidacies: Vec<StoodFor>,
    acts: Vec<OwnAct>,
    /// All processes of the site, with the claims that were filed in each.
    processes: Vec<(Process, Vec<Claim>)>,
}

impl Kept {
    async fn of(visit: &Visit, tx: &mut TenantTx, viewer: &Viewer) -> store::Result<Option<Self>> {
        let Some(account) = own::account(tx, viewer.person).await? else { return Ok(None) };
        let rolls = match viewer.document {
            Some(document) => Some(roll::entries_of(tx, document).await?),
            None => None,
        };
        let mut processes = Vec::new();
        for process in process::all(tx).await? {
            let claims = claim::of_person(tx, process.id, viewer.person).await?;
            processes.push((process, claims));
        }
        Ok(Some(Self {
            account,
            roles: own::roles(tx, viewer.person).await?,
            sessions: own::sessions(tx, viewer.person, visit.now).await?,
            rolls,
            votes: own::votes(tx, viewer.person, viewer.document).await?,
            ideas: proposal::of_author(tx, viewer.person).await?,
            supports: own::supports(tx, viewer.person).await?,
            seats: own::seats(tx, viewer.person).await?,
            candidacies: own::candidacies(tx, viewer.person).await?,
            acts: own::acts(tx, viewer.person).await?,
            processes,
        }))
    }

    /// The process under way.
    fn current(&self) -> Option<&Process> {
        self.processes.iter().map(|(process, _)| process).find(|process| process.current)
    }

    fn rules(&self) -> Option<&RuleSet> {
        self.current().map(|process| &*process.rule_set)
    }

    fn claims(&self) -> impl Iterator<Item = (&Process, &Claim)> {
        self.processes.iter().flat_map(|(process, claims)| claims.iter().map(move |claim| (process, claim)))
    }

    /// What a roll is called, by the rules where they know it.
    fn roll_name(&self, roll: &str) -> String {
        let known = self.rules().and_then(|rules| rules.rolls.iter().find(|rule| rule.id.as_str() == roll));
        known.map_or_else(|| roll.to_owned(), |rule| rule.name.to_string())
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
    let supports = kept.supports.iter().map(|one| words::support(locale, &one.title, &one.process, visit.date(one.at)));
    let seats = kept.seats.iter().map(|seat| {
        words::seat(locale, body_name(kept, &seat.body), &seat.sector, locale::format_date(seat.from, locale))
    });
    let candidacies = kept.candidacies.iter().map(|one| {
        let (body, day) = (body_name(kept, &one.body), visit.date(one.stood_at));
        match one.withdrawn_at {
            None => words::candidacy(locale, body, &one.sector, day),
            Some(_) => words::candidacy_withdrawn(locale, body, &one.sector, day),
        }
    });
    let acts = (!kept.acts.is_empty()).then(|| words::acts_count(locale, kept.acts.len()));
    let claims = kept.claims().map(|(process, claim)| {
        let number = text::claim::number(locale, claim.number);
        format!("{number}: {}", told::standing(visit, process, claim))
    });
    let body = view! {
        <Crumbs locale here=title/>
        <Heading title lead=words::lead(locale)>
            <a class="btn" href=path::OWN_DATA_FILE download="">{words::download(locale)}</a>
            <a class="btn btn--quiet" href=path::CLAIMS><Icon name="doc"/> {words::to_claims(locale)}</a>
        </Heading>
        {account(visit, kept)}
        {rolls(visit, kept)}
        {section(visit, "votes", words::votes(locale), votes.collect())}
        {section(visit, "ideas", words::ideas(locale), ideas.collect())}
        {section(visit, "supports", words::supports(locale), supports.collect())}
        {section(visit, "seats", words::seats(locale), seats.collect())}
        {section(visit, "candidacies", words::candidacies(locale), candidacies.collect())}
        {section(visit, "acts", words::acts(locale), acts.into_iter().collect())}
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

fn account(visit: &Visit, kept: &Kept) -> AnyView {
    let locale = visit.locale();
    let account = &kept.account;
    let or_unsaid = |value: Option<String>| value.unwrap_or_else(|| words::unsaid(locale).to_owned());
    let some = |values: &[String]| (!values.is_empty()).then(|| values.join(", "));
    // To know that there are none is not the same as not to know.
    let listed = |values: Option<&[String]>| match values {
        Some(values) => some(values).unwrap_or_else(|| words::none(locale).to_owned()),
        None => words::unsaid(locale).to_owned(),
    };
    let attested: Option<Vec<String>> =
        account.rolls.as_ref().map(|rolls| rolls.iter().map(|roll| kept.roll_name(roll)).collect());
    let guardian = match account.guardian_consent {
        Some(true) => words::guardian_given(locale),
        Some(false) => words::guardian_not_given(locale),
        None => words::unsaid(locale),
    };
    let roles = kept.roles.iter().filter_map(|held| held.role.parse().ok());
    let roles: Vec<String> = roles.map(|role| text::terms::role(locale, role).to_owned()).collect();
    let document = match (account.has_document, account.document_taken) {
        (true, _) => words::document_hash(locale),
        (false, true) => words::document_taken(locale),
        (false, false) => words::unsaid(locale),
    };
    let facts = [
        (words::name(locale), account.name.clone()),
        (words::born(locale), or_unsaid(account.born.map(|born| locale::format_date(born, locale)))),
        (words::territory(locale), or_unsaid(account.territory.clone())),
        (words::since(locale), visit.date(account.since)),
        (words::issuer(locale), account.issuer.clone()),
        (words::subject(locale), account.subject.clone()),
        (words::level(locale), or_unsaid(account.level.map(|level| words::level_of(locale, level).to_owned()))),
        (words::documents(locale), listed(account.documents.as_deref())),
        (words::document(locale), document.to_owned()),
        (words::attested_rolls(locale), listed(attested.as_deref())),
        (words::guardian(locale), guardian.to_owned()),
        (words::organisations(locale), listed(account.organisations.as_deref())),
        (words::roles(locale), some(&roles).unwrap_or_else(|| text::terms::citizen(locale).to_owned())),
        (words::sessions(locale), visit.integer(kept.sessions.len())),
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
    let name = kept.roll_name(entry.roll.as_str());
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
    parts.extend(entry.placed.as_ref().map(|code| words::roll_placed(locale, code)));
    parts.join(", ")
}

/// When each thing is deleted, by which rule.
fn retention(visit: &Visit, kept: &Kept) -> Vec<String> {
    let locale = visit.locale();
    let mut said = vec![
        words::kept_account(locale).to_owned(),
        words::kept_support(locale).to_owned(),
        words::kept_acts(locale).to_owned(),
        words::kept_session(locale).to_owned(),
    ];
    let rolls =
        kept.current().into_iter().flat_map(|process| process.rule_set.rolls.iter().map(move |rule| (process, rule)));
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
