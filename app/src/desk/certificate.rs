//! The certificate that somebody voted, for whoever asks a desk for it: of whoever was found and had voted, by whatever
//! channel. The roll keeps no names, so the officer writes it by hand, off the document.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{desk::Stage, locale};
use store::{contest::Contest, urn::Taken};

use super::{
    ground::Ground,
    person::{self, Who},
};
use crate::{
    citizen::vote,
    components::{Crumbs, Icon},
    page::{Fault, Page, Width, page},
    path,
    text::{desk as words, vote as said},
    visit::Visit,
};

/// The certificate of the person that this desk found last.
#[component]
pub fn DeskCertificate() -> AnyView {
    let asked = person::sent();
    let id = use_params_map().get_untracked().get("desk").unwrap_or_default();
    page(async move |visit| {
        let mut tx = visit.enter().await?;
        let ground = Ground::enter(&visit, &mut tx, &id).await?;
        let elsewhere = || Fault::Elsewhere(path::desk(ground.desk.id));
        let asked = asked.filter(|_| ground.stage() == Some(Stage::Open)).ok_or_else(elsewhere)?;
        let who = person::who(&visit, &mut tx, &ground, asked).await?;
        let (taken, cast) = who.taken.zip(who.vote.as_ref()).ok_or_else(elsewhere)?;
        let contests = vote::cast_in(&mut tx, &ground.process.rule_set, cast).await?;
        drop(tx);
        Ok(show(&visit, &ground, &who, (taken, &contests)))
    })
}

/// The way to it from the answer about a person; nowhere for whoever has not voted.
pub(super) fn link(visit: &Visit, ground: &Ground, who: &Who) -> Option<AnyView> {
    who.taken?;
    let href = path::desk_certificate(ground.desk.id);
    Some(view! { <p><a class="btn" href=href>{said::to_certificate(visit.locale())}</a></p> }.into_any())
}

fn show(visit: &Visit, ground: &Ground, who: &Who, (taken, contests): (Taken, &[Contest])) -> Page {
    let locale = visit.locale();
    let desk = &ground.desk;
    let title = said::certificate_title(locale);
    let steps = vec![
        (path::DESKS.to_owned(), words::nav(locale).to_owned()),
        (path::desk(desk.id), words::desk_number(locale, desk.number)),
    ];
    let last = who.known.last_three.as_ref().unwrap_or(&who.asked.last_three);
    let body = view! {
        <Crumbs locale steps here=title/>
        <article class="receipt">
            <header class="receipt__head"><Icon name="check"/><h1>{title}</h1></header>
            <p class="no-print">{said::certificate_desk_lead(locale)}</p>
            <p>{said::certificate_lead(locale)}</p>
            <dl class="facts">
                <div>
                    <dt>{said::certificate_person(locale)}</dt>
                    <dd class="num">{said::certificate_document(locale, last.as_str())}</dd>
                </div>
                <div><dt>{said::process(locale)}</dt><dd>{ground.process.name.clone()}</dd></div>
                {vote::rows(locale, &ground.process.rule_set, contests)}
                <div>
                    <dt>{said::certificate_channel(locale)}</dt>
                    <dd>{said::voted_by(locale, taken.channel)}</dd>
                </div>
                <div>
                    <dt>{said::certificate_desk(locale)}</dt>
                    <dd>{words::desk_of(locale, desk.number, &desk.place.name)}</dd>
                </div>
                <div>
                    <dt>{said::certificate_on(locale)}</dt>
                    <dd>{locale::format_date(visit.today(), locale)}</dd>
                </div>
            </dl>
            <p class="receipt__line">{said::certificate_name(locale)}</p>
            <p class="receipt__line">{said::certificate_signature(locale)}</p>
            <p>{said::certificate_of(locale, &visit.site.name)}</p>
            <p>{said::certificate_quiet(locale)}</p>
            <div class="actions no-print">
                <a class="btn btn--primary" href=path::desk(desk.id)>{words::other_person(locale)}</a>
            </div>
        </article>
    };
    Page::new(title, body).width(Width::Narrow)
}
