//! What is kept of oneself: shown to its owner, all of it, and to nobody else.

use std::collections::BTreeSet;

use app::text::{self, own as words};
use http::StatusCode;
use serde_json::Value;
use shared::claim::{ClaimKind, Step};
use shared::locale::Locale;
use tests::cluster::{TestDatabase, close};
use tests::world::{NEIGHBOUR, Someone};

use crate::claims::{ON_ROLL, Office, file};
use crate::rolls::hash;

const ES: Locale = Locale::EsCo;

/// Columns that name a person or their document, with the part of the file that has what hangs on them.
const SHOWN: [(&str, &str); 15] = [
    ("appointment.person_id", "seats"),
    ("audit_entry.person_id", "acts"),
    ("candidacy.person_id", "candidacies"),
    ("claim_subject.person_id", "claims"),
    ("participation.person_id", "votes"),
    ("participation.voter_id", "votes"),
    ("person.document_hash", "account"),
    ("proposal.author_id", "ideas"),
    ("role_grant.person_id", "roles"),
    ("roll_account.hash", "rolls"),
    ("roll_corrected.hash", "rolls"),
    ("roll_entry.hash", "rolls"),
    ("roll_minor.hash", "rolls"),
    ("session.person_id", "sessions"),
    ("support.person_id", "supports"),
];

/// Columns that say who answers for an act of an office. The act is on the trail, and so among `acts`.
const OF_AN_OFFICE: [&str; 48] = [
    "appointment.entered_by",
    "calendar_act.person_id",
    "ceiling_entry.person_id",
    "ceiling_scenario.adopted_by",
    "ceiling_scenario.author_id",
    "certified_base.entered_by",
    "claim_step.taken_by",
    "count_decision.counted_by",
    "count_decision.decided_by",
    "desk_envelope_loss.proposed_by",
    "desk_envelope_loss_decision.decided_by",
    "desk_envelope_loss_decision.proposed_by",
    "desk_envelope_opening.opened_by",
    "desk_shift.opened_by",
    "desk_shift.relieved_by",
    "draw_commitment.committed_by",
    "draw_correction.proposed_by",
    "draw_correction_decision.decided_by",
    "draw_correction_decision.proposed_by",
    "draw_number.entered_by",
    "indicator_figure.imported_by",
    "municipality_selection.published_by",
    "paper_batch.printed_by",
    "paper_custody.noted_by",
    "paper_entry.person_id",
    "paper_photo.added_by",
    "paper_resolution.person_id",
    "paper_sheet.registered_by",
    "paper_statement.stated_by",
    "paper_statement_decision.decided_by",
    "paper_statement_decision.stated_by",
    "paper_void.proposed_by",
    "paper_void_decision.decided_by",
    "paper_void_decision.proposed_by",
    "pool_plan.adopted_by",
    "process_count.counted_by",
    "proposal.reviewer_id",
    "roll_correction.entered_by",
    "roll_correction_decision.decided_by",
    "roll_import.decided_by",
    "roll_import.loaded_by",
    "rule_set.created_by",
    "rule_set.published_by",
    "session_event.entered_by",
    "signal_note.person_id",
    "signal_opinion.person_id",
    "signal_review.fixed_by",
    "transitory_act.adopted_by",
];

/// Columns that are not shown, and why.
const NOT_SHOWN: [(&str, &str); 5] = [
    (
        "claim_subject.hash",
        "a claim is shown to who filed it: signed in, or with its code; others may have filed it too",
    ),
    ("desk_claim.entry", "that they voted at a desk is among the votes"),
    ("desk_tablet.document_hash", "a code lives for minutes, and the account's vote is among the votes"),
    ("desk_tablet.entry", "a code lives for minutes, and their vote is among the votes"),
    ("desk_tablet.given_by", "a code lives for minutes"),
];

