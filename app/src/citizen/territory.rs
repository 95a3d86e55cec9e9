//! One territory: its figures, how its ceiling comes about, its ideas and projects.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{
    ceiling::{Term, TerritoryInput, Weights, distribute},
    locale::format_basis_points,
    money::Money,
    proposal::ProposalState,
    tenant::TenantKind,
};
use store::{
    contest::{self, Contest},
    process::{self, Process},
    proposal::{self, Cursor, Filter, Listed},
    territory::{self, Territory},
};

use super::projects::ProposalCard;
use crate::{
    components::{Crumbs, Heading, Icon},
    page::{Fault, Page, page},
    path, text,
    visit::Visit,
};

/// Ideas and projects on one page of the list.
const PAGE: u16 = 24;
/// More words than anybody types; fewer than it takes to keep the database busy.
const MOST_WORDS: usize = 8;

/// What the address asks for.
struct Asked {
    code: String,
    words: String,
    state: Option<ProposalState>,
    cursor: Cursor,
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
            cursor,
        }
    }

    fn filter(&self) -> Filter {
        let words =
            self.words.split_whitespace().take(MOST_WORDS).map(|word| word.chars().take(40).collect()).collect();
        Filter { words, state: self.state }
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

async fn load(visit: Visit, asked: Asked) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let mut tx = visit.enter().await?;
    let territories = territory::all(&mut tx).await?;
    let territory = territories.iter().find(|territory| territory.code == asked.code).ok_or(Fault::NotFound)?;
    let process = process::current(&mut tx).await?;
    let contest = match &process {
        Some(process) => contest::of_territory(&mut tx, process.id, territory.id).await?,
        None => None,
    };
    let listed = match &contest {
        Some(contest) => Some(proposal::list(&mut tx, contest, &asked.filter(), asked.cursor, PAGE).await?),
        None => None,
    };
    drop(tx);
    let locale = visit.locale();
    let lead = contest.as_ref().map_or_else(
        || text::citizen::inhabitants(locale, visit.integer(territory.indicators.population())),
        |contest| text::citizen::territory_lead(locale, visit.money(contest.ceiling)),
    );
    let steps = vec![(path::TERRITORIES.to_owned(), text::citizen::territories(locale).to_owned())];
    let over = format!("{} {}", text::terms::territory_kind(locale, territory.kind), territory.code);
    let calculation = process
        .as_ref()
        .zip(contest.as_ref())
        .and_then(|(process, contest)| calculation(&visit, process, contest, territory, &territories));
    let body = view! {
        <Crumbs locale steps here=territory.name.clone()/>
        <Heading over title=territory.name.clone() lead/>
        {figures(&visit, territory, contest.as_ref())}
        {calculation}
        {listed.map(|listed| list(&visit, &asked, &listed))}
    };
    Ok(Page::new(territory.name.clone(), body))
}

fn figures(visit: &Visit, territory: &Territory, contest: Option<&Contest>) -> AnyView {
    let locale = visit.locale();
    let indicators = territory.indicators;
    let poverty = indicators.poverty_basis_points().map_or_else(
        || text::citizen::no_figure(locale).to_owned(),
        |points| format_basis_points(points.into(), locale, 2),
    );
    let ceiling = contest.map(|contest| {
        view! { <div><dt>{text::citizen::ceiling(locale)}</dt><dd class="num">{visit.money(contest.ceiling)}</dd></div> }
    });
    view! {
        <section class="section" aria-labelledby="figures">
            <h2 id="figures">{text::citizen::figures(locale)}</h2>
            <dl class="facts">
                {ceiling}
                <div><dt>{text::citizen::population(locale)}</dt><dd class="num">{visit.integer(indicators.population())}</dd></div>
                <div><dt>{text::citizen::poverty(locale)}</dt><dd class="num">{poverty}</dd></div>
            </dl>
            <p class="muted">{text::citizen::source(locale, &territory.source)}</p>
        </section>
    }
    .into_any()
}

