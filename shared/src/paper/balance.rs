//! Whether the ballots on the sheets are those that were handed out (cuadre).

use crate::words::words;

words! {
    /// Why there are not as many ballots on the sheets of a desk as were handed out there.
    Why as "why" {
        /// Somebody took theirs away (se llevaron el tarjetón).
        TakenAway = "taken_away",
        /// The box, or a part of it, is lost (caja perdida).
        Lost = "lost",
        /// The box was annulled (caja anulada).
        Annulled = "annulled",
        /// A ballot of another contest or desk lay in the box (tarjetón de otra mesa o votación).
        Elsewhere = "elsewhere",
        /// The journal of the desk says otherwise than what was done (error en el libro de la mesa).
        Journal = "journal",
    }
}

/// The ballots of one contest at one desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Balance {
    /// How many voters got one that went into the box, by the desk's journal.
    pub handed_out: u32,
    /// How many are on its agreed sheets.
    pub agreed: u32,
    /// How many of its sheets are not agreed on.
    pub pending: u32,
    /// For which numbers handed out and agreed two people said last why they differ.
    pub explained: Option<(u32, u32)>,
    /// For which somebody said so last, and nobody has confirmed or refused it.
    pub proposed: Option<(u32, u32)>,
}

/// Whether an urn can be sealed, as far as one desk is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As many on agreed sheets as were handed out.
    Square,
    /// Not as many, and two people say why.
    Explained,
    /// Not as many, and one person says why.
    Proposed,
    /// Sheets are not agreed on.
    Pending,
    /// Fewer or more on sheets than were handed out, and nobody has said why.
    Unexplained,
}

impl Balance {
    /// How it stands. What was said of other numbers explains nothing.
    pub fn standing(&self) -> Standing {
        if self.pending > 0 {
            Standing::Pending
        } else if self.handed_out == self.agreed {
            Standing::Square
        } else if self.explained == Some((self.handed_out, self.agreed)) {
            Standing::Explained
        } else if self.proposed == Some((self.handed_out, self.agreed)) {
            Standing::Proposed
        } else {
            Standing::Unexplained
        }
    }
}
