//! The certificates of what a pool is a share of: one for all, or one for each territory.

use std::collections::BTreeMap;

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    document::Key,
    locale::{Locale, format_basis_points, format_date},
    money::Money,
    permission::Action,
    ruleset::{BaseRule, Code, Pool},
};
use store::{
    audit,
    base::{self, Certified, Whose},
};
use uuid::Uuid;

use crate::{
    admin::{allow, current_locked, input, signed_in},
    components::{AmountField, Csrf, ErrorSummary, TextField},
    division::{Treasury, pools::on_level},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    path, text,
    visit::Visit,
};

/// The field of a territory's amount.
fn field(code: &Code) -> String {
    format!("monto-{code}")
}

/// The share that a pool is of something, as the rules say it.
pub fn rule(treasury: &Treasury, pool: &Pool, locale: Locale) -> String {
    let BaseRule::Share { share, label, per, .. } = &pool.base else { return String::new() };
    let share = format_basis_points(share.basis_points().into(), locale, 2);
    match per {
        None => text::ceilings::base_rule(locale, share, label),
        Some(level) => text::pools::base_each_rule(locale, share, label, treasury.names().level(level)),
    }
}

/// What is certified, by whom; that nothing is.
pub fn now(visit: &Visit, certified: Option<&Certified>) -> String {
    let locale = visit.locale();
    certified.map_or_else(
        || text::ceilings::base_none(locale).to_owned(),
        |one| {
            let date = format_date(one.on, locale);
            text::ceilings::base_now(locale, visit.money(one.amount), &one.certified_by, date)
        },
    )
}

/// What is certified for a pool, and the form that certifies.
///
/// # Errors
/// When the database holds what the domain does not know.
pub(super) fn section(visit: &Visit, treasury: &Treasury, pool: &Pool, open: bool) -> store::Result<AnyView> {
    let locale = visit.locale();
    let rejected = visit.rejected("base");
    let known = treasury.certificates(pool)?;
    let BaseRule::Share { per, .. } = &pool.base else { return Ok(().into_any()) };
    let (amounts, now) = match per {
        None => {
            let field = view! {
                <TextField
                    name="amount" label=text::ceilings::base_amount(locale)
                    hint=text::ceilings::base_amount_hint(locale) rejected=&rejected class="input--money"
                    inputmode="decimal" autocomplete="off" locale
                />
            };
            (field.into_any(), Some(now(visit, known.first().map(|(_, one)| *one))))
        }
        Some(level) => {
            let fields = on_level(&treasury.places, level)
                .map(|place| {
                    let before = known.iter().find(|(code, _)| code.as_ref() == Some(&place.code));
                    let value = before.map(|(_, one)| visit.money(one.amount)).unwrap_or_default();
                    let (id, name) = (field(&place.code), format!("amounts[{}]", field(&place.code)));
                    let label = text::pools::amount_of(locale, format!("{} {}", place.code, place.name));
                    view! { <AmountField id name label rejected=&rejected value locale/> }
                })
                .collect_view();
            (fields.into_any(), known.is_empty().then(|| now(visit, None)))
        }
    };
    let form = open.then(|| {
        view! {
            <form class="form" method="post" action=CertifyBase::url()>
                <Csrf visit/>
                <input type="hidden" name="pool_id" value=pool.id.to_string()/>
                <ErrorSummary rejected=&rejected locale/>
                {amounts}
                <TextField name="certified_by" label=text::ceilings::base_by(locale) rejected=&rejected locale/>
                <TextField
                    name="certified_on" label=text::ceilings::base_date(locale) rejected=&rejected kind="date"
                    class="input--short" locale
                />
                <TextField
                    name="base_reference" label=text::ceilings::base_reference(locale) rejected=&rejected
                    autocomplete="off" locale
                />
                <div class="actions"><button class="btn" type="submit">{text::ceilings::base_save(locale)}</button></div>
            </form>
        }
    });
    Ok(view! {
        <section class="section stack" aria-labelledby="base-title">
            <h2 id="base-title">{text::ceilings::base_title(locale)}</h2>
            <p>{rule(treasury, pool, locale)}</p>
            {now.map(|now| view! { <p>{now}</p> })}
            {form}
        </section>
    }
    .into_any())
}

