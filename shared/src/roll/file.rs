//! Files of rolls (CSV): a line for each person, or for each holder of an account.
//!
//! ```text
//! tipo;documento;territorio;nacimiento
//! CC;1.020.304.050;01;1990-04-30
//! ```
//!
//! The first line names the columns, in any order: `tipo` and `documento`; `cuenta` on a roll of accounts; and where
//! they are known `territorio` (its official code) and `nacimiento` (`1990-04-30`, `30/04/1990`, or the year alone).
//! English names will do as well. Cells are separated by `;`, by tabs or by `,`, whichever the first line has; `"` may
//! stand around a cell. The text is UTF-8, with or without a mark at its start.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};

use super::{ADULT_AT, AccountNumber, BadNumber, DocumentNumber, asks_age, kind_of, kinds_asked};
use crate::{
    document::Key,
    ruleset::{Code, Entries, Roll, RuleSet},
    words::words,
};

/// What a file is read against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The roll, by its name in the rules.
    pub roll: Key,
    /// What its entries are.
    pub entries: Entries,
    /// The kinds of document that the rules know; any will do when empty.
    pub kinds: BTreeSet<Key>,
    /// The kinds of document that only minors have.
    pub minors: BTreeSet<Key>,
    /// The territories of the tenant.
    pub territories: BTreeSet<Code>,
    /// Whether the date of birth serves a condition of the rules; else it is not kept.
    pub keeps_birth: bool,
    /// The day on which it is read.
    pub today: NaiveDate,
}

impl Expected {
    /// What the rules say of a roll.
    pub fn of(rules: &RuleSet, roll: &Roll, territories: BTreeSet<Code>, today: NaiveDate) -> Self {
        let conditions = || rules.eligibility.iter().map(|rule| &rule.condition);
        let mut kinds: BTreeSet<Key> = conditions().flat_map(kinds_asked).cloned().collect();
        // Where the rules ask for no kind of document, none is wrong.
        if !kinds.is_empty() {
            kinds.extend(roll.minors.iter().cloned());
        }
        Self {
            roll: roll.id.clone(),
            entries: roll.entries,
            kinds,
            minors: roll.minors.iter().cloned().collect(),
            territories,
            keeps_birth: conditions().any(asks_age),
            today,
        }
    }
}

words! {
    /// What a column holds.
    Column as "column of a roll" {
        /// The kind of document (tipo).
        Kind = "tipo",
        /// The number of the document (documento).
        Number = "documento",
        /// The account (cuenta).
        Account = "cuenta",
        /// The code of the territory (territorio).
        Territory = "territorio",
        /// The date of birth (nacimiento).
        Birth = "nacimiento",
    }
}

words! {
    /// What is wrong with a line. None says what stood there: it might be somebody's number.
    Fault as "fault of a line" {
        /// It is not UTF-8.
        NotUtf8 = "not_utf8",
        /// It has no end in sight.
        TooLong = "too_long",
        /// A quote does not end as it should.
        BadQuote = "bad_quote",
        /// It has more or fewer cells than the first line.
        WrongCells = "wrong_cells",
        /// The kind of document is missing, or is none that the rules know.
        BadKind = "bad_kind",
        /// The number of the document is missing.
        NoNumber = "no_number",
        /// The number of the document is none.
        BadNumber = "bad_number",
        /// The account is missing, or is none.
        BadAccount = "bad_account",
        /// The tenant has no such territory.
        BadTerritory = "bad_territory",
        /// The date of birth is none, or has not come yet.
        BadBirth = "bad_birth",
        /// The entry stands in an earlier line.
        Repeated = "repeated",
    }
}

/// What is wrong with the first line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeaderFault {
    /// There is none.
    #[error("the file is empty")]
    Empty,
    /// It is not UTF-8, too long, or a quote does not end as it should.
    #[error("the first line cannot be read: {0}")]
    Unreadable(Fault),
    /// A column that rolls do not have. Its place, from 1; what stands there may be a number.
    #[error(
        "column {place} of the first line is none of a roll; they are: tipo, documento, cuenta, territorio, nacimiento"
    )]
    Unknown {
        /// Its place among the columns, from 1.
        place: usize,
    },
    /// A column that is there twice.
    #[error("the column `{0}` is there twice")]
    Repeated(Column),
    /// A column that must be there.
    #[error("the column `{0}` is missing")]
    Missing(Column),
    /// A column that this roll does not have.
    #[error("the column `{0}` is of rolls of accounts")]
    Needless(Column),
}

/// When somebody was born, as far as the file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Birth {
    /// On this day.
    Day(NaiveDate),
    /// In this year.
    Year(i32),
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The document of the person, or of the holder of the account.
    pub document: DocumentNumber,
    /// The account.
    pub account: Option<AccountNumber>,
    /// The territory.
    pub territory: Option<Code>,
    /// When they were born.
    pub birth: Option<Birth>,
}

impl Entry {
    /// Whether it is about a minor, or may be.
    pub fn is_minors(&self, expected: &Expected) -> bool {
        let young = match self.birth {
            None => false,
            Some(Birth::Day(born)) => expected.today.years_since(born).is_none_or(|years| years < ADULT_AT),
            Some(Birth::Year(year)) => i64::from(expected.today.year()) - i64::from(year) <= i64::from(ADULT_AT),
        };
        young || expected.minors.contains(self.document.kind())
    }
}

/// The columns of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    separator: char,
    columns: Vec<Column>,
}

