//! The roles and the database of a private cluster.

use std::fmt;

use serde::{Deserialize, Serialize};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _};

/// The role that owns the schema and runs the migrations.
pub const OWNER: &str = "convite_owner";
/// The server's role: never bypasses row-level security.
pub const APP: &str = "convite_app";
/// The role that reads published aggregates and nothing else.
pub const OBSERVER: &str = "convite_observer";

/// The passwords of a private cluster's roles. Each is lower-case hexadecimal.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passwords {
    /// Of the cluster's superuser, used only to prepare the roles.
    pub superuser: String,
    /// Of [`OWNER`].
    pub owner: String,
    /// Of [`APP`].
    pub app: String,
    /// Of [`OBSERVER`].
    pub observer: String,
}

impl fmt::Debug for Passwords {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Passwords")
    }
}

/// Makes the three roles and the database where they are missing, and gives the roles their passwords.
///
/// # Errors
/// When the cluster cannot be reached as its superuser, or refuses.
pub async fn prepare(superuser: &PgConnectOptions, database: &str, passwords: &Passwords) -> Result<(), sqlx::Error> {
    let mut connection = superuser.clone().connect().await?;
    // The owner creates roles in the first migration when they are missing; here they never are.
    for (role, password) in [(OWNER, &passwords.owner), (APP, &passwords.app), (OBSERVER, &passwords.observer)] {
        if !password.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(sqlx::Error::Configuration("a role's password is not hexadecimal".into()));
        }
        let verb = if exists(&mut connection, role).await? { "alter" } else { "create" };
        // A role's password cannot be a parameter; names are constants and the password has been checked.
        let statement =
            format!("{verb} role {role} login nosuperuser nocreatedb nocreaterole nobypassrls password '{password}'");
        connection.execute(AssertSqlSafe(statement)).await?;
    }
    let made = sqlx::query_scalar::<_, bool>("select exists (select from pg_database where datname = $1)")
        .bind(database)
        .fetch_one(&mut connection)
        .await?;
    if !made {
        connection.execute(AssertSqlSafe(format!("create database {database} owner {OWNER}"))).await?;
    }
    connection.close().await?;
    keep_statistics(&superuser.clone().database(database)).await
}

/// Keeps the statistics of a database from the server's roles: how many rows a table of votes has is in them.
///
/// # Errors
/// When the database cannot be reached as the cluster's superuser, or refuses.
pub async fn keep_statistics(superuser: &PgConnectOptions) -> Result<(), sqlx::Error> {
    let mut connection = superuser.clone().connect().await?;
    connection.execute(include_str!("../../../infra/deploy/statistics.sql")).await?;
    connection.close().await
}

async fn exists(connection: &mut PgConnection, role: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("select exists (select from pg_roles where rolname = $1)").bind(role).fetch_one(connection).await
}
