//! What somebody tries in the simulator: weights, a floor, a cap and a unit, as they are typed and as they are meant.

use serde::{Deserialize, Serialize};
use shared::{
    ceiling::{Formula, MAXIMUM_WEIGHT},
    document::{Amount, Share},
    locale::{Locale, format_basis_points, format_money},
    money::{Currency, Money},
    ruleset::{Bound, KindFactor, Split, SplitTerm, WeightedTerm},
};

use crate::text::ceilings as text;

/// A formula as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// The weight of each term, in the order of the rules.
    pub weights: Vec<String>,
    /// The least for each: an amount, or a percentage of the pool; empty for none.
    pub floor: String,
    /// The most for each, likewise.
    pub cap: String,
    /// The unit to which ceilings are rounded; empty for the currency's smallest.
    pub unit: String,
}

/// A formula as it is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// The terms with their weights.
    pub terms: Vec<WeightedTerm>,
    /// The least for each.
    pub floor: Option<Bound>,
    /// The most for each.
    pub cap: Option<Bound>,
    /// The unit.
    pub unit: Option<Amount>,
}

impl Meant {
    /// The formula, with the factors of the kinds of territory.
    pub fn formula<'a>(&'a self, factors: &'a [KindFactor]) -> Formula<'a> {
        Formula { terms: &self.terms, factors, floor: self.floor.as_ref(), cap: self.cap.as_ref(), unit: self.unit }
    }

    /// This formula in the place of the one of a split; `None` where the split has none.
    pub fn replace(self, split: &Split) -> Option<Split> {
        let Split::Formula { level, within, factors, .. } = split else { return None };
        Some(Split::Formula {
            level: level.clone(),
            within: within.clone(),
            terms: self.terms,
            factors: factors.clone(),
            floor: self.floor,
            cap: self.cap,
            unit: self.unit,
        })
    }
}

impl Typed {
    /// A formula as it would be typed.
    pub fn of(split: &Split, locale: Locale) -> Self {
        let Split::Formula { terms, floor, cap, unit, .. } = split else { return Self::default() };
        let bound = |bound: &Option<Bound>| match bound {
            None => String::new(),
            Some(Bound::Amount { amount }) => format_money(amount.money(), locale),
            Some(Bound::Share { share }) => format_basis_points(share.basis_points().into(), locale, 2),
        };
        Self {
            weights: terms.iter().map(|term| term.weight.to_string()).collect(),
            floor: bound(floor),
            cap: bound(cap),
            unit: unit.map(|unit| format_money(unit.money(), locale)).unwrap_or_default(),
        }
    }

    /// What it means, with the terms of the rules.
    ///
    /// # Errors
    /// With the field that cannot be read, and a sentence on how to mend it.
    pub fn read(
        &self,
        terms: &[SplitTerm],
        currency: Currency,
        locale: Locale,
    ) -> Result<Meant, (&'static str, String)> {
        let weight = |place: usize| {
            let typed = self.weights.get(place).map_or("0", |typed| typed.trim());
            typed.parse::<u16>().ok().filter(|weight| *weight <= MAXIMUM_WEIGHT)
        };
        let weighted =
            |(place, term): (usize, &SplitTerm)| Some(WeightedTerm { weight: weight(place)?, term: term.clone() });
        let terms: Option<Vec<_>> = terms.iter().enumerate().map(weighted).collect();
        let terms = terms.ok_or_else(|| ("w0", text::weight_wrong(locale, MAXIMUM_WEIGHT)))?;
        if terms.iter().all(|term| term.weight == 0) {
            return Err(("w0", text::all_zero(locale).to_owned()));
        }
        let amount = |typed: &str| Money::parse_localized(typed, currency, locale).ok().and_then(Amount::new);
        let bound = |field, typed: &str| {
            let typed = typed.trim();
            let read = match typed.strip_suffix('%') {
                _ if typed.is_empty() => return Ok(None),
                Some(percentage) => share(percentage).map(|share| Bound::Share { share }),
                None => amount(typed).map(|amount| Bound::Amount { amount }),
            };
            read.map(Some).ok_or_else(|| (field, text::bound_wrong(locale).to_owned()))
        };
        let floor = bound("piso", &self.floor)?;
        let cap = bound("tope", &self.cap)?;
        let unit = match self.unit.trim() {
            "" => None,
            typed => {
                let unit = amount(typed).filter(|unit| unit.money().minor() > 0);
                Some(unit.ok_or_else(|| ("unidad", text::unit_wrong(locale).to_owned()))?)
            }
        };
        Ok(Meant { terms, floor, cap, unit })
    }
}

/// A percentage as people type it, with two decimals at most.
fn share(typed: &str) -> Option<Share> {
    let typed = typed.trim();
    let (whole, decimals) = typed.split_once(['.', ',']).unwrap_or((typed, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || decimals.len() > 2 || !digits(whole) || !digits(decimals) {
        return None;
    }
    Share::new(format!("{whole}{decimals:0<2}").parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ES: Locale = Locale::EsCo;

    fn typed(weights: &[&str], floor: &str, cap: &str, unit: &str) -> Typed {
        Typed {
            weights: weights.iter().map(|weight| (*weight).to_owned()).collect(),
            floor: floor.to_owned(),
            cap: cap.to_owned(),
            unit: unit.to_owned(),
        }
    }

    fn read(typed: &Typed) -> Result<Meant, &'static str> {
        let terms = [SplitTerm::Equal, SplitTerm::Indicator { indicator: "population".parse().unwrap() }];
        typed.read(&terms, Currency::COP, ES).map_err(|(field, _)| field)
    }

    #[test]
    fn what_is_typed_is_read_and_written_back() {
        let meant = read(&typed(&["30", " 70"], "0,5 %", "$ 12.000.000", "100.000")).unwrap();
        assert_eq!(meant.terms.iter().map(|term| term.weight).collect::<Vec<_>>(), [30, 70]);
        assert_eq!(meant.floor, Some(Bound::Share { share: Share::new(50).unwrap() }));
        assert!(matches!(meant.cap, Some(Bound::Amount { amount }) if amount.money().minor() == 12_000_000));
        assert_eq!(meant.unit.map(|unit| unit.money().minor()), Some(100_000));
        let level = "comuna".parse().unwrap();
        let none = Split::Formula {
            level,
            within: None,
            terms: Vec::new(),
            factors: Vec::new(),
            floor: None,
            cap: None,
            unit: None,
        };
        let split = meant.clone().replace(&none).unwrap();
        assert_eq!(read(&Typed::of(&split, ES)), Ok(meant));
    }

    #[test]
    fn what_cannot_be_read_names_its_field() {
        assert_eq!(read(&typed(&["0", "0"], "", "", "")), Err("w0"));
        assert_eq!(read(&typed(&["1001", "0"], "", "", "")), Err("w0"));
        assert_eq!(read(&typed(&["x", "1"], "", "", "")), Err("w0"));
        assert_eq!(read(&typed(&["1", "1"], "101 %", "", "")), Err("piso"));
        assert_eq!(read(&typed(&["1", "1"], "", "mucho", "")), Err("tope"));
        assert_eq!(read(&typed(&["1", "1"], "", "", "0")), Err("unidad"));
        assert!(read(&typed(&["1"], "", "", "")).is_ok(), "a term that is left out does not count");
    }
}
