// The state of the page, without a browser: what each event does, and that no order of events leads where it must not.

import { test } from "node:test";
import assert from "node:assert/strict";
import { separateBy } from "../../www/csv.js";
import { isGuessable } from "../../www/guessable.js";
import { demand, INITIAL_STATE, isRead, isWorking, locked, lockedFiles, next, notices, reduce, steps } from "../../www/state.js";

const CERTIFICATE = { id: 1, field: "certificate", name: null, size: 9 };
const KEY = { id: 2, field: "privateKey", name: null, size: 9 };
const PFX = { id: 3, field: "files", name: "login.pfx", size: 9 };
const OTHER = { id: 4, field: "files", name: "other.p12", size: 9 };

const after = (state, ...events) => events.reduce((before, [type, details]) => reduce(before, { type, ...details }), state);
const running = (...events) => after(INITIAL_STATE, ["started"], ...events);

function reading(changes = {}) {
  return { sources: [], certificate: null, certificates: [], choices: [], privateKey: null, notices: [], ready: false, ...changes };
}

const source = (id, changes = {}) => ({ id, certificates: 0, privateKeys: 0, belongsIn: null, locked: null, unlocked: false, used: true, ...changes });
const PAIR = reading({ certificate: { sha256: "A" }, privateKey: { bits: 2048 }, ready: true });
const protection = (iterations = 2048) => ({ scheme: "PKCS#12", iterations });
const waiting = (...ids) => reading({ sources: ids.map((id) => source(id, { locked: protection() })) });
const notice = (code, field, severity = "error", id = null) => ({ code, field, severity, source: id === null ? null : { id, name: null }, params: {} });
const generated = (authorization = "CACertificate A") => ({ generated: { authorization, body: "{}", fields: {}, createdAt: 1, notices: [] } });

/** The worker is asked for what is demanded, and answers. */
function answer(state, reply) {
  const task = demand(state);
  assert.ok(task, "nothing is demanded");
  const asked = reduce(state, { type: "asked", task });
  return reduce(asked, { type: "replied", ticket: asked.work.ticket, reply });
}

const paired = () => answer(running(["edited", { items: [CERTIFICATE, KEY], id: 2 }]), { reading: PAIR });
const made = () => answer(after(paired(), ["generate", { typed: [] }]), generated());

test("the next certificate is not to be ordered when it is here", () => {
  const soon = notice("certificate-expires-soon", "certificate", "warning", 1);
  const compared = (daysLeft, changes = {}) => ({
    old: { sha256: "A" }, new: { sha256: "B", isCa: false, bits: 2048, daysLeft }, lostUsages: [], overlap: 1, ...changes,
  });
  const isSaid = (changes) => {
    const state = { ...running(), reading: reading({ certificate: { sha256: "A" }, ready: true, notices: [soon], ...changes }) };
    const isWarned = notices(state).length === 1;
    assert.equal(steps(state).isWarned, isWarned);
    assert.equal(next(state) === "next-request-warned", isWarned);
    return isWarned;
  };
  assert.equal(isSaid({ comparison: null }), true);
  assert.equal(isSaid({ comparison: compared(400) }), false);
  // The other one ends soon as well, cannot take its place, or is the one that is chosen.
  assert.equal(isSaid({ comparison: compared(12) }), true);
  assert.equal(isSaid({ comparison: compared(400, { new: { sha256: "B", isCa: false, bits: null, daysLeft: 400 } }) }), true);
  assert.equal(isSaid({ comparison: compared(400, { lostUsages: ["emailProtection"] }) }), true);
  assert.equal(isSaid({ comparison: compared(400, { overlap: -1 }) }), true);
  assert.equal(isSaid({ certificate: { sha256: "B" }, comparison: compared(400) }), true);
});

test("nothing is asked before the worker runs, and what came in waits", () => {
  const early = after(INITIAL_STATE, ["edited", { items: [PFX], id: null }]);
  assert.equal(demand(early), null);
  assert.equal(demand(after(early, ["started"])), "read");
  assert.equal(demand(running()), null, "nothing came in");
});

