use super::*;

#[tokio::test]
async fn a_closed_port_is_no_connection() {
    let upstream = Upstream::start(|_| json(LISTING));
    let (url, host_port) = (upstream.url("/"), upstream.host_port());
    drop(upstream);
    let fetched = ask(&client(&[&host_port], PATIENT), &request(&url)).await;
    assert!(matches!(fetched, Err(FetchError::Connect(_))), "{fetched:?}");
}

#[tokio::test]
async fn a_name_without_an_address_is_a_fault_of_dns() {
    let fetched = ask(&client(&[], PATIENT), &request("http://upstream.invalid/")).await;
    assert!(matches!(fetched, Err(FetchError::Dns(_))), "{fetched:?}");
}

#[tokio::test]
async fn a_port_that_speaks_no_tls_is_a_fault_of_tls() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let answering = std::thread::spawn(move || {
        use std::io::{Read, Write};
        let (mut stream, _) = listener.accept().unwrap();
        stream.read_exact(&mut [0; 5]).unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
    });
    let client = client(&[&address.to_string()], PATIENT);
    let fetched = ask(&client, &request(&format!("https://{address}/"))).await;
    assert!(matches!(fetched, Err(FetchError::Tls(_))), "{fetched:?}");
    answering.join().unwrap();
}

#[tokio::test]
async fn silence_and_dribble_end_with_the_deadline() {
    let pause = Duration::from_millis(20);
    let whole = head("Content-Length: 60\r\n") + &"x".repeat(60);
    for (case, reply) in [
        ("nothing", Reply::bytes("").hold()),
        ("half a head", Reply::bytes("HTTP/1.1 200 OK\r\nContent-").hold()),
        ("slow head", Reply::bytes("").dribble(whole.clone(), pause)),
        ("slow body", Reply::bytes(head("Content-Length: 60\r\n")).dribble("x".repeat(60), pause)),
        ("half a body", Reply::bytes(head("Content-Length: 99\r\n") + LISTING).hold()),
        ("interim answers only", {
            let interim = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
            (0..60).fold(Reply::bytes(""), |reply, _| reply.then(interim).pause(pause)).hold()
        }),
    ] {
        let upstream = Upstream::start(move |_| reply.clone());
        assert_eq!(get_within(&upstream, HASTY).await, Err(FetchError::Timeout(HASTY)), "{case}");
        assert!(upstream.requests().len() <= 1, "{case}");
    }
}

#[tokio::test]
async fn an_answer_that_is_cut_is_refused_even_where_it_parses() {
    for (case, reply) in [
        ("shorter than announced", Reply::bytes(head("Content-Length: 39\r\n") + LISTING)),
        ("reset in the middle", Reply::bytes(head("Content-Length: 99\r\n") + LISTING).reset()),
        ("reset without a length", Reply::bytes(head("") + LISTING).reset()),
        ("no last chunk", {
            let chunk = format!("{:x}\r\n{LISTING}\r\n", LISTING.len());
            Reply::bytes(head("Transfer-Encoding: chunked\r\n") + &chunk)
        }),
        ("cut within a chunk", {
            Reply::bytes(head("Transfer-Encoding: chunked\r\n") + "ff\r\n" + LISTING)
        }),
        ("closed without a word", Reply::bytes("")),
        ("cut within the head", Reply::bytes("HTTP/1.1 200 OK\r\nContent-")),
    ] {
        let fetched = answered(reply).await;
        assert!(matches!(fetched, Err(FetchError::Broken(_))), "{case}: {fetched:?}");
    }
}

#[tokio::test]
async fn impossible_lengths_are_refused() {
    let chunked = |chunks: &str| head("Transfer-Encoding: chunked\r\n") + chunks;
    for (case, reply) in [
        ("chunk size is no number", chunked("zz\r\nx\r\n0\r\n\r\n")),
        ("chunk size overflows", chunked("ffffffffffffffff1\r\nx\r\n0\r\n\r\n")),
        ("chunk size is a lie", chunked("7fffffffffffffff\r\nx")),
        ("negative", head("Content-Length: -1\r\n") + LISTING),
        ("two lengths", head("Content-Length: 1\r\nContent-Length: 38\r\n") + LISTING),
        ("length and chunks", {
            head("Content-Length: 38\r\nTransfer-Encoding: chunked\r\n") + "1\r\nx\r\n0\r\n\r\n"
        }),
        ("unknown transfer coding", head("Transfer-Encoding: gzip\r\n") + LISTING),
        ("no HTTP at all", "SSH-2.0-OpenSSH_9.2\r\n\r\n".to_owned()),
    ] {
        let fetched = answered(Reply::bytes(reply)).await;
        assert!(matches!(fetched, Err(FetchError::Broken(_))), "{case}: {fetched:?}");
    }
}

