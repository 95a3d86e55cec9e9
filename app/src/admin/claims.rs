//! The bench at which claims on personal data are answered (reclamos): those that wait, by the day on which they are due.

mod answer;
mod case;

use leptos::prelude::*;
use shared::{claim::Standing, locale, permission::Action};
use store::{
    TenantTx,
    claim::{self, Claim},
    process::Process,
};

pub use self::case::ClaimPage;
use super::{bench, no_process, tabs};
use crate::{
    components::{Column, Heading, Icon, Table},
    page::{Page, Width, page},
    path,
    text::claim as words,
    visit::Visit,
};

/// How many claims on rolls are under way in a process.
pub(super) async fn on_rolls(visit: &Visit, tx: &mut TenantTx, process: &Process) -> store::Result<usize> {
    let claims = claim::of_process(tx, process.id).await?;
    let is_open = |claim: &&Claim| claim.kind.is_about_rolls() && !claim.standing(process, visit.today()).is_over();
    Ok(claims.iter().filter(is_open).count())
}

/// How a claim stands, as a chip that says when it is late.
fn chip(visit: &Visit, standing: Standing) -> AnyView {
    let locale = visit.locale();
    let says = words::standing(locale, standing, |day| locale::format_date(day, locale));
    let is_late = standing.last_day().is_some_and(|day| day < visit.today());
    let (class, icon) = match standing {
        _ if is_late => ("chip chip--no", "warn"),
        Standing::Waits { .. } | Standing::Incomplete { .. } | Standing::BeingCorrected { .. } => {
            ("chip chip--wait", "clock")
        }
        Standing::Upheld => ("chip chip--ok", "check"),
        Standing::Refused => ("chip chip--no", "cross"),
        Standing::Lapsed => ("chip", "minus"),
    };
    let late = is_late.then(|| format!("{}. ", words::late(locale)));
    view! { <span class=class><Icon name=icon/>{late}{says}</span> }.into_any()
}

/// The bench.
#[component]
pub fn Claims() -> AnyView {
    page(async |visit| {
        let mut tx = visit.enter().await?;
        let Some(process) = bench(&visit, &mut tx, Action::AnswerClaims).await? else {
            return Ok(no_process(&visit, path::ADMIN_CLAIMS));
        };
        let claims = claim::of_process(&mut tx, process.id).await?;
        Ok(show(&visit, &process, &claims))
    })
}

fn show(visit: &Visit, process: &Process, claims: &[Claim]) -> Page {
    let locale = visit.locale();
    let title = words::title(locale);
    let standing = |claim: &Claim| claim.standing(process, visit.today());
    let (over, mut open): (Vec<_>, Vec<_>) =
        claims.iter().map(|claim| (claim, standing(claim))).partition(|(_, standing)| standing.is_over());
    // What has to be answered first comes first; what waits for others comes after it.
    open.sort_by_key(|(claim, standing)| {
        let due = standing.last_day();
        (due.is_none(), due, claim.number)
    });
    let content = view! {
        {tabs(visit, path::ADMIN_CLAIMS)}
        <Heading over=process.name.clone() title lead=words::bench_lead(locale)/>
        {table(visit, "open", words::open_table(locale), &open)}
        {table(visit, "over", words::over_table(locale), &over)}
    };
    Page::new(title, content).width(Width::Wide)
}

fn table(visit: &Visit, id: &'static str, caption: &'static str, claims: &[(&Claim, Standing)]) -> AnyView {
    let locale = visit.locale();
    if claims.is_empty() {
        return view! {
            <section class="section stack"><h2>{caption}</h2><p>{words::none(locale)}</p></section>
        }
        .into_any();
    }
    let rows = claims
        .iter()
        .map(|(claim, standing)| {
            view! {
                <tr>
                    <th scope="row"><a href=path::admin_claim(claim.id)>{words::number(locale, claim.number)}</a></th>
                    <td data-label=words::kind(locale)>{words::of_kind(locale, claim.kind)}</td>
                    <td data-label=words::day(locale)>{visit.date(claim.filed_at)}</td>
                    <td data-label=words::due(locale)>{chip(visit, *standing)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::words(words::which(locale)),
        Column::words(words::kind(locale)),
        Column::words(words::day(locale)),
        Column::words(words::due(locale)),
    ];
    view! {
        <section class="section stack">
            <h2>{caption}</h2>
            <Table id caption titled=true columns>{rows}</Table>
        </section>
    }
    .into_any()
}
