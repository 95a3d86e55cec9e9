//! What the simulator shows for a formula: every figure as it is written, calculated by the crate that also calculates
//! what is adopted.

use serde::{Deserialize, Serialize};
use shared::{
    ceiling::{
        AllocationError, Held, Input, allocate,
        fairness::{Counted, Evenness, evenness},
    },
    document::Key,
    indicator::Figures,
    locale::{Locale, format_basis_points, format_money, format_ratio_percent},
    money::Money,
    ruleset::{Code, KindFactor, SplitTerm},
};

use super::trial::Typed;
use crate::text::ceilings as text;

/// A territory that shares the pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its official code.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Key,
    /// What is known about it.
    pub figures: Figures,
    /// The ceiling that is in force.
    pub saved: Option<Money>,
}

/// A term of the formula, with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedTerm {
    /// The term.
    pub term: SplitTerm,
    /// What people call it.
    pub name: String,
}

/// What stays the same while somebody tries formulas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scene {
    /// The money to share out.
    pub pool: Money,
    /// The territories.
    pub places: Vec<Place>,
    /// The terms.
    pub terms: Vec<NamedTerm>,
    /// What the shares of kinds of territory are multiplied with.
    pub factors: Vec<KindFactor>,
    /// The names of indicators.
    pub indicators: Vec<(Key, String)>,
    /// The indicator that counts inhabitants.
    pub people: Option<Key>,
    /// The indicator that says which part of them is poor.
    pub poor: Option<Key>,
}

/// What a territory gets, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub ceiling: String,
    pub held: &'static str,
    pub share: String,
    pub change: String,
    pub per_person: String,
    pub per_poor: String,
    /// Its ceiling, in thousandths of the highest.
    pub bar: i64,
    /// Its money per inhabitant, in thousandths of the most.
    pub level: i64,
}

/// A point of the Lorenz curve, as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Point {
    pub name: String,
    pub people: String,
    pub money: String,
}

/// All of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub rows: Vec<Row>,
    pub total: String,
    pub highest: String,
    pub gini: String,
    pub curve: String,
    pub points: Vec<Point>,
}

/// Thousandths of a whole: exact, and finer than any screen.
fn thousandths(part: i64, whole: i64) -> i64 {
    let share = i128::from(part.max(0)) * 1000 / i128::from(whole.max(1));
    i64::try_from(share.min(1000)).unwrap_or(1000)
}

/// The territories as the formula takes them.
pub fn inputs(places: &[Place]) -> Vec<Input> {
    let input =
        |place: &Place| Input { code: place.code.clone(), kind: place.kind.clone(), figures: place.figures.clone() };
    places.iter().map(input).collect()
}

impl Scene {
    /// The terms without their names.
    pub fn split_terms(&self) -> Vec<SplitTerm> {
        self.terms.iter().map(|named| named.term.clone()).collect()
    }

    /// A ceiling with the people that it is for; `None` where nobody counted them.
    pub fn counted(&self, place: &Place, amount: Money) -> Option<Counted> {
        let people = *place.figures.get(self.people.as_ref()?)?;
        let poverty = self.poor.as_ref().and_then(|poor| place.figures.get(poor)).copied();
        Some(Counted { code: place.code.clone(), amount, people, poverty })
    }

    /// How evenly these ceilings lie on the people.
    pub fn evenness(&self, amounts: &[Money]) -> Option<Evenness> {
        let counted: Option<Vec<_>> =
            self.places.iter().zip(amounts).map(|(place, amount)| self.counted(place, *amount)).collect();
        evenness(&counted?).ok()
    }

