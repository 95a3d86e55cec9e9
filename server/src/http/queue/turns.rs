//! The turns (turnos) of one site's line: whose it is to come in, and how long the others wait for theirs.
//!
//! People are called in the order of their tickets, and only as many as can be let in when they come: whoever is called
//! may be looking elsewhere, and comes when their page looks again. Were all called whom the places could take, they would
//! all come, and be told to come again, and the server would be busy with nothing else. Were too few called, places would
//! stand empty until they look. So it is the line that says how many: more while it is empty, fewer while it is long.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use tokio::time::Instant;

/// A number in the line of a site, from 1 on.
pub type Ticket = u64;

/// The ticket of those who were let in: they go on with what they do before anybody else begins.
pub const INSIDE: Ticket = 0;

/// How many people are called or stand in line at once, at least.
const CALLED: usize = 500;
/// And at most, however late those come who are called.
const MOST_CALLED: usize = 20 * CALLED;

/// After so long whoever was called and did not come is waited for no more. When they come, it is still their turn.
const COMES: Duration = Duration::from_mins(1);

/// Over how long it is seen how fast people are called, and whether anybody stands in line, at least.
const SEEN: Duration = Duration::from_secs(5);

/// The tickets of one site.
#[derive(Debug)]
pub struct Turns {
    /// How many were given; the highest.
    given: Ticket,
    /// The highest that was called.
    called: Ticket,
    /// How many are called or stand in line at once.
    at_once: usize,
    /// Those called who have not come, and since when they are waited for.
    expected: BTreeMap<Ticket, Instant>,
    /// Those who found a free place before they were called.
    early: BTreeSet<Ticket>,
    /// How much time passes from one call to the next, on average of late; unknown at first.
    each: Option<Duration>,
    /// Calls that are not in that average yet, and since when.
    calls: u32,
    since: Instant,
    /// Places given back since it was last decided how many to call, and how many of them while nobody stood in line.
    left: u32,
    left_empty: u32,
    decided: Instant,
}

impl Turns {
    /// Nobody has a ticket yet.
    pub fn new(now: Instant) -> Self {
        Self {
            given: 0,
            called: 0,
            at_once: CALLED,
            expected: BTreeMap::new(),
            early: BTreeSet::new(),
            each: None,
            calls: 0,
            since: now,
            left: 0,
            left_empty: 0,
            decided: now,
        }
    }

    /// Gives the next ticket.
    pub fn give(&mut self, now: Instant) -> Ticket {
        if self.called == self.given {
            // Nobody waited: the time without calls says nothing of how fast they come.
            (self.calls, self.since) = (0, now);
            (self.at_once, self.left, self.left_empty, self.decided) = (CALLED, 0, 0, now);
        }
        self.given += 1;
        self.given
    }

    /// Whether a ticket was given.
    pub fn knows(&self, ticket: Ticket) -> bool {
        ticket <= self.given
    }

    /// Whether it is the turn of whoever has a ticket.
    pub fn is_called(&self, ticket: Ticket) -> bool {
        ticket <= self.called
    }

    /// Whether somebody with a ticket was not called yet.
    pub fn are_waited_for(&self) -> bool {
        self.called < self.given
    }

    /// Whoever has a ticket has come in, or stands in line.
    pub fn came(&mut self, ticket: Ticket) {
        if ticket != INSIDE && self.expected.remove(&ticket).is_none() && !self.is_called(ticket) {
            self.early.insert(ticket);
        }
    }

    /// A place was given back, where so many stand in line for it.
    pub fn left(&mut self, in_line: usize) {
        self.left += 1;
        self.left_empty += u32::from(in_line == 0);
    }

    /// Calls as many as may come, where so many stand in line already.
    pub fn call(&mut self, in_line: usize, now: Instant) {
        while let Some(first) = self.expected.first_entry()
            && now.duration_since(*first.get()) >= COMES
        {
            first.remove();
        }
        while self.called < self.given && self.expected.len() + in_line < self.at_once {
            self.called += 1;
            self.calls += 1;
            if !self.early.remove(&self.called) {
                self.expected.insert(self.called, now);
            }
        }
        let passed = now.duration_since(self.since);
        if passed >= SEEN && self.calls > 0 {
            let of_late = passed / self.calls;
            self.each = Some(self.each.map_or(of_late, |before| (before + of_late) / 2));
            (self.calls, self.since) = (0, now);
        }
        if now.duration_since(self.decided) >= SEEN {
            if self.left_empty > self.left / 2 {
                self.at_once = MOST_CALLED.min(self.at_once + self.at_once / 2);
            } else if in_line > CALLED / 2 {
                self.at_once = CALLED.max(self.at_once - self.at_once / 5);
            }
            (self.left, self.left_empty, self.decided) = (0, 0, now);
        }
    }

