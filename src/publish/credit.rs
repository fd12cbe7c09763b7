//! Whom to thank for an activity, and where it can be corrected.

use crate::activity::{Activity, credited};
use crate::localized::Lang;
use crate::publish::words::Word;
use crate::site::Site;

/// The page to send people to: its own at a source, else ours.
pub(super) fn link(activity: &Activity, site: &Site) -> String {
    activity.link().map_or_else(|| site.page(&activity.id), ToString::to_string)
}

/// "Lähde: Lähellä.fi, lisenssi CC BY 4.0, https://…": one line a source, ending in an address.
pub(super) fn lines(activity: &Activity, site: &Site, lang: &Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for member in credited(&activity.members) {
        let credit = &member.credit;
        let source = format!("{}: {}", Word::Source.text(lang), credit.attribution);
        let licence = credit.licence.as_ref();
        let licence = licence.map(|licence| format!("{} {licence}", Word::Licence.text(lang)));
        let page = || site.page(&activity.id);
        let link = credit.link.as_ref().map_or_else(page, ToString::to_string);
        let line = [Some(source), licence, Some(link)];
        let line = line.into_iter().flatten().collect::<Vec<_>>().join(", ");
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}
