use super::*;

async fn conditionally(
    client: &Client,
    upstream: &Upstream,
    known: Option<&Validators>,
) -> Fetched {
    let request = Request { validators: known, ..request(&upstream.url("/")) };
    ask(client, &request).await.unwrap()
}

/// What the second request says of these headers of a first answer.
async fn sent_back(headers: &str) -> (Option<String>, Option<String>) {
    let first: Vec<u8> = head(headers).chars().map(|c| u8::try_from(c).unwrap()).collect();
    let upstream = Upstream::start(move |_| Reply::bytes(first.clone()).then(LISTING));
    let client = client(&[&upstream.host_port()], PATIENT);
    let Fetched::Body(body) = conditionally(&client, &upstream, None).await else { panic!() };
    conditionally(&client, &upstream, Some(&body.validators)).await;
    let second = upstream.requests().pop().unwrap();
    (second.header("If-None-Match"), second.header("If-Modified-Since"))
}

#[tokio::test]
async fn validators_go_back_byte_for_byte() {
    for etag in ["\"33a6\"", "W/\"33a6\"", "33a6", "\"\u{e4}\u{ff}\"", &"x".repeat(8192)] {
        let (sent, _) = sent_back(&format!("ETag: {etag}\r\n")).await;
        assert_eq!(sent.as_deref(), Some(etag));
    }
    for modified in ["Wed, 01 Jan 2098 00:00:00 GMT", "yesterday"] {
        let (_, sent) = sent_back(&format!("Last-Modified: {modified}\r\n")).await;
        assert_eq!(sent.as_deref(), Some(modified));
    }
}

#[tokio::test]
async fn no_validator_is_made_up_and_an_absurd_one_is_dropped() {
    assert_eq!(sent_back("Date: Sun, 29 Mar 2026 00:30:00 GMT\r\n").await, (None, None));
    let absurd = format!("ETag: \"{}\"\r\n", "x".repeat(8192));
    assert_eq!(sent_back(&absurd).await, (None, None));
}

#[tokio::test]
async fn a_304_brings_new_validators_and_its_body_is_no_answer() {
    let upstream = Upstream::start(|request| match request.number {
        0 => response("200 OK", &[("ETag", "a"), ("Last-Modified", "Mon")], LISTING),
        1 => response("304 Not Modified", &[("ETag", "b")], LISTING).keep_alive(),
        _ => json("{}"),
    });
    let client = client(&[&upstream.host_port()], PATIENT);
    let Fetched::Body(first) = conditionally(&client, &upstream, None).await else { panic!() };
    let Fetched::NotModified(second) =
        conditionally(&client, &upstream, Some(&first.validators)).await
    else {
        panic!()
    };
    let Fetched::Body(third) = conditionally(&client, &upstream, Some(&second)).await else {
        panic!()
    };
    assert_eq!(third.bytes, b"{}");
    let asked = upstream.requests().pop().unwrap();
    assert_eq!(asked.header("If-None-Match").as_deref(), Some("b"));
    assert_eq!(asked.header("If-Modified-Since").as_deref(), Some("Mon"));
}

#[tokio::test]
async fn a_304_to_a_request_with_nothing_to_compare_is_an_error() {
    let upstream = Upstream::start(|_| response("304 Not Modified", &[], ""));
    let client = client(&[&upstream.host_port()], PATIENT);
    let nothing = Validators::default();
    let request = Request { validators: Some(&nothing), ..request(&upstream.url("/")) };
    assert_eq!(ask(&client, &request).await, Err(FetchError::Unexpected(304)));
}
