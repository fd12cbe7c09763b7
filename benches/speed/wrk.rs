//! wrk, on the core that the servers leave.

use std::path::Path;

use crate::cost::{CLIENT_CORE, pinned};
use crate::server::Server;

/// What is asked for, again and again.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) path: String,
    /// Names with values.
    pub(crate) headers: Vec<String>,
    /// Lua that makes each request another one; `None` = all are the same.
    pub(crate) script: Option<std::path::PathBuf>,
}

const CONNECTIONS: &str = "64";

/// Seconds of the server's processor for one request, with so many seconds of asking.
pub(crate) fn per_request(server: &Server, asked: &Asked, seconds: u64) -> f64 {
    let before = server.seconds();
    let requests = requests(server, asked, seconds);
    (server.seconds() - before) / requests
}

fn requests(server: &Server, asked: &Asked, seconds: u64) -> f64 {
    let mut wrk = pinned(CLIENT_CORE, Path::new("wrk"));
    wrk.args(["-t1", "-c", CONNECTIONS, "--timeout", "30s", "-d", &format!("{seconds}s")]);
    for header in &asked.headers {
        wrk.args(["-H", header]);
    }
    if let Some(script) = &asked.script {
        wrk.arg("-s").arg(script);
    }
    let output = wrk.arg(format!("http://{}{}", server.address, asked.path)).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    for fault in ["Non-2xx", "Socket errors"] {
        assert!(!told.contains(fault), "{told}");
    }
    let line = told.lines().find_map(|line| line.split_once(" requests in "));
    line.and_then(|(count, _)| count.trim().parse().ok()).expect("wrk tells how many requests")
}
