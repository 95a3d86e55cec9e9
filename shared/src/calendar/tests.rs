use chrono::{NaiveDate, TimeZone};
use chrono_tz::America::{Bogota, Mexico_City, New_York};
use proptest::prelude::*;

use super::*;
use crate::{
    document::{self, Format},
    phase::{PhaseKind, PhaseState},
    ruleset::Recurrence,
};

const RULES: &str = r#"
[[phases]]
id = "insumos"
kind = "ideas"
name = "Recolección de insumos"
typical = { opens = "04-01", closes = "06-30" }

[[phases]]
id = "formulacion"
kind = "formulation"
name = "Formulación"
overlaps = ["insumos"]
typical = { opens = "06-01", closes = "08-31" }

[[phases]]
id = "virtual"
kind = "voting"
name = "Votación virtual"
channel = "online"
typical = { opens = "11-16", closes = "11-23" }

[[phases]]
id = "presencial"
kind = "voting"
name = "Votación presencial"
channel = "in_person"
hours = { from = "08:00", until = "16:00" }
typical = { opens = "11-24", closes = "11-24" }

[[phases]]
id = "resultados"
kind = "results"
name = "Resultados"
typical = { opens = "11-25", closes = "01-10" }

[[phases]]
id = "ejecucion"
kind = "execution"
name = "Ejecución"
typical = { opens = "01-15", closes = "12-31", year = 1 }

[[phases]]
id = "seguimiento"
kind = "follow_up"
name = "Seguimiento"
"#;

crate::document::table! {
    /// The phases alone.
    Phases {
        /// Them.
        phases: Vec<PhaseRule>,
    }
}

pub(super) fn rules() -> Vec<PhaseRule> {
    document::read::<Phases>(RULES, Format::Toml).unwrap().phases
}

fn key(id: &str) -> Key {
    id.parse().unwrap()
}

fn code(code: &str) -> Code {
    code.parse().unwrap()
}

/// An instant as Bogotá's clocks show it.
fn at(month: u32, day: u32, hour: u32) -> DateTime<Utc> {
    Bogota.with_ymd_and_hms(2024, month, day, hour, 0, 0).unwrap().to_utc()
}

pub(super) fn window(from: (u32, u32), until: (u32, u32)) -> Window {
    Window::new(at(from.0, from.1, 0), at(until.0, until.1, 0)).unwrap()
}

fn dates(phase: &str, territory: Option<&str>, window: Window) -> Dates {
    Dates { phase: key(phase), territory: territory.map(code), window }
}

pub(super) fn draft() -> Calendar {
    Calendar::draft(&rules(), Bogota, 2024).unwrap()
}

fn id(stage: Option<&Stage>) -> Option<&str> {
    stage.map(|stage| stage.id().as_str())
}

#[test]
fn the_usual_dates_make_a_draft() {
    let draft = draft();
    let route = draft.everywhere();
    assert_eq!(route.stages().len(), 6, "a phase without usual dates gets none");
    let stage = |id| route.stage(&key(id)).unwrap();
    assert_eq!((stage("insumos").opens(), stage("insumos").closes()), (at(4, 1, 0), at(7, 1, 0)));
    assert_eq!((stage("presencial").opens(), stage("presencial").closes()), (at(11, 24, 8), at(11, 24, 16)));
    let next_year = |month, day| Bogota.with_ymd_and_hms(2025, month, day, 0, 0, 0).unwrap().to_utc();
    assert_eq!(stage("resultados").closes(), next_year(1, 11), "it closes in the January after");
    assert_eq!(stage("ejecucion").opens(), next_year(1, 15));
    assert_eq!(Calendar::new(&rules(), Bogota, draft.dates()), Ok(draft.clone()));
}

