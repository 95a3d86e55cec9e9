//! Claims on personal data: filed and followed by anybody without telling who is on a roll, answered in time by somebody
//! who makes sure who asks, carried out by two people.

use std::collections::BTreeSet;

use app::text::claim as words;
use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use shared::claim::{ClaimKind, KEPT_DAYS, Standing, Step};
use shared::code::TypedCode;
use shared::id::ClaimId;
use shared::locale::{Locale, format_date, in_zone};
use shared::phase::PhaseKind;
use shared::role::Role;
use store::StoreError;
use store::claim::{self, Claim, NewClaim, NewStep, Subject};
use tests::browser::{Answer, Browser};
use tests::process::Process;
use tests::server::Running;
use tests::world::{NEIGHBOUR, Someone, World, today};

use crate::rolls::{ADMIN, OTHER, approve, hash, keeps_no_number, load, sign_in, with_rolls};

const ES: Locale = Locale::EsCo;
pub(super) const ON_ROLL: &str = "1020304050";
pub(super) const OFF_ROLL: &str = "1020304051";

pub(super) struct Office {
    pub(super) world: World,
    pub(super) server: Running,
    process: Process,
    pub(super) ada: Browser,
    beto: Browser,
}

impl Office {
    /// A town whose roll has one document, and two people who administer it.
    pub(super) async fn new() -> Self {
        let world = World::new().await;
        let process = Process::with_rules(&world, &world.one, PhaseKind::Ideas, &with_rolls()).await;
        let ada = world.sign_in(&world.one.site, &ADMIN).await;
        let id =
            load(&world, &world.one, "sisben", &format!("tipo;documento;territorio\ncc;{ON_ROLL};01\n"), None).await;
        approve(&world, &world.one, id, ada.person).await.unwrap();
        let server = world.serve().await;
        let ada = server.visit(&world.one.host()).with_cookie(&ada.cookie);
        let beto = world.browser(&server, &world.one.site, &OTHER).await;
        Self { world, server, process, ada, beto }
    }

    pub(super) fn stranger(&self) -> Browser {
        self.server.visit(&self.world.one.host())
    }

    /// All claims, as the store has them.
    async fn claims(&self) -> Vec<Claim> {
        let mut tx = self.world.database.database.enter(&self.world.one.site).await.unwrap();
        claim::of_process(&mut tx, self.process.id).await.unwrap()
    }

    pub(super) async fn page(&self, official: &Browser) -> Answer {
        let newest = self.claims().await.pop().unwrap();
        official.page(&app::path::admin_claim(newest.id)).await
    }

    pub(super) async fn answer(&self, official: &Browser, step: Step, more: &[(&str, &str)]) -> Answer {
        let page = self.page(official).await;
        let mut form = page.form("/hacer/responder-reclamo").tick("step", step.as_str());
        form = form.with("reason", "Se revisó con el archivo de la Secretaría");
        for (field, value) in more {
            form = form.with(field, value);
        }
        official.submit(&page, &form).await
    }

    /// Forgets what was over so long ago; says of how many claims.
    async fn forget(&self, at: DateTime<Utc>) -> u64 {
        let mut tx = self.world.database.database.enter(&self.world.one.site).await.unwrap();
        let forgotten = claim::forget(&mut tx, at - TimeDelta::days(KEPT_DAYS)).await.unwrap();
        tx.commit().await.unwrap();
        forgotten
    }

    /// Decides as Beto on the correction that waits.
    async fn decide(&self, how: &str) -> Answer {
        let page = self.beto.page("/admin/padrones/sisben").await;
        let decide = page.forms().into_iter().find(|form| form.value("how") == Some(how)).unwrap();
        self.beto.submit(&page, &decide).await
    }

    pub(super) async fn count(&self, query: &'static str) -> i64 {
        self.world.database.count(self.world.one.site.tenant, query).await
    }
}

