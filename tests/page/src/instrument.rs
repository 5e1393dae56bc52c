//! Instruments the page's worker, to observe and to break it.

use crate::outcome::Outcome;
use crate::page::{CLEAR, Page};

/// Appended to the worker's source; receives each message first. A message that is a bare word is
/// for the test.
const IN_WORKER: &str = "
    const Instance = WebAssembly.Instance;
    WebAssembly.Instance = function (...given) {
        const instance = new Instance(...given);
        self.memoryOfCore = instance.exports.memory;
        return instance;
    };
    self.addEventListener('message', (event) => {
        if (typeof event.data !== 'string') return;
        event.stopImmediatePropagation();
        if (event.data === 'size') postMessage({ id: 'test', size: memoryOfCore.buffer.byteLength });
        if (event.data === 'wreck') new Uint8Array(memoryOfCore.buffer).fill(0xff);
    });";

const IN_PAGE: &str = "
    const [source] = arguments;
    const tests = (window.tests = { worker: null, workers: 0, size: 0 });
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
        const isScript = blob.type === 'text/javascript';
        return make.call(URL, isScript ? new Blob([blob, source], { type: blob.type }) : blob);
    };
    window.Worker = class extends Worker {
        constructor(...given) {
            super(...given);
            tests.worker = this;
            tests.workers += 1;
            this.addEventListener('message', ({ data }) => {
                if (data.id === 'test') tests.size = data.size;
            });
        }
    };";

/// Counts the pending requests of each worker. The page receives a reply first, so that a follow-up
/// request is counted before the reply is.
const LISTENER: &str = "
    const asked = new Map();
    const { postMessage, terminate } = Worker.prototype;
    Worker.prototype.postMessage = function (message, ...rest) {
        if (message?.request) {
            if (!asked.has(this)) {
                asked.set(this, new Set());
                this.addEventListener('message', ({ data }) => asked.get(this)?.delete(data.id));
            }
            asked.get(this).add(message.id);
        }
        postMessage.call(this, message, ...rest);
    };
    Worker.prototype.terminate = function () {
        asked.delete(this);
        terminate.call(this);
    };
    window.isIdle = () => document.documentElement.dataset.state === 'ready'
        && [...asked.values()].every(({ size }) => size === 0);";

impl Page<'_> {
    /// Makes `window.isIdle()` return whether the worker has answered every request, including
    /// those for exports and programs.
    #[track_caller]
    pub(crate) fn listen(&self) -> Outcome {
        self.browser.run(LISTENER, vec![])?;
        Ok(())
    }

    /// Waits until the page is idle.
    #[track_caller]
    pub(crate) fn wait_until_idle(&self) -> Outcome {
        self.wait_until("all answers of the worker", "return window.isIdle()")
    }

    /// Has the page start another worker, which does what `window.tests.worker.postMessage` is
    /// given: `size` puts the size of its linear memory into `window.tests.size`, `wreck` fills
    /// that memory with nonsense, so that the next request ends in a trap of the wasm itself.
    #[track_caller]
    pub(crate) fn instrument(&self) -> Outcome {
        self.browser.run(IN_PAGE, vec![IN_WORKER.into()])?;
        self.press(CLEAR)?;
        self.wait_until("another worker", "return window.tests.workers === 1")?;
        self.wait_for_state("ready")
    }

    /// Returns the size of the worker's linear memory in bytes.
    #[track_caller]
    pub(crate) fn size_of_core(&self) -> Outcome<u64> {
        self.browser.run(
            "window.tests.size = 0; window.tests.worker.postMessage('size')",
            vec![],
        )?;
        self.wait_for("the size of the worker's memory", || {
            let size = self.browser.run("return window.tests.size", vec![])?;
            Ok(size.as_u64().filter(|&size| size > 0))
        })
    }
}
