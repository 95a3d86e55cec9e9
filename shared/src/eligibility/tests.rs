use proptest::{collection::vec, option, prelude::*};

use super::*;
use crate::{
    document::{self, Format, Key},
    ruleset::{Code, EligibilityRule, IdentityLevel},
};

fn key(id: &str) -> Key {
    id.parse().unwrap()
}

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

fn area(text: &str) -> Area {
    Area::only(code(text))
}

fn rule(condition: &str) -> Condition {
    let text = format!("id = \"votar\"\nname = \"Votar\"\ncondition = {condition}");
    document::read::<EligibilityRule>(&text, Format::Toml).unwrap().condition
}

/// Medellín's: fourteen, resident, one of three documents.
fn medellin() -> Condition {
    rule(
        r#"{ type = "all", of = [
            { type = "age", at_least = 14 },
            { type = "tie", any_of = ["resides"] },
            { type = "document", any_of = ["ti", "cc", "ce"] },
            { type = "identity", at_least = "verified" } ] }"#,
    )
}

/// Envigado's: the union of three rolls.
fn envigado() -> Condition {
    rule(
        r#"{ type = "all", of = [
            { type = "age", at_least = 14 },
            { type = "any", of = [
                { type = "roll", roll = "sisben" },
                { type = "roll", roll = "catastro" },
                { type = "roll", roll = "industria_y_comercio" } ] } ] }"#,
    )
}

fn voter() -> Person {
    let mut person = Person { age: Some(30), identity: Some(IdentityLevel::Verified), ..Person::default() };
    person.documents = Some([key("cc")].into());
    person.tied(Tie::Resides, area("13"))
}

#[test]
fn a_resident_of_age_meets_medellins_condition() {
    let verdict = evaluate(&medellin(), &voter(), &area("13"));
    assert!(verdict.is_met() && verdict.missing().is_empty() && verdict.remedies().is_empty());
}

#[test]
fn all_that_is_missing_is_told_with_its_figures() {
    let person = Person { age: Some(13), identity: Some(IdentityLevel::Declared), ..voter() };
    let verdict = evaluate(&medellin(), &person, &area("14"));
    assert_eq!(verdict.truth, Truth::NotMet);
    assert_eq!(
        verdict.missing(),
        [
            &Finding::Age { age: Some(13), at_least: Some(14), below: None },
            &Finding::Tie {
                any_of: vec![Tie::Resides],
                territory: Some(code("14")),
                has: vec![(Tie::Resides, code("13"))],
                not_said: vec![],
            },
            &Finding::Identity { at_least: IdentityLevel::Verified, level: Some(IdentityLevel::Declared) },
        ]
    );
    assert_eq!(
        verdict.remedies(),
        [
            Remedy::WaitForAge { years: 14 },
            Remedy::GoToOwnTerritory { territories: vec![code("13")] },
            Remedy::ProveIdentity { at_least: IdentityLevel::Verified },
        ]
    );
}

#[test]
fn what_is_not_known_is_not_held_against_anybody() {
    let verdict = evaluate(&medellin(), &Person::default(), &area("13"));
    assert_eq!(verdict.truth, Truth::Unknown);
    assert_eq!(verdict.missing().len(), 4);
    assert_eq!(verdict.remedies()[..2], [Remedy::TellAge, Remedy::TellTerritory { any_of: vec![Tie::Resides] }]);
    // One no decides, whatever else is not known.
    let child = Person { age: Some(9), ..Person::default() };
    assert_eq!(truth(&medellin(), &child, &area("13")), Truth::NotMet);
}

#[test]
fn one_roll_of_a_union_is_enough() {
    let mut person = voter();
    assert_eq!(truth(&envigado(), &person, &Area::whole()), Truth::Unknown);
    person.rolls.insert(key("sisben"), false);
    person.rolls.insert(key("catastro"), false);
    let verdict = evaluate(&envigado(), &person, &Area::whole());
    assert_eq!(verdict.truth, Truth::Unknown);
    assert_eq!(
        verdict.remedies(),
        [
            Remedy::GetOntoRoll { roll: key("sisben") },
            Remedy::GetOntoRoll { roll: key("catastro") },
            Remedy::CheckRoll { roll: key("industria_y_comercio") },
        ]
    );
    person.rolls.insert(key("catastro"), true);
    assert_eq!(truth(&envigado(), &person, &Area::whole()), Truth::Met);
}

