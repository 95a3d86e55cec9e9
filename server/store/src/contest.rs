//! Contests: one pool of money, one ballot and one count each.

use shared::{
    id::{ContestId, ProcessId, TerritoryId},
    money::{Currency, Money},
};

use crate::{
    Result, StoreError, TenantTx,
    territory::{self, Territory},
};

/// What a choice on a ballot means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoteType {
    /// One vote for each project chosen.
    Approval,
    /// The points that the ballot gives.
    Points,
    /// Points by place in a ranking.
    Ranking,
}

impl VoteType {
    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::Points => "points",
            Self::Ranking => "ranking",
        }
    }

    fn parse(word: &str) -> Result<Self> {
        [Self::Approval, Self::Points, Self::Ranking]
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .ok_or_else(|| StoreError::Corrupt { what: "contest.vote_type", why: word.to_owned() })
    }
}

/// One pool of money, one ballot, one independent count (tarjetón de un territorio).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    /// Within this site.
    pub id: ContestId,
    /// Of which process.
    pub process: ProcessId,
    /// Of which territory; `None` for a ballot of the whole tenant, and for imported elections.
    pub territory: Option<TerritoryId>,
    /// Its name in addresses: the territory's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What its winners may cost together (techo).
    pub ceiling: Money,
    /// What a choice on its ballots means.
    pub vote_type: VoteType,
}

struct Row {
    id: uuid::Uuid,
    process_id: uuid::Uuid,
    territory_id: Option<uuid::Uuid>,
    code: String,
    name: String,
    ceiling_minor: i64,
    currency: String,
    vote_type: String,
}

impl TryFrom<Row> for Contest {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let currency: Currency = row.currency.parse().map_err(StoreError::corrupt("process.currency"))?;
        Ok(Self {
            id: row.id.into(),
            process: row.process_id.into(),
            territory: row.territory_id.map(TerritoryId::from),
            code: row.code,
            name: row.name,
            ceiling: Money::new(row.ceiling_minor, currency),
            vote_type: VoteType::parse(&row.vote_type)?,
        })
    }
}

/// The columns of a contest, with the currency of its process.
macro_rules! contests {
    ($tail:tt, $($argument:expr),+) => {
        sqlx::query_as!(
            Row,
            "select contest.id, contest.process_id, contest.territory_id, contest.code, contest.name,
                contest.ceiling_minor, contest.vote_type, process.currency
            from contest join process on process.tenant_id = contest.tenant_id and process.id = contest.process_id
            " + $tail,
            $($argument),+
        )
    };
}

/// All contests of a process, by code.
///
/// # Errors
/// When the database does not answer.
pub async fn of_process(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<Contest>> {
    contests!(
        "where contest.tenant_id = $1 and contest.process_id = $2 order by contest.code",
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(Contest::try_from)
    .collect()
}

/// The contest of a process with this name in addresses.
///
/// # Errors
/// When the database does not answer.
pub async fn by_code(tx: &mut TenantTx, process: ProcessId, code: &str) -> Result<Option<Contest>> {
    contests!(
        "where contest.tenant_id = $1 and contest.process_id = $2 and contest.code = $3",
        tx.tenant().uuid(),
        process.uuid(),
        code
    )
    .fetch_optional(tx.connection())
    .await?
    .map(Contest::try_from)
    .transpose()
}

/// The contest with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut TenantTx, id: ContestId) -> Result<Option<Contest>> {
    contests!("where contest.tenant_id = $1 and contest.id = $2", tx.tenant().uuid(), id.uuid())
        .fetch_optional(tx.connection())
        .await?
        .map(Contest::try_from)
        .transpose()
}

/// The contest in which the people of a territory take part: the territory's own, or the one of the whole tenant.
///
/// # Errors
/// When the database does not answer.
pub async fn of_territory(tx: &mut TenantTx, process: ProcessId, territory: TerritoryId) -> Result<Option<Contest>> {
    contests!(
        "where contest.tenant_id = $1 and contest.process_id = $2
            and (contest.territory_id = $3 or contest.territory_id is null)
        order by contest.territory_id nulls last, contest.code
        limit 1",
        tx.tenant().uuid(),
        process.uuid(),
        territory.uuid()
    )
    .fetch_optional(tx.connection())
    .await?
    .map(Contest::try_from)
    .transpose()
}

/// A territory with what a process holds for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The territory.
    pub territory: Territory,
    /// Its ceiling; `None` where it has no contest in this process.
    pub ceiling: Option<Money>,
    /// Ideas received, whatever became of them.
    pub ideas: u64,
    /// Those that are viable: the projects on its ballot.
    pub projects: u64,
}

/// Every territory of the tenant with its ceiling and how many ideas and projects it has in a process, by code.
///
/// # Errors
/// When the database does not answer.
pub async fn standings(tx: &mut TenantTx, process: ProcessId, currency: Currency) -> Result<Vec<Standing>> {
    let rows = sqlx::query!(
        r#"select territory.id, territory.code, territory.name, territory.kind,
            population.value as "population?", poverty.value as "poverty?", population.source as "source?", contest.ceiling_minor as "ceiling_minor?",
            coalesce(counts.ideas, 0) as "ideas!", coalesce(counts.projects, 0) as "projects!"
        from territory
        left join lateral (
            select value, source from indicator_figure figure
            where figure.tenant_id = territory.tenant_id and figure.territory_id = territory.id
                and figure.indicator = 'population' order by year desc limit 1
        ) population on true
        left join lateral (
            select value from indicator_figure figure
            where figure.tenant_id = territory.tenant_id and figure.territory_id = territory.id
                and figure.indicator = 'ipm' order by year desc limit 1
        ) poverty on true
        left join contest on contest.tenant_id = territory.tenant_id and contest.territory_id = territory.id
            and contest.process_id = $2
        left join (
            select contest_id, count(*) as ideas, count(*) filter (where state = 'viable') as projects
            from proposal where tenant_id = $1 and process_id = $2 group by contest_id
        ) counts on counts.contest_id = contest.id
        where territory.tenant_id = $1
        order by territory.code"#,
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            let territory = Territory::try_from(territory::Row {
                id: row.id,
                code: row.code,
                name: row.name,
                kind: row.kind,
                population: row.population,
                poverty: row.poverty,
                source: row.source,
            })?;
            Ok(Standing {
                territory,
                ceiling: row.ceiling_minor.map(|minor| Money::new(minor, currency)),
                ideas: row.ideas.cast_unsigned(),
                projects: row.projects.cast_unsigned(),
            })
        })
        .collect()
}