pub(super) async fn file(browser: &Browser, kind: ClaimKind, number: &str) -> Answer {
    let page = browser.page("/reclamos").await;
    let form = page.form("/hacer/reclamar").with("kind", kind.as_str()).with("document_kind", "CC");
    let form = form.with("number", number).with("said", "Vivo en la vereda desde 2020 y no aparezco");
    browser.submit(&page, &form).await
}

/// The code that the page of a claim shows.
fn code(page: &Answer) -> TypedCode {
    let shown = page.body.split("receipt__code\">").nth(1).and_then(|rest| rest.split('<').next());
    shown.unwrap_or_else(|| panic!("no code: {}", page.text())).parse().unwrap()
}

/// When what is over today is forgotten.
fn in_time() -> DateTime<Utc> {
    server::clock::now() + TimeDelta::days(KEPT_DAYS) + TimeDelta::minutes(1)
}

async fn follow(browser: &Browser, code: &str) -> Answer {
    let page = browser.page("/reclamos/seguir").await;
    let action = "/hacer/seguir-reclamo";
    browser.submit(&page, &page.form(action).with("code", code)).await
}

#[tokio::test]
async fn a_stranger_files_a_claim_and_two_people_put_them_on_the_roll() {
    let office = Office::new().await;
    let stranger = office.stranger();
    // A form that comes back has everything but the number, although nobody is signed in; and once.
    let page = file(&stranger, ClaimKind::NotListed, "77").await;
    page.says("4 a 20 letras o cifras");
    let form = page.form("/hacer/reclamar");
    assert_eq!(form.value("kind"), Some("not_listed"));
    assert_eq!(form.value("number"), Some(""));
    assert_eq!(form.value("said"), Some("Vivo en la vereda desde 2020 y no aparezco"));
    assert!(!stranger.page("/reclamos").await.text().contains("4 a 20 letras o cifras y"));
    assert!(office.claims().await.is_empty());

    let filed = file(&stranger, ClaimKind::NotListed, OFF_ROLL).await;
    assert_eq!(filed.path, "/reclamos/seguir");
    filed.says(&words::number(ES, 1));
    let code = code(&filed);
    keeps_no_number(&office.world, &office.world.one, &[OFF_ROLL]).await;
    assert_eq!(office.count("select count(*) from claim_subject where person_id is not null or attested").await, 0);
    office.ada.page("/admin/padrones").await.says("Reclamos en trámite sobre los padrones: 1");

    // Who decides makes sure who it is, and says on which roll they belong.
    let page = office.page(&office.ada).await;
    page.says(words::not_attested(ES));
    page.says(words::found_none(ES));
    office.answer(&office.ada, Step::Upheld, &[]).await.says(words::identity_missing(ES));
    let shown = [("identity", "Mostró la cédula en la oficina")];
    office.answer(&office.ada, Step::Upheld, &shown).await.says(words::carry_missing(ES));
    let carry = [shown[0], ("carry", "added:predial")];
    office.answer(&office.ada, Step::Upheld, &carry).await.says("no se puede hacer");
    assert_eq!(office.count("select count(*) from roll_correction").await, 0);
    let carry = [shown[0], ("carry", "added:sisben")];
    office.answer(&office.ada, Step::Upheld, &carry).await.says(words::answered_waits(ES));

    // Until the second person approves, whoever filed it is told neither the decision nor its words.
    let waits = follow(&office.stranger(), &code.to_string()).await;
    waits.says(words::being_corrected(ES, "").trim_end());
    waits.keeps_quiet_about("archivo de la Secretaría");
    office.beto.page("/admin/padrones/sisben").await.says("Reclamo 1 de");
    office.decide("approve").await.says("La corrección quedó aprobada");
    let done = follow(&office.stranger(), &code.to_string().to_lowercase()).await;
    done.says(words::upheld(ES));
    done.says("Se revisó con el archivo de la Secretaría");
    done.keeps_quiet_about("Ada");
    assert_eq!(office.count("select count(*) from audit_entry where act = 'answer_claim'").await, 1);
    // The trail has no words of the claim: it cannot be deleted.
    let words = "select count(*) from audit_entry where row_to_json(audit_entry)::text like '%archivo de la%'
        or row_to_json(audit_entry)::text like '%vereda%'";
    assert_eq!(office.count(words).await, 0);
    // Nothing more is done with it.
    assert!(office.page(&office.ada).await.forms().iter().all(|form| form.action != "/hacer/responder-reclamo"));
}

