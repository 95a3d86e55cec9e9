//! Figures of territories: by indicator and year, with their sources.

use shared::indicator::Figure;
use shared::ruleset::Measure;
use store::indicator::{self, NewFigure};
use store::territory;
use tests::world::{FIGURES, World};

fn figure(indicator: &str, year: u16, value: u64) -> NewFigure {
    NewFigure {
        indicator: indicator.parse().unwrap(),
        year,
        value: Figure::new(value).unwrap(),
        measure: Measure::People,
        source: format!("Censo de {year}"),
    }
}

#[tokio::test]
async fn the_newest_figure_counts_and_older_ones_stay() {
    let world = World::new().await;
    let now = server::clock::now();
    let id = world.one.territories["01"];
    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    let new = [figure("population", 2025, 1_100), figure("population", 2019, 900), figure("nbi", 2018, 70)];
    let figures: Vec<_> = new.iter().map(|figure| (id, figure)).collect();
    indicator::record(&mut tx, &figures, None, now).await.unwrap();

    let known = indicator::newest(&mut tx, 2025).await.unwrap();
    let by_territory = indicator::figures(&known);
    let of = |code: &str, name: &str| {
        by_territory[&code.parse().unwrap()].get(&name.parse().unwrap()).copied().map(Figure::get)
    };
    assert_eq!(of("01", "population"), Some(1_100));
    assert_eq!(of("01", "nbi"), Some(70));
    assert_eq!(of("02", "population"), Some(FIGURES[1].0));
    assert_eq!(of("02", "nbi"), None, "what nobody measured is not zero");
    let source = known.iter().find(|known| known.territory.as_str() == "01" && known.figure.year == 2025).unwrap();
    assert_eq!(source.figure.source, "Censo de 2025");
    // As it was known in an earlier year.
    let then = indicator::figures(&indicator::newest(&mut tx, 2020).await.unwrap());
    let first = &then[&"01".parse().unwrap()];
    assert_eq!(first.get(&"population".parse().unwrap()).copied().map(Figure::get), Some(900));

    // Pages read the same figures.
    let read = territory::find(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((read.indicators.population(), read.indicators.poverty_basis_points()), (1_100, Some(FIGURES[0].1)));
    assert_eq!(read.source, "Censo de 2025");
    // A figure brought again takes the place of the one of its year.
    indicator::record(&mut tx, &[(id, &figure("population", 2025, 1_101))], None, now).await.unwrap();
    assert_eq!(territory::find(&mut tx, id).await.unwrap().unwrap().indicators.population(), 1_101);
}
