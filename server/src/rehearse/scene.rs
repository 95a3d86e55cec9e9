//! The stage: a site of its own with the territories and the rules of another, in the middle of its voting, and people
//! who do not exist.

use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, Months, TimeDelta, Utc};
use rand::Rng;
use rand::rngs::StdRng;
use shared::ballot::{BallotForm, Offer, Offered};
use shared::id::{ContestId, PersonId, ProcessId, ProposalId};
use shared::locale::in_zone;
use shared::money::Money;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::ruleset::{Code, RuleSet};
use shared::tenant::Slug;
use store::demo::plan::{Contest, Plan, Process, Proposal, Review, Verdict};
use store::draw::Drawn;
use store::preset::{NewTerritory, SeedRules};
use store::rehearsal::{Extra, Sameness};
use store::site::{self, Site};
use store::{Database, NewSite, Owner, StoreError, TenantTx, draw, process, rehearsal, role, rules, territory};
use uuid::Uuid;

use super::RehearseError;
use super::extras::{Home, attested, choices, extra};
use super::voter::Voter;
use crate::demo::calendar::{Stage, calendar};
use crate::demo::held;
use crate::random;

/// Who is said to know the extras.
const ISSUER: &str = "urn:convite:rehearsal";

/// How many projects stand on a ballot, where the rules do not say it.
const PROJECTS: u16 = 20;

/// What the name of a rehearsal's site begins with, in addresses.
const PREFIX: &str = "ensayo-";

/// The name of its process in addresses.
pub const PROCESS: &str = "ensayo";

/// A stage that is set.
#[derive(Debug)]
pub struct Scene {
    /// The site that was made for it.
    pub site: Site,
    /// The process.
    pub process: ProcessId,
    /// The rules in force.
    pub rules: RuleSet,
    /// In the order in which they come.
    pub voters: Vec<Voter>,
    /// Who seals and counts.
    pub admin: Voter,
    admin_person: PersonId,
    /// How many territories vote.
    pub territories: usize,
}

/// The site's name in addresses.
///
/// # Errors
/// When the other's is too long to have it.
pub fn slug(like: &Slug) -> Result<Slug, RehearseError> {
    format!("{PREFIX}{like}").parse().map_err(|_| RehearseError::LongName(like.clone()))
}

/// Sets the stage: people come at these times after the opening.
///
/// # Errors
/// When the site to be like does not have what it takes, and when the database does not answer. What was made by then
/// stays, and the next rehearsal with `--again` clears it away.
pub async fn set(
    owner: &Owner,
    database: &Database,
    like: &Site,
    come: &[Duration],
    now: DateTime<Utc>,
    random: &mut StdRng,
) -> Result<Scene, RehearseError> {
    let mut tx = database.enter(like).await?;
    let rules = rules_of(&mut tx).await?.ok_or_else(|| RehearseError::NoRules(like.slug.clone()))?;
    let places = territory::all(&mut tx).await?;
    drop(tx);
    let sound = rules.clone().check().map_err(RehearseError::Unsound)?;
    // All that is on one ballot is voted on by the same people.
    let decided = rules.decided_together().next().ok_or(RehearseError::NoContest)?;
    if decided.per_entry_of.is_some() {
        return Err(RehearseError::Accounts);
    }
    let mut id = || uuid::Builder::from_random_bytes(random.random()).into_uuid();
    let territories: Vec<NewTerritory> = places
        .iter()
        .map(|place| NewTerritory {
            id: id().into(),
            code: place.code.clone(),
            name: place.name.clone(),
            kind: place.kind,
            figures: Vec::new(),
        })
        .collect();
    let site = new_site(like, id())?;
    let today = in_zone(now, like.time_zone).date();
    let seed = SeedRules { id: id().into(), rules: &sound, act: "Ensayo", date: today, source: "Ensayo" };
    if !owner.settle(&site, &territories, Some(&seed), now).await? {
        return Err(RehearseError::Taken(site.slug));
    }
    let site = site::all(database).await?.into_iter().find(|one| one.slug == site.slug);
    let site = site.ok_or_else(|| RehearseError::NoTenant(like.slug.clone()))?;

    let contests = contests(&rules, &territories, &mut id)?;
    let (proposals, forms) = ballots(&rules, &contests, now, random)?;
    let homes = homes(&rules, &territories, &contests, &forms)?;
    let process = begin(owner, &site, &rules, contests, proposals, now, random).await?;
    let voters = choices(&homes, come.len(), random)?;
    let mut id = || uuid::Builder::from_random_bytes(random.random()).into_uuid();
    let (extras, voters): (Vec<_>, Vec<_>) = (0_u32..)
        .zip(come)
        .zip(voters)
        .map(|((number, comes), (home, marks))| extra(id().into(), &homes[home], (number, marks), now + *comes))
        .unzip();
    let (admin, admin_voter) = extra(id().into(), &homes[0], (u32::try_from(come.len()).unwrap_or(0), Vec::new()), now);
    let last = come.last().copied().unwrap_or_default();
    let same = Sameness {
        attested: attested(&rules),
        born: today.checked_sub_months(Months::new(12 * 40)).unwrap_or(today),
        now,
        expires: now + last + TimeDelta::hours(12),
    };
    let mut tx = owner.enter(&site).await?;
    rehearsal::gather(&mut tx, &extras, &same).await?;
    let admin = Extra { comes: now + last, ..admin };
    rehearsal::gather(&mut tx, std::slice::from_ref(&admin), &same).await?;
    role::grant(&mut tx, admin.person, Role::ProcessAdmin, now).await?;
    let secret = random::hex::<32>().parse().expect("letters and digits are a secret to draw from");
    // The day before: the vote opens with the site.
    let before = now - TimeDelta::days(1);
    draw::commit(&mut tx, process, &secret, None, admin.person, before).await.map_err(StoreError::from)?;
    tx.commit().await?;
    Ok(Scene { site, process, rules, voters, admin: admin_voter, admin_person: admin.person, territories: homes.len() })
}

