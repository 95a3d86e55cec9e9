//! Sites and people to test with: the platform, a metropolitan area and two of its municipalities.

use std::collections::BTreeMap;

use ::server::http::tokens::Tokens;
use ::server::http::visit::session_key;
use ::server::{clock, random};
use chrono::{DateTime, Months, NaiveDate, TimeDelta, Utc};
use shared::document::Fingerprint;
use shared::id::{PersonId, TenantId, TerritoryId};
use shared::locale::{Locale, in_zone};
use shared::money::Currency;
use shared::role::Role;
use shared::roll::EntryHash;
use shared::tenant::{Authority, OfficialCode, TenantKind, Theme};
use sqlx::{AssertSqlSafe, Executor as _, PgConnection, Row as _};
use store::person::{self, Attested, Identity};
use store::session::{self, NewSession};
use store::site::{self, Site};
use store::{NewSite, role};
use uuid::Uuid;

use crate::browser::Browser;
use crate::cluster::TestDatabase;
use crate::server::Running;

/// The sites of a test, in a database of its own.
pub struct World {
    /// The database.
    pub database: TestDatabase,
    /// The platform itself.
    pub platform: Site,
    /// A metropolitan area.
    pub area: Site,
    /// A member of the area, with a host of its own besides the subdomain: [`DOMAIN`].
    pub one: Town,
    /// Another member.
    pub two: Town,
}

/// The host of its own that the first town has.
pub const DOMAIN: &str = "presupuesto.uno.example";

/// A municipality with its territories.
#[derive(Clone, Debug)]
pub struct Town {
    /// The site.
    pub site: Site,
    /// Its territories by code: 01, 02 and 03 in the first town, 11, 12 and 13 in the second.
    pub territories: BTreeMap<String, TerritoryId>,
}

impl Town {
    /// Its host on a test's server.
    pub fn host(&self) -> String {
        host(&self.site)
    }

    /// The tenant.
    pub fn tenant(&self) -> Uuid {
        self.site.tenant.uuid()
    }
}

/// The host of a site on a test's server.
pub fn host(site: &Site) -> String {
    if site.kind == TenantKind::Platform { "localhost".to_owned() } else { format!("{}.localhost", site.slug) }
}

/// Population and poverty (hundredths of a percent) of the territories of each town.
pub const FIGURES: [(u64, u32); 3] = [(1000, 3000), (2500, 1200), (400, 4075)];

/// Somebody to be.
#[derive(Clone, Debug)]
pub struct Someone<'a> {
    /// The name.
    pub name: &'a str,
    /// The age in years; none when the identity provider gives no date of birth.
    pub age: Option<u32>,
    /// The code of the territory; none when the identity provider gives none.
    pub territory: Option<&'a str>,
    /// Roles besides being a citizen.
    pub roles: &'a [Role],
}

/// An adult of the first territory, without roles.
pub const NEIGHBOUR: Someone<'static> =
    Someone { name: "Amparo Ruiz Vidal", age: Some(34), territory: Some("01"), roles: &[] };

/// Somebody signed in.
#[derive(Clone, Debug)]
pub struct Member {
    /// The person.
    pub person: PersonId,
    /// The cookie of the session, as the browser sends it.
    pub cookie: String,
    /// The secret of the session's forms, masked.
    pub csrf: String,
}

impl World {
    /// Makes the sites.
    pub async fn new() -> Self {
        let database = TestDatabase::new().await;
        let now = clock::now();
        let platform = NewSite { domains: Vec::new(), ..blank(TenantKind::Platform, "convite", "Convite") };
        let area = blank(TenantKind::MetropolitanArea, "valle", "Área Metropolitana de Prueba");
        let of_area = |slug: &str, name: &str, code: &str| NewSite {
            group: Some(area.tenant),
            official_code: Some(OfficialCode::new(Authority::Dane, code).expect("a code")),
            population: Some(3900),
            eligible_population: Some(3000),
            population_source: Some("Censo de prueba".to_owned()),
            ..blank(TenantKind::Municipality, slug, name)
        };
        let one = NewSite { domains: vec![DOMAIN.to_owned()], ..of_area("uno", "Villa Uno", "05901") };
        let two = of_area("dos", "Villa Dos", "05902");
        for site in [&platform, &area, &one, &two] {
            database.owner.create_site(site, now).await.expect("a site");
        }
        let mut sites = site::all(&database.database).await.expect("the sites");
        let mut take = |slug: &str| {
            let at = sites.iter().position(|site| site.slug.as_str() == slug).expect("the site was made");
            sites.swap_remove(at)
        };
        let (platform, area, one, two) = (take("convite"), take("valle"), take("uno"), take("dos"));
        let one = Town { territories: territories(&database, &one, 1).await, site: one };
        let two = Town { territories: territories(&database, &two, 11).await, site: two };
        Self { database, platform, area, one, two }
    }

