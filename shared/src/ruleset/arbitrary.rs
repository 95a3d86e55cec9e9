//! Arbitrary rule sets for the property tests: every type, every shape, sound or not.

use chrono::NaiveDate;
use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;
use crate::{
    document::{Amount, Day, DayOfYear, Factor, Share, TimeOfDay},
    money::Money,
    permission::Action,
    phase::PhaseKind,
    role::Role,
};

/// Types of which any value can be made up.
pub(crate) trait Any: Sized + std::fmt::Debug + 'static {
    /// Any of them.
    fn any() -> BoxedStrategy<Self>;
}

fn any<T: Any>() -> BoxedStrategy<T> {
    T::any()
}

/// Texts that parse, as what they parse to.
fn parsed<T>(pattern: &'static str) -> BoxedStrategy<T>
where
    T: std::str::FromStr<Err: std::fmt::Debug> + std::fmt::Debug + 'static,
{
    proptest::string::string_regex(pattern).unwrap().prop_map(|text| text.parse().unwrap()).boxed()
}

impl<T: Any> Any for Vec<T> {
    fn any() -> BoxedStrategy<Self> {
        vec(T::any(), 0..3).boxed()
    }
}

impl<T: Any> Any for Option<T> {
    fn any() -> BoxedStrategy<Self> {
        option::of(T::any()).boxed()
    }
}

macro_rules! any_value {
    ($($type:ty => $strategy:expr,)+) => {
        $(impl Any for $type {
            fn any() -> BoxedStrategy<Self> {
                $strategy.boxed()
            }
        })+
    };
}

macro_rules! any_word {
    ($($type:ty),+ $(,)?) => {
        any_value! { $($type => select(<$type>::ALL),)+ }
    };
}

macro_rules! any_table {
    ($($type:ident { $($field:ident),+ $(,)? })+) => {
        $(impl Any for $type {
            fn any() -> BoxedStrategy<Self> {
                // Field by field, so that there may be more of them than a tuple has.
                let made: BoxedStrategy<()> = Just(()).boxed();
                any_table!(@field made, (), $type, [$($field)+], [])
            }
        })+
    };
    (@field $made:ident, $pattern:tt, $type:ident, [$field:ident $($rest:ident)*], [$($done:ident)*]) => {{
        let made = ($made, any()).boxed();
        any_table!(@field made, ($pattern, $field), $type, [$($rest)*], [$($done)* $field])
    }};
    (@field $made:ident, $pattern:tt, $type:ident, [], [$($done:ident)*]) => {
        $made.prop_map(|$pattern| $type { $($done),* }).boxed()
    };
}

macro_rules! any_choice {
    ($($type:ident { $($variant:ident $({ $($field:ident),+ })?),+ $(,)? })+) => {
        $(impl Any for $type {
            fn any() -> BoxedStrategy<Self> {
                proptest::strategy::Union::new([$(any_choice!(@shape $type, $variant $({ $($field),+ })?)),+]).boxed()
            }
        })+
    };
    (@shape $type:ident, $variant:ident) => { Just($type::$variant).boxed() };
    (@shape $type:ident, $variant:ident { $($field:ident),+ }) => {{
        let made: BoxedStrategy<()> = Just(()).boxed();
        any_choice!(@field made, (), $type, $variant, [$($field)+], [])
    }};
    (@field $made:ident, $pattern:tt, $type:ident, $variant:ident, [$field:ident $($rest:ident)*], [$($done:ident)*]) => {{
        let made = ($made, any()).boxed();
        any_choice!(@field made, ($pattern, $field), $type, $variant, [$($rest)*], [$($done)* $field])
    }};
    (@field $made:ident, $pattern:tt, $type:ident, $variant:ident, [], [$($done:ident)*]) => {
        $made.prop_map(|$pattern| $type::$variant { $($done),* }).boxed()
    };
}

any_value! {
    bool => proptest::bool::ANY,
    u8 => proptest::num::u8::ANY,
    u16 => prop_oneof![0_u16..12, proptest::num::u16::ANY],
    u32 => prop_oneof![0_u32..12, proptest::num::u32::ANY],
    // Few names, so that references meet something now and then.
    Key => prop_oneof![3 => parsed("[abc]"), 1 => parsed("[a-z0-9][a-z0-9_-]{0,12}")],
    Text => parsed("[^\\s\\p{C}]([^\\p{C}]{0,12}[^\\s\\p{C}])?|á[\n\t ]b"),
    Share => (0_u32..=10_000).prop_map(|points| Share::new(points).unwrap()),
    Factor => (0_u32..=100_000).prop_map(|points| Factor::new(points).unwrap()),
    Amount => (prop_oneof![0_i64..1_000, 0..=i64::MAX], any::<Currency>())
        .prop_map(|(minor, currency)| Amount::new(Money::new(minor, currency)).unwrap()),
    Currency => select(["COP", "MXN", "USD", "EUR", "CLP"].map(|code| code.parse().unwrap()).to_vec()),
    Day => (1000_i32..=9999, 1_u32..=365).prop_map(|(year, day)| Day(NaiveDate::from_yo_opt(year, day).unwrap())),
    DayOfYear => (1_u32..=365).prop_map(|day| {
        NaiveDate::from_yo_opt(2023, day).unwrap().format("%m-%d").to_string().parse().unwrap()
    }),
    TimeOfDay => parsed("([01][0-9]|2[0-3]):[0-5][0-9]"),
    Code => prop_oneof![parsed("[123]"), parsed("[A-Za-z0-9._-]{1,20}")],
    Holder => prop_oneof![any::<Role>().prop_map(Holder::Role), any::<Key>().prop_map(Holder::Body)],
    Basis => prop_oneof![
        Just(Basis::Draft),
        (any::<Key>().prop_filter("a draft is no norm", |id| id.as_str() != "draft"), any())
            .prop_map(|(id, place): (Key, Option<Text>)| Basis::Norm { id, place })
    ],
}

any_word!(
    Action,
    BodyKind,
    Channel,
    Closing,
    Entries,
    Filling,
    IdentityLevel,
    Incompatibility,
    Lock,
    Measure,
    OfflineBallots,
    Order,
    PhaseKind,
    crate::tally::Finish,
    crate::tally::Utility,
    Preference,
    ReportField,
    Role,
    Tie,
    TieBreak,
    Unspent,
    VoteChange,
);

any_table! {
    RuleSet {
        id, title, summary, currency, norms, territories, indicators, themes, rolls, bodies, phases, powers, deadlines,
        pools, eligibility, contests, sheets, selection, follow_up,
    }
    Norm { id, title, date, address, read }
    Territories { levels, list }
    Level { id, name, kinds }
    TerritoryKindRule { id, name, rural }
    Place { code, name, kind, within }
    IndicatorRule { id, name, measure, basis }
    Theme { id, name, within, kinds, basis }
    Roll { id, name, entries, way_in, excludes, minors, single_handed, kept_days, basis }
    Body {
        id, name, kind, scope, seats, term, quorum, majority, parity, incompatible, training, notice_days, by_election,
        basis,
    }
    Seats { sector, name, at_least, at_most, pairs, filled_by, ages, kinds, basis }
    PhaseRule { id, kind, name, purpose, typical, hours, channel, places, overlaps, exits, locks, basis }
    PollingPlaces { level, fixed_at_least, mobile_beyond_km, offline, tablet }
    Typical { opens, closes, year, recurs }
    Recurrence { every, since }
    Hours { from, until }
    Power { who, may, during, from, until, needs, at_most, basis }
    Deadline { id, action, days, working_days, then, basis }
    Pool { id, name, base, split, basis }
    WeightedTerm { weight, term }
    KindFactor { kind, factor }
    ThemePart { theme, weight, at_most }
    EligibilityRule { id, name, condition, basis }
    Contest {
        id, name, level, pool, phases, per_entry_of, offer, ballot, change, winner, exclusive, thresholds, turnout, basis,
    }
    Offer { at_least, at_most }
    KindLimit { kind, count }
    Thresholds { votes, support, turnout, second_call }
    TurnoutBoard { every_hours, smallest }
    Sheet { id, name, contests, order, may_skip }
    SelectionRule { level, within, count, criteria, basis }
    Criterion { indicator, first, weight }
    FollowUp { report_every_months, fields, overdue_days, closing, watched_by, basis }
    Ages { at_least, below }
}

any_choice! {
    Scope { Tenant, Process, Territory { level }, Project }
    Term { Years { count }, Process, Office }
    Quorum { HalfPlusOne, Share { share }, Members { count } }
    Majority { Simple, OfPresent, Absolute, Qualified { share }, Consensus }
    Parity { Least { share }, MixedPairs, Half }
    Exit { Meetings { at_least }, BallotApproved { by }, CeilingsAdopted, AllReviewed, AllCounted }
    Quota { InAll { count }, InEachTheme { count } }
    Expiry { Alert, Escalate { to }, Accept, Refuse }
    BaseRule { Share { label, share, at_least, at_most, certified_by, per }, Fixed { amount }, Each { level, amount } }
    Split { Whole, Keep, Formula { level, within, terms, factors, floor, cap, unit }, Themes { parts } }
    SplitTerm { Equal, Indicator { indicator }, Product { indicator, times }, Inverse { indicator, times } }
    Bound { Amount { amount }, Share { share } }
    BallotRule {
        Approval { at_least, at_most, blank },
        SingleChoice { blank },
        Ranking { at_least, at_most, places, blank },
        Points { points, each_at_most, at_most, spend_all, blank },
        Wallet { amount, note, each_at_most, at_most, blank },
        Knapsack { at_least, at_most, spend_at_least, blank },
    }
    Limit { Count { count }, Share { share }, ByKind { kinds, otherwise } }
    Threshold { Ballots { share }, Cost { divisor } }
    WinnerRule {
        Greedy { tie, unspent },
        GreedyByTheme { tie },
        EqualShares { utility, raise, completion, tie, unspent },
        Phragmen { completion, tie, unspent },
        Plurality { winners, tie },
        Quota { winners, each, within, tie },
    }
}

impl Any for Condition {
    fn any() -> BoxedStrategy<Self> {
        let leaf = prop_oneof![
            Just(Self::Everybody),
            (any(), any()).prop_map(|(at_least, below)| Self::Age { at_least, below }),
            any().prop_map(|any_of| Self::Tie { any_of }),
            any().prop_map(|roll| Self::Roll { roll }),
            any().prop_map(|any_of| Self::Document { any_of }),
            any().prop_map(|at_least| Self::Identity { at_least }),
            any().prop_map(|below| Self::GuardianConsent { below }),
            any().prop_map(|any_of| Self::Organisation { any_of }),
            any().prop_map(|at_least| Self::Group { at_least }),
            any().prop_map(|body| Self::Member { body }),
        ];
        leaf.prop_recursive(4, 12, 3, |of| {
            prop_oneof![
                vec(of.clone(), 0..3).prop_map(|of| Self::All { of }),
                vec(of.clone(), 0..3).prop_map(|of| Self::Any { of }),
                of.prop_map(|of| Self::Not { of: Box::new(of) }),
            ]
        })
        .boxed()
    }
}
