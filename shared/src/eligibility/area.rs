//! Where something is or happens.

use crate::ruleset::{Code, Territories};

/// A territory with the larger ones that it lies in, or the whole tenant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Area(Vec<Code>);

impl Area {
    /// The whole tenant.
    pub const fn whole() -> Self {
        Self(Vec::new())
    }

    /// A territory of which nothing larger is known.
    pub fn only(code: Code) -> Self {
        Self(vec![code])
    }

    /// A territory of the rules with those that it lies in.
    pub fn of(code: &Code, territories: &Territories) -> Self {
        let mut chain = vec![code.clone()];
        let within = |code: &Code| {
            territories.list.iter().find(|place| place.code == *code).and_then(|place| place.within.clone())
        };
        let mut next = within(code);
        // Rules whose territories lie in each other in a circle are refused elsewhere; here they end.
        while let Some(larger) = next.filter(|larger| !chain.contains(larger)) {
            next = within(&larger);
            chain.push(larger);
        }
        Self(chain)
    }

    /// The territory; `None` for the whole tenant.
    pub fn code(&self) -> Option<&Code> {
        self.0.first()
    }

    /// The territory and the larger ones that it lies in, the nearest first.
    pub fn codes(&self) -> impl Iterator<Item = &Code> {
        self.0.iter()
    }

    /// Whether it is that territory or lies in it.
    pub fn lies_in(&self, code: &Code) -> bool {
        self.0.contains(code)
    }
}
