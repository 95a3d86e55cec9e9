//! What breaks while people vote: whatever it is, no vote that was acknowledged is lost and none is counted twice.
//!
//! `CONVITE_FAULT_ROUNDS` says how often something breaks; `CONVITE_FAULT_FOLDER`, a folder on a small volume of its own
//! that `PostgreSQL`'s user can reach, lets the disk become full besides.

use std::fs::File;
use std::io::Write as _;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Duration;

use server::config::{DatabaseConfig, Environment};
use server::database::{self, Opened, Tenure};
use server::embedded_postgres::Cluster;
use server::rehearse::{Day, Journey, Staging};
use sqlx::{ConnectOptions as _, Executor as _};
use store::rehearsal::Held;
use tests::binary::{Folder, Serving, free_port};
use tokio::time::sleep;

/// How often something breaks, where nobody says it: each fault once.
const ROUNDS: usize = FAULTS.len();

/// How many vote in a round, and how many of them at once.
const VOTERS: usize = 60;
const AT_ONCE: NonZeroU32 = NonZeroU32::new(8).unwrap();

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// `kill -9` of one of the two servers.
    Server,
    /// `kill -9` of the database.
    Database,
    /// Of both servers and the database.
    Everything,
    /// A server stops answering and goes on after a while.
    Frozen,
    /// All connections to the database are cut.
    Connections,
    /// Nothing more can be written.
    FullDisk,
}

const FAULTS: [Fault; 5] = [Fault::Server, Fault::Database, Fault::Everything, Fault::Frozen, Fault::Connections];

/// A cluster that keeps what it has promised, and two servers on it.
struct Stage {
    folder: PathBuf,
    cluster: Option<Cluster>,
    servers: Vec<(SocketAddr, Option<Serving>)>,
}

