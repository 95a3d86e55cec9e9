use super::*;

fn mistakes(form: &BallotForm, choice: &Choice) -> Vec<Mistake> {
    let found = form.mark(choice).expect_err("the choice is wrong");
    assert_eq!(found, form.progress(choice).mistakes);
    found
}

#[test]
fn approval() {
    let form = form(super::approval(2, 3, true));
    let marked = form.mark(&Choice::naming([id(3), id(1)])).unwrap();
    assert_eq!(marked.marks(), [Mark::on(id(1)), Mark::on(id(3))], "in which order somebody ticked is not kept");
    assert_eq!(marked.to_string(), format!("ballot.comuna={}&ballot.comuna={}", id(1), id(3)));
    assert_eq!(form.mark(&Choice::blank()).unwrap().to_string(), "ballot.comuna=blank");
    assert_eq!(mistakes(&form, &Choice::default()), [Mistake::NothingMarked { blank: true }]);
    assert_eq!(mistakes(&form, &Choice::naming([id(1)])), [Mistake::TooFew { least: 2, chosen: 1 }]);
    assert_eq!(
        mistakes(&form, &Choice::naming([id(1), id(2), id(2), id(9), id(3), id(4)])),
        [
            Mistake::Repeated { project: id(2), times: 2 },
            Mistake::NotOffered { project: id(9) },
            Mistake::TooMany { most: 3, chosen: 4 },
        ]
    );
    let both = Choice { blank: true, ..Choice::naming([id(1), id(2)]) };
    assert_eq!(mistakes(&form, &both), [Mistake::BlankWithProjects { chosen: 2 }]);
    let three = Choice { marks: vec![Mark { project: id(1), amount: 3 }, Mark::on(id(2))], ..Choice::default() };
    assert_eq!(mistakes(&form, &three), [Mistake::OnlyNamed { project: id(1), found: 3 }]);
}

#[test]
fn single_choice() {
    let form = form(BallotRule::SingleChoice { blank: false });
    assert!(form.mark(&Choice::naming([id(4)])).is_ok());
    assert_eq!(mistakes(&form, &Choice::naming([id(4), id(5)])), [Mistake::TooMany { most: 1, chosen: 2 }]);
    assert_eq!(mistakes(&form, &Choice::blank()), [Mistake::NoBlankVote]);
    assert_eq!(mistakes(&form, &Choice::default()), [Mistake::NothingMarked { blank: false }]);
    assert_eq!(form.room(&Choice::naming([id(4)]), id(5)), 1, "another pick takes its place");
}

#[test]
fn ranking() {
    let form = form(BallotRule::Ranking { at_least: 0, at_most: count(3), places: Vec::new(), blank: false });
    let marked = form.mark(&Choice::ranking([id(5), id(2)])).unwrap();
    assert_eq!(marked.marks().iter().map(|mark| mark.project).collect::<Vec<_>>(), [id(5), id(2)]);
    assert_eq!(marked.to_string(), format!("ballot.comuna.{}=1&ballot.comuna.{}=2", id(5), id(2)));
    let places = |places: &[(u32, u64)]| Choice::giving(places.iter().map(|&(number, place)| (id(number), place)));
    assert_eq!(
        mistakes(&form, &places(&[(1, 1), (2, 1), (3, 99)])),
        [
            Mistake::PlaceTwice { place: 1, projects: vec![id(1), id(2)] },
            Mistake::PlaceMissing { place: 2 },
            Mistake::PlaceMissing { place: 3 },
        ]
    );
    assert_eq!(mistakes(&form, &places(&[(1, 2)])), [Mistake::PlaceMissing { place: 1 }]);
    assert_eq!(form.room(&places(&[(1, 1)]), id(2)), 2);
    assert_eq!(form.room(&places(&[(1, 1), (2, 2), (3, 3)]), id(4)), 0);
}

/// Five for the first place, one for the fifth, however many a ballot names.
#[test]
fn places_may_have_a_worth_of_their_own() {
    let rule = |places: &[u16]| BallotRule::Ranking {
        at_least: 1,
        at_most: Limit::Share { share: crate::document::Share::WHOLE },
        places: places.to_vec(),
        blank: false,
    };
    let form = form(rule(&[10, 5, 3]));
    assert_eq!(
        (form.most(), form.most_points()),
        (3, Some(10)),
        "no more can be named than places are worth something"
    );
    let marked = form.mark(&Choice::ranking([id(5), id(2)])).unwrap();
    assert_eq!(form.points(&marked), [(id(5), 10), (id(2), 5)]);
    assert_eq!(form.read_back(&marked.to_string()).unwrap(), marked);
    let four = Choice::ranking([1, 2, 3, 4].map(id));
    assert_eq!(mistakes(&form, &four), [Mistake::TooMany { most: 3, chosen: 4 }]);
    for wrong in [&[3, 3][..], &[1, 2], &[2, 0]] {
        let found = BallotForm::new(key("comuna"), rule(wrong), offer(&[5], 100, "comuna"));
        assert_eq!(found, Err(FormProblems(vec![FormProblem::PlacesNotLess])), "{wrong:?}");
    }
}

