//! The answer about a person, and marking them.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_axum::ResponseOptions;
use shared::{
    desk::{Act, Assistance, Way},
    permission::Action,
    ruleset::Code,
};
use store::{desk, urn::Poll};

use super::{
    asked::Asked,
    certificate,
    ground::{Ground, declined, officer},
    person::{self, Who},
    tablet::{self, Codes},
};
use crate::{
    components::{Csrf, Icon, Select},
    forms::{Declined, Done, Posted, Rejected, answer as answer_form},
    path,
    refusal::Refused,
    text::desk as words,
    visit::Visit,
};

/// What the desk says of a person; and the form that marks them, or gives them a code for the tablet, where they may vote.
pub(super) fn answer(visit: &Visit, ground: &Ground, who: Who, codes: &Codes) -> AnyView {
    let locale = visit.locale();
    let may = who.may_vote();
    let (class, icon, word) = if may {
        ("chip chip--ok", "check", words::can_vote(locale))
    } else if who.has_to_choose() {
        ("chip chip--wait", "info", words::account_unsaid(locale))
    } else {
        ("chip chip--no", "cross", words::cannot_vote(locale))
    };
    let rolls = ground.process.rule_set.rolls.iter().filter(|roll| who.known.on.get(&roll.id) == Some(&true));
    let rolls: Vec<String> = rolls.map(|roll| roll.name.to_string()).collect();
    let rolls = match (rolls.is_empty(), who.known.on.is_empty()) {
        (false, _) => Some(words::on_rolls(locale, rolls.join(", "))),
        (true, false) => Some(words::on_no_roll(locale).to_owned()),
        (true, true) => None,
    };
    let territory = who.territory.as_ref().map(|territory| match &who.elsewhere {
        None => view! { <p>{words::votes_in(locale, &territory.name)}</p> }.into_any(),
        Some(places) => {
            let names: Vec<String> = places.iter().map(|place| format!("{} ({})", place.name, place.address)).collect();
            let places = (!names.is_empty()).then(|| view! { <p>{words::go_to(locale, names.join("; "))}</p> });
            view! { <p><strong>{words::votes_elsewhere(locale, &territory.name)}</strong></p> {places} }.into_any()
        }
    });
    let unknown =
        (who.vote.is_some() && who.territory.is_none()).then(|| view! { <p>{words::territory_unknown(locale)}</p> });
    let voted = who.taken.map(|taken| words::voted_by(locale, words::channel(locale, taken.channel)));
    let here = who.marked.map(|number| view! { <p>{words::marked_here(locale, number)}</p> });
    let why = who.verdict.as_ref().err().filter(|_| who.taken.is_none()).map(|why| {
        view! { <Refused visit rules=Some(&*ground.process.rule_set) action=Action::Vote why/> }
    });
    let no_ballot = (who.territory.is_some() && who.contests.is_empty()).then(|| {
        view! { <p>{words::no_ballot(locale)}</p> }
    });
    let accounts = person::accounts(visit, ground, &who);
    let form = may.then(|| form(visit, ground, &who, codes));
    let certificate = certificate::link(visit, ground, &who);
    let last = who.known.last_three.as_ref().unwrap_or(&who.asked.last_three);
    view! {
        <section class="section stack no-print" aria-labelledby="answer-title">
            <h2 id="answer-title" tabindex="-1">{words::answer(locale)}</h2>
            <div class="card stack" role="status">
                <p><span class=class><Icon name=icon/>{word}</span></p>
                <p>
                    <strong class="num">{words::ends_in(locale, last.as_str())}</strong> " "
                    <span class="muted">{words::compare_last(locale)}</span>
                </p>
                {voted.map(|voted| view! { <p><strong>{voted}</strong></p> })}
                {here}
                {rolls.map(|rolls| view! { <p>{rolls}</p> })}
                {territory}
                {unknown}
                {no_ballot}
                {why}
                {accounts}
                {certificate}
            </div>
            {form}
        </section>
    }
    .into_any()
}

