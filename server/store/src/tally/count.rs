//! Counting, and sealing what was counted.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use shared::{
    draw::Seed,
    id::{ContestId, ProposalId},
    ruleset::WinnerRule,
    tally::{
        Candidate, DrawNeeded, Entrant, Minimum, Profile, Profiler, Reason, Room, Shortfall, Unfound, Winners,
        alternatives, winners,
    },
};
use sqlx::types::Json;

use super::{ballots, competitors, round::stored};
use crate::{Result, StoreError, TenantTx, contest::Contest};

/// Ballots that are read at once.
const BATCH: u16 = 20_000;

/// By what rule contests are counted.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// How winners are found.
    pub winner: &'a WinnerRule,
    /// Whether projects may exclude each other.
    pub exclusive: bool,
    /// What a project needs to compete.
    pub minimum: Minimum,
    /// What the public draw was made from, once it was held.
    pub seed: Option<&'a Seed>,
}

/// A contest to be counted.
#[derive(Clone, Debug)]
pub struct Pending<'a> {
    /// The contest.
    pub contest: Contest,
    /// The money that there is in it.
    pub room: Room,
    /// By what rule.
    pub by: By<'a>,
}

/// A contest whose winners depend on a public draw that was not held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undrawn {
    /// Its name.
    pub contest: String,
    /// Among which projects, by their numbers on the ballot.
    pub needed: DrawNeeded<u32>,
}

/// What came of counting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Every contest is counted and sealed: who won in each.
    Sealed(Vec<(ContestId, Winners<u32>)>),
    /// Nothing is: in these contests a public draw decides who wins.
    DrawNeeded(Vec<Undrawn>),
}

/// Counts every contest of a process under the number of a count that was begun, and seals the results, all in this
/// transaction; or none, where a draw is needed. Ballots on their way wait for it, and find the urn closed.
///
/// # Errors
/// [`StoreError::Conflict`] when one of them is already counted, and when the database does not answer.
pub async fn count(tx: &mut TenantTx, number: u32, contests: &[Pending<'_>], now: DateTime<Utc>) -> Result<Counted> {
    let ids: Vec<_> = contests.iter().map(|one| one.contest.id.uuid()).collect();
    sqlx::query_scalar!(
        "select id from contest where tenant_id = $1 and id = any($2) order by id for update",
        tx.tenant().uuid(),
        &ids
    )
    .fetch_all(tx.connection())
    .await?;
    let mut found = Vec::with_capacity(contests.len());
    let mut undrawn = Vec::new();
    for Pending { contest, room, by } in contests {
        let urn = Urn::read(tx, contest, by.exclusive).await?;
        match winners(by.winner, &urn.entrants, &urn.ballots, room, by.minimum, by.seed) {
            Ok(winners) => found.push((contest.id, room, by, urn, winners)),
            Err(Unfound::Draw(needed)) => undrawn.push(Undrawn { contest: contest.name.clone(), needed }),
            Err(Unfound::Count(error)) => return Err(StoreError::corrupt("ballot_choice")(error)),
        }
    }
    if !undrawn.is_empty() {
        return Ok(Counted::DrawNeeded(undrawn));
    }
    for (contest, room, by, urn, winners) in &found {
        let Urn { entrants, ballots, blank, projects } = urn;
        let outcome = Outcome { by: **by, room, entrants, ballots, blank: *blank, winners, projects };
        seal(tx, (*contest, number), &outcome, now).await?;
    }
    Ok(Counted::Sealed(found.into_iter().map(|(contest, .., winners)| (contest, winners)).collect()))
}

/// The ballots of a contest with the projects that stand on them.
#[derive(Clone, Debug)]
pub struct Urn {
    /// The projects with their scores, in the order of `ballots`. They are told apart by their number on the ballot.
    pub entrants: Vec<Entrant<u32>>,
    /// The ballots.
    pub ballots: Profile,
    /// How many of them name no project.
    pub blank: u64,
    /// The projects by their number on the ballot.
    pub projects: BTreeMap<u32, ProposalId>,
}

impl Urn {
    /// All ballots of a contest that may be counted. Projects exclude each other only where the rules say `exclusive`.
    ///
    /// # Errors
    /// When a ballot names what is not on it, and when the database does not answer.
    pub async fn read(tx: &mut TenantTx, contest: &Contest, exclusive: bool) -> Result<Self> {
        let competitors = competitors(tx, contest).await?;
        let places: BTreeMap<ProposalId, usize> = (0..).zip(&competitors).map(|(at, one)| (one.proposal, at)).collect();
        let mut profiler = Profiler::new(competitors.len());
        let (mut blank, mut last) = (0, None);
        loop {
            let batch = ballots(tx, contest.id, last, BATCH).await?;
            let Some(end) = batch.last() else { break };
            last = Some(end.code);
            for ballot in &batch {
                blank += u64::from(ballot.choices.is_empty());
                let marks: Option<Vec<(usize, u64)>> =
                    ballot.choices.iter().map(|(id, points)| Some((*places.get(id)?, u64::from(*points)))).collect();
                let marks = marks.ok_or(StoreError::Conflict("the projects on the ballots"))?;
                profiler.give_points(marks).map_err(StoreError::corrupt("ballot_choice.points"))?;
            }
        }
        let ballots = profiler.finish();
        let entrants = competitors.iter().zip(ballots.scores()).map(|(one, score)| {
            let candidate = Candidate::new(one.ballot_number, one.cost.minor(), score)
                .map_err(StoreError::corrupt("proposal.cost_minor"))?;
            let candidate = if one.withdrawn { candidate.withdrawn() } else { candidate };
            Ok(Entrant {
                registered: Some(one.registered),
                theme: one.theme.clone(),
                within: one.placing.region.clone(),
                group: one.placing.group.clone().filter(|_| exclusive),
                ..Entrant::new(candidate, one.ballot_number)
            })
        });
        Ok(Self {
            entrants: entrants.collect::<Result<_>>()?,
            projects: competitors.iter().map(|one| (one.ballot_number, one.proposal)).collect(),
            ballots,
            blank,
        })
    }
}

/// What a count came to.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'a> {
    /// By what rule.
    pub by: By<'a>,
    /// The money that there was.
    pub room: &'a Room,
    /// The projects with their scores, in the order of `ballots`.
    pub entrants: &'a [Entrant<u32>],
    /// The ballots, blank ones included.
    pub ballots: &'a Profile,
    /// Blank ones among them.
    pub blank: u64,
    /// Who won, and why the others did not.
    pub winners: &'a Winners<u32>,
    /// The projects by their number on the ballot.
    pub projects: &'a BTreeMap<u32, ProposalId>,
}

