//! What a rehearsal rests on: rules, one of their sheets, and the projects on it, real or made up.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, Utc};
use shared::{
    ballot::{BallotForm, FormProblem, FormProblems, SheetChoice, SheetForm},
    document::Key,
    draw::Seed,
    id::ProposalId,
    locale::Locale,
    money::Money,
    ruleset::{Contest, RuleSet, Sheet},
    tally::Room,
};
use store::{
    TenantTx,
    contest::{self, Standing},
    process::Process,
    proposal::{self, Proposal},
    territory::Territory,
};

use super::{
    asked::Asked,
    typed::{self, Numbers},
};
use crate::{
    ballot,
    forms::FieldMessage,
    islands::ballot::{Paper, Printed},
    text::{self, rehearsal as said},
};

/// The most ballots cast by hand; an address is only so long.
pub const MOST_CAST: usize = 300;
/// And the letters that they may take.
const MOST_LETTERS: usize = 16_000;

const TERRITORY: &str = "territorio:";
const KIND: &str = "tipo:";

/// A territory whose ballot has projects.
pub struct Real<'a> {
    /// In which process.
    process: &'a Process,
    /// The territory.
    territory: Territory,
    /// How many.
    count: u64,
}

/// The territories of the current process whose ballots have projects, by code.
pub async fn real<'a>(tx: &mut TenantTx, process: Option<&'a Process>) -> store::Result<Vec<Real<'a>>> {
    let Some((process, decides)) = process.and_then(|one| Some((one, one.rule_set.deciding_contest()?))) else {
        return Ok(Vec::new());
    };
    let standings = contest::standings(tx, process, &decides.id).await?.into_iter();
    let found = standings.filter(|standing| standing.projects > 0);
    Ok(found.map(|Standing { territory, projects, .. }| Real { process, territory, count: projects }).collect())
}

/// A contest of the current process with the projects on its ballot.
struct Kept {
    contest: contest::Contest,
    projects: Vec<Proposal>,
}

impl Kept {
    /// What is kept for a contest of the rules, on the ballot of a territory: nothing where no project stands in it yet,
    /// or its winners depend on what projects don't say.
    async fn of(
        tx: &mut TenantTx,
        rules: &RuleSet,
        contest: &Contest,
        (real, ballot): (&Real<'_>, &[contest::Contest]),
    ) -> store::Result<Option<Self>> {
        // Other rules may call what is decided in another way.
        let decides = |rules: &RuleSet, id: &Key| rules.deciding_contest().is_some_and(|decides| decides.id == *id);
        let named = ballot.iter().find(|held| held.rule == contest.id);
        let deciding = || ballot.iter().find(|held| decides(&real.process.rule_set, &held.rule));
        let held = named.or_else(|| deciding().filter(|_| decides(rules, &contest.id)));
        let Some(held) = held.filter(|_| ballot::is_plain(contest)) else { return Ok(None) };
        let projects = proposal::on_ballot(tx, held.id).await?;
        Ok((!projects.is_empty()).then(|| Self { contest: held.clone(), projects }))
    }
}

/// One contest of the sheet, ready to be counted.
pub struct Prepared {
    /// The contest.
    pub contest: Contest,
    /// What there is to win.
    pub room: Room,
    /// Whether its projects are made up.
    pub sample: bool,
    /// When each project was registered, where that is known.
    pub registered: BTreeMap<ProposalId, DateTime<Utc>>,
}

/// A rehearsal that can be held.
pub struct Ground {
    /// The rules.
    pub rules: Arc<RuleSet>,
    /// The sheet as it is printed.
    pub paper: Paper,
    /// Its contests.
    pub contests: Vec<Prepared>,
    /// The ballots that were cast.
    pub cast: Vec<SheetChoice>,
    /// The same in few letters.
    pub votes: Vec<String>,
    /// How many ballots to make up.
    pub samples: u32,
    /// What chance comes from.
    pub seed: Seed,
    /// The seed of the public draw, once it was held.
    pub draw: Option<Seed>,
}

/// What the fields of the setting offer.
pub struct Offered {
    /// Places: value and label, real ones first.
    pub real: Vec<(String, String)>,
    /// Kinds of territory for made-up projects.
    pub kinds: Vec<(String, String)>,
    /// A ceiling to start from.
    pub ceiling: Money,
    /// How many projects to start from.
    pub projects: u16,
}

/// A rehearsal as far as it could be prepared.
pub struct Setting {
    /// What can be chosen.
    pub offered: Option<Offered>,
    /// What the address asks for and cannot be.
    pub wrong: Vec<FieldMessage>,
    /// Why nobody could vote by these rules.
    pub impossible: Vec<String>,
    /// Whether real projects were asked for and the rules ask for what they don't say.
    pub not_plain: bool,
    /// The rehearsal.
    pub ground: Option<Ground>,
}

/// The projects that a rehearsal is held with.
enum Chosen<'a> {
    Real(&'a Real<'a>),
    Sample(Key),
}

