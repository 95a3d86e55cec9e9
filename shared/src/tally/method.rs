//! The rules by which winners can be found, and their names.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::WhenFull;
use crate::words::words;

words! {
    /// What puts projects in the order of their turns, most first.
    Measure as "measure" {
        /// Votes, points, or the ranks' scores.
        Score = "score",
        /// The same for each unit of money.
        ScorePerCost = "score_per_cost",
        /// How many ballots name the project, whatever they give it.
        Support = "support",
    }
}

words! {
    /// What a voter gets of a project, by Equal Shares.
    Utility as "utility" {
        /// Its cost, times what the ballot gives it.
        Cost = "cost",
        /// What the ballot gives it.
        Unit = "unit",
        /// Its cost, if the ballot names it.
        SupportCost = "support_cost",
    }
}

words! {
    /// From which share of the money Equal Shares starts.
    Start as "start" {
        /// The budget divided by the voters, exactly.
        Fraction = "fraction",
        /// The same in whole units of the currency, rounded down.
        Whole = "whole",
    }
}

words! {
    /// Until when the shares are raised (Add1).
    Raising as "way to raise shares" {
        /// They are not.
        None = "none",
        /// As long as the winners can be paid.
        UntilOverspent = "until_overspent",
        /// As long as the winners can be paid and another project would fit.
        UntilExhaustive = "until_exhaustive",
    }
}

words! {
    /// What is done with the winners by Equal Shares or Phragmén.
    Finish as "way to finish" {
        /// Nothing.
        None = "none",
        /// What is left goes to the others by score, most first, skipping what does not fit.
        ByScore = "by_score",
        /// The winners by score win instead when more voters get more projects of their ballot so.
        Compared = "compared",
    }
}

/// How winners are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case")]
pub enum Method {
    /// Most first.
    MostFirst {
        /// Most of what.
        measure: Measure,
        /// What happens to what does not fit.
        when_full: WhenFull,
    },
    /// Equal Shares (partes iguales).
    EqualShares {
        /// What a voter gets of a project.
        utility: Utility,
        /// The first share.
        start: Start,
        /// Whether and how shares are raised.
        raising: Raising,
        /// What follows.
        finish: Finish,
    },
    /// Sequential Phragmén.
    Phragmen {
        /// What follows.
        finish: Finish,
    },
}

/// A rule that nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule `{found}`; the rules are {}", Method::all().map(|rule| rule.to_string()).collect::<Vec<_>>().join(", "))]
pub struct UnknownMethod {
    /// The name given.
    pub found: String,
}

impl Method {
    /// Every rule that has a name.
    pub fn all() -> impl Iterator<Item = Self> {
        let most_first = Measure::ALL
            .iter()
            .flat_map(|&measure| WhenFull::ALL.iter().map(move |&when_full| Self::MostFirst { measure, when_full }));
        let equal_shares = Utility::ALL.iter().flat_map(|&utility| {
            WAYS.iter().map(move |&(_, start, raising, finish)| Self::EqualShares { utility, start, raising, finish })
        });
        let phragmen = [Finish::None, Finish::ByScore].map(|finish| Self::Phragmen { finish });
        most_first.chain(equal_shares).chain(phragmen)
    }
}

/// How Equal Shares goes on, behind the name of the utility.
const WAYS: [(&str, Start, Raising, Finish); 10] = {
    use Finish::{ByScore, Compared};
    use Raising::{UntilExhaustive, UntilOverspent};
    use Start::{Fraction, Whole};
    [
        ("", Fraction, Raising::None, Finish::None),
        ("_u", Fraction, Raising::None, ByScore),
        ("_add1", Fraction, UntilExhaustive, Finish::None),
        ("_add1u", Fraction, UntilExhaustive, ByScore),
        ("_add1int", Whole, UntilOverspent, Finish::None),
        ("_add1int_u", Whole, UntilOverspent, ByScore),
        ("_add1int_e", Whole, UntilExhaustive, Finish::None),
        ("_add1int_eu", Whole, UntilExhaustive, ByScore),
        ("_add1int_cmp", Whole, UntilOverspent, Compared),
        ("_add1int_ecmp", Whole, UntilExhaustive, Compared),
    ]
};

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::MostFirst { measure, when_full } => {
                let end = match when_full {
                    WhenFull::Skip => "",
                    WhenFull::Stop => "_no_skip",
                    WhenFull::FourFifths => "_80",
                    WhenFull::Together => "_whole_ties",
                };
                write!(f, "greedy_{}{end}", measure.as_str())
            }
            Self::EqualShares { utility, start, raising, finish } => {
                let way = WAYS.iter().find(|way| (way.1, way.2, way.3) == (start, raising, finish));
                match way {
                    Some((end, ..)) => write!(f, "mes_{}{end}", utility.as_str()),
                    None => write!(
                        f,
                        "mes_{}({}, {}, {})",
                        utility.as_str(),
                        start.as_str(),
                        raising.as_str(),
                        finish.as_str()
                    ),
                }
            }
            Self::Phragmen { finish } => f.write_str(match finish {
                Finish::None => "phragmen",
                Finish::ByScore => "phragmen_u",
                Finish::Compared => "phragmen_cmp",
            }),
        }
    }
}

impl FromStr for Method {
    type Err = UnknownMethod;

    fn from_str(name: &str) -> Result<Self, UnknownMethod> {
        Self::all().find(|rule| rule.to_string() == name).ok_or_else(|| UnknownMethod { found: name.to_owned() })
    }
}
