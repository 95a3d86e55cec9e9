//! The receipts by which a voter finds their vote again, one for each contest, shown once. None has a name on it: once
//! ballots are published, whoever had both would know how somebody voted. What proves to others that somebody voted is the
//! certificate.

use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use shared::{
    code::{OrderCode, TypedCode},
    id::ContestId,
    locale::Locale,
    tenant::TenantKind,
    urn::Leaf,
};
use store::{
    TenantTx,
    contest::{self, Contest},
    process,
};

use super::{cookie::Cookie, own};
use crate::{
    components::Icon,
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// The receipts wait for the page that follows, and for no other.
const COOKIE: Cookie = Cookie { name: "comprobante", path: path::VOTE_DONE, seconds: 300 };

/// The same on a tablet of a polling place.
pub const ON_TABLET: Cookie = Cookie { name: "comprobante-en-mesa", path: path::TABLET_DONE, seconds: 300 };

/// What a voter gets for what a ballot says in one contest.
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
    fn written(&self) -> String {
        let order = self.order.map(|order| format!(".{order}")).unwrap_or_default();
        format!("{}.{}.{}{order}", self.code, self.leaf, self.contest)
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (code, leaf, contest) = (parts.next()?, parts.next()?, parts.next()?);
        let order = match parts.next() {
            Some(order) => Some(order.parse().ok()?),
            None => None,
        };
        let proof = Self { contest: contest.parse().ok()?, code: code.parse().ok()?, leaf: leaf.parse().ok()?, order };
        parts.next().is_none().then_some(proof)
    }

    fn code_and_leaf(&self, locale: Locale) -> AnyView {
        view! {
            <p>{text::urn::code(locale)}</p>
            <p class="receipt__code">{self.code.to_string()}</p>
            <p>{text::urn::leaf(locale)} " " <code>{self.leaf.to_string()}</code></p>
        }
        .into_any()
    }

    fn order(&self, locale: Locale) -> Option<AnyView> {
        let code = self.order?.to_string();
        Some(view! { <p>{text::urn::order(locale)} " " <code class="receipt__order">{code}</code></p> }.into_any())
    }
}

/// What is shown of a ballot, once: what its voter got in each contest, in the order of the ballot.
pub type Receipts = Vec<(Proof, Contest)>;

/// The receipts of a ballot as they wait for the page that shows them.
pub fn written<'a>(proofs: impl IntoIterator<Item = &'a Proof>) -> String {
    proofs.into_iter().map(Proof::written).collect::<Vec<_>>().join("_")
}

/// Reads them back.
pub fn read(text: &str) -> Option<Vec<Proof>> {
    text.split('_').map(Proof::read).collect()
}

/// Finds the contests of what a voter got.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut TenantTx, proofs: Vec<Proof>) -> store::Result<Receipts> {
    let mut receipts = Vec::with_capacity(proofs.len());
    for proof in proofs {
        if let Some(contest) = contest::find(tx, proof.contest).await? {
            receipts.push((proof, contest));
        }
    }
    Ok(receipts)
}

