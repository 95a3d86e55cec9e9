//! Phases and powers: every phase can be left, and somebody may do what it is for.

use super::{Check, Flaw, Moment, Part};
use crate::{
    document::{Key, Path},
    permission::Action,
    phase::PhaseKind,
    ruleset::{Channel, Exit, Expiry, Holder, Lock, OfflineBallots, PhaseRule, PollingPlaces, Quota, Recurrence},
    tenant::TenantKind,
};

/// The most years after a process's year in which one of its phases can open.
const LATEST: u8 = 3;

/// The fewest and the most years from one process in which a phase comes to the next.
const EVERY: (u16, u16) = (2, 20);

/// The first and the last year in which a phase can begin to come again.
const SINCE: (u16, u16) = (1900, 9000);

impl Check<'_> {
    pub(super) fn phases(&mut self) {
        let rules = self.rules;
        self.filled(&rules.phases, Part::Phase, || Path::of("phases"));
        for (place, phase) in rules.phases.iter().enumerate() {
            let path = Path::of("phases").entry(place);
            self.overlaps(place, phase, &path);
            self.dates(place, phase, &path);
            if let Some(hours) = &phase.hours
                && hours.from >= hours.until
            {
                let flaw = Flaw::Reversed { least: hours.from.into(), most: hours.until.into() };
                self.add(path.field("hours"), flaw);
            }
            for (at, exit) in phase.exits.iter().enumerate() {
                self.exit(place, phase, exit, &path.field("exits").entry(at));
            }
            if let Some(places) = &phase.places {
                self.places(phase, places, &path.field("places"));
            }
            self.once(&phase.locks, Part::Entry, |at| path.field("locks").entry(at));
            self.purpose(place, phase, &path);
        }
    }

    /// Whether one votes at polling places where there must be some, somebody may run them, and whoever votes there is
    /// known also without a network, where ballots are handed out then.
    fn places(&mut self, phase: &PhaseRule, places: &PollingPlaces, path: &Path) {
        if let Some(level) = &places.level {
            self.peopled(level, || path.field("level"));
        }
        self.some(places.fixed_at_least, || path.field("fixed_at_least"));
        if let Some(distance) = places.mobile_beyond_km {
            self.some(distance, || path.field("mobile_beyond_km"));
        }
        let in_person = phase.kind == PhaseKind::Voting && phase.channel != Some(Channel::Online);
        if in_person {
            self.needs(Action::RunPollingPlace, phase, None, path);
        } else {
            self.add(path.clone(), Flaw::NotInPerson);
        }
        let rules = self.rules;
        let mut held = rules.contests.iter().filter(|contest| contest.phases.contains(&phase.id));
        if let Some(roll) = held.find_map(|contest| contest.per_entry_of.as_ref())
            && places.offline != OfflineBallots::Never
        {
            self.add(path.field("offline"), Flaw::OfflineAccounts { roll: roll.clone() });
        }
    }

    fn overlaps(&mut self, place: usize, phase: &PhaseRule, path: &Path) {
        let path = path.field("overlaps");
        self.once(&phase.overlaps, Part::Phase, |at| path.entry(at));
        for (at, other) in phase.overlaps.iter().enumerate() {
            if self.refer(Part::Phase, other, || path.entry(at)) {
                let earlier = self.rules.phases[..place].iter().any(|before| before.id == *other);
                self.add_if(!earlier, || path.entry(at), || Flaw::NotEarlier { phase: other.clone() });
            }
        }
    }

    /// Whether the usual dates follow each other as the phases do.
    fn dates(&mut self, place: usize, phase: &PhaseRule, path: &Path) {
        let Some(typical) = &phase.typical else { return };
        let path = path.field("typical");
        let flaw = || Flaw::OutOfRange { found: typical.year.into(), least: 0, most: LATEST.into() };
        self.add_if(typical.year > LATEST, || path.field("year"), flaw);
        if let Some(&Recurrence { every, since }) = typical.recurs.as_ref() {
            for (found, (least, most), field) in [(every, EVERY, "every"), (since, SINCE, "since")] {
                let flaw = || Flaw::OutOfRange { found: found.into(), least: least.into(), most: most.into() };
                self.add_if(!(least..=most).contains(&found), || path.field("recurs").field(field), flaw);
            }
        }
        let Some((opens, _)) = usual(phase) else { return };
        let rules = self.rules;
        for before in &rules.phases[..place] {
            let Some((other_opens, closes)) = usual(before) else { continue };
            if let (Some(one), Some(other)) = (recurrence(phase), recurrence(before))
                && !one.meets(other)
            {
                continue;
            }
            let other = || before.id.clone();
            if opens < other_opens {
                self.add(path.clone(), Flaw::OutOfOrder { opens, phase: other(), before: other_opens });
            } else if opens <= closes && !phase.overlaps.contains(&before.id) {
                self.add(path.clone(), Flaw::OpensTooEarly { opens, phase: other(), closes });
            }
        }
    }

    /// Whether what a phase waits for can happen.
    fn exit(&mut self, place: usize, phase: &PhaseRule, exit: &Exit, path: &Path) {
        let (action, body, lock) = match exit {
            Exit::Meetings { at_least } => {
                self.some(*at_least, || path.field("at_least"));
                (Action::RecordMeeting, None, None)
            }
            Exit::BallotApproved { by } => {
                if !self.refer(Part::Body, by, || path.field("by")) {
                    return;
                }
                (Action::ApproveBallot, Some(by), Some(Lock::Ballots))
            }
            Exit::CeilingsAdopted => (Action::SetCeilings, None, Some(Lock::Ceilings)),
            Exit::AllReviewed => (Action::ReviewProposal, None, Some(Lock::Projects)),
            Exit::AllCounted => (Action::CountVotes, None, None),
        };
        self.needs(action, phase, body, path);
        let locked = |other: &&PhaseRule| lock.is_some_and(|lock| other.locks.contains(&lock));
        if let (Some(lock), Some(other)) = (lock, self.rules.phases[..=place].iter().find(locked)) {
            self.add(path.clone(), Flaw::LockedBefore { lock, phase: other.id.clone() });
        }
    }

    fn needs(&mut self, action: Action, phase: &PhaseRule, body: Option<&Key>, path: &Path) {
        let nobody = !self.may_during(action, &phase.id, body);
        let flaw = || Flaw::NobodyMay { action, phase: Some(phase.id.clone()), body: body.cloned() };
        self.add_if(nobody, || path.clone(), flaw);
    }

    /// Whether somebody may do what such phases are there for.
    fn purpose(&mut self, place: usize, phase: &PhaseRule, path: &Path) {
        match phase.kind {
            PhaseKind::Ideas => self.needs(Action::ProposeIdea, phase, None, path),
            PhaseKind::Results => self.needs(Action::CountVotes, phase, None, path),
            PhaseKind::Voting => {
                self.needs(Action::Vote, phase, None, path);
                let rules = self.rules;
                let contest = rules.contests.iter().any(|contest| contest.phases.contains(&phase.id));
                self.add_if(!contest, || path.clone(), || Flaw::NoContest);
                // In every year in which the vote comes.
                let comes_too = |later: &PhaseRule| match (recurrence(phase), recurrence(later)) {
                    (_, None) => true,
                    (None, Some(_)) => false,
                    (Some(vote), Some(results)) => vote.lies_in(results),
                };
                let mut later = rules.phases[place..].iter().filter(|later| later.kind == PhaseKind::Results);
                let results = later.any(comes_too);
                self.add_if(!results, || path.clone(), || Flaw::NoResults);
            }
            _ => {}
        }
    }

    pub(super) fn powers(&mut self) {
        let rules = self.rules;
        self.filled(&rules.powers, Part::Power, || Path::of("powers"));
        for (place, power) in rules.powers.iter().enumerate() {
            let path = Path::of("powers").entry(place);
            self.holder(&power.who, || path.field("who"));
            self.filled(&power.may, Part::Action, || path.field("may"));
            self.once(&power.may, Part::Action, |at| path.field("may").entry(at));
            self.once(&power.during, Part::Phase, |at| path.field("during").entry(at));
            for (at, phase) in power.during.iter().enumerate() {
                self.refer(Part::Phase, phase, || path.field("during").entry(at));
            }
            if let (Some(from), Some(until)) = (power.from, power.until) {
                self.ordered(from, until, || path.field("until"));
            }
            if let Some(needs) = &power.needs {
                self.refer(Part::Condition, needs, || path.field("needs"));
            }
            if let Some(quota) = &power.at_most {
                self.quota(quota, &power.may, &path.field("at_most"));
            }
        }
        for (place, deadline) in rules.deadlines.iter().enumerate() {
            let path = Path::of("deadlines").entry(place);
            self.some(deadline.days, || path.field("days"));
            let silent = deadline.then == Expiry::Accept && deadline.action.says_more_than_yes();
            self.add_if(silent, || path.field("then"), || Flaw::SilentYes { action: deadline.action });
            if let Expiry::Escalate { to } = &deadline.then {
                self.holder(to, || path.field("then").field("to"));
            } else if !self.may_ever(deadline.action) {
                let flaw = Flaw::NobodyMay { action: deadline.action, phase: None, body: None };
                self.add(path.field("action"), flaw);
            }
        }
        let unset = !rules.pools.is_empty() && !self.may_ever(Action::SetCeilings);
        let flaw = || Flaw::NobodyMay { action: Action::SetCeilings, phase: None, body: None };
        self.add_if(unset, || Path::of("powers"), flaw);
    }

    /// Whether what a quota limits is counted, and in what.
    fn quota(&mut self, quota: &Quota, may: &[Action], path: &Path) {
        let (Quota::InAll { count } | Quota::InEachTheme { count }) = quota;
        self.some(*count, || path.field("count"));
        self.add_if(!may.contains(&Action::ProposeIdea), || path.clone(), || Flaw::NoIdeas);
        let themeless = matches!(quota, Quota::InEachTheme { .. }) && self.rules.themes.is_empty();
        self.add_if(themeless, || path.clone(), || Flaw::Empty { what: Part::Theme });
    }

    fn holder(&mut self, holder: &Holder, path: impl FnOnce() -> Path) {
        match holder {
            Holder::Body(body) => {
                self.refer(Part::Body, body, path);
            }
            Holder::Role(role) => {
                let elsewhere = !TenantKind::ALL.iter().any(|&kind| kind.runs_processes() && role.may_exist_in(kind));
                self.add_if(elsewhere, path, || Flaw::RoleElsewhere { role: *role });
            }
        }
    }
}

/// In which years a phase comes, where not in all.
fn recurrence(phase: &PhaseRule) -> Option<&Recurrence> {
    phase.typical.as_ref()?.recurs.as_ref()
}

/// The usual first and last day of a phase, where it has them. One that closes on an earlier day of the year than it
/// opens on closes in the next year.
fn usual(phase: &PhaseRule) -> Option<(Moment, Moment)> {
    let typical = phase.typical.as_ref()?;
    let opens = Moment { year: typical.year, day: typical.opens };
    let year = typical.year.saturating_add(u8::from(typical.closes < typical.opens));
    Some((opens, Moment { year, day: typical.closes }))
}
