//! Scores: what each ballot adds to each project, one ballot at a time, so that no ballot need be kept.

/// Votes and scores of the projects of one ballot (tarjetón), by their place in the list of projects.
///
/// Each ballot is added by the method of its kind. A project named twice on an approval ballot counts once: such a
/// ballot is a set.
///
/// # Panics
///
/// The methods that take places panic when one is not below the number of projects: who reads ballots checks the
/// names, and knows the places from there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scores {
    rows: Vec<Row>,
    ballots: u64,
    default_score: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Row {
    votes: u64,
    score: i128,
    /// Number of the last ballot that named the project.
    last_ballot: u64,
}

/// All votes or points of a project together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Total {
    /// How far they are above zero.
    pub above: u64,
    /// How far they are below zero, where ballots take away more points than others give.
    pub below: u64,
}

impl Total {
    /// As one number.
    pub fn signed(self) -> i128 {
        i128::from(self.above) - i128::from(self.below)
    }
}

/// A project's points no longer fit in 64 bits: the ballots hold absurd figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sum of a project's points is too large")]
pub struct ScoreOverflow;

impl Scores {
    /// No ballots yet, for `projects` projects.
    pub fn new(projects: usize) -> Self {
        Self { rows: vec![Row::default(); projects], ballots: 0, default_score: 0 }
    }

    /// The same, where a ballot that does not name a project gives it `default_score` points.
    #[must_use]
    pub fn with_default_score(self, default_score: i64) -> Self {
        Self { default_score, ..self }
    }

    /// A ballot that approves projects (one, several, or as many as a purse allows): each gets one vote.
    pub fn approve(&mut self, chosen: impl IntoIterator<Item = usize>) {
        self.ballots += 1;
        for place in chosen {
            let ballot = self.ballots;
            let row = &mut self.rows[place];
            if row.name(ballot) {
                row.score += 1;
            }
        }
    }

    /// A ballot that gives points: each project gets the points beside it.
    ///
    /// # Errors
    ///
    /// When a project's sum no longer fits; the scores are then of no use.
    pub fn give_points(&mut self, points: impl IntoIterator<Item = (usize, u64)>) -> Result<(), ScoreOverflow> {
        self.add(points.into_iter().map(|(place, points)| (place, i128::from(points))))
    }

    /// The same where a ballot may take points away: those below zero.
    ///
    /// # Errors
    ///
    /// As for [`Scores::give_points`].
    pub fn give_or_take(&mut self, points: impl IntoIterator<Item = (usize, i64)>) -> Result<(), ScoreOverflow> {
        self.add(points.into_iter().map(|(place, points)| (place, i128::from(points))))
    }

    fn add(&mut self, points: impl Iterator<Item = (usize, i128)>) -> Result<(), ScoreOverflow> {
        self.ballots += 1;
        for (place, points) in points {
            let ballot = self.ballots;
            let row = &mut self.rows[place];
            row.name(ballot);
            row.score = within(row.score + points)?;
        }
        Ok(())
    }

    /// Counts all points, those of before and those to come, in parts of which a point has so many.
    ///
    /// # Errors
    ///
    /// As for [`Scores::give_points`].
    pub fn divide_points(&mut self, parts: u32) -> Result<(), ScoreOverflow> {
        self.default_score = self.default_score.checked_mul(parts.into()).ok_or(ScoreOverflow)?;
        for row in &mut self.rows {
            row.score = within(row.score * i128::from(parts))?;
        }
        Ok(())
    }

    /// A ballot that ranks projects, the preferred one first: of three, the first gets 3 points, the last 1.
    ///
    /// # Errors
    ///
    /// As for [`Scores::give_points`].
    pub fn rank(&mut self, ranked: &[usize]) -> Result<(), ScoreOverflow> {
        self.give_points(ranked.iter().copied().zip((1..=ranked.len() as u64).rev()))
    }

    /// How many ballots were added, blank ones included.
    pub fn ballots(&self) -> u64 {
        self.ballots
    }

    /// How many ballots name the project.
    pub fn votes(&self, place: usize) -> u64 {
        self.rows[place].votes
    }

    /// The project's score: its votes, or the sum of its points; zero where that is below.
    ///
    /// # Errors
    ///
    /// When the points of the ballots that do not name it make the sum too large.
    pub fn score(&self, place: usize) -> Result<u64, ScoreOverflow> {
        self.total(place).map(|total| total.above)
    }

    /// The same, also where it is below zero.
    ///
    /// # Errors
    ///
    /// As for [`Scores::score`].
    pub fn total(&self, place: usize) -> Result<Total, ScoreOverflow> {
        let row = &self.rows[place];
        let unnamed = i128::from(self.ballots - row.votes);
        let all = within(i128::from(self.default_score).saturating_mul(unnamed).saturating_add(row.score))?;
        let size = u64::try_from(all.unsigned_abs()).map_err(|_| ScoreOverflow)?;
        let (above, below) = if all < 0 { (0, size) } else { (size, 0) };
        Ok(Total { above, below })
    }
}

/// A sum, as long as its size fits in 64 bits.
fn within(sum: i128) -> Result<i128, ScoreOverflow> {
    if sum.unsigned_abs() <= u128::from(u64::MAX) { Ok(sum) } else { Err(ScoreOverflow) }
}

impl Row {
    /// Counts the project as named by this ballot; false when the ballot had named it already.
    fn name(&mut self, ballot: u64) -> bool {
        let first = self.last_ballot != ballot;
        if first {
            self.last_ballot = ballot;
            self.votes += 1;
        }
        first
    }
}
