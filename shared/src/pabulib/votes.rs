//! From a row of `VOTES` to a ballot.

use std::collections::HashMap;

use super::cells::Cell;
use super::error::{ParseError, ParseErrorKind};
use super::warning::{WarningKind, Warnings};
use super::{Meta, Points, Project, Vote};

/// The projects of a file, as ballots need them.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// By id: the place in the list, and the line.
    by_id: HashMap<String, (usize, u64)>,
    /// In the finest parts of a unit.
    costs: Vec<i128>,
}

impl Listed {
    pub(super) fn len(&self) -> usize {
        self.costs.len()
    }

    /// Lists a project; gives the line of one with the same id, if there is one.
    pub(super) fn add(&mut self, project: &Project, line: u64) -> Result<(), u64> {
        if let Some(&(_, first_line)) = self.by_id.get(&project.id) {
            return Err(first_line);
        }
        self.by_id.insert(project.id.clone(), (self.costs.len(), line));
        self.costs.push(project.cost.finest());
        Ok(())
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).map(|&(place, _)| place)
    }
}

/// The cells of a row of `VOTES`.
pub(super) struct Row<'a> {
    pub(super) line: u64,
    pub(super) voter: &'a Cell<'a>,
    pub(super) vote: &'a Cell<'a>,
    pub(super) points: Option<&'a Cell<'a>>,
    /// Whether points are to be kept: then they are whole and not below zero.
    pub(super) keeps: bool,
}

impl Row<'_> {
    /// The ballot, with warnings where it breaks the limits of the election: whether it should have counted was for
    /// those who held the election to say, and the published figures count it.
    pub(super) fn read(&self, meta: &Meta, listed: &Listed, warnings: &mut Warnings) -> Result<Vote, ParseError> {
        let Some(voter) = self.voter.value() else {
            return Err(self.voter.error(ParseErrorKind::Empty { field: "voter_id".to_owned() }));
        };
        let mut chosen = Vec::new();
        let mut repeated = false;
        for (at, id) in self.vote.items() {
            if id.is_empty() {
                return Err(self.vote.error_at(at, ParseErrorKind::EmptyItem));
            }
            let Some(place) = listed.place(id) else {
                return Err(self.vote.error_at(at, ParseErrorKind::UnknownProject { id: id.to_owned() }));
            };
            if !chosen.contains(&place) {
                chosen.push(place);
            } else if meta.vote_type.is_approval() {
                repeated = true;
            } else {
                return Err(self.vote.error_at(at, ParseErrorKind::RepeatedProject { id: id.to_owned() }));
            }
        }
        let points = if meta.vote_type.has_points() { self.read_points(chosen.len())? } else { Vec::new() };

        if repeated {
            warnings.add(WarningKind::RepeatedProject, self.line, voter);
        }
        for kind in broken_limits(meta, listed, &chosen, &points) {
            warnings.add(kind, self.line, voter);
        }
        Ok(Vote { voter: voter.to_owned(), chosen, points, method: None })
    }

    fn read_points(&self, projects: usize) -> Result<Vec<Points>, ParseError> {
        let Some(cell) = self.points else {
            return Ok(Vec::new());
        };
        let mut points = Vec::with_capacity(projects);
        for (at, item) in cell.items() {
            let Some(value) = Points::read(item).filter(|value| !self.keeps || value.whole().is_some()) else {
                let (field, found) = ("points", item.to_owned());
                return Err(cell.error_at(at, ParseErrorKind::NotPoints { field, found }));
            };
            points.push(value);
        }
        if points.len() != projects {
            return Err(cell.error(ParseErrorKind::PointsCount { projects, points: points.len() }));
        }
        Ok(points)
    }
}

fn broken_limits(meta: &Meta, listed: &Listed, chosen: &[usize], points: &[Points]) -> Vec<WarningKind> {
    let mut broken = Vec::new();
    let length = chosen.len() as u64;
    let most = if meta.vote_type == super::VoteType::ChooseOne { Some(1) } else { meta.max_length };
    // A blank ballot is always allowed.
    let too_short = length > 0 && meta.min_length.is_some_and(|least| length < least);
    if too_short || most.is_some_and(|most| length > most) {
        broken.push(WarningKind::BallotLength);
    }
    if let Some(most) = meta.max_sum_cost {
        let cost = chosen.iter().map(|&place| listed.costs[place]).fold(0, i128::saturating_add);
        if cost > most.finest() {
            broken.push(WarningKind::BallotCost);
        }
    }
    if let Some(most) = meta.max_sum_points {
        let sum = points.iter().copied().map(Points::finest).fold(0, i128::saturating_add);
        if sum > most.finest() {
            broken.push(WarningKind::BallotPoints);
        }
    }
    broken
}
