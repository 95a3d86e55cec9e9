//! Contests: one pool of money, one ballot and one count each.

use shared::{
    document::Key,
    eligibility::Area,
    id::{ContestId, ProcessId, TerritoryId},
    money::{Currency, Money},
    ruleset::{Code, RuleSet},
};

use crate::{
    Result, StoreError, TenantTx,
    process::Process,
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

/// One pool of money, one ballot, one independent count: a contest of the rules of a process, where it is held (tarjetón
/// de un territorio).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    /// Within this site.
    pub id: ContestId,
    /// Of which process.
    pub process: ProcessId,
    /// Which contest of the rules it is.
    pub rule: Key,
    /// In which of the site's territories; `None` where it is held in a larger one, and for imported elections.
    pub territory: Option<TerritoryId>,
    /// The code of the territory of the rules where it is held: one of the site's, or a larger one that they lie in. `None`
    /// where it is held everywhere.
    pub at: Option<Code>,
    /// Its name in addresses: the territory's code, with the contest of the rules where that is not the deciding one.
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
    rule: String,
    territory_id: Option<uuid::Uuid>,
    at: Option<String>,
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
            rule: row.rule.parse().map_err(StoreError::corrupt("contest.rule"))?,
            at: row.at.map(|code| code.parse().map_err(StoreError::corrupt("contest.place"))).transpose()?,
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
            r#"select contest.id, contest.process_id, contest.rule, contest.territory_id, contest.code, contest.name,
                contest.ceiling_minor, contest.vote_type, process.currency,
                coalesce(contest.place, territory.code) as at
            from contest
            join process on process.tenant_id = contest.tenant_id and process.id = contest.process_id
            left join territory on territory.tenant_id = contest.tenant_id and territory.id = contest.territory_id
            "# + $tail,
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

/// The contests in which the people of a territory vote with one ballot, in its order: of each that is decided together
/// the territory's own, else that of the nearest larger one, else the one of everybody.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn voted_in(tx: &mut TenantTx, process: &Process, territory: &Territory) -> Result<Vec<Contest>> {
    let code: Code = territory.code.parse().map_err(StoreError::corrupt("territory.code"))?;
    let area = Area::of(&code, &process.rule_set.territories);
    let larger: Vec<String> = area.codes().map(Code::to_string).collect();
    let held: Vec<Contest> = contests!(
        "where contest.tenant_id = $1 and contest.process_id = $2 and (contest.territory_id = $3
            or contest.territory_id is null and (contest.place is null or contest.place = any($4)))",
        tx.tenant().uuid(),
        process.id.uuid(),
        territory.id.uuid(),
        &larger
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(Contest::try_from)
    .collect::<Result<_>>()?;
    // How far one is from the territory: its own is nearest, the one of everybody farthest.
    let far = |contest: &&Contest| match &contest.at {
        _ if contest.territory.is_some() => 0,
        Some(at) => area.codes().position(|code| code == at).unwrap_or(usize::MAX),
        None => usize::MAX,
    };
    let nearest = |rule: &Key| held.iter().filter(|contest| contest.rule == *rule).min_by_key(far).cloned();
    Ok(process.rule_set.decided_together().filter_map(|rule| nearest(&rule.id)).collect())
}

/// Those of them in which there is something to vote on: what stands beside the deciding contest and has no projects is on no
/// ballot, by whatever channel.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn on_ballot(tx: &mut TenantTx, process: &Process, territory: &Territory) -> Result<Vec<Contest>> {
    let mut held = voted_in(tx, process, territory).await?;
    let Some(decides) = process.rule_set.deciding_contest().filter(|_| held.len() > 1) else { return Ok(held) };
    let ids: Vec<_> = held.iter().map(|contest| contest.id.uuid()).collect();
    let offered = sqlx::query_scalar!(
        "select distinct contest_id from proposal where tenant_id = $1 and contest_id = any($2) and state = 'viable'",
        tx.tenant().uuid(),
        &ids
    )
    .fetch_all(tx.connection())
    .await?;
    held.retain(|contest| contest.rule == decides.id || offered.contains(&contest.id.uuid()));
    Ok(held)
}

/// The contest in which the people of a territory choose projects: that of the rules to which others lead up, or with which
/// they are decided together.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn of_territory(tx: &mut TenantTx, process: &Process, territory: &Territory) -> Result<Option<Contest>> {
    let Some(decides) = process.rule_set.deciding_contest() else { return Ok(None) };
    let held = voted_in(tx, process, territory).await?;
    Ok(held.into_iter().find(|contest| contest.rule == decides.id))
}

/// Lets the contests of a process go by other rules: the deciding ones stay the deciding ones, whatever these call them. What
/// is there, with its ceiling and its projects, is decided by them as well.
///
/// # Errors
/// [`StoreError::NotDecided`] when they decide one of them no more, and when the database does not answer.
pub(crate) async fn follow(tx: &mut TenantTx, process: ProcessId, before: &RuleSet, after: &RuleSet) -> Result<()> {
    let decided: Vec<String> = after.decided_together().map(|contest| contest.id.to_string()).collect();
    let renamed = before.deciding_contest().zip(after.deciding_contest());
    if let Some((old, new)) = renamed.filter(|(old, _)| !decided.contains(&old.id.to_string())) {
        sqlx::query!(
            "update contest set rule = $4 where tenant_id = $1 and process_id = $2 and rule = $3 and not exists (
                select from contest other where other.tenant_id = $1 and other.process_id = $2 and other.rule = $4)",
            tx.tenant().uuid(),
            process.uuid(),
            old.id.as_str(),
            new.id.as_str()
        )
        .execute(tx.connection())
        .await?;
    }
    let left = sqlx::query_scalar!(
        "select name from contest where tenant_id = $1 and process_id = $2 and rule <> all($3) order by code limit 1",
        tx.tenant().uuid(),
        process.uuid(),
        &decided
    )
    .fetch_optional(tx.connection())
    .await?;
    left.map_or(Ok(()), |contest| Err(StoreError::NotDecided { contest }))
}

/// What a contest is called in addresses where it is held at the place of this code: nothing tells the deciding ones from
/// each other but their places.
pub(crate) fn code_of(rules: &RuleSet, rule: &Key, place: &str) -> String {
    let is_deciding = rules.deciding_contest().is_some_and(|contest| contest.id == *rule);
    let code = if is_deciding { place.to_owned() } else { format!("{place}-{rule}") };
    code.to_lowercase().replace(['.', '_'], "-")
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

/// Every territory of the tenant, by code, with its ceiling and how many ideas and projects it has in a contest of the rules
/// of a process.
///
/// # Errors
/// When the database does not answer.
pub async fn standings(tx: &mut TenantTx, process: &Process, rule: &Key) -> Result<Vec<Standing>> {
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
            and contest.process_id = $2 and contest.rule = $3
        left join (
            select contest_id, count(*) as ideas, count(*) filter (where state = 'viable') as projects
            from proposal where tenant_id = $1 and process_id = $2 group by contest_id
        ) counts on counts.contest_id = contest.id
        where territory.tenant_id = $1
        order by territory.code"#,
        tx.tenant().uuid(),
        process.id.uuid(),
        rule.as_str()
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
                ceiling: row.ceiling_minor.map(|minor| Money::new(minor, process.pool.currency())),
                ideas: row.ideas.cast_unsigned(),
                projects: row.projects.cast_unsigned(),
            })
        })
        .collect()
}
