//! What is written down of each contest when it is counted: the record that a second person approves and that is signed,
//! with the files as they are then.

use serde_json::Value;
use shared::{
    act::{
        self, AgeGroup, AgeUnknown, Answering, Basis, Difference, DrawCorrection, FORMAT, Files, Findings, PaperSheet,
        Record, Roll, Rules, SMALLEST, Turnout, Urn, VoidSheet,
    },
    document::{Fingerprint, canonical},
    id::DeskId,
    locale::in_zone,
    paper::Standing,
    ruleset::Holder,
    tally::{Room, Winners},
};
use store::{
    StoreError, TenantTx,
    contest::Contest,
    desk,
    draw::{Draw, Held},
    paper::{self, HandedOut, Totals},
    process::Process,
    roll,
    tally::{self, Sealed, StoredRecord},
    urn,
};

use super::download::{basis::basis, election, slips, table};
use crate::{
    rules::reading::Reader,
    text,
    visit::{Preferences, Visit},
};

/// A count that was just made.
pub(crate) struct Fresh<'a> {
    pub visit: &'a Visit,
    pub process: &'a Process,
    pub number: u32,
    /// How many ballots on paper went into the box of each desk.
    pub handed_out: &'a HandedOut,
    /// Why it was counted again.
    pub again: Option<&'a str>,
    pub draw: Option<&'a Draw>,
    /// Who counted.
    pub by: &'a str,
    pub office: &'a Holder,
}

impl Fresh<'_> {
    /// Writes down what it made of a contest. The record and the files speak the site's language, whoever counts.
    ///
    /// # Errors
    /// When the database does not answer, or a file cannot be made.
    pub async fn keep(
        &self,
        tx: &mut TenantTx,
        contest: &Contest,
        room: &Room,
        result: Winners<u32>,
    ) -> store::Result<()> {
        let visit = &Visit { preferences: Preferences::default(), ..self.visit.clone() };
        let uncounted = || StoreError::Conflict("the count");
        let sealed = tally::of_contest(tx, contest, self.number).await?.ok_or_else(uncounted)?;
        let basis = basis(visit, tx, self.process, contest, &sealed, result).await?;
        let (election_head, election) = election::written(tx, contest, &basis).await?;
        let slips = slips::written(tx, contest).await?;
        let result_table = table(&basis);
        let files = Files { election, slips, table: Fingerprint::of_bytes(result_table.as_bytes()) };
        let record = self.record(visit, tx, contest, (room, &sealed), basis, files).await?;
        let kept = StoredRecord { record: canonical(&record), election_head, result_table };
        tally::keep_record(tx, contest.id, self.number, &kept).await
    }

    async fn record(
        &self,
        visit: &Visit,
        tx: &mut TenantTx,
        contest: &Contest,
        (room, sealed): (&Room, &Sealed),
        basis: Basis,
        files: Files,
    ) -> store::Result<Record> {
        let process = self.process;
        let rules = &process.rule_set;
        let urn = urn::find(tx, contest.id).await?.and_then(|urn| urn.sealed);
        let (sealed_at, seal) = urn.ok_or(StoreError::Conflict("the urn"))?;
        let held = self.draw.and_then(|draw| Some((draw, draw.held.as_ref()?)));
        let draw = held.filter(|_| sealed.seed.is_some()).map(|(draw, held)| act::Draw {
            commitment: draw.commitment.to_string(),
            late: draw.late.clone(),
            secret: held.secret.to_string(),
            number: held.number.to_string(),
            source: held.source.clone(),
            drawn_on: held.drawn_on,
            drawn_at: held.drawn_at,
            seed: held.seed.clone(),
            corrections: corrections(held),
        });
        let sheets = paper::totals(tx, contest.id).await?;
        let winner: Value = serde_json::to_value(&basis.winner).map_err(StoreError::corrupt("tally.rule"))?;
        Ok(Record {
            format: FORMAT.to_owned(),
            site: basis.site,
            process: basis.process,
            contest: basis.contest,
            number: self.number,
            reason: self.again.map(str::to_owned),
            replaces: tally::act_before(tx, contest.id, self.number).await?,
            currency: basis.currency,
            rules: Rules {
                id: rules.id.to_string(),
                title: rules.title.to_string(),
                fingerprint: process.rules_hash,
                winner,
                minimum: basis.minimum.score,
                support: basis.minimum.threshold,
                room: room.clone(),
            },
            urn: Urn {
                name: urn::name(tx, contest.id).await?,
                sealed_at,
                ballots: basis.ballots,
                blank: sealed.blank_ballots,
                annulled: sheets.iter().map(|one| u64::from(one.annulled())).sum(),
                root: seal.root,
            },
            files,
            written: Some(basis.written),
            turnout: self.turnout(visit, tx, contest).await?,
            paper: sheets.into_iter().map(|one| sheet(visit, one)).collect(),
            findings: self.findings(visit, tx, contest).await?,
            projects: basis.projects,
            draw,
            result: basis.result,
            counted: answering(visit, process, self.by, self.office),
        })
    }

    /// What else has to be known of paper and of desks.
    async fn findings(&self, visit: &Visit, tx: &mut TenantTx, contest: &Contest) -> store::Result<Findings> {
        let process = self.process.id;
        let void = paper::void_sheets(tx, contest.id).await?.into_iter().map(|(sheet, cause, reason)| VoidSheet {
            number: sheet.number,
            desk: called(visit, &sheet.desk),
            cause,
            reason,
        });
        let balances = paper::balances_of(tx, process, contest.id, self.handed_out).await?;
        // What two people confirmed before the seal stays so, whatever a device that was relieved sends afterwards.
        let differences = balances.into_iter().filter_map(|one| {
            let (handed_out, agreed) = one.balance.explained?;
            let said = one.said.filter(|_| one.balance.standing() != Standing::Square)?;
            Some(Difference {
                desk: called(visit, &one.desk),
                handed_out: handed_out.into(),
                agreed: agreed.into(),
                why: said.why,
                reason: said.reason,
            })
        });
        Ok(Findings {
            void: void.collect(),
            differences: differences.collect(),
            envelopes: desk::envelope_counts(tx, contest.id).await?,
            relieved: desk::relieved_counts(tx, process).await?,
        })
    }

    /// Ages are those of the day on which voting closed: however often the votes are counted, the groups are the same.
    async fn turnout(&self, visit: &Visit, tx: &mut TenantTx, contest: &Contest) -> store::Result<Turnout> {
        let closed = self.process.voting_anywhere().map(|voting| in_zone(voting.closes(), visit.site.time_zone).date());
        let voted = tally::voted(tx, contest.id, closed.unwrap_or_else(|| visit.today())).await?;
        let voters = voted.channels.values().sum();
        let (mut ages, mut age_unknown) = told_ages(voted.ages, voters);
        // Beside the deciding contests nothing is told of so few: the difference of two acts could tell who they are.
        let decides = self.process.rule_set.deciding_contest().filter(|one| one.id != contest.rule);
        let ages_with = decides.filter(|_| !ages.is_empty()).map(|one| one.name.to_string());
        if ages_with.is_some() {
            (ages, age_unknown) = (Vec::new(), None);
        }
        let mut rolls = Vec::new();
        for rule in &self.process.rule_set.rolls {
            if let Some(import) = roll::in_force(tx, &rule.id).await? {
                let entries = import.counts.kept();
                rolls.push(Roll { name: rule.name.to_string(), number: import.number, entries });
            }
        }
        Ok(Turnout { voters, channels: voted.channels, ages, age_unknown, ages_with, rolls })
    }
}

