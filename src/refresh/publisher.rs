//! Writes and swaps in one order: what is committed second is served second.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use chrono::{DateTime, NaiveDate};
use rusqlite::{Connection, Transaction};

use super::compose;
use super::recognise::Recognition;
use super::settle;
use crate::catalogue::{Catalogue, Edition, Entry};
use crate::config::Config;
use crate::id::Revision;
use crate::report::Mode;
use crate::store::{Store, StoreError, revisions, turns};

/// The store's writer and the served catalogue, kept in step.
#[derive(Debug)]
pub struct Publisher {
    store: Arc<Store>,
    /// Under the configuration that was read last: what runs find is published by it, even by those
    /// that began under another.
    served: ArcSwap<Served>,
    /// Held over transaction and swap; never across an await.
    gate: Mutex<Recognition>,
}

/// What is served under one configuration. When another takes its place, this stays as it is, so that
/// no answer is made of both.
#[derive(Debug)]
pub struct Served {
    config: Arc<Config>,
    catalogue: ArcSwap<Catalogue>,
}

impl Publisher {
    /// Serves what was published last, as it was then: from the store, before anybody listens.
    pub fn open(store: Arc<Store>, config: Arc<Config>) -> Result<Self, StoreError> {
        let catalogue = store.reader().read(|connection| stored(connection, &config, None))?;
        let served = Served { config, catalogue: ArcSwap::from_pointee(catalogue) };
        Ok(Self {
            store,
            served: ArcSwap::from_pointee(served),
            gate: Mutex::new(Recognition::default()),
        })
    }

    #[must_use]
    pub fn served(&self) -> Arc<Served> {
        self.served.load_full()
    }

    /// `work` changes the store and says what is to be served from then on, if anything else than
    /// now; the configuration stays while it works. A dry run does all of it and then none of it happened.
    pub(super) fn publish<T, E: From<StoreError>>(
        &self,
        mode: Mode,
        work: impl FnOnce(
            &Transaction<'_>,
            &Catalogue,
            &mut Recognition,
        ) -> Result<(T, Option<Catalogue>), E>,
    ) -> Result<T, E> {
        let mut gate = self.gate.lock().unwrap_or_else(PoisonError::into_inner);
        // Put back only after the commit: what work that came to nothing leaves in it is not so.
        let mut recognition = std::mem::take(&mut *gate);
        let served = self.served();
        let current = served.catalogue();
        if mode == Mode::DryRun {
            return self
                .store
                .rehearse(|tx| work(tx, &current, &mut recognition))
                .map(|(result, _)| result);
        }
        let (result, next) = self.store.write(|tx| work(tx, &current, &mut recognition))?;
        *gate = recognition;
        if let Some(next) = next {
            served.catalogue.store(Arc::new(next));
        }
        Ok(result)
    }

    /// What is served from then on under another configuration; `work` as above.
    pub(super) fn hand_over<E: From<StoreError>>(
        &self,
        config: Arc<Config>,
        work: impl FnOnce(
            &Transaction<'_>,
            &Catalogue,
            &mut Recognition,
        ) -> Result<((), Option<Catalogue>), E>,
    ) -> Result<Arc<Served>, E> {
        let mut gate = self.gate.lock().unwrap_or_else(PoisonError::into_inner);
        let current = self.served().catalogue();
        // Its sources may be believed differently, so all that is together is looked at anew.
        let mut recognition = Recognition::default();
        let ((), next) = self.store.write(|tx| work(tx, &current, &mut recognition))?;
        *gate = recognition;
        let catalogue = ArcSwap::new(next.map_or(current, Arc::new));
        let served = Arc::new(Served { config, catalogue });
        self.served.store(Arc::clone(&served));
        Ok(served)
    }
}

impl Served {
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    #[must_use]
    pub fn catalogue(&self) -> Arc<Catalogue> {
        self.catalogue.load_full()
    }
}

/// The catalogue of the latest revision, as of its own date or of another.
pub fn stored(
    connection: &Connection,
    config: &Config,
    as_of: Option<NaiveDate>,
) -> Result<Catalogue, StoreError> {
    let latest = revisions::latest(connection)?;
    let mut edition = latest.map_or(
        Edition {
            revision: Revision(0),
            as_of: NaiveDate::default(),
            published: DateTime::UNIX_EPOCH,
        },
        |latest| Edition { revision: latest.revision, as_of: latest.as_of, published: latest.at },
    );
    edition.as_of = as_of.unwrap_or(edition.as_of);
    let rules = compose::policy(config).with_decisions(connection)?;
    let none = Catalogue::build(edition, Vec::<Entry>::new(), BTreeMap::new());
    let catalogue = rules.catalogue(connection, edition, &none, |_, _| Ok(()))?;
    let edits = settle::edits(connection, edition.published)?;
    Ok(catalogue.turned(turns::all(connection)?.into()).edited(edits))
}
