//! Deciding what a ballot says that two people read differently.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    ballot::BallotForm,
    paper::{self as domain, Reading, Resolution, Stage, Typed},
    permission::Action,
};
use store::paper::{self, NotDecided, Sheet};

use super::{
    enter::how,
    ground::{Ground, gone, record},
};
use crate::{
    components::{Csrf, ErrorSummary, FieldError, described_by},
    forms::{Declined, Done, FieldMessage, Posted, Rejected, answer},
    path,
    text::paper as words,
    visit::Visit,
};

const FORM: &str = "resolve";
/// The choice of what neither read.
const NEITHER: &str = "0";

/// The differences that nobody has decided on, each with a form.
pub(super) fn section(visit: &Visit, sheet: &Sheet, state: &domain::Sheet, form: &BallotForm) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected(FORM);
    let open = state.differences().filter(|(number, ..)| state.resolution(*number).is_none());
    let forms = open
        .map(|(number, one, other)| {
            let typed =
                if rejected.value("ballot") == number.to_string() { rejected.clone() } else { Rejected::default() };
            decision(visit, sheet, form, (number, [one, other]), &typed)
        })
        .collect_view();
    view! {
        <section class="section stack" aria-labelledby="differences-title">
            <h2 id="differences-title">{words::differences(locale)}</h2>
            <p>{words::differences_lead(locale)}</p>
            {how(visit, form)}
            <ErrorSummary rejected=&rejected locale/>
            {forms}
        </section>
    }
    .into_any()
}

/// The form of one difference, as it came back where it did.
fn decision(
    visit: &Visit,
    sheet: &Sheet,
    form: &BallotForm,
    (number, read): (u16, [&Reading; 2]),
    typed: &Rejected,
) -> AnyView {
    let locale = visit.locale();
    let chosen = typed.value("choice");
    let choices = (1..)
        .zip(read)
        .map(|(choice, reading): (u8, _)| {
            view! {
                <label class="choice">
                    <input
                        type="radio" name="choice" value=choice.to_string() checked={chosen == choice.to_string()}
                    />
                    <span class="choice__text">
                        {words::it_says(locale, words::reading(locale, reading, form.input()))}
                    </span>
                </label>
            }
        })
        .collect_view();
    let other = format!("other-{number}");
    view! {
        <form class="form" method="post" action=ResolveBallot::url()>
            <Csrf visit/>
            <input type="hidden" name="sheet" value=sheet.id.to_string()/>
            <input type="hidden" name="ballot" value=number.to_string()/>
            <fieldset class="stack">
                <legend>{words::ballot_number(locale, number)}</legend>
                {choices}
                <label class="choice">
                    <input type="radio" name="choice" value=NEITHER checked={chosen == NEITHER}/>
                    <span class="choice__text">{words::neither(locale)}</span>
                </label>
                <div class="field">
                    <label for=other.clone()>{words::neither(locale)}</label>
                    <FieldError name=&other rejected=typed locale/>
                    <input
                        class="input" type="text" id=other.clone() name="other" autocomplete="off"
                        value=typed.value("other") aria-describedby=described_by(&other, false, typed)
                        aria-invalid=typed.error(&other).is_some().then_some("true")
                    />
                </div>
            </fieldset>
            <div class="actions"><button class="btn btn--primary" type="submit">{words::decide(locale)}</button></div>
        </form>
    }
    .into_any()
}

/// Keeps what somebody decided on a ballot.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "decidir-papeleta")]
pub async fn resolve_ballot(
    #[server(default)] sheet: String,
    #[server(default)] ballot: String,
    #[server(default)] choice: String,
    #[server(default)] other: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let outcome = decide(&visit, &sheet, &ballot, &choice, &other).await;
    let typed = [("ballot", &*ballot), ("choice", &choice), ("other", &other)];
    answer(&visit, Posted::new(FORM, path::paper_sheet(&sheet), typed), outcome).await
}

async fn decide(visit: &Visit, id: &str, ballot: &str, choice: &str, other: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    let (ground, by) = Ground::posted(visit, &mut tx, Action::EnterPaper).await?;
    let sheet = ground.sheet(&mut tx, id).await?.ok_or_else(|| gone(visit))?;
    if !ground.voting_is_over(visit) {
        return Err(Declined::Refused(words::not_yet(locale).to_owned()));
    }
    let no_form = || Declined::Refused(words::no_form(locale).to_owned());
    let (_, form) = ground.of_sheet(&mut tx, &sheet).await?.ok_or_else(no_form)?;
    let state = paper::read(&mut tx, &sheet).await?;
    let differs = ballot.parse::<u16>().ok();
    let differs = differs.and_then(|ballot| state.differences().find(|(number, ..)| *number == ballot));
    let (number, one, second) =
        differs.ok_or_else(|| Declined::Refused(words::no_difference_here(locale).to_owned()))?;
    let invalid = |said: String| Declined::Invalid(vec![FieldMessage::new(format!("other-{number}"), said)]);
    let reading = match choice {
        // Whoever types what it says and leaves the other choice marked may mean either.
        "1" | "2" if !other.trim().is_empty() => return Err(invalid(words::choose_reading(locale).to_owned())),
        "1" => one.clone(),
        "2" => second.clone(),
        NEITHER => Typed(&form).read(other).map_err(|mistake| invalid(words::mistyped(locale, &form, &mistake)))?,
        _ => return Err(invalid(words::choose_reading(locale).to_owned())),
    };
    let state = match paper::resolve(&mut tx, &sheet, number, Resolution { by, reading }, visit.now).await {
        Ok(state) => state,
        Err(NotDecided::Store(error)) => return Err(Declined::Store(error)),
        Err(NotDecided::Closed) => return Err(Declined::Refused(words::is_sealed(locale).to_owned())),
        Err(NotDecided::Refused(why)) => {
            return Err(Declined::Refused(words::not_resolved(locale, why).to_owned()));
        }
    };
    let object = words::sheet_number(visit.site.locale, sheet.number);
    record(visit, &mut tx, ("resolve_ballot", &object), None, &json!({ "ballot": number })).await?;
    tx.commit().await?;
    let said = if state.stage() == Stage::Agreed { words::decided_all(locale) } else { words::decided(locale) };
    Ok(Done { to: path::paper_sheet(sheet.id), message: Some(said.to_owned()) })
}
