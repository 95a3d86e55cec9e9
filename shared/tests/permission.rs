//! One function answers every question about the rules of every preset, and what it says of time is true.

use std::{fs, path::PathBuf, sync::LazyLock};

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::America::Bogota;
use proptest::prelude::*;
use shared::{
    calendar::Calendar,
    document::{Format, Key, read},
    eligibility::{Area, OwnDocument, Person, Seat},
    id::PersonId,
    permission::{Action, Actor, Object, Passing, Powers, Question, Refusal, Refused, Way, may},
    role::Role,
    ruleset::{Channel, Code, Expiry, Holder, Lock, RuleSet, Tie},
};

struct Site {
    rules: RuleSet,
    powers: Powers,
    calendar: Calendar,
}

/// The presets with their usual dates of 2025.
static SITES: LazyLock<Vec<(String, Site)>> = LazyLock::new(|| {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../server/presets/rules");
    let files = fs::read_dir(folder).expect("the presets are there").map(|entry| entry.expect("a file").path());
    let mut sites: Vec<(String, Site)> = files
        .filter(|file| file.extension().is_some_and(|extension| extension == "toml"))
        .map(|file| {
            let name = file.file_stem().expect("files have names").to_string_lossy().into_owned();
            let text = fs::read_to_string(file).expect("a preset is text");
            let rules: RuleSet = read(&text, Format::Toml).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
            let calendar =
                Calendar::draft(&rules.phases, Bogota, 2025).unwrap_or_else(|faults| panic!("{name}: {faults:#?}"));
            let powers = Powers::new(&rules, Bogota);
            (name, Site { rules, powers, calendar })
        })
        .collect();
    sites.sort_by(|(a, _), (b, _)| a.cmp(b));
    sites
});

fn site(name: &str) -> &'static Site {
    SITES.iter().find(|(found, _)| found == name).map(|(_, site)| site).expect("the preset")
}

fn id(number: u128) -> PersonId {
    uuid::Uuid::from_u128(number).into()
}

fn code(text: &str) -> Code {
    text.parse().expect("a code")
}

/// Everybody who could ask: nobody in particular, each role, each body's member and session, here and elsewhere.
fn actors(rules: &RuleSet) -> Vec<Actor> {
    let unknown = Person { age: Some(40), ..Person::default() }.tied(Tie::Resides, Area::only(code("1")));
    let mut actors = vec![
        Actor::anonymous(),
        Actor::time(),
        Actor::signed_in(id(1), []),
        Actor::signed_in(id(1), []).known_as(Person { own_document: OwnDocument::Known, ..unknown.clone() }),
        Actor::signed_in(id(1), []).known_as(Person { own_document: OwnDocument::Taken, ..unknown.clone() }),
        Actor::signed_in(id(1), []).known_as(unknown),
    ];
    actors.extend(Role::ALL.iter().map(|&role| Actor::signed_in(id(2), [role])));
    for body in &rules.bodies {
        for territory in [None, Some("1"), Some("2")] {
            let seat = Seat { body: body.id.clone(), territory: territory.map(code) };
            let person = Person { seats: [seat.clone()].into(), ..Person::default() };
            actors.push(Actor::signed_in(id(3), []).known_as(person));
            actors.push(Actor::in_session(seat));
        }
    }
    actors
}

/// When the deadlines of what waits pass: in the middle of the year.
fn due() -> DateTime<Utc> {
    Bogota.with_ymd_and_hms(2025, 7, 1, 0, 0, 0).unwrap().to_utc()
}

/// Every deadline of the rules passes at once.
fn passing(rules: &RuleSet, at: DateTime<Utc>) -> Vec<Passing> {
    (0..rules.deadlines.len()).map(|deadline| Passing { deadline, at }).collect()
}