/// Every column that refers to a person, is named as those are that do, or holds the hash of a document.
async fn columns_about_people(database: &TestDatabase) -> BTreeSet<String> {
    let mut connection = database.as_owner().await;
    let columns: Vec<String> = sqlx::query_scalar(
        r"select class.relname || '.' || named.attname
        from pg_constraint link
        join pg_class class on class.oid = link.conrelid
        cross join lateral unnest(link.conkey, link.confkey) as pair (own, theirs)
        join pg_attribute named on named.attrelid = link.conrelid and named.attnum = pair.own
        join pg_attribute key on key.attrelid = link.confrelid and key.attnum = pair.theirs
        where link.contype = 'f' and link.confrelid = 'person'::regclass and key.attname = 'id'
        union
        select table_name || '.' || column_name from information_schema.columns
        where table_schema = 'public' and (
            (data_type = 'uuid' and (column_name in ('person_id', 'voter_id') or column_name like '%\_by'))
            or (data_type = 'bytea' and column_name in ('document_hash', 'entry'))
            or (data_type = 'bytea' and column_name = 'hash'
                and (table_name like 'roll\_%' or table_name like 'claim\_%'))
        )",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    close(connection).await;
    columns.into_iter().collect()
}

#[tokio::test]
async fn whatever_names_a_person_is_in_their_file_or_has_a_reason() {
    let office = Office::new().await;
    let member = office.world.browser(&office.server, &office.world.one.site, &NEIGHBOUR).await;
    let written: Value = serde_json::from_str(&member.ask("/mis-datos.json").await.body).unwrap();
    for (column, part) in SHOWN {
        assert!(written.get(part).is_some(), "{column}: the file has no {part}");
    }
    let listed = SHOWN.iter().chain(&NOT_SHOWN).map(|(column, _)| *column).chain(OF_AN_OFFICE);
    let listed: BTreeSet<String> = listed.map(ToOwned::to_owned).collect();
    let found = columns_about_people(&office.world.database).await;
    let unsaid: Vec<_> = found.difference(&listed).collect();
    assert!(unsaid.is_empty(), "show these to whom they are about, or say why not: {unsaid:?}");
    let gone: Vec<_> = listed.difference(&found).collect();
    assert!(gone.is_empty(), "these are no more: {gone:?}");
}

/// Columns of a person's account, with their place in the file.
const ACCOUNT: [(&str, &str); 14] = [
    ("birth_date", "born"),
    ("created_at", "since"),
    ("document_hash", "document_known_by_hash"),
    ("document_taken", "document_of_another_account"),
    ("documents", "documents"),
    ("guardian_consent", "guardian_consent"),
    ("identity_level", "identity_level"),
    ("issuer", "issuer"),
    ("name", "name"),
    ("organisations", "organisations"),
    ("rolls", "rolls"),
    ("subject", "subject"),
    ("territory_id", "territory"),
    // Its key within the database, which nobody else knows them by.
    ("id", ""),
];

#[tokio::test]
async fn every_column_of_an_account_is_shown_in_words_and_in_the_file() {
    let office = Office::new().await;
    let carla = Someone { name: "Carla", ..NEIGHBOUR };
    let member = office.world.sign_in(&office.world.one.site, &carla).await;
    let mut inside = office.world.database.inside(office.world.one.site.tenant).await;
    sqlx::query(
        "update person set document_hash = $2, identity_level = 'biometric', documents = '{cc}', rolls = '{sisben}',
            guardian_consent = true, organisations = '{jac}'
        where id = $1",
    )
    .bind(member.person.uuid())
    .bind(hash(&office.world, &office.world.one, ON_ROLL).as_bytes().to_vec())
    .execute(&mut inside)
    .await
    .unwrap();
    let columns: Vec<String> = sqlx::query_scalar(
        "select column_name::text from information_schema.columns
        where table_schema = 'public' and table_name = 'person' and column_name <> 'tenant_id'",
    )
    .fetch_all(&mut inside)
    .await
    .unwrap();
    close(inside).await;
    let browser = office.server.visit(&office.world.one.host()).with_cookie(&member.cookie);
    let written: Value = serde_json::from_str(&browser.ask("/mis-datos.json").await.body).unwrap();
    for column in columns {
        let place = ACCOUNT.iter().find(|(known, _)| *known == column);
        let (_, place) = place.unwrap_or_else(|| panic!("{column} is not in the file"));
        assert!(place.is_empty() || !written["account"][place].is_null(), "{column}: {written:#}");
    }
    assert_eq!(written["account"]["subject"], "subject-Carla");
    assert_eq!(written["account"]["organisations"][0], "jac");
    let page = browser.page("/mis-datos").await;
    for said in [
        words::level_biometric(ES),
        words::guardian_given(ES),
        "https://identidad.example",
        "subject-Carla",
        "Padrón sisben",
        "jac",
    ] {
        page.says(said);
    }
    page.keeps_quiet_about("biometric");
    // What somebody did in an office is among what is kept of them.
    file(&office.stranger(), ClaimKind::Access, ON_ROLL).await;
    office.answer(&office.ada, Step::Extended, &[]).await.says(text::claim::answered(ES));
    let written: Value = serde_json::from_str(&office.ada.ask("/mis-datos.json").await.body).unwrap();
    assert_eq!(written["roles"][0]["role"], "process_admin");
    assert_eq!(written["acts"][0]["act"], "answer_claim");
    assert!(written["claims"].as_array().is_some_and(Vec::is_empty));
}

#[tokio::test]
async fn everybody_sees_and_downloads_what_is_kept_of_them_and_nobody_else_does() {
    let office = Office::new().await;
    let carla = Someone { name: "Carla", ..NEIGHBOUR };
    let member = office.world.sign_in(&office.world.one.site, &carla).await;
    let mut inside = office.world.database.inside(office.world.one.site.tenant).await;
    sqlx::query("update person set document_hash = $2 where id = $1")
        .bind(member.person.uuid())
        .bind(hash(&office.world, &office.world.one, ON_ROLL).as_bytes().to_vec())
        .execute(&mut inside)
        .await
        .unwrap();
    close(inside).await;
    let carla = office.server.visit(&office.world.one.host()).with_cookie(&member.cookie);
    file(&carla, ClaimKind::WrongData, ON_ROLL).await;
    assert_eq!(office.count("select count(*) from claim_subject where attested").await, 1);
    office.page(&office.ada).await.says(text::claim::attested(ES));
    let page = carla.page("/mis-datos").await;
    for said in ["Carla", "«Padrón sisben»: entrada terminada en 050", "territorio 01", "Reclamo 1: En trámite"] {
        page.says(said);
    }
    let written = carla.ask("/mis-datos.json").await;
    assert_eq!(written.header("cache-control"), Some("private, no-store"));
    let kept: Value = serde_json::from_str(&written.body).unwrap();
    assert_eq!(kept["account"]["name"], "Carla");
    assert_eq!(kept["rolls"][0]["entry"]["territory"], "01");
    assert_eq!(kept["claims"][0]["said"], "Vivo en la vereda desde 2020 y no aparezco");
    assert!(!written.body.contains(ON_ROLL));

    // Somebody else is told of themselves, and nobody without an account of anybody.
    let other = office.world.browser(&office.server, &office.world.one.site, &NEIGHBOUR).await;
    for path in ["/mis-datos", "/mis-datos.json"] {
        other.open(path).await.keeps_quiet_about("Carla");
        other.open(path).await.keeps_quiet_about("vereda");
    }
    assert_eq!(office.stranger().ask("/mis-datos.json").await.status, StatusCode::UNAUTHORIZED);
    assert!(office.stranger().ask("/mis-datos").await.redirect().is_some());
    // A document that somebody types is not vouched for, even when they are signed in.
    file(&other, ClaimKind::Access, ON_ROLL).await;
    assert_eq!(office.count("select count(*) from claim_subject where attested").await, 1);
}
