//! Whatever bytes come as a file of a roll: reading keeps each line or says what is wrong with it, wherever the file is
//! cut, and from wherever it is taken up again. The first byte says of what the roll is, the second where it is cut.

#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use shared::{
    roll::{Batch, Expected, HeaderFault, Mark, Reading, RollKey},
    ruleset::{Code, Entries},
};

fn expected(entries: Entries) -> Expected {
    Expected {
        roll: "sisben".parse().expect("a name"),
        entries,
        kinds: BTreeSet::new(),
        minors: BTreeSet::from(["ti".parse().expect("a name")]),
        territories: ["01", "02"].map(|code| code.parse::<Code>().expect("a code")).into(),
        keeps_birth: true,
        today: "2026-11-21".parse().expect("a day"),
    }
}

fn read(pieces: &[&[u8]], entries: Entries) -> Result<(Batch, Mark), Vec<HeaderFault>> {
    let mut reading = Reading::new(expected(entries), RollKey::new([7; 32]));
    for piece in pieces {
        reading.push(piece)?;
    }
    reading.finish()?;
    Ok((reading.take_batch(), reading.mark()))
}

fuzz_target!(|bytes: &[u8]| {
    let [first, second, file @ ..] = bytes else { return };
    let entries = if first % 2 == 0 { Entries::People } else { Entries::Accounts };
    let whole = read(&[file], entries);
    let cut = usize::from(*second) * file.len() / 256;
    assert_eq!(read(&[&file[..cut], &file[cut..]], entries), whole);
    match whole {
        Ok((batch, mark)) => {
            assert_eq!(mark.offset, file.len() as u64);
            assert!(batch.len() as u64 <= mark.line);
            assert!(batch.faults.is_sorted_by_key(|fault| fault.line));
            // Taken up again after what was kept.
            let mut before = Reading::new(expected(entries), RollKey::new([7; 32]));
            before.push(&file[..cut]).expect("the whole could be read");
            let mark = before.mark();
            let offset = usize::try_from(mark.offset).expect("within the file");
            let mut after = Reading::new(expected(entries), RollKey::new([7; 32]));
            after.pass(&file[..offset]).expect("the whole could be read");
            assert_eq!(after.mark(), mark);
            assert!(after.batch().is_empty());
        }
        Err(faults) => assert!(!faults.is_empty()),
    }
});
