//! The field's own terms: names of kinds, roles, phases and states.

use shared::{
    locale::Locale,
    phase::{PhaseKind, PhaseState},
    proposal::ProposalState,
    role::Role,
    tenant::TenantKind,
    territory::TerritoryKind,
};

messages! {
    municipality { es: "Municipio", en: "Municipality" }
    locality { es: "Localidad", en: "Locality" }
    metropolitan_area { es: "Área metropolitana", en: "Metropolitan area" }
    district { es: "Distrito", en: "District" }
    state { es: "Departamento", mx: "Estado", en: "State" }
    platform { es: "Plataforma", en: "Platform" }
    comuna { es: "Comuna", en: "Comuna" }
    corregimiento { es: "Corregimiento", en: "Corregimiento" }
    zone { es: "Zona", en: "Zone" }
    citizen { es: "Ciudadanía", en: "Citizen" }
    reviewer { es: "Revisión técnica", en: "Reviewer" }
    committee_member { es: "Integrante del comité", en: "Committee member" }
    polling_officer { es: "Jurado de votación", mx: "Funcionariado de casilla", en: "Polling officer" }
    process_admin { es: "Administración del proceso", en: "Process administrator" }
    tenant_admin { es: "Administración del sitio", en: "Site administrator" }
    analyst { es: "Análisis metropolitano", mx: "Análisis estatal", en: "Analyst" }
    operator { es: "Operación de la plataforma", en: "Platform operator" }
    convening { es: "Convocatoria", en: "Call" }
    ideas { es: "Ideas", en: "Ideas" }
    assemblies { es: "Asambleas", en: "Assemblies" }
    formulation { es: "Revisión técnica", en: "Technical review" }
    socialization { es: "Socialización y ajuste", en: "Public review" }
    ceilings { es: "Techos", en: "Ceilings" }
    ballot { es: "Tarjetón", mx: "Boleta", en: "Ballot" }
    voting { es: "Votación", en: "Voting" }
    results { es: "Resultados", en: "Results" }
    commitments { es: "Firma de compromisos", en: "Commitments" }
    execution { es: "Ejecución", en: "Execution" }
    follow_up { es: "Seguimiento", en: "Follow-up" }
    upcoming { es: "Viene después", en: "Coming later" }
    open { es: "Abierta ahora", en: "Open now" }
    closed { es: "Terminó", en: "Over" }
    submitted { es: "Por revisar", en: "To be reviewed" }
    viable { es: "Viable", en: "Viable" }
    not_viable { es: "No viable", en: "Not viable" }
}

/// What a kind of site is called.
pub const fn tenant_kind(locale: Locale, kind: TenantKind) -> &'static str {
    match kind {
        TenantKind::Municipality => municipality(locale),
        TenantKind::Locality => locality(locale),
        TenantKind::MetropolitanArea => metropolitan_area(locale),
        TenantKind::District => district(locale),
        TenantKind::State => state(locale),
        TenantKind::Platform => platform(locale),
    }
}

/// What a kind of territory is called.
pub const fn territory_kind(locale: Locale, kind: TerritoryKind) -> &'static str {
    match kind {
        TerritoryKind::Municipality => municipality(locale),
        TerritoryKind::Comuna => comuna(locale),
        TerritoryKind::Corregimiento => corregimiento(locale),
        TerritoryKind::Locality => locality(locale),
        TerritoryKind::Zone => zone(locale),
        TerritoryKind::District => district(locale),
    }
}

/// What a role is called.
pub const fn role(locale: Locale, role: Role) -> &'static str {
    match role {
        Role::Citizen => citizen(locale),
        Role::Reviewer => reviewer(locale),
        Role::CommitteeMember => committee_member(locale),
        Role::PollingOfficer => polling_officer(locale),
        Role::ProcessAdmin => process_admin(locale),
        Role::TenantAdmin => tenant_admin(locale),
        Role::Analyst => analyst(locale),
        Role::Operator => operator(locale),
    }
}

/// What a phase is called.
pub const fn phase(locale: Locale, kind: PhaseKind) -> &'static str {
    match kind {
        PhaseKind::Convening => convening(locale),
        PhaseKind::Ideas => ideas(locale),
        PhaseKind::Assemblies => assemblies(locale),
        PhaseKind::Formulation => formulation(locale),
        PhaseKind::Socialization => socialization(locale),
        PhaseKind::Ceilings => ceilings(locale),
        PhaseKind::Ballot => ballot(locale),
        PhaseKind::Voting => voting(locale),
        PhaseKind::Results => results(locale),
        PhaseKind::Commitments => commitments(locale),
        PhaseKind::Execution => execution(locale),
        PhaseKind::FollowUp => follow_up(locale),
    }
}

/// Where a phase stands.
pub const fn phase_state(locale: Locale, state: PhaseState) -> &'static str {
    match state {
        PhaseState::Upcoming => upcoming(locale),
        PhaseState::Open => open(locale),
        PhaseState::Closed => closed(locale),
    }
}

/// Where a proposal stands.
pub const fn proposal_state(locale: Locale, state: ProposalState) -> &'static str {
    match state {
        ProposalState::Submitted => submitted(locale),
        ProposalState::Viable => viable(locale),
        ProposalState::NotViable => not_viable(locale),
    }
}
