//! The fence between tenants, as the database keeps it.

use sqlx::{Connection as _, Executor as _, PgConnection, Row as _};
use tests::cluster::{TestDatabase, close};
use tests::process::{Process, Project};
use tests::world::{NEIGHBOUR, Someone, World, enter, tenant_tables};

use shared::code::TypedCode;
use shared::id::TenantId;
use shared::phase::PhaseKind;
use shared::urn::{Attempt, Channel, Slip};
use store::contest::VoteType;

/// Tables of the platform, not of a tenant: the registry of sites, and what the migrator remembers.
const OF_THE_PLATFORM: [&str; 2] = ["_sqlx_migrations", "tenant"];

/// Tables that tenants publish in: the observer reads them all.
const PUBLISHED: [&str; 2] = ["aggregate", "published_rule_set"];

/// Tables whose keys begin with what their rows are looked for by, and name the tenant second, so that each question finds
/// one index only, whatever statistics say of a tenant.
const LED_BY_SUBJECT: [&str; 2] = ["participation", "support"];

/// Tables to which rows are only ever added.
const APPEND_ONLY: [&str; 50] = [
    "act",
    "act_record",
    "audit_entry",
    "ballot",
    "ballot_choice",
    "body_decision",
    "body_session",
    "calendar_act",
    "ceiling_entry",
    "certified_base",
    "claim",
    "claim_step",
    "count_decision",
    "desk_claim",
    "desk_contradiction",
    "desk_envelope",
    "desk_envelope_loss",
    "desk_envelope_loss_decision",
    "desk_envelope_opening",
    "desk_event",
    "draw_commitment",
    "draw_correction",
    "draw_correction_decision",
    "draw_number",
    "draw_secret",
    "paper_batch",
    "paper_custody",
    "paper_entry",
    "paper_photo",
    "paper_reading",
    "paper_resolution",
    "paper_sheet",
    "paper_statement",
    "paper_statement_decision",
    "paper_void",
    "paper_void_decision",
    "participation",
    "pool_plan",
    "process_count",
    "published_rule_set",
    "roll_correction",
    "roll_correction_decision",
    "session_event",
    "session_minutes",
    "signal_case",
    "signal_opinion",
    "signal_review",
    "tally",
    "tally_line",
    "transitory_act",
];

async fn all_tables(connection: &mut PgConnection) -> Vec<String> {
    sqlx::query_scalar(
        "select relname::text from pg_class
        where relkind in ('r', 'p', 'v', 'm', 'f') and relnamespace = 'public'::regnamespace
            and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')
        order by 1",
    )
    .fetch_all(connection)
    .await
    .unwrap()
}

#[tokio::test]
async fn every_table_is_a_tenants_or_named_as_the_platforms() {
    let database = TestDatabase::new().await;
    let mut owner = database.as_owner().await;
    let mut expected = tenant_tables(&mut owner).await;
    assert!(expected.len() >= 15, "the schema has its tables: {expected:?}");
    expected.extend(OF_THE_PLATFORM.map(ToOwned::to_owned));
    expected.sort();
    assert_eq!(all_tables(&mut owner).await, expected);
    close(owner).await;
}

#[tokio::test]
async fn row_level_security_is_forced_on_every_tenant_table() {
    let database = TestDatabase::new().await;
    let mut owner = database.as_owner().await;
    for table in tenant_tables(&mut owner).await {
        let row = sqlx::query(
            "select class.relrowsecurity and class.relforcerowsecurity,
                coalesce((select attnotnull from pg_attribute
                    where attrelid = class.oid and attname = 'tenant_id'), false),
                (select array_agg(pg_get_expr(polqual, polrelid) order by polname) from pg_policy
                    where polrelid = class.oid and polpermissive
                        and (polroles = '{0}' or 'convite_app'::regrole = any(polroles)))
            from pg_class class where class.oid = $1::text::regclass",
        )
        .bind(&table)
        .fetch_one(&mut owner)
        .await
        .unwrap();
        assert!(row.get::<bool, _>(0), "{table}: row-level security is not forced");
        assert!(row.get::<bool, _>(1), "{table}: tenant_id may be null");
        // One policy decides for the server's role, and it is the tenant that the transaction entered.
        let policies: Vec<String> = row.get(2);
        let fence = "(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)";
        assert_eq!(policies, [fence], "{table}");
    }
    close(owner).await;
}

