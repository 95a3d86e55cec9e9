//! How fair a division is: money per head and per poor head, Lorenz curve, Gini coefficient, and what changes between two
//! divisions. Whole numbers throughout.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    indicator::Figure,
    money::{Money, MoneyError},
    ruleset::Code,
};

/// One whole, in basis points.
const WHOLE: u32 = 10_000;

/// A ceiling with the people that it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The territory's code.
    pub code: Code,
    /// Its ceiling.
    pub amount: Money,
    /// Its inhabitants.
    pub people: Figure,
    /// Which part of them is poor, in basis points, where it was measured.
    pub poverty: Option<Figure>,
}

/// Why it can't be said how fair a division is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FairnessError {
    /// No people at all.
    #[error("there are no people")]
    Nobody,
    /// No money at all.
    #[error("there is no money")]
    NoMoney,
    /// A ceiling below zero.
    #[error("the ceiling of {code} is negative")]
    Negative {
        /// Whose.
        code: Code,
    },
    /// Too many people and too much money for 128 bits.
    #[error("the figures are too large to calculate with")]
    Overflow,
}

impl Counted {
    /// Money per inhabitant in minor units, rounded down; `None` where nobody lives.
    pub fn per_inhabitant(&self) -> Option<Money> {
        self.per(u128::from(self.people.get()), 1)
    }

    /// Money per poor inhabitant in minor units, rounded down; `None` where poverty was not measured or nobody is poor.
    pub fn per_poor_inhabitant(&self) -> Option<Money> {
        let poor = u128::from(self.people.get()) * u128::from(self.poverty?.get());
        self.per(poor, WHOLE.into())
    }

    fn per(&self, heads: u128, scale: u128) -> Option<Money> {
        let minor = u128::try_from(self.amount.minor()).ok()?;
        let each = (minor * scale).checked_div(heads)?;
        i64::try_from(each).ok().map(|minor| Money::new(minor, self.amount.currency()))
    }
}

/// A point of the Lorenz curve: that part of the people has that part of the money. In basis points, rounded down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LorenzPoint {
    /// The part of the people that live in the territories so far.
    pub people: u32,
    /// The part of the money that they have.
    pub money: u32,
}

/// How evenly the money lies on the people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evenness {
    /// The territories from the least money per inhabitant to the most, equal ones by code.
    pub order: Vec<Code>,
    /// The curve: (0, 0), then a point after each territory of the order; the last one is (10000, 10000).
    pub curve: Vec<LorenzPoint>,
    /// The Gini coefficient in basis points, rounded to the nearest: 0 when everybody has the same, towards 10000 when
    /// few have everything. People within a territory count as having the same.
    pub gini: u32,
}

/// How evenly the money of a division lies on the people. Where nobody lives counts as the most money per head.
///
/// # Errors
/// When there are no people or no money, or a ceiling is negative.
pub fn evenness(ceilings: &[Counted]) -> Result<Evenness, FairnessError> {
    let mut order: Vec<(u128, u128, &Code)> = Vec::with_capacity(ceilings.len());
    for ceiling in ceilings {
        let negative = |_| FairnessError::Negative { code: ceiling.code.clone() };
        let money = u128::try_from(ceiling.amount.minor()).map_err(negative)?;
        order.push((ceiling.people.get().into(), money, &ceiling.code));
    }
    order.sort_by(|a, b| {
        // Money per head, multiplied out: below 2⁵⁰ · 2⁶³.
        let nobody = (a.0 == 0).cmp(&(b.0 == 0));
        nobody.then_with(|| (a.1 * b.0).cmp(&(b.1 * a.0))).then_with(|| a.2.cmp(b.2))
    });
    let (people, money) = order.iter().fold((0, 0), |(people, money), place| (people + place.0, money + place.1));
    match (people, money) {
        (0, _) => return Err(FairnessError::Nobody),
        (_, 0) => return Err(FairnessError::NoMoney),
        _ => {}
    }
    let area = people.checked_mul(money).filter(|area| *area <= u128::MAX / 4 / u128::from(WHOLE));
    let area = area.ok_or(FairnessError::Overflow)?;

    let points =
        |part: u128, whole: u128| u32::try_from(part * u128::from(WHOLE) / whole).map_err(|_| FairnessError::Overflow);
    let mut curve = vec![LorenzPoint { people: 0, money: 0 }];
    let (mut people_so_far, mut money_so_far, mut twice_below) = (0, 0, 0_u128);
    for &(heads, amount, _) in &order {
        people_so_far += heads;
        // Twice the area of the trapezium under the curve.
        twice_below += heads * (money_so_far + money_so_far + amount);
        money_so_far += amount;
        curve.push(LorenzPoint { people: points(people_so_far, people)?, money: points(money_so_far, money)? });
    }
    // One less twice the area under the curve; the curve lies below the diagonal.
    let above = area - twice_below;
    let gini = (above * u128::from(WHOLE) * 2 + area) / (area * 2);
    let gini = u32::try_from(gini).map_err(|_| FairnessError::Overflow)?;
    Ok(Evenness { order: order.into_iter().map(|(.., code)| code.clone()).collect(), curve, gini })
}

/// What changes for one territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change<Of> {
    /// Whose ceiling it is: a territory's, a theme's.
    pub of: Of,
    /// The ceiling in the first division, if it had one.
    pub before: Option<Money>,
    /// The ceiling in the second one, if it has one.
    pub after: Option<Money>,
    /// What it gets more, or less when negative.
    pub difference: Money,
    /// The same in basis points of what it had, rounded to the nearest; `None` when it had nothing.
    pub percent: Option<i64>,
}

