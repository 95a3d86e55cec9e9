//! A record made again from the ballots as they were sealed.

use std::collections::BTreeMap;

use super::{NoRecount, Project, Record, Urn};
use crate::{
    code::TypedCode,
    tally::{Entrant, Profiler},
    urn::{Leaf, SealedUrn, Slip},
};

/// The places of projects in the list of a record, by the ids that ballots name.
#[derive(Debug)]
pub struct Places<'a>(BTreeMap<&'a str, usize>);

impl Places<'_> {
    /// The projects that a ballot names, by their places, with what it gives to each.
    ///
    /// # Errors
    /// When it names one that is not in the list.
    pub fn marks(&self, slip: &Slip) -> Result<Vec<(usize, u64)>, NoRecount> {
        let mark = |(id, amount): &(String, u64)| match self.0.get(id.as_str()) {
            Some(&place) => Ok((place, *amount)),
            None => Err(NoRecount::Project(id.clone())),
        };
        slip.marks().iter().map(mark).collect()
    }
}

impl Record {
    /// The places of its projects.
    pub fn places(&self) -> Places<'_> {
        Places(self.projects.iter().map(|project| project.id.as_str()).zip(0..).collect())
    }

    /// The same with all that follows from these ballots, by the code of their receipts: their number, the root of
    /// their urn, and who won by what the record states. It is the record itself, if nothing was changed.
    ///
    /// # Errors
    /// When a ballot names a project that the record does not have, or the record cannot be counted.
    pub fn counted_again(&self, slips: &BTreeMap<TypedCode, Slip>) -> Result<Self, NoRecount> {
        let places = self.places();
        let mut profiler = Profiler::new(self.projects.len());
        for slip in slips.values() {
            profiler.give_points(places.marks(slip)?)?;
        }
        let ballots = profiler.finish();
        let entrant = |(project, score): (&Project, u64)| project.entrant(score);
        let entrants: Vec<Entrant<u32>> =
            self.projects.iter().zip(ballots.scores()).map(entrant).collect::<Result<_, _>>()?;
        let result = self.winners(&entrants, &ballots)?;
        let seal = SealedUrn::new(slips.values().map(Leaf::of)).seal();
        let blank = slips.values().filter(|slip| slip.marks().is_empty()).count() as u64;
        let urn = Urn { ballots: seal.ballots, blank, root: seal.root, ..self.urn.clone() };
        Ok(Self { urn, result, ..self.clone() })
    }
}
