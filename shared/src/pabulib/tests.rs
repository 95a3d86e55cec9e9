use proptest::prelude::*;

use super::*;
use crate::money::{Currency, MoneyError};
use crate::tally::{Fate, TieOrder};

const MINIMAL: &str = "\
META
key;value
description;Example
country;Colombia
unit;Medellín
subunit;Comuna 1
instance;2026
num_projects;2
num_votes;2
budget;1000000
vote_type;approval
rule;greedy
date_begin;01.09.2026
date_end;07.09.2026
currency;COP
PROJECTS
project_id;cost;votes;name;selected
a;600000;2;Cancha;1
b;500000;1;\"Biblioteca; sala B\";0
VOTES
voter_id;vote
v1;a,b
v2;a
";

fn read(text: &str) -> Result<Election, ParseError> {
    Election::read(text.split('\n'))
}

/// The minimal file with one thing in it replaced by another.
fn with(from: &str, to: &str) -> String {
    assert_eq!(MINIMAL.matches(from).count(), 1, "{from}");
    MINIMAL.replace(from, to)
}

/// The place and the kind of the error of a file.
fn error(text: &str) -> (u64, u32, ParseErrorKind) {
    let error = read(text).unwrap_err();
    (error.line, error.column, error.kind)
}

#[test]
fn a_file_is_understood() {
    let election = read(MINIMAL).unwrap();
    let meta = election.meta();
    assert_eq!(meta.unit.as_deref(), Some("Medellín"));
    assert_eq!(meta.budget, Money::new(1_000_000, Currency::COP));
    assert_eq!(meta.date_end, NaiveDate::from_ymd_opt(2026, 9, 7).map(VotingDate::Day));
    assert_eq!(election.projects()[1].name.as_deref(), Some("Biblioteca; sala B"));
    assert_eq!(election.projects()[0].selected, Some(Selected::Yes));
    assert_eq!(election.votes(), [2, 1]);
    assert_eq!(election.warnings(), []);
    let tally = election.greedy(TieOrder::Official, 1);
    assert_eq!(tally.selected().collect::<Vec<_>>(), ["a"]);
    assert_eq!(tally.verdicts[1].fate, Fate::DoesNotFit { left_before: 400_000, missing: 100_000 });
}

#[test]
fn the_forms_that_files_come_in_mean_the_same() {
    let plain = read(MINIMAL).unwrap();
    let windows = format!("\u{feff}{}\r\n\r\n", MINIMAL.trim_end().replace('\n', "\r\n"));
    let loose = with("META", " meta ").replace("v1;a,b", "\n v1 ; a , b ").replace("key;value", "Key;Value");
    let columns = with("voter_id;vote\nv1;a,b\nv2;a", "sex;vote;age;voter_id\nF;a,b;30;v1\nNone;a;;v2");
    for form in [windows, loose, columns] {
        assert_eq!(read(&form).unwrap(), plain, "{form}");
    }
}

#[test]
fn amounts_are_exact() {
    let text = with("currency;COP", "currency;PLN").replace("budget;1000000", "budget;1019940.37");
    assert_eq!(read(&text).unwrap().meta().budget.minor(), 101_994_037);
    assert_eq!(read(&with("600000", "600000.0")).unwrap().projects()[0].cost.minor(), 600_000);
}

/// What was odd about a file, in the order of its lines.
fn odd(election: &Election) -> Vec<(WarningKind, u64, &str)> {
    election.warnings().iter().map(|one| (one.kind, one.line, one.subject.as_str())).collect()
}

