//! The attempt to cast a ballot on a tablet. It outlives the page that asks for the last yes: whoever comes back to it,
//! because no answer came, makes the same attempt and gets the same receipt.
//!
//! It waits in a cookie of the tablet's pages, and nowhere else, until the receipt is shown or the first page opens again.

use leptos_axum::ResponseOptions;
use shared::urn::Attempt;

use crate::{
    citizen::vote::{
        Cookie,
        booth::Booth,
        review::{ATTEMPT, fresh_attempt},
    },
    forms::Fields,
    path,
    visit::Visit,
};

/// For as long as the code works at the longest.
pub(super) const COOKIE: Cookie = Cookie { name: "intento-en-mesa", path: path::TABLET, seconds: 1_800 };

/// What the tablet sent. Called while the request is at hand.
pub(super) fn sent() -> Option<String> {
    COOKIE.sent()
}

/// The attempt that a cookie holds for this ballot on this tablet.
pub(super) fn read(cookie: Option<&str>, booth: &Booth) -> Option<Attempt> {
    of_cookie(cookie?, &booth.owner())
}

fn of_cookie(cookie: &str, owner: &str) -> Option<Attempt> {
    cookie.strip_prefix(owner)?.strip_prefix('.')?.parse().ok()
}

/// A new attempt, left with the tablet.
pub(super) fn begin(visit: &Visit, booth: &Booth, response: &ResponseOptions) -> Attempt {
    let attempt = fresh_attempt(visit);
    COOKIE.leave_with(response, &format!("{}.{attempt}", booth.owner()));
    attempt
}

/// The attempt that a form carries.
pub(super) fn carried(fields: &Fields) -> Option<Attempt> {
    fields.iter().find(|(name, _)| *name == ATTEMPT)?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use store::session::SessionKey;
    use uuid::Uuid;

    use super::*;
    use crate::citizen::vote::draft;

    #[test]
    fn another_tablet_or_ballot_has_another_attempt() {
        let owner = |tablet, contest| draft::owner(SessionKey([tablet; 32]), &[Uuid::from_u128(contest).into()]);
        let mine = owner(1, 1);
        let attempt = Attempt::new(7);
        let cookie = format!("{mine}.{attempt}");
        assert_eq!(of_cookie(&cookie, &mine), Some(attempt));
        assert_eq!(of_cookie(&cookie, &owner(2, 1)), None);
        assert_eq!(of_cookie(&cookie, &owner(1, 2)), None);
        assert_eq!(of_cookie(&mine, &mine), None);
    }
}
