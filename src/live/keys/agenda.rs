//! The keys that choose an item, and what to record of it.

use crate::live::event::Outcome;
use crate::live::facts::{Mark, Part, Row, RowKey};
use crate::live::form::{Form, Purpose};
use crate::live::key_list::CHOICE_KEYS;
use crate::live::message::MessageKind;
use crate::live::mode::{Mode, Page};
use crate::live::people::PeoplePicker;
use crate::live::request::Request;
use crate::live::screen::LiveScreen;
use crate::model::spelling::fold_name;
use ratatui::crossterm::event::{KeyCode, KeyEvent};

impl LiveScreen {
    pub(super) fn press_agenda_key(&mut self, key: KeyEvent) -> Outcome {
        let last = self.facts.rows.len().saturating_sub(1);
        match key.code {
            KeyCode::Char('j') | KeyCode::Down => self.at = (self.at + 1).min(last),
            KeyCode::Char('k') | KeyCode::Up => self.at = self.at.saturating_sub(1),
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = last,
            KeyCode::Char(digit @ '1'..='9') => self.select_number(digit),
            KeyCode::Char('n') | KeyCode::Enter => self.open_note(),
            KeyCode::Char('d') => self.open_item_form(|item| Purpose::Decision { item }),
            KeyCode::Char('a') => self.open_form(Purpose::Action { item: self.selected_item() }),
            KeyCode::Char('e') => self.open_item_form(|item| Purpose::Exception { item }),
            KeyCode::Char('t') => self.open_form(Purpose::Topic),
            KeyCode::Char('r') => self.open_form(Purpose::News),
            KeyCode::Char('s') => self.open_stages(),
            KeyCode::Char('c') => self.open_close(),
            KeyCode::Char('.') => self.record_not_treated(),
            KeyCode::Char('R') => _ = self.write(&Request::RestNotTreated),
            KeyCode::Char('A') => _ = self.write(&Request::Approval),
            KeyCode::Char('u') => self.undo(false),
            KeyCode::Char('U') => self.undo(true),
            KeyCode::Char('p') => self.mode = Mode::People(PeoplePicker::default()),
            KeyCode::Char('h') => self.mode = Mode::Page(Page::History, 0),
            KeyCode::Char('?') => self.mode = Mode::Page(Page::Keys, 0),
            KeyCode::Char('/') => {
                self.mode = Mode::Find(String::new());
                self.say(MessageKind::Notice, "/");
            }
            KeyCode::Char('q') => return self.ask_to_leave(),
            KeyCode::Esc => self.message = None,
            KeyCode::Char(other) => {
                self.say(MessageKind::Notice, format!("`{other}` does nothing here; ? lists the keys"))
            }
            _ => {}
        }
        Outcome::Open
    }

    fn select_number(&mut self, digit: char) {
        let tag = digit.to_string();
        match self.facts.rows.iter().position(|row| row.tag == tag) {
            Some(at) => self.at = at,
            None => self.say(MessageKind::Notice, format!("the agenda has no item {digit}")),
        }
    }

    /// Opens a form about the selected item.
    fn open_item_form(&mut self, purpose: impl FnOnce(String) -> Purpose) {
        match self.selected_item() {
            Some(item) => self.open_form(purpose(item)),
            None => self.say_no_item(),
        }
    }

    pub(super) fn say_no_item(&mut self) {
        self.say(MessageKind::Notice, "select an item first: j and k move, 1-9 choose");
    }

    /// Opens a form, with what was typed when it was left before.
    pub(super) fn open_form(&mut self, purpose: Purpose) {
        let left = self.left_forms.iter().position(|left| left.purpose == purpose);
        let form = left.map(|at| self.left_forms.remove(at)).unwrap_or_else(|| self.new_form(purpose));
        self.mode = Mode::Form(Box::new(form));
    }

