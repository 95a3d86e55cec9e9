//! Shapes of documents: tables and choices, each declared once for reading, writing and the schema.
//!
//! A field marked `= default` may be left out, and is left out when written with its default.

/// Whether a field may be left out when it is written.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Declares a table: a struct that stands in a document.
macro_rules! table {
    (
        $(#[$meta:meta])*
        $name:ident {
            $($(#[$field_meta:meta])* $field:ident: $type:ty $(= $default:ident)?,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, deserr::Deserr, schemars::JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[deserr(deny_unknown_fields, error = $crate::document::Problems)]
        pub struct $name {
            $(
                $(#[$field_meta])*
                $(
                    #[serde($default, skip_serializing_if = "crate::document::is_default")]
                    #[deserr($default)]
                )?
                pub $field: $type,
            )*
        }
    };
}

/// Declares a choice: an enum of several shapes, told apart by the word in `type`.
macro_rules! choice {
    (
        $(#[$meta:meta])*
        $name:ident {
            $(
                $(#[$variant_meta:meta])*
                $variant:ident = $word:literal
                $({ $($(#[$field_meta:meta])* $field:ident: $type:ty $(= $default:ident)?,)* })?,
            )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(tag = "type", deny_unknown_fields)]
        pub enum $name {
            $(
                $(#[$variant_meta])*
                #[serde(rename = $word)]
                $variant $({
                    $(
                        $(#[$field_meta])*
                        $(#[serde($default, skip_serializing_if = "crate::document::is_default")])?
                        $field: $type,
                    )*
                })?,
            )+
        }

        impl $name {
            /// The words that tell its shapes apart.
            pub const WORDS: &'static [&'static str] = &[$($word,)+];

            /// The word of its shape.
            pub const fn word(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $word,)+
                }
            }
        }

        impl deserr::Deserr<$crate::document::Problems> for $name {
            fn deserialize_from_value<V: deserr::IntoValue>(
                value: deserr::Value<V>,
                location: deserr::ValuePointerRef<'_>,
            ) -> Result<Self, $crate::document::Problems> {
                let (word, rest) = $crate::document::choose(value, Self::WORDS, location)?;
                $(
                    if word == $word {
                        #[derive(deserr::Deserr)]
                        #[deserr(deny_unknown_fields, error = $crate::document::Problems)]
                        struct Fields { $($($(#[deserr($default)])? $field: $type,)*)? }

                        #[expect(clippy::allow_attributes, reason = "not every shape has fields")]
                        #[allow(unused_variables, reason = "the same")]
                        let fields = <Fields as deserr::Deserr<$crate::document::Problems>>::deserialize_from_value(
                            rest, location,
                        )?;
                        return Ok(Self::$variant $({ $($field: fields.$field,)* })?);
                    }
                )+
                unreachable!("a choice is one of its words")
            }
        }
    };
}

pub(crate) use choice;
pub(crate) use table;
