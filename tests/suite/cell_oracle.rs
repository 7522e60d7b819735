//! cmark-gfm shows a cell as it shows its prose.

use crate::cmark::{Shown, decode_percent, has_oracle, run_cmark, shown_html, shown_xml};
use crate::fuzz::targets::prose::PROSE;
use backlog::render::cell::{escape_text, format_block, format_cell, format_link};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Shows each cell with cmark-gfm, as rows of one table.
fn read_cells(cells: &[String]) -> Vec<Shown> {
    let mut table = "| h |\n| --- |\n".to_owned();
    for cell in cells {
        table += &["| ", cell, " |\n"].concat();
    }
    let html = run_cmark(&table, "html");
    // The tags of the table itself are on lines of their own.
    let own = |tag: &str| html.lines().filter(|line| line.trim() == tag).count();
    assert_eq!((own("<table>"), own("</table>")), (1, 1), "{html}");
    assert_eq!(own("<tr>"), cells.len() + 1, "{table}\n{html}");
    let shown: Vec<_> = html
        .lines()
        .filter(|line| line.starts_with("<td>"))
        .map(|line| shown_html(line.strip_prefix("<td>").unwrap().strip_suffix("</td>").unwrap()))
        .collect();
    assert_eq!(shown.len(), cells.len(), "{table}\n{html}");
    shown
}

#[test]
fn a_cell_shows_its_prose() {
    if !has_oracle() {
        return;
    }
    for prose in PROSE {
        let shown = read_cells(&[format_cell(prose)]);
        assert_eq!(shown, [shown_xml(&run_cmark(prose, "xml"))], "{prose:?}\n{}", format_cell(prose));
    }
}

#[test]
fn blocks_show_what_the_prose_says() {
    if !has_oracle() {
        return;
    }
    for prose in PROSE {
        let document = format!("before\n\n{}\n\nafter", format_block(prose));
        let Shown { text, links } = shown_html(
            &run_cmark(&document, "html")
                .replace("<input type=\"checkbox\" disabled=\"\" />", "☐")
                .replace("<input type=\"checkbox\" checked=\"\" disabled=\"\" />", "☑"),
        );
        let mut expected = shown_xml(&run_cmark(prose, "xml"));
        expected.text = format!("before {} after", expected.text).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(Shown { text, links }, expected, "{prose:?}\n{document}");
    }
}

fn comrak_xml(prose: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    comrak::markdown_to_commonmark_xml(&format!("{prose}\n"), &options)
}

/// Pieces of Markdown and HTML in any order.
pub fn markdownish() -> impl Strategy<Value = String> {
    concat!(
        "(a|b c|1\\. |7\\) |- |\\* |\\+ |> | | |\n|\n|\n\n|    |`|``|```\n|\\*|\\*\\*|_|__|~|~~|\\[|\\]",
        "|\\(|\\)|\\]\\(u\\)|\\[x\\]\\(http://e\\.x/y\\)|!\\[i\\]\\(p\\.png\\)|!\\[|\\||\\\\|&amp;|&|;",
        "|#|# |<br>|<b>|</div>|<!-- c -->|<|http|://e\\.x|www|\\.|e\\.x|a@b\\.cd|@|!|:|\\\\\\||&#124;",
        "|\n---\n|\n===\n|\n\\| a \\| b \\|\n\\| - \\| - \\|\n\\| 1 \\| 2 \\|\n|\n\n\\[r\\]: /u\n\n",
        "|\\[r\\]|- \\[x\\] |é|“|\t|\\$x\\$|\\{|foo_bar|javascript:x|\\]\\(javascript:x\\)",
        "|<javascript:x>|\n\n\\[r\\]: javascript:x\n\n|<!--|-->|--|<i|java&#115;cript&colon;|&copy",
        "|mailto:|xmpp:|/|-|\\+|\"|&#42;|&#10;){0,23}",
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(
        std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(64)
    ) })]

    // The tree is comrak's, because the two parsers differ in corner cases that are not about cells.
    #[test]
    fn any_prose_shows_what_it_says(proses in prop::collection::vec(markdownish(), 1..24)) {
        if has_oracle() {
            let cells: Vec<_> = proses.iter().map(|prose| format_cell(prose)).collect();
            for (prose, (shown, cell)) in proses.iter().zip(read_cells(&cells).iter().zip(&cells)) {
                prop_assert_eq!(shown, &shown_xml(&comrak_xml(prose)), "{:?}\n{}", prose, cell);
            }
        }
    }

    #[test]
    fn any_block_leaves_the_next_alone(prose in markdownish()) {
        if has_oracle() {
            let html = run_cmark(&format!("{}\n\n*after*\n", format_block(&prose)), "html");
            let scripts = |to: &String| to.trim_start().starts_with("javascript:");
            // Panics on any tag that does not come from Markdown.
            prop_assert!(!shown_html(&html).links.iter().any(scripts), "{:?}\n{}", prose, html);
            prop_assert!(html.ends_with("<p><em>after</em></p>\n"), "{:?}\n{}", prose, html);
        }
    }

    #[test]
    fn any_text_is_shown_as_it_is(plains in prop::collection::vec(markdownish(), 1..24)) {
        if has_oracle() {
            let plain_shown = |plain: &str| Shown::new(plain, BTreeSet::new());
            let texts: Vec<_> = plains.iter().map(|plain| escape_text(plain).into_owned()).collect();
            for (plain, shown) in plains.iter().zip(read_cells(&texts)) {
                prop_assert_eq!(shown, plain_shown(plain));
            }
            for place in ["", "# ", "- ", "> ", "above\n\n", "1. "] {
                let document: String =
                    texts.iter().flat_map(|text| [place, text, "\n\n"]).collect();
                let all = plains.join(" ");
                let prefix = place.strip_suffix("\n\n").unwrap_or_default();
                let all = if prefix.is_empty() { all } else {
                    plains.iter().map(|plain| format!("{prefix} {plain}")).collect::<Vec<_>>().join(" ")
                };
                let shown = shown_html(&run_cmark(&document, "html"));
                prop_assert_eq!(shown, plain_shown(&all), "{}", document);
            }
        }
    }

    #[test]
    fn any_link_leads_where_it_says(label in markdownish(), url in markdownish()) {
        if has_oracle() {
            let url = format!("http://e.x/{url}");
            let expected = Shown::new(
                if label.trim().is_empty() { url.trim() } else { &label },
                BTreeSet::from([decode_percent(url.trim())]),
            );
            prop_assert_eq!(&read_cells(&[format_link(&label, &url)]), &[expected]);
        }
    }
}
