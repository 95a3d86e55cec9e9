//! Saying why not as many ballots are on sheets as were handed out: one person says it, another one confirms or refuses.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    id::PersonId,
    paper::{Motion, Standing, Why},
    permission::Action,
};
use store::{
    StoreError,
    paper::{self, Balanced, Decided, Statement, Verdict},
};

use super::{
    called,
    ground::{Ground, record},
};
use crate::{
    admin::input,
    components::{Csrf, ErrorSummary, Select, TextField},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    path,
    text::paper as words,
    visit::Visit,
};

const FORM: &str = "explain";
const DECIDE: &str = "decide-explanation";

/// What was said of a desk, by whom, and what became of it.
pub(super) fn told(visit: &Visit, said: &Statement) -> String {
    let locale = visit.locale();
    let (why, at) = (words::why_of(locale, said.why), visit.date_time(said.at));
    let told = words::said(locale, why, &said.reason, &said.by.1, at);
    match &said.decided {
        None => told,
        Some(Decided { refused: None, by, .. }) => words::confirmed_by(locale, told, by),
        Some(Decided { refused: Some(reason), by, .. }) => words::refused_by(locale, told, by, reason),
    }
}

/// The forms on the first desk that is not square and on the first explanation that waits: one after the other, so that
/// nobody answers for two at once.
pub(super) fn forms(visit: &Visit, all: &[Balanced]) -> AnyView {
    view! { {explain_form(visit, all)} {confirm_form(visit, all)} }.into_any()
}

fn explain_form(visit: &Visit, all: &[Balanced]) -> Option<AnyView> {
    let locale = visit.locale();
    let rejected = visit.rejected(FORM);
    let one = all.iter().find(|one| one.balance.standing() == Standing::Unexplained)?;
    let desk = called(visit, &one.desk.1, one.desk.2);
    let (handed_out, agreed) = (visit.integer(one.balance.handed_out), visit.integer(one.balance.agreed));
    let reasons = Why::ALL.iter().map(|why| (why.to_string(), words::why_of(locale, *why).to_owned()));
    Some(
        view! {
            <form class="form" method="post" action=ExplainPaper::url()>
                <Csrf visit/>
                <h3>{words::explain(locale)}</h3>
                <p>{words::explain_lead(locale, desk, &one.contest.1, &handed_out, &agreed)}</p>
                <input type="hidden" name="desk" value=one.desk.0.to_string()/>
                <input type="hidden" name="contest" value=one.contest.0.to_string()/>
                <input
                    type="hidden" name="figures"
                    value=format!("{} {}", one.balance.handed_out, one.balance.agreed)
                />
                <ErrorSummary rejected=&rejected locale/>
                <Select
                    name="why" label=words::why(locale) prompt=words::why_prompt(locale) options=reasons.collect()
                    rejected=&rejected locale
                />
                <TextField name="reason" label=words::reason(locale) rejected=&rejected autocomplete="off" locale/>
                <div class="actions"><button class="btn" type="submit">{words::explain(locale)}</button></div>
            </form>
        }
        .into_any(),
    )
}

fn confirm_form(visit: &Visit, all: &[Balanced]) -> Option<AnyView> {
    let locale = visit.locale();
    let one = all.iter().find(|one| one.balance.standing() == Standing::Proposed)?;
    let said = one.said.as_ref()?;
    let desk = called(visit, &one.desk.1, one.desk.2);
    let (handed_out, agreed) = (visit.integer(one.balance.handed_out), visit.integer(one.balance.agreed));
    let names =
        [("desk", one.desk.0.to_string()), ("contest", one.contest.0.to_string()), ("number", said.number.to_string())];
    let labels = (words::explanation_confirm(locale), words::explanation_refuse(locale));
    Some(
        view! {
            <h3>{words::explanation(locale)}</h3>
            <p>{words::waits(locale, desk, &one.contest.1, handed_out, agreed)}</p>
            <p>{told(visit, said)}</p>
            {decision(visit, (DECIDE, DecideExplanation::url()), &names, said.by.0, labels)}
        }
        .into_any(),
    )
}

