//! Random edits of random records: the result has the intended values, and every other byte is preserved.

use super::document::{Document, NodeRef};
use super::lines::find_comments;
mod choices;

use super::*;
use crate::source::{Node, NodeKind};
use choices::Choices;
use proptest::prelude::*;

/// The lines that an edit may change: those of the value at its path, or of the brackets around it. Empty if something
/// is added to a block.
fn changed_range(document: &Document, edit: &Edit) -> std::ops::Range<usize> {
    let (Edit::Set { path, .. } | Edit::Append { path, .. } | Edit::Remove { path }) = edit else {
        return 0..document.text.len();
    };
    let (nodes, matched) = document.resolve_path(path);
    let last = nodes[nodes.len() - 1];
    let mut at = nodes.len() - 1;
    if matches!(edit, Edit::Remove { .. }) {
        // A list is removed with its last item, and a map is rewritten with its last entry.
        while at > 0 && nodes[at - 1].len() == 1 && matches!(nodes[at - 1].node().kind, NodeKind::List(_)) {
            at -= 1;
        }
        at -= usize::from(at > 0 && nodes[at - 1].len() == 1);
        // The next entry moves up to the line of a dash.
        let start = document.node_start(nodes[at]);
        let before = &document.text[document.line_start(start)..start];
        at -= usize::from(at > 0 && matches!(nodes[at], NodeRef::Entry { .. }) && !before.trim().is_empty());
    }
    let outer = nodes.iter().position(|node_ref| document.is_flow(node_ref.node()));
    let is_added = matched < path.len() || matches!(edit, Edit::Append { .. });
    let becomes_list =
        matches!((edit, &last.node().kind), (Edit::Append { .. }, NodeKind::Map(_))) && matched == path.len();
    // An item may get braces with its second entry.
    let is_folded = matches!(last, NodeRef::Item { .. }) && last.len() == 1;
    if outer.is_none() && is_added && last.len() > 0 && !becomes_list && !is_folded {
        return 0..0;
    }
    let node_ref = nodes[outer.map_or(at, |outer| outer.min(at))];
    let start = match node_ref {
        NodeRef::Root(_) => 0,
        node_ref => document.line_start(document.node_start(node_ref)),
    };
    let end = document.content_end(node_ref).max(start);
    start..document.next_line(document.end_with_comments(end, document.column(document.node_start(node_ref))))
}

/// Refusals that are not defects.
const EXPECTED_REFUSALS: [&str; 11] = [
    "does not exist",
    "that contain a comment",
    "there is a comment",
    "would become a part of the prose",
    "would be empty",
    "is not a map",
    "is not an entry",
    "has no items",
    "already exists",
    "cannot replace the whole record",
    "the first item has the index 0",
];

