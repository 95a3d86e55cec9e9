//! The ballot of the own territory, to be marked.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_axum::ResponseOptions;
use shared::{
    ballot::{OrderSecret, SheetChoice},
    permission::{Action, Refusal},
    tenant::TenantKind,
};
use store::contest::Contest;

use super::{
    booth::{self, At, Bare, Booth, Closed},
    draft::{self, Draft, State},
    order, search,
};
use crate::{
    ballot::{has_groups, summary},
    citizen::next_step::lacks_territory,
    components::{Crumbs, Csrf, ErrorSummary, Heading, Notice, NoticeKind},
    forms::{Declined, Done, FieldMessage, Fields, Posted, Rejected, answer},
    islands::ballot::{BallotSheet, search::PLACE},
    page::{Fault, Page, Width, page},
    path,
    refusal::Refused,
    text,
    visit::Visit,
};

/// The most projects that are read without looking for one.
const FEW: usize = 8;

/// The voter's own ballot; or why there is none, and what helps.
#[component]
pub fn Ballot() -> AnyView {
    let (cookie, secret) = (At::Home.draft().sent(), At::Home.secret());
    let response = expect_context::<ResponseOptions>();
    page(async move |visit| load(visit, cookie, secret, &response).await)
}

async fn load(
    visit: Visit,
    cookie: Option<String>,
    secret: Option<OrderSecret>,
    response: &ResponseOptions,
) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let mut tx = visit.enter().await?;
    let secret = secret.unwrap_or_else(|| order::draw(&visit));
    let booth = match booth::enter(&visit, &mut tx, Some(secret)).await? {
        Ok(booth) => booth,
        Err(Closed::Refused(_, why)) if why.refusal == Refusal::SignInFirst => return Err(Fault::SignIn),
        // All that is missing is where they live: they say it and come straight back.
        Err(Closed::Refused(_, why)) if lacks_territory(&why) => return Err(on_the_way()),
        Err(Closed::NoBallot) if visit.viewer.as_ref().is_some_and(|viewer| viewer.territory.is_none()) => {
            return Err(on_the_way());
        }
        Err(closed) => return Ok(no_ballot(&visit, &closed)),
    };
    drop(tx);
    order::keep_with(response, secret, &booth);
    let locale = visit.locale();
    let draft = draft::read(cookie.as_deref(), &booth).unwrap_or_default();
    let title = booth.title(locale);
    let hidden = view! { <Csrf visit=&visit/> };
    let sheet = sheet(&visit, booth, draft, ChooseProjects::url(), hidden.into_any());
    let body = view! {
        <Crumbs locale here=text::vote::title(locale)/>
        {sheet}
    };
    Ok(Page::new(title, body).width(Width::Narrow).with_islands())
}

/// Off to choose the own territory, and back to the ballot from there.
fn on_the_way() -> Fault {
    Fault::Elsewhere(path::profile_on_the_way(path::VOTE))
}

/// The ballot with what is marked on it, in a form that goes to `action` and carries what is `hidden`.
pub fn sheet(visit: &Visit, booth: Booth, draft: Draft, action: &'static str, hidden: AnyView) -> AnyView {
    let locale = visit.locale();
    let title = booth.title(locale);
    let rejected = rejected(visit, &booth, &draft);
    let told = draft.state.is_told();
    let owner = draft::mark(&booth);
    let is_long = booth.paper.contests.iter().any(|printed| printed.cards.len() > FEW);
    let words = is_long.then_some(draft.words);
    let (lead, ceilings) = lead(visit, &booth);
    let of_account = booth.of_account(locale);
    let groups =
        booth.paper.form.forms().iter().any(has_groups).then(|| view! { <p>{text::vote::alone_lead(locale)}</p> });
    view! {
        <Heading over=booth.process.name title lead/>
        {ceilings}
        {of_account}
        {groups}
        <form class="ballot" method="post" action=action autocomplete=(booth.at == At::Tablet).then_some("off")>
            <ErrorSummary rejected=&rejected locale/>
            {hidden}
            <BallotSheet locale paper=booth.paper choice=draft.choice told words owner>
                <button class="btn btn--primary" type="submit">{text::vote::go_to_review(locale)}</button>
            </BallotSheet>
        </form>
    }
    .into_any()
}

