//! The same as the page, as a file for programs: everything, by the names under which it is stored.

use axum::{Extension, body::Body, http::StatusCode, response::Response};
use chrono::NaiveDate;
use serde_json::{Value, json};
use shared::{document::Key, ruleset::IdentityLevel};
use store::{claim::Claim, process::Process, roll::Entry};

use super::{Kept, retention};
use crate::{citizen::claims::told, results::download, visit::Visit};

/// What the site keeps of the viewer, as a file.
///
/// # Errors
/// 401 when nobody is signed in, 404 where no data are kept, 500 when the database does not answer.
pub async fn file(Extension(visit): Extension<Visit>) -> Result<Response, StatusCode> {
    if !visit.site.kind.runs_processes() {
        return Err(StatusCode::NOT_FOUND);
    }
    let viewer = visit.viewer.clone().ok_or(StatusCode::UNAUTHORIZED)?;
    let mut tx = visit.enter().await.map_err(download::failed)?;
    let kept = Kept::of(&visit, &mut tx, &viewer).await.map_err(download::failed)?;
    let document = written(&visit, &kept.ok_or(StatusCode::NOT_FOUND)?);
    let text = serde_json::to_string_pretty(&document).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(download::file("application/json", "mis-datos.json", Body::from(text)))
}

fn written(visit: &Visit, kept: &Kept) -> Value {
    let day = |day: NaiveDate| day.to_string();
    let Kept { account, roles, sessions, votes, .. } = kept;
    let roles = roles.iter().map(|held| json!({ "role": held.role, "granted_at": held.granted_at }));
    // To the day: to the second it would be when this was asked for.
    let sessions = sessions.iter().map(
        |one| json!({ "created_at": one.created_at, "last_seen_on": day(visit.local(one.last_seen_at).date()), "expires_at": one.expires_at }),
    );
    let votes = votes.iter();
    let votes = votes.map(|one| json!({ "process": one.process, "contest": one.contest, "channel": one.channel }));
    let ideas = kept.ideas.iter().map(|idea| {
        json!({
            "number": idea.number, "title": idea.title, "need": idea.need, "place": idea.place,
            "theme": idea.theme.as_ref().map(Key::as_str), "submitted_at": idea.submitted_at,
            "state": idea.stage.state().as_str(), "withdrawn": idea.withdrawn,
        })
    });
    let supports = kept
        .supports
        .iter()
        .map(|one| json!({ "process": one.process, "number": one.number, "title": one.title, "at": one.at }));
    let seats = kept.seats.iter().map(|seat| {
        json!({
            "body": seat.body, "sector": seat.sector, "name": seat.name, "place": seat.place, "gender": seat.gender,
            "born": seat.born.map(day), "from": day(seat.from), "until": seat.until.map(day),
            "filled_by": seat.filled_by, "act": seat.act, "declared": seat.declared,
            "trained_on": seat.trained_on.map(day), "contact": seat.contact,
        })
    });
    let candidacies = kept.candidacies.iter().map(|one| {
        json!({
            "body": one.body, "sector": one.sector, "stood_at": one.stood_at, "withdrawn_at": one.withdrawn_at,
        })
    });
    let acts = kept.acts.iter();
    let acts = acts.map(|one| json!({ "at": one.at, "act": one.act, "object": one.object, "reason": one.reason }));
    let claims = kept.claims().map(|(process, found)| claim(visit, process, found));
    json!({
        "site": visit.site.slug.as_str(),
        "written_on": day(visit.today()),
        "account": {
            "name": account.name, "born": account.born.map(day), "territory": account.territory,
            "since": account.since, "issuer": account.issuer, "subject": account.subject,
            "identity_level": account.level.map(IdentityLevel::as_str), "documents": account.documents,
            "rolls": account.rolls, "guardian_consent": account.guardian_consent,
            "organisations": account.organisations, "document_known_by_hash": account.has_document,
            "document_of_another_account": account.document_taken,
        },
        "roles": roles.collect::<Vec<_>>(),
        "sessions": sessions.collect::<Vec<_>>(),
        "rolls": kept.rolls.as_ref().map(|entries| {
            entries.iter().map(|found| entry(kept, found)).collect::<Vec<_>>()
        }),
        "votes": votes.collect::<Vec<_>>(),
        "ideas": ideas.collect::<Vec<_>>(),
        "supports": supports.collect::<Vec<_>>(),
        "seats": seats.collect::<Vec<_>>(),
        "candidacies": candidacies.collect::<Vec<_>>(),
        "acts": acts.collect::<Vec<_>>(),
        "claims": claims.collect::<Vec<_>>(),
        "deleted": retention(visit, kept),
    })
}

fn entry(kept: &Kept, entry: &Entry) -> Value {
    json!({
        "roll": entry.roll.as_str(),
        "name": kept.roll_name(entry.roll.as_str()),
        "counts": entry.counts(),
        "corrected": entry.corrected,
        "corrected_territory": entry.placed,
        "entry": entry.listed.as_ref().map(|listed| json!({
            "last_three": listed.last_three.as_str(), "territory": listed.territory,
            "born": listed.born.map(|born| born.to_string()),
        })),
    })
}

fn claim(visit: &Visit, process: &Process, claim: &Claim) -> Value {
    let steps = told::steps(claim).map(|step| {
        let tells = told::tells(claim, step.step);
        json!({
            "at": step.at, "step": tells.then_some(step.step.as_str()),
            "said": step.said.as_ref().filter(|_| tells),
        })
    });
    let subject = claim.subject.as_ref();
    json!({
        "process": process.name, "number": claim.number, "kind": claim.kind.as_str(), "filed_at": claim.filed_at,
        "said": claim.said, "document_last_three": subject.and_then(|one| Some(one.document.as_ref()?.1.as_str())),
        "contact": subject.and_then(|one| one.contact.as_ref()),
        "standing": told::standing(visit, process, claim), "steps": steps.collect::<Vec<_>>(),
    })
}
