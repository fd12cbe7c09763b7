//! The organisations of the edition that is served: put together when the first one asks.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use tracing::error;

use crate::catalogue::{Catalogue, Entry};
use crate::http::error::Problem;
use crate::organisations::Organisations;

#[derive(Clone, Debug, Default)]
pub(in crate::http::public) struct Directory {
    /// Held while they are put together, in a thread that may wait: who asks meanwhile has no less to wait for.
    kept: Arc<Mutex<Option<Kept>>>,
}

#[derive(Debug)]
struct Kept {
    /// Does not keep an edition that is not served any more, nor lets another one have its address.
    of: Weak<Catalogue>,
    organisations: Arc<Organisations>,
}

impl Directory {
    pub(super) async fn of(
        &self,
        catalogue: &Arc<Catalogue>,
    ) -> Result<Arc<Organisations>, Problem> {
        let (directory, catalogue) = (self.clone(), Arc::clone(catalogue));
        let work = move || directory.find(&catalogue);
        tokio::task::spawn_blocking(work).await.map_err(|failure| {
            error!(%failure, "the organisations were not put together");
            Problem::internal()
        })
    }

    fn find(&self, catalogue: &Arc<Catalogue>) -> Arc<Organisations> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let is_current = |kept: &&Kept| std::ptr::eq(kept.of.as_ptr(), Arc::as_ptr(catalogue));
        if let Some(kept) = kept.as_ref().filter(is_current) {
            return Arc::clone(&kept.organisations);
        }
        let activity = |entry: &Arc<Entry>| entry.activity();
        let organisations = Arc::new(Organisations::of(catalogue.entries().map(activity)));
        *kept =
            Some(Kept { of: Arc::downgrade(catalogue), organisations: Arc::clone(&organisations) });
        organisations
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::{DateTime, NaiveDate};

    use super::*;
    use crate::catalogue::Edition;
    use crate::id::Revision;

    fn edition(revision: i64) -> Arc<Catalogue> {
        let edition = Edition {
            revision: Revision(revision),
            as_of: NaiveDate::default(),
            published: DateTime::UNIX_EPOCH,
        };
        Arc::new(Catalogue::build(edition, Vec::<Entry>::new(), BTreeMap::new()))
    }

    #[test]
    fn they_are_put_together_once_for_an_edition_and_anew_for_another() {
        let (first, second) = (edition(1), edition(2));
        let directory = Directory::default();
        let of_first = directory.find(&first);
        assert!(Arc::ptr_eq(&of_first, &directory.find(&first)));
        let of_second = directory.find(&second);
        assert!(!Arc::ptr_eq(&of_first, &of_second));
        assert_eq!(Arc::strong_count(&second), 1, "no edition is kept by it");
    }
}
