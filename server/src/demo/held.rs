//! Where the contests of rules are held for a tenant, and who votes in them.

use shared::{
    eligibility::Area,
    ruleset::{Code, Contest, Place, RuleSet},
};
use store::demo::plan::{self, Held};

/// Where a contest of the rules is held for a tenant with these territories, with the names of the places: in each of
/// them, or around them, in the larger ones in which they lie.
pub fn places<'a>(rules: &'a RuleSet, contest: &Contest, own: &'a [(Code, String)]) -> Vec<(Held, &'a str)> {
    let lies_in =
        |code: &Code, place: &Place| *code != place.code && Area::of(code, &rules.territories).lies_in(&place.code);
    let larger = rules.places_of(contest).filter(|place| own.iter().any(|(code, _)| lies_in(code, place)));
    let around: Vec<_> = larger.map(|place| (Held::Around(place.code.clone()), place.name.as_str())).collect();
    if around.is_empty() {
        own.iter().map(|(code, name)| (Held::In(code.clone()), name.as_str())).collect()
    } else {
        around
    }
}

/// The contests in which the people of a territory vote with one ballot.
pub fn voted_in<'a>(
    rules: &RuleSet,
    contests: &'a [plan::Contest],
    territory: &Code,
) -> impl Iterator<Item = &'a plan::Contest> + use<'a> {
    let area = Area::of(territory, &rules.territories);
    contests.iter().filter(move |contest| area.lies_in(contest.held.at()))
}
