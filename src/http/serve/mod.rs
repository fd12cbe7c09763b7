//! The server loop: connections in, within limits that a hostile client cannot move.

mod connection;
mod descriptors;
mod listener;
mod refusal;
mod room;
mod stream;

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper_util::rt::{TokioIo, TokioTimer};
use tracing::warn;

use super::turnstile::Turnstile;
use crate::config::Server;
use connection::Front;
use room::{Guest, Room};
use stream::Patient;

pub use listener::{Listener, Peer};

/// How much one listener puts up with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Connections at a time; who comes then waits in the kernel's queue.
    pub connections: usize,
    /// For a request's head, from when one is waited for: slow heads and idle connections end then.
    pub head: Duration,
    /// For a reader that takes not one byte of its answer.
    pub write: Duration,
}

impl Bounds {
    #[must_use]
    pub fn of_network(server: &Server) -> Self {
        let connections = descriptors::affordable(server.connections);
        if connections < server.connections {
            warn!(
                "at most {connections} connections at a time: the limit on open files allows no more"
            );
        }
        Self { connections, head: server.head_timeout, write: server.write_timeout }
    }

    /// Of their own, so that who may open the socket gets through whatever the network does.
    #[must_use]
    pub fn for_local(self) -> Self {
        Self { connections: LOCAL_CONNECTIONS, ..self }
    }
}

const LOCAL_CONNECTIONS: usize = 32;

/// A head of all its lines. Hyper answers 431 beyond it, and buffers no more of an answer either.
const MAX_HEAD: usize = 32 * 1024;
const MAX_FIELDS: usize = 100;

/// After an accept that failed for want of descriptors or memory, until the next.
const RESPITE: Duration = Duration::from_millis(100);

/// Serves until `stop` ends, and then until what is being answered is.
pub async fn serve<L: Listener>(
    listener: L,
    turnstile: Turnstile,
    bounds: Bounds,
    stop: impl Future<Output = ()>,
) {
    let room = Room::new(bounds.connections);
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(bounds.head)
        .max_headers(MAX_FIELDS)
        .max_buf_size(MAX_HEAD)
        // It would copy whole bodies into each connection's buffer.
        .pipeline_flush(false);
    let mut stop = pin!(stop);
    loop {
        let (stream, peer, guest) = tokio::select! {
            biased;
            () = &mut stop => break,
            arrived = next(&listener, &room) => arrived,
        };
        let stream = TokioIo::new(Patient::new(stream, bounds.write));
        let front = Front::new(turnstile.clone(), guest.bell(), peer);
        let connection = http.serve_connection(stream, front);
        tokio::spawn(connection::run(connection, guest, bounds.write));
    }
    drop(listener);
    room.empty().await;
}

/// The next connection, with its place: none is taken that there is no place for.
async fn next<L: Listener>(listener: &L, room: &Arc<Room>) -> (L::Stream, Peer, Guest) {
    let guest = room.guest().await;
    let mut told = false;
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer, guest),
            Err(failure) if listener::is_of_one_connection(&failure) => {}
            Err(failure) => {
                if !told {
                    warn!("no connection can be taken for now: {failure}");
                    told = true;
                }
                // What another lets go of is what is wanted here.
                room.thin_out();
                tokio::time::sleep(RESPITE).await;
            }
        }
    }
}
