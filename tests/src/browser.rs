//! A browser without JavaScript: it follows links and redirects, fills in forms and sends them, and says where they come
//! from as browsers do.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use http::{HeaderMap, StatusCode};

use crate::html::{self, Form};

/// Somebody at a site.
#[derive(Clone, Debug)]
pub struct Browser {
    client: reqwest::Client,
    address: SocketAddr,
    host: String,
    /// Name to path and value. Copies of a browser share them, as windows do.
    cookies: Arc<Mutex<BTreeMap<String, (String, String)>>>,
}

/// What a request got.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The address that answered: path and query.
    pub path: String,
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// What it says.
    pub body: String,
}

impl Browser {
    /// Somebody who visits a host (without its port) on a server and is not signed in.
    pub fn new(address: SocketAddr, host: &str) -> Self {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .expect("a client for HTTP");
        Self { client, address, host: host.to_owned(), cookies: Arc::default() }
    }

    /// The same with a cookie, `name=value`.
    #[must_use]
    pub fn with_cookie(self, cookie: &str) -> Self {
        self.keep(&format!("{cookie}; Path=/"));
        self
    }

    fn cookies(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, (String, String)>> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps or forgets what a `Set-Cookie` header says.
    fn keep(&self, header: &str) {
        let mut parts = header.split(';').map(str::trim);
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else { return };
        let (mut path, mut forgotten) = ("/", false);
        for part in parts {
            match part.split_once('=') {
                Some((key, given)) if key.eq_ignore_ascii_case("path") => path = given,
                Some((key, given)) if key.eq_ignore_ascii_case("max-age") => forgotten = given == "0",
                _ => {}
            }
        }
        let mut cookies = self.cookies();
        if forgotten {
            cookies.remove(name);
        } else {
            cookies.insert(name.to_owned(), (path.to_owned(), value.to_owned()));
        }
    }

    /// The cookies that go to an address.
    fn sent_to(&self, path: &str) -> Option<String> {
        let path = path.split(['?', '#']).next().unwrap_or(path);
        let below =
            |of: &str| of == "/" || path.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let cookies = self.cookies();
        let sent: Vec<_> = cookies
            .iter()
            .filter(|(_, (of, _))| below(of))
            .map(|(name, (_, value))| format!("{name}={value}"))
            .collect();
        (!sent.is_empty()).then(|| sent.join("; "))
    }

    /// The host as the browser names it.
    pub fn host(&self) -> String {
        format!("{}:{}", self.host, self.address.port())
    }

    /// The origin of the pages here.
    pub fn origin(&self) -> String {
        format!("http://{}", self.host())
    }

    /// A request to this site, with the headers that every browser sends.
    pub fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        let request = self
            .client
            .request(method, format!("http://{}{path}", self.address))
            .header("host", self.host())
            .header("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        match self.sent_to(path) {
            Some(cookie) => request.header("cookie", cookie),
            None => request,
        }
    }