/// That the vote is secret, and how winners are found: in a list where several things are decided and a ceiling is theirs.
fn lead(visit: &Visit, booth: &Booth) -> (String, Option<AnyView>) {
    let locale = visit.locale();
    let ceiling = |contest: &Contest| booth.is_greedy(contest).then(|| visit.money(contest.ceiling));
    if let [only] = booth.contests.as_slice() {
        let secret = || text::vote::lead_secret(locale).to_owned();
        return (ceiling(only).map_or_else(secret, |ceiling| text::vote::lead(locale, ceiling)), None);
    }
    let count = booth.contests.len();
    let may_skip = booth.paper.form.may_skip();
    let lead = if may_skip { text::vote::lead_some(locale, count) } else { text::vote::lead_all(locale, count) };
    if !booth.contests.iter().any(|contest| booth.is_greedy(contest)) {
        return (format!("{lead} {}", text::vote::lead_secret(locale)), None);
    }
    let items = booth
        .contests
        .iter()
        .map(|contest| {
            let said = match ceiling(contest) {
                Some(ceiling) => text::vote::wins_within(locale, &contest.name, ceiling),
                None => text::vote::wins_by_rules(locale, &contest.name),
            };
            view! { <li>{said}</li> }
        })
        .collect_view();
    (format!("{lead} {}", text::vote::secret(locale)), Some(view! { <ul>{items}</ul> }.into_any()))
}

/// What is wrong with a choice that came back.
fn rejected(visit: &Visit, booth: &Booth, draft: &Draft) -> Rejected {
    let locale = visit.locale();
    let mut rejected = match draft.state {
        State::Marked | State::Begun => return Rejected::default(),
        State::Wrong | State::Changed => summary(locale, &booth.paper, &draft.choice),
    };
    if draft.state == State::Changed {
        rejected.errors.insert(0, FieldMessage::new("", text::ballot::changed(locale)));
    }
    rejected
}

/// Why there is no ballot, and what helps.
pub fn no_ballot(visit: &Visit, closed: &Closed) -> Page {
    let locale = visit.locale();
    let notice = |reason: &'static str, href: &'static str, label: &'static str| {
        view! {
            <Notice kind=NoticeKind::Attention locale>
                <p>{reason}</p>
                <p><a class="btn btn--primary" href=href>{label}</a></p>
            </Notice>
        }
        .into_any()
    };
    let (title, notice) = match closed {
        Closed::NoProcess => (
            text::vote::refused_title(locale),
            notice(text::vote::no_process(locale), path::HOME, text::refusal::to_home(locale)),
        ),
        Closed::NoBallot => (
            text::vote::no_ballot_title(locale),
            notice(text::vote::no_ballot(locale), path::TERRITORIES, text::refusal::to_territories(locale)),
        ),
        Closed::Unready(problems) => {
            let reasons = problems.iter().map(|problem| view! { <li>{problem.clone()}</li> }).collect_view();
            let notice = view! {
                <Notice kind=NoticeKind::Attention locale>
                    <p>{text::vote::unready(locale)}</p>
                    <ul>{reasons}</ul>
                    <p><a class="btn btn--primary" href=path::RULES>{text::vote::to_rules(locale)}</a></p>
                </Notice>
            };
            (text::vote::no_ballot_title(locale), notice.into_any())
        }
        Closed::Refused(rules, why) => (
            text::vote::refused_title(locale),
            view! { <Refused visit rules=Some(&**rules) action=Action::Vote why/> }.into_any(),
        ),
    };
    let body = view! {
        <Crumbs locale here=text::vote::title(locale)/>
        <Heading title/>
        {notice}
    };
    let page = Page::new(title, body).width(Width::Narrow);
    if matches!(closed, Closed::Refused(..)) { page.forgetting_marks() } else { page }
}

/// Takes what was marked to its review, or back to the ballot with what is looked for on it. Nothing is stored: the choice goes back to the voter's browser.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "tarjeton")]
pub async fn choose_projects() -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let fields = Fields::current();
    let outcome = choose(&visit, &fields).await;
    answer(&visit, Posted::new("ballot", path::VOTE, []), outcome).await
}

async fn choose(visit: &Visit, fields: &Fields) -> Result<Done, Declined> {
    let to = |page: &str| Done { to: page.to_owned(), message: None };
    let mut tx = visit.enter().await?;
    // Whoever may not vote is told by the page of the ballot.
    let Ok(booth) = booth::enter_to_mark(visit, &mut tx).await? else { return Ok(to(path::VOTE)) };
    drop(tx);
    // What is wrong is not said by the session: what somebody means to vote is in their own browser, and nowhere else.
    let draft = taken(&booth, fields);
    draft::keep(&draft, &booth);
    Ok(to(&after(&draft, path::VOTE, path::VOTE_REVIEW)))
}

/// What a form of the ballot says: something to be reviewed, or what is marked while something is looked for.
pub fn taken(booth: &Booth<Bare>, fields: &Fields) -> Draft {
    let choice = SheetChoice::read(fields.iter());
    match search::asked(fields) {
        Some(words) => Draft::begun(choice, words),
        None => Draft::of(booth, choice),
    }
}

/// The page that follows: the review, the ballot, or the place on the ballot where something is looked for.
pub fn after(draft: &Draft, ballot: &str, review: &str) -> String {
    match draft.state {
        State::Marked => review.to_owned(),
        State::Wrong | State::Changed => ballot.to_owned(),
        State::Begun => format!("{ballot}#{PLACE}"),
    }
}
