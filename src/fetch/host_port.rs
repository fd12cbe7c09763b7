//! A host with its port, as an allow-list names it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use url::{Host, Url};

/// `localhost:8081`, `10.0.0.5:443`, `[::1]:8081`. The port counts: leave to dial one service of a
/// machine is no leave to dial its neighbours. A name and the address that it resolves to are two.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HostPort {
    host: Host<String>,
    port: u16,
}

/// Why a text is not a host with its port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HostPortError {
    #[error("has no port: write host:port")]
    NoPort,
    #[error("has a port that is not a number from 1 to 65535")]
    BadPort,
    #[error("has a host that is neither a name nor an IP address (IPv6 goes in brackets)")]
    BadHost,
}

impl HostPort {
    /// Where a request for `url` goes; `None` if `url` has no host, or a scheme without a known port.
    #[must_use]
    pub fn of(url: &Url) -> Option<Self> {
        Some(Self { host: url.host()?.to_owned(), port: url.port_or_known_default()? })
    }

    #[must_use]
    pub fn host(&self) -> &Host<String> {
        &self.host
    }
}

impl FromStr for HostPort {
    type Err = HostPortError;

    fn from_str(text: &str) -> Result<Self, HostPortError> {
        let (host, port) = text.rsplit_once(':').ok_or(HostPortError::NoPort)?;
        let host = Host::parse(host).map_err(|_| HostPortError::BadHost)?;
        match port.parse() {
            Ok(port) if port > 0 => Ok(Self { host, port }),
            _ => Err(HostPortError::BadPort),
        }
    }
}

impl TryFrom<String> for HostPort {
    type Error = HostPortError;
    fn try_from(text: String) -> Result<Self, HostPortError> {
        text.parse()
    }
}

impl From<HostPort> for String {
    fn from(host_port: HostPort) -> Self {
        host_port.to_string()
    }
}

impl fmt::Display for HostPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str) -> HostPort {
        HostPort::of(&Url::parse(url).unwrap()).unwrap()
    }

    #[test]
    fn an_entry_of_the_list_equals_the_address_that_it_names() {
        for (entry, url) in [
            ("localhost:8081", "http://LOCALHOST:8081/v1"),
            ("127.0.0.1:80", "http://127.0.0.1/"),
            ("127.0.0.1:80", "http://0x7f.1/"),
            ("[::1]:443", "https://[0:0:0:0:0:0:0:1]/"),
            ("xn--kyl-sla.example:443", "https://kylä.example/"),
        ] {
            assert_eq!(entry.parse(), Ok(of(url)), "{entry}");
            assert_eq!(of(url).to_string(), entry);
        }
        assert_ne!("127.0.0.1:80".parse(), Ok(of("https://127.0.0.1/")));
        assert_ne!("localhost:80".parse(), Ok(of("http://127.0.0.1/")));
    }

    #[test]
    fn what_names_no_port_or_no_host_is_refused_with_the_reason() {
        for (text, reason) in [
            ("localhost", HostPortError::NoPort),
            ("localhost:", HostPortError::BadPort),
            ("localhost:0", HostPortError::BadPort),
            ("localhost:65536", HostPortError::BadPort),
            ("http://localhost:80", HostPortError::BadHost),
            ("::1:80", HostPortError::BadHost),
            (":80", HostPortError::BadHost),
        ] {
            assert_eq!(text.parse::<HostPort>(), Err(reason), "{text}");
        }
    }
}
