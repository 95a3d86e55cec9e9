//! One private cluster for the whole run, and a database of its own for every test, cloned from a migrated template.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, mpsc as blocking};

use ::server::embedded_postgres::{Cluster as Embedded, ClusterError};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, PgConnection};
use store::connect::{self, Becomes};
use store::{Database, Owner};
use tokio::sync::{mpsc, oneshot};
use vault::Vault;

const TEMPLATE: &str = "it_template";

enum Order {
    Make(String, oneshot::Sender<()>),
    Drop(String),
}

struct Shared {
    owner: PgConnectOptions,
    app: PgConnectOptions,
    observer: PgConnectOptions,
    orders: mpsc::UnboundedSender<Order>,
}

/// PostgreSQL ends with the thread that starts it, so that thread stays for as long as the process: it makes databases
/// and drops them when told.
static CLUSTER: LazyLock<Shared> = LazyLock::new(|| {
    let (started, wait) = blocking::channel();
    std::thread::Builder::new()
        .name("cluster".to_owned())
        .spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime for the cluster's thread").block_on(keep(started));
        })
        .expect("a thread for the cluster");
    wait.recv().expect("the cluster starts (its own thread said why it did not)")
});

/// The folder of this build's files: `target`.
pub fn target() -> PathBuf {
    let program = std::env::current_exe().expect("the path of this test program");
    // target/debug/deps/it-0123456789abcdef, or target/debug/stage
    let folder = program.parent().filter(|folder| folder.ends_with("deps")).unwrap_or(&program);
    folder.ancestors().nth(2).expect("a test program lives below the target folder").to_path_buf()
}

/// The checkout's own folder.
pub fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate lives in the checkout").to_path_buf()
}

async fn start() -> (Embedded, PathBuf) {
    // The cluster of the last run is taken up again: making one takes seconds.
    let folder = target().join("tests").join("cluster");
    match Embedded::start(&folder).await {
        Ok(cluster) => (cluster, folder),
        // Another run is using it.
        Err(ClusterError::InUse { .. }) => {
            let own = target().join("tests").join(format!("cluster-{}", std::process::id()));
            (Embedded::start(&own).await.expect("a private cluster"), own)
        }
        Err(error) => panic!("a private cluster: {error}"),
    }
}

async fn keep(started: blocking::Sender<Shared>) {
    let (cluster, folder) = start().await;
    let passwords = std::fs::read(folder.join("passwords.json")).expect("the cluster's passwords");
    let passwords: store::cluster::Passwords = serde_json::from_slice(&passwords).expect("the cluster's passwords");
    let superuser = cluster.owner().username("postgres").password(&passwords.superuser).database("postgres");
    let mut connection = superuser.connect().await.expect("the cluster's superuser");
    // What a crash would lose is made anew by the next run.
    for setting in ["fsync = off", "synchronous_commit = off", "full_page_writes = off"] {
        execute(&mut connection, format!("alter system set {setting}")).await;
    }
    execute(&mut connection, "select pg_reload_conf()".to_owned()).await;
    let left: Vec<String> = sqlx::query_scalar("select datname from pg_database where datname like 'it\\_%'")
        .fetch_all(&mut connection)
        .await
        .expect("the list of databases");
    for name in left {
        execute(&mut connection, format!("drop database {name} with (force)")).await;
    }
    execute(&mut connection, format!("create database {TEMPLATE} owner {}", store::cluster::OWNER)).await;
    let owner = Owner::new(connect::pool(&cluster.owner().database(TEMPLATE), Becomes::Login, 1, None));
    owner.migrate().await.expect("the migrations run");
    owner.close().await;
    let template = cluster.owner().username("postgres").password(&passwords.superuser).database(TEMPLATE);
    store::cluster::keep_statistics(&template).await.expect("the statistics are kept");

    let (orders, mut given) = mpsc::unbounded_channel();
    let shared = Shared { owner: cluster.owner(), app: cluster.app(), observer: cluster.observer(), orders };
    started.send(shared).expect("somebody waits for the cluster");
    while let Some(order) = given.recv().await {
        match order {
            Order::Make(name, done) => {
                let owner = store::cluster::OWNER;
                execute(&mut connection, format!("create database {name} template {TEMPLATE} owner {owner}")).await;
                // The test may have given up meanwhile.
                let _ = done.send(());
            }
            Order::Drop(name) => {
                execute(&mut connection, format!("drop database if exists {name} with (force)")).await;
            }
        }
    }
}

async fn execute(connection: &mut PgConnection, statement: String) {
    connection.execute(AssertSqlSafe(statement.clone())).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
}

/// A migrated database of a test's own. It is dropped with this value.
pub struct TestDatabase {
    name: String,
    /// As the server sees it.
    pub database: Database,
    /// As the owner of the schema.
    pub owner: Owner,
    /// The keys that do not lie in it.
    pub vault: Vault,
}

impl TestDatabase {
    /// Makes one.
    pub async fn new() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("it_{}", MADE.fetch_add(1, Ordering::Relaxed));
        let (done, wait) = oneshot::channel();
        CLUSTER.orders.send(Order::Make(name.clone(), done)).expect("the cluster's thread runs");
        wait.await.expect("the database was made");
        let pool = |options: &PgConnectOptions, most| {
            connect::pool(&options.clone().database(&name), Becomes::Login, most, None)
        };
        let database = Database::new(pool(&CLUSTER.app, 8), pool(&CLUSTER.observer, 2));
        let owner = Owner::new(pool(&CLUSTER.owner, 2));
        let vault = Vault::open(&target().join("tests").join("secrets")).expect("a folder for keys");
        Self { name, database, owner, vault }
    }

    /// A connection of the server's role, outside any tenant.
    pub async fn as_app(&self) -> PgConnection {
        self.connect(&CLUSTER.app).await
    }

    /// A connection of the role that reads published aggregates.
    pub async fn as_observer(&self) -> PgConnection {
        self.connect(&CLUSTER.observer).await
    }

    /// A connection of the schema's owner, outside any tenant.
    pub async fn as_owner(&self) -> PgConnection {
        self.connect(&CLUSTER.owner).await
    }

    /// The address of this database for the binary, as one of the roles.
    pub fn url(&self, role: &str) -> String {
        let options = match role {
            store::cluster::APP => &CLUSTER.app,
            store::cluster::OWNER => &CLUSTER.owner,
            store::cluster::OBSERVER => &CLUSTER.observer,
            other => panic!("no role {other}"),
        };
        options.clone().database(&self.name).to_url_lossy().to_string()
    }

    async fn connect(&self, options: &PgConnectOptions) -> PgConnection {
        options.clone().database(&self.name).connect().await.expect("a connection to the test's database")
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        // When the thread has ended, so has the cluster; the next run drops what is left.
        let _ = CLUSTER.orders.send(Order::Drop(self.name.clone()));
    }
}

/// Closes a connection in order, so that nothing is left in the server's log.
pub async fn close(connection: PgConnection) {
    connection.close().await.expect("a connection closes");
}
