//! What must not lie in the database (bóveda): the key under which rolls know people, the keys that open
//! ballots, and the one that signs acts of results.
//!
//! Whoever has the database, its dumps or its logs has no document number and no vote; whoever has this folder alone has
//! nothing at all. It must be kept apart from the database's backups, and several servers of one database must share it.

mod act;
mod envelope;
mod folder;

pub use act::{ActKey, is_signed};
pub use envelope::{Envelope, NotOpened, UrnKey, UrnPublicKey};
pub use folder::{Vault, VaultError};
