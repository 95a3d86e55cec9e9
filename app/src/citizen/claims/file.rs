//! Filing a claim. No roll is looked at: what is answered, and how fast, is the same whoever is on one.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use shared::{
    claim::{ClaimKind, Said},
    code::TypedCode,
    document::{Fingerprint, Key},
    roll::{DocumentNumber, RollKey, kind_of, kinds_asked},
    ruleset::RuleSet,
};
use store::{
    claim::{self, NewClaim, Subject},
    process,
};

use super::{FORM, carry, said_wrong};
use crate::{
    forms::{Declined, Done, FieldMessage, Posted},
    path,
    text::{self, claim as words},
    visit::Visit,
};

/// How long a contact is.
const CONTACT: std::ops::RangeInclusive<usize> = 5..=120;

/// What is kept of a claim's code.
pub(super) fn hash(code: TypedCode) -> [u8; 32] {
    *Fingerprint::of(&code.to_string()).bytes()
}

/// What somebody typed.
struct Typed {
    kind: String,
    document_kind: String,
    number: String,
    said: String,
    contact: String,
}

/// Files a claim on personal data.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "reclamar")]
pub async fn file_claim(
    #[server(default)] kind: String,
    #[server(default)] document_kind: String,
    #[server(default)] number: String,
    #[server(default)] said: String,
    #[server(default)] contact: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let response = expect_context::<ResponseOptions>();
    // The number does not come back: nothing keeps it.
    let posted = Posted::new(
        FORM,
        path::CLAIMS,
        [("kind", &kind), ("document_kind", &document_kind), ("said", &said), ("contact", &contact)],
    );
    let outcome = file(&visit, Typed { kind, document_kind, number, said, contact }).await;
    let outcome = outcome.map(|code| {
        carry::leave_code(&response, code);
        Done { to: path::FOLLOW_CLAIM.to_owned(), message: Some(words::filed(visit.locale()).to_owned()) }
    });
    carry::answer(&visit, &response, posted, outcome).await
}

async fn file(visit: &Visit, typed: Typed) -> Result<TypedCode, Declined> {
    let locale = visit.locale();
    let mut errors = Vec::new();
    let kind = typed.kind.parse::<ClaimKind>().ok();
    if kind.is_none() {
        errors.push(FieldMessage::new("kind", words::kind_missing(locale)));
    }
    let mut tx = visit.enter().await?;
    let gone = || Declined::Refused(text::participate::no_process(locale).to_owned());
    let process = process::current(&mut tx).await?.ok_or_else(gone)?;
    let unknown = kind.is_some_and(ClaimKind::is_about_another) && typed.number.trim().is_empty();
    let document = if unknown { None } else { document(visit, &process.rule_set, &typed, &mut errors) };
    let said = typed.said.parse::<Said>();
    if said.is_err() {
        errors.push(FieldMessage::new("said", said_wrong(visit)));
    }
    let contact = Some(typed.contact.trim().to_owned()).filter(|contact| !contact.is_empty());
    if contact.as_ref().is_some_and(|contact| !CONTACT.contains(&contact.chars().count())) {
        errors.push(FieldMessage::new("contact", words::contact_wrong(locale)));
    }
    let (Some(kind), Ok(said), true) = (kind, said, errors.is_empty()) else { return Err(Declined::Invalid(errors)) };
    let secret = visit.vault.roll_key(visit.site.tenant).map(RollKey::new).map_err(|error| {
        tracing::error!(%error, "no claim can be filed");
        Declined::Refused(text::common::fault_detail(locale).to_owned())
    })?;
    let document = document.map(|document| (document.hash(&secret), document.last_three()));
    let viewer = visit.viewer.as_deref();
    let subject = Subject {
        person: viewer.map(|viewer| viewer.person),
        attested: document.as_ref().is_some_and(|(hash, _)| viewer.and_then(|viewer| viewer.document) == Some(*hash)),
        document,
        contact,
    };
    let code = visit.fresh_code();
    let id = visit.fresh_id();
    let new = NewClaim { id, process: process.id, kind, code: hash(code), subject: &subject, said: &said };
    claim::file(&mut tx, &new, visit.now).await?;
    tx.commit().await?;
    Ok(code)
}

/// The document that was typed; nothing with what is wrong with it.
fn document(visit: &Visit, rules: &RuleSet, typed: &Typed, errors: &mut Vec<FieldMessage>) -> Option<DocumentNumber> {
    let locale = visit.locale();
    // Under another name for its kind the same document is not found on any roll.
    let known = kinds(rules);
    let kind = kind_of(&typed.document_kind).filter(|kind| known.is_empty() || known.contains(kind));
    if kind.is_none() {
        let known: Vec<&str> = known.iter().map(|kind| kind.as_str()).collect();
        let message = if known.is_empty() {
            words::document_kind_missing(locale).to_owned()
        } else {
            words::document_kind_one_of(locale, known.join(", "))
        };
        errors.push(FieldMessage::new("document_kind", message));
    }
    // The number is looked at even where its kind is wrong, so that both are said at once.
    let number = DocumentNumber::new(kind.clone().unwrap_or_else(placeholder), &typed.number).ok();
    if number.is_none() {
        errors.push(FieldMessage::new("number", words::document_wrong(locale)));
    }
    number.filter(|_| kind.is_some())
}

/// The kinds of document that the rules know; any will do when there are none.
fn kinds(rules: &RuleSet) -> BTreeSet<&Key> {
    let mut kinds: BTreeSet<&Key> = rules.eligibility.iter().flat_map(|rule| kinds_asked(&rule.condition)).collect();
    if !kinds.is_empty() {
        kinds.extend(rules.rolls.iter().flat_map(|roll| &roll.minors));
    }
    kinds
}

fn placeholder() -> Key {
    "x".parse().expect("a letter is a key")
}
