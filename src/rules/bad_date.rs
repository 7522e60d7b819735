//! A day or a moment is none.

use super::rule;
use crate::finding::ProblemKind;

rule! {
    /// A day that the calendar does not have, or that is written in another form than `YYYY-MM-DD`.
    ///
    /// Some keys, such as `added`, also take a moment: `2026-02-05T09:00Z`, or without the offset for the
    /// group's own time. The level is fixed, and nothing waives it.
    ///
    /// ## Why
    /// `03/02/2026` is a day in February to one reader and in March to the next. With one form there is one
    /// meaning, and days sort as texts.
    ///
    /// ## Evidence
    /// The value; the finding shows the day in our form where it can be told.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// registered: 2026-02-30
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026/02/12
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// registered: 2026-02-03
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 63, added: "2026-02-05T09:00Z" }
    /// ```
    ///
    /// ## Mend
    /// Write the day as `YYYY-MM-DD`. A day that nobody knows any more is left out where the key may be absent.
    Files, Error, Problem(ProblemKind::BadDate)
}
