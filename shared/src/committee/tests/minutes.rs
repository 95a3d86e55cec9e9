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
