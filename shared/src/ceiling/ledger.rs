//! The ledger of one ceiling (libro del techo): adoption, changes, transfers, what was carried over from the year before,
//! and what is committed to projects. It never falls below what is committed.

use serde::{Deserialize, Serialize};

use crate::{
    document::{Amount, Text},
    money::{Currency, Money, MoneyError},
    ruleset::Code,
    words::words,
};

words! {
    /// What an entry of the ledger does.
    EntryKind as "kind of entry" {
        /// Sets the ceiling, first of all and once (adopción).
        Adoption = "adoption",
        /// Raises it (adición).
        Addition = "addition",
        /// Lowers it (reducción).
        Reduction = "reduction",
        /// Gives some of it to another ceiling (traslado).
        TransferOut = "transfer_out",
        /// Gets some from another ceiling (traslado).
        TransferIn = "transfer_in",
        /// Gets what was left the year before (saldo del año anterior).
        CarryOver = "carry_over",
        /// Binds some of it to a project (compromiso).
        Commitment = "commitment",
        /// Frees what was bound (liberación).
        Release = "release",
    }
}

/// An entry, by an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What it does.
    pub movement: Movement,
    /// How much; zero only in an adoption.
    pub amount: Amount,
    /// The act that it rests on, or the project that it is for.
    pub act: Text,
}

/// What an entry does, with the other ceiling of a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// See [`EntryKind::Adoption`].
    Adoption,
    /// See [`EntryKind::Addition`].
    Addition,
    /// See [`EntryKind::Reduction`].
    Reduction,
    /// See [`EntryKind::TransferOut`].
    TransferOut {
        /// The territory whose ceiling gets it.
        to: Code,
    },
    /// See [`EntryKind::TransferIn`].
    TransferIn {
        /// The territory whose ceiling gives it.
        from: Code,
    },
    /// See [`EntryKind::CarryOver`].
    CarryOver,
    /// See [`EntryKind::Commitment`].
    Commitment,
    /// See [`EntryKind::Release`].
    Release,
}

impl Movement {
    /// Its kind.
    pub const fn kind(&self) -> EntryKind {
        match self {
            Self::Adoption => EntryKind::Adoption,
            Self::Addition => EntryKind::Addition,
            Self::Reduction => EntryKind::Reduction,
            Self::TransferOut { .. } => EntryKind::TransferOut,
            Self::TransferIn { .. } => EntryKind::TransferIn,
            Self::CarryOver => EntryKind::CarryOver,
            Self::Commitment => EntryKind::Commitment,
            Self::Release => EntryKind::Release,
        }
    }
}

/// Why an entry can't be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// The ceiling has not been adopted yet.
    #[error("{found} before the ceiling was adopted")]
    NotAdopted {
        /// What was to be done.
        found: EntryKind,
    },
    /// It has been adopted already; an addition or a reduction changes it.
    #[error("the ceiling has been adopted already")]
    AlreadyAdopted,
    /// An entry of nothing.
    #[error("the amount is zero")]
    Zero,
    /// More than is neither committed nor given away.
    #[error("{} is more than the {} available", wanted.minor(), available.minor())]
    NotAvailable {
        /// What was to be done.
        kind: EntryKind,
        /// How much.
        wanted: Money,
        /// How much is there.
        available: Money,
    },
    /// More was to be freed than is bound.
    #[error("{} is more than the {} committed", wanted.minor(), committed.minor())]
    NotCommitted {
        /// How much.
        wanted: Money,
        /// How much is bound.
        committed: Money,
    },
    /// A ceiling gives nothing to itself.
    #[error("{code} can't transfer to itself")]
    SameCeiling {
        /// The territory.
        code: Code,
    },
    /// Currencies differ, or the sum is too large.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// The ledger of one ceiling. Whatever was entered, `0 ≤ committed ≤ balance` holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    code: Code,
    entries: Vec<Entry>,
    balance: Money,
    committed: Money,
}

impl Ledger {
    /// An empty one for the ceiling of a territory.
    pub const fn new(code: Code, currency: Currency) -> Self {
        Self { code, entries: Vec::new(), balance: Money::zero(currency), committed: Money::zero(currency) }
    }

    /// The ledger with these entries, made one after the other.
    ///
    /// # Errors
    /// With the place, from zero, of the first one that could not have been made.
    pub fn replay(
        code: Code,
        currency: Currency,
        entries: impl IntoIterator<Item = Entry>,
    ) -> Result<Self, (usize, LedgerError)> {
        let mut ledger = Self::new(code, currency);
        for (place, entry) in entries.into_iter().enumerate() {
            ledger = ledger.apply(entry).map_err(|error| (place, error))?;
        }
        Ok(ledger)
    }

