//! Files of figures (CSV): a line for each territory, a column for each indicator, read whole and with every mistake at
//! once.
//!
//! ```text
//! code;population;poverty
//! 01;157097;20,93
//! ```
//!
//! The first line names the columns: `code` (or `codigo`), then indicators of the rules by their names and, where it is
//! asked for, `region` (or `región`): the larger place that each territory lies in, by its name. Cells are separated by
//! `;`, by tabs or by `,`, whichever the first line has; `"` may stand around a cell. The text is UTF-8,
//! with or without a mark at its start. Thousands are never grouped. Decimals follow `,` or `.`; what could be meant in
//! two ways (`1.234`) is refused unless the caller says which sign it is.

mod mistake;
mod preview;

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use self::{
    mistake::{Fault, MAXIMUM_MISTAKES, Mistake, Mistakes},
    preview::{Preview, PreviewedFigure, preview},
};
use super::{DecimalSign, Figure, Figures, parse};
use crate::{
    document::{Key, Text},
    money::Currency,
    ruleset::{Code, IndicatorRule},
};

/// The most bytes that are read.
pub const MAXIMUM_BYTES: usize = 1 << 20;

/// The most lines that are read.
pub const MAXIMUM_LINES: usize = 10_000;

/// What a file is read against.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// The indicators of the rules.
    pub indicators: &'a [IndicatorRule],
    /// The territories, each of which needs a line.
    pub territories: &'a BTreeSet<Code>,
    /// The currency of indicators that are money.
    pub currency: Currency,
    /// The sign before decimals, if somebody has said it.
    pub decimal: Option<DecimalSign>,
    /// Whether a column says in which region each territory lies.
    pub regions: bool,
}

/// The figures of a file: for each territory, one for each column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorFile {
    /// The indicators in the order of the columns.
    pub indicators: Vec<Key>,
    /// The figures by territory.
    pub figures: BTreeMap<Code, Figures>,
    /// The regions by territory; none where they were not asked for.
    pub regions: BTreeMap<Code, Text>,
}

/// Reads a file of figures.
///
/// # Errors
/// With every mistake in it; those of the first line come alone, for without its columns nothing can be understood.
pub fn read(bytes: &[u8], expected: &Expected<'_>) -> Result<IndicatorFile, Mistakes> {
    if bytes.len() > MAXIMUM_BYTES {
        return Err(Mistakes::one(1, 1, Fault::TooLarge { found: bytes.len() }));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let (line, column) = place_of(&String::from_utf8_lossy(&bytes[..error.valid_up_to()]));
        Mistakes::one(line, column, Fault::NotUtf8)
    })?;
    // What was no UTF-8 before somebody else read the bytes.
    if let Some(place) = text.find(char::REPLACEMENT_CHARACTER) {
        let (line, column) = place_of(&text[..place]);
        return Err(Mistakes::one(line, column, Fault::NotUtf8));
    }
    // A line of nothing but separators is what spreadsheets leave of an empty row.
    let blank = |line: &str| line.chars().all(|found| found.is_whitespace() || matches!(found, ';' | ',' | '"'));
    let lines = || text.lines().enumerate().map(|(place, line)| (place + 1, line)).filter(|(_, line)| !blank(line));
    if text.lines().nth(MAXIMUM_LINES).is_some() {
        return Err(Mistakes::one(MAXIMUM_LINES + 1, 1, Fault::TooManyLines));
    }
    let mut lines = lines();
    let Some((number, header)) = lines.next() else {
        return Err(Mistakes::one(1, 1, Fault::Empty));
    };
    let separator = [';', '\t', ','].into_iter().find(|&sign| header.contains(sign)).unwrap_or(';');
    let columns = columns(number, header, separator, expected).map_err(Mistakes::of)?;
    let mut reader = Reader {
        expected,
        separator,
        columns: &columns,
        figures: BTreeMap::new(),
        regions: BTreeMap::new(),
        seen: HashMap::new(),
        mistakes: Vec::new(),
    };
    let mut last = number;
    for (number, line) in lines {
        reader.line(number, line);
        last = number;
    }
    for code in expected.territories {
        if !reader.seen.contains_key(code) {
            reader.mistake(last + 1, 1, Fault::MissingTerritory { code: code.clone() });
        }
    }
    let Reader { figures, regions, mistakes, .. } = reader;
    if mistakes.is_empty() {
        let indicators = columns.iter().filter_map(|column| match column {
            Column::Indicator(rule) => Some(rule.id.clone()),
            Column::Region => None,
        });
        Ok(IndicatorFile { indicators: indicators.collect(), figures, regions })
    } else {
        Err(Mistakes::of(mistakes))
    }
}

