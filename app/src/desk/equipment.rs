//! The page that a device keeps: every word and every form of a desk, which `public/mesa/app.js` shows as they are needed.
//! Nothing of a voter is in it.

use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::Link;
use leptos_router::hooks::use_params_map;
use shared::{
    desk::{self as rules, Assistance},
    locale::Locale,
};

use super::{acts::papers_of_all, ground::Ground, incident, person};
use crate::{
    components::{Crumbs, Heading, Icon, Select, TextArea, TextField},
    forms::Rejected,
    page::{Fault, Page, page},
    path,
    text::desk as words,
    visit::Visit,
};

/// The page of a desk on a device of its own.
#[component]
pub fn DevicePage() -> AnyView {
    let nonce = use_nonce().map(|nonce| nonce.to_string());
    page(async move |visit| {
        let id = use_params_map().read().get("desk").unwrap_or_default();
        let mut tx = visit.enter().await?;
        let ground = Ground::enter(&visit, &mut tx, &id).await?;
        if !rules::goes_offline(&ground.process.rule_set) {
            return Err(Fault::Elsewhere(path::desk(ground.desk.id)));
        }
        Ok(show(&visit, &ground, nonce))
    })
}

fn show(visit: &Visit, ground: &Ground, nonce: Option<String>) -> Page {
    let locale = visit.locale();
    let desk = &ground.desk;
    let title = words::desk_of(locale, desk.number, &desk.place.name);
    let steps = vec![
        (path::DESKS.to_owned(), words::nav(locale).to_owned()),
        (path::desk(desk.id), words::desk_number(locale, desk.number)),
    ];
    let refused = ground.allow_now(visit).err();
    let may = if refused.is_some() || ground.is_running_elsewhere() { "wait" } else { "begin" };
    let why = refused.unwrap_or_else(|| words::other_hand(locale).to_owned());
    let body = view! {
        <Link rel="manifest" href=path::desk_manifest(desk.id)/>
        <Crumbs locale steps here=words::device(locale)/>
        <Heading over=words::device(locale) title=title.clone() lead=words::device_lead(locale)/>
        <div
            class="stack" data-desk=desk.id.to_string() data-csrf=visit.csrf() data-may=may data-network="on"
        >
            <div role="status">
                <div class="notice notice--info" data-state-of="" hidden=true>
                    <Icon name="info"/>
                    <p data-state=""></p>
                    <p data-sign-in="" hidden=true>
                        <a href=path::sign_in(&path::desk_device(desk.id)) target="_blank" rel="noopener">
                            {words::net_unsigned_do(locale)}
                        </a>
                    </p>
                </div>
            </div>
            <div role="status">
                <div class="notice notice--ok" data-note="" hidden=true><Icon name="check"/><p></p></div>
            </div>
            <noscript><p>{words::device_script(locale)}</p></noscript>
            <div data-part="waits" hidden=true><p>{words::other_window(locale)}</p></div>
            <div data-part="refused" hidden=true><p>{why}</p></div>
            {setup(visit, ground)}
            {unlock(locale)}
            {opening(ground, locale)}
            {work(ground, locale)}
            <section class="section stack" data-part="paused" aria-labelledby="paused-title" hidden=true>
                <h2 id="paused-title">{words::pause(locale)}</h2>
                <p>{words::resume_lead(locale)}</p>
                {form("resume", words::resume_do(locale), true, ().into_any())}
            </section>
            {acts(ground, locale)}
            {figures(locale)}
            <div data-found="" hidden=true>
                <p><strong>{words::contradictions(locale)}</strong></p>
                <ul data-contradictions=""></ul>
            </div>
            <div data-part="closed" hidden=true><p>{words::device_closed(locale)}</p></div>
            <div data-part="done" hidden=true>
                <p>{words::device_done(locale)}</p>
                <p><a class="btn btn--primary" href=path::desk(desk.id)>{words::closing(locale)}</a></p>
            </div>
        </div>
        {dictionary(ground, locale)}
        <script type="module" nonce=nonce src="/mesa/app.js"></script>
    };
    Page::new(title, body)
}

