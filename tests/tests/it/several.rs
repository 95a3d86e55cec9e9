//! Two contests on one ballot: marked, cast and handed out together; each with an urn, a count and an act of its own.

use std::num::NonZeroU32;
use std::time::Duration;

use app::text::{act, admin, ballot, desk as said, refusal, urn, vote};
use chrono::TimeDelta;
use server::rehearse::{Day, Journey, Staging};
use shared::act::{Act, SMALLEST};
use shared::id::ProposalId;
use shared::locale::Locale;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::roll::EntryHash;
use shared::ruleset::{RuleSet, TurnoutBoard};
use shared::urn::{Channel, Slip};
use store::urn::{Marked, Poll, Voter};
use store::{paper, turnout};
use tests::binary::{Folder, command, run};
use tests::browser::{Answer, Browser};
use tests::html::Form;
use tests::process::{LIMIT, Process, Project, mark};
use tests::rules::several;
use tests::server::Running;
use tests::urn::{envelopes, slips};
use tests::world::{NEIGHBOUR, Someone, World, document_of};

use crate::polling::{BORN, polls_by};

const ES: Locale = Locale::EsCo;

/// What the contests are called, and in addresses.
const WORK: (&str, &str) = ("Obra de la villa: Toda la villa", "ciudad-obra");
const CHOSEN: (&str, &str) = ("Proyectos: Comuna 01 de Villa Uno", "01");

