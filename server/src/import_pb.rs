//! `convite import-pb`: loads an election from a Pabulib file as a finished process, and counts it by the product's own
//! rule. The file is read line by line and stored in batches, all in one transaction: on any error nothing is left.

pub(crate) mod describe;
mod progress;
mod rules;

use std::collections::BTreeMap;
use std::path::PathBuf;

use app::path;
use chrono::{DateTime, Utc};
use clap::Args;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng as _};
use serde_json::json;
use shared::code::TypedCode;
use shared::id::ProposalId;
use shared::locale::in_zone;
use shared::pabulib::{Event, Meta, ParseError, ParseErrorKind, Points, Reader, Vote, VoteType};
use shared::ruleset::Defect;
use shared::tally::{Minimum, Room, TieOrder};
use shared::tenant::Slug;
use store::audit::{self, Act};
use store::contest::{self, Contest};
use store::import::{self, Ballot, Election, Project};
use store::site::{self, Site};
use store::tally::{self, By, Counted, Pending};
use store::{Database, StoreError, TenantTx, urn};

use self::progress::Progress;
use crate::clock;
use crate::config::CommonConfig;
use crate::database::{self, DatabaseError, Tenure};
use crate::pabulib_file::{FileError, Lines};

/// Ballots in one statement.
const BATCH: usize = 4_000;

/// Loads an election from a Pabulib file (.pb) as a finished process of a tenant
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
The file is one contest of its own process, which is not the current one. Its results page shows what the product's
rule gives: most votes first, what does not fit is skipped. Age, sex and whatever else the file tells about voters is
not stored. Points of a ranking are those of its length: of three, 3, 2 and 1. A file without a currency is in the
tenant's. What is stored is stored as it is: a currency that is not known here, amounts with more decimals than their
currency, and points that are not whole or below zero are refused. On any error the file, line and column are named and
nothing is stored.")]
pub struct ImportArgs {
    /// The file
    pub file: PathBuf,
    /// Subdomain of the tenant
    #[arg(long)]
    pub tenant: Slug,
    /// Name of the process in addresses: lower-case letters, digits and dashes [default: from the file's name]
    #[arg(long, value_parser = describe::slug)]
    pub slug: Option<String>,
    /// What decides between equal votes: `official` (lower cost, then more votes, then the order of the file),
    /// `votes-first` (more votes, then lower cost, then the order of the file), or `lexico` or `file` (the order of the
    /// file)
    #[arg(long, default_value = "official")]
    pub tie: TieOrder,
    /// Least votes or points with which a project is funded
    #[arg(long, default_value_t = 1)]
    pub minimum_score: u64,
}

/// Why an election could not be imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file.
    #[error(transparent)]
    File(#[from] FileError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// No such tenant.
    #[error("there is no tenant `{0}`; `convite tenant list` shows all")]
    NoTenant(Slug),
    /// A group, or the platform.
    #[error("`{0}` runs no processes: only a municipality or a locality does")]
    NoProcesses(Slug),
    /// It was imported before, or the name is taken.
    #[error("the tenant `{tenant}` already has a process `{slug}`; nothing was imported. Choose another with --slug")]
    Exists {
        /// The tenant.
        tenant: Slug,
        /// The process.
        slug: String,
    },
    /// What the file says of its rules contradicts itself.
    #[error("the rules of the file contradict themselves: {0:?}")]
    Rules(Vec<Defect>),
    /// The file's name has no letter to make an address of.
    #[error("no address can be made of the file's name; choose one with --slug")]
    NoSlug,
}

/// What was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The process' name in addresses.
    pub slug: String,
    /// The contest's.
    pub code: String,
    /// Projects.
    pub projects: usize,
    /// Ballots.
    pub ballots: u64,
    /// What is odd about the file, in words.
    pub warnings: Vec<String>,
}

/// Does what the command says and prints the outcome.
///
/// # Errors
/// When it cannot be done; then nothing was changed.
pub async fn run(common: &CommonConfig, args: &ImportArgs) -> Result<(), ImportError> {
    let opened = database::open(&common.database, common.environment, Tenure::Shared, None).await?;
    let done = async {
        database::prepare(&opened).await?;
        let sites = site::all(&opened.database).await?;
        let site = sites.into_iter().find(|site| site.slug == args.tenant);
        let site = site.ok_or_else(|| ImportError::NoTenant(args.tenant.clone()))?;
        import(&opened.database, &site, args, clock::now(), &mut StdRng::from_os_rng()).await
    };
    let done = done.await;
    opened.close().await?;
    say(args, &done?);
    Ok(())
}

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command's outcome goes to standard output, notes beside it"
)]
fn say(args: &ImportArgs, imported: &Imported) {
    for warning in &imported.warnings {
        eprintln!("{}: {warning}", args.file.display());
    }
    let Imported { slug, code, projects, ballots, .. } = imported;
    println!("imported {projects} projects and {ballots} ballots into {}: {}", args.tenant, path::result(slug, code));
}

