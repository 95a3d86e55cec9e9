//! The folder of the secrets: one file for each, written once, readable by the server alone.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use rand::{TryRngCore as _, rngs::OsRng};
use shared::{document::Fingerprint, id::TenantId};

use crate::{ActKey, UrnKey, UrnPublicKey};

/// How the files of urns are called, before their public keys.
const URN: &str = "urn-";

/// Where the secrets are.
#[derive(Clone, Debug)]
pub struct Vault(PathBuf);

/// Why a secret cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The file.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It was changed, or is only half there.
    #[error("{path} is not a secret of 64 hexadecimal digits")]
    Damaged {
        /// Which.
        path: PathBuf,
    },
    /// The key that opens an urn is not here: without it nobody can count its ballots.
    #[error("the key of the urn {urn} is not in {folder}: bring it back from where the secrets are kept safe")]
    NoUrnKey {
        /// The public key, in hexadecimal.
        urn: Fingerprint,
        /// The folder.
        folder: PathBuf,
    },
}

impl Vault {
    /// The vault in a folder, which is made when it is not there.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(folder: &Path) -> Result<Self, VaultError> {
        // Whoever else is on the machine has no business here.
        let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|source| VaultError::File { path: folder.to_owned(), source })?;
        Ok(Self(folder.to_owned()))
    }

    /// The key under which a tenant's rolls know people (llave de los padrones); made when it is first asked for.
    /// Without it no roll can be read any more.
    ///
    /// # Errors
    /// When it can be neither read nor made.
    pub fn roll_key(&self, tenant: TenantId) -> Result<[u8; 32], VaultError> {
        self.lasting(self.0.join(format!("roll-{}", tenant.uuid())))
    }

    /// The key by which servers know the tokens of their own sessions; made when it is first asked for. What it says needs
    /// no keeping: without it sessions go on as those of strangers do who turn out to be known.
    ///
    /// # Errors
    /// When it can be neither read nor made.
    pub fn token_key(&self) -> Result<[u8; 32], VaultError> {
        self.lasting(self.0.join("tokens"))
    }

    /// The key with which a tenant signs its acts of results (llave de las actas); made when it is first asked for. What
    /// it signed can be checked without it; what comes after it is lost is signed with another.
    ///
    /// # Errors
    /// When it can be neither read nor made.
    pub fn act_key(&self, tenant: TenantId) -> Result<ActKey, VaultError> {
        Ok(ActKey::read(&self.lasting(self.act_path(tenant))?))
    }

    /// The same, where it was made before.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn known_act_key(&self, tenant: TenantId) -> Result<Option<ActKey>, VaultError> {
        Ok(read(&self.act_path(tenant))?.map(|secret| ActKey::read(&secret)))
    }

    fn act_path(&self, tenant: TenantId) -> PathBuf {
        self.0.join(format!("act-{}", tenant.uuid()))
    }

    /// A secret that is made once.
    fn lasting(&self, path: PathBuf) -> Result<[u8; 32], VaultError> {
        if let Some(key) = read(&path)? {
            return Ok(key);
        }
        let fresh = random().map_err(|source| VaultError::File { path: path.clone(), source })?;
        self.write(&path, &fresh)?;
        // Another server may have been faster: then its key is the one.
        read(&path)?.ok_or(VaultError::Damaged { path })
    }

    /// Makes a key for an urn, keeps it, and says by which key envelopes are closed.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn new_urn(&self) -> Result<UrnPublicKey, VaultError> {
        let key = UrnKey::generate();
        self.write(&self.urn_path(key.public()), &key.bytes())?;
        Ok(key.public())
    }

    /// The key that opens an urn.
    ///
    /// # Errors
    /// When it is not here, or cannot be read.
    pub fn urn_key(&self, urn: UrnPublicKey) -> Result<UrnKey, VaultError> {
        let path = self.urn_path(urn);
        let Some(bytes) = read(&path)? else {
            return Err(VaultError::NoUrnKey { urn: (*urn.bytes()).into(), folder: self.0.clone() });
        };
        UrnKey::read(&bytes).filter(|key| key.public() == urn).ok_or(VaultError::Damaged { path })
    }

    /// The urns whose keys are here, by the keys that close their envelopes.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn urns(&self) -> Result<Vec<UrnPublicKey>, VaultError> {
        let failed = |source| VaultError::File { path: self.0.clone(), source };
        let mut urns = Vec::new();
        for entry in fs::read_dir(&self.0).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name();
            let key = name.to_str().and_then(|name| name.strip_prefix(URN)?.parse::<Fingerprint>().ok());
            urns.extend(key.map(|key| UrnPublicKey::from(*key.bytes())));
        }
        Ok(urns)
    }

    /// Destroys the key of an urn: envelopes that somebody kept can't be opened any more. Doing so twice is no mistake.
    ///
    /// # Errors
    /// When the file is there and cannot be removed.
    pub fn forget_urn(&self, urn: UrnPublicKey) -> Result<(), VaultError> {
        let path = self.urn_path(urn);
        match fs::remove_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed.and_then(|()| self.sync()).map_err(|source| VaultError::File { path, source }),
        }
    }

    fn urn_path(&self, urn: UrnPublicKey) -> PathBuf {
        self.0.join(format!("{URN}{}", Fingerprint::from(*urn.bytes())))
    }

    /// Writes a secret that lasts once this returns. The file appears whole or not at all; one that is there stays.
    fn write(&self, path: &Path, secret: &[u8; 32]) -> Result<(), VaultError> {
        let write = || {
            // Another server, or another request, may be writing the same one.
            let draft = self.0.join(format!("draft-{}", Fingerprint::from(random()?)));
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
            writeln!(file, "{}", Fingerprint::from(*secret))?;
            file.sync_all()?;
            let linked = match fs::hard_link(&draft, path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
                linked => linked,
            };
            fs::remove_file(&draft)?;
            linked?;
            self.sync()
        };
        write().map_err(|source| VaultError::File { path: path.to_owned(), source })
    }

    fn sync(&self) -> io::Result<()> {
        File::open(&self.0)?.sync_all()
    }
}

