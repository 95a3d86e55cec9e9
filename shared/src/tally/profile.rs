//! All ballots of a contest, equal ones merged.

use std::{
    collections::{BTreeMap, HashMap},
    iter, mem,
};

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
    /// The same the other way round: project by project, who names it. Ballots that have no equal and approve are the
    /// most, and are gone through again and again: of these there is the class alone.
    single: Lists<u32>,
    others: Lists<Supporter>,
    sums: Vec<Sum>,
    /// Where ballots give something to projects that they do not name: what, and the ballots as they were cast.
    as_cast: Option<(u32, Box<Profile>)>,
}

/// One list for each project, all in one piece of memory.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Lists<T> {
    from: Vec<usize>,
    all: Vec<T>,
}

impl<T: Copy> Lists<T> {
    fn of(&self, place: u32) -> &[T] {
        &self.all[self.from[place as usize]..self.from[place as usize + 1]]
    }

    /// With this many in each list, all alike.
    fn filled(lengths: impl Iterator<Item = usize>, with: T) -> Self {
        let mut from = vec![0];
        let mut sum = 0;
        from.extend(lengths.map(|length| {
            sum += length;
            sum
        }));
        Self { from, all: vec![with; sum] }
    }
}

/// What all ballots say about one project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Sum {
    votes: u64,
    score: u64,
    single: usize,
    others: usize,
}

/// The classes whose ballots name a project, whatever they give it.
#[derive(Debug, Clone, Copy)]
pub struct Naming<'p> {
    /// Those of a single ballot that gives it one.
    pub single: &'p [u32],
    /// All others.
    pub others: &'p [Supporter],
}

impl Naming<'_> {
    /// Goes through all of them.
    #[inline]
    pub fn each(self, mut visit: impl FnMut(Supporter)) {
        // Two loops, so that the compiler makes a short one of the first.
        for &class in self.single {
            visit(Supporter { class, many: 1, weight: 1 });
        }
        for &other in self.others {
            visit(other);
        }
    }
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

    /// How many of them name no project.
    pub fn blank(&self) -> u64 {
        let named: u64 = self.named().multiplicities.iter().map(|many| u64::from(*many)).sum();
        self.ballots - named
    }

    /// The same with so many more blank ballots. Where ballots give something to projects that they do not name, these
    /// give it to all.
    #[must_use]
    pub fn with_blank(self, more: u64) -> Self {
        match self.as_cast {
            None => Self { ballots: self.ballots.saturating_add(more), ..self },
            Some((default_score, cast)) => cast.with_blank(more).filled(default_score),
        }
    }

    /// The ballots with nothing but the projects that they name: others than these where a ballot gives something to
    /// projects that it does not name. This is what to look at where support is asked for, and not points.
    pub fn named(&self) -> &Self {
        self.as_cast.as_ref().map_or(self, |(_, cast)| cast)
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
    pub fn naming(&self, place: u32) -> Naming<'_> {
        Naming { single: self.single.of(place), others: self.others.of(place) }
    }

    /// How many ballots name each project, by place.
    pub fn votes(&self) -> Vec<u64> {
        self.named().sums.iter().map(|sum| sum.votes).collect()
    }

    /// What the ballots give each project together, by place: votes or points.
    pub fn scores(&self) -> Vec<u64> {
        self.sums.iter().map(|sum| sum.score).collect()
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
    default_score: u64,
}

impl Profiler {
    /// No ballots yet, for `projects` projects.
    pub fn new(projects: usize) -> Self {
        Self { projects, ballots: 0, total: 0, classes: HashMap::new(), ballot: Vec::new(), default_score: 0 }
    }

