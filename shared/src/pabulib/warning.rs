//! What is odd about a file, and does not stop its count.

use std::fmt;

/// Something odd, told once for the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What is odd.
    pub kind: WarningKind,
    /// The first line where it is, from 1.
    pub line: u64,
    /// What that line is about: the id of the project or voter, the key that is missing, or the key or column whose value
    /// cannot be understood.
    pub subject: String,
    /// How often it is so in the file.
    pub times: u64,
}

/// What can be odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WarningKind {
    /// `META` lacks a key that the format requires, but a count does not need.
    MissingKey,
    /// A value that only informs cannot be understood. It was passed over.
    Unreadable,
    /// The currency is none that is known here. Its amounts were taken to have two decimals.
    UnknownCurrency,
    /// An amount has more decimals than its currency. It was read exactly.
    FinerAmount,
    /// An amount has a comma before its decimals. It was read as a point.
    DecimalComma,
    /// An approval ballot names a project more than once. It was counted once.
    RepeatedProject,
    /// A ballot names fewer projects than `min_length` or more than `max_length`. It was counted.
    BallotLength,
    /// The projects on a ballot cost more than `max_sum_cost`. It was counted.
    BallotCost,
    /// A ballot gives more points than `max_sum_points`. It was counted.
    BallotPoints,
    /// The column `votes` has another figure than the ballots give.
    VotesDiffer,
    /// The column `score` has another figure than the ballots give.
    ScoreDiffers,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, line, subject, times } = self;
        let what = match kind {
            WarningKind::MissingKey => "META lacks a key that the format requires",
            WarningKind::Unreadable => "the value cannot be understood, and was passed over",
            WarningKind::UnknownCurrency => {
                "the currency is not known here; its amounts were taken to have two decimals"
            }
            WarningKind::FinerAmount => "an amount has more decimals than its currency, and was read exactly",
            WarningKind::DecimalComma => "an amount has a comma before its decimals, which was read as a point",
            WarningKind::RepeatedProject => "a ballot names a project more than once, which was counted once",
            WarningKind::BallotLength => "a ballot names too many or too few projects, and was counted",
            WarningKind::BallotCost => "the projects on a ballot cost more than allowed, and it was counted",
            WarningKind::BallotPoints => "a ballot gives more points than allowed, and was counted",
            WarningKind::VotesDiffer => "the votes of a project differ from those on the ballots, which count",
            WarningKind::ScoreDiffers => "the score of a project differs from that of the ballots, which counts",
        };
        write!(f, "line {line}, `{subject}`: {what}")?;
        if *times > 1 { write!(f, " ({times} times in the file)") } else { Ok(()) }
    }
}

/// Warnings, one for each kind, or for each key or column of a kind.
#[derive(Debug, Default)]
pub(super) struct Warnings(Vec<Warning>);

impl Warnings {
    pub(super) fn add(&mut self, kind: WarningKind, line: u64, subject: &str) {
        // Each key or column is a matter of its own; what ballots do wrong, they do in their thousands.
        let by_subject = matches!(kind, WarningKind::MissingKey | WarningKind::Unreadable);
        let known = self.0.iter_mut().find(|one| one.kind == kind && (!by_subject || one.subject == subject));
        match known {
            Some(known) => known.times += 1,
            None => self.0.push(Warning { kind, line, subject: subject.to_owned(), times: 1 }),
        }
    }

    pub(super) fn as_slice(&self) -> &[Warning] {
        &self.0
    }

    pub(super) fn into_vec(self) -> Vec<Warning> {
        self.0
    }
}
