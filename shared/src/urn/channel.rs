//! By which channel a vote came.

use crate::words::words;

words! {
    /// By which channel somebody voted (canal): the roll keeps it, the urn does not.
    Channel as "channel" {
        /// On the site, with a session of one's own (en línea).
        Web = "web",
        /// On the tablet of a polling place (tableta del puesto).
        Desk = "desk",
        /// On paper, handed out at a polling place (papel).
        Paper = "paper",
    }
}

impl Channel {
    /// Whether what is cast by it lies in the urn in an envelope.
    pub const fn is_electronic(self) -> bool {
        matches!(self, Self::Web | Self::Desk)
    }
}
