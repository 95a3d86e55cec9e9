//! Bodies to try things with.

mod composition;
mod minutes;
mod properties;
mod session;

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::America::Bogota;

use super::*;
use crate::{
    document::{Format, Key, Text, read},
    id::PersonId,
    permission::Action,
    ruleset::{Basis, Body, Filling},
};

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

fn text(text: &str) -> Text {
    text.parse().unwrap()
}

fn person(number: u128) -> PersonId {
    uuid::Uuid::from_u128(number).into()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An instant of the session's day, by the clock of Bogotá.
fn clock(time: &str) -> DateTime<Utc> {
    format!("2024-09-10T{time}-05:00").parse().unwrap()
}

/// A council of pairs: three of the neighbourhood boards, two of the young, and up to three of the arts.
fn council() -> Body {
    let document = r#"
id = "cccp"
name = "Consejo Comunal de Planeación"
kind = "citizens"
scope = { type = "territory", level = "comuna" }
term = { type = "years", count = 4 }
quorum = { type = "half_plus_one" }
majority = { type = "simple" }
parity = { type = "mixed_pairs" }
incompatible = ["public_servant", "party_officer"]
training = "Curso de planeación local"
notice_days = 3
by_election = true

[[seats]]
sector = "jac"
name = "Juntas de acción comunal"
at_least = 3
at_most = 3
pairs = true
filled_by = "vote"

[[seats]]
sector = "jovenes"
name = "Jóvenes"
at_least = 2
at_most = 2
filled_by = "vote"
ages = { at_least = 14, below = 29 }

[[seats]]
sector = "cultura"
name = "Cultura"
at_least = 0
at_most = 3
filled_by = "delegation"

[[seats]]
sector = "veredas"
name = "Veredas"
at_least = 1
at_most = 1
filled_by = "assembly"
kinds = ["corregimiento"]
"#;
    read(document, Format::Toml).unwrap()
}

/// A member with nothing wrong; women have even numbers.
fn member(number: u128, sector: &str, seat: u16, place: Place) -> Appointment {
    Appointment {
        person: person(number),
        name: text(&format!("Persona {number}")),
        seat: SeatId { sector: key(sector), number: seat },
        place,
        gender: Some(if number.is_multiple_of(2) { Gender::Woman } else { Gender::Man }),
        born: Some(day("2000-02-29")),
        from: day("2023-06-01"),
        until: None,
        filled_by: if sector == "cultura" { Filling::Delegation } else { Filling::Vote },
        act: Some(text("Acta de escrutinio 12 de 2023")),
        declared: Some(BTreeSet::new()),
        trained: Some(day("2023-07-01")),
        contact: None,
    }
}

/// All seats that the council must have: three pairs (1–6) and two young people (7, 8).
fn members() -> Vec<Appointment> {
    let pair = |seat: u16| {
        let first = u128::from(seat) * 2 - 1;
        [member(first, "jac", seat, Place::Holder), member(first + 1, "jac", seat, Place::Mate)]
    };
    let young = [member(7, "jovenes", 1, Place::Holder), member(8, "jovenes", 2, Place::Holder)];
    (1..=3).flat_map(pair).chain(young).collect()
}

fn call(begins: &str) -> Convening {
    Convening::new(
        &council(),
        Some(Site { code: "10".parse().unwrap(), name: text("La Candelaria") }),
        text("Casa de Gobierno, Cra. 50 # 59-06"),
        Bogota,
        clock(begins),
        vec![text("Aprobación del tarjetón"), text("Varios")],
    )
}

fn event(time: &str, act: Act) -> SessionEvent {
    SessionEvent { at: clock(time), act }
}

fn convene() -> SessionEvent {
    SessionEvent { at: "2024-09-07T08:00:00-05:00".parse().unwrap(), act: Act::Convene(call("18:00:00")) }
}

fn call_roll(time: &str, members: &[Appointment]) -> SessionEvent {
    let roster = Roster::new(&council(), None, members);
    event(time, Act::CallRoll { roster, secretary: Officer { person: person(90), name: text("Secretaria técnica") } })
}

fn arrive(time: &str, number: u128) -> SessionEvent {
    event(time, Act::Arrive { person: person(number), way: Way::Code })
}

fn leave(time: &str, number: u128) -> SessionEvent {
    event(time, Act::Leave { person: person(number) })
}

fn cast(time: &str, motion: u16, number: u128, vote: Vote) -> SessionEvent {
    event(time, Act::Cast { motion, person: person(number), vote })
}

fn approve_ballot() -> Decision {
    Decision { action: Action::ApproveBallot, subject: Subject::Matter { text: text("Tarjetón de la comuna 10") } }
}

/// A permit of that instant from powers that say yes.
fn permit(at: DateTime<Utc>, decision: &Decision) -> Permit {
    let (body, code) = (key("cccp"), "10".parse().unwrap());
    let ask = Ask { body: &body, territory: Some(&code), decision, at };
    let basis: Basis = "decreto-473-2024 art. 12".parse().unwrap();
    Permit::obtain(ask, |_| Ok::<_, ()>(Grant { phase: Some(key("tarjeton")), basis })).unwrap()
}

fn put(time: &str, item: u16) -> SessionEvent {
    let proposed = Proposed { decision: approve_ballot(), permit: permit(clock(time), &approve_ballot()) };
    event(time, Act::Put { item, text: text("Se apruebe el tarjetón"), proposed: Some(proposed) })
}

fn count(time: &str, motion: u16) -> SessionEvent {
    event(time, Act::Count { motion, permit: Some(permit(clock(time), &approve_ballot())) })
}

/// An open session with pairs 1 and 2 (both of the first, the holder of the second) and a young person: three of five.
fn opened() -> Session {
    Session::replay([
        convene(),
        call_roll("18:00:00", &members()),
        arrive("18:01:00", 1),
        arrive("18:02:00", 2),
        arrive("18:03:00", 3),
        arrive("18:04:00", 7),
        event("18:05:00", Act::Open { chair: person(1) }),
    ])
    .unwrap()
}

/// The session after these events.
fn after(session: &Session, events: impl IntoIterator<Item = SessionEvent>) -> Session {
    events.into_iter().fold(session.clone(), |session, event| session.apply(event).unwrap())
}
