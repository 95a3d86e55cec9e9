//! What waits for the next page of whoever has no session: a form that came back, and the code of a claim. Both are in
//! cookies of the pages of claims that no script reads, for as long as it takes to read them.

use http::HeaderValue;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use shared::code::TypedCode;

use crate::{
    citizen::Cookie,
    forms::{self, Declined, Done, FieldMessage, Posted, Rejected},
    path, text,
    visit::Visit,
};

const FORM: Cookie = Cookie { name: "reclamo-devuelto", path: path::CLAIMS, seconds: 300 };
const CODE: Cookie = Cookie { name: "reclamo", path: path::CLAIMS, seconds: 1_800 };

/// The most bytes of a form that a browser is given to carry: it keeps four thousand and its name.
const MOST: usize = 3_800;

/// The code of the claim that the visitor follows. Called while the request is at hand.
pub fn code() -> Option<TypedCode> {
    CODE.sent()?.parse().ok()
}

/// Gives the code of a claim to the browser, for the page that follows it.
pub fn leave_code(response: &ResponseOptions, code: TypedCode) {
    CODE.leave_with(response, &code.to_string());
}

/// Makes the browser forget the claim that was followed, and what was typed about it.
pub fn close(response: &ResponseOptions) {
    CODE.forget_with(response);
    FORM.forget_with(response);
}

/// What makes a browser forget the same, for whoever signs out.
pub fn closed() -> [HeaderValue; 2] {
    [CODE.forgotten(), FORM.forgotten()]
}

/// The form that came back. Called while the request is at hand.
pub fn form() -> Option<Rejected> {
    serde_json::from_str(&decoded(&FORM.sent()?)?).ok()
}

/// Makes the browser forget the form.
pub fn forget_form(response: &ResponseOptions) {
    FORM.forget_with(response);
}

/// The form that came back to this page, of whoever is signed in or not; else an empty one.
pub fn rejected(visit: &Visit, form: &str, carried: Option<&Rejected>) -> Rejected {
    match carried.filter(|carried| visit.viewer.is_none() && carried.form == form) {
        Some(carried) => carried.clone(),
        None => visit.rejected(form),
    }
}

/// Ends a server function as [`forms::answer`] does, also for whoever has no session to leave something in.
///
/// # Errors
/// Never for what a person did; only when what is to be said cannot be kept either.
pub async fn answer(
    visit: &Visit,
    response: &ResponseOptions,
    posted: Posted,
    outcome: Result<Done, Declined>,
) -> Result<(), ServerFnError> {
    if visit.viewer.is_some() {
        return forms::answer(visit, posted, outcome).await;
    }
    let errors = match outcome {
        Ok(done) => {
            leptos_axum::redirect(&done.to);
            return Ok(());
        }
        Err(Declined::SignIn) => {
            leptos_axum::redirect(&path::sign_in(&posted.page));
            return Ok(());
        }
        Err(Declined::Invalid(errors)) => errors,
        Err(Declined::Refused(reason)) => vec![FieldMessage::new("", reason)],
        Err(Declined::Store(error)) => {
            tracing::error!(form = posted.form, %error, "a form could not be stored");
            vec![FieldMessage::new("", text::common::fault_detail(visit.locale()))]
        }
    };
    let mut rejected = Rejected { form: posted.form.to_owned(), values: posted.values, errors };
    let mut carried = path::encode(&serde_json::to_string(&rejected)?);
    if carried.len() > MOST {
        // What is wrong goes before what was typed.
        rejected.values.clear();
        carried = path::encode(&serde_json::to_string(&rejected)?);
    }
    if carried.len() <= MOST {
        FORM.leave_with(response, &carried);
    }
    leptos_axum::redirect(&posted.page);
    Ok(())
}

/// What [`path::encode`] made of a text.
fn decoded(encoded: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        bytes.push(match byte {
            b'%' => digit(rest.next())? * 16 + digit(rest.next())?,
            _ => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_carried_comes_back() {
        for text in ["", "¿Dónde está? 100 % \"aquí\"; a=b", "\u{1f600}\n"] {
            assert_eq!(decoded(&path::encode(text)).as_deref(), Some(text));
        }
        for wrong in ["%", "%4", "%zz", "%ff"] {
            assert_eq!(decoded(wrong), None, "{wrong}");
        }
    }
}