test("what the request says of a day that has passed replaces what the reading said", () => {
  const ends = (days) => ({ ...notice("certificate-expires-soon", "certificate", "information", 1), params: { days: { number: days } } });
  const both = [notice("unused-crl", "files", "information", 3), notice("unused-crl", "files", "information", 4)];
  const read = answer(running(["edited", { items: [CERTIFICATE, KEY], id: 2 }]), { reading: { ...PAIR, notices: [ends(20), ...both] } });
  const reply = generated();
  reply.generated.notices = [ends(19), both[0], notice("certificate-no-email", "certificate", "warning", 1)];
  const state = answer(after(read, ["generate", { typed: [] }]), reply);
  assert.deepEqual(notices(state), [ends(19), ...both, reply.generated.notices[2]]);
  const last = generated();
  last.generated.notices = [notice("certificate-expires-now", "certificate", "warning", 1)];
  assert.deepEqual(notices(answer(after(read, ["generate", { typed: [] }]), last)), [...last.generated.notices, ...both]);
});

test("a failed page stays failed", () => {
  const failed = running(["failed", { reason: "failed-worker" }]);
  assert.equal(failed.phase, "failed");
  assert.equal(after(failed, ["edited", { items: [PFX], id: null }], ["started"], ["clear"]), failed);
});

test("an unknown event is a mistake of the wiring", () => {
  assert.throws(() => reduce(INITIAL_STATE, { type: "nonsense" }));
});

test("a file that waits for its passphrase gets the focus once", () => {
  const first = answer(running(["edited", { items: [PFX], id: null }]), { reading: waiting(3) });
  assert.deepEqual(first.focus, { field: "passphrase", source: 3 });
  assert.equal(next(first), "next-passphrase");
  assert.equal(demand(first), null);
  const again = answer(after(first, ["edited", { items: [CERTIFICATE, PFX], id: 1 }]), { reading: waiting(3) });
  assert.equal(again.focus, first.focus, "the focus is taken away from where the person writes");
});

test("Unlock offers the passphrase, and success leads to Generate", () => {
  const locking = answer(running(["edited", { items: [PFX], id: null }]), { reading: waiting(3) });
  const unlocking = after(locking, ["unlock", { id: 3 }]);
  assert.deepEqual(unlocking.offered, [3]);
  const opened = answer(unlocking, { reading: { ...PAIR, sources: [source(3, { unlocked: true })] } });
  assert.deepEqual(opened.focus, { field: "generate", source: null });
  assert.equal(opened.want, null);
  assert.equal(steps(opened).request, "next");
  assert.equal(opened.message.key, "read-ready");
});

test("a wrong passphrase is an error at its own field, said again when pressed again", () => {
  const locking = answer(running(["edited", { items: [PFX, OTHER], id: null }]), { reading: waiting(3, 4) });
  const wrong = { ...waiting(3, 4), notices: [notice("passphrase-wrong", "passphrase", "error", 4)] };
  const refused = answer(after(locking, ["unlock", { id: 4 }]), { reading: wrong });
  assert.equal(refused.message.tone, "alert");
  assert.deepEqual(refused.focus, { field: "passphrase", source: 4 });
  const pressed = after(refused, ["unlock", { id: 4 }]);
  assert.equal(pressed.message.tone, "alert");
  assert.notEqual(pressed.message, refused.message);
  assert.equal(demand(pressed), null, "the same passphrase is tried twice");
});

test("two files take two passphrases, one after the other", () => {
  const locking = answer(running(["edited", { items: [PFX, OTHER], id: null }]), { reading: waiting(3, 4) });
  const one = answer(after(locking, ["unlock", { id: 3 }]), { reading: { ...waiting(4), sources: [source(3, { unlocked: true }), source(4, { locked: protection() })] } });
  assert.deepEqual(one.focus, { field: "passphrase", source: 4 });
  assert.deepEqual(after(one, ["unlock", { id: 4 }]).offered, [3, 4]);
});

test("an unlocked key of another certificate leads to what is said of it", () => {
  const mismatch = notice("pair-mismatch", "privateKey", "error", 3);
  const both = reading({ sources: [source(3, { unlocked: true })], certificate: { sha256: "A" }, privateKey: { bits: 2048 }, notices: [mismatch] });
  const opened = answer(after(answer(running(["edited", { items: [CERTIFICATE, PFX], id: null }]), { reading: waiting(3) }), ["unlock", { id: 3 }]), { reading: both });
  assert.deepEqual(opened.focus, { field: "privateKey", source: 3 });
  assert.equal(opened.message.tone, "alert");
});

test("a file that is still locked is named when all else is ready", () => {
  const some = { ...PAIR, sources: [source(3, { unlocked: true }), source(4, { locked: protection() })] };
  const opened = answer(running(["edited", { items: [PFX, OTHER], id: null }]), { reading: some });
  assert.equal(next(opened), "next-request");
  assert.deepEqual(lockedFiles(opened), ["other.p12"]);
});