/// The contests of a sheet, or the first that the rules don't have.
fn contests<'a>(rules: &'a RuleSet, sheet: &Sheet) -> Result<Vec<&'a Contest>, Key> {
    let find = |id: &Key| rules.contests.iter().find(|contest| contest.id == *id).ok_or_else(|| id.clone());
    sheet.contests.iter().map(find).collect()
}

/// Prepares what an address asks for.
pub async fn prepare(
    locale: Locale,
    tx: &mut TenantTx,
    rules: &Arc<RuleSet>,
    real: &[Real<'_>],
    asked: &mut Asked,
) -> store::Result<Setting> {
    let mut wrong = Vec::new();
    let stopped = |wrong, impossible| Setting { offered: None, wrong, impossible, not_plain: false, ground: None };
    let Some(first) = rules.sheets.first() else {
        return Ok(stopped(wrong, vec![said::no_sheet(locale).to_owned()]));
    };
    let found = rules.sheets.iter().find(|sheet| sheet.id.as_str() == asked.sheet);
    if found.is_none() && !asked.sheet.is_empty() {
        wrong.push(FieldMessage::new("tarjeton", said::no_such_sheet(locale, &asked.sheet)));
    }
    let sheet = found.unwrap_or(first);
    asked.sheet = sheet.id.to_string();
    let held = match contests(rules, sheet) {
        Ok(held) => held,
        Err(missing) => return Ok(stopped(wrong, vec![said::no_contest(locale, missing)])),
    };
    let together: Vec<_> = rules.decided_together().filter(|one| held.iter().any(|on| on.id == one.id)).collect();
    let places = if together.iter().any(|contest| ballot::is_plain(contest)) { real } else { &[] };
    let kinds = kinds(rules, &held);
    let chosen = chosen(locale, places, &kinds, asked, &mut wrong);
    // The fields speak of the contest in which projects are chosen; the others start from what the rules say.
    let asked_of = rules.deciding_contest().filter(|decides| held.iter().any(|one| one.id == decides.id));
    let asked_of = asked_of.or(held.last().copied());
    let ceiling = asked_of.map_or(Money::zero(rules.currency), |contest| ballot::sample_ceiling(rules, contest));
    let offered = Offered {
        real: places.iter().map(|real| (place_of(real), real_label(locale, real))).collect(),
        kinds: kinds.iter().map(|(kind, name)| (format!("{KIND}{kind}"), said::sample_place(locale, name))).collect(),
        ceiling,
        projects: asked_of.map_or(1, ballot::sample_count),
    };
    let numbers = Numbers::of(locale, asked, rules, &mut wrong);
    let unasked = numbers.unasked();
    let ballot = match &chosen {
        Chosen::Real(real) => contest::voted_in(tx, real.process, &real.territory).await?,
        Chosen::Sample(_) => Vec::new(),
    };
    let mut made = Vec::new();
    let mut impossible = Vec::new();
    for &contest in &held {
        let kept = match &chosen {
            Chosen::Real(real) => Kept::of(tx, rules, contest, (real, &ballot)).await?,
            Chosen::Sample(_) => None,
        };
        let numbers = if asked_of.is_some_and(|asked| asked.id == contest.id) { &numbers } else { &unasked };
        match one(locale, rules, contest, &chosen, kept.as_ref(), numbers) {
            Ok((form, prepared)) => made.push((form, prepared, kept.map(|kept| kept.projects).unwrap_or_default())),
            Err(problems) if held.len() > 1 => {
                let named = problems.into_iter().map(|why| text::ballot::of_contest(locale, &contest.name, why));
                impossible.extend(named);
            }
            Err(problems) => impossible.extend(problems),
        }
    }
    let not_plain = !real.is_empty() && together.iter().any(|contest| !ballot::is_plain(contest));
    let mut setting = Setting { offered: Some(offered), wrong, impossible, not_plain, ground: None };
    if setting.impossible.is_empty() {
        setting.ground = ground(locale, rules, sheet, made, numbers.seed, asked, &mut setting.wrong);
    }
    Ok(setting)
}

fn place_of(real: &Real<'_>) -> String {
    format!("{TERRITORY}{}", real.territory.code)
}

fn real_label(locale: Locale, real: &Real<'_>) -> String {
    said::real_place(locale, &real.territory.code, &real.territory.name, real.count)
}

/// The kinds of territory in which one of these contests is held, each once.
fn kinds(rules: &RuleSet, held: &[&Contest]) -> Vec<(Key, String)> {
    let mut found: Vec<(Key, String)> = Vec::new();
    // The contests of smaller territories come last on a sheet, and tell apart more.
    for (kind, name) in held.iter().rev().flat_map(|contest| ballot::kinds(rules, contest)) {
        if !found.iter().any(|(known, _)| known == kind) {
            found.push((kind.clone(), name.to_owned()));
        }
    }
    found
}

/// The projects that the address asks for; the first real ones when it asks for none.
fn chosen<'a>(
    locale: Locale,
    real: &'a [Real<'a>],
    kinds: &[(Key, String)],
    asked: &mut Asked,
    wrong: &mut Vec<FieldMessage>,
) -> Chosen<'a> {
    let of_place =
        asked.place.strip_prefix(TERRITORY).and_then(|code| real.iter().find(|real| real.territory.code == code));
    let of_kind = asked.place.strip_prefix(KIND).and_then(|kind| kinds.iter().find(|(id, _)| id.as_str() == kind));
    if of_place.is_none() && of_kind.is_none() && !asked.place.is_empty() {
        wrong.push(FieldMessage::new("lugar", said::no_such_place(locale, &asked.place)));
    }
    let first_real = real.first().filter(|_| of_kind.is_none());
    if let Some(real) = of_place.or(first_real) {
        asked.place = place_of(real);
        return Chosen::Real(real);
    }
    let kind = of_kind.or(kinds.first()).map(|(kind, _)| kind.clone());
    // Every level has a kind; a draft may still lack its level.
    let kind = kind.unwrap_or_else(|| "territorio".parse().expect("a word is a key"));
    asked.place = format!("{KIND}{kind}");
    Chosen::Sample(kind)
}

