//! Giving somebody a code by which they vote on a tablet (tableta), and taking it back.
//!
//! The code stands on the officer's page once. Until then it waits in a cookie of their own browser: the database has its
//! hash and nothing else.

use chrono::TimeDelta;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_axum::ResponseOptions;
use shared::{
    code::BriefCode,
    desk::{self as rules, Stage},
    document::Fingerprint,
};
use store::{
    TenantTx,
    desk::{self, Allowed, NewCode, OpenCode},
};
use uuid::Uuid;

use super::{
    asked::Asked,
    ground::{Ground, declined, officer},
    person::{self, Who},
};
use crate::{
    citizen::Cookie,
    components::Csrf,
    forms::{Declined, Done, Posted, answer},
    path,
    text::desk as words,
    visit::Visit,
};

/// How long a code waits to be typed.
const WAITS: TimeDelta = TimeDelta::minutes(10);

/// The code waits for the page that follows, and for no other.
const COOKIE: Cookie = Cookie { name: "codigo-de-tableta", path: path::DESKS, seconds: 120 };

/// What is kept of a code.
pub(crate) fn hash(code: BriefCode) -> Fingerprint {
    Fingerprint::of(&code.to_string())
}

/// A new code: of a random UUID the first six bytes are random.
fn fresh(visit: &Visit) -> BriefCode {
    let mut code = [0; 6];
    code.copy_from_slice(&visit.fresh_id::<Uuid>().as_bytes()[..6]);
    BriefCode::new(code)
}

/// The codes of a desk.
pub(super) struct Codes {
    /// Those that wait.
    pub open: Vec<OpenCode>,
    /// The one that was given just now, and its number.
    pub fresh: Option<(u32, BriefCode)>,
}

impl Codes {
    /// Those of the shift under way, with what the officer's browser `sent`.
    pub async fn of(visit: &Visit, tx: &mut TenantTx, ground: &Ground, sent: Option<&str>) -> store::Result<Self> {
        let open = match ground.running() {
            Some((shift, _)) => desk::open_codes(tx, shift.id, visit.now).await?,
            None => Vec::new(),
        };
        let fresh: Option<(u32, BriefCode)> = sent.and_then(|sent| {
            let (desk, rest) = sent.split_once('~')?;
            let (number, code) = rest.split_once('~')?;
            (desk == ground.desk.id.to_string()).then_some((number.parse().ok()?, code.parse().ok()?))
        });
        let fresh = fresh.filter(|(number, _)| open.iter().any(|code| code.number == *number));
        Ok(Self { open, fresh })
    }
}

/// What the browser sent of a code that was given just now. Called while the request is at hand.
pub(super) fn sent() -> Option<String> {
    COOKIE.sent()
}

/// Makes the browser forget it.
pub(super) fn forget_with(response: &ResponseOptions) {
    COOKIE.forget_with(response);
}

