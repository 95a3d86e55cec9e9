//! The count (escrutinio): from the urn to a sealed, published result.

mod act;
mod ballots;
mod count;
mod fate;
mod round;
mod what_if;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use shared::{
    document::{self, Key},
    draw::Seed,
    id::{ContestId, ProcessId, ProposalId},
    money::{Currency, Money},
    proposal::Placing,
    ruleset::WinnerRule,
    tally::{ByShares, Part, Reason, Shortfall, Tied},
};
use sqlx::types::Json;

use self::round::stored;
pub use self::{
    act::{StoredAct, StoredRecord, Voted, act, act_before, keep_act, keep_record, record, records, voted},
    ballots::{Ballot, ballots},
    count::{By, Counted, Outcome, Pending, Undrawn, Urn, count, seal},
    fate::{Fate, fates},
    round::{Counting, Deciding, Decision, Official, Round, begin, decide, published, rounds},
    what_if::{Compared, Priced, alternatives, compared},
};
use crate::{Result, StoreError, TenantTx, contest::Contest};

/// A count as it was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// When.
    pub counted_at: DateTime<Utc>,
    /// Ballots in the urn.
    pub ballots: u64,
    /// Those that name no project (votos en blanco).
    pub blank_ballots: u64,
    /// The ceiling that was handed out.
    pub ceiling: Money,
    /// What the winners cost together.
    pub total_cost: Money,
    /// What is left of the ceiling; none where winners are found whatever they cost.
    pub left: Option<Money>,
    /// How winners were found.
    pub rule: WinnerRule,
    /// The least score with which a project wins.
    pub minimum_score: u64,
    /// Each theme's part of the money, where it is divided by theme.
    pub parts: BTreeMap<Key, Part>,
    /// What the public draw was made from, where there was one.
    pub seed: Option<Seed>,
    /// What each voter's share came to, where winners were found by shares.
    pub shares: Option<ByShares>,
}

/// One contest of a process, with its count if there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Which contest of the rules it is.
    pub rule: Key,
    /// Its code in addresses.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Inhabitants of its territory, where it has one.
    pub population: Option<u64>,
    /// Projects on its ballot.
    pub projects: u64,
    /// How many of them won.
    pub funded: u64,
    /// The count.
    pub sealed: Option<Sealed>,
}

/// A project's line in a sealed count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The project.
    pub proposal: ProposalId,
    /// Its number on the ballot.
    pub ballot_number: u32,
    /// What it is called.
    pub title: String,
    /// Its turn, from 1.
    pub position: u32,
    /// Votes, or points.
    pub score: u64,
    /// What it costs.
    pub cost: Money,
    /// The money on the table at its turn; none where winners are found whatever they cost.
    pub left_before: Option<Money>,
    /// What was decided, with the figures that explain it.
    pub reason: Reason,
    /// What became of its supporters' money, where voters had shares and could not buy it with them.
    pub shortfall: Option<Shortfall<u32>>,
    /// Its theme, where it has one.
    pub theme: Option<Key>,
}

/// A line's place in the order in which results are shown: winners first, then the others, each by their turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whether it is among the winners.
    pub funded: bool,
    /// Its turn.
    pub position: u32,
}

impl Line {
    /// Its place among the results.
    pub fn place(&self) -> Place {
        Place { funded: self.reason.wins(), position: self.position }
    }
}

fn unsigned(what: &'static str) -> impl Fn(i64) -> Result<u64> {
    move |value| u64::try_from(value).map_err(StoreError::corrupt(what))
}

/// What identifies a project at a count and in a published file: the id of the file it came from, else its number on
/// the ballot, with as many digits as the largest, so that ids in the order of their letters are in the order of their
/// numbers. Whoever counts the published file again gets the same winners.
pub fn public_id(external_id: Option<&str>, ballot_number: u32, largest: u32) -> String {
    let width = largest.to_string().len();
    external_id.map_or_else(|| format!("{ballot_number:0width$}"), str::to_owned)
}

/// A project at the count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Competitor {
    /// The project.
    pub proposal: ProposalId,
    /// Its number on the ballot.
    pub ballot_number: u32,
    /// What identifies it in public: see [`public_id`].
    pub public_id: String,
    /// What it is called.
    pub title: String,
    /// What it costs.
    pub cost: Money,
    /// Whether it was withdrawn after the ballots were made.
    pub withdrawn: bool,
    /// When it was registered.
    pub registered: DateTime<Utc>,
    /// Its theme, where it has one.
    pub theme: Option<Key>,
    /// Where it stands beside others by its review.
    pub placing: Placing,
}

