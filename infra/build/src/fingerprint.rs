//! Content hashes: for names that browsers may keep, and to skip a step whose input is the same.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::failure::{Failure, reading};

/// Changes whenever a step of this program does something else with the same input.
const STEPS: &str = "1";

/// SHA-256 of the parts, in hexadecimal; lengths are hashed too, so that parts cannot run into each other.
pub fn of(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.len().to_le_bytes());
        digest.update(part);
    }
    digest.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Runs `step` unless `output` was made from the same input before; the fingerprint is kept beside the output.
pub fn unless_same(output: &Path, input: &[&[u8]], step: impl FnOnce() -> Result<(), Failure>) -> Result<(), Failure> {
    let mut parts = vec![STEPS.as_bytes()];
    parts.extend_from_slice(input);
    let now = of(&parts);
    let mut name = output.as_os_str().to_owned();
    name.push(".from");
    let kept = Path::new(&name);
    if output.exists() && fs::read_to_string(kept).is_ok_and(|before| before == now) {
        return Ok(());
    }
    // Without the record first: a step that is interrupted must run again.
    if kept.exists() {
        fs::remove_file(kept).map_err(reading(kept))?;
    }
    step()?;
    fs::write(kept, now).map_err(reading(kept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::tests::Folder;

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(of(&[b"ab", b"c"]), of(&[b"a", b"bc"]));
        assert_eq!(of(&[b"ab"]).len(), 64);
    }

    #[test]
    fn a_step_runs_again_only_for_other_input() {
        let folder = Folder::new("fingerprint");
        let output = folder.path().join("out");
        let mut runs = 0;
        for input in ["one", "one", "two", "two"] {
            unless_same(&output, &[input.as_bytes()], || {
                runs += 1;
                fs::write(&output, input).map_err(reading(&output))
            })
            .unwrap();
        }
        assert_eq!(runs, 2);
        assert_eq!(fs::read_to_string(&output).unwrap(), "two");
    }

    #[test]
    fn a_failed_step_is_not_remembered() {
        let folder = Folder::new("fingerprint-failed");
        let output = folder.path().join("out");
        let fail = || unless_same(&output, &[b"x"], || Err(Failure::NoTool { path: "t".into() }));
        assert!(fail().is_err());
        assert!(fail().is_err());
    }
}
