//! One territory: its figures, how its ceiling comes about, its ideas and projects.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{
    id::{ContestId, ProposalId},
    locale::format_basis_points,
    proposal::ProposalState,
    ruleset::Code,
    tenant::TenantKind,
};
use store::{
    TenantTx,
    calendar::{self, Moved},
    contest::{self, Contest},
    process::{self, Process},
    proposal::{self, Cursor, Filter, Listed, Order},
    support,
    territory::{self, Territory},
};

use super::{
    calendar::{Subscribe, Timeline},
    projects::ProposalCard,
    support::has_supports,
};
use crate::{
    bodies,
    components::{Crumbs, Heading, Icon},
    page::{Fault, Page, page},
    path, text,
    visit::Visit,
};

/// Ideas and projects on one page of the list.
const PAGE: u16 = 24;
/// More words than anybody types; fewer than it takes to keep the database busy.
const MOST_WORDS: usize = 8;

/// In the address: that the most supported come first.
const BY_SUPPORTS: &str = "apoyos";

/// In the address, where several things are decided together: in whose list another page was asked for.
const OF: &str = "de";

/// Where the ideas and projects of a contest stand on the page, where several are decided together.
pub(super) fn anchor(contest: &str) -> String {
    format!("projects-{contest}")
}

/// What the address asks for.
struct Asked {
    code: String,
    words: String,
    state: Option<ProposalState>,
    order: Order,
    cursor: Cursor,
    /// The contest in whose list; of the only one where none is said.
    of: Option<String>,
}

impl Asked {
    fn of_request() -> Self {
        let query = use_query_map().read_untracked().clone();
        let key = |name: &str| query.get(name).and_then(|key| key.parse().ok());
        let cursor = match (key("despues"), key("antes")) {
            (Some(key), _) => Cursor::After(key),
            (None, Some(key)) => Cursor::Before(key),
            (None, None) => Cursor::Start,
        };
        Self {
            code: use_params_map().read_untracked().get("code").unwrap_or_default(),
            words: query.get("q").unwrap_or_default(),
            state: query.get("estado").and_then(|state| state.parse().ok()),
            order: if query.get(path::ORDER).as_deref() == Some(BY_SUPPORTS) { Order::Supports } else { Order::Number },
            cursor,
            of: query.get(OF),
        }
    }

    fn filter(&self) -> Filter {
        let words =
            self.words.split_whitespace().take(MOST_WORDS).map(|word| word.chars().take(40).collect()).collect();
        Filter { words, state: self.state, order: self.order }
    }

    /// Where the list of a contest begins.
    fn cursor_in(&self, contest: &Contest) -> Cursor {
        if self.of.as_ref().is_none_or(|of| *of == contest.code) { self.cursor } else { Cursor::Start }
    }

    fn is_narrowed(&self) -> bool {
        self.state.is_some() || !self.words.trim().is_empty()
    }
}

/// One territory by its code.
#[component]
pub fn TerritoryPage() -> AnyView {
    let asked = Asked::of_request();
    page(async move |visit| load(visit, asked).await)
}

/// Whether the list can be had by how many support what is in it: not once people vote on it, who might take the first for
/// those that have most votes.
fn has_order(visit: &Visit, process: &Process, territory: &Territory) -> bool {
    let voting = match territory.code.parse::<Code>() {
        Ok(code) => process.voting_in(&code),
        Err(_) => process.voting(),
    };
    has_supports(process) && voting.is_none_or(|voting| visit.now < voting.opens())
}

