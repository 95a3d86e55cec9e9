//! All ballots of a contest, equal ones merged.

use std::collections::HashMap;

use super::ScoreOverflow;

/// What a ballot says about one project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// The project's place in the list of projects.
    pub place: u32,
    /// What the ballot gives it: 1 where ballots approve, its points, or its rank's score. Zero names a project
    /// without supporting it.
    pub weight: u32,
}

/// Ballots of one class, seen from a project that they name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Supporter {
    /// The class.
    pub class: u32,
    /// How many ballots are in it.
    pub many: u32,
    /// What each gives the project.
    pub weight: u32,
}

/// The ballots of a contest (urna) as rules that look at each voter need them: equal ballots are one class with a
/// multiplicity. Says nothing about which voter cast which, nor in what order they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    projects: usize,
    ballots: u64,
    starts: Vec<usize>,
    marks: Vec<Mark>,
    multiplicities: Vec<u32>,
    /// The same the other way round: project by project, who names it.
    named_by: Vec<Supporter>,
    named_from: Vec<usize>,
}

impl Profile {
    /// How many projects there are.
    pub fn projects(&self) -> usize {
        self.projects
    }

    /// How many ballots there are, blank ones (votos en blanco) included.
    pub fn ballots(&self) -> u64 {
        self.ballots
    }

    /// The same with so many more blank ballots.
    #[must_use]
    pub fn with_blank(self, more: u64) -> Self {
        Self { ballots: self.ballots + more, ..self }
    }

    /// How many different ballots there are, the blank one aside.
    pub fn classes(&self) -> usize {
        self.multiplicities.len()
    }

    /// Each different ballot that names a project, with how many are like it.
    pub fn iter(&self) -> impl Iterator<Item = (&[Mark], u32)> {
        let ranges = self.starts.windows(2).filter_map(|pair| match *pair {
            [start, end] => self.marks.get(start..end),
            _ => None,
        });
        ranges.zip(self.multiplicities.iter().copied())
    }

    /// What the ballots of a class name.
    pub fn marks(&self, class: u32) -> &[Mark] {
        &self.marks[self.starts[class as usize]..self.starts[class as usize + 1]]
    }

    /// How many ballots are in a class.
    pub fn many(&self, class: u32) -> u32 {
        self.multiplicities[class as usize]
    }

    /// The classes whose ballots name a project, whatever they give it.
    pub fn naming(&self, place: u32) -> &[Supporter] {
        &self.named_by[self.named_from[place as usize]..self.named_from[place as usize + 1]]
    }

    /// How many ballots name each project, by place.
    pub fn votes(&self) -> Vec<u64> {
        self.sums(|_| 1)
    }

    /// What the ballots give each project together, by place: votes or points.
    pub fn scores(&self) -> Vec<u64> {
        self.sums(|one| u64::from(one.weight))
    }

    fn sums(&self, of: impl Fn(&Supporter) -> u64) -> Vec<u64> {
        // The builder has checked that the sums of all projects fit.
        let sum = |named_by: &[Supporter]| named_by.iter().map(|one| of(one) * u64::from(one.many)).sum();
        (0..).zip(0..self.projects).map(|(place, _)| sum(self.naming(place))).collect()
    }
}

/// Takes ballots one at a time and merges equal ones.
#[derive(Debug, Clone)]
pub struct Profiler {
    projects: usize,
    ballots: u64,
    /// All weights of all ballots: as long as these fit, so does any sum.
    total: u64,
    classes: HashMap<Box<[Mark]>, u32>,
    ballot: Vec<Mark>,
}

impl Profiler {
    /// No ballots yet, for `projects` projects.
    pub fn new(projects: usize) -> Self {
        Self { projects, ballots: 0, total: 0, classes: HashMap::new(), ballot: Vec::new() }
    }

