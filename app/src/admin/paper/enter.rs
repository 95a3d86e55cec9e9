//! Reading a sheet: a line for each of its ballots.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    ballot::{BallotForm, Input},
    paper::{Cause, Entry, Mistyped, NotEntered, Stage, read_lines},
    permission::Action,
};
use store::{
    paper::{self, NotTaken, Sheet},
    urn,
};

use super::ground::{Ground, gone, record};
use crate::{
    components::{Csrf, ErrorSummary, TextArea},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    path,
    text::paper as words,
    visit::Visit,
};

const FORM: &str = "enter";
/// Lines whose mistakes are told at once.
const TOLD: usize = 20;

/// How a ballot is typed, one way a line.
pub(super) fn how(visit: &Visit, form: &BallotForm) -> AnyView {
    let locale = visit.locale();
    let named = match form.input() {
        Input::Tick | Input::Pick => words::how_named(locale),
        Input::Place { .. } => words::how_ranked(locale),
        Input::Amount { .. } => words::how_given(locale),
    };
    let blank = form.blank().then(|| view! { <li>{words::how_blank(locale)}</li> });
    let causes = (1..)
        .zip(Cause::ALL)
        .map(|(number, cause): (usize, _)| {
            view! { <li>{words::how_rejected(locale, number, words::cause_of(locale, *cause))}</li> }
        })
        .collect_view();
    view! { <ul><li>{named}</li>{blank}{causes}</ul> }.into_any()
}

/// The form.
pub(super) fn section(visit: &Visit, sheet: &Sheet, form: &BallotForm) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected(FORM);
    view! {
        <section class="section stack" aria-labelledby="enter-title">
            <h2 id="enter-title">{words::enter(locale)}</h2>
            <p>{words::enter_lead(locale, visit.integer(sheet.ballots))}</p>
            {how(visit, form)}
            <form class="form" method="post" action=EnterSheet::url()>
                <Csrf visit/>
                <input type="hidden" name="sheet" value=sheet.id.to_string()/>
                <ErrorSummary rejected=&rejected locale/>
                <TextArea name="readings" label=words::lines(locale) rejected=&rejected rows=16 locale/>
                <div class="actions">
                    <button class="btn btn--primary" type="submit">{words::keep(locale)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// Keeps what somebody read on all ballots of a sheet.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "digitar")]
pub async fn enter_sheet(
    #[server(default)] sheet: String,
    #[server(default)] readings: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new(FORM, path::paper_sheet(&sheet), [("readings", &*readings)]);
    let outcome = keep(&visit, &sheet, &readings).await;
    answer(&visit, posted, outcome).await
}

async fn keep(visit: &Visit, id: &str, typed: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    let (ground, by) = Ground::posted(visit, &mut tx, Action::EnterPaper).await?;
    let sheet = ground.sheet(&mut tx, id).await?.ok_or_else(|| gone(visit))?;
    if !ground.voting_is_over(visit) {
        return Err(Declined::Refused(words::not_yet(locale).to_owned()));
    }
    let no_form = || Declined::Refused(words::no_form(locale).to_owned());
    let (contest, form) = ground.of_sheet(&mut tx, &sheet).await?.ok_or_else(no_form)?;
    let readings = read_lines(&form, typed).map_err(|mistakes| wrong(visit, &form, &mistakes))?;
    let means = urn::vote_type(&form);
    let state = match paper::enter(&mut tx, (&sheet, &contest), Entry { by, readings }, means, visit.now).await {
        Ok(state) => state,
        Err(NotTaken::Store(error)) => return Err(Declined::Store(error)),
        Err(NotTaken::Closed) => return Err(Declined::Refused(words::is_sealed(locale).to_owned())),
        Err(NotTaken::Refused(why @ NotEntered::Count { .. })) => {
            return Err(Declined::Invalid(vec![FieldMessage::new("readings", words::not_entered(locale, why))]));
        }
        Err(NotTaken::Refused(why)) => return Err(Declined::Refused(words::not_entered(locale, why))),
    };
    let object = words::sheet_number(visit.site.locale, sheet.number);
    record(visit, &mut tx, ("enter_sheet", &object), None, &json!({ "ballots": sheet.ballots })).await?;
    tx.commit().await?;
    let said = match state.stage() {
        Stage::Unread | Stage::ReadOnce => words::kept_first(locale).to_owned(),
        Stage::Differs { left } => words::kept_differs(locale, left),
        Stage::Agreed | Stage::Void => words::kept_agreed(locale).to_owned(),
    };
    Ok(Done { to: path::paper_sheet(sheet.id), message: Some(said) })
}

fn wrong(visit: &Visit, form: &BallotForm, mistakes: &[(usize, Mistyped)]) -> Declined {
    let locale = visit.locale();
    let told = mistakes.iter().take(TOLD).map(|(number, mistake)| {
        FieldMessage::new("readings", words::line(locale, number, words::mistyped(locale, form, mistake)))
    });
    let more = mistakes.len().checked_sub(TOLD).filter(|more| *more > 0);
    let more = more.map(|more| FieldMessage::new("readings", words::more_lines(locale, more)));
    Declined::Invalid(told.chain(more).collect())
}
