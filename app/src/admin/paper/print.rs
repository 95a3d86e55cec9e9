//! Printing ballots: numbered batches, and what stands on each of them.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    ballot::{BallotForm, Input, Way},
    paper::{Batch as Numbers, Leaflet, Line},
    permission::Action,
};
use store::{
    contest::{self, Contest},
    paper::{self, Printed},
    proposal::Proposal,
};

use super::ground::{Ground, record};
use crate::{
    ballot,
    components::{Column, Csrf, ErrorSummary, Icon, Select, Table, TextField},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    page::Fault,
    path,
    text::{self, paper as words},
    visit::{Preferences, Visit},
};

const FORM: &str = "print";

/// What was printed, and the form for the next batch.
pub(super) fn section(visit: &Visit, contests: &[Contest], printed: &[Printed]) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected(FORM);
    let options = contests.iter().map(|contest| (contest.code.clone(), contest.name.clone())).collect();
    let list = (!printed.is_empty()).then(|| batches(visit, contests, printed));
    view! {
        <section class="section stack" aria-labelledby="print-title">
            <h2 id="print-title">{words::print(locale)}</h2>
            <p>{words::print_lead(locale, Numbers::MOST)}</p>
            {list}
            <form class="form" method="post" action=PrintBallots::url()>
                <Csrf visit/>
                <ErrorSummary rejected=&rejected locale/>
                <Select
                    name="printed" label=words::contest(locale) prompt=words::contest_prompt(locale) options
                    rejected=&rejected locale
                />
                <TextField
                    name="count" label=words::print_count(locale) class="input--short" inputmode="numeric"
                    rejected=&rejected locale
                />
                <div class="actions"><button class="btn" type="submit">{words::print_do(locale)}</button></div>
            </form>
        </section>
    }
    .into_any()
}

fn batches(visit: &Visit, contests: &[Contest], printed: &[Printed]) -> AnyView {
    let locale = visit.locale();
    let rows = printed
        .iter()
        .filter_map(|one| {
            let contest = contests.iter().find(|contest| contest.id == one.contest)?;
            let first = one.batch.first();
            let file = |large| {
                let label = if large { words::file_large(locale) } else { words::file(locale) };
                view! {
                    <a href=path::paper_ballots(&contest.code, first, large) download="">
                        <Icon name="download"/>{label}
                        <span class="visually-hidden">" " {words::file_of(locale, first)}</span>
                    </a>
                }
            };
            Some(view! {
                <tr>
                    <th scope="row">{words::from_to(locale, first, one.batch.last())}</th>
                    <td data-label=words::contest(locale)>{contest.name.clone()}</td>
                    <td data-label=words::printed_by(locale)>
                        {words::by_at(locale, &one.by, visit.date_time(one.at))}
                    </td>
                    <td>{file(false)} " " {file(true)}</td>
                </tr>
            })
        })
        .collect_view();
    let columns = vec![
        Column::words(words::batch(locale)),
        Column::words(words::contest(locale)),
        Column::words(words::printed_by(locale)),
        Column::blank(),
    ];
    view! { <Table id="batches" caption=words::batches(locale) columns>{rows}</Table> }.into_any()
}

/// Numbers a batch.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "imprimir-tarjetones")]
pub async fn print_ballots(
    #[server(default)] printed: String,
    #[server(default)] count: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new(FORM, path::PAPER, [("printed", &*printed), ("count", &count)]);
    let outcome = number(&visit, &printed, &count).await;
    answer(&visit, posted, outcome).await
}

async fn number(visit: &Visit, code: &str, count: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    let (ground, by) = Ground::posted(visit, &mut tx, Action::ManageDesks).await?;
    let found = contest::by_code(&mut tx, ground.process.id, code).await?;
    let count = count.trim().parse::<u16>().ok().filter(|count| Numbers::new(1, *count).is_ok());
    let (Some(contest), Some(count)) = (&found, count) else {
        let contest = found.is_none().then(|| FieldMessage::new("printed", words::choose_contest(locale)));
        let wrong = || FieldMessage::new("count", words::count_wrong(locale, Numbers::MOST));
        return Err(Declined::Invalid(contest.into_iter().chain(count.is_none().then(wrong)).collect()));
    };
    if ground.ballot(&mut tx, contest).await?.is_none() {
        return Err(Declined::Refused(words::no_form(locale).to_owned()));
    }
    let batch = paper::add_batch(&mut tx, contest.id, count, by, visit.now).await?;
    let (first, last) = (batch.first().to_string(), batch.last().to_string());
    let after = json!({ "first": first, "last": last });
    record(visit, &mut tx, ("print_ballots", &contest.name), None, &after).await?;
    tx.commit().await?;
    Ok(Done { to: path::PAPER.to_owned(), message: Some(words::numbered(locale, first, last)) })
}

