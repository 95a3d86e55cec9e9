//! The real binary, over published elections whose winners an independent reference computed.
//!
//! The elections are not part of the project. They are looked for in `../shared/pabulib` beside the checkout, or in
//! the folder that `CONVITE_PABULIB` names; where there are none, these tests say so and pass.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/pabulib");
    let folder = std::env::var_os("CONVITE_PABULIB").map_or(beside, PathBuf::from);
    if folder.join("expected").is_dir() {
        return Some(folder);
    }
    println!("skipped: {} has no published elections", folder.display());
    None
}

fn convite(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_convite")).args(arguments).output().expect("the binary starts")
}

fn tally(file: &Path, arguments: &[&str]) -> Value {
    let file = file.to_str().expect("a name in UTF-8");
    let output = convite(&[&["tally", file, "--json"], arguments].concat());
    assert!(output.status.success(), "{file}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{file}: one JSON object: {error}"))
}

/// Checks one outcome against the reference, and that the outcome holds together by itself. Of some rules the reference
/// has the winners in the order of their ids, and not what they cost.
fn check(name: &str, outcome: &Value, expected: &Value, scores: &Value) {
    let sorted = |list: &Value| {
        let mut ids: Vec<String> = serde_json::from_value(list.clone()).expect("a list of ids");
        ids.sort();
        ids
    };
    assert_eq!(sorted(&outcome["selected"]), sorted(&expected["selected"]), "{name}");
    if expected["order"].is_array() && outcome["rule"] != "phragmen" {
        assert_eq!(outcome["selected"], expected["order"], "{name}");
    }
    if !expected["total_cost"].is_null() {
        assert_eq!(outcome["total_cost"], expected["total_cost"], "{name}");
    }
    let projects = outcome["projects"].as_array().expect("a list of projects");
    assert_eq!(projects.len(), scores.as_object().expect("scores").len(), "{name}");
    for (place, project) in projects.iter().enumerate() {
        let id = project["id"].as_str().expect("an id");
        assert_eq!(project["position"], place + 1, "{name}");
        assert_eq!(project["score"], scores[id], "{name}: {id}");
        assert!(!project["reason"].as_str().expect("a reason").is_empty(), "{name}: {id}");
    }
    let funded = projects.iter().filter(|project| project["funded"] == true).map(|project| project["id"].clone());
    assert_eq!(funded.collect::<Value>(), outcome["selected"], "{name}");
}

#[test]
fn every_published_election_has_the_winners_of_the_reference() {
    let Some(folder) = folder() else { return };
    let (mut counted, mut tried) = (0, BTreeSet::new());
    for entry in fs::read_dir(folder.join("expected")).expect("the folder of expected outcomes") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("an expected outcome");
        let reference: Value = serde_json::from_str(&text).expect("an expected outcome in JSON");
        let file = folder.join(format!("{name}.pb"));
        let small = reference["n_distinct_ballots"].as_u64().expect("a number") < 200;
        for (rule, expected) in reference["rules"].as_object().expect("rules") {
            let compared_only = rule.contains("pabutools") || rule.starts_with("opt_");
            // One rule shows that the binary reads an election; every rule is tried on one that is small.
            let wanted = rule == "greedy_score.official" || (small && !tried.contains(rule));
            if expected["status"] != "ok" || compared_only || !wanted {
                continue;
            }
            let (method, ties) = rule.split_once('.').unwrap_or((rule, "lexico"));
            let outcome = tally(&file, &["--rule", method, "--tie", ties]);
            check(&format!("{name}: {rule}"), &outcome, expected, &reference["scores"]);
            tried.insert(rule.clone());
            counted += 1;
        }
    }
    assert!(counted > 0, "{} holds no outcome to compare with", folder.display());
    println!("{counted} counts");
}

/// A small election where the tie order decides, in a file of its own.
fn example(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let text = "META\nkey;value\ncurrency;COP\nbudget;1000\nvote_type;approval\nnum_projects;3\nnum_votes;2\n\
                PROJECTS\nproject_id;cost\n10;600\n9;500\n2;400\nVOTES\nvoter_id;vote\na;10,9\nb;9,10\n";
    fs::write(&path, text).expect("the folder for tests can be written");
    path
}

