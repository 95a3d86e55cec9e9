//! Ideas and projects as they are listed and told.

use leptos::prelude::*;
use shared::{locale::Locale, proposal::ProposalState};
use store::proposal::{Proposal, Stage};

use crate::{components::Icon, path, text, visit::Visit};

/// The state as a symbol and a word.
pub fn state_chip(locale: Locale, state: ProposalState, withdrawn: bool) -> AnyView {
    let (class, icon) = match state {
        _ if withdrawn => ("chip", "minus"),
        ProposalState::Submitted => ("chip chip--wait", "clock"),
        ProposalState::Viable => ("chip chip--ok", "check"),
        ProposalState::NotViable => ("chip chip--no", "cross"),
    };
    let word = if withdrawn { text::idea::withdrawn(locale) } else { text::terms::proposal_state(locale, state) };
    view! { <span class=class><Icon name=icon/>{word}</span> }.into_any()
}

/// A proposal in a list.
#[component]
pub fn ProposalCard<'a>(
    /// The visit being answered.
    visit: &'a Visit,
    /// The proposal.
    proposal: &'a Proposal,
    /// How many people support it; nothing is said where nobody does.
    #[prop(default = 0)]
    supports: u64,
) -> AnyView {
    let locale = visit.locale();
    let (over, cost, office) = match &proposal.stage {
        Stage::Viable { cost, department, ballot_number } => {
            (text::citizen::project_number(locale, ballot_number), Some(*cost), department.clone())
        }
        Stage::Submitted | Stage::NotViable { .. } => (text::citizen::idea_number(locale, proposal.number), None, None),
    };
    let cost = cost.map(|cost| {
        view! {
            <span>
                <Icon name="coin"/>
                <span class="visually-hidden">{text::citizen::cost(locale)} " "</span>
                {visit.money(cost)}
            </span>
        }
    });
    let office = office.map(|office| {
        view! {
            <span>
                <Icon name="people"/>
                <span class="visually-hidden">{text::citizen::department(locale)} " "</span>
                {office}
            </span>
        }
    });
    let supports = (supports > 0).then(|| {
        let number = visit.integer(supports);
        let said =
            text::plural(supports, text::support::card_one(locale).to_owned(), text::support::card(locale, number));
        view! { <span><Icon name="star"/>{said}</span> }
    });
    let has_facts = cost.is_some() || office.is_some() || supports.is_some();
    let facts = has_facts.then(|| view! { <p class="project__meta">{cost}{office}{supports}</p> });
    let need = (!proposal.need.is_empty()).then(|| view! { <p>{excerpt(&proposal.need, 160)}</p> });
    view! {
        <li class="card card--link">
            <p class="card__over">{over}</p>
            <h3 class="card__title"><a href=path::idea(proposal.id)>{proposal.title.clone()}</a></h3>
            {need}
            {facts}
            <div class="card__foot">{state_chip(locale, proposal.stage.state(), proposal.withdrawn)}</div>
        </li>
    }
    .into_any()
}

/// The beginning of a text, cut between words.
pub fn excerpt(text: &str, letters: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(letters) else { return text.to_owned() };
    let beginning = &text[..end];
    let words = beginning.rfind(char::is_whitespace).map_or(beginning, |space| &beginning[..space]);
    format!("{}…", words.trim_end_matches([' ', ',', ';', '.', '\n']))
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(excerpt("Agua limpia", 20), "Agua limpia");
        assert_eq!(excerpt("Agua limpia, y cerca", 13), "Agua limpia…");
        assert_eq!(excerpt("Ñandúñandú", 5), "Ñandú…");
    }
}
