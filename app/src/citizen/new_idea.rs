//! Sending an idea for the own territory.

mod similar;

use leptos::{prelude::*, server_fn::ServerFn};
use shared::{
    document::Key,
    id::{PersonId, ProposalId},
    locale::Locale,
    permission::{Action, Object, Refusal, Refused as No},
    proposal::{IdeaDraft, NEED, TITLE, themes},
    ruleset::{RuleSet, Theme},
    tenant::TenantKind,
};
use store::{
    TenantTx,
    contest::{self, Contest},
    process::{self, Process},
    proposal,
    similar::Writing,
    territory::{self, Territory},
};

use crate::{
    components::{
        Crumbs, Csrf, ErrorSummary, FieldError, Heading, Notice, NoticeKind, Select, TextArea, TextField, described_by,
    },
    forms::{Declined, Done, FieldMessage, Fields, Posted, Rejected, answer},
    gate::Gate,
    page::{Fault, Page, Width, page},
    path,
    refusal::Refused,
    rules::reading::Reader,
    text,
    visit::Visit,
};

const FORM: &str = "idea";

/// The field that says for which of the things that are decided together an idea is; it is there where they are several.
const CONTEST: &str = "contest";

/// The form for a new idea; or why it is not the time, the place or the person for one.
#[component]
pub fn NewIdea() -> AnyView {
    page(load)
}

async fn load(visit: Visit) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let mut tx = visit.enter().await?;
    let process = process::current(&mut tx).await?;
    let gate = match &process {
        Some(process) => Gate::of(&visit, &mut tx, process).await?,
        None => Gate::standing(&visit),
    };
    let own = match visit.viewer.as_ref().and_then(|viewer| viewer.territory) {
        Some(own) => territory::find(&mut tx, own).await?,
        None => None,
    };
    let contests = match (&process, &own) {
        (Some(process), Some(own)) => contest::voted_in(&mut tx, process, own).await?,
        _ => Vec::new(),
    };
    let sent = match (&process, &visit.viewer) {
        (Some(process), Some(viewer)) => proposal::sent(&mut tx, process.id, viewer.person, None).await?,
        _ => Vec::new(),
    };
    let rejected = visit.rejected(FORM);
    let shown = similar::shown(&visit, &mut tx, &rejected).await?;
    drop(tx);
    let locale = visit.locale();
    let title = text::idea::new_title(locale);
    let Some(process) = process else {
        let notice = view! {
            <Notice kind=NoticeKind::Attention locale>
                <p>{text::idea::no_process(locale)}</p>
                <p><a class="btn btn--primary" href=path::HOME>{text::refusal::to_home(locale)}</a></p>
            </Notice>
        };
        return Ok(refused(&visit, notice.into_any()));
    };
    let rules = &*process.rule_set;
    let left = match Left::of(&gate, rules, &sent) {
        Ok(left) => left,
        Err(why) if why.refusal == Refusal::SignInFirst => return Err(Fault::SignIn),
        Err(why) => {
            let notice = view! { <Refused visit=&visit rules=Some(rules) action=Action::ProposeIdea why=&why/> };
            return Ok(refused(&visit, notice.into_any()));
        }
    };
    let Some(own) = own else { return Ok(refused(&visit, no_territory(locale))) };
    let decision = (contests.len() > 1).then(|| decision(&visit, rules, &own, &contests, &rejected));
    let lead = match &decision {
        None => text::idea::new_lead(locale, &own.name),
        Some(_) => text::idea::new_lead_several(locale).to_owned(),
    };
    let id = rejected.values.get("id").cloned().unwrap_or_else(|| visit.fresh_id::<ProposalId>().to_string());
    let seen = shown.as_ref().map_or_else(|| rejected.value("seen"), |shown| shown.fingerprint.clone());
    // Whoever was shown what is like their idea and wants to send it is not held up by it again.
    let warned = shown.as_ref().is_some_and(similar::Shown::warns);
    let anyway = warned || !rejected.value("anyway").is_empty();
    let label = if warned { text::idea::send_anyway(locale) } else { text::idea::send(locale) };
    let body = view! {
        <Crumbs locale here=title/>
        <Heading title lead/>
        <form class="form" method="post" action=SubmitIdea::url()>
            <ErrorSummary rejected=&rejected locale/>
            <Csrf visit=&visit/>
            <input type="hidden" name="id" value=id/>
            <input type="hidden" name="seen" value=seen/>
            {left.quota(locale, rules)}
            {decision}
            {left.choice(locale, &rejected)}
            {texts(&visit, &rejected)}
            <p class="muted">{text::idea::public_hint(locale)}</p>
            {shown.map(|shown| shown.list(&visit))}
            <div class="actions">
                // The first button is the one that the Enter key presses: it sends.
                <button
                    class="btn btn--primary"
                    type="submit"
                    name=anyway.then_some("anyway")
                    value=anyway.then_some("1")
                >
                    {label}
                </button>
                {similar::button(locale)}
                <a class="btn btn--quiet" href=path::HOME>{text::common::cancel(locale)}</a>
            </div>
        </form>
    };
    Ok(Page::new(title, body).width(Width::Narrow))
}

