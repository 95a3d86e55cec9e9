//! What is decided by vote: contests, ballots and how winners are found.

use crate::{
    document::{Amount, Key, Share, Text, choice, table},
    ruleset::Basis,
    tally::{Finish, Utility},
    words::words,
};

table! {
    /// What is decided by one independent count: once in each territory of a level.
    Contest {
        /// Its name within the document.
        id: Key,
        /// What people call it.
        name: Text,
        /// The level in each of whose territories it is held.
        level: Key,
        /// The pool whose ceilings its winners spend.
        pool: Key,
        /// The phases in which people vote in it.
        phases: Vec<Key>,
        /// The roll of accounts each of which has one vote (un voto por cuenta); each person has one when absent.
        per_entry_of: Option<Key> = default,
        /// How many projects stand on its ballots, where the rules say it (1 of 3 options).
        offer: Option<Offer> = default,
        /// What a ballot may say.
        ballot: BallotRule,
        /// Whether voters may change what they cast (cambiar el voto).
        change: VoteChange = default,
        /// How winners are found.
        winner: WinnerRule,
        /// Whether projects may stand in groups of each of which one wins at most (proyectos excluyentes): of one site, or
        /// for one purpose. Whoever reviews projects says which.
        exclusive: bool = default,
        /// What a result must reach.
        thresholds: Thresholds = default,
        /// What is told of turnout while people vote; nothing when absent.
        turnout: Option<TurnoutBoard> = default,
        /// What it rests on.
        basis: Basis = default,
    }
}

table! {
    /// How many projects stand on a ballot (oferta).
    Offer {
        /// The fewest.
        at_least: u16,
        /// The most.
        at_most: u16,
    }
}

choice! {
    /// What a ballot may say.
    BallotRule {
        /// Projects, each once (aprobación).
        Approval = "approval" {
            /// The fewest.
            at_least: u16 = default,
            /// The most.
            at_most: Limit,
            /// Whether it may name none (voto en blanco).
            blank: bool = default,
        },
        /// One project (única opción).
        SingleChoice = "single_choice" {
            /// Whether it may name none.
            blank: bool = default,
        },
        /// Projects in order (ordenar).
        Ranking = "ranking" {
            /// The fewest.
            at_least: u16 = default,
            /// The most.
            at_most: Limit,
            /// What each place is worth, from the first on, less and less: 5, 4, 3, 2, 1. No more projects can be named than
            /// there are places. When empty, the last one named gets one point, the one before it two, and so on.
            places: Vec<u16> = default,
            /// Whether it may name none.
            blank: bool = default,
        },
        /// Points (puntos).
        Points = "points" {
            /// How many there are to give.
            points: u16,
            /// The most to one project.
            each_at_most: u16,
            /// The most projects.
            at_most: Option<Limit> = default,
            /// Whether all points must be given.
            spend_all: bool = default,
            /// Whether it may name none.
            blank: bool = default,
        },
        /// Play money in notes (billetera): 1.000.000 in notes of 100.000 over at most 10 projects.
        Wallet = "wallet" {
            /// How much there is to give.
            amount: u32,
            /// What one note is worth.
            note: u32,
            /// The most to one project.
            each_at_most: u32,
            /// The most projects.
            at_most: Limit,
            /// Whether it may name none.
            blank: bool = default,
        },
        /// Projects whose costs fit into the ceiling (canasta).
        Knapsack = "knapsack" {
            /// The fewest.
            at_least: u16 = default,
            /// The most.
            at_most: Option<Limit> = default,
            /// The least part of the ceiling to be spent.
            spend_at_least: Option<Share> = default,
            /// Whether it may name none.
            blank: bool = default,
        },
    }
}

choice! {
    /// How many projects a ballot may name: at least one, at most all.
    Limit {
        /// That many.
        Count = "count" {
            /// How many.
            count: u16,
        },
        /// A share of the projects on it, rounded half up: 80 % of 16 is 13.
        Share = "share" {
            /// Which share.
            share: Share,
        },
        /// That many, by the kind of territory: 7 where urban, 9 where rural.
        ByKind = "by_kind" {
            /// By kind.
            kinds: Vec<KindLimit>,
            /// Everywhere else.
            otherwise: u16,
        },
    }
}

