//! Photos that people send, made anew: only the picture is kept, in one form, whatever else was in the file.
//!
//! What comes in is distrusted: its kind is told by its first bytes and not by its name, its size is looked at before it
//! is unpacked, and no byte of it is passed on. What a camera adds (place, time, device) and what somebody hides behind
//! a picture are gone with the file.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits};
use shared::paper::{NoPhoto, Photo};

/// How well what is kept is drawn, of 100.
const QUALITY: u8 = 82;
/// The most bytes of an unpacked picture: four for each pixel.
const UNPACKED: u64 = Photo::MOST_PIXELS * 4;

/// Makes a photo of a file.
///
/// # Errors
/// When it is none, or larger than a photo may be.
pub fn develop(file: &[u8]) -> Result<Photo, NoPhoto> {
    if file.is_empty() {
        return Err(NoPhoto::Empty);
    }
    if file.len() > Photo::MOST_BYTES {
        return Err(NoPhoto::TooLarge);
    }
    let Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png)) = image::guess_format(file) else {
        return Err(NoPhoto::Kind);
    };
    // The decoder fills what is missing of a JPEG file with grey.
    if format == ImageFormat::Jpeg && !has_its_end(file) {
        return Err(NoPhoto::Damaged);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(Photo::LONGEST);
    limits.max_image_height = Some(Photo::LONGEST);
    limits.max_alloc = Some(2 * UNPACKED);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > Photo::MOST_PIXELS || decoder.total_bytes() > UNPACKED {
        return Err(NoPhoto::TooManyPixels);
    }
    // What says which side is up goes with the rest: the picture is turned instead.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    if width.max(height) > Photo::KEPT {
        picture = picture.thumbnail(Photo::KEPT, Photo::KEPT);
    }
    picture.apply_orientation(orientation);
    let picture = picture.into_rgb8();
    let (width, height) = picture.dimensions();
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    picture.write_with_encoder(encoder).map_err(refused)?;
    Ok(Photo { jpeg, width, height })
}

fn refused(error: ImageError) -> NoPhoto {
    if matches!(error, ImageError::Limits(_)) { NoPhoto::TooManyPixels } else { NoPhoto::Damaged }
}

