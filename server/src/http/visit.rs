//! The gate: which site, who is asking, and whether the request may go on.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use app::admin::paper::PHOTO_FORM;
use app::forms::Fields;
use app::path;
use app::text::common;
use app::visit::{Viewer, Visit};
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, FromRequestParts, State};
use axum::middleware::Next;
use axum::response::Response;
use chrono::TimeDelta;
use futures_util::StreamExt as _;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Uri, header};
use sha2::{Digest as _, Sha256};
use shared::locale::Locale;
use shared::paper::Photo;
use shared::tenant::TenantStatus;
use store::session::{self, SessionKey};

use super::limits::{self, Sort, Who};
use super::log::TenantLabel;
use super::{Gate, admission, cookies, csrf, error, host, multipart, preferences};
use crate::clock;

/// The request that passed the gate.
#[derive(Clone)]
pub struct Here {
    /// What pages know of it.
    pub visit: Visit,
    /// Scheme, host and port as the browser sees them, e.g. `http://medellin.localhost:3000`.
    pub origin: Arc<str>,
}

impl<S: Send + Sync> FromRequestParts<S> for Here {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// How long somebody with a slow connection may take to send a photo.
const UPLOAD: Duration = Duration::from_mins(2);
/// What a form takes besides its photo, in bytes.
const AROUND: usize = 16 * 1024;
/// How many times what is too much is read on before it is answered.
const READ_ON: usize = 3;

/// How often a session in use is noted.
const NOTE_EVERY: TimeDelta = TimeDelta::minutes(1);

/// The key of a session's token: what the database and the pages know instead of it.
pub fn session_key(token: &str) -> SessionKey {
    SessionKey(Sha256::digest(token.as_bytes()).into())
}

/// Lets a request in, or answers it with a page that says why not.
pub async fn admit(
    State(gate): State<Gate>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request<Body>,
    next: Next,
) -> Response {
    let asked = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| request.uri().authority().map(http::uri::Authority::as_str))
        .unwrap_or_default()
        .to_owned();
    let directory = gate.directories().current();
    let found = host::name(&asked).and_then(|name| directory.find(&name).cloned());
    let preferences = preferences::read(request.headers());
    let Some(site) = found else {
        let locale = preferences.locale.or(directory.platform().map(|site| site.locale)).unwrap_or(Locale::EsCo);
        return unknown_host(&gate, locale, &asked);
    };

    let visit = Visit {
        site: Arc::clone(&site),
        sites: Arc::clone(directory.all()),
        viewer: None,
        now: clock::now(),
        preferences,
        database: gate.database().clone(),
        vault: Arc::clone(gate.vault()),
        set: super::paper::set,
        develop: crate::photo::develop,
        assets: Arc::clone(gate.assets()),
        addresses: Arc::clone(gate.addresses()),
        path: request.uri().path().into(),
        network: limits::network(limits::client(peer, request.headers(), &gate.config().trusted_proxies)),
        watch: Arc::clone(gate.watch()),
        urns: Arc::clone(gate.urns()),
    };
    let origin = format!("{}://{asked}", gate.config().scheme());
    let locale = visit.locale();
    let label = TenantLabel(Arc::from(site.slug.as_str()));
    let here = Here { visit, origin: origin.into() };

    let limits = &gate.config().limits;
    let patience = if brings_photos(request.uri()) { limits.timeout().max(UPLOAD) } else { limits.timeout() };
    let work = admitted(&gate, here, &asked, request, next);
    let mut response = if let Ok(response) = tokio::time::timeout(patience, work).await {
        response
    } else {
        tracing::error!("a request took too long");
        let (title, detail) = (common::fault_title(locale), common::fault_detail(locale));
        error::page(&gate, locale, StatusCode::SERVICE_UNAVAILABLE, title, detail, None)
    };
    response.extensions_mut().insert(label);
    response
}

