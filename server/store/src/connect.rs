//! Pools that log in as, or become, exactly the role they are meant for.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, PgPool};

use crate::cluster::{APP, OBSERVER};
use crate::{Database, Result};

/// How a pool comes to its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Becomes {
    /// The login is the role.
    Login,
    /// The login may become the role, and does at the start of every connection (`SET ROLE`). The fence then holds only
    /// as long as nothing resets the role: for development.
    Role(&'static str),
}

/// A pool. It connects when it is first used.
pub fn pool(options: &PgConnectOptions, becomes: Becomes, most: u32, statement_timeout: Option<Duration>) -> PgPool {
    let mut setting = Vec::new();
    if let Becomes::Role(role) = becomes {
        setting.push(format!("set role {role}"));
    }
    if let Some(limit) = statement_timeout {
        setting.push(format!("set statement_timeout = {}", limit.as_millis()));
        setting.push(format!("set idle_in_transaction_session_timeout = {}", 2 * limit.as_millis()));
    }
    let setting = setting.join("; ");
    PgPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(Duration::from_secs(5))
        .after_connect(move |connection, _| {
            let setting = setting.clone();
            Box::pin(async move {
                if !setting.is_empty() {
                    // Constants and numbers of this file only.
                    connection.execute(AssertSqlSafe(setting)).await?;
                }
                Ok(())
            })
        })
        .connect_lazy_with(options.clone())
}

/// What a login may do, as far as the product cares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// Its name.
    pub name: String,
    /// It may become the server's role.
    pub becomes_app: bool,
    /// It may become the role that reads aggregates.
    pub becomes_observer: bool,
    /// It may create objects in the schema: it can run migrations.
    pub owns: bool,
}

/// Asks what a login may do.
///
/// # Errors
/// When the database cannot be reached.
pub async fn ask(options: &PgConnectOptions) -> Result<Login> {
    let mut connection = options.clone().connect().await?;
    let row = sqlx::query!(
        r#"select current_user::text as "name!",
            coalesce((select pg_has_role(oid, 'member') from pg_roles where rolname = $1), false) as "app!",
            coalesce((select pg_has_role(oid, 'member') from pg_roles where rolname = $2), false) as "observer!",
            has_schema_privilege('public', 'create') as "owns!""#,
        APP,
        OBSERVER
    )
    .fetch_one(&mut connection)
    .await?;
    connection.close().await?;
    Ok(Login { name: row.name, becomes_app: row.app, becomes_observer: row.observer, owns: row.owns })
}

/// What is wrong with the fence as the server's own connections meet it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Breach {
    /// Row-level security does not apply to the role.
    #[error("the server's database role {role} bypasses row-level security. Give DATABASE_URL the role convite_app")]
    Bypasses {
        /// The role.
        role: String,
    },
    /// The role owns tenant tables and could take the fence down.
    #[error("the server's database role {role} owns the tables. Give DATABASE_URL the role convite_app")]
    Owns {
        /// The role.
        role: String,
    },
}

impl Database {
    /// Whether row-level security holds the server's connections.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn breach(&self) -> Result<Option<Breach>> {
        let row = sqlx::query!(
            r#"select current_user::text as "role!", rolsuper or rolbypassrls as "bypasses!",
                exists (select from pg_class where relrowsecurity and pg_class.relowner = pg_roles.oid) as "owns!"
            from pg_roles where rolname = current_user"#
        )
        .fetch_one(self.registry())
        .await?;
        Ok(match row {
            row if row.bypasses => Some(Breach::Bypasses { role: row.role }),
            row if row.owns => Some(Breach::Owns { role: row.role }),
            _ => None,
        })
    }

    /// The newest migration that was applied; none when there is no record of any.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn schema_version(&self) -> Result<Option<i64>> {
        let recorded = sqlx::query_scalar!(r#"select to_regclass('public._sqlx_migrations') is not null as "is!""#)
            .fetch_one(self.registry())
            .await?;
        if !recorded {
            return Ok(None);
        }
        // Not checked at compile time: the table is the migrator's own, not the schema's.
        Ok(sqlx::query_scalar("select max(version) from _sqlx_migrations where success")
            .fetch_one(self.registry())
            .await?)
    }
}
