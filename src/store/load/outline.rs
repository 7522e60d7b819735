//! The outlines of records: the entries of those keys that a list of records needs. The others are cut from the text
//! before it is parsed.

use super::Files;
use super::focus::{BACKLOG, MINUTES, is_in_folders};
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::record::Definition;
use crate::source::{Source, Sources};
use crate::store::limits::Limits;
use rayon::prelude::*;

impl Files {
    /// The files of the group and the outlines of the records in some folders. Mistakes in other entries are not seen.
    #[must_use]
    pub fn outline_folders(&self, folders: &[&str]) -> Self {
        let needed = self.records.files().par_iter().filter(|source| is_in_folders(&source.path, folders));
        let outlines = needed.map(|Source { path, text }| {
            let outline = cut_record(path, text).unwrap_or_else(|| text.clone());
            Source { path: path.clone(), text: outline }
        });
        Self { records: Sources::new(outlines.collect()), decoded: None, ..self.clone() }
    }
}

/// The outline of a record; `None` where it has to be decoded as it is.
fn cut_record(path: &str, text: &str) -> Option<String> {
    match path {
        // Too large to be decoded, whatever would be left of it.
        _ if text.len() > Limits::for_path(path).file_bytes => None,
        _ if path.starts_with(BACKLOG) => cut_entries(text, &Proposal::DEFINITION, &Proposal::OUTLINE_KEYS),
        _ if path.starts_with(MINUTES) => cut_entries(text, &Meeting::DEFINITION, &Meeting::OUTLINE_KEYS),
        _ => None,
    }
}

/// The text without the entries of the other keys of a record. `None` where its lines do not show where entries begin,
/// as only the parser knows then.
fn cut_entries(text: &str, definition: &Definition, keys: &[&str]) -> Option<String> {
    // It ends a line, too.
    if text.contains('\r') {
        return None;
    }
    let (mut outline, mut rest) = (String::new(), text);
    while !rest.is_empty() {
        let mut starts = memchr::memchr_iter(b'\n', rest.as_bytes()).map(|end| end + 1);
        let end = starts.find(|start| !continues_entry(&rest[*start..])).unwrap_or(rest.len());
        let (entry, after) = rest.split_at(end);
        let count = |one, other| memchr::memchr2_iter(one, other, entry.as_bytes()).count();
        // What is in brackets may continue at the start of a line.
        if count(b'[', b'{') != count(b']', b'}') {
            return None;
        }
        let is_needed = continues_entry(entry) || {
            let (key, value) = entry.split_once(':')?;
            let is_key = key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            if !is_key || !value.starts_with([' ', '\n']) {
                return None;
            }
            // What the record does not have may be a former key.
            keys.contains(&key) || definition.keys.iter().all(|known| known.name != key)
        };
        if is_needed {
            outline.push_str(entry);
        }
        rest = after;
    }
    Some(outline)
}