/// What an idea says.
fn texts(visit: &Visit, rejected: &Rejected) -> impl IntoView + use<> {
    let locale = visit.locale();
    view! {
        <TextField
            name="title"
            label=text::idea::title(locale)
            hint=text::idea::title_hint(locale, TITLE.minimum, TITLE.maximum)
            rejected
            autocomplete="off"
            locale
        />
        <TextArea
            name="need"
            label=text::idea::need(locale)
            hint=text::idea::need_hint(locale, NEED.minimum, visit.integer(i64::try_from(NEED.maximum).unwrap_or(i64::MAX)))
            rejected
            rows=8
            locale
        />
        <TextField
            name="place"
            label=text::idea::place(locale)
            hint=text::idea::place_hint(locale)
            rejected
            autocomplete="off"
            locale
        />
    }
}

/// The themes of which somebody may still send an idea; none where the rules have none.
struct Left<'a> {
    open: Vec<&'a Theme>,
    full: Vec<&'a Theme>,
}

impl<'a> Left<'a> {
    /// What somebody may still send who has sent ideas of these themes.
    fn of(gate: &Gate, rules: &'a RuleSet, sent: &[Option<Key>]) -> Result<Self, Box<No>> {
        let ask = |theme: Option<Key>| {
            gate.may(Action::ProposeIdea, &Object { theme, sent: sent.to_vec(), ..Object::of(gate.home()) })
        };
        let mut left = Self { open: Vec::new(), full: Vec::new() };
        let mut refused = None;
        let themes = themes(rules, &gate.home());
        if themes.is_empty() {
            ask(None)?;
        }
        for theme in themes {
            match ask(Some(theme.id.clone())) {
                Ok(()) => left.open.push(theme),
                Err(why) if matches!(why.refusal, Refusal::QuotaReached { .. }) => {
                    left.full.push(theme);
                    refused.get_or_insert(why);
                }
                Err(why) => return Err(why),
            }
        }
        match refused {
            Some(why) if left.open.is_empty() => Err(why),
            _ => Ok(left),
        }
    }

    /// How many one person may send, where the rules say it.
    fn quota(&self, locale: Locale, rules: &RuleSet) -> Option<AnyView> {
        let mut powers = rules.powers.iter().filter(|power| power.may.contains(&Action::ProposeIdea));
        let quota = powers.find_map(|power| power.at_most.as_ref())?;
        let full = (!self.full.is_empty()).then(|| {
            let names: Vec<&str> = self.full.iter().map(|theme| theme.name.as_str()).collect();
            view! { " " {text::idea::themes_full(locale, text::ruleset::all_of(locale, &names))} }
        });
        Some(view! { <p>{Reader { locale, rules }.quota(quota)} {full}</p> }.into_any())
    }

    /// The field of the theme.
    fn choice(&self, locale: Locale, rejected: &Rejected) -> Option<AnyView> {
        let options: Vec<_> = self.open.iter().map(|theme| (theme.id.to_string(), theme.name.to_string())).collect();
        (!options.is_empty()).then(|| {
            view! {
                <Select
                    name="theme" label=text::idea::theme(locale) hint=None prompt=text::idea::theme_choose(locale)
                    options rejected locale
                />
            }
            .into_any()
        })
    }
}

