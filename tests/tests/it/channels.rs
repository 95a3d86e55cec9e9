//! One vote each, by whatever channel and under whatever document: kept by the database.

use app::text::{refusal, urn, vote};
use shared::id::PersonId;
use shared::locale::Locale;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::roll::EntryHash;
use shared::urn::Channel;
use store::urn::{Marked, Poll, Voter};
use tests::browser::{Answer, Browser};
use tests::cluster::close;
use tests::process::{Process, Project, mark};
use tests::urn::{attempt, envelopes};
use tests::world::{NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;
const DOCUMENT: EntryHash = EntryHash::new([7; 32]);

async fn vouch(world: &World, person: PersonId, document: EntryHash) {
    let mut inside = world.database.inside(world.one.site.tenant).await;
    sqlx::query("update person set document_hash = $2 where id = $1")
        .bind(person.uuid())
        .bind(document.as_bytes().as_slice())
        .execute(&mut inside)
        .await
        .unwrap();
    close(inside).await;
}

/// Marks a voter at a polling place who gets paper.
async fn hand_over_paper(world: &World, process: &Process, voter: Voter) -> Marked {
    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    let running = store::process::find(&mut tx, process.id).await.unwrap().unwrap();
    let contest = store::contest::by_code(&mut tx, process.id, "01").await.unwrap().unwrap();
    let rule = &running.rule_set.deciding_contest().unwrap().id;
    let poll = Poll { process: &running, rule, contest: &contest };
    let marked = store::urn::mark(&mut tx, poll, voter, server::clock::now()).await.unwrap();
    tx.commit().await.unwrap();
    marked
}

async fn review(voter: &Browser, project: impl std::fmt::Display) -> Answer {
    let page = voter.page("/votar").await;
    let marked = page.form("/hacer/tarjeton").tick(&mark(project), "1");
    voter.submit(&page, &marked).await
}

#[tokio::test]
async fn who_got_paper_votes_no_more_on_the_web_and_the_other_way_round() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
    let park = process.projects(&world, &world.one, "01", &[Project { title: "Un parque", cost: 10 }]).await[0];
    let server = world.serve().await;
    let member = world.sign_in(&world.one.site, &NEIGHBOUR).await;
    vouch(&world, member.person, DOCUMENT).await;
    let voter = server.visit(&world.one.host()).with_cookie(&member.cookie);
    let review_page = review(&voter, park).await;

    // While the page of the last yes is open, its reader shows the document at a polling place.
    assert_eq!(hand_over_paper(&world, &process, Voter::document(DOCUMENT)).await, Marked::Marked);
    voter.submit(&review_page, &review_page.form("/hacer/voto")).await.says(refusal::already_voted(ES));
    assert_eq!(envelopes(&world, &world.one).await, 0);
    voter.page("/mi-participacion").await.says(vote::voted_by(ES, Channel::Paper));
    let again = hand_over_paper(&world, &process, Voter::document(DOCUMENT)).await;
    assert_eq!(again, Marked::AlreadyVoted(Channel::Paper));

    let other = world.sign_in(&world.one.site, &Someone { name: "Beto", ..NEIGHBOUR }).await;
    vouch(&world, other.person, EntryHash::new([8; 32])).await;
    let voter = server.visit(&world.one.host()).with_cookie(&other.cookie);
    let page = review(&voter, park).await;
    voter.submit(&page, &page.form("/hacer/voto")).await.says(vote::done_title(ES));
    let late = hand_over_paper(&world, &process, Voter::document(EntryHash::new([8; 32]))).await;
    assert_eq!(late, Marked::AlreadyVoted(Channel::Web));
    assert_eq!(envelopes(&world, &world.one).await, 1);

    // What was voted on paper is not counted yet: the urn is not sealed without it.
    process.open(&world, &world.one, PhaseKind::Results).await;
    let admin = Someone { name: "Gloria", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
    let admin = world.browser(&server, &world.one.site, &admin).await;
    let page = admin.page("/admin/resultados").await;
    let contest = format!("Comuna 01 de {}", world.one.site.name);
    admin.submit(&page, &page.form("/hacer/sellar")).await.says(&urn::paper_waits(ES, contest, 1));
    let sealed =
        "select count(*) from urn where root is not null and contest_id in (select contest_id from participation)";
    assert_eq!(world.database.count(world.one.site.tenant, sealed).await, 0);
}

#[tokio::test]
async fn another_document_is_not_another_vote() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
    let park = process.projects(&world, &world.one, "01", &[Project { title: "Un parque", cost: 10 }]).await[0];
    let server = world.serve().await;
    let member = world.sign_in(&world.one.site, &NEIGHBOUR).await;
    let voter = server.visit(&world.one.host()).with_cookie(&member.cookie);
    let page = review(&voter, park).await;
    voter.submit(&page, &page.form("/hacer/voto")).await.says(vote::done_title(ES));
    // Who comes of age in these days gets another document; and one that was not known before is vouched for now.
    for document in [DOCUMENT, EntryHash::new([9; 32])] {
        vouch(&world, member.person, document).await;
        voter.page("/votar").await.says(refusal::already_voted(ES));
        // Another attempt, by a page that was opened before or after.
        let form = page.form("/hacer/voto").with("attempt", &attempt(1));
        voter.submit(&page, &form).await.says(refusal::already_voted(ES));
        let form = form.with("voter", &Voter::document(document).id.to_string());
        voter.submit(&page, &form).await.says(refusal::already_voted(ES));
        assert_eq!(envelopes(&world, &world.one).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_that_is_sent_many_times_at_once_has_one_answer() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
    let park = process.projects(&world, &world.one, "01", &[Project { title: "Un parque", cost: 10 }]).await[0];
    let server = world.serve().await;
    let member = world.sign_in(&world.one.site, &NEIGHBOUR).await;
    let voter = server.visit(&world.one.host()).with_cookie(&member.cookie);
    let page = review(&voter, park).await;
    let fields = page.form("/hacer/voto").fields;
    let mut sending = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (voter, fields) = (voter.clone(), fields.clone());
        sending.spawn(async move { voter.post("/votar/revisar", "/hacer/voto", &fields).await });
    }
    for answer in sending.join_all().await {
        assert_eq!(answer.redirect().as_deref(), Some("/votar/listo"));
    }
    assert_eq!(envelopes(&world, &world.one).await, 1);
}
