//! The selection of municipalities: an analyst of the state prepares it, everybody reads how it came about.

use http::StatusCode;
use shared::role::Role;
use tests::browser::{Answer, fields};
use tests::world::{NEIGHBOUR, Someone, World, host};

const CODES: [&str; 4] = ["14001", "14002", "14003", "14004"];

const FIGURES: &str = "codigo;region;marginacion;pobreza
14001;Altos Sur;50,00;40
14002;Altos Sur;55,00;40
14003;Valles;55,00;20
14004;Valles;60,00;20
";

const READ: &str = "/hacer/leer-seleccion";
const PUBLISH: &str = "/hacer/publicar-seleccion";

/// The form filled in, with two criteria and one municipality of each region.
fn filled(csrf: &str, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut filled = fields(&[
        ("csrf", csrf),
        ("title", "Vamos Juntos de prueba"),
        ("count", "1"),
        ("by_region", "yes"),
        ("peso-marginacion", "70"),
        ("primero-marginacion", "lowest"),
        ("peso-pobreza", "30"),
        ("primero-pobreza", "highest"),
        ("source", "Censo de prueba, 2020"),
        ("text", FIGURES),
    ]);
    for (name, value) in changes {
        filled.retain(|(known, _)| known != name);
        filled.push(((*name).to_owned(), (*value).to_owned()));
    }
    filled
}

#[tokio::test]
async fn a_state_chooses_municipalities_and_everybody_can_do_it_again() {
    let world = World::new().await;
    let state = world.state(&CODES).await;
    let server = world.serve().await;
    let anybody = server.visit(&host(&state));
    anybody.page("/seleccion").await.says("Todavía no se ha publicado ninguna selección");
    anybody.page("/").await.keeps_quiet_about("Selección de municipios");

    let who = Someone { name: "Analista Estatal", age: None, territory: None, roles: &[Role::Analyst] };
    let analyst = world.sign_in(&state, &who).await;
    let browser = server.visit(&host(&state)).with_cookie(&analyst.cookie);
    browser.page("/").await.says("Selección de municipios");
    let form = browser.page("/seleccion/nueva").await.form(READ);
    // What it starts from is the template's: criteria with their weights, by region.
    assert_eq!((form.value("peso-marginacion"), form.value("count")), (Some("60"), Some("5")));

    // Every mistake at once, and nothing lost.
    let wrong = FIGURES.replace("14003;Valles;55,00;20\n", "14003;;-1;20\n14009;Valles;1;1\n");
    let changes = [("title", ""), ("count", "0"), ("peso-pobreza", "20"), ("text", &*wrong)];
    browser.post("/seleccion/nueva", READ, &filled(&analyst.csrf, &changes)).await;
    let page = browser.page("/seleccion/nueva").await;
    for said in [
        "Escriba para qué es",
        "de 1 a 999",
        "Los pesos suman 90,00 %",
        "Línea 4, columna 7: «» no es el nombre de una región",
        "no puede ser negativo",
        "no hay un territorio con el código «14009»",
    ] {
        page.says(said);
    }
    assert_eq!(page.form(READ).value("source"), Some("Censo de prueba, 2020"));
    let missing = FIGURES.replace(";pobreza", ";population");
    browser.post("/seleccion/nueva", READ, &filled(&analyst.csrf, &[("text", &missing)])).await;
    browser.page("/seleccion/nueva").await.says("no tiene la columna «pobreza»");

    // The whole table before anything is published.
    browser.post("/seleccion/nueva", READ, &filled(&analyst.csrf, &[])).await;
    let preview = browser.page("/seleccion/nueva").await;
    preview.says("Todavía no se ha publicado nada");
    assert_chosen(&preview);
    anybody.page("/seleccion").await.says("Todavía no se ha publicado ninguna");

    // Without an act there is no publication, and the table stands.
    let again = browser.submit(&preview, &preview.form(PUBLISH)).await;
    again.says("Así quedaría la selección");
    let form = again.form(PUBLISH).with("act", "Acuerdo de prueba 1").with("act_date", "2026-01-31");
    let to = browser.submit(&again, &form).await.path;
    let public = anybody.page(&to).await;
    assert_chosen(&public);
    public.says("La adoptó Acuerdo de prueba 1, del 31 de enero de 2026");
    public.says("Fuente de las cifras: Censo de prueba, 2020");
    anybody.page("/").await.says("Selección de municipios");
    let tenant = state.tenant;
    assert_eq!(
        world.database.count(tenant, "select count(*) from audit_entry where act = 'publish_selection'").await,
        1
    );

    let file = anybody.page(&format!("{to}/tabla.csv")).await;
    let lines: Vec<_> = file.body.lines().collect();
    assert_eq!(
        lines[0],
        "region,lugar,codigo,municipio,puntaje,pasa,motivo,marginacion,marginacion_puntos,pobreza,pobreza_puntos"
    );
    // All of 70 % and all of 30 %; then half of 70 % and all of 30 %.
    let first = "Altos Sur,1,14001,Municipio 14001,1000000.0000,1,\"Sí, por su puntaje\",50.0000,1000000,40.00,1000000";
    assert_eq!(lines[1], first);
    assert!(lines[2].starts_with("Altos Sur,2,14002,Municipio 14002,650000.0000,0,"), "{}", lines[2]);
    // What was published is final.
    let mut owner = world.database.inside(tenant).await;
    let rewritten = sqlx::query("update municipality_selection set title = 'otra'").execute(&mut owner).await;
    assert!(rewritten.is_err());
    tests::cluster::close(owner).await;
}

fn assert_chosen(page: &Answer) {
    let text = page.text();
    for said in ["Altos Sur", "Valles", "Municipio 14001", "1.000.000", "650.000", "No: hacían falta 1.000.000"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(text.matches("Sí, por su puntaje").count(), 2);
}

#[tokio::test]
async fn only_analysts_of_a_state_choose_and_only_where_rules_have_criteria() {
    let world = World::new().await;
    let state = world.state(&CODES).await;
    let server = world.serve().await;
    let before = world.database.fingerprint(state.tenant).await;
    let nobody = Someone { name: "Sin papel", age: None, territory: None, roles: &[] };
    let member = world.sign_in(&state, &nobody).await;
    let browser = server.visit(&host(&state)).with_cookie(&member.cookie);
    assert_eq!(browser.open("/seleccion/nueva").await.status, StatusCode::FORBIDDEN);
    let enrolled = world.database.fingerprint(state.tenant).await;
    for action in [READ, PUBLISH] {
        let changes = [("act", "Acuerdo de prueba 1"), ("act_date", "2026-01-31")];
        browser.post("/seleccion/nueva", action, &filled(&member.csrf, &changes)).await;
        server.visit(&host(&state)).post("/seleccion/nueva", action, &filled("", &changes)).await;
    }
    assert_eq!(world.database.fingerprint(state.tenant).await, enrolled);
    assert_ne!(before, enrolled, "the person is there");
    // On a municipality there is nothing to choose.
    let neighbour = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    assert_eq!(neighbour.open("/seleccion").await.status, StatusCode::NOT_FOUND);
    // In a group for whose country no template has criteria, the page says so.
    let who = Someone { roles: &[Role::Analyst], ..nobody };
    let analyst = world.browser(&server, &world.area, &who).await;
    analyst.page("/seleccion/nueva").await.says("Ninguna plantilla de reglas de este país");
}
