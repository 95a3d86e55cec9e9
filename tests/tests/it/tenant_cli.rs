//! `convite tenant`: the life of a tenant from the command line.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

use shared::id::{DeskId, PersonId};
use shared::paper::Photo;
use shared::phase::PhaseKind;
use sqlx::Executor as _;
use tests::binary::{Folder, Said, command, run};
use tests::cluster::close;
use tests::process::{Process, Project};
use tests::world::{NEIGHBOUR, Town, World, tenant_tables};
use tokio::time::sleep;

async fn tenant(world: &World, arguments: &[&str]) -> Said {
    let mut command = command(&["tenant"]);
    command
        .args(arguments)
        .env("DATABASE_URL", world.database.url(store::cluster::APP))
        .env("DATABASE_OWNER_URL", world.database.url(store::cluster::OWNER))
        .env("DATABASE_OBSERVER_URL", world.database.url(store::cluster::OBSERVER));
    run(command).await
}

#[tokio::test]
async fn a_tenant_is_created_suspended_and_resumed() {
    let world = World::new().await;
    let created = tenant(
        &world,
        &[
            "create",
            "tres",
            "--name",
            "Villa Tres",
            "--group",
            "valle",
            "--authority",
            "dane",
            "--code",
            "05903",
            "--population",
            "1200",
            "--population-source",
            "Censo",
            "--domain",
            "pp.tres.example",
        ],
    )
    .await;
    assert!(created.done, "{created:?}");
    let list = tenant(&world, &["list"]).await.out;
    let line = list.lines().find(|line| line.starts_with("tres\t")).unwrap_or_else(|| panic!("{list}"));
    assert_eq!(line, "tres\tmunicipality\tactive\tvalle\tVilla Tres");

    let server = world.serve().await;
    server.visit("tres.localhost").page("/").await.says("Villa Tres");
    server.visit("pp.tres.example").page("/").await.says("Villa Tres");

    let refusals: [(&[&str], &str); 10] = [
        (&["create", "tres", "--name", "Otra"], "tres"),
        (
            &["create", "cuatro", "--name", "Otra", "--group", "valle", "--authority", "dane", "--code", "05903"],
            "05903",
        ),
        (&["create", "cuatro", "--name", "Otra", "--domain", "pp.tres.example"], "pp.tres.example"),
        (&["create", "cuatro", "--name", "Otra", "--group", "uno"], "uno"),
        (&["create", "cuatro", "--name", "Otra", "--group", "nadie"], "nadie"),
        (&["create", "Cuatro!", "--name", "Otra"], "Cuatro!"),
        (&["create", "admin", "--name", "Otra"], "admin"),
        (&["create", "cuatro", "--name", "Otra", "--primary", "#ffff00"], "contrast"),
        (&["create", "cuatro", "--name", "Otra", "--time-zone", "America/Macondo"], "America/Macondo"),
        (&["create", "cuatro", "--name", "Otra", "--kind", "platform"], "platform"),
    ];
    for (arguments, said) in refusals {
        let refused = tenant(&world, arguments).await;
        assert!(!refused.done && refused.err.contains(said), "{arguments:?}: {refused:?}");
    }

    assert!(tenant(&world, &["suspend", "tres", "--reason", "Cambio de administración"]).await.done);
    assert!(tenant(&world, &["list"]).await.out.contains("tres\tmunicipality\tsuspended"));
    assert!(tenant(&world, &["suspend", "tres"]).await.out.contains("already"));
    assert!(tenant(&world, &["resume", "tres"]).await.done);
    assert!(!tenant(&world, &["suspend", "convite"]).await.done, "the platform cannot be suspended");
    assert!(!tenant(&world, &["suspend", "nadie"]).await.done);
    let sites = store::site::all(&world.database.database).await.unwrap();
    let tres = sites.iter().find(|site| site.slug.as_str() == "tres").unwrap();
    let entries = "select count(*) from audit_entry where act in ('create_tenant', 'suspend_tenant', 'resume_tenant')";
    assert_eq!(world.database.count(tres.tenant, entries).await, 3);
}

/// The files of an archive.
fn unpack(path: &Path) -> BTreeMap<String, String> {
    let file = std::fs::File::open(path).unwrap();
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(file));
    let mut files = BTreeMap::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().to_string_lossy().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        files.insert(name, text);
    }
    files
}

