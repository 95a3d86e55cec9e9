//! What was chosen, before it is cast; and casting it.

use leptos::{prelude::*, server_fn::ServerFn};
use shared::{
    ballot::{BallotForm, Input, Mark, Marked, MarkedSheet, OrderSecret, SheetChoice, Way},
    id::VoterId,
    money::Money,
    permission::Refusal,
    tenant::TenantKind,
    urn::{Attempt, Channel},
};
use store::{
    contest::Contest,
    urn::{self, Cast, Envelope},
};
use uuid::Uuid;

use super::{
    booth::{self, At, Ballot, Booth, Closed},
    draft::{self, Draft},
    envelope,
    order::{self, Orders},
    receipt,
};
use crate::{
    ballot::fields,
    components::{Crumbs, Csrf, Heading},
    forms::{Declined, Done, Fields, Posted, answer},
    islands::{
        ballot::{Card, Printed},
        sending::Casting,
    },
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// The field that holds the attempt.
pub const ATTEMPT: &str = "attempt";

/// The field that says which of the voter's votes it is: who answers for several accounts has several, and a page that is
/// sent again must not cast the next one.
const VOTER: &str = "voter";

/// How often the database is asked to keep a ballot.
pub const TRIES: usize = 3;

/// The choice, to be cast or changed.
#[component]
pub fn Review() -> AnyView {
    let (cookie, secret) = (At::Home.draft().sent(), At::Home.secret());
    page(async move |visit| load(visit, cookie, secret).await)
}

async fn load(visit: Visit, cookie: Option<String>, secret: Option<OrderSecret>) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let back = || Fault::Elsewhere(path::VOTE.to_owned());
    let mut tx = visit.enter().await?;
    let booth = match booth::enter(&visit, &mut tx, secret).await? {
        Ok(booth) => booth,
        Err(Closed::Refused(_, why)) if why.refusal == Refusal::SignInFirst => return Err(Fault::SignIn),
        Err(_) => return Err(back()),
    };
    drop(tx);
    let draft = draft::read(cookie.as_deref(), &booth).ok_or_else(back)?;
    let marked = marked(&booth, &draft.choice).ok_or_else(back)?;
    let locale = visit.locale();
    let title = text::vote::review_title(locale);
    let steps = vec![(path::VOTE.to_owned(), text::vote::title(locale).to_owned())];
    let hidden = view! {
        <Csrf visit=&visit/>
        <input type="hidden" name=VOTER value=booth.vote.voter.id.to_string()/>
        {order::fields(&booth)}
        {carrying(fresh_attempt(&visit), &marked)}
        <Casting locale/>
    };
    let last_yes = last_yes(&visit, &booth, &marked, (CastBallot::url(), path::VOTE), hidden.into_any());
    let body = view! {
        <Crumbs locale steps here=title/>
        {last_yes}
    };
    Ok(Page::new(title, body).width(Width::Narrow).with_islands())
}

/// An attempt that nobody has made before.
pub fn fresh_attempt(visit: &Visit) -> Attempt {
    Attempt::new(visit.fresh_id::<Uuid>().as_u128())
}

/// The fields of a form that casts a choice by an attempt.
pub fn carrying(attempt: Attempt, marked: &MarkedSheet) -> AnyView {
    let choice = marked
        .ballots()
        .iter()
        .flat_map(fields)
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    view! {
        <input type="hidden" name=ATTEMPT value=attempt.to_string()/>
        {choice}
    }
    .into_any()
}

/// A choice that is asked about once more: in a form that goes to `action` and carries what is `hidden`, with the way
/// `back` to the ballot.
pub fn last_yes(
    visit: &Visit,
    booth: &Booth,
    marked: &MarkedSheet,
    (action, back): (&'static str, &'static str),
    hidden: AnyView,
) -> AnyView {
    let locale = visit.locale();
    let title = text::vote::review_title(locale);
    let said = booth.ballots().map(|(contest, form, printed)| {
        let marked = marked.ballots().iter().find(|one| one.contest() == form.contest());
        let chosen = marked.map(|marked| text::vote::chosen(locale, marked.marks().len()));
        let chosen = chosen.unwrap_or_else(|| text::vote::left_unmarked(locale).to_owned());
        (contest, chosen, marked.and_then(|marked| list(visit, (contest, form, printed), marked)))
    });
    let several = booth.contests.len() > 1;
    let sections = said.map(|(contest, chosen, list)| {
        if !several {
            return view! { <section aria-labelledby="chosen"><h2 id="chosen">{chosen}</h2>{list}</section> }
                .into_any();
        }
        let id = format!("chosen-{}", contest.rule);
        let heading = id.clone();
        view! {
            <section aria-labelledby=id>
                <h2 id=heading>{contest.name.clone()}</h2>
                <p>{chosen}</p>
                {list}
            </section>
        }
        .into_any()
    });
    view! {
        <Heading over=booth.title(locale) title lead=text::vote::review_lead(locale)/>
        {booth.of_account(locale)}
        {sections.collect_view()}
        <form class="form" method="post" action=action>
            {hidden}
            <div class="actions">
                <button class="btn btn--primary btn--big" type="submit">{text::vote::cast(locale)}</button>
                <a class="btn" href=back>{text::vote::change(locale)}</a>
            </div>
        </form>
    }
    .into_any()
}

