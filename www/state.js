// The state of the view "Make a request", and everything that can happen to it. Pure: no DOM, no worker, no clock.
//
// What came in is a list of items: the two text areas while they are not empty, and the files. Every change of
// what the worker must read counts the revision up. A reading, a result or a prepared message belongs to one
// revision; what arrives for an older one is dropped.
//
//   phase     loading   no worker has answered yet; what comes in waits
//             running   the page works
//             failed    the page cannot run; nothing leads back
//   work      null, or what the worker does now: read | generate | prepare | assemble, for one revision
//   want      null, or what the person asked for and does not have yet: generate | unlock | prepare | assemble
//   reading   what was found; current while readAt is the revision (isRead)
//   result    the request that is shown, of the current revision only
//   prepared  the message that waits for a signature made elsewhere, of the current revision only
//
//   event                       what it does
//   started, failed             the first worker has answered; the page cannot run
//   edited                      items changed: next revision, outputs emptied, nothing wanted any more
//   moved                       texts went to the box that they belong in: next revision, the want stays
//   chosen, formed              another certificate, another form of the header: outputs emptied
//   typed                       a passphrase was edited: one that was offered is taken back
//   unlock, generate,           what the buttons ask for; typed passphrases are offered with unlock and generate
//   prepare, assemble
//   kept                        the worker keeps a key that was made here: next reading, of which nothing is said
//   asked, slow, replied        the worker was asked; that takes long; it answered
//   cancel, stopped             long work was called off; the worker ended by itself: both wait for the person
//   clear, left, restored       nothing is left of anything
//   refused                     files were not taken; what is there stays
//   sampled, signing, aged      the sample came; the section for signing elsewhere was opened; the values got old
//
// `demand` says what the worker should be asked next, `steps` and `next` what the person should do next, `notices`
// what is said beside the fields. A change of `worker` means that the running worker must end and another start.

/** From so many iterations on a person notices the wait. */
export const MANY_ITERATIONS = 100000;

/** The items that are the texts of the two boxes; files are numbered after them. */
export const PASTE_IDS = { certificate: 1, privateKey: 2 };

/** From so many days before its end on the next certificate should be ordered. */
export const RENEW_FROM = 60;

/** What is missing, in the order in which it is asked for. It is no error: the page leads there. */
const MISSING = ["passphrase-needed", "certificate-missing", "private-key-missing"];

/** @type {PageState} */
export const INITIAL_STATE = {
  phase: "loading", failure: null, worker: 0, items: [], offered: [], choice: null, form: "der", revision: 0,
  reading: null, readAt: -1, protections: {}, isHalted: false, want: null, work: null, tickets: 0, refusals: [],
  remarks: [], result: null, header: null, prepared: null, isSigning: false, isSample: false, message: null,
  focus: null, isKeyKept: false, isSilent: false,
};

/**
 * Returns the state after an event.
 * @param {PageState} state
 * @param {PageEvent} event
 * @returns {PageState}
 */
export function reduce(state, event) {
  if (state.phase === "failed") return state;
  const handle = handlers[event.type];
  if (!handle) throw new Error(`no such event: ${event.type}`);
  return handle(state, event);
}

/**
 * Returns what the worker should be asked now, or null.
 * @param {PageState} state
 * @returns {Task | null}
 */
export function demand(state) {
  const { phase, work, want, items, isHalted, isKeyKept } = state;
  if (phase !== "running" || work) return null;
  if (want?.action === "assemble") return "assemble";
  if (!isRead(state)) return want || ((items.length > 0 || isKeyKept) && !isHalted) ? "read" : null;
  return want?.action === "generate" || want?.action === "prepare" ? want.action : null;
}

/**
 * Returns whether the reading is of what is there now.
 * @param {PageState} state
 * @returns {boolean}
 */
export function isRead({ reading, readAt, revision }) {
  return reading !== null && readAt === revision;
}

/**
 * Returns whether the person waits for something that was asked for.
 * @param {PageState} state
 * @returns {boolean}
 */
export function isWorking({ want, work }) {
  return Boolean(work?.isLong) || want?.action === "generate";
}

/**
 * Returns how far the person has come with each of the three steps.
 * @param {PageState} state
 * @returns {{ files: string, request: string, send: string, isWarned: boolean }} "done", "next" or "later"
 */
export function steps(state) {
  const { reading, result, prepared, isSigning } = state;
  const isReady = Boolean(reading?.ready) || Boolean(result) || (isSigning && Boolean(prepared));
  const isFresh = Boolean(result) && !result?.isOld;
  return {
    files: isReady ? "done" : "next",
    request: isFresh ? "done" : reading?.ready || result ? "next" : "later",
    send: isFresh ? "next" : "later",
    isWarned: Boolean(reading?.certificate) && Boolean(warning(reported(reading))),
  };
}

