//! Corrections: with a cause, and where the rules ask for it approved by a second person.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    id::RollCorrectionId,
    permission::Action,
    roll::{DocumentNumber, kind_of},
    ruleset::{Code, Entries, Roll},
};
use store::{
    TenantTx, audit,
    roll::{self, Correction, NewCorrection, State, What},
};
use uuid::Uuid;

use super::{Ground, Places, expected, named, page_of, secret};
use crate::{
    admin::{allow, input, signed_in},
    components::{Column, Csrf, ErrorSummary, Icon, Select, Table, TextField},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    text::rolls as words,
    visit::Visit,
};

const FORM: &str = "correct-roll";

/// The corrections so far and the form for one more, where the roll is one of people and in force.
pub(super) fn section(visit: &Visit, ground: &Ground) -> Option<AnyView> {
    let locale = visit.locale();
    let in_force = ground.of(&[State::InForce]).is_some();
    if ground.rule.entries == Entries::Accounts || !in_force && ground.corrections.is_empty() {
        return None;
    }
    let form = (ground.manages && in_force).then(|| form(visit, ground));
    Some(
        view! {
            <section class="section stack" aria-labelledby="corrections-title">
                <h2 id="corrections-title">{words::corrections(locale)}</h2>
                <p>{words::corrections_lead(locale)}</p>
                {list(visit, ground)}
                {form}
            </section>
        }
        .into_any(),
    )
}

