//! The board of turnout: how many voted, as it was told last. See [`shared::turnout`].

use chrono::{DateTime, Utc};
use shared::{
    document::Key,
    ruleset::{RuleSet, TurnoutBoard},
    turnout::{self, Told},
};

use crate::{Result, StoreError, TenantTx, process::Process};

/// What is told of a contest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its name in addresses: the territory's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What is told.
    pub told: Told,
}

/// What a process tells, by the code of its deciding contests, and since when; no instant before it was told first. Of what
/// is decided with the same ballot it tells nothing: it is the same people.
///
/// # Errors
/// When the database does not answer.
pub async fn board(tx: &mut TenantTx, process: &Process) -> Result<(Option<DateTime<Utc>>, Vec<Line>)> {
    let decides = process.rule_set.deciding_contest().map(|contest| contest.id.as_str());
    let rows = sqlx::query!(
        r#"select contest.code, contest.name, told.voters as "voters?", told.may_vote as "may_vote?",
            told.told_at as "told_at?"
        from contest
        left join turnout_told told on told.tenant_id = contest.tenant_id and told.contest_id = contest.id
        where contest.tenant_id = $1 and contest.process_id = $2 and contest.rule = $3
        order by contest.code"#,
        tx.tenant().uuid(),
        process.id.uuid(),
        decides
    )
    .fetch_all(tx.connection())
    .await?;
    let told_at = rows.iter().filter_map(|row| row.told_at).max();
    let lines = rows.into_iter().map(|row| {
        let told = Told {
            voters: unsigned(row.voters.unwrap_or_default())?,
            may_vote: row.may_vote.map(unsigned).transpose()?,
        };
        Ok(Line { code: row.code, name: row.name, told })
    });
    Ok((told_at, lines.collect::<Result<_>>()?))
}

/// Tells how many voted in the current process, where its rules have it told, people vote there and the hour for it has
/// come. Says whether it did. Several servers may ask at once: the first one tells.
///
/// # Errors
/// When the database does not answer.
pub async fn tell(tx: &mut TenantTx, process: &Process, now: DateTime<Utc>) -> Result<bool> {
    let decides = process.rule_set.deciding_contest().filter(|contest| contest.per_entry_of.is_none());
    let Some((decides, board)) = decides.and_then(|one| Some((&one.id, one.turnout.as_ref()?))) else {
        return Ok(false);
    };
    let Some(voting) = process.voting_anywhere() else { return Ok(false) };
    let zone = process.dates.zone();
    let at = board.told_at(now, zone);
    // The last time is the first one after the close.
    if at < voting.opens() || at > board.told_next(voting.closes(), zone) {
        return Ok(false);
    }
    let rows = sqlx::query!(
        r#"select contest.id, territory.code as "territory?", told.voters as "voters?", told.may_vote as "may_vote?",
            told.told_at as "told_at?"
        from contest
        left join territory on territory.tenant_id = contest.tenant_id and territory.id = contest.territory_id
        left join turnout_told told on told.tenant_id = contest.tenant_id and told.contest_id = contest.id
        where contest.tenant_id = $1 and contest.process_id = $2 and contest.rule = $3"#,
        tx.tenant().uuid(),
        process.id.uuid(),
        decides.as_str()
    )
    .fetch_all(tx.connection())
    .await?;
    let due = rows.iter().any(|row| row.told_at.is_none_or(|told_at| told_at < at));
    if !due {
        return Ok(false);
    }
    let is_first = rows.iter().any(|row| row.told_at.is_none());
    let entries = if is_first { entries(tx, &process.rule_set).await? } else { Vec::new() };
    for row in rows.into_iter().filter(|row| row.told_at.is_none_or(|told_at| told_at < at)) {
        let may_vote = match row.told_at {
            Some(_) => row.may_vote.map(unsigned).transpose()?,
            None => entries.iter().find(|(code, _)| Some(code) == row.territory.as_ref()).map(|(_, entries)| *entries),
        };
        let before = Told { voters: unsigned(row.voters.unwrap_or_default())?, may_vote };
        tell_one(tx, row.id, before, board, at).await?;
    }
    Ok(true)
}

async fn tell_one(
    tx: &mut TenantTx,
    contest: uuid::Uuid,
    before: Told,
    board: &TurnoutBoard,
    at: DateTime<Utc>,
) -> Result<()> {
    let voted = sqlx::query_scalar!(
        r#"select count(*) as "voted!" from participation where tenant_id = $1 and contest_id = $2"#,
        tx.tenant().uuid(),
        contest
    )
    .fetch_one(tx.connection())
    .await?;
    let told = before.next(unsigned(voted)?, board);
    sqlx::query!(
        "insert into turnout_told as told (tenant_id, contest_id, voters, may_vote, told_at) values ($1, $2, $3, $4, $5)
        on conflict (tenant_id, contest_id) do update set voters = excluded.voters, told_at = excluded.told_at
        where told.told_at < excluded.told_at",
        tx.tenant().uuid(),
        contest,
        told.voters.cast_signed(),
        told.may_vote.map(u64::cast_signed),
        at
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// How many entries the roll of those who may vote has, by the code of their territory.
async fn entries(tx: &mut TenantTx, rules: &RuleSet) -> Result<Vec<(String, u64)>> {
    match turnout::roll(rules) {
        Some(roll) => people(tx, roll).await,
        None => Ok(Vec::new()),
    }
}

async fn people(tx: &mut TenantTx, roll: &Key) -> Result<Vec<(String, u64)>> {
    let rows = sqlx::query!(
        r#"select entry.territory as "territory!", count(*) as "entries!"
        from roll_import import
        cross join lateral (
            select territory from roll_entry where tenant_id = import.tenant_id and import_id = import.id
            union all
            select territory from roll_minor where tenant_id = import.tenant_id and import_id = import.id
        ) entry
        where import.tenant_id = $1 and import.roll = $2 and import.state = 'in_force' and entry.territory is not null
        group by 1"#,
        tx.tenant().uuid(),
        roll.as_str()
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter().map(|row| Ok((row.territory, unsigned(row.entries)?))).collect()
}

fn unsigned(value: i64) -> Result<u64> {
    u64::try_from(value).map_err(StoreError::corrupt("turnout_told"))
}
