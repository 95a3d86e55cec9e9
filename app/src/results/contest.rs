//! The result of one contest: each project with its turn, its figures and the reason in words.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{money::Money, ruleset, tally::Tied, tenant::TenantKind};
use store::{
    contest::{self, Contest, VoteType},
    paper, process,
    process::Process,
    tally::{self, Line, Place, Sealed, WonByTheme},
};

use super::{
    act,
    bar::{scaled, spending},
    chosen::Chosen,
    nothing_yet, origin,
    reason::{chip, reason},
    themes::themes,
    when,
};
use crate::{
    ballot,
    components::{Column, Crumbs, Heading, Icon, Table},
    page::{Fault, Page, Width, page},
    path,
    rules::reading,
    text, ties,
    visit::Visit,
};

/// Projects on one page.
const SIZE: u32 = 50;

/// What is looked for in the list.
struct Search {
    words: String,
    after: Option<Place>,
}

/// Where a page ended, as an address holds it: `g12` among the winners, `r12` among the rest.
fn read_place(word: &str) -> Option<Place> {
    let (funded, position) = match word.split_at_checked(1)? {
        ("g", position) => (true, position),
        ("r", position) => (false, position),
        _ => return None,
    };
    let position = position.parse().ok().filter(|&position| i32::try_from(position).is_ok())?;
    Some(Place { funded, position })
}

fn write_place(place: Place) -> String {
    format!("{}{}", if place.funded { 'g' } else { 'r' }, place.position)
}

/// The result of one contest.
#[component]
pub fn OfContest() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let query = use_query_map().get_untracked();
    let [process, code] = ["process", "contest"].map(|name| params.get(name).unwrap_or_default());
    let words = query.get("q").unwrap_or_default().chars().take(100).collect();
    let search = Search { words, after: query.get("despues").as_deref().and_then(read_place) };
    let asked = query.get("conteo");
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        let mut tx = visit.enter().await?;
        let process = process::by_slug(&mut tx, &process).await?.ok_or(Fault::NotFound)?;
        let contest = contest::by_code(&mut tx, process.id, &code).await?.ok_or(Fault::NotFound)?;
        let Some(chosen) = Chosen::of(&visit, &mut tx, &process, asked.as_deref()).await? else {
            // Nobody learns from the answer whether there is a draft.
            return if asked.is_some() {
                Err(Fault::NotFound)
            } else {
                Ok(before_the_count(&visit, &process, &contest))
            };
        };
        let number = chosen.number();
        let Some(sealed) = tally::of_contest(&mut tx, &contest, number).await? else {
            return Ok(before_the_count(&visit, &process, &contest));
        };
        // One more than shown says whether the list goes on.
        let mut lines = tally::lines(&mut tx, &contest, number, &search.words, search.after, SIZE + 1).await?;
        let more = lines.len() > SIZE as usize;
        lines.truncate(SIZE as usize);
        let winners = tally::winners(&mut tx, contest.id, number).await?;
        let ties = tally::ties(&mut tx, contest.id, number).await?;
        let themed = !sealed.parts.is_empty();
        let won = if themed { tally::won_by_theme(&mut tx, contest.id, number).await? } else { Vec::new() };
        let sheets = paper::totals(&mut tx, contest.id).await?;
        let on_paper = sheets.iter().map(|sheet| u64::from(sheet.valid())).sum();
        let shown = Shown {
            visit: &visit,
            process: &process,
            contest: &contest,
            chosen: &chosen,
            sealed: &sealed,
            ties: &ties,
            on_paper,
        };
        Ok(shown.page(lines, &search, more, winners, &won))
    })
}

fn crumbs(visit: &Visit, process: &Process, contest: &Contest) -> impl IntoView + use<> {
    let locale = visit.locale();
    let steps = vec![
        (path::PROCESSES.to_owned(), text::results::processes_title(locale).to_owned()),
        (path::process(&process.slug), process.name.clone()),
    ];
    view! { <Crumbs locale steps here=contest.name.clone()/> }
}

