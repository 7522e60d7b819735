//! Random edits of random records: the result reads as meant, and every other byte is kept.

use super::document::{Document, Held, comments};
use super::*;
use crate::store::tree::Kind;
use proptest::prelude::*;

/// Choices, which shrink towards the plainest.
struct Choices<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Choices<'_> {
    fn below(&mut self, count: usize) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        usize::from(byte) % count
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == count - 1
    }

    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }

    /// A value as an edit brings it.
    fn value(&mut self, depth: usize) -> Value {
        let texts = [
            "word",
            "two words",
            "2026-02-12",
            "it's",
            "a: b",
            "x #y",
            "- no",
            "on",
            "09:00",
            "[q]",
            "é 中",
            "",
            " in ",
            "One\n\n- two\n  three\n",
            "  indented\nnot\n",
            "\"quoted\" 'so'",
            "a, b",
            "{c",
            "tab\there",
            "\u{2028}",
        ];
        match self.below(if depth == 0 { 4 } else { 7 }) {
            0 | 1 => Value::from(self.of(&texts)),
            2 => Value::from(self.below(9) as u64),
            3 => Value::from(self.one_in(2)),
            4 => Value::Sequence((0..self.below(3)).map(|_| self.value(0)).collect()),
            5 => Value::Sequence((0..self.below(3)).map(|_| self.value(depth - 1)).collect()),
            _ => Value::Mapping((0..self.below(3)).map(|at| (KEYS[at].into(), self.value(depth - 1))).collect()),
        }
    }

    /// A text of a user's: odd blanks, quotes and comments.
    fn comment(&mut self) -> &'static str {
        self.of(&["", "", "", " # said", "  # it's: [so", "   "])
    }

    fn lines_between(&mut self, indent: usize, text: &mut String) {
        match self.below(8) {
            5 => text.push('\n'),
            6 => text.push_str(&format!("{}# above\n", " ".repeat(indent))),
            7 => text.push_str(&format!("\n{}# deeper\n\n", " ".repeat(indent + 2))),
            _ => {}
        }
    }

    fn scalar(&mut self) -> &'static str {
        self.of(&[
            "word",
            "63",
            "'it''s'",
            "\"dq \\n \\\"\"",
            "two words",
            "true",
            "2026-02-12",
            "~",
            "a#b",
            "u://x?y=z",
        ])
    }

    fn flow(&mut self, depth: usize, text: &mut String) {
        match self.below(if depth == 0 { 1 } else { 3 }) {
            0 => text.push_str(self.scalar()),
            1 => {
                text.push('[');
                let count = self.below(4);
                for at in 0..count {
                    self.flow(depth - 1, text);
                    text.push_str(if at + 1 < count {
                        self.of(&[", ", ",", " , ", ",\n      "])
                    } else {
                        self.of(&["", ",", " "])
                    });
                }
                text.push(']');
            }
            _ => {
                text.push_str(self.of(&["{ ", "{"]));
                let count = self.below(4);
                for (at, key) in KEYS.iter().enumerate().take(count) {
                    match self.below(6) {
                        4 => text.push_str(&format!("\"{key}\":")),
                        5 => text.push_str(&format!("'{key}' : ")),
                        _ => text.push_str(&format!("{key}: ")),
                    }
                    self.flow(depth - 1, text);
                    if at + 1 < count {
                        text.push_str(self.of(&[", ", ", ", " , ", ", # in\n      "]));
                    }
                }
                text.push_str(self.of(&[" }", "}"]));
            }
        }
    }

    /// What stands behind a colon or a dash at a column, with its line end.
    fn behind(&mut self, column: usize, depth: usize, text: &mut String) {
        match self.below(if depth == 0 { 5 } else { 9 }) {
            0 | 1 => text.push_str(&format!(" {}{}\n", self.scalar(), self.comment())),
            2 => {
                text.push(' ');
                self.flow(2, text);
                text.push_str(&format!("{}\n", self.comment()));
            }
            3 => {
                let sign = self.of(&["|", ">", "|-", "|+", ">-"]);
                text.push_str(&format!(" {sign}{}\n", self.of(&["", " # said"])));
                for _ in 0..self.below(3) + 1 {
                    text.push_str(&format!("{}prose # of: it\n{}", " ".repeat(column + 3), self.of(&["", "\n"])));
                }
            }
            4 => text.push_str(&format!("{}\n", self.comment())),
            5 | 6 => {
                text.push_str(&format!("{}\n", self.of(&["", " # said"])));
                let column = column + self.below(2) * 2;
                self.block_list(column, depth - 1, text);
            }
            _ => {
                text.push_str(&format!("{}\n", self.of(&["", " # said"])));
                let column = column + 1 + self.below(3);
                self.block_map(column, depth - 1, false, text);
            }
        }
    }

    fn block_list(&mut self, column: usize, depth: usize, text: &mut String) {
        for _ in 0..self.below(3) + 1 {
            self.lines_between(column, text);
            text.push_str(&format!("{}-", " ".repeat(column)));
            if self.one_in(3) {
                text.push(' ');
                self.block_map(column + 2, depth, true, text);
            } else {
                // No list right behind a dash: its first dash would be on a line of its own.
                self.behind(column, 0, text);
            }
        }
    }

    fn block_map(&mut self, column: usize, depth: usize, on_dash: bool, text: &mut String) {
        let first = self.below(3);
        for (at, key) in KEYS.iter().enumerate().skip(first).take(self.below(4) + 1) {
            if !(on_dash && at == first) {
                self.lines_between(column, text);
                text.push_str(&" ".repeat(column));
            }
            match self.below(6) {
                5 => text.push_str(&format!("\"{key}\" :")),
                _ => text.push_str(&format!("{key}:")),
            }
            self.behind(column, depth, text);
        }
    }

    fn record(&mut self) -> String {
        let mut text = self.of(&["", "# head\n", "# head\n\n", "---\n"]).to_owned();
        self.block_map(0, 3, false, &mut text);
        text.push_str(self.of(&["", "# foot\n", "\n"]));
        if self.one_in(4) {
            text.truncate(text.trim_end().len());
        }
        if self.one_in(4) { text.replace('\n', "\r\n") } else { text }
    }

    /// A path to something, or to what is missing beside it.
    fn path(&mut self, root: &crate::store::tree::Node) -> Vec<Step> {
        let (mut path, mut here) = (Vec::new(), root);
        loop {
            match &here.kind {
                Kind::Map(entries) if !entries.is_empty() && !self.one_in(6) => {
                    let entry = &entries[self.below(entries.len())];
                    path.push(Step::Key(entry.key.to_string()));
                    here = &entry.value;
                }
                Kind::List(items) if !items.is_empty() => {
                    let at = self.below(items.len());
                    path.push(Step::Index(at));
                    here = &items[at];
                }
                Kind::Map(_) => {
                    path.push(Step::from(self.of(&KEYS)));
                    return path;
                }
                _ => return path,
            }
            if self.one_in(4) {
                return path;
            }
        }
    }

    fn edit(&mut self, root: &crate::store::tree::Node) -> Edit {
        let path = self.path(root);
        match self.below(6) {
            0 | 1 => Edit::Set { path, value: self.value(2) },
            2 | 3 => Edit::Append { path, value: self.value(2) },
            4 => Edit::Remove { path },
            _ if self.one_in(2) => Edit::Rename { path, key: self.of(&["new", "it's", "a: b", "no"]).to_owned() },
            _ => Edit::Swap { path, one: self.below(3), other: self.below(3) },
        }
    }
}

