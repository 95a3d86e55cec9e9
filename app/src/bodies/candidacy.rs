//! Standing for a seat: the form on a body's page, and the list for whoever appoints.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    committee::{Appointment, Candidate, open_sectors},
    id::{BodyId, PersonId},
    permission::{Action, Object},
    ruleset::Incompatibility,
};
use store::{
    TenantTx, audit, body,
    candidacy::{self, Candidacy},
    person,
};
use uuid::Uuid;

use super::{
    composition,
    ground::{Ground, Known, ground_for},
};
use crate::{
    admin::signed_in,
    components::{Csrf, ErrorSummary, FieldError, Icon, described_by},
    forms::{Declined, Done, FieldMessage, Posted, Rejected, answer},
    path,
    refusal::Refused,
    text,
    visit::Visit,
};

/// What a body's page says of standing for its seats; nothing where the rules let nobody.
pub(super) async fn section(
    visit: &Visit,
    tx: &mut TenantTx,
    ground: &Ground,
    known: &Known,
) -> store::Result<Option<AnyView>> {
    let given = ground.rules.powers.iter().any(|power| power.may.contains(&Action::JoinBody));
    if !given || open_sectors(&known.rule, known.kind()).next().is_none() {
        return Ok(None);
    }
    let locale = visit.locale();
    let own = match &visit.viewer {
        Some(viewer) => candidacy::find(tx, known.id, viewer.person).await?,
        None => None,
    };
    let count = match candidacy::of_body(tx, known.id).await?.len() {
        0 => text::candidacy::count_none(locale).to_owned(),
        1 => text::candidacy::count_one(locale).to_owned(),
        many => text::candidacy::count(locale, visit.integer(many as u64)),
    };
    let actor = ground.actor();
    let asked = ground.ask(actor, Action::JoinBody, &Object::of(ground.area_of(known)), visit.now);
    let form = match (own, asked) {
        (Some(own), _) => standing(visit, known, &own),
        (None, Ok(_)) => form(visit, known),
        (None, Err(why)) => {
            view! { <Refused visit rules=Some(&*ground.rules) action=Action::JoinBody why=&why/> }.into_any()
        }
    };
    let section = view! {
        <section class="section stack" aria-labelledby="stand">
            <h2 id="stand">{text::candidacy::title(locale)}</h2>
            <p>{count} " " {text::candidacy::not_public(locale)}</p>
            {form}
        </section>
    };
    Ok(Some(section.into_any()))
}

/// Somebody who stands already, and the way back.
fn standing(visit: &Visit, known: &Known, own: &Candidacy) -> AnyView {
    let locale = visit.locale();
    let sector = composition::sector(known, &own.sector);
    view! {
        <p>
            <span class="chip chip--ok"><Icon name="check"/>{text::candidacy::list_title(locale)}</span>
            " " {text::candidacy::standing(locale, sector, visit.date(own.stood_at))}
        </p>
        <p>{text::candidacy::what_now(locale)}</p>
        <form method="post" action=WithdrawCandidacy::url()>
            <Csrf visit/>
            <input type="hidden" name="body" value=known.id.to_string()/>
            <div class="actions"><button class="btn" type="submit">{text::candidacy::withdraw(locale)}</button></div>
        </form>
    }
    .into_any()
}

fn form(visit: &Visit, known: &Known) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("stand");
    let training = known.rule.training.as_ref().map(|training| {
        view! { <p>{text::candidacy::training(locale, training)}</p> }
    });
    let ticked = rejected.value("accept") == "yes";
    view! {
        <form class="form" method="post" action=StandForSeat::url()>
            <Csrf visit/>
            <ErrorSummary rejected=&rejected locale/>
            <input type="hidden" name="body" value=known.id.to_string()/>
            {sectors(visit, known, &rejected)}
            {declaration(visit, known, &rejected)}
            {training}
            <fieldset class="choices">
                <legend class="visually-hidden">{text::candidacy::title(locale)}</legend>
                <FieldError name="accept" rejected=&rejected locale/>
                <label class="choice">
                    <input
                        type="checkbox" id="accept" name="accept" value="yes" checked=ticked
                        aria-describedby=described_by("accept", false, &rejected)
                    />
                    <span class="choice__text">{text::candidacy::accept(locale)}</span>
                </label>
            </fieldset>
            <div class="actions">
                <button class="btn btn--primary" type="submit">{text::candidacy::stand(locale)}</button>
            </div>
        </form>
    }
    .into_any()
}

