//! The receipt by which a voter finds their vote again, shown once. It has no name on it: once ballots are published,
//! whoever had both would know how somebody voted. What proves to others that somebody voted is the certificate.

use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use shared::{
    code::{OrderCode, TypedCode},
    id::ContestId,
    locale::Locale,
    tenant::TenantKind,
    urn::Leaf,
};
use store::{contest, process};

use super::cookie::Cookie;
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
    /// The code of the order in which the projects stood, where it was drawn.
    pub order: Option<OrderCode>,
}

impl Proof {
    /// The same with the order in which the projects stood.
    #[must_use]
    pub fn in_order(self, order: Option<OrderCode>) -> Self {
        Self { order, ..self }
    }

    /// As it waits for the page that shows it.
    pub fn to_cookie(&self) -> String {
        let order = self.order.map(|order| format!(".{order}")).unwrap_or_default();
        format!("{}.{}.{}{order}", self.code, self.leaf, self.contest)
    }

    /// Reads it back.
    pub fn of_cookie(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (code, leaf, contest) = (parts.next()?, parts.next()?, parts.next()?);
        let order = match parts.next() {
            Some(order) => Some(order.parse().ok()?),
            None => None,
        };
        let proof = Self { contest: contest.parse().ok()?, code: code.parse().ok()?, leaf: leaf.parse().ok()?, order };
        parts.next().is_none().then_some(proof)
    }

    /// As a page shows it, once: how it is kept, and what leads on from there.
    pub fn shown(&self, locale: Locale, once: &'static str, on: AnyView) -> AnyView {
        let order = self.order.map(|order| {
            view! {
                <p>{text::urn::order(locale)} " " <code class="receipt__order">{order.to_string()}</code></p>
                <p class="muted">{text::urn::order_use(locale)}</p>
            }
        });
        view! {
            <section class="stack" aria-labelledby="receipt">
                <h2 id="receipt">{text::urn::receipt_title(locale)}</h2>
                <p>{text::urn::code(locale)}</p>
                <p class="receipt__code">{self.code.to_string()}</p>
                <p>{text::urn::leaf(locale)} " " <code>{self.leaf.to_string()}</code></p>
                <p><strong>{once}</strong></p>
                <p>{text::urn::receipt_use(locale)}</p>
                {order}
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
    if visit.viewer.is_none() {
        return Err(Fault::SignIn);
    }
    let elsewhere = || Fault::Elsewhere(path::VOTE.to_owned());
    let mut tx = visit.enter().await?;
    let process = process::current(&mut tx).await?.ok_or_else(elsewhere)?;
    let votes = super::votes(&visit, &mut tx, &process).await?;
    if votes.cast().next().is_none() {
        return Err(elsewhere());
    }
    // Without a receipt, what there is to show is that they voted.
    let certificate = || Fault::Elsewhere(path::VOTE_CERTIFICATE.to_owned());
    // Accounts may vote in several territories: the receipt is of the one that was cast just now.
    let proof = proof.filter(|proof| votes.cast().any(|(_, taken)| taken.contest == proof.contest));
    let proof = proof.ok_or_else(certificate)?;
    let contest = contest::find(&mut tx, proof.contest).await?.ok_or_else(elsewhere)?;
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
    let link = view! { <p class="no-print"><a href=urn>{text::urn::to_urn(locale)}</a></p> };
    let receipt = proof.shown(locale, text::urn::receipt_once(locale), link.into_any());
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
                {closes}
            </dl>
            {receipt}
            {left}
            <p class="no-print">
                <a href=path::VOTE_CERTIFICATE>{text::vote::to_certificate(locale)}</a> " "
                {text::vote::to_certificate_hint(locale)}
            </p>
            <div class="actions no-print">
                <a class="btn btn--primary" href=path::MINE>{text::citizen::my_participation(locale)}</a>
                <a class="btn btn--quiet" href=path::HOME>{text::common::home(locale)}</a>
            </div>
        </article>
    };
    Ok(Page::new(title, body).width(Width::Narrow).forgetting_marks())
}

#[cfg(test)]
mod tests {
    use shared::urn::Slip;

    use super::*;

    #[test]
    fn a_receipt_reads_back_from_its_cookie() {
        let code = TypedCode::new([7; 10]);
        let contest = uuid::Uuid::from_u128(7).into();
        let proof = Proof { contest, code, leaf: Leaf::of(&Slip::new("c", code, [], false)), order: None };
        let ordered = proof.clone().in_order(Some(OrderCode::new([0x7f, 0x3a, 9, 0xc2])));
        let written = ordered.to_cookie();
        assert!(written.ends_with(".7F3A-09C2"));
        for proof in [proof, ordered] {
            assert_eq!(Proof::of_cookie(&proof.to_cookie()), Some(proof));
        }
        for wrong in ["", ".", "0707.1", "x.y", "x.y.z", &format!("{written}.1"), &format!("{written}2")] {
            assert_eq!(Proof::of_cookie(wrong), None, "{wrong}");
        }
    }
}
