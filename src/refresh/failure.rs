//! Of which kind an error of a run is.

use super::{CollectError, RefreshError};
use crate::fetch::FetchError;
use crate::report::Failure;

pub(super) fn of(error: &RefreshError) -> Failure {
    match error {
        RefreshError::NoSource(_) => Failure::Misconfigured,
        RefreshError::Collect(error) => of_collecting(error),
        RefreshError::Store(_) => Failure::Machine,
        RefreshError::Panicked => Failure::Ours,
    }
}

fn of_collecting(error: &CollectError) -> Failure {
    match error {
        CollectError::Fetch { error, .. } => of_fetching(error),
        CollectError::Patience { .. } => Failure::AskedTooMuch,
        CollectError::Deadline(_) => Failure::Unreachable,
        CollectError::Page { .. } => Failure::NotAList,
        CollectError::Files(_) => Failure::Files,
        CollectError::Organisers { .. } => Failure::Organisers,
        CollectError::Paging { .. } => Failure::Paging,
        CollectError::Store(_) => Failure::Machine,
    }
}

fn of_fetching(error: &FetchError) -> Failure {
    match error {
        FetchError::Misconfigured(_) | FetchError::NoClient(_) | FetchError::Refused { .. } => {
            Failure::Misconfigured
        }
        FetchError::Dns(_)
        | FetchError::Connect(_)
        | FetchError::Tls(_)
        | FetchError::Timeout(_)
        | FetchError::Broken(_) => Failure::Unreachable,
        FetchError::TooLarge { .. }
        | FetchError::Encoding(_)
        | FetchError::Empty(_)
        | FetchError::Unexpected(_) => Failure::NotAList,
        FetchError::Unauthorised(_) => Failure::LockedOut,
        FetchError::NotFound
        | FetchError::Gone
        | FetchError::Redirect { .. }
        | FetchError::Astray { .. } => Failure::Missing,
        FetchError::RateLimited { .. } => Failure::AskedTooMuch,
        FetchError::Server(_) => Failure::Upstream,
    }
}
