//! What a device asks of the server: a shift, who somebody is, and whether a ballot may be handed over.

use app::text::desk as said;
use http::StatusCode;
use shared::desk::{Act, Way};
use shared::roll::RollKey;
use shared::urn::Channel;
use store::desk;
use tests::browser::Answer;
use tests::world::{Member, NEIGHBOUR};

use super::journals::Device;
use super::{BORN, ES, Polls, add_place, find_at, now, open, polls, polls_by};

const SECRET: &str = "0123456789abcdef";

/// What a device asks of the server.
async fn ask(polls: &Polls, member: &Member, what: &str, body: serde_json::Value) -> Answer {
    let path = app::path::device(polls.desk, what);
    let browser = polls.server.visit(&polls.world.one.host()).with_cookie(&member.cookie);
    let request = browser
        .request(reqwest::Method::POST, &path)
        .header("origin", browser.origin())
        .header("sec-fetch-site", "same-origin")
        .header("x-csrf-token", &member.csrf)
        .header("content-type", "application/json")
        .body(body.to_string());
    browser.send(&path, request).await
}

/// What keeps the page of a device for when there is no network, and what tells the browser to run it.
const WORKER: &str = include_str!("../../../../app/public/mesa/sw.js");
const PAGE_SCRIPT: &str = include_str!("../../../../app/public/mesa/app.js");

#[tokio::test]
async fn what_is_installed_opens_where_the_worker_answers() {
    let polls = polls().await;
    let page = app::path::desk_device(polls.desk);
    let shown = polls.officer.page(&page).await;
    let links = tests::html::pieces(&shown.body);
    let manifest = links.iter().find_map(|piece| match piece {
        tests::html::Piece::Open(tag) if tag.get("rel") == Some("manifest") => tag.get("href"),
        _ => None,
    });
    // The browser asks for it without a session.
    let anybody = polls.server.visit(&polls.world.one.host());
    let answer = anybody.open(manifest.expect("the page can be installed")).await;
    assert_eq!(answer.header("content-type"), Some("application/manifest+json"));
    let manifest = read(&answer);
    let (start, scope) = (manifest["start_url"].as_str().unwrap(), manifest["scope"].as_str().unwrap());
    assert_eq!(start, page);
    assert!(start.starts_with(scope), "{start} is not within {scope}");
    // The pattern by which the worker knows the pages that it keeps, made of the start.
    let pattern = start.replace('/', r"\/").replace(&polls.desk.to_string(), "([0-9a-f-]{36})");
    assert!(WORKER.contains(&format!("/^{pattern}$/")), "{pattern}");
    let registered = "register('/mesa/sw.js', { scope: '/mesa/' })";
    assert!(PAGE_SCRIPT.contains(registered) && start.starts_with("/mesa/"));
    // Each desk is an application of its own.
    let second = add_place(&polls.world, &polls.process, &polls.admin, "Escuela", "01").await;
    let other = read(&anybody.open(&app::path::desk_manifest(second)).await);
    assert_ne!(other["id"], manifest["id"]);
    let unknown = anybody.open(&app::path::desk_manifest(server::random::uuid())).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

fn read(answer: &Answer) -> serde_json::Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

fn decoded(text: &str) -> Vec<u8> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |sign: u8| u32::try_from(DIGITS.iter().position(|one| *one == sign).unwrap()).unwrap();
    let mut bytes = Vec::new();
    for four in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = four.iter().fold(0, |bits, sign| bits << 6 | digit(*sign)) << (6 * (4 - four.len()));
        bytes.extend(&bits.to_be_bytes()[1..four.len()]);
    }
    bytes
}

