//! The ceilings as a file, with every part of the formula: whoever wants to redo the sum needs nothing else.

use axum::{Extension, extract::Query, http::StatusCode, response::Response};
use shared::{
    ceiling::{Explanation, Held},
    tenant::TenantKind,
};
use store::{
    TenantTx, contest,
    process::{self, Process},
};

use super::ceilings::asked;
use crate::{
    csv::{Cell, Csv},
    division::{Ground, Treasury},
    results::download,
    text,
    visit::Visit,
};

/// The table of ceilings of the current process, for everybody: as they came about, or by the formula of the address; where
/// no single formula divides the whole, every ceiling of every pool.
///
/// # Errors
/// The status to answer with: not found where nothing can be told of any ceiling, and what the figures refuse.
pub async fn ceilings(
    Extension(visit): Extension<Visit>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, StatusCode> {
    if !TenantKind::runs_processes(visit.site.kind) {
        return Err(StatusCode::NOT_FOUND);
    }
    let mut tx = visit.enter().await.map_err(download::failed)?;
    let process = process::current(&mut tx).await.map_err(download::failed)?.ok_or(StatusCode::NOT_FOUND)?;
    let name = format!("{}-{}-techos.csv", visit.site.slug, process.slug);
    let Some(ground) = Ground::of(&mut tx, &process, None).await.map_err(download::failed)? else {
        let csv = published(&visit, &mut tx, &process).await.map_err(download::failed)?;
        return csv.map(|csv| csv.download(&name)).ok_or(StatusCode::NOT_FOUND);
    };
    // The file speaks the site's language, whoever downloads it: it is one and the same document.
    let locale = visit.site.locale;
    let told = match asked(&query.into_iter().collect()) {
        Some(typed) => {
            let scene = ground.scene(ground.money(), ground.start(), locale);
            let meant = typed.read(&scene.split_terms(), ground.money().currency(), locale);
            let split = meant.ok().and_then(|meant| meant.replace(ground.start()));
            let split = split.ok_or(StatusCode::UNPROCESSABLE_ENTITY)?;
            ground.divide(ground.money(), &split).and_then(Result::ok)
        }
        None => match ground.standing().map_err(download::failed)? {
            Some((_, told)) => Some(told),
            None => ground.divide(ground.money(), ground.start()).and_then(Result::ok),
        },
    };
    let told = told.ok_or(StatusCode::UNPROCESSABLE_ENTITY)?;
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
    for (place, one) in ground.places.iter().zip(&told.territories) {
        let mut cells = vec![Cell::text(one.code.as_str()), Cell::text(&place.name)];
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

/// Every ceiling of every pool as it stands: as an act adopted it, else as the rules give it today. Where a pool of the
/// ballots gives none, their ceilings are those of their ledgers. Nothing where there are none at all.
async fn published(visit: &Visit, tx: &mut TenantTx, process: &Process) -> store::Result<Option<Csv>> {
    let locale = visit.site.locale;
    let treasury = Treasury::of(tx, process).await?;
    let mut rows: Vec<[Cell; 10]> = Vec::new();
    for pool in &treasury.rules.pools {
        let names = treasury.names();
        if let Ok(told) = treasury.told(pool)? {
            rows.extend(told.plan.ceilings.iter().map(|one| {
                let place = one.territory.as_ref();
                [
                    Cell::text(pool.id.as_str()),
                    Cell::text(pool.name.as_str()),
                    Cell::text(place.map_or("", |code| code.as_str())),
                    Cell::text(place.map(|code| names.place_name(code)).unwrap_or_default()),
                    Cell::text(one.theme.as_ref().map(|theme| names.theme(theme)).unwrap_or_default()),
                    Cell::plain(one.projects),
                    Cell::plain(Some(one.amount.to_decimal())),
                    Cell::plain(Some(one.amount.currency().code())),
                    Cell::text(told.adopted.map_or("", |adopted| &adopted.act)),
                    Cell::plain(told.adopted.map(|adopted| adopted.date)),
                ]
            }));
        } else if let Some(rule) = treasury.spent_by(pool) {
            let contests = contest::of_process(tx, process.id).await?;
            rows.extend(contests.into_iter().filter(|contest| contest.rule == rule.id).map(|contest| {
                let at = contest.at.as_ref();
                let own = treasury.own().iter().find(|own| Some(own.id) == contest.territory);
                let name = own.map(|own| own.name.as_str()).or_else(|| at.map(|code| names.place_name(code)));
                [
                    Cell::text(pool.id.as_str()),
                    Cell::text(pool.name.as_str()),
                    Cell::text(at.map_or("", |code| code.as_str())),
                    Cell::text(name.unwrap_or_default()),
                    Cell::Empty,
                    Cell::Empty,
                    Cell::plain(Some(contest.ceiling.to_decimal())),
                    Cell::plain(Some(contest.ceiling.currency().code())),
                    Cell::Empty,
                    Cell::Empty,
                ]
            }));
        }
    }
    if rows.is_empty() {
        return Ok(None);
    }
    let mut csv = Csv::new(&[
        text::pools::csv_pool(locale),
        text::ceilings::pool(locale),
        text::admin::code(locale),
        text::admin::territory(locale),
        text::pools::theme(locale),
        text::pools::at_most(locale),
        text::admin::ceiling(locale),
        text::admin::csv_currency(locale),
        text::pools::csv_act(locale),
        text::ceilings::act_date(locale),
    ]);
    for row in rows {
        csv.row(row);
    }
    Ok(Some(csv))
}
