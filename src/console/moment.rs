//! Moments as admins read them: to the second where it matters, in Helsinki's time.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use chrono_tz::Europe::Helsinki;
use maud::{Markup, html};

use super::Frame;
use super::words::Words;
use crate::localized::Lang;

impl Frame<'_> {
    pub(super) fn at(&self, moment: DateTime<Utc>) -> Markup {
        let exact = moment.to_rfc3339_opts(SecondsFormat::Secs, true);
        html! { time datetime=(exact) { (written(moment, self.lang)) } }
    }

    /// `otherwise` where there is no such moment.
    pub(super) fn at_or(&self, moment: Option<DateTime<Utc>>, otherwise: Words) -> Markup {
        match moment {
            Some(moment) => self.at(moment),
            None => html! { (self.say(otherwise)) },
        }
    }
}

pub(super) fn written(moment: DateTime<Utc>, lang: &Lang) -> String {
    let local = moment.with_timezone(&Helsinki);
    let form = match lang.as_str() {
        "en" => "%-d %b %Y %-H:%M:%S",
        _ => "%-d.%-m.%Y %-H.%M.%S",
    };
    local.format(form).to_string()
}

pub(super) fn day(moment: DateTime<Utc>) -> NaiveDate {
    moment.with_timezone(&Helsinki).date_naive()
}
