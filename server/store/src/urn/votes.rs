//! The votes that somebody has: one as a person, or one for each account that they answer for.

use shared::{
    document::Key,
    id::{ContestId, PersonId, ProcessId, VoterId},
    roll::EntryHash,
    ruleset,
    urn::Channel,
};
use uuid::Uuid;

use crate::{
    Result, StoreError, TenantTx,
    process::Process,
    roll::{self, Account},
};

/// Who has a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voter {
    /// The same by every channel.
    pub id: VoterId,
    /// Their account on this site, where the vote is a person's who has one.
    pub person: Option<PersonId>,
}

impl Voter {
    /// Somebody with an account on this site: known by their document, where one is vouched for, so that they are the
    /// same voter at a polling place. Whose document is not known is somebody else there: the rules let them vote only
    /// where nobody votes in person (`shared::permission`).
    pub fn person(person: PersonId, document: Option<EntryHash>) -> Self {
        let id = document.map_or_else(|| person.into(), |document| document.voter().into());
        Self { id, person: Some(person) }
    }

    /// Somebody who showed a document, with or without an account on this site.
    pub fn document(document: EntryHash) -> Self {
        Self::at_desk(document, None)
    }

    /// Somebody who showed a document at a desk, with the account on this site that is known by it.
    pub fn at_desk(document: EntryHash, person: Option<PersonId>) -> Self {
        Self { id: document.voter().into(), person }
    }

    /// Whoever answers for an account of a roll, where each account has a vote.
    pub fn account(account: &Account) -> Self {
        Self { id: account.id.into(), person: None }
    }
}

/// A vote that somebody has: one ballot, with all that is decided together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// Whose it is.
    pub voter: Voter,
    /// For which account, where each account has one.
    pub account: Option<Account>,
    /// Where and how it was cast: in each contest that was on the ballot. Empty while it is not.
    pub cast: Vec<Taken>,
}

/// A vote that was cast in a contest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// In which contest.
    pub contest: ContestId,
    /// By which channel.
    pub channel: Channel,
}

/// All votes that somebody has in what a process decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Votes(Vec<Vote>);

impl Votes {
    /// Each of them.
    pub fn all(&self) -> &[Vote] {
        &self.0
    }

    /// Those that were cast, by contest.
    pub fn cast(&self) -> impl Iterator<Item = (&Vote, Taken)> {
        self.0.iter().flat_map(|vote| vote.cast.iter().map(move |taken| (vote, *taken)))
    }

    /// Those that were not, the next one first.
    pub fn left(&self) -> impl Iterator<Item = &Vote> {
        self.0.iter().filter(|vote| vote.cast.is_empty())
    }

    /// Whether none is left of those that there were.
    pub fn are_cast(&self) -> bool {
        !self.0.is_empty() && self.left().next().is_none()
    }

    /// Whether they are votes of accounts.
    pub fn are_of_accounts(&self) -> bool {
        self.0.iter().any(|vote| vote.account.is_some())
    }

    /// The only one there is.
    pub fn only(&self) -> Option<&Vote> {
        <&[Vote; 1]>::try_from(self.0.as_slice()).ok().map(|[only]| only)
    }

    /// The one of a voter.
    pub fn of(&self, voter: VoterId) -> Option<&Vote> {
        self.0.iter().find(|vote| vote.voter.id == voter)
    }
}

/// The votes that somebody has in what a process decides: their own `as_person`, or those of the accounts that go by their
/// document, where each account has one.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn votes(
    tx: &mut TenantTx,
    process: &Process,
    as_person: Voter,
    document: Option<EntryHash>,
) -> Result<Votes> {
    let rules: Vec<&ruleset::Contest> = process.rule_set.decided_together().collect();
    let vote = |voter, account| Vote { voter, account, cast: Vec::new() };
    // All that is on one ballot is voted on by the same people.
    let mut votes = match rules.first().and_then(|rule| rule.per_entry_of.as_ref()) {
        None => vec![vote(as_person, None)],
        Some(roll) => {
            let accounts = match document {
                Some(document) => roll::accounts_of(tx, roll, document).await?,
                None => Vec::new(),
            };
            accounts.into_iter().map(|account| vote(Voter::account(&account), Some(account))).collect()
        }
    };
    let rules: Vec<String> = rules.iter().map(|rule| rule.id.to_string()).collect();
    let ids: Vec<Uuid> = votes.iter().map(|vote| vote.voter.id.uuid()).collect();
    let persons: Vec<Uuid> = votes.iter().filter_map(|vote| Some(vote.voter.person?.uuid())).collect();
    // Two searches rather than one with `or`: each has one index that is right however old the statistics are, and on
    // the day the roll grows from nothing. Who is looked for is not shown to the planner: where it sees that a list is
    // short it plans anew for each voter, which takes several times as long as looking.
    let rows = sqlx::query!(
        r#"select voter_id as "voter!", person_id, contest_id as "contest!", channel as "channel!" from participation
        where tenant_id = $1 and process_id = $2 and rule = any(array(select unnest($3::text[])))
            and voter_id = any(array(select unnest($4::uuid[])))
        union
        select voter_id, person_id, contest_id, channel from participation
        where tenant_id = $1 and process_id = $2 and rule = any(array(select unnest($3::text[])))
            and person_id = any(array(select unnest($5::uuid[])))"#,
        tx.tenant().uuid(),
        process.id.uuid(),
        &rules,
        &ids,
        &persons
    )
    .fetch_all(tx.connection())
    .await?;
    for row in rows {
        let channel = row.channel.parse().map_err(StoreError::corrupt("participation.channel"))?;
        let is_its = |vote: &&mut Vote| {
            vote.voter.id.uuid() == row.voter
                || vote.voter.person.is_some_and(|person| Some(person.uuid()) == row.person_id)
        };
        if let Some(vote) = votes.iter_mut().find(is_its) {
            vote.cast.push(Taken { contest: row.contest.into(), channel });
        }
    }
    Ok(Votes(votes))
}

/// Where and how a voter voted in a contest of the rules of a process, if they did.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn taken(tx: &mut TenantTx, process: ProcessId, rule: &Key, voter: Voter) -> Result<Option<Taken>> {
    let row = sqlx::query!(
        r#"select contest_id as "contest!", channel as "channel!" from participation
        where tenant_id = $1 and process_id = $2 and rule = $3 and voter_id = $4
        union all
        select contest_id, channel from participation
        where tenant_id = $1 and process_id = $2 and rule = $3 and person_id = $5
        limit 1"#,
        tx.tenant().uuid(),
        process.uuid(),
        rule.as_str(),
        voter.id.uuid(),
        voter.person.map(PersonId::uuid)
    )
    .fetch_optional(tx.connection())
    .await?;
    row.map(|row| {
        let channel = row.channel.parse().map_err(StoreError::corrupt("participation.channel"))?;
        Ok(Taken { contest: row.contest.into(), channel })
    })
    .transpose()
}
