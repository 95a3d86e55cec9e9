//! Rolls (padrones): loaded from files of any size, put into force by two people, corrected with a cause; and no document
//! number anywhere.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use chrono::NaiveDate;
use shared::document::Key;
use shared::id::{PersonId, RollImportId};
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::roll::{DocumentNumber, EntryHash, Expected, Fault, Reading, RollKey};
use shared::ruleset::{Basis, Condition, EligibilityRule, Entries, Roll, RuleSet};
use sqlx::AssertSqlSafe;
use store::person::{self, Attested, Identity};
use store::roll::{self, NewCorrection, NotApproved, State, What};
use store::{TenantTx, facts};
use tests::binary::{Folder, Said, command, run};
use tests::cluster::close;
use tests::process::Process;
use tests::world::{NEIGHBOUR, Someone, Town, World, tenant_tables};

fn key(name: &str) -> Key {
    name.parse().unwrap()
}

fn roll_of(id: &str, entries: Entries) -> Roll {
    Roll {
        id: key(id),
        name: format!("Padrón {id}").parse().unwrap(),
        entries,
        way_in: None,
        excludes: id == "fallecidos",
        minors: vec![key("ti")],
        single_handed: false,
        kept_days: None,
        basis: Basis::Draft,
    }
}

/// The rules of the tests with a roll of people, one of accounts and one of the deceased.
pub(super) fn with_rolls() -> RuleSet {
    let mut rules = tests::rules::rules();
    rules.rolls.push(roll_of("sisben", Entries::People));
    rules.rolls.push(roll_of("predial", Entries::Accounts));
    rules.rolls.push(roll_of("fallecidos", Entries::People));
    let on = |roll: &str| Condition::Roll { roll: key(roll) };
    rules.eligibility.push(EligibilityRule {
        id: key("empadronados"),
        name: "Estar en un padrón".parse().unwrap(),
        condition: Condition::Any { of: vec![on("sisben"), on("predial")] },
        basis: Basis::Draft,
    });
    rules.eligibility.push(EligibilityRule {
        id: key("cedula"),
        name: "Mostrar la cédula".parse().unwrap(),
        condition: Condition::Document { any_of: vec![key("cc")] },
        basis: Basis::Draft,
    });
    rules
}

fn secret(world: &World, town: &Town) -> RollKey {
    RollKey::new(world.database.vault.roll_key(town.site.tenant).unwrap())
}

pub(super) fn hash(world: &World, town: &Town, number: &str) -> EntryHash {
    DocumentNumber::new(key("cc"), number).unwrap().hash(&secret(world, town))
}

fn reading(world: &World, town: &Town, roll: &str) -> Reading {
    let rules = with_rolls();
    let rule = rules.rolls.iter().find(|rule| rule.id == key(roll)).unwrap();
    let territories = town.territories.keys().map(|code| code.parse().unwrap()).collect();
    Reading::new(Expected::of(&rules, rule, territories, server::clock::now().date_naive()), secret(world, town))
}

