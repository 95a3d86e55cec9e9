//! The rules that tenants start with: those of a preset, with the tenant's own territories.

use chrono::NaiveDate;
use rand::Rng;
use serde::Deserialize;
use shared::{
    ruleset::{self, SoundRuleSet},
    territory::TerritoryKind,
};
use store::preset::SeedRules;

use super::{
    PresetError, Territory,
    file::{Entry, Larger},
};

/// By what the rules are adopted that a tenant starts with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Adoption {
    act: String,
    date: NaiveDate,
    source: String,
}

pub(super) fn adoption() -> Result<Adoption, PresetError> {
    serde_json::from_str(include_str!("../../presets/rules/adoption.json"))
        .map_err(|error| PresetError::Unreadable { file: "rules/adoption.json", error })
}

impl Adoption {
    /// The rules as they are stored with a new site.
    pub(super) fn seed<'a>(&'a self, rules: &'a SoundRuleSet, random: &mut impl Rng) -> SeedRules<'a> {
        SeedRules {
            id: uuid::Builder::from_random_bytes(random.random()).into_uuid().into(),
            rules,
            act: &self.act,
            date: self.date,
            source: &self.source,
        }
    }
}

/// The rules of a preset for a place: its territories take the place of those listed on the level of its ballots, and
/// of whatever lies within them.
pub(super) fn of(entry: &Entry, key: &str, territories: &[Territory]) -> Result<SoundRuleSet, PresetError> {
    let place = &entry.name;
    let unknown = || PresetError::UnknownRules { place: place.clone(), key: key.to_owned() };
    let preset = store::rules::presets().iter().find(|preset| preset.slug == key);
    let mut rules = preset.map(|preset| preset.document.clone()).ok_or_else(unknown)?;
    let level = rules.deciding_contest().map(|contest| contest.level.clone()).ok_or_else(unknown)?;
    let levels = &rules.territories.levels;
    let at = levels.iter().position(|one| one.id == level).ok_or_else(unknown)?;
    let larger: Vec<_> = levels[..at].iter().flat_map(|level| level.kinds.iter().map(|kind| kind.id.clone())).collect();
    let kinds = levels[at].kinds.clone();
    let mut list = rules.territories.list.clone();
    list.retain(|one| larger.contains(&one.kind) && !territories.iter().any(|own| own.code == one.code.as_str()));
    if let Some(Larger { code, name, kind }) = &entry.lies_in {
        list.push(ruleset::Place { code: code.clone(), name: name.clone(), kind: kind.clone(), within: None });
    }
    // The one territory that they all lie in, where the preset names it.
    let within = if let [whole] = list.as_slice() { Some(whole.code.clone()) } else { None };
    for own in territories {
        let word = word(own.kind);
        let like = kinds.iter().find(|kind| kind.id.as_str() == word);
        let like = like.or_else(|| kinds.iter().find(|kind| kind.id.as_str().starts_with(word)));
        let kind = like.or_else(|| kinds.first()).ok_or_else(unknown)?;
        let wrong = |error| PresetError::Territory { place: place.clone(), error };
        list.push(ruleset::Place {
            code: own.code.parse().map_err(wrong)?,
            name: own.name.parse().map_err(wrong)?,
            kind: kind.id.clone(),
            within: within.clone(),
        });
    }
    rules.territories.list = list;
    rules.check().map_err(|defects| PresetError::Unsound { place: place.clone(), defects })
}

/// How rules call a kind of territory.
const fn word(kind: TerritoryKind) -> &'static str {
    match kind {
        TerritoryKind::Municipality => "municipio",
        TerritoryKind::Comuna => "comuna",
        TerritoryKind::Corregimiento => "corregimiento",
        TerritoryKind::Locality => "localidad",
        TerritoryKind::Zone => "zona",
        TerritoryKind::District => "distrito",
    }
}
