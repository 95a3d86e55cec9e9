//! From the rows of `META` to what they mean.

use chrono::NaiveDate;

use super::amount;
use super::cells::{Cell, Line, Place};
use super::error::{ParseError, ParseErrorKind};
use super::warning::{WarningKind, Warnings};
use super::{Meta, Points, VoteType, VotingDate};
use crate::money::{Currency, Money, UnknownCurrency};

#[derive(Debug)]
struct Row {
    key: String,
    value: String,
    place: Place,
}

/// The rows of `META` as they come.
#[derive(Debug, Default)]
pub(super) struct Rows(Vec<Row>);

/// `META` understood, with the places of the two figures that the rest of the file must keep.
#[derive(Debug)]
pub(super) struct Understood {
    pub(super) meta: Meta,
    /// The currency of the file, with the decimals that it has by itself.
    pub(super) currency: Currency,
    pub(super) num_projects: Place,
    pub(super) num_votes: Place,
}

impl Rows {
    /// Takes a row. A missing value is as good as no row.
    pub(super) fn add(&mut self, key: &Cell<'_>, value: &Cell<'_>) -> Result<(), ParseError> {
        let name = key.text();
        if name.is_empty() {
            return Err(key.error(ParseErrorKind::Empty { field: "key".to_owned() }));
        }
        if let Some(first) = self.0.iter().find(|row| row.key == name) {
            let first_line = first.place.line;
            return Err(key.error(ParseErrorKind::DuplicateKey { key: name.to_owned(), first_line }));
        }
        if let Some(text) = value.value() {
            self.0.push(Row { key: name.to_owned(), value: text.to_owned(), place: value.place() });
        }
        Ok(())
    }

    /// Understands the section. `end` is the line that ended it; `assumed` the currency of a file that names none. Where
    /// what is read is to be kept (`keeps`), it is no more than can be.
    pub(super) fn understand(
        mut self,
        end: Line<'_>,
        assumed: Option<Currency>,
        keeps: bool,
        warnings: &mut Warnings,
    ) -> Result<Understood, ParseError> {
        let missing = |key| end.error(0, ParseErrorKind::MissingKey { key });
        let currency = match self.take("currency") {
            Some(row) => row.currency(keeps, warnings)?,
            None => assumed.ok_or_else(|| missing("currency"))?,
        };
        let num_projects = self.take("num_projects").ok_or_else(|| missing("num_projects"))?;
        let num_votes = self.take("num_votes").ok_or_else(|| missing("num_votes"))?;
        let budget = self.take("budget").ok_or_else(|| missing("budget"))?.money(currency, keeps, warnings)?;
        let vote_type = self.take("vote_type").ok_or_else(|| missing("vote_type"))?.vote_type()?;
        let default_score = self.take("default_score").map(|row| row.points(keeps)).transpose()?;

        let mut taking = Taking { rows: self, end: end.number, warnings };
        let limit = |text: &str| amount::read(text, currency, keeps).ok().map(|(money, _)| money);
        let meta = Meta {
            description: taking.required("description"),
            country: taking.required("country"),
            unit: taking.required("unit"),
            district: taking.text("district"),
            subunit: taking.text("subunit"),
            instance: taking.required("instance"),
            num_projects: num_projects.whole()?,
            num_votes: num_votes.whole()?,
            budget,
            vote_type,
            rule: taking.required("rule"),
            date_begin: taking.date("date_begin"),
            date_end: taking.date("date_end"),
            min_length: taking.informs("min_length", whole),
            max_length: taking.informs("max_length", whole),
            max_sum_cost: taking.informs("max_sum_cost", limit),
            max_sum_points: taking.informs("max_sum_points", Points::read),
            default_score,
            min_project_score_threshold: taking.informs("min_project_score_threshold", whole),
            other: taking.rows.0.into_iter().map(|row| (row.key, row.value)).collect(),
        };
        Ok(Understood { meta, currency, num_projects: num_projects.place, num_votes: num_votes.place })
    }

