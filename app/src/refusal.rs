//! What a page shows where the domain says no: the reason, and a link out.

use leptos::prelude::*;
use shared::{
    document::Key,
    eligibility::{Finding, Remedy, Verdict, Why},
    permission::{Action, Refusal, Refused as No, Way},
    ruleset::{Holder, RuleSet},
};

use crate::{
    components::{Notice, NoticeKind},
    path,
    rules::reading::{self, Reader},
    text::{self, activity, refusal as words},
    visit::Visit,
};

/// The reason and the way out in words, as the visitor's language and the site's clocks have them.
pub fn sentence(visit: &Visit, rules: Option<&RuleSet>, action: Action, why: &No) -> String {
    let locale = visit.locale();
    let reader = rules.map(|rules| Reader { locale, rules });
    let what = activity::name(locale, action);
    let body = |body: &Key| reader.map_or_else(|| body.to_string(), |reader| reader.body(body));
    let when = |at| visit.date_time(at);
    match &why.refusal {
        Refusal::SignInFirst => words::sign_in_first(locale).to_owned(),
        Refusal::NobodyMay | Refusal::NotInForce => words::nobody_may(locale, what),
        Refusal::HolderNeeded { any_of } => {
            let holders: Vec<String> = any_of
                .iter()
                .map(|holder| match holder {
                    Holder::Role(role) => text::terms::role(locale, *role).to_owned(),
                    Holder::Body(id) => body(id),
                })
                .collect();
            words::holder_needed(locale, text::ruleset::any_of(locale, &holders))
        }
        Refusal::OtherTerritory { body: id } => words::other_body(locale, body(id)),
        Refusal::SessionNeeded { body: id } => words::session_needed(locale, body(id)),
        Refusal::NotYet { opens } => words::not_yet(locale, what, when(*opens)),
        Refusal::Over { closed } => words::over(locale, what, when(*closed)),
        Refusal::NotPlanned { phase } => {
            let phase = reader.map_or_else(|| phase.to_string(), |reader| reader.phase(phase));
            words::not_planned(locale, what, phase)
        }
        Refusal::NotThisTime { phase, next } => {
            let phase = reader.map_or_else(|| phase.to_string(), |reader| reader.phase(phase));
            match next {
                Some(next) => words::not_this_time(locale, what, phase, next),
                None => words::never_again(locale, what, phase),
            }
        }
        Refusal::StillOpen { closes, .. } => words::still_open(locale, when(*closes)),
        Refusal::Locked { what, since, .. } => words::locked(locale, text::ruleset::lock(locale, *what), when(*since)),
        Refusal::Counted => words::counted(locale).to_owned(),
        Refusal::AlreadyVoted => words::already_voted(locale).to_owned(),
        Refusal::QuotaReached { count, theme: Some(theme) } => {
            let theme = reader.map_or_else(|| theme.to_string(), |reader| reader.theme(theme));
            match count {
                1 => words::quota_theme_one(locale, theme),
                _ => words::quota_theme(locale, count, theme),
            }
        }
        Refusal::QuotaReached { count: 1, theme: None } => words::quota_one(locale).to_owned(),
        Refusal::QuotaReached { count, theme: None } => words::quota(locale, count),
        Refusal::EntryNeeded { roll } => {
            words::entry_needed(locale, reader.map_or_else(|| roll.to_string(), |reader| reader.roll(roll)))
        }
        Refusal::DocumentNeeded => words::document_needed(locale).to_owned(),
        Refusal::DocumentTaken => words::document_taken(locale).to_owned(),
        Refusal::Excluded { roll } => {
            words::excluded(locale, reader.map_or_else(|| roll.to_string(), |reader| reader.roll(roll)))
        }
        Refusal::NotAuthor => words::not_author(locale).to_owned(),
        Refusal::Own => words::own(locale).to_owned(),
        Refusal::NotEligible { needs, verdict } => match reader {
            Some(reader) => not_eligible(reader, needs, verdict),
            None => words::nobody_may(locale, what),
        },
    }
}

