//! Ballots on pages: what is printed on them, from projects or made up, and how a sheet that came back says what is
//! wrong with it.

use std::collections::BTreeMap;

use shared::{
    ballot::{
        BLANK, BallotForm, Marked, Offer, OfferProblems, Offered, PREFIX, SheetChoice, arranged, most as limit_of,
        ranked, rehearsal::Sample,
    },
    ceiling::plan::{Ground, plan},
    document::{Amount, Key},
    draw::Seed,
    id::ProposalId,
    locale::Locale,
    money::Money,
    proposal::Placing,
    ruleset::{
        BallotRule, BaseRule, Code, Contest, Limit, Order, Place, Pool, RuleSet, Split, Territories, WinnerRule,
    },
    tally::{Part, Room},
};
use store::{
    proposal::{Proposal, Stage},
    tally::Competitor,
};

use crate::{
    citizen::excerpt,
    forms::{FieldMessage, Rejected},
    islands::ballot::{Card, Paper, Printed},
    text::{self, rehearsal::Named},
    ties,
};

/// The most projects that are made up for one ballot.
pub const MOST_SAMPLES: u16 = 60;

/// What may stand on a ballot.
pub trait Stands {
    /// As what it stands there, if it does: its number, what it costs, and where it stands beside others.
    fn stands(&self) -> Option<(ProposalId, u32, Money, &Placing)>;
}

impl Stands for Proposal {
    fn stands(&self) -> Option<(ProposalId, u32, Money, &Placing)> {
        match &self.stage {
            Stage::Viable { cost, ballot_number, .. } => Some((self.id, *ballot_number, *cost, &self.placing)),
            Stage::Submitted | Stage::NotViable { .. } => None,
        }
    }
}

impl Stands for Competitor {
    fn stands(&self) -> Option<(ProposalId, u32, Money, &Placing)> {
        (!self.withdrawn).then_some((self.proposal, self.ballot_number, self.cost, &self.placing))
    }
}

/// The projects of a ballot as an offer: what is not on the ballot is left out, and so is what the rules of the contest
/// do not ask of projects. One that lacks its region stands on it all the same: it is said before the count.
///
/// # Errors
/// When there are none, or they make no offer.
pub fn offer(contest: &Contest, projects: &[impl Stands], ceiling: Money, kind: Key) -> Result<Offer, OfferProblems> {
    let spread = matches!(contest.winner, WinnerRule::Quota { .. });
    let offered = projects.iter().filter_map(Stands::stands).map(|(id, number, cost, placing)| Offered {
        id,
        number,
        cost,
        theme: None,
        within: placing.region.clone().filter(|_| spread),
        group: placing.group.clone().filter(|_| contest.exclusive),
    });
    Offer::new(offered.collect(), ceiling, kind)
}

/// Whether the offer of a contest says all that its winners depend on: it does not say the projects' themes.
pub fn is_plain(contest: &Contest) -> bool {
    !matches!(contest.winner, WinnerRule::GreedyByTheme { .. })
}

/// That only one of a project and others on the ballot can win, where it is so.
pub fn alone(locale: Locale, form: &BallotForm, project: &Offered) -> Option<String> {
    let group = project.group.as_ref()?;
    let alike = form.offer().projects().iter().filter(|other| other.group.as_ref() == Some(group));
    let numbers: Vec<u32> = alike.map(|other| other.number).collect();
    (numbers.len() > 1).then(|| text::vote::alone(locale, ties::numbers(locale, numbers), group))
}

/// Whether only one of some projects on the ballot can win.
pub fn has_groups(form: &BallotForm) -> bool {
    let mut groups: Vec<_> = form.offer().projects().iter().filter_map(|project| project.group.as_ref()).collect();
    let all = groups.len();
    groups.sort_unstable();
    groups.dedup();
    groups.len() < all
}

/// The kinds of territory in which a contest is held, with their names.
pub fn kinds<'a>(rules: &'a RuleSet, contest: &Contest) -> impl Iterator<Item = (&'a Key, &'a str)> + use<'a> {
    let level = rules.territories.levels.iter().find(|level| level.id == contest.level);
    level.into_iter().flat_map(|level| &level.kinds).map(|kind| (&kind.id, kind.name.as_str()))
}

