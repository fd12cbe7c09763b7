//! One run's visit to a source over HTTP: pages asked for one after the other, and what was learnt on
//! the way.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::header::HeaderName;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::{CollectError, Entries};
use crate::config::{Http, Source};
use crate::fetch::{
    Absence, Answer, Client, FetchError, Fetched, HostPort, Request, Shown, Validators,
};
use crate::paging::PageFacts;
use crate::refresh::due;
use crate::refresh::hosts::Hosts;
use crate::refresh::progress::{Step, Teller};
use crate::report::Patience;
use crate::source::Page;
use crate::store::sources::{PageValidators, SourceState};

pub(super) struct Visit<'a> {
    pub(super) client: &'a Client,
    pub(super) hosts: &'a Hosts,
    pub(super) teller: &'a Teller,
    pub(super) patience: Patience,
    pub(super) source: &'a Source,
    pub(super) origin: &'a Http,
    pub(super) state: &'a SourceState,
    pub(super) entries: &'a Entries<'a>,
    pub(super) now: DateTime<Utc>,
    pub(super) seen: Seen,
}

/// What a visit has brought so far.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) pages: Vec<Page>,
    pub(super) validators: Vec<PageValidators>,
    /// Asked for already, and not read yet.
    at_hand: BTreeMap<String, Answer>,
    ages: Vec<Option<Duration>>,
    /// Where the first page has moved to.
    pub(super) moved: Option<Url>,
}

/// A page that was read and is kept.
pub(super) struct Read {
    pub(super) facts: PageFacts,
    pub(super) next: Option<String>,
    /// Where it was in the end.
    pub(super) at: Url,
    pub(super) bytes: Vec<u8>,
}

impl Seen {
    /// Forgets what was read after the first `pages`.
    pub(super) fn forget_from(&mut self, pages: usize) {
        self.pages.truncate(pages);
        self.validators.truncate(pages);
    }

    /// For how long all of it stays as it is, by the upstream's word.
    pub(super) fn fresh_for(&self) -> Option<Duration> {
        self.ages.iter().copied().min().flatten()
    }
}

impl Visit<'_> {
    /// Whether every one of `known` is as it was; then their validators are those of the visit. A page
    /// that is not is kept at hand: it need not be asked for twice.
    pub(super) async fn is_unchanged(
        &mut self,
        known: &[PageValidators],
    ) -> Result<bool, CollectError> {
        let all_answerable = known.iter().all(|page| !page.validators.is_empty());
        if known.is_empty() || !all_answerable {
            return Ok(false);
        }
        let mut current = Vec::new();
        for page in known {
            let Ok(url) = Url::parse(&page.url) else { return Ok(false) };
            let answer = self.ask(&url, Some(&page.validators)).await?;
            match answer.fetched {
                Fetched::NotModified(validators) => {
                    current.push(PageValidators { url: page.url.clone(), validators });
                }
                Fetched::Body(_) | Fetched::Missing(_) => {
                    self.seen.at_hand.insert(page.url.clone(), answer);
                    return Ok(false);
                }
            }
        }
        self.seen.validators = current;
        Ok(true)
    }

    /// Reads a page and keeps it; `None` where the list ended before it.
    pub(super) async fn read(&mut self, url: &Url) -> Result<Option<Read>, CollectError> {
        let answer = match self.seen.at_hand.remove(url.as_str()) {
            Some(answer) => answer,
            None => self.ask(url, None).await?,
        };
        let body = match answer.fetched {
            Fetched::Body(body) => body,
            Fetched::Missing(body) if self.source.kind.is_past_the_end(&body) => return Ok(None),
            Fetched::Missing(_) => return Err(failed(url, FetchError::NotFound)),
            Fetched::NotModified(_) => return Err(failed(url, FetchError::Unexpected(304))),
        };
        let at = self.without_secrets(answer.url);
        let page = self
            .entries
            .parse(&body.bytes, blake3::hash(&body.bytes), &at)?
            .map_err(|error| CollectError::Page { page: Shown(url).to_string(), error })?;
        let read = Read {
            facts: PageFacts::of(&page),
            next: page.next.as_deref().map(|next| self.next_without_secrets(&at, next)),
            at,
            bytes: body.bytes,
        };
        let validators = PageValidators { url: url.to_string(), validators: body.validators };
        self.seen.validators.push(validators);
        let items = page.received;
        self.seen.pages.push(page);
        self.teller.tell(Step::Page { number: self.seen.pages.len(), items });
        Ok(Some(read))
    }

    async fn ask(
        &mut self,
        url: &Url,
        validators: Option<&Validators>,
    ) -> Result<Answer, CollectError> {
        let Some(host) = HostPort::of(url) else {
            let error = FetchError::Misconfigured("it has no host".to_owned());
            return Err(failed(url, error));
        };
        let turn = self
            .hosts
            .turn(&host, self.patience, self.now)
            .await
            .map_err(|wait| CollectError::Patience { host: host.to_string(), until: wait.0 })?;
        let headers = self.headers();
        let absence = match self.source.kind.ends_in_absence() {
            true => Absence::IsAnAnswer,
            false => Absence::IsAnError,
        };
        let request =
            Request { url: self.with_secrets(url), headers: &headers, validators, absence };
        let answer = turn.during(self.client.get(&request)).await.map_err(|error| {
            if let Some(until) = due::patience(&error, self.state.failures, self.now) {
                self.hosts.wait(&host, until);
            }
            failed(url, error)
        })?;
        self.seen.ages.push(answer.fresh_for);
        if self.seen.ages.len() == 1 {
            self.seen.moved = answer.moved.clone();
        }
        Ok(answer)
    }

    fn headers(&self) -> Vec<(HeaderName, SecretString)> {
        let headers = self.origin.headers.iter();
        headers.map(|header| (header.name.clone(), header.value.clone())).collect()
    }

    /// Only as it goes out: addresses are stored and shown.
    fn with_secrets(&self, url: &Url) -> Url {
        let mut url = url.clone();
        for (name, value) in &self.origin.secret_query {
            url.query_pairs_mut().append_pair(name, value.expose_secret());
        }
        url
    }

    /// Upstreams repeat what they were asked with.
    fn without_secrets(&self, mut url: Url) -> Url {
        let secret = |name: &str| self.origin.secret_query.iter().any(|(known, _)| known == name);
        if !url.query_pairs().any(|(name, _)| secret(&name)) {
            return url;
        }
        let kept: Vec<(String, String)> = url
            .query_pairs()
            .filter(|(name, _)| !secret(name))
            .map(|(n, v)| (n.into(), v.into()))
            .collect();
        url.set_query(None);
        if !kept.is_empty() {
            url.query_pairs_mut().extend_pairs(kept);
        }
        url
    }

    fn next_without_secrets(&self, at: &Url, next: &str) -> String {
        match at.join(next) {
            Ok(url) if !self.origin.secret_query.is_empty() => self.without_secrets(url).into(),
            _ => next.to_owned(),
        }
    }
}

pub(super) fn failed(url: &Url, error: FetchError) -> CollectError {
    CollectError::Fetch { page: Shown(url).to_string(), error }
}
