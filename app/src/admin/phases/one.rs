//! The page of one phase: its dates everywhere and where they differ, what depends on them, and the act that changes
//! them.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{
    calendar::{Route, Stage},
    document::Key,
    phase::{PhaseKind, PhaseState, Window},
    ruleset::{Code, PhaseRule},
};
use store::{
    process::{self, Process},
    tally,
    territory::{self, Territory},
};

use super::{
    super::{enter, no_process, tabs},
    act::{FORM, SavePhase, Seen},
    place,
};
use crate::{
    citizen::{period, undated, within},
    components::{
        Crumbs, Csrf, ErrorSummary, FieldError, Heading, Notice, NoticeKind, TextArea, TextField, described_by,
    },
    forms::Rejected,
    page::{Fault, Page, Width, page},
    path,
    rules::reading,
    text,
    visit::Visit,
};

/// How browsers write a day and an hour.
pub(super) const TYPED: &str = "%Y-%m-%dT%H:%M";

/// The dates of one phase.
#[component]
pub fn PhaseDates() -> impl IntoView {
    let phase = use_params_map().read_untracked().get("phase").unwrap_or_default();
    let territory = use_query_map().read_untracked().get("territorio");
    page(async move |visit| {
        enter(&visit)?;
        let phase: Key = phase.parse().map_err(|_| Fault::NotFound)?;
        let mut tx = visit.enter().await?;
        let Some(process) = process::current(&mut tx).await? else {
            return Ok(no_process(&visit, path::PHASES));
        };
        let at = process.rule_set.phases.iter().position(|rule| rule.id == phase).ok_or(Fault::NotFound)?;
        let territories = territory::all(&mut tx).await?;
        let asked = match territory.filter(|code| !code.is_empty()) {
            None => None,
            Some(code) => {
                let known = territories.iter().any(|territory| territory.code == code);
                Some(code.parse().ok().filter(|_| known).ok_or(Fault::NotFound)?)
            }
        };
        let counted = tally::votes_are_known(&mut tx, process.id).await?;
        drop(tx);
        let phase = &process.rule_set.phases[at];
        let one = One { visit: &visit, process: &process, at, phase, territories: &territories, asked };
        Ok(one.show(counted && sealed(&process, at)))
    })
}

/// Whether a count seals the phase: everything up to the last voting, which its result rests on.
fn sealed(process: &Process, at: usize) -> bool {
    let last_vote = process.rule_set.phases.iter().rposition(|rule| rule.kind == PhaseKind::Voting);
    last_vote.is_some_and(|last| at <= last)
}

/// An instant as a field for it holds it.
pub(super) fn typed(visit: &Visit, at: Option<DateTime<Utc>>) -> String {
    at.map(|at| visit.local(at).format(TYPED).to_string()).unwrap_or_default()
}

struct One<'a> {
    visit: &'a Visit,
    process: &'a Process,
    /// Its place among the phases of the rules.
    at: usize,
    phase: &'a PhaseRule,
    territories: &'a [Territory],
    /// The territory whose dates were asked for.
    asked: Option<Code>,
}

