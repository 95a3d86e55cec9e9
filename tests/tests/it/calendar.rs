//! The calendar as the database keeps it: dates of each phase, territories that differ, and the acts that moved them.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use shared::calendar::{ActFault, CalendarAct, Counted};
use shared::document::Key;
use shared::phase::{PhaseKind, Window};
use shared::ruleset::Code;
use sqlx::Executor as _;
use store::calendar::{self, NotMoved};
use tests::cluster::close;
use tests::process::Process;
use tests::world::World;

fn voting() -> Key {
    "voting".parse().unwrap()
}

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_territory_votes_later_by_an_act() {
    let world = World::new().await;
    let made = Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let now = server::clock::now();
    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    let process = store::ceiling::lock_current(&mut tx).await.unwrap().unwrap();
    let was = process.dates.everywhere().stage(&voting()).unwrap().window();
    let becomes = Window::new(was.opens() + TimeDelta::days(2), was.closes() + TimeDelta::days(2)).unwrap();
    let act = CalendarAct {
        phase: voting(),
        territories: BTreeSet::from([code("02"), code("03")]),
        was: Some(was),
        becomes,
        reason: "El río creció y no se puede pasar".parse().unwrap(),
        at: now,
    };
    let after = calendar::act(&mut tx, &process, &act, &Counted::Nowhere, None).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    let read = store::process::find(&mut tx, made.id).await.unwrap().unwrap();
    assert_eq!(read.dates, after);
    let window = |territory: &str| read.dates.of_territory(&code(territory)).stage(&voting()).unwrap().window();
    assert_eq!((window("01"), window("02"), window("03")), (was, becomes, becomes));
    let acts = calendar::acts(&mut tx, made.id).await.unwrap();
    assert_eq!(acts.len(), 1);
    assert_eq!(acts[0].act, act);

    // Whoever decides from what was there before is told so, and nothing changes.
    let stale = calendar::act(&mut tx, &read, &act, &Counted::Nowhere, None).await;
    assert!(matches!(&stale, Err(NotMoved::Act(faults)) if matches!(faults[0], ActFault::Stale { .. })), "{stale:?}");
    // Back to the dates of everywhere: the territories do not differ any more.
    let back = CalendarAct { was: Some(becomes), becomes: was, ..act };
    calendar::act(&mut tx, &read, &back, &Counted::Nowhere, None).await.unwrap();
    tx.commit().await.unwrap();
    let tenant = world.one.site.tenant;
    assert_eq!(world.database.count(tenant, "select count(*) from phase_override").await, 0);
    assert_eq!(world.database.count(tenant, "select count(*) from calendar_act").await, 2);

    let mut owner = world.database.inside(tenant).await;
    for statement in ["update calendar_act set reason = 'Otro'", "delete from calendar_act", "truncate calendar_act"] {
        let error = owner.execute(statement).await.unwrap_err().to_string();
        assert!(error.contains("final"), "{statement}: {error}");
    }
    close(owner).await;
}