table! {
    /// How many projects a ballot may name in a kind of territory.
    KindLimit {
        /// Which kind.
        kind: Key,
        /// How many.
        count: u16,
    }
}

choice! {
    /// How winners are found.
    WinnerRule {
        /// Most votes first, what does not fit is skipped (de mayor a menor votación, saltando lo que no cabe).
        Greedy = "greedy" {
            /// What decides between equals, in order.
            tie: Vec<TieBreak>,
            /// What happens with what is left.
            unspent: Unspent = default,
        },
        /// The same within each theme, until its part is spent or its number reached.
        GreedyByTheme = "greedy_by_theme" {
            /// What decides between equals, in order.
            tie: Vec<TieBreak>,
        },
        /// Every voter has an equal share of the money, and projects are bought by those who support them (partes iguales,
        /// Method of Equal Shares).
        EqualShares = "equal_shares" {
            /// What a project is worth to whoever supports it.
            utility: Utility,
            /// By how much each share is raised at a time, for as long as the winners can be paid; not at all when absent.
            raise: Option<Amount> = default,
            /// What becomes of the money that shares do not spend.
            completion: Finish,
            /// What decides between equals, in order.
            tie: Vec<TieBreak>,
            /// What happens with what is left.
            unspent: Unspent = default,
        },
        /// Each project is paid by all who support it, in equal parts, and the one whose supporters have paid least in all
        /// goes first (método secuencial de Phragmén).
        Phragmen = "phragmen" {
            /// What becomes of the money that is left when one does not fit.
            completion: Finish,
            /// What decides between equals, in order.
            tie: Vec<TieBreak>,
            /// What happens with what is left.
            unspent: Unspent = default,
        },
        /// The first ones, whatever they cost.
        Plurality = "plurality" {
            /// How many.
            winners: u16,
            /// What decides between equals, in order.
            tie: Vec<TieBreak>,
        },
        /// The first ones of each territory of a level between the contest's and the projects' own, so that they are
        /// spread evenly: 60 schools of a state, 5 of each region.
        Quota = "quota" {
            /// How many in all.
            winners: u16,
            /// Of each.
            each: u16,
            /// The level in between.
            within: Key,
            /// What decides between equals, in order.
            tie: Vec<TieBreak>,
        },
    }
}

words! {
    /// What decides between equals (desempate).
    TieBreak as "tie break" {
        /// The cheaper one first.
        LowerCost = "lower_cost",
        /// The dearer one first.
        HigherCost = "higher_cost",
        /// The one registered earlier first.
        EarlierRegistration = "earlier_registration",
        /// The lower number on the ballot first.
        BallotNumber = "ballot_number",
        /// The one supported from more neighbourhoods first. Rules that ask for it cannot be published: where voters live is
        /// not on their ballots, and so nobody knows from where a project is supported.
        MoreNeighbourhoods = "more_neighbourhoods",
        /// A draw in public, with its seed on record.
        PublicDraw = "public_draw",
    }
}

words! {
    /// Whether voters may change what they cast (cambiar el voto). A rule set that lets them is refused: the urn keeps
    /// nothing that leads from a voter to their ballot, so that none could be taken out for another one
    /// ([`urn`](crate::urn) says what that protects).
    #[derive(Default)]
    VoteChange as "way of changing a vote" {
        /// What was cast stays (no se cambia).
        #[default]
        Never = "never",
        /// The last one counts, for as long as the vote is open (hasta el cierre).
        UntilClose = "until_close",
    }
}

words! {
    /// What happens with money that no winner spends.
    #[derive(Default)]
    Unspent as "way of unspent money" {
        /// It goes back to the pool.
        #[default]
        Return = "return",
        /// It is kept for a reserve list of the same territory.
        Reserve = "reserve",
        /// It is added to the territory's ceiling of the next process.
        CarryOver = "carry_over",
    }
}

