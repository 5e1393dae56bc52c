//! Hostile text through the quoting, and through the tools that read it.

use anaplan_rsa_signer::exports::quote::{cmd, curl, posix, powershell};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::thread;

pub(crate) const HOSTILE: &[&str] = &[
    "",
    " ",
    "plain",
    "two words",
    "'",
    "''",
    "'\\''",
    "\"",
    "\"\"",
    "\\",
    "\\\\",
    "\\\"",
    "a\\",
    "$HOME",
    "$(id)",
    "`id`",
    "%PATH%",
    "%%",
    "100%",
    "!PATH!",
    "^",
    "^^",
    "a^b\"c^d",
    "&calc",
    "\"&calc",
    "\"&calc&\"",
    "| x",
    "<x>",
    "(x)",
    "; x",
    "a\nb",
    "a\r\nb",
    "\n",
    "\t",
    "\u{b}",
    "‘x’",
    "‚x‛",
    "“x”",
    "Zoë ✓ 😀",
    "-n",
    "--help",
    "~",
    "*",
    "[a]",
    "{a,b}",
    "#x",
    "=x",
    "@x",
    "\\n",
    "%{http_code}",
    "\\\\\"x y\\\\",
    "x y\\",
    "'; rm -rf /; '",
    "\" --output x \"",
    "%~dp0",
    "%1",
    "!",
    "a!b^!c",
];

#[test]
fn a_posix_shell_reads_exactly_the_text() {
    for shell in ["sh", "bash", "dash"] {
        for text in HOSTILE {
            let script = format!("printf '%s' {}", posix::quote(text));
            let output = Command::new(shell).args(["-c", &script]).output().unwrap();
            assert_eq!(
                String::from_utf8(output.stdout).unwrap(),
                *text,
                "{shell}: {script}"
            );
            assert!(output.stderr.is_empty(), "{shell}: {script}");
        }
    }
    assert_eq!(posix::quote("a\0b"), "'ab'");
}

/// Answers one request and gives back its body.
fn body_of_one_request(listener: &TcpListener) -> Vec<u8> {
    let (stream, _) = listener.accept().unwrap();
    let mut reader = BufReader::new(stream);
    let (mut line, mut length) = (String::new(), 0);
    while reader.read_line(&mut line).unwrap() > 2 {
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        line.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let answer = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
    reader.get_mut().write_all(answer).unwrap();
    body
}

#[test]
fn curl_reads_exactly_the_text() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let bodies = HOSTILE.iter().filter(|text| !text.is_empty());
        bodies
            .map(|_| body_of_one_request(&listener))
            .collect::<Vec<_>>()
    });
    for text in HOSTILE.iter().filter(|text| !text.is_empty()) {
        let config = format!(
            "url = {}\ndata-raw = {}\n",
            curl::quote(&url),
            curl::quote(text)
        );
        let mut curl = Command::new("curl")
            .args(["--disable", "--silent", "--noproxy", "*", "--config", "-"])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = curl.stdin.take().unwrap();
        input.write_all(config.as_bytes()).unwrap();
        drop(input);
        assert!(curl.wait().unwrap().success(), "{config}");
    }
    let bodies = server.join().unwrap();
    let expected: Vec<&[u8]> = HOSTILE
        .iter()
        .filter(|text| !text.is_empty())
        .map(|text| text.as_bytes())
        .collect();
    assert_eq!(bodies, expected);
}

/// The rule of about_Quoting_Rules, read backwards: any of the five quotes ends the string unless
/// a second one follows it, which then stands for the first.
fn powershell_reads(literal: &str) -> (String, String) {
    let is_quote = |c: char| c == '\'' || ('\u{2018}'..='\u{201B}').contains(&c);
    let mut rest = literal.chars().peekable();
    assert!(rest.next().is_some_and(is_quote), "{literal}");
    let mut text = String::new();
    while let Some(character) = rest.next() {
        if is_quote(character) && rest.next_if(|next| is_quote(*next)).is_none() {
            break;
        }
        text.push(character);
    }
    (text, rest.collect())
}