/// The line and the character that follow a text, from 1.
fn place_of(before: &str) -> (usize, usize) {
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (before.matches('\n').count() + 1, column)
}

/// What a column holds, beside the first.
#[derive(Clone, Copy)]
enum Column<'a> {
    Indicator(&'a IndicatorRule),
    Region,
}

/// The columns that the first line names, without that of the codes.
fn columns<'a>(
    line: usize,
    header: &str,
    separator: char,
    expected: &Expected<'a>,
) -> Result<Vec<Column<'a>>, Vec<Mistake>> {
    let indicators = expected.indicators;
    let cells = cells(header, separator).map_err(|column| vec![Mistake { line, column, fault: Fault::BadQuote }])?;
    let mut mistakes = Vec::new();
    let mut mistake = |cell: &Cell, fault| mistakes.push(Mistake { line, column: cell.column, fault });
    let (first, rest) = cells.split_first().expect("a line has a cell at least");
    if !matches!(first.text.to_lowercase().as_str(), "code" | "codigo" | "código") {
        mistake(first, Fault::NoCodeColumn { found: first.text.clone() });
    }
    let mut columns: Vec<Column<'_>> = Vec::with_capacity(rest.len());
    let mut has_region = false;
    for cell in rest {
        if expected.regions && matches!(cell.text.to_lowercase().as_str(), "region" | "región") {
            if has_region {
                mistake(cell, Fault::RepeatedRegionColumn);
            }
            has_region = true;
            columns.push(Column::Region);
            continue;
        }
        let is = |column: &Column<'_>, id: &Key| matches!(column, Column::Indicator(rule) if rule.id == *id);
        match indicators.iter().find(|rule| rule.id.as_str() == cell.text) {
            None => {
                let known = indicators.iter().map(|rule| rule.id.clone()).collect();
                mistake(cell, Fault::UnknownIndicator { found: cell.text.clone(), known });
            }
            Some(rule) if columns.iter().any(|other| is(other, &rule.id)) => {
                mistake(cell, Fault::RepeatedIndicator { indicator: rule.id.clone() });
            }
            Some(rule) => columns.push(Column::Indicator(rule)),
        }
    }
    if rest.len() == usize::from(has_region) {
        mistake(first, Fault::NoFigureColumn);
    }
    if expected.regions && !has_region {
        mistake(first, Fault::NoRegionColumn);
    }
    if mistakes.is_empty() { Ok(columns) } else { Err(mistakes) }
}

struct Reader<'a> {
    expected: &'a Expected<'a>,
    separator: char,
    columns: &'a [Column<'a>],
    figures: BTreeMap<Code, Figures>,
    regions: BTreeMap<Code, Text>,
    /// The line of each territory.
    seen: HashMap<Code, usize>,
    mistakes: Vec<Mistake>,
}