const WORKS: [Project<'static>; 2] =
    [Project { title: "Un centro de salud", cost: 40_000_000 }, Project { title: "Una biblioteca", cost: 45_000_000 }];
const PROJECTS: [Project<'static>; 3] = [
    Project { title: "Un parque con sombra", cost: 120_000_000 },
    Project { title: "Un puente peatonal", cost: 140_000_000 },
    Project { title: "Una huerta", cost: 60_000_000 },
];

/// A town that votes on a work of all of it and on projects of its first comuna.
struct Town {
    world: World,
    process: Process,
    server: Running,
    works: Vec<ProposalId>,
    projects: Vec<ProposalId>,
}

impl Town {
    async fn new(rules: &RuleSet) -> Self {
        let world = World::new().await;
        let process = Process::with_rules(&world, &world.one, PhaseKind::Voting, rules).await;
        process.set_ceiling(&world, &world.one, CHOSEN.1, 250_000_000).await;
        let works = process.projects(&world, &world.one, WORK.1, &WORKS).await;
        let projects = process.projects(&world, &world.one, CHOSEN.1, &PROJECTS).await;
        let server = world.serve().await;
        Self { world, process, server, works, projects }
    }

    async fn somebody(&self, name: &str, roles: &[Role]) -> Browser {
        self.world.browser(&self.server, &self.world.one.site, &Someone { name, roles, ..NEIGHBOUR }).await
    }

    async fn voter(&self, name: &str) -> Browser {
        self.somebody(name, &[]).await
    }

    async fn count(&self, query: &'static str) -> i64 {
        self.world.database.count(self.world.one.site.tenant, query).await
    }

    /// The ballot of a page with a work, where one is named, and with projects marked, by place.
    fn fill(&self, page: &Answer, work: Option<usize>, named: &[usize]) -> Form {
        let form = page.form("/hacer/tarjeton");
        let form = work.iter().fold(form, |form, place| form.pick("ballot.obra", &self.works[*place].to_string()));
        named.iter().fold(form, |form, place| form.tick(&mark(self.projects[*place]), "1"))
    }

    /// The review of a ballot.
    async fn review(&self, voter: &Browser, work: Option<usize>, named: &[usize]) -> Answer {
        let page = voter.page("/votar").await;
        let review = voter.submit(&page, &self.fill(&page, work, named)).await;
        assert_eq!(review.path, "/votar/revisar", "{}", review.text());
        review
    }

    /// How many are in the urn and on the roll of each of the two contests.
    async fn kept(&self) -> [(i64, i64); 2] {
        let of_works = (
            self.count("select count(*) from envelope join contest on contest.id = contest_id where rule = 'obra'")
                .await,
            self.count("select count(*) from participation where rule = 'obra'").await,
        );
        let of_projects = (
            self.count(
                "select count(*) from envelope join contest on contest.id = contest_id where rule = 'proyectos'",
            )
            .await,
            self.count("select count(*) from participation where rule = 'proyectos'").await,
        );
        [of_works, of_projects]
    }

    /// Closes the vote, seals and counts, and has it approved.
    async fn count_all(&self) {
        self.process.open(&self.world, &self.world.one, PhaseKind::Results).await;
        let official = self.somebody("Gloria", &[Role::ProcessAdmin]).await;
        let page = official.page("/admin/resultados").await;
        let sealed = official.submit(&page, &page.form("/hacer/sellar")).await;
        sealed.says(&urn::sealed_all(ES, 4));
        official.submit(&sealed, &sealed.form("/hacer/contar")).await.says(&admin::count_done(ES, 3));
        let second = self.somebody("Elena", &[Role::ProcessAdmin]).await;
        let page = second.page("/admin/resultados").await;
        second.submit(&page, &page.form("/hacer/decidir-conteo")).await.says(act::done_approved(ES));
    }

    /// What anybody finds in the published files of a contest with the code of a receipt.
    async fn verified(&self, contest: &str, code: &str) -> String {
        let folder = Folder::new(&format!("several-{contest}-{code}"));
        let public = self.server.visit("uno.localhost");
        let mut paths = Vec::new();
        for file in ["papeletas.csv", "votos.pb", "acta.json", "acta.firma"] {
            let address = format!("/procesos/vigente-uno/{contest}/{file}");
            let answer = public.request(reqwest::Method::GET, &address).send().await.unwrap();
            assert_eq!(answer.status(), 200, "{address}");
            let path = folder.join(file);
            std::fs::write(&path, answer.bytes().await.unwrap()).unwrap();
            paths.push(path.to_str().unwrap().to_owned());
        }
        let [slips, election, document, signatures] = <[String; 4]>::try_from(paths).unwrap();
        let said = run(command(&[
            "verify",
            &slips,
            "--code",
            code,
            "--election",
            &election,
            "--act",
            &document,
            "--signatures",
            &signatures,
        ]))
        .await;
        assert!(said.done, "{contest}: {}", said.err);
        said.out
    }
}

async fn cast(voter: &Browser, review: &Answer) -> Answer {
    let done = voter.submit(review, &review.form("/hacer/voto")).await;
    assert_eq!(done.path, "/votar/listo", "{}", done.text());
    done
}

/// The codes of the receipts on a page, in the order of the ballot.
fn receipts(page: &Answer) -> [String; 2] {
    let codes = page.body.split("class=\"receipt__code\">").skip(1).filter_map(|rest| rest.split('<').next());
    let codes: Vec<String> = codes.map(ToOwned::to_owned).collect();
    <[String; 2]>::try_from(codes).unwrap_or_else(|codes| panic!("a receipt of each contest: {codes:?}"))
}

#[tokio::test]
async fn both_are_marked_on_one_page_and_what_is_wrong_in_one_is_told() {
    let town = Town::new(&several()).await;
    let voter = town.voter("Ana").await;
    let page = voter.page("/votar").await;
    for said in [WORK.0, CHOSEN.0, WORKS[0].title, PROJECTS[2].title] {
        page.says(said);
    }
    // Nothing is chosen in one of them: that one says so, and what is marked in the other stays.
    let back = voter.submit(&page, &town.fill(&page, None, &[0])).await;
    assert_eq!(back.path, "/votar");
    back.says(&ballot::of_contest(ES, WORK.0, ballot::nothing_marked(ES)));
    let form = back.form("/hacer/tarjeton");
    assert_eq!(form.value(&mark(town.projects[0])), Some("1"));
    // Too much in the other.
    let back = voter.submit(&back, &town.fill(&back, Some(1), &[1, 2])).await;
    assert_eq!(back.path, "/votar");
    back.says(&ballot::of_contest(ES, CHOSEN.0, ballot::too_many(ES, 3, LIMIT)));
    assert_eq!(back.form("/hacer/tarjeton").value("ballot.obra"), Some(town.works[1].to_string().as_str()));
    assert_eq!(town.kept().await, [(0, 0), (0, 0)]);

    let voter = town.voter("Beto").await;
    let review = town.review(&voter, Some(1), &[0]).await;
    for said in [WORK.0, CHOSEN.0, WORKS[1].title, PROJECTS[0].title] {
        review.says(said);
    }
    review.keeps_quiet_about(PROJECTS[1].title);
}

#[tokio::test]
async fn one_cast_is_one_envelope_and_one_entry_in_each() {
    let town = Town::new(&several()).await;
    let (voter, elsewhere) = (town.voter("Ana").await, town.voter("Ana").await);
    let other = town.review(&elsewhere, Some(1), &[1]).await;
    let review = town.review(&voter, Some(0), &[0, 2]).await;
    let done = cast(&voter, &review).await;
    let codes = receipts(&done);
    assert_ne!(codes[0], codes[1]);
    done.says(WORK.0);
    done.says(CHOSEN.0);
    assert_eq!(town.kept().await, [(1, 1), (1, 1)]);
    // The same page sent again, because no answer came, gets the same receipts.
    assert_eq!(receipts(&cast(&voter, &review).await), codes);
    // What was ready on another device comes second, and is told so.
    elsewhere.submit(&other, &other.form("/hacer/voto")).await.says(refusal::already_voted(ES));
    assert_eq!(town.kept().await, [(1, 1), (1, 1)]);
    assert_eq!(town.count("select count(distinct voter_id) from participation").await, 1);
    let certificate = voter.page("/votar/constancia").await;
    certificate.says(vote::voted_by(ES, Channel::Web));
    for code in &codes {
        certificate.keeps_quiet_about(code);
    }
}

#[tokio::test]
async fn two_devices_at_once_cast_one_ballot() {
    let town = Town::new(&several()).await;
    for round in 1..=4 {
        let name = format!("Votante {round}");
        let (here, there) = (town.voter(&name).await, town.voter(&name).await);
        let one = town.review(&here, Some(0), &[0]).await;
        let two = town.review(&there, Some(1), &[1]).await;
        let (one_form, two_form) = (one.form("/hacer/voto"), two.form("/hacer/voto"));
        let (one, two) = tokio::join!(here.submit(&one, &one_form), there.submit(&two, &two_form));
        let done = [&one, &two].into_iter().filter(|answer| answer.path == "/votar/listo").count();
        assert_eq!(done, 1, "{}\n{}", one.text(), two.text());
        assert_eq!(town.kept().await, [(round, round); 2]);
    }
}

#[tokio::test]
async fn who_is_on_the_roll_of_one_casts_in_none() {
    let town = Town::new(&several()).await;
    // Which of the two is taken first is chance: of each there is somebody who is on the roll of that one alone.
    for place in [0, 1] {
        let name = format!("Votante {place}");
        let voter = town.voter(&name).await;
        let review = town.review(&voter, Some(0), &[0]).await;
        let mut tx = town.world.database.database.enter(&town.world.one.site).await.unwrap();
        let (process, contests) = town.process.ballot(&mut tx, CHOSEN.1).await;
        let poll = Poll { process: &process, contests: &contests[place..=place] };
        let listed = Voter::document(document_of(&name));
        assert_eq!(store::urn::mark(&mut tx, poll, listed, server::clock::now()).await.unwrap(), Marked::Marked);
        tx.commit().await.unwrap();
        voter.submit(&review, &review.form("/hacer/voto")).await.says(refusal::already_voted(ES));
    }
    assert_eq!(town.kept().await, [(0, 1), (0, 1)]);
}

#[tokio::test]
async fn what_is_left_unmarked_is_a_blank_ballot() {
    let mut rules = several();
    rules.sheets[0].may_skip = true;
    let town = Town::new(&rules).await;
    let voter = town.voter("Ana").await;
    let page = voter.page("/votar").await;
    let back = voter.submit(&page, &page.form("/hacer/tarjeton")).await;
    assert_eq!(back.path, "/votar");
    back.says(ballot::sheet_empty(ES));
    let review = town.review(&voter, None, &[0]).await;
    review.says(PROJECTS[0].title);
    let codes = receipts(&cast(&voter, &review).await);
    assert_eq!(town.kept().await, [(1, 1), (1, 1)]);
    let sealed = slips(&town.world, &town.world.one).await;
    let mut marks: Vec<usize> = sealed.iter().map(Slip::marks).map(<[_]>::len).collect();
    marks.sort_unstable();
    assert_eq!(marks, [0, 1]);
    let again = receipts(&cast(&voter, &review).await);
    assert_eq!((again, envelopes(&town.world, &town.world.one).await), (codes.clone(), 2));

    let marked = town.voter("Beto").await;
    cast(&marked, &town.review(&marked, Some(1), &[0, 2]).await).await;
    town.count_all().await;
    let blank = "select blank_ballots::bigint from tally join contest on contest.id = contest_id
        where contest.rule = 'obra'";
    assert_eq!(town.count(blank).await, 1);
    let [of_work, of_projects] = codes;
    assert!(town.verified(WORK.1, &of_work).await.contains(&format!("receipt  {of_work}: blank")));
    assert!(town.verified(CHOSEN.1, &of_projects).await.contains(&format!("receipt  {of_projects}: 1")));
}

#[tokio::test]
async fn each_is_counted_by_its_own_rule_and_told_in_its_own_act() {
    let town = Town::new(&several()).await;
    // Of the works the first has most votes; of the projects the second does not fit beside the first.
    let ballots: [(usize, &[usize]); 3] = [(0, &[0, 1]), (0, &[0]), (1, &[1, 2])];
    let mut codes = Vec::new();
    for (place, (work, named)) in ballots.iter().enumerate() {
        let voter = town.voter(&format!("Votante {place}")).await;
        let review = town.review(&voter, Some(*work), named).await;
        codes.push(receipts(&cast(&voter, &review).await));
    }
    town.count_all().await;
    let public = town.server.visit("uno.localhost");
    let of_process = public.page("/procesos/vigente-uno").await;
    let told: [(&str, &str, &[u32], [&str; 3]); 2] =
        [(WORK.0, WORK.1, &[1], ["1", "1", "2"]), (CHOSEN.0, CHOSEN.1, &[1, 3], ["1, 2", "1", "2, 3"])];
    for (place, (name, contest, won, marked)) in told.into_iter().enumerate() {
        of_process.says(name);
        let address = format!("/procesos/vigente-uno/{contest}");
        let page = public.page(&address).await;
        page.says(name);
        let made = Act::read(&public.page(&format!("{address}/acta.json")).await.body).unwrap();
        assert_eq!(made.record.result.won().copied().collect::<Vec<_>>(), won, "{name}");
        assert_eq!((made.record.urn.ballots, made.record.urn.blank), (3, 0), "{name}");
        for (code, marked) in codes.iter().map(|codes| &codes[place]).zip(marked) {
            public.page(&format!("{address}/urna?codigo={}", &code[..4])).await.says(code);
            let out = town.verified(contest, code).await;
            for line in [format!("receipt  {code}: {marked}").as_str(), "the same when counted again"] {
                assert!(out.contains(line), "{name}: no {line:?} in {out}");
            }
        }
    }
    // Whoever voted is one person, whatever there was to decide.
    assert_eq!(town.count("select voters::bigint from aggregate where current").await, 3);
}

#[tokio::test]
async fn a_desk_hands_out_a_paper_of_each() {
    let polls = polls_by(&several()).await;
    polls.process.projects(&polls.world, &polls.world.one, WORK.1, &WORKS).await;
    polls.open().await;
    let found = polls.find("1.020.304.789", BORN, "01").await;
    found.says(said::can_vote(ES));
    let both = [WORK.0, CHOSEN.0];
    found.says(&said::hand_over_of(ES, &both));
    let marked = polls.officer.submit(&found, &found.form("/hacer/marcar-persona")).await;
    marked.says(&said::marked_of(ES, "789", &both));
    assert_eq!(polls.voted("paper").await, 2);
    polls.find("1.020.304.789", BORN, "01").await.says(said::cannot_vote(ES));
    // Two papers less on the pile.
    let counted = [("voters", "1"), ("in_box", "2"), ("envelopes", "0"), ("spoilt", "0"), ("unused", "98")];
    polls.act("closing", &counted).await.says(said::closed(ES));

    let mut tx = polls.world.database.database.enter(&polls.world.one.site).await.unwrap();
    let (process, contests) = polls.process.ballot(&mut tx, "01").await;
    let expected = contests.iter().map(|contest| ((polls.desk, contest.id), 1)).collect();
    assert_eq!(paper::handed_out(&mut tx, &process).await.unwrap(), expected);
}

#[tokio::test]
async fn the_board_of_turnout_tells_people_once() {
    let mut rules = several();
    rules.contests.last_mut().unwrap().turnout = Some(TurnoutBoard { every_hours: 1, smallest: None });
    let town = Town::new(&rules).await;
    let mut tx = town.world.database.database.enter(&town.world.one.site).await.unwrap();
    let (process, contests) = town.process.ballot(&mut tx, CHOSEN.1).await;
    let (poll, now) = (Poll { process: &process, contests: &contests }, server::clock::now());
    for voter in 0..u8::try_from(SMALLEST).unwrap() {
        let voter = Voter::document(EntryHash::new([voter; 32]));
        assert_eq!(store::urn::mark(&mut tx, poll, voter, now).await.unwrap(), Marked::Marked);
    }
    // The server may have told it this hour.
    assert!(turnout::tell(&mut tx, &process, now + TimeDelta::hours(1)).await.unwrap());
    let (_, lines) = turnout::board(&mut tx, &process).await.unwrap();
    let told: Vec<_> = lines.iter().map(|line| (line.code.as_str(), line.told.voters)).collect();
    assert_eq!(told, [("01", SMALLEST), ("02", 0), ("03", 0)]);
}

/// The rules with the usual dates without which no day can be rehearsed.
fn dated() -> RuleSet {
    let mut document = serde_json::to_value(several()).unwrap();
    for phase in document["phases"].as_array_mut().unwrap() {
        let (opens, closes) = match phase["id"].as_str() {
            Some("voting") => ("06-01", "06-10"),
            Some("results") => ("06-11", "06-20"),
            _ => continue,
        };
        phase["typical"] = serde_json::json!({ "opens": opens, "closes": closes });
    }
    serde_json::from_value(document).unwrap()
}

#[tokio::test]
async fn a_rehearsed_day_agrees_in_each() {
    const VOTERS: usize = 9;
    let town = Town::new(&dated()).await;
    let (owner, database) = (&town.world.database.owner, &town.world.database.database);
    let (like, come) = (town.world.one.site.slug.clone(), vec![Duration::ZERO; VOTERS]);
    let staging = Staging { like: &like, come, servers: &[town.server.address], base_domain: "localhost" };
    // The second day right after the first one: for a moment the server knows the site that was.
    for _ in 0..2 {
        staging.clear_away(owner, database, &town.world.database.vault).await.unwrap();
        let mut day = Day::set(owner, database, &staging).await.unwrap();
        day.vote(0..VOTERS, NonZeroU32::new(3), Journey::Whole).await;
        let agreement = day.finish(owner, database).await.unwrap();
        let (report, voters) = (day.report(), VOTERS as u64);
        assert_eq!((report.acknowledged, report.receipts), (voters, 2 * voters), "{:?}", report.trouble);
        assert_eq!((agreement.voters, agreement.ballots), (voters, 2 * voters));
        assert!(agreement.holds(voters, 0), "{agreement:?}");
    }
}
