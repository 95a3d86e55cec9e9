//! The outcome of a count: one JSON object, or a table for people.

use std::io::{self, Write};

use serde::{Serialize, Serializer, ser::Error as _};
use serde_json::value::RawValue;
use shared::money::{Currency, Money};
use shared::pabulib::Election;
use shared::tally::{Line, Outcome, Tally, TieOrder};

/// An amount as a JSON number, exact: `600000`, `401878.39`.
struct Amount(Money);

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.to_decimal()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

#[derive(Serialize)]
struct Report<'t> {
    rule: &'static str,
    tie: TieOrder,
    minimum_score: u64,
    votes: u64,
    budget: Amount,
    selected: Vec<&'t str>,
    total_cost: Amount,
    money_left: Amount,
    projects: Vec<Row<'t>>,
}

#[derive(Serialize)]
struct Row<'t> {
    id: &'t str,
    position: u32,
    score: u64,
    cost: Amount,
    money_left: Amount,
    funded: bool,
    outcome: &'static str,
    reason: String,
    tied_with: &'t [String],
}

impl<'t> Row<'t> {
    fn of(line: &'t Line<String>, currency: Currency) -> Self {
        let amount = |minor| Amount(Money::new(minor, currency));
        Self {
            id: &line.id,
            position: line.position,
            score: line.score,
            cost: amount(line.cost),
            money_left: amount(line.left_before),
            funded: line.is_funded(),
            outcome: word(line.outcome),
            reason: reason(line, currency),
            tied_with: &line.tied_with,
        }
    }
}

/// Writes one JSON object and a line end.
pub(super) fn json(out: &mut impl Write, election: &Election, tally: &Tally<String>) -> io::Result<()> {
    let currency = election.meta().budget.currency();
    let amount = |minor| Amount(Money::new(minor, currency));
    let report = Report {
        rule: super::GREEDY,
        tie: tally.tie_order,
        minimum_score: tally.minimum_score,
        votes: election.meta().num_votes,
        budget: amount(tally.budget),
        selected: tally.selected().map(String::as_str).collect(),
        total_cost: amount(tally.total_cost),
        money_left: amount(tally.left),
        projects: tally.lines.iter().map(|line| Row::of(line, currency)).collect(),
    };
    serde_json::to_writer(&mut *out, &report)?;
    writeln!(out)
}

/// Writes a table, one project a line, and the sums below.
pub(super) fn table(out: &mut impl Write, election: &Election, tally: &Tally<String>) -> io::Result<()> {
    let currency = election.meta().budget.currency();
    let amount = |minor| Money::new(minor, currency).to_decimal();
    let mut rows = vec![["", "project", "score", "cost", "money left", "decision"].map(str::to_owned)];
    rows.extend(tally.lines.iter().map(|line| {
        [
            line.position.to_string(),
            line.id.clone(),
            line.score.to_string(),
            amount(line.cost),
            amount(line.left_before),
            reason(line, currency),
        ]
    }));
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths = [width(0), width(1), width(2), width(3), width(4)];
    for row in &rows {
        let [position, id, score, cost, left, decision] = row;
        let [first, second, third, fourth, fifth] = widths;
        writeln!(
            out,
            "{position:>first$}  {id:<second$}  {score:>third$}  {cost:>fourth$}  {left:>fifth$}  {decision}"
        )?;
    }
    writeln!(out)?;
    writeln!(
        out,
        "{} of {} projects funded, {} of {} spent, {} left; {} ballots, tie order {}",
        tally.funded().count(),
        tally.lines.len(),
        amount(tally.total_cost),
        amount(tally.budget),
        amount(tally.left),
        election.meta().num_votes,
        tally.tie_order,
    )?;
    if tally.order_mattered() {
        writeln!(out, "Another tie order could have funded other projects.")?;
    }
    Ok(())
}

const fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Funded => "funded",
        Outcome::DoesNotFit { .. } => "does_not_fit",
        Outcome::BelowMinimum { .. } => "below_minimum",
        Outcome::Withdrawn => "withdrawn",
    }
}

/// Why a project is funded or not, in a sentence.
fn reason(line: &Line<String>, currency: Currency) -> String {
    let amount = |minor| Money::new(minor, currency).to_decimal();
    match line.outcome {
        Outcome::Funded => format!("funded: {} fits in the {} left", amount(line.cost), amount(line.left_before)),
        Outcome::DoesNotFit { missing } => {
            format!("does not fit: {} is {} more than what is left", amount(line.cost), amount(missing))
        }
        Outcome::BelowMinimum { minimum } => format!("too few votes: {} of the {minimum} needed", line.score),
        Outcome::Withdrawn => "withdrawn after the ballots were printed".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use shared::tally::TieOrder;

    use super::*;

    fn election() -> Election {
        let file = "META\nkey;value\ndescription;x\ncurrency;PLN\nbudget;1000.10\nvote_type;approval\nnum_projects;3\n\
                    num_votes;3\nPROJECTS\nproject_id;cost\n10;600.05\n9;600.05\n2;400.05\n\
                    VOTES\nvoter_id;vote\na;10,9\nb;9,10\nc;2";
        Election::read(file.lines()).unwrap()
    }

    #[test]
    fn the_object_says_who_won_and_why() {
        let election = election();
        let mut out = Vec::new();
        json(&mut out, &election, &election.greedy(TieOrder::Lexico, 0)).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.ends_with("}\n") && text.contains("\"total_cost\":1000.10,"), "{text}");
        let report: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(report["selected"], serde_json::json!(["10", "2"]));
        assert_eq!(report["projects"][1]["outcome"], "does_not_fit");
        assert_eq!(report["projects"][1]["reason"], "does not fit: 600.05 is 200 more than what is left");
        assert_eq!(report["projects"][1]["tied_with"], serde_json::json!(["10"]));
        assert_eq!(report["money_left"], 0);
    }

    #[test]
    fn the_table_has_a_line_for_each_project() {
        let election = election();
        let mut out = Vec::new();
        table(&mut out, &election, &election.greedy(TieOrder::Official, 0)).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), 7, "{text}");
        assert!(text.contains("2 of 3 projects funded, 1000.10 of 1000.10 spent, 0 left"), "{text}");
        assert!(text.contains("Another tie order"), "{text}");
    }
}