fn objects(rules: &RuleSet) -> Vec<Object> {
    let here = Object::of(Area::only(code("1")));
    let mut objects = vec![
        Object::anywhere(),
        Object { author: Some(id(1)), ..here.clone() },
        Object { channel: Some(Channel::Online), deadlines: passing(rules, due()), ..here.clone() },
        Object { changes: Some(Lock::Rules), voted: true, ..here.clone() },
        Object { counted: true, ..here.clone() },
    ];
    objects.extend(rules.contests.iter().map(|contest| Object { contest: Some(contest.id.clone()), ..here.clone() }));
    objects
}

/// The instants at which something changes, and the ones just before.
fn instants(site: &Site) -> Vec<DateTime<Utc>> {
    let stages = site.calendar.everywhere().stages();
    let mut instants: Vec<_> = stages.iter().flat_map(|stage| [stage.opens(), stage.closes()]).collect();
    instants.push(Bogota.with_ymd_and_hms(2024, 10, 7, 0, 0, 0).unwrap().to_utc());
    instants.push(DateTime::UNIX_EPOCH);
    instants.push(due());
    instants.extend(instants.clone().into_iter().map(|at| at - TimeDelta::seconds(1)));
    instants.sort_unstable();
    instants.dedup();
    instants
}

fn for_time(refused: &Refused) -> bool {
    matches!(
        refused.refusal,
        Refusal::NotYet { .. }
            | Refusal::Over { .. }
            | Refusal::StillOpen { .. }
            | Refusal::NotPlanned { .. }
            | Refusal::NotThisTime { .. }
            | Refusal::NotInForce
    )
}

/// What must be true of every answer.
fn holds(question: &Question<'_>) -> bool {
    let decision = may(question);
    let told = || {
        format!(
            "{} by {:?} to {:?} at {}: {decision:?}",
            question.action, question.actor, question.object, question.now
        )
    };
    let refused = match &decision {
        Ok(permit) => {
            if let Some(until) = permit.until {
                assert!(until > question.now, "{}", told());
                let last = may(&Question { now: until - TimeDelta::nanoseconds(1), ..*question });
                assert!(last.is_ok(), "{} but before: {last:?}", told());
            }
            return true;
        }
        Err(refused) => refused,
    };
    if let Some(rule) = refused.rule
        && let Some((path, _)) = question.powers.locate(rule)
    {
        assert!(!path.steps().is_empty(), "{}", told());
    }
    if let Refusal::Over { closed } = refused.refusal {
        assert!(closed <= question.now, "{}", told());
    }
    if let Some(from) = refused.from_when() {
        assert!(from > question.now, "{}", told());
        assert_eq!(refused.way(), Way::From { at: from });
        match may(&Question { now: from, ..*question }) {
            Ok(_) => {}
            Err(then) => assert!(!for_time(&then), "{} but then: {then:?}", told()),
        }
        let just_before = may(&Question { now: from - TimeDelta::nanoseconds(1), ..*question });
        assert!(just_before.is_err(), "{} but sooner already", told());
    }
    false
}

#[test]
fn every_question_about_every_preset_has_a_true_answer() {
    let (mut asked, mut granted) = (0_u32, 0_u32);
    for (_, site) in SITES.iter() {
        let (actors, objects, instants) = (actors(&site.rules), objects(&site.rules), instants(site));
        for actor in &actors {
            for object in &objects {
                for &action in Action::ALL {
                    for &now in &instants {
                        let route = site.calendar.everywhere();
                        let yes = holds(&Question { powers: &site.powers, route, actor, action, object, now });
                        asked += 1;
                        granted += u32::from(yes);
                    }
                }
            }
        }
    }
    assert!(asked > 1_000_000, "only {asked} questions");
    assert!(granted > asked / 100 && granted < asked / 2, "{granted} of {asked} granted");
}

