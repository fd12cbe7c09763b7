//! `kooste letter`: the monthly letter from the database, without a daemon.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{Session, say};
use crate::catalogue::Filter;
use crate::clock::local_date;
use crate::letter::Letter;
use crate::localized::Lang;
use crate::month::Month;
use crate::municipality::Municipality;
use crate::near::near;
use crate::publish::letter::{self, Forms, Reader};
use crate::refresh;
use crate::store::Reader as Rows;

#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  kooste letter --municipality Oulu --month 2027-01 --format text"
)]
pub(super) struct Arguments {
    /// What is new, changed, ending and coming in this month, as in 2027-01
    #[arg(long, value_parser = month)]
    month: Month,
    /// Of this municipality alone, by its name or code
    #[arg(long, value_parser = municipality)]
    municipality: Option<Municipality>,
    /// A filter as in an address, like theme=nature; may be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    filter: Vec<(String, String)>,
    #[arg(long, value_enum, default_value_t = Language::Fi)]
    lang: Language,
    #[arg(long, value_enum, default_value_t = Format::Html)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// To be pasted into a mail
    Html,
    /// In lines of 72 characters
    Text,
    Rss,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
    Fi,
    Sv,
    En,
}

/// As of the day of `--now` if that is given, otherwise as it was published last.
pub(super) fn run(session: &Session, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let rows = Rows::new(&session.config.store);
    session.refuse_earlier(&rows)?;
    let as_of = session.pinned.then(|| local_date(session.clock.now()));
    let catalogue = rows.read(|connection| refresh::stored(connection, &session.config, as_of))?;
    let lang = match arguments.lang {
        Language::Fi => Lang::FI,
        Language::Sv => Lang::SV,
        Language::En => Lang::EN,
    };
    let filter = filter(arguments)?;
    let letter = Letter::of(&catalogue, &filter, arguments.month);
    let site = &session.config.publish.site;
    let reader = Reader { site, lang: &lang, town: arguments.municipality };
    say(&match arguments.format {
        Format::Html => format!("{}\n", letter::document(&letter, reader)),
        Format::Text => letter::text(&letter, reader),
        Format::Rss => {
            let [page, text, rss] = ["", ".txt", ".rss"].map(|end| {
                format!("{}?{filter}", site.address(&format!("letter/{}{end}", arguments.month)))
            });
            let others = site.address("letter");
            letter::rss(&letter, &Forms { page, text, rss, others }, reader)
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

fn filter(arguments: &Arguments) -> anyhow::Result<Filter> {
    let town = arguments.municipality.iter().map(|town| ("municipality", town.code()));
    let others = arguments.filter.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let lang = match arguments.lang {
        Language::Fi => "fi",
        Language::Sv => "sv",
        Language::En => "en",
    };
    Ok(Filter::parse(town.chain(others).chain([("lang", lang)]))?)
}

fn month(text: &str) -> Result<Month, String> {
    Month::parse(text).ok_or_else(|| "is to be a month like 2027-01".to_owned())
}

fn municipality(text: &str) -> Result<Municipality, String> {
    let found = Municipality::by_code(text).or_else(|| Municipality::by_name(text));
    found.ok_or_else(|| {
        let names =
            Municipality::all().flat_map(|town| [town.name(&Lang::FI), town.name(&Lang::SV)]);
        match near(text, names).as_slice() {
            [] => "is no municipality of Finland".to_owned(),
            near => format!("is no municipality of Finland; did you mean {}?", near.join(" or ")),
        }
    })
}

fn pair(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
    pair.ok_or_else(|| "is to be NAME=VALUE, like theme=nature".to_owned())
}
