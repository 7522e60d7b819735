//! Columns with links: the template, the repository of the API, the latest release.

use super::cell::{CellLine, TableCell, escape_markdown, means_nothing};
use super::parsed_row::ParsedRow;
use crate::model::github_url::RepositoryUrl;
use crate::model::proposal::{ApiRepository, Release};
use crate::model::spelling::{fold_name, is_listed};
use crate::source::Spanned;
use crate::text::characters::strip_word;
use crate::text::dates::{parse_date, parse_whole};
use crate::text::urls::is_linkable;
use chrono::NaiveDate;

/// Takes the first usable link, and says whether the line has others.
fn take_link<'l>(line: &'l CellLine<'_>, link: &mut Option<(&'l str, &'l str)>) -> bool {
    let mut has_others = false;
    for (label, url) in line.links().filter(|(_, url)| !url.is_empty()) {
        match link {
            None if is_usable_link(url) => *link = Some((label, url)),
            _ => has_others = true,
        }
    }
    has_others
}

/// A link, as label and URL, and the date next to or below it.
type LinkAndDay<'c> = (Option<(&'c str, &'c str)>, Option<NaiveDate>);

/// Reads a cell with a link and an optional date; the rest is kept.
pub fn read_link_and_day<'c>(cell: &'c TableCell<'_>, row: &mut ParsedRow) -> LinkAndDay<'c> {
    let (mut link, mut day) = (None, None);
    for line in cell.lines.iter() {
        let has_others = take_link(line, &mut link);
        let text = line.text_without_links();
        let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';'));
        match parse_date(text).filter(|date| date.date().is_some()) {
            _ if has_others => row.keep_line(line),
            _ if means_nothing(text) => {}
            Some(date) if day.is_none() => {
                day = row.accept_date(&date, line);
                // Text after a date is kept with it.
                if !date.is_whole(text) {
                    row.keep_line(line);
                }
            }
            // A text that starts like a date was meant as one.
            _ if text.starts_with(|c: char| c.is_ascii_digit()) => row.keep_non_date(text, line),
            _ => row.keep_line(line),
        }
    }
    (link, day)
}

/// Whether a label has no information besides its link.
pub fn is_generic(label: &str) -> bool {
    let mut bare = fold_name(label);
    bare.retain(|c| !c.is_ascii_digit());
    let known = "template link linktotemplate pr prpending pull pullrequest issue here proposal";
    bare.is_empty() || is_listed(&bare, known) || label.contains("://")
}

/// Whether a URL may be linked: a web page or a path.
fn is_usable_link(url: &str) -> bool {
    !url.is_empty() && is_linkable(url) && strip_word(url.trim(), "mailto:").is_none()
}

/// The repository that a link leads to, or to a folder of it.
pub fn read_repository(label: &str, url: &str) -> Option<ApiRepository> {
    let is_root = url.trim_end_matches('/').matches('/').count() == 4 || url.contains("/tree/");
    let found = RepositoryUrl::parse(url).filter(|found| is_root && found.host.contains("git"))?;
    let name = if is_generic(label) { found.short_name() } else { label };
    Some(ApiRepository { name: Some(name.to_owned()), url: Some(url.to_owned().into()), ..ApiRepository::default() })
}

/// The URL of the maintainers, the first usable one of the cell; the rest of the cell is kept.
pub fn read_maintainers(cell: &TableCell, row: &mut ParsedRow) -> Option<String> {
    let mut link = None;
    for line in cell.lines.iter() {
        if take_link(line, &mut link) || !means_nothing(&line.text_without_links()) {
            row.keep_line(line);
        }
    }
    link.map(|(_, url)| url.to_owned())
}

