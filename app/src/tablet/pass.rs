//! What a tablet carries while somebody votes on it, and whom it lets in.
//!
//! The pass follows from the code and from what was drawn for the page on which it was typed: that page, sent again
//! because no answer came, makes the same one, and another tablet makes another. It waits in a cookie of the tablet's
//! pages, and each form carries it as the secret that no other site knows.

use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use shared::{ballot::OrderSecret, code::BriefCode, document::Fingerprint, locale::Locale};
use store::{TenantTx, desk, session::SessionKey};
use uuid::Uuid;

use super::attempt;
use crate::{
    citizen::vote::{
        Cookie,
        booth::{At, Bare, Booth, Entry},
        receipt,
    },
    desk::{Admitted, Shut, admit},
    forms::Fields,
    islands::ballot::Paper,
    path, text,
    visit::Visit,
};

/// The pass waits for as long as the code works at the longest.
pub(super) const COOKIE: Cookie = Cookie { name: "pase", path: path::TABLET, seconds: 1_800 };

/// The field of a form that carries it.
pub(super) const FIELD: &str = "pass";

/// What the first page says before anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// The code that was typed does not work.
    Wrong,
    /// It works no more.
    Lapsed,
    /// Its voter had voted.
    AlreadyVoted,
    /// The rules say no by now.
    Refused,
    /// The urn is sealed.
    Closed,
    /// Its ballot is in the urn.
    Used,
    /// It could not be looked up.
    Failed,
}

impl Said {
    const ALL: [Self; 7] =
        [Self::Wrong, Self::Lapsed, Self::AlreadyVoted, Self::Refused, Self::Closed, Self::Used, Self::Failed];

    const fn word(self) -> &'static str {
        match self {
            Self::Wrong => "codigo",
            Self::Lapsed => "vencido",
            Self::AlreadyVoted => "ya-voto",
            Self::Refused => "no-puede",
            Self::Closed => "sellada",
            Self::Used => "usado",
            Self::Failed => "fallo",
        }
    }

    /// Of the word in an address.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|said| said.word() == word)
    }

    /// The first page, saying so.
    pub fn page(self) -> String {
        path::tablet_saying(self.word())
    }

    /// What whoever is before their ballot sees instead: whose ballot is in the urn may not have heard so.
    pub fn instead(self) -> String {
        if self == Self::Used { path::TABLET_REVIEW.to_owned() } else { self.page() }
    }

    /// In a sentence.
    pub const fn sentence(self, locale: Locale) -> &'static str {
        match self {
            Self::Wrong => text::tablet::wrong(locale),
            Self::Lapsed => text::tablet::lapsed(locale),
            Self::AlreadyVoted => text::tablet::already_voted(locale),
            Self::Refused => text::tablet::refused(locale),
            Self::Closed => text::tablet::closed(locale),
            Self::Used => text::tablet::used(locale),
            Self::Failed => text::tablet::not_looked_up(locale),
        }
    }
}

impl From<Shut> for Said {
    fn from(shut: Shut) -> Self {
        match shut {
            Shut::NoCode => Self::Lapsed,
            Shut::AlreadyVoted => Self::AlreadyVoted,
            Shut::Refused => Self::Refused,
        }
    }
}

/// The pass that a code makes on a page.
pub(super) fn of_code(code: BriefCode, drawn: Uuid) -> Fingerprint {
    Fingerprint::of(&format!("convite tablet\n{code}\n{drawn}"))
}

/// By what the server knows the tablet that carries a pass.
pub(super) fn tablet(pass: Fingerprint) -> Fingerprint {
    Fingerprint::of(&pass)
}

/// The pass that a page was asked with. Called while the request is at hand.
pub(super) fn sent() -> Option<Fingerprint> {
    COOKIE.sent()?.parse().ok()
}

/// The pass that a form carries.
pub(super) fn carried(fields: &Fields) -> Option<Fingerprint> {
    fields.iter().find(|(name, _)| *name == FIELD)?.1.parse().ok()
}

/// The field that carries it.
pub(super) fn field(pass: Fingerprint) -> AnyView {
    view! { <input type="hidden" name=FIELD value=pass.to_string()/> }.into_any()
}

