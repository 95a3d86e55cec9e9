//! The review of one idea: viable with a cost and an office, or not viable with a reason.
#![expect(clippy::too_many_arguments, reason = "a server function takes its form field by field")]

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;
use serde_json::{Value, json};
use shared::{
    id::ProposalId,
    locale::Locale,
    money::Money,
    permission::{Action, Object},
    proposal::{Field, FieldError, Placing, PlacingForm, Review, ReviewForm, Verdict},
    role::Role,
    tenant::TenantKind,
};
use store::{
    aggregate, audit,
    contest::{self, Contest},
    process::{self, Process},
    proposal::{self, Proposal, Stage},
    review,
};
use uuid::Uuid;

use super::{
    due::{self, Sight, Told},
    placing::{self, Ground},
    region,
};
use crate::{
    admin::{amount_message, signed_in},
    components::{
        Crumbs, Csrf, ErrorSummary, FieldError, Heading, Icon, Notice, NoticeKind, TextArea, TextField, described_by,
    },
    forms::{Declined, Done, FieldMessage, Posted, Rejected, answer},
    gate::Gate,
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// One idea, and the form that reviews it.
#[component]
pub fn Idea() -> impl IntoView {
    let id = use_params_map().read_untracked().get("id").unwrap_or_default();
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        if visit.viewer.is_none() {
            return Err(Fault::SignIn);
        }
        let id: ProposalId = id.parse().map_err(|_| Fault::NotFound)?;
        let mut tx = visit.enter().await?;
        let idea = proposal::find(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        let process = process::find(&mut tx, idea.process).await?.ok_or(Fault::NotFound)?;
        let contest = contest::find(&mut tx, idea.contest).await?.ok_or(Fault::NotFound)?;
        let gate = Gate::of(&visit, &mut tx, &process).await?;
        let loads = review::loads(&mut tx, process.id).await?;
        if let Sight::Nothing = Sight::of(&visit, &gate, &process, &loads) {
            return Err(Fault::Role(Role::Reviewer));
        }
        let open = reviewable(&visit, &gate, &process, &contest, &idea);
        let dues = match idea.stage {
            Stage::Submitted => process.dues(Action::ReviewProposal, contest.at.as_ref(), idea.submitted_at),
            Stage::Viable { .. } | Stage::NotViable { .. } => Vec::new(),
        };
        let told = due::tell(&visit, &process, &dues, false);
        let ground = Ground::of(&mut tx, &process, &contest).await?;
        let late = match open {
            Ok(()) => None,
            Err(_) => region::late(&mut tx, &gate, &process, &contest, &idea).await?,
        };
        let late = late.map(|regions| region::form(&visit, idea.id, &regions));
        Ok(show(&visit, &process, (&idea, &contest), &ground, told, (open, late)))
    })
}

/// Whether this idea can be reviewed now; if not, why not and what helps.
fn reviewable(
    visit: &Visit,
    gate: &Gate,
    process: &Process,
    contest: &Contest,
    idea: &Proposal,
) -> Result<(), Declined> {
    if idea.withdrawn {
        return Err(Declined::Refused(text::review::withdrawn(visit.locale()).to_owned()));
    }
    if !process.current {
        return Err(Declined::Refused(text::review::old_process(visit.locale()).to_owned()));
    }
    let area = contest.at.as_ref().map(|code| gate.area(code)).unwrap_or_default();
    let dues = process.dues(Action::ReviewProposal, contest.at.as_ref(), idea.submitted_at);
    gate.allow(visit, Action::ReviewProposal, &Object::waiting(area, &dues))
}

fn show(
    visit: &Visit,
    process: &Process,
    (idea, contest): (&Proposal, &Contest),
    ground: &Ground,
    told: Option<Told>,
    (open, late): (Result<(), Declined>, Option<AnyView>),
) -> Page {
    let locale = visit.locale();
    let (class, icon) = match idea.stage {
        Stage::Submitted => ("chip chip--wait", "clock"),
        Stage::Viable { .. } => ("chip chip--ok", "check"),
        Stage::NotViable { .. } => ("chip chip--no", "cross"),
    };
    let body = match open {
        Ok(()) => form(visit, idea, contest, ground),
        Err(Declined::Refused(reason)) => {
            view! { <Notice kind=NoticeKind::Attention locale><p>{reason}</p></Notice> }.into_any()
        }
        Err(_) => ().into_any(),
    };
    let place = idea.place.clone().map(|place| {
        view! { <div><dt>{text::review::place_label(locale)}</dt><dd>{place}</dd></div> }
    });
    let state = text::terms::proposal_state(locale, idea.stage.state());
    let received = text::review::received(locale, visit.date(idea.submitted_at));
    let placed = placing::facts(visit, process, contest, &idea.placing);
    let paragraphs = idea.need.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    Page::new(
        idea.title.clone(),
        view! {
            <Crumbs
                locale
                steps=vec![(path::REVIEW.to_owned(), text::review::title(locale).to_owned())]
                here=text::review::idea(locale, visit.integer(idea.number))
            />
            <Heading over=format!("{} {}", contest.code, contest.name) title=idea.title.clone()>
                <span class=class><Icon name=icon/>{state}</span>
                <span class="muted">{received}</span>
            </Heading>
            <section class="section stack" aria-labelledby="need">
                <h2 id="need">{text::review::need(locale)}</h2>
                {paragraphs}
                <dl class="facts">{place}{decided(visit, &idea.stage)}{placed}</dl>
            </section>
            <section class="section stack" aria-labelledby="review">
                <h2 id="review">{text::review::form_title(locale)}</h2>
                {told.map(|told| deadline(locale, told))}
                {body}
                {late}
            </section>
        },
    )
    .width(Width::Narrow)
}

