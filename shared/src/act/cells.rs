//! Figures about people, so few of whom stand in a cell that the figure could tell who they are (celdas pequeñas).

/// The least number of people that a cell shows, where the rules say nothing else.
pub const SMALLEST: u64 = 10;

/// Cells with their sum, as they may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// Each cell; none where it is hidden.
    pub cells: Vec<Option<u64>>,
    /// Their sum; none where it is hidden.
    pub total: Option<u64>,
}

/// Hides the cells below the least number; and as many more, the smallest first, as it takes so that nobody finds one out
/// from the sum: what is hidden is never one cell alone, and together as many people as a cell that is shown.
pub fn hidden(cells: &[u64], smallest: u64) -> Hidden {
    let total = cells.iter().fold(0, |sum: u64, cell| sum.saturating_add(*cell));
    let mut order: Vec<usize> = (0..cells.len()).collect();
    order.sort_by_key(|&place| cells[place]);
    let mut few = order.iter().filter(|&&place| cells[place] < smallest).count();
    if few > 0 {
        let sum = |few: usize| order[..few].iter().fold(0, |sum: u64, place| sum.saturating_add(cells[*place]));
        while few < cells.len() && (few < 2 || sum(few) < smallest) {
            few += 1;
        }
    }
    let hides = &order[..few];
    Hidden {
        cells: cells.iter().enumerate().map(|(place, cell)| (!hides.contains(&place)).then_some(*cell)).collect(),
        total: (total >= smallest).then_some(total),
    }
}

/// Cells beside how many people are in none of them, as nothing is known of those: both as they may be shown. The sum of
/// all of them is told, and how many are in no cell can often be guessed (who came without an account): neither helps to
/// find out what is hidden. That nobody is in no cell tells nothing of anybody.
pub fn hidden_beside(cells: &[u64], unknown: u64, smallest: u64) -> (Vec<Option<u64>>, Option<u64>) {
    let alone = hidden(cells, smallest).cells;
    if unknown == 0 {
        return (alone, Some(0));
    }
    let mut together = hidden(&[cells, &[unknown]].concat(), smallest).cells;
    let unknown = together.pop().flatten();
    (alone.into_iter().zip(together).map(|(alone, together)| alone.and(together)).collect(), unknown)
}

/// From how many years each group of ages goes, up to the next; nobody who votes is younger than the first.
const AGES: [u8; 6] = [0, 18, 29, 40, 60, 75];

/// The groups of ages, by the years from which they go, with how many of these people are in each.
pub fn age_group(ages: impl IntoIterator<Item = (u8, u64)>) -> Vec<(u8, u64)> {
    let mut groups: Vec<(u8, u64)> = AGES.iter().map(|from| (*from, 0)).collect();
    for (age, people) in ages {
        if let Some(group) = groups.iter_mut().rev().find(|(from, _)| *from <= age) {
            group.1 += people;
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_small_cell_takes_another_with_it() {
        let shown = hidden(&[100, 3, 40, 25], 10);
        assert_eq!(shown, Hidden { cells: vec![Some(100), None, Some(40), None], total: Some(168) });
        assert_eq!(hidden(&[100, 40], 10).cells, [Some(100), Some(40)]);
        // Two that are hidden together say less than ten: a third joins them.
        assert_eq!(hidden(&[100, 3, 0, 25], 10).cells, [Some(100), None, None, None]);
        assert_eq!(hidden(&[4], 10), Hidden { cells: vec![None], total: None });
        assert_eq!(hidden(&[], 10), Hidden { cells: vec![], total: None });
    }

    #[test]
    fn who_is_in_no_cell_is_hidden_like_a_cell() {
        assert_eq!(hidden_beside(&[100, 40, 25], 0, 10), (vec![Some(100), Some(40), Some(25)], Some(0)));
        assert_eq!(hidden_beside(&[100, 40, 25], 30, 10), (vec![Some(100), Some(40), Some(25)], Some(30)));
        assert_eq!(hidden_beside(&[100, 40, 25], 4, 10), (vec![Some(100), Some(40), None], None));
        assert_eq!(hidden_beside(&[100, 3, 25], 30, 10), (vec![Some(100), None, None], Some(30)));
        // Who guesses the eight does not find the three.
        assert_eq!(hidden_beside(&[100, 3, 25], 8, 10), (vec![Some(100), None, None], None));
        assert_eq!(hidden_beside(&[1, 0], 99, 10), (vec![None, None], None));
    }

    #[test]
    fn everybody_is_in_one_group_of_ages() {
        let groups = age_group([(14, 1), (17, 2), (18, 4), (28, 8), (29, 16), (99, 32), (75, 64)]);
        assert_eq!(groups, [(0, 3), (18, 12), (29, 16), (40, 0), (60, 0), (75, 96)]);
    }

    proptest! {
        #[test]
        fn nobody_finds_a_small_cell_out(cells in prop::collection::vec(0_u64..60, 0..12), smallest in 1_u64..30) {
            let shown = hidden(&cells, smallest);
            for (cell, shown) in cells.iter().zip(&shown.cells) {
                prop_assert!(shown.is_none_or(|shown| shown == *cell && shown >= smallest));
            }
            let missing: Vec<u64> =
                cells.iter().zip(&shown.cells).filter(|(_, shown)| shown.is_none()).map(|(cell, _)| *cell).collect();
            if shown.total.is_some() && !missing.is_empty() {
                prop_assert!(missing.len() > 1, "one hidden cell is the sum less the others");
                prop_assert!(missing.iter().sum::<u64>() >= smallest);
            }
            prop_assert!(shown.total.is_none_or(|total| total >= smallest && total == cells.iter().sum::<u64>()));
            // Nothing is hidden without need.
            prop_assert!(cells.iter().any(|cell| *cell < smallest) || missing.is_empty());
        }

        #[test]
        fn nobody_finds_out_who_is_in_no_cell(
            cells in prop::collection::vec(0_u64..60, 1..12), unknown in 1_u64..60, smallest in 1_u64..30
        ) {
            let (shown, beside) = hidden_beside(&cells, unknown, smallest);
            let hides = |cells: &[u64], shown: &[Option<u64>]| -> Vec<u64> {
                cells.iter().zip(shown).filter(|(_, shown)| shown.is_none()).map(|(cell, _)| *cell).collect()
            };
            let safe = |missing: &[u64]| {
                missing.iter().all(|cell| *cell >= smallest)
                    || missing.len() > 1 && missing.iter().sum::<u64>() >= smallest
            };
            let missing = hides(&cells, &shown);
            // Of who knows how many are in no cell.
            prop_assert!(safe(&missing) || cells.iter().sum::<u64>() < smallest);
            // Of who does not.
            let all = [&missing[..], &hides(&[unknown], &[beside])].concat();
            prop_assert!(safe(&all) || cells.iter().sum::<u64>() + unknown < smallest);
            prop_assert!(shown.iter().chain([&beside]).flatten().all(|shown| *shown >= smallest));
        }
    }
}