    pub(super) fn simulate(&self, inputs: &[Input], typed: &Typed, locale: Locale) -> Result<Table, String> {
        let meant = typed.read(&self.split_terms(), self.pool.currency(), locale).map_err(|(_, sentence)| sentence)?;
        let allocation = allocate(self.pool, &meant.formula(&self.factors), inputs)
            .map_err(|error| refusal(&error, &self.indicators, locale))?;
        let amounts: Vec<Money> = allocation.ceilings().map(|(_, amount)| amount).collect();
        let most = amounts.iter().map(|amount| amount.minor()).max().unwrap_or_default();
        let counted: Vec<_> =
            self.places.iter().zip(&amounts).map(|(place, amount)| self.counted(place, *amount)).collect();
        let per_person = |place: usize| counted[place].as_ref().and_then(Counted::per_inhabitant);
        let densest = (0..amounts.len()).filter_map(|place| Some(per_person(place)?.minor())).max().unwrap_or_default();
        let written = |money: Option<Money>| {
            money.map_or_else(|| text::no_figure(locale).to_owned(), |money| format_money(money, locale))
        };
        let rows = allocation.held().enumerate().map(|(place, held)| Row {
            ceiling: format_money(amounts[place], locale),
            held: match held {
                None => "",
                Some(Held::Floor) => text::held_floor(locale),
                Some(Held::Cap) => text::held_cap(locale),
            },
            share: share(amounts[place], self.pool, locale),
            change: change(self.places[place].saved, amounts[place], locale),
            per_person: written(per_person(place)),
            per_poor: written(counted[place].as_ref().and_then(Counted::per_poor_inhabitant)),
            bar: thousandths(amounts[place].minor(), most),
            level: thousandths(per_person(place).map_or(0, Money::minor), densest),
        });
        let rows = rows.collect();
        let total = Money::sum(amounts.iter().copied(), self.pool.currency())
            .map_err(|_| text::cannot_share(locale).to_owned())?;
        let highest = amounts
            .iter()
            .position(|amount| amount.minor() == most)
            .map(|at| text::most(locale, &self.places[at].name, format_money(amounts[at], locale)))
            .unwrap_or_default();
        let evenness = self.evenness(&amounts);
        let (gini, curve, points) = evenness.map_or_else(Default::default, |even| self.curve(&even, locale));
        Ok(Table { rows, total: format_money(total, locale), highest, gini, curve, points })
    }

    fn curve(&self, even: &Evenness, locale: Locale) -> (String, String, Vec<Point>) {
        let percent = |basis_points: u32| format_basis_points(basis_points.into(), locale, 1);
        let name = |code: &Code| {
            let place = self.places.iter().find(|place| place.code == *code);
            place.map(|place| format!("{} {}", place.code, place.name)).unwrap_or_default()
        };
        let points = even.order.iter().zip(even.curve.iter().skip(1)).map(|(code, point)| Point {
            name: name(code),
            people: percent(point.people),
            money: percent(point.money),
        });
        (text::gini(locale, percent(even.gini)), polyline(even), points.collect())
    }
}

/// The curve in a drawing of 1000 by 1000, in which money grows upwards.
pub fn polyline(even: &Evenness) -> String {
    let point = |point: &shared::ceiling::fairness::LorenzPoint| {
        format!("{},{}", point.people / 10, 1000_u32.saturating_sub(point.money / 10))
    };
    even.curve.iter().map(point).collect::<Vec<_>>().join(" ")
}

/// Why the pool cannot be shared out, with the way out.
pub fn refusal(error: &AllocationError, indicators: &[(Key, String)], locale: Locale) -> String {
    let name = |key: &Key| {
        let known = indicators.iter().find(|(id, _)| id == key);
        known.map_or_else(|| key.to_string(), |(_, name)| name.clone())
    };
    let money = |money: &Money| format_money(*money, locale);
    match error {
        AllocationError::NoWeight => text::all_zero(locale).to_owned(),
        AllocationError::WeightTooLarge { .. } => text::weight_wrong(locale, shared::ceiling::MAXIMUM_WEIGHT),
        AllocationError::MissingFigure { indicator, code } => text::missing_figure(locale, name(indicator), code),
        AllocationError::InverseOfZero { indicator, code } => text::inverse_of_zero(locale, name(indicator), code),
        AllocationError::NothingToWeigh { .. } => text::nothing_to_weigh(locale).to_owned(),
        AllocationError::ZeroUnit => text::unit_wrong(locale).to_owned(),
        AllocationError::FloorAboveCap { floor, cap } => text::floor_above_cap(locale, money(floor), money(cap)),
        AllocationError::FloorsAbovePool { floor, territories, pool, .. } => {
            text::floors_above_pool(locale, territories, money(floor), money(pool))
        }
        AllocationError::CapsBelowPool { cap, sharing, pool, .. } => {
            text::caps_below_pool(locale, sharing, money(cap), money(pool))
        }
        AllocationError::NoTerritories
        | AllocationError::NegativePool
        | AllocationError::DuplicateCode { .. }
        | AllocationError::NobodyHasShare
        | AllocationError::OtherCurrency { .. } => text::cannot_share(locale).to_owned(),
    }
}

