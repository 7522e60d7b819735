//! The keys that fill in a form.

use crate::live::form::{Form, FormStep, Purpose};
use crate::live::mark::{read_decision, read_topic};
use crate::live::message::MessageKind;
use crate::live::mode::Mode;
use crate::live::people::PeoplePicker;
use crate::live::request::Request;
use crate::live::screen::LiveScreen;
use crate::model::action::ActionStatus;
use ratatui::crossterm::event::KeyEvent;

impl LiveScreen {
    pub(super) fn press_form_key(&mut self, key: KeyEvent) {
        let Mode::Form(form) = &mut self.mode else { return };
        match form.press_key(key) {
            FormStep::Open => {}
            FormStep::Left => self.keep_form(),
            FormStep::Done => self.submit_form(),
        }
    }

    /// Leaves the form. What was typed is there when it is opened again.
    pub(super) fn keep_form(&mut self) {
        if let Mode::Form(form) = std::mem::replace(&mut self.mode, Mode::Agenda) {
            self.left_forms.extend(Some(*form).filter(|form| !form.is_empty()));
        }
    }

    /// Records what the form has. A refusal leaves it open.
    fn submit_form(&mut self) {
        let Mode::Form(form) = &self.mode else { return };
        if form.needs_text() && form.text(0).is_empty() {
            let first = form.fields.first().map_or("", |field| field.label);
            return self.say(MessageKind::Refused, format!("\"{first}\" is empty; Esc leaves without a record"));
        }
        let purpose = form.purpose.clone();
        let request = match form_request(form) {
            Ok(request) => request,
            Err(reason) => return self.say(MessageKind::Refused, reason),
        };
        if self.write(&request) {
            self.mode = match purpose {
                Purpose::Person => Mode::People(PeoplePicker::default()),
                _ => Mode::Agenda,
            };
            if purpose == Purpose::Topic {
                let is_topic = |tag: &str| tag.starts_with('T');
                self.at = self.facts.rows.iter().rposition(|row| is_topic(&row.tag)).unwrap_or(self.at);
            }
        }
    }
}

/// What a form asks to record, or why it is not understood.
fn form_request(form: &Form) -> Result<Request, String> {
    let text = form.text(0);
    Ok(match form.purpose.clone() {
        Purpose::Decision { item } => read_decision(item, &text)?,
        Purpose::Action { item } => Request::Action { item, text, owners: form.text(1), due: form.text(2) },
        Purpose::Close { id } => {
            Request::Update { id, status: Some(ActionStatus::Closed), note: text, due: String::new() }
        }
        Purpose::Exception { item } => Request::Exception { item, why: text },
        Purpose::Topic => read_topic(&text, &form.text(1))?,
        Purpose::News => Request::News { heading: text, text: form.text(1) },
        Purpose::Person => Request::Attendance { names: vec![text], organization: Some(form.text(1)), excused: false },
    })
}