/// The receipts as a page shows them, once: how they are kept, and what leads on from there. On a device of the voter's own
/// that is the urns of the process with this name in addresses; a tablet leads nowhere.
pub fn shown(locale: Locale, receipts: &[(Proof, Contest)], process: Option<&str>) -> AnyView {
    let several = receipts.len() > 1;
    let link = |contest: &Contest| {
        let urn = path::urn(process?, &contest.code);
        Some(view! { <p class="no-print"><a href=urn>{text::urn::to_urn(locale)}</a></p> })
    };
    let once = match (process.is_some(), several) {
        (true, false) => text::urn::receipt_once(locale),
        (true, true) => text::urn::receipts_once(locale),
        (false, false) => text::urn::receipt_once_on_tablet(locale),
        (false, true) => text::urn::receipts_once_on_tablet(locale),
    };
    let keep = if several { text::urn::receipts_use(locale) } else { text::urn::receipt_use(locale) };
    let copy = if several { text::tablet::copy_all(locale) } else { text::tablet::copy(locale) };
    let copy = process.is_none().then(|| view! { <p><strong>{copy}</strong></p> });
    let order_use = receipts.iter().any(|(proof, _)| proof.order.is_some()).then(|| {
        let order_use = if several { text::urn::orders_use(locale) } else { text::urn::order_use(locale) };
        view! { <p class="muted">{order_use}</p> }
    });
    if let [(proof, contest)] = receipts {
        return view! {
            <section class="stack" aria-labelledby="receipt">
                <h2 id="receipt">{text::urn::receipt_title(locale)}</h2>
                {proof.code_and_leaf(locale)}
                <p><strong>{once}</strong></p>
                <p>{keep}</p>
                {proof.order(locale)}
                {order_use}
                {link(contest)}
                {copy}
            </section>
        }
        .into_any();
    }
    let each = receipts
        .iter()
        .map(|(proof, contest)| {
            let id = format!("receipt-{}", contest.rule);
            let heading = id.clone();
            view! {
                <section class="stack" aria-labelledby=id>
                    <h3 id=heading>{contest.name.clone()}</h3>
                    {proof.code_and_leaf(locale)}
                    {proof.order(locale)}
                    {link(contest)}
                </section>
            }
        })
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="receipt">
            <h2 id="receipt">{text::urn::receipts_title(locale)}</h2>
            <p>{text::urn::receipts_lead(locale)}</p>
            {each}
            <p><strong>{once}</strong></p>
            <p>{keep}</p>
            {order_use}
            {copy}
        </section>
    }
    .into_any()
}

/// Hands the receipts of a ballot to the voter's browser, for the next page to show.
pub fn hand_over<'a>(proofs: impl IntoIterator<Item = &'a Proof>) {
    COOKIE.leave(&written(proofs));
}

/// The vote was cast.
#[component]
pub fn Receipt() -> AnyView {
    let proofs = COOKIE.sent().as_deref().and_then(read);
    let response = expect_context::<ResponseOptions>();
    page(async move |visit| {
        let has_any = proofs.is_some();
        let page = load(visit, proofs.unwrap_or_default()).await?;
        if has_any {
            COOKIE.forget_with(&response);
        }
        Ok(page)
    })
}

async fn load(visit: Visit, proofs: Vec<Proof>) -> Result<Page, Fault> {
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
    // Accounts may vote in several territories: the receipts are of what was cast just now.
    let is_cast = |proof: &Proof| votes.cast().any(|(_, taken)| taken.contest == proof.contest);
    let receipts = find(&mut tx, proofs.into_iter().filter(is_cast).collect()).await?;
    // Without a receipt, what there is to show is that they voted.
    if receipts.is_empty() {
        return Err(Fault::Elsewhere(path::VOTE_CERTIFICATE.to_owned()));
    }
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
    let contests = receipts.iter().map(|(_, contest)| contest);
    let rows = own::rows(locale, &process.rule_set, contests);
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
                {rows}
                {closes}
            </dl>
            {shown(locale, &receipts, Some(process.slug.as_str()))}
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

    fn proof(number: u8, order: Option<OrderCode>) -> Proof {
        let code = TypedCode::new([number; 10]);
        let contest = uuid::Uuid::from_u128(number.into()).into();
        Proof { contest, code, leaf: Leaf::of(&Slip::new("c", code, [], false)), order }
    }

    #[test]
    fn a_receipt_reads_back_from_its_cookie() {
        let ordered = proof(7, Some(OrderCode::new([0x7f, 0x3a, 9, 0xc2])));
        let one = written([&ordered]);
        assert!(one.ends_with(".7F3A-09C2"));
        for proofs in [vec![proof(7, None)], vec![ordered.clone()], vec![proof(1, None), ordered, proof(2, None)]] {
            assert_eq!(read(&written(&proofs)), Some(proofs));
        }
        let wrong = ["", ".", "_", "0707.1", "x.y", "x.y.z"].map(ToOwned::to_owned).into_iter();
        for wrong in wrong.chain([".1", "2", "_", "_x.y.z"].map(|more| format!("{one}{more}"))) {
            assert_eq!(read(&wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_receipts_of_a_long_ballot_fit_into_a_cookie() {
        let proofs: Vec<Proof> = (1..=25).map(|number| proof(number, Some(OrderCode::new([number; 4])))).collect();
        assert!(written(&proofs).len() < 4_000);
    }
}