#[test]
fn a_phase_that_comes_every_few_years_is_left_out_of_the_others() {
    let mut rules = rules();
    let recurs = Recurrence { every: 4, since: 2024 };
    rules[1].typical.as_mut().unwrap().recurs = Some(recurs);
    let of = |year| Calendar::draft(&rules, Bogota, year).unwrap();
    for year in [2024, 2028] {
        assert_eq!(of(year).everywhere().stages().len(), 6, "{year}");
        assert_eq!(of(year).everywhere().skipped(&key("formulacion")), None);
    }
    for year in [2023, 2025, 2026, 2027] {
        let draft = of(year);
        let route = draft.everywhere();
        assert_eq!(route.stage(&key("formulacion")), None, "{year}");
        let next = Some(if year < 2024 { 2024 } else { 2028 });
        assert_eq!(route.skipped(&key("formulacion")), Some(&Skipped { phase: key("formulacion"), next }));
        assert_eq!(route.skipped(&key("insumos")), None);
        assert_eq!(Calendar::new(&rules, Bogota, draft.dates()), Ok(draft.clone()));
    }
    // A phase of the year after does not move the process into that year, nor one that an act moved.
    let mut moved = of(2027).dates();
    moved.retain(|dates| dates.phase == key("ejecucion") || dates.phase == key("insumos"));
    let calendar = Calendar::new(&rules, Bogota, moved).unwrap();
    assert!(calendar.everywhere().skipped(&key("formulacion")).is_some());
    // Whoever gives it dates all the same has it.
    let given = Calendar::new(&rules, Bogota, vec![dates("formulacion", None, window((6, 1), (7, 1)))]).unwrap();
    assert!(given.everywhere().stage(&key("formulacion")).is_some());
    assert_eq!(
        Calendar::new(&rules, Bogota, []).unwrap().everywhere().skipped(&key("formulacion")),
        None,
        "no year yet"
    );
}

#[test]
fn a_route_says_what_is_open_and_what_comes() {
    let draft = draft();
    let route = draft.everywhere();
    assert_eq!(id(route.current(at(6, 15, 9))), Some("formulacion"));
    let open: Vec<_> = route.open(at(6, 15, 9)).map(|stage| stage.id().as_str()).collect();
    assert_eq!(open, ["insumos", "formulacion"]);
    assert_eq!(id(route.current(at(9, 15, 9))), None);
    assert_eq!(id(route.reached(at(9, 15, 9))), Some("formulacion"));
    assert_eq!(id(route.next(at(9, 15, 9))), Some("virtual"));
    assert_eq!(id(route.reached(at(3, 1, 0))), None);
    assert_eq!(route.of_kind(PhaseKind::Voting).count(), 2);
}

#[test]
fn a_voting_day_has_its_hours() {
    let week = vec![dates("presencial", None, window((11, 24), (11, 27)))];
    let calendar = Calendar::new(&rules(), Bogota, week).unwrap();
    let stage = calendar.everywhere().stage(&key("presencial")).unwrap();
    assert_eq!(stage.spans().len(), 3);
    assert_eq!(stage.opening(at(11, 24, 7)), Opening::Upcoming { opens: at(11, 24, 8) });
    assert_eq!(stage.opening(at(11, 24, 8)), Opening::Open { until: at(11, 24, 16) });
    assert_eq!(stage.opening(at(11, 24, 16)), Opening::Paused { reopens: at(11, 25, 8) });
    assert_eq!(stage.state(at(11, 24, 20)), PhaseState::Open, "a night between two days is no end");
    assert_eq!(stage.opening(at(11, 26, 16)), Opening::Closed { closed: at(11, 26, 16) });
}

#[test]
fn hours_keep_to_the_clock_when_clocks_change() {
    // New York goes back an hour on the 3rd of November 2024.
    let day = |day, hour| New_York.with_ymd_and_hms(2024, 11, day, hour, 0, 0).unwrap().to_utc();
    let whole = Window::new(day(2, 0), day(5, 0)).unwrap();
    let calendar = Calendar::new(&rules(), New_York, [dates("presencial", None, whole)]).unwrap();
    let spans = calendar.everywhere().stage(&key("presencial")).unwrap().spans().to_vec();
    let expected: Vec<_> = (2..5).map(|at| Window::new(day(at, 8), day(at, 16)).unwrap()).collect();
    assert_eq!(spans, expected);
    // Mexico City's clocks skipped from 2 to 3 on the 3rd of April 2022.
    let skipped = NaiveDate::from_ymd_opt(2022, 4, 3).unwrap().and_hms_opt(2, 30, 0).unwrap();
    let after = Mexico_City.with_ymd_and_hms(2022, 4, 3, 3, 0, 0).unwrap().to_utc();
    assert_eq!(zone::at(skipped, Mexico_City), Some(after));
}

