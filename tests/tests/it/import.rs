//! `convite import-pb`: a real election becomes a finished process, or nothing at all.

use shared::locale::{Locale, format_money};
use shared::money::{Currency, Money};
use shared::pabulib::Election;
use shared::tally::TieOrder;
use tests::binary::{Folder, Said, command, run};
use tests::world::World;

/// Three ballots; the second project does not fit after the first.
const ELECTION: &str = "\
META
key;value
description;Presupuesto de prueba
country;Colombia
unit;Villa Uno
instance;2025
num_projects;3
num_votes;4
budget;1000000
vote_type;approval
rule;greedy
date_begin;01.09.2025
date_end;07.09.2025
currency;COP
PROJECTS
project_id;cost;votes;name;selected
17;600000;3;Cancha <cubierta>;1
4;500000;2;\"Biblioteca; sala B\";0
9;300000;1;Huerta;1
VOTES
voter_id;age;vote
v1;34;17,4
v2;;17
v3;51;17,9
v4;19;4
";

async fn import(world: &World, file: &std::path::Path, more: &[&str]) -> Said {
    let mut command = command(&["import-pb"]);
    command
        .arg(file)
        .args(more)
        .env("DATABASE_URL", world.database.url(store::cluster::APP))
        .env("DATABASE_OWNER_URL", world.database.url(store::cluster::OWNER))
        .env("DATABASE_OBSERVER_URL", world.database.url(store::cluster::OBSERVER));
    run(command).await
}

#[tokio::test]
async fn an_election_is_imported_counted_and_shown() {
    let world = World::new().await;
    let folder = Folder::new("import");
    let file = folder.join("Villa Uno 2025.pb");
    std::fs::write(&file, ELECTION).unwrap();
    let said = import(&world, &file, &["--tenant", "uno"]).await;
    assert!(said.done, "{said:?}");
    assert!(said.out.contains("3 projects and 4 ballots"), "{said:?}");
    let path = said.out.trim().rsplit(' ').next().unwrap().to_owned();
    assert!(path.starts_with("/procesos/"), "{path}");

    let server = world.serve().await;
    let public = server.visit("uno.localhost");
    let page = public.page(&path).await;
    page.says("Cancha <cubierta>");
    page.says("Biblioteca; sala B");
    let money = |minor| format_money(Money::new(minor, Currency::COP), Locale::EsCo).replace('\u{a0}', " ");
    page.says(&money(900_000));
    page.says(&money(100_000));
    public.page("/procesos").await.says("2025");
    server.visit("dos.localhost").page("/procesos").await.keeps_quiet_about("2025");

    // What can be downloaded is the same election again.
    let again = public.page(&format!("{path}/votos.pb")).await;
    let (original, exported) = (Election::read(ELECTION.lines()).unwrap(), Election::read(again.body.lines()).unwrap());
    let (one, other) = (original.greedy(TieOrder::Official, 1), exported.greedy(TieOrder::Official, 1));
    assert_eq!(one, other);
    again.keeps_quiet_about(";34;");

    // Nobody is on the roll of an election that was held elsewhere, and nobody's age is kept.
    let tenant = world.one.site.tenant;
    for (query, expected) in [
        ("select count(*) from ballot", 4),
        ("select count(*) from ballot_choice", 6),
        ("select count(*) from participation", 0),
        ("select count(*) from process where current", 0),
        ("select count(*) from process where demonstration", 0),
        ("select count(*) from tally", 1),
        ("select count(*) from audit_entry where person_id is null", 1),
    ] {
        assert_eq!(world.database.count(tenant, query).await, expected, "{query}");
    }

    // The same file again is another election only under another name.
    let before = world.database.fingerprint(tenant).await;
    let twice = import(&world, &file, &["--tenant", "uno"]).await;
    assert!(!twice.done && twice.err.contains("already has a process"), "{twice:?}");
    assert_eq!(world.database.fingerprint(tenant).await, before);
    assert!(import(&world, &file, &["--tenant", "uno", "--slug", "otra-vez", "--tie", "lexico"]).await.done);
    assert_eq!(world.database.count(tenant, "select count(*) from ballot").await, 8);
}

