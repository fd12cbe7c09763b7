//! The one HTTP client.

use std::collections::BTreeSet;
use std::time::Duration;

use backon::{ConstantBuilder, Retryable};
use reqwest::header::{
    ACCEPT_ENCODING, CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue, TRANSFER_ENCODING,
};
use reqwest::{Response, StatusCode, redirect, retry};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::body::{Intake, Limits};
use super::error::FetchError;
use super::host_port::HostPort;
use super::resolver::{PublicOnly, check_literal};
use super::validators::Validators;
use super::{status, transport};

#[derive(Clone, Debug)]
pub struct ClientOptions {
    /// Names the program, its version and whom to write to.
    pub user_agent: String,
    /// Where a private address may be dialled.
    pub allowed_private: BTreeSet<HostPort>,
    pub limits: Limits,
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
    /// The source's own: tokens and cookies. Never sent anywhere but to `url`.
    pub headers: &'a [(HeaderName, SecretString)],
    /// `None` or none in it: ask for the whole, whatever is stored.
    pub validators: Option<&'a Validators>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// What we have is current. The validators are those to ask with next time.
    NotModified(Validators),
    Body(Body),
}

/// Whole, and unpacked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    pub bytes: Vec<u8>,
    pub validators: Validators,
}

impl Client {
    /// Fails where the system has no TLS roots (a container without `ca-certificates`).
    pub fn new(options: ClientOptions) -> Result<Self, FetchError> {
        // An error means that there is a provider already, which is as good.
        drop(rustls::crypto::ring::default_provider().install_default());
        let build = |builder: reqwest::ClientBuilder| {
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

    /// One GET, with a second attempt at a passing fault. All of it ends within `limits.total`.
    pub async fn get(&self, request: &Request<'_>) -> Result<Fetched, FetchError> {
        let once_more =
            ConstantBuilder::new().with_delay(self.retry_pause).with_jitter().with_max_times(1);
        let attempts = (|| self.attempt(request)).retry(once_more).when(FetchError::retryable);
        tokio::time::timeout(self.limits.total, attempts)
            .await
            .unwrap_or(Err(FetchError::Timeout(self.limits.total)))
    }

    async fn attempt(&self, request: &Request<'_>) -> Result<Fetched, FetchError> {
        let dialler = self.dialler(&request.url)?;
        let asking = dialler.get(request.url.clone()).headers(headers(request)?);
        let response = asking.send().await.map_err(|e| self.fault(&e))?;
        let asked_with = request.validators.filter(|validators| !validators.is_empty());
        let received = Validators::of(response.headers());
        match asked_with {
            Some(had) if response.status() == StatusCode::NOT_MODIFIED => {
                Ok(Fetched::NotModified(had.updated_by(received)))
            }
            _ => {
                let bytes = self.body(response, &request.url).await?;
                Ok(Fetched::Body(Body { bytes, validators: received }))
            }
        }
    }

    fn dialler(&self, url: &Url) -> Result<&reqwest::Client, FetchError> {
        let target = HostPort::of(url).filter(|_| matches!(url.scheme(), "http" | "https"));
        match target {
            None => Err(FetchError::Misconfigured("it is no http or https address".to_owned())),
            Some(target) if self.allowed_private.contains(&target) => Ok(&self.private),
            Some(_) => check_literal(url).map(|()| &self.public),
        }
    }

    async fn body(&self, mut response: Response, asked: &Url) -> Result<Vec<u8>, FetchError> {
        let status = response.status();
        if let Some(refusal) = status::refusal(status, response.headers(), asked) {
            return Err(refusal);
        }
        self.check_framing(response.headers())?;
        let mut intake = Intake::new(response.headers(), &self.limits)?;
        while let Some(piece) = response.chunk().await.map_err(|e| self.fault(&e))? {
            intake.take(&piece)?;
        }
        let bytes = intake.finish()?;
        let blank = bytes.iter().all(u8::is_ascii_whitespace);
        if blank { Err(FetchError::Empty(status.as_u16())) } else { Ok(bytes) }
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
