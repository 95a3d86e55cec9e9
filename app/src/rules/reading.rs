//! A rule set in plain words: each part a sentence or two, with the norm that it rests on.

mod condition;
mod decisions;
mod organisation;

use leptos::prelude::*;
use shared::{
    document::{DayOfYear, Key},
    locale::{self, Locale},
    permission::Action,
    ruleset::{
        Basis, Body, Holder, OfflineBallots, PhaseRule, PollingPlaces, Recurrence, RuleSet, Threshold, WinnerRule,
    },
};

pub(crate) use self::condition::{capital, condition};
pub use self::condition::{documents, needed};
use crate::{components::Icon, text};

/// A section of the rules.
pub struct Section {
    /// The part of the document, which is also its place on the page.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What it says.
    pub items: Vec<Item>,
}

/// One rule.
pub struct Item {
    /// What it says first of all.
    pub name: String,
    /// What else it says, sentence by sentence.
    pub says: Vec<String>,
    /// What it rests on; nothing to say where the part has no basis of its own.
    pub basis: Option<Basis>,
}

impl Item {
    fn new(name: impl Into<String>, says: Vec<String>, basis: &Basis) -> Self {
        Self { name: name.into(), says, basis: Some(basis.clone()) }
    }
}

/// The whole document, section by section. Sections that say nothing are left out.
pub fn sections(locale: Locale, rules: &RuleSet) -> Vec<Section> {
    let reader = Reader { locale, rules };
    let sections = [
        ("contests", text::reading::decided_title(locale), reader.contests()),
        ("eligibility", text::reading::eligible_title(locale), reader.eligibility()),
        ("phases", text::reading::phases_title(locale), reader.phases()),
        ("pools", text::reading::money_title(locale), reader.pools()),
        ("sheets", text::reading::ballots_title(locale), reader.sheets()),
        ("bodies", text::reading::bodies_title(locale), reader.bodies()),
        ("powers", text::reading::powers_title(locale), reader.powers()),
        ("deadlines", text::reading::deadlines_title(locale), reader.deadlines()),
        ("selection", text::reading::selection_title(locale), reader.selection()),
        ("follow_up", text::reading::follow_title(locale), reader.follow_up()),
    ];
    sections
        .into_iter()
        .map(|(id, title, items)| Section { id, title, items })
        .filter(|section| !section.items.is_empty())
        .collect()
}

/// How winners are found, sentence by sentence.
pub fn of_winner(locale: Locale, rules: &RuleSet, winner: &WinnerRule) -> Vec<String> {
    Reader { locale, rules }.winner(winner)
}

/// How much support a project needs, beside a number of votes.
pub fn of_support(locale: Locale, support: Threshold) -> String {
    match support {
        Threshold::Ballots { share } => text::reading::support_ballots(locale, share),
        Threshold::Cost { divisor: 1 } => text::reading::support_cost_whole(locale).to_owned(),
        Threshold::Cost { divisor } => text::reading::support_cost(locale, divisor),
    }
}

/// What the rules say of one body, sentence by sentence.
pub fn of_body(locale: Locale, rules: &RuleSet, body: &Body) -> Vec<String> {
    Reader { locale, rules }.body_says(body)
}

/// What the rules let somebody do, power by power, as a citizen sees it; nothing where they give no power.
pub fn powers_of(locale: Locale, rules: &RuleSet, who: &Holder) -> Option<AnyView> {
    let reader = Reader { locale, rules };
    let items: Vec<Item> =
        rules.powers.iter().filter(|power| power.who == *who).map(|power| reader.power(power)).collect();
    (!items.is_empty()).then(|| {
        let items = items.into_iter().map(|item| show_item(locale, rules, item)).collect_view();
        view! { <ul class="rules" role="list">{items}</ul> }.into_any()
    })
}

/// The deadlines of what somebody may do, a sentence each.
pub fn deadlines_of(locale: Locale, rules: &RuleSet, who: &Holder) -> Vec<String> {
    let reader = Reader { locale, rules };
    let holds = |action| rules.powers.iter().any(|power| power.who == *who && power.may.contains(&action));
    let owed = rules.deadlines.iter().filter(|deadline| holds(deadline.action));
    owed.map(|deadline| reader.deadline(deadline).name).collect()
}

/// Somebody who reads a document aloud.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    /// In this language.
    pub locale: Locale,
    /// This document.
    pub rules: &'a RuleSet,
}

