//! The real binary, as operators start it.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep};

use crate::browser::Browser;
use crate::cluster::{checkout, target};

/// Longer than anything takes on a busy machine; what waits this long waits for something that does not come.
const PATIENCE: Duration = Duration::from_secs(90);

/// The binary: the one that `CONVITE_BIN` names, else that of this build, built if need be.
pub fn convite() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        if let Some(named) = std::env::var_os("CONVITE_BIN") {
            return named.into();
        }
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        // As `infra/build.sh dev` and `cargo test --workspace` have it: what else is asked for says with which features
        // the dependencies are compiled, and others would have them compiled once more.
        let built = std::process::Command::new(cargo)
            .args(["build", "--quiet", "--workspace", "--bins", "--tests", "--target-dir"])
            .arg(target())
            .current_dir(checkout())
            .status();
        assert!(built.is_ok_and(|status| status.success()), "the binary cannot be built");
        target().join("debug").join("convite")
    })
}

/// A folder of a test's own, removed with this value.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes an empty folder below the build's own, another one each time; the name says to people whose it is.
    pub fn new(name: &str) -> Self {
        Self::below(&target().join("tests"), name)
    }

    /// Makes an empty folder where every user of the machine can reach it, such as the one PostgreSQL runs as.
    pub fn temporary(name: &str) -> Self {
        Self::below(&std::env::temp_dir(), &format!("convite-{name}"))
    }

    fn below(parent: &Path, name: &str) -> Self {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let path = parent.join(format!("{name}-{}-{number}", std::process::id()));
        // What a run that was stopped left behind.
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder of the test's own");
        Self(path)
    }

    /// The path of a file in it.
    pub fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Only rubbish is left when it fails.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The binary with arguments, without what the tests' own surroundings would tell it.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(convite());
    for (name, _) in std::env::vars_os() {
        let of_convite =
            name.to_str().is_some_and(|name| name.starts_with("CONVITE_") || name.starts_with("DATABASE_"));
        if of_convite {
            command.env_remove(name);
        }
    }
    command.args(arguments).current_dir(checkout()).stdin(Stdio::null()).kill_on_drop(true);
    command
}

/// What a command of the binary said.
#[derive(Debug)]
pub struct Said {
    /// Whether it succeeded.
    pub done: bool,
    /// Its exit code.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            done: output.status.success(),
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Runs a command of the binary to its end.
pub async fn run(mut command: Command) -> Said {
    let output = tokio::time::timeout(PATIENCE, command.output()).await.expect("the command ends");
    output.expect("the binary can be started").into()
}

/// A port that is free now.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("a free port").port()
}

/// `convite serve`, running.
pub struct Serving {
    /// The process.
    pub child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    log: PathBuf,
}

impl Serving {
    /// Starts it on a free port with a data folder and more flags, its log in a file beside the data.
    pub fn start(data: &Path, flags: &[&str]) -> Self {
        Self::start_at(SocketAddr::from(([127, 0, 0, 1], free_port())), data, flags)
    }

    /// Starts it at an address.
    pub fn start_at(address: SocketAddr, data: &Path, flags: &[&str]) -> Self {
        let log = data.with_extension("log");
        let file = std::fs::File::options().create(true).append(true).open(&log).expect("a file for the log");
        let listen = address.to_string();
        let mut command = command(&["serve", "--listen", &listen]);
        command.arg("--data-dir").arg(data).args(flags).stdout(Stdio::null()).stderr(file);
        let child = command.spawn().expect("the binary can be started");
        Self { child, address, log }
    }

    /// Waits until it is ready.
    pub async fn ready(mut self) -> Self {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("the state of the process") {
                panic!("convite ended with {status}: {}", self.log());
            }
            if self.answers().await {
                return self;
            }
            assert!(began.elapsed() < PATIENCE, "convite is not ready: {}", self.log());
            sleep(Duration::from_millis(50)).await;
        }
    }

    async fn answers(&self) -> bool {
        let client = reqwest::Client::builder().no_proxy().build().expect("a client for HTTP");
        match client.get(format!("http://{}/ready", self.address)).send().await {
            Ok(answer) => answer.status() == http::StatusCode::OK,
            Err(_) => false,
        }
    }

    /// Somebody who visits a host.
    pub fn visit(&self, host: &str) -> Browser {
        Browser::new(self.address, host)
    }

    /// What it logged so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let id = self.child.id().expect("the process runs").to_string();
        let sent = std::process::Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.is_ok_and(|status| status.success()), "cannot send SIG{name}");
    }

    /// Waits for its end; says whether it succeeded.
    pub async fn ended(&mut self) -> bool {
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await.expect("convite ends");
        ended.expect("the state of the process").success()
    }
}