#[tokio::test]
async fn every_key_leads_with_the_tenant() {
    let database = TestDatabase::new().await;
    let mut owner = database.as_owner().await;
    let tables = tenant_tables(&mut owner).await;
    // Primary keys, unique constraints and unique indexes alike are indexes; exclusion constraints as well.
    let keys = sqlx::query(
        "select index.indrelid::regclass::text, index.indexrelid::regclass::text,
            (select attname::text from pg_attribute where attrelid = index.indrelid and attnum = index.indkey[
                case when index.indrelid::regclass::text = any($2) then 1 else 0 end])
        from pg_index index where (index.indisunique or index.indisexclusion)
            and index.indrelid::regclass::text = any($1)",
    )
    .bind(&tables)
    .bind(&LED_BY_SUBJECT[..])
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert!(keys.len() >= tables.len(), "every table has a primary key");
    for key in keys {
        let (table, key, leads): (String, String, Option<String>) = (key.get(0), key.get(1), key.get(2));
        assert_eq!(leads.as_deref(), Some("tenant_id"), "{key} of {table}");
    }
    let references = sqlx::query(
        "select conname::text, conrelid::regclass::text, confrelid::regclass::text,
            (select attname::text from pg_attribute where attrelid = conrelid and attnum = conkey[1]),
            (select attname::text from pg_attribute where attrelid = confrelid and attnum = confkey[1])
        from pg_constraint where contype = 'f' and conrelid::regclass::text = any($1)",
    )
    .bind(&tables)
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert!(references.len() > tables.len(), "tenant tables refer to each other");
    for reference in references {
        let name: String = reference.get(0);
        let (from, to): (String, String) = (reference.get(1), reference.get(2));
        let (first, first_of_other): (String, String) = (reference.get(3), reference.get(4));
        assert_eq!(first, "tenant_id", "{name} of {from}");
        let own = if to == "tenant" { "id" } else { "tenant_id" };
        assert_eq!(first_of_other, own, "{name} of {from} to {to}");
    }
    // The platform's tables refer to no tenant's, so that they can be copied to every node.
    let outward: i64 = sqlx::query_scalar(
        "select count(*) from pg_constraint where contype = 'f' and not conrelid::regclass::text = any($1)
            and confrelid::regclass::text = any($1)",
    )
    .bind(&tables)
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!(outward, 0);
    // Every row's tenant is one of the registry.
    for table in &tables {
        let held: bool = sqlx::query_scalar(
            "select exists (select from pg_constraint where contype = 'f' and conrelid = $1::text::regclass
                and confrelid in ('tenant'::regclass) and array_length(conkey, 1) = 1)
            or exists (select from pg_constraint where contype = 'f' and conrelid = $1::text::regclass)",
        )
        .bind(table)
        .fetch_one(&mut owner)
        .await
        .unwrap();
        assert!(held, "{table} refers to nothing that knows its tenant");
    }
    close(owner).await;
}