/// Medellín's power to approve ballots is the council's until the ruling and the board's from then on.
#[test]
fn a_ruling_moves_a_power_on_its_day() {
    let site = site("medellin");
    let calendar = Calendar::draft(&site.rules.phases, Bogota, 2024).expect("a calendar");
    let route = calendar.everywhere();
    let object = Object::of(Area::only(code("13")));
    let decide = |body: &str, now| {
        let body: Key = body.parse().expect("a key");
        let actor = Actor::in_session(Seat { body, territory: Some(code("13")) });
        let action = Action::Prioritise;
        may(&Question { powers: &site.powers, route, actor: &actor, action, object: &object, now }).is_ok()
    };
    let powers = |now| (decide("cccp", now), decide("jal", now));
    let during = route.stages().iter().flat_map(|stage| [stage.opens(), stage.closes() - TimeDelta::seconds(1)]);
    let ruling = Bogota.with_ymd_and_hms(2024, 10, 7, 0, 0, 0).unwrap();
    let (mut before, mut after) = (0, 0);
    for now in during {
        match powers(now) {
            (true, false) if now < ruling => before += 1,
            (false, true) if now >= ruling => after += 1,
            (false, false) => {}
            found => panic!("at {now}: {found:?}"),
        }
    }
    assert!(before > 0, "the council had the power in the phases before the ruling");
    assert_eq!(after, 0, "the usual phases of a year are over in October");
    let now = site.calendar.everywhere().stages().iter().find(|stage| stage.id().as_str() == "tarjeton");
    let now = now.expect("the ballot's phase").opens();
    let route = site.calendar.everywhere();
    let of = |body: &str| Actor::in_session(Seat { body: body.parse().expect("a key"), territory: Some(code("13")) });
    let action = Action::Prioritise;
    for (body, expected) in [("cccp", false), ("jal", true)] {
        let actor = of(body);
        let decision = may(&Question { powers: &site.powers, route, actor: &actor, action, object: &object, now });
        assert_eq!(decision.is_ok(), expected, "{body} in 2025: {decision:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn answers_are_true_at_any_instant(seconds in 0_i64..(4 * 366 * 86_400), which in any::<prop::sample::Index>()) {
        let now = Bogota.with_ymd_and_hms(2024, 1, 1, 0, 0, 0).unwrap().to_utc() + TimeDelta::seconds(seconds);
        let (_, site) = which.get(&SITES);
        for actor in &actors(&site.rules) {
            for object in &objects(&site.rules) {
                for &action in Action::ALL {
                    let route = site.calendar.everywhere();
                    holds(&Question { powers: &site.powers, route, actor, action, object, now });
                }
            }
        }
    }
    /// A deadline that has not passed changes nothing: whoever may, may without it, and by the same power.
    #[test]
    fn before_a_deadline_nothing_changes(
        seconds in 0_i64..(366 * 86_400), left in 1_i64..100_000_000, then in 0_usize..4, which in any::<prop::sample::Index>(),
    ) {
        let now = Bogota.with_ymd_and_hms(2025, 1, 1, 0, 0, 0).unwrap().to_utc() + TimeDelta::seconds(seconds);
        let (_, site) = which.get(&SITES);
        let mut rules = site.rules.clone();
        let to = Holder::Role(Role::ProcessAdmin);
        let then = [Expiry::Alert, Expiry::Escalate { to }, Expiry::Accept, Expiry::Refuse][then].clone();
        for deadline in &mut rules.deadlines {
            deadline.then = then.clone();
        }
        let powers = Powers::new(&rules, Bogota);
        let waits = Object::of(Area::only(code("1")));
        let due = Object { deadlines: passing(&rules, now + TimeDelta::milliseconds(left)), ..waits.clone() };
        for actor in &actors(&rules) {
            for &action in Action::ALL {
                let ask = |object| {
                    let route = site.calendar.everywhere();
                    may(&Question { powers: &powers, route, actor, action, object, now }).map(|permit| permit.source).ok()
                };
                prop_assert_eq!(ask(&waits), ask(&due), "{} by {:?}", action, actor);
            }
        }
    }
}
