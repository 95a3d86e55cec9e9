//! All configuration, in one place: each setting is a flag with an environment variable behind it.
#![expect(clippy::doc_markdown, reason = "the comments are help texts, which terminals show as they are")]

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

/// How much protection the surroundings need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Environment {
    /// A machine of one's own: conveniences are allowed, with a warning.
    Development,
    /// Real people's data: anything that weakens protection is refused.
    Production,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Human,
    /// One JSON object per line, for collectors.
    Json,
}

/// What every command takes.
#[derive(Debug, Clone, Args)]
pub struct CommonConfig {
    /// Where this runs. `production` refuses whatever is only for development
    #[arg(long, env = "CONVITE_ENV", value_enum, default_value = "development", global = true)]
    pub environment: Environment,
    /// How log lines look
    #[arg(long, env = "CONVITE_LOG_FORMAT", value_enum, default_value = "human", global = true)]
    pub log_format: LogFormat,
    /// What is logged, as a tracing filter
    #[arg(long, env = "CONVITE_LOG", default_value = "info,sqlx=warn,hyper=warn", global = true)]
    pub log: String,
    /// Folder of what must not lie in the database: the keys of rolls and urns. Several servers of one database share
    /// it [default: `secrets` in the data folder; in production it must be said]
    #[arg(long, env = "CONVITE_SECRETS", global = true)]
    pub secrets: Option<PathBuf>,
    /// Where the data are.
    #[command(flatten)]
    pub database: DatabaseConfig,
}

impl CommonConfig {
    /// The folder of the secrets.
    ///
    /// # Errors
    /// In production, when it was not said: keys that nobody knew of would be lost with the machine.
    pub fn secrets(&self) -> Result<PathBuf, ConfigError> {
        match (&self.secrets, self.environment) {
            (Some(folder), _) => Ok(folder.clone()),
            (None, Environment::Development) => Ok(self.database.data_dir.join("secrets")),
            (None, Environment::Production) => Err(ConfigError::NoSecrets),
        }
    }
}

/// Where the data are.
#[derive(Debug, Clone, Args)]
pub struct DatabaseConfig {
    /// Folder of the private PostgreSQL, used when DATABASE_URL is not set
    #[arg(long, env = "CONVITE_DATA", default_value = "data", global = true)]
    pub data_dir: PathBuf,
    /// PostgreSQL to use, as the server's role (convite_app). Not set: a private cluster in the data folder
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,
    /// The same database as the role that owns the schema: for migrations and for creating or deleting tenants
    #[arg(long, env = "DATABASE_OWNER_URL", hide_env_values = true, global = true)]
    pub database_owner_url: Option<String>,
    /// The same database as the role that reads published aggregates (convite_observer)
    #[arg(long, env = "DATABASE_OBSERVER_URL", hide_env_values = true, global = true)]
    pub database_observer_url: Option<String>,
    /// Most connections of the server's role
    #[arg(long, env = "CONVITE_DATABASE_CONNECTIONS", default_value_t = 16, global = true,
          value_parser = clap::value_parser!(u32).range(2..=500))]
    pub database_connections: u32,
}

/// What `convite serve` takes.
#[derive(Debug, Clone, Args)]
pub struct ServeConfig {
    /// Address to listen on
    #[arg(long, env = "CONVITE_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// The platform's own host; tenants are at <slug>.<base-domain>
    #[arg(long, env = "CONVITE_BASE_DOMAIN", default_value = "localhost")]
    pub base_domain: String,
    /// People reach the server over https (set by default unless the base domain is localhost)
    #[arg(long, env = "CONVITE_HTTPS")]
    pub https: Option<bool>,
    /// Folder with the browser's files, as the build leaves them
    #[arg(long, env = "CONVITE_SITE_ROOT", default_value = "target/site")]
    pub site_root: PathBuf,
    /// What `cargo leptos watch` calls the browser's files; it sets this itself
    #[arg(long, env = "LEPTOS_OUTPUT_NAME", hide = true)]
    pub watched: Option<String>,
    /// Where `cargo leptos watch` tells the browser that something has changed; it sets this itself
    #[arg(long, env = "LEPTOS_RELOAD_PORT", hide = true, requires = "watched")]
    pub reload_port: Option<u16>,
    /// Address for Prometheus metrics (/metrics), or `off`
    #[arg(long, env = "CONVITE_METRICS_LISTEN", default_value = "127.0.0.1:9090", value_parser = optional_address)]
    pub metrics_listen: OptionalAddress,
    /// Address of a proxy whose X-Forwarded-For is believed; may be given several times or separated by commas
    #[arg(long = "trusted-proxy", env = "CONVITE_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<IpAddr>,
    /// Fill the sites with demonstration data and sign in at the demonstration provider. Only on localhost
    #[arg(long, env = "CONVITE_DEMO", default_value_t = false)]
    pub demo: bool,
    /// Load the preset sites (the metropolitan area, Bogotá, Jalisco) when they are missing
    #[arg(long, env = "CONVITE_PRESETS", default_value_t = true, action = clap::ArgAction::Set)]
    pub presets: bool,
    /// Sign-in.
    #[command(flatten)]
    pub sign_in: SignInConfig,
    /// Limits.
    #[command(flatten)]
    pub limits: LimitsConfig,
}