/// For what an idea is, of the things that the people of a territory decide together: each with where it is decided and
/// what its winners may cost.
fn decision(
    visit: &Visit,
    rules: &RuleSet,
    own: &Territory,
    contests: &[Contest],
    rejected: &Rejected,
) -> impl IntoView + use<> {
    let locale = visit.locale();
    let chosen = rejected.value(CONTEST);
    let place = |contest: &Contest| {
        let Some(at) = &contest.at else { return text::pools::everybody(locale).to_owned() };
        let listed = rules.territories.list.iter().find(|place| place.code == *at);
        listed.map_or_else(|| own.name.clone(), |place| place.name.to_string())
    };
    let choices = contests
        .iter()
        .enumerate()
        .map(|(number, contest)| {
            // What is wrong with the field leads to its first choice.
            let id = (number == 0).then_some(CONTEST);
            let name = rules.contest(&contest.rule).map_or_else(|| contest.name.clone(), |rule| rule.name.to_string());
            let detail = text::idea::decided_in(locale, place(contest), visit.money(contest.ceiling));
            view! {
                <label class="choice">
                    <input type="radio" id=id name=CONTEST value=contest.code.clone() checked={chosen == contest.code}/>
                    <span class="choice__text"><strong>{name}</strong> " " <span class="muted">{detail}</span></span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="choices" aria-describedby=described_by(CONTEST, false, rejected)>
            <legend>{text::idea::for_what(locale)}</legend>
            <FieldError name=CONTEST rejected locale/>
            {choices}
        </fieldset>
    }
}

/// For what the idea of the form being answered is, as it is sent.
fn chosen() -> String {
    let fields = Fields::current();
    fields.iter().find(|(name, _)| *name == CONTEST).map(|(_, code)| code.to_owned()).unwrap_or_default()
}

/// An idea is one of a territory, even where the rules take ideas from people of whom it is not known where they live.
fn no_territory(locale: Locale) -> AnyView {
    view! {
        <Notice kind=NoticeKind::Attention locale>
            <p>{text::refusal::territory_unknown(locale)}</p>
            <p><a class="btn btn--primary" href=path::profile_on_the_way(path::NEW_IDEA)>{text::refusal::to_profile(locale)}</a></p>
        </Notice>
    }
    .into_any()
}

/// The page where no idea can be sent. What was typed before is still there to be copied.
fn refused(visit: &Visit, notice: AnyView) -> Page {
    let locale = visit.locale();
    let title = text::idea::new_title(locale);
    let rejected = visit.rejected(FORM);
    let body = view! {
        <Crumbs locale here=title/>
        <Heading title/>
        {notice}
        {typed(visit, &rejected)}
    };
    Page::new(title, body).width(Width::Narrow)
}

fn typed(visit: &Visit, rejected: &Rejected) -> Option<AnyView> {
    let locale = visit.locale();
    let texts = [rejected.value("title"), rejected.value("need"), rejected.value("place")];
    if texts.iter().all(|text| text.trim().is_empty()) {
        return None;
    }
    let texts = texts.into_iter().map(|text| view! { <p>{text}</p> }).collect_view();
    Some(
        view! {
            <section class="section" aria-labelledby="typed">
                <h2 id="typed">{text::idea::what_you_wrote(locale)}</h2>
                <p class="muted">{text::idea::what_you_wrote_detail(locale)}</p>
                {texts}
            </section>
        }
        .into_any(),
    )
}

/// Receives an idea for the sender's own territory. `id` comes with the form, so that a form sent twice is one idea. Where
/// something is there that may be the same idea, the form comes back with it, unless that was shown for this very text
/// (`seen`), or was shown when it was sent (`anyway`).
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "idea")]
pub async fn submit_idea(
    id: String,
    #[server(default)] theme: String,
    title: String,
    need: String,
    place: String,
    #[server(default)] seen: String,
    #[server(default)] anyway: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let contest = chosen();
    let typed = [
        ("id", &*id),
        (CONTEST, &contest),
        ("theme", &theme),
        ("title", &title),
        ("need", &need),
        ("place", &place),
        ("seen", &seen),
        ("anyway", &anyway),
    ];
    let shown = !anyway.is_empty() || seen == similar::fingerprint(&title, &need);
    let outcome = submit(&visit, &id, (&contest, &theme), (&title, &need, &place), shown).await;
    let page = match &outcome {
        Err(Declined::Invalid(errors)) if errors.is_empty() => similar::page_of_list(),
        _ => path::NEW_IDEA.to_owned(),
    };
    answer(&visit, Posted::new(FORM, page, typed), outcome).await
}