    /// Nobody comes of those who are waited for: calls the next.
    pub fn call_others(&mut self, now: Instant) {
        self.expected.clear();
        self.call(0, now);
    }

    /// How long it takes until a ticket is called, at the pace of late; at the one given while none is known.
    pub fn wait(&self, ticket: Ticket, at_first: Duration) -> Duration {
        let before = u32::try_from(ticket.saturating_sub(self.called)).unwrap_or(u32::MAX);
        self.each.unwrap_or(at_first).saturating_mul(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many tickets, the first of them called.
    fn given(count: u64, now: Instant) -> Turns {
        let mut turns = Turns::new(now);
        for ticket in 1..=count {
            assert_eq!(turns.give(now), ticket);
        }
        turns.call(0, now);
        turns
    }

    #[test]
    fn no_more_are_called_than_can_come_in() {
        let now = Instant::now();
        let mut turns = given(2_000, now);
        assert!(turns.is_called(500) && !turns.is_called(501));
        turns.call(0, now);
        assert!(!turns.is_called(501), "nobody came yet");
        for ticket in 1..=20 {
            turns.came(ticket);
        }
        turns.call(15, now);
        assert!(turns.is_called(505) && !turns.is_called(506), "fifteen of those who came stand in line");
        assert!(turns.is_called(INSIDE) && turns.knows(2_000) && !turns.knows(2_001));
    }

    #[test]
    fn the_line_is_kept_from_running_empty_however_late_people_look() {
        const LOOKS_AGAIN: u64 = 300;
        const PEOPLE: usize = 30_000;
        // In each tenth of a second twenty come in: all could be in after 150 s.
        let served_in_a_tick = 20;
        let (begin, tick) = (Instant::now(), Duration::from_millis(100));
        let mut turns = given(PEOPLE as u64, begin);
        let mut wait_outside: Vec<Ticket> = (1..=PEOPLE as u64).collect();
        let (mut in_line, mut longest, mut ticks) = (0_usize, 0, 0_u64);
        while !wait_outside.is_empty() || in_line > 0 {
            let now = begin + tick * u32::try_from(ticks).unwrap();
            // Whoever waits looks every half a minute, each at another moment.
            wait_outside.retain(|ticket| {
                let comes = (ticks + ticket * 7) % LOOKS_AGAIN == 0 && turns.is_called(*ticket);
                if comes {
                    turns.came(*ticket);
                    in_line += 1;
                }
                !comes
            });
            longest = longest.max(in_line);
            for _ in 0..served_in_a_tick {
                in_line = in_line.saturating_sub(1);
                turns.left(in_line);
            }
            turns.call(in_line, now);
            ticks += 1;
        }
        assert!(ticks < 2_100, "{ticks} tenths of a second");
        assert!(longest < 3_000, "{longest} in line");
    }

    #[test]
    fn who_does_not_come_is_not_waited_for_and_keeps_their_turn() {
        let now = Instant::now();
        let mut turns = given(2_000, now);
        turns.call(0, now + COMES);
        assert!(turns.is_called(1) && turns.is_called(1_000) && !turns.is_called(1_001));
        turns.call_others(now + COMES);
        assert!(turns.is_called(1_500) && !turns.is_called(1_501));
        turns.call_others(now + COMES);
        assert!(!turns.are_waited_for());
    }

    #[test]
    fn who_found_a_free_place_is_not_called_again() {
        let now = Instant::now();
        let mut turns = given(600, now);
        turns.came(501);
        turns.came(INSIDE);
        turns.came(1);
        turns.call(0, now);
        assert!(turns.is_called(502) && !turns.is_called(503), "one came of those called, and one before");
    }

    #[test]
    fn the_wait_follows_how_fast_people_are_called() {
        let now = Instant::now();
        let second = Duration::from_secs(1);
        let mut turns = given(10_000, now);
        assert_eq!(turns.wait(1_500, second), 1_000 * second, "nothing is known yet");
        // A hundred come in each second, after the first five hundred were called at once.
        for tick in 1..=60 {
            for one in 0..100 {
                turns.came((tick - 1) * 100 + one + 1);
            }
            turns.call(0, now + second * u32::try_from(tick).unwrap());
        }
        assert!(turns.is_called(6_500) && !turns.is_called(6_501));
        let wait = turns.wait(7_500, second);
        assert!((Duration::from_millis(9_900)..=Duration::from_millis(10_100)).contains(&wait), "{wait:?}");
        assert_eq!(turns.wait(1, second), Duration::ZERO);
    }
}
