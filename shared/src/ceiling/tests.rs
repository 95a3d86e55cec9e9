use proptest::{collection::vec, prelude::*};

use super::*;
use crate::money::Currency;

fn territory(code: &str, population: u64, poverty: u32) -> TerritoryInput {
    TerritoryInput { code: code.into(), indicators: Indicators::new(population, Some(poverty)).unwrap() }
}

fn weights(population: u8, poverty: u8, equal: u8) -> Weights {
    Weights::new(population, poverty, equal).unwrap()
}

fn share_out(pool: i64, weights: Weights, territories: &[TerritoryInput]) -> Vec<i64> {
    let distribution = distribute(Money::new(pool, Currency::COP), weights, territories).unwrap();
    distribution.ceilings.iter().map(|ceiling| ceiling.amount.minor()).collect()
}

/// Medellín's 16 comunas and 5 corregimientos: code, population projected for 2026, poverty index in basis points.
pub(super) const MEDELLIN: [(&str, u64, u32); 21] = [
    ("01", 157_097, 2_093),
    ("02", 128_072, 1_556),
    ("03", 188_577, 1_684),
    ("04", 147_680, 1_310),
    ("05", 128_261, 849),
    ("06", 187_015, 1_141),
    ("07", 219_669, 1_291),
    ("08", 183_078, 1_734),
    ("09", 186_832, 1_364),
    ("10", 80_892, 951),
    ("11", 101_456, 210),
    ("12", 88_925, 335),
    ("13", 185_812, 1_078),
    ("14", 114_223, 26),
    ("15", 64_052, 77),
    ("16", 224_468, 732),
    ("50", 7_151, 2_488),
    ("60", 177_709, 1_175),
    ("70", 48_379, 1_250),
    ("80", 131_958, 1_144),
    ("90", 36_606, 1_008),
];

#[test]
fn a_city_shares_its_pool_out_to_the_last_peso() {
    let territories: Vec<_> =
        MEDELLIN.iter().map(|&(code, people, poverty)| territory(code, people, poverty)).collect();
    let pool = Money::new(251_265_148_208, Currency::COP);
    let distribution = distribute(pool, weights(30, 60, 10), &territories).unwrap();
    let amounts = distribution.ceilings.iter().map(|ceiling| ceiling.amount);
    assert_eq!(Money::sum(amounts, Currency::COP), Ok(pool));
    assert_eq!(distribution.totals.population, 2_787_912);
    assert_eq!(distribution.totals.territories, 21);

    // The same by the formula, term by term, in whole pesos.
    let poverty: u128 = MEDELLIN.iter().map(|&(_, people, poverty)| u128::from(people) * u128::from(poverty)).sum();
    assert_eq!(u128::from(distribution.totals.poverty), poverty);
    for (ceiling, &(code, people, index)) in distribution.ceilings.iter().zip(&MEDELLIN) {
        let pool = 251_265_148_208_u128;
        let terms = [
            pool * 30 * u128::from(people) / (100 * 2_787_912),
            pool * 60 * u128::from(people) * u128::from(index) / (100 * poverty),
            pool * 10 / (100 * 21),
        ];
        let found = [ceiling.terms.population, ceiling.terms.poverty, ceiling.terms.equal];
        assert_eq!(found.map(|term| u128::try_from(term.minor()).unwrap()), terms, "{code}");
        assert!((0..=3).contains(&ceiling.terms.rounding.minor()), "{code}");
    }
}

#[test]
fn what_rounding_leaves_goes_to_the_largest_remainders() {
    // 10 · 1/6, 10 · 2/6, 10 · 3/6 = 1.67, 3.33, 5
    let territories = [territory("a", 1, 0), territory("b", 2, 0), territory("c", 3, 0)];
    assert_eq!(share_out(10, weights(1, 0, 0), &territories), [2, 3, 5]);
}

#[test]
fn equal_remainders_go_by_code() {
    let territories = [territory("c", 5, 0), territory("a", 5, 0), territory("b", 5, 0)];
    assert_eq!(share_out(11, weights(0, 0, 7), &territories), [3, 4, 4]);
}

#[test]
fn one_territory_gets_everything_and_an_empty_pool_gives_nothing() {
    let alone = [territory("a", 5, 700)];
    assert_eq!(share_out(i64::MAX, weights(100, 100, 100), &alone), [i64::MAX]);
    assert_eq!(share_out(0, weights(1, 1, 1), &alone), [0]);
}

