//! What can be asked, address by address. A test compares the addresses with the routes.

use axum::http::StatusCode;

use super::super::activities::{LIST, ONE};
use super::super::occurrences::AGENDA;
use super::super::organisations;
use super::super::{HTML, ICAL, JSON, PLAIN};
use crate::catalogue::Form;

/// One address and what it answers to GET. Every one of them answers to HEAD too.
pub(super) struct Operation {
    pub(super) path: &'static str,
    pub(super) id: &'static str,
    pub(super) summary: &'static str,
    /// Which of the parameters it takes that all share.
    pub(super) form: Form,
    pub(super) own: &'static [Own],
    pub(super) answer: Answer,
    /// Other answers than 200, 304 and 400.
    pub(super) also: &'static [StatusCode],
    /// Whether who has it already is answered 304.
    pub(super) conditional: bool,
}

/// A parameter that is this address's alone.
pub(super) struct Own {
    pub(super) name: &'static str,
    pub(super) place: Place,
    /// A regular expression of JSON Schema, or the least and most of a whole number.
    pub(super) shape: Shape,
    pub(super) example: &'static str,
    pub(super) says: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Path,
    Query,
}

pub(super) enum Shape {
    Pattern(&'static str),
    Whole(u64, u64),
}

/// The type of an answer's body, and what is in it.
pub(super) struct Answer {
    pub(super) content: &'static str,
    pub(super) body: Body,
}

#[derive(Clone, Copy)]
pub(super) enum Body {
    /// JSON by the schema of this name.
    Schema(&'static str),
    /// JSON as others describe it.
    Object,
    Text,
}

const fn json(schema: &'static str) -> Answer {
    Answer { content: JSON, body: Body::Schema(schema) }
}

const fn object(content: &'static str) -> Answer {
    Answer { content, body: Body::Object }
}

const fn text(content: &'static str) -> Answer {
    Answer { content, body: Body::Text }
}

const ID: Own = Own {
    name: "id",
    place: Place::Path,
    shape: Shape::Pattern("^[0-9abcdefghjkmnpqrstvwxyz]{13}$"),
    example: "fdqtjvaep52kw",
    says: "The activity's id, as a list has it.",
};

const FEED: Own = Own {
    name: "file",
    place: Place::Path,
    shape: Shape::Pattern("^[a-z0-9-]{1,40}\\.json$"),
    example: "oulu.json",
    says: "The name that the configuration gives to the feed; `.json` for programs, `.ics` for calendars.",
};

const ORGANISATION: Own = Own {
    name: "id",
    place: Place::Path,
    shape: Shape::Pattern("^[0-9abcdefghjkmnpqrstvwxyz]{13}$"),
    example: "gwd4s5tkx3bkv",
    says: "The organisation's id, as a list has it.",
};

const LETTER: Own = Own {
    name: "file",
    place: Place::Path,
    shape: Shape::Pattern("^2[01][0-9]{2}-(0[1-9]|1[0-2])\\.txt$"),
    example: "2027-01.txt",
    says: "The month; `.txt` for plain text, `.rss` for readers of news, nothing for people.",
};

const EMBED: Own = Own {
    name: "embed",
    place: Place::Query,
    shape: Shape::Whole(0, 1),
    example: "1",
    says: "1 = for a frame in another page, without what stands around it.",
};

const GONE: &[StatusCode] =
    &[StatusCode::PERMANENT_REDIRECT, StatusCode::NOT_FOUND, StatusCode::GONE];

/// What most have.
const PLAIN_LIST: Operation = Operation {
    path: "",
    id: "",
    summary: "",
    form: Form::Nothing,
    own: &[],
    answer: text(PLAIN),
    also: &[],
    conditional: true,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/v1/activities",
        id: "activities",
        summary: "Activities, page by page.",
        form: LIST,
        answer: json("activities"),
        ..PLAIN_LIST
    },
    Operation {
        path: "/api/v1/activities/{id}",
        id: "activity",
        summary: "One activity.",
        form: ONE,
        own: &[ID],
        answer: json("activity_or_part"),
        also: GONE,
        ..PLAIN_LIST
    },
    Operation {
        path: "/api/v1/occurrences",
        id: "occurrences",
        summary: "Single times in order of their starts, page by page: from today and for 60 days unless `from` and `to` say otherwise.",
        form: AGENDA,
        answer: json("occurrences"),
        ..PLAIN_LIST
    },
    Operation {
        path: "/api/v1/facets",
        id: "facets",
        summary: "What can be chosen among, and how many activities each choice would bring.",
        form: Form::Counts,
        answer: json("facets"),
        ..PLAIN_LIST
    },
    Operation {
        path: "/api/v1/municipalities",
        id: "municipalities",
        summary: "The municipalities of the region, and how many activities there are in each.",
        answer: json("municipalities"),
        ..PLAIN_LIST
    },
    Operation {
        path: "/api/v1/changes",
        id: "changes",
        summary: "What changed, deletions included, in order (OpenActive RPDE 1.0).",
        own: &[
            Own {
                name: "afterTimestamp",
                place: Place::Query,
                shape: Shape::Whole(0, 9_007_199_254_740_991),
                example: "0",
                says: "From `next`, together with afterId: the revision of the last item that you have.",
            },
            Own {
                name: "afterId",
                place: Place::Query,
                shape: Shape::Pattern("^[0-9abcdefghjkmnpqrstvwxyz]{13}$"),
                example: "fdqtjvaep52kw",
                says: "From `next`, together with afterTimestamp: the id of the last item that you have.",
            },
            Own {
                name: "limit",
                place: Place::Query,
                shape: Shape::Whole(1, 1_000),
                example: "500",
                says: "So many items at most; without it 500.",
            },
        ],
        answer: json("changes"),
        ..PLAIN_LIST
    },
    Operation {
        path: "/api/v1/listings/{source}/{id}",
        id: "listing",
        summary: "Whether an entry of a source is shown, and why not.",
        own: &[
            Own {
                name: "source",
                place: Place::Path,
                shape: Shape::Pattern("^[a-z0-9-]{1,40}$"),
                example: "demo",
                says: "The source, as `sources` of an activity names it.",
            },
            Own {
                name: "id",
                place: Place::Path,
                shape: Shape::Pattern("^[A-Za-z0-9_-]{1,200}$"),
                example: "53201",
                says: "The source's own id of the entry.",
            },
        ],
        answer: json("listing"),
        also: &[StatusCode::NOT_FOUND],
        conditional: false,
        ..PLAIN_LIST
    },
    Operation {
        path: "/calendar.ics",
        id: "calendar",
        summary: "Activities as a calendar (RFC 5545).",
        form: Form::Calendar,
        answer: text(ICAL),
        ..PLAIN_LIST
    },
    Operation {
        path: "/activities.jsonld",
        id: "json-ld",
        summary: "Activities as schema.org tells events (JSON-LD).",
        form: Form::News,
        answer: object("application/ld+json"),
        ..PLAIN_LIST
    },
    Operation {
        path: "/feed.json",
        id: "json-feed",
        summary: "Activities as JSON Feed 1.1.",
        form: Form::News,
        answer: object("application/feed+json"),
        ..PLAIN_LIST
    },
    Operation {
        path: "/feed.rss",
        id: "rss",
        summary: "Activities as RSS 2.0, with the dates of events (xCal).",
        form: Form::News,
        answer: text("application/rss+xml; charset=utf-8"),
        ..PLAIN_LIST
    },
    Operation {
        path: "/feeds/{file}",
        id: "feed",
        summary: "A feed that the configuration names; the parameters narrow it.",
        form: LIST,
        own: &[FEED],
        answer: json("activities"),
        also: &[StatusCode::NOT_FOUND],
        ..PLAIN_LIST
    },
    Operation {
        path: "/activity/{id}",
        id: "page",
        summary: "The page of an activity, for people.",
        form: Form::Page,
        own: &[ID],
        answer: text(HTML),
        also: GONE,
        ..PLAIN_LIST
    },
    Operation {
        path: "/api/v1/organisations",
        id: "organisations",
        summary: "Organisations of which any activity is asked for, in order of their names, page by page.",
        form: organisations::LIST,
        answer: json("organisations"),
        ..PLAIN_LIST
    },
    Operation {
        path: "/api/v1/organisations/{id}",
        id: "organisation",
        summary: "One organisation.",
        form: organisations::ONE,
        own: &[ORGANISATION],
        answer: json("organisation_or_part"),
        also: &[StatusCode::NOT_FOUND],
        ..PLAIN_LIST
    },
    Operation {
        path: "/letter/{file}",
        id: "letter",
        summary: "The monthly letter: what is new, changed, ending and coming in a month.",
        form: Form::Browse,
        own: &[LETTER],
        answer: text(PLAIN),
        also: &[StatusCode::NOT_FOUND],
        ..PLAIN_LIST
    },
    Operation {
        path: "/organisations/{id}",
        id: "organisation-page",
        summary: "The page of an organisation, for people.",
        form: Form::Page,
        own: &[ORGANISATION, EMBED],
        answer: text(HTML),
        also: &[StatusCode::TEMPORARY_REDIRECT, StatusCode::NOT_FOUND],
        ..PLAIN_LIST
    },
];

/// Served and told elsewhere: what this document is itself, what looks after machines, and pages whose
/// forms send more than they mean.
#[cfg(test)]
pub(super) const NOT_TOLD: &[&str] = &[
    "/",
    "/assets/{name}",
    "/docs",
    "/calendar",
    "/embed",
    "/favicon.ico",
    "/letter",
    "/openapi.json",
    "/organisations",
    "/robots.txt",
    "/schema/{file}",
];
