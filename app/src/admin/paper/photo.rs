//! Photos of a sheet: added by whoever has the paper, looked at by whoever reads it or answers for the result.

use axum::{
    Extension, Router,
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{paper::Photo, permission::Action};
use store::{
    StoreError,
    paper::{self, Kept, NotKept, Sheet},
};
use tokio::sync::Semaphore;

use super::ground::{Ground, gone, record};
use crate::{
    components::{Csrf, ErrorSummary, FieldError, described_by},
    forms::{Declined, Done, FieldMessage, Posted, Uploads, answer},
    page::Fault,
    path,
    results::download::failed,
    text::paper as words,
    visit::Visit,
};

const FORM: &str = "photo";
/// The field of the file.
const FILE: &str = "photo";

/// Where the form goes: what arrives there may be as large as a photo.
pub const PHOTO_FORM: &str = AttachPhoto::PATH;

/// One photo is unpacked at a time: a large one takes much memory.
static UNPACKING: Semaphore = Semaphore::const_new(1);

/// The photos, where they may be looked at, and the form for another one. `photos` is none while people vote.
pub(super) fn section(visit: &Visit, sheet: &Sheet, photos: Option<&[Kept]>, may_add: bool) -> AnyView {
    let locale = visit.locale();
    let shown = match photos {
        None => view! { <p>{words::photos_later(locale)}</p> }.into_any(),
        Some([]) => view! { <p>{words::photos_none(locale)}</p> }.into_any(),
        Some(photos) => {
            let each = photos.iter().map(|photo| picture(visit, sheet, photo)).collect_view();
            view! { <ol class="stack" role="list">{each}</ol> }.into_any()
        }
    };
    view! {
        <section class="section stack" aria-labelledby="photos-title">
            <h2 id="photos-title">{words::photos(locale)}</h2>
            <p>{words::photos_lead(locale)}</p>
            {shown}
            {may_add.then(|| form(visit, sheet))}
        </section>
    }
    .into_any()
}

fn picture(visit: &Visit, sheet: &Sheet, photo: &Kept) -> AnyView {
    let locale = visit.locale();
    let address = path::paper_photo(sheet.id, photo.number);
    let picture = address.clone();
    view! {
        <li>
            <figure class="stack">
                <a href=address>
                    <img
                        src=picture alt=words::photo_of(locale, photo.number, sheet.number) loading="lazy"
                        width=photo.width.to_string() height=photo.height.to_string()
                    />
                </a>
                <figcaption>
                    <p>
                        <strong>{words::photo_number(locale, photo.number)}</strong> " · "
                        {words::photo_by(locale, &photo.by, visit.date_time(photo.at))}
                    </p>
                    <p>{words::photo_hash(locale)} ": " <code>{photo.sha256.to_string()}</code></p>
                </figcaption>
            </figure>
        </li>
    }
    .into_any()
}

fn form(visit: &Visit, sheet: &Sheet) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected(FORM);
    view! {
        <form class="form no-print" method="post" enctype="multipart/form-data" action=AttachPhoto::url()>
            <Csrf visit/>
            <input type="hidden" name="sheet" value=sheet.id.to_string()/>
            <ErrorSummary rejected=&rejected locale/>
            <div class="field">
                <label for=FILE>{words::attach_file(locale)}</label>
                <p class="field__hint" id="photo-hint">{words::attach_hint(locale, words::MEGABYTES)}</p>
                <FieldError name=FILE rejected=&rejected locale/>
                <input
                    class="input" type="file" id=FILE name=FILE accept="image/jpeg,image/png"
                    aria-describedby=described_by(FILE, true, &rejected)
                    aria-invalid=rejected.error(FILE).is_some().then_some("true")
                />
            </div>
            <div class="actions"><button class="btn" type="submit">{words::attach(locale)}</button></div>
        </form>
    }
    .into_any()
}

