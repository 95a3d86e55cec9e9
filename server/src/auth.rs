//! Signing in: OpenID Connect, authorization code with PKCE, state and nonce.
//!
//! Which provider vouches for a site's people is configuration: of the site, else of its group, else of the platform.

pub mod provider;
pub mod sign_in;
pub mod sign_out;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::{
    document::Key,
    roll::{DocumentNumber, kind_of},
    ruleset::IdentityLevel,
};
use store::{person::Attested, site::Site};

use crate::config::{ServeConfig, SignInConfig};
use crate::http::host::Directory;

/// How a site's people sign in, as stored in the registry (`tenant.identity`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The provider's issuer, e.g. `https://identidad.example/realms/ciudad`.
    pub issuer: String,
    /// What the provider calls this client.
    pub client_id: String,
    /// Environment variable that holds the client's secret; none for a public client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_secret_env: Option<String>,
    /// Scopes to ask for besides `openid`.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Which claim says what.
    #[serde(default)]
    pub claims: Claims,
    /// How sure the provider is of everybody whom it signs in, where no claim says it of each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<IdentityLevel>,
    /// The callback's address, where the provider knows it under another than `<site>/auth/callback`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect: Option<String>,
}

/// The names of the claims that say what the product needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Claims {
    /// The person's name.
    pub name: String,
    /// Date of birth, `YYYY-MM-DD`.
    pub birthdate: String,
    /// Official code of the territory where the person lives.
    pub territory: String,
    /// How sure it is who the person is, in the words of the rules: `declared`, `document`, `verified`, `biometric`.
    pub level: String,
    /// The kinds of document that the person has shown, by their names in the rules; one, or a list.
    pub documents: String,
    /// The number of the person's document of identity. It is hashed at once and kept nowhere.
    pub document_number: String,
    /// Of which kind that document is, by its name in the rules; where it is not said, it is the only one of
    /// `documents`.
    pub document_kind: String,
    /// The rolls that the person is on, by their names in the rules; one, or a list.
    pub rolls: String,
    /// Whether a parent or guardian has consented.
    pub guardian_consent: String,
    /// The kinds of organisation that the person speaks for, by their names in the rules; one, or a list.
    pub organisations: String,
}

impl Default for Claims {
    fn default() -> Self {
        Self {
            name: "name".to_owned(),
            birthdate: "birthdate".to_owned(),
            territory: "territory".to_owned(),
            level: "identity_level".to_owned(),
            documents: "documents".to_owned(),
            document_number: "document_number".to_owned(),
            document_kind: "document_kind".to_owned(),
            rolls: "rolls".to_owned(),
            guardian_consent: "guardian_consent".to_owned(),
            organisations: "organisations".to_owned(),
        }
    }
}

/// The client that the demonstration's provider knows.
const DEMO_CLIENT: &str = "convite-demo";

impl Identity {
    /// The platform's default: the demonstration's provider, or the configured one.
    pub fn platform_default(config: &ServeConfig) -> Option<Self> {
        let SignInConfig { oidc_issuer, oidc_client_id, oidc_client_secret_env, oidc_scopes, demo_issuer, .. } =
            &config.sign_in;
        let (issuer, client_id, client_secret_env) = if config.demo {
            (demo_issuer.clone(), DEMO_CLIENT.to_owned(), None)
        } else {
            (oidc_issuer.clone()?, oidc_client_id.clone()?, oidc_client_secret_env.clone())
        };
        Some(Self {
            issuer,
            client_id,
            client_secret_env,
            scopes: oidc_scopes.clone(),
            claims: Claims::default(),
            level: None,
            redirect: None,
        })
    }

    /// How the people of a site sign in: its own way, else its group's, else the default.
    ///
    /// # Errors
    /// When what is stored is no such configuration.
    pub fn of(site: &Site, directory: &Directory, default: Option<&Self>) -> Result<Option<Self>, serde_json::Error> {
        let stored = site.identity.as_ref().or_else(|| {
            let group = site.group.and_then(|group| directory.of(group));
            group.and_then(|group| group.identity.as_ref())
        });
        stored.map_or_else(|| Ok(default.cloned()), |stored| Self::deserialize(stored).map(Some))
    }
}