/// Every project on the ballot of a contest, withdrawn ones too, by number.
///
/// # Errors
/// When the database does not answer.
pub async fn competitors(tx: &mut TenantTx, contest: &Contest) -> Result<Vec<Competitor>> {
    let rows = sqlx::query!(
        r#"select id, ballot_number as "ballot_number!", external_id, title, cost_minor as "cost_minor!", withdrawn,
            submitted_at, theme, region, exclusive_group
        from proposal where tenant_id = $1 and contest_id = $2 and state = 'viable' order by ballot_number"#,
        tx.tenant().uuid(),
        contest.id.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let largest = rows.last().map_or(0, |row| row.ballot_number.cast_unsigned());
    let competitors = rows.into_iter().map(|row| {
        let ballot_number = row.ballot_number.cast_unsigned();
        Ok(Competitor {
            proposal: row.id.into(),
            ballot_number,
            public_id: public_id(row.external_id.as_deref(), ballot_number, largest),
            title: row.title,
            cost: Money::new(row.cost_minor, contest.ceiling.currency()),
            withdrawn: row.withdrawn,
            registered: row.submitted_at,
            theme: row.theme.map(|id| id.parse().map_err(StoreError::corrupt("proposal.theme"))).transpose()?,
            placing: crate::proposal::placing(row.region, row.exclusive_group)?,
        })
    });
    competitors.collect()
}

struct SealedRow {
    counted_at: DateTime<Utc>,
    ballots: i64,
    blank_ballots: i64,
    ceiling_minor: i64,
    total_cost_minor: i64,
    left_minor: Option<i64>,
    rule: serde_json::Value,
    minimum_score: i64,
    parts: Json<BTreeMap<Key, Part>>,
    draw_seed: Option<String>,
    shares: Option<Json<ByShares>>,
}

impl SealedRow {
    fn read(self, currency: Currency) -> Result<Sealed> {
        Ok(Sealed {
            counted_at: self.counted_at,
            ballots: unsigned("tally.ballots")(self.ballots)?,
            blank_ballots: unsigned("tally.blank_ballots")(self.blank_ballots)?,
            ceiling: Money::new(self.ceiling_minor, currency),
            total_cost: Money::new(self.total_cost_minor, currency),
            left: self.left_minor.map(|left| Money::new(left, currency)),
            rule: document::from_value(self.rule)
                .map_err(|problems| StoreError::Corrupt { what: "tally.rule", why: format!("{problems:?}") })?,
            minimum_score: unsigned("tally.minimum_score")(self.minimum_score)?,
            parts: self.parts.0,
            seed: self
                .draw_seed
                .map(|seed| seed.parse().map_err(StoreError::corrupt("tally.draw_seed")))
                .transpose()?,
            shares: self.shares.map(|shares| shares.0),
        })
    }
}

/// What a count of its process made of a contest, if it was in it.
///
/// # Errors
/// When the database does not answer.
pub async fn of_contest(tx: &mut TenantTx, contest: &Contest, number: u32) -> Result<Option<Sealed>> {
    sqlx::query_as!(
        SealedRow,
        r#"select counted_at, ballots, blank_ballots, ceiling_minor, total_cost_minor, left_minor, rule, minimum_score,
            parts as "parts: Json<BTreeMap<Key, Part>>", draw_seed, shares as "shares: Json<ByShares>"
        from tally where tenant_id = $1 and contest_id = $2 and number = $3"#,
        tx.tenant().uuid(),
        contest.id.uuid(),
        stored(number)
    )
    .fetch_optional(tx.connection())
    .await?
    .map(|row| row.read(contest.ceiling.currency()))
    .transpose()
}

/// When a process was counted: the time of its latest count, whether it was approved or not.
///
/// # Errors
/// When the database does not answer.
pub async fn counted_at(tx: &mut TenantTx, process: ProcessId) -> Result<Option<DateTime<Utc>>> {
    let at = sqlx::query_scalar!(
        "select max(counted_at) from process_count where tenant_id = $1 and process_id = $2",
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_one(tx.connection())
    .await?;
    Ok(at)
}

/// Whether somebody can know how people voted in a process: votes are counted, an urn is sealed, or ballots on paper were
/// read. From then on nobody votes any more, whatever the calendar says.
///
/// # Errors
/// When the database does not answer.
pub async fn votes_are_known(tx: &mut TenantTx, process: ProcessId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from process_count where tenant_id = $1 and process_id = $2)
            or exists (
                select from contest join urn on urn.tenant_id = contest.tenant_id and urn.contest_id = contest.id
                where contest.tenant_id = $1 and contest.process_id = $2 and urn.sealed_at is not null
            )
            or exists (
                select from paper_sheet sheet
                join paper_entry entry on entry.tenant_id = sheet.tenant_id and entry.sheet_id = sheet.id
                where sheet.tenant_id = $1 and sheet.process_id = $2
            ) as "known!""#,
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_one(tx.connection())
    .await?)
}

