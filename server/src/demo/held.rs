//! Where the contests of rules are held for a tenant, and who votes in them.

use shared::{
    eligibility::Area,
    ruleset::{Code, Contest, RuleSet},
};
use store::demo::plan::{self, Held};

/// Where a contest of the rules is held for a tenant with these territories, with the names of the places: in each of
/// them, or around them, in the larger ones in which they lie.
pub fn places<'a>(rules: &'a RuleSet, contest: &Contest, own: &'a [(Code, String)]) -> Vec<(Held, &'a str)> {
    let codes: Vec<Code> = own.iter().map(|(code, _)| code.clone()).collect();
    let around = rules.places_around(contest, &codes);
    if around.is_empty() {
        own.iter().map(|(code, name)| (Held::In(code.clone()), name.as_str())).collect()
    } else {
        around.into_iter().map(|place| (Held::Around(place.code.clone()), place.name.as_str())).collect()
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
