//! What the rules answer somebody of whom no more is known than what they say themselves.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use shared::{
    document::Key,
    eligibility::{Area, OwnDocument, Person, Truth, Verdict, Why, evaluate},
    permission::{Action, Actor, Object, Refusal, Refused},
    role::Role,
    ruleset::{Channel, Code, Condition, EligibilityRule, Holder, IdentityLevel, PhaseRule, Power, RuleSet, Tie},
};

use crate::gate::Gate;

/// What somebody says of themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The age in full years that they will have when they vote.
    pub age: u8,
    /// The territory where they live.
    pub home: Code,
    /// The kinds of document that they have, of those that the rules name; `None` when they do not say.
    pub documents: Option<BTreeSet<Key>>,
    /// Whether they have an account of the roll each of whose accounts has a vote; `None` when they do not say.
    pub account: Option<bool>,
}

/// Whether they may vote by a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Whether.
    pub answer: Answer,
    /// From when on, where it is not open yet.
    pub opens: Option<DateTime<Utc>>,
}

/// Yes, or no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes, once what is open has been looked at.
    Yes {
        /// What nobody has looked at: it is looked at when they vote.
        open: Vec<Part>,
    },
    /// No.
    No {
        /// What is asked for and is not so.
        why: Vec<Part>,
    },
    /// No, whoever asks.
    Refused(Box<Refused>),
}

/// Something that the rules ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A condition.
    Asked {
        /// Which.
        condition: Condition,
        /// How it stands.
        verdict: Verdict,
    },
    /// An account of a roll each of whose accounts has a vote.
    Account {
        /// The roll.
        roll: Key,
    },
    /// That the identity provider says which document is theirs: people vote in person too.
    OwnDocument,
}

/// What the rules say of somebody like that. It asks the one question that the ballot and the desk ask of a voter, with
/// less that is known: rolls never are, so that the answer is the same for whoever is on one and for whoever is not.
pub fn answer(gate: &Gate, said: &Said, channel: Channel, counted: bool, now: DateTime<Utc>) -> Told {
    let area = gate.area(&said.home);
    let contest = gate.rules().and_then(RuleSet::deciding_contest);
    let object = Object {
        contest: contest.map(|contest| contest.id.clone()),
        channel: Some(channel),
        counted,
        // An account that they say they have is found when they vote, or is not.
        entry: said.account != Some(false),
        ..Object::of(area.clone())
    };
    let actor = Actor::supposed(person(said, channel, &area));
    let ask = |at| gate.ask(&actor, Action::Vote, &object, at).map(|_| ());
    let (decision, opens) = match ask(now) {
        Err(why) => match why.refusal {
            // Whether they may does not depend on the day; it is asked of the day on which they can.
            Refusal::NotYet { opens } => (ask(opens), Some(opens)),
            _ => (Err(why), None),
        },
        Ok(()) => (Ok(()), None),
    };
    let accounts = contest.and_then(|contest| contest.per_entry_of.as_ref());
    let answer = match decision {
        Ok(()) => Answer::Yes { open: Vec::new() },
        Err(why) => match why.refusal {
            Refusal::NotEligible { needs, verdict } => by_condition(gate.rules(), &needs, &verdict),
            Refusal::EntryNeeded { roll } => Answer::No { why: vec![Part::Account { roll }] },
            // Nobody may yet; but whether they will is known, as far as the conditions go.
            Refusal::NotPlanned { .. } => match refused_for_good(gate.rules(), actor.person(), channel, &area) {
                Some(why) => Answer::No { why },
                None => Answer::Refused(why),
            },
            _ => Answer::Refused(why),
        },
    };
    let answer = match (answer, accounts) {
        (Answer::Yes { open }, Some(roll)) => by_account(open, roll, said.account),
        (Answer::Yes { mut open }, None) if channel == Channel::Online && is_in_person_too(gate.rules()) => {
            open.push(Part::OwnDocument);
            Answer::Yes { open }
        }
        (answer, _) => answer,
    };
    Told { answer, opens }
}

/// Whether people vote in person in what the process decides, on the web or not.
fn is_in_person_too(rules: Option<&RuleSet>) -> bool {
    rules.is_some_and(|rules| rules.deciding_contest().is_some_and(|contest| rules.is_voted_in_person(contest)))
}

/// The same where each account of a roll has a vote: it depends on having one, or they say that they have none.
fn by_account(mut open: Vec<Part>, roll: &Key, account: Option<bool>) -> Answer {
    let part = Part::Account { roll: roll.clone() };
    if account == Some(false) {
        return Answer::No { why: vec![part] };
    }
    // Being on that roll is having an account of it.
    open.retain(
        |part| !matches!(part, Part::Asked { condition: Condition::Roll { roll: asked }, .. } if asked == roll),
    );
    open.push(part);
    Answer::Yes { open }
}

