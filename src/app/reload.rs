//! Gives way from one configuration to the next while everybody is served.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::signal::unix::Signal;
use tokio::task::JoinSet;
use tracing::{error, info};

use super::{client_options, notify};
use crate::config::{Changes, Config};
use crate::fetch::Client;
use crate::http::turnstile::Turnstile;
use crate::http::{self, Context};
use crate::reload::{Refused, Requests};
use crate::schedule::timer::Timer;

/// Where the configuration comes from, and who asks for it without words.
pub struct Reloading {
    /// All that is wrong with it is the error.
    pub read: Arc<dyn Fn() -> anyhow::Result<Config> + Send + Sync>,
    /// Where it said to listen; port 0 has become a real one since.
    pub asked: SocketAddr,
    pub hangups: Signal,
}

impl fmt::Debug for Reloading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reloading").field("asked", &self.asked).finish_non_exhaustive()
    }
}

/// What depends on the configuration: the routes and the timer.
pub(super) struct World {
    context: Context,
    network: Turnstile,
    local: Turnstile,
    /// One task, which ends when this is dropped.
    timer: JoinSet<()>,
}

impl World {
    pub(super) fn begin(context: Context) -> Self {
        let network = Turnstile::new(http::network(&context));
        let local = Turnstile::new(http::local(&context));
        let timer = timer(&context);
        Self { context, network, local, timer }
    }

    /// For the network, and for the socket beside the database.
    pub(super) fn turnstiles(&self) -> (Turnstile, Turnstile) {
        (self.network.clone(), self.local.clone())
    }

    /// Never ends by itself.
    pub(super) async fn follow(mut self, mut reloading: Reloading, mut requests: Requests) {
        loop {
            let asker = tokio::select! {
                _ = reloading.hangups.recv() => None,
                Some(asker) = requests.next() => Some(asker),
            };
            notify::reloading();
            let outcome = self.reload(&reloading).await;
            match &outcome {
                Ok(changes) => info!("the configuration was read anew: {changes}"),
                Err(refused) => error!("the configuration stays as it was: {refused}"),
            }
            notify::ready();
            if let Some(asker) = asker {
                // Whoever asked may have gone.
                let _ = asker.send(outcome);
            }
        }
    }

    async fn reload(&mut self, reloading: &Reloading) -> Result<Changes, Refused> {
        let (read, asked) = (Arc::clone(&reloading.read), reloading.asked);
        let context = self.context.clone();
        // Reads files, waits for the writer, and renders all that is served.
        let taken_up = tokio::task::spawn_blocking(move || take_up(&context, &*read, asked)).await;
        let failed = |_| Refused::Failed("a fault of Kooste's".to_owned());
        let (context, changes) = taken_up.map_err(failed)??;
        self.timer = timer(&context);
        self.network.turn(http::network(&context));
        self.local.turn(http::local(&context));
        self.context = context;
        Ok(changes)
    }
}

/// The parts under the new configuration, on the same store. All that can fail comes before anything
/// is changed.
fn take_up(
    old: &Context,
    read: &dyn Fn() -> anyhow::Result<Config>,
    asked: SocketAddr,
) -> Result<(Context, Changes), Refused> {
    let config = read().map_err(|problems| Refused::Broken(format!("{problems:#}")))?;
    let fixed = fixed(&old.config, &config, asked);
    if !fixed.is_empty() {
        return Err(Refused::NeedsRestart(fixed));
    }
    let config = Arc::new(config.listening_at(old.config.server.listen));
    let client = Client::new(client_options(&config));
    if let (true, Err(failure)) = (old.refresh.has_client(), &client) {
        return Err(Refused::Failed(failure.to_string()));
    }
    let changes = Changes::between(&old.config, &config);
    let refresh = old.refresh.succeeded_by(Arc::clone(&config), client);
    let refresh = Arc::new(refresh.map_err(|failure| Refused::Failed(failure.to_string()))?);
    old.worker.hand_over(Arc::clone(&refresh));
    Ok((Context { config, refresh, ..old.clone() }, changes))
}

/// What is decided at the start and holds until the end.
fn fixed(old: &Config, new: &Config, asked: SocketAddr) -> Vec<String> {
    let sentence = |key: &str, old: String, new: String| {
        (old != new).then(|| {
            format!("{key} is {old} and would be {new}: that takes a restart; nothing was changed")
        })
    };
    let logged = |config: &Config| format!("{:?}", config.log).to_lowercase();
    let stored = |config: &Config| config.store.display().to_string();
    let connections = |config: &Config| config.server.connections.to_string();
    let head = |config: &Config| config.server.head_timeout.as_secs().to_string();
    let write = |config: &Config| config.server.write_timeout.as_secs().to_string();
    [
        sentence("[server] listen", asked.to_string(), new.server.listen.to_string()),
        sentence("[server] connections", connections(old), connections(new)),
        sentence("[server] head_seconds", head(old), head(new)),
        sentence("[server] write_seconds", write(old), write(new)),
        sentence("[store] path", stored(old), stored(new)),
        sentence("[log] format", logged(old), logged(new)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn timer(context: &Context) -> JoinSet<()> {
    let timer = Timer::new(
        Arc::clone(&context.config),
        context.reader.clone(),
        Arc::clone(&context.refresh),
        context.worker.clone(),
        context.clock,
    );
    let mut tasks = JoinSet::new();
    tasks.spawn(timer.run());
    tasks
}
