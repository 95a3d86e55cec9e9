//! Whatever bytes come as a file of figures: reading tells what is wrong by line and column, or gives a figure for each
//! territory and column. The first byte says which sign stands before decimals.

#![no_main]

use std::collections::{BTreeMap, BTreeSet};

use libfuzzer_sys::fuzz_target;
use shared::{
    indicator::{
        DecimalSign,
        file::{Expected, MAXIMUM_MISTAKES, preview, read},
    },
    money::Currency,
    ruleset::{Code, IndicatorRule, Measure},
};

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, rest)) = bytes.split_first() else { return };
    let indicators: Vec<IndicatorRule> = Measure::ALL
        .iter()
        .map(|&measure| IndicatorRule {
            id: measure.as_str().parse().expect("a name"),
            name: measure.as_str().parse().expect("a text"),
            measure,
            basis: Default::default(),
        })
        .collect();
    let territories: BTreeSet<Code> = ["01", "02", "50"].map(|code| code.parse().expect("a code")).into();
    let decimal = match first % 3 {
        0 => None,
        1 => Some(DecimalSign::Comma),
        _ => Some(DecimalSign::Point),
    };
    let currency = if first % 2 == 0 { Currency::COP } else { Currency::MXN };
    let expected = Expected { indicators: &indicators, territories: &territories, currency, decimal, regions: first % 5 == 0 };
    match read(rest, &expected) {
        Ok(file) => {
            assert!(file.figures.keys().eq(&territories));
            assert!(file.regions.is_empty() || file.regions.keys().eq(&territories));
            assert!(
                file.figures.values().all(|figures| figures.keys().collect::<BTreeSet<_>>()
                    == file.indicators.iter().collect::<BTreeSet<_>>())
            );
            let new = preview(&file, &BTreeMap::new());
            assert_eq!(new.new, territories.len() * file.indicators.len());
            let same = preview(&file, &file.figures);
            assert_eq!((same.new, same.changed, same.unchanged), (0, 0, new.new));
        }
        Err(mistakes) => {
            assert!((1..=MAXIMUM_MISTAKES).contains(&mistakes.list.len()));
            assert!(mistakes.list.is_sorted_by_key(|mistake| (mistake.line, mistake.column)));
            for mistake in &mistakes.list {
                assert!(mistake.line >= 1 && mistake.column >= 1);
                let _ = mistake.to_string();
            }
        }
    }
});
