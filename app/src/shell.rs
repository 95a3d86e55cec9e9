//! The document around every page: head, header, footer, and the policy of what the browser may load.

use http::{HeaderName, HeaderValue, header};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::MetaTags;
use shared::{locale::Locale, role::Role, tenant::TenantKind};

use crate::{
    App,
    admin::offers_money,
    components::{Csrf, Icon},
    islands::ballot::KEPT,
    page::fault_view,
    path, text,
    visit::{Assets, Visit},
};

/// Everything a page may load comes from its own host; scripts only with this answer's nonce. While files are watched,
/// the page may also listen to the watcher.
pub fn content_security_policy(nonce: &str, reload_port: Option<u16>) -> String {
    let watcher = reload_port.map(|port| format!(" ws://*:{port}")).unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; img-src 'self'; font-src 'self'; connect-src 'self'{watcher}; \
         manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// The whole document.
pub fn shell() -> impl IntoView {
    // Only islands wake up in the browser: nothing else needs data to resume from.
    if let Some(context) = Owner::current_shared_context() {
        context.set_is_hydrating(false);
    }
    let visit = Visit::current();
    let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
    allow_only_own(&nonce, visit.assets.reload_port);
    let locale = visit.locale();
    let theme = format!(":root{{--brand:{}}}", visit.site.theme.primary());
    view! {
        <!DOCTYPE html>
        <html
            lang=locale.html_lang()
            dir="ltr"
            data-text=visit.preferences.larger_text.then_some("larger")
            data-contrast=visit.preferences.more_contrast.then_some("more")
        >
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content=visit.site.theme.primary().to_string()/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="preload" href="/fonts/nunito-sans.woff2" r#as="font" type="font/woff2" crossorigin="anonymous"/>
                <link rel="stylesheet" href=visit.assets.css.clone()/>
                <style nonce=nonce inner_html=theme></style>
                {visit.assets.reload_port.map(reload_when_rebuilt)}
                {is_left_behind(&visit).then(forget_marks)}
                <MetaTags/>
            </head>
            <body>
                <a class="skip" href="#contenido">{text::common::skip_to_content(locale)}</a>
                {top_bar(&visit)}
                {demonstration(&visit)}
                {header_for(&visit)}
                <App/>
                {footer(&visit)}
            </body>
        </html>
    }
}

fn allow_only_own(nonce: &str, reload_port: Option<u16>) {
    let policy = HeaderValue::from_str(&content_security_policy(nonce, reload_port))
        .expect("a nonce is letters, digits and dashes");
    expect_context::<ResponseOptions>().insert_header(header::CONTENT_SECURITY_POLICY, policy);
}

/// The script that loads the page again when `cargo leptos watch` has built it again.
fn reload_when_rebuilt(port: u16) -> impl IntoView {
    let options = LeptosOptions::builder().output_name("convite").reload_port(u32::from(port)).build();
    view! { <AutoReload options/> }
}

fn top_bar(visit: &Visit) -> impl IntoView + use<> {
    let locale = visit.locale();
    let preferences = visit.preferences;
    let (text_value, text_label) = if preferences.larger_text {
        ("normal", text::common::normal_text(locale))
    } else {
        ("larger", text::common::larger_text(locale))
    };
    let (contrast_value, contrast_label) = if preferences.more_contrast {
        ("normal", text::common::normal_contrast(locale))
    } else {
        ("more", text::common::more_contrast(locale))
    };
    let [own, other] = text::languages(visit.site.locale);
    let language = if locale == own { other } else { own };
    // A receipt is shown once: a form that brings the page again would bring it without.
    let once = [path::VOTE_DONE, path::TABLET_DONE].contains(&&*visit.path);
    let choices = (!once).then(|| {
        view! {
            <form class="a11y" method="post" action=path::PREFERENCES aria-label=text::common::display(locale)>
                <Csrf visit/>
                <input type="hidden" name="volver" value=visit.path.to_string()/>
                <button class="a11y__btn" name="text" value=text_value>
                    <span aria-hidden="true">{if preferences.larger_text { "A−" } else { "A+" }}</span>
                    <span class="visually-hidden">{text_label}</span>
                </button>
                <button class="a11y__btn" name="contrast" value=contrast_value>
                    <Icon name="eye"/><span class="visually-hidden">{contrast_label}</span>
                </button>
                <button class="a11y__btn" name="locale" value=language.bcp47() lang=language.html_lang()>
                    {text::language_name(language)}
                </button>
            </form>
        }
    });
    view! {
        <aside class="topbar" aria-label=text::common::display(locale)>
            <div class="topbar__in">
                <span class="topbar__id">{text::common::official_site(locale, &visit.site.name)}</span>
                {choices}
            </div>
        </aside>
    }
}

fn demonstration(visit: &Visit) -> Option<impl IntoView + use<>> {
    let locale = visit.locale();
    visit.addresses.demonstration.then(|| {
        view! {
            <aside class="demo" aria-label=text::common::demonstration(locale)>
                <Icon name="info"/>
                <p>
                    <strong>{text::common::demonstration(locale)}</strong> " "
                    {text::common::demonstration_detail(locale)}
                </p>
            </aside>
        }
    })
}

/// The pages that the header leads to, for this site and this viewer; `money` where the viewer deals with ceilings and
/// nothing else of the administration.
fn destinations(visit: &Visit, money: bool) -> Vec<(&'static str, &'static str)> {
    let locale = visit.locale();
    let mut pages = vec![(path::HOME, text::common::home(locale))];
    if visit.site.kind.runs_processes() {
        pages.push((path::TERRITORIES, text::common::territories(locale)));
        pages.push((path::RESULTS, text::common::results(locale)));
        if visit.viewer.is_some() {
            pages.push((path::MINE, text::common::my_participation(locale)));
        }
        if visit.has_role(Role::Reviewer) {
            pages.push((path::REVIEW, text::common::review(locale)));
        }
        if visit.has_role(Role::PollingOfficer) {
            pages.push((path::DESKS, text::desk::nav(locale)));
        }
        if visit.has_role(Role::ProcessAdmin) {
            pages.push((path::ADMIN, text::common::administration(locale)));
        }
        if money {
            pages.push((path::CEILINGS, text::admin::tab_ceilings(locale)));
        }
    }
    if visit.has_role(Role::Operator) {
        pages.push((path::OPERATION, text::common::operation(locale)));
    }
    pages
}

fn navigation(visit: &Visit, money: bool) -> impl IntoView + use<> {
    let here = visit.path.clone();
    destinations(visit, money)
        .into_iter()
        .map(|(href, label)| {
            let current = if href == path::HOME { &*here == href } else { here.starts_with(href) };
            view! { <li><a href=href aria-current=current.then_some("page")>{label}</a></li> }
        })
        .collect_view()
}

/// The header, once it is known where it leads.
fn header_for(visit: &Visit) -> impl IntoView + use<> {
    let visit = visit.clone();
    let shown = async move {
        let money = offers_money(&visit).await.unwrap_or_else(|error| {
            tracing::error!(%error, "the menu could not be asked for");
            false
        });
        header(&visit, money)
    };
    view! { <Suspense>{Suspend::new(shown)}</Suspense> }
}

fn header(visit: &Visit, money: bool) -> impl IntoView + use<> {
    let locale = visit.locale();
    let (name, below) = match visit.site.kind {
        TenantKind::Platform => (text::common::product(locale).to_owned(), text::common::platform_tagline(locale)),
        kind if kind.is_group() => (visit.site.name.clone(), text::common::observatory(locale)),
        _ => (visit.site.name.clone(), text::common::programme(locale)),
    };
    let mark = if let Some(path) = visit.site.theme.coat_of_arms() {
        view! { <img class="brand__mark" src=path.to_owned() width="44" height="44" alt=""/> }.into_any()
    } else {
        let initial: String = name.chars().take(1).collect();
        view! { <span class="brand__mark" aria-hidden="true">{initial}</span> }.into_any()
    };
    // Whoever votes on a tablet goes on from there to nobody's account.
    let ways = (!path::is_of_tablet(&visit.path)).then(|| {
        view! {
            <nav class="nav" aria-label=text::common::main_navigation(locale)><ul>{navigation(visit, money)}</ul></nav>
            <div class="account">{account(visit)}</div>
            <details class="menu menu--nav">
                <summary><Icon name="menu"/> <span>{text::common::menu(locale)}</span></summary>
                <nav class="menu__panel" aria-label=text::common::main_navigation(locale)>
                    <ul>{navigation(visit, money)}</ul>
                </nav>
            </details>
        }
    });
    view! {
        <header class="header">
            <div class="header__in">
                <a class="brand" href=path::HOME>
                    {mark}
                    <span class="brand__text">
                        <span class="brand__name">{name}</span>
                        <span class="brand__sub">{below}</span>
                    </span>
                </a>
                {ways}
            </div>
        </header>
    }
}

fn account(visit: &Visit) -> AnyView {
    let locale = visit.locale();
    let Some(viewer) = &visit.viewer else {
        return view! {
            <a class="btn btn--small" href=path::sign_in(&visit.path)><Icon name="user"/>{text::common::sign_in(locale)}</a>
        }
        .into_any();
    };
    let first_name = viewer.name.split_whitespace().next().unwrap_or_default().to_owned();
    let roles = viewer.roles.iter().map(|role| text::terms::role(locale, *role)).collect::<Vec<_>>().join(", ");
    let roles = if roles.is_empty() { text::terms::citizen(locale).to_owned() } else { roles };
    view! {
        <details class="menu menu--account">
            <summary><Icon name="user"/> <span>{first_name}</span></summary>
            <div class="menu__panel">
                <p class="menu__who"><strong>{viewer.name.clone()}</strong><br/><span class="muted">{roles}</span></p>
                <form method="post" action=path::SIGN_OUT>
                    <Csrf visit/>
                    <button class="btn btn--quiet" type="submit"><Icon name="out"/>{text::common::sign_out(locale)}</button>
                </form>
            </div>
        </details>
    }
    .into_any()
}

fn footer(visit: &Visit) -> impl IntoView + use<> {
    let locale = visit.locale();
    let platform = visit.sites.iter().find(|site| site.kind == TenantKind::Platform);
    let group = visit.sites.iter().find(|site| Some(site.tenant) == visit.site.group);
    let link = |href: String, label: String| view! { <li><a href=href>{label}</a></li> };
    view! {
        <footer class="footer">
            <div class="footer__in">
                <div class="footer__who">
                    <strong>{visit.site.name.clone()}</strong>
                    <p>{text::common::open_source(locale)}</p>
                </div>
                <nav aria-label=text::common::footer_navigation(locale)>
                    <ul class="footer__links">
                        {visit.site.kind.runs_processes().then(|| {
                            [
                                (path::PARTICIPATE, text::participate::title(locale)),
                                (path::CALENDAR, text::route::title(locale)),
                                (path::RULES, text::rules::footer(locale)),
                                (path::BODIES, text::bodies::title(locale)),
                                (path::CLAIMS, text::claim::title(locale)),
                            ]
                            .map(|(href, label)| link(href.to_owned(), label.to_owned()))
                            .into_iter()
                            .collect_view()
                        })}
                        {group.map(|group| link(visit.addresses.of(group), group.name.clone()))}
                        {platform.map(|site| link(visit.addresses.of(site), text::common::all_sites(locale).to_owned()))}
                    </ul>
                </nav>
                <span class="footer__convite">
                    <img src="/convite.svg" width="104" height="28" alt=text::common::product(locale)/>
                </span>
            </div>
        </footer>
    }
}

/// Loads the client and wakes the islands of this page, when the browser has a moment.
pub fn wake_islands(assets: &Assets) -> impl IntoView + use<> {
    let nonce = use_nonce().map(|nonce| nonce.to_string());
    let script = format!(
        "const wake = async () => {{\
           const client = await import('{js}');\
           await client.default({{module_or_path: '{wasm}'}});\
           client.hydrate();\
           for (const island of document.querySelectorAll('leptos-island')) {{\
             await client[island.dataset.component]?.(island);\
           }}\
           document.documentElement.dataset.awake = '';\
         }};\
         'requestIdleCallback' in window ? requestIdleCallback(wake, {{timeout: 1000}}) : wake();",
        js = assets.js,
        wasm = assets.wasm,
    );
    view! {
        <link rel="modulepreload" href=assets.js.clone()/>
        <script type="module" nonce=nonce inner_html=script></script>
    }
}

/// Whether somebody may have marked a ballot in this tab before, who is not signed in any more.
fn is_left_behind(visit: &Visit) -> bool {
    visit.viewer.is_none() && visit.site.kind.runs_processes()
}

/// Drops what was marked on a ballot and waits in the tab: whoever comes next to it finds nothing.
pub fn forget_marks() -> impl IntoView + use<> {
    let nonce = use_nonce().map(|nonce| nonce.to_string());
    // Where the browser forbids to keep anything, there is nothing to drop.
    let script = format!(
        "try {{\
           for (const name of Object.keys(sessionStorage)) {{\
             if (name.startsWith('{KEPT}')) sessionStorage.removeItem(name);\
           }}\
         }} catch {{}}"
    );
    view! { <script nonce=nonce inner_html=script></script> }
}

/// A document for when there is no site to frame it: an unknown host, a suspended tenant, too many requests.
pub fn standalone(
    locale: Locale,
    status: http::StatusCode,
    assets: &Assets,
    title: &str,
    detail: &str,
    way_out: Option<(&str, &str)>,
) -> String {
    let heading = title.to_owned();
    let body = fault_view(status, title, detail, way_out);
    let css = assets.css.clone();
    let document = view! {
        <html lang=locale.html_lang() dir="ltr">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{heading}</title>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=css/>
            </head>
            <body><main class="main" id="contenido">{body}</main></body>
        </html>
    };
    format!("<!DOCTYPE html>{}", document.to_html())
}

/// The header that carries the policy for documents that [`standalone`] makes: they need no script at all.
pub fn standalone_policy() -> (HeaderName, HeaderValue) {
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; \
             base-uri 'none'; frame-ancestors 'none'",
        ),
    )
}