/**
 * Returns the key of the sentence that says what to do next; empty when the values are there.
 * @param {PageState} state
 * @returns {string}
 */
export function next(state) {
  const { items, reading, result, prepared, isSigning } = state;
  if (result) return result.isOld ? "next-again" : "";
  if (locked(state).length > 0 && !reading?.ready) return "next-passphrase";
  if (reading?.ready) return warning(reported(reading)) ? "next-request-warned" : "next-request";
  if (isUnusable(reading?.certificate)) return "next-other-certificate";
  if (isSigning && reading?.certificate) return prepared ? "next-signature" : "next-prepare";
  if (reading?.certificate) return "next-key";
  return reading?.privateKey || items.length > 0 ? "next-certificate" : "next-files";
}

/**
 * Returns the ids of the items that wait for a passphrase.
 * @param {PageState} state
 * @returns {number[]}
 */
export function locked({ items, reading }) {
  const waiting = (reading?.sources ?? []).filter(({ id, locked: protection }) => protection && items.some((item) => item.id === id));
  return waiting.map(({ id }) => id);
}

/**
 * Returns the names of the files that wait for a passphrase.
 * @param {PageState} state
 * @returns {string[]}
 */
export function lockedFiles(state) {
  const waiting = locked(state);
  return state.items.flatMap(({ id, name }) => (name !== null && waiting.includes(id) ? [name] : []));
}

/**
 * Returns what is said beside the fields: of the reading, of the last answer to Generate, of refused files.
 * @param {PageState} state
 * @returns {Notice[]}
 */
export function notices({ reading, remarks, refusals }) {
  return [...refusals, ...reported(reading, remarks)].filter(({ code }) => !MISSING.includes(code));
}

/** What is said of the reading, and of the last answer to Generate. */
function reported(reading, remarks = []) {
  const all = united(reading?.notices ?? [], remarks);
  // How to change over to the next certificate stands beside it, with the days; nobody needs to order one.
  return isSuperseded(reading) ? all.filter(({ code }) => !code.startsWith("certificate-expires-")) : all;
}

/**
 * Whether the certificate after the chosen one is here too, lasts, and can take its place.
 * @param {Reading | null} reading
 * @returns {boolean}
 */
export function isSuperseded(reading) {
  const { certificate, comparison } = reading ?? {};
  if (!certificate || !comparison || comparison.old.sha256 !== certificate.sha256) return false;
  const { new: after, lostUsages, overlap } = comparison;
  return !isRenewable(after) && !isUnusable(after) && lostUsages.length === 0 && overlap >= 0;
}

/**
 * Whether the next certificate should be ordered now.
 * @param {{ isCa: boolean, daysLeft: number }} certificate
 * @returns {boolean}
 */
export function isRenewable({ isCa, daysLeft }) {
  return !isCa && daysLeft < RENEW_FROM;
}

/** The handlers by the type of the event. @type {Object<string, (state: PageState, event: any) => PageState>} */
const handlers = {
  started: (state) => (state.phase === "loading" ? { ...state, phase: "running" } : state),
  failed: (state, { reason }) => ({ ...INITIAL_STATE, phase: "failed", failure: reason, worker: state.worker, revision: state.revision + 1 }),
  edited: (state, { items, id }) => edit(state, {
    items, isSample: false, offered: keep(state.offered, items, id), protections: without(state.protections, id),
    reading: unread(state.reading, id),
  }),
  moved: (state, { items }) => ({ ...state, items, revision: state.revision + 1 }),
  chosen: (state, { choice }) => edit(state, { choice }),
  formed: (state, { form }) => ({ ...onward(emptied(state)), form, want: null, message: null }),
  typed,
  unlock,
  generate: (state, { typed: ids }) => wish({ ...offer(emptied(state), ids), prepared: null }, "generate"),
  prepare: (state) => wish(emptied(state), "prepare"),
  assemble: (state) => wish({ ...emptied(state), prepared: state.prepared }, "assemble"),
  kept: (state) => ({ ...emptied(state), isKeyKept: true, isSilent: true, isHalted: false, revision: state.revision + 1 }),
  asked,
  slow,
  replied,
  cancel,
  stopped: (state) => ({
    ...emptied(state), work: null, want: null, reading: null, readAt: -1, isHalted: true, isKeyKept: false,
    message: alert([{ code: "worker-stopped", severity: "error", field: "page", params: {} }]),
  }),
  clear: (state) => ({ ...cleared(state), message: { tone: "done", key: "cleared" } }),
  left: (state) => ({ ...cleared(state), worker: state.worker }),
  restored: cleared,
  refused: (state, { notices: refusals }) => ({ ...state, refusals, message: alert(refusals) }),
  sampled: (state, { items }) => ({ ...edit(state, { items, offered: [], protections: {} }), isSample: true, focus: to("generate") }),
  signing: (state, { isOpen }) => ({ ...state, isSigning: isOpen }),
  aged: (state) => (state.result ? { ...state, result: { ...state.result, isOld: true } } : state),
};

