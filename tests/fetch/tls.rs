use super::*;
use crate::upstream::tls::{Authority, Identity, TlsUpstream};

/// What a client makes of `identity` that trusts `authority` besides those of the system; and how many
/// connections it made.
async fn shown(
    identity: &Identity,
    authority: Option<&Authority>,
) -> (Result<Fetched, FetchError>, usize) {
    let folder = tempfile::tempdir().unwrap();
    let upstream = TlsUpstream::start(identity, LISTING);
    let mut options = options(&[&upstream.host_port()], PATIENT);
    if let Some(authority) = authority {
        let file = folder.path().join("ca.pem");
        std::fs::write(&file, &authority.pem).unwrap();
        options.ca_file = Some(file);
    }
    let client = Client::new(options).unwrap();
    let fetched = ask(&client, &request(&upstream.url())).await;
    (fetched, upstream.connections())
}

#[tokio::test]
async fn a_certificate_of_an_authority_of_ones_own_is_accepted_where_it_is_configured() {
    let authority = Authority::new();
    let good = authority.identity("localhost", 2100);
    let (fetched, _) = shown(&good, Some(&authority)).await;
    assert_eq!(body(fetched).bytes, LISTING.as_bytes());
}

#[tokio::test]
async fn a_certificate_that_does_not_hold_is_refused_as_tls_and_not_tried_again() {
    let (own, other) = (Authority::new(), Authority::new());
    for (case, identity, trusted) in [
        ("expired", own.identity("localhost", 2021), Some(&own)),
        ("for another host", own.identity("elsewhere.example", 2100), Some(&own)),
        ("self-signed", Identity::self_signed("localhost"), Some(&own)),
        ("of another authority", other.identity("localhost", 2100), Some(&own)),
        ("of an authority that nobody trusts", own.identity("localhost", 2100), None),
    ] {
        let (fetched, connections) = shown(&identity, trusted).await;
        assert!(matches!(fetched, Err(FetchError::Tls(_))), "{case}: {fetched:?}");
        assert_eq!(connections, 1, "{case}");
    }
}

#[test]
fn authorities_that_cannot_be_read_leave_no_client() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        file
    };
    for (file, why) in [
        (folder.path().join("missing.pem"), "No such file"),
        (file("empty.pem", ""), "no certificate"),
        (file("text.pem", "ca.example"), "no certificate"),
        (file("cut.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n"), ""),
    ] {
        let options = ClientOptions { ca_file: Some(file.clone()), ..options(&[], PATIENT) };
        let refused = Client::new(options).map(drop).unwrap_err().to_string();
        assert!(refused.contains(why), "{refused}");
        assert!(refused.contains(&file.display().to_string()), "{refused}");
    }
}
