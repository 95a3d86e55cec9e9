//! Ballots on paper: how the desks stand, the sheets, and what was printed.

mod custody;
mod enter;
mod ground;
mod photo;
mod print;
mod register;
mod resolve;
mod sheet;
mod state;
mod void;

use leptos::prelude::*;
use shared::{
    paper::{Stage, Standing},
    permission::Action,
};
use store::{
    contest::{self, Contest},
    desk::{self, Desk},
    paper::{self, Balanced, Printed, Sheet},
};

use self::ground::Ground;
pub use self::{
    photo::{PHOTO_FORM, files},
    print::Batch,
};
pub(super) use self::{
    sheet::SheetPage,
    state::{decision, verdict},
};
use super::tabs;
use crate::{
    components::{Column, Heading, Table},
    page::{Page, Width, page},
    path,
    text::{desk as desks, paper as words},
    visit::Visit,
};

/// All of it in one process.
struct Shown {
    ground: Ground,
    contests: Vec<Contest>,
    desks: Vec<Desk>,
    sheets: Vec<(Sheet, Stage)>,
    /// None while people vote.
    balances: Option<Vec<Balanced>>,
    printed: Vec<Printed>,
}

/// The page of all ballots on paper, for whoever the rules let deal with them.
#[component]
pub(super) fn PaperPage() -> AnyView {
    page(async |visit| {
        let mut tx = visit.enter().await?;
        let Some(ground) = Ground::enter(&visit, &mut tx).await? else {
            return Ok(super::no_process(&visit, path::PAPER));
        };
        let process = ground.process.id;
        let contests = contest::of_process(&mut tx, process).await?;
        let desks = desk::places(&mut tx, process).await?.into_iter().flat_map(|(_, desks)| desks).collect();
        let mut sheets = Vec::new();
        for sheet in paper::sheets(&mut tx, process).await? {
            let stage = paper::read(&mut tx, &sheet).await?.stage();
            sheets.push((sheet, stage));
        }
        // How many came is told to nobody while people vote.
        let over = ground.voting_is_over(&visit);
        let balances = if over { Some(paper::balances(&mut tx, &ground.process).await?) } else { None };
        let printed = paper::batches(&mut tx, process).await?;
        Ok(show(&visit, &Shown { ground, contests, desks, sheets, balances, printed }))
    })
}

fn show(visit: &Visit, shown: &Shown) -> Page {
    let locale = visit.locale();
    let title = words::title(locale);
    let enters = shown.ground.may(Action::EnterPaper);
    let manages = shown.ground.may(Action::ManageDesks);
    let content = view! {
        {tabs(visit, path::PAPER)}
        <Heading over=shown.ground.process.name.clone() title lead=words::lead(locale)/>
        <section class="section stack">
            <h2>{words::balances(locale)}</h2>
            <p>{words::balances_lead(locale)}</p>
            {match &shown.balances {
                Some(all) => balances(visit, all),
                None => view! { <p>{words::balances_later(locale)}</p> }.into_any(),
            }}
            {shown.balances.as_ref().filter(|_| manages).map(|all| state::forms(visit, all))}
        </section>
        <section class="section stack">
            <h2>{words::sheets(locale)}</h2>
            {sheets(visit, &shown.sheets, shown.balances.is_some())}
            {enters.then(|| register::form(visit, &shown.desks, &shown.contests))}
        </section>
        {manages.then(|| print::section(visit, &shown.contests, &shown.printed))}
    };
    Page::new(title, content).width(Width::Wide)
}

/// A desk as people call it.
fn called(visit: &Visit, place: &str, number: u32) -> String {
    desks::desk_of(visit.locale(), number, place)
}

fn balances(visit: &Visit, all: &[Balanced]) -> AnyView {
    let locale = visit.locale();
    if all.is_empty() {
        return view! { <p>{words::balances_none(locale)}</p> }.into_any();
    }
    let rows = all
        .iter()
        .map(|one| {
            let standing = one.balance.standing();
            let said = one.said.as_ref().filter(|_| standing != Standing::Square);
            let said = said.map(|said| view! { <p class="muted">{state::told(visit, said)}</p> });
            view! {
                <tr>
                    <th scope="row">{called(visit, &one.desk.1, one.desk.2)}</th>
                    <td data-label=words::contest(locale)>{one.contest.1.clone()}</td>
                    <td class="num" data-label=words::handed_out(locale)>{visit.integer(one.balance.handed_out)}</td>
                    <td class="num" data-label=words::agreed(locale)>{visit.integer(one.balance.agreed)}</td>
                    <td data-label=words::standing(locale)>
                        <span class="chip">{words::standing_of(locale, standing)}</span>
                        {said}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::words(words::desk(locale)),
        Column::words(words::contest(locale)),
        Column::numbers(words::handed_out(locale)),
        Column::numbers(words::agreed(locale)),
        Column::words(words::standing(locale)),
    ];
    view! { <Table id="balances" caption=words::balances(locale) titled=true columns>{rows}</Table> }.into_any()
}

/// The sheets. How many ballots they have is shown when voting is over.
fn sheets(visit: &Visit, all: &[(Sheet, Stage)], over: bool) -> AnyView {
    let locale = visit.locale();
    if all.is_empty() {
        return view! { <p>{words::sheets_none(locale)}</p> }.into_any();
    }
    let rows = all
        .iter()
        .map(|(sheet, stage)| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=path::paper_sheet(sheet.id)>{words::sheet_number(locale, sheet.number)}</a>
                    </th>
                    <td data-label=words::desk(locale)>{called(visit, &sheet.desk.1, sheet.desk.2)}</td>
                    <td data-label=words::contest(locale)>{sheet.contest.1.clone()}</td>
                    <td class="num" data-label=words::ballots(locale)>
                        {if over { visit.integer(sheet.ballots) } else { "—".to_owned() }}
                    </td>
                    <td data-label=words::stage(locale)>{words::stage_of(locale, *stage)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::words(words::sheets(locale)),
        Column::words(words::desk(locale)),
        Column::words(words::contest(locale)),
        Column::numbers(words::ballots(locale)),
        Column::words(words::stage(locale)),
    ];
    view! { <Table id="sheets" caption=words::sheets(locale) titled=true columns>{rows}</Table> }.into_any()
}
