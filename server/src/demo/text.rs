//! Titles, needs and places of ideas: templates by theme, dealt over the real neighbourhoods of a territory.

use std::{
    collections::{BTreeMap, HashSet},
    iter,
};

use rand::{
    Rng,
    seq::{IndexedRandom, SliceRandom},
};
use serde::Deserialize;

use super::cost::Range;

/// Where a template makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// In town.
    Urban,
    /// In the countryside.
    Rural,
    /// Anywhere.
    Any,
}

/// Texts for ideas, by theme.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    themes: Vec<Theme>,
    refusals: Vec<Refusal>,
}

/// A reason for which an idea is turned down.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Refusal {
    /// What it can be said of.
    of: Kind,
    reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Works,
    Programme,
    Any,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Theme {
    #[expect(dead_code, reason = "names the theme for whoever edits the file")]
    id: String,
    /// The office that would carry it out, by country.
    departments: BTreeMap<String, String>,
    templates: Vec<Template>,
}

/// `{en}` and `{de}` stand for the place with its preposition, `{t}` for the territory.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Template {
    setting: Setting,
    title: String,
    need: String,
    cost: Range,
    /// Whether something is built.
    works: bool,
    /// Where its words are used; everywhere when not said.
    #[serde(default)]
    countries: Vec<String>,
}

/// Neighbourhoods of the territories, by tenant and territory.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    nouns: BTreeMap<String, Noun>,
    territories: BTreeMap<String, BTreeMap<String, BTreeMap<String, Vec<String>>>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Noun {
    setting: Setting,
    title: String,
    de: String,
    en: String,
}

/// Where ideas are dealt.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The tenant's slug.
    pub tenant: &'a str,
    /// The territory's code.
    pub code: &'a str,
    /// The territory's name.
    pub name: &'a str,
    /// The tenant's country.
    pub country: &'a str,
}

/// The words of one idea, and what a project of its kind costs in proportion to others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idea {
    /// Title, different from every other in its territory.
    pub title: String,
    /// What is needed and why.
    pub need: String,
    /// Where.
    pub place: Option<String>,
    /// The office that would carry it out.
    pub department: String,
    /// Relative cost.
    pub cost: Range,
    /// Whether something is built: what can be said against it differs.
    pub works: bool,
}

/// There are not enough templates and neighbourhoods for that many different ideas.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("only {found} different ideas can be dealt in territory {code} of {tenant}, {wanted} are wanted")]
pub struct TooFew {
    tenant: String,
    code: String,
    found: usize,
    wanted: usize,
}

struct Place<'a> {
    noun: &'a Noun,
    name: &'a str,
}

impl Catalogue {
    /// Deals `wanted` different ideas on this ground: every template is used once before any is used twice, and none
    /// twice for the same neighbourhood.
    ///
    /// # Errors
    /// When templates and neighbourhoods run out.
    pub fn deal(
        &self,
        places: &Places,
        ground: Ground<'_>,
        wanted: usize,
        random: &mut impl Rng,
    ) -> Result<Vec<Idea>, TooFew> {
        let places = places.of(ground);
        let mut hands: Vec<(&str, &Template, Vec<Option<&Place<'_>>>)> = self
            .themes
            .iter()
            .filter_map(|theme| Some((theme.departments.get(ground.country)?.as_str(), theme)))
            .flat_map(|(department, theme)| iter::repeat(department).zip(&theme.templates))
            .filter(|(_, template)| template.is_said_in(ground.country))
            .map(|(department, template)| (department, template, template.spots(&places)))
            .collect();
        for (_, _, spots) in &mut hands {
            spots.shuffle(random);
        }

        let mut ideas = Vec::with_capacity(wanted);
        let mut titles = HashSet::new();
        while ideas.len() < wanted {
            hands.retain(|(_, _, spots)| !spots.is_empty());
            if hands.is_empty() {
                let (tenant, code) = (ground.tenant.to_owned(), ground.code.to_owned());
                return Err(TooFew { tenant, code, found: ideas.len(), wanted });
            }
            hands.shuffle(random);
            for (department, template, spots) in &mut hands {
                let Some(spot) = spots.pop() else { continue };
                let idea = template.idea(department, spot, ground);
                if ideas.len() < wanted && titles.insert(idea.title.clone()) {
                    ideas.push(idea);
                }
            }
        }
        Ok(ideas)
    }

    /// A reason to turn down this idea that makes sense for it.
    pub fn refusal(&self, idea: &Idea, random: &mut impl Rng) -> Option<&str> {
        let kind = if idea.works { Kind::Works } else { Kind::Programme };
        let fitting: Vec<_> = self.refusals.iter().filter(|refusal| [kind, Kind::Any].contains(&refusal.of)).collect();
        fitting.choose(random).map(|refusal| refusal.reason.as_str())
    }
}

impl Template {
    fn is_said_in(&self, country: &str) -> bool {
        self.countries.is_empty() || self.countries.iter().any(|one| one == country)
    }

