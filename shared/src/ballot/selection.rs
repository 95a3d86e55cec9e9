//! The plainest ballot: projects, each once, and no more than a limit.

use serde::{Deserialize, Serialize};

use super::{Marked, limit::share_of};
use crate::id::ProposalId;

/// How many projects one ballot may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BallotLimit {
    /// That many, whatever the ballot's size.
    Fixed(u32),
    /// A share of the projects on the ballot, rounded half up: 8000 of 16 projects is 13.
    Share {
        /// The share in basis points: 8000 is 80 %.
        basis_points: u32,
    },
}

impl BallotLimit {
    /// The most projects a ballot may name out of `projects` on it: at least one, at most all.
    pub fn limit(self, projects: u32) -> u32 {
        let limit = match self {
            Self::Fixed(limit) => limit,
            Self::Share { basis_points } => share_of(projects, basis_points),
        };
        limit.max(1).min(projects)
    }
}

/// A valid choice: projects of the ballot, none twice, no more than allowed; none at all is a blank vote (voto en
/// blanco).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Selection(Vec<ProposalId>);

/// Why a choice is no valid ballot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// It names a project that is not on this ballot.
    #[error("project {id} is not on this ballot")]
    UnknownProject {
        /// The project.
        id: ProposalId,
    },
    /// It names a project twice.
    #[error("project {id} is named twice")]
    Repeated {
        /// The project.
        id: ProposalId,
    },
    /// It names too many.
    #[error("{chosen} projects are named, at most {limit} may be")]
    TooMany {
        /// Most projects allowed.
        limit: u32,
        /// Projects named.
        chosen: usize,
    },
    /// It names none, and this process has no blank vote.
    #[error("no project is named, and there is no blank vote")]
    Empty,
}

impl Selection {
    /// Checks what a person chose against what the ballot offers.
    ///
    /// # Errors
    /// With the first thing that is wrong, in the order of [`SelectionError`].
    pub fn parse(
        chosen: impl IntoIterator<Item = ProposalId>,
        offered: &[ProposalId],
        limit: u32,
        blank_allowed: bool,
    ) -> Result<Self, SelectionError> {
        let chosen: Vec<ProposalId> = chosen.into_iter().collect();
        if let Some(&id) = chosen.iter().find(|id| !offered.contains(id)) {
            return Err(SelectionError::UnknownProject { id });
        }
        let mut sorted = chosen.clone();
        sorted.sort_unstable();
        if let Some(pair) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(SelectionError::Repeated { id: pair[0] });
        }
        if usize::try_from(limit).is_ok_and(|limit| chosen.len() > limit) {
            return Err(SelectionError::TooMany { limit, chosen: chosen.len() });
        }
        if chosen.is_empty() && !blank_allowed {
            return Err(SelectionError::Empty);
        }
        Ok(Self(chosen))
    }

    /// The projects of a ballot that only names them; `None` where it gives places, points or play money.
    pub fn of(ballot: &Marked) -> Option<Self> {
        let marks = ballot.only_named()?;
        Some(Self(marks.iter().map(|mark| mark.project).collect()))
    }

    /// The projects, as chosen.
    pub fn projects(&self) -> &[ProposalId] {
        &self.0
    }

    /// Whether it is a blank vote.
    pub fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id(number: u128) -> ProposalId {
        Uuid::from_u128(number).into()
    }

    #[test]
    fn four_fifths_give_the_published_limits() {
        let limit = BallotLimit::Share { basis_points: 8_000 };
        assert_eq!(limit.limit(16), 13);
        assert_eq!(limit.limit(14), 11);
        assert_eq!(limit.limit(1), 1);
        assert_eq!(limit.limit(0), 0);
        assert_eq!(BallotLimit::Share { basis_points: 1 }.limit(10), 1);
        assert_eq!(BallotLimit::Share { basis_points: u32::MAX }.limit(u32::MAX), u32::MAX);
        // 5 · 50 % = 2.5
        assert_eq!(BallotLimit::Share { basis_points: 5_000 }.limit(5), 3);
    }

    #[test]
    fn a_fixed_limit_stays_within_the_ballot() {
        assert_eq!(BallotLimit::Fixed(5).limit(16), 5);
        assert_eq!(BallotLimit::Fixed(5).limit(3), 3);
        assert_eq!(BallotLimit::Fixed(0).limit(3), 1);
    }

    #[test]
    fn a_choice_is_checked() {
        let offered = [id(1), id(2), id(3)];
        let parse = |chosen: &[u128], blank| Selection::parse(chosen.iter().map(|&n| id(n)), &offered, 2, blank);
        assert_eq!(parse(&[3, 1], true).unwrap().projects(), [id(3), id(1)]);
        assert!(parse(&[], true).unwrap().is_blank());
        assert_eq!(parse(&[], false), Err(SelectionError::Empty));
        assert_eq!(parse(&[9], true), Err(SelectionError::UnknownProject { id: id(9) }));
        assert_eq!(parse(&[2, 2], true), Err(SelectionError::Repeated { id: id(2) }));
        assert_eq!(parse(&[1, 2, 3], true), Err(SelectionError::TooMany { limit: 2, chosen: 3 }));
    }
}
