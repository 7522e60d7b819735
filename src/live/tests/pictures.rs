//! Pictures of the screen: `TRYCMD=overwrite cargo test --lib live` writes them again.

use super::Desk;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Color;
use std::path::Path;

/// Sizes: usual, wide, and as small as a screen can be.
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 30), (20, 5)];

/// The keys that lead to each picture.
const PICTURES: [(&str, &str); 10] = [
    ("agenda", "2"),
    ("note", "2nThe owner showed the units.<Enter>- Bo: 海図 or charts?"),
    ("decision", "2dBoth stay separate APIs.<Enter>"),
    ("action", "2aPublish the draft<Enter>"),
    ("stage", "1s"),
    ("close", "<Home>c"),
    ("people", "pb"),
    ("history", "2h"),
    ("keys", "?"),
    ("leave", "q"),
];

#[test]
fn the_screen_looks_as_committed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/live/pictures");
    let overwrites = std::env::var("TRYCMD").is_ok_and(|mode| mode == "overwrite");
    let mut wrong = Vec::new();
    for (name, keys) in PICTURES {
        let mut desk = Desk::open_harbour();
        desk.press(keys);
        let pictures = SIZES.map(|(columns, lines)| format!("{columns}x{lines}\n\n{}", desk.picture(columns, lines)));
        let drawn = pictures.join("\n");
        let path = folder.join(format!("{name}.txt"));
        if overwrites {
            std::fs::write(&path, drawn).unwrap();
        } else if std::fs::read_to_string(&path).unwrap_or_default() != drawn {
            wrong.push(format!("{name}:\n{drawn}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_size_has_a_picture() {
    for (_, keys) in PICTURES {
        let mut desk = Desk::open_harbour();
        desk.press(keys);
        for columns in 0..130 {
            for lines in [0, 1, 2, 3, 5, 9, 10, 12, 24, 40] {
                desk.picture(columns, lines);
            }
        }
    }
}

#[test]
fn a_terminal_without_unicode_has_a_picture_of_ascii() {
    let mut desk = Desk::open();
    desk.screen.look.unicode = false;
    desk.press("3");
    let picture = desk.picture(80, 24);
    let frame: String = picture.chars().filter(|c| !c.is_ascii()).collect();
    // What people wrote stays.
    assert_eq!(frame.replace(['…', '·'], ""), "", "{picture}");
    assert!(picture.contains("> 3  #293 Trust Worthiness") && picture.contains("1x   -"), "{picture}");
}

#[test]
fn the_manual_shows_a_picture() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/manual/live-screen.md");
    let page = std::fs::read_to_string(page).unwrap();
    let mut desk = Desk::open_harbour();
    desk.press(PICTURES[1].1);
    let picture = desk.picture(80, 24);
    assert!(page.contains(&format!("```text\n{picture}```\n")), "{picture}");
}

#[test]
fn colors_are_shown_only_where_they_are_wanted() {
    let has_color = |color: bool| {
        let mut desk = Desk::open_harbour();
        desk.screen.look.color = color;
        desk.press("2dBoth stay.<Enter>");
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        terminal.draw(|frame| desk.screen.draw(frame)).unwrap();
        let cells = terminal.backend().buffer().content();
        cells.iter().any(|cell| (cell.fg, cell.bg) != (Color::Reset, Color::Reset))
    };
    assert!(has_color(true) && !has_color(false));
}