/// The two forms of whoever decides on what another person proposed: to confirm it, and to refuse it with a reason.
/// `names` is what it is known by.
pub(in crate::admin) fn decision(
    visit: &Visit,
    (form, url): (&'static str, &'static str),
    names: &[(&'static str, String)],
    proposed_by: PersonId,
    (confirm, refuse): (&'static str, &'static str),
) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected(form);
    let hidden = || {
        let fields = names.iter().map(|(name, value)| view! { <input type="hidden" name=*name value=value.clone()/> });
        fields.collect_view()
    };
    let confirming = if visit.viewer.as_ref().is_some_and(|viewer| viewer.person == proposed_by) {
        view! { <p>{words::own_motion(locale)}</p> }.into_any()
    } else {
        view! {
            <form class="form no-print" method="post" action=url>
                <Csrf visit/>
                {hidden()}
                <input type="hidden" name="how" value="confirm"/>
                <div class="actions"><button class="btn btn--primary" type="submit">{confirm}</button></div>
            </form>
        }
        .into_any()
    };
    view! {
        {confirming}
        <details class="more" open={!rejected.errors.is_empty()}>
            <summary>{refuse}</summary>
            <form class="form no-print" method="post" action=url>
                <Csrf visit/>
                {hidden()}
                <input type="hidden" name="how" value="refuse"/>
                <ErrorSummary rejected=&rejected locale/>
                <TextField name="refusal" label=words::refuse_reason(locale) rejected=&rejected autocomplete="off" locale/>
                <div class="actions"><button class="btn" type="submit">{refuse}</button></div>
            </form>
        </details>
    }
    .into_any()
}

/// Keeps why the figures of a desk differ.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "explicar-papel")]
pub async fn explain_paper(
    #[server(default)] desk: String,
    #[server(default)] contest: String,
    #[server(default)] figures: String,
    #[server(default)] why: String,
    #[server(default)] reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let outcome = explain(&visit, (&desk, &contest, &figures), &why, &reason).await;
    answer(&visit, Posted::new(FORM, path::PAPER, [("why", &*why), ("reason", &reason)]), outcome).await
}

async fn explain(
    visit: &Visit,
    (desk, contest, figures): (&str, &str, &str),
    why: &str,
    reason: &str,
) -> Result<Done, Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    let (ground, person) = Ground::posted(visit, &mut tx, Action::ManageDesks).await?;
    if !ground.voting_is_over(visit) {
        return Err(Declined::Refused(words::balances_later(locale).to_owned()));
    }
    let all = paper::balances(&mut tx, &ground.process).await?;
    // What is explained is what was read, and not what has come since.
    let named = |one: &&Balanced| {
        one.desk.0.to_string() == desk
            && one.contest.0.to_string() == contest
            && format!("{} {}", one.balance.handed_out, one.balance.agreed) == figures
            && one.balance.standing() == Standing::Unexplained
    };
    let one = all.iter().find(named);
    let one = one.ok_or_else(|| Declined::Refused(words::no_difference(locale).to_owned()))?;
    let (why, reason) = match (why.parse::<Why>(), input::reason(reason, "reason", locale)) {
        (Ok(why), Ok(reason)) => (why, reason),
        (why, reason) => {
            let why = why.err().map(|_| FieldMessage::new("why", words::why_prompt(locale)));
            return Err(Declined::Invalid(why.into_iter().chain(reason.err()).collect()));
        }
    };
    paper::state(&mut tx, one, (why, &reason), person, visit.now).await?;
    let object = called(visit, &one.desk.1, one.desk.2);
    let after = json!({
        "contest": one.contest.1, "why": why, "handed_out": one.balance.handed_out, "agreed": one.balance.agreed,
    });
    record(visit, &mut tx, ("explain_paper", &object), Some(&reason), &after).await?;
    tx.commit().await?;
    Ok(Done { to: path::PAPER.to_owned(), message: Some(words::now_explained(locale).to_owned()) })
}

/// Confirms what somebody else said of a desk, or refuses it.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "decidir-explicacion")]
pub async fn decide_explanation(
    #[server(default)] desk: String,
    #[server(default)] contest: String,
    #[server(default)] number: String,
    #[server(default)] how: String,
    #[server(default)] refusal: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let outcome = decide(&visit, (&desk, &contest, &number), &how, &refusal).await;
    answer(&visit, Posted::new(DECIDE, path::PAPER, [("refusal", &*refusal)]), outcome).await
}

async fn decide(
    visit: &Visit,
    (desk, contest, number): (&str, &str, &str),
    how: &str,
    refusal: &str,
) -> Result<Done, Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    let (ground, person) = Ground::posted(visit, &mut tx, Action::ManageDesks).await?;
    let changed = || Declined::Refused(words::explanation_changed(locale).to_owned());
    if !ground.voting_is_over(visit) {
        return Err(Declined::Refused(words::balances_later(locale).to_owned()));
    }
    let all = paper::balances(&mut tx, &ground.process).await?;
    let named = |one: &&Balanced| {
        one.desk.0.to_string() == desk
            && one.contest.0.to_string() == contest
            && one.balance.standing() == Standing::Proposed
    };
    let one = all.iter().find(named).ok_or_else(changed)?;
    let said = one.said.as_ref().filter(|said| number.parse() == Ok(said.number)).ok_or_else(changed)?;
    let refusal = match how {
        "confirm" => None,
        "refuse" => Some(input::reason(refusal, "refusal", locale).map_err(|error| Declined::Invalid(vec![error]))?),
        _ => return Err(changed()),
    };
    let verdict = verdict(visit, (said.number, said.by.0, said.why), person, refusal.as_deref())?;
    match paper::decide_statement(&mut tx, one, verdict, visit.now).await {
        Err(StoreError::Conflict(_)) => return Err(changed()),
        kept => kept?,
    }
    let act = if refusal.is_none() { "confirm_paper" } else { "refuse_paper" };
    let object = called(visit, &one.desk.1, one.desk.2);
    let after = json!({ "contest": one.contest.1, "why": said.why });
    record(visit, &mut tx, (act, &object), refusal.as_deref(), &after).await?;
    tx.commit().await?;
    let said = if refusal.is_none() { words::now_confirmed(locale) } else { words::now_refused(locale) };
    Ok(Done { to: path::PAPER.to_owned(), message: Some(said.to_owned()) })
}

/// What a person says of a proposal of this number, by that person, of that content: that it holds, or why not.
///
/// # Errors
/// When whoever proposed it would confirm it.
pub(in crate::admin) fn verdict<'a, T>(
    visit: &Visit,
    (number, proposed_by, what): (u32, PersonId, T),
    person: PersonId,
    refusal: Option<&'a str>,
) -> Result<Verdict<'a>, Declined> {
    if let Some(reason) = refusal {
        return Ok(Verdict::refuses(number, proposed_by, (person, reason)));
    }
    let confirmed = Motion::new(proposed_by, what).confirm(person);
    let confirmed = confirmed.map_err(|_| Declined::Refused(words::own_motion(visit.locale()).to_owned()))?;
    Ok(Verdict::confirms(number, &confirmed))
}
