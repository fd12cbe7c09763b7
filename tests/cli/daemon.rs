//! A daemon, and the verbs beside it.

use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::program::{Kooste, NOW};

/// Killed if a test fails before it was stopped.
pub(crate) struct Daemon {
    child: Child,
    greeting: Vec<String>,
}

impl Daemon {
    /// Returns when it says that it serves.
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let greeting = vec![first, lines.next().unwrap().unwrap()];
        Self { child, greeting }
    }

    /// Its exit code after SIGTERM.
    pub(crate) fn stop(&mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            self.child.kill().unwrap();
        }
    }
}

fn eventually(what: &str, mut happens: impl FnMut() -> bool) {
    let start = Instant::now();
    while !happens() {
        assert!(start.elapsed() < Duration::from_secs(30), "not within 30 s: {what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn a_daemon_says_where_it_serves_reads_its_sources_and_stops_when_asked() {
    let kooste = Kooste::new();
    kooste.run(&["healthcheck"]).fails("no answer from ");
    let mut daemon = Daemon::start(kooste.command(&["serve", "--now", NOW]));
    assert!(daemon.greeting[0].starts_with("Kooste ") && daemon.greeting[0].ends_with(" serves"));
    let address = format!("http://{}/ ", kooste.listen);
    assert!(daemon.greeting[1].contains(&address), "{:?}", daemon.greeting);
    kooste.run(&["healthcheck"]).ok();
    eventually("the first run of a new source", || {
        kooste.run(&["status"]).stdout.contains("225 live")
    });
    assert_eq!(daemon.stop(), Some(0));
}

#[test]
fn verbs_that_write_use_the_daemon_that_runs_and_the_others_read_beside_it() {
    let kooste = Kooste::synced();
    let mut daemon = Daemon::start(kooste.command(&["serve", "--now", NOW]));
    let socket = std::fs::metadata(kooste.path("data/kooste.db.sock")).unwrap();
    assert_eq!(socket.permissions().mode() & 0o777, 0o600);

    let told = kooste.run(&["sync", "demo", "--full"]).ok();
    assert!(told.starts_with("demo: nothing new (run "), "{told}");
    kooste.run(&["sync", "--now", NOW]).fails("a Kooste is running on this database");
    kooste.run(&["export", "ics"]).ok();
    let token = kooste.run(&["token", "new", "Aino"]).ok();
    assert!(token.starts_with("kooste_"), "{token}");
    kooste.run(&["token", "new", "Aino"]).fails("the running Kooste answered 409");
    kooste.run(&["token", "revoke", "Aino"]).ok();
    assert_eq!(kooste.run(&["token", "list"]).ok(), "");

    let mut second = kooste.command(&["serve"]);
    let ran = crate::Ran::from(second.env("KOOSTE_LISTEN", "127.0.0.1:0").output().unwrap());
    ran.fails("data/kooste.db: another Kooste is using it");
    assert_eq!(daemon.stop(), Some(0));
    // Its socket is still there, and nobody answers at it.
    kooste.run(&["sync", "--now", "2026-11-26T10:00:00Z"]).ok();
}