#[tokio::test]
async fn a_device_takes_the_roll_of_its_place_along() {
    let mut rules = tests::rules::rules();
    rules.rolls[0].minors = vec!["ti".parse().unwrap()];
    let on = shared::ruleset::Condition::Roll { roll: "vecinos".parse().unwrap() };
    let named = rules.eligibility.iter_mut().find(|rule| rule.id.as_str() == "neighbour").unwrap();
    named.condition = shared::ruleset::Condition::All { of: vec![named.condition.clone(), on] };
    let polls = polls_by(&rules).await;
    // On the roll: two of the place, one of another, one too young, and one of whom it says no territory.
    let file = "tipo;documento;territorio;nacimiento\ncc;1020304050;01;1980-01-01\ncc;1020304051;01;1980-01-01\n\
                cc;1020304052;02;1980-01-01\nti;1020304053;01;2020-01-01\ncc;1020304054;;1980-01-01\n";
    let town = &polls.world.one;
    let roll: shared::document::Key = "vecinos".parse().unwrap();
    let mut tx = polls.world.database.database.enter(&town.site).await.unwrap();
    let territories = town.territories.keys().map(|code| code.parse().unwrap()).collect();
    let expected = shared::roll::Expected::of(&rules, &rules.rolls[0], territories, now().date_naive());
    let key = RollKey::new(polls.world.database.vault.roll_key(town.site.tenant).unwrap());
    let reading = shared::roll::Reading::new(expected, key);
    let (id, entries) = (server::random::uuid().into(), shared::ruleset::Entries::People);
    store::roll::load(&mut tx, id, (&roll, entries), ("p.csv", file.as_bytes()), reading, None, now()).await.unwrap();
    store::roll::approve(&mut tx, id, polls.member.person, now()).await.unwrap();
    tx.commit().await.unwrap();

    let secret = SECRET;
    let device = shared::desk::hash_of(secret.as_bytes());
    let take = serde_json::json!({ "officers": ["Luz"], "device": device });
    let stranger = polls.world.sign_in(&polls.world.one.site, &NEIGHBOUR).await;
    assert_eq!(ask(&polls, &stranger, "tomar", take.clone()).await.status, StatusCode::CONFLICT);
    // One of them votes on paper at another desk before.
    let second = add_place(&polls.world, &polls.process, &polls.admin, "Escuela", "01").await;
    open(&polls.officer, second).await;
    let found = find_at(&polls.officer, second, "1020304051", "", "").await;
    polls.officer.submit(&found, &found.form("/hacer/marcar-persona")).await;

    let given = read(&ask(&polls, &polls.member, "tomar", take.clone()).await);
    assert_eq!((given["open"].as_bool(), given["rule"].as_str()), (Some(false), Some("set_aside")));
    assert_eq!(given["territories"][0]["contests"], serde_json::json!(["proyectos"]));
    let slice = decoded(given["slice"].as_str().unwrap());
    let standing = |number: &str| {
        let hash = polls.hash(number);
        let record = slice.chunks(37).find(|record| record[..32] == hash.as_bytes()[..]);
        record.map(|record| (String::from_utf8(record[32..35].to_vec()).unwrap(), record[35], record[36]))
    };
    assert!(slice.chunks(37).is_sorted_by_key(|record| record[..32].to_vec()));
    assert_eq!(standing("1020304050"), Some(("050".to_owned(), 0, 0)));
    assert_eq!(standing("1020304051"), Some(("051".to_owned(), 0, 1)));
    assert_eq!(standing("1020304052"), None, "who votes elsewhere is not on this device");
    assert_eq!(standing("1020304054"), Some(("054".to_owned(), 255, 2)), "where they vote is not known");
    // Another device does not get it; this one gets the same again, should it not have heard the answer.
    let other = serde_json::json!({ "officers": ["Luz"], "device": shared::desk::hash_of(b"another") });
    assert_eq!(ask(&polls, &polls.member, "tomar", other).await.status, StatusCode::CONFLICT);
    let again = read(&ask(&polls, &polls.member, "tomar", take).await);
    assert_eq!((&again["id"], &again["head"]), (&given["id"], &given["head"]));

    // What it writes comes in, with its secret only.
    let shift = given["id"].as_str().unwrap();
    let mut tx = polls.world.database.database.enter(&town.site).await.unwrap();
    let journal = desk::journal(&mut tx, shift.parse().unwrap()).await.unwrap();
    drop(tx);
    let mut writer = Device { journal, by: polls.member.person, written: Vec::new() };
    writer.write(Act::Opening { box_empty: true, papers: 5, seal: None }, true);
    writer.mark(polls.hash("1020304050"), Way::Envelope { number: 1 });
    let events: Vec<&str> = writer.written.iter().map(|event| std::str::from_utf8(event).unwrap()).collect();
    let bring = |secret: &str| serde_json::json!({ "shift": shift, "secret": secret, "events": events });
    assert_eq!(ask(&polls, &polls.member, "libro", bring("wrong")).await.status, StatusCode::CONFLICT);
    let brought = read(&ask(&polls, &polls.member, "libro", bring(secret)).await);
    assert_eq!((brought["number"].as_u64(), brought["refused"].is_null()), (Some(3), true));
    assert_eq!(polls.voted("paper").await, 2);
    let fingerprint = shared::document::Fingerprint::from(*polls.hash("1020304050").as_bytes());
    let person = |secret: &str| serde_json::json!({ "shift": shift, "secret": secret, "person": format!("{fingerprint}~cc~050~~") });
    assert_eq!(ask(&polls, &polls.member, "persona", person("wrong")).await.status, StatusCode::CONFLICT);
    let answer = read(&ask(&polls, &polls.member, "persona", person(secret)).await);
    assert_eq!(answer["may"].as_bool(), Some(false));
    assert!(answer["sentences"].to_string().contains(&said::voted_by(ES, said::channel(ES, Channel::Paper))));
}

