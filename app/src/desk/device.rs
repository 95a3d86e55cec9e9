//! A desk on a device of its own, which goes on when there is no network.
//!
//! The device gets, once and with a network, what it needs to go on without: the slice of the roll of its place (keyed
//! hashes, ends of numbers, whether each had voted by then) and the key of those hashes. It keeps both encrypted with a
//! code of the shift (`public/mesa/vault.js` says what a stolen device yields, and what not). What it writes comes back as
//! events of the journal, in order; what comes twice is kept once.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    Extension, Json, Router,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::{
    desk as journal,
    document::{Fingerprint, Text},
    eligibility::{Area, Person, least_age},
    id::{PersonId, ShiftId},
    permission::{Action, Actor, Refusal},
    ruleset::{IdentityLevel, Tie},
};
use store::{
    TenantTx, contest,
    desk::{self, NotOpened, Shift},
    territory::Territory,
};

use super::{
    ground::{Ground, officer, secret},
    person::{self, Asked},
};
use crate::{
    forms::Declined,
    path,
    text::{self, desk as words},
    visit::Visit,
};

/// The most people of a slice: more than any place has, and what a tablet still holds.
const MOST_PEOPLE: usize = 200_000;

/// Events that are brought in at once.
const MOST_EVENTS: usize = 200;

/// What devices ask for. The server adds them beside the pages, behind the same layers.
pub fn endpoints<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route(path::DESK_MANIFEST, get(manifest))
        .route(&path::device("{desk}", "tomar"), post(take))
        .route(&path::device("{desk}", "libro"), post(bring_in))
        .route(&path::device("{desk}", "persona"), post(ask))
}

/// Why a device is told no, in words.
struct No(StatusCode, String);

impl IntoResponse for No {
    fn into_response(self) -> Response {
        let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
        (self.0, headers, self.1).into_response()
    }
}

impl No {
    fn of(visit: &Visit, declined: Declined) -> Self {
        match declined {
            Declined::SignIn => Self(StatusCode::UNAUTHORIZED, words::sign_in(visit.locale()).to_owned()),
            Declined::Refused(why) => Self(StatusCode::CONFLICT, why),
            Declined::Invalid(errors) => {
                let all: Vec<String> = errors.into_iter().map(|error| error.message).collect();
                Self(StatusCode::UNPROCESSABLE_ENTITY, all.join(" "))
            }
            Declined::Store(error) => {
                tracing::error!(%error, "a device could not be answered");
                Self(StatusCode::INTERNAL_SERVER_ERROR, text::common::fault_detail(visit.locale()).to_owned())
            }
        }
    }
}

/// How the device's page is installed.
async fn manifest(Extension(visit): Extension<Visit>) -> Response {
    let name = format!("{} · {}", words::nav(visit.locale()), visit.site.name);
    let manifest = json!({
        "name": name,
        "short_name": words::nav(visit.locale()),
        "lang": visit.locale().html_lang(),
        "start_url": path::DESKS,
        "scope": format!("{}/", path::DESKS),
        "display": "standalone",
        "theme_color": visit.site.theme.primary().to_string(),
        "background_color": "#ffffff",
        "icons": [{ "src": "/favicon.svg", "sizes": "any", "type": "image/svg+xml" }],
    });
    ([(header::CONTENT_TYPE, "application/manifest+json")], Json(manifest)).into_response()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Take {
    officers: Vec<String>,
    /// The hash of the device's secret.
    device: Fingerprint,
}

/// Gives a shift to a device: a new one, or the one that the pages wrote so far.
async fn take(
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    Json(asked): Json<Take>,
) -> Result<Json<Value>, No> {
    let given = give(&visit, &id, asked).await.map_err(|declined| No::of(&visit, declined))?;
    Ok(Json(given))
}

async fn give(visit: &Visit, id: &str, asked: Take) -> Result<Value, Declined> {
    let locale = visit.locale();
    let by = officer(visit)?;
    let mut tx = visit.enter().await?;
    let ground = Ground::named(visit, &mut tx, id).await?;
    ground.allow(visit)?;
    let shift = if let Some((shift, _)) = ground.running() {
        if !desk::hand_over(&mut tx, shift.id, asked.device).await? {
            return Err(Declined::Refused(words::other_hand(locale).to_owned()));
        }
        shift.id
    } else {
        let shift: ShiftId = visit.fresh_id();
        let wrong = || Declined::Refused(words::officers_wrong(locale).to_owned());
        let names = asked.officers.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
        let names = names.map(|name| name.parse::<Text>().ok().filter(|name| name.as_str().chars().count() <= 120));
        let names = names.collect::<Option<Vec<_>>>().ok_or_else(wrong)?;
        match desk::open_shift(&mut tx, ground.desk.id, shift, names, Some(asked.device), by, visit.now).await {
            Ok(()) => shift,
            Err(NotOpened::UnderWay) => return Err(Declined::Refused(words::under_way(locale).to_owned())),
            Err(NotOpened::Refused(_)) => return Err(wrong()),
            Err(NotOpened::Store(error)) => return Err(error.into()),
        }
    };
    let given = slice(visit, &mut tx, &ground, shift, by).await?;
    tx.commit().await?;
    Ok(given)
}

/// A territory as the device knows it.
#[derive(Serialize)]
struct Place<'a> {
    code: &'a str,
    name: &'a str,
    /// The ballot that its people get.
    ballot: String,
    /// Whether they vote at this desk.
    here: bool,
}

