//! The whole election of one contest in Pabulib's format. Ballots are sent as they are read, in the order of their
//! random codes and under them: nothing in the file leads back to a person or a time.

use std::collections::BTreeMap;

use axum::{
    Extension,
    body::Body,
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use futures::{StreamExt as _, stream};
use shared::{
    code::TypedCode,
    document::{Digest, Fingerprint},
    id::{ContestId, ProposalId},
    locale::Locale,
    pabulib::{self, Meta, Points, Project, Selected, Vote, VotingDate, VotingMethod, WriteError, Writer},
    paper::Place,
    phase::Window,
    ruleset::{Threshold, TieBreak, WinnerRule},
    tally::{Finish, Minimum},
};
use store::{
    StoreError, TenantTx,
    contest::{Contest, VoteType},
    process::Process,
    tally::{self, Ballot, Sealed},
};

use super::{Asked, Counted, counted, failed, file, name};
use crate::{text, visit::Visit};

/// Ballots that are read at once.
const BATCH: u16 = 2_000;

/// The election as it was held.
pub(super) async fn ballots(
    Extension(visit): Extension<Visit>,
    Path(place): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, StatusCode> {
    let mut tx = visit.enter().await.map_err(failed)?;
    let Counted { process, contest, number, sealed } = counted(&visit, &mut tx, &place, &asked).await?;
    let kept = tally::record(&mut tx, contest.id, number).await.map_err(failed)?;
    let (places, writer, head) = start(&visit, &mut tx, &process, &contest, (number, &sealed)).await.map_err(failed)?;
    drop(tx);
    // What was written down with the count stays as it was.
    let head = kept.map_or(head, |kept| kept.election_head);
    let writer = writer.under(&head);
    let blank = counts_blank(&head, &sealed);
    let name = name(&visit, &process, &contest, "pb");
    let vote_type = said(&process, &contest);
    let urn = Urn { visit, contest: contest.id, vote_type, places, writer, blank, last: None };
    let rest = stream::unfold(Some(urn), async |urn| {
        let mut urn = urn?;
        match urn.batch().await {
            Some(rows) if rows.is_empty() => None,
            Some(rows) => Some((Ok(rows), Some(urn))),
            // The answer ends early and the connection with it: what arrived does not pass for the whole file.
            None => Some((Err(std::io::Error::other("the ballots could not be read")), None)),
        }
    });
    let head = stream::once(std::future::ready(Ok::<_, std::io::Error>(head)));
    // Whoever compresses the body asks once more after its end, which `unfold` alone does not bear.
    let body = Body::from_stream(head.chain(rest).fuse());
    Ok(file("text/plain; charset=utf-8", &name, body))
}

/// Whether blank ballots are among the rows that a head announces: counts of before told their number in a comment.
fn counts_blank(head: &str, sealed: &Sealed) -> bool {
    let stated = head.lines().find_map(|line| line.strip_prefix("num_votes;"));
    stated.and_then(|number| number.parse().ok()) == Some(sealed.ballots)
}

/// What the file says of a ballot. Of a ranking the format knows the order alone: where places have a worth of their own,
/// the points are told, which say the order as well.
fn said(process: &Process, contest: &Contest) -> VoteType {
    match contest.vote_type {
        VoteType::Ranking if !process.rule_set.places().is_empty() => VoteType::Points,
        other => other,
    }
}

/// The file up to its ballots, and what writes them.
async fn start(
    visit: &Visit,
    tx: &mut TenantTx,
    process: &Process,
    contest: &Contest,
    (number, sealed): (u32, &Sealed),
) -> store::Result<(BTreeMap<ProposalId, usize>, Writer, String)> {
    let mut meta = meta(visit, process, contest, sealed);
    let (places, projects) = projects(tx, (process, contest), (number, sealed)).await?;
    let excludes = projects.iter().any(|project| project.other.iter().any(|(column, _)| column == pabulib::GROUP));
    if excludes && matches!(sealed.rule, WinnerRule::Greedy { .. }) {
        meta.rule = Some(pabulib::EXCLUSIVE.to_owned());
    }
    let meta = Meta { num_projects: projects.len() as u64, ..meta };
    let (writer, head) = Writer::start(&meta, &projects).map_err(StoreError::corrupt("the election"))?;
    // Of an election that was held elsewhere nobody knows how each ballot was cast.
    let (writer, head) = if process.source.is_none() { writer.with_methods(head) } else { (writer, head) };
    Ok((places, writer, head))
}

/// The file as it is now: up to its ballots, and the fingerprint of the whole.
pub(in crate::results) async fn written(
    visit: &Visit,
    tx: &mut TenantTx,
    process: &Process,
    contest: &Contest,
    count: (u32, &Sealed),
) -> store::Result<(String, Fingerprint)> {
    let (places, mut writer, head) = start(visit, tx, process, contest, count).await?;
    let mut digest = Digest::default();
    digest.add(head.as_bytes());
    let mut last = None;
    loop {
        let ballots = tally::ballots(tx, contest.id, last, BATCH).await?;
        let Some(end) = ballots.last() else { break };
        last = Some(end.code);
        let rows = rows(&mut writer, said(process, contest), &places, &ballots, true);
        digest.add(rows.map_err(StoreError::corrupt("the election"))?.as_bytes());
    }
    Ok((head, digest.finish()))
}

/// The rows of ballots. A blank one is a row too, with an empty vote: whoever divides the money by voters counts it.
fn rows(
    writer: &mut Writer,
    vote_type: VoteType,
    places: &BTreeMap<ProposalId, usize>,
    ballots: &[Ballot],
    blank: bool,
) -> Result<String, WriteError> {
    let mut rows = String::new();
    for ballot in ballots.iter().filter(|ballot| blank || !ballot.choices.is_empty()) {
        let vote = Vote {
            voter: ballot.code.to_string(),
            chosen: ballot.choices.iter().filter_map(|(id, _)| places.get(id).copied()).collect(),
            points: match vote_type {
                VoteType::Points => ballot.choices.iter().map(|&(_, points)| points.into()).collect(),
                VoteType::Approval | VoteType::Ranking => Vec::new(),
            },
            method: Some(match Place::of(ballot.code) {
                Some(_) => VotingMethod::Paper,
                None => VotingMethod::Internet,
            }),
        };
        rows.push_str(&writer.vote(&vote)?);
    }
    Ok(rows)
}

/// The ballots that are still to be sent.
struct Urn {
    visit: Visit,
    contest: ContestId,
    vote_type: VoteType,
    places: BTreeMap<ProposalId, usize>,
    writer: Writer,
    /// Whether blank ballots have rows.
    blank: bool,
    last: Option<TypedCode>,
}

impl Urn {
    /// The rows of the next ballots; empty at the end, none when they cannot be read.
    async fn batch(&mut self) -> Option<String> {
        loop {
            let read = async {
                let mut tx = self.visit.enter().await?;
                tally::ballots(&mut tx, self.contest, self.last, BATCH).await
            };
            let ballots = read.await.map_err(failed).ok()?;
            let end = ballots.is_empty();
            let rows = self.rows(ballots)?;
            if end || !rows.is_empty() {
                return Some(rows);
            }
        }
    }

    fn rows(&mut self, ballots: Vec<Ballot>) -> Option<String> {
        self.last = ballots.last().map(|ballot| ballot.code).or(self.last);
        let rows = rows(&mut self.writer, self.vote_type, &self.places, &ballots, self.blank);
        rows.inspect_err(|error| tracing::error!(%error, "a ballot could not be written")).ok()
    }
}

/// When people voted in a contest.
fn voting(process: &Process, contest: &Contest) -> Option<Window> {
    let own = process.dates.differing().find(|(code, _)| code.as_str().eq_ignore_ascii_case(&contest.code));
    match own.filter(|_| contest.territory.is_some()) {
        Some((code, _)) => process.voting_in(code),
        None => process.voting(),
    }
}

/// What was voted on, and how.
fn meta(visit: &Visit, process: &Process, contest: &Contest, sealed: &Sealed) -> Meta {
    let vote_type = match said(process, contest) {
        VoteType::Approval => pabulib::VoteType::Approval,
        VoteType::Points => pabulib::VoteType::Scoring,
        VoteType::Ranking => pabulib::VoteType::Ordinal,
    };
    let day = |instant| VotingDate::Day(visit.local(instant).date());
    let voting = voting(process, contest);
    let locale = visit.site.locale;
    let mut meta = Meta::new(sealed.ceiling, vote_type, 0, sealed.ballots);
    meta.description = Some(text::results::pb_description(locale, &process.name, &contest.name));
    // The format asks for the country in English.
    let country = text::results::country(Locale::En, &visit.site.country).map(str::to_owned);
    meta.country = Some(country.unwrap_or_else(|| visit.site.country.clone()));
    meta.unit = Some(visit.site.name.clone());
    meta.subunit = Some(contest.name.clone());
    meta.instance = Some(process.slug.clone());
    // The format has one number for all projects; what depends on the cost of each has no place in it.
    let support = process.rule_set.support();
    let by_ballots = support.filter(|support| matches!(support, Threshold::Ballots { .. }));
    let minimum = Minimum { score: sealed.minimum_score, threshold: by_ballots };
    let needed = minimum.needed(0, sealed.ballots, sealed.ceiling.minor());
    let threshold = (needed > 0).then_some(needed);
    // The format has names for few rules.
    let rule = match (&sealed.rule, threshold) {
        (WinnerRule::Greedy { .. }, _) if support != by_ballots => "greedy-custom",
        (WinnerRule::Greedy { .. }, Some(_)) => "greedy-threshold",
        (WinnerRule::Greedy { .. }, None) => "greedy",
        (WinnerRule::EqualShares { raise: Some(_), completion: Finish::Compared, .. }, _) => {
            "equalshares/add1-comparison"
        }
        (WinnerRule::EqualShares { raise: Some(_), .. }, _) => "equalshares/add1",
        (WinnerRule::EqualShares { completion: Finish::Compared, .. }, _) => "equalshares-comparison",
        (WinnerRule::EqualShares { .. }, _) => "equalshares",
        (WinnerRule::Phragmen { .. }, _) => "greedy-custom",
        (WinnerRule::GreedyByTheme { .. } | WinnerRule::Plurality { .. } | WinnerRule::Quota { .. }, _) => "unknown",
    };
    meta.rule = Some(rule.to_owned());
    meta.date_begin = Some(day(voting.map_or(sealed.counted_at, Window::opens)));
    meta.date_end = Some(day(voting.map_or(sealed.counted_at, Window::closes)));
    meta.min_project_score_threshold = threshold;
    if sealed.blank_ballots > 0 {
        let comment = text::results::pb_blank(locale, sealed.blank_ballots);
        meta.other.push(("comment".to_owned(), comment));
    }
    meta
}

/// The projects with what the count decided, and the place of each in the list.
async fn projects(
    tx: &mut TenantTx,
    (process, contest): (&Process, &Contest),
    (number, sealed): (u32, &Sealed),
) -> store::Result<(BTreeMap<ProposalId, usize>, Vec<Project>)> {
    let rules = &process.rule_set;
    let by_registration = sealed.rule.tie().contains(&TieBreak::EarlierRegistration);
    let lines = tally::lines(tx, contest, number, "", None, u32::MAX).await?;
    let lines: BTreeMap<_, _> = lines.into_iter().map(|line| (line.proposal, line)).collect();
    let competitors = tally::competitors(tx, contest).await?;
    let places = competitors.iter().enumerate().map(|(place, one)| (one.proposal, place)).collect();
    let project = |competitor: tally::Competitor| {
        let line = lines.get(&competitor.proposal);
        let score = line.map(|line| line.score);
        let approval = contest.vote_type == VoteType::Approval;
        let funded = line.is_some_and(|line| line.reason.wins());
        // Columns that the format leaves open say what the rules ask of projects, and nothing else.
        let region = competitor.placing.region.filter(|_| rules.spread_over().is_some());
        let group = competitor.placing.group.filter(|_| rules.has_groups());
        let registered = by_registration.then(|| competitor.registered.to_rfc3339());
        let other = [
            (pabulib::REGION, region.map(|code| code.to_string())),
            (pabulib::REGISTERED, registered),
            (pabulib::GROUP, group.map(|group| group.to_string())),
        ];
        let other = other.into_iter().filter_map(|(column, value)| Some((column.to_owned(), value?)));
        Project {
            withdrawn: competitor.withdrawn,
            votes: score.filter(|_| approval),
            score: score.filter(|_| !approval).and_then(|score| Some(Points::new(i64::try_from(score).ok()?, 0))),
            name: Some(competitor.title),
            category: competitor.theme.iter().map(ToString::to_string).collect(),
            other: other.collect(),
            selected: Some(if funded { Selected::Yes } else { Selected::No }),
            ..Project::new(competitor.public_id, competitor.cost)
        }
    };
    Ok((places, competitors.into_iter().map(project).collect()))
}
