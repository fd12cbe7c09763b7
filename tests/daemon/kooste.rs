//! The real binary on a folder of its own.

use std::fs::{self, File};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::http::{Answer, Ask, over_network, over_socket};
use crate::lahella::Lahella;

/// Longer than anything takes on a busy machine: what is waited for comes, or the test has failed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A Monday before all the events that tests make.
pub(crate) const NOW: &str = "2026-11-02T09:00:00Z";

/// A configuration, its database, and the verbs of the command line.
pub(crate) struct Kooste {
    folder: TempDir,
}

/// What a command said.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) status: ExitStatus,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Kooste {
    /// With the one source `lahella`, asked for 100 entries a page and only when a test asks.
    pub(crate) fn reading(lahella: &Lahella) -> Self {
        Self::configured(&configuration(lahella, "", ""))
    }

    pub(crate) fn configured(configuration: &str) -> Self {
        let kooste = Self { folder: tempfile::tempdir().unwrap() };
        kooste.configure(configuration);
        kooste
    }

    pub(crate) fn configure(&self, configuration: &str) {
        fs::write(self.path("kooste.toml"), configuration).unwrap();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.path("data/kooste.db")
    }

    pub(crate) fn socket(&self) -> PathBuf {
        self.path("data/kooste.db.sock")
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kooste"));
        for (name, _) in std::env::vars() {
            if name.starts_with("KOOSTE_") || name == "RUST_LOG" {
                command.env_remove(name);
            }
        }
        command.arg("--config").arg(self.path("kooste.toml")).args(arguments);
        command.env("KOOSTE_TEST_SECRET", "S3CRET-cookie");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Told {
        let mut command = self.command(arguments);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let id = child.id();
        let (ended, wait) = std::sync::mpsc::channel::<()>();
        let output = std::thread::spawn(move || {
            let output = child.wait_with_output().unwrap();
            drop(ended);
            output
        });
        if wait.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            signal("KILL", id);
        }
        let output = output.join().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Told { status: output.status, out: text(output.stdout), err: text(output.stderr) }
    }

    /// Standard output of what must succeed.
    pub(crate) fn say(&self, arguments: &[&str]) -> String {
        let told = self.run(arguments);
        assert!(told.status.success(), "{arguments:?}: {told:?}");
        told.out
    }

    /// The run that `sync` at that time made, as `status` has it.
    pub(crate) fn sync_at(&self, now: &str) -> Value {
        let told = self.run(&["sync", "--now", now]);
        let run = self.status()["last_run"].take();
        let failed = run["state"] == "failed";
        assert_eq!(told.status.success(), !failed, "{told:?}, {run}");
        run
    }

    pub(crate) fn sync(&self) -> Value {
        self.sync_at(NOW)
    }

    /// Of the first source. It fails where a person is to look.
    pub(crate) fn status(&self) -> Value {
        let told = self.run(&["status", "--json"]);
        let all: Value = serde_json::from_str(&told.out).unwrap();
        let needed = all.as_array().unwrap().iter().any(|one| one["attention"] != json!([]));
        assert_eq!(told.status.success(), !needed, "{told:?}");
        all[0].clone()
    }

    pub(crate) fn export(&self, format: &str) -> String {
        self.say(&["export", format])
    }

    /// The names of what is served, in the order of the feed.
    pub(crate) fn names(&self) -> Vec<String> {
        let all: Value = serde_json::from_str(&self.export("json")).unwrap();
        let name = |activity: &Value| activity["name"]["fi"].as_str().unwrap().to_owned();
        all["data"].as_array().unwrap().iter().map(name).collect()
    }

    pub(crate) fn revision(&self) -> i64 {
        let all: Value = serde_json::from_str(&self.export("json")).unwrap();
        all["meta"]["revision"].as_i64().unwrap()
    }

    pub(crate) fn serve(&self) -> Daemon {
        self.serve_at(NOW)
    }

    pub(crate) fn serve_at(&self, now: &str) -> Daemon {
        self.start(&mut self.command(&["serve", "--now", now]))
    }

    /// A daemon by a command of its own, which ends as `kooste serve`.
    pub(crate) fn start(&self, command: &mut Command) -> Daemon {
        let log = self.path("log");
        let logged = File::create(&log).unwrap();
        let mut child = command.stdout(Stdio::null()).stderr(logged).spawn().unwrap();
        let address = listening(&mut child, &log);
        Daemon { child, address, socket: self.socket(), log }
    }
}

