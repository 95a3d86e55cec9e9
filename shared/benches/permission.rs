//! How long a permission decision takes: the bar is one microsecond.

use std::{fs, hint::black_box, path::PathBuf};

use chrono_tz::America::Bogota;
use criterion::{Criterion, criterion_group, criterion_main};
use shared::{
    calendar::Calendar,
    document::{Format, read},
    eligibility::{Area, OwnDocument, Person, Seat},
    permission::{Action, Actor, Object, Powers, Question, may},
    ruleset::{IdentityLevel, RuleSet, Tie},
};

fn decisions(criterion: &mut Criterion) {
    let preset = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../server/presets/rules/medellin.toml");
    let text = fs::read_to_string(preset).expect("Medellín's preset is there");
    let rules: RuleSet = read(&text, Format::Toml).expect("Medellín's preset is a rule set");
    let powers = Powers::new(&rules, Bogota);
    let calendar = Calendar::draft(&rules.phases, Bogota, 2025).expect("usual dates make a calendar");
    let route = calendar.everywhere();
    let opens = |phase: &str| route.stage(&phase.parse().expect("a key")).expect("a phase of Medellín").opens();
    let code = "13".parse().expect("a code");
    let object = Object::of(Area::only(code));
    let person = |age| {
        let mut person = Person { age: Some(age), identity: Some(IdentityLevel::Biometric), ..Person::default() };
        person.own_document = OwnDocument::Known;
        person.documents = Some(["cc".parse().expect("a key")].into());
        person.tied(Tie::Resides, object.area.clone())
    };
    let citizen = |age| Actor::signed_in(uuid::Uuid::nil().into(), []).known_as(person(age));
    let board = Seat { body: "jal".parse().expect("a key"), territory: object.area.code().cloned() };
    let (voter, child, board) = (citizen(30), citizen(9), Actor::in_session(board));
    let questions = [
        ("a citizen may vote", &voter, Action::Vote, opens("votacion-virtual"), true),
        ("a citizen may not vote yet", &voter, Action::Vote, opens("insumos"), false),
        ("a child may not vote, with the reasons", &child, Action::Vote, opens("votacion-virtual"), false),
        ("a board approves a ballot", &board, Action::ApproveBallot, opens("tarjeton"), true),
        ("a projects' lock", &board, Action::Prioritise, opens("votacion-virtual"), false),
        ("nobody of that sort", &voter, Action::CountVotes, opens("resultados"), false),
    ];
    for (name, actor, action, now, expected) in questions {
        let question = Question { powers: &powers, route, actor, action, object: &object, now };
        assert_eq!(may(&question).is_ok(), expected, "{name}: {:?}", may(&question));
        criterion.bench_function(name, |bencher| bencher.iter(|| may(black_box(&question)).is_ok()));
    }
}

criterion_group!(benches, decisions);
criterion_main!(benches);