fn list(visit: &Visit, ground: &Ground) -> AnyView {
    let locale = visit.locale();
    if ground.corrections.is_empty() {
        return view! { <p>{words::corrections_none(locale)}</p> }.into_any();
    }
    let rows = ground
        .corrections
        .iter()
        .map(|one| {
            let what = match one.what {
                What::Added => words::added_short(locale),
                What::Removed => words::removed_short(locale),
            };
            let told = match &one.territory {
                Some(code) => words::in_territory(locale, what, code),
                None => what.to_owned(),
            };
            let (name, at) = (&one.entered_by.1, visit.date_time(one.entered_at));
            view! {
                <tr>
                    <th scope="row">{words::ends_in(locale, one.last_three.as_str())}</th>
                    <td data-label=words::what(locale)>{told}</td>
                    <td data-label=words::cause(locale)>
                        {one.cause.clone()} <p class="muted">{words::at(locale, name, at)}</p>
                    </td>
                    <td data-label=words::state(locale)>{decision(visit, ground, one)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::words(words::document(locale)),
        Column::words(words::what(locale)),
        Column::words(words::cause(locale)),
        Column::words(words::state(locale)),
    ];
    view! { <Table id="corrections" caption=words::corrections_table(locale) titled=true columns>{rows}</Table> }
        .into_any()
}

fn decision(visit: &Visit, ground: &Ground, one: &Correction) -> AnyView {
    let locale = visit.locale();
    if let Some(decided) = &one.decision {
        let (class, icon, word) = if decided.approved {
            ("chip chip--ok", "check", words::holds(locale))
        } else {
            ("chip chip--no", "cross", words::does_not_hold(locale))
        };
        let by = words::at(locale, &decided.by, visit.date_time(decided.at));
        let reason = decided.reason.clone().map(|reason| view! { <p>{reason}</p> });
        return view! { <span class=class><Icon name=icon/>{word}</span> {reason} <p class="muted">{by}</p> }
            .into_any();
    }
    let waits = view! { <span class="chip chip--wait"><Icon name="clock"/>{words::waits(locale)}</span> };
    let own = visit.viewer.as_ref().is_some_and(|viewer| viewer.person == one.entered_by.0);
    let forms = if !ground.approves {
        ().into_any()
    } else if own && !ground.rule.single_handed {
        view! { <p class="muted">{words::correction_own(locale)}</p> }.into_any()
    } else {
        let button = |how: &'static str, label: &'static str| {
            let which = words::ends_in(locale, one.last_three.as_str());
            view! {
                <form method="post" action=DecideCorrection::url()>
                    <Csrf visit/>
                    <input type="hidden" name="roll" value=ground.rule.id.to_string()/>
                    <input type="hidden" name="correction" value=one.id.to_string()/>
                    <input type="hidden" name="how" value=how/>
                    <button class="btn btn--small" type="submit">
                        {label}<span class="visually-hidden">" " {which}</span>
                    </button>
                </form>
            }
        };
        let approve = button("approve", words::correction_approve(locale));
        let refuse = button("refuse", words::correction_refuse(locale));
        view! { <div class="cluster">{approve}{refuse}</div> }.into_any()
    };
    view! { {waits} {forms} }.into_any()
}

fn form(visit: &Visit, ground: &Ground) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected(FORM);
    let note = if ground.rule.single_handed { words::correct_one(locale) } else { words::correct_two(locale) };
    let options = [(What::Added, words::added(locale)), (What::Removed, words::removed(locale))]
        .map(|(what, label)| (what.as_str().to_owned(), label.to_owned()));
    view! {
        <h3>{words::correct(locale)}</h3>
        <p>{note}</p>
        <form class="form" method="post" autocomplete="off" action=CorrectRoll::url()>
            <Csrf visit/>
            <input type="hidden" name="roll" value=ground.rule.id.to_string()/>
            <ErrorSummary rejected=&rejected locale/>
            <Select
                name="what" label=words::what(locale) prompt=words::choose(locale) options=options.to_vec()
                rejected=&rejected locale
            />
            <TextField
                name="kind" label=words::document_kind(locale) hint=words::document_kind_hint(locale)
                rejected=&rejected class="input--short" autocomplete="off" locale
            />
            <TextField
                name="number" label=words::document(locale) hint=words::document_hint(locale) rejected=&rejected
                autocomplete="off" locale
            />
            {ground.places.field(&rejected, locale)}
            <TextField
                name="reason" label=words::cause(locale) hint=words::cause_hint(locale) rejected=&rejected
                autocomplete="off" locale
            />
            <div class="actions"><button class="btn" type="submit">{words::correct_do(locale)}</button></div>
        </form>
    }
    .into_any()
}

/// Enters a correction of a roll.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "corregir-padron")]
pub async fn correct_roll(
    #[server(default)] roll: String,
    #[server(default)] what: String,
    #[server(default)] kind: String,
    #[server(default)] number: String,
    #[server(default)] territory: String,
    #[server(default)] reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    // The number does not come back: nothing keeps it.
    let typed = [("what", what.as_str()), ("kind", &kind), ("territory", &territory), ("reason", &reason)];
    let posted = Posted::new(FORM, page_of(&roll), typed);
    let outcome = enter(&visit, &roll, (&what, &territory), (&kind, &number), &reason).await;
    answer(&visit, posted, outcome).await
}

async fn enter(
    visit: &Visit,
    id: &str,
    (what, territory): (&str, &str),
    (kind, number): (&str, &str),
    reason: &str,
) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let (process, rule) = named(visit, &mut tx, id).await?;
    allow(visit, &mut tx, &process, Action::ManageRolls).await?;
    let in_force = roll::in_force(&mut tx, &rule.id).await?.is_some();
    if rule.entries == Entries::Accounts || !in_force {
        return Err(Declined::Refused(words::now_none(locale).to_owned()));
    }
    let known = expected(visit, &mut tx, &process, &rule).await?;
    let mut errors = Vec::new();
    let what = What::read(what);
    if what.is_none() {
        errors.push(FieldMessage::new("what", words::what_missing(locale)));
    }
    let kind = kind_of(kind).filter(|kind| known.kinds.is_empty() || known.kinds.contains(kind));
    if kind.is_none() {
        errors.push(FieldMessage::new("kind", words::document_kind_wrong(locale)));
    }
    let document = kind.map(|kind| DocumentNumber::new(kind, number));
    if let Some(Err(_)) = document {
        errors.push(FieldMessage::new("number", words::document_wrong(locale)));
    }
    let territory = Places::of(&mut tx).await?.chosen(territory, what, locale).map_err(|error| errors.push(error));
    let cause = input::reason(reason, "reason", locale).map_err(|error| errors.push(error)).ok();
    let (Some(what), Some(Ok(document)), Ok(territory), Some(cause)) = (what, document, territory, cause) else {
        return Err(Declined::Invalid(errors));
    };
    let (hash, last_three) = (document.hash(&secret(visit)?), document.last_three());
    drop(document);
    let new = NewCorrection {
        id: visit.fresh_id(),
        roll: &rule.id,
        what,
        hash,
        last_three: &last_three,
        territory: territory.as_ref(),
        cause: &cause,
        by: viewer.person,
    };
    let holds = keep_correction(visit, &mut tx, &rule, &new).await?;
    tx.commit().await?;
    let message = if holds { words::was_corrected(locale) } else { words::correction_waits(locale) };
    Ok(Done { to: page_of(id), message: Some(message.to_owned()) })
}

/// Enters a correction, and writes it down. Where the rules let one person correct the roll it holds at once, else it waits
/// for another; says whether it holds.
///
/// # Errors
/// When the database does not answer.
pub(in crate::admin) async fn keep_correction(
    visit: &Visit,
    tx: &mut TenantTx,
    rule: &Roll,
    new: &NewCorrection<'_>,
) -> store::Result<bool> {
    roll::correct(tx, new, visit.now).await?;
    record(visit, tx, "correct_roll", &told(new), Some(new.cause), &rule.id).await?;
    if rule.single_handed {
        roll::decide(tx, new.id, true, None, new.by, visit.now).await?;
    }
    Ok(rule.single_handed)
}

fn told(new: &NewCorrection<'_>) -> serde_json::Value {
    json!({
        "correction": new.id, "what": new.what.as_str(), "last_three": new.last_three.as_str(),
        "territory": new.territory.map(Code::as_str),
    })
}

async fn record(
    visit: &Visit,
    tx: &mut TenantTx,
    act: &str,
    after: &serde_json::Value,
    reason: Option<&str>,
    roll: &shared::document::Key,
) -> store::Result<()> {
    let person = visit.viewer.as_ref().map(|viewer| viewer.person);
    let act = audit::Act { person, act, object: roll.as_str(), reason, before: None, after: Some(after) };
    audit::record(tx, Uuid::new_v4(), visit.now, &act).await
}

/// Approves or refuses a correction.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "decidir-correccion")]
pub async fn decide_correction(
    #[server(default)] roll: String,
    #[server(default)] correction: String,
    #[server(default)] how: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new("decide-correction", page_of(&roll), []);
    let outcome = decide(&visit, &roll, &correction, &how).await;
    answer(&visit, posted, outcome).await
}

async fn decide(visit: &Visit, id: &str, correction: &str, how: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let (process, rule) = named(visit, &mut tx, id).await?;
    allow(visit, &mut tx, &process, Action::ApproveRolls).await?;
    let gone = || Declined::Refused(words::correction_gone(locale).to_owned());
    let found = match correction.parse::<RollCorrectionId>() {
        Ok(found) => roll::find_correction(&mut tx, found).await?,
        Err(_) => None,
    };
    let found = found.filter(|one| one.roll == rule.id).ok_or_else(gone)?;
    if found.entered_by.0 == viewer.person && !rule.single_handed {
        return Err(Declined::Refused(words::correction_own(locale).to_owned()));
    }
    let (approved, message) = match how {
        "approve" => (true, words::correction_was_approved(locale)),
        "refuse" => (false, words::correction_was_refused(locale)),
        _ => return Err(gone()),
    };
    if !roll::decide(&mut tx, found.id, approved, None, viewer.person, visit.now).await? {
        return Err(gone());
    }
    let after = json!({ "correction": found.id, "approved": approved });
    record(visit, &mut tx, "decide_correction", &after, None, &rule.id).await?;
    tx.commit().await?;
    Ok(Done { to: page_of(id), message: Some(message.to_owned()) })
}
