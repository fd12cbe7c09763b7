//! What stands in logs and on terminals: one thing a line, nothing that steers, nothing secret.

use serde_json::json;

use crate::kooste::{Kooste, NOW, configuration};
use crate::lahella::{Lahella, event};
use crate::upstream::{Reply, response};

const STEERS: &str =
    "\u{1b}[2J\u{1b}]0;vallattu\u{7}\r\n{\"level\":\"ERROR\",\"forged\":true}\n\u{9b}31m";

#[test]
fn ids_titles_and_errors_with_escapes_do_not_break_a_line() {
    let id = format!("a{STEERS}");
    let lahella = Lahella::listing(vec![
        event(&id, &format!("Nimi {STEERS}"), "2026-11-24"),
        json!({ "_key": format!("b{STEERS}"), "traits": { "translations": STEERS } }),
        json!({ "_key": format!("c{STEERS}"), "traits": { "type": STEERS,
            "translations": { "fi": { "name": "Kerho" } } } }),
    ]);
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    lahella.fails(|_| Some(response("200 OK", &[], format!("{STEERS}{{"))));
    daemon.resync("");
    lahella
        .fails(|_| Some(response("301 Moved", &[("Location", "/\u{1b}[31mx?secret=S3CRET")], "")));
    daemon.resync("");
    lahella.fails(|_| Some(Reply::bytes(format!("HTTP/1.1 200 {STEERS}\r\n\r\n"))));
    daemon.resync("");
    for line in daemon.log_lines() {
        assert!(line.is_object() && line.get("forged").is_none(), "{line}");
    }
    let log = daemon.log();
    assert!(!log.chars().any(|c| c.is_control() && c != '\n'), "{log}");
    drop(daemon);

    lahella.heals();
    for arguments in [
        &["sync", "--now", "2026-11-03T09:00:00Z"][..],
        &["sync", "--dry-run", "--full", "--now", "2026-11-03T09:00:00Z"],
        &["status"],
    ] {
        let told = kooste.run(arguments);
        let steers = |c: char| c.is_control() && c != '\n';
        assert!(!told.out.chars().any(steers), "{arguments:?}: {:?}", told.out);
        assert!(!told.out.lines().any(|line| line.starts_with('{')), "{}", told.out);
    }
}

#[test]
fn no_secret_of_the_configuration_or_of_an_admin_is_told_anywhere() {
    let lahella = Lahella::listing(vec![event("a", "Kerho", "2026-11-24")]);
    let source = "query = { apikey = \"S3CRET-query\" }\n\
                  secret_headers = { Cookie = \"KOOSTE_TEST_SECRET\" }\n";
    let kooste = Kooste::configured(&configuration(&lahella, "", source));
    let daemon = kooste.serve().settled();
    let request = &lahella.upstream().requests()[0];
    assert_eq!(request.header("cookie").as_deref(), Some("S3CRET-cookie"));
    assert_eq!(request.query("apikey").as_deref(), Some("S3CRET-query"));
    let token = kooste.say(&["token", "new", "aino"]).trim().to_owned();

    let failures: [fn() -> Reply; 6] = [
        || response("401 Unauthorized", &[], "S3CRET-cookie"),
        || response("302 Found", &[("Location", "/login?back=S3CRET-query")], ""),
        || response("200 OK", &[], "<html>S3CRET-query</html>"),
        || response("200 OK", &[], "{\"S3CRET-query\":"),
        || Reply::bytes("").reset(),
        || Reply::bytes("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nS3CRET"),
    ];
    for failure in failures {
        lahella.fails(move |_| Some(failure()));
        assert_eq!(daemon.resync("")["state"], "failed");
    }
    for path in ["/admin/api/v1/sources", "/admin/api/v1/resync", "/admin/api/v1/runs?before=x"] {
        let authorization = format!("Bearer {token}");
        let headers = [("Authorization", authorization.as_str())];
        let method = if path.ends_with("resync") { "POST" } else { "GET" };
        let answer = daemon.ask(&crate::http::Ask { method, path, headers: &headers, body: None });
        assert!(!answer.body.contains(&token));
    }
    daemon.get(&format!("/admin/api/v1/sources?token={token}"));
    let told = [
        daemon.log(),
        daemon.admin("GET", "/runs", None).body,
        daemon.admin("GET", "/sources", None).body,
        daemon.admin("GET", "/audit", None).body,
        kooste.run(&["status"]).out,
        kooste.run(&["status", "--json"]).out,
    ];
    for text in told {
        for secret in ["S3CRET", token.as_str(), &token[7..]] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
    drop(daemon);
    let told = kooste.run(&["sync", "--now", "2026-11-03T09:00:00Z"]);
    assert!(!format!("{told:?}{NOW}").contains("S3CRET"), "{told:?}");
}
