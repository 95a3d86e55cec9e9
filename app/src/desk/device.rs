//! A desk on a device of its own, which goes on when there is no network.
//!
//! The device gets, once and with a network, what it needs to go on without: the slice of the roll of its place (keyed
//! hashes, ends of numbers, whether each had voted by then) and the key of those hashes. It keeps both encrypted with a
//! code of the shift (`public/mesa/vault.js` says what a stolen device yields, and what not). What it writes comes back as
//! events of the journal, in order; what comes twice is kept once.

mod slice;

use axum::{
    Extension, Json, Router,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};
use shared::{
    desk as rules,
    document::{Fingerprint, Text},
    id::{PersonId, ShiftId},
};
use store::{
    TenantTx,
    desk::{self, Claim, Desk, HandedOver, NotOpened, Shift},
    urn::Poll,
};

use self::slice::slice;
use super::{
    asked::Asked,
    ground::{Ground, officer},
    mark::sentences,
    person::{self, Who},
};
use crate::{
    forms::Declined,
    path,
    text::{self, desk as words},
    visit::Visit,
};

/// Events that are brought in at once.
const MOST_EVENTS: usize = 200;

/// What devices ask for. The server adds them beside the pages, behind the same layers.
pub fn endpoints<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route(&path::desk_manifest("{desk}"), get(manifest))
        .route(&path::device("{desk}", "tomar"), post(take))
        .route(&path::device("{desk}", "libro"), post(bring_in))
        .route(&path::device("{desk}", "persona"), post(ask))
        .route(&path::device("{desk}", "marcar"), post(mark))
}

/// Why a device is told no, in words. Only what is said in this form is a decision of the server: whatever else a device
/// hears, a page of errors or of somebody in between, leaves it to what it knows by itself.
struct No(StatusCode, String);

impl IntoResponse for No {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "no": self.1 }))).into_response()
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

