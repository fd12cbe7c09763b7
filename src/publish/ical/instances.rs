//! Every time of a session as an event of its own, for readers that do not count out rules to the end.
//!
//! Each has a UID of its own and no RECURRENCE-ID: FullCalendar's reader shows no instance whose master
//! is not there, and counts out no more than 1,000 instances of one that is.

use crate::activity::{Activity, HeldSession};
use crate::fragment::CancelledPolicy;
use crate::listing::Status;
use crate::localized::Lang;
use crate::site::Site;
use crate::when::occurrences::Occurrence;

use super::times::Stamps;
use super::vevent::Subject;

/// One time of a session as a VEVENT; `None` where it is cancelled and `policy` leaves that out.
#[must_use]
pub fn instance(
    activity: &Activity,
    held: &HeldSession,
    one: &Occurrence,
    site: &Site,
    policy: CancelledPolicy,
    lang: &Lang,
) -> Option<String> {
    let whole = held.session.status == Status::Cancelled;
    let cancelled = whole || one.cancelled;
    if cancelled && policy == CancelledPolicy::Omit {
        return None;
    }
    let subject = Subject { activity, held, site, lang, policy, cancelled: whole };
    // The day that the rule gave it names an instance for good, also after it was moved.
    let day = one.original.format("%Y%m%d");
    let uid = format!("{}-{}-{day}@{}", activity.id, held.id, site.uid_domain);
    Some(subject.event(&uid, &Stamps::of(&one.span), cancelled).written("VEVENT"))
}
