use std::sync::LazyLock;

use chrono::{TimeDelta, TimeZone};
use chrono_tz::America::{Bogota, Santiago};
use proptest::prelude::*;

use super::*;
use crate::{
    calendar::{Calendar, Dates},
    document::{Format, read},
    phase::Window,
    ruleset::{Basis, Expiry},
};

static COLOMBIA: LazyLock<Holidays> =
    LazyLock::new(|| read(include_str!("../../../../server/presets/holidays/co.toml"), Format::Toml).unwrap());

fn almanac() -> Almanac<'static> {
    Almanac { zone: Bogota, holidays: Some(&COLOMBIA) }
}

fn plain(zone: Tz) -> Almanac<'static> {
    Almanac { zone, holidays: None }
}

fn deadline(days: u16, working_days: bool) -> Deadline {
    Deadline {
        id: "viabilidad".parse().unwrap(),
        action: Action::ReviewProposal,
        days,
        working_days,
        then: Expiry::Alert,
        basis: Basis::Draft,
    }
}

fn at(month: u32, day: u32, hour: u32) -> DateTime<Utc> {
    Bogota.with_ymd_and_hms(2024, month, day, hour, 0, 0).unwrap().to_utc()
}

#[test]
fn it_counts_days_or_working_days() {
    // The 8th of November 2024 is a Friday, the Monday after it a holiday in Colombia.
    let passes =
        |almanac: Almanac<'_>, days, working| almanac.due(0, &deadline(days, working), at(11, 8, 15)).unwrap().passes;
    assert_eq!(passes(almanac(), 3, false), at(11, 12, 0));
    assert_eq!(passes(plain(Bogota), 3, true), at(11, 14, 0));
    assert_eq!(passes(almanac(), 3, true), at(11, 15, 0));
    assert_eq!(passes(almanac(), 0, true), at(11, 9, 0));
}

#[test]
fn what_is_left_is_told_in_the_days_that_count() {
    let (working, any) = (deadline(3, true), deadline(3, false));
    let left = |deadline: &Deadline, now| {
        let almanac = almanac();
        almanac.left(&almanac.due(0, deadline, at(11, 8, 15)).unwrap(), now)
    };
    // The last working day is Thursday the 14th, the last day of any sort Monday the 11th.
    assert_eq!(left(&working, at(11, 8, 15)), Left::Days(3));
    assert_eq!(left(&working, at(11, 11, 10)), Left::Days(3));
    assert_eq!(left(&working, at(11, 13, 23)), Left::Days(1));
    assert_eq!(left(&working, at(11, 14, 23)), Left::Days(0));
    assert_eq!(left(&working, at(11, 15, 0)), Left::Late(1));
    assert_eq!(left(&working, at(11, 18, 0)), Left::Late(4));
    assert_eq!(left(&any, at(11, 9, 1)), Left::Days(2));
    assert_eq!(left(&any, at(11, 11, 23)), Left::Days(0));
    assert_eq!(left(&any, at(11, 12, 0)), Left::Late(1));
}

#[test]
fn a_step_is_not_due_before_somebody_may_take_it() {
    let text = include_str!("../../../../server/presets/rules/municipio.toml");
    let rules: RuleSet = read(text, Format::Toml).unwrap();
    let dates = |phases: &[&str]| {
        let window = Window::new(at(7, 1, 0), at(9, 1, 0)).unwrap();
        let dates = phases.iter().map(|phase| Dates { phase: phase.parse().unwrap(), territory: None, window });
        Calendar::new(&rules.phases, Bogota, dates).unwrap()
    };
    let from = |calendar: &Calendar, action| due_from(&rules, calendar.everywhere(), action);
    assert_eq!(from(&dates(&["formulacion"]), Action::ReviewProposal), Some(at(7, 1, 0)));
    assert_eq!(from(&dates(&["ideas"]), Action::ReviewProposal), None);
    assert_eq!(from(&dates(&[]), Action::SuspendTenant), None);
    let mut always = rules.clone();
    for power in &mut always.powers {
        power.during.clear();
    }
    assert_eq!(due_from(&always, dates(&[]).everywhere(), Action::ReviewProposal), Some(DateTime::UNIX_EPOCH));
}

proptest! {
    /// What has passed by an instant can be told from when it fell due; and what is left says the same.
    #[test]
    fn what_has_passed_fell_due_before_an_instant(
        days in 0_u16..60, working in any::<bool>(), since in 0_i64..500_000, waited in 0_i64..120_000,
        holidays in any::<bool>(), south in any::<bool>(),
    ) {
        let almanac = Almanac {
            zone: if south { Santiago } else { Bogota },
            holidays: holidays.then_some(&*COLOMBIA),
        };
        let deadline = deadline(days, working);
        let since = at(1, 1, 0) + TimeDelta::minutes(since);
        let now = since + TimeDelta::minutes(waited);
        let due = almanac.due(0, &deadline, since).unwrap();
        let passed = due.has_passed(now);
        prop_assert_eq!(since < almanac.passed_before(&deadline, now).unwrap(), passed);
        prop_assert_eq!(matches!(almanac.left(&due, now), Left::Late(late) if late > 0), passed);
        prop_assert!(!working || days == 0 || almanac.is_working_day(due.last));
        prop_assert!(due.passes > since);
    }

    /// What falls due later passes no sooner.
    #[test]
    fn who_came_first_is_due_first(days in 0_u16..60, working in any::<bool>(), since in 0_i64..500_000, later in 0_i64..9_000) {
        let deadline = deadline(days, working);
        let passes = |minutes| almanac().due(0, &deadline, at(1, 1, 0) + TimeDelta::minutes(minutes)).unwrap().passes;
        prop_assert!(passes(since) <= passes(since + later));
    }
}
