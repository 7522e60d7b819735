//! Blank lines: templates leave too many, and prose keeps its own.

/// Leaves at most one blank line between blocks, and one line end at the end. Fenced and indented code stays as it is.
pub fn normalize_blank_lines(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut fence: Option<Fence> = None;
    let mut blank_lines = 0;
    for line in text.lines() {
        if line.trim().is_empty() && fence.is_none() {
            blank_lines += 1;
            continue;
        }
        // An indented line may continue the code before it.
        let kept_lines =
            if line.starts_with("    ") || line.starts_with('\t') { blank_lines } else { blank_lines.min(1) };
        if !tidy.is_empty() {
            (0..kept_lines).for_each(|_| tidy.push('\n'));
        }
        blank_lines = 0;
        fence = match (fence, Fence::parse(line)) {
            (None, opened) => opened,
            (Some(open), Some(found)) if found.closes(&open) => None,
            (open, _) => open,
        };
        tidy.push_str(line);
        tidy.push('\n');
    }
    tidy.truncate(tidy.trim_end().len());
    tidy.push('\n');
    tidy
}

/// The line that opens or closes fenced code.
struct Fence {
    character: char,
    length: usize,
    /// Whether nothing follows the fence: only such a line closes code.
    is_bare: bool,
}

impl Fence {
    fn parse(line: &str) -> Option<Self> {
        let line = line.trim_start();
        let character = line.chars().next().filter(|character| matches!(character, '`' | '~'))?;
        let length = line.chars().take_while(|next| *next == character).count();
        let rest = &line[length..];
        (length >= 3 && (character == '~' || !rest.contains('`'))).then(|| Self {
            character,
            length,
            is_bare: rest.trim().is_empty(),
        })
    }

    fn closes(&self, open: &Fence) -> bool {
        self.is_bare && self.character == open.character && self.length >= open.length
    }
}

#[cfg(test)]
mod tests {
    use super::normalize_blank_lines;

    #[test]
    fn one_blank_line_separates_blocks() {
        assert_eq!(normalize_blank_lines("\n\n# A\n\n\n\nb\n  \n\n"), "# A\n\nb\n");
    }

    #[test]
    fn code_keeps_its_blank_lines() {
        for code in
            ["````\n```\n\n\na\n````\n", "    a\n\n\n    b\n", "- x\n  ```c\n\n\n  y\n  ```\n", "~~~\n\n\n~~~~\n"]
        {
            assert_eq!(normalize_blank_lines(code), code);
        }
        assert_eq!(normalize_blank_lines("```\n\n\n```\n\n\n\nx\n"), "```\n\n\n```\n\nx\n");
        assert_eq!(normalize_blank_lines("`` ` ``\n\n\n\nx\n"), "`` ` ``\n\nx\n");
    }
}
