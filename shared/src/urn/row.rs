//! Ballots in a file: a heading, and a row for each.

use super::{Leaf, Slip};

/// The first row of a file of ballots. The columns are parted by semicolons; the marked projects come last, so that an id
/// may hold one.
pub const HEADING: &str = "comprobante;huella;cantidades;proyectos";

/// Why a row is no ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoRow {
    /// It has not four columns, or what is in them makes no ballot.
    #[error("this is no row of a code, a hash, amounts and projects")]
    Unreadable,
    /// The hash is not that of what stands beside it.
    #[error("the hash is not that of this ballot: one of them was changed")]
    OtherHash,
}

impl Slip {
    /// The ballot as a row.
    pub fn to_row(&self) -> String {
        let join = |cells: Vec<String>| cells.join(",");
        let amounts = self.marks().iter().map(|(_, amount)| amount.to_string());
        let amounts = if self.has_amounts() { format!("[{}]", join(amounts.collect())) } else { String::new() };
        let projects = join(self.marks().iter().map(|(project, _)| project.clone()).collect());
        format!("{};{};{amounts};{projects}", self.code(), Leaf::of(self))
    }

    /// Reads the ballot of a contest from a row, and holds it to the hash that stands beside it.
    ///
    /// # Errors
    /// When the row is no ballot, or its hash is another's.
    pub fn of_row(contest: &str, row: &str) -> Result<Self, NoRow> {
        let mut cells = row.splitn(4, ';');
        let mut cell = || cells.next().ok_or(NoRow::Unreadable);
        let (code, leaf, amounts, projects) = (cell()?, cell()?, cell()?, cell()?);
        let amounts = match amounts.strip_prefix('[').map(|rest| rest.strip_suffix(']')) {
            None if amounts.is_empty() => String::new(),
            Some(Some(amounts)) => format!("\n{amounts}"),
            _ => return Err(NoRow::Unreadable),
        };
        let slip = format!("convite ballot\n{contest}\n{code}\n{projects}{amounts}");
        let slip: Self = slip.parse().map_err(|_| NoRow::Unreadable)?;
        if leaf == Leaf::of(&slip).to_string() { Ok(slip) } else { Err(NoRow::OtherHash) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::btree_map, prelude::*};

    use super::*;
    use crate::code::TypedCode;

    proptest! {
        #[test]
        fn a_ballot_reads_back_from_its_row(
            marks in btree_map("[0-9A-Za-z./;-]{1,8}", 0..2_000_000_u64, 0..10),
            amounts in any::<bool>(),
            random in any::<[u8; 10]>(),
        ) {
            let marks = marks.into_iter().map(|(id, amount)| (id, if amounts { amount } else { 1 }));
            let slip = Slip::new("c", TypedCode::new(random), marks, amounts);
            let row = slip.to_row();
            prop_assert_eq!(Slip::of_row("c", &row), Ok(slip));
            prop_assert_eq!(Slip::of_row("d", &row), Err(NoRow::OtherHash));
        }

        #[test]
        fn no_row_makes_it_panic(row in ".{0,80}") {
            let _: Result<Slip, _> = Slip::of_row("c", &row);
        }
    }

    #[test]
    fn a_changed_row_is_found_out() {
        let slip = Slip::new("c", TypedCode::new([1; 10]), [("03".to_owned(), 1), ("07".to_owned(), 1)], false);
        let row = slip.to_row();
        assert_eq!(Slip::of_row("c", &row.replace("03,07", "03,08")), Err(NoRow::OtherHash));
        assert_eq!(Slip::of_row("c", &row.replace(";;", ";")), Err(NoRow::Unreadable));
        assert_eq!(Slip::of_row("c", ""), Err(NoRow::Unreadable));
    }
}
