//! Sessions of bodies (sesiones): events that are only ever added, the minutes under their seal, and what was decided.

use chrono::{DateTime, Utc};
use serde_json::Value;
use shared::{
    committee::{SealedMinutes, Session, SessionError, SessionEvent, Subject},
    id::{BodyId, ContestId, PersonId, ProcessId, ProposalId, SessionId},
    permission::Action,
};

use crate::{Result, StoreError, TenantTx};

/// A session that is stored.
#[derive(Clone, Debug)]
pub struct Held {
    /// Within this site.
    pub id: SessionId,
    /// Of which body.
    pub body: BodyId,
    /// In which process, where it concerns one.
    pub process: Option<ProcessId>,
    /// Its number among the body's sessions, from 1.
    pub number: u32,
    /// How many events it has: whoever adds one says how many were read.
    pub events: u32,
    /// What they make of it.
    pub session: Session,
}

/// Why an event was not added.
#[derive(Debug, thiserror::Error)]
pub enum NotAdded {
    /// The session does not allow it.
    #[error(transparent)]
    Refused(#[from] SessionError),
    /// The database, or somebody else's event that came first.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for NotAdded {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Convenes a session: stores it with its first event.
///
/// # Errors
/// When the event convenes no session; [`StoreError::Conflict`] when another session of the body is convened at the same
/// time; and when the database does not answer.
pub async fn convene(
    tx: &mut TenantTx,
    id: SessionId,
    body: BodyId,
    process: Option<ProcessId>,
    event: SessionEvent,
    by: Option<PersonId>,
) -> std::result::Result<Held, NotAdded> {
    let session = Session::begin(event.clone())?;
    let number = sqlx::query_scalar!(
        "insert into body_session (tenant_id, id, body_id, process_id, number)
        select $1, $2, $3, $4, 1 + count(*) from body_session where tenant_id = $1 and body_id = $3
        returning number",
        tx.tenant().uuid(),
        id.uuid(),
        body.uuid(),
        process.map(ProcessId::uuid)
    )
    .fetch_one(tx.connection())
    .await;
    let number = match number.map_err(StoreError::from) {
        Ok(number) => number.cast_unsigned(),
        Err(error) if error.violates("body_session_tenant_id_body_id_number_key") => {
            return Err(StoreError::Conflict("the sessions of the body").into());
        }
        Err(error) => return Err(error.into()),
    };
    insert_event(tx, id, 1, &event, by).await?;
    Ok(Held { id, body, process, number, events: 1, session })
}

/// Adds an event to a session as it was read: what it decides and the minutes it seals are stored with it.
///
/// # Errors
/// [`NotAdded::Refused`] when the session does not allow it; [`StoreError::Conflict`] when somebody else's event came
/// first; and when the database does not answer.
pub async fn add(
    tx: &mut TenantTx,
    held: Held,
    event: SessionEvent,
    by: Option<PersonId>,
) -> std::result::Result<Held, NotAdded> {
    let session = held.session.apply(event.clone())?;
    let events = held.events + 1;
    insert_event(tx, held.id, events, &event, by).await?;
    let known = held.session.decisions().count();
    for taken in session.decisions().skip(known) {
        let (mut process, mut contest, mut proposal, mut matter) = (None, None, None, None);
        match &taken.decision.subject {
            Subject::Process { id } => process = Some(id.uuid()),
            Subject::Contest { id } => contest = Some(id.uuid()),
            Subject::Proposal { id } => proposal = Some(id.uuid()),
            Subject::Matter { text } => matter = Some(text.as_str()),
        }
        sqlx::query!(
            "insert into body_decision (tenant_id, session_id, motion, action, process_id, contest_id, proposal_id,
                matter, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            tx.tenant().uuid(),
            held.id.uuid(),
            i32::from(taken.motion),
            taken.decision.action.as_str(),
            process,
            contest,
            proposal,
            matter,
            taken.at
        )
        .execute(tx.connection())
        .await?;
    }
    if let (None, Some(sealed)) = (held.session.sealed(), session.sealed()) {
        let document = serde_json::to_value(sealed).map_err(StoreError::corrupt("session_minutes.document"))?;
        let seal = sealed.fingerprint();
        sqlx::query!(
            "insert into session_minutes (tenant_id, session_id, document, seal, sealed_at)
            values ($1, $2, $3, $4, $5)",
            tx.tenant().uuid(),
            held.id.uuid(),
            document,
            &seal.bytes()[..],
            event.at
        )
        .execute(tx.connection())
        .await?;
    }
    Ok(Held { events, session, ..held })
}

async fn insert_event(
    tx: &mut TenantTx,
    session: SessionId,
    number: u32,
    event: &SessionEvent,
    by: Option<PersonId>,
) -> Result<()> {
    let document = serde_json::to_value(event).map_err(StoreError::corrupt("session_event.event"))?;
    let done = sqlx::query!(
        "insert into session_event (tenant_id, session_id, number, at, event, entered_by)
        values ($1, $2, $3, $4, $5, $6)",
        tx.tenant().uuid(),
        session.uuid(),
        number.cast_signed(),
        event.at,
        document,
        by.map(PersonId::uuid)
    )
    .execute(tx.connection())
    .await;
    match done.map_err(StoreError::from) {
        Ok(_) => Ok(()),
        Err(error) if error.violates("session_event_pkey") || error.is_final() => {
            Err(StoreError::Conflict("the session"))
        }
        Err(error) => Err(error),
    }
}

struct Row {
    id: uuid::Uuid,
    body_id: uuid::Uuid,
    process_id: Option<uuid::Uuid>,
    number: i32,
    events: Vec<Value>,
}

impl TryFrom<Row> for Held {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let events = u32::try_from(row.events.len()).map_err(StoreError::corrupt("session_event.number"))?;
        let read = row.events.into_iter().map(serde_json::from_value).collect::<std::result::Result<Vec<_>, _>>();
        let read: Vec<SessionEvent> = read.map_err(StoreError::corrupt("session_event.event"))?;
        Ok(Self {
            id: row.id.into(),
            body: row.body_id.into(),
            process: row.process_id.map(ProcessId::from),
            number: row.number.cast_unsigned(),
            events,
            session: Session::replay(read).map_err(StoreError::corrupt("session_event"))?,
        })
    }
}

macro_rules! sessions {
    ($tail:tt, $($argument:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select session.id, session.body_id, session.process_id, session.number,
                array(select event from session_event
                    where session_event.tenant_id = session.tenant_id and session_event.session_id = session.id
                    order by session_event.number) as "events!: Vec<Value>"
            from body_session session "# + $tail,
            $($argument),+
        )
    };
}

/// The session with this id, as its events make it.
///
/// # Errors
/// When the database does not answer, or the events make no session.
pub async fn find(tx: &mut TenantTx, id: SessionId) -> Result<Option<Held>> {
    sessions!("where session.tenant_id = $1 and session.id = $2", tx.tenant().uuid(), id.uuid())
        .fetch_optional(tx.connection())
        .await?
        .map(Held::try_from)
        .transpose()
}

/// The sessions of a body, the last one first.
///
/// # Errors
/// When the database does not answer, or the events make no session.
pub async fn of_body(tx: &mut TenantTx, body: BodyId) -> Result<Vec<Held>> {
    sessions!(
        "where session.tenant_id = $1 and session.body_id = $2 order by session.number desc",
        tx.tenant().uuid(),
        body.uuid()
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(Held::try_from)
    .collect()
}

/// The sessions of the tenant, the one that was called last first.
///
/// # Errors
/// When the database does not answer, or the events make no session.
pub async fn latest(tx: &mut TenantTx, limit: u16) -> Result<Vec<Held>> {
    sessions!(
        "join session_event call on call.tenant_id = session.tenant_id and call.session_id = session.id
            and call.number = 1
        where session.tenant_id = $1 order by call.at desc, session.id limit $2",
        tx.tenant().uuid(),
        i64::from(limit)
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(Held::try_from)
    .collect()
}

/// The secret that signs the addresses behind a session's code; the one given where there is none yet.
///
/// # Errors
/// When the database does not answer.
pub async fn secret(tx: &mut TenantTx, id: SessionId, new: &[u8; 32]) -> Result<[u8; 32]> {
    sqlx::query!(
        "insert into session_code (tenant_id, session_id, secret) values ($1, $2, $3)
        on conflict (tenant_id, session_id) do nothing",
        tx.tenant().uuid(),
        id.uuid(),
        &new[..]
    )
    .execute(tx.connection())
    .await?;
    let kept = known_secret(tx, id).await?;
    kept.ok_or_else(|| StoreError::corrupt("session_code")("a secret was not kept"))
}

/// The secret of a session whose code has been shown.
///
/// # Errors
/// When the database does not answer.
pub async fn known_secret(tx: &mut TenantTx, id: SessionId) -> Result<Option<[u8; 32]>> {
    sqlx::query_scalar!(
        "select secret from session_code where tenant_id = $1 and session_id = $2",
        tx.tenant().uuid(),
        id.uuid()
    )
    .fetch_optional(tx.connection())
    .await?
    .map(|secret| secret.try_into().map_err(|_| StoreError::corrupt("session_code.secret")("not 32 bytes")))
    .transpose()
}

/// The minutes of a session as they were approved: their seal is whole.
///
/// # Errors
/// When the database does not answer, or what is stored is not what was sealed.
pub async fn minutes(tx: &mut TenantTx, id: SessionId) -> Result<Option<SealedMinutes>> {
    sqlx::query_scalar!(
        "select document from session_minutes where tenant_id = $1 and session_id = $2",
        tx.tenant().uuid(),
        id.uuid()
    )
    .fetch_optional(tx.connection())
    .await?
    .map(|document| serde_json::from_value(document).map_err(StoreError::corrupt("session_minutes.document")))
    .transpose()
}

/// A decision that a session took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// In which session.
    pub session: SessionId,
    /// Of which body.
    pub body: BodyId,
    /// By which motion.
    pub motion: u16,
    /// What.
    pub action: Action,
    /// When.
    pub at: DateTime<Utc>,
}

/// What was decided on a proposal, a contest or a process, in order of time.
///
/// # Errors
/// When the database does not answer.
pub async fn decisions(
    tx: &mut TenantTx,
    proposal: Option<ProposalId>,
    contest: Option<ContestId>,
    process: Option<ProcessId>,
) -> Result<Vec<Decided>> {
    sqlx::query!(
        "select session_id, body_id, motion, action, at
        from body_decision decision
        join body_session session on session.tenant_id = decision.tenant_id and session.id = decision.session_id
        where decision.tenant_id = $1 and (proposal_id = $2 or contest_id = $3 or decision.process_id = $4)
        order by at, session_id, motion",
        tx.tenant().uuid(),
        proposal.map(ProposalId::uuid),
        contest.map(ContestId::uuid),
        process.map(ProcessId::uuid)
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(|row| {
        Ok(Decided {
            session: row.session_id.into(),
            body: row.body_id.into(),
            motion: u16::try_from(row.motion).map_err(StoreError::corrupt("body_decision.motion"))?,
            action: row.action.parse().map_err(StoreError::corrupt("body_decision.action"))?,
            at: row.at,
        })
    })
    .collect()
}
