//! The files of the presets as they are written, and the places that they describe.

use std::collections::BTreeMap;

use serde::Deserialize;
use shared::{
    document::{Key, Text},
    locale::Locale,
    money::Currency,
    ruleset::Code,
    tenant::{Authority, OfficialCode, Slug, TenantKind, Theme},
    territory::{Indicators, TerritoryKind},
};
use store::indicator;

use super::{Place, PresetError, Territory, rules};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) group: Entry,
    pub(super) sources: BTreeMap<String, String>,
    /// The years of a source's figures of territories.
    pub(super) years: BTreeMap<String, Years>,
    #[expect(dead_code, reason = "for whoever reads the file")]
    notes: Vec<String>,
    pub(super) members: Vec<Entry>,
}

/// A territory larger than a tenant, such as the region of a municipality.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Larger {
    pub(super) code: Code,
    pub(super) name: Text,
    pub(super) kind: Key,
}

/// The years that the figures of a source are about.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Years {
    population: u16,
    poverty: Option<u16>,
}

/// Where figures come from.
#[derive(Clone, Copy)]
pub(super) struct Sources<'a> {
    pub(super) documents: &'a BTreeMap<String, String>,
    pub(super) years: &'a BTreeMap<String, Years>,
}

/// A group or a member of it. What a member leaves out it takes from its group.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    slug: Slug,
    kind: TenantKind,
    pub(super) name: String,
    country: Option<String>,
    currency: Option<Currency>,
    time_zone: Option<String>,
    locale: Option<Locale>,
    authority: Option<Authority>,
    official_code: Option<String>,
    theme: Option<Theme>,
    /// Which rules a tenant starts with; those of a group are its members'.
    rules: Option<String>,
    /// The larger territory that the whole tenant lies in, where its rules speak of one.
    pub(super) lies_in: Option<Larger>,
    population: Option<u64>,
    population_source: Option<String>,
    eligible_population: Option<u64>,
    eligible_population_source: Option<String>,
    #[serde(default)]
    territories: Vec<EntryTerritory>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryTerritory {
    code: String,
    name: String,
    kind: TerritoryKind,
    population: u64,
    poverty_basis_points: Option<u32>,
    source: String,
}

impl Entry {
    pub(super) fn place(self, group: Option<&Self>, sources: Sources<'_>) -> Result<Place, PresetError> {
        let missing = |what| PresetError::Missing { place: self.name.clone(), what };
        let from_group =
            |own: Option<&String>, of: fn(&Self) -> Option<&String>| own.or_else(|| group.and_then(of)).cloned();
        let country = from_group(self.country.as_ref(), |group| group.country.as_ref());
        let zone = from_group(self.time_zone.as_ref(), |group| group.time_zone.as_ref())
            .ok_or_else(|| missing("time zone"))?;
        let authority = self.authority.or_else(|| group?.authority);
        let official_code = match &self.official_code {
            Some(code) => Some(OfficialCode::new(authority.ok_or_else(|| missing("authority for its code"))?, code)?),
            None => None,
        };
        let source = |figure: Option<u64>, key: Option<&String>| match (figure, key) {
            (None, _) => Ok(None),
            (Some(_), None) => Err(missing("source for a figure")),
            (Some(_), Some(key)) => sources
                .documents
                .get(key)
                .cloned()
                .map(Some)
                .ok_or_else(|| PresetError::UnknownSource { place: self.name.clone(), key: key.clone() }),
        };
        let documents = [
            source(self.population, self.population_source.as_ref())?,
            source(self.eligible_population, self.eligible_population_source.as_ref())?,
        ];
        let territories = self.territories(sources)?;
        let rules = match self.rules.as_ref().or_else(|| group?.rules.as_ref()) {
            Some(key) if self.kind.runs_processes() => Some(rules::of(&self, key, &territories)?),
            _ => None,
        };
        Ok(Place {
            rules,
            group: group.map(|group| group.slug.clone()),
            country: country.ok_or_else(|| missing("country"))?,
            currency: self.currency.or_else(|| group?.currency).ok_or_else(|| missing("currency"))?,
            time_zone: zone.parse().map_err(|_| PresetError::TimeZone { place: self.name.clone(), zone })?,
            locale: self.locale.or_else(|| group?.locale).ok_or_else(|| missing("locale"))?,
            theme: self.theme.clone().or_else(|| group?.theme.clone()).ok_or_else(|| missing("theme"))?,
            territories,
            population_source: documents.into_iter().flatten().reduce(|all, one| format!("{all}. {one}")),
            official_code,
            slug: self.slug,
            kind: self.kind,
            name: self.name,
            population: self.population,
            eligible_population: self.eligible_population,
        })
    }

    /// The divisions listed; a place without divisions is its own territory, once its population is known.
    fn territories(&self, sources: Sources<'_>) -> Result<Vec<Territory>, PresetError> {
        let whole = || {
            let kind = match self.kind {
                TenantKind::Municipality => TerritoryKind::Municipality,
                TenantKind::Locality => TerritoryKind::Locality,
                _ => return None,
            };
            Some(EntryTerritory {
                code: self.official_code.clone()?,
                name: self.name.clone(),
                kind,
                population: self.population?,
                poverty_basis_points: None,
                source: self.population_source.clone()?,
            })
        };
        let listed = if self.territories.is_empty() { whole().into_iter().collect() } else { self.territories.clone() };
        listed
            .into_iter()
            .map(|territory| {
                let unknown =
                    || PresetError::UnknownSource { place: territory.name.clone(), key: territory.source.clone() };
                let source = sources.documents.get(&territory.source).ok_or_else(unknown)?;
                let years = sources.years.get(&territory.source).ok_or_else(unknown)?;
                let indicators = Indicators::new(territory.population, territory.poverty_basis_points)?;
                let mut figures = indicator::of_people(indicators, years.population, source)?;
                for figure in figures.iter_mut().filter(|figure| figure.indicator.as_str() == indicator::POVERTY) {
                    figure.year = years.poverty.ok_or_else(unknown)?;
                }
                Ok(Territory { code: territory.code, name: territory.name, kind: territory.kind, indicators, figures })
            })
            .collect()
    }
}
