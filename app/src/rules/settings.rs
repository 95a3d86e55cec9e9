//! What each step of the guided set-up lets one change.

use serde_json::{Value, json};
use shared::{
    locale::Locale,
    money::Currency,
    permission::Action,
    phase::PhaseKind,
    ruleset::{
        BallotRule, BaseRule, Body, Bound, Channel, Condition, Contest, IdentityLevel, Limit, Majority, OfflineBallots,
        PhaseRule, Pool, Power, Quorum, RuleSet, Split, SplitTerm, Threshold, Tie, TieBreak, Unspent, VoteChange,
        WinnerRule,
    },
    tally::{Finish, Utility},
};

use super::{
    setting::{Kind, Setting, Topic},
    setup::StepKind,
};
use crate::text::{self, rules as said};

/// Settings that belong together, under the name of the part that they are of.
pub struct Group {
    /// The name.
    pub title: String,
    /// The settings.
    pub settings: Vec<Setting>,
}

/// Everything that a step lets one change.
pub fn groups(locale: Locale, rules: &RuleSet, step: StepKind) -> Vec<Group> {
    let maker = Maker { locale, rules };
    match step {
        StepKind::Who => maker.who(),
        StepKind::Phases => maker.phases(),
        StepKind::Money => rules.pools.iter().enumerate().map(|(place, pool)| maker.pool(place, pool)).collect(),
        StepKind::Vote => {
            rules.contests.iter().enumerate().map(|(place, contest)| maker.contest(place, contest)).collect()
        }
        StepKind::Bodies => rules.bodies.iter().enumerate().map(|(place, body)| maker.body(place, body)).collect(),
        StepKind::File | StepKind::Publish => Vec::new(),
    }
}

struct Maker<'a> {
    locale: Locale,
    rules: &'a RuleSet,
}

fn setting(place: impl Into<String>, label: impl Into<String>, kind: Kind) -> Setting {
    Setting { place: place.into(), label: label.into(), kind, optional: false, topic: None }
}

impl Setting {
    fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    fn on(mut self, topic: Topic) -> Self {
        self.topic = Some(topic);
        self
    }
}

