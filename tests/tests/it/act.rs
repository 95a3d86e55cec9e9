//! The act of results: made when a count is approved, signed, and checked by anybody with nothing but its files.

use std::path::PathBuf;

use app::text::act;
use http::StatusCode;
use shared::act::{Act, AgeUnknown, Record, Signatures, Signed};
use shared::document::{self, Fingerprint, Format};
use shared::locale::Locale;
use shared::pabulib::Election;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::ruleset::RuleSet;
use tests::again::{is_made_again, make_again};
use tests::binary::{Folder, Said, command, run};
use tests::browser::Browser;
use tests::process::{Process, Project, mark};
use tests::server::Running;
use tests::world::{NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;
const RESULT: &str = "/procesos/vigente-uno/01";
const PROJECTS: [Project<'static>; 4] = [
    Project { title: "Un parque con sombra", cost: 120_000_000 },
    Project { title: "Un puente peatonal", cost: 140_000_000 },
    Project { title: "Una huerta", cost: 60_000_000 },
    Project { title: "Un mural", cost: 60_000_000 },
];
const BALLOTS: [&[usize]; 5] = [&[0, 1], &[0, 2], &[1, 3], &[0], &[]];

struct Approved {
    world: World,
    server: Running,
    admin: Browser,
    second: Browser,
}

/// Five people vote, one of them blank; one administrator counts and another approves.
async fn approved() -> Approved {
    approved_by(&tests::rules::rules()).await
}

/// The same by other rules.
async fn approved_by(rules: &RuleSet) -> Approved {
    let world = World::new().await;
    let process = Process::with_rules(&world, &world.one.clone(), PhaseKind::Voting, rules).await;
    process.set_ceiling(&world, &world.one, "01", 250_000_000).await;
    let ids = process.projects(&world, &world.one, "01", &PROJECTS).await;
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let server = world.serve().await;
    for (number, ballot) in BALLOTS.iter().enumerate() {
        let name = format!("Votante {number}");
        let voter = world.browser(&server, &world.one.site, &Someone { name: &name, ..NEIGHBOUR }).await;
        let page = voter.page("/votar").await;
        let form = page.form("/hacer/tarjeton");
        let form = match ballot {
            [] => form.tick("ballot.proyectos", "blank"),
            named => named.iter().fold(form, |form, place| form.tick(&mark(&ids[*place]), "1")),
        };
        let review = voter.submit(&page, &form).await;
        voter.submit(&review, &review.form("/hacer/voto")).await;
    }
    process.open(&world, &world.one, PhaseKind::Results).await;
    let admin = Someone { name: "Gloria", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
    let admin = world.browser(&server, &world.one.site, &admin).await;
    let second = Someone { name: "Elena", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
    let second = world.browser(&server, &world.one.site, &second).await;
    let page = admin.page("/admin/resultados").await;
    let sealed = admin.submit(&page, &page.form("/hacer/sellar")).await;
    admin.submit(&sealed, &sealed.form("/hacer/contar")).await;
    // There is no act before somebody approves it; whoever may sees it as a draft.
    let public = server.visit("uno.localhost");
    for file in ["acta.pdf", "acta.json", "acta.firma"] {
        assert_eq!(public.open(&format!("{RESULT}/{file}")).await.status, StatusCode::NOT_FOUND, "{file}");
    }
    assert_eq!(second.open(&format!("{RESULT}/acta.json?conteo=1")).await.status, StatusCode::NOT_FOUND);
    let draft = bytes(&second, "acta.pdf?conteo=1").await;
    assert!(draft.starts_with(b"%PDF-"));
    assert_eq!(public.open("/.well-known/convite-actas.json").await.status, StatusCode::NOT_FOUND);
    let page = second.page("/admin/resultados").await;
    second.submit(&page, &page.form("/hacer/decidir-conteo")).await.says(act::done_approved(ES));
    Approved { world, server, admin, second }
}

async fn bytes(visitor: &Browser, file: &str) -> Vec<u8> {
    let answer = visitor.request(reqwest::Method::GET, &format!("{RESULT}/{file}")).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{file}");
    answer.bytes().await.unwrap().to_vec()
}

/// The files of an act, by the flags that name them.
const FILES: [(&str, &str); 6] = [
    ("", "papeletas.csv"),
    ("--election", "votos.pb"),
    ("--table", "resultado.csv"),
    ("--act", "acta.json"),
    ("--signatures", "acta.firma"),
    ("--paper", "acta.pdf"),
];

async fn verify(folder: &Folder) -> Said {
    verify_with(folder, &[]).await
}

async fn verify_with(folder: &Folder, more: &[&str]) -> Said {
    let mut arguments = vec!["verify".to_owned()];
    for (flag, file) in FILES {
        let path: PathBuf = folder.join(file);
        arguments.extend([flag.to_owned()].into_iter().filter(|flag| !flag.is_empty()));
        arguments.push(path.to_str().unwrap().to_owned());
    }
    arguments.extend(more.iter().map(ToString::to_string));
    run(command(&arguments.iter().map(String::as_str).collect::<Vec<_>>())).await
}

#[tokio::test]
async fn an_act_is_signed_and_anybody_counts_it_again() {
    let Approved { world, server, admin, second } = approved().await;
    let public = server.visit("uno.localhost");
    let folder = Folder::new("act");
    for (_, file) in FILES {
        std::fs::write(folder.join(file), bytes(&public, file).await).unwrap();
    }
    let text = std::fs::read_to_string(folder.join("acta.json")).unwrap();
    let made = Act::read(&text).unwrap();
    assert_eq!((made.record.urn.ballots, made.record.urn.blank), (5, 1));
    assert_eq!((made.record.counted.name.as_str(), made.approved.name.as_str()), ("Gloria", "Elena"));
    assert_eq!(made.record.turnout.voters, 5);
    assert!(
        made.record.turnout.ages.iter().all(|group| group.voters.is_none()),
        "five people are too few to tell ages"
    );
    assert_eq!(made.record.turnout.age_unknown, Some(AgeUnknown { voters: Some(0) }));
    let key: serde_json::Value =
        serde_json::from_str(&public.page("/.well-known/convite-actas.json").await.body).unwrap();
    assert_eq!(key["key"], made.key.to_string());
    let page = public.page(RESULT).await;
    for file in ["acta.pdf", "acta.json", "acta.firma"] {
        assert!(tests::html::links(&page.body).iter().any(|link| link.ends_with(file)), "{file}");
    }
    let paper = std::fs::read(folder.join("acta.pdf")).unwrap();
    assert!(paper.starts_with(b"%PDF-"));
    assert_eq!(bytes(&public, "acta.pdf").await, paper, "the same bytes again");
    let signatures = Signatures::read(&std::fs::read_to_string(folder.join("acta.firma")).unwrap()).unwrap();
    assert_eq!(signatures.paper.sha256, Fingerprint::of_bytes(&paper));

    let said = verify(&folder).await;
    assert!(said.done, "{}", said.err);
    for told in ["the same when counted again", "Gloria", "Elena", &made.key.to_string()] {
        assert!(said.out.contains(told), "{told}: {}", said.out);
    }

    assert!(said.out.contains("give --key"), "nobody has said whose key it is: {}", said.out);
    let published = verify_with(&folder, &["--key", &made.key.to_string()]).await;
    assert!(published.done && !published.out.contains("give --key"), "{}", published.out);

    // Whoever signs another act with the right key is found out by the ballots, and with another key by the key.
    let keep = |key: &vault::ActKey, act: &Act| {
        let text = act.to_text();
        let signed = Signed { sha256: Fingerprint::of_bytes(text.as_bytes()), signature: key.sign(text.as_bytes()) };
        let paper = Signed { signature: key.sign(&paper), ..signatures.paper };
        std::fs::write(folder.join("acta.json"), text).unwrap();
        let beside = Signatures { key: key.public(), act: signed, paper };
        std::fs::write(folder.join("acta.firma"), beside.to_text()).unwrap();
    };
    let own = world.database.vault.act_key(world.one.site.tenant).unwrap();
    let forgeries: [fn(&mut Act); 3] = [
        |act| (act.record.urn.ballots, act.record.urn.blank) = (6, 2),
        |act| (act.record.urn.ballots, act.record.urn.blank) = (4, 0),
        |act| act.record.result.standings.reverse(),
    ];
    for forge in forgeries {
        let mut forged = made.clone();
        forge(&mut forged);
        keep(&own, &forged);
        let said = verify(&folder).await;
        assert!(!said.done && forged != made, "{}", said.out);
    }
    let stranger = world.database.vault.act_key(world.two.site.tenant).unwrap();
    keep(&stranger, &Act { key: stranger.public(), ..made.clone() });
    let said = verify_with(&folder, &["--key", &made.key.to_string()]).await;
    assert!(!said.done && said.err.contains("acta.firma"), "{}", said.err);
    keep(&own, &made);
    assert!(verify(&folder).await.done);

    // A byte that was changed is found wherever it is, and the file is named.
    for (_, file) in FILES {
        let whole = std::fs::read(folder.join(file)).unwrap();
        for place in [0, whole.len() / 3, whole.len() / 2, whole.len() - 1] {
            let mut changed = whole.clone();
            changed[place] ^= 1;
            std::fs::write(folder.join(file), &changed).unwrap();
            let said = verify(&folder).await;
            assert!(!said.done, "{file} with another byte {place}: {}", said.out);
            assert!(said.err.contains(file), "{file}, {place}: {}", said.err);
        }
        std::fs::write(folder.join(file), &whole).unwrap();
    }
    assert!(verify(&folder).await.done);

    // What is shown may change; what was written down with the count does not.
    let mut connection = world.database.inside(world.one.site.tenant).await;
    sqlx::query("update proposal set title = 'Otro nombre'").execute(&mut connection).await.unwrap();
    tests::cluster::close(connection).await;
    for (_, file) in FILES {
        assert_eq!(bytes(&public, file).await, std::fs::read(folder.join(file)).unwrap(), "{file}");
    }

    // A further act takes its place and says so; the first stays as it was.
    let page = admin.page("/admin/resultados").await;
    let why = "Una orden del juez pidió contar de nuevo";
    admin.submit(&page, &page.form("/hacer/contar").with("reason", why)).await;
    let page = second.page("/admin/resultados").await;
    second.submit(&page, &page.form("/hacer/decidir-conteo")).await.says(act::done_approved(ES));
    let next = Act::read(&public.page(&format!("{RESULT}/acta.json")).await.body).unwrap();
    assert_eq!((next.record.number, next.record.reason.as_deref()), (2, Some(why)));
    assert_eq!(next.record.replaces, Some(Fingerprint::of_bytes(text.as_bytes())));
    assert_eq!(bytes(&public, "acta.json?conteo=1").await, text.as_bytes());
    assert_eq!(bytes(&public, "acta.pdf?conteo=1").await, paper);
}

#[tokio::test]
async fn an_act_and_its_ballots_make_all_files_again() {
    let approved = approved().await;
    let public = approved.server.visit("uno.localhost");
    let folder = Folder::new("act-again");
    is_made_again(&public, RESULT, &folder).await;

    // The page says how, and nothing is overwritten.
    let page = public.page(RESULT).await;
    page.says(act::made_again(ES));
    let told = "convite tally --act uno-vigente-uno-01.acta.json --slips uno-vigente-uno-01.papeletas.csv";
    assert!(page.body.contains(told));
    let before = std::fs::read(folder.join("otra-vez/votos.pb")).unwrap();
    std::fs::remove_file(folder.join("otra-vez/acta.json")).unwrap();
    let said = make_again(&folder, "otra-vez").await;
    assert!(!said.done && said.err.contains("resultado.csv: it is there already"), "{}", said.err);
    assert!(!folder.join("otra-vez/acta.json").exists(), "half of it is nothing");
    assert_eq!(std::fs::read(folder.join("otra-vez/votos.pb")).unwrap(), before);

    // A result that the ballots do not give is found out, and what should have stood there is written.
    let keep = |file: &str, text: &str| std::fs::write(folder.join(file), text).unwrap();
    let [text, slips] = ["acta.json", "papeletas.csv"].map(|file| std::fs::read_to_string(folder.join(file)).unwrap());
    let made = Act::read(&text).unwrap();
    let mut forged = made.clone();
    forged.record.result.standings.reverse();
    keep("acta.json", &forged.to_text());
    let said = make_again(&folder, "otro-resultado").await;
    assert_eq!(said.code, Some(1), "{}", said.out);
    assert!(said.err.contains("not as it was published: acta.json"), "{}", said.err);
    assert!(said.out.contains("resultado.csv: as it was published"), "{}", said.out);
    assert_eq!(std::fs::read_to_string(folder.join("otro-resultado/acta.json")).unwrap(), text);

    // A ballot that is missing, and one that was changed.
    keep("acta.json", &text);
    let rows: Vec<&str> = slips.split_inclusive('\n').collect();
    keep("papeletas.csv", &rows[..rows.len() - 1].concat());
    let said = make_again(&folder, "sin-un-voto").await;
    assert_eq!(said.code, Some(1), "{}", said.out);
    for file in ["papeletas.csv", "acta.json", "votos.pb"] {
        assert!(said.err.contains(file), "{file}: {}", said.err);
    }
    keep("papeletas.csv", &slips.replacen(";;1", ";;3", 1));
    let said = make_again(&folder, "otro-voto").await;
    assert!(said.code == Some(1) && said.err.contains("papeletas.csv, line "), "{}", said.err);
    assert!(!folder.join("otro-voto").exists());

    // Acts of before do not state how their files are written, and nothing is guessed.
    keep("papeletas.csv", &slips);
    let before = Act { record: Record { written: None, ..made.record.clone() }, ..made };
    keep("acta.json", &before.to_text());
    let said = make_again(&folder, "de-antes").await;
    assert!(said.code == Some(1) && said.err.contains("made before acts stated how their files are written"));
    assert!(!folder.join("de-antes").exists());

    // There is an election to count, or a result to make again.
    let again = ["--act", "acta.json", "--slips", "papeletas.csv", "--write", "otra-vez"];
    for arguments in [&[][..], &again[..2], &[&["votos.pb"], &again[..]].concat()] {
        let said = run(command(&[&["tally"], arguments].concat())).await;
        assert_eq!(said.code, Some(2), "{arguments:?}");
    }
}

/// Blank ballots have a share of the money too: whoever counts nothing but the published file finds the winners of the
/// act.
#[tokio::test]
async fn the_file_alone_gives_the_shares_of_an_act_with_blank_ballots() {
    let ballot = r#"{ type = "approval", at_most = { type = "count", count = 2 }, blank = true }"#;
    let winner =
        r#"{ type = "equal_shares", utility = "cost", completion = "none", tie = ["lower_cost", "ballot_number"] }"#;
    let rules: RuleSet = document::read(&tests::rules::voting(ballot, winner), Format::Toml).unwrap();
    let approved = approved_by(&rules).await;
    let public = approved.server.visit("uno.localhost");
    let folder = Folder::new("act-shares");
    for (_, file) in FILES {
        std::fs::write(folder.join(file), bytes(&public, file).await).unwrap();
    }
    let said = verify(&folder).await;
    assert!(said.done, "{}", said.err);
    let made = Act::read(&std::fs::read_to_string(folder.join("acta.json")).unwrap()).unwrap();
    let won: Vec<u32> = made.record.result.won().copied().collect();

    let text = std::fs::read_to_string(folder.join("votos.pb")).unwrap();
    let election = Election::read(text.lines()).unwrap();
    assert_eq!((election.meta().num_votes, election.profile().blank()), (5, 1));
    let counted = async |file: &str| {
        let path = folder.join(file);
        let arguments = ["tally", path.to_str().unwrap(), "--rule", "file", "--json"];
        let said = run(command(&arguments)).await;
        assert!(said.done, "{}", said.err);
        let outcome: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        let ids: Vec<String> = serde_json::from_value(outcome["selected"].clone()).unwrap();
        ids.iter().map(|id| id.parse().unwrap()).collect::<Vec<u32>>()
    };
    assert_eq!(counted("votos.pb").await, won);
    assert_eq!(made.record.recount(&election).as_ref(), Ok(&made.record.result));
    is_made_again(&public, RESULT, &folder).await;

    // Shares are larger without the blank ballot, and buy more.
    let named = text.lines().filter(|row| !row.contains(";;internet"));
    let others: String = named.map(|row| row.replace("num_votes;5", "num_votes;4") + "\n").collect();
    std::fs::write(folder.join("sin-blancos.pb"), &others).unwrap();
    assert_eq!(counted("sin-blancos.pb").await.len(), won.len() + 1);
    // Of acts that were made when the file left them out, the act adds them.
    let before = Election::read(others.lines()).unwrap();
    assert_eq!(made.record.recount(&before).as_ref(), Ok(&made.record.result));
}
