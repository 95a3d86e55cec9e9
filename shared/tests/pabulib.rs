//! Published elections, counted and compared with the winners of an independent reference.
//!
//! The elections are not part of the project. They are looked for in `../shared/pabulib` beside the checkout, or in
//! the folder that `CONVITE_PABULIB` names; where there are none, these tests say so and pass.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde_json::Value;
use shared::pabulib::{Counter, Election, Event, FileRule, Reader, Selected, Vote, write};
use shared::tally::{Candidate, Count, Measure, Method, Profiler, Question, Scores, TieOrder, WhenFull, count, select};

/// Elections in which a city funded others than the rule of its file gives, with the reason.
const OTHERWISE: [(&str, &str); 6] = [
    ("Poland_Warszawa_2018_Las", "one that fits was not funded; a conflict with another, as it seems"),
    ("Poland_Warszawa_2018_Ursynow_Wysoki_Poludniowy", "one that fits was not funded, and two after it were"),
    ("Poland_Warszawa_2018_Wawrzyszew", "one that fits was not funded; a conflict with another, as it seems"),
    ("Poland_Warszawa_2020_Bialoleka", "three that fit were not funded; conflicts that the file does not tell"),
    ("Poland_Warszawa_2021_Ursynow", "projects exclude each other, which only the comment tells"),
    ("Poland_Warszawa_2022_Bielany", "projects exclude each other, which only the comment tells"),
];

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/pabulib");
    let folder = std::env::var_os("CONVITE_PABULIB").map_or(beside, PathBuf::from);
    if folder.join("expected").is_dir() {
        return Some(folder);
    }
    println!("skipped: {} has no published elections", folder.display());
    None
}

fn elections(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|end| end == "pb")).collect();
    files.sort();
    files
}

fn lines(path: &Path) -> impl Iterator<Item = String> + use<> {
    BufReader::new(File::open(path).unwrap()).lines().map(Result::unwrap)
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect()
}

/// An amount of the reference in minor units, `scale` to the unit: it writes whole ones as numbers and others as
/// fractions, `"13439/100"`.
fn minor(value: &Value, scale: i64) -> i64 {
    if let Some(whole) = value.as_i64() {
        return whole * scale;
    }
    let (numerator, denominator) = value.as_str().unwrap().split_once('/').unwrap();
    let (numerator, denominator): (i64, i64) = (numerator.parse().unwrap(), denominator.parse().unwrap());
    assert_eq!(numerator * scale % denominator, 0, "{value} is not a whole number of minor units");
    numerator * scale / denominator
}

fn expect(name: &str, rule: &str, expected: &Value, tally: &Count<String>, total_cost: i64) {
    let order: Vec<&str> = tally.selected().map(String::as_str).collect();
    assert_eq!(order, texts(&expected["order"]), "{name}: order of {rule}");
    assert_eq!(tally.total_cost, total_cost, "{name}: total cost of {rule}");
}

