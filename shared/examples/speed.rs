//! How long counts take beside a reference, and at which size, on one core and without reading the ballots: one JSON
//! object a line, with the most memory that the process held meanwhile, ballots included, and with the time of one pass over
//! all ballots, which says how fast the machine is. `make bench` writes them down.
//!
//! ```sh
//! speed whole FOLDER                    # every rule and election of which FOLDER/expected has winners and times
//! speed file FILE RULE…                 # a published election
//! speed made BALLOTS PROJECTS RULE…     # an election with no two ballots alike, the same in every run
//! speed points BALLOTS PROJECTS RULE…   # the same ballots, with points for what they name
//! ```
//!
//! `one_shot` stands for every rule that raises no shares.

use std::{
    collections::{BTreeMap, HashSet},
    env,
    error::Error,
    fs,
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use shared::{
    pabulib::Election,
    tally::{Candidate, Method, Profile, Profiler, Question, Raising, TieOrder, select},
};

/// What the reference has only to compare itself with.
const FOR_COMPARISON: [&str; 4] =
    ["greedy_pabutools_borda_per_cost", "mes_pabutools_borda", "opt_welfare_cost", "opt_welfare_unit"];

/// The shorter ones are repeated until this is over, and the shortest time is told.
const LONG_ENOUGH: Duration = Duration::from_millis(300);

/// Whatever is wrong.
type Tried<T> = Result<T, Box<dyn Error>>;

fn main() -> Tried<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["whole", folder] => whole(Path::new(folder)),
        ["file", file, ref rules @ ..] => {
            let election = Election::read(fs::read_to_string(file)?.lines())?;
            let candidates = election.candidates();
            each(&election.question(&candidates, TieOrder::Official, 0), rules)
        }
        [kind @ ("made" | "points"), ballots, projects, ref rules @ ..] => {
            let most_points = if kind == "points" { 5 } else { 1 };
            let (candidates, profile) = made(ballots.parse()?, projects.parse()?, most_points)?;
            let budget = candidates.iter().map(Candidate::cost).sum::<i64>() / 5;
            let question = Question {
                candidates: &candidates,
                profile: &profile,
                budget,
                step: 100,
                unit: 100,
                tie_order: TieOrder::Official,
                ranks: &[],
                minimum_score: 0,
                threshold: None,
                groups: &[],
            };
            each(&question, rules)
        }
        _ => {
            Err("speed whole FOLDER | file FILE RULE… | made BALLOTS PROJECTS RULE… | points BALLOTS PROJECTS RULE…"
                .into())
        }
    }
}

/// Each rule on one election.
fn each(question: &Question<'_, String>, rules: &[&str]) -> Tried<()> {
    let of = json!({
        "ballots": question.profile.ballots(),
        "distinct": question.profile.classes(),
        "projects": question.candidates.len(),
    });
    let (pass, _) = timed(|| all_money(question.profile))?;
    for rule in named(rules)? {
        forget_peak();
        let (seconds, won) = timed(|| Ok(select(black_box(rule), question)?.len()))?;
        println!(
            "{}",
            json!({
                "rule": rule.to_string(), "one_shot": is_one_shot(rule), "seconds": seconds, "pass": pass, "won": won,
                "of": of, "memory_kb": memory(),
            })
        );
    }
    Ok(())
}

/// What the supporters of all projects have, each added up supporter by supporter: the least that any count by shares takes.
fn all_money(profile: &Profile) -> Tried<u64> {
    let purses = black_box(vec![1_u64; profile.classes()]);
    let mut money = 0;
    for place in 0..u32::try_from(profile.projects())? {
        profile.naming(place).each(|one| money += purses[one.class as usize] * u64::from(one.many));
    }
    Ok(money)
}

/// The rules of these names, and all that raise no shares for `one_shot`.
fn named(names: &[&str]) -> Tried<Vec<Method>> {
    let mut rules = Vec::new();
    for &name in names {
        match name {
            "one_shot" => rules.extend(Method::all().filter(|&rule| is_one_shot(rule))),
            _ => rules.push(name.parse()?),
        }
    }
    Ok(rules)
}

/// Whether the winners are found at once, and not again with each higher share.
fn is_one_shot(rule: Method) -> bool {
    !matches!(rule, Method::EqualShares { raising, .. } if raising != Raising::None)
}

