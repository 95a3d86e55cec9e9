//! What would come of the ballots that were tried, with every reason, tie and draw.

use leptos::prelude::*;
use shared::{
    ballot::{
        BallotForm, SheetChoice, Way,
        rehearsal::{Rehearsal, rehearse_sheets, sample_choices},
    },
    draw::Seed,
    id::ProposalId,
    locale::Locale,
    money::Money,
    tally::{Candidate, DrawNeeded, Entrant, Minimum, Standing, Tied, Unfound, Winners, winners},
};

use super::{
    asked::Asked,
    ground::{Ground, Prepared},
};
use crate::{
    ballot,
    components::{Column, Icon, Notice, NoticeKind, Table},
    islands::ballot::Printed,
    path,
    text::{self, rehearsal as said},
    ties,
    visit::Visit,
};

/// Ballots that are made up: one of each contest on each sheet.
fn made_up(ground: &Ground) -> Vec<SheetChoice> {
    let forms = ground.paper.form.forms();
    let each: Vec<Vec<_>> =
        forms.iter().map(|form| sample_choices(form, ground.samples, &seed_of(&ground.seed, form))).collect();
    let count = each.iter().map(Vec::len).min().unwrap_or_default();
    let sheet = |at: usize| {
        let said = forms.iter().zip(&each).map(|(form, choices)| (form.contest().to_string(), choices[at].clone()));
        SheetChoice { ballots: said.collect() }
    };
    (0..count).map(sheet).collect()
}

/// What people like in one contest has nothing to do with another.
fn seed_of(seed: &Seed, form: &BallotForm) -> Seed {
    format!("{seed}/{}", form.contest()).parse().unwrap_or_else(|_| seed.clone())
}

/// The outcome of all ballots, contest by contest.
pub fn show(visit: &Visit, ground: &Ground, asked: &Asked) -> AnyView {
    let locale = visit.locale();
    let made_up = made_up(ground);
    if ground.cast.is_empty() && made_up.is_empty() {
        return view! { <p class="lead">{said::nothing_cast(locale)}</p> }.into_any();
    }
    let count = made_up.len();
    let all: Vec<SheetChoice> = ground.cast.iter().cloned().chain(made_up).collect();
    // There are at most some thousand ballots: what they give adds up.
    let Ok(rehearsed) = rehearse_sheets(&ground.paper.form, &all) else { return ().into_any() };
    let counts = view! {
        <dl class="stats">
            <div class="stat"><dt>{said::by_hand(locale)}</dt><dd>{visit.integer(ground.cast.len())}</dd></div>
            <div class="stat"><dt>{said::made_up(locale)}</dt><dd>{visit.integer(count)}</dd></div>
        </dl>
    };
    let contests = ground
        .paper
        .ballots()
        .zip(&ground.contests)
        .zip(&rehearsed.contests)
        .map(|(((form, printed), prepared), (_, rehearsal))| {
            let one = One { visit, ground, form, printed, prepared, rehearsal };
            one.show(asked)
        })
        .collect_view();
    view! { {counts} {contests} }.into_any()
}

/// One contest after the votes.
struct One<'a> {
    visit: &'a Visit,
    ground: &'a Ground,
    form: &'a BallotForm,
    printed: &'a Printed,
    prepared: &'a Prepared,
    rehearsal: &'a Rehearsal,
}

