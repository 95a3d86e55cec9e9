//! The ledger of a ceiling: the balance follows from its entries, and never falls below what is committed.

use futures::future::join_all;
use shared::ceiling::ledger::EntryKind as Kind;
use shared::id::ContestId;
use shared::money::{Currency, Money};
use shared::phase::PhaseKind;
use sqlx::Executor as _;
use store::ledger::{self, Balance, Posting};
use store::{StoreError, TenantTx};
use tests::cluster::close;
use tests::process::{POOL, Process};
use tests::world::World;

fn pesos(minor: i64) -> Money {
    Money::new(minor, Currency::COP)
}

fn posting() -> Posting<'static> {
    Posting { act: "Decreto 12 de 2026", reason: Some("Porque sí"), by: None, at: server::clock::now() }
}

async fn enter(world: &World) -> TenantTx {
    world.database.database.enter(&world.one.site).await.unwrap()
}

async fn post(world: &World, contest: ContestId, kind: Kind, amount: i64) -> store::Result<()> {
    let mut tx = enter(world).await;
    ledger::post(&mut tx, contest, kind, pesos(amount), None, &posting()).await?;
    tx.commit().await
}

async fn balance(world: &World, contest: ContestId) -> Balance {
    ledger::balance(&mut enter(world).await, contest).await.unwrap().unwrap()
}

#[tokio::test]
async fn the_balance_follows_from_the_entries() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let (one, two) = (process.contests["01"].into(), process.contests["02"].into());
    let adopted = POOL / 3;
    for (kind, amount) in [
        (Kind::Addition, 500),
        (Kind::CarryOver, 20),
        (Kind::Reduction, 7),
        (Kind::Commitment, 1_000),
        (Kind::Release, 1),
    ] {
        post(&world, one, kind, amount).await.unwrap();
    }
    let mut tx = enter(&world).await;
    ledger::transfer(&mut tx, server::random::uuid(), one, two, pesos(100), &posting()).await.unwrap();
    tx.commit().await.unwrap();
    let here = balance(&world, one).await;
    assert_eq!((here.ceiling, here.committed), (pesos(adopted + 413), pesos(999)));
    assert_eq!(here.available(), pesos(adopted + 413 - 999));
    assert_eq!(balance(&world, two).await.ceiling, pesos(adopted + 100));
    let entries = ledger::entries(&mut enter(&world).await, one, Currency::COP).await.unwrap();
    assert_eq!(entries.len(), 7);
    assert_eq!((entries[0].kind, entries[0].amount), (Kind::Adoption, pesos(adopted)));
    let out = entries.iter().find(|entry| entry.kind == Kind::TransferOut).unwrap();
    assert_eq!(out.counterpart.as_deref(), Some("Comuna 02 de Villa Uno"));
    // What the contest shows is what the ledger says.
    let mut tx = enter(&world).await;
    let contest = store::contest::find(&mut tx, one).await.unwrap().unwrap();
    assert_eq!(contest.ceiling, here.ceiling);
}

#[tokio::test]
async fn a_ceiling_never_falls_below_what_is_committed() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let (one, two) = (process.contests["01"].into(), process.contests["02"].into());
    let adopted = POOL / 3;
    post(&world, one, Kind::Commitment, adopted - 10).await.unwrap();
    assert!(matches!(post(&world, one, Kind::Reduction, 11).await, Err(StoreError::Committed)));
    assert!(matches!(post(&world, one, Kind::Commitment, 11).await, Err(StoreError::Committed)));
    assert!(matches!(post(&world, one, Kind::Release, adopted).await, Err(StoreError::Committed)));
    assert!(matches!(post(&world, one, Kind::Adoption, 1).await, Err(StoreError::Conflict(_))));
    let mut tx = enter(&world).await;
    let moved = ledger::transfer(&mut tx, server::random::uuid(), one, two, pesos(11), &posting()).await;
    assert!(matches!(moved, Err(StoreError::Committed)));
    drop(tx);
    let mut tx = enter(&world).await;
    assert!(matches!(ledger::bring_to(&mut tx, &[(one, pesos(5))], &posting()).await, Err(StoreError::Committed)));
    drop(tx);
    assert_eq!(balance(&world, one).await.available(), pesos(10));
    post(&world, one, Kind::Reduction, 10).await.unwrap();
    assert_eq!(balance(&world, one).await.available(), pesos(0));
}

#[tokio::test]
async fn many_at_once_commit_no_more_than_there_is() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let contest: ContestId = process.contests["01"].into();
    process.set_ceiling(&world, &world.one, "01", 1_000).await;
    // Twelve commitments of 150 and four reductions of 100 want 2200 of 1000.
    let commitments = (0..12).map(|_| (Kind::Commitment, 150));
    let wanted: Vec<_> = commitments.chain((0..4).map(|_| (Kind::Reduction, 100))).collect();
    let done = join_all(wanted.iter().map(|(kind, amount)| post(&world, contest, *kind, *amount))).await;
    let mut left = 1_000;
    for (result, (_, amount)) in done.into_iter().zip(&wanted) {
        match result {
            Ok(()) => left -= amount,
            Err(error) => assert!(matches!(error, StoreError::Committed), "{error}"),
        }
    }
    assert_eq!(balance(&world, contest).await.available(), pesos(left));
    assert!((0..150).contains(&left), "{left} were left, though more was wanted");
}

#[tokio::test]
async fn the_servers_own_sql_cannot_get_around_the_ledger() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let contest = process.contests["01"];
    post(&world, contest.into(), Kind::Commitment, 500).await.unwrap();
    let tenant = world.one.site.tenant;
    let mut app = world.database.as_app().await;
    tests::world::enter(&mut app, tenant).await;
    let mut owner = world.database.inside(tenant).await;
    let entry = |kind: &str, amount: i64, transfer: &str| {
        format!(
            "insert into ceiling_entry (tenant_id, contest_id, kind, amount_minor, transfer_id, act, at)
            values ('{tenant}', '{contest}', '{kind}', {amount}, {transfer}, 'Ninguno', now())"
        )
    };
    for statement in [
        "update contest set ceiling_minor = 1".to_owned(),
        "update contest set committed_minor = 0".to_owned(),
        "update ceiling_entry set amount_minor = 1".to_owned(),
        "delete from ceiling_entry".to_owned(),
        "truncate ceiling_entry".to_owned(),
        format!(
            "insert into contest (tenant_id, id, process_id, rule, code, name, ceiling_minor)
            select tenant_id, gen_random_uuid(), process_id, rule, 'x', 'x', 5 from contest where id = '{contest}'"
        ),
        entry("reduction", POOL / 3, "null"),
        entry("addition", -5, "null"),
        // One side of a transfer, without the other.
        entry("transfer_in", 5, "gen_random_uuid()"),
    ] {
        for (who, connection) in [("app", &mut app), ("owner", &mut owner)] {
            let error = connection.execute(sqlx::AssertSqlSafe(statement.clone())).await;
            assert!(error.is_err(), "{who}: {statement}");
        }
    }
    close(app).await;
    close(owner).await;
    let after = balance(&world, contest.into()).await;
    assert_eq!((after.ceiling, after.committed), (pesos(POOL / 3), pesos(500)));
}
