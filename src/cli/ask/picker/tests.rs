use super::*;

const NAMES: [&str; 6] =
    ["Acme Telecom", "José Pérez (Telefónica)", "Ann Example (Orange)", "Ann Lee (Orange)", "Vega Labs", "提案"];

fn new_picker() -> Picker {
    Picker::new("Who", NAMES.map(str::to_owned))
}

/// What a picker says after keys: a word is typed, a name in angle brackets is a key.
fn press_keys(picker: &mut Picker, keys: &[&str]) -> PickerState {
    let mut outcome = PickerState::Open;
    for key in keys {
        outcome = match *key {
            "<Enter>" => picker.handle_key(&Key::Enter),
            "<Up>" => picker.handle_key(&Key::ArrowUp),
            "<Down>" => picker.handle_key(&Key::ArrowDown),
            "<Tab>" => picker.handle_key(&Key::Tab),
            "<Backspace>" => picker.handle_key(&Key::Backspace),
            "<End>" => picker.handle_key(&Key::End),
            text => text.chars().map(|c| picker.handle_key(&Key::Char(c))).last().unwrap_or(PickerState::Open),
        };
    }
    outcome
}

fn choose_with_keys(picker: Picker, keys: &[&str]) -> Vec<Choice> {
    let mut picker = picker;
    match press_keys(&mut picker, keys) {
        PickerState::Chosen(choices) => choices,
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
        assert_eq!(choose_with_keys(new_picker(), keys), [Choice::Known(at)], "{keys:?}");
    }
    assert_eq!(press_keys(&mut new_picker(), &["nobody", "<Enter>"]), PickerState::Open);
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
        assert_eq!(choose_with_keys(new_picker().with_multiple(), keys), known(at), "{keys:?}");
    }
}

#[test]
fn what_is_not_listed_may_be_added() {
    let new = |keys| choose_with_keys(new_picker().with_multiple().with_new(), keys);
    assert_eq!(new(&["Harbour Master", "<Enter>"]), [Choice::New("Harbour Master".to_owned())]);
    assert_eq!(new(&["Ann", "<End>", "<Enter>"]), [Choice::New("Ann".to_owned())]);
    assert_eq!(new(&["Cy Dow", "<Tab>", "vega", "<Enter>"]), [Choice::Known(4), Choice::New("Cy Dow".to_owned())]);
    assert_eq!(new(&["vega labs", "<End>", "<Enter>"]), [Choice::Known(4)], "it is listed");
}

#[test]
fn a_frame_fits_its_terminal() {
    let mut picker = new_picker().with_multiple().with_new();
    press_keys(&mut picker, &["<Down>", " "]);
    let frame = picker.draw_frame(80, 24, false);
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
            "type to filter, arrows move, Tab checks, Enter accepts 1 checked"
        ]
    );
    press_keys(&mut picker, &["案x"]);
    let frame = picker.draw_frame(80, 24, false);
    assert_eq!((frame.cursor, frame.lines[1].as_str()), (8, "> [ ] add 案x"));
    press_keys(&mut picker, &["<Backspace>", "<Backspace>", "<End>"]);
    for (columns, lines) in [(20, 5), (10, 3), (1, 1)] {
        let frame = picker.draw_frame(columns, lines, false);
        assert!(frame.lines.len() <= lines.max(3), "{:?}", frame.lines);
        assert!(columns < 4 || frame.lines.iter().all(|line| text_width(line) < columns), "{:?}", frame.lines);
    }
    assert_eq!(picker.draw_frame(20, 5, false).lines[3], "> [ ] 提案");
    assert!(picker.draw_frame(80, 5, false).lines[4].starts_with("4-6 of 6, "));
}