impl Maker<'_> {
    fn words(&self, words: impl IntoIterator<Item = &'static str>) -> Vec<(String, String)> {
        let label = |word: &'static str| text::ruleset::word(self.locale, word).unwrap_or(word).to_owned();
        words.into_iter().map(|word| (word.to_owned(), label(word))).collect()
    }

    fn shapes<const N: usize>(&self, shapes: [(&'static str, Value); N]) -> Kind {
        let shape = |(word, mut table): (&'static str, Value)| {
            let label = text::ruleset::word(self.locale, word).unwrap_or_else(|| said::none_of_it(self.locale));
            if let Some(fields) = table.as_object_mut() {
                fields.insert("type".to_owned(), word.into());
            }
            (word.to_owned(), label.to_owned(), table)
        };
        Kind::Shape(shapes.into_iter().map(shape).collect())
    }

    fn who(&self) -> Vec<Group> {
        let locale = self.locale;
        let first = Group {
            title: said::rule_title(locale).to_owned(),
            settings: vec![
                setting("title", said::rule_title(locale), Kind::Line),
                setting("summary", said::summary(locale), Kind::Lines).optional(),
            ],
        };
        let rules = self.rules.eligibility.iter().enumerate().map(|(place, rule)| {
            let mut settings = Vec::new();
            self.condition(&rule.condition, format!("eligibility.{place}.condition"), &mut settings);
            Group { title: rule.name.to_string(), settings }
        });
        std::iter::once(first)
            .chain(rules.filter(|group| !group.settings.is_empty()))
            .chain(self.rules.powers.iter().enumerate().filter_map(|(place, power)| self.quota(place, power)))
            .collect()
    }

    /// How many ideas one person may send, where the power is that of sending some.
    fn quota(&self, place: usize, power: &Power) -> Option<Group> {
        let locale = self.locale;
        let ideas = power.may.contains(&Action::ProposeIdea);
        ideas.then(|| {
            let place = format!("powers.{place}.at_most");
            let Kind::Shape(mut shapes) = self.shapes([
                ("", Value::Null),
                ("in_all", json!({ "count": 1 })),
                ("in_each_theme", json!({ "count": 1 })),
            ]) else {
                unreachable!("shapes are shapes")
            };
            said::quota_none(locale).clone_into(&mut shapes[0].1);
            let count = setting(format!("{place}.count"), said::quota_count(locale), Kind::Integer);
            let settings = [setting(place, said::quota(locale), Kind::Shape(shapes))];
            let count = power.at_most.is_some().then_some(count);
            let title = text::action::name(locale, Action::ProposeIdea).to_owned();
            Group { title, settings: settings.into_iter().chain(count).collect() }
        })
    }

    fn condition(&self, condition: &Condition, place: String, settings: &mut Vec<Setting>) {
        let locale = self.locale;
        match condition {
            Condition::All { of } | Condition::Any { of } => {
                for (entry, one) in of.iter().enumerate() {
                    self.condition(one, format!("{place}.of.{entry}"), settings);
                }
            }
            Condition::Age { .. } => {
                let least = setting(format!("{place}.at_least"), said::age(locale), Kind::Integer);
                settings.push(least.optional().on(Topic::Age));
            }
            Condition::Tie { .. } => {
                let boxes = Kind::Boxes(self.words(Tie::ALL.iter().map(|tie| tie.as_str())));
                settings.push(setting(format!("{place}.any_of"), said::ties(locale), boxes).on(Topic::Ties));
            }
            Condition::Roll { .. } => {
                let rolls = self.rules.rolls.iter().map(|roll| (roll.id.to_string(), roll.name.to_string())).collect();
                settings.push(setting(format!("{place}.roll"), said::roll(locale), Kind::Choice(rolls)));
            }
            Condition::Identity { .. } => {
                let levels = Kind::Choice(self.words(IdentityLevel::ALL.iter().map(|level| level.as_str())));
                settings.push(setting(format!("{place}.at_least"), said::identity(locale), levels).on(Topic::Identity));
            }
            Condition::GuardianConsent { .. } => {
                settings.push(setting(format!("{place}.below"), said::guardian(locale), Kind::Integer));
            }
            Condition::Group { .. } => {
                settings.push(setting(format!("{place}.at_least"), said::group(locale), Kind::Integer));
            }
            Condition::Everybody
            | Condition::Not { .. }
            | Condition::Document { .. }
            | Condition::Organisation { .. }
            | Condition::Member { .. } => {}
        }
    }

    fn phases(&self) -> Vec<Group> {
        self.rules.phases.iter().enumerate().map(|(place, phase)| self.phase(place, phase)).collect()
    }

    fn phase(&self, place: usize, phase: &PhaseRule) -> Group {
        let locale = self.locale;
        let at = |field: &str| format!("phases.{place}.{field}");
        let later = phase.typical.as_ref().map_or(0, |typical| typical.year);
        let day = |field: &str, label: &str| {
            let label = if later == 0 { label.to_owned() } else { said::years_later(locale, label, later) };
            let day = setting(at(field), label, Kind::DayOfYear).optional();
            if phase.kind == PhaseKind::Voting { day.on(Topic::VotingDays) } else { day }
        };
        let levels = self.rules.territories.levels.iter();
        let levels = Kind::Choice(levels.map(|level| (level.id.to_string(), level.name.to_string())).collect());
        let offline = Kind::Choice(self.words(OfflineBallots::ALL.iter().map(|what| what.as_str())));
        let in_person = phase.kind == PhaseKind::Voting && phase.channel != Some(Channel::Online);
        let places = in_person.then(|| {
            [
                setting(at("places.level"), said::places_level(locale), levels),
                setting(at("places.fixed_at_least"), said::places_fixed(locale), Kind::Integer),
                setting(at("places.mobile_beyond_km"), said::places_mobile(locale), Kind::Integer),
                setting(at("places.offline"), said::places_offline(locale), offline),
                setting(at("places.tablet"), said::places_tablet(locale), Kind::Yes),
            ]
            .map(Setting::optional)
        });
        let mut group = Group {
            title: phase.name.to_string(),
            settings: vec![
                setting(at("name"), said::name(locale), Kind::Line),
                setting(at("purpose"), said::purpose(locale), Kind::Lines).optional(),
                day("typical.opens", said::opens(locale)),
                day("typical.closes", said::closes(locale)),
                setting(at("typical.recurs.every"), said::recurs_every(locale), Kind::Integer).optional(),
                setting(at("typical.recurs.since"), said::recurs_since(locale), Kind::Integer).optional(),
            ],
        };
        group.settings.extend(places.into_iter().flatten());
        group
    }

    fn money(&self) -> Kind {
        Kind::Money(self.rules.currency)
    }

    fn pool(&self, place: usize, pool: &Pool) -> Group {
        let locale = self.locale;
        let at = |field: &str| format!("pools.{place}.{field}");
        let mut settings = vec![setting(at("name"), said::name(locale), Kind::Line)];
        match &pool.base {
            BaseRule::Share { .. } => settings.extend([
                setting(at("base.label"), said::base_label(locale), Kind::Line),
                setting(at("base.share"), said::base_share(locale), Kind::Percent).on(Topic::Pool),
            ]),
            BaseRule::Fixed { .. } => {
                settings.push(setting(at("base.amount"), said::base_amount(locale), self.money()).on(Topic::Pool));
            }
            BaseRule::Each { .. } => {
                settings.push(setting(at("base.amount"), said::base_each(locale), self.money()).on(Topic::Pool));
            }
        }
        if let Split::Formula { terms, floor, cap, .. } = &pool.split {
            settings.extend(terms.iter().enumerate().map(|(entry, term)| {
                let label = said::weight(locale, self.term(&term.term));
                setting(at(&format!("split.terms.{entry}.weight")), label, Kind::Integer).on(Topic::Weights)
            }));
            self.bound(floor.as_ref(), at("split.floor"), said::floor(locale), Topic::Floor, &mut settings);
            self.bound(cap.as_ref(), at("split.cap"), said::cap(locale), Topic::Cap, &mut settings);
            settings.push(setting(at("split.unit"), said::unit(locale), self.money()).optional());
        }
        if let Split::Themes { parts } = &pool.split {
            settings.extend(parts.iter().enumerate().map(|(entry, part)| {
                let theme = self.rules.themes.iter().find(|theme| theme.id == part.theme);
                let name = theme.map_or(part.theme.as_str(), |theme| theme.name.as_str());
                setting(at(&format!("split.parts.{entry}.weight")), said::weight(locale, name), Kind::Integer)
            }));
        }
        Group { title: pool.name.to_string(), settings }
    }

    fn term(&self, term: &SplitTerm) -> String {
        let name = |id: &shared::document::Key| {
            let found = self.rules.indicators.iter().find(|indicator| indicator.id == *id);
            found.map_or_else(|| id.to_string(), |indicator| indicator.name.to_string())
        };
        match term {
            SplitTerm::Equal => said::equal_parts(self.locale).to_owned(),
            SplitTerm::Indicator { indicator } => name(indicator),
            SplitTerm::Product { indicator, times } => said::product(self.locale, name(indicator), name(times)),
            SplitTerm::Inverse { indicator, .. } => said::inverse(self.locale, name(indicator)),
        }
    }

    fn bound(&self, bound: Option<&Bound>, place: String, label: &str, topic: Topic, settings: &mut Vec<Setting>) {
        let zero = format!("{} {}", zero(self.rules.currency), self.rules.currency);
        let shapes = self.shapes([
            ("", Value::Null),
            ("amount", json!({ "amount": zero })),
            ("share", json!({ "share": "0%" })),
        ]);
        let value = match bound {
            None => None,
            Some(Bound::Amount { .. }) => Some(setting(format!("{place}.amount"), label, self.money()).on(topic)),
            Some(Bound::Share { .. }) => Some(setting(format!("{place}.share"), label, Kind::Percent).on(topic)),
        };
        settings.push(setting(place, said::how(self.locale, label), shapes));
        settings.extend(value);
    }

    fn limit(&self, limit: &Limit, place: String, settings: &mut Vec<Setting>) {
        let locale = self.locale;
        let shapes = self.shapes([("count", json!({ "count": 3 })), ("share", json!({ "share": "80%" }))]);
        let value = match limit {
            Limit::Count { .. } => setting(format!("{place}.count"), said::limit_count(locale), Kind::Integer),
            Limit::Share { .. } => setting(format!("{place}.share"), said::limit_share(locale), Kind::Percent),
            // By kind of territory: its numbers are changed in the file.
            Limit::ByKind { .. } => {
                settings.push(
                    setting(format!("{place}.otherwise"), said::limit_otherwise(locale), Kind::Integer)
                        .on(Topic::Limit),
                );
                return;
            }
        };
        settings.push(setting(place, said::limit_how(locale), shapes));
        settings.push(value.on(Topic::Limit));
    }

    fn contest(&self, place: usize, contest: &Contest) -> Group {
        let locale = self.locale;
        let at = |field: &str| format!("contests.{place}.{field}");
        let limit = json!({ "type": "count", "count": 3 });
        let shapes = self.shapes([
            ("approval", json!({ "at_least": 1, "at_most": limit })),
            ("single_choice", json!({})),
            ("ranking", json!({ "at_least": 1, "at_most": limit })),
            ("points", json!({ "points": 10, "each_at_most": 5 })),
            ("wallet", json!({ "amount": 1_000_000, "note": 100_000, "each_at_most": 500_000, "at_most": { "type": "count", "count": 10 } })),
            ("knapsack", json!({})),
        ]);
        let mut settings = vec![
            setting(at("name"), said::name(locale), Kind::Line),
            setting(at("ballot"), said::ballot(locale), shapes).on(Topic::Ballot),
        ];
        match &contest.ballot {
            BallotRule::Approval { at_most, .. } | BallotRule::Ranking { at_most, .. } => {
                settings.push(setting(at("ballot.at_least"), said::at_least(locale), Kind::Integer).optional());
                self.limit(at_most, at("ballot.at_most"), &mut settings);
            }
            BallotRule::Points { .. } => settings.extend([
                setting(at("ballot.points"), said::points(locale), Kind::Integer),
                setting(at("ballot.each_at_most"), said::each_at_most(locale), Kind::Integer),
            ]),
            BallotRule::Wallet { at_most, .. } => {
                settings.extend([
                    setting(at("ballot.amount"), said::wallet_amount(locale), Kind::Integer),
                    setting(at("ballot.note"), said::note(locale), Kind::Integer),
                    setting(at("ballot.each_at_most"), said::each_at_most(locale), Kind::Integer),
                ]);
                self.limit(at_most, at("ballot.at_most"), &mut settings);
            }
            BallotRule::Knapsack { .. } => settings
                .push(setting(at("ballot.spend_at_least"), said::spend_at_least(locale), Kind::Percent).optional()),
            BallotRule::SingleChoice { .. } => {}
        }
        settings.push(setting(at("ballot.blank"), said::blank(locale), Kind::Yes));
        let rolls: Vec<_> = self.rules.rolls.iter().map(|roll| (roll.id.to_string(), roll.name.to_string())).collect();
        if !rolls.is_empty() {
            settings.push(setting(at("per_entry_of"), said::per_entry(locale), Kind::Choice(rolls)).optional());
        }
        // Which level places are spread over is said in the file.
        if !matches!(contest.winner, WinnerRule::Quota { .. }) {
            let tie = ["lower_cost", "ballot_number"];
            let shapes = self.shapes([
                ("greedy", json!({ "tie": tie })),
                ("greedy_by_theme", json!({ "tie": tie })),
                ("equal_shares", json!({ "tie": tie, "utility": "cost", "completion": "by_score" })),
                ("phragmen", json!({ "tie": tie, "completion": "by_score" })),
                ("plurality", json!({ "tie": tie, "winners": 1 })),
            ]);
            settings.push(setting(at("winner"), said::winner(locale), shapes));
        }
        match &contest.winner {
            WinnerRule::Plurality { .. } | WinnerRule::Quota { .. } => {
                settings.push(setting(at("winner.winners"), said::winners(locale), Kind::Integer));
            }
            WinnerRule::Greedy { .. } => {
                let ways = Kind::Choice(self.words(Unspent::ALL.iter().map(|way| way.as_str())));
                settings.push(setting(at("winner.unspent"), said::unspent(locale), ways).optional());
            }
            WinnerRule::EqualShares { .. } => {
                let worth = Kind::Choice(self.words(Utility::ALL.iter().map(|one| one.as_str())));
                settings.extend([
                    setting(at("winner.utility"), said::utility(locale), worth),
                    setting(at("winner.raise"), said::raise(locale), Kind::Money(self.rules.currency)).optional(),
                ]);
                settings.extend(self.completion(&at));
            }
            WinnerRule::Phragmen { .. } => settings.extend(self.completion(&at)),
            WinnerRule::GreedyByTheme { .. } => {}
        }
        settings.push(setting(at("exclusive"), said::exclusive(locale), Kind::Yes));
        let changes = Kind::Choice(self.words(VoteChange::ALL.iter().map(|way| way.as_str())));
        settings.push(setting(at("change"), said::vote_change(locale), changes).optional());
        // Rules of another day may ask what nobody knows; nobody is offered it.
        let asked = contest.winner.tie();
        let known = TieBreak::ALL.iter().filter(|tie| tie.is_known() || asked.contains(tie));
        let order = Kind::Order(self.words(known.map(|tie| tie.as_str())));
        let support =
            self.shapes([("", Value::Null), ("ballots", json!({ "share": "5%" })), ("cost", json!({ "divisor": 3 }))]);
        let support_how = match contest.thresholds.support {
            None => None,
            Some(Threshold::Ballots { .. }) => {
                Some(setting(at("thresholds.support.share"), said::support_share(locale), Kind::Percent))
            }
            Some(Threshold::Cost { .. }) => {
                Some(setting(at("thresholds.support.divisor"), said::support_divisor(locale), Kind::Integer))
            }
        };
        settings.extend([
            setting(at("winner.tie"), said::tie(locale), order).on(Topic::Tie),
            setting(at("thresholds.votes"), said::votes(locale), Kind::Integer).optional().on(Topic::Votes),
            setting(at("thresholds.support"), said::support(locale), support).on(Topic::Votes),
        ]);
        settings.extend(support_how);
        settings.extend([
            setting(at("thresholds.turnout"), said::turnout(locale), Kind::Percent).optional().on(Topic::Turnout),
            setting(at("thresholds.second_call"), said::second_call(locale), Kind::Yes),
            setting(at("turnout.every_hours"), said::board_hours(locale), Kind::Integer).optional(),
            setting(at("turnout.smallest"), said::board_smallest(locale), Kind::Integer).optional(),
        ]);
        Group { title: contest.name.to_string(), settings }
    }

    /// What becomes of the money that shares do not spend, and of what is left after that.
    fn completion(&self, at: &dyn Fn(&str) -> String) -> [Setting; 2] {
        let ways = Kind::Choice(self.words(Finish::ALL.iter().map(|way| way.as_str())));
        let unspent = Kind::Choice(self.words(Unspent::ALL.iter().map(|way| way.as_str())));
        [
            setting(at("winner.completion"), said::completion(self.locale), ways),
            setting(at("winner.unspent"), said::unspent(self.locale), unspent).optional(),
        ]
    }

    fn body(&self, place: usize, body: &Body) -> Group {
        let locale = self.locale;
        let at = |field: &str| format!("bodies.{place}.{field}");
        let quorum = self.shapes([
            ("half_plus_one", json!({})),
            ("share", json!({ "share": "60%" })),
            ("members", json!({ "count": 3 })),
        ]);
        let majority = self.shapes([
            ("simple", json!({})),
            ("of_present", json!({})),
            ("absolute", json!({})),
            ("qualified", json!({ "share": "66.67%" })),
            ("consensus", json!({})),
        ]);
        let mut settings = vec![
            setting(at("name"), said::name(locale), Kind::Line),
            setting(at("quorum"), said::quorum(locale), quorum).on(Topic::Quorum),
        ];
        match &body.quorum {
            Quorum::HalfPlusOne => {}
            Quorum::Share { .. } => {
                settings.push(setting(at("quorum.share"), said::quorum_share(locale), Kind::Percent).on(Topic::Quorum));
            }
            Quorum::Members { .. } => {
                settings.push(setting(at("quorum.count"), said::quorum_count(locale), Kind::Integer).on(Topic::Quorum));
            }
        }
        settings.push(setting(at("majority"), said::majority(locale), majority).on(Topic::Majority));
        if let Majority::Qualified { .. } = &body.majority {
            settings.push(setting(at("majority.share"), said::majority_share(locale), Kind::Percent));
        }
        settings.push(setting(at("notice_days"), said::notice_days(locale), Kind::Integer).optional());
        for (entry, seats) in body.seats.iter().enumerate() {
            let at = |field: &str| at(&format!("seats.{entry}.{field}"));
            settings.extend([
                setting(at("at_least"), said::seats_least(locale, &seats.name), Kind::Integer),
                setting(at("at_most"), said::seats_most(locale, &seats.name), Kind::Integer),
            ]);
        }
        Group { title: body.name.to_string(), settings }
    }
}

/// Nothing, as amounts of this currency are written.
fn zero(currency: Currency) -> String {
    shared::money::Money::zero(currency).to_decimal()
}
