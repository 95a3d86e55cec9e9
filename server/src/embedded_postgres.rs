//! A private PostgreSQL cluster in the data folder, for running without a database of one's own.
//!
//! The binary starts `postgres` as its child, on a Unix socket in a private folder and on no network address, and stops
//! it when it ends. Each database role has a random password kept in a file that only the owner of the folder can
//! read, so other users of the machine cannot enter even where they can reach the socket.
//!
//! What a `kill -9` of the binary leaves is picked up by the next start: the kernel tells `postgres` to shut down when
//! its parent dies, and whatever is still running in the folder is stopped before the cluster is started anew.

mod binaries;
mod folder;
mod process;

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use store::cluster::Passwords;

use binaries::Binaries;
use folder::{DataFolder, FolderLock};
use process::Postmaster;

/// Why the private cluster cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// No PostgreSQL server programs on this machine.
    #[error(
        "no PostgreSQL {minimum} or newer found (looked for `postgres` in PATH and /usr/lib/postgresql/*/bin). \
         Install it (Debian: apt-get install postgresql), or set DATABASE_URL to use a server you run"
    )]
    NoBinaries {
        /// The oldest major version that works.
        minimum: u32,
    },
    /// The cluster was made by another major version than any that is installed.
    #[error(
        "the cluster in {folder} was made by PostgreSQL {made_by}, which is not installed. Install that version, or \
         move the data with pg_upgrade"
    )]
    OtherVersion {
        /// The cluster's folder.
        folder: PathBuf,
        /// Its major version.
        made_by: u32,
    },
    /// The binary runs as root, which PostgreSQL refuses, and there is no user to run it as.
    #[error(
        "PostgreSQL refuses to run as root and there is no system user `{user}` to run it as. Install PostgreSQL's \
         server package, which creates it, or start convite as an ordinary user"
    )]
    NoUser {
        /// The user looked for.
        user: &'static str,
    },
    /// Another `convite` uses the folder.
    #[error("another convite is using the data folder {folder}. Stop it, or choose another folder with --data-dir")]
    InUse {
        /// The data folder.
        folder: PathBuf,
    },
    /// A file or folder could not be read or written.
    #[error("{what} {path}: {source}")]
    Io {
        /// What was being done.
        what: &'static str,
        /// To what.
        path: PathBuf,
        /// Why it failed.
        source: std::io::Error,
    },
    /// The file of passwords is damaged.
    #[error("{path} is not the password file that convite wrote: {reason}. Restore it, or remove the data folder")]
    Passwords {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// One of PostgreSQL's programs failed.
    #[error("{program} failed: {output}")]
    Program {
        /// Its name.
        program: &'static str,
        /// What it printed.
        output: String,
    },
    /// The server ended while starting.
    #[error("PostgreSQL ended while starting; the end of {log}: {tail}")]
    DidNotStart {
        /// The server's log.
        log: PathBuf,
        /// Its last lines.
        tail: String,
    },
    /// The server did not answer in time.
    #[error("PostgreSQL did not answer within {seconds} s; see {log}")]
    NotReady {
        /// How long was waited.
        seconds: u64,
        /// The server's log.
        log: PathBuf,
    },
    /// The roles and the database could not be made.
    #[error("cannot prepare the cluster's roles and database: {0}")]
    Prepare(#[from] sqlx::Error),
}

/// The private cluster: running, and known how to reach.
#[derive(Debug)]
pub struct Cluster {
    socket_folder: PathBuf,
    passwords: Passwords,
    /// None when the cluster belongs to another running `convite`, which also stops it.
    own: Option<Own>,
}

#[derive(Debug)]
struct Own {
    postmaster: Postmaster,
    // Held until the cluster has stopped.
    _lock: FolderLock,
}

/// The role that `initdb` makes.
const SUPERUSER: &str = "postgres";

/// The one database of the cluster.
const DATABASE: &str = "convite";

impl Cluster {
    /// Starts the cluster of `data_folder`, making it first if need be.
    ///
    /// Must be called from a thread that lives as long as the process: the kernel stops the cluster when that thread
    /// ends.
    ///
    /// # Errors
    /// When PostgreSQL is not installed, the folder is in use or cannot be used, or the server does not start.
    pub async fn start(data_folder: &Path) -> Result<Self, ClusterError> {
        let folder = DataFolder::open(data_folder)?;
        let lock = folder.lock()?;
        Self::start_locked(&folder, lock).await
    }

    /// The cluster of `data_folder`: the one that a running `convite` has started, else started as by [`start`].
    ///
    /// [`start`]: Self::start
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub async fn join_or_start(data_folder: &Path) -> Result<Self, ClusterError> {
        let folder = DataFolder::open(data_folder)?;
        match folder.lock() {
            Ok(lock) => Self::start_locked(&folder, lock).await,
            Err(ClusterError::InUse { .. }) => {
                let passwords = folder.read_passwords()?;
                Ok(Self { socket_folder: folder.socket_folder()?, passwords, own: None })
            }
            Err(other) => Err(other),
        }
    }

    async fn start_locked(folder: &DataFolder, lock: FolderLock) -> Result<Self, ClusterError> {
        let passwords = folder.passwords()?;
        let socket_folder = folder.socket_folder()?;
        let made_by = folder.cluster_version()?;
        let binaries = Binaries::find(made_by, folder.cluster())?;

        if made_by.is_none() {
            tracing::info!(folder = %folder.cluster().display(), "making a private PostgreSQL cluster (once)");
            process::initialise(folder, &binaries, &passwords.superuser).await?;
        }
        process::stop_leftover(folder, &binaries).await?;
        tracing::info!(version = %binaries.version, "starting the private PostgreSQL");
        let mut postmaster = process::start(folder, &binaries, &socket_folder)?;

        let superuser = options(&socket_folder, SUPERUSER, &passwords.superuser).database("postgres");
        process::wait_until_ready(&mut postmaster, &superuser, Duration::from_mins(1)).await?;
        store::cluster::prepare(&superuser, DATABASE, &passwords).await?;
        tracing::info!(socket = %socket_folder.display(), "the private PostgreSQL is ready");

        Ok(Self { socket_folder, passwords, own: Some(Own { postmaster, _lock: lock }) })
    }

    /// How the cluster's superuser connects: for tests, which make databases of their own.
    pub fn superuser(&self) -> PgConnectOptions {
        options(&self.socket_folder, SUPERUSER, &self.passwords.superuser).database("postgres")
    }

    /// How the role that runs the migrations connects.
    pub fn owner(&self) -> PgConnectOptions {
        options(&self.socket_folder, store::cluster::OWNER, &self.passwords.owner).database(DATABASE)
    }

    /// How the server's own role connects.
    pub fn app(&self) -> PgConnectOptions {
        options(&self.socket_folder, store::cluster::APP, &self.passwords.app).database(DATABASE)
    }

    /// How the role that reads published aggregates connects.
    pub fn observer(&self) -> PgConnectOptions {
        options(&self.socket_folder, store::cluster::OBSERVER, &self.passwords.observer).database(DATABASE)
    }

    /// Ends when the server ends without having been asked to; never for another process's cluster.
    pub async fn died(&mut self) {
        match &mut self.own {
            Some(own) => own.postmaster.ended().await,
            None => std::future::pending().await,
        }
    }

    /// Stops the cluster, if this process started it, and waits for it.
    ///
    /// # Errors
    /// When `pg_ctl` fails.
    pub async fn stop(self) -> Result<(), ClusterError> {
        let Some(own) = self.own else { return Ok(()) };
        tracing::info!("stopping the private PostgreSQL");
        own.postmaster.stop().await
    }
}

fn options(socket_folder: &Path, role: &str, password: &str) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .socket(socket_folder)
        .port(process::PORT)
        .username(role)
        .password(password)
        .application_name("convite")
}
