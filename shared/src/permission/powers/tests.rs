use std::collections::BTreeMap;

use chrono::TimeZone;
use chrono_tz::America::Bogota;
use uuid::Uuid;

use super::*;
use crate::{
    calendar::{Calendar, Dates},
    document::{self, Format},
    eligibility::{Area, Finding, Person, Remedy, Seat},
    id::PersonId,
    phase::Window,
    ruleset::{Channel, Code, Recurrence, Tie, Typical},
};

const RULES: &str = r#"
id = "prueba"
title = "Reglas de prueba"
currency = "COP"
pools = [{ id = "bolsa", name = "Bolsa", base = { type = "fixed", amount = "1000 COP" }, split = { type = "whole" } }]
sheets = []
phases = [
    { id = "ideas", kind = "ideas", name = "Ideas" },
    { id = "revision", kind = "formulation", name = "Revisión" },
    { id = "tarjeton", kind = "ballot", name = "Tarjetón", locks = ["projects"] },
    { id = "virtual", kind = "voting", name = "Virtual", channel = "online" },
    { id = "presencial", kind = "voting", name = "Presencial", channel = "in_person", hours = { from = "08:00", until = "16:00" } },
    { id = "resultados", kind = "results", name = "Resultados" },
    { id = "ejecucion", kind = "execution", name = "Ejecución" },
]
powers = [
    { who = "role:citizen", may = ["propose_idea"], during = ["ideas"], needs = "vecino" },
    { who = "role:citizen", may = ["vote"], during = ["virtual", "presencial"], needs = "vecino", basis = "acuerdo-28 art. 4" },
    { who = "role:reviewer", may = ["review_proposal"], during = ["revision", "tarjeton"] },
    { who = "role:citizen", may = ["mend"], during = ["revision"] },
    { who = "body:consejo", may = ["approve_ballot"], during = ["tarjeton"], until = "2024-10-06" },
    { who = "body:junta", may = ["approve_ballot"], during = ["tarjeton"], from = "2024-10-07", basis = "sentencia-215" },
    { who = "body:alcaldia", may = ["adopt_act"] },
    { who = "body:junta", may = ["observe"] },
    { who = "role:process_admin", may = ["contract"], during = ["ejecucion"] },
]
deadlines = [
    { id = "viabilidad", action = "review_proposal", days = 20, then = { type = "escalate", to = "body:alcaldia" } },
]
norms = [{ id = "acuerdo-28", title = "Acuerdo 28" }, { id = "sentencia-215", title = "Sentencia 215" }]

[territories]
levels = [{ id = "comuna", name = "Comuna", kinds = [{ id = "comuna", name = "Comuna" }] }]

[[bodies]]
id = "consejo"
name = "Consejo"
kind = "citizens"
scope = { type = "territory", level = "comuna" }
seats = []
quorum = { type = "half_plus_one" }
majority = { type = "simple" }

[[bodies]]
id = "junta"
name = "Junta"
kind = "board"
scope = { type = "territory", level = "comuna" }
seats = []
quorum = { type = "half_plus_one" }
majority = { type = "simple" }

[[bodies]]
id = "alcaldia"
name = "Alcaldía"
kind = "office"
scope = { type = "tenant" }
seats = []
quorum = { type = "half_plus_one" }
majority = { type = "simple" }

[[eligibility]]
id = "vecino"
name = "Vecinos de catorce años"
condition = { type = "all", of = [{ type = "age", at_least = 14 }, { type = "tie", any_of = ["resides"] }] }

[[contests]]
id = "priorizacion"
name = "Priorización"
level = "comuna"
pool = "bolsa"
phases = ["virtual", "presencial"]
ballot = { type = "approval", at_most = { type = "count", count = 3 } }
winner = { type = "greedy", tie = ["lower_cost"] }
"#;

