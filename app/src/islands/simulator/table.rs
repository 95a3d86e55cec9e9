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

/// What comes of a formula. Numbers only: they are written where they are read, and most of them are out of sight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    ceilings: Vec<Money>,
    held: Vec<Option<Held>>,
    counted: Vec<Option<Counted>>,
    total: Money,
    most: i64,
    densest: i64,
    evenness: Option<Evenness>,
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
}

/// A point of the Lorenz curve, as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Point {
    pub name: String,
    pub people: String,
    pub money: String,
}

impl Table {
    /// The sum of all ceilings, as it is written.
    pub fn total(&self, locale: Locale) -> String {
        format_money(self.total, locale)
    }

    /// How unevenly the money lies on the people, in a sentence; empty where nobody counted them.
    pub fn gini(&self, locale: Locale) -> String {
        let gini = self.evenness.as_ref().map(|even| text::gini(locale, percent(even.gini, locale)));
        gini.unwrap_or_default()
    }

    /// The Lorenz curve, as it is drawn.
    pub fn curve(&self) -> String {
        self.evenness.as_ref().map(polyline).unwrap_or_default()
    }

    /// What a territory gets per inhabitant, in thousandths of the most.
    pub fn level(&self, at: usize) -> i64 {
        thousandths(self.per_person(at).map_or(0, Money::minor), self.densest)
    }

    fn per_person(&self, at: usize) -> Option<Money> {
        self.counted[at].as_ref().and_then(Counted::per_inhabitant)
    }
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

    /// What comes of a formula.
    ///
    /// # Errors
    /// With a sentence that says why the pool cannot be shared out, and the way out.
    pub(super) fn simulate(&self, inputs: &[Input], typed: &Typed, locale: Locale) -> Result<Table, String> {
        let meant = typed.read(&self.split_terms(), self.pool.currency(), locale).map_err(|(_, sentence)| sentence)?;
        let allocation = allocate(self.pool, &meant.formula(&self.factors), inputs)
            .map_err(|error| refusal(&error, &self.indicators, locale))?;
        let ceilings: Vec<Money> = allocation.ceilings().map(|(_, amount)| amount).collect();
        let counted: Vec<_> =
            self.places.iter().zip(&ceilings).map(|(place, amount)| self.counted(place, *amount)).collect();
        let per_person = counted.iter().flatten().filter_map(Counted::per_inhabitant);
        Ok(Table {
            total: Money::sum(ceilings.iter().copied(), self.pool.currency())
                .map_err(|_| text::cannot_share(locale).to_owned())?,
            most: ceilings.iter().map(|amount| amount.minor()).max().unwrap_or_default(),
            densest: per_person.map(Money::minor).max().unwrap_or_default(),
            evenness: self.evenness(&ceilings),
            held: allocation.held().collect(),
            ceilings,
            counted,
        })
    }

    /// What a territory gets, as it is written.
    pub(super) fn row(&self, table: &Table, at: usize, locale: Locale) -> Row {
        let written = |money: Option<Money>| {
            money.map_or_else(|| text::no_figure(locale).to_owned(), |money| format_money(money, locale))
        };
        let ceiling = table.ceilings[at];
        Row {
            ceiling: format_money(ceiling, locale),
            held: match table.held[at] {
                None => "",
                Some(Held::Floor) => text::held_floor(locale),
                Some(Held::Cap) => text::held_cap(locale),
            },
            share: share(ceiling, self.pool, locale),
            change: change(self.places[at].saved, ceiling, locale),
            per_person: written(table.per_person(at)),
            per_poor: written(table.counted[at].as_ref().and_then(Counted::per_poor_inhabitant)),
            bar: thousandths(ceiling.minor(), table.most),
        }
    }

    /// Who gets the most, in a sentence.
    pub(super) fn highest(&self, table: &Table, locale: Locale) -> String {
        let at = table.ceilings.iter().position(|amount| amount.minor() == table.most);
        at.map(|at| text::most(locale, &self.places[at].name, format_money(table.ceilings[at], locale)))
            .unwrap_or_default()
    }

    /// A point of the Lorenz curve; the first one that is not its origin is number 0.
    pub(super) fn point(&self, table: &Table, at: usize, locale: Locale) -> Option<Point> {
        let even = table.evenness.as_ref()?;
        let (code, point) = (even.order.get(at)?, even.curve.get(at + 1)?);
        let place = self.places.iter().find(|place| place.code == *code)?;
        Some(Point { name: place.called(), people: percent(point.people, locale), money: percent(point.money, locale) })
    }
}

impl Place {
    /// Its code and its name.
    pub(super) fn called(&self) -> String {
        format!("{} {}", self.code, self.name)
    }
}

fn percent(basis_points: u32, locale: Locale) -> String {
    format_basis_points(basis_points.into(), locale, 1)
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

    const ES: Locale = Locale::EsCo;

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
        scene.simulate(&inputs(&scene.places), &typed, ES)
    }

    #[test]
    fn the_table_adds_up_and_compares_with_what_is_saved() {
        let scene = scene(Some(1_000));
        let table = simulate(&scene, ["1", "0"], "").unwrap();
        let row = |at| scene.row(&table, at, ES);
        assert_eq!(table.total(ES), "$1.000.001");
        // Half a peso too few for each: the one left over goes to the lower code.
        assert_eq!(row(0).ceiling, "$500.001");
        assert_eq!(row(0).change, "-$99.999");
        assert_eq!(row(1).change, "+$100.000");
        assert_eq!(row(0).per_person, "$3");
        assert_eq!(row(1).per_poor, "$71");
        assert_eq!((row(0).bar, table.level(1)), (1000, 1000));
        assert!(scene.highest(&table, ES).contains("Comuna 01"));
        assert_eq!(scene.point(&table, 0, ES).unwrap().people, "65,0\u{a0}%");
        assert_eq!(table.curve(), "0,1000 650,500 1000,0");
    }

    #[test]
    fn a_floor_is_said() {
        let scene = scene(Some(1_000));
        let table = simulate(&scene, ["0", "1"], "40 %").unwrap();
        let row = |at| scene.row(&table, at, ES);
        assert_eq!(row(1).held, text::held_floor(ES));
        assert_eq!(row(0).held, "");
    }

    #[test]
    fn what_cannot_be_shared_says_why() {
        let unmeasured = scene(None);
        assert_eq!(simulate(&unmeasured, ["0", "0"], ""), Err(text::all_zero(ES).to_owned()));
        let why = simulate(&unmeasured, ["1", "1"], "").unwrap_err();
        assert!(why.contains("02") && why.contains("Índice de pobreza"), "{why}");
        let table = simulate(&unmeasured, ["1", "0"], "").unwrap();
        assert_eq!(unmeasured.row(&table, 1, ES).per_poor, text::no_figure(ES));
        assert!(simulate(&unmeasured, ["1", "0"], "60 %").is_err());
    }
}
