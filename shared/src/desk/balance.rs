//! What must agree when a desk closes (cuadre): the list, the papers, the box.

use serde::{Deserialize, Serialize};

/// What a desk's journal says of a shift.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recorded {
    /// People who were marked.
    pub voters: u32,
    /// Those of them who voted on a screen.
    pub on_tablet: u32,
    /// Those who were assisted.
    pub assisted: u32,
    /// Those who were marked without a network.
    pub offline: u32,
    /// Paper ballots that the desk got.
    pub papers: u32,
    /// Paper ballots for the box: one for each contest of each voter on paper.
    pub for_box: u32,
    /// Paper ballots for the box out of envelopes of earlier shifts.
    pub from_envelopes: u32,
    /// Paper ballots that went into envelopes.
    pub in_envelopes: u32,
    /// Envelopes.
    pub envelopes: u32,
    /// Paper ballots that were spoilt and replaced.
    pub spoilt: u32,
    /// Incidents.
    pub incidents: u32,
}

impl Recorded {
    /// Paper ballots that should lie in the box: those of voters of this shift, and those out of envelopes of earlier ones.
    pub const fn in_box(&self) -> u32 {
        self.for_box.saturating_add(self.from_envelopes)
    }

    /// Paper ballots that left the pile: those that voters kept and those that came back spoilt.
    pub const fn handed_out(&self) -> u32 {
        self.for_box.saturating_add(self.in_envelopes).saturating_add(self.spoilt)
    }

    /// Every difference between the journal and what was counted by hand; none when the desk is square.
    pub fn differences(&self, counted: &Counted) -> Vec<Difference> {
        // The pile may be smaller than what was handed out, when a delivery was not written down.
        let unused = i64::from(self.papers) - i64::from(self.handed_out());
        [
            (i64::from(self.voters), counted.voters, Difference::voters as fn(i64, u32) -> Difference),
            (i64::from(self.in_box()), counted.in_box, Difference::in_box),
            (i64::from(self.envelopes), counted.envelopes, Difference::envelopes),
            (i64::from(self.spoilt), counted.spoilt, Difference::spoilt),
            (unused, counted.unused, Difference::unused),
        ]
        .into_iter()
        .filter(|(recorded, counted, _)| *recorded != i64::from(*counted))
        .map(|(recorded, counted, of)| of(recorded, counted))
        .collect()
    }
}

/// What the officers count by hand when they close.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// Voters on the list that they signed.
    pub voters: u32,
    /// Paper ballots in the box.
    pub in_box: u32,
    /// Closed envelopes.
    pub envelopes: u32,
    /// Spoilt paper ballots that were given back.
    pub spoilt: u32,
    /// Paper ballots that nobody used.
    pub unused: u32,
}

/// A difference between the journal and what was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// Voters.
    Voters {
        /// By the journal.
        recorded: i64,
        /// By hand.
        counted: u32,
    },
    /// Paper ballots in the box.
    InBox {
        /// By the journal.
        recorded: i64,
        /// By hand.
        counted: u32,
    },
    /// Envelopes.
    Envelopes {
        /// By the journal.
        recorded: i64,
        /// By hand.
        counted: u32,
    },
    /// Spoilt paper ballots.
    Spoilt {
        /// By the journal.
        recorded: i64,
        /// By hand.
        counted: u32,
    },
    /// Unused paper ballots; less than none by the journal where more were handed out than came.
    Unused {
        /// By the journal.
        recorded: i64,
        /// By hand.
        counted: u32,
    },
}

impl Difference {
    fn voters(recorded: i64, counted: u32) -> Self {
        Self::Voters { recorded, counted }
    }

    fn in_box(recorded: i64, counted: u32) -> Self {
        Self::InBox { recorded, counted }
    }

    fn envelopes(recorded: i64, counted: u32) -> Self {
        Self::Envelopes { recorded, counted }
    }

    fn spoilt(recorded: i64, counted: u32) -> Self {
        Self::Spoilt { recorded, counted }
    }

    fn unused(recorded: i64, counted: u32) -> Self {
        Self::Unused { recorded, counted }
    }

    /// By the journal, and by hand.
    pub const fn figures(&self) -> (i64, u32) {
        match *self {
            Self::Voters { recorded, counted }
            | Self::InBox { recorded, counted }
            | Self::Envelopes { recorded, counted }
            | Self::Spoilt { recorded, counted }
            | Self::Unused { recorded, counted } => (recorded, counted),
        }
    }
}
