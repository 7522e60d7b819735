//! The paths of the pages of a site, and where links of the records lead there.

use crate::model::when::parse_day;
use crate::view::Views;
use chrono::NaiveDate;

/// The path of the page of a call.
pub fn call_path(day: NaiveDate) -> String {
    format!("calls/{day}.html")
}

/// The path of the page of a proposal.
pub fn proposal_path(slug: &str) -> String {
    format!("proposals/{slug}.html")
}

/// The page that stands for a file of the repository, as a path from the root of the site. `url` is a path as written in
/// minutes; `None` if the site has no such page.
pub fn find_page(url: &str, views: &Views) -> Option<String> {
    let path = url.split(['#', '?']).next().unwrap_or_default();
    let path = path.trim_start_matches("./");
    let path = path.strip_prefix("../").unwrap_or(path);
    if matches!(path, "backlog/README.md" | "backlog/" | "backlog") {
        return Some("index.html#backlog".to_owned());
    }
    if let Some(slug) = path.strip_prefix("backlog/").and_then(|name| name.strip_suffix(".yaml")) {
        return views.index.by_slug(slug).map(|proposal| proposal_path(&proposal.slug));
    }
    // As the facts of a site have it.
    if let Some(slug) = path.strip_prefix("proposals/").and_then(|name| name.strip_suffix(".html")) {
        return views.index.by_slug(slug).map(|proposal| proposal_path(&proposal.slug));
    }
    let name = path.strip_prefix("minutes/").unwrap_or(path);
    let day = name.strip_suffix(".md").or_else(|| name.strip_suffix(".yaml")).and_then(parse_day)?;
    views.calls.meeting_on(day).map(|_| call_path(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::TestGroup;

    #[test]
    fn files_of_the_repository_are_pages_of_the_site() {
        let views = TestGroup::new().proposal("imei-fraud", "").call("2026-02-12", "").views("2026-02-13");
        for (url, page) in [
            ("2026-02-12.md", Some("calls/2026-02-12.html")),
            ("./2026-02-12.md#aob", Some("calls/2026-02-12.html")),
            ("../minutes/2026-02-12.md", Some("calls/2026-02-12.html")),
            ("2026-02-26.md", None),
            ("../backlog/README.md", Some("index.html#backlog")),
            ("../backlog/imei-fraud.yaml", Some("proposals/imei-fraud.html")),
            ("../proposals/imei-fraud.html", Some("proposals/imei-fraud.html")),
            ("../backlog/other.yaml", None),
            ("../../backlog/imei-fraud.yaml", None),
            ("../workgroup.yaml", None),
            ("", None),
        ] {
            assert_eq!(find_page(url, &views).as_deref(), page, "{url}");
        }
    }
}
