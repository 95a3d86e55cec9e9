//! Photos of sheets: who adds them, who looks at them, and what is made of whatever is sent as one.

use app::text::{paper as said, urn as sealing};
use http::StatusCode;
use shared::role::Role;
use sqlx::Executor as _;
use tests::browser::{Answer, Browser};
use tests::cluster::close;
use tests::world::NEIGHBOUR;

use super::{ES, PAPER, enter, register, seal, town};

/// A picture of one pixel.
const PNG: &[u8] = b"\
    \x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\
    \xc4\x89\x00\x00\x00\x0dIDATx\x9cc\x10P0\xf8\x0f\x00\x02\x04\x01`\x8d\xbc\xbbq\x00\x00\x00\x00IEND\xaeB`\
    \x82";

async fn attach(who: &Browser, sheet: &str, file: &[u8]) -> Answer {
    let page = who.page(sheet).await;
    who.upload(&page, &page.form("/hacer/foto-de-planilla"), "photo", file).await
}

/// What is sent for an address, as it is.
async fn bytes(who: &Browser, path: &str) -> Vec<u8> {
    let answer = who.request(reqwest::Method::GET, path).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.bytes().await.unwrap().to_vec()
}

#[tokio::test]
async fn a_photo_is_seen_by_whoever_answers_for_paper_and_its_hash_by_everybody() {
    let town = town().await;
    town.hand_out(1).await;
    let (admin, officer) = (town.admin().await, town.officer());
    let sheet = register(&town, &officer, "1").await.path;
    let id = sheet.rsplit('/').next().unwrap().to_owned();
    let first = app::path::paper_photo(&id, 1);
    attach(&officer, &sheet, PNG).await.says(&said::attached(ES, 1));
    // While people vote nobody looks at what ballots say.
    officer.page(&sheet).await.says(said::photos_later(ES));
    for who in [&officer, &admin] {
        assert_eq!(who.open(&first).await.status, StatusCode::NOT_FOUND);
    }
    town.close().await;

    let photo = server::photo::develop(PNG).unwrap();
    let hash = photo.fingerprint().to_string();
    let page = officer.page(&sheet).await;
    page.says(&hash);
    assert!(page.body.contains(&first));
    let shown = officer.open(&first).await;
    let header = |name| shown.header(name).unwrap_or_default().to_owned();
    assert_eq!(header("content-type"), "image/jpeg");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("cache-control"), "private, no-store");
    assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(bytes(&officer, &first).await, photo.jpeg);
    assert_eq!(bytes(&admin, &first).await, photo.jpeg);
    // Neither a neighbour nor a stranger, whatever they ask for.
    let citizen = town.world.browser(&town.server, &town.world.one.site, &NEIGHBOUR).await;
    for who in [&citizen, &town.server.visit("uno.localhost"), &town.server.visit("dos.localhost")] {
        assert_eq!(who.open(&first).await.status, StatusCode::NOT_FOUND);
    }
    for nothing in [app::path::paper_photo(&id, 2), app::path::paper_photo(&id, "x"), app::path::paper_photo("x", 1)] {
        assert_eq!(officer.open(&nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
    attach(&officer, &sheet, PNG).await.says(said::photo_known(ES));
    // Whoever looks at a photo reads the sheet all the same, and is shown no reading of anybody else.
    enter(&officer, &sheet, "1").await.says(said::kept_first(ES));
    let page = admin.page(&sheet).await;
    page.says(&hash);
    assert_eq!(page.form("/hacer/digitar").value("readings"), Some(""));
    enter(&admin, &sheet, "1").await.says(said::kept_agreed(ES));

    seal(&admin).await.says(&sealing::sealed_all(ES, 3));
    assert!(officer.page(&sheet).await.forms().iter().all(|form| form.action != "/hacer/foto-de-planilla"));
    let page = admin.page("/admin/resultados").await;
    admin.submit(&page, &page.form("/hacer/contar")).await;
    let elena = town.somebody("Elena", Role::ProcessAdmin).await;
    assert_eq!(bytes(&elena, &first).await, photo.jpeg);
    let page = elena.page("/admin/resultados").await;
    elena.submit(&page, &page.form("/hacer/decidir-conteo")).await;
    let public = town.server.visit("uno.localhost");
    public.page("/procesos/vigente-uno/01/urna").await.says(&hash);
    let act = public.page("/procesos/vigente-uno/01/acta.json").await.body;
    let act = shared::act::Act::read(&act).unwrap();
    assert_eq!(act.record.paper[0].photos, [photo.fingerprint()]);
    assert_eq!(public.page("/procesos/vigente-uno/01/acta.pdf").await.status, StatusCode::OK);
    // It is in the database once, whatever happens, and goes with the archive.
    assert_eq!(town.count("select count(*) from paper_photo where sha256 = sha256(image)").await, 1);
}

#[tokio::test]
async fn what_is_no_photo_is_refused_with_the_reason() {
    let town = town().await;
    let officer = town.officer();
    let sheet = register(&town, &officer, "1").await.path;
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let mut bomb = PNG.to_vec();
    bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    bomb[29..33].copy_from_slice(&[0xb6, 0x05, 0xd9, 0x50]);
    let large = vec![0xff; shared::paper::Photo::MOST_BYTES + 1];
    let jpeg = server::photo::develop(PNG).unwrap().jpeg;
    let cases: [(&[u8], String); 5] = [
        (svg, said::photo_kind(ES).to_owned()),
        (b"", said::photo_empty(ES).to_owned()),
        (&PNG[..40], said::photo_damaged(ES).to_owned()),
        (&jpeg[..jpeg.len() - 3], said::photo_damaged(ES).to_owned()),
        (&large, said::photo_too_large(ES, said::MEGABYTES)),
    ];
    for (file, why) in &cases {
        attach(&officer, &sheet, file).await.says(why);
    }
    let refused = attach(&officer, &sheet, &bomb).await.text();
    assert!(refused.contains(said::photo_damaged(ES)) || refused.contains(&said::photo_pixels(ES, 32)), "{refused}");
    // Far too much is not even read to its end.
    let far = vec![0xff; shared::paper::Photo::MOST_BYTES + 100_000];
    assert_eq!(attach(&officer, &sheet, &far).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(town.count("select count(*) from paper_photo").await, 0);

    // A page behind a picture is a picture, and nothing of the page is kept.
    let polyglot = [PNG, b"<script>alert(1)</script>"].concat();
    attach(&officer, &sheet, &polyglot).await.says(&said::attached(ES, 1));
    let kept = "select count(*) from paper_photo where position('script'::bytea in image) > 0";
    assert_eq!(town.count(kept).await, 0);
    let other = "select count(*) from paper_photo where substring(image from 1 for 3) <> '\\xffd8ff'::bytea";
    assert_eq!(town.count(other).await, 0);
    // Neither without the session's secret nor by whoever reads no paper.
    let page = officer.page(&sheet).await;
    let form = page.form("/hacer/foto-de-planilla");
    let forged = officer.upload(&page, &form.clone().with("csrf", &"0".repeat(128)), "photo", &jpeg).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let neighbour = town.world.sign_in(&town.world.one.site, &NEIGHBOUR).await;
    let browser = town.server.visit(&town.world.one.host()).with_cookie(&neighbour.cookie);
    browser.upload(&page, &form.with("csrf", &neighbour.csrf), "photo", &jpeg).await;
    assert_eq!(town.count("select count(*) from paper_photo").await, 1);
}

#[tokio::test]
async fn the_database_keeps_photos_as_they_are() {
    let town = town().await;
    let officer = town.officer();
    let sheet = register(&town, &officer, "1").await.path;
    attach(&officer, &sheet, PNG).await.says(&said::attached(ES, 1));
    let mut inside = town.world.database.inside(town.world.one.site.tenant).await;
    let swapped =
        "insert into paper_photo select tenant_id, sheet_id, 2, 'otra'::bytea, sha256, width, height, added_by,
        added_at from paper_photo";
    for change in [swapped, "update paper_photo set image = 'otra'", "delete from paper_photo", "truncate paper_photo"]
    {
        assert!(inside.execute(change).await.is_err(), "{change}");
    }
    close(inside).await;
    town.close().await;
    let admin = town.admin().await;
    for reader in [&officer, &admin] {
        enter(reader, &sheet, "1").await;
    }
    let page = admin.page(PAPER).await;
    let form =
        page.form("/hacer/explicar-papel").with("why", "elsewhere").with("reason", "Era de otra mesa del barrio");
    admin.submit(&page, &form).await.says(said::now_explained(ES));
    let elena = town.somebody("Elena", Role::ProcessAdmin).await;
    let page = elena.page(PAPER).await;
    elena.submit(&page, &page.form("/hacer/decidir-explicacion")).await.says(said::now_confirmed(ES));
    seal(&admin).await.says(&sealing::sealed_all(ES, 3));
    let mut inside = town.world.database.inside(town.world.one.site.tenant).await;
    let late =
        "insert into paper_photo select tenant_id, sheet_id, 2, 'x'::bytea, sha256('x'::bytea), 1, 1, added_by, now()
        from paper_photo";
    assert!(inside.execute(late).await.is_err(), "a photo is added to a sealed urn");
    close(inside).await;
}
