//! Every character of a text is found at its place in the file, in every scalar style.

use super::ScalarSpans;
use crate::source::Place;
use crate::store::load::Files;
use proptest::prelude::*;

/// The text of a summary and its place; `None` if the file has none.
fn read_summary(file: &str) -> Option<(String, Place)> {
    let group = Files::from_texts(&[("backlog/x.yaml", file)]).decode_group();
    let summary = group.proposals.first()?.summary.clone()?;
    Some((summary.value, summary.place))
}

/// What the file has for each character of the text, separated by `|`.
fn format_spans(file: &str) -> String {
    let (value, place) = read_summary(file).unwrap();
    let written = ScalarSpans::new(file, place, &value);
    assert!(!written.runs.is_empty(), "{value:?}");
    let parts = value.char_indices().map(|(at, c)| &file[written.place(at..at + c.len_utf8()).range()]);
    parts.collect::<Vec<_>>().join("|")
}

#[test]
fn each_style_is_read_along() {
    for (file, expected) in [
        ("name: X\nsummary: plain é\n", "p|l|a|i|n| |é"),
        ("name: X\nsummary: a\n  b\n\n  c # no\n", "a|\n|b|\n|c"),
        ("name: X\nsummary:\n  a\n  b\n", "a|\n|b"),
        ("name: X\nsummary: 'it''s\n   中'\n", "i|t|''|s|\n|中"),
        ("name: X\nsummary: ''''\n", "''"),
        ("name: X\nsummary: \"a\\tb\\u00e9\\\"\\\n   \\x41  \n\n  z\\n\"\n", "a|\\t|b|\\u00e9|\\\"|\\x41|\n|z"),
        ("name: X\nsummary: |- # no\n  a\n\n   b\n  c\nkind: new-api\n", "a|\n|\n| |b|\n|c"),
        ("name: X\nsummary: |2+\n    a\n   b\n\n", " | |a|\n| |b"),
        ("name: X\nsummary: |\r\n  é\r\n  b\r\n", "é|\r\n|b"),
        ("name: X\nsummary: >\n  a\n  b\n\n  c\n\n   d\n  e\n", "a|\n|b|\n|c|\n|\n| |d|\n|e"),
        ("name: X\nsummary: |\n\n  'a'\n", "|'|a|'"),
        ("name: X\nsummary: >\n  \"a\"\n  b\n", "\"|a|\"|\n|b"),
        ("{ name: X, summary: a b }\n", "a| |b"),
    ] {
        assert_eq!(format_spans(file), expected, "{file}");
    }
}

#[test]
fn ranges_span_lines_and_what_does_not_agree_is_the_whole_scalar() {
    let file = "name: X\nsummary: |\n  see [x](\n  y)\n";
    let (value, place) = read_summary(file).unwrap();
    let written = ScalarSpans::new(file, place, &value);
    assert_eq!(&file[written.place(4..value.len()).range()], "[x](\n  y)");
    assert_eq!(written.place(4..4).range(), 25..25);
    for other in ["something else", "see [x](\n  y) and more", ""] {
        assert_eq!(ScalarSpans::new(file, place, other).place(0..3), place, "{other}");
    }
    let missing_place = Place { start: 500, end: 600, ..place };
    assert_eq!(ScalarSpans::new(file, missing_place, "x").place(0..1), missing_place);
}

/// A text as a block of `|` or `>` with an explicit indentation, so that lines may begin with spaces.
fn as_block(indicator: char, text: &str, end: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| format!("  {line}")).collect();
    format!("name: X{end}summary: {indicator}2- # a note{end}{}{end}kind: new-api{end}", lines.join(end))
}

fn as_double_quoted(text: &str, end: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            // A line that continues on the next one.
            ',' => out.push_str(&format!(",\\{end}   ")),
            'é' => out.push_str("\\u00e9"),
            ' ' => out.push_str("\\x20"),
            _ => out.push(c),
        }
    }
    format!("name: X{end}summary: \"{out}\"{end}")
}

/// Each line end as an empty line, as quoted and plain scalars fold it.
fn as_folded(text: &str, end: &str) -> String {
    text.replace('\n', &format!("{end}{end}    "))
}

/// What the file may have for a character of the text.
fn is_written(c: char, raw: &str, is_flow: bool) -> bool {
    match c {
        '\n' => matches!(raw, "\n" | "\r\n" | "\\n" | ""),
        ' ' => matches!(raw, " " | "\n" | "\r\n" | "\\x20"),
        '\'' => matches!(raw, "'" | "''"),
        _ => raw.strip_prefix('\\').map_or(raw == c.to_string(), |_| is_flow || raw == c.to_string()),
    }
}

fn check_spans(file: &str, is_flow: bool) -> Result<bool, TestCaseError> {
    let Some((value, place)) = read_summary(file) else { return Ok(false) };
    let written = ScalarSpans::new(file, place, &value);
    prop_assert!(!written.runs.is_empty(), "not read along: {file:?} as {value:?}");
    for (at, c) in value.char_indices() {
        let raw = &file[written.place(at..at + c.len_utf8()).range()];
        prop_assert!(is_written(c, raw, is_flow), "{c:?} is {raw:?} in {file:?}");
    }
    Ok(true)
}

proptest! {
    #[test]
    fn blocks_are_read_along(text in "[ab'\"#:\\\\é中😀 \\-\n\\[]{0,40}x", end in "\r?\n") {
        for indicator in ['|', '>'] {
            prop_assert!(check_spans(&as_block(indicator, &text, &end), false)?);
        }
    }

    #[test]
    fn quoted_and_plain_scalars_are_read_along(text in "a[ab'\",\\\\é中😀 \n]{0,40}x", end in "\r?\n") {
        prop_assert!(check_spans(&as_double_quoted(&text, &end), true)?);
        let single = as_folded(&text.replace('\'', "''"), &end);
        let single = format!("name: X{end}summary: '{single}'{end}");
        prop_assert!(check_spans(&single, false)?);
        let plain = format!("name: X{end}summary: {}{end}", as_folded(&text, &end));
        prop_assert!(check_spans(&plain, false)?);
    }

    #[test]
    fn no_text_and_no_place_make_it_panic(
        file in "[|>'\"\\\\ux0-9a-f \r\né中]{0,60}",
        value in "[ux0-9a-f \né中]{0,20}",
        (start, length) in (0_u32..70, 0_u32..70),
    ) {
        let place = Place { start, end: start.saturating_add(length), ..Place::file_start(crate::source::FileId(0)) };
        let written = ScalarSpans::new(&file, place, &value);
        for at in 0..=value.len() + 1 {
            let _ = written.place(at..at + 1);
            let _ = written.place(at..at);
        }
    }
}
