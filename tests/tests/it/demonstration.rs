//! The presets and the demonstration as they are stored: every tenant with its rules, every process under them.

use rand::SeedableRng as _;
use rand::rngs::StdRng;
use server::{clock, demo, preset};
use shared::money::Money;
use store::body::session;
use store::site::Site;
use store::{contest, process, rehearsal, rules, territory};
use tests::cluster::{TestDatabase, close};
use tests::server::Running;
use tests::world::host;

#[tokio::test]
async fn every_process_of_the_demonstration_follows_its_tenants_rules() {
    let database = TestDatabase::new().await;
    let now = clock::now();
    let random = &mut StdRng::seed_from_u64(7);
    let added = preset::load_presets(&database.owner, now, random).await.unwrap();
    assert_eq!(added, preset::places().unwrap().len());
    let seeded = demo::seed(&database.owner, &database.vault, "http://localhost:3900", now, random).await.unwrap();
    assert_eq!(seeded.processes, 19);

    let sites = database.owner.sites().await.unwrap();
    let (mut processes, mut published) = (0, 0);
    for site in sites.iter().filter(|site| site.kind.runs_processes()) {
        let mut tx = database.database.enter(site).await.unwrap();
        let versions = rules::versions(&mut tx).await.unwrap();
        assert_eq!(versions.len(), 1, "{}", site.slug);
        published += 1;
        for process in process::all(&mut tx).await.unwrap() {
            processes += 1;
            let history = rules::history(&mut tx, process.id).await.unwrap().unwrap();
            assert_eq!(history.pinned, versions[0], "{}", site.slug);
            assert_eq!(history.document, process.rule_set);
            assert!(!process.dates.everywhere().stages().is_empty(), "{}", site.slug);
            let contests = contest::of_process(&mut tx, process.id).await.unwrap();
            let sum: i64 = contests.iter().map(|contest| contest.ceiling.minor()).sum();
            assert_eq!(Money::new(sum, process.pool.currency()), process.pool, "{}", site.slug);
        }
    }
    assert_eq!((published, processes), (155, 19));
    // Rules are public: each tenant can start from any other's.
    let mut observing = database.database.observe().await.unwrap();
    assert_eq!(rules::shared(&mut observing).await.unwrap().len(), 155);
    drop(observing);

    its_minutes_are_set_on_paper(&database, &sites).await;
    a_region_voted_beside_its_municipality(&database, &sites).await;

    // The rules of a tenant go with it, final as they are.
    let envigado = sites.iter().find(|site| site.slug.as_str() == "envigado").unwrap();
    database.owner.delete_site(envigado).await.unwrap();
    let mut owner = database.inside(envigado.tenant).await;
    let left: i64 = sqlx::query_scalar("select count(*) from rule_set").fetch_one(&mut owner).await.unwrap();
    assert_eq!(left, 0);
    close(owner).await;
}

/// Where a region and a municipality decided with one ballot, everybody is on both rolls, and both are counted.
async fn a_region_voted_beside_its_municipality(database: &TestDatabase, sites: &[Site]) {
    let site = sites.iter().find(|site| site.slug.as_str() == "tepatitlan-de-morelos").unwrap();
    let mut tx = database.database.enter(site).await.unwrap();
    let past = process::all(&mut tx).await.unwrap().into_iter().find(|process| !process.current).unwrap();
    let territory = territory::by_code(&mut tx, "14093").await.unwrap().unwrap();
    let ballot = contest::voted_in(&mut tx, &past, &territory).await.unwrap();
    let named: Vec<_> = ballot.iter().map(|contest| contest.name.as_str()).collect();
    assert_eq!(named, ["Obra regional: Altos Sur", "Obra municipal: Tepatitlán de Morelos"]);
    for held in rehearsal::held(&mut tx, past.id).await.unwrap() {
        assert_eq!((held.voters, held.ballots, held.sealed, held.counted), (1460, 1460, 1460, 1460), "{}", held.name);
    }
    drop(tx);
    let people = "select count(distinct person_id) from participation";
    assert_eq!(database.count(site.tenant, people).await, 1460);
}

/// The sealed minutes of the demonstration as files that everybody may have; and nowhere but on their own site.
async fn its_minutes_are_set_on_paper(database: &TestDatabase, sites: &[Site]) {
    let server = Running::start(database).await;
    let medellin = sites.iter().find(|site| site.slug.as_str() == "medellin").unwrap();
    let mut tx = database.database.enter(medellin).await.unwrap();
    let mut set = 0;
    for held in session::latest(&mut tx, 50).await.unwrap() {
        let path = app::path::minutes_paper(held.id);
        let sealed = session::minutes(&mut tx, held.id).await.unwrap();
        let answer = server.visit(&host(medellin)).open(&path).await;
        let Some(sealed) = sealed else {
            assert_eq!(answer.status, 404, "{path}");
            continue;
        };
        set += 1;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        assert!(answer.body.starts_with("%PDF-"), "{path}");
        let title = app::bodies::minutes::outline(&sealed, medellin.locale, None).title;
        assert!(answer.body.contains(&title), "{path} is not called {title}");
        assert_eq!(server.visit("envigado.localhost").open(&path).await.status, 404, "{path} elsewhere");
    }
    assert!(set > 0, "the demonstration has minutes");
}
