//! Finding a person by their document: typed, or as a scanner types its code.
//!
//! The number is hashed and thrown away at once. What is left of it, the keyed hash, waits in a cookie of the officer's own
//! browser for the answer, so that it stands in no address and in no session.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_axum::ResponseOptions;
use shared::{
    desk::Scanned,
    eligibility::{Area, Person},
    id::PersonId,
    locale::Locale,
    permission::{Action, Actor, Object, Refused},
    roll::{DocumentNumber, EntryHash, kind_of, kinds_asked},
    ruleset::{IdentityLevel, Tie},
};
use store::{
    TenantTx,
    contest::{self, Contest},
    desk::{self, Known, Place},
    facts, territory,
    territory::Territory,
    urn::{self, Taken, Voter},
};

use super::{
    asked::Asked,
    ground::{Ground, officer, secret},
};
use crate::{
    admin::input,
    citizen::Cookie,
    components::{Csrf, ErrorSummary, Select, TextArea, TextField},
    forms::{Declined, Done, FieldMessage, Posted, Rejected, answer},
    path,
    text::desk as words,
    visit::Visit,
};

const FORM: &str = "find-person";

/// For as long as it takes to compare a document and hand over a paper.
const COOKIE: Cookie = Cookie { name: "persona", path: path::DESKS, seconds: 600 };

/// What the browser sent. Called while the request is at hand.
pub(super) fn sent() -> Option<Asked> {
    COOKIE.sent().as_deref().and_then(Asked::read)
}

/// Makes the browser forget the person.
pub(super) fn forget_with(response: &ResponseOptions) {
    COOKIE.forget_with(response);
}

/// Somebody who stands before the desk, and whether they may vote there.
pub(super) struct Who {
    /// What their document says.
    pub asked: Asked,
    /// What rolls say.
    pub known: Known,
    /// Whose vote it would be.
    pub voter: Voter,
    /// The territory where they vote.
    pub territory: Option<Territory>,
    /// The ballot that they get.
    pub contest: Option<Contest>,
    /// How they voted, if they did.
    pub taken: Option<Taken>,
    /// The event of this shift that marked them.
    pub marked: Option<u32>,
    /// What the rules say.
    pub verdict: Result<(), Box<Refused>>,
    /// The places of their territory, where they vote elsewhere.
    pub elsewhere: Option<Vec<Place>>,
}

impl Who {
    /// Whether the desk hands them a ballot.
    pub fn may_vote(&self) -> bool {
        self.verdict.is_ok() && self.elsewhere.is_none() && self.contest.is_some() && self.marked.is_none()
    }
}

