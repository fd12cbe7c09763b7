//! Whether an address leads to one thing, or to where many are listed.

pub(super) fn is_specific(host: &str, path: &[String], query: &[(String, String)]) -> bool {
    const KEYS: [&str; 12] = [
        "activity",
        "article",
        "course",
        "event",
        "eventid",
        "event_id",
        "id",
        "kurssi",
        "p",
        "page_id",
        "tapahtuma",
        "v",
    ];
    // Short addresses and forms: the first segment is the id.
    const BY_ID: [&str; 9] = [
        "bit.ly",
        "forms.gle",
        "forms.office.com",
        "lyyti.in",
        "maps.app.goo.gl",
        "meet.google.com",
        "webropol.com",
        "webropolsurveys.com",
        "youtu.be",
    ];
    // A profile, not an event.
    const PROFILES: [&str; 5] =
        ["facebook.com", "instagram.com", "linkedin.com", "tiktok.com", "youtube.com"];
    let keyed = query.iter().any(|(key, value)| KEYS.contains(&key.as_str()) && !value.is_empty());
    let Some((last, sections)) = path.split_last() else { return keyed };
    if BY_ID.contains(&host) {
        return true;
    }
    let in_profile = PROFILES.contains(&host);
    let id = |segment: &String| {
        let digits = segment.bytes().filter(u8::is_ascii_digit).count();
        digits >= 3 && !is_year(segment)
    };
    let event =
        !in_profile || path.iter().any(|segment| ["events", "watch"].contains(&segment.as_str()));
    let named = !in_profile
        && !is_section(last)
        && !is_year(last)
        && (sections.iter().any(|section| !is_year(section))
            || last.matches(['-', '_']).count() >= 2);
    keyed || event && path.iter().any(id) || named
}

fn is_year(segment: &str) -> bool {
    let digits = segment.len() == 4 && segment.bytes().all(|byte| byte.is_ascii_digit());
    digits && (segment.starts_with("19") || segment.starts_with("20"))
}

/// What many things are listed under.
fn is_section(segment: &str) -> bool {
    const SECTIONS: [&str; 36] = [
        "about",
        "ajankohtaista",
        "aktuellt",
        "calendar",
        "contact",
        "evenemang",
        "events",
        "harrastukset",
        "harrasteryhmat",
        "ilmoittaudu",
        "ilmoittautuminen",
        "info",
        "kalender",
        "kalenteri",
        "kerhot",
        "kontakt",
        "kontakta-oss",
        "kurser",
        "kurssit",
        "liity",
        "liity-jaseneksi",
        "meista",
        "ota-yhteytta",
        "palvelut",
        "retket",
        "ryhmat",
        "tapahtumat",
        "tapahtumakalenteri",
        "tietoa-meista",
        "toiminta",
        "toimintakalenteri",
        "uutiset",
        "verksamhet",
        "vertaistuki",
        "yhteystiedot",
        "yhteydenotto",
    ];
    let plain: String = segment
        .chars()
        .map(|c| match c {
            'ä' | 'å' => 'a',
            'ö' => 'o',
            other => other,
        })
        .collect();
    SECTIONS.contains(&plain.split('.').next().unwrap_or_default())
}