#[test]
fn what_cannot_be_shared_out_says_why() {
    let error = |pool, weights, territories: &[TerritoryInput]| {
        distribute(Money::new(pool, Currency::COP), weights, territories).unwrap_err()
    };
    let even = weights(1, 1, 1);
    assert_eq!(error(1, even, &[]), CeilingError::NoTerritories);
    assert_eq!(error(-1, even, &[territory("a", 1, 1)]), CeilingError::NegativePool);
    assert_eq!(
        error(1, even, &[territory("a", 1, 1), territory("a", 2, 1)]),
        CeilingError::DuplicateCode { code: "a".into() }
    );
    assert_eq!(error(1, even, &[territory("a", 5, 0)]), CeilingError::NothingToWeigh { term: Term::Poverty });
    assert_eq!(error(1, even, &[territory("a", 0, 9)]), CeilingError::NothingToWeigh { term: Term::Population });
    let unmeasured = TerritoryInput { code: "b".into(), indicators: Indicators::new(5, None).unwrap() };
    assert_eq!(
        error(1, even, &[territory("a", 5, 5), unmeasured.clone()]),
        CeilingError::MissingFigure { term: Term::Poverty, code: "b".into() }
    );
    assert_eq!(error(1, even, &[territory("a", u64::MAX, 2)]), CeilingError::Overflow);
    // Where poverty does not count, nobody needs to have measured it.
    assert_eq!(share_out(9, weights(1, 0, 1), &[unmeasured]), [9]);
}

#[test]
fn weights_are_on_their_scale() {
    assert_eq!(Weights::new(0, 0, 0), Err(WeightsError::AllZero));
    assert_eq!(Weights::new(1, 101, 0), Err(WeightsError::TooLarge { term: Term::Poverty, found: 101 }));
    assert!(serde_json::from_str::<Weights>(r#"{"population":0,"poverty":0,"equal":0}"#).is_err());
}

/// Up to 40 territories with distinct codes; every figure at least one, so that every term can count.
fn territories() -> impl Strategy<Value = Vec<TerritoryInput>> {
    vec((1_u64..20_000_000, 1_u32..=10_000), 1..40).prop_map(|figures| {
        let number = |(place, (people, poverty))| territory(&format!("{place:03}"), people, poverty);
        figures.into_iter().enumerate().map(number).collect()
    })
}

fn any_weights() -> impl Strategy<Value = Weights> {
    (0_u8..=100, 0_u8..=100, 0_u8..=100).prop_filter_map("all zero", |(a, b, c)| Weights::new(a, b, c).ok())
}

proptest! {
    #[test]
    fn the_sum_is_the_pool(pool in 0_i64..=i64::MAX, weights in any_weights(), territories in territories()) {
        let distribution = distribute(Money::new(pool, Currency::MXN), weights, &territories).unwrap();
        let amounts = distribution.ceilings.iter().map(|ceiling| ceiling.amount);
        prop_assert_eq!(Money::sum(amounts, Currency::MXN).unwrap().minor(), pool);
        for ceiling in &distribution.ceilings {
            let TermAmounts { population, poverty, equal, rounding } = ceiling.terms;
            prop_assert_eq!(Money::sum([population, poverty, equal, rounding], Currency::MXN), Ok(ceiling.amount));
            prop_assert!((0..=3).contains(&rounding.minor()));
        }
    }

    #[test]
    fn who_has_more_of_everything_never_gets_less(
        pool in 0_i64..1_000_000_000_000_000, weights in any_weights(), territories in territories()
    ) {
        let amounts = share_out(pool, weights, &territories);
        for (a, more) in territories.iter().enumerate() {
            for (b, less) in territories.iter().enumerate() {
                let (x, y) = (more.indicators, less.indicators);
                let people_times_poverty =
                    |i: Indicators| i.population() * u64::from(i.poverty_basis_points().unwrap());
                if x.population() >= y.population() && people_times_poverty(x) >= people_times_poverty(y) {
                    prop_assert!(amounts[a] + 1 >= amounts[b], "{} {}", amounts[a], amounts[b]);
                }
            }
        }
    }

    #[test]
    fn equals_are_treated_equally(pool in 0_i64..=i64::MAX, weights in any_weights(), people in 1_u64..1_000_000,
        poverty in 1_u32..=10_000, count in 1_usize..60) {
        let equals: Vec<_> = (0..count).map(|place| territory(&format!("{place:02}"), people, poverty)).collect();
        let amounts = share_out(pool, weights, &equals);
        let (least, most) = (amounts.iter().min().unwrap(), amounts.iter().max().unwrap());
        prop_assert!(most - least <= 1);
    }

    #[test]
    fn the_order_of_the_list_does_not_matter(
        pool in 0_i64..=i64::MAX, weights in any_weights(), territories in territories(), turn in 0_usize..40
    ) {
        let amounts = share_out(pool, weights, &territories);
        let turn = turn % territories.len();
        let (mut turned, mut expected) = (territories, amounts);
        turned.rotate_left(turn);
        expected.rotate_left(turn);
        prop_assert_eq!(share_out(pool, weights, &turned), expected.clone());
        turned.reverse();
        expected.reverse();
        prop_assert_eq!(share_out(pool, weights, &turned), expected);
    }
}
