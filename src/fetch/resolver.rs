//! Names to addresses, public ones only.

use std::io;
use std::net::{IpAddr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::error::FetchError;
use super::guard;

/// The resolver of the dialler: what it returns is what is dialled, so a name cannot pass the guard
/// with one address and be dialled at another (DNS rebinding).
#[derive(Clone, Copy, Debug)]
pub(super) struct PublicOnly;

#[derive(Debug, thiserror::Error)]
pub(super) enum ResolveError {
    #[error(transparent)]
    Lookup(#[from] io::Error),
    #[error("no address")]
    Nothing,
    #[error("{address} is a {kind} address")]
    Refused { address: IpAddr, kind: &'static str },
}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await;
            let found = found.map_err(ResolveError::Lookup)?;
            let addresses: Addrs = Box::new(public(found)?.into_iter());
            Ok(addresses)
        })
    }
}

/// The same check for a host that is an address itself, for which the dialler asks no resolver. `url`
/// has brought every spelling (hexadecimal, octal, one number, full-width digits) to that form.
pub(super) fn check_literal(url: &Url) -> Result<(), FetchError> {
    let address: IpAddr = match url.host() {
        Some(Host::Ipv4(v4)) => v4.into(),
        Some(Host::Ipv6(v6)) => v6.into(),
        Some(Host::Domain(_)) | None => return Ok(()),
    };
    match guard::not_public(address) {
        Some(kind) => Err(FetchError::Refused { address, kind }),
        None => Ok(()),
    }
}

fn public(found: impl Iterator<Item = SocketAddr>) -> Result<Vec<SocketAddr>, ResolveError> {
    let mut refused = ResolveError::Nothing;
    let mut addresses = Vec::new();
    for socket in found {
        match guard::not_public(socket.ip()) {
            None => addresses.push(socket),
            Some(kind) => refused = ResolveError::Refused { address: socket.ip(), kind },
        }
    }
    if addresses.is_empty() { Err(refused) } else { Ok(addresses) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_disguise_of_a_private_address_is_refused() {
        for url in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://127.0.0.1./",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://１２７.０.０.１/",
            "http://127。0。0。1/",
            "http://%31%32%37.0.0.1/",
            "http://public.example@127.0.0.1/",
            "http://0/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[::127.0.0.1]/",
            "http://[64:ff9b::127.0.0.1]/",
            "http://[2002:7f00:1::]/",
            "http://[fd00::1]/",
            "http://[fe80::1]/",
            "http://169.254.169.254/latest/meta-data/",
            "http://10.0.0.1:8080/",
            "http://0xa9fea9fe/",
        ] {
            let checked = check_literal(&Url::parse(url).unwrap());
            assert!(matches!(checked, Err(FetchError::Refused { .. })), "{url}: {checked:?}");
        }
        for url in ["http://8.8.8.8/", "http://[2a00:1450:4001::1]/", "http://10.example/"] {
            assert_eq!(check_literal(&Url::parse(url).unwrap()), Ok(()), "{url}");
        }
    }

    fn resolved(addresses: &[&str]) -> Result<Vec<SocketAddr>, ResolveError> {
        let sockets: Vec<SocketAddr> =
            addresses.iter().map(|a| SocketAddr::new(a.parse().unwrap(), 0)).collect();
        public(sockets.into_iter())
    }

    #[test]
    fn a_name_is_dialled_at_its_public_addresses_only() {
        assert_eq!(resolved(&["8.8.8.8", "10.0.0.1"]).unwrap(), ["8.8.8.8:0".parse().unwrap()]);
        let refused = resolved(&["10.0.0.1"]);
        assert!(matches!(refused, Err(ResolveError::Refused { kind: "private", .. })));
        assert!(matches!(resolved(&[]), Err(ResolveError::Nothing)));
    }
}
