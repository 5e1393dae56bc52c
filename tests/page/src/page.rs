//! The page as a person meets it: parts with a role and a name, text that is pasted, buttons that
//! are pressed, and what can be read afterwards.

use crate::browser::{Browser, PATIENCE};
use crate::keys::Keys;
use crate::outcome::{Failure, Outcome, ensure, ensure_eq};
use crate::server::Server;
use fantoccini::elements::Element;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant, SystemTime};
use url::Url;

/// A part of the page, by the role and name that assistive technology gets.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Part {
    pub(crate) role: &'static str,
    pub(crate) name: &'static str,
}

const fn part(role: &'static str, name: &'static str) -> Part {
    Part { role, name }
}

pub(crate) const CERTIFICATE: Part = part("textbox", "Certificate");
pub(crate) const PRIVATE_KEY: Part = part("textbox", "Private key");
pub(crate) const PASSPHRASE: Part = part("textbox", "Passphrase");
pub(crate) const UNLOCK: Part = part("button", "Unlock");
pub(crate) const CANCEL: Part = part("button", "Cancel");
pub(crate) const CHOICE: Part = part("combobox", "Certificate to use");
pub(crate) const GENERATE: Part = part("button", "Generate");
pub(crate) const CLEAR: Part = part("button", "Clear everything");
pub(crate) const AUTHORIZATION: Part = part("textbox", "Authorization header");
pub(crate) const BODY: Part = part("textbox", "Request body");
pub(crate) const COPY_AUTHORIZATION: Part = part("button", "Copy authorization header");
pub(crate) const COPY_BODY: Part = part("button", "Copy request body");

/// The two outputs of Generate.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Request {
    pub(crate) authorization: String,
    pub(crate) body: String,
}

/// Where the page comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Origin {
    /// A double click.
    File,
    /// A server of the intranet, without TLS: not a secure context.
    Http,
    /// A server on this machine, such as `cargo xtask serve`: a secure context without TLS.
    Loopback,
}

impl Origin {
    pub(crate) const ALL: [Self; 3] = [Self::File, Self::Http, Self::Loopback];

    /// Where every case is played.
    pub(crate) const USUAL: &'static [Self] = &[Self::File, Self::Http];

    /// Whether browsers give the page what they keep for secure contexts.
    pub(crate) fn is_secure(self) -> bool {
        self != Self::Http
    }

    /// Whether the page came from a web server.
    pub(crate) fn is_served(self) -> bool {
        self != Self::File
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Http => "http",
            Self::Loopback => "loopback",
        }
    }
}

/// The shipped file, and copies of it, under one origin.
pub(crate) struct Site<'a> {
    pub(crate) origin: Origin,
    pub(crate) server: &'a Server,
    /// What the browser asks of every other host ends here.
    pub(crate) elsewhere: &'a Server,
    /// The shipped file's text.
    pub(crate) shipped: &'a str,
    pub(crate) url: Url,
    /// A folder for copies.
    pub(crate) folder: &'a std::path::Path,
}

impl Site<'_> {
    /// Puts another page beside the shipped one.
    pub(crate) fn publish(&self, name: &str, text: String) -> Outcome<Url> {
        match self.origin {
            Origin::File => {
                let path = self.folder.join(name);
                std::fs::write(&path, text)?;
                file_url(&path)
            }
            Origin::Http | Origin::Loopback => {
                let mut url = self.url.clone();
                url.set_path(name);
                self.server.put(url.path(), text.into_bytes());
                Ok(url)
            }
        }
    }
}

pub(crate) fn file_url(path: &std::path::Path) -> Outcome<Url> {
    Url::from_file_path(path)
        .map_err(|()| Failure::new(format!("not an absolute path: {}", path.display())))
}

pub(crate) struct Page<'a> {
    pub(crate) browser: &'a Browser,
    pub(crate) site: &'a Site<'a>,
    pub(crate) keys: &'a Keys,
    /// The script that knows the rules of accessibility.
    pub(crate) axe: &'a str,
    /// Where what is seen is kept.
    pub(crate) evidence: &'a std::path::Path,
    /// Tells this page's files from those of the other engines.
    pub(crate) label: &'a str,
    /// Ids of parts found before: where to look first.
    pub(crate) known: &'a RefCell<BTreeMap<Part, String>>,
    /// When the case began: nothing that it makes is older.
    pub(crate) begun: SystemTime,
}

