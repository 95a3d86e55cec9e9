//! The ballots themselves, for whoever counts again.

use shared::{
    code::TypedCode,
    id::{ContestId, ProposalId},
};

use crate::{Result, StoreError, TenantTx};

/// A ballot as it lies in the urn: nothing but its choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// The code of its receipt, by which a list goes on.
    pub code: TypedCode,
    /// The projects that it names, with the points for each: most points first.
    pub choices: Vec<(ProposalId, u32)>,
}

/// The ballots of a contest in the order of their random codes, after the one with which a batch ended.
///
/// # Errors
/// When the database does not answer.
pub async fn ballots(
    tx: &mut TenantTx,
    contest: ContestId,
    after: Option<TypedCode>,
    limit: u16,
) -> Result<Vec<Ballot>> {
    let rows = sqlx::query!(
        r#"select ballot.code,
            coalesce(array_agg(choice.proposal_id order by choice.points desc, choice.proposal_id)
                filter (where choice.proposal_id is not null), '{}') as "projects!",
            coalesce(array_agg(choice.points order by choice.points desc, choice.proposal_id)
                filter (where choice.proposal_id is not null), '{}') as "points!"
        from (
            select code from ballot where tenant_id = $1 and contest_id = $2 and ($3::bytea is null or code > $3)
            order by code limit $4
        ) ballot
        left join ballot_choice choice
            on choice.tenant_id = $1 and choice.contest_id = $2 and choice.code = ballot.code
        group by ballot.code
        order by ballot.code"#,
        tx.tenant().uuid(),
        contest.uuid(),
        after.as_ref().map(|code| code.bytes().as_slice()),
        i64::from(limit)
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            let points = row.points.into_iter().map(i32::cast_unsigned);
            Ok(Ballot {
                code: code(row.code)?,
                choices: row.projects.into_iter().map(ProposalId::from).zip(points).collect(),
            })
        })
        .collect()
}

fn code(bytes: Vec<u8>) -> Result<TypedCode> {
    let bytes = <[u8; 10]>::try_from(bytes).map_err(|bytes| StoreError::corrupt("ballot.code")(bytes.len()))?;
    Ok(TypedCode::new(bytes))
}
