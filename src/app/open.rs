//! What is made before anybody listens: database, catalogue, client.

use std::sync::Arc;

use tracing::warn;

use super::{App, client_options, refuse_earlier};
use crate::clock::Clock;
use crate::config::Config;
use crate::fetch::Client;
use crate::http::Context;
use crate::http::console::Desk;
use crate::metrics::Metrics;
use crate::refresh::{Publisher, Refresh};
use crate::reload as asking;
use crate::store::{Store, StoreError, runs};
use crate::worker::Worker;

impl App {
    /// Opens the database, refuses a clock that is set back, and brings the served state to today.
    pub fn open(config: Config, clock: Clock) -> anyhow::Result<Self> {
        let app = Self::open_for_rehearsal(config, clock)?;
        app.context.refresh.tick()?;
        Ok(app)
    }

    /// The same with the served state left as it is, for runs that are to change nothing.
    pub fn open_for_rehearsal(config: Config, clock: Clock) -> anyhow::Result<Self> {
        let store = Store::open(&config.store)?;
        refuse_earlier(&store.reader(), clock.now())?;
        store.write(|tx| runs::abandon_unfinished(tx, clock.now()))?;
        Self::assemble(store, config, clock)
    }

    /// As `open`; where nothing can be written, what was published last is served as it was.
    pub fn open_to_serve(config: Config, clock: Clock) -> anyhow::Result<Self> {
        let store = Store::open_to_serve(&config.store)?;
        refuse_earlier(&store.reader(), clock.now())?;
        read_on(store.write(|tx| runs::abandon_unfinished(tx, clock.now())))?;
        let app = Self::assemble(store, config, clock)?;
        read_on(app.context.refresh.tick())?;
        Ok(app)
    }

    fn assemble(store: Store, config: Config, clock: Clock) -> anyhow::Result<Self> {
        let store = Arc::new(store);
        // Where it fails, sources on the network fail and say so; files and the demonstration need none.
        let client = Client::new(client_options(&config));
        let config = Arc::new(config);
        let publisher = Arc::new(Publisher::open(Arc::clone(&store), Arc::clone(&config))?);
        let reader = store.reader();
        let metrics = Metrics::default();
        let refresh = Arc::new(Refresh::new(
            Arc::clone(&config),
            Arc::clone(&store),
            client,
            publisher,
            clock,
            metrics.clone(),
        ));
        let worker = Worker::new(Arc::clone(&refresh));
        let (reloads, requests) = asking::channel();
        let desk = Desk::default();
        let context =
            Context { config, refresh, worker, store, reader, reloads, clock, metrics, desk };
        Ok(Self { context, requests })
    }
}

/// What could not be written at a start is no reason to serve nothing, where it is the machine's doing.
fn read_on<T>(written: Result<T, StoreError>) -> Result<(), StoreError> {
    match written {
        Ok(_) => Ok(()),
        Err(why) if why.is_of_the_machine() => {
            warn!("what there is is served, and nothing new is stored: {why}");
            Ok(())
        }
        Err(why) => Err(why),
    }
}