test("an edited passphrase is taken back, and half of one is not tried", () => {
  const opened = answer(after(answer(running(["edited", { items: [PFX], id: null }]), { reading: waiting(3) }), ["unlock", { id: 3 }]), { reading: PAIR });
  const typed = after(opened, ["typed", { id: 3 }]);
  assert.deepEqual(typed.offered, []);
  assert.equal(demand(typed), "read", "the key that it opened is still held");
  const half = after(answer(typed, { reading: waiting(3) }), ["typed", { id: 3 }]);
  assert.equal(demand(half), null);
});

test("Generate reads first, then signs", () => {
  const pressed = running(["edited", { items: [CERTIFICATE, KEY], id: 2 }], ["generate", { typed: [] }]);
  assert.equal(demand(pressed), "read");
  assert.ok(isWorking(pressed));
  const read = answer(pressed, { reading: PAIR });
  assert.equal(demand(read), "generate");
  const result = answer(read, generated());
  assert.equal(result.result.authorization, "CACertificate A");
  assert.equal(result.message.key, "generated");
  assert.ok(!isWorking(result));
  assert.deepEqual(steps(result), { files: "done", request: "done", send: "next", isWarned: false });
});

test("Generate offers what is typed", () => {
  const locking = answer(running(["edited", { items: [PFX], id: null }]), { reading: waiting(3) });
  const pressed = after(locking, ["generate", { typed: [3] }]);
  assert.deepEqual(pressed.offered, [3]);
  assert.equal(demand(pressed), "read");
});

test("what is missing is asked for and called no error", () => {
  for (const [code, field, id] of [["certificate-missing", "certificate"], ["private-key-missing", "privateKey"], ["passphrase-needed", "passphrase", 3]]) {
    const pressed = answer(running(["generate", { typed: [] }]), { reading: reading() });
    const led = answer(pressed, { refused: { notices: [notice("certificate-missing", "certificate"), notice(code, field, "error", id ?? null)] } });
    assert.equal(led.message.tone, "information", code);
    assert.deepEqual(notices(led), [], code);
    const first = code === "passphrase-needed" ? field : "certificate";
    assert.equal(led.focus.field, first, code);
  }
});

test("what is wrong comes before what is missing, and all of it is in the alert", () => {
  const pressed = answer(running(["generate", { typed: [] }]), { reading: reading() });
  const wrong = [notice("certificate-missing", "certificate"), notice("key-not-rsa", "privateKey"), notice("damaged-der", "certificate")];
  const refused = answer(pressed, { refused: { notices: wrong } });
  assert.deepEqual(refused.message, { tone: "alert", notices: wrong.slice(1) });
  assert.deepEqual(refused.focus, { field: "privateKey", source: null });
});

test("every edit empties the outputs, and what comes for the older fields is dropped", () => {
  for (const event of [
    ["edited", { items: [CERTIFICATE], id: 1 }], ["chosen", { choice: "B" }], ["formed", { form: "pem" }],
    ["generate", { typed: [] }], ["prepare", {}], ["clear", {}], ["left", {}], ["stopped", {}], ["sampled", { items: [CERTIFICATE, KEY] }],
  ]) assert.equal(after(made(), event).result, null, event[0]);

  const pressed = after(paired(), ["generate", { typed: [] }]);
  const asked = reduce(pressed, { type: "asked", task: "generate" });
  for (const event of [["edited", { items: [CERTIFICATE], id: 1 }], ["formed", { form: "pem" }], ["clear", {}], ["cancel", {}], ["stopped", {}]]) {
    const late = reduce(after(asked, event), { type: "replied", ticket: asked.work.ticket, reply: generated() });
    assert.equal(late.result, null, event[0]);
  }
});

test("a reading of older fields is dropped, and the newest is asked for", () => {
  const asked = running(["edited", { items: [CERTIFICATE], id: 1 }], ["asked", { task: "read" }], ["edited", { items: [CERTIFICATE, KEY], id: 2 }]);
  assert.equal(demand(asked), null, "two readings at once");
  const late = reduce(asked, { type: "replied", ticket: asked.work.ticket, reply: { reading: PAIR } });
  assert.ok(!isRead(late));
  assert.equal(demand(late), "read");
});

test("a text that goes to its box is read again there, for the same want", () => {
  const pressed = running(["edited", { items: [CERTIFICATE], id: 1 }], ["generate", { typed: [] }], ["asked", { task: "read" }]);
  const moved = after(pressed, ["moved", { items: [KEY] }], ["replied", { ticket: pressed.work.ticket, reply: { reading: PAIR } }]);
  assert.equal(demand(moved), "read");
  assert.equal(moved.want.action, "generate");
});

