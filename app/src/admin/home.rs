//! Where the process stands and what is next.

use leptos::prelude::*;
use shared::{calendar::Stage, money::Money, phase::PhaseState};
use store::{
    contest,
    draw::{self, Draw},
    process,
    process::Process,
    review,
    tally::{self, Round},
};

use super::{enter, no_process, tabs};
use crate::{
    components::{Heading, Icon},
    page::{Page, page},
    path,
    review::{due, region},
    rules::reading::Reader,
    text,
    visit::Visit,
};

/// What the checklist rests on.
struct Standing {
    ceilings: Money,
    waiting: u64,
    late: u64,
    projects: u64,
    empty_ballots: usize,
    /// Projects without the region that the rules ask of them.
    unplaced: usize,
    /// The public draw, as far as it has come.
    draw: Option<Draw>,
    last_count: Option<Round>,
}

/// The process at a glance.
#[component]
pub fn Home() -> impl IntoView {
    page(async |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        let Some(process) = process::current(&mut tx).await? else {
            return Ok(no_process(&visit, path::ADMIN));
        };
        let contests = contest::of_process(&mut tx, process.id).await?;
        let loads = review::loads(&mut tx, process.id).await?;
        let late = due::late(&mut tx, &process, &loads, visit.now).await?;
        let last_count = tally::rounds(&mut tx, process.id).await?.pop();
        let unplaced = region::unplaced(&mut tx, &process).await?.len();
        let draw = draw::of_process(&mut tx, process.id).await?;
        let currency = process.pool.currency();
        let ceilings = Money::sum(contests.iter().map(|contest| contest.ceiling), currency)
            .map_err(store::StoreError::corrupt("contest.ceiling_minor"))?;
        let standing = Standing {
            ceilings,
            waiting: loads.iter().map(|load| load.waiting).sum(),
            late: late.values().sum(),
            projects: loads.iter().map(|load| load.viable).sum(),
            empty_ballots: loads.iter().filter(|load| load.viable == 0).count(),
            unplaced,
            draw,
            last_count,
        };
        Ok(show(&visit, &process, &standing))
    })
}

fn show(visit: &Visit, process: &Process, standing: &Standing) -> Page {
    let locale = visit.locale();
    let route = process.dates.everywhere();
    let name = |stage: &Stage| Reader { locale, rules: &process.rule_set }.phase(stage.id());
    let lead = match (route.current(visit.now), route.next(visit.now)) {
        (Some(open), _) => text::admin::lead_open(locale, name(open), visit.date_time(open.closes())),
        (None, Some(next)) => text::admin::lead_between(locale, name(next), visit.date_time(next.opens())),
        (None, None) => text::admin::lead_over(locale).to_owned(),
    };
    let tasks = tasks(visit, process, standing).into_iter().map(|task| task.show(visit)).collect_view();
    Page::new(
        text::admin::title(locale),
        view! {
            {tabs(visit, path::ADMIN)}
            <Heading over=text::admin::title(locale) title=process.name.clone() lead/>
            <section class="section" aria-labelledby="next">
                <h2 id="next">{text::admin::checklist(locale)}</h2>
                <ul class="queue" role="list">{tasks}</ul>
            </section>
        },
    )
}

/// Where a step of the process stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Done,
    ToDo,
    Later,
}

struct Task {
    name: &'static str,
    detail: String,
    page: &'static str,
    state: State,
}

impl Task {
    fn show(self, visit: &Visit) -> impl IntoView + use<> {
        let locale = visit.locale();
        let (class, icon, word) = match self.state {
            State::Done => ("chip chip--ok", "check", text::common::done(locale)),
            State::ToDo => ("chip chip--now", "play", text::admin::to_do(locale)),
            State::Later => ("chip", "clock", text::admin::later(locale)),
        };
        view! {
            <li class="queue__item">
                <div>
                    <h3><a href=self.page>{self.name}</a></h3>
                    <p class="queue__meta"><span>{self.detail}</span></p>
                </div>
                <span class=class><Icon name=icon/>{word}</span>
            </li>
        }
    }
}

