use num_bigint::BigInt;
use proptest::{collection::vec, option, prelude::*};

use super::*;
use crate::{
    ceiling::{Fixed, Quantity, Total, WHOLE},
    document::{Amount, Key},
    indicator::Figure,
    money::Currency,
    ruleset::{KindFactor, SplitTerm, WeightedTerm},
};

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

fn cop(minor: i64) -> Money {
    Money::new(minor, Currency::COP)
}

fn amount(minor: i64) -> Bound {
    Bound::Amount { amount: Amount::new(cop(minor)).unwrap() }
}

fn input(code: &str, kind: &str, figures: &[(&str, u64)]) -> Input {
    let figures = figures.iter().map(|&(id, figure)| (key(id), Figure::new(figure).unwrap())).collect();
    Input { code: code.parse().unwrap(), kind: key(kind), figures }
}

fn term(weight: u16, term: SplitTerm) -> WeightedTerm {
    WeightedTerm { weight, term }
}

fn by(indicator: &str) -> SplitTerm {
    SplitTerm::Indicator { indicator: key(indicator) }
}

fn plain(terms: &[WeightedTerm]) -> Formula<'_> {
    Formula { terms, factors: &[], floor: None, cap: None, unit: None }
}

fn amounts(allocation: &Allocation) -> Vec<i64> {
    allocation.ceilings().map(|(_, amount)| amount.minor()).collect()
}

fn people(figures: &[u64]) -> Vec<Input> {
    let numbered = figures.iter().enumerate();
    numbered.map(|(place, &figure)| input(&format!("{place:03}"), "comuna", &[("people", figure)])).collect()
}

#[test]
fn each_kind_of_term_divides_as_it_says() {
    let territories = [
        input("a", "comuna", &[("people", 100), ("poverty", 10), ("imcv", 2)]),
        input("b", "comuna", &[("people", 300), ("poverty", 30), ("imcv", 3)]),
    ];
    let share = |split| amounts(&allocate(cop(1_000), &plain(&[term(7, split)]), &territories).unwrap());
    assert_eq!(share(SplitTerm::Equal), [500, 500]);
    assert_eq!(share(by("people")), [250, 750]);
    // 1000 : 9000
    assert_eq!(share(SplitTerm::Product { indicator: key("people"), times: key("poverty") }), [100, 900]);
    // 1/2 : 1/3
    assert_eq!(share(SplitTerm::Inverse { indicator: key("imcv"), times: None }), [600, 400]);
    // 100/2 : 300/3 = 50 : 100
    assert_eq!(share(SplitTerm::Inverse { indicator: key("imcv"), times: Some(key("people")) }), [333, 667]);
}

#[test]
fn factors_multiply_shares_before_they_are_brought_to_the_whole() {
    let territories = [input("a", "comuna", &[("people", 1)]), input("b", "corregimiento", &[("people", 1)])];
    let factors = [KindFactor { kind: key("corregimiento"), factor: Factor::new(18_500).unwrap() }];
    let terms = [term(1, by("people"))];
    let formula = Formula { factors: &factors, ..plain(&terms) };
    assert_eq!(amounts(&allocate(cop(285), &formula, &territories).unwrap()), [100, 185]);
}

#[test]
fn floors_and_caps_are_resolved_together() {
    // By people: 10, 20, 70, 900. The cap of 500 frees 400; shared among the others, 40, 80 and 280 are added.
    let terms = [term(1, by("people"))];
    let (floor, cap) = (amount(70), amount(500));
    let formula = Formula { floor: Some(&floor), cap: Some(&cap), ..plain(&terms) };
    let allocation = allocate(cop(1_000), &formula, &people(&[10, 20, 70, 900])).unwrap();
    // Fixing the floors first (as too small) would have given 70 to the second one.
    assert_eq!(amounts(&allocation), [70, 96, 334, 500]);
    let explanation = allocation.explain();
    let fixed: Vec<Fixed> = explanation.rounds.iter().map(|round| round.fixed).collect();
    assert_eq!(fixed, [Fixed::Caps, Fixed::Floors, Fixed::Nobody]);
    let first = &explanation.rounds[0];
    assert_eq!((first.below, first.lack.minor(), first.above, first.excess.minor()), (2, 110, 1, 400));
}

#[test]
fn what_is_less_than_a_unit_goes_to_the_largest_share() {
    let terms = [term(1, by("people"))];
    let unit = Amount::new(cop(100));
    let formula = Formula { unit, ..plain(&terms) };
    // 266.25, 266.25 and 532.5 of 1065: two hundreds and five hundreds, one more to the first by code, 65 to the last.
    let allocation = allocate(cop(1_065), &formula, &people(&[1, 1, 2])).unwrap();
    assert_eq!(amounts(&allocation), [300, 200, 565]);
}

