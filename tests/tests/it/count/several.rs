//! Several things decided with one ballot: each is counted by its own rule, and the people once.

use app::text::{act, admin, results, urn, what_if};
use shared::act::Act;
use shared::code::TypedCode;
use shared::pabulib::Election;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::ruleset::{RuleSet, WinnerRule};
use shared::urn::{Attempt, Channel, Slip};
use store::contest::VoteType;
use store::urn::{Cast, Envelope, Poll, Voter};
use tests::again::is_made_again;
use tests::binary::Folder;
use tests::html::text;
use tests::process::{Process, Project};
use tests::world::{NEIGHBOUR, Someone, World};
use vault::UrnPublicKey;

use super::{ES, Vote};

const WORKS: [Project<'static>; 2] =
    [Project { title: "Un mercado cubierto", cost: 30_000_000 }, Project { title: "Una biblioteca", cost: 20_000_000 }];

const PROJECTS: [Project<'static>; 2] =
    [Project { title: "Un parque con sombra", cost: 120_000_000 }, Project { title: "Una huerta", cost: 60_000_000 }];

/// Where each voter lives, and what they mark: of the works of the city, and of the projects of their comuna.
const BALLOTS: [(&str, &[&str], &[&str]); 5] = [
    ("01", &["1"], &["1"]),
    ("01", &["2"], &["1"]),
    ("01", &["2"], &["1", "2"]),
    ("01", &[], &[]),
    ("02", &["2"], &[]),
];

/// What one voter puts into the urns of all that is decided.
async fn cast(world: &World, process: &Process, number: usize) {
    let (home, works, projects) = BALLOTS[number];
    let name = format!("Votante {number}");
    let voter = world.sign_in(&world.one.site, &Someone { name: &name, territory: Some(home), ..NEIGHBOUR }).await;
    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    let (running, ballot) = process.ballot(&mut tx, home).await;
    assert_eq!(ballot.iter().map(|contest| contest.rule.as_str()).collect::<Vec<_>>(), ["obra", "proyectos"]);
    let mut sealed = Vec::new();
    for (contest, marks) in ballot.iter().zip([works, projects]) {
        let opened = store::urn::find(&mut tx, contest.id).await.unwrap().and_then(|urn| urn.public_key);
        let key = if let Some(key) = opened {
            UrnPublicKey::from(key)
        } else {
            let key = world.database.vault.new_urn().unwrap();
            store::urn::open(&mut tx, contest.id, *key.bytes()).await.unwrap();
            key
        };
        let name = store::urn::name(&mut tx, contest.id).await.unwrap();
        let marks = marks.iter().map(|mark| ((*mark).to_owned(), 1));
        let slip = Slip::new(&name, TypedCode::new(server::random::bytes()), marks, false);
        sealed.push((contest.id, Attempt::new(1).envelope(&slip), key.seal(contest.id, &slip.padded(200)).unwrap()));
    }
    let envelopes: Vec<Envelope<'_>> = sealed
        .iter()
        .map(|(contest, id, sealed)| {
            let vote_type = VoteType::Approval;
            Envelope { contest: *contest, id: *id, sealed: sealed.bytes(), vote_type }
        })
        .collect();
    let poll = Poll { process: &running, contests: &ballot };
    let by = (Voter::person(voter.person, None), Channel::Web);
    assert_eq!(store::urn::cast(&mut tx, poll, by, &envelopes, server::clock::now()).await.unwrap(), Cast::Counted);
    tx.commit().await.unwrap();
}

/// A vote on a work of the city and on projects of the comunas.
async fn voted(rules: &RuleSet) -> Vote {
    let world = World::new().await;
    let process = Process::with_rules(&world, &world.one, PhaseKind::Voting, rules).await;
    process.projects(&world, &world.one, "ciudad-obra", &WORKS).await;
    process.projects(&world, &world.one, "01", &PROJECTS).await;
    for number in 0..BALLOTS.len() {
        cast(&world, &process, number).await;
    }
    let server = world.serve().await;
    let admin = Someone { name: "Gloria", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
    let admin = world.browser(&server, &world.one.site, &admin).await;
    let second = Someone { name: "Elena", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
    let second = world.browser(&server, &world.one.site, &second).await;
    Vote { world, server, process, ids: Vec::new(), admin, second }
}

#[tokio::test]
async fn each_is_counted_by_its_own_rule_and_people_once() {
    let vote = voted(&tests::rules::several()).await;
    vote.close().await;
    let page = vote.admin.page("/admin/resultados").await;
    // By name, as each has its own rule.
    page.says("Obra de la villa");
    page.says(&admin::contests_note(ES, 3, 4));
    vote.admin.submit(&page, &page.form("/hacer/sellar")).await.says(&urn::sealed_all(ES, 4));
    vote.draft().await;
    vote.approve().await;

    let public = vote.server.visit("uno.localhost");
    let summary = public.page("/resultados").await;
    for name in ["Obra de la villa", "Proyectos"] {
        summary.says(&results::by_territory_of(ES, name));
    }
    // Five voters stay five.
    let stats = text(summary.body.split("class=\"stats\"").nth(1).unwrap().split("</dl>").next().unwrap());
    assert!(stats.contains(&format!("{} 5", results::ballots(ES))), "{stats}");
    let area = vote.server.visit("valle.localhost").page("/observatorio.csv").await;
    let row = area.body.lines().find(|line| line.contains("Villa Uno")).expect("a row");
    let cells: Vec<&str> = row.split(',').collect();
    assert!(cells.contains(&"5") && cells.iter().all(|cell| *cell != "10"), "{row}");

    public.page("/procesos/vigente-uno/ciudad-obra").await.says("Obra de la villa: Toda la villa");
    let other = public.page("/procesos/vigente-uno/otras-reglas").await;
    for name in ["Obra de la villa", "Proyectos"] {
        other.says(&what_if::side_by_side_of(ES, name));
    }

    // The acts: each with its rule; ages are told once.
    let read = async |code: &str| {
        let path = format!("/procesos/vigente-uno/{code}/acta.json");
        Act::read(&public.page(&path).await.body).unwrap().record
    };
    let (work, projects) = (read("ciudad-obra").await, read("01").await);
    let rule = |winner: &serde_json::Value| shared::document::from_value::<WinnerRule>(winner.clone()).unwrap();
    assert!(matches!(rule(&work.rules.winner), WinnerRule::Plurality { .. }));
    assert!(matches!(rule(&projects.rules.winner), WinnerRule::Greedy { .. }));
    assert_eq!((work.turnout.voters, projects.turnout.voters), (5, 4));
    assert_eq!((work.urn.blank, projects.urn.blank), (1, 1));
    assert_eq!(work.result.won().collect::<Vec<_>>(), [&2]);
    assert_eq!(projects.result.won().collect::<Vec<_>>(), [&1, &2]);
    assert_eq!((work.turnout.ages.len(), work.turnout.ages_with.as_deref()), (0, Some("Proyectos")));
    assert!(!projects.turnout.ages.is_empty() && projects.turnout.ages_with.is_none());

    // The files count to the same.
    for (code, record) in [("ciudad-obra", work), ("01", projects)] {
        let file = public.page(&format!("/procesos/vigente-uno/{code}/votos.pb")).await;
        let election = Election::read(file.body.lines()).unwrap_or_else(|error| panic!("{error}: {}", file.body));
        assert_eq!(record.recount(&election).unwrap(), record.result, "{code}");
        let folder = Folder::new(&format!("count-several-{code}"));
        is_made_again(&public, &format!("/procesos/vigente-uno/{code}"), &folder).await;
    }
    public.page("/procesos/vigente-uno/ciudad-obra").await.says(act::title(ES));

    // The audit trail says by what each was counted.
    let kept = "select count(*) from audit_entry where act = 'count_votes'
        and after -> 'rules' -> 'obra' -> 'rule' ->> 'type' = 'plurality'
        and after -> 'rules' -> 'proyectos' -> 'rule' ->> 'type' = 'greedy'";
    assert_eq!(vote.world.database.count(vote.world.one.site.tenant, kept).await, 1);
}
