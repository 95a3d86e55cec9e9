//! The database that the configuration means: the private cluster, or the one at `DATABASE_URL`.

use std::str::FromStr as _;
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use store::connect::{self, Becomes, Breach, Login};
use store::{Database, Owner, cluster};

use crate::config::{DatabaseConfig, Environment};
use crate::embedded_postgres::{Cluster, ClusterError};

/// Why the database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The private cluster's part.
    #[error(transparent)]
    Cluster(#[from] ClusterError),
    /// An address that is none.
    #[error("{variable} is not a PostgreSQL address (postgres://role:password@host/database): {reason}")]
    Address {
        /// Which variable.
        variable: &'static str,
        /// Why.
        reason: String,
    },
    /// The database refused or does not answer.
    #[error("{0}")]
    Store(#[from] store::StoreError),
    /// One login for everything, where that is forbidden.
    #[error(
        "DATABASE_URL logs in as {login}, which is not convite_app. In production give DATABASE_URL the role \
         convite_app, DATABASE_OWNER_URL the schema's owner and DATABASE_OBSERVER_URL the role convite_observer"
    )]
    OneLoginForAll {
        /// The login.
        login: String,
    },
    /// A role is missing that the configuration does not give.
    #[error("DATABASE_URL logs in as {login}, which may not become {role}: set {variable}")]
    NoWayTo {
        /// The login.
        login: String,
        /// The role needed.
        role: &'static str,
        /// The variable that would give it.
        variable: &'static str,
    },
    /// The command needs the owner of the schema.
    #[error("this needs the role that owns the schema: set DATABASE_OWNER_URL")]
    NoOwner,
    /// Row-level security would not hold.
    #[error(transparent)]
    Breach(#[from] Breach),
    /// The schema is not the one this program was built for.
    #[error("the schema is older than this program: run `convite migrate` as the owner (DATABASE_OWNER_URL)")]
    OldSchema,
}

/// Whether this process may be one of several on the data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tenure {
    /// The server: it alone.
    Sole,
    /// A command, which may join a running server.
    Shared,
}

/// The database, opened.
#[derive(Debug)]
pub struct Opened {
    /// As the server sees it.
    pub database: Database,
    /// As the owner of the schema, when the configuration gives it.
    pub owner: Option<Owner>,
    /// The private cluster behind it, if it is one.
    pub cluster: Option<Cluster>,
}

impl Opened {
    /// The owner of the schema.
    ///
    /// # Errors
    /// When the configuration does not give it.
    pub fn owner(&self) -> Result<&Owner, DatabaseError> {
        self.owner.as_ref().ok_or(DatabaseError::NoOwner)
    }

    /// Closes the pools, and stops the cluster if this process started it.
    ///
    /// # Errors
    /// When the cluster does not stop.
    pub async fn close(self) -> Result<(), DatabaseError> {
        self.database.close().await;
        if let Some(owner) = &self.owner {
            owner.close().await;
        }
        if let Some(cluster) = self.cluster {
            cluster.stop().await?;
        }
        Ok(())
    }
}

/// Connections of the roles that do little.
const FEW: u32 = 4;

/// Opens the database. Must be called from the main thread: a private cluster ends with the thread that starts it.
///
/// # Errors
/// When the cluster does not start, or the logins are not what they should be.
pub async fn open(
    config: &DatabaseConfig,
    environment: Environment,
    tenure: Tenure,
    statement_timeout: Option<Duration>,
) -> Result<Opened, DatabaseError> {
    if let Some(url) = &config.database_url {
        return external(config, url, environment, statement_timeout).await;
    }
    let cluster = match tenure {
        Tenure::Sole => Cluster::start(&config.data_dir).await?,
        Tenure::Shared => Cluster::join_or_start(&config.data_dir).await?,
    };
    let most = config.database_connections;
    let app = connect::pool(&cluster.app(), Becomes::Login, most, statement_timeout);
    let observer = connect::pool(&cluster.observer(), Becomes::Login, FEW, statement_timeout);
    let owner = Owner::new(connect::pool(&cluster.owner(), Becomes::Login, FEW, None));
    Ok(Opened { database: Database::new(app, observer), owner: Some(owner), cluster: Some(cluster) })
}

