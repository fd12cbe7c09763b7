//! Where connections come from: the network, or the socket beside the database.

use std::future::Future;
use std::io;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream, UnixListener, UnixStream};

pub trait Listener: Send + Sync + 'static {
    type Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static;

    fn accept(&self) -> impl Future<Output = io::Result<Self::Stream>> + Send;
}

impl Listener for TcpListener {
    type Stream = TcpStream;

    async fn accept(&self) -> io::Result<TcpStream> {
        let (stream, _) = Self::accept(self).await?;
        // A 304 is one small packet: it is not to wait for a second one.
        stream.set_nodelay(true)?;
        Ok(stream)
    }
}

impl Listener for UnixListener {
    type Stream = UnixStream;

    async fn accept(&self) -> io::Result<UnixStream> {
        Self::accept(self).await.map(|(stream, _)| stream)
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