/// The way to a page about one contest.
pub(super) fn crumbs_below(
    visit: &Visit,
    process: &Process,
    contest: &Contest,
    here: &'static str,
) -> impl IntoView + use<> {
    let locale = visit.locale();
    let steps = vec![
        (path::PROCESSES.to_owned(), text::results::processes_title(locale).to_owned()),
        (path::process(&process.slug), process.name.clone()),
        (path::result(&process.slug, &contest.code), contest.name.clone()),
    ];
    view! { <Crumbs locale steps here/> }
}

/// The way to the urn of a contest.
fn to_urn(visit: &Visit, process: &Process, contest: &Contest) -> impl IntoView + use<> {
    let urn = path::urn(&process.slug, &contest.code);
    view! { <p class="no-print"><a href=urn>{text::urn::title_of(visit.locale(), &contest.name)}</a></p> }
}

fn before_the_count(visit: &Visit, process: &Process, contest: &Contest) -> Page {
    let title = text::results::result_of(visit.locale(), &contest.name);
    let origin = origin(visit, process);
    Page::new(
        title.clone(),
        view! {
            {crumbs(visit, process, contest)}
            <Heading over=process.name.clone() title>{origin}</Heading>
            {nothing_yet(visit, when(visit, process))}
            {to_urn(visit, process, contest)}
        },
    )
}

/// Everything about one result.
struct Shown<'a> {
    visit: &'a Visit,
    process: &'a Process,
    contest: &'a Contest,
    chosen: &'a Chosen,
    sealed: &'a Sealed,
    ties: &'a [Tied<u32>],
    /// How many ballots came on paper.
    on_paper: u64,
}