impl Reader<'_> {
    fn mistake(&mut self, line: usize, column: usize, fault: Fault) {
        self.mistakes.push(Mistake { line, column, fault });
    }

    fn line(&mut self, line: usize, text: &str) {
        let cells = match cells(text, self.separator) {
            Ok(cells) => cells,
            Err(column) => return self.mistake(line, column, Fault::BadQuote),
        };
        let (first, rest) = cells.split_first().expect("a line has a cell at least");
        let code = self.code(line, first);
        if rest.len() != self.columns.len() {
            let fault = Fault::WrongCellCount { found: cells.len(), expected: self.columns.len() + 1 };
            let column = rest.get(self.columns.len()).map_or(text.chars().count() + 1, |cell| cell.column);
            return self.mistake(line, column, fault);
        }
        let mut figures = Figures::new();
        let mut region = None;
        for (cell, column) in rest.iter().zip(self.columns) {
            match column {
                Column::Region => match cell.text.parse() {
                    Ok(name) => region = Some(name),
                    Err(_) => self.mistake(line, cell.column, Fault::BadRegion { found: cell.text.clone() }),
                },
                Column::Indicator(rule) => match figure(cell, rule, self.expected) {
                    Ok(figure) => {
                        figures.insert(rule.id.clone(), figure);
                    }
                    Err(fault) => self.mistake(line, cell.column, fault),
                },
            }
        }
        if let Some(code) = code {
            if let Some(region) = region {
                self.regions.insert(code.clone(), region);
            }
            self.figures.insert(code, figures);
        }
    }

    /// The territory of a line; `None` when it is none, or has a line already.
    fn code(&mut self, line: usize, cell: &Cell) -> Option<Code> {
        let territories = self.expected.territories;
        let Some(code) = cell.text.parse::<Code>().ok().filter(|code| territories.contains(code)) else {
            let bare = cell.text.trim_start_matches('0');
            let mut alike = territories.iter().filter(|code| code.as_str().trim_start_matches('0') == bare);
            let perhaps = alike.next().filter(|_| alike.next().is_none()).cloned();
            self.mistake(line, cell.column, Fault::UnknownTerritory { found: cell.text.clone(), perhaps });
            return None;
        };
        if let Some(&first) = self.seen.get(&code) {
            self.mistake(line, cell.column, Fault::RepeatedTerritory { code, first });
            return None;
        }
        self.seen.insert(code.clone(), line);
        Some(code)
    }
}

fn figure(cell: &Cell, rule: &IndicatorRule, expected: &Expected<'_>) -> Result<Figure, Fault> {
    if cell.text.is_empty() {
        return Err(Fault::MissingFigure { indicator: rule.id.clone() });
    }
    parse(&cell.text, rule.measure, expected.currency, expected.decimal).map_err(|fault| Fault::BadFigure {
        indicator: rule.id.clone(),
        measure: rule.measure,
        found: cell.text.clone(),
        fault,
    })
}

/// A cell of a line.
struct Cell {
    /// Its text, without space around it.
    text: String,
    /// The character of the line at which it starts, from 1.
    column: usize,
}

/// Takes a line apart; the column of a quote that does not end as it should when there is one.
fn cells(line: &str, separator: char) -> Result<Vec<Cell>, usize> {
    let mut cells = Vec::new();
    let mut characters = line.chars().enumerate().peekable();
    loop {
        while characters.next_if(|&(_, found)| found.is_whitespace() && found != separator).is_some() {}
        let column = characters.peek().map_or_else(|| line.chars().count(), |&(place, _)| place) + 1;
        let mut text = String::new();
        if characters.next_if(|&(_, found)| found == '"').is_some() {
            loop {
                match characters.next() {
                    Some((_, '"')) if characters.next_if(|&(_, next)| next == '"').is_some() => text.push('"'),
                    Some((_, '"')) => break,
                    Some((_, found)) => text.push(found),
                    None => return Err(column),
                }
            }
            while characters.next_if(|&(_, found)| found.is_whitespace() && found != separator).is_some() {}
            if characters.peek().is_some_and(|&(_, next)| next != separator) {
                return Err(column);
            }
        }
        while let Some((_, found)) = characters.next_if(|&(_, found)| found != separator) {
            text.push(found);
        }
        cells.push(Cell { text: text.trim().to_owned(), column });
        if characters.next().is_none() {
            return Ok(cells);
        }
    }
}

#[cfg(test)]
mod tests;
