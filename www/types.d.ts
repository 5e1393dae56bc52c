// The types of the page, for `tsc --checkJs`. Nothing of this file is shipped. What the worker says is written in
// src/protocol.rs; the types here name what the page uses of it.

type InputField = "certificate" | "privateKey" | "files";

/** One thing that came in: a text area that is not empty, or a file. */
interface Item {
  id: number;
  field: InputField;
  name: string | null;
  size: number;
}

/** How a text came into a box: by hand, whole, or from the box of another view. */
type Arrival = "typed" | "pasted" | "moved";

interface Notice {
  code: string;
  severity: "error" | "warning" | "information";
  field: string;
  source?: { id: number; name: string | null } | null;
  params: Record<string, { text: string } | { number: number } | { time: number }>;
}

interface Protection {
  scheme: string;
  iterations: number;
}

interface SourceReading {
  id: number;
  certificates: number;
  privateKeys: number;
  belongsIn: InputField | null;
  locked: Protection | null;
  unlocked: boolean;
  used: boolean;
}

interface Certificate {
  commonName: string | null;
  organization: string | null;
  country: string | null;
  subject: string;
  issuer: string;
  emails: string[];
  serial: string;
  notBefore: number;
  notAfter: number;
  daysLeft: number;
  bits: number | null;
  sha256: string;
  keyUsage: string[] | null;
  extendedKeyUsage: string[] | null;
  kind: { kind: string; validation?: string; generation?: string; client?: boolean };
  crl: string[];
  ocsp: string[];
  isCa: boolean;
}

interface Reading {
  sources: SourceReading[];
  certificate: Certificate | null;
  certificates: Certificate[];
  choices: Certificate[];
  comparison: any;
  privateKey: { bits: number; form: string; publicKeySha256: string; source: number | null } | null;
  notices: Notice[];
  ready: boolean;
}

interface Generated {
  authorization: string;
  body: string;
  fields: { certificate: string; encodedData: string; encodedSignedData: string };
  createdAt: number;
  notices: Notice[];
}

interface Command {
  place: string;
  shell: "any" | "posix" | "powershell";
  pieces: { text: string; isYours: boolean }[];
}

interface Prepared {
  encodedData: string;
  createdAt: number;
  commands: Command[];
}

/** What the worker is asked on behalf of the view "Make a request". */
type Task = "read" | "generate" | "prepare" | "assemble";

interface Work {
  task: Task;
  ticket: number;
  revision: number;
  /** The item whose passphrase is tried, where that takes long. */
  opening: number | null;
  isLong: boolean;
}

interface Want {
  action: "generate" | "unlock" | "prepare" | "assemble";
  source: number | null;
}

interface Result extends Generated {
  /** Whether the header differs from the last one that was made. */
  isHeaderNew: boolean;
  isOld: boolean;
}

interface Message {
  tone: "alert" | "done" | "warning" | "information" | "quiet";
  key?: string;
  notices?: Notice[];
}

interface PageState {
  phase: "loading" | "running" | "failed";
  /** Why the page cannot run. */
  failure: string | null;
  /** Counts the workers that the page itself ended. */
  worker: number;
  items: Item[];
  /** Ids of the items whose passphrase the worker may try. */
  offered: number[];
  /** SHA-256 of the certificate that the person chose. */
  choice: string | null;
  /** The form of the certificate in the header. */
  form: "der" | "pem";
  revision: number;
  reading: Reading | null;
  /** The revision that the reading is of. */
  readAt: number;
  /** How the items are protected, once that is known. */
  protections: Record<number, Protection>;
  /** Nothing is asked before the person does something. */
  isHalted: boolean;
  want: Want | null;
  work: Work | null;
  tickets: number;
  /** What is said of files that were not taken. */
  refusals: Notice[];
  /** What the last answer to Generate said. */
  remarks: Notice[];
  result: Result | null;
  /** The last header that was made. */
  header: string | null;
  prepared: Prepared | null;
  /** The section for signing elsewhere is open. */
  isSigning: boolean;
  isSample: boolean;
  /** The worker keeps a key that was made here. */
  isKeyKept: boolean;
  /** Nothing is said of the next reading. */
  isSilent: boolean;
  message: Message | null;
  /** Where the focus goes; a new object each time. */
  focus: { field: string; source: number | null } | null;
}

type PageEvent = { type: string } & Record<string, any>;
