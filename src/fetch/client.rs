//! The one HTTP client.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use backon::{ConstantBuilder, Retryable};
use reqwest::header::{
    ACCEPT_ENCODING, CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue, TRANSFER_ENCODING,
};
use reqwest::{Certificate, Response, StatusCode, redirect, retry};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::body::{Intake, Limits};
use super::error::FetchError;
use super::host_port::HostPort;
use super::redirect::{Redirect, Trail};
use super::resolver::{PublicOnly, check_literal};
use super::validators::Validators;
use super::{freshness, status, transport};

#[derive(Clone, Debug)]
pub struct ClientOptions {
    /// Names the program, its version and whom to write to.
    pub user_agent: String,
    /// Where a private address may be dialled.
    pub allowed_private: BTreeSet<HostPort>,
    pub limits: Limits,
    /// Certificates (PEM) of authorities that are trusted besides the system's.
    pub ca_file: Option<PathBuf>,
    /// Before the second and last attempt at a passing fault; up to twice as long, by chance.
    pub retry_pause: Duration,
}

#[derive(Clone, Debug)]
pub struct Client {
    public: reqwest::Client,
    /// Without the guard: for `allowed_private` only.
    private: reqwest::Client,
    allowed_private: BTreeSet<HostPort>,
    limits: Limits,
    retry_pause: Duration,
}

/// What to ask, and what we have of it already.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    pub url: Url,
    /// The source's own: tokens and cookies. Never sent anywhere but to the host of `url`.
    pub headers: &'a [(HeaderName, SecretString)],
    /// `None` or none in it: ask for the whole, whatever is stored.
    pub validators: Option<&'a Validators>,
    /// Whether a 404 is an answer: some lists say by it that they ended before this page.
    pub absence: Absence,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Absence {
    #[default]
    IsAnError,
    IsAnAnswer,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub fetched: Fetched,
    /// Where it was in the end.
    pub url: Url,
    /// Where the upstream says that it is from now on.
    pub moved: Option<Url>,
    /// For how long it stays as it is, by the upstream's word.
    pub fresh_for: Option<Duration>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// What we have is current. The validators are those to ask with next time.
    NotModified(Validators),
    Body(Body),
    /// What came with a 404, where that is an answer.
    Missing(Vec<u8>),
}

/// Whole, and unpacked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    pub bytes: Vec<u8>,
    pub validators: Validators,
}

enum Hop {
    Led(Redirect),
    End { fetched: Fetched, fresh_for: Option<Duration> },
}

impl Client {
    /// Fails where the system has no TLS roots (a container without `ca-certificates`), and where those
    /// in `ca_file` cannot be read.
    pub fn new(options: ClientOptions) -> Result<Self, FetchError> {
        // An error means that there is a provider already, which is as good.
        drop(rustls::crypto::ring::default_provider().install_default());
        let roots = options.ca_file.as_deref().map_or(Ok(Vec::new()), own_roots)?;
        let build = |builder: reqwest::ClientBuilder| {
            let builder = builder.tls_certs_merge(roots.iter().cloned());
            builder.build().map_err(|e| FetchError::NoClient(e.to_string()))
        };
        Ok(Self {
            public: build(builder(&options).dns_resolver(PublicOnly))?,
            private: build(builder(&options))?,
            allowed_private: options.allowed_private,
            limits: options.limits,
            retry_pause: options.retry_pause,
        })
    }

    /// One GET, with a second attempt at a passing fault, and redirects within the host followed. All of
    /// it ends within `limits.total`.
    pub async fn get(&self, request: &Request<'_>) -> Result<Answer, FetchError> {
        tokio::time::timeout(self.limits.total, self.follow(request))
            .await
            .unwrap_or(Err(FetchError::Timeout(self.limits.total)))
    }

    async fn follow(&self, request: &Request<'_>) -> Result<Answer, FetchError> {
        let mut trail = Trail::new(&request.url);
        loop {
            let url = trail.at().clone();
            let once_more =
                ConstantBuilder::new().with_delay(self.retry_pause).with_jitter().with_max_times(1);
            let attempts = || self.attempt(&url, request);
            match attempts.retry(once_more).when(FetchError::retryable).await? {
                Hop::Led(redirect) => trail.follow(redirect)?,
                Hop::End { fetched, fresh_for } => {
                    let moved = trail.moved().cloned();
                    return Ok(Answer { fetched, url, moved, fresh_for });
                }
            }
        }
    }

