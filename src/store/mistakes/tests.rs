//! Tests of the mistakes: where each is reported, and its correction.

mod texts;

use super::*;
use crate::source::find_position;
use crate::store::limits::Limits;
use crate::store::tree::{parse_tree, tests::find_problems};
use proptest::prelude::*;

fn only_problem(text: &str) -> Problem {
    let mut all = find_problems(text);
    // Problems before the place where the parser stopped are found again when the rest is read.
    if all.len() > 1 {
        all.drain(..all.len() - 1);
    }
    all.pop().unwrap_or_else(|| panic!("{text}: nothing was found"))
}

/// `line:column message | help`
fn describe_problem(text: &str) -> String {
    let problem = only_problem(text);
    let at = find_position(text, problem.place.range().start);
    format!("{}:{} {} | {}", at.line, at.column, problem.message, problem.help.unwrap_or_default())
}

fn problem_help(text: &str) -> String {
    only_problem(text).help.unwrap_or_default()
}

#[test]
fn a_second_colon_shows_the_corrected_line() {
    let problem = only_problem("actions:\n  - text: Refine: the PR\n");
    assert_eq!(problem.help.as_deref(), Some("Quote the value: `- text: \"Refine: the PR\"`"));
    assert_eq!(problem.place.range(), 19..33);
}

#[test]
fn a_reserved_indicator_shows_the_corrected_line() {
    let problem = only_problem("Vodafone: [@Eric Murray, Kevin]\n");
    assert_eq!(problem.help.as_deref(), Some("Quote the value: `Vodafone: [\"@Eric Murray\", Kevin]`"));
    assert_eq!(problem.place.range(), 11..12);
    assert_eq!(problem_help("who: @eric\n"), "Quote the value: `who: \"@eric\"`");
}

