//! Division by theme.

use super::{Ceiling, Division, Ground, How, PlanError, ThemeDivision, ThemeShare};
use crate::{
    document::Key,
    money::Money,
    ruleset::{Place, ThemePart},
};

/// Divides by the weights of the themes that a territory has; of all themes that any territory has, for the whole.
pub(super) fn by_theme(
    money: Money,
    place: Option<&Place>,
    parts: &[ThemePart],
    ground: &Ground<'_>,
) -> Result<(Vec<Ceiling>, Division), PlanError> {
    let has = |kind: &Key| match place {
        Some(place) => place.kind == *kind,
        None => ground.territories.list.iter().any(|place| place.kind == *kind),
    };
    let applies = |part: &&ThemePart| {
        let theme = ground.themes.iter().find(|theme| theme.id == part.theme);
        part.weight > 0 && theme.is_none_or(|theme| theme.kinds.is_empty() || theme.kinds.iter().any(has))
    };
    let parts: Vec<&ThemePart> = parts.iter().filter(applies).collect();
    let weights: u32 = parts.iter().map(|part| u32::from(part.weight)).sum();
    if weights == 0 {
        return Err(PlanError::NoTheme);
    }
    let minor = u128::try_from(money.minor()).map_err(|_| PlanError::Negative)?;
    let mut divided: Vec<(u128, u128)> = parts
        .iter()
        .map(|part| minor * u128::from(part.weight))
        .map(|share| (share / u128::from(weights), share % u128::from(weights)))
        .collect();
    let left = minor - divided.iter().map(|(amount, _)| amount).sum::<u128>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(divided[index].1));
    let left = usize::try_from(left).expect("fewer units are left than there are themes");
    for index in order.into_iter().take(left) {
        divided[index].0 += 1;
    }
    let amount = |minor| Money::new(i64::try_from(minor).expect("a part is at most the whole"), money.currency());
    let territory = place.map(|place| place.code.clone());
    let themes = parts.iter().zip(&divided).map(|(part, &(minor, _))| ThemeShare {
        theme: part.theme.clone(),
        weight: part.weight,
        amount: amount(minor),
    });
    let themes = themes.collect();
    let ceiling = |(part, &(minor, _)): (&&ThemePart, &(u128, u128))| Ceiling {
        territory: territory.clone(),
        theme: Some(part.theme.clone()),
        projects: part.at_most,
        amount: amount(minor),
    };
    let ceilings = parts.iter().zip(&divided).map(ceiling).collect();
    let how = How::Themes(ThemeDivision { money, themes, weights });
    Ok((ceilings, Division { within: territory, how, scenario: None }))
}
