//! Finding a person by their document: typed, or as a scanner types its code.
//!
//! The number is hashed and thrown away at once. What is left of it, the keyed hash, waits in a cookie of the officer's own
//! browser for the answer, so that it stands in no address and in no session.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_axum::ResponseOptions;
use shared::{
    desk::Scanned,
    document::Key,
    eligibility::{Area, Person},
    id::{PersonId, VoterId},
    locale::Locale,
    permission::{Action, Actor, Object, Refused},
    roll::{DocumentNumber, EntryHash, kind_of, kinds_asked},
    ruleset::{Code, IdentityLevel, Tie},
};
use store::{
    TenantTx,
    contest::{self, Contest},
    desk::{self, Known, Place},
    facts, territory,
    territory::Territory,
    urn::{self, Taken, Vote, Voter, Votes},
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
    text::{self, desk as words},
    visit::Visit,
};

const FORM: &str = "find-person";

/// For as long as it takes to compare a document and hand over a paper.
const COOKIE: Cookie = Cookie { name: "persona", path: path::DESKS, seconds: 600 };

/// What the browser sent. Called while the request is at hand.
pub(super) fn sent() -> Option<Asked> {
    COOKIE.sent().as_deref().and_then(Asked::read)
}

/// Leaves a person with the browser, for the page that follows.
pub(super) fn leave_with(response: &ResponseOptions, asked: &Asked) {
    COOKIE.leave_with(response, &asked.written());
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
    /// Every vote that they have: their own, or those of the accounts that they answer for.
    pub votes: Votes,
    /// The one of them that they would cast; none where it is not said for which account, or where they have no account.
    pub vote: Option<Vote>,
    /// The territory where they vote.
    pub territory: Option<Territory>,
    /// What they vote on, in the order of the ballot.
    pub contests: Vec<Contest>,
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
        let has_ballot = self.vote.is_some() && !self.contests.is_empty();
        self.verdict.is_ok() && self.elsewhere.is_none() && has_ballot && self.marked.is_none()
    }

    /// Which contests of the rules they vote in.
    pub fn rules(&self) -> Vec<Key> {
        self.contests.iter().map(|contest| contest.rule.clone()).collect()
    }

    /// What their ballots are called.
    pub fn ballots(&self) -> Vec<&str> {
        self.contests.iter().map(|contest| contest.name.as_str()).collect()
    }

    /// Whether they have votes of several accounts, and it is not said which of them they would cast.
    pub fn has_to_choose(&self) -> bool {
        self.vote.is_none() && self.verdict.is_ok() && self.votes.are_of_accounts()
    }
}

/// The vote that somebody would cast: that of the account they name; else the only one they have, or have left; the first
/// where none is left.
fn chosen(votes: &Votes, account: Option<VoterId>) -> Option<&Vote> {
    if let Some(account) = account {
        return votes.of(account);
    }
    let mut left = votes.left();
    match left.next() {
        Some(next) => Some(next).filter(|_| left.next().is_none()),
        None => votes.all().first(),
    }
}

/// Asks the rolls and the rules about somebody.
pub(super) async fn who(visit: &Visit, tx: &mut TenantTx, ground: &Ground, asked: Asked) -> store::Result<Who> {
    let rules = &ground.process.rule_set;
    let by_account = rules.deciding_contest().is_some_and(|rule| rule.per_entry_of.is_some());
    let known = desk::known(tx, asked.entry).await?;
    let mut person = match known.person {
        Some(account) => facts::of(tx, account, rules, visit.today()).await?,
        None => Person::default(),
    };
    let own = person.ties.get(&Tie::Resides).and_then(|homes| homes.first()).and_then(Area::code).cloned();
    let as_person = Voter::at_desk(asked.entry, known.person);
    let votes = urn::votes(tx, &ground.process, as_person, Some(asked.entry)).await?;
    let vote = chosen(&votes, asked.account.filter(|_| by_account)).cloned();
    let asked = Asked { account: vote.as_ref().filter(|_| by_account).map(|vote| vote.voter.id), ..asked };
    // Where accounts have the votes, what a roll says is where an account lies, and not where its holder lives.
    let home = if by_account {
        own.or_else(|| asked.lives.clone())
    } else {
        known.territory.clone().or(own).or_else(|| asked.lives.clone())
    };
    let code = vote.as_ref().and_then(|vote| {
        let place = vote.account.as_ref().and_then(|account| account.territory.clone());
        place.or_else(|| home.clone())
    });
    let territory = match &code {
        Some(code) => territory::by_code(tx, code.as_str()).await?,
        None => None,
    };
    let area = code.as_ref().filter(|_| territory.is_some()).map(|code| ground.gate.area(code)).unwrap_or_default();
    let is_there = |code: &&Code| ground.territories.iter().any(|one| one.code == code.as_str());
    if let Some(home) = home.as_ref().filter(is_there) {
        person.ties.insert(Tie::Resides, [ground.gate.area(home)].into());
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

    let marked = ground.journal.as_ref().and_then(|journal| journal.marked(&asked.marks_as()));
    let taken = match vote.as_ref().and_then(|vote| vote.cast.first().copied()) {
        // The vote that this desk took for them a moment ago is theirs still: they were not handed a ballot for it.
        Some(_) if marked.is_none() && is_claimed(tx, ground, asked.entry).await? => None,
        taken => taken,
    };
    let id = known.person.unwrap_or_else(|| PersonId::from(asked.entry.voter()));
    let actor = Actor::signed_in(id, []).known_as(person);
    let object = Object { voted: taken.is_some(), entry: votes.are_of_accounts(), ..ground.in_person(area.clone()) };
    let verdict = ground.gate.ask(&actor, Action::Vote, &object, visit.now).map(|_| ());
    let contests = match &territory {
        Some(territory) => contest::on_ballot(tx, &ground.process, territory).await?,
        None => Vec::new(),
    };
    let place = ground.desk.place.territory.as_ref();
    let elsewhere = if place.is_some_and(|(_, code)| area.code().is_some() && !area.lies_in(code)) {
        let places = desk::places(tx, ground.process.id).await?.into_iter().map(|(place, _)| place);
        let theirs = places.filter(|place| place.territory.as_ref().is_none_or(|(_, code)| area.lies_in(code)));
        Some(theirs.collect())
    } else {
        None
    };
    Ok(Who { asked, known, votes, vote, territory, contests, taken, marked, verdict, elsewhere })
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
            Some(asked) => leave_with(&response, &asked),
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
        account: None,
    };
    drop(document);
    Ok((Some(asked), Done { to: format!("{page}#answer-title"), message: None }))
}

