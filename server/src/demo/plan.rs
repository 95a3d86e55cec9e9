//! One demonstration process, made from its scene: the same scene, seed and instant make the same process.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::SliceRandom};
use shared::{
    ballot::most,
    calendar::{Calendar, Stage},
    ceiling::{AllocationError, Formula, Input, allocate},
    document::Malformed,
    eligibility::least_age,
    id::ProposalId,
    locale::in_zone,
    money::{Money, MoneyError},
    permission::Action,
    phase::{PhaseKind, Window},
    ruleset::{BallotRule, Holder, Limit, Power, RuleSet, SoundRuleSet},
    tally::{Candidate, CostNotPositive, GreedyRule, TieOrder, greedy},
};
use store::demo::plan::{Ballot, Contest, Count, Plan, Process, Proposal, Review, Verdict, Voter};
use uuid::Uuid;

use super::{
    calendar::calendar,
    cost::costs,
    scenario::{Demonstration, Scene},
    share::share_out,
    text::{Ground, Idea, TooFew},
    vote::ballots,
};
use crate::preset::Place;

/// Every territory sends at least so many ideas, and has at least so many projects on its ballot, where the totals
/// allow it. The rest is shared out by population: documents publish totals only.
const LEAST_IDEAS: u32 = 12;
const LEAST_PROJECTS: u32 = 8;

