//! Processes: one cycle each, with the rules that it follows and its calendar.

use std::{iter, sync::Arc};

use chrono::{DateTime, Utc};
use shared::{
    calendar::{self, Almanac, Due, Holidays, Route, Stage, due_from},
    claim::{ClaimKind, ClaimLaw, Measure},
    document::Fingerprint,
    id::{ProcessId, RuleSetId},
    locale::in_zone,
    money::{Currency, Money},
    permission::{Action, Powers},
    phase::Window,
    ruleset::{Code, RuleSet},
};
use sqlx::types::Json;

use crate::{Result, StoreError, TenantTx, calendar::StoredDates, holiday, law, rules};

/// One cycle of participatory budgeting (proceso).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Within this site.
    pub id: ProcessId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The money to decide on (bolsa).
    pub pool: Money,
    /// The rules in force (reglamento): the pinned version, or what the last transitory act made of it.
    pub rule_set: Arc<RuleSet>,
    /// What they are known by.
    pub rules_hash: Fingerprint,
    /// Who may do what by them (competencias).
    pub powers: Arc<Powers>,
    /// When its rules were frozen, if they are.
    pub frozen_at: Option<DateTime<Utc>>,
    /// When its phases are open, everywhere and where it differs.
    pub dates: calendar::Calendar,
    /// The holidays of the tenant's country, where they are known.
    pub holidays: Option<&'static Holidays>,
    /// What the law of the tenant's country gives to answer claims on personal data.
    pub claims: &'static ClaimLaw,
    /// The one that the tenant's home page shows.
    pub current: bool,
    /// Synthetic data.
    pub demonstration: bool,
    /// Where an imported election comes from.
    pub source: Option<String>,
}

struct Row {
    id: uuid::Uuid,
    slug: String,
    name: String,
    currency: String,
    pool_minor: i64,
    current: bool,
    demonstration: bool,
    source: Option<String>,
    hash: Vec<u8>,
    frozen_at: Option<DateTime<Utc>>,
    time_zone: String,
    country: String,
    dates: Json<Vec<StoredDates>>,
}

async fn read(tx: &mut TenantTx, row: Row) -> Result<Process> {
    let currency: Currency = row.currency.parse().map_err(StoreError::corrupt("process.currency"))?;
    let rules_hash = rules::stored(&row.hash)?;
    let rule_set = rules::by_hash(tx, rules_hash).await?;
    let zone = row.time_zone.parse().map_err(StoreError::corrupt("tenant.time_zone"))?;
    let dates = crate::calendar::read(&rule_set, zone, row.dates.0)?;
    Ok(Process {
        id: row.id.into(),
        slug: row.slug,
        name: row.name,
        pool: Money::new(row.pool_minor, currency),
        powers: rules::powers(tx, rules_hash, &rule_set, zone),
        rule_set,
        rules_hash,
        frozen_at: row.frozen_at,
        dates,
        holidays: holiday::of_country(&row.country),
        claims: law::of_country(&row.country),
        current: row.current,
        demonstration: row.demonstration,
        source: row.source,
    })
}

async fn read_one(tx: &mut TenantTx, row: Option<Row>) -> Result<Option<Process>> {
    match row {
        Some(row) => read(tx, row).await.map(Some),
        None => Ok(None),
    }
}

impl Process {
    /// When people vote on the projects: from the first vote to the last by any channel, where no territory has dates of
    /// its own. Nothing while the voting has no dates.
    pub fn voting(&self) -> Option<Window> {
        self.voting_on(self.dates.everywhere())
    }

    /// The same in a territory, which may have dates of its own.
    pub fn voting_in(&self, territory: &Code) -> Option<Window> {
        self.voting_on(self.dates.of_territory(territory))
    }

    /// The same over all territories: from the first vote anywhere to the last one. All are counted at once after it.
    pub fn voting_anywhere(&self) -> Option<Window> {
        let routes = iter::once(self.dates.everywhere()).chain(self.dates.differing().map(|(_, route)| route));
        let windows: Vec<Window> = routes.filter_map(|route| self.voting_on(route)).collect();
        let (opens, closes) =
            (windows.iter().map(|one| one.opens()).min()?, windows.iter().map(|one| one.closes()).max()?);
        Window::new(opens, closes).ok()
    }

    /// In which days its deadlines are counted.
    pub const fn almanac(&self) -> Almanac<'static> {
        Almanac { zone: self.dates.zone(), holidays: self.holidays }
    }

    /// By what the days of a kind of claim on personal data are counted. Claims on rolls are to be decided before the
    /// first vote anywhere.
    pub fn claims_of(&self, kind: ClaimKind) -> Measure<'static> {
        let voting = self.voting_anywhere().filter(|_| kind.is_about_rolls());
        let opens = voting.map(|voting| in_zone(voting.opens(), self.dates.zone()).date());
        Measure { term: self.claims.term(kind), almanac: self.almanac(), opens }
    }

    /// The phases in a territory, or where nothing differs.
    pub fn route(&self, territory: Option<&Code>) -> &Route {
        territory.map_or(self.dates.everywhere(), |code| self.dates.of_territory(code))
    }

    /// From when on such steps can be due in a territory; `None` while that is not planned.
    pub fn due_from(&self, action: Action, territory: Option<&Code>) -> Option<DateTime<Utc>> {
        due_from(&self.rule_set, self.route(territory), action)
    }

    /// The deadlines of a step of a territory that could be taken since `received`, the one that passes first first; none
    /// while the phase for it has no dates.
    pub fn dues(&self, action: Action, territory: Option<&Code>, received: DateTime<Utc>) -> Vec<Due<'_>> {
        let Some(from) = self.due_from(action, territory) else { return Vec::new() };
        self.almanac().dues(&self.rule_set, action, received.max(from))
    }

    fn voting_on(&self, route: &Route) -> Option<Window> {
        let contest = self.rule_set.deciding_contest()?;
        let phases = || contest.phases.iter().filter_map(|phase| route.stage(phase));
        Window::new(phases().map(Stage::opens).min()?, phases().map(Stage::closes).max()?).ok()
    }
}

