//! How long counts take, without reading the ballots: one-shot rules on up to 130,000 ballots below ten milliseconds;
//! shares raised by one złoty on 62,000 ballots below a second, by one forint on 29,000 below ten.
//!
//! The elections are published ones that are not part of the project (see `tests/count.rs`); without them nothing is
//! measured.

use std::{
    fs,
    hint::black_box,
    path::{Path, PathBuf},
};

use criterion::{Criterion, criterion_group, criterion_main};
use shared::{
    pabulib::Election,
    tally::{Method, TieOrder, count, select},
};

/// Elections, with the rules that are worth measuring on each.
const MEASURED: [(&str, &[&str]); 5] = [
    ("Poland_Wroclaw_2015_150_-_500", &["greedy_score", "mes_cost", "mes_unit", "phragmen", "mes_cost_add1int"]),
    ("Poland_Lodz_2022", &["greedy_score", "mes_cost", "mes_unit", "phragmen", "mes_cost_add1int"]),
    ("Poland_Warszawa_2026", &["greedy_score", "mes_cost", "mes_unit", "phragmen", "mes_cost_add1int"]),
    ("Poland_Wieliczka_2023_Green_Budget", &["mes_cost_add1int", "mes_cost_add1int_cmp"]),
    ("Hungary_Budapest_2024", &["mes_cost", "phragmen", "mes_cost_add1int"]),
];

fn counts(criterion: &mut Criterion) {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/pabulib");
    let folder = std::env::var_os("CONVITE_PABULIB").map_or(beside, PathBuf::from);
    for (name, rules) in MEASURED {
        let Ok(text) = fs::read_to_string(folder.join(format!("{name}.pb"))) else {
            println!("not measured: {} has no {name}.pb", folder.display());
            continue;
        };
        let election = Election::read(text.lines()).expect("a published election");
        let candidates = election.candidates();
        let question = election.question(&candidates, TieOrder::Official, 0);
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10);
        for rule in rules {
            let method: Method = rule.parse().expect("a rule that has a name");
            group.bench_function(*rule, |bencher| bencher.iter(|| select(black_box(method), &question)));
        }
        let explained: Method = "mes_cost".parse().expect("a rule that has a name");
        group.bench_function("mes_cost, with what each project is told", |bencher| {
            bencher.iter(|| count(black_box(explained), &question).map(|count| count.total_cost));
        });
        group.finish();
    }
}

criterion_group!(benches, counts);
criterion_main!(benches);