/// The kind of a territory as the rules know it; that of the level's first kind where they don't list the territory.
pub fn kind_of(rules: &RuleSet, contest: &Contest, code: &str) -> Option<Key> {
    let place = rules.territories.list.iter().find(|place| place.code.as_str() == code);
    place.map(|place| place.kind.clone()).or_else(|| kinds(rules, contest).next().map(|(kind, _)| kind.clone()))
}

/// The most projects that a ballot of a contest may name in a territory that offers so many.
pub fn most(rules: &RuleSet, contest: &Contest, offered: u32, code: &str) -> Option<u32> {
    let limit: &Limit = match &contest.ballot {
        BallotRule::Approval { at_most, .. } | BallotRule::Wallet { at_most, .. } => at_most,
        BallotRule::Ranking { at_most, places, .. } => {
            return Some(ranked(limit_of(at_most, offered, &kind_of(rules, contest, code)?), places));
        }
        BallotRule::Points { at_most, .. } | BallotRule::Knapsack { at_most, .. } => match at_most {
            Some(limit) => limit,
            None => return Some(offered),
        },
        BallotRule::SingleChoice { .. } => return Some(1),
    };
    Some(limit_of(limit, offered, &kind_of(rules, contest, code)?))
}

fn pool<'a>(rules: &'a RuleSet, contest: &Contest) -> Option<&'a Pool> {
    rules.pools.iter().find(|pool| pool.id == contest.pool)
}

/// A ceiling to make up projects for: what the rules fix, divided by the territories that they list; else a round sum.
pub fn sample_ceiling(rules: &RuleSet, contest: &Contest) -> Money {
    let round = || {
        let units = 10_i64.pow(u32::from(rules.currency.decimals()));
        Money::new(1_000_000_000_i64.saturating_mul(units), rules.currency)
    };
    let Some(pool) = pool(rules, contest) else { return round() };
    let held: Vec<_> = kinds(rules, contest).map(|(kind, _)| kind).collect();
    let among = rules.territories.list.iter().filter(|place| held.contains(&&place.kind)).count();
    let among = i64::try_from(among).unwrap_or(1).max(1);
    let found = match (&pool.base, &pool.split) {
        (BaseRule::Each { amount, .. }, _) | (BaseRule::Fixed { amount }, Split::Whole | Split::Themes { .. }) => {
            Some(amount.money())
        }
        (BaseRule::Fixed { amount }, Split::Formula { .. } | Split::Keep) => {
            Some(Money::new(amount.money().minor() / among, amount.money().currency()))
        }
        (BaseRule::Share { .. }, _) => None,
    };
    found.filter(|money| money.minor() > 0).unwrap_or_else(round)
}

/// How many projects to make up, where nobody says: as many as the rules ask for, or a dozen.
pub fn sample_count(contest: &Contest) -> u16 {
    contest.offer.as_ref().map_or(12, |offer| offer.at_most.min(offer.at_least.max(12))).clamp(1, MOST_SAMPLES)
}

/// Made-up projects for a contest in a kind of territory.
///
/// # Errors
/// When there are none, or the ceiling is too large.
pub fn sample(
    rules: &RuleSet,
    contest: &Contest,
    kind: &Key,
    ceiling: Money,
    projects: u16,
    seed: &Seed,
) -> Result<Offer, OfferProblems> {
    let parts = match pool(rules, contest).map(|pool| &pool.split) {
        Some(Split::Themes { parts }) => parts.iter().map(|part| part.theme.clone()).collect(),
        _ => Vec::new(),
    };
    let within = match &contest.winner {
        WinnerRule::Quota { within, .. } => larger(rules, within),
        _ => Vec::new(),
    };
    Sample { projects, ceiling, kind: kind.clone(), themes: parts, within }.offer(seed)
}

/// The territories of a level; made-up ones where the rules list none.
fn larger(rules: &RuleSet, level: &Key) -> Vec<Code> {
    let level = rules.territories.levels.iter().find(|one| one.id == *level);
    let of_level = |place: &&Place| level.is_some_and(|level| level.kinds.iter().any(|kind| kind.id == place.kind));
    let listed: Vec<Code> = rules.territories.list.iter().filter(of_level).map(|place| place.code.clone()).collect();
    if listed.is_empty() { (1..=3).filter_map(|number| number.to_string().parse().ok()).collect() } else { listed }
}

/// What there is to win in a contest: the ceiling, and each theme's part of it where the rules divide by theme.
pub fn room(rules: &RuleSet, contest: &Contest, kind: &Key, ceiling: Money) -> Room {
    let parts = themes(rules, contest, kind, ceiling).unwrap_or_default();
    Room { ceiling: ceiling.minor(), parts }
}

