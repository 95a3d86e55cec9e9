//! What people make of a signal: two opinions, sealed until both are in.

use crate::{id::PersonId, words::words};

words! {
    /// What somebody makes of a case.
    Verdict as "verdict" {
        /// There is an explanation, and nothing has to be done (tiene explicación).
        Explained = "explained",
        /// An authority has to look into it (se remite a la autoridad): in Colombia the personería or the Fiscalía, in
        /// Mexico the internal control or the prosecutor.
        Referred = "referred",
    }
}

/// How a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has said anything.
    Open,
    /// One person has; what, is sealed.
    Sealed,
    /// Two have, and differ: a third decides.
    Split,
    /// Two agree.
    Decided(Verdict),
}

/// How a case stands after these opinions, in the order in which they were given.
pub fn standing(opinions: &[Verdict]) -> Standing {
    match *opinions {
        [] => Standing::Open,
        [_] => Standing::Sealed,
        [one, other] if one != other => Standing::Split,
        // Of three, the third is the same as one of the two before.
        [one, other, ..] => Standing::Decided(if one == other { one } else { opinions[2] }),
    }
}

/// Why somebody gives no opinion on a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Barred {
    /// They gave one.
    Own,
    /// It is decided.
    Decided,
}

/// Whether somebody may give an opinion on a case on which these people gave theirs. Whether two of them agree is
/// known once both opinions are open.
///
/// # Errors
/// When they gave one, or the case is decided.
pub fn may_opine(person: PersonId, given: &[PersonId], standing: Standing) -> Result<(), Barred> {
    match standing {
        Standing::Decided(_) => Err(Barred::Decided),
        _ if given.contains(&person) => Err(Barred::Own),
        Standing::Open | Standing::Sealed | Standing::Split => Ok(()),
    }
}