    /// The territory whose ceiling it is.
    pub const fn code(&self) -> &Code {
        &self.code
    }

    /// What was entered, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The ceiling as it is now (techo vigente).
    pub const fn balance(&self) -> Money {
        self.balance
    }

    /// What is bound to projects (comprometido).
    pub const fn committed(&self) -> Money {
        self.committed
    }

    /// What is not (disponible); never below zero.
    pub const fn available(&self) -> Money {
        Money::new(self.balance.minor() - self.committed.minor(), self.balance.currency())
    }

    /// The ledger with one entry more.
    ///
    /// # Errors
    /// When it would take more than there is, free more than is bound, come at the wrong time, or not be in the
    /// ledger's currency.
    pub fn apply(mut self, entry: Entry) -> Result<Self, LedgerError> {
        let (kind, amount) = (entry.movement.kind(), entry.amount.money());
        match (kind, self.entries.is_empty()) {
            (EntryKind::Adoption, false) => return Err(LedgerError::AlreadyAdopted),
            (EntryKind::Adoption, true) | (_, false) => {}
            (found, true) => return Err(LedgerError::NotAdopted { found }),
        }
        if kind != EntryKind::Adoption && amount.minor() == 0 {
            return Err(LedgerError::Zero);
        }
        if let Movement::TransferOut { to: other } | Movement::TransferIn { from: other } = &entry.movement
            && *other == self.code
        {
            return Err(LedgerError::SameCeiling { code: self.code });
        }
        let within = |available: Money| {
            // The difference also says whether the currencies are the same.
            let left = available.checked_sub(amount)?;
            Ok::<bool, MoneyError>(left.minor() >= 0)
        };
        match kind {
            EntryKind::Adoption | EntryKind::Addition | EntryKind::TransferIn | EntryKind::CarryOver => {
                self.balance = self.balance.checked_add(amount)?;
            }
            EntryKind::Reduction | EntryKind::TransferOut | EntryKind::Commitment => {
                let available = self.available();
                if !within(available)? {
                    return Err(LedgerError::NotAvailable { kind, wanted: amount, available });
                }
                if kind == EntryKind::Commitment {
                    self.committed = self.committed.checked_add(amount)?;
                } else {
                    self.balance = self.balance.checked_sub(amount)?;
                }
            }
            EntryKind::Release => {
                if !within(self.committed)? {
                    return Err(LedgerError::NotCommitted { wanted: amount, committed: self.committed });
                }
                self.committed = self.committed.checked_sub(amount)?;
            }
        }
        self.entries.push(entry);
        Ok(self)
    }
}

