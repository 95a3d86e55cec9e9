//! Rehearsing ballots of every type: mistakes, what came back, the outcome with its reasons, and nothing kept of it.

use http::StatusCode;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::ruleset::RuleSet;
use tests::browser::{Answer, Browser};
use tests::html::Form;
use tests::process::{Process, Project};
use tests::rules::voting;
use tests::server::Running;
use tests::world::{NEIGHBOUR, Someone, World};

const ADMIN: Someone<'static> =
    Someone { name: "Gloria Administra", territory: None, roles: &[Role::TenantAdmin], ..NEIGHBOUR };
const GREEDY: &str = r#"{ type = "greedy", tie = ["lower_cost", "ballot_number"] }"#;

struct Hall {
    world: World,
    server: Running,
    process: Process,
    admin: Browser,
}

impl Hall {
    async fn new() -> Self {
        Self::by(&tests::rules::rules()).await
    }

    /// The same where a process follows these rules.
    async fn by(rules: &RuleSet) -> Self {
        let world = World::new().await;
        let process = Process::with_rules(&world, &world.one, PhaseKind::Ideas, rules).await;
        let server = world.serve().await;
        let admin = world.browser(&server, &world.one.site, &ADMIN).await;
        Self { world, server, process, admin }
    }

    /// Imports rules as a draft, and opens its rehearsal with six made-up projects.
    async fn with(&self, rules: &str) -> Answer {
        let page = self.admin.page("/admin/reglas").await;
        let form = page.form("/hacer/importar-reglas").with("document", rules);
        let step = self.admin.submit(&page, &form).await;
        let draft = step.path.split('/').nth(3).expect("a draft's address").to_owned();
        let page = self.admin.page(&format!("/admin/ensayo?version={draft}&proyectos=6&techo=600.000.000")).await;
        page.says("son de ejemplo");
        page
    }

    async fn with_ballot(&self, ballot: &str) -> Answer {
        self.with(&voting(ballot, GREEDY)).await
    }

    async fn cast(&self, page: &Answer, form: Form) -> Answer {
        self.admin.submit(page, &form.press("echar", "1")).await
    }
}

/// The ballot on the page.
fn ballot(page: &Answer) -> Form {
    let mut forms = page.forms();
    let at = forms.iter().position(|form| form.buttons.iter().any(|(name, _)| name == "echar"));
    forms.swap_remove(at.unwrap_or_else(|| panic!("no ballot: {}", page.text())))
}

/// The form that asks for this field.
fn asking(page: &Answer, field: &str) -> Form {
    let hidden = |form: &Form| form.buttons.iter().any(|(name, _)| name == "echar");
    let found = page.forms().into_iter().filter(|form| !hidden(form) && form.value(field).is_some());
    found.min_by_key(|form| form.fields.len()).unwrap_or_else(|| panic!("nothing asks for {field}: {}", page.text()))
}

/// A made-up project's id: its number.
fn id(number: u128) -> String {
    uuid::Uuid::from_u128(number).to_string()
}

fn field(number: u128) -> String {
    format!("ballot.proyectos.{}", id(number))
}

fn votes(page: &Answer) -> &str {
    let (_, query) = page.path.split_once("votos=").unwrap_or_else(|| panic!("no votes in {}", page.path));
    query.split(['&', '#']).next().unwrap_or_default()
}

/// The page says all of this: once in the summary, and once more beside what it is about.
fn told(page: &Answer, sentences: &[&str]) {
    assert!(page.body.contains("role=\"alert\""), "{}", page.text());
    let text = page.text();
    for sentence in sentences {
        assert!(text.matches(sentence).count() >= 2, "{sentence:?} is not said twice: {text}");
    }
}

