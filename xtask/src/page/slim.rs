//! Takes comments and indentation out of what is shipped. Every statement keeps its line and every
//! name its letters, so that the page can still be read; the comments are in the repository.

use anyhow::{Result, bail};

/// A script without lines of comment and without indentation; brackets close on the line of what they hold.
///
/// # Errors
/// When a line's meaning could depend on what would be taken out: in text that spans lines.
pub(crate) fn script(name: &str, text: &str) -> Result<String> {
    let mut kept = Kept::new(text);
    for line in text.lines() {
        if line.matches('`').count() % 2 == 1 {
            bail!("{name} holds text over several lines (one ` in a line). Write it on one line.");
        }
        kept.line(line, "//");
    }
    let mut script = String::with_capacity(kept.text.len());
    for line in kept.text.lines() {
        // A bracket alone ends what stands on the line before, unless that could end in a comment.
        let before = script.lines().last().unwrap_or_default();
        if line.starts_with('}') && before.ends_with([';', '}', ',']) && !before.contains("//") {
            script.pop();
        }
        match line.strip_suffix(" {") {
            Some(line) => script.push_str(&format!("{line}{{")),
            None => script.push_str(line),
        }
        script.push('\n');
    }
    Ok(script)
}

/// A style without comments and without the space that means nothing, each rule on one line.
pub(crate) fn style(text: &str) -> String {
    let mut kept = Kept::new(text);
    for line in text.lines() {
        kept.line(line, "/*!");
    }
    let mut style = String::with_capacity(kept.text.len());
    for line in kept.text.lines() {
        if line.starts_with('}') && style.ends_with(';') {
            style.pop();
        }
        match line
            .strip_suffix(';')
            .and_then(|line| line.split_once(": "))
        {
            Some((property, value)) => style.push_str(&format!("{property}:{value};")),
            None => style.push_str(&line.replace(" {", "{")),
        }
        // Whole rules keep their lines.
        if line.ends_with('}') {
            style.push('\n');
        }
    }
    style
}

/// Markup without comments and without indentation.
///
/// # Errors
/// When a comment does not end.
pub(crate) fn markup(text: &str) -> Result<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((comment, after)) = comment.split_once("-->") else {
            bail!("A comment in www/index.html does not end.");
        };
        plain.push_str(before);
        // The places where the build puts something look like comments.
        if comment.trim().starts_with("build:") || comment.trim().starts_with("/build:") {
            plain.push_str(&format!("<!--{comment}-->"));
        }
        rest = after;
    }
    plain.push_str(rest);
    let lines = plain.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.collect::<Vec<_>>().join("\n") + "\n")
}

/// The lines that stay.
struct Kept {
    text: String,
    in_comment: bool,
}

impl Kept {
    fn new(text: &str) -> Self {
        Self {
            text: String::with_capacity(text.len()),
            in_comment: false,
        }
    }

    /// Only whole lines of comment go: what stands behind a statement is left alone, so that
    /// nothing inside a string is ever taken for a comment.
    fn line(&mut self, line: &str, comment: &str) {
        let line = line.trim();
        if self.in_comment {
            self.in_comment = !line.ends_with("*/");
            return;
        }
        if line.starts_with("/*") {
            let rest = line.get(2..).unwrap_or_default();
            match rest.split_once("*/") {
                Some((_, "")) => return,
                None => {
                    self.in_comment = true;
                    return;
                }
                Some(_) => {}
            }
        }
        if line.is_empty() || line.starts_with(comment) {
            return;
        }
        self.text.push_str(line);
        self.text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_keeps_its_statements() {
        let text = "// why\nconst a = \"// not a comment\";\n\n/**\n * Doc.\n */\n  function f() {\n    return a; // stays\n  }\n/* one line */\nif (b) {\n  c();\n}\n";
        let expected = "const a = \"// not a comment\";\nfunction f(){\nreturn a; // stays\n}\nif (b){\nc();}\n";
        assert_eq!(script("a.js", text).ok().as_deref(), Some(expected));
    }

    #[test]
    fn text_over_lines_is_refused() {
        assert!(script("a.js", "const a = `x\n  y`;\n").is_err());
    }

    #[test]
    fn a_style_loses_comments_alone() {
        assert_eq!(
            style("/* a\n b */\n.x,\n.y {\n  color: red;\n  margin: 0;\n}\n"),
            ".x,.y{color:red;margin:0}\n"
        );
        assert_eq!(style("/* a */\n.x {}\n"), ".x{}\n");
    }

    #[test]
    fn markup_keeps_the_places_of_the_build() {
        let text = "<p>\n  <!-- note -->\n  <!-- build:policy -->\n  a\n</p>\n";
        let expected = "<p>\n<!-- build:policy -->\na\n</p>\n";
        assert_eq!(markup(text).ok().as_deref(), Some(expected));
        assert!(markup("<!-- a").is_err());
    }
}
