//! Where connections come from: the network, or the socket beside the database.

use std::future::Future;
use std::io;
use std::net::IpAddr;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream, UnixListener, UnixStream};

/// Who is at the other end of a connection, where that has an address. Goes along with each request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub Option<IpAddr>);

pub trait Listener: Send + Sync + 'static {
    type Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static;

    fn accept(&self) -> impl Future<Output = io::Result<(Self::Stream, Peer)>> + Send;
}

impl Listener for TcpListener {
    type Stream = TcpStream;

    async fn accept(&self) -> io::Result<(TcpStream, Peer)> {
        let (stream, peer) = Self::accept(self).await?;
        // A 304 is one small packet: it is not to wait for a second one.
        stream.set_nodelay(true)?;
        Ok((stream, Peer(Some(peer.ip()))))
    }
}

impl Listener for UnixListener {
    type Stream = UnixStream;

    async fn accept(&self) -> io::Result<(UnixStream, Peer)> {
        Self::accept(self).await.map(|(stream, _)| (stream, Peer(None)))
    }
}

/// accept(2) hands out what befell a connection that waited, too; the next one may be well.
pub(super) fn is_of_one_connection(failure: &io::Error) -> bool {
    use io::ErrorKind::{
        ConnectionAborted, ConnectionRefused, ConnectionReset, InvalidInput, NotConnected, TimedOut,
    };
    matches!(
        failure.kind(),
        ConnectionAborted
            | ConnectionRefused
            | ConnectionReset
            // What setting an option says of one that is gone already.
            | InvalidInput
            | NotConnected
            | TimedOut
    )
}
