//! Saying why not as many ballots are on sheets as were handed out.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    paper::{Standing, Why},
    permission::Action,
};
use store::paper::{self, Balanced};

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

/// The form on the first desk that is not square: one after the other, so that nobody explains two at once.
pub(super) fn forms(visit: &Visit, all: &[Balanced]) -> Option<AnyView> {
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
    let all = paper::balances(&mut tx, ground.process.id).await?;
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
