//! What waits in the voter's own browser, and nowhere else: in cookies that no script can read.

use http::{HeaderMap, HeaderValue, header, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

/// A cookie of the pages below one address.
#[derive(Clone, Copy, Debug)]
pub struct Cookie {
    /// Its name.
    pub name: &'static str,
    /// Where the browser sends it.
    pub path: &'static str,
    /// How long it waits.
    pub seconds: u32,
}

impl Cookie {
    /// What the browser sent. Called while the request is at hand.
    pub fn sent(self) -> Option<String> {
        use_context::<Parts>().and_then(|parts| self.find(&parts.headers))
    }

    fn find(self, headers: &HeaderMap) -> Option<String> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find_map(|(name, value)| (name == self.name).then(|| value.to_owned()))
    }

    /// Leaves a value of letters, digits and punctuation that needs no quoting with the browser.
    pub fn leave(self, value: &str) {
        self.set(&expect_context(), value, self.seconds);
    }

    /// The same, for whoever has awaited something meanwhile and so lost the context.
    pub fn leave_with(self, response: &ResponseOptions, value: &str) {
        self.set(response, value, self.seconds);
    }

    /// What leaves a value with the browser, for an answer that is no page.
    pub fn left(self, value: &str) -> HeaderValue {
        self.header(value, self.seconds)
    }

    /// What makes the browser forget it, for an answer that is no page.
    pub fn forgotten(self) -> HeaderValue {
        self.header("", 0)
    }

    /// Makes the browser forget it.
    pub fn forget(self) {
        self.forget_with(&expect_context());
    }

    /// The same, for whoever has awaited something meanwhile and so lost the context.
    pub fn forget_with(self, response: &ResponseOptions) {
        self.set(response, "", 0);
    }

    fn set(self, response: &ResponseOptions, value: &str, seconds: u32) {
        response.append_header(header::SET_COOKIE, self.header(value, seconds));
    }

    fn header(self, value: &str, seconds: u32) -> HeaderValue {
        let Self { name, path, .. } = self;
        let cookie = format!("{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; Secure; SameSite=Strict");
        HeaderValue::from_str(&cookie).expect("the value is letters, digits and plain punctuation")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        let cookie = Cookie { name: "tarjeton", path: "/votar", seconds: 1 };
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; tarjeton=x.y; b=2"));
        assert_eq!(cookie.find(&headers).as_deref(), Some("x.y"));
    }
}
