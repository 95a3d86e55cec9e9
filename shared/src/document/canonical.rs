//! One way to write each value, and its fingerprint: what has been sealed can be checked by anybody.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// Writes a value as JSON without spaces and with its fields in the order of their names, so that equal values are
/// written alike whoever writes them. The values of this crate hold no numbers with a fraction.
///
/// # Panics
/// Never for the types of this crate: their keys are text.
pub fn canonical<T: Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).expect("a document's keys are text");
    let mut text = String::new();
    put(&value, &mut text);
    text
}

fn put(value: &Value, text: &mut String) {
    let separated = |text: &mut String, place: usize| {
        if place > 0 {
            text.push(',');
        }
    };
    match value {
        Value::Object(fields) => {
            // The order of a map depends on how its crate was compiled.
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_unstable_by_key(|(name, _)| *name);
            text.push('{');
            for (place, (name, value)) in fields.into_iter().enumerate() {
                separated(text, place);
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push(':');
                put(value, text);
            }
            text.push('}');
        }
        Value::Array(entries) => {
            text.push('[');
            for (place, entry) in entries.iter().enumerate() {
                separated(text, place);
                put(entry, text);
            }
            text.push(']');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => text.push_str(&value.to_string()),
    }
}

/// The SHA-256 of a value's canonical form (huella); written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 32]);

/// Makes the fingerprint of a file that comes piece by piece.
#[derive(Clone, Debug, Default)]
pub struct Digest(Sha256);

impl Digest {
    /// The next piece.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The SHA-256 of all of it.
    pub fn finish(self) -> Fingerprint {
        Fingerprint(self.0.finalize().into())
    }
}

/// A text that is no fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint is 64 hexadecimal digits in lower case")]
pub struct NoFingerprint;

impl Fingerprint {
    /// The fingerprint of this value.
    ///
    /// # Panics
    /// Never for the types of this crate: their keys are text.
    pub fn of<T: Serialize>(value: &T) -> Self {
        Self(Sha256::digest(canonical(value)).into())
    }

    /// The SHA-256 of a file's bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Its first twelve digits, enough for people to compare two by eye.
    pub fn short(&self) -> String {
        let mut text = self.to_string();
        text.truncate(12);
        text
    }

    /// Its bytes, for storage.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for Fingerprint {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Fingerprint {
    type Err = NoFingerprint;

    fn from_str(text: &str) -> Result<Self, NoFingerprint> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Ok(byte - b'0'),
            b'a'..=b'f' => Ok(byte - b'a' + 10),
            _ => Err(NoFingerprint),
        };
        let mut bytes = [0; 32];
        if text.len() != 64 {
            return Err(NoFingerprint);
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_fields_does_not_matter_and_the_order_of_entries_does() {
        let one: Value = serde_json::from_str(r#"{"b": [1, 2], "a": {"y": "ñ\n", "x": null}}"#).unwrap();
        let other: Value = serde_json::from_str(r#"{"a":{"x":null,"y":"ñ\n"},"b":[1,2]}"#).unwrap();
        assert_eq!(canonical(&one), r#"{"a":{"x":null,"y":"ñ\n"},"b":[1,2]}"#);
        assert_eq!(Fingerprint::of(&one), Fingerprint::of(&other));
        assert_ne!(Fingerprint::of(&[1, 2]), Fingerprint::of(&[2, 1]));
    }

    #[test]
    fn a_fingerprint_is_that_of_the_text() {
        // printf '[]' | sha256sum
        let known = "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945";
        let found = Fingerprint::of(&Vec::<u8>::new());
        assert_eq!(found.to_string(), known);
        assert_eq!(known.parse(), Ok(found));
        assert_eq!(found.short(), "4f53cda18c2b");
        for wrong in ["", "4f", &known.to_uppercase(), &known.replace('4', "g")] {
            assert_eq!(wrong.parse::<Fingerprint>(), Err(NoFingerprint), "{wrong}");
        }
    }
}
