//! From when on something is a signal: a process's own figures.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::{Value, json};
use shared::signal::{BadThreshold, Thresholds};
use store::{audit, signal};
use uuid::Uuid;

use super::reviewed;
use crate::{
    admin::signed_in,
    components::{Csrf, ErrorSummary, TextField},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    path,
    text::signal as words,
    visit::Visit,
};

const FORM: &str = "thresholds";

pub(super) fn section(visit: &Visit, thresholds: Thresholds) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected(FORM);
    let Thresholds { pace, network, device, opens, closes } = thresholds;
    let fields = [
        ("pace", words::pace_field(locale), pace),
        ("network", words::network_field(locale), network),
        ("device", words::device_field(locale), device),
        ("opens", words::opens_field(locale), u64::from(opens)),
        ("closes", words::closes_field(locale), u64::from(closes)),
    ];
    let fields = fields
        .map(|(name, label, value)| {
            view! {
                <TextField
                    name label value=value.to_string() class="input--short" inputmode="numeric" autocomplete="off"
                    rejected=&rejected locale
                />
            }
        })
        .collect_view();
    view! {
        <section class="section stack" aria-labelledby="thresholds">
            <h2 id="thresholds">{words::thresholds_title(locale)}</h2>
            <p>{words::thresholds_lead(locale)}</p>
            <form class="form" method="post" action=SetSignalThresholds::url()>
                <Csrf visit/>
                <ErrorSummary rejected=&rejected locale/>
                {fields}
                <div class="actions"><button class="btn" type="submit">{words::thresholds_save(locale)}</button></div>
            </form>
        </section>
    }
    .into_any()
}

/// Sets from when on something is a signal.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "umbrales")]
pub async fn set_signal_thresholds(
    #[server(default)] pace: String,
    #[server(default)] network: String,
    #[server(default)] device: String,
    #[server(default)] opens: String,
    #[server(default)] closes: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let typed = [("pace", &*pace), ("network", &network), ("device", &device), ("opens", &opens), ("closes", &closes)];
    let posted = Posted::new(FORM, path::SIGNALS, typed);
    let outcome = set(&visit, typed.map(|(_, value)| value)).await;
    answer(&visit, posted, outcome).await
}

async fn set(visit: &Visit, [pace, network, device, opens, closes]: [&str; 5]) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let (process, _) = reviewed(visit, &mut tx).await?;
    // What is no number is out of every range.
    let count = |typed: &str| typed.trim().parse().unwrap_or(0u64);
    let hour = |typed: &str| typed.trim().parse().unwrap_or(u32::MAX);
    let wanted = Thresholds {
        pace: count(pace),
        network: count(network),
        device: count(device),
        opens: hour(opens),
        closes: hour(closes),
    };
    let message = |bad: BadThreshold| {
        let (field, message) = words::wrong(locale, bad);
        FieldMessage::new(field, message)
    };
    let wanted = wanted.checked().map_err(|bad| Declined::Invalid(bad.into_iter().map(message).collect()))?;
    if signal::cases(&mut tx, process.id).await?.is_some() {
        return Err(Declined::Refused(words::fixed_before(locale).to_owned()));
    }
    let before = signal::thresholds(&mut tx, process.id).await?;
    signal::set_thresholds(&mut tx, process.id, wanted).await?;
    let act = audit::Act {
        person: Some(viewer.person),
        act: "set_signal_thresholds",
        object: &process.name,
        reason: None,
        before: Some(&told(before)),
        after: Some(&told(wanted)),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    Ok(Done { to: path::SIGNALS.to_owned(), message: Some(words::thresholds_saved(locale).to_owned()) })
}

fn told(thresholds: Thresholds) -> Value {
    let Thresholds { pace, network, device, opens, closes } = thresholds;
    json!({ "pace": pace, "network": network, "device": device, "opens": opens, "closes": closes })
}