    fn take(&mut self, key: &str) -> Option<Row> {
        let at = self.0.iter().position(|row| row.key == key)?;
        Some(self.0.remove(at))
    }
}

/// Takes what only informs out of the rows: what is missing or cannot be understood is told, and stops nothing.
struct Taking<'a> {
    rows: Rows,
    end: u64,
    warnings: &'a mut Warnings,
}

impl Taking<'_> {
    fn text(&mut self, key: &str) -> Option<String> {
        self.rows.take(key).map(|row| row.value)
    }

    fn required(&mut self, key: &str) -> Option<String> {
        let value = self.text(key);
        if value.is_none() {
            self.warnings.add(WarningKind::MissingKey, self.end, key);
        }
        value
    }

    fn informs<T>(&mut self, key: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let row = self.rows.take(key)?;
        let value = read(&row.value);
        if value.is_none() {
            self.warnings.add(WarningKind::Unreadable, row.place.line, key);
        }
        value
    }

    fn date(&mut self, key: &str) -> Option<VotingDate> {
        if !self.rows.0.iter().any(|row| row.key == key) {
            self.warnings.add(WarningKind::MissingKey, self.end, key);
        }
        self.informs(key, date)
    }
}

impl Row {
    fn whole(&self) -> Result<u64, ParseError> {
        whole(&self.value).ok_or_else(|| {
            self.place.error(ParseErrorKind::NotWhole { field: self.key.clone(), found: self.value.clone() })
        })
    }

    fn currency(&self, keeps: bool, warnings: &mut Warnings) -> Result<Currency, ParseError> {
        let unknown = || self.place.error(ParseErrorKind::UnknownCurrency(UnknownCurrency(self.value.clone())));
        if keeps {
            return self.value.parse().map_err(|UnknownCurrency(_)| unknown());
        }
        let currency = Currency::named(&self.value).ok_or_else(unknown)?;
        if !currency.is_known() {
            warnings.add(WarningKind::UnknownCurrency, self.place.line, &self.value);
        }
        Ok(currency)
    }

    fn money(&self, currency: Currency, keeps: bool, warnings: &mut Warnings) -> Result<Money, ParseError> {
        let (money, odd) = amount::read(&self.value, currency, keeps).map_err(|reason| {
            let (field, found) = (self.key.clone(), self.value.clone());
            self.place.error(ParseErrorKind::NotMoney { field, found, reason })
        })?;
        odd.for_each(|kind| self.warn(kind, warnings));
        Ok(money)
    }

    fn points(&self, keeps: bool) -> Result<Points, ParseError> {
        let points = Points::read(&self.value).filter(|points| !keeps || points.whole().is_some());
        let found = || self.value.clone();
        points.ok_or_else(|| self.place.error(ParseErrorKind::NotPoints { field: "default_score", found: found() }))
    }

    fn vote_type(&self) -> Result<VoteType, ParseError> {
        VoteType::from_word(&self.value)
            .ok_or_else(|| self.place.error(ParseErrorKind::UnknownVoteType { found: self.value.clone() }))
    }

    fn warn(&self, kind: WarningKind, warnings: &mut Warnings) {
        warnings.add(kind, self.place.line, &self.key);
    }
}

/// A day (`dd.mm.yyyy`) or a year (`yyyy`).
fn date(text: &str) -> Option<VotingDate> {
    let digits = |text: &str, count| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = text.split('.');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(year), None, ..) if digits(year, 4) => year.parse().ok().map(VotingDate::Year),
        (Some(day), Some(month), Some(year), None) if digits(day, 2) && digits(month, 2) && digits(year, 4) => {
            match (day.parse(), month.parse(), year.parse()) {
                (Ok(day), Ok(month), Ok(year)) => NaiveDate::from_ymd_opt(year, month, day).map(VotingDate::Day),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A whole number, zero or more; files also write it as `12.0`.
pub(super) fn whole(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(whole) && digits(fraction) && fraction.bytes().all(|byte| byte == b'0')).then(|| whole.parse().ok())?
}
