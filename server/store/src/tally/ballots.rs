//! The ballots themselves, for whoever counts again.

use shared::id::{ContestId, ProposalId};
use uuid::Uuid;

use crate::{Result, TenantTx};

/// A ballot as it lies in the urn: nothing but its choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// Its random id, by which a list goes on.
    pub id: Uuid,
    /// The projects that it names, with the points for each: most points first.
    pub choices: Vec<(ProposalId, u32)>,
}

/// The ballots of a contest in the order of their random ids, after the one with which a batch ended.
///
/// # Errors
/// When the database does not answer.
pub async fn ballots(tx: &mut TenantTx, contest: ContestId, after: Option<Uuid>, limit: u16) -> Result<Vec<Ballot>> {
    let rows = sqlx::query!(
        r#"select ballot.id,
            coalesce(array_agg(choice.proposal_id order by choice.points desc, choice.proposal_id)
                filter (where choice.proposal_id is not null), '{}') as "projects!",
            coalesce(array_agg(choice.points order by choice.points desc, choice.proposal_id)
                filter (where choice.proposal_id is not null), '{}') as "points!"
        from (
            select id from ballot where tenant_id = $1 and contest_id = $2 and ($3::uuid is null or id > $3)
            order by id limit $4
        ) ballot
        left join ballot_choice choice
            on choice.tenant_id = $1 and choice.contest_id = $2 and choice.ballot_id = ballot.id
        group by ballot.id
        order by ballot.id"#,
        tx.tenant().uuid(),
        contest.uuid(),
        after,
        i64::from(limit)
    )
    .fetch_all(tx.connection())
    .await?;
    let ballots = rows.into_iter().map(|row| Ballot {
        id: row.id,
        choices: row
            .projects
            .into_iter()
            .map(ProposalId::from)
            .zip(row.points.into_iter().map(i32::cast_unsigned))
            .collect(),
    });
    Ok(ballots.collect())
}
