//! Names: nothing twice, and every norm, catalogue and duty that is referred to is there.

use super::{Check, Flaw, Part};
use crate::{
    document::{Key, Path},
    ruleset::{Basis, Theme},
};

impl Check<'_> {
    /// Every name once.
    pub(super) fn repeats(&mut self) {
        let rules = self.rules;
        macro_rules! once {
            ($($list:ident: $part:ident,)+) => {
                $(self.once(rules.$list.iter().map(|part| &part.id), Part::$part, |place| {
                    Path::of(stringify!($list)).entry(place).field("id")
                });)+
            };
        }
        once! {
            norms: Norm,
            indicators: Indicator,
            themes: Theme,
            rolls: Roll,
            bodies: Body,
            phases: Phase,
            deadlines: Deadline,
            pools: Pool,
            eligibility: Condition,
            contests: Contest,
            sheets: Sheet,
        }
        let territories = Path::of("territories");
        let levels = territories.field("levels");
        let id_of_level = |place| levels.entry(place).field("id");
        self.once(rules.territories.levels.iter().map(|level| &level.id), Part::Level, id_of_level);
        let kinds: Vec<(usize, usize, &Key)> = (rules.territories.levels.iter().enumerate())
            .flat_map(|(level, of)| of.kinds.iter().enumerate().map(move |(kind, of)| (level, kind, &of.id)))
            .collect();
        self.once(kinds.iter().map(|(_, _, id)| id), Part::Kind, |place| {
            let (level, kind, _) = kinds[place];
            levels.entry(level).field("kinds").entry(kind).field("id")
        });
        let list = territories.field("list");
        let code = |place| list.entry(place).field("code");
        self.once(rules.territories.list.iter().map(|place| &place.code), Part::Territory, code);
    }

    /// Every basis is a norm of the document.
    pub(super) fn norms(&mut self) {
        let rules = self.rules;
        macro_rules! bases {
            ($($list:ident,)+) => {
                $(for (place, part) in rules.$list.iter().enumerate() {
                    self.basis(&part.basis, || Path::of(stringify!($list)).entry(place));
                })+
            };
        }
        bases!(indicators, themes, rolls, bodies, phases, powers, deadlines, pools, eligibility, contests,);
        for (place, body) in rules.bodies.iter().enumerate() {
            for (at, seats) in body.seats.iter().enumerate() {
                self.basis(&seats.basis, || Path::of("bodies").entry(place).field("seats").entry(at));
            }
        }
        if let Some(selection) = &rules.selection {
            self.basis(&selection.basis, || Path::of("selection"));
        }
        self.basis(&rules.follow_up.basis, || Path::of("follow_up"));
    }

    fn basis(&mut self, basis: &Basis, part: impl FnOnce() -> Path) {
        if let Basis::Norm { id, .. } = basis {
            self.refer(Part::Norm, id, || part().field("basis"));
        }
    }

    /// The themes.
    pub(super) fn catalogues(&mut self) {
        let rules = self.rules;
        let parents: std::collections::BTreeMap<&Key, &Key> =
            rules.themes.iter().rev().filter_map(|theme| Some((&theme.id, theme.within.as_ref()?))).collect();
        for (place, theme) in rules.themes.iter().enumerate() {
            let path = || Path::of("themes").entry(place);
            for (at, kind) in theme.kinds.iter().enumerate() {
                self.refer(Part::Kind, kind, || path().field("kinds").entry(at));
            }
            self.once(&theme.kinds, Part::Kind, |at| path().field("kinds").entry(at));
            if let Some(within) = &theme.within {
                self.refer(Part::Theme, within, || path().field("within"));
                if let Some(through) = circle(theme, &parents) {
                    self.add(path().field("within"), Flaw::Circle { through });
                }
            }
        }
    }

    /// What is owed after the vote.
    pub(super) fn follow_up(&mut self) {
        let duties = &self.rules.follow_up;
        let path = |field: &str| Path::of("follow_up").field(field);
        if let Some(body) = &duties.watched_by {
            self.refer(Part::Body, body, || path("watched_by"));
        }
        if let Some(months) = duties.report_every_months {
            self.some(months, || path("report_every_months"));
        }
        self.once(&duties.fields, Part::Entry, |at| path("fields").entry(at));
        self.once(&duties.closing, Part::Entry, |at| path("closing").entry(at));
    }
}

/// The themes through which one comes from this one back to it.
fn circle(theme: &Theme, parents: &std::collections::BTreeMap<&Key, &Key>) -> Option<Vec<String>> {
    let mut through = vec![theme.id.to_string()];
    let mut at = &theme.id;
    for _ in 0..parents.len() {
        at = parents.get(at)?;
        if *at == theme.id {
            return Some(through);
        }
        through.push(at.to_string());
    }
    None
}
