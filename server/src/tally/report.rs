//! The outcome of a count: one JSON object, or a table for people.

use std::io::{self, Write};

use serde::Serialize;
use shared::pabulib::Election;
use shared::tally::{Comparison, Count, Criterion, Endowment, Fate, TieOrder, Verdict};

use super::figures::{Exact, Figures};
use super::sentence::{reason, word};

#[derive(Serialize)]
struct Report<'t> {
    rule: String,
    tie: TieOrder,
    minimum_score: Exact,
    votes: u64,
    budget: Exact,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<Share>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparison: Option<Comparison>,
    selected: Vec<&'t str>,
    total_cost: Exact,
    money_left: Exact,
    ties: Vec<Tie<'t>>,
    projects: Vec<Row<'t>>,
}

/// What each voter had.
#[derive(Serialize)]
struct Share {
    /// Rounded down to cents.
    amount: Exact,
    /// In minor units, exactly.
    minor_exact: String,
}

impl Share {
    fn of(endowment: Endowment, figures: &Figures<'_>) -> Self {
        let Endowment { numerator, denominator } = endowment;
        let amount = figures.amount(endowment.minor());
        Self { amount, minor_exact: format!("{numerator}/{denominator}") }
    }
}

#[derive(Serialize)]
struct Tie<'t> {
    ids: &'t [String],
    round: u32,
    decided_by: Criterion,
}

#[derive(Serialize)]
struct Row<'t> {
    id: &'t str,
    position: u32,
    score: Exact,
    votes: u64,
    cost: Exact,
    #[serde(skip_serializing_if = "Option::is_none")]
    money_left: Option<Exact>,
    funded: bool,
    outcome: &'static str,
    reason: String,
    tied_with: Vec<&'t str>,
    #[serde(flatten)]
    bought: Option<Bought>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shortfall: Option<Shortfall<'t>>,
}

/// The figures of a purchase.
#[derive(Serialize)]
struct Bought {
    round: u32,
    supporters: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    paid_in_full: Option<u64>,
    /// For each vote or point, or in all by Phragmén; rounded down to cents.
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<Exact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    price_minor_exact: Option<String>,
    /// In hundredths.
    #[serde(skip_serializing_if = "Option::is_none")]
    effective_votes: Option<u64>,
}

#[derive(Serialize)]
struct Shortfall<'t> {
    money: Exact,
    support_percent: u64,
    taken: Vec<Taken<'t>>,
}

#[derive(Serialize)]
struct Taken<'t> {
    by: &'t str,
    voters: u64,
    money: Exact,
}

impl<'t> Row<'t> {
    fn of(line: &'t Verdict<String>, count: &'t Count<String>, figures: &Figures<'_>) -> Self {
        let amount = |minor| figures.amount(minor);
        let ties = count.ties.iter().filter(|tie| tie.ids.contains(&line.id));
        let others = ties.flat_map(|tie| tie.ids.iter()).filter(|id| **id != line.id).map(String::as_str);
        let mut tied_with: Vec<&str> = Vec::new();
        for id in others {
            if !tied_with.contains(&id) {
                tied_with.push(id);
            }
        }
        Self {
            id: &line.id,
            position: line.position,
            score: Exact(figures.score(&line.id).to_string()),
            votes: line.votes,
            cost: amount(line.cost),
            money_left: left_before(&line.fate).map(amount),
            funded: line.fate.funds(),
            outcome: word(&line.fate),
            reason: reason(line, figures),
            tied_with,
            bought: Bought::of(&line.fate, figures),
            shortfall: line.shortfall.as_ref().map(|shortfall| Shortfall {
                money: amount(shortfall.money),
                support_percent: shortfall.support_percent,
                taken: shortfall
                    .taken
                    .iter()
                    .map(|taken| Taken { by: &taken.by, voters: taken.voters, money: amount(taken.money) })
                    .collect(),
            }),
        }
    }
}

impl Bought {
    fn of(fate: &Fate<String>, figures: &Figures<'_>) -> Option<Self> {
        let amount = |minor| figures.amount(minor);
        match fate {
            Fate::Bought { round, supporters, in_full, price, effective } => {
                let price = figures.price(price);
                Some(Self {
                    round: *round,
                    supporters: *supporters,
                    paid_in_full: Some(*in_full),
                    price: Some(amount(price.minor)),
                    price_minor_exact: Some(price.exact),
                    effective_votes: effective.map(|votes| figures.hundredths(votes)),
                })
            }
            Fate::Loaded { round, supporters, load } => Some(Self {
                round: *round,
                supporters: *supporters,
                paid_in_full: None,
                price: load.map(amount),
                price_minor_exact: None,
                effective_votes: None,
            }),
            _ => None,
        }
    }
}

/// The money on the table at the project's turn, where it had one.
const fn left_before(fate: &Fate<String>) -> Option<i64> {
    match fate {
        Fate::Funded { left_before }
        | Fate::Reserve { left_before, .. }
        | Fate::DoesNotFit { left_before, .. }
        | Fate::Ended { left_before } => Some(*left_before),
        _ => None,
    }
}

