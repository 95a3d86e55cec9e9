//! A page: its data is awaited, then it is rendered whole. What goes wrong on the way is a page too.

use std::future::Future;

use http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::{role::Role, tenant::TenantKind};
use store::{StoreError, session};

use crate::{
    components::{Icon, Notice, NoticeKind, inert},
    forms::{Flash, Rejected},
    path, text,
    visit::Visit,
};

/// How wide the text of a page runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// Forms and reading.
    Narrow,
    /// Most pages.
    #[default]
    Normal,
    /// Wide tables.
    Wide,
}

/// A page ready to be rendered.
pub struct Page {
    title: String,
    width: Width,
    islands: bool,
    forgets: bool,
    body: AnyView,
}

impl Page {
    /// A page with its title (without the site's name) and what it shows.
    pub fn new(title: impl Into<String>, body: impl IntoView + 'static) -> Self {
        Self { title: title.into(), width: Width::default(), islands: false, forgets: false, body: body.into_any() }
    }

    /// Sets the width.
    #[must_use]
    pub fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    /// Says that the page holds islands: only then does the browser load the client.
    #[must_use]
    pub fn with_islands(mut self) -> Self {
        self.islands = true;
        self
    }

    /// Says that the browser drops what was marked on a ballot and waits in its tab: it is cast, or cannot be.
    #[must_use]
    pub fn forgetting_marks(mut self) -> Self {
        self.forgets = true;
        self
    }
}

