use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

const NOTHING: Redact = Redact { email: false, phone: false, names: false };

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/text").join(folder)
}

fn read(raw: &str) -> RichText {
    rich(raw, Limit::TEXT).0.unwrap_or(RichText { plain: String::new(), html: String::new() })
}

fn texts(pairs: &[(&str, &str)]) -> RawTexts {
    pairs.iter().map(|(lang, text)| ((*lang).to_owned(), (*text).to_owned())).collect()
}

/// The only shape in which HTML may leave: known tags, closed in order, and no other use of `<`.
fn assert_safe(html: &str, raw: &str) {
    const TAGS: [&str; 9] = ["p", "h3", "h4", "blockquote", "ul", "ol", "li", "strong", "em"];
    let mut open = Vec::new();
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect(raw);
        assert!(!text.contains('>'), "{raw:?} became {html}");
        if let Some(href) = tag.strip_prefix("a href=\"") {
            let href = href.strip_suffix("\" rel=\"noopener nofollow\"");
            assert!(
                href.is_some_and(|h| h.starts_with("http") && !h.contains('"')),
                "{raw:?} became {html}"
            );
            open.push("a");
        } else if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{raw:?} became {html}");
        } else if tag != "br" {
            assert!(TAGS.contains(&tag), "{raw:?} became {html}");
            open.push(tag);
        }
    }
    assert!(open.is_empty(), "{raw:?} became {html}");
}

fn assert_plain(plain: &str, raw: &str) {
    assert!(!plain.contains(|c: char| c.is_control() && c != '\n'), "{raw:?} became {plain:?}");
    assert!(!plain.contains("\n\n\n") && plain.trim() == plain, "{raw:?} became {plain:?}");
}

#[test]
fn html_of_editors_reads_as_people_meant_it() {
    let mut cases = 0;
    for entry in fs::read_dir(fixtures("html")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "html") {
            let expected = fs::read_to_string(path.with_extension("txt")).unwrap();
            let text = read(&fs::read_to_string(&path).unwrap());
            assert_eq!(text.plain, expected.trim_end_matches('\n'), "{}", path.display());
            assert_safe(&text.html, &text.html);
            cases += 1;
        }
    }
    assert!(cases >= 12, "only {cases} cases");
}

#[test]
fn nothing_live_leaves_whatever_comes_in() {
    let payloads = fs::read_to_string(fixtures("attacks/payloads.txt")).unwrap();
    assert!(payloads.lines().count() >= 40);
    for payload in payloads.lines() {
        for raw in [payload.to_owned(), format!("<p>ennen</p>{payload}<p>jälkeen</p>")] {
            let text = read(&raw);
            assert_safe(&text.html, &raw);
            assert_plain(&text.plain, &raw);
            assert_eq!(SANITISER.clean(&text.html).to_string(), text.html);
        }
    }
}

#[test]
fn what_an_attack_leaves_is_what_a_reader_should_see() {
    let check = |raw: &str, html: &str| assert_eq!(read(raw).html, html, "{raw}");
    check("<p>ennen<script>alert(1)</script>jälkeen</p>", "<p>ennenjälkeen</p>");
    check("<a href='javascript:alert(1)'>linkki</a>", "<p>linkki</p>");
    check("<a href='java\tscript:alert(1)'>linkki</a>", "<p>linkki</p>");
    check("<p>&lt;b&gt; on lihavointi</p>", "<p>&lt;b&gt; on lihavointi</p>");
    check("&lt;script&gt;alert(1)&lt;/script&gt;", "");
    check("<svg><style><p>piilo</p></style></svg><p>näkyvä</p>", "<p>näkyvä</p>");
    check(
        "<a href='https://x.example/\"onclick=\"a' onclick='b'>linkki</a>",
        "<p><a href=\"https://x.example/%22onclick=%22a\" rel=\"noopener nofollow\">linkki</a></p>",
    );
}