/// Why a scene makes no process.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// A name that its file does not hold.
    #[error("the scene of {tenant} names {what}, which is not there")]
    Unknown {
        /// Whose scene.
        tenant: String,
        /// What is not there.
        what: String,
    },
    /// The calendar leaves the range of dates.
    #[error("the calendar of {0} cannot be made")]
    Calendar(
        /// Whose scene.
        String,
    ),
    /// More projects and refusals than ideas.
    #[error("the scene of {0} decides on more ideas than it has")]
    Counts(
        /// Whose scene.
        String,
    ),
    /// An amount that is none.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// The pool cannot be shared out.
    #[error(transparent)]
    Ceiling(#[from] AllocationError),
    /// A code that rules cannot take.
    #[error(transparent)]
    Code(#[from] Malformed),
    /// Not enough texts.
    #[error(transparent)]
    Text(#[from] TooFew),
    /// A project that costs nothing.
    #[error(transparent)]
    Cost(#[from] CostNotPositive),
}

impl Demonstration {
    /// Makes one scene's process in its place, as it stands now.
    ///
    /// # Errors
    /// When the scene asks for what cannot be; the tests make every scene.
    pub fn plan(&self, scene: &Scene, place: &Place, now: DateTime<Utc>) -> Result<Plan, PlanError> {
        let tenant = || scene.tenant.to_string();
        let rule_set = place.rules.as_ref().map(SoundRuleSet::rules);
        let rule_set =
            rule_set.ok_or_else(|| PlanError::Unknown { tenant: tenant(), what: "a rule set".to_owned() })?;
        let dates =
            calendar(rule_set, scene.stage, now, place.time_zone).ok_or_else(|| PlanError::Calendar(tenant()))?;
        let scenery = Scenery { demonstration: self, scene, place, rule_set, dates: &dates, now };
        let mut random = scenery.random();

        let contests = scenery.contests(&mut random)?;
        let mut proposals = scenery.proposals(&contests, &mut random)?;
        proposals.sort_by_key(|proposal| proposal.submitted_at);
        for (number, proposal) in (1..).zip(&mut proposals) {
            proposal.number = number;
        }
        let Urn { voters, mut ballots, counts } = scenery.urn(&contests, &proposals, &mut random)?;
        ballots.shuffle(&mut random);
        Ok(Plan { process: scenery.process(&mut random)?, contests, proposals, voters, ballots, counts })
    }
}

/// What every step needs to know.
struct Scenery<'a> {
    demonstration: &'a Demonstration,
    scene: &'a Scene,
    place: &'a Place,
    rule_set: &'a RuleSet,
    dates: &'a Calendar,
    now: DateTime<Utc>,
}

#[derive(Default)]
struct Urn {
    voters: Vec<Voter>,
    ballots: Vec<Ballot>,
    counts: Vec<Count>,
}

impl Scenery<'_> {
    /// The scene's own source of randomness, so that a change of one scene changes no other.
    fn random(&self) -> StdRng {
        let seed = self.scene.tenant.as_str().bytes().fold(self.demonstration.scenario.seed, |seed, byte| {
            (seed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        StdRng::seed_from_u64(seed.wrapping_add_signed(self.scene.year.into()))
    }

    fn money(&self, decimal: &str) -> Result<Money, MoneyError> {
        Money::parse_decimal(decimal, self.place.currency)
    }

    fn process(&self, random: &mut StdRng) -> Result<Process, PlanError> {
        let Self { demonstration, scene, .. } = self;
        let year = in_zone(self.now, self.place.time_zone).year() + scene.year;
        let named = |pattern: &str| pattern.replace("{year}", &year.to_string());
        let opens = self.dates.everywhere().stages().first().map_or(self.now, Stage::opens);
        let newest = demonstration.scenario.processes.iter().filter(|other| other.tenant == scene.tenant);
        Ok(Process {
            id: id(random),
            slug: named(&demonstration.scenario.slug),
            name: named(&demonstration.scenario.name),
            pool: self.money(&scene.pool)?,
            rules: self.rule_set.id.to_string(),
            calendar: self.dates.clone(),
            current: newest.map(|other| other.year).max() == Some(scene.year),
            created_at: opens - TimeDelta::days(10),
        })
    }

    fn contests(&self, random: &mut StdRng) -> Result<Vec<Contest>, PlanError> {
        let pool = self.money(&self.scene.pool)?;
        let territories = &self.place.territories;
        if let Some(whole) = &self.scene.contest {
            let territory = territories.first().ok_or_else(|| PlanError::Unknown {
                tenant: self.scene.tenant.to_string(),
                what: "a territory".to_owned(),
            })?;
            let (code, name) = (whole.code.clone(), whole.name.clone());
            return Ok(vec![Contest { id: id(random), territory: territory.code.clone(), code, name, ceiling: pool }]);
        }
        let ceilings = self.ceilings(pool)?;
        Ok(territories
            .iter()
            .zip(ceilings)
            .map(|(territory, ceiling)| Contest {
                id: id(random),
                territory: territory.code.clone(),
                code: territory.code.to_lowercase(),
                name: territory.name.clone(),
                ceiling,
            })
            .collect())
    }

    /// What each territory gets by the formula of the rules; one alone gets all.
    fn ceilings(&self, pool: Money) -> Result<Vec<Money>, PlanError> {
        let territories = &self.place.territories;
        if territories.len() == 1 {
            return Ok(vec![pool]);
        }
        let formula = self.rule_set.pools.iter().find_map(|rule| Formula::of(&rule.split));
        let formula = formula.ok_or_else(|| PlanError::Unknown {
            tenant: self.scene.tenant.to_string(),
            what: "a formula".to_owned(),
        })?;
        let inputs = territories
            .iter()
            .map(|territory| {
                Ok(Input {
                    code: territory.code.parse()?,
                    kind: territory.kind.as_str().parse()?,
                    figures: territory.figures.iter().map(|figure| (figure.indicator.clone(), figure.value)).collect(),
                })
            })
            .collect::<Result<Vec<_>, Malformed>>()?;
        let told = allocate(pool, &formula, &inputs)?.explain();
        Ok(told.territories.iter().map(|territory| territory.amount).collect())
    }

    /// Inhabitants of each contest's territory.
    fn populations(&self, contests: &[Contest]) -> Vec<u64> {
        let population = |code: &str| self.place.territories.iter().find(|territory| territory.code == code);
        contests
            .iter()
            .map(|contest| population(&contest.territory).map_or(0, |territory| territory.indicators.population()))
            .collect()
    }

    fn proposals(&self, contests: &[Contest], random: &mut StdRng) -> Result<Vec<Proposal>, PlanError> {
        let (scene, populations) = (self.scene, self.populations(contests));
        let counts = || PlanError::Counts(scene.tenant.to_string());
        let ideas = share_out(scene.ideas, LEAST_IDEAS, &populations);
        let projects = share_out(scene.projects, LEAST_PROJECTS, &populations);
        let open: Vec<u64> = ideas
            .iter()
            .zip(&projects)
            .map(|(ideas, projects)| ideas.checked_sub(*projects).map(u64::from))
            .collect::<Option<_>>()
            .ok_or_else(counts)?;
        if u64::from(scene.refused) > open.iter().sum() {
            return Err(counts());
        }
        let refused = share_out(scene.refused, 0, &open);

        let mut proposals = Vec::new();
        for (((contest, ideas), on_ballot), refused) in contests.iter().zip(ideas).zip(projects).zip(refused) {
            let ground = Ground {
                tenant: scene.tenant.as_str(),
                code: &contest.territory,
                name: self.name_of(&contest.territory),
                country: &self.place.country,
            };
            let Demonstration { catalogue, places, .. } = self.demonstration;
            let ideas = catalogue.deal(places, ground, ideas as usize, random)?;
            proposals.extend(self.reviewed(contest, ideas, on_ballot as usize, refused as usize, random)?);
        }
        Ok(proposals)
    }

    fn name_of(&self, code: &str) -> &str {
        self.place
            .territories
            .iter()
            .find(|territory| territory.code == code)
            .map_or(self.place.name.as_str(), |territory| territory.name.as_str())
    }

    /// The ideas of one contest: the first of them on the ballot, the next turned down, the rest to be reviewed.
    fn reviewed(
        &self,
        contest: &Contest,
        ideas: Vec<Idea>,
        projects: usize,
        refused: usize,
        random: &mut StdRng,
    ) -> Result<Vec<Proposal>, PlanError> {
        let ranges: Vec<_> = ideas.iter().take(projects).map(|idea| idea.cost).collect();
        let step = self.money(&self.scene.cost_step)?.minor();
        let costs = costs(contest.ceiling.minor(), step, &ranges, random);
        let mut authors = self.authors(contest);
        let catalogue = &self.demonstration.catalogue;
        Ok(ideas
            .into_iter()
            .enumerate()
            .map(|(place, idea)| {
                let verdict = match costs.get(place) {
                    Some(&cost) => Some(Verdict::Viable {
                        cost: Money::new(cost, contest.ceiling.currency()),
                        department: idea.department.clone(),
                        ballot_number: i32::try_from(place + 1).unwrap_or(i32::MAX),
                    }),
                    None if place < projects + refused => {
                        catalogue.refusal(&idea, random).map(|reason| Verdict::NotViable { reason: reason.to_owned() })
                    }
                    None => None,
                };
                // What is reviewed was there when the reviews began, even where ideas are still received.
                let reviews = self.window_of(Action::ReviewProposal).map(Window::opens);
                let by = reviews.filter(|_| verdict.is_some()).unwrap_or(self.now);
                let submitted_at = self.moment(Action::ProposeIdea, by, random);
                let review = verdict
                    .map(|verdict| Review { at: self.moment(Action::ReviewProposal, self.now, random), verdict });
                Proposal {
                    id: id(random),
                    contest: contest.id,
                    // Given once all territories' proposals are in order of arrival.
                    number: 0,
                    author: authors.pop(),
                    title: idea.title,
                    need: idea.need,
                    place: idea.place,
                    submitted_at,
                    review,
                }
            })
            .collect())
    }

    /// The people to sign in as who live there and are old enough: each sent one idea.
    fn authors(&self, contest: &Contest) -> Vec<String> {
        let today = in_zone(self.now, self.place.time_zone).date();
        let least = least_age(self.rule_set, Action::ProposeIdea).unwrap_or_default();
        let old_enough = |birth: NaiveDate| today.years_since(birth).is_some_and(|age| age >= least.into());
        self.demonstration
            .people
            .iter()
            .filter(|person| person.site == self.scene.tenant && person.roles.is_empty() && self.scene.year == 0)
            .filter(|person| person.territory.as_ref() == Some(&contest.territory) && old_enough(person.birth_date))
            .map(|person| person.subject.clone())
            .collect()
    }

    /// When somebody may do this.
    fn window_of(&self, action: Action) -> Option<Window> {
        let people = |power: &&Power| matches!(power.who, Holder::Role(_)) && power.may.contains(&action);
        let powers = || self.rule_set.powers.iter().filter(people);
        let mut stages = self.dates.everywhere().stages().iter();
        stages.find(|stage| powers().any(|power| power.during.contains(stage.id()))).map(Stage::window)
    }

    /// Some moment at which somebody may do this, before an instant, that is not in the future.
    fn moment(&self, action: Action, by: DateTime<Utc>, random: &mut StdRng) -> DateTime<Utc> {
        let Some(window) = self.window_of(action) else { return self.now };
        let seconds = (window.closes().min(self.now).min(by) - window.opens()).num_seconds().max(1);
        window.opens() + TimeDelta::seconds(random.random_range(0..seconds))
    }

    /// How many of so many projects a ballot names at most, and whether it may name none.
    fn ballot(&self, offered: u32) -> (u32, bool) {
        let Some(contest) = self.rule_set.deciding_contest() else { return (offered, true) };
        let most = |limit: &Limit| most(limit, offered, &contest.level);
        match &contest.ballot {
            BallotRule::Approval { at_most, blank, .. }
            | BallotRule::Ranking { at_most, blank, .. }
            | BallotRule::Wallet { at_most, blank, .. } => (most(at_most), *blank),
            BallotRule::SingleChoice { blank } => (1, *blank),
            BallotRule::Points { at_most, blank, .. } | BallotRule::Knapsack { at_most, blank, .. } => {
                (at_most.as_ref().map_or(offered, most), *blank)
            }
        }
    }

    /// What was voted, and what the count made of it where there was one.
    fn urn(&self, contests: &[Contest], proposals: &[Proposal], random: &mut StdRng) -> Result<Urn, PlanError> {
        let counting = self.dates.everywhere().of_kind(PhaseKind::Results).last().map(Stage::opens);
        let counted = counting.map(|opens| opens + TimeDelta::minutes(90)).filter(|&at| at <= self.now);
        let shares = share_out(self.scene.voters, 0, &self.populations(contests));
        let mut urn = Urn::default();
        for (contest, share) in contests.iter().zip(shares) {
            let projects = projects(contest, proposals);
            let (limit, blank) = self.ballot(u32::try_from(projects.len()).unwrap_or(u32::MAX));
            let cast = ballots(projects.len(), limit, share, blank, random);
            if let Some(at) = counted {
                urn.counts.push(self.count(contest, &projects, &cast, at)?);
            }
            urn.voters.extend(cast.iter().map(|_| Voter { person: id(random), contest: contest.id }));
            urn.ballots.extend(cast.into_iter().map(|chosen| Ballot {
                id: id(random),
                contest: contest.id,
                choices: chosen.into_iter().map(|place| projects[place].id).collect(),
            }));
        }
        Ok(urn)
    }

    fn count(
        &self,
        contest: &Contest,
        projects: &[Project],
        cast: &[Vec<usize>],
        at: DateTime<Utc>,
    ) -> Result<Count, PlanError> {
        let mut scores = vec![0_u64; projects.len()];
        cast.iter().flatten().for_each(|&place| scores[place] += 1);
        let candidates = projects
            .iter()
            .zip(scores)
            .map(|(project, score)| Candidate::new((project.ballot_number, project.id), project.cost.minor(), score))
            .collect::<Result<Vec<_>, _>>()?;
        // Where the rules find winners in another way, the demonstration shows what votes within the ceiling give.
        let rule = GreedyRule::of(self.rule_set);
        let rule = rule.unwrap_or(GreedyRule { tie_order: TieOrder::Official, minimum_score: 1 });
        Ok(Count {
            contest: contest.id,
            at,
            ballots: cast.len() as u64,
            blank: cast.iter().filter(|ballot| ballot.is_empty()).count() as u64,
            tally: greedy(&candidates, contest.ceiling.minor(), rule.tie_order, rule.minimum_score),
        })
    }
}

struct Project {
    ballot_number: i32,
    id: ProposalId,
    cost: Money,
}

/// The projects on a contest's ballot, in its order.
fn projects(contest: &Contest, proposals: &[Proposal]) -> Vec<Project> {
    let mut projects: Vec<Project> = proposals
        .iter()
        .filter(|proposal| proposal.contest == contest.id)
        .filter_map(|proposal| match proposal.review.as_ref()?.verdict {
            Verdict::Viable { ballot_number, cost, .. } => Some(Project { ballot_number, id: proposal.id, cost }),
            Verdict::NotViable { .. } => None,
        })
        .collect();
    projects.sort_by_key(|project| project.ballot_number);
    projects
}

/// A random id of any kind.
fn id<Id: From<Uuid>>(random: &mut StdRng) -> Id {
    uuid::Builder::from_random_bytes(random.random()).into_uuid().into()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use chrono::TimeZone;
    use shared::phase::PhaseState;
    use shared::tally::Outcome;

    use super::*;
    use crate::preset::places;

    fn now() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 21, 7, 30, 0).unwrap()
    }

    fn plans() -> Vec<(Demonstration, usize, Plan)> {
        let places = places().unwrap();
        let scenes = Demonstration::read().unwrap().scenario.processes.len();
        (0..scenes)
            .map(|scene| {
                let demonstration = Demonstration::read().unwrap();
                let one = &demonstration.scenario.processes[scene];
                let place = places.iter().find(|place| place.slug == one.tenant).unwrap();
                let plan = demonstration.plan(one, place, now()).unwrap();
                (demonstration, scene, plan)
            })
            .collect()
    }

    fn viable(plan: &Plan, contest: &Contest) -> Vec<Project> {
        projects(contest, &plan.proposals)
    }

    #[test]
    fn every_scene_holds_what_it_says() {
        for (demonstration, scene, plan) in plans() {
            let scene = &demonstration.scenario.processes[scene];
            let name = &scene.tenant;
            assert_eq!(plan.proposals.len(), scene.ideas as usize, "{name}");
            let projects: usize = plan.contests.iter().map(|contest| viable(&plan, contest).len()).sum();
            assert_eq!(projects, scene.projects as usize, "{name}");
            let waiting = plan.proposals.iter().filter(|proposal| proposal.review.is_none()).count();
            assert_eq!(waiting, (scene.ideas - scene.projects - scene.refused) as usize, "{name}");
            assert_eq!((plan.ballots.len(), plan.voters.len()), (scene.voters as usize, scene.voters as usize));
            let mut stages = plan.process.calendar.everywhere().of_kind(scene.stage.phase);
            assert!(stages.any(|stage| stage.state(now()) == PhaseState::Open), "{name}");
            let pool: i64 = plan.contests.iter().map(|contest| contest.ceiling.minor()).sum();
            assert_eq!(pool, plan.process.pool.minor(), "{name}");
        }
    }

    #[test]
    fn medellin_has_the_published_figures() {
        let plans = plans();
        let (.., plan) = plans.iter().find(|(_, scene, _)| *scene == 0).unwrap();
        assert_eq!(plan.contests.len(), 21);
        assert_eq!(plan.process.pool.to_decimal(), "251265148208");
        assert_eq!(plan.proposals.len(), 436);
        assert!(plan.process.current);
        let authors: HashSet<_> = plan.proposals.iter().filter_map(|proposal| proposal.author.as_deref()).collect();
        assert!(authors.contains("med-popular") && !authors.contains("med-menor"), "{authors:?}");
        for contest in &plan.contests {
            assert!(viable(plan, contest).len() >= 8, "{}", contest.name);
        }
    }

    #[test]
    fn every_project_fits_and_not_all_do() {
        for (_, _, plan) in plans() {
            for contest in &plan.contests {
                let projects = viable(&plan, contest);
                let ceiling = contest.ceiling.minor();
                assert!(
                    projects.iter().all(|project| (1..=ceiling).contains(&project.cost.minor())),
                    "{}",
                    contest.name
                );
                let sum: i64 = projects.iter().map(|project| project.cost.minor()).sum();
                assert!(projects.len() < 2 || sum > ceiling, "{}: {sum} of {ceiling}", contest.name);
            }
        }
    }

    #[test]
    fn times_and_numbers_are_in_order() {
        for (_, _, plan) in plans() {
            let numbers: Vec<i32> = plan.proposals.iter().map(|proposal| proposal.number).collect();
            assert!(numbers.iter().copied().eq(1..=i32::try_from(numbers.len()).unwrap()));
            assert!(plan.proposals.is_sorted_by_key(|proposal| proposal.submitted_at));
            for proposal in &plan.proposals {
                let reviewed = proposal.review.as_ref().map_or(now(), |review| review.at);
                assert!(proposal.submitted_at <= reviewed && reviewed <= now());
            }
        }
    }

    #[test]
    fn counts_come_after_the_vote_and_fund_something() {
        for (_, _, plan) in plans() {
            let results = plan.process.calendar.everywhere().of_kind(PhaseKind::Results).last().unwrap();
            let counted = results.window().opens() < now();
            assert_eq!(plan.counts.len(), if counted { plan.contests.len() } else { 0 });
            for count in &plan.counts {
                assert!(count.tally.total_cost <= count.tally.budget);
                assert!(count.tally.selected().next().is_some());
                assert!(count.tally.lines.iter().any(|line| line.outcome != Outcome::Funded));
                let scores: u64 = count.tally.lines.iter().map(|line| line.score).sum();
                let choices = plan.ballots.iter().filter(|ballot| ballot.contest == count.contest);
                assert_eq!(scores, choices.map(|ballot| ballot.choices.len() as u64).sum::<u64>());
            }
        }
    }

    #[test]
    fn ballots_name_projects_of_their_contest() {
        for (_, _, plan) in plans() {
            for contest in &plan.contests {
                let offered: HashSet<_> = viable(&plan, contest).iter().map(|project| project.id).collect();
                let mine = plan.ballots.iter().filter(|ballot| ballot.contest == contest.id);
                assert!(mine.flat_map(|ballot| &ballot.choices).all(|choice| offered.contains(choice)));
            }
        }
    }

    #[test]
    fn the_same_instant_makes_the_same_process() {
        let (one, two) = (plans(), plans());
        for ((_, _, one), (_, _, two)) in one.iter().zip(&two) {
            assert_eq!(format!("{one:?}"), format!("{two:?}"));
        }
    }

    #[test]
    fn one_process_of_a_tenant_is_current() {
        let plans = plans();
        let current = |tenant: &str| {
            plans
                .iter()
                .filter(|(demonstration, scene, plan)| {
                    demonstration.scenario.processes[*scene].tenant.as_str() == tenant && plan.process.current
                })
                .count()
        };
        assert_eq!((current("medellin"), current("barbosa")), (1, 1));
    }
}
