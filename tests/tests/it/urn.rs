//! The urn: sealed before it is counted, published with the count, and checked by anybody.

use std::path::PathBuf;

use app::text::own_vote::{self, Named};
use app::text::urn as said;
use http::StatusCode;
use server::keys;
use server::slips_file::SlipsError;
use server::verify::{ActArgs, VerifyArgs, VerifyError, run};
use shared::document::Fingerprint;
use shared::locale::Locale;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::urn::Slip;
use sqlx::Executor as _;
use tests::browser::{Answer, Browser};
use tests::cluster::close;
use tests::process::{Process, Project, mark};
use tests::server::Running;
use tests::urn::slips;
use tests::world::{NEIGHBOUR, Someone, World, enter};
use vault::UrnPublicKey;

const ES: Locale = Locale::EsCo;
const PAGE: &str = "/procesos/vigente-uno/01/urna";
const SLIPS: &str = "/procesos/vigente-uno/01/papeletas.csv";
const PROJECTS: [Project<'static>; 4] = [
    Project { title: "Un parque con sombra", cost: 120 },
    Project { title: "Un puente peatonal", cost: 140 },
    Project { title: "Una huerta", cost: 60 },
    Project { title: "Un mural", cost: 20 },
];
/// What the voters mark, by place on the ballot.
const BALLOTS: [&[usize]; 4] = [&[0, 1], &[0, 2], &[0], &[]];

struct Voted {
    world: World,
    server: Running,
    admin: Browser,
    /// The code of the first voter's receipt.
    code: String,
}

