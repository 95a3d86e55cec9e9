//! Talking to identity providers.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken, EmptyExtraTokenFields,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenFields, IssuerUrl, LogoutRequest, Nonce,
    OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl, ProviderMetadataWithLogout,
    RedirectUrl, Scope, StandardErrorResponse, StandardTokenResponse, TokenResponse as _, UserInfoClaims, reqwest,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::{Identity, Said};

/// Claims beyond the standard ones, by name.
#[derive(Debug, Serialize, Deserialize)]
struct OtherClaims(HashMap<String, Value>);

impl AdditionalClaims for OtherClaims {}

type Tokens = StandardTokenResponse<
    IdTokenFields<
        OtherClaims,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

type ProviderClient = Client<
    OtherClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Why a provider could not vouch for somebody.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// The configuration names something impossible.
    #[error("the sign-in's configuration is wrong: {0}")]
    Configuration(String),
    /// The provider does not answer as it should.
    #[error("the identity provider {issuer} cannot be used: {reason}")]
    Unavailable {
        /// Which provider.
        issuer: String,
        /// Why.
        reason: String,
    },
    /// The provider's answer does not prove anything.
    #[error("the identity provider's answer is not valid: {0}")]
    Invalid(String),
}

/// The providers that sites use, with what they publish about themselves.
#[derive(Debug)]
pub struct Providers {
    http: reqwest::Client,
    known: Mutex<HashMap<String, (Instant, Arc<ProviderMetadataWithLogout>)>>,
    https_only: bool,
}

/// How long what a provider publishes is believed; new keys are also asked for when a signature is not known.
const FRESH: Duration = Duration::from_mins(15);

/// Where to send somebody to sign in, and what to remember meanwhile.
#[derive(Debug)]
pub struct Departure {
    /// The provider's address, with everything it has to know.
    pub address: String,
    /// What the answer must repeat.
    pub state: String,
    /// What the identity token must repeat.
    pub nonce: String,
    /// The secret half of the code exchange.
    pub pkce_verifier: String,
}

/// Somebody a provider vouches for.
#[derive(Debug)]
pub struct Vouched {
    /// Who vouches.
    pub issuer: String,
    /// The name the provider knows the person by.
    pub subject: String,
    /// What else it says.
    pub(super) said: Said,
}

