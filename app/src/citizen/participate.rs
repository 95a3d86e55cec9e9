//! «¿Puedo participar?»: what citizens may do by the rules, when and under which conditions; and for who is signed in,
//! whether they can, why not, and how to mend each reason.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::{
    document::Key,
    eligibility::{Area, Remedy, Truth, Verdict, Why, evaluate},
    permission::{Action, Object, Refusal},
    role::Role,
    ruleset::{Condition, Holder, Power},
    tenant::TenantKind,
};
use store::{
    contest, desk,
    process::{self, Process},
    proposal, tally,
    territory::{self, Territory},
    urn::Votes,
};

use super::{
    calendar::{opening, period, undated, within},
    may_vote::{Asked, Ground},
    places, vote,
};
use crate::{
    components::{Crumbs, Heading, Icon},
    gate::Gate,
    page::{Fault, Page, page},
    path, refusal,
    rules::reading::{self, Reader},
    text::{self, participate as words},
    visit::Visit,
};

/// Who may take part, how and when.
#[component]
pub fn Participate() -> AnyView {
    let asked = use_query_map().with_untracked(Asked::of);
    page(async move |visit| load(visit, asked).await)
}

async fn load(visit: Visit, asked: Asked) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let locale = visit.locale();
    let title = words::title(locale);
    let mut tx = visit.enter().await?;
    let Some(process) = process::current(&mut tx).await? else {
        let body = view! {
            <Crumbs locale here=title/>
            <div class="empty">
                <Icon name="people"/>
                <h1>{words::no_process(locale)}</h1>
                <p>{words::no_process_lead(locale)}</p>
            </div>
        };
        return Ok(Page::new(title, body));
    };
    let gate = Gate::of(&visit, &mut tx, &process).await?;
    let votes = vote::votes(&visit, &mut tx, &process).await?;
    let counted = tally::counted_at(&mut tx, process.id).await?.is_some();
    let territories = territory::all(&mut tx).await?;
    let sent = match &visit.viewer {
        Some(viewer) => proposal::sent(&mut tx, process.id, viewer.person, None).await?,
        None => Vec::new(),
    };
    // Whoever has signed in is told of themselves.
    let (contests, places) = match visit.viewer {
        None if asked.is_sent() => {
            let places = desk::places(&mut tx, process.id).await?.into_iter().map(|(place, _)| place).collect();
            (contest::of_process(&mut tx, process.id).await?, places)
        }
        _ => (Vec::new(), Vec::new()),
    };
    drop(tx);
    let may_vote = visit.viewer.is_none().then(|| {
        let (visit, process, territories) = (&visit, &process, territories.as_slice());
        let ground = Ground { visit, process, territories, contests: &contests, places: &places, counted };
        ground.section(&asked)
    });
    let who = Who { visit: &visit, process: &process, gate: &gate, territories: &territories, votes, counted, sent };
    let actions = citizens(&process);
    let cards = actions.iter().map(|&action| who.card(action)).collect_view();
    let nothing = actions.is_empty().then(|| view! { <p>{words::nothing(locale)}</p> });
    let body = view! {
        <Crumbs locale here=title/>
        <Heading title lead=words::lead(locale, &process.name)>
            <a class="btn btn--quiet" href=path::RULES><Icon name="doc"/> {words::rules(locale)}</a>
        </Heading>
        {may_vote}
        {who.whoever()}
        {nothing}
        {cards}
        {places::link(&visit, &process)}
        <section class="section" aria-labelledby="missing">
            <h2 id="missing">{text::claim::ask_missing(locale)}</h2>
            <p>{text::claim::ask_missing_lead(locale)}</p>
            <p><a class="btn" href=path::CLAIMS>{text::claim::title(locale)}</a></p>
        </section>
    };
    Ok(Page::new(title, body))
}

/// What citizens may do at one time or another, each once, in the order of the rules.
fn citizens(process: &Process) -> Vec<Action> {
    let mut seen = BTreeSet::new();
    powers(process).flat_map(|power| power.may.iter().copied()).filter(|&action| seen.insert(action)).collect()
}

fn powers(process: &Process) -> impl Iterator<Item = &Power> {
    process.rule_set.powers.iter().filter(|power| power.who == Holder::Role(Role::Citizen))
}

struct Who<'a> {
    visit: &'a Visit,
    process: &'a Process,
    gate: &'a Gate,
    territories: &'a [Territory],
    votes: Votes,
    counted: bool,
    /// The themes of the ideas that the viewer has sent.
    sent: Vec<Option<Key>>,
}

