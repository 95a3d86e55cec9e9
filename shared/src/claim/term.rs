//! What the law of a country gives to answer a claim.

use super::ClaimKind;

/// How long an incomplete claim waits to be completed before it counts as withdrawn (desistimiento).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// So many months.
    Months(u32),
    /// So many working days.
    WorkingDays(u16),
}

/// The days (términos, plazos) of a kind of claim. All are working days, counted from the day after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The law, as it is cited.
    pub norm: &'static str,
    /// To answer it.
    pub answer: u16,
    /// To answer it later, once and with a reason that is told before the first days are over.
    pub more: u16,
    /// To ask for what is missing, after it came.
    pub complete: u16,
    /// Until an incomplete one counts as withdrawn.
    pub silence: Silence,
    /// To carry out what was decided, where the law gives days for it.
    pub carry_out: Option<u16>,
}

/// A consultation (consulta) in Colombia: Ley 1581 of 2012, article 14. Ten working days and five more.
const CO_ACCESS: Term = Term {
    norm: "Ley 1581 de 2012, artículo 14",
    answer: 10,
    more: 5,
    complete: 5,
    silence: Silence::Months(2),
    carry_out: None,
};

/// A claim (reclamo) in Colombia: Ley 1581 of 2012, article 15. Fifteen working days and eight more; what is missing is
/// asked for within five, and two months of silence withdraw it.
const CO_CLAIM: Term = Term {
    norm: "Ley 1581 de 2012, artículo 15",
    answer: 15,
    more: 8,
    complete: 5,
    silence: Silence::Months(2),
    carry_out: None,
};

/// All rights of access, rectification, cancellation and opposition (derechos ARCO) in Mexico: Ley General de Protección
/// de Datos Personales en Posesión de Sujetos Obligados (Diario Oficial de la Federación, 20 March 2025), third title,
/// chapter II. Twenty working days and ten more to answer, fifteen to carry it out; what is missing is asked for within
/// five, and ten of silence withdraw it.
const MX_ARCO: Term = Term {
    norm: "Ley General de Protección de Datos Personales en Posesión de Sujetos Obligados, título tercero, capítulo II",
    answer: 20,
    more: 10,
    complete: 5,
    silence: Silence::WorkingDays(10),
    carry_out: Some(15),
};

impl Term {
    /// What a country's law gives, by its ISO 3166-1 code. Colombia's, which gives the least, where nobody has written a
    /// country's down.
    pub fn of(country: &str, kind: ClaimKind) -> &'static Self {
        match (country, kind) {
            ("MX", _) => &MX_ARCO,
            (_, ClaimKind::Access) => &CO_ACCESS,
            _ => &CO_CLAIM,
        }
    }
}
