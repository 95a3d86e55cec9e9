//! Tenants: who they are, the name in their address, their official code and their looks.

mod slug;
mod theme;

use serde::{Deserialize, Serialize};

pub use self::{
    slug::{Slug, SlugError},
    theme::{Colour, ColourError, Theme, ThemeError},
};
use crate::words::words;

words! {
    /// What a tenant is.
    TenantKind as "kind of tenant" {
        /// Runs processes for its people (municipio).
        Municipality = "municipality",
        /// A part of a district that runs processes with its own fund (localidad).
        Locality = "locality",
        /// Municipalities grown together (área metropolitana).
        MetropolitanArea = "metropolitan_area",
        /// A city whose localities run the processes (distrito).
        District = "district",
        /// A state or department (estado, departamento).
        State = "state",
        /// The platform itself, where operators work.
        Platform = "platform",
    }
}

impl TenantKind {
    /// Whether it compares members instead of running processes.
    pub const fn is_group(self) -> bool {
        matches!(self, Self::MetropolitanArea | Self::District | Self::State)
    }

    /// Whether it runs participatory budgeting processes of its own.
    pub const fn runs_processes(self) -> bool {
        matches!(self, Self::Municipality | Self::Locality)
    }
}

words! {
    /// Whether a tenant is served.
    TenantStatus as "status of a tenant" {
        /// Served.
        Active = "active",
        /// Every page says that it is suspended.
        Suspended = "suspended",
    }
}

words! {
    /// Who gives territories their official codes.
    Authority as "authority" {
        /// Colombia's statistics office (Departamento Administrativo Nacional de Estadística).
        Dane = "dane",
        /// Mexico's statistics office (Instituto Nacional de Estadística y Geografía).
        Inegi = "inegi",
    }
}

/// The code by which a country knows a place: DANE 05001 is Medellín, INEGI 14039 is Guadalajara.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "OfficialCodeDocument", into = "OfficialCodeDocument")]
pub struct OfficialCode {
    authority: Authority,
    code: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficialCodeDocument {
    authority: Authority,
    code: String,
}

/// Why a text is no official code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not an official code: expected 2 to 10 digits")]
pub struct OfficialCodeError {
    /// What was found.
    pub found: String,
}

impl OfficialCode {
    /// Longest code in digits.
    const MAXIMUM: usize = 10;

    /// Reads a code: 2 to 10 digits, zeros in front included.
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn new(authority: Authority, code: &str) -> Result<Self, OfficialCodeError> {
        if (2..=Self::MAXIMUM).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self { authority, code: code.to_owned() })
        } else {
            Err(OfficialCodeError { found: code.to_owned() })
        }
    }

    /// Who gave the code.
    pub const fn authority(&self) -> Authority {
        self.authority
    }

    /// The code.
    pub fn code(&self) -> &str {
        &self.code
    }
}

impl TryFrom<OfficialCodeDocument> for OfficialCode {
    type Error = OfficialCodeError;

    fn try_from(document: OfficialCodeDocument) -> Result<Self, Self::Error> {
        Self::new(document.authority, &document.code)
    }
}

impl From<OfficialCode> for OfficialCodeDocument {
    fn from(code: OfficialCode) -> Self {
        Self { authority: code.authority, code: code.code }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_runs_no_processes() {
        for kind in TenantKind::ALL {
            assert!(!(kind.is_group() && kind.runs_processes()), "{kind}");
        }
        assert!(!TenantKind::Platform.is_group() && !TenantKind::Platform.runs_processes());
    }

    #[test]
    fn a_code_keeps_its_leading_zero() {
        let code = OfficialCode::new(Authority::Dane, "05001").unwrap();
        assert_eq!(code.code(), "05001");
        let json = serde_json::to_string(&code).unwrap();
        assert_eq!(serde_json::from_str::<OfficialCode>(&json).unwrap(), code);
        for wrong in ["", "5", "05 001", "C10", "12345678901"] {
            assert!(OfficialCode::new(Authority::Dane, wrong).is_err(), "{wrong}");
        }
    }
}