/// By when it is to be reviewed, or how late that is.
fn deadline(locale: Locale, told: Told) -> AnyView {
    let says = told.says.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view();
    if told.late {
        view! { <Notice kind=NoticeKind::Attention locale>{says}</Notice> }.into_any()
    } else {
        says.into_any()
    }
}

/// What an earlier review decided.
fn decided(visit: &Visit, stage: &Stage) -> AnyView {
    let locale = visit.locale();
    match stage {
        Stage::Submitted => ().into_any(),
        Stage::Viable { cost, department, ballot_number } => {
            let department = department.clone().map(|department| {
                view! { <div><dt>{text::review::department(locale)}</dt><dd>{department}</dd></div> }
            });
            view! {
                <div><dt>{text::review::cost(locale)}</dt><dd>{visit.money(*cost)}</dd></div>
                {department}
                <div><dt>{text::review::ballot_number(locale)}</dt><dd>{visit.integer(*ballot_number)}</dd></div>
            }
            .into_any()
        }
        Stage::NotViable { reason } => {
            view! { <div><dt>{text::review::reason(locale)}</dt><dd>{reason.clone()}</dd></div> }.into_any()
        }
    }
}

fn form(visit: &Visit, idea: &Proposal, contest: &Contest, ground: &Ground) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("review");
    let (verdict, cost, department, reason) = match &idea.stage {
        Stage::Submitted => (None, None, None, None),
        Stage::Viable { cost, department, .. } => {
            (Some(Verdict::Viable), Some(visit.money(*cost)), department.clone(), None)
        }
        Stage::NotViable { reason } => (Some(Verdict::NotViable), None, None, Some(reason.clone())),
    };
    let verdict = rejected.values.get("verdict").map_or(verdict, |typed| typed.parse().ok());
    let changeable = verdict.is_some().then(|| view! { <p class="muted">{text::review::changeable(locale)}</p> });
    view! {
        {changeable.filter(|_| idea.stage != Stage::Submitted)}
        <form class="form" method="post" action=SaveReview::url()>
            <Csrf visit/>
            <ErrorSummary rejected=&rejected locale/>
            <input type="hidden" name="id" value=idea.id.to_string()/>
            {choice(visit, &rejected, verdict)}
            <fieldset class="stack">
                <legend><strong>{text::review::if_viable(locale)}</strong></legend>
                <TextField
                    name="cost" label=text::review::cost(locale)
                    hint=text::review::cost_hint(locale, visit.money(contest.ceiling)) rejected=&rejected
                    value=cost.unwrap_or_default() class="input--money" inputmode="decimal" autocomplete="off" locale
                />
                <TextField
                    name="department" label=text::review::department(locale)
                    hint=text::review::department_hint(locale) rejected=&rejected value=department.unwrap_or_default()
                    locale
                />
                {ground.fields(visit, idea, &rejected)}
            </fieldset>
            <fieldset class="stack">
                <legend><strong>{text::review::if_not_viable(locale)}</strong></legend>
                <TextArea
                    name="reason" label=text::review::reason(locale) hint=text::review::reason_hint(locale)
                    rejected=&rejected value=reason.unwrap_or_default() rows=4 locale
                />
            </fieldset>
            <div class="actions">
                <button class="btn btn--primary" type="submit">{text::review::save(locale)}</button>
                <a class="btn btn--quiet" href=path::REVIEW>{text::common::cancel(locale)}</a>
            </div>
        </form>
    }
    .into_any()
}

fn choice(visit: &Visit, rejected: &Rejected, verdict: Option<Verdict>) -> impl IntoView + use<> {
    let locale = visit.locale();
    let option = |value: Verdict, id: Option<&'static str>, name: &'static str, detail: &'static str| {
        view! {
            <label class="choice">
                <input type="radio" id=id name="verdict" value=value.as_str() checked=verdict == Some(value)/>
                <span class="choice__text"><strong>{name}</strong> " " <span class="muted">{detail}</span></span>
            </label>
        }
    };
    view! {
        <fieldset class="choices" aria-describedby=described_by("verdict", false, rejected)>
            <legend>{text::review::verdict(locale)}</legend>
            <FieldError name="verdict" rejected locale/>
            {option(
                Verdict::Viable,
                Some("verdict"),
                text::review::verdict_viable(locale),
                text::review::verdict_viable_detail(locale),
            )}
            {option(
                Verdict::NotViable,
                None,
                text::review::verdict_not_viable(locale),
                text::review::verdict_not_viable_detail(locale),
            )}
        </fieldset>
    }
}