#[test]
fn hours_may_pass_midnight_and_may_be_the_whole_day() {
    let mut rules = rules();
    let night = window((11, 24), (11, 26));
    let spans = |rules: &[PhaseRule]| {
        let calendar = Calendar::new(rules, Bogota, [dates("presencial", None, night)]).unwrap();
        let stage = calendar.everywhere().stage(&key("presencial")).unwrap();
        stage.spans().iter().map(|span| (span.opens(), span.closes())).collect::<Vec<_>>()
    };
    rules[3].hours.as_mut().unwrap().from = "20:00".parse().unwrap();
    rules[3].hours.as_mut().unwrap().until = "06:00".parse().unwrap();
    assert_eq!(
        spans(&rules),
        [(at(11, 24, 0), at(11, 24, 6)), (at(11, 24, 20), at(11, 25, 6)), (at(11, 25, 20), at(11, 26, 0))]
    );
    rules[3].hours.as_mut().unwrap().until = "20:00".parse().unwrap();
    assert_eq!(spans(&rules), [(at(11, 24, 0), at(11, 26, 0))]);
}

#[test]
fn every_fault_is_told_at_once() {
    let faults = Calendar::new(
        &rules(),
        Bogota,
        [
            dates("insumos", None, window((4, 1), (7, 1))),
            dates("insumos", None, window((4, 2), (7, 1))),
            dates("sorteo", None, window((4, 2), (7, 1))),
            dates("formulacion", None, window((3, 1), (8, 1))),
            dates("virtual", None, window((7, 1), (7, 8))),
            dates("presencial", None, Window::new(at(9, 1, 17), at(9, 2, 7)).unwrap()),
        ],
    )
    .unwrap_err();
    assert_eq!(
        faults,
        [
            CalendarFault::Repeated { phase: key("insumos"), territory: None },
            CalendarFault::UnknownPhase { phase: key("sorteo") },
            CalendarFault::NeverOpen { phase: key("presencial"), territory: None },
            CalendarFault::OutOfOrder {
                territory: None,
                earlier: key("insumos"),
                earlier_opens: at(4, 2, 0),
                later: key("formulacion"),
                later_opens: at(3, 1, 0),
            },
            CalendarFault::Overlap {
                territory: None,
                earlier: key("formulacion"),
                earlier_closes: at(8, 1, 0),
                later: key("virtual"),
                later_opens: at(7, 1, 0),
            },
        ]
    );
}

#[test]
fn a_territory_may_vote_later() {
    let late = ["03", "04", "13", "16"];
    let mut all = draft().dates();
    all.extend(late.iter().map(|code| dates("presencial", Some(code), window((12, 1), (12, 2)))));
    // The results come after every vote, here too.
    all.extend(late.iter().map(|code| dates("resultados", Some(code), window((12, 2), (12, 20)))));
    let calendar = Calendar::new(&rules(), Bogota, all.clone()).unwrap();
    assert_eq!(calendar.differing().count(), 4);
    assert_eq!(calendar.of_territory(&code("13")).stage(&key("presencial")).unwrap().opens(), at(12, 1, 8));
    assert_eq!(calendar.of_territory(&code("13")).stage(&key("insumos")).unwrap().opens(), at(4, 1, 0));
    assert_eq!(calendar.of_territory(&code("14")), calendar.everywhere());
    assert_eq!(Calendar::new(&rules(), Bogota, calendar.dates()), Ok(calendar));
    all.retain(|dates| dates.territory.is_none() || dates.phase != key("resultados"));
    assert!(matches!(
        Calendar::new(&rules(), Bogota, all).unwrap_err()[..],
        [CalendarFault::OutOfOrder { territory: Some(_), .. }, ..]
    ));
}

fn act(phase: &str, territories: &[&str], was: Window, becomes: Window, now: DateTime<Utc>) -> CalendarAct {
    CalendarAct {
        phase: key(phase),
        territories: territories.iter().map(|territory| code(territory)).collect(),
        was: Some(was),
        becomes,
        reason: "Lluvias".parse().unwrap(),
        at: now,
    }
}

#[test]
fn an_act_closes_a_phase_early_or_late() {
    let was = window((4, 1), (7, 1));
    let now = at(6, 20, 10);
    let early = act("insumos", &[], was, Window::new(was.opens(), now).unwrap(), now);
    let calendar = draft().after(&early, &rules(), &Counted::Nowhere).unwrap();
    assert_eq!(calendar.everywhere().stage(&key("insumos")).unwrap().closes(), now);
    let late = act("insumos", &["13"], was, window((4, 1), (7, 15)), now);
    let calendar = draft().after(&late, &rules(), &Counted::Nowhere).unwrap();
    assert_eq!(calendar.of_territory(&code("13")).stage(&key("insumos")).unwrap().closes(), at(7, 15, 0));
    assert_eq!(calendar.everywhere(), draft().everywhere());
    let back = act("insumos", &["13"], window((4, 1), (7, 15)), was, now);
    assert_eq!(calendar.after(&back, &rules(), &Counted::Nowhere), Ok(draft()), "what differs no more is no exception");
}

