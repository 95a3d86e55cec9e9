//! What is written into the journal of a shift besides voters: the opening act, incidents, breaks, the closing act.

use leptos::{prelude::*, server_fn::ServerFn};
use shared::{
    desk::{Act, Counted, Refusal},
    document::Text,
    locale::Locale,
};
use store::desk::{self, NotWritten};

use super::{
    ground::{Ground, declined, officer},
    incident,
};
use crate::{
    admin::{input, reason},
    components::{Csrf, ErrorSummary, FieldError, TextArea, TextField},
    forms::{Declined, Done, FieldMessage, Fields, Posted, Rejected, answer},
    path,
    text::desk as words,
    visit::Visit,
};

/// That the papers of all contests are counted together, where there are several.
pub(super) fn papers_of_all(ground: &Ground, locale: Locale) -> Option<AnyView> {
    ground.decides_several().then(|| view! { <p>{words::papers_of_all(locale)}</p> }.into_any())
}

/// The opening act.
pub(super) fn opening(visit: &Visit, ground: &Ground) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("opening");
    let fields = view! {
        <div class="field">
            <FieldError name="box_empty" rejected=&rejected locale/>
            <label class="choice">
                <input type="checkbox" id="box_empty" name="box_empty" value="1"/>
                <span class="choice__text">{words::box_empty(locale)}</span>
            </label>
        </div>
        {papers_of_all(ground, locale)}
        <TextField
            name="papers" label=words::papers(locale) rejected=&rejected class="input--short" inputmode="numeric"
            autocomplete="off" locale
        />
        <TextField
            name="seal" label=words::seal(locale) rejected=&rejected class="input--short" autocomplete="off" locale
        />
    };
    let form = form(visit, ground, "opening", &rejected, fields.into_any(), words::opening_do(locale), true);
    view! {
        <section class="section stack" aria-labelledby="opening-title">
            <h2 id="opening-title">{words::opening(locale)}</h2>
            {form}
        </section>
    }
    .into_any()
}

/// Whatever happens at an open desk besides marking voters.
pub(super) fn others(visit: &Visit, ground: &Ground) -> AnyView {
    let locale = visit.locale();
    view! {
        <section class="section stack no-print" aria-labelledby="others-title">
            <h2 id="others-title">{words::other_acts(locale)}</h2>
            {spoilt(visit, ground)}
            {delivery(visit, ground)}
            {incident(visit, ground)}
            {pause(visit, ground)}
            {closing(visit, ground)}
        </section>
    }
    .into_any()
}

/// What can be done in a break.
pub(super) fn paused(visit: &Visit, ground: &Ground) -> AnyView {
    let locale = visit.locale();
    let rejected = Rejected::default();
    let resume = form(visit, ground, "resume", &rejected, ().into_any(), words::resume_do(locale), true);
    view! {
        <section class="section stack no-print" aria-labelledby="paused-title">
            <h2 id="paused-title">{words::pause(locale)}</h2>
            <p>{words::resume_lead(locale)}</p>
            {resume}
            {delivery(visit, ground)}
            {incident(visit, ground)}
            {closing(visit, ground)}
        </section>
    }
    .into_any()
}

fn spoilt(visit: &Visit, ground: &Ground) -> AnyView {
    let locale = visit.locale();
    let form = form(visit, ground, "spoilt", &Rejected::default(), ().into_any(), words::spoilt_do(locale), false);
    let content = view! { <p>{words::spoilt_lead(locale)}</p> {form} };
    folded(words::spoilt(locale), false, content.into_any())
}

fn delivery(visit: &Visit, ground: &Ground) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("delivery");
    let field = view! {
        {papers_of_all(ground, locale)}
        <TextField
            name="delivered" label=words::delivery_papers(locale) rejected=&rejected class="input--short"
            inputmode="numeric" autocomplete="off" locale
        />
    };
    let form = form(visit, ground, "delivery", &rejected, field.into_any(), words::delivery_do(locale), false);
    folded(words::delivery(locale), !rejected.errors.is_empty(), form)
}

fn incident(visit: &Visit, ground: &Ground) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("incident");
    let fields = incident::fields(&rejected, locale);
    let form = form(visit, ground, "incident", &rejected, fields, words::incident_do(locale), false);
    folded(words::incident(locale), !rejected.errors.is_empty(), form)
}

fn pause(visit: &Visit, ground: &Ground) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("pause");
    let field = view! { <TextField name="pause_why" label=words::pause_text(locale) rejected=&rejected locale/> };
    let form = form(visit, ground, "pause", &rejected, field.into_any(), words::pause_do(locale), false);
    folded(words::pause(locale), !rejected.errors.is_empty(), form)
}

type Words = fn(Locale) -> &'static str;

/// What is counted by hand: the field, and its words.
const COUNTED: [(&str, Words); 5] = [
    ("voters", words::counted_voters),
    ("in_box", words::counted_in_box),
    ("envelopes", words::counted_envelopes),
    ("spoilt", words::counted_spoilt),
    ("unused", words::counted_unused),
];

fn closing(visit: &Visit, ground: &Ground) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("closing");
    let counted = COUNTED
        .map(|(name, label)| {
            view! {
                <TextField
                    name label=label(locale) rejected=&rejected class="input--short" inputmode="numeric"
                    autocomplete="off" locale
                />
            }
        })
        .collect_view();
    let fields = view! {
        <p>{words::closing_lead(locale)}</p>
        {papers_of_all(ground, locale)}
        {counted}
        <TextArea
            name="explained" label=words::explained(locale) hint=words::explained_hint(locale) rejected=&rejected
            rows=3 locale
        />
    };
    let form = form(visit, ground, "closing", &rejected, fields.into_any(), words::closing_do(locale), false);
    folded(words::closing(locale), !rejected.errors.is_empty(), form)
}