const KEYS: [&str; 7] = ["kind", "issue", "who", "added", "update", "decisions", "x y"];

/// The lines that an edit may change: those of what stands at its path, or of the brackets around it. Empty where
/// something is added to a block.
fn touched(document: &Document, edit: &Edit) -> std::ops::Range<usize> {
    let (Edit::Set { path, .. } | Edit::Append { path, .. } | Edit::Remove { path }) = edit else {
        return 0..document.text.len();
    };
    let (way, gone) = document.walk(path);
    let last = way[way.len() - 1];
    let mut at = way.len() - 1;
    if matches!(edit, Edit::Remove { .. }) {
        // A list goes with the last of its items, and a map is written anew with the last of its entries.
        while at > 0 && way[at - 1].len() == 1 && matches!(way[at - 1].node().kind, Kind::List(_)) {
            at -= 1;
        }
        at -= usize::from(at > 0 && way[at - 1].len() == 1);
        // On the line of a dash the next entry moves up.
        let start = document.start(way[at]);
        let before = &document.text[document.line_start(start)..start];
        at -= usize::from(at > 0 && matches!(way[at], Held::Entry { .. }) && !before.trim().is_empty());
    }
    let outer = way.iter().position(|held| document.is_flow(held.node()));
    let is_added = gone < path.len() || matches!(edit, Edit::Append { .. });
    let becomes_list = matches!((edit, &last.node().kind), (Edit::Append { .. }, Kind::Map(_))) && gone == path.len();
    if outer.is_none() && is_added && last.len() > 0 && !becomes_list {
        return 0..0;
    }
    let held = way[outer.map_or(at, |outer| outer.min(at))];
    let start = match held {
        Held::Root(_) => 0,
        held => document.line_start(document.start(held)),
    };
    let end = document.content_end(held).max(start);
    start..document.next_line(document.end_with_comments(end, document.column(document.start(held))))
}

