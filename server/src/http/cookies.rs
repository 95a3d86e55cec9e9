//! Cookies: what arrives and what is set.

use http::{HeaderMap, HeaderValue, header};

/// The session. The `__Host-` prefix makes browsers hold it to this host, this path and a secure connection.
pub const SESSION: &str = "__Host-convite";
/// The browser in which a sign-in began.
pub const SIGN_IN: &str = "__Host-convite-sign-in";
/// The place in a line.
pub const TURN: &str = "__Host-convite-turn";
/// How the visitor wants to see the site.
pub const PREFERENCES: &str = "preferences";

/// The value of a cookie; the first, when a browser sends several.
pub fn get<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

/// A cookie that scripts cannot read and other sites' forms do not send.
///
/// `value` must be letters, digits, dots and dashes: everything this program puts into a cookie is.
pub fn secret(name: &str, value: &str, seconds: i64) -> HeaderValue {
    make(&format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; Secure; SameSite=Lax"))
}

/// Makes a browser forget a cookie set by [`secret`].
pub fn forget(name: &str) -> HeaderValue {
    secret(name, "", 0)
}

/// A cookie for a year that holds nothing secret.
pub fn lasting(name: &str, value: &str, https: bool) -> HeaderValue {
    let secure = if https { "; Secure" } else { "" };
    make(&format!("{name}={value}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}"))
}

fn make(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("cookies are made of visible ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; __Host-convite-sign-in=x;  __Host-convite=abc"));
        headers.append(header::COOKIE, HeaderValue::from_static("preferences=text.larger"));
        assert_eq!(get(&headers, SESSION), Some("abc"));
        assert_eq!(get(&headers, SIGN_IN), Some("x"));
        assert_eq!(get(&headers, PREFERENCES), Some("text.larger"));
        assert_eq!(get(&headers, "convite"), None);
    }

    #[test]
    fn secrets_are_held_to_their_host() {
        let cookie = secret(SESSION, "abc", 60);
        let text = cookie.to_str().expect("ASCII");
        assert_eq!(text, "__Host-convite=abc; Path=/; Max-Age=60; HttpOnly; Secure; SameSite=Lax");
    }
}
