//! Keyed hashes (HMAC-SHA256) in place of numbers.

use std::fmt;

use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use uuid::Uuid;

/// The secret with which a tenant's numbers are hashed. It lies outside the database; nothing prints it.
#[derive(Clone, PartialEq, Eq)]
pub struct RollKey([u8; 32]);

/// What a roll keeps of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryHash([u8; 32]);

impl RollKey {
    /// Takes 32 secret bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes, for a device that has to hash numbers without a network.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The hash of parts that have no line ends, so that no two lists of parts are the same bytes.
    pub(super) fn hash(&self, parts: &[&str]) -> EntryHash {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length will do");
        for (place, part) in parts.iter().enumerate() {
            if place > 0 {
                mac.update(b"\n");
            }
            mac.update(part.as_bytes());
        }
        EntryHash(mac.finalize().into_bytes().into())
    }
}

impl fmt::Debug for RollKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RollKey")
    }
}

impl EntryHash {
    /// A hash that was stored.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// An account of a roll as journals of desks know it, by the id under which it votes: no roll keeps more of its number.
    pub fn of_account(id: Uuid) -> Self {
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(id.as_bytes());
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The id under which an entry votes, where each entry of a roll has a vote: the same however often the roll is
    /// imported.
    pub fn voter(&self) -> Uuid {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.0[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }
}
