//! A value is not a date.

use super::rule;
use crate::finding::ProblemKind;

rule! {
    /// A date that does not exist in the calendar, or that is not in the form `YYYY-MM-DD`.
    ///
    /// Some keys, such as `added`, also accept a time: `2026-02-05T09:00Z`, or without the offset for the group's own
    /// time zone. The level is fixed, and the rule cannot be waived.
    ///
    /// ## Why
    /// `03/02/2026` is a day in February to one reader and in March to another. With a single form there is one
    /// meaning, and dates sort as text.
    ///
    /// ## Evidence
    /// The value. Where the day can be recognized, the finding shows it in the right form.
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
    /// ## Fix
    /// Write the date as `YYYY-MM-DD`. If nobody knows it any more, leave it out where the key is optional.
    "bad-date", Files, Error, Problem(ProblemKind::BadDate)
}
