//! How long it takes to divide a pool: `cargo bench -p shared --bench ceiling`. The bar is 1 ms for 1,000 territories
//! with floors and caps.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use shared::{
    ceiling::{Formula, Input, allocate},
    document::{Amount, Factor, Key, Share},
    indicator::Figure,
    money::{Currency, Money},
    ruleset::{Bound, KindFactor, SplitTerm, WeightedTerm},
};

fn key(text: &str) -> Key {
    text.parse().expect("a key")
}

/// Territories with figures from a linear congruential generator: people up to two million, poverty up to 100 %, an
/// index up to 100.
fn territories(count: u64) -> Vec<Input> {
    let mut state = 2024_u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below + 1
    };
    let territory = |place| {
        let figures = [("people", next(2_000_000)), ("poverty", next(10_000)), ("imcv", next(1_000_000))];
        Input {
            code: format!("{place:05}").parse().expect("a code"),
            kind: key(if place % 5 == 0 { "corregimiento" } else { "comuna" }),
            figures: figures
                .into_iter()
                .map(|(id, figure)| (key(id), Figure::new(figure).expect("a small figure")))
                .collect(),
        }
    };
    (0..count).map(territory).collect()
}

fn terms(inverse: bool) -> Vec<WeightedTerm> {
    let mut terms = vec![
        WeightedTerm { weight: 300, term: SplitTerm::Indicator { indicator: key("people") } },
        WeightedTerm { weight: 600, term: SplitTerm::Product { indicator: key("people"), times: key("poverty") } },
        WeightedTerm { weight: 100, term: SplitTerm::Equal },
    ];
    if inverse {
        let term = SplitTerm::Inverse { indicator: key("imcv"), times: Some(key("people")) };
        terms.push(WeightedTerm { weight: 200, term });
    }
    terms
}

fn ceilings(criterion: &mut Criterion) {
    let share = |points| Share::new(points).expect("a share");
    let pool = Money::new(251_265_148_208, Currency::COP);
    let factors = [KindFactor { kind: key("corregimiento"), factor: Factor::new(18_500).expect("a factor") }];
    let unit = Amount::new(Money::new(1_000, Currency::COP));
    for count in [125, 1_000] {
        let inputs = territories(count);
        // A twentieth and three times the equal part.
        let equal = 10_000 / u32::try_from(count).expect("few territories");
        let (floor, cap) = (Bound::Share { share: share(equal / 2) }, Bound::Share { share: share(equal * 3 / 2) });
        for (name, inverse) in [("with floors and caps", false), ("with an inverse term too", true)] {
            let terms = terms(inverse);
            let formula = Formula { terms: &terms, factors: &factors, floor: Some(&floor), cap: Some(&cap), unit };
            let allocation = allocate(pool, &formula, &inputs).expect("a feasible division");
            assert!(allocation.held().any(|held| held.is_some()), "floors and caps do something");
            criterion.bench_function(&format!("{count} territories {name}"), |bench| {
                bench.iter(|| allocate(black_box(pool), black_box(&formula), black_box(&inputs)));
            });
            criterion.bench_function(&format!("{count} territories {name}, explained"), |bench| {
                bench.iter(|| black_box(&allocation).explain());
            });
        }
    }
}

criterion_group!(benches, ceilings);
criterion_main!(benches);
