//! How text for the terminal looks.

/// How a piece of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextStyle {
    /// As all text.
    Plain,
    /// A sign of the program or of a record.
    Code,
    /// A heading or a name.
    Strong,
    /// What prose stresses.
    Emphasis,
    /// What is beside the point.
    Dim,
    /// Something is wrong.
    Error,
    /// Something may be wrong.
    Warning,
}

impl TextStyle {
    /// The text in its style, which only colour shows.
    pub fn paint(self, text: &str, color: bool) -> String {
        let code = match self {
            TextStyle::Plain => "",
            TextStyle::Code => "36",
            TextStyle::Strong => "1",
            TextStyle::Emphasis => "3",
            TextStyle::Dim => "2",
            TextStyle::Error => "31;1",
            TextStyle::Warning => "33;1",
        };
        if color && !code.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
