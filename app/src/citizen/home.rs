//! The home page of a tenant: where the process stands, what can be done now, by whom and until when.

use leptos::prelude::*;
use shared::{calendar::Stage, permission::Action, tenant::TenantKind};
use store::{
    TenantTx,
    contest::{self, Contest, Standing as TerritoryStanding},
    process::{self, Process},
    proposal, territory,
};

use super::{
    calendar::{Timeline, moment},
    next_step::{Remaining, Situation, Standing, Step, remaining, situation},
    places, territories,
    territory::anchor,
    turnout, vote,
};
use crate::{
    ballot,
    components::{Heading, Icon},
    division::standings,
    gate::Gate,
    page::{Fault, Page, page},
    path, refusal,
    rules::reading::{Reader, needed},
    text,
    visit::Visit,
};

/// The home page of a site that runs processes.
pub fn home() -> AnyView {
    page(load)
}

async fn load(visit: Visit) -> Result<Page, Fault> {
    let mut tx = visit.enter().await?;
    let Some(process) = process::current(&mut tx).await? else {
        let territories = territory::all(&mut tx).await?.len();
        return Ok(without_process(&visit, territories));
    };
    let standings = standings(&mut tx, &process).await?;
    let votes = vote::votes(&visit, &mut tx, &process).await?;
    let history = store::rules::history(&mut tx, process.id).await?;
    let gate = Gate::of(&visit, &mut tx, &process).await?;
    let own = visit.viewer.as_ref().and_then(|viewer| viewer.territory);
    // Where a tenant is one territory, everybody's own is that one.
    let only = <&[TerritoryStanding; 1]>::try_from(standings.as_slice()).ok().map(|[only]| only);
    let own = only.or_else(|| standings.iter().find(|standing| Some(standing.territory.id) == own));
    let others = Others::of(&mut tx, &process, own).await?;
    drop(tx);
    let may = |action| gate.may(action, &gate.ballot(&votes));
    let situation = situation(&process.rule_set, gate.route(&process), may, visit.now);
    let locale = visit.locale();
    let body = view! {
        {now(&visit, &process, &situation, own)}
        {history.as_ref().and_then(|history| crate::rules::acts_notice(&visit, history))}
        <section class="section" aria-labelledby="calendar">
            <div class="section__head">
                <h2 id="calendar">{text::citizen::calendar(locale)}</h2>
                <a class="btn btn--quiet" href=path::CALENDAR>{text::route::whole(locale)}</a>
            </div>
            {dates_differ(&visit, &process, own)}
            <Timeline visit=&visit process=&process brief=true/>
            <p><a href=path::PARTICIPATE>{text::participate::title(locale)}</a></p>
            {places::link_while_voting(&visit, &process)}
            {turnout::link(&visit, &process)}
        </section>
        {figures(&visit, &process, &standings, &others)}
        {own.map(|own| own_territory(&visit, &process, own, only.is_none(), &others.own))}
        {only.is_none().then(|| territories(&visit, &process, &standings))}
        <p><a href=path::PROCESSES>{text::citizen::finished_processes(locale)}</a></p>
    };
    Ok(Page::new(process.name.clone(), body))
}

/// What is decided besides that of which the standings tell.
#[derive(Default)]
struct Others {
    ideas: u64,
    projects: u64,
    /// In which of it the people of the own territory vote.
    own: Vec<Contest>,
}

impl Others {
    async fn of(tx: &mut TenantTx, process: &Process, own: Option<&TerritoryStanding>) -> store::Result<Self> {
        let rules = &process.rule_set;
        let Some(deciding) = rules.deciding_contest().filter(|_| rules.decides_several()) else {
            return Ok(Self::default());
        };
        let (ideas, projects) = proposal::of_others(tx, process.id, &deciding.id).await?;
        let mut voted_in = match own {
            Some(own) => contest::voted_in(tx, process, &own.territory).await?,
            None => Vec::new(),
        };
        voted_in.retain(|contest| contest.rule != deciding.id);
        Ok(Self { ideas, projects, own: voted_in })
    }
}

