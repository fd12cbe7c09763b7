//! A paged list over HTTP.

use std::collections::BTreeMap;

use reqwest::header::HeaderName;
use secrecy::SecretString;
use url::Url;

use super::{CollectError, Collected, parse, together};
use crate::config::{Http, Source};
use crate::fetch::{Body, Client, FetchError, Fetched, Request, Shown, Validators};
use crate::paging::{Next, PageFacts, Walk};
use crate::source::RawOrganiser;
use crate::store::sources::PageValidators;

/// Asks whether anything changed where `known` validators allow it, and reads every page otherwise.
pub(super) async fn collect(
    client: &Client,
    source: &Source,
    origin: &Http,
    known: &[PageValidators],
    own: Vec<RawOrganiser>,
) -> Result<Collected, CollectError> {
    let asking = Asking { client, headers: headers(origin) };
    let mut at_hand = BTreeMap::new();
    if let Some(validators) = asking.unchanged(known, &mut at_hand).await? {
        return Ok(Collected::Unchanged { validators });
    }
    asking.walk(source, origin, own, at_hand).await
}

struct Asking<'a> {
    client: &'a Client,
    headers: Vec<(HeaderName, SecretString)>,
}

impl Asking<'_> {
    /// The pages' validators if every page is as it was. A page that is not is left in `at_hand`: it
    /// need not be asked for twice.
    async fn unchanged(
        &self,
        known: &[PageValidators],
        at_hand: &mut BTreeMap<String, Body>,
    ) -> Result<Option<Vec<PageValidators>>, CollectError> {
        let all_answerable = known.iter().all(|page| !page.validators.is_empty());
        if known.is_empty() || !all_answerable {
            return Ok(None);
        }
        let mut current = Vec::new();
        for page in known {
            let Ok(url) = Url::parse(&page.url) else { return Ok(None) };
            match self.get(&url, Some(&page.validators)).await? {
                Fetched::NotModified(validators) => {
                    current.push(PageValidators { url: page.url.clone(), validators });
                }
                Fetched::Body(body) => {
                    at_hand.insert(page.url.clone(), body);
                    return Ok(None);
                }
            }
        }
        Ok(Some(current))
    }

    async fn walk(
        &self,
        source: &Source,
        origin: &Http,
        own: Vec<RawOrganiser>,
        mut at_hand: BTreeMap<String, Body>,
    ) -> Result<Collected, CollectError> {
        let mut walk = Walk::new(origin.page_size);
        let (mut pages, mut validators) = (Vec::new(), Vec::new());
        while let Next::Page { skip, limit } = walk.next() {
            let url = page_url(&origin.url, skip, limit);
            let body = match at_hand.remove(url.as_str()) {
                Some(body) => body,
                None => self.body(&url).await?,
            };
            let page = parse(source, &body.bytes, &url)
                .map_err(|error| CollectError::Page { page: Shown(&url).to_string(), error })?;
            walk.add(&PageFacts::of(&page)).map_err(|error| CollectError::Paging {
                page: Shown(&url).to_string(),
                problem: error.to_string(),
            })?;
            validators.push(PageValidators { url: url.into(), validators: body.validators });
            pages.push(page);
        }
        let said = together(pages, walk.completeness(), own);
        Ok(Collected::Read { said, validators })
    }

    async fn body(&self, url: &Url) -> Result<Body, CollectError> {
        match self.get(url, None).await? {
            Fetched::Body(body) => Ok(body),
            Fetched::NotModified(_) => Err(failed(url, FetchError::Unexpected(304))),
        }
    }

    async fn get(
        &self,
        url: &Url,
        validators: Option<&Validators>,
    ) -> Result<Fetched, CollectError> {
        let request = Request { url: url.clone(), headers: &self.headers, validators };
        self.client.get(&request).await.map_err(|error| failed(url, error))
    }
}

pub(super) fn failed(url: &Url, error: FetchError) -> CollectError {
    CollectError::Fetch { page: Shown(url).to_string(), error }
}

fn page_url(base: &Url, skip: usize, limit: usize) -> Url {
    let mut url = base.clone();
    url.query_pairs_mut()
        .append_pair("limit", &limit.to_string())
        .append_pair("skip", &skip.to_string());
    url
}

fn headers(origin: &Http) -> Vec<(HeaderName, SecretString)> {
    origin.headers.iter().map(|header| (header.name.clone(), header.value.clone())).collect()
}
