//! The pools of the presets, with the territories and figures that a tenant would have.

use super::*;
use crate::money::Currency;
use crate::{
    ceiling::{AllocationError, tests::MEDELLIN},
    document::{self, Amount, Format},
    indicator::Figure,
    ruleset::{BaseRule, RuleSet, ThemePart},
};

fn preset(text: &str) -> RuleSet {
    document::read(text, Format::Toml).unwrap()
}

macro_rules! preset {
    ($name:literal) => {
        preset(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../server/presets/rules/", $name, ".toml")))
    };
}

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

fn place(place: &str, kind: &str, within: Option<&str>) -> Place {
    Place { code: code(place), name: place.parse().unwrap(), kind: key(kind), within: within.map(code) }
}

fn figures(list: &[(&str, u64)]) -> Figures {
    list.iter().map(|&(id, value)| (key(id), Figure::new(value).unwrap())).collect()
}

fn plan_of(
    rules: &RuleSet,
    pool: usize,
    certified: Option<&Certified>,
    known: &BTreeMap<Code, Figures>,
) -> Result<Plan, PlanError> {
    let ground = Ground { territories: &rules.territories, themes: &rules.themes, figures: known };
    let plan = plan(&rules.pools[pool], certified, &ground);
    if let Ok(plan) = &plan {
        let ceilings = plan.ceilings.iter().map(|ceiling| ceiling.amount);
        assert_eq!(Money::sum(ceilings, plan.amount.currency()), Ok(plan.amount));
        let json = serde_json::to_string(plan).unwrap();
        assert_eq!(&serde_json::from_str::<Plan>(&json).unwrap(), plan);
    }
    plan
}

fn minors(plan: &Plan) -> Vec<i64> {
    plan.ceilings.iter().map(|ceiling| ceiling.amount.minor()).collect()
}

fn medellin_figures() -> BTreeMap<Code, Figures> {
    let known = |&(place, people, poverty): &(&str, u64, u32)| {
        (code(place), figures(&[("population", people), ("ipm", poverty.into())]))
    };
    MEDELLIN.iter().map(known).collect()
}

#[test]
fn medellin_shares_out_its_part_of_the_investment_budget() {
    let rules = preset!("medellin");
    // 5 % of it is the pool of 2021 to the peso.
    let certified = Certified::Whole(Money::new(5_025_302_964_160, Currency::COP));
    let plan = plan_of(&rules, 0, Some(&certified), &medellin_figures()).unwrap();
    assert_eq!(plan.amount, Money::new(251_265_148_208, Currency::COP));
    assert_eq!(plan.ceilings.len(), 21);
    let least = i64::try_from(251_265_148_208_u64.div_ceil(200)).unwrap();
    let palmitas = plan.ceilings.iter().find(|ceiling| ceiling.territory == Some(code("50"))).unwrap();
    assert!(palmitas.amount.minor() >= least);
    assert!(matches!(plan.divisions[..], [Division { within: None, how: How::Formula(_), scenario: None }]));

    assert_eq!(plan_of(&rules, 0, None, &medellin_figures()), Err(PlanError::NotCertified));
    let otherwise = plan_of(&rules, 0, Some(&Certified::Each(BTreeMap::new())), &medellin_figures());
    assert_eq!(otherwise, Err(PlanError::CertifiedOtherwise { each: false }));
    let unknown = plan_of(&rules, 0, Some(&certified), &BTreeMap::new());
    assert!(matches!(
        unknown,
        Err(PlanError::Allocation { within: None, error: AllocationError::MissingFigure { .. } })
    ));
}

#[test]
fn envigado_rounds_to_a_hundred_thousand_above_a_floor() {
    let rules = preset!("envigado");
    let zones: Vec<&Place> = rules.territories.list.iter().filter(|place| place.kind == key("zona")).collect();
    assert_eq!(zones.len(), 13);
    let figure = |(index, place): (usize, &&'_ Place)| {
        let people = 4_000 + 3_137 * u64::try_from(index * index).unwrap();
        (place.code.clone(), figures(&[("population", people), ("nbi", people / 50)]))
    };
    let known = zones.iter().enumerate().map(figure).collect();
    let plan = plan_of(&rules, 0, None, &known).unwrap();
    assert_eq!(plan.amount.minor(), 19_000_000_000);
    for amount in minors(&plan) {
        assert!(amount >= 500_000_000 && amount % 100_000 == 0, "{amount}");
    }
}

#[test]
fn a_locality_divides_by_theme_those_that_it_has() {
    let mut rules = preset!("bogota-localidad");
    let Split::Themes { parts } = &mut rules.pools[0].split else { panic!("Bogotá splits by theme") };
    parts.push(ThemePart { theme: key("ruralidad"), weight: 2, at_most: Some(3) });
    let certified = Certified::Whole(Money::new(80_000_000_006, Currency::COP));
    rules.territories.list = vec![place("02", "localidad-urbana", None)];
    let urban = plan_of(&rules, 0, Some(&certified), &BTreeMap::new()).unwrap();
    assert_eq!(minors(&urban), [10_000_000_001, 10_000_000_001, 10_000_000_001, 10_000_000_000]);
    rules.territories.list = vec![place("20", "localidad-rural", None)];
    let rural = plan_of(&rules, 0, Some(&certified), &BTreeMap::new()).unwrap();
    assert_eq!(rural.ceilings.len(), 5);
    let last = &rural.ceilings[4];
    assert_eq!((last.theme.as_ref(), last.projects), (Some(&key("ruralidad")), Some(3)));
    // A third is 13,333,333,334⅓, the largest remainder.
    assert_eq!(last.amount.minor(), 13_333_333_335);

    let BaseRule::Share { share, .. } = &mut rules.pools[0].base else { panic!("Bogotá takes a share") };
    *share = "9%".parse().unwrap();
    let low = plan_of(&rules, 0, Some(&certified), &BTreeMap::new());
    assert!(matches!(low, Err(PlanError::ShareOutside { .. })));
}

#[test]
fn each_region_keeps_its_part_and_divides_the_other_among_its_municipalities() {
    let mut rules = preset!("jalisco-vamos-juntos");
    rules.territories.list = vec![
        place("R01", "region", None),
        place("R02", "region", None),
        place("14115", "municipio", Some("R01")),
        place("14019", "municipio", Some("R01")),
        place("14031", "municipio", Some("R01")),
        place("14006", "municipio", Some("R02")),
    ];
    let regional = plan_of(&rules, 0, None, &BTreeMap::new()).unwrap();
    assert_eq!(minors(&regional), [4_000_000_000, 4_000_000_000]);
    let municipal = plan_of(&rules, 1, None, &BTreeMap::new()).unwrap();
    let by_code: BTreeMap<String, i64> = municipal
        .ceilings
        .iter()
        .map(|ceiling| (ceiling.territory.as_ref().unwrap().to_string(), ceiling.amount.minor()))
        .collect();
    let expected =
        [("14006", 4_000_000_000), ("14019", 1_333_333_334), ("14031", 1_333_333_333), ("14115", 1_333_333_333)];
    assert_eq!(by_code, expected.map(|(code, minor)| (code.to_owned(), minor)).into());
    assert_eq!(municipal.divisions.len(), 2);

    rules.territories.list[5].within = None;
    let outside = PlanError::Outside { code: code("14006"), within: key("region") };
    assert_eq!(plan_of(&rules, 1, None, &BTreeMap::new()), Err(outside));
    rules.territories.list.pop();
    let empty = PlanError::Empty { within: code("R02"), level: key("municipio") };
    assert_eq!(plan_of(&rules, 1, None, &BTreeMap::new()), Err(empty));
}

#[test]
fn zones_keep_their_share_of_the_property_tax_that_they_paid() {
    let mut rules = preset!("jalisco-predial");
    rules.territories.list = ["Z1", "Z2", "Z3"].map(|zone| place(zone, "zona", None)).to_vec();
    let amounts = |list: &[(&str, i64)]| {
        Certified::Each(list.iter().map(|&(zone, minor)| (code(zone), Money::new(minor, Currency::MXN))).collect())
    };
    let certified = amounts(&[("Z1", 100_000_003), ("Z2", 50_000_003), ("Z3", 3)]);
    let plan = plan_of(&rules, 0, Some(&certified), &BTreeMap::new()).unwrap();
    // 15 % of 150,000,009 centavos.
    assert_eq!(plan.amount.minor(), 22_500_001);
    assert_eq!(minors(&plan), [15_000_000, 7_500_000, 1]);
    let missing = plan_of(&rules, 0, Some(&amounts(&[("Z1", 1), ("Z2", 1)])), &BTreeMap::new());
    assert_eq!(missing, Err(PlanError::NotCertifiedFor { code: code("Z3") }));
    let foreign = plan_of(&rules, 0, Some(&amounts(&[("Z1", 1), ("Z9", 1)])), &BTreeMap::new());
    assert_eq!(foreign, Err(PlanError::CertifiedForOther { code: code("Z9") }));
}

#[test]
fn what_the_base_does_not_give_cannot_be_kept() {
    let mut rules = preset!("jalisco-predial");
    rules.territories.list = vec![place("Z1", "zona", None)];
    rules.pools[0].base = BaseRule::Fixed { amount: Amount::new(Money::new(5, Currency::MXN)).unwrap() };
    assert_eq!(plan_of(&rules, 0, None, &BTreeMap::new()), Err(PlanError::NothingToKeep));
    rules.pools[0].split = Split::Whole;
    assert_eq!(minors(&plan_of(&rules, 0, None, &BTreeMap::new()).unwrap()), [5]);
    rules.pools[0].split = Split::Formula {
        level: key("zona"),
        within: Some(key("municipio")),
        terms: Vec::new(),
        factors: Vec::new(),
        floor: None,
        cap: None,
        unit: None,
    };
    let nothing = PlanError::NothingWithin { within: key("municipio") };
    assert_eq!(plan_of(&rules, 0, None, &BTreeMap::new()), Err(nothing));
}