/// That some territories have dates of their own; first of all the viewer's.
fn dates_differ(visit: &Visit, process: &Process, own: Option<&TerritoryStanding>) -> Option<AnyView> {
    let locale = visit.locale();
    let own = own.map(|own| &own.territory);
    let differs = |code: &str| process.dates.differing().any(|(differing, _)| differing.as_str() == code);
    if let Some(own) = own.filter(|own| differs(&own.code)) {
        return Some(
            view! {
                <p>
                    {text::route::own_differs(locale, &own.name)} " "
                    <a href=path::territory(&own.code)>{text::route::own_differs_link(locale, &own.name)}</a>
                </p>
            }
            .into_any(),
        );
    }
    let count = u64::try_from(process.dates.differing().count()).unwrap_or(u64::MAX);
    let said = text::plural(
        count,
        text::route::some_differ_one(locale).to_owned(),
        text::route::some_differ(locale, visit.integer(count)),
    );
    (count > 0).then(|| {
        view! { <p>{said} " " <a href=format!("{}#diferentes", path::CALENDAR)>{text::route::see_which(locale)}</a></p> }
            .into_any()
    })
}

/// What the first section of the page says.
struct Offer {
    title: String,
    lead: String,
    to: String,
    label: &'static str,
}

fn offer(visit: &Visit, process: &Process, step: Step, own: Option<&TerritoryStanding>) -> Offer {
    let locale = visit.locale();
    let place = own.map_or_else(|| text::citizen::own_territory(locale).to_owned(), |own| own.territory.name.clone());
    let own_page = own.map_or_else(|| path::TERRITORIES.to_owned(), |own| path::territory(&own.territory.code));
    let asked = |lead: String, action| match needed(locale, &process.rule_set, action) {
        Some(what) => format!("{lead} {}", text::citizen::needed(locale, what)),
        None => lead,
    };
    let propose_lead = || asked(text::citizen::propose_lead(locale).to_owned(), Action::ProposeIdea);
    let limit = |own: &TerritoryStanding| {
        let rules = &process.rule_set;
        let projects = u32::try_from(own.projects).ok().filter(|projects| *projects > 0)?;
        Some((projects, ballot::most(rules, rules.deciding_contest()?, projects, &own.territory.code)?))
    };
    let vote_lead = || {
        let decided: Vec<_> = process.rule_set.decided_together().map(|rule| &rule.name).collect();
        let lead = match own.and_then(limit) {
            _ if decided.len() > 1 => text::citizen::vote_lead_several(locale, text::ruleset::all_of(locale, &decided)),
            Some((projects, limit)) => text::citizen::vote_lead(locale, visit.integer(limit), visit.integer(projects)),
            None => text::citizen::vote_lead_anywhere(locale).to_owned(),
        };
        asked(lead, Action::Vote)
    };
    let offer = |title: String, lead: String, to: String, label| Offer { title, lead, to, label };
    let plain = |title: &str, lead: &str, to: String, label| Offer {
        title: title.to_owned(),
        lead: lead.to_owned(),
        to,
        label,
    };
    match step {
        Step::Vote => offer(
            text::citizen::vote_title(locale, place),
            vote_lead(),
            path::VOTE.to_owned(),
            text::citizen::vote_now(locale),
        ),
        Step::SignInToVote => offer(
            text::citizen::vote_title(locale, place),
            vote_lead(),
            path::sign_in(path::VOTE),
            text::citizen::sign_in_to_vote(locale),
        ),
        Step::Voted => plain(
            text::citizen::voted_title(locale),
            text::citizen::voted_lead(locale),
            path::MINE.to_owned(),
            text::citizen::my_participation(locale),
        ),
        Step::Propose => offer(
            text::citizen::propose_title(locale, place),
            propose_lead(),
            path::NEW_IDEA.to_owned(),
            text::citizen::propose(locale),
        ),
        Step::SignInToPropose => offer(
            text::citizen::propose_title(locale, place),
            propose_lead(),
            path::sign_in(path::NEW_IDEA),
            text::citizen::sign_in_to_propose(locale),
        ),
        Step::ChooseTerritory(action) => plain(
            text::citizen::choose_territory_title(locale),
            text::citizen::choose_territory_lead(locale),
            path::profile_on_the_way(if action == Action::Vote { path::VOTE } else { path::NEW_IDEA }),
            text::refusal::to_profile(locale),
        ),
        Step::SeeIdeas => offer(
            text::citizen::propose_title(locale, place),
            propose_lead(),
            own_page,
            text::citizen::ideas_action(locale),
        ),
        Step::FollowReview => plain(
            text::citizen::review_title(locale),
            text::citizen::review_lead(locale),
            own_page,
            text::citizen::review_action(locale),
        ),
        Step::SeeBallot => plain(
            text::citizen::ballot_title(locale),
            text::citizen::ballot_lead(locale),
            own_page,
            text::citizen::ballot_action(locale),
        ),
        Step::SeeResults => plain(
            text::citizen::results_title(locale),
            text::citizen::results_lead(locale),
            path::RESULTS.to_owned(),
            text::citizen::results_action(locale),
        ),
        Step::Wait => plain(
            text::citizen::before_title(locale),
            text::citizen::before_lead(locale),
            path::TERRITORIES.to_owned(),
            text::citizen::territories_action(locale),
        ),
    }
}

