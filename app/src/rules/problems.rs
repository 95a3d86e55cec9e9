//! Everything that is wrong with a document, in one list: where, what was found, and how to mend it.

use leptos::prelude::*;
use shared::{
    document::{self, Path, Problems, Step as PathStep},
    locale::Locale,
    ruleset::{Defect, RuleSet},
};

use super::{format_of, setup::StepKind};
use crate::{
    components::{Column, Icon, Table},
    text::{self, ruleset::Explained},
};

/// One problem, ready to be shown.
pub struct Shown {
    /// The place, with the names of the document.
    path: Path,
    said: Explained,
}

/// What keeps a text from being a rule set.
pub fn of_text(locale: Locale, document: &str) -> Result<RuleSet, Vec<Shown>> {
    document::read(document, format_of(document)).map_err(|problems| of_problems(locale, &problems))
}

/// The mistakes of a document that could not be read.
pub fn of_problems(locale: Locale, problems: &Problems) -> Vec<Shown> {
    let show = |problem: &document::Problem| Shown {
        path: problem.path.clone(),
        said: text::ruleset::fault(locale, &problem.fault),
    };
    problems.all().iter().map(show).collect()
}

/// The defects of a rule set.
pub fn of_defects(locale: Locale, defects: &[Defect]) -> Vec<Shown> {
    defects
        .iter()
        .map(|defect| Shown { path: defect.path.clone(), said: text::ruleset::flaw(locale, &defect.flaw) })
        .collect()
}

/// A path as forms name it: `phases.0.typical.opens`.
pub fn dotted(path: &Path) -> String {
    let steps = path.steps().iter().map(|step| match step {
        PathStep::Field(name) => name.clone(),
        PathStep::Entry(place) => place.to_string(),
    });
    steps.collect::<Vec<_>>().join(".")
}

/// The section of a path, in words.
fn section(locale: Locale, path: &Path) -> String {
    match path.steps().first() {
        Some(PathStep::Field(name)) => text::ruleset::section(locale, name).unwrap_or(name).to_owned(),
        _ => text::rules::whole_document(locale).to_owned(),
    }
}

/// The list. With a draft, each place leads to the step where it can be mended.
pub fn list(locale: Locale, problems: Vec<Shown>, draft: Option<&str>) -> AnyView {
    let count = problems.len();
    let title =
        if count == 1 { text::rules::problems_one(locale).to_owned() } else { text::rules::problems(locale, count) };
    let rows = problems
        .into_iter()
        .map(|problem| {
            let name = section(locale, &problem.path);
            let place = match draft {
                Some(draft) => {
                    let step = StepKind::of(&problem.path);
                    let href = format!("{}#{}", crate::path::draft_step(draft, step.slug()), dotted(&problem.path));
                    view! { <a href=href>{name}</a> }.into_any()
                }
                None => name.into_any(),
            };
            view! {
                <tr>
                    <th scope="row">{place} <br/> <code>{problem.path.to_string()}</code></th>
                    <td data-label=text::rules::problem_what(locale)>{problem.said.what}</td>
                    <td data-label=text::rules::problem_mend(locale)>{problem.said.mend}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="section" id="problemas" aria-labelledby="problems-title">
            <h2 id="problems-title"><Icon name="warn"/>{title}</h2>
            <Table
                id="problems-table"
                caption=text::rules::problems_caption(locale)
                titled=true
                columns=vec![
                    Column::words(text::rules::problem_where(locale)),
                    Column::words(text::rules::problem_what(locale)),
                    Column::words(text::rules::problem_mend(locale)),
                ]
            >
                {rows}
            </Table>
        </section>
    }
    .into_any()
}
