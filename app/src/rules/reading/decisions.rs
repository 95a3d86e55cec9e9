//! What is decided, with which ballot and which money.

use shared::{
    locale::{self, Locale},
    ruleset::{
        BallotRule, BaseRule, Bound, Contest, Limit, Order, Pool, Split, SplitTerm, Thresholds, TieBreak, TurnoutBoard,
        VoteChange, WeightedTerm, WinnerRule,
    },
    tally::{Finish, Utility},
};

use super::{Item, Reader};
use crate::text::{ballot, reading};

/// What becomes of the money that shares do not spend.
const fn completed(locale: Locale, completion: Finish) -> &'static str {
    match completion {
        Finish::None => reading::completion_none(locale),
        Finish::ByScore => reading::completion_by_score(locale),
        Finish::Compared => reading::completion_compared(locale),
    }
}

impl Reader<'_> {
    pub(super) fn contests(&self) -> Vec<Item> {
        self.rules.contests.iter().map(|contest| self.one_contest(contest)).collect()
    }

    fn one_contest(&self, contest: &Contest) -> Item {
        let locale = self.locale;
        let mut says = vec![
            reading::contest_phases(locale, self.all(contest.phases.iter().map(|id| self.phase(id)))),
            reading::contest_pool(locale, self.pool(&contest.pool)),
        ];
        says.extend(contest.per_entry_of.iter().map(|roll| reading::per_account(locale, self.roll(roll))));
        says.extend(contest.offer.iter().map(|offer| reading::offer(locale, offer.at_least, offer.at_most)));
        says.extend(self.ballot(&contest.ballot));
        let change = match contest.change {
            VoteChange::Never => reading::vote_stays(locale),
            VoteChange::UntilClose => reading::vote_changes(locale),
        };
        says.push(change.to_owned());
        says.extend(self.winner(&contest.winner));
        says.extend(contest.exclusive.then(|| reading::exclusive(locale).to_owned()));
        says.extend(self.thresholds(&contest.thresholds));
        says.push(self.board(contest.turnout.as_ref()));
        Item::new(reading::contest_where(locale, &contest.name, self.level(&contest.level)), says, &contest.basis)
    }

    fn limit(&self, limit: &Limit) -> String {
        let locale = self.locale;
        match limit {
            Limit::Count { count: 1 } => reading::limit_one(locale).to_owned(),
            Limit::Count { count } => reading::limit_count(locale, count),
            Limit::Share { share } => reading::limit_share(locale, share),
            Limit::ByKind { kinds, otherwise } => {
                let kinds = kinds.iter().map(|own| reading::limit_kind(locale, own.count, self.kind(&own.kind)));
                reading::limit_kinds(locale, self.all(kinds), otherwise)
            }
        }
    }

    fn ballot(&self, ballot: &BallotRule) -> Vec<String> {
        let locale = self.locale;
        let least = |count: u16| (count > 0).then(|| reading::at_least(locale, count));
        let at_most = |limit: &Limit| reading::at_most(locale, self.limit(limit));
        let mut says = Vec::new();
        let blank = match ballot {
            BallotRule::Approval { at_least, at_most, blank } => {
                says.push(reading::approval(locale, self.limit(at_most)));
                says.extend(least(*at_least));
                blank
            }
            BallotRule::SingleChoice { blank } => {
                says.push(reading::single(locale).to_owned());
                blank
            }
            BallotRule::Ranking { at_least, at_most, places, blank } => {
                says.push(reading::ranking(locale, self.limit(at_most)));
                says.extend(least(*at_least));
                says.extend(ballot::worth(locale, places));
                blank
            }
            BallotRule::Points { points, each_at_most, at_most: most, spend_all, blank } => {
                says.push(reading::points(locale, points, each_at_most));
                says.extend(most.as_ref().map(at_most));
                says.extend(spend_all.then(|| reading::points_all(locale).to_owned()));
                blank
            }
            BallotRule::Wallet { amount, note, each_at_most, at_most: most, blank } => {
                let [amount, note, each] = [*amount, *note, *each_at_most].map(|amount| self.integer(amount));
                says.push(reading::wallet(locale, amount, note, each));
                says.push(at_most(most));
                blank
            }
            BallotRule::Knapsack { at_least, at_most: most, spend_at_least, blank } => {
                says.push(reading::knapsack(locale).to_owned());
                says.extend(least(*at_least));
                says.extend(most.as_ref().map(at_most));
                says.extend(spend_at_least.map(|share| reading::knapsack_least(locale, share)));
                blank
            }
        };
        says.extend(blank.then(|| reading::blank(locale).to_owned()));
        says
    }

    pub(super) fn winner(&self, winner: &WinnerRule) -> Vec<String> {
        let locale = self.locale;
        let (first, tie) = match winner {
            WinnerRule::Greedy { tie, .. } => (reading::greedy(locale).to_owned(), tie),
            WinnerRule::GreedyByTheme { tie } => (reading::greedy_by_theme(locale).to_owned(), tie),
            WinnerRule::EqualShares { utility, raise, completion, tie, .. } => {
                let worth = match utility {
                    Utility::Cost => reading::shares_cost(locale),
                    Utility::Unit => reading::shares_unit(locale),
                    Utility::SupportCost => reading::shares_support(locale),
                };
                let raise = match raise {
                    Some(raise) => reading::shares_raise(locale, locale::format_money(raise.money(), locale)),
                    None => reading::shares_fixed(locale).to_owned(),
                };
                let says = [reading::shares(locale), worth, &raise, completed(locale, *completion)];
                (says.join(" "), tie)
            }
            WinnerRule::Phragmen { completion, tie, .. } => {
                ([reading::phragmen(locale), completed(locale, *completion)].join(" "), tie)
            }
            WinnerRule::Plurality { winners: 1, tie } => (reading::plurality_one(locale).to_owned(), tie),
            WinnerRule::Plurality { winners, tie } => (reading::plurality(locale, winners), tie),
            WinnerRule::Quota { winners, each, within, tie } => {
                (reading::quota(locale, winners, each, self.level(within)), tie)
            }
        };
        let mut says = vec![first];
        if !tie.is_empty() {
            says.push(reading::tie(locale, self.tie(tie)));
        }
        if let Some(unspent) = winner.unspent() {
            says.push(reading::unspent(locale, self.words([unspent.as_str()])));
        }
        says
    }

    fn tie(&self, order: &[TieBreak]) -> String {
        let words: Vec<_> = order.iter().map(|one| self.words([one.as_str()])).collect();
        words.join(&format!("; {} ", reading::then(self.locale)))
    }

    fn thresholds(&self, thresholds: &Thresholds) -> Vec<String> {
        let locale = self.locale;
        let votes = thresholds.votes.map(|votes| match votes {
            1 => reading::vote_needed(locale).to_owned(),
            votes => reading::votes_needed(locale, self.integer(votes)),
        });
        let support = thresholds.support.map(|support| super::of_support(locale, support));
        let turnout = thresholds.turnout.map(|share| reading::turnout(locale, share));
        let again = thresholds.second_call.then(|| reading::second_call(locale).to_owned());
        votes.into_iter().chain(support).chain(turnout).chain(again).collect()
    }

    fn board(&self, board: Option<&TurnoutBoard>) -> String {
        let locale = self.locale;
        match board {
            None => reading::board_hidden(locale).to_owned(),
            Some(board) if board.every_hours == 1 => reading::board_hourly(locale, board.smallest()),
            Some(board) => reading::board_shown(locale, board.every_hours, board.smallest()),
        }
    }

    pub(super) fn pools(&self) -> Vec<Item> {
        let one = |pool: &Pool| {
            let mut says = self.base(&pool.base);
            says.extend(self.split(&pool.split));
            Item::new(pool.name.as_str(), says, &pool.basis)
        };
        self.rules.pools.iter().map(one).collect()
    }

    fn base(&self, base: &BaseRule) -> Vec<String> {
        let locale = self.locale;
        match base {
            BaseRule::Share { label, share, at_least, at_most, certified_by, per } => {
                let mut says = vec![reading::base_share(locale, share, label, self.body(certified_by))];
                says.extend(at_least.map(|share| reading::base_least(locale, share)));
                says.extend(at_most.map(|share| reading::base_most(locale, share)));
                says.extend(per.as_ref().map(|level| reading::base_per(locale, self.level(level))));
                says
            }
            BaseRule::Fixed { amount } => {
                vec![reading::base_fixed(locale, locale::format_money(amount.money(), locale))]
            }
            BaseRule::Each { level, amount } => {
                vec![reading::base_each(locale, locale::format_money(amount.money(), locale), self.level(level))]
            }
        }
    }

    fn split(&self, split: &Split) -> Vec<String> {
        let locale = self.locale;
        match split {
            Split::Whole => vec![reading::split_whole(locale).to_owned()],
            Split::Keep => vec![reading::split_keep(locale).to_owned()],
            Split::Themes { parts } => {
                let whole: i64 = parts.iter().map(|part| i64::from(part.weight)).sum();
                let parts = parts.iter().map(|part| {
                    let (theme, weight) = (self.theme(&part.theme), self.part(part.weight, whole));
                    match part.at_most {
                        Some(most) => reading::theme_part_most(locale, theme, weight, most),
                        None => reading::theme_part(locale, theme, weight),
                    }
                });
                vec![format!("{} {}.", reading::split_themes(locale), self.all(parts))]
            }
            Split::Formula { level, terms, factors, floor, cap, unit, .. } => {
                let whole: i64 = terms.iter().map(|term| i64::from(term.weight)).sum();
                let terms = terms.iter().map(|term| self.term(term, whole));
                let mut says =
                    vec![format!("{} {}.", reading::split_formula(locale, self.level(level)), self.all(terms))];
                says.extend(factors.iter().map(|own| reading::factor(locale, self.kind(&own.kind), own.factor)));
                says.extend(floor.as_ref().map(|floor| reading::floor(locale, self.bound(floor))));
                says.extend(cap.as_ref().map(|cap| reading::cap(locale, self.bound(cap))));
                says.extend(unit.map(|unit| reading::unit(locale, locale::format_money(unit.money(), locale))));
                says
            }
        }
    }

    /// A weight as a percentage of all weights.
    fn part(&self, weight: u16, whole: i64) -> String {
        let basis_points = (i64::from(weight) * 20_000 + whole) / (2 * whole.max(1));
        locale::format_basis_points(basis_points, self.locale, if basis_points % 100 == 0 { 0 } else { 2 })
    }

    fn term(&self, WeightedTerm { weight, term }: &WeightedTerm, whole: i64) -> String {
        let locale = self.locale;
        let weight = self.part(*weight, whole);
        match term {
            SplitTerm::Equal => reading::term_equal(locale, weight),
            SplitTerm::Indicator { indicator } => reading::term_indicator(locale, weight, self.indicator(indicator)),
            SplitTerm::Product { indicator, times } => {
                reading::term_product(locale, weight, self.indicator(indicator), self.indicator(times))
            }
            SplitTerm::Inverse { indicator, times: None } => {
                reading::term_inverse(locale, weight, self.indicator(indicator))
            }
            SplitTerm::Inverse { indicator, times: Some(times) } => {
                reading::term_inverse_times(locale, weight, self.indicator(indicator), self.indicator(times))
            }
        }
    }

    fn bound(&self, bound: &Bound) -> String {
        match bound {
            Bound::Amount { amount } => locale::format_money(amount.money(), self.locale),
            Bound::Share { share } => reading::of_pool(self.locale, share),
        }
    }

    pub(super) fn sheets(&self) -> Vec<Item> {
        let locale = self.locale;
        let sheets = self.rules.sheets.iter().map(|sheet| {
            let contests = self.all(sheet.contests.iter().map(|id| self.contest(id)));
            let order = match sheet.order {
                Order::Number => reading::sheet_number(locale),
                Order::Random => reading::sheet_random(locale),
            };
            let mut says = vec![reading::sheet_contests(locale, contests), order.to_owned()];
            says.extend(sheet.may_skip.then(|| reading::sheet_skip(locale).to_owned()));
            Item { name: sheet.name.to_string(), says, basis: None }
        });
        sheets.collect()
    }
}
