//! The demonstration: every tenant at some point of a process, with synthetic proposals and ballots over real places.
//!
//! All of it is drawn from a fixed seed and the instant given, so that two machines show the same. What differs between
//! tenants is data: `server/presets/demonstration`.

pub mod bodies;
pub mod calendar;
pub mod cost;
pub mod held;
pub mod plan;
pub mod polling;
pub mod roll;
pub mod scenario;
pub mod selection;
pub mod share;
pub mod text;
pub mod vote;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use rand::{CryptoRng, Rng};
use scenario::{Demonstration, Person, SampleCertificate};
use shared::{
    draw::Seed,
    locale::in_zone,
    money::{Money, MoneyError},
    role::Role,
    roll::RollKey,
    ruleset::{BaseRule, RuleSet},
    tenant::Slug,
};
use store::{
    Owner, StoreError, TenantTx,
    base::{Certified, Whose},
    demo::plan::Plan,
    draw,
    person::{self, Attested, Identity},
    role,
    site::Site,
};

use vault::{Vault, VaultError};

use crate::{
    preset::{self, PresetError},
    random::to_hex,
};

/// Why the demonstration could not be stored.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// Its files are not what they should be.
    #[error("the demonstration's files cannot be read: {0}")]
    Files(#[from] serde_json::Error),
    /// The places it is about cannot be read.
    #[error(transparent)]
    Preset(#[from] PresetError),
    /// A scene makes no process.
    #[error(transparent)]
    Plan(#[from] plan::PlanError),
    /// A scene plays where no place of that name is.
    #[error("the demonstration speaks of `{0}`, which is not among the sites")]
    NoSite(
        /// The slug.
        Slug,
    ),
    /// The key of the rolls.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A roll cannot be loaded.
    #[error("the demonstration's roll `{roll}` of `{tenant}` cannot be loaded: {why}")]
    Roll {
        /// Whose.
        tenant: Slug,
        /// Which.
        roll: shared::document::Key,
        /// Why.
        why: String,
    },
    /// An amount is none.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// It could not be stored.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeded {
    /// Processes; none where the tenant had demonstration data already.
    pub processes: usize,
    /// People one can sign in as, new or not.
    pub people: usize,
}

/// Stores the demonstration: the people of the identity provider at `issuer` with their roles, and the processes of the
/// scenario as they stand at `now`. One transaction for each tenant; a tenant that has demonstration data already
/// keeps it.
///
/// # Errors
/// When a place is missing from the registry (load the presets first), and when the database does not answer. Tenants
/// done before stay.
pub async fn seed(
    owner: &Owner,
    vault: &Vault,
    issuer: &str,
    now: DateTime<Utc>,
    random: &mut (impl CryptoRng + Rng),
) -> Result<Seeded, DemoError> {
    let demonstration = Demonstration::read()?;
    let places = preset::places()?;
    let sites = owner.sites().await?;
    for slug in demonstration.slugs() {
        if !sites.iter().any(|site| site.slug == *slug) {
            return Err(DemoError::NoSite(slug.clone()));
        }
    }
    let mut seeded = Seeded { processes: 0, people: 0 };
    for site in &sites {
        if !demonstration.slugs().any(|slug| *slug == site.slug) {
            continue;
        }
        let mut tx = owner.enter(site).await?;
        let key = RollKey::new(vault.roll_key(site.tenant)?);
        for person in demonstration.people.iter().filter(|person| person.site == site.slug) {
            introduce(&mut tx, site, person, (issuer, &key), now, random).await?;
            seeded.people += 1;
        }
        for past in demonstration.history.iter().filter(|past| past.tenant == site.slug) {
            for row in &past.rows {
                let years = row
                    .ceilings
                    .iter()
                    .zip(past.first_year..)
                    .map(|(amount, year)| Ok((year, Money::parse_decimal(amount, site.currency)?)));
                let years = years.collect::<Result<Vec<_>, DemoError>>()?;
                store::past_ceiling::keep_sample(&mut tx, &row.territory, &years, &past.source).await?;
            }
        }
        if demonstration.selection.group == site.slug {
            let members = sites.iter().filter(|member| member.group == Some(site.tenant));
            let codes = members.filter_map(|member| member.official_code.as_ref()?.code().parse().ok());
            let id = uuid::Builder::from_random_bytes(random.random()).into_uuid();
            demonstration.selection.seed(&mut tx, site, &codes.collect(), id, now).await?;
        }
        if !store::demo::is_there(&mut tx).await?
            && let Some(place) = places.iter().find(|place| place.slug == site.slug)
        {
            for scene in demonstration.scenario.processes.iter().filter(|scene| scene.tenant == site.slug) {
                let plan = demonstration.plan(scene, place, now)?;
                store::demo::store(&mut tx, &plan, issuer, now).await?;
                if let (Some(sample), Some(rules)) = (&scene.certified, &place.rules) {
                    let id = uuid::Builder::from_random_bytes(random.random()).into_uuid();
                    certify(&mut tx, id, &plan.process, rules.rules(), sample, site.time_zone).await?;
                }
                commit_draw(&mut tx, &demonstration, site, issuer, &plan, random).await?;
                seeded.processes += 1;
            }
            demonstration.bodies.seed(&mut tx, site, issuer, now, random).await?;
            for sample in demonstration.rolls.iter().filter(|sample| sample.tenant == site.slug) {
                sample.seed(&mut tx, site, issuer, &key, now, random).await?;
            }
            for place in demonstration.polling_places.iter().filter(|place| place.tenant == site.slug) {
                place.seed(&mut tx, now, random).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(seeded)
}

/// Commits a process that is not counted yet to the seed of its draw, where its rules ask for one, as whoever administers
/// it does before the vote.
async fn commit_draw(
    tx: &mut TenantTx,
    demonstration: &Demonstration,
    site: &Site,
    issuer: &str,
    plan: &Plan,
    random: &mut impl Rng,
) -> Result<(), DemoError> {
    let process = store::process::find(tx, plan.process.id).await?;
    let asks = process.is_some_and(|process| process.current && process.rule_set.asks_for_draw());
    if !asks || !plan.counts.is_empty() {
        return Ok(());
    }
    let administers = |person: &&Person| person.site == site.slug && person.roles.contains(&Role::ProcessAdmin);
    let Some(admin) = demonstration.people.iter().find(administers) else { return Ok(()) };
    let known = person::by_subject(tx, &admin.subject).await?;
    let Some((admin, _)) = known.into_iter().find(|(_, known)| known == issuer) else { return Ok(()) };
    let bytes: [u8; 32] = random.random();
    let secret: Seed = to_hex(&bytes).parse().map_err(StoreError::corrupt("draw_secret.secret"))?;
    let committed = draw::commit(tx, plan.process.id, &secret, None, admin, plan.process.created_at).await;
    Ok(committed.map_err(StoreError::from)?)
}

/// Certifies what the pool of the ballots is a share of.
async fn certify(
    tx: &mut TenantTx,
    id: uuid::Uuid,
    process: &store::demo::plan::Process,
    rules: &RuleSet,
    sample: &SampleCertificate,
    zone: Tz,
) -> Result<(), DemoError> {
    let of_ballots = rules.deciding_contest().map(|contest| &contest.pool);
    let pool = rules.pools.iter().find(|pool| Some(&pool.id) == of_ballots);
    let Some((pool, BaseRule::Share { label, share, per, .. })) = pool.map(|pool| (pool, &pool.base)) else {
        return Ok(());
    };
    let territory = match per {
        None => None,
        Some(_) => store::territory::all(tx).await?.first().map(|territory| territory.id),
    };
    let whose = territory.map_or(Whose::Everybody, Whose::Territory);
    let certified = Certified {
        id,
        pool: pool.id.clone(),
        whose,
        label: label.to_string(),
        amount: Money::parse_decimal(&sample.amount, process.pool.currency())?,
        share: *share,
        certified_by: sample.by.clone(),
        reference: None,
        on: in_zone(process.created_at, zone).date(),
    };
    Ok(store::base::certify(tx, process.id, &certified, None, process.created_at).await?)
}

/// Makes a person known before the first sign-in, with the roles that the person has.
async fn introduce(
    tx: &mut TenantTx,
    site: &Site,
    person: &Person,
    (issuer, key): (&str, &RollKey),
    now: DateTime<Utc>,
    random: &mut impl Rng,
) -> Result<(), StoreError> {
    let identity = Identity {
        issuer: issuer.to_owned(),
        subject: person.subject.clone(),
        name: person.name.clone(),
        birth_date: Some(person.birth_date),
        territory_code: person.territory.clone(),
        attested: Attested {
            level: person.level,
            documents: person.documents.clone(),
            rolls: person.rolls.clone(),
            document: person.document().map(|document| document.hash(key)),
            ..Attested::default()
        },
    };
    let new_id = uuid::Builder::from_random_bytes(random.random()).into_uuid().into();
    let known = person::recognise(tx, new_id, &identity, now).await?.person;
    for &granted in person.roles.iter().filter(|role| role.may_exist_in(site.kind)) {
        role::grant(tx, known, granted, now).await?;
    }
    Ok(())
}

impl Demonstration {
    /// Every site it has something for.
    fn slugs(&self) -> impl Iterator<Item = &Slug> {
        let scenes = self.scenario.processes.iter().map(|scene| &scene.tenant);
        scenes.chain(self.people.iter().map(|person| &person.site))
    }
}
