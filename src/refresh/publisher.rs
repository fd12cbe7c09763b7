//! Writes and swaps in one order: what is committed second is served second.

use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use rusqlite::Transaction;

use crate::catalogue::Catalogue;
use crate::report::Mode;
use crate::store::{Store, StoreError};

/// The store's writer and the served catalogue, kept in step.
#[derive(Debug)]
pub struct Publisher {
    store: Arc<Store>,
    served: ArcSwap<Catalogue>,
    /// Held over transaction and swap; never across an await.
    gate: Mutex<()>,
}

impl Publisher {
    #[must_use]
    pub fn new(store: Arc<Store>, catalogue: Catalogue) -> Self {
        Self { store, served: ArcSwap::from_pointee(catalogue), gate: Mutex::new(()) }
    }

    #[must_use]
    pub fn catalogue(&self) -> Arc<Catalogue> {
        self.served.load_full()
    }

    /// `work` changes the store and says what is to be served from then on, if anything else than
    /// now. A dry run does all of it and then none of it happened.
    pub fn publish<T, E: From<StoreError>>(
        &self,
        mode: Mode,
        work: impl FnOnce(&Transaction<'_>, &Catalogue) -> Result<(T, Option<Catalogue>), E>,
    ) -> Result<T, E> {
        let _in_order = self.gate.lock().unwrap_or_else(PoisonError::into_inner);
        let current = self.served.load_full();
        if mode == Mode::DryRun {
            return self.store.rehearse(|tx| work(tx, &current)).map(|(result, _)| result);
        }
        let (result, next) = self.store.write(|tx| work(tx, &current))?;
        if let Some(next) = next {
            self.served.store(Arc::new(next));
        }
        Ok(result)
    }
}