async fn load(visit: Visit, mut asked: Asked) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let mut tx = visit.enter().await?;
    let territories = territory::all(&mut tx).await?;
    let territory = territories.iter().find(|territory| territory.code == asked.code).ok_or(Fault::NotFound)?;
    let process = process::current(&mut tx).await?;
    let contests = match &process {
        Some(process) => contest::voted_in(&mut tx, process, territory).await?,
        None => Vec::new(),
    };
    let acts = match &process {
        Some(process) => calendar::acts(&mut tx, process.id).await?,
        None => Vec::new(),
    };
    let ordered = process.as_ref().is_some_and(|process| has_order(&visit, process, territory));
    if asked.order == Order::Supports && !ordered {
        (asked.order, asked.cursor) = (Order::Number, Cursor::Start);
    }
    let mut lists = Vec::new();
    for contest in &contests {
        lists.push(List::of(&mut tx, &asked, contest).await?);
    }
    let ids: Vec<ContestId> = contests.iter().map(|contest| contest.id).collect();
    let decided = bodies::decisions(&visit, &mut tx, None, ids, None).await?;
    drop(tx);
    let locale = visit.locale();
    let lead = match contests.as_slice() {
        [] => text::citizen::inhabitants(locale, visit.integer(territory.indicators.population())),
        [only] => text::citizen::territory_lead(locale, visit.money(only.ceiling)),
        several => {
            let up_to = |one: &Contest| text::citizen::up_to(locale, &one.name, visit.money(one.ceiling));
            let several: Vec<String> = several.iter().map(up_to).collect();
            text::citizen::territory_lead_several(locale, text::ruleset::all_of(locale, &several))
        }
    };
    let steps = vec![(path::TERRITORIES.to_owned(), text::citizen::territories(locale).to_owned())];
    let over = format!("{} {}", text::terms::territory_kind(locale, territory.kind), territory.code);
    let body = view! {
        <Crumbs locale steps here=territory.name.clone()/>
        <Heading over title=territory.name.clone() lead/>
        {figures(&visit, territory, &contests)}
        {calculation(&visit, &contests, territory)}
        {process.as_ref().map(|process| route(&visit, process, territory, &acts))}
        {decided}
        {all(&visit, &asked, &lists, ordered)}
    };
    Ok(Page::new(territory.name.clone(), body))
}

fn figures(visit: &Visit, territory: &Territory, contests: &[Contest]) -> AnyView {
    let locale = visit.locale();
    let indicators = territory.indicators;
    let poverty = indicators.poverty_basis_points().map_or_else(
        || text::citizen::no_figure(locale).to_owned(),
        |points| format_basis_points(points.into(), locale, 2),
    );
    let ceilings = contests
        .iter()
        .map(|contest| {
            let label = if contests.len() == 1 {
                text::citizen::ceiling(locale).to_owned()
            } else {
                text::citizen::ceiling_in(locale, &contest.name)
            };
            view! { <div><dt>{label}</dt><dd class="num">{visit.money(contest.ceiling)}</dd></div> }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="figures">
            <h2 id="figures">{text::citizen::figures(locale)}</h2>
            <dl class="facts">
                {ceilings}
                <div><dt>{text::citizen::population(locale)}</dt><dd class="num">{visit.integer(indicators.population())}</dd></div>
                <div><dt>{text::citizen::poverty(locale)}</dt><dd class="num">{poverty}</dd></div>
            </dl>
            <p class="muted">{text::citizen::source(locale, &territory.source)}</p>
        </section>
    }
    .into_any()
}

/// When the phases are open here, marked where that differs.
fn route(visit: &Visit, process: &Process, territory: &Territory, acts: &[Moved]) -> AnyView {
    let locale = visit.locale();
    let code = territory.code.parse::<Code>().ok();
    let differs = code.as_ref().is_some_and(|code| process.dates.differing().any(|(differing, _)| differing == code));
    let lead = if differs { text::route::territory_differs(locale) } else { text::route::territory_same(locale) };
    let timeline = match code {
        Some(code) => view! { <Timeline visit process territory=code acts brief=true/> }.into_any(),
        None => view! { <Timeline visit process brief=true/> }.into_any(),
    };
    view! {
        <section class="section" aria-labelledby="calendar">
            <div class="section__head">
                <h2 id="calendar">{text::route::territory_title(locale)}</h2>
                <a class="btn btn--quiet" href=path::CALENDAR>{text::route::whole(locale)}</a>
            </div>
            <p>{lead}</p>
            {timeline}
        </section>
        <Subscribe visit feed=path::territory_feed(&territory.code)/>
    }
    .into_any()
}

/// The ways to how the ceilings came about, where they are not everybody's, and to those of the years before.
fn calculation(visit: &Visit, contests: &[Contest], territory: &Territory) -> Option<AnyView> {
    let locale = visit.locale();
    let several = contests.len() > 1;
    let ways: Vec<_> = contests
        .iter()
        .filter(|contest| contest.at.is_some())
        .map(|contest| {
            let (to, label) = if several {
                (path::ceiling(&contest.code), text::ceilings::how_title(locale, &contest.name))
            } else {
                (path::ceiling(&territory.code), text::ceilings::how_link(locale).to_owned())
            };
            view! { <li><a href=to>{label}</a></li> }
        })
        .collect();
    if ways.is_empty() {
        return None;
    }
    let ways = view! {
        <ul>
            {ways}
            <li><a href=path::CEILINGS_HISTORY>{text::ceilings::history(locale)}</a></li>
        </ul>
    };
    Some(ways.into_any())
}

/// One page of the ideas and projects of a contest, as it is shown.
struct List<'a> {
    contest: &'a Contest,
    listed: Listed,
    /// How many people support those that anybody supports.
    supports: BTreeMap<ProposalId, u64>,
}

