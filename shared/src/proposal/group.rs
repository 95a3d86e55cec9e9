//! Projects of which one can win.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{Length, Problem, problem_of};

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
