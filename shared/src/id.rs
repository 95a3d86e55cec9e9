//! Identifiers. Each kind of thing has a type of its own, so that a process can't be taken for a proposal.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($($(#[$meta:meta])* $name:ident,)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The bare identifier, for storage.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

id! {
    /// A tenant (inquilino): a municipality, a locality, a group, or the platform.
    TenantId,
    /// A person, within one tenant.
    PersonId,
    /// A territory (comuna, corregimiento, zona, localidad).
    TerritoryId,
    /// One cycle of participatory budgeting (proceso).
    ProcessId,
    /// One pool of money with one ballot and one independent count (tarjetón de un territorio).
    ContestId,
    /// A proposal, from idea to project (propuesta, proyecto).
    ProposalId,
    /// Who has one vote (votante): a person, or an account of a roll where accounts have the votes.
    VoterId,
    /// One version of a tenant's rules (versión del reglamento).
    RuleSetId,
    /// A body as it exists: of a tenant, a process, a territory or a project (instancia).
    BodyId,
    /// An appointment to a seat of a body (designación).
    AppointmentId,
    /// A session of a body (sesión).
    SessionId,
    /// A file of a roll as it was loaded (carga de un padrón).
    RollImportId,
    /// A correction of a roll (corrección de un padrón).
    RollCorrectionId,
    /// A claim on personal data (reclamo).
    ClaimId,
    /// A polling place (puesto de votación).
    PollingPlaceId,
    /// A desk of a polling place (mesa de votación).
    DeskId,
    /// A shift at a desk (turno de una mesa).
    ShiftId,
    /// The ballots on paper of one contest from the box of one desk (planilla).
    PaperSheetId,
}

impl From<PersonId> for VoterId {
    fn from(person: PersonId) -> Self {
        person.uuid().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_text_and_its_json() {
        let text = "0196a1b2-0000-7000-8000-00000000002a";
        let id: ProposalId = text.parse().unwrap();
        assert_eq!(id.to_string(), text);
        assert_eq!(serde_json::to_string(&id).unwrap(), format!("\"{text}\""));
        assert_eq!(ProposalId::from(id.uuid()), id);
        assert!("42".parse::<ProposalId>().is_err());
    }
}