/** The next revision, of which the worker has read all already: only a result that is under way is dropped. */
function onward(state) {
  const revision = state.revision + 1;
  return { ...state, revision, readAt: isRead(state) ? revision : state.readAt };
}

/** What is shown belongs to a revision that is no more. */
function edit(state, changes) {
  const next = { ...emptied(state), ...changes, revision: state.revision + 1, isHalted: false, want: null, message: null, refusals: [] };
  if (next.items.length === 0) Object.assign(next, { reading: null, readAt: -1 });
  // Nobody wants to wait for what was there before.
  return state.work?.opening == null ? next : { ...next, work: null, worker: state.worker + 1, isKeyKept: false };
}

function emptied(state) {
  return { ...state, result: null, prepared: null, remarks: [] };
}

function cleared(state) {
  const { phase, worker, revision, tickets, isSigning } = state;
  return { ...INITIAL_STATE, phase, worker: worker + 1, revision: revision + 1, tickets, isSigning };
}

/** @param {PageState} state @param {Want["action"]} action @param {number | null} [source] @returns {PageState} */
function wish(state, action, source = null) {
  return { ...state, want: { action, source }, isHalted: false, message: null };
}

/** Lets the worker try passphrases that it has not tried. */
function offer(state, ids) {
  const fresh = ids.filter((id) => !state.offered.includes(id));
  if (fresh.length === 0) return state;
  return { ...state, offered: [...state.offered, ...fresh], revision: state.revision + 1 };
}

/** A passphrase that opened something is taken back with its first change; half of one is not tried. */
function typed(state, { id }) {
  if (!state.offered.includes(id)) return state.want ? { ...state, want: null } : state;
  return edit(state, { offered: state.offered.filter((other) => other !== id) });
}

function unlock(state, { id }) {
  return settled(wish(offer(emptied(state), [id]), "unlock", id));
}

function asked(state, { task }) {
  const tickets = state.tickets + 1;
  const slow = task === "read" ? state.offered.find((id) => state.protections[id]?.iterations >= MANY_ITERATIONS) : undefined;
  const opening = slow ?? null;
  return { ...state, tickets, work: { task, ticket: tickets, revision: state.revision, opening, isLong: opening !== null } };
}

function slow(state, { ticket }) {
  const { work } = state;
  return work && work.ticket === ticket ? { ...state, work: { ...work, isLong: true } } : state;
}

/** A reply for an older revision only ends the work; `demand` asks again. Without a reply nothing is asked again. */
function replied(state, { ticket, reply }) {
  const { work } = state;
  if (!work || work.ticket !== ticket) return state;
  const idle = { ...state, work: null };
  if (!reply) return { ...idle, isHalted: true, want: null };
  if (work.revision !== state.revision || reply.superseded) return idle;
  if (reply.reading) return settled(found(idle, reply.reading));
  if (reply.generated) return made(idle, reply.generated);
  if (reply.prepared) return { ...idle, want: null, prepared: reply.prepared, message: { tone: "done", key: "prepared" }, focus: to("command") };
  return declined(idle, reply.refused.notices);
}

function found(state, reading) {
  const before = locked(state);
  const protections = { ...state.protections };
  for (const { id, locked: protection } of reading.sources) if (protection) protections[id] = protection;
  const choice = reading.choices.some(({ sha256 }) => sha256 === state.choice) ? state.choice : null;
  const after = { ...state, reading, readAt: state.revision, protections, choice };
  const asking = locked(after).find((id) => !before.includes(id));
  // Who has pressed a button is led by what comes of it.
  const focus = asking !== undefined && !state.want ? to("passphrase", asking) : state.focus;
  const isSaid = state.want || state.isSilent;
  return { ...after, focus, isSilent: false, message: isSaid ? state.message : announcement(after) };
}

/** One sentence for those who do not see the rows appear. */
function announcement(state) {
  const { reading } = state;
  const error = firstError(notices({ ...state, refusals: [] }));
  const remark = warning(reported(reading));
  if (reading.ready && remark) return { tone: "warning", key: "read-ready-warned", notices: [remark] };
  if (reading.ready) return { tone: "quiet", key: "read-ready" };
  if (locked(state).length > 0) return { tone: "quiet", key: "read-passphrase-needed" };
  if (error) return { tone: "quiet", key: "read-error", notices: [error] };
  if (reading.certificate) return { tone: "quiet", key: "read-certificate" };
  return reading.privateKey ? { tone: "quiet", key: "read-private-key" } : null;
}