#[test]
fn a_territory_without_a_share_gets_the_floor() {
    let terms = [term(1, by("people"))];
    let floor = amount(10);
    let formula = Formula { floor: Some(&floor), ..plain(&terms) };
    assert_eq!(amounts(&allocate(cop(100), &formula, &people(&[0, 1, 2])).unwrap()), [10, 30, 60]);
}

#[test]
fn what_cannot_be_divided_says_why() {
    let terms = [term(1, by("people"))];
    let error = |formula: Formula<'_>, inputs: &[Input]| allocate(cop(100), &formula, inputs).err().unwrap();
    let even = people(&[1, 1, 1]);
    assert_eq!(error(plain(&terms), &[]), AllocationError::NoTerritories);
    assert_eq!(error(plain(&[term(0, SplitTerm::Equal)]), &even), AllocationError::NoWeight);
    assert_eq!(error(plain(&[term(1001, SplitTerm::Equal)]), &even), AllocationError::WeightTooLarge { found: 1001 });
    assert_eq!(error(plain(&terms), &people(&[0, 0])), AllocationError::NothingToWeigh { term: by("people") });
    let twice = [even[0].clone(), even[0].clone()];
    assert_eq!(error(plain(&terms), &twice), AllocationError::DuplicateCode { code: "000".parse().unwrap() });
    assert_eq!(
        error(plain(&[term(1, by("nbi"))]), &even),
        AllocationError::MissingFigure { indicator: key("nbi"), code: "000".parse().unwrap() }
    );
    let inverse = SplitTerm::Inverse { indicator: key("people"), times: None };
    assert_eq!(
        error(plain(&[term(1, inverse)]), &people(&[3, 0])),
        AllocationError::InverseOfZero { indicator: key("people"), code: "001".parse().unwrap() }
    );
    let nothing = [KindFactor { kind: key("comuna"), factor: Factor::new(0).unwrap() }];
    assert_eq!(error(Formula { factors: &nothing, ..plain(&terms) }, &even), AllocationError::NobodyHasShare);
    let (high, low) = (amount(34), amount(33));
    assert_eq!(
        error(Formula { floor: Some(&high), ..plain(&terms) }, &even),
        AllocationError::FloorsAbovePool { floor: cop(34), territories: 3, needed: 102, pool: cop(100) }
    );
    assert_eq!(
        error(Formula { cap: Some(&low), ..plain(&terms) }, &even),
        AllocationError::CapsBelowPool { cap: cop(33), sharing: 3, possible: 99, pool: cop(100) }
    );
    assert_eq!(
        error(Formula { floor: Some(&high), cap: Some(&low), ..plain(&terms) }, &even),
        AllocationError::FloorAboveCap { floor: cop(34), cap: cop(33) }
    );
    let pesos = Amount::new(Money::new(5, Currency::MXN));
    assert_eq!(
        error(Formula { unit: pesos, ..plain(&terms) }, &even),
        AllocationError::OtherCurrency { pool: Currency::COP, found: Currency::MXN }
    );
    assert_eq!(allocate(cop(-1), &plain(&terms), &even).err(), Some(AllocationError::NegativePool));
    let zero = Amount::new(cop(0));
    assert_eq!(error(Formula { unit: zero, ..plain(&terms) }, &even), AllocationError::ZeroUnit);
}

/// A fraction, as a citizen would write one.
#[derive(Debug, Clone)]
struct Fraction(BigInt, BigInt);

impl Fraction {
    fn new(above: impl Into<BigInt>, below: impl Into<BigInt>) -> Self {
        Self(above.into(), below.into())
    }

    fn add(&self, other: &Self) -> Self {
        if self.1 == other.1 {
            return Self(&self.0 + &other.0, self.1.clone());
        }
        Self(&self.0 * &other.1 + &other.0 * &self.1, &self.1 * &other.1)
    }

    fn times(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0, &self.1 * &other.1)
    }

    fn over(&self, other: &Self) -> Self {
        Self(&self.0 * &other.1, &self.1 * &other.0)
    }

    fn floor(&self) -> i64 {
        i64::try_from(&self.0 / &self.1).unwrap()
    }

    fn at_most(&self, other: &Self) -> bool {
        &self.0 * &other.1 <= &other.0 * &self.1
    }
}

