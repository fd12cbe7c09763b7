//! Descriptions, contacts and addresses on the web.

use super::Corruption as C;
use crate::labelled::activity::Activity;
use crate::labelled::face::Face;
use crate::labelled::rng::{Rng, opaque};
use crate::labelled::source::Source;

pub(super) fn apply(
    corruption: C,
    rng: &mut Rng,
    activity: &Activity,
    source: Source,
    face: &mut Face,
) -> bool {
    match corruption {
        C::DescriptionTruncated => face.descriptions.values_mut().for_each(truncate),
        C::DescriptionRewritten => {
            for (lang, told) in &mut face.descriptions {
                *told = activity.description(lang, true);
            }
        }
        C::DescriptionMissing => face.descriptions.clear(),
        C::MarkupOdd => face.odd_markup = true,
        C::PhoneFormat => face.phone = face.phone.take().map(|phone| written(rng, &phone)),
        C::PhoneMissing => face.phone = None,
        C::EmailMissing => face.email = None,
        C::PageTracked => {
            const TAILS: [&str; 3] = [
                "?utm_source=facebook&utm_medium=social",
                "/?fbclid=IwAR0example",
                "?utm_campaign=syksy#ilmoittaudu",
            ];
            let tail = *rng.pick(&TAILS);
            face.page = face.page.take().map(|page| format!("{page}{tail}"));
        }
        C::PageOfListing => {
            let number = opaque(rng.next() % 10_000_000);
            let host = match source {
                Source::Lahella => "www.jarjestot.example",
                Source::Libraries | Source::Region => "tapahtumat.example",
                Source::Municipal => "kunta.example",
                Source::Club => "seura.example",
            };
            face.page = Some(format!("https://{host}/tapahtuma/{number}"));
        }
        C::PageMissing => face.page = None,
        _ => return false,
    }
    true
}

/// As a box of so many characters cuts it.
fn truncate(paragraphs: &mut Vec<String>) {
    let whole = paragraphs.join(" ");
    let kept: String = whole.chars().take(whole.chars().count().min(70)).collect();
    *paragraphs = vec![format!("{}…", kept.trim_end())];
}

fn written(rng: &mut Rng, phone: &str) -> String {
    let (prefix, rest) = phone.split_at(3);
    let (middle, end) = rest.split_at(3);
    match rng.below(4) {
        0 => format!("+358{}", &phone[1..]),
        1 => format!("{prefix} {middle} {end}"),
        2 => format!("{prefix}-{rest}"),
        _ => format!("+358 {} {middle} {end}", &prefix[1..]),
    }
}
