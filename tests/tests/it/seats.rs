//! Seats whose term is over, and bodies that the rules in force know no more.

use ::server::{clock, random};
use app::text::{admin, bodies, candidacy};
use chrono::{Months, NaiveDate};
use shared::committee::{Appointment, Place, SeatId};
use shared::id::{BodyId, PersonId};
use shared::locale::Locale;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::ruleset::{Filling, Holder, RuleSet, Term};
use store::body::{self, Of};
use store::facts;
use store::rules::{self, Adoption, NewDraft};
use tests::process::Process;
use tests::world::{NEIGHBOUR, Someone, World, today};

const ES: Locale = Locale::EsCo;
const ADMIN: Someone<'static> =
    Someone { name: "Gloria Administra", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };

/// The council of the first territory, with somebody in its first seat from a day on.
async fn council(world: &World, person: PersonId, from: NaiveDate) -> BodyId {
    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    let of = Of::Territory(world.one.territories["01"]);
    let key = "mesa".parse().unwrap();
    let id = body::establish(&mut tx, random::uuid().into(), &key, of, clock::now()).await.unwrap();
    let appointment = Appointment {
        person,
        name: NEIGHBOUR.name.parse().unwrap(),
        seat: SeatId { sector: "vecinos".parse().unwrap(), number: 1 },
        place: Place::Holder,
        gender: None,
        born: None,
        from,
        until: None,
        filled_by: Filling::Assembly,
        act: None,
        declared: None,
        trained: None,
        contact: None,
    };
    body::appoint(&mut tx, id, random::uuid().into(), &appointment, None, clock::now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_seat_ends_with_its_term_at_the_gate_too() {
    let mut rules = tests::rules::rules();
    rules.bodies[0].term = Some(Term::Years { count: 1 });
    let world = World::new().await;
    Process::with_rules(&world, &world.one, PhaseKind::Ballot, &rules).await;
    let person = world.sign_in(&world.one.site, &NEIGHBOUR).await.person;
    let today = today();
    let before = today.checked_sub_months(Months::new(13)).unwrap();
    let body = council(&world, person, before).await;
    let seats = async |rules: &RuleSet, day| {
        let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
        facts::of(&mut tx, person, rules, day).await.unwrap().seats.len()
    };
    assert_eq!(seats(&rules, today).await, 0, "the term was over a month ago");
    assert_eq!(seats(&rules, before).await, 1);
    // Without a term an appointment goes on until it is ended; a body that the rules do not know has no seats.
    assert_eq!(seats(&tests::rules::rules(), today).await, 1);
    rules.bodies.remove(0);
    assert_eq!(seats(&rules, before).await, 0);
    // So the power of its members is not theirs any more.
    let server = world.serve().await;
    let amparo = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let page = amparo.page(&format!("/instancias/{body}/convocar")).await;
    assert!(page.forms().iter().all(|form| form.action != "/hacer/convocar"), "{}", page.text());
}

#[tokio::test]
async fn a_body_that_the_rules_dropped_stays_readable() {
    let world = World::new().await;
    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    let before = tests::rules::rules();
    let id = random::uuid().into();
    rules::create(&mut tx, &NewDraft { id, document: &before, copied_from: None, by: None }, clock::now())
        .await
        .unwrap();
    let day = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    let adoption = Adoption { act: "Acuerdo de antes", date: day, reference: None, effective_from: day };
    rules::publish(&mut tx, id, 1, &adoption, None, clock::now()).await.unwrap();
    tx.commit().await.unwrap();

    let mut now = tests::rules::rules();
    now.bodies.remove(0);
    now.powers.retain(|power| power.who != Holder::Body("mesa".parse().unwrap()));
    Process::with_rules(&world, &world.one, PhaseKind::Ballot, &now).await;
    let person = world.sign_in(&world.one.site, &NEIGHBOUR).await.person;
    let body = council(&world, person, today()).await;
    let server = world.serve().await;
    let anybody = server.visit("uno.localhost");
    let directory = anybody.page("/instancias").await;
    directory.says(bodies::former_title(ES));
    directory.says("Mesa de la comuna");
    let page = anybody.page(&format!("/instancias/{body}")).await;
    page.says(bodies::former_detail(ES));
    page.says(NEIGHBOUR.name);
    // Nothing is done with it any more.
    let amparo = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    assert_eq!(amparo.open(&format!("/instancias/{body}/convocar")).await.status, 404);
}

#[test]
fn every_act_of_a_citizen_has_a_name() {
    for act in ["choose_territory", "stand_for_seat", "withdraw_candidacy", "offer_seat_code", "take_seat"] {
        assert_ne!(admin::act(ES, act), act);
    }
}

#[tokio::test]
async fn who_was_appointed_without_an_account_takes_the_seat_over_once() {
    let world = World::new().await;
    Process::new(&world, &world.one, PhaseKind::Ballot).await;
    let server = world.serve().await;
    let admin = world.browser(&server, &world.one.site, &ADMIN).await;
    let page = admin.page("/admin/instancias").await;
    admin.submit(&page, &page.form("/hacer/instancias")).await;
    let mut owner = world.database.inside(world.one.site.tenant).await;
    let body: String = sqlx::query_scalar("select id::text from body where key = 'mesa' and territory_id = $1")
        .bind(world.one.territories["01"].uuid())
        .fetch_one(&mut owner)
        .await
        .unwrap();
    let page = admin.page(&format!("/admin/instancias/{body}")).await;
    let form = page.form("/hacer/designar").with("name", "Amparo R.").with("seat", "vecinos.1.holder");
    let form = form.with("act", "Acta 1").with("reason", "La eligió la asamblea");
    admin.submit(&page, &form.tick("has_declared", "yes")).await.says(&bodies::appointed(ES, "Amparo R."));
    let id: String = sqlx::query_scalar("select id::text from appointment").fetch_one(&mut owner).await.unwrap();
    tests::cluster::close(owner).await;

    let here = format!("/admin/instancias/{body}/{id}");
    let page = admin.page(&here).await;
    let made = admin.submit(&page, &page.form("/hacer/codigo-de-puesto")).await.text();
    let code = made.split("designada: ").nth(1).and_then(|rest| rest.split('.').next()).unwrap();
    assert_eq!(code.len(), 24, "{code}");
    admin.page(&here).await.keeps_quiet_about(code);

    let away = server.visit("uno.localhost").ask("/instancias/ocupar").await.redirect().unwrap();
    assert!(away.starts_with("/entrar?volver="), "{away}");
    let amparo = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let page = amparo.page("/instancias/ocupar").await;
    for wrong in ["", "ABCD", "0000-0000-0000-0000-0000"] {
        let again = amparo.submit(&page, &page.form("/hacer/ocupar-puesto").with("seat_code", wrong)).await;
        again.says(candidacy::code_wrong(ES));
        again.keeps_quiet_about("0000-0000");
    }
    // However it is typed.
    let typed = code.to_lowercase().replace('-', " ");
    let form = page.form("/hacer/ocupar-puesto").with("seat_code", &typed);
    amparo.submit(&page, &form).await.says("Amparo R.");
    let own = "select count(*) from appointment join person on person.id = person_id
        where person.name = 'Amparo Ruiz Vidal' and code_hash is null";
    assert_eq!(world.database.count(world.one.site.tenant, own).await, 1);
    // The seat's power is hers, and the code is used up.
    let page = amparo.page(&format!("/instancias/{body}/convocar")).await;
    assert!(page.forms().iter().any(|form| form.action == "/hacer/convocar"), "{}", page.text());
    let other = Someone { name: "Otra persona", ..NEIGHBOUR };
    let member = world.sign_in(&world.one.site, &other).await;
    let browser = server.visit("uno.localhost").with_cookie(&member.cookie);
    let fields = tests::browser::fields(&[("csrf", &member.csrf), ("seat_code", code)]);
    browser.post("/instancias", "/hacer/ocupar-puesto", &fields).await;
    assert_eq!(world.database.count(world.one.site.tenant, own).await, 1);
    let page = admin.page(&here).await;
    assert!(page.forms().iter().all(|form| form.action != "/hacer/codigo-de-puesto"), "she has an account now");
}