impl From<i64> for Fraction {
    fn from(whole: i64) -> Self {
        Self::new(whole, 1)
    }
}

fn sum(fractions: &[Fraction]) -> Fraction {
    fractions.iter().fold(Fraction::from(0), |sum, fraction| sum.add(fraction))
}

/// Does everything again from the explanation alone, with fractions and without the engine's numbers.
fn redo(explanation: &Explanation) -> Vec<i64> {
    let territories = &explanation.territories;
    let figure = |Quantity { numerator, denominator }| Fraction::new(numerator, denominator);
    let mut shares: Vec<Fraction> = vec![Fraction::from(0); territories.len()];
    for (term, total) in explanation.terms.iter().enumerate() {
        let figures: Vec<_> = territories.iter().map(|territory| figure(territory.terms[term].figure)).collect();
        let all = sum(&figures);
        match total.total {
            Total::Whole(whole) => assert_eq!(all.0, whole.into()),
            Total::Trillionths(shown) => {
                let exact = &all.0 * 1_000_000_000_000_i64 / &all.1;
                let difference = i64::try_from(exact - BigInt::from(shown)).unwrap();
                assert!((0..=1).contains(&difference), "{difference}");
            }
        }
        for (share, (figure, territory)) in shares.iter_mut().zip(figures.iter().zip(territories)) {
            let part = figure.over(&all);
            assert_eq!(
                part.times(&Fraction::new(WHOLE, 1)).floor(),
                i64::try_from(territory.terms[term].share).unwrap()
            );
            *share = share.add(&part.times(&Fraction::new(total.weight, 1)));
        }
    }
    for (share, territory) in shares.iter_mut().zip(territories) {
        *share = share.times(&Fraction::new(territory.factor.basis_points(), 10_000));
    }
    let all = sum(&shares);
    let pool = Fraction::from(explanation.pool.minor());
    for (share, territory) in shares.iter_mut().zip(territories) {
        *share = share.over(&all);
        assert_eq!(share.times(&Fraction::new(WHOLE, 1)).floor(), i64::try_from(territory.share).unwrap());
        assert_eq!(share.times(&pool).floor(), territory.by_formula.minor());
        let terms: i64 = territory.terms.iter().map(|term| term.money.minor()).sum();
        let lost = territory.by_formula.minor() - terms;
        assert!((0..=i64::try_from(territory.terms.len()).unwrap()).contains(&lost));
    }

    let bound = |bound: &Option<crate::ceiling::RoundedBound>| bound.map(|bound| bound.in_units.minor());
    let (floor, cap) = (bound(&explanation.floor).unwrap_or(0), bound(&explanation.cap));
    let held = |territory: &crate::ceiling::CeilingExplanation| match territory.held.map(|held| held.bound) {
        Some(Held::Floor) => Some(floor),
        Some(Held::Cap) => cap,
        None => None,
    };
    let fixed: i64 = territories.iter().filter_map(held).sum();
    let left = Fraction::from(explanation.pool.minor() - fixed);
    let free = territories.iter().zip(&shares).filter(|(territory, _)| territory.held.is_none());
    let free: Vec<Fraction> = free.map(|(_, share)| share.clone()).collect();
    let mut exact = Vec::new();
    if free.is_empty() {
        exact.extend(territories.iter().map(|territory| Fraction::from(held(territory).unwrap())));
    } else {
        let lambda = left.over(&sum(&free));
        for (territory, share) in territories.iter().zip(&shares) {
            let proportional = lambda.times(share);
            match territory.held.map(|held| held.bound) {
                Some(Held::Floor) => assert!(proportional.at_most(&floor.into())),
                Some(Held::Cap) => assert!(Fraction::from(cap.unwrap()).at_most(&proportional)),
                None => {
                    assert!(Fraction::from(floor).at_most(&proportional));
                    assert!(cap.is_none_or(|cap| proportional.at_most(&cap.into())));
                }
            }
            exact.push(held(territory).map_or(proportional, Fraction::from));
        }
    }

    let unit = explanation.unit.minor();
    let mut amounts: Vec<i64> = exact.iter().map(|exact| exact.over(&unit.into()).floor() * unit).collect();
    for (territory, (exact, amount)) in territories.iter().zip(exact.iter().zip(&amounts)) {
        assert_eq!(territory.before_rounding.minor(), exact.floor());
        assert_eq!(territory.rounding.down.minor(), *amount);
    }
    let missing = (explanation.pool.minor() - amounts.iter().sum::<i64>()) / unit;
    let remainder = |place: usize| exact[place].add(&Fraction::from(-amounts[place]));
    let mut order: Vec<usize> = (0..territories.len()).collect();
    order.sort_by(|&a, &b| {
        let (left, right) = (remainder(a), remainder(b));
        (&right.0 * &left.1).cmp(&(&left.0 * &right.1)).then_with(|| territories[a].code.cmp(&territories[b].code))
    });
    for &place in order.iter().take(usize::try_from(missing).unwrap()) {
        assert!(territories[place].rounding.unit);
        amounts[place] += unit;
    }
    for (territory, amount) in territories.iter().zip(&mut amounts) {
        *amount += territory.rounding.rest.minor();
    }
    amounts
}

