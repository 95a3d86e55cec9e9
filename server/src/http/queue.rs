//! The queue (fila): the server answers so many requests at once, and divides these places among the sites.
//!
//! A site may use places that nobody else asks for, but not the last ones; beside others it keeps to its share, or to what
//! leaves half of all places free. So a municipality whose people all come at once fills its own line and leaves its
//! neighbours theirs, as fast as before: what runs at once does so on the same machine. Each line is short. Who finds it full is told how long it takes, by how fast it moved so far, and gets a ticket ([`Turns`]):
//! whoever comes back with it goes before all who came later, and whoever was let in goes on before others begin. A place
//! that nobody stands in line for is anybody's.
//!
//! Lines and tickets are those of one process. Where several servers stand behind one address, each has its own, and a
//! ticket of another is none.

mod turns;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use shared::id::TenantId;
use tokio::sync::oneshot;
use tokio::time::{Instant, timeout};

use self::turns::Turns;
pub use self::turns::{INSIDE, Ticket};

/// Most requests that wait in the line of one site.
const LINE: usize = 1_000;

/// How long a place is held, until it is known.
const HELD: Duration = Duration::from_millis(20);

/// How many places one after the other somebody takes who votes, page by page: so much of each is between two people who
/// begin, until it is known how fast they do.
const PAGES: u32 = 5;

/// The lines of all sites.
#[derive(Clone, Debug)]
pub struct Queue(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    places: usize,
    room: Mutex<Room>,
}

#[derive(Debug)]
struct Room {
    taken: usize,
    waiting: u64,
    /// How long a place was held, on average of late.
    held: Duration,
    sites: BTreeMap<TenantId, Line>,
}

/// What one site has.
#[derive(Debug)]
struct Line {
    inside: usize,
    waiting: VecDeque<(u64, oneshot::Sender<Place>)>,
    turns: Turns,
}

impl Default for Line {
    fn default() -> Self {
        Self { inside: 0, waiting: VecDeque::new(), turns: Turns::new(Instant::now()) }
    }
}

/// Who asks to come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asking {
    /// At which site.
    pub site: TenantId,
    /// With which ticket of that site.
    pub ticket: Option<Ticket>,
    /// Whether they send what they typed: it waits longer, and no ticket goes before it.
    pub sends: bool,
    /// How long they would stand in line.
    pub patience: Duration,
}

/// Come again: with this ticket, after so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Later {
    /// The ticket.
    pub ticket: Ticket,
    /// How long it takes, as fast as the line moved so far.
    pub wait: Duration,
}

/// A place, until dropped.
#[derive(Debug)]
pub struct Place {
    /// None once it is given back.
    of: Option<(Arc<Shared>, TenantId)>,
    since: Instant,
    /// Whether whoever has it begins before others who wait for their turn.
    begins: bool,
}

impl Place {
    /// Whether whoever has it begins before others who wait for their turn: with [`INSIDE`] they go on before those, too.
    pub fn begins(&self) -> bool {
        self.begins
    }
}

impl Queue {
    /// A server that answers so many requests at once, at least one.
    pub fn new(places: usize) -> Self {
        let room = Room { taken: 0, waiting: 0, held: HELD, sites: BTreeMap::new() };
        Self(Arc::new(Shared { places: places.max(1), room: Mutex::new(room) }))
    }

    /// Comes in, at once or after standing in line.
    ///
    /// # Errors
    /// When the line is full, or there was no place before patience ran out: when to come again.
    pub async fn enter(&self, asking: Asking) -> Result<Place, Later> {
        let (number, begins, turn) = {
            let mut room = self.0.room();
            let begins = asking.ticket != Some(INSIDE) && room.others_wait(asking.site);
            let goes_first = room.goes_first(asking);
            let free = room.may_enter(asking.site, self.0.places);
            let line = room.sites.entry(asking.site).or_default();
            let ahead = line.waiting.len();
            let enters = free && ahead == 0;
            let stands = goes_first && ahead < LINE && room.wait(asking.site, ahead, self.0.places) <= asking.patience;
            if !enters && !stands {
                return Err(room.turn_away(asking, self.0.places));
            }
            room.comes(asking);
            if enters {
                let mut place = room.take(&self.0, asking.site);
                place.begins = begins;
                return Ok(place);
            }
            let (number, turn) = room.join(asking.site);
            (number, begins, turn)
        };
        if let Ok(Ok(mut place)) = timeout(asking.patience, turn).await {
            place.begins = begins;
            return Ok(place);
        }
        let mut room = self.0.room();
        if let Some(line) = room.sites.get_mut(&asking.site) {
            line.waiting.retain(|(one, _)| *one != number);
        }
        Err(room.turn_away(asking, self.0.places))
    }

