//! The identity provider of the demonstration, running: signing in goes the whole way, as people go it.

use std::net::SocketAddr;
use std::process::Stdio;
use std::time::Duration;

use http::StatusCode;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep};

use crate::binary::free_port;
use crate::browser::{Answer, Browser};
use crate::cluster::checkout;

/// Longer than Node takes to start on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// The provider, until it is dropped.
pub struct Provider {
    /// What it is called in the protocol.
    pub issuer: String,
    address: SocketAddr,
    _program: Child,
}

impl Provider {
    /// Starts it on a free port.
    pub async fn start() -> Self {
        let port = free_port();
        let mut program = Command::new("node");
        program.arg(checkout().join("infra/idp/provider.mjs")).env("CONVITE_IDP_PORT", port.to_string());
        program.env_remove("NODE_ENV").env_remove("CONVITE_ENV").stdin(Stdio::null());
        // It warns of what a demonstration may do.
        program.stdout(Stdio::null()).stderr(Stdio::null());
        let mut program = program.kill_on_drop(true).spawn().expect("Node can be started");
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let client = reqwest::Client::builder().no_proxy().build().expect("a client for HTTP");
        let began = Instant::now();
        loop {
            let answer = client.get(format!("http://{address}/health")).send().await;
            if answer.is_ok_and(|answer| answer.status() == StatusCode::OK) {
                return Self { issuer: format!("http://localhost:{port}"), address, _program: program };
            }
            let ended = program.try_wait().expect("the state of the process");
            assert!(ended.is_none(), "the provider ended ({ended:?}): infra/setup.sh test installs what it needs");
            assert!(began.elapsed() < PATIENCE, "the provider is not ready");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// The flags of a server whose people sign in here.
    pub fn flags(&self) -> [&str; 4] {
        ["--oidc-issuer", &self.issuer, "--oidc-client-id", "convite-demo"]
    }

    /// Whether an address is one of the provider's.
    pub fn is_at(&self, address: &str) -> bool {
        address.strip_prefix(&self.issuer).is_some_and(|path| path.starts_with('/'))
    }

    /// Goes from an address of a site that sends people here through the provider as one of its people, and comes to the
    /// page to which the site brings them back.
    ///
    /// # Panics
    /// When the address does not lead here, or the provider not back.
    pub async fn sign_in(&self, browser: &Browser, from: &str, person: &str) -> Answer {
        let sent = browser.open(from).await;
        let there = sent.redirect().unwrap_or_else(|| panic!("{from} leads nowhere: {} {}", sent.status, sent.text()));
        let path = there.strip_prefix(&self.issuer).unwrap_or_else(|| panic!("{from} leads to {there}"));
        let window = Browser::new(self.address, "localhost");
        let people = window.page(path).await;
        let form = people.forms().into_iter().find(|form| form.post).expect("whom one can be");
        let back = window.submit(&people, &form.press("person", person)).await;
        let back = back.redirect().unwrap_or_else(|| panic!("the provider keeps them: {}", back.text()));
        let own = back.strip_prefix(&browser.origin()).unwrap_or_else(|| panic!("the provider leads to {back}"));
        browser.open(own).await
    }
}
