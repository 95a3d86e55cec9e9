//! One vote each, by whatever channel and under whatever document: kept by the database.

use app::text::{refusal, urn, vote};
use shared::id::PersonId;
use shared::locale::Locale;
use shared::permission::Action;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::roll::EntryHash;
use shared::ruleset::RuleSet;
use shared::urn::Channel;
use store::urn::{Marked, Poll, Voter};
use tests::browser::{Answer, Browser, fields};
use tests::cluster::close;
use tests::process::{Process, Project, mark};
use tests::server::Running;
use tests::urn::{attempt, envelopes};
use tests::world::{Member, NEIGHBOUR, Someone, World};

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
    let (running, contests) = process.ballot(&mut tx, "01").await;
    let poll = Poll { process: &running, contests: &contests };
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

/// The rules of the tests where nobody votes in person.
fn online_only() -> RuleSet {
    let mut rules = tests::rules::rules();
    rules.powers.retain(|power| !power.may.contains(&Action::RunPollingPlace));
    rules
}

/// Whoever is signed in is told why not, wherever they look, and whatever they send is not cast.
async fn is_refused(world: &World, server: &Running, member: &Member, project: impl std::fmt::Display, said: &str) {
    let voter = server.visit(&world.one.host()).with_cookie(&member.cookie);
    let page = voter.page("/votar").await;
    page.says(said);
    assert!(page.forms().iter().all(|form| form.action != "/hacer/tarjeton"), "{}", page.text());
    voter.page("/participar").await.says(said);
    let count = async || {
        let envelopes = envelopes(world, &world.one).await;
        (envelopes, world.database.count(world.one.site.tenant, "select count(*) from participation").await)
    };
    let before = count().await;
    let ballot = fields(&[("csrf", &member.csrf), ("attempt", &attempt(7)), (&mark(project), "1")]);
    voter.post("/votar", "/hacer/voto", &ballot).await;
    assert_eq!(count().await, before);
}

#[tokio::test]
async fn who_votes_at_home_where_others_vote_in_person_is_known_by_their_document() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
    let park = process.projects(&world, &world.one, "01", &[Project { title: "Un parque", cost: 10 }]).await[0];
    let server = world.serve().await;
    // Who could show their document at a polling place afterwards, and nobody would know that it is them.
    let member = world.sign_in_with(&world.one.site, &NEIGHBOUR, None).await;
    is_refused(&world, &server, &member, park, refusal::document_needed(ES)).await;
    let voter = server.visit(&world.one.host()).with_cookie(&member.cookie);
    voter.page("/votar").await.says(refusal::to_sign_in_again(ES));
    voter.page("/").await.says(refusal::document_needed(ES));
    assert_eq!(hand_over_paper(&world, &process, Voter::document(DOCUMENT)).await, Marked::Marked);
    // Once their provider says which document is theirs, it is the one that voted.
    let known = world.sign_in_with(&world.one.site, &NEIGHBOUR, Some(DOCUMENT)).await;
    assert_eq!(known.person, member.person);
    is_refused(&world, &server, &known, park, refusal::already_voted(ES)).await;

    // Whose document did not vote votes as soon as it is known.
    let other = Someone { name: "Beto", ..NEIGHBOUR };
    let unknown = world.sign_in_with(&world.one.site, &other, None).await;
    is_refused(&world, &server, &unknown, park, refusal::document_needed(ES)).await;
    let known = world.sign_in_with(&world.one.site, &other, Some(EntryHash::new([8; 32]))).await;
    let voter = server.visit(&world.one.host()).with_cookie(&known.cookie);
    let page = review(&voter, park).await;
    voter.submit(&page, &page.form("/hacer/voto")).await.says(vote::done_title(ES));
    let late = hand_over_paper(&world, &process, Voter::document(EntryHash::new([8; 32]))).await;
    assert_eq!(late, Marked::AlreadyVoted(Channel::Web));
}

#[tokio::test]
async fn two_accounts_with_one_document_have_one_vote() {
    for rules in [tests::rules::rules(), online_only()] {
        let world = World::new().await;
        let process = Process::with_rules(&world, &world.one, PhaseKind::Voting, &rules).await;
        let park = process.projects(&world, &world.one, "01", &[Project { title: "Un parque", cost: 10 }]).await[0];
        let server = world.serve().await;
        let other = Someone { name: "Otra cuenta", ..NEIGHBOUR };
        let first = world.sign_in_with(&world.one.site, &NEIGHBOUR, Some(DOCUMENT)).await;
        let second = world.sign_in_with(&world.one.site, &other, Some(DOCUMENT)).await;
        let marked = async || {
            world.database.count(world.one.site.tenant, "select count(*) from person where document_taken").await
        };
        assert_eq!(marked().await, 1);
        is_refused(&world, &server, &second, park, refusal::document_taken(ES)).await;
        let voter = server.visit(&world.one.host()).with_cookie(&second.cookie);
        for path in ["/votar", "/participar", "/mis-datos"] {
            // Whose the other account is they are not told.
            voter.page(path).await.keeps_quiet_about(NEIGHBOUR.name);
            assert!(tests::html::links(&voter.page(path).await.body).iter().any(|link| link == "/reclamos"), "{path}");
        }
        voter.page("/mis-datos").await.says(app::text::own::document_taken(ES));

        let voter = server.visit(&world.one.host()).with_cookie(&first.cookie);
        let page = review(&voter, park).await;
        voter.submit(&page, &page.form("/hacer/voto")).await.says(vote::done_title(ES));
        is_refused(&world, &server, &second, park, refusal::document_taken(ES)).await;
        let again = hand_over_paper(&world, &process, Voter::document(DOCUMENT)).await;
        assert_eq!(again, Marked::AlreadyVoted(Channel::Web), "nor is the document another vote on paper");

        // The mark ends when the document is nobody else's; with one of their own they vote.
        let second = world.sign_in_with(&world.one.site, &other, Some(EntryHash::new([8; 32]))).await;
        assert_eq!(marked().await, 0);
        let voter = server.visit(&world.one.host()).with_cookie(&second.cookie);
        let page = review(&voter, park).await;
        voter.submit(&page, &page.form("/hacer/voto")).await.says(vote::done_title(ES));
        assert_eq!(envelopes(&world, &world.one).await, 2);
    }
}

#[tokio::test]
async fn another_document_is_not_another_vote() {
    let world = World::new().await;
    let process = Process::with_rules(&world, &world.one, PhaseKind::Voting, &online_only()).await;
    let park = process.projects(&world, &world.one, "01", &[Project { title: "Un parque", cost: 10 }]).await[0];
    let server = world.serve().await;
    let member = world.sign_in_with(&world.one.site, &NEIGHBOUR, None).await;
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
