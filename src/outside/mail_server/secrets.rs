//! Hides passwords in a server's answer: some servers repeat what they did not understand.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A password in every form in which it is sent.
pub struct Secrets(Vec<String>);

impl Secrets {
    /// The forms of the password of a user.
    pub fn from_login(user: &str, password: &str) -> Self {
        let encoded = [STANDARD.encode(format!("\0{user}\0{password}")), STANDARD.encode(password)];
        let mut forms: Vec<String> = encoded.into_iter().chain([password.to_owned()]).collect();
        forms.retain(|form| !form.is_empty());
        Self(forms)
    }

    /// A text with dots in place of each of the forms.
    pub fn hide_in(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, form| text.replace(form, "..."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_form_of_a_password_is_left() {
        let secrets = Secrets::from_login("me", "hush1");
        assert_eq!(secrets.hide_in("500 what is AG1lAGh1c2gx or aHVzaDE= or hush1?"), "500 what is ... or ... or ...?");
        assert_eq!(Secrets::from_login("", "").hide_in("535 no"), "535 no");
    }
}
