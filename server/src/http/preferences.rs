//! How a visitor wants to see the site: a cookie that says nothing of the person.

use app::return_path;
use app::visit::Preferences;
use axum::Form;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::{HeaderMap, header};
use serde::Deserialize;
use shared::locale::Locale;

use super::cookies;
use super::visit::Here;

/// What a button of the bar sends.
#[derive(Debug, Deserialize)]
pub struct Change {
    text: Option<String>,
    contrast: Option<String>,
    locale: Option<String>,
    volver: Option<String>,
}

/// The preferences that a request brings; what is not known is not preferred.
pub fn read(headers: &HeaderMap) -> Preferences {
    cookies::get(headers, cookies::PREFERENCES).map(decode).unwrap_or_default()
}

fn decode(cookie: &str) -> Preferences {
    let mut preferences = Preferences::default();
    for part in cookie.split('.') {
        match part {
            "larger" => preferences.larger_text = true,
            "contrast" => preferences.more_contrast = true,
            other => preferences.locale = other.parse().ok().or(preferences.locale),
        }
    }
    preferences
}

fn encode(preferences: Preferences) -> String {
    let parts = [
        preferences.larger_text.then_some("larger"),
        preferences.more_contrast.then_some("contrast"),
        preferences.locale.map(Locale::bcp47),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(".")
}

fn apply(mut preferences: Preferences, change: &Change) -> Preferences {
    if let Some(text) = &change.text {
        preferences.larger_text = text == "larger";
    }
    if let Some(contrast) = &change.contrast {
        preferences.more_contrast = contrast == "more";
    }
    if let Some(locale) = &change.locale {
        preferences.locale = locale.parse().ok().or(preferences.locale);
    }
    preferences
}

/// `POST /preferencias`: keeps the choice and comes back to the page.
pub async fn set(here: Here, Form(change): Form<Change>) -> Response {
    let preferences = apply(here.visit.preferences, &change);
    let https = here.visit.addresses.scheme == "https";
    let cookie = cookies::lasting(cookies::PREFERENCES, &encode(preferences), https);
    let to = return_path::checked(change.volver.as_deref());
    ([(header::SET_COOKIE, cookie)], Redirect::to(to)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_survive_the_cookie() {
        let all = Preferences { locale: Some(Locale::En), larger_text: true, more_contrast: true };
        for preferences in [all, Preferences::default(), Preferences { larger_text: false, ..all }] {
            assert_eq!(decode(&encode(preferences)), preferences);
        }
        assert_eq!(decode("larger.xx.."), Preferences { larger_text: true, ..Preferences::default() });
    }

    #[test]
    fn one_button_changes_one_thing() {
        let before = Preferences { locale: Some(Locale::En), larger_text: true, more_contrast: false };
        let change = Change { text: Some("normal".into()), contrast: None, locale: None, volver: None };
        assert_eq!(apply(before, &change), Preferences { larger_text: false, ..before });
    }
}
