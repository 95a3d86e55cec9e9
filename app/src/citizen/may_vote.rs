//! «¿Puedo votar?», before anybody signs in: whether, where, until when, and with what.
//!
//! Three answers are asked for: an age, the territory and a kind of document; where each account has a vote, whether one
//! has one. They come in the query of a form that needs no JavaScript. That is tolerable because none of it says who
//! somebody is: thousands of people of a territory have the same age and a document of that kind, and most of those who
//! ask will try several. A number or a name is never asked for, no query of these is logged, and nothing is kept. With a
//! form that is posted the answer could not be opened again, nor read aloud by a neighbour to the next one.
//!
//! What is shown is the domain's answer to somebody like that. Nothing here takes a transaction: no roll can be looked
//! at, so whoever tries out a neighbour's age and territory learns nothing of the neighbour.

mod answer;

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::{
    document::Key,
    eligibility::{Area, Remedy},
    permission::Action,
    ruleset::{Channel, Code, RuleSet},
};
use store::{contest::Contest, desk::Place, process::Process, territory::Territory};

use self::answer::{Answer, Part, Said, Told, answer};
use super::{
    calendar::{opening, period, undated, within},
    places,
};
use crate::{
    components::{ErrorSummary, Icon, Select, TextField},
    forms::{FieldMessage, Rejected},
    gate::Gate,
    path, refusal,
    rules::reading::{self, Reader},
    text::{self, may_vote as words},
    visit::Visit,
};

/// The fields of the form, which are also its query.
const AGE: &str = "edad";
const TERRITORY: &str = "territorio";
const DOCUMENT: &str = "documento";
const ACCOUNT: &str = "cuenta";

/// In [`DOCUMENT`]: none of those that the rules name.
const NONE: &str = "-";
/// In [`ACCOUNT`].
const YES: &str = "si";
/// In [`ACCOUNT`].
const NO: &str = "no";

/// Older than anybody.
const OLDEST: u8 = 125;

/// More places than this are a list of their own.
const MOST_PLACES: usize = 6;

/// What the query of the page says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked(Option<Rejected>);

impl Asked {
    /// What was sent; nothing where the form was not.
    pub fn of(query: &ParamsMap) -> Self {
        if query.get(AGE).is_none() {
            return Self::default();
        }
        let values = [AGE, TERRITORY, DOCUMENT, ACCOUNT].map(|name| (name.to_owned(), query.get(name)));
        let values = values.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        Self(Some(Rejected { values, ..Rejected::default() }))
    }

    /// Whether there is something to answer.
    pub const fn is_sent(&self) -> bool {
        self.0.is_some()
    }
}

/// What the answer is made of: what the rules, the calendar and the list of places say to everybody.
pub struct Ground<'a> {
    /// The visit being answered.
    pub visit: &'a Visit,
    /// The process that is voted in.
    pub process: &'a Process,
    /// The territories of the site.
    pub territories: &'a [Territory],
    /// The ballots of the process.
    pub contests: &'a [Contest],
    /// Where people vote in person.
    pub places: &'a [Place],
    /// Whether the votes have been counted.
    pub counted: bool,
}

/// What the form asks for because the rules turn on it.
struct Asks<'a> {
    /// The kinds of document that they name.
    kinds: Vec<&'a Key>,
    /// The roll of accounts each of which has a vote.
    accounts: Option<&'a Key>,
}

impl<'a> Asks<'a> {
    fn of(rules: &'a RuleSet) -> Self {
        let mut kinds: Vec<&Key> = Vec::new();
        for kind in answer::conditions(rules).flat_map(|rule| shared::roll::kinds_asked(&rule.condition)) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        Self { kinds, accounts: rules.deciding_contest().and_then(|contest| contest.per_entry_of.as_ref()) }
    }
}

