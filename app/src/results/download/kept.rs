//! Files that browsers keep, and ask for again only when they have changed.

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use shared::document::Fingerprint;

/// A file for everybody, by the fingerprint of what is in it.
#[derive(Debug, Clone)]
pub struct Kept {
    tag: HeaderValue,
}

impl Kept {
    /// The file with this fingerprint.
    ///
    /// # Panics
    /// Never: a fingerprint is digits.
    pub fn by(fingerprint: Fingerprint) -> Self {
        // Weak: on its way it may be compressed.
        let tag = HeaderValue::try_from(format!("W/\"{fingerprint}\""));
        Self { tag: tag.expect("digits and quotation marks can stand in a header") }
    }

    /// What goes with it.
    pub fn headers(&self) -> [(HeaderName, HeaderValue); 2] {
        [(header::ETAG, self.tag.clone()), (header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"))]
    }

    /// Whether who asks has it already.
    pub fn is_known(&self, asked: &HeaderMap) -> bool {
        let plain = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        let Ok(tag) = self.tag.to_str().map(plain) else { return false };
        asked
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|one| one.trim() == "*" || plain(one) == tag)
    }

    /// The answer to who has it already.
    pub fn unchanged(&self) -> Response {
        (StatusCode::NOT_MODIFIED, self.headers()).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_file_is_not_sent_again() {
        let kept = Kept { tag: HeaderValue::from_static("W/\"ab12\"") };
        let asked = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static(value));
            kept.is_known(&headers)
        };
        assert!(asked("W/\"ab12\"") && asked("\"ab12\"") && asked("\"x\", W/\"ab12\"") && asked("*"));
        assert!(!asked("\"ab\"") && !asked("") && !kept.is_known(&HeaderMap::new()));
    }
}
