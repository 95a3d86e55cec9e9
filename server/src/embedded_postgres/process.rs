//! Running PostgreSQL's programs.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep};

use super::ClusterError;
use super::binaries::Binaries;
use super::folder::{DataFolder, RunAs};

/// Only part of the socket's name: the server listens on no network address.
pub(super) const PORT: u16 = 5432;

/// The server's log is started anew beyond this size.
const LONGEST_LOG: u64 = 8 * 1024 * 1024;

/// The running server, a child of this process.
#[derive(Debug)]
pub(super) struct Postmaster {
    child: Child,
    cluster: PathBuf,
    pg_ctl: PathBuf,
    run_as: RunAs,
    log: PathBuf,
}

impl Postmaster {
    /// Waits until the server ends.
    pub(super) async fn ended(&mut self) {
        // The only error is that it has been waited for already.
        let _ = self.child.wait().await;
    }

    /// A fast shutdown: transactions under way are rolled back, everything committed is on disk.
    pub(super) async fn stop(mut self) -> Result<(), ClusterError> {
        stop(self.run_as, &self.pg_ctl, &self.cluster).await?;
        self.ended().await;
        Ok(())
    }
}

/// Makes an empty cluster whose superuser has the given password.
pub(super) async fn initialise(
    folder: &DataFolder,
    binaries: &Binaries,
    superuser_password: &str,
) -> Result<(), ClusterError> {
    let made = folder.empty_cluster()?;
    // The password goes through a file: an argument could be read by every user of the machine.
    let password = folder.secret_file("superuser.password", superuser_password)?;
    let mut command = Command::from(folder.run_as.command(&binaries.program("initdb"), false));
    command
        .arg("--pgdata")
        .arg(&made)
        .arg("--pwfile")
        .arg(&password)
        .args(["--username", super::SUPERUSER, "--auth", "scram-sha-256"])
        .args(["--encoding", "UTF8", "--locale", "C.UTF-8", "--locale-provider", "icu", "--icu-locale", "es"])
        .current_dir("/")
        .process_group(0);
    let output = command.output().await;
    std::fs::remove_file(&password).map_err(|source| ClusterError::Io {
        what: "cannot remove",
        path: password,
        source,
    })?;
    let output = output.map_err(|source| program_missing("initdb", &source))?;
    if !output.status.success() {
        return Err(failed("initdb", &output.stderr));
    }
    folder.keep_cluster(&made)
}

/// Stops what a killed convite may have left running in the folder.
pub(super) async fn stop_leftover(folder: &DataFolder, binaries: &Binaries) -> Result<(), ClusterError> {
    if !folder.cluster().join("postmaster.pid").exists() {
        return Ok(());
    }
    let pg_ctl = binaries.program("pg_ctl");
    let status = Command::from(folder.run_as.command(&pg_ctl, false))
        .arg("status")
        .arg("--pgdata")
        .arg(folder.cluster())
        .current_dir("/")
        .output()
        .await
        .map_err(|source| program_missing("pg_ctl", &source))?;
    if !status.status.success() {
        // Nobody is running there: the server itself removes a stale file and recovers.
        return Ok(());
    }
    tracing::warn!("a PostgreSQL left by a convite that was killed is still running: stopping it");
    stop(folder.run_as, &pg_ctl, folder.cluster()).await
}

/// Starts the server.
pub(super) fn start(
    folder: &DataFolder,
    binaries: &Binaries,
    socket_folder: &Path,
) -> Result<Postmaster, ClusterError> {
    let log = folder.log();
    let too_long = std::fs::metadata(&log).is_ok_and(|found| found.len() > LONGEST_LOG);
    let output = OpenOptions::new()
        .create(true)
        .append(!too_long)
        .write(true)
        .truncate(too_long)
        .mode(0o600)
        .open(&log)
        .map_err(|source| ClusterError::Io { what: "cannot open", path: log.clone(), source })?;
    let also =
        output.try_clone().map_err(|source| ClusterError::Io { what: "cannot open", path: log.clone(), source })?;

    let mut command = folder.run_as.command(&binaries.program("postgres"), true);
    command.arg("-D").arg(folder.cluster());
    for setting in [
        "listen_addresses=".to_owned(),
        format!("port={PORT}"),
        format!("unix_socket_directories={}", socket_folder.display()),
        "unix_socket_permissions=0700".to_owned(),
        "logging_collector=off".to_owned(),
        "log_min_messages=warning".to_owned(),
        "lc_messages=C".to_owned(),
    ] {
        command.arg("-c").arg(setting);
    }
    // Its own process group: a Ctrl-C in the terminal reaches convite alone, which finishes its requests first.
    command.current_dir("/").stdin(Stdio::null()).stdout(output).stderr(also).process_group(0);
    let child = Command::from(command).spawn().map_err(|source| program_missing("postgres", &source))?;
    Ok(Postmaster {
        child,
        cluster: folder.cluster().to_path_buf(),
        pg_ctl: binaries.program("pg_ctl"),
        run_as: folder.run_as,
        log,
    })
}

/// Waits until the server takes connections, saying so while it takes long (it may be recovering).
pub(super) async fn wait_until_ready(
    postmaster: &mut Postmaster,
    superuser: &PgConnectOptions,
    patience: Duration,
) -> Result<(), ClusterError> {
    let began = Instant::now();
    let mut said = began;
    loop {
        match superuser.clone().connect().await {
            Ok(connection) => {
                // It has answered; how it takes the goodbye does not matter.
                let _ = connection.close().await;
                return Ok(());
            }
            // A wrong password does not get right by waiting.
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("28P01") => {
                return Err(ClusterError::Prepare(sqlx::Error::Database(error)));
            }
            Err(_) => {}
        }
        if !matches!(postmaster.child.try_wait(), Ok(None)) {
            return Err(ClusterError::DidNotStart { log: postmaster.log.clone(), tail: tail(&postmaster.log) });
        }
        if began.elapsed() > patience {
            return Err(ClusterError::NotReady { seconds: patience.as_secs(), log: postmaster.log.clone() });
        }
        if said.elapsed() > Duration::from_secs(2) {
            said = Instant::now();
            tracing::info!(seconds = began.elapsed().as_secs(), "waiting for the private PostgreSQL");
        }
        sleep(Duration::from_millis(50)).await;
    }
}

async fn stop(run_as: RunAs, pg_ctl: &Path, cluster: &Path) -> Result<(), ClusterError> {
    let output = Command::from(run_as.command(pg_ctl, false))
        .args(["stop", "--mode", "fast", "--timeout", "60", "--pgdata"])
        .arg(cluster)
        .current_dir("/")
        .process_group(0)
        .output()
        .await
        .map_err(|source| program_missing("pg_ctl", &source))?;
    // It may have ended by itself meanwhile.
    if output.status.success() || !cluster.join("postmaster.pid").exists() {
        return Ok(());
    }
    Err(failed("pg_ctl stop", &output.stderr))
}

fn program_missing(program: &'static str, error: &std::io::Error) -> ClusterError {
    ClusterError::Program { program, output: error.to_string() }
}

fn failed(program: &'static str, stderr: &[u8]) -> ClusterError {
    ClusterError::Program { program, output: String::from_utf8_lossy(stderr).trim().to_owned() }
}

fn tail(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(5)..].join(" | ")
}