/// The accounts that somebody answers for, each with whether it has voted; and the button that chooses one.
pub(super) fn accounts(visit: &Visit, ground: &Ground, who: &Who) -> Option<AnyView> {
    if !who.votes.are_of_accounts() {
        return None;
    }
    let locale = visit.locale();
    let items = who.votes.all().iter().map(|vote| account(visit, ground, who, vote)).collect_view();
    Some(
        view! {
            <h3>{words::accounts(locale)}</h3>
            <ul role="list">{items}</ul>
        }
        .into_any(),
    )
}

fn account(visit: &Visit, ground: &Ground, who: &Who, vote: &Vote) -> Option<AnyView> {
    let locale = visit.locale();
    let account = vote.account.as_ref()?;
    let code = account.territory.as_ref();
    let place = code.and_then(|code| ground.territories.iter().find(|one| one.code == code.as_str()));
    let ends = text::vote::account(locale, account.last_three.as_str());
    let name = place.map_or_else(|| ends.clone(), |place| format!("{ends} · {}", place.name));
    let is_chosen = who.vote.as_ref().is_some_and(|chosen| chosen.voter.id == vote.voter.id);
    let said = match vote.cast.first() {
        Some(taken) => {
            let voted = words::voted_by(locale, words::channel(locale, taken.channel));
            view! { <p>{name} ": " {voted}</p> }.into_any()
        }
        None if is_chosen => view! { <p><strong>{name}</strong> ": " {words::account_chosen(locale)}</p> }.into_any(),
        None => {
            let asked = Asked { account: Some(vote.voter.id), ..who.asked.clone() };
            view! {
                <form class="cluster" method="post" action=ChooseAccount::url()>
                    <Csrf visit/>
                    <input type="hidden" name="desk" value=ground.desk.id.to_string()/>
                    <input type="hidden" name="person" value=asked.written()/>
                    <span>{name}</span>
                    <button class="btn btn--small" type="submit">
                        {words::choose_account(locale)} <span class="visually-hidden">" " {ends}</span>
                    </button>
                </form>
            }
            .into_any()
        }
    };
    Some(view! { <li>{said}</li> }.into_any())
}

/// Says for which of their accounts somebody votes. Nothing is stored: it goes back to the officer's browser.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "elegir-cuenta")]
pub async fn choose_account(
    #[server(default)] desk: String,
    #[server(default)] person: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let response = expect_context::<ResponseOptions>();
    let outcome = choose(&visit, &desk, &person).await;
    let outcome = outcome.map(|(asked, done)| {
        leave_with(&response, &asked);
        done
    });
    answer(&visit, Posted::new("choose-account", path::desk(&desk), []), outcome).await
}

async fn choose(visit: &Visit, id: &str, asked: &str) -> Result<(Asked, Done), Declined> {
    officer(visit)?;
    let mut tx = visit.enter().await?;
    let ground = Ground::named(visit, &mut tx, id).await?;
    ground.written_here(visit)?;
    ground.allow(visit)?;
    let gone = || Declined::Refused(words::person_gone(visit.locale()).to_owned());
    // Whether the account is theirs is asked by the page, and again by whatever marks them.
    let asked = Asked::read(asked).ok_or_else(gone)?;
    Ok((asked, Done { to: format!("{}#answer-title", path::desk(ground.desk.id)), message: None }))
}
