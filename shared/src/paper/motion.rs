//! What one person proposes and another one confirms.

use crate::{id::PersonId, words::words};

words! {
    /// Why a sheet counts nothing (causa de la anulación de una planilla).
    VoidCause as "cause" {
        /// Its ballots are on another sheet as well (registrada dos veces).
        Twice = "twice",
        /// Nobody should have registered it (registrada por error).
        Mistake = "mistake",
        /// It is of another desk or contest than was typed (mesa o votación equivocada).
        WrongPlace = "wrong_place",
        /// It has another number of ballots than was typed (cantidad equivocada).
        WrongCount = "wrong_count",
        /// The box was annulled (caja anulada).
        Annulled = "annulled",
    }
}

words! {
    /// Why an envelope is given up (causa por la que un sobre se da por perdido).
    LossCause as "cause of a loss" {
        /// It did not come back from the desk (no volvió de la mesa).
        NotReturned = "not_returned",
        /// It was lost on the way (se perdió en el traslado).
        InTransit = "in_transit",
        /// Water, fire or the like left nothing to read (se dañó).
        Damaged = "damaged",
        /// Somebody opened it before its time (llegó abierto o roto).
        Tampered = "tampered",
        /// Whoever got it took it along (la persona se lo llevó).
        TakenAway = "taken_away",
        /// The journal has it, and nobody ever got it (se anotó por error).
        NotHandedOut = "not_handed_out",
    }
}

/// Something that holds only once a second person confirms it (propuesta): that a sheet counts nothing, why ballots are
/// missing, or that an envelope is given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Motion<T> {
    by: PersonId,
    what: T,
}

/// What a second person confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed<T> {
    motion: Motion<T>,
    by: PersonId,
}

/// Whoever proposed something does not confirm it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("whoever proposed it does not confirm it")]
pub struct SamePerson;

impl<T> Motion<T> {
    /// What somebody proposes.
    pub const fn new(by: PersonId, what: T) -> Self {
        Self { by, what }
    }

    /// Confirmed by somebody else.
    ///
    /// # Errors
    /// When it is not somebody else.
    pub fn confirm(self, by: PersonId) -> Result<Confirmed<T>, SamePerson> {
        if self.by == by { Err(SamePerson) } else { Ok(Confirmed { motion: self, by }) }
    }
}

impl<T> Confirmed<T> {
    /// Who proposed it.
    pub const fn proposed_by(&self) -> PersonId {
        self.motion.by
    }

    /// Who confirmed it.
    pub const fn by(&self) -> PersonId {
        self.by
    }

    /// What.
    pub const fn what(&self) -> &T {
        &self.motion.what
    }
}
