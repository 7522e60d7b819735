//! Tests of the tree: places, refusals, and that no text makes the reader panic.

use super::*;
use crate::finding::ProblemKind;
use crate::source::NodeKind;
use proptest::prelude::*;

pub(in crate::store) fn find_problems(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let Err(stopped) = parse_tree(text, FileId(0), Limits::RECORD, &mut problems) {
        assert!(stopped.retry.is_none_or(|retry| retry.len() == text.len()), "places stay as they are");
        problems.push(stopped.problem);
    }
    problems
}

fn only_problem(text: &str) -> Problem {
    let mut all = find_problems(text);
    assert_eq!(all.len(), 1, "{text}: {all:?}");
    all.remove(0)
}

#[test]
fn keys_and_values_have_their_place() {
    let text = "name: é\nlist:\n  - [a, \"b\"]\n";
    let mut problems = Vec::new();
    let root = parse_tree(text, FileId(0), Limits::RECORD, &mut problems).unwrap().unwrap();
    let NodeKind::Map(entries) = &root.kind else { panic!("{root:?}") };
    assert_eq!(&text[entries[0].value.place.range()], "é");
    assert_eq!(&text[entries[1].key_place.range()], "list");
    let NodeKind::List(outer) = &entries[1].value.kind else { panic!() };
    assert_eq!(&text[outer[0].place.range()], "[a, \"b\"]");
    let NodeKind::List(inner) = &outer[0].kind else { panic!() };
    assert_eq!(&text[inner[1].place.range()], "\"b\"");
    assert!(problems.is_empty());
}

/// Most collections are small, and a record has thousands of them.
#[test]
fn a_collection_has_no_room_for_more() {
    let text = "one: [1]\nfive: [1, 2, { a: 3, b: [] }, 4, 5]\n";
    let root = parse_tree(text, FileId(0), Limits::RECORD, &mut Vec::new()).unwrap().unwrap();
    let NodeKind::Map(entries) = &root.kind else { panic!("{root:?}") };
    let [NodeKind::List(one), NodeKind::List(five)] = [0, 1].map(|at| &entries[at].value.kind) else { panic!() };
    let NodeKind::Map(inner) = &five[2].kind else { panic!() };
    assert_eq!([entries.len(), one.len(), five.len(), inner.len()], [2, 1, 5, 2]);
    assert_eq!([entries.capacity(), one.capacity(), five.capacity(), inner.capacity()], [2, 1, 5, 2]);
}

#[test]
fn yaml_features_that_records_do_not_use_are_refused() {
    for text in ["a: &x 1\n", "a: *x\n", "a: !!str 1\n", "%YAML 1.2\n---\na: 1\n", "a: 1\n---\nb: 2\n", "? [a]\n: 1\n"]
    {
        assert_eq!(only_problem(text).kind, ProblemKind::Syntax, "{text}");
    }
}

#[test]
fn a_duplicate_key_refers_to_the_first() {
    let problem = only_problem("x: 1\na: 1\na: 2\n");
    assert_eq!((problem.kind, problem.place.range()), (ProblemKind::DuplicateKey, 10..11));
    assert_eq!((problem.related.len(), problem.related[0].0.range()), (1, 5..6));
}

#[test]
fn depth_is_bounded() {
    for text in ["[".repeat(100_000), "{a: ".repeat(10_000), "- ".repeat(10_000)] {
        assert_eq!(only_problem(&text).kind, ProblemKind::Syntax);
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(any in any::<String>(), yaml in "[-:\\[\\]{}#&*!|>'\"%@` \\na-c,?~\u{e9}\u{1f600}\\r\\t]{0,200}") {
        find_problems(&any);
        find_problems(&yaml);
    }
}
