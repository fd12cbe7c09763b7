//! What the HTTP client makes of upstreams that break, stall, flood and lie.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests are tests")]

#[path = "fetch/answers.rs"]
mod answers;
#[path = "fetch/redirects.rs"]
mod redirects;
#[path = "fetch/requests.rs"]
mod requests;
#[path = "fetch/tls.rs"]
mod tls;
#[path = "fetch/transport.rs"]
mod transport;
mod upstream;
#[path = "fetch/validators.rs"]
mod validators;

use std::time::Duration;

use kooste::fetch::{
    Absence, Body, Client, ClientOptions, FetchError, Fetched, Limits, Request, RetryAfter,
    Validators,
};
use reqwest::header::{AUTHORIZATION, HeaderName};
use secrecy::SecretString;
use upstream::{Reply, Upstream, declared_gzip, gzip, json, response};
use url::Url;

const LISTING: &str = r#"{"items":[],"total":0,"hasMore":false}"#;
const LIMIT: usize = 256 << 10;
/// More than what the kernel's buffers on both sides of a loopback connection may hold.
const BUFFERS: u64 = 16 << 20;
const PATIENT: Duration = Duration::from_secs(20);
const HASTY: Duration = Duration::from_millis(300);

fn client(allowed: &[&str], total: Duration) -> Client {
    Client::new(options(allowed, total)).unwrap()
}

fn options(allowed: &[&str], total: Duration) -> ClientOptions {
    ClientOptions {
        user_agent: "Kooste-test/1".to_owned(),
        allowed_private: allowed.iter().map(|entry| entry.parse().unwrap()).collect(),
        limits: Limits {
            connect: total,
            total,
            wire_bytes: LIMIT,
            unpacked_bytes: LIMIT,
            ..Limits::default()
        },
        ca_file: None,
        retry_pause: Duration::from_millis(1),
    }
}

fn request(url: &str) -> Request<'static> {
    Request {
        url: Url::parse(url).unwrap(),
        headers: &[],
        validators: None,
        absence: Absence::IsAnError,
    }
}

async fn ask(client: &Client, request: &Request<'_>) -> Result<Fetched, FetchError> {
    client.get(request).await.map(|answer| answer.fetched)
}

async fn get_within(upstream: &Upstream, total: Duration) -> Result<Fetched, FetchError> {
    let client = client(&[&upstream.host_port()], total);
    ask(&client, &request(&upstream.url("/v1/activities"))).await
}

async fn get(upstream: &Upstream) -> Result<Fetched, FetchError> {
    get_within(upstream, PATIENT).await
}

/// What the client makes of this reply, given to each request.
async fn answered(reply: Reply) -> Result<Fetched, FetchError> {
    get(&Upstream::start(move |_| reply.clone())).await
}

fn body(fetched: Result<Fetched, FetchError>) -> Body {
    match fetched {
        Ok(Fetched::Body(body)) => body,
        other => panic!("not a body: {other:?}"),
    }
}

fn head(headers: &str) -> String {
    format!("HTTP/1.1 200 OK\r\n{headers}\r\n")
}

#[tokio::test]
async fn a_whole_answer_is_handed_on_as_it_came() {
    assert_eq!(body(answered(json(LISTING)).await).bytes, LISTING.as_bytes());
    let packed = declared_gzip(gzip(LISTING.as_bytes()));
    assert_eq!(body(answered(packed).await).bytes, LISTING.as_bytes());
    let chunked = head("Transfer-Encoding: chunked\r\n") + "4\r\nlist\r\n3;x=y\r\ning\r\n0\r\n\r\n";
    assert_eq!(body(answered(Reply::bytes(chunked)).await).bytes, b"listing");
    let http_1_0 = format!("HTTP/1.0 200 OK\r\n\r\n{LISTING}");
    assert_eq!(body(answered(Reply::bytes(http_1_0)).await).bytes, LISTING.as_bytes());
}
