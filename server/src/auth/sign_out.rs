//! `POST /salir`: ends the session here, and at the identity provider where it can be ended there.

use app::{citizen, path, text::common};
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::{HeaderValue, StatusCode, header};
use store::session;

use crate::http::visit::Here;
use crate::http::{Gate, cookies, error};

/// Ends the session.
pub async fn sign_out(State(gate): State<Gate>, here: Here) -> Response {
    let visit = &here.visit;
    let locale = visit.locale();
    if let Some(viewer) = &visit.viewer {
        let ended = async {
            let mut tx = visit.enter().await?;
            session::end(&mut tx, viewer.session).await?;
            tx.commit().await
        };
        if let Err(error) = ended.await {
            tracing::error!(%error, "a session could not be ended");
            let (title, detail) = (common::fault_title(locale), common::fault_detail(locale));
            return error::page(&gate, locale, StatusCode::SERVICE_UNAVAILABLE, title, detail, None);
        }
    }
    let home = format!("{}/", here.origin);
    let goodbye = match gate.identity_of(&visit.site) {
        Ok(Some(identity)) => gate.providers().goodbye(&identity, &home).await,
        Ok(None) | Err(_) => None,
    };
    let mut response = match goodbye {
        None => Redirect::to(path::HOME).into_response(),
        // A form's answer may not redirect to another host (the policy says `form-action 'self'`): a page goes there.
        Some(address) => {
            let (title, detail) = (common::signed_out_title(locale), common::signed_out_detail(locale));
            let way_out = Some((address.as_str(), common::continue_there(locale)));
            let mut page = error::page(&gate, locale, StatusCode::OK, title, detail, way_out);
            if let Ok(refresh) = HeaderValue::from_str(&format!("0; url={address}")) {
                page.headers_mut().insert(header::REFRESH, refresh);
            }
            page
        }
    };
    response.headers_mut().append(header::SET_COOKIE, cookies::forget(cookies::SESSION));
    // Whoever comes next to this browser reads no claim either.
    for cookie in citizen::claims_closed() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