impl Claims {
    /// What the claims of a token, or of the provider's user endpoint, say.
    fn read(&self, claims: &Value) -> Said {
        let text = |name: &str| {
            claims
                .get(name)
                .and_then(Value::as_str)
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(ToOwned::to_owned)
        };
        let documents = names(claims.get(&self.documents));
        let kind = text(&self.document_kind).and_then(|kind| kind_of(&kind)).or_else(|| {
            let mut shown = documents.iter().flatten();
            shown.next().filter(|_| shown.next().is_none()).cloned()
        });
        let document = text(&self.document_number).zip(kind);
        Said {
            name: text(&self.name),
            birth_date: text(&self.birthdate).and_then(|date| parse_birth_date(&date)),
            territory: text(&self.territory),
            document: document.and_then(|(number, kind)| DocumentNumber::new(kind, &number).ok()),
            attested: Attested {
                level: text(&self.level).and_then(|level| level.parse().ok()),
                documents,
                rolls: names(claims.get(&self.rolls)),
                guardian_consent: claims.get(&self.guardian_consent).and_then(Value::as_bool),
                organisations: names(claims.get(&self.organisations)),
                document: None,
            },
        }
    }
}

/// One name, or a list of names; what is no name of any rules is left out.
fn names(claim: Option<&Value>) -> Option<BTreeSet<Key>> {
    let name = |value: &Value| value.as_str().and_then(|name| name.trim().parse().ok());
    match claim? {
        Value::Array(values) => Some(values.iter().filter_map(name).collect()),
        value @ Value::String(_) => Some(name(value).into_iter().collect()),
        _ => None,
    }
}

/// What a provider says of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Said {
    name: Option<String>,
    birth_date: Option<NaiveDate>,
    territory: Option<String>,
    /// Until it is hashed.
    document: Option<DocumentNumber>,
    attested: Attested,
}

impl Said {
    /// Whether nothing is left to be asked of the provider's user endpoint. Many name the document only there.
    fn complete(&self) -> bool {
        self.name.is_some() && self.birth_date.is_some() && self.territory.is_some() && self.document.is_some()
    }
}

/// A whole date; providers may leave out the year (0000) or give nothing but the year, neither of which says an age.
fn parse_birth_date(text: &str) -> Option<NaiveDate> {
    use chrono::Datelike as _;
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|date| date.year() >= 1800)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn claims_have_the_names_that_the_site_configures() {
        let claims = Claims {
            name: "nombre".to_owned(),
            birthdate: "fecha_nacimiento".to_owned(),
            territory: "comuna".to_owned(),
            ..Claims::default()
        };
        let said = claims.read(&json!({
            "name": "no", "nombre": " Gloria ", "fecha_nacimiento": "1978-04-19", "comuna": "11",
            "identity_level": "verified", "documents": "cc", "document_number": "1020304050",
            "rolls": ["sisben", "No Roll"], "guardian_consent": 1
        }));
        assert_eq!(said.name.as_deref(), Some("Gloria"));
        assert_eq!(said.birth_date, NaiveDate::from_ymd_opt(1978, 4, 19));
        assert_eq!(said.territory.as_deref(), Some("11"));
        assert!(said.complete());
        let named = |name: &str| Some(BTreeSet::from([name.parse().unwrap()]));
        let attested = Attested {
            level: Some(IdentityLevel::Verified),
            documents: named("cc"),
            rolls: named("sisben"),
            ..Attested::default()
        };
        assert_eq!(said.attested, attested);
    }

    #[test]
    fn a_document_has_the_kind_that_is_said_of_it_or_of_the_only_one() {
        let said = |claims: Value| Claims::default().read(&claims).document;
        let number = |kind: &str| DocumentNumber::new(kind.parse().unwrap(), "1020304050").ok();
        assert!(said(json!({"document_number": "1.020.304.050", "documents": ["cc"]})) == number("cc"));
        let both = json!({"document_number": "1020304050", "document_kind": "C.E.", "documents": ["cc", "ce"]});
        assert!(said(both) == number("ce"));
        assert!(said(json!({"document_number": "1020304050", "documents": ["cc", "ce"]})).is_none());
        assert!(said(json!({"document_number": "12", "documents": ["cc"]})).is_none());
        let whole = Claims::default().read(&json!({"document_number": "1020304050", "documents": ["cc"]}));
        assert!(!format!("{whole:?}").contains("1020304050"), "nothing prints the number");
    }

    #[test]
    fn what_is_missing_or_vague_is_not_said() {
        let said = Claims::default().read(&json!({"name": "", "birthdate": "0000-04-19", "territory": 7}));
        assert_eq!(said, Said::default());
        assert_eq!(parse_birth_date("1978"), None);
        assert_eq!(parse_birth_date("19/04/1978"), None);
    }

    #[test]
    fn a_stored_configuration_is_checked() {
        let stored = json!({"issuer": "https://id.example", "client_id": "convite", "scopes": ["profile"],
            "claims": {"territory": "comuna"}});
        let identity = Identity::deserialize(&stored).expect("valid");
        assert_eq!(identity.claims.name, "name");
        assert_eq!(identity.claims.territory, "comuna");
        assert!(
            Identity::deserialize(json!({"issuer": "https://id.example", "client_id": "a", "secret": "x"})).is_err()
        );
    }
}
