//! The slice of the roll that a device takes along, and whatever else it needs to go on without a network.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value, json};
use shared::{
    desk as journal,
    document::{Fingerprint, Key},
    eligibility::{Area, Person, least_age},
    id::{PersonId, ShiftId},
    permission::{Action, Actor, Refusal},
    ruleset::{IdentityLevel, Tie},
};
use store::{TenantTx, contest, desk};

use super::super::ground::{Ground, secret};
use crate::{forms::Declined, text::desk as words, visit::Visit};

/// The most people of a slice: more than any place has, and what a tablet still holds.
const MOST_PEOPLE: usize = 200_000;

/// A territory as the device knows it.
#[derive(Serialize)]
struct Place<'a> {
    code: &'a str,
    name: &'a str,
    /// In which contests of the rules its people vote.
    contests: Vec<Key>,
    /// Which papers they get, in words.
    hand_over: String,
    /// Whether they vote at this desk.
    here: bool,
}

/// Everything that a device needs to go on without a network.
pub(super) async fn slice(
    visit: &Visit,
    tx: &mut TenantTx,
    ground: &Ground,
    (shift, number): (ShiftId, u32),
    by: PersonId,
) -> Result<Value, Declined> {
    let rules = &ground.process.rule_set;
    let journal = desk::journal(tx, shift).await?;
    let whose = ground.desk.place.territory.as_ref().map(|(_, code)| code);
    let mut places = Vec::new();
    for territory in &ground.territories {
        let area = territory.code.parse().map(|code| ground.gate.area(&code)).unwrap_or_default();
        let ballot = contest::on_ballot(tx, &ground.process, territory).await?;
        let here = whose.is_none_or(|code| area.lies_in(code)) && !ballot.is_empty();
        let names: Vec<&str> = ballot.iter().map(|contest| contest.name.as_str()).collect();
        let hand_over = words::hand_over_of(visit.locale(), &names);
        let contests = ballot.into_iter().map(|contest| contest.rule).collect();
        places.push(Place { code: &territory.code, name: &territory.name, contests, hand_over, here });
    }
    let here: Vec<&Place<'_>> = places.iter().filter(|place| place.here).collect();
    let only = if here.len() == 1 { Some(here[0].code) } else { None };
    let records = records(visit, tx, ground, &places).await?;
    let key = secret(visit)?;
    let recorded = journal.recorded();
    Ok(json!({
        "id": shift,
        "number": number,
        "me": by,
        "head": { "number": journal.next() - 1, "hash": journal.head() },
        "state": {
            "stage": journal.stage().as_str(),
            "recorded": {
                "voters": recorded.voters, "papers": recorded.papers, "for_box": recorded.for_box,
                "from_envelopes": recorded.from_envelopes, "in_envelopes": recorded.in_envelopes, "envelopes": recorded.envelopes,
                "spoilt": recorded.spoilt, "incidents": recorded.incidents,
            },
            "marked": journal.marks()
                .map(|(entry, number)| (Fingerprint::from(*entry.as_bytes()), number)).collect::<Vec<_>>(),
            "envelope": journal.next_envelope(),
        },
        "rule": journal::offline_ballots(rules).as_str(),
        "taken": visit.date_time(visit.now),
        "territories": places,
        "only": only,
        "open": needs_no_roll(visit, ground),
        "least_age": least_age(rules, Action::Vote),
        "key": Fingerprint::from(*key.as_bytes()),
        "slice": base64(&records),
    }))
}

/// Whether somebody who is on no roll may vote, with a document that says they are old enough.
fn needs_no_roll(visit: &Visit, ground: &Ground) -> bool {
    let area = ground.desk.place.territory.as_ref().map(|(_, code)| ground.gate.area(code));
    let first = || ground.territories.first().and_then(|territory| territory.code.parse().ok());
    let area = area.or_else(|| first().map(|code| ground.gate.area(&code))).unwrap_or_default();
    let mut person = stranger(ground, &area);
    person.age = Some(40);
    person.rolls = ground.process.rule_set.rolls.iter().map(|roll| (roll.id.clone(), false)).collect();
    verdict(visit, ground, person, area).is_ok()
}

