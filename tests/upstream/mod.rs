//! A fake upstream on the loopback interface that writes raw bytes, as wrong as a test wants them.
//!
//! ```ignore
//! let upstream = Upstream::start(|request| match request.query("skip").as_deref() {
//!     Some("0") => json(r#"{"items":[],"total":0,"hasMore":false}"#),
//!     _ => Reply::bytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf").reset(),
//! });
//! let url = upstream.url("/v1/activities?skip=0");
//! ```
//!
//! It runs in a thread and a runtime of its own, so the client may be another process, and stops when
//! it is dropped. Each request is answered by itself; what was asked is kept for the test to look at.

#![allow(dead_code, reason = "shared by several test crates, and none uses all of it")]
#![allow(clippy::unwrap_used, reason = "a fake that cannot run is a failed test")]

pub(crate) mod tls;

use std::io::Write;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

pub(crate) struct Upstream {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    handler: Box<dyn Fn(&RawRequest) -> Reply + Send + Sync>,
    requests: Mutex<Vec<RawRequest>>,
    connections: AtomicU64,
    sent: AtomicU64,
}

/// A request's head as it came.
#[derive(Clone, Debug)]
pub(crate) struct RawRequest {
    /// How many came before it, over all connections.
    pub(crate) number: usize,
    pub(crate) head: Vec<u8>,
}

/// What to write, step by step, and what to do with the connection then: close it, unless told.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    steps: Vec<Step>,
    end: End,
}

#[derive(Clone, Debug)]
enum Step {
    Send(Vec<u8>),
    Pause(Duration),
    Forever(Vec<u8>),
}

#[derive(Clone, Copy, Debug)]
enum End {
    Close,
    Reset,
    Hold,
    NextRequest,
}

impl Upstream {
    pub(crate) fn start(handler: impl Fn(&RawRequest) -> Reply + Send + Sync + 'static) -> Self {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            handler: Box::new(handler),
            requests: Mutex::default(),
            connections: AtomicU64::new(0),
            sent: AtomicU64::new(0),
        });
        let (stop, stopped) = oneshot::channel();
        let serving = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                tokio::select! {
                    () = accept(listener, serving) => {}
                    _ = stopped => {}
                }
            });
        });
        Self { address, shared, stop: Some(stop), thread: Some(thread) }
    }

    /// `127.0.0.1:port`, as an allow-list names it.
    pub(crate) fn host_port(&self) -> String {
        self.address.to_string()
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// `path` begins with `/`.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn requests(&self) -> Vec<RawRequest> {
        self.shared.requests.lock().unwrap().clone()
    }

    /// How many were opened, whether or not anything was asked.
    pub(crate) fn connections(&self) -> u64 {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// How many bytes clients, and the buffers on the way to them, have taken.
    pub(crate) fn bytes_sent(&self) -> u64 {
        self.shared.sent.load(Ordering::SeqCst)
    }
}

impl Drop for Upstream {
    fn drop(&mut self) {
        drop(self.stop.take());
        let stopped = self.thread.take().map(JoinHandle::join);
        // A second panic while a test fails would hide the first.
        if !std::thread::panicking() {
            stopped.unwrap().unwrap();
        }
    }
}

impl RawRequest {
    pub(crate) fn method(&self) -> String {
        self.start_line().split(' ').next().unwrap().to_owned()
    }

    /// Path and query, as sent.
    pub(crate) fn target(&self) -> String {
        self.start_line().split(' ').nth(1).unwrap_or_default().to_owned()
    }

    /// A parameter of the query, decoded.
    pub(crate) fn query(&self, name: &str) -> Option<String> {
        let target = self.target();
        let (_, query) = target.split_once('?')?;
        let mut pairs = url::form_urlencoded::parse(query.as_bytes());
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// The first header of this name; one character a byte, so that no byte is lost.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let head = self.text();
        let lines = head.split("\r\n").skip(1);
        let mut pairs = lines.filter_map(|line| line.split_once(':'));
        pairs.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| v.trim().to_owned())
    }

    fn start_line(&self) -> String {
        self.text().split("\r\n").next().unwrap().to_owned()
    }

    fn text(&self) -> String {
        self.head.iter().copied().map(char::from).collect()
    }
}

