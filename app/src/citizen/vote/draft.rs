//! A choice that is not cast yet. It waits in the voter's own browser, in a cookie that no script can read, and nowhere
//! else: before it is in the urn, what somebody means to vote is kept by nobody but themselves.

use http::{HeaderMap, HeaderValue, header, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use shared::id::{ContestId, ProposalId};
use store::{
    proposal::{Proposal, Stage},
    session::SessionKey,
};

use crate::{path, visit::Viewer};

const COOKIE: &str = "tarjeton";
/// How long a choice waits: long enough to think it over, short enough for a borrowed device.
const SECONDS: u32 = 1_800;

/// What is marked so far, right or wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Numbers on the ballot, ascending.
    pub numbers: Vec<u32>,
    /// Whether the blank vote is marked.
    pub blank: bool,
}

impl Draft {
    /// The projects marked, by their numbers; nothing for what is not on this ballot.
    pub fn of(marked: &[ProposalId], blank: bool, offered: &[Proposal]) -> Self {
        let numbers = offered.iter().filter(|project| marked.contains(&project.id)).filter_map(number).collect();
        Self { numbers, blank }
    }

    /// Whether a project is marked.
    pub fn names(&self, project: &Proposal) -> bool {
        number(project).is_some_and(|number| self.numbers.contains(&number))
    }

    fn to_cookie(&self) -> String {
        let blank = if self.blank { "b" } else { "" };
        let numbers: Vec<String> = self.numbers.iter().map(u32::to_string).collect();
        format!("{blank}.{}", numbers.join("-"))
    }

    fn of_cookie(text: &str) -> Option<Self> {
        let (blank, numbers) = text.split_once('.')?;
        let numbers = numbers.split('-').filter(|number| !number.is_empty()).map(str::parse).collect::<Result<_, _>>();
        Some(Self { numbers: numbers.ok()?, blank: blank == "b" })
    }
}

/// A project's number on the ballot.
pub fn number(project: &Proposal) -> Option<u32> {
    match project.stage {
        Stage::Viable { ballot_number, .. } => Some(ballot_number),
        Stage::Submitted | Stage::NotViable { .. } => None,
    }
}

/// Whose choice it is and of which ballot: another session, or another ballot, finds nothing.
fn owner(session: SessionKey, contest: ContestId) -> String {
    use std::fmt::Write as _;

    let mut owner = String::with_capacity(48);
    for byte in &session.0[..8] {
        write!(owner, "{byte:02x}").expect("writing into a string cannot fail");
    }
    write!(owner, ".{}", contest.uuid().simple()).expect("writing into a string cannot fail");
    owner
}

/// The cookie as the browser sent it. Called while the request is at hand.
pub fn sent() -> Option<String> {
    use_context::<Parts>().and_then(|parts| find(&parts.headers))
}

fn find(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == COOKIE).then(|| value.to_owned()))
}

/// The choice that a cookie holds for this voter and this ballot.
pub fn read(cookie: Option<&str>, viewer: &Viewer, contest: ContestId) -> Option<Draft> {
    let draft = cookie?.strip_prefix(&owner(viewer.session, contest))?.strip_prefix('.')?;
    Draft::of_cookie(draft)
}

/// Leaves a choice with the voter's browser.
pub fn keep(draft: &Draft, viewer: &Viewer, contest: ContestId) {
    set(&format!("{}.{}", owner(viewer.session, contest), draft.to_cookie()), SECONDS);
}

/// Makes the voter's browser forget the choice.
pub fn forget() {
    set("", 0);
}

fn set(value: &str, seconds: u32) {
    let page = path::VOTE;
    let cookie = format!("{COOKIE}={value}; Path={page}; Max-Age={seconds}; HttpOnly; Secure; SameSite=Strict");
    let cookie = HeaderValue::from_str(&cookie).expect("the cookie is letters, digits, dots and dashes");
    expect_context::<ResponseOptions>().append_header(header::SET_COOKIE, cookie);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_reads_back_from_the_cookie() {
        for draft in [
            Draft::default(),
            Draft { numbers: vec![], blank: true },
            Draft { numbers: vec![1, 7, 113], blank: false },
            Draft { numbers: vec![2], blank: true },
        ] {
            assert_eq!(Draft::of_cookie(&draft.to_cookie()), Some(draft));
        }
        assert_eq!(Draft::of_cookie("b"), None);
        assert_eq!(Draft::of_cookie(".1-x"), None);
        assert_eq!(Draft::of_cookie(".99999999999"), None);
    }

    #[test]
    fn another_session_or_ballot_finds_nothing() {
        let (one, other) = (uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2));
        let mine = owner(SessionKey([1; 32]), one.into());
        assert_ne!(mine, owner(SessionKey([2; 32]), one.into()));
        assert_ne!(mine, owner(SessionKey([1; 32]), other.into()));
        assert!(mine.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'.'));
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; tarjeton=x.y; b=2"));
        assert_eq!(find(&headers).as_deref(), Some("x.y"));
    }
}
