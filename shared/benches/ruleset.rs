//! How long a rule set of one megabyte takes to be read, checked, compared and sealed.

use std::{fs, hint::black_box, path::PathBuf};

use criterion::{Criterion, criterion_group, criterion_main};
use shared::{
    document::{Format, Key, Text, read, write},
    ruleset::{Code, Place, RuleSet, compare},
};

/// Medellín's rules with so many neighbourhoods that the document has at least a megabyte in this format.
fn large(format: Format) -> RuleSet {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../server/presets/rules/medellin.toml");
    let text = fs::read_to_string(file).expect("the preset is there");
    let mut rules: RuleSet = read(&text, Format::Toml).expect("the preset is a rule set");
    let comunas: Vec<Code> = rules.territories.list.iter().skip(1).map(|place| place.code.clone()).collect();
    let kind: Key = "barrio".parse().expect("a key");
    let mut number = 0;
    while write(&rules, format).len() < 1_000_000 {
        for _ in 0..1_000 {
            number += 1;
            let name: Text = format!("Barrio número {number} de la prueba de tamaño").parse().expect("a name");
            let code: Code = format!("B{number}").parse().expect("a code");
            let within = Some(comunas[number % comunas.len()].clone());
            rules.territories.list.push(Place { code, name, kind: kind.clone(), within });
        }
    }
    rules
}

fn megabyte(criterion: &mut Criterion) {
    for (format, name) in [(Format::Toml, "TOML"), (Format::Json, "JSON")] {
        let rules = large(format);
        let text = write(&rules, format);
        criterion.bench_function(&format!("read {} kB of {name}", text.len() / 1_000), |bench| {
            bench.iter(|| read::<RuleSet>(black_box(&text), format).expect("it is a rule set"));
        });
    }
    let rules = large(Format::Json);
    criterion.bench_function("check it", |bench| bench.iter(|| black_box(&rules).defects()));
    criterion.bench_function("take its fingerprint", |bench| bench.iter(|| black_box(&rules).hash()));
    let mut other = rules.clone();
    other.territories.list.swap_remove(100);
    criterion.bench_function("compare it", |bench| bench.iter(|| compare(black_box(&rules), black_box(&other))));
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = megabyte
}
criterion_main!(benches);
