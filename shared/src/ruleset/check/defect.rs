//! What can be wrong with a rule set as a whole.

use std::fmt;

use crate::{
    document::{Amount, Day, DayOfYear, Key, Path, Share, TimeOfDay, nearest},
    money::Currency,
    permission::Action,
    phase::PhaseKind,
    role::Role,
    ruleset::Lock,
    words::words,
};

/// One defect: where and what.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {flaw}")]
pub struct Defect {
    /// Where.
    pub path: Path,
    /// What.
    pub flaw: Flaw,
}

words! {
    /// The parts of a rule set that others refer to, or of which there must be some.
    Part as "part" {
        /// A norm.
        Norm = "norm",
        /// A level of the division.
        Level = "level",
        /// A kind of territory.
        Kind = "kind",
        /// A territory.
        Territory = "territory",
        /// An indicator.
        Indicator = "indicator",
        /// A theme.
        Theme = "theme",
        /// A roll of people.
        Roll = "roll",
        /// A body.
        Body = "body",
        /// Seats of one sector.
        Seats = "seats",
        /// A phase.
        Phase = "phase",
        /// A power.
        Power = "power",
        /// An action.
        Action = "action",
        /// A deadline.
        Deadline = "deadline",
        /// A pool.
        Pool = "pool",
        /// A term of a formula.
        Term = "term",
        /// A condition.
        Condition = "condition",
        /// A contest.
        Contest = "contest",
        /// A sheet.
        Sheet = "sheet",
        /// A tie break.
        TieBreak = "tie_break",
        /// A criterion.
        Criterion = "criterion",
        /// A bound of an age.
        Age = "age",
        /// Anything else that stands in a list.
        Entry = "entry",
    }
}

/// A figure of a defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// A number of things.
    Count(u64),
    /// A part of a whole.
    Share(Share),
    /// Money.
    Amount(Amount),
    /// A day.
    Day(Day),
    /// A time of day.
    Time(TimeOfDay),
}

/// A usual day of a process, in relation to its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Years after the process's.
    pub year: u8,
    /// The day.
    pub day: DayOfYear,
}

