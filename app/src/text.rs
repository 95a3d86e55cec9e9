//! The message catalogue: every word that a person reads, in each language, in one place.
//!
//! ```text
//! messages! {
//!     vote_now { es: "Votar ahora", en: "Vote now" }
//!     chosen(count, limit) { es: "Marcó {count} de {limit}", en: "You chose {count} of {limit}" }
//! }
//! ```
//! makes `vote_now(locale) -> &'static str` and `chosen(locale, count, limit) -> String`. A message without one of its
//! languages, or with an argument that is missing or left over in one of them, does not compile. `mx:` is for what is said differently in
//! Mexico; the rest of the Spanish is shared.

use shared::locale::Locale;

macro_rules! messages {
    ($($(#[$meta:meta])* $name:ident $(($($arg:ident),+ $(,)?))? {
        es: $es:literal, $(mx: $mx:literal,)? en: $en:literal $(,)?
    })*) => {
        $( $crate::text::messages!(@fn [$(#[$meta])*] $name [$($($arg),+)?] $es [$($mx)?] $en); )*
    };
    (@fn [$($meta:tt)*] $name:ident [] $es:literal [$($mx:literal)?] $en:literal) => {
        $($meta)*
        #[doc = $es]
        pub const fn $name(locale: shared::locale::Locale) -> &'static str {
            match locale {
                shared::locale::Locale::EsCo => $es,
                shared::locale::Locale::EsMx => $crate::text::messages!(@mx $es [$($mx)?]),
                shared::locale::Locale::En => $en,
            }
        }
    };
    (@fn [$($meta:tt)*] $name:ident [$($arg:ident),+] $es:literal [$($mx:literal)?] $en:literal) => {
        $($meta)*
        #[doc = $es]
        pub fn $name(locale: shared::locale::Locale, $($arg: impl std::fmt::Display),+) -> String {
            match locale {
                shared::locale::Locale::EsCo => $crate::text::one_point(format!($es, $($arg = $arg),+)),
                shared::locale::Locale::EsMx => {
                    $crate::text::one_point(format!($crate::text::messages!(@mx $es [$($mx)?]), $($arg = $arg),+))
                }
                shared::locale::Locale::En => $crate::text::one_point(format!($en, $($arg = $arg),+)),
            }
        }
    };
    (@mx $es:literal []) => { $es };
    (@mx $es:literal [$mx:literal]) => { $mx };
}
pub(crate) use messages;

pub mod act;
pub mod action;
pub mod activity;
pub mod admin;
pub mod ballot;
pub mod bodies;
pub mod candidacy;
pub mod ceilings;
pub mod citizen;
pub mod claim;
pub mod common;
pub mod deadline;
pub mod desk;
pub mod draw;
pub mod idea;
pub mod indicators;
pub mod may_vote;
pub mod minutes;
pub mod observatory;
pub mod own;
pub mod own_vote;
pub mod paper;
pub mod participate;
pub mod phases;
pub mod places;
pub mod platform;
pub mod pools;
pub mod reading;
pub mod refusal;
pub mod rehearsal;
pub mod results;
pub mod review;
pub mod rolls;
pub mod route;
pub mod rules;
pub mod ruleset;
pub mod selection;
pub mod session;
pub mod signal;
pub mod story;
pub mod support;
pub mod tablet;
pub mod terms;
pub mod turnout;
pub mod urn;
pub mod vote;
pub mod what_if;

/// A sentence that ends with a time of day ends with one point, not with two: «a las 4:00 p. m.»
fn one_point(text: String) -> String {
    if text.contains("m..") { text.replace("m..", "m.") } else { text }
}

/// Picks the form that a count asks for, in the languages of the catalogue: one, or any other number.
pub fn plural<T>(count: u64, one: T, other: T) -> T {
    if count == 1 { one } else { other }
}

/// A language in its own words, so that who speaks it finds it.
pub const fn language_name(language: Locale) -> &'static str {
    match language {
        Locale::EsCo | Locale::EsMx => "Español",
        Locale::En => "English",
    }
}

/// The languages people can choose on a site: the site's own first.
pub fn languages(site: Locale) -> [Locale; 2] {
    match site {
        Locale::En => [Locale::En, Locale::EsCo],
        own => [own, Locale::En],
    }
}