fn tasks(visit: &Visit, process: &Process, standing: &Standing) -> Vec<Task> {
    let locale = visit.locale();
    let phases = process.dates.everywhere().stages().len();
    let voting = process.voting_anywhere();
    let voting_state = voting.map(|voting| voting.state(visit.now));
    let shared_out = standing.ceilings == process.pool;
    let when = |open: bool| if open { State::ToDo } else { State::Done };
    let mut tasks = vec![
        Task {
            name: text::admin::task_phases(locale),
            detail: text::admin::task_phases_detail(locale, phases),
            page: path::PHASES,
            state: when(voting.is_none()),
        },
        Task {
            name: text::admin::task_ceilings(locale),
            detail: if shared_out {
                text::admin::task_ceilings_done(locale, visit.money(process.pool))
            } else {
                text::admin::task_ceilings_open(locale, visit.money(standing.ceilings), visit.money(process.pool))
            },
            page: path::CEILINGS,
            state: when(!shared_out),
        },
        Task {
            name: text::admin::task_review(locale),
            detail: if standing.waiting == 0 {
                text::admin::task_review_done(locale).to_owned()
            } else {
                let waiting = text::admin::task_review_open(locale, visit.integer(standing.waiting));
                let late = text::deadline::late_count(locale, visit.integer(standing.late));
                if standing.late == 0 { waiting } else { format!("{waiting} {late}") }
            },
            page: path::REVIEW,
            state: when(standing.waiting > 0),
        },
        Task {
            name: text::admin::task_ballots(locale),
            detail: ballots(visit, standing),
            page: path::REVIEW,
            state: when(standing.empty_ballots > 0 || standing.unplaced > 0),
        },
        Task {
            name: text::admin::task_vote(locale),
            detail: match voting.map(|voting| (voting.state(visit.now), voting)) {
                None => text::admin::task_vote_missing(locale).to_owned(),
                Some((PhaseState::Upcoming, window)) => {
                    text::admin::task_vote_later(locale, visit.date_time(window.opens()))
                }
                Some((PhaseState::Open, window)) => {
                    text::admin::task_vote_open(locale, visit.date_time(window.closes()))
                }
                Some((PhaseState::Closed, window)) => {
                    text::admin::task_vote_done(locale, visit.date_time(window.closes()))
                }
            },
            page: path::PHASES,
            state: match voting_state {
                None | Some(PhaseState::Upcoming) => State::Later,
                Some(PhaseState::Open) => State::ToDo,
                Some(PhaseState::Closed) => State::Done,
            },
        },
        Task {
            name: text::admin::task_count(locale),
            detail: match (&standing.last_count, voting_state) {
                (Some(round), _) if round.waits() => text::admin::task_count_waits(locale).to_owned(),
                (Some(round), _) if round.is_public() => {
                    text::admin::task_count_done(locale, visit.date_time(round.at))
                }
                (Some(_), _) => text::admin::task_count_refused(locale).to_owned(),
                (None, Some(PhaseState::Closed)) => text::admin::task_count_open(locale).to_owned(),
                _ => text::admin::task_count_later(locale).to_owned(),
            },
            page: path::COUNT,
            state: match (&standing.last_count, voting_state) {
                (Some(round), _) => when(!round.is_public()),
                (None, Some(PhaseState::Closed)) => State::ToDo,
                _ => State::Later,
            },
        },
    ];
    // Before the vote, as it has to be there by then; after a result nobody needs it any more.
    let is_public = standing.last_count.as_ref().is_some_and(Round::is_public);
    if process.rule_set.asks_for_draw() && !is_public {
        let vote = tasks.iter().position(|task| task.name == text::admin::task_vote(locale));
        tasks.insert(vote.unwrap_or_default(), drawing(visit, standing.draw.as_ref(), voting_state));
    }
    tasks
}

/// How far the public draw has come.
fn drawing(visit: &Visit, draw: Option<&Draw>, voting: Option<PhaseState>) -> Task {
    let locale = visit.locale();
    let (detail, state) = match (draw, voting) {
        (None, None | Some(PhaseState::Upcoming)) => (text::draw::task_missing(locale), State::ToDo),
        (None, _) => (text::draw::task_too_late(locale), State::ToDo),
        (Some(draw), _) if draw.held.is_some() => (text::draw::task_held(locale), State::Done),
        (Some(_), Some(PhaseState::Closed)) => (text::draw::task_number(locale), State::ToDo),
        (Some(_), _) => (text::draw::task_committed(locale), State::Done),
    };
    Task { name: text::draw::task(locale), detail: detail.to_owned(), page: path::DRAW, state }
}

/// What the ballots lack.
fn ballots(visit: &Visit, standing: &Standing) -> String {
    let locale = visit.locale();
    let empty = (standing.empty_ballots > 0).then(|| text::admin::task_ballots_open(locale, standing.empty_ballots));
    let unplaced = (standing.unplaced > 0).then(|| text::admin::task_ballots_unplaced(locale, standing.unplaced));
    let lacks: Vec<String> = empty.into_iter().chain(unplaced).collect();
    if lacks.is_empty() {
        return text::admin::task_ballots_done(locale, visit.integer(standing.projects));
    }
    lacks.join(" ")
}