    /// How many requests stand in line, at all sites.
    pub fn waiting(&self) -> usize {
        self.0.room().sites.values().map(|line| line.waiting.len()).sum()
    }
}

impl Shared {
    fn room(&self) -> MutexGuard<'_, Room> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Room {
    /// The places that a site can count on: an equal part, with one more site in mind that may come.
    fn share(&self, places: usize) -> usize {
        let active = self.sites.values().filter(|line| line.inside > 0 || !line.waiting.is_empty()).count();
        places.div_ceil(active + 1)
    }

    /// Whether a site may take another place. A quarter stays for those below their share; half, beside others.
    fn may_enter(&self, site: TenantId, places: usize) -> bool {
        let inside = self.sites.get(&site).map_or(0, |line| line.inside);
        let below = inside < self.share(places);
        let is_alone = inside == self.taken;
        let kept = if is_alone { places / 4 } else { places / 2 };
        self.taken < places && (below || self.taken < places - kept)
    }

    /// Whether others wait for their turn at a site.
    fn others_wait(&self, site: TenantId) -> bool {
        self.sites.get(&site).is_some_and(|line| line.turns.are_waited_for())
    }

    /// Whether nobody with a ticket is before whoever asks.
    fn goes_first(&self, asking: Asking) -> bool {
        let Some(line) = self.sites.get(&asking.site) else { return true };
        asking.sends || !line.turns.are_waited_for() || asking.ticket.is_some_and(|ticket| line.turns.is_called(ticket))
    }

    /// Whoever has a ticket comes in or stands in line.
    fn comes(&mut self, asking: Asking) {
        if let (Some(ticket), Some(line)) = (asking.ticket, self.sites.get_mut(&asking.site))
            && line.turns.knows(ticket)
        {
            line.turns.came(ticket);
        }
    }

    /// How long it takes until whoever has so many before them in line comes in.
    fn wait(&self, site: TenantId, ahead: usize, places: usize) -> Duration {
        let inside = self.sites.get(&site).map_or(0, |line| line.inside);
        let at_once = u32::try_from(inside.max(self.share(places))).unwrap_or(u32::MAX).max(1);
        let turns = u32::try_from(ahead.saturating_add(1)).unwrap_or(u32::MAX);
        self.held.saturating_mul(turns) / at_once
    }

    fn take(&mut self, shared: &Arc<Shared>, site: TenantId) -> Place {
        self.taken += 1;
        self.sites.entry(site).or_default().inside += 1;
        Place { of: Some((Arc::clone(shared), site)), since: Instant::now(), begins: false }
    }

    fn join(&mut self, site: TenantId) -> (u64, oneshot::Receiver<Place>) {
        self.waiting += 1;
        let (enter, turn) = oneshot::channel();
        self.sites.entry(site).or_default().waiting.push_back((self.waiting, enter));
        (self.waiting, turn)
    }

    fn turn_away(&mut self, asking: Asking, places: usize) -> Later {
        let now = Instant::now();
        let line = self.sites.entry(asking.site).or_default();
        // Whoever sends a form has begun, perhaps when nobody waited; no ticket goes before it, so it waits for none.
        let known = if asking.sends { Some(INSIDE) } else { asking.ticket };
        // What was never given is none.
        let ticket = known.filter(|ticket| line.turns.knows(*ticket)).unwrap_or_else(|| line.turns.give(now));
        line.turns.call(line.waiting.len(), now);
        let ahead = line.waiting.len();
        let one = self.wait(asking.site, 0, places).saturating_mul(PAGES);
        let in_line = self.wait(asking.site, ahead, places);
        let turns = self.sites.get(&asking.site).map_or(Duration::ZERO, |line| line.turns.wait(ticket, one));
        Later { ticket, wait: in_line.saturating_add(turns) }
    }

