//! Division in proportion, within a least and a most for each, in whole units.
//!
//! The division without rounding is the one of which each part is `λ · number`, raised to the least or lowered to the
//! most where it is outside; there is one such division, whatever the order of the list. It is found in rounds, as a
//! person would: what is left is divided in proportion among those who are left; those who fall short of the least
//! lack so much together, those above the most have so much too much together; if the lack is larger, those below get
//! the least, otherwise those above get the most, and both when they are the same; until nobody is outside. (Who is
//! fixed when his side is the larger stays outside in every later round, so that no fixing has to be taken back.)
//!
//! Then each part is rounded down to the unit, and the whole units that are left go, one each, to the largest
//! remainders, equal ones by code. The least and the most are whole units already, so that they hold. What is less
//! than a unit goes to the largest share that stays within the most.

use std::cmp::Ordering;

use num_bigint::BigUint;
use num_integer::Integer;

use crate::words::words;

words! {
    /// A bound that holds a ceiling.
    Held as "bound" {
        /// At the least for each (piso).
        Floor = "floor",
        /// At the most for each (tope).
        Cap = "cap",
    }
}

/// The least and the most for each, and the unit, in minor units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// A whole number of units.
    pub(super) floor: u64,
    /// A whole number of units, not below the floor.
    pub(super) cap: u64,
    /// The most as the rules say it, perhaps no whole number of units.
    pub(super) true_cap: u64,
    /// At least 1.
    pub(super) unit: u64,
}

/// One part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) amount: u64,
    /// Which bound holds it, since which round.
    pub(super) held: Option<(Held, u32)>,
    /// Whether it got a unit for its remainder.
    pub(super) unit: bool,
    /// What it got of what was less than a unit.
    pub(super) rest: u64,
}

/// One round of the fixing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Round {
    /// What is divided in it.
    pub(super) money: u64,
    /// Among how many.
    pub(super) sharing: usize,
    /// The sum of their numbers.
    pub(super) numbers: BigUint,
    /// How many fall short of the least.
    pub(super) below: usize,
    /// How many are above the most.
    pub(super) above: usize,
    /// What those below lack together, rounded down to the minor unit.
    pub(super) lack: u64,
    /// What those above have too much together, rounded down to the minor unit.
    pub(super) excess: u64,
    /// Which of the two are fixed; nobody in the last round.
    pub(super) fixed: Fixed,
}

words! {
    /// Who is fixed in a round.
    Fixed as "fixing" {
        /// Nobody is outside.
        Nobody = "nobody",
        /// Those below the floor, at the floor.
        Floors = "floors",
        /// Those above the cap, at the cap.
        Caps = "caps",
        /// Both.
        Both = "both",
    }
}

