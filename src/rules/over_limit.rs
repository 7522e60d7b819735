//! Something is larger than a record needs.

use super::rule;
use crate::finding::ProblemKind;

rule! {
    /// A text, a list, a file or a folder that is larger than any record needs, or a day in a year that is a mistake.
    ///
    /// Prose has at most 256 KiB, a reason or a URL 1 KiB, any other text, such as a name, a title or an id, 512 bytes; a
    /// record 1 MiB, `github.lock` 16 MiB. A list has at most 10,000 entries, a schedule 100, and a folder 10,000 records
    /// and 16 MiB of them. Days are from 1970-01-01 to 2199-12-31. What is over a limit is one finding at its place, the
    /// rest of the file is read for further mistakes, and the other files are checked. The level is fixed, and nothing
    /// waives it.
    ///
    /// ## Why
    /// Whoever opens a pull request decides what is in its files. With these limits no file takes the memory or the
    /// time of the machine that checks it, and a year with a wrong digit is one mistake rather than thousands of calls
    /// without a file.
    ///
    /// ## Evidence
    /// The bytes of the files, texts as YAML reads them, the entries of each list, and the days.
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
    /// ## Mend
    /// Correct the year. Keep the gist of a long text in the record and link to the rest; remove from a list what does
    /// not belong in the record.
    Files, Error, Problem(ProblemKind::OverLimit)
}
