//! Photos of sheets.

use sha2::{Digest as _, Sha256};

use crate::document::Fingerprint;

/// A photo of a sheet (foto de la planilla) as it is kept: made anew from what a camera took, without what the camera
/// says of where, when and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// The picture as a JPEG file.
    pub jpeg: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// Why a file is not taken as a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoPhoto {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It has more bytes than a photo may.
    #[error("the file has more than {} bytes", Photo::MOST_BYTES)]
    TooLarge,
    /// It is neither JPEG nor PNG, whatever it is called.
    #[error("the file is neither JPEG nor PNG")]
    Kind,
    /// It has more pixels than a photo may.
    #[error("the picture has more than {} pixels, or is longer than {} of them", Photo::MOST_PIXELS, Photo::LONGEST)]
    TooManyPixels,
    /// A part of it is missing, or it cannot be read.
    #[error("the picture is not whole")]
    Damaged,
}

impl Photo {
    /// The most photos of one sheet.
    pub const MOST: u32 = 20;
    /// The most bytes of a file that is sent.
    pub const MOST_BYTES: usize = 12 * 1024 * 1024;
    /// The most pixels of a picture that is sent.
    pub const MOST_PIXELS: u64 = 32_000_000;
    /// The most pixels on one side of a picture that is sent.
    pub const LONGEST: u32 = 12_000;
    /// The most pixels on one side of a picture that is kept: a page in handwriting can be read.
    pub const KEPT: u32 = 2_400;

    /// What the act names it by: the SHA-256 of the file.
    pub fn fingerprint(&self) -> Fingerprint {
        <[u8; 32]>::from(Sha256::digest(&self.jpeg)).into()
    }
}
