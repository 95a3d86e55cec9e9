//! Whether all ballots that were handed out are on sheets that are agreed on.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use shared::{
    desk::{Act, Event, Way},
    id::{ContestId, DeskId, ProcessId},
    paper::{Balance, Stage},
    roll::EntryHash,
    ruleset::Code,
    urn::Channel,
};
use uuid::Uuid;

use super::{
    Decided, Sheet,
    statement::{Statement, statements},
};
use crate::{
    Result, StoreError, TenantTx,
    contest::{self, Contest},
    desk::ballot_of,
    process::Process,
};

/// The ballots of a contest at a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balanced {
    /// The desk: its id, the name of its place, its number there.
    pub desk: (DeskId, String, u32),
    /// The contest: its id and name.
    pub contest: (ContestId, String),
    /// How they stand.
    pub balance: Balance,
    /// What was said last of a difference, whatever became of it.
    pub said: Option<Statement>,
}

/// How every desk of a process stands that handed out paper or has sheets, contest by contest.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn balances(tx: &mut TenantTx, process: &Process) -> Result<Vec<Balanced>> {
    let handed_out = handed_out(tx, process).await?;
    weigh(tx, process.id, &handed_out, |_| true).await
}

/// The same for one contest, where it is known what was handed out.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn balances_of(
    tx: &mut TenantTx,
    process: ProcessId,
    contest: ContestId,
    handed_out: &HandedOut,
) -> Result<Vec<Balanced>> {
    weigh(tx, process, handed_out, |one| one == contest).await
}

async fn weigh(
    tx: &mut TenantTx,
    process: ProcessId,
    handed_out: &HandedOut,
    asked: impl Fn(ContestId) -> bool,
) -> Result<Vec<Balanced>> {
    let mut all: BTreeMap<(DeskId, ContestId), Balance> = BTreeMap::new();
    for (key, handed_out) in handed_out.iter().filter(|((_, contest), _)| asked(*contest)) {
        all.entry(*key).or_default().handed_out = *handed_out;
    }
    let counts = |sheet: &Sheet| !sheet.is_void && asked(sheet.contest.0);
    for sheet in super::sheets(tx, process).await?.into_iter().filter(counts) {
        let balance = all.entry((sheet.desk.0, sheet.contest.0)).or_default();
        match super::read(tx, &sheet).await?.stage() {
            Stage::Agreed => balance.agreed += u32::from(sheet.ballots),
            Stage::Unread | Stage::ReadOnce | Stage::Differs { .. } => balance.pending += 1,
            Stage::Void => {}
        }
    }
    let mut said = statements(tx, process).await?;
    let desks: BTreeMap<DeskId, (String, u32)> = crate::desk::places(tx, process)
        .await?
        .into_iter()
        .flat_map(|(_, desks)| desks)
        .map(|desk| (desk.id, (desk.place.name, desk.number)))
        .collect();
    let contests: BTreeMap<ContestId, String> =
        contest::of_process(tx, process).await?.into_iter().map(|contest| (contest.id, contest.name)).collect();
    let mut balanced = Vec::with_capacity(all.len());
    for ((desk, contest), mut balance) in all {
        let lost = || StoreError::Conflict("the desks");
        let (place, number) = desks.get(&desk).cloned().ok_or_else(lost)?;
        let name = contests.get(&contest).cloned().ok_or_else(lost)?;
        let said = said.remove(&(desk, contest));
        if let Some(said) = &said {
            match &said.decided {
                None => balance.proposed = Some(said.figures),
                Some(Decided { refused: None, .. }) => balance.explained = Some(said.figures),
                Some(Decided { refused: Some(_), .. }) => {}
            }
        }
        balanced.push(Balanced { desk: (desk, place, number), contest: (contest, name), balance, said });
    }
    balanced.sort_by(|one, other| {
        (&one.desk.1, one.desk.2, &one.contest.1).cmp(&(&other.desk.1, other.desk.2, &other.contest.1))
    });
    Ok(balanced)
}

/// How many ballots of each contest went into the box of each desk.
pub type HandedOut = BTreeMap<(DeskId, ContestId), u32>;

