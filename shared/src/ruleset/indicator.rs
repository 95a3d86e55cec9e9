//! Indicators that ceilings and selections rest on, and the catalogue of themes.

use crate::{
    document::{Key, Text, table},
    ruleset::Basis,
    words::words,
};

table! {
    /// An indicator (indicador): one figure per territory, imported with source and year.
    IndicatorRule {
        /// Its name within the document; `population` is the inhabitants.
        id: Key,
        /// What people call it.
        name: Text,
        /// What it counts.
        measure: Measure,
        /// What it rests on.
        basis: Basis = default,
    }
}

words! {
    /// What an indicator counts.
    Measure as "measure" {
        /// People, whole.
        People = "people",
        /// Homes, works or other things, whole.
        Count = "count",
        /// A percentage, in basis points.
        Share = "share",
        /// An index with up to four decimals, in ten-thousandths (IMCV, `IM_2020`).
        Index = "index",
        /// Money in minor units (recaudo).
        Money = "money",
    }
}

table! {
    /// A theme of the catalogue (línea, componente, concepto de gasto, meta).
    Theme {
        /// Its name within the document.
        id: Key,
        /// What people call it.
        name: Text,
        /// The theme that it is part of.
        within: Option<Key> = default,
        /// The kinds of territory that have it; all when empty (ruralidad: only rural ones).
        kinds: Vec<Key> = default,
        /// What it rests on.
        basis: Basis = default,
    }
}
