//! Bodies: seats that can be filled, and decisions that can be taken.

use super::{Check, Flaw, Part};
use crate::{
    document::{Key, Path, Share},
    ruleset::{Body, Majority, Parity, Quorum, Scope, Term},
};

impl Check<'_> {
    pub(super) fn bodies(&mut self) {
        let rules = self.rules;
        for (place, body) in rules.bodies.iter().enumerate() {
            let path = Path::of("bodies").entry(place);
            if let Scope::Territory { level } = &body.scope {
                self.peopled(level, || path.field("scope").field("level"));
            }
            self.seats(body, &path);
            self.quorum(body, &path);
            self.parity(body, &path);
            if let Some(Term::Years { count }) = &body.term {
                self.some(*count, || path.field("term").field("count"));
            }
            if let Majority::Qualified { share } = &body.majority {
                self.some(share.basis_points(), || path.field("majority").field("share"));
            }
            self.once(&body.incompatible, Part::Entry, |at| path.field("incompatible").entry(at));
        }
    }

    fn seats(&mut self, body: &Body, path: &Path) {
        let path = path.field("seats");
        self.filled(&body.seats, Part::Seats, || path.clone());
        self.once(body.seats.iter().map(|seats| &seats.sector), Part::Seats, |at| path.entry(at).field("sector"));
        for (place, seats) in body.seats.iter().enumerate() {
            let at = |field: &str| path.entry(place).field(field);
            self.ordered(seats.at_least, seats.at_most, || at("at_least"));
            self.some(seats.at_most, || at("at_most"));
            if let Some(ages) = &seats.ages {
                match (ages.at_least, ages.below) {
                    (None, None) => self.add(at("ages"), Flaw::Empty { what: Part::Age }),
                    (Some(least), Some(below)) if least >= below => {
                        self.add(at("ages"), Flaw::Reversed { least: least.into(), most: below.into() });
                    }
                    _ => {}
                }
            }
            self.once(&seats.kinds, Part::Kind, |kind| at("kinds").entry(kind));
            for (kind_place, kind) in seats.kinds.iter().enumerate() {
                let kind_path = || at("kinds").entry(kind_place);
                match &body.scope {
                    Scope::Territory { level } => self.kind_on(kind, level, kind_path),
                    Scope::Tenant | Scope::Process | Scope::Project => {
                        self.refer(Part::Kind, kind, kind_path);
                    }
                }
            }
        }
    }

    /// The kinds of territory in which there is such a body, where it differs.
    fn kinds(&self, body: &Body) -> Vec<Key> {
        let Scope::Territory { level } = &body.scope else { return Vec::new() };
        let differs = body.seats.iter().any(|seats| !seats.kinds.is_empty());
        let level = self.rules.territories.levels.iter().find(|other| differs && other.id == *level);
        level.map_or_else(Vec::new, |level| level.kinds.iter().map(|kind| kind.id.clone()).collect())
    }

    fn quorum(&mut self, body: &Body, path: &Path) {
        let path = path.field("quorum");
        match &body.quorum {
            Quorum::HalfPlusOne => {}
            Quorum::Share { share } => self.some(share.basis_points(), || path.field("share")),
            Quorum::Members { count } => self.some(*count, || path.field("count")),
        }
        if body.seats.is_empty() {
            return;
        }
        let kinds = self.kinds(body);
        let everywhere = kinds.is_empty().then_some(None);
        for kind in everywhere.into_iter().chain(kinds.into_iter().map(Some)) {
            let there = body
                .seats
                .iter()
                .filter(|seats| kind.as_ref().is_none_or(|kind| seats.kinds.is_empty() || seats.kinds.contains(kind)));
            let seats: u64 = there.map(|seats| u64::from(seats.at_most)).sum();
            match (&body.quorum, kind) {
                (_, Some(kind)) if seats == 0 => self.add(path.clone(), Flaw::NoSeats { kind }),
                (Quorum::Members { count }, kind) if u64::from(*count) > seats => {
                    self.add(path.clone(), Flaw::QuorumAboveSeats { quorum: (*count).into(), seats, kind });
                }
                _ => {}
            }
        }
    }

    fn parity(&mut self, body: &Body, path: &Path) {
        let path = path.field("parity");
        match &body.parity {
            Some(Parity::Least { share }) => {
                let above = share.basis_points() * 2 > Share::WHOLE.basis_points();
                self.some(share.basis_points(), || path.field("share"));
                self.add_if(above, || path.field("share"), || Flaw::ParityAboveHalf { share: *share });
            }
            Some(Parity::MixedPairs) => {
                let none = !body.seats.iter().any(|seats| seats.pairs);
                self.add_if(none, || path.clone(), || Flaw::NoPairs);
            }
            Some(Parity::Half) | None => {}
        }
    }
}
