//! The life of rules: drafted, published, pinned, frozen, changed by acts, and read by other tenants.

use chrono::NaiveDate;
use shared::document::{Fingerprint, Path};
use shared::id::RuleSetId;
use shared::permission::Action;
use shared::phase::PhaseKind;
use shared::ruleset::{Flaw, RuleSet, SoundRuleSet, VoteChange};
use sqlx::Executor as _;
use store::rules::{self, Adoption, Life, NewAct, NewDraft, NotPublished, Version};
use store::{StoreError, TenantTx};
use tests::cluster::close;
use tests::process::Process;
use tests::rules::{rules, several, sound, titled};
use tests::world::{Town, World};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn enter(world: &World, town: &Town) -> TenantTx {
    world.database.database.enter(&town.site).await.unwrap()
}

async fn draft(tx: &mut TenantTx, document: &RuleSet) -> RuleSetId {
    let id = server::random::uuid().into();
    let new = NewDraft { id, document, copied_from: None, by: None };
    rules::create(tx, &new, server::clock::now()).await.unwrap();
    id
}

async fn publish(tx: &mut TenantTx, id: RuleSetId, revision: u32) -> Result<Version, NotPublished> {
    let adoption = Adoption {
        act: "Acuerdo 1 de 2026",
        date: day("2026-01-15"),
        reference: Some("https://ejemplo.test/acuerdo-1"),
        effective_from: day("2026-02-01"),
    };
    rules::publish(tx, id, revision, &adoption, None, server::clock::now()).await
}

/// A transitory act that gives the rules a new title.
fn act<'a>(document: &'a SoundRuleSet, over: Fingerprint, amends: &'a [Path]) -> NewAct<'a> {
    NewAct {
        title: "Decreto 901 de 2020",
        reference: None,
        date: day("2026-03-01"),
        reason: "La emergencia sanitaria no deja reunirse",
        amends,
        document,
        over,
        by: None,
    }
}

