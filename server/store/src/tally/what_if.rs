//! What other rules would have made of counted ballots.

use shared::{
    document::Key,
    id::{ContestId, ProcessId},
    ruleset::Code,
    tally::Alternative,
};
use sqlx::types::Json;

use super::{round::stored, unsigned};
use crate::{Result, StoreError, TenantTx};

/// What other rules would have made of a contest's ballots; nothing where it is not counted. A rule by which it could not
/// be counted is not among them.
///
/// # Errors
/// When the database does not answer.
pub async fn alternatives(tx: &mut TenantTx, contest: ContestId, number: u32) -> Result<Vec<Alternative<u32>>> {
    let found = sqlx::query_scalar!(
        r#"select alternatives as "alternatives: Json<Vec<Alternative<u32>>>"
        from tally where tenant_id = $1 and contest_id = $2 and number = $3"#,
        tx.tenant().uuid(),
        contest.uuid(),
        stored(number)
    )
    .fetch_optional(tx.connection())
    .await?;
    Ok(found.map(|found| found.0).unwrap_or_default())
}

/// A counted contest with what other rules would have made of its ballots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Which contest of the rules it is.
    pub rule: Key,
    /// Its code in addresses.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Ballots that name a project.
    pub naming: u64,
    /// Its projects.
    pub projects: Vec<Priced>,
    /// The rules.
    pub alternatives: Vec<Alternative<u32>>,
}

/// A project with what it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    /// Its number on the ballot.
    pub number: u32,
    /// Its cost, in minor units.
    pub cost_minor: i64,
    /// Its theme, where it has one.
    pub theme: Option<Key>,
    /// The territory of a smaller level that it lies in, where its review says so.
    pub region: Option<Code>,
}

/// The contests of a process that are in a count, by code.
///
/// # Errors
/// When the database does not answer.
pub async fn compared(tx: &mut TenantTx, process: ProcessId, number: u32) -> Result<Vec<Compared>> {
    let rows = sqlx::query!(
        r#"select contest.rule, contest.code, contest.name, tally.ballots - tally.blank_ballots as "naming!",
            tally.alternatives as "alternatives: Json<Vec<Alternative<u32>>>",
            array(
                select proposal.ballot_number from tally_line line
                join proposal on proposal.tenant_id = line.tenant_id and proposal.id = line.proposal_id
                where line.tenant_id = $1 and line.contest_id = contest.id and line.number = $3 order by line.position
            ) as "numbers!: Vec<i32>",
            array(
                select line.cost_minor from tally_line line
                where line.tenant_id = $1 and line.contest_id = contest.id and line.number = $3 order by line.position
            ) as "costs!: Vec<i64>",
            array(
                select proposal.theme from tally_line line
                join proposal on proposal.tenant_id = line.tenant_id and proposal.id = line.proposal_id
                where line.tenant_id = $1 and line.contest_id = contest.id and line.number = $3 order by line.position
            ) as "themes!: Vec<Option<String>>",
            array(
                select proposal.region from tally_line line
                join proposal on proposal.tenant_id = line.tenant_id and proposal.id = line.proposal_id
                where line.tenant_id = $1 and line.contest_id = contest.id and line.number = $3 order by line.position
            ) as "regions!: Vec<Option<String>>"
        from contest join tally on tally.tenant_id = contest.tenant_id and tally.contest_id = contest.id
        where contest.tenant_id = $1 and contest.process_id = $2 and tally.number = $3
        order by contest.code"#,
        tx.tenant().uuid(),
        process.uuid(),
        stored(number)
    )
    .fetch_all(tx.connection())
    .await?;
    let compared = rows.into_iter().map(|row| {
        let figures = row.numbers.into_iter().zip(row.costs).zip(row.themes.into_iter().zip(row.regions));
        let priced = figures.map(|((number, cost_minor), (theme, region))| {
            let theme = theme.map(|id| id.parse().map_err(StoreError::corrupt("proposal.theme"))).transpose()?;
            let region = region.map(|code| code.parse().map_err(StoreError::corrupt("proposal.region"))).transpose()?;
            Ok(Priced { number: number.cast_unsigned(), cost_minor, theme, region })
        });
        let projects = priced.collect::<Result<_>>()?;
        let naming = unsigned("tally.ballots")(row.naming)?;
        let rule = row.rule.parse().map_err(StoreError::corrupt("contest.rule"))?;
        Ok(Compared { rule, code: row.code, name: row.name, naming, projects, alternatives: row.alternatives.0 })
    });
    compared.collect()
}
