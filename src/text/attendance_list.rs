//! Lists of who attended a call: what people type or paste, and the files that Zoom and Teams export.

mod export;

use super::characters::{collapse_spaces, is_blank, is_bullet, is_dash};

/// A list of who attended a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendanceList {
    /// In the order of the list.
    pub lines: Vec<AttendanceLine>,
    /// Whether it says how long people were there.
    pub has_durations: bool,
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendanceLine {
    /// Names, with one space between words.
    pub text: String,
    /// Whether it is a row of an exported file, which has one name; other lines are split by [`split_names`].
    pub is_row: bool,
    /// How long the person was there.
    pub seconds: Option<u64>,
}

/// Reads a list.
///
/// # Errors
/// A phrase, where the bytes are not text, or a table that neither Zoom nor Teams exports.
pub fn read_attendance_list(bytes: &[u8]) -> Result<AttendanceList, &'static str> {
    let (text, is_utf16) = decode_text(bytes).ok_or("expected text in UTF-8 or UTF-16")?;
    match export::read_export(&text) {
        Some(list) => Ok(list),
        // What people write is UTF-8.
        None if is_utf16 => Err("expected the header of an attendance file of Zoom or Teams in English"),
        None => Ok(AttendanceList { lines: text.lines().filter_map(read_line).collect(), has_durations: false }),
    }
}

/// The text of bytes, without its byte order mark, and whether they are UTF-16.
fn decode_text(bytes: &[u8]) -> Option<(String, bool)> {
    let decode = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.as_chunks().0.iter().copied().map(unit).collect();
        Some((String::from_utf16(&units).ok()?, true))
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => decode(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => decode(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] | rest => Some((std::str::from_utf8(rest).ok()?.to_owned(), false)),
    }
}

/// A text with one space between words, and without control characters.
fn clean_text(text: &str) -> String {
    collapse_spaces(text, |c| c.is_whitespace() || c.is_control()).trim_matches(is_blank).to_owned()
}

/// A line that somebody wrote, without its bullet, number or check box; `None` where nobody is named, or the box is not
/// checked.
fn read_line(line: &str) -> Option<AttendanceLine> {
    // Cells that were copied from a table.
    let text = clean_text(&line.trim().replace('\t', ", "));
    let is_marker = |word: &str| {
        let number = word.strip_suffix(['.', ')']).unwrap_or_default();
        word.chars().all(is_bullet) || !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    let bare = text.split_once(' ').filter(|(word, _)| is_marker(word)).map_or(text.as_str(), |(_, rest)| rest);
    if bare.starts_with("[ ]") {
        return None;
    }
    let bare = bare.strip_prefix("[x]").or_else(|| bare.strip_prefix("[X]")).unwrap_or(bare);
    let text = bare.trim_matches(|c| is_blank(c) || matches!(c, '*' | ','));
    (!text.is_empty()).then(|| AttendanceLine { text: text.to_owned(), is_row: false, seconds: None })
}

/// The names in a line that somebody wrote, which commas or semicolons separate.
pub fn split_names(line: &str) -> impl Iterator<Item = &str> {
    line.split([',', ';']).map(str::trim).filter(|name| !name.is_empty())
}

/// The parts of a name as people show it in calls: `Ann Example (Orange)`, `Orange: Ann Example`, `Ann Example - Orange`.
/// An address in angle brackets is a part as well.
pub fn split_name_parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let is_apart = || text[..at].ends_with(' ') || text[end..].starts_with(' ');
        if matches!(c, '(' | ')' | '（' | '）' | '[' | ']' | '<' | '>' | '|' | ':')
            || (is_dash(c) || c == '/') && is_apart()
        {
            parts.push(&text[start..at]);
            start = end;
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of a list, each with its seconds.
    fn read(bytes: &[u8]) -> Vec<String> {
        let list = read_attendance_list(bytes).unwrap();
        let format = |line: AttendanceLine| {
            let seconds = line.seconds.map(|seconds| format!(" {seconds}")).unwrap_or_default();
            format!("{}{seconds}", line.text)
        };
        list.lines.into_iter().map(format).collect()
    }

    #[test]
    fn a_list_that_people_wrote_has_markers_and_blanks() {
        let text = "\u{feff}- Ann Example (Orange)\r\n\r\n* **Delegate A, DT**\n2. Bo  Berg\u{200b}\n- [x] Cy\n- [ ] Absent\n\
                    [X] Di\n •  Ed\tOrange\n-\n12\n\u{7}F\u{1b}[1m\n";
        let expected =
            ["Ann Example (Orange)", "Delegate A, DT", "Bo Berg", "Cy", "Di", "Ed, Orange", "-", "12", "F [1m"];
        assert_eq!(read(text.as_bytes()), expected);
    }

    #[test]
    fn a_name_has_parts() {
        for (text, expected) in [
            ("Ann Example", &["Ann Example"][..]),
            ("Delegate A - Orange (Ann)", &["Delegate A", "Orange", "Ann"]),
            ("Ann-Marie Example–Berg", &["Ann-Marie Example–Berg"]),
            ("Ann Example –Orange", &["Ann Example", "Orange"]),
            ("Orange: Ann/Bo [guest] | x", &["Orange", "Ann/Bo", "guest", "x"]),
            ("ann（提案）", &["ann", "提案"]),
            ("Ann Example <a@example.org>", &["Ann Example", "a@example.org"]),
            (" () - ", &[]),
        ] {
            assert_eq!(split_name_parts(text), expected, "{text}");
        }
    }

    #[test]
    fn other_bytes_are_refused() {
        assert!(read_attendance_list(b"Ann\xff").is_err());
        assert!(read_attendance_list(b"\xff\xfe\x00\xd8").is_err(), "half of a surrogate pair");
        assert!(read_attendance_list(b"\xff\xfeA\0n\0n\0").is_err(), "a file of Teams in another language");
        assert_eq!(read(b""), [""; 0]);
    }
}
