//! What the laws of countries give to answer claims on personal data. Their files are data (`server/presets/claims`), read
//! at compile time.

use std::sync::LazyLock;

use shared::{
    claim::ClaimLaw,
    document::{self, Format},
};

/// The first is taken where nobody has written a country's down: it gives officials the least time.
const FILES: [&str; 2] = [include_str!("../../presets/claims/co.toml"), include_str!("../../presets/claims/mx.toml")];

static COUNTRIES: LazyLock<[ClaimLaw; 2]> = LazyLock::new(|| {
    FILES.map(|file| document::read(file, Format::Toml).expect("the tests read the law of every country"))
});

/// What the law of a country gives, by its ISO 3166-1 code; Colombia's, which gives the least, where nobody has written it
/// down.
///
/// # Panics
/// Never: the tests read the law of every country.
pub fn of_country(code: &str) -> &'static ClaimLaw {
    let [elsewhere, ..] = &*COUNTRIES;
    COUNTRIES.iter().find(|law| law.country.as_ref() == code).unwrap_or(elsewhere)
}

#[cfg(test)]
mod tests {
    use shared::claim::ClaimKind;

    use super::*;

    #[test]
    fn a_country_is_found_by_its_code_and_the_shortest_terms_hold_elsewhere() {
        for code in ["CO", "MX"] {
            assert_eq!(of_country(code).country.as_ref(), code);
        }
        let elsewhere = of_country("XX");
        assert_eq!(elsewhere, of_country("CO"));
        for (law, kind) in COUNTRIES.iter().flat_map(|law| ClaimKind::ALL.iter().map(move |kind| (law, *kind))) {
            assert!(elsewhere.term(kind).answer.get() <= law.term(kind).answer.get(), "{} {kind}", law.country);
        }
    }
}