fn check_edit(file: &str, text: &str, edit: &Edit) -> Result<(), TestCaseError> {
    let source = Source { path: file.to_owned(), text: text.to_owned() };
    let document = Document::parse(text).unwrap();
    let new = match apply_edits(&source, std::slice::from_ref(edit)) {
        Ok(new) => new,
        Err(Error::NotEditable { reason, .. }) => {
            let range = changed_range(&document, edit);
            let is_inside = |comment: &std::ops::Range<usize>| range.contains(&comment.start);
            if reason == "a comment would be lost" && find_comments(text).unwrap().iter().any(is_inside) {
                return Ok(());
            }
            prop_assert!(
                EXPECTED_REFUSALS.iter().any(|honest| reason.contains(honest)),
                "{reason}: {edit:?} in\n{text:?}"
            );
            return Ok(());
        }
        Err(other) => return Err(TestCaseError::fail(other.to_string())),
    };
    let range = changed_range(&document, edit);
    let (before, after) = (&text[..range.start], &text[range.end..]);
    if range.is_empty() {
        let shared = text.bytes().zip(new.bytes()).take_while(|(old, new)| old == new).count();
        let left = text.bytes().rev().zip(new.bytes().rev()).take_while(|(old, new)| old == new).count();
        prop_assert!(shared + left >= text.len(), "not only added: {edit:?} in\n{text}\ngives\n{new}");
    } else {
        prop_assert!(new.starts_with(before), "before {range:?}: {edit:?} in\n{text}\ngives\n{new}");
        prop_assert!(new.ends_with(after), "after {range:?}: {edit:?} in\n{text}\ngives\n{new}");
    }
    let lone = |text: &str| text.replace("\r\n", "").contains('\n');
    let have_lines = new.contains('\n') && text.contains('\n');
    prop_assert!(!have_lines || lone(&new) == lone(text), "other line ends: {edit:?} in\n{text}\ngives\n{new}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_edits_of_random_texts_keep_the_rest(bytes in prop::collection::vec(any::<u8>(), 0..160)) {
        let mut choices = Choices { bytes: &bytes, at: 0 };
        let text = choices.random_record();
        if let Ok(document) = Document::parse(&text) && serde_yaml::from_str::<Value>(&text).is_ok() {
            let edit = choices.random_edit(&document.root);
            check_edit("minutes/2026-02-12.yaml", &text, &edit)?;
        }
    }

    #[test]
    fn random_edits_of_records_keep_the_rest(
        bytes in prop::collection::vec(any::<u8>(), 40), at in any::<prop::sample::Index>(), crlf in any::<bool>()
    ) {
        let (file, text) = at.get(test_records());
        let text = if crlf { text.replace('\n', "\r\n") } else { text.clone() };
        let document = Document::parse(&text).unwrap();
        let edit = Choices { bytes: &bytes, at: 0 }.random_edit(&document.root);
        check_edit(file, &text, &edit)?;
    }

    #[test]
    fn edits_at_once_are_the_same_as_one_by_one(
        bytes in prop::collection::vec(any::<u8>(), 120), at in any::<prop::sample::Index>(), count in 2usize..6
    ) {
        let (file, text) = at.get(test_records());
        let document = Document::parse(text).unwrap();
        let mut choices = Choices { bytes: &bytes, at: 0 };
        let edits: Vec<Edit> = (0..count).map(|_| choices.random_edit(&document.root)).collect();
        let done = |text: &str, edits: &[Edit]| {
            apply_edits(&Source { path: file.clone(), text: text.to_owned() }, edits).map_err(|error| error.to_string())
        };
        let single = edits.iter().try_fold(text.clone(), |text, edit| done(&text, std::slice::from_ref(edit)));
        // Alone, the second of two edits may be refused because of a comment that the first one moved.
        if let (Ok(single), Ok(at_once)) = (single, done(text, &edits)) {
            prop_assert_eq!(single, at_once);
        }
    }

    #[test]
    fn items_removed_at_once_are_the_same_as_one_by_one(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut choices = Choices { bytes: &bytes, at: 0 };
        let text = choices.random_record();
        if let Ok(document) = Document::parse(&text) && serde_yaml::from_str::<Value>(&text).is_ok() {
            let mut edits = Vec::new();
            collect_removals(&document.root, &mut Vec::new(), &mut choices, &mut edits);
            edits.reverse();
            let done = |text: &str, edits: &[Edit]| {
                apply_edits(&Source { path: "backlog/x.yaml".to_owned(), text: text.to_owned() }, edits)
            };
            let single = edits.iter().try_fold(text.clone(), |text, edit| done(&text, std::slice::from_ref(edit)));
            // Empty lines after prose may be removed with it or stay; the other tests check refusals.
            let lines = |text: &str| -> Vec<String> {
                text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
            };
            if let (Ok(single), Ok(at_once)) = (single, done(&text, &edits)) {
                prop_assert_eq!(lines(&single), lines(&at_once));
            }
        }
    }

    #[test]
    fn no_text_makes_an_edit_panic(text in "[-:\\[\\]{}#&*!|>'\"%@` \\na-c,?~\u{e9}\u{1f600}\\r\\t]{0,80}", bytes in prop::collection::vec(any::<u8>(), 20)) {
        let source = Source { path: "backlog/x.yaml".to_owned(), text: text.clone() };
        let mut choices = Choices { bytes: &bytes, at: 0 };
        let edit = match Document::parse(&text) {
            Ok(document) => choices.random_edit(&document.root),
            Err(_) => Edit::Set { path: vec!["name".into()], value: choices.random_value(2) },
        };
        let _ = apply_edits(&source, &[edit]);
    }
}

/// Edits that remove some of the items of every list, in the order of the file.
fn collect_removals(node: &Node, path: &mut Vec<PathStep>, choices: &mut Choices, edits: &mut Vec<Edit>) {
    match &node.kind {
        NodeKind::Scalar { .. } => {}
        NodeKind::Map(entries) => {
            for entry in entries {
                path.push(PathStep::Key(entry.key.to_string()));
                collect_removals(&entry.value, path, choices, edits);
                path.pop();
            }
        }
        NodeKind::List(items) => {
            for (at, item) in items.iter().enumerate() {
                path.push(PathStep::Index(at));
                match choices.pick_below(3) {
                    0 => collect_removals(item, path, choices, edits),
                    _ => edits.push(Edit::Remove { path: path.clone() }),
                }
                path.pop();
            }
        }
    }
}

/// The records of the repository and of the tests' groups.
fn test_records() -> &'static [(String, String)] {
    static RECORDS: std::sync::OnceLock<Vec<(String, String)>> = std::sync::OnceLock::new();
    RECORDS.get_or_init(|| {
        let mut records = Vec::new();
        for root in ["", "tests/repos/group/", "tests/repos/mom/", "tests/repos/webrtc/"] {
            for folder in ["backlog", "minutes"] {
                let path = format!("{}/{root}{folder}", env!("CARGO_MANIFEST_DIR"));
                for entry in std::fs::read_dir(path).unwrap() {
                    let path = entry.unwrap().path();
                    if path.extension().is_some_and(|extension| extension == "yaml") {
                        let name = path.file_name().unwrap().to_str().unwrap();
                        let text = std::fs::read_to_string(&path).unwrap();
                        let value: Value = serde_yaml::from_str(&text).unwrap();
                        records.push((format!("{folder}/{name}"), yaml::to_yaml(&value).unwrap()));
                        records.push((format!("{folder}/{name}"), text));
                    }
                }
            }
        }
        records.sort();
        records
    })
}
