//! The line of a site that is full: who waits is told how long, and nobody else's line is longer for it.

use std::time::{Duration, Instant};

use app::text::common;
use http::StatusCode;
use shared::locale::Locale;
use sqlx::{Connection as _, Executor as _};
use tests::cluster::close;
use tests::server::{Running, UNLIMITED};
use tests::world::{NEIGHBOUR, World};

#[tokio::test]
async fn a_full_site_tells_how_long_it_takes_and_leaves_its_neighbour_alone() {
    let world = World::new().await;
    let flags: Vec<&str> = UNLIMITED.iter().copied().chain(["--at-once", "4"]).collect();
    let server = Running::start_with(&world.database, &flags).await;
    // Whoever has this session is not answered until its row is let go.
    let member = world.sign_in(&world.one.site, &NEIGHBOUR).await;
    let mut holding = world.database.inside(world.one.site.tenant).await;
    holding.execute("update session set last_seen_at = last_seen_at - interval '5 minutes'").await.unwrap();
    let mut held = holding.begin().await.unwrap();
    held.execute("select from session for update").await.unwrap();
    let mut slow = Vec::new();
    // The last of the four is never one site's alone.
    for _ in 0..3 {
        let browser = server.visit("uno.localhost").with_cookie(&member.cookie);
        slow.push(tokio::spawn(async move { browser.ask("/").await }));
    }
    tokio::time::sleep(Duration::from_millis(300)).await;

    let here = server.visit("uno.localhost");
    let sent = async {
        let fields = [("text".to_owned(), "larger".to_owned()), ("volver".to_owned(), "/".to_owned())];
        server.visit("uno.localhost").post("/", "/preferencias", &fields).await
    };
    let read = async {
        let turned = here.ask("/").await;
        // Meanwhile the neighbour's people are answered at once.
        let began = Instant::now();
        server.visit("dos.localhost").page("/").await.says("Villa Dos");
        assert!(began.elapsed() < Duration::from_secs(3));
        assert_eq!(server.visit("uno.localhost").ask("/health").await.status, StatusCode::OK);
        turned
    };
    let (sent, read) = tokio::join!(sent, read);
    for turned in [&sent, &read] {
        assert_eq!(turned.status, StatusCode::SERVICE_UNAVAILABLE);
        turned.says(common::queue_title(Locale::EsCo));
        assert!(turned.header("retry-after").is_some_and(|seconds| seconds.parse::<u64>().is_ok()));
        assert!(turned.header("set-cookie").is_some_and(|cookie| cookie.starts_with("__Host-convite-turn=")));
    }
    // Only a page that was read is asked for again by itself: a form is not sent twice unasked.
    assert!(read.header("refresh").is_some() && sent.header("refresh").is_none());
    sent.says("todavía no se recibió");

    held.rollback().await.unwrap();
    for answer in slow {
        assert_eq!(answer.await.unwrap().status, StatusCode::OK);
    }
    close(holding).await;
    here.page("/").await.says("Villa Uno");
}
