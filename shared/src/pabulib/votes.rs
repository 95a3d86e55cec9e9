//! From a row of `VOTES` to a ballot.

use std::collections::HashMap;

use super::cells::Cell;
use super::error::{ParseError, ParseErrorKind};
use super::meta::whole;
use super::warning::{WarningKind, Warnings};
use super::{Meta, Project, Vote};

/// The projects of a file, as ballots need them.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// By id: the place in the list, and the line.
    by_id: HashMap<String, (usize, u64)>,
    costs: Vec<i64>,
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
        self.costs.push(project.cost.minor());
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

    fn read_points(&self, projects: usize) -> Result<Vec<u64>, ParseError> {
        let Some(cell) = self.points else {
            return Ok(Vec::new());
        };
        let mut points = Vec::with_capacity(projects);
        for (at, item) in cell.items() {
            let Some(value) = whole(item) else {
                let (field, found) = ("points".to_owned(), item.to_owned());
                return Err(cell.error_at(at, ParseErrorKind::NotWhole { field, found }));
            };
            points.push(value);
        }
        if points.len() != projects {
            return Err(cell.error(ParseErrorKind::PointsCount { projects, points: points.len() }));
        }
        Ok(points)
    }
}

fn broken_limits(meta: &Meta, listed: &Listed, chosen: &[usize], points: &[u64]) -> Vec<WarningKind> {
    let mut broken = Vec::new();
    let length = chosen.len() as u64;
    let most = if meta.vote_type == super::VoteType::ChooseOne { Some(1) } else { meta.max_length };
    // A blank ballot is always allowed.
    let too_short = length > 0 && meta.min_length.is_some_and(|least| length < least);
    if too_short || most.is_some_and(|most| length > most) {
        broken.push(WarningKind::BallotLength);
    }
    let cost: i128 = chosen.iter().map(|&place| i128::from(listed.costs[place])).sum();
    if meta.max_sum_cost.is_some_and(|most| cost > i128::from(most.minor())) {
        broken.push(WarningKind::BallotCost);
    }
    let sum: u128 = points.iter().copied().map(u128::from).sum();
    if meta.max_sum_points.is_some_and(|most| sum > u128::from(most)) {
        broken.push(WarningKind::BallotPoints);
    }
    broken
}