fn sectors(visit: &Visit, known: &Known, rejected: &Rejected) -> AnyView {
    let locale = visit.locale();
    let chosen = rejected.value("sector");
    let only = open_sectors(&known.rule, known.kind()).count() == 1;
    let each = open_sectors(&known.rule, known.kind())
        .enumerate()
        .map(|(place, seats)| {
            let ticked = only || chosen == seats.sector.as_str();
            let way = text::bodies::filling(locale, seats.filled_by).to_lowercase();
            view! {
                <label class="choice">
                    <input
                        type="radio" id=(place == 0).then_some("sector") name="sector" value=seats.sector.to_string()
                        checked=ticked
                    />
                    <span class="choice__text">
                        <strong>{seats.name.to_string()}</strong>
                        <span class="muted">{text::candidacy::filled(locale, way)}</span>
                    </span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="choices" aria-describedby=described_by("sector", false, rejected)>
            <legend>{text::candidacy::sector(locale)}</legend>
            <FieldError name="sector" rejected locale/>
            {each}
        </fieldset>
    }
    .into_any()
}

/// What the rules exclude, to be marked by whoever is it.
fn declaration(visit: &Visit, known: &Known, rejected: &Rejected) -> Option<AnyView> {
    if known.rule.incompatible.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let marked: Vec<Incompatibility> =
        rejected.value("declared").split(' ').filter_map(|word| word.parse().ok()).collect();
    let each = known
        .rule
        .incompatible
        .iter()
        .enumerate()
        .map(|(place, which)| {
            let said = text::bodies::declares_being(locale, text::bodies::word(locale, which.as_str()));
            view! {
                <label class="choice">
                    <input
                        type="checkbox" id=(place == 0).then_some("declared") name="declared[]" value=which.as_str()
                        checked=marked.contains(which)
                    />
                    <span class="choice__text">{said}</span>
                </label>
            }
        })
        .collect_view();
    Some(
        view! {
            <fieldset class="choices" aria-describedby=described_by("declared", false, rejected)>
                <legend>{text::candidacy::declares(locale)}</legend>
                <p class="field__hint">{text::candidacy::declares_hint(locale)}</p>
                <FieldError name="declared" rejected locale/>
                {each}
            </fieldset>
        }
        .into_any(),
    )
}

/// Those who stand, for whoever appoints.
pub(super) fn list(
    visit: &Visit,
    known: &Known,
    candidates: &[Candidacy],
    appointments: &[Appointment],
) -> Option<AnyView> {
    if candidates.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let rows = candidates
        .iter()
        .map(|one| {
            let sits = known.sitting(appointments, visit.today()).any(|sitting| sitting.person == one.person);
            let next = if sits {
                view! { <span class="chip chip--ok"><Icon name="check"/>{text::candidacy::seated(locale)}</span> }
                    .into_any()
            } else {
                let here = path::admin_body(known.id);
                let href = path::with_query(&here, &[("candidatura", &one.person.to_string())]);
                view! {
                    <a
                        class="btn btn--small" href=format!("{href}#appoint")
                        aria-label=text::candidacy::appoint_one(locale, &one.name)
                    >
                        {text::candidacy::appoint(locale)}
                    </a>
                }
                .into_any()
            };
            view! {
                <tr>
                    <th scope="row">{one.name.clone()}</th>
                    <td data-label=text::bodies::seat(locale)>{composition::sector(known, &one.sector)}</td>
                    <td data-label=text::candidacy::when(locale)>{visit.date_time(one.stood_at)}</td>
                    <td>{next}</td>
                </tr>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="section">
                <h2>{text::candidacy::list_title(locale)}</h2>
                <p>{text::candidacy::list_lead(locale)}</p>
                <div class="table-wrap" role="region" aria-labelledby="candidates" tabindex="0">
                    <table class="table table--stack">
                        <caption id="candidates" class="visually-hidden">{text::candidacy::list_title(locale)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{text::bodies::person(locale)}</th>
                                <th scope="col">{text::bodies::seat(locale)}</th>
                                <th scope="col">{text::candidacy::when(locale)}</th>
                                <td></td>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}

/// Stands for a seat of a body.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "inscripcion")]
pub async fn stand_for_seat(
    body: String,
    #[server(default)] sector: String,
    #[server(default)] declared: Vec<String>,
    #[server(default)] accept: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = body.parse().map_or_else(|_| path::BODIES.to_owned(), path::body);
    let all = declared.join(" ");
    let posted = Posted::new("stand", page, [("sector", &*sector), ("declared", &*all), ("accept", &*accept)]);
    let outcome = stand(&visit, &body, &sector, &declared, accept == "yes").await;
    answer(&visit, posted, outcome).await
}

async fn body_of(visit: &Visit, tx: &mut TenantTx, id: &str) -> Result<(Ground, Known), Declined> {
    let gone = || Declined::Refused(text::common::not_found_title(visit.locale()).to_owned());
    let ground = ground_for(visit, tx).await?;
    let id: BodyId = id.parse().map_err(|_| gone())?;
    let known = ground.body(tx, id).await?.ok_or_else(gone)?;
    Ok((ground, known))
}

async fn stand(visit: &Visit, body: &str, sector: &str, declared: &[String], accepts: bool) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let (ground, known) = body_of(visit, &mut tx, body).await?;
    let actor = ground.actor();
    ground
        .ask(actor, Action::JoinBody, &Object::of(ground.area_of(&known)), visit.now)
        .map_err(|why| ground.declined(visit, Action::JoinBody, &why))?;
    let gone = || Declined::Refused(text::bodies::person_gone(locale).to_owned());
    let person = person::find(&mut tx, viewer.person).await?.ok_or_else(gone)?;
    let name = person.name.trim().parse().map_err(|_| gone())?;
    let mut errors = Vec::new();
    let mut sector_known = None;
    if let Ok(sector) = sector.parse() {
        let declared = declared.iter().filter_map(|word| word.parse().ok()).collect();
        let candidate = Candidate { person: person.id, name, born: person.birth_date, sector, declared };
        let stored = body::appointments(&mut tx, known.id).await?;
        let mut all: Vec<Appointment> = stored.into_iter().map(|(_, one)| one).collect();
        if let Some(defects) = candidate.barred(&known.rule, known.kind(), &all, visit.today()) {
            all.extend(candidate.appointed(&known.rule, known.kind(), &all, visit.today()));
            errors.extend(defects.iter().map(|defect| {
                let field = match defect {
                    shared::committee::Defect::Incompatible { .. } => "declared",
                    _ => "sector",
                };
                let said = composition::sentences(visit, &known, &all, std::slice::from_ref(defect)).concat();
                FieldMessage::new(field, said)
            }));
            sector_known = Some(candidate.sector);
        }
    }
    if sector_known.is_none() {
        errors.push(FieldMessage::new("sector", text::candidacy::sector_missing(locale)));
    }
    if !accepts {
        errors.push(FieldMessage::new("accept", text::candidacy::accept_missing(locale)));
    }
    let Some(sector) = sector_known.filter(|_| errors.is_empty()) else { return Err(Declined::Invalid(errors)) };
    if candidacy::stand(&mut tx, known.id, person.id, &sector, visit.now).await? {
        record(visit, &mut tx, &known, person.id, "stand_for_seat", Some(sector.as_str())).await?;
        tx.commit().await?;
    }
    let message = text::candidacy::stood(locale, composition::sector(&known, &sector));
    Ok(Done { to: path::body(known.id), message: Some(message) })
}

async fn record(
    visit: &Visit,
    tx: &mut TenantTx,
    known: &Known,
    person: PersonId,
    act: &str,
    sector: Option<&str>,
) -> store::Result<()> {
    let act = audit::Act {
        person: Some(person),
        act,
        object: &known.name(),
        reason: None,
        before: None,
        after: Some(&json!({ "sector": sector })),
    };
    audit::record(tx, Uuid::new_v4(), visit.now, &act).await
}

/// Takes the own registration back. That is everybody's own to do, at any time: it needs no power of the rules.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "retirar-inscripcion")]
pub async fn withdraw_candidacy(body: String) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = body.parse().map_or_else(|_| path::BODIES.to_owned(), path::body);
    let posted = Posted::new("withdraw", page, []);
    let outcome = withdraw(&visit, &body).await;
    answer(&visit, posted, outcome).await
}

async fn withdraw(visit: &Visit, body: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let (_, known) = body_of(visit, &mut tx, body).await?;
    if !candidacy::withdraw(&mut tx, known.id, viewer.person, visit.now).await? {
        return Err(Declined::Refused(text::candidacy::not_standing(locale).to_owned()));
    }
    record(visit, &mut tx, &known, viewer.person, "withdraw_candidacy", None).await?;
    tx.commit().await?;
    Ok(Done { to: path::body(known.id), message: Some(text::candidacy::withdrawn(locale).to_owned()) })
}