#[test]
fn published_elections_have_the_winners_of_the_reference() {
    let Some(folder) = folder() else { return };
    let mut counts = 0;
    let files = elections(&folder);
    for path in &files {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let reference = fs::read_to_string(folder.join("expected").join(format!("{name}.json"))).unwrap();
        let reference: Value = serde_json::from_str(&reference).unwrap();

        let mut counter = Counter::new();
        for line in lines(path) {
            counter.line(&line).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        let election = counter.finish().unwrap_or_else(|error| panic!("{name}: {error}"));

        assert_eq!(election.meta().num_votes, reference["n_votes"].as_u64().unwrap(), "{name}: ballots");
        let scale = 10_i64.pow(u32::from(election.meta().budget.currency().decimals()));
        assert_eq!(election.meta().budget.minor(), minor(&reference["budget"], scale), "{name}: budget");
        for (project, score) in election.projects().iter().zip(election.scores()) {
            assert_eq!(Some(*score), reference["scores"][&project.id].as_u64(), "{name}: score of {}", project.id);
        }
        for (rule, tie_order) in [("greedy_score", TieOrder::Lexico), ("greedy_score.official", TieOrder::Official)] {
            let expected = &reference["rules"][rule];
            assert_eq!(expected["status"], "ok", "{name}: {rule}");
            let total_cost = minor(&expected["total_cost"], scale);
            expect(name, rule, expected, &election.greedy(tie_order, 0), total_cost);
            counts += 1;
        }
    }
    assert!(!files.is_empty(), "{} has no elections", folder.display());
    println!("{} published elections, {counts} counts as the reference has them", files.len());
}

/// Small elections full of ties: only these tell a right tie order from a wrong one.
#[test]
fn synthetic_elections_have_the_winners_of_the_reference() {
    let Some(folder) = folder() else { return };
    let mut counts = 0;
    for line in lines(&folder.join("synthetic.jsonl")) {
        let case: Value = serde_json::from_str(&line).unwrap();
        let name = format!("synthetic {}", case["id"]);
        let projects: Vec<(&String, i64)> =
            case["projects"].as_object().unwrap().iter().map(|(id, cost)| (id, minor(cost, 100))).collect();
        let place = |id: &str| projects.iter().position(|(project, _)| *project == id).unwrap();

        let mut scores = Scores::new(projects.len());
        for ballot in case["ballots"].as_array().unwrap() {
            match case["vote_type"].as_str().unwrap() {
                "ordinal" => scores.rank(&texts(ballot).into_iter().map(place).collect::<Vec<_>>()).unwrap(),
                "cumulative" => {
                    let points = ballot.as_array().unwrap().iter();
                    let points = points.map(|pair| (place(pair[0].as_str().unwrap()), pair[1].as_u64().unwrap()));
                    scores.give_points(points).unwrap();
                }
                _ => scores.approve(texts(ballot).into_iter().map(place)),
            }
        }
        let candidates: Vec<_> = (0..)
            .zip(&projects)
            .map(|(at, (id, cost))| Candidate::new((*id).clone(), *cost, scores.score(at).unwrap()).unwrap())
            .collect();
        for candidate in &candidates {
            assert_eq!(Some(candidate.score()), case["scores"][candidate.id()].as_u64(), "{name}: score");
        }
        for (rule, tie_order) in
            [("greedy_score.lexico", TieOrder::Lexico), ("greedy_score.official", TieOrder::Official)]
        {
            let expected = &case["rules"][rule];
            let question = Question {
                candidates: &candidates,
                profile: &Profiler::new(candidates.len()).finish(),
                budget: minor(&case["budget"], 100),
                step: 1,
                unit: 1,
                tie_order,
                minimum_score: 0,
                threshold: None,
                groups: &[],
                ranks: &[],
            };
            let most_first = Method::MostFirst { measure: Measure::Score, when_full: WhenFull::Skip };
            let tally = count(most_first, &question).unwrap();
            expect(&name, rule, expected, &tally, minor(&expected["cost"], 100));
            counts += 1;
        }
    }
    assert!(counts > 0, "{} has no synthetic elections", folder.display());
    println!("{counts} counts of synthetic elections as the reference has them");
}

/// What is written reads back the same: the projects, the scores, and so the count.
#[test]
fn published_elections_survive_writing() {
    let Some(folder) = folder() else { return };
    let files = elections(&folder);
    for path in &files {
        let name = path.display();
        let mut reader = Reader::new();
        let (mut meta, mut projects, mut votes) = (None, Vec::new(), Vec::<Vote>::new());
        for line in lines(path) {
            match reader.line(&line).unwrap() {
                Some(Event::Meta(found)) => meta = Some(*found),
                Some(Event::Project(project)) => projects.push(*project),
                Some(Event::Vote(vote)) => votes.push(vote),
                None => {}
            }
        }
        reader.finish().unwrap();
        let meta = meta.unwrap();

        let mut text = String::new();
        write(&mut text, &meta, &projects, votes.iter().cloned()).unwrap_or_else(|error| panic!("{name}: {error}"));

        let again = Election::read(text.lines()).unwrap_or_else(|error| panic!("{name}, written: {error}"));
        let first = Election::read(lines(path)).unwrap();
        assert_eq!(again.projects(), first.projects(), "{name}");
        assert_eq!(again.scores(), first.scores(), "{name}");
        // Keys outside the published order move to the end; nothing else changes.
        let mut meta = (again.meta().clone(), first.meta().clone());
        meta.0.other.sort();
        meta.1.other.sort();
        assert_eq!(meta.0, meta.1, "{name}");
    }
    println!("{} published elections written and read again", files.len());
}

/// What a file says of its rule, with the order of its rows between equals, gives the winners that the city published.
#[test]
fn cities_published_the_winners_that_their_files_give() {
    let Some(folder) = folder() else { return };
    let (mut same, mut open, mut silent) = (0, 0, 0);
    let mut otherwise = Vec::new();
    for path in elections(&folder) {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let election = Election::read(lines(&path)).unwrap_or_else(|error| panic!("{name}: {error}"));
        if election.projects().iter().all(|project| project.selected.is_none()) {
            silent += 1;
            continue;
        }
        // The one rule of its own in these files is that of Poznań: the first that does not fit is funded as well when
        // there is money for four fifths of it, and is marked as outside the rule.
        let custom = election.meta().rule.as_deref() == Some("greedy-custom");
        let four_fifths = Method::MostFirst { measure: Measure::Score, when_full: WhenFull::FourFifths };
        let rule = if custom {
            let minimum_score = election.meta().min_project_score_threshold.unwrap_or_default();
            Some(FileRule { method: four_fifths, minimum_score, exclusive: false })
        } else {
            election.meta().file_rule()
        };
        let Some(FileRule { method, minimum_score, .. }) = rule else {
            open += 1;
            continue;
        };
        let funded = |selected: Option<Selected>| match selected {
            Some(Selected::Yes) => true,
            Some(Selected::OutsideRule) => custom,
            Some(Selected::No | Selected::FromReserves) | None => false,
        };
        let published = election.projects().iter().filter(|project| funded(project.selected));
        let mut published: Vec<&str> = published.map(|project| project.id.as_str()).collect();
        published.sort_unstable();
        let candidates = election.candidates();
        let mut won = select(method, &election.question(&candidates, TieOrder::File, minimum_score)).unwrap();
        won.sort_unstable();
        if won == published {
            same += 1;
        } else {
            otherwise.push(name);
        }
    }
    println!("{same} elections as the cities decided them, {open} whose rule is open, {silent} without an outcome");
    for (name, reason) in OTHERWISE {
        println!("otherwise: {name}: {reason}");
    }
    assert_eq!(otherwise, OTHERWISE.map(|(name, _)| name.to_owned()));
    assert!(same > 0, "{} has no outcome to compare with", folder.display());
}
