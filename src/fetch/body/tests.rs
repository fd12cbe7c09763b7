use flate2::Compression;
use flate2::write::GzEncoder;
use reqwest::header::HeaderValue;

use super::*;

const LIMIT: usize = 1 << 20;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn intake(coding: &[&'static str]) -> Result<Intake, FetchError> {
    let mut headers = HeaderMap::new();
    for coding in coding {
        headers.append(CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    let limits = Limits { wire_bytes: LIMIT, unpacked_bytes: LIMIT, ..Limits::default() };
    Intake::new(&headers, &limits)
}

/// The body must come out the same however the network cuts it.
fn read(coding: &[&'static str], wire: &[u8]) -> Result<Vec<u8>, FetchError> {
    let in_pieces = |size: usize| {
        let mut intake = intake(coding)?;
        wire.chunks(size).try_for_each(|piece| intake.take(piece))?;
        intake.finish()
    };
    let whole = in_pieces(usize::MAX);
    for size in [1, 7, 10] {
        let pieces = in_pieces(size);
        assert_eq!(pieces.is_ok(), whole.is_ok(), "pieces of {size}: {pieces:?}");
        assert!(pieces.is_err() || pieces == whole, "pieces of {size}");
    }
    whole
}

fn refused(coding: &[&'static str], wire: &[u8]) -> bool {
    matches!(read(coding, wire), Err(FetchError::Encoding(_)))
}

#[test]
fn plain_and_gzip_bodies_come_out_as_they_went_in() {
    let text = r#"{"items":[]}"#.repeat(500).into_bytes();
    assert_eq!(read(&[], &text), Ok(text.clone()));
    assert_eq!(read(&["identity"], &text), Ok(text.clone()));
    for coding in [&["gzip"][..], &["GZIP"], &["x-gzip"], &["identity, gzip"]] {
        assert_eq!(read(coding, &gzip(&text)), Ok(text.clone()), "{coding:?}");
    }
    assert_eq!(read(&["gzip"], &gzip(b"")), Ok(Vec::new()));
}

#[test]
fn all_members_of_a_gzip_body_are_read() {
    assert_eq!(read(&["gzip"], &[gzip(b"one "), gzip(b"two")].concat()), Ok(b"one two".to_vec()));
}

#[test]
fn gzip_is_unpacked_once() {
    let inner = gzip(b"{}");
    assert_eq!(read(&["gzip"], &gzip(&inner)), Ok(inner.clone()));
    assert!(refused(&["gzip, gzip"], &gzip(&inner)));
    assert!(refused(&["gzip", "gzip"], &gzip(&inner)));
}

#[test]
fn a_damaged_gzip_body_is_refused_whole() {
    let text = "Kuorolaulu Kalajoella ".repeat(100);
    let good = gzip(text.as_bytes());
    for cut in [1, 4, 8, 9, 20, good.len() - 1] {
        assert!(refused(&["gzip"], &good[..good.len() - cut]), "cut by {cut}");
    }
    for flipped in [good.len() - 8, good.len() - 1, good.len() / 2] {
        let mut bad = good.clone();
        bad[flipped] ^= 0x55;
        assert!(refused(&["gzip"], &bad), "byte {flipped} flipped");
    }
    for garbage in ["x", "trailing garbage"] {
        assert!(refused(&["gzip"], &[&good, garbage.as_bytes()].concat()), "{garbage}");
    }
    assert!(refused(&["gzip"], text.as_bytes()));
    assert!(refused(&["gzip"], b""));
}

#[test]
fn a_coding_that_was_not_asked_for_is_refused() {
    for coding in ["br", "deflate", "zstd", "compress", "gzip, br", "gzi\u{70}x"] {
        let coding: &'static str = coding;
        assert!(refused(&[coding], b"x"), "{coding}");
    }
}

#[test]
fn a_body_may_be_as_long_as_the_limit_and_no_longer() {
    let too_large = Err(FetchError::TooLarge { limit: LIMIT });
    assert_eq!(read(&[], &vec![b'x'; LIMIT]).map(|body| body.len()), Ok(LIMIT));
    assert_eq!(read(&[], &vec![b'x'; LIMIT + 1]), too_large);
    assert_eq!(read(&["gzip"], &gzip(&vec![0; LIMIT])).map(|body| body.len()), Ok(LIMIT));
    assert_eq!(read(&["gzip"], &gzip(&vec![0; LIMIT + 1])), too_large);
}

/// 256 members of 4 MiB: 1 GiB out of about 1 MiB.
#[test]
fn a_gzip_bomb_is_cut_at_the_limit_and_holds_no_more_than_that() {
    let member = gzip(&vec![0; 4 << 20]);
    let mut intake = intake(&["gzip"]).unwrap();
    let fault = (0..256).find_map(|_| intake.take(&member).err());
    assert_eq!(fault, Some(FetchError::TooLarge { limit: LIMIT }));
    assert!(intake.sink.sink_mut().bytes.capacity() <= 2 * LIMIT);
}
