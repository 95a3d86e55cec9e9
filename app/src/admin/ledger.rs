//! The ledger of one ceiling: what happened to it, and new entries.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::{use_params_map, use_query_map};
use serde_json::json;
use shared::{
    ceiling::ledger::EntryKind as Kind,
    id::{ContestId, TerritoryId},
    locale::Locale,
    money::Money,
    permission::Action,
    phase::PhaseState,
    ruleset::{Unspent, WinnerRule},
};
use store::{
    StoreError, TenantTx, aggregate, audit,
    contest::{self, Contest},
    ledger::{self, Balance, Entry, Posting},
    process::{self, Process},
    tally,
    territory::{self, Territory},
};
use uuid::Uuid;

use super::{allow, current_locked, enter, input, signed_in, tabs};
use crate::{
    components::{Crumbs, Csrf, ErrorSummary, Heading, TextArea, TextField},
    forms::{Declined, Done, FieldMessage, Posted, Rejected, answer},
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// The movements that a form makes; adoptions and transfers have forms of their own.
const MOVEMENTS: [Kind; 5] = [Kind::Addition, Kind::Reduction, Kind::CarryOver, Kind::Commitment, Kind::Release];

/// What a movement is called.
pub fn movement(locale: Locale, kind: Kind) -> &'static str {
    match kind {
        Kind::Adoption => text::ceilings::adoption(locale),
        Kind::Addition => text::ceilings::addition(locale),
        Kind::Reduction => text::ceilings::reduction(locale),
        Kind::TransferOut => text::ceilings::transfer_out(locale),
        Kind::TransferIn => text::ceilings::transfer_in(locale),
        Kind::CarryOver => text::ceilings::carry_over(locale),
        Kind::Commitment => text::ceilings::commitment(locale),
        Kind::Release => text::ceilings::release(locale),
    }
}

/// The ceiling of a territory in a process: its contest, with its balance.
///
/// # Errors
/// When the database does not answer.
pub async fn of_territory(
    tx: &mut TenantTx,
    process: &Process,
    territory: TerritoryId,
) -> store::Result<Option<(Contest, Balance)>> {
    let Some(contest) = contest::of_territory(tx, process.id, territory).await? else { return Ok(None) };
    let balance = ledger::balance(tx, contest.id).await?;
    Ok(balance.map(|balance| (contest, balance)))
}