impl<'a> List<'a> {
    async fn of(tx: &mut TenantTx, asked: &Asked, contest: &'a Contest) -> store::Result<Self> {
        let listed = proposal::list(tx, contest, &asked.filter(), asked.cursor_in(contest), PAGE).await?;
        let ids: Vec<ProposalId> = listed.proposals.iter().map(|proposal| proposal.id).collect();
        Ok(Self { contest, listed, supports: support::counts(tx, &ids).await? })
    }

    fn is_empty(&self) -> bool {
        self.listed.proposals.is_empty()
    }

    /// The cards, and the ways to the other pages.
    fn show(&self, visit: &Visit, asked: &Asked, several: bool) -> AnyView {
        let content = if self.is_empty() { empty(visit, asked) } else { cards(visit, self) };
        view! { {content}{pager(visit, asked, self, several)} }.into_any()
    }
}

/// The ideas and projects of each contest, with the search through all of them. Where several are decided together,
/// each has a section of its own.
fn all(visit: &Visit, asked: &Asked, lists: &[List<'_>], ordered: bool) -> Option<AnyView> {
    let locale = visit.locale();
    let first = lists.first()?;
    let several = lists.len() > 1;
    let search = (asked.is_narrowed() || !lists.iter().all(List::is_empty)).then(|| search(visit, asked, ordered));
    let only = (!several).then(|| first.show(visit, asked, several));
    let head = (search.is_some() || only.is_some()).then(|| {
        view! {
            <section class="section" aria-labelledby="projects">
                <h2 id="projects">{text::citizen::ideas_and_projects(locale)}</h2>
                {search}
                {only}
            </section>
        }
    });
    let each = several.then(|| {
        let section = |list: &List<'_>| {
            let (id, name) = (anchor(&list.contest.code), list.contest.name.clone());
            let labelled = id.clone();
            view! {
                <section class="section" aria-labelledby=labelled>
                    <h2 id=id>{name}</h2>
                    <p>{text::citizen::ceiling_of(locale, visit.money(list.contest.ceiling))}</p>
                    {list.show(visit, asked, several)}
                </section>
            }
        };
        lists.iter().map(section).collect_view()
    });
    Some(view! { {head}{each} }.into_any())
}