/// Seals what the count of a number made of a contest.
///
/// # Errors
/// [`StoreError::Conflict`] when it is already counted, and when the database does not answer.
pub async fn seal(
    tx: &mut TenantTx,
    (contest, round): (ContestId, u32),
    outcome: &Outcome<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    let Outcome { by, room, winners, .. } = *outcome;
    let number = |figure: u64| i64::try_from(figure).map_err(StoreError::corrupt("tally"));
    let rule = serde_json::to_value(by.winner).map_err(StoreError::corrupt("tally.rule"))?;
    let ties = serde_json::to_value(&winners.ties).map_err(StoreError::corrupt("tally.ties"))?;
    let won: Vec<u32> = winners.won().copied().collect();
    let others = alternatives(outcome.entrants, outcome.ballots, room, by.minimum, by.winner.tie(), by.seed, &won)
        .map_err(StoreError::corrupt("ballot_choice"))?;
    let others = serde_json::to_value(others).map_err(StoreError::corrupt("tally.alternatives"))?;
    let shares = winners.shares.as_ref().map(serde_json::to_value).transpose();
    let shares = shares.map_err(StoreError::corrupt("tally.shares"))?;
    let parts = serde_json::to_value(&room.parts).map_err(StoreError::corrupt("tally.parts"))?;
    let sealed = sqlx::query!(
        "insert into tally (tenant_id, contest_id, counted_at, ballots, blank_ballots, ceiling_minor, total_cost_minor,
            left_minor, rule, minimum_score, parts, ties, draw_seed, shares, alternatives, number)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        on conflict (tenant_id, contest_id, number) do nothing",
        tx.tenant().uuid(),
        contest.uuid(),
        now,
        number(outcome.ballots.ballots())?,
        number(outcome.blank)?,
        room.ceiling,
        winners.total_cost,
        winners.left,
        rule,
        number(by.minimum.score)?,
        parts,
        ties,
        by.seed.map(Seed::as_str),
        shares,
        others,
        stored(round)
    )
    .execute(tx.connection())
    .await?;
    if sealed.rows_affected() == 0 {
        return Err(StoreError::Conflict("the count"));
    }
    let lines = &winners.standings;
    let projects: Option<Vec<_>> = lines.iter().map(|line| Some(outcome.projects.get(&line.id)?.uuid())).collect();
    let scores = lines.iter().map(|line| number(line.score)).collect::<Result<Vec<_>>>()?;
    let left: Vec<Option<i64>> = lines.iter().map(|line| line.left_before).collect();
    let reasons: Vec<_> = lines.iter().map(|line| Json(&line.reason)).collect();
    let shortfalls: Vec<_> = lines.iter().map(|line| line.shortfall.as_ref().map(Json)).collect();
    sqlx::query!(
        "insert into tally_line (tenant_id, contest_id, proposal_id, position, score, cost_minor, left_before_minor,
            reason, shortfall, number)
        select $1, $2, proposal, position, score, cost, left_before, reason, shortfall, $10
        from unnest($3::uuid[], $4::integer[], $5::bigint[], $6::bigint[], $7::bigint[], $8::jsonb[], $9::jsonb[])
            as new (proposal, position, score, cost, left_before, reason, shortfall)",
        tx.tenant().uuid(),
        contest.uuid(),
        &projects.ok_or(StoreError::Conflict("the projects of the count"))?,
        &lines.iter().map(|line| line.position.cast_signed()).collect::<Vec<_>>(),
        &scores,
        &lines.iter().map(|line| line.cost).collect::<Vec<_>>(),
        &left as &[Option<i64>],
        &reasons as &[Json<&Reason>],
        &shortfalls as &[Option<Json<&Shortfall<u32>>>],
        stored(round)
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}
