//! Closed sets of words: enums that are stored and sent as `snake_case`.

/// A word that is not one of a closed set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {what} `{found}`; expected one of: {expected}")]
pub struct UnknownWord {
    /// What the word should have been, e.g. `role`.
    pub what: &'static str,
    /// What was found.
    pub found: String,
    /// The words of the set, separated by commas.
    pub expected: String,
}

/// Declares a closed set of words: the enum, its word for each variant, and reading it back.
macro_rules! words {
    (
        $(#[$meta:meta])*
        $name:ident as $what:literal {
            $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$variant_meta])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word that is stored and sent.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl<E: deserr::DeserializeError> deserr::Deserr<E> for $name {
            fn deserialize_from_value<V: deserr::IntoValue>(
                value: deserr::Value<V>,
                location: deserr::ValuePointerRef<'_>,
            ) -> Result<Self, E> {
                let mistake = |kind| deserr::take_cf_content(E::error::<V>(None, kind, location));
                match value {
                    deserr::Value::String(word) => word.parse().map_err(|_: $crate::UnknownWord| {
                        mistake(deserr::ErrorKind::UnknownValue { value: &word, accepted: &[$($word,)+] })
                    }),
                    actual => Err(mistake(deserr::ErrorKind::IncorrectValueKind {
                        actual,
                        accepted: &[deserr::ValueKind::String],
                    })),
                }
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": [$($word,)+] })
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::UnknownWord {
                        what: $what,
                        found: word.to_owned(),
                        expected: [$($word,)+].join(", "),
                    }),
                }
            }
        }
    };
}

pub(crate) use words;

#[cfg(test)]
mod tests {
    use crate::role::Role;

    #[test]
    fn every_word_reads_back() {
        for role in Role::ALL {
            assert_eq!(role.as_str().parse(), Ok(*role));
            let json = serde_json::to_string(role).unwrap();
            assert_eq!(json, format!("\"{role}\""));
            assert_eq!(serde_json::from_str::<Role>(&json).unwrap(), *role);
        }
    }

    #[test]
    fn an_unknown_word_names_the_known_ones() {
        let error = "mayor".parse::<Role>().unwrap_err();
        assert_eq!(error.found, "mayor");
        assert!(error.to_string().contains("process_admin, tenant_admin"), "{error}");
    }
}
