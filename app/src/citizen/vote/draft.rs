//! A choice that is not cast yet: before it is in the urn, what somebody means to vote is kept by nobody but themselves.

use leptos::prelude::expect_context;
use leptos_axum::ResponseOptions;
use shared::{
    ballot::{Mistake, SheetChoice, SheetForm, SheetMistake},
    id::ContestId,
};
use store::session::SessionKey;

use super::{
    booth::{At, Booth},
    cookie::Cookie,
};
use crate::path;

impl At {
    /// Where a choice waits: long enough to think it over, and not longer on a borrowed device.
    pub const fn draft(self) -> Cookie {
        match self {
            Self::Home => Cookie { name: "tarjeton", path: path::VOTE, seconds: 1_800 },
            Self::Tablet => Cookie { name: "tarjeton-en-mesa", path: path::TABLET, seconds: 1_800 },
        }
    }
}

/// What became of a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// It could be cast.
    #[default]
    Marked,
    /// It came back.
    Wrong,
    /// It came back, for it names what is not on the ballot any more.
    Changed,
}

impl State {
    const ALL: [Self; 3] = [Self::Marked, Self::Wrong, Self::Changed];

    const fn letter(self) -> char {
        match self {
            Self::Marked => 'm',
            Self::Wrong => 'w',
            Self::Changed => 'c',
        }
    }
}

/// What is marked so far, right or wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What became of it.
    pub state: State,
    /// What it says.
    pub choice: SheetChoice,
}

impl Draft {
    /// A choice on the voter's own ballot.
    pub fn of(booth: &Booth, choice: SheetChoice) -> Self {
        let state = match booth.paper.form.mark(&choice) {
            Ok(_) => State::Marked,
            Err(mistakes) if mistakes.iter().any(is_changed) => State::Changed,
            Err(_) => State::Wrong,
        };
        Self { state, choice }
    }

    fn to_cookie(&self, form: &SheetForm) -> String {
        format!("{}{}", self.state.letter(), form.compact(&self.choice))
    }

    fn of_cookie(form: &SheetForm, text: &str) -> Option<Self> {
        let state = State::ALL.into_iter().find(|state| text.starts_with(state.letter()))?;
        let choice = form.read_compact(text.get(1..)?).ok()?;
        Some(Self { state, choice })
    }
}

/// Whether a mistake comes from a ballot that is not the one it was marked on.
fn is_changed(mistake: &SheetMistake) -> bool {
    match mistake {
        SheetMistake::OtherContest { .. } => true,
        SheetMistake::NothingMarked => false,
        SheetMistake::Ballot { mistakes, .. } => {
            mistakes.iter().any(|mistake| matches!(mistake, Mistake::NotOffered { .. } | Mistake::NoProject { .. }))
        }
    }
}

/// Whose choice it is and of which ballot: another session, or another ballot, finds nothing.
pub fn owner(session: SessionKey, contest: ContestId) -> String {
    use std::fmt::Write as _;

    let mut owner = String::with_capacity(48);
    for byte in &session.0[..8] {
        write!(owner, "{byte:02x}").expect("writing into a string cannot fail");
    }
    write!(owner, ".{}", contest.uuid().simple()).expect("writing into a string cannot fail");
    owner
}

/// The choice that a cookie holds for this voter and this ballot.
pub fn read(cookie: Option<&str>, booth: &Booth) -> Option<Draft> {
    let draft = cookie?.strip_prefix(&owner(booth.browser, booth.contest.id))?.strip_prefix('.')?;
    Draft::of_cookie(&booth.paper.form, draft)
}

/// Leaves a choice with the voter's browser.
pub fn keep(draft: &Draft, booth: &Booth) {
    keep_with(&expect_context(), draft, booth);
}

/// The same, for whoever has awaited something meanwhile and so lost the context.
pub fn keep_with(response: &ResponseOptions, draft: &Draft, booth: &Booth) {
    let owner = owner(booth.browser, booth.contest.id);
    booth.at.draft().leave_with(response, &format!("{owner}.{}", draft.to_cookie(&booth.paper.form)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> SheetForm {
        let json = serde_json::json!({
            "sheet": { "id": "s", "name": "Tarjetón", "contests": ["c"], "order": "number", "may_skip": false },
            "forms": [{
                "contest": "c",
                "rule": { "type": "points", "points": 5, "each_at_most": 3, "at_most": null, "spend_all": false, "blank": true },
                "offer": {
                    "ceiling": { "minor": 9, "currency": "COP" },
                    "kind": "comuna",
                    "projects": [
                        { "id": uuid::Uuid::from_u128(1), "number": 1, "cost": { "minor": 4, "currency": "COP" } },
                        { "id": uuid::Uuid::from_u128(2), "number": 7, "cost": { "minor": 4, "currency": "COP" } },
                    ],
                },
            }],
        });
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn a_choice_reads_back_from_the_cookie() {
        let form = form();
        for text in ["m", "mb", "m1-7~3", "wb-1", "c7", "w1~x646f73"] {
            let draft = Draft::of_cookie(&form, text).unwrap();
            assert_eq!(draft.to_cookie(&form), text);
        }
        for wrong in ["", "1", "x1", "m2", "m1-x", "m99999999999", "m1_7"] {
            assert_eq!(Draft::of_cookie(&form, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn another_session_or_ballot_finds_nothing() {
        let (one, other) = (uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2));
        let mine = owner(SessionKey([1; 32]), one.into());
        assert_ne!(mine, owner(SessionKey([2; 32]), one.into()));
        assert_ne!(mine, owner(SessionKey([1; 32]), other.into()));
        assert!(mine.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'.'));
    }
}
