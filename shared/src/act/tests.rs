use serde_json::json;

use super::*;
use crate::{
    code::TypedCode,
    locale::Locale,
    pabulib::VoteType,
    paper::Place,
    urn::{Leaf, SealedUrn, Slip},
};

const URN: &str = "uno/2026/01";

/// Ballots by what they give to projects: 1, where they only name them.
fn slips(ballots: &[&[(&str, u64)]], amounts: bool) -> BTreeMap<TypedCode, Slip> {
    let slip = |(number, marks): (u8, &&[(&str, u64)])| {
        let code = TypedCode::new([number; 10]);
        let marks = marks.iter().map(|(project, amount)| ((*project).to_owned(), *amount));
        (code, Slip::new(URN, code, marks, amounts))
    };
    (1..).zip(ballots).map(slip).collect()
}

fn approvals() -> BTreeMap<TypedCode, Slip> {
    slips(&[&[("3", 1), ("1", 1)], &[("2", 1), ("1", 1)], &[]], false)
}

/// The record of a count of these ballots.
fn record(vote_type: VoteType, slips: &BTreeMap<TypedCode, Slip>) -> Record {
    let named = |code: &str, name: &str| Named { code: code.to_owned(), name: name.to_owned() };
    let nothing = Fingerprint::of_bytes(b"");
    let at: DateTime<Utc> = "2026-09-08T12:00:00Z".parse().unwrap();
    let day = |day: &str| day.parse().unwrap();
    let project = |(number, title, cost): (u32, &str, i64)| Project {
        number,
        id: number.to_string(),
        title: title.to_owned(),
        cost,
        registered: at,
        theme: (number == 1).then(|| "parques".parse().unwrap()),
        region: None,
        group: None,
        withdrawn: false,
    };
    let uncounted = Record {
        format: FORMAT.to_owned(),
        site: named("uno", "Villa Uno"),
        process: named("2026", "Presupuesto 2026"),
        contest: named("01", "Popular"),
        number: 1,
        reason: None,
        replaces: None,
        currency: Currency::COP,
        rules: Rules {
            id: "uno".to_owned(),
            title: "Reglas".to_owned(),
            fingerprint: nothing,
            winner: json!({ "type": "greedy", "tie": ["lower_cost", "ballot_number"] }),
            minimum: 1,
            support: None,
            room: Room { ceiling: 100, parts: BTreeMap::new() },
        },
        urn: Urn { name: URN.to_owned(), sealed_at: at, ballots: 0, blank: 0, annulled: 0, root: nothing },
        files: Files { election: nothing, slips: nothing, table: nothing },
        written: Some(Written {
            locale: Locale::EsCo,
            description: "Presupuesto 2026: Popular".to_owned(),
            country: "Colombia".to_owned(),
            comment: Some("#1: 1 en blanco".to_owned()),
            begins: day("2026-09-01"),
            ends: day("2026-09-07"),
            vote_type,
            methods: true,
        }),
        turnout: Turnout {
            voters: 3,
            channels: BTreeMap::new(),
            ages: Vec::new(),
            age_unknown: None,
            ages_with: None,
            rolls: Vec::new(),
        },
        paper: Vec::new(),
        findings: Findings::default(),
        projects: [(1, "Un parque", 60), (2, "Un puente", 50), (3, "Una huerta", 40)].map(project).into(),
        draw: None,
        result: Winners { standings: Vec::new(), ties: Vec::new(), total_cost: 0, left: None, shares: None },
        counted: Answering { name: "Gloria".to_owned(), office: "Planeación".to_owned(), at },
    };
    uncounted.counted_again(slips).unwrap()
}

/// The election of a record with its ballots.
fn election(record: &Record, slips: &BTreeMap<TypedCode, Slip>) -> String {
    let (mut rows, mut text) = record.basis().unwrap().election().unwrap();
    for slip in slips.values() {
        text.push_str(&rows.row(slip.code(), record.places().marks(slip).unwrap()).unwrap());
    }
    text
}

