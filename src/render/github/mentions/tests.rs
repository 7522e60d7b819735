use super::*;
use proptest::prelude::*;

fn silence(markdown: &str) -> String {
    silence_mentions(markdown, "o/r", Some("o/r"))
}

#[test]
fn nobody_is_mentioned() {
    for (text, silent) in [
        ("@all read this", "@<!-- -->all read this"),
        ("for (@o/team)", "for (@<!-- -->o/team)"),
        (r"\@all and &#64;all", r"\@<!-- -->all and &#64;<!-- -->all"),
        ("**@all**", "**@<!-- -->all**"),
        ("| a |\n| --- |\n| @all |\n", "| a |\n| --- |\n| @<!-- -->all |\n"),
        ("<div>@all</div>\n", "<div>@<!-- -->all</div>\n"),
        ("<b title=\"@all\">@all</b>", "<b title=\"@all\">@<!-- -->all</b>"),
        ("é@all and @&#97;ll", "é@<!-- -->all and @<!-- -->&#97;ll"),
        ("[^1]: @all\n\n[^1]", "[^1]: @<!-- -->all\n\n[^1]"),
    ] {
        assert_eq!(silence(text), silent, "{text}");
    }
    for same in ["`@all`", "    @all\n", "a@example.org", "@ all", "```\n@all\n```\n", "a_@all", "5 @"] {
        assert_eq!(silence(same), same);
    }
}

#[test]
fn comments_and_tags_stay_as_they_are() {
    for (text, silent) in [
        ("<!-- a:\n@all about x#3\n-->\n\n@all", "<!-- a:\n@all about x#3\n-->\n\n@<!-- -->all"),
        ("> <!-- a\n> @all\n> --> @all\n", "> <!-- a\n> @all\n> --> @<!-- -->all\n"),
        ("a <!-- @all\nx#3 --> @all", "a <!-- @all\nx#3 --> @<!-- -->all"),
        ("<div\n  title='> @all'>\n@all</div>", "<div\n  title='> @all'>\n@<!-- -->all</div>"),
        ("<p>1 < 2 @all\n", "<p>1 < 2 @<!-- -->all\n"),
        ("<p>&#64;all x/y&num;1\n", "<p>&#64;<!-- -->all x/y&num;<!-- -->1\n"),
    ] {
        assert_eq!(silence(text), silent, "{text}");
        assert_eq!(silence(silent), silent);
    }
    assert_eq!(silence("<!-- @all -->\n"), "<!-- @all -->\n");
    assert_eq!(silence_mentions("<p>&#60;\n", "x/y", None), "<p>&#60;\n");
}

#[test]
fn links_and_urls_stay_as_they_are() {
    for same in [
        "https://medium.com/@joe/post",
        "<https://medium.com/@joe>",
        "(see https://wiki.example.org/page#12, www.example.org/@joe)",
        "*www.example.org/@joe*",
        "[@joe, x/y#1 and **@all**](https://example.org)",
        "[@joe]\n\n[@joe]: https://example.org/@joe",
        "![@joe](a.png)",
        "http://o:p@example.org/@joe",
    ] {
        assert_eq!(silence(same), same);
    }
    for (text, silent) in [
        ("@all,https://e.org/@joe @all", "@<!-- -->all,https://e.org/@joe @<!-- -->all"),
        ("a://b/@all", "a://b/@<!-- -->all"),
        ("https://@all", "https://@<!-- -->all"),
        ("https://a_b/@all", "https://a_b/@<!-- -->all"),
        ("xwww.e.org/@all", "xwww.e.org/@<!-- -->all"),
        ("[@all] [a](https://e.org)@all", "[@<!-- -->all] [a](https://e.org)@<!-- -->all"),
    ] {
        assert_eq!(silence(text), silent, "{text}");
    }
}

#[test]
fn only_threads_of_the_repository_are_named() {
    for (text, silent) in [
        ("x/y#1 and #2", "x/y#<!-- -->1 and #2"),
        ("x#1", "x#<!-- -->1"),
        (r"x/y\#8 x\/y#8 x/&#121;#8 \#8", r"x/y\#<!-- -->8 x\/y#<!-- -->8 x/&#121;#<!-- -->8 \#8"),
        ("see https://github.com/x/y/issues/1.", "see https://redirect.github.com/x/y/issues/1."),
        ("[a](https://github.com/x/y/pull/1)", "[a](https://redirect.github.com/x/y/pull/1)"),
        ("https://github.com/x/y/discussions/1", "https://redirect.github.com/x/y/discussions/1"),
    ] {
        assert_eq!(silence(text), silent, "{text}");
    }
    for start in ["https://www.", "http://", "http://www.", "www.", "HTTP://", "*www."] {
        let text = format!("a {start}GitHub.com/x/y/issues/1");
        let silent = format!("a {}https://redirect.github.com/x/y/issues/1", if start == "*www." { "*" } else { "" });
        assert_eq!(silence(&text), silent);
    }
    for same in ["http://github.com/o/r/pull/1", "www.github.com/x/y", "github.com/x/y/issues/1"] {
        assert_eq!(silence(same), same);
    }
    let other_host = "https://e.www.github.com/x/y/issues/1";
    assert_eq!(silence(other_host), other_host);
    for same in ["O/R#1", r"o\/r\#1", "[#1](https://github.com/o/r/issues/1)", "https://github.com/x/y", "# 1", "#one"]
    {
        assert_eq!(silence(same), same);
    }
    assert_eq!(silence_mentions("#1 and x/y#1", "x/y", Some("o/r")), "#<!-- -->1 and x/y#1");
}

proptest! {
    #[test]
    fn nothing_else_changes_and_nothing_is_left_to_silence(text in "([@#a-z0-9/ .\\n*`&;é\\\\|-]|https://github.com/x/y/issues/1|<b>|<p>|\n\n|<!-- a|-->|&#(35|64);|[\\[\\]()<]|https://e.x/|www\\.e){0,40}") {
        let silent = silence(&text);
        prop_assert_eq!(silent.replace(PAUSE, "").replace(QUIET_HOST, HOST), text);
        prop_assert_eq!(&silence(&silent), &silent);
    }
}

#[test]
fn texts_of_html_are_between_its_tags() {
    let texts: Vec<_> = texts_between_tags("a<b c='d'>e<!-- > f -->g<h").collect();
    assert_eq!(texts, [(0, "a"), (10, "e"), (23, "g")]);
}