/// Imports the file into the tenant.
///
/// # Errors
/// When the file cannot be read or is not what the format says, when the tenant has such a process already, and when
/// the database does not answer; then nothing is stored.
pub async fn import(
    database: &Database,
    site: &Site,
    args: &ImportArgs,
    now: DateTime<Utc>,
    random: &mut impl Rng,
) -> Result<Imported, ImportError> {
    if !site.kind.runs_processes() {
        return Err(ImportError::NoProcesses(site.slug.clone()));
    }
    let slug = match &args.slug {
        Some(slug) => slug.clone(),
        None => describe::slug_of_file(&args.file).ok_or(ImportError::NoSlug)?,
    };
    let mut lines = Lines::open(&args.file)?;
    let mut reader = Reader::assuming(site.currency).for_keeping();
    let mut tx = database.enter(site).await?;
    let mut loading = Loading {
        site,
        args,
        slug,
        now,
        election: None,
        meta: None,
        projects: Vec::new(),
        ballots: Vec::new(),
        stored: 0,
        notes: Vec::new(),
    };
    let mut progress = Progress::start();
    while let Some(line) = lines.next_line()? {
        let event = reader.line(line);
        let event = event.map_err(|error| lines.format_error(error))?;
        let Some(event) = event else { continue };
        let line = reader.lines_read();
        match loading.take(&mut tx, event, line, random).await {
            Ok(()) => {}
            Err(TakeError::Import(error)) => return Err(error),
            Err(TakeError::Format(error)) => return Err(lines.format_error(error).into()),
        }
        progress.report(loading.stored, loading.meta.as_ref().map_or(0, |meta| meta.num_votes));
    }
    reader.finish().map_err(|error| lines.format_error(error))?;
    let imported = loading.finish(&mut tx, random).await?;
    tx.commit().await?;
    progress.end(imported.ballots);
    let warnings = reader.warnings().iter().map(ToString::to_string).chain(imported.warnings).collect();
    Ok(Imported { warnings, ..imported })
}

/// What has been understood and not been stored yet.
struct Loading<'a> {
    site: &'a Site,
    args: &'a ImportArgs,
    slug: String,
    now: DateTime<Utc>,
    election: Option<Election>,
    meta: Option<Meta>,
    projects: Vec<Project>,
    ballots: Vec<Ballot>,
    stored: u64,
    /// What is called otherwise here, in words.
    notes: Vec<String>,
}

enum TakeError {
    Import(ImportError),
    Format(ParseError),
}

impl From<StoreError> for TakeError {
    fn from(error: StoreError) -> Self {
        Self::Import(error.into())
    }
}

