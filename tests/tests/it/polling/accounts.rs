//! A desk where each account of a roll has a vote: it finds those of whoever shows a document, and each votes once.

use app::text::{desk as said, tablet, vote};
use shared::ruleset::{OfflineBallots, PollingPlaces, RuleSet};
use shared::urn::Channel;
use tests::browser::Answer;
use tests::html::Form;

use super::tablet::{cast, code_on, offer};
use super::{BORN, ES, Polls, polls_by};
use crate::accounts::{by_account, put_into_force};

/// Two accounts of the first document; the second of them, and another, of the second.
const FILE: &str = "cuenta;tipo;documento;territorio\nA-001;cc;1020304050;01\nA-002;cc;1020304050;01\n\
    A-002;cc;1020304051;01\nA-003;cc;1020304051;01\n";

fn with_tablets() -> RuleSet {
    let mut rules = by_account();
    let phase = rules.phases.iter_mut().find(|phase| phase.id.as_str() == "voting").unwrap();
    let offline = OfflineBallots::Never;
    phase.places =
        Some(PollingPlaces { level: None, fixed_at_least: 1, mobile_beyond_km: None, offline, tablet: true });
    rules
}

async fn ready() -> Polls {
    let polls = polls_by(&with_tablets()).await;
    put_into_force(&polls.world, FILE, &[(&polls.member, "1099999999")]).await;
    polls.open().await;
    polls
}

/// The form that chooses the account that ends so.
fn choice(found: &Answer, place: usize) -> Form {
    found.forms().into_iter().filter(|form| form.action == "/hacer/elegir-cuenta").nth(place).unwrap()
}

fn marks(found: &Answer) -> bool {
    found.forms().iter().any(|form| form.action == "/hacer/marcar-persona")
}

#[tokio::test]
async fn each_account_of_a_document_votes_once_on_paper_or_on_a_tablet() {
    let polls = ready().await;
    let found = polls.find("1020304050", BORN, "").await;
    found.says(said::account_unsaid(ES));
    for end in ["001", "002"] {
        found.says(&vote::account(ES, end));
    }
    assert!(!marks(&found), "nobody is marked before it is said for which account");

    let chosen = polls.officer.submit(&found, &choice(&found, 1)).await;
    chosen.says(said::can_vote(ES));
    chosen.says(said::account_chosen(ES));
    let paper = chosen.form("/hacer/marcar-persona");
    let marked = polls.officer.submit(&chosen, &paper).await;
    marked.says(&said::marked(ES, "050", "Comuna 01 de Villa Uno"));
    // The other one has yet to vote, and is asked for next.
    marked.says(&said::voted_by(ES, said::channel(ES, Channel::Paper)));
    marked.says(said::can_vote(ES));
    assert_eq!(polls.voted("paper").await, 1);
    polls.officer.submit(&chosen, &paper).await.says(said::person_gone(ES));
    assert_eq!(polls.voted("any").await, 1, "the same page sent again is not the vote of the other account");

    let found = polls.find("1020304050", BORN, "").await;
    let stale = found.form("/hacer/marcar-persona");
    let code = code_on(&polls.officer.submit(&found, &offer(&found)).await);
    let screen = polls.tablet();
    let review = polls.at_review(&screen, &code).await;
    review.says(&vote::ballot_of_account(ES, "001"));
    cast(&screen, &review).await.says(tablet::done_title(ES));
    assert_eq!(polls.voted("any").await, 2);
    let done = polls.find("1020304050", BORN, "").await;
    done.says(said::cannot_vote(ES));
    done.says(&said::voted_by(ES, said::channel(ES, Channel::Desk)));
    assert!(!marks(&done));
    polls.officer.submit(&done, &stale).await.says(said::person_gone(ES));
    assert_eq!(polls.voted("any").await, 2);
}

#[tokio::test]
async fn an_account_votes_whoever_of_its_holders_comes_and_nobody_else() {
    let polls = ready().await;
    let first = polls.find("1020304050", BORN, "").await;
    let chosen = polls.officer.submit(&first, &choice(&first, 1)).await;
    polls.officer.submit(&chosen, &chosen.form("/hacer/marcar-persona")).await;
    let other_account = choice(&first, 0).value("person").unwrap().to_owned();

    // The account that both hold has voted: what is left to the second is theirs alone.
    let second = polls.find("1020304051", BORN, "").await;
    second.says(&said::voted_by(ES, said::channel(ES, Channel::Paper)));
    second.says(said::can_vote(ES));
    let own = second.form("/hacer/marcar-persona");
    let person = own.value("person").unwrap();
    let theirs = other_account.rsplit('~').next().unwrap();
    let (holder, _) = person.rsplit_once('~').unwrap();
    let forged = own.clone().with("person", &format!("{holder}~{theirs}"));
    polls.officer.submit(&second, &forged).await.says(said::person_gone(ES));
    assert_eq!(polls.voted("any").await, 1);
    polls.officer.submit(&second, &own).await.says(&said::marked(ES, "051", "Comuna 01 de Villa Uno"));
    assert_eq!(polls.voted("any").await, 2);

    let nobody = polls.find("1020304099", BORN, "01").await;
    nobody.says(said::cannot_vote(ES));
    assert!(!marks(&nobody));
    // Which accounts have voted, a device could not know without a network.
    let device = polls.officer.ask(&app::path::desk_device(polls.desk)).await;
    assert_eq!(device.redirect().as_deref(), Some(polls.path().as_str()));
}