fn now(visit: &Visit, process: &Process, situation: &Situation<'_>, own: Option<&TerritoryStanding>) -> AnyView {
    let locale = visit.locale();
    let Offer { title, lead, to, label } = offer(visit, process, situation.step, own);
    let rules = &process.rule_set;
    let hindrance = situation.hindrance.as_ref();
    let hindrance =
        hindrance.map(|(action, why)| view! { <p>{refusal::sentence(visit, Some(rules), *action, why)}</p> });
    let name = |stage: &Stage| Reader { locale, rules }.phase(stage.id());
    let (icon, phase) = match situation.phase {
        Standing::Open(phase) => ("clock", text::citizen::phase_open(locale, name(phase))),
        Standing::Next(phase) => ("calendar", text::citizen::phase_next(locale, name(phase))),
        Standing::Over => ("check", text::citizen::process_over(locale).to_owned()),
        Standing::Unplanned => ("calendar", text::citizen::process_planned(locale).to_owned()),
    };
    let when = match situation.phase {
        Standing::Open(phase) => Some((text::citizen::closes(locale), text::citizen::left(locale), phase.closes())),
        Standing::Next(phase) => Some((text::citizen::opens(locale), text::citizen::until_then(locale), phase.opens())),
        Standing::Over | Standing::Unplanned => None,
    };
    let when = when.map(|(on, left, at)| {
        view! {
            <dl class="now__when">
                <div><dt>{on}</dt><dd>{moment(visit, at)}</dd></div>
                <div><dt>{left}</dt><dd>{remaining_words(visit, remaining(visit.now, at))}</dd></div>
            </dl>
        }
    });
    // The second way in, where the first one is an act.
    let aside = matches!(situation.step, Step::Vote | Step::SignInToVote | Step::Voted).then(|| {
        let to = own.map_or_else(|| path::TERRITORIES.to_owned(), |own| path::territory(&own.territory.code));
        view! { <a class="btn btn--quiet" href=to>{text::citizen::ballot_action(locale)}</a> }
    });
    view! {
        <section class="now" aria-labelledby="now">
            <div class="now__body">
                <p class="now__phase"><Icon name=icon/> {phase}</p>
                <h1 id="now">{title}</h1>
                <p class="lead">{lead}</p>
                {hindrance}
                <div class="now__act"><a class="btn btn--primary btn--big" href=to>{label}</a>{aside}</div>
            </div>
            {when}
        </section>
    }
    .into_any()
}

fn remaining_words(visit: &Visit, remaining: Remaining) -> String {
    let locale = visit.locale();
    match remaining {
        Remaining::Days(1) => text::citizen::days_one(locale).to_owned(),
        Remaining::Days(days) => text::citizen::days(locale, visit.integer(days)),
        Remaining::Hours(1) => text::citizen::hours_one(locale).to_owned(),
        Remaining::Hours(hours) => text::citizen::hours(locale, hours),
        Remaining::Soon => text::citizen::less_than_an_hour(locale).to_owned(),
    }
}

/// The size of the process. Never votes: while voting is open they are nobody's to know.
fn figures(visit: &Visit, process: &Process, standings: &[TerritoryStanding], others: &Others) -> AnyView {
    let locale = visit.locale();
    let ideas = others.ideas + standings.iter().map(|standing| standing.ideas).sum::<u64>();
    let projects = others.projects + standings.iter().map(|standing| standing.projects).sum::<u64>();
    let several = (standings.len() > 1).then(|| visit.integer(i64::try_from(standings.len()).unwrap_or(i64::MAX)));
    let stat =
        |label: &'static str, figure: String| view! { <div class="stat"><dt>{label}</dt><dd>{figure}</dd></div> };
    view! {
        <section class="section" aria-labelledby="figures">
            <h2 id="figures">{text::citizen::in_figures(locale)}</h2>
            <dl class="stats">
                {stat(text::citizen::pool(locale), visit.money(process.pool))}
                {stat(text::citizen::ideas(locale), visit.integer(ideas))}
                {stat(text::citizen::projects(locale), visit.integer(projects))}
                {several.map(|count| stat(text::citizen::territories(locale), count))}
            </dl>
        </section>
    }
    .into_any()
}