#[test]
fn the_election_is_made_of_the_record_and_its_ballots() {
    let slips = approvals();
    let record = record(VoteType::Approval, &slips);
    let text = election(&record, &slips);
    assert_eq!(
        text,
        "META\nkey;value\ndescription;Presupuesto 2026: Popular\ncountry;Colombia\nunit;Villa Uno\nsubunit;Popular\n\
         instance;2026\nnum_projects;3\nnum_votes;3\nbudget;100\nvote_type;approval\nrule;greedy-threshold\n\
         date_begin;01.09.2026\ndate_end;07.09.2026\nmin_project_score_threshold;1\ncurrency;COP\n\
         comment;#1: 1 en blanco\n\
         PROJECTS\nproject_id;cost;votes;name;category;selected\n\
         1;60;2;Un parque;parques;1\n2;50;1;Un puente;;0\n3;40;1;Una huerta;;1\n\
         VOTES\nvoter_id;vote;voting_method\n\
         0101-0101-0101-0101-0101;1,3;internet\n0202-0202-0202-0202-0202;1,2;internet\n\
         0303-0303-0303-0303-0303;;internet\n"
    );
    let read = Election::read(text.lines()).unwrap();
    assert_eq!(record.recount(&read).as_ref(), Ok(&record.result));
}

#[test]
fn projects_go_by_points_and_then_in_the_order_of_the_list() {
    let slips = slips(&[&[("1", 2), ("2", 5), ("3", 2)]], true);
    let record = record(VoteType::Scoring, &slips);
    let text = election(&record, &slips);
    assert!(text.ends_with("voter_id;vote;points;voting_method\n0101-0101-0101-0101-0101;2,1,3;5,2,2;internet\n"));
    assert_eq!(record.recount(&Election::read(text.lines()).unwrap()).as_ref(), Ok(&record.result));

    let (rows, _) = record.basis().unwrap().election().unwrap();
    let row = rows.as_given().row(TypedCode::new([1; 10]), vec![(2, 2), (1, 5), (0, 2)]);
    assert_eq!(row.unwrap(), "0101-0101-0101-0101-0101;3,2,1;2,5,2;internet\n");
}

#[test]
fn a_ballot_on_paper_says_so_where_the_record_does() {
    let slips = approvals();
    let mut record = record(VoteType::Approval, &slips);
    let code = Place::new(1, 7).unwrap().code();
    let row = |record: &Record| record.basis().unwrap().election().unwrap().0.row(code, vec![(0, 1)]).unwrap();
    assert_eq!(row(&record), format!("{code};1;paper\n"));
    record.written.as_mut().unwrap().methods = false;
    assert_eq!(row(&record), format!("{code};1\n"));
}

#[test]
fn the_record_comes_of_its_ballots_and_no_others() {
    let slips = approvals();
    let record = record(VoteType::Approval, &slips);
    assert_eq!(record.counted_again(&slips).as_ref(), Ok(&record));
    assert_eq!((record.urn.ballots, record.urn.blank), (3, 1));
    assert_eq!(record.urn.root, SealedUrn::new(slips.values().map(Leaf::of)).seal().root);
    assert_eq!(record.result.won().collect::<Vec<_>>(), [&1, &3]);

    let others = self::slips(&[&[("2", 1)], &[("2", 1), ("3", 1)]], false);
    let other = record.counted_again(&others).unwrap();
    assert_eq!(other.result.won().collect::<Vec<_>>(), [&2, &3]);
    assert_eq!((other.urn.ballots, other.urn.blank), (2, 0));
    assert_ne!(other.urn.root, record.urn.root);
    assert_eq!((&other.files, &other.projects), (&record.files, &record.projects));

    let strange = self::slips(&[&[("4", 1)]], false);
    assert_eq!(record.counted_again(&strange), Err(NoRecount::Project("4".to_owned())));
}

#[test]
fn a_record_of_before_is_read_and_counted_and_its_files_are_not_made() {
    let slips = approvals();
    let record = Record { written: None, ..record(VoteType::Approval, &slips) };
    let text = canonical(&record);
    assert!(!text.contains("written"));
    assert_eq!(serde_json::from_str::<Record>(&text).unwrap(), record);
    assert_eq!(record.counted_again(&slips).as_ref(), Ok(&record));
    assert_eq!(record.basis(), Err(NoRecount::Unwritten));
}