/// A phase and its first day, and the first day after it: months and days of 2024.
type Days = (&'static str, (u32, u32), (u32, u32));

const DAYS: &[Days] = &[
    ("ideas", (4, 1), (7, 1)),
    ("revision", (7, 1), (9, 1)),
    ("tarjeton", (10, 1), (10, 15)),
    ("virtual", (11, 16), (11, 24)),
    ("presencial", (11, 24), (11, 26)),
    ("resultados", (11, 26), (12, 10)),
];

fn rules() -> RuleSet {
    document::read(RULES, Format::Toml).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn at(month: u32, day: u32, hour: u32) -> DateTime<Utc> {
    Bogota.with_ymd_and_hms(2024, month, day, hour, 0, 0).unwrap().to_utc()
}

fn day(month: u32, day: u32) -> DateTime<Utc> {
    at(month, day, 12)
}

fn key(id: &str) -> Key {
    id.parse().unwrap()
}

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

fn comuna(text: &str) -> Area {
    Area::only(code(text))
}

fn calendar(days: &[Days]) -> Calendar {
    let dates = days.iter().map(|&(id, from, until)| Dates {
        phase: key(id),
        territory: None,
        window: Window::new(at(from.0, from.1, 0), at(until.0, until.1, 0)).unwrap(),
    });
    Calendar::new(&rules().phases, Bogota, dates).unwrap()
}

fn id(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn with(roles: &[Role]) -> Actor {
    Actor::signed_in(id(1), roles.iter().copied())
}

fn neighbour() -> Person {
    Person { age: Some(30), own_document: OwnDocument::Known, ..Person::default() }.tied(Tie::Resides, comuna("13"))
}

fn citizen() -> Actor {
    with(&[]).known_as(neighbour())
}

fn member(body: &str, territory: Option<&str>) -> Actor {
    let seat = Seat { body: key(body), territory: territory.map(code) };
    with(&[]).known_as(Person { seats: [seat].into(), ..neighbour() })
}

fn session(body: &str, territory: &str) -> Actor {
    Actor::in_session(Seat { body: key(body), territory: Some(code(territory)) })
}

/// Yes with the place of the power, or no.
fn ask_about(actor: &Actor, action: Action, object: &Object, now: DateTime<Utc>) -> Result<Source, Refusal> {
    let (powers, calendar) = (Powers::new(&rules(), Bogota), calendar(DAYS));
    let question = Question { powers: &powers, route: calendar.everywhere(), actor, action, object, now };
    may(&question).map(|permit| permit.source).map_err(|refused| refused.refusal)
}

fn ask(actor: &Actor, action: Action, now: DateTime<Utc>) -> Result<Source, Refusal> {
    ask_about(actor, action, &Object::of(comuna("13")), now)
}

#[expect(clippy::unnecessary_wraps, reason = "it is what the answers are compared with")]
fn power(place: usize) -> Result<Source, Refusal> {
    Ok(Source::Power { place })
}

fn missing(answer: Result<Source, Refusal>) -> Vec<Finding> {
    match answer {
        Err(Refusal::NotEligible { needs, verdict }) => {
            assert_eq!(needs, key("vecino"));
            verdict.missing().into_iter().cloned().collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_citizen_votes_once_in_their_own_territory_while_voting_is_open() {
    assert_eq!(ask(&citizen(), Action::Vote, day(11, 16)), power(1));
    assert_eq!(ask(&citizen(), Action::Vote, day(11, 1)), Err(Refusal::NotYet { opens: at(11, 16, 0) }));
    assert_eq!(ask(&citizen(), Action::Vote, day(11, 26)), Err(Refusal::Over { closed: at(11, 25, 16) }));
    let voted = Object { voted: true, ..Object::of(comuna("13")) };
    assert_eq!(ask_about(&citizen(), Action::Vote, &voted, day(11, 16)), Err(Refusal::AlreadyVoted));
    let known = Person { ties: BTreeMap::new(), ..neighbour() };
    let elsewhere = with(&[]).known_as(known.tied(Tie::Resides, comuna("14")));
    assert!(matches!(missing(ask(&elsewhere, Action::Vote, day(11, 16)))[..], [Finding::Tie { .. }]));
    assert_eq!(ask_about(&elsewhere, Action::Vote, &Object::anywhere(), day(11, 16)), power(1), "for every territory");
    let silent = with(&[]).known_as(Person { age: Some(30), ..Person::default() });
    assert!(matches!(missing(ask(&silent, Action::Vote, day(11, 16)))[..], [Finding::Tie { .. }]));
}

#[test]
fn age_is_asked_of_citizens() {
    let aged = |age| with(&[]).known_as(Person { age, ..neighbour() });
    assert_eq!(ask(&aged(Some(14)), Action::Vote, day(11, 16)), power(1));
    for age in [Some(13), None] {
        let expected = Finding::Age { age, at_least: Some(14), below: None };
        assert_eq!(missing(ask(&aged(age), Action::ProposeIdea, day(5, 1))), [expected]);
    }
    // Nor does an admin vote without being eligible.
    assert!(!missing(ask(&with(&[Role::TenantAdmin]), Action::Vote, day(11, 16))).is_empty());
}

#[test]
fn nobody_signs_in_just_to_hear_that_it_is_too_late() {
    let anonymous = Actor::anonymous();
    assert_eq!(ask(&anonymous, Action::Vote, day(12, 1)), Err(Refusal::Over { closed: at(11, 25, 16) }));
    assert_eq!(ask(&anonymous, Action::ProposeIdea, day(3, 1)), Err(Refusal::NotYet { opens: at(4, 1, 0) }));
    assert_eq!(ask(&anonymous, Action::Vote, day(11, 16)), Err(Refusal::SignInFirst));
    assert_eq!(ask(&anonymous, Action::ReviewProposal, day(12, 1)), Err(Refusal::SignInFirst));
}

#[test]
fn each_channel_has_its_phase_and_its_hours() {
    let by = |channel| Object { channel: Some(channel), ..Object::of(comuna("13")) };
    let ask = |channel, now| ask_about(&citizen(), Action::Vote, &by(channel), now);
    assert_eq!(ask(Channel::Online, day(11, 20)), power(1));
    assert_eq!(ask(Channel::Online, day(11, 24)), Err(Refusal::Over { closed: at(11, 24, 0) }));
    assert_eq!(ask(Channel::InPerson, day(11, 20)), Err(Refusal::NotYet { opens: at(11, 24, 8) }));
    assert_eq!(ask(Channel::InPerson, at(11, 24, 8)), power(1));
    assert_eq!(ask(Channel::InPerson, at(11, 24, 16)), Err(Refusal::NotYet { opens: at(11, 25, 8) }));
}

/// Whoever votes with a document that nobody knows could show another one, or the same, at a polling place.
#[test]
fn who_votes_from_afar_where_others_vote_in_person_is_known_by_their_document() {
    let as_known = |own_document| with(&[]).known_as(Person { own_document, ..neighbour() });
    let ask_in = |rules: &RuleSet, actor: &Actor, object: &Object, now| {
        let (powers, calendar) = (Powers::new(rules, Bogota), calendar(DAYS));
        let (action, route) = (Action::Vote, calendar.everywhere());
        may(&Question { powers: &powers, route, actor, action, object, now }).map(|permit| permit.source)
    };
    let by = |channel, entry| Object { channel, entry, ..Object::of(comuna("13")) };
    let (online, in_person) = (by(Some(Channel::Online), false), by(Some(Channel::InPerson), false));
    let (both, mut apart) = (rules(), rules());
    apart.contests[0].phases = vec![key("virtual")];
    let (unknown, taken) = (as_known(OwnDocument::Unknown), as_known(OwnDocument::Taken));

    for object in [&online, &by(None, false)] {
        let refused = ask_in(&both, &unknown, object, day(11, 20)).unwrap_err();
        assert_eq!((refused.way(), refused.refusal), (Way::BringDocument, Refusal::DocumentNeeded));
    }
    // The officer sees the document; and where nobody votes in person, nobody can vote there again.
    assert_eq!(ask_in(&both, &unknown, &in_person, at(11, 24, 8)), power(1).map_err(Refused::bare));
    assert_eq!(ask_in(&apart, &unknown, &online, day(11, 20)), power(1).map_err(Refused::bare));
    // Nor where rules say no channel but give somebody a desk.
    let mut desk = apart.clone();
    desk.phases.iter_mut().find(|phase| phase.id == key("virtual")).unwrap().channel = None;
    assert_eq!(ask_in(&desk, &unknown, &online, day(11, 20)), power(1).map_err(Refused::bare));
    desk.powers[8].may = vec![Action::RunPollingPlace];
    desk.powers[8].during = vec![key("virtual")];
    assert_eq!(ask_in(&desk, &unknown, &online, day(11, 20)).unwrap_err().refusal, Refusal::DocumentNeeded);
    // An account of a roll votes once, whoever casts its vote.
    let mut accounts = both.clone();
    accounts.contests[0].per_entry_of = Some(key("predial"));
    let entry = by(Some(Channel::Online), true);
    assert_eq!(ask_in(&accounts, &unknown, &entry, day(11, 20)), power(1).map_err(Refused::bare));

    // With the document of another account nobody votes but in person, where they show it.
    for rules in [&both, &apart] {
        let refused = ask_in(rules, &taken, &online, day(11, 20)).unwrap_err();
        assert_eq!((refused.way(), refused.refusal), (Way::Claim, Refusal::DocumentTaken));
    }
    assert_eq!(ask_in(&accounts, &taken, &entry, day(11, 20)).unwrap_err().refusal, Refusal::DocumentTaken);
    assert_eq!(ask_in(&both, &taken, &in_person, at(11, 24, 8)), power(1).map_err(Refused::bare));
    let object = Object { voted: true, ..online.clone() };
    assert_eq!(ask_in(&both, &taken, &object, day(11, 20)).unwrap_err().refusal, Refusal::AlreadyVoted);
    // Time and age are told before anybody is sent for a document.
    assert!(matches!(ask_in(&both, &taken, &online, day(3, 1)).unwrap_err().refusal, Refusal::NotYet { .. }));
    let child = with(&[]).known_as(Person { age: Some(9), own_document: OwnDocument::Unknown, ..neighbour() });
    assert!(matches!(ask_in(&both, &child, &online, day(11, 20)).unwrap_err().refusal, Refusal::NotEligible { .. }));
    // It keeps nobody from anything else.
    assert_eq!(ask(&taken, Action::ProposeIdea, day(5, 1)), power(0));
}

#[test]
fn a_phase_that_does_not_come_this_time_is_told_and_hides_nothing() {
    let mut rules = rules();
    let online = rules.phases.iter_mut().find(|phase| phase.id == key("virtual")).unwrap();
    let recurs = Some(Recurrence { every: 4, since: 2023 });
    online.typical =
        Some(Typical { opens: "11-16".parse().unwrap(), closes: "11-23".parse().unwrap(), year: 0, recurs });
    let powers = Powers::new(&rules, Bogota);
    let ask = |dated: &[&str], channel, now| {
        let mut dates = calendar(DAYS).dates();
        dates.retain(|one| dated.contains(&one.phase.as_str()));
        let calendar = Calendar::new(&rules.phases, Bogota, dates).unwrap();
        let object = Object { channel: Some(channel), ..Object::of(comuna("13")) };
        let (route, actor) = (calendar.everywhere(), &citizen());
        let question = Question { powers: &powers, route, actor, action: Action::Vote, object: &object, now };
        may(&question).map(|permit| permit.source).map_err(|refused| refused.refusal)
    };
    let skipped = Err(Refusal::NotThisTime { phase: key("virtual"), next: Some(2027) });
    assert_eq!(ask(&["ideas"], Channel::Online, day(11, 20)), Err(Refusal::NotPlanned { phase: key("presencial") }));
    assert_eq!(ask(&["ideas", "presencial"], Channel::Online, day(11, 20)), skipped);
    assert!(matches!(ask(&["ideas", "presencial"], Channel::InPerson, day(12, 20)), Err(Refusal::Over { .. })));
}

#[test]
fn one_person_sends_as_many_ideas_as_the_quota_says() {
    let ask = |quota: Option<Quota>, theme: Option<&str>, sent: &[Option<&str>], actor: &Actor| {
        let mut rules = rules();
        rules.powers[0].at_most = quota;
        let (powers, calendar) = (Powers::new(&rules, Bogota), calendar(DAYS));
        let named = |theme: Option<&str>| theme.map(key);
        let sent = sent.iter().copied().map(named).collect();
        let object = Object { theme: named(theme), sent, ..Object::of(comuna("13")) };
        let (route, action, now) = (calendar.everywhere(), Action::ProposeIdea, day(5, 1));
        let question = Question { powers: &powers, route, actor, action, object: &object, now };
        may(&question).map(|permit| permit.source)
    };
    let citizen = citizen();
    let sent = [Some("agua"), Some("vias"), None];
    assert_eq!(ask(None, Some("agua"), &sent, &citizen), Ok(Source::Power { place: 0 }));
    let each = || Some(Quota::InEachTheme { count: 1 });
    assert_eq!(ask(each(), Some("parques"), &sent, &citizen), Ok(Source::Power { place: 0 }));
    let why = ask(each(), Some("agua"), &sent, &citizen).unwrap_err();
    assert_eq!(why.refusal, Refusal::QuotaReached { count: 1, theme: Some(key("agua")) });
    assert_eq!(why.way(), Way::Withdraw { other_theme: true });
    assert_eq!(why.rule, Some(Rule::Granted(Source::Power { place: 0 })));
    assert_eq!(
        ask(Some(Quota::InEachTheme { count: 2 }), Some("agua"), &sent, &citizen),
        Ok(Source::Power { place: 0 })
    );
    let all = |count| Some(Quota::InAll { count });
    assert_eq!(ask(all(4), Some("agua"), &sent, &citizen), Ok(Source::Power { place: 0 }));
    let why = ask(all(3), Some("parques"), &sent, &citizen).unwrap_err();
    assert_eq!(
        (why.way(), why.refusal),
        (Way::Withdraw { other_theme: false }, Refusal::QuotaReached { count: 3, theme: None })
    );
    // Whoever may not send any hears that first.
    let young = with(&[]).known_as(Person { age: Some(9), ..neighbour() });
    assert!(matches!(ask(all(3), None, &sent, &young).unwrap_err().refusal, Refusal::NotEligible { .. }));
}

#[test]
fn nobody_votes_as_a_person_where_each_account_has_a_vote() {
    let mut rules = rules();
    rules.contests[0].per_entry_of = Some(key("predial"));
    let powers = Powers::new(&rules, Bogota);
    let calendar = calendar(DAYS);
    let ask = |actor: &Actor, action, contest: Option<&str>, now| {
        let contest = contest.map(key);
        let object = Object { contest, channel: Some(Channel::Online), ..Object::of(comuna("13")) };
        let question = Question { powers: &powers, route: calendar.everywhere(), actor, action, object: &object, now };
        may(&question).map(|permit| permit.source).map_err(|refused| refused.refusal)
    };
    let needed = Err(Refusal::EntryNeeded { roll: key("predial") });
    for contest in [Some("priorizacion"), None] {
        assert_eq!(ask(&citizen(), Action::Vote, contest, day(11, 20)), needed);
        // Whoever has not signed in need not do so to hear it, and the time is told first.
        assert_eq!(ask(&Actor::anonymous(), Action::Vote, contest, day(11, 20)), needed);
        assert!(matches!(ask(&citizen(), Action::Vote, contest, day(3, 1)), Err(Refusal::NotYet { .. })));
    }
    let young = with(&[]).known_as(Person { age: Some(9), ..neighbour() });
    assert!(matches!(ask(&young, Action::Vote, None, day(11, 20)), Err(Refusal::NotEligible { .. })));
    assert_eq!(ask(&citizen(), Action::ProposeIdea, None, day(5, 1)), power(0));
}

#[test]
fn an_idea_is_taken_back_by_its_author_until_projects_are_fixed() {
    let ask = |author, now| {
        let object = Object { author: Some(author), ..Object::of(comuna("13")) };
        ask_about(&citizen(), Action::WithdrawIdea, &object, now)
    };
    assert_eq!(ask(id(1), day(5, 1)), Ok(Source::Standing));
    assert_eq!(ask(id(2), day(5, 1)), Err(Refusal::NotAuthor));
    assert!(matches!(ask(id(1), day(10, 2)), Err(Refusal::Locked { what: Lock::Projects, .. })));
    let nobody = ask_about(&Actor::anonymous(), Action::WithdrawIdea, &Object::of(comuna("13")), day(5, 1));
    assert_eq!(nobody, Err(Refusal::SignInFirst));
}

/// The rules with a power to support ideas: during these phases, or at any time.
fn supporting(during: &[&str]) -> RuleSet {
    let phases = during.iter().map(|phase| format!("\"{phase}\"")).collect::<Vec<_>>().join(", ");
    let power = format!("{{ who = \"role:citizen\", may = [\"support\"], during = [{phases}], needs = \"vecino\" }},");
    let text = RULES.replace("powers = [", &format!("powers = [{power}"));
    document::read(&text, Format::Toml).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

#[test]
fn an_idea_is_supported_by_others_than_its_author_until_people_vote() {
    let calendar = calendar(DAYS);
    let ask = |during: &[&str], actor: &Actor, object: &Object, now| {
        let powers = Powers::new(&supporting(during), Bogota);
        let route = calendar.everywhere();
        let question = Question { powers: &powers, route, actor, action: Action::Support, object, now };
        may(&question).map(|permit| permit.source).map_err(|refused| refused.refusal)
    };
    let of = |author| Object { author, ..Object::of(comuna("13")) };
    let by = |author, now| ask(&["ideas"], &citizen(), &of(author), now);
    assert_eq!(by(Some(id(2)), day(5, 1)), power(0));
    assert_eq!(by(None, day(5, 1)), power(0), "nobody signed in for it");
    assert_eq!(by(Some(id(1)), day(5, 1)), Err(Refusal::Own));
    // The time is told first.
    assert_eq!(by(Some(id(1)), day(8, 1)), Err(Refusal::Over { closed: at(7, 1, 0) }));
    assert_eq!(by(Some(id(2)), day(3, 1)), Err(Refusal::NotYet { opens: at(4, 1, 0) }));
    let stranger = ask(&["ideas"], &Actor::anonymous(), &of(Some(id(2))), day(5, 1));
    assert_eq!(stranger, Err(Refusal::SignInFirst));
    let young = with(&[]).known_as(Person { age: Some(9), ..neighbour() });
    let refused = ask(&["ideas"], &young, &of(Some(id(2))), day(5, 1));
    assert!(matches!(refused, Err(Refusal::NotEligible { .. })), "{refused:?}");
    // However long the rules give it: what a project is known by stays as it is once people vote.
    for during in [&[][..], &["ideas", "tarjeton", "virtual", "resultados"][..]] {
        let ask = |now| ask(during, &citizen(), &of(None), now);
        assert_eq!(ask(day(10, 2)), power(0), "{during:?}");
        let locked = Refusal::Locked { what: Lock::Ballots, since: at(11, 16, 0), by: LockedBy::Phase(key("virtual")) };
        for now in [day(11, 20), day(12, 1)] {
            assert_eq!(ask(now), Err(locked.clone()), "{during:?} {now}");
        }
    }
}

#[test]
fn a_process_without_dates_says_so() {
    let (powers, calendar) = (Powers::new(&rules(), Bogota), calendar(&[]));
    let ask = |actor: &Actor, action| {
        let object = Object::anywhere();
        let now = day(1, 1);
        let question = Question { powers: &powers, route: calendar.everywhere(), actor, action, object: &object, now };
        may(&question).map(|permit| permit.source).map_err(|refused| refused.refusal)
    };
    assert_eq!(ask(&citizen(), Action::Vote), Err(Refusal::NotPlanned { phase: key("virtual") }));
    assert_eq!(
        ask(&with(&[Role::ProcessAdmin]), Action::CountVotes),
        Err(Refusal::NotPlanned { phase: key("virtual") })
    );
    assert_eq!(ask(&citizen(), Action::Support), Err(Refusal::NobodyMay));
}

#[test]
fn reviewers_review_in_the_phases_that_say_so_until_projects_are_locked() {
    let reviewer = with(&[Role::Reviewer]);
    let needed = Err(Refusal::HolderNeeded { any_of: vec![Holder::Role(Role::Reviewer)] });
    assert_eq!(ask(&citizen(), Action::ReviewProposal, day(8, 1)), needed);
    assert_eq!(ask(&reviewer, Action::ReviewProposal, day(6, 1)), Err(Refusal::NotYet { opens: at(7, 1, 0) }));
    assert_eq!(ask(&reviewer, Action::ReviewProposal, day(8, 1)), power(2));
    assert_eq!(ask(&reviewer, Action::ReviewProposal, day(9, 1)), Err(Refusal::Over { closed: at(9, 1, 0) }));
    // The rules let reviewers in here, but lock projects at the same time.
    let locked = Refusal::Locked { what: Lock::Projects, since: at(10, 1, 0), by: LockedBy::Phase(key("tarjeton")) };
    assert_eq!(ask(&reviewer, Action::ReviewProposal, day(10, 2)), Err(locked));
}

/// An idea of a territory whose only deadline passes then.
fn due(at: DateTime<Utc>) -> Object {
    Object { deadlines: vec![Passing { deadline: 0, at }], ..Object::of(comuna("13")) }
}

#[test]
fn a_missed_deadline_opens_the_step_to_others() {
    let mayor = member("alcaldia", None);
    let ask = |object: &Object| ask_about(&mayor, Action::ReviewProposal, object, day(8, 1));
    assert!(matches!(ask(&Object::of(comuna("13"))), Err(Refusal::HolderNeeded { .. })));
    assert_eq!(ask(&due(day(8, 2))), Err(Refusal::NotYet { opens: day(8, 2) }));
    assert_eq!(ask(&due(day(8, 1))), Ok(Source::Deadline { place: 0 }));
    // Another deadline that has passed is no reason.
    let other = Object { deadlines: vec![Passing { deadline: 1, at: day(7, 2) }], ..Object::of(comuna("13")) };
    assert!(matches!(ask(&other), Err(Refusal::HolderNeeded { .. })));
    // Those who owed the step still may; the lock on projects holds for everybody.
    let reviewer = with(&[Role::Reviewer]);
    assert_eq!(ask_about(&reviewer, Action::ReviewProposal, &due(day(7, 2)), day(8, 1)), power(2));
    let late = ask_about(&mayor, Action::ReviewProposal, &due(day(7, 2)), day(10, 2));
    assert!(matches!(late, Err(Refusal::Locked { .. })));
}

#[test]
fn silence_does_what_the_rules_say_once_the_deadline_has_passed() {
    let calendar = calendar(DAYS);
    for (then, speaks) in [
        (Expiry::Refuse, true),
        (Expiry::Accept, true),
        (Expiry::Alert, false),
        (rules().deadlines[0].then.clone(), false),
    ] {
        let mut rules = rules();
        rules.deadlines[0].then = then;
        let powers = Powers::new(&rules, Bogota);
        let ask = |actor: &Actor, object: &Object, now| {
            let action = Action::ReviewProposal;
            let question = Question { powers: &powers, route: calendar.everywhere(), actor, action, object, now };
            may(&question).map(|permit| permit.source).map_err(|refused| refused.refusal)
        };
        let silent = ask(&Actor::time(), &due(day(8, 1)), day(8, 1));
        assert_eq!(silent == Ok(Source::Deadline { place: 0 }), speaks, "{silent:?}");
        assert!(ask(&Actor::time(), &due(day(8, 1)), at(8, 1, 11)).is_err());
        assert!(ask(&Actor::time(), &Object::of(comuna("13")), day(8, 1)).is_err());
        let locked = ask(&Actor::time(), &due(day(8, 1)), day(10, 2));
        assert!(!speaks || matches!(locked, Err(Refusal::Locked { .. })), "{locked:?}");
        // Nobody speaks for the silence, whatever their role.
        for role in [Role::Operator, Role::TenantAdmin] {
            assert!(ask(&with(&[role]), &due(day(8, 1)), day(8, 2)).is_err());
        }
    }
    for &action in Action::ALL {
        assert!(ask(&Actor::time(), action, day(11, 1)).is_err(), "{action}");
    }
}

#[test]
fn a_power_passes_from_one_body_to_another_on_its_day() {
    let council = session("consejo", "13");
    let board = session("junta", "13");
    assert_eq!(ask(&council, Action::ApproveBallot, at(10, 6, 23)), power(4));
    assert_eq!(ask(&board, Action::ApproveBallot, at(10, 6, 23)), Err(Refusal::NotYet { opens: at(10, 7, 0) }));
    assert_eq!(ask(&council, Action::ApproveBallot, at(10, 7, 0)), Err(Refusal::Over { closed: at(10, 7, 0) }));
    assert_eq!(ask(&board, Action::ApproveBallot, at(10, 7, 0)), power(5));
}

#[test]
fn a_body_decides_in_session_and_in_its_own_territory() {
    let now = day(10, 10);
    let session_needed = Err(Refusal::SessionNeeded { body: key("junta") });
    assert_eq!(ask(&member("junta", Some("13")), Action::ApproveBallot, now), session_needed);
    let other = Err(Refusal::OtherTerritory { body: key("junta") });
    assert_eq!(ask(&member("junta", Some("14")), Action::ApproveBallot, now), other);
    assert_eq!(ask(&session("junta", "14"), Action::ApproveBallot, now), other);
    // Watching is no decision; and an office acts by any of its people.
    assert_eq!(ask(&member("junta", Some("13")), Action::Observe, now), power(7));
    assert_eq!(ask(&member("alcaldia", None), Action::AdoptAct, now), power(6));
}

#[test]
fn votes_are_counted_once_voting_is_over() {
    for role in [Role::ProcessAdmin, Role::TenantAdmin] {
        let count = |now| ask(&with(&[role]), Action::CountVotes, now);
        let over = at(11, 25, 16);
        assert_eq!(count(day(11, 1)), Err(Refusal::NotYet { opens: over }));
        assert_eq!(count(day(11, 20)), Err(Refusal::StillOpen { closes: over, opens: over }));
        assert_eq!(count(over), Ok(Source::Standing));
        assert_eq!(count(day(12, 30)), Ok(Source::Standing));
    }
    let needed = Err(Refusal::HolderNeeded { any_of: vec![Holder::Role(Role::ProcessAdmin)] });
    assert_eq!(ask(&citizen(), Action::CountVotes, day(11, 26)), needed);
    let counted = Object { counted: true, ..Object::of(comuna("13")) };
    assert_eq!(ask_about(&citizen(), Action::Vote, &counted, day(11, 20)), Err(Refusal::Counted));
}

#[test]
fn what_people_vote_on_is_fixed_when_voting_opens() {
    let admin = with(&[Role::ProcessAdmin]);
    let locked = |what| Refusal::Locked { what, since: at(11, 16, 0), by: LockedBy::Phase(key("virtual")) };
    assert_eq!(ask(&admin, Action::SetCeilings, day(11, 15)), Ok(Source::Standing));
    for now in [day(11, 16), day(12, 20)] {
        assert_eq!(ask(&admin, Action::SetCeilings, now), Err(locked(Lock::Ceilings)));
    }
    let mayor = member("alcaldia", None);
    let amend = |changes| Object { changes, ..Object::anywhere() };
    assert_eq!(ask_about(&mayor, Action::AdoptAct, &amend(Some(Lock::Rules)), day(11, 15)), power(6));
    assert_eq!(ask_about(&mayor, Action::AdoptAct, &amend(Some(Lock::Rules)), day(11, 16)), Err(locked(Lock::Rules)));
    assert_eq!(ask_about(&mayor, Action::AdoptAct, &amend(None), day(11, 16)), power(6));
    let frozen = Object { frozen: Some(at(5, 1, 0)), ..Object::anywhere() };
    assert_eq!(
        ask_about(&admin, Action::SetCeilings, &frozen, day(5, 2)),
        Err(Refusal::Locked { what: Lock::Ceilings, since: at(5, 1, 0), by: LockedBy::Object })
    );
}

#[test]
fn what_no_rule_gives_to_anybody_has_a_holder_on_every_site() {
    let table = [
        (Action::CertifyBase, Role::ProcessAdmin),
        (Action::ProposeCeilings, Role::ProcessAdmin),
        (Action::SetCeilings, Role::ProcessAdmin),
        (Action::ChangeCalendar, Role::ProcessAdmin),
        (Action::ManageTerritories, Role::ProcessAdmin),
        (Action::ViewAudit, Role::ProcessAdmin),
        (Action::ManageBodies, Role::ProcessAdmin),
        (Action::HoldDraw, Role::ProcessAdmin),
        (Action::ManageRolls, Role::ProcessAdmin),
        (Action::ApproveRolls, Role::ProcessAdmin),
        (Action::AnswerClaims, Role::ProcessAdmin),
        (Action::ManageDesks, Role::ProcessAdmin),
        (Action::ReviewSignals, Role::ProcessAdmin),
        (Action::ManageRules, Role::TenantAdmin),
        (Action::SuspendTenant, Role::Operator),
        (Action::SelectMunicipalities, Role::Analyst),
    ];
    for (action, needed) in table {
        assert_eq!(ask(&Actor::anonymous(), action, day(5, 1)), Err(Refusal::SignInFirst));
        for role in Role::ALL {
            let refused = Err(Refusal::HolderNeeded { any_of: vec![Holder::Role(needed)] });
            let expected = if role.covers(needed) { Ok(Source::Standing) } else { refused };
            assert_eq!(ask(&with(&[*role]), action, day(5, 1)), expected, "{action} as {role}");
        }
    }
    // Ballots on paper take three people: officers and administrators alike.
    for role in [Role::PollingOfficer, Role::ProcessAdmin, Role::TenantAdmin] {
        assert_eq!(ask(&with(&[role]), Action::EnterPaper, day(5, 1)), Ok(Source::Standing), "{role}");
    }
    let holders = vec![Holder::Role(Role::ProcessAdmin), Holder::Role(Role::PollingOfficer)];
    let refused = Err(Refusal::HolderNeeded { any_of: holders });
    assert_eq!(ask(&with(&[Role::Reviewer]), Action::EnterPaper, day(5, 1)), refused);
    // What the rules give to somebody is that body's.
    assert!(matches!(
        ask(&with(&[Role::ProcessAdmin]), Action::AdoptAct, day(5, 1)),
        Err(Refusal::HolderNeeded { .. })
    ));
}

#[test]
fn whoever_is_on_a_roll_that_excludes_takes_part_in_nothing_as_a_citizen() {
    let roll = || key("fallecidos");
    let excluded = |roles: &[Role]| with(roles).known_as(Person { excluded: Some(roll()), ..neighbour() });
    let refused = Err(Refusal::Excluded { roll: roll() });
    assert_eq!(ask(&excluded(&[]), Action::Vote, day(11, 20)), refused);
    assert_eq!(ask(&excluded(&[Role::ProcessAdmin]), Action::Vote, day(11, 20)), refused);
    // An office is not held as a citizen.
    assert_eq!(ask(&excluded(&[Role::ProcessAdmin]), Action::ManageBodies, day(5, 1)), Ok(Source::Standing));
    let way = Refused { refusal: Refusal::Excluded { roll: roll() }, rule: None }.way();
    assert_eq!(way, Way::Mend { remedies: vec![Remedy::GetOffRoll { roll: roll() }] });
}

#[test]
fn only_the_author_completes_a_proposal() {
    let of = |author| Object { author, ..Object::of(comuna("13")) };
    let ask = |object: &Object| ask_about(&citizen(), Action::Mend, object, day(8, 1));
    assert_eq!(ask(&of(Some(id(1)))), power(3));
    assert_eq!(ask(&of(Some(id(2)))), Err(Refusal::NotAuthor));
}

#[test]
fn a_no_says_what_helps_and_where_the_rule_stands() {
    let (powers, calendar) = (Powers::new(&rules(), Bogota), calendar(DAYS));
    let decide = |actor: &Actor, now| {
        let object = Object::of(comuna("13"));
        let route = calendar.everywhere();
        let question = Question { powers: &powers, route, actor, action: Action::Vote, object: &object, now };
        let (way, rule) = match may(&question) {
            Ok(permit) => return (None, Some(permit.basis.to_string())),
            Err(refused) => (refused.way(), refused.rule.and_then(|rule| powers.locate(rule))),
        };
        (Some(way), rule.map(|(path, basis)| format!("{path} {basis}")))
    };
    assert_eq!(decide(&citizen(), day(11, 20)), (None, Some("acuerdo-28 art. 4".into())));
    assert_eq!(
        decide(&citizen(), day(11, 1)),
        (Some(Way::From { at: at(11, 16, 0) }), Some("powers[1] acuerdo-28 art. 4".into()))
    );
    let remedies = vec![Remedy::TellAge, Remedy::TellTerritory { any_of: vec![Tie::Resides] }];
    assert_eq!(decide(&with(&[]), day(11, 20)), (Some(Way::Mend { remedies }), Some("eligibility[0] draft".into())));
    assert_eq!(decide(&Actor::anonymous(), day(11, 20)).0, Some(Way::SignIn));
}
