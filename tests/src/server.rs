//! The real server, in this process, on a port of its own.

use std::net::SocketAddr;

use ::server::cli::{Cli, Command};
use ::server::config::{Environment, ServeConfig};
use ::server::http::{Gate, router};
use clap::Parser as _;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::browser::Browser;
use crate::cluster::TestDatabase;

/// A server that answers until it is dropped.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// What its requests share.
    pub gate: Gate,
    tasks: [JoinHandle<()>; 2],
}

/// The configuration that the flags of `convite serve` give.
pub fn configuration(flags: &[&str]) -> ServeConfig {
    let line = ["convite", "serve", "--metrics-listen", "off"];
    match Cli::try_parse_from(line.iter().chain(flags)).map(|cli| cli.command) {
        Ok(Command::Serve(config)) => *config,
        Ok(_) => panic!("`convite serve` is another command"),
        Err(error) => panic!("{error}"),
    }
}

/// Flags without limits on how often somebody may ask: what most tests need.
pub const UNLIMITED: [&str; 6] = ["--reads-per-minute", "0", "--writes-per-minute", "0", "--sign-ins-per-minute", "0"];

impl Running {
    /// Serves a database's sites without limits.
    pub async fn start(database: &TestDatabase) -> Self {
        Self::start_with(database, &UNLIMITED).await
    }

    /// Serves a database's sites as the flags say.
    pub async fn start_with(database: &TestDatabase, flags: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("the port that was free");
        let config = ServeConfig { listen: address, ..configuration(flags) };
        let gate =
            Gate::open(config, Environment::Development, database.database.clone(), database.vault.clone()).await;
        let gate = gate.expect("the server's gate opens");
        let tending = tokio::spawn(gate.clone().tend());
        let service = router(gate.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let serving = tokio::spawn(async move {
            axum::serve(listener, service).await.expect("serving goes on");
        });
        Self { address, gate, tasks: [tending, serving] }
    }

    /// Somebody who visits a host of this server and is not signed in.
    pub fn visit(&self, host: &str) -> Browser {
        Browser::new(self.address, host)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}
