//! Proposals: one record from the neighbour's idea to the ballot.

use chrono::{DateTime, Utc};
use shared::{
    document::Key,
    id::{ContestId, PersonId, ProcessId, ProposalId},
    money::{Currency, Money},
    proposal::{
        IdeaDraft, Placing, ProposalState,
        story::{Capacity, Event},
    },
};

use crate::{Result, StoreError, TenantTx, contest::Contest, story};

/// A proposal, from idea to project (idea, proyecto).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Within this site.
    pub id: ProposalId,
    /// Of which process.
    pub process: ProcessId,
    /// On which ballot it is, or would be.
    pub contest: ContestId,
    /// Public number within the process, in order of arrival.
    pub number: u32,
    /// Who sent it; `None` where nobody signed in for it (imported, or taken down in a workshop).
    pub author: Option<PersonId>,
    /// What it is called.
    pub title: String,
    /// What is needed and why; empty for imported projects.
    pub need: String,
    /// Where.
    pub place: Option<String>,
    /// Its theme, by its name in the rules, where it has one.
    pub theme: Option<Key>,
    /// Where it stands beside others by its review.
    pub placing: Placing,
    /// When it was received.
    pub submitted_at: DateTime<Utc>,
    /// When it was reviewed.
    pub reviewed_at: Option<DateTime<Utc>>,
    /// What became of it.
    pub stage: Stage,
    /// The id that an imported file gave it.
    pub external_id: Option<String>,
    /// Whether it was taken back: by its author before its review, or from the ballot.
    pub withdrawn: bool,
    /// The deadline that passed without a review, where that decided (silencio).
    pub lapsed: Option<Key>,
}

/// How far a proposal has come, with what belongs to that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Waiting for its review.
    Submitted,
    /// On the ballot.
    Viable {
        /// What it costs: more than zero.
        cost: Money,
        /// The office that would carry it out (dependencia); only imported projects lack it.
        department: Option<String>,
        /// Its number on the ballot (tarjetón).
        ballot_number: u32,
    },
    /// It can't be done.
    NotViable {
        /// Why not.
        reason: String,
    },
}

impl Stage {
    /// The state without what belongs to it.
    pub const fn state(&self) -> ProposalState {
        match self {
            Self::Submitted => ProposalState::Submitted,
            Self::Viable { .. } => ProposalState::Viable,
            Self::NotViable { .. } => ProposalState::NotViable,
        }
    }
}

pub(crate) struct Row {
    pub id: uuid::Uuid,
    pub process_id: uuid::Uuid,
    pub contest_id: uuid::Uuid,
    pub number: i32,
    pub author_id: Option<uuid::Uuid>,
    pub title: String,
    pub need: String,
    pub place: Option<String>,
    pub theme: Option<String>,
    pub region: Option<String>,
    pub exclusive_group: Option<String>,
    pub state: String,
    pub submitted_at: DateTime<Utc>,
    pub reviewed_at: Option<DateTime<Utc>>,
    pub cost_minor: Option<i64>,
    pub department: Option<String>,
    pub reason: Option<String>,
    pub ballot_number: Option<i32>,
    pub external_id: Option<String>,
    pub withdrawn: bool,
    pub lapsed: Option<String>,
    pub currency: String,
}

/// Where a project stands beside others.
pub(crate) fn placing(region: Option<String>, group: Option<String>) -> Result<Placing> {
    Ok(Placing {
        region: region.map(|code| code.parse().map_err(StoreError::corrupt("proposal.region"))).transpose()?,
        group: group.map(|name| name.parse().map_err(StoreError::corrupt("proposal.exclusive_group"))).transpose()?,
    })
}

/// A row that lacks what its state needs.
pub(crate) fn missing(what: &'static str) -> StoreError {
    StoreError::Corrupt { what, why: "its state needs a value".to_owned() }
}

