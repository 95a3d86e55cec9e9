//! One value of a draft that a form can change: where it stands in the document, how it is typed and how it is read.
//!
//! What was typed is put into the document as it would stand in a file, and the document is read anew: what is wrong is
//! found by the same reader, with the same words, as in a file.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};
use shared::{
    document,
    locale::{self, Locale},
    money::{Currency, Money},
    ruleset::RuleSet,
};

use super::problems::dotted;
use crate::{admin::amount_message, forms::FieldMessage, text};

/// What is typed, by the setting's place; boxes by place and word.
pub type Typed = BTreeMap<String, String>;

/// A topic that many rule sets decide on: for it there is a recommendation, and others can be asked what they chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// From which age on.
    Age,
    /// Which ties to the territory.
    Ties,
    /// How sure it must be who somebody is.
    Identity,
    /// When voting opens and closes.
    VotingDays,
    /// What the pool is.
    Pool,
    /// What the formula weighs.
    Weights,
    /// The least for each.
    Floor,
    /// The most for each.
    Cap,
    /// What a ballot may say.
    Ballot,
    /// How many projects.
    Limit,
    /// What decides between equals.
    Tie,
    /// The fewest votes.
    Votes,
    /// The least turnout.
    Turnout,
    /// How many must be present.
    Quorum,
    /// How many must agree.
    Majority,
}

/// How a value is typed.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A whole number.
    Integer,
    /// A percentage; its sign may be left out.
    Percent,
    /// Money, with separators of thousands or without.
    Money(Currency),
    /// A day of any year, picked in a year that does not count.
    DayOfYear,
    /// A line of text.
    Line,
    /// Several lines of text.
    Lines,
    /// Yes or no.
    Yes,
    /// One word of several.
    Choice(Vec<(String, String)>),
    /// Any of several words.
    Boxes(Vec<(String, String)>),
    /// Words in an order.
    Order(Vec<(String, String)>),
    /// A choice's `type`; another one begins with this table. An empty word means that there is none.
    Shape(Vec<(String, String, Value)>),
}

/// One value that a form can change.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Its place in the document: `phases.0.typical.opens`.
    pub place: String,
    /// What it is called.
    pub label: String,
    /// How it is typed.
    pub kind: Kind,
    /// Whether it may be left out.
    pub optional: bool,
    /// What it decides, where many decide it.
    pub topic: Option<Topic>,
}

fn pointer(place: &str) -> String {
    format!("/{}", place.replace('.', "/"))
}

