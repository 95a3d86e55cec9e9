//! Files to be read and printed. Setting one takes a processor for a while: few are set at a time, and those that never
//! change are kept.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use app::admin::paper::Batch;
use app::bodies::Paper;
use app::page::Fault;
use app::results::download::{Kept, failed, file};
use app::visit::Visit;
use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode};
use shared::committee::Outline;
use shared::document::Fingerprint;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Gate;

/// Files that are set at the same time; whoever asks for another waits, as long as a request may.
const AT_ONCE: usize = 2;
/// Files that are kept, of some tens of kilobytes each.
const KEPT: usize = 64;

/// What sets files. Clones share it.
#[derive(Clone, Debug)]
pub struct Press(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    free: Arc<Semaphore>,
    /// The last files that were set, the newest last.
    kept: Mutex<VecDeque<(Fingerprint, Bytes)>>,
}

impl Default for Press {
    fn default() -> Self {
        Self(Arc::new(Shared { free: Arc::new(Semaphore::new(AT_ONCE)), kept: Mutex::default() }))
    }
}

impl Press {
    fn find(&self, fingerprint: Fingerprint) -> Option<Bytes> {
        let kept = self.0.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(known, _)| *known == fingerprint).map(|(_, bytes)| bytes.clone())
    }

    fn keep(&self, fingerprint: Fingerprint, bytes: Bytes) {
        let mut kept = self.0.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back((fingerprint, bytes));
    }

    /// The file of an outline; nothing where it cannot be set. What is `lasting` is kept for whoever asks next.
    async fn set(&self, fingerprint: Fingerprint, outline: Outline, lasting: bool) -> Option<Bytes> {
        if let Some(kept) = self.find(fingerprint) {
            return Some(kept);
        }
        let permit = Arc::clone(&self.0.free).acquire_owned().await.ok()?;
        // Somebody else may have asked for it in the meantime.
        if let Some(kept) = self.find(fingerprint) {
            return Some(kept);
        }
        let press = self.clone();
        setting(permit, move || {
            let bytes = Bytes::from(pdf::render(&outline)?);
            if lasting {
                press.keep(fingerprint, bytes.clone());
            }
            Ok(bytes)
        })
        .await
    }

    /// What some work sets, when its turn comes; nothing where that fails.
    async fn work(&self, work: impl FnOnce() -> Result<Bytes, pdf::PdfError> + Send + 'static) -> Option<Bytes> {
        let permit = Arc::clone(&self.0.free).acquire_owned().await.ok()?;
        setting(permit, work).await
    }
}

async fn setting(
    permit: OwnedSemaphorePermit,
    work: impl FnOnce() -> Result<Bytes, pdf::PdfError> + Send + 'static,
) -> Option<Bytes> {
    let work = tokio::task::spawn_blocking(move || {
        // Whoever asked may have gone; until it is set, its place is taken all the same.
        let _permit = permit;
        work()
    });
    match work.await {
        Ok(Ok(bytes)) => Some(bytes),
        Ok(Err(error)) => {
            tracing::error!(%error, "a file could not be set");
            None
        }
        Err(error) => {
            tracing::error!(%error, "setting a file ended badly");
            None
        }
    }
}

/// Sets an outline as a PDF file; nothing where that fails.
pub fn set(outline: &Outline) -> Option<Vec<u8>> {
    pdf::render(outline).inspect_err(|error| tracing::error!(%error, "a file could not be set")).ok()
}

/// The minutes of a session as a PDF file: sealed for everybody, as a draft for those who may read it.
///
/// # Errors
/// The status to answer with.
pub async fn minutes(
    State(gate): State<Gate>,
    Extension(visit): Extension<Visit>,
    Path(session): Path<String>,
    headers: HeaderMap,
) -> Result<Response, StatusCode> {
    let paper = Paper::of(&visit, &session).await.map_err(failed)?.ok_or(StatusCode::NOT_FOUND)?;
    let fingerprint = pdf::fingerprint(&paper.outline);
    let kept = paper.sealed.then(|| Kept::by(fingerprint));
    if let Some(kept) = kept.as_ref().filter(|kept| kept.is_known(&headers)) {
        return Ok(kept.unchanged());
    }
    let bytes = gate.press().set(fingerprint, paper.outline, paper.sealed).await;
    let bytes = bytes.ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
    let answer = file("application/pdf", &paper.file_name, Body::from(bytes));
    // What is for some only is kept by nobody.
    Ok(match kept {
        Some(kept) => (kept.headers(), answer).into_response(),
        None => answer,
    })
}

/// The ballots of a batch as a PDF file, for whoever may print them.
///
/// # Errors
/// The status to answer with.
pub async fn ballots(
    State(gate): State<Gate>,
    Extension(visit): Extension<Visit>,
    Path((contest, first)): Path<(String, String)>,
) -> Result<Response, StatusCode> {
    printed(&gate, &visit, &contest, &first, false).await
}

/// The same in large print.
///
/// # Errors
/// The status to answer with.
pub async fn large_ballots(
    State(gate): State<Gate>,
    Extension(visit): Extension<Visit>,
    Path((contest, first)): Path<(String, String)>,
) -> Result<Response, StatusCode> {
    printed(&gate, &visit, &contest, &first, true).await
}

async fn printed(gate: &Gate, visit: &Visit, contest: &str, first: &str, large: bool) -> Result<Response, StatusCode> {
    let Batch { leaflet, file_name } = Batch::of(visit, contest, first, large).await.map_err(|fault| match fault {
        Fault::Store(error) => failed(error),
        _ => StatusCode::NOT_FOUND,
    })?;
    let bytes = gate.press().work(move || pdf::render_ballots(&leaflet).map(Bytes::from)).await;
    let bytes = bytes.ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(file("application/pdf", &file_name, Body::from(bytes)))
}

#[cfg(test)]
mod tests {
    use shared::locale::Locale;

    use super::*;

    fn outline(title: &str) -> Outline {
        Outline {
            locale: Locale::EsCo,
            title: title.to_owned(),
            sections: Vec::new(),
            page_of: "{page} / {pages}".to_owned(),
            mark: None,
        }
    }

    #[tokio::test]
    async fn what_lasts_is_set_once() {
        let press = Press::default();
        let one = outline("Acta 1");
        let fingerprint = pdf::fingerprint(&one);
        let first = press.set(fingerprint, one.clone(), true).await.unwrap();
        assert!(first.starts_with(b"%PDF-"));
        let again = press.set(fingerprint, one, true).await.unwrap();
        assert_eq!(first.as_ptr(), again.as_ptr(), "the same bytes, not bytes that are the same");
        let draft = outline("Borrador");
        let fingerprint = pdf::fingerprint(&draft);
        assert!(press.set(fingerprint, draft, false).await.is_some());
        assert!(press.find(fingerprint).is_none(), "a draft is not kept");
    }

    #[test]
    fn the_oldest_file_makes_room() {
        let press = Press::default();
        let number = |number: usize| Fingerprint::of(&number);
        for one in 0..=KEPT {
            press.keep(number(one), Bytes::from_static(b"%PDF-"));
        }
        assert!(press.find(number(0)).is_none());
        assert!(press.find(number(1)).is_some() && press.find(number(KEPT)).is_some());
    }
}