/// Adds a photo to a sheet.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "foto-de-planilla")]
pub async fn attach_photo(#[server(default)] sheet: String) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let file = Uploads::current().file(FILE);
    let outcome = attach(&visit, &sheet, file).await;
    answer(&visit, Posted::new(FORM, path::paper_sheet(&sheet), []), outcome).await
}

async fn attach(visit: &Visit, id: &str, file: axum::body::Bytes) -> Result<Done, Declined> {
    let locale = visit.locale();
    // Nothing is unpacked for whoever may not.
    let mut tx = visit.enter().await?;
    let (ground, person) = Ground::posted(visit, &mut tx, Action::EnterPaper).await?;
    let sheet = ground.sheet(&mut tx, id).await?.ok_or_else(|| gone(visit))?;
    drop(tx);
    let photo = developed(visit, file).await?;
    let mut tx = visit.enter().await?;
    let number = match paper::add_photo(&mut tx, &sheet, &photo, person, visit.now).await {
        Ok(number) => number,
        Err(NotKept::Store(error)) => return Err(Declined::Store(error)),
        Err(NotKept::Closed) => return Err(Declined::Refused(words::is_sealed(locale).to_owned())),
        Err(NotKept::Known) => return Err(invalid(words::photo_known(locale).to_owned())),
        Err(NotKept::Full) => return Err(invalid(words::photo_full(locale, Photo::MOST))),
    };
    let object = words::sheet_number(visit.site.locale, sheet.number);
    let after = json!({ "photo": number, "sha256": photo.fingerprint().to_string() });
    record(visit, &mut tx, ("attach_photo", &object), None, &after).await?;
    tx.commit().await?;
    Ok(Done { to: path::paper_sheet(sheet.id), message: Some(words::attached(locale, number)) })
}

fn invalid(said: String) -> Declined {
    Declined::Invalid(vec![FieldMessage::new(FILE, said)])
}

/// The photo that a file makes, off the threads that answer others.
async fn developed(visit: &Visit, file: axum::body::Bytes) -> Result<Photo, Declined> {
    let lost = |why: String| Declined::Store(StoreError::Corrupt { what: "a photo", why });
    let permit = UNPACKING.acquire().await.map_err(|error| lost(error.to_string()))?;
    let develop = visit.develop;
    let work = tokio::task::spawn_blocking(move || {
        // Whoever sent it may have gone; until it is done, its place is taken all the same.
        let _permit = permit;
        develop(&file)
    });
    let photo = work.await.map_err(|error| lost(error.to_string()))?;
    photo.map_err(|why| invalid(words::no_photo(visit.locale(), why)))
}

/// The photos of sheets, beside the pages.
pub fn files<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route(&path::paper_photo("{sheet}", "{number}"), get(photo))
}

/// A photo, for whoever may look at it once nobody votes any more.
async fn photo(
    Extension(visit): Extension<Visit>,
    Path((sheet, number)): Path<(String, String)>,
) -> Result<Response, StatusCode> {
    let told = |fault| match fault {
        Fault::Store(error) => failed(error),
        _ => StatusCode::NOT_FOUND,
    };
    let mut tx = visit.enter().await.map_err(failed)?;
    let ground = Ground::enter(&visit, &mut tx).await.map_err(told)?.ok_or(StatusCode::NOT_FOUND)?;
    if !ground.voting_is_over(&visit) {
        return Err(StatusCode::NOT_FOUND);
    }
    let sheet = ground.sheet(&mut tx, &sheet).await.map_err(failed)?.ok_or(StatusCode::NOT_FOUND)?;
    let number = number.parse().map_err(|_| StatusCode::NOT_FOUND)?;
    let picture = paper::picture(&mut tx, sheet.id, number).await.map_err(failed)?;
    let picture = picture.ok_or(StatusCode::NOT_FOUND)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("inline; filename=\"foto.jpg\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
    ];
    Ok((headers, picture).into_response())
}
