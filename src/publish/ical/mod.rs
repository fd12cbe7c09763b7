//! iCalendar (RFC 5545, 7986): a calendar is a frame around fragments that are rendered once.

mod component;
mod description;
mod frame;
mod instances;
mod line;
mod times;
mod vevent;

use std::sync::Arc;

use self::times::Times;
use self::vevent::Subject;
use crate::activity::{Activity, HeldSession};
use crate::fragment::{CancelledPolicy, Vevents};
use crate::listing::{Content, Status};
use crate::localized::{Lang, Localized};
use crate::site::Site;

pub use frame::{Frame, calendar};
pub use instances::instance;

/// The VEVENTs of one session in every language and for every policy. None for an ongoing service.
///
/// A cancelled instance of a series is treated as a cancelled session is: told as an instance of its
/// own, or left out by EXDATE.
#[must_use]
pub fn vevents(activity: &Activity, held: &HeldSession, site: &Site) -> Vevents {
    let Some(times) = Times::of(&held.session.when) else {
        return Vevents::default();
    };
    let cancelled = held.session.status == Status::Cancelled;
    let texts = |policy, times: &Times| -> Localized<Arc<str>> {
        let text = |lang: Lang| {
            let subject = Subject { activity, held, site, lang: &lang, policy, cancelled };
            (lang.clone(), Arc::from(subject.render(times)))
        };
        languages(&activity.content).into_iter().map(text).collect()
    };
    let marked = texts(CancelledPolicy::Mark, &times);
    let titled = if cancelled || times.any_cancelled() {
        texts(CancelledPolicy::Title, &times)
    } else {
        marked.clone()
    };
    let omitted = match (cancelled, times.any_cancelled()) {
        (true, _) => None,
        (false, true) => Some(texts(CancelledPolicy::Omit, &times.without_cancelled())),
        (false, false) => Some(marked.clone()),
    };
    let told = [(CancelledPolicy::Mark, marked), (CancelledPolicy::Title, titled)];
    told.into_iter().chain(omitted.map(|texts| (CancelledPolicy::Omit, texts))).collect()
}

/// Those of our languages in which it says anything of itself; else the one that it does use. A reader
/// of another language gets one of these whole, rather than our words in one and its own in another.
fn languages(content: &Content) -> Vec<Lang> {
    let says = |lang: &Lang| {
        let texts = [&content.summary, &content.description];
        content.name.get(lang).is_some() || texts.iter().any(|text| text.get(lang).is_some())
    };
    let ours: Vec<Lang> = Lang::OURS.into_iter().filter(says).collect();
    if ours.is_empty() {
        let other = content.name.iter().next().map(|(lang, _)| lang.clone());
        vec![other.unwrap_or(Lang::FI)]
    } else {
        ours
    }
}

#[cfg(test)]
mod tests;