/// Divides `pool`. There is at least one number above zero, and the frame is feasible: the floors of all are not above
/// the pool, and the caps of those with a number, with the floors of the others, are not below it.
pub(super) fn fill(pool: u64, frame: Frame, numbers: &[BigUint], ranks: &[usize]) -> (Vec<Part>, Vec<Round>) {
    let mut parts = vec![Part { amount: 0, held: None, unit: false, rest: 0 }; numbers.len()];
    let mut order: Vec<usize> = (0..numbers.len()).collect();
    order.sort_unstable_by(|&a, &b| numbers[a].cmp(&numbers[b]));
    let mut sums = Vec::with_capacity(order.len() + 1);
    sums.push(BigUint::ZERO);
    for &place in &order {
        sums.push(&sums[sums.len() - 1] + &numbers[place]);
    }

    // Who has no share gets the least, whatever the others get.
    let mut low = order.partition_point(|&place| numbers[place] == BigUint::ZERO);
    let mut high = order.len();
    let mut left = pool - frame.floor * length(low);
    for &place in &order[..low] {
        fix(&mut parts[place], frame.floor, Held::Floor, 0);
    }

    let mut rounds = Vec::new();
    while low < high {
        let total = &sums[high] - &sums[low];
        let free = &order[low..high];
        let (least, most) = (&total * frame.floor, &total * frame.cap);
        let below = free.partition_point(|&place| &numbers[place] * left < least);
        let above = free.len() - free.partition_point(|&place| &numbers[place] * left <= most);
        // Both times the total, so that they are whole.
        let lack = &least * below - (&sums[low + below] - &sums[low]) * left;
        let excess = (&sums[high] - &sums[high - above]) * left - &most * above;
        let fixed = match (below, above) {
            (0, 0) => Fixed::Nobody,
            _ => match lack.cmp(&excess) {
                Ordering::Greater => Fixed::Floors,
                Ordering::Less => Fixed::Caps,
                Ordering::Equal => Fixed::Both,
            },
        };
        let money = |times_total: &BigUint| u64::try_from(times_total / &total).expect("a part is at most the whole");
        rounds.push(Round {
            money: left,
            sharing: free.len(),
            below,
            above,
            lack: money(&lack),
            excess: money(&excess),
            fixed,
            numbers: total.clone(),
        });
        let number = u32::try_from(rounds.len()).expect("there are fewer rounds than territories");
        if matches!(fixed, Fixed::Floors | Fixed::Both) {
            for &place in &order[low..low + below] {
                fix(&mut parts[place], frame.floor, Held::Floor, number);
            }
            low += below;
            left -= frame.floor * length(below);
        }
        if matches!(fixed, Fixed::Caps | Fixed::Both) {
            for &place in &order[high - above..high] {
                fix(&mut parts[place], frame.cap, Held::Cap, number);
            }
            high -= above;
            left -= frame.cap * length(above);
        }
        if fixed == Fixed::Nobody {
            divide(left, frame.unit, &total, &order[low..high], numbers, ranks, &mut parts);
            break;
        }
    }
    give_rest(pool % frame.unit, frame.true_cap, numbers, ranks, &mut parts);
    (parts, rounds)
}

fn fix(part: &mut Part, amount: u64, held: Held, round: u32) {
    (part.amount, part.held) = (amount, Some((held, round)));
}

fn length(count: usize) -> u64 {
    u64::try_from(count).expect("a list's length fits in 64 bits")
}

/// Divides `money` among those at `free` in proportion, in whole units by largest remainder; less than a unit may be
/// left.
fn divide(
    money: u64,
    unit: u64,
    total: &BigUint,
    free: &[usize],
    numbers: &[BigUint],
    ranks: &[usize],
    parts: &mut [Part],
) {
    let per_unit = total * unit;
    let mut remainders = Vec::with_capacity(free.len());
    let mut given = 0;
    for &place in free {
        let (units, remainder) = (&numbers[place] * money).div_rem(&per_unit);
        let units = u64::try_from(units).expect("a part is at most the whole");
        parts[place].amount = units * unit;
        given += units;
        remainders.push((remainder, place));
    }
    remainders.sort_unstable_by(|(a, left), (b, right)| b.cmp(a).then_with(|| ranks[*left].cmp(&ranks[*right])));
    // The remainders are below a unit each and come to at least the units that are left, so that there are more of
    // them above zero than units, and nobody gets past the most.
    let left = usize::try_from(money / unit - given).expect("fewer units are left than there are parts");
    for &(_, place) in remainders.iter().take(left) {
        parts[place].amount += unit;
        parts[place].unit = true;
    }
}

/// Gives what is less than a unit to the largest share that stays within the most; among equal ones to the smallest
/// amount, then by code.
fn give_rest(rest: u64, most: u64, numbers: &[BigUint], ranks: &[usize], parts: &mut [Part]) {
    if rest == 0 {
        return;
    }
    let room = (0..parts.len()).filter(|&place| parts[place].amount.checked_add(rest).is_some_and(|sum| sum <= most));
    let first = room.max_by(|&a, &b| {
        let amount = parts[b].amount.cmp(&parts[a].amount);
        numbers[a].cmp(&numbers[b]).then(amount).then_with(|| ranks[b].cmp(&ranks[a]))
    });
    // Were all at the most, the pool would be a whole number of units.
    let place = first.expect("somebody is at least a unit below the most");
    parts[place].amount += rest;
    parts[place].rest = rest;
}
