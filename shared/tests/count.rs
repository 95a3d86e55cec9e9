//! Every rule, compared with the winners of an independent reference.
//!
//! The elections are not part of the project. They are looked for in `../shared/pabulib` beside the checkout, or in
//! the folder that `CONVITE_PABULIB` names; where there are none, these tests say so and pass.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
};

use serde_json::Value;
use shared::{
    pabulib::{Counter, Election},
    tally::{Candidate, Endowment, Method, Profile, Profiler, Question, TieOrder, Utility, count, select, select_at},
};

/// What the reference has only to compare itself with.
const FOR_COMPARISON: [&str; 4] =
    ["greedy_pabutools_borda_per_cost", "mes_pabutools_borda", "opt_welfare_cost", "opt_welfare_unit"];

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/pabulib");
    let folder = std::env::var_os("CONVITE_PABULIB").map_or(beside, PathBuf::from);
    if folder.join("expected").is_dir() {
        return Some(folder);
    }
    println!("skipped: {} has no published elections", folder.display());
    None
}

fn lines(path: &Path) -> impl Iterator<Item = String> + use<> {
    BufReader::new(File::open(path).unwrap()).lines().map(Result::unwrap)
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect()
}

/// An amount of the reference in hundredths: it writes whole ones as numbers and others as fractions, `"13439/100"`.
fn hundredths(value: &Value) -> i64 {
    if let Some(whole) = value.as_i64() {
        return whole * 100;
    }
    let (numerator, denominator) = value.as_str().unwrap().split_once('/').unwrap();
    let (numerator, denominator): (i64, i64) = (numerator.parse().unwrap(), denominator.parse().unwrap());
    assert_eq!(numerator * 100 % denominator, 0, "{value} is not a whole number of hundredths");
    numerator * 100 / denominator
}

/// The elections with what the reference says about each, by name.
fn elections(folder: &Path) -> Vec<(String, Value, Election)> {
    let mut names: Vec<PathBuf> =
        fs::read_dir(folder.join("expected")).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let reference = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let mut counter = Counter::new();
        for line in lines(&folder.join(format!("{name}.pb"))) {
            counter.line(&line).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        let election = counter.finish().unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, reference, election)
    };
    names.into_iter().map(read).collect()
}

fn named(rule: &str) -> (Method, TieOrder) {
    let (method, tie_order) = rule.split_once('.').unwrap_or((rule, "lexico"));
    (method.parse().unwrap(), tie_order.parse().unwrap())
}

/// Compares the order of the winners, where the reference has one: of some rules it has the set only.
fn compare(name: &str, rule: &str, mut selected: Vec<String>, expected: &Value) -> Result<(), String> {
    let ordered = expected["order"].is_array() && !rule.starts_with("phragmen");
    let mut wanted = texts(&expected[if ordered { "order" } else { "selected" }]);
    if !ordered {
        selected.sort();
        wanted.sort_unstable();
    }
    if selected == wanted { Ok(()) } else { Err(format!("{name}: {rule}: {selected:?} instead of {wanted:?}")) }
}

#[derive(Default)]
struct Agreement {
    cases: BTreeMap<String, usize>,
    differences: Vec<String>,
}

impl Agreement {
    fn note(&mut self, rule: &str, outcome: Result<(), String>) {
        *self.cases.entry(rule.to_owned()).or_default() += 1;
        self.differences.extend(outcome.err());
    }

    fn end(self, what: &str) {
        for (rule, cases) in &self.cases {
            println!("{what}: {cases:4} {rule}");
        }
        let all: usize = self.cases.values().sum();
        assert!(self.differences.is_empty(), "{} of {all}:\n{}", self.differences.len(), self.differences.join("\n"));
        assert!(all > 0, "nothing to compare with");
    }
}