impl TryFrom<Row> for Proposal {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let stage = match row.state.parse().map_err(StoreError::corrupt("proposal.state"))? {
            ProposalState::Submitted => Stage::Submitted,
            ProposalState::Viable => {
                let currency: Currency = row.currency.parse().map_err(StoreError::corrupt("process.currency"))?;
                Stage::Viable {
                    cost: Money::new(row.cost_minor.ok_or_else(|| missing("proposal.cost_minor"))?, currency),
                    department: row.department,
                    ballot_number: row.ballot_number.ok_or_else(|| missing("proposal.ballot_number"))?.cast_unsigned(),
                }
            }
            ProposalState::NotViable => {
                Stage::NotViable { reason: row.reason.ok_or_else(|| missing("proposal.reason"))? }
            }
        };
        Ok(Self {
            id: row.id.into(),
            process: row.process_id.into(),
            contest: row.contest_id.into(),
            number: row.number.cast_unsigned(),
            author: row.author_id.map(PersonId::from),
            title: row.title,
            need: row.need,
            place: row.place,
            theme: row.theme.map(|id| id.parse().map_err(StoreError::corrupt("proposal.theme"))).transpose()?,
            placing: placing(row.region, row.exclusive_group)?,
            submitted_at: row.submitted_at,
            reviewed_at: row.reviewed_at,
            stage,
            external_id: row.external_id,
            withdrawn: row.withdrawn,
            lapsed: row.lapsed.map(|id| id.parse().map_err(StoreError::corrupt("proposal.lapsed"))).transpose()?,
        })
    }
}

/// The columns of a proposal, with the currency of its process.
macro_rules! proposals {
    ($tail:tt, $($argument:expr),+) => {
        sqlx::query_as!(
            Row,
            "select proposal.id, process_id, contest_id, number, author_id, title, need, place, theme, region, exclusive_group, state,
                submitted_at, reviewed_at, cost_minor, department, reason, ballot_number, external_id, withdrawn, lapsed, process.currency
            from proposal join process on process.tenant_id = proposal.tenant_id and process.id = proposal.process_id
            " + $tail,
            $($argument),+
        )
    };
}

/// The proposal with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut TenantTx, id: ProposalId) -> Result<Option<Proposal>> {
    proposals!("where proposal.tenant_id = $1 and proposal.id = $2", tx.tenant().uuid(), id.uuid())
        .fetch_optional(tx.connection())
        .await?
        .map(Proposal::try_from)
        .transpose()
}

/// What one person sent, the latest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_author(tx: &mut TenantTx, author: PersonId) -> Result<Vec<Proposal>> {
    proposals!(
        "where proposal.tenant_id = $1 and author_id = $2
        order by submitted_at desc, number desc",
        tx.tenant().uuid(),
        author.uuid()
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(Proposal::try_from)
    .collect()
}

/// The projects on the ballot of a contest, by their numbers on it. Withdrawn ones are not offered.
///
/// # Errors
/// When the database does not answer.
pub async fn on_ballot(tx: &mut TenantTx, contest: ContestId) -> Result<Vec<Proposal>> {
    proposals!(
        "where proposal.tenant_id = $1 and contest_id = $2 and state = 'viable' and not withdrawn
        order by ballot_number",
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(Proposal::try_from)
    .collect()
}

/// What a list of proposals is narrowed down to, and its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that the title or the need holds, each somewhere; accents and capitals don't matter.
    pub words: Vec<String>,
    /// Only this state.
    pub state: Option<ProposalState>,
    /// Which of them come first.
    pub order: Order,
}

/// The order of a list of proposals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Order {
    /// Those on the ballot by their numbers on it, then the others in order of arrival.
    #[default]
    Number,
    /// The most supported first; of those that as many people support, by number.
    Supports,
}

/// Where a page of a list begins: by the keys that [`Listed`] gives, which mean nothing in another order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Cursor {
    /// At the beginning.
    #[default]
    Start,
    /// After this key.
    After(u64),
    /// Before this key: the page that ends there.
    Before(u64),
}

/// One page of a contest's proposals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The proposals.
    pub proposals: Vec<Proposal>,
    /// How many the filter finds in all.
    pub found: u64,
    /// Where there are others before these: the key of the first of these.
    pub before: Option<u64>,
    /// Where there are others after these: the key of the last of these.
    pub after: Option<u64>,
}