#[tokio::test]
async fn a_draft_is_saved_over_what_was_read_and_no_other() {
    let world = World::new().await;
    let mut tx = enter(&world, &world.one).await;
    let id = draft(&mut tx, &rules()).await;
    let now = server::clock::now();
    assert_eq!(rules::save(&mut tx, id, 1, &titled("Segunda redacción"), now).await.unwrap(), 2);
    let late = rules::save(&mut tx, id, 1, &titled("Otra segunda redacción"), now).await.unwrap_err();
    assert!(matches!(late, StoreError::Conflict(_)), "{late}");
    let version = rules::find(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((version.title.as_str(), version.slug.as_str()), ("Segunda redacción", "prueba"));
    assert_eq!(version.life, Life::Draft { revision: 2 });
    assert_eq!(rules::document(&mut tx, id).await.unwrap(), Some(titled("Segunda redacción")));
    assert!(rules::discard(&mut tx, id, 1).await.is_err());
    rules::discard(&mut tx, id, 2).await.unwrap();
    assert_eq!(rules::find(&mut tx, id).await.unwrap(), None);
}

#[tokio::test]
async fn a_published_version_is_final_and_a_newer_one_supersedes_it() {
    let world = World::new().await;
    let mut tx = enter(&world, &world.one).await;
    let first = draft(&mut tx, &rules()).await;
    let second = draft(&mut tx, &titled("Reglamento nuevo")).await;
    let published = publish(&mut tx, first, 1).await.unwrap();
    let publication = published.publication().unwrap();
    assert_eq!((publication.number, publication.superseded), (1, false));
    assert_eq!(publication.hash, Fingerprint::of(&rules()));
    assert!(
        matches!(publish(&mut tx, first, 1).await, Err(NotPublished::Store(StoreError::Conflict(_)))),
        "published twice"
    );
    let now = server::clock::now();
    assert!(rules::save(&mut tx, first, 1, &titled("Cambiado"), now).await.is_err());
    assert!(rules::discard(&mut tx, first, 1).await.is_err());
    let newer = publish(&mut tx, second, 1).await.unwrap();
    assert_eq!(newer.publication().unwrap().number, 2);
    assert!(rules::find(&mut tx, first).await.unwrap().unwrap().publication().unwrap().superseded);
    assert_eq!(rules::latest(&mut tx, "prueba").await.unwrap().unwrap().id, second);
    tx.commit().await.unwrap();

    // Neither the server's role nor the owner of the schema changes a published document with a statement of its own.
    let mut owner = world.database.inside(world.one.site.tenant).await;
    let mut app = world.database.as_app().await;
    tests::world::enter(&mut app, world.one.site.tenant).await;
    for statement in [
        "update rule_set set document = jsonb_set(document, '{title}', '\"Otro\"')",
        "update rule_set set status = 'draft', version = null, hash = null, effective_from = null, act_title = null,
            act_date = null, act_reference = null, published_at = null",
        "update rule_set set status = 'published'",
        "delete from rule_set",
        "delete from published_rule_set",
        "truncate rule_set cascade",
    ] {
        for connection in [&mut owner, &mut app] {
            let error = connection.execute(statement).await.unwrap_err().to_string();
            let stopped = error.contains("final") || error.contains("permission denied");
            assert!(stopped, "{statement}: {error}");
        }
    }
    close(app).await;
    close(owner).await;
}

#[tokio::test]
async fn what_leads_to_a_dead_end_is_not_published() {
    let world = World::new().await;
    let mut tx = enter(&world, &world.one).await;
    let mut unsound = rules();
    unsound.powers.retain(|power| !power.may.contains(&Action::Vote));
    let id = draft(&mut tx, &unsound).await;
    let refused = publish(&mut tx, id, 1).await.unwrap_err();
    assert!(matches!(&refused, NotPublished::Unsound(defects) if !defects.is_empty()), "{refused:?}");
    assert_eq!(rules::find(&mut tx, id).await.unwrap().unwrap().life, Life::Draft { revision: 1 });
}

/// The tenant says whether a vote may be changed; where it may, no secret urn could keep that promise.
#[tokio::test]
async fn rules_that_let_a_secret_vote_change_are_not_published() {
    let world = World::new().await;
    let mut tx = enter(&world, &world.one).await;
    let mut changing = rules();
    for contest in &mut changing.contests {
        contest.change = VoteChange::UntilClose;
    }
    let id = draft(&mut tx, &changing).await;
    let refused = publish(&mut tx, id, 1).await.unwrap_err();
    let NotPublished::Unsound(defects) = refused else { panic!("{refused:?}") };
    assert!(defects.iter().all(|defect| defect.flaw == Flaw::VoteInSecret) && !defects.is_empty(), "{defects:?}");
    let said = app::text::ruleset::flaw(shared::locale::Locale::EsCo, &Flaw::VoteInSecret);
    assert!(said.what.contains("rompería el secreto"), "{said:?}");
}

#[tokio::test]
async fn another_tenant_starts_from_what_was_published_and_sees_no_draft() {
    let world = World::new().await;
    let mut tx = enter(&world, &world.one).await;
    let published = draft(&mut tx, &rules()).await;
    publish(&mut tx, published, 1).await.unwrap();
    let hidden = draft(&mut tx, &titled("Borrador")).await;
    tx.commit().await.unwrap();

    let mut observing = world.database.database.observe().await.unwrap();
    let offered = rules::shared(&mut observing).await.unwrap();
    assert_eq!(offered.len(), 1);
    assert_eq!((offered[0].tenant, offered[0].id, offered[0].number), (world.one.site.tenant, published, 1));
    assert_eq!(offered[0].tenant_name, "Villa Uno");
    let document = rules::shared_document(&mut observing, world.one.site.tenant, published).await.unwrap().unwrap();
    assert_eq!(rules::shared_document(&mut observing, world.one.site.tenant, hidden).await.unwrap(), None);

    let mut tx = enter(&world, &world.two).await;
    assert!(rules::versions(&mut tx).await.unwrap().is_empty());
    assert_eq!(rules::document(&mut tx, published).await.unwrap(), None);
    let id = server::random::uuid().into();
    let copied = NewDraft { id, document: &document, copied_from: Some("Villa Uno, versión 1"), by: None };
    rules::create(&mut tx, &copied, server::clock::now()).await.unwrap();
    let versions = rules::versions(&mut tx).await.unwrap();
    assert_eq!(versions[0].copied_from.as_deref(), Some("Villa Uno, versión 1"));
    assert_eq!(rules::document(&mut tx, id).await.unwrap(), Some(rules()));
}

#[tokio::test]
async fn a_running_process_changes_by_an_act_and_not_while_it_is_frozen() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let now = server::clock::now();
    let mut tx = enter(&world, &world.one).await;
    let before = rules::history(&mut tx, process.id).await.unwrap().unwrap();
    let (over, in_force) = before.in_force().unwrap();
    assert_eq!(rules::in_force(&mut tx, process.id).await.unwrap().as_ref(), Some(in_force));

    // Its first phase has opened: another version is not pinned any more.
    let other = draft(&mut tx, &titled("Otro reglamento")).await;
    let other = publish(&mut tx, other, 1).await.unwrap();
    let repinned = rules::pin(&mut tx, process.id, other.id, day("2026-12-01"), now).await;
    assert!(matches!(repinned, Err(StoreError::Conflict(_))));

    let amended = sound("Reglamento con votación virtual");
    let amends = [Path::of("title")];
    let number = rules::adopt_act(&mut tx, process.id, &act(&amended, over, &amends), now).await.unwrap();
    assert_eq!(number, 1);
    assert_eq!(rules::in_force(&mut tx, process.id).await.unwrap().as_deref(), Some(amended.rules()));
    // Made from what was in force before the other act.
    let stale = sound("Reglamento de quien no vio el otro acto");
    let refused = rules::adopt_act(&mut tx, process.id, &act(&stale, over, &amends), now).await;
    assert!(matches!(refused, Err(StoreError::Conflict(_))));
    tx.commit().await.unwrap();

    let mut tx = enter(&world, &world.one).await;
    assert!(rules::freeze(&mut tx, process.id, now).await.unwrap());
    assert!(!rules::freeze(&mut tx, process.id, now).await.unwrap(), "frozen twice");
    tx.commit().await.unwrap();
    let mut tx = enter(&world, &world.one).await;
    let history = rules::history(&mut tx, process.id).await.unwrap().unwrap();
    let hash = Fingerprint::of(amended.rules());
    assert_eq!(history.frozen.map(|(_, frozen)| frozen), Some(hash));
    assert_eq!(history.acts.len(), 1);
    assert_eq!(history.acts[0].amends, ["title"]);
    let late = rules::adopt_act(&mut tx, process.id, &act(&stale, hash, &amends), now).await;
    assert!(matches!(late, Err(StoreError::Conflict(_))), "{late:?}");
    drop(tx);

    let mut owner = world.database.inside(world.one.site.tenant).await;
    for statement in [
        "update transitory_act set reason = 'Otra'",
        "delete from transitory_act",
        "truncate transitory_act",
        "update process set frozen_at = null, frozen_hash = null",
        "update process set rule_set_hash = '\\x00'",
    ] {
        let error = owner.execute(statement).await.unwrap_err().to_string();
        assert!(error.contains("final"), "{statement}: {error}");
    }
    close(owner).await;
}

