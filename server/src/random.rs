//! Secrets from the operating system's source of randomness.

use rand::rngs::{OsRng, StdRng};
use rand::{SeedableRng as _, TryRngCore as _};
use uuid::Uuid;

/// `N` unpredictable bytes.
///
/// # Panics
/// When the operating system has no randomness to give, without which nothing here may go on.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    OsRng.try_fill_bytes(&mut bytes).expect("the operating system gives randomness");
    bytes
}

/// `N` unpredictable bytes in lower-case hexadecimal.
pub fn hex<const N: usize>() -> String {
    to_hex(&bytes::<N>())
}

/// A generator for whoever draws much: seeded from the system, and as unpredictable.
///
/// # Panics
/// As [`bytes`].
pub fn generator() -> StdRng {
    StdRng::from_seed(bytes())
}

/// A random id (UUID version 4): it tells nothing of when it was made.
pub fn uuid() -> Uuid {
    uuid::Builder::from_random_bytes(bytes()).into_uuid()
}

/// Lower-case hexadecimal.
pub fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

/// The bytes of a hexadecimal text of exactly `N` bytes; none when it is anything else.
pub fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let text = text.as_bytes();
    if text.len() != 2 * N {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_there_and_back() {
        assert_eq!(to_hex(&[0, 15, 255]), "000fff");
        assert_eq!(from_hex::<3>("000fff"), Some([0, 15, 255]));
        assert_eq!(from_hex::<3>("000ffg"), None);
        assert_eq!(from_hex::<3>("000ff"), None);
        assert_eq!(from_hex::<3>("+00fff"), None);
    }

    #[test]
    fn secrets_differ() {
        assert_ne!(hex::<32>(), hex::<32>());
    }
}
