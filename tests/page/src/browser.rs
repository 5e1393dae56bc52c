//! One browser under one driver: started, asked one thing after the other, and gone at the end.

use crate::engine::{Audience, Engine, Stage, Start, Theme};
use crate::outcome::{Failure, Outcome};
use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use url::Url;

/// How long anything may take that should take a moment: a busy machine is no finding.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);

/// How wide the page is where nothing else is asked for.
pub(crate) const USUAL: u32 = 1440;

/// How high the window is.
const HEIGHT: u32 = 900;

pub(crate) struct Browser {
    runtime: Runtime,
    client: Client,
    engine: &'static str,
    // Dropped last: the browser closes before its driver ends, and its folder goes after both.
    driver: Driver,
}

/// Answers once the element is where it was a frame before, and has the page remember whether it is clicked.
const AIM: &str = "
    const [element, done] = arguments;
    element.scrollIntoView({ block: 'nearest' });
    window.hit = new WeakSet();
    element.addEventListener('click', () => window.hit.add(element), { capture: true, once: true });
    const place = () => {
        const { x, y } = element.getBoundingClientRect();
        return `${x} ${y}`;
    };
    // A browser that has nothing to draw may leave a frame out.
    const frame = () => new Promise((next) => {
        requestAnimationFrame(next);
        setTimeout(next, 250);
    });
    (async () => {
        for (let before = ''; place() !== before; await frame()) before = place();
        done(null);
    })();";

/// Whether the click arrived. A document that was left has no memory of it, and was left by it.
const IS_HIT: &str = "const [element] = arguments; return window.hit?.has(element) ?? true";

/// How often one aims in WebKitGTK. Its driver takes the point of a click from where the page was drawn last, which on
/// a busy machine was before the page was scrolled. In the other engines a click that goes elsewhere is the page's fault.
const AIMS: usize = 3;

impl Browser {
    /// Starts driver and browser. What they say goes into a log in the folder `evidence`. `web` is
    /// the port of the web server.
    pub(crate) fn start(
        engine: &dyn Engine,
        stage: &Stage,
        theme: Theme,
        web: u16,
        audience: Audience,
        evidence: &Path,
    ) -> Outcome<Self> {
        // Not in `target`: browsers put sockets there, whose paths must be short.
        let home = tempfile::Builder::new()
            .prefix(&format!("{}-", engine.name()))
            .tempdir()?;
        // Free now; should another program take it in this moment, the lane starts the driver
        // again.
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let start = Start {
            port,
            home: home.path(),
            theme,
            web,
            stage,
            audience,
        };
        let capabilities = engine.capabilities(&start);
        let command = engine.driver(&start)?;
        let driver = Driver::start(engine.name(), command, port, home, evidence)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let client = runtime
            .block_on(async {
                // The first start of a browser on a cold machine.
                tokio::time::timeout(PATIENCE.saturating_mul(3), builder.connect(&driver.url)).await
            })
            .map_err(|_| Failure::new(format!("{} does not start", engine.name())))??;
        let browser = Self {
            runtime,
            client,
            engine: engine.name(),
            driver,
        };
        engine.prepare(&browser)?;
        browser.resize(USUAL)?;
        Ok(browser)
    }