/// One page of the proposals of a contest that a filter finds.
///
/// # Errors
/// When the database does not answer.
pub async fn list(tx: &mut TenantTx, contest: &Contest, filter: &Filter, cursor: Cursor, size: u16) -> Result<Listed> {
    let patterns: Vec<String> = filter.words.iter().map(|word| containing(word)).collect();
    let state = filter.state.map(ProposalState::as_str);
    let (after, before) = match cursor {
        Cursor::Start => (0, None),
        Cursor::After(key) => (bounded(key), None),
        Cursor::Before(key) => (0, Some(bounded(key))),
    };
    let currency = contest.ceiling.currency();
    // One more than asked for says whether the list goes on. The key is one number for all that an order goes by; an
    // order of its own is a query of its own, so that each is planned for what it does.
    macro_rules! hits {
        ($key:tt) => {
            sqlx::query!(
                r#"with hit as materialized (
                    select id, "# + $key + r#" as key from proposal
                    where tenant_id = $1 and contest_id = $2 and ($3::text is null or state = $3)
                        and ($4::text[] = '{}' or searched like all (select folded(unnest($4))))
                ), page as (
                    select id, key from hit where key > $5::bigint and ($6::bigint is null or key < $6)
                    order by case when $6 is null then key else -key end
                    limit $7 + 1
                )
                select page.key as "key!", proposal.id, proposal.process_id, proposal.contest_id, proposal.number,
                    author_id, title, need, place, theme, region, exclusive_group, state, submitted_at, reviewed_at,
                    cost_minor, department, reason, ballot_number, external_id, withdrawn, lapsed,
                    (select count(*) from hit) as "found!"
                from page join proposal on proposal.tenant_id = $1 and proposal.id = page.id
                order by page.key"#,
                tx.tenant().uuid(),
                contest.id.uuid(),
                state,
                &patterns,
                after,
                before,
                i32::from(size),
                AFTER_BALLOT
            )
            .fetch_all(tx.connection())
            .await?
            .into_iter()
            .map(|row| {
                let proposal = Proposal::try_from(Row {
                    id: row.id,
                    process_id: row.process_id,
                    contest_id: row.contest_id,
                    number: row.number,
                    author_id: row.author_id,
                    title: row.title,
                    need: row.need,
                    place: row.place,
                    theme: row.theme,
                    region: row.region,
                    exclusive_group: row.exclusive_group,
                    state: row.state,
                    submitted_at: row.submitted_at,
                    reviewed_at: row.reviewed_at,
                    cost_minor: row.cost_minor,
                    department: row.department,
                    reason: row.reason,
                    ballot_number: row.ballot_number,
                    external_id: row.external_id,
                    withdrawn: row.withdrawn,
                    lapsed: row.lapsed,
                    currency: currency.code().to_owned(),
                })?;
                Ok(Hit { key: row.key.cast_unsigned(), found: row.found.cast_unsigned(), proposal })
            })
            .collect::<Result<Vec<Hit>>>()?
        };
    }
    let mut hits = match filter.order {
        Order::Number => hits!("coalesce(ballot_number, $8::bigint + number)"),
        // 30 bits that the most supported have least of, and the 33 of the key by number.
        Order::Supports => hits!(
            "((1073741823 - (select count(*) from support where support.tenant_id = $1 and support.proposal_id = proposal.id))
                << 33) + coalesce(ballot_number, $8::bigint + number)"
        ),
    };
    let found = hits.first().map_or(0, |hit| hit.found);
    let more = hits.len() > usize::from(size);
    if more {
        match cursor {
            Cursor::Before(_) => {
                hits.remove(0);
            }
            Cursor::Start | Cursor::After(_) => {
                hits.pop();
            }
        }
    }
    let (goes_before, goes_after) = match cursor {
        Cursor::Start => (false, more),
        Cursor::After(_) => (true, more),
        Cursor::Before(_) => (more, true),
    };
    Ok(Listed {
        before: hits.first().filter(|_| goes_before).map(|hit| hit.key),
        after: hits.last().filter(|_| goes_after).map(|hit| hit.key),
        proposals: hits.into_iter().map(|hit| hit.proposal).collect(),
        found,
    })
}

/// A proposal that a filter found.
struct Hit {
    key: u64,
    /// How many it found in all.
    found: u64,
    proposal: Proposal,
}

/// Added to the public number of what is not on the ballot, so that it comes after everything that is.
const AFTER_BALLOT: i64 = 1 << 32;

/// A key as the database counts; beyond its reach nothing is found.
fn bounded(key: u64) -> i64 {
    i64::try_from(key).unwrap_or(i64::MAX)
}

