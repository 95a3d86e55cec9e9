//! Rules taken over from elsewhere: with the own name, the own territories, and no norm of somebody else's.

use serde_json::Value;
use shared::{
    document,
    ruleset::{Code, Level, Place, RuleSet},
};
use store::{site::Site, territory::Territory};

/// What a site starts from when it takes over somebody else's rules. The norms are kept only where they are the own
/// ones (`keep_norms`): what rests on another place's act rests on nothing here.
pub fn adapt(
    site: &Site,
    territories: &[Territory],
    title: &str,
    slug: &str,
    rules: &RuleSet,
    keep_norms: bool,
) -> RuleSet {
    let mut own = if keep_norms { rules.clone() } else { without_norms(rules) };
    if let (Ok(id), Ok(title)) = (slug.parse(), title.parse()) {
        own.id = id;
        own.title = title;
    }
    settle(&mut own, site, territories);
    own
}

/// The same rules as a draft from top to bottom.
fn without_norms(rules: &RuleSet) -> RuleSet {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.remove("basis");
                fields.values_mut().for_each(strip);
            }
            Value::Array(entries) => entries.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let Ok(mut value) = serde_json::to_value(rules) else { return rules.clone() };
    strip(&mut value);
    if let Value::Object(fields) = &mut value {
        fields.remove("norms");
    }
    document::from_value(value).unwrap_or_else(|_| rules.clone())
}

/// Puts the site's territories where the rules have those of their deciding contest's level. Where they are the same
/// ones, they stay; larger territories stay where there is one only, under the site's name.
fn settle(rules: &mut RuleSet, site: &Site, territories: &[Territory]) {
    let levels = &rules.territories.levels;
    let Some(held) = rules.deciding_contest().map(|contest| &contest.level) else { return };
    let Some(at) = levels.iter().position(|level| level.id == *held) else { return };
    let known = |code: &str| rules.territories.list.iter().any(|place| place.code.as_str() == code);
    if territories.is_empty() || territories.iter().all(|territory| known(&territory.code)) {
        return;
    }
    let of_level = |place: &Place, level: &Level| level.kinds.iter().any(|kind| kind.id == place.kind);
    let above: Vec<&Level> = levels.iter().take(at).collect();
    let mut list: Vec<Place> = rules
        .territories
        .list
        .iter()
        .filter(|place| above.iter().any(|level| of_level(place, level)))
        .cloned()
        .collect();
    let only = if let [only] = list.as_mut_slice() {
        if let Ok(name) = site.name.parse() {
            only.name = name;
        }
        if let Some(code) = site.official_code.as_ref().and_then(|code| code.code().parse().ok()) {
            only.code = code;
        }
        Some(only.code.clone())
    } else {
        list.clear();
        None
    };
    list.extend(territories.iter().filter_map(|territory| place(territory, &levels[at], only.clone())));
    rules.territories.list = list;
}

/// A territory of the site as one of a level: of the kind that is called like its own, or is as rural as it.
fn place(territory: &Territory, level: &Level, within: Option<Code>) -> Option<Place> {
    let word = territory.kind.as_str();
    let rural = word == "corregimiento";
    let kind = level
        .kinds
        .iter()
        .find(|kind| kind.id.as_str() == word)
        .or_else(|| level.kinds.iter().find(|kind| kind.rural == rural))
        .or_else(|| level.kinds.first())?;
    Some(Place {
        code: territory.code.parse().ok()?,
        name: territory.name.parse().ok()?,
        kind: kind.id.clone(),
        within,
    })
}
