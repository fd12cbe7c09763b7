//! What went wrong on the way, from the chain of causes that the HTTP client gives.

use std::error::Error;
use std::io;
use std::time::Duration;

use super::error::FetchError;
use super::resolver::ResolveError;

/// `connect` is the time that a connection may take, for the message. Only the innermost cause is
/// told: the outer ones hold the whole address, query included.
pub(super) fn fault(error: &reqwest::Error, connect: Duration) -> FetchError {
    let mut innermost: &(dyn Error + 'static) = error;
    loop {
        if let Some(known) = known_cause(innermost) {
            return known;
        }
        match next_cause(innermost) {
            Some(cause) => innermost = cause,
            None => break,
        }
    }
    let cause = innermost.to_string();
    match error {
        e if e.is_timeout() => FetchError::Timeout(connect),
        e if e.is_connect() => FetchError::Connect(cause),
        e if e.is_builder() => FetchError::Misconfigured(cause),
        _ => FetchError::Broken(cause),
    }
}

fn known_cause(error: &(dyn Error + 'static)) -> Option<FetchError> {
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return Some(FetchError::Tls(tls.to_string()));
    }
    Some(match error.downcast_ref::<ResolveError>()? {
        ResolveError::Refused { address, kind } => FetchError::Refused { address: *address, kind },
        other => FetchError::Dns(other.to_string()),
    })
}

/// `io::Error::source` skips the error that it wraps, which is the one that rustls has put there.
fn next_cause<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    match wrapped {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}
