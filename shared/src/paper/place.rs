//! Where a ballot on paper lies, as the code of its receipt.

use crate::code::TypedCode;

/// The place of a ballot on paper: the number of its sheet, and its own on it. Written as a code it begins with `9A9E`
/// and goes on in decimal digits, eight for the sheet and eight for the ballot: `9A9E-0000-0012-0000-0034` is ballot 34
/// of sheet 12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    sheet: u32,
    ballot: u32,
}

/// What the code of a ballot on paper begins with. No receipt of another channel does and goes on in decimal digits.
const HEAD: [u8; 2] = [0x9a, 0x9e];
/// One more than what eight digits write.
const END: u32 = 100_000_000;

impl Place {
    /// The ballot of this number on the sheet of that number. Numbers that eight digits don't write are no place.
    pub const fn new(sheet: u32, ballot: u32) -> Option<Self> {
        if sheet < END && ballot < END { Some(Self { sheet, ballot }) } else { None }
    }

    /// The place that a code tells; nothing for a code of another channel.
    pub fn of(code: TypedCode) -> Option<Self> {
        let [head @ .., s0, s1, s2, s3, b0, b1, b2, b3] = *code.bytes();
        if head != HEAD {
            return None;
        }
        Some(Self { sheet: decimal([s0, s1, s2, s3])?, ballot: decimal([b0, b1, b2, b3])? })
    }

    /// The sheet.
    pub const fn sheet(self) -> u32 {
        self.sheet
    }

    /// The ballot on the sheet.
    pub const fn ballot(self) -> u32 {
        self.ballot
    }

    /// The code that tells the place.
    pub fn code(self) -> TypedCode {
        let ([s0, s1, s2, s3], [b0, b1, b2, b3]) = (digits(self.sheet), digits(self.ballot));
        TypedCode::new([HEAD[0], HEAD[1], s0, s1, s2, s3, b0, b1, b2, b3])
    }
}

/// Eight decimal digits, two in a byte.
fn digits(number: u32) -> [u8; 4] {
    let pair = |pair: u32| {
        let pair = u8::try_from(pair % 100).unwrap_or(0);
        ((pair / 10) << 4) | (pair % 10)
    };
    [pair(number / 1_000_000), pair(number / 10_000), pair(number / 100), pair(number)]
}

fn decimal(bytes: [u8; 4]) -> Option<u32> {
    bytes.into_iter().try_fold(0, |number, byte| {
        let (high, low) = (byte >> 4, byte & 0x0f);
        (high < 10 && low < 10).then(|| number * 100 + u32::from(high) * 10 + u32::from(low))
    })
}
