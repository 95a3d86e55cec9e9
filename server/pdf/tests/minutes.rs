//! Minutes on paper: whether everybody can read the file, and whether it says what the minutes say.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::{DateTime, Utc};
use lopdf::{Dictionary, Document, Object};
use shared::{
    committee::{
        Act, Address, Appointment, Block, Convening, Drawing, Officer, Phrase, Place, Roster, SealedMinutes, SeatId,
        Session, SessionEvent, Vote, Way, outline,
    },
    document::{Format, Text, read},
    id::PersonId,
    locale::Locale,
    ruleset::{Body, Filling},
};

const BODY: &str = r#"
id = "mesa"
name = "Mesa zonal de participación"
kind = "citizens"
scope = { type = "tenant" }
quorum = { type = "half_plus_one" }
majority = { type = "simple" }
[[seats]]
sector = "jac"
name = "Juntas de acción comunal"
at_least = 3
at_most = 3
filled_by = "assembly"
"#;

fn text(text: &str) -> Text {
    text.parse().unwrap()
}

fn person(number: u128) -> PersonId {
    uuid::Uuid::from_u128(number).into()
}

fn at(minute: u32) -> DateTime<Utc> {
    format!("2026-03-05T23:{minute:02}:00Z").parse().unwrap()
}

/// The sealed minutes of a session of three, with as many notes.
fn minutes(notes: u32) -> SealedMinutes {
    let body: Body = read(BODY, Format::Toml).unwrap();
    let names = ["María Ñáñez Güiza", "José Peña 😀", "Ángela Ibáñez"];
    let members: Vec<Appointment> = (1_u16..)
        .zip(names)
        .map(|(number, name)| Appointment {
            person: person(number.into()),
            name: text(name),
            seat: SeatId { sector: "jac".parse().unwrap(), number },
            place: Place::Holder,
            gender: None,
            born: None,
            from: "2025-01-01".parse().unwrap(),
            until: None,
            filled_by: Filling::Assembly,
            act: None,
            declared: None,
            trained: None,
            contact: None,
        })
        .collect();
    let agenda = vec![text("Priorización de la zona"), text("Varios")];
    let zone = chrono_tz::America::Bogota;
    let call = Convening::new(&body, None, text("Casa de la cultura, piso 2"), zone, at(5), agenda);
    let secretary = Officer { person: person(9), name: text("Secretaría técnica") };
    let roster = Roster::new(&body, None, &members);
    let arrive = |number| Act::Arrive { person: person(number), way: Way::SignedIn };
    let cast = |number, vote| Act::Cast { motion: 1, person: person(number), vote };
    let mut acts = vec![
        Act::Convene(call),
        Act::CallRoll { roster, secretary },
        arrive(1),
        arrive(2),
        Act::Open { chair: person(1) },
        Act::Put { item: 1, text: text("Se priorice el parque #3 de *la* vereda $x$ [sic]"), proposed: None },
        cast(1, Vote::Yes),
        cast(2, Vote::Blank),
        Act::Count { motion: 1, permit: None },
    ];
    acts.extend((0..notes).map(|number| Act::Note { item: 1, text: text(&format!("Intervención número {number}.")) }));
    acts.extend([Act::Close, Act::Draft]);
    let event = |act| SessionEvent { at: at(5), act };
    let mut session = Session::replay(acts.into_iter().map(event)).unwrap();
    let content = session.minutes().unwrap().content();
    for act in
        [Act::Sign { person: person(1), content }, Act::Sign { person: person(9), content }, Act::Approve { content }]
    {
        session = session.apply(event(act)).unwrap();
    }
    session.sealed().unwrap().clone()
}

/// Words enough to tell things apart.
fn say(phrase: Phrase<'_>) -> String {
    match phrase {
        Phrase::Label(label) => format!("«{}»", label.as_str().replace('_', " ")),
        Phrase::Title { body, day, .. } => format!("Acta de la sesión de {body}, {day}"),
        Phrase::Seat { sector, number } => format!("{sector}, curul {number}"),
        Phrase::Since { name, since } => format!("{name}, desde las {since}"),
        Phrase::Motion { number } => format!("Proposición {number}"),
        Phrase::Seal { approved } => format!("Acta aprobada el {approved}. Huella SHA-256:"),
        Phrase::PageOf => "Página {page} de {pages}".to_owned(),
        Phrase::Way(way) => way.to_string(),
        Phrase::Vote(vote) => vote.to_string(),
        Phrase::Capacity(capacity) => capacity.to_string(),
        Phrase::Majority(rule) => rule.word().to_owned(),
        Phrase::Why(_) | Phrase::Power { .. } | Phrase::Decision { .. } => unreachable!("nothing is void or decided"),
    }
}

fn file(notes: u32) -> (SealedMinutes, Vec<u8>) {
    let sealed = minutes(notes);
    let file = pdf::render(&outline(&sealed, Locale::EsCo, say)).unwrap();
    (sealed, file)
}

