//! Answering a claim: asking for what is missing, putting the answer off, deciding. What is right and concerns a roll is
//! carried out by a correction, with the second person that corrections take.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    claim::{ClaimKind, Said, Standing, Step},
    document::Key,
    id::RollCorrectionId,
    permission::{Action, Object},
    ruleset::{Code, Entries},
};
use store::{
    StoreError, TenantTx, audit,
    claim::{self, Claim, NewStep},
    process::{self, Process},
    roll::{self, NewCorrection, What},
};
use uuid::Uuid;

use crate::{
    admin::{
        rolls::{self, Places},
        signed_in,
    },
    components::{Csrf, ErrorSummary, FieldError, Select, TextArea, TextField},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    gate::Gate,
    path,
    text::claim as words,
    visit::{Viewer, Visit},
};

const FORM: &str = "answer-claim";

/// How long it is said how somebody made sure who filed a claim.
const IDENTITY: std::ops::RangeInclusive<usize> = 5..=200;

/// What the form that answers a claim shows.
pub(super) struct Ground<'a> {
    pub claim: &'a Claim,
    /// The rolls that can be corrected, with their names.
    pub rolls: &'a [(Key, String)],
    /// Where a correction can say that somebody belongs.
    pub places: &'a Places,
    pub has_document: bool,
}