    /// The same, where a ballot gives `default_score` points to each project that it does not name: a blank one, to all.
    #[must_use]
    pub fn with_default_score(self, default_score: u64) -> Self {
        Self { default_score, ..self }
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
        if self.default_score > 0 {
            let projects = u64::try_from(self.projects).map_err(|_| ScoreOverflow)?;
            let unnamed =
                u32::try_from(self.default_score).ok().and_then(|score| u64::from(score).checked_mul(projects));
            self.total = unnamed.and_then(|score| self.total.checked_add(score)).ok_or(ScoreOverflow)?;
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

    /// Counts all points, those of before and those to come, in parts of which a point has so many.
    ///
    /// # Errors
    /// As for [`Profiler::give_points`].
    pub fn divide_points(&mut self, parts: u32) -> Result<(), ScoreOverflow> {
        // A mark of zero points counts in the sum as if it were one.
        self.total = self.total.checked_mul(u64::from(parts)).ok_or(ScoreOverflow)?;
        self.default_score = self.default_score.checked_mul(u64::from(parts)).ok_or(ScoreOverflow)?;
        let divided = |(mut marks, many): (Box<[Mark]>, u32)| {
            for mark in &mut marks {
                mark.weight = mark.weight.checked_mul(parts).ok_or(ScoreOverflow)?;
            }
            Ok((marks, many))
        };
        self.classes = mem::take(&mut self.classes).into_iter().map(divided).collect::<Result<_, ScoreOverflow>>()?;
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
        let cast = Profile::of(self.projects, self.ballots, self.classes.into_iter().collect());
        match u32::try_from(self.default_score) {
            Ok(0) => cast,
            Ok(default_score) => cast.filled(default_score),
            // No ballot was taken.
            Err(_) => cast.filled(u32::MAX),
        }
    }
}

impl Profile {
    fn of(projects: usize, ballots: u64, mut classes: Vec<(Box<[Mark]>, u32)>) -> Self {
        // Nothing depends on this order; but the same ballots make the same profile.
        classes.sort_unstable();
        let mut profile = Self {
            projects,
            ballots,
            starts: Vec::with_capacity(classes.len() + 1),
            marks: Vec::with_capacity(classes.iter().map(|(marks, _)| marks.len()).sum()),
            multiplicities: Vec::with_capacity(classes.len()),
            single: Lists::filled(iter::repeat_n(0, projects), 0),
            others: Lists::filled(iter::repeat_n(0, projects), Supporter { class: 0, many: 0, weight: 0 }),
            sums: vec![Sum::default(); projects],
            as_cast: None,
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

    /// These ballots as they were cast, each with so much for every project that it does not name.
    fn filled(self, default_score: u32) -> Self {
        let projects = u32::try_from(self.projects).unwrap_or(u32::MAX);
        let fill = |marks: &[Mark]| -> Box<[Mark]> {
            let mut named = marks.iter().copied().peekable();
            let mut given = |place| named.next_if(|mark| mark.place == place);
            (0..projects).map(|place| given(place).unwrap_or(Mark { place, weight: default_score })).collect()
        };
        let mut classes: BTreeMap<Box<[Mark]>, u32> = BTreeMap::new();
        let mut naming = 0;
        for (marks, many) in self.iter() {
            let alike = classes.entry(fill(marks)).or_default();
            *alike = alike.saturating_add(many);
            naming += u64::from(many);
        }
        let blank = u32::try_from(self.ballots - naming).unwrap_or(u32::MAX);
        if blank > 0 && projects > 0 {
            let alike = classes.entry(fill(&[])).or_default();
            *alike = alike.saturating_add(blank);
        }
        let filled = Self::of(self.projects, self.ballots, classes.into_iter().collect());
        Self { as_cast: Some((default_score, Box::new(self))), ..filled }
    }

    fn turn_round(&mut self) {
        let mut sums = vec![Sum::default(); self.projects];
        for (marks, many) in self.iter() {
            for &Mark { place, weight } in marks {
                let sum = &mut sums[place as usize];
                // The profiler has checked that the sums of all projects fit.
                sum.votes += u64::from(many);
                sum.score += u64::from(weight) * u64::from(many);
                *(if is_single(many, weight) { &mut sum.single } else { &mut sum.others }) += 1;
            }
        }
        let mut single = Lists::filled(sums.iter().map(|sum| sum.single), 0);
        let nobody = Supporter { class: 0, many: 0, weight: 0 };
        let mut others = Lists::filled(sums.iter().map(|sum| sum.others), nobody);
        let (mut next_single, mut next_other) = (single.from.clone(), others.from.clone());
        for (class, (marks, many)) in (0..).zip(self.iter()) {
            for &Mark { place, weight } in marks {
                if is_single(many, weight) {
                    let at = &mut next_single[place as usize];
                    single.all[*at] = class;
                    *at += 1;
                } else {
                    let at = &mut next_other[place as usize];
                    others.all[*at] = Supporter { class, many, weight };
                    *at += 1;
                }
            }
        }
        (self.single, self.others, self.sums) = (single, others, sums);
    }
}

fn is_single(many: u32, weight: u32) -> bool {
    many == 1 && weight == 1
}
