//! A ballot as it is published.

use std::{fmt, str::FromStr};

use crate::code::TypedCode;

/// The first line of every slip: what it is, so that no other text that is hashed can be taken for one.
const TITLE: &str = "convite ballot";

/// A ballot as it is published (papeleta): its contest, the code of its receipt and its marks. Written (`Display`) it is
/// what its [`Leaf`](super::Leaf) is made of: four lines, and a fifth where marks have amounts; see [`urn`](super).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    contest: String,
    code: TypedCode,
    marks: Vec<(String, u64)>,
    amounts: bool,
}

/// A text that is no slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no slip as it would be written")]
pub struct NoSlip;

impl Slip {
    /// A ballot of a contest, which is named by what nobody else's contest is called. Projects are named by the id that
    /// is published of them, with what the ballot gives to each: 1 where they are only named, and `amounts` says that
    /// they are. One without marks is blank.
    pub fn new(
        contest: impl Into<String>,
        code: TypedCode,
        marks: impl IntoIterator<Item = (String, u64)>,
        amounts: bool,
    ) -> Self {
        let mut marks: Vec<_> = marks.into_iter().collect();
        // The order in which somebody ticked the boxes is nobody's business.
        marks.sort_unstable();
        Self { contest: contest.into(), code, marks, amounts }
    }

    /// The contest.
    pub fn contest(&self) -> &str {
        &self.contest
    }

    /// The code of its receipt.
    pub const fn code(&self) -> TypedCode {
        self.code
    }

    /// The same ballot under another code.
    #[must_use]
    pub fn under(self, code: TypedCode) -> Self {
        Self { code, ..self }
    }

    /// The projects with what it gives to each, by id.
    pub fn marks(&self) -> &[(String, u64)] {
        &self.marks
    }

    /// Whether its marks give more than a name.
    pub const fn has_amounts(&self) -> bool {
        self.amounts
    }

    /// How it looks in an envelope: as long as the longest of its contest, so that the length tells nothing.
    pub fn padded(&self, width: usize) -> Vec<u8> {
        let mut text = self.to_string().into_bytes();
        text.resize(width.max(text.len()), 0);
        text
    }

    /// Reads what was in an envelope.
    ///
    /// # Errors
    /// When it is no slip.
    pub fn unpadded(padded: &[u8]) -> Result<Self, NoSlip> {
        let length = padded.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        std::str::from_utf8(&padded[..length]).map_err(|_| NoSlip)?.parse()
    }

    /// How many bytes the longest slip of a contest has: one that marks `most` of the projects with these ids, and gives
    /// each as much as `amount`, where marks have amounts.
    pub fn longest<'a>(
        contest: &str,
        ids: impl IntoIterator<Item = &'a str>,
        most: usize,
        amount: Option<u64>,
    ) -> usize {
        let mut ids: Vec<&str> = ids.into_iter().collect();
        ids.sort_by_key(|id| std::cmp::Reverse(id.len()));
        let marks = ids.into_iter().take(most).map(|id| (id.to_owned(), amount.unwrap_or(1)));
        Self::new(contest, TypedCode::new([0; 10]), marks, amount.is_some()).to_string().len()
    }
}

impl fmt::Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{TITLE}\n{}\n{}\n", self.contest, self.code)?;
        let comma = |place| if place == 0 { "" } else { "," };
        for (place, (project, _)) in self.marks.iter().enumerate() {
            write!(f, "{}{project}", comma(place))?;
        }
        if self.amounts {
            f.write_str("\n")?;
            for (place, (_, amount)) in self.marks.iter().enumerate() {
                write!(f, "{}{amount}", comma(place))?;
            }
        }
        Ok(())
    }
}

impl FromStr for Slip {
    type Err = NoSlip;