/// Reviews an idea of the current process, or changes its review.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "concepto")]
pub async fn save_review(
    id: String,
    #[server(default)] verdict: String,
    #[server(default)] cost: String,
    #[server(default)] department: String,
    #[server(default)] reason: String,
    #[server(default)] region: String,
    #[server(default)] group: String,
    #[server(default)] new_group: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let id: Option<ProposalId> = id.parse().ok();
    let page = id.map_or_else(|| path::REVIEW.to_owned(), path::review);
    let typed = [
        ("verdict", &*verdict),
        ("cost", &*cost),
        ("department", &*department),
        ("reason", &*reason),
        ("region", &*region),
        ("group", &*group),
        ("new_group", &*new_group),
    ];
    let posted = Posted::new("review", page, typed);
    let form = ReviewForm { verdict: verdict.parse().ok(), cost: &cost, department: &department, reason: &reason };
    let placing = PlacingForm { region: &region, group: &group, new_group: &new_group };
    let outcome = match id {
        Some(id) => decide(&visit, id, &form, &placing).await,
        None => Err(Declined::Refused(text::common::not_found_title(visit.locale()).to_owned())),
    };
    answer(&visit, posted, outcome).await
}

async fn decide(
    visit: &Visit,
    id: ProposalId,
    form: &ReviewForm<'_>,
    placing: &PlacingForm<'_>,
) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let gone = || Declined::Refused(text::common::not_found_title(locale).to_owned());
    let mut tx = visit.enter().await?;
    // The phases and the ballot must stay as they are while this is decided.
    let process = store::ceiling::lock_current(&mut tx).await?.ok_or_else(gone)?;
    let first = proposal::find(&mut tx, id).await?.ok_or_else(gone)?;
    if first.process != process.id {
        return Err(Declined::Refused(text::review::old_process(locale).to_owned()));
    }
    let contest = contest::find(&mut tx, first.contest).await?.ok_or_else(gone)?;
    let gate = Gate::of(visit, &mut tx, &process).await?;
    reviewable(visit, &gate, &process, &contest, &first)?;
    review::lock_contest(&mut tx, contest.id).await?;
    let review = Review::parse(form, process.pool.currency(), locale)
        .map_err(|errors| errors.iter().map(|error| message(visit, error)).collect::<Vec<_>>());
    let placed = match form.verdict {
        Some(Verdict::Viable) => Ground::of(&mut tx, &process, &contest).await?.parse(visit, placing),
        _ => Ok(Placing::default()),
    };
    let (review, placed) = match (review, placed) {
        (Ok(review), Ok(placed)) => (review, placed),
        (review, placed) => {
            return Err(Declined::Invalid(review.err().into_iter().chain(placed.err()).flatten().collect()));
        }
    };
    if let Review::Viable { cost, .. } = &review
        && cost.minor() > contest.ceiling.minor()
    {
        let why = text::review::over_ceiling(locale, visit.money(*cost), visit.money(contest.ceiling));
        return Err(Declined::Invalid(vec![FieldMessage::new("cost", why)]));
    }
    let before = proposal::find(&mut tx, id).await?.ok_or_else(gone)?;
    let number = review::decide(&mut tx, id, viewer.person, (&review, &placed), visit.now).await?;
    let after = proposal::find(&mut tx, id).await?.ok_or_else(gone)?;
    let act = audit::Act {
        person: Some(viewer.person),
        act: "review_proposal",
        object: &text::review::idea(visit.site.locale, before.number),
        reason: None,
        before: Some(&placing::kept(kept(&before.stage), &before.placing)),
        after: Some(&placing::kept(kept(&after.stage), &after.placing)),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    aggregate::publish(&mut tx, process.id, visit.now).await?;
    tx.commit().await?;
    let message = match number {
        Some(number) => text::review::saved_viable(locale, after.title, number),
        None => text::review::saved_not_viable(locale, after.title),
    };
    Ok(Done { to: path::REVIEW.to_owned(), message: Some(message) })
}

fn message(visit: &Visit, error: &FieldError) -> FieldMessage {
    let locale = visit.locale();
    let text = text::review::problem(locale, error.field, &error.problem, |amount| amount_message(amount, locale));
    let field = match error.field {
        Field::Verdict => "verdict",
        Field::Cost => "cost",
        Field::Department => "department",
        Field::Reason | Field::Title | Field::Need | Field::Place => "reason",
    };
    FieldMessage::new(field, text)
}

/// A stage as the audit trail keeps it.
fn kept(decided: &Stage) -> Value {
    let state = decided.state();
    match decided {
        Stage::Submitted => json!({ "state": state }),
        Stage::Viable { cost, department, ballot_number } => json!({
            "state": state, "cost": Money::minor(*cost), "department": department, "ballot_number": ballot_number,
        }),
        Stage::NotViable { reason } => json!({ "state": state, "reason": reason }),
    }
}
