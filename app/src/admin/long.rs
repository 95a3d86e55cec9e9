//! Work that takes longer than a browser waits, or than the server lets a request take.

use std::time::Duration;

use store::StoreError;
use tokio::{sync::oneshot, time::timeout};

use crate::forms::Declined;

/// How long whoever asked for it waits for the answer: less than any request may take.
const WAITS: Duration = Duration::from_secs(6);

/// Has it done in any case, and waits a while for what comes of it; none where it is not done by then.
///
/// # Errors
/// With what it was declined for, and when it broke off.
pub(super) async fn finish<Out: Send + 'static>(
    work: impl Future<Output = Result<Out, Declined>> + Send + 'static,
) -> Result<Option<Out>, Declined> {
    let (tell, told) = oneshot::channel();
    tokio::spawn(async move {
        if let Err(Err(_)) = tell.send(work.await) {
            // Whoever asks again is told why.
            tracing::warn!("long work was declined after nobody waited for it any more");
        }
    });
    match timeout(WAITS, told).await {
        Ok(Ok(done)) => done.map(Some),
        Ok(Err(gone)) => Err(Declined::Store(StoreError::Corrupt { what: "long work", why: gone.to_string() })),
        Err(_) => Ok(None),
    }
}