#[test]
fn the_rules_name_decides_the_tie_order_too() {
    let file = example("ties.pb");
    assert_eq!(tally(&file, &[])["selected"], serde_json::json!(["10", "2"]));
    assert_eq!(tally(&file, &["--rule", "greedy_score.official"])["selected"], serde_json::json!(["9", "2"]));
    assert_eq!(tally(&file, &["--tie", "official"])["selected"], serde_json::json!(["9", "2"]));
    let file = file.to_str().expect("UTF-8");
    let output = convite(&["tally", file, "--rule", "greedy_score.official", "--tie", "lexico"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
}

/// The small election with something in its META.
fn with_meta(name: &str, more: &str) -> PathBuf {
    let path = example(name);
    let text = fs::read_to_string(&path).expect("the example");
    let text = text.replace("vote_type;approval\n", &format!("vote_type;approval\n{more}"));
    fs::write(&path, text).expect("the folder for tests can be written");
    path
}

#[test]
fn a_file_names_its_rule_and_its_rows_are_an_order() {
    let file = example("rows.pb");
    assert_eq!(tally(&file, &["--tie", "file"])["selected"], serde_json::json!(["10", "2"]));
    assert_eq!(tally(&file, &["--rule", "greedy_score.file"])["ties"][0]["decided_by"], "place");
    let file = with_meta("rule.pb", "rule;greedy-threshold\nmin_project_score_threshold;1\n");
    let by = |more: &[&str]| tally(&file, &[&["--rule", "file"], more].concat());
    let outcome = by(&[]);
    assert_eq!(outcome["selected"], serde_json::json!(["10"]));
    assert_eq!((&outcome["rule"], &outcome["minimum_score"]), (&"greedy_score".into(), &1.into()));
    assert_eq!(by(&["--tie", "official"])["selected"], serde_json::json!(["9"]));
    assert_eq!(by(&["--minimum-score", "0"])["selected"], serde_json::json!(["10", "2"]));
    let shares = with_meta("shares.pb", "rule;equalshares/add1-comparison\n");
    assert_eq!(tally(&shares, &["--rule", "file"])["rule"], "mes_cost_add1int_cmp");
    for (name, more) in [("custom.pb", "rule;greedy-custom\n"), ("silent.pb", "")] {
        let file = with_meta(name, more);
        let output = convite(&["tally", file.to_str().expect("UTF-8"), "--rule", "file"]);
        let error = String::from_utf8(output.stderr).expect("text");
        assert!(!output.status.success() && error.contains("name one with --rule"), "{error}");
    }
}

#[test]
fn points_and_amounts_are_told_to_the_last_decimal() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("decimals.pb");
    let text = "META\nkey;value\ncurrency;COP\nbudget;1000.125\nvote_type;scoring\nmin_points;-inf\nnum_projects;3\n\
                num_votes;3\nPROJECTS\nproject_id;cost\na;600,5\nb;500\nc;400\n\
                VOTES\nvoter_id;vote;points\nx;a,b;4.5,-1\ny;a;3\nz;;\n";
    fs::write(&path, text).expect("the folder for tests can be written");
    let output = convite(&["tally", path.to_str().expect("UTF-8"), "--json", "--minimum-score", "1"]);
    let notes = String::from_utf8(output.stderr).expect("text");
    assert!(notes.contains("more decimals than its currency") && notes.contains("a comma"), "{notes}");
    let text = String::from_utf8(output.stdout).expect("text");
    for told in ["\"total_cost\":600.500", "\"money_left\":399.625", "\"score\":7.5,", "\"score\":-1,", "\"votes\":3,"]
    {
        assert!(text.contains(told), "{told}: {text}");
    }
    let shares = tally(&path, &["--rule", "mes_unit"]);
    assert_eq!(shares["share"]["minor_exact"], "1000125/3");
    assert_eq!(shares["selected"], serde_json::json!(["a"]));
    // x pays all of its 333.375, and y the other 267.125 for 3 points.
    assert_eq!(shares["projects"][0]["price_minor_exact"], "267125/3");
}

#[test]
fn of_projects_for_one_site_one_is_funded() {
    let path = example("sites.pb");
    let text = fs::read_to_string(&path).expect("the example");
    let sites = [("project_id;cost", "site"), ("10;600", "park"), ("9;500", "park"), ("2;400", "")];
    let text =
        sites.iter().fold(text, |text, (row, site)| text.replace(&format!("{row}\n"), &format!("{row};{site}\n")));
    fs::write(&path, text.replace("budget;1000", "budget;2000")).expect("the folder for tests can be written");
    for (rule, first, other) in [("greedy_score", "10", "9"), ("mes_cost_u", "10", "9"), ("phragmen_u", "9", "10")] {
        let all = tally(&path, &["--rule", rule]);
        assert_eq!(all["selected"], serde_json::json!([first, other, "2"]), "{rule}");
        let one = tally(&path, &["--rule", rule, "--one-of", "site"]);
        assert_eq!(one["selected"], serde_json::json!([first, "2"]), "{rule}");
        let projects = one["projects"].as_array().expect("a list of projects");
        let excluded = projects.iter().find(|project| project["id"] == other).expect("the project");
        assert_eq!(excluded["outcome"], "excluded", "{rule}");
        assert_eq!(excluded["reason"], format!("excluded by {first}, which was funded"), "{rule}");
    }
    let output = convite(&["tally", path.to_str().expect("UTF-8"), "--one-of", "place"]);
    assert!(!output.status.success() && String::from_utf8_lossy(&output.stderr).contains("`place`"));
}

#[test]
fn people_get_a_table() {
    let output = convite(&["tally", example("table.pb").to_str().expect("UTF-8")]);
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(text.contains("2 of 3 projects funded, 1000 of 1000 spent"), "{text}");
}

#[test]
fn a_bad_file_is_named_with_line_and_column() {
    let path = example("bad.pb");
    let good = fs::read_to_string(&path).expect("the example");
    fs::write(&path, good.replace("b;9,10", "b;9,11")).expect("the folder for tests can be written");
    let output = convite(&["tally", path.to_str().expect("UTF-8"), "--json"]);
    let error = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(error.contains("bad.pb: line 16, column 5: "), "{error}");
    assert!(output.stdout.is_empty());
}

/// A copy of rules that come with the program, with another winner rule.
fn rules(name: &str, preset: &str, winner: &str) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("presets/rules").join(preset);
    let text = fs::read_to_string(source).expect("rules that come with the program");
    let written =
        |line: &str| if line.starts_with("winner = ") { format!("winner = {winner}") } else { line.to_owned() };
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text.lines().map(written).collect::<Vec<_>>().join("\n")).expect("the folder can be written");
    path
}

