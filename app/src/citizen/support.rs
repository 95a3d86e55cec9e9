//! Saying that an idea is good (apoyar), taking that back, and how many say it. Who does is nobody's to see.

use leptos::{prelude::*, server_fn::ServerFn};
use shared::{
    id::ProposalId,
    permission::{Action, Object, Refusal, Refused as No},
    ruleset::{Code, RuleSet},
};
use store::{
    TenantTx,
    process::Process,
    proposal::Proposal,
    support::{self, Supports},
};

use super::ground::{self, Ground};
use crate::{
    components::{Csrf, Icon},
    forms::{Declined, Done, Posted, answer},
    gate::Gate,
    path,
    refusal::{self, Refused},
    text::{self, support as words},
    visit::Visit,
};

const FORM: &str = "support";

/// What the form asks for. It says so itself, so that a button pressed twice asks for the same thing twice.
const GIVE: &str = "yes";
const TAKE_BACK: &str = "no";

/// The supports of an idea, and what the viewer may do about them.
pub struct Told {
    supports: Supports,
    /// Whether the viewer may support it, or take that back; nothing where that is no question: its process is over, it
    /// was withdrawn, or the rules have no supports.
    answer: Option<Result<(), Box<No>>>,
}

impl Told {
    /// What is told of an idea.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(
        visit: &Visit,
        tx: &mut TenantTx,
        process: &Process,
        territory: Option<&Code>,
        idea: &Proposal,
    ) -> store::Result<Self> {
        let viewer = visit.viewer.as_ref().map(|viewer| viewer.person);
        let supports = support::of(tx, idea.id, viewer).await?;
        let mut answer = None;
        if process.current && !idea.withdrawn && has_supports(process) {
            let gate = Gate::of(visit, tx, process).await?;
            answer = Some(gate.may(Action::Support, &object(&gate, territory, idea)));
        }
        Ok(Self { supports, answer })
    }

    /// Whether no support comes or goes any more, whoever asks.
    fn is_over(&self) -> bool {
        match &self.answer {
            None => true,
            Some(Ok(())) => false,
            Some(Err(why)) => matches!(why.refusal, Refusal::Over { .. } | Refusal::Locked { .. }),
        }
    }

    fn count(&self, visit: &Visit) -> String {
        let locale = visit.locale();
        let number = visit.integer(self.supports.count);
        match (self.supports.count, self.is_over()) {
            (0, false) => words::nobody(locale).to_owned(),
            (0, true) => words::nobody_did(locale).to_owned(),
            (count, false) => text::plural(count, words::one(locale).to_owned(), words::many(locale, number)),
            (count, true) => text::plural(count, words::one_did(locale).to_owned(), words::many_did(locale, number)),
        }
    }
}

/// Whether the rules of a process let anybody support ideas.
pub fn has_supports(process: &Process) -> bool {
    !process.powers.holders(Action::Support).is_empty()
}

/// Supports end when people vote on the projects, at the latest.
fn object(gate: &Gate, territory: Option<&Code>, idea: &Proposal) -> Object {
    let contest = gate.rules().and_then(RuleSet::deciding_contest).map(|contest| contest.id.clone());
    Object { contest, ..ground::object(gate, territory, idea) }
}

/// How many support an idea, with the form or the reason why there is none; nothing where nobody does and nobody can.
pub fn section(visit: &Visit, process: &Process, idea: &Proposal, told: &Told) -> Option<AnyView> {
    let locale = visit.locale();
    if told.answer.is_none() && told.supports.count == 0 {
        return None;
    }
    let own = told.supports.own.then(|| {
        view! { <p><span class="chip chip--ok"><Icon name="check"/>{words::own(locale)}</span></p> }
    });
    let act = match &told.answer {
        None => ().into_any(),
        Some(Ok(())) => form(visit, idea.id, told.supports.own),
        Some(Err(why)) if told.is_over() || why.refusal == Refusal::Own => {
            let reason = refusal::sentence(visit, Some(&process.rule_set), Action::Support, why);
            view! { <p>{reason}</p> }.into_any()
        }
        Some(Err(why)) => {
            view! { <Refused visit rules=Some(&*process.rule_set) action=Action::Support why/> }.into_any()
        }
    };
    let section = view! {
        <section class="section" aria-labelledby="supports">
            <h2 id="supports">{words::title(locale)}</h2>
            <p>{told.count(visit)}</p>
            <p class="muted">{words::no_vote(locale)}</p>
            {own}
            {act}
        </section>
    };
    Some(section.into_any())
}

fn form(visit: &Visit, idea: ProposalId, own: bool) -> AnyView {
    let locale = visit.locale();
    let (asks, class, label) = if own {
        (TAKE_BACK, "btn", words::take_back(locale))
    } else {
        (GIVE, "btn btn--primary", words::give(locale))
    };
    view! {
        <form class="form no-print" method="post" action=SupportIdea::url()>
            <Csrf visit/>
            <input type="hidden" name="id" value=idea.to_string()/>
            <input type="hidden" name="support" value=asks/>
            <div class="actions"><button class=class type="submit">{label}</button></div>
        </form>
    }
    .into_any()
}

/// Lets whoever sends this support an idea, or takes their support back.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "apoyar")]
pub async fn support_idea(id: String, support: String) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = id.parse().map_or_else(|_| path::TERRITORIES.to_owned(), path::idea);
    let posted = Posted::new(FORM, page, [("id", &id), ("support", &support)]);
    let outcome = set(&visit, &id, &support).await;
    answer(&visit, posted, outcome).await
}

async fn set(visit: &Visit, id: &str, asks: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = visit.viewer.as_ref().ok_or(Declined::SignIn)?;
    let gone = || Declined::Refused(words::gone(locale).to_owned());
    let mut tx = visit.enter().await?;
    let Ground { idea, process, territory } = Ground::of(&mut tx, id).await?.ok_or_else(gone)?;
    let gate = Gate::of(visit, &mut tx, &process).await?;
    gate.allow(visit, Action::Support, &object(&gate, territory.as_ref(), &idea))?;
    let message = match asks {
        GIVE => {
            if !support::give(&mut tx, idea.id, viewer.person, visit.now).await? {
                return Err(gone());
            }
            words::given(locale)
        }
        TAKE_BACK => {
            support::take_back(&mut tx, idea.id, viewer.person).await?;
            words::taken_back(locale)
        }
        _ => return Err(Declined::Refused(text::common::unread_form(locale).to_owned())),
    };
    tx.commit().await?;
    Ok(Done { to: path::idea(idea.id), message: Some(message.to_owned()) })
}
