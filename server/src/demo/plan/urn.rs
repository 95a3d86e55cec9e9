//! What people vote in a scene, and what the count makes of it.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use rand::{Rng as _, rngs::StdRng};
use shared::{
    ballot::{most, ranked},
    calendar::Stage,
    code::TypedCode,
    id::{ContestId, ProposalId},
    money::Money,
    phase::PhaseKind,
    ruleset::{self, BallotRule, Limit, TieBreak, Unspent, WinnerRule},
    tally::{Candidate, Entrant, Minimum, Profiler, Room, tie_breaks, winners},
};
use store::demo::plan::{Ballot, Contest, Count, Proposal, Verdict, Voter};

use super::{PlanError, Scenery, id};
use crate::demo::{held, share::share_out, vote::ballots};

/// What was voted in a scene.
#[derive(Default)]
pub(super) struct Urn {
    pub(super) voters: Vec<Voter>,
    pub(super) ballots: Vec<Ballot>,
    pub(super) counts: Vec<Count>,
}

/// The people of a territory who vote.
struct Group {
    /// The contest that is held there.
    home: ContestId,
    /// All that is on their ballot.
    ballot: Vec<ContestId>,
    voters: u32,
}

impl Scenery<'_> {
    /// What was voted, and what the count made of it where there was one. Everybody votes on all that is on their ballot.
    pub(super) fn urn(
        &self,
        contests: &[Contest],
        proposals: &[Proposal],
        random: &mut StdRng,
    ) -> Result<Urn, PlanError> {
        let counting = self.dates.everywhere().of_kind(PhaseKind::Results).last().map(Stage::opens);
        let counted = counting.map(|opens| opens + TimeDelta::minutes(90)).filter(|&at| at <= self.now);
        let (homes, populations) = self.homes(contests);
        let shares = share_out(self.scene.voters, 0, &populations);
        let group = |(home, voters): (&Contest, u32)| {
            let ballot = held::voted_in(self.rule_set, contests, home.held.at());
            Group { home: home.id, ballot: ballot.map(|contest| contest.id).collect(), voters }
        };
        let groups: Vec<Group> = homes.into_iter().zip(shares).map(group).collect();
        let mut urn = Urn::default();
        for contest in contests {
            let rule = self.rule_set.contest(&contest.rule).ok_or_else(|| self.unknown("a contest of the rules"))?;
            let projects = projects(contest, proposals);
            let (limit, blank) = limits(rule, u32::try_from(projects.len()).unwrap_or(u32::MAX));
            let voting = groups.iter().filter(|group| group.ballot.contains(&contest.id));
            let voters = voting.map(|group| group.voters).sum();
            let cast = ballots(projects.len(), limit, voters, blank, random);
            if let Some(at) = counted {
                urn.counts.push(Self::count((contest, rule), &projects, &cast, at)?);
            }
            for Group { ballot, voters, .. } in groups.iter().filter(|group| group.home == contest.id) {
                urn.voters.extend((0..*voters).map(|_| Voter { person: id(random), contests: ballot.clone() }));
            }
            urn.ballots.extend(cast.into_iter().map(|chosen| Ballot {
                code: TypedCode::new(random.random()),
                contest: contest.id,
                choices: chosen.into_iter().map(|place| projects[place].id).collect(),
            }));
        }
        Ok(urn)
    }

    fn count(
        (contest, rule): (&Contest, &ruleset::Contest),
        projects: &[Project],
        cast: &[Vec<usize>],
        at: DateTime<Utc>,
    ) -> Result<Count, PlanError> {
        let mut scores = vec![0_u64; projects.len()];
        cast.iter().flatten().for_each(|&place| scores[place] += 1);
        let mut ballots = Profiler::new(projects.len());
        cast.iter().try_for_each(|ballot| ballots.approve(ballot.iter().copied()))?;
        let ballots = ballots.finish();
        let numbered = |project: &Project| u32::try_from(project.ballot_number).unwrap_or_default();
        let entrants = projects
            .iter()
            .zip(scores)
            .map(|(project, score)| {
                let number = numbered(project);
                let candidate = Candidate::new(number, project.cost.minor(), score)?;
                Ok(Entrant { registered: Some(project.registered), ..Entrant::new(candidate, number) })
            })
            .collect::<Result<Vec<_>, PlanError>>()?;
        // The projects of a demonstration say neither their theme nor their region: where the rules ask for these, it
        // shows what votes within the ceiling give.
        let by_votes = WinnerRule::Greedy { tie: vec![TieBreak::LowerCost], unspent: Unspent::default() };
        let (rule, minimum) = match &rule.winner {
            WinnerRule::GreedyByTheme { .. } | WinnerRule::Quota { .. } => (&by_votes, Minimum::score(1)),
            plain => (plain, Minimum::of(&rule.thresholds)),
        };
        let asks_draw = tie_breaks(rule).contains(&TieBreak::PublicDraw);
        let seed = asks_draw.then(|| format!("{} {}", contest.code, at.format("%Y-%m-%d")).parse()).transpose()?;
        let room = Room { ceiling: contest.ceiling.minor(), parts: BTreeMap::new() };
        Ok(Count {
            contest: contest.id,
            at,
            blank: cast.iter().filter(|ballot| ballot.is_empty()).count() as u64,
            winners: winners(rule, &entrants, &ballots, &room, minimum, seed.as_ref())?,
            rule: rule.clone(),
            minimum,
            seed,
            room,
            entrants,
            ballots,
            projects: projects.iter().map(|project| (numbered(project), project.id)).collect(),
        })
    }
}

/// How many of so many projects a ballot of a contest names at most, and whether it may name none.
fn limits(rule: &ruleset::Contest, offered: u32) -> (u32, bool) {
    let most = |limit: &Limit| most(limit, offered, &rule.level);
    match &rule.ballot {
        BallotRule::Ranking { at_most, places, blank, .. } => (ranked(most(at_most), places), *blank),
        BallotRule::Approval { at_most, blank, .. } | BallotRule::Wallet { at_most, blank, .. } => {
            (most(at_most), *blank)
        }
        BallotRule::SingleChoice { blank } => (1, *blank),
        BallotRule::Points { at_most, blank, .. } | BallotRule::Knapsack { at_most, blank, .. } => {
            (at_most.as_ref().map_or(offered, most), *blank)
        }
    }
}

/// A project on a ballot.
pub(super) struct Project {
    pub(super) ballot_number: i32,
    pub(super) id: ProposalId,
    pub(super) cost: Money,
    pub(super) registered: DateTime<Utc>,
}

/// The projects on a contest's ballot, in its order.
pub(super) fn projects(contest: &Contest, proposals: &[Proposal]) -> Vec<Project> {
    let mut projects: Vec<Project> = proposals
        .iter()
        .filter(|proposal| proposal.contest == contest.id)
        .filter_map(|proposal| match proposal.review.as_ref()?.verdict {
            Verdict::Viable { ballot_number, cost, .. } => {
                Some(Project { ballot_number, id: proposal.id, cost, registered: proposal.submitted_at })
            }
            Verdict::NotViable { .. } => None,
        })
        .collect();
    projects.sort_by_key(|project| project.ballot_number);
    projects
}
