//! Who publishes, and under which addresses.

use crate::id::{ActivityId, SessionId};
use crate::localized::Localized;
use crate::weburl::WebUrl;

/// The one that publishes: a region with its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Where visitors reach us, as in `https://kalenteri.example`; a path below it is allowed.
    pub base_url: WebUrl,
    /// What stands after the `@` of a UID. Never changes once feeds are subscribed to.
    pub uid_domain: String,
    pub name: Localized<String>,
}

impl Site {
    /// Our own page of an activity.
    #[must_use]
    pub fn page(&self, id: &ActivityId) -> String {
        self.address(&format!("activity/{id}"))
    }

    /// The address of `path` below the base, however either is written: `feeds/a.ics`, `/feeds/a.ics`.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        let base = self.base_url.as_str().trim_end_matches('/');
        format!("{base}/{}", path.trim_start_matches('/'))
    }

    /// The same without scheme and host, for what a page loads and sends from where it came from.
    #[must_use]
    pub fn path(&self, path: &str) -> String {
        let address = self.address(path);
        let (_, below) = address.split_once("://").unwrap_or(("", &address));
        below.find('/').and_then(|slash| below.get(slash..)).unwrap_or("/").to_owned()
    }

    /// The UID of a session, the same in every feed and language.
    #[must_use]
    pub fn uid(&self, activity: &ActivityId, session: SessionId) -> String {
        format!("{activity}-{session}@{}", self.uid_domain)
    }
}
