//! HTTP: from a connection to a page and back.
//!
//! A request passes, from the outside in: log and metrics ([`log`]), panics turned into pages, security headers
//! ([`headers`]), health and readiness ([`health`]), static files ([`assets`]), compression, and the gate proper
//! ([`visit`]): host to site, limits, the line of the site ([`admission`]), session, forgery, time. What arrives behind it carries a [`app::visit::Visit`].

pub mod admission;
pub mod assets;
pub mod cookies;
pub mod csrf;
pub mod error;
pub mod headers;
pub mod health;
pub mod host;
pub mod limits;
pub mod log;
pub mod multipart;
pub mod paper;
pub mod preferences;
pub mod queue;
pub mod tokens;
pub mod visit;

use std::sync::Arc;

use app::urns::Urns;
use app::visit::{Addresses, Assets};
use app::watch::Watch;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, on, post};
use leptos::server_fn::axum::server_fn_paths;
use store::Database;
use store::site::Site;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use vault::{Vault, VaultError};

use crate::auth::provider::{ProviderError, Providers};
use crate::auth::{Identity, sign_in, sign_out};
use crate::config::{Environment, ServeConfig};
use crate::{keys, publishing, watching};
use admission::Tickets;
use host::Directories;
use limits::Limits;
use paper::Press;
use queue::Queue;
use tokens::Tokens;

/// Everything that requests share.
#[derive(Clone, Debug)]
pub struct Gate(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    config: ServeConfig,
    database: Database,
    vault: Arc<Vault>,
    directories: Directories,
    limits: Limits,
    queue: Queue,
    tickets: Tickets,
    tokens: Tokens,
    providers: Providers,
    default_identity: Option<Identity>,
    assets: Arc<Assets>,
    addresses: Arc<Addresses>,
    press: Press,
    watch: Arc<Watch>,
    urns: Arc<Urns>,
}