async fn admitted(gate: &Gate, mut here: Here, host: &str, request: Request<Body>, next: Next) -> Response {
    let locale = here.visit.locale();
    let site = Arc::clone(&here.visit.site);
    if site.status == TenantStatus::Suspended {
        let title = common::suspended_title(locale, &site.name);
        return error::page(
            gate,
            locale,
            StatusCode::SERVICE_UNAVAILABLE,
            &title,
            common::suspended_detail(locale),
            None,
        );
    }

    let sort = sort(request.method(), request.uri().path());
    let network = here.visit.network;
    let limit = |who| gate.limits().count(sort, site.tenant, who);
    // Whoever brings a token that was not made here is a stranger until a session of it is found: no look-up is spent on
    // more of them than on others without a session. What strangers are refused uses up nothing of those who are known.
    let token = cookies::get(request.headers(), cookies::SESSION);
    let is_stranger = token.is_none_or(|token| !gate.tokens().are_ours(token));
    let asked_enough = if is_stranger { limit(Who::Strangers(network)) } else { Ok(()) };
    if let Err(wait) = asked_enough.and_then(|()| limit(Who::Crowd(network))) {
        return too_many(gate, locale, wait);
    }

    let (mut parts, body) = request.into_parts();
    let most = most(gate, &parts.uri);
    // A photo is large: nothing of it is read before it is known that somebody has signed in.
    let mut known = None;
    if brings_photos(&parts.uri) {
        match recognise(gate, &mut here.visit, &parts.headers).await {
            Ok(Some(secret)) => known = Some(secret),
            Ok(None) => return expired(gate, locale, StatusCode::FORBIDDEN),
            Err(error) => return unknown(gate, locale, &error),
        }
    }
    // Read before there is a place: whoever sends slowly takes none from others.
    let body = if parts.method.is_safe() {
        None
    } else {
        match sent(gate, &mut parts, body, host).await {
            Ok(body) => Some(body),
            Err(status) => return refused(gate, locale, status, most),
        }
    };
    let place = admission::enter(gate, site.tenant, locale, &parts.method, &parts.headers).await;
    let place = match place {
        Ok(place) => place,
        Err(page) => return *page,
    };

    let secret = if known.is_some() {
        known
    } else {
        match recognise(gate, &mut here.visit, &parts.headers).await {
            Ok(secret) => secret,
            Err(error) => return unknown(gate, locale, &error),
        }
    };

    let asked_enough = match &here.visit.viewer {
        Some(viewer) => limit(Who::Person(viewer.person)),
        None if is_stranger => Ok(()),
        // Their session has ended.
        None => limit(Who::Strangers(network)),
    };
    if let Err(wait) = asked_enough {
        return too_many(gate, locale, wait);
    }

    let body = match body {
        None => Body::empty(),
        Some(body) => {
            if !genuine(&parts, &body, secret.as_ref()) {
                return expired(gate, locale, StatusCode::FORBIDDEN);
            }
            parts.extensions.insert(csrf::fields(&parts.headers, &body).collect::<Fields>());
            Body::from(body)
        }
    };

    // What a tablet shows and is sent is one person's, without a session; so is a claim.
    let route = parts.uri.path();
    let is_known = here.visit.viewer.is_some();
    let private = is_known || path::is_of_tablet(route) || path::is_of_claim(route);
    let mut request = Request::from_parts(parts, body);
    request.extensions_mut().insert(here.visit.clone());
    request.extensions_mut().insert(here);
    let mut response = next.run(request).await;
    keep_fresh(&mut response, private);
    // What they began is a vote more often than not.
    if is_known && place.begins() {
        admission::keep_inside(gate, site.tenant, &mut response);
    }
    response
}

fn sort(method: &Method, path: &str) -> Sort {
    match path {
        "/entrar" | "/auth/callback" => Sort::SignIn,
        path::TABLET_CODE => Sort::Tablet,
        path if path::TABLETS_FORMS.contains(&path) => Sort::Tablet,
        _ if method.is_safe() => Sort::Read,
        _ => Sort::Write,
    }
}

/// Puts who is signed in into the visit, and gives the secret that their forms must carry.
async fn recognise(gate: &Gate, visit: &mut Visit, headers: &HeaderMap) -> store::Result<Option<[u8; 32]>> {
    let Some(token) = cookies::get(headers, cookies::SESSION) else { return Ok(None) };
    let key = session_key(token);
    let now = visit.now;
    let mut tx = visit.enter().await?;
    let idle_since = now - gate.config().sign_in.session_idle();
    let Some(open) = session::find(&mut tx, key, now, idle_since).await? else { return Ok(None) };
    if now - open.last_seen > NOTE_EVERY {
        session::touch(&mut tx, key, now).await?;
    }
    tx.commit().await?;
    let flash = open.flash.and_then(|flash| {
        // What an older version of the program left is not said.
        serde_json::from_value(flash).inspect_err(|error| tracing::warn!(%error, "a message cannot be read")).ok()
    });
    visit.viewer = Some(Arc::new(Viewer {
        person: open.person.id,
        name: open.person.name,
        birth_date: open.person.birth_date,
        territory: open.person.territory,
        document: open.document,
        roles: open.roles,
        csrf: csrf::mask(&open.csrf),
        session: key,
        flash,
    }));
    Ok(Some(open.csrf))
}

/// The page for whoever cannot be recognised.
fn unknown(gate: &Gate, locale: Locale, error: &store::StoreError) -> Response {
    tracing::error!(%error, "a session could not be looked up");
    let (title, detail) = (common::fault_title(locale), common::fault_detail(locale));
    error::page(gate, locale, StatusCode::SERVICE_UNAVAILABLE, title, detail, None)
}

