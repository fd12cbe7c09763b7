//! Character references that are left in a text after its HTML has been read.

use std::borrow::Cow;

/// Those that editors write and escape again; not letters of ASCII, so that none can form a new one.
const NAMED: [(&str, char); 46] = [
    ("Aring", 'Å'),
    ("Auml", 'Ä'),
    ("Eacute", 'É'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("aacute", 'á'),
    ("amp", '&'),
    ("apos", '\''),
    ("aring", 'å'),
    ("auml", 'ä'),
    ("bdquo", '„'),
    ("bull", '•'),
    ("copy", '©'),
    ("deg", '°'),
    ("eacute", 'é'),
    ("emsp", ' '),
    ("ensp", ' '),
    ("euro", '€'),
    ("frac12", '½'),
    ("gt", '>'),
    ("hellip", '…'),
    ("iacute", 'í'),
    ("laquo", '«'),
    ("ldquo", '“'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("middot", '·'),
    ("minus", '−'),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("oacute", 'ó'),
    ("oslash", 'ø'),
    ("ouml", 'ö'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rdquo", '”'),
    ("reg", '®'),
    ("rsquo", '’'),
    ("sect", '§'),
    ("shy", '\u{ad}'),
    ("szlig", 'ß'),
    ("thinsp", ' '),
    ("times", '×'),
    ("trade", '™'),
    ("uuml", 'ü'),
];

/// `&auml;` → `ä`, and `&amp;amp;auml;` too: however often it was escaped, it is read once here.
/// What is no reference, or lacks its semicolon, stays as it is.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        out.push_str(before);
        let (c, length) = first(reference).unwrap_or(('&', 1));
        out.push(c);
        rest = reference.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character that `text` begins with a reference to, and how many bytes the reference takes.
fn first(text: &str) -> Option<(char, usize)> {
    let mut name = text.strip_prefix('&')?;
    let mut ampersand = None;
    while let Some(inner) = ["amp;", "#38;", "#x26;"].iter().find_map(|a| name.strip_prefix(a)) {
        name = inner;
        ampersand = Some(('&', text.len() - name.len()));
    }
    let named = name.get(..10.min(name.len())).or_else(|| name.get(..name.floor_char_boundary(10)));
    let innermost = named.and_then(|head| head.split_once(';')).and_then(|(entity, _)| {
        let used = text.len() - name.len() + entity.len() + 1;
        Some((character(entity)?, used))
    });
    innermost.or(ampersand)
}

fn character(entity: &str) -> Option<char> {
    let Some(number) = entity.strip_prefix('#') else {
        return NAMED.iter().find(|(name, _)| *name == entity).map(|(_, c)| *c);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32).filter(|c| !c.is_ascii_alphanumeric() && !"#;&".contains(*c))
}
