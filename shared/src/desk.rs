//! Desks (mesas) of polling places: what happens at one from the empty box to the closing act, with a network or without.
//!
//! # The journal
//!
//! All that happens in a shift (turno) is written into its journal (libro de la mesa) as events, one after the other:
//! each has the next number and names the hash of the one before, so that none can be taken out, put in or changed
//! without all that follow telling ([`Journal`]). An event is the very bytes that were written: whoever has a copy of the
//! journal can hash them again, with any program. What is brought in twice is the same event, and is kept once.
//!
//! One shift is written by one hand: by the page of the desk while there is a network, or by one device, also without.
//! So two devices never write different events under the same number; and what a device that was given up for lost
//! brings in later still follows from what it wrote before.
//!
//! Devices have clocks of their own. An event is taken whatever its time; one that cannot have happened then, since the
//! shift had not begun or the event had come in before, is told with the nearest time that is possible ([`Span`]).
//!
//! # Who votes twice
//!
//! A device asks the server before each ballot that it hands over. The server takes the vote there and then, or says who
//! took it before: the ballot goes straight into the box only with its word. While there is no network, a desk cannot know
//! who has voted on the web since it began, or at another desk. Both acts stay on record, and the rules say what becomes
//! of a ballot that was handed out then ([`OfflineBallots`](crate::ruleset::OfflineBallots)).
//!
//! An envelope is opened once the shift that handed it out is over, and once only: in a later shift, whose box its ballots
//! are counted in, or after the last one. One that nobody can open any more is given up by two people, with its
//! [`LossCause`](crate::paper::LossCause).
//!
//! # On a screen
//!
//! Where the rules have tablets (tabletas), a desk with a network may give somebody a code instead of paper, once and for
//! some minutes. Their ballot goes into the urn as one from the web does, and the journal marks them in that very
//! transaction, not when they get the code: so those it marks by tablet are those who cast there, whoever walks away,
//! votes on the web meanwhile or does not hear the answer. A shift does not pause or close while a code waits.
//!
//! # What is secret
//!
//! The journal says who was handed which ballots, and how; nothing in it says how they voted.

mod balance;
mod event;
mod journal;
mod refusal;
mod scan;

pub use self::{
    balance::{Counted, Difference, Recorded},
    event::{Act, Assistance, Event, IncidentKind, Way, hash_of},
    journal::{Accepted, Journal, Span, Stage, genesis},
    refusal::{LONGEST_EVENT, Refusal},
    scan::Scanned,
};

use self::refusal::MOST_OFFICERS;
use crate::ruleset::{OfflineBallots, RuleSet};

/// Whether people may vote on a screen at the desks (tableta), as the phase says in which they vote in person.
pub fn has_tablets(rules: &RuleSet) -> bool {
    rules.phases.iter().filter_map(|phase| phase.places.as_ref()).any(|places| places.tablet)
}

/// What becomes of ballots that are handed out without a network: as the phase says in which people vote in person, or as
/// it is where nothing is said.
pub fn offline_ballots(rules: &RuleSet) -> OfflineBallots {
    rules
        .phases
        .iter()
        .find_map(|phase| phase.places.as_ref())
        .map_or_else(OfflineBallots::default, |places| places.offline)
}

/// Whether a device may take a desk along, to go on without a network: not where the rules say that nothing is handed out
/// then, and not where each account of a roll has a vote, since the slice of a roll that it takes is of people.
pub fn goes_offline(rules: &RuleSet) -> bool {
    let by_account = rules.deciding_contest().is_some_and(|contest| contest.per_entry_of.is_some());
    !by_account && offline_ballots(rules) != OfflineBallots::Never
}

#[cfg(test)]
mod tests;