/// Two divisions side by side, by code. What is only in one of them has nothing in the other.
///
/// # Errors
/// When the currencies differ or a difference is too large.
pub fn compare<Of: Ord>(
    before: impl IntoIterator<Item = (Of, Money)>,
    after: impl IntoIterator<Item = (Of, Money)>,
) -> Result<Vec<Change<Of>>, MoneyError> {
    let mut pairs: BTreeMap<Of, (Option<Money>, Option<Money>)> = BTreeMap::new();
    for (of, money) in before {
        pairs.entry(of).or_default().0 = Some(money);
    }
    for (of, money) in after {
        pairs.entry(of).or_default().1 = Some(money);
    }
    let change = |(of, (before, after)): (Of, (Option<Money>, Option<Money>))| {
        let nothing = |other: Option<Money>| other.map(|other| Money::zero(other.currency()));
        // Every pair has one of the two at least.
        let (from, to) = before.or(nothing(after)).zip(after.or(nothing(before)))?;
        Some(to.checked_sub(from).map(|difference| {
            let percent = before.and_then(|before| basis_points(difference.minor().into(), before.minor().into()));
            Change { of, before, after, difference, percent }
        }))
    };
    pairs.into_iter().filter_map(change).collect()
}

/// A part in basis points, rounded to the nearest, halves away from zero; `None` when the whole is not above zero or
/// the result does not fit.
pub(super) fn basis_points(part: i128, whole: i128) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    let twice = part.checked_mul(i128::from(WHOLE) * 2)?;
    let nearest = (twice.abs() + whole) / (whole * 2);
    i64::try_from(nearest * twice.signum()).ok()
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::money::Currency;

    fn counted(code: &str, minor: i64, people: u64, poverty: Option<u64>) -> Counted {
        Counted {
            code: code.parse().unwrap(),
            amount: Money::new(minor, Currency::COP),
            people: Figure::new(people).unwrap(),
            poverty: poverty.map(|poverty| Figure::new(poverty).unwrap()),
        }
    }

    #[test]
    fn money_per_head() {
        let popular = counted("01", 25_000_000_000, 157_097, Some(2_093));
        assert_eq!(popular.per_inhabitant().unwrap().minor(), 159_137);
        // 32,880.4 poor people
        assert_eq!(popular.per_poor_inhabitant().unwrap().minor(), 760_331);
        assert_eq!(counted("x", 5, 0, Some(5)).per_inhabitant(), None);
        assert_eq!(counted("x", 5, 9, None).per_poor_inhabitant(), None);
        assert_eq!(counted("x", 5, 9, Some(0)).per_poor_inhabitant(), None);
    }

    #[test]
    fn the_curve_and_its_coefficient() {
        // Half of the people have a tenth of the money.
        let uneven = [counted("b", 900, 50, None), counted("a", 100, 50, None)];
        let evenness = evenness(&uneven).unwrap();
        assert_eq!(evenness.order, ["a".parse().unwrap(), "b".parse().unwrap()]);
        let points: Vec<_> = evenness.curve.iter().map(|point| (point.people, point.money)).collect();
        assert_eq!(points, [(0, 0), (5_000, 1_000), (10_000, 10_000)]);
        assert_eq!(evenness.gini, 4_000);
    }

    #[test]
    fn nobody_and_nothing_have_no_curve() {
        assert_eq!(evenness(&[]), Err(FairnessError::Nobody));
        assert_eq!(evenness(&[counted("a", 0, 5, None)]), Err(FairnessError::NoMoney));
        let negative = evenness(&[counted("a", -1, 5, None)]);
        assert_eq!(negative, Err(FairnessError::Negative { code: "a".parse().unwrap() }));
        // Money where nobody lives comes last.
        assert_eq!(evenness(&[counted("a", 5, 0, None), counted("b", 0, 5, None)]).unwrap().gini, 10_000);
    }

    #[test]
    fn divisions_side_by_side() {
        let money = |code: &'static str, minor| (code, Money::new(minor, Currency::COP));
        let changes = compare(
            [money("01", 300), money("02", 100), money("03", 0)],
            [money("01", 200), money("03", 10), money("04", 5)],
        );
        let found: Vec<_> =
            changes.unwrap().into_iter().map(|change| (change.of, change.difference.minor(), change.percent)).collect();
        let expected = [("01", -100, Some(-3_333)), ("02", -100, Some(-10_000)), ("03", 10, None), ("04", 5, None)];
        assert_eq!(found, expected);
    }

    proptest! {
        #[test]
        fn the_same_for_everybody_is_even(heads in vec(1_u64..3_000_000, 1..40), each in 1_i64..1_000_000) {
            let place = |(place, &people): (usize, &u64)| {
                counted(&place.to_string(), each * i64::try_from(people).unwrap(), people, None)
            };
            let places: Vec<_> = heads.iter().enumerate().map(place).collect();
            prop_assert_eq!(evenness(&places).unwrap().gini, 0);
        }

        #[test]
        fn the_curve_lies_below_the_diagonal(places in vec((0_u64..3_000_000, 0_i64..1_000_000_000_000), 1..40)) {
            let place = |(place, &(people, minor)): (usize, &(u64, i64))| counted(&place.to_string(), minor, people, None);
            let places: Vec<_> = places.iter().enumerate().map(place).collect();
            if let Ok(evenness) = evenness(&places) {
                prop_assert!(evenness.gini <= 10_000);
                prop_assert_eq!(evenness.curve.last(), Some(&LorenzPoint { people: 10_000, money: 10_000 }));
                for pair in evenness.curve.windows(2) {
                    prop_assert!(pair[0].people <= pair[1].people && pair[0].money <= pair[1].money);
                    prop_assert!(pair[0].money <= pair[0].people + 1);
                }
            }
        }
    }
}
