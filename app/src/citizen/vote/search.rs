//! Looking for a project on the ballot without a client: the whole form is sent, and comes back with all that is marked.

use crate::{
    forms::Fields,
    islands::ballot::search::{FIELD, LOOK, PRESSED, SHOW_ALL, SOUGHT},
};

/// What somebody looks for, where they do. An empty text shows all projects again.
pub fn asked(fields: &Fields) -> Option<&str> {
    let field = |wanted| fields.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.trim());
    let words = field(FIELD).unwrap_or_default();
    match field(PRESSED) {
        // Whoever presses Enter in another field presses the first button of the form: they look for nothing.
        Some(LOOK) if words.is_empty() && field(SOUGHT).is_none() => None,
        Some(LOOK) => Some(words),
        Some(SHOW_ALL) => Some(""),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_by(fields: &[(&str, &str)]) -> Option<String> {
        let fields: Fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        asked(&fields).map(ToOwned::to_owned)
    }

    #[test]
    fn only_the_buttons_of_the_search_look_for_something() {
        let words = (FIELD, " parque ");
        assert_eq!(asked_by(&[words, (PRESSED, LOOK)]).as_deref(), Some("parque"));
        assert_eq!(asked_by(&[words, (PRESSED, SHOW_ALL)]).as_deref(), Some(""));
        assert_eq!(asked_by(&[words]), None);
        assert_eq!(asked_by(&[(FIELD, ""), (PRESSED, LOOK)]), None);
        assert_eq!(asked_by(&[(FIELD, ""), (SOUGHT, "parque"), (PRESSED, LOOK)]).as_deref(), Some(""));
        assert_eq!(asked_by(&[]), None);
    }
}
