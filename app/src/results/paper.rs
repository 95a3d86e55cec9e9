//! The act of results for people: one outline, which is set as a PDF file.

use shared::{
    act::{Act, Answering, Record},
    committee::{Block, Outline, Section},
    document::{self, Fingerprint},
    locale::{self, Locale},
    money::Money,
    ruleset::WinnerRule,
    tally::{Reason, Standing, Tied},
};
use store::process::Process;

use super::{
    download::{again, file_base},
    findings,
};
use crate::{
    ballot,
    draw::drawn_on,
    path,
    rules::reading,
    text::{
        act as said, draw as drawing, paper as papers,
        rehearsal::{self, AtTurn, Fell},
        results as words,
    },
    ties,
    visit::Visit,
};

/// An act, or a record that waits for approval.
struct Paper<'a> {
    visit: &'a Visit,
    process: &'a Process,
    record: &'a Record,
    locale: Locale,
}

/// The outline of an act, in the site's language.
pub(crate) fn outline(visit: &Visit, process: &Process, act: &Act) -> Outline {
    let paper = Paper { visit, process, record: &act.record, locale: visit.site.locale };
    paper.outline(Some((&act.approved, act.key)))
}

/// The outline of a record that waits for approval, marked as a draft.
pub(super) fn draft(visit: &Visit, process: &Process, record: &Record) -> Outline {
    Paper { visit, process, record, locale: visit.site.locale }.outline(None)
}

