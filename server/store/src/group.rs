//! Projects of which one wins at most (proyectos excluyentes), group by group.

use shared::{
    document::Key,
    id::{ContestId, ProcessId, ProposalId},
    proposal::Group,
};

use crate::{Result, StoreError, TenantTx};

/// The projects of a contest that exclude each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouped {
    /// The contest.
    pub contest: ContestId,
    /// Which contest of the rules it is.
    pub rule: Key,
    /// Its code.
    pub contest_code: String,
    /// Its name.
    pub contest_name: String,
    /// What they have in common.
    pub group: Group,
    /// The projects that are on the ballot, by their numbers on it.
    pub members: Vec<Member>,
}

/// A project of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The project.
    pub id: ProposalId,
    /// Its number on the ballot.
    pub ballot_number: u32,
    /// What it is called.
    pub title: String,
}

/// The groups of a process, by contest and name; only those of one contest, where one is given.
///
/// # Errors
/// When the database does not answer.
pub async fn of_process(tx: &mut TenantTx, process: ProcessId, contest: Option<ContestId>) -> Result<Vec<Grouped>> {
    let rows = sqlx::query!(
        r#"select proposal.contest_id, contest.rule, contest.code, contest.name, proposal.exclusive_group as "group!",
            array_agg(proposal.id order by ballot_number) as "ids!",
            array_agg(proposal.ballot_number order by ballot_number) as "numbers!: Vec<i32>",
            array_agg(proposal.title order by ballot_number) as "titles!"
        from proposal join contest on contest.tenant_id = proposal.tenant_id and contest.id = proposal.contest_id
        where proposal.tenant_id = $1 and proposal.process_id = $2 and ($3::uuid is null or proposal.contest_id = $3)
            and proposal.exclusive_group is not null and proposal.state = 'viable' and not proposal.withdrawn
        group by proposal.contest_id, contest.rule, contest.code, contest.name, proposal.exclusive_group
        order by contest.code, proposal.exclusive_group"#,
        tx.tenant().uuid(),
        process.uuid(),
        contest.map(ContestId::uuid)
    )
    .fetch_all(tx.connection())
    .await?;
    let grouped = rows.into_iter().map(|row| {
        let numbered = row.ids.into_iter().zip(row.numbers).zip(row.titles);
        let members = numbered.map(|((id, number), title)| Member {
            id: id.into(),
            ballot_number: number.cast_unsigned(),
            title,
        });
        Ok(Grouped {
            contest: row.contest_id.into(),
            rule: row.rule.parse().map_err(StoreError::corrupt("contest.rule"))?,
            contest_code: row.code,
            contest_name: row.name,
            group: row.group.parse().map_err(StoreError::corrupt("proposal.exclusive_group"))?,
            members: members.collect(),
        })
    });
    grouped.collect()
}
