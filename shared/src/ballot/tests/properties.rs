use proptest::prelude::*;

use super::*;

fn any_limit() -> impl Strategy<Value = Limit> {
    prop_oneof![
        (0_u16..8).prop_map(count),
        (0_u32..=10_000).prop_map(|points| Limit::Share { share: crate::document::Share::new(points).unwrap() }),
        Just(urban_or_rural()),
    ]
}

/// What places are worth: nothing, or less and less.
fn any_places() -> impl Strategy<Value = Vec<u16>> {
    prop::collection::btree_set(1_u16..30, 0..6).prop_map(|places| places.into_iter().rev().collect())
}

fn any_rule() -> impl Strategy<Value = BallotRule> {
    let share = prop::option::of((0_u32..=8_000).prop_map(|points| crate::document::Share::new(points).unwrap()));
    prop_oneof![
        (0_u16..4, any_limit(), any::<bool>()).prop_map(|(at_least, at_most, blank)| BallotRule::Approval {
            at_least,
            at_most,
            blank
        }),
        any::<bool>().prop_map(|blank| BallotRule::SingleChoice { blank }),
        (0_u16..4, any_limit(), any_places(), any::<bool>()).prop_map(|(at_least, at_most, places, blank)| {
            BallotRule::Ranking { at_least, at_most, places, blank }
        }),
        (0_u16..12, 0_u16..6, prop::option::of(any_limit()), any::<bool>(), any::<bool>()).prop_map(
            |(points, each_at_most, at_most, spend_all, blank)| BallotRule::Points {
                points,
                each_at_most,
                at_most,
                spend_all,
                blank
            }
        ),
        (0_u32..8, 1_u32..4, 0_u32..4, any_limit(), any::<bool>()).prop_map(|(notes, note, each, at_most, blank)| {
            BallotRule::Wallet { amount: notes * note, note, each_at_most: each * note, at_most, blank }
        }),
        (0_u16..3, prop::option::of(any_limit()), share, any::<bool>()).prop_map(
            |(at_least, at_most, spend_at_least, blank)| BallotRule::Knapsack {
                at_least,
                at_most,
                spend_at_least,
                blank
            }
        ),
    ]
}

fn any_form() -> impl Strategy<Value = BallotForm> {
    let offered = (prop::collection::vec(1_i64..60, 1..9), 1_i64..120, prop::sample::select(vec!["urbana", "zona"]));
    (any_rule(), offered).prop_filter_map("the rule makes no ballot of the offer", |(rule, (costs, ceiling, kind))| {
        BallotForm::new(key("comuna"), rule, offer(&costs, ceiling, kind)).ok()
    })
}

/// Mostly of projects on the ballot, mostly small amounts.
fn any_choice() -> impl Strategy<Value = Choice> {
    let mark = (1_u32..10, prop_oneof![4 => 0_u64..4, 1 => 4_u64..9, 1 => any::<u64>()]);
    (prop::bool::weighted(0.2), prop::collection::vec(mark, 0..7)).prop_map(|(blank, marks)| {
        let marks = marks.into_iter().map(|(number, amount)| Mark { project: id(number), amount });
        Choice { blank, marks: marks.collect(), unread: Vec::new() }
    })
}