#[test]
fn html_keeps_structure_and_emphasis() {
    let check = |raw: &str, html: &str| assert_eq!(read(raw).html, html, "{raw}");
    check("<p dir=\"ltr\">Hei <b>kaikki</b>!</p><p></p>", "<p>Hei <strong>kaikki</strong>!</p>");
    check("<h1>A</h1><h2>B</h2><h5>C</h5>", "<h3>A</h3><h3>B</h3><h4>C</h4>");
    check("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>");
    check("<ol><li>a</li></ol><ul><li>b</li></ul>", "<ol><li>a</li></ol><ul><li>b</li></ul>");
    check("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li>a<br>b</li></ul>");
    check("<i>a<br>b</i>", "<p><em>a</em><br><em>b</em></p>");
    check("a<br>b<br><br>c", "<p>a<br>b</p><p>c</p>");
    check("<b style='font-weight:normal'><b>a</b> b</b>", "<p><strong>a</strong> b</p>");
    check("<blockquote><p>a</p></blockquote>", "<blockquote>a</blockquote>");
    check("yksi\nkaksi\n\nkolme", "<p>yksi<br>kaksi</p><p>kolme</p>");
    check("<p>yksi\nkaksi</p>", "<p>yksi kaksi</p>");
}

#[test]
fn a_reference_is_decoded_once_however_often_it_was_escaped() {
    let check = |raw: &str, plain: &str| assert_eq!(read(raw).plain, plain, "{raw}");
    check("<p>K&auml;rki &amp; muut</p>", "Kärki & muut");
    check("<p>K&amp;auml;rki &amp;amp; muut</p>", "Kärki & muut");
    check("<p>&amp;amp;amp;#228;</p>", "ä");
    check("&lt;p&gt;Kylä&lt;/p&gt;&lt;p&gt;talo&lt;/p&gt;", "Kylä\n\ntalo");
    check("Hinta &lt; 5 € & ilo", "Hinta < 5 € & ilo");
    check(
        "Tom&Jerry; &tuntematon; &#0; &#xD800; &#999999999;",
        "Tom&Jerry; &tuntematon; \u{fffd} \u{fffd} \u{fffd}",
    );
}

#[test]
fn characters_that_hide_or_break_are_gone() {
    let check = |raw: &str, plain: &str| assert_eq!(read(raw).plain, plain, "{raw:?}");
    check("a\u{0}b\u{7}c\u{9b}d", "abcd");
    check("ko\u{ad}de \u{200b}\u{feff}x", "kode x");
    check("\u{202e}takaperin\u{202c} \u{2066}y\u{2069}", "takaperin y");
    check("<p>a&nbsp;&nbsp;b\u{2009}c\td</p>", "a b c d");
    check("a\r\nb\rc\u{2028}d\u{85}e", "a\nb\nc\nd\ne");
    check("Pa\u{308}iva\u{308}", "Päivä");
    check(&format!("Z{}", "\u{301}".repeat(500)), "Z\u{301}\u{301}\u{301}\u{301}");
    check("ده\u{200c}م", "ده\u{200c}م");
    check("pii\u{200d}lo \u{e0041}x\u{ffff}", "piilo x");
    check("\u{f0b7}\u{a0}\u{a0}kohta", "• kohta");
}

#[test]
fn links_show_their_address_where_the_text_does_not() {
    let check = |raw: &str, plain: &str| assert_eq!(read(raw).plain, plain, "{raw}");
    check("<a href='https://x.example/a'>tästä</a>.", "tästä (https://x.example/a).");
    check("<a href='https://x.example/'>https://x.example</a>", "https://x.example");
    check("<a href='https://www.x.example/'>www.x.example</a>", "www.x.example");
    check("<a href='www.x.example'>sivu</a>", "sivu (https://www.x.example/)");
    check(
        "<a href='https://x.example/a'>yksi <b>kaksi</b></a>",
        "yksi kaksi (https://x.example/a)",
    );
    check("<a href='mailto:a@x.example?subject=x'>kirjoita</a>", "kirjoita (a@x.example)");
    check("<a href='mailto:a@x.example'>a@x.example</a>", "a@x.example");
    check("<a href='tel:+358440000123'>soita</a>", "soita (+358440000123)");
    check("<a href='/suhteellinen'>x</a> <a>y</a> <a href=''>z</a>", "x y z");
}

