//! Yes, with the power that grants it; or no, with the reason, the rule and what helps.

use chrono::{DateTime, Utc};

use super::Grant;
use crate::{
    document::Key,
    eligibility::{Remedy, Verdict},
    ruleset::{Basis, Holder, Lock},
};

/// Yes or no.
pub type Decision<'a> = Result<Permit<'a>, Refused>;

/// Where a power comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// From the rules.
    Power {
        /// Its place among them.
        place: usize,
    },
    /// From a deadline of the rules that has passed.
    Deadline {
        /// Its place among them.
        place: usize,
    },
    /// It holds on every site.
    Standing,
}

/// Yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permit<'a> {
    /// The power.
    pub source: Source,
    /// What it rests on.
    pub basis: &'a Basis,
    /// The phase that is open for it; `None` where it does not depend on one.
    pub phase: Option<&'a Key>,
    /// Until when, where time ends it.
    pub until: Option<DateTime<Utc>>,
}

impl<'a> Permit<'a> {
    pub(super) fn new(grant: &'a Grant, phase: Option<&'a Key>, until: DateTime<Utc>) -> Self {
        let until = (until < DateTime::<Utc>::MAX_UTC).then_some(until);
        Self { source: grant.source, basis: &grant.basis, phase, until }
    }
}

/// No.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Why not.
    pub refusal: Refusal,
    /// The rule that it follows from; [`super::Powers::locate`] says where it stands and what it rests on.
    pub rule: Option<Rule>,
}

/// One rule of those that decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// A power.
    Granted(Source),
    /// A condition on people.
    Condition {
        /// Its place among them.
        place: usize,
    },
    /// A phase.
    Phase {
        /// Its place among them.
        place: usize,
    },
}

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nobody has signed in.
    #[error("sign in first")]
    SignInFirst,
    /// The rules give this to nobody.
    #[error("the rules give this to nobody")]
    NobodyMay,
    /// It takes a role or a seat that the actor does not have.
    #[error("this belongs to others")]
    HolderNeeded {
        /// Any of these would do.
        any_of: Vec<Holder>,
    },
    /// The actor sits in the body of another territory.
    #[error("this belongs to the `{body}` of another territory")]
    OtherTerritory {
        /// The body.
        body: Key,
    },
    /// The actor sits in the body, but it decides in session.
    #[error("`{body}` decides this in session")]
    SessionNeeded {
        /// The body.
        body: Key,
    },
    /// It will be possible later.
    #[error("not before {opens}")]
    NotYet {
        /// From when on.
        opens: DateTime<Utc>,
    },
    /// It was possible before.
    #[error("over since {closed}")]
    Over {
        /// Since when not.
        closed: DateTime<Utc>,
    },
    /// The phase for it has no dates yet.
    #[error("the phase `{phase}` has no dates")]
    NotPlanned {
        /// The phase.
        phase: Key,
    },
    /// The phase for it does not come in the year of this process.
    #[error("the phase `{phase}` does not come this time")]
    NotThisTime {
        /// The phase.
        phase: Key,
        /// The year of the next process in which it comes, where there is one.
        next: Option<i32>,
    },
    /// There is no day on which the power is in force and its phases are open.
    #[error("the power is not in force in any of its phases")]
    NotInForce,
    /// How people voted is nobody's to know while they vote.
    #[error("voting is open until {closes}")]
    StillOpen {
        /// When the voting closes.
        closes: DateTime<Utc>,
        /// From when on it will be possible.
        opens: DateTime<Utc>,
    },
    /// It can no longer change.
    #[error("fixed since {since}")]
    Locked {
        /// What.
        what: Lock,
        /// Since when.
        since: DateTime<Utc>,
        /// By what.
        by: LockedBy,
    },
    /// The votes have been counted.
    #[error("the votes have been counted")]
    Counted,
    /// The actor has cast a ballot.
    #[error("a ballot has already been cast")]
    AlreadyVoted,
    /// The actor has sent as many ideas as one person may.
    #[error("{count} have been sent, as many as one person may")]
    QuotaReached {
        /// How many one person may send.
        count: u16,
        /// The theme in which; `None` where the whole process counts.
        theme: Option<Key>,
    },
    /// Each account of a roll has a vote, and which of them are the actor's has not been shown.
    #[error("each entry of the roll `{roll}` has a vote, not each person")]
    EntryNeeded {
        /// The roll.
        roll: Key,
    },
    /// The contest is voted in person too, where people are known by their document, and which one is the actor's is not
    /// known.
    #[error("people vote in person too, and which document is the actor's is not known")]
    DocumentNeeded,
    /// The document that is said to be the actor's is that of another account: one document has one vote.
    #[error("another account has the actor's document")]
    DocumentTaken,
    /// The actor is on a roll of those who take part in nothing as citizens (fallecidos, cédulas canceladas).
    #[error("the roll `{roll}` excludes whoever is on it")]
    Excluded {
        /// The roll.
        roll: Key,
    },
    /// Only who made it may.
    #[error("only its author may")]
    NotAuthor,
    /// It is for others to do: the actor made it.
    #[error("it is the actor's own")]
    Own,
    /// The actor does not meet the condition, or not as far as is known.
    #[error("the condition `{needs}` is not met")]
    NotEligible {
        /// The condition, by its name in the rules.
        needs: Key,
        /// All the reasons.
        verdict: Box<Verdict>,
    },
}