/// What the person lacks and how to mend it; where nothing can be done about it, what is asked for.
fn not_eligible(reader: Reader<'_>, needs: &Key, verdict: &Verdict) -> String {
    let age = age(verdict);
    let ways: Vec<String> = verdict.remedies().iter().map(|way| remedy(reader, way, age)).collect();
    if ways.is_empty() {
        return words::condition_needed(reader.locale, reader.condition_name(needs));
    }
    ways.join(" ")
}

/// What somebody can do about what is missing. `age` is theirs, where it is known.
pub(crate) fn remedy(reader: Reader<'_>, remedy: &Remedy, age: Option<u8>) -> String {
    let locale = reader.locale;
    let rolls = || reader.rules.rolls.iter();
    match remedy {
        Remedy::TellAge => words::age_unknown(locale).to_owned(),
        Remedy::WaitForAge { years } => match age {
            Some(age) => words::too_young(locale, years, age),
            None => words::minimum_age(locale, years),
        },
        Remedy::TellTerritory { .. } => words::territory_unknown(locale).to_owned(),
        Remedy::GoToOwnTerritory { .. } => words::other_territory(locale).to_owned(),
        Remedy::GetOntoRoll { roll } => match rolls().find(|one| one.id == *roll).and_then(|one| one.way_in.as_ref()) {
            Some(way) => words::onto_roll_by(locale, reader.roll(roll), way),
            None => words::onto_roll(locale, reader.roll(roll)),
        },
        Remedy::GetOffRoll { roll } => words::excluded(locale, reader.roll(roll)),
        Remedy::CheckRoll { roll } => words::check_roll(locale, reader.roll(roll)),
        Remedy::ShowDocument { any_of } => {
            words::show_document(locale, text::ruleset::any_of(locale, &reading::documents(any_of)))
        }
        Remedy::ProveIdentity { at_least } => words::prove_identity(locale, reader.words([at_least.as_str()])),
        Remedy::BringConsent => words::bring_consent(locale).to_owned(),
        Remedy::NameOrganisation { any_of } if any_of.is_empty() => words::organisation(locale).to_owned(),
        Remedy::NameOrganisation { any_of } => {
            let kinds: Vec<&str> = any_of.iter().map(Key::as_str).collect();
            words::organisation_of(locale, text::ruleset::any_of(locale, &kinds))
        }
        Remedy::GrowGroup { at_least } => words::group(locale, at_least),
        Remedy::JoinBody { body } => words::join_body(locale, reader.body(body)),
    }
}

/// The age that was held against somebody.
fn age(verdict: &Verdict) -> Option<u8> {
    match &verdict.why {
        Why::Fact(Finding::Age { age, .. }) => *age,
        Why::Fact(_) => None,
        Why::All(of) | Why::Any(of) => of.iter().find_map(age),
        Why::Not(of) => age(of),
    }
}

/// Where the way out leads, and what the link says; `here` is the page to come back to.
pub fn way_out(visit: &Visit, why: &No, here: &str) -> (String, &'static str) {
    let locale = visit.locale();
    if matches!(why.refusal, Refusal::AlreadyVoted | Refusal::QuotaReached { .. }) {
        return (path::MINE.to_owned(), words::to_mine(locale));
    }
    let remedies = match why.way() {
        Way::SignIn => return (path::sign_in(here), words::to_sign_in(locale)),
        // The identity provider is asked again, for what it may say by now.
        Way::BringDocument => return (path::sign_in_again(here), words::to_sign_in_again(locale)),
        Way::Claim => return (path::CLAIMS.to_owned(), words::to_claims(locale)),
        Way::Mend { remedies } => remedies,
        _ => Vec::new(),
    };
    // What is mended at once comes first, and leads back here: this page then says what else is missing.
    if remedies.iter().any(|remedy| matches!(remedy, Remedy::TellTerritory { .. })) {
        return (path::profile_on_the_way(here), words::to_profile(locale));
    }
    match remedies.first() {
        // What only the identity provider can say is asked of it again.
        Some(Remedy::TellAge | Remedy::ShowDocument { .. } | Remedy::ProveIdentity { .. } | Remedy::BringConsent) => {
            (path::sign_in_again(here), words::to_sign_in_again(locale))
        }
        Some(Remedy::WaitForAge { .. } | Remedy::GoToOwnTerritory { .. }) => {
            (path::TERRITORIES.to_owned(), words::to_territories(locale))
        }
        _ => (path::HOME.to_owned(), words::to_home(locale)),
    }
}

