//! Two addresses: `/entrar` sends people to their identity provider, `/auth/callback` takes them back.

use app::{path, return_path, text::common};
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use chrono::TimeDelta;
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use shared::id::PersonId;
use shared::roll::RollKey;
use store::person::{self, Identity as StoredIdentity};
use store::session::{self, NewSession};
use store::sign_in::{self, SignIn};
use subtle::ConstantTimeEq as _;
use vault::VaultError;

use super::Identity;
use super::provider::{ProviderError, Vouched};
use crate::http::visit::{Here, session_key};
use crate::http::{Gate, cookies, error};
use crate::random;

/// How long the provider may take.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// Where to come back to.
#[derive(Debug, Deserialize)]
pub struct Start {
    volver: Option<String>,
    /// Whether whoever is signed in goes to the provider all the same: it knows more of them by now than it said.
    de_nuevo: Option<String>,
}

/// `GET /entrar?volver=/path`: off to the provider. Whoever is signed in goes straight back, unless `de_nuevo` is said.
pub async fn start(State(gate): State<Gate>, here: Here, Query(query): Query<Start>) -> Response {
    let return_to = return_path::checked(query.volver.as_deref());
    match depart(&gate, &here, return_to, query.de_nuevo.is_some()).await {
        Ok(response) => response,
        Err(failure) => failure.into_page(&gate, &here),
    }
}

async fn depart(gate: &Gate, here: &Here, return_to: &str, again: bool) -> Result<Response, Failure> {
    if here.visit.viewer.is_some() && !again {
        return Ok(Redirect::to(return_to).into_response());
    }
    let identity = identity(gate, here)?;
    let departure = gate.providers().depart(&identity, &callback(here)).await?;
    let browser = random::hex::<32>();
    let now = here.visit.now;
    let mut tx = here.visit.enter().await?;
    let remembered = SignIn {
        browser_hash: hash(&browser),
        nonce: departure.nonce,
        pkce_verifier: departure.pkce_verifier,
        return_to: return_to.to_owned(),
    };
    sign_in::begin(&mut tx, hash(&departure.state), &remembered, now, now + PATIENCE).await?;
    tx.commit().await?;
    let cookie = cookies::secret(cookies::SIGN_IN, &browser, PATIENCE.num_seconds());
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&departure.address)).into_response())
}

