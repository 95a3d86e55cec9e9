//! What keeps a ballot from being cast: facts, from which the message catalogue makes words.

use serde::{Deserialize, Serialize};

use crate::{id::ProposalId, money::Money, words::words};

/// One thing that is wrong with a choice, or still missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "mistake", rename_all = "snake_case", deny_unknown_fields)]
pub enum Mistake {
    /// It names something that is no project's id.
    #[error("`{found}` is no project")]
    NoProject {
        /// What it names.
        found: String,
    },
    /// It names a project that is not on this ballot.
    #[error("project {project} is not on this ballot")]
    NotOffered {
        /// The project.
        project: ProposalId,
    },
    /// It names a project more than once.
    #[error("project {project} is named {times} times")]
    Repeated {
        /// The project.
        project: ProposalId,
        /// How often.
        times: usize,
    },
    /// What it says of a project is no whole number.
    #[error("`{found}` for project {project} is no whole number")]
    NoNumber {
        /// The project.
        project: ProposalId,
        /// What it says.
        found: String,
    },
    /// It gives a project an amount where a ballot only names projects.
    #[error("project {project} is given {found}, where it can only be named")]
    OnlyNamed {
        /// The project.
        project: ProposalId,
        /// The amount.
        found: u64,
    },
    /// It names nothing and is not marked as blank.
    #[error("nothing is marked")]
    NothingMarked {
        /// Whether it could be marked as blank.
        blank: bool,
    },
    /// It is marked as blank, and there is no blank vote.
    #[error("there is no blank vote")]
    NoBlankVote,
    /// It is marked as blank and names projects.
    #[error("it is marked as blank and names {chosen} projects")]
    BlankWithProjects {
        /// How many.
        chosen: u32,
    },
    /// It names too many.
    #[error("{chosen} projects are named, at most {most} may be")]
    TooMany {
        /// The most.
        most: u32,
        /// How many it names.
        chosen: u32,
    },
    /// It names too few.
    #[error("{chosen} projects are named, at least {least} must be")]
    TooFew {
        /// The fewest.
        least: u32,
        /// How many it names.
        chosen: u32,
    },
    /// It gives one place to several projects.
    #[error("place {place} is given to {} projects", projects.len())]
    PlaceTwice {
        /// The place, from one.
        place: u64,
        /// The projects.
        projects: Vec<ProposalId>,
    },
    /// It leaves a place out.
    #[error("place {place} is left out")]
    PlaceMissing {
        /// The place, from one.
        place: u64,
    },
    /// It gives one project too many points or too much play money.
    #[error("project {project} is given {given}, at most {most} may be")]
    TooMuchToOne {
        /// The project.
        project: ProposalId,
        /// The most.
        most: u64,
        /// What it gives.
        given: u64,
    },
    /// It gives more points or more play money than there is.
    #[error("{given} is given of {total}")]
    TooMuch {
        /// How much there is.
        total: u64,
        /// How much it gives.
        given: u64,
    },
    /// It does not give all points.
    #[error("{given} is given, and all {total} must be")]
    PointsLeft {
        /// How many there are.
        total: u64,
        /// How many it gives.
        given: u64,
    },
    /// It gives a project what is not so many whole notes.
    #[error("project {project} is given {given}, which is not in notes of {note}")]
    NoWholeNotes {
        /// The project.
        project: ProposalId,
        /// What it gives.
        given: u64,
        /// What a note is worth.
        note: u64,
    },
    /// Its projects cost more than the ceiling.
    #[error("the projects cost {} {over} more than the ceiling", cost.to_decimal(), over = over.to_decimal())]
    OverCeiling {
        /// The ceiling.
        ceiling: Money,
        /// What they cost together.
        cost: Money,
        /// How much more that is.
        over: Money,
    },
    /// Its projects cost less than must be spent.
    #[error("the projects cost {}, {missing} less than must be spent", cost.to_decimal(), missing = missing.to_decimal())]
    Underspent {
        /// What must be spent.
        floor: Money,
        /// What they cost together.
        cost: Money,
        /// How much less that is.
        missing: Money,
    },
}

words! {
    /// Which of a ballot's rules refuses a choice.
    Restriction as "restriction" {
        /// Only what is on it can be named.
        Offer = "offer",
        /// Each project once.
        Once = "once",
        /// Whole numbers, and none where projects are only named.
        Number = "number",
        /// Whether it may be blank.
        Blank = "blank",
        /// The fewest projects.
        Least = "least",
        /// The most projects.
        Most = "most",
        /// Places one after the other.
        Places = "places",
        /// The most to one project.
        Each = "each",
        /// What there is to give, or to spend.
        Total = "total",
        /// What must be given, or spent.
        Floor = "floor",
        /// Whole notes.
        Notes = "notes",
    }
}

impl Mistake {
    /// Which rule it breaks.
    pub const fn restriction(&self) -> Restriction {
        match self {
            Self::NoProject { .. } | Self::NotOffered { .. } => Restriction::Offer,
            Self::Repeated { .. } => Restriction::Once,
            Self::NoNumber { .. } | Self::OnlyNamed { .. } => Restriction::Number,
            Self::NoBlankVote | Self::BlankWithProjects { .. } => Restriction::Blank,
            Self::NothingMarked { .. } | Self::TooFew { .. } => Restriction::Least,
            Self::TooMany { .. } => Restriction::Most,
            Self::PlaceTwice { .. } | Self::PlaceMissing { .. } => Restriction::Places,
            Self::TooMuchToOne { .. } => Restriction::Each,
            Self::TooMuch { .. } | Self::OverCeiling { .. } => Restriction::Total,
            Self::PointsLeft { .. } | Self::Underspent { .. } => Restriction::Floor,
            Self::NoWholeNotes { .. } => Restriction::Notes,
        }
    }

    /// The project it is about, where it is about one.
    pub const fn project(&self) -> Option<ProposalId> {
        match self {
            Self::NotOffered { project }
            | Self::Repeated { project, .. }
            | Self::NoNumber { project, .. }
            | Self::OnlyNamed { project, .. }
            | Self::TooMuchToOne { project, .. }
            | Self::NoWholeNotes { project, .. } => Some(*project),
            _ => None,
        }
    }

    /// Whether going on marking can mend it: something is missing, nothing is wrong yet.
    pub const fn is_missing(&self) -> bool {
        matches!(
            self,
            Self::NothingMarked { .. }
                | Self::TooFew { .. }
                | Self::PlaceMissing { .. }
                | Self::PointsLeft { .. }
                | Self::Underspent { .. }
        )
    }
}