/// Closes the voting: the calendar is moved to where results are found, and lots are drawn for whatever ties there are.
///
/// # Errors
/// When the rules have no such phase, and when the database does not answer.
pub async fn close(owner: &Owner, scene: &Scene, now: DateTime<Utc>) -> Result<(), RehearseError> {
    let dates = calendar(&scene.rules, Stage { phase: PhaseKind::Results, day: 0 }, now, scene.site.time_zone);
    let dates = dates.ok_or(RehearseError::NoPhase(PhaseKind::Results))?;
    let mut tx = owner.enter(&scene.site).await?;
    store::calendar::plan(&mut tx, scene.process, &scene.rules, &dates).await?;
    let (number, local) = (random::uuid().as_u128() % 1_000_000, in_zone(now, scene.site.time_zone));
    let number = format!("{number:06}").parse().expect("digits are a number that could be drawn");
    let drawn = Drawn { number, source: "Ensayo", on: local.date(), at: Some(local.time()) };
    draw::hold(&mut tx, scene.process, drawn, scene.admin_person, now).await?;
    Ok(tx.commit().await?)
}

/// The rules of the process under way, else those that were published last.
async fn rules_of(tx: &mut TenantTx) -> Result<Option<RuleSet>, RehearseError> {
    if let Some(process) = process::current(tx).await? {
        return Ok(Some(process.rule_set.as_ref().clone()));
    }
    let versions = rules::versions(tx).await?;
    match versions.iter().find(|version| version.publication().is_some_and(|published| !published.superseded)) {
        Some(version) => Ok(rules::document(tx, version.id).await?),
        None => Ok(None),
    }
}

fn new_site(like: &Site, tenant: Uuid) -> Result<NewSite, RehearseError> {
    Ok(NewSite {
        tenant: tenant.into(),
        kind: like.kind,
        slug: slug(&like.slug)?,
        name: format!("Ensayo de {}", like.name),
        domains: Vec::new(),
        group: None,
        country: like.country.clone(),
        currency: like.currency,
        time_zone: like.time_zone,
        locale: like.locale,
        official_code: None,
        population: None,
        eligible_population: None,
        population_source: None,
        theme: like.theme.clone(),
        identity: None,
    })
}

/// The codes and names of territories.
fn named(territories: &[NewTerritory]) -> Result<Vec<(Code, String)>, RehearseError> {
    // Rules cannot speak of a territory whose code they cannot take.
    let named = |one: &NewTerritory| Ok((one.code.parse().map_err(|_| RehearseError::NoContest)?, one.name.clone()));
    territories.iter().map(named).collect()
}

/// The contests of everything that is decided with one ballot.
fn contests(
    rules: &RuleSet,
    territories: &[NewTerritory],
    mut id: impl FnMut() -> Uuid,
) -> Result<Vec<Contest>, RehearseError> {
    let own = named(territories)?;
    let mut contests = Vec::new();
    for rule in rules.decided_together() {
        let ceiling = app::ballot::sample_ceiling(rules, rule);
        let held = held::places(rules, rule, &own).into_iter();
        contests.extend(held.map(|at| Contest::called_by_place(id().into(), (rules, rule), at, ceiling)));
    }
    Ok(contests)
}

