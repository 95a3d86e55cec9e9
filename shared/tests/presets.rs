//! The presets hold together and are written as they are read.

use std::{fs, path::PathBuf};

use shared::{
    document::{Format, read, write},
    ruleset::{Basis, RuleSet, compare, schema},
};

fn presets() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../server/presets/rules");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the presets are there").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    let read = |file: PathBuf| {
        let name = file.file_stem().expect("files have names").to_string_lossy().into_owned();
        (name, fs::read_to_string(file).expect("a preset is text"))
    };
    files.into_iter().map(read).collect()
}

fn rules(name: &str, text: &str) -> RuleSet {
    read(text, Format::Toml).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"))
}

#[test]
fn every_preset_is_sound() {
    let presets = presets();
    assert!(presets.len() >= 5);
    for (name, text) in presets {
        let rules = rules(&name, &text);
        assert_eq!(rules.id.as_str(), name);
        if let Err(defects) = rules.check() {
            let told: Vec<String> = defects.iter().map(ToString::to_string).collect();
            panic!("{name}: {told:#?}");
        }
    }
}

#[test]
fn every_preset_is_written_as_it_is_read() {
    for (name, text) in presets() {
        let rules = rules(&name, &text);
        let toml = write(&rules, Format::Toml);
        let json = write(&rules, Format::Json);
        assert_eq!(read::<RuleSet>(&toml, Format::Toml).as_ref(), Ok(&rules), "{name}");
        assert_eq!(read::<RuleSet>(&json, Format::Json).as_ref(), Ok(&rules), "{name}");
        let again: RuleSet = read(&json, Format::Json).unwrap();
        assert_eq!(write(&again, Format::Toml), toml, "{name}");
        assert_eq!(write(&again, Format::Json), json, "{name}");
        assert_eq!(again.hash(), rules.hash(), "{name}");
        assert_eq!(compare(&rules, &again), [], "{name}");
    }
}

#[test]
fn every_preset_follows_the_schema_and_a_misspelt_field_does_not() {
    let validator = jsonschema::draft202012::new(&schema()).unwrap();
    for (name, text) in presets() {
        let mut value: serde_json::Value = toml::from_str(&text).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0], "{name}");
        value["contests"][0]["levle"] = "comuna".into();
        assert!(!validator.is_valid(&value), "{name}");
    }
}

#[test]
fn every_preset_says_what_it_rests_on() {
    for (name, text) in presets() {
        let rules = rules(&name, &text);
        assert!(!rules.norms.is_empty(), "{name}");
        let from_a_norm = |basis: &Basis| matches!(basis, Basis::Norm { .. });
        assert!(rules.pools.iter().any(|pool| from_a_norm(&pool.basis)), "{name}");
        assert!(rules.phases.iter().all(|phase| phase.purpose.is_some() && phase.typical.is_some()), "{name}");
    }
}
