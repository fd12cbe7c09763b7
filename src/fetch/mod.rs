//! Bytes from outside: over HTTP, conditional, bounded and guarded, and from files.
//!
//! Nothing that an upstream says makes us connect anywhere but to the host that is configured:
//! redirects to others are told and not followed, and an address that is not on the public Internet is
//! dialled only if its `host:port` is allow-listed. Reads no clock and logs nothing; the caller does both.

pub mod body;
pub mod client;
pub mod error;
pub mod files;
pub mod freshness;
pub mod guard;
pub mod host_port;
pub mod retry_after;
pub mod shown;
pub mod validators;

mod redirect;
mod resolver;
mod status;
mod transport;

pub use body::Limits;
pub use client::{Absence, Answer, Body, Client, ClientOptions, Fetched, Request};
pub use error::FetchError;
pub use host_port::HostPort;
pub use retry_after::RetryAfter;
pub use shown::Shown;
pub use validators::{Validator, Validators};