fn form(name: &'static str, button: &'static str, primary: bool, fields: AnyView) -> AnyView {
    let class = if primary { "btn btn--primary" } else { "btn" };
    view! {
        <form class="form" autocomplete="off" data-form=name novalidate=true>
            <p class="field__error" role="alert" tabindex="-1" data-wrong="" hidden=true></p>
            {fields}
            <div class="actions"><button class=class type="submit">{button}</button></div>
        </form>
    }
    .into_any()
}

fn number(name: &'static str, label: &'static str, locale: Locale) -> AnyView {
    let rejected = Rejected::default();
    view! {
        <TextField
            name label rejected=&rejected class="input--short" inputmode="numeric" autocomplete="off" locale
        />
    }
    .into_any()
}

fn secret(name: &'static str, label: &'static str, hint: Option<&'static str>) -> AnyView {
    let described = hint.map(|_| format!("{name}-hint"));
    let hint = hint.map(|hint| view! { <p class="field__hint" id=format!("{name}-hint")>{hint}</p> });
    let field = if name == "again" { "again" } else { "code" };
    view! {
        <div class="field">
            <label for=name>{label}</label>
            {hint}
            <input
                class="input" type="password" id=name name=field autocomplete="off" aria-describedby=described
            />
        </div>
    }
    .into_any()
}

fn setup(visit: &Visit, ground: &Ground) -> AnyView {
    let locale = visit.locale();
    let rejected = Rejected::default();
    let name = visit.viewer.as_ref().map(|viewer| viewer.name.clone()).unwrap_or_default();
    // A shift that the pages began goes on here: its officers are in the journal already.
    let officers = match ground.running() {
        Some(_) => view! { <p>{words::device_goes_on(locale)}</p> <input type="hidden" name="officers" value=name/> }
            .into_any(),
        None => view! {
            <TextArea
                name="officers" label=words::officers(locale) hint=words::officers_hint(locale) value=name
                rejected=&rejected rows=4 locale
            />
        }
        .into_any(),
    };
    let fields = view! {
        {officers}
        {secret("code", words::code(locale), Some(words::code_hint(locale)))}
        {secret("again", words::code_again(locale), None)}
    };
    view! {
        <section class="section stack" data-part="setup" aria-labelledby="setup-title" hidden=true>
            <h2 id="setup-title">{words::device_prepare(locale)}</h2>
            <p>{words::device_prepare_lead(locale)}</p>
            {form("setup", words::device_prepare_do(locale), true, fields.into_any())}
        </section>
    }
    .into_any()
}

fn unlock(locale: Locale) -> AnyView {
    let field = secret("unlock-code", words::code(locale), None);
    view! {
        <section class="section stack" data-part="unlock" aria-labelledby="unlock-title" hidden=true>
            <h2 id="unlock-title">{words::device_unlock(locale)}</h2>
            <p>{words::device_unlock_lead(locale)}</p>
            {form("unlock", words::device_unlock_do(locale), true, field)}
        </section>
    }
    .into_any()
}

fn opening(ground: &Ground, locale: Locale) -> AnyView {
    let rejected = Rejected::default();
    let fields = view! {
        <label class="choice">
            <input type="checkbox" name="box_empty" value="1"/>
            <span class="choice__text">{words::box_empty(locale)}</span>
        </label>
        {papers_of_all(ground, locale)}
        {number("papers", words::papers(locale), locale)}
        <TextField name="seal" label=words::seal(locale) rejected=&rejected class="input--short" locale/>
    };
    view! {
        <section class="section stack" data-part="opening" aria-labelledby="opening-title" hidden=true>
            <h2 id="opening-title">{words::opening(locale)}</h2>
            {form("opening", words::opening_do(locale), true, fields.into_any())}
        </section>
    }
    .into_any()
}