/// The contests of a process by code, with what a count made of them.
///
/// # Errors
/// When the database does not answer.
pub async fn summaries(
    tx: &mut TenantTx,
    process: ProcessId,
    number: Option<u32>,
    currency: Currency,
) -> Result<Vec<Summary>> {
    let rows = sqlx::query!(
        r#"select contest.rule as held, contest.code, contest.name, population.value as "population?",
            coalesce(projects.projects, 0) as "projects!", coalesce(winners.funded, 0) as "funded!",
            tally.counted_at as "counted_at?", tally.ballots as "ballots?", tally.blank_ballots as "blank_ballots?",
            tally.ceiling_minor as "ceiling_minor?", tally.total_cost_minor as "total_cost_minor?",
            tally.left_minor as "left_minor?", tally.rule as "rule?", tally.minimum_score as "minimum_score?",
            tally.parts as "parts?: Json<BTreeMap<Key, Part>>", tally.draw_seed as "draw_seed?",
            tally.shares as "shares?: Json<ByShares>"
        from contest
        left join lateral (
            select value from indicator_figure figure
            where figure.tenant_id = contest.tenant_id and figure.territory_id = contest.territory_id
                and figure.indicator = 'population' order by year desc limit 1
        ) population on true
        left join tally on tally.tenant_id = contest.tenant_id and tally.contest_id = contest.id and tally.number = $3
        left join (
            select contest_id, count(*) as projects from proposal
            where tenant_id = $1 and process_id = $2 and state = 'viable' group by contest_id
        ) projects on projects.contest_id = contest.id
        left join (
            select contest_id, count(*) as funded from tally_line
            where tenant_id = $1 and number = $3 and won group by contest_id
        ) winners on winners.contest_id = contest.id
        where contest.tenant_id = $1 and contest.process_id = $2
        order by contest.code"#,
        tx.tenant().uuid(),
        process.uuid(),
        number.map(stored)
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            let sealed = match (row.counted_at, row.ballots, row.blank_ballots, row.ceiling_minor, row.rule) {
                (Some(counted_at), Some(ballots), Some(blank_ballots), Some(ceiling_minor), Some(rule)) => Some(
                    SealedRow {
                        counted_at,
                        ballots,
                        blank_ballots,
                        ceiling_minor,
                        total_cost_minor: row.total_cost_minor.unwrap_or_default(),
                        left_minor: row.left_minor,
                        rule,
                        minimum_score: row.minimum_score.unwrap_or_default(),
                        parts: row.parts.unwrap_or_default(),
                        draw_seed: row.draw_seed,
                        shares: row.shares,
                    }
                    .read(currency)?,
                ),
                _ => None,
            };
            Ok(Summary {
                rule: row.held.parse().map_err(StoreError::corrupt("contest.rule"))?,
                code: row.code,
                name: row.name,
                population: row.population.map(i64::cast_unsigned),
                projects: unsigned("proposal")(row.projects)?,
                funded: unsigned("tally_line")(row.funded)?,
                sealed,
            })
        })
        .collect()
}

/// Every tie of a count, by numbers on the ballot.
///
/// # Errors
/// When the database does not answer.
pub async fn ties(tx: &mut TenantTx, contest: ContestId, number: u32) -> Result<Vec<Tied<u32>>> {
    let ties = sqlx::query_scalar!(
        r#"select ties as "ties: Json<Vec<Tied<u32>>>" from tally
        where tenant_id = $1 and contest_id = $2 and number = $3"#,
        tx.tenant().uuid(),
        contest.uuid(),
        stored(number)
    )
    .fetch_optional(tx.connection())
    .await?;
    Ok(ties.map(|ties| ties.0).unwrap_or_default())
}

/// What the winners of a theme are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WonByTheme {
    /// The theme.
    pub theme: Key,
    /// How many.
    pub winners: u64,
    /// What they cost together, in minor units.
    pub cost_minor: i64,
}