/// The name of what a list holds under this key, or the key where there is nothing.
macro_rules! named {
    ($method:ident, $($list:ident).+) => {
        /// What people call it.
        pub(crate) fn $method(&self, id: &Key) -> String {
            let found = self.rules.$($list).+.iter().find(|part| part.id == *id);
            found.map_or_else(|| id.to_string(), |part| part.name.to_string())
        }
    };
}

impl Reader<'_> {
    named!(level, territories.levels);
    named!(phase, phases);
    named!(body, bodies);
    named!(pool, pools);
    named!(contest, contests);
    named!(indicator, indicators);
    named!(theme, themes);
    named!(roll, rolls);

    fn kind(&self, id: &Key) -> String {
        let mut kinds = self.rules.territories.levels.iter().flat_map(|level| &level.kinds);
        kinds.find(|kind| kind.id == *id).map_or_else(|| id.to_string(), |kind| kind.name.to_string())
    }

    /// What people call a condition.
    pub(crate) fn condition_name(&self, id: &Key) -> String {
        let found = self.rules.eligibility.iter().find(|rule| rule.id == *id);
        found.map_or_else(|| id.to_string(), |rule| rule.name.to_string())
    }

    /// A role, or the body's name.
    pub(crate) fn holder(&self, holder: &Holder) -> String {
        match holder {
            Holder::Role(role) => text::terms::role(self.locale, *role).to_owned(),
            Holder::Body(body) => self.body(body),
        }
    }

    fn actions(&self, actions: &[Action]) -> String {
        let names: Vec<_> =
            actions.iter().map(|&action| text::action::name(self.locale, action).to_lowercase()).collect();
        names.join(", ")
    }

    /// Words of the rules, all of them.
    pub(crate) fn words(&self, words: impl IntoIterator<Item = &'static str>) -> String {
        let words: Vec<_> =
            words.into_iter().map(|word| text::ruleset::word(self.locale, word).unwrap_or(word)).collect();
        text::ruleset::all_of(self.locale, &words)
    }

    /// Names, all of them.
    pub(crate) fn all(&self, names: impl IntoIterator<Item = String>) -> String {
        text::ruleset::all_of(self.locale, &names.into_iter().collect::<Vec<_>>())
    }

    fn integer(&self, number: impl Into<i64>) -> String {
        locale::format_integer(number.into(), self.locale)
    }

    /// A day of any year in words.
    fn day(&self, day: DayOfYear) -> String {
        // 2001 is as good as any year: only the day is shown.
        day.in_year(2001).map_or_else(|| day.to_string(), |day| locale::format_day_short(day, self.locale))
    }

    fn phases(&self) -> Vec<Item> {
        self.rules.phases.iter().map(|phase| self.one_phase(phase)).collect()
    }

    fn one_phase(&self, phase: &PhaseRule) -> Item {
        let locale = self.locale;
        let mut says: Vec<String> = phase.purpose.iter().map(ToString::to_string).collect();
        if let Some(typical) = &phase.typical {
            let (opens, closes) = (self.day(typical.opens), self.day(typical.closes));
            says.push(match typical.year {
                0 if opens == closes => text::reading::typical_day(locale, opens),
                0 => text::reading::typical(locale, opens, closes),
                years => text::reading::typical_later(locale, opens, closes, years),
            });
        }
        if let Some(Recurrence { every, since }) = phase.typical.as_ref().and_then(|typical| typical.recurs.as_ref()) {
            says.push(text::reading::recurs(locale, every, since, since.saturating_add(*every)));
        }
        says.extend(phase.hours.iter().map(|hours| text::reading::hours(locale, hours.from, hours.until)));
        says.extend(phase.channel.map(|channel| text::reading::channel(locale, self.words([channel.as_str()]))));
        if let Some(PollingPlaces { level, fixed_at_least, mobile_beyond_km, offline, tablet }) = &phase.places {
            says.push(match (level, fixed_at_least) {
                (Some(level), 1) => text::reading::places_one(locale, self.level(level)),
                (Some(level), count) => text::reading::places(locale, count, self.level(level)),
                (None, 1) => text::reading::places_here_one(locale).to_owned(),
                (None, count) => text::reading::places_here(locale, count),
            });
            says.extend(mobile_beyond_km.map(|distance| text::reading::places_mobile(locale, distance)));
            says.push(
                match offline {
                    OfflineBallots::SetAside => text::reading::offline_set_aside(locale),
                    OfflineBallots::Count => text::reading::offline_count(locale),
                    OfflineBallots::Never => text::reading::offline_never(locale),
                }
                .to_owned(),
            );
            says.extend(tablet.then(|| text::reading::tablet(locale).to_owned()));
        }
        if !phase.overlaps.is_empty() {
            says.push(text::reading::overlaps(locale, self.all(phase.overlaps.iter().map(|id| self.phase(id)))));
        }
        says.extend(phase.exits.iter().map(|exit| self.exit(exit)));
        if !phase.locks.is_empty() {
            let locks = phase.locks.iter().map(|&lock| text::ruleset::lock(locale, lock).to_owned());
            says.push(text::reading::locks(locale, self.all(locks)));
        }
        Item::new(phase.name.as_str(), says, &phase.basis)
    }
}

