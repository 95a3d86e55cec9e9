//! The ledger of one ceiling: what happened to it, and the forms of new entries.

mod post;

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{ceiling::ledger::EntryKind as Kind, locale::Locale, money::Money, ruleset::Unspent};
use store::{
    TenantTx,
    contest::{self, Contest},
    ledger::{self, Balance, Entry},
    process::{self, Process},
    tally,
    territory::{self, Territory},
};

use self::post::{MoveMoney, PostEntry};
use super::{enter, tabs};
use crate::{
    components::{Column, Crumbs, Csrf, ErrorSummary, Heading, Table, TextArea, TextField},
    division::counterpart,
    forms::Rejected,
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

/// A ceiling that an address names.
pub struct Ceiling {
    /// The contest that may spend it.
    pub contest: Contest,
    /// What of it is committed.
    pub balance: Balance,
    /// The territory that the address names, or that it is of; none where it is of a larger one.
    pub place: Option<Territory>,
}

impl Ceiling {
    /// The ceiling of a code: that of the deciding contest in the territory of this code, else that of the contest which
    /// is called so in addresses.
    ///
    /// # Errors
    /// When the database does not answer, or holds what the domain does not know.
    pub async fn of(tx: &mut TenantTx, process: &Process, code: &str) -> store::Result<Option<Self>> {
        let territories = territory::all(tx).await?;
        let named = territories.iter().find(|territory| territory.code == code);
        let contest = match named {
            Some(place) => contest::of_territory(tx, process, place).await?,
            None => contest::by_code(tx, process.id, code).await?,
        };
        let Some(contest) = contest else { return Ok(None) };
        let own = || territories.iter().find(|territory| Some(territory.id) == contest.territory);
        let place = named.or_else(own).cloned();
        let balance = ledger::balance(tx, contest.id).await?;
        Ok(balance.map(|balance| Self { contest, balance, place }))
    }

    /// What people call it: by its territory, and by what is decided where that is more than one thing.
    pub fn name(&self, process: &Process) -> &str {
        let by_place = self.place.as_ref().filter(|_| !process.rule_set.decides_several());
        by_place.map_or(&self.contest.name, |place| &place.name)
    }
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
        <Table
            id="ledger-table"
            caption=text::ceilings::ledger(locale)
            columns=vec![
                Column::words(text::ceilings::date(locale)),
                Column::words(text::ceilings::movement(locale)),
                Column::numbers(text::ceilings::amount(locale)),
                Column::numbers(text::ceilings::balance(locale)),
                Column::words(text::ceilings::act_column(locale)),
            ]
        >
            {rows}
        </Table>
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
        let ceiling = Ceiling::of(&mut tx, &process, &code).await?.ok_or(Fault::NotFound)?;
        let entries = ledger::entries(&mut tx, ceiling.contest.id, process.pool.currency()).await?;
        let others = contest::of_process(&mut tx, process.id).await?;
        let left = Left::of(&mut tx, &process, &ceiling.contest).await?;
        let left = left.map(|left| left.told(&visit, &code, &entries));
        drop(tx);
        let name = ceiling.name(&process);
        let shown = Shown { code: &code, name, ceiling: &ceiling, entries: &entries, others: &others, left, prepared };
        Ok(show(&visit, shown))
    })
}

/// What the process before left of a ceiling, and what its rules do with it.
struct Left {
    process: String,
    amount: Money,
    way: Unspent,
}

impl Left {
    async fn of(tx: &mut TenantTx, process: &Process, contest: &Contest) -> store::Result<Option<Self>> {
        // What is everybody's is nobody's to carry over alone.
        let Some(at) = &contest.at else { return Ok(None) };
        let before = process::all(tx).await?.into_iter().find(|other| !other.current && other.id != process.id);
        let Some(before) = before.filter(|before| before.pool.currency() == process.pool.currency()) else {
            return Ok(None);
        };
        let same = counterpart(&process.rule_set, &contest.rule, &before.rule_set);
        let Some((same, unspent)) = same.and_then(|same| Some((same, same.winner.unspent()?))) else { return Ok(None) };
        let held = contest::of_process(tx, before.id).await?;
        let there = |one: &Contest| one.rule == same.id && one.at.as_ref() == Some(at);
        let Some(contest) = held.into_iter().find(there) else { return Ok(None) };
        let Some(number) = tally::published(tx, before.id).await? else { return Ok(None) };
        let left = tally::of_contest(tx, &contest, number).await?.and_then(|sealed| sealed.left);
        let left = left.filter(|left| left.minor() > 0);
        Ok(left.map(|amount| Self { process: before.name.clone(), amount, way: unspent }))
    }

    fn told(&self, visit: &Visit, code: &str, entries: &[Entry]) -> AnyView {
        let locale = visit.locale();
        let done = entries.iter().any(|entry| entry.kind == Kind::CarryOver);
        let (way, offer) = match self.way {
            Unspent::Return => (text::ceilings::left_return(locale), None),
            Unspent::Reserve => (text::ceilings::left_reserve(locale), None),
            Unspent::CarryOver if done => (text::ceilings::left_carried(locale), None),
            Unspent::CarryOver => {
                let amount = visit.money(self.amount);
                let asked = [("movimiento", Kind::CarryOver.as_str()), ("monto", &*amount)];
                let href = path::with_query(&path::admin_ledger(code), &asked);
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
    /// By which the address names the ceiling.
    code: &'a str,
    name: &'a str,
    ceiling: &'a Ceiling,
    entries: &'a [Entry],
    others: &'a [Contest],
    /// What the process before left.
    left: Option<AnyView>,
    /// A movement and its amount, ready to be entered.
    prepared: Option<(String, String)>,
}

fn show(visit: &Visit, shown: Shown<'_>) -> Page {
    let Shown { code, name, ceiling, entries, others, left, prepared } = shown;
    let locale = visit.locale();
    let title = text::ceilings::ledger_of(locale, name);
    let here = ceiling.place.as_ref().map_or_else(|| name.to_owned(), |place| format!("{} {name}", place.code));
    let steps = vec![(path::CEILINGS.to_owned(), text::admin::ceilings_title(locale).to_owned())];
    let movements = MOVEMENTS
        .into_iter()
        .map(|kind| {
            let selected = prepared.as_ref().is_some_and(|(prepared, _)| prepared == kind.as_str());
            view! { <option value=kind.as_str() selected=selected>{movement(locale, kind)}</option> }
        })
        .collect_view();
    let amount = prepared.as_ref().map(|(_, amount)| amount.clone()).unwrap_or_default();
    let others: Vec<_> = others.iter().filter(|other| other.id != ceiling.contest.id).collect();
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
        form(visit, code, MoveMoney::url(), "transfer", &moved, (select.into_any(), String::new()))
    });
    let select = view! {
        <div class="field">
            <label for="kind">{text::ceilings::movement(locale)}</label>
            <select class="input" id="kind" name="kind">{movements}</select>
        </div>
    };
    let how = path::ceiling(code);
    let post = form(visit, code, PostEntry::url(), "entry", &posted, (select.into_any(), amount));
    let page = Page::new(
        title.clone(),
        view! {
            {tabs(visit, path::CEILINGS)}
            <Crumbs locale steps here/>
            <Heading title lead=lead(visit, ceiling.balance)>
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