async fn external(
    config: &DatabaseConfig,
    url: &str,
    environment: Environment,
    statement_timeout: Option<Duration>,
) -> Result<Opened, DatabaseError> {
    let options = address("DATABASE_URL", url)?;
    let login = connect::ask(&options).await?;
    let app = become_role(&login, cluster::APP, login.becomes_app, environment)?;
    if let Becomes::Role(_) = app {
        tracing::warn!(
            login = login.name,
            "DATABASE_URL is not the role convite_app: every connection becomes it by SET ROLE (for development only)"
        );
    }
    let observer = match &config.database_observer_url {
        Some(url) => (address("DATABASE_OBSERVER_URL", url)?, Becomes::Login),
        None if login.becomes_observer => (options.clone(), Becomes::Role(cluster::OBSERVER)),
        None => {
            return Err(DatabaseError::NoWayTo {
                login: login.name,
                role: cluster::OBSERVER,
                variable: "DATABASE_OBSERVER_URL",
            });
        }
    };
    let owner = match &config.database_owner_url {
        Some(url) => Some(address("DATABASE_OWNER_URL", url)?),
        None => login.owns.then(|| options.clone()),
    };
    let app = connect::pool(&options, app, config.database_connections, statement_timeout);
    let observer = connect::pool(&observer.0, observer.1, FEW, statement_timeout);
    let owner = owner.map(|options| Owner::new(connect::pool(&options, Becomes::Login, FEW, None)));
    Ok(Opened { database: Database::new(app, observer), owner, cluster: None })
}

fn become_role(
    login: &Login,
    role: &'static str,
    may: bool,
    environment: Environment,
) -> Result<Becomes, DatabaseError> {
    if login.name == role {
        return Ok(Becomes::Login);
    }
    if environment == Environment::Production {
        return Err(DatabaseError::OneLoginForAll { login: login.name.clone() });
    }
    if may {
        return Ok(Becomes::Role(role));
    }
    Err(DatabaseError::NoWayTo { login: login.name.clone(), role, variable: "DATABASE_URL (as that role)" })
}

/// Brings the schema up to date where the configuration gives its owner, and checks what requests will meet.
///
/// # Errors
/// When a migration fails, the schema is old, or row-level security would not hold.
pub async fn prepare(opened: &Opened) -> Result<(), DatabaseError> {
    if let Some(owner) = &opened.owner {
        owner.migrate().await?;
    }
    if opened.database.schema_version().await?.is_none_or(|version| version < store::newest_migration()) {
        return Err(DatabaseError::OldSchema);
    }
    if let Some(breach) = opened.database.breach().await? {
        return Err(breach.into());
    }
    Ok(())
}

fn address(variable: &'static str, url: &str) -> Result<PgConnectOptions, DatabaseError> {
    PgConnectOptions::from_str(url)
        .map(|options| options.application_name("convite"))
        .map_err(|error| DatabaseError::Address { variable, reason: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login(name: &str) -> Login {
        Login { name: name.to_owned(), becomes_app: true, becomes_observer: true, owns: true }
    }

    #[test]
    fn production_wants_the_role_itself() {
        let own = become_role(&login("convite_app"), cluster::APP, true, Environment::Production);
        assert!(matches!(own, Ok(Becomes::Login)));
        let other = become_role(&login("postgres"), cluster::APP, true, Environment::Production);
        assert!(matches!(other, Err(DatabaseError::OneLoginForAll { .. })));
    }

    #[test]
    fn development_may_become_it() {
        let becomes = become_role(&login("postgres"), cluster::APP, true, Environment::Development);
        assert!(matches!(becomes, Ok(Becomes::Role("convite_app"))));
        let cannot = become_role(&login("somebody"), cluster::APP, false, Environment::Development);
        assert!(matches!(cannot, Err(DatabaseError::NoWayTo { .. })));
    }
}
