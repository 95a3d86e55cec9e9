//! Compressed forms of a file, made once at build time at the strongest setting.

use std::io::{self, Write as _};

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Endings of files that are compressed already, or too seldom asked for to matter.
const ALREADY_SMALL: [&str; 7] = ["woff2", "png", "jpg", "jpeg", "webp", "avif", "gz"];

/// Whether a file with this ending gains from compression.
pub fn worthwhile(extension: &str) -> bool {
    !ALREADY_SMALL.contains(&extension)
}

/// Brotli, quality 11, with a window that every browser accepts.
pub fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let parameters =
        BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut output = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut output, &parameters)?;
    Ok(output)
}

/// Gzip, level 9, without a name or a time, so that the same file always gives the same bytes.
pub fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn both_forms_give_the_file_back() {
        let text = "Vote los proyectos de su comuna. ".repeat(200).into_bytes();
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut brotli(&text).unwrap().as_slice(), &mut back).unwrap();
        assert_eq!(back, text);
        back.clear();
        flate2::read::GzDecoder::new(gzip(&text).unwrap().as_slice()).read_to_end(&mut back).unwrap();
        assert_eq!(back, text);
        assert_eq!(gzip(&text).unwrap(), gzip(&text).unwrap());
    }
}
