//! The minutes for people: one outline, from which the page and the PDF are both made, so that they say the same.
//!
//! The figures and their order are here; each word comes from the catalogue, which is asked with a [`Phrase`].

mod block;
mod motion;
mod phrase;

use chrono::{DateTime, Utc};

pub use self::{
    block::{Address, Block, Drawing, Outline, Section},
    phrase::{Label, Phrase},
};
use super::{
    member::SeatId,
    minutes::{Minutes, SealedMinutes},
};
use crate::{
    document::Text,
    id::PersonId,
    locale::{Locale, format_date, format_date_time, format_integer, format_time, in_zone},
};

/// Makes an outline: what is said, for whom, and the words.
struct Writer<'a, F> {
    minutes: &'a Minutes,
    locale: Locale,
    say: F,
}

/// The outline of sealed minutes, with the words that `say` gives.
pub fn outline(sealed: &SealedMinutes, locale: Locale, say: impl Fn(Phrase<'_>) -> String) -> Outline {
    let document = sealed.document();
    let minutes = &document.minutes;
    let writer = Writer { minutes, locale, say };
    let label = |label| writer.label(label);
    let signatures = Block::Table {
        head: vec![label(Label::Name), label(Label::Capacity), label(Label::SignedAt)],
        rows: document
            .signatures
            .iter()
            .map(|one| {
                let capacity = (writer.say)(Phrase::Capacity(one.capacity));
                vec![one.name.to_string(), capacity, writer.instant(one.at)]
            })
            .collect(),
    };
    let seal = vec![
        Block::Paragraph((writer.say)(Phrase::Seal { approved: &writer.instant(document.approved_at) })),
        Block::Code(sealed.fingerprint().to_string()),
    ];
    let section = |heading, blocks| Section { heading: label(heading), blocks, sections: Vec::new() };
    let sections = vec![
        section(Label::Session, vec![writer.facts()]),
        section(Label::Attendance, writer.attendance()),
        section(Label::Quorum, vec![writer.quorum()]),
        section(Label::Agenda, vec![writer.agenda()]),
        section(Label::Conflicts, vec![writer.conflicts()]),
        Section { heading: label(Label::Discussion), blocks: Vec::new(), sections: writer.items() },
        section(Label::Decisions, vec![writer.decisions()]),
        section(Label::Remarks, vec![writer.remarks()]),
        section(Label::Signatures, vec![signatures]),
        section(Label::Seal, seal),
    ];
    let day = format_date(in_zone(minutes.begins, minutes.zone).date(), locale);
    let territory = minutes.territory.as_ref().map(|site| &site.name);
    let title = (writer.say)(Phrase::Title { body: &minutes.name, territory, day: &day });
    Outline { locale, title, sections, page_of: (writer.say)(Phrase::PageOf), mark: None }
}

impl<F: Fn(Phrase<'_>) -> String> Writer<'_, F> {
    fn label(&self, label: Label) -> String {
        (self.say)(Phrase::Label(label))
    }

    fn number(&self, number: u32) -> String {
        format_integer(number.into(), self.locale)
    }

    fn instant(&self, at: DateTime<Utc>) -> String {
        format_date_time(in_zone(at, self.minutes.zone), self.locale)
    }

    /// The time of day alone on the day of the session, else the whole instant.
    fn time(&self, at: DateTime<Utc>) -> String {
        let (then, begun) = (in_zone(at, self.minutes.zone), in_zone(self.minutes.called_at, self.minutes.zone));
        if then.date() == begun.date() { format_time(then, self.locale) } else { self.instant(at) }
    }

    fn name(&self, person: PersonId) -> String {
        self.minutes.name_of(person).map_or_else(|| self.label(Label::Unknown), Text::to_string)
    }

    fn seat(&self, seat: &SeatId) -> String {
        let sector = self.minutes.roster.seats().iter().find(|one| one.seat == *seat).map(|one| &one.sector);
        sector.map_or_else(|| seat.to_string(), |sector| (self.say)(Phrase::Seat { sector, number: seat.number }))
    }

    fn item(&self, number: u16) -> String {
        let text = self.minutes.agenda.iter().find(|item| item.number == number).map(|item| item.text.as_str());
        format!("{number}. {}", text.unwrap_or_default())
    }

    fn nothing(&self) -> Block {
        Block::Paragraph(self.label(Label::Nothing))
    }

    fn facts(&self) -> Block {
        let minutes = self.minutes;
        let mut facts = vec![(Label::Body, minutes.name.to_string())];
        if let Some(site) = &minutes.territory {
            facts.push((Label::Territory, site.name.to_string()));
        }
        facts.push((Label::Place, minutes.place.to_string()));
        facts.push((Label::CalledOn, self.instant(minutes.convened_at)));
        facts.push((Label::CalledFor, self.instant(minutes.begins)));
        facts.push((Label::RollCalled, self.instant(minutes.called_at)));
        let opened = minutes.opened_at.map_or_else(|| self.label(Label::NeverOpened), |at| self.instant(at));
        facts.push((Label::Opened, opened));
        facts.push((Label::Closed, self.instant(minutes.closed_at)));
        for chair in &minutes.chairs {
            let since = self.time(chair.at);
            facts.push((Label::Chair, (self.say)(Phrase::Since { name: &chair.officer.name, since: &since })));
        }
        facts.push((Label::Secretary, minutes.secretary.name.to_string()));
        Block::Facts(facts.into_iter().map(|(label, value)| (self.label(label), value)).collect())
    }

    fn attendance(&self) -> Vec<Block> {
        let minutes = self.minutes;
        let labels = [Label::Name, Label::Seat, Label::Way, Label::Arrived, Label::Left];
        let rows = minutes.attendance.iter().map(|stay| {
            let left = stay.until.map_or_else(|| self.label(Label::ToTheEnd), |until| self.time(until));
            let way = (self.say)(Phrase::Way(stay.way));
            vec![self.name(stay.person), self.seat(&stay.seat), way, self.time(stay.from), left]
        });
        let came = Block::Table { head: labels.map(|label| self.label(label)).into(), rows: rows.collect() };
        let day = in_zone(minutes.called_at, minutes.zone).date();
        let people = minutes.roster.seats().iter().flat_map(|seat| &seat.people).map(|sitting| sitting.person);
        let mut absent: Vec<PersonId> = Vec::new();
        for person in people {
            let came = minutes.attendance.iter().any(|stay| stay.person == person);
            if !came && !absent.contains(&person) && minutes.roster.seat_of(person, day).is_some() {
                absent.push(person);
            }
        }
        let seated = |person: &PersonId| {
            let seat = minutes.roster.seat_of(*person, day).map(|seat| self.seat(seat));
            vec![self.name(*person), seat.unwrap_or_default()]
        };
        let absent = if absent.is_empty() {
            Block::Paragraph(self.label(Label::NobodyAbsent))
        } else {
            let head = vec![self.label(Label::Absent), self.label(Label::Seat)];
            Block::Table { head, rows: absent.iter().map(seated).collect() }
        };
        vec![came, absent]
    }

    fn quorum(&self) -> Block {
        let labels = [Label::SinceWhen, Label::Present, Label::Needed, Label::Seats, Label::Quorum];
        let rows = self.minutes.quorum.iter().map(|point| {
            let presence = point.presence;
            vec![
                self.time(point.at),
                self.number(presence.present),
                self.number(presence.needed),
                self.number(presence.seats),
                self.label(if presence.is_quorum() { Label::Yes } else { Label::No }),
            ]
        });
        Block::Table { head: labels.map(|label| self.label(label)).into(), rows: rows.collect() }
    }

    fn agenda(&self) -> Block {
        Block::Numbered(self.minutes.agenda.iter().map(|item| item.text.to_string()).collect())
    }

    fn conflicts(&self) -> Block {
        if self.minutes.conflicts.is_empty() {
            return self.nothing();
        }
        let labels = [Label::Name, Label::Item, Label::Reason, Label::DeclaredAt];
        let rows = self
            .minutes
            .conflicts
            .iter()
            .map(|one| vec![self.name(one.person), self.item(one.item), one.reason.to_string(), self.time(one.at)]);
        Block::Table { head: labels.map(|label| self.label(label)).into(), rows: rows.collect() }
    }

    /// What was said and voted on each item of the agenda.
    fn items(&self) -> Vec<Section> {
        let each = self.minutes.agenda.iter().map(|item| {
            let notes = self.minutes.notes.iter().filter(|note| note.item == item.number);
            let mut blocks: Vec<Block> = notes.map(|note| Block::Paragraph(note.text.to_string())).collect();
            let motions = self.minutes.motions.iter().filter(|motion| motion.item == item.number);
            let sections: Vec<Section> = motions.map(|motion| self.motion(motion)).collect();
            if blocks.is_empty() && sections.is_empty() {
                blocks.push(self.nothing());
            }
            Section { heading: self.item(item.number), blocks, sections }
        });
        each.collect()
    }

    fn decisions(&self) -> Block {
        let taken = self.minutes.motions.iter().filter_map(|motion| Some((motion, motion.taken()?)));
        let each: Vec<String> = taken
            .map(|(motion, taken)| {
                (self.say)(Phrase::Decision {
                    decision: taken.decision,
                    text: &motion.text,
                    motion: taken.motion,
                    basis: taken.permit.basis(),
                })
            })
            .collect();
        if each.is_empty() { self.nothing() } else { Block::Numbered(each) }
    }

    fn remarks(&self) -> Block {
        if self.minutes.remarks.is_empty() {
            return self.nothing();
        }
        let each = self.minutes.remarks.iter().map(|one| (one.name.to_string(), one.text.to_string()));
        Block::Facts(each.collect())
    }
}
