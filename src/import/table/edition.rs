//! A table that was written by hand as an edition, to compare it with another one.

use super::cell::{CellLine, TableCell, TextMark, means_nothing};
use super::grid::TableRow;
use super::headers::TableColumn;
use super::source::TableSource;
use super::status::stage_words;
use super::{ParsedTable, slugs};
use crate::import::ImportOptions;
use crate::model::group::Group;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::model::spelling::{fold_name, is_listed};
use crate::source::{FileId, Spanned};
use crate::text::characters::strip_word;
use crate::text::dates::parse_whole;
use crate::view::changes::{CellWord, Edition, EditionCell, EditionRow, Fact, FactKind, RowKeys, recorded_facts};

/// The edition in a text; `None` if it has no backlog table with a row.
pub fn read_edition(text: &str, group: &Group) -> Option<Edition> {
    let mut table = ParsedTable { printed: Some(PrintedRows::default()), ..ParsedTable::default() };
    table.add_source(&TableSource::new(text, FileId(0)), &ImportOptions::default(), None);
    let paths = slugs::assign_paths(&table.proposals, group);
    let PrintedRows { rows, others } = table.printed.unwrap_or_default();
    let proposals = table.proposals.iter().zip(paths).zip(rows);
    let rows: Vec<EditionRow> = proposals.map(|((proposal, path), cells)| new_row(proposal, path, cells)).collect();
    (!rows.is_empty()).then_some(Edition { reviewer: table.reviewer, rows, others })
}

/// More words that express a fact in a cell: those of a stage, as groups write it.
pub fn more_words(fact: &Fact, reviewer: Option<&str>) -> Vec<String> {
    match (fact.kind, fact.stage) {
        (_, Some(stage)) => {
            let own = reviewer.unwrap_or_default().split_whitespace().map(ToOwned::to_owned);
            stage_words(stage).map(ToOwned::to_owned).chain(own).collect()
        }
        (FactKind::Closed, _) => vec!["closed".to_owned()],
        _ => Vec::new(),
    }
}

/// The rows of a table as they are printed.
#[derive(Debug, Default)]
pub struct PrintedRows {
    /// The cells of the rows of proposals.
    rows: Vec<Vec<EditionCell>>,
    /// Headers, and rows without a name.
    others: Vec<EditionCell>,
}

impl PrintedRows {
    /// Adds a header.
    pub fn add_header(&mut self, row: &TableRow) {
        self.others.extend(row.cells.iter().map(|cell| new_cell("header", cell)));
    }

    /// Adds a complete row.
    pub fn add_row(&mut self, row: &TableRow, columns: &[TableColumn], is_proposal: bool) {
        let header = |at: usize| match columns.get(at) {
            Some(column) if columns[..at].iter().any(|other| other.header == column.header) => {
                format!("{} (column {})", column.header, at + 1)
            }
            Some(column) if column.is_named() => column.header.clone(),
            _ => format!("column {}", at + 1),
        };
        let cells = row.cells.iter().enumerate().map(|(at, cell)| new_cell(&header(at), cell));
        let loose = row.loose.iter().enumerate().map(|(at, cell)| new_cell(&format!("row, text {}", at + 1), cell));
        let cells = cells.chain(loose).collect();
        match is_proposal {
            true => self.rows.push(cells),
            false => self.others.extend(cells),
        }
    }
}

/// A cell as it is printed: on one line, and days as dates in their usual form.
fn new_cell(column: &str, cell: &TableCell) -> EditionCell {
    let text = cell.lines.iter().map(CellLine::to_markdown).collect::<Vec<_>>().join(" ");
    let words = text.split_whitespace().map(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        match parse_whole(bare).and_then(|date| date.date()).filter(|_| !bare.is_empty()) {
            Some(day) => word.replacen(bare, &day.to_string(), 1),
            None => word.to_owned(),
        }
    });
    EditionCell {
        column: column.to_owned(),
        text: words.collect::<Vec<_>>().join(" "),
        words: cell.lines.iter().flat_map(line_words).collect(),
    }
}

