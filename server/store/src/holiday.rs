//! The holidays of countries. Their files are data (`server/presets/holidays`), read at compile time.

use std::sync::LazyLock;

use shared::{
    calendar::Holidays,
    document::{self, Format},
};

const FILES: [&str; 2] =
    [include_str!("../../presets/holidays/co.toml"), include_str!("../../presets/holidays/mx.toml")];

static COUNTRIES: LazyLock<Vec<Holidays>> = LazyLock::new(|| {
    let read = |file| document::read(file, Format::Toml).expect("the tests read the holidays of every country");
    FILES.into_iter().map(read).collect()
});

/// The holidays of a country, by its ISO 3166-1 code; nothing where nobody has written them down.
///
/// # Panics
/// Never: the tests read the holidays of every country.
pub fn of_country(code: &str) -> Option<&'static Holidays> {
    COUNTRIES.iter().find(|holidays| holidays.country.as_ref() == code)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_country_is_found_by_its_code() {
        assert_eq!(super::COUNTRIES.len(), super::FILES.len());
        for code in ["CO", "MX"] {
            assert!(super::of_country(code).is_some_and(|holidays| holidays.days.len() > 7), "{code}");
        }
        assert_eq!(super::of_country("XX"), None);
    }
}