test("the second request says that the body alone is new", () => {
  const first = made();
  assert.ok(first.result.isHeaderNew);
  const second = answer(after(first, ["generate", { typed: [] }]), generated());
  assert.ok(!second.result.isHeaderNew);
  assert.equal(second.message.key, "generated-again");
  const other = answer(after(second, ["generate", { typed: [] }]), generated("CACertificate B"));
  assert.ok(other.result.isHeaderNew);
});

test("old values make Generate the next step again", () => {
  const old = after(made(), ["aged"]);
  assert.equal(next(old), "next-again");
  assert.equal(steps(old).request, "next");
  assert.ok(old.result.body, "they are gone");
});

test("long work is called off: nothing is asked before the person does something", () => {
  const locking = answer(running(["edited", { items: [PFX], id: null }]), { reading: reading({ sources: [source(3, { locked: protection(8_000_000) })] }) });
  const opening = after(locking, ["unlock", { id: 3 }], ["asked", { task: "read" }]);
  assert.equal(opening.work.opening, 3);
  assert.ok(isWorking(opening));
  const cancelled = after(opening, ["cancel"]);
  assert.equal(cancelled.worker, opening.worker + 1);
  assert.equal(demand(cancelled), null);
  assert.deepEqual(locked(cancelled), [3], "the field is gone");
  assert.equal(next(cancelled), "next-passphrase");
  assert.equal(demand(after(cancelled, ["unlock", { id: 3 }])), "read");
  // An edit ends it too: nobody waits for what was there before.
  const edited = after(opening, ["edited", { items: [PFX, CERTIFICATE], id: 1 }]);
  assert.equal(edited.worker, opening.worker + 1);
  assert.equal(demand(edited), "read");
});

test("a worker that ended is not asked the same at once: that may be what ended it", () => {
  const stopped = after(paired(), ["generate", { typed: [] }], ["asked", { task: "generate" }], ["stopped"]);
  assert.equal(stopped.message.tone, "alert");
  assert.equal(demand(stopped), null);
  assert.equal(demand(after(stopped, ["generate", { typed: [] }])), "read");
});

test("Clear leaves nothing", () => {
  const { worker, revision, tickets, phase, message, ...rest } = after(made(), ["clear"]);
  const { worker: w, revision: r, tickets: t, phase: p, message: m, ...initial } = INITIAL_STATE;
  assert.deepEqual(rest, initial);
  assert.equal(message.key, "cleared");
  assert.equal(phase, "running");
});

test("files that were not taken change nothing but what is said", () => {
  const refused = after(made(), ["refused", { notices: [notice("file-too-large", "files")] }]);
  assert.ok(refused.result);
  assert.equal(notices(refused)[0].code, "file-too-large");
  assert.deepEqual(notices(after(refused, ["edited", { items: [CERTIFICATE], id: 1 }])), []);
});

test("no private key is asked for where no key can belong to the certificate", () => {
  const lone = (bits, open) => answer(running(["signing", { isOpen: open }], ["edited", { items: [CERTIFICATE], id: 1 }]), { reading: reading({ certificate: { sha256: "A", bits } }) });
  assert.equal(next(lone(2048, false)), "next-key");
  assert.equal(next(lone(null, false)), "next-other-certificate");
  assert.equal(next(lone(null, true)), "next-other-certificate", "nothing can be signed for it elsewhere either");
  const opened = (bits) => answer(after(answer(running(["edited", { items: [PFX], id: null }]), { reading: waiting(3) }), ["unlock", { id: 3 }]), { reading: reading({ sources: [source(3, { unlocked: true })], certificate: { sha256: "A", bits } }) });
  assert.equal(opened(2048).focus.field, "privateKey");
  assert.equal(opened(null).focus.field, "certificate");
});

test("a signature made elsewhere: prepare, then assemble", () => {
  const certificate = answer(running(["signing", { isOpen: true }], ["edited", { items: [CERTIFICATE], id: 1 }]), { reading: reading({ certificate: { sha256: "A" } }) });
  assert.equal(next(certificate), "next-prepare");
  const prepared = answer(after(certificate, ["prepare"]), { prepared: { encodedData: "AAAA", commands: {} } });
  assert.equal(next(prepared), "next-signature");
  const refused = answer(after(prepared, ["assemble"]), { refused: { notices: [notice("signature-mismatch", "signature")] } });
  assert.equal(refused.focus.field, "signature");
  assert.ok(refused.prepared, "the message that was prepared is gone");
  assert.ok(answer(after(refused, ["assemble"]), generated()).result);
});

