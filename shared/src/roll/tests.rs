use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::document::Fingerprint;
use crate::ruleset::{Code, Entries};

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

fn secret(byte: u8) -> RollKey {
    RollKey::new([byte; 32])
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn expected(entries: Entries) -> Expected {
    Expected {
        roll: key("sisben"),
        entries,
        kinds: BTreeSet::from([key("cc"), key("ti"), key("ine")]),
        minors: BTreeSet::from([key("ti")]),
        territories: ["01", "02"].map(|code| code.parse::<Code>().unwrap()).into(),
        keeps_birth: true,
        today: day(2026, 11, 21),
    }
}

fn number(kind: &str, written: &str) -> DocumentNumber {
    DocumentNumber::new(key(kind), written).unwrap()
}

/// Reads a file whole.
fn read(text: &[u8], entries: Entries) -> Result<(Batch, Mark), Vec<HeaderFault>> {
    let mut reading = Reading::new(expected(entries), secret(1));
    reading.push(text)?;
    reading.finish()?;
    Ok((reading.take_batch(), reading.mark()))
}

fn faults(batch: &Batch) -> Vec<(u64, Fault)> {
    batch.faults.iter().map(|one| (one.line, one.fault)).collect()
}

#[test]
fn a_number_is_the_same_however_it_is_written() {
    let one = number("cc", "1020304050");
    for written in ["1.020.304.050", " 1020-304-050 ", "0001020304050", "1 020 304 050", "1\u{a0}020304050"] {
        assert!(number("cc", written) == one, "{written}");
    }
    assert_eq!(one.last_three().as_str(), "050");
    let curp = number("ine", "saha790621hjcldc05");
    assert!(curp == number("ine", "SAHA790621HJCLDC05"));
    assert_eq!(curp.last_three().as_str(), "C05");
    // Zeros before letters are part of the number.
    assert!(number("ine", "0A123") != number("ine", "A123"));
}

#[test]
fn what_is_no_number_is_refused_and_nothing_repeats_it() {
    let new = |written: &str| DocumentNumber::new(key("cc"), written).unwrap_err();
    assert_eq!(new(" . "), BadNumber::Empty);
    assert_eq!(new("12345ñ"), BadNumber::Sign);
    assert_eq!(new("12/345"), BadNumber::Sign);
    assert_eq!(new("123"), BadNumber::Length);
    assert_eq!(new("000123"), BadNumber::Length);
    assert_eq!(new("123456789012345678901"), BadNumber::Length);
    let debug = format!("{:?} {:?} {:?}", number("cc", "1020304050"), AccountNumber::new("77889").unwrap(), secret(7));
    assert_eq!(debug, "DocumentNumber(cc) AccountNumber RollKey");
}

#[test]
fn the_hash_depends_on_the_key_the_kind_and_the_number_alone() {
    let hash = |kind, written, byte| number(kind, written).hash(&secret(byte));
    assert_eq!(hash("cc", "1020304050", 1), hash("cc", "1.020.304.050", 1));
    assert_ne!(hash("cc", "1020304050", 1), hash("cc", "1020304050", 2));
    assert_ne!(hash("cc", "1020304050", 1), hash("ti", "1020304050", 1));
    // RFC 2104 with SHA-256, by another implementation:
    // printf 'convite roll\ncc\n1020304050' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0101…01
    let known = "57bdaa49ed07d2f84d6baf7ebcf5299b3cf38b1751e6bc8a8139f2162e2f4192";
    let hex = Fingerprint::from(*hash("cc", "1020304050", 1).as_bytes()).to_string();
    assert_eq!(hex, known);
    let account = AccountNumber::new("00-77889").unwrap();
    assert_ne!(account.hash(&key("predial"), &secret(1)), account.hash(&key("agua"), &secret(1)));
    assert_ne!(
        account.hash(&key("predial"), &secret(1)),
        AccountNumber::new("77889").unwrap().hash(&key("predial"), &secret(1))
    );
    let voter = account.hash(&key("predial"), &secret(1)).voter();
    assert_eq!(voter.get_version_num(), 8);
    assert_eq!(voter, account.hash(&key("predial"), &secret(1)).voter());
    assert_eq!(EntryHash::of_account(voter).voter(), voter, "a journal knows the account by its id");
}

#[test]
fn a_file_is_read_line_by_line_with_what_is_wrong() {
    let file = "\u{feff}Tipo;Documento;Territorio;Nacimiento\r\n\
        C.C.;1.020.304.050;01;1990-04-30\r\n\
        TI;1.020.304.051;02;\r\n\
        cc;1020304052;;30/11/2008\r\n\
        cc;1020304053;;2008\r\n\
        ;;;\r\n\
        pasaporte;1020304054;01;\r\n\
        cc;;01;\r\n\
        cc;12;01;\r\n\
        cc;1020304055;77;\r\n\
        cc;1020304055;01;2027-01-01\r\n\
        cc;1020304055;01\r\n\
        cc;\"10203;01;\r\n\
        \"cc\";\" 1020304056 \";\"01\";1961";
    let (batch, mark) = read(file.as_bytes(), Entries::People).unwrap();
    assert_eq!(mark.offset, file.len() as u64);
    assert_eq!(mark.line, 14);
    let ends = |listed: &[Listed]| listed.iter().map(|one| one.last_three.as_str().to_owned()).collect::<Vec<_>>();
    assert_eq!(ends(&batch.adults), ["050", "056"]);
    assert_eq!(batch.adults[0].born, Some(day(1990, 4, 30)));
    assert_eq!(batch.adults[1].born, None);
    // By the kind of document, by the day, and by a year in which they may not have turned of age yet.
    assert_eq!(ends(&batch.minors), ["051", "052", "053"]);
    let wrong = [
        (7, Fault::BadKind),
        (8, Fault::NoNumber),
        (9, Fault::BadNumber),
        (10, Fault::BadTerritory),
        (11, Fault::BadBirth),
        (12, Fault::WrongCells),
        (13, Fault::BadQuote),
    ];
    assert_eq!(faults(&batch), wrong);
    let mut without = expected(Entries::People);
    without.keeps_birth = false;
    let mut reading = Reading::new(without, secret(1));
    reading.push(file.as_bytes()).unwrap();
    assert!(reading.batch().adults.iter().all(|one| one.born.is_none()), "a date that serves nothing is not kept");
}

#[test]
fn an_account_has_several_holders_and_a_person_several_accounts() {
    let file = "cuenta,tipo,documento\nA-1001,ine,SAHA790621HJCLDC05\nA1001,ine,ORAA830329MJCRLL02\n\
        B-2002,ine,SAHA790621HJCLDC05\n,ine,SAHA790621HJCLDC05\n";
    let (batch, _) = read(file.as_bytes(), Entries::Accounts).unwrap();
    let [first, second, third] = batch.accounts.as_slice() else { panic!("{batch:?}") };
    assert_eq!(first.account, second.account);
    assert_ne!(first.account, third.account);
    assert_eq!(first.holder, third.holder);
    assert_eq!(third.last_three.as_str(), "002");
    assert_eq!(faults(&batch), [(5, Fault::BadAccount)]);
}

#[test]
fn the_first_line_says_which_columns_there_are() {
    use HeaderFault::{Empty, Missing, Needless, Repeated, Unknown, Unreadable};
    let said = |text: &[u8], entries| read(text, entries).unwrap_err();
    assert_eq!(said(b"", Entries::People), [Empty]);
    assert_eq!(said(b"\n\n", Entries::People), [Empty]);
    assert_eq!(
        said(b"cc;1020304050\n", Entries::People),
        [Unknown { place: 1 }, Unknown { place: 2 }, Missing(Column::Kind), Missing(Column::Number)]
    );
    assert_eq!(
        said(b"tipo;documento;tipo;cuenta\n", Entries::People),
        [Repeated(Column::Kind), Needless(Column::Account)]
    );
    assert_eq!(said(b"tipo\tdocumento\n", Entries::Accounts), [Missing(Column::Account)]);
    assert_eq!(said(b"tipo;\xff\n", Entries::People), [Unreadable(Fault::NotUtf8)]);
    assert_eq!(said(&[b'a'; 5_000], Entries::People), [Unreadable(Fault::TooLong)]);
    let faults = said(b"1020304050;tipo\n", Entries::People);
    assert!(faults.iter().all(|fault| !fault.to_string().contains("1020304050")));
}

#[test]
fn what_a_condition_asks_for_is_found_wherever_it_stands() {
    let age = Condition::Age { at_least: Some(14), below: None };
    let document = Condition::Document { any_of: vec![key("cc"), key("ti")] };
    let both = Condition::All { of: vec![Condition::Everybody, Condition::Any { of: vec![age, document] }] };
    assert!(asks_age(&both));
    assert_eq!(kinds_asked(&both), [&key("cc"), &key("ti")]);
    assert!(!asks_age(&Condition::Not { of: Box::new(Condition::Everybody) }));
}

/// Lines of files, right and wrong.
fn lines() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        (1_000_u64..9_999_999_999, 0..3_u8).prop_map(|(number, kind)| {
            let kind = ["cc", "TI", "nn"][usize::from(kind)];
            format!("{kind};{number};01\n").into_bytes()
        }),
        proptest::collection::vec(any::<u8>(), 0..40).prop_map(|mut bytes| {
            bytes.push(b'\n');
            bytes
        }),
        Just(vec![b'x'; LONGEST_LINE + 5]),
        Just(b"\n".to_vec()),
    ];
    proptest::collection::vec(line, 0..40).prop_map(|lines| {
        let mut file = b"tipo;documento;territorio\n".to_vec();
        file.extend(lines.into_iter().flatten());
        file
    })
}

