//! Which count of a process a page or a file is of: the one that everybody sees, an earlier one, or a draft.

use leptos::prelude::*;
use shared::permission::Action;
use store::{
    TenantTx,
    process::Process,
    tally::{self, Round},
};

use crate::{
    admin,
    components::{Notice, NoticeKind},
    gate::Gate,
    path,
    text::act as said,
    visit::Visit,
};

/// The count that is shown, among all of its process that the visitor may see.
pub(super) struct Chosen {
    rounds: Vec<Round>,
    place: usize,
    /// Whether it was asked for by its number.
    asked: bool,
}

impl Chosen {
    /// The count with this number; without one, that which everybody sees. None where there is no such count, or only a
    /// draft that is not for the visitor.
    pub async fn of(
        visit: &Visit,
        tx: &mut TenantTx,
        process: &Process,
        asked: Option<&str>,
    ) -> store::Result<Option<Self>> {
        let mut rounds = tally::rounds(tx, process.id).await?;
        if asked.is_none() || !may_see_drafts(visit, tx, process).await? {
            rounds.retain(Round::is_public);
        }
        let place = match asked {
            Some(asked) => {
                let number = asked.parse().ok();
                rounds.iter().position(|round| Some(round.number) == number)
            }
            None => rounds.len().checked_sub(1),
        };
        Ok(place.map(|place| Self { rounds, place, asked: asked.is_some() }))
    }

    /// The count.
    pub fn round(&self) -> &Round {
        &self.rounds[self.place]
    }

    /// Its number.
    pub fn number(&self) -> u32 {
        self.round().number
    }

    /// An address that stays with it.
    pub fn address(&self, path: String) -> String {
        if self.asked { path::with_query(&path, &[("conteo", &self.number().to_string())]) } else { path }
    }

    /// Its number, where it was asked for.
    pub fn asked(&self) -> Option<u32> {
        self.asked.then(|| self.number())
    }

    /// The counts before it that everybody may see, the last one first.
    pub fn earlier(&self) -> impl Iterator<Item = &Round> {
        self.rounds[..self.place].iter().rev().filter(|round| round.is_public())
    }

    /// Says that it is a draft, or that another count took its place.
    pub fn notice(&self, visit: &Visit, here: &str) -> Option<AnyView> {
        let locale = visit.locale();
        if !self.round().is_public() {
            let draft = match self.round().decision.as_ref().and_then(|decision| decision.refused.as_ref()) {
                Some(refused) => said::draft_refused(locale, refused),
                None => said::draft(locale).to_owned(),
            };
            return Some(view! { <Notice kind=NoticeKind::Attention locale><p>{draft}</p></Notice> }.into_any());
        }
        let newer = self.rounds[self.place + 1..].iter().rev().find(|round| round.is_public())?;
        let because = newer.reason.as_ref().map(|reason| said::because(locale, reason));
        let because = because.map(|because| view! { <p>{because}</p> });
        let (here, replaced) = (here.to_owned(), said::replaced(locale, newer.number));
        Some(
            view! {
                <Notice kind=NoticeKind::Attention locale>
                    <p>{replaced}</p>
                    {because}
                    <p><a href=here>{said::see_valid(locale)}</a></p>
                </Notice>
            }
            .into_any(),
        )
    }
}

/// Whether the visitor may see what was counted before it is approved: who counts, who approves, and who administers.
async fn may_see_drafts(visit: &Visit, tx: &mut TenantTx, process: &Process) -> store::Result<bool> {
    if visit.viewer.is_none() {
        return Ok(false);
    }
    let gate = Gate::of(visit, tx, process).await?;
    Ok(visit.has_role(shared::role::Role::ProcessAdmin)
        || admin::holds_any(&gate, &[Action::CountVotes, Action::PublishResults]))
}