/// Refusals that are no defect of the edit.
const HONEST: [&str; 10] = [
    "leads nowhere",
    "a comment in them",
    "a comment stands",
    "nothing would be left",
    "is no map",
    "is no entry",
    "has no items",
    "is there already",
    "would be another",
    "there is no item",
];

fn judge(file: &str, text: &str, edit: &Edit) -> Result<(), TestCaseError> {
    let source = Source { path: file.to_owned(), text: text.to_owned() };
    let document = Document::read(text).unwrap();
    let new = match apply(&source, std::slice::from_ref(edit)) {
        Ok(new) => new,
        Err(Error::Unedited { reason, .. }) => {
            let range = touched(&document, edit);
            let is_inside = |comment: &std::ops::Range<usize>| range.contains(&comment.start);
            if reason == "a comment would be lost" && comments(text).unwrap().iter().any(is_inside) {
                return Ok(());
            }
            prop_assert!(HONEST.iter().any(|honest| reason.contains(honest)), "{reason}: {edit:?} in\n{text}");
            return Ok(());
        }
        Err(other) => return Err(TestCaseError::fail(other.to_string())),
    };
    let range = touched(&document, edit);
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    if range.is_empty() {
        let shared = text.bytes().zip(new.bytes()).take_while(|(old, new)| old == new).count();
        let left = text.bytes().rev().zip(new.bytes().rev()).take_while(|(old, new)| old == new).count();
        prop_assert!(shared + left >= text.len(), "not only added: {edit:?} in\n{text}\ngives\n{new}");
    } else {
        prop_assert!(new.starts_with(before), "before {range:?}: {edit:?} in\n{text}\ngives\n{new}");
        prop_assert!(new.ends_with(behind), "behind {range:?}: {edit:?} in\n{text}\ngives\n{new}");
    }
    let lone = |text: &str| text.replace("\r\n", "").contains('\n');
    let have_lines = new.contains('\n') && text.contains('\n');
    prop_assert!(!have_lines || lone(&new) == lone(text), "other line ends: {edit:?} in\n{text}\ngives\n{new}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn random_edits_of_random_texts_keep_the_rest(bytes in prop::collection::vec(any::<u8>(), 0..160)) {
        let mut choices = Choices { bytes: &bytes, at: 0 };
        let text = choices.record();
        if let Ok(document) = Document::read(&text) && serde_yaml::from_str::<Value>(&text).is_ok() {
            let edit = choices.edit(&document.root);
            judge("minutes/2026-02-12.yaml", &text, &edit)?;
        }
    }

    #[test]
    fn random_edits_of_records_keep_the_rest(
        bytes in prop::collection::vec(any::<u8>(), 40), at in any::<prop::sample::Index>(), crlf in any::<bool>()
    ) {
        let (file, text) = at.get(records());
        let text = if crlf { text.replace('\n', "\r\n") } else { text.clone() };
        let document = Document::read(&text).unwrap();
        let edit = Choices { bytes: &bytes, at: 0 }.edit(&document.root);
        judge(file, &text, &edit)?;
    }

    #[test]
    fn no_text_makes_an_edit_panic(text in "[-:\\[\\]{}#&*!|>'\"%@` \\na-c,?~\u{e9}\u{1f600}\\r\\t]{0,80}", bytes in prop::collection::vec(any::<u8>(), 20)) {
        let source = Source { path: "backlog/x.yaml".to_owned(), text: text.clone() };
        let mut choices = Choices { bytes: &bytes, at: 0 };
        let edit = match Document::read(&text) {
            Ok(document) => choices.edit(&document.root),
            Err(_) => Edit::Set { path: vec!["name".into()], value: choices.value(2) },
        };
        let _ = apply(&source, &[edit]);
    }
}

/// The records of the repository and of the tests' groups.
fn records() -> &'static [(String, String)] {
    static RECORDS: std::sync::OnceLock<Vec<(String, String)>> = std::sync::OnceLock::new();
    RECORDS.get_or_init(|| {
        let mut records = Vec::new();
        for root in ["", "tests/repos/group/", "tests/repos/mom/"] {
            for folder in ["backlog", "minutes"] {
                let path = format!("{}/{root}{folder}", env!("CARGO_MANIFEST_DIR"));
                for entry in std::fs::read_dir(path).unwrap() {
                    let path = entry.unwrap().path();
                    if path.extension().is_some_and(|extension| extension == "yaml") {
                        let name = path.file_name().unwrap().to_str().unwrap();
                        records.push((format!("{folder}/{name}"), std::fs::read_to_string(&path).unwrap()));
                    }
                }
            }
        }
        records.sort();
        records
    })
}
