//! The regions of projects on the ballots (regiones), where winners are spread over them.

use chrono::{DateTime, Utc};
use shared::{
    document::Key,
    id::{ContestId, ProcessId, ProposalId},
    proposal::story::{Capacity, Event},
    ruleset::Code,
};

use crate::{Result, StoreError, TenantTx, story};

/// A project on a ballot that lies in no region of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// The project.
    pub id: ProposalId,
    /// Its number on the ballot.
    pub ballot_number: u32,
    /// What it is called.
    pub title: String,
    /// The contest.
    pub contest: ContestId,
    /// The contest's name.
    pub contest_name: String,
    /// The code of the place where the contest is held; none where it is held everywhere.
    pub at: Option<Code>,
}

fn codes(regions: &[Code]) -> Vec<String> {
    regions.iter().map(ToString::to_string).collect()
}

/// The projects on the ballots of one contest of the rules, wherever it is held, that lie in none of these regions, by
/// contest and number; what was withdrawn is left out.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn unplaced(tx: &mut TenantTx, process: ProcessId, rule: &Key, regions: &[Code]) -> Result<Vec<Unplaced>> {
    let rows = sqlx::query!(
        r#"select proposal.id, proposal.ballot_number as "ballot_number!", proposal.title, contest.id as contest,
            contest.name, coalesce(contest.place, territory.code) as at
        from proposal
        join contest on contest.tenant_id = proposal.tenant_id and contest.id = proposal.contest_id
        left join territory on territory.tenant_id = contest.tenant_id and territory.id = contest.territory_id
        where proposal.tenant_id = $1 and proposal.process_id = $2 and proposal.state = 'viable'
            and not proposal.withdrawn and (proposal.region is null or proposal.region <> all ($3))
            and contest.rule = $4
        order by contest.code, proposal.ballot_number"#,
        tx.tenant().uuid(),
        process.uuid(),
        &codes(regions),
        rule.as_str()
    )
    .fetch_all(tx.connection())
    .await?;
    let unplaced = rows.into_iter().map(|row| {
        Ok(Unplaced {
            id: row.id.into(),
            ballot_number: row.ballot_number.cast_unsigned(),
            title: row.title,
            contest: row.contest.into(),
            contest_name: row.name,
            at: row.at.map(|code| code.parse().map_err(StoreError::corrupt("contest.place"))).transpose()?,
        })
    });
    unplaced.collect()
}

/// Says in which region a project on a ballot lies that lies in none of these.
///
/// # Errors
/// [`StoreError::Conflict`] when it lies in one, is not on a ballot or was withdrawn; and when the database does not
/// answer.
pub async fn place(
    tx: &mut TenantTx,
    proposal: ProposalId,
    region: &Code,
    regions: &[Code],
    now: DateTime<Utc>,
) -> Result<()> {
    let placed = sqlx::query!(
        "update proposal set region = $3
        where tenant_id = $1 and id = $2 and state = 'viable' and not withdrawn
            and (region is null or region <> all ($4))",
        tx.tenant().uuid(),
        proposal.uuid(),
        region.as_str(),
        &codes(regions)
    )
    .execute(tx.connection())
    .await?;
    if placed.rows_affected() == 0 {
        return Err(StoreError::Conflict("the region of the project"));
    }
    story::go_on(tx, proposal, Capacity::Review, &Event::Placed { region: region.clone() }, now).await
}