/// The words of a line in their order; the URL of a link follows its label.
fn line_words(line: &CellLine) -> Vec<CellWord> {
    let is_whole_filler = says_nothing(&line.text);
    let is_filler = |word: &str| is_whole_filler || says_nothing(word) || is_listed(&fold_name(word), "and");
    let mut words = Vec::new();
    let mut done = 0;
    let links = line.marks.iter().filter_map(|(range, mark)| match mark {
        TextMark::Link(url) => Some((range, url)),
        TextMark::Literal => None,
    });
    for (range, url) in links {
        words.extend(CellWord::from_text(&line.text[done..range.start], is_filler));
        let label = CellWord::from_text(&line.text[range.clone()], is_filler);
        words.extend(label.map(|word| CellWord { link: Some(url.to_string()), is_filler: false, ..word }));
        words.push(CellWord { text: url.to_string(), link: None, is_filler: false });
        done = range.end;
    }
    words.extend(CellWord::from_text(&line.text[done..], is_filler));
    words
}

/// Whether a text says that there is nothing.
fn says_nothing(text: &str) -> bool {
    means_nothing(text) || fold_name(text) == "norelease"
}

fn new_row(proposal: &Proposal, path: String, cells: Vec<EditionCell>) -> EditionRow {
    let url = |url: Option<&Spanned<String>>| url.map(|url| url.value.clone());
    let template_url = proposal.template.as_ref().and_then(|template| url(template.url.as_ref()));
    let repository = proposal.repository.as_ref().and_then(|it| url(it.url.as_ref()));
    let issue = proposal.issue.as_ref();
    let keys = RowKeys {
        slug: path,
        former_names: former_names(&proposal.name).into_iter().map(ToOwned::to_owned).collect(),
        issue: issue.map(|issue| issue.to_string()).unwrap_or_default(),
        template: template_url.clone().unwrap_or_default(),
        repository: repository.unwrap_or_default(),
    };
    let mut facts = recorded_facts(proposal);
    let named = |kind: FactKind, names: &[Spanned<String>]| {
        names.iter().map(|name| Fact::new(kind).label(name.value.clone())).collect::<Vec<_>>()
    };
    facts.extend(named(FactKind::Owner, &proposal.owners));
    facts.extend(named(FactKind::Supporter, &proposal.supporters));
    facts.extend(proposal.closed.as_ref().map(|day| Fact::new(FactKind::Closed).date(Some(day.value))));
    // A template that is an issue is both.
    let issue = issue.map(|issue| Fact::new(FactKind::Issue).label(issue.to_string()).url(issue_url(issue)));
    facts.extend(issue.filter(|issue| issue.url.is_none() || issue.url != template_url));
    if proposal.template.is_some() {
        facts.push(Fact::new(FactKind::Template).url(template_url));
    }
    let onboarding = proposal.onboarding_issue.as_ref();
    facts
        .extend(onboarding.map(|issue| Fact::new(FactKind::Onboarding).label(issue.to_string()).url(issue_url(issue))));
    let text = |label: &str, text: &str| Fact::new(FactKind::Text).label(label).note(Some(text.to_owned()));
    facts.extend(proposal.summary.iter().map(|summary| text("summary", summary)));
    facts.extend(proposal.sections.iter().map(|section| {
        let heading = section.heading.as_ref().map_or("notes", |heading| heading);
        text(heading, section.text.as_ref().map_or("", |text| text))
    }));
    facts.extend(proposal.unparsed.iter().map(|kept| text(&kept.place, &kept.text)));
    facts.sort_by_key(|fact| fact.kind);
    EditionRow { name: proposal.name.value.clone(), keys, facts, cells }
}

fn issue_url(issue: &Reference) -> Option<String> {
    let repository = issue.repository.as_ref()?;
    Some(format!("https://github.com/{repository}/issues/{}", issue.number))
}

/// The names in parentheses that a name says it had before: `B (previously A)`.
fn former_names(name: &str) -> Vec<&str> {
    const WORDS: [&str; 5] = ["previously ", "formerly ", "former ", "was ", "ex "];
    let inside = name.split('(').skip(1).filter_map(|part| part.split_once(')')).map(|(inside, _)| inside.trim());
    inside.filter_map(|inside| WORDS.iter().find_map(|word| strip_word(inside, word))).map(str::trim).collect()
}