#[test]
fn a_comment_that_cuts_off_a_text_shows_the_quoted_line() {
    let problem = only_problem("a: 1\nnotes: Overlap with #63 to be settled\nb: 2\n");
    assert_eq!((problem.kind, problem.place.range()), (ProblemKind::HashComment, 25..42));
    assert_eq!(problem.message, "YAML reads `#63 to be settled` as a comment");
    assert_eq!(problem.help.as_deref(), Some("Quote the value: `notes: \"Overlap with #63 to be settled\"`."));
    for (text, line) in [
        ("a:\n  - text: The \"big\" one, \\o/ #63\r\n", r##"- text: "The \"big\" one, \\o/ #63""##),
        ("- Overlap with #é\n", r##"- "Overlap with #é""##),
        ("a: { issue: 63, notes: Overlap with #63 }\nb: 1\n", r##"a: { issue: 63, notes: "Overlap with #63" }"##),
        ("a:\n  - { issue: 6, text: See #63 }\n  - { issue: 7 }\n", r##"- { issue: 6, text: "See #63" }"##),
        ("a:\n  - { text: See #63, then #64, due: x }\n    \nb: 2\n", r##"- { text: "See #63, then #64", due: x }"##),
        ("a: [See #63, see #64, it's #65]\nb: 1\n", r##"a: ["See #63", "see #64", "it's #65"]"##),
        ("a: [#63, #64]\nb: 1\n", "a: [63, 64]"),
        ("a: [ #63 ]\nb: 1\n", "a: [ 63 ]"),
        ("a: { issue: #63 }\n", "a: { issue: 63 }"),
        ("a: { b: [x #1], c: y #2 }\n", r##"a: { b: ["x #1"], c: "y #2" }"##),
        ("a: “Overlap with #63”\n", r##"a: "Overlap with #63""##),
        ("a: 2nd one #63\n", r##"a: "2nd one #63""##),
        ("- #63 is settled\n", r##"- "#63 is settled""##),
    ] {
        let problem = only_problem(text);
        assert_eq!(problem.kind, ProblemKind::HashComment, "{text}");
        assert_eq!(problem.help.as_deref(), Some(format!("Quote the value: `{line}`.").as_str()), "{text}");
        assert!(find_problems(&format!("{line}\n")).is_empty(), "{line}");
    }
    assert_eq!(problem_help("a: [b: x #1,\n  ]\n"), r##"Quote the value: `a: [b: "x #1",`."##);
    assert_eq!(problem_help("issue: #63\nb: 1\n"), "Write `issue: 63`.");
    assert_eq!(problem_help("a:\n  # later\n  - #63\n  - 64\n"), "Write `- 63`.");
    assert_eq!(
        problem_help("issue: 63 #the first\n"),
        "Put a space after the `#` of a comment: `issue: 63 # the first`."
    );
    assert_eq!(
        problem_help("treated: false #no time\n"),
        "Put a space after the `#` of a comment: `treated: false # no time`."
    );
    assert_eq!(problem_help("issue: 259 #63\n"), "Put a space after the `#` of a comment: `issue: 259 # 63`.");
    let lines =
        "Put the whole text in quotes, or write it as a block: `|` after its key, and the text on the lines below.";
    assert_eq!(describe_problem("a: foo\n  bar #63\nb: 1\n"), format!("2:7 YAML reads `#63` as a comment | {lines}"));
    assert_eq!(describe_problem("a: foo #63\n  bar\nb: 1\n"), format!("1:8 YAML reads `#63` as a comment | {lines}"));
    assert_eq!(
        describe_problem("Acme #1: [A]\nb: 1\n"),
        "1:6 YAML reads `#1: [A]` as a comment | Quote the key: `\"Acme #1\": [A]`."
    );
}

#[test]
fn other_comments_are_accepted() {
    for text in [
        "issue: 63 # the first\n",
        "issue: 63 #\n",
        "issue: 63 #-- the first\n",
        "#63 is the first\na: 1\n  #64\n",
        "a: \"x\" #63\nb: 'x' #63\nc: [x] #63\nd: { e: x } #63\n",
        "a: |\n  See #63\n\n  x #64\nb: >\n  See #65\n",
        "a: x#63\nb: \"See #63\"\nc: 'See #63'\n",
        "a: #one\n  - b #\n",
        "a: [x, #one\n  y]\n",
        "a:\n#63\n  - x\n",
        "-\n  #63\n  x\n",
    ] {
        let all = find_problems(text);
        let is_comment = |problem: &Problem| problem.kind == ProblemKind::HashComment;
        assert!(text.starts_with("a: #one") || !all.iter().any(is_comment), "{text}: {all:?}");
    }
}

#[test]
fn a_merge_conflict_is_one_mistake() {
    let text = "a: 1\n<<<<<<< HEAD\nb: 1\n||||||| 1a2b3c\nb: 0\n=======\nb: 2\nc: [\n>>>>>>> other\nd: 1\n\
                <<<<<<< HEAD\n=======\ne: 1\n>>>>>>> other\n";
    let problem = only_problem(text);
    assert_eq!(
        describe_problem(text).split(" |").next(),
        Some("2:1 an unresolved merge conflict: both versions are in the file")
    );
    let related: Vec<_> =
        problem.related.iter().map(|(at, what)| (find_position(text, at.range().start).line, what.as_str())).collect();
    assert_eq!(related, [(11, "another conflict")]);
    let retry = parse_tree(text, FileId(0), Limits::RECORD, &mut Vec::new()).unwrap_err().retry.unwrap();
    let read: Vec<&str> = retry.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(read, ["a: 1", "b: 1", "d: 1"], "the own version");
    assert!(find_problems(&retry).is_empty());
    for left in [
        "a: 1\n>>>>>>> other\nb: 1\n",
        "<<<<<<< HEAD\r\na: 1\r\n",
        "a: [\n<<<<<<< HEAD\nx,\n=======\ny\n>>>>>>> o\n]\n",
    ] {
        assert!(describe_problem(left).contains("conflict"), "{left}");
    }
    assert!(describe_problem("a: 1\n=======\nb: 2\n>>>>>>> other\n").starts_with("2:1 a line that git left behind"));
    for alone in ["a: 1\n=======\nb: 2\n", "a: 1\n<<<<<<< HEAD\nb: 2\n"] {
        assert!(describe_problem(alone).starts_with("2:1 a line that git left behind in a merge conflict"), "{alone}");
    }
    for fine in ["a: |\n  Title\n  =======\n  <<<<<<< HEAD\n  >>>>>>> x\n", "a: \"<<<<<<<\"\n", "a: |\n\n  >>>>>>>\n"] {
        assert_eq!(find_problems(fine), [], "{fine}");
    }
}

#[test]
fn a_tab_is_reported_where_it_is() {
    for (text, at) in [
        ("a:\n\t- MTN\n", "2:1"),
        ("a:\n  - issue: 1\n\tupdate: x\n", "3:1"),
        ("a:\n  - issue: 1\n  \tupdate: x\n", "3:3"),
        ("a:\n  - issue: 1\n    notes: |\n\tx\n", "4:1"),
        ("a: x\n\n\ty\nb: 1\n", "3:1"),
        ("a: [\n\tx,\n\ty\n]\nb: 1\n", "2:1"),
        ("a: \"x\n\ty\"\nb: 1\n", "2:1"),
        ("a: |\n  x\n\ty\nb: 1\n", "3:1"),
    ] {
        assert_eq!(
            describe_problem(text),
            format!(
                "{at} a tab where YAML expects spaces | Replace the tab with spaces, as many as the line above has."
            ),
            "{text}"
        );
    }
    assert!(find_problems("a:\tx\nb: 1\n").is_empty());
}

#[test]
fn curly_quotes_around_a_value_are_reported() {
    for (text, line) in [
        ("a: 1\nname: “Beam”\n", r#"name: "Beam""#),
        ("name: „Beam“ # x\n", r#"name: "Beam" # x"#),
        ("name: ‘Ann’s Beam’\n", r#"name: "Ann's Beam""#),
        ("start: “09:00”\n", r#"start: "09:00""#),
        ("notes: “Overlap: it is \\ \"settled\"”\n", r#"notes: "Overlap: it is \\ \"settled\"""#),
        ("a: [“x, y”, “z”]\nb: “c”\n", r#"a: ["x, y", "z"]"#),
        ("a: { b: “c”, d: e }\n", r#"a: { b: "c", d: e }"#),
        ("a:\n  - “b: c”\n", r#"- "b: c""#),
    ] {
        let help = find_problems(text).remove(0).help.unwrap();
        assert_eq!(help.replace('’', "'"), format!("Write straight quotes: `{line}`"), "{text}");
    }
    assert_eq!(find_problems("a: [“x, y”, “z”]\nb: “c”\n").len(), 2, "one for each line");
    for prose in [
        "a: She said “yes”\n",
        "a: “Yes” and “no”\n",
        "a: ‘tis the season, it’s said\n",
        "a: “Yes”, she said.\n",
        "a: ’90s\n",
        "a: \"“Yes”\"\n",
        "a: |\n  “Yes”\n",
    ] {
        assert_eq!(find_problems(prose), [], "{prose}");
    }
    let retry =
        parse_tree("a: “b: c”\nd: “e”\n", FileId(0), Limits::RECORD, &mut Vec::new()).unwrap_err().retry.unwrap();
    assert_eq!(retry, "a:   \"b: c\"  \nd: “e”\n");
}

#[test]
fn what_is_never_closed_is_reported_where_it_opens() {
    for (text, at) in [
        ("a:\n  - { issue: 14\n  - { issue: 15 }\nb: 1\n", "2:5 `{` is never closed"),
        ("a: [MTN\nb: 1\n", "1:4 `[` is never closed"),
        ("a: [\n  x,\n  y\nb: 1\nc: 2\n", "1:4 `[` is never closed"),
        ("a:\n  - x: [1\n    y: 2\n  - z: [3]\n", "2:8 `[` is never closed"),
        ("a: {x: 1\nb: {y: 2}\n", "1:4 `{` is never closed"),
        ("a: [{ b: 1 }, { b: 2\nc: 1\n", "1:15 `{` is never closed"),
        ("a: { x: [1, 2 }\nb: 1\n", "1:9 `[` is closed by `}`"),
        ("a: \"x\nb: 1\nc: 2\n", "1:4 a quote that is never closed"),
        ("a: \"x\nb: \"y\"\nc: 2\n", "1:4 a quote that is never closed"),
        ("a:\n  - 'x\n    y: 'z'\n", "2:5 a quote that is never closed"),
        ("a: \"x\n", "1:4 a quote that is never closed"),
        ("a: 'it's'\nb: 2\n", "1:8 text after a closing quote"),
        ("a: \"x\"#63\n", "1:7 a `#` right after a quote or a bracket"),
    ] {
        assert_eq!(describe_problem(text).split(" |").next(), Some(at), "{text}");
    }
}

/// A text made of the parts of these mistakes.
const MISTAKES: &str = "(a: |b|- |\n|\n  |  |\t| #|#63|\\[|\\]|\\{ | \\}|, |\"|'|“|”|‘|’|é|\\||\\\\|: |<<<<<<<|=======|>>>>>>> x|\r\n|@){0,23}";

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn no_mistake_makes_the_reader_panic(mut text in MISTAKES) {
        for _ in 0..16 {
            let mut problems = Vec::new();
            let read = parse_tree(&text, FileId(0), Limits::RECORD, &mut problems).map(|_| ());
            let Err(stopped) = read else { break };
            prop_assert!(stopped.problem.place.range().end <= text.len());
            let Some(retry) = stopped.retry else { break };
            prop_assert_eq!(retry.len(), text.len());
            prop_assert_ne!(&retry, &text, "each try is another");
            text = retry;
        }
    }
}
