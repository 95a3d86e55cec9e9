//! What changed between two versions of a rule set: facts by place, from which the message catalogue makes words.
//!
//! Entries of a list are told apart by their name (`id`, `code`, …), not by where they stand, so that a new phase in
//! the middle is one change. Two rule sets are equal exactly when nothing changed.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::RuleSet;

/// The fields by which entries of a list are told apart, in order of preference.
const NAMES: [&str; 7] = ["id", "code", "sector", "kind", "theme", "indicator", "who"];

/// One step to what changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// Into the field of this name.
    Field(String),
    /// To the entry of this name.
    Named(String),
    /// To an entry without a name of its own, by its place in the newer list (the older one where it was removed), from
    /// zero.
    Place(usize),
}

/// The way to what changed: `phases[ideas].typical.opens`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Way(Vec<Turn>);

impl Way {
    /// The steps from the document's root.
    pub fn turns(&self) -> &[Turn] {
        &self.0
    }

    fn on(&self, turn: Turn) -> Self {
        let mut turns = self.0.clone();
        turns.push(turn);
        Self(turns)
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, turn) in self.0.iter().enumerate() {
            match turn {
                Turn::Field(name) if place == 0 => f.write_str(name)?,
                Turn::Field(name) => write!(f, ".{name}")?,
                Turn::Named(name) => write!(f, "[{name}]")?,
                Turn::Place(place) => write!(f, "[{place}]")?,
            }
        }
        Ok(())
    }
}

/// One change: where and what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Where.
    pub way: Way,
    /// What.
    pub difference: Difference,
}

/// What changed, with the values as they stand in documents. A field that is left out has its default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// It was not there.
    Added(Value),
    /// It is not there any more.
    Removed(Value),
    /// It says something else.
    Changed {
        /// What it said.
        was: Value,
        /// What it says.
        becomes: Value,
    },
    /// What stands in both lists stands in another order.
    Reordered {
        /// The names in the older order.
        was: Vec<String>,
        /// The names in the newer order.
        becomes: Vec<String>,
    },
}

/// Everything that changed from one rule set to another, in the order of the newer document; nothing when they are
/// equal.
///
/// # Panics
/// Never: a rule set's keys are text.
pub fn compare(old: &RuleSet, new: &RuleSet) -> Vec<Change> {
    let value = |rules: &RuleSet| serde_json::to_value(rules).expect("a rule set's keys are text");
    let mut changes = Vec::new();
    values(&value(old), &value(new), &Way::default(), &mut changes);
    changes
}

fn values(old: &Value, new: &Value, way: &Way, changes: &mut Vec<Change>) {
    match (old, new) {
        _ if old == new => {}
        // Another shape of a choice is another rule; its fields have nothing to do with each other.
        (Value::Object(old), Value::Object(new)) if old.get("type") == new.get("type") => {
            tables(old, new, way, changes);
        }
        (Value::Array(old), Value::Array(new)) => lists(old, new, way, changes),
        _ => changes.push(Change {
            way: way.clone(),
            difference: Difference::Changed { was: old.clone(), becomes: new.clone() },
        }),
    }
}

fn tables(old: &Map<String, Value>, new: &Map<String, Value>, way: &Way, changes: &mut Vec<Change>) {
    let gone = old.keys().filter(|field| !new.contains_key(*field));
    for field in new.keys().chain(gone) {
        let way = way.on(Turn::Field(field.clone()));
        match (old.get(field), new.get(field)) {
            (Some(old), Some(new)) => values(old, new, &way, changes),
            (None, Some(new)) => appears(new, &way, changes, Side::New),
            (Some(old), None) => appears(old, &way, changes, Side::Old),
            (None, None) => {}
        }
    }
}

#[derive(Clone, Copy)]
enum Side {
    Old,
    New,
}

impl Side {
    fn only(self, value: &Value) -> Difference {
        match self {
            Self::Old => Difference::Removed(value.clone()),
            Self::New => Difference::Added(value.clone()),
        }
    }
}

/// A field that one of the documents leaves out: a list is compared with an empty one, for that is what leaving it out
/// means; anything else is there or not.
fn appears(value: &Value, way: &Way, changes: &mut Vec<Change>, side: Side) {
    match (value, side) {
        (Value::Array(list), Side::New) if !list.is_empty() => lists(&[], list, way, changes),
        (Value::Array(list), Side::Old) if !list.is_empty() => lists(list, &[], way, changes),
        _ => changes.push(Change { way: way.clone(), difference: side.only(value) }),
    }
}

