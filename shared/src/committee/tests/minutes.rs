use super::*;
use crate::document::{Fingerprint, canonical};

fn drafted() -> Session {
    after(
        &opened(),
        [
            event("18:07:00", Act::Note { item: 1, text: text("Planeación presenta los dieciséis proyectos.") }),
            event(
                "18:08:00",
                Act::DeclareConflict { person: person(3), item: 1, reason: text("Su junta propuso uno") },
            ),
            put("18:10:00", 1),
            cast("18:11:00", 1, 1, Vote::Yes),
            cast("18:11:00", 1, 7, Vote::Yes),
            count("18:12:00", 1),
            event("18:30:00", Act::Close),
            event("19:00:00", Act::Draft),
        ],
    )
}

fn sign(time: &str, number: u128, content: Fingerprint) -> SessionEvent {
    event(time, Act::Sign { person: person(number), content })
}

fn approved() -> SealedMinutes {
    let session = drafted();
    let content = session.minutes().unwrap().content();
    let approve = event("20:00:00", Act::Approve { content });
    let session = after(&session, [sign("19:10:00", 90, content), sign("19:11:00", 1, content), approve]);
    session.sealed().unwrap().clone()
}

#[test]
fn minutes_say_all_that_happened() {
    let session = drafted();
    let minutes = session.minutes().unwrap();
    assert_eq!((minutes.attendance.len(), minutes.motions.len(), minutes.conflicts.len()), (4, 1, 1));
    assert_eq!(minutes.agenda[1], AgendaItem { number: 2, text: text("Varios") });
    assert_eq!((minutes.opened_at, minutes.closed_at), (Some(clock("18:05:00")), clock("18:30:00")));
    assert_eq!(minutes.decisions().map(|taken| taken.decision.clone()).collect::<Vec<_>>(), [approve_ballot()]);
    assert_eq!(minutes.name_of(person(90)).map(Text::as_str), Some("Secretaria técnica"));
}

#[test]
fn minutes_are_signed_as_they_are_read() {
    let session = drafted();
    let content = session.minutes().unwrap().content();
    let refused = |session: &Session, event| session.apply(event).unwrap_err();
    assert_eq!(
        refused(&session, event("19:05:00", Act::Approve { content })),
        SessionError::Unsigned { missing: Capacity::Chair }
    );
    assert_eq!(refused(&session, sign("19:05:00", 8, content)), SessionError::DidNotAttend { person: person(8) });
    let session = after(&session, [sign("19:05:00", 1, content)]);
    assert_eq!(refused(&session, sign("19:05:00", 1, content)), SessionError::AlreadySigned { person: person(1) });
    assert_eq!(
        refused(&session, event("19:05:00", Act::Approve { content })),
        SessionError::Unsigned { missing: Capacity::Secretary }
    );
    // A remark changes what was signed.
    let remark = Act::AddRemark { person: person(3), text: text("Pidió constar su impedimento.") };
    let session = after(&session, [event("19:06:00", remark)]);
    assert_eq!(session.signatures(), []);
    let now = session.minutes().unwrap().content();
    assert_eq!(refused(&session, sign("19:07:00", 1, content)), SessionError::OtherContent { found: content, now });
}

#[test]
fn any_change_breaks_the_seal() {
    let sealed = approved();
    assert_eq!(sealed.fingerprint(), Fingerprint::of(sealed.document()));
    let text = canonical(&sealed);
    assert_eq!(serde_json::from_str::<SealedMinutes>(&text).unwrap(), sealed);
    for (was, becomes) in [
        ("\"yes\":2", "\"yes\":3"),
        ("Secretaria técnica", "Secretaria tecnica"),
        ("2024-09-10T23:30:00Z", "2024-09-10T23:30:01Z"),
        ("dieciséis", "diecisiete"),
        ("\"capacity\":\"chair\"", "\"capacity\":\"member\""),
        ("decreto-473-2024", "decreto-474-2024"),
    ] {
        let changed = text.replacen(was, becomes, 1);
        assert_ne!(changed, text, "{was}");
        let error = serde_json::from_str::<SealedMinutes>(&changed).unwrap_err();
        assert!(error.to_string().contains("the seal says"), "{was}: {error}");
    }
}

#[test]
fn a_new_seal_over_changed_minutes_does_not_hold_either() {
    let mut document = approved().document().clone();
    document.minutes.notes[0].text = text("Otra cosa.");
    let seal = Fingerprint::of(&document);
    assert!(matches!(SealedMinutes::check(document, seal), Err(BrokenSeal::Signature { .. })));
}

/// Words that show what was asked for.
fn say(phrase: Phrase<'_>) -> String {
    match phrase {
        Phrase::Label(label) => label.to_string(),
        other => format!("{other:?}"),
    }
}

fn of_block(block: &Block) -> Vec<String> {
    match block {
        Block::Paragraph(text) | Block::Code(text) => vec![text.clone()],
        Block::Facts(facts) => facts.iter().flat_map(|(name, value)| [name.clone(), value.clone()]).collect(),
        Block::Numbered(entries) => entries.clone(),
        Block::Address(address) => vec![address.shown.clone()],
        Block::Table { head, rows } => head.iter().chain(rows.iter().flatten()).cloned().collect(),
    }
}

fn of_section(section: &Section) -> Vec<String> {
    let own = section.blocks.iter().flat_map(of_block);
    [section.heading.clone()].into_iter().chain(own).chain(section.sections.iter().flat_map(of_section)).collect()
}

fn even(section: &Section) -> bool {
    let rows = |block: &Block| match block {
        Block::Table { head, rows } => rows.iter().all(|row| row.len() == head.len()),
        _ => true,
    };
    section.blocks.iter().all(rows) && section.sections.iter().all(even)
}

#[test]
fn the_outline_says_all_that_the_minutes_say() {
    let sealed = approved();
    let outline = outline(&sealed, crate::locale::Locale::EsCo, say);
    let all: Vec<String> = outline.sections.iter().flat_map(of_section).collect();
    for expected in [
        "Planeación presenta los dieciséis proyectos.",
        "Su junta propuso uno",
        "Se apruebe el tarjetón",
        "2. Varios",
        "carried (6:12\u{a0}p.\u{a0}m.)",
        "10 de septiembre de 2024, 6:05\u{a0}p.\u{a0}m.",
        "Persona 4",
        &sealed.fingerprint().to_string(),
    ] {
        assert!(all.iter().any(|text| text == expected), "{expected} in {all:#?}");
    }
    assert!(outline.sections.iter().all(even), "each row has a cell under each heading");
}
