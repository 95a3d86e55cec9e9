//! Work that takes longer than a browser waits, or than the server lets a request take.

use std::time::Duration;

use leptos::prelude::ServerFnError;
use store::StoreError;
use tokio::{runtime::Handle, sync::oneshot, task, time::timeout};

use crate::{
    forms::{Declined, Done, Posted, answer, leave},
    visit::Visit,
};

/// How long whoever asked for it waits for the answer: less than any request may take.
const WAITS: Duration = Duration::from_secs(6);

/// Answers a form whose work is done in any case. Whoever sent it waits a while for what comes of it; where it takes
/// longer they are told how far it is, and what came of it on the next page that they open afterwards.
///
/// # Errors
/// Only when what is to be said cannot be kept.
pub(super) async fn finish(
    visit: &Visit,
    posted: Posted,
    work: impl Future<Output = Result<Done, Declined>> + Send + 'static,
    meanwhile: impl AsyncFnOnce() -> Result<Done, Declined>,
) -> Result<(), ServerFnError> {
    let (tell, told) = oneshot::channel();
    let (later, form) = (visit.clone(), posted.clone());
    let here = Handle::current();
    // It computes for a while: no thread that serves others has to wait for it.
    task::spawn_blocking(move || {
        here.block_on(async move {
            let Err(outcome) = tell.send(work.await) else { return };
            let name = form.form;
            if let Err(error) = leave(&later, form, outcome).await {
                tracing::error!(%error, form = name, "what came of long work cannot be told");
            }
        });
    });
    let outcome = match timeout(WAITS, told).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(gone)) => Err(Declined::Store(StoreError::Corrupt { what: "long work", why: gone.to_string() })),
        Err(_) => meanwhile().await,
    };
    answer(visit, posted, outcome).await
}