fn themes(rules: &RuleSet, contest: &Contest, kind: &Key, ceiling: Money) -> Option<BTreeMap<Key, Part>> {
    let pool = pool(rules, contest).filter(|pool| matches!(pool.split, Split::Themes { .. }))?;
    let pool = Pool { base: BaseRule::Fixed { amount: Amount::new(ceiling)? }, ..pool.clone() };
    // The ceiling is that of one territory: only its kind says which themes it has.
    let one = Place { code: "1".parse().ok()?, name: pool.name.clone(), kind: kind.clone(), within: None };
    let territories = Territories { levels: rules.territories.levels.clone(), list: vec![one] };
    let ground = Ground { territories: &territories, themes: &rules.themes, figures: &BTreeMap::new() };
    let plan = plan(&pool, None, &ground).ok()?;
    let part = |of: shared::ceiling::plan::Ceiling| {
        Some((of.theme?, Part { ceiling: of.amount.minor(), at_most: of.projects.map(u32::from) }))
    };
    Some(plan.ceilings.into_iter().filter_map(part).collect())
}

/// A ballot with projects as it is printed.
pub fn printed(
    locale: Locale,
    form: &BallotForm,
    name: &str,
    projects: &[Proposal],
    order: Order,
    seed: &Seed,
) -> Printed {
    let by_id: BTreeMap<_, _> = projects.iter().map(|project| (project.id, project)).collect();
    let card = |offered: &Offered| {
        let project = by_id.get(&offered.id)?;
        Some(Card {
            project: offered.id,
            number: offered.number,
            title: project.title.clone(),
            detail: excerpt(&project.need, 240),
            place: project.place.clone(),
            cost: offered.cost,
            alone: alone(locale, form, offered),
            sample: false,
        })
    };
    Printed { name: name.to_owned(), cards: arranged(form, order, seed).into_iter().filter_map(card).collect() }
}

/// A ballot with made-up projects as it is printed.
pub fn printed_sample(
    locale: Locale,
    rules: &RuleSet,
    form: &BallotForm,
    name: &str,
    order: Order,
    seed: &Seed,
) -> Printed {
    let card = |offered: &Offered| {
        let theme = offered
            .theme
            .as_ref()
            .map(|theme| text::rehearsal::sample_of_theme(locale, theme_name(rules, theme.as_str())));
        let within = offered.within.as_ref().map(|within| text::rehearsal::sample_within(locale, within));
        Card {
            project: offered.id,
            number: offered.number,
            title: text::rehearsal::sample_title(locale, offered.number),
            detail: String::new(),
            place: theme.or(within),
            cost: offered.cost,
            alone: None,
            sample: true,
        }
    };
    Printed { name: name.to_owned(), cards: arranged(form, order, seed).into_iter().map(card).collect() }
}

/// What a theme is called.
pub fn theme_name(rules: &RuleSet, id: &str) -> String {
    let theme = rules.themes.iter().find(|theme| theme.id.as_str() == id);
    theme.map_or_else(|| id.to_owned(), |theme| theme.name.to_string())
}

/// What a part of the rules is called that a count names.
pub fn part_name(rules: &RuleSet, part: Named<'_>) -> String {
    match part {
        Named::Theme(theme) => theme_name(rules, theme.as_str()),
        Named::Region(code) => {
            let place = rules.territories.list.iter().find(|place| place.code == *code);
            place.map_or_else(|| code.to_string(), |place| place.name.to_string())
        }
    }
}

/// What is wrong with a sheet that came back, for the summary above it.
pub fn summary(locale: Locale, paper: &Paper, choice: &SheetChoice) -> Rejected {
    let errors = paper.told(locale, choice).into_iter().map(|(field, message)| FieldMessage { field, message });
    Rejected { errors: errors.collect(), ..Rejected::default() }
}

/// The names and values with which a form says a ballot, no name twice.
pub fn fields(marked: &Marked) -> Vec<(String, String)> {
    let contest = marked.contest();
    if marked.is_blank() {
        return vec![(format!("{PREFIX}{contest}"), BLANK.to_owned())];
    }
    let field = |mark: &shared::ballot::Mark| (format!("{PREFIX}{contest}.{}", mark.project), mark.amount.to_string());
    marked.marks().iter().map(field).collect()
}
