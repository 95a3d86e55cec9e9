//! Bodies, powers, deadlines, selection and follow-up.

use shared::{
    locale,
    ruleset::{Body, Deadline, Exit, Expiry, Majority, Parity, Power, Quorum, Quota, Scope, Seats, Term},
};

use super::{Item, Reader};
use crate::text::{self, reading};

impl Reader<'_> {
    pub(super) fn exit(&self, exit: &Exit) -> String {
        let locale = self.locale;
        match exit {
            Exit::Meetings { at_least } => reading::exit_meetings(locale, at_least),
            Exit::BallotApproved { by } => reading::exit_ballot(locale, self.body(by)),
            Exit::CeilingsAdopted => reading::exit_ceilings(locale).to_owned(),
            Exit::AllReviewed => reading::exit_reviewed(locale).to_owned(),
            Exit::AllCounted => reading::exit_counted(locale).to_owned(),
        }
    }

    pub(super) fn bodies(&self) -> Vec<Item> {
        self.rules.bodies.iter().map(|body| Item::new(body.name.as_str(), self.body_says(body), &body.basis)).collect()
    }

    pub(super) fn body_says(&self, body: &Body) -> Vec<String> {
        let locale = self.locale;
        let scope = match &body.scope {
            Scope::Tenant => reading::body_tenant(locale).to_owned(),
            Scope::Process => reading::body_process(locale).to_owned(),
            Scope::Territory { level } => reading::body_level(locale, self.level(level)),
            Scope::Project => reading::body_project(locale).to_owned(),
        };
        let seats = |seats: &Seats| {
            let count = if seats.at_least == seats.at_most {
                seats.at_most.to_string()
            } else {
                reading::range(locale, seats.at_least, seats.at_most)
            };
            reading::seats(locale, &seats.name, count)
        };
        let seats: Vec<_> = body.seats.iter().map(seats).collect();
        let quorum = match &body.quorum {
            Quorum::HalfPlusOne => reading::quorum_half(locale).to_owned(),
            Quorum::Share { share } => reading::quorum_share(locale, share),
            Quorum::Members { count } => reading::quorum_members(locale, count),
        };
        let majority = match &body.majority {
            Majority::Qualified { share } => reading::qualified(locale, share),
            Majority::Simple => self.words(["simple"]),
            Majority::OfPresent => self.words(["of_present"]),
            Majority::Absolute => self.words(["absolute"]),
            Majority::Consensus => self.words(["consensus"]),
        };
        let mut says =
            vec![scope, reading::seats_of(locale, seats.join("; ")), quorum, reading::majority(locale, majority)];
        says.extend(body.term.as_ref().map(|term| match term {
            Term::Years { count } => reading::term_years(locale, count),
            Term::Process => reading::term_process(locale).to_owned(),
            Term::Office => reading::term_office(locale).to_owned(),
        }));
        says.extend(body.parity.as_ref().map(|parity| match parity {
            Parity::Least { share } => reading::parity_least(locale, share),
            Parity::MixedPairs => reading::parity_pairs(locale).to_owned(),
            Parity::Half => reading::parity_half(locale).to_owned(),
        }));
        if !body.incompatible.is_empty() {
            says.push(reading::incompatible(locale, self.words(body.incompatible.iter().map(|who| who.as_str()))));
        }
        if body.notice_days > 0 {
            says.push(reading::notice_days(locale, body.notice_days));
        }
        says
    }

    pub(super) fn powers(&self) -> Vec<Item> {
        self.rules.powers.iter().map(|power| self.power(power)).collect()
    }

    pub(super) fn power(&self, power: &Power) -> Item {
        let locale = self.locale;
        let during = if power.during.is_empty() {
            reading::power_always(locale).to_owned()
        } else {
            reading::power_during(locale, self.all(power.during.iter().map(|id| self.phase(id))))
        };
        let mut says = vec![during];
        says.extend(power.needs.as_ref().map(|id| reading::power_needs(locale, self.condition_name(id))));
        says.extend(power.at_most.as_ref().map(|quota| self.quota(quota)));
        says.extend(power.from.map(|day| reading::power_from(locale, locale::format_date(day.0, locale))));
        says.extend(power.until.map(|day| reading::power_until(locale, locale::format_date(day.0, locale))));
        let name = reading::power(locale, self.holder(&power.who), self.actions(&power.may));
        Item::new(name, says, &power.basis)
    }

    /// How many ideas one person may send.
    pub(crate) fn quota(&self, quota: &Quota) -> String {
        let locale = self.locale;
        match quota {
            Quota::InAll { count: 1 } => reading::quota_all_one(locale).to_owned(),
            Quota::InAll { count } => reading::quota_all(locale, count),
            Quota::InEachTheme { count: 1 } => reading::quota_theme_one(locale).to_owned(),
            Quota::InEachTheme { count } => reading::quota_theme(locale, count),
        }
    }

    pub(super) fn deadlines(&self) -> Vec<Item> {
        self.rules.deadlines.iter().map(|deadline| self.deadline(deadline)).collect()
    }

    /// The step and its days.
    pub(crate) fn deadline_name(&self, deadline: &Deadline) -> String {
        let action = text::action::name(self.locale, deadline.action);
        if deadline.working_days {
            reading::deadline_working(self.locale, action, deadline.days)
        } else {
            reading::deadline(self.locale, action, deadline.days)
        }
    }

    pub(super) fn deadline(&self, deadline: &Deadline) -> Item {
        let locale = self.locale;
        let then = match &deadline.then {
            Expiry::Alert => reading::expiry_alert(locale).to_owned(),
            Expiry::Escalate { to } => reading::expiry_escalate(locale, self.holder(to)),
            Expiry::Accept => reading::expiry_accept(locale).to_owned(),
            Expiry::Refuse => reading::expiry_refuse(locale).to_owned(),
        };
        Item::new(self.deadline_name(deadline), vec![then], &deadline.basis)
    }

    pub(super) fn selection(&self) -> Vec<Item> {
        let locale = self.locale;
        let Some(selection) = &self.rules.selection else { return Vec::new() };
        let level = self.level(&selection.level);
        let name = match &selection.within {
            Some(within) => reading::selection_within(locale, selection.count, level, self.level(within)),
            None => reading::selection(locale, selection.count, level),
        };
        let criteria = selection.criteria.iter().map(|criterion| {
            let first = self.words([criterion.first.as_str()]);
            let said = reading::criterion(locale, self.indicator(&criterion.indicator), criterion.weight, first);
            reading::sentence(locale, said)
        });
        vec![Item::new(name, criteria.collect(), &selection.basis)]
    }

    pub(super) fn follow_up(&self) -> Vec<Item> {
        let locale = self.locale;
        let follow = &self.rules.follow_up;
        let mut says = Vec::new();
        if !follow.fields.is_empty() {
            says.push(reading::report_fields(locale, self.words(follow.fields.iter().map(|field| field.as_str()))));
        }
        says.extend(follow.overdue_days.map(|days| reading::overdue(locale, days)));
        if !follow.closing.is_empty() {
            says.push(reading::closing(locale, self.words(follow.closing.iter().map(|closing| closing.as_str()))));
        }
        says.extend(follow.watched_by.as_ref().map(|body| reading::watched(locale, self.body(body))));
        let name = match follow.report_every_months {
            Some(1) => reading::report_monthly(locale).to_owned(),
            Some(months) => reading::report_every(locale, months),
            None => reading::no_follow_up(locale).to_owned(),
        };
        vec![Item::new(name, says, &follow.basis)]
    }
}