impl Setting {
    /// The value as it stands in the document.
    pub fn value<'a>(&self, document: &'a Value) -> Option<&'a Value> {
        document.pointer(&pointer(&self.place))
    }

    /// The value as the form shows it first.
    pub fn initial(&self, document: &Value, locale: Locale) -> String {
        let Some(value) = self.value(document) else { return String::new() };
        let text = value.as_str().unwrap_or_default();
        match &self.kind {
            Kind::Money(_) => text
                .parse::<document::Amount>()
                .map_or_else(|_| text.to_owned(), |amount| locale::format_money(amount.money(), locale)),
            Kind::DayOfYear if !text.is_empty() => format!("2001-{text}"),
            Kind::Shape(_) => value.get("type").and_then(Value::as_str).unwrap_or_default().to_owned(),
            _ => value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned),
        }
    }

    /// The words of a list, as they stand in the document.
    pub fn words(&self, document: &Value) -> Vec<String> {
        let list = self.value(document).and_then(Value::as_array).cloned().unwrap_or_default();
        list.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect()
    }

    /// The value in words, as others chose it.
    pub fn said(&self, document: &Value, locale: Locale) -> Option<String> {
        let label = |options: &[(String, String)], word: &str| {
            options.iter().find(|(known, _)| known == word).map_or_else(|| word.to_owned(), |(_, label)| label.clone())
        };
        match &self.kind {
            Kind::Boxes(options) | Kind::Order(options) => {
                let words: Vec<_> = self.words(document).iter().map(|word| label(options, word)).collect();
                (!words.is_empty()).then(|| words.join("; "))
            }
            Kind::Yes => None,
            Kind::Choice(options) => self.value(document)?.as_str().map(|word| label(options, word)),
            Kind::Shape(shapes) => {
                let word = self.value(document)?.get("type")?.as_str()?;
                shapes.iter().find(|(known, ..)| known == word).map(|(_, label, _)| label.clone())
            }
            Kind::DayOfYear => {
                let day: document::DayOfYear = self.value(document)?.as_str()?.parse().ok()?;
                day.in_year(2001).map(|day| locale::format_day_short(day, locale))
            }
            Kind::Integer | Kind::Percent | Kind::Money(_) | Kind::Line | Kind::Lines => {
                let said = self.initial(document, locale);
                (!said.is_empty()).then_some(said)
            }
        }
    }

    /// Whether what was typed is another shape than the document has.
    fn reshapes(&self, document: &Value, typed: &Typed) -> bool {
        let now = self.value(document).and_then(|value| value.get("type")).and_then(Value::as_str).unwrap_or_default();
        matches!(self.kind, Kind::Shape(_)) && typed.get(&self.place).is_some_and(|word| word.trim() != now)
    }

    /// Whether what was typed is another shape than these rules have.
    pub fn reshaped(&self, rules: &RuleSet, typed: &Typed) -> bool {
        self.reshapes(&serde_json::to_value(rules).unwrap_or_default(), typed)
    }

    /// Puts what was typed into the document.
    fn put(&self, document: &mut Value, typed: &Typed, locale: Locale) -> Result<(), FieldMessage> {
        let word = typed.get(&self.place).map(|word| word.trim()).unwrap_or_default();
        let value = match &self.kind {
            Kind::Boxes(options) => {
                let ticked = options.iter().filter(|(word, _)| typed.contains_key(&format!("{}.{word}", self.place)));
                Some(Value::Array(ticked.map(|(word, _)| Value::String(word.clone())).collect()))
            }
            Kind::Order(options) => {
                let mut order: Vec<Value> = Vec::new();
                for place in 0..options.len() {
                    let word = typed.get(&format!("{}.{place}", self.place)).map(String::as_str).unwrap_or_default();
                    let known = options.iter().any(|(known, _)| known == word);
                    if known && order.iter().all(|chosen| chosen != word) {
                        order.push(Value::String(word.to_owned()));
                    }
                }
                Some(Value::Array(order))
            }
            Kind::Yes => (!word.is_empty()).then_some(Value::Bool(true)),
            Kind::Shape(shapes) => {
                if !self.reshapes(document, typed) {
                    return Ok(());
                }
                match shapes.iter().find(|(known, ..)| known == word) {
                    Some((_, _, Value::Null)) | None => None,
                    Some((_, _, table)) => Some(table.clone()),
                }
            }
            _ if word.is_empty() && self.optional => None,
            // A field that the page did not show stays as it is: another shape of its table was chosen.
            _ if !typed.contains_key(&self.place) => return Ok(()),
            Kind::Integer => {
                let number = word
                    .parse::<u64>()
                    .map_err(|_| FieldMessage::new(&self.place, text::rules::number_wrong(locale, &self.label)))?;
                Some(Value::Number(Number::from(number)))
            }
            Kind::Percent => {
                let number = word.trim_end_matches('%').trim_end().replace(',', ".");
                Some(Value::String(format!("{number}%")))
            }
            Kind::Money(currency) => {
                let money = Money::parse_localized(word, *currency, locale)
                    .map_err(|error| FieldMessage::new(&self.place, amount_message(&error, locale)))?;
                Some(Value::String(format!("{} {currency}", money.to_decimal())))
            }
            Kind::DayOfYear => {
                Some(Value::String(word.get(5..).filter(|_| word.len() == 10).unwrap_or(word).to_owned()))
            }
            Kind::Line | Kind::Lines | Kind::Choice(_) => Some(Value::String(word.to_owned())),
        };
        set(document, &self.place, value);
        Ok(())
    }
}