/// Enters a certificate of the amount that a pool is a share of, or one for each territory.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "base")]
pub async fn certify_base(
    #[server(default)] pool_id: String,
    #[server(default)] amount: String,
    #[server(default)] amounts: BTreeMap<String, String>,
    #[server(default)] certified_by: String,
    #[server(default)] certified_on: String,
    #[server(default)] base_reference: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = pool_id.parse::<Key>().map_or_else(|_| path::CEILINGS.to_owned(), |id| path::pool(&id));
    let typed = Typed {
        pool: &pool_id,
        amount: &amount,
        amounts: &amounts,
        rest: [&certified_by, &certified_on, &base_reference],
    };
    let mut posted = Posted::new(
        "base",
        page,
        [
            ("amount", &*amount),
            ("certified_by", &*certified_by),
            ("certified_on", &*certified_on),
            ("base_reference", &*base_reference),
        ],
    );
    posted.values.extend(amounts.clone());
    let outcome = certify(&visit, &typed).await;
    answer(&visit, posted, outcome).await
}

/// A certificate as it is typed.
struct Typed<'a> {
    pool: &'a str,
    amount: &'a str,
    amounts: &'a BTreeMap<String, String>,
    rest: [&'a str; 3],
}

async fn certify(visit: &Visit, typed: &Typed<'_>) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let process = current_locked(visit, &mut tx).await?;
    allow(visit, &mut tx, &process, Action::CertifyBase).await?;
    let treasury = Treasury::of(&mut tx, &process).await?;
    let gone = || Declined::Refused(text::common::not_found_title(locale).to_owned());
    let pool = treasury.pool(typed.pool).ok_or_else(gone)?;
    let BaseRule::Share { label, share, per, .. } = &pool.base else { return Err(gone()) };
    let mut errors = Vec::new();
    let currency = process.pool.currency();
    let mut amounts = Vec::new();
    match per {
        None => match input::amount(typed.amount, "amount", currency, locale) {
            Ok(amount) => amounts.push((Whose::Everybody, None, amount)),
            Err(error) => errors.push(error),
        },
        Some(level) => {
            for place in on_level(&treasury.places, level) {
                let own = treasury.own().iter().find(|own| own.code == place.code.as_str());
                let whose = own.map_or_else(|| Whose::Place(place.code.clone()), |own| Whose::Territory(own.id));
                let field = field(&place.code);
                let written = typed.amounts.get(&field).map_or("", String::as_str);
                match input::any_amount(written, &field, currency, locale) {
                    Ok(amount) => amounts.push((whose, Some(place.code.as_str()), amount)),
                    Err(error) => errors.push(error),
                }
            }
        }
    }
    let [certified_by, certified_on, reference] = typed.rest;
    let certified_by = certified_by.trim();
    if !(3..=200).contains(&certified_by.chars().count()) {
        errors.push(FieldMessage::new("certified_by", text::ceilings::name_missing(locale)));
    }
    let on = input::past_day(certified_on, "certified_on", visit).map_err(|error| errors.push(error)).ok();
    let reference =
        input::reference(reference, "base_reference", locale).map_err(|error| errors.push(error)).unwrap_or_default();
    let (Some(on), true) = (on, errors.is_empty()) else { return Err(Declined::Invalid(errors)) };
    if amounts.is_empty() {
        return Err(gone());
    }
    for (whose, _, amount) in &amounts {
        let certified = Certified {
            id: Uuid::new_v4(),
            pool: pool.id.clone(),
            whose: whose.clone(),
            label: label.to_string(),
            amount: *amount,
            share: *share,
            certified_by: certified_by.to_owned(),
            reference: reference.clone(),
            on,
        };
        base::certify(&mut tx, process.id, &certified, Some(viewer.person), visit.now).await?;
    }
    let told = |amounts: Vec<(Option<&str>, Money)>, by: &str, on| {
        let amounts: BTreeMap<&str, i64> =
            amounts.into_iter().map(|(code, amount)| (code.unwrap_or_default(), amount.minor())).collect();
        json!({ "amounts": amounts, "by": by, "on": on })
    };
    let before = treasury.certificates(pool)?;
    let before = before.first().map(|(_, first)| {
        let amounts = before.iter().map(|(code, one)| (code.as_ref().map(Code::as_str), one.amount)).collect();
        told(amounts, &first.certified_by, first.on)
    });
    let after = amounts.iter().map(|(_, code, amount)| (*code, *amount)).collect();
    let act = audit::Act {
        person: Some(viewer.person),
        act: "certify_base",
        object: pool.name.as_str(),
        reason: None,
        before: before.as_ref(),
        after: Some(&told(after, certified_by, on)),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    Ok(Done { to: path::pool(&pool.id), message: Some(text::pools::certified_saved(locale, &pool.name)) })
}
