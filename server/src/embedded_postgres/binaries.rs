//! Which PostgreSQL on this machine to use.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::ClusterError;

/// The oldest major version the schema is written for.
const MINIMUM: u32 = 15;

/// One installation of the server's programs.
#[derive(Debug)]
pub(super) struct Binaries {
    folder: PathBuf,
    major: u32,
    /// As the program says it, e.g. `15.18`.
    pub(super) version: String,
}

impl Binaries {
    /// The newest installation, or the one of the version that made the cluster.
    pub(super) fn find(made_by: Option<u32>, cluster: &Path) -> Result<Self, ClusterError> {
        let found = candidates().into_iter().filter_map(Self::at).filter(|found| found.major >= MINIMUM);
        match made_by {
            None => found.max_by_key(|found| found.major).ok_or(ClusterError::NoBinaries { minimum: MINIMUM }),
            Some(major) => found
                .into_iter()
                .find(|found| found.major == major)
                .ok_or_else(|| ClusterError::OtherVersion { folder: cluster.to_path_buf(), made_by: major }),
        }
    }

    fn at(folder: PathBuf) -> Option<Self> {
        let complete = ["initdb", "postgres", "pg_ctl"].iter().all(|program| folder.join(program).is_file());
        if !complete {
            return None;
        }
        let said = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
        let (major, version) = parse_version(std::str::from_utf8(&said.stdout).ok()?)?;
        Some(Self { folder, major, version })
    }

    /// The path of one of the programs.
    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// Folders that may hold the programs. Debian keeps them out of PATH.
fn candidates() -> BTreeSet<PathBuf> {
    let in_path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: BTreeSet<PathBuf> = std::env::split_paths(&in_path).collect();
    for (parent, below) in [("/usr/lib/postgresql", "bin"), ("/usr", "bin"), ("/opt/homebrew/opt", "bin")] {
        let Ok(entries) = std::fs::read_dir(parent) else { continue };
        folders.extend(entries.flatten().filter_map(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let versioned =
                parent == "/usr/lib/postgresql" || name.starts_with("pgsql-") || name.starts_with("postgresql@");
            versioned.then(|| entry.path().join(below))
        }));
    }
    folders
}

/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` → 15 and `15.18`.
fn parse_version(said: &str) -> Option<(u32, String)> {
    let version = said.split_whitespace().nth(2)?;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    Some((digits.parse().ok()?, version.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_as_the_programs_say_them() {
        let debian = parse_version("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n");
        assert_eq!(debian, Some((15, "15.18".to_owned())));
        assert_eq!(parse_version("postgres (PostgreSQL) 18beta1"), Some((18, "18beta1".to_owned())));
        assert_eq!(parse_version("something else"), None);
    }
}