fn share(part: Money, whole: Money, locale: Locale) -> String {
    let minor = |money: Money| u64::try_from(money.minor()).unwrap_or_default();
    format_ratio_percent(minor(part), minor(whole), 2, locale).unwrap_or_default()
}

fn change(saved: Option<Money>, ceiling: Money, locale: Locale) -> String {
    match saved.map(|saved| ceiling.checked_sub(saved)) {
        Some(Ok(difference)) if difference.minor() == 0 => text::no_change(locale).to_owned(),
        Some(Ok(difference)) if difference.minor() > 0 => format!("+{}", format_money(difference, locale)),
        Some(Ok(difference)) => format_money(difference, locale),
        Some(Err(_)) | None => text::no_figure(locale).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use shared::{indicator::Figure, money::Currency};

    use super::*;

    fn scene(poverty: Option<u64>) -> Scene {
        let key = |id: &str| id.parse::<Key>().unwrap();
        let place = |code: &str, people, poor: Option<u64>, saved| {
            let mut figures = Figures::from([(key("population"), Figure::new(people).unwrap())]);
            figures.extend(poor.map(|poor| (key("ipm"), Figure::new(poor).unwrap())));
            Place {
                code: code.parse().unwrap(),
                name: format!("Comuna {code}"),
                kind: key("comuna"),
                figures,
                saved: Some(Money::new(saved, Currency::COP)),
            }
        };
        let term = |term, name: &str| NamedTerm { term, name: name.to_owned() };
        Scene {
            pool: Money::new(1_000_001, Currency::COP),
            places: vec![place("01", 130_000, Some(2_093), 600_000), place("02", 70_000, poverty, 400_000)],
            terms: vec![
                term(SplitTerm::Equal, "Parte igual"),
                term(SplitTerm::Product { indicator: key("population"), times: key("ipm") }, "Población × IPM"),
            ],
            factors: Vec::new(),
            indicators: vec![(key("ipm"), "Índice de pobreza".to_owned())],
            people: Some(key("population")),
            poor: Some(key("ipm")),
        }
    }

    fn simulate(scene: &Scene, weights: [&str; 2], floor: &str) -> Result<Table, String> {
        let typed =
            Typed { weights: weights.map(ToOwned::to_owned).to_vec(), floor: floor.to_owned(), ..Typed::default() };
        scene.simulate(&inputs(&scene.places), &typed, Locale::EsCo)
    }

    #[test]
    fn the_table_adds_up_and_compares_with_what_is_saved() {
        let table = simulate(&scene(Some(1_000)), ["1", "0"], "").unwrap();
        assert_eq!(table.total, "$1.000.001");
        // Half a peso too few for each: the one left over goes to the lower code.
        assert_eq!(table.rows[0].ceiling, "$500.001");
        assert_eq!(table.rows[0].change, "-$99.999");
        assert_eq!(table.rows[1].change, "+$100.000");
        assert_eq!(table.rows[0].per_person, "$3");
        assert_eq!(table.rows[1].per_poor, "$71");
        assert_eq!((table.rows[0].bar, table.rows[1].level), (1000, 1000));
        assert!(table.highest.contains("Comuna 01"));
        assert_eq!(table.points[0].people, "65,0\u{a0}%");
        assert_eq!(table.curve, "0,1000 650,500 1000,0");
    }

    #[test]
    fn a_floor_is_said() {
        let table = simulate(&scene(Some(1_000)), ["0", "1"], "40 %").unwrap();
        assert_eq!(table.rows[1].held, text::held_floor(Locale::EsCo));
        assert_eq!(table.rows[0].held, "");
    }

    #[test]
    fn what_cannot_be_shared_says_why() {
        let unmeasured = scene(None);
        assert_eq!(simulate(&unmeasured, ["0", "0"], ""), Err(text::all_zero(Locale::EsCo).to_owned()));
        let why = simulate(&unmeasured, ["1", "1"], "").unwrap_err();
        assert!(why.contains("02") && why.contains("Índice de pobreza"), "{why}");
        let table = simulate(&unmeasured, ["1", "0"], "").unwrap();
        assert_eq!(table.rows[1].per_poor, text::no_figure(Locale::EsCo));
        assert!(simulate(&unmeasured, ["1", "0"], "60 %").is_err());
    }
}
