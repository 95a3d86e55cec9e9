//! Points: what a ballot gives a project, as files write it. Whole as a rule; some have decimals, and some are below zero.

use std::fmt;

/// An exact decimal (puntos).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Points {
    /// The figure without its point; no zero at the end of the decimals.
    digits: i64,
    decimals: u8,
}

impl Points {
    /// The most decimals that are read.
    pub const MOST_DECIMALS: u8 = 9;

    /// So many parts of a point, of which a point has `10^decimals`.
    pub const fn new(parts: i64, decimals: u8) -> Self {
        let (mut digits, mut decimals) = (parts, decimals);
        while decimals > 0 && digits % 10 == 0 {
            digits /= 10;
            decimals -= 1;
        }
        Self { digits, decimals }
    }

    /// How many decimals it has.
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    /// The same in parts of a point, of which a point has `10^decimals`; none where that is no whole number of them, or
    /// too many.
    pub fn parts(self, decimals: u8) -> Option<i64> {
        let more = decimals.checked_sub(self.decimals)?;
        self.digits.checked_mul(10_i64.checked_pow(more.into())?)
    }

    /// As a whole number, zero or more; none where it is none.
    pub fn whole(self) -> Option<u64> {
        u64::try_from(self.digits).ok().filter(|_| self.decimals == 0)
    }

    /// Whether it is below zero.
    pub const fn is_negative(self) -> bool {
        self.digits < 0
    }

    /// In the finest parts that are read: points compare so, whatever their decimals.
    pub(super) fn finest(self) -> i128 {
        i128::from(self.digits) * 10_i128.pow(u32::from(Self::MOST_DECIMALS.saturating_sub(self.decimals)))
    }

    /// Reads a figure of a file: `4`, `-2`, `4.5`, `12.0`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (sign, size) = match text.strip_prefix('-') {
            Some(size) => (-1, size),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = size.split_once('.').unwrap_or((size, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !digits(whole) || !digits(fraction) {
            return None;
        }
        let fraction = fraction.trim_end_matches('0');
        let decimals = u8::try_from(fraction.len()).ok().filter(|count| *count <= Self::MOST_DECIMALS)?;
        let figure = |byte: u8| i64::from(byte - b'0');
        let size = whole
            .bytes()
            .chain(fraction.bytes())
            .try_fold(0_i64, |sum, byte| sum.checked_mul(10).and_then(|sum| sum.checked_add(figure(byte))));
        Some(Self::new(sign * size?, decimals))
    }
}

impl From<u32> for Points {
    fn from(whole: u32) -> Self {
        Self::new(whole.into(), 0)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, size) = (if self.digits < 0 { "-" } else { "" }, self.digits.unsigned_abs());
        let one = 10_u64.pow(self.decimals.into());
        match usize::from(self.decimals) {
            0 => write!(f, "{sign}{size}"),
            width => write!(f, "{sign}{}.{:0width$}", size / one, size % one),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_exactly() {
        let read = |text: &str| Points::read(text).map(|points| points.to_string());
        for (text, same) in [
            ("4", "4"),
            ("12.0", "12"),
            ("4.50", "4.5"),
            ("-2", "-2"),
            ("-0.25", "-0.25"),
            ("+3", "3"),
            (".5", "0.5"),
            ("7.", "7"),
            ("-0", "0"),
            ("007", "7"),
            ("33.333333333", "33.333333333"),
        ] {
            assert_eq!(read(text).as_deref(), Some(same), "{text}");
        }
        for text in ["", ".", "-", "--1", "1e3", "1/2", "4,5", "four", "1.2.3", "0.1234567891", "9223372036854775808"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn parts_are_whole_numbers() {
        let half = Points::read("4.5").unwrap();
        assert_eq!((half.parts(0), half.parts(1), half.parts(3)), (None, Some(45), Some(4_500)));
        assert_eq!((half.whole(), Points::from(3_u32).whole()), (None, Some(3)));
        assert_eq!((Points::read("-3").unwrap().whole(), Points::read("-3").unwrap().parts(1)), (None, Some(-30)));
        assert_eq!(Points::new(450, 2), half);
        assert_eq!(Points::new(i64::MAX, 0).parts(1), None);
    }
}
