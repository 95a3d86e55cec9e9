//! Who is asking, where and when: the one context of every page and server function.

use std::{collections::BTreeSet, net::IpAddr, sync::Arc};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use http::request::Parts;
use leptos::prelude::expect_context;
use shared::{
    code::TypedCode,
    committee::Outline,
    id::{PersonId, TerritoryId},
    locale::{self, Locale},
    money::Money,
    paper::{NoPhoto, Photo},
    permission::Actor,
    role::Role,
    roll::EntryHash,
};
use store::{Database, TenantTx, session::SessionKey, site::Site};
use vault::Vault;

use crate::{forms::Flash, urns::Urns, watch::Watch};

/// One request to one site. The server puts it into the request's extensions before anything is rendered.
#[derive(Clone)]
pub struct Visit {
    /// The site that was asked.
    pub site: Arc<Site>,
    /// All sites, for links from one to another.
    pub sites: Arc<Vec<Arc<Site>>>,
    /// Who is signed in.
    pub viewer: Option<Arc<Viewer>>,
    /// The instant of the request.
    pub now: DateTime<Utc>,
    /// How the visitor wants to see the site.
    pub preferences: Preferences,
    /// The way to the site's data.
    pub database: Database,
    /// The keys of rolls and urns, which the database does not have.
    pub vault: Arc<Vault>,
    /// Sets an outline as a file for reading and printing (PDF); none where that fails.
    pub set: fn(&Outline) -> Option<Vec<u8>>,
    /// Makes a photo to be kept of a file that somebody sent.
    pub develop: fn(&[u8]) -> Result<Photo, NoPhoto>,
    /// Where the browser finds styles and the client.
    pub assets: Arc<Assets>,
    /// How the sites are reached from outside.
    pub addresses: Arc<Addresses>,
    /// The path that was asked, without the query.
    pub path: Arc<str>,
    /// From which network: an `IPv4` address, or an `IPv6` network of 64 bits.
    pub network: IpAddr,
    /// Where votes on the web are noticed, for whoever looks into how they came in.
    pub watch: Arc<Watch>,
    /// The urns that were made again lately of what is published of them.
    pub urns: Arc<Urns>,
}

/// A person signed in on this site.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The person.
    pub person: PersonId,
    /// The name the identity provider gave.
    pub name: String,
    /// The date of birth, when the provider gives it.
    pub birth_date: Option<NaiveDate>,
    /// The territory where the person takes part.
    pub territory: Option<TerritoryId>,
    /// The document that the identity provider vouches for, hashed as rolls have it.
    pub document: Option<EntryHash>,
    /// What the person may be on this site; every person is a citizen.
    pub roles: BTreeSet<Role>,
    /// The secret that every form of this session carries.
    pub csrf: String,
    /// The session.
    pub session: SessionKey,
    /// What this page has to say first.
    pub flash: Option<Flash>,
}

/// How the visitor wants to see the site; kept in a cookie that says nothing of the person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// Another language than the site's.
    pub locale: Option<Locale>,
    /// Larger text.
    pub larger_text: bool,
    /// Stronger contrast.
    pub more_contrast: bool,
}

/// The hashed addresses of the built client.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The style sheet.
    pub css: String,
    /// The JavaScript that loads the WASM.
    pub js: String,
    /// The WASM.
    pub wasm: String,
    /// Under `cargo leptos watch`, the port at which it tells the browser that something has changed.
    pub reload_port: Option<u16>,
}

/// How the sites are reached from outside.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// `http` or `https`.
    pub scheme: String,
    /// The domain under which every site has its subdomain, e.g. `localhost`.
    pub base_domain: String,
    /// The port, where it is not the scheme's own.
    pub port: Option<u16>,
    /// Whether this server shows demonstration data.
    pub demonstration: bool,
}

impl Addresses {
    /// The address of a site's home page.
    pub fn of(&self, site: &Site) -> String {
        let host = if site.kind == shared::tenant::TenantKind::Platform {
            self.base_domain.clone()
        } else {
            format!("{}.{}", site.slug, self.base_domain)
        };
        match self.port {
            Some(port) => format!("{}://{host}:{port}/", self.scheme),
            None => format!("{}://{host}/", self.scheme),
        }
    }
}

impl Visit {
    /// The visit being answered.
    ///
    /// # Panics
    /// Outside a request that the server prepared: there is nothing to answer then.
    pub fn current() -> Self {
        expect_context::<Parts>()
            .extensions
            .get::<Self>()
            .cloned()
            .expect("the server puts the visit into every request before it renders")
    }

    /// The language of this page.
    pub fn locale(&self) -> Locale {
        self.preferences.locale.unwrap_or(self.site.locale)
    }

    /// Enters the site's data.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn enter(&self) -> store::Result<TenantTx> {
        self.database.enter(&self.site).await
    }

    /// Whether the viewer has one of these roles here. The administrator of the site may do all that the
    /// administrator of the process may.
    pub fn has_role(&self, role: Role) -> bool {
        self.viewer.as_ref().is_some_and(|viewer| {
            viewer.roles.contains(&role) || (role == Role::ProcessAdmin && viewer.roles.contains(&Role::TenantAdmin))
        })
    }

    /// Who asks, with the roles they hold; what else is known of them is [`crate::gate::Gate`]'s to find out.
    pub fn actor(&self) -> Actor {
        self.viewer
            .as_ref()
            .map_or_else(Actor::anonymous, |viewer| Actor::signed_in(viewer.person, viewer.roles.iter().copied()))
    }

    /// A random id for something new. It tells nothing: neither when it was made nor by whom.
    pub fn fresh_id<Id: From<uuid::Uuid>>(&self) -> Id {
        uuid::Uuid::new_v4().into()
    }

    /// A random code for somebody to keep and type.
    pub fn fresh_code(&self) -> TypedCode {
        // Of a random UUID the first six bytes and the last four are random, those between say its version.
        let random = uuid::Uuid::new_v4().into_bytes();
        let mut code = [0; 10];
        code[..6].copy_from_slice(&random[..6]);
        code[6..].copy_from_slice(&random[12..]);
        TypedCode::new(code)
    }

    /// The day it is where the site is.
    pub fn today(&self) -> NaiveDate {
        self.local(self.now).date()
    }

    /// An instant as the site's clocks show it.
    pub fn local(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        locale::in_zone(instant, self.site.time_zone)
    }

    /// Money as the visitor's language writes it.
    pub fn money(&self, money: Money) -> String {
        locale::format_money(money, self.locale())
    }

    /// A count as the visitor's language writes it.
    pub fn integer(&self, value: impl TryInto<i64>) -> String {
        locale::format_integer(value.try_into().unwrap_or(i64::MAX), self.locale())
    }

    /// A day and an hour of the site, in words.
    pub fn date_time(&self, instant: DateTime<Utc>) -> String {
        locale::format_date_time(self.local(instant), self.locale())
    }

    /// A day of the site, in words.
    pub fn date(&self, instant: DateTime<Utc>) -> String {
        locale::format_date(self.local(instant).date(), self.locale())
    }
}
