//! Static files: what the build left in the site's folder, compressed beforehand.

use std::convert::Infallible;
use std::path::{Path, PathBuf};

use app::visit::Assets;
use axum::body::Body;
use axum::extract::State;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, Method, Request, StatusCode, header};
use serde::Deserialize;
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

use super::log::RouteLabel;

/// Names of files below this path contain a hash of what is in them: they never change.
const HASHED: &str = "/pkg/";

/// The script that keeps the page of a desk for when there is no network. It runs under the policy that it comes with.
const WORKER: &str = "/mesa/sw.js";
const WORKERS_POLICY: &str = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";

/// Why the browser's files cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum AssetsError {
    /// The manifest that the build writes is not readable.
    #[error("{path} is not what the build of the client writes ({reason}); build the client again")]
    Manifest {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

#[derive(Deserialize)]
struct Manifest {
    css: String,
    js: String,
    wasm: String,
}

/// Where the browser finds style and client, as the build says in `manifest.json`. Under `cargo leptos watch` the files
/// have the plain names that it tells (`LEPTOS_OUTPUT_NAME`) and builds again after each change.
///
/// # Errors
/// When the manifest is there but cannot be read.
pub fn read_manifest(site_root: &Path, watched: Option<&str>, reload_port: Option<u16>) -> Result<Assets, AssetsError> {
    if let Some(name) = watched {
        let at = |ending: &str| format!("{HASHED}{name}.{ending}");
        return Ok(Assets { css: at("css"), js: at("js"), wasm: at("wasm"), reload_port });
    }
    let path = site_root.join("manifest.json");
    let text = match std::fs::read(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            tracing::warn!(folder = %site_root.display(), "the client has not been built: pages will have no style");
            let at = |name: &str| format!("{HASHED}{name}");
            return Ok(Assets {
                css: at("convite.css"),
                js: at("convite.js"),
                wasm: at("convite_bg.wasm"),
                reload_port: None,
            });
        }
        Err(error) => return Err(AssetsError::Manifest { path, reason: error.to_string() }),
    };
    let Manifest { css, js, wasm } =
        serde_json::from_slice(&text).map_err(|error| AssetsError::Manifest { path, reason: error.to_string() })?;
    Ok(Assets { css, js, wasm, reload_port: None })
}

/// The site's folder.
#[derive(Clone, Debug)]
pub struct Files {
    folder: ServeDir,
    /// Names below [`HASHED`] are plain and their files change all the time.
    watched: bool,
}

impl Files {
    /// The files below a folder, with their compressed siblings.
    pub fn new(site_root: &Path, watched: bool) -> Self {
        let folder = ServeDir::new(site_root).append_index_html_on_directories(false);
        // What was compressed for an earlier build would hide what has just been built.
        let folder = if watched { folder } else { folder.precompressed_br().precompressed_gzip() };
        Self { folder, watched }
    }
}

/// Answers with a file when there is one of that name; everything else goes on.
pub async fn serve(State(files): State<Files>, request: Request<Body>, next: Next) -> Response {
    let path = request.uri().path();
    let names_a_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if !names_a_file || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let hashed = path.starts_with(HASHED);
    let mut asked = Request::new(Body::empty());
    asked.method_mut().clone_from(request.method());
    asked.uri_mut().clone_from(request.uri());
    asked.headers_mut().clone_from(request.headers());
    let found: Result<_, Infallible> = files.folder.oneshot(asked).await;
    match found {
        Ok(response) if response.status() != StatusCode::NOT_FOUND => {
            let keep = match (files.watched, hashed) {
                (true, _) => "no-cache",
                (false, true) => "public, max-age=31536000, immutable",
                (false, false) => "public, max-age=3600",
            };
            let mut response = response.into_response();
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
            if path == WORKER {
                response
                    .headers_mut()
                    .insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(WORKERS_POLICY));
            }
            response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-encoding"));
            response.extensions_mut().insert(RouteLabel("static"));
            response
        }
        // No page lives among the build's files: a missing one is no page either.
        Ok(response) if hashed => response.into_response(),
        Ok(_) | Err(_) => next.run(request).await,
    }
}
