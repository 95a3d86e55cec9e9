//! `convite roll`: loads rolls (padrones) of any size, and says how they stand.
//!
//! A file is read a piece at a time and kept a batch at a time, each in a transaction of its own: whatever stops it, the
//! same command takes it up where it was. What it loads says nothing until somebody puts it into force on the site.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};

use app::gate::Gate;
use chrono::{DateTime, NaiveDate, Utc};
use clap::{Args, Subcommand};
use serde_json::json;
use shared::document::Key;
use shared::id::{PersonId, RollImportId};
use shared::locale::in_zone;
use shared::permission::{Action, Object};
use shared::roll::{Expected, HeaderFault, Reading, RollKey};
use shared::ruleset::{Code, Entries, Roll};
use shared::tenant::Slug;
use store::audit::{self, Act};
use store::process::{self, Process};
use store::roll::{self, Compared, Import, State};
use store::site::{self, Site};
use store::{Database, StoreError, TenantTx, person, territory};
use vault::{Vault, VaultError};

use crate::config::{CommonConfig, ConfigError};
use crate::database::{self, DatabaseError, Tenure};
use crate::{clock, random};

/// How much of a file is read at a time, in bytes.
const PIECE: usize = 1 << 16;

/// How many lines are kept in one transaction, at least.
const BATCH: usize = 8_000;

/// What to do with rolls.
#[derive(Debug, Subcommand)]
pub enum RollCommand {
    /// Load a roll from a CSV file; taken up again where it stopped when it is run again
    Import(RollImportArgs),
    /// Say how the rolls of a tenant stand
    Status(RollStatusArgs),
}

/// A roll to load.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
The first line names the columns: tipo, documento, and where they are known territorio and nacimiento; a roll of
accounts has cuenta besides. Numbers are hashed with the tenant's key from the folder of the secrets and are not stored.
Lines that cannot be kept are counted, the first 1000 with their number and what is wrong with them. The roll says
nothing until a second person approves it on the site: anybody who may, but not whoever loaded it.")]
pub struct RollImportArgs {
    /// The file
    pub file: PathBuf,
    /// Subdomain of the tenant
    #[arg(long)]
    pub site: Slug,
    /// The roll, by its name in the rules of the process under way
    #[arg(long)]
    pub roll: Key,
    /// Give up another file of this roll that was not loaded to its end, or not approved
    #[arg(long)]
    pub discard: bool,
    /// Who loads it, by the name under which the identity provider knows them (its `sub`): they have signed in there once,
    /// may load rolls on the site, and cannot approve what they load
    #[arg(long)]
    pub by: String,
    /// The identity provider, where several know somebody by that name
    #[arg(long)]
    pub issuer: Option<String>,
}

/// Whose rolls.
#[derive(Debug, Clone, Args)]
pub struct RollStatusArgs {
    /// Subdomain of the tenant
    #[arg(long)]
    pub site: Slug,
}

/// Why a roll could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum RollError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The key.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Its first line.
    #[error("{}: {}", path.display(), faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Header {
        /// Which file.
        path: PathBuf,
        /// All that is wrong with it.
        faults: Vec<HeaderFault>,
    },
    /// No such tenant.
    #[error("there is no tenant `{0}`; `convite tenant list` shows all")]
    NoTenant(Slug),
    /// Nothing says which rolls there are.
    #[error("`{0}` has no process under way, and only its rules say which rolls there are")]
    NoProcess(Slug),
    /// No such roll.
    #[error("the rules have no roll `{found}`; they have: {known}")]
    NoRoll {
        /// What was asked for.
        found: Key,
        /// What there is.
        known: String,
    },
    /// Another file is half loaded.
    #[error("{file} was loaded up to line {line} and is another file than this one; --discard gives it up")]
    AnotherFile {
        /// Which.
        file: String,
        /// How far.
        line: u64,
    },
    /// Nobody by that name.
    #[error("nobody by the name `{0}` has signed in there yet")]
    Nobody(String),
    /// More than one.
    #[error("several providers know somebody by that name; choose one with --issuer: {0}")]
    SeveralProviders(String),
    /// Somebody who may not.
    #[error("`{0}` may not load rolls on the site, or not now")]
    MayNot(String),
    /// Somebody else began it.
    #[error("{file} was begun by {by}, who alone may go on with it; --discard gives it up")]
    AnotherPerson {
        /// Which file.
        file: String,
        /// Their name.
        by: String,
    },
    /// One waits already.
    #[error("{0} is loaded and waits for approval on the site; --discard gives it up")]
    Waits(String),
    /// Somebody pressed Ctrl-C.
    #[error("stopped; the same command goes on from here")]
    Stopped,
}