/// The roles of all elements of the document's structure.
fn roles(document: &Document) -> Vec<String> {
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    let elements = dictionaries.filter(|one| one.has(b"S") && one.has(b"P"));
    let role =
        |one: &Dictionary| one.get(b"S").and_then(Object::as_name).map(|name| String::from_utf8_lossy(name).into());
    elements.filter_map(|one| role(one).ok()).collect()
}

#[test]
fn the_file_is_tagged_and_names_its_title_and_language() {
    let (_, file) = file(0);
    let document = Document::load_mem(&file).unwrap();
    let catalog = document.catalog().unwrap();
    let follow = |name: &[u8]| document.dereference(catalog.get(name).unwrap()).unwrap().1.clone();
    assert!(follow(b"MarkInfo").as_dict().unwrap().get(b"Marked").unwrap().as_bool().unwrap());
    assert_eq!(follow(b"Lang").as_str().unwrap(), b"es-CO");
    assert!(follow(b"ViewerPreferences").as_dict().unwrap().get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
    let metadata = follow(b"Metadata");
    let metadata = metadata.as_stream().unwrap();
    let xmp = metadata.decompressed_content().unwrap_or_else(|_| metadata.content.clone());
    let xmp = String::from_utf8(xmp).unwrap();
    assert!(xmp.contains("Acta de la sesión de Mesa zonal de participación, 5 de marzo de 2026"), "{xmp}");
    assert!(xmp.contains("pdfuaid:part"), "{xmp}");
    let roles = roles(&document);
    for role in ["Title", "H1", "H2", "H3", "P", "L", "LI", "Table", "TR", "TH", "TD"] {
        assert!(roles.iter().any(|found| found == role), "{role} in {roles:?}");
    }
}

#[test]
fn its_text_is_that_of_the_minutes() {
    let (sealed, file) = file(120);
    let document = Document::load_mem(&file).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    assert!(pages.len() > 3, "{} pages", pages.len());
    let text = document.extract_text(&pages).unwrap();
    // Lines break where there is room.
    let text: String = text.split_whitespace().collect();
    for expected in [
        "María Ñáñez Güiza",
        "José Peña [U+1F600]",
        "Ángela Ibáñez",
        "Se priorice el parque #3 de *la* vereda $x$ [sic]",
        "Intervención número 119.",
        &format!("Página {} de {}", pages.len(), pages.len()),
        &sealed.fingerprint().to_string(),
    ] {
        let expected: String = expected.split_whitespace().collect();
        assert!(text.contains(&expected), "{expected} in {text}");
    }
}

#[test]
fn a_draft_says_so_on_every_page() {
    let mut draft = outline(&minutes(120), Locale::EsMx, say);
    draft.mark = Some("Borrador".to_owned());
    let document = Document::load_mem(&pdf::render(&draft).unwrap()).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    for page in pages {
        assert!(document.extract_text(&[page]).unwrap().contains("BORRADOR"), "page {page}");
    }
    assert_eq!(document.catalog().unwrap().get(b"Lang").unwrap().as_str().unwrap(), b"es-MX");
}

#[test]
fn an_address_is_a_link_and_its_code_is_described() {
    let mut found = outline(&minutes(0), Locale::En, say);
    let drawing = Drawing { path: "M0 0h1v1h-1zM20 20h1v1h-1z".to_owned(), width: 21, label: "The code".to_owned() };
    let address = Address {
        to: "https://villa.example/acta?sello=1".to_owned(),
        shown: "https://villa.example/acta".to_owned(),
        drawing: Some(drawing),
    };
    found.sections.last_mut().unwrap().blocks.push(Block::Address(address));
    let document = Document::load_mem(&pdf::render(&found).unwrap()).unwrap();
    let roles = roles(&document);
    assert!(["Link", "Figure"].iter().all(|role| roles.iter().any(|found| found == role)), "{roles:?}");
    let dictionaries = || document.objects.values().filter_map(|object| object.as_dict().ok());
    let described = |one: &Dictionary| one.get(b"Alt").and_then(Object::as_str).is_ok_and(|alt| alt == b"The code");
    assert!(dictionaries().any(described));
    let leads = |one: &Dictionary| {
        let action = one.get(b"A").and_then(Object::as_dict);
        action.and_then(|action| action.get(b"URI")).and_then(Object::as_str).map(<[u8]>::to_vec)
    };
    assert!(dictionaries().any(|one| leads(one).is_ok_and(|to| to == b"https://villa.example/acta?sello=1")));
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text: String = document.extract_text(&pages).unwrap().split_whitespace().collect();
    assert!(text.contains("https://villa.example/acta"), "{text}");
}

#[test]
fn the_same_minutes_give_the_same_file() {
    assert_eq!(file(3).1, file(3).1);
}
