//! What systemd is told. Without it nobody is told anything.

use std::time::Duration;

use sd_notify::NotifyState;
use tracing::warn;

use crate::store::{Reader, StoreError, revisions};
use crate::worker::Worker;

pub(super) fn ready() {
    tell(&[NotifyState::Ready]);
}

/// To be followed by `ready`, whatever came of it.
pub(super) fn reloading() {
    match NotifyState::monotonic_usec_now() {
        // systemd 253 and later want the time in the same message.
        Ok(now) => tell(&[NotifyState::Reloading, now]),
        Err(failure) => warn!("the time since the start of the machine is not known: {failure}"),
    }
}

pub(super) fn stopping() {
    tell(&[NotifyState::Stopping]);
}

/// Feeds the watchdog, where there is one, for as long as the queue is looked after and the database
/// answers. That it answers with an error is no reason to stop serving: a restart repairs no disk.
pub(super) async fn watch(worker: Worker, reader: Reader) {
    let Some(within) = sd_notify::watchdog_enabled() else {
        return;
    };
    let share = within / 3;
    loop {
        match tokio::time::timeout(share, life(&worker, &reader)).await {
            Ok(()) => tell(&[NotifyState::Watchdog]),
            Err(_) => warn!("the queue or the database does not answer"),
        }
        tokio::time::sleep(share.min(LONGEST)).await;
    }
}

const LONGEST: Duration = Duration::from_secs(60);

async fn life(worker: &Worker, reader: &Reader) {
    worker.lives().await;
    let reader = reader.clone();
    let read = tokio::task::spawn_blocking(move || reader.read(revisions::latest));
    let answer: Result<Result<_, StoreError>, _> = read.await;
    match answer {
        Ok(Ok(_)) => {}
        Ok(Err(failure)) => warn!("the database cannot be read: {failure}"),
        // Only where the program stops.
        Err(_) => {}
    }
}

fn tell(states: &[NotifyState<'_>]) {
    if let Err(failure) = sd_notify::notify(states) {
        warn!("systemd could not be told {states:?}: {failure}");
    }
}
