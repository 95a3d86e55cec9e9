//! Pages for requests that reach no page.

use app::text::common;
use app::visit::Assets;
use axum::body::Body;
use axum::response::{Html, IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};
use shared::locale::Locale;
use std::any::Any;
use std::sync::Arc;
use tower_http::catch_panic::ResponseForPanic;

use super::Gate;

/// A page that says what is wrong and the way out: label and address.
pub fn page(
    gate: &Gate,
    locale: Locale,
    status: StatusCode,
    title: &str,
    detail: &str,
    way_out: Option<(&str, &str)>,
) -> Response {
    with_assets(gate.assets(), locale, status, title, detail, way_out)
}

fn with_assets(
    assets: &Assets,
    locale: Locale,
    status: StatusCode,
    title: &str,
    detail: &str,
    way_out: Option<(&str, &str)>,
) -> Response {
    let document = app::shell::standalone(locale, status, assets, title, detail, way_out);
    let mut response = (status, Html(document)).into_response();
    let (name, policy) = app::shell::standalone_policy();
    response.headers_mut().insert(name, policy);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The page after a defect of the program: the request ends, the server goes on.
#[derive(Clone, Debug)]
pub struct Panicked {
    assets: Arc<Assets>,
}

impl Panicked {
    /// Takes what the page needs.
    pub fn new(gate: &Gate) -> Self {
        Self { assets: Arc::clone(gate.assets()) }
    }
}

impl ResponseForPanic for Panicked {
    type ResponseBody = Body;

    fn response_for_panic(&mut self, panic: Box<dyn Any + Send + 'static>) -> Response {
        let said = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("without a message");
        tracing::error!(panic = said, "a request met a defect");
        let locale = Locale::EsCo;
        let (title, detail) = (common::fault_title(locale), common::fault_detail(locale));
        with_assets(&self.assets, locale, StatusCode::INTERNAL_SERVER_ERROR, title, detail, None)
    }
}
