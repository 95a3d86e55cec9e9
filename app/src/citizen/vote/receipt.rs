//! The certificate that somebody voted, never for what; and, once, the receipt by which they find their vote again.

use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use shared::{code::TypedCode, id::ContestId, locale::Locale, tenant::TenantKind, urn::Leaf};
use store::{contest, process};

use super::{channels, cookie::Cookie};
use crate::{
    components::Icon,
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// The receipt waits for the page that follows, and for no other.
const COOKIE: Cookie = Cookie { name: "comprobante", path: path::VOTE_DONE, seconds: 300 };

/// The same on a tablet of a polling place.
pub const ON_TABLET: Cookie = Cookie { name: "comprobante-en-mesa", path: path::TABLET_DONE, seconds: 300 };

/// What a voter gets for a ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// In which contest it was cast.
    pub contest: ContestId,
    /// The code under which the ballot will be published.
    pub code: TypedCode,
    /// The ballot's hash.
    pub leaf: Leaf,
}

impl Proof {
    /// As it waits for the page that shows it.
    pub fn to_cookie(&self) -> String {
        format!("{}.{}.{}", self.code, self.leaf, self.contest)
    }

    /// Reads it back.
    pub fn of_cookie(text: &str) -> Option<Self> {
        let (code, rest) = text.split_once('.')?;
        let (leaf, contest) = rest.split_once('.')?;
        Some(Self { contest: contest.parse().ok()?, code: code.parse().ok()?, leaf: leaf.parse().ok()? })
    }

    /// As a page shows it, once, with what leads on from there.
    pub fn shown(&self, locale: Locale, on: AnyView) -> AnyView {
        view! {
            <section class="stack" aria-labelledby="receipt">
                <h2 id="receipt">{text::urn::receipt_title(locale)}</h2>
                <p>{text::urn::code(locale)}</p>
                <p class="receipt__code">{self.code.to_string()}</p>
                <p>{text::urn::leaf(locale)} " " <code>{self.leaf.to_string()}</code></p>
                <p><strong>{text::urn::receipt_once(locale)}</strong></p>
                <p>{text::urn::receipt_use(locale)}</p>
                {on}
            </section>
        }
        .into_any()
    }
}

/// Hands a receipt to the voter's browser, for the next page to show.
pub fn hand_over(proof: &Proof) {
    COOKIE.leave(&proof.to_cookie());
}

/// The vote was cast.
#[component]
pub fn Receipt() -> AnyView {
    let proof = COOKIE.sent().as_deref().and_then(Proof::of_cookie);
    let response = expect_context::<ResponseOptions>();
    page(async move |visit| {
        let page = load(visit, proof.as_ref()).await?;
        if proof.is_some() {
            COOKIE.forget_with(&response);
        }
        Ok(page)
    })
}

async fn load(visit: Visit, proof: Option<&Proof>) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let viewer = visit.viewer.clone().ok_or(Fault::SignIn)?;
    let elsewhere = || Fault::Elsewhere(path::VOTE.to_owned());
    let mut tx = visit.enter().await?;
    let process = process::current(&mut tx).await?.ok_or_else(elsewhere)?;
    let votes = super::votes(&visit, &mut tx, &process).await?;
    let cast: Vec<ContestId> = votes.cast().map(|(_, taken)| taken.contest).collect();
    // Accounts may vote in several territories: the receipt is of the one that was cast just now.
    let own = proof.map(|proof| proof.contest).filter(|contest| cast.contains(contest));
    let contest = own.or_else(|| cast.first().copied()).ok_or_else(elsewhere)?;
    let contest = contest::find(&mut tx, contest).await?.ok_or_else(elsewhere)?;
    drop(tx);
    let locale = visit.locale();
    let title = text::vote::done_title(locale);
    // The votes of all territories are counted at once, after the last one.
    let closes = process.voting_anywhere().map(|voting| {
        view! {
            <div>
                <dt>{text::vote::results_from(locale)}</dt>
                <dd>{visit.date_time(voting.closes())}</dd>
            </div>
        }
    });
    let urn = path::urn(&process.slug, &contest.code);
    let receipt = proof.map(|proof| {
        let link = view! { <p class="no-print"><a href=urn>{text::urn::to_urn(locale)}</a></p> };
        proof.shown(locale, link.into_any())
    });
    let left = Some(votes.left().count()).filter(|left| *left > 0).map(|left| {
        view! {
            <p class="no-print">{text::vote::left(locale, left)}</p>
            <p class="no-print"><a class="btn btn--primary" href=path::VOTE>{text::vote::next_account(locale)}</a></p>
        }
    });
    let body = view! {
        <article class="receipt">
            <header class="receipt__head"><Icon name="check"/><h1>{title}</h1></header>
            <p>{text::vote::done_detail(locale)}</p>
            <dl class="facts">
                <div><dt>{text::vote::process(locale)}</dt><dd>{process.name.clone()}</dd></div>
                <div><dt>{text::vote::territory(locale)}</dt><dd>{contest.name.clone()}</dd></div>
                <div><dt>{text::vote::voter(locale)}</dt><dd>{viewer.name.clone()}</dd></div>
                {closes}
            </dl>
            {channels(locale, &votes)}
            {receipt}
            {left}
            <p class="muted no-print">{text::vote::print_hint(locale)}</p>
            <div class="actions no-print">
                <a class="btn btn--primary" href=path::MINE>{text::citizen::my_participation(locale)}</a>
                <a class="btn btn--quiet" href=path::HOME>{text::common::home(locale)}</a>
            </div>
        </article>
    };
    Ok(Page::new(title, body).width(Width::Narrow))
}

#[cfg(test)]
mod tests {
    use shared::urn::Slip;

    use super::*;

    #[test]
    fn a_receipt_reads_back_from_its_cookie() {
        let code = TypedCode::new([7; 10]);
        let contest = uuid::Uuid::from_u128(7).into();
        let proof = Proof { contest, code, leaf: Leaf::of(&Slip::new("c", code, [], false)) };
        assert_eq!(Proof::of_cookie(&proof.to_cookie()), Some(proof));
        for wrong in ["", ".", "0707.1", "x.y", "x.y.z"] {
            assert_eq!(Proof::of_cookie(wrong), None, "{wrong}");
        }
    }
}
