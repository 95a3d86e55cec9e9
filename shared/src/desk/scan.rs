//! What a scanner types when it reads the code on a document of identity.

use chrono::NaiveDate;

/// What was read from the code of a Colombian document (PDF417 on the yellow cédula, the lines for machines on the back of
/// the new one). Names and fingerprints, which stand there as well, are left where they are.
#[derive(Clone, PartialEq, Eq)]
pub struct Scanned {
    /// The number, as digits.
    pub number: String,
    /// The day of birth.
    pub born: Option<NaiveDate>,
}

/// The mark in the code of a cédula.
const MARK: &str = "PubDSK_";

/// How many digits the number in that code has, with zeros before it.
const DIGITS: usize = 10;

impl std::fmt::Debug for Scanned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Scanned")
    }
}

impl Scanned {
    /// Reads what was typed; nothing where it is not the code of a document, but perhaps a number that somebody typed.
    /// `today` decides of which century a year of two digits is.
    pub fn read(typed: &str, today: NaiveDate) -> Option<Self> {
        barcode(typed).or_else(|| lines(typed, today))
    }
}

/// The code of the yellow cédula: after the mark, the number is the ten digits right before the first letter of the name;
/// the names are followed by a zero, the sex and the day of birth. Scanners type the bytes between fields as blanks, as
/// something else, or not at all, so that places say nothing.
fn barcode(typed: &str) -> Option<Scanned> {
    let after = typed.find(MARK)? + MARK.len();
    let text: Vec<char> = typed.get(after..)?.chars().collect();
    let name = (DIGITS..text.len())
        .find(|&at| text[at].is_alphabetic() && text[at - DIGITS..at].iter().all(char::is_ascii_digit))?;
    let number: String = text[name - DIGITS..name].iter().collect();
    let number = number.trim_start_matches('0').to_owned();
    let day = |at: usize| date(text.get(at..at + 8)?);
    let born = (name..text.len().saturating_sub(9))
        .find(|&at| text[at] == '0' && matches!(text[at + 1], 'M' | 'F') && day(at + 2).is_some())
        .and_then(|at| day(at + 2));
    (!number.is_empty()).then_some(Scanned { number, born })
}

/// The lines for machines (ICAO 9303, TD1): the second one begins with the day of birth, a check digit and the sex, and
/// has the number after the country.
fn lines(typed: &str, today: NaiveDate) -> Option<Scanned> {
    let text: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
    let start = text.find("ICCOL").or_else(|| text.find("I<COL"))?;
    let second: Vec<char> = text.get(start + 30..)?.chars().take(30).collect();
    if second.len() < 30 || second[15..18] != ['C', 'O', 'L'] {
        return None;
    }
    let number: String = second[18..29].iter().take_while(|sign| sign.is_ascii_digit()).collect();
    let number = number.trim_start_matches('0').to_owned();
    let two = |at: usize| -> Option<i32> { second[at..at + 2].iter().collect::<String>().parse().ok() };
    let born = [2000, 1900].into_iter().find_map(|century| {
        let (month, day) = (u32::try_from(two(2)?).ok()?, u32::try_from(two(4)?).ok()?);
        NaiveDate::from_ymd_opt(century + two(0)?, month, day).filter(|born| *born <= today)
    });
    (!number.is_empty()).then_some(Scanned { number, born })
}

fn date(digits: &[char]) -> Option<NaiveDate> {
    let text: String = digits.iter().collect();
    if !text.bytes().all(|byte| byte.is_ascii_digit()) || text.len() != 8 {
        return None;
    }
    NaiveDate::from_ymd_opt(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
    }

    fn scanned(number: &str, born: &str) -> Scanned {
        Scanned { number: number.to_owned(), born: Some(born.parse().unwrap()) }
    }

    #[test]
    fn the_code_of_a_cedula_says_number_and_day_of_birth() {
        // Invented people. As a scanner types it that leaves the bytes between the fields out, types them as blanks, or as
        // they are.
        let tight = "0299990001PubDSK_1123456780099990001RUIZVIDALAMPARO0F19800229051234O+";
        let blanks = "02  99990001           PubDSK_1        12345678 0099990001RUIZ                   VIDAL                  \
                      AMPARO                 0F19800229051234 2O+";
        let bytes = blanks.replace("  ", "\0\0");
        for typed in [tight, blanks, &bytes] {
            assert_eq!(Scanned::read(typed, today()), Some(scanned("99990001", "1980-02-29")), "{typed}");
        }
        let ten = "PubDSK_1\u{0}\u{0}123456781099990001ÑÁÑEZ\u{0}\u{0}0M20100131";
        assert_eq!(Scanned::read(ten, today()), Some(scanned("1099990001", "2010-01-31")));
    }

    #[test]
    fn the_lines_for_machines_say_the_same() {
        let lines = "ICCOL000000001800001<<<<<<<<<<\n8002294F3001016COL1099990001<8\nRUIZ<VIDAL<<AMPARO<<<<<<<<<<<<";
        assert_eq!(Scanned::read(lines, today()), Some(scanned("1099990001", "1980-02-29")));
        let young = lines.replace("800229", "100131");
        assert_eq!(Scanned::read(&young, today()), Some(scanned("1099990001", "2010-01-31")));
    }

    #[test]
    fn what_is_typed_by_hand_is_no_code() {
        for typed in
            ["", "99990001", "1.099.990.001", "PubDSK_1", "PubDSK_1 1234 RUIZ", "ICCOL1", "I<COLñ", "PubDSK_1ñ0M"]
        {
            assert_eq!(Scanned::read(typed, today()), None, "{typed}");
        }
    }

    #[test]
    fn a_number_is_not_printed() {
        let found = scanned("1099990001", "1980-02-29");
        assert!(!format!("{found:?}").contains("1099990001"));
    }
}
