//! Parity (paridad): how many women and men sit in a body, and how many of each there should be.

use super::member::{Appointment, Gender};
use crate::ruleset::Parity;

/// The members by gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Genders {
    pub women: u32,
    pub men: u32,
    pub others: u32,
    pub undeclared: u32,
}

impl Genders {
    pub fn of<'a>(members: impl Iterator<Item = &'a Appointment>) -> Self {
        let mut found = Self::default();
        for member in members {
            match member.gender {
                Some(Gender::Woman) => found.women += 1,
                Some(Gender::Man) => found.men += 1,
                Some(Gender::Other) => found.others += 1,
                None => found.undeclared += 1,
            }
        }
        found
    }

    /// How many of each there should be; none where the rule looks at pairs instead.
    pub fn needed(self, rule: &Parity) -> Option<u32> {
        let all = self.women + self.men + self.others + self.undeclared;
        match rule {
            Parity::Least { share } => {
                let part = u64::from(all) * u64::from(share.basis_points()) / 10_000;
                Some(u32::try_from(part).expect("a part of the members is no more than all of them"))
            }
            Parity::Half => Some((all - self.others) / 2),
            Parity::MixedPairs => None,
        }
    }

    pub fn reach(self, needed: u32) -> bool {
        self.women >= needed && self.men >= needed
    }
}