/// What locks something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LockedBy {
    /// A phase has opened.
    Phase(Key),
    /// The thing itself has been fixed.
    Object,
}

/// What would make a no a yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// Sign in.
    SignIn,
    /// Be given one of these roles, or a seat in one of these bodies.
    Hold {
        /// Any of these.
        any_of: Vec<Holder>,
    },
    /// Let the body of the object's own territory do it.
    BodyOfTerritory {
        /// The body.
        body: Key,
    },
    /// Bring it before the body in session.
    Session {
        /// The body.
        body: Key,
    },
    /// Come back then.
    From {
        /// From this instant on time is no reason any more.
        at: DateTime<Utc>,
    },
    /// Come back when the phase has dates.
    WhenPlanned {
        /// The phase.
        phase: Key,
    },
    /// Only an act that amends what is fixed can.
    ByAct,
    /// Take back one of those that were sent; or choose another theme, where each counts for itself.
    Withdraw {
        /// Whether another theme would do.
        other_theme: bool,
    },
    /// Have whoever vouches for one's identity say which document it is, or vote in person with it.
    BringDocument,
    /// Claim, so that somebody looks into whose the document is (reclamo).
    Claim,
    /// Any of what the person can do; nothing when empty.
    Mend {
        /// In the order of the condition.
        remedies: Vec<Remedy>,
    },
    /// None.
    None,
}

impl Refused {
    pub(super) const fn bare(refusal: Refusal) -> Self {
        Self { refusal, rule: None }
    }

    pub(super) const fn by(refusal: Refusal, grant: &Grant) -> Self {
        Self { refusal, rule: Some(Rule::Granted(grant.source)) }
    }

    /// From when on time would be no reason to refuse.
    pub const fn from_when(&self) -> Option<DateTime<Utc>> {
        match self.refusal {
            Refusal::NotYet { opens } | Refusal::StillOpen { opens, .. } => Some(opens),
            _ => None,
        }
    }

    /// By which way it would be yes.
    pub fn way(&self) -> Way {
        match &self.refusal {
            Refusal::SignInFirst => Way::SignIn,
            Refusal::HolderNeeded { any_of } => Way::Hold { any_of: any_of.clone() },
            Refusal::OtherTerritory { body } => Way::BodyOfTerritory { body: body.clone() },
            Refusal::SessionNeeded { body } => Way::Session { body: body.clone() },
            Refusal::NotYet { opens } | Refusal::StillOpen { opens, .. } => Way::From { at: *opens },
            Refusal::NotPlanned { phase } | Refusal::NotThisTime { phase, .. } => {
                Way::WhenPlanned { phase: phase.clone() }
            }
            Refusal::Locked { .. } => Way::ByAct,
            Refusal::QuotaReached { theme, .. } => Way::Withdraw { other_theme: theme.is_some() },
            Refusal::EntryNeeded { roll } => Way::Mend { remedies: vec![Remedy::CheckRoll { roll: roll.clone() }] },
            Refusal::DocumentNeeded => Way::BringDocument,
            Refusal::DocumentTaken => Way::Claim,
            Refusal::Excluded { roll } => Way::Mend { remedies: vec![Remedy::GetOffRoll { roll: roll.clone() }] },
            Refusal::NotEligible { verdict, .. } => Way::Mend { remedies: verdict.remedies() },
            Refusal::NobodyMay
            | Refusal::Over { .. }
            | Refusal::NotInForce
            | Refusal::Counted
            | Refusal::AlreadyVoted
            | Refusal::NotAuthor
            | Refusal::Own => Way::None,
        }
    }
}
