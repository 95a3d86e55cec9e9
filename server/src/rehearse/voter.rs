//! Somebody who votes, over HTTP as a browser without JavaScript does it.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use http::{HeaderName, StatusCode, header};
use openidconnect::reqwest::{self, Client, Method, Response, redirect::Policy};
use shared::code::TypedCode;
use shared::id::ContestId;
use shared::urn::Attempt;

use super::extras::Marks;
use super::measure::{Notes, Step};
use crate::http::{cookies, csrf};
use crate::random;

/// How long a browser waits for an answer.
const PATIENCE: Duration = Duration::from_mins(1);

/// How often somebody sends the same page again.
const TRIES: u32 = 12;

/// How often somebody believes that being sent back to the ballot was a mistake.
const SENT_BACK: u32 = 3;

/// The longest wait between two tries, where nobody says how long it takes.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// How long somebody keeps their turn in line.
const IN_LINE: Duration = Duration::from_hours(1);

/// Somebody who votes.
#[derive(Debug, Clone)]
pub struct Voter {
    /// The session's token.
    pub token: String,
    /// The secret of the session's forms.
    pub csrf: [u8; 32],
    /// How many contests are on their ballot.
    pub contests: usize,
    /// What they mark, as fields of the ballot's form.
    pub marks: Marks,
    /// Which of the crowd it is.
    pub number: u32,
}

/// How much of the way to the urn is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Journey {
    /// From the ballot to the receipt, page by page
    Whole,
    /// Casting alone, as often as the machine can
    Cast,
}

/// How somebody's vote ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// With a receipt of each contest.
    Acknowledged(Vec<(ContestId, TypedCode)>),
    /// They are told that they voted: a vote whose receipt went astray.
    VotedBefore,
    /// They were turned away, or gave up.
    Without,
}

/// The browsers of a crowd.
#[derive(Debug, Clone)]
pub struct Crowd {
    client: Client,
    /// Of each server: whoever does not get an answer from one asks the next.
    origins: Vec<String>,
}

impl Crowd {
    /// A crowd in front of a site of these servers.
    ///
    /// # Errors
    /// When no client can be made.
    pub fn new(host: &str, servers: &[SocketAddr]) -> Result<Self, reqwest::Error> {
        // However the host is resolved here: it is those servers which are rehearsed.
        let client = Client::builder().redirect(Policy::none()).timeout(PATIENCE).resolve_to_addrs(host, servers);
        let origins = servers.iter().map(|server| format!("http://{host}:{}", server.port())).collect();
        Ok(Self { client: client.build()?, origins })
    }

    /// The first of the servers that does not let the administrator in: for a moment it may know an earlier site by that
    /// name, where nobody of this crowd is anybody.
    pub async fn closed(&self, admin: &Voter) -> Option<String> {
        for origin in &self.origins {
            let answer = self.ask(origin, admin, (Method::GET, app::path::ADMIN), "", &[]).await;
            if !answer.is_ok_and(|answer| answer.status() == StatusCode::OK) {
                return Some(origin.clone());
            }
        }
        None
    }

    /// Sends a form without fields as somebody; whether it was answered.
    pub async fn act(&self, voter: &Voter, action: &str, notes: &Notes) -> bool {
        let form = [("csrf".to_owned(), csrf::mask(&voter.csrf))];
        self.browser(voter, notes).insist(Step::Act, (Method::POST, action), "", &form).await.is_some()
    }

    /// Votes. Whatever is not answered is tried again for a while, with the same page.
    pub async fn vote(&self, voter: &Voter, journey: Journey, notes: &Notes) -> Ended {
        let came = Instant::now();
        let ended = self.browser(voter, notes).vote(journey).await;
        if journey == Journey::Whole && matches!(ended, Ended::Acknowledged(_)) {
            notes.took(Step::Whole, came.elapsed());
        }
        ended
    }

    fn browser<'a>(&'a self, voter: &'a Voter, notes: &'a Notes) -> Browser<'a> {
        Browser { crowd: self, voter, notes, turn: None }
    }
}

/// The browser of one of them.
#[derive(Debug)]
struct Browser<'a> {
    crowd: &'a Crowd,
    voter: &'a Voter,
    notes: &'a Notes,
    /// The ticket that keeps the turn of whoever was told to come again.
    turn: Option<String>,
}

