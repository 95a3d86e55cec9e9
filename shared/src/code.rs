//! Codes that are drawn at random and typed by people.

use std::{fmt, str::FromStr};

/// A code of 80 random bits: that of a ballot's receipt (código del comprobante), or one by which somebody takes over a
/// seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypedCode([u8; 10]);

/// A text that is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a code has twenty digits from 0 to 9 and A to F; hyphens and blanks don't count")]
pub struct NoTypedCode;

impl TypedCode {
    /// The code of these bits, which must be random: who guesses one has what it stands for.
    pub const fn new(random: [u8; 10]) -> Self {
        Self(random)
    }

    /// The code before this one in the order of codes; none before the first.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        let mut bytes = self.0;
        for byte in bytes.iter_mut().rev() {
            let borrowed = *byte == 0;
            *byte = byte.wrapping_sub(1);
            if !borrowed {
                return Some(Self(bytes));
            }
        }
        None
    }

    /// Its bits, for storage.
    pub const fn bytes(&self) -> &[u8; 10] {
        &self.0
    }
}

impl FromStr for TypedCode {
    type Err = NoTypedCode;

    /// Reads a code as people type it: in capital letters or not, with hyphens and blanks or without.
    fn from_str(typed: &str) -> Result<Self, NoTypedCode> {
        read(typed).map(Self).ok_or(NoTypedCode)
    }
}

impl fmt::Display for TypedCode {
    /// Writes it in five groups of four digits, to be read aloud and typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(&self.0, f)
    }
}

/// A code of 48 random bits for what works for some minutes only: that by which somebody votes on a tablet at a desk
/// (código de la tableta). Long enough that nobody finds it from its hash in that time, short enough to be typed there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct BriefCode([u8; 6]);

/// A text that is no such code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a code has twelve digits from 0 to 9 and A to F; hyphens and blanks don't count")]
pub struct NoBriefCode;

impl BriefCode {
    /// The code of these bits, which must be random: who guesses one has what it stands for.
    pub const fn new(random: [u8; 6]) -> Self {
        Self(random)
    }
}

impl FromStr for BriefCode {
    type Err = NoBriefCode;

    /// Reads a code as people type it, like a [`TypedCode`].
    fn from_str(typed: &str) -> Result<Self, NoBriefCode> {
        read(typed).map(Self).ok_or(NoBriefCode)
    }
}

impl fmt::Display for BriefCode {
    /// Writes it in three groups of four digits, to be read aloud and typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(&self.0, f)
    }
}

impl fmt::Debug for BriefCode {
    /// Whoever has it votes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BriefCode")
    }
}

/// A code of 32 bits from which an order is drawn (código del orden): that in which somebody saw the projects of their
/// ballot. Whoever has it makes the order again, and learns nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderCode([u8; 4]);

/// A text that is no such code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a code has eight digits from 0 to 9 and A to F; hyphens and blanks don't count")]
pub struct NoOrderCode;

impl OrderCode {
    /// The code of these bits, which must be as good as random: orders are as evenly spread as they.
    pub const fn new(bits: [u8; 4]) -> Self {
        Self(bits)
    }
}

impl FromStr for OrderCode {
    type Err = NoOrderCode;

    /// Reads a code as people type it, like a [`TypedCode`].
    fn from_str(typed: &str) -> Result<Self, NoOrderCode> {
        read(typed).map(Self).ok_or(NoOrderCode)
    }
}

impl fmt::Display for OrderCode {
    /// Writes it in two groups of four digits, to be read aloud and typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(&self.0, f)
    }
}

/// The bytes of as many pairs of digits, whatever stands between them.
fn read<const BYTES: usize>(typed: &str) -> Option<[u8; BYTES]> {
    let mut digits = typed.chars().filter(|character| *character != '-' && !character.is_whitespace());
    let mut bytes = [0; BYTES];
    for byte in &mut bytes {
        let mut digit = || digits.next().and_then(|digit| digit.to_digit(16));
        *byte = u8::try_from(digit()? * 16 + digit()?).ok()?;
    }
    digits.next().is_none().then_some(bytes)
}

fn write(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (place, pair) in bytes.chunks(2).enumerate() {
        let hyphen = if place == 0 { "" } else { "-" };
        write!(f, "{hyphen}{:02X}{:02X}", pair[0], pair[1])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_is_read_as_it_is_written_and_however_it_is_typed(random in any::<[u8; 10]>()) {
            let code = TypedCode::new(random);
            let written = code.to_string();
            prop_assert_eq!(written.len(), 24);
            let typed = [written.clone(), written.to_lowercase(), written.replace('-', " "), written.replace('-', "")];
            for typed in typed {
                prop_assert_eq!(typed.parse(), Ok(code));
            }
        }

        #[test]
        fn a_brief_code_is_read_in_the_same_way(random in any::<[u8; 6]>()) {
            let code = BriefCode::new(random);
            let written = code.to_string();
            prop_assert_eq!(written.len(), 14);
            let told = format!("{code:?}");
            prop_assert!(!told.contains(&written));
            let typed = [written.clone(), written.to_lowercase(), written.replace('-', " "), written.replace('-', "")];
            for typed in typed {
                prop_assert_eq!(typed.parse(), Ok(code));
            }
        }

        #[test]
        fn so_is_the_code_of_an_order(random in any::<[u8; 4]>()) {
            let code = OrderCode::new(random);
            let written = code.to_string();
            prop_assert_eq!(written.len(), 9);
            for typed in [written.clone(), written.to_lowercase(), written.replace('-', " "), written.replace('-', "")] {
                prop_assert_eq!(typed.parse(), Ok(code));
            }
        }

        #[test]
        fn nothing_that_people_type_makes_it_panic(typed in ".{0,40}") {
            let _: Result<TypedCode, _> = typed.parse();
            let _: Result<BriefCode, _> = typed.parse();
            let _: Result<OrderCode, _> = typed.parse();
        }
    }

    #[test]
    fn what_is_too_short_or_long_is_no_code() {
        for wrong in ["", "0123", "0123-4567-89AB-CDEF-012", "0123-4567-89AB-CDEF-01234", "0123-4567-89AB-CDEF-012G"] {
            assert_eq!(wrong.parse::<TypedCode>(), Err(NoTypedCode), "{wrong}");
        }
        for wrong in ["", "0123", "0123-4567-89A", "0123-4567-89AB-C", "0123-4567-89AG", "0123-4567-89AB-CDEF-0123"] {
            assert_eq!(wrong.parse::<BriefCode>(), Err(NoBriefCode), "{wrong}");
        }
        for wrong in ["", "0123", "0123-456", "0123-4567-8", "0123-456G"] {
            assert_eq!(wrong.parse::<OrderCode>(), Err(NoOrderCode), "{wrong}");
        }
    }
}
