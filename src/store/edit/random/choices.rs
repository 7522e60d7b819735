//! Random records as people write them, and random edits of them.

use crate::store::edit::{Edit, Step};
use crate::store::tree::{Kind, Node};
use serde_yaml::Value;

/// Choices, which shrink towards the plainest.
pub struct Choices<'b> {
    pub bytes: &'b [u8],
    pub at: usize,
}

impl Choices<'_> {
    pub fn below(&mut self, count: usize) -> usize {
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
    pub fn value(&mut self, depth: usize) -> Value {
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

    pub fn record(&mut self) -> String {
        let mut text = self.of(&["", "# head\n", "# head\n\n", "---\n"]).to_owned();
        self.block_map(0, 3, false, &mut text);
        text.push_str(self.of(&["", "# foot\n", "\n"]));
        if self.one_in(4) {
            text.truncate(text.trim_end().len());
        }
        if self.one_in(4) { text.replace('\n', "\r\n") } else { text }
    }

    /// A path to something, or to what is missing beside it.
    fn path(&mut self, root: &Node) -> Vec<Step> {
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

    pub fn edit(&mut self, root: &Node) -> Edit {
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
