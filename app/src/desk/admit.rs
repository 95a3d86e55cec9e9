//! Whoever stands before a tablet of a desk with a code that they typed: asked anew at every step, like everybody who
//! votes.

use shared::{
    desk::{self as rules, Act, Way},
    document::Fingerprint,
};
use store::{
    TenantTx,
    contest::Contest,
    desk::{self, Pass},
    process::Process,
    territory::Territory,
    urn::Vote,
};

use super::{asked::Asked, ground::Ground, person};
use crate::visit::Visit;

/// Somebody who may vote on a tablet.
pub(crate) struct Admitted {
    /// What their code opened.
    pub pass: Pass,
    /// In which process.
    pub process: Process,
    /// On what, in the order of the ballot, and of which territory.
    pub ballot: (Vec<Contest>, Territory),
    /// Which vote it is, of a person or of an account.
    pub vote: Vote,
}

/// Why a tablet shows no ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shut {
    /// Its code works no more.
    NoCode,
    /// They had voted before.
    AlreadyVoted,
    /// The rules say no by now; why is said at the desk.
    Refused,
}

/// Lets somebody in by what their tablet is known by, if the rules do. Whoever has cast the ballot comes in again: the urn
/// says whether it was the same.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn admit(
    visit: &Visit,
    tx: &mut TenantTx,
    tablet: Fingerprint,
) -> store::Result<Result<Admitted, Shut>> {
    let Some(mut pass) = desk::pass(tx, tablet, visit.now).await? else { return Ok(Err(Shut::NoCode)) };
    let Some(shift) = desk::find_shift(tx, pass.shift).await? else { return Ok(Err(Shut::NoCode)) };
    let Some(ground) = Ground::at(visit, tx, shift.desk).await? else { return Ok(Err(Shut::NoCode)) };
    let is_here = ground.running().is_some_and(|(running, _)| running.id == shift.id && running.device.is_none());
    if !is_here || !rules::has_tablets(&ground.process.rule_set) {
        return Ok(Err(Shut::NoCode));
    }
    let who = person::who(visit, tx, &ground, Asked::from(&pass.allowed)).await?;
    if !pass.used && !who.may_vote() {
        // Another window may have cast the ballot between the two questions.
        match desk::pass(tx, tablet, visit.now).await? {
            Some(again) if again.used => pass = again,
            _ if who.taken.is_some() => return Ok(Err(Shut::AlreadyVoted)),
            _ => return Ok(Err(Shut::Refused)),
        }
    }
    let is_same = who.contests.iter().any(|contest| contest.id == pass.allowed.contest);
    let (Some(territory), true, Some(vote)) = (who.territory, is_same, who.vote) else { return Ok(Err(Shut::Refused)) };
    Ok(Ok(Admitted { pass, process: ground.process, ballot: (who.contests, territory), vote }))
}

/// What the desk's journal says once whoever had this code cast a ballot with these contests, in a territory.
pub(crate) fn marked_on_tablet(pass: &Pass, contests: &[Contest], territory: &Territory) -> Act {
    Act::Mark {
        entry: pass.allowed.entry,
        last_three: pass.allowed.last_three.clone(),
        contests: contests.iter().map(|contest| contest.rule.clone()).collect(),
        territory: territory.code.parse().ok(),
        way: Way::Tablet,
        assisted: pass.allowed.assisted,
    }
}