/// Asks the rolls and the rules about somebody.
pub(super) async fn who(visit: &Visit, tx: &mut TenantTx, ground: &Ground, asked: Asked) -> store::Result<Who> {
    let rules = &ground.process.rule_set;
    let known = desk::known(tx, asked.entry).await?;
    let mut person = match known.person {
        Some(account) => facts::of(tx, account, rules, visit.today()).await?,
        None => Person::default(),
    };
    let own = person.ties.get(&Tie::Resides).and_then(|homes| homes.first()).and_then(Area::code).cloned();
    let code = known.territory.clone().or(own).or_else(|| asked.lives.clone());
    let territory = match &code {
        Some(code) => territory::by_code(tx, code.as_str()).await?,
        None => None,
    };
    let area = code.as_ref().filter(|_| territory.is_some()).map(|code| ground.gate.area(code)).unwrap_or_default();
    if area.code().is_some() {
        person.ties.insert(Tie::Resides, [area.clone()].into());
    }
    person.age = known
        .born
        .or(asked.born)
        .and_then(|born| visit.today().years_since(born))
        .map_or(person.age, |years| Some(u8::try_from(years).unwrap_or(u8::MAX)));
    person.documents.get_or_insert_default().insert(asked.kind.clone());
    // The officer holds the document and sees the face.
    person.identity = person.identity.max(Some(IdentityLevel::Document));
    let shuts_out = rules.rolls.iter().find(|roll| roll.excludes && known.on.get(&roll.id) == Some(&true));
    person.excluded = shuts_out.map(|roll| roll.id.clone()).or(person.excluded);
    person.rolls.extend(known.on.iter().map(|(roll, on)| (roll.clone(), *on)));

    let voter = Voter { id: asked.entry.voter().into(), person: known.person };
    let marked = ground.journal.as_ref().and_then(|journal| journal.marked(&asked.entry));
    let taken = match ground.decides() {
        // The vote that this desk took for them a moment ago is theirs still: they were not handed a ballot for it.
        Some(_) if marked.is_none() && is_claimed(tx, ground, asked.entry).await? => None,
        Some(rule) => urn::taken(tx, ground.process.id, &rule, voter).await?,
        None => None,
    };
    let id = known.person.unwrap_or_else(|| PersonId::from(asked.entry.voter()));
    let actor = Actor::signed_in(id, []).known_as(person);
    let object = Object { voted: taken.is_some(), ..ground.in_person(area.clone()) };
    let verdict = ground.gate.ask(&actor, Action::Vote, &object, visit.now).map(|_| ());
    let contest = match &territory {
        Some(territory) => contest::of_territory(tx, ground.process.id, territory.id).await?,
        None => None,
    };
    let place = ground.desk.place.territory.as_ref();
    let elsewhere = if place.is_some_and(|(_, code)| area.code().is_some() && !area.lies_in(code)) {
        let places = desk::places(tx, ground.process.id).await?.into_iter().map(|(place, _)| place);
        let theirs = places.filter(|place| place.territory.as_ref().is_none_or(|(_, code)| area.lies_in(code)));
        Some(theirs.collect())
    } else {
        None
    };
    Ok(Who { asked, known, voter, territory, contest, taken, marked, verdict, elsewhere })
}

/// Whether the vote of somebody was taken for the device that writes the shift under way.
async fn is_claimed(tx: &mut TenantTx, ground: &Ground, entry: EntryHash) -> store::Result<bool> {
    match ground.running() {
        Some((shift, _)) => desk::claimed(tx, shift.id, entry).await,
        None => Ok(false),
    }
}