#[tokio::test]
async fn what_a_process_decides_stays_whatever_its_rules_call_it() {
    let world = World::new().await;
    let process = Process::with_rules(&world, &world.one, PhaseKind::Ideas, &several()).await;
    let now = server::clock::now();
    let called = |old: &str, new: &str| {
        let mut rules = several();
        for contest in rules.contests.iter_mut().filter(|contest| contest.id.as_str() == old) {
            contest.id = new.parse().unwrap();
        }
        for contest in rules.sheets.iter_mut().flat_map(|sheet| &mut sheet.contests).filter(|id| id.as_str() == old) {
            *contest = new.parse().unwrap();
        }
        rules.check().unwrap()
    };
    // What is decided beside the projects has its ceiling: rules that know it no more are refused, and change nothing.
    let mut tx = enter(&world, &world.one).await;
    let over = several().hash();
    let lost = called("obra", "otra");
    let amends = [Path::of("contests")];
    let refused = rules::adopt_act(&mut tx, process.id, &act(&lost, over, &amends), now).await;
    assert!(
        matches!(&refused, Err(StoreError::NotDecided { contest }) if contest == "Obra de la villa: Toda la villa")
    );
    drop(tx);
    // The projects are chosen in what chooses them now.
    let mut tx = enter(&world, &world.one).await;
    let renamed = called("proyectos", "elegidos");
    rules::adopt_act(&mut tx, process.id, &act(&renamed, over, &amends), now).await.unwrap();
    let (_, ballot) = process.ballot(&mut tx, "01").await;
    assert_eq!(ballot.iter().map(|contest| contest.rule.as_str()).collect::<Vec<_>>(), ["obra", "elegidos"]);
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_draft_cannot_be_pinned_nor_a_version_before_its_day() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Ideas).await.id;
    let now = server::clock::now();
    let mut owner = world.database.inside(world.one.site.tenant).await;
    let later = "update phase set opens_at = opens_at + interval '90 days', closes_at = closes_at + interval '90 days'";
    owner.execute(later).await.unwrap();
    close(owner).await;
    let mut tx = enter(&world, &world.one).await;
    let id = draft(&mut tx, &titled("Reglamento por venir")).await;
    let pin = async |tx: &mut TenantTx, today| rules::pin(tx, process, id, day(today), now).await;
    assert!(pin(&mut tx, "2026-12-01").await.is_err(), "a draft");
    publish(&mut tx, id, 1).await.unwrap();
    assert!(pin(&mut tx, "2026-01-31").await.is_err(), "before its day");
    pin(&mut tx, "2026-02-01").await.unwrap();
    assert_eq!(rules::in_force(&mut tx, process).await.unwrap().as_deref(), Some(&titled("Reglamento por venir")));
}

#[tokio::test]
async fn a_document_changed_behind_its_hash_is_not_believed() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let mut owner = world.database.inside(world.one.site.tenant).await;
    for statement in [
        "alter table rule_set disable trigger final",
        "update rule_set set document = jsonb_set(document, '{title}', '\"Otro\"')",
        "alter table rule_set enable trigger final",
    ] {
        owner.execute(statement).await.unwrap();
    }
    close(owner).await;
    // As a server sees it that has not read it before.
    let mut tx = world.database.owner.enter(&world.one.site).await.unwrap();
    let error = rules::in_force(&mut tx, process.id).await.unwrap_err();
    assert!(matches!(error, StoreError::Corrupt { .. }), "{error}");
}
