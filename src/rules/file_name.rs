//! A file is not named like its record.

use super::{Findings, Found, rule};
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::schedule::weekday_name;
use crate::model::spelling::slug;
use crate::source::Place;
use crate::view::Views;
use chrono::Datelike;
use std::collections::HashSet;

rule! {
    /// A call whose file is not named by its date, or a proposal whose file name is no slug.
    ///
    /// A slug has lower-case letters, digits, and single hyphens between them. Both kinds end in `.yaml`.
    ///
    /// ## Why
    /// Calls and proposals are looked up by the names of their files, and the minutes of a call are written
    /// beside it under the same name. Two files of one day are two calls where there was one.
    ///
    /// ## Evidence
    /// The names of the files in `backlog/` and `minutes/`, and `date` of the calls.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-13.yaml
    /// date: 2026-02-12
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// ```
    /// ```yaml minutes/2026-02-12-2.yaml
    /// date: 2026-02-12
    /// ```
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
    /// ## Mend
    /// Rename the file, or mend the `date` in it. Where the right name is taken, join the two files.
    Files, Error, Group(check)
}

fn check(views: &Views, out: &mut Findings) {
    let sources = &views.group.sources;
    let paths: HashSet<&str> = sources.iter().map(|(_, source)| source.path.as_str()).collect();
    for proposal in &views.group.proposals {
        if let Some(found) = of_proposal(proposal, &sources.file(proposal.file).path, &paths) {
            out.push(found.on(views.first_heard(proposal)));
        }
    }
    for meeting in &views.group.meetings {
        if let Some(found) = of_meeting(meeting, &sources.file(meeting.file).path, &paths, views) {
            out.push(found.on(meeting.date.value));
        }
    }
}

fn of_proposal(proposal: &Proposal, path: &str, paths: &HashSet<&str>) -> Option<Found> {
    let message = if !is_slug(&proposal.slug) {
        format!("`{}` is no slug: lower-case letters, digits, and single hyphens between them", proposal.slug)
    } else if path.ends_with(".yaml") {
        return None;
    } else {
        format!("the name of `{path}` does not end in `.yaml`")
    };
    // A name in another script leaves nothing of a slug.
    let right = [&proposal.slug, &proposal.name.value].into_iter().map(|name| slug(name)).find(|name| !name.is_empty());
    let help = match right.map(|right| format!("backlog/{right}.yaml")) {
        Some(right) if paths.contains(right.as_str()) => {
            format!("`{right}` is taken: join the two files, or choose another name.")
        }
        Some(right) => format!("Rename the file to `{right}`; items and targets that name the slug change with it."),
        None => "Rename the file: a slug is written like `imei-fraud`.".to_owned(),
    };
    Some(Found::at(Place::top(proposal.file), message).help(help))
}

fn of_meeting(meeting: &Meeting, path: &str, paths: &HashSet<&str>, views: &Views) -> Option<Found> {
    let date = meeting.date.value;
    let message = if meeting.stem != date.to_string() {
        format!("the call is on {date}, and its file is named `{}`", meeting.stem)
    } else if path.ends_with(".yaml") {
        return None;
    } else {
        format!("the name of `{path}` does not end in `.yaml`")
    };
    let right = format!("minutes/{date}.yaml");
    let help = if let Some(named) = views.rightly_named(meeting) {
        format!("Write `date: {named}`: the schedule has no call on {date}, a {}.", weekday_name(date.weekday()))
    } else if paths.contains(right.as_str()) {
        format!("`{right}` is there already: mend the date, or join the two files.")
    } else {
        format!("Rename the file to `{right}`, or mend the date.")
    };
    Some(Found::at(meeting.date.place, message).help(help))
}

/// Whether a text is lower-case letters and digits with single hyphens between them.
fn is_slug(text: &str) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    text.split('-').all(part)
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::told;

    #[test]
    fn a_slug_is_exact() {
        for good in ["a", "imei-fraud", "5g-x-2"] {
            assert!(super::is_slug(good), "{good}");
        }
        for bad in ["", "-", "a-", "-a", "a--b", "A", "a_b", "a b", "é", "a.b"] {
            assert!(!super::is_slug(bad), "{bad}");
        }
    }

    #[test]
    fn the_help_names_the_new_file_or_says_that_it_is_taken() {
        let files = [
            ("backlog/IMEI_Fraud.yaml", "name: X\n"),
            ("backlog/b.yaml", "name: B\n"),
            ("backlog/b.yml", "name: B\n"),
            ("backlog/中国.yaml", "name: China Mobile API\n"),
            ("backlog/中.yaml", "name: 中\n"),
            ("minutes/2026-02-12.yaml", "date: 2026-02-12\n"),
            ("minutes/2026-02-26.yml", "date: 2026-02-26\n"),
            ("minutes/x.yaml", "# the call\ndate: 2026-02-12\n"),
        ];
        let no_slug = "is no slug: lower-case letters, digits, and single hyphens between them";
        let renamed = "items and targets that name the slug change with it.";
        assert_eq!(
            told("file-name", &files, "2026-06-30"),
            [
                format!(
                    "error backlog/IMEI_Fraud.yaml:1:1 `IMEI_Fraud` {no_slug} | Rename the file to \
                     `backlog/imei-fraud.yaml`; {renamed}"
                ),
                "error backlog/b.yml:1:1 the name of `backlog/b.yml` does not end in `.yaml` | `backlog/b.yaml` is \
                 taken: join the two files, or choose another name."
                    .to_owned(),
                format!(
                    "error backlog/中.yaml:1:1 `中` {no_slug} | Rename the file: a slug is written like `imei-fraud`."
                ),
                format!(
                    "error backlog/中国.yaml:1:1 `中国` {no_slug} | Rename the file to \
                     `backlog/china-mobile-api.yaml`; {renamed}"
                ),
                "error minutes/2026-02-26.yml:1:7 the name of `minutes/2026-02-26.yml` does not end in `.yaml` | \
                 Rename the file to `minutes/2026-02-26.yaml`, or mend the date."
                    .to_owned(),
                "error minutes/x.yaml:2:7 the call is on 2026-02-12, and its file is named `x` | \
                 `minutes/2026-02-12.yaml` is there already: mend the date, or join the two files."
                    .to_owned(),
            ]
        );
    }
}
