//! Roles: what a person is in one tenant. A role granted in one tenant means nothing in another.

use crate::{tenant::TenantKind, words::words};

words! {
    /// A role within one tenant, one group or the platform.
    Role as "role" {
        /// Whoever has signed in to a tenant that runs processes (ciudadana, ciudadano). Never granted: implied.
        Citizen = "citizen",
        /// Says whether an idea is viable, and its cost (revisor técnico de la dependencia).
        Reviewer = "reviewer",
        /// Sits in a citizens' committee (integrante del comité, consejo comunal).
        CommitteeMember = "committee_member",
        /// Runs a polling place (jurado, responsable del punto de votación).
        PollingOfficer = "polling_officer",
        /// Runs the process: calendar, ceilings, count (administradora del proceso).
        ProcessAdmin = "process_admin",
        /// Runs the tenant; may do all that a process admin may (administradora de la entidad).
        TenantAdmin = "tenant_admin",
        /// Compares the members of a group from published aggregates (analista del observatorio).
        Analyst = "analyst",
        /// Runs the platform (operadora de la plataforma).
        Operator = "operator",
    }
}

impl Role {
    /// Whether the role has a meaning in a tenant of this kind: analysts only in groups, operators only on the
    /// platform, all others only where processes run.
    pub const fn may_exist_in(self, kind: TenantKind) -> bool {
        match self {
            Self::Analyst => kind.is_group(),
            Self::Operator => matches!(kind, TenantKind::Platform),
            Self::Citizen
            | Self::Reviewer
            | Self::CommitteeMember
            | Self::PollingOfficer
            | Self::ProcessAdmin
            | Self::TenantAdmin => kind.runs_processes(),
        }
    }

    /// Whether who holds this role may do all that `other` may.
    pub fn covers(self, other: Self) -> bool {
        self == other || (self == Self::TenantAdmin && other == Self::ProcessAdmin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_lives_in_one_sort_of_tenant() {
        for kind in TenantKind::ALL {
            for role in Role::ALL {
                let expected = match role {
                    Role::Analyst => {
                        matches!(kind, TenantKind::MetropolitanArea | TenantKind::District | TenantKind::State)
                    }
                    Role::Operator => *kind == TenantKind::Platform,
                    _ => matches!(kind, TenantKind::Municipality | TenantKind::Locality),
                };
                assert_eq!(role.may_exist_in(*kind), expected, "{role} in {kind}");
            }
        }
    }

    #[test]
    fn only_the_tenant_admin_covers_another_role() {
        assert!(Role::TenantAdmin.covers(Role::ProcessAdmin));
        assert!(!Role::ProcessAdmin.covers(Role::TenantAdmin));
        assert!(!Role::TenantAdmin.covers(Role::Reviewer));
    }
}