/// A notice with the reason and the way out.
#[component]
pub fn Refused<'a>(
    /// The visit being answered.
    visit: &'a Visit,
    /// The rules that say no.
    rules: Option<&'a RuleSet>,
    /// What was to be done.
    action: Action,
    /// Why not.
    why: &'a No,
) -> AnyView {
    let (href, label) = way_out(visit, why, &visit.path);
    let reason = sentence(visit, rules, action, why);
    view! {
        <Notice kind=NoticeKind::Attention locale=visit.locale()>
            <p>{reason}</p>
            <p><a class="btn btn--primary" href=href>{label}</a></p>
        </Notice>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use shared::{
        document::{self, Format},
        locale::Locale,
        ruleset::{IdentityLevel, Tie},
    };

    use super::*;

    fn rules() -> RuleSet {
        document::read(include_str!("../../server/presets/rules/envigado.toml"), Format::Toml).unwrap()
    }

    fn every_remedy() -> Vec<Remedy> {
        let key = |name: &str| name.parse::<Key>().unwrap();
        vec![
            Remedy::TellAge,
            Remedy::WaitForAge { years: 14 },
            Remedy::TellTerritory { any_of: vec![Tie::Resides] },
            Remedy::GoToOwnTerritory { territories: vec!["01".parse().unwrap()] },
            Remedy::GetOntoRoll { roll: key("sisben") },
            Remedy::GetOffRoll { roll: key("sisben") },
            Remedy::CheckRoll { roll: key("sisben") },
            Remedy::ShowDocument { any_of: vec![key("cc"), key("ti")] },
            Remedy::ProveIdentity { at_least: IdentityLevel::Verified },
            Remedy::BringConsent,
            Remedy::NameOrganisation { any_of: vec![key("jac")] },
            Remedy::GrowGroup { at_least: 10 },
            Remedy::JoinBody { body: key("mesa-zonal") },
        ]
    }

    /// What is missing and what helps: two sentences at least, different for each, in every language.
    #[test]
    fn every_remedy_says_what_is_missing_and_what_helps() {
        let rules = rules();
        for locale in [Locale::EsCo, Locale::EsMx, Locale::En] {
            let reader = Reader { locale, rules: &rules };
            let mut said = Vec::new();
            for one in every_remedy() {
                let text = remedy(reader, &one, Some(9));
                assert!(text.matches(['.', ':']).count() >= 2, "{locale:?} {one:?}: {text}");
                assert!(text.ends_with('.') && !text.contains(".."), "{text}");
                assert!(!said.contains(&text), "{text}");
                said.push(text);
            }
        }
    }

    #[test]
    fn the_figures_and_names_are_in_the_sentence() {
        let rules = rules();
        let reader = Reader { locale: Locale::EsCo, rules: &rules };
        let said = |one: Remedy, age| remedy(reader, &one, age);
        assert!(said(Remedy::WaitForAge { years: 14 }, Some(9)).contains("14 años y usted tiene 9"));
        assert!(said(Remedy::WaitForAge { years: 14 }, None).contains("14 años."));
        let documents = said(Remedy::ShowDocument { any_of: vec!["cc".parse().unwrap(), "ti".parse().unwrap()] }, None);
        assert!(documents.contains("CC o TI"), "{documents}");
        let body = said(Remedy::JoinBody { body: "mesa-zonal".parse().unwrap() }, None);
        assert!(body.contains("Mesa"), "{body}");
    }
}
