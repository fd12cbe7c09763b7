//! One connection, from its first byte to its last.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::response::Response;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Connection;
use hyper::service::Service;
use hyper_util::rt::TokioIo;
use hyper_util::service::{TowerToHyperService, TowerToHyperServiceFuture};
use tokio::io::{AsyncRead, AsyncWrite};
use tracing::debug;

use super::Peer;
use super::refusal::refusal;
use super::room::{Bell, Guest};
use super::stream::Patient;
use crate::http::turnstile::Turnstile;

/// What stands before the routes on one connection.
#[derive(Debug)]
pub(super) struct Front {
    turnstile: Turnstile,
    bell: Bell,
    peer: Peer,
}

/// An answer that is there, or one that the routes work on.
pub(super) enum Answering {
    There(Ready<Result<Response, Infallible>>),
    Routed(Pin<Box<TowerToHyperServiceFuture<Router, Request<Incoming>>>>),
}

impl Front {
    pub(super) fn new(turnstile: Turnstile, bell: Bell, peer: Peer) -> Self {
        Self { turnstile, bell, peer }
    }
}

impl Service<Request<Incoming>> for Front {
    type Response = Response;
    type Error = Infallible;
    type Future = Answering;

    fn call(&self, mut request: Request<Incoming>) -> Answering {
        self.bell.ring();
        let routes = self.turnstile.routes();
        let known = || routes.cache.as_ref()?.answer(&request);
        match refusal(&request).or_else(known) {
            Some(answer) => Answering::There(ready(Ok(answer))),
            None => {
                request.extensions_mut().insert(self.peer);
                let router = TowerToHyperService::new(routes.router.clone());
                Answering::Routed(Box::pin(router.call(request)))
            }
        }
    }
}

impl Future for Answering {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Self::There(answer) => Pin::new(answer).poll(cx),
            Self::Routed(answer) => answer.as_mut().poll(cx),
        }
    }
}

/// Until it ends or is asked to; then it gets what it is being answered, unless it takes nothing for
/// longer than `patience`.
pub(super) async fn run<S>(
    connection: Connection<TokioIo<Patient<S>>, Front>,
    guest: Guest,
    patience: Duration,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        biased;
        ended = connection.as_mut() => ended,
        () = guest.dismissed() => {
            connection.as_mut().graceful_shutdown();
            match tokio::time::timeout(patience, connection).await {
                Ok(ended) => ended,
                Err(_) => return,
            }
        }
    };
    // The other side's doing, whatever it is: cut heads, resets, readers that take nothing.
    if let Err(failure) = ended {
        debug!("a connection ended: {failure}");
    }
}
