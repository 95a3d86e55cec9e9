//! Who comes in at once, and what the others are told: how long it takes, and that their turn is kept. No database is
//! asked.

use std::time::Duration;

use app::text::common;
use axum::response::Response;
use hmac::{Hmac, Mac as _};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use sha2::Sha256;
use shared::id::TenantId;
use shared::locale::Locale;
use subtle::ConstantTimeEq as _;

use super::queue::{Asking, INSIDE, Later, Place, Ticket};
use super::{Gate, cookies, error};
use crate::{clock, random};

/// How long whoever reads a page stands in line before a page tells them to come again.
const READS: Duration = Duration::from_secs(3);
/// How long whoever sends a form does: what they typed is worth more.
const SENDS: Duration = Duration::from_secs(10);
/// How long a ticket is kept by the browser, in seconds.
const KEPT: i64 = 30 * 60;
/// After how many seconds at most the page of who waits looks again.
const LOOKS_AGAIN: u64 = 30;

/// By what this process knows its own tickets.
#[derive(Clone, Debug)]
pub struct Tickets([u8; 32]);

impl Default for Tickets {
    fn default() -> Self {
        Self(random::bytes())
    }
}

impl Tickets {
    fn sign(&self, site: TenantId, ticket: Ticket, given: i64) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length will do");
        // All of one length, so that no two are the same bytes.
        mac.update(site.uuid().as_bytes());
        mac.update(&ticket.to_be_bytes());
        mac.update(&given.to_be_bytes());
        format!("{ticket}-{given}-{}", random::to_hex(&mac.finalize().into_bytes()[..16]))
    }

    /// The ticket that somebody carries; none where it is old: nobody keeps one for the next rush.
    fn read(&self, site: TenantId, headers: &HeaderMap, now: i64) -> Option<Ticket> {
        let carried = cookies::get(headers, cookies::TURN)?;
        let (ticket, rest) = carried.split_once('-')?;
        let (ticket, given) = (ticket.parse().ok()?, rest.split_once('-')?.0.parse().ok()?);
        let is_fresh = now.saturating_sub(given) <= KEPT;
        let is_ours = bool::from(self.sign(site, ticket, given).as_bytes().ct_eq(carried.as_bytes()));
        (is_fresh && is_ours).then_some(ticket)
    }
}

/// Lets a request in, or answers it with a page that says when to come again.
///
/// # Errors
/// With that page.
pub async fn enter(
    gate: &Gate,
    site: TenantId,
    locale: Locale,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Place, Box<Response>> {
    let sends = !method.is_safe();
    let ticket = gate.tickets().read(site, headers, clock::now().timestamp());
    // Whoever stands in line has to be told before the request itself takes too long.
    let patience = if sends { SENDS } else { READS }.min(gate.config().limits.timeout() / 2);
    let at_the_door = AtTheDoor::begin();
    let entered = gate.queue().enter(Asking { site, ticket, sends, patience }).await;
    drop(at_the_door);
    entered.map_err(|later| Box::new(page(gate, site, locale, sends, later)))
}

/// Lets whoever began before others who wait for their turn go on with what they do: answers them with the ticket of those
/// inside.
pub fn keep_inside(gate: &Gate, site: TenantId, response: &mut Response) {
    let ticket = gate.tickets().sign(site, INSIDE, clock::now().timestamp());
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, cookies::secret(cookies::TURN, &ticket, KEPT));
}

/// Counts a request in line until dropped: also when its client goes away.
struct AtTheDoor;

impl AtTheDoor {
    fn begin() -> Self {
        metrics::gauge!("convite_at_the_door").increment(1);
        Self
    }
}

impl Drop for AtTheDoor {
    fn drop(&mut self) {
        metrics::gauge!("convite_at_the_door").decrement(1);
    }
}

fn page(gate: &Gate, site: TenantId, locale: Locale, sends: bool, later: Later) -> Response {
    metrics::counter!("convite_told_to_wait_total").increment(1);
    let seconds = later.wait.as_secs() + 1;
    let wait = words(locale, seconds);
    let detail = if sends { common::queue_sent(locale, wait) } else { common::queue_detail(locale, wait) };
    let title = common::queue_title(locale);
    let mut response = error::page(gate, locale, StatusCode::SERVICE_UNAVAILABLE, title, &detail, None);
    let headers = response.headers_mut();
    headers.insert(header::RETRY_AFTER, seconds.into());
    if !sends {
        headers.insert(header::REFRESH, seconds.min(LOOKS_AGAIN).into());
    }
    headers.append(
        header::SET_COOKIE,
        cookies::secret(cookies::TURN, &gate.tickets().sign(site, later.ticket, clock::now().timestamp()), KEPT),
    );
    headers.insert(header::VARY, HeaderValue::from_static("cookie"));
    response
}

/// So long, in words: seconds below a minute, whole minutes above, rounded up.
fn words(locale: Locale, seconds: u64) -> String {
    match seconds.div_ceil(60) {
        _ if seconds < 60 => common::queue_seconds(locale, seconds),
        1 => common::queue_minute(locale).to_owned(),
        minutes => common::queue_minutes(locale, minutes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_of_one_site_and_one_process() {
        let (one, other) = (uuid::Uuid::from_u128(1).into(), uuid::Uuid::from_u128(2).into());
        let tickets = Tickets::default();
        let carried = |value: &str| {
            HeaderMap::from_iter([(header::COOKIE, format!("{}={value}", cookies::TURN).parse().expect("a header"))])
        };
        let mine = tickets.sign(one, 41, 1_000);
        assert_eq!(tickets.read(one, &carried(&mine), 1_000 + KEPT), Some(41));
        assert_eq!(tickets.read(other, &carried(&mine), 1_000), None);
        assert_eq!(Tickets::default().read(one, &carried(&mine), 1_000), None);
        assert_eq!(tickets.read(one, &carried(&mine.replace("41-", "1-")), 1_000), None);
        assert_eq!(tickets.read(one, &carried(&mine.replace("1000", "9999")), 1_000), None);
        assert_eq!(tickets.read(one, &HeaderMap::new(), 1_000), None);
    }

    #[test]
    fn nobody_keeps_a_ticket_for_the_next_rush() {
        let (site, tickets) = (uuid::Uuid::from_u128(1).into(), Tickets::default());
        let turn = format!("{}={}", cookies::TURN, tickets.sign(site, 41, 1_000));
        let headers = HeaderMap::from_iter([(header::COOKIE, turn.parse().expect("a header"))]);
        assert_eq!(tickets.read(site, &headers, 1_001 + KEPT), None);
    }

    #[test]
    fn waits_are_told_in_words() {
        assert_eq!(words(Locale::En, 59), "59 seconds");
        assert_eq!(words(Locale::En, 60), "one minute");
        assert_eq!(words(Locale::En, 61), "2 minutes");
    }
}