    /// Adds a Mexican state with municipalities of these official codes.
    pub async fn state(&self, codes: &[&str]) -> Site {
        let now = clock::now();
        let mexican = |site: NewSite| NewSite { country: "MX".to_owned(), currency: Currency::MXN, ..site };
        let state = mexican(blank(TenantKind::State, "estado", "Estado de Prueba"));
        self.database.owner.create_site(&state, now).await.expect("a state");
        for code in codes {
            let (slug, name) = (format!("municipio-{code}"), format!("Municipio {code}"));
            let member = NewSite {
                group: Some(state.tenant),
                official_code: Some(OfficialCode::new(Authority::Inegi, code).expect("a code")),
                ..mexican(blank(TenantKind::Municipality, &slug, &name))
            };
            self.database.owner.create_site(&member, now).await.expect("a municipality");
        }
        let sites = site::all(&self.database.database).await.expect("the sites");
        sites.into_iter().find(|site| site.tenant == state.tenant).expect("the state was made")
    }

    /// Serves it.
    pub async fn serve(&self) -> Running {
        Running::start(&self.database).await
    }

    /// Signs somebody in at a site, as the identity provider's answer would. It vouches for a document of theirs, since
    /// the tests' rules let people vote in person too.
    pub async fn sign_in(&self, site: &Site, who: &Someone<'_>) -> Member {
        self.sign_in_with(site, who, Some(document_of(who.name))).await
    }

    /// The same with another document, or without one that anybody vouches for.
    pub async fn sign_in_with(&self, site: &Site, who: &Someone<'_>, document: Option<EntryHash>) -> Member {
        let now = clock::now();
        let born = who.age.map(|years| {
            // The birthday was a month ago.
            today().checked_sub_months(Months::new(12 * years + 1)).expect("a date of birth")
        });
        let identity = Identity {
            issuer: "https://identidad.example".to_owned(),
            subject: format!("subject-{}", who.name),
            name: who.name.to_owned(),
            birth_date: born,
            territory_code: who.territory.map(ToOwned::to_owned),
            attested: Attested { document, ..Attested::default() },
        };
        let tokens = Tokens::of(&self.database.vault).expect("a key");
        let (token, csrf) = (tokens.fresh(), random::bytes());
        let mut tx = self.database.database.enter(site).await.expect("a transaction");
        let recognised = person::recognise(&mut tx, PersonId::from(random::uuid()), &identity, now).await;
        let person = recognised.expect("the person").person;
        for granted in who.roles {
            assert!(granted.may_exist_in(site.kind), "{granted} does not exist on a {}", site.kind);
            role::grant(&mut tx, person, *granted, now).await.expect("a role");
        }
        let opened = NewSession { key: session_key(&token), csrf, person, now, expires: now + TimeDelta::hours(12) };
        session::open(&mut tx, &opened).await.expect("a session");
        tx.commit().await.expect("a commit");
        Member {
            person,
            cookie: format!("{}={token}", ::server::http::cookies::SESSION),
            csrf: ::server::http::csrf::mask(&csrf),
        }
    }

    /// A browser in which somebody is signed in.
    pub async fn browser(&self, server: &Running, site: &Site, who: &Someone<'_>) -> Browser {
        let member = self.sign_in(site, who).await;
        server.visit(&host(site)).with_cookie(&member.cookie)
    }
}

/// The document of somebody to be, as rolls have it.
#[must_use]
pub fn document_of(name: &str) -> EntryHash {
    EntryHash::new(*Fingerprint::of_bytes(name.as_bytes()).bytes())
}

impl TestDatabase {
    /// The schema's owner inside a tenant, to prepare what no page makes and to look behind the pages.
    pub async fn inside(&self, tenant: TenantId) -> PgConnection {
        let mut connection = self.as_owner().await;
        enter(&mut connection, tenant).await;
        connection
    }

