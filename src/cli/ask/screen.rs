//! Draws a list on the terminal after each key.

use super::picker::{Choice, Picker, PickerState};
use console::Term;

/// Shows the list until it is answered or canceled, and returns the choices; none if canceled.
///
/// The cursor stays where the user types and is never hidden, so that it is visible however the program ends.
pub fn run_picker(picker: &mut Picker, color: bool) -> std::io::Result<Vec<Choice>> {
    let terminal = Term::buffered_stderr();
    loop {
        draw_picker(picker, &terminal, color)?;
        match picker.handle_key(&terminal.read_key_raw()?) {
            PickerState::Open => {}
            PickerState::Chosen(choices) => {
                clear_picker(&terminal)?;
                terminal.write_line(&picker.format_answer(&choices, usize::from(terminal.size().1)))?;
                terminal.flush()?;
                return Ok(choices);
            }
            PickerState::Canceled => {
                clear_picker(&terminal)?;
                terminal.flush()?;
                return Ok(Vec::new());
            }
            PickerState::Interrupted => {
                clear_picker(&terminal)?;
                terminal.flush()?;
                return Err(std::io::ErrorKind::Interrupted.into());
            }
        }
    }
}

/// Draws the list from the line of the cursor on, and puts the cursor back to where the user types.
fn draw_picker(picker: &Picker, terminal: &Term, color: bool) -> std::io::Result<()> {
    let (lines, columns) = terminal.size();
    let frame = picker.draw_frame(usize::from(columns), usize::from(lines), color);
    clear_picker(terminal)?;
    terminal.write_str(&frame.lines.join("\n"))?;
    terminal.move_cursor_up(frame.lines.len() - 1)?;
    terminal.write_str("\r")?;
    terminal.move_cursor_right(frame.cursor)?;
    terminal.flush()
}

fn clear_picker(terminal: &Term) -> std::io::Result<()> {
    terminal.write_str("\r")?;
    terminal.clear_to_end_of_screen()
}