/// Where it listens stands in its log, once it does: what it greets with is its public address.
fn listening(child: &mut Child, log: &Path) -> SocketAddr {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let text = fs::read_to_string(log).unwrap();
        let place = text.split_once("listening at ").and_then(|(_, rest)| rest.split('"').next());
        if let Some(address) = place.and_then(|place| place.parse().ok()) {
            return address;
        }
        let ended = child.try_wait().unwrap();
        assert!(ended.is_none() && Instant::now() < deadline, "it did not start: {text}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn signal(name: &str, process: u32) {
    let kill = format!("kill -{name} {process}");
    assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
}

/// `top` stands before the source's table, `source` in it.
pub(crate) fn configuration(lahella: &Lahella, top: &str, source: &str) -> String {
    format!("{}{top}{}{source}", head(lahella, 10), source_table(lahella, "lahella", ""))
}

pub(crate) fn head(lahella: &Lahella, timeout: u32) -> String {
    format!(
        "[server]\nlisten = \"127.0.0.1:0\"\nbase_url = \"https://kooste.example\"\n\
         [log]\nformat = \"json\"\n\
         [fetch]\nallow_private = [\"{}\"]\ntimeout_seconds = {timeout}\n\
         pause_milliseconds = 0\n",
        lahella.upstream().host_port()
    )
}

/// `path` comes before Lähellä's own.
pub(crate) fn source_table(lahella: &Lahella, id: &str, path: &str) -> String {
    let url = lahella.upstream().url(path);
    format!("[[source]]\nid = \"{id}\"\nkind = \"lahella\"\nurl = \"{url}\"\n")
}

/// A daemon that is killed when the test is done with it.
pub(crate) struct Daemon {
    child: Child,
    pub(crate) address: SocketAddr,
    socket: PathBuf,
    log: PathBuf,
}

/// What the world sees: bodies with all headers, ETag among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Feeds {
    pub(crate) ics: Answer,
    pub(crate) json: Answer,
}

impl Daemon {
    /// One that sees other mounts than we do: its files are reached by way of its own root.
    pub(crate) fn elsewhere(mut self) -> Self {
        self.socket = self.own(&self.socket);
        self
    }

    /// Where a path of its own is found from here.
    pub(crate) fn own(&self, path: &Path) -> PathBuf {
        Path::new(&format!("/proc/{}/root", self.id())).join(path.strip_prefix("/").unwrap())
    }

    pub(crate) fn ask(&self, ask: &Ask<'_>) -> Answer {
        over_network(self.address, ask)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(&Ask { method: "GET", path, ..Ask::default() })
    }

    /// Over the socket beside the database, which needs no token.
    pub(crate) fn ask_local(&self, ask: &Ask<'_>) -> Answer {
        over_socket(&self.socket, ask)
    }

    /// The admin API over that socket.
    pub(crate) fn admin(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let path = format!("/admin/api/v1{path}");
        self.ask_local(&Ask { method, path: &path, body, ..Ask::default() })
    }

    pub(crate) fn feeds(&self) -> Feeds {
        let get = |path| {
            let answer = self.get(path);
            assert_eq!(answer.status, 200, "{path}: {answer:?}");
            // Two editions of one second have times a second apart, and the later one is not told before
            // it has come: the same edition may be asked for on either side of it.
            answer.without("last-modified")
        };
        Feeds { ics: get("/calendar.ics"), json: get("/api/v1/activities?limit=1000") }
    }

    /// Asks for a run and waits for its end.
    pub(crate) fn resync(&self, query: &str) -> Value {
        self.resync_within(query, PATIENCE)
    }

    pub(crate) fn resync_within(&self, query: &str, patience: Duration) -> Value {
        let accepted = self.admin("POST", &format!("/sources/lahella/resync{query}"), None);
        assert_eq!(accepted.status, 202, "{accepted:?}");
        self.ended_within(&accepted.json()["run"], patience)
    }

    /// The same for every source.
    pub(crate) fn resync_all(&self) -> Vec<Value> {
        let accepted = self.admin("POST", "/resync", None).json();
        let runs = accepted["runs"].as_array().unwrap();
        runs.iter().map(|accepted| self.ended(&accepted["run"])).collect()
    }

    pub(crate) fn ended(&self, run: &Value) -> Value {
        self.ended_within(run, PATIENCE)
    }

    fn ended_within(&self, run: &Value, patience: Duration) -> Value {
        self.wait_within(patience, &format!("run {run} to end"), || {
            let answer = self.admin("GET", &format!("/runs/{run}"), None).json();
            let state = answer["state"].as_str().unwrap();
            (!matches!(state, "queued" | "running")).then_some(answer)
        })
    }

    /// The newest runs, the newest first.
    pub(crate) fn runs(&self) -> Vec<Value> {
        let answer = self.admin("GET", "/runs?limit=500", None).json();
        answer["data"].as_array().unwrap().clone()
    }

    /// After the run that a new source is given at the start.
    pub(crate) fn settled(self) -> Self {
        self.wait_for("the first runs", || {
            let runs = self.runs();
            let open = |run: &Value| run["state"] == "queued" || run["state"] == "running";
            (!runs.is_empty() && !runs.iter().any(open)).then_some(())
        });
        self
    }

    pub(crate) fn wait_for<T>(&self, what: &str, look: impl FnMut() -> Option<T>) -> T {
        self.wait_within(PATIENCE, what, look)
    }

    pub(crate) fn wait_within<T>(
        &self,
        patience: Duration,
        what: &str,
        mut look: impl FnMut() -> Option<T>,
    ) -> T {
        let deadline = Instant::now() + patience;
        loop {
            if let Some(found) = look() {
                return found;
            }
            assert!(Instant::now() < deadline, "waited in vain for {what}: {}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    /// Each line of the log; one that is no JSON object fails the test.
    pub(crate) fn log_lines(&self) -> Vec<Value> {
        let log = self.log();
        let line = |line: &str| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line:?}"));
        log.lines().map(line).collect()
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn hang_up(&self) {
        signal("HUP", self.child.id());
    }

    pub(crate) fn terminate(&self) {
        signal("TERM", self.child.id());
    }

    /// How it ended by itself.
    pub(crate) fn exit(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < deadline, "it goes on and on: {}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// At once, without a last word.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // Both fail only where it has ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

pub(crate) fn bytes_of(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap()
}
