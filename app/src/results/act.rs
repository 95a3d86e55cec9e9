//! Who answers for a result: who counted, who approved it, and the counts before it.

use leptos::prelude::*;
use store::{contest::Contest, process::Process, tally::Official};

use super::{
    chosen::Chosen,
    download::{again, file_base},
};
use crate::{components::Icon, path, rules::reading::Reader, text::act as said, visit::Visit};

/// Somebody with their office, as the rules call it.
pub(crate) fn official(visit: &Visit, process: &Process, official: &Official) -> String {
    let reader = Reader { locale: visit.locale(), rules: &process.rule_set };
    said::official(visit.locale(), &official.name, reader.holder(&official.office))
}

/// The section on the act of a result.
pub(super) fn section(visit: &Visit, process: &Process, contest: &Contest, chosen: &Chosen) -> AnyView {
    let locale = visit.locale();
    let here = path::result(&process.slug, &contest.code);
    let round = chosen.round();
    let body = match (&round.by, &round.decision) {
        (None, _) if process.demonstration => view! { <p>{said::none_demonstration(locale)}</p> }.into_any(),
        (None, _) => view! { <p>{said::none_elsewhere(locale)}</p> }.into_any(),
        (Some(by), decision) => {
            let decided = decision.as_ref().map(|decision| {
                let label = match decision.refused {
                    None => said::approved_by(locale),
                    Some(_) => said::refused_by(locale),
                };
                view! {
                    <div>
                        <dt>{label}</dt>
                        <dd>{official(visit, process, &decision.by)} ", " {visit.date_time(decision.at)}</dd>
                    </div>
                }
            });
            let reason = round.reason.clone().map(|reason| {
                view! { <div><dt>{said::reason(locale)}</dt><dd>{reason}</dd></div> }
            });
            view! {
                <dl class="facts">
                    <div><dt>{said::number(locale)}</dt><dd>{visit.integer(round.number)}</dd></div>
                    {reason}
                    <div>
                        <dt>{said::counted_by(locale)}</dt>
                        <dd>{official(visit, process, by)} ", " {visit.date_time(round.at)}</dd>
                    </div>
                    {decided}
                </dl>
            }
            .into_any()
        }
    };
    let (slug, code) = (&process.slug, &contest.code);
    let signed = round.is_public() && round.by.is_some();
    let papers = round.by.is_some().then(|| {
        let more = signed.then(|| {
            view! {
                <li>
                    <a class="btn" href=chosen.address(path::act(slug, code)) download="">
                        <Icon name="download"/>{said::download_act(locale)}
                    </a>
                </li>
                <li>
                    <a class="btn" href=chosen.address(path::act_signatures(slug, code)) download="">
                        <Icon name="download"/>{said::download_signatures(locale)}
                    </a>
                </li>
            }
        });
        view! {
            <ul class="downloads no-print" role="list">
                <li>
                    <a class="btn" href=chosen.address(path::act_paper(slug, code)) download="">
                        <Icon name="doc"/>{said::download_paper(locale)}
                    </a>
                </li>
                {more}
            </ul>
        }
    });
    let key = signed.then(|| {
        let command = again(&file_base(visit.site.slug.as_str(), slug, code));
        view! {
            <p class="muted">{said::key_at(locale)} " " <a href=path::ACT_KEY>{path::ACT_KEY}</a></p>
            <p>{said::made_again(locale)}</p>
            <p><code>{command}</code></p>
        }
    });
    let earlier: Vec<_> = chosen
        .earlier()
        .map(|round| {
            let href = path::with_query(&here, &[("conteo", &round.number.to_string())]);
            let words = said::earlier_one(locale, round.number, visit.date_time(round.at));
            view! { <li><a href=href>{words}</a></li> }
        })
        .collect();
    let earlier = (!earlier.is_empty()).then(|| {
        view! { <h3>{said::earlier(locale)}</h3> <ul>{earlier}</ul> }
    });
    view! {
        <section class="section stack" aria-labelledby="act">
            <h2 id="act">{said::title(locale)}</h2>
            {body}
            {papers}
            {key}
            {earlier}
        </section>
    }
    .into_any()
}