/// Moves money from one ceiling to another: one entry in each, or none.
///
/// # Errors
/// When the first has not so much available, or one of them is not adopted.
pub fn transfer(from: Ledger, to: Ledger, amount: Amount, act: Text) -> Result<(Ledger, Ledger), LedgerError> {
    let out = Movement::TransferOut { to: to.code.clone() };
    let into = Movement::TransferIn { from: from.code.clone() };
    let from = from.apply(Entry { movement: out, amount, act: act.clone() })?;
    let to = to.apply(Entry { movement: into, amount, act })?;
    Ok((from, to))
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn entry(movement: Movement, minor: i64) -> Entry {
        let amount = Amount::new(Money::new(minor, Currency::COP)).unwrap();
        Entry { movement, amount, act: "Decreto 1 de 2025".parse().unwrap() }
    }

    fn code(text: &str) -> Code {
        text.parse().unwrap()
    }

    fn adopted(territory: &str, minor: i64) -> Ledger {
        Ledger::new(code(territory), Currency::COP).apply(entry(Movement::Adoption, minor)).unwrap()
    }

    #[test]
    fn a_year_of_a_ceiling() {
        let entries = [
            entry(Movement::Adoption, 1_000),
            entry(Movement::CarryOver, 50),
            entry(Movement::Addition, 200),
            entry(Movement::Commitment, 700),
            entry(Movement::Reduction, 100),
            entry(Movement::Release, 300),
            entry(Movement::TransferOut { to: code("14") }, 250),
            entry(Movement::TransferIn { from: code("50") }, 10),
        ];
        let ledger = Ledger::replay(code("01"), Currency::COP, entries).unwrap();
        assert_eq!((ledger.balance().minor(), ledger.committed().minor(), ledger.available().minor()), (910, 400, 510));
        assert_eq!(ledger.entries().len(), 8);
    }

    #[test]
    fn what_is_committed_stays() {
        let ledger = adopted("01", 1_000).apply(entry(Movement::Commitment, 700)).unwrap();
        let refused = |movement, minor| ledger.clone().apply(entry(movement, minor)).unwrap_err();
        let (wanted, available) = (Money::new(301, Currency::COP), Money::new(300, Currency::COP));
        for movement in [Movement::Reduction, Movement::TransferOut { to: code("02") }, Movement::Commitment] {
            let kind = movement.kind();
            assert_eq!(refused(movement, 301), LedgerError::NotAvailable { kind, wanted, available });
        }
        let (wanted, committed) = (Money::new(701, Currency::COP), Money::new(700, Currency::COP));
        assert_eq!(refused(Movement::Release, 701), LedgerError::NotCommitted { wanted, committed });
        assert!(ledger.apply(entry(Movement::Reduction, 300)).is_ok());
    }

    #[test]
    fn entries_come_in_order_and_in_one_currency() {
        let empty = Ledger::new(code("01"), Currency::COP);
        let early = empty.clone().apply(entry(Movement::Addition, 5)).unwrap_err();
        assert_eq!(early, LedgerError::NotAdopted { found: EntryKind::Addition });
        assert_eq!(adopted("01", 5).apply(entry(Movement::Adoption, 5)), Err(LedgerError::AlreadyAdopted));
        assert_eq!(adopted("01", 5).apply(entry(Movement::Addition, 0)), Err(LedgerError::Zero));
        assert!(empty.apply(entry(Movement::Adoption, 0)).is_ok());
        let itself = adopted("01", 5).apply(entry(Movement::TransferOut { to: code("01") }, 1));
        assert_eq!(itself, Err(LedgerError::SameCeiling { code: code("01") }));
        let pesos = Amount::new(Money::new(1, Currency::MXN)).unwrap();
        for movement in [Movement::Addition, Movement::Reduction, Movement::Commitment] {
            let act = "Acuerdo 2".parse().unwrap();
            let mixed = adopted("01", 5).apply(Entry { movement, amount: pesos, act }).unwrap_err();
            assert!(matches!(mixed, LedgerError::Money(MoneyError::CurrencyMismatch { .. })));
        }
        let most = adopted("01", i64::MAX).apply(entry(Movement::Addition, 1));
        assert_eq!(most, Err(LedgerError::Money(MoneyError::TooLarge)));
    }

    #[test]
    fn a_replay_names_the_entry_that_does_not_fit() {
        let entries = [entry(Movement::Adoption, 5), entry(Movement::Commitment, 6)];
        assert_eq!(Ledger::replay(code("01"), Currency::COP, entries).unwrap_err().0, 1);
    }

    /// Acts on three ceilings: whose, what, how much.
    fn acts() -> impl Strategy<Value = Vec<(usize, usize, i64)>> {
        let amount = prop_oneof![8 => 0_i64..2_000, 1 => Just(i64::MAX)];
        vec((0_usize..3, 0_usize..8, amount), 0..60)
    }

    proptest! {
        #[test]
        fn no_sequence_of_acts_breaks_a_ledger(acts in acts()) {
            let mut ledgers = ["a", "b", "c"].map(|name| Ledger::new(code(name), Currency::COP));
            // What came in from outside, less what went out, kept apart.
            let mut outside = 0_i128;
            for (whose, what, minor) in acts {
                let other = (whose + 1) % 3;
                let amount = entry(Movement::Adoption, minor).amount;
                let movement = match what {
                    0 => Movement::Adoption,
                    1 => Movement::Addition,
                    2 => Movement::Reduction,
                    3 => Movement::CarryOver,
                    4 => Movement::Commitment,
                    5 => Movement::Release,
                    _ => {
                        let act = "Traslado".parse().unwrap();
                        let moved = transfer(ledgers[whose].clone(), ledgers[other].clone(), amount, act);
                        if let Ok((from, to)) = moved {
                            (ledgers[whose], ledgers[other]) = (from, to);
                        }
                        continue;
                    }
                };
                let sign = match movement {
                    Movement::Adoption | Movement::Addition | Movement::CarryOver => 1,
                    Movement::Reduction => -1,
                    _ => 0,
                };
                if let Ok(ledger) = ledgers[whose].clone().apply(entry(movement, minor)) {
                    ledgers[whose] = ledger;
                    outside += sign * i128::from(minor);
                }
                for ledger in &ledgers {
                    prop_assert!(ledger.committed().minor() >= 0);
                    prop_assert!(ledger.committed().minor() <= ledger.balance().minor());
                    let entries = ledger.entries().to_vec();
                    let again = Ledger::replay(ledger.code().clone(), Currency::COP, entries);
                    prop_assert_eq!(again.as_ref(), Ok(ledger));
                }
            }
            // Transfers move money between the three and make none.
            let sum: i128 = ledgers.iter().map(|ledger| i128::from(ledger.balance().minor())).sum();
            prop_assert_eq!(sum, outside);
        }
    }
}
