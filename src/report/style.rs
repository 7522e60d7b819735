//! How text for the terminal looks.

/// How a piece of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
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

impl Style {
    /// The text in its style, which only colour shows.
    pub fn paint(self, text: &str, color: bool) -> String {
        let code = match self {
            Style::Plain => "",
            Style::Code => "36",
            Style::Strong => "1",
            Style::Emphasis => "3",
            Style::Dim => "2",
            Style::Error => "31;1",
            Style::Warning => "33;1",
        };
        if color && !code.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