impl Providers {
    /// Makes the client that talks to providers.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(https_only: bool) -> Result<Self, ProviderError> {
        let http = reqwest::ClientBuilder::new()
            // A provider that redirects a token request elsewhere would make the server ask addresses of its choosing.
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(3))
            .timeout(Duration::from_secs(8))
            .https_only(https_only)
            .build()
            .map_err(|error| ProviderError::Configuration(error.to_string()))?;
        Ok(Self { http, known: Mutex::default(), https_only })
    }

    async fn metadata(&self, issuer: &str) -> Result<Arc<ProviderMetadataWithLogout>, ProviderError> {
        if let Some((when, metadata)) = self.known.lock().await.get(issuer)
            && when.elapsed() < FRESH
        {
            return Ok(Arc::clone(metadata));
        }
        let url = IssuerUrl::new(issuer.to_owned()).map_err(|error| ProviderError::Configuration(error.to_string()))?;
        if self.https_only && url.url().scheme() != "https" {
            return Err(ProviderError::Configuration(format!("the issuer {issuer} is not https")));
        }
        // Not under the lock: a provider that does not answer must not hold up the others.
        let metadata = ProviderMetadataWithLogout::discover_async(url, &self.http)
            .await
            .map_err(|error| ProviderError::Unavailable { issuer: issuer.to_owned(), reason: describe(&error) })?;
        let metadata = Arc::new(metadata);
        self.known.lock().await.insert(issuer.to_owned(), (Instant::now(), Arc::clone(&metadata)));
        Ok(metadata)
    }

    async fn forget(&self, issuer: &str) {
        self.known.lock().await.remove(issuer);
    }

    async fn client(&self, identity: &Identity, callback: &str) -> Result<ProviderClient, ProviderError> {
        let metadata = self.metadata(&identity.issuer).await?;
        let secret =
            match &identity.client_secret_env {
                None => None,
                Some(name) => Some(ClientSecret::new(std::env::var(name).map_err(|_| {
                    ProviderError::Configuration(format!("the environment variable {name} is not set"))
                })?)),
            };
        let callback = identity.redirect.clone().unwrap_or_else(|| callback.to_owned());
        let callback = RedirectUrl::new(callback).map_err(|error| ProviderError::Configuration(error.to_string()))?;
        let client =
            Client::from_provider_metadata((*metadata).clone(), ClientId::new(identity.client_id.clone()), secret);
        Ok(client.set_redirect_uri(callback))
    }

    /// Prepares a sign-in.
    ///
    /// # Errors
    /// When the provider cannot be used.
    pub async fn depart(&self, identity: &Identity, callback: &str) -> Result<Departure, ProviderError> {
        let client = self.client(identity, callback).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let scopes = identity.scopes.iter().cloned().map(Scope::new);
        let (address, state, nonce) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new(crate::random::hex::<32>()),
                || Nonce::new(crate::random::hex::<32>()),
            )
            .add_scopes(scopes)
            .set_pkce_challenge(challenge)
            .url();
        Ok(Departure {
            address: address.into(),
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            pkce_verifier: verifier.into_secret(),
        })
    }

    /// Exchanges the provider's code for what it says of the person.
    ///
    /// # Errors
    /// When the provider cannot be used, or its answer is not valid.
    pub async fn arrive(
        &self,
        identity: &Identity,
        callback: &str,
        code: &str,
        nonce: &str,
        pkce_verifier: String,
    ) -> Result<Vouched, ProviderError> {
        let client = self.client(identity, callback).await?;
        let tokens = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| ProviderError::Configuration(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(pkce_verifier))
            .request_async(&self.http)
            .await
            .map_err(|error| ProviderError::Invalid(describe(&error)))?;
        let token = tokens.id_token().ok_or_else(|| ProviderError::Invalid("no identity token".to_owned()))?;
        let nonce = Nonce::new(nonce.to_owned());
        let claims = if let Ok(claims) = token.claims(&client.id_token_verifier(), &nonce) {
            claims
        } else {
            // Its keys may have changed since they were asked for.
            self.forget(&identity.issuer).await;
            let renewed = self.client(identity, callback).await?;
            token
                .claims(&renewed.id_token_verifier(), &nonce)
                .map_err(|error| ProviderError::Invalid(describe(&error)))?
        };
        let in_token = as_value(&claims)?;
        let mut said = identity.claims.read(&in_token);
        if !said.complete()
            && let Ok(request) = client.user_info(tokens.access_token().clone(), Some(claims.subject().clone()))
        {
            let more: UserInfoClaims<OtherClaims, CoreGenderClaim> =
                request.request_async(&self.http).await.map_err(|error| ProviderError::Invalid(describe(&error)))?;
            said = identity.claims.read(&overlaid(as_value(&more)?, in_token));
        }
        Ok(Vouched { issuer: claims.issuer().to_string(), subject: claims.subject().to_string(), said })
    }

    /// Where the provider ends its own session, if it can and is reachable.
    pub async fn goodbye(&self, identity: &Identity, home: &str) -> Option<String> {
        let metadata = self.metadata(&identity.issuer).await.ok()?;
        let endpoint = metadata.additional_metadata().end_session_endpoint.clone()?;
        let request = LogoutRequest::from(endpoint)
            .set_client_id(ClientId::new(identity.client_id.clone()))
            .set_post_logout_redirect_uri(PostLogoutRedirectUrl::new(home.to_owned()).ok()?);
        Some(request.http_get_url().into())
    }
}

fn as_value(claims: &impl Serialize) -> Result<Value, ProviderError> {
    serde_json::to_value(claims).map_err(|error| ProviderError::Invalid(error.to_string()))
}

/// Some claims, with what others say in place of those of the same names.
fn overlaid(claims: Value, others: Value) -> Value {
    match (claims, others) {
        (Value::Object(mut claims), Value::Object(others)) => {
            claims.extend(others.into_iter().filter(|(_, said)| !said.is_null() && said != ""));
            Value::Object(claims)
        }
        (_, others) => others,
    }
}

/// An error with its causes: the first alone often says only that something failed.
fn describe(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