fn named<const N: usize>(facts: [(&'static str, String); N]) -> Block {
    Block::Facts(facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

impl Paper<'_> {
    fn outline(&self, approved: Option<(&Answering, Fingerprint)>) -> Outline {
        let (record, locale) = (self.record, self.locale);
        let title = said::paper_title(locale, &record.contest.name, &record.process.name);
        let section = |heading: &str, blocks| Section { heading: heading.to_owned(), blocks, sections: Vec::new() };
        let sheets = (!record.paper.is_empty()).then(|| section(papers::sheets(locale), vec![self.sheets()]));
        let mut sections = vec![
            section(said::paper_act(locale), vec![self.facts(approved.map(|(approved, _)| approved))]),
            section(words::rule(locale), self.rules()),
            section(said::paper_urn(locale), vec![self.urn()]),
            section(said::paper_turnout(locale), self.turnout()),
            section(words::winners(locale), self.winners()),
            section(words::projects(locale), vec![self.all()]),
            section(rehearsal::ties_title(locale), self.ties()),
            section(said::paper_withdrawn(locale), self.withdrawn()),
        ];
        sections.extend(sheets);
        sections.extend(findings::sections(locale, &record.paper, &record.findings));
        if let Some(draw) = &record.draw {
            let on = drawn_on(draw.drawn_on, draw.drawn_at, locale);
            let facts = [
                (said::paper_commitment(locale), draw.commitment.clone()),
                (said::paper_secret(locale), draw.secret.clone()),
                (said::paper_drawn(locale), format!("{} ({}, {on})", draw.number, draw.source)),
                (said::paper_seed(locale), draw.seed.to_string()),
            ];
            let corrected = draw.corrections.iter().map(|one| {
                let drawn = format!("{} ({}, {})", one.number, one.source, self.day(one.drawn_on));
                Block::Paragraph(drawing::corrected(locale, drawn, &one.reason, &one.proposed, &one.confirmed))
            });
            let late = draw.late.as_ref().map(|why| Block::Paragraph(drawing::was_late(locale, why)));
            let blocks = [named(facts)].into_iter().chain(late).chain(corrected);
            sections.push(section(said::paper_draw(locale), blocks.collect()));
        }
        sections.push(section(said::paper_files(locale), self.files(approved.map(|(_, key)| key))));
        Outline {
            locale,
            title,
            sections,
            page_of: crate::text::minutes::page_of(locale).to_owned(),
            mark: approved.is_none().then(|| crate::text::minutes::draft(locale).to_owned()),
        }
    }

    fn whole(&self, number: u64) -> String {
        locale::format_integer(i64::try_from(number).unwrap_or(i64::MAX), self.locale)
    }

    fn money(&self, minor: i64) -> String {
        locale::format_money(Money::new(minor, self.record.currency), self.locale)
    }

    fn day(&self, day: chrono::NaiveDate) -> String {
        locale::format_date(day, self.locale)
    }

    fn official(&self, one: &Answering) -> String {
        let at = locale::format_date_time(self.visit.local(one.at), self.locale);
        format!("{}, {at}", said::official(self.locale, &one.name, &one.office))
    }

    fn title(&self, number: u32) -> String {
        let found = self.record.projects.iter().find(|project| project.number == number);
        found.map_or_else(String::new, |project| project.title.clone())
    }

    fn facts(&self, approved: Option<&Answering>) -> Block {
        let (record, locale) = (self.record, self.locale);
        let mut facts = vec![
            (said::paper_site(locale), record.site.name.clone()),
            (said::paper_process(locale), record.process.name.clone()),
            (words::territory(locale), record.contest.name.clone()),
            (said::number(locale), record.number.to_string()),
        ];
        facts.extend(record.reason.clone().map(|reason| (said::reason(locale), reason)));
        facts.extend(record.replaces.map(|replaced| (said::paper_replaces(locale), replaced.to_string())));
        facts.push((said::counted_by(locale), self.official(&record.counted)));
        facts.extend(approved.map(|approved| (said::approved_by(locale), self.official(approved))));
        Block::Facts(facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    fn rules(&self) -> Vec<Block> {
        let (record, locale) = (self.record, self.locale);
        let rule = document::from_value::<WinnerRule>(record.rules.winner.clone()).ok();
        let says = rule.map(|rule| reading::of_winner(locale, &self.process.rule_set, &rule)).unwrap_or_default();
        let support = record.rules.support.map(|support| reading::of_support(locale, support));
        let mut blocks: Vec<Block> = says.into_iter().chain(support).map(Block::Paragraph).collect();
        blocks.push(named([
            (said::paper_rules(locale), record.rules.title.clone()),
            (said::paper_version(locale), record.rules.fingerprint.to_string()),
            (said::paper_minimum(locale), self.whole(record.rules.minimum)),
            (said::paper_ceiling(locale), self.money(record.rules.room.ceiling)),
        ]));
        blocks
    }

    fn urn(&self) -> Block {
        let (urn, locale) = (&self.record.urn, self.locale);
        let on_paper = self.record.on_paper();
        named([
            (said::paper_urn_name(locale), urn.name.clone()),
            (words::ballots(locale), self.whole(urn.ballots)),
            (papers::on_screen(locale), self.whole(urn.ballots.saturating_sub(on_paper))),
            (papers::on_paper(locale), self.whole(on_paper)),
            (said::paper_blank(locale), self.whole(urn.blank)),
            (said::paper_annulled(locale), self.whole(urn.annulled)),
            (said::paper_root(locale), urn.root.to_string()),
        ])
    }

    /// What was found on each sheet of ballots on paper.
    fn sheets(&self) -> Block {
        let locale = self.locale;
        let rows = self.record.paper.iter().map(|sheet| {
            let causes = sheet.rejected.iter().map(|(cause, ballots)| {
                papers::rejected_for(locale, self.whole(*ballots), papers::cause_of(locale, *cause))
            });
            let rejected = causes.collect::<Vec<_>>().join("; ");
            vec![
                sheet.number.to_string(),
                sheet.desk.clone(),
                self.whole(sheet.named),
                self.whole(sheet.blank),
                rejected,
            ]
        });
        let head = [
            papers::sheet(locale),
            papers::desk(locale),
            papers::with_projects(locale),
            papers::blank(locale),
            papers::rejected(locale),
        ];
        Block::Table { head: head.map(str::to_owned).to_vec(), rows: rows.collect() }
    }

    fn turnout(&self) -> Vec<Block> {
        let (turnout, locale) = (&self.record.turnout, self.locale);
        let mut facts = vec![(said::paper_voters(locale).to_owned(), self.whole(turnout.voters))];
        for (channel, voters) in &turnout.channels {
            facts.push((said::channel(locale, channel).to_owned(), self.whole(*voters)));
        }
        for roll in &turnout.rolls {
            let name = said::paper_roll(locale, &roll.name, roll.number);
            facts.push((name, self.whole(roll.entries)));
        }
        let mut blocks = vec![Block::Facts(facts)];
        if let Some(decided) = &turnout.ages_with {
            blocks.push(Block::Paragraph(said::paper_ages_with(locale, decided)));
        } else if turnout.ages.is_empty() {
            blocks.push(Block::Paragraph(said::paper_no_ages(locale).to_owned()));
        } else {
            let few = |voters: Option<u64>| {
                voters.map_or_else(|| said::paper_hidden(locale).to_owned(), |voters| self.whole(voters))
            };
            let groups = turnout.ages.iter().enumerate().map(|(place, group)| {
                let name = match turnout.ages.get(place + 1) {
                    Some(next) => said::paper_ages(locale, group.from, next.from - 1),
                    None => said::paper_ages_from(locale, group.from),
                };
                vec![name, few(group.voters)]
            });
            let unknown = said::paper_age_unknown(locale).to_owned();
            let unknown = turnout.age_unknown.map(|of| vec![unknown, few(of.voters)]);
            let head = vec![said::paper_age(locale).to_owned(), said::paper_voters(locale).to_owned()];
            blocks.push(Block::Table { head, rows: groups.chain(unknown).collect() });
            blocks.push(Block::Paragraph(said::paper_small(locale).to_owned()));
        }
        blocks.push(Block::Paragraph(said::paper_no_gender(locale).to_owned()));
        blocks
    }

    fn winners(&self) -> Vec<Block> {
        let (result, locale) = (&self.record.result, self.locale);
        let won: Vec<&Standing<u32>> = result.standings.iter().filter(|line| line.reason.wins()).collect();
        if won.is_empty() {
            return vec![Block::Paragraph(said::paper_nobody(locale).to_owned())];
        }
        let head = [said::paper_number(locale), words::project(locale), words::votes(locale), words::cost(locale)];
        let rows = won
            .iter()
            .map(|line| vec![line.id.to_string(), self.title(line.id), self.whole(line.score), self.money(line.cost)]);
        let mut facts = vec![(said::paper_cost(locale).to_owned(), self.money(result.total_cost))];
        facts.extend(result.left.map(|left| (words::left(locale).to_owned(), self.money(left))));
        vec![Block::Table { head: head.map(str::to_owned).into(), rows: rows.collect() }, Block::Facts(facts)]
    }

    /// Every project with what was decided and why.
    fn all(&self) -> Block {
        let locale = self.locale;
        let named = |part: rehearsal::Named<'_>| ballot::part_name(&self.process.rule_set, part);
        let rows = self.record.result.standings.iter().map(|line| {
            let why = match &line.reason {
                Reason::Withdrawn => words::why_withdrawn(locale).to_owned(),
                other => {
                    let fell = line.shortfall.as_ref().map(|fell| Fell::of(fell, |&number| number));
                    let cost = Money::new(line.cost, self.record.currency);
                    let at = AtTurn { cost, left: line.left_before, score: line.score, fell };
                    rehearsal::reason(locale, other, at, &named)
                }
            };
            vec![line.position.to_string(), line.id.to_string(), self.title(line.id), self.whole(line.score), why]
        });
        let head = [
            words::position(locale),
            said::paper_number(locale),
            words::project(locale),
            words::votes(locale),
            words::decision(locale),
        ];
        Block::Table { head: head.map(str::to_owned).into(), rows: rows.collect() }
    }

    fn ties(&self) -> Vec<Block> {
        let locale = self.locale;
        let tie = |tied: &Tied<u32>| {
            let equals = ties::numbers(locale, tied.ids.iter().copied());
            let equal = match (tied.score, tied.round) {
                (None, Some(round)) => rehearsal::tied_round(locale, equals, round),
                (score, _) => rehearsal::tied(locale, equals, self.whole(score.unwrap_or_default())),
            };
            let decisive = if tied.decisive { rehearsal::decisive(locale) } else { rehearsal::not_decisive(locale) };
            let pairs = tied
                .pairs
                .iter()
                .map(|pair| rehearsal::before(locale, pair.before, pair.after, rehearsal::decider(locale, pair.by)));
            [equal, decisive.to_owned()].into_iter().chain(pairs).collect::<Vec<_>>().join(" ")
        };
        let each: Vec<String> = self.record.result.ties.iter().map(tie).collect();
        if each.is_empty() {
            vec![Block::Paragraph(rehearsal::no_ties(locale).to_owned())]
        } else {
            vec![Block::Numbered(each)]
        }
    }

    fn withdrawn(&self) -> Vec<Block> {
        let withdrawn = self.record.projects.iter().filter(|project| project.withdrawn);
        let each: Vec<String> = withdrawn.map(|project| format!("{}. {}", project.number, project.title)).collect();
        if each.is_empty() {
            vec![Block::Paragraph(said::paper_none_withdrawn(self.locale).to_owned())]
        } else {
            vec![Block::Numbered(each)]
        }
    }

    fn files(&self, key: Option<Fingerprint>) -> Vec<Block> {
        let (record, locale) = (self.record, self.locale);
        let base = file_base(&record.site.code, &record.process.code, &record.contest.code);
        let named = |extension: &str| format!("{base}.{extension}");
        let facts = vec![
            (named("pb"), record.files.election.to_string()),
            (named("papeletas.csv"), record.files.slips.to_string()),
            (named("csv"), record.files.table.to_string()),
        ];
        let mut blocks = vec![Block::Paragraph(said::paper_hashes(locale).to_owned()), Block::Facts(facts)];
        if let Some(key) = key {
            let home = self.visit.addresses.of(&self.visit.site);
            let well_known = format!("{}{}", home.trim_end_matches('/'), path::ACT_KEY);
            blocks.extend([
                Block::Paragraph(said::paper_key(locale, well_known)),
                Block::Code(key.to_string()),
                Block::Paragraph(said::paper_check(locale).to_owned()),
                Block::Code(format!(
                    "convite verify {base}.papeletas.csv --election {base}.pb --table {base}.csv --act {base}.acta.json \
                     --signatures {base}.acta.firma --paper {base}.acta.pdf"
                )),
                Block::Paragraph(said::made_again(locale).to_owned()),
                Block::Code(again(&base)),
            ]);
        }
        blocks
    }
}