fn work(ground: &Ground, locale: Locale) -> AnyView {
    let rejected = Rejected::default();
    let reasons = Assistance::ALL.iter();
    let reasons = reasons.map(|&why| (why.as_str().to_owned(), words::assistance(locale, why).to_owned())).collect();
    let assisted = view! {
        <Select
            name="assisted" label=words::assisted(locale) hint=Some(words::assisted_hint(locale).to_owned())
            prompt=words::not_assisted(locale) options=reasons rejected=&rejected locale
        />
    };
    let find = person::fields(ground, &rejected, locale);
    let mark = if ground.decides_several() { words::mark_do_all(locale) } else { words::mark_do(locale) };
    view! {
        <section class="section stack" data-part="work" aria-labelledby="find-title" hidden=true>
            <div class="card stack" data-answer="" hidden=true>
                <h2 tabindex="-1">{words::answer(locale)}</h2>
                <p data-may="">
                    <span class="chip chip--ok"><Icon name="check"/>{words::can_vote(locale)}</span>
                </p>
                <p data-may-not="">
                    <span class="chip chip--no"><Icon name="cross"/>{words::cannot_vote(locale)}</span>
                </p>
                <p>
                    <strong class="num" data-last=""></strong> " "
                    <span class="muted">{words::compare_last(locale)}</span>
                </p>
                <div data-why=""></div>
                {form("mark", mark, true, assisted.into_any())}
            </div>
            <h2 id="find-title">{words::find(locale)}</h2>
            <p>{words::find_lead(locale)}</p>
            {form("find", words::find_do(locale), true, find)}
        </section>
    }
    .into_any()
}

fn acts(ground: &Ground, locale: Locale) -> AnyView {
    let rejected = Rejected::default();
    let incident = incident::fields(&rejected, locale);
    let pause = view! { <TextField name="why" label=words::pause_text(locale) rejected=&rejected locale/> };
    let closing = view! {
        <p>{words::closing_lead(locale)}</p>
        {papers_of_all(ground, locale)}
        {number("voters", words::counted_voters(locale), locale)}
        {number("in_box", words::counted_in_box(locale), locale)}
        {number("envelopes", words::counted_envelopes(locale), locale)}
        {number("spoilt", words::counted_spoilt(locale), locale)}
        {number("unused", words::counted_unused(locale), locale)}
        <TextArea
            name="explained" label=words::explained(locale) hint=words::explained_hint(locale) rejected=&rejected
            rows=3 locale
        />
    };
    let spoilt = view! { <p>{words::spoilt_lead(locale)}</p> };
    let delivered = view! {
        {papers_of_all(ground, locale)}
        {number("delivered", words::delivery_papers(locale), locale)}
    };
    let folded = |title: &'static str, only: Option<&'static str>, content: AnyView| {
        view! { <details class="more" data-only=only><summary>{title}</summary><div>{content}</div></details> }
    };
    view! {
        <section class="section stack" data-part="acts" aria-labelledby="acts-title" hidden=true>
            <h2 id="acts-title">{words::other_acts(locale)}</h2>
            {folded(words::spoilt(locale), Some("work"), form("spoilt", words::spoilt_do(locale), false, spoilt.into_any()))}
            {folded(words::delivery(locale), None, form("delivery", words::delivery_do(locale), false, delivered.into_any()))}
            {folded(words::incident(locale), None, form("incident", words::incident_do(locale), false, incident))}
            {folded(words::pause(locale), Some("work"), form("pause", words::pause_do(locale), false, pause.into_any()))}
            {folded(words::closing(locale), None, form("closing", words::closing_do(locale), false, closing.into_any()))}
        </section>
    }
    .into_any()
}