/// Reads the first line.
///
/// # Errors
/// With everything that is wrong with it.
pub fn header(line: &[u8], entries: Entries) -> Result<Columns, Vec<HeaderFault>> {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let unreadable = |fault| vec![HeaderFault::Unreadable(fault)];
    let text = text_of(line).map_err(unreadable)?;
    let separator = [';', '\t', ','].into_iter().find(|&sign| text.contains(sign)).unwrap_or(';');
    let cells = cells(text, separator).ok_or_else(|| unreadable(Fault::BadQuote))?;
    let (mut columns, mut faults) = (Vec::new(), Vec::new());
    for (place, cell) in (1..).zip(&cells) {
        let column = match cell.to_lowercase().as_str() {
            "tipo" | "kind" | "type" | "tipo_documento" | "tipo de documento" => Column::Kind,
            "documento" | "document" | "numero" | "número" | "number" | "curp" => Column::Number,
            "cuenta" | "account" => Column::Account,
            "territorio" | "territory" => Column::Territory,
            "nacimiento" | "fecha_nacimiento" | "fecha de nacimiento" | "birthdate" | "born" => Column::Birth,
            _ => {
                faults.push(HeaderFault::Unknown { place });
                continue;
            }
        };
        if columns.contains(&column) {
            faults.push(HeaderFault::Repeated(column));
        } else if column == Column::Account && entries == Entries::People {
            faults.push(HeaderFault::Needless(column));
        } else {
            columns.push(column);
        }
    }
    let needed = [Column::Kind, Column::Number].into_iter();
    for column in needed.chain((entries == Entries::Accounts).then_some(Column::Account)) {
        if !columns.contains(&column) {
            faults.push(HeaderFault::Missing(column));
        }
    }
    if faults.is_empty() { Ok(Columns { separator, columns }) } else { Err(faults) }
}

impl Columns {
    /// Reads a line; nothing where it is empty.
    ///
    /// # Errors
    /// With the first thing that is wrong with it.
    pub fn line(&self, line: &[u8], expected: &Expected) -> Result<Option<Entry>, Fault> {
        let text = text_of(line)?;
        // A line of nothing but separators is what spreadsheets leave of an empty row.
        if text.chars().all(|found| found.is_whitespace() || matches!(found, ';' | ',' | '"')) {
            return Ok(None);
        }
        let cells = cells(text, self.separator).ok_or(Fault::BadQuote)?;
        if cells.len() != self.columns.len() {
            return Err(Fault::WrongCells);
        }
        let cell = |column| {
            let place = self.columns.iter().position(|known| *known == column)?;
            Some(cells[place].as_str()).filter(|cell| !cell.is_empty())
        };
        let kind = cell(Column::Kind).and_then(kind_of).ok_or(Fault::BadKind)?;
        if !expected.kinds.is_empty() && !expected.kinds.contains(&kind) {
            return Err(Fault::BadKind);
        }
        let document =
            DocumentNumber::new(kind, cell(Column::Number).unwrap_or_default()).map_err(|bad| match bad {
                BadNumber::Empty => Fault::NoNumber,
                BadNumber::Sign | BadNumber::Length => Fault::BadNumber,
            })?;
        let account = match expected.entries {
            Entries::People => None,
            Entries::Accounts => {
                let written = cell(Column::Account).unwrap_or_default();
                Some(AccountNumber::new(written).map_err(|_| Fault::BadAccount)?)
            }
        };
        let territory = cell(Column::Territory).map(|code| {
            code.parse::<Code>().ok().filter(|code| expected.territories.contains(code)).ok_or(Fault::BadTerritory)
        });
        let birth = cell(Column::Birth).map(|text| birth(text, expected.today).ok_or(Fault::BadBirth));
        Ok(Some(Entry { document, account, territory: territory.transpose()?, birth: birth.transpose()? }))
    }
}

fn birth(text: &str, today: NaiveDate) -> Option<Birth> {
    const EARLIEST: i32 = 1880;
    if text.len() == 4 {
        let year = text.parse::<u16>().ok()?.into();
        return (EARLIEST..=today.year()).contains(&year).then_some(Birth::Year(year));
    }
    let day = ["%Y-%m-%d", "%d/%m/%Y"].iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok())?;
    (day.year() >= EARLIEST && day <= today).then_some(Birth::Day(day))
}

/// The text of a line, without its end.
fn text_of(line: &[u8]) -> Result<&str, Fault> {
    let text = std::str::from_utf8(line).map_err(|_| Fault::NotUtf8)?;
    // What was no UTF-8 before somebody else read the bytes.
    if text.contains(char::REPLACEMENT_CHARACTER) {
        return Err(Fault::NotUtf8);
    }
    Ok(text.trim_end_matches(['\n', '\r']))
}

/// Takes a line apart; nothing when a quote does not end as it should.
fn cells(line: &str, separator: char) -> Option<Vec<String>> {
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches(|sign: char| sign.is_whitespace() && sign != separator);
        let mut text = String::new();
        if let Some(quoted) = rest.strip_prefix('"') {
            let mut signs = quoted.char_indices().peekable();
            let end = loop {
                match signs.next()? {
                    (_, '"') if signs.next_if(|(_, next)| *next == '"').is_some() => text.push('"'),
                    (place, '"') => break place + 1,
                    (_, sign) => text.push(sign),
                }
            };
            rest = quoted[end..].trim_start_matches(|sign: char| sign.is_whitespace() && sign != separator);
            if !rest.is_empty() && !rest.starts_with(separator) {
                return None;
            }
        }
        let end = rest.find(separator).unwrap_or(rest.len());
        text.push_str(&rest[..end]);
        cells.push(text.trim().to_owned());
        match rest[end..].strip_prefix(separator) {
            Some(more) => rest = more,
            None => return Some(cells),
        }
    }
}
