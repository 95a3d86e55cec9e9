//! Ideas and projects like one that is being written (ideas parecidas).
//!
//! Two things are compared, each between 0 and 1. The letters of the titles: the share of the trigrams of both that they
//! have in common, which forgives what was typed wrong. The words of titles and needs: the cosine of their Spanish
//! stems, which is how many they have in common over the geometric mean of how many each has. Either is enough and both
//! add up: the score is `1 - (1 - letters) · (1 - words)`, in hundredths.

use chrono::{DateTime, Utc};
use shared::{
    document::Key,
    id::{ProposalId, TerritoryId},
    proposal::ProposalState,
};

use crate::{Result, StoreError, TenantTx};

/// How many are told at most: as many as somebody reads before sending.
const MOST: i64 = 5;

/// The newest ideas of a site that are compared, at most. It bounds the time of a search; years of a large city fit.
const COMPARED: i64 = 20_000;

/// From this score on something is told, in hundredths. Ideas of different matters that share the words everybody uses
/// («para», «barrio», «niños») score 5 to 25; two that ask for one thing in other words, 35 and more.
const SIMILAR: i32 = 30;

/// From this score on it may be the same idea, in hundredths: the same title but for a slip of the keyboard and half of
/// the words. What is asked for in other words and two parks of two barrios stay below: they are told, and no more.
const SAME: u8 = 85;

/// What counts for an idea of another territory than the writer's, in hundredths of its score: a playground there is not
/// the playground here. Only a copy reaches [`SAME`]. What is decided in a larger territory, or everywhere, may be the
/// writer's own matter, and counts whole.
const ELSEWHERE: i32 = 85;

/// What somebody is writing.
#[derive(Clone, Copy, Debug)]
pub struct Writing<'a> {
    /// The id that it has or will have: it is not like itself.
    pub id: Option<ProposalId>,
    /// What it is called, as far as it is written.
    pub title: &'a str,
    /// What is needed and why, as far as it is written.
    pub need: &'a str,
    /// Its theme, where one is chosen: of those that are as similar, the ones of the same theme come first.
    pub theme: Option<&'a Key>,
    /// For which territory it is, where that is known.
    pub territory: Option<TerritoryId>,
}

/// A proposal like one that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Similar {
    /// The proposal.
    pub id: ProposalId,
    /// What it is called.
    pub title: String,
    /// Where it stands.
    pub state: ProposalState,
    /// When it was received.
    pub submitted_at: DateTime<Utc>,
    /// The name of its contest.
    pub contest: String,
    /// The name of its process, this one or one of the past.
    pub process: String,
    /// How similar it is, from 1 to 100.
    pub score: u8,
}

impl Similar {
    /// Whether it may be the same idea.
    pub const fn may_be_the_same(&self) -> bool {
        self.score >= SAME
    }
}

/// At most five proposals of this and of past processes of the site that are like what is being written, the most similar
/// first; withdrawn ones are left out. What is as similar is told with the same theme first, then the newest.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut TenantTx, writing: &Writing<'_>) -> Result<Vec<Similar>> {
    let rows = sqlx::query!(
        r#"with written as materialized (
            select folded($2) as named, stems($2 || ' ' || $3::text) as stems
        ), compared as (
            select id, process_id, contest_id, title, named, stems, theme, state, submitted_at from proposal
            where tenant_id = $1 and not withdrawn and id is distinct from $4
            order by submitted_at desc, id
            limit $7
        ), scored as (
            select compared.id, compared.process_id, contest.name as contest, title, theme, state, submitted_at,
                round(
                    (1 - (1 - similarity(compared.named, written.named)) * (1 - coalesce(
                        -- What two sets have in common: both counted, less both put together.
                        (length(compared.stems) + length(written.stems) - length(compared.stems || written.stems))
                            / nullif(sqrt(length(compared.stems) * length(written.stems)), 0),
                        0)))
                    * case when contest.territory_id <> $6 then $8 else 100 end
                )::integer as score
            from compared
            join contest on contest.tenant_id = $1 and contest.id = compared.contest_id
            cross join written
        )
        select scored.id, title, state, submitted_at, contest, process.name as process, score as "score!"
        from scored join process on process.tenant_id = $1 and process.id = scored.process_id
        where score >= $9
        order by score desc, coalesce(theme = $5, false) desc, submitted_at desc, scored.id
        limit $10"#,
        tx.tenant().uuid(),
        writing.title,
        writing.need,
        writing.id.map(ProposalId::uuid),
        writing.theme.map(Key::as_str),
        writing.territory.map(TerritoryId::uuid),
        COMPARED,
        ELSEWHERE,
        SIMILAR,
        MOST
    )
    .fetch_all(tx.connection())
    .await?;
    let read = |row: i32| u8::try_from(row).map_err(StoreError::corrupt("score"));
    rows.into_iter()
        .map(|row| {
            Ok(Similar {
                id: row.id.into(),
                title: row.title,
                state: row.state.parse().map_err(StoreError::corrupt("proposal.state"))?,
                submitted_at: row.submitted_at,
                contest: row.contest,
                process: row.process,
                score: read(row.score)?,
            })
        })
        .collect()
}