    /// What a tenant has: rows and a hash of each table. Sessions are left out, reading a page may touch them; so are
    /// the published figures, which the server publishes by itself.
    pub async fn fingerprint(&self, tenant: TenantId) -> BTreeMap<String, (i64, String)> {
        let mut connection = self.inside(tenant).await;
        let mut found = BTreeMap::new();
        for table in tenant_tables(&mut connection).await {
            if matches!(table.as_str(), "session" | "sign_in" | "aggregate") {
                continue;
            }
            let statement = format!(
                "select count(*), md5(coalesce(string_agg(row::text, '|' order by row::text), '')) from {table} row"
            );
            let row = sqlx::query(AssertSqlSafe(statement)).fetch_one(&mut connection).await.expect("a hash");
            found.insert(table, (row.get(0), row.get(1)));
        }
        crate::cluster::close(connection).await;
        found
    }

    /// The number that a query gives inside a tenant.
    pub async fn count(&self, tenant: TenantId, query: &'static str) -> i64 {
        let mut connection = self.inside(tenant).await;
        let count = sqlx::query_scalar(query).fetch_one(&mut connection).await;
        crate::cluster::close(connection).await;
        count.unwrap_or_else(|error| panic!("{query}: {error}"))
    }
}

/// Enters a tenant for as long as the connection lives.
pub async fn enter(connection: &mut PgConnection, tenant: TenantId) {
    connection.execute(AssertSqlSafe(format!("set app.tenant_id = '{tenant}'"))).await.expect("a tenant is entered");
}

/// Every table with a `tenant_id`.
pub async fn tenant_tables(connection: &mut PgConnection) -> Vec<String> {
    sqlx::query_scalar(
        "select class.relname::text from pg_class class
        join pg_attribute attribute on attribute.attrelid = class.oid and attribute.attname = 'tenant_id'
        where class.relkind in ('r', 'p') and class.relnamespace = 'public'::regnamespace
        order by 1",
    )
    .fetch_all(connection)
    .await
    .expect("the catalogue")
}

/// The time zone of every site of the world.
const TIME_ZONE: &str = "America/Bogota";

/// The day that it is at the sites of the world: for five hours of each day, not the one that it is in UTC.
#[must_use]
pub fn today() -> NaiveDate {
    in_zone(clock::now(), TIME_ZONE.parse().expect("a time zone")).date()
}

fn blank(kind: TenantKind, slug: &str, name: &str) -> NewSite {
    NewSite {
        tenant: TenantId::from(random::uuid()),
        kind,
        slug: slug.parse().expect("a slug"),
        name: name.to_owned(),
        domains: Vec::new(),
        group: None,
        country: "CO".to_owned(),
        currency: Currency::COP,
        time_zone: TIME_ZONE.parse().expect("a time zone"),
        locale: Locale::EsCo,
        official_code: None,
        population: None,
        eligible_population: None,
        population_source: None,
        theme: Theme::default(),
        identity: None,
    }
}

async fn territories(database: &TestDatabase, site: &Site, first: u32) -> BTreeMap<String, TerritoryId> {
    let mut connection = database.inside(site.tenant).await;
    let mut made = BTreeMap::new();
    for (number, (population, poverty)) in (first..).zip(FIGURES) {
        let (id, code) = (random::uuid(), format!("{number:02}"));
        sqlx::query(
            "with territory as (
                insert into territory (tenant_id, id, code, name, kind) values ($1, $2, $3, $4, 'comuna')
                returning tenant_id, id
            )
            insert into indicator_figure (tenant_id, territory_id, indicator, year, value, measure, source, imported_at)
            select tenant_id, id, figure.*, 'Censo de prueba', now() from territory
            cross join (values ('population', 2024, $5, 'people'), ('ipm', 2024, $6, 'share')) as figure",
        )
        .bind(site.tenant.uuid())
        .bind(id)
        .bind(&code)
        .bind(format!("Comuna {code} de {}", site.name))
        .bind(population.cast_signed())
        .bind(i64::from(poverty))
        .execute(&mut connection)
        .await
        .expect("a territory");
        made.insert(code, TerritoryId::from(id));
    }
    crate::cluster::close(connection).await;
    made
}

/// A moment some days from now.
pub fn days_from_now(days: i64) -> DateTime<Utc> {
    clock::now() + TimeDelta::days(days)
}
