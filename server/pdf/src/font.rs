//! The typeface of the product's pages, for paper.

use std::fmt::Write as _;

use typst::{foundations::Bytes, text::Font};

/// The same file that browsers get.
const NUNITO_SANS: &[u8] = include_bytes!("../../../app/public/fonts/nunito-sans.woff2");

/// Why the typeface cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FontError {
    /// It is not compressed as it should be.
    #[error("the typeface cannot be unpacked: {0}")]
    Unpack(
        /// What the unpacker says.
        String,
    ),
    /// There is no typeface in it.
    #[error("the file holds no typeface")]
    Empty,
}

pub(crate) fn read() -> Result<Font, FontError> {
    let plain = wuff::decompress_woff2(NUNITO_SANS).map_err(|error| FontError::Unpack(format!("{error:?}")))?;
    Font::new(Bytes::new(plain), 0).ok_or(FontError::Empty)
}

/// The text, with the code points of what the typeface lacks in their place.
pub(crate) fn covered(text: &str, font: &Font) -> String {
    let coverage = &font.info().coverage;
    let mut covered = String::with_capacity(text.len());
    for letter in text.chars() {
        // Breaks of lines are set, not drawn.
        if letter == '\n' || coverage.contains(letter.into()) {
            covered.push(letter);
        } else {
            write!(covered, "[U+{:04X}]", u32::from(letter)).expect("a text takes whatever is written to it");
        }
    }
    covered
}