    /// Sends a request and reads the answer, redirects included.
    pub async fn send(&self, path: &str, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.unwrap_or_else(|error| panic!("{path}: {error:?}"));
        let (status, headers) = (response.status(), response.headers().clone());
        for cookie in headers.get_all("set-cookie") {
            self.keep(cookie.to_str().expect("cookies are ASCII"));
        }
        let body = response.bytes().await.unwrap_or_else(|error| panic!("{path}: {error:?}"));
        Answer { path: path.to_owned(), status, headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    /// Opens an address without following a redirect.
    pub async fn ask(&self, path: &str) -> Answer {
        self.send(path, self.request(reqwest::Method::GET, path)).await
    }

    /// Opens an address of this site.
    pub async fn open(&self, path: &str) -> Answer {
        let answer = self.ask(path).await;
        self.follow(answer).await
    }

    /// Opens a page that must be there.
    pub async fn page(&self, path: &str) -> Answer {
        let page = self.open(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
        page
    }

    /// Posts fields as a form of a page does, without following the redirect.
    pub async fn post(&self, from: &str, to: &str, fields: &[(String, String)]) -> Answer {
        let request = self
            .request(reqwest::Method::POST, to)
            .header("origin", self.origin())
            .header("referer", format!("{}{from}", self.origin()))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(encode(fields));
        self.send(to, request).await
    }

    /// Posts a form with a file, as a browser does where one was chosen, and comes to the page after it.
    pub async fn upload(&self, page: &Answer, form: &Form, field: &str, file: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in &form.fields {
            let heading = format!("--parte\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(heading.into_bytes());
        }
        let heading = format!(
            "--parte\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"f\"\r\n\
            content-type: application/octet-stream\r\n\r\n"
        );
        body.extend(heading.into_bytes());
        body.extend(file);
        body.extend(b"\r\n--parte--\r\n");
        let request = self
            .request(reqwest::Method::POST, &form.action)
            .header("origin", self.origin())
            .header("referer", format!("{}{}", self.origin(), page.path))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "multipart/form-data; boundary=parte")
            .body(body);
        let answer = self.send(&form.action, request).await;
        self.follow(answer).await
    }

    /// Sends a form of a page and comes to the page after it.
    pub async fn submit(&self, page: &Answer, form: &Form) -> Answer {
        let action = if form.action.is_empty() { page.path.as_str() } else { form.action.as_str() };
        let answer = if form.post {
            self.post(&page.path, action, &form.fields).await
        } else {
            let path = action.split('?').next().unwrap_or(action);
            self.ask(&format!("{path}?{}", encode(&form.fields))).await
        };
        self.follow(answer).await
    }

    async fn follow(&self, mut answer: Answer) -> Answer {
        for _ in 0..5 {
            let Some(to) = answer.redirect() else { return answer };
            let Some(path) = self.own_path(&to) else { return answer };
            answer = self.ask(&path).await;
        }
        panic!("{} redirects again and again", answer.path);
    }

    /// The path of an address, if it is of this site.
    fn own_path(&self, address: &str) -> Option<String> {
        match address.strip_prefix(&self.origin()) {
            Some("") => Some("/".to_owned()),
            Some(path) => Some(path.to_owned()),
            None => (address.starts_with('/') && !address.starts_with("//")).then(|| address.to_owned()),
        }
    }
}

impl Answer {
    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Where it redirects to.
    pub fn redirect(&self) -> Option<String> {
        self.status.is_redirection().then(|| self.header("location").map(ToOwned::to_owned)).flatten()
    }

    /// The words of the page.
    pub fn text(&self) -> String {
        html::text(&self.body)
    }

    /// The forms of the page, without those of its frame (display preferences and the end of the session).
    pub fn forms(&self) -> Vec<Form> {
        let mut forms = html::forms(&self.body);
        forms.retain(|form| form.action != app::path::PREFERENCES && form.action != app::path::SIGN_OUT);
        forms
    }

    /// The form that goes to an address.
    pub fn form(&self, action: &str) -> Form {
        let mut forms = html::forms(&self.body);
        let at = forms.iter().position(|form| form.action == action);
        forms.swap_remove(at.unwrap_or_else(|| {
            let there: Vec<_> = forms.iter().map(|form| form.action.as_str()).collect();
            panic!("{} has no form to {action}, only {there:?}: {}", self.path, self.text())
        }))
    }

    /// Fails unless the page says this.
    pub fn says(&self, words: &str) {
        let text = self.text();
        assert!(text.contains(words), "{} does not say {words:?}: {text}", self.path);
    }

    /// Fails if the page says this.
    pub fn keeps_quiet_about(&self, words: &str) {
        assert!(!self.body.contains(words), "{} says {words:?}", self.path);
    }
}

/// Fields as a form sends them.
pub fn encode(fields: &[(String, String)]) -> String {
    let part = |text: &str| {
        use std::fmt::Write as _;
        text.bytes().fold(String::new(), |mut out, byte| {
            match byte {
                b' ' => out.push('+'),
                _ if byte.is_ascii_alphanumeric() || b"-._*".contains(&byte) => out.push(char::from(byte)),
                _ => write!(out, "%{byte:02X}").expect("writing into a string cannot fail"),
            }
            out
        })
    };
    fields.iter().map(|(name, value)| format!("{}={}", part(name), part(value))).collect::<Vec<_>>().join("&")
}

/// Fields from pairs.
pub fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}
