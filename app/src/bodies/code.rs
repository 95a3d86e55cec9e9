//! The code at the door (QR): an address that says until when it works, signed with the session's secret.

use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, Mac as _};
use qrcode::{Color, EcLevel, QrCode};
use sha2::Sha256;
use shared::id::SessionId;

/// How long a code works: long enough to sign in, too short to be of use to whoever has left.
const WORKS: TimeDelta = TimeDelta::minutes(10);

type Signer = Hmac<Sha256>;

fn signer(secret: &[u8; 32], session: SessionId, until: i64) -> Signer {
    let mut signer = Signer::new_from_slice(secret).expect("HMAC takes keys of any length");
    signer.update(session.uuid().as_bytes());
    signer.update(&until.to_be_bytes());
    signer
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing into a string cannot fail");
        text
    })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let whole = text.len().is_multiple_of(2) && text.is_ascii();
    let byte = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    if whole { (0..text.len()).step_by(2).map(byte).collect() } else { None }
}

/// A code that works from now on, and until when.
pub(super) fn make(secret: &[u8; 32], session: SessionId, now: DateTime<Utc>) -> (String, DateTime<Utc>) {
    let until = now + WORKS;
    let signature = signer(secret, session, until.timestamp()).finalize().into_bytes();
    (format!("{}-{}", until.timestamp(), hex(&signature)), until)
}

/// Whether a code is of this session and works at this instant.
pub(super) fn works(secret: &[u8; 32], session: SessionId, code: &str, now: DateTime<Utc>) -> bool {
    let Some((until, signature)) = code.split_once('-') else { return false };
    let (Ok(until), Some(signature)) = (until.parse::<i64>(), unhex(signature)) else { return false };
    let whole = signer(secret, session, until).verify_slice(&signature).is_ok();
    whole && now.timestamp() <= until
}

/// A text as the path of an SVG, one square for each dark module, and how many modules a side has; nothing for a text
/// that no code can hold.
pub(super) fn squares(text: &str) -> Option<(String, usize)> {
    use std::fmt::Write as _;

    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (place, _) in code.to_colors().iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        write!(path, "M{} {}h1v1h-1z", place % width, place / width).ok()?;
    }
    Some((path, width))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(number: u128) -> SessionId {
        uuid::Uuid::from_u128(number).into()
    }

    #[test]
    fn a_code_works_for_its_session_and_for_some_minutes() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let (code, until) = make(&[7; 32], session(1), now);
        assert!(works(&[7; 32], session(1), &code, now));
        assert!(works(&[7; 32], session(1), &code, until));
        assert!(!works(&[7; 32], session(1), &code, until + TimeDelta::seconds(1)), "it has expired");
        assert!(!works(&[7; 32], session(2), &code, now), "it is another session's");
        assert!(!works(&[8; 32], session(1), &code, now), "another secret signed it");
        let later = code.replacen(&until.timestamp().to_string(), &(until.timestamp() + 60).to_string(), 1);
        assert!(!works(&[7; 32], session(1), &later, now), "somebody made it last longer");
        for wrong in ["", "-", "1-", "x-00", "1-0", "1-zz", "9999999999-é0"] {
            assert!(!works(&[7; 32], session(1), wrong, now), "{wrong}");
        }
    }

    #[test]
    fn a_code_is_drawn_in_squares() {
        let (path, width) = squares("https://villa.example/instancias").unwrap();
        assert!(width >= 21 && path.starts_with("M0 0h1v1h-1z"), "the finder pattern is in the corner");
        assert!(path.matches('M').count() > width);
    }
}