/// A person as a device asks about them.
fn person(polls: &Polls, number: &str) -> String {
    let entry = shared::document::Fingerprint::from(*polls.hash(number).as_bytes());
    format!("{entry}~cc~{}~{BORN}~01", &number[number.len() - 3..])
}

/// The shift that the desk's device writes from here on, and its journal.
async fn taken(polls: &Polls) -> (serde_json::Value, Device) {
    let device = shared::desk::hash_of(SECRET.as_bytes());
    let take = serde_json::json!({ "officers": ["Luz"], "device": device });
    let given = read(&ask(polls, &polls.member, "tomar", take).await);
    let mut tx = polls.world.database.database.enter(&polls.world.one.site).await.unwrap();
    let journal = desk::journal(&mut tx, given["id"].as_str().unwrap().parse().unwrap()).await.unwrap();
    (given, Device { journal, by: polls.member.person, written: Vec::new() })
}

async fn marks(polls: &Polls, shift: &serde_json::Value, number: &str) -> serde_json::Value {
    let body = serde_json::json!({ "shift": shift["id"], "secret": SECRET, "person": person(polls, number) });
    read(&ask(polls, &polls.member, "marcar", body).await)
}

#[tokio::test]
async fn the_server_decides_what_goes_straight_into_the_box() {
    let polls = polls().await;
    let (shift, mut device) = taken(&polls).await;
    let id = shift["id"].as_str().unwrap().parse().unwrap();
    device.write(Act::Opening { box_empty: true, papers: 10, seal: None }, false);
    // Asked twice, because the answer was lost: one vote, and the same answer.
    for _ in 0..2 {
        assert_eq!(marks(&polls, &shift, "1020304050").await["may"].as_bool(), Some(true));
        assert_eq!(polls.voted("paper").await, 1);
    }
    // From here on they vote nowhere else, though the journal says nothing yet.
    let second = add_place(&polls.world, &polls.process, &polls.admin, "Escuela", "01").await;
    open(&polls.officer, second).await;
    find_at(&polls.officer, second, "1020304050", BORN, "01").await.says(said::cannot_vote(ES));
    // What the journal says later is the same vote; also where the answer never came, and the ballot is in an envelope.
    assert_eq!(marks(&polls, &shift, "1020304051").await["may"].as_bool(), Some(true));
    device.mark_as(polls.hash("1020304050"), Way::Paper, false);
    device.mark(polls.hash("1020304051"), Way::Envelope { number: 1 });
    let brought = polls.bring_in(id, &device.written).await;
    assert_eq!((brought.refused, brought.contradictions), (None, vec![]));
    assert_eq!(polls.voted("paper").await, 2);
    let again = marks(&polls, &shift, "1020304050").await;
    assert_eq!(again["may"].as_bool(), Some(false));
    // Who has voted elsewhere is told so, and nothing is written.
    let found = find_at(&polls.officer, second, "1020304052", BORN, "01").await;
    polls.officer.submit(&found, &found.form("/hacer/marcar-persona")).await;
    let refused = marks(&polls, &shift, "1020304052").await;
    assert_eq!(refused["may"].as_bool(), Some(false));
    assert!(refused["sentences"].to_string().contains(&said::voted_by(ES, said::channel(ES, Channel::Paper))));
    assert_eq!(polls.voted("paper").await, 3);
    let claims = "select count(*) from desk_claim";
    assert_eq!(polls.world.database.count(polls.world.one.site.tenant, claims).await, 2);
}

