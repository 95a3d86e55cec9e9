//! Documents for people as PDF files that everybody can read: tagged, with title and language (PDF/UA-1).
//!
//! What is said and in what words comes in as an [`Outline`]; how it looks is in `outline.typ`. The same outline always
//! gives the same file, byte by byte.

mod ballots;
mod font;
mod world;

use serde::Serialize;
use shared::{
    committee::{Address, Block, Drawing, Outline, Section},
    document::Fingerprint,
    locale::Locale,
};
use typst::{diag::SourceDiagnostic, foundations::Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

pub use self::ballots::render_ballots;
use self::{font::FontError, world::OneDocument};

/// Why no file could be made.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The typeface that is built in cannot be read.
    #[error(transparent)]
    Font(#[from] FontError),
    /// The typesetter refuses the document, or the document would not be accessible.
    #[error("the document cannot be set: {0}")]
    Set(
        /// What it says.
        String,
    ),
}

/// What the template reads.
#[derive(Serialize)]
struct Data<'a> {
    font: &'a str,
    language: &'a str,
    region: Option<&'a str>,
    outline: &'a Outline,
}

/// How an outline looks.
const TEMPLATE: &str = include_str!("outline.typ");

/// What tells files apart before they are set: what is in an outline and how it looks.
pub fn fingerprint(outline: &Outline) -> Fingerprint {
    Fingerprint::of(&(TEMPLATE, outline))
}

/// Sets an outline as a PDF/UA-1 file on letter paper.
///
/// Characters that the typeface lacks are written as their code points, `[U+1F600]`: a hole in the page would be neither
/// read nor seen.
///
/// # Errors
/// When the typesetter refuses it, which it does to no outline that `shared` makes.
///
/// # Panics
/// Never: an outline is texts and lists.
pub fn render(outline: &Outline) -> Result<Vec<u8>, PdfError> {
    let font = font::read()?;
    let outline = covered(outline, &font);
    let (language, region) = language_of(outline.locale);
    let data = Data { font: &font.info().family.clone(), language, region, outline: &outline };
    let data = serde_json::to_vec(&data).expect("an outline is texts and lists");
    set(TEMPLATE, data, font)
}

/// The language of a document and where it is spoken so.
fn language_of(locale: Locale) -> (&'static str, Option<&'static str>) {
    let tag = locale.bcp47();
    tag.split_once('-').map_or((tag, None), |(language, region)| (language, Some(region)))
}

/// Sets what a template makes of its data.
fn set(template: &str, data: Vec<u8>, font: typst::text::Font) -> Result<Vec<u8>, PdfError> {
    let world = OneDocument::new(template, data, font);
    let set = typst::compile::<PagedDocument>(&world).output.map_err(refused)?;
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| PdfError::Set(error.message().to_string()))?;
    let options = PdfOptions { creator: Smart::Custom(None), standards, ..PdfOptions::default() };
    let file = typst_pdf::pdf(&set, &options).map_err(refused);
    // What the typesetter remembers is of this document, and nobody asks for it again.
    typst::comemo::evict(0);
    file
}

fn refused(errors: impl IntoIterator<Item = SourceDiagnostic>) -> PdfError {
    let messages: Vec<String> = errors.into_iter().map(|error| error.message.to_string()).collect();
    PdfError::Set(messages.join("; "))
}

/// The outline with nothing in it that the typeface lacks.
fn covered(outline: &Outline, font: &typst::text::Font) -> Outline {
    let text = |text: &String| font::covered(text, font);
    Outline {
        locale: outline.locale,
        title: text(&outline.title),
        sections: outline.sections.iter().map(|section| covered_section(section, &text)).collect(),
        page_of: text(&outline.page_of),
        mark: outline.mark.as_ref().map(text),
    }
}

fn covered_section(section: &Section, text: &impl Fn(&String) -> String) -> Section {
    let each = |texts: &[String]| texts.iter().map(text).collect();
    let block = |block: &Block| match block {
        Block::Paragraph(paragraph) => Block::Paragraph(text(paragraph)),
        Block::Facts(facts) => Block::Facts(facts.iter().map(|(name, value)| (text(name), text(value))).collect()),
        Block::Numbered(entries) => Block::Numbered(each(entries)),
        Block::Table { head, rows } => {
            Block::Table { head: each(head), rows: rows.iter().map(|row| each(row)).collect() }
        }
        Block::Code(code) => Block::Code(text(code)),
        Block::Address(address) => Block::Address(Address {
            to: address.to.clone(),
            shown: text(&address.shown),
            drawing: address.drawing.as_ref().map(|drawing| Drawing { label: text(&drawing.label), ..drawing.clone() }),
        }),
    };
    Section {
        heading: text(&section.heading),
        blocks: section.blocks.iter().map(block).collect(),
        sections: section.sections.iter().map(|section| covered_section(section, text)).collect(),
    }
}
