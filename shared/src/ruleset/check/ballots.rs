//! Contests and sheets: ballots that can be filled in, and winners that can be found.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Flaw, Part};
use crate::{
    act::SMALLEST,
    document::{Key, Path},
    permission::Action,
    phase::PhaseKind,
    ruleset::{BallotRule, Condition, Contest, Entries, Limit, Split, Threshold, TieBreak, VoteChange, WinnerRule},
};

impl Check<'_> {
    pub(super) fn contests(&mut self) {
        let rules = self.rules;
        self.filled(&rules.contests, Part::Contest, || Path::of("contests"));
        for (place, contest) in rules.contests.iter().enumerate() {
            let path = Path::of("contests").entry(place);
            self.peopled(&contest.level, || path.field("level"));
            if self.refer(Part::Pool, &contest.pool, || path.field("pool")) {
                self.ceilings(contest, &path);
            }
            self.voting(contest, &path.field("phases"));
            if let Some(roll) = &contest.per_entry_of {
                self.entries(contest, roll, &path.field("per_entry_of"));
            }
            if let Some(offer) = &contest.offer {
                self.some(offer.at_least, || path.field("offer").field("at_least"));
                self.ordered(offer.at_least, offer.at_most, || path.field("offer").field("at_least"));
            }
            self.ballot(contest, &path.field("ballot"));
            let changes = contest.change == VoteChange::UntilClose;
            self.add_if(changes, || path.field("change"), || Flaw::VoteInSecret);
            self.winner(contest, &path.field("winner"));
            if let Some(support) = contest.thresholds.support {
                self.support(contest, support, &path.field("thresholds").field("support"));
            }
            let one_wins = matches!(
                contest.winner,
                WinnerRule::Plurality { winners: 1, .. } | WinnerRule::Quota { winners: 1, .. }
            );
            self.add_if(contest.exclusive && one_wins, || path.field("exclusive"), || Flaw::OneWins);
            if let Some(board) = &contest.turnout {
                let path = || path.field("turnout");
                if let Some(roll) = &contest.per_entry_of {
                    self.add(path(), Flaw::TurnoutOfAccounts { roll: roll.clone() });
                }
                self.some(board.every_hours, || path().field("every_hours"));
                self.ordered(u16::from(board.every_hours), 24, || path().field("every_hours"));
                if let Some(smallest) = board.smallest {
                    self.ordered(SMALLEST, smallest.into(), || path().field("smallest"));
                }
            }
            let on_sheet = rules.sheets.iter().any(|sheet| sheet.contests.contains(&contest.id));
            self.add_if(!on_sheet, || path.clone(), || Flaw::OnNoSheet);
        }
    }

    fn voting(&mut self, contest: &Contest, path: &Path) {
        self.filled(&contest.phases, Part::Phase, || path.clone());
        self.once(&contest.phases, Part::Phase, |at| path.entry(at));
        for (at, id) in contest.phases.iter().enumerate() {
            self.refer(Part::Phase, id, || path.entry(at));
            let phase = self.rules.phases.iter().find(|phase| phase.id == *id);
            if let Some(phase) = phase.filter(|phase| phase.kind != PhaseKind::Voting) {
                self.add(path.entry(at), Flaw::NotVoting { phase: id.clone(), kind: phase.kind });
            }
        }
    }

    /// Whether the roll has accounts, and whoever votes has one.
    fn entries(&mut self, contest: &Contest, roll: &Key, path: &Path) {
        if !self.refer(Part::Roll, roll, || path.clone()) {
            return;
        }
        let rules = self.rules;
        let people = rules.rolls.iter().any(|one| one.id == *roll && one.entries == Entries::People);
        self.add_if(people, || path.clone(), || Flaw::NoAccounts { roll: roll.clone() });
        for (place, power) in rules.powers.iter().enumerate() {
            let here = power.during.is_empty() || contest.phases.iter().any(|phase| power.during.contains(phase));
            let needed = power.needs.as_ref().and_then(|id| rules.eligibility.iter().find(|rule| rule.id == *id));
            let on_roll = needed.is_some_and(|rule| is_on(&rule.condition, roll));
            let off_roll = power.may.contains(&Action::Vote) && here && !on_roll;
            let path = || Path::of("powers").entry(place).field("needs");
            self.add_if(off_roll, path, || Flaw::OffRoll { roll: roll.clone(), contest: contest.id.clone() });
        }
    }

    /// Whether the pool's ceilings are those that the contest needs.
    fn ceilings(&mut self, contest: &Contest, path: &Path) {
        let Some(pool) = self.rules.pools.iter().find(|pool| pool.id == contest.pool) else { return };
        let path = || path.field("pool");
        if matches!(contest.winner, WinnerRule::GreedyByTheme { .. }) {
            let other = !matches!(pool.split, Split::Themes { .. });
            self.add_if(other, path, || Flaw::NotByTheme { pool: pool.id.clone() });
            return;
        }
        let divided = match &pool.split {
            Split::Formula { level, .. } => Some(level),
            Split::Keep => pool.base.level(),
            Split::Whole | Split::Themes { .. } => None,
        };
        if let Some(divided) = divided.filter(|&level| *level != contest.level) {
            self.add(path(), Flaw::PoolElsewhere { divided: divided.clone(), held: contest.level.clone() });
        }
    }

    fn ballot(&mut self, contest: &Contest, path: &Path) {
        match &contest.ballot {
            BallotRule::SingleChoice { .. } => {}
            BallotRule::Approval { at_least, at_most, .. } => self.names(contest, *at_least, Some(at_most), path),
            BallotRule::Ranking { at_least, at_most, places, .. } => {
                self.names(contest, *at_least, Some(at_most), path);
                self.worths(*at_least, at_most, places, &path.field("places"));
            }
            BallotRule::Knapsack { at_least, at_most, spend_at_least, .. } => {
                self.names(contest, *at_least, at_most.as_ref(), path);
                if let Some(share) = spend_at_least {
                    self.some(share.basis_points(), || path.field("spend_at_least"));
                }
            }
            BallotRule::Points { points, each_at_most, at_most, spend_all, .. } => {
                self.names(contest, 0, at_most.as_ref(), path);
                self.some(*points, || path.field("points"));
                self.some(*each_at_most, || path.field("each_at_most"));
                self.ordered(*each_at_most, *points, || path.field("each_at_most"));
                let projects = fewest(contest, at_most.as_ref());
                if *spend_all {
                    self.spendable((*points).into(), (*each_at_most).into(), projects, path);
                }
            }
            BallotRule::Wallet { amount, note, each_at_most, at_most, .. } => {
                self.names(contest, 0, Some(at_most), path);
                for (figure, field) in [(amount, "amount"), (note, "note"), (each_at_most, "each_at_most")] {
                    self.some(*figure, || path.field(field));
                }
                self.ordered(*each_at_most, *amount, || path.field("each_at_most"));
                for (figure, field) in [(amount, "amount"), (each_at_most, "each_at_most")] {
                    if *note > 0 && !figure.is_multiple_of(*note) {
                        let flaw = Flaw::NotDivided { amount: (*figure).into(), note: (*note).into() };
                        self.add(path.field(field), flaw);
                    }
                }
                let projects = fewest(contest, Some(at_most));
                self.spendable((*amount).into(), (*each_at_most).into(), projects, path);
            }
        }
    }

    /// How many projects a ballot names, at least and at most.
    fn names(&mut self, contest: &Contest, at_least: u16, at_most: Option<&Limit>, path: &Path) {
        if let Some(limit) = at_most {
            self.limit(contest, limit, at_least, &path.field("at_most"));
        }
        if let Some(offer) = &contest.offer
            && at_least > offer.at_least
        {
            let flaw = Flaw::AboveOffer { found: at_least.into(), offer: offer.at_least.into() };
            self.add(path.field("at_least"), flaw);
        }
    }

    /// What places are worth: less and less, and something for each project that may be named.
    fn worths(&mut self, at_least: u16, at_most: &Limit, places: &[u16], path: &Path) {
        if places.is_empty() {
            return;
        }
        for (at, pair) in places.windows(2).enumerate() {
            self.add_if(pair[0] <= pair[1], || path.entry(at + 1), || Flaw::PlaceNotLess);
        }
        if let Some(last) = places.last() {
            self.some(*last, || path.entry(places.len() - 1));
        }
        let most = match at_most {
            Limit::Count { count } => *count,
            Limit::Share { .. } => 0,
            Limit::ByKind { kinds, otherwise } => kinds.iter().map(|kind| kind.count).fold(*otherwise, u16::max),
        };
        let (most, found) = (u64::from(most.max(at_least)), u64::try_from(places.len()).unwrap_or(u64::MAX));
        self.add_if(found < most, || path.clone(), || Flaw::FewPlaces { places: found, most });
    }

    /// What a project needs by how many vote, or by what it costs.
    fn support(&mut self, contest: &Contest, support: Threshold, path: &Path) {
        match support {
            Threshold::Ballots { share } => self.some(share.basis_points(), || path.field("share")),
            Threshold::Cost { divisor } => self.some(divisor, || path.field("divisor")),
        }
        self.add_if(!contest.ballot.gives_votes(), || path.clone(), || Flaw::SupportOfPoints);
    }

    fn limit(&mut self, contest: &Contest, limit: &Limit, at_least: u16, path: &Path) {
        let count = |check: &mut Self, count: u16, path: Path| {
            check.some(count, || path.clone());
            if count > 0 {
                check.ordered(at_least, count, || path.clone());
            }
            if let Some(offer) = &contest.offer
                && count > offer.at_most
            {
                check.add(path, Flaw::AboveOffer { found: count.into(), offer: offer.at_most.into() });
            }
        };
        match limit {
            Limit::Count { count: most } => count(self, *most, path.field("count")),
            Limit::Share { share } => self.some(share.basis_points(), || path.field("share")),
            Limit::ByKind { kinds, otherwise } => {
                let path_of = |at: usize, field: &str| path.field("kinds").entry(at).field(field);
                self.once(kinds.iter().map(|kind| &kind.kind), Part::Kind, |at| path_of(at, "kind"));
                for (at, kind) in kinds.iter().enumerate() {
                    self.kind_on(&kind.kind, &contest.level, || path_of(at, "kind"));
                    count(self, kind.count, path_of(at, "count"));
                }
                count(self, *otherwise, path.field("otherwise"));
            }
        }
    }

    /// Whether all that there is to give can be given to so many projects.
    fn spendable(&mut self, amount: u64, each: u64, projects: Option<u64>, path: &Path) {
        if let Some(most) = projects.map(|projects| projects.saturating_mul(each)).filter(|&most| most > 0) {
            self.add_if(most < amount, || path.clone(), || Flaw::CannotSpend { most, amount });
        }
    }

    fn winner(&mut self, contest: &Contest, path: &Path) {
        let tie = contest.winner.tie();
        self.once(tie, Part::TieBreak, |at| path.field("tie").entry(at));
        let decided = tie.iter().any(|tie| matches!(tie, TieBreak::BallotNumber | TieBreak::PublicDraw));
        self.add_if(!decided, || path.field("tie"), || Flaw::Undecided);
        for at in (0..).zip(tie).filter(|(_, one)| !one.is_known()).map(|(at, _)| at) {
            self.add(path.field("tie").entry(at), Flaw::NeighbourhoodsUnknown);
        }
        match &contest.winner {
            WinnerRule::Greedy { .. } | WinnerRule::GreedyByTheme { .. } | WinnerRule::Phragmen { .. } => {}
            WinnerRule::EqualShares { raise, .. } => {
                if let Some(raise) = raise {
                    self.amount(raise, &path.field("raise"));
                }
            }
            WinnerRule::Plurality { winners, .. } => {
                self.some(*winners, || path.field("winners"));
                self.winners(contest, *winners, path);
            }
            WinnerRule::Quota { winners, each, within, .. } => {
                self.some(*winners, || path.field("winners"));
                self.some(*each, || path.field("each"));
                self.winners(contest, *winners, path);
                if self.peopled(within, || path.field("within")) {
                    self.quotas(contest, (*winners).into(), (*each).into(), within, path);
                }
            }
        }
    }

    fn winners(&mut self, contest: &Contest, winners: u16, path: &Path) {
        if let Some(offer) = &contest.offer
            && winners > offer.at_most
        {
            let flaw = Flaw::AboveOffer { found: winners.into(), offer: offer.at_most.into() };
            self.add(path.field("winners"), flaw);
        }
    }

    fn quotas(&mut self, contest: &Contest, winners: u64, each: u64, within: &Key, path: &Path) {
        let Some(rank) = self.known.rank(&contest.level) else { return };
        if self.known.rank(within).is_some_and(|between| between <= rank) {
            let levels = &self.rules.territories.levels;
            let expected = levels.iter().skip(rank + 1).map(|level| level.id.clone()).collect();
            self.add(path.field("within"), Flaw::WrongLevel { found: within.clone(), expected });
            return;
        }
        let territories = self.fewest_regions(&contest.level, within);
        let above = self.known.lists_territories() && winners > territories.saturating_mul(each);
        self.add_if(above, || path.field("winners"), || Flaw::AboveQuotas { winners, each, territories });
        self.regions(&contest.level, within);
    }

    /// How many regions a territory of a level has, in the one that has fewest; those that have none are told by
    /// themselves. A region that lies in none of them may yet be put into any.
    fn fewest_regions(&self, level: &Key, regions: &Key) -> u64 {
        let mut each: BTreeMap<usize, u64> = BTreeMap::new();
        let mut nowhere = 0;
        for region in self.known.on(regions) {
            match self.known.ancestor(region, level) {
                Some(territory) => *each.entry(territory).or_default() += 1,
                None => nowhere += 1,
            }
        }
        each.into_values().min().unwrap_or(0) + nowhere
    }

    /// Whether each territory of a level has a region, where winners are spread over regions: no project of one without
    /// can win.
    fn regions(&mut self, level: &Key, regions: &Key) {
        let divided: BTreeSet<usize> =
            self.known.on(regions).filter_map(|region| self.known.ancestor(region, level)).collect();
        // Where there is no region at all, that is said already.
        if divided.is_empty() && self.known.count(regions) == 0 {
            return;
        }
        let whole: Vec<usize> = self.known.on(level).filter(|place| !divided.contains(place)).collect();
        for place in whole {
            let Some(territory) = self.rules.territories.list.get(place) else { continue };
            let flaw = Flaw::NoRegion { territory: territory.name.to_string(), level: regions.clone() };
            self.add(Path::of("territories").field("list").entry(place), flaw);
        }
    }

    pub(super) fn sheets(&mut self) {
        let rules = self.rules;
        self.filled(&rules.sheets, Part::Sheet, || Path::of("sheets"));
        for (place, sheet) in rules.sheets.iter().enumerate() {
            let path = Path::of("sheets").entry(place).field("contests");
            self.filled(&sheet.contests, Part::Contest, || path.clone());
            self.once(&sheet.contests, Part::Contest, |at| path.entry(at));
            for (at, contest) in sheet.contests.iter().enumerate() {
                self.refer(Part::Contest, contest, || path.entry(at));
            }
            let of = |id: &Key| rules.contests.iter().find(|contest| contest.id == *id);
            let mut contests = sheet.contests.iter().filter_map(of);
            let Some(first) = contests.next() else { continue };
            let rest: Vec<_> = contests.collect();
            let common = |phase: &&Key| rest.iter().all(|contest| contest.phases.contains(phase));
            let apart = !rest.is_empty() && !first.phases.iter().any(|phase| common(&phase));
            self.add_if(apart, || path.clone(), || Flaw::NoCommonPhase);
            let mixed = rest.iter().any(|contest| contest.per_entry_of != first.per_entry_of);
            self.add_if(mixed, || path.clone(), || Flaw::MixedVoters);
        }
        self.together();
    }

    /// Whether what people vote in together is on the one ballot that they get then, and each has money of its own.
    fn together(&mut self) {
        let rules = self.rules;
        let (Some(deciding), Some(sheet)) = (rules.deciding_contest(), rules.deciding_sheet()) else { return };
        let on_it = |contest: &Contest| sheet.contests.contains(&contest.id);
        for (place, contest) in rules.contests.iter().enumerate() {
            let path = || Path::of("contests").entry(place);
            if on_it(contest) {
                let mut before = rules.contests[..place].iter().filter(|other| on_it(other));
                if let Some(other) = before.find(|other| other.pool == contest.pool) {
                    let flaw = Flaw::SpentTwice { pool: contest.pool.clone(), with: other.id.clone() };
                    self.add(path().field("pool"), flaw);
                }
                continue;
            }
            let on_another = rules.sheets.iter().any(|sheet| sheet.contests.contains(&contest.id));
            let at_once = contest.phases.iter().any(|phase| deciding.phases.contains(phase));
            self.add_if(on_another && at_once, path, || Flaw::OnOtherSheet { with: deciding.id.clone() });
        }
    }
}

/// Whether everybody who meets a condition is on a roll.
fn is_on(condition: &Condition, roll: &Key) -> bool {
    match condition {
        Condition::Roll { roll: needed } => needed == roll,
        Condition::All { of } => of.iter().any(|one| is_on(one, roll)),
        Condition::Any { of } => !of.is_empty() && of.iter().all(|one| is_on(one, roll)),
        _ => false,
    }
}

/// How many projects every ballot of a contest may surely name, where the rules alone say it.
fn fewest(contest: &Contest, limit: Option<&Limit>) -> Option<u64> {
    let offer = contest.offer.as_ref().map(|offer| offer.at_least);
    let most = match limit {
        Some(Limit::Count { count }) => Some(*count),
        Some(Limit::ByKind { kinds, otherwise }) => kinds.iter().map(|kind| kind.count).chain([*otherwise]).min(),
        Some(Limit::Share { .. }) | None => None,
    };
    [offer, most].into_iter().flatten().min().map(u64::from)
}