/// Ballots to be set as a file.
#[derive(Debug)]
pub struct Batch {
    /// What stands on them.
    pub leaflet: Leaflet,
    /// What the file is called.
    pub file_name: String,
}

impl Batch {
    /// The ballots of a batch, by the contest's code and the first number, for whoever may print them. They speak the
    /// site's language, whoever asks.
    ///
    /// # Errors
    /// When whoever asks may not, or there is no such batch.
    pub async fn of(visit: &Visit, code: &str, first: &str, large: bool) -> Result<Self, Fault> {
        let visit = &Visit { preferences: Preferences::default(), ..visit.clone() };
        let locale = visit.locale();
        let mut tx = visit.enter().await?;
        let ground = Ground::enter(visit, &mut tx).await?.filter(|ground| ground.may(Action::ManageDesks));
        let ground = ground.ok_or(Fault::NotFound)?;
        let contest = contest::by_code(&mut tx, ground.process.id, code).await?.ok_or(Fault::NotFound)?;
        let printed = paper::batches(&mut tx, ground.process.id).await?;
        let named = |one: &Printed| one.contest == contest.id && one.batch.first().to_string() == first;
        let printed = printed.into_iter().find(named).ok_or(Fault::NotFound)?;
        let (form, projects) = ground.ballot(&mut tx, &contest).await?.ok_or(Fault::NotFound)?;
        let name = if large { words::leaflet_file_large } else { words::leaflet_file };
        let file_name = name(locale, &contest.code, first);
        let leaflet = leaflet(visit, &ground, &contest, (&form, &projects), printed.batch, large);
        Ok(Self { leaflet, file_name })
    }
}

fn leaflet(
    visit: &Visit,
    ground: &Ground,
    contest: &Contest,
    (form, projects): (&BallotForm, &[Proposal]),
    batch: Numbers,
    large: bool,
) -> Leaflet {
    let locale = visit.locale();
    let written = !matches!(form.input(), Input::Tick | Input::Pick);
    let marked = match form.input() {
        Input::Tick | Input::Pick => words::leaflet_tick(locale),
        Input::Place { .. } => words::leaflet_rank(locale),
        Input::Amount { .. } => words::leaflet_give(locale),
    };
    let ceiling = (!matches!(form.way(), Way::Knapsack { .. }))
        .then(|| words::leaflet_ceiling(locale, visit.money(form.offer().ceiling())));
    let groups = ballot::has_groups(form).then(|| words::leaflet_groups(locale).to_owned());
    let says = [Some(text::ballot::legend(locale, form)), text::ballot::how(locale, form), ceiling, groups];
    let says = says.into_iter().flatten().chain([marked.to_owned(), words::leaflet_unsigned(locale).to_owned()]);
    let width = form.offer().projects().iter().map(|project| project.number.to_string().len()).max().unwrap_or(1);
    let lines = form.offer().projects().iter().filter_map(|offered| {
        let project = projects.iter().find(|project| project.id == offered.id)?;
        let place = project.place.iter().cloned();
        let detail: Vec<String> = place.chain([visit.money(offered.cost)]).collect();
        let number = format!("{:0width$}", offered.number);
        let alone = ballot::alone(locale, form, offered);
        Some(Line { number, title: project.title.clone(), detail: detail.join(" · "), alone })
    });
    Leaflet {
        locale,
        over: words::leaflet_over(locale, &visit.site.name, &ground.process.name),
        title: contest.name.clone(),
        says: says.collect(),
        lines: lines.collect(),
        written,
        blank: form.blank().then(|| words::leaflet_blank(locale).to_owned()),
        stub: words::leaflet_stub(locale).to_owned(),
        tear: words::leaflet_tear(locale).to_owned(),
        foot: words::leaflet_foot(locale, &contest.name),
        serials: batch.serials().map(|serial| serial.to_string()).collect(),
        large,
    }
}