#[test]
fn guardians_consent_only_for_minors() {
    let condition = rule(r#"{ type = "guardian_consent", below = 18 }"#);
    let ask = |age, consent| {
        let person = Person { age, guardian_consent: consent, ..Person::default() };
        evaluate(&condition, &person, &Area::whole())
    };
    assert_eq!(ask(Some(18), None).truth, Truth::Met);
    assert_eq!(ask(Some(15), Some(true)).truth, Truth::Met);
    assert_eq!(ask(Some(15), Some(false)).truth, Truth::NotMet);
    assert_eq!(ask(Some(15), Some(false)).remedies(), [Remedy::BringConsent]);
    assert_eq!(ask(None, None).remedies(), [Remedy::TellAge]);
}

#[test]
fn a_region_takes_in_whoever_lives_in_its_municipalities() {
    let territories = document::read(
        r#"
        levels = [
            { id = "region", name = "Región", kinds = [{ id = "region", name = "Región" }] },
            { id = "municipio", name = "Municipio", kinds = [{ id = "municipio", name = "Municipio" }] },
        ]
        list = [
            { code = "norte", name = "Norte", kind = "region" },
            { code = "14115", name = "Villa Guerrero", kind = "municipio", within = "norte" },
        ]"#,
        Format::Toml,
    )
    .unwrap();
    let town = Area::of(&code("14115"), &territories);
    let region = Area::of(&code("norte"), &territories);
    let person = Person::default().tied(Tie::Resides, town.clone());
    let resides = Condition::Tie { any_of: vec![Tie::Resides] };
    assert_eq!(truth(&resides, &person, &town), Truth::Met);
    assert_eq!(truth(&resides, &person, &region), Truth::Met);
    assert_eq!(truth(&resides, &person, &area("sur")), Truth::NotMet);
    assert_eq!(truth(&resides, &person, &Area::whole()), Truth::Met);
    let seat = Seat { body: key("comite"), territory: Some(code("norte")) };
    assert!(seat.covers(&town) && !seat.covers(&Area::whole()) && Seat::of(key("comite")).covers(&Area::whole()));
}

#[test]
fn who_is_too_old_or_lives_elsewhere_by_rule_cannot_mend_it() {
    let youth = rule(r#"{ type = "age", at_least = 14, below = 29 }"#);
    let ask = |age| evaluate(&youth, &Person { age: Some(age), ..Person::default() }, &Area::whole());
    assert_eq!(ask(40).remedies(), []);
    assert_eq!(ask(10).remedies(), [Remedy::WaitForAge { years: 14 }]);
    let outsider = rule(r#"{ type = "not", of = { type = "member", body = "cccp" } }"#);
    let member = Person { seats: [Seat::of(key("cccp"))].into(), ..Person::default() };
    let verdict = evaluate(&outsider, &member, &Area::whole());
    assert_eq!(verdict.truth, Truth::NotMet);
    assert_eq!(verdict.missing(), [&Finding::Member { body: key("cccp"), sits: true }]);
    assert_eq!(verdict.remedies(), [], "nobody is told to leave a committee");
}

fn names() -> impl Strategy<Value = Key> {
    prop::sample::select(vec!["uno", "dos", "tres"]).prop_map(key)
}

fn ties() -> impl Strategy<Value = Tie> {
    prop::sample::select(Tie::ALL)
}

fn levels() -> impl Strategy<Value = IdentityLevel> {
    prop::sample::select(IdentityLevel::ALL)
}

fn places() -> impl Strategy<Value = Area> {
    prop::sample::select(vec!["13", "14"]).prop_map(area)
}

fn conditions() -> impl Strategy<Value = Condition> {
    let leaf = prop_oneof![
        Just(Condition::Everybody),
        (option::of(0_u8..30), option::of(0_u8..30)).prop_map(|(at_least, below)| Condition::Age { at_least, below }),
        vec(ties(), 0..3).prop_map(|any_of| Condition::Tie { any_of }),
        names().prop_map(|roll| Condition::Roll { roll }),
        vec(names(), 0..3).prop_map(|any_of| Condition::Document { any_of }),
        levels().prop_map(|at_least| Condition::Identity { at_least }),
        (0_u8..30).prop_map(|below| Condition::GuardianConsent { below }),
        vec(names(), 0..3).prop_map(|any_of| Condition::Organisation { any_of }),
        (0_u16..20).prop_map(|at_least| Condition::Group { at_least }),
        names().prop_map(|body| Condition::Member { body }),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(|of| Condition::All { of }),
            vec(inner.clone(), 0..4).prop_map(|of| Condition::Any { of }),
            inner.prop_map(|of| Condition::Not { of: Box::new(of) }),
        ]
    })
}

prop_compose! {
    fn people()(
        age in option::of(0_u8..30),
        ties in prop::collection::btree_map(ties(), prop::collection::btree_set(places(), 0..2), 0..4),
        documents in option::of(prop::collection::btree_set(names(), 0..3)),
        rolls in prop::collection::btree_map(names(), any::<bool>(), 0..3),
        identity in option::of(levels()),
        guardian_consent in option::of(any::<bool>()),
        organisations in option::of(prop::collection::btree_set(names(), 0..3)),
        group in option::of(0_u16..20),
        seats in prop::collection::btree_set(
            (names(), option::of(places())).prop_map(|(body, place)| {
                Seat { body, territory: place.and_then(|place| place.code().cloned()) }
            }), 0..3),
    ) -> Person {
        Person {
            age, ties, documents, rolls, excluded: None, identity, guardian_consent, organisations, group, seats,
            own_document: OwnDocument::Unknown,
        }
    }
}

/// What is known of one person, and where that is nothing, of the other: seats are always known.
fn learned(person: &Person, more: &Person) -> Person {
    let mut ties = more.ties.clone();
    ties.extend(person.ties.clone());
    let mut rolls = more.rolls.clone();
    rolls.extend(person.rolls.clone());
    Person {
        excluded: person.excluded.clone().or_else(|| more.excluded.clone()),
        age: person.age.or(more.age),
        ties,
        documents: person.documents.clone().or_else(|| more.documents.clone()),
        rolls,
        identity: person.identity.or(more.identity),
        guardian_consent: person.guardian_consent.or(more.guardian_consent),
        organisations: person.organisations.clone().or_else(|| more.organisations.clone()),
        group: person.group.or(more.group),
        seats: person.seats.clone(),
        own_document: person.own_document,
    }
}

fn not(condition: Condition) -> Condition {
    Condition::Not { of: Box::new(condition) }
}

proptest! {
    #[test]
    fn the_reasons_agree_with_the_answer(condition in conditions(), person in people(), place in places()) {
        let verdict = evaluate(&condition, &person, &place);
        prop_assert_eq!(verdict.truth, truth(&condition, &person, &place));
        prop_assert!(!verdict.is_met() || verdict.missing().is_empty());
        // An alternative with no entries is the only way to lack something that no fact can give.
        if !verdict.is_met() && verdict.missing().is_empty() {
            let text = serde_json::to_string(&condition).unwrap();
            prop_assert!(text.contains(r#""of":[]"#), "{}", text);
        }
    }

    #[test]
    fn not_all_is_some_not(of in vec(conditions(), 0..4), person in people(), place in places()) {
        let ask = |condition: &Condition| truth(condition, &person, &place);
        let denied: Vec<Condition> = of.iter().cloned().map(not).collect();
        prop_assert_eq!(ask(&not(Condition::All { of: of.clone() })), ask(&Condition::Any { of: denied.clone() }));
        prop_assert_eq!(ask(&not(Condition::Any { of: of.clone() })), ask(&Condition::All { of: denied }));
        prop_assert_eq!(ask(&not(not(Condition::All { of: of.clone() }))), ask(&Condition::All { of }));
    }

    #[test]
    fn learning_more_never_turns_an_answer(
        condition in conditions(), person in people(), more in people(), place in places(),
    ) {
        let before = truth(&condition, &person, &place);
        let after = truth(&condition, &learned(&person, &more), &place);
        prop_assert!(before == Truth::Unknown || before == after, "{before} became {after}");
    }
}
