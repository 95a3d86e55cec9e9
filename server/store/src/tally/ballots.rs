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
        // What each ballot names is looked up by its code: just after the urn was filled, nobody knows yet how many rows
        // there are, and any other way would read all of them for every ballot.
        r#"select ballot.code, choices.projects as "projects!", choices.points as "points!"
        from (
            select code from ballot where tenant_id = $1 and contest_id = $2 and ($3::bytea is null or code > $3)
            order by code limit $4
        ) ballot
        cross join lateral (
            select coalesce(array_agg(proposal_id order by points desc, proposal_id), '{}') as projects,
                coalesce(array_agg(points order by points desc, proposal_id), '{}') as points
            from ballot_choice choice
            where choice.tenant_id = $1 and choice.contest_id = $2 and choice.code = ballot.code
        ) choices
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