/// The form.
pub(super) fn form(visit: &Visit, ground: &Ground) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected(FORM);
    let fields = fields(ground, &rejected, locale);
    view! {
        <section class="section stack no-print" aria-labelledby="find-title">
            <h2 id="find-title">{words::find(locale)}</h2>
            <p>{words::find_lead(locale)}</p>
            <form class="form" method="post" autocomplete="off" action=FindPerson::url()>
                <Csrf visit/>
                <input type="hidden" name="desk" value=ground.desk.id.to_string()/>
                <ErrorSummary rejected=&rejected locale/>
                {fields}
                <div class="actions">
                    <button class="btn btn--primary" type="submit">{words::find_do(locale)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// What is typed to find somebody.
pub(super) fn fields(ground: &Ground, rejected: &Rejected, locale: Locale) -> AnyView {
    let kinds = kinds(ground);
    let kind = if kinds.is_empty() {
        view! {
            <TextField
                name="kind" label=words::kind(locale) hint=words::kind_hint(locale) rejected
                class="input--short" autocomplete="off" locale
            />
        }
        .into_any()
    } else {
        let first = kinds[0].clone();
        let chosen = Some(rejected.value("kind")).filter(|kind| !kind.is_empty()).unwrap_or(first);
        let options = kinds
            .into_iter()
            .map(|kind| view! { <option value=kind.clone() selected=kind == chosen>{kind.to_uppercase()}</option> })
            .collect_view();
        view! {
            <div class="field">
                <label for="kind">{words::kind(locale)}</label>
                <select class="input input--short" id="kind" name="kind">{options}</select>
            </div>
        }
        .into_any()
    };
    let territories = ground.territories.iter();
    let territories = territories.map(|place| (place.code.clone(), place.name.clone())).collect();
    let open = !rejected.errors.is_empty();
    view! {
        {kind}
        // A scanner ends each line with the key that would send a field of one line.
        <TextArea
            name="number" label=words::number(locale) hint=words::number_hint(locale) rejected rows=3 locale
        />
        <details class="more" open=open>
            <summary>{words::more(locale)}</summary>
            <div class="stack">
                <TextField
                    name="born" label=words::born(locale) kind="date" rejected class="input--short" locale
                />
                <Select
                    name="lives" label=words::lives(locale) prompt=words::lives_unsaid(locale) options=territories
                    rejected locale
                />
            </div>
        </details>
    }
    .into_any()
}

/// The kinds of document that the rules name, in their order.
fn kinds(ground: &Ground) -> Vec<String> {
    let rules = &ground.process.rule_set;
    let asked = rules.eligibility.iter().flat_map(|rule| kinds_asked(&rule.condition));
    let minors = rules.rolls.iter().flat_map(|roll| &roll.minors);
    let mut kinds: Vec<String> = Vec::new();
    for kind in asked.chain(minors).map(ToString::to_string) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

/// Finds a person. Nothing is stored: what is left of the number goes back to the officer's browser.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "buscar-persona")]
pub async fn find_person(
    #[server(default)] desk: String,
    #[server(default)] kind: String,
    #[server(default)] number: String,
    #[server(default)] born: String,
    #[server(default)] lives: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    // The number does not come back: nothing keeps it.
    let posted = Posted::new(FORM, path::desk(&desk), [("kind", &kind), ("born", &born), ("lives", &lives)]);
    let response = expect_context::<ResponseOptions>();
    let outcome = find(&visit, &desk, (&kind, &number), (&born, &lives)).await;
    let outcome = outcome.map(|(asked, done)| {
        match asked {
            Some(asked) => COOKIE.leave_with(&response, &asked.written()),
            None => COOKIE.forget_with(&response),
        }
        done
    });
    answer(&visit, posted, outcome).await
}

async fn find(
    visit: &Visit,
    id: &str,
    (kind, number): (&str, &str),
    (born, lives): (&str, &str),
) -> Result<(Option<Asked>, Done), Declined> {
    let locale = visit.locale();
    officer(visit)?;
    let mut tx = visit.enter().await?;
    let ground = Ground::named(visit, &mut tx, id).await?;
    ground.written_here(visit)?;
    ground.allow(visit)?;
    let page = path::desk(ground.desk.id);
    let mut errors = Vec::new();
    let kind = kind_of(kind);
    if kind.is_none() {
        errors.push(FieldMessage::new("kind", words::kind_wrong(locale)));
    }
    let scanned = Scanned::read(number, visit.today());
    let typed = scanned.as_ref().map_or(number, |scanned| &scanned.number);
    let document = kind.map(|kind| DocumentNumber::new(kind, typed));
    if let Some(Err(_)) = document {
        errors.push(FieldMessage::new("number", words::document_wrong(locale)));
    }
    let born = match (scanned.and_then(|scanned| scanned.born), born.trim()) {
        (Some(born), _) => Some(born),
        (None, "") => None,
        (None, typed) => input::past_day(typed, "born", visit)
            .map_err(|_| errors.push(FieldMessage::new("born", words::born_wrong(locale))))
            .ok(),
    };
    let (Some(Ok(document)), true) = (document, errors.is_empty()) else { return Err(Declined::Invalid(errors)) };
    let asked = Asked {
        entry: document.hash(&secret(visit)?),
        kind: document.kind().clone(),
        last_three: document.last_three(),
        born,
        lives: lives.trim().parse().ok(),
    };
    drop(document);
    Ok((Some(asked), Done { to: format!("{page}#answer-title"), message: None }))
}