/// The repository of the API and its maintainers. Text without a link becomes the note.
pub fn read_project(cell: &TableCell, row: &mut ParsedRow) -> Option<ApiRepository> {
    const WORD: &str = "maintainer";
    const FILE: &[u8] = b"maintainers.";
    let mut project = ApiRepository::default();
    let mut notes = Vec::new();
    for line in cell.lines.iter() {
        let mut more = false;
        for (label, url) in line.links().filter(|(_, url)| !url.is_empty()) {
            let has_file = |part: &[u8]| part.get(..FILE.len()).is_some_and(|part| part.eq_ignore_ascii_case(FILE));
            let is_maintainers = url.as_bytes().split(|byte| *byte == b'/').skip(1).any(has_file)
                || label.len() >= WORD.len() && fold_name(label).contains(WORD);
            let spanned = Some(Spanned::without_place(url.to_owned()));
            match is_maintainers {
                _ if !is_usable_link(url) => more = true,
                true if project.maintainers.is_none() => project.maintainers = spanned,
                false if project.url.is_none() => {
                    project.url = spanned;
                    project.name = Some(label.to_owned()).filter(|label| !label.is_empty() && label != url);
                }
                _ => more = true,
            }
        }
        let text = line.text_without_links();
        if more {
            row.keep_line(line);
        } else if !means_nothing(&text) {
            notes.push(escape_markdown(&text));
        }
    }
    project.note = (!notes.is_empty()).then(|| Spanned::without_place(notes.join("\n")));
    Some(project).filter(|project| *project != ApiRepository::default())
}

/// The latest release. `None` if there is none, as in `No release`.
pub fn read_release(cell: &TableCell, row: &mut ParsedRow) -> Option<Release> {
    let says_none = |line: &CellLine| means_nothing(&line.text) || fold_name(&line.text) == "norelease";
    let lines: Vec<&CellLine> = cell.lines.iter().filter(|line| !says_none(line)).collect();
    let mut release = Release::default();
    let mut link = None;
    for line in &lines {
        let known = link;
        let mut words: &str = &line.text;
        if take_link(line, &mut link) {
            row.keep_line(line);
            match link.filter(|_| known.is_none()) {
                Some((label, _)) => words = label,
                None => continue,
            }
        }
        let mut left = Vec::new();
        for word in words.split_whitespace() {
            let bare = word.trim_matches(|c: char| matches!(c, '(' | ')' | ',' | ';'));
            let part = match bare {
                _ if is_version(bare) => Some(&mut release.version),
                _ if is_meta_release(bare) => Some(&mut release.meta_release),
                _ if is_tag(bare) => Some(&mut release.tag),
                _ => None,
            };
            if means_nothing(bare) || fold_name(bare) == "release" {
            } else if release.date.is_none()
                && let Some(day) = row.read_date(bare, line)
            {
                release.date = Some(day);
            } else if let Some(part) = part.filter(|part| part.is_none()) {
                *part = Some(bare.to_owned());
            } else {
                left.push(bare);
            }
        }
        let left = left.join(" ");
        match parse_whole(&left).filter(|_| release.date.is_none()).and_then(|date| row.accept_date(&date, line)) {
            Some(day) => release.date = Some(day),
            _ if left.is_empty() => {}
            _ if left.starts_with(|c: char| c.is_ascii_digit()) => row.keep_non_date(&left, line),
            _ => row.keep_line(line),
        }
    }
    release.url = link.map(|(_, url)| url.to_owned().into());
    // A date without a release is not one.
    let is_release = release.url.is_some()
        || [&release.version, &release.meta_release, &release.tag].iter().any(|name| name.is_some());
    if !is_release && release.date.is_some() {
        lines.iter().for_each(|line| row.keep_line(line));
    }
    is_release.then_some(release)
}

/// `v0.3.0`, `1.0.0-rc.1`.
fn is_version(word: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = word.strip_prefix(['v', 'V']).unwrap_or(word).splitn(3, '.').collect();
    matches!(&parts[..], [major, minor, last]
        if is_number(major) && is_number(minor) && last.starts_with(|c: char| c.is_ascii_digit()))
}

/// `fall25`, `Spring26`, `Sync25`, `M4`.
fn is_meta_release(word: &str) -> bool {
    let name = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = word.len() - name.len();
    let known = ["fall", "spring", "summer", "winter", "autumn", "sync"];
    matches!(digits, 2 | 4) && known.iter().any(|known| name.trim_end_matches(['-', '_']).eq_ignore_ascii_case(known))
}

/// `r1.2`.
fn is_tag(word: &str) -> bool {
    word.strip_prefix('r').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    })
}