#[test]
fn texts_are_cut_at_a_word_and_say_so() {
    let long = "sana ".repeat(10_000);
    let (text, shortened) = rich(&format!("<p>{long}</p><p>loppu</p>"), Limit::TEXT);
    let text = text.unwrap();
    assert!(shortened && text.plain.ends_with(" sana…") && text.html.ends_with("sana…</p>"));
    assert!(text.plain.chars().count() <= 20_000 && text.plain.chars().count() > 19_900);

    let paragraphs = "<p>kappale</p>".repeat(10_000);
    let (text, shortened) = rich(&paragraphs, Limit::TEXT);
    assert!(shortened && text.unwrap().plain.chars().count() <= 20_000);

    let (text, shortened) = rich(&"x".repeat(50_000), Limit::TEXT);
    assert!(shortened && text.unwrap().plain.chars().count() == 20_000);
    assert!(!rich("<p>lyhyt</p>", Limit::TEXT).1);

    let mut notes = BTreeSet::new();
    let _ = rich_localized(&texts(&[("fi", &long)]), NOTHING, &mut notes);
    assert_eq!(notes, BTreeSet::from([Note::Shortened]));
}

#[test]
fn floods_cost_what_their_size_costs() {
    let attributes: String = (0..60_000).map(|n| format!(" a{n}")).collect();
    let bold: String = (0..2_000).map(|n| format!("<b a{n}>")).collect();
    let floods = [
        format!("<p{attributes}>x"),
        format!("<p>{bold}{}", "<p>x".repeat(60_000)),
        "<ul><li>".repeat(40_000),
        "<ul><li><p>x<p>y".repeat(20_000),
        format!("<ul><li>{}", "<p><b>x</b>y".repeat(20_000)),
        "<b><i><a href='https://x.example/'>x".repeat(8_000),
        "<table><tr><td>".repeat(20_000),
        "&amp;".repeat(60_000),
        "&".repeat(260_000),
        "<".repeat(260_000),
        "<!--".repeat(60_000),
        "a@".repeat(130_000),
        "0 ".repeat(130_000),
        "Aino ".repeat(50_000),
        "a\u{301}".repeat(80_000),
    ];
    let everything = Redact { email: true, phone: true, names: true };
    for flood in floods {
        let head: String = flood.chars().take(40).collect();
        let start = Instant::now();
        let text = rich_localized(&texts(&[("fi", &flood)]), everything, &mut BTreeSet::new());
        let html = text.get(&Lang::FI).map_or(0, |text| text.html.len());
        assert!(html < 10 * 260_000, "{head}: {html} bytes");
        assert!(start.elapsed() < Duration::from_secs(30), "{head}: {:?}", start.elapsed());
    }
}

#[test]
fn a_line_is_one_line() {
    let check = |raw: &str, line: Option<&str>| {
        assert_eq!(plain_line(raw).as_deref(), line, "{raw:?}");
    };
    check("<p dir=\"ltr\">Kylän <b>ilta</b></p><p>&amp; tanssit</p>", Some("Kylän ilta & tanssit"));
    check(" a\r\n\tb \u{2028} c ", Some("a b c"));
    check("Ikä < 18 & muut", Some("Ikä < 18 & muut"));
    check("Aino <aino@x.example>", Some("Aino <aino@x.example>"));
    check("<p> &nbsp; </p>", None);
    check("", None);
}