/// What is wrong, with what would do where that can be said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// A reference to what is not there.
    #[error("no {what} `{found}`; there are {}", known.join(", "))]
    Unknown {
        /// What it should be.
        what: Part,
        /// The name found.
        found: String,
        /// The names that would do.
        known: Vec<String>,
    },
    /// What must be there once is there again.
    #[error("{what} `{found}` is at {first} already")]
    Repeated {
        /// What it is.
        what: Part,
        /// The name found.
        found: String,
        /// Where it was first.
        first: Path,
    },
    /// At least one is needed.
    #[error("at least one {what} is needed")]
    Empty {
        /// Of what.
        what: Part,
    },
    /// A zero where there must be something.
    #[error("zero is nothing")]
    Nothing,
    /// A number outside of its range.
    #[error("{found} is not from {least} to {most}")]
    OutOfRange {
        /// The number.
        found: u64,
        /// The least that would do.
        least: u64,
        /// The most that would do.
        most: u64,
    },
    /// A least above its most, or an end before its beginning.
    #[error("from {least} to {most} there is nothing")]
    Reversed {
        /// What should be less.
        least: Quantity,
        /// What should be more.
        most: Quantity,
    },
    /// An amount of another currency than the document's.
    #[error("{found} in a document in {expected}")]
    Currency {
        /// The amount's.
        found: Currency,
        /// The document's.
        expected: Currency,
    },
    /// What must lie on one of some levels lies on another.
    #[error("of level {found}, where {} would do", texts(expected))]
    WrongLevel {
        /// The level found.
        found: Key,
        /// The levels that would do; none when nothing can.
        expected: Vec<Key>,
    },
    /// A rule that goes by the territories of a level has none to go by.
    #[error("the level {level} has no territory")]
    NoTerritory {
        /// The level.
        level: Key,
    },
    /// A rule needs to know in which territory of a level this one lies.
    #[error("lies in no territory of level {level}")]
    NoParent {
        /// The level.
        level: Key,
    },
    /// Parts that contain each other.
    #[error("lies in itself: {}", through.join(", "))]
    Circle {
        /// The names, from one to the last before it comes back.
        through: Vec<String>,
    },
    /// Conditions within conditions, too many of them.
    #[error("more than {most} conditions within each other")]
    TooDeep {
        /// The most.
        most: usize,
    },
    /// A condition that no person can meet.
    #[error("nobody can meet this")]
    Unmeetable,
    /// A phase that overlaps one which does not come before it.
    #[error("{phase} does not come before")]
    NotEarlier {
        /// That phase.
        phase: Key,
    },
    /// A phase that usually opens before one that precedes it has closed, and does not say that it overlaps it.
    #[error("opens on {opens}, while {phase} closes on {closes}")]
    OpensTooEarly {
        /// When it opens.
        opens: Moment,
        /// The phase before it.
        phase: Key,
        /// When that closes.
        closes: Moment,
    },
    /// A phase that usually opens before one that precedes it.
    #[error("opens on {opens}, before {phase} on {before}")]
    OutOfOrder {
        /// When it opens.
        opens: Moment,
        /// The phase before it.
        phase: Key,
        /// When that opens.
        before: Moment,
    },
    /// Something has to be done that nobody may do: in a phase, or ever.
    #[error("nobody may {action}{}{}", during(phase.as_ref()), by(body.as_ref()))]
    NobodyMay {
        /// What has to be done.
        action: Action,
        /// In which phase; at some time when absent.
        phase: Option<Key>,
        /// The body that should be able to; anybody when absent.
        body: Option<Key>,
    },
    /// Silence would have to say more than yes: what it costs, how much, which.
    #[error("silence cannot {action}")]
    SilentYes {
        /// What it would have to do.
        action: Action,
    },
    /// A limit on how many ideas one person sends, where nobody is let send any.
    #[error("no ideas are sent by this power")]
    NoIdeas,
    /// What a phase waits for can no longer happen: an earlier phase, or itself, locks it.
    #[error("waits for what {phase} has locked ({lock})")]
    LockedBefore {
        /// What is locked.
        lock: Lock,
        /// The phase that locks it.
        phase: Key,
    },
    /// A contest held in a phase in which one does not vote.
    #[error("one does not vote in {phase} ({kind})")]
    NotVoting {
        /// That phase.
        phase: Key,
        /// Its kind.
        kind: PhaseKind,
    },
    /// A phase in which one votes, and nothing to vote on.
    #[error("no contest is held in this phase")]
    NoContest,
    /// There is a vote, and no phase after it in which its result is found.
    #[error("no phase of results comes after this vote")]
    NoResults,
    /// A role that exists only outside of the tenants that run processes.
    #[error("{role} is no role where processes run")]
    RoleElsewhere {
        /// The role.
        role: Role,
    },
    /// A split that needs a base which gives each territory of a level its own amount.
    #[error("the base must give the same to each territory{}", of_level(level.as_ref()))]
    BaseNotEach {
        /// The level; any when absent.
        level: Option<Key>,
    },
    /// All weights or factors are zero.
    #[error("all weights are zero")]
    NoWeight,
    /// The least for each, together, are more than there is.
    #[error("{territories} times {floor} is more than {whole}")]
    FloorsAboveWhole {
        /// The least for each.
        floor: Quantity,
        /// How many there are.
        territories: u64,
        /// What there is.
        whole: Quantity,
    },
    /// The most for each, together, are less than there is.
    #[error("{territories} times {cap} is less than {whole}")]
    CapsBelowWhole {
        /// The most for each.
        cap: Quantity,
        /// How many there are.
        territories: u64,
        /// What there is.
        whole: Quantity,
    },
    /// More than the whole of which it is a part.
    #[error("{found} is more than {whole}")]
    AboveWhole {
        /// What was found.
        found: Quantity,
        /// The whole.
        whole: Quantity,
    },
    /// Parts that should make a whole, and do not.
    #[error("the parts make {sum} of 10000 basis points")]
    SumNotWhole {
        /// Their sum, in basis points.
        sum: u64,
    },
    /// A quorum that the body cannot reach with all its seats filled.
    #[error("{quorum} of {seats} seats can never be present")]
    QuorumAboveSeats {
        /// How many must be present.
        quorum: u64,
        /// The most seats.
        seats: u64,
        /// The kind of territory that has so few; all when absent.
        kind: Option<Key>,
    },
    /// A body without seats in a kind of territory.
    #[error("no seats in {kind}")]
    NoSeats {
        /// The kind.
        kind: Key,
    },
    /// Parity in pairs in a body without pairs.
    #[error("no seat is held by a pair")]
    NoPairs,
    /// A parity that gives each gender more than half.
    #[error("{share} for each gender is more than all")]
    ParityAboveHalf {
        /// The share.
        share: Share,
    },
    /// Equals that no tie break can tell apart for certain: the last one must.
    #[error("some equals stay equal; `ballot_number` or `public_draw` would decide")]
    Undecided,
    /// An amount that does not come out even in notes.
    #[error("{amount} is no multiple of {note}")]
    NotDivided {
        /// The amount.
        amount: u64,
        /// The note.
        note: u64,
    },
    /// A ballot on which one cannot give all that there is to give.
    #[error("at most {most} of {amount} can be given")]
    CannotSpend {
        /// The most that one can give.
        most: u64,
        /// What there is to give.
        amount: u64,
    },
    /// A place that is not worth less than the one before it: the order could not be read from the points.
    #[error("a place is worth less than the one before it")]
    PlaceNotLess,
    /// Fewer places that are worth something than projects that may be named.
    #[error("{places} places are worth something, and {most} projects may be named")]
    FewPlaces {
        /// How many places there are.
        places: u64,
        /// How many projects may, or must, be named.
        most: u64,
    },
    /// A part of the ballots is asked for where ballots give points, which are no ballots.
    #[error("ballots give points here, and a part of the ballots is compared with votes")]
    SupportOfPoints,
    /// A tie break that asks from how many neighbourhoods a project is supported, which no ballot says.
    #[error("no ballot says where its voter lives: from how many neighbourhoods a project is supported is not known")]
    NeighbourhoodsUnknown,
    /// A ballot that asks for more projects than may stand on it.
    #[error("{found} projects from an offer of {offer}")]
    AboveOffer {
        /// How many it asks for.
        found: u64,
        /// How many there may be.
        offer: u64,
    },
    /// More winners than the quotas of a territory have room for.
    #[error("{winners} winners from {territories} times {each}")]
    AboveQuotas {
        /// How many winners.
        winners: u64,
        /// From each.
        each: u64,
        /// How many there are, in the territory that has fewest.
        territories: u64,
    },
    /// A territory without regions, where its winners are spread over them.
    #[error("{territory} has no territory of level {level} in it")]
    NoRegion {
        /// What it is called.
        territory: String,
        /// The level of the regions.
        level: Key,
    },
    /// Projects that exclude each other, where one wins at most anyway.
    #[error("one project wins here, and groups exclude nothing")]
    OneWins,
    /// A vote that could be changed, where nothing leads from a voter to what they cast.
    #[error("the urn is secret: nothing leads from a voter to their ballot, so none can be taken out for another one")]
    VoteInSecret,
    /// A contest that is on no ballot.
    #[error("no sheet has this contest")]
    OnNoSheet,
    /// A contest that people vote in together with the one in which projects are chosen, and that is not on its ballot: the
    /// only one that they get then.
    #[error("is voted in with {with}, and not on the same sheet")]
    OnOtherSheet {
        /// The contest in which projects are chosen.
        with: Key,
    },
    /// Contests on one ballot that are never held in the same phase.
    #[error("its contests have no phase in common")]
    NoCommonPhase,
    /// One vote for each account of a roll that has people and no accounts.
    #[error("the roll {roll} has people, not accounts")]
    NoAccounts {
        /// The roll.
        roll: Key,
    },
    /// One vote for each account of a roll, and somebody who is not on it may vote.
    #[error("{contest} has a vote for each entry of {roll}, and this does not ask for one")]
    OffRoll {
        /// The roll.
        roll: Key,
        /// The contest.
        contest: Key,
    },
    /// Turnout that is told while people vote where each account of a roll has a vote: who has many would move it alone, so
    /// that a step of it told of one person.
    #[error("turnout is told by people, and here each account of {roll} has a vote")]
    TurnoutOfAccounts {
        /// The roll.
        roll: Key,
    },
    /// Contests on one ballot that do not give the same voters a vote: each person here, each account there.
    #[error("its contests give a vote to different voters")]
    MixedVoters,
    /// Polling places for a phase in which nobody votes in person.
    #[error("one does not vote in person in this phase")]
    NotInPerson,
    /// Polling places that hand out ballots without a network where each account of a roll has a vote: which of them have
    /// voted is not known there.
    #[error("ballots are handed out without a network, and here each account of {roll} has a vote")]
    OfflineAccounts {
        /// The roll.
        roll: Key,
    },
    /// A contest that needs ceilings of another sort than its pool has.
    #[error("the pool {pool} is not divided by theme")]
    NotByTheme {
        /// The pool.
        pool: Key,
    },
    /// Two contests that are decided together and spend the same pool: its money would be given twice.
    #[error("the pool {pool} is what {with} spends, and both are decided together")]
    SpentTwice {
        /// The pool.
        pool: Key,
        /// The contest before it that spends it.
        with: Key,
    },
    /// A contest whose pool is divided among the territories of another level.
    #[error("the pool is divided among the territories of {divided}, the contest held in those of {held}")]
    PoolElsewhere {
        /// The level of the ceilings.
        divided: Key,
        /// The level of the contest.
        held: Key,
    },
}