/// A sheet of ballots on paper with a photo.
async fn photograph(world: &World, town: &Town, process: &Process, code: &str, by: PersonId) {
    let now = server::clock::now();
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    let place = store::desk::NewPlace {
        id: server::random::uuid().into(),
        process: process.id,
        name: "Casa comunal",
        address: "Calle 1",
        territory: None,
        mobile: false,
        hours: "",
    };
    let desk: DeskId = server::random::uuid().into();
    assert!(store::desk::add_place(&mut tx, &place, desk, now).await.unwrap());
    let id = server::random::uuid().into();
    let contest = process.contests[code].into();
    let sheet = store::paper::NewSheet { id, process: process.id, desk, contest, ballots: 1 };
    store::paper::register(&mut tx, sheet, by, now).await.unwrap();
    let sheet = store::paper::find(&mut tx, id).await.unwrap().unwrap();
    let photo = Photo { jpeg: b"\xff\xd8\xff".to_vec(), width: 1, height: 1 };
    assert_eq!(store::paper::add_photo(&mut tx, &sheet, &photo, by, now).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_export_holds_everything_of_one_tenant_and_then_it_can_be_deleted() {
    let world = World::new().await;
    for (town, code) in [(&world.one, "01"), (&world.two, "11")] {
        let process = Process::new(&world, town, PhaseKind::Voting).await;
        let who = tests::world::Someone { territory: Some(code), ..NEIGHBOUR };
        let member = world.sign_in(&town.site, &who).await;
        process.idea(&world, town, code, member.person, "Una idea con \"comillas\" y\nrenglones").await;
        let projects = process.projects(&world, town, code, &[Project { title: "Un parque", cost: 7 }]).await;
        let mut tx = world.database.database.enter(&town.site).await.unwrap();
        assert!(store::support::give(&mut tx, projects[0], member.person, server::clock::now()).await.unwrap());
        tx.commit().await.unwrap();
        photograph(&world, town, &process, code, member.person).await;
    }
    let (one, two) = (world.one.site.tenant, world.two.site.tenant);
    let folder = Folder::new("export");
    let archive = folder.join("uno.tar.gz");
    let path = archive.to_str().unwrap();

    // Without an archive, or the slug said twice, nothing is deleted.
    let before = world.database.fingerprint(one).await;
    for arguments in [
        vec!["delete", "uno", "--confirm", "uno"],
        vec!["delete", "uno", "--confirm", "dos", "--without-export"],
        vec!["delete", "uno", "--confirm", "uno", "--export", path],
        vec!["delete", "valle", "--confirm", "valle", "--without-export"],
        vec!["delete", "convite", "--confirm", "convite", "--without-export"],
    ] {
        assert!(!tenant(&world, &arguments).await.done, "{arguments:?}");
        assert_eq!(world.database.fingerprint(one).await, before, "{arguments:?}");
    }

    let exported = tenant(&world, &["export", "uno", "--to", path]).await;
    assert!(exported.done, "{exported:?}");
    let files = unpack(&archive);
    let manifest: serde_json::Value = serde_json::from_str(&files["manifest.json"]).unwrap();
    assert_eq!(manifest["slug"], "uno");
    let mut connection = world.database.inside(one).await;
    for table in tenant_tables(&mut connection).await {
        if matches!(
            table.as_str(),
            "desk_tablet" | "draw_secret" | "session" | "session_code" | "sign_in" | "signal_note" | "signal_opinion"
        ) {
            assert!(!files.contains_key(&format!("{table}.jsonl")), "{table} holds secrets");
            continue;
        }
        let text = &files[&format!("{table}.jsonl")];
        let rows: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(rows.iter().all(|row| row["tenant_id"] == one.to_string()), "{table}");
        // The same rows as JSON, whatever their order; the export writes itself into the trail afterwards.
        let statement = format!("select to_jsonb(row) from {table} row");
        let there: Vec<serde_json::Value> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).fetch_all(&mut connection).await.unwrap();
        let sorted = |rows: &[serde_json::Value]| {
            let mut rows: Vec<String> = rows
                .iter()
                .filter(|row| row.get("act").is_none_or(|act| act != "export_tenant"))
                .map(ToString::to_string)
                .collect();
            rows.sort();
            rows
        };
        assert_eq!(sorted(&rows), sorted(&there), "{table}");
        let entry =
            manifest["files"].as_array().unwrap().iter().find(|entry| entry["name"] == format!("{table}.jsonl"));
        assert_eq!(entry.unwrap()["rows"], rows.len(), "{table}");
    }
    close(connection).await;
    assert!(files["proposal.jsonl"].contains("comillas"));
    assert_eq!(files["support.jsonl"].lines().count(), 1);
    assert!(files["paper_photo.jsonl"].contains(r#""image":"\\xffd8ff"#), "with its picture");
    assert!(!files.values().any(|text| text.contains("Villa Dos")));

    // A damaged archive, or another's, is no archive.
    let damaged = folder.join("damaged.tar.gz");
    let bytes = std::fs::read(&archive).unwrap();
    std::fs::write(&damaged, &bytes[..bytes.len() / 2]).unwrap();
    let others = folder.join("dos.tar.gz");
    assert!(tenant(&world, &["export", "dos", "--to", others.to_str().unwrap()]).await.done);
    for wrong in [&damaged, &others] {
        let refused = tenant(&world, &["delete", "uno", "--confirm", "uno", "--export", wrong.to_str().unwrap()]).await;
        assert!(!refused.done && refused.err.contains("not a complete archive of uno"), "{refused:?}");
    }

    let other_before = world.database.fingerprint(two).await;
    let deleted = tenant(&world, &["delete", "uno", "--confirm", "uno", "--export", path]).await;
    assert!(deleted.done, "{deleted:?}");
    let left = world.database.fingerprint(one).await;
    assert!(left.values().all(|(rows, _)| *rows == 0), "{left:?}");
    assert_eq!(world.database.fingerprint(two).await, other_before);
    assert!(!tenant(&world, &["list"]).await.out.contains("uno\t"));
    let trail = "select count(*) from audit_entry where act = 'delete_tenant' and before ->> 'slug' = 'uno'";
    assert_eq!(world.database.count(world.platform.tenant, trail).await, 1);
}

#[tokio::test]
async fn a_site_is_deleted_while_somebody_writes_to_it() {
    let world = World::new().await;
    let (owner, site) = (world.database.owner.clone(), world.one.site.clone());
    // As the foreign keys of a new row lock what it refers to: one after the other.
    let mut writing = world.database.inside(site.tenant).await;
    writing.execute("begin; select from territory for key share").await.unwrap();
    let deleting = tokio::spawn(async move { owner.delete_site(&site).await });
    let waits = "select exists (select from pg_locks where pg_backend_pid() = any (pg_blocking_pids(pid)))";
    while !sqlx::query_scalar::<_, bool>(waits).fetch_one(&mut writing).await.unwrap() {
        sleep(Duration::from_millis(20)).await;
    }
    // Each waits for the other now. It is the deletion that has to begin anew.
    writing.execute("select from tenant for key share; commit").await.unwrap();
    deleting.await.unwrap().unwrap();
    assert!(!tenant(&world, &["list"]).await.out.contains("uno\t"));
    close(writing).await;
}

#[tokio::test]
async fn a_site_gets_its_first_administrator_from_the_command_line() {
    let world = World::new().await;
    let site = &world.one.site;
    let server = world.serve().await;
    let subject = format!("subject-{}", NEIGHBOUR.name);
    let role = |verb: &'static str, slug: &'static str, role: &'static str| -> [String; 7] {
        [verb, slug, role, "--subject", &subject, "--reason", "Decreto 001"].map(ToOwned::to_owned)
    };
    let change = async |arguments: [String; 7]| tenant(&world, &arguments.each_ref().map(String::as_str)).await;

    let unknown = change(role("grant", "uno", "tenant_admin")).await;
    assert!(!unknown.done && unknown.err.contains("signed in"), "{unknown:?}");
    let browser = world.browser(&server, site, &NEIGHBOUR).await;
    assert_eq!(browser.ask("/admin").await.status, http::StatusCode::FORBIDDEN);
    for (slug, name) in [("uno", "analyst"), ("uno", "citizen"), ("uno", "operator"), ("valle", "tenant_admin")] {
        assert!(!change(role("grant", slug, name)).await.done, "{name} on {slug}");
    }

    let granted = change(role("grant", "uno", "tenant_admin")).await;
    assert!(granted.done, "{granted:?}");
    browser.page("/admin").await;
    assert!(change(role("grant", "uno", "tenant_admin")).await.out.contains("nothing to change"));
    assert!(change(role("revoke", "uno", "tenant_admin")).await.done);
    assert_eq!(browser.ask("/admin").await.status, http::StatusCode::FORBIDDEN);
    let entries = "select count(*) from audit_entry where act in ('grant_role', 'revoke_role') and reason <> ''";
    assert_eq!(world.database.count(site.tenant, entries).await, 2);
}

#[tokio::test]
async fn hosts_and_the_identity_provider_of_a_site_can_change() {
    let world = World::new().await;
    let folder = Folder::new("identity");
    let (good, bad) = (folder.join("good.json"), folder.join("bad.json"));
    std::fs::write(&good, r#"{"issuer": "https://identidad.example", "client_id": "villa"}"#).unwrap();
    std::fs::write(&bad, r#"{"issuer": "https://identidad.example", "client_secret": "oops"}"#).unwrap();
    let [good, bad] = [&good, &bad].map(|path| path.to_str().unwrap());
    let configure = async |arguments: &[&str]| {
        let arguments: Vec<_> =
            ["configure", "uno", "--reason", "Convenio 7"].iter().chain(arguments).copied().collect();
        tenant(&world, &arguments).await
    };
    let stored = async || {
        let sites = store::site::all(&world.database.database).await.unwrap();
        let site = sites.into_iter().find(|site| site.slug.as_str() == "uno").unwrap();
        (site.domains, site.identity.map(|identity| identity["client_id"].clone()))
    };

    assert!(!configure(&[]).await.done, "something must change");
    let refused = configure(&["--identity", bad]).await;
    assert!(!refused.done && refused.err.contains("client_secret"), "{refused:?}");
    let changed = configure(&["--identity", good, "--domain", "pp.uno.example"]).await;
    assert!(changed.done, "{changed:?}");
    assert_eq!(stored().await, (vec!["pp.uno.example".to_owned()], Some("villa".into())));
    assert!(!tenant(&world, &["configure", "dos", "--reason", "x", "--domain", "pp.uno.example"]).await.done);
    assert!(configure(&["--inherit-identity", "--no-domains"]).await.done);
    assert_eq!(stored().await, (Vec::new(), None));
    let entries = "select count(*) from audit_entry where act = 'configure_tenant'";
    assert_eq!(world.database.count(world.one.site.tenant, entries).await, 2);
}