/// How many of the voters are of each age, and of none that is known, as it may be told; nothing where no age is known.
fn told_ages(ages: Vec<(u8, u64)>, voters: u64) -> (Vec<AgeGroup>, Option<AgeUnknown>) {
    if ages.is_empty() {
        return (Vec::new(), None);
    }
    let (from, cells): (Vec<u8>, Vec<u64>) = act::age_group(ages).into_iter().unzip();
    let unknown = voters.saturating_sub(cells.iter().sum());
    let (shown, unknown) = act::hidden_beside(&cells, unknown, SMALLEST);
    let groups = from.into_iter().zip(shown).map(|(from, voters)| AgeGroup { from, voters });
    (groups.collect(), Some(AgeUnknown { voters: unknown }))
}

/// The numbers of the draw that were mistyped.
fn corrections(held: &Held) -> Vec<DrawCorrection> {
    let corrected = held.corrected().into_iter().filter_map(|(before, by)| {
        let confirmed = by.confirmed()?;
        Some(DrawCorrection {
            number: before.number.to_string(),
            source: before.source,
            drawn_on: before.drawn_on,
            reason: by.reason.clone(),
            proposed: by.proposed.name.clone(),
            confirmed: confirmed.name.clone(),
            at: confirmed.at,
        })
    });
    corrected.collect()
}

/// What was found on a sheet of ballots on paper.
fn sheet(visit: &Visit, found: Totals) -> PaperSheet {
    PaperSheet {
        number: found.sheet.number,
        desk: called(visit, &found.sheet.desk),
        named: found.named.into(),
        blank: found.blank.into(),
        rejected: found.rejected.into_iter().map(|(cause, ballots)| (cause, ballots.into())).collect(),
        photos: found.photos,
    }
}

/// A desk as the site's language calls it.
fn called(visit: &Visit, (_, place, number): &(DeskId, String, u32)) -> String {
    text::desk::desk_of(visit.site.locale, *number, place)
}

/// Somebody who answers for a part of the count, now.
pub(crate) fn answering(visit: &Visit, process: &Process, name: &str, office: &Holder) -> Answering {
    let reader = Reader { locale: visit.site.locale, rules: &process.rule_set };
    Answering { name: name.to_owned(), office: reader.holder(office), at: visit.now }
}