impl Flaw {
    /// The known name nearest to what was found, where one is near enough to be meant.
    pub fn meant(&self) -> Option<&str> {
        if let Self::Unknown { found, known, .. } = self { nearest(found, known) } else { None }
    }
}

fn texts(keys: &[Key]) -> String {
    keys.iter().map(Key::as_str).collect::<Vec<_>>().join(" or ")
}

fn during(phase: Option<&Key>) -> String {
    phase.map_or_else(String::new, |phase| format!(" in {phase}"))
}

fn by(body: Option<&Key>) -> String {
    body.map_or_else(String::new, |body| format!(" as {body}"))
}

fn of_level(level: Option<&Key>) -> String {
    level.map_or_else(String::new, |level| format!(" of {level}"))
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => count.fmt(f),
            Self::Share(share) => share.fmt(f),
            Self::Amount(amount) => amount.fmt(f),
            Self::Day(day) => day.fmt(f),
            Self::Time(time) => time.fmt(f),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            0 => self.day.fmt(f),
            year => write!(f, "{} of year {year}", self.day),
        }
    }
}

macro_rules! quantity {
    ($($type:ty => $variant:ident,)+) => {
        $(impl From<$type> for Quantity {
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        })+
    };
}

quantity! {
    u8 => Count,
    u16 => Count,
    u32 => Count,
    u64 => Count,
    Share => Share,
    Amount => Amount,
    Day => Day,
    TimeOfDay => Time,
}