/// Writes one JSON object and a line end.
pub(super) fn json(out: &mut impl Write, election: &Election, count: &Count<String>) -> io::Result<()> {
    let figures = &Figures::of(election);
    let amount = |minor| figures.amount(minor);
    let report = Report {
        rule: count.method.to_string(),
        tie: count.tie_order,
        minimum_score: Exact(figures.points(count.minimum_score).to_string()),
        votes: count.ballots,
        budget: amount(count.budget),
        share: count.endowment.map(|endowment| Share::of(endowment, figures)),
        comparison: count.comparison,
        selected: count.selected().map(String::as_str).collect(),
        total_cost: amount(count.total_cost),
        money_left: amount(count.left),
        ties: count
            .ties
            .iter()
            .map(|tie| Tie { ids: &tie.ids, round: tie.round, decided_by: tie.decided_by })
            .collect(),
        projects: count.verdicts.iter().map(|line| Row::of(line, count, figures)).collect(),
    };
    serde_json::to_writer(&mut *out, &report)?;
    writeln!(out)
}

/// Writes a table, one project a line, and the sums below.
pub(super) fn table(out: &mut impl Write, election: &Election, count: &Count<String>) -> io::Result<()> {
    let figures = &Figures::of(election);
    let amount = |minor| figures.text(minor);
    let mut rows = vec![["", "project", "score", "cost", "decision"].map(str::to_owned)];
    rows.extend(count.verdicts.iter().map(|line| {
        let position = line.position.to_string();
        let score = figures.score(&line.id).to_string();
        [position, line.id.clone(), score, amount(line.cost), reason(line, figures)]
    }));
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths = [width(0), width(1), width(2), width(3)];
    for row in &rows {
        let [position, id, score, cost, decision] = row;
        let [first, second, third, fourth] = widths;
        writeln!(out, "{position:>first$}  {id:<second$}  {score:>third$}  {cost:>fourth$}  {decision}")?;
    }
    writeln!(out)?;
    writeln!(
        out,
        "{} of {} projects funded, {} of {} spent, {} left; {} ballots, rule {}, tie order {}",
        count.selected().count(),
        count.verdicts.len(),
        amount(count.total_cost),
        amount(count.budget),
        amount(count.left),
        count.ballots,
        count.method,
        count.tie_order,
    )?;
    if let Some(endowment) = count.endowment {
        writeln!(out, "Each voter had a share of {}.", amount(endowment.minor()))?;
    }
    if let Some(Comparison { for_shares, for_most_first }) = count.comparison {
        writeln!(out, "{for_shares} voters get more by equal shares, {for_most_first} by most votes first.")?;
    }
    for tie in &count.ties {
        writeln!(out, "Tie in round {}: {} ({})", tie.round, tie.ids.join(" before "), tie.decided_by.as_str())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use shared::tally::{TieOrder, count};

    use super::*;

    fn election() -> Election {
        let file = "META\nkey;value\ndescription;x\ncurrency;PLN\nbudget;1000.10\nvote_type;approval\nnum_projects;3\n\
                    num_votes;3\nPROJECTS\nproject_id;cost\n10;600.05\n9;600.05\n2;400.05\n\
                    VOTES\nvoter_id;vote\na;10,9\nb;9,10\nc;2";
        Election::read(file.lines()).unwrap()
    }

    fn counted(election: &Election, rule: &str, tie_order: TieOrder) -> Count<String> {
        count(rule.parse().unwrap(), &election.question(&election.candidates(), tie_order, 0)).unwrap()
    }

    fn object(election: &Election, rule: &str) -> (String, Value) {
        let mut out = Vec::new();
        json(&mut out, election, &counted(election, rule, TieOrder::Lexico)).unwrap();
        let text = String::from_utf8(out).unwrap();
        let value = serde_json::from_str(&text).unwrap();
        (text, value)
    }

    #[test]
    fn the_object_says_who_won_and_why() {
        let (text, report) = object(&election(), "greedy_score");
        assert!(text.ends_with("}\n") && text.contains("\"total_cost\":1000.10,"), "{text}");
        assert_eq!(report["selected"], serde_json::json!(["10", "2"]));
        assert_eq!(report["projects"][1]["outcome"], "does_not_fit");
        assert_eq!(report["projects"][1]["reason"], "does not fit: 600.05 is 200 more than what is left");
        assert_eq!(report["projects"][1]["tied_with"], serde_json::json!(["10"]));
        assert_eq!(report["money_left"], 0);
    }

    #[test]
    fn shares_are_told_with_what_was_paid_and_what_was_missing() {
        let (_, report) = object(&election(), "mes_cost");
        assert_eq!(report["selected"], serde_json::json!(["10"]));
        assert_eq!(report["share"]["minor_exact"], "100010/3");
        let [bought, lost, alone] = [0, 1, 2].map(|place| &report["projects"][place]);
        assert_eq!((&bought["price_minor_exact"], &bought["price"]), (&"60005/2".into(), &300.02.into()));
        assert_eq!(
            (&bought["round"], &bought["paid_in_full"], &bought["effective_votes"]),
            (&1.into(), &2.into(), &200.into())
        );
        assert_eq!(bought["tied_with"], serde_json::json!(["9"]));
        assert_eq!((&lost["id"], &lost["outcome"]), (&"9".into(), &"unaffordable".into()));
        assert_eq!(lost["shortfall"]["taken"][0], serde_json::json!({ "by": "10", "voters": 2, "money": 600.05 }));
        assert_eq!((&alone["id"], &alone["shortfall"]["support_percent"]), (&"2".into(), &83.into()));
    }

    #[test]
    fn the_table_has_a_line_for_each_project() {
        let election = election();
        let mut out = Vec::new();
        table(&mut out, &election, &counted(&election, "greedy_score", TieOrder::Official)).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), 7, "{text}");
        assert!(text.contains("2 of 3 projects funded, 1000.10 of 1000.10 spent, 0 left"), "{text}");
        assert!(text.contains("Tie in round 1: 10 before 9 (id)"), "{text}");
    }
}
