//! As much of a browser as the console's pages need: a cookie, links and forms.

use std::net::SocketAddr;

use crate::kooste::{Daemon, Kooste};
use crate::raw::{Raw, Reply, asked};

pub(super) struct Browser {
    address: SocketAddr,
    cookie: Option<String>,
    /// Further lines of every head.
    pub(super) lines: String,
}

/// What a page says of itself.
pub(super) struct Page {
    pub(super) status: u16,
    pub(super) text: String,
    pub(super) location: Option<String>,
    pub(super) reply: Reply,
}

impl Browser {
    pub(super) fn of(daemon: &Daemon) -> Self {
        Self { address: daemon.address, cookie: None, lines: String::new() }
    }

    /// With a token of that name, which it has signed in with.
    pub(super) fn signed_in(kooste: &Kooste, daemon: &Daemon, name: &str) -> Self {
        let token = kooste.say(&["token", "new", name]);
        let mut browser = Self::of(daemon);
        let page = browser.sign_in(token.trim());
        assert_eq!(page.status, 303, "{}", page.text);
        browser
    }

    pub(super) fn sign_in(&mut self, token: &str) -> Page {
        let page = self.send("POST", "/admin/sign-in", &encoded(&[("token", token)]));
        if let Some(cookie) = page.reply.header("set-cookie") {
            self.cookie = Some(cookie.split(';').next().unwrap().to_owned());
        }
        page
    }

    pub(super) fn get(&self, path: &str) -> Page {
        self.send("GET", path, "")
    }

    /// Sends a form as `from`, a page, has it, with what is filled in.
    pub(super) fn post(&self, from: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.get(from);
        let secret = page.secret().unwrap_or_default();
        assert!(page.text.contains(&format!("action=\"{path}\"")), "{path}: {}", page.text);
        let mut all = vec![("form", secret.as_str())];
        all.extend(fields);
        self.send("POST", path, &encoded(&all))
    }

    /// The same, and the page that it leads to.
    pub(super) fn does(&self, from: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.post(from, path, fields);
        assert_eq!(page.status, 303, "{path}: {}", page.text);
        self.get(page.location.as_deref().unwrap())
    }

    pub(super) fn send(&self, method: &str, path: &str, body: &str) -> Page {
        Page::of(asked(self.address, self.head(method, path, "HTTP/1.1", body)).unwrap())
    }

    /// All that a stream brings until it ends by itself. As 1.0, which has no chunks.
    pub(super) fn stream(&self, path: &str, line: &str) -> String {
        let head = self.head("GET", path, "HTTP/1.0", "");
        let mut raw = Raw::to(self.address);
        raw.send(head.replacen("\r\n", &format!("\r\n{line}"), 1));
        String::from_utf8(raw.rest()).unwrap()
    }

    /// Begins to follow a stream: how it was answered, and what is still to come.
    pub(super) fn watch(&self, path: &str) -> (u16, Raw) {
        let mut raw = Raw::to(self.address);
        raw.send(self.head("GET", path, "HTTP/1.0", ""));
        let status = raw.head().unwrap().status;
        (status, raw)
    }

    fn head(&self, method: &str, path: &str, version: &str, body: &str) -> String {
        let mut head =
            format!("{method} {path} {version}\r\nHost: kooste\r\nConnection: close\r\n");
        head += &self.lines;
        if let Some(cookie) = &self.cookie {
            head += &format!("Cookie: other=1; {cookie}\r\n");
        }
        if method == "POST" {
            head += "Content-Type: application/x-www-form-urlencoded\r\n";
            head += &format!("Content-Length: {}\r\n", body.len());
        }
        format!("{head}\r\n{body}")
    }
}

impl Page {
    fn of(reply: Reply) -> Self {
        let location = reply.header("location").map(str::to_owned);
        Self { status: reply.status, text: reply.text(), location, reply }
    }

    /// What goes along with the page's forms.
    pub(super) fn secret(&self) -> Option<String> {
        let (_, rest) = self.text.split_once("name=\"form\" value=\"")?;
        Some(rest.split('"').next()?.to_owned())
    }

    pub(super) fn says(&self, what: &str) {
        assert!(self.text.contains(what), "{what}: {}", self.text);
    }
}

pub(super) fn encoded(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
