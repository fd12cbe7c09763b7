use super::*;

#[tokio::test]
async fn a_request_carries_what_is_configured_and_nothing_of_earlier_answers() {
    let upstream = Upstream::start(|_| response("200 OK", &[("Set-Cookie", "track=1")], LISTING));
    let client = client(&[&upstream.host_port()], PATIENT);
    let headers = [
        (AUTHORIZATION, SecretString::from("Bearer S3CRET")),
        (HeaderName::from_static("cookie"), SecretString::from("session=S3CRET")),
        (HeaderName::from_static("accept-encoding"), SecretString::from("br")),
    ];
    for _ in 0..2 {
        let url = upstream.url("/v1/activities?limit=100&skip=0");
        let request = Request { headers: &headers, ..request(&url) };
        assert_eq!(body(ask(&client, &request).await).bytes, LISTING.as_bytes());
    }
    let asked = upstream.requests().pop().unwrap();
    assert_eq!(asked.method(), "GET");
    assert_eq!(asked.target(), "/v1/activities?limit=100&skip=0");
    for (name, value) in [
        ("Host", Some(upstream.host_port().as_str())),
        ("User-Agent", Some("Kooste-test/1")),
        ("Authorization", Some("Bearer S3CRET")),
        ("Cookie", Some("session=S3CRET")),
        ("Accept-Encoding", Some("gzip")),
        ("Referer", None),
    ] {
        assert_eq!(asked.header(name).as_deref(), value, "{name}");
    }
}

#[tokio::test]
async fn no_error_tells_a_secret() {
    let upstream = Upstream::start(|_| Reply::bytes("nonsense"));
    let address = upstream.host_port();
    let client = client(&[&address], PATIENT);
    let invalid = [(AUTHORIZATION, SecretString::from("S3CRET\n"))];
    let with_header = Request { headers: &invalid, ..request(&upstream.url("/")) };
    for request in [
        request(&format!("http://user:S3CRET@{address}/?key=S3CRET")),
        request("http://user:S3CRET@upstream.invalid/?key=S3CRET"),
        request("ftp://user:S3CRET@ftp.example/?key=S3CRET"),
        with_header,
    ] {
        let error = ask(&client, &request).await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("S3CRET"), "{error:?}");
    }
    let misconfigured = ask(&client, &request("file:///etc/passwd")).await;
    assert!(matches!(misconfigured, Err(FetchError::Misconfigured(_))), "{misconfigured:?}");
}

#[tokio::test]
async fn a_private_address_is_dialled_only_where_its_host_and_port_are_allowed() {
    let upstream = Upstream::start(|_| json(LISTING));
    let port = upstream.port();
    let other = format!("127.0.0.1:{}", port ^ 1);
    let by_name = format!("localhost:{port}");
    for (allowed, url) in [
        (vec![], upstream.url("/")),
        (vec![other.as_str()], upstream.url("/")),
        (vec![by_name.as_str()], upstream.url("/")),
        (vec![], format!("http://{by_name}/")),
        (vec![other.as_str()], format!("http://{by_name}/")),
        (vec![], format!("http://2130706433:{port}/")),
        (vec![], format!("http://0x7f.1:{port}/")),
        (vec![], format!("http://0177.0.0.1:{port}/")),
        (vec![], format!("http://[::ffff:127.0.0.1]:{port}/")),
        (vec![], format!("http://public.example@127.0.0.1:{port}/")),
        (vec![], format!("https://127.0.0.1:{port}/")),
    ] {
        let fetched = ask(&client(&allowed, PATIENT), &request(&url)).await;
        assert!(matches!(fetched, Err(FetchError::Refused { .. })), "{url}: {fetched:?}");
    }
    assert_eq!(upstream.connections(), 0);

    let fetched = ask(&client(&[&by_name], PATIENT), &request(&format!("http://{by_name}/"))).await;
    assert_eq!(body(fetched).bytes, LISTING.as_bytes());
}
