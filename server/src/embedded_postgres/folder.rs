//! The data folder: where the cluster, its socket and its passwords are, and who may use them.
//!
//! ```text
//! data/lock            held by the running convite
//! data/passwords.json  the database roles' passwords (mode 0600)
//! data/postgres/       the cluster
//! data/postgres.log    what the server said
//! data/secrets/        keys of rolls and urns, which are the server's and not the cluster's
//! data/run/            the Unix socket (mode 0700), or in /tmp when the path is too long for one
//! ```
//! Started as root, the cluster runs as the system user `postgres`. Where that user cannot reach the data folder (below
//! /root, for instance), the cluster, its log and its socket are kept in a folder of /var/lib/convite instead, and the
//! file `data/elsewhere` says in which: a data folder that was removed and made again begins with a cluster of its own.

use std::fs::{File, OpenOptions, Permissions, TryLockError};
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sha2::{Digest as _, Sha256};
use store::cluster::Passwords;

use super::ClusterError;
use crate::random;

/// The system user that PostgreSQL's packages create.
const USER: &str = "postgres";

/// What the path of a socket's folder may take: the kernel allows 107 bytes with the file's name.
const LONGEST_SOCKET_FOLDER: usize = 90;

/// Who runs PostgreSQL's programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunAs {
    /// Whoever runs convite.
    Oneself,
    /// The system user `postgres`, because convite runs as root.
    Postgres {
        /// Its user id.
        uid: u32,
        /// Its group id.
        gid: u32,
    },
}

impl RunAs {
    fn find() -> Result<Self, ClusterError> {
        let root = std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
        if !root {
            return Ok(Self::Oneself);
        }
        let id = |flag| {
            let output = Command::new("id").args([flag, USER]).output().ok()?;
            std::str::from_utf8(&output.stdout).ok()?.trim().parse().ok()
        };
        match (id("-u"), id("-g")) {
            (Some(uid), Some(gid)) => Ok(Self::Postgres { uid, gid }),
            _ => Err(ClusterError::NoUser { user: USER }),
        }
    }

    /// `program` run as that user; `death_signal` tells it to end when the thread that starts it does.
    pub(super) fn command(self, program: &Path, death_signal: bool) -> Command {
        let mut flags: Vec<&str> = Vec::new();
        if matches!(self, Self::Postgres { .. }) {
            flags.extend(["--reuid", USER, "--regid", USER, "--clear-groups"]);
        }
        if death_signal && has_setpriv() {
            // SIGINT is PostgreSQL's fast shutdown.
            flags.extend(["--pdeathsig", "INT"]);
        }
        if flags.is_empty() {
            return Command::new(program);
        }
        let mut command = Command::new("setpriv");
        command.args(flags).arg("--").arg(program);
        command
    }

    fn give(self, path: &Path) -> Result<(), ClusterError> {
        match self {
            Self::Oneself => Ok(()),
            Self::Postgres { uid, gid } => std::os::unix::fs::chown(path, Some(uid), Some(gid))
                .map_err(|source| ClusterError::Io { what: "cannot change the owner of", path: path.into(), source }),
        }
    }

    fn can_enter(self, path: &Path) -> bool {
        self == Self::Oneself
            || self
                .command(Path::new("test"), false)
                .arg("-x")
                .arg(path)
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|status| status.success())
    }
}

