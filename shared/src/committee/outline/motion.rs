//! A motion with all its numbers, so that anybody can count again.

use super::{
    super::motion::{Count, End, Motion},
    Block, Label, Phrase, Section, Writer,
};

impl<F: Fn(Phrase<'_>) -> String> Writer<'_, F> {
    pub(super) fn motion(&self, motion: &Motion) -> Section {
        let mut facts = vec![(self.label(Label::PutAt), self.time(motion.put_at))];
        let permit = match (&motion.end, &motion.proposed) {
            (Some(End::Counted { permit: Some(permit), .. }), _) => Some(permit),
            (_, Some(proposed)) => Some(&proposed.permit),
            _ => None,
        };
        if let Some(permit) = permit {
            let power = (self.say)(Phrase::Power { phase: permit.phase(), basis: permit.basis() });
            facts.push((self.label(Label::Power), power));
        }
        match &motion.end {
            Some(End::Counted { at, count, barred, .. }) => {
                facts.extend(self.count(count));
                if !barred.is_empty() {
                    let seats: Vec<String> = barred.iter().map(|seat| self.seat(seat)).collect();
                    facts.push((self.label(Label::Barred), seats.join("; ")));
                }
                let result = if count.carried { Label::Carried } else { Label::NotCarried };
                facts.push((self.label(Label::Result), format!("{} ({})", self.label(result), self.time(*at))));
            }
            Some(End::Void { at, why }) => {
                let void = format!("{} ({})", self.label(Label::Void), self.time(*at));
                facts.push((self.label(Label::Result), void));
                facts.push((self.label(Label::Reason), (self.say)(Phrase::Why(why))));
            }
            // A session does not close while people vote.
            None => {}
        }
        let mut blocks = vec![Block::Paragraph(motion.text.to_string())];
        if !motion.votes.is_empty() {
            let labels = [Label::Seat, Label::Name, Label::Vote];
            let rows = motion
                .votes
                .iter()
                .map(|cast| vec![self.seat(&cast.seat), self.name(cast.person), (self.say)(Phrase::Vote(cast.vote))]);
            blocks.push(Block::Table { head: labels.map(|label| self.label(label)).into(), rows: rows.collect() });
        }
        blocks.push(Block::Facts(facts));
        Section { heading: (self.say)(Phrase::Motion { number: motion.number }), blocks, sections: Vec::new() }
    }

    fn count(&self, count: &Count) -> impl Iterator<Item = (String, String)> {
        let numbers = [
            (Label::Seats, count.presence.seats),
            (Label::Present, count.presence.present),
            (Label::Needed, count.presence.needed),
            (Label::Entitled, count.entitled),
            (Label::VotesYes, count.yes),
            (Label::VotesNo, count.no),
            (Label::VotesAbstain, count.abstain),
            (Label::VotesBlank, count.blank),
            (Label::Silent, count.silent),
            (Label::VotesNeeded, count.needed),
        ];
        let rule = (self.label(Label::Majority), (self.say)(Phrase::Majority(&count.rule)));
        [rule].into_iter().chain(numbers.map(|(label, number)| (self.label(label), self.number(number))))
    }
}