    /// Each hop passes the guard by itself.
    async fn attempt(&self, url: &Url, request: &Request<'_>) -> Result<Hop, FetchError> {
        let dialler = self.dialler(url)?;
        let asking = dialler.get(url.clone()).headers(headers(request)?);
        let response = asking.send().await.map_err(|e| self.fault(&e))?;
        if let Some(redirect) = Redirect::of(response.status(), response.headers(), url) {
            return Ok(Hop::Led(redirect));
        }
        let asked_with = request.validators.filter(|validators| !validators.is_empty());
        let received = Validators::of(response.headers());
        let fresh_for = freshness::fresh_for(response.headers());
        let fetched = match (response.status(), asked_with, request.absence) {
            (StatusCode::NOT_MODIFIED, Some(had), _) => {
                Fetched::NotModified(had.updated_by(received))
            }
            (StatusCode::NOT_FOUND, _, Absence::IsAnAnswer) => {
                Fetched::Missing(self.bytes(response).await?)
            }
            _ => Fetched::Body(Body { bytes: self.body(response).await?, validators: received }),
        };
        Ok(Hop::End { fetched, fresh_for })
    }

    fn dialler(&self, url: &Url) -> Result<&reqwest::Client, FetchError> {
        let target = HostPort::of(url).filter(|_| matches!(url.scheme(), "http" | "https"));
        match target {
            None => Err(FetchError::Misconfigured("it is no http or https address".to_owned())),
            Some(target) if self.allowed_private.contains(&target) => Ok(&self.private),
            Some(_) => check_literal(url).map(|()| &self.public),
        }
    }

    async fn body(&self, response: Response) -> Result<Vec<u8>, FetchError> {
        let status = response.status();
        if let Some(refusal) = status::refusal(status, response.headers()) {
            return Err(refusal);
        }
        let bytes = self.bytes(response).await?;
        let blank = bytes.iter().all(u8::is_ascii_whitespace);
        if blank { Err(FetchError::Empty(status.as_u16())) } else { Ok(bytes) }
    }

    async fn bytes(&self, mut response: Response) -> Result<Vec<u8>, FetchError> {
        self.check_framing(response.headers())?;
        let mut intake = Intake::new(response.headers(), &self.limits)?;
        while let Some(piece) = response.chunk().await.map_err(|e| self.fault(&e))? {
            intake.take(&piece)?;
        }
        intake.finish()
    }

    /// hyper reads an answer with both headers as chunked, and one with an unknown transfer coding up
    /// to the end of the connection. RFC 9112 §6.3 calls the first an error to be handled as one.
    fn check_framing(&self, headers: &HeaderMap) -> Result<(), FetchError> {
        let length = headers.get(CONTENT_LENGTH);
        match headers.get(TRANSFER_ENCODING) {
            Some(_) if length.is_some() => {
                return Err(FetchError::Broken("it has two lengths".to_owned()));
            }
            Some(coding) if !coding.as_bytes().eq_ignore_ascii_case(b"chunked") => {
                return Err(FetchError::Broken("its transfer coding is unknown".to_owned()));
            }
            _ => {}
        }
        let announced = length.and_then(|l| l.to_str().ok()).and_then(|l| l.parse::<u64>().ok());
        let limit = self.limits.wire_bytes;
        match announced.map(usize::try_from) {
            Some(Ok(length)) if length <= limit => Ok(()),
            None => Ok(()),
            Some(_) => Err(FetchError::TooLarge { limit }),
        }
    }

    fn fault(&self, error: &reqwest::Error) -> FetchError {
        transport::fault(error, self.limits.connect)
    }
}

/// Connections are not kept: whatever an upstream sends after its answer can then never be read as
/// the answer to another question.
fn builder(options: &ClientOptions) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .user_agent(options.user_agent.as_str())
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .no_proxy()
        .http1_only()
        .http1_max_headers(options.limits.headers)
        .pool_max_idle_per_host(0)
        .connect_timeout(options.limits.connect)
}

fn own_roots(file: &Path) -> Result<Vec<Certificate>, FetchError> {
    let failed =
        |what: &str| FetchError::NoClient(format!("the `ca_file` {}: {what}", file.display()));
    let pem = std::fs::read(file).map_err(|error| failed(&error.to_string()))?;
    let roots = Certificate::from_pem_bundle(&pem).map_err(|error| failed(&error.to_string()))?;
    if roots.is_empty() { Err(failed("it holds no certificate in PEM")) } else { Ok(roots) }
}

/// Ours come last and replace a source's own of the same name: they decide how the answer is read.
fn headers(request: &Request<'_>) -> Result<HeaderMap, FetchError> {
    let mut headers = HeaderMap::new();
    for (name, secret) in request.headers {
        let mut value = HeaderValue::from_str(secret.expose_secret())
            .map_err(|_| FetchError::Misconfigured(format!("{name} has no valid value")))?;
        value.set_sensitive(true);
        headers.append(name, value);
    }
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    if let Some(validators) = request.validators {
        validators.ask(&mut headers);
    }
    Ok(headers)
}
