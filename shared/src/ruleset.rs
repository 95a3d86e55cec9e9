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
    eligibility::Area,
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
    /// The contest of this name.
    pub fn contest(&self, id: &Key) -> Option<&Contest> {
        self.contests.iter().find(|contest| contest.id == *id)
    }

    /// The contest in which projects are chosen: the last one, where others lead up to it.
    pub fn deciding_contest(&self) -> Option<&Contest> {
        self.contests.last()
    }

    /// The ballot on which projects are chosen (tarjetón): the one with the [deciding](Self::deciding_contest) contest.
    pub fn deciding_sheet(&self) -> Option<&Sheet> {
        let decides = &self.deciding_contest()?.id;
        self.sheets.iter().find(|sheet| sheet.contests.contains(decides))
    }

    /// What is decided with one ballot, when projects are chosen: the contests of the [deciding](Self::deciding_sheet) sheet
    /// in its order. Projects stand in these, and their winners are found by one count.
    pub fn decided_together(&self) -> impl DoubleEndedIterator<Item = &Contest> + Clone {
        let sheet = self.deciding_sheet().map(|sheet| sheet.contests.as_slice()).unwrap_or_default();
        sheet.iter().filter_map(|id| self.contest(id))
    }

    /// Whether several things are decided with one ballot.
    pub fn decides_several(&self) -> bool {
        self.decided_together().nth(1).is_some()
    }

    /// What a contest is called where it is held: by that place, which is all that tells it from others where one thing is
    /// decided; else by what is decided too.
    pub fn name_in(&self, contest: &Contest, place: &str) -> String {
        if self.decides_several() { format!("{}: {place}", contest.name) } else { place.to_owned() }
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

    /// Whether ties among projects are left to a public draw (sorteo público), in anything that is decided together.
    pub fn asks_for_draw(&self) -> bool {
        self.decided_together().any(Contest::asks_for_draw)
    }

    /// The places in which a contest is held: those of its level, of which the rules list none where each site has its own.
    pub fn places_of(&self, contest: &Contest) -> impl Iterator<Item = &Place> + use<'_> {
        self.places_on(&contest.level)
    }

    /// The larger territories in which a contest is held on a site with these: those of its level in which they lie. None
    /// where it is held in the site's own.
    pub fn places_around(&self, contest: &Contest, own: &[Code]) -> Vec<&Place> {
        let areas: Vec<Area> = own.iter().map(|code| Area::of(code, &self.territories)).collect();
        let around =
            |place: &&Place| areas.iter().any(|area| area.code() != Some(&place.code) && area.lies_in(&place.code));
        self.places_of(contest).filter(around).collect()
    }

    /// The regions of the territory with this code: those over which the winners of a contest are spread. All of that level
    /// where no code is given.
    pub fn regions_of(&self, contest: &Contest, code: Option<&Code>) -> Vec<&Place> {
        let Some(level) = contest.spread_over() else { return Vec::new() };
        let lies_in = |place: &&Place| {
            code.is_none_or(|code| place.code != *code && Area::of(&place.code, &self.territories).lies_in(code))
        };
        self.places_on(level).filter(lies_in).collect()
    }

    /// The places of a level.
    fn places_on(&self, level: &Key) -> impl Iterator<Item = &Place> + use<'_> {
        let Territories { levels, list } = &self.territories;
        let kinds = levels.iter().filter(|one| one.id == *level).flat_map(|one| &one.kinds);
        let kinds: Vec<&Key> = kinds.map(|kind| &kind.id).collect();
        list.iter().filter(move |place| kinds.contains(&&place.kind))
    }
}

#[cfg(test)]
mod tests;