impl Loading<'_> {
    async fn take(
        &mut self,
        tx: &mut TenantTx,
        event: Event,
        line: u64,
        random: &mut impl Rng,
    ) -> Result<(), TakeError> {
        match event {
            Event::Meta(meta) => {
                let name = describe::name(&meta, &self.slug);
                let rules = rules::rules(&meta, &name, self.args.tie, self.args.minimum_score)
                    .map_err(|defects| TakeError::Import(ImportError::Rules(defects)))?;
                let election =
                    describe::election(&meta, self.site, &self.args.file, &self.slug, rules, self.now, random);
                import::begin(tx, &election, in_zone(self.now, self.site.time_zone).date(), self.now).await.map_err(
                    |error| match error {
                        StoreError::Conflict(_) => TakeError::Import(ImportError::Exists {
                            tenant: self.site.slug.clone(),
                            slug: self.slug.clone(),
                        }),
                        other => other.into(),
                    },
                )?;
                self.election = Some(election);
                self.meta = Some(*meta);
            }
            Event::Project(project) => {
                let number = i32::try_from(self.projects.len() + 1).unwrap_or(i32::MAX);
                self.notes.extend(describe::renamed(&project).map(|note| format!("line {line}: {note}")));
                self.projects.push(describe::project(*project, number, random));
            }
            Event::Vote(vote) => {
                if self.stored == 0 && self.ballots.is_empty() {
                    self.store_projects(tx).await?;
                }
                self.ballots
                    .push(Ballot { code: TypedCode::new(random.random()), choices: self.choices(&vote, line)? });
                if self.ballots.len() >= BATCH {
                    self.store_ballots(tx).await?;
                }
            }
        }
        Ok(())
    }

    /// The projects on a ballot with their points.
    fn choices(&self, vote: &Vote, line: u64) -> Result<Vec<(ProposalId, i32)>, TakeError> {
        let too_much = || TakeError::Format(ParseError { line, column: 1, kind: ParseErrorKind::ScoreOverflow });
        let whole = |points: u64| i32::try_from(points).map_err(|_| too_much());
        let points = |points: Points| points.whole().ok_or_else(too_much).and_then(whole);
        let length = vote.chosen.len();
        let vote_type = self.meta.as_ref().map(|meta| meta.vote_type);
        let mut choices = Vec::with_capacity(length);
        for (place, &chosen) in vote.chosen.iter().enumerate() {
            let given = match vote_type {
                Some(VoteType::Ordinal) => whole((length - place) as u64)?,
                Some(VoteType::Cumulative | VoteType::Scoring) => {
                    points(vote.points.get(place).copied().unwrap_or_default())?
                }
                Some(VoteType::Approval | VoteType::ChooseOne) | None => 1,
            };
            choices.push((self.projects[chosen].id, given));
        }
        let unnamed =
            self.meta.as_ref().and_then(|meta| meta.default_score).filter(|score| *score != Points::default());
        if let (Some(VoteType::Scoring), Some(score)) = (vote_type, unnamed) {
            let score = points(score)?;
            let rest = (0..self.projects.len()).filter(|place| !vote.chosen.contains(place));
            choices.extend(rest.map(|place| (self.projects[place].id, score)));
        }
        Ok(choices)
    }

    async fn store_projects(&self, tx: &mut TenantTx) -> Result<(), StoreError> {
        let Some(election) = &self.election else { return Ok(()) };
        for batch in self.projects.chunks(BATCH) {
            import::projects(tx, election, batch, self.now).await?;
        }
        Ok(())
    }

    async fn store_ballots(&mut self, tx: &mut TenantTx) -> Result<(), StoreError> {
        if let Some(election) = &self.election {
            import::ballots(tx, election.contest, &self.ballots).await?;
        }
        self.stored += self.ballots.len() as u64;
        self.ballots.clear();
        Ok(())
    }

    /// Stores the rest, counts, and writes the act down.
    async fn finish(mut self, tx: &mut TenantTx, random: &mut impl Rng) -> Result<Imported, StoreError> {
        if self.stored == 0 && self.ballots.is_empty() {
            self.store_projects(tx).await?;
        }
        self.store_ballots(tx).await?;
        let election = self.election.expect("a reader that finished has given META");
        let contests = contest::of_process(tx, election.process).await?;
        for contest in &contests {
            urn::seal(tx, contest.id, self.now).await?;
        }
        let rules = election.rules.rules();
        let decided = rules.deciding_contest().expect("the rules of an imported election have a contest");
        let by = By {
            winner: &decided.winner,
            exclusive: decided.exclusive,
            minimum: Minimum::of(&decided.thresholds),
            seed: None,
        };
        let whole = |contest: Contest| {
            let room = Room { ceiling: contest.ceiling.minor(), parts: BTreeMap::new() };
            Pending { contest, room, by }
        };
        let contests: Vec<_> = contests.into_iter().map(whole).collect();
        let number = tally::begin(tx, election.process, None, self.now).await?;
        if let Counted::DrawNeeded(_) = tally::count(tx, number, &contests, self.now).await? {
            return Err(StoreError::Conflict("the order between equals"));
        }
        let after = json!({
            "source": election.source,
            "projects": self.projects.len(),
            "ballots": self.stored,
        });
        let act = Act {
            person: None,
            act: "import_election",
            object: &election.slug,
            reason: None,
            before: None,
            after: Some(&after),
        };
        audit::record(tx, describe::id(random), self.now, &act).await?;
        Ok(Imported {
            slug: election.slug,
            code: election.code,
            projects: self.projects.len(),
            ballots: self.stored,
            warnings: self.notes,
        })
    }
}
