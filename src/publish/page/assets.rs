//! Style sheets and scripts: files inside the program, at addresses that change when they do.

use std::borrow::Cow;
use std::fmt::Write;

use rust_embed::RustEmbed;

use crate::site::Site;

#[derive(RustEmbed)]
#[folder = "assets/"]
#[include = "*.css"]
#[include = "*.js"]
#[include = "*.svg"]
struct Files;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its media type.
    pub kind: &'static str,
    pub bytes: Cow<'static, [u8]>,
    /// Of its bytes, as it stands in its address.
    pub hash: String,
}

/// Where a page finds the file: without the host, because what a page may load comes from where the
/// page came from, and a visitor may have come by another name of the site.
#[must_use]
pub fn address(site: &Site, name: &str) -> String {
    let address = path(site, name);
    match find(name) {
        Some(asset) => format!("{address}?v={}", asset.hash),
        None => address,
    }
}

/// Where other sites find it, for good: without the hash, so that they need not follow its changes.
#[must_use]
pub fn whole_address(site: &Site, name: &str) -> String {
    site.address(&format!("assets/{name}"))
}

/// The file at `assets/{name}`.
#[must_use]
pub fn find(name: &str) -> Option<Asset> {
    let kind = match name.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => return None,
    };
    let file = Files::get(name)?;
    let hash = short(&file.metadata.sha256_hash());
    Some(Asset { kind, bytes: file.data, hash })
}

fn path(site: &Site, name: &str) -> String {
    site.path(&format!("assets/{name}"))
}

fn short(hash: &[u8]) -> String {
    hash.iter().take(8).fold(String::new(), |mut text, byte| {
        // Writing to memory cannot fail.
        write!(text, "{byte:02x}").unwrap_or_default();
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::published::{site, url};

    #[test]
    fn an_address_has_the_hash_of_its_file_and_the_path_of_the_site() {
        let hash = find("kooste.css").unwrap().hash;
        assert_eq!(hash.len(), 16);
        assert_eq!(address(&site(), "kooste.css"), format!("/assets/kooste.css?v={hash}"));
        let below = Site { base_url: url("https://a.example/b/"), ..site() };
        assert_eq!(address(&below, "kooste.css"), format!("/b/assets/kooste.css?v={hash}"));
    }

    #[test]
    fn nothing_but_the_files_is_found() {
        for name in
            ["", "kooste", "kooste.html", "../Cargo.toml", "../config/demo.toml", "none.css"]
        {
            assert_eq!(find(name), None, "{name}");
        }
    }
}