/// The page for whoever asked too much, for so long.
fn too_many(gate: &Gate, locale: Locale, wait: Duration) -> Response {
    let seconds = wait.as_secs() + 1;
    let (title, detail) = (common::too_many_title(locale), common::too_many_detail(locale, seconds));
    let mut page = error::page(gate, locale, StatusCode::TOO_MANY_REQUESTS, title, &detail, None);
    page.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    page
}

/// The page for a form that cannot be taken.
fn refused(gate: &Gate, locale: Locale, status: StatusCode, most: usize) -> Response {
    if status != StatusCode::PAYLOAD_TOO_LARGE {
        return expired(gate, locale, status);
    }
    let detail = common::too_large_detail(locale, most.div_ceil(1024 * 1024));
    error::page(gate, locale, status, common::too_large_title(locale), &detail, None)
}

/// The page for a form that may have been sent by another page.
fn expired(gate: &Gate, locale: Locale, status: StatusCode) -> Response {
    let (title, detail) = (common::expired_form_title(locale), common::expired_form_detail(locale));
    error::page(gate, locale, status, title, detail, None)
}

/// Whether an address takes photos.
fn brings_photos(uri: &Uri) -> bool {
    uri.path() == PHOTO_FORM
}

/// The most bytes of a request.
fn most(gate: &Gate, uri: &Uri) -> usize {
    let most = usize::try_from(gate.config().limits.max_body).unwrap_or(usize::MAX);
    if brings_photos(uri) { most.max(Photo::MOST_BYTES + AROUND) } else { most }
}

/// The body of a request that changes something, when it comes from a page of this host.
async fn sent(gate: &Gate, parts: &mut Parts, body: Body, host: &str) -> Result<Bytes, StatusCode> {
    if !csrf::same_origin(&parts.headers, gate.config().scheme(), host) {
        return Err(StatusCode::FORBIDDEN);
    }
    let body = read(body, most(gate, &parts.uri)).await?;
    if brings_photos(&parts.uri) {
        let split = multipart::split(&mut parts.headers, body).await;
        let (body, uploads) = split.map_err(|_| StatusCode::BAD_REQUEST)?;
        parts.extensions.insert(uploads);
        return Ok(body);
    }
    multipart::flatten(&mut parts.headers, body).await.map_err(|_| StatusCode::BAD_REQUEST)
}

/// The whole body. What is too much is thrown away but read on for a while: a browser that is cut off while it sends shows
/// no answer.
async fn read(body: Body, most: usize) -> Result<Bytes, StatusCode> {
    let mut stream = body.into_data_stream();
    let (mut kept, mut length) = (Vec::new(), 0_usize);
    while let Some(part) = stream.next().await {
        let part = part.map_err(|_| StatusCode::BAD_REQUEST)?;
        length = length.saturating_add(part.len());
        if length <= most {
            kept.extend_from_slice(&part);
        } else if length <= most.saturating_mul(READ_ON) {
            kept = Vec::new();
        } else {
            break;
        }
    }
    if length <= most { Ok(kept.into()) } else { Err(StatusCode::PAYLOAD_TOO_LARGE) }
}

/// Whether, with a session, it carries the session's secret.
fn genuine(parts: &Parts, body: &Bytes, secret: Option<&[u8; 32]>) -> bool {
    let Some(secret) = secret else { return true };
    csrf::carried(&parts.headers, body).is_some_and(|carried| csrf::matches(&carried, secret))
}

/// What may be kept by whom: a private page by nobody, any other page only after asking whether it changed.
fn keep_fresh(response: &mut Response, private: bool) {
    let value = if private { "private, no-store" } else { "no-cache" };
    let headers = response.headers_mut();
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    }
    headers.append(header::VARY, HeaderValue::from_static("cookie"));
}

fn unknown_host(gate: &Gate, locale: Locale, asked: &str) -> Response {
    let addresses = gate.addresses();
    let directory = gate.directories().current();
    let all = directory.platform().map(|platform| addresses.of(platform));
    let name: String = asked.chars().take(100).collect();
    let detail = common::unknown_host_detail(locale, name);
    let way_out = all.as_deref().map(|address| (address, common::all_sites(locale)));
    error::page(gate, locale, StatusCode::NOT_FOUND, common::unknown_host_title(locale), &detail, way_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_signs_in_is_limited_as_such() {
        assert_eq!(sort(&Method::GET, "/entrar"), Sort::SignIn);
        assert_eq!(sort(&Method::POST, "/hacer/tableta"), Sort::Tablet);
        assert_eq!(sort(&Method::GET, "/tableta"), Sort::Read);
        assert_eq!(sort(&Method::GET, "/votar"), Sort::Read);
        assert_eq!(sort(&Method::POST, "/hacer/votar"), Sort::Write);
    }
}