fn folded(title: &'static str, open: bool, content: AnyView) -> AnyView {
    view! { <details class="more" open=open><summary>{title}</summary><div>{content}</div></details> }.into_any()
}

fn form(
    visit: &Visit,
    ground: &Ground,
    act: &'static str,
    rejected: &Rejected,
    fields: AnyView,
    button: &'static str,
    primary: bool,
) -> AnyView {
    let class = if primary { "btn btn--primary" } else { "btn" };
    view! {
        <form class="form" method="post" action=WriteAct::url()>
            <Csrf visit/>
            <input type="hidden" name="desk" value=ground.desk.id.to_string()/>
            <input type="hidden" name="act" value=act/>
            <ErrorSummary rejected locale=visit.locale()/>
            {fields}
            <div class="actions"><button class=class type="submit">{button}</button></div>
        </form>
    }
    .into_any()
}

/// Writes an act into the journal of a shift.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "acto-de-mesa")]
pub async fn write_act(#[server(default)] desk: String, #[server(default)] act: String) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let fields = Fields::current();
    let form = FORMS.into_iter().find(|form| *form == act).unwrap_or("act");
    let typed = fields.iter().filter(|(name, _)| !matches!(*name, "csrf" | "desk" | "act"));
    let values = typed.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let posted = Posted { form, page: path::desk(&desk), values };
    let outcome = work(&visit, &desk, form, &fields).await;
    answer(&visit, posted, outcome).await
}

const FORMS: [&str; 7] = ["opening", "spoilt", "delivery", "incident", "pause", "resume", "closing"];

async fn work(visit: &Visit, id: &str, form: &str, fields: &Fields) -> Result<Done, Declined> {
    let locale = visit.locale();
    let by = officer(visit)?;
    let mut tx = visit.enter().await?;
    let ground = Ground::named(visit, &mut tx, id).await?;
    let (shift, _) = ground.written_here(visit)?;
    let (act, message) = read(visit, form, fields)?;
    match desk::write(&mut tx, shift.id, act, by, visit.now).await {
        Ok(_) => {}
        Err(NotWritten::Refused(Refusal::Unexplained(all))) => {
            let all = words::unexplained(locale, words::differences(locale, &all));
            return Err(Declined::Invalid(vec![FieldMessage::new("explained", all)]));
        }
        Err(why) => return Err(declined(visit, why)),
    }
    tx.commit().await?;
    Ok(Done { to: path::desk(ground.desk.id), message: Some(message.to_owned()) })
}

/// The act that a form says.
fn read(visit: &Visit, form: &str, fields: &Fields) -> Result<(Act, &'static str), Declined> {
    let locale = visit.locale();
    let field = |wanted: &str| fields.iter().find(|(name, _)| *name == wanted).map_or("", |(_, value)| value.trim());
    let mut errors = Vec::new();
    let mut number = |name: &str| {
        let read = input::integer(field(name)).and_then(|number| u32::try_from(number).ok());
        if read.is_none() {
            errors.push(FieldMessage::new(name, words::number_wrong(locale)));
        }
        read.unwrap_or_default()
    };
    let act = match form {
        "opening" => {
            let papers = number("papers");
            let seal = field("seal").parse::<Text>().ok();
            if field("box_empty") != "1" {
                errors.insert(0, FieldMessage::new("box_empty", words::box_empty_missing(locale)));
            }
            (Act::Opening { box_empty: true, papers, seal }, words::opened(locale))
        }
        "delivery" => (Act::Delivery { papers: number("delivered") }, words::noted(locale)),
        "spoilt" => (Act::Spoilt, words::noted(locale)),
        "resume" => (Act::Resume, words::noted(locale)),
        "incident" => {
            let kind = field("kind_of").parse().ok();
            if kind.is_none() {
                errors.push(FieldMessage::new("kind_of", words::incident_kind_missing(locale)));
            }
            let said = text_of(field("incident"));
            if said.is_none() {
                errors.push(FieldMessage::new("incident", words::incident_missing(locale)));
            }
            let (Some(kind), Some(text)) = (kind, said) else { return Err(Declined::Invalid(errors)) };
            (Act::Incident { kind, text }, words::noted(locale))
        }
        "pause" => {
            let why =
                reason(field("pause_why"), "pause_why", locale).map_err(|error| Declined::Invalid(vec![error]))?;
            let Some(text) = text_of(&why) else {
                return Err(Declined::Refused(words::not_written(locale).to_owned()));
            };
            (Act::Pause { text }, words::noted(locale))
        }
        "closing" => {
            let counted = Counted {
                voters: number("voters"),
                in_box: number("in_box"),
                envelopes: number("envelopes"),
                spoilt: number("spoilt"),
                unused: number("unused"),
            };
            let explained = text_of(field("explained"));
            if explained.is_none() && !field("explained").is_empty() {
                errors.push(FieldMessage::new("explained", words::incident_missing(locale)));
            }
            (Act::Closing { counted, explained }, words::closed(locale))
        }
        _ => return Err(Declined::Refused(words::not_written(locale).to_owned())),
    };
    if errors.is_empty() { Ok(act) } else { Err(Declined::Invalid(errors)) }
}

/// A text of 10 to 500 letters.
fn text_of(typed: &str) -> Option<Text> {
    // What a browser sends as the end of a line.
    let typed = typed.replace("\r\n", "\n");
    typed.parse::<Text>().ok().filter(|text| (10..=500).contains(&text.as_str().chars().count()))
}