/// Sets or removes the value at a place. Tables on the way are made where they are missing, and removed when they are
/// left without anything.
fn set(document: &mut Value, place: &str, value: Option<Value>) {
    let (first, rest) = match place.split_once('.') {
        Some((first, rest)) => (first, Some(rest)),
        None => (place, None),
    };
    match (document, rest) {
        (Value::Array(list), Some(rest)) => {
            if let Some(entry) = first.parse::<usize>().ok().and_then(|place| list.get_mut(place)) {
                set(entry, rest, value);
            }
        }
        (Value::Array(list), None) => {
            let entry = first.parse::<usize>().ok().and_then(|place| list.get_mut(place));
            if let (Some(entry), Some(value)) = (entry, value) {
                *entry = value;
            }
        }
        (Value::Object(fields), Some(rest)) => {
            if !fields.contains_key(first) && value.is_none() {
                return;
            }
            let table = fields.entry(first).or_insert_with(|| Value::Object(Map::new()));
            set(table, rest, value);
            if table.as_object().is_some_and(Map::is_empty) {
                fields.remove(first);
            }
        }
        (Value::Object(fields), None) => match value {
            Some(value) => {
                fields.insert(first.to_owned(), value);
            }
            None => {
                fields.remove(first);
            }
        },
        _ => {}
    }
}

/// The rules with what was typed into these settings.
///
/// # Errors
/// With everything that is wrong with it, by field.
pub fn apply(
    rules: &RuleSet,
    settings: &[Setting],
    typed: &Typed,
    locale: Locale,
) -> Result<RuleSet, Vec<FieldMessage>> {
    let mut document = serde_json::to_value(rules).unwrap_or_default();
    let mut errors = Vec::new();
    // What was typed for the fields of one shape means nothing in another.
    let mut reshaped: Vec<String> = Vec::new();
    for setting in settings {
        if reshaped.iter().any(|place| setting.place.starts_with(place)) {
            continue;
        }
        if setting.reshapes(&document, typed) {
            reshaped.push(format!("{}.", setting.place));
        }
        errors.extend(setting.put(&mut document, typed, locale).err());
    }
    let read = document::from_value::<RuleSet>(document);
    if let Err(problems) = &read {
        for problem in problems.all() {
            let place = dotted(&problem.path);
            let owner = settings.iter().find(|setting| place.starts_with(&setting.place));
            let owner = owner.or_else(|| settings.iter().find(|setting| setting.place.starts_with(&place)));
            let said = text::ruleset::fault(locale, &problem.fault);
            let message = match owner {
                Some(owner) => text::rules::field_problem(locale, &owner.label, said.what, said.mend),
                None => text::rules::field_problem(locale, problem.path.to_string(), said.what, said.mend),
            };
            errors.push(FieldMessage::new(owner.map_or("", |owner| &owner.place), message));
        }
    }
    match read {
        Ok(rules) if errors.is_empty() => Ok(rules),
        _ => Err(errors),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_is_set_where_it_belongs_and_leaves_nothing_empty_behind() {
        let mut document = json!({ "phases": [{ "id": "a" }] });
        set(&mut document, "phases.0.typical.opens", Some(json!("09-01")));
        assert_eq!(document, json!({ "phases": [{ "id": "a", "typical": { "opens": "09-01" } }] }));
        set(&mut document, "phases.0.typical.opens", None);
        assert_eq!(document, json!({ "phases": [{ "id": "a" }] }));
        set(&mut document, "phases.7.typical.opens", Some(json!("09-01")));
        set(&mut document, "phases.0.typical.closes", None);
        assert_eq!(document, json!({ "phases": [{ "id": "a" }] }));
    }
}
