//! The outer envelope of a ballot (sobre): whoever keeps it cannot open it.
//!
//! HPKE (RFC 9180) in base mode with X25519, HKDF-SHA256 and ChaCha20-Poly1305: 32 bytes of encapsulated key, then the
//! ciphertext. What it is bound to is its associated data, so that an envelope cannot be moved to another urn.

use std::fmt;

use hpke::{
    Deserializable as _, HpkeError, Kem as _, OpModeR, OpModeS, Serializable as _, aead::ChaCha20Poly1305,
    kdf::HkdfSha256, kem::X25519HkdfSha256,
};
use shared::id::ContestId;

type Kem = X25519HkdfSha256;
type Secret = <Kem as hpke::Kem>::PrivateKey;
type Public = <Kem as hpke::Kem>::PublicKey;
type Encapsulated = <Kem as hpke::Kem>::EncappedKey;

/// What these envelopes are for: the same keys open nothing that was sealed for another purpose.
const INFO: &[u8] = b"convite urn";
/// Bytes of an encapsulated key.
const ENCAPSULATED: usize = 32;

/// The key that closes envelopes (llave pública de la urna). It may be known to everybody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UrnPublicKey([u8; 32]);

/// The key that opens envelopes (llave de la urna).
#[derive(Clone)]
pub struct UrnKey(Secret);

/// A ballot that only the key of its urn opens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Envelope(Vec<u8>);

/// An envelope that a key does not open: it is of another urn, or somebody changed it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("an envelope cannot be opened: it is of another urn, or was changed")]
pub struct NotOpened;

impl UrnPublicKey {
    /// Its bytes.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Puts a ballot into an envelope for the urn of a contest.
    ///
    /// # Errors
    /// When these bytes are no key.
    pub fn seal(&self, contest: ContestId, ballot: &[u8]) -> Result<Envelope, NotOpened> {
        let seal = || {
            let public = Public::from_bytes(&self.0)?;
            let (encapsulated, sealed) = hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, Kem>(
                &OpModeS::Base,
                &public,
                INFO,
                ballot,
                contest.uuid().as_bytes(),
            )?;
            Ok::<_, HpkeError>([&encapsulated.to_bytes()[..], &sealed].concat())
        };
        seal().map(Envelope).map_err(|_| NotOpened)
    }
}

impl From<[u8; 32]> for UrnPublicKey {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl UrnKey {
    /// A new one.
    pub fn generate() -> Self {
        Self(Kem::gen_keypair().0)
    }

    /// The key that closes the envelopes that this one opens.
    pub fn public(&self) -> UrnPublicKey {
        UrnPublicKey(Kem::sk_to_pk(&self.0).to_bytes().into())
    }

    /// The ballot in an envelope of the urn of a contest.
    ///
    /// # Errors
    /// When it is of another urn, or was changed.
    pub fn open(&self, contest: ContestId, envelope: &Envelope) -> Result<Vec<u8>, NotOpened> {
        let (encapsulated, sealed) = envelope.0.split_at_checked(ENCAPSULATED).ok_or(NotOpened)?;
        let open = || {
            hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, Kem>(
                &OpModeR::Base,
                &self.0,
                &Encapsulated::from_bytes(encapsulated)?,
                INFO,
                sealed,
                contest.uuid().as_bytes(),
            )
        };
        open().map_err(|_| NotOpened)
    }

    pub(crate) fn bytes(&self) -> [u8; 32] {
        self.0.to_bytes().into()
    }

    pub(crate) fn read(bytes: &[u8; 32]) -> Option<Self> {
        Secret::from_bytes(bytes).ok().map(Self)
    }
}

impl fmt::Debug for UrnKey {
    /// Says which key it is, and not the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UrnKey").field("public", &self.public()).finish_non_exhaustive()
    }
}

impl Envelope {
    /// Its bytes, for storage.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Envelope {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contest(number: u128) -> ContestId {
        uuid::Uuid::from_u128(number).into()
    }

    #[test]
    fn only_the_key_of_its_urn_opens_an_envelope() {
        let key = UrnKey::generate();
        let envelope = key.public().seal(contest(1), b"3 7 12").unwrap();
        assert_eq!(key.open(contest(1), &envelope).unwrap(), b"3 7 12");
        assert_eq!(key.open(contest(2), &envelope), Err(NotOpened));
        assert_eq!(UrnKey::generate().open(contest(1), &envelope), Err(NotOpened));
        for place in 0..envelope.bytes().len() {
            let mut changed = envelope.bytes().to_vec();
            changed[place] ^= 1;
            assert_eq!(key.open(contest(1), &Envelope::from(changed)), Err(NotOpened), "{place}");
        }
        for length in [0, 31, 32, 40] {
            assert_eq!(key.open(contest(1), &Envelope::from(envelope.bytes()[..length].to_vec())), Err(NotOpened));
        }
    }

    #[test]
    fn an_envelope_says_nothing_of_what_is_in_it() {
        let key = UrnKey::generate().public();
        let [one, other] = [(); 2].map(|()| key.seal(contest(1), b"3 7 12").unwrap());
        assert_ne!(one, other);
        assert_eq!(one.bytes().len(), other.bytes().len());
        assert!(!one.bytes().windows(6).any(|window| window == b"3 7 12"));
    }

    #[test]
    fn a_key_is_not_printed() {
        let key = UrnKey::generate();
        let bytes = key.bytes();
        let printed = format!("{key:?}");
        assert!(!printed.contains(&format!("{bytes:?}")), "{printed}");
        assert_eq!(UrnKey::read(&bytes).unwrap().public(), key.public());
    }
}
