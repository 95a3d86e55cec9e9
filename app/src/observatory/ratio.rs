//! Exact ratios: what is compared between places of different size.

use std::cmp::Ordering;

/// `part / whole`, exact; the whole is more than zero.
#[derive(Clone, Copy, Debug)]
pub struct Ratio {
    part: u128,
    whole: u128,
}

impl Ratio {
    /// The ratio; none without a whole, and none of a part below zero.
    pub fn new(part: impl TryInto<u64>, whole: impl TryInto<u64>) -> Option<Self> {
        let (part, whole) = (part.try_into().ok()?, whole.try_into().ok()?);
        (whole > 0).then_some(Self { part: u128::from(part), whole: u128::from(whole) })
    }

    /// A whole number as a ratio.
    pub fn whole(number: u64) -> Self {
        Self { part: u128::from(number), whole: 1 }
    }

    /// `factor` times the ratio, rounded half up to a whole number; the largest where it does not fit.
    pub fn times(self, factor: u32) -> i64 {
        let rounded = (self.part * u128::from(factor) * 2 + self.whole) / (self.whole * 2);
        i64::try_from(rounded).unwrap_or(i64::MAX)
    }

    /// How long the bar of this ratio is where that of `longest` is `width` long.
    pub fn length(self, longest: Self, width: u32) -> u32 {
        // Millionths are finer than any screen, and products of two of them with a width fit in 128 bits.
        let (here, most) = (self.times(1_000_000), longest.times(1_000_000));
        if most <= 0 {
            return 0;
        }
        let length = i128::from(here.min(most)) * i128::from(width) / i128::from(most);
        u32::try_from(length).unwrap_or(width)
    }

    /// The middle one of these; between two middle ones, their mean. None of none.
    pub fn median(ratios: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut sorted: Vec<Self> = ratios.into_iter().collect();
        sorted.sort_unstable();
        let upper = *sorted.get(sorted.len() / 2)?;
        if sorted.len() % 2 == 1 {
            return Some(upper);
        }
        let lower = sorted[sorted.len() / 2 - 1];
        Some(lower.mean(upper))
    }

    fn mean(self, other: Self) -> Self {
        let (lower, upper) = (self.reduced(), other.reduced());
        Self { part: lower.part * upper.whole + upper.part * lower.whole, whole: 2 * lower.whole * upper.whole }
            .reduced()
    }

    fn reduced(self) -> Self {
        let divisor = greatest_common_divisor(self.part, self.whole);
        Self { part: self.part / divisor, whole: self.whole / divisor }
    }
}

const fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        // Parts and wholes of one observatory are counts and amounts below 2^63: their products fit.
        (self.part * other.whole).cmp(&(other.part * self.whole))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(part: u64, whole: u64) -> Ratio {
        Ratio::new(part, whole).expect("a whole")
    }

    #[test]
    fn ratios_compare_exactly() {
        assert!(ratio(1, 3) < ratio(333_333_333_333_334, 1_000_000_000_000_000));
        assert_eq!(ratio(2, 4), ratio(1, 2));
        assert_eq!(Ratio::new(1_u64, 0_u64), None);
        assert_eq!(Ratio::new(-1_i64, 2_u64), None);
    }

    #[test]
    fn rounding_is_half_up() {
        assert_eq!(ratio(1, 3).times(10_000), 3_333);
        assert_eq!(ratio(1, 2).times(1), 1);
        assert_eq!(ratio(251_265_148_208, 2_616_335).times(1), 96_037);
    }

    #[test]
    fn the_median_lies_in_the_middle() {
        assert_eq!(Ratio::median([ratio(1, 2), ratio(1, 5), ratio(1, 3)]), Some(ratio(1, 3)));
        assert_eq!(Ratio::median([ratio(1, 2), ratio(1, 4)]), Some(ratio(3, 8)));
        assert_eq!(Ratio::median([Ratio::whole(43), Ratio::whole(44)]), Some(ratio(87, 2)));
        assert_eq!(Ratio::median([]), None);
    }

    #[test]
    fn bars_are_as_long_as_their_ratio() {
        assert_eq!(ratio(1, 4).length(ratio(1, 2), 1000), 500);
        assert_eq!(ratio(1, 2).length(ratio(1, 2), 1000), 1000);
        assert_eq!(ratio(0, 2).length(ratio(0, 1), 1000), 0);
    }
}
