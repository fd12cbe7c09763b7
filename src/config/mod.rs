//! The configuration: a TOML file as valid types, all problems told at once.

mod change;
mod problem;
mod read;
mod section;

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use reqwest::header::HeaderName;
use secrecy::SecretString;
use url::Url;

use crate::feed::Feed;
use crate::fetch::HostPort;
use crate::id::SourceId;
use crate::listing::Rank;
use crate::municipality::Municipality;
use crate::normalise::Redact;
use crate::schedule::cron::Cron;
use crate::site::Site;
use crate::source::kind::Kind;
use crate::weburl::WebUrl;

pub use change::{Changes, Difference};
pub use problem::{Problem, Problems};

/// The configuration that `kooste` starts with when none is named: invented activities, no network.
pub const DEMO: &str = include_str!("../../config/demo.toml");

#[derive(Clone, Debug)]
pub struct Config {
    pub server: Server,
    /// The database.
    pub store: PathBuf,
    /// `None` = no region filter.
    pub region: Option<Region>,
    pub publish: Publish,
    pub fetch: Fetch,
    pub metrics: Exposure,
    pub log: LogFormat,
    /// In the order of the file; ids are unique.
    pub sources: Vec<Source>,
    /// In the order of the file; names are unique.
    pub feeds: Vec<Feed>,
}

#[derive(Clone, Debug)]
pub struct Server {
    pub listen: SocketAddr,
    /// Whether the file says under which address visitors reach us; otherwise it is where we listen.
    pub base_url: BaseUrl,
    /// From the network, at a time.
    pub connections: usize,
    /// For a request's head, counted from when one is waited for.
    pub head_timeout: Duration,
    /// For a reader that takes nothing of its answer.
    pub write_timeout: Duration,
    /// For finished answers that may be asked for again; 0 = none are kept.
    pub cache_bytes: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaseUrl {
    Configured,
    FromListen,
}

#[derive(Clone, Debug)]
pub struct Region {
    pub name: String,
    pub municipalities: BTreeSet<Municipality>,
}

#[derive(Clone, Debug)]
pub struct Publish {
    pub site: Site,
    /// How many days an ended activity stays in the feeds.
    pub past_days: u16,
    /// After how many months an ended activity is forgotten.
    pub retention_months: u32,
    /// On whose pages the calendar for frames may stand, as `frame-ancestors` of a content security
    /// policy has it.
    pub frame_ancestors: String,
    /// After how many months a contact of an organisation that nobody confirmed is called stale.
    pub contact_months: u32,
}

#[derive(Clone, Debug)]
pub struct Fetch {
    /// Who is asking, for the other side's log.
    pub user_agent: String,
    /// `host:port` that may be reached although its address is a private one.
    pub allow_private: BTreeSet<HostPort>,
    /// For one page, from looking up the name to the last byte.
    pub timeout: Duration,
    /// Between two requests to one host, at least.
    pub pause: Duration,
    /// Of one page at most, on the wire and unpacked.
    pub page_bytes: usize,
    /// Certificates (PEM) of authorities that are trusted besides the system's.
    pub ca_file: Option<PathBuf>,
}

/// Who may read `/metrics` over the network, which names sources; on the socket beside the database
/// everybody who may open it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Exposure {
    #[default]
    WithToken,
    Public,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

#[derive(Clone, Debug)]
pub struct Source {
    pub id: SourceId,
    pub kind: Kind,
    pub origin: Origin,
    /// `None` = only when asked.
    pub schedule: Option<Cron>,
    /// When all is asked for, where otherwise only changes are; `None` = every time.
    pub full_schedule: Option<Cron>,
    /// Of texts, where the source has one and does not say which.
    pub language: String,
    /// Address of an entry's public page, with `{id}` in it.
    pub link: Option<String>,
    /// Address of an entry's image, with `{id}` in it.
    pub image: Option<String>,
    pub attribution: String,
    pub licence: Option<String>,
    pub redact: Redact,
    /// How far it is believed where several sources tell of one activity.
    pub rank: Rank,
    /// A CSV file `id,name,y_tunnus,www` of organisers that the source itself does not name.
    pub organisers: Option<PathBuf>,
}

#[derive(Clone, Debug)]
pub enum Origin {
    Http(Http),
    /// Files, each one page: a glob.
    Files(PathBuf),
    /// The invented set inside the program.
    Demo,
}

#[derive(Clone, Debug)]
pub struct Http {
    /// The list's address, with its fixed query, secrets aside.
    pub url: Url,
    pub page_size: NonZeroUsize,
    pub headers: Vec<Header>,
    /// Parameters of the query that are never stored or shown.
    pub secret_query: Vec<(String, SecretString)>,
}

#[derive(Clone, Debug)]
pub struct Header {
    pub name: HeaderName,
    pub value: SecretString,
}

/// Whether a variable that is to hold a secret must be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Secrets {
    Needed,
    Spared,
}

/// Values from outside the file: `KOOSTE_LISTEN` and the like, and the secrets that sources name.
pub type Environment = BTreeMap<String, String>;

impl Config {
    /// Reads a configuration. `file` is what messages call it; relative paths count from its folder.
    pub fn parse(file: &Path, text: &str, environment: &Environment) -> Result<Self, Problems> {
        read::config(file, text, environment, Secrets::Needed)
    }

    /// For who asks no source anything: what the sources' secrets are is not asked, and they are left out.
    pub fn parse_without_secrets(
        file: &Path,
        text: &str,
        environment: &Environment,
    ) -> Result<Self, Problems> {
        read::config(file, text, environment, Secrets::Spared)
    }

    /// The same, listening at `address`: port 0 has become a real one.
    #[must_use]
    pub fn listening_at(mut self, address: SocketAddr) -> Self {
        self.server.listen = address;
        if self.server.base_url == BaseUrl::FromListen
            && let Some(url) = WebUrl::parse(&format!("http://{address}"))
        {
            self.publish.site.base_url = url;
        }
        self
    }

    #[must_use]
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == *id)
    }
}

impl Origin {
    /// Who is asked over the network.
    #[must_use]
    pub fn host(&self) -> Option<HostPort> {
        match self {
            Self::Http(http) => HostPort::of(&http.url),
            Self::Files(_) | Self::Demo => None,
        }
    }
}

impl Source {
    /// Of everything here that decides what is read out of the same bytes, secrets aside.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let Self {
            id,
            kind,
            origin,
            schedule: _,
            full_schedule: _,
            language,
            link,
            image,
            attribution,
            licence,
            redact,
            rank: _,
            organisers,
        } = self;
        let address = match origin {
            Origin::Http(http) => format!("{} {}", http.url, http.page_size),
            Origin::Files(glob) => glob.display().to_string(),
            Origin::Demo => "demo".to_owned(),
        };
        let parts = format!(
            "{id} {kind:?} {address:?} {language} {link:?} {image:?} {attribution:?} {licence:?} {redact:?} {organisers:?} {}",
            crate::normalise::VERSION
        );
        blake3::hash(parts.as_bytes()).to_hex().to_string()
    }
}

#[cfg(test)]
mod tests;
