//! Adopting the ceilings of a pool by an act, as the rules give them.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    ceiling::plan::Plan,
    document::{Fingerprint, Key},
    id::ContestId,
    money::Money,
    permission::Action,
    ruleset::{Code, Contest, Pool},
};
use store::{
    StoreError, TenantTx, aggregate, audit,
    ceiling::{self, Held},
    contest,
    ledger::{self, Posting},
    plan::{self, Adopted},
    process::Process,
    territory::Territory,
};
use uuid::Uuid;

use super::has_themes;
use crate::{
    admin::{
        act::{self, Cited},
        allow,
        ceilings::{below, save_money},
        current_locked, signed_in,
    },
    components::{Csrf, ErrorSummary},
    division::{Sharing, Treasury, sharing},
    forms::{Declined, Done, Posted, answer},
    path, text,
    visit::{Viewer, Visit},
};

/// The form that adopts what the rules give today.
pub(super) fn form(visit: &Visit, treasury: &Treasury, pool: &Pool, plan: &Plan) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("plan");
    let lead =
        if treasury.is_of_ballots(pool) { text::pools::adopt_lead(locale) } else { text::pools::adopt_record(locale) };
    let themes =
        (has_themes(pool) && treasury.is_of_ballots(pool)).then(|| view! { <p>{text::pools::themes_note(locale)}</p> });
    view! {
        <section class="section stack" aria-labelledby="adopt-title">
            <h2 id="adopt-title">{text::pools::adopt_title(locale)}</h2>
            <p>{lead}</p>
            {themes}
            <form class="form" method="post" action=AdoptPlan::url()>
                <Csrf visit/>
                <input type="hidden" name="pool_id" value=pool.id.to_string()/>
                <input type="hidden" name="plan" value=Fingerprint::of(plan).to_string()/>
                <ErrorSummary rejected=&rejected locale/>
                {act::fields(&rejected, locale)}
                <div class="actions">
                    <button class="btn btn--primary" type="submit">{text::ceilings::adopt(locale)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// Puts the ceilings of a pool into force as the rules give them, by an act.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "adoptar-bolsa")]
pub async fn adopt_plan(
    #[server(default)] pool_id: String,
    #[server(default)] plan: String,
    #[server(default)] act: String,
    #[server(default)] act_date: String,
    #[server(default)] reference: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = pool_id.parse::<Key>().map_or_else(|_| path::CEILINGS.to_owned(), |id| path::pool(&id));
    let typed = act::typed(&act, &act_date, &reference);
    let posted = Posted::new("plan", page, typed);
    let outcome = adopt(&visit, &pool_id, &plan, typed.map(|(_, typed)| typed)).await;
    answer(&visit, posted, outcome).await
}

async fn adopt(visit: &Visit, pool: &str, seen: &str, typed: [&str; 3]) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let cited = act::read(visit, typed)?;
    let mut tx = visit.enter().await?;
    let process = current_locked(visit, &mut tx).await?;
    allow(visit, &mut tx, &process, Action::SetCeilings).await?;
    let refused = |why: &str| Declined::Refused(why.to_owned());
    let treasury = Treasury::of(&mut tx, &process).await?;
    let pool = treasury.pool(pool).filter(|pool| !treasury.is_simulated(pool));
    let pool = pool.ok_or_else(|| refused(text::common::not_found_title(locale)))?;
    let plan = treasury.today(pool)?.map_err(|why| refused(&treasury.names().trouble(&why, locale)))?;
    // Whoever adopts it adopts what was on the page.
    if Fingerprint::of(&plan).to_string() != seen {
        return Err(refused(text::pools::changed(locale)));
    }
    let amount = plan.amount;
    let adoption = Adoption { treasury: &treasury, pool, plan, scenario: None };
    put_into_force(visit, viewer, &mut tx, &process, adoption, &cited).await?;
    aggregate::publish(&mut tx, process.id, visit.now).await?;
    tx.commit().await?;
    let message = text::pools::adopted(locale, visit.money(amount));
    Ok(Done { to: path::pool(&pool.id), message: Some(message) })
}

/// A plan to put into force.
pub struct Adoption<'a> {
    /// The pools of the process.
    pub treasury: &'a Treasury,
    /// The pool.
    pub pool: &'a Pool,
    /// Its ceilings.
    pub plan: Plan,
    /// The scenario that the act adopts, by its name.
    pub scenario: Option<&'a str>,
}