#[tokio::test]
async fn nothing_is_read_of_a_body_that_is_announced_as_too_long() {
    for length in ["262145", "100000000000000", "18446744073709551614"] {
        let headers = format!("Content-Length: {length}\r\n");
        let fetched = answered(Reply::bytes(head(&headers)).hold()).await;
        assert!(
            matches!(fetched, Err(FetchError::TooLarge { limit: LIMIT } | FetchError::Broken(_))),
            "{length}: {fetched:?}"
        );
    }
}

#[tokio::test]
async fn an_endless_body_is_cut_at_the_limit() {
    let flood = vec![b'x'; 64 << 10];
    let chunk = [b"10000\r\n", flood.as_slice(), b"\r\n"].concat();
    for (headers, piece) in
        [("Connection: close\r\n", flood.clone()), ("Transfer-Encoding: chunked\r\n", chunk)]
    {
        let reply = Reply::bytes(head(headers)).forever(piece);
        let upstream = Upstream::start(move |_| reply.clone());
        assert_eq!(get(&upstream).await, Err(FetchError::TooLarge { limit: LIMIT }));
        assert!(upstream.bytes_sent() < BUFFERS, "{} taken", upstream.bytes_sent());
        assert_eq!(upstream.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_gzip_bomb_is_cut_at_the_limit() {
    let fetched = answered(declared_gzip(gzip(&vec![0; 32 << 20]))).await;
    assert_eq!(fetched, Err(FetchError::TooLarge { limit: LIMIT }));
}

#[tokio::test]
async fn damaged_gzip_is_refused() {
    let good = gzip(LISTING.as_bytes());
    let mut wrong_checksum = good.clone();
    wrong_checksum[good.len() - 8] ^= 1;
    for (case, sent) in [
        ("truncated", &good[..good.len() - 6]),
        ("wrong checksum", &wrong_checksum),
        ("plain", LISTING.as_bytes()),
    ] {
        let fetched = answered(declared_gzip(sent)).await;
        assert!(matches!(fetched, Err(FetchError::Encoding(_))), "{case}: {fetched:?}");
    }
}

#[tokio::test]
async fn an_unasked_second_answer_is_never_read_as_the_next_one() {
    let upstream = Upstream::start(|request| {
        let own = format!("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n{}", request.number);
        Reply::bytes(own).then("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nunasked").keep_alive()
    });
    let client = client(&[&upstream.host_port()], PATIENT);
    for number in ["0", "1", "2"] {
        let fetched = ask(&client, &request(&upstream.url("/"))).await;
        assert_eq!(body(fetched).bytes, number.as_bytes());
    }
}

#[tokio::test]
async fn floods_of_headers_are_refused_and_interim_answers_passed_over() {
    let many = head(&"X: y\r\n".repeat(20_000));
    let fetched = answered(Reply::bytes(many)).await;
    assert!(matches!(fetched, Err(FetchError::Broken(_))), "{fetched:?}");

    let endless = Reply::bytes("HTTP/1.1 200 OK\r\nX: ").forever(vec![b'y'; 64 << 10]);
    let upstream = Upstream::start(move |_| endless.clone());
    let fetched = get(&upstream).await;
    assert!(matches!(fetched, Err(FetchError::Broken(_))), "{fetched:?}");
    assert!(upstream.bytes_sent() < 2 * BUFFERS, "{} taken", upstream.bytes_sent());

    let interim = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(2_000);
    let own = format!("{}{LISTING}", head("Content-Length: 38\r\n"));
    assert_eq!(body(answered(Reply::bytes(interim).then(own)).await).bytes, LISTING.as_bytes());
}