#[derive(Debug, Clone)]
struct Case {
    pool: i64,
    terms: Vec<WeightedTerm>,
    factors: Vec<KindFactor>,
    floor: Option<Bound>,
    cap: Option<Bound>,
    unit: Option<Amount>,
    inputs: Vec<Input>,
}

impl Case {
    fn formula(&self) -> Formula<'_> {
        Formula {
            terms: &self.terms,
            factors: &self.factors,
            floor: self.floor.as_ref(),
            cap: self.cap.as_ref(),
            unit: self.unit,
        }
    }

    fn allocate(&self) -> Result<Allocation, AllocationError> {
        allocate(cop(self.pool), &self.formula(), &self.inputs)
    }
}

fn terms() -> impl Strategy<Value = SplitTerm> {
    let indicator = || prop::sample::select(vec![key("a"), key("b"), key("c")]);
    prop_oneof![
        Just(SplitTerm::Equal),
        indicator().prop_map(|indicator| SplitTerm::Indicator { indicator }),
        (indicator(), indicator()).prop_map(|(indicator, times)| SplitTerm::Product { indicator, times }),
        (indicator(), option::of(indicator())).prop_map(|(indicator, times)| SplitTerm::Inverse { indicator, times }),
    ]
}

/// Floors up to 1.5 of an equal part, so that most can hold.
fn bounds() -> impl Strategy<Value = (Option<Bound>, Option<Bound>)> {
    let share =
        |points: std::ops::Range<u32>| points.prop_map(|points| Bound::Share { share: Share::new(points).unwrap() });
    (option::of(share(0..900)), option::of(share(300..5_000)))
}

fn cases() -> impl Strategy<Value = Case> {
    let figures = || prop_oneof![4 => 1_u64..20_000_000, 1 => 1_u64..5, 1 => Just(Figure::MAXIMUM)];
    let territory = (figures(), figures(), figures(), prop::bool::ANY);
    let weighted = (1_u16..=1000, terms()).prop_map(|(weight, split)| term(weight, split));
    let unit = prop_oneof![Just(None), (1_i64..1_000_000).prop_map(|unit| Amount::new(cop(unit)))];
    let factor =
        (1_u32..100_000).prop_map(|points| KindFactor { kind: key("rural"), factor: Factor::new(points).unwrap() });
    let pool = prop_oneof![4 => 0_i64..1_000_000_000_000_000, 1 => 0_i64..100, 1 => Just(i64::MAX)];
    (pool, vec(weighted, 1..5), vec(factor, 0..2), bounds(), unit, vec(territory, 1..30)).prop_map(
        |(pool, terms, factors, (floor, cap), unit, figures)| {
            let inputs = figures.into_iter().enumerate().map(|(place, (a, b, c, rural))| {
                let kind = if rural { "rural" } else { "urban" };
                input(&format!("{place:03}"), kind, &[("a", a), ("b", b), ("c", c)])
            });
            let inputs = inputs.collect();
            Case { pool, terms, factors, floor, cap, unit, inputs }
        },
    )
}