    /// Where the template can be used: at each fitting place or, when its title names none, once.
    fn spots<'p>(&self, places: &'p [Place<'p>]) -> Vec<Option<&'p Place<'p>>> {
        let fits = |place: &&Place<'_>| self.setting == Setting::Any || self.setting == place.noun.setting;
        let fitting = places.iter().filter(fits);
        if self.title.contains("{en}") || self.title.contains("{de}") {
            fitting.map(Some).collect()
        } else if self.setting == Setting::Any {
            vec![None]
        } else {
            fitting.take(1).map(|_| None).collect()
        }
    }

    fn idea(&self, department: &str, spot: Option<&Place<'_>>, ground: Ground<'_>) -> Idea {
        let fill = |text: &str| {
            let text = text.replace("{t}", ground.name);
            match spot {
                Some(Place { noun, name }) => {
                    text.replace("{en}", &format!("{} {name}", noun.en)).replace("{de}", &format!("{} {name}", noun.de))
                }
                None => {
                    text.replace("{en}", &format!("en {}", ground.name)).replace("{de}", &format!("de {}", ground.name))
                }
            }
        };
        Idea {
            title: fill(&self.title),
            need: fill(&self.need),
            place: spot.map(|place| format!("{} {}", place.noun.title, place.name)),
            department: department.to_owned(),
            cost: self.cost,
            works: self.works,
        }
    }
}

impl Places {
    fn of(&self, ground: Ground<'_>) -> Vec<Place<'_>> {
        self.territories
            .get(ground.tenant)
            .and_then(|territories| territories.get(ground.code))
            .into_iter()
            .flatten()
            .filter_map(|(noun, names)| Some((self.nouns.get(noun)?, names)))
            .flat_map(|(noun, names)| names.iter().map(move |name| Place { noun, name }))
            .collect()
    }

    /// Every territory of every tenant that has neighbourhoods, as (tenant, code).
    #[cfg(test)]
    fn grounds(&self) -> impl Iterator<Item = (&str, &str)> {
        self.territories
            .iter()
            .flat_map(|(tenant, codes)| codes.keys().map(move |code| (tenant.as_str(), code.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};
    use shared::proposal::IdeaDraft;

    use super::*;
    use crate::demo::scenario::Demonstration;

    #[test]
    fn every_territory_has_good_ideas_enough() {
        let Demonstration { catalogue, places, .. } = Demonstration::read().unwrap();
        let sites = crate::preset::places().unwrap();
        for (tenant, code) in places.grounds() {
            let country = &sites.iter().find(|site| site.slug.as_str() == tenant).unwrap().country;
            let ground = Ground { tenant, code, name: "San Antonio de Prado", country };
            let ideas = catalogue.deal(&places, ground, 26, &mut StdRng::seed_from_u64(1)).unwrap();
            for idea in &ideas {
                IdeaDraft::parse(&idea.title, &idea.need, idea.place.as_deref())
                    .unwrap_or_else(|errors| panic!("{}: {errors:?}", idea.title));
                assert!(!idea.department.is_empty());
                let whole = format!("{}{}", idea.title, idea.need);
                assert!(!whole.contains(['{', '}']), "{whole}");
            }
            let titles: HashSet<_> = ideas.iter().map(|idea| &idea.title).collect();
            assert_eq!(titles.len(), ideas.len());
        }
    }

    #[test]
    fn the_countryside_gets_no_ideas_of_the_town() {
        let Demonstration { catalogue, places, .. } = Demonstration::read().unwrap();
        let ground = Ground { tenant: "medellin", code: "50", name: "San Sebastián de Palmitas", country: "CO" };
        let ideas = catalogue.deal(&places, ground, 40, &mut StdRng::seed_from_u64(1)).unwrap();
        assert!(ideas.iter().all(|idea| !idea.title.contains("barrio")), "{ideas:#?}");
    }

    #[test]
    fn running_out_is_said() {
        let Demonstration { catalogue, places, .. } = Demonstration::read().unwrap();
        let ground = Ground { tenant: "nobody", code: "1", name: "X", country: "CO" };
        let error = catalogue.deal(&places, ground, 900, &mut StdRng::seed_from_u64(1)).unwrap_err();
        assert!(error.found > 0 && error.wanted == 900, "{error}");
    }

    #[test]
    fn refusals_are_long_enough_to_explain() {
        let refusals = Demonstration::read().unwrap().catalogue.refusals;
        assert!(refusals.len() >= 5 && refusals.iter().all(|refusal| refusal.reason.chars().count() >= 20));
    }
}
