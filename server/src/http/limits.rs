//! How much one person may ask of one site, and how much all behind one address.
//!
//! Carriers put hundreds of subscribers behind one `IPv4` address, and so does the network of a school where people vote:
//! an address is no person. Whoever has signed in is counted alone, wherever they come from; all others behind an
//! address are counted together, for nothing else tells them apart, and so is whoever brings a token that was not made
//! here ([`super::tokens`]). Above both, one address has a limit of its own.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use http::HeaderMap;
use shared::id::{PersonId, TenantId};

use crate::config::LimitsConfig;

/// How many people may ask as much as one from behind one address.
const CROWD: u32 = 20;

/// What a request does, for the purpose of limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Reads a page.
    Read,
    /// Sends a form.
    Write,
    /// Signs in.
    SignIn,
    /// Votes on a tablet, or types its code. All tablets of a polling place may be behind one address, without a
    /// session: what others do there may not stop them.
    Tablet,
}

/// How many times as many forms as one person all tablets behind one address may send.
const TABLETS: u32 = 10;

/// Who is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// One who has signed in.
    Person(PersonId),
    /// All who have not, behind one [`network`].
    Strangers(IpAddr),
    /// All behind one [`network`], signed in or not: [`CROWD`] times as much.
    Crowd(IpAddr),
}

/// What one site's visitors do never limits another's.
type Limiter = DefaultKeyedRateLimiter<(TenantId, Who)>;

/// The counters. Whoever stays within the limits costs one look into a map each time they are counted.
#[derive(Debug, Clone)]
pub struct Limits {
    read: Option<Counters>,
    write: Option<Counters>,
    sign_in: Option<Counters>,
    tablet: Option<Counters>,
}

#[derive(Debug, Clone)]
struct Counters {
    each: Arc<Limiter>,
    crowd: Arc<Limiter>,
}

impl Limits {
    /// The limits of a configuration.
    pub fn new(config: &LimitsConfig) -> Self {
        Self {
            read: Counters::new(config.reads_per_minute),
            write: Counters::new(config.writes_per_minute),
            sign_in: Counters::new(config.sign_ins_per_minute),
            tablet: Counters::new(config.writes_per_minute.saturating_mul(TABLETS)),
        }
    }

    /// Counts a request.
    ///
    /// # Errors
    /// When it is one too many: how long to wait.
    pub fn count(&self, sort: Sort, site: TenantId, who: Who) -> Result<(), Duration> {
        let counters = match sort {
            Sort::Read => &self.read,
            Sort::Write => &self.write,
            Sort::SignIn => &self.sign_in,
            Sort::Tablet => &self.tablet,
        };
        let Some(counters) = counters else { return Ok(()) };
        let limiter = match who {
            Who::Person(_) | Who::Strangers(_) => &counters.each,
            Who::Crowd(_) => &counters.crowd,
        };
        limiter.check_key(&(site, who)).map_err(|too_early| too_early.wait_time_from(DefaultClock::default().now()))
    }

    /// Forgets those who have not been seen for a while, again and again until dropped.
    pub async fn keep_small(self) {
        loop {
            tokio::time::sleep(Duration::from_mins(1)).await;
            for counters in [&self.read, &self.write, &self.sign_in, &self.tablet].into_iter().flatten() {
                for limiter in [&counters.each, &counters.crowd] {
                    limiter.retain_recent();
                    limiter.shrink_to_fit();
                }
            }
        }
    }
}

impl Counters {
    fn new(per_minute: u32) -> Option<Self> {
        let quota = NonZeroU32::new(per_minute)?;
        let limiter = |quota| Arc::new(RateLimiter::keyed(Quota::per_minute(quota)));
        Some(Self {
            each: limiter(quota),
            crowd: limiter(quota.saturating_mul(NonZeroU32::MIN.saturating_add(CROWD - 1))),
        })
    }
}

/// What one subscriber holds: an `IPv4` address, or an `IPv6` network of 64 bits.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
        address @ IpAddr::V4(_) => address,
    }
}

/// Who is asking: the other end of the connection or, when that is a trusted proxy, whom the proxy names.
pub fn client(peer: SocketAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut client = peer.ip().to_canonical();
    // Each proxy adds at the end whom it was asked by; what stands before the first distrusted one may be invented.
    let mut named = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|address| address.trim().parse::<IpAddr>());
    while trusted.contains(&client) {
        match named.next_back() {
            Some(Ok(address)) => client = address.to_canonical(),
            Some(Err(_)) | None => break,
        }
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: &str = "10.0.0.1";

    fn client_of(peer: &str, forwarded: &[&'static str]) -> String {
        let headers = forwarded
            .iter()
            .map(|value| (http::HeaderName::from_static("x-forwarded-for"), http::HeaderValue::from_static(value)))
            .collect();
        let peer = SocketAddr::new(peer.parse().expect("an address"), 4000);
        client(peer, &headers, &[PROXY.parse().expect("an address")]).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(client_of("192.0.2.7", &["198.51.100.1"]), "192.0.2.7");
        assert_eq!(client_of(PROXY, &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(client_of(PROXY, &[]), PROXY);
        assert_eq!(client_of(PROXY, &["rubbish"]), PROXY);
    }

    #[test]
    fn what_stands_before_the_last_distrusted_address_is_not_believed() {
        assert_eq!(client_of(PROXY, &["203.0.113.9, 198.51.100.1"]), "198.51.100.1");
        assert_eq!(client_of(PROXY, &["203.0.113.9", "198.51.100.1, 10.0.0.1"]), "198.51.100.1");
        assert_eq!(client_of("::ffff:10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
    }

    #[test]
    fn one_site_and_one_sort_do_not_limit_another() {
        let config = LimitsConfig {
            max_body: 1024,
            request_timeout: 1,
            reads_per_minute: 2,
            writes_per_minute: 1,
            sign_ins_per_minute: 0,
            at_once: 16,
        };
        let limits = Limits::new(&config);
        let (here, there) = (TenantId::from(uuid::Uuid::from_u128(1)), TenantId::from(uuid::Uuid::from_u128(2)));
        let network = "192.0.2.7".parse().expect("an address");
        let who = Who::Strangers(network);
        assert_eq!(limits.count(Sort::Write, here, who), Ok(()));
        assert!(limits.count(Sort::Write, here, who).is_err_and(|wait| wait <= Duration::from_mins(1)));
        assert_eq!(limits.count(Sort::Write, there, who), Ok(()));
        assert_eq!(limits.count(Sort::Read, here, who), Ok(()));
        for _ in 0..100 {
            assert_eq!(limits.count(Sort::SignIn, here, who), Ok(()));
        }
        // Those who signed in are counted one by one, and all of an address together.
        for number in 0..u128::from(CROWD) {
            let person = Who::Person(uuid::Uuid::from_u128(number).into());
            assert_eq!(limits.count(Sort::Write, here, person), Ok(()));
            assert!(limits.count(Sort::Write, here, person).is_err());
            assert_eq!(limits.count(Sort::Write, here, Who::Crowd(network)), Ok(()));
        }
        assert!(limits.count(Sort::Write, here, Who::Crowd(network)).is_err());
    }

    #[test]
    fn an_ipv6_subscriber_is_one() {
        let one = network("2001:db8:1:2:3::4".parse().expect("an address"));
        let same = network("2001:db8:1:2:ffff::1".parse().expect("an address"));
        let other = network("2001:db8:1:3::1".parse().expect("an address"));
        assert_eq!(one, same);
        assert_ne!(one, other);
    }
}