#[tokio::test]
async fn approval_with_a_least_a_most_and_a_blank_vote() {
    let hall = Hall::new().await;
    let before = hall.world.database.fingerprint(hall.world.one.site.tenant).await;
    let rule = r#"{ type = "approval", at_least = 2, at_most = { type = "share", share = "50%" }, blank = true }"#;
    let page = hall.with_ballot(rule).await;
    page.says("Marque de 2 a 3 proyectos");
    let drafted = hall.world.database.fingerprint(hall.world.one.site.tenant).await;
    assert_ne!(before, drafted);

    let back = hall.cast(&page, ballot(&page)).await;
    told(&back, &["Marque al menos un proyecto o el voto en blanco."]);
    let four = (1..=4).fold(ballot(&page), |form, number| form.tick(&field(number), "1"));
    let back = hall.cast(&page, four).await;
    told(&back, &["Marcó 4 proyectos y el tarjetón permite 3."]);
    let kept = ballot(&back);
    assert_eq!(kept.fields.iter().filter(|(name, _)| name.starts_with("ballot.")).count(), 4);
    let back = hall.cast(&page, ballot(&page).tick(&field(1), "1")).await;
    told(&back, &["Nombró 1 y hay que nombrar por lo menos 2."]);
    let both = ballot(&back).tick(&field(2), "1").tick("ballot.proyectos", "blank");
    let back = hall.cast(&back, both).await;
    told(&back, &["El voto en blanco va solo"]);

    let two = ballot(&page).tick(&field(1), "1").tick(&field(2), "1");
    let page = hall.cast(&page, two).await;
    assert_eq!(votes(&page), "1-2");
    page.says("Va 1 tarjetón echado a mano.");
    let page = hall.cast(&page, ballot(&page).tick("ballot.proyectos", "blank")).await;
    assert_eq!(votes(&page), "1-2.b");
    page.says("Votos válidos 2");
    page.says("En blanco 1");
    page.says("Los números 1 y 2 empataron con 1.");
    page.says("Obtuvo 0 y necesita por lo menos 1.");
    // The last one is taken back.
    let link = tests::html::links(&page.body).into_iter().find(|link| link.ends_with("votos=1-2#resultado"));
    let page = hall.admin.page(link.unwrap().trim_end_matches("#resultado")).await;
    page.says("Va 1 tarjetón echado a mano.");
    assert_eq!(hall.world.database.fingerprint(hall.world.one.site.tenant).await, drafted, "nothing is kept");
}