impl Who<'_> {
    fn reader(&self) -> Reader<'_> {
        Reader { locale: self.visit.locale(), rules: &self.process.rule_set }
    }

    fn signed_in(&self) -> bool {
        self.visit.viewer.is_some()
    }

    fn territory(&self, code: &str) -> Option<&Territory> {
        self.territories.iter().find(|territory| territory.code == code)
    }

    /// Who is asking, as far as it is known.
    fn whoever(&self) -> AnyView {
        let locale = self.visit.locale();
        let own = self.gate.home().code().and_then(|code| self.territory(code.as_str())).map(|own| own.name.clone());
        match (self.signed_in(), own) {
            (false, _) => view! {
                <p>{words::sign_in_title(locale)}</p>
                <p><a class="btn btn--primary" href=path::sign_in(path::PARTICIPATE)>{words::sign_in(locale)}</a></p>
            }
            .into_any(),
            (true, Some(own)) => view! { <p>{words::you_in(locale, own)}</p> }.into_any(),
            (true, None) => view! {
                <p>{words::you_nowhere(locale)}</p>
                <p><a class="btn btn--primary" href=path::profile_on_the_way(path::PARTICIPATE)>{words::to_profile(locale)}</a></p>
            }
            .into_any(),
        }
    }

    /// One action: the answer, when, and under which conditions.
    fn card(&self, action: Action) -> AnyView {
        let locale = self.visit.locale();
        let id = format!("a-{}", action.as_str());
        let heading = id.clone();
        let with: Vec<&Power> = powers(self.process).filter(|power| power.may.contains(&action)).collect();
        let answer = self.signed_in().then(|| self.answer(action));
        let authors = matches!(action, Action::Mend | Action::Appeal)
            .then(|| view! { <p class="muted">{words::authors(locale)}</p> });
        view! {
            <section class="section" aria-labelledby=id>
                <h2 id=heading>{text::action::name(locale, action)}</h2>
                {answer}
                {authors}
                <h3>{words::when(locale)}</h3>
                <ul>{self.when(&with)}</ul>
                {self.conditions(&with)}
            </section>
        }
        .into_any()
    }

    /// Whether the viewer can, now; if not, why not and what helps.
    fn answer(&self, action: Action) -> AnyView {
        let (visit, locale) = (self.visit, self.visit.locale());
        let object = match action {
            Action::Vote => Object { channel: None, counted: self.counted, ..self.gate.ballot(&self.votes) },
            Action::ProposeIdea => Object { sent: self.sent.clone(), ..Object::of(self.gate.home()) },
            _ => Object::of(self.gate.home()),
        };
        let decided = self.gate.may(action, &object);
        let (class, icon, word, detail) = match &decided {
            Ok(()) => ("chip chip--ok", "check", words::yes_now(locale), String::new()),
            Err(why) => match &why.refusal {
                Refusal::NotEligible { .. } => {
                    ("chip chip--no", "cross", words::missing(locale), words::missing_detail(locale).to_owned())
                }
                Refusal::AlreadyVoted => {
                    ("chip chip--ok", "check", words::done(locale), self.gate.sentence(visit, action, why))
                }
                Refusal::NotYet { .. } | Refusal::NotPlanned { .. } | Refusal::NotThisTime { .. } => {
                    ("chip chip--wait", "clock", words::not_yet(locale), self.gate.sentence(visit, action, why))
                }
                Refusal::DocumentNeeded | Refusal::DocumentTaken => {
                    ("chip chip--no", "cross", words::missing(locale), self.gate.sentence(visit, action, why))
                }
                _ => ("chip", "minus", words::no(locale), self.gate.sentence(visit, action, why)),
            },
        };
        let claim = matches!(&decided, Err(why) if why.refusal == Refusal::DocumentTaken).then(|| {
            view! { <p><a class="btn" href=path::CLAIMS>{text::refusal::to_claims(locale)}</a></p> }
        });
        let to = match action {
            Action::Vote => Some((path::VOTE, words::do_vote(locale))),
            Action::ProposeIdea => Some((path::NEW_IDEA, words::do_propose(locale))),
            _ => None,
        };
        let to = to.filter(|_| icon == "check" && detail.is_empty()).map(|(href, label)| {
            view! { <p><a class="btn btn--primary" href=href>{label}</a></p> }
        });
        view! {
            <p><span class=class><Icon name=icon/>{word}</span> " " {detail}</p>
            {claim}
            {to}
        }
        .into_any()
    }

    /// The phases in which it is possible where the viewer lives, or everywhere.
    fn when(&self, powers: &[&Power]) -> AnyView {
        let (visit, locale) = (self.visit, self.visit.locale());
        let route = self.gate.route(self.process);
        let mut seen = BTreeSet::new();
        let phases = powers.iter().flat_map(|power| &power.during).filter(|phase| seen.insert(*phase));
        let mut said: Vec<String> = phases
            .map(|phase| {
                let name = self.reader().phase(phase);
                match route.stage(phase) {
                    Some(stage) => {
                        words::when_phase(locale, name, within(&period(visit, stage.window())), opening(visit, stage))
                    }
                    None => match route.skipped(phase) {
                        Some(skipped) => text::route::named(locale, name, undated(visit, Some(skipped))),
                        None => words::when_undated(locale, name),
                    },
                }
            })
            .collect();
        if powers.iter().any(|power| power.during.is_empty()) {
            said.push(words::when_any(locale).to_owned());
        }
        said.into_iter().map(|said| view! { <li>{said}</li> }).collect_view().into_any()
    }

    /// The conditions of each power, with what the viewer meets of them.
    fn conditions(&self, powers: &[&Power]) -> AnyView {
        // The same condition in several phases is told once.
        let mut told = Vec::new();
        let mut blocks = Vec::new();
        for power in powers {
            if !told.contains(&power.needs) {
                told.push(power.needs.clone());
                blocks.push(self.condition(power, powers));
            }
        }
        blocks.into_any()
    }

    fn condition(&self, power: &Power, all: &[&Power]) -> AnyView {
        let locale = self.visit.locale();
        let several = all.iter().any(|other| other.needs != power.needs);
        let title = if several && !power.during.is_empty() {
            let reader = self.reader();
            words::conditions_in(locale, reader.all(power.during.iter().map(|phase| reader.phase(phase))))
        } else {
            words::conditions(locale).to_owned()
        };
        let rules = &self.process.rule_set;
        let rule = power.needs.as_ref().and_then(|id| rules.eligibility.iter().find(|rule| rule.id == *id));
        let body = match rule {
            None => view! { <p>{words::everybody(locale)}</p> }.into_any(),
            Some(rule) => {
                let area = self.gate.home();
                let verdict = self.signed_in().then(|| evaluate(&rule.condition, self.gate.actor().person(), &area));
                let parts: Vec<(&Condition, Option<&Verdict>)> = match (&rule.condition, &verdict) {
                    (Condition::All { of }, Some(Verdict { why: Why::All(verdicts), .. })) => {
                        of.iter().zip(verdicts.iter().map(Some)).collect()
                    }
                    (Condition::All { of }, _) => of.iter().map(|one| (one, None)).collect(),
                    (one, verdict) => vec![(one, verdict.as_ref())],
                };
                let parts = parts.into_iter().map(|(condition, verdict)| self.part(condition, verdict, &area));
                let parts = parts.collect_view();
                let norm = reading::basis(locale, rules, &rule.basis);
                let norm = norm.map(|norm| view! { <p class="muted">{words::by(locale, norm)}</p> });
                view! { <ul class="rules" role="list">{parts}</ul> {norm} }.into_any()
            }
        };
        let quota = power.at_most.as_ref().map(|quota| view! { <p>{self.reader().quota(quota)}</p> });
        view! { <h3>{title}</h3> {body} {quota} }.into_any()
    }

    /// One part of a condition: what it asks for, whether the viewer meets it, and what they can do where not.
    fn part(&self, condition: &Condition, verdict: Option<&Verdict>, area: &Area) -> AnyView {
        let locale = self.visit.locale();
        let reader = self.reader();
        let said = text::reading::sentence(locale, reading::capital(&reading::condition(&reader, condition)));
        let chip = verdict.map(|verdict| {
            let (class, icon, word) = match verdict.truth {
                Truth::Met => ("chip chip--ok", "check", words::met(locale)),
                Truth::NotMet => ("chip chip--no", "cross", words::not_met(locale)),
                Truth::Unknown => ("chip chip--wait", "info", words::unknown(locale)),
            };
            view! { <span class=class><Icon name=icon/>{word}</span> " " }
        });
        let age = self.gate.actor().person().age;
        let remedies = verdict.map(Verdict::remedies).unwrap_or_default();
        let ways = remedies
            .iter()
            .map(|remedy| {
                let said = refusal::remedy(reader, remedy, age);
                view! { <p>{said} {self.link(remedy, area)}</p> }
            })
            .collect_view();
        view! { <li class="rules__one"><p>{chip}{said}</p>{ways}</li> }.into_any()
    }

    /// Where somebody can mend it at once.
    fn link(&self, remedy: &Remedy, area: &Area) -> Option<AnyView> {
        let locale = self.visit.locale();
        match remedy {
            Remedy::TellTerritory { .. } if area.code().is_none() => {
                let profile = path::profile_on_the_way(path::PARTICIPATE);
                Some(view! { " " <a href=profile>{words::to_profile(locale)}</a> }.into_any())
            }
            Remedy::GoToOwnTerritory { territories } => {
                let own = territories.iter().find_map(|code| self.territory(code.as_str()))?;
                let label = words::to_territory(locale, &own.name);
                Some(view! { " " <a href=path::territory(&own.code)>{label}</a> }.into_any())
            }
            _ => None,
        }
    }
}
