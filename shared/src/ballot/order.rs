//! In what order projects stand on a ballot.

use super::{BallotForm, Offered};
use crate::{
    draw::{Purpose, Seed},
    ruleset::Order,
};

/// The projects of a ballot in the order in which they stand on it: by number, or by the lots that `seed` gives to
/// `contest/number` for the purpose [`Purpose::Order`]. One seed for each voter, and every place is as likely for every
/// project; the same seed gives the same order in the browser and on the server.
pub fn arranged<'a>(form: &'a BallotForm, order: Order, seed: &Seed) -> Vec<&'a Offered> {
    let mut projects: Vec<&Offered> = form.offer().projects().iter().collect();
    match order {
        Order::Number => {}
        Order::Random => projects
            .sort_by_cached_key(|project| seed.lot(Purpose::Order, &format!("{}/{}", form.contest(), project.number))),
    }
    projects
}