#[tokio::test]
async fn a_single_choice() {
    let hall = Hall::new().await;
    let page = hall.with_ballot(r#"{ type = "single_choice" }"#).await;
    page.says("Marque un proyecto");
    let back = hall.cast(&page, ballot(&page)).await;
    told(&back, &["Marque al menos un proyecto."]);
    let page = hall.cast(&back, ballot(&back).tick("ballot.proyectos", &id(5))).await;
    assert_eq!(votes(&page), "5");
    page.says("Cabe: cuesta");
}

#[tokio::test]
async fn a_ranking() {
    let hall = Hall::new().await;
    let rule = r#"{ type = "ranking", at_least = 2, at_most = { type = "count", count = 3 } }"#;
    let page = hall.with_ballot(rule).await;
    page.says("Ordene de 2 a 3 proyectos");
    let form = ballot(&page).with(&field(1), "1").with(&field(2), "1").with(&field(3), "3");
    let back = hall.cast(&page, form).await;
    told(&back, &["El puesto 1 lo tienen varios: Número 1", "Nadie tiene el puesto 2."]);
    let form = ballot(&back);
    assert_eq!([1, 2, 3].map(|number| form.value(&field(number)).unwrap().to_owned()), ["1", "1", "3"]);
    let page = hall.cast(&back, form.with(&field(2), "2")).await;
    assert_eq!(votes(&page), "1-2~2-3~3");
    page.says("Puntos");
    assert!(page.text().contains("Número 1, «Proyecto de ejemplo 1» 1 3 "), "{}", page.text());
}

#[tokio::test]
async fn points() {
    let hall = Hall::new().await;
    let rule = r#"{ type = "points", points = 50, each_at_most = 30, spend_all = true, blank = true }"#;
    let page = hall.with_ballot(rule).await;
    let form = ballot(&page).with(&field(1), "31").with(&field(2), "diez").with(&field(3), "20");
    let back = hall.cast(&page, form).await;
    told(&back, &["Le dio 31 y lo más que se le puede dar es 30.", "encontramos «diez»", "Quite 1."]);
    let form = ballot(&back);
    assert_eq!([1, 2, 3].map(|number| form.value(&field(number)).unwrap().to_owned()), ["31", "diez", "20"]);
    let back = hall.cast(&back, form.with(&field(1), "1").with(&field(2), "")).await;
    told(&back, &["Repartió 21 y hay que repartir 50. Faltan 29."]);
    let page = hall.cast(&back, ballot(&back).with(&field(1), "30")).await;
    assert_eq!(votes(&page), "1~30-3~20");
}

#[tokio::test]
async fn a_wallet_in_notes() {
    let hall = Hall::new().await;
    let rule = r#"{ type = "wallet", amount = 500000, note = 100000, each_at_most = 300000, at_most = { type = "count", count = 3 } }"#;
    let page = hall.with_ballot(rule).await;
    page.says("Reparta 500.000 en billetes de 100.000");
    let form = ballot(&page).with(&field(1), "300000").with(&field(2), "300000");
    let back = hall.cast(&page, form).await;
    told(&back, &["Repartió 600.000 y solo tiene 500.000. Quite 100.000."]);
    // Somebody who writes fields of their own finds the same rules.
    let torn = back.path.replace(&format!("{}=300000", field(1)), &format!("{}=150000", field(1)));
    let back = hall.admin.page(&torn).await;
    told(&back, &["Le dio 150.000, y los billetes son de 100.000"]);
    assert_eq!(ballot(&back).value(&field(1)), Some("150000"));
    let page = hall.cast(&back, ballot(&back).with(&field(1), "200000")).await;
    assert_eq!(votes(&page), "1~200000-2~300000");
    page.says("Billetera");
    // One note to each project is a box to tick.
    let rule = r#"{ type = "wallet", amount = 200000, note = 100000, each_at_most = 100000, at_most = { type = "count", count = 2 } }"#;
    let page = hall.with_ballot(rule).await;
    let page = hall.cast(&page, ballot(&page).tick(&field(4), "100000")).await;
    assert_eq!(votes(&page), "4~100000");
}

#[tokio::test]
async fn a_knapsack_within_the_ceiling() {
    let hall = Hall::new().await;
    let page = hall.with_ballot(r#"{ type = "knapsack", spend_at_least = "40%" }"#).await;
    page.says("Marque proyectos hasta donde alcance el techo de $600.000.000");
    page.says("Deben costar juntos por lo menos $240.000.000.");
    let all = (1..=6).fold(ballot(&page), |form, number| form.tick(&field(number), "1"));
    let back = hall.cast(&page, all).await;
    told(&back, &["y el techo es $600.000.000: sobran"]);
    let back = hall.cast(&page, ballot(&page).tick(&field(1), "1")).await;
    told(&back, &["y debe llegar por lo menos a $240.000.000: faltan"]);
    let page = hall.cast(&page, ballot(&page).tick(&field(1), "1").tick(&field(2), "1")).await;
    assert_eq!(votes(&page), "1-2");
}

#[tokio::test]
async fn two_contests_on_one_sheet() {
    let hall = Hall::new().await;
    let second = r#"
[[contests]]
id = "ciudad"
name = "Obra de la ciudad"
level = "comuna"
pool = "bolsa"
phases = ["voting"]
ballot = { type = "single_choice" }
winner = { type = "plurality", winners = 1, tie = ["public_draw"] }

[[sheets]]"#;
    let rules = voting(r#"{ type = "approval", at_most = { type = "count", count = 2 } }"#, GREEDY)
        .replace("[[sheets]]", second)
        .replace("contests = [\"proyectos\"]", "contests = [\"proyectos\", \"ciudad\"]");
    let page = hall.with(&rules).await;
    page.says("Proyectos: Marque hasta 2 proyectos");
    page.says("Obra de la ciudad: Marque un proyecto");
    let back = hall.cast(&page, ballot(&page).tick(&field(1), "1")).await;
    told(&back, &["Marque al menos un proyecto."]);
    back.says("Obra de la ciudad: Marque al menos un proyecto.");
    let page = hall.cast(&back, ballot(&back).tick("ballot.ciudad", &id(3))).await;
    assert_eq!(votes(&page), "1_3");
    let page = hall.cast(&page, ballot(&page).tick(&field(1), "1").tick("ballot.ciudad", &id(4))).await;
    assert_eq!(votes(&page), "1_3.1_4");

    // One contest is decided, the other needs a draw that anybody can repeat.
    page.says("Quién ganaría en «Proyectos»");
    page.says("Hace falta un sorteo público");
    page.says("Los números 3 y 4 empataron con 1, y de su orden depende quién gana.");
    let drawn = hall.admin.submit(&page, &asking(&page, "sorteo").with("sorteo", "4711")).await;
    drawn.says("así salió en el sorteo");
    drawn.says("Ese orden decidió quién ganó.");
    let seed: shared::draw::Seed = "4711".parse().unwrap();
    let lots = [3, 4].map(|number| (seed.lot(shared::draw::Purpose::Tie, &number.to_string()), number));
    let ((lot, first), (_, second)) = if lots[0] < lots[1] { (lots[0], lots[1]) } else { (lots[1], lots[0]) };
    drawn.says(&format!("El {first} va antes que el {second}"));
    drawn.says(&lot.to_string());
    assert_eq!(votes(&drawn), "1_3.1_4", "what was cast stays");
}

#[tokio::test]
async fn made_up_votes_are_counted_with_those_cast_by_hand() {
    let hall = Hall::new().await;
    let page = hall.with_ballot(r#"{ type = "approval", at_most = { type = "count", count = 3 } }"#).await;
    let page = hall.cast(&page, ballot(&page).tick(&field(1), "1")).await;
    let form = asking(&page, "muestra").with("muestra", "200").with("semilla", "guacamaya");
    let page = hall.admin.submit(&page, &form).await;
    page.says("Votos válidos 201");
    page.says("Gana");
    let again = hall.admin.submit(&page, &asking(&page, "muestra")).await;
    assert_eq!(again.text(), page.text(), "the same seed makes up the same ballots");
}

#[tokio::test]
async fn real_projects_are_rehearsed_where_there_are_some() {
    let hall = Hall::new().await;
    let projects = [Project { title: "Un parque con sombra", cost: 10 }, Project { title: "Un puente", cost: 20 }];
    let ids = hall.process.projects(&hall.world, &hall.world.one, "01", &projects).await;
    let page = hall.admin.page("/admin/ensayo").await;
    page.says("Un parque con sombra");
    page.keeps_quiet_about("Proyecto de ejemplo");
    let page = hall.cast(&page, ballot(&page).tick(&format!("ballot.proyectos.{}", ids[1]), "1")).await;
    assert_eq!(votes(&page), "2");
    page.says("Número 2, «Un puente» 1 1 ");
    // In a territory without projects they are made up for its kind.
    let page = hall.admin.submit(&page, &asking(&page, "lugar").with("lugar", "tipo:corregimiento")).await;
    page.says("son de ejemplo");
    page.keeps_quiet_about("Un parque con sombra");
}

#[tokio::test]
async fn real_projects_of_everything_on_the_ballot_are_rehearsed() {
    let hall = Hall::by(&tests::rules::several()).await;
    let town = &hall.world.one;
    let projects = [Project { title: "Un parque con sombra", cost: 10 }, Project { title: "Un puente", cost: 20 }];
    let chosen = hall.process.projects(&hall.world, town, "01", &projects).await;
    // What has no project yet is made up.
    let page = hall.admin.page("/admin/ensayo").await;
    page.says("Un puente");
    page.says("Los proyectos de «Obra de la villa» son de ejemplo");
    let works = [Project { title: "Un centro de salud", cost: 30 }, Project { title: "Una biblioteca", cost: 40 }];
    let works = hall.process.projects(&hall.world, town, "ciudad-obra", &works).await;
    let page = hall.admin.page("/admin/ensayo").await;
    page.says("Un puente");
    page.says("Una biblioteca");
    page.keeps_quiet_about("Proyecto de ejemplo");
    let form = ballot(&page).tick("ballot.obra", &works[1].to_string());
    let page = hall.cast(&page, form.tick(&format!("ballot.proyectos.{}", chosen[0]), "1")).await;
    assert_eq!(votes(&page), "2_1");
    page.says("Número 2, «Una biblioteca» 1 1 ");
    page.says("Número 1, «Un parque con sombra» 1 1 ");
}

#[tokio::test]
async fn an_address_that_says_nothing_is_told_what_is_wrong_with_it() {
    let hall = Hall::new().await;
    let none = uuid::Uuid::from_u128(9);
    for (query, said) in [
        ("votos=1-99", "El tarjetón 1 de la dirección no es de este ensayo"),
        ("votos=1.1-2-3", "El tarjetón 2 de la dirección no es de este ensayo"),
        ("votos=%3Cscript%3E", "El tarjetón 1 de la dirección no es de este ensayo"),
        ("muestra=100000", "de 0 a 1000; encontramos «100000»"),
        ("proyectos=0", "de 1 a 60; encontramos «0»"),
        ("techo=mucho", "encontramos «mucho»"),
        ("tarjeton=otro", "no tienen un tarjetón «otro»"),
        ("lugar=tipo:barrio", "«tipo:barrio» en este tarjetón"),
        ("semilla=a%0Ab", "La semilla es una línea"),
        ("sorteo=a%0Ab", "La semilla es una línea"),
        ("version=nada", "Esa versión de las reglas no existe aquí"),
        (&format!("version={none}"), "Esa versión de las reglas no existe aquí"),
    ] {
        let page = hall.admin.page(&format!("/admin/ensayo?{query}")).await;
        page.says(said);
        assert!(page.body.contains("role=\"alert\""), "{query}");
        ballot(&page);
    }
    let many = vec!["1"; 301].join(".");
    hall.admin.page(&format!("/admin/ensayo?votos={many}")).await.says("Un ensayo lleva hasta 300 tarjetones");
    // A ballot that no choice fills says why, and leaves the setting to be changed.
    let page =
        hall.with_ballot(r#"{ type = "approval", at_least = 4, at_most = { type = "count", count = 5 } }"#).await;
    let page = hall.admin.submit(&page, &asking(&page, "lugar").with("proyectos", "2")).await;
    page.says("Hay que nombrar por lo menos 4 y solo hay 2.");
    let page = hall.admin.submit(&page, &asking(&page, "lugar").with("proyectos", "8")).await;
    ballot(&page);
}

#[tokio::test]
async fn the_rehearsal_is_for_the_administration() {
    let hall = Hall::new().await;
    let citizen = hall.world.browser(&hall.server, &hall.world.one.site, &NEIGHBOUR).await;
    assert_eq!(citizen.open("/admin/ensayo").await.status, StatusCode::FORBIDDEN);
    let anybody = hall.server.visit("uno.localhost");
    assert_eq!(anybody.ask("/admin/ensayo").await.redirect().as_deref(), Some("/entrar?volver=/admin/ensayo"));
    // From the tabs, and from the rules.
    let links = tests::html::links(&hall.admin.page("/admin/reglas").await.body);
    assert!(links.contains(&"/admin/ensayo".to_owned()));
    assert!(links.iter().any(|link| link.starts_with("/admin/ensayo?version=")));
}

#[tokio::test]
async fn the_set_up_shows_the_ballot_as_everybody_will_see_it() {
    let hall = Hall::new().await;
    let page = hall.with_ballot(r#"{ type = "points", points = 7, each_at_most = 4 }"#).await;
    let (_, rest) = page.path.split_once("version=").unwrap();
    let draft = rest.split('&').next().unwrap();
    let page = hall.admin.page(&format!("/admin/reglas/{draft}/votacion")).await;
    page.says("Así verá cada persona el tarjetón");
    page.says("Reparta 7 puntos entre los proyectos");
    page.says("Proyecto de ejemplo 1");
    assert!(tests::html::links(&page.body).contains(&format!("/admin/ensayo?version={draft}")));
}
