//! `convite rehearse`: a synthetic voting day against a running server, on a site that is made for it and deleted again.
//!
//! Its people vote over HTTP, page by page, at the pace of a day with its peaks. Afterwards the urns are sealed and the
//! votes counted by the same forms that an administrator uses, and the roll, the urns and the counts are held against
//! the receipts that the server gave.

mod day;
mod extras;
mod measure;
mod pace;
mod report;
mod scene;
mod voter;

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use openidconnect::reqwest;
use shared::phase::PhaseKind;
use shared::ruleset::Defect;
use shared::tenant::Slug;
use store::StoreError;
use vault::{Vault, VaultError};

pub use self::day::{Day, Staging};
pub use self::measure::{Latency, Step, Trouble};
pub use self::report::{Agreement, Report};
pub use self::voter::{Ended, Journey};
use crate::config::{CommonConfig, ConfigError};
use crate::database::{self, DatabaseError, Tenure};
use crate::random;

/// A voting day to rehearse.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
The site is called ensayo-<LIKE> and has the territories and the rules of that site, and people who do not exist. Give
the server to be rehearsed --trusted-proxy with the address from which this command reaches it, so that each voter comes
from an address of their own; or set its limits to 0. Both must use the same database and the same folder of secrets.")]
pub struct RehearseArgs {
    /// Subdomain of the tenant whose voting day it is like
    #[arg(long)]
    pub like: Slug,
    /// How many vote
    #[arg(long, default_value = "168156")]
    pub voters: NonZeroU32,
    /// How long the day lasts here, in minutes; its peaks are as many times higher as it is shorter
    #[arg(long, default_value = "60")]
    pub minutes: NonZeroU32,
    /// All come at once, and so many are served at a time, in place of a day with its peaks
    #[arg(long)]
    pub at_once: Option<NonZeroU32>,
    /// How much of the way to the urn is gone
    #[arg(long, value_enum, default_value = "whole")]
    pub journey: Journey,
    /// Where the server listens; may be given several times, where several serve the same database
    #[arg(long, default_value = "127.0.0.1:3000")]
    pub server: Vec<SocketAddr>,
    /// The domain below which every tenant has its subdomain
    #[arg(long, env = "CONVITE_BASE_DOMAIN", default_value = "localhost")]
    pub base_domain: String,
    /// Delete what an earlier rehearsal left
    #[arg(long)]
    pub again: bool,
    /// Leave the site as it is afterwards, to be looked at; so it is anyway where something does not agree
    #[arg(long)]
    pub keep: bool,
    /// Stop when all have voted, without closing, sealing and counting
    #[arg(long)]
    pub stay_open: bool,
    /// Write the report as JSON into this file
    #[arg(long)]
    pub json: Option<PathBuf>,
}

/// Why a voting day could not be rehearsed.
#[derive(Debug, thiserror::Error)]
pub enum RehearseError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The keys.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The client.
    #[error("the browsers cannot be made: {0}")]
    Client(#[from] reqwest::Error),
    /// The file of the report.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// No such tenant.
    #[error("there is no tenant `{0}`; `convite tenant list` shows all")]
    NoTenant(Slug),
    /// Nothing to be like.
    #[error("`{0}` has no rules that could be rehearsed")]
    NoRules(Slug),
    /// Nothing is voted on.
    #[error("by these rules nothing is decided by vote in any territory")]
    NoContest,
    /// Votes of accounts.
    #[error("by these rules each account of a roll has a vote, and a rehearsal has only people")]
    Accounts,
    /// Rules that were published by an older program.
    #[error("the rules are not sound any more: {} defects", .0.len())]
    Unsound(Vec<Defect>),
    /// No ballot.
    #[error("there can be no ballot: {0}")]
    Ballot(String),
    /// The calendar.
    #[error("the rules give no usual dates for a phase of kind `{}`", .0.as_str())]
    NoPhase(PhaseKind),
    /// The name.
    #[error("`{0}` is too long for a subdomain with ensayo- before it")]
    LongName(Slug),
    /// An earlier rehearsal.
    #[error("there is a tenant `{0}` already; --again deletes what an earlier rehearsal left, and nothing else")]
    Taken(Slug),
    /// The server.
    #[error("{0} does not answer with the site: is the server there, and on the same database?")]
    NotServed(
        /// Where it was looked for.
        String,
    ),
    /// The forms that seal and count.
    #[error("the server does not take the form {0}")]
    NotTaken(
        /// Its address.
        &'static str,
    ),
    /// What is told apart must agree.
    #[error("the roll, the urns, the counts and the receipts do not agree; see the report")]
    Disagrees,
}

/// Rehearses a voting day and prints the report.
///
/// # Errors
/// When it cannot be done, and when what the server acknowledged is not what it holds.
pub async fn run(common: &CommonConfig, args: &RehearseArgs) -> Result<(), RehearseError> {
    let vault = Vault::open(&common.secrets()?)?;
    let opened = database::open(&common.database, common.environment, Tenure::Shared, None).await?;
    let done = async {
        database::prepare(&opened).await?;
        let (owner, database) = (opened.owner()?, &opened.database);
        let length = Duration::from_mins(args.minutes.get().into());
        let voters = usize::try_from(args.voters.get()).unwrap_or(usize::MAX);
        let staging = Staging {
            like: &args.like,
            come: match args.at_once {
                Some(_) => vec![Duration::ZERO; voters],
                None => pace::arrivals(voters, length, &mut random::generator()),
            },
            servers: &args.server,
            base_domain: &args.base_domain,
        };
        if args.again {
            staging.clear_away(owner, database, &vault).await?;
        }
        let mut day = Day::set(owner, database, &staging).await?;
        day.vote(0..voters, args.at_once, args.journey).await;
        if !args.stay_open {
            day.finish(owner, database).await?;
        }
        // Told before anything is deleted, which may take a while too.
        let report = day.report();
        tell(&report, args.json.as_deref())?;
        if !args.keep && !args.stay_open && report.agrees() {
            staging.clear_away(owner, database, &vault).await?;
        }
        if report.agrees() { Ok(()) } else { Err(RehearseError::Disagrees) }
    };
    let done = done.await;
    opened.close().await?;
    done
}

/// Says how it went, and writes it into a file if one is wanted.
fn tell(report: &Report, file: Option<&Path>) -> Result<(), RehearseError> {
    report.say();
    let Some(path) = file else { return Ok(()) };
    let json = serde_json::to_vec_pretty(report).map_err(std::io::Error::other);
    let written = json.and_then(|json| std::fs::write(path, json));
    written.map_err(|source| RehearseError::File { path: path.to_path_buf(), source })
}
