//! Builds the daemon and joins its parts; shuts it down.

mod client;
mod notify;
mod open;
mod past;
mod reload;

use std::future::Future;
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tracing::{info, warn};

use crate::http::Context;
use crate::http::serve::{Bounds, Listener, serve};
use crate::http::turnstile::Turnstile;
use crate::reload::Requests;

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