/// The ballot that a choice makes on the voter's own form.
pub fn marked(booth: &Booth<impl Ballot>, choice: &SheetChoice) -> Option<MarkedSheet> {
    booth.paper.form().mark(choice).ok()
}

/// What is marked in a contest.
fn list(
    visit: &Visit,
    (contest, form, printed): (&Contest, &BallotForm, &Printed),
    marked: &Marked,
) -> Option<AnyView> {
    if marked.is_blank() {
        return None;
    }
    let locale = visit.locale();
    let card = |mark: &Mark| printed.cards.iter().find(|card| card.project == mark.project);
    let mut named: Vec<(&Mark, &Card)> = marked.marks().iter().filter_map(|mark| Some((mark, card(mark)?))).collect();
    // Where they have no places, they come as everybody calls them.
    if form.way() != Way::Ranking {
        named.sort_by_key(|(_, card)| card.number);
    }
    let costs = named.iter().map(|(_, card)| card.cost);
    // Where projects are only named, what they cost together says whether they could all win.
    let total = Money::sum(costs, contest.ceiling.currency()).ok().filter(|_| form.input() == Input::Tick);
    let total = total.map(|total| {
        view! {
            <dl class="facts">
                <div><dt>{text::vote::total_cost(locale)}</dt><dd class="num">{visit.money(total)}</dd></div>
                <div><dt>{text::citizen::ceiling(locale)}</dt><dd class="num">{visit.money(contest.ceiling)}</dd></div>
            </dl>
        }
    });
    let given = |amount: u64| match form.way() {
        Way::Approval | Way::SingleChoice | Way::Knapsack { .. } => None,
        Way::Ranking => Some(text::vote::in_place(locale, amount)),
        Way::Points { .. } => Some(text::vote::with_points(locale, visit.integer(amount))),
        Way::Wallet { .. } => Some(text::vote::with_money(locale, visit.integer(amount))),
    };
    let items = named
        .iter()
        .map(|(mark, card)| {
            let given = given(mark.amount).map(|given| view! { <span>{given}</span> });
            view! {
                <li>
                    <span class="project__no">
                        <span class="visually-hidden">{text::ballot::number(locale)} " "</span>
                        {card.number}
                    </span>
                    <span>
                        <strong>{card.title.clone()}</strong>
                        {given}
                        <span class="muted">{visit.money(card.cost)}</span>
                    </span>
                </li>
            }
        })
        .collect_view();
    Some(view! { <ol class="review" role="list">{items}</ol>{total} }.into_any())
}

/// Casts a ballot: the person on the roll and the ballot in the urn of each of its contests, in one transaction.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "voto")]
pub async fn cast_ballot() -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let fields = Fields::current();
    let choice = SheetChoice::read(fields.iter());
    let field = |wanted| fields.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value);
    let attempt = field(ATTEMPT).and_then(|value| value.parse().ok());
    let voter = field(VOTER).and_then(|value| value.parse().ok());
    let seen = order::carried(&fields);
    let mut outcome = cast(&visit, choice.clone(), voter, attempt, &seen).await;
    for _ in 1..TRIES {
        let Err(Declined::Store(error)) = &outcome else { break };
        // Whether it was kept may be all that the database could not say. The same attempt is never cast twice.
        tracing::warn!(%error, "a ballot is cast again");
        outcome = cast(&visit, choice.clone(), voter, attempt, &seen).await;
    }
    answer(&visit, Posted::new("ballot", path::VOTE, []), outcome).await
}

async fn cast(
    visit: &Visit,
    choice: SheetChoice,
    voter: Option<VoterId>,
    attempt: Option<Attempt>,
    seen: &Orders,
) -> Result<Done, Declined> {
    let to = |page: &str| Done { to: page.to_owned(), message: None };
    let mut tx = visit.enter().await?;
    // Whoever may not vote is told by the page of the ballot.
    let Ok(booth) = booth::enter_to_cast(visit, &mut tx, voter).await? else { return Ok(to(path::VOTE)) };
    let Some(marked) = marked(&booth, &choice) else {
        draft::keep(&Draft::of(&booth, choice), &booth);
        return Ok(to(path::VOTE));
    };
    let Some(attempt) = attempt else {
        draft::keep(&Draft::of(&booth, choice), &booth);
        return Err(Declined::Refused(text::urn::attempt_missing(visit.locale()).to_owned()));
    };
    let closed = envelope::close(visit, &mut tx, &booth, &marked, (attempt, seen)).await?;
    let envelopes: Vec<Envelope<'_>> = closed.iter().map(envelope::Closed::envelope).collect();
    let by = (booth.vote.voter, Channel::Web);
    match urn::cast(&mut tx, booth.poll(), by, &envelopes, visit.now).await? {
        // Who sends the same page again did not get the answer: it is the same.
        cast @ (Cast::Counted | Cast::Again) => {
            if cast == Cast::Counted {
                tx.commit().await?;
                visit.watch.notice(visit, booth.deciding().id);
            }
            At::Home.draft().forget();
            receipt::hand_over(closed.iter().map(|one| &one.proof));
            Ok(to(path::VOTE_DONE))
        }
        Cast::AlreadyVoted => {
            At::Home.draft().forget();
            Ok(to(path::VOTE))
        }
        Cast::Closed => Err(Declined::Refused(text::refusal::counted(visit.locale()).to_owned())),
    }
}