impl One<'_> {
    fn route(&self) -> &Route {
        let dates = &self.process.dates;
        self.asked.as_ref().map_or_else(|| dates.everywhere(), |code| dates.of_territory(code))
    }

    fn stage(&self) -> Option<&Stage> {
        self.route().stage(&self.phase.id)
    }

    fn show(&self, sealed: bool) -> Page {
        let locale = self.visit.locale();
        let name = self.phase.name.to_string();
        let title = text::admin::edit_phase(locale, &name);
        let body = if sealed {
            view! {
                <Notice kind=NoticeKind::Information locale><p>{text::admin::already_counted(locale)}</p></Notice>
            }
            .into_any()
        } else {
            self.form()
        };
        let view = view! {
            {tabs(self.visit, path::PHASES)}
            <Crumbs
                locale
                steps=vec![
                    (path::ADMIN.to_owned(), text::common::administration(locale).to_owned()),
                    (path::PHASES.to_owned(), text::admin::tab_phases(locale).to_owned()),
                ]
                here=name
            />
            <Heading over=text::terms::phase(locale, self.phase.kind) title=title.clone()/>
            {self.as_it_is()}
            {self.depends()}
            {body}
        };
        Page::new(title, view).width(Width::Narrow)
    }

    /// Its dates now.
    fn as_it_is(&self) -> AnyView {
        let (visit, locale) = (self.visit, self.visit.locale());
        let everywhere = self.process.dates.everywhere().stage(&self.phase.id).map_or_else(
            || match self.process.dates.everywhere().skipped(&self.phase.id) {
                Some(skipped) => format!("{}.", undated(visit, Some(skipped))),
                None => text::phases::now_nowhere(locale).to_owned(),
            },
            |stage| text::phases::now_everywhere(locale, within(&period(visit, stage.window()))),
        );
        let own = self
            .process
            .dates
            .differing()
            .filter_map(|(code, route)| Some((code, route.stage(&self.phase.id).filter(|stage| stage.is_own())?)))
            .map(|(code, stage)| {
                let name = place(visit, self.territories, code);
                view! { <li>{text::phases::now_in(locale, name, within(&period(visit, stage.window())))}</li> }
            })
            .collect::<Vec<_>>();
        let own = (!own.is_empty()).then(|| view! { <ul>{own}</ul> });
        view! { <p>{everywhere}</p> {own} }.into_any()
    }

    /// What bounds its dates, and what follows from them.
    fn depends(&self) -> AnyView {
        let (visit, locale) = (self.visit, self.visit.locale());
        let mut says = self.bounds();
        if let Some(stage) = self.stage().filter(|stage| stage.state(visit.now) != PhaseState::Upcoming) {
            says.push(text::phases::opened(locale, visit.date_time(stage.window().opens())));
            if stage.kind() == PhaseKind::Voting {
                says.push(text::phases::voted(locale).to_owned());
            }
        }
        let sections = reading::sections(locale, &self.process.rule_set);
        let rules = sections.into_iter().find(|section| section.id == "phases");
        says.extend(
            rules.and_then(|section| section.items.into_iter().nth(self.at)).into_iter().flat_map(|item| item.says),
        );
        let says = says.into_iter().map(|said| view! { <li>{said}</li> }).collect_view();
        view! {
            <section class="section" aria-labelledby="depends">
                <h2 id="depends">{text::phases::depends_title(locale)}</h2>
                <ul>{says}</ul>
            </section>
        }
        .into_any()
    }

    /// From when and until when it may open and close, as the other phases are dated.
    fn bounds(&self) -> Vec<String> {
        let (visit, locale) = (self.visit, self.visit.locale());
        let (phases, route) = (&self.process.rule_set.phases, self.route());
        let stage = |rule: &PhaseRule| route.stage(&rule.id);
        let earlier = || phases[..self.at].iter().filter_map(|rule| Some((rule, stage(rule)?)));
        let later = || phases[self.at + 1..].iter().filter_map(|rule| Some((rule, stage(rule)?)));
        let closed_before = earlier()
            .filter(|(rule, _)| !self.phase.overlaps.contains(&rule.id))
            .max_by_key(|(_, stage)| stage.closes());
        let opened_before = earlier().max_by_key(|(_, stage)| stage.opens());
        let closes_by =
            later().filter(|(rule, _)| !rule.overlaps.contains(&self.phase.id)).min_by_key(|(_, stage)| stage.opens());
        let opens_by = later().min_by_key(|(_, stage)| stage.opens());
        let mut says = Vec::new();
        match (closed_before, opened_before) {
            (Some((rule, stage)), opened) if opened.is_none_or(|(_, opened)| opened.opens() <= stage.closes()) => {
                says.push(text::phases::opens_after(locale, visit.date_time(stage.closes()), &rule.name));
            }
            (_, Some((rule, stage))) => {
                says.push(text::phases::opens_from(locale, visit.date_time(stage.opens()), &rule.name));
            }
            _ => {}
        }
        if let Some((rule, stage)) = closes_by {
            says.push(text::phases::closes_by(locale, visit.date_time(stage.opens()), &rule.name));
        }
        if let Some((rule, stage)) =
            opens_by.filter(|(_, stage)| closes_by.is_none_or(|(_, by)| stage.opens() < by.opens()))
        {
            says.push(text::phases::opens_by(locale, visit.date_time(stage.opens()), &rule.name));
        }
        says
    }

    fn form(&self) -> AnyView {
        let (visit, locale) = (self.visit, self.visit.locale());
        let rejected = visit.rejected(FORM);
        let window = self.stage().map(Stage::window);
        let seen = Seen::of(&self.process.dates, &self.phase.id).write();
        let button = |how: &'static str, label: &'static str| {
            view! { <button class="btn" type="submit" name="how" value=how>{label}</button> }
        };
        let (at_once, hint) = match self.stage().map(|stage| stage.state(visit.now)) {
            Some(PhaseState::Upcoming) => {
                (Some(button("open", text::admin::open_now(locale))), Some(text::phases::open_now_hint(locale)))
            }
            Some(PhaseState::Open) => {
                (Some(button("close", text::admin::close_now(locale))), Some(text::phases::close_now_hint(locale)))
            }
            Some(PhaseState::Closed) => (None, Some(text::phases::closed_hint(locale))),
            None => (None, None),
        };
        view! {
            <section class="section" aria-labelledby="change">
                <h2 id="change">{text::phases::form_title(locale)}</h2>
                <form class="form" method="post" action=SavePhase::url()>
                    <Csrf visit/>
                    <ErrorSummary rejected=&rejected locale/>
                    <input type="hidden" name="seen" value=seen/>
                    {self.places(&rejected)}
                    <div class="field-row">
                        <TextField
                            name="opens" label=text::admin::opens(locale) kind="datetime-local" rejected=&rejected
                            value=typed(visit, window.map(Window::opens)) locale
                        />
                        <TextField
                            name="closes" label=text::admin::closes(locale) kind="datetime-local" rejected=&rejected
                            value=typed(visit, window.map(Window::closes)) locale
                        />
                    </div>
                    <TextArea
                        name="reason" label=text::admin::reason(locale) hint=text::phases::reason_hint(locale)
                        rejected=&rejected rows=3 locale
                    />
                    <div class="actions">
                        <button class="btn btn--primary" type="submit" name="how" value="dates">
                            {text::admin::save_dates(locale)}
                        </button>
                        {at_once}
                        <a class="btn btn--quiet" href=path::PHASES>{text::common::cancel(locale)}</a>
                    </div>
                    {hint.map(|hint| view! { <p class="muted">{hint}</p> })}
                </form>
            </section>
        }
        .into_any()
    }

    /// Everywhere or in some territories; nothing to choose where there is one only.
    fn places(&self, rejected: &Rejected) -> Option<AnyView> {
        let (visit, locale) = (self.visit, self.visit.locale());
        if self.territories.len() < 2 {
            return None;
        }
        let came_back = !rejected.values.is_empty();
        let some = if came_back { rejected.value("where") == "some" } else { self.asked.is_some() };
        let ticked: BTreeSet<String> = if came_back {
            rejected.value("territories").split_whitespace().map(ToOwned::to_owned).collect()
        } else {
            self.asked.iter().map(ToString::to_string).collect()
        };
        let boxes = self
            .territories
            .iter()
            .map(|territory| {
                let code = territory.code.parse::<Code>().ok();
                let own = code.and_then(|code| {
                    self.process
                        .dates
                        .of_territory(&code)
                        .stage(&self.phase.id)
                        .filter(|stage| stage.is_own())
                        .map(Stage::window)
                });
                let own = own.map(|window| {
                    view! { <span class="muted">{text::phases::own(locale, within(&period(visit, window)))}</span> }
                });
                view! {
                    <label class="choice">
                        <input
                            type="checkbox" name="territories[]" value=territory.code.clone()
                            checked=ticked.contains(&territory.code)
                        />
                        <span class="choice__text">
                            <span>{text::phases::place(locale, &territory.code, &territory.name)}</span>
                            {own}
                        </span>
                    </label>
                }
            })
            .collect_view();
        Some(
            view! {
                <fieldset class="choices" id="where" aria-describedby=described_by("where", false, rejected)>
                    <legend>{text::phases::where_(locale)}</legend>
                    <FieldError name="where" rejected locale/>
                    <label class="choice">
                        <input type="radio" name="where" value="all" checked=!some/>
                        <span class="choice__text">
                            <span>{text::phases::where_all(locale)}</span>
                            <span class="muted">{text::phases::where_all_hint(locale)}</span>
                        </span>
                    </label>
                    <label class="choice">
                        <input type="radio" name="where" value="some" checked=some/>
                        <span class="choice__text">{text::phases::where_some(locale)}</span>
                    </label>
                </fieldset>
                <details class="more" open=some>
                    <summary>{text::phases::which(locale)}</summary>
                    <fieldset class="choices choices--many">
                        <legend class="visually-hidden">{text::phases::which(locale)}</legend>
                        <p class="field__hint">{text::phases::which_hint(locale)}</p>
                        {boxes}
                    </fieldset>
                </details>
            }
            .into_any(),
        )
    }
}