/// The same in sentences, for a device.
pub(super) fn sentences(visit: &Visit, ground: &Ground, who: &Who) -> Vec<String> {
    let locale = visit.locale();
    let mut said = Vec::new();
    said.extend(who.taken.map(|taken| words::voted_by(locale, words::channel(locale, taken.channel))));
    said.extend(who.marked.map(|number| words::marked_here(locale, number)));
    match (&who.territory, &who.elsewhere) {
        (None, _) if who.vote.is_none() => {}
        (None, _) => said.push(words::territory_unknown(locale).to_owned()),
        (Some(territory), None) => said.push(words::votes_in(locale, &territory.name)),
        (Some(territory), Some(places)) => {
            said.push(words::votes_elsewhere(locale, &territory.name));
            let names: Vec<String> = places.iter().map(|place| format!("{} ({})", place.name, place.address)).collect();
            said.extend((!names.is_empty()).then(|| words::go_to(locale, names.join("; "))));
        }
    }
    if let Some(why) = who.verdict.as_ref().err().filter(|_| who.taken.is_none()) {
        said.push(ground.gate.sentence(visit, Action::Vote, why));
    }
    if who.may_vote() {
        said.push(words::hand_over_of(locale, &who.ballots()));
    } else if who.territory.is_some() && who.contests.is_empty() {
        said.push(words::no_ballot(locale).to_owned());
    }
    said
}

fn form(visit: &Visit, ground: &Ground, who: &Who, codes: &Codes) -> AnyView {
    let locale = visit.locale();
    let mark_do = if who.contests.len() > 1 { words::mark_do_all(locale) } else { words::mark_do(locale) };
    let rejected = Rejected::default();
    let reasons = Assistance::ALL.iter();
    let reasons = reasons.map(|&why| (why.as_str().to_owned(), words::assistance(locale, why).to_owned())).collect();
    view! {
        <form class="form" method="post" action=MarkPerson::url()>
            <Csrf visit/>
            <input type="hidden" name="desk" value=ground.desk.id.to_string()/>
            <input type="hidden" name="person" value=who.asked.written()/>
            <p><strong>{words::hand_over_of(locale, &who.ballots())}</strong></p>
            <Select
                name="assisted" label=words::assisted(locale) hint=Some(words::assisted_hint(locale).to_owned())
                prompt=words::not_assisted(locale) options=reasons rejected=&rejected locale
            />
            <div class="actions">
                <button class="btn btn--primary btn--big" type="submit">{mark_do}</button>
                {tablet::button(visit, ground, who, codes)}
            </div>
        </form>
    }
    .into_any()
}

/// Marks a person as voting on paper: on the roll and in the journal, both or neither.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "marcar-persona")]
pub async fn mark_person(
    #[server(default)] desk: String,
    #[server(default)] person: String,
    #[server(default)] assisted: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let response = expect_context::<ResponseOptions>();
    let outcome = mark(&visit, &desk, &person, &assisted).await;
    let outcome = outcome.map(|(rest, done)| {
        match rest {
            Some(asked) => person::leave_with(&response, &asked),
            None => person::forget_with(&response),
        }
        done
    });
    answer_form(&visit, Posted::new("mark-person", path::desk(&desk), []), outcome).await
}

/// Marks them; with the same person, where other accounts of theirs have yet to vote.
async fn mark(visit: &Visit, id: &str, asked: &str, assisted: &str) -> Result<(Option<Asked>, Done), Declined> {
    let locale = visit.locale();
    let by = officer(visit)?;
    let mut tx = visit.enter().await?;
    let ground = Ground::named(visit, &mut tx, id).await?;
    let (shift, _) = ground.written_here(visit)?;
    ground.allow(visit)?;
    let again = || Declined::Refused(words::person_gone(locale).to_owned());
    let asked = Asked::read(asked).ok_or_else(again)?;
    let who = person::who(visit, &mut tx, &ground, asked).await?;
    // Why not is said by the page, which asks the same.
    let (true, Some(vote)) = (who.may_vote(), &who.vote) else { return Err(again()) };
    let act = Act::Mark {
        entry: who.asked.marks_as(),
        last_three: who.asked.last_three.clone(),
        contests: who.rules(),
        territory: who.territory.as_ref().and_then(|territory| territory.code.parse::<Code>().ok()),
        way: Way::Paper,
        assisted: assisted.parse().ok(),
    };
    let poll = Poll { process: &ground.process, contests: &who.contests };
    let written = desk::write_mark(&mut tx, shift.id, (poll, vote.voter), act, by, visit.now).await;
    written.map_err(|why| declined(visit, why))?;
    tx.commit().await?;
    let message = words::marked_of(locale, who.asked.last_three.as_str(), &who.ballots());
    let page = path::desk(ground.desk.id);
    let others = who.votes.left().any(|other| other.voter.id != vote.voter.id);
    let (rest, to) = if others {
        (Some(Asked { account: None, ..who.asked }), format!("{page}#answer-title"))
    } else {
        (None, page)
    };
    Ok((rest, Done { to, message: Some(message) }))
}
