//! Random records as people write them, and random edits.

use crate::source::{Node, NodeKind};
use crate::store::edit::{Edit, PathStep};
use serde_yaml::Value;

/// Choices, which shrink towards the simplest.
pub struct Choices<'b> {
    pub bytes: &'b [u8],
    pub at: usize,
}

impl Choices<'_> {
    pub fn pick_below(&mut self, count: usize) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        usize::from(byte) % count
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.pick_below(count) == count - 1
    }

    fn pick_from<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.pick_below(words.len())]
    }

    /// A value of an edit.
    pub fn random_value(&mut self, depth: usize) -> Value {
        let texts = [
            "word",
            "two words",
            "2026-02-12",
            "it's",
            "a: b",
            "x #y",
            "“so”",
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
        match self.pick_below(if depth == 0 { 4 } else { 7 }) {
            0 | 1 => Value::from(self.pick_from(&texts)),
            2 => Value::from(self.pick_below(9) as u64),
            3 => Value::from(self.one_in(2)),
            4 => Value::Sequence((0..self.pick_below(3)).map(|_| self.random_value(0)).collect()),
            5 => Value::Sequence((0..self.pick_below(3)).map(|_| self.random_value(depth - 1)).collect()),
            _ => Value::Mapping(
                (0..self.pick_below(3)).map(|at| (KEYS[at].into(), self.random_value(depth - 1))).collect(),
            ),
        }
    }

    /// The end of a line: nothing, spaces or a comment.
    fn random_comment(&mut self) -> &'static str {
        self.pick_from(&["", "", "", " # said", "  # it's: [so", "   "])
    }

    fn write_lines_between(&mut self, indent: usize, text: &mut String) {
        match self.pick_below(8) {
            5 => text.push('\n'),
            6 => text.push_str(&format!("{}# above\n", " ".repeat(indent))),
            7 => text.push_str(&format!("\n{}# deeper\n\n", " ".repeat(indent + 2))),
            _ => {}
        }
    }

    fn random_scalar(&mut self) -> &'static str {
        self.pick_from(&[
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

    fn write_flow(&mut self, depth: usize, text: &mut String) {
        match self.pick_below(if depth == 0 { 1 } else { 3 }) {
            0 => text.push_str(self.random_scalar()),
            1 => {
                text.push('[');
                let count = self.pick_below(4);
                for at in 0..count {
                    self.write_flow(depth - 1, text);
                    text.push_str(if at + 1 < count {
                        self.pick_from(&[", ", ",", " , ", ",\n      "])
                    } else {
                        self.pick_from(&["", ",", " "])
                    });
                }
                text.push(']');
            }
            _ => {
                text.push_str(self.pick_from(&["{ ", "{"]));
                let count = self.pick_below(4);
                for (at, key) in KEYS.iter().enumerate().take(count) {
                    match self.pick_below(6) {
                        4 => text.push_str(&format!("\"{key}\":")),
                        5 => text.push_str(&format!("'{key}' : ")),
                        _ => text.push_str(&format!("{key}: ")),
                    }
                    self.write_flow(depth - 1, text);
                    if at + 1 < count {
                        text.push_str(self.pick_from(&[", ", ", ", " , ", ", # in\n      "]));
                    }
                }
                text.push_str(self.pick_from(&[" }", "}"]));
            }
        }
    }

    /// Writes what is after a colon or a dash at a column, with its line end.
    fn write_value(&mut self, column: usize, depth: usize, text: &mut String) {
        match self.pick_below(if depth == 0 { 5 } else { 9 }) {
            0 | 1 => text.push_str(&format!(" {}{}\n", self.random_scalar(), self.random_comment())),
            2 => {
                text.push(' ');
                self.write_flow(2, text);
                text.push_str(&format!("{}\n", self.random_comment()));
            }
            3 => {
                let sign = self.pick_from(&["|", ">", "|-", "|+", ">-"]);
                text.push_str(&format!(" {sign}{}\n", self.pick_from(&["", " # said"])));
                for _ in 0..self.pick_below(3) + 1 {
                    text.push_str(&format!(
                        "{}prose # of: it\n{}",
                        " ".repeat(column + 3),
                        self.pick_from(&["", "\n"])
                    ));
                }
            }
            4 => text.push_str(&format!("{}\n", self.random_comment())),
            5 | 6 => {
                text.push_str(&format!("{}\n", self.pick_from(&["", " # said"])));
                let column = column + self.pick_below(2) * 2;
                self.write_block_list(column, depth - 1, text);
            }
            _ => {
                text.push_str(&format!("{}\n", self.pick_from(&["", " # said"])));
                let column = column + 1 + self.pick_below(3);
                self.write_block_map(column, depth - 1, false, text);
            }
        }
    }

    fn write_block_list(&mut self, column: usize, depth: usize, text: &mut String) {
        for _ in 0..self.pick_below(3) + 1 {
            self.write_lines_between(column, text);
            text.push_str(&format!("{}-", " ".repeat(column)));
            if self.one_in(3) {
                text.push(' ');
                self.write_block_map(column + 2, depth, true, text);
            } else {
                // Not a list right after a dash: its first dash would be on a line of its own.
                self.write_value(column, 0, text);
            }
        }
    }

    fn write_block_map(&mut self, column: usize, depth: usize, on_dash: bool, text: &mut String) {
        let first = self.pick_below(3);
        for (at, key) in KEYS.iter().enumerate().skip(first).take(self.pick_below(4) + 1) {
            if !(on_dash && at == first) {
                self.write_lines_between(column, text);
                text.push_str(&" ".repeat(column));
            }
            match self.pick_below(6) {
                5 => text.push_str(&format!("\"{key}\" :")),
                _ => text.push_str(&format!("{key}:")),
            }
            self.write_value(column, depth, text);
        }
    }

    pub fn random_record(&mut self) -> String {
        let mut text = self.pick_from(&["", "# head\n", "# head\n\n", "---\n"]).to_owned();
        self.write_block_map(0, 3, false, &mut text);
        text.push_str(self.pick_from(&["", "# foot\n", "\n"]));
        if self.one_in(4) {
            text.truncate(text.trim_end().len());
        }
        if self.one_in(4) { text.replace('\n', "\r\n") } else { text }
    }

    /// A path to an existing value, or to a missing one next to it.
    fn random_path(&mut self, root: &Node) -> Vec<PathStep> {
        let (mut path, mut here) = (Vec::new(), root);
        loop {
            match &here.kind {
                NodeKind::Map(entries) if !entries.is_empty() && !self.one_in(6) => {
                    let entry = &entries[self.pick_below(entries.len())];
                    path.push(PathStep::Key(entry.key.to_string()));
                    here = &entry.value;
                }
                NodeKind::List(items) if !items.is_empty() => {
                    let at = self.pick_below(items.len());
                    path.push(PathStep::Index(at));
                    here = &items[at];
                }
                NodeKind::Map(_) => {
                    path.push(PathStep::from(self.pick_from(&KEYS)));
                    return path;
                }
                _ => return path,
            }
            if self.one_in(4) {
                return path;
            }
        }
    }

    pub fn random_edit(&mut self, root: &Node) -> Edit {
        let path = self.random_path(root);
        match self.pick_below(6) {
            0 | 1 => Edit::Set { path, value: self.random_value(2) },
            2 | 3 => Edit::Append { path, value: self.random_value(2) },
            4 => Edit::Remove { path },
            _ if self.one_in(2) => {
                Edit::Rename { path, key: self.pick_from(&["new", "it's", "a: b", "no"]).to_owned() }
            }
            _ => Edit::Swap { path, one: self.pick_below(3), other: self.pick_below(3) },
        }
    }
}

/// No former key of a record: the edit after the one that writes it would replace it by the present key.
const KEYS: [&str; 7] = ["kind", "issue", "who", "added", "notes", "decisions", "x y"];
