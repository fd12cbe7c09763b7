//! An upstream whose certificate no longer holds.

use crate::kooste::{Kooste, NOW};
use crate::lahella::{events, page};
use crate::upstream::tls::{Authority, TlsUpstream};

fn configuration(upstream: &TlsUpstream, ca_file: &str) -> String {
    format!(
        "[server]\nlisten = \"127.0.0.1:0\"\n[log]\nformat = \"json\"\n\
         [fetch]\nallow_private = [\"{}\"]\npause_milliseconds = 0\nca_file = \"{ca_file}\"\n\
         [[source]]\nid = \"lahella\"\nkind = \"lahella\"\nurl = \"{}\"\n",
        upstream.host_port(),
        upstream.url()
    )
}

#[test]
fn a_certificate_that_runs_out_fails_the_runs_as_tls_and_changes_nothing() {
    let authority = Authority::new();
    let upstream =
        TlsUpstream::start(&authority.identity("localhost", 2100), &page(&events(3), 0, 100));
    let kooste = Kooste::configured(&configuration(&upstream, "ca.pem"));
    std::fs::write(kooste.path("ca.pem"), &authority.pem).unwrap();
    assert_eq!(kooste.sync_at(NOW)["state"], "applied");
    let (before, asked) = (kooste.export("ics"), upstream.connections());

    upstream.shows(&authority.identity("localhost", 2021));
    let run = kooste.sync_at("2026-11-02T10:00:00Z");
    assert_eq!(run["state"], "failed");
    let error = run["error"].as_str().unwrap();
    assert!(error.contains("over TLS") && error.to_lowercase().contains("expired"), "{error}");
    assert_eq!(upstream.connections(), asked + 1);
    assert_eq!(kooste.export("ics"), before);

    upstream.shows(&authority.identity("localhost", 2100));
    assert_eq!(kooste.sync_at("2026-11-02T11:00:00Z")["state"], "unchanged");
}

#[test]
fn authorities_that_cannot_be_read_are_a_fault_of_the_configuration() {
    let authority = Authority::new();
    let upstream = TlsUpstream::start(&authority.identity("localhost", 2100), "");
    let kooste = Kooste::configured(&configuration(&upstream, "missing.pem"));
    let told = kooste.run(&["check"]);
    assert!(!told.status.success() && told.err.contains("missing.pem"), "{told:?}");
}