fn figures(locale: Locale) -> AnyView {
    let figures = [
        ("voters", words::counted_voters(locale)),
        ("in_box", words::counted_in_box(locale)),
        ("envelopes", words::counted_envelopes(locale)),
        ("spoilt", words::counted_spoilt(locale)),
        ("papers", words::recorded_papers(locale)),
        ("incidents", words::incidents(locale)),
    ];
    let figures = figures
        .map(|(name, label)| view! { <div><dt>{label}</dt><dd class="num" data-figure=name>"0"</dd></div> })
        .collect_view();
    view! {
        <section class="section stack" data-part="figures" aria-labelledby="figures-title" hidden=true>
            <h2 id="figures-title">{words::journal(locale)}</h2>
            <dl class="facts">{figures}</dl>
        </section>
    }
    .into_any()
}

/// The sentences that the device says by itself, with `{name}` where something goes in.
fn dictionary(ground: &Ground, locale: Locale) -> AnyView {
    let (marked, marked_envelope) = if ground.decides_several() {
        let envelope = words::device_marked_envelope_all(locale, "{last}", "{envelope}");
        (words::device_marked_all(locale, "{last}"), envelope)
    } else {
        let envelope = words::device_marked_envelope(locale, "{last}", "{envelope}");
        (words::device_marked(locale, "{last}"), envelope)
    };
    let sentences = [
        ("online", words::net_online(locale).to_owned()),
        ("sending", words::net_sending(locale, "{waits}")),
        ("offline", words::net_offline(locale, "{waits}")),
        ("unsigned", words::net_unsigned(locale, "{waits}")),
        ("offline_locked", words::net_offline_locked(locale).to_owned()),
        ("stuck", words::net_stuck(locale, "{number}", "{why}")),
        ("sign_in", words::sign_in(locale).to_owned()),
        ("failed", words::device_failed(locale).to_owned()),
        ("no_worker", words::no_worker(locale).to_owned()),
        ("ask_again", words::device_again(locale).to_owned()),
        ("written_elsewhere", words::written_elsewhere(locale).to_owned()),
        ("code_short", words::code_short(locale).to_owned()),
        ("code_differs", words::code_differs(locale).to_owned()),
        ("code_wrong", words::code_wrong(locale).to_owned()),
        ("box_empty_missing", words::box_empty_missing(locale).to_owned()),
        ("number_wrong", words::number_wrong(locale).to_owned()),
        ("document_wrong", words::document_wrong(locale).to_owned()),
        ("incident_missing", words::incident_missing(locale).to_owned()),
        ("incident_kind_missing", words::incident_kind_missing(locale).to_owned()),
        ("nothing_to_spoil", words::nothing_to_spoil(locale).to_owned()),
        ("noted", words::noted(locale).to_owned()),
        ("ends_in", words::ends_in(locale, "{last}")),
        ("marked_here", words::marked_here(locale, "{number}")),
        ("marked", marked),
        ("marked_envelope", marked_envelope),
        ("take_back", words::take_back(locale, "{last}")),
        ("unexplained", words::unexplained(locale, "{list}")),
        ("difference", words::difference(locale, "{what}", "{recorded}", "{counted}")),
        ("counted_voters", words::counted_voters(locale).to_owned()),
        ("counted_in_box", words::counted_in_box(locale).to_owned()),
        ("counted_envelopes", words::counted_envelopes(locale).to_owned()),
        ("counted_spoilt", words::counted_spoilt(locale).to_owned()),
        ("counted_unused", words::counted_unused(locale).to_owned()),
        ("from_slice", words::from_slice(locale, "{at}")),
        ("slice_voted", words::slice_voted(locale).to_owned()),
        ("slice_not", words::slice_not(locale).to_owned()),
        ("slice_where", words::slice_where(locale).to_owned()),
        ("slice_unknown", words::slice_unknown(locale).to_owned()),
        ("slice_born", words::slice_born(locale).to_owned()),
        ("slice_young", words::slice_young(locale, "{age}")),
    ];
    let sentences = sentences.map(|(name, text)| view! { <span data-word=name>{text}</span> }).collect_view();
    view! { <template id="words">{sentences}</template> }.into_any()
}