proptest! {
    #[test]
    fn a_number_survives_every_way_of_writing_it(number in "[1-9][0-9]{3,15}", at in 0_usize..20, sign in "[ .-]") {
        let mut written = number.clone();
        written.insert_str(at.min(number.len()), &sign);
        let (one, other) = (DocumentNumber::new(key("cc"), &number), DocumentNumber::new(key("cc"), &written));
        prop_assert_eq!(one.unwrap().hash(&secret(3)), other.unwrap().hash(&secret(3)));
    }

    #[test]
    fn different_numbers_have_different_hashes(one in "[1-9A-Z][0-9A-Z]{3,19}", other in "[1-9A-Z][0-9A-Z]{3,19}") {
        let hash = |written: &str| number("cc", written).hash(&secret(3));
        prop_assert_eq!(hash(&one) == hash(&other), one == other);
    }

    #[test]
    fn it_makes_no_difference_where_a_file_is_cut_or_taken_up_again(
        file in lines(),
        cuts in proptest::collection::vec(0_usize..2_000, 0..8),
        stop in 0_usize..2_000,
    ) {
        let whole = read(&file, Entries::People).unwrap();
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(file.len())).collect();
        cuts.extend([0, file.len()]);
        cuts.sort_unstable();
        let mut reading = Reading::new(expected(Entries::People), secret(1));
        for pair in cuts.windows(2) {
            reading.push(&file[pair[0]..pair[1]]).unwrap();
        }
        reading.finish().unwrap();
        prop_assert_eq!(&(reading.take_batch(), reading.mark()), &whole);

        // Stopped somewhere after the first line: what was kept is not read again.
        let stop = stop.clamp(26, file.len());
        let mut first = Reading::new(expected(Entries::People), secret(1));
        first.push(&file[..stop]).unwrap();
        let (kept, mark) = (first.take_batch(), first.mark());
        let offset = usize::try_from(mark.offset).unwrap();
        let mut second = Reading::new(expected(Entries::People), secret(1));
        second.pass(&file[..offset]).unwrap();
        prop_assert_eq!(second.mark(), mark);
        prop_assert!(second.batch().is_empty());
        second.push(&file[offset..]).unwrap();
        second.finish().unwrap();
        let mut all = kept;
        let rest = second.take_batch();
        all.adults.extend(rest.adults);
        all.minors.extend(rest.minors);
        all.faults.extend(rest.faults);
        prop_assert_eq!((all, second.mark()), whole);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..3_000)) {
        for entries in [Entries::People, Entries::Accounts] {
            if let Ok((batch, mark)) = read(&bytes, entries) {
                prop_assert_eq!(mark.offset, bytes.len() as u64);
                prop_assert!(batch.len() as u64 <= mark.line);
            }
        }
    }
}
