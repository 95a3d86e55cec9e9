//! What a pool's base gives.

use std::collections::BTreeMap;

use super::{BaseExplanation, Certified, Division, Ground, How, PlanError, on_level};
use crate::{
    ceiling::{
        allocation::allocate,
        formula::{Formula, Input},
    },
    document::{Key, Share},
    indicator::{Figure, Figures},
    money::Money,
    ruleset::{BaseRule, Code, Place, SplitTerm, WeightedTerm},
};

/// What a base gives: all of it, and to each territory its own where it does.
pub(super) struct Source<'a> {
    pub(super) total: Money,
    pub(super) each: Option<Own<'a>>,
    pub(super) explanation: BaseExplanation,
    pub(super) division: Option<Division>,
}

/// What the base gives to each territory of a level.
pub(super) struct Own<'a> {
    pub(super) level: &'a Key,
    pub(super) parts: Vec<(&'a Place, Money)>,
}

pub(super) fn source<'a>(
    base: &'a BaseRule,
    certified: Option<&Certified>,
    ground: &Ground<'a>,
) -> Result<Source<'a>, PlanError> {
    match base {
        BaseRule::Fixed { amount } => {
            Ok(Source { total: amount.money(), each: None, explanation: BaseExplanation::Fixed, division: None })
        }
        BaseRule::Each { level, amount } => {
            let places = on_level(level, ground)?;
            let amount = amount.money();
            let total = Money::sum(places.iter().map(|_| amount), amount.currency())?;
            let explanation = BaseExplanation::Each { amount, territories: places.len() };
            let parts = places.into_iter().map(|place| (place, amount)).collect();
            Ok(Source { total, each: Some(Own { level, parts }), explanation, division: None })
        }
        BaseRule::Share { share, at_least, at_most, per, .. } => {
            let (share, at_least, at_most) = (*share, *at_least, *at_most);
            if at_least.is_some_and(|least| share < least) || at_most.is_some_and(|most| share > most) {
                return Err(PlanError::ShareOutside { found: share, at_least, at_most });
            }
            let certified = certified.ok_or(PlanError::NotCertified)?;
            let explain = |total| BaseExplanation::Share { share, certified: certified.clone(), total };
            match (per, certified) {
                (None, Certified::Whole(total)) => {
                    let explanation = explain(*total);
                    Ok(Source { total: share_of(*total, share)?, each: None, explanation, division: None })
                }
                (Some(level), Certified::Each(amounts)) => {
                    let (total, pool, own, division) = collected(level, amounts, share, ground)?;
                    Ok(Source { total: pool, each: Some(own), explanation: explain(total), division: Some(division) })
                }
                (per, _) => Err(PlanError::CertifiedOtherwise { each: per.is_some() }),
            }
        }
    }
}

/// What was certified territory by territory: all of it, the share of that, and each one's part of the share. The parts
/// are in proportion to what was certified and add up to the share of the whole to the minor unit.
fn collected<'a>(
    level: &'a Key,
    amounts: &BTreeMap<Code, Money>,
    share: Share,
    ground: &Ground<'a>,
) -> Result<(Money, Money, Own<'a>, Division), PlanError> {
    /// The name under which the certified amounts go into the division.
    const CERTIFIED: &str = "certified";
    let places = on_level(level, ground)?;
    if let Some(code) = amounts.keys().find(|code| !places.iter().any(|place| place.code == **code)) {
        return Err(PlanError::CertifiedForOther { code: code.clone() });
    }
    let id: Key = CERTIFIED.parse().expect("a plain word is a key");
    let mut inputs = Vec::with_capacity(places.len());
    for place in &places {
        let code = || place.code.clone();
        let amount = amounts.get(&place.code).ok_or_else(|| PlanError::NotCertifiedFor { code: code() })?;
        let minor = u64::try_from(amount.minor()).map_err(|_| PlanError::Negative)?;
        let figure = Figure::new(minor).ok_or_else(|| PlanError::TooLarge { code: code() })?;
        let figures = Figures::from([(id.clone(), figure)]);
        inputs.push(Input { code: code(), kind: place.kind.clone(), figures });
    }
    let currency = amounts.values().next().expect("each territory has its amount, and there are some").currency();
    let total = Money::sum(amounts.values().copied(), currency)?;
    let pool = share_of(total, share)?;
    let terms = [WeightedTerm { weight: 1, term: SplitTerm::Indicator { indicator: id } }];
    let formula = Formula { terms: &terms, factors: &[], floor: None, cap: None, unit: None };
    let allocation =
        allocate(pool, &formula, &inputs).map_err(|error| PlanError::Allocation { within: None, error })?;
    let parts = places.into_iter().zip(allocation.ceilings().map(|(_, amount)| amount)).collect();
    let division = Division { within: None, how: How::Certified(allocation.explain()), scenario: None };
    Ok((total, pool, Own { level, parts }, division))
}

/// A share of an amount, rounded down to the minor unit.
fn share_of(money: Money, share: Share) -> Result<Money, PlanError> {
    let minor = u64::try_from(money.minor()).map_err(|_| PlanError::Negative)?;
    let part = u128::from(minor) * u128::from(share.basis_points()) / u128::from(Share::WHOLE.basis_points());
    let part = i64::try_from(part).expect("a part is at most the whole, which fits");
    Ok(Money::new(part, money.currency()))
}