/// Makes the tablet forget everything.
pub(super) fn forget_with(response: &ResponseOptions) {
    for cookie in [COOKIE, At::Tablet.draft(), At::Tablet.order(), attempt::COOKIE, receipt::ON_TABLET] {
        cookie.forget_with(response);
    }
}

/// What a pass opens: the ballot, and what the store knows of the code.
pub(super) type Opened<P> = (Booth<P>, desk::Pass);

/// Lets whoever has a pass in who looks at the ballot, if the rules do and it was not used.
pub(super) async fn enter(
    visit: &Visit,
    tx: &mut TenantTx,
    pass: Option<Fingerprint>,
    secret: Option<OrderSecret>,
) -> store::Result<Result<Opened<Paper>, Said>> {
    let opened = enter_to_review(visit, tx, pass, secret).await?;
    Ok(opened.and_then(unused))
}

/// The same for whoever marked it.
pub(super) async fn enter_to_mark(
    visit: &Visit,
    tx: &mut TenantTx,
    pass: Option<Fingerprint>,
) -> store::Result<Result<Opened<Bare>, Said>> {
    let opened = enter_to_cast(visit, tx, pass).await?;
    Ok(opened.and_then(unused))
}

/// The same for whoever looks at what they marked, or cast it and comes again for the receipt.
pub(super) async fn enter_to_review(
    visit: &Visit,
    tx: &mut TenantTx,
    pass: Option<Fingerprint>,
    secret: Option<OrderSecret>,
) -> store::Result<Result<Opened<Paper>, Said>> {
    let (entry, pass) = match let_in(visit, tx, pass).await? {
        Ok(entered) => entered,
        Err(said) => return Ok(Err(said)),
    };
    let booth = entry.print(visit.locale(), tx, secret).await?;
    Ok(booth.map(|booth| (booth, pass)).map_err(|_| Said::Refused))
}

/// The same for whoever casts it, or did so and did not hear the answer.
pub(super) async fn enter_to_cast(
    visit: &Visit,
    tx: &mut TenantTx,
    pass: Option<Fingerprint>,
) -> store::Result<Result<Opened<Bare>, Said>> {
    let (entry, pass) = match let_in(visit, tx, pass).await? {
        Ok(entered) => entered,
        Err(said) => return Ok(Err(said)),
    };
    let booth = entry.take(visit.locale(), tx).await?;
    Ok(booth.map(|booth| (booth, pass)).map_err(|_| Said::Refused))
}

fn unused<P>(opened: Opened<P>) -> Result<Opened<P>, Said> {
    if opened.1.used { Err(Said::Used) } else { Ok(opened) }
}

async fn let_in(
    visit: &Visit,
    tx: &mut TenantTx,
    pass: Option<Fingerprint>,
) -> store::Result<Result<(Entry, desk::Pass), Said>> {
    // Whoever is signed in here is somebody else.
    let Some(pass) = pass.filter(|_| visit.viewer.is_none()) else { return Ok(Err(Said::Lapsed)) };
    let tablet = tablet(pass);
    let Admitted { pass, process, ballot: (held, territory), vote } = match admit(visit, tx, tablet).await? {
        Ok(admitted) => admitted,
        Err(shut) => return Ok(Err(shut.into())),
    };
    let browser = SessionKey(*tablet.bytes());
    Ok(Ok((Entry { at: At::Tablet, browser, vote, process, territory, held }, pass)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_page_makes_the_same_pass_and_another_makes_another() {
        let (code, other) = (BriefCode::new([7; 6]), BriefCode::new([8; 6]));
        let (page, tab) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(of_code(code, page), of_code(code, page));
        assert_ne!(of_code(code, page), of_code(code, tab));
        assert_ne!(of_code(code, page), of_code(other, page));
        assert_ne!(tablet(of_code(code, page)), of_code(code, page));
    }

    #[test]
    fn what_the_first_page_says_reads_back_from_its_address() {
        for said in Said::ALL {
            assert_eq!(Said::of(said.word()), Some(said));
            assert!(said.page().ends_with(said.word()));
        }
        assert_eq!(Said::of(""), None);
    }
}
