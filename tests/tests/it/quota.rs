//! At most so many ideas from each person: refused, taken back, and two at once.

use app::text::{idea, refusal};
use shared::locale::Locale;
use shared::permission::Action;
use shared::phase::PhaseKind;
use shared::ruleset::{Basis, Quota, RuleSet, Theme};
use tests::browser::{Answer, Browser, fields};
use tests::html::Form;
use tests::process::Process;
use tests::world::{NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;

/// The rules of the tests with two themes, and this limit on ideas.
fn limited(quota: &Quota) -> RuleSet {
    let theme = |id: &str, name: &str| Theme {
        id: id.parse().unwrap(),
        name: name.parse().unwrap(),
        within: None,
        kinds: Vec::new(),
        basis: Basis::Draft,
    };
    let mut rules = tests::rules::rules();
    rules.themes = vec![theme("agua", "Agua"), theme("vias", "Vías")];
    for power in rules.powers.iter_mut().filter(|power| power.may.contains(&Action::ProposeIdea)) {
        power.at_most = Some(quota.clone());
    }
    rules
}

fn filled(page: &Answer, theme: &str, title: &str) -> Form {
    page.form("/hacer/idea")
        .with("theme", theme)
        .with("title", title)
        .with("need", "Hace falta desde hace años y le sirve a todo el barrio.")
}

async fn propose(browser: &Browser, theme: &str, title: &str) -> Answer {
    let page = browser.page("/ideas/nueva").await;
    browser.submit(&page, &filled(&page, theme, title)).await
}

fn offers(page: &Answer, theme: &str) -> bool {
    page.body.contains(&format!("<option value=\"{theme}\""))
}

fn has_form(page: &Answer, action: &str) -> bool {
    page.forms().iter().any(|form| form.action == action)
}

/// Whether the answer is the page of an idea that was received.
fn received(answer: &Answer) -> bool {
    answer.path.starts_with("/ideas/") && !answer.path.starts_with("/ideas/nueva")
}

async fn ideas(world: &World, counted: &'static str) -> i64 {
    world.database.count(world.one.site.tenant, counted).await
}

#[tokio::test]
async fn one_idea_in_each_theme_and_the_place_of_one_taken_back_is_free() {
    let world = World::new().await;
    Process::with_rules(&world, &world.one, PhaseKind::Ideas, &limited(&Quota::InEachTheme { count: 1 })).await;
    let server = world.serve().await;
    let citizen = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let page = citizen.page("/ideas/nueva").await;
    page.says("Cada persona puede enviar una idea en cada tema.");
    assert!(offers(&page, "agua") && offers(&page, "vias"));

    // Without a theme nothing is sent.
    citizen.submit(&page, &filled(&page, "", "Un acueducto veredal")).await.says(idea::theme_missing(ES));
    assert_eq!(ideas(&world, "select count(*) from proposal").await, 0);

    let first = propose(&citizen, "agua", "Un acueducto veredal").await;
    assert!(received(&first), "{}", first.path);
    first.says("Agua");

    // The form offers what is left; whoever sends the other theme all the same is told why not, and loses nothing.
    let page = citizen.page("/ideas/nueva").await;
    assert!(!offers(&page, "agua") && offers(&page, "vias"));
    page.says(&idea::themes_full(ES, "Agua"));
    let back = citizen.submit(&page, &filled(&page, "agua", "Otro acueducto")).await;
    back.says(&refusal::quota_theme_one(ES, "Agua"));
    assert_eq!(back.form("/hacer/idea").value("title"), Some("Otro acueducto"));
    assert_eq!(ideas(&world, "select count(*) from proposal").await, 1);

    // Another theme is allowed, and somebody else in the same one.
    assert!(received(&propose(&citizen, "vias", "Un andén continuo").await));
    let member = world.sign_in(&world.one.site, &Someone { name: "Otra persona", ..NEIGHBOUR }).await;
    let other = server.visit(&world.one.host()).with_cookie(&member.cookie);
    assert!(received(&propose(&other, "agua", "Una fuente en el parque").await));
    assert_eq!(ideas(&world, "select count(*) from proposal").await, 3);

    // Nothing is left: the page says so before anything is typed.
    let full = citizen.page("/ideas/nueva").await;
    full.says(&refusal::quota_theme_one(ES, "Agua"));
    assert!(!has_form(&full, "/hacer/idea"));

    // Nobody else takes an idea back.
    assert!(!has_form(&other.page(&first.path).await, "/hacer/retirar-idea"));
    let id = first.path.trim_start_matches("/ideas/").to_owned();
    let taken = fields(&[("csrf", &member.csrf), ("id", &id)]);
    other.post(&first.path, "/hacer/retirar-idea", &taken).await;
    other.page("/").await.says(refusal::not_author(ES));
    assert_eq!(ideas(&world, "select count(*) from proposal where withdrawn").await, 0);

    // Whoever sent it does, once, and may send another in its place. Nobody reviews what was taken back.
    let own = citizen.page(&first.path).await;
    let form = own.form("/hacer/retirar-idea");
    let gone = citizen.submit(&own, &form).await;
    gone.says(idea::taken_back(ES));
    gone.says(idea::taken_back_detail(ES));
    assert!(!has_form(&gone, "/hacer/retirar-idea"));
    citizen.submit(&own, &form).await.says(idea::not_waiting(ES));
    assert_eq!(ideas(&world, "select count(*) from proposal where withdrawn").await, 1);
    assert!(received(&propose(&citizen, "agua", "Un acueducto mejor").await));
    assert_eq!(ideas(&world, "select count(*) from proposal where theme = 'agua' and not withdrawn").await, 2);
}

#[tokio::test]
async fn two_ideas_at_once_leave_one() {
    let world = World::new().await;
    Process::with_rules(&world, &world.one, PhaseKind::Ideas, &limited(&Quota::InAll { count: 1 })).await;
    let server = world.serve().await;
    let citizen = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let (first, second) = (citizen.page("/ideas/nueva").await, citizen.page("/ideas/nueva").await);
    let (one, two) = (filled(&first, "agua", "Un acueducto veredal"), filled(&second, "vias", "Un andén continuo"));
    assert_ne!(one.value("id"), two.value("id"));
    let (left, right) = tokio::join!(citizen.submit(&first, &one), citizen.submit(&second, &two));
    assert!(received(&left) != received(&right), "{} {}", left.path, right.path);
    assert_eq!(ideas(&world, "select count(*) from proposal").await, 1);
    // Whichever was kept: sent once more, the same form is the same idea.
    let (page, form) = if received(&left) { (&first, &one) } else { (&second, &two) };
    assert!(received(&citizen.submit(page, form).await));
    assert_eq!(ideas(&world, "select count(*) from proposal").await, 1);
    citizen.page("/ideas/nueva").await.says(refusal::quota_one(ES));
    citizen.page("/participar").await.says(refusal::quota_one(ES));
}
