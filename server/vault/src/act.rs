//! The key with which a tenant signs its acts of results (Ed25519).

use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use shared::{act::Signature, document::Fingerprint};

/// The key of a tenant for its acts. What it signs says so for ever: it is never destroyed.
pub struct ActKey(SigningKey);

impl ActKey {
    pub(crate) fn read(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    /// The public key, by which anybody checks what was signed.
    pub fn public(&self) -> Fingerprint {
        self.0.verifying_key().to_bytes().into()
    }

    /// Signs bytes. The same bytes always get the same signature.
    pub fn sign(&self, bytes: &[u8]) -> Signature {
        self.0.sign(bytes).to_bytes().into()
    }
}

/// Whether these bytes were signed with the key whose public part this is.
pub fn is_signed(key: Fingerprint, bytes: &[u8], signature: &Signature) -> bool {
    let signature = ed25519_dalek::Signature::from_bytes(signature.bytes());
    VerifyingKey::from_bytes(key.bytes()).is_ok_and(|key| key.verify_strict(bytes, &signature).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_of_these_bytes_and_by_this_key() {
        let key = ActKey::read(&[7; 32]);
        let signature = key.sign(b"acta");
        assert_eq!(key.sign(b"acta"), signature);
        assert!(is_signed(key.public(), b"acta", &signature));
        assert!(!is_signed(key.public(), b"Acta", &signature));
        assert!(!is_signed(ActKey::read(&[8; 32]).public(), b"acta", &signature));
        let mut changed = *signature.bytes();
        changed[0] ^= 1;
        assert!(!is_signed(key.public(), b"acta", &changed.into()));
    }
}
