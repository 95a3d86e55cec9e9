//! Presets: the places a new platform starts with. Their files are data (`server/presets`), read at compile time.

mod file;
mod rules;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rand::{CryptoRng, Rng};
use shared::{
    document::Malformed,
    id::TenantId,
    locale::Locale,
    money::Currency,
    ruleset::{Defect, SoundRuleSet},
    tenant::{OfficialCode, OfficialCodeError, Slug, TenantKind, Theme},
    territory::{Indicators, IndicatorsError, TerritoryKind},
};
use store::{NewSite, Owner, StoreError, indicator::NewFigure, preset::NewTerritory};

use self::file::{File, Sources};

const FILES: [(&str, &str); 4] = [
    ("platform.json", include_str!("../presets/platform.json")),
    ("amva.json", include_str!("../presets/amva.json")),
    ("bogota.json", include_str!("../presets/bogota.json")),
    ("jalisco.json", include_str!("../presets/jalisco.json")),
];

/// Why a preset cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PresetError {
    /// The file is not what it should be.
    #[error("the preset {file} cannot be read: {error}")]
    Unreadable {
        /// The file.
        file: &'static str,
        /// What its reader said, with line and column.
        error: serde_json::Error,
    },
    /// A figure whose source is not among the file's sources.
    #[error("{place} cites `{key}`, which is not among the sources")]
    UnknownSource {
        /// The place.
        place: String,
        /// The key that it cites.
        key: String,
    },
    /// Neither the place nor its group says it.
    #[error("{place} has no {what}, and neither does its group")]
    Missing {
        /// The place.
        place: String,
        /// What is missing.
        what: &'static str,
    },
    /// A time zone that is none.
    #[error("{place} is in `{zone}`, which is no time zone")]
    TimeZone {
        /// The place.
        place: String,
        /// What was found.
        zone: String,
    },
    /// A code that is none.
    #[error(transparent)]
    Code(#[from] OfficialCodeError),
    /// Figures that are none.
    #[error(transparent)]
    Indicators(#[from] IndicatorsError),
    /// The group of a place is neither among the presets before it nor in the registry.
    #[error("{place} belongs to `{group}`, which is not there")]
    NoGroup {
        /// The place.
        place: String,
        /// The slug of its group.
        group: Slug,
    },
    /// It names rules that no file holds.
    #[error("{place} takes the rules `{key}`, which are not there")]
    UnknownRules {
        /// The place.
        place: String,
        /// Their name.
        key: String,
    },
    /// Rules that would lead to a dead end in a place.
    #[error("the rules of {place} are not sound: {defects:?}")]
    Unsound {
        /// The place.
        place: String,
        /// Every defect.
        defects: Vec<Defect>,
    },
    /// A code of a territory that rules cannot take.
    #[error("{place}: {error}")]
    Territory {
        /// The place.
        place: String,
        /// What is wrong with it.
        error: Malformed,
    },
    /// It could not be stored.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A site of a preset, with all that it inherits filled in.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its subdomain.
    pub slug: Slug,
    /// What it is.
    pub kind: TenantKind,
    /// Its name as people write it.
    pub name: String,
    /// The slug of the group whose observatory shows it.
    pub group: Option<Slug>,
    /// ISO 3166-1 code of its country.
    pub country: String,
    /// The currency of its budget.
    pub currency: Currency,
    /// The time zone in which its days begin and end.
    pub time_zone: chrono_tz::Tz,
    /// The language and the conventions of its people.
    pub locale: Locale,
    /// Its code in the country's official list.
    pub official_code: Option<OfficialCode>,
    /// Inhabitants.
    pub population: Option<u64>,
    /// Inhabitants old enough to take part.
    pub eligible_population: Option<u64>,
    /// Documents and years of both figures.
    pub population_source: Option<String>,
    /// Its colours.
    pub theme: Theme,
    /// Where its people live and vote.
    pub territories: Vec<Territory>,
    /// The rules that it starts with, for its own territories; none where no processes run.
    pub rules: Option<SoundRuleSet>,
}

/// A territory of a place.
#[derive(Debug, Clone)]
pub struct Territory {
    /// Its official code within the place.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: TerritoryKind,
    /// The figures that ceilings rest on.
    pub indicators: Indicators,
    /// The figures themselves, each with its year and the document it is from.
    pub figures: Vec<NewFigure>,
}

/// Every place of every preset, each group before its members.
///
/// # Errors
/// When a file is not what it should be; the tests read them all.
pub fn places() -> Result<Vec<Place>, PresetError> {
    let mut places = Vec::new();
    for (file, text) in FILES {
        let preset: File = serde_json::from_str(text).map_err(|error| PresetError::Unreadable { file, error })?;
        let sources = Sources { documents: &preset.sources, years: &preset.years };
        places.push(preset.group.clone().place(None, sources)?);
        for member in preset.members {
            places.push(member.place(Some(&preset.group), sources)?);
        }
    }
    Ok(places)
}

/// Adds the places that are missing from the registry, each with its territories; says how many. What is there stays as
/// it is, also when the preset says otherwise.
///
/// # Errors
/// When a preset is not what it should be, and when the database does not answer. Places added before stay.
pub async fn load_presets(
    owner: &Owner,
    now: DateTime<Utc>,
    random: &mut (impl CryptoRng + Rng),
) -> Result<usize, PresetError> {
    let mut known: BTreeMap<Slug, TenantId> =
        owner.sites().await?.into_iter().map(|site| (site.slug, site.tenant)).collect();
    let adoption = rules::adoption()?;
    let mut added = 0;
    for place in places()? {
        if known.contains_key(&place.slug) {
            continue;
        }
        let group = match &place.group {
            None => None,
            Some(group) => Some(
                *known
                    .get(group)
                    .ok_or_else(|| PresetError::NoGroup { place: place.name.clone(), group: group.clone() })?,
            ),
        };
        let rules = place.rules.clone();
        let seed = rules.as_ref().map(|rules| adoption.seed(rules, random));
        let (site, territories) = place.new_site(group, random);
        if owner.settle(&site, &territories, seed.as_ref(), now).await? {
            added += 1;
        }
        known.insert(site.slug, site.tenant);
    }
    Ok(added)
}

impl Place {
    fn new_site(self, group: Option<TenantId>, random: &mut impl Rng) -> (NewSite, Vec<NewTerritory>) {
        let mut id = || uuid::Builder::from_random_bytes(random.random()).into_uuid();
        let territories = self
            .territories
            .into_iter()
            .map(|Territory { code, name, kind, figures, .. }| NewTerritory {
                id: id().into(),
                code,
                name,
                kind,
                figures,
            })
            .collect();
        let site = NewSite {
            tenant: id().into(),
            kind: self.kind,
            slug: self.slug,
            name: self.name,
            domains: Vec::new(),
            group,
            country: self.country,
            currency: self.currency,
            time_zone: self.time_zone,
            locale: self.locale,
            official_code: self.official_code,
            population: self.population,
            eligible_population: self.eligible_population,
            population_source: self.population_source,
            theme: self.theme,
            identity: None,
        };
        (site, territories)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn of(places: &[Place], group: &str) -> Vec<Place> {
        places.iter().filter(|place| place.group.as_ref().is_some_and(|slug| slug.as_str() == group)).cloned().collect()
    }

    fn population(places: &[Place]) -> u64 {
        places.iter().filter_map(|place| place.population).sum()
    }

    #[test]
    fn every_place_is_there_once() {
        let places = places().unwrap();
        assert_eq!(of(&places, "amva").len(), 10);
        assert_eq!(of(&places, "bogota").len(), 20);
        assert_eq!(of(&places, "jalisco").len(), 125);
        assert_eq!(places.len(), 4 + 10 + 20 + 125);
        assert_eq!(places.iter().map(|place| &place.slug).collect::<HashSet<_>>().len(), places.len());
        assert_eq!(places.iter().filter(|place| place.kind == TenantKind::Platform).count(), 1);
    }

    #[test]
    fn the_figures_add_up_to_the_totals_of_their_sources() {
        let places = places().unwrap();
        assert_eq!(population(&of(&places, "jalisco")), 8_348_151);
        for group in places.iter().filter(|place| place.slug.as_str() == "amva") {
            let members = of(&places, "amva");
            assert_eq!(group.population, Some(population(&members)));
            assert_eq!(
                group.eligible_population,
                Some(members.iter().filter_map(|member| member.eligible_population).sum())
            );
        }
    }

    #[test]
    fn medellin_has_its_21_territories() {
        let places = places().unwrap();
        let medellin = places.iter().find(|place| place.slug.as_str() == "medellin").unwrap();
        let kinds = |kind| medellin.territories.iter().filter(|territory| territory.kind == kind).count();
        assert_eq!((kinds(TerritoryKind::Comuna), kinds(TerritoryKind::Corregimiento)), (16, 5));
        let indicators = || medellin.territories.iter().map(|territory| territory.indicators);
        assert_eq!(indicators().map(Indicators::population).sum::<u64>(), 2_787_912);
        assert!(indicators().all(|indicators| indicators.poverty_basis_points().is_some()));
        assert_eq!(medellin.official_code.as_ref().map(OfficialCode::code), Some("05001"));
    }

    #[test]
    fn every_tenant_starts_with_rules_for_its_own_territories() {
        for place in places().unwrap() {
            let Some(rules) = &place.rules else {
                assert!(!place.kind.runs_processes(), "{} has no rules", place.name);
                continue;
            };
            let listed: Vec<_> = rules.rules().territories.list.iter().map(|one| one.code.as_str()).collect();
            for territory in &place.territories {
                assert!(listed.contains(&territory.code.as_str()), "{}: {}", place.name, territory.code);
            }
            assert_eq!(rules.rules().currency, place.currency, "{}", place.name);
        }
    }

    #[test]
    fn every_figure_has_its_source() {
        for place in places().unwrap() {
            assert_eq!(place.population.is_some(), place.population_source.is_some(), "{}", place.name);
            assert!(place.eligible_population.is_none() || place.eligible_population <= place.population);
            let whole = place.kind.runs_processes() && place.population.is_some();
            assert_eq!(whole, !place.territories.is_empty(), "{}", place.name);
        }
    }
}
