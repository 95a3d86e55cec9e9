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
    let after = after.as_ref().map(|code| code.bytes().as_slice());
    let codes = sqlx::query_scalar!(
        "select code from ballot where tenant_id = $1 and contest_id = $2 and ($3::bytea is null or code > $3)
        order by code limit $4",
        tx.tenant().uuid(),
        contest.uuid(),
        after,
        i64::from(limit)
    )
    .fetch_all(tx.connection())
    .await?;
    let Some(last) = codes.last().cloned() else { return Ok(Vec::new()) };
    // Just after the urn was filled, PostgreSQL does not know yet how many rows there are. Asked for what each ballot
    // names, it may read all of the contest's for every ballot; asked for all of a batch, it does so once at most.
    let choices = sqlx::query!(
        "select code, proposal_id, points from ballot_choice
        where tenant_id = $1 and contest_id = $2 and ($3::bytea is null or code > $3) and code <= $4
        order by code, points desc, proposal_id",
        tx.tenant().uuid(),
        contest.uuid(),
        after,
        last
    )
    .fetch_all(tx.connection())
    .await?;
    let mut choices = choices.into_iter().peekable();
    codes
        .into_iter()
        .map(|bytes| {
            let own = std::iter::from_fn(|| choices.next_if(|choice| choice.code == bytes));
            let choices = own.map(|choice| (choice.proposal_id.into(), choice.points.cast_unsigned())).collect();
            Ok(Ballot { code: code(bytes)?, choices })
        })
        .collect()
}

fn code(bytes: Vec<u8>) -> Result<TypedCode> {
    let bytes = <[u8; 10]>::try_from(bytes).map_err(|bytes| StoreError::corrupt("ballot.code")(bytes.len()))?;
    Ok(TypedCode::new(bytes))
}