/// Why the gate cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum GateError {
    /// The registry of sites cannot be read.
    #[error("the registry of sites cannot be read: {0}")]
    Registry(#[from] store::StoreError),
    /// The client for identity providers cannot be made.
    #[error(transparent)]
    Providers(#[from] ProviderError),
    /// The browser's files are damaged.
    #[error(transparent)]
    Assets(#[from] assets::AssetsError),
    /// A secret cannot be had.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl Gate {
    /// Reads what requests share.
    ///
    /// # Errors
    /// When the registry cannot be read, TLS cannot be set up, the browser's files are damaged, or a secret cannot be had.
    pub async fn open(
        config: ServeConfig,
        environment: Environment,
        database: Database,
        vault: Vault,
    ) -> Result<Self, GateError> {
        let directories = Directories::read(&database, &config.base_domain).await?;
        let port = (!config.https()).then(|| config.listen.port()).filter(|port| *port != 80);
        let addresses = Addresses {
            scheme: config.scheme().to_owned(),
            base_domain: config.base_domain.clone(),
            port,
            demonstration: config.demo,
        };
        Ok(Self(Arc::new(Shared {
            limits: Limits::new(&config.limits),
            queue: Queue::new(usize::from(config.limits.at_once)),
            tickets: Tickets::default(),
            tokens: Tokens::of(&vault)?,
            providers: Providers::new(environment == Environment::Production)?,
            default_identity: Identity::platform_default(&config),
            assets: Arc::new(assets::read_manifest(&config.site_root, config.watched.as_deref(), config.reload_port)?),
            addresses: Arc::new(addresses),
            press: Press::default(),
            watch: Arc::default(),
            urns: Arc::default(),
            config,
            database,
            vault: Arc::new(vault),
            directories,
        })))
    }

    /// The configuration.
    pub fn config(&self) -> &ServeConfig {
        &self.0.config
    }

    /// The database.
    pub fn database(&self) -> &Database {
        &self.0.database
    }

    /// The keys of rolls and urns.
    pub fn vault(&self) -> &Arc<Vault> {
        &self.0.vault
    }

    /// The sites.
    pub fn directories(&self) -> &Directories {
        &self.0.directories
    }

    /// The limits.
    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// The lines of all sites.
    pub fn queue(&self) -> &Queue {
        &self.0.queue
    }

    /// By what tickets are known.
    pub fn tickets(&self) -> &Tickets {
        &self.0.tickets
    }

    /// By what the tokens of sessions are known.
    pub fn tokens(&self) -> &Tokens {
        &self.0.tokens
    }

    /// The identity providers.
    pub fn providers(&self) -> &Providers {
        &self.0.providers
    }

    /// The hashed addresses of the browser's files.
    pub fn assets(&self) -> &Arc<Assets> {
        &self.0.assets
    }

    /// How the sites are reached.
    pub fn addresses(&self) -> &Arc<Addresses> {
        &self.0.addresses
    }

    /// What sets files to be read and printed.
    pub fn press(&self) -> &Press {
        &self.0.press
    }

    /// Where votes on the web are noticed.
    pub fn watch(&self) -> &Arc<Watch> {
        &self.0.watch
    }

    /// The urns that were made again lately of what is published of them.
    pub fn urns(&self) -> &Arc<Urns> {
        &self.0.urns
    }

    /// How a site's people sign in.
    ///
    /// # Errors
    /// When what is stored is no such configuration.
    pub fn identity_of(&self, site: &Site) -> Result<Option<Identity>, serde_json::Error> {
        Identity::of(site, &self.directories().current(), self.0.default_identity.as_ref())
    }

    /// Work that goes on beside the requests, until dropped: fresh directory, small counters, published figures.
    pub async fn tend(self) {
        let directories = self.directories().clone().keep_fresh(self.database().clone());
        let limits = self.limits().clone().keep_small();
        let published = publishing::keep_published(self.directories().clone(), self.database().clone());
        let keys = keys::keep_few(Vault::clone(self.vault()), self.directories().clone(), self.database().clone());
        let watched = watching::keep_watching(self.clone());
        tokio::join!(directories, limits, published, keys, watched);
    }
}

/// All of it.
pub fn router(gate: Gate) -> Router {
    let page: MethodRouter<Gate> = get(leptos_axum::render_app_async(app::shell::shell));
    let mut pages = Router::new();
    for route in leptos_axum::generate_route_list(app::App) {
        pages = pages.route(route.path(), page.clone());
    }
    for (path, method) in server_fn_paths() {
        if let Ok(method) = method.try_into() {
            pages = pages.route(path, on(method, leptos_axum::handle_server_fns));
        }
    }
    let sites = pages
        .merge(app::results::download::downloads())
        .route(&app::path::minutes_paper("{session}"), get(paper::minutes))
        .route(&app::path::paper_ballots("{contest}", "{first}", false), get(paper::ballots))
        .route(&app::path::paper_ballots("{contest}", "{first}", true), get(paper::large_ballots))
        .route("/entrar", get(sign_in::start))
        .route("/auth/callback", get(sign_in::callback_answered))
        .route(app::path::SIGN_OUT, post(sign_out::sign_out))
        .route(app::path::OBSERVATORY_CSV, get(app::observatory::download))
        .route(&app::path::selection_csv("{selection}"), get(app::observatory::selection::download))
        .route(app::path::PREFERENCES, post(preferences::set))
        .fallback(page)
        .layer(from_fn_with_state(gate.clone(), visit::admit))
        .layer(CompressionLayer::new().gzip(true).br(true).quality(CompressionLevel::Precise(4)));

    Router::new()
        .route("/health", get(health::alive))
        .route("/ready", get(health::ready))
        .merge(sites)
        .layer(from_fn_with_state(
            assets::Files::new(&gate.config().site_root, gate.config().watched.is_some()),
            assets::serve,
        ))
        .layer(CatchPanicLayer::custom(error::Panicked::new(&gate)))
        .layer(from_fn_with_state(headers::Policy::new(gate.config().https()), headers::set))
        .layer(from_fn(log::observe))
        .with_state(gate)
}