    /// Makes the page this wide, in CSS pixels.
    #[track_caller]
    pub(crate) fn resize(&self, width: u32) -> Outcome {
        self.wait(self.client.set_window_size(width, HEIGHT))?;
        let start = Instant::now();
        loop {
            let found = self.run("return window.innerWidth", vec![])?;
            if found == width {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                return Err(Failure::new(format!(
                    "{found} pixels wide in place of {width}"
                )));
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Makes what is seen of the page this wide and high.
    #[track_caller]
    pub(crate) fn resize_view(&self, (width, height): (u32, u32)) -> Outcome {
        let mut window = (width, height);
        let start = Instant::now();
        loop {
            self.wait(self.client.set_window_size(window.0, window.1))?;
            let found = self.run("return [window.innerWidth, window.innerHeight]", vec![])?;
            let (wide, high): (u32, u32) = serde_json::from_value(found)?;
            if (wide, high) == (width, height) {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                return Err(Failure::new(format!(
                    "{wide} x {high} in place of {width} x {height}"
                )));
            }
            let more = |wanted: u32, found: u32, now: u32| {
                now.saturating_add(wanted).saturating_sub(found)
            };
            window = (more(width, wide, window.0), more(height, high, window.1));
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// The one place where the driver is waited for.
    #[track_caller]
    fn wait<T>(&self, answer: impl Future<Output = Result<T, CmdError>>) -> Outcome<T> {
        let answer = self
            .runtime
            .block_on(async { tokio::time::timeout(PATIENCE, answer).await });
        match answer {
            Ok(answer) => Ok(answer?),
            Err(_) => Err(Failure::new("the driver does not answer")),
        }
    }

    #[track_caller]
    pub(crate) fn go(&self, url: &Url) -> Outcome {
        self.wait(self.client.goto(url.as_str()))
    }

    #[track_caller]
    pub(crate) fn reload(&self) -> Outcome {
        self.wait(self.client.refresh())
    }

    #[track_caller]
    pub(crate) fn back(&self) -> Outcome {
        self.wait(self.client.back())
    }

    /// From here on scripts and questions are about the first frame in the page.
    #[track_caller]
    pub(crate) fn enter_frame(&self) -> Outcome {
        self.wait(self.client.enter_frame(0))
    }

    #[track_caller]
    pub(crate) fn leave_frame(&self) -> Outcome {
        self.wait(self.client.enter_parent_frame())
    }

    #[track_caller]
    pub(crate) fn url(&self) -> Outcome<Url> {
        self.wait(self.client.current_url())
    }

    /// Runs a script in the page and returns its value.
    #[track_caller]
    pub(crate) fn run(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        self.wait(self.client.execute(script, arguments))
    }

    /// The same, with a callback as last argument that the script calls with its answer.
    #[track_caller]
    pub(crate) fn run_async(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        self.wait(self.client.execute_async(script, arguments))
    }

    #[track_caller]
    pub(crate) fn find_all(&self, css: &str) -> Outcome<Vec<Element>> {
        self.wait(self.client.find_all(Locator::Css(css)))
    }

    /// Clicks as a person does, who moves the page until the whole element is seen, and does not aim at what moves.
    #[track_caller]
    pub(crate) fn click(&self, element: &Element) -> Outcome {
        let aims = if self.engine == "webkit" { AIMS } else { 1 };
        for aim in 1..=aims {
            self.run_async(AIM, vec![json!(element)])?;
            self.wait(element.click())?;
            let is_hit = self.run(IS_HIT, vec![json!(element)]);
            // Who asks about an element of a document that was left gets an error.
            if is_hit.map_or(true, |is_hit| is_hit != json!(false)) {
                return Ok(());
            }
            if aim < aims {
                println!(
                    "note: {}: a click went elsewhere and is made again",
                    self.engine
                );
            }
        }
        Err(Failure::new("the click does not arrive"))
    }

    /// Clicks what may lead away from the document, which cannot be asked then whether the click arrived.
    #[track_caller]
    pub(crate) fn click_away(&self, element: &Element) -> Outcome {
        self.wait(element.click())
    }

    /// Presses and releases the mouse on an element.
    #[track_caller]
    pub(crate) fn press_mouse(&self, element: &Element) -> Outcome {
        let mouse = MouseActions::new("mouse".into())
            .then(PointerAction::MoveToElement {
                element: element.clone(),
                duration: None,
                x: 0.0,
                y: 0.0,
            })
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            })
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        self.wait(self.client.perform_actions(mouse))
    }

    /// Types into a field; into a file field, the paths of files.
    #[track_caller]
    pub(crate) fn type_into(&self, element: &Element, text: &str) -> Outcome {
        self.wait(element.send_keys(text))
    }

    #[track_caller]
    pub(crate) fn displayed(&self, element: &Element) -> Outcome<bool> {
        self.wait(element.is_displayed())
    }

    /// The element that has the focus; none when it is the page as a whole.
    #[track_caller]
    pub(crate) fn focused(&self) -> Outcome<Element> {
        self.wait(self.client.active_element())
    }

    /// Returns the role that assistive technology gets.
    #[track_caller]
    pub(crate) fn role(&self, element: &Element) -> Outcome<String> {
        self.computed(element, "computedrole")
    }

    /// Returns the name that assistive technology gets.
    #[track_caller]
    pub(crate) fn label(&self, element: &Element) -> Outcome<String> {
        self.computed(element, "computedlabel")
    }

    /// Sends what only this driver understands.
    #[track_caller]
    pub(crate) fn post(&self, path: &'static str, body: Value) -> Outcome {
        self.wait(self.client.issue_cmd(Post { path, body }))?;
        Ok(())
    }

    #[track_caller]
    fn computed(&self, element: &Element, what: &'static str) -> Outcome<String> {
        let command = Computed {
            element: element.element_id().to_string(),
            what,
        };
        let answer = self.wait(self.client.issue_cmd(command))?;
        Ok(answer.as_str().unwrap_or_default().into())
    }

    /// Presses one key, with others held.
    #[track_caller]
    pub(crate) fn key(&self, held: &[char], key: char) -> Outcome {
        let mut keys = KeyActions::new("keyboard".into());
        for &value in held {
            keys = keys.then(KeyAction::Down { value });
        }
        keys = keys.then(KeyAction::Down { value: key });
        keys = keys.then(KeyAction::Up { value: key });
        for &value in held.iter().rev() {
            keys = keys.then(KeyAction::Up { value });
        }
        self.wait(self.client.perform_actions(keys))
    }

    #[track_caller]
    pub(crate) fn screenshot(&self) -> Outcome<Vec<u8>> {
        self.wait(self.client.screenshot())
    }
}

impl Browser {
    /// How many bytes the browser's processes hold, each shared page counted once.
    #[track_caller]
    pub(crate) fn memory(&self) -> Outcome<u64> {
        let mut sum = 0_u64;
        for process in users_of(self.driver.home.path()) {
            // One that has just ended holds nothing.
            let told = fs::read_to_string(process.join("smaps_rollup")).unwrap_or_default();
            let line = told.lines().find_map(|line| line.strip_prefix("Pss:"));
            let kilobytes = line.and_then(|line| line.split_whitespace().next());
            let kilobytes = kilobytes.and_then(|number| number.parse().ok());
            sum = sum.saturating_add(kilobytes.unwrap_or(0_u64).saturating_mul(1024));
        }
        if sum == 0 {
            return Err(Failure::new(
                "the system does not tell what a process holds",
            ));
        }
        Ok(sum)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The polite way first. What is left after it, the driver's own end takes care of.
        let close = self.client.clone().close();
        let closed = async { tokio::time::timeout(Duration::from_secs(10), close).await };
        self.runtime.block_on(closed).ok();
    }
}

/// A command of one driver that the client library does not know.
#[derive(Debug)]
struct Post {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Post {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/{}", self.path))
    }

    fn method_and_body(&self, _url: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// A question about an element that WebDriver has and the client library has no method for.
#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl WebDriverCompatibleCommand for Computed {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        let Self { element, what } = self;
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/element/{element}/{what}"))
    }

    fn method_and_body(&self, _url: &Url) -> (Method, Option<String>) {
        (Method::GET, None)
    }
}

/// The driver's process, and the folder in which it and its browser keep what they need.
struct Driver {
    process: Child,
    url: String,
    home: TempDir,
}

impl Driver {
    fn start(
        name: &str,
        mut command: Command,
        port: u16,
        home: TempDir,
        evidence: &Path,
    ) -> Outcome<Self> {
        let log = File::create(evidence.join(format!("{name}-driver.log")))?;
        let process = command
            .env("TMPDIR", home.path())
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .map_err(|error| Failure::new(format!("{command:?} does not start: {error}")))?;
        let url = format!("http://127.0.0.1:{port}");
        let mut driver = Self { process, url, home };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if start.elapsed() > PATIENCE || driver.process.try_wait()?.is_some() {
                return Err(Failure::new(format!("the driver of {name} does not start")));
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
        kill_users_of(self.home.path());
    }
}

/// Ends every process that was started with this folder as an argument or in a variable: a browser
/// that its driver left behind. Where there is no `/proc`, the driver's own tidiness has to do.
fn kill_users_of(folder: &Path) {
    for process in users_of(folder) {
        let pid = process.file_name().unwrap_or_default();
        Command::new("kill").arg("-KILL").arg(pid).status().ok();
    }
}

/// The folders in `/proc` of the processes that were started with this folder.
fn users_of(folder: &Path) -> Vec<PathBuf> {
    let folder = folder.as_os_str().as_encoded_bytes();
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let uses = |place: &PathBuf| {
        ["cmdline", "environ"].iter().any(|file| {
            fs::read(place.join(file))
                .is_ok_and(|line| line.windows(folder.len()).any(|part| part == folder))
        })
    };
    entries
        .filter(|entry| {
            entry
                .file_name()
                .as_encoded_bytes()
                .iter()
                .all(u8::is_ascii_digit)
        })
        .map(|entry| entry.path())
        .filter(uses)
        .collect()
}
