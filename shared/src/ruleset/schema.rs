//! The JSON Schema of rule sets, for editors and for whoever writes them by program.

use serde_json::Value;

use super::RuleSet;

/// What the schema calls itself.
pub const SCHEMA_ID: &str = "urn:convite:schema:rule-set:1";

/// The JSON Schema (2020-12) that every rule set follows, as TOML or JSON. It says all that can be said of single
/// values; [`RuleSet::check`] says the rest.
///
/// # Panics
/// Never: a schema is a table.
pub fn schema() -> Value {
    let settings = schemars::generate::SchemaSettings::draft2020_12();
    let mut schema = settings.into_generator().into_root_schema_for::<RuleSet>();
    schema.insert("$id".to_owned(), SCHEMA_ID.into());
    schema.insert("title".to_owned(), "Rule set for participatory budgeting (reglamento)".into());
    schema.to_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_says_what_it_is() {
        let schema = schema();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["$id"], SCHEMA_ID);
        assert!(schema["title"].is_string());
        assert!(jsonschema::draft202012::meta::is_valid(&schema));
    }

    #[test]
    fn no_table_lets_an_unknown_field_pass() {
        fn tables(schema: &Value, at: &str, found: &mut usize) {
            match schema {
                Value::Object(fields) => {
                    if fields.get("properties").is_some() {
                        *found += 1;
                        assert_eq!(fields.get("additionalProperties"), Some(&false.into()), "{at}");
                    }
                    for (name, value) in fields {
                        tables(value, &format!("{at}/{name}"), found);
                    }
                }
                Value::Array(entries) => {
                    for (place, value) in entries.iter().enumerate() {
                        tables(value, &format!("{at}/{place}"), found);
                    }
                }
                _ => {}
            }
        }
        let mut found = 0;
        tables(&schema(), "", &mut found);
        assert!(found > 50, "{found}");
    }
}