    /// An empty form.
    pub(in crate::live) fn new_form(&self, purpose: Purpose) -> Form {
        let none = String::new;
        let fields = match &purpose {
            Purpose::Decision { .. } => vec![("Decision", none())],
            Purpose::Action { item } => {
                let row = item.clone().and_then(|item| self.find_row(&RowKey::Item(item)));
                let owners = row.and_then(|at| self.facts.rows.get(at)).map(|row| row.item.owners.join(", "));
                let owners = owners.unwrap_or_default();
                vec![("What", none()), ("Who", owners), ("Due", "next, +2w, mar 12, 2026-03-12; or nothing".to_owned())]
            }
            Purpose::Close { id } => vec![("Note", format!("nothing: {id} is done"))],
            Purpose::Exception { .. } => vec![("Why it is treated", none())],
            Purpose::Topic => vec![("Title", "Table update PR#280 [review]".to_owned()), ("Who", none())],
            Purpose::News => vec![("From", "TSC 2026-02-05".to_owned()), ("News", none())],
            Purpose::Person => vec![("Name", none()), ("Organization", none())],
        };
        Form::new(purpose, &fields)
    }

    fn open_stages(&mut self) {
        match self.row().map(|row| row.item.stages.len()) {
            None | Some(0) => self.say(MessageKind::Notice, "only an item with a proposal has a stage"),
            Some(_) => self.mode = Mode::Stage,
        }
    }

    pub(super) fn press_stage_key(&mut self, key: KeyEvent) {
        self.mode = Mode::Agenda;
        let Some(at) = choice(key) else { return };
        let chosen = self.row().and_then(|row| Some((row.item_words()?.to_owned(), row.item.stages.get(at)?.0)));
        if let Some((item, stage)) = chosen {
            self.write(&Request::Stage { item, stage });
        }
    }

    /// The open action points of earlier calls that the selected row shows.
    fn open_points(&self) -> Vec<String> {
        self.row().into_iter().flat_map(|row| row.item.open_points()).map(|point| point.id.clone()).collect()
    }

    fn open_close(&mut self) {
        match self.open_points().as_slice() {
            [] => self.say(MessageKind::Notice, "no action point of an earlier call is open here"),
            [id] => self.open_form(Purpose::Close { id: id.clone() }),
            _ => self.mode = Mode::Close,
        }
    }

    pub(super) fn press_close_key(&mut self, key: KeyEvent) {
        self.mode = Mode::Agenda;
        if let Some(id) = choice(key).and_then(|at| self.open_points().get(at).cloned()) {
            self.open_form(Purpose::Close { id });
        }
    }

    /// Records that the item was not treated, and selects the next one without a record.
    fn record_not_treated(&mut self) {
        let Some(item) = self.selected_item() else { return self.say_no_item() };
        if self.write(&Request::NotTreated { item }) {
            let is_next = |row: &Row| row.part != Part::Start && row.mark == Mark::Open;
            let next = self.facts.rows.iter().skip(self.at + 1).position(is_next);
            if let Some(next) = next {
                self.at += next + 1;
            }
        }
    }

    pub(super) fn press_find_key(&mut self, key: KeyEvent) {
        let Mode::Find(words) = &mut self.mode else { return };
        match key.code {
            KeyCode::Char(letter) => words.push(letter),
            KeyCode::Backspace => _ = words.pop(),
            KeyCode::Esc | KeyCode::Enter => {
                self.mode = Mode::Agenda;
                self.message = None;
                return;
            }
            _ => return,
        }
        let (words, letters) = (words.clone(), fold_name(words));
        let found = self.facts.rows.iter().position(|row| fold_name(&row.label()).contains(&letters));
        match found {
            Some(at) => {
                self.at = at;
                self.say(MessageKind::Notice, format!("/{words}"));
            }
            None => self.say(MessageKind::Notice, format!("/{words}: no row has this")),
        }
    }
}

/// The index that a key chooses in a list.
fn choice(key: KeyEvent) -> Option<usize> {
    let KeyCode::Char(letter) = key.code else { return None };
    CHOICE_KEYS.chars().position(|one| one == letter)
}