/// Does what a command says and prints the outcome.
///
/// # Errors
/// When it cannot be done. What was loaded before stays, and can be taken up again.
pub async fn run(common: &CommonConfig, command: RollCommand) -> Result<(), RollError> {
    let vault = Vault::open(&common.secrets()?)?;
    let opened = database::open(&common.database, common.environment, Tenure::Shared, None).await?;
    let done = async {
        database::prepare(&opened).await?;
        match command {
            RollCommand::Import(args) => tokio::select! {
                loaded = import(&opened.database, &vault, &args) => loaded.map(|(import, compared)| told(&import, &compared)),
                // A batch under way is undone; the ones before it stay.
                _ = tokio::signal::ctrl_c() => Err(RollError::Stopped),
            },
            RollCommand::Status(args) => status(&opened.database, &args).await,
        }
    };
    let done = done.await;
    opened.close().await?;
    say(&done?);
    Ok(())
}

#[expect(clippy::print_stdout, reason = "a command's outcome goes to standard output")]
fn say(lines: &[String]) {
    for line in lines {
        println!("{line}");
    }
}

async fn find(database: &Database, slug: &Slug) -> Result<Site, RollError> {
    let sites = site::all(database).await?;
    sites.into_iter().find(|site| site.slug == *slug).ok_or_else(|| RollError::NoTenant(slug.clone()))
}

/// Loads a file to its end, from where it was stopped.
///
/// # Errors
/// As [`run`].
pub async fn import(
    database: &Database,
    vault: &Vault,
    args: &RollImportArgs,
) -> Result<(Import, Compared), RollError> {
    let site = find(database, &args.site).await?;
    let key = RollKey::new(vault.roll_key(site.tenant)?);
    let mut tx = database.enter(&site).await?;
    let process = process::current(&mut tx).await?.ok_or_else(|| RollError::NoProcess(site.slug.clone()))?;
    let now = clock::now();
    let today = in_zone(now, site.time_zone).date();
    let (roll, expected) = ground(&mut tx, &process, &args.roll, today).await?;
    let by = loader(&mut tx, &process, args, (now, today)).await?;
    let mut source = Source::open(&args.file)?;
    let mut reading = Reading::new(expected, key);
    let id = match roll::under_way(&mut tx, &roll.id).await? {
        Some(before) if args.discard => {
            give_up(&mut tx, &before, by, now).await?;
            begin(&mut tx, &roll, &source, &reading, by).await?
        }
        Some(before) if before.state == State::Loaded => return Err(RollError::Waits(before.file_name)),
        Some(before) => {
            source.take_up(&mut reading, &before)?;
            same_person(&before, by)?;
            before.id
        }
        None => begin(&mut tx, &roll, &source, &reading, by).await?,
    };
    tx.commit().await?;

    let mut from = reading.mark().offset;
    let mut progress = Progress::start(source.length);
    loop {
        let more = source.feed(&mut reading, Reading::push)?;
        if !more {
            reading.finish().map_err(|faults| source.header(faults))?;
        }
        if !more || reading.batch().len() >= BATCH {
            let (batch, mark) = (reading.take_batch(), reading.mark());
            let mut tx = database.enter(&site).await?;
            roll::keep(&mut tx, id, from, &batch, &mark).await?;
            tx.commit().await?;
            from = mark.offset;
            progress.report(from, mark.line);
        }
        if !more {
            break;
        }
    }
    progress.end();
    let mut tx = database.enter(&site).await?;
    let now = clock::now();
    let compared = roll::finish(&mut tx, id, now).await?;
    let import = roll::find(&mut tx, id).await?.ok_or(StoreError::Conflict("the import"))?;
    record(&mut tx, "load_roll", &import, by, now).await?;
    tx.commit().await?;
    Ok((import, compared))
}