/// Puts the ceilings of a plan into force: in the ledgers, where the ballots spend its pool, and on record.
///
/// # Errors
/// When the pool is in another currency, a ceiling would fall below what is committed, or the database does not answer.
pub async fn put_into_force(
    visit: &Visit,
    viewer: &Viewer,
    tx: &mut TenantTx,
    process: &Process,
    adoption: Adoption<'_>,
    cited: &Cited,
) -> Result<(), Declined> {
    let Adoption { treasury, pool, plan, scenario } = adoption;
    let locale = visit.locale();
    if plan.amount.currency() != process.pool.currency() {
        return Err(Declined::Refused(text::pools::other_currency(locale).to_owned()));
    }
    let Cited { act, date, reference } = cited;
    let posting = Posting { act, reason: None, by: Some(viewer.person), at: visit.now };
    if let Some(rule) = treasury.spent_by(pool) {
        put(tx, process, treasury, rule, &plan, &posting).await.map_err(|why| below(why, locale))?;
    }
    let before = treasury.adopted(pool).map(|one| told(&one.plan));
    let after = json!({ "plan": told(&plan), "scenario": scenario, "act_date": date, "reference": reference });
    let entry = audit::Act {
        person: Some(viewer.person),
        act: "set_ceilings",
        object: pool.name.as_str(),
        reason: Some(act),
        before: before.as_ref(),
        after: Some(&after),
    };
    audit::record(tx, Uuid::new_v4(), visit.now, &entry).await?;
    let adopted = Adopted {
        id: Uuid::new_v4(),
        pool: pool.id.clone(),
        plan,
        act: act.clone(),
        date: *date,
        reference: reference.clone(),
    };
    Ok(plan::adopt(tx, process.id, &adopted, Some(viewer.person), visit.now).await?)
}

/// A plan as the audit trail keeps it: each ceiling in minor units.
fn told(plan: &Plan) -> serde_json::Value {
    let ceilings: Vec<_> = plan
        .ceilings
        .iter()
        .map(|one| json!({ "territory": one.territory, "theme": one.theme, "amount": one.amount.minor() }))
        .collect();
    json!({ "pool": plan.amount, "ceilings": ceilings })
}

/// Brings the ledgers of a contest of the rules to a plan, and the process's money to what all of them come to.
async fn put(
    tx: &mut TenantTx,
    process: &Process,
    treasury: &Treasury,
    rule: &Contest,
    plan: &Plan,
    posting: &Posting<'_>,
) -> store::Result<()> {
    let code = |own: &Territory| own.code.parse::<Code>().map_err(StoreError::corrupt("territory.code"));
    let given = match sharing(tx, process, rule).await? {
        Sharing::Whole(only) => {
            let own = contest::find(tx, only).await?.and_then(|contest| contest.territory);
            let own = treasury.own().iter().filter(|one| own.is_none_or(|id| one.id == id));
            let amount = treasury.given(plan, &own.map(code).collect::<store::Result<Vec<_>>>()?);
            ledger::bring_to(tx, &[(only, amount)], posting).await?;
            Some(amount)
        }
        Sharing::Territories(standings) => {
            let own = standings.iter().map(|standing| &standing.territory);
            let places = own.map(|own| Ok((Held::In(own), code(own)?))).collect::<store::Result<Vec<_>>>()?;
            share_out(tx, process, rule, plan, &places, posting).await?
        }
        Sharing::Around(larger) => {
            let places: Vec<_> = larger.iter().map(|place| (Held::Around(place), place.code.clone())).collect();
            share_out(tx, process, rule, plan, &places, posting).await?
        }
    };
    if let Some(given) = given {
        save_money(tx, process, &rule.id, given).await?;
    }
    Ok(())
}

/// Brings the ledgers of a contest of the rules in these places to a plan. Gives back what they come to; nothing where
/// the plan gives nothing to any of them.
async fn share_out(
    tx: &mut TenantTx,
    process: &Process,
    rule: &Contest,
    plan: &Plan,
    places: &[(Held<'_>, Code)],
    posting: &Posting<'_>,
) -> store::Result<Option<Money>> {
    let sum = |amounts: Vec<Money>| {
        Money::sum(amounts, plan.amount.currency()).map_err(StoreError::corrupt("pool_plan.plan"))
    };
    // What is for nobody in particular is for the only one.
    let alone = places.len() == 1;
    let mut shares: Vec<(ContestId, Held<'_>, Money)> = Vec::new();
    for (held, code) in places {
        let own = plan.ceilings.iter().filter(|one| one.territory.as_ref().map_or(alone, |whose| whose == code));
        let own: Vec<Money> = own.map(|one| one.amount).collect();
        if !own.is_empty() {
            shares.push((Uuid::new_v4().into(), *held, sum(own)?));
        }
    }
    if shares.is_empty() {
        return Ok(None);
    }
    ceiling::save(tx, process, rule, &shares, posting).await?;
    sum(shares.iter().map(|(.., amount)| *amount).collect()).map(Some)
}