/// A pattern for `like` that finds this word anywhere.
pub(crate) fn containing(word: &str) -> String {
    let mut pattern = String::with_capacity(word.len() + 2);
    pattern.push('%');
    for letter in word.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

/// Makes ideas that arrive together in a process wait here for each other until the transaction ends, so that each sees
/// those before it and gets a number of its own.
///
/// # Errors
/// When the database does not answer.
pub async fn queue_up(tx: &mut TenantTx, process: ProcessId) -> Result<()> {
    sqlx::query!(
        "select id from process where tenant_id = $1 and id = $2 for no key update",
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    Ok(())
}

/// How many ideas, and projects among them, there are in all contests of a process but those of one of its rules.
///
/// # Errors
/// When the database does not answer.
pub async fn of_others(tx: &mut TenantTx, process: ProcessId, rule: &Key) -> Result<(u64, u64)> {
    let row = sqlx::query!(
        r#"select count(*) as "ideas!", count(*) filter (where state = 'viable') as "projects!"
        from proposal join contest on contest.tenant_id = proposal.tenant_id and contest.id = proposal.contest_id
        where proposal.tenant_id = $1 and proposal.process_id = $2 and contest.rule <> $3"#,
        tx.tenant().uuid(),
        process.uuid(),
        rule.as_str()
    )
    .fetch_one(tx.connection())
    .await?;
    Ok((row.ideas.cast_unsigned(), row.projects.cast_unsigned()))
}

/// The themes of the ideas that a person has sent in a process and not taken back, one for each idea. `but` is the one
/// that is being sent: it does not count against itself.
///
/// # Errors
/// When the database does not answer.
pub async fn sent(
    tx: &mut TenantTx,
    process: ProcessId,
    author: PersonId,
    but: Option<ProposalId>,
) -> Result<Vec<Option<Key>>> {
    let themes = sqlx::query_scalar!(
        "select theme from proposal
        where tenant_id = $1 and process_id = $2 and author_id = $3 and not withdrawn and id is distinct from $4
        order by number",
        tx.tenant().uuid(),
        process.uuid(),
        author.uuid(),
        but.map(ProposalId::uuid)
    )
    .fetch_all(tx.connection())
    .await?;
    let read = |theme: String| theme.parse().map_err(StoreError::corrupt("proposal.theme"));
    themes.into_iter().map(|theme| theme.map(read).transpose()).collect()
}

/// Takes back an idea of this person that waits for its review. Says whether it still waited, and was theirs.
///
/// # Errors
/// When the database does not answer.
pub async fn withdraw(tx: &mut TenantTx, id: ProposalId, author: PersonId, now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "update proposal set withdrawn = true
        where tenant_id = $1 and id = $2 and author_id = $3 and state = 'submitted' and not withdrawn",
        tx.tenant().uuid(),
        id.uuid(),
        author.uuid()
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    story::go_on(tx, id, Capacity::Author, &Event::TakenBack, now).await?;
    Ok(true)
}

/// Receives an idea and gives it the next public number of its process. The same idea handed in again by the same
/// person (a button pressed twice) changes nothing.
///
/// # Errors
/// [`StoreError::Conflict`] when the id belongs to another person's idea, and when the database does not answer.
pub async fn submit(
    tx: &mut TenantTx,
    id: ProposalId,
    contest: &Contest,
    author: PersonId,
    (draft, theme): (&IdeaDraft, Option<&Key>),
    now: DateTime<Utc>,
) -> Result<()> {
    queue_up(tx, contest.process).await?;
    let received = sqlx::query!(
        "insert into proposal (tenant_id, id, process_id, contest_id, number, author_id, title, need, place, theme,
            state, submitted_at)
        values ($1, $2, $3, $4,
            (select coalesce(max(number), 0) + 1 from proposal where tenant_id = $1 and process_id = $3),
            $5, $6, $7, $8, $10, 'submitted', $9)
        on conflict (tenant_id, id) do nothing",
        tx.tenant().uuid(),
        id.uuid(),
        contest.process.uuid(),
        contest.id.uuid(),
        author.uuid(),
        draft.title(),
        draft.need(),
        draft.place(),
        now,
        theme.map(Key::as_str)
    )
    .execute(tx.connection())
    .await?;
    if received.rows_affected() == 1 {
        return story::go_on(tx, id, Capacity::Author, &Event::Received, now).await;
    }
    match find(tx, id).await? {
        Some(proposal) if proposal.author == Some(author) => Ok(()),
        _ => Err(StoreError::Conflict("the idea")),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_searched_word_stands_for_itself() {
        assert_eq!(super::containing(r"100%_a\b"), r"%100\%\_a\\b%");
    }
}
