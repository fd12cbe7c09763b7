//! A program that serves on a port of this machine, on a core of its own.

use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::cost::{SERVER_CORE, pinned, seconds};

const PATIENCE: Duration = Duration::from_secs(120);

pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
}

/// A port that nobody has now.
pub(crate) fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

impl Server {
    /// Waits until it takes connections. What it says goes to `log`.
    pub(crate) fn start(
        address: SocketAddr,
        program: &Path,
        log: &Path,
        with: impl FnOnce(&mut Command),
    ) -> Self {
        let mut command = pinned(SERVER_CORE, program);
        with(&mut command);
        let out = File::create(log).unwrap();
        command.stdin(Stdio::null()).stdout(out.try_clone().unwrap()).stderr(out);
        let mut server = Self { child: command.spawn().unwrap(), address };
        let deadline = Instant::now() + PATIENCE;
        while TcpStream::connect(address).is_err() {
            let ended = server.child.try_wait().unwrap();
            let told = || fs::read_to_string(log).unwrap_or_default();
            assert!(
                ended.is_none() && Instant::now() < deadline,
                "{}: {}",
                program.display(),
                told()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }

    /// Seconds of a processor that it and those that it started had so far.
    pub(crate) fn seconds(&self) -> f64 {
        let id = self.child.id();
        let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap();
        let all = children.split_whitespace().map(seconds);
        seconds(&id.to_string()) + all.sum::<f64>()
    }

    /// MiB; `VmRSS` or `VmHWM`.
    pub(crate) fn memory(&self, what: &str) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(what)).unwrap();
        let number = line.trim_start_matches(':').trim().trim_end_matches(" kB");
        number.parse::<f64>().unwrap() / 1024.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Asked, not killed: nginx has a worker to take along. Both fail only where it has ended.
        let id = self.child.id().to_string();
        drop(Command::new("kill").args(["-TERM", &id]).status());
        drop(self.child.wait());
    }
}
