//! The phases of a process and what ends them.

use crate::{
    document::{DayOfYear, Key, Text, TimeOfDay, choice, table},
    phase::PhaseKind,
    ruleset::Basis,
    words::words,
};

table! {
    /// One phase (fase). Phases open in their order; one overlaps another only where it says so.
    PhaseRule {
        /// Its name within the document.
        id: Key,
        /// What kind it is to the machine.
        kind: PhaseKind,
        /// What people call it.
        name: Text,
        /// What it is for, in a sentence that a citizen understands.
        purpose: Option<Text> = default,
        /// When in the year it usually is: the draft of a process's calendar.
        typical: Option<Typical> = default,
        /// The hours of each day in which it is open; all day when absent.
        hours: Option<Hours> = default,
        /// The channel that it opens, where it opens one only.
        channel: Option<Channel> = default,
        /// Which polling places there must be, where one votes in person in it.
        places: Option<PollingPlaces> = default,
        /// The phases before it that it may overlap.
        overlaps: Vec<Key> = default,
        /// What must be true before it may close and the next may open.
        exits: Vec<Exit> = default,
        /// What can no longer change once it has opened.
        locks: Vec<Lock> = default,
        /// What it rests on.
        basis: Basis = default,
    }
}

table! {
    /// The usual dates of a phase.
    Typical {
        /// The day on which it opens.
        opens: DayOfYear,
        /// The last day on which it is open.
        closes: DayOfYear,
        /// How many years after the process's year it opens: 0 to 3.
        year: u8 = default,
        /// In which processes it comes, where it does not come in that of every year.
        recurs: Option<Recurrence> = default,
    }
}

table! {
    /// Years that come again (periodicidad): every 4 since 2024 are 2024, 2028, 2032.
    Recurrence {
        /// How many years lie between one and the next: 2 to 20.
        every: u16,
        /// The first of them: 1900 to 9000.
        since: u16,
    }
}

table! {
    /// Hours of the day.
    Hours {
        /// From, inclusive.
        from: TimeOfDay,
        /// Until, exclusive.
        until: TimeOfDay,
    }
}

table! {
    /// Which polling places there must be (centros, puntos de votación): a promise to those who vote. Whoever opens polling
    /// places answers for it.
    PollingPlaces {
        /// The level in each of whose territories there are some; they are the whole tenant's when absent.
        level: Option<Key> = default,
        /// The fewest in each that stay where they are (fijos).
        fixed_at_least: u16,
        /// How far from the next fixed one, in kilometres, a settlement has to be for one that comes to it (itinerante).
        mobile_beyond_km: Option<u16> = default,
        /// What becomes of ballots that a desk hands out while it has no network.
        offline: OfflineBallots = default,
        /// Whether people may also vote on a screen there (tableta), while the desk has a network.
        tablet: bool = default,
    }
}

words! {
    /// What becomes of ballots that a desk hands out while it has no network: whoever gets one may have voted elsewhere
    /// meanwhile.
    #[derive(Default)]
    OfflineBallots as "ballots handed out offline" {
        /// Each goes into an envelope of its own with a number, which is opened only if nothing contradicts it (voto en
        /// sobre).
        #[default]
        SetAside = "set_aside",
        /// They go into the box with the others and count; who voted twice is named in the closing act.
        Count = "into_box",
        /// None is handed out: without a network a desk waits (sin red no se vota).
        Never = "no_ballots",
    }
}

words! {
    /// By which channel one takes part.
    Channel as "channel" {
        /// On the web.
        Online = "online",
        /// At a polling place.
        InPerson = "in_person",
    }
}

choice! {
    /// What must be true before a phase may close.
    Exit {
        /// Each territory has had meetings.
        Meetings = "meetings" {
            /// At least that many.
            at_least: u16,
        },
        /// A body has approved each territory's ballot in sealed minutes.
        BallotApproved = "ballot_approved" {
            /// Which body.
            by: Key,
        },
        /// The ceilings have been adopted by an act.
        CeilingsAdopted = "ceilings_adopted",
        /// Every idea has been reviewed.
        AllReviewed = "all_reviewed",
        /// Every ballot has been counted.
        AllCounted = "all_counted",
    }
}

words! {
    /// What can no longer change once a phase has opened.
    Lock as "lock" {
        /// The texts and costs of projects.
        Projects = "projects",
        /// Which projects are on the ballots.
        Ballots = "ballots",
        /// The ceilings.
        Ceilings = "ceilings",
        /// The rules.
        Rules = "rules",
    }
}
