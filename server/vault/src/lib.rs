//! What must not lie in the database (bóveda): the key under which rolls know people, and the keys that open ballots.
//!
//! Whoever has the database, its dumps or its logs has no document number and no vote; whoever has this folder alone has
//! nothing at all. It must be kept apart from the database's backups, and several servers of one database must share it.

mod envelope;
mod folder;

pub use envelope::{Envelope, NotOpened, UrnKey, UrnPublicKey};
pub use folder::{Vault, VaultError};
