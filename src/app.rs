//! Builds the daemon and joins its parts; shuts it down.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use chrono::{DateTime, Utc};
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::watch;
use tracing::{info, warn};

use crate::clock::Clock;
use crate::config::Config;
use crate::fetch::{Client, ClientOptions, Limits};
use crate::http::serve::{Bounds, Listener, serve};
use crate::http::{self, Context, Routes};
use crate::metrics::Metrics;
use crate::refresh::{Publisher, Refresh};
use crate::schedule::timer::Timer;
use crate::store::{Reader, Store, runs};
use crate::worker::Worker;

/// How long a stop waits for runs and answers under way; what is not done by then is rolled back.
const GRACE: Duration = Duration::from_secs(6);

/// Everything but the listeners: what the daemon and the one-shot commands share.
#[derive(Debug)]
pub struct App {
    pub context: Context,
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
        let store = Arc::new(Store::open(&config.store)?);
        let now = clock.now();
        refuse_earlier(&store.reader(), now)?;
        store.write(|tx| runs::abandon_unfinished(tx, now))?;
        // Where it fails, sources on the network fail and say so; files and the demonstration need none.
        let client = Client::new(client_options(&config));
        let publisher = Arc::new(Publisher::open(Arc::clone(&store), &config)?);
        let config = Arc::new(config);
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
        Ok(Self { context: Context { config, refresh, worker, store, reader, clock, metrics } })
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
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> anyhow::Result<()> {
        let context = self.context;
        let (stopping, stopped) = watch::channel(false);
        let timer = Timer::new(
            Arc::clone(&context.config),
            context.reader.clone(),
            Arc::clone(&context.refresh),
            context.worker.clone(),
            context.clock,
        );
        let timer = tokio::spawn(timer.run());
        let worker = context.worker.clone();
        let runs = tokio::spawn(async move { worker.run(stop_signal(stopped)).await });
        let bounds = Bounds::of_network(&context.config.server);
        let answers = listen(network, http::network(&context), bounds, stopping.subscribe());
        let bounds = bounds.for_local();
        let local =
            local.map(|local| listen(local, http::local(&context), bounds, stopping.subscribe()));

        stop.await;
        info!("stopping");
        stopping.send_replace(true);
        timer.abort();
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

/// The past cannot be told anew: a time before the last stored run is a mistake.
pub fn refuse_earlier(reader: &Reader, now: DateTime<Utc>) -> anyhow::Result<()> {
    match reader.read(runs::latest_time)? {
        Some(latest) if latest > now => bail!(
            "the time is {now}, and the database knows of a run at {latest}: give a later --now, or set the clock right"
        ),
        _ => Ok(()),
    }
}

pub fn client_options(config: &Config) -> ClientOptions {
    ClientOptions {
        user_agent: config.fetch.user_agent.clone(),
        allowed_private: config.fetch.allow_private.clone(),
        limits: Limits { total: config.fetch.timeout, ..Limits::of_page(config.fetch.page_bytes) },
        ca_file: config.fetch.ca_file.clone(),
        retry_pause: Duration::from_secs(1),
    }
}

async fn stop_signal(mut stopped: watch::Receiver<bool>) {
    // An error means that the sender is gone, which is a stop too.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

fn listen(
    listener: impl Listener,
    routes: Routes,
    bounds: Bounds,
    stopped: watch::Receiver<bool>,
) -> tokio::task::JoinHandle<()> {
    tokio::spawn(serve(listener, routes, bounds, stop_signal(stopped)))
}
