//! What makes a browser drop the pages of a tablet that it keeps for going back: it keeps them even where nothing of them
//! may be stored, and the next person would find the receipt of the last.
//!
//! It keeps a page when the next one has come, and drops it when it is told to, or when a cookie of it changes, after
//! that: the first page itself says so too early. It asks for this file, which is a style sheet, so that nothing is shown
//! before.

use axum::{
    Extension,
    body::Body,
    http::{HeaderName, HeaderValue, header},
    response::Response,
};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{citizen::vote::Cookie, path, visit::Visit};

/// Says nothing but that it changed.
const COOKIE: Cookie = Cookie { name: "olvido", path: path::TABLET, seconds: 60 };

/// Asks for the file.
pub(super) fn pages() -> AnyView {
    view! { <link rel="stylesheet" href=path::TABLET_FORGETS/> }.into_any()
}

/// The file.
pub async fn file(Extension(visit): Extension<Visit>) -> Response {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
    headers.append(header::SET_COOKIE, COOKIE.left(&visit.fresh_id::<Uuid>().to_string()));
    response
}