#[tokio::test]
async fn groups_keep_apart_whatever_a_file_calls_them() {
    let world = World::new().await;
    let folder = Folder::new("letters");
    let file = folder.join("letras.pb");
    let grouped = [
        ("rule;greedy\n", "rule;greedy-exclusive\n"),
        ("name;selected\n", "name;selected;exclusive_group\n"),
        ("Cancha <cubierta>;1\n", "Cancha <cubierta>;1;A\n"),
        ("sala B\";0\n", "sala B\";0;B\n"),
        ("Huerta;1\n", "Huerta;1;A\n"),
    ];
    let text = grouped.iter().fold(ELECTION.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text.replace(from, to)
    });
    std::fs::write(&file, text).unwrap();
    let said = import(&world, &file, &["--tenant", "uno"]).await;
    assert!(said.done, "{said:?}");
    for told in ["line 17: project `17`: `A`", "line 18: project `4`: `B`", "line 19: project `9`: `A`"] {
        assert!(said.err.contains(told), "{told}: {said:?}");
    }
    let tenant = world.one.site.tenant;
    for (query, expected) in [
        ("select count(*) from proposal where exclusive_group is not null", 3),
        ("select count(distinct exclusive_group) from proposal", 2),
        // Only one of the first and the third can win.
        ("select count(*) from tally_line where won", 1),
        ("select count(*) from tally_line where reason ->> 'reason' = 'excluded'", 1),
    ] {
        assert_eq!(world.database.count(tenant, query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn a_broken_file_is_refused_where_it_breaks_and_nothing_is_left() {
    let world = World::new().await;
    let folder = Folder::new("broken");
    let tenant = world.one.site.tenant;
    let before = world.database.fingerprint(tenant).await;
    let broken: [(&str, &str, &str); 12] = [
        ("META\n", "MATE\n", "line 1, column 1:"),
        ("budget;1000000", "budget;un millón", "line 9, column 8:"),
        ("vote_type;approval", "vote_type;sorteo", "line 10, column 11:"),
        ("currency;COP", "currency;XXX", "line 14, column 10:"),
        ("4;500000;", "4;-500000;", "line 18, column 3:"),
        ("4;500000;2;\"Biblioteca; sala B\";0", "4;500000;2;\"Biblioteca; sala B;0", "line 18, column 12:"),
        ("9;300000;1;Huerta;1", "17;300000;1;Huerta;1", "line 19, column 1:"),
        ("9;300000;1;Huerta;1", "9;300000;1", "line 19, column"),
        ("v3;51;17,9", "v3;51;17,99", "line 24, column 10:"),
        ("v4;19;4", "v1;19;4", "line 25, column 1:"),
        ("v4;19;4\n", "", "num_votes"),
        ("VOTES\n", "", "line "),
    ];
    for (place, (from, to, said)) in broken.into_iter().enumerate() {
        assert_eq!(ELECTION.matches(from).count(), 1, "{from:?}");
        let file = folder.join(&format!("roto-{place}.pb"));
        std::fs::write(&file, ELECTION.replace(from, to)).unwrap();
        let refused = import(&world, &file, &["--tenant", "uno"]).await;
        assert_eq!(refused.code, Some(1), "{to:?}: {refused:?}");
        assert!(refused.err.contains(said), "{to:?} should be {said}: {}", refused.err);
        assert!(refused.err.contains(&format!("roto-{place}.pb")), "{}", refused.err);
        assert_eq!(world.database.fingerprint(tenant).await, before, "{to:?} left something behind");
    }
    // Not text, not there, not a tenant, not one that runs processes.
    let file = folder.join("binario.pb");
    std::fs::write(
        &file,
        ELECTION
            .replace("Huerta", "Hu\u{0}erta")
            .into_bytes()
            .iter()
            .map(|b| if *b == 0 { 0xff } else { *b })
            .collect::<Vec<u8>>(),
    )
    .unwrap();
    let refused = import(&world, &file, &["--tenant", "uno"]).await;
    assert!(!refused.done && refused.err.contains("line 19, column 14"), "{refused:?}");
    assert!(!import(&world, &folder.join("no-hay.pb"), &["--tenant", "uno"]).await.done);
    let good = folder.join("bueno.pb");
    std::fs::write(&good, ELECTION).unwrap();
    for tenant in ["nadie", "valle", "convite"] {
        let refused = import(&world, &good, &["--tenant", tenant]).await;
        assert!(!refused.done && refused.err.contains(tenant), "{refused:?}");
    }
    assert_eq!(world.database.fingerprint(tenant).await, before);
}