fn has_setpriv() -> bool {
    Command::new("setpriv").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// The data folder and where its parts are.
#[derive(Debug)]
pub(super) struct DataFolder {
    root: PathBuf,
    /// Holds the cluster, its log and, if its path is short enough, its socket.
    home: PathBuf,
    cluster: PathBuf,
    pub(super) run_as: RunAs,
}

/// Keeps others out of the data folder while it lives; the kernel lets go of it however the process ends.
#[derive(Debug)]
pub(super) struct FolderLock {
    _file: File,
}

impl DataFolder {
    /// Opens the folder, making it if need be.
    pub(super) fn open(path: &Path) -> Result<Self, ClusterError> {
        let run_as = RunAs::find()?;
        if !path.exists() {
            make_folder(path, 0o711)?;
        }
        let root = path.canonicalize().map_err(|source| ClusterError::Io {
            what: "cannot find",
            path: path.into(),
            source,
        })?;
        let home = if run_as.can_enter(&root) {
            root.clone()
        } else {
            let home = elsewhere(&root)?;
            tracing::info!(
                data = %root.display(),
                cluster = %home.display(),
                "PostgreSQL's user cannot reach the data folder; its cluster is elsewhere"
            );
            make_folder(&home, 0o711)?;
            home
        };
        let cluster = home.join("postgres");
        Ok(Self { root, home, cluster, run_as })
    }

    /// Takes the folder for this process.
    pub(super) fn lock(&self) -> Result<FolderLock, ClusterError> {
        let path = self.root.join("lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&path)
            .map_err(|source| ClusterError::Io { what: "cannot open", path: path.clone(), source })?;
        match file.try_lock() {
            Ok(()) => Ok(FolderLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(ClusterError::InUse { folder: self.root.clone() }),
            Err(TryLockError::Error(source)) => Err(ClusterError::Io { what: "cannot lock", path, source }),
        }
    }

    /// The cluster's own folder (PGDATA).
    pub(super) fn cluster(&self) -> &Path {
        &self.cluster
    }

    /// Where the server's messages go.
    pub(super) fn log(&self) -> PathBuf {
        self.home.join("postgres.log")
    }

    /// The major version that made the cluster; none before there is one.
    pub(super) fn cluster_version(&self) -> Result<Option<u32>, ClusterError> {
        // `initdb` writes into a folder beside, which takes its name when complete.
        match std::fs::read_to_string(self.cluster.join("PG_VERSION")) {
            Ok(version) => Ok(version.trim().parse().ok()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(ClusterError::Io { what: "cannot read", path: self.cluster.clone(), source }),
        }
    }

    /// An empty folder to make the cluster in, before it gets its name.
    pub(super) fn empty_cluster(&self) -> Result<PathBuf, ClusterError> {
        let path = self.home.join("postgres.new");
        if path.exists() {
            std::fs::remove_dir_all(&path).map_err(|source| ClusterError::Io {
                what: "cannot remove",
                path: path.clone(),
                source,
            })?;
        }
        make_folder(&path, 0o700)?;
        self.run_as.give(&path)?;
        Ok(path)
    }

    /// A file that only whoever runs the server can read.
    pub(super) fn secret_file(&self, name: &str, text: &str) -> Result<PathBuf, ClusterError> {
        let path = self.home.join(name);
        write_secret(&path, text.as_bytes()).map_err(|source| ClusterError::Io {
            what: "cannot write",
            path: path.clone(),
            source,
        })?;
        self.run_as.give(&path)?;
        Ok(path)
    }

    /// Gives the complete cluster its name.
    pub(super) fn keep_cluster(&self, made: &Path) -> Result<(), ClusterError> {
        std::fs::rename(made, &self.cluster).map_err(|source| ClusterError::Io {
            what: "cannot name the cluster",
            path: self.cluster.clone(),
            source,
        })
    }

    /// The folder of the Unix socket, private to whoever runs the server (and root).
    pub(super) fn socket_folder(&self) -> Result<PathBuf, ClusterError> {
        let inside = self.home.join("run");
        let folder = if inside.as_os_str().as_bytes().len() <= LONGEST_SOCKET_FOLDER {
            inside
        } else {
            Path::new("/tmp").join(format!("convite-{}", fingerprint(&self.root)))
        };
        if !folder.exists() {
            make_folder(&folder, 0o700)?;
            self.run_as.give(&folder)?;
        }
        let found = std::fs::symlink_metadata(&folder).map_err(|source| ClusterError::Io {
            what: "cannot read",
            path: folder.clone(),
            source,
        })?;
        let owner = match self.run_as {
            RunAs::Oneself => std::fs::metadata("/proc/self").map_or(found.uid(), |own| own.uid()),
            RunAs::Postgres { uid, .. } => uid,
        };
        // In /tmp somebody else may have been there first.
        if !found.is_dir() || found.uid() != owner || found.mode() & 0o077 != 0 {
            return Err(ClusterError::Io {
                what: "cannot use as the socket's folder (not a private folder of the user that runs PostgreSQL)",
                path: folder,
                source: std::io::ErrorKind::PermissionDenied.into(),
            });
        }
        Ok(folder)
    }

    /// The roles' passwords, made the first time.
    pub(super) fn passwords(&self) -> Result<Passwords, ClusterError> {
        let path = self.root.join("passwords.json");
        if path.exists() {
            return self.read_passwords();
        }
        let made = Passwords {
            superuser: random::hex::<24>(),
            owner: random::hex::<24>(),
            app: random::hex::<24>(),
            observer: random::hex::<24>(),
        };
        let text = serde_json::to_vec_pretty(&made)
            .map_err(|error| ClusterError::Passwords { path: path.clone(), reason: error.to_string() })?;
        // Whole or not at all: a half-written file would lock the cluster for good.
        let beside = self.root.join("passwords.json.new");
        let written = write_secret(&beside, &text).and_then(|()| std::fs::rename(&beside, &path));
        written.map_err(|source| ClusterError::Io { what: "cannot write", path, source })?;
        Ok(made)
    }

    /// The passwords that a running convite has written.
    pub(super) fn read_passwords(&self) -> Result<Passwords, ClusterError> {
        let path = self.root.join("passwords.json");
        let text = std::fs::read(&path).map_err(|source| ClusterError::Io {
            what: "cannot read",
            path: path.clone(),
            source,
        })?;
        serde_json::from_slice(&text).map_err(|error| ClusterError::Passwords { path, reason: error.to_string() })
    }
}

fn make_folder(path: &Path, mode: u32) -> Result<(), ClusterError> {
    std::fs::create_dir_all(path)
        .and_then(|()| std::fs::set_permissions(path, Permissions::from_mode(mode)))
        .map_err(|source| ClusterError::Io { what: "cannot make the folder", path: path.into(), source })
}

/// Where the cluster of a data folder is that PostgreSQL's user cannot reach.
fn elsewhere(root: &Path) -> Result<PathBuf, ClusterError> {
    let note = root.join("elsewhere");
    match std::fs::read_to_string(&note) {
        Ok(path) => Ok(PathBuf::from(path.trim_end())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let home = format!("/var/lib/convite/{}-{}", fingerprint(root), random::hex::<4>());
            std::fs::write(&note, format!("{home}\n")).map_err(|source| ClusterError::Io {
                what: "cannot write",
                path: note,
                source,
            })?;
            Ok(PathBuf::from(home))
        }
        Err(source) => Err(ClusterError::Io { what: "cannot read", path: note, source }),
    }
}

fn write_secret(path: &Path, text: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(path)?;
    file.write_all(text)?;
    file.sync_all()
}

/// Tells data folders apart where their paths cannot be used.
fn fingerprint(path: &Path) -> String {
    let digest = Sha256::digest(path.as_os_str().as_bytes());
    random::to_hex(&digest[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_tell_folders_apart() {
        assert_eq!(fingerprint(Path::new("/srv/a")).len(), 16);
        assert_ne!(fingerprint(Path::new("/srv/a")), fingerprint(Path::new("/srv/b")));
    }
}