/// What the rules of the process under way say of a roll.
async fn ground(
    tx: &mut TenantTx,
    process: &Process,
    roll: &Key,
    today: NaiveDate,
) -> Result<(Roll, Expected), RollError> {
    let rolls = &process.rule_set.rolls;
    let found = rolls.iter().find(|known| known.id == *roll).ok_or_else(|| RollError::NoRoll {
        found: roll.clone(),
        known: rolls.iter().map(|known| known.id.as_str()).collect::<Vec<_>>().join(", "),
    })?;
    let territories: BTreeSet<Code> =
        territory::all(tx).await?.into_iter().filter_map(|territory| territory.code.parse().ok()).collect();
    Ok((found.clone(), Expected::of(&process.rule_set, found, territories, today)))
}

/// Who loads it: somebody who may on the site, where they would be asked the same.
async fn loader(
    tx: &mut TenantTx,
    process: &Process,
    args: &RollImportArgs,
    at: (DateTime<Utc>, NaiveDate),
) -> Result<PersonId, RollError> {
    let mut known = person::by_subject(tx, &args.by).await?;
    known.retain(|(_, issuer)| args.issuer.as_ref().is_none_or(|wanted| wanted == issuer));
    let person = match known.as_slice() {
        [(person, _)] => *person,
        [] => return Err(RollError::Nobody(args.by.clone())),
        several => {
            let issuers: Vec<&str> = several.iter().map(|(_, issuer)| issuer.as_str()).collect();
            return Err(RollError::SeveralProviders(issuers.join(", ")));
        }
    };
    let gate = Gate::of_person(tx, process, person, at).await?;
    gate.may(Action::ManageRolls, &Object::anywhere()).map_err(|_| RollError::MayNot(args.by.clone()))?;
    Ok(person)
}

/// That whoever goes on with a file is who began it: who loaded it is one person, and does not approve it.
fn same_person(before: &Import, by: PersonId) -> Result<(), RollError> {
    let began = match &before.loaded_by {
        Some((loader, _)) if *loader == by => return Ok(()),
        Some((_, name)) => name.as_str(),
        // From before whoever loads had to be named.
        None => "somebody unnamed",
    };
    Err(RollError::AnotherPerson { file: before.file_name.clone(), by: began.to_owned() })
}

async fn begin(
    tx: &mut TenantTx,
    of: &Roll,
    source: &Source,
    reading: &Reading,
    by: PersonId,
) -> Result<RollImportId, StoreError> {
    let id = random::uuid().into();
    roll::begin(tx, id, (&of.id, of.entries), &source.name(), reading.mark(), Some(by), clock::now()).await?;
    Ok(id)
}

async fn give_up(tx: &mut TenantTx, import: &Import, by: PersonId, now: DateTime<Utc>) -> Result<(), StoreError> {
    roll::refuse(tx, import.id, by, "--discard", now).await?;
    record(tx, "discard_roll", import, by, now).await
}

async fn record(
    tx: &mut TenantTx,
    act: &str,
    import: &Import,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let counts = import.counts;
    let after = json!({
        "number": import.number, "file": import.file_name, "sha256": import.digest.to_string(),
        "adults": counts.adults, "minors": counts.minors, "holders": counts.holders, "faults": counts.faults,
    });
    let act =
        Act { person: Some(by), act, object: import.roll.as_str(), reason: None, before: None, after: Some(&after) };
    audit::record(tx, random::uuid(), now, &act).await
}

fn told(import: &Import, compared: &Compared) -> Vec<String> {
    let counts = import.counts;
    let new = counts.kept().saturating_sub(compared.already_there);
    let of = match import.entries {
        Entries::People => format!("{} people, {} of them minors", counts.kept(), counts.minors),
        Entries::Accounts => format!("{} holders of accounts", counts.holders),
    };
    vec![
        format!(
            "loaded {} as number {} of `{}`: {of}; {} lines were not kept",
            import.file_name, import.number, import.roll, counts.faults
        ),
        format!("beside the one in force: {new} new, {} already there, {} gone", compared.already_there, compared.gone),
        format!("SHA-256 {}", import.digest),
        "it waits for a second person, who approves it on the site (/admin/padrones)".to_owned(),
    ]
}

