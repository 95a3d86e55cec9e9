//! The story of a proposal (historia de una propuesta): what was done with it, step by step, from the first idea to
//! today. A step is never changed or taken away: what a later one says differently stands beside what was said before.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Group;
use crate::{document::Key, money::Money, ruleset::Code, words::words};

words! {
    /// In what capacity somebody took a step. Who that was is not told: an author may stay unknown, and officials answer
    /// for their office.
    Capacity as "capacity" {
        /// Whoever sent the idea (proponente).
        Author = "author",
        /// The technical review (revisión técnica).
        Review = "review",
        /// Nobody: the rules say it of themselves when a deadline passes (silencio administrativo).
        Rules = "rules",
        /// A file of another system, or of an election that was held elsewhere (importación).
        File = "file",
    }
}

/// A step of the story (paso).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When it was taken.
    pub at: DateTime<Utc>,
    /// In what capacity.
    pub by: Capacity,
    /// What was done.
    pub event: Event,
}

/// What was done with a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// It was received (recibida).
    Received,
    /// It was found viable, or what was found of it was said anew (concepto favorable).
    Viable(Found),
    /// It was found not viable (concepto desfavorable).
    NotViable {
        /// Why.
        reason: String,
    },
    /// A deadline passed without an answer, and the rules say that it then counts as not viable.
    Lapsed {
        /// The deadline, by its name in the rules.
        deadline: Key,
        /// Which norm says so, in words.
        reason: String,
    },
    /// It was said in which region it lies, after its review.
    Placed {
        /// The code of the region.
        region: Code,
    },
    /// Whoever sent it took it back before its review (retirada).
    TakenBack,
    /// It was withdrawn from the ballot: it keeps its number and receives no votes (retirado del tarjetón).
    Withdrawn,
}

/// What was found of a project that can be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What it costs: more than zero.
    pub cost: Money,
    /// The office that would carry it out (dependencia); only imported projects lack it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// Its number on the ballot (tarjetón).
    pub ballot_number: u32,
    /// The code of its region, where winners are spread over regions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Code>,
    /// What it has in common with others of which one wins at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Group>,
}

/// What a finding says differently from the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// What it costs.
    Cost(Money, Money),
    /// The office that would carry it out.
    Department(Option<String>, Option<String>),
    /// Its region.
    Region(Option<Code>, Option<Code>),
    /// What it excludes.
    Group(Option<Group>, Option<Group>),
    /// Its number on the ballot.
    BallotNumber(u32, u32),
}

impl Found {
    /// What is different from what was found before, each thing as it was and as it is.
    pub fn changes(&self, before: &Self) -> Vec<Change> {
        fn changed<T: Clone + PartialEq>(was: &T, is: &T, change: impl FnOnce(T, T) -> Change) -> Option<Change> {
            (was != is).then(|| change(was.clone(), is.clone()))
        }
        let changes = [
            changed(&before.cost, &self.cost, Change::Cost),
            changed(&before.department, &self.department, Change::Department),
            changed(&before.region, &self.region, Change::Region),
            changed(&before.group, &self.group, Change::Group),
            changed(&before.ballot_number, &self.ballot_number, Change::BallotNumber),
        ];
        changes.into_iter().flatten().collect()
    }
}

/// The steps of a story, each with what was found before it where it finds something anew.
pub fn with_earlier(steps: &[Step]) -> impl Iterator<Item = (&Step, Option<&Found>)> {
    let mut last = None;
    steps.iter().map(move |step| {
        let earlier = last;
        match &step.event {
            Event::Viable(found) => last = Some(found),
            // What is found after this is found for the first time again.
            Event::NotViable { .. } | Event::Lapsed { .. } => last = None,
            Event::Received | Event::Placed { .. } | Event::TakenBack | Event::Withdrawn => {}
        }
        (step, earlier)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn found(cost: i64) -> Found {
        Found {
            cost: Money::new(cost, Currency::COP),
            department: Some("Secretaría de Cultura".to_owned()),
            ballot_number: 3,
            region: None,
            group: None,
        }
    }

    fn step(event: Event) -> Step {
        Step { at: DateTime::UNIX_EPOCH, by: Capacity::Review, event }
    }

    #[test]
    fn a_new_finding_says_what_it_changes() {
        let (before, mut after) = (found(10), found(12));
        after.region = Some("01".parse().unwrap());
        assert_eq!(
            after.changes(&before),
            [Change::Cost(before.cost, after.cost), Change::Region(None, after.region.clone())]
        );
        assert_eq!(after.changes(&after), []);
    }

    #[test]
    fn a_finding_is_compared_with_the_last_one_that_still_held() {
        let refused = Event::NotViable { reason: "El lote es privado".to_owned() };
        let steps = [
            step(Event::Received),
            step(Event::Viable(found(10))),
            step(Event::Viable(found(12))),
            step(refused),
            step(Event::Viable(found(14))),
        ];
        let earlier: Vec<Option<i64>> =
            with_earlier(&steps).map(|(_, earlier)| earlier.map(|found| found.cost.minor())).collect();
        assert_eq!(earlier, [None, None, Some(10), Some(12), None]);
    }

    #[test]
    fn events_are_kept_as_they_were_said() {
        let events = [
            (Event::Received, serde_json::json!({ "event": "received" })),
            (
                Event::Viable(found(10)),
                serde_json::json!({
                    "event": "viable", "cost": { "minor": 10, "currency": "COP" },
                    "department": "Secretaría de Cultura", "ballot_number": 3,
                }),
            ),
            (
                Event::Lapsed { deadline: "concepto".parse().unwrap(), reason: "Artículo 5".to_owned() },
                serde_json::json!({ "event": "lapsed", "deadline": "concepto", "reason": "Artículo 5" }),
            ),
        ];
        for (event, kept) in events {
            assert_eq!(serde_json::to_value(&event).unwrap(), kept);
            assert_eq!(serde_json::from_value::<Event>(kept).unwrap(), event);
        }
    }
}
