use std::io::Read;

use axum::body::to_bytes;
use chrono::TimeZone;

use super::*;

fn representation(body: &str) -> Representation {
    Representation {
        content_type: "text/calendar; charset=utf-8",
        body: body.to_owned(),
        last_modified: Utc.with_ymd_and_hms(2026, 11, 24, 10, 0, 0).unwrap(),
        max_age: 300,
    }
}

fn asked(headers: &[(&'static str, &str)]) -> Response {
    let pairs = headers.iter().map(|(name, value)| {
        (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())
    });
    let body = "BEGIN:VCALENDAR\r\n".repeat(100);
    representation(&body).answer(&pairs.collect())
}

fn tag(headers: &[(&'static str, &str)]) -> String {
    asked(headers).headers()[header::ETAG].to_str().unwrap().to_owned()
}

#[test]
fn the_asker_gets_304_where_it_has_the_same() {
    let plain = tag(&[]);
    let packed = tag(&[("accept-encoding", "gzip")]);
    let weak = format!("W/{plain}");
    let among = format!("\"a\", {plain}");
    let later = "Wed, 25 Nov 2026 10:00:00 GMT";
    let same = "Tue, 24 Nov 2026 10:00:00 GMT";
    let earlier = "Tue, 24 Nov 2026 09:59:59 GMT";
    let table: &[(&[(&str, &str)], u16)] = &[
        (&[], 200),
        (&[("if-none-match", &plain)], 304),
        (&[("if-none-match", &weak)], 304),
        (&[("if-none-match", &among)], 304),
        (&[("if-none-match", "*")], 304),
        (&[("if-none-match", "\"other\"")], 200),
        (&[("if-none-match", &packed)], 200),
        (&[("if-none-match", &packed), ("accept-encoding", "gzip")], 304),
        (&[("if-none-match", &plain), ("accept-encoding", "gzip")], 200),
        (&[("if-modified-since", same)], 304),
        (&[("if-modified-since", later)], 304),
        (&[("if-modified-since", earlier)], 200),
        (&[("if-modified-since", "yesterday")], 200),
        (&[("if-none-match", "\"other\""), ("if-modified-since", later)], 200),
    ];
    for (headers, status) in table {
        let pairs: Vec<_> = headers.iter().map(|(name, value)| (*name, *value)).collect();
        let pairs: Vec<(&'static str, &str)> =
            pairs.iter().map(|(name, value)| (leak(name), *value)).collect();
        let response = asked(&pairs);
        assert_eq!(response.status().as_u16(), *status, "{headers:?}");
        for must in
            ["etag", "last-modified", "cache-control", "vary", "access-control-allow-origin"]
        {
            assert!(response.headers().contains_key(must), "{must} with {headers:?}");
        }
    }
}

fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

#[tokio::test]
async fn a_packed_answer_unpacks_to_the_same_and_has_a_tag_of_its_own() {
    let plain = to_bytes(asked(&[]).into_body(), usize::MAX).await.unwrap();
    for (accept, packed) in
        [("gzip", true), ("br, GZIP;q=0.5", true), ("gzip;q=0", false), ("identity", false)]
    {
        let response = asked(&[("accept-encoding", accept)]);
        assert_eq!(response.headers().contains_key("content-encoding"), packed, "{accept}");
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let mut unpacked = Vec::new();
        if packed {
            flate2::read::GzDecoder::new(&body[..]).read_to_end(&mut unpacked).unwrap();
        } else {
            unpacked = body.to_vec();
        }
        assert_eq!(unpacked, plain, "{accept}");
    }
    assert_ne!(tag(&[]), tag(&[("accept-encoding", "gzip")]));
}