#[tokio::test]
async fn a_correction_that_the_second_person_refuses_leaves_the_claim_open() {
    let office = Office::new().await;
    let code = code(&file(&office.stranger(), ClaimKind::NotListed, OFF_ROLL).await);
    let carry = [("identity", "Mostró la cédula"), ("carry", "added:sisben")];
    office.answer(&office.ada, Step::Upheld, &carry).await.says(words::answered_waits(ES));
    assert_eq!(office.forget(in_time()).await, 0, "somebody looks at the correction");
    office.decide("refuse").await;
    let claim = office.claims().await.remove(0);
    let mut tx = office.world.database.database.enter(&office.world.one.site).await.unwrap();
    let process = store::process::find(&mut tx, office.process.id).await.unwrap().unwrap();
    drop(tx);
    let Standing::Waits { due, .. } = claim.standing(&process, today()) else { panic!("it waits again") };
    let measure = process.claims_of(ClaimKind::NotListed);
    let filed = in_zone(claim.filed_at, process.almanac().zone).date();
    assert_eq!(Some(due), process.almanac().after_working_days(filed, measure.term.answer.get()));
    assert!(process.almanac().is_working_day(due));
    assert_eq!(office.forget(in_time()).await, 0, "it is open again");
    let open = follow(&office.stranger(), &code.to_string()).await;
    open.says(&words::waits(ES, format_date(due, ES)));
    open.keeps_quiet_about("archivo de la Secretaría");
    office.answer(&office.beto, Step::Refused, &carry[..1]).await.says(words::answered(ES));
    let refused = follow(&office.stranger(), &code.to_string()).await;
    refused.says(words::refused(ES));
    refused.says("archivo de la Secretaría");
    assert_eq!(office.forget(in_time()).await, 1);
}

#[tokio::test]
async fn a_correction_says_where_somebody_belongs_and_goes_before_the_file() {
    let office = Office::new().await;
    file(&office.stranger(), ClaimKind::WrongData, ON_ROLL).await;
    let place = [("identity", "Mostró la cédula"), ("territory", "02")];
    office.answer(&office.ada, Step::Upheld, &place).await.says(words::carry_where(ES));
    let off = [place[0], place[1], ("carry", "removed:sisben")];
    office.answer(&office.ada, Step::Upheld, &off).await.says(app::text::rolls::territory_needless(ES));
    let on = [place[0], place[1], ("carry", "added:sisben")];
    office.answer(&office.ada, Step::Upheld, &on).await.says(words::answered_waits(ES));
    office.beto.page("/admin/padrones/sisben").await.says("Entra, territorio 02");
    let document = hash(&office.world, &office.world.one, ON_ROLL);
    let belongs = async || {
        let mut tx = office.world.database.database.enter(&office.world.one.site).await.unwrap();
        let known = store::desk::known(&mut tx, document).await.unwrap().territory.map(|code| code.to_string());
        let listed = store::desk::listed(&mut tx, None, 10).await.unwrap().unwrap().people.remove(0).territory;
        (known, listed)
    };
    let first = Some("01".to_owned());
    assert_eq!(belongs().await, (first.clone(), first), "nobody has approved it");
    office.decide("approve").await.says("La corrección quedó aprobada");
    let second = Some("02".to_owned());
    assert_eq!(belongs().await, (second.clone(), second));
    office.page(&office.ada).await.says(&words::found_placed(ES, "02"));
    // Whoever has said nowhere else where they live, lives there.
    let mut tx = office.world.database.database.enter(&office.world.one.site).await.unwrap();
    let carla = sign_in(&mut tx, "Carla", Some(document)).await.person;
    let lives = store::person::find(&mut tx, carla).await.unwrap().unwrap().territory;
    assert_eq!(lives, Some(office.world.one.territories["02"]));
}