#[tokio::test]
async fn the_roles_can_do_no_more_than_they_need() {
    let database = TestDatabase::new().await;
    let mut owner = database.as_owner().await;
    let roles: Vec<(String, bool, bool, bool, bool, bool)> = sqlx::query_as(
        "select rolname::text, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
        from pg_roles where rolname like 'convite\\_%' order by 1",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    let plain = |name: &str| (name.to_owned(), false, false, false, false, false);
    assert_eq!(roles, [plain("convite_app"), plain("convite_observer"), plain("convite_owner")]);
    let memberships: i64 = sqlx::query_scalar(
        "select count(*) from pg_auth_members where member in ('convite_app'::regrole, 'convite_observer'::regrole)",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!(memberships, 0, "a role that may become another may do what the other may");

    // Nothing but published aggregates, and the registry without its configuration.
    let observed: Vec<(String, String)> = sqlx::query_as(
        "select class.relname::text, privilege from pg_class class,
            unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) privilege
        where class.relkind in ('r', 'p', 'v', 'm') and class.relnamespace = 'public'::regnamespace
            and has_table_privilege('convite_observer', class.oid, privilege) order by 1, 2",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert_eq!(observed, PUBLISHED.map(|table| (table.to_owned(), "SELECT".to_owned())));
    for hidden in ["identity", "domains", "theme"] {
        let seen: bool = sqlx::query_scalar("select has_column_privilege('convite_observer', 'tenant', $1, 'SELECT')")
            .bind(hidden)
            .fetch_one(&mut owner)
            .await
            .unwrap();
        assert!(!seen, "the observer reads tenant.{hidden}");
    }
    // The server adds to what is sealed and never changes it.
    for sealed in APPEND_ONLY {
        for privilege in ["UPDATE", "DELETE", "TRUNCATE"] {
            let may: bool = sqlx::query_scalar("select has_table_privilege('convite_app', $1, $2)")
                .bind(sealed)
                .bind(privilege)
                .fetch_one(&mut owner)
                .await
                .unwrap();
            assert!(!may, "the server may {privilege} {sealed}");
        }
    }
    let creates: bool = sqlx::query_scalar("select has_schema_privilege('convite_app', 'public', 'CREATE')")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert!(!creates, "the server may create tables without the fence");
    close(owner).await;
}

/// Two towns with a row in every table that the fixtures fill.
async fn two_towns() -> World {
    let world = World::new().await;
    for (town, code) in [(&world.one, "01"), (&world.two, "11")] {
        let process = Process::new(&world, town, PhaseKind::Voting).await;
        let member = world.sign_in(&town.site, &Someone { territory: Some(code), ..NEIGHBOUR }).await;
        process.idea(&world, town, code, member.person, "Una idea que espera").await;
        let projects = [Project { title: "Un parque", cost: 10 }, Project { title: "Otro parque", cost: 20 }];
        let projects = process.projects(&world, town, code, &projects).await;
        let mut tx = world.database.database.enter(&town.site).await.unwrap();
        let contest = process.contests[code].into();
        let now = server::clock::now();
        let key = world.database.vault.new_urn().unwrap();
        store::urn::open(&mut tx, contest, *key.bytes()).await.unwrap();
        let slip = Slip::new("uno", TypedCode::new(server::random::bytes()), [], false);
        let sealed = key.seal(contest, &slip.padded(200)).unwrap();
        let envelope = store::urn::Envelope {
            contest,
            id: Attempt::new(1).envelope(&slip),
            sealed: sealed.bytes(),
            vote_type: VoteType::Approval,
        };
        let (running, contests) = process.ballot(&mut tx, code).await;
        let poll = store::urn::Poll { process: &running, contests: &contests };
        let voter = store::urn::Voter::person(member.person, None);
        let cast = store::urn::cast(&mut tx, poll, (voter, Channel::Web), &[envelope], now).await.unwrap();
        assert_eq!(cast, store::urn::Cast::Counted);
        // One that did not come in an envelope, so that there is one to hide.
        let choices = projects.iter().map(|project| (*project, 1)).collect();
        let ballot = store::import::Ballot { code: TypedCode::new(server::random::bytes()), choices };
        store::import::ballots(&mut tx, contest, &[ballot]).await.unwrap();
        assert!(store::support::give(&mut tx, projects[0], member.person, now).await.unwrap());
        store::aggregate::publish(&mut tx, process.id, server::clock::now()).await.unwrap();
        let act = store::audit::Act {
            person: Some(member.person),
            act: "test",
            object: "fence",
            reason: None,
            before: None,
            after: None,
        };
        store::audit::record(&mut tx, server::random::uuid(), server::clock::now(), &act).await.unwrap();
        tx.commit().await.unwrap();
    }
    world
}

#[tokio::test]
async fn without_a_tenant_the_server_sees_and_adds_nothing() {
    let world = two_towns().await;
    let mut owner = world.database.inside(world.one.site.tenant).await;
    let tables = tenant_tables(&mut owner).await;
    let mut app = world.database.as_app().await;
    let mut filled = 0;
    for table in &tables {
        let count = format!("select count(*) from {table}");
        let there: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(count.clone())).fetch_one(&mut owner).await.unwrap();
        filled += usize::from(there > 0);
        let seen: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(count)).fetch_one(&mut app).await.unwrap();
        assert_eq!(seen, 0, "{table}");
    }
    assert!(filled >= 10, "only {filled} tables hold anything to hide");

    for tenant in ["null".to_owned(), format!("'{}'", world.one.site.tenant)] {
        let added = format!(
            "insert into territory (tenant_id, id, code, name, kind)
            values ({tenant}, gen_random_uuid(), '99', 'Nadie', 'comuna')"
        );
        let error = app.execute(sqlx::AssertSqlSafe(added)).await.unwrap_err();
        assert!(error.to_string().contains("row-level security"), "{error}");
    }
    // A transaction that entered a tenant leaves nothing behind on its connection.
    let mut tx = app.begin().await.unwrap();
    let set = format!("set local app.tenant_id = '{}'", world.one.site.tenant);
    tx.execute(sqlx::AssertSqlSafe(set)).await.unwrap();
    let inside: i64 = sqlx::query_scalar("select count(*) from territory").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(inside, 3);
    tx.commit().await.unwrap();
    let after: i64 = sqlx::query_scalar("select count(*) from territory").fetch_one(&mut app).await.unwrap();
    assert_eq!(after, 0);
    close(app).await;
    close(owner).await;
}

