//! Beginning a shift.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    desk::{self as rules, Refusal},
    document::Text,
    id::ShiftId,
};
use store::desk::{self, NotOpened};

use super::ground::{Ground, officer};
use crate::{
    components::{Csrf, ErrorSummary, TextArea},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    path,
    text::desk as words,
    visit::Visit,
};

const FORM: &str = "begin-shift";

/// The form, for whoever may now.
pub(super) fn section(visit: &Visit, ground: &Ground) -> AnyView {
    if ground.allow_now(visit).is_err() {
        return ().into_any();
    }
    let locale = visit.locale();
    let rejected = visit.rejected(FORM);
    let device = rules::goes_offline(&ground.process.rule_set).then(|| {
        view! { <a class="btn" href=path::desk_device(ground.desk.id)>{words::device_link(locale)}</a> }
    });
    let name = visit.viewer.as_ref().map(|viewer| viewer.name.clone()).unwrap_or_default();
    view! {
        <section class="section stack" aria-labelledby="begin-title">
            <h2 id="begin-title">{words::begin(locale)}</h2>
            <form class="form" method="post" action=BeginShift::url()>
                <Csrf visit/>
                <input type="hidden" name="desk" value=ground.desk.id.to_string()/>
                <ErrorSummary rejected=&rejected locale/>
                <TextArea
                    name="officers" label=words::officers(locale) hint=words::officers_hint(locale) value=name
                    rejected=&rejected rows=4 locale
                />
                <div class="actions">
                    <button class="btn btn--primary" type="submit">{words::begin_do(locale)}</button>
                    {device}
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// Begins a shift at a desk.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "comenzar-turno")]
pub async fn begin_shift(
    #[server(default)] desk: String,
    #[server(default)] officers: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new(FORM, path::desk(&desk), [("officers", &officers)]);
    let outcome = begin(&visit, &desk, &officers).await;
    answer(&visit, posted, outcome).await
}

async fn begin(visit: &Visit, id: &str, officers: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let by = officer(visit)?;
    let mut tx = visit.enter().await?;
    let ground = Ground::named(visit, &mut tx, id).await?;
    ground.allow(visit)?;
    let wrong = || Declined::Invalid(vec![FieldMessage::new("officers", words::officers_wrong(locale))]);
    let lines = officers.lines().map(str::trim).filter(|line| !line.is_empty());
    let names = lines.map(|line| line.parse::<Text>().ok().filter(|name| name.as_str().chars().count() <= 120));
    let names = names.collect::<Option<Vec<_>>>().ok_or_else(wrong)?;
    let shift: ShiftId = visit.fresh_id();
    match desk::open_shift(&mut tx, ground.desk.id, shift, names, None, by, visit.now).await {
        Ok(()) => {}
        Err(NotOpened::UnderWay) => return Err(Declined::Refused(words::under_way(locale).to_owned())),
        Err(NotOpened::Refused(Refusal::Officers { .. })) => return Err(wrong()),
        Err(NotOpened::Refused(why)) => return Err(Declined::Refused(words::refusal(locale, &why))),
        Err(NotOpened::Store(error)) => return Err(error.into()),
    }
    ground.record(visit, &mut tx, by, "begin_shift", &json!({ "shift": shift })).await?;
    tx.commit().await?;
    Ok(Done { to: path::desk(ground.desk.id), message: Some(words::begun(locale).to_owned()) })
}
