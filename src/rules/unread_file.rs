//! A file looks like a record but is not read.

use super::rule;
use crate::finding::ProblemKind;

rule! {
    /// A file that looks like a record but is not read, because of its name or its place.
    ///
    /// A call is `minutes/DATE.yaml`, and a proposal is `backlog/SLUG.yaml`: a slug has lower-case letters, digits, and
    /// single hyphens between them. The rule finds other YAML files in `minutes/` and `backlog/` (including hidden
    /// files and files in subfolders), links to folders there, names that are not UTF-8, other spellings of
    /// `workgroup.yaml`, and records of calls next to it. Temporary files of editors and hidden settings of linters,
    /// such as `.markdownlint.yaml`, are ignored. The level is fixed, and the rule cannot be waived. Commands that
    /// record or show something name such files and continue; commands that need all records refuse.
    ///
    /// ## Why
    /// Calls and proposals are looked up by the names of their files, and some file systems treat `X.yaml` as `x.yaml`.
    /// The content of an unread file does not count, and nobody would notice.
    ///
    /// ## Evidence
    /// The paths of the files. Their contents are not read.
    ///
    /// ## Bad
    /// ```yaml backlog/IMEI_Fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// ```
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026/2026-02-12.yaml
    /// date: 2026-02-12
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12-2.yaml
    /// date: 2026-02-12
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// ```
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// ```
    ///
    /// ## Fix
    /// Rename or move the file as the finding says, and change items and targets that use the slug. If a file of the
    /// right name exists, merge the two. Move what is not a record out of the folder.
    "unread-file", Files, Error, Problem(ProblemKind::UnreadFile)
}
