//! What an action is by its nature, wherever and by whomever it is done.

use super::Action;
use crate::ruleset::Lock;

impl Action {
    /// Whether a body that does it decides: several people, in session. One who holds an office does it alone.
    pub const fn is_decision(self) -> bool {
        matches!(
            self,
            Self::Endorse
                | Self::Prioritise
                | Self::ApproveBallot
                | Self::ProposeCeilings
                | Self::SetCeilings
                | Self::AdoptAct
                | Self::GiveOpinion
        )
    }

    /// What it changes of that which phases lock. Of an act, its object says what it changes. Whoever supports an idea
    /// leaves the ballots as they are; but a number beside a project that grows while people vote could be taken for its
    /// votes, so that supports stay as they are when ballots do.
    pub const fn changes(self) -> Option<Lock> {
        match self {
            Self::WithdrawIdea
            | Self::GroupIdeas
            | Self::ReviewProposal
            | Self::Formulate
            | Self::EstimateCost
            | Self::Mend
            | Self::Adjust => Some(Lock::Projects),
            Self::Support | Self::Prioritise | Self::ApproveBallot | Self::NumberBallot => Some(Lock::Ballots),
            Self::CertifyBase | Self::ProposeCeilings | Self::SetCeilings => Some(Lock::Ceilings),
            _ => None,
        }
    }

    /// Whether a yes to it has to bring something that silence cannot say: a cost, an amount, a text, a count, a choice.
    /// Silence cannot say yes to it (silencio positivo).
    pub const fn says_more_than_yes(self) -> bool {
        matches!(
            self,
            Self::ProposeIdea
                | Self::ReviewProposal
                | Self::Vote
                | Self::CountVotes
                | Self::SetCeilings
                | Self::ChangeCalendar
                | Self::GroupIdeas
                | Self::RecordMeeting
                | Self::Formulate
                | Self::EstimateCost
                | Self::Mend
                | Self::Prioritise
                | Self::CertifyBase
                | Self::ProposeCeilings
                | Self::NumberBallot
                | Self::AdoptAct
                | Self::SelectMunicipalities
                | Self::ManageRolls
                | Self::AnswerClaims
                | Self::ManageDesks
                | Self::ReviewSignals
                | Self::EnterPaper
        )
    }

    /// Whether it is part of the voting itself, so that it is possible in the phases of the contest only.
    pub(super) const fn is_voting(self) -> bool {
        matches!(self, Self::Vote | Self::RunPollingPlace)
    }

    /// Whether it tells how people voted, so that it has to wait for the last vote.
    pub(super) const fn tells_votes(self) -> bool {
        matches!(self, Self::CountVotes | Self::PublishResults)
    }

    /// Whether a citizen does it to what is their own only.
    pub(super) const fn is_authors(self) -> bool {
        matches!(self, Self::WithdrawIdea | Self::Mend | Self::Appeal)
    }

    /// Whether nobody does it to what is their own.
    pub(super) const fn is_for_others(self) -> bool {
        matches!(self, Self::Support)
    }
}
