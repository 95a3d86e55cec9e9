//! A choice that is not cast yet: before it is in the urn, what somebody means to vote is kept by nobody but themselves.

use std::fmt::Write as _;

use leptos::prelude::expect_context;
use leptos_axum::ResponseOptions;
use shared::{
    ballot::{Mistake, SheetChoice, SheetForm, SheetMistake},
    document::Fingerprint,
    id::ContestId,
};
use store::session::SessionKey;

use super::{
    booth::{At, Ballot, Booth},
    cookie::Cookie,
};
use crate::path;

/// How many bytes of what is looked for are kept.
const KEPT: usize = 80;

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
    /// It is not finished: its voter looks for something on the ballot.
    Begun,
}

impl State {
    const ALL: [Self; 4] = [Self::Marked, Self::Wrong, Self::Changed, Self::Begun];

    const fn letter(self) -> char {
        match self {
            Self::Marked => 'm',
            Self::Wrong => 'w',
            Self::Changed => 'c',
            Self::Begun => 'b',
        }
    }

    /// Whether the ballot says what is missing or wrong.
    pub const fn is_told(self) -> bool {
        matches!(self, Self::Wrong | Self::Changed)
    }
}

/// What is marked so far, right or wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What became of it.
    pub state: State,
    /// What it says.
    pub choice: SheetChoice,
    /// What is looked for on the ballot, as it was typed; nothing where all of it is shown.
    pub words: String,
}

impl Draft {
    /// A choice on the voter's own ballot.
    pub fn of(booth: &Booth<impl Ballot>, choice: SheetChoice) -> Self {
        let state = match booth.paper.form().mark(&choice) {
            Ok(_) => State::Marked,
            Err(mistakes) if mistakes.iter().any(is_changed) => State::Changed,
            Err(_) => State::Wrong,
        };
        Self { state, choice, words: String::new() }
    }

    /// A choice that is not finished, while something is looked for on the ballot.
    pub fn begun(choice: SheetChoice, words: &str) -> Self {
        let ends = words.char_indices().map(|(at, letter)| at + letter.len_utf8());
        let end = ends.take_while(|end| *end <= KEPT).last().unwrap_or(0);
        Self { state: State::Begun, choice, words: words[..end].to_owned() }
    }

    fn to_cookie(&self, form: &SheetForm) -> String {
        let mut text = format!("{}{}", self.state.letter(), form.compact(&self.choice));
        if !self.words.is_empty() {
            text.push('.');
            for byte in self.words.bytes() {
                write!(text, "{byte:02x}").expect("writing into a string cannot fail");
            }
        }
        text
    }

    fn of_cookie(form: &SheetForm, text: &str) -> Option<Self> {
        let state = State::ALL.into_iter().find(|state| text.starts_with(state.letter()))?;
        let rest = text.get(1..)?;
        let (choice, words) = match rest.split_once('.') {
            Some((choice, words)) => (choice, text_of(words)?),
            None => (rest, String::new()),
        };
        Some(Self { state, choice: form.read_compact(choice).ok()?, words })
    }
}

/// The text whose bytes stand there in hexadecimal; nothing for an empty one.
fn text_of(hexadecimal: &str) -> Option<String> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let byte = |pair: &[u8]| match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    };
    let bytes: Option<Vec<u8>> = hexadecimal.as_bytes().chunks(2).map(byte).collect();
    String::from_utf8(bytes?).ok().filter(|text| !text.is_empty() && text.len() <= KEPT)
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

/// Whose choice it is and of which ballot, by all its contests: another session, or another ballot, finds nothing.
pub fn owner(session: SessionKey, ballot: &[ContestId]) -> String {
    let mut owner = String::with_capacity(32);
    for byte in &session.0[..8] {
        write!(owner, "{byte:02x}").expect("writing into a string cannot fail");
    }
    write!(owner, ".{}", Fingerprint::of(&ballot).short()).expect("writing into a string cannot fail");
    owner
}

impl<P> Booth<P> {
    /// Whose ballot it is, and which.
    pub fn owner(&self) -> String {
        let ballot: Vec<ContestId> = self.contests.iter().map(|contest| contest.id).collect();
        owner(self.browser, &ballot)
    }
}

/// By what marks are known that wait in the tab of a voter's own browser: it tells neither whose they are nor of which
/// ballot. On a tablet none wait.
pub fn mark(booth: &Booth) -> Option<String> {
    (booth.at == At::Home)
        .then(|| Fingerprint::of(&format!("convite marks\n{}\n{}", booth.owner(), booth.vote.voter.id)).short())
}

/// The choice that a cookie holds for this voter and this ballot.
pub fn read(cookie: Option<&str>, booth: &Booth) -> Option<Draft> {
    let draft = cookie?.strip_prefix(&booth.owner())?.strip_prefix('.')?;
    Draft::of_cookie(booth.paper.form(), draft)
}