table! {
    /// What a result must reach.
    #[derive(Default)]
    Thresholds {
        /// The fewest votes with which a project can win.
        votes: Option<u32> = default,
        /// How much support it needs besides, by how many vote or by what it costs; nothing when absent.
        support: Option<Threshold> = default,
        /// The least part of the people who may vote.
        turnout: Option<Share> = default,
        /// Whether voting is called again where turnout was not reached.
        second_call: bool = default,
    }
}

choice! {
    /// How much support a project needs to compete (umbral), measured by something else than a number.
    #[derive(Copy)]
    Threshold {
        /// A part of the valid ballots, blank ones included.
        Ballots = "ballots" {
            /// Which part.
            share: Share,
        },
        /// The part of the money that it costs, divided by a number, of the valid ballots, blank ones included. Where that is
        /// three, a project for 30 % of the money needs the votes of 10 %.
        Cost = "cost" {
            /// By which number.
            divisor: u8,
        },
    }
}

table! {
    /// How many voted in each territory, told while people vote (avance de la participación).
    TurnoutBoard {
        /// How many hours apart it is told anew, counted from midnight.
        every_hours: u8,
        /// The fewest people whose votes one number or one change of it tells of; ten when absent, and never less.
        smallest: Option<u16> = default,
    }
}

table! {
    /// A ballot as a person gets it: one contest or several (tarjetón).
    Sheet {
        /// Its name within the document.
        id: Key,
        /// What people call it.
        name: Text,
        /// The contests on it.
        contests: Vec<Key>,
        /// In what order projects stand.
        order: Order,
        /// Whether some of its contests may be left unmarked, as long as one is marked.
        may_skip: bool = default,
    }
}

words! {
    /// In what order projects stand on a ballot.
    Order as "order" {
        /// By their number.
        Number = "number",
        /// At random for each voter, so that no place is better than another.
        Random = "random",
    }
}

impl Contest {
    /// How much support projects need, beside a number of votes; none where they need none.
    pub const fn support(&self) -> Option<Threshold> {
        self.thresholds.support
    }

    /// What each place of a ranking is worth; nothing where it depends on how many projects a ballot names, and where
    /// nothing is ranked.
    pub fn worths(&self) -> &[u16] {
        match &self.ballot {
            BallotRule::Ranking { places, .. } => places,
            _ => &[],
        }
    }

    /// Whether ties are left to a public draw (sorteo público).
    pub fn asks_for_draw(&self) -> bool {
        self.winner.tie().contains(&TieBreak::PublicDraw)
    }

    /// The level over whose territories winners are spread (regiones); none where they are not.
    pub const fn spread_over(&self) -> Option<&Key> {
        match &self.winner {
            WinnerRule::Quota { within, .. } => Some(within),
            _ => None,
        }
    }
}

impl TieBreak {
    /// Whether a count knows what it asks.
    pub const fn is_known(self) -> bool {
        !matches!(self, Self::MoreNeighbourhoods)
    }
}

impl BallotRule {
    /// Whether a ballot gives each project that it names one vote, and not points or play money.
    pub const fn gives_votes(&self) -> bool {
        matches!(self, Self::Approval { .. } | Self::SingleChoice { .. } | Self::Knapsack { .. })
    }
}

impl WinnerRule {
    /// What decides between equals, in order.
    pub fn tie(&self) -> &[TieBreak] {
        match self {
            Self::Greedy { tie, .. }
            | Self::GreedyByTheme { tie }
            | Self::EqualShares { tie, .. }
            | Self::Phragmen { tie, .. }
            | Self::Plurality { tie, .. }
            | Self::Quota { tie, .. } => tie,
        }
    }

    /// What happens with money that no winner spends, where the rule says it.
    pub const fn unspent(&self) -> Option<Unspent> {
        match self {
            Self::Greedy { unspent, .. } | Self::EqualShares { unspent, .. } | Self::Phragmen { unspent, .. } => {
                Some(*unspent)
            }
            Self::GreedyByTheme { .. } | Self::Plurality { .. } | Self::Quota { .. } => None,
        }
    }
}