/// One contest with its projects; or why nobody could vote in it.
fn one(
    locale: Locale,
    rules: &RuleSet,
    contest: &Contest,
    chosen: &Chosen<'_>,
    kept: Option<&Kept>,
    numbers: &Numbers,
) -> Result<(BallotForm, Prepared), Vec<String>> {
    let kind = match (kept.and_then(|kept| kept.contest.at.as_ref()), chosen) {
        (Some(at), _) => ballot::kind_of(rules, contest, at.as_str()),
        (None, Chosen::Real(real)) => ballot::kind_of(rules, contest, &real.territory.code),
        (None, Chosen::Sample(kind)) => Some(kind.clone()),
    };
    let of_level: Vec<&Key> = ballot::kinds(rules, contest).map(|(kind, _)| kind).collect();
    let kind = kind.filter(|kind| of_level.contains(&kind)).or_else(|| of_level.first().copied().cloned());
    let kind = kind.unwrap_or_else(|| contest.level.clone());
    let projects = kept.map(|kept| kept.projects.as_slice()).unwrap_or_default();
    let offer = if let Some(kept) = kept {
        ballot::offer(contest, projects, kept.contest.ceiling, kind.clone())
    } else {
        let ceiling = numbers.ceiling.unwrap_or_else(|| ballot::sample_ceiling(rules, contest));
        let count = numbers.projects.unwrap_or_else(|| ballot::sample_count(contest));
        ballot::sample(rules, contest, &kind, ceiling, count, &numbers.seed)
    };
    let offer = offer.map_err(|_| vec![said::no_offer(locale, &contest.name)])?;
    let room = ballot::room(rules, contest, &kind, offer.ceiling());
    let form = BallotForm::of(contest, offer).map_err(|FormProblems(problems)| {
        problems.iter().map(|problem: &FormProblem| text::ballot::form_problem(locale, problem)).collect::<Vec<_>>()
    })?;
    let registered = projects.iter().map(|project| (project.id, project.submitted_at)).collect();
    Ok((form, Prepared { contest: contest.clone(), room, sample: kept.is_none(), registered }))
}