/// Loads a file that was typed here, by somebody or by nobody.
pub(super) async fn load(world: &World, town: &Town, roll: &str, file: &str, by: Option<PersonId>) -> RollImportId {
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    let id = server::random::uuid().into();
    let entries = if roll == "predial" { Entries::Accounts } else { Entries::People };
    let (roll, reading) = (key(roll), reading(world, town, roll));
    let file = ("padron.csv", file.as_bytes());
    roll::load(&mut tx, id, (&roll, entries), file, reading, by, server::clock::now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

pub(super) async fn approve(world: &World, town: &Town, id: RollImportId, by: PersonId) -> Result<(), NotApproved> {
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    roll::approve(&mut tx, id, by, server::clock::now()).await?;
    tx.commit().await.unwrap();
    Ok(())
}

async fn find(world: &World, town: &Town, id: RollImportId) -> roll::Import {
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    roll::find(&mut tx, id).await.unwrap().unwrap()
}

pub(super) const ADMIN: Someone<'static> = Someone { name: "Ada", roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
pub(super) const OTHER: Someone<'static> = Someone { name: "Beto", roles: &[Role::ProcessAdmin], ..NEIGHBOUR };

/// Somebody whose provider vouches for a document.
pub(super) async fn sign_in(tx: &mut TenantTx, name: &str, document: Option<EntryHash>) -> person::Recognised {
    let identity = Identity {
        issuer: "https://identidad.example".to_owned(),
        subject: name.to_owned(),
        name: name.to_owned(),
        birth_date: None,
        territory_code: None,
        attested: Attested { document, rolls: Some([key("sisben"), key("otro")].into()), ..Attested::default() },
    };
    person::recognise(tx, server::random::uuid().into(), &identity, server::clock::now()).await.unwrap()
}

/// What the rules see of somebody.
async fn known(world: &World, town: &Town, person: PersonId) -> shared::eligibility::Person {
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    facts::of(&mut tx, person, &with_rolls(), server::clock::now().date_naive()).await.unwrap()
}

fn rolls(said: &[(&str, bool)]) -> BTreeMap<Key, bool> {
    said.iter().map(|(roll, on)| (key(roll), *on)).collect()
}

#[tokio::test]
async fn a_file_is_loaded_with_its_faults_and_put_into_force_by_somebody_else() {
    let world = World::new().await;
    let town = &world.one;
    Process::with_rules(&world, town, PhaseKind::Ideas, &with_rolls()).await;
    let ada = world.sign_in(&town.site, &ADMIN).await.person;
    let beto = world.sign_in(&town.site, &OTHER).await.person;
    let file = "tipo;documento;territorio;nacimiento\ncc;1020304050;01;1980-01-01\ncc;1.020.304.050;01;\n\
        cc;1020304051;99;\nti;1020304052;02;\ncc;1020304053;;2015-05-05\nxx;1020304054;;\n";
    let first = load(&world, town, "sisben", file, Some(ada)).await;
    let import = find(&world, town, first).await;
    assert_eq!(import.state, State::Loaded);
    assert_eq!((import.counts.adults, import.counts.minors, import.counts.faults), (1, 2, 3));
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    let faults = roll::faults(&mut tx, first, 10).await.unwrap();
    let faults: Vec<_> = faults.iter().map(|one| (one.line, one.fault)).collect();
    assert_eq!(faults, [(3, Fault::Repeated), (4, Fault::BadTerritory), (7, Fault::BadKind)]);
    // One at a time.
    let sisben = key("sisben");
    let begun = roll::begin(
        &mut tx,
        server::random::uuid().into(),
        (&sisben, Entries::People),
        "otro.csv",
        reading(&world, town, "sisben").mark(),
        None,
        server::clock::now(),
    );
    assert!(matches!(begun.await, Err(store::StoreError::Conflict(_))));
    drop(tx);

    // Until then nobody is on the roll; who loaded it cannot change that, not even in the database itself.
    assert!(matches!(approve(&world, town, first, ada).await, Err(NotApproved::SamePerson)));
    let mut inside = world.database.inside(town.site.tenant).await;
    let forced = "update roll_import set state = 'in_force', decided_by = loaded_by, decided_at = now()";
    assert!(sqlx::query(forced).execute(&mut inside).await.is_err());
    approve(&world, town, first, beto).await.unwrap();
    assert_eq!(find(&world, town, first).await.state, State::InForce);

    // The next one is compared with it; the entries of each stay its own.
    let next = "tipo;documento\ncc;1020304050\ncc;1020304060\ncc;1020304061\n";
    let second = load(&world, town, "sisben", next, Some(beto)).await;
    let compared = find(&world, town, second).await.compared.unwrap();
    assert_eq!((compared.with, compared.already_there, compared.gone), (Some(first), 1, 2));
    approve(&world, town, second, ada).await.unwrap();
    assert_eq!(find(&world, town, first).await.state, State::Superseded);
    let held = "select count(*) from roll_entry";
    assert_eq!(world.database.count(town.site.tenant, held).await, 4);
    // What was superseded is deleted by and by; the counts stay.
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    while roll::empty_some(&mut tx, 1, server::clock::now()).await.unwrap() > 0 {}
    tx.commit().await.unwrap();
    assert_eq!(world.database.count(town.site.tenant, held).await, 3);
    assert_eq!(world.database.count(town.site.tenant, "select count(*) from roll_minor").await, 0);
    let emptied = find(&world, town, first).await;
    assert!(emptied.emptied_at.is_some());
    assert_eq!(emptied.counts.minors, 2);
    close(inside).await;
}

#[tokio::test]
async fn what_is_in_force_says_who_is_on_a_roll() {
    let world = World::new().await;
    let town = &world.one;
    Process::with_rules(&world, town, PhaseKind::Ideas, &with_rolls()).await;
    let admin = world.sign_in(&town.site, &ADMIN).await.person;
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    let carla = sign_in(&mut tx, "Carla", Some(hash(&world, town, "1020304050"))).await.person;
    let dario = sign_in(&mut tx, "Darío", Some(hash(&world, town, "1020304051"))).await.person;
    let elena = sign_in(&mut tx, "Elena", None).await.person;
    tx.commit().await.unwrap();
    // Without a roll, what the provider says of it counts.
    for person in [carla, dario, elena] {
        assert_eq!(known(&world, town, person).await.rolls, rolls(&[("sisben", true), ("otro", true)]));
    }
    let born = NaiveDate::from_ymd_opt(1980, 1, 1).unwrap();
    let file = "tipo;documento;territorio;nacimiento\ncc;1020304050;02;1980-01-01\nti;1020304052;01;\n";
    let first = load(&world, town, "sisben", file, None).await;
    approve(&world, town, first, admin).await.unwrap();
    let on = known(&world, town, carla).await;
    assert_eq!(on.rolls, rolls(&[("sisben", true), ("otro", true)]));
    let age = server::clock::now().date_naive().years_since(born).unwrap();
    assert_eq!(on.age.map(u32::from), Some(age), "the roll says when she was born");
    assert_eq!(known(&world, town, dario).await.rolls, rolls(&[("sisben", false), ("otro", true)]));
    // Of who has not shown a document nobody knows.
    assert_eq!(known(&world, town, elena).await.rolls, rolls(&[("otro", true)]));
    // She lives where the roll has her, from the next sign-in on.
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    sign_in(&mut tx, "Carla", Some(hash(&world, town, "1020304050"))).await;
    let lives = person::find(&mut tx, carla).await.unwrap().unwrap().territory;
    assert_eq!(lives, Some(town.territories["02"]));
    // A document is one person's.
    let taken = sign_in(&mut tx, "Otra Carla", Some(hash(&world, town, "1020304050"))).await;
    assert!(taken.document_taken);
    tx.commit().await.unwrap();
    assert_eq!(known(&world, town, taken.person).await.rolls, rolls(&[("otro", true)]));
    let neighbour = hash(&world, &world.two, "1020304050");
    assert_ne!(neighbour, hash(&world, town, "1020304050"), "each tenant has a key of its own");

    // Whoever is on the list of the deceased takes part in nothing.
    let dead = load(&world, town, "fallecidos", "tipo;documento\ncc;1020304050\n", None).await;
    assert_eq!(known(&world, town, carla).await.excluded, None);
    approve(&world, town, dead, admin).await.unwrap();
    assert_eq!(known(&world, town, carla).await.excluded, Some(key("fallecidos")));
    assert_eq!(known(&world, town, dario).await.excluded, None);

    // Accounts: two of Carla's, one of them with Darío.
    let file = "cuenta;tipo;documento\nA-001;cc;1020304050\nA-002;cc;1020304050\nA002;cc;1020304051\n";
    let accounts = load(&world, town, "predial", file, None).await;
    approve(&world, town, accounts, admin).await.unwrap();
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    let hers = roll::accounts_of(&mut tx, &key("predial"), hash(&world, town, "1020304050")).await.unwrap();
    let his = roll::accounts_of(&mut tx, &key("predial"), hash(&world, town, "1020304051")).await.unwrap();
    assert_eq!(hers.iter().map(|one| one.last_three.as_str()).collect::<Vec<_>>(), ["001", "002"]);
    assert_eq!(his, hers[1..]);
    drop(tx);
    assert!(known(&world, town, dario).await.rolls[&key("predial")]);
    // In another file the account keeps the id under which it votes.
    let again = load(&world, town, "predial", "tipo,documento,cuenta\ncc,1020304051,a002\n", None).await;
    approve(&world, town, again, admin).await.unwrap();
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    assert_eq!(roll::accounts_of(&mut tx, &key("predial"), hash(&world, town, "1020304051")).await.unwrap(), his);
    assert_eq!(roll::accounts_of(&mut tx, &key("predial"), hash(&world, town, "1020304050")).await.unwrap(), []);
}

#[tokio::test]
async fn a_correction_holds_over_every_file_once_it_is_approved() {
    let world = World::new().await;
    let town = &world.one;
    Process::with_rules(&world, town, PhaseKind::Ideas, &with_rolls()).await;
    let ada = world.sign_in(&town.site, &ADMIN).await.person;
    let beto = world.sign_in(&town.site, &OTHER).await.person;
    let number = DocumentNumber::new(key("cc"), "1020304051").unwrap();
    let document = number.hash(&secret(&world, town));
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    let dario = sign_in(&mut tx, "Darío", Some(document)).await.person;
    tx.commit().await.unwrap();
    let first = load(&world, town, "sisben", "tipo;documento\ncc;1020304050\n", None).await;
    approve(&world, town, first, ada).await.unwrap();
    let on = async || known(&world, town, dario).await.rolls[&key("sisben")];
    assert!(!on().await);
    let correct = async |what| {
        let mut tx = world.database.database.enter(&town.site).await.unwrap();
        let id = server::random::uuid().into();
        let new = NewCorrection {
            id,
            roll: &key("sisben"),
            what,
            hash: document,
            last_three: &number.last_three(),
            territory: None,
            cause: "Vive en la vereda desde 2020",
            by: ada,
        };
        roll::correct(&mut tx, &new, server::clock::now()).await.unwrap();
        tx.commit().await.unwrap();
        id
    };
    let decide = async |id, approved| {
        let mut tx = world.database.database.enter(&town.site).await.unwrap();
        let done = roll::decide(&mut tx, id, approved, None, beto, server::clock::now()).await.unwrap();
        tx.commit().await.unwrap();
        done
    };
    let added = correct(What::Added).await;
    assert!(!on().await, "it waits");
    assert!(decide(added, true).await);
    assert!(!decide(added, false).await, "once");
    assert!(on().await);
    let second = load(&world, town, "sisben", "tipo;documento\ncc;1020304060\n", None).await;
    approve(&world, town, second, ada).await.unwrap();
    assert!(on().await, "also over the next file");
    let refused = correct(What::Removed).await;
    assert!(decide(refused, false).await);
    assert!(on().await);
    let removed = correct(What::Removed).await;
    assert!(decide(removed, true).await);
    assert!(!on().await);
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    let all = roll::corrections(&mut tx, &key("sisben"), 10).await.unwrap();
    assert_eq!(all.len(), 3);
    assert!(all.iter().all(|one| one.last_three.as_str() == "051" && one.decision.is_some()));
}

/// No table of a tenant has any of these numbers, as they were typed or as they are compared.
pub(super) async fn keeps_no_number(world: &World, town: &Town, numbers: &[&str]) {
    let mut inside = world.database.inside(town.site.tenant).await;
    for table in tenant_tables(&mut inside).await {
        for number in numbers {
            let statement = format!("select count(*) from {table} row where row::text like '%{number}%'");
            let found: i64 = sqlx::query_scalar(AssertSqlSafe(statement)).fetch_one(&mut inside).await.unwrap();
            assert_eq!(found, 0, "{table} holds a document number");
        }
    }
    close(inside).await;
}

#[tokio::test]
async fn a_roll_is_loaded_approved_and_corrected_on_its_page_by_two_people() {
    const PAGE: &str = "/admin/padrones/sisben";
    let world = World::new().await;
    let (town, numbers) = (&world.one, ["1020304050", "1.020.304.051", "1020304051", "1020304077"]);
    Process::with_rules(&world, town, PhaseKind::Ideas, &with_rolls()).await;
    let server = world.serve().await;
    let ada = world.browser(&server, &town.site, &ADMIN).await;
    let beto = world.browser(&server, &town.site, &OTHER).await;
    let guest = world.browser(&server, &town.site, &NEIGHBOUR).await;
    assert_ne!(guest.open(PAGE).await.status, http::StatusCode::OK);
    ada.page("/admin/padrones").await.says("Padrón sisben");
    let page = ada.page(PAGE).await;
    page.says("Todavía no hay un padrón vigente");
    let form = page.form("/hacer/cargar-padron");
    // What is wrong with a file comes back, the file itself does not.
    let wrong = ada.upload(&page, &form.clone().with("source", "Corte de octubre"), "text", b"cc;1020304050\n").await;
    wrong.says("Falta la columna «tipo»");
    wrong.keeps_quiet_about("1020304050");
    keeps_no_number(&world, town, &numbers).await;
    let file = "tipo;documento;territorio;nacimiento\ncc;1020304050;01;1980-01-01\ncc;1.020.304.051;77;\n\
        cc;1020304052;02;2014-05-05\n";
    let page = ada.page(PAGE).await;
    let loaded = ada.upload(&page, &form.with("source", "Corte de octubre"), "text", file.as_bytes()).await;
    loaded.says("El archivo se cargó y espera aprobación");
    loaded.says("No hay un territorio con ese código");
    loaded.says("lo aprueba otra persona");
    let said = loaded.text();
    assert!(said.contains("Nuevas") && said.contains("Menores de edad, aparte"), "{said}");
    // The one who loaded it cannot approve it, however the form is sent; nor can a citizen, nor the neighbours.
    let waits = "select count(*) from roll_import where state = 'loaded'";
    let page = beto.page(PAGE).await;
    let approval = page.forms().into_iter().find(|form| form.value("how") == Some("approve")).unwrap();
    let csrf = |from: &tests::browser::Answer| from.form("/hacer/decidir-padron").value("csrf").unwrap().to_owned();
    let own = ada.page(PAGE).await;
    let mut forged = approval.clone().with("csrf", &csrf(&own));
    ada.submit(&own, &forged).await.says("lo aprueba otra persona");
    let stranger = world.sign_in(&town.site, &NEIGHBOUR).await;
    forged = forged.with("csrf", &stranger.csrf);
    server.visit(&town.host()).with_cookie(&stranger.cookie).post(PAGE, &forged.action, &forged.fields).await;
    Process::with_rules(&world, &world.two, PhaseKind::Ideas, &with_rolls()).await;
    let other = world.sign_in(&world.two.site, &Someone { territory: Some("11"), ..ADMIN }).await;
    forged = forged.with("csrf", &other.csrf);
    let there = server.visit(&world.two.host()).with_cookie(&other.cookie);
    there.post(PAGE, &forged.action, &forged.fields).await;
    assert_eq!(world.database.count(town.site.tenant, waits).await, 1);
    beto.submit(&page, &approval).await.says("ya rige con la nueva carga");
    assert_eq!(world.database.count(town.site.tenant, waits).await, 0);

    // A correction: without a number it comes back, with one it waits for the other.
    let page = ada.page(PAGE).await;
    let form = page.form("/hacer/corregir-padron").with("what", "added").with("kind", "CC");
    let form = form.with("reason", "Resolución 14 de la Secretaría");
    ada.submit(&page, &form.clone().with("number", "77")).await.says("4 a 20 letras o cifras");
    let page = ada.page(PAGE).await;
    ada.submit(&page, &form.with("number", "1020304077")).await.says("espera la aprobación de otra persona");
    let own = ada.page(PAGE).await;
    own.says("Documento terminado en 077");
    assert!(own.forms().iter().all(|form| form.action != "/hacer/decidir-correccion"));
    let page = beto.page(PAGE).await;
    let decision = page
        .forms()
        .into_iter()
        .find(|form| form.action == "/hacer/decidir-correccion" && form.value("how") == Some("approve"));
    let decision = decision.unwrap();
    let forged = decision.clone().with("csrf", own.form("/hacer/corregir-padron").value("csrf").unwrap());
    ada.submit(&own, &forged).await.says("la aprueba otra persona");
    beto.submit(&page, &decision).await.says("La corrección quedó aprobada");
    let acts = "select count(*) from audit_entry where act in
        ('load_roll', 'approve_roll', 'correct_roll', 'decide_correction')";
    assert_eq!(world.database.count(town.site.tenant, acts).await, 4);

    // Another load that is refused with a reason.
    let page = beto.page(PAGE).await;
    let form = page.form("/hacer/cargar-padron").with("source", "Corte de noviembre");
    beto.upload(&page, &form, "text", b"tipo;documento\ncc;1020304050\n").await;
    let page = ada.page(PAGE).await;
    page.says("Ya estaban");
    let refusal = page.forms().into_iter().find(|form| form.value("how") == Some("refuse")).unwrap();
    ada.submit(&page, &refusal.clone()).await.says("10");
    let page = ada.page(PAGE).await;
    ada.submit(&page, &refusal.with("reason", "Es el corte equivocado")).await.says("quedó rechazada");
    keeps_no_number(&world, town, &numbers).await;
    // Of who has not shown a document nobody knows, and they are told so.
    guest.page("/perfil").await.says("No sabemos si usted está");
}

/// Whoever sent a file with mistakes gets all of them as a file, and how far a long one has come is on the page.
#[tokio::test]
async fn faults_are_a_file_and_a_load_under_way_tells_how_far_it_is() {
    const PAGE: &str = "/admin/padrones/sisben";
    const FILE: &str = "/admin/padrones/sisben/fallas.csv";
    let world = World::new().await;
    let town = &world.one;
    Process::with_rules(&world, town, PhaseKind::Ideas, &with_rolls()).await;
    let server = world.serve().await;
    let ada = world.browser(&server, &town.site, &ADMIN).await;
    let guest = world.browser(&server, &town.site, &NEIGHBOUR).await;
    assert_ne!(guest.open(FILE).await.status, http::StatusCode::OK);
    assert_eq!(ada.open("/admin/padrones/otro/fallas.csv").await.status, http::StatusCode::NOT_FOUND);
    assert_eq!(ada.page(FILE).await.body.lines().count(), 1, "nothing was loaded yet");
    let mut file = "tipo;documento;territorio\n".to_owned();
    for line in 0..70 {
        writeln!(file, "cc;10203040{line:02};99").unwrap();
    }
    load(&world, town, "sisben", &file, None).await;
    assert!(tests::html::links(&ada.page(PAGE).await.body).contains(&FILE.to_owned()));
    let said = ada.page(FILE).await;
    // More than the page shows, and nothing of what stood there.
    assert_eq!(said.body.lines().count(), 71);
    said.says("71,No hay un territorio con ese código");
    said.keeps_quiet_about("1020304");

    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    let mut long = reading(&world, town, "fallecidos");
    let id = server::random::uuid().into();
    let of = key("fallecidos");
    roll::begin(&mut tx, id, (&of, Entries::People), "largo.csv", long.mark(), None, server::clock::now())
        .await
        .unwrap();
    long.push(b"tipo;documento\ncc;1020304050\ncc;1020304051\ncc;10").unwrap();
    let (batch, mark) = (long.take_batch(), long.mark());
    roll::keep(&mut tx, id, 0, &batch, &mark).await.unwrap();
    tx.commit().await.unwrap();
    let page = ada.page("/admin/padrones/fallecidos").await;
    page.says("largo.csv");
    page.says(&format!("{} 3", app::text::rolls::lines_read(shared::locale::Locale::EsCo)));
}

/// A list that keeps people out keeps nobody out before it is loaded, and says nothing to those who are not on it.
#[tokio::test]
async fn a_list_that_excludes_keeps_nobody_out_until_it_is_loaded() {
    let world = World::new().await;
    let town = &world.one;
    Process::with_rules(&world, town, PhaseKind::Voting, &with_rolls()).await;
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    let somebody = sign_in(&mut tx, "Rosa", Some(hash(&world, town, "1020304050"))).await.person;
    tx.commit().await.unwrap();
    assert_eq!(known(&world, town, somebody).await.excluded, None);
    let server = world.serve().await;
    let guest = world.browser(&server, &town.site, &NEIGHBOUR).await;
    guest.page("/perfil").await.keeps_quiet_about("Padrón fallecidos");
    let admin = world.sign_in(&town.site, &ADMIN).await.person;
    let id = load(&world, town, "fallecidos", "tipo;documento\ncc;1020304050\n", None).await;
    assert_eq!(known(&world, town, somebody).await.excluded, None, "nor while it waits");
    approve(&world, town, id, admin).await.unwrap();
    assert_eq!(known(&world, town, somebody).await.excluded, Some(key("fallecidos")));
}

/// Who loads a file from the command line is always named, may load on the site, and does not approve it.
#[tokio::test]
async fn whoever_loads_from_the_command_line_does_not_approve() {
    let world = World::new().await;
    let town = &world.one;
    Process::with_rules(&world, town, PhaseKind::Ideas, &with_rolls()).await;
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    sign_in(&mut tx, "Rosa", None).await;
    tx.commit().await.unwrap();
    let ada = world.sign_in(&town.site, &ADMIN).await.person;
    let other = world.sign_in(&town.site, &OTHER).await.person;
    let folder = Folder::new("roll");
    let file = folder.join("padron.csv");
    std::fs::write(&file, "tipo;documento\ncc;1020304050\n").unwrap();
    let unsaid = import(&world, &folder, &file, &[]).await;
    assert!(!unsaid.done && unsaid.err.contains("--by"), "{unsaid:?}");
    for (by, why) in [("Nadie", "has signed in"), ("Rosa", "may not load rolls")] {
        let refused = import(&world, &folder, &file, &["--by", by]).await;
        assert!(!refused.done && refused.err.contains(by) && refused.err.contains(why), "{refused:?}");
    }
    assert_eq!(world.database.count(town.site.tenant, "select count(*) from roll_import").await, 0);
    let said = import(&world, &folder, &file, &BY_ADA).await;
    assert!(said.done, "{said:?}");
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    let loaded = roll::under_way(&mut tx, &key("sisben")).await.unwrap().unwrap();
    drop(tx);
    assert_eq!(loaded.loaded_by.as_ref().map(|(loader, _)| *loader), Some(ada));
    let trail = "select count(*) from audit_entry where act = 'load_roll' and person_id is not null";
    assert_eq!(world.database.count(town.site.tenant, trail).await, 1);
    assert!(matches!(approve(&world, town, loaded.id, ada).await, Err(NotApproved::SamePerson)));
    approve(&world, town, loaded.id, other).await.unwrap();
}

#[tokio::test]
async fn a_roll_is_kept_as_long_as_the_rules_say() {
    let world = World::new().await;
    let town = &world.one;
    let mut rules = with_rolls();
    rules.rolls.iter_mut().find(|roll| roll.id == key("sisben")).unwrap().kept_days = Some(30);
    let process = Process::with_rules(&world, town, PhaseKind::Results, &rules).await;
    let admin = world.sign_in(&town.site, &ADMIN).await.person;
    for roll in ["sisben", "fallecidos"] {
        let id = load(&world, town, roll, "tipo;documento\ncc;1020304050\n", None).await;
        approve(&world, town, id, admin).await.unwrap();
    }
    let over = process.window(&world, town, PhaseKind::Voting).await.closes();
    let end = async |at| {
        let mut tx = world.database.database.enter(&town.site).await.unwrap();
        let ended = roll::end_due(&mut tx, server::random::uuid, at).await.unwrap();
        while roll::empty_some(&mut tx, 100, at).await.unwrap() > 0 {}
        tx.commit().await.unwrap();
        ended
    };
    let thirty = chrono::TimeDelta::days(30);
    assert_eq!(end(over + thirty - chrono::TimeDelta::seconds(1)).await, []);
    assert_eq!(end(over + thirty).await, [key("sisben")]);
    assert_eq!(end(over + thirty).await, []);
    assert_eq!(world.database.count(town.site.tenant, "select count(*) from roll_entry").await, 1);
    let left = "select sum(adults)::bigint from roll_import";
    assert_eq!(world.database.count(town.site.tenant, left).await, 2, "the counts stay");
    assert_eq!(
        world.database.count(town.site.tenant, "select count(*) from audit_entry where act = 'end_roll'").await,
        1
    );
}

fn told(world: &World, folder: &Folder, arguments: &[&str]) -> tokio::process::Command {
    let mut command = command(&["roll"]);
    command
        .args(arguments)
        .arg("--secrets")
        .arg(folder.join("secrets"))
        .env("DATABASE_URL", world.database.url(store::cluster::APP))
        .env("DATABASE_OWNER_URL", world.database.url(store::cluster::OWNER))
        .env("DATABASE_OBSERVER_URL", world.database.url(store::cluster::OBSERVER));
    command
}

/// Who loads files, as the command line names them.
const BY_ADA: [&str; 2] = ["--by", "subject-Ada"];

async fn import(world: &World, folder: &Folder, file: &Path, more: &[&str]) -> Said {
    let path = file.to_str().unwrap();
    let arguments = [&["import", "--site", "uno", "--roll", "sisben", path], more].concat();
    run(told(world, folder, &arguments)).await
}

#[tokio::test]
async fn a_load_that_was_killed_is_taken_up_again_and_leaves_no_number_behind() {
    const LINES: u64 = 60_000;
    let world = World::new().await;
    Process::with_rules(&world, &world.one, PhaseKind::Ideas, &with_rolls()).await;
    world.sign_in(&world.one.site, &ADMIN).await;
    let (folder, tenant) = (Folder::new("roll"), world.one.site.tenant);
    let file = folder.join("padron.csv");
    let mut text = "tipo;documento;territorio\n".to_owned();
    for line in 0..LINES {
        writeln!(text, "cc;{};0{}", 1_000_000_000 + line * 7919, line % 4).unwrap();
    }
    std::fs::write(&file, &text).unwrap();

    // Killed in the middle, more than once.
    let read = "select coalesce(max(line), 0) from roll_import";
    let path = file.to_str().unwrap();
    let mut before = 0;
    for _ in 0..2 {
        let mut command = told(&world, &folder, &["import", "--site", "uno", "--roll", "sisben", path]);
        command.args(BY_ADA);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let lines = loop {
            let lines = world.database.count(tenant, read).await;
            if lines > before || child.try_wait().unwrap().is_some() {
                break lines;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        };
        child.kill().await.unwrap();
        before = lines;
    }
    let so_far = world.database.count(tenant, read).await;
    assert!(so_far > 0 && so_far < i64::try_from(LINES).unwrap(), "it was killed in the middle: {so_far}");

    // Another file is not taken for this one.
    let other = folder.join("otro.csv");
    std::fs::write(&other, text.replacen("cc;1000007919", "cc;1000007918", 1)).unwrap();
    let said = import(&world, &folder, &other, &BY_ADA).await;
    assert!(!said.done && said.err.contains("another file"), "{said:?}");

    let said = import(&world, &folder, &file, &BY_ADA).await;
    assert!(said.done, "{said:?}");
    let counts = "select count(*) from roll_import where state = 'loaded' and adults = 45000 and faults = 15000
        and line = 60001";
    assert_eq!(world.database.count(tenant, counts).await, 1, "{said:?}");
    assert_eq!(world.database.count(tenant, "select count(*) from roll_entry").await, 45_000);
    assert_eq!(world.database.count(tenant, "select count(*) from roll_import_fault").await, 1_000);
    assert_eq!(world.database.count(tenant, "select count(*) from audit_entry where act = 'load_roll'").await, 1);
    let again = import(&world, &folder, &file, &BY_ADA).await;
    assert!(!again.done && again.err.contains("waits for approval"), "{again:?}");
    let status = run(told(&world, &folder, &["status", "--site", "uno"])).await;
    assert!(status.out.contains("sisben\t1\tloaded\t45000\t15000\t60001\tpadron.csv"), "{status:?}");
    for (arguments, what) in [
        (["import", "--site", "uno", "--roll", "nada", path], "sisben, predial, fallecidos"),
        (["import", "--site", "dos", "--roll", "sisben", path], "no process"),
        (["import", "--site", "nadie", "--roll", "sisben", path], "nadie"),
        (["import", "--site", "uno", "--roll", "sisben", "/no/such"], "/no/such"),
    ] {
        let mut command = told(&world, &folder, &arguments);
        command.args(BY_ADA);
        let said = run(command).await;
        assert!(!said.done && said.err.contains(what), "{arguments:?}: {said:?}");
    }

    // A number of the file, as it stands there, is nowhere in the database.
    keeps_no_number(&world, &world.one, &["1000007919", "1000015838", "1000023757"]).await;

    // Given up for another one.
    let said = import(&world, &folder, &other, &[&BY_ADA[..], &["--discard"]].concat()).await;
    assert!(said.done, "{said:?}");
    assert_eq!(world.database.count(tenant, "select count(*) from roll_import where state = 'refused'").await, 1);
}
