use super::*;

#[tokio::test]
async fn a_passing_fault_is_asked_about_once_more() {
    let upstream = Upstream::start(|request| match request.number {
        0 => Reply::bytes("").reset(),
        _ => json(LISTING),
    });
    assert_eq!(body(get(&upstream).await).bytes, LISTING.as_bytes());
}

#[tokio::test]
async fn no_status_and_no_fault_brings_a_storm_of_requests() {
    for (status, requests) in [
        ("401 Unauthorized", 1),
        ("404 Not Found", 1),
        ("429 Too Many Requests", 1),
        ("500 Internal Server Error", 1),
        ("502 Bad Gateway", 2),
        ("503 Service Unavailable", 1),
        ("504 Gateway Timeout", 2),
    ] {
        let upstream = Upstream::start(move |_| response(status, &[], "<h1>sorry</h1>"));
        assert!(get(&upstream).await.is_err());
        assert_eq!(upstream.requests().len(), requests, "{status}");
    }
    let upstream = Upstream::start(|_| Reply::bytes("").reset());
    assert!(get(&upstream).await.is_err());
    assert_eq!(upstream.requests().len(), 2);
}

async fn check(status: &'static str, headers: &[(&str, &str)], expected: FetchError) {
    let answer = answered(response(status, headers, LISTING)).await;
    assert_eq!(answer, Err(expected), "{status}");
}

#[tokio::test]
async fn every_status_but_200_is_an_error_even_with_a_listing_in_it() {
    for (status, expected) in [
        ("204 No Content", FetchError::Unexpected(204)),
        ("206 Partial Content", FetchError::Unexpected(206)),
        ("304 Not Modified", FetchError::Unexpected(304)),
        ("401 Unauthorized", FetchError::Unauthorised(401)),
        ("403 Forbidden", FetchError::Unauthorised(403)),
        ("404 Not Found", FetchError::NotFound),
        ("410 Gone", FetchError::Gone),
        ("418 I'm a teapot", FetchError::Unexpected(418)),
        ("500 Internal Server Error", FetchError::Server(500)),
        ("502 Bad Gateway", FetchError::Server(502)),
        ("504 Gateway Timeout", FetchError::Server(504)),
        ("999 Request denied", FetchError::Unexpected(999)),
    ] {
        check(status, &[], expected).await;
    }
    let limited = FetchError::RateLimited {
        status: 503,
        retry_after: Some(RetryAfter::In(Duration::from_secs(90))),
    };
    check("503 Service Unavailable", &[("Retry-After", "90")], limited).await;
}

#[tokio::test]
async fn a_redirect_to_another_place_is_told_and_not_followed() {
    let elsewhere = Upstream::start(|_| json(LISTING));
    let secret = elsewhere.url("/v2?key=S3CRET");
    let location = secret.clone();
    let upstream =
        Upstream::start(move |_| response("302 Found", &[("Location", location.as_str())], ""));
    let client = client(&[&upstream.host_port(), &elsewhere.host_port()], PATIENT);
    let fetched = ask(&client, &request(&upstream.url("/"))).await;
    let to = Some(secret.replace("key=S3CRET", "…"));
    assert_eq!(fetched, Err(FetchError::Redirect { status: 302, to }));
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn an_empty_200_is_an_error() {
    for blank in ["", " \r\n\t\n"] {
        assert_eq!(answered(response("200 OK", &[], blank)).await, Err(FetchError::Empty(200)));
    }
    assert_eq!(answered(declared_gzip(gzip(b""))).await, Err(FetchError::Empty(200)));
}