/// Somebody who stands before the desk with a document of any kind that the rules name.
fn stranger(ground: &Ground, area: &Area) -> Person {
    let kinds = ground.process.rule_set.eligibility.iter().flat_map(|rule| shared::roll::kinds_asked(&rule.condition));
    let mut person = Person {
        documents: Some(kinds.cloned().collect()),
        identity: Some(IdentityLevel::Document),
        ..Person::default()
    };
    if area.code().is_some() {
        person = person.tied(Tie::Resides, area.clone());
    }
    person
}

fn verdict(visit: &Visit, ground: &Ground, person: Person, area: Area) -> Result<(), Refusal> {
    let actor = Actor::signed_in(visit.fresh_id(), []).known_as(person);
    ground.gate.ask(&actor, Action::Vote, &ground.in_person(area), visit.now).map(|_| ()).map_err(|why| why.refusal)
}

/// The slice: for each person the hash, the end of the number, the place in the list of territories (255: not known), and
/// whether they may vote (0), have voted (1), or may not (2); sorted by hash.
async fn records(visit: &Visit, tx: &mut TenantTx, ground: &Ground, places: &[Place<'_>]) -> Result<Vec<u8>, Declined> {
    let codes: Vec<String> = places.iter().filter(|place| place.here).map(|place| place.code.to_owned()).collect();
    let all = ground.desk.place.territory.is_none();
    let listed = desk::listed(tx, (!all).then_some(codes.as_slice()), MOST_PEOPLE).await?;
    let listed = listed.ok_or_else(|| Declined::Refused(words::slice_large(visit.locale(), MOST_PEOPLE)))?;
    let voted: BTreeSet<_> = match ground.decides() {
        Some(rule) => desk::voters(tx, ground.process.id, &rule).await?.into_iter().collect(),
        None => BTreeSet::new(),
    };
    let rules = &ground.process.rule_set;
    let index: BTreeMap<&str, u8> = places
        .iter()
        .enumerate()
        .filter_map(|(place, one)| Some((one.code, u8::try_from(place).ok().filter(|place| *place < u8::MAX)?)))
        .collect();
    let mut records = Vec::with_capacity(listed.people.len() * 37);
    for one in &listed.people {
        let territory = one.territory.as_deref().and_then(|code| index.get(code).copied());
        let area = one.territory.as_ref().and_then(|code| code.parse().ok());
        let area = area.map(|code| ground.gate.area(&code)).unwrap_or_default();
        let mut person = stranger(ground, &area);
        // What a roll does not say, the document does: the officer looks.
        person.age =
            one.born.and_then(|born| visit.today().years_since(born)).map(|age| u8::try_from(age).unwrap_or(u8::MAX));
        person.rolls = listed.rolls.iter().map(|roll| (roll.clone(), one.on.contains(roll))).collect();
        let shuts_out = rules.rolls.iter().find(|roll| roll.excludes && one.on.contains(&roll.id));
        person.excluded = shuts_out.map(|roll| roll.id.clone());
        let unknown_age = person.age.is_none();
        let standing = if voted.contains(&one.entry.voter()) {
            1
        } else if territory.is_some_and(|place| !places[usize::from(place)].here) {
            // A desk for everybody: nothing is voted on where they live.
            2
        } else {
            match verdict(visit, ground, person.clone(), area.clone()) {
                Ok(()) => 0,
                Err(_) if unknown_age => {
                    person.age = Some(40);
                    if verdict(visit, ground, person, area).is_ok() { 0 } else { 2 }
                }
                Err(_) => 2,
            }
        };
        records.extend_from_slice(one.entry.as_bytes());
        records.extend_from_slice(&one.last_three);
        records.push(territory.unwrap_or(u8::MAX));
        records.push(standing);
    }
    Ok(records)
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= three.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn bytes_are_written_as_browsers_read_them() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
