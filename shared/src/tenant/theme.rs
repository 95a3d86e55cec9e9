//! A tenant's looks: its colour and its coat of arms.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A colour of the sRGB space, written `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// Why a text is no colour.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not a colour: expected # and six hexadecimal digits, e.g. #0943b5")]
pub struct ColourError {
    /// What was found.
    pub found: String,
}

impl Colour {
    /// White, the ground that text of the brand's colour stands on, and the text on buttons of that colour.
    pub const WHITE: Self = Self { red: 255, green: 255, blue: 255 };

    /// A colour from its three channels.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Contrast with `other` by WCAG 2.2, in hundredths and rounded down: 450 is 4.5:1. From 100 to 2100.
    pub fn contrast(self, other: Self) -> u32 {
        let (mine, theirs) = (self.luminance() + 0.05, other.luminance() + 0.05);
        let ratio = if mine > theirs { mine / theirs } else { theirs / mine };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a contrast ratio lies between 1 and 21"
        )]
        // The nudge keeps 21:1 from becoming 20.99 by the last bit.
        let hundredths = (ratio * 100.0 + 1e-9) as u32;
        hundredths
    }

    /// Relative luminance, 0 to 1. A fraction is fine here: it decides about light, not about money.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl FromStr for Colour {
    type Err = ColourError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || ColourError { found: text.to_owned() };
        let digits = text.strip_prefix('#').ok_or_else(wrong)?;
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| wrong());
        Ok(Self { red: channel(0)?, green: channel(2)?, blue: channel(4)? })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl TryFrom<String> for Colour {
    type Error = ColourError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

/// What a tenant's pages look like. The primary colour stands behind white text and on white ground, so it must
/// contrast with white; all other shades are derived from it by the style sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ThemeDocument", into = "ThemeDocument")]
pub struct Theme {
    primary: Colour,
    coat_of_arms: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeDocument {
    #[serde(default = "default_primary")]
    primary: Colour,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    coat_of_arms: Option<String>,
}

/// Why looks are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ThemeError {
    /// The colour can't be read.
    #[error(transparent)]
    Colour(#[from] ColourError),
    /// White text on this colour would be hard to read (WCAG 2.2, criterion 1.4.3).
    #[error(
        "{colour} contrasts {}.{:02}:1 with white, at least {}.{:02}:1 is needed: {}.{:02} too little",
        found / 100, found % 100, needed / 100, needed % 100, (needed - found) / 100, (needed - found) % 100
    )]
    Contrast {
        /// The colour.
        colour: Colour,
        /// Its contrast with white in hundredths.
        found: u32,
        /// The least contrast in hundredths.
        needed: u32,
    },
    /// The coat of arms (escudo) is no file that we serve ourselves.
    #[error("`{found}` is not a path on this site: expected one that starts with a single slash")]
    CoatOfArms {
        /// What was found.
        found: String,
    },
}

/// The product's own colour, for who brings none.
const fn default_primary() -> Colour {
    Colour::new(0x09, 0x43, 0xb5)
}

impl Theme {
    /// Least contrast of the primary colour with white, in hundredths (WCAG 2.2, criterion 1.4.3).
    pub const LEAST_CONTRAST: u32 = 450;

    /// Reads the primary colour (`#rrggbb`) and the path of the coat of arms (escudo), a file of this site.
    ///
    /// # Errors
    /// When the colour can't be read or contrasts too little with white, or the path leads to another site.
    pub fn parse(primary: &str, coat_of_arms: Option<&str>) -> Result<Self, ThemeError> {
        Self::new(primary.parse()?, coat_of_arms.map(str::to_owned))
    }

    fn new(primary: Colour, coat_of_arms: Option<String>) -> Result<Self, ThemeError> {
        let found = primary.contrast(Colour::WHITE);
        if found < Self::LEAST_CONTRAST {
            return Err(ThemeError::Contrast { colour: primary, found, needed: Self::LEAST_CONTRAST });
        }
        if let Some(path) = &coat_of_arms {
            let local = path.starts_with('/') && !path.starts_with("//") && !path.contains("..");
            let plain = path.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'.' | b'-' | b'_'));
            if !(local && plain) {
                return Err(ThemeError::CoatOfArms { found: path.clone() });
            }
        }
        Ok(Self { primary, coat_of_arms })
    }

    /// The colour of headers, buttons and links.
    pub const fn primary(&self) -> Colour {
        self.primary
    }

    /// Path of the coat of arms (escudo) on this site.
    pub fn coat_of_arms(&self) -> Option<&str> {
        self.coat_of_arms.as_deref()
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self { primary: default_primary(), coat_of_arms: None }
    }
}

impl TryFrom<ThemeDocument> for Theme {
    type Error = ThemeError;

    fn try_from(document: ThemeDocument) -> Result<Self, Self::Error> {
        Self::new(document.primary, document.coat_of_arms)
    }
}

impl From<Theme> for ThemeDocument {
    fn from(theme: Theme) -> Self {
        Self { primary: theme.primary, coat_of_arms: theme.coat_of_arms }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        let contrast = |text: &str| text.parse::<Colour>().unwrap().contrast(Colour::WHITE);
        assert_eq!(contrast("#000000"), 2100);
        assert_eq!(contrast("#ffffff"), 100);
        assert_eq!(contrast("#767676"), 454);
        assert_eq!(contrast("#777777"), 447);
        assert_eq!(Colour::WHITE.contrast(Colour::new(0, 0, 0)), 2100);
    }

    #[test]
    fn a_pale_primary_is_refused_with_the_gap() {
        let error = Theme::parse("#777777", None).unwrap_err();
        assert_eq!(
            error.to_string(),
            "#777777 contrasts 4.47:1 with white, at least 4.50:1 is needed: 0.03 too little"
        );
        assert!(Theme::parse("#767676", Some("/escudos/bello.svg")).is_ok());
        assert!(matches!(Theme::parse("blue", None), Err(ThemeError::Colour(_))));
    }

    #[test]
    fn a_coat_of_arms_is_a_file_of_this_site() {
        for path in ["//evil.example/x.svg", "https://evil.example/x.svg", "/../x", "/a\"b", "x.svg"] {
            assert!(Theme::parse("#000000", Some(path)).is_err(), "{path}");
        }
    }

    #[test]
    fn an_empty_document_is_the_default() {
        assert_eq!(serde_json::from_str::<Theme>("{}").unwrap(), Theme::default());
        assert!(serde_json::from_str::<Theme>(r##"{"primary":"#ffff00"}"##).is_err());
        assert!(Theme::default().primary().contrast(Colour::WHITE) >= Theme::LEAST_CONTRAST);
    }
}