/// The shortest time of a count, for what else the machine does only adds to it; and what it comes to.
fn timed<T>(mut count: impl FnMut() -> Tried<T>) -> Tried<(f64, T)> {
    let began = Instant::now();
    let mut least = Duration::MAX;
    loop {
        let counting = Instant::now();
        let counted = black_box(count()?);
        least = least.min(counting.elapsed());
        if began.elapsed() >= LONG_ENOUGH {
            return Ok((least.as_secs_f64(), counted));
        }
    }
}

/// Every rule and election of which there are winners and times, each counted once.
fn whole(folder: &Path) -> Tried<()> {
    let mut files: Vec<_> = fs::read_dir(folder.join("expected"))?.collect::<Result<Vec<_>, _>>()?;
    files.sort_by_key(fs::DirEntry::path);
    let (mut counts, mut theirs, mut ours, mut differences) = (0, 0.0, Duration::ZERO, Vec::new());
    let mut by_rule: BTreeMap<String, (f64, Duration)> = BTreeMap::new();
    for file in files {
        let path = file.path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        let expected: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
        let election = Election::read(fs::read_to_string(folder.join(format!("{name}.pb")))?.lines())?;
        let candidates = election.candidates();
        for (rule, expected) in expected["rules"].as_object().ok_or("no rules")? {
            let Some(seconds) = expected["seconds"].as_f64() else { continue };
            if expected["status"] != "ok" || FOR_COMPARISON.contains(&rule.as_str()) {
                continue;
            }
            let (method, tie_order) = rule.split_once('.').unwrap_or((rule, "lexico"));
            let (method, tie_order): (Method, TieOrder) = (method.parse()?, tie_order.parse()?);
            let question = election.question(&candidates, tie_order, 0);
            let began = Instant::now();
            let mut won = select(method, &question)?;
            let took = began.elapsed();
            won.sort();
            if !won.iter().eq(expected["selected"].as_array().ok_or("no winners")?) {
                differences.push(format!("{name}: {rule}"));
            }
            counts += 1;
            theirs += seconds;
            ours += took;
            let sums = by_rule.entry(rule.clone()).or_default();
            *sums = (sums.0 + seconds, sums.1 + took);
        }
    }
    let ratio = |theirs: f64, ours: Duration| theirs / ours.as_secs_f64();
    let by_rule: BTreeMap<_, _> =
        by_rule.into_iter().map(|(rule, (theirs, ours))| (rule, ratio(theirs, ours))).collect();
    let ours_seconds = ours.as_secs_f64();
    println!(
        "{}",
        json!({
            "counts": counts, "reference": theirs, "seconds": ours_seconds, "ratio": ratio(theirs, ours),
            "differences": differences, "ratio_by_rule": by_rule, "memory_kb": memory(),
        })
    );
    Ok(())
}

/// An election with no two ballots alike, of five to twelve projects each, the first ones named more often, with up to so
/// many points for each. A fifth of what all projects cost comes to about 500 units of the currency for each voter, as in
/// large cities.
fn made(ballots: usize, projects: usize, most_points: u64) -> Tried<(Vec<Candidate<String>>, Profile)> {
    let mut state = 20_250_901_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).map_or(0, |number| number % below.max(1))
    };
    let mut seen: HashSet<Vec<usize>> = HashSet::with_capacity(ballots);
    let mut profiler = Profiler::new(projects);
    while seen.len() < ballots {
        let mut ballot: Vec<usize> = (0..5 + random(8)).map(|_| random(projects).min(random(projects))).collect();
        ballot.sort_unstable();
        ballot.dedup();
        if seen.insert(ballot.clone()) {
            profiler.give_points(ballot.into_iter().zip((1..=most_points).cycle()))?;
        }
    }
    drop(seen);
    let profile = profiler.finish();
    let unit = i64::try_from(ballots * 500 / (projects * 102).max(1))?.max(1);
    let candidates = profile.scores().into_iter().enumerate();
    let candidates = candidates
        .map(|(place, score)| {
            let units = i64::try_from(20 + random(980))?;
            Ok(Candidate::new(place.to_string(), units * unit * 100, score)?)
        })
        .collect::<Tried<_>>()?;
    Ok((candidates, profile))
}

/// Where the system can, makes [`memory`] start from what is held now.
fn forget_peak() {
    drop(fs::write("/proc/self/clear_refs", "5"));
}

/// The most memory that this process has held since [`forget_peak`], in kilobytes; nothing where the system does not say.
fn memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?.trim().parse().ok())
}
