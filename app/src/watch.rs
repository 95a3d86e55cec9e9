//! How votes on the web come in, noticed as sums: [`shared::signal`] says what for, and what is not kept. Sums wait in
//! memory and are written in lots, so that nothing of what is written lies beside a vote; what a server that dies had not
//! written is lost, and with it nothing but a few votes of a sum.

use std::{
    collections::BTreeMap,
    mem,
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use shared::{
    calendar::starts_day,
    document::Day,
    id::{ContestId, TenantId},
    signal::{Mark, SPAN_MINUTES, SignalKind, Sum},
};

use crate::{citizen::Cookie, visit::Visit};

/// By what a browser is known for a day; only votes ask for it.
const BROWSER: Cookie = Cookie { name: "navegador", path: "/hacer/voto", seconds: 86_400 };

/// Under what votes are summed.
type Place = (ContestId, SignalKind, Mark, DateTime<Utc>);

/// Sums that wait to be written.
#[derive(Debug, Default)]
pub struct Watch(Mutex<BTreeMap<TenantId, BTreeMap<Place, u64>>>);

impl Watch {
    /// Notices a vote that was just cast in a contest. Called while the request is at hand. Where the tenant's secret
    /// cannot be read only the pace is.
    pub fn notice(&self, visit: &Visit, contest: ContestId) {
        let day = starts_day(Day(visit.today()), visit.site.time_zone).unwrap_or(visit.now);
        let span = visit.now.duration_trunc(TimeDelta::minutes(SPAN_MINUTES)).unwrap_or(visit.now);
        let mut places = vec![(contest, SignalKind::Pace, Mark::default(), span)];
        match visit.vault.roll_key(visit.site.tenant) {
            Ok(secret) => {
                let mark = |kind, what: &[u8]| (contest, kind, Mark::of(&secret, kind, contest, day, what), day);
                places.push(mark(SignalKind::Network, &octets(visit.network)));
                places.push(mark(SignalKind::Device, browser().as_bytes()));
            }
            Err(error) => tracing::error!(%error, "a vote is noticed without its marks"),
        }
        let mut waiting = self.waiting();
        let sums = waiting.entry(visit.site.tenant).or_default();
        for place in places {
            *sums.entry(place).or_default() += 1;
        }
    }

    /// Takes what waits, tenant by tenant.
    pub fn take(&self) -> Vec<(TenantId, Vec<Sum>)> {
        let taken = mem::take(&mut *self.waiting());
        let sum = |((contest, kind, mark, since), votes)| Sum { kind, contest, mark, since, votes };
        taken.into_iter().map(|(tenant, sums)| (tenant, sums.into_iter().map(sum).collect())).collect()
    }

    /// Puts back what could not be written.
    pub fn put_back(&self, tenant: TenantId, sums: &[Sum]) {
        let mut waiting = self.waiting();
        let waiting = waiting.entry(tenant).or_default();
        for sum in sums {
            *waiting.entry((sum.contest, sum.kind, sum.mark, sum.since)).or_default() += sum.votes;
        }
    }

    fn waiting(&self) -> MutexGuard<'_, BTreeMap<TenantId, BTreeMap<Place, u64>>> {
        // Whoever panicked held nothing that was half done: sums are added one by one.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn octets(network: IpAddr) -> Vec<u8> {
    match network {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets().to_vec(),
    }
}

/// What the browser is known by for a day: something random that it keeps and that nobody else knows.
fn browser() -> String {
    BROWSER.sent().filter(|sent| sent.len() == 32 && sent.bytes().all(|byte| byte.is_ascii_hexdigit())).unwrap_or_else(
        || {
            let fresh = uuid::Uuid::new_v4().simple().to_string();
            BROWSER.leave(&fresh);
            fresh
        },
    )
}