/// What is supposed of whoever says that of themselves.
fn person(said: &Said, channel: Channel, area: &Area) -> Person {
    let known = Person {
        age: Some(said.age),
        documents: said.documents.clone(),
        // At a desk the officer holds the document and sees the face; on the web the identity provider says how sure it is.
        identity: (channel == Channel::InPerson).then_some(IdentityLevel::Document),
        // Where it has to be known, that it is stays open in the answer.
        own_document: OwnDocument::Known,
        ..Person::default()
    };
    known.tied(Tie::Resides, area.clone())
}

fn by_condition(rules: Option<&RuleSet>, needs: &Key, verdict: &Verdict) -> Answer {
    let rule = rules.and_then(|rules| rules.eligibility.iter().find(|rule| rule.id == *needs));
    let parts = rule.map(|rule| parts(&rule.condition, verdict, verdict.truth)).unwrap_or_default();
    if verdict.truth == Truth::NotMet { Answer::No { why: parts } } else { Answer::Yes { open: parts } }
}

/// The parts of a condition that stand so, one by one where all of them are asked for.
fn parts(condition: &Condition, verdict: &Verdict, wanted: Truth) -> Vec<Part> {
    match (condition, &verdict.why) {
        (Condition::All { of }, Why::All(verdicts)) => {
            of.iter().zip(verdicts).flat_map(|(condition, verdict)| parts(condition, verdict, wanted)).collect()
        }
        _ if verdict.truth == wanted => {
            vec![Part::Asked { condition: condition.clone(), verdict: verdict.clone() }]
        }
        _ => Vec::new(),
    }
}

/// Why somebody meets none of the conditions under which people vote by a channel, whenever that is; nothing where they
/// may meet one.
fn refused_for_good(rules: Option<&RuleSet>, person: &Person, channel: Channel, area: &Area) -> Option<Vec<Part>> {
    let rules = rules?;
    let mut why = None;
    for power in powers(rules).filter(|power| is_by(rules, power, channel)) {
        // A power without a condition is for everybody.
        let rule = rules.eligibility.iter().find(|rule| Some(&rule.id) == power.needs.as_ref())?;
        let verdict = evaluate(&rule.condition, person, area);
        if verdict.truth != Truth::NotMet {
            return None;
        }
        why.get_or_insert_with(|| parts(&rule.condition, &verdict, Truth::NotMet));
    }
    why
}

/// The powers to vote that citizens have.
fn powers(rules: &RuleSet) -> impl Iterator<Item = &Power> {
    rules.powers.iter().filter(|power| power.who == Holder::Role(Role::Citizen) && power.may.contains(&Action::Vote))
}

/// Whether a power is used in a phase in which one votes by a channel.
fn is_by(rules: &RuleSet, power: &Power, channel: Channel) -> bool {
    power.during.is_empty() || phases(rules, channel).any(|phase| power.during.contains(&phase.id))
}

/// The conditions under which citizens vote.
pub fn conditions(rules: &RuleSet) -> impl Iterator<Item = &EligibilityRule> {
    rules.eligibility.iter().filter(move |rule| powers(rules).any(|power| power.needs.as_ref() == Some(&rule.id)))
}

/// The phases in which one votes by a channel in what the process decides.
pub fn phases(rules: &RuleSet, channel: Channel) -> impl Iterator<Item = &PhaseRule> {
    let voting = rules.deciding_contest().map(|contest| contest.phases.as_slice()).unwrap_or_default();
    rules.phases.iter().filter(move |phase| {
        let opened = match channel {
            Channel::Online => phase.channel != Some(Channel::InPerson),
            Channel::InPerson => rules.opens_in_person(phase),
        };
        opened && voting.contains(&phase.id)
    })
}

