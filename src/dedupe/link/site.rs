//! Hosts, and the sites that belong to everybody.

/// Sites where anybody has pages. That two have the same one says nothing of who they are. Regional
/// and mobile hosts of theirs are the same site.
const SHARED: [&str; 47] = [
    "bit.ly",
    "blogspot.com",
    "docs.google.com",
    "drive.google.com",
    "eventbrite.com",
    "elisanet.fi",
    "eventbrite.fi",
    "facebook.com",
    "fb.com",
    "fb.me",
    "flickr.com",
    "forms.gle",
    "forms.office.com",
    "gmail.com",
    "google.com",
    "hotmail.com",
    "hotmail.fi",
    "icloud.com",
    "instagram.com",
    "kotisivukone.com",
    "lahella.fi",
    "linkedin.com",
    "linktr.ee",
    "kolumbus.fi",
    "live.com",
    "live.fi",
    "luukku.com",
    "lyyti.fi",
    "lyyti.in",
    "maps.app.goo.gl",
    "meet.google.com",
    "netti.fi",
    "outlook.com",
    "outlook.fi",
    "pp.inet.fi",
    "saunalahti.fi",
    "sites.google.com",
    "suomi24.fi",
    "teams.microsoft.com",
    "tiktok.com",
    "webropol.com",
    "webropolsurveys.com",
    "wordpress.com",
    "yahoo.com",
    "youtube.com",
    "youtu.be",
    "zoom.us",
];

/// Without `www.`, `m.` and the language; a shared site's regional hosts as the site.
pub(in crate::dedupe) fn host(domain: &str) -> String {
    const BEFORE: [&str; 6] = ["www.", "m.", "mobile.", "fi.", "sv.", "en."];
    let domain = domain.trim_end_matches('.').to_ascii_lowercase();
    // Of their many hosts ("us02web.zoom.us", "fi-fi.facebook.com") each is the whole site.
    const WHOLE: [&str; 4] = ["facebook.com", "zoom.us", "youtube.com", "instagram.com"];
    let whole = WHOLE.iter().find(|site| domain.ends_with(&format!(".{site}")));
    if let Some(site) = whole {
        return (*site).to_owned();
    }
    let mut bare = domain.as_str();
    while let Some(rest) = BEFORE.iter().find_map(|before| bare.strip_prefix(before)) {
        if !rest.contains('.') {
            break;
        }
        bare = rest;
    }
    bare.to_owned()
}

/// Whether anybody has pages or mailboxes there. Subdomains count: "seura.wordpress.com" is the
/// association's own.
pub(in crate::dedupe) fn is_shared(host: &str) -> bool {
    SHARED.contains(&host)
}

pub(super) fn is_meeting(host: &str) -> bool {
    ["zoom.us", "meet.google.com", "teams.microsoft.com"].contains(&host)
}