/// Whether a JPEG file goes on to the end of its picture: its segments are passed over one after the other, as each says
/// how long it is, and the lines of the picture up to the next mark.
fn has_its_end(file: &[u8]) -> bool {
    const PICTURE: u8 = 0xda;
    const END: u8 = 0xd9;
    let mut rest = file.get(2..).unwrap_or_default();
    let mut in_picture = false;
    loop {
        match rest {
            [0xff, END, ..] => return true,
            // A mark may have 0xff before it.
            [0xff, 0xff, ..] => rest = &rest[1..],
            // Within the picture: the byte 0xff itself, and where it may be resumed.
            [0xff, 0x00 | 0xd0..=0xd7, ..] if in_picture => rest = &rest[2..],
            [0xff, mark, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                in_picture = *mark == PICTURE;
                rest = rest.get(2 + length..).unwrap_or_default();
            }
            [_, more @ ..] if in_picture => rest = more,
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use image::{GrayImage, Luma, Rgb, RgbImage, RgbaImage};

    use super::*;

    fn picture(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, y| {
            let shade = |of: u32| u8::try_from(of % 256).expect("below 256");
            Rgb([shade(x * 3), shade(y * 5), shade(x + y)])
        })
    }

    fn file(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        picture.into().write_to(&mut file, format).expect("it is written");
        file.into_inner()
    }

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        file(picture(width, height), ImageFormat::Jpeg)
    }

    /// What a camera adds after the first mark: which side is up, and the place.
    fn with_exif(file: &[u8], orientation: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        exif.extend(b"GPS 6.2442 N 75.5812 W");
        let length = u16::try_from(exif.len() + 2).expect("it is short").to_be_bytes();
        [&file[..2], &[0xff, 0xe1], &length, &exif, &file[2..]].concat()
    }

    fn contains(file: &[u8], part: &[u8]) -> bool {
        file.windows(part.len()).any(|window| window == part)
    }

    /// A PNG file that says how large it is and holds nothing of it.
    fn boast(width: u32, height: u32) -> Vec<u8> {
        let mut png = file(RgbaImage::new(1, 1), ImageFormat::Png);
        png[16..20].copy_from_slice(&width.to_be_bytes());
        png[20..24].copy_from_slice(&height.to_be_bytes());
        let sum = crc(&png[12..29]).to_be_bytes();
        png[29..33].copy_from_slice(&sum);
        png
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
        })
    }

    #[test]
    fn a_photo_is_kept_as_jpeg_without_what_the_camera_says() {
        let sent = with_exif(&jpeg(40, 20), 6);
        assert!(contains(&sent, b"GPS"));
        let photo = develop(&sent).unwrap();
        // It lay on its side.
        assert_eq!((photo.width, photo.height), (20, 40));
        assert_eq!(image::guess_format(&photo.jpeg).unwrap(), ImageFormat::Jpeg);
        assert!(!contains(&photo.jpeg, b"Exif") && !contains(&photo.jpeg, b"GPS"));
        assert_eq!(develop(&sent), Ok(photo));
        let png = develop(&file(picture(30, 10), ImageFormat::Png)).unwrap();
        assert_eq!(image::guess_format(&png.jpeg).unwrap(), ImageFormat::Jpeg);
        assert!(develop(&file(GrayImage::from_pixel(9, 9, Luma([7])), ImageFormat::Jpeg)).is_ok());
    }

    #[test]
    fn what_is_larger_than_it_needs_to_be_is_made_smaller() {
        let photo = develop(&jpeg(Photo::KEPT + 100, 50)).unwrap();
        assert_eq!(photo.width, Photo::KEPT);
        let small = develop(&jpeg(30, 20)).unwrap();
        assert_eq!((small.width, small.height), (30, 20));
    }

    #[test]
    fn what_is_no_picture_is_refused_whatever_it_is_called() {
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
        let gif = b"GIF89a\x01\0\x01\0\0\0\0;";
        for file in [&svg[..], gif, b"%PDF-1.7", b"<html>", b"\0", b"RIFF\0\0\0\0WEBP"] {
            assert_eq!(develop(file), Err(NoPhoto::Kind));
        }
        assert_eq!(develop(b""), Err(NoPhoto::Empty));
        assert_eq!(develop(&vec![0xff; Photo::MOST_BYTES + 1]), Err(NoPhoto::TooLarge));
        assert_eq!(develop(b"\xff\xd8\xff\xd9"), Err(NoPhoto::Damaged));
    }

    #[test]
    fn what_is_hidden_behind_a_picture_is_not_kept() {
        const HIDDEN: &[u8] = b"<script>alert(document.domain)</script>PK\x03\x04";
        for sent in [jpeg(20, 20), file(picture(20, 20), ImageFormat::Png)] {
            let photo = develop(&[&sent[..], HIDDEN].concat()).unwrap();
            assert!(!contains(&photo.jpeg, b"script") && !contains(&photo.jpeg, b"PK\x03\x04"));
            assert_eq!(Some(photo), develop(&sent).ok());
        }
        let comment = [&[0xff, 0xfe, 0, 10][..], b"<script>"].concat();
        let sent = jpeg(20, 20);
        let sent = [&sent[..2], &comment, &sent[2..]].concat();
        assert!(!contains(&develop(&sent).unwrap().jpeg, b"script"));
    }

    #[test]
    fn a_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() {
        for (width, height) in [(60_000, 60_000), (Photo::LONGEST + 1, 1), (8_000, 8_000), (u32::MAX, u32::MAX)] {
            let refused = develop(&boast(width, height)).unwrap_err();
            assert!(matches!(refused, NoPhoto::TooManyPixels | NoPhoto::Damaged), "{width} × {height}: {refused}");
        }
        assert_eq!(develop(&boast(8_000, 8_000)), Err(NoPhoto::TooManyPixels));
    }

    #[test]
    fn what_was_cut_off_is_refused_wherever() {
        for sent in [with_exif(&jpeg(64, 48), 1), file(picture(64, 48), ImageFormat::Png)] {
            assert!(develop(&sent).is_ok());
            for length in (1..sent.len() - 1).step_by(sent.len() / 50) {
                assert!(develop(&sent[..length]).is_err(), "{length} of {}", sent.len());
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic() {
        // A small generator: the same files each time.
        let mut state = 7_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).expect("31 bits") % below
        };
        for sent in [with_exif(&jpeg(24, 16), 3), file(picture(24, 16), ImageFormat::Png)] {
            for _ in 0..400 {
                let mut changed = sent.clone();
                for _ in 0..=next(12) {
                    let place = next(changed.len());
                    changed[place] = u8::try_from(next(256)).expect("below 256");
                }
                if let Ok(photo) = develop(&changed) {
                    assert!(develop(&photo.jpeg).is_ok());
                }
            }
        }
    }
}