/// The form that answers a claim.
pub(super) fn form(visit: &Visit, ground: &Ground<'_>, standing: Standing) -> AnyView {
    let locale = visit.locale();
    let Ground { claim, rolls, places, has_document } = *ground;
    let Some(viewer) = visit.viewer.as_deref() else { return ().into_any() };
    let is_own = claim.is_of(viewer.person, viewer.document);
    if is_own {
        return view! { <p>{words::own(locale)}</p> }.into_any();
    }
    let rejected = visit.rejected(FORM);
    let chosen = rejected.value("step");
    let steps = [
        (Step::Asked, words::do_ask(locale)),
        (Step::Extended, words::do_extend(locale)),
        (Step::Upheld, words::do_uphold(locale)),
        (Step::Refused, words::do_refuse(locale)),
    ];
    let choices = steps
        .into_iter()
        .filter(|(step, _)| standing.may(*step, is_own, visit.today()).is_ok())
        .map(|(step, label)| {
            view! {
                <label class="choice">
                    <input type="radio" name="step" value=step.as_str() checked=chosen == step.as_str()/>
                    <span class="choice__text">{label}</span>
                </label>
            }
        })
        .collect_view();
    let carry = (has_document && !rolls.is_empty()).then(|| {
        let options = rolls.iter().flat_map(|(id, name)| {
            [(What::Added, words::carry_add(locale, name)), (What::Removed, words::carry_remove(locale, name))]
                .map(|(what, label)| (format!("{}:{id}", what.as_str()), label))
        });
        view! {
            <Select
                name="carry" label=words::carry(locale) prompt=words::carry_none(locale) options=options.collect()
                rejected=&rejected locale
            />
            {places.field(&rejected, locale)}
        }
    });
    let identity = claim.needs_identity().then(|| {
        view! {
            <TextField
                name="identity" label=words::identity(locale) hint=words::identity_hint(locale) rejected=&rejected
                autocomplete="off" locale
            />
        }
    });
    view! {
        <section class="section stack" aria-labelledby="answer">
            <h2 id="answer">{words::answer(locale)}</h2>
            <form class="form" method="post" autocomplete="off" action=AnswerClaim::url()>
                <Csrf visit/>
                <input type="hidden" name="claim" value=claim.id.to_string()/>
                <ErrorSummary rejected=&rejected locale/>
                <fieldset class="choices" id="step">
                    <legend>{words::step(locale)}</legend>
                    <FieldError name="step" rejected=&rejected locale/>
                    {choices}
                </fieldset>
                {carry}
                <TextArea
                    name="reason" label=words::reasons(locale) hint=words::reasons_hint(locale) rows=5
                    rejected=&rejected locale
                />
                {identity}
                <div class="actions">
                    <button class="btn btn--primary" type="submit">{words::answer_do(locale)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// What an official typed.
struct Typed<'a> {
    step: &'a str,
    carry: &'a str,
    territory: &'a str,
    reason: &'a str,
    identity: &'a str,
}

/// An answer that makes sense for its claim.
struct Answer {
    step: Step,
    said: Said,
    identity: Option<String>,
    carry: Option<Carry>,
}

/// The correction of a roll that a claim is right about.
struct Carry {
    what: What,
    roll: Key,
    territory: Option<Code>,
}

/// Answers a claim on personal data.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "responder-reclamo")]
pub async fn answer_claim(
    #[server(default)] claim: String,
    #[server(default)] step: String,
    #[server(default)] carry: String,
    #[server(default)] territory: String,
    #[server(default)] reason: String,
    #[server(default)] identity: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = claim.parse::<Uuid>().map_or_else(|_| path::ADMIN_CLAIMS.to_owned(), path::admin_claim);
    let typed = Typed { step: &step, carry: &carry, territory: &territory, reason: &reason, identity: &identity };
    let posted = Posted::new(
        FORM,
        page,
        [
            ("step", typed.step),
            ("carry", typed.carry),
            ("territory", typed.territory),
            ("reason", typed.reason),
            ("identity", typed.identity),
        ],
    );
    let outcome = give(&visit, &claim, &typed).await;
    answer(&visit, posted, outcome).await
}

async fn give(visit: &Visit, id: &str, typed: &Typed<'_>) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let gone = || Declined::Refused(crate::text::common::not_found_title(locale).to_owned());
    let mut tx = visit.enter().await?;
    let process = process::current(&mut tx).await?.ok_or_else(gone)?;
    let gate = Gate::of(visit, &mut tx, &process).await?;
    gate.allow(visit, Action::AnswerClaims, &Object::anywhere())?;
    let id = id.parse().map_err(|_| gone())?;
    let claim = claim::find(&mut tx, process.id, id).await?.ok_or_else(gone)?;
    let answer = read(visit, &claim, &Places::of(&mut tx).await?, typed)?;
    let standing = claim.standing(&process, visit.today());
    standing
        .may(answer.step, claim.is_of(viewer.person, viewer.document), visit.today())
        .map_err(|why| Declined::Refused(words::barred_by(locale, why).to_owned()))?;
    let carried = match &answer.carry {
        Some(carry) => {
            gate.allow(visit, Action::ManageRolls, &Object::anywhere())?;
            Some(carry_out(visit, &mut tx, (&process, &claim), viewer, carry).await?)
        }
        None if answer.step == Step::Upheld => {
            names_a_roll(&mut tx, &process, &claim, visit).await?;
            None
        }
        None => None,
    };
    let correction = carried.map(|(correction, _)| correction);
    let new = NewStep {
        step: answer.step,
        by: Some(viewer.person),
        said: &answer.said,
        identity: answer.identity.as_deref(),
        correction,
    };
    match claim::take(&mut tx, &claim, new, visit.now).await {
        Err(StoreError::Conflict(_)) => return Err(Declined::Refused(words::changed(locale).to_owned())),
        taken => taken?,
    }
    // The words of a claim can be deleted; the trail cannot, and does not have them.
    let after = json!({ "step": answer.step.as_str(), "correction": correction });
    let act = audit::Act {
        person: Some(viewer.person),
        act: "answer_claim",
        object: &format!("claim {}", claim.number),
        reason: None,
        before: None,
        after: Some(&after),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    let waits = carried.is_some_and(|(_, holds)| !holds);
    let message = if waits { words::answered_waits(locale) } else { words::answered(locale) };
    Ok(Done { to: path::admin_claim(claim.id), message: Some(message.to_owned()) })
}

fn read(visit: &Visit, claim: &Claim, places: &Places, typed: &Typed<'_>) -> Result<Answer, Declined> {
    let locale = visit.locale();
    let mut errors = Vec::new();
    let step = typed.step.parse::<Step>().ok().filter(|step| *step != Step::Completed);
    if step.is_none() {
        errors.push(FieldMessage::new("step", words::step_missing(locale)));
    }
    let carry = Some(typed.carry).filter(|carry| !carry.is_empty() && step == Some(Step::Upheld));
    let carry = carry.map(|carry| {
        let (what, roll) = carry.split_once(':')?;
        Some((What::read(what)?, roll.parse::<Key>().ok()?))
    });
    let carry = match carry {
        Some(None) => {
            errors.push(FieldMessage::new("carry", words::carry_wrong(locale)));
            None
        }
        Some(Some((what, roll))) => {
            let territory = places.chosen(typed.territory, Some(what), locale);
            let territory = territory.map_err(|error| errors.push(error)).unwrap_or_default();
            Some(Carry { what, roll, territory })
        }
        None => {
            if step == Some(Step::Upheld) && !typed.territory.is_empty() {
                errors.push(FieldMessage::new("carry", words::carry_where(locale)));
            }
            None
        }
    };
    let said = typed.reason.parse::<Said>();
    if said.is_err() {
        let wrong = words::said_wrong(locale, Said::SHORTEST, Said::LONGEST);
        errors.push(FieldMessage::new("reason", wrong));
    }
    let identity = typed.identity.trim();
    let decides = matches!(step, Some(Step::Upheld | Step::Refused));
    let needed = decides && claim.needs_identity();
    if needed && !IDENTITY.contains(&identity.chars().count()) {
        errors.push(FieldMessage::new("identity", words::identity_missing(locale)));
    }
    match (step, said, errors.is_empty()) {
        (Some(step), Ok(said), true) => Ok(Answer { step, said, identity: needed.then(|| identity.to_owned()), carry }),
        _ => Err(Declined::Invalid(errors)),
    }
}

/// Enters the correction that a claim is right about; says whether it holds at once.
async fn carry_out(
    visit: &Visit,
    tx: &mut TenantTx,
    (process, claim): (&Process, &Claim),
    viewer: &Viewer,
    carry: &Carry,
) -> Result<(RollCorrectionId, bool), Declined> {
    let wrong = || Declined::Invalid(vec![FieldMessage::new("carry", words::carry_wrong(visit.locale()))]);
    let rule = process.rule_set.rolls.iter().find(|rule| rule.id == carry.roll && rule.entries == Entries::People);
    let rule = rule.ok_or_else(wrong)?;
    let document = claim.subject.as_ref().and_then(|subject| subject.document.as_ref());
    let (hash, last_three) = document.ok_or_else(wrong)?;
    if roll::in_force(tx, &rule.id).await?.is_none() {
        return Err(wrong());
    }
    let cause = words::cause(visit.site.locale, claim.number, &process.name);
    let new = NewCorrection {
        id: visit.fresh_id(),
        roll: &rule.id,
        what: carry.what,
        hash: *hash,
        last_three,
        territory: carry.territory.as_ref(),
        cause: &cause,
        by: viewer.person,
    };
    let holds = rolls::keep_correction(visit, tx, rule, &new).await?;
    Ok((new.id, holds))
}

/// A claim of somebody who is missing is right only with the roll that they are added to, where there is one to add to.
async fn names_a_roll(tx: &mut TenantTx, process: &Process, claim: &Claim, visit: &Visit) -> Result<(), Declined> {
    let has_document = claim.subject.as_ref().is_some_and(|subject| subject.document.is_some());
    if claim.kind != ClaimKind::NotListed || !has_document {
        return Ok(());
    }
    for rule in process.rule_set.rolls.iter().filter(|rule| rule.entries == Entries::People && !rule.excludes) {
        if roll::in_force(tx, &rule.id).await?.is_some() {
            let message = FieldMessage::new("carry", words::carry_missing(visit.locale()));
            return Err(Declined::Invalid(vec![message]));
        }
    }
    Ok(())
}
