use super::*;

const NAMES: [&str; 6] =
    ["Acme Telecom", "José Pérez (Telefónica)", "Ann Example (Orange)", "Ann Lee (Orange)", "Vega Labs", "提案"];

fn picker() -> Picker {
    Picker::one("Who", NAMES.map(str::to_owned))
}

/// What a picker says after keys: a word is typed, a name in angle brackets is a key.
fn press(picker: &mut Picker, keys: &[&str]) -> Outcome {
    let mut outcome = Outcome::Open;
    for key in keys {
        outcome = match *key {
            "<Enter>" => picker.press(&Key::Enter),
            "<Up>" => picker.press(&Key::ArrowUp),
            "<Down>" => picker.press(&Key::ArrowDown),
            "<Tab>" => picker.press(&Key::Tab),
            "<Backspace>" => picker.press(&Key::Backspace),
            "<End>" => picker.press(&Key::End),
            text => text.chars().map(|c| picker.press(&Key::Char(c))).last().unwrap_or(Outcome::Open),
        };
    }
    outcome
}

fn chosen(picker: Picker, keys: &[&str]) -> Vec<Choice> {
    let mut picker = picker;
    match press(&mut picker, keys) {
        Outcome::Chosen(choices) => choices,
        other => panic!("{keys:?} gives {other:?}"),
    }
}

#[test]
fn what_is_typed_is_taken() {
    for (keys, at) in [
        (&["Vega", "<Enter>"][..], 4),
        (&["vega labs", "<Enter>"], 4),
        (&["perez", "<Enter>"], 1),
        (&["Ann L", "<Enter>"], 3),
        (&["lee ann", "<Enter>"], 3),
        (&["k", "<Backspace>", "j", "<Enter>"], 1),
        (&["案", "<Enter>"], 5),
        (&["<Enter>"], 0),
        (&["<Down>", "<Down>", "<Up>", "<Enter>"], 1),
        (&["<Up>", "<Enter>"], 5),
        (&["<End>", "<Down>", "<Enter>"], 0),
        (&["ann", "<Down>", "<Enter>"], 3),
        (&["<Down>", "<Tab>", "<Enter>"], 1),
    ] {
        assert_eq!(chosen(picker(), keys), [Choice::Known(at)], "{keys:?}");
    }
    assert_eq!(press(&mut picker(), &["nobody", "<Enter>"]), Outcome::Open);
}

#[test]
fn of_several_the_highlighted_one_is_taken_where_none_is_checked() {
    let known = |at: &[usize]| at.iter().map(|at| Choice::Known(*at)).collect::<Vec<_>>();
    for (keys, at) in [
        (&["Vega", "<Enter>"][..], &[4][..]),
        (&["Ann Lee", "<Enter>"], &[3]),
        (&["<Down>", "<Enter>"], &[1]),
        (&[" ", "<Down>", " ", "<Enter>"], &[0, 1]),
        (&[" ", "<Down>", "<Enter>"], &[0]),
        (&["Vega", "<Tab>", "lee", "<Tab>", "<Enter>"], &[3, 4]),
        (&["Vega", "<Tab>", "lee", "<Enter>"], &[3, 4]),
        (&["Vega", "<Tab>", "<Tab>", "<Down>", "<Enter>"], &[5]),
    ] {
        assert_eq!(chosen(picker().multiple(), keys), known(at), "{keys:?}");
    }
}

#[test]
fn what_is_not_listed_may_be_added() {
    let new = |keys| chosen(picker().multiple().with_new(true), keys);
    assert_eq!(new(&["Harbour Master", "<Enter>"]), [Choice::New("Harbour Master".to_owned())]);
    assert_eq!(new(&["Ann", "<End>", "<Enter>"]), [Choice::New("Ann".to_owned())]);
    assert_eq!(new(&["Cy Dow", "<Tab>", "vega", "<Enter>"]), [Choice::Known(4), Choice::New("Cy Dow".to_owned())]);
    assert_eq!(new(&["vega labs", "<End>", "<Enter>"]), [Choice::Known(4)], "it is listed");
}

#[test]
fn a_frame_fits_its_terminal() {
    let mut picker = picker().multiple().with_new(true);
    press(&mut picker, &["<Down>", " "]);
    let frame = picker.frame(80, 24, false);
    assert_eq!(
        frame.lines,
        [
            "Who: ",
            "  [ ] Acme Telecom",
            "> [x] José Pérez (Telefónica)",
            "  [ ] Ann Example (Orange)",
            "  [ ] Ann Lee (Orange)",
            "  [ ] Vega Labs",
            "  [ ] 提案",
            "type to filter, arrows move, Tab checks, Enter takes 1 checked"
        ]
    );
    press(&mut picker, &["案x"]);
    let frame = picker.frame(80, 24, false);
    assert_eq!((frame.cursor, frame.lines[1].as_str()), (8, "> [ ] add 案x"));
    press(&mut picker, &["<Backspace>", "<Backspace>", "<End>"]);
    for (columns, lines) in [(20, 5), (10, 3), (1, 1)] {
        let frame = picker.frame(columns, lines, false);
        assert!(frame.lines.len() <= lines.max(3), "{:?}", frame.lines);
        assert!(columns < 4 || frame.lines.iter().all(|line| width(line) < columns), "{:?}", frame.lines);
    }
    assert_eq!(picker.frame(20, 5, false).lines[3], "> [ ] 提案");
    assert!(picker.frame(80, 5, false).lines[4].starts_with("4-6 of 6, "));
}