/** Ends the want to unlock once there is a reading that says how it went. */
function settled(state) {
  const { want, reading } = state;
  if (want?.action !== "unlock" || !isRead(state)) return state;
  const after = { ...state, want: null };
  const wrong = reading.notices.find((notice) => isRefusedPassphrase(notice) && notice.source?.id === want.source);
  if (wrong) return { ...after, message: alert([wrong]), focus: to("passphrase", want.source) };
  const more = locked(after)[0];
  if (more !== undefined && !reading.ready) return { ...after, message: announcement(after), focus: to("passphrase", more) };
  const lead = reading.ready ? to("generate") : leadTo(after);
  if (lead) return { ...after, message: announcement(after), focus: lead };
  // Both are there, and one does not fit the other.
  const error = firstError(notices(after));
  return error ? { ...after, message: alert([error]), focus: of(error) } : { ...after, message: announcement(after) };
}

/**
 * Returns whether a notice says that a passphrase did not open what it is for.
 * @param {Notice} notice
 * @returns {boolean}
 */
export function isRefusedPassphrase({ field, code, severity }) {
  return field === "passphrase" && severity === "error" && !MISSING.includes(code);
}

function leadTo({ reading }) {
  if (!reading.certificate || isUnusable(reading.certificate)) return to("certificate");
  return reading.privateKey ? null : to("privateKey");
}

function made(state, generated) {
  const isHeaderNew = generated.authorization !== state.header;
  const result = { ...generated, isHeaderNew, isOld: false };
  const remarks = generated.notices;
  const remark = warning(reported(state.reading, remarks));
  const message = remark ? { tone: "warning", key: "generated-warned", notices: [remark] } : { tone: "done", key: isHeaderNew ? "generated" : "generated-again" };
  return { ...state, want: null, result, remarks, header: generated.authorization, prepared: null, message };
}

/** What is missing is asked for; what is wrong is called wrong. */
function declined(state, refusals) {
  const errors = refusals.filter(({ severity, code }) => severity === "error" && !MISSING.includes(code));
  const after = { ...state, want: null, remarks: refusals };
  if (errors.length > 0) return { ...after, message: alert(errors), focus: of(errors[0]) };
  const missing = MISSING.map((code) => refusals.find((notice) => notice.code === code)).find(Boolean) ?? refusals[0];
  return { ...after, message: { tone: "information", key: "lead", notices: [missing] }, focus: of(missing) };
}

/** What is typed stays. The passphrase is tried again only when the person asks for it. */
function cancel(state) {
  if (!state.work) return state;
  return {
    ...emptied(state), work: null, want: null, isHalted: true, offered: [], worker: state.worker + 1, isKeyKept: false,
    revision: state.revision + 1, message: { tone: "information", key: "cancelled" },
    focus: state.work.opening === null ? to("generate") : to("passphrase", state.work.opening),
  };
}

/**
 * Returns the error that a person should hear of first.
 * @param {Notice[]} list
 * @returns {Notice | undefined}
 */
export function firstError(list) {
  return list.find(({ severity }) => severity === "error");
}

/** Whether a certificate has a key that cannot sign: no private key of any kind helps it. */
function isUnusable(certificate) {
  return certificate?.bits === null;
}

/** What a person should mind before using what is made. */
function warning(list) {
  return list.find(({ severity }) => severity === "warning");
}

/** @returns {Message} */
function alert(list) {
  return { tone: "alert", notices: list };
}

/** @param {string} field @param {number | null} [source] */
function to(field, source = null) {
  return { field, source };
}

/** @param {Notice} notice */
function of({ field, source }) {
  return { field, source: source?.id ?? null };
}

/** Both lists. What the second one says of the same thing replaces what the first one says: a day may have passed. */
function united(list, others) {
  const known = new Set(others.map((notice) => JSON.stringify(notice)));
  // Days that are left, less than two of them, and none: one thing under four codes.
  const topic = ({ code }) => (code.startsWith("certificate-expire") ? "certificate-expire" : code);
  const isSame = (one, other) => topic(one) === topic(other) && one.field === other.field && one.source?.id === other.source?.id;
  const now = list.map((notice) => (known.has(JSON.stringify(notice)) ? notice : others.find((other) => isSame(notice, other)) ?? notice));
  return [...now, ...others.filter((other) => !list.some((notice) => isSame(notice, other)))];
}

/** An edit of an item takes its passphrase with it. */
function keep(ids, items, edited) {
  return ids.filter((id) => id !== edited && items.some((item) => item.id === id));
}

/** What was found in the item that was edited is true no more; the rest stands until the next reading. */
function unread(reading, edited) {
  return reading && edited !== null ? { ...reading, sources: reading.sources.filter(({ id }) => id !== edited) } : reading;
}

function without(protections, id) {
  return Object.fromEntries(Object.entries(protections).filter(([key]) => key !== String(id)));
}