impl Stage {
    async fn set(folder: PathBuf) -> Self {
        let mut stage = Self { cluster: None, servers: Vec::new(), folder };
        stage.start_database().await;
        // One after the other: the first brings the schema and the sites.
        for _ in 0..2 {
            let address = SocketAddr::from(([127, 0, 0, 1], free_port()));
            let serving = stage.serve(address).ready().await;
            stage.servers.push((address, Some(serving)));
        }
        stage
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn cluster(&self) -> &Cluster {
        self.cluster.as_ref().expect("the cluster runs")
    }

    /// Starts the database again, once what is left of the one before is gone.
    async fn start_database(&mut self) {
        self.cluster = None;
        let mut said = None;
        for _ in 0..60 {
            match Cluster::start(&self.data()).await {
                Ok(cluster) => {
                    self.cluster = Some(cluster);
                    return;
                }
                Err(error) => said = Some(error),
            }
            sleep(Duration::from_millis(500)).await;
        }
        panic!("the database does not start again: {}", said.expect("a reason"));
    }

    fn urls(&self) -> [String; 3] {
        let cluster = self.cluster();
        [cluster.app(), cluster.owner(), cluster.observer()].map(|options| options.to_url_lossy().to_string())
    }

    fn serve(&self, address: SocketAddr) -> Serving {
        let [app, owner, observer] = self.urls();
        let secrets = self.folder.join("secrets");
        let flags = [
            "--presets=true",
            "--metrics-listen",
            "off",
            "--reads-per-minute",
            "0",
            "--writes-per-minute",
            "0",
            "--secrets",
            secrets.to_str().expect("a path in UTF-8"),
            "--database-url",
            &app,
            "--database-owner-url",
            &owner,
            "--database-observer-url",
            &observer,
        ];
        Serving::start_at(address, &self.folder.join(format!("server-{}", address.port())), &flags)
    }

    /// The database as a command sees it.
    async fn open(&self) -> Opened {
        let [app, owner, observer] = self.urls();
        let config = DatabaseConfig {
            data_dir: self.data(),
            database_url: Some(app),
            database_owner_url: Some(owner),
            database_observer_url: Some(observer),
            database_connections: 4,
        };
        database::open(&config, Environment::Development, Tenure::Shared, None).await.expect("the database")
    }

    async fn kill_server(&mut self, place: usize) {
        let serving = self.servers[place].1.as_mut().expect("the server runs");
        serving.signal("KILL");
        serving.ended().await;
    }

    async fn restart_server(&mut self, place: usize) {
        let address = self.servers[place].0;
        let serving = self.serve(address).ready().await;
        self.servers[place].1 = Some(serving);
    }

    async fn kill_database(&mut self) {
        let listed = std::fs::read_dir(self.data()).expect("the data folder").flatten();
        let file = listed.map(|entry| entry.path().join("postmaster.pid")).find(|path| path.exists());
        let text = std::fs::read_to_string(file.expect("the database runs")).expect("the file of its process");
        let id = text.lines().next().expect("a process");
        let killed = std::process::Command::new("kill").args(["-s", "KILL", id]).status();
        assert!(killed.is_ok_and(|status| status.success()));
        self.cluster.as_mut().expect("the cluster runs").died().await;
    }

    async fn cut_connections(&self) {
        let mut superuser = self.cluster().superuser().connect().await.expect("the superuser");
        superuser
            .execute("select pg_terminate_backend(pid) from pg_stat_activity where usename like 'convite%'")
            .await
            .expect("the connections are cut");
    }

    /// Lets something break in the middle of the voting, and mends it.
    async fn strike(&mut self, fault: Fault, round: usize) {
        let place = round % self.servers.len();
        // Never at the same moment of a vote.
        sleep(Duration::from_millis(100 + (round as u64 * 97) % 400)).await;
        match fault {
            Fault::Server => {
                self.kill_server(place).await;
                self.restart_server(place).await;
            }
            Fault::Database => {
                self.kill_database().await;
                self.start_database().await;
            }
            Fault::Everything => {
                for place in 0..self.servers.len() {
                    self.kill_server(place).await;
                }
                self.kill_database().await;
                self.start_database().await;
                for place in 0..self.servers.len() {
                    self.restart_server(place).await;
                }
            }
            Fault::Frozen => {
                let serving = self.servers[place].1.as_ref().expect("the server runs");
                serving.signal("STOP");
                sleep(Duration::from_secs(2)).await;
                serving.signal("CONT");
            }
            Fault::Connections => self.cut_connections().await,
            Fault::FullDisk => {
                let filler = self.folder.join("filler");
                fill(&filler);
                sleep(Duration::from_secs(2)).await;
                std::fs::remove_file(&filler).expect("room again");
                let died = tokio::time::timeout(
                    Duration::from_millis(100),
                    self.cluster.as_mut().expect("the cluster runs").died(),
                );
                if died.await.is_ok() {
                    self.start_database().await;
                }
            }
        }
    }
}

/// Writes until nothing more can be written.
fn fill(filler: &Path) {
    let mut file = File::create(filler).expect("a file that fills the disk");
    let block = vec![1; 1 << 16];
    while file.write_all(&block).is_ok() {}
    while file.write_all(&[1]).is_ok() {}
}

#[tokio::test]
async fn whatever_breaks_no_acknowledged_vote_is_lost_and_none_counted_twice() {
    let rounds = std::env::var("CONVITE_FAULT_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    let volume = std::env::var_os("CONVITE_FAULT_FOLDER").map(PathBuf::from);
    let mut faults = FAULTS.to_vec();
    faults.extend(volume.as_ref().map(|_| Fault::FullDisk));
    let temporary = Folder::temporary("faults");
    let mut stage = Stage::set(volume.unwrap_or_else(|| temporary.path().to_owned())).await;
    let servers: Vec<SocketAddr> = stage.servers.iter().map(|(address, _)| *address).collect();
    let like = "medellin".parse().unwrap();
    let come = vec![Duration::ZERO; rounds * VOTERS];
    let staging = Staging { like: &like, come, servers: &servers, base_domain: "localhost" };
    let opened = stage.open().await;
    let mut day = Day::set(opened.owner().unwrap(), &opened.database, &staging).await.unwrap();
    opened.close().await.unwrap();

    for round in 0..rounds {
        let fault = faults[round % faults.len()];
        let voters = round * VOTERS..(round + 1) * VOTERS;
        tokio::join!(day.vote(voters, Some(AT_ONCE), Journey::Cast), stage.strike(fault, round));
        let opened = stage.open().await;
        let (held, report) = (day.held(&opened.database).await.unwrap(), day.report());
        opened.close().await.unwrap();
        let all = ((round + 1) * VOTERS) as u64;
        assert_eq!((report.acknowledged, report.without), (all, 0), "{fault:?}: {:?}", report.trouble);
        let sum = |of: fn(&Held) -> u64| held.iter().map(of).sum::<u64>();
        let found = (sum(|one| one.voters), sum(|one| one.envelopes));
        assert_eq!(found, (all, all), "{fault:?}: {:?}", report.trouble);
    }
    let opened = stage.open().await;
    let agreement = day.finish(opened.owner().unwrap(), &opened.database).await.unwrap();
    opened.close().await.unwrap();
    let report = day.report();
    assert!(agreement.holds(report.acknowledged, report.voted_before), "{agreement:?} {:?}", report.trouble);
}