impl Browser<'_> {
    async fn vote(&mut self, journey: Journey) -> Ended {
        let attempt = Attempt::new(u128::from_be_bytes(random::bytes()));
        let csrf = ("csrf".to_owned(), csrf::mask(&self.voter.csrf));
        if journey == Journey::Whole && !self.come_to_the_review(&csrf).await {
            return Ended::Without;
        }
        let mut form = vec![csrf, ("attempt".to_owned(), attempt.to_string())];
        form.extend(self.voter.marks.iter().cloned());
        let mut sent_back = 0;
        let cast = loop {
            let Some(cast) = self.insist(Step::Cast, (Method::POST, "/hacer/voto"), "", &form).await else {
                return Ended::Without;
            };
            match text_of(&cast, header::LOCATION.as_str()).unwrap_or_default().as_str() {
                "/votar/listo" => break cast,
                // The site failed, or it says that they voted: whoever goes back and sends the page again learns which.
                "/votar" if sent_back < SENT_BACK => {
                    self.notes.trouble(Step::Cast, "sent back to the ballot".to_owned());
                    sent_back += 1;
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
                "/votar" => return Ended::VotedBefore,
                to => {
                    self.notes.trouble(Step::Cast, format!("sent to {to}"));
                    return Ended::Without;
                }
            }
        };
        let Some(proof) = cookie_of(&cast, "comprobante") else {
            self.notes.trouble(Step::Cast, "no receipt".to_owned());
            return Ended::Without;
        };
        let receipts = receipts_of(&proof).filter(|receipts| receipts.len() == self.voter.contests);
        if journey == Journey::Whole {
            let waiting = format!("; comprobante={proof}");
            self.insist(Step::Receipt, (Method::GET, "/votar/listo"), &waiting, &[]).await;
        }
        let Some(receipts) = receipts else {
            self.notes.trouble(Step::Cast, "no receipt of each contest".to_owned());
            return Ended::Without;
        };
        Ended::Acknowledged(receipts)
    }

    /// The pages before the last one.
    async fn come_to_the_review(&mut self, csrf: &(String, String)) -> bool {
        if self.insist(Step::Ballot, (Method::GET, "/votar"), "", &[]).await.is_none() {
            return false;
        }
        let mut form = vec![csrf.clone()];
        form.extend(self.voter.marks.iter().cloned());
        let marked = self.insist(Step::Mark, (Method::POST, "/hacer/tarjeton"), "", &form).await;
        let draft = marked.as_ref().and_then(|answer| cookie_of(answer, "tarjeton"));
        let Some(draft) = draft else {
            self.notes.trouble(Step::Mark, "the ballot came back".to_owned());
            return false;
        };
        let waiting = format!("; tarjeton={draft}");
        self.insist(Step::Review, (Method::GET, "/votar/revisar"), &waiting, &[]).await.is_some()
    }

    /// Sends a request until it is answered, for a while; how long the answer took is noted. Whoever is told to come
    /// again does so when they are told to, with their ticket.
    async fn insist(
        &mut self,
        step: Step,
        (method, path): (Method, &str),
        cookies: &str,
        form: &[(String, String)],
    ) -> Option<Response> {
        let mut wait = Duration::from_millis(250);
        let asked = Instant::now();
        let mut tries = 0;
        while tries < TRIES && asked.elapsed() < IN_LINE {
            let turn = self.turn.as_ref().map(|turn| format!("; {}={turn}", cookies::TURN)).unwrap_or_default();
            let sent = Instant::now();
            let answer =
                self.crowd.send(self.voter, tries, (method.clone(), path), &format!("{cookies}{turn}"), form).await;
            let given = answer.as_ref().ok().and_then(|answer| cookie_of(answer, cookies::TURN));
            let stands = given.is_some();
            self.turn = given.or(self.turn.take());
            match answer {
                Ok(answer) if answer.status().is_success() || answer.status().is_redirection() => {
                    self.notes.took(step, sent.elapsed());
                    return Some(answer);
                }
                Ok(answer) => {
                    let seconds = |name: HeaderName| text_of(&answer, name.as_str()).and_then(|wait| wait.parse().ok());
                    let told = seconds(header::RETRY_AFTER);
                    // A browser looks again when the page says so, which may be before the turn comes.
                    if let (true, Some(told)) = (stands, seconds(header::REFRESH).or(told)) {
                        self.notes.trouble(step, "told to come again".to_owned());
                        tokio::time::sleep(Duration::from_secs(told)).await;
                        continue;
                    }
                    let status = answer.status();
                    self.notes.trouble(step, status.to_string());
                    let again = matches!(
                        status,
                        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT
                    ) || status.is_server_error();
                    if !again {
                        return None;
                    }
                    wait = told.map_or(wait, Duration::from_secs);
                }
                Err(error) => self.notes.trouble(step, kind(&error).to_owned()),
            }
            tokio::time::sleep(wait.min(LONGEST_WAIT)).await;
            wait *= 2;
            tries += 1;
        }
        self.notes.trouble(step, "given up".to_owned());
        None
    }
}

impl Crowd {
    async fn send(
        &self,
        voter: &Voter,
        attempt: u32,
        (method, path): (Method, &str),
        cookies: &str,
        form: &[(String, String)],
    ) -> Result<Response, reqwest::Error> {
        let origin = &self.origins[voter.number.wrapping_add(attempt) as usize % self.origins.len()];
        self.ask(origin, voter, (method, path), cookies, form).await
    }

    async fn ask(
        &self,
        origin: &str,
        voter: &Voter,
        (method, path): (Method, &str),
        cookies: &str,
        form: &[(String, String)],
    ) -> Result<Response, reqwest::Error> {
        let session = format!("{}={}{cookies}", cookies::SESSION, voter.token);
        let mut request = self
            .client
            .request(method.clone(), format!("{origin}{path}"))
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, session)
            // Each from an address of their own, as long as the server trusts whoever sends this.
            .header("x-forwarded-for", Ipv4Addr::from_bits(0x0a00_0000 | voter.number).to_string());
        if method == Method::POST {
            let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(body);
        }
        request.send().await
    }
}

fn text_of(answer: &Response, name: &str) -> Option<String> {
    Some(answer.headers().get(name)?.to_str().ok()?.to_owned())
}

fn cookie_of(answer: &Response, name: &str) -> Option<String> {
    let set = answer.headers().get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    let value = |set: &str| Some(set.split(';').next()?.split_once('=').filter(|(of, _)| *of == name)?.1.to_owned());
    set.filter_map(value).find(|value| !value.is_empty())
}

/// The receipts that wait in a cookie for the page that shows them: the contest of each, and its code.
fn receipts_of(cookie: &str) -> Option<Vec<(ContestId, TypedCode)>> {
    let one = |receipt: &str| {
        let mut parts = receipt.split('.');
        let (code, contest) = (parts.next()?, parts.nth(1)?);
        Some((contest.parse().ok()?, code.parse().ok()?))
    };
    cookie.split('_').map(one).collect()
}

fn kind(error: &reqwest::Error) -> &'static str {
    if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the connection broke"
    }
}