#[tokio::test]
async fn a_shift_is_handed_over_between_two_entries() {
    let polls = polls().await;
    polls.open().await;
    let shift = polls.shift().await.id;
    let stale = polls.officer.page(&polls.path()).await;
    let stale = (stale.clone(), stale.forms().into_iter().find(|form| form.value("act") == Some("delivery")).unwrap());
    // A page is writing while the device asks: what it writes comes first.
    let mut tx = polls.world.database.database.enter(&polls.world.one.site).await.unwrap();
    let written = desk::write(&mut tx, shift, Act::Delivery { papers: 7 }, polls.member.person, now()).await.unwrap();
    let ((given, _), ()) = tokio::join!(taken(&polls), async {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        tx.commit().await.unwrap();
    });
    assert_eq!(given["head"]["number"].as_u64(), Some(u64::from(written.number)));
    assert_eq!(given["state"]["recorded"]["papers"].as_u64(), Some(107));
    // From here on pages write nothing, also those that were open.
    let (page, form) = stale;
    polls.officer.submit(&page, &form.with("delivered", "9")).await.says(said::other_hand(ES));
    let mut tx = polls.world.database.database.enter(&polls.world.one.site).await.unwrap();
    let refused = desk::write(&mut tx, shift, Act::Delivery { papers: 9 }, polls.member.person, now()).await;
    assert!(matches!(refused, Err(desk::NotWritten::OtherHand)), "{refused:?}");
    drop(tx);
    let handed = "select count(*) from audit_entry where act = 'hand_shift_over'";
    assert_eq!(polls.world.database.count(polls.world.one.site.tenant, handed).await, 1);
}

/// A device that broke between the vote and its journal: the paper is in the box, and is missed there until it is told.
#[tokio::test]
async fn a_vote_that_no_journal_tells_of_is_expected_in_the_box_once() {
    let polls = polls().await;
    let (shift, mut device) = taken(&polls).await;
    let id = shift["id"].as_str().unwrap().parse().unwrap();
    device.write(Act::Opening { box_empty: true, papers: 10, seal: None }, false);
    assert_eq!(polls.bring_in(id, &device.written).await.refused, None);
    let expected = async || {
        let mut tx = polls.world.database.database.enter(&polls.world.one.site).await.unwrap();
        let process = store::process::find(&mut tx, polls.process.id).await.unwrap().unwrap();
        store::paper::handed_out(&mut tx, &process).await.unwrap()
    };
    assert!(expected().await.is_empty());
    assert_eq!(marks(&polls, &shift, "1020304050").await["may"].as_bool(), Some(true));
    let box_of_desk = [((polls.desk, polls.process.contests["01"].into()), 1)];
    assert_eq!(expected().await, box_of_desk.into());
    // Once the journal tells of it, it is the same paper.
    device.mark_as(polls.hash("1020304050"), Way::Paper, false);
    assert_eq!(polls.bring_in(id, &device.written).await.refused, None);
    assert_eq!(expected().await, box_of_desk.into());
}