impl Shown<'_> {
    fn page(
        &self,
        lines: Vec<Line>,
        search: &Search,
        more: bool,
        (funded, all): (u64, u64),
        by_theme: &[WonByTheme],
    ) -> Page {
        let Self { visit, process, contest, chosen, sealed, ties, .. } = *self;
        let locale = visit.locale();
        let title = text::results::result_of(locale, &contest.name);
        let lead = text::results::lead(locale, visit.integer(funded), visit.integer(all));
        let ballots = format!(
            "{} ({})",
            visit.integer(sealed.ballots),
            text::results::blank(locale, visit.integer(sealed.blank_ballots))
        );
        let pager = self.pager(&lines, search, more);
        let counted_on = text::results::counted_on(locale, visit.date_time(sealed.counted_at));
        let origin = origin(visit, process);
        let body = if lines.is_empty() { self.nothing_found() } else { self.table(lines) };
        Page::new(
            title.clone(),
            view! {
                {crumbs(visit, process, contest)}
                <Heading over=process.name.clone() title lead>
                    <span class="muted">{counted_on}</span>
                    {origin}
                </Heading>
                {chosen.notice(visit, &path::result(&process.slug, &contest.code))}
                {self.meter()}
                <dl class="facts">
                    <div><dt>{text::results::ballots(locale)}</dt><dd>{ballots}</dd></div>
                    {self.by_origin()}
                </dl>
                <section class="section" aria-labelledby="projects">
                    <h2 id="projects">{text::results::projects(locale)}</h2>
                    {self.search_form(search)}
                    {body}
                    {pager}
                </section>
                {themes(visit, process, sealed, by_theme)}
                <section class="section stack" aria-labelledby="ties">
                    <h2 id="ties">{text::rehearsal::ties_title(locale)}</h2>
                    {ties::list(visit, ties, &|&number| number, sealed.seed.as_ref())}
                </section>
                {self.rule()}
                {to_urn(visit, process, contest)}
                {act::section(visit, process, contest, chosen)}
                {self.downloads()}
            },
        )
        .width(Width::Wide)
    }

    /// How many ballots came on a screen and how many on paper; nothing where none came on paper.
    fn by_origin(&self) -> Option<AnyView> {
        let Self { visit, sealed, on_paper, .. } = *self;
        let locale = visit.locale();
        let on_screen = visit.integer(sealed.ballots.saturating_sub(on_paper));
        (on_paper > 0).then(|| {
            view! {
                <div><dt>{text::paper::on_screen(locale)}</dt><dd>{on_screen}</dd></div>
                <div><dt>{text::paper::on_paper(locale)}</dt><dd>{visit.integer(on_paper)}</dd></div>
            }
            .into_any()
        })
    }

    fn meter(&self) -> AnyView {
        let Self { visit, sealed, .. } = *self;
        let locale = visit.locale();
        let Some(left) = sealed.left else {
            return view! { <p>{text::results::whatever_cost(locale, visit.money(sealed.total_cost))}</p> }.into_any();
        };
        let used = scaled(sealed.total_cost.minor(), sealed.ceiling.minor());
        let figures = text::results::used_of(locale, visit.money(sealed.total_cost), visit.money(sealed.ceiling));
        view! {
            <figure class="meter">
                <figcaption>
                    <span>{text::results::used(locale)}</span> " " <strong class="num">{figures}</strong>
                </figcaption>
                <svg class="bar bar--thick" viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="bar__fill" width=used.to_string() height="40"></rect>
                </svg>
                <p class="meter__note">{text::results::remaining(locale, visit.money(left))}</p>
            </figure>
        }
        .into_any()
    }

    fn search_form(&self, search: &Search) -> impl IntoView + use<> {
        let locale = self.visit.locale();
        let count = self.chosen.asked();
        let count = count.map(|number| view! { <input type="hidden" name="conteo" value=number.to_string()/> });
        view! {
            <form class="search no-print" role="search" method="get">
                {count}
                <div class="field search__q">
                    <label for="q">{text::results::search(locale)}</label>
                    <input class="input" type="search" id="q" name="q" value=search.words.clone()/>
                </div>
                <button class="btn" type="submit"><Icon name="search"/>{text::common::search(locale)}</button>
            </form>
        }
    }

    fn nothing_found(&self) -> AnyView {
        let locale = self.visit.locale();
        view! {
            <div class="empty">
                <Icon name="search"/>
                <h3>{text::results::search_none_title(locale)}</h3>
                <p>{text::results::search_none(locale)}</p>
                <a class="btn" href=self.chosen.address(path::result(&self.process.slug, &self.contest.code))>
                    {text::results::clear(locale)}
                </a>
            </div>
        }
        .into_any()
    }

    fn pager(&self, lines: &[Line], search: &Search, more: bool) -> Option<impl IntoView + use<>> {
        let locale = self.visit.locale();
        let base = path::result(&self.process.slug, &self.contest.code);
        let words = (!search.words.is_empty()).then(|| format!("q={}", path::encode(&search.words)));
        let count = self.chosen.asked().map(|number| format!("conteo={number}"));
        let with = |rest: Option<String>| {
            let query: Vec<_> = count.iter().chain(&words).cloned().chain(rest).collect();
            if query.is_empty() { base.clone() } else { format!("{base}?{}", query.join("&")) }
        };
        let first = search.after.is_some().then(|| {
            view! { <a class="btn" rel="prev" href=with(None)><Icon name="left"/> {text::results::first_page(locale)}</a> }
        });
        let next = lines.last().filter(|_| more).map(|last| {
            let href = with(Some(format!("despues={}", write_place(last.place()))));
            view! { <a class="btn" rel="next" href=href>{text::common::next(locale)} <Icon name="right"/></a> }
        });
        (first.is_some() || next.is_some())
            .then(|| view! { <nav class="pager" aria-label=text::common::pages(locale)>{first}{next}</nav> })
    }

    fn score_label(&self) -> &'static str {
        match self.contest.vote_type {
            VoteType::Approval => text::results::votes(self.visit.locale()),
            VoteType::Points | VoteType::Ranking => text::results::points(self.visit.locale()),
        }
    }

    fn table(&self, lines: Vec<Line>) -> AnyView {
        let locale = self.visit.locale();
        let rows = lines.into_iter().map(|line| self.row(&line)).collect_view();
        view! {
            <Table
                id="result"
                caption=text::results::result_of(locale, &self.contest.name)
                titled=true
                class="result"
                columns=vec![
                    Column::words(text::results::project(locale)),
                    Column::numbers(text::results::position(locale)),
                    Column::numbers(self.score_label()),
                    Column::numbers(text::results::cost(locale)),
                    Column::words(text::results::left_at_turn(locale)),
                    Column::words(text::results::decision(locale)),
                ]
            >
                {rows}
            </Table>
        }
        .into_any()
    }

    fn row(&self, line: &Line) -> AnyView {
        let visit = self.visit;
        let locale = visit.locale();
        let (class, icon, word) = chip(locale, &line.reason);
        let won = line.reason.wins().then_some("is-won");
        let named = |part: text::rehearsal::Named<'_>| ballot::part_name(&self.process.rule_set, part);
        view! {
            <tr class=won>
                <th scope="row">
                    <a href=path::idea(line.proposal)>{line.title.clone()}</a>
                    <span class="reason">{text::results::number(locale, line.ballot_number)}</span>
                </th>
                <td class="num" data-label=text::results::position(locale)>{visit.integer(line.position)}</td>
                <td class="num" data-label=self.score_label()>{visit.integer(line.score)}</td>
                <td class="num" data-label=text::results::cost(locale)>{visit.money(line.cost)}</td>
                <td data-label=text::results::left_at_turn(locale)>
                    <span class="with-bar">
                        {line.left_before.filter(|_| self.sealed.parts.is_empty()).map(|_| spending(line, self.sealed.ceiling))}
                        <span class="num">{line.left_before.map_or_else(|| "—".to_owned(), |left| visit.money(left))}</span>
                    </span>
                </td>
                <td data-label=text::results::decision(locale)>
                    <span class=class><Icon name=icon/>{word}</span> " "
                    <span class="reason">{reason(line, self.ties, locale, &named)}</span>
                </td>
            </tr>
        }
        .into_any()
    }

    fn rule(&self) -> impl IntoView + use<> {
        let Self { visit, sealed, process, .. } = *self;
        let locale = visit.locale();
        let says = reading::of_winner(locale, &process.rule_set, &sealed.rule);
        let share = sealed.shares.as_ref().and_then(|shares| shares.endowment);
        let share = share.map(|share| Money::new(share.minor(), sealed.ceiling.currency()));
        let shares = share.map(|share| view! { <p>{text::results::share(locale, visit.money(share))}</p> });
        let support = process.rule_set.contest(&self.contest.rule).and_then(ruleset::Contest::support);
        let support = support.map(|support| reading::of_support(locale, support));
        let support = support.map(|says| view! { <p>{says}</p> });
        view! {
            <section class="section stack" aria-labelledby="rule">
                <h2 id="rule">{text::results::rule(locale)}</h2>
                {says.into_iter().map(|says| view! { <p>{says}</p> }).collect_view()}
                {shares}
                <p>{text::results::minimum(locale, visit.integer(sealed.minimum_score))}</p>
                {support}
                <p>{text::results::by_hand(locale)}</p>
                <p class="no-print">
                    <a href=path::other_rules(&process.slug, &self.contest.code)>{text::what_if::link(locale)}</a>
                </p>
            </section>
        }
    }

    fn downloads(&self) -> impl IntoView + use<> {
        let locale = self.visit.locale();
        let (process, contest) = (&self.process.slug, &self.contest.code);
        view! {
            <section class="section stack no-print" aria-labelledby="downloads">
                <h2 id="downloads">{text::results::downloads(locale)}</h2>
                <ul class="downloads" role="list">
                    <li>
                        <a class="btn" href=self.chosen.address(path::result_table(process, contest)) download="">
                            <Icon name="download"/>{text::results::download_csv(locale)}
                        </a>
                    </li>
                    <li>
                        <a class="btn" href=self.chosen.address(path::result_ballots(process, contest)) download="">
                            <Icon name="download"/>{text::results::download_pb(locale)}
                        </a>
                    </li>
                </ul>
                <p class="muted">{text::results::download_note(locale)}</p>
            </section>
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_from_an_address() {
        for place in [Place { funded: true, position: 12 }, Place { funded: false, position: 900 }] {
            assert_eq!(read_place(&write_place(place)), Some(place));
        }
        for wrong in ["", "g", "12", "x12", "g-1", "r99999999999", "ñ1"] {
            assert_eq!(read_place(wrong), None, "{wrong}");
        }
    }
}
