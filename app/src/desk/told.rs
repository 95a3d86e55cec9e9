//! The journal of a shift as people read, print and sign it.

use leptos::{either::Either, prelude::*};
use shared::desk::{Counted, Journal, Stage};
use store::desk::{Contradiction, Settled, Shift};

use crate::{
    components::{Column, Icon, Table},
    text::desk as words,
    visit::Visit,
};

/// How a desk stands, as a chip.
pub(crate) fn chip(visit: &Visit, shift: Option<&Shift>, stage: Option<Stage>) -> AnyView {
    let locale = visit.locale();
    let (class, icon, word) = match (shift, stage) {
        (Some(shift), _) if shift.relief.is_some() => ("chip chip--no", "cross", words::stage_relieved(locale)),
        (Some(shift), _) if shift.ended_at.is_some() => ("chip chip--ok", "check", words::stage_closed(locale)),
        (_, Some(Stage::Open)) => ("chip chip--now", "play", words::stage_open(locale)),
        (_, stage) => ("chip chip--wait", "clock", words::stage(locale, stage)),
    };
    view! { <span class=class><Icon name=icon/>{word}</span> }.into_any()
}

/// Whom a shift marked that had voted elsewhere, and what became of the envelopes of its desk.
type Found<'a> = (&'a [Contradiction], &'a [Settled]);

/// A shift as its desk is administered: while people vote, without what says how many did. Whoever runs the desk counts
/// them; nobody else does.
pub(crate) fn shift_overseen(
    visit: &Visit,
    shift: &Shift,
    journal: &Journal,
    found: Found<'_>,
    is_voting: bool,
) -> AnyView {
    if is_voting { told(visit, shift, journal, None, "h2") } else { shift_told(visit, shift, journal, found, "h2") }
}

/// A shift with its acts, what was found of it, and what became of the envelopes of its desk. `level` is that of its
/// heading: `h2` or `h3`.
pub(crate) fn shift_told(
    visit: &Visit,
    shift: &Shift,
    journal: &Journal,
    found: Found<'_>,
    level: &'static str,
) -> AnyView {
    told(visit, shift, journal, Some(found), level)
}

/// The figures come with whom the shift marked twice.
fn told(visit: &Visit, shift: &Shift, journal: &Journal, found: Option<Found<'_>>, level: &'static str) -> AnyView {
    let locale = visit.locale();
    let id = format!("shift-{}", shift.number);
    let title = format!("{} · {}", words::journal(locale), words::shift(locale, shift.number));
    let title = if level == "h2" {
        Either::Left(view! { <h2 id=id.clone()>{title}</h2> })
    } else {
        Either::Right(view! { <h3 id=id.clone()>{title}</h3> })
    };
    let officers: Vec<&str> = journal.officers().iter().map(shared::document::Text::as_str).collect();
    let opened = journal.opening().map(|(at, seal)| {
        let seal = seal.map(|seal| format!(", {}", words::with_seal(locale, seal)));
        view! { <div><dt>{words::was_opened(locale)}</dt><dd>{visit.date_time(at)} {seal}</dd></div> }
    });
    let closed = journal.closing().map(|(at, ..)| {
        view! { <div><dt>{words::closing(locale)}</dt><dd>{visit.date_time(at)}</dd></div> }
    });
    let relieved = shift.relief.as_ref().map(|(name, why)| view! { <p>{words::was_relieved(locale, name, why)}</p> });
    let after = found.map_or(0, |found| put_in_after(shift, found.1));
    let after = (after > 0).then(|| view! { <p>{words::envelopes_after(locale, visit.integer(after))}</p> });
    let figures = match found {
        None => view! { <p>{words::figures_later(locale)}</p> }.into_any(),
        Some(_) => figures(visit, shift, journal),
    };
    let doubtful = found.map_or(0, |_| journal.doubtful().len());
    let doubtful = (doubtful > 0).then(|| view! { <p>{words::doubtful(locale, visit.integer(doubtful))}</p> });
    let head = found.map(|_| {
        let head = words::head(locale, journal.next() - 1, journal.head());
        view! { <p class="muted">{head}</p> }
    });
    let signatures = journal.closing().map(|_| {
        let lines = officers.iter().map(|name| view! { <li>{(*name).to_owned()} ": ______________________"</li> });
        view! {
            <div class="print-only">
                <p>{words::signatures(locale)}</p>
                <ul>{lines.collect_view()}</ul>
            </div>
        }
    });
    view! {
        <section class="section stack" aria-labelledby=id>
            {title}
            <dl class="facts">
                <div><dt>{words::officers(locale)}</dt><dd>{officers.join(", ")}</dd></div>
                <div>
                    <dt>{words::shift(locale, shift.number)}</dt>
                    <dd>{words::began(locale, &shift.opened_by.1, visit.date_time(shift.opened_at))}</dd>
                </div>
                {opened}
                {closed}
            </dl>
            {relieved}
            {figures}
            {after}
            {doubtful}
            {incidents(visit, journal)}
            {found.and_then(|(found, _)| contradictions(visit, shift, journal, found))}
            {head}
            {signatures}
        </section>
    }
    .into_any()
}