/// The winners of a count by theme; those without one are left out.
///
/// # Errors
/// When the database does not answer.
pub async fn won_by_theme(tx: &mut TenantTx, contest: ContestId, number: u32) -> Result<Vec<WonByTheme>> {
    let rows = sqlx::query!(
        r#"select proposal.theme as "theme!", count(*) as "winners!", sum(line.cost_minor)::bigint as "cost!"
        from tally_line line
        join proposal on proposal.tenant_id = line.tenant_id and proposal.id = line.proposal_id
        where line.tenant_id = $1 and line.contest_id = $2 and line.number = $3 and line.won
            and proposal.theme is not null
        group by proposal.theme"#,
        tx.tenant().uuid(),
        contest.uuid(),
        stored(number)
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(WonByTheme {
                theme: row.theme.parse().map_err(StoreError::corrupt("proposal.theme"))?,
                winners: unsigned("tally_line")(row.winners)?,
                cost_minor: row.cost,
            })
        })
        .collect()
}

/// The lines of a count, winners first. `words` must all be in the title (accents and capitals don't matter), or one of
/// them be the number on the ballot; `after` is the place with which a page ended.
///
/// # Errors
/// When the database does not answer.
pub async fn lines(
    tx: &mut TenantTx,
    contest: &Contest,
    number: u32,
    search: &str,
    after: Option<Place>,
    limit: u32,
) -> Result<Vec<Line>> {
    let patterns: Vec<_> = search.split_whitespace().map(crate::proposal::containing).collect();
    let ballot_number: Option<i32> = search.trim().parse().ok();
    let rows = sqlx::query!(
        r#"select line.proposal_id, line.position, line.score, line.cost_minor, line.left_before_minor,
            line.reason as "reason: Json<Reason>", line.shortfall as "shortfall: Json<Shortfall<u32>>", proposal.title,
            proposal.theme, proposal.ballot_number as "ballot_number!"
        from tally_line line
        join proposal on proposal.tenant_id = line.tenant_id and proposal.id = line.proposal_id
        where line.tenant_id = $1 and line.contest_id = $2 and line.number = $8
            and (folded(proposal.title) like all (select folded(unnest($3::text[]))) or proposal.ballot_number = $4)
            and ($5::bool is null or (not line.won, line.position) > ($5, $6::integer))
        order by not line.won, line.position
        limit $7"#,
        tx.tenant().uuid(),
        contest.id.uuid(),
        &patterns,
        ballot_number,
        after.map(|place| !place.funded),
        after.map(|place| place.position.cast_signed()),
        i64::from(limit),
        stored(number)
    )
    .fetch_all(tx.connection())
    .await?;
    let currency = contest.ceiling.currency();
    rows.into_iter()
        .map(|row| {
            Ok(Line {
                proposal: row.proposal_id.into(),
                ballot_number: row.ballot_number.cast_unsigned(),
                title: row.title,
                position: row.position.cast_unsigned(),
                score: unsigned("tally_line.score")(row.score)?,
                cost: Money::new(row.cost_minor, currency),
                left_before: row.left_before_minor.map(|left| Money::new(left, currency)),
                reason: row.reason.0,
                shortfall: row.shortfall.map(|shortfall| shortfall.0),
                theme: row.theme.map(|id| id.parse().map_err(StoreError::corrupt("proposal.theme"))).transpose()?,
            })
        })
        .collect()
}

/// How many projects of a contest won, and how many were counted.
///
/// # Errors
/// When the database does not answer.
pub async fn winners(tx: &mut TenantTx, contest: ContestId, number: u32) -> Result<(u64, u64)> {
    let row = sqlx::query!(
        r#"select count(*) filter (where won) as "funded!", count(*) as "counted!"
        from tally_line where tenant_id = $1 and contest_id = $2 and number = $3"#,
        tx.tenant().uuid(),
        contest.uuid(),
        stored(number)
    )
    .fetch_one(tx.connection())
    .await?;
    Ok((unsigned("tally_line")(row.funded)?, unsigned("tally_line")(row.counted)?))
}

#[cfg(test)]
mod tests {
    use super::public_id;

    #[test]
    fn ids_sort_as_their_numbers_do() {
        assert_eq!(public_id(None, 7, 13), "07");
        assert!(public_id(None, 9, 293) < public_id(None, 10, 293));
        assert_eq!(public_id(Some("BO.D16.1/24"), 7, 13), "BO.D16.1/24");
    }
}
