//! The fields of an incident (novedad), the same on every page of a desk.

use leptos::prelude::*;
use shared::{desk::IncidentKind, locale::Locale};

use crate::{
    components::{Select, TextArea},
    forms::Rejected,
    text::desk as words,
};

/// Of which sort it is, and what happened.
pub(super) fn fields(rejected: &Rejected, locale: Locale) -> AnyView {
    let kinds = IncidentKind::ALL.iter();
    let kinds = kinds.map(|&kind| (kind.as_str().to_owned(), words::incident_of(locale, kind).to_owned())).collect();
    view! {
        <Select
            name="kind_of" label=words::incident_kind(locale) prompt=words::choose(locale) options=kinds
            rejected locale
        />
        <TextArea
            name="incident" label=words::incident_text(locale) hint=words::incident_hint(locale) rejected
            rows=3 locale
        />
    }
    .into_any()
}