/// Paper ballots out of envelopes that came into the box of a shift after its closing act.
fn put_in_after(shift: &Shift, settled: &[Settled]) -> u32 {
    settled.iter().filter(|one| one.opened && one.after_closing && one.into == shift.id).map(|one| one.papers).sum()
}

fn figures(visit: &Visit, shift: &Shift, journal: &Journal) -> AnyView {
    let locale = visit.locale();
    let recorded = journal.recorded();
    let counted = journal.closing().map(|(_, counted, _)| *counted);
    let unused = i64::from(recorded.papers) - i64::from(recorded.handed_out());
    let by_hand = |of: fn(&Counted) -> u32| counted.as_ref().map(|counted| i64::from(of(counted)));
    let rows = [
        (words::counted_voters(locale), i64::from(recorded.voters), by_hand(|one| one.voters)),
        (words::counted_in_box(locale), i64::from(recorded.in_box()), by_hand(|one| one.in_box)),
        (words::from_envelopes(locale), i64::from(recorded.from_envelopes), None),
        (words::counted_envelopes(locale), i64::from(recorded.envelopes), by_hand(|one| one.envelopes)),
        (words::counted_spoilt(locale), i64::from(recorded.spoilt), by_hand(|one| one.spoilt)),
        (words::counted_unused(locale), unused, by_hand(|one| one.unused)),
        (words::recorded_papers(locale), i64::from(recorded.papers), None),
        (words::recorded_tablet(locale), i64::from(recorded.on_tablet), None),
        (words::recorded_assisted(locale), i64::from(recorded.assisted), None),
        (words::recorded_offline(locale), i64::from(recorded.offline), None),
    ];
    let codes = (shift.codes > 0).then(|| (words::codes_given(locale), i64::from(shift.codes), None));
    let rows = rows
        .into_iter()
        .chain(codes)
        .map(|(label, recorded, by_hand)| {
            let differs = by_hand.is_some_and(|by_hand| by_hand != recorded);
            let mark = differs.then(|| view! { <Icon name="warn"/> });
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td class="num" data-label=words::by_journal(locale)>{visit.integer(recorded)}</td>
                    <td class="num" data-label=words::by_hand(locale)>
                        {mark} {by_hand.map_or_else(|| "—".to_owned(), |by_hand| visit.integer(by_hand))}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::words(words::figure(locale)),
        Column::numbers(words::by_journal(locale)),
        Column::numbers(words::by_hand(locale)),
    ];
    let explained = journal.closing().and_then(|(.., explained)| explained).map(|text| {
        view! { <p>{words::explains(locale, text)}</p> }
    });
    let id = format!("figures-{}", shift.number);
    view! { <Table id caption=words::figures(locale) columns>{rows}</Table> {explained} }.into_any()
}

fn incidents(visit: &Visit, journal: &Journal) -> AnyView {
    let locale = visit.locale();
    if journal.incidents().is_empty() {
        return view! { <p>{words::no_incidents(locale)}</p> }.into_any();
    }
    let items = journal
        .incidents()
        .iter()
        .map(|(at, kind, text)| {
            view! {
                <li>
                    <strong>{words::incident_of(locale, *kind)}</strong> ": " {text.to_string()} " "
                    <span class="muted">{visit.date_time(*at)}</span>
                </li>
            }
        })
        .collect_view();
    view! { <p><strong>{words::incidents(locale)}</strong></p> <ul>{items}</ul> }.into_any()
}

fn contradictions(visit: &Visit, shift: &Shift, journal: &Journal, found: &[Contradiction]) -> Option<AnyView> {
    if found.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let items = found
        .iter()
        .map(|one| {
            let envelope = journal.envelope_of(one.number).map(|envelope| (shift.number, envelope));
            view! { <li>{words::voted_twice(locale, one.number, envelope, one.channel, one.decision)}</li> }
        })
        .collect_view();
    Some(view! { <p><strong>{words::contradictions(locale)}</strong></p> <ul>{items}</ul> }.into_any())
}