#[test]
fn a_language_that_repeats_the_finnish_is_left_out() {
    let raw = texts(&[
        ("fi", "<p>Avoin ilta</p>"),
        ("sv", "<p dir=\"ltr\">Avoin  ilta</p>"),
        ("en", "<p>Open evening</p>"),
        ("se", "<p></p>"),
        ("suomi", "<p>Ei ole kieli</p>"),
    ]);
    let languages = |texts: Localized<String>| -> Vec<String> {
        texts.iter().map(|(lang, text)| format!("{lang} {text}")).collect()
    };
    let expected = ["en Open evening", "fi Avoin ilta"];
    assert_eq!(languages(plain_line_localized(&raw, NOTHING)), expected);
    let rich = rich_localized(&raw, NOTHING, &mut BTreeSet::new());
    assert_eq!(languages(rich.map(|text| text.plain.clone())), expected);

    let regional = texts(&[("fi-FI", "vieras"), ("fi", "oma"), ("sv_SE", "egen")]);
    assert_eq!(languages(plain_line_localized(&regional, NOTHING)), ["fi oma", "sv egen"]);
    let same = texts(&[("sv", "sama"), ("en", "sama")]);
    assert_eq!(languages(plain_line_localized(&same, NOTHING)), ["en sama", "sv sama"]);
}

/// What editors, word processors and careless programs make.
fn html() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "<p>",
            "</p>",
            "<br>",
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "<ul>",
            "</ul>",
            "<ol>",
            "</ol>",
            "<li>",
            "</li>",
            "<h2>",
            "</h2>",
            "<h4>",
            "</h4>",
            "<blockquote>",
            "</blockquote>",
            "<pre>",
            "</pre>",
            "<div>",
            "</div>",
            "<table><tr><td>",
            "</td><td>",
            "</table>",
            "<svg>",
            "</svg>",
            "<a href='https://x.example/a?b=1&c'>",
            "<a href='mailto:a@x.example'>",
            "</a>",
            "<style>",
            "</style>",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "&amp;auml;",
            "&lt;p&gt;",
            "&nbsp;",
            "<",
            ">",
            "&",
            "\"",
            "\n",
            "\r\n",
            " ",
            "\u{200d}",
            "\u{308}",
        ])
        .prop_map(str::to_owned),
        "[a-zåäö ]{1,8}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_safe_and_reads_again_as_itself(raw in html()) {
        let text = read(&raw);
        assert_safe(&text.html, &raw);
        assert_plain(&text.plain, &raw);
        let rendered = rendering::html(&markup::read(&raw));
        prop_assert_eq!(&SANITISER.clean(&rendered).to_string(), &rendered);
        prop_assert_eq!(read(&text.html), text);
    }

    #[test]
    fn any_string_is_safe(raw in any::<String>()) {
        let text = read(&raw);
        assert_safe(&text.html, &raw);
        assert_plain(&text.plain, &raw);
        let line = plain_line(&raw).unwrap_or_default();
        prop_assert!(!line.contains(char::is_control));
    }

    #[test]
    fn any_limit_holds(raw in html(), limit in 1_usize..60) {
        let limit = Limit { characters: limit, raw_bytes: 1_000_000 };
        let (text, shortened) = rich(&raw, limit);
        let whole = read(&raw);
        let length = text.as_ref().map_or(0, |text| text.plain.chars().count());
        // The bullets of a list and "…" are not counted.
        let bullets = whole.plain.lines().count() * 12;
        prop_assert!(length <= limit.characters + bullets + 1);
        prop_assert!(shortened || text.is_none_or(|text| text == whole));
    }
}

#[test]
fn a_mark_that_a_tag_parted_from_its_letter_joins_it() {
    let table =
        [("a<span></span>\u{308}iti", "äiti"), ("a<a href='mailto:a@x.example'>\u{308}", "ä")];
    for (raw, plain) in table {
        assert_eq!(read(raw).plain, plain, "{raw}");
    }
}