fn search(visit: &Visit, asked: &Asked, ordered: bool) -> AnyView {
    let locale = visit.locale();
    let here = path::territory(&asked.code);
    let state_options = ProposalState::ALL
        .iter()
        .map(|&state| {
            view! {
                <option value=state.as_str() selected={asked.state == Some(state)}>
                    {text::terms::proposal_state(locale, state)}
                </option>
            }
        })
        .collect_view();
    let order = ordered.then(|| {
        view! {
            <div class="field">
                <label for="orden">{text::support::order(locale)}</label>
                <select class="input" id="orden" name=path::ORDER>
                    <option value="">{text::support::by_number(locale)}</option>
                    <option value=BY_SUPPORTS selected={asked.order == Order::Supports}>
                        {text::support::most_first(locale)}
                    </option>
                </select>
            </div>
        }
    });
    view! {
        <form class="search" role="search" method="get" action=here>
            <div class="field search__q">
                <label for="q">{text::citizen::search_words(locale)}</label>
                <input class="input" type="search" id="q" name="q" value=asked.words.clone() maxlength="120"/>
            </div>
            <div class="field">
                <label for="estado">{text::citizen::state(locale)}</label>
                <select class="input" id="estado" name="estado">
                    <option value="">{text::citizen::all_states(locale)}</option>
                    {state_options}
                </select>
            </div>
            {order}
            <button class="btn" type="submit"><Icon name="search"/> {text::common::search(locale)}</button>
        </form>
    }
    .into_any()
}

fn cards(visit: &Visit, List { listed, supports, .. }: &List<'_>) -> AnyView {
    let locale = visit.locale();
    let shown = listed.proposals.len();
    let found = text::plural(
        listed.found,
        text::citizen::found_one(locale).to_owned(),
        text::citizen::found(locale, shown, visit.integer(listed.found)),
    );
    let cards = listed
        .proposals
        .iter()
        .map(|proposal| {
            let supports = supports.get(&proposal.id).copied().unwrap_or_default();
            view! { <ProposalCard visit proposal supports/> }
        })
        .collect_view();
    view! {
        <p class="found" role="status">{found}</p>
        <ul class="grid" role="list">{cards}</ul>
    }
    .into_any()
}

fn empty(visit: &Visit, asked: &Asked) -> AnyView {
    let locale = visit.locale();
    let narrowed = asked.is_narrowed();
    let (title, detail) = if narrowed {
        (text::citizen::found_none(locale), text::citizen::found_none_detail(locale))
    } else {
        (text::citizen::no_ideas_title(locale), text::citizen::no_ideas_detail(locale))
    };
    let all = narrowed.then(|| {
        view! { <a class="btn" href=path::territory(&asked.code)>{text::citizen::show_all(locale)}</a> }
    });
    view! {
        <div class="empty"><Icon name="idea"/><h3>{title}</h3><p>{detail}</p>{all}</div>
    }
    .into_any()
}

fn pager(visit: &Visit, asked: &Asked, List { contest, listed, .. }: &List<'_>, several: bool) -> Option<AnyView> {
    let locale = visit.locale();
    if listed.before.is_none() && listed.after.is_none() {
        return None;
    }
    let state = asked.state.map_or("", ProposalState::as_str);
    let mut query = vec![("q", asked.words.as_str()), ("estado", state)];
    if asked.order == Order::Supports {
        query.push((path::ORDER, BY_SUPPORTS));
    }
    if several {
        query.push((OF, &contest.code));
    }
    let page = |name: &str, key: u64| {
        let key = key.to_string();
        let query: Vec<_> = query.iter().copied().chain([(name, key.as_str())]).collect();
        let page = path::with_query(&path::territory(&asked.code), &query);
        if several { format!("{page}#{}", anchor(&contest.code)) } else { page }
    };
    let previous = listed.before.map(|key| {
        view! {
            <a class="btn" rel="prev" href=page("antes", key)>
                <Icon name="left"/> {text::common::previous(locale)}
            </a>
        }
    });
    let next = listed.after.map(|key| {
        view! {
            <a class="btn" rel="next" href=page("despues", key)>
                {text::common::next(locale)} <Icon name="right"/>
            </a>
        }
    });
    let pages = text::common::pages(locale);
    let label = if several { format!("{pages}: {}", contest.name) } else { pages.to_owned() };
    Some(view! { <nav class="pager" aria-label=label>{previous}{next}</nav> }.into_any())
}
