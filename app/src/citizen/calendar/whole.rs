//! The whole calendar: every phase, every territory that differs, every act that changed it, and the deadlines.

use leptos::prelude::*;
use shared::{calendar::Opening, document::Key, ruleset::Code, tenant::TenantKind};
use store::{
    calendar::{self, Moved},
    process::{self, Process},
    territory::{self, Territory},
};

use super::{Subscribe, Timeline, act_behind, moment, opening, period, within};
use crate::{
    components::{Column, Crumbs, Heading, Icon, Table},
    page::{Fault, Page, page},
    path,
    rules::reading,
    text,
    visit::Visit,
};

/// The calendar of the current process.
#[component]
pub fn WholeCalendar() -> AnyView {
    page(load)
}

async fn load(visit: Visit) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let locale = visit.locale();
    let title = text::route::title(locale);
    let mut tx = visit.enter().await?;
    let Some(process) = process::current(&mut tx).await? else {
        let body = view! {
            <Crumbs locale here=title/>
            <div class="empty">
                <Icon name="calendar"/>
                <h1>{text::route::no_process(locale)}</h1>
                <p>{text::route::no_process_lead(locale)}</p>
            </div>
        };
        return Ok(Page::new(title, body));
    };
    let acts = calendar::acts(&mut tx, process.id).await?;
    let territories = territory::all(&mut tx).await?;
    drop(tx);
    let whole = Whole { visit: &visit, process: &process, acts: &acts, territories: &territories };
    let body = view! {
        <Crumbs locale here=title/>
        <Heading title lead=text::route::lead(locale, &process.name)>
            <a class="btn" href=path::PARTICIPATE><Icon name="people"/> {text::participate::title(locale)}</a>
        </Heading>
        {whole.now()}
        <section class="section" aria-labelledby="everywhere">
            <h2 id="everywhere">{text::route::everywhere_title(locale)}</h2>
            {(process.dates.differing().next().is_some()).then(|| view! { <p>{text::route::everywhere_lead(locale)}</p> })}
            <Timeline visit=&visit process=&process acts=&acts/>
        </section>
        {whole.differing()}
        {whole.log()}
        {whole.deadlines()}
        <Subscribe visit=&visit feed=path::CALENDAR_FEED.to_owned()/>
    };
    Ok(Page::new(title, body))
}

struct Whole<'a> {
    visit: &'a Visit,
    process: &'a Process,
    acts: &'a [Moved],
    territories: &'a [Territory],
}