#[test]
fn amounts_with_more_decimals_than_the_currency_are_exact() {
    let text = with("budget;1000000", "budget;1000000.25").replace("600000", "600000.5");
    let election = read(&text.replace("currency;COP", "currency;COP\nmax_sum_cost;1100000")).unwrap();
    let told = [
        (WarningKind::FinerAmount, 10, "budget"),
        // 600,000.5 and 500,000 are more than 1,100,000.
        (WarningKind::BallotCost, 23, "v1"),
    ];
    assert_eq!(odd(&election), told);
    assert_eq!(election.warnings()[0].times, 2);
    let amounts = election.projects().iter().map(|project| project.cost).chain([election.meta().budget]);
    let amounts: Vec<(i64, u8)> = amounts.map(|amount| (amount.minor(), amount.currency().decimals())).collect();
    assert_eq!(amounts, [(60_000_050, 2), (50_000_000, 2), (100_000_025, 2)]);
    let tally = election.greedy(TieOrder::Official, 1);
    assert_eq!((tally.total_cost, tally.left), (60_000_050, 39_999_975));
    // Shares still grow by whole units.
    let candidates = election.candidates();
    assert_eq!(election.question(&candidates, TieOrder::Official, 0).unit, 100);
}

#[test]
fn a_decimal_comma_is_read_as_a_point() {
    let text =
        with("currency;COP", "currency;PLN").replace("budget;1000000", "budget;1019940,37").replace("600000", "6,5");
    let election = read(&text).unwrap();
    assert_eq!(election.meta().budget.minor(), 101_994_037);
    assert_eq!(election.projects()[0].cost.minor(), 650);
    assert_eq!(odd(&election), [(WarningKind::DecimalComma, 10, "budget")]);
}

#[test]
fn a_currency_that_is_not_known_has_two_decimals() {
    let election = read(&with("COP", "XYZ").replace("budget;1000000", "budget;1000000.5")).unwrap();
    assert_eq!(odd(&election), [(WarningKind::UnknownCurrency, 15, "XYZ")]);
    let budget = election.meta().budget;
    assert_eq!((budget.minor(), budget.currency().code()), (100_000_050, "XYZ"));
    assert!(odd(&read(&with("COP", "mxn")).unwrap()).is_empty());
}

#[test]
fn what_only_informs_stops_nothing() {
    let text = with("a;600000;2;Cancha;1", "a;600000;many;Cancha;yes")
        .replace("07.09.2026", "2026-09-07")
        .replace("vote_type;approval", "vote_type;approval\nmax_length;all");
    let election = read(&text).unwrap();
    let told = [
        (WarningKind::Unreadable, 15, "date_end"),
        (WarningKind::Unreadable, 12, "max_length"),
        (WarningKind::Unreadable, 19, "votes"),
        (WarningKind::Unreadable, 19, "selected"),
    ];
    assert_eq!(odd(&election), told);
    assert_eq!((election.meta().date_end, election.meta().max_length), (None, None));
    assert_eq!((election.projects()[0].votes, election.projects()[0].selected), (None, None));
    assert_eq!(election.votes(), [2, 1]);
}

#[test]
fn what_is_to_be_kept_is_held_to_more() {
    let kept = |text: &str| {
        let mut reader = Reader::new().for_keeping();
        text.lines().try_for_each(|line| reader.line(line).map(drop)).map_err(|error| error.kind)
    };
    assert_eq!(kept(MINIMAL), Ok(()));
    assert!(matches!(kept(&with("COP", "XYZ")), Err(ParseErrorKind::UnknownCurrency(_))));
    let finer = kept(&with("600000", "600000.5"));
    assert!(matches!(finer, Err(ParseErrorKind::NotMoney { reason: MoneyError::TooPrecise { .. }, .. })), "{finer:?}");
    let points =
        with("approval", "scoring").replace("voter_id;vote\nv1;a,b\nv2;a", "voter_id;vote;points\nv1;a,b;4,1\nv2;b;X");
    assert_eq!(kept(&points.replace(";X", ";3")), Ok(()));
    for wrong in ["4.5", "-1"] {
        let found = wrong.to_owned();
        assert_eq!(kept(&points.replace('X', wrong)), Err(ParseErrorKind::NotPoints { field: "points", found }));
    }
}

/// A scoring file with these rows of VOTES.
fn scoring(rows: &[&str]) -> Election {
    let votes = format!("num_votes;{}", rows.len());
    let text = with("approval", "scoring").replace("num_votes;2", &votes).replace("COP", "COP\nmin_points;-inf");
    let head = &text[..text.find("voter_id").unwrap()].replace(";2;Cancha", ";;Cancha").replace(";1;\"", ";;\"");
    read(&format!("{head}voter_id;vote;points\n{}", rows.join("\n"))).unwrap()
}