/// How the ceiling comes about, part by part, so that anybody can do it again. Nothing where the territories' figures
/// do not allow the formula, or the territory stands alone.
fn calculation(
    visit: &Visit,
    process: &Process,
    contest: &Contest,
    territory: &Territory,
    territories: &[Territory],
) -> Option<AnyView> {
    if contest.territory.is_none() || territories.len() < 2 {
        return None;
    }
    let locale = visit.locale();
    let inputs: Vec<_> = territories
        .iter()
        .map(|territory| TerritoryInput { code: territory.code.clone(), indicators: territory.indicators })
        .collect();
    let weights = process.rules.weights;
    let distribution = distribute(process.pool, weights, &inputs).ok()?;
    let ceiling = distribution.ceilings.iter().find(|ceiling| ceiling.code == territory.code)?;
    let summary = text::citizen::how_calculated(locale);
    if ceiling.amount != contest.ceiling {
        return Some(
            view! {
                <details class="more">
                    <summary>{summary}</summary>
                    <div><p>{text::citizen::ceiling_adopted(locale)}</p></div>
                </details>
            }
            .into_any(),
        );
    }
    let population = territory.indicators.population();
    let totals = distribution.totals;
    let poor = territory.indicators.poverty_basis_points().map(|points| population.saturating_mul(points.into()));
    // The products are in hundredths of a percent of a person; people read them as persons.
    let persons = |product: u64| visit.integer(product / 10_000);
    let share = |part: String, whole: String| text::citizen::share_of(locale, part, whole);
    let parts = [
        (
            Term::Population,
            ceiling.terms.population,
            share(visit.integer(population), visit.integer(totals.population)),
        ),
        (Term::Poverty, ceiling.terms.poverty, share(persons(poor.unwrap_or_default()), persons(totals.poverty))),
        (Term::Equal, ceiling.terms.equal, share(visit.integer(1), visit.integer(totals.territories))),
    ];
    let rows = parts
        .into_iter()
        .filter(|(term, ..)| weights.of(*term) > 0)
        .map(|(term, amount, figure)| part(visit, term_name(visit, term), figure, amount))
        .collect_view();
    let rounding = (ceiling.terms.rounding.minor() > 0).then(|| {
        part(
            visit,
            text::citizen::term_rounding(locale),
            text::citizen::rounding_detail(locale).to_owned(),
            ceiling.terms.rounding,
        )
    });
    Some(
        view! {
            <details class="more">
                <summary>{summary}</summary>
                <div>
                    <p>{weights_sentence(visit, process.pool, weights)}</p>
                    <div class="table-wrap" role="region" aria-labelledby="calculation" tabindex="0">
                        <table class="table table--stack">
                            <caption id="calculation">{summary}</caption>
                            <thead>
                                <tr>
                                    <th scope="col">{text::citizen::term(locale)}</th>
                                    <th scope="col" class="num">{text::citizen::term_figure(locale)}</th>
                                    <th scope="col" class="num">{text::citizen::term_amount(locale)}</th>
                                </tr>
                            </thead>
                            <tbody>{rows}{rounding}</tbody>
                            <tfoot>
                                <tr>
                                    <th scope="row">{text::citizen::ceiling(locale)}</th>
                                    <td></td>
                                    <td class="num" data-label=text::citizen::term_amount(locale)>
                                        {visit.money(ceiling.amount)}
                                    </td>
                                </tr>
                            </tfoot>
                        </table>
                    </div>
                </div>
            </details>
        }
        .into_any(),
    )
}

fn weights_sentence(visit: &Visit, pool: Money, weights: Weights) -> String {
    text::citizen::how_calculated_lead(
        visit.locale(),
        visit.money(pool),
        weights.population(),
        weights.poverty(),
        weights.equal(),
    )
}

fn term_name(visit: &Visit, term: Term) -> &'static str {
    let locale = visit.locale();
    match term {
        Term::Population => text::citizen::term_population(locale),
        Term::Poverty => text::citizen::term_poverty(locale),
        Term::Equal => text::citizen::term_equal(locale),
    }
}

fn part(visit: &Visit, name: &'static str, figure: String, amount: Money) -> AnyView {
    let locale = visit.locale();
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="num" data-label=text::citizen::term_figure(locale)>{figure}</td>
            <td class="num" data-label=text::citizen::term_amount(locale)>{visit.money(amount)}</td>
        </tr>
    }
    .into_any()
}

fn list(visit: &Visit, asked: &Asked, listed: &Listed) -> AnyView {
    let locale = visit.locale();
    let here = path::territory(&asked.code);
    let nothing = listed.proposals.is_empty();
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
    let search = (!nothing || asked.is_narrowed()).then(|| {
        view! {
            <form class="search" role="search" method="get" action=here.clone()>
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
                <button class="btn" type="submit"><Icon name="search"/> {text::common::search(locale)}</button>
            </form>
        }
    });
    let content = if nothing { empty(visit, asked) } else { cards(visit, listed) };
    view! {
        <section class="section" aria-labelledby="projects">
            <h2 id="projects">{text::citizen::ideas_and_projects(locale)}</h2>
            {search}
            {content}
            {pager(visit, asked, listed)}
        </section>
    }
    .into_any()
}

fn cards(visit: &Visit, listed: &Listed) -> AnyView {
    let locale = visit.locale();
    let shown = listed.proposals.len();
    let found = text::plural(
        listed.found,
        text::citizen::found_one(locale).to_owned(),
        text::citizen::found(locale, shown, visit.integer(listed.found)),
    );
    let cards = listed.proposals.iter().map(|proposal| view! { <ProposalCard visit proposal/> }).collect_view();
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

fn pager(visit: &Visit, asked: &Asked, listed: &Listed) -> Option<AnyView> {
    let locale = visit.locale();
    let page = |name: &str, key: u64| {
        path::territory_page(&asked.code, &asked.words, asked.state.map(ProposalState::as_str), name, key)
    };
    let first = listed.proposals.first().filter(|_| listed.before);
    let last = listed.proposals.last().filter(|_| listed.after);
    if first.is_none() && last.is_none() {
        return None;
    }
    let previous = first.map(|proposal| {
        view! {
            <a class="btn" rel="prev" href=page("antes", proposal.listing_key())>
                <Icon name="left"/> {text::common::previous(locale)}
            </a>
        }
    });
    let next = last.map(|proposal| {
        view! {
            <a class="btn" rel="next" href=page("despues", proposal.listing_key())>
                {text::common::next(locale)} <Icon name="right"/>
            </a>
        }
    });
    Some(view! { <nav class="pager" aria-label=text::common::pages(locale)>{previous}{next}</nav> }.into_any())
}