/// The provider's answer.
#[derive(Debug, Deserialize)]
pub struct Answer {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

/// `GET /auth/callback`: back from the provider.
pub async fn callback_answered(
    State(gate): State<Gate>,
    here: Here,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Response {
    match arrive(&gate, &here, &headers, answer).await {
        Ok(response) => response,
        Err(failure) => failure.into_page(&gate, &here),
    }
}

async fn arrive(gate: &Gate, here: &Here, headers: &HeaderMap, answer: Answer) -> Result<Response, Failure> {
    let visit = &here.visit;
    let state = answer.state.ok_or(Failure::Unexpected("the answer has no state"))?;
    let browser = cookies::get(headers, cookies::SIGN_IN).ok_or(Failure::Unexpected("the browser has no sign-in"))?;

    // Whatever becomes of it, the sign-in is used up.
    let mut tx = visit.enter().await?;
    let begun = sign_in::take(&mut tx, hash(&state), visit.now).await?;
    tx.commit().await?;
    let begun = begun.ok_or(Failure::Unexpected("no such sign-in is under way"))?;
    if !bool::from(begun.browser_hash.ct_eq(&hash(browser))) {
        return Err(Failure::Unexpected("the sign-in began in another browser"));
    }

    let identity = identity(gate, here)?;
    if answer.iss.is_some_and(|issuer| issuer != identity.issuer) {
        return Err(Failure::Unexpected("another provider answered"));
    }
    if let Some(error) = answer.error {
        tracing::info!(error = error.chars().take(64).collect::<String>(), "the identity provider refused a sign-in");
        return Err(Failure::Unexpected("the provider refused"));
    }
    let code = answer.code.ok_or(Failure::Unexpected("the answer has no code"))?;
    let mut vouched =
        gate.providers().arrive(&identity, &callback(here), &code, &begun.nonce, begun.pkce_verifier).await?;
    let level = &mut vouched.said.attested.level;
    *level = level.or(identity.level);

    let token = open_session(gate, here, headers, vouched).await?;
    let mut response = Redirect::to(return_path::checked(Some(&begun.return_to))).into_response();
    let life = gate.config().sign_in.session_life().num_seconds();
    response.headers_mut().append(header::SET_COOKIE, cookies::secret(cookies::SESSION, &token, life));
    response.headers_mut().append(header::SET_COOKIE, cookies::forget(cookies::SIGN_IN));
    Ok(response)
}

/// Opens a session with a token of its own, in place of any that the browser had, and gives the token.
async fn open_session(gate: &Gate, here: &Here, headers: &HeaderMap, vouched: Vouched) -> Result<String, Failure> {
    let visit = &here.visit;
    let token = gate.tokens().fresh();
    let key = session_key(&token);
    let mut attested = vouched.said.attested;
    if let Some(document) = vouched.said.document {
        // From here on nobody knows the number.
        let secret = RollKey::new(gate.vault().roll_key(visit.site.tenant)?);
        attested.document = Some(document.hash(&secret));
    }
    let mut tx = visit.enter().await?;
    let identity = StoredIdentity {
        issuer: vouched.issuer,
        name: vouched.said.name.unwrap_or_else(|| common::unnamed_person(visit.locale()).to_owned()),
        subject: vouched.subject,
        birth_date: vouched.said.birth_date,
        territory_code: vouched.said.territory,
        attested,
    };
    let new_id = PersonId::from(random::uuid());
    let recognised = person::recognise(&mut tx, new_id, &identity, visit.now).await?;
    if recognised.unknown_territory {
        tracing::warn!("the identity provider names a territory that this site does not have");
    }
    if recognised.document_taken {
        tracing::warn!(
            tenant = %visit.site.slug,
            person = %recognised.person,
            "the identity provider vouches for a document that is another person's here: the account cannot vote on the web"
        );
    }
    if let Some(old) = cookies::get(headers, cookies::SESSION) {
        session::end(&mut tx, session_key(old)).await?;
    }
    let opened = NewSession {
        key,
        csrf: random::bytes(),
        person: recognised.person,
        now: visit.now,
        expires: visit.now + gate.config().sign_in.session_life(),
    };
    session::open(&mut tx, &opened).await?;
    tx.commit().await?;
    Ok(token)
}

fn identity(gate: &Gate, here: &Here) -> Result<Identity, Failure> {
    gate.identity_of(&here.visit.site)
        .map_err(|error| Failure::Provider(ProviderError::Configuration(error.to_string())))?
        .ok_or_else(|| Failure::Provider(ProviderError::Configuration("the site has no identity provider".to_owned())))
}

fn callback(here: &Here) -> String {
    format!("{}/auth/callback", here.origin)
}

fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// Why somebody could not sign in.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// The provider's part.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// The database's part.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The key of the rolls.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// An answer that nothing here asked for, or too late: start again.
    #[error("{0}")]
    Unexpected(&'static str),
}

impl Failure {
    fn into_page(self, gate: &Gate, here: &Here) -> Response {
        let locale = here.visit.locale();
        // Those that were completed are not counted: on the day of the vote that would be how many vote.
        metrics::counter!("convite_sign_ins_failed_total", "tenant" => here.visit.site.slug.to_string()).increment(1);
        let (status, title, detail) = match &self {
            Self::Unexpected(reason) => {
                tracing::info!(reason, "a sign-in was not completed");
                (StatusCode::BAD_REQUEST, common::sign_in_failed_title(locale), common::sign_in_failed_detail(locale))
            }
            Self::Provider(ProviderError::Invalid(reason)) => {
                tracing::warn!(reason, "a sign-in was not completed");
                (StatusCode::BAD_GATEWAY, common::sign_in_failed_title(locale), common::sign_in_failed_detail(locale))
            }
            Self::Provider(error) => {
                tracing::error!(%error, "nobody can sign in");
                (
                    StatusCode::SERVICE_UNAVAILABLE,
                    common::identity_unavailable_title(locale),
                    common::identity_unavailable_detail(locale),
                )
            }
            Self::Store(error) => {
                tracing::error!(%error, "a sign-in could not be kept");
                (StatusCode::SERVICE_UNAVAILABLE, common::fault_title(locale), common::fault_detail(locale))
            }
            Self::Vault(error) => {
                tracing::error!(%error, "nobody with a document can sign in");
                (StatusCode::SERVICE_UNAVAILABLE, common::fault_title(locale), common::fault_detail(locale))
            }
        };
        let again = path::sign_in(path::HOME);
        error::page(gate, locale, status, title, detail, Some((&again, common::start_again(locale))))
    }
}
