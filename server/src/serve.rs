//! `convite serve`: from the database to the last request.

use std::future::IntoFuture as _;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinSet;
use vault::{Vault, VaultError};

use crate::config::{CommonConfig, ConfigError, ServeConfig};
use crate::database::{self, DatabaseError, Opened, Tenure};
use crate::demo::DemoError;
use crate::http::{Gate, GateError, router};
use crate::preset::PresetError;
use crate::{clock, demo, preset, random, telemetry, watching};

/// Why the server did not start, or ended.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The keys of rolls and urns.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// What requests share.
    #[error(transparent)]
    Gate(#[from] GateError),
    /// The metrics.
    #[error("metrics cannot be counted: {0}")]
    Metrics(#[from] metrics_exporter_prometheus::BuildError),
    /// An address.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The preset sites.
    #[error(transparent)]
    Presets(#[from] PresetError),
    /// The demonstration.
    #[error(transparent)]
    Demo(#[from] DemoError),
    /// Signals.
    #[error("cannot wait for signals: {0}")]
    Signals(std::io::Error),
    /// The private PostgreSQL ended by itself.
    #[error("the private PostgreSQL ended; see its log in the data folder")]
    DatabaseEnded,
}

/// How long requests in flight may take to finish.
const FINISH: Duration = Duration::from_secs(10);

/// Serves until told to stop, then finishes what is under way and stops everything it started.
///
/// # Errors
/// When the server cannot start, or has to end by itself.
pub async fn serve(common: &CommonConfig, config: ServeConfig) -> Result<(), ServeError> {
    config.check(common.environment)?;
    // From here on a signal ends the start in order, too.
    let mut stop = StopSignals::listen().map_err(ServeError::Signals)?;
    let timeout = Some(config.limits.timeout());
    let mut opened = database::open(&common.database, common.environment, Tenure::Sole, timeout).await?;
    let started = tokio::select! {
        started = Started::start(common, config, &opened) => Some(started),
        () = stop.first() => None,
    };
    let served = match started {
        Some(Ok(started)) => started.serve(&mut stop, &mut opened).await,
        Some(Err(error)) => Err(error),
        None => Ok(()),
    };
    let closed = opened.close().await;
    served?;
    Ok(closed?)
}

/// Everything that is ready before the first request.
struct Started {
    gate: Gate,
    listener: TcpListener,
    /// What goes on beside the requests; it ends when this is dropped.
    _beside: JoinSet<()>,
}

impl Started {
    async fn start(common: &CommonConfig, config: ServeConfig, opened: &Opened) -> Result<Self, ServeError> {
        let vault = Vault::open(&common.secrets()?)?;
        database::prepare(opened).await?;
        fill(&config, opened, &vault).await?;
        let mut beside = JoinSet::new();
        let metrics = telemetry::start_metrics()?;
        if let Some(address) = config.metrics_listen.0 {
            beside.spawn(async move {
                // The product works without: a second server on one machine keeps serving.
                if let Err(error) = telemetry::serve_metrics(address, metrics).await {
                    tracing::warn!(%address, %error, "no metrics: the address cannot be used");
                }
            });
        }
        let address = config.listen;
        let gate = Gate::open(config, common.environment, opened.database.clone(), vault).await?;
        let listener = TcpListener::bind(address).await.map_err(|source| ServeError::Listen { address, source })?;
        beside.spawn(gate.clone().tend());
        Ok(Self { gate, listener, _beside: beside })
    }

    async fn serve(self, stop: &mut StopSignals, opened: &mut Opened) -> Result<(), ServeError> {
        let directory = self.gate.directories().current();
        let home = directory.platform().map(|platform| self.gate.addresses().of(platform)).unwrap_or_default();
        tracing::info!(listen = %self.gate.config().listen, sites = directory.all().len(), home, "serving");

        let (tell, mut told) = watch::channel(());
        let gate = self.gate.clone();
        let service = router(self.gate).into_make_service_with_connect_info::<SocketAddr>();
        let serving = axum::serve(self.listener, service).with_graceful_shutdown(async move {
            // An error means that the sender is gone: either way it is time.
            let _ = told.changed().await;
        });
        let mut serving = std::pin::pin!(serving.into_future());
        let database_ended = async {
            match &mut opened.cluster {
                Some(cluster) => cluster.died().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            // Without being told, only a defect ends it.
            _ = &mut serving => return Ok(()),
            () = database_ended => return Err(ServeError::DatabaseEnded),
            () = stop.first() => {}
        }
        tracing::info!("stopping: finishing the requests in flight");
        // Nobody listening any more means that serving has ended.
        let _ = tell.send(());
        tokio::select! {
            _ = &mut serving => tracing::info!("all requests are finished"),
            () = tokio::time::sleep(FINISH) => tracing::warn!("giving up requests that take too long"),
            () = stop.first() => tracing::warn!("told twice to stop: giving up the requests in flight"),
        }
        watching::write_down(&gate).await;
        Ok(())
    }
}

/// Loads what the sites start with. Where the configuration gives no owner of the schema, they are as they are.
async fn fill(config: &ServeConfig, opened: &Opened, vault: &Vault) -> Result<(), ServeError> {
    let Some(owner) = &opened.owner else { return Ok(()) };
    let (now, mut random) = (clock::now(), random::generator());
    if config.presets {
        let added = preset::load_presets(owner, now, &mut random).await?;
        if added > 0 {
            tracing::info!(added, "loaded the preset sites");
        }
    }
    if config.demo {
        tracing::info!("filling the sites with demonstration data where they have none");
        let seeded = demo::seed(owner, vault, &config.sign_in.demo_issuer, now, &mut random).await?;
        tracing::info!(processes = seeded.processes, people = seeded.people, "the demonstration is ready");
    }
    Ok(())
}

/// Ctrl-C and what a service manager sends.
struct StopSignals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

impl StopSignals {
    fn listen() -> std::io::Result<Self> {
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn first(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
