//! How much one address may ask of one site.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use http::HeaderMap;
use shared::id::TenantId;

use crate::config::LimitsConfig;

/// What a request does, for the purpose of limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Reads a page.
    Read,
    /// Sends a form.
    Write,
    /// Signs in.
    SignIn,
}

/// Who is counted: a network at a site. What one site's visitors do never limits another's.
type Key = (TenantId, IpAddr);

type Limiter = DefaultKeyedRateLimiter<Key>;

/// The counters. An address that stays within the limits costs one look into a map.
#[derive(Debug, Clone)]
pub struct Limits {
    read: Option<Arc<Limiter>>,
    write: Option<Arc<Limiter>>,
    sign_in: Option<Arc<Limiter>>,
}

impl Limits {
    /// The limits of a configuration.
    pub fn new(config: &LimitsConfig) -> Self {
        Self {
            read: limiter(config.reads_per_minute),
            write: limiter(config.writes_per_minute),
            sign_in: limiter(config.sign_ins_per_minute),
        }
    }

    /// Counts a request from a [`network`].
    ///
    /// # Errors
    /// When it is one too many: how long to wait.
    pub fn count(&self, sort: Sort, site: TenantId, network: IpAddr) -> Result<(), Duration> {
        let limiter = match sort {
            Sort::Read => &self.read,
            Sort::Write => &self.write,
            Sort::SignIn => &self.sign_in,
        };
        let Some(limiter) = limiter else { return Ok(()) };
        limiter.check_key(&(site, network)).map_err(|too_early| too_early.wait_time_from(DefaultClock::default().now()))
    }

    /// Forgets addresses that have not been seen for a while, again and again until dropped.
    pub async fn keep_small(self) {
        loop {
            tokio::time::sleep(Duration::from_mins(1)).await;
            for limiter in [&self.read, &self.write, &self.sign_in].into_iter().flatten() {
                limiter.retain_recent();
                limiter.shrink_to_fit();
            }
        }
    }
}

fn limiter(per_minute: u32) -> Option<Arc<Limiter>> {
    NonZeroU32::new(per_minute).map(|quota| Arc::new(RateLimiter::keyed(Quota::per_minute(quota))))
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
        let address = "192.0.2.7".parse().expect("an address");
        assert_eq!(limits.count(Sort::Write, here, address), Ok(()));
        assert!(limits.count(Sort::Write, here, address).is_err_and(|wait| wait <= Duration::from_mins(1)));
        assert_eq!(limits.count(Sort::Write, there, address), Ok(()));
        assert_eq!(limits.count(Sort::Read, here, address), Ok(()));
        for _ in 0..100 {
            assert_eq!(limits.count(Sort::SignIn, here, address), Ok(()));
        }
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
