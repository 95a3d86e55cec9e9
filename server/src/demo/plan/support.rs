//! Who supports which ideas of a scene: neighbours who do not exist, some of whom like what others send.

use chrono::TimeDelta;
use rand::{Rng as _, rngs::StdRng};
use shared::permission::Action;
use store::demo::plan::{Contest, Held, Neighbour, Proposal, Support};

use super::{Scenery, id};

/// Neighbours of each contest's territory who support ideas: so many support the best liked of them at most.
const NEIGHBOURS: usize = 24;

/// The supports of a scene, and who gives them.
#[derive(Default)]
pub(super) struct Supports {
    pub(super) neighbours: Vec<Neighbour>,
    pub(super) supports: Vec<Support>,
}

impl Scenery<'_> {
    /// The supports of this year's ideas, where the rules let citizens give them by now. Most ideas have a few.
    pub(super) fn supports(&self, contests: &[Contest], proposals: &[Proposal], random: &mut StdRng) -> Supports {
        let mut all = Supports::default();
        let window = self.window_of(Action::Support).filter(|window| self.scene.year == 0 && window.opens() < self.now);
        let Some(window) = window else { return all };
        let until = window.closes().min(self.now);
        // Whoever is a neighbour is so in a territory.
        for contest in contests.iter().filter(|contest| matches!(contest.held, Held::In(_))) {
            let neighbours: Vec<_> = (0..NEIGHBOURS).map(|_| id(random)).collect();
            let ideas = proposals.iter().filter(|proposal| proposal.contest == contest.id);
            for idea in ideas.filter(|idea| idea.submitted_at < until) {
                let most = random.random_range(0..=NEIGHBOURS);
                let (first, count) = (random.random_range(0..NEIGHBOURS), random.random_range(0..=most));
                let seconds = (until - idea.submitted_at).num_seconds().max(1);
                all.supports.extend(neighbours.iter().cycle().skip(first).take(count).map(|&person| Support {
                    proposal: idea.id,
                    person,
                    at: idea.submitted_at + TimeDelta::seconds(random.random_range(0..seconds)),
                }));
            }
            all.neighbours.extend(neighbours.into_iter().map(|person| Neighbour { person, contest: contest.id }));
        }
        all
    }
}
