//! One log line and two metrics per request. Neither ever holds what a person typed or where they are: the route's
//! template instead of the address, no query, no body, no network address.
//!
//! Nor do they tell how many vote, or when: what voters pass on their way has no line of its own as long as it goes well,
//! and in the metrics it is one with other visits, of all sites.

use std::sync::Arc;

use app::path;
use axum::body::Body;
use axum::extract::MatchedPath;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue, Method, Request};
use tokio::time::Instant;
use tracing::Instrument as _;

use crate::random;

/// The site that answered: a known tenant's slug, so that labels stay few. Left in the answer's extensions.
#[derive(Clone, Debug)]
pub struct TenantLabel(pub Arc<str>);

/// What answered, where no route did. Left in the answer's extensions.
#[derive(Clone, Copy, Debug)]
pub struct RouteLabel(pub &'static str);

/// Observes a request from its first byte to the head of its answer.
pub async fn observe(request: Request<Body>, next: Next) -> Response {
    let began = Instant::now();
    let id = random::hex::<8>();
    let method = label(request.method());
    let template = request.extensions().get::<MatchedPath>().cloned();
    let span = tracing::info_span!("request", id);
    let in_flight = InFlight::begin();
    let mut response = next.run(request).instrument(span.clone()).await;
    drop(in_flight);
    let took = began.elapsed();

    let tenant = response.extensions().get::<TenantLabel>().map_or_else(|| Arc::from(""), |label| Arc::clone(&label.0));
    let route = match (response.extensions().get::<RouteLabel>(), &template) {
        (Some(label), _) => label.0,
        (None, Some(template)) => template.as_str(),
        (None, None) => "none",
    };
    let status = response.status().as_u16();
    let milliseconds = took.as_secs_f64() * 1000.0;
    let is_well = status < 400;
    let embargoed = is_embargoed(route);
    if !(embargoed && is_well) {
        span.in_scope(|| {
            tracing::info!(
                method,
                route,
                status,
                tenant = &*tenant,
                ms = format_args!("{milliseconds:.1}"),
                "answered"
            );
        });
    }
    let (route, tenant) = if embargoed { (VISIT, "") } else { (route, &*tenant) };
    // Forms are answered by a redirect and pages are not: told apart, the ones would count the others.
    let status = if is_well { "ok".to_owned() } else { status.to_string() };
    metrics::counter!("http_requests_total", "status" => status, "tenant" => tenant.to_owned()).increment(1);
    metrics::histogram!("http_request_duration_seconds", "route" => route.to_owned()).record(took.as_secs_f64());

    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    if let Ok(timing) = HeaderValue::from_str(&format!("server;dur={milliseconds:.2}")) {
        headers.insert(HeaderName::from_static("server-timing"), timing);
    }
    response
}

/// The route of every page that voters pass, in the metrics.
const VISIT: &str = "visit";

/// Whether a route is one that voters pass: signing in, the ballot, the receipt, the desk; and the home page, from where
/// they come.
fn is_embargoed(route: &str) -> bool {
    let below = |page: &str| route.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    route == path::HOME
        || [path::VOTE, path::DESKS, path::TABLET, path::MINE, path::PROFILE, "/entrar", "/auth"].into_iter().any(below)
        || path::VOTERS_FORMS.contains(&route)
}

/// Counts a request in flight until dropped: also when its client goes away before the answer.
struct InFlight;

impl InFlight {
    fn begin() -> Self {
        metrics::gauge!("http_requests_in_flight").increment(1);
        Self
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        metrics::gauge!("http_requests_in_flight").decrement(1);
    }
}

/// The method, as long as it is one of HTTP's own.
fn label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::PATCH => "PATCH",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_voters_pass_is_told_apart_by_nobody() {
        for route in [
            "/",
            "/votar",
            "/votar/listo",
            "/votar/constancia",
            "/mesa/{desk}",
            "/mesa/{desk}/libro",
            "/hacer/voto",
            "/entrar",
            "/tableta/listo",
        ] {
            assert!(is_embargoed(route), "{route}");
        }
        for route in ["/ideas/{id}", "/hacer/idea", "/resultados", "/admin/mesas", "/votarios"] {
            assert!(!is_embargoed(route), "{route}");
        }
    }
}
