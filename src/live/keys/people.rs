//! The keys that find and mark people.

use crate::live::facts::Presence;
use crate::live::form::Purpose;
use crate::live::message::MessageKind;
use crate::live::mode::Mode;
use crate::live::people::PeoplePicker;
use crate::live::request::Request;
use crate::live::screen::LiveScreen;
use ratatui::crossterm::event::{KeyCode, KeyEvent};

impl LiveScreen {
    pub(super) fn press_people_key(&mut self, key: KeyEvent) {
        let Mode::People(picker) = &mut self.mode else { return };
        match key.code {
            KeyCode::Esc | KeyCode::Tab => self.mode = Mode::Agenda,
            KeyCode::Up => picker.step(false, &self.facts),
            KeyCode::Down => picker.step(true, &self.facts),
            KeyCode::Backspace => picker.delete_letter(),
            KeyCode::Enter => self.mark_person(false),
            KeyCode::Char('-') => self.mark_person(true),
            KeyCode::Char('=') => self.mark_same_people(),
            KeyCode::Char('+') => {
                let letters = picker.letters.clone();
                self.open_form(Purpose::Person);
                self.paste(&letters);
            }
            KeyCode::Char(letter) => picker.type_letter(letter),
            _ => {}
        }
    }

    /// Marks the chosen person as present or as excused, or takes that mark away.
    fn mark_person(&mut self, excused: bool) {
        let Mode::People(picker) = &self.mode else { return };
        let Some(person) = picker.chosen(&self.facts) else {
            return self.say(MessageKind::Notice, "nobody matches; + adds somebody new");
        };
        let organization = Some(person.organization.clone()).filter(|name| !name.is_empty());
        let marked = if excused { Presence::Absent } else { Presence::Present };
        let name = person.name.clone();
        let request = match person.presence == marked {
            true => Request::Unlisted { name, organization },
            false => Request::Attendance { names: vec![name], organization, excused },
        };
        if self.write(&request)
            && let Mode::People(picker) = &mut self.mode
        {
            *picker = PeoplePicker::default();
        }
    }

    /// Marks everyone as present who was present in the last call, unless they are listed already.
    fn mark_same_people(&mut self) {
        let is_missing = |presence: Presence| presence == Presence::Unlisted;
        let same = self.facts.people.iter().filter(|one| one.was_present && is_missing(one.presence));
        let names: Vec<String> = same.map(|one| one.name.clone()).collect();
        if names.is_empty() {
            return self.say(MessageKind::Notice, "everyone who was in the last call is listed already");
        }
        self.write(&Request::Attendance { names, organization: None, excused: false });
    }
}
