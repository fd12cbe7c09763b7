//! Builds the daemon and joins its parts; shuts it down.

mod client;
mod notify;
mod past;
mod reload;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tracing::{info, warn};

use crate::clock::Clock;
use crate::config::Config;
use crate::fetch::Client;
use crate::http::Context;
use crate::http::console::Desk;
use crate::http::serve::{Bounds, Listener, serve};
use crate::http::turnstile::Turnstile;
use crate::metrics::Metrics;
use crate::refresh::{Publisher, Refresh};
use crate::reload::{self as asking, Requests};
use crate::store::{Store, StoreError, runs};
use crate::worker::Worker;

pub use client::client_options;
pub use past::refuse_earlier;
pub use reload::Reloading;
use reload::World;

/// How long a stop waits for runs and answers under way; what is not done by then is rolled back.
const GRACE: Duration = Duration::from_secs(6);

/// Everything but the listeners: what the daemon and the one-shot commands share.
#[derive(Debug)]
pub struct App {
    pub context: Context,
    requests: Requests,
}

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

    /// The socket beside the database. Without it the daemon still serves; only the command line
    /// cannot reach it.
    #[must_use]
    pub fn local_listener(&self) -> Option<UnixListener> {
        let bound = crate::socket::bind(&self.context.config.store);
        let bound = bound.context("the socket beside the database");
        bound.map_err(|failure| warn!("{failure:#}")).ok()
    }

    /// Serves until `stop` ends.
    pub async fn serve(
        self,
        network: TcpListener,
        local: Option<UnixListener>,
        reloading: Reloading,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> anyhow::Result<()> {
        let Self { context, requests } = self;
        let (stopping, stopped) = watch::channel(false);
        let (worker, desk) = (context.worker.clone(), context.desk.clone());
        let watchdog = notify::watch(worker.clone(), context.reader.clone());
        let runs = tokio::spawn(async move { worker.run(stop_signal(stopped)).await });
        let bounds = Bounds::of_network(&context.config.server);
        let world = World::begin(context);
        let (to_network, to_local) = world.turnstiles();
        let answers = listen(network, to_network, bounds, stopping.subscribe());
        let local =
            local.map(|local| listen(local, to_local, bounds.for_local(), stopping.subscribe()));
        let mut attendants = JoinSet::new();
        attendants.spawn(world.follow(reloading, requests));
        attendants.spawn(watchdog);
        notify::ready();

        stop.await;
        info!("stopping");
        notify::stopping();
        stopping.send_replace(true);
        desk.close();
        attendants.abort_all();
        let rest = async {
            let _ = tokio::join!(runs, answers);
            if let Some(local) = local {
                let _ = local.await;
            }
        };
        if tokio::time::timeout(GRACE, rest).await.is_err() {
            warn!("stopped with work under way; a run that was not done is rolled back");
        }
        Ok(())
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

async fn stop_signal(mut stopped: watch::Receiver<bool>) {
    // An error means that the sender is gone, which is a stop too.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

fn listen(
    listener: impl Listener,
    turnstile: Turnstile,
    bounds: Bounds,
    stopped: watch::Receiver<bool>,
) -> tokio::task::JoinHandle<()> {
    tokio::spawn(serve(listener, turnstile, bounds, stop_signal(stopped)))
}
