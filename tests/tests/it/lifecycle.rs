//! The binary from its start to its end: with a cluster of its own, and with one that is there.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use http::StatusCode;
use shared::phase::PhaseKind;
use tests::binary::{Folder, Serving, command, free_port, run};
use tests::process::Process;
use tests::world::{NEIGHBOUR, World};
use tokio::time::sleep;

/// Whether a process of a PostgreSQL cluster below a folder runs.
fn cluster_runs(folder: &Path) -> bool {
    let named = folder.to_str().expect("a path in UTF-8");
    let processes = std::fs::read_dir("/proc").expect("the list of processes");
    processes.flatten().any(|process| {
        // Processes come and go while they are listed.
        let line = std::fs::read(process.path().join("cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line);
        line.contains("postgres") && line.contains(named)
    })
}

async fn metric(address: &str, name: &str) -> f64 {
    let text = reqwest::get(format!("http://{address}/metrics")).await.unwrap().text().await.unwrap();
    let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.rsplit(' ').next().and_then(|value| value.parse().ok()).unwrap_or(0.0)
}

/// Where PostgreSQL's own user can reach it, also when the tests run as root.
fn folder() -> Folder {
    Folder::temporary("lifecycle")
}

#[tokio::test]
async fn the_binary_keeps_a_cluster_of_its_own_and_leaves_nothing_behind() {
    let folder = folder();
    let data = folder.join("data");
    let metrics = format!("127.0.0.1:{}", free_port());
    let mut serving = Serving::start(&data, &["--metrics-listen", &metrics]).ready().await;
    let home = serving.visit("localhost").page("/").await;
    home.says("Medellín");
    assert!(cluster_runs(folder.path()));

    // A second server on the same folder refuses and says what helps; a command joins the first.
    let mut second = command(&["serve", "--listen", "127.0.0.1:0", "--metrics-listen", "off", "--data-dir"]);
    second.arg(&data);
    let said = run(second).await;
    assert!(!said.done && said.err.contains("another convite is using the data folder"), "{said:?}");
    let mut list = command(&["tenant", "list", "--data-dir"]);
    list.arg(&data);
    let said = run(list).await;
    assert!(said.done && said.out.contains("medellin\tmunicipality\tactive\tamva"), "{said:?}");
    assert_eq!(serving.visit("localhost").ask("/ready").await.status, StatusCode::OK);

    // A request that has begun when Ctrl-C comes is answered; new ones are not taken.
    let body = "text=larger&volver=%2F";
    let mut slow = TcpStream::connect(serving.address).unwrap();
    let head = format!(
        "POST /preferencias HTTP/1.1\r\nhost: localhost:{}\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        serving.address.port(),
        body.len()
    );
    slow.write_all(head.as_bytes()).unwrap();
    slow.write_all(&body.as_bytes()[..4]).unwrap();
    slow.flush().unwrap();
    while metric(&metrics, "http_requests_in_flight").await < 1.0 {
        sleep(Duration::from_millis(20)).await;
    }
    serving.signal("INT");
    while TcpStream::connect(serving.address).is_ok() {
        sleep(Duration::from_millis(20)).await;
    }
    assert!(serving.child.try_wait().unwrap().is_none(), "it waits for the request");
    slow.write_all(&body.as_bytes()[4..]).unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 303") && answer.contains("preferences=larger"), "{answer}");
    assert!(serving.ended().await, "{}", serving.log());
    assert!(!cluster_runs(folder.path()), "PostgreSQL is left behind");

    // Killed without warning: what it leaves is taken up by the next start, with all that was committed.
    let mut serving = Serving::start(&data, &["--metrics-listen", "off"]).ready().await;
    let mut create = command(&["tenant", "create", "nueva", "--name", "Villa Nueva", "--data-dir"]);
    create.arg(&data);
    assert!(run(create).await.done);
    serving.signal("KILL");
    assert!(!serving.ended().await);
    let mut serving = Serving::start(&data, &["--metrics-listen", "off"]).ready().await;
    serving.visit("nueva.localhost").page("/").await.says("Villa Nueva");
    serving.signal("TERM");
    assert!(serving.ended().await, "{}", serving.log());
    assert!(!cluster_runs(folder.path()), "PostgreSQL is left behind");
}

#[tokio::test]
async fn logs_and_metrics_tell_of_requests_and_never_of_people() {
    let world = World::new().await;
    Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let member = world.sign_in(&world.one.site, &NEIGHBOUR).await;
    let folder = Folder::new("logs");
    let metrics = format!("127.0.0.1:{}", free_port());
    let urls =
        [store::cluster::APP, store::cluster::OWNER, store::cluster::OBSERVER].map(|role| world.database.url(role));
    let flags = [
        "--metrics-listen",
        &metrics,
        "--presets",
        "false",
        "--log-format",
        "json",
        "--log",
        "debug",
        "--trusted-proxy",
        "127.0.0.1",
        "--database-url",
        &urls[0],
        "--database-owner-url",
        &urls[1],
        "--database-observer-url",
        &urls[2],
    ];
    let mut serving = Serving::start(&folder.join("data"), &flags).ready().await;
    let browser = serving.visit("uno.localhost").with_cookie(&member.cookie);

    let request = browser
        .request(reqwest::Method::GET, "/territorios/01?q=enfermedad")
        .header("x-forwarded-for", "203.0.113.77")
        .header("referer", "http://uno.localhost/perfil-de-amparo")
        .header("user-agent", "Navegador-de-Amparo");
    assert_eq!(browser.send("/territorios/01", request).await.status, StatusCode::OK);
    let page = browser.page("/ideas/nueva").await;
    let form = page
        .form("/hacer/idea")
        .with("title", "Confidencia en el título")
        .with("need", "Confidencia en lo que hace falta, con detalles de la familia.");
    let idea = browser.submit(&page, &form).await;
    let id = idea.path.trim_start_matches("/ideas/").to_owned();
    browser.open("/auth/callback?code=codigo-secreto&state=estado-secreto").await;
    browser.open(&format!("/entrar?volver={}", idea.path)).await;
    for path in ["/", "/votar", "/mi-participacion"] {
        browser.open(path).await;
    }
    for host in ["intruso-uno.localhost", "intruso-dos.example"] {
        assert_eq!(serving.visit(host).ask("/").await.status, StatusCode::NOT_FOUND);
    }
    let text = reqwest::get(format!("http://{metrics}/metrics")).await.unwrap().text().await.unwrap();
    serving.signal("TERM");
    assert!(serving.ended().await, "{}", serving.log());

    let log = serving.log();
    let token = member.cookie.split('=').nth(1).unwrap();
    let never = [
        "Amparo",
        "Ruiz",
        "subject-",
        "enfermedad",
        "203.0.113.77",
        "Navegador",
        "Confidencia",
        "familia",
        "codigo-secreto",
        "estado-secreto",
        "intruso",
        token,
        &id,
        &member.person.to_string(),
    ];
    for word in never {
        assert!(!log.contains(word), "the log says {word}: {}", log.lines().find(|line| line.contains(word)).unwrap());
        assert!(!text.contains(word), "the metrics say {word}");
    }
    // Every line is a record, and each answer has its route, its site and the id that the visitor was given.
    let records: Vec<serde_json::Value> =
        log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect();
    let answered: Vec<_> = records.iter().filter(|record| record["message"] == "answered").collect();
    let of_route = |route: &str| {
        answered.iter().find(|record| record["route"] == route).unwrap_or_else(|| panic!("{route}: {log}"))
    };
    let record = of_route("/ideas/{id}");
    assert_eq!(record["tenant"], "uno");
    assert_eq!(record["status"], 200);
    let request_id = idea.header("x-request-id").unwrap();
    assert!(log.contains(request_id), "the id that the visitor was given is in the log");
    of_route("/territorios/{code}");
    of_route("/hacer/idea");

    // What voters pass has no line and no route of its own.
    for record in &answered {
        let route = record["route"].as_str().unwrap();
        assert!(record["status"].as_u64().unwrap() >= 400 || !["/", "/votar", "/entrar"].contains(&route), "{record}");
    }
    for route in ["votar", "entrar", "auth", "participacion"] {
        assert!(!text.contains(route), "{text}");
    }
    assert!(text.contains("route=\"visit\""), "{text}");

    // Labels are few: known sites only, routes by their template.
    let labels: std::collections::BTreeSet<&str> =
        text.split("tenant=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(labels.contains("uno") && labels.iter().all(|label| ["", "uno"].contains(label)), "{labels:?}");
    assert!(text.contains("http_request_duration_seconds_bucket") && text.contains("route=\"/ideas/{id}\""), "{text}");
}

#[tokio::test]
async fn the_demonstration_never_runs_where_it_could_do_harm() {
    let folder = Folder::new("demo-refused");
    for (flags, environment) in [
        (vec!["--listen", "0.0.0.0:0"], "development"),
        (vec!["--base-domain", "convite.example"], "development"),
        (vec![], "production"),
    ] {
        let mut command = command(&["serve", "--demo", "--metrics-listen", "off", "--data-dir"]);
        command.arg(folder.join("data")).args(&flags).env("CONVITE_ENV", environment);
        let said = run(command).await;
        assert!(!said.done && said.err.contains("--demo lets anybody sign in as anybody"), "{flags:?}: {said:?}");
        assert!(!folder.join("data").exists(), "nothing was started");
    }
}