/// Sign-in: the platform's default provider, and how long a session lives.
#[derive(Debug, Clone, Args)]
pub struct SignInConfig {
    /// OpenID Connect issuer for sites that have none of their own
    #[arg(long, env = "CONVITE_OIDC_ISSUER")]
    pub oidc_issuer: Option<String>,
    /// Client id at that issuer
    #[arg(long, env = "CONVITE_OIDC_CLIENT_ID", requires = "oidc_issuer")]
    pub oidc_client_id: Option<String>,
    /// Name of the environment variable that holds the client's secret (a public client has none)
    #[arg(long, env = "CONVITE_OIDC_CLIENT_SECRET_ENV")]
    pub oidc_client_secret_env: Option<String>,
    /// Scopes to ask for besides `openid`
    #[arg(long, env = "CONVITE_OIDC_SCOPES", value_delimiter = ',', default_value = "profile")]
    pub oidc_scopes: Vec<String>,
    /// Issuer of the demonstration (with --demo)
    #[arg(long, env = "CONVITE_DEMO_ISSUER", default_value = "http://localhost:3900")]
    pub demo_issuer: String,
    /// Hours after which a session ends
    #[arg(long, env = "CONVITE_SESSION_HOURS", default_value_t = 12, value_parser = clap::value_parser!(u16).range(1..=720))]
    pub session_hours: u16,
    /// Minutes without a request after which a session ends
    #[arg(long, env = "CONVITE_SESSION_IDLE_MINUTES", default_value_t = 120, value_parser = clap::value_parser!(u16).range(5..=43200))]
    pub session_idle_minutes: u16,
}

/// Protection against too much of a good thing.
#[derive(Debug, Clone, Args)]
pub struct LimitsConfig {
    /// Largest request body, in bytes; a photo of a counted sheet may have 12 MiB at least
    #[arg(long, env = "CONVITE_MAX_BODY", default_value_t = 4_194_304, value_parser = clap::value_parser!(u32).range(1024..=16_777_216))]
    pub max_body: u32,
    /// Seconds after which a request is given up
    #[arg(long, env = "CONVITE_REQUEST_TIMEOUT", default_value_t = 15, value_parser = clap::value_parser!(u16).range(1..=300))]
    pub request_timeout: u16,
    /// Pages per minute of one site that one person may read, or all together who have not signed in behind one address
    /// (0: no limit)
    #[arg(long, env = "CONVITE_READS_PER_MINUTE", default_value_t = 1200)]
    pub reads_per_minute: u32,
    /// Forms per minute to one site that one person may send, or all together who have not signed in behind one address
    /// (0: no limit)
    #[arg(long, env = "CONVITE_WRITES_PER_MINUTE", default_value_t = 60)]
    pub writes_per_minute: u32,
    /// Sign-ins per minute at one site from behind one address (0: no limit)
    #[arg(long, env = "CONVITE_SIGN_INS_PER_MINUTE", default_value_t = 120)]
    pub sign_ins_per_minute: u32,
    /// Requests that are answered at once, over all sites; the others stand in line, each site in its own. As many as the
    /// server's role has connections
    #[arg(long, env = "CONVITE_AT_ONCE", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=5000))]
    pub at_once: u16,
}

impl ServeConfig {
    /// Whether people reach the server over https.
    pub fn https(&self) -> bool {
        self.https.unwrap_or(!self.base_is_localhost())
    }

