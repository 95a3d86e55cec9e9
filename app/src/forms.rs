//! Forms that lose nothing: what a server function answers, with and without JavaScript.
//!
//! A form is posted, the server function does its work and redirects. What is to be said on the next page (done, or the
//! rejected form with its errors and everything that was typed) waits in the session as a [`Flash`].

use std::{collections::BTreeMap, sync::Arc};

use axum::body::Bytes;
use http::request::Parts;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use store::{StoreError, session};

use crate::{text, visit::Visit};

/// What the next page of a session says first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flash {
    /// Something was done.
    Done(String),
    /// Something was refused, with the reason and the way out.
    Refused(String),
    /// A form came back.
    Rejected(Rejected),
}

/// A form that came back: what was wrong, and everything that was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// Which form of the page.
    pub form: String,
    /// What was typed, by field.
    pub values: BTreeMap<String, String>,
    /// What is wrong, in the visitor's language, in the order of the fields.
    pub errors: Vec<FieldMessage>,
}

/// What is wrong with one field, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldMessage {
    /// The field's name, which is also its id on the page.
    pub field: String,
    /// The sentence.
    pub message: String,
}

impl FieldMessage {
    /// A sentence about a field.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

impl Rejected {
    /// What was typed into a field, or nothing.
    pub fn value(&self, field: &str) -> String {
        self.values.get(field).cloned().unwrap_or_default()
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<String> {
        self.errors.iter().find(|error| error.field == field).map(|error| error.message.clone())
    }
}

/// A server function that did its work: where to go and what to say there.
#[derive(Clone, Debug)]
pub struct Done {
    /// The path of the next page.
    pub to: String,
    /// What it says first.
    pub message: Option<String>,
}

/// A server function that did nothing, and why.
#[derive(Debug)]
pub enum Declined {
    /// The form has errors; it comes back as it was typed.
    Invalid(Vec<FieldMessage>),
    /// The domain refuses: the reason and the way out in one sentence.
    Refused(String),
    /// Nobody is signed in: sign in and come back.
    SignIn,
    /// The database failed; the form comes back as it was typed.
    Store(StoreError),
}

impl From<StoreError> for Declined {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A form as it arrived: its name, the page it is on, and what was typed.
#[derive(Clone)]
pub struct Posted {
    /// Which form of the page.
    pub form: &'static str,
    /// The page to which it comes back.
    pub page: String,
    /// What was typed, by field.
    pub values: BTreeMap<String, String>,
}

impl Posted {
    /// A form on a page, with what was typed.
    pub fn new<const N: usize>(form: &'static str, page: impl Into<String>, values: [(&str, &str); N]) -> Self {
        let values = values.into_iter().map(|(field, value)| (field.to_owned(), value.to_owned())).collect();
        Self { form, page: page.into(), values }
    }
}

/// Ends a server function: leaves what is to be said, and redirects.
///
/// # Errors
/// Never for what a person did; only when what is to be said cannot be kept either.
pub async fn answer(visit: &Visit, posted: Posted, outcome: Result<Done, Declined>) -> Result<(), ServerFnError> {
    leptos_axum::redirect(&leave(visit, posted, outcome).await?);
    Ok(())
}

/// Leaves what is to be said of a form for the next page of whoever sent it, and gives the page to which they go.
///
/// # Errors
/// When it cannot be kept.
pub async fn leave(visit: &Visit, posted: Posted, outcome: Result<Done, Declined>) -> Result<String, ServerFnError> {
    let locale = visit.locale();
    let (to, flash) = match outcome {
        Ok(Done { to, message }) => (to, message.map(Flash::Done)),
        Err(Declined::SignIn) => (crate::path::sign_in(&posted.page), None),
        Err(Declined::Refused(reason)) => (posted.page, Some(Flash::Refused(reason))),
        Err(Declined::Invalid(errors)) => (
            posted.page,
            Some(Flash::Rejected(Rejected { form: posted.form.to_owned(), values: posted.values, errors })),
        ),
        Err(Declined::Store(error)) => {
            tracing::error!(form = posted.form, %error, "a form could not be stored");
            let errors = vec![FieldMessage::new("", text::common::fault_detail(locale))];
            (
                posted.page,
                Some(Flash::Rejected(Rejected { form: posted.form.to_owned(), values: posted.values, errors })),
            )
        }
    };
    if let (Some(flash), Some(viewer)) = (flash, &visit.viewer) {
        let flash = serde_json::to_value(&flash)?;
        let mut tx = visit.enter().await?;
        session::leave_flash(&mut tx, viewer.session, &flash).await?;
        tx.commit().await?;
    }
    Ok(to)
}

/// The fields of a posted form as they arrived, for forms whose fields depend on what they are about. The server puts
/// them into the request's extensions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Arc<[(String, String)]>);

impl Fields {
    /// Those of the form being answered.
    pub fn current() -> Self {
        use_context::<Parts>().and_then(|parts| parts.extensions.get::<Self>().cloned()).unwrap_or_default()
    }

    /// Names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl FromIterator<(String, String)> for Fields {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(fields: I) -> Self {
        Self(fields.into_iter().collect())
    }
}

/// The files of a posted form as they arrived, for forms that carry pictures. The server puts them into the request's
/// extensions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uploads(Arc<[(String, Bytes)]>);

impl Uploads {
    /// Those of the form being answered.
    pub fn current() -> Self {
        use_context::<Parts>().and_then(|parts| parts.extensions.get::<Self>().cloned()).unwrap_or_default()
    }

    /// The first file of a field; empty where nothing was chosen.
    pub fn file(&self, field: &str) -> Bytes {
        self.0.iter().find(|(name, _)| name == field).map(|(_, bytes)| bytes.clone()).unwrap_or_default()
    }
}

impl FromIterator<(String, Bytes)> for Uploads {
    fn from_iter<I: IntoIterator<Item = (String, Bytes)>>(files: I) -> Self {
        Self(files.into_iter().collect())
    }
}