/// What a rule rests on, in words: the norm and where in it, or that it is a draft.
pub fn basis(locale: Locale, rules: &RuleSet, basis: &Basis) -> Option<String> {
    let Basis::Norm { id, place } = basis else { return None };
    let title = rules.norms.iter().find(|norm| norm.id == *id).map_or(id.as_str(), |norm| norm.title.as_str());
    Some(match place {
        Some(place) => text::reading::at_place(locale, title, place),
        None => title.to_owned(),
    })
}

/// Sections as a citizen sees them; `level` is that of their headings, 2 or 3.
pub fn show(locale: Locale, rules: &RuleSet, sections: Vec<Section>, level: u8) -> AnyView {
    sections
        .into_iter()
        .map(|section| {
            let items = section.items.into_iter().map(|item| show_item(locale, rules, item)).collect_view();
            let id = format!("r-{}", section.id);
            let heading = if level == 2 {
                view! { <h2 id=id.clone()>{section.title}</h2> }.into_any()
            } else {
                view! { <h3 id=id.clone()>{section.title}</h3> }.into_any()
            };
            view! {
                <section class="section" aria-labelledby=id>
                    {heading}
                    <ul class="rules" role="list">{items}</ul>
                </section>
            }
        })
        .collect_view()
        .into_any()
}

fn show_item(locale: Locale, rules: &RuleSet, item: Item) -> impl IntoView + use<> {
    let says = item.says.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view();
    let basis = item.basis.map(|found| match basis(locale, rules, &found) {
        Some(norm) => view! { <span class="chip"><Icon name="doc"/>{norm}</span> }.into_any(),
        None => {
            view! { <span class="chip chip--wait"><Icon name="clock"/>{text::reading::draft(locale)}</span> }.into_any()
        }
    });
    view! {
        <li class="rules__one">
            <p><strong>{item.name}</strong></p>
            {says}
            {basis.map(|basis| view! { <p>{basis}</p> })}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use shared::document::{self, Format};

    use super::*;

    #[test]
    fn every_preset_reads_in_every_language() {
        for preset in store::rules::presets() {
            for locale in [Locale::EsCo, Locale::EsMx, Locale::En] {
                let sections = sections(locale, &preset.document);
                for id in ["contests", "eligibility", "phases", "pools", "sheets", "bodies", "powers", "follow_up"] {
                    assert!(sections.iter().any(|section| section.id == id), "{} says nothing of {id}", preset.slug);
                }
                for item in sections.iter().flat_map(|section| &section.items) {
                    assert!(
                        !item.name.is_empty() && item.says.iter().all(|said| !said.contains("..")),
                        "{}",
                        item.name
                    );
                }
            }
        }
    }

    #[test]
    fn a_rule_is_said_as_people_say_it() {
        let preset = store::rules::presets().iter().find(|preset| preset.slug == "medellin").unwrap();
        let all = sections(Locale::EsCo, &preset.document);
        let said: Vec<String> = all.into_iter().flat_map(|section| section.items).flat_map(|item| item.says).collect();
        for sentence in [
            "Usted puede marcar hasta el 80% de los proyectos.",
            "Es el 5% de: Presupuesto de inversión. Lo certifica Secretaría de Hacienda.",
        ] {
            assert!(said.iter().any(|found| found == sentence), "{sentence} in {said:#?}");
        }
        let written = document::write(&preset.document, Format::Toml);
        assert!(document::read::<RuleSet>(&written, Format::Toml).is_ok());
    }
}