#[test]
fn points() {
    let form = form(super::points(10, 6, true));
    assert!(form.mark(&Choice::giving([(id(1), 6), (id(2), 4), (id(3), 0)])).is_ok());
    let over = Choice::giving([(id(1), 7), (id(2), 5)]);
    assert_eq!(
        mistakes(&form, &over),
        [Mistake::TooMuchToOne { project: id(1), most: 6, given: 7 }, Mistake::TooMuch { total: 10, given: 12 },]
    );
    let one_over = Choice::giving([(id(1), 6), (id(2), 5)]);
    assert_eq!(mistakes(&form, &one_over), [Mistake::TooMuch { total: 10, given: 11 }]);
    let begun = Choice::giving([(id(1), 6)]);
    assert_eq!(mistakes(&form, &begun), [Mistake::PointsLeft { total: 10, given: 6 }]);
    assert!(mistakes(&form, &begun).iter().all(Mistake::is_missing));
    assert_eq!(form.progress(&begun).purse.unwrap().left(), 4);
    assert_eq!((form.room(&begun, id(1)), form.room(&begun, id(2)), form.room(&begun, id(9))), (6, 4, 0));
    let absurd = Choice::giving([(id(1), u64::MAX), (id(2), u64::MAX)]);
    assert!(mistakes(&form, &absurd).contains(&Mistake::TooMuch { total: 10, given: u64::MAX }));
}

#[test]
fn wallet() {
    let form = BallotForm::new(key("localidad"), bogota(), offer(&[5; 12], 100, "localidad")).unwrap();
    let ten = Choice::giving((1..=10).map(|number| (id(number), 100_000)));
    assert!(form.mark(&ten).is_ok());
    let eleven = Choice::giving((1..=11).map(|number| (id(number), 100_000)));
    assert_eq!(
        mistakes(&form, &eleven),
        [Mistake::TooMany { most: 10, chosen: 11 }, Mistake::TooMuch { total: 1_000_000, given: 1_100_000 }]
    );
    let torn = Choice::giving([(id(1), 150_000), (id(2), 50_000)]);
    assert_eq!(
        mistakes(&form, &torn),
        [
            Mistake::NoWholeNotes { project: id(1), given: 150_000, note: 100_000 },
            Mistake::NoWholeNotes { project: id(2), given: 50_000, note: 100_000 },
            Mistake::TooMuchToOne { project: id(1), most: 100_000, given: 150_000 },
        ]
    );
    let begun = form.progress(&Choice::giving([(id(1), 100_000), (id(2), 100_000)]));
    assert!(begun.castable(), "nobody must spend it all");
    assert_eq!(begun.purse.unwrap().notes_left(), Some(8));
    assert_eq!(begun.projects_left(), 8);
    assert_eq!((form.room(&ten, id(1)), form.room(&ten, id(11))), (100_000, 0));
}

#[test]
fn knapsack() {
    let form = form(super::knapsack(Some("60%")));
    assert!(form.mark(&Choice::naming([id(6), id(4)])).is_ok(), "exactly the ceiling");
    assert_eq!(
        mistakes(&form, &Choice::naming([id(6), id(5)])),
        [Mistake::OverCeiling { ceiling: pesos(100), cost: pesos(110), over: pesos(10) }]
    );
    let begun = Choice::naming([id(5)]);
    assert_eq!(
        mistakes(&form, &begun),
        [Mistake::Underspent { floor: pesos(60), cost: pesos(50), missing: pesos(10) }]
    );
    assert_eq!(form.progress(&begun).purse.unwrap().left(), 50);
    assert_eq!((form.room(&begun, id(6)), form.room(&begun, id(4)), form.room(&begun, id(5))), (0, 1, 1));
    assert!(form.mark(&Choice::blank()).unwrap().is_blank());
}

#[test]
fn fields_are_read_as_people_leave_them() {
    let form = form(super::points(10, 6, false));
    let [first, second, third] = [1, 2, 3].map(|number| form.field(id(number)));
    let fields = [
        (first.as_str(), " 06 "),
        (second.as_str(), ""),
        (third.as_str(), "0"),
        ("csrf", "1"),
        ("ballot.other.x", "1"),
    ];
    let choice = Choice::read(form.contest(), fields);
    assert_eq!(choice, Choice::giving([(id(1), 6)]));
    assert_eq!(choice.amount(id(1)), 6);
    assert_eq!(choice.amount(id(2)), 0);

    let wrong =
        [(first.as_str(), "+6"), (second.as_str(), "dos"), ("ballot.comuna.parque", "1"), ("ballot.comuna", "x")];
    assert_eq!(
        mistakes(&form, &Choice::read(form.contest(), wrong)),
        [
            Mistake::NoNumber { project: id(1), found: "+6".into() },
            Mistake::NoNumber { project: id(2), found: "dos".into() },
            Mistake::NoProject { found: "parque".into() },
            Mistake::NoProject { found: "x".into() },
        ]
    );
    let huge = [(first.as_str(), "99999999999999999999")];
    assert!(matches!(&mistakes(&form, &Choice::read(form.contest(), huge))[..], [Mistake::NoNumber { .. }]));
}

#[test]
fn a_text_is_read_back_only_as_it_was_written() {
    let form = form(super::points(10, 6, false));
    let text = format!("ballot.comuna.{}=1&ballot.comuna.{}=2", id(1), id(2));
    assert_eq!(form.read_back(&text).unwrap().to_string(), text);
    let turned = format!("ballot.comuna.{}=2&ballot.comuna.{}=1", id(2), id(1));
    assert_eq!(form.read_back(&turned), Err(NotAsWritten::Otherwise(text.clone())));
    for other in [format!("{text}&"), format!("{text}&csrf=1"), format!(" {text}"), text.replace("=1", "=01")] {
        assert!(form.read_back(&other).is_err(), "{other}");
    }
    assert!(matches!(form.read_back(""), Err(NotAsWritten::Mistakes(_))));
}