/// The channels by which one votes at one time or another.
pub fn channels(rules: &RuleSet) -> Vec<Channel> {
    let can = powers(rules).next().is_some();
    [Channel::Online, Channel::InPerson]
        .into_iter()
        .filter(|&channel| can && phases(rules, channel).next().is_some())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::{TimeDelta, TimeZone as _};
    use chrono_tz::America::Bogota;
    use shared::{
        calendar::{Calendar, Dates},
        document::{self, Format},
        permission::Powers,
        phase::{PhaseKind, Window},
    };

    use super::*;

    fn rules(name: &str) -> RuleSet {
        let text = match name {
            "medellin" => include_str!("../../../../server/presets/rules/medellin.toml"),
            "envigado" => include_str!("../../../../server/presets/rules/envigado.toml"),
            _ => include_str!("../../../../server/presets/rules/jalisco-predial.toml"),
        };
        document::read(text, Format::Toml).unwrap()
    }

    fn day(days: i64) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 1, 15, 0, 0).unwrap() + TimeDelta::days(days)
    }

    /// A gate of rules whose voting phases follow each other from the first day on, ten days each; without dates for
    /// `has_dates == false`.
    fn gate(rules: &RuleSet, has_dates: bool) -> Gate {
        let voting = rules.phases.iter().filter(|phase| phase.kind == PhaseKind::Voting && has_dates);
        let dates = (0_i64..).zip(voting).map(|(place, phase)| Dates {
            phase: phase.id.clone(),
            territory: None,
            window: Window::new(day(10 * place), day(10 * place + 10)).unwrap(),
        });
        let calendar = Calendar::new(&rules.phases, Bogota, dates).unwrap();
        let powers = Arc::new(Powers::new(rules, Bogota));
        Gate::of_nobody((&Arc::new(rules.clone()), &powers, &calendar), day(0))
    }

    fn said(age: u8, document: Option<&str>) -> Said {
        Said {
            age,
            home: "01".parse().unwrap(),
            documents: document.map(|kind| BTreeSet::from([kind.parse().unwrap()])),
            account: None,
        }
    }

    fn open(answer: Answer) -> Vec<Part> {
        match answer {
            Answer::Yes { open } => open,
            other => panic!("{other:?}"),
        }
    }

    fn no(answer: Answer) -> Vec<Part> {
        match answer {
            Answer::No { why } => why,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_the_rules_turn_on_decides_channel_by_channel() {
        let rules = rules("medellin");
        assert_eq!(channels(&rules), [Channel::Online, Channel::InPerson]);
        let gate = gate(&rules, true);
        let ask = |age, document, channel| answer(&gate, &said(age, document), channel, false, day(1));
        // At a desk the document says who somebody is; on the web it is the identity provider that says it.
        assert!(open(ask(30, Some("cc"), Channel::InPerson).answer).is_empty());
        assert!(matches!(
            open(ask(30, Some("cc"), Channel::Online).answer)[..],
            [Part::Asked { condition: Condition::Identity { .. }, .. }, Part::OwnDocument]
        ));
        assert!(matches!(
            no(ask(13, Some("ti"), Channel::InPerson).answer)[..],
            [Part::Asked { condition: Condition::Age { .. }, .. }]
        ));
        // Who has none of the documents may not; who does not say which may.
        let without = Said { documents: Some(BTreeSet::new()), ..said(30, None) };
        assert_eq!(no(answer(&gate, &without, Channel::InPerson, false, day(1)).answer).len(), 1);
        assert_eq!(open(ask(30, None, Channel::InPerson).answer).len(), 1);
    }

    #[test]
    fn the_day_on_which_it_opens_is_asked_of_and_told() {
        let rules = rules("medellin");
        let dated = gate(&rules, true);
        let ask = |gate: &Gate, age, at| answer(gate, &said(age, Some("cc")), Channel::InPerson, false, at);
        let told = ask(&dated, 30, day(1));
        assert!(told.opens.is_some_and(|opens| opens > day(1)) && open(told.answer).is_empty());
        assert!(matches!(ask(&dated, 30, day(90)).answer, Answer::Refused(why)
            if matches!(why.refusal, Refusal::Over { .. })));
        // Without dates nobody may yet; and a child never.
        let undated = gate(&rules, false);
        assert!(matches!(ask(&undated, 30, day(1)).answer, Answer::Refused(why)
            if matches!(why.refusal, Refusal::NotPlanned { .. })));
        assert_eq!(no(ask(&undated, 9, day(1)).answer).len(), 1);
    }

    #[test]
    fn where_each_account_votes_the_account_decides() {
        let rules = rules("jalisco-predial");
        let gate = gate(&rules, true);
        let ask = |account| {
            let said = Said { account, ..said(40, None) };
            answer(&gate, &said, channels(&rules)[0], false, day(1)).answer
        };
        for account in [None, Some(true)] {
            assert!(matches!(open(ask(account))[..], [Part::Account { .. }]), "{account:?}");
        }
        assert!(matches!(no(ask(Some(false)))[..], [Part::Account { .. }]));
    }

    #[test]
    fn a_roll_is_never_looked_at() {
        let mut rules = rules("envigado");
        let roll = rules.rolls[0].id.clone();
        for rule in &mut rules.eligibility {
            let asked = vec![rule.condition.clone(), Condition::Roll { roll: roll.clone() }];
            rule.condition = Condition::All { of: asked };
        }
        let gate = gate(&rules, true);
        let told = answer(&gate, &said(40, None), channels(&rules)[0], false, day(1));
        let on = |part: &Part| matches!(part, Part::Asked { condition: Condition::Roll { .. }, .. });
        assert!(open(told.answer).iter().any(on), "it is open, whoever asks");
    }
}
