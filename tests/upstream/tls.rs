//! The same over TLS, as far as certificates go: one body for every request, under a certificate that
//! the test may change.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, Stream};

/// An authority that nobody trusts unless told.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pub(crate) pem: String,
}

/// A certificate with its key, ready to be shown.
#[derive(Clone)]
pub(crate) struct Identity(Arc<ServerConfig>);

pub(crate) struct TlsUpstream {
    port: u16,
    shown: Arc<Mutex<Identity>>,
    connections: Arc<AtomicUsize>,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, "An authority of a test");
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        Self { issuer: Issuer::new(params, key), pem }
    }

    /// For `host`, until the first day of `until`.
    pub(crate) fn identity(&self, host: &str, until: i32) -> Identity {
        let (params, key) = (params(host, until), KeyPair::generate().unwrap());
        Identity::new(&params.signed_by(&key, &self.issuer).unwrap(), &key)
    }
}

impl Identity {
    pub(crate) fn self_signed(host: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        Self::new(&params(host, 2100).self_signed(&key).unwrap(), &key)
    }

    fn new(certificate: &rcgen::Certificate, key: &KeyPair) -> Self {
        // An error means that there is a provider already, which is as good.
        drop(rustls::crypto::ring::default_provider().install_default());
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config = ServerConfig::builder().with_no_client_auth();
        Self(Arc::new(config.with_single_cert(vec![certificate.der().clone()], key).unwrap()))
    }
}

impl TlsUpstream {
    /// Listens until the tests end.
    pub(crate) fn start(identity: &Identity, body: &str) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let shown = Arc::new(Mutex::new(identity.clone()));
        let connections = Arc::new(AtomicUsize::new(0));
        let (showing, counting, body) =
            (Arc::clone(&shown), Arc::clone(&connections), body.to_owned());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                counting.fetch_add(1, Ordering::SeqCst);
                let identity = showing.lock().unwrap().clone();
                // Where the client refuses the certificate, it leaves.
                drop(answer(stream.unwrap(), identity, &body));
            }
        });
        Self { port, shown, connections }
    }

    pub(crate) fn shows(&self, identity: &Identity) {
        *self.shown.lock().unwrap() = identity.clone();
    }

    /// By a name, as certificates have it.
    pub(crate) fn host_port(&self) -> String {
        format!("localhost:{}", self.port)
    }

    pub(crate) fn url(&self) -> String {
        format!("https://{}", self.host_port())
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

fn params(host: &str, until: i32) -> CertificateParams {
    let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
    params.not_before = rcgen::date_time_ymd(2020, 1, 1);
    params.not_after = rcgen::date_time_ymd(until, 1, 1);
    params
}

fn answer(mut socket: TcpStream, Identity(config): Identity, body: &str) -> std::io::Result<()> {
    let mut connection = ServerConnection::new(config).map_err(std::io::Error::other)?;
    let mut stream = Stream::new(&mut connection, &mut socket);
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.extend(byte);
    }
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )?;
    stream.conn.send_close_notify();
    stream.flush()
}