impl Ground<'_> {
    fn reader(&self) -> Reader<'_> {
        Reader { locale: self.visit.locale(), rules: &self.process.rule_set }
    }

    /// The form, and above it the answer to what was sent.
    pub fn section(&self, asked: &Asked) -> AnyView {
        let locale = self.visit.locale();
        let asks = Asks::of(&self.process.rule_set);
        if answer::channels(&self.process.rule_set).is_empty() {
            return ().into_any();
        }
        let mut sent = asked.0.clone().unwrap_or_default();
        let said = asked.is_sent().then(|| self.read(&mut sent, &asks)).flatten();
        let told = said.map(|(said, home)| self.told(&said, home, &asks));
        view! {
            <section class="section stack" aria-labelledby="may-vote">
                <h2 id="may-vote">{words::title(locale)}</h2>
                {told}
                <p>{words::lead(locale)}</p>
                {self.form(&sent, &asks)}
            </section>
        }
        .into_any()
    }

    /// What somebody said of themselves, and where they live; none where it cannot be read, with the reasons in `sent`.
    fn read(&self, sent: &mut Rejected, asks: &Asks<'_>) -> Option<(Said, &Territory)> {
        let locale = self.visit.locale();
        let age = sent.value(AGE).trim().parse::<u8>().ok().filter(|age| *age <= OLDEST);
        if age.is_none() {
            sent.errors.push(FieldMessage::new(AGE, words::age_wrong(locale)));
        }
        let code = sent.value(TERRITORY);
        let home = match self.territories {
            [only] => Some(only),
            several => several.iter().find(|territory| territory.code == code),
        };
        if home.is_none() {
            sent.errors.push(FieldMessage::new(TERRITORY, words::territory_wrong(locale)));
        }
        let (age, home) = (age?, home?);
        let kind = sent.value(DOCUMENT);
        let named = asks.kinds.iter().find(|one| one.as_str() == kind).map(|one| (*one).clone());
        let said = Said {
            age,
            home: home.code.parse().ok()?,
            documents: match (named, kind == NONE) {
                (Some(named), _) => Some([named].into()),
                (None, true) => Some([].into()),
                (None, false) => None,
            },
            account: match sent.value(ACCOUNT).as_str() {
                YES => Some(true),
                NO => Some(false),
                _ => None,
            },
        };
        Some((said, home))
    }

    fn told(&self, said: &Said, home: &Territory, asks: &Asks<'_>) -> AnyView {
        let locale = self.visit.locale();
        let area = Area::of(&said.home, &self.process.rule_set.territories);
        let is_theirs = |contest: &Contest| contest.at.as_ref().is_none_or(|at| area.lies_in(at));
        let has_ballot = self.contests.is_empty() || self.contests.iter().any(is_theirs);
        if !has_ballot {
            return view! { <p>{words::no_ballot(locale, &home.name)}</p> }.into_any();
        }
        // Nobody's gate: whoever visits has nothing to do with the answer.
        let process = self.process;
        let rules = (&process.rule_set, &process.powers, &process.dates);
        let gate = Gate::of_nobody(rules, self.visit.now);
        let ways = answer::channels(&process.rule_set)
            .into_iter()
            .map(|channel| {
                let told = answer(&gate, said, channel, self.counted, self.visit.now);
                self.way(channel, &told, said, asks)
            })
            .collect_view();
        view! {
            <p><strong>{words::answer_for(locale, said.age, &home.name)}</strong></p>
            {ways}
            <p class="muted">{words::no_roll(locale)}</p>
        }
        .into_any()
    }

    /// One channel: the answer, why, when, with what and where.
    fn way(&self, channel: Channel, told: &Told, said: &Said, asks: &Asks<'_>) -> AnyView {
        let locale = self.visit.locale();
        let title = match channel {
            Channel::Online => text::route::online(locale),
            Channel::InPerson => text::route::in_person(locale),
        };
        let (class, icon, word) = match &told.answer {
            Answer::Yes { open } if open.is_empty() => ("chip chip--ok", "check", words::yes(locale)),
            Answer::Yes { .. } => ("chip chip--wait", "info", words::depends(locale)),
            Answer::No { .. } => ("chip chip--no", "cross", words::no(locale)),
            Answer::Refused(_) => ("chip", "minus", words::not_now(locale)),
        };
        let why = match &told.answer {
            Answer::Yes { open } => self.parts(open, said, false),
            Answer::No { why } => self.parts(why, said, true),
            Answer::Refused(why) => {
                let rules = &self.process.rule_set;
                view! { <p>{refusal::sentence(self.visit, Some(rules), Action::Vote, why)}</p> }.into_any()
            }
        };
        let may = matches!(told.answer, Answer::Yes { .. });
        let more = may.then(|| self.how(channel, told.opens.is_none(), said, asks));
        view! {
            <div class="card stack">
                <h3>{title}</h3>
                <p><span class=class><Icon name=icon/>{word}</span></p>
                {why}
                {more}
            </div>
        }
        .into_any()
    }

    /// What is asked for and is not so, or is looked at only when somebody votes.
    fn parts(&self, parts: &[Part], said: &Said, refused: bool) -> AnyView {
        if parts.is_empty() {
            return ().into_any();
        }
        let locale = self.visit.locale();
        let items = parts.iter().map(|part| {
            let told = self.part(part, said.age, refused);
            view! { <li>{told}</li> }
        });
        let items = items.collect_view();
        let lead = if refused { words::because(locale) } else { words::depends_on(locale) };
        view! { <p>{lead}</p> <ul>{items}</ul> }.into_any()
    }

    fn part(&self, part: &Part, age: u8, refused: bool) -> String {
        let (locale, reader) = (self.visit.locale(), self.reader());
        match part {
            Part::OwnDocument => words::own_document(locale).to_owned(),
            Part::Account { roll } if refused => words::account_needed(locale, reader.roll(roll)),
            Part::Account { roll } => words::account_checked(locale, reader.roll(roll)),
            Part::Asked { condition, verdict } => {
                let asked = text::reading::sentence(locale, reading::capital(&reading::condition(&reader, condition)));
                let mut said: Vec<String> = vec![asked];
                let remedies = verdict.remedies();
                said.extend(remedies.iter().filter_map(|remedy| self.helps(remedy, age, refused)));
                if remedies.is_empty() && !refused {
                    said.push(words::checked(locale).to_owned());
                }
                said.join(" ")
            }
        }
    }

    /// What helps somebody who has not signed in, or when it is looked at; nothing where the condition says it all.
    fn helps(&self, remedy: &Remedy, age: u8, refused: bool) -> Option<String> {
        let (locale, reader) = (self.visit.locale(), self.reader());
        match remedy {
            Remedy::WaitForAge { .. } => Some(refusal::remedy(reader, remedy, Some(age))),
            _ if refused => None,
            Remedy::CheckRoll { roll } => {
                let rule = reader.rules.rolls.iter().find(|one| one.id == *roll);
                let way = rule.and_then(|rule| rule.way_in.as_ref().map(|way| (&rule.name, way)));
                let way = way.map(|(name, way)| text::reading::way_in(locale, name, way));
                Some(
                    [Some(words::roll_checked(locale).to_owned()), way]
                        .into_iter()
                        .flatten()
                        .collect::<Vec<_>>()
                        .join(" "),
                )
            }
            Remedy::ShowDocument { .. } => Some(words::document_unsaid(locale).to_owned()),
            Remedy::ProveIdentity { .. } => Some(words::identity_checked(locale).to_owned()),
            Remedy::BringConsent => Some(words::consent_checked(locale).to_owned()),
            _ => Some(words::checked(locale).to_owned()),
        }
    }

    /// When, with what and where, for whoever may or may well.
    fn how(&self, channel: Channel, is_open: bool, said: &Said, asks: &Asks<'_>) -> AnyView {
        let locale = self.visit.locale();
        let bring = match channel {
            Channel::Online => words::bring_online(locale).to_owned(),
            Channel::InPerson => self.bring(said, asks),
        };
        let account = asks.accounts.map(|roll| words::bring_account(locale, self.reader().roll(roll)));
        let shut_out = self.process.rule_set.rolls.iter().filter(|roll| roll.excludes);
        let shut_out = shut_out.map(|roll| view! { <p>{words::excluding(locale, &roll.name)}</p> }).collect_view();
        let place = match channel {
            Channel::Online if is_open => view! {
                <p><a class="btn btn--primary" href=path::sign_in(path::VOTE)>{words::go_vote(locale)}</a></p>
            }
            .into_any(),
            Channel::Online => ().into_any(),
            Channel::InPerson => self.places(&said.home),
        };
        view! {
            <h4>{words::when(locale)}</h4>
            <ul>{self.when(channel, &said.home)}</ul>
            <h4>{words::what(locale)}</h4>
            <p>{bring}</p>
            {account.map(|account| view! { <p>{account}</p> })}
            {shut_out}
            {place}
        }
        .into_any()
    }

    fn bring(&self, said: &Said, asks: &Asks<'_>) -> String {
        let locale = self.visit.locale();
        let own: Vec<Key> = said.documents.iter().flatten().cloned().collect();
        let kinds = if own.is_empty() { asks.kinds.iter().map(|kind| (*kind).clone()).collect() } else { own };
        if kinds.is_empty() {
            return words::bring_any(locale).to_owned();
        }
        words::bring(locale, text::ruleset::any_of(locale, &reading::documents(&kinds)))
    }

    /// The phases in which one votes by a channel, where somebody lives.
    fn when(&self, channel: Channel, home: &Code) -> AnyView {
        let (visit, locale) = (self.visit, self.visit.locale());
        let route = self.process.dates.of_territory(home);
        let phases = answer::phases(&self.process.rule_set, channel);
        phases
            .map(|phase| {
                let said = match route.stage(&phase.id) {
                    Some(stage) => text::participate::when_phase(
                        locale,
                        &phase.name,
                        within(&period(visit, stage.window())),
                        opening(visit, stage),
                    ),
                    None => text::route::named(locale, &phase.name, undated(visit, route.skipped(&phase.id))),
                };
                view! { <li>{said}</li> }
            })
            .collect_view()
            .into_any()
    }

    /// Where people of a territory vote in person: the nearest thing to an address that a site has.
    fn places(&self, home: &Code) -> AnyView {
        let locale = self.visit.locale();
        let area = Area::of(home, &self.process.rule_set.territories);
        let whose = |place: &&Place| place.territory.as_ref().is_none_or(|(_, code)| area.lies_in(code));
        let theirs: Vec<&Place> = self.places.iter().filter(whose).collect();
        let list = if theirs.is_empty() {
            view! { <p>{words::no_places(locale)}</p> }.into_any()
        } else {
            let shown = theirs.iter().take(MOST_PLACES).map(|place| places::item(locale, place)).collect_view();
            view! { <ul>{shown}</ul> }.into_any()
        };
        let more = theirs.len() > MOST_PLACES;
        let label = if more { words::more_places(locale) } else { text::places::all(locale) };
        let all = (!self.places.is_empty()).then(|| {
            let to = format!("{}#{}", path::PLACES, places::anchor(home.as_str()));
            view! { <p><a href=to>{label}</a></p> }
        });
        view! {
            <h4>{words::place(locale)}</h4>
            {list}
            {all}
        }
        .into_any()
    }

    fn form(&self, sent: &Rejected, asks: &Asks<'_>) -> AnyView {
        let locale = self.visit.locale();
        let home = (self.territories.len() > 1).then(|| {
            let each = self.territories.iter();
            let options: Vec<(String, String)> =
                each.map(|one| (one.code.clone(), format!("{} {}", one.code, one.name))).collect();
            let label =
                if asks.accounts.is_some() { words::territory_of_account(locale) } else { words::territory(locale) };
            view! {
                <Select
                    name=TERRITORY label prompt=text::citizen::profile_placeholder(locale) options rejected=sent locale
                />
            }
        });
        let document = (!asks.kinds.is_empty()).then(|| {
            let kinds = asks.kinds.iter().map(|kind| (kind.to_string(), kind.as_str().to_uppercase()));
            let none = (NONE.to_owned(), words::document_none(locale).to_owned());
            let options: Vec<(String, String)> = kinds.chain([none]).collect();
            view! {
                <Select
                    name=DOCUMENT label=words::document(locale) hint=Some(words::document_hint(locale).to_owned())
                    prompt=words::unsaid(locale) options rejected=sent locale
                />
            }
        });
        let account = asks.accounts.map(|roll| {
            let options = [(YES, words::account_yes(locale)), (NO, words::account_no(locale))];
            let options: Vec<(String, String)> =
                options.map(|(word, label)| (word.to_owned(), label.to_owned())).into();
            view! {
                <Select
                    name=ACCOUNT label=words::account(locale, self.reader().roll(roll)) prompt=words::unsaid(locale)
                    options rejected=sent locale
                />
            }
        });
        view! {
            <form class="form" method="get" action=path::PARTICIPATE autocomplete="off">
                <ErrorSummary rejected=sent locale/>
                <TextField
                    name=AGE label=words::age(locale) hint=words::age_hint(locale) rejected=sent class="input--short"
                    inputmode="numeric" autocomplete="off" locale
                />
                {home}
                {document}
                {account}
                <div class="actions"><button class="btn btn--primary" type="submit">{words::ask(locale)}</button></div>
            </form>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_was_not_asked_has_nothing_to_answer() {
        let query = |pairs: &[(&str, &str)]| -> ParamsMap {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        assert!(!Asked::of(&ParamsMap::new()).is_sent());
        assert!(!Asked::of(&query(&[("territorio", "01"), ("volver", "/")])).is_sent());
        let Asked(sent) = Asked::of(&query(&[("edad", ""), ("numero", "1020304050")]));
        let sent = sent.expect("the form was sent");
        assert_eq!(sent.value(AGE), "");
        assert_eq!(sent.values.len(), 1, "what the form does not ask for is not taken");
    }
}