/// Whether `more` is of the other's kind and has at least as much of everything that counts, as each term counts it.
fn at_least(case: &Case, more: &Input, less: &Input) -> bool {
    let value = |input: &Input, indicator: &Key| u128::from(input.figures[indicator].get());
    more.kind == less.kind
        && case.terms.iter().all(|term| match &term.term {
            SplitTerm::Equal => true,
            SplitTerm::Indicator { indicator } => value(more, indicator) >= value(less, indicator),
            SplitTerm::Product { indicator, times } => {
                value(more, indicator) >= value(less, indicator) && value(more, times) >= value(less, times)
            }
            SplitTerm::Inverse { indicator, times } => {
                value(more, indicator) <= value(less, indicator)
                    && times.as_ref().is_none_or(|times| value(more, times) >= value(less, times))
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, max_global_rejects: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn the_sum_is_the_pool_within_the_bounds_or_it_is_refused(case in cases()) {
        let allocation = match case.allocate() {
            Ok(allocation) => allocation,
            Err(AllocationError::FloorsAbovePool { floor, territories, needed, pool }) => {
                prop_assert_eq!(needed, u128::try_from(floor.minor()).unwrap() * territories as u128);
                prop_assert!(needed > u128::try_from(pool.minor()).unwrap());
                return Ok(());
            }
            Err(AllocationError::CapsBelowPool { cap, sharing, possible, pool }) => {
                prop_assert_eq!(sharing, case.inputs.len());
                prop_assert_eq!(possible, u128::try_from(cap.minor()).unwrap() * sharing as u128);
                prop_assert!(possible < u128::try_from(pool.minor()).unwrap());
                return Ok(());
            }
            Err(AllocationError::FloorAboveCap { floor, cap }) => {
                prop_assert!(floor.minor() > cap.minor());
                return Ok(());
            }
            Err(other) => return Err(TestCaseError::fail(other.to_string())),
        };
        let ceilings = allocation.ceilings().map(|(_, amount)| amount);
        prop_assert_eq!(Money::sum(ceilings, Currency::COP), Ok(cop(case.pool)));
        let points = |bound: &Option<Bound>| match bound {
            Some(Bound::Share { share }) => Some(u128::from(share.basis_points()) * u128::try_from(case.pool).unwrap()),
            _ => None,
        };
        for amount in amounts(&allocation) {
            let amount = u128::try_from(amount).unwrap() * 10_000;
            prop_assert!(points(&case.floor).is_none_or(|floor| amount >= floor));
            prop_assert!(points(&case.cap).is_none_or(|cap| amount <= cap));
        }
        let unit = case.unit.map_or(1, |unit| unit.money().minor());
        let broken = amounts(&allocation).iter().filter(|&&amount| amount % unit != 0).count();
        prop_assert!(broken <= 1);
    }

    #[test]
    fn a_citizen_can_do_it_again(case in cases()) {
        // By hand it takes longer.
        let case = Case { inputs: case.inputs.into_iter().take(8).collect(), ..case };
        if let Ok(allocation) = case.allocate() {
            let explanation = allocation.explain();
            prop_assert_eq!(redo(&explanation), amounts(&allocation));
            let text = serde_json::to_string(&explanation).unwrap();
            prop_assert_eq!(serde_json::from_str::<Explanation>(&text).unwrap(), explanation);
        }
    }

    #[test]
    fn who_has_more_of_everything_never_gets_less(case in cases()) {
        if let Ok(allocation) = case.allocate() {
            let amounts = amounts(&allocation);
            let unit = case.unit.map_or(1, |unit| unit.money().minor());
            for (a, more) in case.inputs.iter().enumerate() {
                for (b, less) in case.inputs.iter().enumerate().filter(|(_, less)| at_least(&case, more, less)) {
                    prop_assert!(amounts[a].saturating_add(unit) >= amounts[b], "{} {}", more.code, less.code);
                }
            }
        }
    }

    #[test]
    fn equals_are_treated_equally(case in cases(), count in 1_usize..30) {
        let equal = |place: usize| Input { code: format!("{place:03}").parse().unwrap(), ..case.inputs[0].clone() };
        let case = Case { inputs: (0..count).map(equal).collect(), ..case };
        if let Ok(allocation) = case.allocate() {
            let amounts = amounts(&allocation);
            let unit = case.unit.map_or(1, |unit| unit.money().minor());
            let (least, most) = (amounts.iter().min().unwrap(), amounts.iter().max().unwrap());
            prop_assert!(most - least <= unit);
        }
    }

    #[test]
    fn the_order_of_the_list_does_not_matter(case in cases(), turn in 0_usize..30) {
        let mut turned = case.clone();
        turned.inputs.reverse();
        turned.inputs.rotate_left(turn % case.inputs.len());
        match (case.allocate(), turned.allocate()) {
            (Ok(straight), Ok(turned)) => {
                let sorted = |allocation: &Allocation| {
                    let mut list: Vec<_> = allocation.ceilings().map(|(code, amount)| (code.clone(), amount.minor())).collect();
                    list.sort();
                    list
                };
                prop_assert_eq!(sorted(&straight), sorted(&turned));
            }
            (Err(a), Err(b)) => prop_assert_eq!(a, b),
            _ => prop_assert!(false, "only one order is refused"),
        }
    }
}