/// A process to begin.
#[derive(Clone, Debug)]
pub struct NewProcess<'a> {
    /// Its id.
    pub id: ProcessId,
    /// Its name in addresses.
    pub slug: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The money to decide on.
    pub pool: Money,
    /// The published version that it follows.
    pub rules: RuleSetId,
    /// Whether the home page shows it.
    pub current: bool,
    /// Whether its data is synthetic.
    pub demonstration: bool,
    /// Where an imported election comes from.
    pub source: Option<&'a str>,
    /// When it was set up.
    pub created_at: DateTime<Utc>,
}

/// Begins a process that follows a published version of the rules.
///
/// # Errors
/// [`StoreError::Conflict`] when the tenant has a process of that slug, or the version is not a published one; and when
/// the database does not answer.
pub async fn begin(tx: &mut TenantTx, process: &NewProcess<'_>) -> Result<()> {
    let currency = process.pool.currency();
    let done = sqlx::query!(
        "insert into process (tenant_id, id, slug, name, currency, pool_minor, rule_set_id, rule_set_hash, current,
            demonstration, source, created_at)
        select $1, $2, $3, $4, $5, $6, rule_set.id, rule_set.hash, $8, $9, $10, $11
        from rule_set where tenant_id = $1 and id = $7 and status <> 'draft'
        on conflict (tenant_id, slug) do nothing",
        tx.tenant().uuid(),
        process.id.uuid(),
        process.slug,
        process.name,
        currency.code(),
        process.pool.minor(),
        process.rules.uuid(),
        process.current,
        process.demonstration,
        process.source,
        process.created_at
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict("the process")) }
}

/// The columns of a process with its dates as one document: one round trip for all that a page needs to know, and one
/// more for rules that were not read before.
macro_rules! processes {
    ($tail:tt, $($argument:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select process.id, process.slug, process.name, process.currency, pool_minor, current, demonstration,
                source, frozen_at, tenant.time_zone, tenant.country,
                coalesce((
                    select act.hash from transitory_act act
                    where act.tenant_id = process.tenant_id and act.process_id = process.id
                    order by act.number desc limit 1
                ), rule_set_hash) as "hash!",
                coalesce((
                    select jsonb_agg(jsonb_build_object('phase', phase, 'territory', code, 'opens', opens_at,
                        'closes', closes_at))
                    from (
                        select phase, null as code, opens_at, closes_at from phase
                        where phase.tenant_id = process.tenant_id and phase.process_id = process.id
                        union all
                        select phase, territory.code, opens_at, closes_at from phase_override own
                        join territory on territory.tenant_id = own.tenant_id and territory.id = own.territory_id
                        where own.tenant_id = process.tenant_id and own.process_id = process.id
                    ) dates
                ), '[]') as "dates!: Json<Vec<StoredDates>>"
            from process join tenant on tenant.id = process.tenant_id "# + $tail,
            $($argument),+
        )
    };
}

/// The process that the tenant's home page shows.
///
/// # Errors
/// When the database does not answer.
pub async fn current(tx: &mut TenantTx) -> Result<Option<Process>> {
    let row = processes!("where process.tenant_id = $1 and current", tx.tenant().uuid())
        .fetch_optional(tx.connection())
        .await?;
    read_one(tx, row).await
}

/// The process with this name in addresses.
///
/// # Errors
/// When the database does not answer.
pub async fn by_slug(tx: &mut TenantTx, slug: &str) -> Result<Option<Process>> {
    let row = processes!("where process.tenant_id = $1 and process.slug = $2", tx.tenant().uuid(), slug)
        .fetch_optional(tx.connection())
        .await?;
    read_one(tx, row).await
}

/// The process with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut TenantTx, id: ProcessId) -> Result<Option<Process>> {
    let row = processes!("where process.tenant_id = $1 and process.id = $2", tx.tenant().uuid(), id.uuid())
        .fetch_optional(tx.connection())
        .await?;
    read_one(tx, row).await
}

/// All processes of the tenant: the current one first, then the latest.
///
/// # Errors
/// When the database does not answer.
pub async fn all(tx: &mut TenantTx) -> Result<Vec<Process>> {
    let rows = processes!(
        "where process.tenant_id = $1 order by current desc, process.created_at desc, process.slug",
        tx.tenant().uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let mut processes = Vec::with_capacity(rows.len());
    for row in rows {
        processes.push(read(tx, row).await?);
    }
    Ok(processes)
}