    /// Gives back a place, and hands out what is free.
    fn leave(&mut self, shared: &Arc<Shared>, site: TenantId, held: Duration) {
        self.taken -= 1;
        self.held = (self.held * 15 + held) / 16;
        if let Some(line) = self.sites.get_mut(&site) {
            line.inside -= 1;
            let now = Instant::now();
            line.turns.left(line.waiting.len());
            if line.inside == 0 && line.waiting.is_empty() {
                line.turns.call_others(now);
            } else {
                line.turns.call(line.waiting.len(), now);
            }
        }
        self.hand_out(shared);
        // A site without tickets leaves nothing behind.
        self.sites.retain(|_, line| line.inside > 0 || !line.waiting.is_empty() || line.turns.knows(INSIDE + 1));
    }

    /// Gives free places to who waits: to the site with the fewest first, at equal numbers to who came first.
    fn hand_out(&mut self, shared: &Arc<Shared>) {
        loop {
            let waiting = self.sites.iter().filter_map(|(site, line)| {
                let (first, _) = line.waiting.front()?;
                self.may_enter(*site, shared.places).then_some((line.inside, *first, *site))
            });
            let Some((.., site)) = waiting.min() else { return };
            let enter = self.sites.get_mut(&site).and_then(|line| line.waiting.pop_front());
            let Some((_, enter)) = enter else { return };
            let place = self.take(shared, site);
            if let Err(mut place) = enter.send(place) {
                // Whoever stood there has gone. The room is locked: the place must not give itself back.
                place.of = None;
                self.taken -= 1;
                if let Some(line) = self.sites.get_mut(&site) {
                    line.inside -= 1;
                }
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some((shared, site)) = self.of.take() {
            shared.room().leave(&shared, site, self.since.elapsed());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_mins(1);

    fn site(number: u128) -> TenantId {
        uuid::Uuid::from_u128(number).into()
    }

    fn asking(of: u128) -> Asking {
        Asking { site: site(of), ticket: None, sends: false, patience: SOON }
    }

    /// Takes as many places as are free at once.
    async fn fill(queue: &Queue, of: u128) -> Vec<Place> {
        let mut places = Vec::new();
        while let Ok(place) = queue.enter(Asking { patience: Duration::ZERO, ..asking(of) }).await {
            places.push(place);
        }
        places
    }

    #[tokio::test]
    async fn one_site_alone_leaves_a_quarter_and_a_newcomer_finds_it() {
        let queue = Queue::new(16);
        let busy = fill(&queue, 1).await;
        assert_eq!(busy.len(), 12);
        assert_eq!(fill(&queue, 2).await.len(), 4);
        drop(busy);
        assert_eq!(queue.waiting(), 0);
    }

    #[tokio::test]
    async fn beside_a_neighbour_half_of_the_places_stay_free() {
        let queue = Queue::new(16);
        let neighbour = queue.enter(asking(2)).await.unwrap();
        let busy = fill(&queue, 1).await;
        assert_eq!(busy.len(), 7);
        // The neighbour comes to its share all the same; nobody goes beyond theirs.
        assert_eq!(fill(&queue, 2).await.len(), 5);
        drop((neighbour, busy));
        assert_eq!(fill(&queue, 1).await.len(), 12);
    }

    #[tokio::test]
    async fn a_free_place_goes_to_the_site_with_the_fewest() {
        let queue = Queue::new(4);
        let mut busy = fill(&queue, 1).await;
        let other = fill(&queue, 2).await;
        assert_eq!((busy.len(), other.len()), (3, 1));
        let waits = |of| {
            let queue = queue.clone();
            tokio::spawn(async move { queue.enter(Asking { sends: true, ..asking(of) }).await })
        };
        let many: Vec<_> = (0..10).map(|_| waits(1)).collect();
        tokio::task::yield_now().await;
        let few = waits(2);
        while queue.waiting() < 11 {
            tokio::task::yield_now().await;
        }
        // All ten came before.
        busy.pop();
        let place = timeout(Duration::from_secs(5), few).await.unwrap().unwrap().unwrap();
        assert_eq!(queue.waiting(), 10);
        // Nobody else waits: one of the ten has what is left, but for the last place.
        drop((other, place));
        while queue.waiting() > 9 {
            tokio::task::yield_now().await;
        }
        for task in many {
            task.abort();
        }
    }

    /// Waits until so many stand in line.
    async fn stand(queue: &Queue, count: usize) {
        while queue.waiting() < count {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn who_was_turned_away_goes_before_who_came_later() {
        let queue = Queue::new(1);
        let inside = queue.enter(asking(1)).await.unwrap();
        assert!(!inside.begins(), "nobody waits");
        let hurried = Asking { patience: Duration::ZERO, ..asking(1) };
        let mut told = Vec::new();
        for ticket in 1..=600 {
            let later = queue.enter(hurried).await.unwrap_err();
            assert_eq!(later.ticket, ticket);
            told.push(later.wait);
        }
        assert!(told.is_sorted() && told[599] > told[0] && !told[0].is_zero());
        let with = |ticket| Asking { ticket: Some(ticket), ..asking(1) };
        // Asking again keeps the place in line, and what was never given is no ticket.
        assert_eq!(queue.enter(with(600)).await.unwrap_err().ticket, 600);
        assert_eq!(queue.enter(with(900)).await.unwrap_err().ticket, 601);
        // Whoever sends what they typed had begun: they wait for the line, and not for those with tickets.
        let sends = queue.enter(Asking { sends: true, ..hurried }).await.unwrap_err();
        assert!(sends.ticket == INSIDE && sends.wait < told[599], "{sends:?}");

        // As many are called as may come, and who was let in before goes on.
        let (called, goes_on) = (with(1), with(INSIDE));
        let [called, goes_on] = [called, goes_on].map(|asking| {
            let queue = queue.clone();
            tokio::spawn(async move { queue.enter(asking).await })
        });
        stand(&queue, 2).await;
        assert!(queue.enter(with(550)).await.is_err(), "it is not their turn");
        drop(inside);
        let place = called.await.unwrap().unwrap();
        assert!(place.begins(), "others wait");
        drop(place);
        let place = goes_on.await.unwrap().unwrap();
        assert!(!place.begins(), "they had begun");
        drop(place);
        // A place that nobody stands in line for is anybody's.
        assert!(queue.enter(asking(1)).await.is_ok());
    }

    #[tokio::test]
    async fn a_rush_asks_hardly_more_often_than_it_must() {
        const PEOPLE: usize = 2_000;
        const LOOKS_AGAIN: Duration = Duration::from_millis(500);
        let queue = Queue::new(16);
        let began = Instant::now();
        let people: Vec<_> = (0..PEOPLE)
            .map(|_| {
                let queue = queue.clone();
                tokio::spawn(async move {
                    let (mut asked, mut ticket) = (0, None);
                    // Reads a page, sends what is on it, and so on, with the ticket of those who were let in.
                    for page in 0..PAGES {
                        let asking = |ticket| Asking {
                            ticket,
                            sends: page % 2 == 1,
                            patience: Duration::from_millis(50),
                            ..asking(1)
                        };
                        let place = loop {
                            asked += 1;
                            match queue.enter(asking(ticket)).await {
                                Ok(place) => break place,
                                Err(later) => {
                                    ticket = Some(later.ticket);
                                    tokio::time::sleep(later.wait.min(LOOKS_AGAIN)).await;
                                }
                            }
                        };
                        tokio::time::sleep(Duration::from_millis(1)).await;
                        if place.begins() {
                            ticket = Some(INSIDE);
                        }
                    }
                    asked
                })
            })
            .collect();
        let mut asked = 0;
        for one in people {
            asked += one.await.unwrap();
        }
        // Each page is asked for once or twice, and whoever waits looks again; on a busy machine all of it takes longer.
        let looked = usize::try_from(began.elapsed().as_millis() / LOOKS_AGAIN.as_millis()).unwrap();
        let most = PEOPLE * (10 + looked);
        assert!(asked < most, "{asked} requests of {PEOPLE} people, at most {most}");
    }

    #[tokio::test]
    async fn who_gives_up_leaves_no_place_behind() {
        let queue = Queue::new(1);
        let inside = queue.enter(asking(1)).await.unwrap();
        let impatient = Asking { patience: Duration::from_millis(25), ..asking(1) };
        assert!(queue.enter(impatient).await.is_err());
        let gone = {
            let queue = queue.clone();
            tokio::spawn(async move { queue.enter(Asking { sends: true, ..asking(1) }).await })
        };
        while queue.waiting() < 1 {
            tokio::task::yield_now().await;
        }
        gone.abort();
        assert!(gone.await.is_err());
        drop(inside);
        assert_eq!(queue.waiting(), 0);
        assert!(queue.enter(asking(2)).await.is_ok());
    }
}
