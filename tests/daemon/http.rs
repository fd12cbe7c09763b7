//! As much of HTTP/1.1 as is needed to ask one thing and read the whole answer.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;

const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ask<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) headers: &'a [(&'a str, &'a str)],
    pub(crate) body: Option<&'a Value>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(key, _)| !key.eq_ignore_ascii_case(name));
        self
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }
}

pub(crate) fn over_network(address: SocketAddr, ask: &Ask<'_>) -> Answer {
    let stream = TcpStream::connect_timeout(&address, PATIENCE).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    exchange(stream, ask)
}

pub(crate) fn over_socket(path: &Path, ask: &Ask<'_>) -> Answer {
    let stream = UnixStream::connect(path).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    exchange(stream, ask)
}

fn exchange(mut stream: impl Read + Write, ask: &Ask<'_>) -> Answer {
    stream.write_all(&written(ask)).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    read(&bytes)
}

fn written(ask: &Ask<'_>) -> Vec<u8> {
    let Ask { method, path, .. } = ask;
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: kooste\r\nConnection: close\r\n");
    for (name, value) in ask.headers {
        head += &format!("{name}: {value}\r\n");
    }
    let body = ask.body.map(Value::to_string).unwrap_or_default();
    if ask.body.is_some() {
        head += "Content-Type: application/json\r\n";
    }
    format!("{head}Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn read(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&bytes[..end]);
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let pair = |line: &str| {
        let (name, value) = line.split_once(':').unwrap();
        (name.to_owned(), value.trim().to_owned())
    };
    let body = String::from_utf8(bytes[end + 4..].to_vec()).expect("none is asked for packed");
    // The time of the answer is no part of what is compared.
    let headers = lines.map(pair).filter(|(name, _)| !name.eq_ignore_ascii_case("date"));
    let mut headers: Vec<_> = headers.collect();
    // In whatever order: that of `Connection` and `Content-Length` is hyper's own.
    headers.sort();
    let answer = Answer { status, headers, body };
    assert_eq!(answer.header("transfer-encoding"), None);
    answer
}