/// Whether a line belongs to the entry before it.
fn continues_entry(line: &str) -> bool {
    line.starts_with([' ', '#', '\n']) || line.starts_with("- ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    fn cut_call(text: &str) -> Option<String> {
        cut_entries(text, &Meeting::DEFINITION, &Meeting::OUTLINE_KEYS)
    }

    #[test]
    fn only_the_entries_of_some_keys_stay() {
        let call = "# Before.\ndate: 2026-01-08\n# Of the date.\nrecap:\n- text: |\n    date: 2026-01-09\n\n    start: \"10:00\"\n\
                    start: \"09:00\"\nprevious-minutes:\n  decision: approved\nagenda: [{ issue: 63 }]\nminuted: 3\naob: |\n  A [link\n  over two lines](x).\n";
        let outline = "# Before.\ndate: 2026-01-08\n# Of the date.\nstart: \"09:00\"\nprevious-minutes:\n  decision: approved\n\
                       minuted: 3\n";
        assert_eq!(cut_call(call).as_deref(), Some(outline));
        assert_eq!(cut_call("").as_deref(), Some(""));
        assert_eq!(cut_call("agenda: []\ndate: 2026-01-08").as_deref(), Some("date: 2026-01-08"));
    }

    #[test]
    fn a_text_whose_lines_do_not_show_where_entries_begin_stays() {
        for text in [
            "{ date: 2026-01-08,\nagenda: [] }\n",
            "date: 2026-01-08\nagenda: [{ issue: 63,\nstart: \"09:00\" }]\n",
            "date: 2026-01-08\nagenda:\n  - { title: \"a\nstart: b\" }\n",
            "---\ndate: 2026-01-08\n",
            "date: 2026-01-08\n---\nagenda: []\n",
            "date: 2026-01-08\n...\n",
            "date: 2026-01-08\r\nagenda: []\r\n",
            "aob: a\rdate: 2026-01-08\n",
            "\"date\": 2026-01-08\nagenda: []\n",
            "? date\n: 2026-01-08\n",
            "date:2026-01-08\nagenda: []\n",
            "date : 2026-01-08\nagenda: []\n",
            "date: 2026-01-08\naob: a\nb\n",
            "&a date: 2026-01-08\n",
            "date: 2026-01-08\n\tagenda: []\n",
            "date: 2026-01-08\nÄ: b\n",
        ] {
            assert_eq!(cut_call(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_file_above_its_limit_has_no_outline() {
        let path = "minutes/2026-01-08.yaml";
        let limit = Limits::for_path(path).file_bytes;
        for (bytes, is_cut) in [(limit, true), (limit + 1, false)] {
            let start = "date: 2026-01-08\naob: ";
            let text = format!("{start}{}", "x".repeat(bytes - start.len()));
            assert_eq!(cut_record(path, &text).is_some(), is_cut, "{bytes}");
        }
    }

    #[test]
    fn the_records_have_the_keys_of_outlines() {
        for (definition, keys) in
            [(Proposal::DEFINITION, &Proposal::OUTLINE_KEYS[..]), (Meeting::DEFINITION, &Meeting::OUTLINE_KEYS)]
        {
            for key in keys {
                assert!(definition.keys.iter().any(|known| known.name == *key), "{key}");
            }
        }
    }

    /// What an outline shows of the calls in a file.
    fn outlined_keys(files: Files) -> Vec<impl PartialEq + std::fmt::Debug> {
        let calls = files.decode_group().meetings.into_iter();
        calls.map(|call| (call.date, call.extra, call.start, call.end, call.previous_minutes)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn an_outline_shows_what_the_record_shows(
            lines in vec(
                select(&[
                    "start: \"09:00\"\n",
                    "end: '10:00'\n",
                    "extra: more\n",
                    "  of it\n",
                    "extra: >\n",
                    "aob: |\n",
                    "  start: \"08:00\"\n",
                    "aob: \"a\n",
                    "b\"\n",
                    "previous-minutes: { decision: approved,\ndate: 2026-01-01 }\n",
                    "previous-minutes: approved\n",
                    "next: {\ndate: 2026-01-22 }\n",
                    "next: { date: 2026-01-22,\nstart: '11:00'\n}\n",
                    "agenda:\n",
                    "- issue: 63\n",
                    "  notes: [a\n",
                    "- { issue: 64,\npr: 65 }\n",
                    "# end: [\n",
                    "\n",
                ][..]),
                0..6,
            ),
        ) {
            let text = format!("date: 2026-01-08\n{}", lines.concat());
            let files = Files::from_texts(&[("minutes/2026-01-08.yaml", &text), ("workgroup.yaml", "name: G\n")]);
            let whole = outlined_keys(files.clone());
            if !whole.is_empty() {
                prop_assert_eq!(outlined_keys(files.outline_folders(&[MINUTES])), whole);
            }
        }
    }
}