/// Nothing typed is lost: what cannot be mended in a field comes back with the form too.
fn come_back(sentence: String) -> Declined {
    Declined::Invalid(vec![FieldMessage::new("", sentence)])
}

async fn submit(
    visit: &Visit,
    id: &str,
    (contest, theme): (&str, &str),
    (title, need, place): (&str, &str, &str),
    shown: bool,
) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = visit.viewer.as_ref().ok_or(Declined::SignIn)?;
    let mut tx = visit.enter().await?;
    let process = process::current(&mut tx).await?;
    let process = process.ok_or_else(|| come_back(text::idea::no_process(locale).to_owned()))?;
    let gate = Gate::of(visit, &mut tx, &process).await?;
    let id: ProposalId = id.parse().unwrap_or_else(|_| visit.fresh_id());
    let offered = themes(&process.rule_set, &gate.home());
    let chosen = offered.iter().map(|offered| &offered.id).find(|offered| offered.as_str() == theme.trim());
    admit(visit, &mut tx, (&process, &gate), viewer.person, (id, chosen)).await?;
    let nowhere = || come_back(text::refusal::territory_unknown(locale).to_owned());
    let territory = viewer.territory.ok_or_else(nowhere)?;
    let own = territory::find(&mut tx, territory).await?.ok_or_else(nowhere)?;
    let contests = contest::voted_in(&mut tx, &process, &own).await?;
    let contest = match contests.as_slice() {
        [] => return Err(come_back(text::idea::no_contest(locale).to_owned())),
        [only] => Some(only),
        several => several.iter().find(|one| one.code == contest),
    };
    let mut wrong = Vec::new();
    if contest.is_none() {
        wrong.push(FieldMessage::new(CONTEST, text::idea::for_what_missing(locale)));
    }
    if !offered.is_empty() && chosen.is_none() {
        wrong.push(FieldMessage::new("theme", text::idea::theme_missing(locale)));
    }
    let (draft, contest) = match (IdeaDraft::parse(title, need, Some(place)), contest) {
        (Ok(draft), Some(contest)) if wrong.is_empty() => (draft, contest),
        (draft, _) => {
            let errors = draft.err().unwrap_or_default();
            wrong.extend(
                errors.iter().map(|error| FieldMessage::new(error.field.as_str(), text::idea::problem(locale, error))),
            );
            return Err(Declined::Invalid(wrong));
        }
    };
    // An idea that was received stays received, whatever came after it.
    if !shown && proposal::find(&mut tx, id).await?.is_none() {
        let (title, need) = (draft.title(), draft.need());
        let writing = Writing { id: Some(id), title, need, theme: chosen, territory: Some(territory) };
        if similar::may_exist(&mut tx, &writing).await? {
            // Nothing is wrong with it.
            return Err(Declined::Invalid(Vec::new()));
        }
    }
    // Whoever sends two at once waits here, so that the second one knows of the first.
    proposal::queue_up(&mut tx, process.id).await?;
    admit(visit, &mut tx, (&process, &gate), viewer.person, (id, chosen)).await?;
    proposal::submit(&mut tx, id, contest, viewer.person, (&draft, chosen), visit.now).await?;
    tx.commit().await?;
    Ok(Done { to: path::idea(id), message: Some(text::idea::sent(locale).to_owned()) })
}

/// Asks whether a person may send an idea of this theme, besides those they have sent until now.
async fn admit(
    visit: &Visit,
    tx: &mut TenantTx,
    (process, gate): (&Process, &Gate),
    person: PersonId,
    (id, theme): (ProposalId, Option<&Key>),
) -> Result<(), Declined> {
    let sent = proposal::sent(tx, process.id, person, Some(id)).await?;
    let object = Object { theme: theme.cloned(), sent, ..Object::of(gate.home()) };
    gate.may(Action::ProposeIdea, &object).map_err(|why| come_back(gate.sentence(visit, Action::ProposeIdea, &why)))
}
