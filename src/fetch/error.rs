//! Why nothing was fetched.

use std::net::IpAddr;
use std::time::Duration;

use super::retry_after::RetryAfter;

/// Each is worded to follow the address that was asked, as `Shown`; none holds a secret. Whatever
/// it is, what is stored stays.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    #[error("cannot be asked as configured: {0}")]
    Misconfigured(String),
    #[error("cannot be asked, because no HTTP client could be set up: {0}")]
    NoClient(String),
    /// For the administrator to allow by `host:port`, if it is meant.
    #[error(
        "is at {address}, a {kind} address, which is asked only where `[fetch] allow_private` names its host and port"
    )]
    Refused { address: IpAddr, kind: &'static str },
    #[error("has a host name that cannot be resolved: {0}")]
    Dns(String),
    #[error("cannot be connected to: {0}")]
    Connect(String),
    #[error("cannot be talked to over TLS: {0}")]
    Tls(String),
    #[error("did not answer in full within {0:?}")]
    Timeout(Duration),
    /// Cut short, or against the protocol.
    #[error("sent a broken answer: {0}")]
    Broken(String),
    #[error("sent more than {limit} bytes")]
    TooLarge { limit: usize },
    #[error("sent an answer that cannot be unpacked: {0}")]
    Encoding(String),
    #[error("answered {0} with nothing in it")]
    Empty(u16),
    /// 401, 403: a token or cookie is missing or has expired.
    #[error("answered {0}: it does not let us in")]
    Unauthorised(u16),
    #[error("answered 404: there is nothing at this address")]
    NotFound,
    #[error("answered 410: it is gone for good")]
    Gone,
    /// 429, or 503 with a time. Holds for the whole host.
    #[error("answered {status}: it is asked too much")]
    RateLimited { status: u16, retry_after: Option<RetryAfter> },
    /// To another host, so not followed. `to` is as `Shown`, absolute; `None` = no or no valid target.
    #[error("answered {status}: it has moved to {}", .to.as_deref().unwrap_or("an unknown address"))]
    Redirect { status: u16, to: Option<String> },
    #[error("sends in a circle or too far: {hops} redirects led nowhere")]
    Astray { hops: usize },
    #[error("answered {0}: it has a fault of its own")]
    Server(u16),
    /// 204, 206, 304 without being asked for, 400, 999 and the like.
    #[error("answered {0}, which is no answer to what was asked")]
    Unexpected(u16),
}

impl FetchError {
    /// When the upstream wants to be asked again, where it says so.
    #[must_use]
    pub fn retry_after(&self) -> Option<RetryAfter> {
        match self {
            Self::RateLimited { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether it is worth asking once more within the same run: passing faults of the way there, and
    /// of gateways. Not what has already used up its time, and not what asks for patience.
    #[must_use]
    pub fn retryable(&self) -> bool {
        matches!(self, Self::Dns(_) | Self::Connect(_) | Self::Broken(_) | Self::Server(502 | 504))
    }
}
