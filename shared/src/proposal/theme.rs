//! The themes that an idea may be of (línea, meta).

use crate::{
    eligibility::Area,
    ruleset::{RuleSet, Theme},
};

/// The themes of the rules that an idea in an area may be of: those that no other is part of, and that the area's kind of
/// territory has.
pub fn themes<'a>(rules: &'a RuleSet, area: &Area) -> Vec<&'a Theme> {
    let last = |theme: &&Theme| rules.themes.iter().all(|other| other.within.as_ref() != Some(&theme.id));
    rules.themes.iter().filter(last).filter(|theme| is_there(rules, theme, area)).collect()
}

/// Whether an area has a theme and all that it is part of.
fn is_there(rules: &RuleSet, theme: &Theme, area: &Area) -> bool {
    let here = |theme: &Theme| {
        let places = rules.territories.list.iter().filter(|place| area.lies_in(&place.code));
        theme.kinds.is_empty() || places.into_iter().any(|place| theme.kinds.contains(&place.kind))
    };
    let mut at = Some(theme);
    // As many steps as there are themes end any circle.
    for _ in 0..=rules.themes.len() {
        let Some(theme) = at else { return true };
        if !here(theme) {
            return false;
        }
        at = theme.within.as_ref().and_then(|within| rules.themes.iter().find(|other| other.id == *within));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{self, Format};

    #[test]
    fn a_territory_has_the_themes_of_its_kind_down_to_the_last() {
        let text = r#"
id = "prueba"
title = "Reglas de prueba"
currency = "COP"
phases = []
powers = []
pools = []
contests = []
sheets = []
themes = [
    { id = "linea", name = "Línea" },
    { id = "meta", name = "Meta", within = "linea" },
    { id = "ruralidad", name = "Ruralidad", kinds = ["rural"] },
    { id = "caminos", name = "Caminos", within = "ruralidad" },
]
[territories]
levels = [{ id = "zona", name = "Zona", kinds = [{ id = "urbana", name = "Urbana" }, { id = "rural", name = "Rural" }] }]
list = [
    { code = "1", name = "Uno", kind = "urbana" },
    { code = "2", name = "Dos", kind = "rural" },
    { code = "2.1", name = "Vereda", kind = "urbana", within = "2" },
]
"#;
        let rules: RuleSet = document::read(text, Format::Toml).unwrap_or_else(|problems| panic!("{problems:#?}"));
        let of = |code: &str| {
            let area = Area::of(&code.parse().unwrap(), &rules.territories);
            themes(&rules, &area).into_iter().map(|theme| theme.id.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(of("1"), ["meta"]);
        assert_eq!(of("2"), ["meta", "caminos"]);
        assert_eq!(of("2.1"), ["meta", "caminos"], "it lies in a rural one");
    }
}