    fn from_str(text: &str) -> Result<Self, NoSlip> {
        let mut lines = text.split('\n');
        let mut line = || lines.next().ok_or(NoSlip);
        let (title, contest, code, named) = (line()?, line()?, line()?, line()?);
        let given = lines.next();
        let cells = |line: &str| line.split(',').filter(|_| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let named = cells(named);
        let amounts: Vec<u64> = match given {
            None => vec![1; named.len()],
            Some(given) => {
                cells(given).iter().map(|amount| amount.parse()).collect::<Result<_, _>>().map_err(|_| NoSlip)?
            }
        };
        if title != TITLE || amounts.len() != named.len() {
            return Err(NoSlip);
        }
        let code = code.parse().map_err(|_| NoSlip)?;
        let slip = Self::new(contest, code, named.into_iter().zip(amounts), given.is_some());
        // There is one way to write each slip.
        if slip.to_string() == text { Ok(slip) } else { Err(NoSlip) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::btree_map, prelude::*};

    use super::*;
    use crate::urn::Leaf;

    const CODE: &str = "0123-4567-89AB-CDEF-0123";

    fn slip(ids: &[&str], amounts: Option<&[u64]>) -> Slip {
        let amount = |place: usize| amounts.map_or(1, |amounts| amounts[place]);
        let marks = ids.iter().enumerate().map(|(place, id)| ((*id).to_owned(), amount(place)));
        Slip::new("medellin/2026/01", CODE.parse().unwrap(), marks, amounts.is_some())
    }

    #[test]
    fn a_slip_is_what_anybody_can_hash() {
        let named = slip(&["12", "03", "07"], None);
        assert_eq!(named.to_string(), format!("convite ballot\nmedellin/2026/01\n{CODE}\n03,07,12"));
        // What `sha256sum` prints for the recipe of the module.
        assert_eq!(Leaf::of(&named).to_string(), "b5c0ad2b53251d736a80d9589fe67cd0186b66ccd0d02a89b2bb35512adf8303");
        let given = slip(&["2", "1"], Some(&[5, 10]));
        assert_eq!(given.to_string(), format!("convite ballot\nmedellin/2026/01\n{CODE}\n1,2\n10,5"));
        assert_eq!(slip(&[], None).to_string(), format!("convite ballot\nmedellin/2026/01\n{CODE}\n"));
        assert_eq!(slip(&[], Some(&[])).to_string(), format!("convite ballot\nmedellin/2026/01\n{CODE}\n\n"));
    }

    #[test]
    fn all_slips_of_a_contest_are_equally_long_in_their_envelopes() {
        let ids = ["1", "22", "333"];
        let width = Slip::longest("medellin/2026/01", ids, 2, Some(100));
        for slip in [slip(&[], Some(&[])), slip(&["1"], Some(&[7])), slip(&["22", "333"], Some(&[100, 100]))] {
            let padded = slip.padded(width);
            assert_eq!(padded.len(), width);
            assert_eq!(Slip::unpadded(&padded), Ok(slip));
        }
        assert_eq!(Slip::unpadded(&[0; 80]), Err(NoSlip));
    }

    #[test]
    fn what_is_not_as_it_would_be_written_is_no_slip() {
        let head = format!("convite ballot\nc\n{CODE}");
        for wrong in [
            String::new(),
            head.clone(),
            format!("{head}\n3,1"),
            format!("{head}\n1,,3"),
            format!("{head}\n1,3\n1"),
            format!("{head}\n1\n01"),
            format!("{head}\n1\n1\n"),
            format!("convite vote\nc\n{CODE}\n1"),
            format!("convite ballot\nc\n{}\n1", CODE.to_lowercase()),
        ] {
            assert_eq!(wrong.parse::<Slip>(), Err(NoSlip), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn a_slip_reads_back(
            marks in btree_map("[0-9A-Za-z./ñ-]{1,8}", 0..2_000_000_u64, 0..30),
            amounts in any::<bool>(),
            random in any::<[u8; 10]>(),
        ) {
            let marks = marks.into_iter().map(|(id, amount)| (id, if amounts { amount } else { 1 }));
            let slip = Slip::new("sabaneta/2026/todo", TypedCode::new(random), marks, amounts);
            prop_assert_eq!(slip.to_string().parse::<Slip>(), Ok(slip));
        }

        #[test]
        fn nothing_in_an_envelope_makes_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _: Result<Slip, _> = Slip::unpadded(&bytes);
        }
    }
}