fn ground(
    locale: Locale,
    rules: &Arc<RuleSet>,
    sheet: &Sheet,
    made: Vec<(BallotForm, Prepared, Vec<Proposal>)>,
    seed: Seed,
    asked: &mut Asked,
    wrong: &mut Vec<FieldMessage>,
) -> Option<Ground> {
    let ballots = made.iter().map(|(form, ..)| form.clone()).collect();
    let form = SheetForm::new(sheet.clone(), ballots).ok()?;
    let (cast, votes) = cast(locale, &form, asked, wrong);
    let made_up = typed::samples(locale, &asked.samples, wrong);
    let draw = typed::seed(locale, "sorteo", &asked.draw, wrong);
    // Every ballot has an order of its own, which stays while it is marked.
    let lots = format!("{seed}/{}", votes.len()).parse().unwrap_or_else(|_| seed.clone());
    let printed = |(form, prepared, projects): &(BallotForm, Prepared, Vec<Proposal>)| -> Printed {
        let name = prepared.contest.name.as_str();
        if prepared.sample {
            ballot::printed_sample(locale, rules, form, name, sheet.order, &lots)
        } else {
            ballot::printed(locale, form, name, projects, sheet.order, &lots)
        }
    };
    let paper = Paper { contests: made.iter().map(printed).collect(), form };
    let contests = made.into_iter().map(|(_, prepared, _)| prepared).collect();
    Some(Ground { rules: Arc::clone(rules), paper, contests, cast, votes, samples: made_up, seed, draw })
}

/// The ballots that the address holds. When one is not of this rehearsal, none counts.
fn cast(
    locale: Locale,
    form: &SheetForm,
    asked: &mut Asked,
    wrong: &mut Vec<FieldMessage>,
) -> (Vec<SheetChoice>, Vec<String>) {
    if asked.votes.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let votes: Vec<String> = asked.votes.split('.').map(str::to_owned).collect();
    let read = |(place, vote): (usize, &String)| {
        let choice = form.read_compact(vote).ok().filter(|choice| form.mark(choice).is_ok());
        choice.ok_or_else(|| said::wrong_vote(locale, place + 1))
    };
    let choices = if is_full(&votes) {
        Err(said::too_many_votes(locale, MOST_CAST))
    } else {
        votes.iter().enumerate().map(read).collect::<Result<Vec<_>, String>>()
    };
    match choices {
        Ok(choices) => (choices, votes),
        Err(why) => {
            wrong.push(FieldMessage::new("", why));
            asked.votes = String::new();
            (Vec::new(), Vec::new())
        }
    }
}

/// Whether there are more ballots than an address should hold.
pub fn is_full(votes: &[String]) -> bool {
    votes.len() > MOST_CAST || votes.iter().map(|vote| vote.len() + 1).sum::<usize>() > MOST_LETTERS
}