impl Whole<'_> {
    fn phase(&self, id: &Key) -> String {
        let rule = self.process.rule_set.phases.iter().find(|rule| rule.id == *id);
        rule.map_or_else(|| id.to_string(), |rule| rule.name.to_string())
    }

    fn place(&self, code: &Code) -> String {
        let found = self.territories.iter().find(|territory| territory.code == code.as_str());
        found.map_or_else(|| code.to_string(), |territory| format!("{} {}", territory.code, territory.name))
    }

    /// What is open everywhere, or what comes next.
    fn now(&self) -> AnyView {
        let visit = self.visit;
        let locale = visit.locale();
        let route = self.process.dates.everywhere();
        let going_on = |stage: &&shared::calendar::Stage| {
            matches!(stage.opening(visit.now), Opening::Open { .. } | Opening::Paused { .. })
        };
        let open = route
            .stages()
            .iter()
            .filter(going_on)
            .map(|stage| {
                let said = text::route::now_one(locale, self.phase(stage.id()), opening(visit, stage));
                view! { <li>{said}</li> }
            })
            .collect::<Vec<_>>();
        let said = if open.is_empty() {
            let next = route
                .next(visit.now)
                .map(|next| text::route::now_next(locale, self.phase(next.id()), visit.date_time(next.opens())));
            view! { <p>{text::route::now_none(locale)} " " {next}</p> }.into_any()
        } else {
            view! { <ul>{open}</ul> }.into_any()
        };
        view! {
            <section class="section" aria-labelledby="now">
                <h2 id="now">{text::route::now_title(locale)}</h2>
                {said}
            </section>
        }
        .into_any()
    }

    /// The territories with dates of their own.
    fn differing(&self) -> AnyView {
        let visit = self.visit;
        let locale = visit.locale();
        let dates = &self.process.dates;
        let rows: Vec<AnyView> = dates
            .differing()
            .flat_map(|(code, route)| {
                route.stages().iter().filter(|stage| stage.is_own()).map(move |stage| (code, stage))
            })
            .map(|(code, stage)| {
                let elsewhere = dates.everywhere().stage(stage.id());
                let elsewhere = elsewhere
                    .map_or_else(|| text::route::no_date(locale).to_owned(), |other| period(visit, other.window()));
                let why = act_behind(self.acts, stage.id(), Some(code)).map(|(number, moved)| {
                    view! { <a href=path::calendar_act(number)>{moved.act.reason.to_string()}</a> }
                });
                view! {
                    <tr>
                        <th scope="row"><a href=path::territory(code.as_str())>{self.place(code)}</a></th>
                        <td data-label=text::route::phase(locale)>{self.phase(stage.id())}</td>
                        <td data-label=text::route::here(locale)>{period(visit, stage.window())}</td>
                        <td data-label=text::route::in_the_rest(locale)>{elsewhere}</td>
                        <td data-label=text::route::why(locale)>{why}</td>
                    </tr>
                }
                .into_any()
            })
            .collect();
        let body = if rows.is_empty() {
            view! { <p>{text::route::differing_none(locale)}</p> }.into_any()
        } else {
            view! {
                <Table
                    id="differing-table"
                    caption=text::route::differing_caption(locale)
                    titled=true
                    columns=vec![
                        Column::words(text::route::territory(locale)),
                        Column::words(text::route::phase(locale)),
                        Column::words(text::route::here(locale)),
                        Column::words(text::route::in_the_rest(locale)),
                        Column::words(text::route::why(locale)),
                    ]
                >
                    {rows}
                </Table>
            }
            .into_any()
        };
        view! {
            <section class="section" id="diferentes" aria-labelledby="differing">
                <h2 id="differing">{text::route::differing_title(locale)}</h2>
                {body}
            </section>
        }
        .into_any()
    }

    /// The acts, the newest first.
    fn log(&self) -> AnyView {
        let locale = self.visit.locale();
        let acts = self.acts.iter().enumerate().rev().map(|(place, moved)| self.act(place + 1, moved)).collect_view();
        let body = if self.acts.is_empty() {
            view! { <p>{text::route::log_none(locale)}</p> }.into_any()
        } else {
            view! {
                <p>{text::route::log_lead(locale)}</p>
                <ul class="rules" role="list">{acts}</ul>
            }
            .into_any()
        };
        view! {
            <section class="section" aria-labelledby="log">
                <h2 id="log">{text::route::log_title(locale)}</h2>
                {body}
            </section>
        }
        .into_any()
    }

    fn act(&self, number: usize, moved: &Moved) -> AnyView {
        let visit = self.visit;
        let locale = visit.locale();
        let act = &moved.act;
        let places = if act.territories.is_empty() {
            text::route::act_everywhere(locale).to_owned()
        } else {
            let names: Vec<String> = act.territories.iter().map(|code| self.place(code)).collect();
            text::route::act_where(locale, text::ruleset::all_of(locale, &names))
        };
        let was = act.was.map_or_else(
            || text::route::act_was_none(locale).to_owned(),
            |was| text::route::act_was(locale, within(&period(visit, was))),
        );
        view! {
            <li class="rules__one" id=format!("acto-{number}")>
                <p><strong>{text::route::act(locale, number, self.phase(&act.phase))}</strong></p>
                <p class="muted">{moment(visit, act.at)}</p>
                <p>{text::route::because(locale, &act.reason)}</p>
                <p>{places}</p>
                <p>{was} " " {text::route::act_becomes(locale, within(&period(visit, act.becomes)))}</p>
            </li>
        }
        .into_any()
    }

    /// How long steps may take, and what happens when they take longer.
    fn deadlines(&self) -> Option<AnyView> {
        let locale = self.visit.locale();
        let rules = &self.process.rule_set;
        let mut sections = reading::sections(locale, rules);
        sections.retain(|section| section.id == "deadlines");
        (!sections.is_empty()).then(|| {
            view! {
                {reading::show(locale, rules, sections, 2)}
                <p class="muted">{text::route::deadlines_lead(locale)}</p>
            }
            .into_any()
        })
    }
}
