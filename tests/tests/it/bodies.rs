//! Bodies, who sits in them, and their sessions as the database keeps them.

use chrono::{DateTime, TimeDelta, Utc};
use shared::committee::{Act, Appointment, Convening, Place, SeatId, SessionEvent, Stage};
use shared::document::{self, Format, Text};
use shared::id::{BodyId, SessionId};
use shared::ruleset::{self, Filling};
use sqlx::Executor as _;
use store::body::session::{self, Held, NotAdded};
use store::body::{self, Of};
use store::{StoreError, TenantTx};
use tests::cluster::close;
use tests::world::{NEIGHBOUR, World, today};

const CCCP: &str = r#"
id = "cccp"
name = "Consejo Comunal de Planeación"
kind = "citizens"
scope = { type = "territory", level = "comuna" }
seats = [{ sector = "jac", name = "Juntas de acción comunal", at_least = 1, at_most = 3, filled_by = "assembly" }]
quorum = { type = "half_plus_one" }
majority = { type = "simple" }
notice_days = 3
"#;

fn rule() -> ruleset::Body {
    document::read(CCCP, Format::Toml).unwrap()
}

fn text(words: &str) -> Text {
    words.parse().unwrap()
}

async fn enter(world: &World) -> TenantTx {
    world.database.database.enter(&world.one.site).await.unwrap()
}

async fn convened(world: &World, at: DateTime<Utc>) -> (BodyId, Held) {
    let mut tx = enter(world).await;
    let of = Of::Territory(world.one.territories["01"]);
    let body = body::establish(&mut tx, server::random::uuid().into(), &rule().id, of, at).await.unwrap();
    let again = body::establish(&mut tx, server::random::uuid().into(), &rule().id, of, at).await.unwrap();
    assert_eq!(again, body, "one body of one territory");
    let begins = at + TimeDelta::days(5);
    let zone = world.one.site.time_zone;
    let call = Convening::new(&rule(), None, text("Casa comunal"), zone, begins, vec![text("Aprobar el tarjetón")]);
    let event = SessionEvent { at, act: Act::Convene(call) };
    let id: SessionId = server::random::uuid().into();
    let held = session::convene(&mut tx, id, body, None, event, None).await.unwrap();
    tx.commit().await.unwrap();
    (body, held)
}

#[tokio::test]
async fn who_sits_reads_back_as_it_was_entered() {
    let world = World::new().await;
    let now = server::clock::now();
    let member = world.sign_in(&world.one.site, &NEIGHBOUR).await;
    let mut tx = enter(&world).await;
    let body = body::establish(&mut tx, server::random::uuid().into(), &rule().id, Of::Tenant, now).await.unwrap();
    let mut appointment = Appointment {
        person: member.person,
        name: text("Amparo Ruiz"),
        seat: SeatId { sector: "jac".parse().unwrap(), number: 1 },
        place: Place::Holder,
        gender: None,
        born: None,
        from: today(),
        until: None,
        filled_by: Filling::Assembly,
        act: Some(text("Acta 3")),
        declared: None,
        trained: None,
        contact: None,
    };
    let id = server::random::uuid().into();
    body::appoint(&mut tx, body, id, &appointment, None, now).await.unwrap();
    let twice = body::appoint(&mut tx, body, server::random::uuid().into(), &appointment, None, now).await;
    assert!(matches!(twice, Err(StoreError::Conflict(_))));
    assert_eq!(body::of_person(&mut tx, member.person, today()).await.unwrap().len(), 1);
    appointment.declared = Some([ruleset::Incompatibility::Contractor].into());
    appointment.until = Some(today());
    body::amend(&mut tx, id, &appointment).await.unwrap();
    assert_eq!(body::appointments(&mut tx, body).await.unwrap(), [(id, appointment)]);
    let tomorrow = today().succ_opt().unwrap();
    assert!(body::of_person(&mut tx, member.person, tomorrow).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_session_is_what_its_events_make_of_it() {
    let world = World::new().await;
    let now = server::clock::now();
    let (body, held) = convened(&world, now).await;
    assert_eq!((held.number, held.events, held.session.stage()), (1, 1, Stage::Convened));
    let at = now + TimeDelta::hours(1);
    let postpone =
        |days| SessionEvent { at, act: Act::Postpone { begins: now + TimeDelta::days(days), reason: text("Llueve") } };
    let mut tx = enter(&world).await;
    let moved = session::add(&mut tx, held.clone(), postpone(9), None).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(moved.events, 2);
    // Somebody else had read the session before that.
    let mut tx = enter(&world).await;
    let stale = session::add(&mut tx, held, postpone(8), None).await;
    assert!(matches!(stale, Err(NotAdded::Store(StoreError::Conflict(_)))), "{stale:?}");
    drop(tx);
    // Without the notice that the body's rules ask for.
    let mut tx = enter(&world).await;
    let refused = session::add(&mut tx, moved.clone(), postpone(1), None).await;
    assert!(matches!(refused, Err(NotAdded::Refused(_))), "{refused:?}");
    let read = session::find(&mut tx, moved.id).await.unwrap().unwrap();
    assert_eq!((read.events, &read.session), (2, &moved.session));
    assert_eq!(session::of_body(&mut tx, body).await.unwrap().len(), 1);
    assert_eq!(session::minutes(&mut tx, moved.id).await.unwrap(), None);
}

#[tokio::test]
async fn nobody_rewrites_what_happened_in_a_session() {
    let world = World::new().await;
    let (_, held) = convened(&world, server::clock::now()).await;
    let mut owner = world.database.inside(world.one.site.tenant).await;
    let gap = format!(
        "insert into session_event (tenant_id, session_id, number, at, event)
        select tenant_id, session_id, 3, at, event from session_event where session_id = '{}'",
        held.id
    );
    for statement in [
        "update session_event set at = now()",
        "delete from session_event",
        "truncate session_event",
        "delete from body_session",
        gap.as_str(),
    ] {
        assert!(owner.execute(sqlx::AssertSqlSafe(statement.to_owned())).await.is_err(), "{statement}");
    }
    close(owner).await;
}