/// Why a page cannot be shown.
#[derive(Debug)]
pub enum Fault {
    /// No such thing on this site. Also what belongs to another site: it is not even confirmed to exist.
    NotFound,
    /// Somebody must sign in first.
    SignIn,
    /// The viewer lacks the role.
    Role(Role),
    /// Another page is the right one now.
    Elsewhere(String),
    /// The database failed.
    Store(StoreError),
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Visit {
    /// The page needs a site of this sort; elsewhere the address does not exist.
    ///
    /// # Errors
    /// [`Fault::NotFound`] on any other site.
    pub fn on(&self, sort: impl FnOnce(TenantKind) -> bool) -> Result<(), Fault> {
        if sort(self.site.kind) { Ok(()) } else { Err(Fault::NotFound) }
    }

    /// The page is for a role.
    ///
    /// # Errors
    /// [`Fault::SignIn`] when nobody is signed in, [`Fault::Role`] when the role is missing.
    pub fn require(&self, role: Role) -> Result<(), Fault> {
        match (&self.viewer, self.has_role(role)) {
            (None, _) => Err(Fault::SignIn),
            (Some(_), true) => Ok(()),
            (Some(_), false) => Err(Fault::Role(role)),
        }
    }

    /// The form that came back to this page, if it is this one; else an empty one.
    pub fn rejected(&self, form: &str) -> Rejected {
        match self.viewer.as_ref().and_then(|viewer| viewer.flash.as_ref()) {
            Some(Flash::Rejected(rejected)) if rejected.form == form => rejected.clone(),
            _ => Rejected::default(),
        }
    }

    /// The secret that every form carries; empty when nobody is signed in.
    pub fn csrf(&self) -> String {
        self.viewer.as_ref().map(|viewer| viewer.csrf.clone()).unwrap_or_default()
    }
}

/// The parameter with which the framework sends people back whose form lacked a field or had one that cannot be read.
/// No form of ours does; a browser's extension or a page kept open over a change of the product may.
const UNREAD: &str = "__err";

/// Renders a page whose data has to be fetched.
pub fn page<F, Fut>(load: F) -> AnyView
where
    F: FnOnce(Visit) -> Fut,
    Fut: Future<Output = Result<Page, Fault>> + Send + 'static,
{
    let visit = Visit::current();
    let response = expect_context::<ResponseOptions>();
    let unread = use_query_map().with_untracked(|query| query.get(UNREAD).is_some());
    let loading = load(visit.clone());
    view! {
        <Suspense>
            {Suspend::new(async move {
                let page = match loading.await {
                    Ok(page) => page,
                    Err(fault) => fault_page(&visit, &response, fault),
                };
                say_once(&visit).await;
                frame(&visit, page, unread)
            })}
        </Suspense>
    }
    .into_any()
}

/// What the session left to say is said by this page: the next one starts clean.
async fn say_once(visit: &Visit) {
    let Some(viewer) = visit.viewer.as_ref().filter(|viewer| viewer.flash.is_some()) else { return };
    let cleared = async {
        let mut tx = visit.enter().await?;
        session::clear_flash(&mut tx, viewer.session).await?;
        tx.commit().await
    };
    if let Err(error) = cleared.await {
        tracing::warn!(%error, "a message will be said twice");
    }
}

fn frame(visit: &Visit, page: Page, unread: bool) -> AnyView {
    let site = match visit.site.kind {
        TenantKind::Platform => text::common::product(visit.locale()).to_owned(),
        _ => visit.site.name.clone(),
    };
    let title = if page.title == site { site } else { format!("{} · {site}", page.title) };
    let class = match page.width {
        Width::Narrow => "main main--narrow",
        Width::Normal => "main",
        Width::Wide => "main main--wide",
    };
    let flash = visit.viewer.as_ref().and_then(|viewer| viewer.flash.clone());
    let said = match flash {
        Some(Flash::Done(message)) => Some((NoticeKind::Done, message)),
        Some(Flash::Refused(message)) => Some((NoticeKind::Attention, message)),
        Some(Flash::Rejected(_)) | None => {
            unread.then(|| (NoticeKind::Attention, text::common::unread_form(visit.locale()).to_owned()))
        }
    };
    view! {
        <Title text=inert(&title)/>
        <main class=class id="contenido" tabindex="-1">
            {said.map(|(kind, message)| view! { <Notice kind locale=visit.locale()>{message}</Notice> })}
            {page.body}
        </main>
        {page.islands.then(|| crate::shell::wake_islands(&visit.assets))}
        {page.forgets.then(crate::shell::forget_marks)}
    }
    .into_any()
}

/// What is shown instead of a page, with its status.
fn fault_page(visit: &Visit, response: &ResponseOptions, fault: Fault) -> Page {
    let locale = visit.locale();
    let (status, title, detail) = match fault {
        Fault::Elsewhere(to) => {
            leptos_axum::redirect(&to);
            return Page::new("", ());
        }
        Fault::SignIn => {
            leptos_axum::redirect(&path::sign_in(&visit.path));
            return Page::new("", ());
        }
        Fault::NotFound => (
            StatusCode::NOT_FOUND,
            text::common::not_found_title(locale),
            text::common::not_found_detail(locale).to_owned(),
        ),
        Fault::Role(role) => (
            StatusCode::FORBIDDEN,
            text::common::forbidden_title(locale),
            text::common::forbidden_detail(locale, text::terms::role(locale, role)),
        ),
        Fault::Store(error) => {
            tracing::error!(%error, "a page could not be shown");
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                text::common::fault_title(locale),
                text::common::fault_detail(locale).to_owned(),
            )
        }
    };
    response.set_status(status);
    Page::new(title, fault_view(status, title, &detail, Some((path::HOME, text::common::back_home(locale)))))
}

/// The body of a page that says what is wrong and where to go.
pub fn fault_view(status: StatusCode, title: &str, detail: &str, way_out: Option<(&str, &str)>) -> AnyView {
    let way_out = way_out.map(|(href, label)| {
        view! {
            <div class="actions">
                <a class="btn btn--primary" href=href.to_owned()><Icon name="arrow"/>{label.to_owned()}</a>
            </div>
        }
    });
    // Whoever is only asked to come again met nothing wrong that a number would tell.
    let tells_number = !status.is_success() && status != StatusCode::SERVICE_UNAVAILABLE;
    view! {
        <section class="fault">
            {tells_number.then(|| view! { <p class="fault__code">{status.as_u16()}</p> })}
            <h1>{title.to_owned()}</h1>
            <p class="lead">{detail.to_owned()}</p>
            {way_out}
        </section>
    }
    .into_any()
}

/// The page of an address that no route knows.
pub fn unknown_address() -> AnyView {
    page(async |_| Err(Fault::NotFound))
}