test("a key that was made here is read of without a word, and gone with its worker", () => {
  const kept = running(["kept"]);
  assert.equal(demand(kept), "read");
  const read = answer(kept, { reading: reading({ privateKey: { bits: 3072 } }) });
  assert.equal(read.message, null);
  assert.equal(next(read), "next-certificate");
  assert.equal(demand(read), null);
  const certified = answer(after(read, ["edited", { items: [CERTIFICATE], id: 1 }]), { reading: PAIR });
  assert.equal(certified.message.key, "read-ready");
  assert.equal(demand(after(certified, ["edited", { items: [], id: 1 }])), "read", "the key alone is there again");
  for (const event of [["clear"], ["stopped"]]) {
    const gone = after(certified, event);
    assert.equal(gone.isKeyKept, false);
    assert.equal(demand(after(gone, ["edited", { items: [], id: 1 }])), null);
  }
});

/** A few thousand walks over all events: what must always hold does. */
test("no order of events shows a result of other fields, asks twice at once, or gets stuck", () => {
  let seed = 1;
  const random = (count) => (seed = (seed * 48271) % 2147483647) % count;
  const pick = (list) => list[random(list.length)];
  const events = () => pick([
    ["edited", { items: pick([[], [CERTIFICATE], [CERTIFICATE, KEY], [PFX], [PFX, OTHER]]), id: pick([null, 1, 2]) }],
    ["typed", { id: 3 }], ["unlock", { id: pick([3, 4]) }], ["generate", { typed: pick([[], [3]]) }], ["prepare", {}], ["assemble", {}],
    ["formed", { form: pick(["der", "pem"]) }], ["chosen", { choice: "A" }], ["cancel", {}], ["clear", {}], ["stopped", {}], ["aged", {}], ["kept", {}],
    ["signing", { isOpen: pick([true, false]) }], ["refused", { notices: [notice("folder-dropped", "files")] }],
  ]);
  const reply = (task) => pick({
    read: [{ reading: PAIR }, { reading: waiting(3) }, { reading: reading({ notices: [notice("damaged-der", "certificate")] }) }, null],
    generate: [generated(), generated("CACertificate B"), { refused: { notices: [notice("private-key-missing", "privateKey")] } }],
    prepare: [{ prepared: { encodedData: "AAAA", commands: {} } }],
    assemble: [generated(), { refused: { notices: [notice("signature-unasked", "signature")] } }],
  }[task]);
  let state = running();
  let resultOf = null;
  for (let step = 0; step < 20000; step += 1) {
    const before = state;
    const task = demand(state);
    if (task) state = reduce(state, { type: "asked", task });
    else if (state.work && random(2)) state = reduce(state, { type: "replied", ticket: state.work.ticket, reply: reply(state.work.task) });
    else state = after(state, events());
    assert.ok(!task || before.work === null, "asked while the worker is at work");
    if (state.result && state.result !== before.result && !state.result.isOld) resultOf = state.revision;
    if (state.result) assert.equal(resultOf, state.revision, "a result of other fields");
    if (state.want && !state.work) assert.ok(demand(state) || state.phase !== "running", "wanted, and nobody works on it");
  }
});

test("a passphrase that is guessed first is told from one that is not", () => {
  for (const guessed of ["12345678", "87654321", "aaaaaaaa", "abababab", "Passwort", "passwort1!", "Anaplan2026", "!Sommer2026", "qwertzuiop", "abcd1234", "asdfghjk12", "1234567890123456", "password password1", "MyAnaplanPassword1", "hallo hallo hallo!", "geheim geheim", "12345678ab", "!@#$%^&*()_+"]) {
    assert.ok(isGuessable(guessed), guessed);
  }
  for (const fine of ["correct horse battery", "Anaplan-Nordwind-7", "x7$kQ2!vPw", "31415926", "Sommerregen am See", "739204817365winter920184736152", "7391048265login8205937164!3", "My brown dog"]) {
    assert.ok(!isGuessable(fine), fine);
  }
});

test("a list for Excel has the separator of the language between its cells, and not in them", () => {
  const csv = 'name,days\r\n"a, ""b,"" c",-1,"","x,y"\r\n';
  assert.equal(separateBy(csv, ","), csv);
  assert.equal(separateBy(csv, ";"), 'name;days\r\n"a, ""b,"" c";-1;"";"x,y"\r\n');
});
