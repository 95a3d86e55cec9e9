//! Printed ballots, each with its number on a stub.

use serde::Serialize;
use shared::paper::{Leaflet, Line};

use super::{PdfError, font, language_of, set};

/// How they look.
const TEMPLATE: &str = include_str!("ballots.typ");

#[derive(Serialize)]
struct Data<'a> {
    font: &'a str,
    language: &'a str,
    region: Option<&'a str>,
    leaflet: &'a Leaflet,
}

/// Sets ballots as a PDF/UA-1 file on letter paper, each from a page of its own.
///
/// # Errors
/// When the typesetter refuses them, which it does to none that `shared` makes.
///
/// # Panics
/// Never: a ballot is texts and lists.
pub fn render_ballots(leaflet: &Leaflet) -> Result<Vec<u8>, PdfError> {
    let font = font::read()?;
    let text = |text: &String| font::covered(text, &font);
    let line = |line: &Line| Line {
        number: line.number.clone(),
        title: text(&line.title),
        detail: text(&line.detail),
        alone: line.alone.as_ref().map(text),
    };
    let covered = Leaflet {
        over: text(&leaflet.over),
        title: text(&leaflet.title),
        says: leaflet.says.iter().map(text).collect(),
        lines: leaflet.lines.iter().map(line).collect(),
        foot: text(&leaflet.foot),
        ..leaflet.clone()
    };
    let (language, region) = language_of(leaflet.locale);
    let data = Data { font: &font.info().family.clone(), language, region, leaflet: &covered };
    let data = serde_json::to_vec(&data).expect("a ballot is texts and lists");
    set(TEMPLATE, data, font)
}