    /// A ballot that approves projects; one named twice counts once.
    ///
    /// # Errors
    /// When there are more ballots than can be counted (four thousand million).
    ///
    /// # Panics
    /// As for [`Profiler::give_points`].
    pub fn approve(&mut self, chosen: impl IntoIterator<Item = usize>) -> Result<(), ScoreOverflow> {
        self.give_points(chosen.into_iter().map(|place| (place, 1)))
    }

    /// A ballot that gives points. Of a project named twice the last points hold.
    ///
    /// # Errors
    /// When the points are too large to be added up.
    ///
    /// # Panics
    /// When a place is not below the number of projects: who reads ballots checks the names, and knows the places from
    /// there.
    pub fn give_points(&mut self, points: impl IntoIterator<Item = (usize, u64)>) -> Result<(), ScoreOverflow> {
        self.ballot.clear();
        for (place, weight) in points {
            assert!(place < self.projects, "the ballot names a project that there is");
            let place = u32::try_from(place).map_err(|_| ScoreOverflow)?;
            let weight = u32::try_from(weight).map_err(|_| ScoreOverflow)?;
            self.total = self.total.checked_add(u64::from(weight).max(1)).ok_or(ScoreOverflow)?;
            self.ballot.push(Mark { place, weight });
        }
        if self.ballots >= u64::from(u32::MAX) {
            return Err(ScoreOverflow);
        }
        self.ballots += 1;
        if self.ballot.is_empty() {
            return Ok(());
        }
        // Stable, so that of equal places the last is the last.
        self.ballot.sort_by_key(|mark| mark.place);
        self.ballot.reverse();
        self.ballot.dedup_by_key(|mark| mark.place);
        self.ballot.reverse();
        if let Some(multiplicity) = self.classes.get_mut(self.ballot.as_slice()) {
            *multiplicity += 1;
        } else {
            self.classes.insert(self.ballot.as_slice().into(), 1);
        }
        Ok(())
    }

    /// A ballot that ranks projects, the preferred one first: of three, the first gets 3 points, the last 1.
    ///
    /// # Errors
    /// As for [`Profiler::give_points`].
    ///
    /// # Panics
    /// As for [`Profiler::give_points`].
    pub fn rank(&mut self, ranked: &[usize]) -> Result<(), ScoreOverflow> {
        self.give_points(ranked.iter().copied().zip((1..=ranked.len() as u64).rev()))
    }

    /// All ballots.
    pub fn finish(self) -> Profile {
        let mut classes: Vec<(Box<[Mark]>, u32)> = self.classes.into_iter().collect();
        // Nothing depends on this order; but the same ballots make the same profile.
        classes.sort_unstable();
        let mut profile = Profile {
            projects: self.projects,
            ballots: self.ballots,
            starts: Vec::with_capacity(classes.len() + 1),
            marks: Vec::with_capacity(classes.iter().map(|(marks, _)| marks.len()).sum()),
            multiplicities: Vec::with_capacity(classes.len()),
            named_by: Vec::new(),
            named_from: vec![0; self.projects + 1],
        };
        profile.starts.push(0);
        for (marks, multiplicity) in classes {
            profile.marks.extend_from_slice(&marks);
            profile.starts.push(profile.marks.len());
            profile.multiplicities.push(multiplicity);
        }
        profile.turn_round();
        profile
    }
}

impl Profile {
    fn turn_round(&mut self) {
        for mark in &self.marks {
            self.named_from[mark.place as usize + 1] += 1;
        }
        for place in 0..self.projects {
            self.named_from[place + 1] += self.named_from[place];
        }
        let mut next = self.named_from.clone();
        let mut named_by = vec![Supporter { class: 0, many: 0, weight: 0 }; self.marks.len()];
        for (class, (marks, many)) in (0..).zip(self.iter()) {
            for &Mark { place, weight } in marks {
                let at = &mut next[place as usize];
                named_by[*at] = Supporter { class, many, weight };
                *at += 1;
            }
        }
        self.named_by = named_by;
    }
}
