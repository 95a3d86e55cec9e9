//! What stands beside an act: whose key it was signed with, and the signatures.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::document::{Fingerprint, canonical};

/// An Ed25519 signature; written as 128 hexadecimal digits in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature([u8; 64]);

/// A text that is no signature, or a file that holds none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it holds no signatures in the form in which they are given out")]
pub struct NoSignature;

impl Signature {
    /// Its bytes.
    pub const fn bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

impl From<[u8; 64]> for Signature {
    fn from(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Signature {
    type Err = NoSignature;

    fn from_str(text: &str) -> Result<Self, NoSignature> {
        let (first, second) = text.split_at_checked(64).ok_or(NoSignature)?;
        let half = |text: &str| text.parse::<Fingerprint>().map_err(|_| NoSignature);
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(half(first)?.bytes());
        bytes[32..].copy_from_slice(half(second)?.bytes());
        Ok(Self(bytes))
    }
}

impl Serialize for Signature {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Signature {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A file that was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// The SHA-256 of its bytes.
    pub sha256: Fingerprint,
    /// The signature over its bytes.
    pub signature: Signature,
}

/// The signatures of an act, as the file beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signatures {
    /// The public key, in hexadecimal.
    pub key: Fingerprint,
    /// The act itself.
    pub act: Signed,
    /// Its printed form.
    pub paper: Signed,
}

impl Signatures {
    /// The file.
    pub fn to_text(&self) -> String {
        canonical(self)
    }

    /// Reads the file.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(text: &str) -> Result<Self, NoSignature> {
        let read: Self = serde_json::from_str(text).map_err(|_| NoSignature)?;
        if read.to_text() == text { Ok(read) } else { Err(NoSignature) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_read_back_and_no_other_byte_does() {
        let signed = |byte: u8| Signed { sha256: [byte; 32].into(), signature: [byte; 64].into() };
        let signatures = Signatures { key: [7; 32].into(), act: signed(0xab), paper: signed(0x1c) };
        let text = signatures.to_text();
        assert_eq!(Signatures::read(&text), Ok(signatures));
        for (place, _) in text.char_indices() {
            let mut changed = text.clone().into_bytes();
            changed[place] ^= 0x20;
            let changed = String::from_utf8_lossy(&changed).into_owned();
            assert!(
                Signatures::read(&changed).is_ok_and(|read| read != signatures) || Signatures::read(&changed).is_err()
            );
        }
        assert_eq!(Signatures::read(&format!("{text}\n")), Err(NoSignature));
    }
}
