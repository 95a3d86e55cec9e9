//! The outcome of a count by a rule set: one JSON object, or a table for people.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;
use shared::{
    document::Fingerprint,
    ruleset::Threshold,
    tally::{Reason, Standing, Tied},
};

use super::{
    super::figures::{Exact, Figures},
    Held,
};

#[derive(Serialize)]
struct Report<'t> {
    rules: &'t str,
    fingerprint: Fingerprint,
    contest: &'t str,
    rule: Value,
    minimum_score: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    support: Option<Threshold>,
    /// Where ballots give parts of points: `ties` and `figures` count those, of which a point has `10` to this power.
    #[serde(skip_serializing_if = "Option::is_none")]
    points_decimals: Option<u8>,
    votes: u64,
    budget: Exact,
    selected: Vec<&'t str>,
    total_cost: Exact,
    #[serde(skip_serializing_if = "Option::is_none")]
    money_left: Option<Exact>,
    ties: &'t [Tied<String>],
    projects: Vec<Row<'t>>,
}

#[derive(Serialize)]
struct Row<'t> {
    id: &'t str,
    position: u32,
    score: Exact,
    cost: Exact,
    #[serde(skip_serializing_if = "Option::is_none")]
    money_left: Option<Exact>,
    funded: bool,
    outcome: &'static str,
    reason: String,
    /// The figures of the reason; amounts in minor units.
    figures: &'t Reason,
}

/// Writes one JSON object and a line end.
pub(super) fn json(out: &mut impl Write, held: &Held<'_>) -> io::Result<()> {
    let figures = &Figures::of(held.election);
    let amount = |minor| figures.amount(minor);
    let row = |line| row(line, figures);
    let report = Report {
        rules: held.rules.id.as_str(),
        fingerprint: held.fingerprint,
        contest: held.contest.id.as_str(),
        rule: serde_json::to_value(&held.contest.winner)?,
        minimum_score: held.minimum.score,
        support: held.minimum.threshold,
        points_decimals: Some(held.election.decimals()).filter(|decimals| *decimals > 0),
        votes: held.election.profile().ballots(),
        budget: amount(held.room.ceiling),
        selected: held.winners.won().map(String::as_str).collect(),
        total_cost: amount(held.winners.total_cost),
        money_left: held.winners.left.map(amount),
        ties: &held.winners.ties,
        projects: held.winners.standings.iter().map(row).collect(),
    };
    serde_json::to_writer(&mut *out, &report)?;
    writeln!(out)
}

fn row<'t>(line: &'t Standing<String>, figures: &Figures<'_>) -> Row<'t> {
    let amount = |minor| figures.amount(minor);
    Row {
        id: &line.id,
        position: line.position,
        score: Exact(figures.score(&line.id).to_string()),
        cost: amount(line.cost),
        money_left: line.left_before.map(amount),
        funded: line.reason.wins(),
        outcome: line.reason.word(),
        reason: sentence(line, figures),
        figures: &line.reason,
    }
}

/// Writes a table, one project a line, and the sums below.
pub(super) fn table(out: &mut impl Write, held: &Held<'_>) -> io::Result<()> {
    let figures = &Figures::of(held.election);
    let amount = |minor| figures.text(minor);
    let Held { rules, contest, winners, .. } = held;
    let id = winners.standings.iter().map(|line| line.id.chars().count()).max().unwrap_or_default();
    for line in &winners.standings {
        let (position, score, cost) = (line.position, figures.score(&line.id).to_string(), amount(line.cost));
        writeln!(out, "{position:>4}  {:<id$}  {score:>10}  {cost:>16}  {}", line.id, sentence(line, figures))?;
    }
    writeln!(out)?;
    let (won, all) = (winners.won().count(), winners.standings.len());
    let (spent, budget) = (amount(winners.total_cost), amount(held.room.ceiling));
    let ballots = held.election.profile().ballots();
    writeln!(out, "{won} of {all} projects funded, {spent} of {budget} spent; {ballots} ballots")?;
    writeln!(out, "Counted as {} of {} ({})", contest.id, rules.id, held.fingerprint)?;
    for tie in &winners.ties {
        let decided = if tie.decisive { "decides who wins" } else { "changes nothing" };
        writeln!(out, "Tie: {} ({decided})", tie.ids.join(" before "))?;
    }
    Ok(())
}

/// Why a project is funded or not.
fn sentence(line: &Standing<String>, figures: &Figures<'_>) -> String {
    let amount = |minor| figures.text(minor);
    let more =
        |missing: &i64, of: &str| format!("does not fit: it costs {} more than what is left {of}", amount(*missing));
    match &line.reason {
        Reason::Won => "funded".to_owned(),
        Reason::DoesNotFit { missing } => more(missing, "in all"),
        Reason::DoesNotFitTheme { theme, missing } => more(missing, &format!("for {theme}")),
        Reason::ThemeFull { theme, at_most } => format!("{at_most} projects of {theme} are funded, and that is all"),
        Reason::NoPart { theme: Some(theme) } => format!("{theme} has no part of the money"),
        Reason::NoPart { theme: None } => "it has no theme, and money is divided by theme".to_owned(),
        Reason::PlacesTaken { winners } => format!("{winners} projects have won, and that is all"),
        Reason::QuotaReached { within, each } => format!("{each} projects of {within} have won, and that is all"),
        Reason::NoTerritory => "it lies in no territory over which winners are spread".to_owned(),
        Reason::Excluded { group, by } => format!("only one of {group} can win, and number {by} had won"),
        Reason::Bought { round, supporters, in_full, price, .. } => {
            let price = amount(figures.price(price).minor);
            format!("funded in round {round}: {in_full} of {supporters} supporters paid {price} for each vote or point")
        }
        Reason::Loaded { round, supporters, load } => {
            let load = amount(load.unwrap_or_default());
            format!("funded in round {round}: its {supporters} supporters have paid {load} each in all")
        }
        Reason::Unaffordable => match &line.shortfall {
            Some(short) => format!(
                "not funded: its supporters had {} left of their shares, {} % of the support that it needed",
                amount(short.money),
                short.support_percent
            ),
            None => "not funded: its supporters had too little left of their shares".to_owned(),
        },
        Reason::NoSupport => "no ballot supports it".to_owned(),
        Reason::Ended => "the count had ended: a project before it did not fit".to_owned(),
        Reason::BelowMinimum { minimum } => {
            format!("too few votes: {} of the {} needed", figures.score(&line.id), figures.points(*minimum))
        }
        Reason::Withdrawn => "withdrawn after the ballots were printed".to_owned(),
    }
}