impl Reply {
    pub(crate) fn bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self { steps: vec![Step::Send(bytes.into())], end: End::Close }
    }

    pub(crate) fn then(self, bytes: impl Into<Vec<u8>>) -> Self {
        self.step(Step::Send(bytes.into()))
    }

    pub(crate) fn pause(self, length: Duration) -> Self {
        self.step(Step::Pause(length))
    }

    /// Byte by byte.
    pub(crate) fn dribble(self, bytes: impl Into<Vec<u8>>, pause: Duration) -> Self {
        bytes.into().into_iter().fold(self, |reply, byte| reply.then(vec![byte]).pause(pause))
    }

    /// Again and again, until the client has had enough.
    pub(crate) fn forever(self, bytes: impl Into<Vec<u8>>) -> Self {
        self.step(Step::Forever(bytes.into()))
    }

    /// Ends with RST, not FIN.
    pub(crate) fn reset(self) -> Self {
        Self { end: End::Reset, ..self }
    }

    /// Leaves the connection open and silent.
    pub(crate) fn hold(self) -> Self {
        Self { end: End::Hold, ..self }
    }

    /// Waits for another request on the same connection.
    pub(crate) fn keep_alive(self) -> Self {
        Self { end: End::NextRequest, ..self }
    }

    fn step(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }
}

/// A whole answer. `status` as in "404 Not Found"; the right `Content-Length` is added.
pub(crate) fn response(status: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Reply {
    let body = body.as_ref();
    let mut bytes = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len()).into_bytes();
    for (name, value) in headers {
        write!(bytes, "{name}: {value}\r\n").unwrap();
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(body);
    Reply::bytes(bytes)
}

pub(crate) fn json(body: &str) -> Reply {
    response("200 OK", &[("Content-Type", "application/json")], body)
}

/// `body` as it is, declared as gzip.
pub(crate) fn declared_gzip(body: impl AsRef<[u8]>) -> Reply {
    let headers = [("Content-Type", "application/json"), ("Content-Encoding", "gzip")];
    response("200 OK", &headers, body)
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

async fn accept(listener: std::net::TcpListener, shared: Arc<Shared>) {
    let listener = TcpListener::from_std(listener).unwrap();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        shared.connections.fetch_add(1, Ordering::SeqCst);
        tokio::spawn(serve(stream, Arc::clone(&shared)));
    }
}

async fn serve(mut stream: TcpStream, shared: Arc<Shared>) {
    let mut unread = Vec::new();
    while let Some(head) = read_head(&mut stream, &mut unread).await {
        let request = {
            let mut requests = shared.requests.lock().unwrap();
            let request = RawRequest { number: requests.len(), head };
            requests.push(request.clone());
            request
        };
        let reply = (shared.handler)(&request);
        // The client may go away in the middle, which is often what the test is about.
        if play(&mut stream, reply.steps, &shared.sent).await.is_err() {
            return;
        }
        match reply.end {
            End::Close => return,
            End::Reset => return stream.set_zero_linger().unwrap(),
            End::Hold => return std::future::pending().await,
            End::NextRequest => {}
        }
    }
}

/// `None` if the client leaves before a head is whole.
async fn read_head(stream: &mut TcpStream, unread: &mut Vec<u8>) -> Option<Vec<u8>> {
    loop {
        if let Some(at) = unread.windows(4).position(|window| window == b"\r\n\r\n") {
            return Some(unread.drain(..at + 4).collect());
        }
        match stream.read_buf(unread).await {
            Ok(0) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

async fn play(stream: &mut TcpStream, steps: Vec<Step>, sent: &AtomicU64) -> std::io::Result<()> {
    for step in steps {
        match step {
            Step::Pause(length) => tokio::time::sleep(length).await,
            Step::Send(bytes) => send(stream, &bytes, sent).await?,
            Step::Forever(bytes) => loop {
                send(stream, &bytes, sent).await?;
            },
        }
    }
    Ok(())
}

async fn send(stream: &mut TcpStream, mut bytes: &[u8], sent: &AtomicU64) -> std::io::Result<()> {
    while !bytes.is_empty() {
        let written = stream.write(bytes).await?;
        sent.fetch_add(u64::try_from(written).unwrap(), Ordering::SeqCst);
        bytes = bytes.split_at(written).1;
    }
    Ok(())
}