/// Everything that a device needs to go on without a network.
async fn slice(
    visit: &Visit,
    tx: &mut TenantTx,
    ground: &Ground,
    shift: ShiftId,
    by: PersonId,
) -> Result<Value, Declined> {
    let rules = &ground.process.rule_set;
    let journal = desk::journal(tx, shift).await?;
    let whose = ground.desk.place.territory.as_ref().map(|(_, code)| code);
    let mut places = Vec::new();
    for territory in &ground.territories {
        let area = territory.code.parse().map(|code| ground.gate.area(&code)).unwrap_or_default();
        let contest = contest::of_territory(tx, ground.process.id, territory.id).await?;
        let here = whose.is_none_or(|code| area.lies_in(code)) && contest.is_some();
        let ballot = contest.map(|contest| contest.name).unwrap_or_default();
        places.push(Place { code: &territory.code, name: &territory.name, ballot, here });
    }
    let here: Vec<&Place<'_>> = places.iter().filter(|place| place.here).collect();
    let only = if here.len() == 1 { Some(here[0].code) } else { None };
    let records = records(visit, tx, ground, &places).await?;
    let key = secret(visit)?;
    let recorded = journal.recorded();
    Ok(json!({
        "id": shift,
        "me": by,
        "head": { "number": journal.next() - 1, "hash": journal.head() },
        "state": {
            "stage": journal.stage().as_str(),
            "recorded": {
                "voters": recorded.voters, "papers": recorded.papers, "for_box": recorded.for_box,
                "in_envelopes": recorded.in_envelopes, "envelopes": recorded.envelopes,
                "spoilt": recorded.spoilt, "incidents": recorded.incidents,
            },
            "marked": journal.marks()
                .map(|(entry, number)| (Fingerprint::from(*entry.as_bytes()), number)).collect::<Vec<_>>(),
            "envelope": journal.next_envelope(),
        },
        "rule": journal::offline_ballots(rules).as_str(),
        "contests": ground.decides().as_ref().map(shared::document::Key::as_str).into_iter().collect::<Vec<_>>(),
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bring {
    shift: ShiftId,
    secret: String,
    events: Vec<String>,
}

/// Takes in what a device wrote.
async fn bring_in(
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    Json(brought): Json<Bring>,
) -> Result<Json<Value>, No> {
    let taken = keep(&visit, &id, brought).await.map_err(|declined| No::of(&visit, declined))?;
    Ok(Json(taken))
}

async fn keep(visit: &Visit, id: &str, brought: Bring) -> Result<Value, Declined> {
    let locale = visit.locale();
    officer(visit)?;
    let mut tx = visit.enter().await?;
    let ground = Ground::named(visit, &mut tx, id).await?;
    let shift = device_of(visit, &mut tx, &ground, brought.shift, &brought.secret).await?;
    ground.allow_in(visit, &shift)?;
    let events: Vec<&[u8]> = brought.events.iter().take(MOST_EVENTS).map(String::as_bytes).collect();
    let taken = desk::bring_in(&mut tx, &ground.process, shift.id, &events, visit.now).await?;
    let ended = desk::find_shift(&mut tx, shift.id).await?.is_some_and(|shift| shift.ended_at.is_some());
    let written = desk::journal(&mut tx, shift.id).await?;
    tx.commit().await?;
    let found = taken.contradictions.iter().map(|one| {
        let envelope = written.envelope_of(one.number);
        let text = words::voted_twice(locale, one.number, envelope, one.channel, one.decision);
        json!({ "number": one.number, "text": text })
    });
    Ok(json!({
        "number": taken.head.number,
        "hash": taken.head.hash,
        "ended": ended,
        "refused": taken.refused.map(|why| words::refusal(locale, &why)),
        "contradictions": found.collect::<Vec<_>>(),
    }))
}

/// The shift of a desk that this device writes, or wrote before somebody ended it.
async fn device_of(
    visit: &Visit,
    tx: &mut TenantTx,
    ground: &Ground,
    shift: ShiftId,
    secret: &str,
) -> Result<Shift, Declined> {
    let known = Fingerprint::from(<[u8; 32]>::from(<sha2::Sha256 as sha2::Digest>::digest(secret.as_bytes())));
    let found = desk::find_shift(tx, shift).await?.filter(|shift| shift.desk == ground.desk.id);
    let found = found.filter(|shift| shift.device == Some(known));
    found.ok_or_else(|| Declined::Refused(words::other_hand(visit.locale()).to_owned()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ask {
    shift: ShiftId,
    secret: String,
    person: String,
}

/// Says of somebody what is known of them now.
async fn ask(
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    Json(asked): Json<Ask>,
) -> Result<Json<Value>, No> {
    let said = say(&visit, &id, asked).await.map_err(|declined| No::of(&visit, declined))?;
    Ok(Json(said))
}

async fn say(visit: &Visit, id: &str, asked: Ask) -> Result<Value, Declined> {
    officer(visit)?;
    let mut tx = visit.enter().await?;
    let ground = Ground::named(visit, &mut tx, id).await?;
    let shift = device_of(visit, &mut tx, &ground, asked.shift, &asked.secret).await?;
    ground.allow_in(visit, &shift)?;
    let locale = visit.locale();
    let person =
        Asked::read(&asked.person).ok_or_else(|| Declined::Refused(words::document_wrong(locale).to_owned()))?;
    let who = person::who(visit, &mut tx, &ground, person).await?;
    Ok(json!({
        "may": who.may_vote(),
        "territory": who.territory.as_ref().map(|territory: &Territory| &territory.code),
        "sentences": super::mark::sentences(visit, &ground, &who),
    }))
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
