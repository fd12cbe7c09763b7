use super::*;

fn to(status: &str, location: &str) -> Reply {
    response(status, &[("Location", location)], "")
}

/// An upstream that answers `/end` and sends everything else on, by the number in its path.
fn chain(status: &'static str, hops: usize) -> Upstream {
    Upstream::start(move |request| {
        let number: usize = request.target().trim_start_matches('/').parse().unwrap_or(hops);
        match number < hops {
            true => to(status, &format!("/{}", number + 1)),
            false => json(LISTING),
        }
    })
}

async fn answer(upstream: &Upstream, path: &str) -> Result<kooste::fetch::Answer, FetchError> {
    client(&[&upstream.host_port()], PATIENT).get(&request(&upstream.url(path))).await
}

#[tokio::test]
async fn a_redirect_within_the_host_is_followed_and_a_permanent_one_is_told() {
    for (status, permanent) in [
        ("301 Moved Permanently", true),
        ("308 Permanent Redirect", true),
        ("302 Found", false),
        ("303 See Other", false),
        ("307 Temporary Redirect", false),
    ] {
        let upstream = chain(status, 3);
        let answer = answer(&upstream, "/0").await.unwrap();
        assert_eq!(answer.url.path(), "/3", "{status}");
        let end = Url::parse(&upstream.url("/3")).unwrap();
        assert_eq!(answer.moved, permanent.then_some(end), "{status}");
        assert_eq!(body(Ok(answer.fetched)).bytes, LISTING.as_bytes());
        assert_eq!(upstream.requests().len(), 4);
    }
}

#[tokio::test]
async fn what_is_sent_along_is_sent_to_the_same_host_on_every_hop() {
    let upstream = chain("302 Found", 1);
    let headers = [(AUTHORIZATION, SecretString::from("Bearer S3CRET"))];
    let request = Request { headers: &headers, ..request(&upstream.url("/0")) };
    client(&[&upstream.host_port()], PATIENT).get(&request).await.unwrap();
    let sent: Vec<_> = upstream.requests().iter().map(|r| r.header("authorization")).collect();
    assert_eq!(sent, vec![Some("Bearer S3CRET".to_owned()); 2]);
}

#[tokio::test]
async fn circles_long_ways_and_no_way_at_all_are_given_up() {
    let long = chain("302 Found", 30);
    assert_eq!(answer(&long, "/0").await, Err(FetchError::Astray { hops: 6 }));
    assert_eq!(long.requests().len(), 6);

    let itself = Upstream::start(|request| to("301 Moved", &request.target()));
    assert_eq!(answer(&itself, "/a").await, Err(FetchError::Astray { hops: 1 }));
    let ping_pong = Upstream::start(|request| match request.target().as_str() {
        "/ping" => to("302 Found", "/pong"),
        _ => to("302 Found", "/ping"),
    });
    assert_eq!(answer(&ping_pong, "/ping").await, Err(FetchError::Astray { hops: 2 }));

    let nowhere = Upstream::start(|_| response("301 Moved", &[], ""));
    let told = Err(FetchError::Redirect { status: 301, to: None });
    assert_eq!(answer(&nowhere, "/").await, told);
}

#[tokio::test]
async fn a_redirect_to_a_private_address_dials_nobody_however_it_is_written() {
    let canary = Upstream::start(|_| json(LISTING));
    let port = canary.port();
    for location in [
        canary.url("/"),
        format!("http://127.0.0.2:{port}/"),
        format!("http://localhost:{port}/"),
        format!("http://2130706433:{port}/"),
        format!("http://0x7f000001:{port}/"),
        format!("http://0177.0.0.1:{port}/"),
        format!("http://[::1]:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        format!("http://user:pass@127.0.0.1:{port}/"),
        format!("//127.0.0.1:{port}/"),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "http://10.0.0.1/".to_owned(),
        "file:///etc/passwd".to_owned(),
        format!("gopher://127.0.0.1:{port}/"),
    ] {
        let upstream = Upstream::start({
            let location = location.clone();
            move |_| to("302 Found", &location)
        });
        let answer = answer(&upstream, "/").await;
        assert!(matches!(answer, Err(FetchError::Redirect { .. })), "{location}: {answer:?}");
        let shown = answer.unwrap_err().to_string();
        assert!(!shown.contains("pass@"), "{shown}");
    }
    assert_eq!(canary.connections(), 0);
}

#[tokio::test]
async fn how_long_an_answer_stays_is_handed_on() {
    let reply = response("200 OK", &[("Cache-Control", "max-age=600")], LISTING);
    let upstream = Upstream::start(move |_| reply.clone());
    let told = answer(&upstream, "/").await.unwrap().fresh_for;
    assert_eq!(told, Some(Duration::from_secs(600)));
}

#[tokio::test]
async fn a_404_is_an_answer_where_it_is_asked_for_as_one() {
    let upstream = Upstream::start(|_| response("404 Not Found", &[], "past the end"));
    let request = Request { absence: Absence::IsAnAnswer, ..request(&upstream.url("/")) };
    let fetched = ask(&client(&[&upstream.host_port()], PATIENT), &request).await;
    assert_eq!(fetched, Ok(Fetched::Missing(b"past the end".to_vec())));
}