/// Voters cast their ballots page by page, and the results' phase has begun.
async fn voted() -> Voted {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
    let ids = process.projects(&world, &world.one, "01", &PROJECTS).await;
    let server = world.serve().await;
    let mut codes = Vec::new();
    for (number, ballot) in BALLOTS.iter().enumerate() {
        let name = format!("Votante {number}");
        let voter = world.browser(&server, &world.one.site, &Someone { name: &name, ..NEIGHBOUR }).await;
        let page = voter.page("/votar").await;
        let form = ballot.iter().fold(page.form("/hacer/tarjeton"), |form, place| form.tick(&mark(ids[*place]), "1"));
        let form = if ballot.is_empty() { form.tick("ballot.proyectos", "blank") } else { form };
        let review = voter.submit(&page, &form).await;
        let done = voter.submit(&review, &review.form("/hacer/voto")).await;
        assert_eq!(done.path, "/votar/listo");
        let text = done.text();
        let known = slips(&world, &world.one).await;
        codes.extend(known.iter().map(|slip| slip.code().to_string()).find(|code| text.contains(code)));
    }
    assert_eq!(codes.len(), BALLOTS.len(), "every voter got the code of their ballot");
    process.open(&world, &world.one, PhaseKind::Results).await;
    let admin = Someone { name: "Gloria", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
    let admin = world.browser(&server, &world.one.site, &admin).await;
    Voted { world, server, admin, code: codes.swap_remove(0) }
}

impl Voted {
    async fn seal(&self) -> Answer {
        let page = self.admin.page("/admin/resultados").await;
        self.admin.submit(&page, &page.form("/hacer/sellar")).await
    }

    async fn sealed(&self) -> i64 {
        self.world.database.count(self.world.one.site.tenant, "select count(*) from urn where root is not null").await
    }
}

fn kept(name: &str, text: &str) -> PathBuf {
    let folder = tests::cluster::target().join("tests");
    let path = folder.join(format!("{name}-{}", std::process::id()));
    std::fs::write(&path, text).unwrap();
    path
}

#[tokio::test]
async fn an_urn_is_sealed_then_counted_then_checked_by_anybody() {
    let Voted { world, server, admin, code } = &voted().await;
    let public = server.visit("uno.localhost");
    public.page(PAGE).await.says(said::still_open(ES));

    // Nothing is counted before it is sealed.
    let page = admin.page("/admin/resultados").await;
    assert!(page.forms().iter().all(|form| form.action != "/hacer/contar"));
    let sealed = admin.submit(&page, &page.form("/hacer/sellar")).await;
    sealed.says(&said::sealed_all(ES, 3));

    // The seal is there for everybody, and the ballots are not.
    let page = public.page(PAGE).await;
    let text = page.text();
    let root = text.split_whitespace().find_map(|word| word.parse::<Fingerprint>().ok()).expect("the root is shown");
    page.says(said::not_counted_yet(ES));
    page.keeps_quiet_about(code);
    assert_eq!(public.open(SLIPS).await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.database.count(world.one.site.tenant, "select count(*) from envelope").await, 0);

    let draft = admin.submit(&sealed, &sealed.form("/hacer/contar")).await;
    // Nor when they are counted, until another person approves it.
    public.page(PAGE).await.keeps_quiet_about(code);
    assert_eq!(public.open(SLIPS).await.status, StatusCode::NOT_FOUND);
    assert!(draft.forms().iter().all(|form| form.value("how") != Some("approve")));
    let second = Someone { name: "Elena", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
    let second = world.browser(server, &world.one.site, &second).await;
    let page = second.page("/admin/resultados").await;
    second.submit(&page, &page.form("/hacer/decidir-conteo")).await;
    let page = public.page(&format!("{PAGE}?codigo={}", &code[..4])).await;
    page.says(code);
    page.says(&root.to_string());
    // What came of it: both of its projects won.
    page.says(&own_vote::title_of(ES, code));
    page.says(&own_vote::won(ES, (2, Named::Marked), 2, &|count| count.to_string()));
    page.says(PROJECTS[1].title);
    page.keeps_quiet_about(PROJECTS[2].title);
    // The page makes the root again of what it publishes, and shows the way from each hash that is found to it.
    page.says(said::made_same_chip(ES));
    let own = page.text();
    let (_, way) = own.split_once(&said::way_of(ES, code)).expect("the way of the receipt");
    let (way, _) = way.split_once(said::way_ends(ES)).expect("the way ends at the root");
    let hashes: Vec<Fingerprint> = way.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let (leaf, steps) = hashes.split_first().expect("the leaf comes first");
    assert!(own.split_once(&said::way_of(ES, code)).unwrap().0.contains(&leaf.to_string()), "it stands by its code");
    let mut below = *leaf;
    for step in steps.chunks(3) {
        let [left, right, node] = step else { panic!("{step:?}") };
        assert!(below == *left || below == *right);
        let both = [&[1][..], left.bytes(), right.bytes()].concat();
        below = Fingerprint::from(<[u8; 32]>::from(<sha2::Sha256 as sha2::Digest>::digest(both)));
        assert_eq!(below, *node);
    }
    assert_eq!(below, root);
    // A list shows the hash of each, no ways, and not what came of them.
    let list = public.page(PAGE).await;
    list.keeps_quiet_about(said::ways(ES));
    list.keeps_quiet_about(&own_vote::title_of(ES, code));
    list.says(&leaf.to_string());
    public.page(&format!("{PAGE}?codigo=ZZZZ")).await.says(said::find_wrong(ES));

    // Whoever likes makes the root again, finds the own ballot, and holds the file that is counted to it.
    let published = public.page(SLIPS).await.body;
    assert_eq!(published.lines().count(), BALLOTS.len() + 1);
    let mut slips = published.lines().skip(1).map(|row| Slip::of_row("uno/vigente-uno/01", row).unwrap());
    let blank = slips.find(|slip| slip.marks().is_empty()).unwrap().code().to_string();
    public.page(&format!("{PAGE}?codigo={}", &blank[..4])).await.says(own_vote::blank(ES));
    let election = kept("urn.pb", &public.page("/procesos/vigente-uno/01/votos.pb").await.body);
    let args = |file: PathBuf| VerifyArgs {
        file,
        urn: Some("uno/vigente-uno/01".to_owned()),
        root: Some(root),
        code: Some(code.parse().unwrap()),
        election: Some(election.clone()),
        act: ActArgs::default(),
    };
    let mut out = Vec::new();
    run(&args(kept("urn.csv", &published)), &mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert!(out.contains(&format!("receipt  {code}: 1, 2")), "{out}");
    assert!(out.contains("ballots  4 (1 blank)") && out.contains("         3  1"), "{out}");

    // Files of counts of before leave the blank ballot out; none else may be missing.
    let text = std::fs::read_to_string(&election).unwrap();
    let without = |row: &str| {
        let rows = text.lines().filter(|line| *line != row).collect::<Vec<_>>().join("\n");
        VerifyArgs {
            election: Some(kept("urn-rows.pb", &rows.replace("num_votes;4", "num_votes;3"))),
            ..args(kept("urn-rows.csv", &published))
        }
    };
    let rows: Vec<&str> = text.lines().rev().take(BALLOTS.len()).collect();
    let (blank, named): (Vec<&str>, Vec<&str>) = rows.into_iter().partition(|row| row.contains(";;internet"));
    assert_eq!((blank.len(), named.len()), (1, 3), "{text}");
    run(&without(blank[0]), &mut Vec::new()).unwrap();
    let error = run(&without(named[0]), &mut Vec::new()).unwrap_err();
    assert!(matches!(error, VerifyError::Missing { missing: 1, .. }), "{error}");

    // One ballot less, one changed, one twice: each is found out.
    let lines: Vec<&str> = published.lines().collect();
    let without = [&lines[..2], &lines[3..]].concat().join("\n");
    let error = run(&args(kept("urn-less.csv", &without)), &mut Vec::new()).unwrap_err();
    assert!(matches!(error, VerifyError::OtherRoot { .. }), "{error}");
    let (row, project) = lines.iter().find_map(|row| row.strip_suffix('1').map(|head| (*row, head))).unwrap();
    let changed = published.replace(row, &format!("{project}2"));
    let error = run(&args(kept("urn-other.csv", &changed)), &mut Vec::new()).unwrap_err();
    assert!(matches!(error, VerifyError::Slips(SlipsError::Row { .. })), "{error}");
    let twice = format!("{published}{row}\r\n");
    let error = run(&args(kept("urn-twice.csv", &twice)), &mut Vec::new()).unwrap_err();
    assert!(matches!(error, VerifyError::Slips(SlipsError::Repeated { .. })), "{error}");
}

#[tokio::test]
async fn an_urn_that_is_not_as_it_should_be_is_not_sealed() {
    let voted = voted().await;
    // Somebody took an envelope out.
    let mut owner = voted.world.database.inside(voted.world.one.site.tenant).await;
    owner.execute("create temporary table aside as select * from envelope limit 1").await.unwrap();
    owner.execute("delete from envelope where id in (select id from aside)").await.unwrap();
    voted.seal().await.says(&said::unbalanced(ES, "Comuna 01 de Villa Uno", 4, 3));
    assert_eq!(voted.sealed().await, 0);
    // Somebody changed one.
    owner.execute("insert into envelope select tenant_id, contest_id, id, sealed || '\\x00' from aside").await.unwrap();
    voted.seal().await.says(&said::damaged(ES, "Comuna 01 de Villa Uno"));
    assert_eq!(voted.sealed().await, 0);
    owner.execute("delete from envelope where id in (select id from aside)").await.unwrap();
    owner.execute("insert into envelope select * from aside").await.unwrap();
    // The key is elsewhere.
    let key: Vec<u8> = sqlx::query_scalar("select public_key from urn").fetch_one(&mut owner).await.unwrap();
    let public = <[u8; 32]>::try_from(key).unwrap();
    let path = tests::cluster::target().join("tests/secrets").join(format!("urn-{}", Fingerprint::from(public)));
    let aside = path.with_extension("aside");
    std::fs::rename(&path, &aside).unwrap();
    voted.seal().await.says(&said::key_missing(ES, "Comuna 01 de Villa Uno"));
    assert_eq!(voted.sealed().await, 0);
    // Nothing was lost by all that.
    std::fs::rename(&aside, &path).unwrap();
    close(owner).await;
    voted.seal().await.says(&said::sealed_all(ES, 3));
    assert_eq!(voted.sealed().await, 3);
    let tenant = voted.world.one.site.tenant;
    assert_eq!(voted.world.database.count(tenant, "select count(*) from ballot").await, 4);

    // The key is kept as long as an older copy of the database may be needed.
    let (vault, urn) = (&voted.world.database.vault, UrnPublicKey::from(public));
    let (database, site) = (&voted.world.database.database, &voted.world.one.site);
    assert_eq!(keys::forget(vault, &[urn], database, site).await, Ok(0));
    let mut owner = voted.world.database.inside(tenant).await;
    owner.execute("alter table urn disable trigger sealed").await.unwrap();
    owner.execute("update urn set sealed_at = sealed_at - interval '31 days'").await.unwrap();
    close(owner).await;
    assert_eq!(keys::forget(vault, &[urn], database, site).await, Ok(1));
    assert!(vault.urn_key(urn).is_err());
}

#[tokio::test]
async fn ballots_stay_readable_when_numbers_grow_longer_meanwhile() {
    let voted = voted().await;
    let tenant = voted.world.one.site.tenant;
    let mut owner = voted.world.database.inside(tenant).await;
    let number = "update proposal set ballot_number = 10 where title = 'Un mural'";
    assert_eq!(owner.execute(number).await.unwrap().rows_affected(), 1);
    voted.seal().await.says(&said::sealed_all(ES, 3));
    let given: Vec<i64> = sqlx::query_scalar(
        "select count(choice) from proposal left join ballot_choice choice
            on choice.tenant_id = proposal.tenant_id and choice.proposal_id = proposal.id
        where ballot_number is not null group by ballot_number order by ballot_number",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    close(owner).await;
    assert_eq!(given, [3, 1, 1, 0]);
}

#[tokio::test]
async fn the_database_keeps_the_seal() {
    let voted = voted().await;
    let tenant = voted.world.one.site.tenant;
    let mut app = voted.world.database.as_app().await;
    enter(&mut app, tenant).await;
    // Before the seal no envelope is thrown away, and nothing is counted.
    let gone = app.execute("delete from envelope").await.unwrap();
    assert_eq!(gone.rows_affected(), 0);
    let count = "insert into tally (tenant_id, contest_id, counted_at, ballots, blank_ballots, ceiling_minor,
            total_cost_minor, rule, minimum_score)
        select tenant_id, contest_id, now(), 4, 0, 0, 0, '{}', 0 from urn";
    let error = app.execute(count).await.unwrap_err();
    assert!(error.to_string().contains("the urn is not sealed"), "{error}");
    voted.seal().await.says(&said::sealed_all(ES, 3));
    for statement in [
        "insert into ballot select tenant_id, contest_id, '\\x00010203040506070809' from urn",
        "update urn set root = public_key where public_key is not null",
        "insert into envelope select tenant_id, contest_id, public_key, public_key from urn where public_key is not null",
    ] {
        let error = app.execute(statement).await.unwrap_err();
        assert!(error.to_string().contains("the urn is sealed"), "{statement}: {error}");
    }
    for statement in
        ["update urn set public_key = root", "delete from urn", "delete from ballot", "update ballot set code = code"]
    {
        let error = app.execute(statement).await.unwrap_err();
        assert!(error.to_string().contains("permission denied"), "{statement}: {error}");
    }
    close(app).await;
}

#[tokio::test]
async fn every_envelope_of_a_contest_is_equally_long() {
    let voted = voted().await;
    let mut owner = voted.world.database.inside(voted.world.one.site.tenant).await;
    let lengths: Vec<i32> =
        sqlx::query_scalar("select distinct length(sealed) from envelope").fetch_all(&mut owner).await.unwrap();
    close(owner).await;
    assert_eq!(lengths.len(), 1, "{lengths:?}");
    let mut marks: Vec<usize> =
        slips(&voted.world, &voted.world.one).await.iter().map(Slip::marks).map(<[_]>::len).collect();
    marks.sort_unstable();
    assert_eq!(marks, [0, 1, 2, 2], "blank and full ballots alike");
}