/// Numbers of codes as officers read them.
pub(super) fn listed(numbers: &[u32]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Whether this desk may give codes now.
fn gives(ground: &Ground) -> bool {
    rules::has_tablets(&ground.process.rule_set) && ground.stage() == Some(Stage::Open) && !ground.is_elsewhere()
}

/// The button that gives a code, for the form that marks somebody; and what it does to one that they have.
pub(super) fn button(visit: &Visit, ground: &Ground, who: &Who, codes: &Codes) -> Option<AnyView> {
    let locale = visit.locale();
    let own = codes.open.iter().find(|code| code.entry == who.asked.marks_as());
    let own = own.map(|code| view! { <p>{words::code_replaces(locale, code.number)}</p> });
    gives(ground).then(|| {
        view! {
            {own}
            <button class="btn btn--big" type="submit" formaction=GiveCode::url()>{words::tablet_do(locale)}</button>
        }
        .into_any()
    })
}

/// The code that was given just now, and those that wait, by number.
pub(super) fn section(visit: &Visit, ground: &Ground, codes: &Codes) -> Option<AnyView> {
    if codes.open.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let site = visit.addresses.of(&visit.site);
    let page = format!("{}{}", site.trim_end_matches('/'), path::TABLET);
    let fresh = codes.fresh.map(|(number, code)| {
        view! {
            <div class="card stack" role="status">
                <p>{words::code_given(locale, number, page)}</p>
                <p class="receipt__code receipt__code--big">{code.to_string()}</p>
                <p><strong>{words::code_once(locale)}</strong></p>
            </div>
        }
    });
    let items = codes
        .open
        .iter()
        .map(|code| {
            let until = visit.date_time(code.until);
            let said = if code.typed {
                words::code_typed(locale, code.number, until)
            } else {
                words::code_untyped(locale, code.number, until)
            };
            view! {
                <li>
                    <form class="cluster" method="post" action=CancelCode::url()>
                        <Csrf visit/>
                        <input type="hidden" name="desk" value=ground.desk.id.to_string()/>
                        <input type="hidden" name="code" value=code.number.to_string()/>
                        <span>{said}</span>
                        <button class="btn btn--small" type="submit">
                            {words::code_cancel(locale)} <span class="visually-hidden">" " {code.number}</span>
                        </button>
                    </form>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="section stack no-print" aria-labelledby="codes-title">
                <h2 id="codes-title" tabindex="-1">{words::codes(locale)}</h2>
                {fresh}
                <p>{words::codes_lead(locale)}</p>
                <ul role="list">{items}</ul>
            </section>
        }
        .into_any(),
    )
}

/// Gives a person a code for the tablet.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "codigo-de-tableta")]
pub async fn give_code(
    #[server(default)] desk: String,
    #[server(default)] person: String,
    #[server(default)] assisted: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let response = expect_context::<ResponseOptions>();
    let outcome = give(&visit, &desk, &person, &assisted).await;
    let outcome = outcome.map(|(fresh, done)| {
        person::forget_with(&response);
        COOKIE.leave_with(&response, &fresh);
        done
    });
    answer(&visit, Posted::new("give-code", path::desk(&desk), []), outcome).await
}

async fn give(visit: &Visit, id: &str, asked: &str, assisted: &str) -> Result<(String, Done), Declined> {
    let locale = visit.locale();
    let by = officer(visit)?;
    let mut tx = visit.enter().await?;
    let ground = Ground::named(visit, &mut tx, id).await?;
    let (shift, _) = ground.written_here(visit)?;
    ground.allow(visit)?;
    if !rules::has_tablets(&ground.process.rule_set) {
        return Err(Declined::Refused(words::no_tablets(locale).to_owned()));
    }
    let again = || Declined::Refused(words::person_gone(locale).to_owned());
    let asked = Asked::read(asked).ok_or_else(again)?;
    let who = person::who(visit, &mut tx, &ground, asked).await?;
    // Why not is said by the page, which asks the same.
    let (true, Some(contest)) = (who.may_vote(), who.contests.last()) else { return Err(again()) };
    let (entry, contest, assisted) = (who.asked.marks_as(), contest.id, assisted.parse().ok());
    let Asked { entry: document, kind, last_three, born, lives, account } = who.asked;
    let holder = account.map(|_| document);
    let allowed = Allowed { entry, holder, kind, last_three, born, lives, contest, assisted };
    let code = fresh(visit);
    let new = NewCode { hash: hash(code), by, until: visit.now + WAITS };
    let number = desk::give_code(&mut tx, shift.id, &allowed, new, visit.now).await;
    let number = number.map_err(|why| declined(visit, why))?;
    tx.commit().await?;
    let to = format!("{}#codes-title", path::desk(ground.desk.id));
    Ok((format!("{}~{number}~{code}", ground.desk.id), Done { to, message: None }))
}

/// Takes a code back that nobody has voted with.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "cancelar-codigo")]
pub async fn cancel_code(
    #[server(default)] desk: String,
    #[server(default)] code: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let outcome = cancel(&visit, &desk, &code).await;
    answer(&visit, Posted::new("cancel-code", path::desk(&desk), []), outcome).await
}

async fn cancel(visit: &Visit, id: &str, number: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    officer(visit)?;
    let mut tx = visit.enter().await?;
    let ground = Ground::named(visit, &mut tx, id).await?;
    let (shift, _) = ground.written_here(visit)?;
    let gone = || Declined::Refused(words::code_gone(locale).to_owned());
    let number: u32 = number.parse().map_err(|_| gone())?;
    if !desk::cancel_code(&mut tx, shift.id, number).await.map_err(|why| declined(visit, why))? {
        return Err(gone());
    }
    tx.commit().await?;
    Ok(Done { to: path::desk(ground.desk.id), message: Some(words::code_cancelled(locale, number)) })
}
