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

    /// A column whose cells need no heading: a button, a link.
    pub const fn blank() -> Self {
        Self { label: String::new(), number: false }
    }

    fn heading(self) -> AnyView {
        if self.label.is_empty() {
            return view! { <td></td> }.into_any();
        }
        view! { <th scope="col" class=self.number.then_some("num")>{self.label}</th> }.into_any()
    }
}

/// What becomes of a table where the screen is narrow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Narrow {
    /// Each row is a card; each cell names its column in `data-label`.
    #[default]
    Cards,
    /// Each row is a few short lines: what stands first, the row's name and the cells of class `lines__lead`; the others
    /// below them.
    Lines,
    /// It stays a table, and scrolls.
    Table,
}

/// A table in its frame.
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
    /// What becomes of it where the screen is narrow.
    #[prop(optional)]
    narrow: Narrow,
    /// A further class.
    #[prop(optional)]
    class: &'static str,
    /// The headings.
    columns: Vec<Column>,
    /// What stands below all rows.
    #[prop(optional_no_strip)]
    foot: Option<AnyView>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let frame = match narrow {
        Narrow::Cards => "table table--stack",
        Narrow::Lines => "table table--lines",
        Narrow::Table => "table",
    };
    let class = if class.is_empty() { frame.to_owned() } else { format!("{frame} {class}") };
    let headings = columns.into_iter().map(Column::heading).collect_view();
    view! {
        <div class="table-wrap" role="region" aria-labelledby=id.clone() tabindex="0">
            <table class=class>
                <caption id=id.clone() class=titled.then_some("visually-hidden")>{caption}</caption>
                <thead><tr>{headings}</tr></thead>
                <tbody>{children()}</tbody>
                {foot.map(|foot| view! { <tfoot>{foot}</tfoot> })}
            </table>
        </div>
    }
}
