//! What has to be known of paper and of desks besides the sheets: in the act, and with the result.

use leptos::prelude::*;
use shared::{
    act::{Findings, PaperSheet},
    committee::{Block, Section},
    locale::{Locale, format_integer},
};

use crate::{text::paper as words, visit::Visit};

fn whole(locale: Locale, number: u64) -> String {
    format_integer(i64::try_from(number).unwrap_or(i64::MAX), locale)
}

/// Everything in numbers, by cause: names and figures.
fn totals(locale: Locale, findings: &Findings) -> Vec<(String, String)> {
    let void = findings.void_by_cause().into_iter().map(|(cause, sheets)| {
        let sheets = words::void_total(locale, whole(locale, sheets), words::void_cause_of(locale, cause));
        (words::void_sheets(locale), sheets)
    });
    let differences = findings
        .missing_and_added()
        .into_iter()
        .flat_map(|(why, figures)| words::missing_and_added(locale, why, figures));
    let (envelopes, relieved) = (&findings.envelopes, &findings.relieved);
    let lost = envelopes.causes.iter().map(|(cause, count)| {
        let count = words::void_total(locale, whole(locale, *count), words::loss_cause_of(locale, *cause));
        (words::envelopes_lost(locale), count)
    });
    let counted = |count: u64, name| (count > 0).then(|| (name, whole(locale, count)));
    let of_envelopes = [
        counted(envelopes.opened, words::envelopes_opened(locale)),
        counted(envelopes.set_aside, words::envelopes_aside(locale)),
        counted(envelopes.without_cause(), words::envelopes_lost(locale)),
    ];
    let of_shifts = [
        counted(relieved.devices, words::relieved_devices(locale)),
        counted(relieved.pages, words::relieved_pages(locale)),
    ];
    void.chain(differences)
        .chain(of_envelopes.into_iter().flatten())
        .chain(lost)
        .chain(of_shifts.into_iter().flatten())
        .map(|(name, figure)| (name.to_owned(), figure))
        .collect()
}

/// Each void sheet and each difference in a sentence.
fn each(locale: Locale, findings: &Findings) -> Vec<String> {
    let void = findings.void.iter().map(|sheet| {
        let cause = words::void_cause_of(locale, sheet.cause);
        words::void_line(locale, words::sheet_number(locale, sheet.number), &sheet.desk, cause, &sheet.reason)
    });
    let differences = findings.differences.iter().map(|one| {
        let figures = words::desk_figures(locale, &one.desk, whole(locale, one.handed_out), whole(locale, one.agreed));
        words::difference_line(locale, figures, words::why_of(locale, one.why), &one.reason)
    });
    void.chain(differences).collect()
}

/// The sections of the act: the hashes of the photos, and what else there is to know.
pub(super) fn sections(locale: Locale, paper: &[PaperSheet], findings: &Findings) -> Vec<Section> {
    let photos: Vec<_> = paper
        .iter()
        .flat_map(|sheet| {
            let numbered = (1..).zip(&sheet.photos);
            numbered.map(|(number, hash): (u32, _)| (words::photo_of(locale, number, sheet.number), hash.to_string()))
        })
        .collect();
    let section = |heading: &str, blocks| Section { heading: heading.to_owned(), blocks, sections: Vec::new() };
    let photos = (!photos.is_empty()).then(|| section(words::photo_hashes(locale), vec![Block::Facts(photos)]));
    let findings = (!findings.are_none()).then(|| {
        let mut blocks = vec![Block::Facts(totals(locale, findings))];
        let each = each(locale, findings);
        blocks.extend((!each.is_empty()).then_some(Block::Numbered(each)));
        section(words::findings(locale), blocks)
    });
    photos.into_iter().chain(findings).collect()
}

/// The same with the result, for everybody.
pub(super) fn section(visit: &Visit, findings: &Findings) -> Option<AnyView> {
    if findings.are_none() {
        return None;
    }
    let locale = visit.locale();
    let totals = totals(locale, findings).into_iter().map(|(name, figure)| {
        view! { <div><dt>{name}</dt><dd>{figure}</dd></div> }
    });
    let each: Vec<_> = each(locale, findings).into_iter().map(|line| view! { <li>{line}</li> }).collect();
    let each = (!each.is_empty()).then(|| view! { <ul class="stack">{each}</ul> });
    Some(
        view! {
            <section class="section stack" aria-labelledby="findings">
                <h2 id="findings">{words::findings(locale)}</h2>
                <dl class="facts">{totals.collect_view()}</dl>
                {each}
            </section>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use shared::{
        act::{Difference, Envelopes, VoidSheet},
        document::Fingerprint,
        paper::{LossCause, VoidCause, Why},
    };

    use super::*;

    /// On paper everybody finds the hash of each photo, and what two people said.
    #[test]
    fn the_act_names_photos_and_tells_causes() {
        const ES: Locale = Locale::EsCo;
        let photos: Vec<Fingerprint> = [[7; 32], [8; 32]].map(Fingerprint::from).into();
        let desk = "Mesa 1 · Casa comunal".to_owned();
        let sheet = PaperSheet { number: 3, desk: desk.clone(), named: 1, blank: 0, rejected: BTreeMap::new(), photos };
        assert!(sections(ES, &[PaperSheet { photos: Vec::new(), ..sheet.clone() }], &Findings::default()).is_empty());
        let reason = "Se perdió en el camino".to_owned();
        let findings = Findings {
            void: vec![VoidSheet { number: 2, desk: desk.clone(), cause: VoidCause::Twice, reason: reason.clone() }],
            differences: vec![Difference { desk, handed_out: 5, agreed: 3, why: Why::Lost, reason: reason.clone() }],
            envelopes: Envelopes {
                given_up: 3,
                causes: BTreeMap::from([(LossCause::Damaged, 2)]),
                ..Envelopes::default()
            },
            ..Findings::default()
        };
        let told = sections(ES, &[sheet], &findings);
        let hash = |number, byte: u8| (words::photo_of(ES, number, 3), Fingerprint::from([byte; 32]).to_string());
        assert_eq!(told[0].blocks, [Block::Facts(vec![hash(1, 7), hash(2, 8)])]);
        let [Block::Facts(totals), Block::Numbered(each)] = told[1].blocks.as_slice() else {
            panic!("figures, and each in a sentence: {:?}", told[1].blocks)
        };
        let missing = words::void_total(ES, 2, words::why_of(ES, Why::Lost));
        assert!(totals.contains(&(words::missing(ES).to_owned(), missing)), "{totals:?}");
        let lost = |figure| (words::envelopes_lost(ES).to_owned(), figure);
        let damaged = words::void_total(ES, 2, words::loss_cause_of(ES, LossCause::Damaged));
        assert!(totals.contains(&lost(damaged)), "{totals:?}");
        assert!(totals.contains(&lost("1".to_owned())), "what one person gave up once has no cause: {totals:?}");
        assert_eq!(totals.len(), 4);
        assert!(each.len() == 2 && each.iter().all(|line| line.contains(&reason)), "{each:?}");
    }
}
