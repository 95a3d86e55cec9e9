//! A ballot as it is published.

use std::fmt;

use super::ReceiptCode;

/// A ballot as it is published (papeleta): its contest, the code of its receipt and its marks. Written (`Display`) it is
/// what its [`Leaf`](super::Leaf) is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip<'a> {
    contest: &'a str,
    code: ReceiptCode,
    marks: Vec<(u32, u64)>,
    amounts: bool,
}

impl<'a> Slip<'a> {
    /// A ballot of a contest, which is named by what nobody else's contest is called; with the numbers of the projects
    /// that it marks. One without marks is blank.
    pub fn naming(contest: &'a str, code: ReceiptCode, projects: impl IntoIterator<Item = u32>) -> Self {
        Self::new(contest, code, projects.into_iter().map(|project| (project, 1)), false)
    }

    /// The same, with what it gives to each project: points, play money or a place.
    pub fn giving(contest: &'a str, code: ReceiptCode, marks: impl IntoIterator<Item = (u32, u64)>) -> Self {
        Self::new(contest, code, marks, true)
    }

    fn new(contest: &'a str, code: ReceiptCode, marks: impl IntoIterator<Item = (u32, u64)>, amounts: bool) -> Self {
        let mut marks: Vec<_> = marks.into_iter().collect();
        // The order in which somebody ticked the boxes is nobody's business.
        marks.sort_unstable();
        Self { contest, code, marks, amounts }
    }

    /// The code of its receipt.
    pub const fn code(&self) -> ReceiptCode {
        self.code
    }
}

impl fmt::Display for Slip<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "convite ballot\n{}\n{}\n", self.contest, self.code)?;
        for (place, (project, amount)) in self.marks.iter().enumerate() {
            let blank = if place == 0 { "" } else { " " };
            write!(f, "{blank}{project}")?;
            if self.amounts {
                write!(f, ":{amount}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::urn::Leaf;

    const CODE: &str = "0123-4567-89AB-CDEF-0123";

    #[test]
    fn a_slip_is_what_anybody_can_hash() {
        let code = CODE.parse().unwrap();
        let slip = Slip::naming("medellin/2026/01", code, [12, 3, 7]);
        assert_eq!(slip.to_string(), format!("convite ballot\nmedellin/2026/01\n{CODE}\n3 7 12"));
        // What `sha256sum` prints for the recipe of the module.
        let leaf = "87592069145e14d8352679a7cb8ccaec0a1168fb4fbf1470a42cb20963c4fa24";
        assert_eq!(Leaf::of(&slip).to_string(), leaf);
        assert_eq!(
            Slip::giving("c", code, [(2, 5), (1, 10)]).to_string(),
            format!("convite ballot\nc\n{CODE}\n1:10 2:5")
        );
        assert_eq!(Slip::naming("c", code, []).to_string(), format!("convite ballot\nc\n{CODE}\n"));
    }
}