#[test]
fn points_with_decimals_and_below_zero_are_exact() {
    let election = scoring(&["v1;a,b;4,1", "v2;a,b;4.5,-3", "v3;b;0.25"]);
    let points = |election: &Election| election.points().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(points(&election), ["8.5", "-1.75"]);
    assert_eq!((election.votes(), election.decimals()), ([2, 3].as_slice(), 2));
    assert_eq!(election.scores(), [850, 0]);
    // What takes points away supports nothing.
    assert_eq!((election.profile().ballots(), election.profile().scores()), (3, vec![850, 125]));
    assert_eq!(election.profile().votes(), [2, 2]);
    let tally = election.greedy(TieOrder::Official, 9);
    assert_eq!(tally.selected().count(), 0, "8.5 is less than 9");
    let tally = election.greedy(TieOrder::Official, 8);
    assert_eq!(tally.selected().collect::<Vec<_>>(), ["a"]);
    assert_eq!(tally.minimum_score, 800);
}

#[test]
fn less_than_nothing_comes_after_nothing() {
    // Nobody supports either, and somebody is against the cheaper one.
    let election = scoring(&["v1;b;-1"]);
    let tally = election.greedy(TieOrder::Official, 0);
    assert_eq!(tally.verdicts.iter().map(|line| line.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(election.greedy(TieOrder::Official, 1).selected().count(), 0);
}

#[test]
fn the_order_of_the_rows_can_decide_between_equals() {
    let text = with("b;500000", "0;500000").replace("v1;a,b\nv2;a", "v1;a,0\nv2;").replace("2;Cancha", "1;Cancha");
    let election = read(&text).unwrap();
    let first = |order| election.greedy(order, 1).selected().next().cloned();
    assert_eq!(first(TieOrder::File).as_deref(), Some("a"));
    assert_eq!(first(TieOrder::Lexico).as_deref(), Some("0"));
    assert_eq!(election.greedy(TieOrder::File, 1).ties[0].decided_by, crate::tally::Criterion::Place);
}

#[test]
fn a_withdrawn_project_is_never_funded() {
    let election = read(&with("600000", "999999999").replace("budget;1000000", "budget;5000000000")).unwrap();
    let tally = election.greedy(TieOrder::Lexico, 0);
    assert_eq!(tally.selected().collect::<Vec<_>>(), ["b"]);
    assert_eq!(tally.verdicts[1].fate, Fate::Withdrawn);
}

#[test]
fn a_blank_ballot_counts_as_a_ballot() {
    let election = read(&with("v2;a", "v2;").replace("2;Cancha", "1;Cancha")).unwrap();
    assert_eq!((election.votes(), election.meta().num_votes), ([1, 1].as_slice(), 2));
}

#[test]
fn points_and_ranks_are_scored() {
    let points = with("approval", "cumulative")
        .replace("voter_id;vote\nv1;a,b\nv2;a", "voter_id;vote;points\nv1;a,b;4,1\nv2;b;3");
    let election = read(&points.replace("a;600000;2", "a;600000;1").replace("b;500000;1", "b;500000;2")).unwrap();
    assert_eq!((election.votes(), election.scores()), ([1, 2].as_slice(), [4, 4].as_slice()));
    let ranks = with("approval", "ordinal").replace("v2;a", "v2;b,a");
    assert_eq!(read(&ranks).unwrap().scores(), [3, 3]);
    let scoring = points.replace("cumulative", "scoring").replace("currency;COP", "currency;COP\ndefault_score;2");
    let scored = read(&scoring).unwrap();
    assert_eq!((scored.votes(), scored.scores()), ([1, 2].as_slice(), [6, 4].as_slice()));
    assert_eq!((scored.profile().votes(), scored.profile().scores()), (vec![1, 2], vec![6, 4]));
    // Who names nothing gives every project what it gives those that it does not name.
    let more = scored.with_blank(3).unwrap();
    assert_eq!((more.profile().ballots(), more.votes()), (5, [1, 2].as_slice()));
    assert_eq!((more.scores(), more.profile().scores()), ([12, 10].as_slice(), vec![12, 10]));
    let approvals = read(&ranks).unwrap().with_blank(3).unwrap();
    assert_eq!((approvals.profile().ballots(), approvals.scores()), (5, [3, 3].as_slice()));
}

#[test]
fn what_is_odd_is_told_once() {
    let text = with("v1;a,b\nv2;a", "v1;a,b,a\nv2;b,b").replace("description;Example\n", "max_length;1\n");
    let warnings = read(&text).unwrap().warnings().to_vec();
    let told: Vec<_> = warnings.iter().map(|one| (one.kind, one.line, one.subject.as_str(), one.times)).collect();
    assert_eq!(
        told,
        [
            (WarningKind::MissingKey, 16, "description", 1),
            (WarningKind::RepeatedProject, 22, "v1", 2),
            (WarningKind::BallotLength, 22, "v1", 1),
            (WarningKind::VotesDiffer, 18, "a", 2),
        ]
    );
    assert_eq!(
        warnings[1].to_string(),
        "line 22, `v1`: a ballot names a project more than once, which was counted once (2 times in the file)"
    );
}

#[test]
fn ballots_beyond_the_limits_are_counted_and_told() {
    let costly = read(&with("currency;COP", "currency;COP\nmax_sum_cost;1000000")).unwrap();
    assert_eq!(costly.warnings().iter().map(|one| one.kind).collect::<Vec<_>>(), [WarningKind::BallotCost]);
    assert_eq!(costly.scores(), [2, 1]);
    let two = read(&with("approval", "choose-1")).unwrap();
    assert_eq!(two.warnings().iter().map(|one| one.kind).collect::<Vec<_>>(), [WarningKind::BallotLength]);
}

#[test]
fn a_file_without_a_currency_needs_one() {
    let text = with("currency;COP\n", "");
    assert_eq!(error(&text), (15, 1, ParseErrorKind::MissingKey { key: "currency" }));
    let mut counter = Counter::assuming(Currency::MXN);
    for line in text.lines() {
        counter.line(line).unwrap();
    }
    assert_eq!(counter.finish().unwrap().meta().budget, Money::new(100_000_000, Currency::MXN));
}

#[test]
fn errors_in_the_sections_are_shown_where_they_are() {
    let found = |text: &str| text.to_owned();
    let expected_section = |expected, text| ParseErrorKind::SectionExpected { expected, found: found(text) };
    assert_eq!(error("hello"), (1, 1, expected_section(Section::Meta, "hello")));
    assert_eq!(error("\n\nVOTES"), (3, 1, expected_section(Section::Meta, "VOTES")));
    assert_eq!(error("META\nname;value"), (2, 1, ParseErrorKind::MetaHeader { found: found("name;value") }));
    assert_eq!(error("META\nkey;value\nVOTES"), (3, 1, expected_section(Section::Projects, "VOTES")));
    let again = format!("{MINIMAL}META\n");
    assert_eq!(error(&again), (24, 1, ParseErrorKind::SectionAfterVotes { found: found("META") }));
    for (end, missing) in [("", Section::Meta), ("META\nkey;value\na;b", Section::Projects)] {
        assert_eq!(read(end).unwrap_err().kind, ParseErrorKind::Truncated { missing });
    }
    let half = &MINIMAL[..MINIMAL.find("VOTES").unwrap()];
    assert_eq!(read(half).unwrap_err().kind, ParseErrorKind::Truncated { missing: Section::Votes });
    let no_cost = ParseErrorKind::MissingColumn { section: Section::Projects, column: "cost" };
    assert_eq!(error(&with("project_id;cost;", "project_id;price;")), (17, 1, no_cost));
    let no_points = ParseErrorKind::MissingColumn { section: Section::Votes, column: "points" };
    assert_eq!(error(&with("approval", "cumulative")), (21, 1, no_points));
    let twice = ParseErrorKind::DuplicateColumn { column: found("vote") };
    assert_eq!(error(&with("voter_id;vote", "voter_id;vote;vote")), (21, 15, twice));
}

#[test]
fn errors_in_meta_are_shown_where_they_are() {
    let field = |field: &str| field.to_owned();
    assert_eq!(error(&with("budget;1000000\n", "")), (15, 1, ParseErrorKind::MissingKey { key: "budget" }));
    let duplicate = ParseErrorKind::DuplicateKey { key: field("unit"), first_line: 5 };
    assert_eq!(error(&with("subunit;", "unit;")), (6, 1, duplicate));
    let comma = ParseErrorKind::NotMoney {
        field: field("budget"),
        found: field("1,000,000"),
        reason: MoneyError::Unexpected { found: ',', column: 2 },
    };
    assert_eq!(error(&with("budget;1000000", "budget;1,000,000")), (10, 8, comma));
    let vote_type = ParseErrorKind::UnknownVoteType { found: field("approve") };
    assert_eq!(error(&with("approval", "approve")), (11, 11, vote_type));
    assert!(matches!(error(&with("COP", "pesos")), (15, 10, ParseErrorKind::UnknownCurrency(_))));
    let points = ParseErrorKind::NotPoints { field: "default_score", found: field("none at all") };
    assert_eq!(error(&with("COP\n", "COP\ndefault_score;none at all\n")), (16, 15, points));
    let whole = ParseErrorKind::NotWhole { field: field("num_votes"), found: field("two") };
    assert_eq!(error(&with("num_votes;2", "num_votes;two")), (9, 11, whole));
    assert_eq!(error(&with("Comuna 1", "Comuna 1;x")), (6, 1, ParseErrorKind::CellCount { expected: 2, found: 3 }));
    // What the figures of META promise is missing at the end; META is where it is corrected.
    assert_eq!(
        error(&with("num_projects;2", "num_projects;3")),
        (8, 14, ParseErrorKind::ProjectCount { stated: 3, found: 2 })
    );
    assert_eq!(error(&with("num_votes;2", "num_votes;1")), (9, 11, ParseErrorKind::VoteCount { stated: 1, found: 2 }));
}

#[test]
fn errors_in_projects_are_shown_where_they_are() {
    let cost = |text: &str| error(&with("600000", text));
    assert_eq!(cost("0"), (18, 3, ParseErrorKind::CostNotPositive { found: "0".to_owned() }));
    assert!(matches!(cost("-5"), (18, 3, ParseErrorKind::NotMoney { reason: MoneyError::Negative, .. })));
    assert!(matches!(cost("12x"), (18, 5, ParseErrorKind::NotMoney { .. })));
    let too_precise = cost("1.1234567890123456789");
    assert!(matches!(too_precise, (18, 3, ParseErrorKind::NotMoney { reason: MoneyError::TooPrecise { .. }, .. })));
    assert_eq!(cost(""), (18, 3, ParseErrorKind::Empty { field: "cost".to_owned() }));
    let duplicate = ParseErrorKind::DuplicateProject { id: "a".to_owned(), first_line: 18 };
    assert_eq!(error(&with("b;500000", "a;500000")), (19, 1, duplicate));
    let cells = |found| ParseErrorKind::CellCount { expected: 5, found };
    assert_eq!(error(&with("Cancha;1", "Cancha")), (18, 18, cells(4)));
    assert_eq!(error(&with("Cancha;1", "Cancha;1;9")), (18, 21, cells(6)));
    assert_eq!(error(&with("\"Biblioteca; sala B\"", "\"Biblioteca")), (19, 12, ParseErrorKind::UnclosedQuote));
}

#[test]
fn errors_in_votes_are_shown_where_they_are() {
    let vote = |text: &str| error(&with("v1;a,b", text));
    assert_eq!(vote("v1;a, z"), (22, 7, ParseErrorKind::UnknownProject { id: "z".to_owned() }));
    assert_eq!(vote("v1;\"a,z\""), (22, 7, ParseErrorKind::UnknownProject { id: "z".to_owned() }));
    assert_eq!(vote("v1;a,,b"), (22, 6, ParseErrorKind::EmptyItem));
    assert_eq!(vote(";a"), (22, 1, ParseErrorKind::Empty { field: "voter_id".to_owned() }));
    let duplicate = ParseErrorKind::DuplicateVoter { id: "v1".to_owned(), first_line: 22 };
    assert_eq!(error(&with("v2;a", "v1;a")), (23, 1, duplicate));
    let ranks = with("approval", "ordinal").replace("v1;a,b", "v1;a,b,a");
    assert_eq!(error(&ranks), (22, 8, ParseErrorKind::RepeatedProject { id: "a".to_owned() }));
    let points = |row| {
        let text = with("approval", "cumulative");
        error(&text.replace("voter_id;vote\nv1;a,b", &format!("voter_id;vote;points\n{row}")))
    };
    assert_eq!(points("v1;a,b;4"), (22, 8, ParseErrorKind::PointsCount { projects: 2, points: 1 }));
    let none = ParseErrorKind::NotPoints { field: "points", found: "1/2".to_owned() };
    assert_eq!(points("v1;a,b;4,1/2"), (22, 10, none));
    assert_eq!(
        read(&with("v1;a,b", "v1;a,z")).unwrap_err().to_string(),
        "line 22, column 6: the ballot names `z`, which is not a project of this file"
    );
}

fn events(text: &str) -> (Meta, Vec<Project>, Vec<Vote>) {
    let mut reader = Reader::new();
    let (mut meta, mut projects, mut votes) = (None, Vec::new(), Vec::new());
    for line in text.split('\n') {
        match reader.line(line).unwrap_or_else(|error| panic!("{error}\n{text}")) {
            Some(Event::Meta(found)) => meta = Some(*found),
            Some(Event::Project(project)) => projects.push(*project),
            Some(Event::Vote(vote)) => votes.push(vote),
            None => {}
        }
    }
    reader.finish().unwrap();
    (meta.unwrap(), projects, votes)
}

fn written(meta: &Meta, projects: &[Project], votes: &[Vote]) -> Result<String, WriteError> {
    let mut text = String::new();
    write(&mut text, meta, projects, votes.iter().cloned())?;
    Ok(text)
}

#[test]
fn what_is_in_order_is_written_as_it_was() {
    let (meta, projects, votes) = events(MINIMAL);
    assert_eq!(written(&meta, &projects, &votes).unwrap(), MINIMAL);
}

#[test]
fn a_cost_that_looks_withdrawn_is_told_apart() {
    let (meta, mut projects, votes) = events(MINIMAL);
    projects[0].cost = Money::new(999_999_999, Currency::COP);
    projects[1] = Project { withdrawn: true, ..projects[0].clone() };
    "b".clone_into(&mut projects[1].id);
    let text = written(&meta, &projects, &votes).unwrap();
    assert!(text.contains("\na;999999999.0;2;"), "{text}");
    assert!(text.contains("\nb;999999999;2;"), "{text}");
    assert_eq!(events(&text).1, projects);
}

#[test]
fn what_would_not_read_back_is_not_written() {
    type Change = dyn Fn(&mut Meta, &mut Vec<Project>, &mut Vec<Vote>);
    let (meta, projects, votes) = events(MINIMAL);
    let error = |change: &Change| {
        let (mut meta, mut projects, mut votes) = (meta.clone(), projects.clone(), votes.clone());
        change(&mut meta, &mut projects, &mut votes);
        written(&meta, &projects, &votes).unwrap_err()
    };
    assert_eq!(error(&|meta, _, _| meta.rule = None), WriteError::MissingKey { key: "rule" });
    for id in ["", "a,b", " a", "None", "a\nb"] {
        let bad = WriteError::BadId { id: id.to_owned() };
        assert_eq!(error(&|_, projects, _| id.clone_into(&mut projects[0].id)), bad);
        assert_eq!(error(&|_, _, votes| id.clone_into(&mut votes[1].voter)), bad);
    }
    assert_eq!(
        error(&|_, projects, _| projects[1].cost = Money::new(0, Currency::COP)),
        WriteError::CostNotPositive { id: "b".to_owned() }
    );
    assert_eq!(
        error(&|_, projects, _| projects[1].cost = Money::new(5, Currency::MXN)),
        WriteError::OtherCurrency { expected: Currency::COP, found: Currency::MXN }
    );
    let unknown = WriteError::UnknownProject { voter: "v1".to_owned(), place: 2, projects: 2 };
    assert_eq!(error(&|_, _, votes| votes[0].chosen.push(2)), unknown);
    assert_eq!(
        error(&|_, _, votes| votes[0].points.push(2.into())),
        WriteError::PointsCount { voter: "v1".to_owned() }
    );
    let count = WriteError::Count { section: Section::Votes, stated: 2, found: 1 };
    assert_eq!(error(&|_, _, votes| drop(votes.pop())), count);
    let count = WriteError::Count { section: Section::Projects, stated: 2, found: 1 };
    assert_eq!(error(&|_, projects, _| drop(projects.pop())), count);
    let twice = error(&|_, projects, _| "a".clone_into(&mut projects[1].id));
    assert_eq!(twice, WriteError::DuplicateId { id: "a".to_owned() });
    let twice = error(&|_, _, votes| "v1".clone_into(&mut votes[1].voter));
    assert_eq!(twice, WriteError::DuplicateId { id: "v1".to_owned() });
    let twice = error(&|_, _, votes| votes[1].chosen.push(0));
    assert_eq!(twice, WriteError::RepeatedProject { voter: "v2".to_owned() });
}

#[test]
fn a_blank_ballot_is_a_row_with_an_empty_vote() {
    let election = scoring(&["v1;a;4", "v2;;", "v3;;None"]);
    assert_eq!((election.profile().ballots(), election.profile().blank()), (3, 2));
    let (meta, projects, votes) = events(&with("v2;a", "v2;"));
    let text = written(&meta, &projects, &votes).unwrap();
    assert!(text.ends_with("\nv1;a,b\nv2;\n"), "{text}");
    let meta = Meta { vote_type: VoteType::Scoring, ..meta };
    let points = [vec![Points::new(4, 0), Points::new(1, 0)], vec![]];
    let votes: Vec<Vote> = votes.into_iter().zip(points).map(|(vote, points)| Vote { points, ..vote }).collect();
    let text = written(&meta, &projects, &votes).unwrap();
    assert!(text.ends_with("\nv1;a,b;4,1\nv2;;None\n"), "{text}");
    assert_eq!(events(&text).2, votes);
}

#[test]
fn text_of_several_lines_becomes_one() {
    let (meta, mut projects, votes) = events(MINIMAL);
    projects[0].name = Some(" Cancha\r\n\"La 40\"; fase 2 ".to_owned());
    projects[0].category = vec!["deporte, recreación".to_owned(), "salud".to_owned()];
    let (_, again, _) = events(&written(&meta, &projects, &votes).unwrap());
    assert_eq!(again[0].name.as_deref(), Some("Cancha  \"La 40\"; fase 2"));
    assert_eq!(again[0].category, ["deporte recreación", "salud"]);
}

/// Text with what the format has to quote, and without what it cannot hold.
fn any_text() -> impl Strategy<Value = Option<String>> {
    let shown = |text: &String| !text.trim().is_empty() && !text.trim().eq_ignore_ascii_case("none");
    prop::option::of("[a-zñ\";,. ]{1,12}".prop_filter("missing", shown).prop_map(|text| text.trim().to_owned()))
}

fn any_election() -> impl Strategy<Value = (Meta, Vec<Project>, Vec<Vote>)> {
    let project = (1_i64..2_000_000_000, any_text(), any_text(), any::<bool>());
    let kind = prop::sample::select(VoteType::ALL.to_vec());
    let projects = prop::collection::vec(project, 1..6);
    (kind, projects, any_text(), 0_i64.., any::<bool>()).prop_flat_map(|(kind, rows, text, budget, pesos)| {
        let currency = if pesos { Currency::COP } else { Currency::MXN };
        let projects: Vec<Project> = (0..)
            .zip(rows)
            .map(|(at, (cost, name, note, funded))| Project {
                name,
                other: note.map(|note| ("note".to_owned(), note)).into_iter().collect(),
                selected: Some(if funded { Selected::Yes } else { Selected::No }),
                ..Project::new(format!("p;\"{at}"), Money::new(cost, currency))
            })
            .collect();
        let ballot = prop::sample::subsequence((0..projects.len()).collect::<Vec<_>>(), 0..=projects.len());
        let given = (-90_i64..90, 0_u8..3).prop_map(|(parts, decimals)| Points::new(parts, decimals));
        let ballots = prop::collection::vec((ballot.prop_shuffle(), given), 0..8);
        ballots.prop_map(move |ballots| {
            let votes: Vec<Vote> = (0..)
                .zip(ballots)
                .map(|(at, (chosen, given)): (u32, _)| Vote {
                    voter: format!("v{at}"),
                    points: if kind.has_points() { vec![given; chosen.len()] } else { Vec::new() },
                    chosen,
                    method: None,
                })
                .collect();
            let counts = (projects.len() as u64, votes.len() as u64);
            let required = || Some("x".to_owned());
            let meta = Meta {
                description: text.clone().or_else(required),
                country: required(),
                unit: required(),
                instance: required(),
                rule: required(),
                date_begin: Some(VotingDate::Year(2026)),
                date_end: NaiveDate::from_ymd_opt(2026, 11, 15).map(VotingDate::Day),
                ..Meta::new(Money::new(budget, currency), kind, counts.0, counts.1)
            };
            (meta, projects.clone(), votes)
        })
    })
}

#[test]
fn a_file_says_how_ballots_were_cast_where_that_is_known() {
    let projects = [Project::new("1", Money::new(100, Currency::COP))];
    let required = || Some("x".to_owned());
    let meta = Meta {
        description: required(),
        country: required(),
        unit: required(),
        instance: required(),
        rule: required(),
        date_begin: Some(VotingDate::Year(2026)),
        date_end: Some(VotingDate::Year(2026)),
        ..Meta::new(Money::new(100, Currency::COP), VoteType::Approval, 1, 2)
    };
    let (writer, plain) = Writer::start(&meta, &projects).unwrap();
    assert!(plain.ends_with("\nVOTES\nvoter_id;vote\n"));
    let (mut writer, head) = writer.with_methods(plain.clone());
    assert!(head.ends_with("\nvoter_id;vote;voting_method\n"), "{head}");
    let vote = |voter: &str, method| Vote { voter: voter.to_owned(), chosen: vec![0], points: Vec::new(), method };
    let rows = [vote("a", Some(VotingMethod::Paper)), vote("b", Some(VotingMethod::Internet))];
    let text: Vec<String> = rows.iter().map(|row| writer.vote(row).unwrap()).collect();
    assert_eq!(text.concat(), "a;1;paper\nb;1;internet\n");
    assert_eq!(Election::read((head.clone() + &text.concat()).lines()).unwrap().votes(), [2]);
    // Whoever goes on under a head does as it says.
    let under = |head: &str| Writer::start(&meta, &projects).unwrap().0.under(head).vote(&rows[0]).unwrap();
    assert_eq!((under(&head), under(&plain)), ("a;1;paper\n".to_owned(), "a;1\n".to_owned()));
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same((meta, projects, votes) in any_election()) {
        let text = written(&meta, &projects, &votes).unwrap();
        prop_assert_eq!(events(&text), (meta, projects, votes));
    }

    /// Whatever a file holds, the reader answers with a place in it.
    #[test]
    fn no_file_makes_the_reader_panic(cut in 0..MINIMAL.len(), noise in "[;\"\n,ñ0-9a-z]{0,6}", keep in 0..MINIMAL.len()) {
        let (Some(start), Some(end)) = (MINIMAL.get(..cut), MINIMAL.get(keep..)) else { return Ok(()) };
        let text = format!("{start}{noise}{end}");
        if let Err(error) = read(&text) {
            let lines: Vec<&str> = text.split('\n').collect();
            let line = usize::try_from(error.line).unwrap();
            prop_assert!((1..=lines.len()).contains(&line), "{}", error);
            prop_assert!((1..=lines[line - 1].chars().count() + 1).contains(&(error.column as usize)), "{}", error);
        }
    }
}