/// What happened to a ceiling, one entry after the other, with what was left each time.
pub fn table(visit: &Visit, entries: &[Entry]) -> AnyView {
    let locale = visit.locale();
    if entries.is_empty() {
        return view! { <p>{text::ceilings::ledger_empty(locale)}</p> }.into_any();
    }
    let mut balance = Money::zero(entries[0].amount.currency());
    let rows = entries
        .iter()
        .map(|entry| {
            let moved = match entry.kind {
                Kind::Adoption | Kind::Addition | Kind::TransferIn | Kind::CarryOver | Kind::Release => {
                    balance.checked_add(entry.amount)
                }
                Kind::Reduction | Kind::TransferOut | Kind::Commitment => balance.checked_sub(entry.amount),
            };
            // The database holds the same sums as a 64-bit number.
            balance = moved.unwrap_or(balance);
            let name = movement(locale, entry.kind);
            let name = match &entry.counterpart {
                Some(other) => text::ceilings::with_other(locale, name, other),
                None => name.to_owned(),
            };
            let reason = entry.reason.clone().map(|reason| view! { <br/><span class="muted">{reason}</span> });
            view! {
                <tr>
                    <th scope="row">{visit.date(entry.at)}</th>
                    <td data-label=text::ceilings::movement(locale)>{name}</td>
                    <td class="num" data-label=text::ceilings::amount(locale)>{visit.money(entry.amount)}</td>
                    <td class="num" data-label=text::ceilings::balance(locale)>{visit.money(balance)}</td>
                    <td data-label=text::ceilings::act_column(locale)><span>{entry.act.clone()}{reason}</span></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" role="region" aria-labelledby="ledger-table" tabindex="0">
            <table class="table table--stack">
                <caption id="ledger-table">{text::ceilings::ledger(locale)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::ceilings::date(locale)}</th>
                        <th scope="col">{text::ceilings::movement(locale)}</th>
                        <th scope="col" class="num">{text::ceilings::amount(locale)}</th>
                        <th scope="col" class="num">{text::ceilings::balance(locale)}</th>
                        <th scope="col">{text::ceilings::act_column(locale)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What a ceiling is, what of it is committed, and what is left.
pub fn lead(visit: &Visit, balance: Balance) -> String {
    text::ceilings::ledger_lead(
        visit.locale(),
        visit.money(balance.ceiling),
        visit.money(balance.committed),
        visit.money(balance.available()),
    )
}

/// The ledger of one ceiling.
#[component]
pub fn Ledger() -> impl IntoView {
    let code = use_params_map().get_untracked().get("code").unwrap_or_default();
    let query = use_query_map().get_untracked();
    let prepared = query.get("movimiento").zip(query.get("monto"));
    page(async move |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        let process = process::current(&mut tx).await?.ok_or(Fault::NotFound)?;
        let territories = territory::all(&mut tx).await?;
        let place = territories.iter().find(|territory| territory.code == code).ok_or(Fault::NotFound)?;
        let (contest, balance) = of_territory(&mut tx, &process, place.id).await?.ok_or(Fault::NotFound)?;
        let entries = ledger::entries(&mut tx, contest.id, process.pool.currency()).await?;
        let others = contest::of_process(&mut tx, process.id).await?;
        let left = Left::of(&mut tx, &process, place).await?.map(|left| left.told(&visit, place, &entries));
        drop(tx);
        let shown = Shown { place, contest: &contest, balance, entries: &entries, others: &others, left, prepared };
        Ok(show(&visit, shown))
    })
}

/// What the process before left of a territory's ceiling, and what its rules do with it.
struct Left {
    process: String,
    amount: Money,
    way: Unspent,
}

impl Left {
    async fn of(tx: &mut TenantTx, process: &Process, place: &Territory) -> store::Result<Option<Self>> {
        let before = process::all(tx).await?.into_iter().find(|other| !other.current && other.id != process.id);
        let Some(before) = before.filter(|before| before.pool.currency() == process.pool.currency()) else {
            return Ok(None);
        };
        let Some(WinnerRule::Greedy { unspent, .. }) =
            before.rule_set.deciding_contest().map(|contest| &contest.winner)
        else {
            return Ok(None);
        };
        let Some(contest) = contest::of_territory(tx, before.id, place.id).await? else { return Ok(None) };
        // What is everybody's is nobody's to carry over alone.
        if contest.territory.is_none() {
            return Ok(None);
        }
        let left = tally::of_contest(tx, &contest).await?.map(|sealed| sealed.left());
        let left = left.filter(|left| left.minor() > 0);
        Ok(left.map(|amount| Self { process: before.name.clone(), amount, way: *unspent }))
    }

    fn told(&self, visit: &Visit, place: &Territory, entries: &[Entry]) -> AnyView {
        let locale = visit.locale();
        let done = entries.iter().any(|entry| entry.kind == Kind::CarryOver);
        let (way, offer) = match self.way {
            Unspent::Return => (text::ceilings::left_return(locale), None),
            Unspent::Reserve => (text::ceilings::left_reserve(locale), None),
            Unspent::CarryOver if done => (text::ceilings::left_carried(locale), None),
            Unspent::CarryOver => {
                let amount = visit.money(self.amount);
                let asked = [("movimiento", Kind::CarryOver.as_str()), ("monto", &*amount)];
                let href = path::with_query(&path::admin_ledger(&place.code), &asked);
                let offer = view! { <p><a class="btn" href=href>{text::ceilings::left_offer(locale)}</a></p> };
                (text::ceilings::left_carry_over(locale), Some(offer))
            }
        };
        view! {
            <section class="section stack" aria-labelledby="left-title">
                <h2 id="left-title">{text::ceilings::left_title(locale)}</h2>
                <p>{text::ceilings::left_lead(locale, &self.process, visit.money(self.amount))}" "{way}</p>
                {offer}
            </section>
        }
        .into_any()
    }
}

/// What the page shows.
struct Shown<'a> {
    place: &'a Territory,
    contest: &'a Contest,
    balance: Balance,
    entries: &'a [Entry],
    others: &'a [Contest],
    /// What the process before left.
    left: Option<AnyView>,
    /// A movement and its amount, ready to be entered.
    prepared: Option<(String, String)>,
}

fn show(visit: &Visit, shown: Shown<'_>) -> Page {
    let Shown { place, contest, balance, entries, others, left, prepared } = shown;
    let locale = visit.locale();
    let title = text::ceilings::ledger_of(locale, &place.name);
    let steps = vec![(path::CEILINGS.to_owned(), text::admin::ceilings_title(locale).to_owned())];
    let movements = MOVEMENTS
        .into_iter()
        .map(|kind| {
            let selected = prepared.as_ref().is_some_and(|(prepared, _)| prepared == kind.as_str());
            view! { <option value=kind.as_str() selected=selected>{movement(locale, kind)}</option> }
        })
        .collect_view();
    let amount = prepared.as_ref().map(|(_, amount)| amount.clone()).unwrap_or_default();
    let others: Vec<_> = others.iter().filter(|other| other.id != contest.id).collect();
    let targets = others
        .iter()
        .map(|other| view! { <option value=other.code.clone()>{format!("{} {}", other.code, other.name)}</option> })
        .collect_view();
    let (posted, moved) = (visit.rejected("ledger"), visit.rejected("transfer"));
    let transfer = (!others.is_empty()).then(|| {
        let select = view! {
            <div class="field">
                <label for="to">{text::ceilings::transfer_to(locale)}</label>
                <select class="input" id="to" name="to">{targets}</select>
            </div>
        };
        form(visit, &place.code, MoveMoney::url(), "transfer", &moved, (select.into_any(), String::new()))
    });
    let select = view! {
        <div class="field">
            <label for="kind">{text::ceilings::movement(locale)}</label>
            <select class="input" id="kind" name="kind">{movements}</select>
        </div>
    };
    let how = path::ceiling(&place.code);
    let post = form(visit, &place.code, PostEntry::url(), "entry", &posted, (select.into_any(), amount));
    let page = Page::new(
        title.clone(),
        view! {
            {tabs(visit, path::CEILINGS)}
            <Crumbs locale steps here=format!("{} {}", place.code, place.name)/>
            <Heading title lead=lead(visit, balance)>
                <a class="btn btn--quiet" href=how>{text::ceilings::how_link(locale)}</a>
            </Heading>
            <section class="section">{table(visit, entries)}</section>
            {left}
            <section class="section" aria-labelledby="entry-title">
                <h2 id="entry-title">{text::ceilings::post_title(locale)}</h2>
                {post}
            </section>
            {transfer.map(|transfer| view! {
                <section class="section" aria-labelledby="transfer-title">
                    <h2 id="transfer-title">{text::ceilings::transfer_title(locale)}</h2>
                    {transfer}
                </section>
            })}
        },
    );
    page.width(Width::Wide)
}

/// The two forms of the page have the same fields, apart from what they choose and how much to begin with; their ids
/// differ.
fn form(
    visit: &Visit,
    code: &str,
    action: &'static str,
    which: &'static str,
    rejected: &Rejected,
    (select, start): (AnyView, String),
) -> AnyView {
    let locale = visit.locale();
    let (amount, act, reason, label) = if which == "entry" {
        ("amount", "act", "reason", text::ceilings::post(locale))
    } else {
        ("transfer_amount", "transfer_act", "transfer_reason", text::ceilings::transfer(locale))
    };
    let code = code.to_owned();
    view! {
        <form class="form" method="post" action=action>
            <Csrf visit/>
            <input type="hidden" name="code" value=code/>
            <ErrorSummary rejected locale/>
            {select}
            <TextField
                name=amount label=text::ceilings::amount(locale) rejected value=start class="input--money"
                inputmode="decimal" autocomplete="off" locale
            />
            <TextField
                name=act label=text::ceilings::act(locale) hint=text::ceilings::act_hint(locale) rejected
                autocomplete="off" locale
            />
            <TextArea name=reason label=text::ceilings::post_reason(locale) rejected rows=2 locale/>
            <div class="actions"><button class="btn" type="submit">{label}</button></div>
        </form>
    }
    .into_any()
}

/// What both forms ask before they post.
struct Asked {
    process: Process,
    place: Territory,
    contest: Contest,
    balance: Balance,
}

/// The ceiling that a form names, locked with its process. Money moves by acts; while people vote on a ceiling, it
/// stays as it is.
async fn asked(visit: &Visit, tx: &mut TenantTx, code: &str, changes: bool) -> Result<Asked, Declined> {
    let locale = visit.locale();
    let process = current_locked(visit, tx).await?;
    allow(visit, tx, &process, Action::AdoptAct).await?;
    let voting = code.parse().map_or_else(|_| process.voting(), |code| process.voting_in(&code));
    let voting = voting.map(|voting| voting.state(visit.now));
    if changes && voting == Some(PhaseState::Open) {
        return Err(Declined::Refused(text::ceilings::voting_now(locale).to_owned()));
    }
    let gone = || Declined::Refused(text::common::not_found_title(locale).to_owned());
    let place = territory::by_code(tx, code).await?.ok_or_else(gone)?;
    let (contest, balance) = of_territory(tx, &process, place.id).await?.ok_or_else(gone)?;
    Ok(Asked { process, place, contest, balance })
}

/// The amount, the act and the reason, as they are typed.
struct Moved {
    amount: Money,
    act: String,
    reason: Option<String>,
}

fn moved(visit: &Visit, fields: [&str; 3], typed: [&str; 3], mut errors: Vec<FieldMessage>) -> Result<Moved, Declined> {
    let locale = visit.locale();
    let amount = input::amount(typed[0], fields[0], visit.site.currency, locale);
    let amount = amount.map_err(|error| errors.push(error)).ok();
    let act = input::act(typed[1], fields[1], locale).map_err(|error| errors.push(error)).unwrap_or_default();
    let reason = input::reference(typed[2], fields[2], locale).map_err(|error| errors.push(error)).unwrap_or_default();
    match amount {
        Some(amount) if errors.is_empty() => Ok(Moved { amount, act, reason }),
        _ => Err(Declined::Invalid(errors)),
    }
}

fn refused(visit: &Visit, error: StoreError, available: Money, kind: Kind) -> Declined {
    let locale = visit.locale();
    match error {
        StoreError::Committed if kind == Kind::Release => {
            Declined::Refused(text::ceilings::not_committed(locale).to_owned())
        }
        StoreError::Committed => Declined::Refused(text::ceilings::not_enough(locale, visit.money(available))),
        StoreError::Conflict(_) => Declined::Refused(text::ceilings::not_adopted(locale).to_owned()),
        other => other.into(),
    }
}

/// Enters a movement of one ceiling.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "asiento")]
pub async fn post_entry(
    #[server(default)] code: String,
    #[server(default)] kind: String,
    #[server(default)] amount: String,
    #[server(default)] act: String,
    #[server(default)] reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let typed = [("amount", &*amount), ("act", &*act), ("reason", &*reason)];
    let posted = Posted::new("ledger", path::admin_ledger(&path::encode(&code)), typed);
    let outcome = enter_movement(&visit, &code, &kind, [&amount, &act, &reason]).await;
    answer(&visit, posted, outcome).await
}

async fn enter_movement(visit: &Visit, code: &str, kind: &str, typed: [&str; 3]) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut errors = Vec::new();
    let kind = MOVEMENTS.into_iter().find(|known| known.as_str() == kind);
    if kind.is_none() {
        errors.push(FieldMessage::new("kind", text::ceilings::choose_movement(locale)));
    }
    let moved = moved(visit, ["amount", "act", "reason"], typed, errors)?;
    let Some(kind) = kind else { return Err(Declined::Invalid(Vec::new())) };
    let mut tx = visit.enter().await?;
    let changes = !matches!(kind, Kind::Commitment | Kind::Release);
    let Asked { process, place, contest, balance } = asked(visit, &mut tx, code, changes).await?;
    let posting = Posting { act: &moved.act, reason: moved.reason.as_deref(), by: Some(viewer.person), at: visit.now };
    ledger::post(&mut tx, contest.id, kind, moved.amount, None, &posting)
        .await
        .map_err(|error| refused(visit, error, balance.available(), kind))?;
    let after = ledger::balance(&mut tx, contest.id).await?.unwrap_or(balance);
    let before = json!({ "ceiling": balance.ceiling, "committed": balance.committed });
    let after = json!({
        "movement": kind.as_str(), "amount": moved.amount, "ceiling": after.ceiling, "committed": after.committed,
    });
    let act = audit::Act {
        person: Some(viewer.person),
        act: "post_ceiling_entry",
        object: &place.name,
        reason: Some(&moved.act),
        before: Some(&before),
        after: Some(&after),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    aggregate::publish(&mut tx, process.id, visit.now).await?;
    tx.commit().await?;
    let message = text::ceilings::posted(locale, visit.money(moved.amount));
    Ok(Done { to: path::admin_ledger(&place.code), message: Some(message) })
}

/// Moves money from one ceiling to another.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "traslado")]
pub async fn move_money(
    #[server(default)] code: String,
    #[server(default)] to: String,
    #[server(default)] transfer_amount: String,
    #[server(default)] transfer_act: String,
    #[server(default)] transfer_reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let typed = [
        ("transfer_amount", &*transfer_amount),
        ("transfer_act", &*transfer_act),
        ("transfer_reason", &*transfer_reason),
    ];
    let posted = Posted::new("transfer", path::admin_ledger(&path::encode(&code)), typed);
    let outcome = move_between(&visit, &code, &to, typed.map(|(_, typed)| typed)).await;
    answer(&visit, posted, outcome).await
}

async fn move_between(visit: &Visit, code: &str, to: &str, typed: [&str; 3]) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let moved = moved(visit, ["transfer_amount", "transfer_act", "transfer_reason"], typed, Vec::new())?;
    let mut tx = visit.enter().await?;
    let Asked { process, place, contest, balance } = asked(visit, &mut tx, code, true).await?;
    let target = contest::by_code(&mut tx, process.id, to).await?.filter(|target| target.id != contest.id);
    let Some(target) = target else {
        return Err(Declined::Invalid(vec![FieldMessage::new("to", text::ceilings::choose_ceiling(locale))]));
    };
    let posting = Posting { act: &moved.act, reason: moved.reason.as_deref(), by: Some(viewer.person), at: visit.now };
    let (from, into): (ContestId, ContestId) = (contest.id, target.id);
    ledger::transfer(&mut tx, Uuid::new_v4(), from, into, moved.amount, &posting)
        .await
        .map_err(|error| refused(visit, error, balance.available(), Kind::TransferOut))?;
    let after = ledger::balance(&mut tx, contest.id).await?.unwrap_or(balance);
    let act = audit::Act {
        person: Some(viewer.person),
        act: "transfer_between_ceilings",
        object: &place.name,
        reason: Some(&moved.act),
        before: Some(&json!({ "ceiling": balance.ceiling, "committed": balance.committed })),
        after: Some(&json!({ "to": target.code, "amount": moved.amount, "ceiling": after.ceiling })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    aggregate::publish(&mut tx, process.id, visit.now).await?;
    tx.commit().await?;
    let message = text::ceilings::transferred(locale, visit.money(moved.amount), &target.name);
    Ok(Done { to: path::admin_ledger(&place.code), message: Some(message) })
}