/// How many ballots on paper went into the box of each desk, or should have, one for each contest in which a journal marks
/// somebody: those its journals handed out, of those in envelopes the ones that were opened, and the ones that were lost;
/// and the votes that were taken for a device which never wrote down that it handed anything out. Of whatever is missing
/// from the box somebody has to say why.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn handed_out(tx: &mut TenantTx, process: &Process) -> Result<HandedOut> {
    let rows = sqlx::query!(
        r#"select event.shift_id, shift.desk_id, event.event, opening.opened as "opened?",
            (opening.lost is not null and not exists (
                select from desk_contradiction found
                where found.tenant_id = event.tenant_id and found.shift_id = event.shift_id
                    and found.number = event.number and found.decision = 'set_aside'
            )) as "lost!"
        from desk_event event
        join desk_shift shift on shift.tenant_id = event.tenant_id and shift.id = event.shift_id
        join desk on desk.tenant_id = shift.tenant_id and desk.id = shift.desk_id
        join polling_place place on place.tenant_id = desk.tenant_id and place.id = desk.place_id
        left join desk_envelope envelope on envelope.tenant_id = event.tenant_id
            and envelope.shift_id = event.shift_id and envelope.number = event.number
        left join desk_envelope_opening opening on opening.tenant_id = envelope.tenant_id
            and opening.shift_id = envelope.shift_id and opening.envelope = envelope.envelope
        where event.tenant_id = $1 and place.process_id = $2"#,
        tx.tenant().uuid(),
        process.id.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let mut marked = BTreeSet::new();
    let mut ballots: BTreeMap<Code, Vec<Contest>> = BTreeMap::new();
    let mut all = HandedOut::new();
    for row in rows {
        let event: Event = serde_json::from_slice(&row.event).map_err(StoreError::corrupt("desk_event.event"))?;
        let Act::Mark { entry, contests, territory, way, .. } = event.act else { continue };
        marked.insert((row.shift_id, entry));
        let Some(code) = territory else { continue };
        let in_box = match way {
            Way::Paper => true,
            Way::Envelope { .. } => row.opened == Some(true) || row.lost,
            Way::Tablet => false,
        };
        if !in_box {
            continue;
        }
        let ballot = match ballots.entry(code) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let ballot = ballot_of(tx, process, place.key()).await?;
                place.insert(ballot)
            }
        };
        for contest in ballot.iter().filter(|contest| contests.contains(&contest.rule)) {
            *all.entry((row.desk_id.into(), contest.id)).or_default() += 1;
        }
    }
    for (desk, contest) in taken_and_not_told(tx, process.id, &marked).await? {
        *all.entry((desk, contest)).or_default() += 1;
    }
    Ok(all)
}

/// Votes that were taken for a device of which its journal says nothing: it broke between the two.
async fn taken_and_not_told(
    tx: &mut TenantTx,
    process: ProcessId,
    marked: &BTreeSet<(Uuid, EntryHash)>,
) -> Result<Vec<(DeskId, ContestId)>> {
    let claims = sqlx::query!(
        "select claim.shift_id, shift.desk_id, claim.entry
        from desk_claim claim
        join desk_shift shift on shift.tenant_id = claim.tenant_id and shift.id = claim.shift_id
        join desk on desk.tenant_id = shift.tenant_id and desk.id = shift.desk_id
        join polling_place place on place.tenant_id = desk.tenant_id and place.id = desk.place_id
        where claim.tenant_id = $1 and place.process_id = $2",
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let mut found = Vec::new();
    for claim in claims {
        let entry = <[u8; 32]>::try_from(claim.entry);
        let entry = EntryHash::new(entry.map_err(|entry| StoreError::corrupt("desk_claim.entry")(entry.len()))?);
        if marked.contains(&(claim.shift_id, entry)) {
            continue;
        }
        let contests = sqlx::query_scalar!(
            "select contest_id from participation
            where tenant_id = $1 and process_id = $2 and voter_id = $3 and channel = $4",
            tx.tenant().uuid(),
            process.uuid(),
            entry.voter(),
            Channel::Paper.as_str()
        )
        .fetch_all(tx.connection())
        .await?;
        found.extend(contests.into_iter().map(|contest| (claim.desk_id.into(), contest.into())));
    }
    Ok(found)
}