async fn status(database: &Database, args: &RollStatusArgs) -> Result<Vec<String>, RollError> {
    let site = find(database, &args.site).await?;
    let mut tx = database.enter(&site).await?;
    let imports = roll::newest(&mut tx).await?;
    let line = |import: &Import| {
        let counts = import.counts;
        format!(
            "{}\t{}\t{}\t{}\t{}\t{}\t{}",
            import.roll,
            import.number,
            import.state.as_str(),
            counts.kept(),
            counts.faults,
            import.line,
            import.file_name
        )
    };
    let head = "roll\tnumber\tstate\tentries\tfaults\tlines\tfile".to_owned();
    Ok(std::iter::once(head).chain(imports.iter().map(line)).collect())
}

/// The file, a piece at a time.
struct Source {
    path: PathBuf,
    file: File,
    length: u64,
    piece: Vec<u8>,
}

impl Source {
    fn open(path: &Path) -> Result<Self, RollError> {
        let failed = |source| RollError::File { path: path.to_owned(), source };
        let file = File::open(path).map_err(failed)?;
        let length = file.metadata().map_err(failed)?.len();
        Ok(Self { path: path.to_owned(), file, length, piece: vec![0; PIECE] })
    }

    fn name(&self) -> String {
        self.path.file_name().map_or_else(|| "-".to_owned(), |name| name.to_string_lossy().into_owned())
    }

    fn header(&self, faults: Vec<HeaderFault>) -> RollError {
        RollError::Header { path: self.path.clone(), faults }
    }

    /// Feeds one more piece; says whether there was one.
    fn feed(
        &mut self,
        reading: &mut Reading,
        how: impl FnOnce(&mut Reading, &[u8]) -> Result<(), Vec<HeaderFault>>,
    ) -> Result<bool, RollError> {
        self.feed_some(reading, PIECE, how)
    }

    fn feed_some(
        &mut self,
        reading: &mut Reading,
        most: usize,
        how: impl FnOnce(&mut Reading, &[u8]) -> Result<(), Vec<HeaderFault>>,
    ) -> Result<bool, RollError> {
        let read = loop {
            match self.file.read(&mut self.piece[..most.min(PIECE)]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read.map_err(|source| RollError::File { path: self.path.clone(), source })?,
            }
        };
        if read == 0 {
            return Ok(false);
        }
        how(reading, &self.piece[..read]).map_err(|faults| self.header(faults))?;
        Ok(true)
    }

    /// Passes over what was loaded before; it must be the same.
    fn take_up(&mut self, reading: &mut Reading, before: &Import) -> Result<(), RollError> {
        let another = || RollError::AnotherFile { file: before.file_name.clone(), line: before.line };
        let mut left = before.offset;
        while left > 0 {
            let most = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
            let mut passed = 0;
            let more = self.feed_some(reading, most, |reading, bytes| {
                passed = bytes.len() as u64;
                reading.pass(bytes)
            });
            // Another file may have another first line.
            if !more.map_err(|_| another())? {
                return Err(another());
            }
            left -= passed;
        }
        // The last line of a file may end without an end.
        let mark = reading.mark();
        if mark.offset != before.offset || mark.digest != *before.digest.bytes() { Err(another()) } else { Ok(()) }
    }
}

/// Says how far it has come, on standard error: on one line of a terminal, else a line now and then.
struct Progress {
    length: u64,
    said: u64,
    terminal: bool,
}

impl Progress {
    fn start(length: u64) -> Self {
        Self { length, said: 0, terminal: io::stderr().is_terminal() }
    }

    fn report(&mut self, offset: u64, line: u64) {
        let percent = u128::from(offset) * 100 / u128::from(self.length.max(1));
        let percent = u64::try_from(percent).unwrap_or(100);
        if !self.terminal && percent < self.said + 5 {
            return;
        }
        self.said = percent;
        let end = if self.terminal { '\r' } else { '\n' };
        // Nobody reads what cannot be written.
        let _ = write!(io::stderr(), "line {line} ({percent} %){end}");
    }

    fn end(&self) {
        if self.terminal {
            let _ = writeln!(io::stderr());
        }
    }
}
