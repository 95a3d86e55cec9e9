use chrono::DateTime;
use shared::phase::PhaseKind;
use uuid::Uuid;

use super::*;

fn place(number: u128, name: &str, population: u64, eligible: Option<u64>) -> Place {
    Place {
        tenant: Uuid::from_u128(number).into(),
        kind: TenantKind::Municipality,
        name: name.to_owned(),
        address: None,
        code: None,
        population: Some(population),
        eligible_population: eligible,
        population_source: Some("censo".to_owned()),
    }
}

fn published(number: u128, phase: PhaseKind, ideas: u64, pool: i64, voters: Option<u64>) -> Aggregate {
    Aggregate {
        tenant: Uuid::from_u128(number).into(),
        process: Uuid::from_u128(number).into(),
        process_name: "2026".to_owned(),
        demonstration: false,
        published_at: DateTime::UNIX_EPOCH,
        phase: Some(phase),
        pool: Money::new(pool, Currency::COP),
        territories: 1,
        ideas,
        projects: ideas / 2,
        counted: voters.map(|voters| Counted { voters, funded: 3, funded_cost: Money::new(pool / 2, Currency::COP) }),
    }
}

fn comparison(order: Order) -> Comparison {
    let places = [
        place(1, "Zapopan", 1_000, Some(800)),
        place(2, "Ámbar", 500, Some(400)),
        place(3, "Bello", 2_000, Some(1_000)),
        place(4, "Ébano", 10, None),
    ];
    let figures = vec![
        published(1, PhaseKind::Results, 10, 5_000, Some(80)),
        published(2, PhaseKind::Results, 30, 6_000, Some(100)),
        published(3, PhaseKind::Ideas, 20, 4_000, None),
    ];
    Comparison::new(places, figures, Currency::COP, order)
}

fn names(comparison: &Comparison) -> Vec<&str> {
    comparison.members.iter().map(|member| member.place.name.as_str()).collect()
}

#[test]
fn names_are_sorted_without_their_accents() {
    assert_eq!(names(&comparison(Order::default())), ["Ámbar", "Bello", "Zapopan"]);
    assert_eq!(names(&comparison(Order::asked(Some("nombre"), Some("desc")))), ["Zapopan", "Bello", "Ámbar"]);
}

#[test]
fn who_has_no_figure_comes_last_either_way() {
    assert_eq!(names(&comparison(Order::asked(Some("participacion"), None))), ["Ámbar", "Zapopan", "Bello"]);
    assert_eq!(names(&comparison(Order::asked(Some("participacion"), Some("asc")))), ["Zapopan", "Ámbar", "Bello"]);
}

#[test]
fn every_column_sorts_and_turns_round() {
    for column in Column::ALL {
        assert_eq!(column.word().parse(), Ok(column));
        let order = Order::default().towards(column);
        assert_eq!(Order::asked(Some(column.word()), Some(order.direction())), order);
        assert_ne!(order.towards(column), order);
        assert_eq!(comparison(order).members.len(), 3);
    }
    assert_eq!(Order::asked(Some("nada"), Some("desc")), Order::default());
    assert_eq!(names(&comparison(Order::asked(Some("ideas"), None))), ["Ámbar", "Bello", "Zapopan"]);
    assert_eq!(names(&comparison(Order::asked(Some("fase"), None))), ["Bello", "Ámbar", "Zapopan"]);
}

#[test]
fn turnout_has_one_basis_for_all() {
    assert_eq!(comparison(Order::default()).basis, Basis::Eligible);
    let places = [place(1, "Uno", 1_000, None), place(2, "Dos", 500, Some(400))];
    let figures =
        vec![published(1, PhaseKind::Results, 1, 1, Some(80)), published(2, PhaseKind::Results, 1, 1, Some(100))];
    let mixed = Comparison::new(places, figures, Currency::COP, Order::default());
    assert_eq!(mixed.basis, Basis::Inhabitants);
    assert_eq!(mixed.members[0].turnout(mixed.basis), Ratio::new(100_u64, 500_u64));
}

#[test]
fn totals_add_up_and_medians_lie_between() {
    let comparison = comparison(Order::default());
    let total = comparison.total();
    assert_eq!((total.ideas, total.projects, total.funded, total.voters), (60, 30, 6, 180));
    assert_eq!(total.turnout, Ratio::new(180_u64, 1_200_u64));
    assert_eq!(total.pool, Some(Money::new(15_000, Currency::COP)));
    assert_eq!(total.per_inhabitant, Ratio::new(15_000, 3_500_u64));
    assert_eq!(comparison.median(Column::Ideas), Some(Ratio::whole(20)));
    assert_eq!(comparison.median(Column::Turnout), Ratio::new(7_u64, 40_u64));
    assert_eq!(comparison.largest(Column::Turnout), Ratio::new(1_u64, 4_u64));
}

#[test]
fn money_of_another_currency_is_not_compared() {
    let mut figures = vec![published(1, PhaseKind::Ideas, 1, 100, None), published(2, PhaseKind::Ideas, 1, 900, None)];
    figures[1].pool = Money::new(900, Currency::MXN);
    let places = [place(1, "Uno", 10, None), place(2, "Dos", 10, None)];
    let mixed = Comparison::new(places, figures, Currency::COP, Order::asked(Some("bolsa"), None));
    assert_eq!(names(&mixed), ["Uno", "Dos"]);
    assert_eq!(mixed.total().pool, None);
    assert_eq!(mixed.largest(Column::PerInhabitant), Ratio::new(100_u64, 10_u64));
}

#[test]
fn who_published_nothing_is_still_found() {
    let mut comparison = comparison(Order::default());
    comparison.keep("ebano");
    assert_eq!(comparison.silent.len(), 1);
    assert!(comparison.members.is_empty());
}
