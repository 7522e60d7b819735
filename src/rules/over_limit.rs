//! A value is larger than any record needs.

use super::rule;
use crate::finding::ProblemKind;

rule! {
    /// A text, a list, a file or a folder that is larger than any record needs, or a date in an impossible year.
    ///
    /// The limits: prose 256 KiB; a reason or a URL 1 KiB; any other text, such as a name, a title or an id, 512 bytes;
    /// a record 1 MiB; `github.yaml` 16 MiB; a list 10,000 entries; a schedule 100 entries; a folder 200,000 records and
    /// 256 MiB in total, of which links lead to 16 MiB at most. Dates are from 1970-01-01 to 2199-12-31. Each value over its
    /// limit is one finding, the rest of the file is read for further mistakes, and the other files are checked. The level
    /// is fixed, and the rule cannot be waived.
    ///
    /// ## Why
    /// Whoever opens a pull request decides what is in its files. With these limits, no file exhausts the memory or the
    /// time of the machine that checks it, and a wrong digit in a year is one finding, not thousands of missing calls.
    ///
    /// ## Evidence
    /// The size of the files, the texts as YAML reads them, the entries of each list, and the dates.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 0226-02-12
    /// ```
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// template: { pr: 7, merged: 2206-02-03 }
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// ```
    ///
    /// ## Fix
    /// Correct the year. Keep the gist of a long text in the record and link to the rest. Remove from a list what does
    /// not belong in the record.
    "over-limit", Files, Error, Problem(ProblemKind::OverLimit)
}