#[test]
fn powershell_reads_exactly_the_text() {
    for text in HOSTILE {
        let literal = powershell::quote(text);
        let read = powershell_reads(&literal);
        assert_eq!(read, ((*text).to_owned(), String::new()), "{literal}");
    }
    // As documented.
    assert_eq!(powershell::quote("don't"), "'don''t'");
}

/// What cmd makes of a line of a batch file while nothing is defined and delayed expansion is off:
/// percent signs first, then quotes and carets. Nothing, if the line would do more than print.
fn cmd_reads(line: &str) -> Option<String> {
    let mut expanded = String::new();
    let mut rest = line.chars().peekable();
    while let Some(character) = rest.next() {
        // A single one is dropped, or takes what follows for a variable.
        if character == '%' && rest.next_if_eq(&'%').is_none() {
            return None;
        }
        expanded.push(character);
    }
    let (mut out, mut inside) = (String::new(), false);
    let mut rest = expanded.chars();
    while let Some(character) = rest.next() {
        match character {
            '"' => inside = !inside,
            '^' if !inside => {
                out.push(rest.next()?);
                continue;
            }
            '&' | '|' | '<' | '>' | '(' | ')' if !inside => return None,
            '\r' | '\n' => return None,
            _ => {}
        }
        out.push(character);
    }
    Some(out)
}

/// Without what no line can hold.
fn printable(text: &str) -> String {
    text.replace(['\r', '\n'], "")
}

#[test]
fn cmd_prints_exactly_the_text() {
    for text in HOSTILE {
        let line = cmd::line(text);
        assert_eq!(cmd_reads(&line), Some(printable(text)), "{line}");
    }
    assert_eq!(cmd_reads("a&b"), None);
}

/// Splits a command line as the documentation of CommandLineToArgvW says.
fn arguments(line: &str) -> Vec<String> {
    let mut arguments = vec![];
    let (mut current, mut inside, mut started) = (String::new(), false, false);
    let mut rest = line.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\\' => {
                let mut count = 1;
                while rest.next_if_eq(&'\\').is_some() {
                    count += 1;
                }
                started = true;
                if rest.peek() != Some(&'"') {
                    current.push_str(&"\\".repeat(count));
                    continue;
                }
                current.push_str(&"\\".repeat(count / 2));
                if count % 2 == 1 {
                    current.extend(rest.next());
                }
            }
            '"' => {
                started = true;
                // Two quotes inside are one, and stay inside.
                if inside && rest.next_if_eq(&'"').is_some() {
                    current.push('"');
                } else {
                    inside = !inside;
                }
            }
            ' ' | '\t' if !inside => {
                if started {
                    arguments.push(std::mem::take(&mut current));
                }
                started = false;
            }
            plain => {
                started = true;
                current.push(plain);
            }
        }
    }
    if started {
        arguments.push(current);
    }
    arguments
}

#[test]
fn a_program_started_by_cmd_gets_exactly_the_argument() {
    for text in HOSTILE {
        let line = format!("curl {} end", cmd::argument(text));
        let line = cmd_reads(&line).unwrap_or_else(|| panic!("{line}"));
        assert_eq!(
            arguments(&line),
            ["curl", &printable(text), "end"],
            "{line}"
        );
    }
}

/// Python writes command lines for Windows by the same rule; cmd's own characters are not its affair.
#[test]
fn python_quotes_arguments_alike() {
    for text in [
        "two words",
        "a \"b\"",
        "x y\\",
        "\\\\ \"x",
        "c:\\a b\\\\\"",
        " ",
    ] {
        let program =
            "import subprocess, sys; sys.stdout.write(subprocess.list2cmdline(sys.argv[1:]))";
        let mut python = Command::new(crate::support::service::python());
        let output = python.args(["-c", program, text]).output().unwrap();
        assert_eq!(
            String::from_utf8(output.stdout).unwrap(),
            cmd::argument(text)
        );
    }
}
