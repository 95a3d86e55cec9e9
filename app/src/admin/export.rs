//! The ceilings as a file, with every part of the formula: whoever wants to redo the sum needs nothing else.

use axum::{Extension, extract::Query, http::StatusCode, response::Response};
use shared::{
    ceiling::{Explanation, Held},
    tenant::TenantKind,
};
use store::process;

use super::ceilings::asked;
use crate::{
    csv::{Cell, Csv},
    division::{Ground, Sharing, sharing, simulated},
    results::download,
    text,
    visit::Visit,
};

/// The table of ceilings of the current process, for everybody: as they came about, or by the formula of the address.
///
/// # Errors
/// The status to answer with: not found where no pool is shared out among territories, and what the figures refuse.
pub async fn ceilings(
    Extension(visit): Extension<Visit>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, StatusCode> {
    if !TenantKind::runs_processes(visit.site.kind) {
        return Err(StatusCode::NOT_FOUND);
    }
    let mut tx = visit.enter().await.map_err(download::failed)?;
    let process = process::current(&mut tx).await.map_err(download::failed)?.ok_or(StatusCode::NOT_FOUND)?;
    let Sharing::Territories(standings) = sharing(&mut tx, &process).await.map_err(download::failed)? else {
        return Err(StatusCode::NOT_FOUND);
    };
    if simulated(&process.rule_set).is_none() {
        return Err(StatusCode::NOT_FOUND);
    }
    let ground = Ground::of(&mut tx, &process, standings).await.map_err(download::failed)?;
    // The file speaks the site's language, whoever downloads it: it is one and the same document.
    let locale = visit.site.locale;
    let told = match asked(&query.into_iter().collect()) {
        Some(typed) => {
            let scene = ground.scene(ground.money(), ground.start(), locale).map_err(download::failed)?;
            let meant = typed.read(&scene.split_terms(), ground.money().currency(), locale);
            let split = meant.ok().and_then(|meant| meant.replace(ground.start()));
            let split = split.ok_or(StatusCode::UNPROCESSABLE_ENTITY)?;
            ground.divide(ground.money(), &split).map_err(download::failed)?.and_then(Result::ok)
        }
        None => match ground.standing().map_err(download::failed)? {
            Some((_, told)) => Some(told),
            None => ground.divide(ground.money(), ground.start()).map_err(download::failed)?.and_then(Result::ok),
        },
    };
    let told = told.ok_or(StatusCode::UNPROCESSABLE_ENTITY)?;
    let name = format!("{}-{}-techos.csv", visit.site.slug, process.slug);
    Ok(table(&visit, &ground, &told).download(&name))
}

fn table(visit: &Visit, ground: &Ground, told: &Explanation) -> Csv {
    let locale = visit.site.locale;
    let mut heads = vec![text::admin::code(locale).to_owned(), text::admin::territory(locale).to_owned()];
    for term in &told.terms {
        let name = ground.known.term_name(&term.term, locale);
        heads.push(text::ceilings::csv_figure(locale, &name));
        heads.push(text::ceilings::csv_divisor(locale, &name));
        heads.push(text::ceilings::csv_weight(locale, &name));
        heads.push(text::ceilings::csv_gives(locale, &name));
    }
    heads.extend(
        [
            text::ceilings::csv_by_formula(locale),
            text::ceilings::bound(locale),
            text::ceilings::csv_before_rounding(locale),
            text::admin::ceiling(locale),
            text::admin::pool(locale),
            text::admin::csv_currency(locale),
        ]
        .map(ToOwned::to_owned),
    );
    let mut csv = Csv::new(&heads.iter().map(String::as_str).collect::<Vec<_>>());
    for (standing, one) in ground.standings.iter().zip(&told.territories) {
        let mut cells = vec![Cell::text(one.code.as_str()), Cell::text(&standing.territory.name)];
        for (term, part) in told.terms.iter().zip(&one.terms) {
            cells.push(Cell::plain(Some(part.figure.numerator)));
            cells.push(Cell::plain(Some(part.figure.denominator)));
            cells.push(Cell::plain(Some(term.weight)));
            cells.push(Cell::plain(Some(part.money.to_decimal())));
        }
        cells.push(Cell::plain(Some(one.by_formula.to_decimal())));
        cells.push(Cell::text(match one.held.map(|held| held.bound) {
            None => "",
            Some(Held::Floor) => text::ceilings::held_floor(locale),
            Some(Held::Cap) => text::ceilings::held_cap(locale),
        }));
        cells.push(Cell::plain(Some(one.before_rounding.to_decimal())));
        cells.push(Cell::plain(Some(one.amount.to_decimal())));
        cells.push(Cell::plain(Some(told.pool.to_decimal())));
        cells.push(Cell::plain(Some(told.pool.currency().code())));
        csv.row(cells);
    }
    csv
}