/// Projects for the ballots of all contests, and the ballots that they make.
type Ballots = (Vec<Proposal>, HashMap<ContestId, BallotForm>);

fn ballots(
    rules: &RuleSet,
    contests: &[Contest],
    now: DateTime<Utc>,
    random: &mut StdRng,
) -> Result<Ballots, RehearseError> {
    let (mut proposals, mut forms) = (Vec::new(), HashMap::new());
    for contest in contests {
        let rule = rules.contest(&contest.rule).ok_or(RehearseError::NoContest)?;
        let count = rule.offer.as_ref().map_or(PROJECTS, |offer| PROJECTS.clamp(offer.at_least, offer.at_most));
        let at = contest.held.at().as_str();
        let kind = app::ballot::kind_of(rules, rule, at).ok_or(RehearseError::NoContest)?;
        let mut offered = Vec::new();
        for number in 1..=count {
            let part = contest.ceiling.minor() / random.random_range(3..=12);
            let cost = Money::new(part.max(1), contest.ceiling.currency());
            let id = uuid::Builder::from_random_bytes(random.random()).into_uuid().into();
            offered.push(Offered { id, number: number.into(), cost, theme: None, within: None, group: None });
            proposals.push(project(id, contest.id, proposals.len(), (number, cost), now));
        }
        let offer = Offer::new(offered, contest.ceiling, kind).map_err(|why| RehearseError::Ballot(why.to_string()))?;
        let form = BallotForm::of(rule, offer).map_err(|why| RehearseError::Ballot(why.to_string()))?;
        forms.insert(contest.id, form);
    }
    Ok((proposals, forms))
}

/// Where people live, with all that is on their ballot.
fn homes(
    rules: &RuleSet,
    territories: &[NewTerritory],
    contests: &[Contest],
    forms: &HashMap<ContestId, BallotForm>,
) -> Result<Vec<Home>, RehearseError> {
    let codes = named(territories)?.into_iter().map(|(code, _)| code);
    let ballot = |code: Code| {
        let voted_in = held::voted_in(rules, contests, &code);
        voted_in.filter_map(|contest| forms.get(&contest.id).cloned()).collect()
    };
    let homes: Vec<Home> =
        territories.iter().zip(codes).map(|(one, code)| Home { territory: one.id, ballot: ballot(code) }).collect();
    if homes.iter().all(|home| home.ballot.is_empty()) { Err(RehearseError::NoContest) } else { Ok(homes) }
}

fn project(
    id: ProposalId,
    contest: ContestId,
    before: usize,
    (number, cost): (u16, Money),
    now: DateTime<Utc>,
) -> Proposal {
    Proposal {
        id,
        contest,
        number: i32::try_from(before + 1).unwrap_or(i32::MAX),
        author: None,
        title: format!("Proyecto de ensayo {number}"),
        need: String::new(),
        place: None,
        submitted_at: now - TimeDelta::days(60),
        review: Some(Review {
            at: now - TimeDelta::days(30),
            verdict: Verdict::Viable { cost, department: "Ensayo".to_owned(), ballot_number: number.into() },
        }),
    }
}

async fn begin(
    owner: &Owner,
    site: &Site,
    rules: &RuleSet,
    contests: Vec<Contest>,
    proposals: Vec<Proposal>,
    now: DateTime<Utc>,
    random: &mut StdRng,
) -> Result<ProcessId, RehearseError> {
    let dates = calendar(rules, Stage { phase: PhaseKind::Voting, day: 0 }, now, site.time_zone);
    let dates = dates.ok_or(RehearseError::NoPhase(PhaseKind::Voting))?;
    let pool = Money::sum(contests.iter().map(|contest| contest.ceiling), site.currency)
        .map_err(|why| RehearseError::Ballot(why.to_string()))?;
    let id: ProcessId = uuid::Builder::from_random_bytes(random.random()).into_uuid().into();
    let process = Process {
        id,
        slug: PROCESS.to_owned(),
        name: "Ensayo del día de votación".to_owned(),
        pool,
        rules: rules.id.to_string(),
        calendar: dates,
        current: true,
        created_at: now - TimeDelta::days(90),
    };
    let (neighbours, supports, voters, ballots, counts) = Default::default();
    let plan = Plan { process, contests, proposals, neighbours, supports, voters, ballots, counts };
    let mut tx = owner.enter(site).await?;
    store::demo::store(&mut tx, &plan, ISSUER, now).await?;
    tx.commit().await?;
    Ok(id)
}