fn random() -> io::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    OsRng.try_fill_bytes(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes)
}

fn read(path: &Path) -> Result<Option<[u8; 32]>, VaultError> {
    match fs::read_to_string(path) {
        Ok(text) => match text.trim_end().parse::<Fingerprint>() {
            Ok(secret) => Ok(Some(*secret.bytes())),
            Err(_) => Err(VaultError::Damaged { path: path.to_owned() }),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(VaultError::File { path: path.to_owned(), source }),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn vault(name: &str) -> Vault {
        let folder = std::env::temp_dir().join(format!("convite-vault-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        Vault::open(&folder).unwrap()
    }

    fn tenant(number: u128) -> TenantId {
        uuid::Uuid::from_u128(number).into()
    }

    #[test]
    fn a_tenant_has_one_roll_key_for_ever() {
        let vault = vault("roll");
        let key = vault.roll_key(tenant(1)).unwrap();
        assert_eq!(Vault::open(&vault.0).unwrap().roll_key(tenant(1)).unwrap(), key);
        assert_ne!(vault.roll_key(tenant(2)).unwrap(), key);
        assert_eq!(vault.token_key().unwrap(), vault.token_key().unwrap());
        assert_ne!(vault.token_key().unwrap(), key);
        for entry in fs::read_dir(&vault.0).unwrap() {
            assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert_eq!(fs::metadata(&vault.0).unwrap().permissions().mode() & 0o777, 0o700);
        fs::write(vault.0.join(format!("roll-{}", tenant(1).uuid())), "half").unwrap();
        assert!(matches!(vault.roll_key(tenant(1)), Err(VaultError::Damaged { .. })));
        // Acts are signed with another one, that is made when it is first needed.
        assert!(vault.known_act_key(tenant(2)).unwrap().is_none());
        let act = vault.act_key(tenant(2)).unwrap().public();
        assert_eq!(vault.known_act_key(tenant(2)).unwrap().unwrap().public(), act);
        assert_ne!(vault.act_key(tenant(3)).unwrap().public(), act);
        fs::remove_dir_all(&vault.0).unwrap();
    }

    #[test]
    fn many_who_ask_at_once_get_the_same_key() {
        let vault = vault("race");
        let keys: Vec<_> = std::thread::scope(|scope| {
            let asked: Vec<_> = (0..8).map(|_| scope.spawn(|| vault.roll_key(tenant(1)).unwrap())).collect();
            asked.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(keys.iter().all(|key| *key == keys[0]));
        fs::remove_dir_all(&vault.0).unwrap();
    }

    #[test]
    fn a_forgotten_urn_is_never_opened_again() {
        let vault = vault("urn");
        let urn = vault.new_urn().unwrap();
        assert_eq!(vault.urn_key(urn).unwrap().public(), urn);
        vault.roll_key(tenant(1)).unwrap();
        assert_eq!(vault.urns().unwrap(), [urn]);
        vault.forget_urn(urn).unwrap();
        vault.forget_urn(urn).unwrap();
        let error = vault.urn_key(urn).unwrap_err().to_string();
        assert!(error.contains(&Fingerprint::from(*urn.bytes()).to_string()), "{error}");
        fs::remove_dir_all(&vault.0).unwrap();
    }
}
