//! The rule set (reglamento): one typed document that says everything that differs between one municipality and another.
//!
//! A version of it is drafted, published by an act, pinned by a process and frozen when its voting opens. Every part
//! says what it rests on: a [`Norm`] of the document, or that it is a draft. Parts refer to each other by [`Key`].

#[cfg(test)]
pub(crate) mod arbitrary;
mod body;
mod check;
mod contest;
mod diff;
mod eligibility;
mod follow_up;
mod indicator;
mod norm;
mod phase;
mod pool;
mod power;
mod schema;
mod selection;
mod territory;

pub use self::{
    body::{Ages, Body, BodyKind, Filling, Incompatibility, Majority, Parity, Quorum, Scope, Seats, Term},
    check::{Defect, Flaw, Hint, Moment, Part, Quantity, SoundRuleSet},
    contest::{
        BallotRule, Contest, KindLimit, Limit, Offer, Order, Sheet, Threshold, Thresholds, TieBreak, TurnoutBoard,
        Unspent, VoteChange, WinnerRule,
    },
    diff::{Change, Difference, Turn, Way, compare},
    eligibility::{Condition, EligibilityRule, Entries, IdentityLevel, Roll, Tie},
    follow_up::{Closing, FollowUp, ReportField},
    indicator::{IndicatorRule, Measure, Theme},
    norm::{Basis, Norm},
    phase::{Channel, Exit, Hours, Lock, OfflineBallots, PhaseRule, PollingPlaces, Recurrence, Typical},
    pool::{BaseRule, Bound, KindFactor, Pool, Split, SplitTerm, ThemePart, WeightedTerm},
    power::{Deadline, Expiry, Holder, Power, Quota},
    schema::{SCHEMA_ID, schema},
    selection::{Criterion, Preference, SelectionRule},
    territory::{Code, Level, Place, Territories, TerritoryKindRule},
};
use crate::{
    document::{Key, Text, table},
    money::Currency,
    permission::Action,
};

table! {
    /// One version of a tenant's rules, whole.
    RuleSet {
        /// Its short name, the same in all versions.
        id: Key,
        /// What people call it.
        title: Text,
        /// What it is, in a few sentences.
        summary: Option<Text> = default,
        /// The currency of every amount in it.
        currency: Currency,
        /// The norms that its parts rest on.
        norms: Vec<Norm> = default,
        /// How the tenant is divided.
        territories: Territories,
        /// The figures that ceilings and selections rest on.
        indicators: Vec<IndicatorRule> = default,
        /// The catalogue of themes (líneas, metas).
        themes: Vec<Theme> = default,
        /// The rolls of people (padrones).
        rolls: Vec<Roll> = default,
        /// Committees, boards and offices (instancias).
        bodies: Vec<Body> = default,
        /// The phases in their order (ruta).
        phases: Vec<PhaseRule>,
        /// Who may do what, in which phases (competencias).
        powers: Vec<Power>,
        /// How long steps may take (plazos).
        deadlines: Vec<Deadline> = default,
        /// The money and how it is divided (bolsas y techos).
        pools: Vec<Pool>,
        /// Conditions on people, by name (requisitos).
        eligibility: Vec<EligibilityRule> = default,
        /// What is decided by vote (decisiones).
        contests: Vec<Contest>,
        /// The ballots as people get them (tarjetones).
        sheets: Vec<Sheet>,
        /// How municipalities are chosen, where a state chooses them.
        selection: Option<SelectionRule> = default,
        /// What is owed after the vote (seguimiento).
        follow_up: FollowUp = default,
    }
}

impl RuleSet {
    /// The contest in which projects are chosen: the last one, where others lead up to it.
    pub fn deciding_contest(&self) -> Option<&Contest> {
        self.contests.last()
    }

    /// Whether people vote in a contest in person (en un puesto de votación), on the web or not: in one of its phases that
    /// is not of the web alone, and that has polling places or lets somebody run a desk.
    pub fn is_voted_in_person(&self, contest: &Contest) -> bool {
        self.phases.iter().any(|phase| contest.phases.contains(&phase.id) && self.opens_in_person(phase))
    }

    /// Whether people vote at polling places in a phase, among others or only there: it opens that channel, promises places,
    /// or somebody has desks to run in it.
    pub fn opens_in_person(&self, phase: &PhaseRule) -> bool {
        let desks = || {
            let mut powers = self.powers.iter().filter(|power| power.may.contains(&Action::RunPollingPlace));
            powers.any(|power| power.during.is_empty() || power.during.contains(&phase.id))
        };
        match phase.channel {
            Some(channel) => channel == Channel::InPerson,
            None => phase.places.is_some() || desks(),
        }
    }

    /// Whether people vote in a contest on the web (voto virtual).
    pub fn is_voted_online(&self, contest: &Contest) -> bool {
        let mut phases = self.phases.iter().filter(|phase| contest.phases.contains(&phase.id));
        phases.any(|phase| phase.channel != Some(Channel::InPerson))
    }

    /// How much support projects need where they are chosen, beside a number of votes; none where they need none.
    pub fn support(&self) -> Option<Threshold> {
        self.deciding_contest()?.thresholds.support
    }

    /// What each place of a ranking is worth where projects are chosen; nothing where it depends on how many projects a
    /// ballot names, and where nothing is ranked.
    pub fn places(&self) -> &[u16] {
        match self.deciding_contest().map(|contest| &contest.ballot) {
            Some(BallotRule::Ranking { places, .. }) => places,
            _ => &[],
        }
    }

    /// Whether projects may exclude each other where they are chosen (proyectos excluyentes).
    pub fn has_groups(&self) -> bool {
        self.deciding_contest().is_some_and(|contest| contest.exclusive)
    }

    /// Whether ties among projects are left to a public draw (sorteo público).
    pub fn asks_for_draw(&self) -> bool {
        self.deciding_contest().is_some_and(|contest| contest.winner.tie().contains(&TieBreak::PublicDraw))
    }

    /// The level over whose territories winners are spread where projects are chosen (regiones); none where they are not.
    pub fn spread_over(&self) -> Option<&Key> {
        match &self.deciding_contest()?.winner {
            WinnerRule::Quota { within, .. } => Some(within),
            _ => None,
        }
    }

    /// The regions of the territory with this code: those over which its winners are spread. All of that level where no
    /// code is given.
    pub fn regions_of(&self, code: Option<&Code>) -> Vec<&Place> {
        let Some(level) = self.spread_over() else { return Vec::new() };
        let Territories { levels, list } = &self.territories;
        let kinds = levels.iter().filter(|one| one.id == *level).flat_map(|one| &one.kinds);
        let kinds: Vec<&Key> = kinds.map(|kind| &kind.id).collect();
        let lies_in = |place: &Place| {
            let Some(code) = code else { return true };
            let mut at = place.within.as_ref();
            // As many steps as there are levels end any circle.
            for _ in levels {
                if at == Some(code) {
                    return true;
                }
                at = at.and_then(|at| list.iter().find(|other| other.code == *at)?.within.as_ref());
            }
            false
        };
        list.iter().filter(|place| kinds.contains(&&place.kind) && lies_in(place)).collect()
    }
}

#[cfg(test)]
mod tests;
