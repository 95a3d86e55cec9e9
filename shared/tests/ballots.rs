//! Every ballot of the presets, from a made-up offer to the winners, in every kind of territory that it is held in.

use std::{collections::BTreeMap, fs, path::PathBuf};

use shared::{
    ballot::{
        BallotForm, SheetChoice, SheetForm, Way,
        rehearsal::{Sample, rehearse, rehearse_sheets, sample_choices},
    },
    document::{Format, Key, read},
    draw::Seed,
    money::Money,
    ruleset::{Code, Contest, RuleSet},
    tally::{Minimum, Part, Reason, Room},
};

fn presets() -> Vec<(String, RuleSet)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../server/presets/rules");
    let files = fs::read_dir(folder).expect("the presets are there").map(|file| file.expect("a file").path());
    let read = |path: PathBuf| {
        (
            path.display().to_string(),
            read(&fs::read_to_string(path).expect("a preset is text"), Format::Toml).expect("a preset is a rule set"),
        )
    };
    let mut presets: Vec<(String, RuleSet)> =
        files.filter(|path| path.extension().is_some_and(|end| end == "toml")).map(read).collect();
    presets.sort_by(|a, b| a.0.cmp(&b.0));
    presets
}

fn seed() -> Seed {
    "ensayo".parse().expect("one line")
}

/// The ballots of a contest, in each kind of territory of its level.
fn ballots(rules: &RuleSet, contest: &Contest) -> Vec<(BallotForm, Room)> {
    let level = rules.territories.levels.iter().find(|level| level.id == contest.level).expect("a level of the preset");
    let themes: Vec<Key> = rules.themes.iter().map(|theme| theme.id.clone()).collect();
    level
        .kinds
        .iter()
        .map(|kind| {
            let sample = Sample {
                projects: contest.offer.as_ref().map_or(16, |offer| offer.at_most),
                ceiling: Money::new(857_560_233, rules.currency),
                kind: kind.id.clone(),
                themes: themes.clone(),
                within: (1..=12).map(|number| format!("{number:02}").parse::<Code>().expect("a code")).collect(),
            };
            let offer = sample.offer(&seed()).expect("projects that fit");
            let ceiling = offer.ceiling().minor();
            let parts: BTreeMap<Key, Part> =
                themes.iter().map(|theme| (theme.clone(), Part { ceiling: ceiling / 2, at_most: None })).collect();
            let form = BallotForm::of(contest, offer).unwrap_or_else(|error| panic!("{}: {error}", contest.id));
            (form, Room { ceiling, parts })
        })
        .collect()
}

#[test]
fn every_ballot_of_the_presets_is_rehearsed_to_its_winners() {
    let mut ways = Vec::new();
    for (file, rules) in presets() {
        for contest in &rules.contests {
            for (form, room) in ballots(&rules, contest) {
                let choices = sample_choices(&form, 100, &seed());
                assert!(choices.len() > 90, "{file}: {}", contest.id);
                let rehearsal = rehearse(&form, &choices).unwrap();
                assert_eq!(rehearsal.cast, choices.len() as u64);
                let minimum = Minimum::of(&contest.thresholds);
                let found = rehearsal.winners(&form, &contest.winner, &room, minimum, Some(&seed())).unwrap();
                assert_eq!(found.standings.len(), form.offer().projects().len());
                assert!(found.won().count() > 0, "{file}: {}: {:?}", contest.id, found.standings);
                assert!(
                    found
                        .standings
                        .iter()
                        .all(|line| line.reason == Reason::Won || line.score <= found.standings[0].score)
                );
                ways.push(form.way());
            }
        }
    }
    let has = |wanted: fn(&Way) -> bool| ways.iter().any(wanted);
    assert!(has(|way| *way == Way::Approval) && has(|way| *way == Way::SingleChoice));
    let wallet = Way::Wallet { amount: 1_000_000, note: 100_000, each: 100_000 };
    assert!(ways.contains(&wallet), "the digital wallet of ten notes");
}

#[test]
fn every_sheet_of_the_presets_is_cast_and_read_back() {
    for (file, rules) in presets() {
        for sheet in &rules.sheets {
            let forms = sheet.contests.iter().map(|id| {
                let contest = rules.contests.iter().find(|contest| contest.id == *id).unwrap();
                ballots(&rules, contest).swap_remove(0).0
            });
            let form = SheetForm::new(sheet.clone(), forms.collect()).unwrap_or_else(|error| panic!("{file}: {error}"));
            let said = form.forms().iter().map(|ballot| {
                let choice = sample_choices(ballot, 20, &seed()).pop().unwrap();
                (ballot.contest().to_string(), choice)
            });
            let choice = SheetChoice { ballots: said.collect() };
            let marked = form.mark(&choice).unwrap();
            assert_eq!(form.read_back(&marked.to_string()).unwrap(), marked);
            let tried = rehearse_sheets(&form, &[choice, SheetChoice::default()]).unwrap();
            assert_eq!((tried.refused.len(), tried.contests[0].1.cast), (1, 1));
        }
    }
}

/// 13 of 16 and 11 of 14, as Medellín published them; 7 votes in an urban locality of Bogotá and 9 in a rural one.
#[test]
fn published_limits_come_out() {
    let limits = |file: &str, projects: u16| -> Vec<(String, u32)> {
        let (_, rules) = presets().into_iter().find(|(path, _)| path.ends_with(file)).unwrap();
        let contest = Contest { offer: None, ..rules.contests[0].clone() };
        let level = rules.territories.levels.iter().find(|level| level.id == contest.level).unwrap();
        let of = |kind: &Key| {
            let ceiling = Money::new(1_000_000, rules.currency);
            let sample = Sample { projects, ceiling, kind: kind.clone(), themes: Vec::new(), within: Vec::new() };
            BallotForm::of(&contest, sample.offer(&seed()).unwrap()).unwrap().most()
        };
        level.kinds.iter().map(|kind| (kind.id.to_string(), of(&kind.id))).collect()
    };
    assert!(limits("medellin.toml", 16).iter().all(|(_, most)| *most == 13));
    assert!(limits("medellin.toml", 14).iter().all(|(_, most)| *most == 11));
    let mut bogota: Vec<u32> = limits("bogota-localidad.toml", 16).into_iter().map(|(_, most)| most).collect();
    bogota.sort_unstable();
    assert_eq!(bogota, [7, 9]);
}
