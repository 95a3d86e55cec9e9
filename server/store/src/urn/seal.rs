//! The close: envelopes become ballots, and the urn is sealed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use shared::{
    code::TypedCode,
    id::{ContestId, ProposalId},
    urn::{Leaf, Seal, SealedUrn, Slip},
};

use crate::{
    Result, StoreError, TenantTx,
    contest::{self, Contest, VoteType},
    import, tally,
};

/// Ballots in one statement.
const BATCH: u16 = 5_000;

/// How many voted, and how many votes there are: the same, or something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// Voters on the roll whose votes lie in envelopes.
    pub voters: u64,
    /// Voters on the roll who got paper.
    pub paper: u64,
    /// Envelopes in the urn, and ballots, where some were never in an envelope.
    pub ballots: u64,
}

/// Keeps everybody else from casting in these contests until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(tx: &mut TenantTx, contest: ContestId) -> Result<()> {
    sqlx::query!(
        "select id from contest where tenant_id = $1 and id = $2 for update",
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    Ok(())
}

/// What a contest is called on its slips: nobody else's contest is called so.
///
/// # Errors
/// When the database does not answer, or there is no such contest.
pub async fn name(tx: &mut TenantTx, contest: ContestId) -> Result<String> {
    let row = sqlx::query!(
        "select tenant.slug as site, process.slug as process, contest.code
        from contest
        join process on process.tenant_id = contest.tenant_id and process.id = contest.process_id
        join tenant on tenant.id = contest.tenant_id
        where contest.tenant_id = $1 and contest.id = $2",
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_one(tx.connection())
    .await?;
    Ok(name_of(&row.site, &row.process, &row.code))
}

/// The same, of a site, a process and a contest by their names in addresses.
pub fn name_of(site: &str, process: &str, contest: &str) -> String {
    format!("{site}/{process}/{contest}")
}

/// How many voted in a contest, and how many votes there are.
///
/// # Errors
/// When the database does not answer.
pub async fn balance(tx: &mut TenantTx, contest: ContestId) -> Result<Balance> {
    let row = sqlx::query!(
        r#"select
            (select count(*) from participation
                where tenant_id = $1 and contest_id = $2 and channel <> 'paper') as "voters!",
            (select count(*) from participation
                where tenant_id = $1 and contest_id = $2 and channel = 'paper') as "paper!",
            (select count(*) from envelope where tenant_id = $1 and contest_id = $2)
                + (select count(*) from ballot where tenant_id = $1 and contest_id = $2) as "ballots!""#,
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_one(tx.connection())
    .await?;
    Ok(Balance {
        voters: row.voters.cast_unsigned(),
        paper: row.paper.cast_unsigned(),
        ballots: row.ballots.cast_unsigned(),
    })
}

/// All envelopes of a contest, in the order of what they are known by.
///
/// # Errors
/// When the database does not answer.
pub async fn envelopes(tx: &mut TenantTx, contest: ContestId) -> Result<Vec<Vec<u8>>> {
    let envelopes = sqlx::query_scalar!(
        "select sealed from envelope where tenant_id = $1 and contest_id = $2 order by id",
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    Ok(envelopes)
}

/// Writes the ballots down that were in the envelopes of a contest, in the order of their random codes.
///
/// # Errors
/// [`StoreError::Corrupt`] for a slip of another contest or one that marks what is not on the ballot, and when the
/// database does not answer; then nothing was written once the transaction ends.
pub async fn empty(tx: &mut TenantTx, contest: &Contest, slips: Vec<Slip>) -> Result<()> {
    if slips.is_empty() {
        return Ok(());
    }
    let name = name(tx, contest.id).await?;
    let competitors = tally::competitors(tx, contest).await?;
    let by_id: BTreeMap<&str, ProposalId> =
        competitors.iter().map(|one| (one.public_id.as_str(), one.proposal)).collect();
    // A project that came onto the ballot while people voted may have made numbers longer since some of them did: 3 is
    // written 03 where there are ten.
    let by_number: BTreeMap<u32, ProposalId> = competitors
        .iter()
        .filter(|one| one.public_id.parse() == Ok(one.ballot_number))
        .map(|one| (one.ballot_number, one.proposal))
        .collect();
    let find = |project: &str| {
        let by_number = || by_number.get(&project.parse().ok()?);
        by_id.get(project).or_else(by_number).copied()
    };
    let mut codes = BTreeSet::new();
    let mut ballots = Vec::with_capacity(slips.len());
    for slip in slips {
        if slip.contest() != name {
            return Err(StoreError::corrupt("envelope.sealed")("a slip is of another contest"));
        }
        // Only voters who agreed on it can have got the same code: one of them will not find the ballot, which counts.
        let mut code = slip.code();
        while !codes.insert(code) {
            code = next(code);
        }
        let choices = slip.marks().iter().map(|(project, points)| {
            let proposal = find(project);
            let proposal = proposal.ok_or_else(|| StoreError::corrupt("envelope.sealed")("a slip marks no project"))?;
            Ok((proposal, i32::try_from(*points).map_err(StoreError::corrupt("envelope.sealed"))?))
        });
        ballots.push(import::Ballot { code, choices: choices.collect::<Result<_>>()? });
    }
    ballots.sort_unstable_by_key(|ballot| ballot.code);
    for batch in ballots.chunks(BATCH.into()) {
        import::ballots(tx, contest.id, batch).await?;
    }
    Ok(())
}

fn next(code: TypedCode) -> TypedCode {
    let mut bytes = *code.bytes();
    bytes[9] = bytes[9].wrapping_add(1);
    TypedCode::new(bytes)
}

/// What the ballots of a contest are published with.
struct Print<'a> {
    contest: &'a Contest,
    name: String,
    ids: BTreeMap<ProposalId, String>,
}

impl<'a> Print<'a> {
    async fn of(tx: &mut TenantTx, contest: &'a Contest) -> Result<Self> {
        let name = name(tx, contest.id).await?;
        let ids = tally::competitors(tx, contest).await?.into_iter().map(|one| (one.proposal, one.public_id)).collect();
        Ok(Self { contest, name, ids })
    }

    async fn slips(&self, tx: &mut TenantTx, after: Option<TypedCode>, limit: u16) -> Result<Vec<Slip>> {
        let ballots = tally::ballots(tx, self.contest.id, after, limit).await?;
        ballots.into_iter().map(|ballot| self.slip(&ballot)).collect()
    }

    fn slip(&self, ballot: &tally::Ballot) -> Result<Slip> {
        let marks = ballot.choices.iter().map(|(project, points)| {
            let id = self.ids.get(project).ok_or("it names no project of the contest");
            let id = id.map_err(StoreError::corrupt("ballot_choice.proposal_id"))?;
            Ok((id.clone(), u64::from(*points)))
        });
        let marks: Vec<_> = marks.collect::<Result<_>>()?;
        let has_amounts = self.contest.vote_type != VoteType::Approval;
        Ok(Slip::new(self.name.as_str(), ballot.code, marks, has_amounts))
    }
}

/// The ballots of a contest as they are published, in the order of their random codes, after the one with which a batch
/// ended.
///
/// # Errors
/// When the database does not answer, or a ballot names what is not on it.
pub async fn slips(tx: &mut TenantTx, contest: &Contest, after: Option<TypedCode>, limit: u16) -> Result<Vec<Slip>> {
    Print::of(tx, contest).await?.slips(tx, after, limit).await
}

/// Seals the urn of a contest over the ballots that lie in it, and throws its envelopes away.
///
/// # Errors
/// [`StoreError::Conflict`] when it is sealed, and when the database does not answer.
pub async fn seal(tx: &mut TenantTx, contest: ContestId, now: DateTime<Utc>) -> Result<Seal> {
    let contest = contest::find(tx, contest).await?.ok_or(StoreError::Conflict("the urn"))?;
    let print = Print::of(tx, &contest).await?;
    let (mut leaves, mut last) = (Vec::new(), None);
    loop {
        let slips = print.slips(tx, last, BATCH).await?;
        let Some(slip) = slips.last() else { break };
        last = Some(slip.code());
        leaves.extend(slips.iter().map(Leaf::of));
    }
    let seal = SealedUrn::new(leaves).seal();
    let ballots = i64::try_from(seal.ballots).map_err(StoreError::corrupt("urn.ballots"))?;
    sqlx::query!(
        "insert into urn (tenant_id, contest_id) values ($1, $2)
        on conflict (tenant_id, contest_id) do nothing",
        tx.tenant().uuid(),
        contest.id.uuid()
    )
    .execute(tx.connection())
    .await?;
    let sealed = sqlx::query!(
        "update urn set sealed_at = $3, ballots = $4, root = $5
        where tenant_id = $1 and contest_id = $2 and sealed_at is null",
        tx.tenant().uuid(),
        contest.id.uuid(),
        now,
        ballots,
        seal.root.bytes().as_slice()
    )
    .execute(tx.connection())
    .await?;
    if sealed.rows_affected() == 0 {
        return Err(StoreError::Conflict("the urn"));
    }
    sqlx::query!(
        "delete from envelope where tenant_id = $1 and contest_id = $2",
        tx.tenant().uuid(),
        contest.id.uuid()
    )
    .execute(tx.connection())
    .await?;
    Ok(seal)
}
