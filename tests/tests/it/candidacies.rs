//! Standing for a seat: by whom, until when, and how whoever appoints goes on from there.

use app::text::{bodies, candidacy};
use shared::locale::Locale;
use shared::permission::Action;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::ruleset::{Basis, Holder, Power};
use tests::browser::Browser;
use tests::process::Process;
use tests::server::Running;
use tests::world::{NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;
const ADMIN: Someone<'static> =
    Someone { name: "Gloria Administra", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };

struct House {
    world: World,
    server: Running,
    process: Process,
    admin: Browser,
    /// The council of the first territory.
    body: String,
}

impl House {
    async fn new(open: PhaseKind) -> Self {
        let world = World::new().await;
        let mut rules = tests::rules::rules();
        rules.powers.push(Power {
            who: Holder::Role(Role::Citizen),
            may: vec![Action::JoinBody],
            during: vec!["assemblies".parse().unwrap()],
            from: None,
            until: None,
            needs: Some("neighbour".parse().unwrap()),
            at_most: None,
            basis: Basis::Draft,
        });
        let process = Process::with_rules(&world, &world.one, open, &rules).await;
        let server = world.serve().await;
        let admin = world.browser(&server, &world.one.site, &ADMIN).await;
        let page = admin.page("/admin/instancias").await;
        admin.submit(&page, &page.form("/hacer/instancias")).await;
        let mut connection = world.database.inside(world.one.site.tenant).await;
        let body: String = sqlx::query_scalar("select id::text from body where key = 'mesa' and territory_id = $1")
            .bind(world.one.territories["01"].uuid())
            .fetch_one(&mut connection)
            .await
            .unwrap();
        tests::cluster::close(connection).await;
        Self { world, server, process, admin, body }
    }

    async fn browser(&self, who: &Someone<'_>) -> Browser {
        self.world.browser(&self.server, &self.world.one.site, who).await
    }

    async fn count(&self, query: &'static str) -> i64 {
        self.world.database.count(self.world.one.site.tenant, query).await
    }

    fn page(&self) -> String {
        format!("/instancias/{}", self.body)
    }
}

const STANDING: &str = "select count(*) from candidacy where withdrawn_at is null";

#[tokio::test]
async fn a_neighbour_stands_and_is_appointed_from_the_list() {
    let house = House::new(PhaseKind::Assemblies).await;
    let amparo = house.browser(&NEIGHBOUR).await;
    let page = amparo.page(&house.page()).await;
    page.says(candidacy::count_none(ES));
    // Everything that stands in the way is said at once.
    let form = page.form("/hacer/inscripcion");
    let back = amparo.submit(&page, &form.clone().tick("sector", "jovenes").tick("declared[]", "contractor")).await;
    back.says("este puesto es para menores de 29");
    back.says("declaró algo que el reglamento no permite");
    back.says(candidacy::accept_missing(ES));
    amparo.submit(&page, &form).await.says(candidacy::sector_missing(ES));
    assert_eq!(house.count(STANDING).await, 0);

    let form = form.tick("sector", "vecinos").tick("accept", "yes");
    for _ in 0..2 {
        amparo.submit(&page, &form).await.says(&candidacy::stood(ES, "Vecinas y vecinos"));
    }
    assert_eq!(house.count(STANDING).await, 1);
    assert_eq!(house.count("select count(*) from audit_entry where act = 'stand_for_seat'").await, 1);
    let public = house.server.visit("uno.localhost").page(&house.page()).await;
    public.says(candidacy::count_one(ES));
    public.keeps_quiet_about("Amparo");

    // Whoever appoints finds the form filled in.
    let admin = format!("/admin{}", house.page());
    let page = house.admin.page(&admin).await;
    page.says(candidacy::list_title(ES));
    let next = tests::html::links(&page.body).into_iter().find(|link| link.contains("candidatura=")).expect("a way on");
    let page = house.admin.page(next.split('#').next().unwrap()).await;
    let form = page.form("/hacer/designar");
    assert_eq!(form.value("name"), Some(NEIGHBOUR.name));
    assert_eq!(form.value("seat"), Some("vecinos.1.holder"));
    assert_eq!(form.value("has_declared"), Some("yes"));
    assert!(form.value("person").is_some_and(|person| !person.is_empty()));
    let form = form.with("act", "Acta 1").with("reason", "La eligió la asamblea de la comuna");
    house.admin.submit(&page, &form).await.says(&bodies::appointed(ES, NEIGHBOUR.name));
    house.admin.page(&admin).await.says(candidacy::seated(ES));
    house.server.visit("uno.localhost").page(&house.page()).await.says(NEIGHBOUR.name);
    let seated = "select count(*) from appointment join candidacy using (tenant_id, body_id, person_id)";
    assert_eq!(house.count(seated).await, 1, "the appointment is the candidate's own");
}

#[tokio::test]
async fn who_may_not_stand_is_told_why_and_who_stands_may_withdraw() {
    let house = House::new(PhaseKind::Assemblies).await;
    let stranger = house.browser(&Someone { name: "Olga de otra comuna", territory: Some("02"), ..NEIGHBOUR }).await;
    let anonymous = house.server.visit("uno.localhost").page(&house.page()).await;
    let stands = |page: &tests::browser::Answer| page.forms().iter().any(|form| form.action == "/hacer/inscripcion");
    assert!(!stands(&anonymous) && anonymous.body.contains("/entrar?volver="), "{}", anonymous.text());
    let page = stranger.page(&house.page()).await;
    assert!(!stands(&page), "{}", page.text());

    let amparo = house.browser(&NEIGHBOUR).await;
    let page = amparo.page(&house.page()).await;
    let form = page.form("/hacer/inscripcion").tick("sector", "vecinos").tick("accept", "yes");
    amparo.submit(&page, &form).await;
    // The form of another is of no use to who may not; nor is another's registration theirs to withdraw.
    let member = house
        .world
        .sign_in(&house.world.one.site, &Someone { name: "Olga de otra comuna", territory: Some("02"), ..NEIGHBOUR })
        .await;
    for (action, with) in [("/hacer/inscripcion", true), ("/hacer/retirar-inscripcion", false)] {
        let mut fields = vec![("csrf", member.csrf.as_str()), ("body", house.body.as_str())];
        if with {
            fields.extend([("sector", "vecinos"), ("accept", "yes")]);
        }
        let browser = house.server.visit("uno.localhost").with_cookie(&member.cookie);
        browser.post(&house.page(), action, &tests::browser::fields(&fields)).await;
        assert_eq!(house.count(STANDING).await, 1, "{action}");
    }

    // After the call nobody registers any more, and one can still withdraw.
    house.process.open(&house.world, &house.world.one, PhaseKind::Ballot).await;
    let late = house.browser(&Someone { name: "Tardía Inscripción", ..NEIGHBOUR }).await;
    assert!(!stands(&late.page(&house.page()).await));
    let page = amparo.page(&house.page()).await;
    let form = page.form("/hacer/retirar-inscripcion");
    amparo.submit(&page, &form).await.says(candidacy::withdrawn(ES));
    assert_eq!(house.count(STANDING).await, 0);
    amparo.submit(&page, &form).await.says(candidacy::not_standing(ES));
    assert_eq!(house.count("select count(*) from audit_entry where act = 'withdraw_candidacy'").await, 1);
}
