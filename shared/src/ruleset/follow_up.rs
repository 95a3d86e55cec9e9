//! What is owed after the vote (seguimiento).

use crate::{
    document::{Key, table},
    ruleset::Basis,
    words::words,
};

table! {
    /// Duties of follow-up.
    #[derive(Default)]
    FollowUp {
        /// Months between two reports.
        report_every_months: Option<u8> = default,
        /// What a report says.
        fields: Vec<ReportField> = default,
        /// Days after which a late report is pointed out.
        overdue_days: Option<u16> = default,
        /// What closes a work.
        closing: Vec<Closing> = default,
        /// The body that watches.
        watched_by: Option<Key> = default,
        /// What they rest on.
        basis: Basis = default,
    }
}

words! {
    /// What a report says.
    ReportField as "field of a report" {
        /// Physical progress, in percent.
        Physical = "physical",
        /// Money spent, in percent.
        Financial = "financial",
        /// Photos.
        Photo = "photo",
        /// The contract.
        Contract = "contract",
        /// Opinion on the quality.
        Quality = "quality",
    }
}

words! {
    /// What closes a work.
    Closing as "closing" {
        /// Minutes signed with the community.
        CommunityMinutes = "community_minutes",
        /// A public event.
        PublicEvent = "public_event",
        /// A public sheet.
        PublicSheet = "public_sheet",
    }
}