#[tokio::test]
async fn who_closes_a_claim_or_signs_out_leaves_it_to_nobody() {
    let office = Office::new().await;
    let browser = office.stranger();
    let filed = file(&browser, ClaimKind::Access, ON_ROLL).await;
    let number = words::number(ES, 1);
    filed.says(&number);
    let closed = browser.submit(&filed, &filed.form("/hacer/cerrar-reclamo")).await;
    assert_eq!(closed.path, "/reclamos/seguir");
    closed.keeps_quiet_about(&number);
    browser.page("/reclamos/seguir").await.keeps_quiet_about(&number);

    let browser = office.world.browser(&office.server, &office.world.one.site, &NEIGHBOUR).await;
    let followed = follow(&browser, &code(&filed).to_string()).await;
    followed.says(&number);
    browser.submit(&followed, &followed.form("/salir")).await;
    browser.page("/reclamos/seguir").await.keeps_quiet_about(&number);
}

/// What an answer shows, without what differs from one to the next whatever happens.
fn shown(answer: &Answer) -> (StatusCode, BTreeSet<(String, String)>, String) {
    let moment = ["date", "x-request-id", "server-timing", "content-security-policy", "set-cookie"];
    let headers = answer.headers.iter().filter(|(name, _)| !moment.contains(&name.as_str()));
    let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
    let mut body = answer.body.clone();
    for (before, after) in [("nonce=\"", "\""), ("receipt__code\">", "<")] {
        let secrets: BTreeSet<_> =
            answer.body.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect();
        for secret in secrets.into_iter().filter(|secret| !secret.is_empty()) {
            body = body.replace(secret, "*");
        }
    }
    (answer.status, headers, body)
}

#[tokio::test]
async fn neither_filing_nor_following_tells_who_is_on_a_roll() {
    let office = Office::new().await;
    for kind in ClaimKind::ALL {
        let mut seen = Vec::new();
        for number in [ON_ROLL, OFF_ROLL] {
            let stranger = office.stranger();
            let page = stranger.page("/reclamos").await;
            let form = page.form("/hacer/reclamar").with("kind", kind.as_str()).with("document_kind", "cc");
            let form = form.with("number", number).with("said", "Quiero que revisen mis datos");
            let posted = stranger.post("/reclamos", "/hacer/reclamar", &form.fields).await;
            let followed = stranger.page("/reclamos/seguir").await;
            let again = follow(&office.stranger(), &code(&followed).to_string()).await;
            let own = words::number(ES, office.claims().await.len());
            let told = [&page, &posted, &followed, &again].map(|answer| {
                let (status, headers, body) = shown(answer);
                (status, headers, body.replace(&own, "*"))
            });
            seen.push(told);
        }
        let [on, off] = <[_; 2]>::try_from(seen).unwrap();
        for (on, off) in on.iter().zip(&off) {
            assert_eq!((on.0, &on.1), (off.0, &off.1), "{kind}");
            // When it was filed is told to the minute.
            let lines = |body: &str| body.replace(char::is_numeric, "");
            assert_eq!(lines(&on.2), lines(&off.2), "{kind}");
        }
    }
    // A code that nothing has is answered alike, whatever has become of the claims that there are.
    let office = Office::new().await;
    let mut wrong = Vec::new();
    for step in [None, Some(Step::Asked), Some(Step::Refused)] {
        let code = code(&file(&office.stranger(), ClaimKind::Access, ON_ROLL).await).to_string();
        if let Some(step) = step {
            let identity = [("identity", "Mostró la cédula")];
            let more = if step == Step::Refused { &identity[..] } else { &[] };
            office.answer(&office.ada, step, more).await.says(words::answered(ES));
        }
        // All but the last sign.
        let last = if code.ends_with('0') { '1' } else { '0' };
        let near = format!("{}{last}", &code[..code.len() - 1]);
        wrong.push(shown(&follow(&office.stranger(), &near).await));
    }
    assert!(wrong[0].2.contains(words::unknown(ES)));
    assert!(wrong.iter().all(|answer| *answer == wrong[0]));
    // A claim about somebody else is answered without what was found.
    let other = office.stranger();
    let code = code(&file(&other, ClaimKind::NotBelonging, ON_ROLL).await);
    office.answer(&office.ada, Step::Upheld, &[("carry", "removed:sisben")]).await.says(words::answered_waits(ES));
    let told = follow(&office.stranger(), &code.to_string()).await;
    told.says(words::attended(ES));
    let under_way = words::being_corrected(ES, "");
    for found in [under_way.trim_end(), words::upheld(ES), words::step_upheld(ES), "archivo de la Secretaría"] {
        told.keeps_quiet_about(found);
    }
}

