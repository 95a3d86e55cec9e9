//! Whatever bytes come as an election in Pabulib's format: reading gives it or says what is wrong and where, and what
//! was read is counted without a panic, by rules that tell each project something and spend no more than there is. The
//! first byte says by which rule, and what decides between equals.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shared::{
    pabulib::Election,
    tally::{Fate, Method, Raising, TieOrder, count, select},
};

fuzz_target!(|bytes: &[u8]| {
    let [first, file @ ..] = bytes else { return };
    let text = String::from_utf8_lossy(file);
    let election = match Election::read(text.split('\n')) {
        Ok(election) => election,
        Err(error) => {
            assert!(error.line as usize <= text.split('\n').count() + 1 && error.column > 0);
            return;
        }
    };
    // Raising shares by one unit of the currency takes as long as the budget is large.
    let once = |method: &Method| !matches!(method, Method::EqualShares { raising, .. } if *raising != Raising::None);
    let methods: Vec<Method> = Method::all().filter(once).collect();
    let method = methods[usize::from(*first / 2) % methods.len()];
    let tie_order = TieOrder::ALL[usize::from(*first) % TieOrder::ALL.len()];
    let candidates = election.candidates();
    let question = election.question(&candidates, tie_order, 0);
    let Ok(counted) = count(method, &question) else { return };
    let selected: Vec<String> = counted.selected().cloned().collect();
    assert_eq!(select(method, &question).as_ref(), Ok(&selected));
    assert_eq!(counted.verdicts.len(), candidates.len());
    let reserve = |fate: &Fate<String>| if let Fate::Reserve { missing, .. } = fate { *missing } else { 0 };
    let reserve: i128 = counted.verdicts.iter().map(|line| i128::from(reserve(&line.fate))).sum();
    let spent = i128::from(counted.total_cost) - reserve;
    assert!(spent <= i128::from(counted.budget));
    assert_eq!(i128::from(counted.left), i128::from(counted.budget) - spent);
});
