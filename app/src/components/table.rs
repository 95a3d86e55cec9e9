//! The frame of a table: a caption, headings, and a region of its own that scrolls where the screen is narrow.

use leptos::prelude::*;

/// The heading of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    label: String,
    number: bool,
}

impl Column {
    /// A column of words.
    pub fn words(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: false }
    }

    /// A column of numbers: they stand under each other, digit by digit.
    pub fn numbers(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: true }
    }
}

/// A table whose rows become cards on a phone; each cell names its column in `data-label`.
#[component]
pub fn Table(
    /// The id of the caption, by which a screen reader names the table.
    #[prop(into)]
    id: String,
    /// What the table shows.
    #[prop(into)]
    caption: String,
    /// Whether a heading above it says the same already, so that only a screen reader needs the caption.
    #[prop(optional)]
    titled: bool,
    /// The headings.
    columns: Vec<Column>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let headings = columns
        .into_iter()
        .map(|Column { label, number }| view! { <th scope="col" class=number.then_some("num")>{label}</th> })
        .collect_view();
    view! {
        <div class="table-wrap" role="region" aria-labelledby=id.clone() tabindex="0">
            <table class="table table--stack">
                <caption id=id.clone() class=titled.then_some("visually-hidden")>{caption}</caption>
                <thead><tr>{headings}</tr></thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}