impl Page<'_> {
    /// Opens the shipped file again and waits until it is ready.
    #[track_caller]
    pub(crate) fn open(&self) -> Outcome {
        self.browser.go(&self.site.url)?;
        self.wait_for_state("ready")
    }

    /// Looks until there is something to see. `what` completes the sentence "waited for …".
    #[track_caller]
    pub(crate) fn wait_for<T>(
        &self,
        what: &str,
        mut look: impl FnMut() -> Outcome<Option<T>>,
    ) -> Outcome<T> {
        let start = Instant::now();
        loop {
            if let Some(seen) = look()? {
                return Ok(seen);
            }
            if start.elapsed() > PATIENCE {
                return Err(Failure::new(format!("waited in vain for {what}")));
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// The same, for a script that returns whether it sees it.
    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, script: &str) -> Outcome {
        self.wait_for(what, || {
            let seen = self.run(script)?;
            Ok((seen == json!(true)).then_some(()))
        })
    }

    #[track_caller]
    pub(crate) fn state(&self) -> Outcome<String> {
        let script = "return document.documentElement?.dataset.state";
        let state = self.run(script)?;
        Ok(state.as_str().unwrap_or_default().into())
    }

    #[track_caller]
    pub(crate) fn wait_for_state(&self, state: &str) -> Outcome {
        let mut last = String::new();
        let waited = self.wait_for(&format!("the state {state}"), || {
            last = self.state()?;
            Ok((last == state).then_some(()))
        });
        waited.map_err(|failure| failure.add(&format!("the state is {last:?}")))
    }

    /// The one element with this role and name.
    #[track_caller]
    pub(crate) fn find(&self, part: Part) -> Outcome<Element> {
        let known = self.known.borrow().get(&part).cloned();
        if let Some(id) = known {
            for element in self.browser.find_all(&format!("[id=\"{id}\"]"))? {
                if self.is(&element, part)? {
                    return Ok(element);
                }
            }
        }
        let mut found = Vec::new();
        for element in self
            .browser
            .find_all("button, input, select, textarea, output, [role]")?
        {
            // What the page has taken away meanwhile is no answer, and no failure either.
            if self.is(&element, part).unwrap_or(false) {
                found.push(element);
            }
        }
        let Part { role, name } = part;
        ensure_eq!(
            found.len(),
            1,
            "how many elements are a {role} called {name:?}"
        );
        let element = found.remove(0);
        let id = self.text_of("return arguments[0].id", vec![json!(element)])?;
        self.known.borrow_mut().insert(part, id);
        Ok(element)
    }

    #[track_caller]
    fn is(&self, element: &Element, part: Part) -> Outcome<bool> {
        let label = self.browser.label(element)?;
        // What it is called after that names the file that it belongs to.
        let is_called = if part == PASSPHRASE {
            label.starts_with(part.name)
        } else {
            label == part.name
        };
        if !is_called {
            return Ok(false);
        }
        // ARIA has no role for password fields: one engine says textbox, another nothing.
        let role = self.browser.role(element)?;
        // Nor do all engines agree on what a closed list is.
        let is_meant = role == part.role
            || (role.is_empty() && part.name.starts_with(PASSPHRASE.name))
            || (role == "button" && part == CHOICE);
        if !is_meant {
            return Ok(false);
        }
        // One engine gives role and name even to what is hidden.
        self.browser.displayed(element)
    }

    /// Puts a text into a field in one step, as pasting does.
    #[track_caller]
    pub(crate) fn fill(&self, part: Part, text: &str) -> Outcome {
        let field = self.find(part)?;
        self.put(&field, text)
    }

    /// The same, into a field that was found before.
    ///
    /// Who clicks into a field sees it. Firefox would scroll to the end of the text, and late: when the box is folded.
    #[track_caller]
    pub(crate) fn put(&self, field: &Element, text: &str) -> Outcome {
        let script = "const [field, text] = arguments;
            field.focus({ preventScroll: true });
            field.value = text;
            field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));";
        self.browser.run(script, vec![json!(field), json!(text)])?;
        Ok(())
    }

    /// Fills both fields with what belongs together.
    #[track_caller]
    pub(crate) fn fill_pair(&self) -> Outcome {
        self.fill(CERTIFICATE, &self.keys.certificate)?;
        self.fill(PRIVATE_KEY, &self.keys.key)
    }

    #[track_caller]
    pub(crate) fn press(&self, part: Part) -> Outcome {
        let button = self.find(part)?;
        self.browser.click(&button)
    }

    /// Returns the value of a field or an output.
    #[track_caller]
    pub(crate) fn value(&self, part: Part) -> Outcome<String> {
        let element = self.find(part)?;
        self.text_of(
            "const [e] = arguments; return 'value' in e ? e.value : e.textContent",
            vec![json!(element)],
        )
    }

    /// What the element with this role says; the empty text when it says nothing.
    #[track_caller]
    pub(crate) fn says(&self, role: &str) -> Outcome<String> {
        let elements = self.browser.find_all(&format!("[role={role}]"))?;
        let [element] = elements.as_slice() else {
            return Err(Failure::new(format!(
                "{} elements have the role {role}",
                elements.len()
            )));
        };
        let text = self.text_of("return arguments[0].innerText", vec![json!(element)])?;
        Ok(text.trim().into())
    }

    #[track_caller]
    pub(crate) fn alert(&self) -> Outcome<String> {
        self.says("alert")
    }

    #[track_caller]
    pub(crate) fn status(&self) -> Outcome<String> {
        self.says("status")
    }

    /// Presses Generate and waits for both outputs.
    #[track_caller]
    pub(crate) fn generate(&self) -> Outcome<Request> {
        self.press(GENERATE)?;
        self.wait_for_request()
    }

    #[track_caller]
    pub(crate) fn wait_for_request(&self) -> Outcome<Request> {
        self.wait_for_other_request(&Request::default())
    }

    /// Waits for both outputs to say something else than they said.
    #[track_caller]
    pub(crate) fn wait_for_other_request(&self, old: &Request) -> Outcome<Request> {
        let waited = self.wait_for("a result", || {
            if self.state()? != "ready" {
                return Ok(None);
            }
            let request = self.request()?;
            let filled = !request.authorization.is_empty() && !request.body.is_empty();
            Ok((filled && request != *old).then_some(request))
        });
        waited.map_err(|failure| match self.alert() {
            Ok(alert) if !alert.is_empty() => failure.add(&format!("the alert says: {alert}")),
            _ => failure,
        })
    }

    /// The sentence that says what to do next.
    pub(crate) fn next_step(&self) -> Outcome<String> {
        self.text("return document.getElementById('next').textContent")
    }

    /// Presses Generate, and waits to be led to what is missing: said with its code, and called no error.
    #[track_caller]
    pub(crate) fn is_led(&self, code: &str) -> Outcome {
        self.press(GENERATE)?;
        self.wait_until(
            &format!("the way to {code}"),
            &format!("return document.querySelector('[role=status] [data-code={code}]') !== null && document.documentElement.dataset.state === 'ready'"),
        )?;
        ensure_eq!(self.alert()?, "", "the alert where something is missing");
        self.ensure_no_request("where something is missing")
    }

    /// Presses Generate and waits for the alert.
    #[track_caller]
    pub(crate) fn generate_in_vain(&self) -> Outcome<String> {
        self.press(GENERATE)?;
        self.wait_for_alert()
    }

    #[track_caller]
    pub(crate) fn wait_for_alert(&self) -> Outcome<String> {
        let alert = self.wait_for("an alert", || {
            let alert = self.alert()?;
            Ok((!alert.is_empty() && self.state()? == "ready").then_some(alert))
        })?;
        self.ensure_no_request("after an alert")?;
        Ok(alert)
    }

    #[track_caller]
    pub(crate) fn request(&self) -> Outcome<Request> {
        // Both in one moment: two questions could have an edit or an answer between them.
        let values = self.browser.run(
            "return [...arguments].map((e) => ('value' in e ? e.value : e.textContent))",
            vec![json!(self.find(AUTHORIZATION)?), json!(self.find(BODY)?)],
        )?;
        let (authorization, body) = serde_json::from_value(values)?;
        Ok(Request {
            authorization,
            body,
        })
    }

    #[track_caller]
    pub(crate) fn ensure_no_request(&self, when: &str) -> Outcome {
        let Request {
            authorization,
            body,
        } = self.request()?;
        ensure_eq!(
            (authorization.as_str(), body.as_str()),
            ("", ""),
            "the outputs {when}"
        );
        Ok(())
    }

    /// The codes of the notices that are shown anywhere on the page.
    #[track_caller]
    pub(crate) fn codes(&self) -> Outcome<Vec<String>> {
        self.codes_in("document")
    }

    /// The codes of the notices that describe a field, as assistive technology reads them with it.
    #[track_caller]
    pub(crate) fn codes_beside(&self, part: Part) -> Outcome<Vec<String>> {
        let id = self.text_of("return arguments[0].id", vec![json!(self.find(part)?)])?;
        self.codes_in(&format!("...(document.getElementById({id:?}).getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id))"))
    }

    #[track_caller]
    fn codes_in(&self, roots: &str) -> Outcome<Vec<String>> {
        let script = format!(
            "return [{roots}].filter(Boolean).flatMap((root) => [...root.querySelectorAll('[data-code]')])
                .filter((notice) => notice.checkVisibility() && notice.innerText.trim() !== '')
                .map((notice) => notice.dataset.code)"
        );
        Ok(serde_json::from_value(self.run(&script)?)?)
    }

    /// The value of an attribute, none when the part does not have it.
    #[track_caller]
    pub(crate) fn attribute(&self, part: Part, name: &str) -> Outcome<Option<String>> {
        let element = self.find(part)?;
        let value = self.browser.run(
            "return arguments[0].getAttribute(arguments[1])",
            vec![json!(element), json!(name)],
        )?;
        Ok(value.as_str().map(Into::into))
    }

    /// Presses the platform's command key and another one.
    #[track_caller]
    pub(crate) fn command_key(&self, key: char) -> Outcome {
        let command = if cfg!(target_os = "macos") {
            '\u{e03d}'
        } else {
            '\u{e009}'
        };
        self.browser.key(&[command], key)
    }

    /// Puts a text on the clipboard by hand: a scratch field, all of it selected, copied.
    #[track_caller]
    pub(crate) fn put_on_clipboard(&self, text: &str) -> Outcome {
        self.scratch(text)?;
        self.command_key('c')?;
        self.remove_scratch()
    }

    /// Pastes into a scratch field and says what arrived.
    #[track_caller]
    pub(crate) fn pasted(&self) -> Outcome<String> {
        self.scratch("")?;
        self.command_key('v')?;
        let pasted = self.wait_for("something pasted", || {
            let text = self.text("return document.getElementById('scratch').value")?;
            Ok((!text.is_empty()).then_some(text))
        })?;
        self.remove_scratch()?;
        Ok(pasted)
    }

    #[track_caller]
    fn scratch(&self, text: &str) -> Outcome {
        let script = "const scratch = document.createElement('textarea');
            scratch.id = 'scratch';
            scratch.value = arguments[0];
            document.body.prepend(scratch);
            scratch.focus();
            scratch.select();";
        self.browser.run(script, vec![json!(text)])?;
        Ok(())
    }

    #[track_caller]
    fn remove_scratch(&self) -> Outcome {
        self.run("document.getElementById('scratch').remove()")?;
        Ok(())
    }

    /// Clicks into a field and pastes what is on the clipboard.
    #[track_caller]
    pub(crate) fn paste_into(&self, part: Part) -> Outcome {
        let field = self.find(part)?;
        self.browser.click(&field)?;
        self.command_key('v')?;
        self.wait_for("the pasted text", || {
            Ok((!self.value(part)?.is_empty()).then_some(()))
        })
    }

    /// Runs a script without arguments and returns its value.
    #[track_caller]
    pub(crate) fn run(&self, script: &str) -> Outcome<Value> {
        self.browser.run(script, vec![])
    }

    /// Runs a script without arguments and returns its text.
    #[track_caller]
    pub(crate) fn text(&self, script: &str) -> Outcome<String> {
        self.text_of(script, vec![])
    }

    /// Whether the element with this id can be seen.
    #[track_caller]
    pub(crate) fn is_shown(&self, id: &str) -> Outcome<bool> {
        let script = "return document.getElementById(arguments[0]).checkVisibility()";
        Ok(self.browser.run(script, vec![json!(id)])? == json!(true))
    }

    #[track_caller]
    pub(crate) fn text_of(&self, script: &str, arguments: Vec<Value>) -> Outcome<String> {
        let value = self.browser.run(script, arguments)?;
        match value {
            Value::String(text) => Ok(text),
            other => Err(Failure::new(format!("not a text but {other}: {script}"))),
        }
    }

    #[track_caller]
    pub(crate) fn ensure_secure(&self, expected: bool) -> Outcome {
        let found =
            self.run("return [window.isSecureContext, navigator.clipboard !== undefined]")?;
        ensure_eq!(
            found,
            json!([expected, expected]),
            "secure context, clipboard"
        );
        ensure!(
            self.browser.url()? == self.site.url,
            "not at {}",
            self.site.url
        );
        Ok(())
    }
}
