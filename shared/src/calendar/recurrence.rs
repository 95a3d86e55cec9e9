//! Years that come again (periodicidad): the citizens' meetings of every mayoral term.

use crate::ruleset::Recurrence;

impl Recurrence {
    /// Whether a year is one of them.
    pub fn falls_in(&self, year: i32) -> bool {
        let passed = year - i32::from(self.since);
        passed >= 0 && passed.checked_rem(self.every.into()).map_or(passed == 0, |rest| rest == 0)
    }

    /// The first of them after a year; `None` where there is none.
    pub fn next_after(&self, year: i32) -> Option<i32> {
        let since = i32::from(self.since);
        if year < since {
            return Some(since);
        }
        let into = (year - since).checked_rem(self.every.into())?;
        year.checked_add(i32::from(self.every) - into)
    }

    /// Whether each of these years is also one of the others.
    pub fn lies_in(&self, other: &Self) -> bool {
        self.every.checked_rem(other.every) == Some(0) && other.falls_in(self.since.into())
    }

    /// Whether some year is one of both.
    pub fn meets(&self, other: &Self) -> bool {
        let apart = self.since.abs_diff(other.since);
        apart.checked_rem(common(self.every, other.every)).map_or(apart == 0, |rest| rest == 0)
    }
}

/// The greatest number that divides both.
const fn common(mut one: u16, mut other: u16) -> u16 {
    while other > 0 {
        (one, other) = (other, one % other);
    }
    one
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn years(every: u16, since: u16) -> Recurrence {
        Recurrence { every, since }
    }

    #[test]
    fn the_first_year_of_each_term_comes_again() {
        let terms = years(4, 2024);
        let falls: Vec<_> = (2016..=2036).filter(|&year| terms.falls_in(year)).collect();
        assert_eq!(falls, [2024, 2028, 2032, 2036]);
        assert_eq!(terms.next_after(2019), Some(2024));
        assert_eq!(terms.next_after(2024), Some(2028));
        assert_eq!(terms.next_after(2026), Some(2028));
        assert!(terms.lies_in(&years(2, 2020)) && !terms.lies_in(&years(2, 2021)) && !terms.lies_in(&years(8, 2024)));
        assert!(!terms.lies_in(&years(2, 2026)), "2024 comes before the others begin");
        assert!(terms.meets(&years(6, 2022)) && !terms.meets(&years(2, 2023)) && terms.meets(&years(3, 2025)));
    }

    proptest! {
        #[test]
        fn any_numbers_have_an_answer(every in 0_u16..9, since in 0_u16..60, other in 0_u16..9, start in 0_u16..60, year in 0..60) {
            let (one, two) = (years(every, since), years(other, start));
            if let Some(next) = one.next_after(year) {
                prop_assert!(next > year && one.falls_in(next));
                prop_assert!((year + 1..next).all(|between| !one.falls_in(between)));
            }
            // Whatever repeats does so within the product of both.
            let both = |year: &i32| one.falls_in(*year) && two.falls_in(*year);
            if every > 0 && other > 0 {
                prop_assert_eq!(one.meets(&two), (0..200).any(|year| both(&year)));
                prop_assert_eq!(one.lies_in(&two), (0..200).filter(|&year| one.falls_in(year)).all(|year| two.falls_in(year)));
            }
        }
    }
}
