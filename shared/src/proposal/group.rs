//! Projects of which one can win.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{Length, Problem, problem_of, turns_direction};
use crate::document::Fingerprint;

/// What projects have in common that exclude each other (proyectos excluyentes): one site, one purpose. Of all projects
/// of a contest with one name here, one wins at most. A text of one line, without blanks around it or twice inside.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Group(String);

impl Group {
    /// Characters that the name has.
    pub const LENGTH: Length = Length { minimum: 3, maximum: 80 };

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The group that a file names, in which any text is a name; none where it names none. What is no name here gets one
    /// that is made of it: equal for equal texts, and another for each other text.
    pub fn of_file(text: &str) -> Option<Self> {
        /// Characters of the text that are shown.
        const SHOWN: usize = 60;
        if text.chars().all(char::is_whitespace) {
            return None;
        }
        Some(text.parse().unwrap_or_else(|_| {
            let is_hidden = |sign: char| sign.is_control() || turns_direction(sign);
            let plain: String = text.chars().map(|sign| if is_hidden(sign) { ' ' } else { sign }).collect();
            let shown: String = plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SHOWN).collect();
            let mark = Fingerprint::of_bytes(text.as_bytes()).short();
            Self(format!("{} #{mark}", shown.trim_end()).trim_start().to_owned())
        }))
    }

    /// Whether people would take two names for one: they differ in capitals at most.
    pub fn is_like(&self, other: &Self) -> bool {
        self.0.to_lowercase() == other.0.to_lowercase()
    }
}

impl FromStr for Group {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        // Also those that do not break a line, or two groups would look like one.
        let is_space = |sign: char| sign.is_whitespace() && !sign.is_control();
        let line = text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        match problem_of(&line, Self::LENGTH, false) {
            Some(problem) => Err(problem),
            None => Ok(Self(line)),
        }
    }
}

impl TryFrom<String> for Group {
    type Error = Problem;

    fn try_from(text: String) -> Result<Self, Problem> {
        text.parse()
    }
}

impl From<Group> for String {
    fn from(group: Group) -> Self {
        group.0
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_of_a_file_names_a_group() {
        let of = |text: &str| Group::of_file(text).map(String::from);
        assert_eq!(of(" Lote de  la 70 ").as_deref(), Some("Lote de la 70"));
        assert_eq!(of(""), None);
        assert_eq!(of(" \t "), None);
        // SHA-256 of `A`.
        assert_eq!(of("A").as_deref(), Some("A #559aead08264"));
        assert_ne!(of("A"), of("B"));
        let long = "x".repeat(90);
        assert_ne!(of(&long), of(&format!("{long}y")), "they differ behind what is shown");
        assert_ne!(of("dos\nlíneas"), of("dos líneas"));
        assert_eq!(of("\u{7}").map(|name| name.len()), Some(13));
        assert_eq!(of("\u{202a}").map(|name| name.len()), Some(13));
    }

    proptest::proptest! {
        #[test]
        fn what_a_file_names_is_a_name_here(text in "\\PC{0,100}|.{0,100}|[a-c\\s]{0,3}") {
            let Some(group) = Group::of_file(&text) else {
                proptest::prop_assert!(text.trim().is_empty());
                return Ok(());
            };
            proptest::prop_assert_eq!(group.as_str().parse::<Group>(), Ok(group.clone()));
            proptest::prop_assert_eq!(Group::of_file(&text), Some(group));
        }
    }

    #[test]
    fn a_name_is_one_line_and_blanks_are_put_right() {
        let group: Group = "  Lote de  la 70 ".parse().unwrap();
        assert_eq!(group.as_str(), "Lote de la 70");
        assert!(group.is_like(&"LOTE de la 70".parse().unwrap()));
        assert!(!group.is_like(&"Lote de la 71".parse().unwrap()));
        assert_eq!("".parse::<Group>(), Err(Problem::Missing));
        assert_eq!("ab".parse::<Group>(), Err(Problem::TooShort { minimum: 3, actual: 2 }));
        assert_eq!("x".repeat(81).parse::<Group>(), Err(Problem::TooLong { maximum: 80, actual: 81 }));
        assert_eq!("dos\nlíneas".parse::<Group>(), Err(Problem::ControlCharacter { column: 4 }));
        let text = serde_json::to_string(&group).unwrap();
        assert_eq!(serde_json::from_str::<Group>(&text).unwrap(), group);
        assert!(serde_json::from_str::<Group>("\"x\"").is_err());
    }
}