/// Leaves a choice with the voter's browser.
pub fn keep(draft: &Draft, booth: &Booth<impl Ballot>) {
    keep_with(&expect_context(), draft, booth);
}

/// The same, for whoever has awaited something meanwhile and so lost the context.
pub fn keep_with(response: &ResponseOptions, draft: &Draft, booth: &Booth<impl Ballot>) {
    booth.at.draft().leave_with(response, &format!("{}.{}", booth.owner(), draft.to_cookie(booth.paper.form())));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ballot of these contests, each with projects of these numbers.
    fn sheet(contests: &[&str], numbers: &[u32]) -> SheetForm {
        let projects: Vec<_> = numbers
            .iter()
            .map(|number| {
                let id = uuid::Uuid::from_u128(u128::from(*number));
                serde_json::json!({ "id": id, "number": number, "cost": { "minor": 4, "currency": "COP" } })
            })
            .collect();
        let rule = serde_json::json!({
            "type": "points", "points": 100, "each_at_most": 50, "at_most": null, "spend_all": false, "blank": true,
        });
        let offer = serde_json::json!({
            "ceiling": { "minor": 9, "currency": "COP" }, "kind": "comuna", "projects": projects,
        });
        let form = |contest: &&str| serde_json::json!({ "contest": contest, "rule": rule, "offer": offer });
        let json = serde_json::json!({
            "sheet": { "id": "s", "name": "Tarjetón", "contests": contests, "order": "number", "may_skip": true },
            "forms": contests.iter().map(form).collect::<Vec<_>>(),
        });
        serde_json::from_value(json).unwrap()
    }

    fn form() -> SheetForm {
        sheet(&["c"], &[1, 7])
    }

    #[test]
    fn a_choice_reads_back_from_the_cookie() {
        let form = form();
        for text in ["m", "mb", "m1-7~3", "wb-1", "c7", "w1~x646f73", "b", "bb", "b1-7.7061727175652033"] {
            let draft = Draft::of_cookie(&form, text).unwrap();
            assert_eq!(draft.to_cookie(&form), text);
        }
        for wrong in ["", "1", "x1", "m2", "m1-x", "m99999999999", "m1_7", "b1.", "b1.7", "b1.zz", "b1.ff"] {
            assert_eq!(Draft::of_cookie(&form, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_looked_for_is_kept_as_far_as_it_fits() {
        let found = |words: &str| Draft::begun(SheetChoice::default(), words).words;
        assert_eq!(found("niños 3"), "niños 3");
        assert_eq!(found(&"ñ".repeat(50)), "ñ".repeat(40));
        let draft = Draft::begun(SheetChoice::default(), "niños 3");
        assert_eq!(Draft::of_cookie(&form(), &draft.to_cookie(&form())).as_ref(), Some(&draft));
    }

    #[test]
    fn a_choice_in_several_contests_reads_back_and_fits_into_a_cookie() {
        let form = sheet(&["a", "b", "c"], &(1..=100).collect::<Vec<_>>());
        for text in ["m1~2_b_", "m__7", "w1-2~60_3~x646f73_b", "b_5_.70"] {
            let draft = Draft::of_cookie(&form, text).unwrap();
            assert_eq!(draft.to_cookie(&form), text);
        }
        // Of a ballot with more contests, or with fewer.
        for other in ["m1", "m1_2", "m1_2_3_4"] {
            assert_eq!(Draft::of_cookie(&form, other), None, "{other}");
        }
        let all: Vec<String> = (1..=100).map(|number| format!("{number}~50")).collect();
        let full = format!("w{}", [all.join("-"), all.join("-"), all.join("-")].join("_"));
        let mut draft = Draft::of_cookie(&form, &full).unwrap();
        draft.words = "7".repeat(KEPT);
        assert!(owner(SessionKey([1; 32]), &[]).len() + draft.to_cookie(&form).len() < 4_000);
    }

    #[test]
    fn another_session_or_ballot_finds_nothing() {
        let contest = |number| ContestId::from(uuid::Uuid::from_u128(number));
        let mine = owner(SessionKey([1; 32]), &[contest(1), contest(2)]);
        assert_eq!(mine, owner(SessionKey([1; 32]), &[contest(1), contest(2)]));
        assert_ne!(mine, owner(SessionKey([2; 32]), &[contest(1), contest(2)]));
        for other in [vec![], vec![contest(1)], vec![contest(1), contest(3)], vec![contest(1), contest(2), contest(3)]]
        {
            assert_ne!(mine, owner(SessionKey([1; 32]), &other));
        }
        assert!(mine.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'.'));
    }
}
