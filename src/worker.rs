//! The one room that knows the browser: messages in and out of the dedicated worker, the clock,
//! the random source. No decision is made here.

use crate::protocol::{Reply, Request};
use crate::session::Session;
use js_sys::{Date, Object, Reflect, global};
use rand_core::{TryCryptoRng, TryRng};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use std::cell::RefCell;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Every block of memory is wiped when it is given back, whoever asked for it: PEM text, DER and
/// the numbers of the rsa crate alike.
#[global_allocator]
static WIPING: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// Makes this worker answer messages, `{ id, request }` with `{ id, reply }`.
///
/// # Errors
/// When this is not a dedicated worker.
#[wasm_bindgen(skip_typescript)]
pub fn serve() -> Result<(), JsValue> {
    let scope: DedicatedWorkerGlobalScope = global().dyn_into()?;
    let session = RefCell::new(Session::default());
    let target = scope.clone();
    let handler = Closure::<dyn FnMut(MessageEvent) -> Result<(), JsValue>>::new(
        move |event: MessageEvent| {
            let answer = answer(&mut session.borrow_mut(), &event.data())?;
            target.post_message(&answer)
        },
    );
    scope.set_onmessage(Some(handler.as_ref().unchecked_ref()));
    // The worker listens as long as it lives.
    handler.forget();
    Ok(())
}

/// Answers one message.
///
/// # Errors
/// When the message is not of the agreed form; the page then sees the worker's `error` event.
pub fn answer(session: &mut Session, message: &JsValue) -> Result<JsValue, JsValue> {
    let answer = respond(session, message);
    wipe_stack();
    answer
}

/// Overwrites what the functions of this message have left below this one's frame. Crates wipe what
/// they keep, but not every temporary: `hmac` leaves the passphrase, padded to a block.
#[inline(never)]
pub fn wipe_stack() {
    let mut room = [0_u8; 128 << 10];
    std::hint::black_box(&mut room);
}

/// Kept out of line, so that its frame and all below it are where [`wipe_stack`] writes.
#[inline(never)]
fn respond(session: &mut Session, message: &JsValue) -> Result<JsValue, JsValue> {
    let id = Reflect::get(message, &"id".into())?;
    let request: Request =
        serde_wasm_bindgen::from_value(Reflect::get(message, &"request".into())?)?;
    envelope(&id, &reply(session, request))
}

/// Answers one request with the browser's clock and random source.
pub fn reply(session: &mut Session, request: Request) -> Reply {
    session.answer(request, now(), &mut BrowserRandom)
}

fn envelope(id: &JsValue, reply: &Reply) -> Result<JsValue, JsValue> {
    let message = Object::new();
    Reflect::set(&message, &"id".into(), id)?;
    let reply = reply.serialize(&Serializer::json_compatible().serialize_bytes_as_arrays(false))?;
    Reflect::set(&message, &"reply".into(), &reply)?;
    Ok(message.into())
}

/// The browser's clock in Unix seconds. A clock before 1970 counts as 1970: the certificate will
/// then be said to be not yet valid.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "milliseconds since 1970 fit into u64 for longer than clocks run; `as` saturates"
)]
fn now() -> u64 {
    (Date::now() / 1000.0) as u64
}

/// `crypto.getRandomValues`, which exists on insecure origins too.
struct BrowserRandom;

impl TryRng for BrowserRandom {
    type Error = getrandom::Error;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        getrandom::u32()
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        getrandom::u64()
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        getrandom::fill(bytes)
    }
}

impl TryCryptoRng for BrowserRandom {}