/// The rules as they are written, one by one, without the check's machinery.
fn allowed(form: &BallotForm, choice: &Choice) -> bool {
    let given: Vec<(ProposalId, u64)> =
        choice.marks.iter().filter(|mark| mark.amount > 0).map(|mark| (mark.project, mark.amount)).collect();
    let projects: std::collections::BTreeSet<_> = given.iter().map(|&(project, _)| project).collect();
    if projects.len() != given.len() || projects.iter().any(|&project| form.offer().project(project).is_none()) {
        return false;
    }
    if given.is_empty() {
        return choice.blank && form.blank();
    }
    let cost: i64 = projects.iter().filter_map(|&one| form.offer().project(one)).map(|one| one.cost.minor()).sum();
    let sum: u128 = given.iter().map(|&(_, amount)| u128::from(amount)).sum();
    let each_within = |most: u64| given.iter().all(|&(_, amount)| amount <= most);
    let number = given.len() as u64;
    let kind = form.offer().kind();
    let offered = form.offer().count();
    let at_most = |limit: &Limit| number <= most(limit, offered, kind).into();
    let way = match form.rule() {
        BallotRule::Approval { at_least, at_most: limit, .. } => {
            number >= u64::from(*at_least) && at_most(limit) && each_within(1)
        }
        BallotRule::SingleChoice { .. } => number == 1 && each_within(1),
        BallotRule::Ranking { at_least, at_most: limit, places: worth, .. } => {
            let mut places: Vec<u64> = given.iter().map(|&(_, place)| place).collect();
            places.sort_unstable();
            let worth_something = worth.is_empty() || number <= worth.len() as u64;
            number >= u64::from(*at_least) && at_most(limit) && worth_something && places.into_iter().eq(1..=number)
        }
        BallotRule::Points { points, each_at_most, at_most: limit, spend_all, .. } => {
            let spent = if *spend_all { sum == (*points).into() } else { sum <= (*points).into() };
            spent && each_within((*each_at_most).into()) && limit.as_ref().is_none_or(at_most)
        }
        BallotRule::Wallet { amount, note, each_at_most, at_most: limit, .. } => {
            let even = given.iter().all(|&(_, given)| given % u64::from(*note) == 0);
            sum <= (*amount).into() && even && each_within((*each_at_most).into()) && at_most(limit)
        }
        BallotRule::Knapsack { at_least, at_most: limit, spend_at_least, .. } => {
            let floor = spend_at_least.map_or(0, |share| i64::from(share.basis_points()));
            number >= u64::from(*at_least)
                && limit.as_ref().is_none_or(at_most)
                && each_within(1)
                && cost <= form.offer().ceiling().minor()
                && cost * 10_000 >= form.offer().ceiling().minor() * floor
        }
    };
    way && !choice.blank
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_the_urn_keeps_adds_up_to_the_scores(form in any_form(), choice in any_choice()) {
        if let Ok(marked) = form.mark(&choice) {
            let projects = form.offer().projects();
            let mut scores = crate::tally::Scores::new(projects.len());
            form.score(&marked, &mut scores).unwrap();
            let points = form.points(&marked);
            for (place, project) in projects.iter().enumerate() {
                let kept = points.iter().find(|(of, _)| *of == project.id).map_or(0, |&(_, points)| points);
                prop_assert_eq!(scores.score(place).unwrap(), kept);
            }
        }
    }

    #[test]
    fn what_few_letters_say_is_what_was_said(form in any_form(), choice in any_choice()) {
        let offered = choice.marks.iter().filter(|mark| form.offer().project(mark.project).is_some());
        let choice = Choice { marks: offered.copied().collect(), ..choice };
        let contests = vec![key("comuna")];
        let (id, name) = (key("s"), "Tarjetón".parse().unwrap());
        let sheet = crate::ruleset::Sheet { id, name, contests, order: crate::ruleset::Order::Number, may_skip: false };
        let sheet = SheetForm::new(sheet, vec![form.clone()]).unwrap();
        let said = SheetChoice { ballots: [("comuna".to_owned(), choice.clone())].into() };
        let text = sheet.compact(&said);
        prop_assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-~".contains(&byte)), "{}", text);
        let read = sheet.read_compact(&text).unwrap().ballots.remove("comuna").unwrap_or_default();
        prop_assert_eq!(form.progress(&read), form.progress(&choice));
        prop_assert_eq!(form.mark(&read), form.mark(&choice));
    }

    #[test]
    fn what_can_be_cast_is_what_the_rule_allows(form in any_form(), choice in any_choice()) {
        let marked = form.mark(&choice);
        prop_assert_eq!(marked.is_ok(), allowed(&form, &choice), "{:?}", marked);
        prop_assert_eq!(form.progress(&choice).castable(), marked.is_ok());
        if let Err(mistakes) = marked {
            prop_assert!(!mistakes.is_empty());
        }
    }

    #[test]
    fn what_is_written_reads_back(form in any_form(), choice in any_choice()) {
        if let Ok(marked) = form.mark(&choice) {
            prop_assert_eq!(form.read_back(&marked.to_string()), Ok(marked.clone()));
            prop_assert_eq!(form.mark(&marked.choice()), Ok(marked.clone()));
            let fields = marked.fields();
            let pairs = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            prop_assert_eq!(form.mark(&Choice::read(form.contest(), pairs)), Ok(marked.clone()));
            for mark in marked.marks() {
                let field = (form.field(mark.project), form.value(mark.project, mark.amount));
                prop_assert!(fields.contains(&field));
            }
            prop_assert!(marked.to_string().bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_=&".contains(&byte)));
        }
    }

    #[test]
    fn any_text_is_read_and_answered(form in any_form(), text in "(ballot\\.comuna(\\.[0-9a-f-]{1,36})?=[0-9a-z]{0,3}&?){0,3}|\\PC{0,30}") {
        let choice = Choice::read(form.contest(), pairs(&text));
        prop_assert_eq!(form.mark(&choice).is_ok(), form.progress(&choice).castable());
    }

    /// Room is exactly what can still be given without any rule being broken but those that ask for more.
    #[test]
    fn room_is_what_can_be_given(form in any_form(), picks in prop::collection::vec((1_u32..9, any::<u64>()), 0..6)) {
        let mut choice = Choice::default();
        for (number, chance) in picks {
            let project = id(number);
            let room = form.room(&choice, project);
            if room == 0 || (matches!(form.way(), Way::SingleChoice) && !choice.marks.is_empty()) {
                continue;
            }
            let amount = match form.way() {
                Way::Points { .. } => 1 + chance % room,
                _ => room,
            };
            if choice.amount(project) == 0 {
                choice.marks.push(Mark { project, amount });
                let progress = form.progress(&choice);
                prop_assert!(progress.mistakes.iter().all(Mistake::is_missing), "{:?}", progress.mistakes);
            }
        }
    }
}
