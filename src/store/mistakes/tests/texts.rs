//! Tests of texts whose lines begin with a number sign or a bracket.

use super::*;

#[test]
fn a_line_of_a_text_that_begins_with_a_number_sign_is_reported() {
    for (text, at) in [
        ("a:\n  - notes: The overlap with\n      #63 to the TSC.\n    who: MTN\n", "3:7"),
        ("a:\n  - notes: The overlap with\n      #63 to the TSC.\n      and more\n    who: MTN\n", "3:7"),
        ("aob: The overlap with\n  #63.\nb: 1\n", "2:3"),
        ("aob: The overlap with\n  #63.\n  and more\nb: 1\n", "2:3"),
        ("aob: The overlap with\n  #63.\n  and more\n  and more\nb: 1\n", "2:3"),
        ("a:\n  - The overlap with\n    #63.\n  - b\n", "3:5"),
        ("a:\n  - update:\n      #63 overlaps\n      and so on\n    who: MTN\n", "3:7"),
        ("update:\r\n  #63 overlaps\r\n  and so on\r\nwho: MTN\r\n", "2:3"),
    ] {
        let all = find_problems(text);
        assert!(all.iter().all(|problem| problem.kind == ProblemKind::HashComment), "{text}: {all:?}");
        assert!(describe_problem(text).starts_with(&format!("{at} YAML reads `#63")), "{text}");
    }
    for fine in [
        "a:\n  b: x\n  #commented: out\n  c: y\n",
        "agenda:\n  #first the old ones\n  - issue: 1\n",
        "agenda:\n  #first\n  - A\n  #second\n  - B\n#third\n",
        "a:\n  #first\n  b: c\n",
        "a: [x,\n  #one\n  y]\nb: { c: x\n  #two\n  , d: y }\n",
        "a:\n  - b: text\n    #c: text\n  - b: text\n    d: 1\n",
        "a: text\n  # 63\nb: 1\n",
        "a: text\n\n  #63\nb: 1\n",
        "a: \"text\"\n  #63\nb: |\n  x\n  #64\n",
        "date: 2026-03-12\n  #the first\nb: 1\n",
        "a: text\n\n# b\n  #c\nd: 1\n",
    ] {
        assert_eq!(find_problems(fine), [], "{fine}");
    }
}

#[test]
fn a_text_that_begins_with_a_link_shows_the_quoted_line() {
    for (text, line) in [
        ("a:\n  - notes: [#63](https://x) is it\n", r##"- notes: "[#63](https://x) is it""##),
        ("decisions:\n  - [#63](https://x) is closed\n  - b\n", r##"- "[#63](https://x) is closed""##),
        ("notes: [PR#64](https://x) was merged\nb: 1\n", r##"notes: "[PR#64](https://x) was merged""##),
        ("notes: [PR#64](https://x)\nb: 1\n", r##"notes: "[PR#64](https://x)""##),
        ("aob: [draft] text\nb: 1\n", r##"aob: "[draft] text""##),
        ("aob: [draft] text: more\nb: 1\n", r##"aob: "[draft] text: more""##),
        ("aob: [draft] text # note\nb: 1\n", r##"aob: "[draft] text""##),
        (
            "a:\n  - { issue: 1, notes: [#63](https://x) is it, who: MTN }\n",
            r##"- { issue: 1, notes: "[#63](https://x) is it", who: MTN }"##,
        ),
        ("a: [[#63](https://x), b]\n", r##"a: ["[#63](https://x)", b]"##),
    ] {
        assert!(
            describe_problem(text).ends_with(&format!("| Quote the value: `{line}`")),
            "{text}: {}",
            describe_problem(text)
        );
        assert_eq!(find_problems(&format!("{line}\n")), [], "{line}");
    }
    let lines = "aob: [draft] text\n  and more\nb: 1\n";
    assert!(problem_help(lines).starts_with("Put the whole text in quotes"), "{}", problem_help(lines));
    for fine in ["a: [b] # c\n", "a: [b]\nc: [[d], e]\n", "a: [b\n  , c]\n", "- [a]\n- [b, [c]]\n"] {
        assert_eq!(find_problems(fine), [], "{fine}");
    }
}
