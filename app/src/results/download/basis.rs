//! What the files of a contest are made of, as the database has it. They speak the site's language, whoever downloads
//! them: they are one and the same document.

use shared::{
    act::{self, Basis, Named, Written},
    locale::Locale,
    money::Money,
    pabulib,
    phase::Window,
    ruleset,
    tally::{Minimum, Standing, Winners},
};
use store::{
    TenantTx,
    contest::{Contest, VoteType},
    process::Process,
    tally::{self, Sealed},
};

use crate::{text, visit::Visit};

/// What the files of a contest are made of, once this came of a count.
pub(in crate::results) async fn basis(
    visit: &Visit,
    tx: &mut TenantTx,
    process: &Process,
    contest: &Contest,
    sealed: &Sealed,
    result: Winners<u32>,
) -> store::Result<Basis> {
    let rule = process.rule_set.contest(&contest.rule);
    let projects = tally::competitors(tx, contest).await?.into_iter().map(|one| act::Project {
        number: one.ballot_number,
        id: one.public_id,
        title: one.title,
        cost: one.cost.minor(),
        registered: one.registered,
        theme: one.theme,
        region: one.placing.region.filter(|_| rule.is_some_and(|rule| rule.spread_over().is_some())),
        group: one.placing.group.filter(|_| rule.is_some_and(|rule| rule.exclusive)),
        withdrawn: one.withdrawn,
    });
    let named = |code: &str, name: &str| Named { code: code.to_owned(), name: name.to_owned() };
    Ok(Basis {
        site: named(visit.site.slug.as_str(), &visit.site.name),
        process: named(&process.slug, &process.name),
        contest: named(&contest.code, &contest.name),
        currency: sealed.ceiling.currency(),
        winner: sealed.rule.clone(),
        minimum: Minimum { score: sealed.minimum_score, threshold: rule.and_then(ruleset::Contest::support) },
        ceiling: sealed.ceiling.minor(),
        ballots: sealed.ballots,
        projects: projects.collect(),
        result,
        written: written(visit, process, contest, sealed),
    })
}

/// The same of a count that was sealed before.
pub(super) async fn counted(
    visit: &Visit,
    tx: &mut TenantTx,
    process: &Process,
    contest: &Contest,
    (number, sealed): (u32, &Sealed),
) -> store::Result<Basis> {
    let mut lines = tally::lines(tx, contest, number, "", None, u32::MAX).await?;
    lines.sort_by_key(|line| line.position);
    let standings = lines.into_iter().map(|line| Standing {
        id: line.ballot_number,
        position: line.position,
        score: line.score,
        cost: line.cost.minor(),
        left_before: line.left_before.map(Money::minor),
        reason: line.reason,
        shortfall: line.shortfall,
    });
    let result = Winners {
        standings: standings.collect(),
        ties: tally::ties(tx, contest.id, number).await?,
        total_cost: sealed.total_cost.minor(),
        left: sealed.left.map(Money::minor),
        shares: sealed.shares.clone(),
    };
    basis(visit, tx, process, contest, sealed, result).await
}

fn written(visit: &Visit, process: &Process, contest: &Contest, sealed: &Sealed) -> Written {
    let locale = visit.site.locale;
    // The format asks for the country in English.
    let country = text::results::country(Locale::En, &visit.site.country).unwrap_or(&visit.site.country);
    let voting = voting(process, contest);
    let day = |instant| visit.local(instant).date();
    Written {
        locale,
        description: text::results::pb_description(locale, &process.name, &contest.name),
        country: country.to_owned(),
        comment: (sealed.blank_ballots > 0).then(|| text::results::pb_blank(locale, sealed.blank_ballots)),
        begins: day(voting.map_or(sealed.counted_at, Window::opens)),
        ends: day(voting.map_or(sealed.counted_at, Window::closes)),
        vote_type: said(process, contest),
        // Of an election that was held elsewhere nobody knows how each ballot was cast.
        methods: process.source.is_none(),
    }
}

/// What the election says of a ballot. Of a ranking the format knows the order alone: where places have a worth of
/// their own, the points are told, which say the order as well.
fn said(process: &Process, contest: &Contest) -> pabulib::VoteType {
    let rule = process.rule_set.contest(&contest.rule);
    match contest.vote_type {
        VoteType::Approval => pabulib::VoteType::Approval,
        VoteType::Ranking if rule.is_none_or(|rule| rule.worths().is_empty()) => pabulib::VoteType::Ordinal,
        VoteType::Points | VoteType::Ranking => pabulib::VoteType::Scoring,
    }
}

/// When people voted in a contest: where it is held in more than one territory, from the first vote to the last.
fn voting(process: &Process, contest: &Contest) -> Option<Window> {
    match contest.at.as_ref().filter(|_| contest.territory.is_some()) {
        Some(code) => process.voting_in(code),
        None => process.voting_anywhere(),
    }
}