    /// `http` or `https`, as people see it.
    pub fn scheme(&self) -> &'static str {
        if self.https() { "https" } else { "http" }
    }

    fn base_is_localhost(&self) -> bool {
        self.base_domain == "localhost"
    }

    /// Refuses what the surroundings forbid.
    ///
    /// # Errors
    /// When the demonstration is asked for anywhere but on this machine alone, or production would be served over
    /// plain http.
    pub fn check(&self, environment: Environment) -> Result<(), ConfigError> {
        if self.demo {
            if environment == Environment::Production {
                return Err(ConfigError::DemoInProduction);
            }
            if !self.listen.ip().is_loopback() {
                return Err(ConfigError::DemoListensOutside(self.listen));
            }
            if !self.base_is_localhost() {
                return Err(ConfigError::DemoOnRealDomain(self.base_domain.clone()));
            }
        }
        if environment == Environment::Production && !self.https() {
            return Err(ConfigError::PlainProduction);
        }
        let valid = !self.base_domain.is_empty()
            && self
                .base_domain
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-'));
        if !valid {
            return Err(ConfigError::BaseDomain(self.base_domain.clone()));
        }
        Ok(())
    }
}

impl SignInConfig {
    /// The longest life of a session.
    pub fn session_life(&self) -> chrono::TimeDelta {
        chrono::TimeDelta::hours(i64::from(self.session_hours))
    }

    /// The longest pause of a session.
    pub fn session_idle(&self) -> chrono::TimeDelta {
        chrono::TimeDelta::minutes(i64::from(self.session_idle_minutes))
    }
}

impl LimitsConfig {
    /// After which a request is given up.
    pub fn timeout(&self) -> Duration {
        Duration::from_secs(self.request_timeout.into())
    }
}

/// Configuration that contradicts itself or the surroundings.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ConfigError {
    /// The demonstration lets anybody sign in as anybody.
    #[error("--demo lets anybody sign in as anybody: it is refused when CONVITE_ENV=production")]
    DemoInProduction,
    /// The same, reachable from other machines.
    #[error("--demo lets anybody sign in as anybody: it listens only on this machine, not on {0}")]
    DemoListensOutside(SocketAddr),
    /// The same, under a name of the Internet.
    #[error("--demo lets anybody sign in as anybody: its base domain is localhost, not {0}")]
    DemoOnRealDomain(String),
    /// Session cookies would travel in the clear.
    #[error("CONVITE_ENV=production needs https: put a proxy with a certificate in front and leave CONVITE_HTTPS on")]
    PlainProduction,
    /// Nobody would know where the keys are.
    #[error(
        "CONVITE_ENV=production needs CONVITE_SECRETS: a folder that outlives the machine, apart from the database"
    )]
    NoSecrets,
    /// Not a host name.
    #[error("`{0}` is not a base domain: lower-case letters, digits, dots and dashes, without a port")]
    BaseDomain(String),
}

/// An address, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OptionalAddress(pub Option<SocketAddr>);

fn optional_address(text: &str) -> Result<OptionalAddress, String> {
    if text == "off" {
        return Ok(OptionalAddress(None));
    }
    text.parse()
        .map(|address| OptionalAddress(Some(address)))
        .map_err(|_| "an address such as 127.0.0.1:9090, or `off`".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        serve: ServeConfig,
    }

    fn serve(flags: &[&str]) -> ServeConfig {
        Line::try_parse_from(["convite"].iter().chain(flags)).expect("valid flags").serve
    }

    #[test]
    fn the_demonstration_stays_on_this_machine() {
        let at_home = serve(&["--demo"]);
        assert_eq!(at_home.check(Environment::Development), Ok(()));
        assert_eq!(at_home.check(Environment::Production), Err(ConfigError::DemoInProduction));
        let outside = serve(&["--demo", "--listen", "0.0.0.0:3000"]);
        assert!(matches!(outside.check(Environment::Development), Err(ConfigError::DemoListensOutside(_))));
        let named = serve(&["--demo", "--base-domain", "convite.example"]);
        assert!(matches!(named.check(Environment::Development), Err(ConfigError::DemoOnRealDomain(_))));
    }

    #[test]
    fn production_is_https() {
        assert_eq!(serve(&["--base-domain", "convite.example"]).check(Environment::Production), Ok(()));
        assert_eq!(serve(&[]).check(Environment::Production), Err(ConfigError::PlainProduction));
        assert_eq!(serve(&["--base-domain", "convite.example"]).scheme(), "https");
        assert_eq!(serve(&[]).scheme(), "http");
    }

    #[test]
    fn metrics_can_be_off() {
        assert_eq!(serve(&["--metrics-listen", "off"]).metrics_listen, OptionalAddress(None));
    }
}
