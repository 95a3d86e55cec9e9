//! Exact division of a whole by fractions with one denominator, and the largest-remainder rule.

use super::Figures;

/// Exact shares: numerators over one common denominator, which they add up to.
pub(super) struct Parts {
    numerators: Vec<u128>,
    denominator: u128,
}

impl Parts {
    /// Brings the weighted terms on one denominator: the product of their totals and of the sum of weights. `None` when
    /// that does not fit.
    pub(super) fn new(terms: &[Figures], weights: u16) -> Option<Self> {
        let counted: Vec<&Figures> = terms.iter().filter(|term| term.weight > 0).collect();
        // A factor that all of a term's figures share cancels out; taking it out first leaves room for large figures.
        let factors: Vec<u64> = counted.iter().map(|term| term.values.iter().copied().fold(term.total, gcd)).collect();
        let totals: Vec<u128> =
            counted.iter().zip(&factors).map(|(term, factor)| u128::from(term.total / factor)).collect();
        let denominator = totals.iter().try_fold(u128::from(weights), |product, &total| product.checked_mul(total))?;
        let places = counted.first().map_or(0, |term| term.values.len());
        let numerators = (0..places)
            .map(|place| {
                counted.iter().enumerate().try_fold(0_u128, |sum, (index, term)| {
                    let own = u128::from(term.values[place] / factors[index]);
                    let others = totals.iter().enumerate().filter(|&(other, _)| other != index);
                    let part = others
                        .map(|(_, &total)| total)
                        .try_fold(own.checked_mul(u128::from(term.weight))?, u128::checked_mul)?;
                    sum.checked_add(part)
                })
            })
            .collect::<Option<Vec<u128>>>()?;
        Some(Self { numerators, denominator })
    }
}

/// Divides `whole`: each part rounded down, then one unit more for those with the largest remainders, equal ones by
/// code, until nothing is left. `None` when the numbers don't fit.
pub(super) fn divide(whole: u64, parts: &Parts, codes: &[&str]) -> Option<Vec<u64>> {
    let divided = parts
        .numerators
        .iter()
        .map(|&numerator| mul_div(whole, numerator, parts.denominator))
        .collect::<Option<Vec<(u64, u128)>>>()?;
    let mut amounts: Vec<u64> = divided.iter().map(|&(quotient, _)| quotient).collect();
    let left = whole - amounts.iter().sum::<u64>();

    let mut order: Vec<usize> = (0..amounts.len()).collect();
    order.sort_by(|&a, &b| divided[b].1.cmp(&divided[a].1).then_with(|| codes[a].cmp(codes[b])));
    // The remainders add up to less than one denominator each, so fewer units are left than there are parts.
    for place in order.into_iter().take(usize::try_from(left).ok()?) {
        amounts[place] += 1;
    }
    Some(amounts)
}

/// `whole · numerator / denominator` for a fraction of at most one: quotient and remainder, by binary long
/// multiplication, so that the product itself never has to fit. `None` when the denominator needs more than 126 bits.
pub(super) fn mul_div(whole: u64, numerator: u128, denominator: u128) -> Option<(u64, u128)> {
    if denominator == 0 || numerator > denominator || denominator >> 126 != 0 {
        return None;
    }
    let (mut quotient, mut remainder) = (0_u64, 0_u128);
    for bit in (0..u64::BITS).rev() {
        // Below 2^126 · 3 before the reduction.
        remainder = remainder * 2 + if whole >> bit & 1 == 1 { numerator } else { 0 };
        quotient = quotient * 2 + u64::try_from(remainder / denominator).ok()?;
        remainder %= denominator;
    }
    Some((quotient, remainder))
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_division_is_division() {
        for (whole, numerator, denominator) in [(7, 2, 3), (0, 1, 9), (251_265_148_208, 17, 293), (u64::MAX, 5, 5)] {
            let product = u128::from(whole) * numerator;
            let expected = (u64::try_from(product / denominator).unwrap(), product % denominator);
            assert_eq!(mul_div(whole, numerator, denominator), Some(expected));
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(mul_div(1, 3, 2), None);
        assert_eq!(mul_div(1, 0, 0), None);
        assert_eq!(mul_div(1, 1, 1 << 126), None);
        assert_eq!(mul_div(u64::MAX, (1 << 126) - 1, (1 << 126) - 1), Some((u64::MAX, 0)));
    }
}
