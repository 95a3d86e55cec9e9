//! One demonstration process, made from its scene: the same scene, seed and instant make the same process.

mod support;
mod urn;

use app::ballot::{sample_ceiling, sample_count};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::SliceRandom};
use shared::{
    calendar::{Calendar, Stage},
    ceiling::{AllocationError, Formula, Input, allocate},
    document::Malformed,
    draw::NoSeed,
    eligibility::least_age,
    locale::in_zone,
    money::{Money, MoneyError},
    permission::Action,
    phase::Window,
    ruleset::{self, Code, Holder, Power, RuleSet, SoundRuleSet},
    tally::{CostNotPositive, ScoreOverflow, Unfound},
};
use store::demo::plan::{Contest, Held, Plan, Process, Proposal, Review, Verdict};
use uuid::Uuid;

use self::{support::Supports, urn::Urn};
use super::{
    calendar::calendar,
    cost::costs,
    held,
    scenario::{Demonstration, Scene},
    share::share_out,
    text::{Ground, Idea, TooFew},
};
use crate::preset::{Place, Territory};

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
    /// What a draw cannot be made from.
    #[error(transparent)]
    Seed(#[from] NoSeed),
    /// A count that waits for a draw.
    #[error(transparent)]
    Count(#[from] Unfound<u32>),
    /// More ballots than can be counted.
    #[error(transparent)]
    Ballots(#[from] ScoreOverflow),
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
        let process = scenery.process(&contests, &mut random)?;
        let Supports { neighbours, supports } = scenery.supports(&contests, &proposals, &mut random);
        Ok(Plan { process, contests, proposals, neighbours, supports, voters, ballots, counts })
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

    fn unknown(&self, what: &str) -> PlanError {
        PlanError::Unknown { tenant: self.scene.tenant.to_string(), what: what.to_owned() }
    }

    fn process(&self, contests: &[Contest], random: &mut StdRng) -> Result<Process, PlanError> {
        let Self { demonstration, scene, .. } = self;
        let year = in_zone(self.now, self.place.time_zone).year() + scene.year;
        let named = |pattern: &str| pattern.replace("{year}", &year.to_string());
        let opens = self.dates.everywhere().stages().first().map_or(self.now, Stage::opens);
        let newest = demonstration.scenario.processes.iter().filter(|other| other.tenant == scene.tenant);
        Ok(Process {
            id: id(random),
            slug: named(&demonstration.scenario.slug),
            name: named(&demonstration.scenario.name),
            pool: Money::sum(contests.iter().map(|contest| contest.ceiling), self.place.currency)?,
            rules: self.rule_set.id.to_string(),
            calendar: self.dates.clone(),
            current: newest.map(|other| other.year).max() == Some(scene.year),
            created_at: opens - TimeDelta::days(10),
        })
    }

    /// The contests of each thing that is decided with one ballot.
    fn contests(&self, random: &mut StdRng) -> Result<Vec<Contest>, PlanError> {
        let rules = self.rule_set;
        let decides = rules.deciding_contest().ok_or_else(|| self.unknown("a contest of the rules"))?;
        let own = self.territories()?;
        let mut contests = Vec::new();
        for rule in rules.decided_together() {
            if rule.id == decides.id {
                contests.extend(self.deciding(rule, &own, random)?);
                continue;
            }
            let ceiling = sample_ceiling(rules, rule);
            let held = held::places(rules, rule, &own).into_iter();
            contests.extend(held.map(|at| Contest::called_by_place(id(random), (rules, rule), at, ceiling)));
        }
        Ok(contests)
    }

    /// The contests that spend the money of the scene.
    fn deciding(
        &self,
        rule: &ruleset::Contest,
        own: &[(Code, String)],
        random: &mut StdRng,
    ) -> Result<Vec<Contest>, PlanError> {
        let pool = self.money(&self.scene.pool)?;
        if let Some(whole) = &self.scene.contest {
            let (territory, _) = own.first().ok_or_else(|| self.unknown("a territory"))?;
            let (held, code, name) = (Held::In(territory.clone()), whole.code.clone(), whole.name.clone());
            return Ok(vec![Contest { id: id(random), rule: rule.id.clone(), held, code, name, ceiling: pool }]);
        }
        let ceilings = self.ceilings(pool)?;
        let held = held::places(self.rule_set, rule, own).into_iter().zip(ceilings);
        Ok(held.map(|(at, ceiling)| Contest::called_by_place(id(random), (self.rule_set, rule), at, ceiling)).collect())
    }

    /// The codes and names of the tenant's territories.
    fn territories(&self) -> Result<Vec<(Code, String)>, PlanError> {
        let named = |territory: &Territory| Ok((territory.code.parse()?, territory.name.clone()));
        self.place.territories.iter().map(named).collect()
    }

    /// What each territory gets by the formula of the rules; one alone gets all.
    fn ceilings(&self, pool: Money) -> Result<Vec<Money>, PlanError> {
        let territories = &self.place.territories;
        if territories.len() == 1 {
            return Ok(vec![pool]);
        }
        let formula = self.rule_set.pools.iter().find_map(|rule| Formula::of(&rule.split));
        let formula = formula.ok_or_else(|| self.unknown("a formula"))?;
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

    /// The contests that spend the money of the scene, with the inhabitants of the territory of each.
    fn homes<'c>(&self, contests: &'c [Contest]) -> (Vec<&'c Contest>, Vec<u64>) {
        let decides = self.rule_set.deciding_contest().map(|contest| &contest.id);
        let population = |contest: &Contest| {
            let mut territories = self.place.territories.iter();
            let territory = territories.find(|territory| territory.code == contest.held.at().as_str());
            territory.map_or(0, |territory| territory.indicators.population())
        };
        let homes = contests.iter().filter(|contest| decides == Some(&contest.rule));
        homes.map(|contest| (contest, population(contest))).unzip()
    }

    fn proposals(&self, contests: &[Contest], random: &mut StdRng) -> Result<Vec<Proposal>, PlanError> {
        let (scene, (homes, populations)) = (self.scene, self.homes(contests));
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
        for (((contest, ideas), on_ballot), refused) in homes.into_iter().zip(ideas).zip(projects).zip(refused) {
            let ideas = self.deal(contest, ideas as usize, random)?;
            proposals.extend(self.reviewed(contest, ideas, on_ballot as usize, refused as usize, random)?);
        }
        // What else is on the ballot has as many projects as the rules ask for, once there are some.
        for contest in contests.iter().filter(|_| scene.projects > 0) {
            let Some(rule) = self.beside(contest) else { continue };
            let on_ballot = usize::from(sample_count(rule));
            let ideas = self.deal(contest, on_ballot, random)?;
            proposals.extend(self.reviewed(contest, ideas, on_ballot, 0, random)?);
        }
        Ok(proposals)
    }

    /// The rule of a contest that is decided beside those that spend the money of the scene.
    fn beside(&self, contest: &Contest) -> Option<&ruleset::Contest> {
        let decides = self.rule_set.deciding_contest()?;
        self.rule_set.contest(&contest.rule).filter(|rule| rule.id != decides.id)
    }

    /// Ideas for a contest.
    fn deal(&self, contest: &Contest, wanted: usize, random: &mut StdRng) -> Result<Vec<Idea>, TooFew> {
        let Demonstration { catalogue, places, .. } = self.demonstration;
        let code = contest.held.at();
        let ground = Ground {
            tenant: self.scene.tenant.as_str(),
            code: code.as_str(),
            name: self.name_of(code),
            country: &self.place.country,
        };
        catalogue.deal(places, ground, wanted, random)
    }

    fn name_of(&self, code: &Code) -> &str {
        let own = self.place.territories.iter().find(|territory| territory.code == code.as_str());
        let larger = || self.rule_set.territories.list.iter().find(|place| place.code == *code);
        own.map(|territory| territory.name.as_str())
            .or_else(|| larger().map(|place| place.name.as_str()))
            .unwrap_or(&self.place.name)
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
            .filter(|person| person.territory.as_deref() == Some(contest.held.at().as_str()))
            .filter(|person| old_enough(person.birth_date))
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
}

/// A random id of any kind.
fn id<Id: From<Uuid>>(random: &mut StdRng) -> Id {
    uuid::Builder::from_random_bytes(random.random()).into_uuid().into()
}

#[cfg(test)]
mod tests;
