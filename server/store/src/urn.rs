//! The roll and the urn, apart. The roll says that somebody took part; the urn holds closed envelopes while people vote,
//! and ballots once it is sealed: nothing that leads back to a voter ([`shared::urn`] says how).

mod cast;
mod seal;
mod votes;

use chrono::{DateTime, Utc};
use shared::{
    ballot::{BallotForm, Way},
    id::ContestId,
    urn::Seal,
};

pub(crate) use self::cast::means;
pub use self::{
    cast::{Cast, Envelope, Marked, Poll, cast, mark},
    seal::{Balance, balance, empty, envelopes, lock, name, name_of, seal, slips},
    votes::{Taken, Vote, Voter, Votes, taken, votes},
};
use crate::{Result, StoreError, TenantTx, contest::VoteType};

/// The urn of a contest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Urn {
    /// By which key its envelopes are closed; none where ballots never lay in envelopes.
    pub public_key: Option<[u8; 32]>,
    /// When it was sealed, and what was published of it then.
    pub sealed: Option<(DateTime<Utc>, Seal)>,
}

/// What a choice on the ballots of a form means, once it is in the urn.
pub const fn vote_type(form: &BallotForm) -> VoteType {
    match form.way() {
        Way::Approval | Way::SingleChoice | Way::Knapsack { .. } => VoteType::Approval,
        Way::Points { .. } | Way::Wallet { .. } => VoteType::Points,
        Way::Ranking => VoteType::Ranking,
    }
}

/// The urn of a contest; none before the first ballot.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn find(tx: &mut TenantTx, contest: ContestId) -> Result<Option<Urn>> {
    let row = sqlx::query!(
        "select public_key, sealed_at, ballots, root from urn where tenant_id = $1 and contest_id = $2",
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let sealed = match (row.sealed_at, row.ballots, row.root) {
        (Some(at), Some(ballots), Some(root)) => {
            let ballots = u64::try_from(ballots).map_err(StoreError::corrupt("urn.ballots"))?;
            Some((at, Seal { ballots, root: key("urn.root")(root)?.into() }))
        }
        _ => None,
    };
    Ok(Some(Urn { public_key: row.public_key.map(key("urn.public_key")).transpose()?, sealed }))
}

/// Opens the urn of a contest: from here on envelopes closed by this key can be put in. Who comes second gets the key
/// that is in force.
///
/// # Errors
/// When the database does not answer.
pub async fn open(tx: &mut TenantTx, contest: ContestId, public_key: [u8; 32]) -> Result<Option<[u8; 32]>> {
    sqlx::query!(
        "insert into urn (tenant_id, contest_id, public_key) values ($1, $2, $3)
        on conflict (tenant_id, contest_id) do nothing",
        tx.tenant().uuid(),
        contest.uuid(),
        public_key.as_slice()
    )
    .execute(tx.connection())
    .await?;
    Ok(find(tx, contest).await?.and_then(|urn| urn.public_key))
}

/// By which keys the envelopes of all urns of the tenant are closed.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn keys(tx: &mut TenantTx) -> Result<Vec<[u8; 32]>> {
    let keys = sqlx::query_scalar!(
        r#"select public_key as "public_key!" from urn where tenant_id = $1 and public_key is not null"#,
        tx.tenant().uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    keys.into_iter().map(key("urn.public_key")).collect()
}

/// By which keys the envelopes were closed of all urns of the tenant that were sealed before an instant.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn sealed_before(tx: &mut TenantTx, instant: DateTime<Utc>) -> Result<Vec<[u8; 32]>> {
    let keys = sqlx::query_scalar!(
        r#"select public_key as "public_key!" from urn
        where tenant_id = $1 and sealed_at < $2 and public_key is not null"#,
        tx.tenant().uuid(),
        instant
    )
    .fetch_all(tx.connection())
    .await?;
    keys.into_iter().map(key("urn.public_key")).collect()
}

fn key(what: &'static str) -> impl Fn(Vec<u8>) -> Result<[u8; 32]> {
    move |bytes| <[u8; 32]>::try_from(bytes).map_err(|bytes| StoreError::corrupt(what)(bytes.len()))
}