#[test]
fn an_act_neither_rewrites_history_nor_breaks_order() {
    let was = window((4, 1), (7, 1));
    let now = at(6, 20, 10);
    let faults = |act: &CalendarAct, counted| draft().after(act, &rules(), &counted).unwrap_err();
    let opened = act("insumos", &[], was, window((4, 2), (7, 1)), now);
    assert_eq!(faults(&opened, Counted::Nowhere), [ActFault::Opened { phase: key("insumos"), opened: at(4, 1, 0) }]);
    let past = act("insumos", &[], was, window((4, 1), (6, 1)), now);
    assert_eq!(
        faults(&past, Counted::Nowhere),
        [ActFault::Past { phase: key("insumos"), instant: at(6, 1, 0), at: now }]
    );
    let stale = act("insumos", &["13"], window((4, 1), (7, 2)), window((4, 1), (7, 3)), now);
    assert_eq!(
        faults(&stale, Counted::Nowhere),
        [ActFault::Stale { phase: key("insumos"), territory: Some(code("13")), is: Some(was) }]
    );
    let virtual_was = window((11, 16), (11, 24));
    let over = act("virtual", &[], virtual_was, window((11, 16), (11, 25)), now);
    assert!(matches!(faults(&over, Counted::Nowhere)[..], [ActFault::Calendar(CalendarFault::Overlap { .. })]));
}

#[test]
fn nothing_reopens_what_has_been_counted() {
    let was = window((11, 24), (11, 25));
    let now = at(11, 25, 10);
    let reopen = |territories: &[&str]| act("presencial", territories, was, window((11, 24), (11, 26)), now);
    let counted = |codes: &[&str]| Counted::In(codes.iter().map(|of| code(of)).collect());
    let sealed = |act: &CalendarAct, counted| {
        let faults = draft().after(act, &rules(), &counted).err().unwrap_or_default();
        faults.into_iter().any(|fault| matches!(fault, ActFault::Counted { .. }))
    };
    assert!(sealed(&reopen(&[]), counted(&["13"])));
    assert!(sealed(&reopen(&["13"]), Counted::Everywhere));
    assert!(sealed(&reopen(&["13", "14"]), counted(&["13"])));
    assert!(!sealed(&reopen(&["14"]), counted(&["13"])));
    let results = draft().everywhere().stage(&key("resultados")).unwrap().window();
    let longer = Window::new(results.opens(), at(12, 20, 0)).unwrap();
    assert!(!sealed(&act("resultados", &[], results, longer, now), Counted::Everywhere));
}

proptest! {
    /// The spans say at each instant what the window and the clock say.
    #[test]
    fn a_stage_is_open_when_its_window_and_its_hours_are(
        start in 0_i64..2_000, length in 1_i64..400, from in 0_u32..24, until in 0_u32..24, asked in -50_i64..2_500,
    ) {
        let hour = |hours: i64| at(1, 1, 0) + chrono::TimeDelta::hours(hours);
        let window = Window::new(hour(start), hour(start + length)).unwrap();
        let mut rules = rules();
        rules[3].hours.as_mut().unwrap().from = format!("{from:02}:00").parse().unwrap();
        rules[3].hours.as_mut().unwrap().until = format!("{until:02}:00").parse().unwrap();
        let clock = u32::try_from(asked.rem_euclid(24)).unwrap();
        let in_hours = if from < until { (from..until).contains(&clock) } else { clock >= from || clock < until };
        let expected = window.state(hour(asked)) == PhaseState::Open && in_hours;
        match Calendar::new(&rules, Bogota, [dates("presencial", None, window)]) {
            Ok(calendar) => {
                let stage = calendar.everywhere().stage(&key("presencial")).unwrap();
                prop_assert_eq!(stage.is_open(hour(asked)), expected);
            }
            Err(faults) => {
                prop_assert!(!expected);
                prop_assert_eq!(faults, [CalendarFault::NeverOpen { phase: key("presencial"), territory: None }]);
            }
        }
    }
}
