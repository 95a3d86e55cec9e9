//! Whole things shared out by weight.

/// Shares `total` things out: `floor` to each weight's holder first, the rest in proportion to the weights, by largest
/// remainder (the first holder wins between equal remainders). The shares add up to `total` exactly. Where `total` is
/// not enough for the floor, or the weights are all zero, everyone gets the same, up to one.
pub fn share_out(total: u32, floor: u32, weights: &[u64]) -> Vec<u32> {
    let Ok(holders) = u32::try_from(weights.len()) else { return Vec::new() };
    if holders == 0 {
        return Vec::new();
    }
    let floor = floor.min(total / holders);
    let rest = u128::from(total - floor * holders);
    let equal = vec![1_u64; weights.len()];
    let weights = if weights.iter().all(|&weight| weight == 0) { &equal[..] } else { weights };
    let sum: u128 = weights.iter().copied().map(u128::from).sum();

    let whole = |weight: u64| u32::try_from(rest * u128::from(weight) / sum).unwrap_or(u32::MAX);
    let mut shares: Vec<u32> = weights.iter().map(|&weight| floor + whole(weight)).collect();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|&place| std::cmp::Reverse(rest * u128::from(weights[place]) % sum));
    let missing = total - shares.iter().sum::<u32>();
    for &place in by_remainder.iter().cycle().take(missing as usize) {
        shares[place] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_add_up() {
        for total in 0..60 {
            for floor in 0..4 {
                let shares = share_out(total, floor, &[157_097, 7_151, 224_468, 0]);
                assert_eq!(shares.iter().sum::<u32>(), total, "{total} with a floor of {floor}");
                if total >= floor * 4 {
                    assert!(shares.iter().all(|&share| share >= floor));
                }
            }
        }
    }

    #[test]
    fn more_weight_never_gets_less() {
        let shares = share_out(293, 8, &[1, 4, 5, 9, 100]);
        assert!(shares.is_sorted());
    }

    #[test]
    fn without_weights_everyone_gets_the_same() {
        assert_eq!(share_out(7, 0, &[0, 0, 0]), [3, 2, 2]);
        assert!(share_out(7, 0, &[]).is_empty());
    }
}
