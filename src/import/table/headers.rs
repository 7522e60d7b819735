//! Recognizes the columns of a table by their headers, in the spellings that groups use.

use super::cell::TableCell;
use super::grid::TableRow;
use crate::import::ImportOptions;
use crate::import::doubt::{Doubt, DoubtKind};
use crate::model::record::words;
use crate::model::spelling::{fold_name, is_listed};
use crate::text::characters::is_dash;

words! {
    /// What a column holds.
    pub enum ColumnField = "a field of a table" {
        /// The name of the proposal.
        Name = "name",
        /// Organizations that own it.
        Owners = "owners",
        /// Organizations that support it; those with a star own it.
        Supporters = "supporters",
        /// The link to the template, and optionally the date of registration.
        Template = "template",
        /// The date of registration.
        Registered = "registered",
        /// Stages with their dates, of the group or of the reviewer.
        Status = "status",
        /// The date of the stage in another column.
        StageDate = "stage-date",
        /// The repository of the API and its maintainers.
        Project = "project",
        /// The URL of the maintainers.
        Maintainers = "maintainers",
        /// The latest release with its date.
        Release = "release",
        /// The issue.
        Issue = "issue",
        /// The onboarding issue.
        OnboardingIssue = "onboarding-issue",
        /// The summary.
        Summary = "summary",
        /// Prose without its own key.
        Notes = "notes",
        /// A column that is not imported, such as a number.
        Nothing = "nothing",
    }
}

use ColumnField::*;

impl ColumnField {
    /// The field of a header.
    fn from_header(header: &str) -> Option<ColumnField> {
        if header.trim() == "#" {
            return Some(Nothing);
        }
        if reviewer_in_header(header).is_some() {
            return Some(Status);
        }
        let header = fold_name(header);
        let has_words = |words: &str| words.split(' ').all(|word| header.contains(word));
        let whole = WHOLE.iter().find(|(_, spellings)| is_listed(&header, spellings)).map(|(field, _)| *field);
        whole.or_else(|| Some(PARTS.iter().find(|(_, phrases)| phrases.split(',').any(has_words))?.0))
    }

    /// Whether several columns may hold it.
    fn may_repeat(self) -> bool {
        matches!(self, Status | Notes | Nothing)
    }
}

/// Complete headers, folded.
const WHOLE: [(ColumnField, &str); 12] = [
    (Name, "name api apis apiname apifamily proposal title"),
    (Supporters, "partners support supporting"),
    (Registered, "date"),
    (Status, "stage state"),
    (Project, "repo project"),
    (Issue, "ticket"),
    (Template, "pr"),
    (Release, "version"),
    (Summary, "scope"),
    (Notes, "comment"),
    (Nothing, "no nr"),
    (Owners, "company organisation organization partner"),
];

/// Words in headers, with commas between phrases; the first row with all words of one of its phrases in the header applies.
const PARTS: [(ColumnField, &str); 18] = [
    (OnboardingIssue, "onboarding issue"),
    (Release, "release"),
    (
        Supporters,
        "supporter,supportedby,supporting compan,supporting organi,supporting operator,supporting partner,\
         supporting member",
    ),
    (StageDate, "tsc date,approval date,decision date,status date,stage date"),
    (Project, "subproject maintainer,repositor maintainer"),
    (Maintainers, "maintainer,codeowner"),
    (Template, "template,filledin"),
    (Registered, "registrationdate,dateofregistration,registered,registration,proposaldate"),
    (Template, "proposallink,linkto proposal"),
    (Status, "status,tsc approval,tsc decision"),
    (Registered, "submission date"),
    (Project, "subproject,githubrepo,repositor"),
    (Owners, "owner,lead,champion,proponent,proposer,proposedby"),
    (Issue, "issue"),
    (Template, "application"),
    (Summary, "description,summary"),
    (Notes, "comments,notes,remark"),
    (Name, "name,apifamilyproposal"),
];

/// The reviewer in a header of our own tables: `API backlog & TSC - Status`.
pub fn reviewer_in_header(header: &str) -> Option<&str> {
    let (first, rest) = header.split_once('&')?;
    let (reviewer, last) = rest.rsplit_once(is_dash)?;
    let is_ours = fold_name(first) == "apibacklog" && fold_name(last) == "status";
    is_ours.then(|| reviewer.trim()).filter(|reviewer| !reviewer.is_empty())
}

/// How vague a header of names is: the API's name comes first, then any name, then substitutes.
fn vagueness(header: &str) -> usize {
    let header = fold_name(header);
    match (header.contains("name"), header.contains("api")) {
        (true, true) => 0,
        (true, false) => 1 + usize::from(header != "name"),
        (false, _) => 3,
    }
}