#[tokio::test]
async fn inside_one_tenant_another_does_not_exist() {
    let world = two_towns().await;
    let (one, two) = (world.one.site.tenant, world.two.site.tenant);
    let before = world.database.fingerprint(two).await;
    let mut app = world.database.as_app().await;
    enter(&mut app, one).await;
    let tables = {
        let mut owner = world.database.as_owner().await;
        let tables = tenant_tables(&mut owner).await;
        close(owner).await;
        tables
    };
    for table in &tables {
        let statement = format!("select count(*) from {table} where tenant_id = $1");
        let seen: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).bind(two.uuid()).fetch_one(&mut app).await.unwrap();
        assert_eq!(seen, 0, "{table}");
    }
    // Every row of the other, offered as one's own and as the other's: neither can be written.
    let mut other = world.database.inside(two).await;
    for table in &tables {
        forge(&mut app, &mut other, table, two).await;
    }
    for statement in [
        "update person set name = 'Otro'",
        "update process set pool_minor = 0",
        "update proposal set title = 'Otro'",
        "delete from role_grant",
        "delete from support",
        "delete from session",
    ] {
        let changed = sqlx::query(sqlx::AssertSqlSafe(format!("{statement} where tenant_id = $1")))
            .bind(two.uuid())
            .execute(&mut app)
            .await
            .unwrap();
        assert_eq!(changed.rows_affected(), 0, "{statement}");
    }
    close(app).await;
    close(other).await;
    assert_eq!(world.database.fingerprint(two).await, before);
}

/// Tries to add a row of the tenant that was not entered.
async fn forge(app: &mut PgConnection, other: &mut PgConnection, table: &str, of: TenantId) {
    let select = format!("select to_jsonb(row) from {table} row limit 1");
    let row: Option<serde_json::Value> =
        sqlx::query_scalar(sqlx::AssertSqlSafe(select)).fetch_optional(&mut *other).await.unwrap();
    let Some(mut row) = row else { return };
    assert_eq!(row["tenant_id"], of.to_string());
    if let Some(id) = row.get_mut("id") {
        *id = server::random::uuid().to_string().into();
    }
    let columns: String = sqlx::query_scalar(
        "select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
        where attrelid = $1::text::regclass and attnum > 0 and not attisdropped and attgenerated = ''",
    )
    .bind(table)
    .fetch_one(&mut *other)
    .await
    .unwrap();
    let insert =
        format!("insert into {table} ({columns}) select {columns} from jsonb_populate_record(null::{table}, $1)");
    let error = sqlx::query(sqlx::AssertSqlSafe(insert)).bind(row).execute(&mut *app).await.unwrap_err();
    // Where the server has no right to some of the columns, that is what stops it first.
    let stopped = error.to_string();
    assert!(stopped.contains("row-level security") || stopped.contains("permission denied"), "{table}: {error}");
}