/// So many ideas, so many projects.
pub fn counts(visit: &Visit, standing: &TerritoryStanding) -> String {
    let locale = visit.locale();
    let ideas = text::plural(
        standing.ideas,
        text::citizen::ideas_count_one(locale).to_owned(),
        text::citizen::ideas_count(locale, visit.integer(standing.ideas)),
    );
    let projects = text::plural(
        standing.projects,
        text::citizen::projects_count_one(locale).to_owned(),
        text::citizen::projects_count(locale, visit.integer(standing.projects)),
    );
    format!("{ideas} · {projects}")
}

fn own_territory(
    visit: &Visit,
    process: &Process,
    own: &TerritoryStanding,
    among_others: bool,
    also: &[Contest],
) -> AnyView {
    let locale = visit.locale();
    let title =
        if among_others { text::citizen::your_territory(locale) } else { text::citizen::ideas_and_projects(locale) };
    let territory = &own.territory;
    let rules = &process.rule_set;
    let deciding = rules.deciding_contest().filter(|_| rules.decides_several());
    let ceiling = own.ceiling.map(|ceiling| {
        let said = text::citizen::ceiling_of(locale, visit.money(ceiling));
        let said = match deciding {
            Some(deciding) => format!("{}. {said}", deciding.name),
            None => said,
        };
        view! { <p>{said}</p> }
    });
    let also = (!also.is_empty()).then(|| {
        let links = also
            .iter()
            .map(|contest| {
                let to = format!("{}#{}", path::territory(&territory.code), anchor(&contest.code));
                let ceiling = text::citizen::ceiling_of(locale, visit.money(contest.ceiling));
                view! { <li><a href=to>{contest.name.clone()}</a> " " <span class="muted">{ceiling}</span></li> }
            })
            .collect_view();
        view! { <p>{text::citizen::also_decided(locale)}</p><ul>{links}</ul> }
    });
    view! {
        <section class="section" aria-labelledby="own">
            <h2 id="own">{title}</h2>
            <article class="card card--link">
                <p class="card__over">
                    {text::terms::territory_kind(locale, territory.kind)} " " {territory.code.clone()}
                </p>
                <h3 class="card__title"><a href=path::territory(&territory.code)>{territory.name.clone()}</a></h3>
                {ceiling}
                <p class="muted">{counts(visit, own)}</p>
            </article>
            {also}
        </section>
    }
    .into_any()
}

fn territories(visit: &Visit, process: &Process, standings: &[TerritoryStanding]) -> AnyView {
    let locale = visit.locale();
    let places = standings
        .iter()
        .map(|standing| {
            let territory = &standing.territory;
            view! {
                <li>
                    <a href=path::territory(&territory.code)>
                        {format!("{} {}", territory.code, territory.name)}
                        <span class="muted">{counts(visit, standing)}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="territories">
            <div class="section__head">
                <h2 id="territories">{text::citizen::all_territories(locale)}</h2>
                <a class="btn btn--quiet" href=path::TERRITORIES>{text::citizen::ceiling_table_link(locale)}</a>
            </div>
            <ul class="places" role="list">{places}</ul>
            {territories::others(visit, process)}
        </section>
    }
    .into_any()
}

/// A tenant that runs no process now: where else to go.
fn without_process(visit: &Visit, territories: usize) -> Page {
    let locale = visit.locale();
    let group = visit.sites.iter().find(|site| Some(site.tenant) == visit.site.group);
    let platform = visit.sites.iter().find(|site| site.kind == TenantKind::Platform);
    let group = group.map(|site| {
        view! {
            <a class="btn btn--primary" href=visit.addresses.of(site)>
                {text::citizen::to_observatory(locale, &site.name)}
            </a>
        }
    });
    let platform = platform.map(|site| {
        view! { <a class="btn" href=visit.addresses.of(site)>{text::citizen::to_all_sites(locale)}</a> }
    });
    let territories = (territories > 1).then(|| {
        view! { <a class="btn btn--quiet" href=path::TERRITORIES>{text::citizen::territories_action(locale)}</a> }
    });
    let body = view! {
        <Heading
            title=text::citizen::no_process_title(locale)
            lead=text::citizen::no_process_lead(locale, &visit.site.name)
        />
        <div class="actions">{group}{platform}{territories}</div>
        <p><a href=path::PROCESSES>{text::citizen::finished_processes(locale)}</a></p>
    };
    Page::new(visit.site.name.clone(), body)
}
