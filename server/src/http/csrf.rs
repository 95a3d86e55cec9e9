//! Forms of other sites change nothing here (CSRF).
//!
//! Two fences: the browser must say that the request comes from this very host, and a signed-in request must carry the
//! session's secret. Pages hold the secret masked anew each time, so that compression cannot betray it.

use http::{HeaderMap, header};
use subtle::ConstantTimeEq as _;

use crate::random;

/// The header that may carry the secret instead of the form field `csrf`.
pub const HEADER: &str = "x-csrf-token";
/// The form field that carries the secret.
pub const FIELD: &str = "csrf";

/// The secret as a page carries it: a random mask and the masked secret, in hexadecimal.
pub fn mask(secret: &[u8; 32]) -> String {
    mask_with(secret, &random::bytes())
}

fn mask_with(secret: &[u8; 32], mask: &[u8; 32]) -> String {
    let masked: Vec<u8> = secret.iter().zip(mask).map(|(secret, mask)| secret ^ mask).collect();
    random::to_hex(mask) + &random::to_hex(&masked)
}

/// Whether a form carries the secret.
pub fn matches(carried: &str, secret: &[u8; 32]) -> bool {
    let Some(bytes) = random::from_hex::<64>(carried) else { return false };
    let (mask, masked) = bytes.split_at(32);
    let unmasked: Vec<u8> = mask.iter().zip(masked).map(|(mask, masked)| mask ^ masked).collect();
    unmasked.ct_eq(secret).into()
}

/// Whether a browser says that the request comes from a page of the same host. Programs that are no browser say
/// nothing; they hold no session to abuse.
pub fn same_origin(headers: &HeaderMap, scheme: &str, host: &str) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin";
    }
    match headers.get(header::ORIGIN) {
        Some(origin) => origin.to_str().is_ok_and(|origin| origin.eq_ignore_ascii_case(&format!("{scheme}://{host}"))),
        None => true,
    }
}

/// The secret that a request carries, in its header or in its form.
pub fn carried(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    if let Some(value) = headers.get(HEADER) {
        return value.to_str().ok().map(ToOwned::to_owned);
    }
    fields(headers, body).find_map(|(field, value)| (field == FIELD).then_some(value))
}

/// The fields of a request that is a form; none of any other.
pub fn fields(headers: &HeaderMap, body: &[u8]) -> impl Iterator<Item = (String, String)> {
    let form = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    form_urlencoded::parse(if form { body } else { &[] }).into_owned()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn the_mask_changes_and_the_secret_does_not() {
        let secret = [7; 32];
        let (one, other) = (mask(&secret), mask(&secret));
        assert_ne!(one, other);
        assert!(matches(&one, &secret) && matches(&other, &secret));
        assert!(!matches(&one, &[8; 32]));
        assert_eq!(mask_with(&[0; 32], &[0; 32]), "0".repeat(128));
    }

    #[test]
    fn what_is_no_secret_matches_nothing() {
        for carried in ["", "00", &"0".repeat(127), &"g".repeat(128), &"0".repeat(130)] {
            assert!(!matches(carried, &[0; 32]), "{carried}");
        }
        assert!(matches(&"0".repeat(128), &[0; 32]));
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (http::HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn a_browser_says_where_a_form_comes_from() {
        let asked = |pairs| same_origin(&headers(pairs), "http", "medellin.localhost:3000");
        assert!(asked(&[("sec-fetch-site", "same-origin")]));
        assert!(!asked(&[("sec-fetch-site", "same-site"), ("origin", "http://medellin.localhost:3000")]));
        assert!(!asked(&[("sec-fetch-site", "cross-site")]));
        assert!(!asked(&[("sec-fetch-site", "none")]));
        assert!(asked(&[("origin", "http://medellin.localhost:3000")]));
        assert!(!asked(&[("origin", "http://bello.localhost:3000")]));
        assert!(!asked(&[("origin", "https://medellin.localhost:3000")]));
        assert!(!asked(&[("origin", "null")]));
        assert!(asked(&[]));
    }

    #[test]
    fn the_secret_is_in_the_header_or_in_the_form() {
        let form = headers(&[("content-type", "application/x-www-form-urlencoded; charset=utf-8")]);
        assert_eq!(carried(&form, b"a=1&csrf=ab%63&b=2").as_deref(), Some("abc"));
        assert_eq!(carried(&form, b"a=1"), None);
        assert_eq!(carried(&headers(&[("content-type", "text/plain")]), b"csrf=abc"), None);
        assert_eq!(carried(&headers(&[("x-csrf-token", "abc")]), b"").as_deref(), Some("abc"));
    }
}
