//! From the rows of `META` to what they mean.

use chrono::NaiveDate;

use super::cells::{Cell, Line, Place};
use super::error::{ParseError, ParseErrorKind};
use super::warning::{WarningKind, Warnings};
use super::{Meta, VoteType, VotingDate};
use crate::money::{Currency, Money};

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

    /// Understands the section. `end` is the line that ended it; `assumed` the currency of a file that names none.
    pub(super) fn understand(
        mut self,
        end: Line<'_>,
        assumed: Option<Currency>,
        warnings: &mut Warnings,
    ) -> Result<Understood, ParseError> {
        let missing = |key| end.error(0, ParseErrorKind::MissingKey { key });
        let rows = &mut self;

        let currency = match rows.take("currency") {
            Some(row) => {
                row.value.parse().map_err(|unknown| row.place.error(ParseErrorKind::UnknownCurrency(unknown)))?
            }
            None => assumed.ok_or_else(|| missing("currency"))?,
        };
        let num_projects = rows.take("num_projects").ok_or_else(|| missing("num_projects"))?;
        let num_votes = rows.take("num_votes").ok_or_else(|| missing("num_votes"))?;
        let budget = rows.take("budget").ok_or_else(|| missing("budget"))?.money(currency)?;
        let vote_type = rows.take("vote_type").ok_or_else(|| missing("vote_type"))?.vote_type()?;

        let mut required = |rows: &mut Self, key| {
            let row = rows.take(key);
            if row.is_none() {
                warnings.add(WarningKind::MissingKey, end.number, key);
            }
            row
        };
        let text = |row: Option<Row>| row.map(|row| row.value);
        let whole = |row: Option<Row>| row.map(|row| row.whole()).transpose();
        let date = |row: Option<Row>| row.map(|row| row.date()).transpose();
        let meta = Meta {
            description: text(required(rows, "description")),
            country: text(required(rows, "country")),
            unit: text(required(rows, "unit")),
            district: text(rows.take("district")),
            subunit: text(rows.take("subunit")),
            instance: text(required(rows, "instance")),
            num_projects: num_projects.whole()?,
            num_votes: num_votes.whole()?,
            budget,
            vote_type,
            rule: text(required(rows, "rule")),
            date_begin: date(required(rows, "date_begin"))?,
            date_end: date(required(rows, "date_end"))?,
            min_length: whole(rows.take("min_length"))?,
            max_length: whole(rows.take("max_length"))?,
            max_sum_cost: rows.take("max_sum_cost").map(|row| row.money(currency)).transpose()?,
            max_sum_points: whole(rows.take("max_sum_points"))?,
            default_score: whole(rows.take("default_score"))?,
            min_project_score_threshold: whole(rows.take("min_project_score_threshold"))?,
            other: self.0.into_iter().map(|row| (row.key, row.value)).collect(),
        };
        Ok(Understood { meta, num_projects: num_projects.place, num_votes: num_votes.place })
    }

    fn take(&mut self, key: &str) -> Option<Row> {
        let at = self.0.iter().position(|row| row.key == key)?;
        Some(self.0.remove(at))
    }
}

impl Row {
    fn whole(&self) -> Result<u64, ParseError> {
        whole(&self.value).ok_or_else(|| {
            self.place.error(ParseErrorKind::NotWhole { field: self.key.clone(), found: self.value.clone() })
        })
    }

    fn money(&self, currency: Currency) -> Result<Money, ParseError> {
        Money::parse_decimal(&self.value, currency).map_err(|reason| {
            let (field, found) = (self.key.clone(), self.value.clone());
            self.place.error(ParseErrorKind::NotMoney { field, found, reason })
        })
    }

    fn vote_type(&self) -> Result<VoteType, ParseError> {
        VoteType::from_word(&self.value)
            .ok_or_else(|| self.place.error(ParseErrorKind::UnknownVoteType { found: self.value.clone() }))
    }

    fn date(&self) -> Result<VotingDate, ParseError> {
        let digits = |text: &str, count| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
        let mut parts = self.value.split('.');
        let date = match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(year), None, ..) if digits(year, 4) => year.parse().ok().map(VotingDate::Year),
            (Some(day), Some(month), Some(year), None) if digits(day, 2) && digits(month, 2) && digits(year, 4) => {
                match (day.parse(), month.parse(), year.parse()) {
                    (Ok(day), Ok(month), Ok(year)) => NaiveDate::from_ymd_opt(year, month, day).map(VotingDate::Day),
                    _ => None,
                }
            }
            _ => None,
        };
        date.ok_or_else(|| {
            self.place.error(ParseErrorKind::NotADate { field: self.key.clone(), found: self.value.clone() })
        })
    }
}

/// A whole number, zero or more; files also write it as `12.0`.
pub(super) fn whole(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(whole) && digits(fraction) && fraction.bytes().all(|byte| byte == b'0')).then(|| whole.parse().ok())?
}