/// A column: its header, and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableColumn {
    /// As written.
    pub header: String,
    /// `None` if unknown.
    pub field: Option<ColumnField>,
}

impl TableColumn {
    /// Whether its header is known or has text.
    pub fn is_named(&self) -> bool {
        self.field.is_some() || self.header.contains(char::is_alphanumeric)
    }
}

/// The columns of a header, with doubts about unknown ones. `None` if no column has names, and the table is not a
/// backlog table.
pub fn read_header(row: &TableRow, options: &ImportOptions) -> Option<(Vec<TableColumn>, Vec<Doubt>)> {
    let mut columns: Vec<TableColumn> = Vec::with_capacity(row.cells.len());
    let mut doubts = Vec::new();
    let named = |header: &str| {
        let given = options.columns.iter().find(|(known, _)| fold_name(known) == fold_name(header));
        given.map_or_else(|| ColumnField::from_header(header), |(_, field)| Some(*field))
    };
    // Of several columns of names, the least vague one.
    let names = row.cells.iter().map(TableCell::text).enumerate().filter(|(_, header)| named(header) == Some(Name));
    let name = names.min_by_key(|(_, header)| vagueness(header)).map(|(at, _)| at);
    for (at, cell) in row.cells.iter().enumerate() {
        let header = cell.text().into_owned();
        let field = named(&header);
        let is_taken = |field: &ColumnField| match field {
            Name => name != Some(at),
            field => !field.may_repeat() && columns.iter().any(|column| column.field == Some(*field)),
        };
        // Next to a column of names, a column of proposals has their templates.
        let paper = || (field == Some(Name) && fold_name(&header).contains("proposal")).then_some(Template);
        let known = field.filter(|field| !is_taken(field)).or_else(|| paper().filter(|field| !is_taken(field)));
        if known.is_none() && header.contains(char::is_alphanumeric) {
            let message = match field {
                Some(_) => format!("duplicate column `{header}`"),
                None => format!("unknown column `{header}`"),
            };
            let help = format!("Its cells are kept in `unparsed`. Use --column \"{header}=FIELD\" to import them.");
            doubts.push(Doubt::new(DoubtKind::UnknownColumn, cell.place, message).with_help(help));
        }
        columns.push(TableColumn { header, field: known });
    }
    columns.iter().any(|column| column.field == Some(Name)).then_some((columns, doubts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table::gfm::find_rows;
    use crate::import::table::source::TableSource;
    use crate::source::FileId;

    fn describe_columns(header: &str, options: &ImportOptions) -> String {
        let text = format!("{header}\n{}\n", header.replace(|c: char| c != '|', "-"));
        let source = TableSource::new(&text, FileId(0));
        let rows = find_rows(&source, &[]);
        match read_header(&rows[0], options) {
            None => "no table".to_owned(),
            Some((columns, _)) => columns
                .iter()
                .map(|column| column.field.map_or("?", ColumnField::record_key))
                .collect::<Vec<_>>()
                .join(" "),
        }
    }

    #[test]
    fn headers_are_recognized_by_their_spellings() {
        let options = ImportOptions::default();
        for (header, expected) in [
            (
                "|**API name**|*Owner*|Registration date|Filled-in template|Supporters|Status|TSC status|Sub-project|",
                "name owners registered template supporters status status project",
            ),
            (
                "|API [family] name|Supporters (* API Owner)|Proposal template & registration date|API backlog & TSC - Status|Sub Project Link & Active Maintainers|Latest Release & date|",
                "name supporters template status project release",
            ),
            (
                "|No.|Name|Lead|Budget|Issue|Description|Remarks|Supporting companies|",
                "nothing name owners ? issue summary notes supporters",
            ),
            (
                "|API [family] name|Supporters|API backlog & Release Maintainers - Status|Latest Release & date|",
                "name supporters status release",
            ),
            ("|Name|Supporting capabilities|TSC decision / Sub project|TSC date|", "name ? status stage-date"),
            ("|Name|Supported by|Approval status|Date of approval|", "name supporters status stage-date"),
            ("|Date|Status|Who|", "no table"),
            ("|Name|Owner|Owner|", "name owners ?"),
            ("|API family|API family proposal||#|", "name template ? nothing"),
            ("|#|Commercial name|API family|API name|Code owners|", "nothing ? ? name maintainers"),
            ("|Name|API Name|Filled-in form|", "? name template"),
        ] {
            assert_eq!(describe_columns(header, &options), expected, "{header}");
        }
    }

    #[test]
    fn an_unknown_header_is_mapped_by_the_user() {
        let columns = vec![("What".to_owned(), Name), ("name".to_owned(), Nothing)];
        assert_eq!(
            describe_columns("|what|Name|", &ImportOptions { columns, ..ImportOptions::default() }),
            "name nothing"
        );
    }
}
