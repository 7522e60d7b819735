//! What people wrote controls no terminal, and wide characters stay in their columns.

use super::Desk;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use unicode_width::UnicodeWidthStr;

/// Begins a title in red, rings, turns the direction of text, hides.
const NASTY: &str = "\u{1b}[31mred\u{7}\u{202e}gnorw\u{200b}\u{9b}2J";

#[test]
fn control_characters_in_records_are_inert() {
    let text = "\\e[31mred\\a\\u202Egnorw\\u200B\\x9b2J";
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        std::fs::create_dir_all(folder.path().join(path).parent().unwrap()).unwrap();
        std::fs::write(folder.path().join(path), text).unwrap();
    };
    write("workgroup.yaml", &format!("name: \"{text}\"\n"));
    write(
        "minutes/2026-02-12.yaml",
        &format!(
            "date: 2026-02-12\nstart: \"09:00\"\nend: \"10:30\"\nextra: a test\ntopics:\n  - title: \"{text}\"\n    notes: \"{text}\"\n    \
         decisions: [\"{text}\"]\n    actions: [{{ id: 20260212-01, owners: [\"{text}\"], text: \"{text}\" }}]\n"
        ),
    );
    let mut desk = Desk::open_call(folder, "2026-02-12", "2026-02-12T09:00:00Z");
    for keys in ["", "n", "<Esc>p", "<Esc>h", "<Esc>/red", "<Esc>.", "q"] {
        desk.press(keys);
        for (columns, lines) in [(80, 24), (120, 30), (20, 5)] {
            let mut terminal = Terminal::new(TestBackend::new(columns, lines)).unwrap();
            terminal.draw(|frame| desk.screen.draw(frame)).unwrap();
            for cell in terminal.backend().buffer().content() {
                let has = |c: char| NASTY.contains(c) && !c.is_ascii_graphic();
                assert!(!cell.symbol().contains(has), "{keys}: {:?}", cell.symbol());
            }
        }
    }
    desk.press("<Esc><Esc>n");
    desk.screen.paste("x\u{1b}[0my");
    desk.press("<Esc>");
    assert!(!desk.picture(80, 24).contains('\u{1b}'));
}

#[test]
fn wide_characters_stay_in_their_columns() {
    let mut desk = Desk::open_harbour();
    desk.press("4n");
    desk.screen.paste("👩‍🔬 灯台の状態 e\u{301}\u{302} ｶﾞ 한국어\n");
    for (columns, lines) in [(80, 24), (81, 24), (121, 30), (20, 5), (33, 12)] {
        let picture = desk.picture(columns, lines);
        for line in picture.lines() {
            assert!(line.width() <= usize::from(columns), "{columns}: {line}");
        }
        if columns >= 80 {
            let bars = picture.lines().filter(|line| line.chars().any(|c| c == '│')).count();
            assert_eq!(bars, usize::from(lines) - 5, "{picture}");
        }
    }
}

#[test]
fn any_keys_in_any_order_leave_readable_records() {
    const KEYS: [&str; 46] = [
        "j",
        "k",
        "1",
        "2",
        "3",
        "4",
        "5",
        "n",
        "d",
        "s",
        "a",
        "c",
        ".",
        "R",
        "e",
        "t",
        "r",
        "A",
        "p",
        "h",
        "u",
        "U",
        "?",
        "/",
        "q",
        "<Enter>",
        "<Enter>",
        "<Enter>",
        "<Esc>",
        "<Esc>",
        "<Tab>",
        "<Up>",
        "<Down>",
        "<Back>",
        "<Home>",
        "<End>",
        "<PageDown>",
        "<C-z>",
        "<Alt-Enter>",
        "<Alt-d>",
        "=",
        "+",
        "-",
        "! word",
        "> beta: word",
        "灯",
    ];
    let mut desk = Desk::open_harbour();
    let mut state: u32 = 17;
    let mut pick = |count: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(state >> 8).unwrap() % count
    };
    let mut pressed = String::new();
    for _ in 0..400 {
        let key = KEYS[pick(KEYS.len())];
        pressed += key;
        desk.press(key);
        desk.wait(i64::try_from(pick(3)).unwrap());
        desk.picture(u16::try_from(pick(130)).unwrap(), u16::try_from(pick(40)).unwrap());
        assert!(desk.screen.paused.is_none(), "{pressed}: {}", desk.footer());
    }
}