impl One<'_> {
    fn locale(&self) -> Locale {
        self.visit.locale()
    }

    fn number(&self, project: ProposalId) -> u32 {
        self.form.offer().project(project).map_or(0, |project| project.number)
    }

    fn found(&self) -> Result<Winners<ProposalId>, Unfound<ProposalId>> {
        let score = |project| {
            let mut scores = self.rehearsal.scores.iter();
            scores.find(|scored| scored.project == project).map_or(0, |scored| scored.score)
        };
        let projects = self.form.offer().projects().iter();
        let entrants: Vec<Entrant<ProposalId>> = projects
            .filter_map(|project| {
                // An offer has no project that costs nothing.
                let candidate = Candidate::new(project.id, project.cost.minor(), score(project.id)).ok()?;
                let (theme, within, group) = (project.theme.clone(), project.within.clone(), project.group.clone());
                let registered = self.prepared.registered.get(&project.id).copied();
                Some(Entrant { theme, within, group, registered, ..Entrant::new(candidate, project.number) })
            })
            .collect();
        let contest = &self.prepared.contest;
        let minimum = Minimum::of(&contest.thresholds);
        winners(
            &contest.winner,
            &entrants,
            &self.rehearsal.ballots,
            &self.prepared.room,
            minimum,
            self.ground.draw.as_ref(),
        )
    }

    fn show(&self, asked: &Asked) -> AnyView {
        let locale = self.locale();
        let heading = (self.ground.contests.len() > 1).then(|| view! { <h3>{self.printed.name.clone()}</h3> });
        let Rehearsal { cast, blank, .. } = self.rehearsal;
        let facts = |more: AnyView| {
            view! {
                <dl class="facts">
                    <div><dt>{said::counted(locale)}</dt><dd class="num">{self.visit.integer(*cast)}</dd></div>
                    <div><dt>{said::blanks(locale)}</dt><dd class="num">{self.visit.integer(*blank)}</dd></div>
                    {more}
                </dl>
            }
        };
        match self.found() {
            Ok(found) => {
                let currency = self.form.offer().ceiling().currency();
                let money = |minor: i64| self.visit.money(Money::new(minor, currency));
                let ceiling = found.left.map(|left| {
                    view! {
                        <div><dt>{said::ceiling_of(locale)}</dt><dd class="num">{money(self.prepared.room.ceiling)}</dd></div>
                        <div><dt>{said::left(locale)}</dt><dd class="num">{money(left)}</dd></div>
                    }
                });
                let more = view! {
                    {ceiling}
                    <div><dt>{said::spent(locale)}</dt><dd class="num">{money(found.total_cost)}</dd></div>
                };
                view! { {heading}{facts(more.into_any())}{self.table(&found)}{self.ties(&found.ties)} }.into_any()
            }
            // There are at most some thousand ballots, of these projects.
            Err(Unfound::Count(_)) => view! { {heading}{facts(().into_any())} }.into_any(),
            Err(Unfound::Draw(needed)) => {
                view! { {heading}{facts(().into_any())}{self.draw(&needed, asked)} }.into_any()
            }
        }
    }

    fn score_label(&self) -> &'static str {
        match self.form.way() {
            Way::Approval | Way::SingleChoice | Way::Knapsack { .. } => text::results::votes(self.locale()),
            Way::Ranking | Way::Points { .. } => text::results::points(self.locale()),
            Way::Wallet { .. } => said::money_votes(self.locale()),
        }
    }

    fn row(&self, line: &Standing<ProposalId>) -> AnyView {
        let locale = self.locale();
        let currency = self.form.offer().ceiling().currency();
        let money = |minor: i64| self.visit.money(Money::new(minor, currency));
        let card = self.printed.cards.iter().find(|card| card.project == line.id);
        let title = card.map(|card| text::ballot::called(locale, card.number, &card.title));
        let fell = line.shortfall.as_ref().map(|fell| said::Fell::of(fell, |&project| self.number(project)));
        let at =
            said::AtTurn { cost: Money::new(line.cost, currency), left: line.left_before, score: line.score, fell };
        let named = |part: said::Named<'_>| ballot::part_name(&self.ground.rules, part);
        let (class, icon, word) = said::chip(locale, &line.reason);
        let why = said::reason(locale, &line.reason, at, &named);
        let won = line.reason.wins();
        view! {
            <tr class=won.then_some("is-won")>
                <th scope="row">{title}</th>
                <td class="num" data-label=said::turn(locale)>{line.position}</td>
                <td class="num" data-label=self.score_label()>{self.visit.integer(line.score)}</td>
                <td class="num" data-label=text::results::cost(locale)>{money(line.cost)}</td>
                <td class="num" data-label=text::results::left_at_turn(locale)>
                    {line.left_before.map_or_else(|| "—".to_owned(), money)}
                </td>
                <td data-label=text::results::decision(locale)>
                    <span class=class><Icon name=icon/>{word}</span> " " <span class="reason">{why}</span>
                </td>
            </tr>
        }
        .into_any()
    }

    fn table(&self, found: &Winners<ProposalId>) -> AnyView {
        let locale = self.locale();
        let id = format!("ensayo-{}", self.form.contest());
        let rows = found.standings.iter().map(|line| self.row(line)).collect_view();
        view! {
            <Table
                id=id.clone()
                caption=said::caption(locale, &self.printed.name)
                class="result"
                columns=vec![
                    Column::words(text::results::project(locale)),
                    Column::numbers(said::turn(locale)),
                    Column::numbers(self.score_label()),
                    Column::numbers(text::results::cost(locale)),
                    Column::numbers(text::results::left_at_turn(locale)),
                    Column::words(text::results::decision(locale)),
                ]
            >
                {rows}
            </Table>
        }
        .into_any()
    }

    fn ties(&self, ties: &[Tied<ProposalId>]) -> AnyView {
        let told = ties::list(self.visit, ties, &|&project| self.number(project), self.ground.draw.as_ref());
        let title = said::ties_title(self.locale());
        if self.ground.contests.len() > 1 {
            view! { <h4>{title}</h4> {told} }.into_any()
        } else {
            view! { <h3>{title}</h3> {told} }.into_any()
        }
    }

    /// The form of a draw that must be held before anybody has won.
    fn draw(&self, needed: &DrawNeeded<ProposalId>, asked: &Asked) -> AnyView {
        let locale = self.locale();
        let among = {
            let numbers = ties::numbers(locale, needed.among.iter().map(|&project| self.number(project)));
            said::draw_between(locale, numbers, needed.score)
        };
        // One seed decides the draws of all contests; only the first form is needed, and ids are given once.
        let id = format!("sorteo-{}", self.form.contest());
        let hint = format!("{id}-hint");
        view! {
            <Notice kind=NoticeKind::Attention locale>
                <p><strong>{said::draw_title(locale)}</strong></p>
                <p>{among}</p>
            </Notice>
            <form class="form" method="get" action=path::REHEARSAL>
                {asked.beside_draw()}
                <div class="field">
                    <label for=id.clone()>{said::draw_seed(locale)}</label>
                    <p class="field__hint" id=hint.clone()>{said::draw_seed_hint(locale)}</p>
                    <input class="input" id=id name="sorteo" autocomplete="off" aria-describedby=hint/>
                </div>
                <div class="actions"><button class="btn" type="submit">{said::draw(locale)}</button></div>
            </form>
        }
        .into_any()
    }
}