fn published(few: bool) {
    let Some(folder) = folder() else { return };
    let mut agreement = Agreement::default();
    for (name, reference, election) in elections(&folder) {
        let large = election.profile().classes() > 1500;
        let candidates = election.candidates();
        for (rule, expected) in reference["rules"].as_object().unwrap() {
            if expected["status"] != "ok"
                || FOR_COMPARISON.contains(&rule.as_str())
                || (few && large && rule.contains("add1"))
            {
                continue;
            }
            let (method, tie_order) = named(rule);
            let question = election.question(&candidates, tie_order, 0);
            let selected = select(method, &question).unwrap();
            agreement.note(rule, compare(&name, rule, selected, expected));
            if few && large {
                continue;
            }
            let whole = count(method, &question).unwrap();
            let selected = whole.selected().cloned().collect();
            agreement.note(rule, compare(&name, rule, selected, expected));
            assert_eq!(whole.verdicts.len(), candidates.len(), "{name}: {rule}");
            if let (Some(expected), Some(found)) = (expected["endowment"].as_i64(), whole.endowment) {
                assert_eq!(found.numerator, i128::from(expected * question.unit), "{name}: {rule}: endowment");
            }
        }
    }
    agreement.end("published");
}

#[test]
fn published_elections_have_the_winners_of_the_reference() {
    published(true);
}

#[test]
#[ignore = "long without optimisation: cargo test --release -p shared --test count -- --ignored"]
fn published_elections_have_the_winners_of_the_reference_also_where_it_takes_long() {
    published(false);
}

/// Equal Shares at single endowments, where the reference could not finish.
#[test]
fn large_elections_have_the_winners_of_the_reference_at_single_endowments() {
    let Some(folder) = folder() else { return };
    let mut agreement = Agreement::default();
    for (name, reference, election) in elections(&folder) {
        let Some(spots) = reference["spots"].as_array() else { continue };
        let candidates = election.candidates();
        let question = election.question(&candidates, TieOrder::Official, 0);
        for spot in spots {
            let numerator = i128::from(spot["endowment"].as_i64().unwrap() * question.unit);
            let endowment = Endowment { numerator, denominator: 1 };
            let selected = select_at(Utility::Cost, endowment, &question).unwrap();
            agreement.note("spot", compare(&name, "spot", selected, spot));
        }
    }
    agreement.end("single endowments");
}

fn synthetic(case: &Value) -> (Vec<Candidate<String>>, Profile) {
    let projects: Vec<(&String, i64)> =
        case["projects"].as_object().unwrap().iter().map(|(id, cost)| (id, hundredths(cost))).collect();
    let place = |id: &str| projects.iter().position(|(project, _)| *project == id).unwrap();
    let mut profiler = Profiler::new(projects.len());
    for ballot in case["ballots"].as_array().unwrap() {
        match case["vote_type"].as_str().unwrap() {
            "ordinal" => profiler.rank(&texts(ballot).into_iter().map(place).collect::<Vec<_>>()).unwrap(),
            "cumulative" => {
                let points = ballot.as_array().unwrap().iter();
                let points = points.map(|pair| (place(pair[0].as_str().unwrap()), pair[1].as_u64().unwrap()));
                profiler.give_points(points).unwrap();
            }
            _ => profiler.approve(texts(ballot).into_iter().map(place)).unwrap(),
        }
    }
    let profile = profiler.finish();
    let scores = profile.scores();
    let candidates =
        projects.iter().zip(scores).map(|((id, cost), score)| Candidate::new((*id).clone(), *cost, score).unwrap());
    (candidates.collect(), profile)
}

/// Small elections full of ties: only these tell a right tie order from a wrong one.
#[test]
fn synthetic_elections_have_the_winners_of_the_reference() {
    let Some(folder) = folder() else { return };
    let mut agreement = Agreement::default();
    for line in lines(&folder.join("synthetic.jsonl")) {
        let case: Value = serde_json::from_str(&line).unwrap();
        let name = format!("synthetic {}", case["id"]);
        let (candidates, profile) = synthetic(&case);
        for (rule, expected) in case["rules"].as_object().unwrap() {
            let (method, tie_order) = named(rule);
            let question = Question {
                candidates: &candidates,
                profile: &profile,
                budget: hundredths(&case["budget"]),
                step: expected["step"].as_i64().unwrap_or(1) * 100,
                unit: 100,
                tie_order,
                minimum_score: 0,
                threshold: None,
                groups: &[],
                ranks: &[],
            };
            let whole = count(method, &question).unwrap();
            agreement.note(rule, compare(&name, rule, whole.selected().cloned().collect(), expected));
            if let (Some(expected), Some(found)) = (expected["endowment"].as_i64(), whole.endowment) {
                assert_eq!(found.numerator, i128::from(expected * 100), "{name}: {rule}: endowment");
            }
        }
    }
    agreement.end("synthetic");
}