/// How the entries of two lists are told apart.
enum Naming {
    /// By this field.
    Field(&'static str),
    /// By themselves: they are plain values.
    Value,
    /// Not at all.
    None,
}

impl Naming {
    /// The way that gives every entry of either list a name, and none twice in one list.
    fn of(old: &[Value], new: &[Value]) -> Self {
        let unique = |list: &[Value], naming: &Self| {
            let mut names: Vec<_> = list.iter().map(|entry| naming.name(entry)).collect();
            names.sort_unstable();
            names.iter().all(Option::is_some) && names.windows(2).all(|pair| pair[0] != pair[1])
        };
        NAMES
            .into_iter()
            .map(Self::Field)
            .chain([Self::Value])
            .find(|naming| unique(old, naming) && unique(new, naming))
            .unwrap_or(Self::None)
    }

    fn name<'a>(&self, entry: &'a Value) -> Option<&'a str> {
        match self {
            Self::Field(field) => entry.get(field)?.as_str(),
            Self::Value => entry.as_str(),
            Self::None => None,
        }
    }
}

fn lists(old: &[Value], new: &[Value], way: &Way, changes: &mut Vec<Change>) {
    let naming = Naming::of(old, new);
    // Which entry of the old list each entry of the new one is.
    let matches = if let Naming::None = naming { pair(old, new) } else { by_name(old, new, &naming) };
    let turn = |entry: &Value, place: usize| match (&naming, naming.name(entry)) {
        (Naming::Field(_), Some(name)) => Turn::Named(name.to_owned()),
        _ => Turn::Place(place),
    };
    let mut kept = vec![false; old.len()];
    let mut order = Vec::new();
    for (place, (entry, matched)) in new.iter().zip(&matches).enumerate() {
        let way = way.on(turn(entry, place));
        if let Some(was) = *matched {
            kept[was] = true;
            order.push((was, place));
            values(&old[was], entry, &way, changes);
        } else {
            changes.push(Change { way, difference: Difference::Added(entry.clone()) });
        }
    }
    for (place, (entry, kept)) in old.iter().zip(kept).enumerate() {
        if !kept {
            let way = way.on(turn(entry, place));
            changes.push(Change { way, difference: Difference::Removed(entry.clone()) });
        }
    }
    if !order.is_sorted() {
        // What has no name goes by its place in the older list.
        let name = |&(was, _): &(usize, usize)| naming.name(&old[was]).map_or_else(|| was.to_string(), str::to_owned);
        let becomes = order.iter().map(name).collect();
        order.sort_unstable();
        let was = order.iter().map(name).collect();
        changes.push(Change { way: way.clone(), difference: Difference::Reordered { was, becomes } });
    }
}

fn by_name(old: &[Value], new: &[Value], naming: &Naming) -> Vec<Option<usize>> {
    let places: BTreeMap<_, _> = old.iter().enumerate().map(|(place, entry)| (naming.name(entry), place)).collect();
    new.iter().map(|entry| places.get(&naming.name(entry)).copied()).collect()
}

/// Pairs entries without names: equal ones first, then those that share most, by what they say first of all (`who`, or
/// the shape of a choice), in their order.
fn pair(old: &[Value], new: &[Value]) -> Vec<Option<usize>> {
    let mut matches = vec![None; new.len()];
    let mut free = vec![true; old.len()];
    let alike: [fn(&Value) -> Vec<String>; 3] = [
        |entry| vec![entry.to_string()],
        |entry| ["who", "may", "needs", "type"].iter().map(|field| text(entry, field)).collect(),
        |entry| ["who", "type"].iter().map(|field| text(entry, field)).collect(),
    ];
    for key in alike {
        let mut places: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for (place, entry) in old.iter().enumerate().rev().filter(|(place, _)| free[*place]) {
            places.entry(key(entry)).or_default().push(place);
        }
        for (entry, matched) in new.iter().zip(&mut matches).filter(|(_, matched)| matched.is_none()) {
            if let Some(place) = places.get_mut(&key(entry)).and_then(Vec::pop) {
                free[place] = false;
                *matched = Some(place);
            }
        }
    }
    matches
}

fn text(entry: &Value, field: &str) -> String {
    entry.get(field).map(Value::to_string).unwrap_or_default()
}

#[cfg(test)]
mod tests;