#[tokio::test]
async fn strangers_read_no_claim() {
    let office = Office::new().await;
    let filed = file(&office.stranger(), ClaimKind::Access, ON_ROLL).await;
    let code = code(&filed);
    let id = office.claims().await[0].id;
    // No code, another code, and the same code on the neighbour's site.
    let stranger = office.stranger();
    stranger.page("/reclamos/seguir").await.keeps_quiet_about("vereda");
    follow(&stranger, "no es un código").await.says(words::code_wrong(ES));
    follow(&stranger, "0000-0000-0000-0000-0000").await.says(words::unknown(ES));
    Process::with_rules(&office.world, &office.world.two, PhaseKind::Ideas, &with_rolls()).await;
    let there = office.server.visit(&office.world.two.host());
    follow(&there, &code.to_string()).await.says(words::unknown(ES));
    // The bench is for officials: of this site.
    let page = app::path::admin_claim(id);
    let citizen = office.world.browser(&office.server, &office.world.one.site, &NEIGHBOUR).await;
    for path in ["/admin/reclamos", &page] {
        assert_eq!(citizen.ask(path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert!(stranger.ask(path).await.redirect().is_some_and(|to| to.contains("/entrar")), "{path}");
    }
    let neighbour = Someone { territory: Some("11"), ..ADMIN };
    let neighbour = office.world.browser(&office.server, &office.world.two.site, &neighbour).await;
    assert_eq!(neighbour.ask(&page).await.status, StatusCode::NOT_FOUND);
    // Who filed it does not answer it.
    let own = Someone { name: "Olga", roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
    let own = office.world.browser(&office.server, &office.world.one.site, &own).await;
    file(&own, ClaimKind::Access, OFF_ROLL).await;
    let page = office.page(&own).await;
    page.says(words::own(ES));
    let forged = office.page(&office.ada).await.form("/hacer/responder-reclamo").tick("step", "refused");
    let csrf = own.page("/reclamos").await.form("/hacer/reclamar").value("csrf").unwrap().to_owned();
    let forged = forged.with("csrf", &csrf).with("reason", "No me gusta este reclamo");
    own.submit(&page, &forged.with("identity", "Soy yo misma")).await.says(words::own(ES));
    assert_eq!(office.count("select count(*) from claim_step").await, 0);
}

#[tokio::test]
async fn what_is_missing_is_asked_for_and_sent() {
    let office = Office::new().await;
    let stranger = office.stranger();
    let code = code(&file(&stranger, ClaimKind::WrongData, ON_ROLL).await);
    office.answer(&office.ada, Step::Asked, &[]).await.says(words::answered(ES));
    let page = follow(&stranger, &code.to_string()).await;
    page.says("Se revisó con el archivo");
    let form = page.form("/hacer/completar-reclamo");
    stranger.submit(&page, &form.clone().with("said", "corto")).await.says("Escriba de 10 a 1000");
    let page = stranger.page("/reclamos/seguir").await;
    stranger.submit(&page, &form.clone().with("said", "Nací en 1980, como dice mi cédula")).await;
    office.page(&office.ada).await.says("Nací en 1980, como dice mi cédula");
    // Once: what is complete is not completed again, nor is anything asked for twice.
    let again = stranger.submit(&page, &form.with("said", "Y otra cosa que se me olvidó")).await;
    again.says(words::barred(ES));
    assert!(
        office
            .page(&office.ada)
            .await
            .form("/hacer/responder-reclamo")
            .offered("step")
            .iter()
            .all(|step| *step != "asked")
    );
    office.answer(&office.ada, Step::Extended, &[]).await.says(words::answered(ES));
    follow(&stranger, &code.to_string()).await.says("con prórroga");

    // Two officials at once: the second is told.
    let claim = office.claims().await.remove(0);
    let said = "Se decide a la vez".parse().unwrap();
    let step = NewStep { step: Step::Refused, by: None, said: &said, identity: None, correction: None };
    let person = office.world.sign_in(&office.world.one.site, &ADMIN).await.person;
    let now = server::clock::now();
    for expected in [true, false] {
        let mut tx = office.world.database.database.enter(&office.world.one.site).await.unwrap();
        let taken = claim::take(&mut tx, &claim, NewStep { by: Some(person), ..step }, now).await;
        assert_eq!(taken.is_ok(), expected);
        if let Err(error) = taken {
            assert!(matches!(error, StoreError::Conflict(_)), "{error}");
        } else {
            tx.commit().await.unwrap();
        }
    }
}

#[tokio::test]
async fn what_was_told_is_forgotten_in_time_and_totals_hide_the_few() {
    let office = Office::new().await;
    for _ in 0..9 {
        file(&office.stranger(), ClaimKind::Access, OFF_ROLL).await;
    }
    office.stranger().page("/resultados").await.says(words::public_few(ES));
    for _ in 0..4 {
        file(&office.stranger(), ClaimKind::Access, OFF_ROLL).await;
    }
    office.stranger().page("/resultados").await.says(&words::public_lead(ES, 13));
    office.answer(&office.ada, Step::Refused, &[("identity", "Mostró la cédula")]).await.says(words::answered(ES));
    // One that was decided takes the others with it: twelve less one is no secret.
    let public = office.stranger().page("/resultados").await.text();
    let table = public.split(words::public_title(ES)).nth(1).unwrap();
    assert!(!table.contains(" 12 ") && !table.contains(" 1 "), "{table}");

    assert_eq!(office.forget(server::clock::now()).await, 0);
    assert_eq!(office.forget(in_time()).await, 1, "those that wait are kept");
    assert_eq!(office.count("select count(*) from claim_subject").await, 12);
    assert_eq!(office.count("select count(*) from claim").await, 13);
    assert_eq!(office.count("select count(*) from claim_said where number = 1").await, 0);
    office.page(&office.ada).await.says(words::forgotten(ES));
}

#[tokio::test]
async fn claims_that_come_at_once_have_numbers_of_their_own() {
    let office = Office::new().await;
    let said = "Todos a la vez, por favor".parse().unwrap();
    let subject = Subject::default();
    let filing = (0..8).map(|_| async {
        let mut tx = office.world.database.database.enter(&office.world.one.site).await.unwrap();
        let id: ClaimId = server::random::uuid().into();
        let (process, kind, code) = (office.process.id, ClaimKind::NotBelonging, server::random::bytes());
        let new = NewClaim { id, process, kind, code, subject: &subject, said: &said };
        let number = claim::file(&mut tx, &new, server::clock::now()).await.unwrap();
        tx.commit().await.unwrap();
        number
    });
    let numbers: BTreeSet<u32> = futures::future::join_all(filing).await.into_iter().collect();
    assert_eq!(numbers, (1..=8).collect());
}
