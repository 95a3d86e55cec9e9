//! Amounts of money as files write them.

use std::borrow::Cow;

use super::warning::WarningKind;
use crate::money::{Currency, Money, MoneyError};

/// Reads an amount, exactly, with what is odd about it. A comma before the decimals is taken for a point. Where the amount
/// is to be kept (`keeps`), it has no more decimals than its currency.
pub(super) fn read(
    text: &str,
    currency: Currency,
    keeps: bool,
) -> Result<(Money, impl Iterator<Item = WarningKind> + use<>), MoneyError> {
    let comma = text.contains(',');
    let plain = if comma { Cow::Owned(text.replace(',', ".")) } else { Cow::Borrowed(text) };
    let read = if keeps { Money::parse_decimal } else { Money::parse_exact };
    // What is wrong is shown in the text as it is.
    let money =
        read(&plain, currency).map_err(|error| read(text, currency).err().filter(|_| comma).unwrap_or(error))?;
    let comma = comma.then_some(WarningKind::DecimalComma);
    let finer = (money.currency() != currency).then_some(WarningKind::FinerAmount);
    Ok((money, comma.into_iter().chain(finer)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_is_a_point() {
        let read = |text: &str, keeps| {
            read(text, Currency::MXN, keeps).map(|(money, odd)| (money.to_decimal(), odd.collect::<Vec<_>>()))
        };
        assert_eq!(read("1000,50", true), Ok(("1000.50".to_owned(), vec![WarningKind::DecimalComma])));
        assert_eq!(read("1000.5", true), Ok(("1000.50".to_owned(), vec![])));
        let both = vec![WarningKind::DecimalComma, WarningKind::FinerAmount];
        assert_eq!(read("0,125", false), Ok(("0.125".to_owned(), both)));
        assert!(matches!(read("0,125", true), Err(MoneyError::TooPrecise { .. } | MoneyError::Unexpected { .. })));
        for text in ["1,000,000", "1.000,50"] {
            let column = text.find(',').unwrap() + 1;
            assert_eq!(read(text, false), Err(MoneyError::Unexpected { found: ',', column }), "{text}");
        }
    }
}