#[test]
fn the_rule_set_of_a_site_counts_as_the_site_does() {
    let file = example("by-rules.pb");
    let by = |winner: &str, more: &[&str]| {
        let rules = rules("by-rules.toml", "municipio.toml", winner);
        tally(&file, &[&["--rule", rules.to_str().expect("UTF-8")], more].concat())
    };
    // By the number on the ballot, which is a number and no text.
    let outcome = by(r#"{ type = "greedy", tie = ["ballot_number"] }"#, &[]);
    assert_eq!(outcome["selected"], serde_json::json!(["9"]));
    assert_eq!(outcome["projects"][1]["outcome"], "does_not_fit");
    // Nothing wins that nobody chose.
    assert_eq!((&outcome["minimum_score"], &outcome["projects"][2]["outcome"]), (&1.into(), &"below_minimum".into()));
    assert_eq!((&outcome["contest"], &outcome["rule"]["type"]), (&"proyectos".into(), &"greedy".into()));
    assert_eq!(outcome["fingerprint"].as_str().map(str::len), Some(64));
    // Blank ballots have shares too, and nobody spends them.
    let shares =
        r#"{ type = "equal_shares", utility = "cost", completion = "none", tie = ["lower_cost", "ballot_number"] }"#;
    assert_eq!(by(shares, &[])["selected"], serde_json::json!(["9"]));
    assert_eq!(by(shares, &["--blank", "2"])["selected"], serde_json::json!(["9"]));
    assert_eq!(by(shares, &["--blank", "3"])["selected"], serde_json::json!([]));
}

#[test]
fn groups_hold_where_the_rules_say_so() {
    let path = example("groups.pb");
    let text = fs::read_to_string(&path).expect("the example");
    let columns = [("project_id;cost", "exclusive_group"), ("10;600", "Lote"), ("9;500", "Lote"), ("2;400", "")];
    let text =
        columns.iter().fold(text, |text, (row, group)| text.replace(&format!("{row}\n"), &format!("{row};{group}\n")));
    fs::write(&path, text.replace("budget;1000", "budget;2000")).expect("the folder for tests can be written");
    let by = |name: &str, more: &str| {
        let rules = rules(name, "municipio.toml", &format!("{{ type = \"greedy\", tie = [\"ballot_number\"] }}{more}"));
        tally(&path, &["--rule", rules.to_str().expect("UTF-8"), "--contest", "proyectos"])
    };
    assert_eq!(by("no-groups.toml", "")["selected"], serde_json::json!(["9", "10"]));
    let one = by("groups.toml", "\nexclusive = true");
    assert_eq!(one["selected"], serde_json::json!(["9"]));
    let projects = one["projects"].as_array().expect("a list of projects");
    assert_eq!(
        (&projects[1]["outcome"], &projects[1]["reason"]),
        (&"excluded".into(), &"only one of Lote can win, and number 9 had won".into())
    );

    // A letter is a name too, and one that reads otherwise is told.
    fs::write(&path, fs::read_to_string(&path).expect("the example").replace("Lote", "A")).expect("the same folder");
    let rules =
        rules("letter.toml", "municipio.toml", "{ type = \"greedy\", tie = [\"ballot_number\"] }\nexclusive = true");
    let rules = rules.to_str().expect("UTF-8");
    let output =
        convite(&["tally", path.to_str().expect("UTF-8"), "--rule", rules, "--contest", "proyectos", "--json"]);
    let (told, notes) = (String::from_utf8(output.stdout), String::from_utf8(output.stderr));
    let told: Value = serde_json::from_str(&told.expect("text")).expect("JSON");
    assert_eq!(told["selected"], serde_json::json!(["9"]));
    let notes = notes.expect("text");
    assert!(notes.contains("project `10`: `A` in `exclusive_group` is called `A #559aead08264`"), "{notes}");
}

#[test]
fn a_draw_that_decides_is_asked_for_and_repeated() {
    let file = example("drawn.pb");
    let rules = rules("drawn.toml", "municipio.toml", r#"{ type = "greedy", tie = ["public_draw"] }"#);
    let rules = rules.to_str().expect("UTF-8");
    let output = convite(&["tally", file.to_str().expect("UTF-8"), "--rule", rules]);
    let error = String::from_utf8(output.stderr).expect("text");
    assert!(!output.status.success() && output.stdout.is_empty());
    assert!(error.contains("between 9, 10") && error.contains("--seed"), "{error}");
    // `printf 'tie\n%s\n%s' SEED NUMBER | sha256sum`: the lower one goes first.
    for (seed, first) in [("a", "10"), ("b", "9")] {
        let drawn = tally(&file, &["--rule", rules, "--seed", seed]);
        assert_eq!(drawn["selected"], serde_json::json!([first]), "{seed}");
        assert_eq!(drawn["ties"][0]["decisive"], true);
        let named = tally(&file, &["--rule", "greedy_score", "--minimum-score", "1", "--seed", seed]);
        assert_eq!(named["selected"], serde_json::json!([first]), "{seed}");
        assert_eq!(named["ties"][0]["decided_by"], "lot");
    }
}

#[test]
fn rules_that_cannot_be_followed_are_refused() {
    let file = example("refused.pb");
    let refused = |arguments: &[&str]| {
        let output = convite(&[&["tally", file.to_str().expect("UTF-8")], arguments].concat());
        assert!(!output.status.success() && output.stdout.is_empty());
        String::from_utf8(output.stderr).expect("text")
    };
    let greedy = r#"{ type = "greedy", tie = ["ballot_number"] }"#;
    let several = rules("several.toml", "jalisco-vamos-juntos.toml", greedy);
    let one = rules("one.toml", "municipio.toml", greedy);
    let wrong = rules("wrong.toml", "municipio.toml", r#"{ type = "gready", tie = [] }"#);
    let [several, one, wrong] = [&several, &one, &wrong].map(|path| path.to_str().expect("UTF-8"));
    assert!(refused(&["--rule", several]).contains("--contest which one: regional, municipal"));
    assert!(refused(&["--rule", one, "--contest", "otra"]).contains("--contest which one: proyectos"));
    assert!(refused(&["--rule", one, "--tie", "official"]).contains("a rule set says these itself"));
    assert!(refused(&["--rule", "greedy_score", "--contest", "proyectos"]).contains("are for rule sets"));
    assert!(refused(&["--rule", wrong]).contains("gready"));
    assert!(refused(&["--rule", "none.toml"]).contains("none.toml"));
}

#[test]
fn another_rule_is_refused_with_those_there_are() {
    let output = convite(&["tally", "none.pb", "--rule", "mes_cost_add2"]);
    let error = String::from_utf8(output.stderr).expect("text");
    assert!(!output.status.success());
    assert!(error.contains("mes_cost_add1int_eu,") && error.contains(".official"), "{error}");
}
