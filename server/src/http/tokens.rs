//! The tokens of sessions: a secret, and a mark by which servers with the same secrets know their own tokens without
//! asking the database. A mark proves nothing but where a token was made: whose session it is, and whether it still is
//! one, only the database says.

use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use vault::{Vault, VaultError};

use crate::random;

/// Digits of the secret.
const SECRET: usize = 64;
/// Bytes of the mark.
const MARK: usize = 16;

/// By what servers know their own tokens.
#[derive(Clone, Debug)]
pub struct Tokens([u8; 32]);

impl Tokens {
    /// Those of the servers that have this vault.
    ///
    /// # Errors
    /// When its key can be neither read nor made.
    pub fn of(vault: &Vault) -> Result<Self, VaultError> {
        vault.token_key().map(Self)
    }

    /// A token for a new session.
    pub fn fresh(&self) -> String {
        let secret = random::hex::<32>();
        let mark = self.mark(&secret);
        secret + &mark
    }

    /// Whether a token was made here. Those of an older version of the program, which bear no mark, were not.
    pub fn are_ours(&self, token: &str) -> bool {
        token.split_at_checked(SECRET).is_some_and(|(secret, mark)| {
            let expected = self.mark(secret);
            expected.as_bytes().ct_eq(mark.as_bytes()).into()
        })
    }

    fn mark(&self, secret: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length will do");
        mac.update(secret.as_bytes());
        random::to_hex(&mac.finalize().into_bytes()[..MARK])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_where_it_was_made() {
        let (here, there) = (Tokens([1; 32]), Tokens([2; 32]));
        let token = here.fresh();
        assert!(here.are_ours(&token) && !there.are_ours(&token));
        assert_ne!(here.fresh(), token);
        let (secret, mark) = token.split_at(SECRET);
        for other in [
            String::new(),
            "AAAA".to_owned(),
            secret.to_owned(),
            format!("{}{mark}", "0".repeat(SECRET)),
            format!("{secret}{}", "0".repeat(2 * MARK)),
            format!("{token}0"),
            "é".repeat(SECRET),
        ] {
            assert!(!here.are_ours(&other), "{other}");
        }
    }
}