#[tokio::test]
async fn a_row_cannot_refer_to_another_tenants() {
    let world = two_towns().await;
    let (one, two) = (world.one.site.tenant, world.two.site.tenant);
    let mut owner = world.database.as_owner().await;
    let references: Vec<(String, Vec<String>, String, Vec<String>)> = sqlx::query_as(
        "select conrelid::regclass::text,
            (select array_agg(attname::text order by place) from unnest(conkey) with ordinality as key (attnum, place)
                join pg_attribute attribute on attrelid = conrelid and attribute.attnum = key.attnum),
            confrelid::regclass::text,
            (select array_agg(attname::text order by place) from unnest(confkey) with ordinality as key (attnum, place)
                join pg_attribute attribute on attrelid = confrelid and attribute.attnum = key.attnum)
        from pg_constraint where contype = 'f' and confrelid <> 'tenant'::regclass order by 1, 3",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    close(owner).await;
    let (mut here, mut there) = (world.database.inside(one).await, world.database.inside(two).await);
    let mut tried = 0;
    for (table, columns, to, their_columns) in references {
        // Each row of one's own, made to point at a row of the other tenant.
        let known: Vec<String> = their_columns[1..].iter().map(|column| format!("{column} is not null")).collect();
        let pick = format!("select to_jsonb(row) from {to} row where {} limit 1", known.join(" and "));
        let target = sqlx::query_scalar(sqlx::AssertSqlSafe(pick)).fetch_optional(&mut there).await.unwrap();
        let Some(target): Option<serde_json::Value> = target else { continue };
        let setting: Vec<String> = columns[1..]
            .iter()
            .zip(&their_columns[1..])
            .map(|(column, theirs)| format!("{column} = (jsonb_populate_record(null::{to}, $1)).{theirs}"))
            .collect();
        let mut tx = here.begin().await.unwrap();
        let update =
            format!("update {table} set {} where ctid = (select ctid from {table} limit 1)", setting.join(", "));
        match sqlx::query(sqlx::AssertSqlSafe(update)).bind(target).execute(&mut *tx).await {
            Ok(done) => assert_eq!(done.rows_affected(), 0, "{table} {columns:?} refers to a {to} of another tenant"),
            Err(error) => {
                let error = error.as_database_error().unwrap();
                // What is final cannot be made to point anywhere else at all.
                let violated = error.kind() == sqlx::error::ErrorKind::ForeignKeyViolation
                    || error.code().is_some_and(|code| code == "55000");
                assert!(violated, "{table} {columns:?}: {error}");
                tried += 1;
            }
        }
        tx.rollback().await.unwrap();
    }
    assert!(tried >= 10, "only {tried} references had rows to try");
    close(here).await;
    close(there).await;
}

#[tokio::test]
async fn the_observer_sees_what_is_published_and_nothing_else() {
    let world = two_towns().await;
    let mut observer = world.database.as_observer().await;
    let published: i64 = sqlx::query_scalar("select count(*) from aggregate").fetch_one(&mut observer).await.unwrap();
    assert_eq!(published, 2);
    let mut owner = world.database.as_owner().await;
    for table in tenant_tables(&mut owner).await.iter().filter(|table| !PUBLISHED.contains(&table.as_str())) {
        let statement = format!("select count(*) from {table}");
        let error = sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(statement)).fetch_one(&mut observer).await;
        assert!(error.unwrap_err().to_string().contains("permission denied"), "{table}");
    }
    enter(&mut observer, world.one.site.tenant).await;
    for statement in ["update aggregate set ideas = 0", "delete from aggregate", "select identity from tenant"] {
        let error = observer.execute(statement).await.unwrap_err();
        assert!(error.to_string().contains("permission denied"), "{statement}: {error}");
    }
    close(observer).await;
    close(owner).await;
}

/// What a process committed to for its draw is hidden from the server itself until the public number is on record.
#[tokio::test]
async fn the_secret_of_a_draw_waits_for_its_number() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Formulation).await;
    let one = &world.one.site;
    let person = world.sign_in(one, &NEIGHBOUR).await.person;
    let mut tx = world.database.database.enter(one).await.unwrap();
    let secret: shared::draw::Seed = "0123456789abcdef".repeat(4).parse().unwrap();
    let before = server::clock::now() - chrono::TimeDelta::days(8);
    store::draw::commit(&mut tx, process.id, &secret, None, person, before).await.unwrap();
    tx.commit().await.unwrap();
    process.open(&world, &world.one, PhaseKind::Results).await;

    let mut app = world.database.as_app().await;
    enter(&mut app, one.tenant).await;
    let revealed = "select revealed_secret(process_id) from draw_commitment";
    let before: Option<String> = sqlx::query_scalar(revealed).fetch_one(&mut app).await.unwrap();
    assert_eq!(before, None);
    for statement in ["select secret from draw_secret", "select draw_secret from draw_secret"] {
        let error = app.execute(statement).await.unwrap_err();
        assert!(error.to_string().contains("permission denied"), "{statement}: {error}");
    }
    close(app).await;

    let mut tx = world.database.database.enter(one).await.unwrap();
    let number = "05 12 23 31 40".parse().unwrap();
    let drawn = store::draw::Drawn { number, source: "Una lotería", on: tests::world::today(), at: None };
    store::draw::hold(&mut tx, process.id, drawn, person, server::clock::now()).await.unwrap();
    let held = store::draw::of_process(&mut tx, process.id).await.unwrap().unwrap().held.unwrap();
    assert_eq!(held.secret, secret);
    assert_eq!(held.seed.as_str(), format!("{secret}|05 12 23 31 40"));
    tx.commit().await.unwrap();
    // The neighbour asks for it in vain.
    let mut app = world.database.as_app().await;
    enter(&mut app, world.two.site.tenant).await;
    let ask = "select revealed_secret($1)";
    let other: Option<String> = sqlx::query_scalar(ask).bind(process.id.uuid()).fetch_one(&mut app).await.unwrap();
    assert_eq!(other, None);
    close(app).await;
}