/// How the device's page is installed: the page of this one desk, and nothing else. What opens the application is what the
/// worker keeps (`public/mesa/sw.js`), so that it opens without a network too.
async fn manifest(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Response {
    let desk = match installed(&visit, &id).await {
        Ok(Some(desk)) => desk,
        Ok(None) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "the page of a device cannot be installed");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    let page = path::desk_device(desk.id);
    let manifest = json!({
        "id": page,
        "name": words::desk_of(visit.locale(), desk.number, &desk.place.name),
        "short_name": words::desk_number(visit.locale(), desk.number),
        "lang": visit.locale().html_lang(),
        "start_url": page,
        "scope": page,
        "display": "standalone",
        "theme_color": visit.site.theme.primary().to_string(),
        "background_color": "#ffffff",
        "icons": [{ "src": "/favicon.svg", "sizes": "any", "type": "image/svg+xml" }],
    });
    ([(header::CONTENT_TYPE, "application/manifest+json")], Json(manifest)).into_response()
}

/// The desk of a manifest. Browsers ask for manifests without cookies: it says nothing but where people vote.
async fn installed(visit: &Visit, id: &str) -> store::Result<Option<Desk>> {
    let Ok(id) = id.parse() else { return Ok(None) };
    let mut tx = visit.enter().await?;
    desk::find(&mut tx, id).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Take {
    officers: Vec<String>,
    /// The hash of the device's secret.
    device: Fingerprint,
}

/// Gives a shift to a device: a new one, or the one that the pages wrote so far. A device that did not hear the answer asks
/// again, and gets the same shift.
async fn take(
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    Json(asked): Json<Take>,
) -> Result<Json<Value>, No> {
    let given = give(&visit, &id, asked).await.map_err(|declined| No::of(&visit, declined))?;
    Ok(Json(given))
}

async fn give(visit: &Visit, id: &str, asked: Take) -> Result<Value, Declined> {
    let by = officer(visit)?;
    let mut tx = visit.enter().await?;
    let ground = Ground::named(visit, &mut tx, id).await?;
    if !rules::goes_offline(&ground.process.rule_set) {
        return Err(Declined::Refused(words::device_not_here(visit.locale()).to_owned()));
    }
    if let Some((shift, _)) = ground.running() {
        ground.allow_in(visit, shift)?;
    } else {
        ground.allow(visit)?;
        begin(visit, &mut tx, &ground, &asked, by).await?;
    }
    let elsewhere = || Declined::Refused(words::other_hand(visit.locale()).to_owned());
    let shift = desk::newest(&mut tx, ground.desk.id).await?.ok_or_else(elsewhere)?;
    match desk::hand_over(&mut tx, shift.id, asked.device).await? {
        HandedOver::Now => ground.record(visit, &mut tx, by, "hand_shift_over", &json!({ "shift": shift.id })).await?,
        HandedOver::Before => {}
        HandedOver::Elsewhere => return Err(elsewhere()),
    }
    let given = slice(visit, &mut tx, &ground, (shift.id, shift.number), by).await?;
    tx.commit().await?;
    Ok(given)
}

/// Begins a shift that the device writes, unless one began meanwhile: perhaps its own, when it asks twice.
async fn begin(visit: &Visit, tx: &mut TenantTx, ground: &Ground, asked: &Take, by: PersonId) -> Result<(), Declined> {
    let wrong = || Declined::Refused(words::officers_wrong(visit.locale()).to_owned());
    let names = asked.officers.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
    let names = names.map(|name| name.parse::<Text>().ok().filter(|name| name.as_str().chars().count() <= 120));
    let names = names.collect::<Option<Vec<_>>>().ok_or_else(wrong)?;
    let shift: ShiftId = visit.fresh_id();
    match desk::open_shift(tx, ground.desk.id, shift, names, Some(asked.device), by, visit.now).await {
        Ok(()) => Ok(ground.record(visit, tx, by, "begin_shift", &json!({ "shift": shift })).await?),
        Err(NotOpened::UnderWay) => Ok(()),
        Err(NotOpened::Refused(_)) => Err(wrong()),
        Err(NotOpened::Store(error)) => Err(error.into()),
    }
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
        let envelope = written.envelope_of(one.number).map(|envelope| (shift.number, envelope));
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
    let (_, who) = before(visit, &mut tx, &ground, &asked).await?;
    Ok(said(visit, &ground, &who))
}

/// The shift of the device that asks, and who stands before it.
async fn before(visit: &Visit, tx: &mut TenantTx, ground: &Ground, asked: &Ask) -> Result<(Shift, Who), Declined> {
    let shift = device_of(visit, tx, ground, asked.shift, &asked.secret).await?;
    ground.allow_in(visit, &shift)?;
    let wrong = || Declined::Refused(words::document_wrong(visit.locale()).to_owned());
    let person = Asked::read(&asked.person).ok_or_else(wrong)?;
    let who = person::who(visit, tx, ground, person).await?;
    Ok((shift, who))
}

fn said(visit: &Visit, ground: &Ground, who: &Who) -> Value {
    json!({
        "may": who.may_vote(),
        "territory": who.territory.as_ref().map(|territory| &territory.code),
        "sentences": sentences(visit, ground, who),
    })
}

/// Takes the vote of somebody whom a device is about to hand a ballot: from here on they vote nowhere else.
async fn mark(
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    Json(asked): Json<Ask>,
) -> Result<Json<Value>, No> {
    let said = claim(&visit, &id, asked).await.map_err(|declined| No::of(&visit, declined))?;
    Ok(Json(said))
}

async fn claim(visit: &Visit, id: &str, asked: Ask) -> Result<Value, Declined> {
    let locale = visit.locale();
    officer(visit)?;
    let mut tx = visit.enter().await?;
    let ground = Ground::named(visit, &mut tx, id).await?;
    let (shift, who) = before(visit, &mut tx, &ground, &asked).await?;
    let (true, Some(vote)) = (who.may_vote(), &who.vote) else { return Ok(said(visit, &ground, &who)) };
    let poll = Poll { process: &ground.process, contests: &who.contests };
    let why = match desk::claim(&mut tx, shift.id, (poll, vote.voter), who.asked.entry, visit.now).await? {
        Claim::Taken => {
            tx.commit().await?;
            return Ok(said(visit, &ground, &who));
        }
        Claim::AlreadyVoted(channel) => words::voted_meanwhile(locale, words::channel(locale, channel)),
        Claim::Closed => words::urn_sealed(locale).to_owned(),
        Claim::Ended => words::not_under_way(locale).to_owned(),
    };
    Ok(json!({ "may": false, "sentences": [why] }))
}
