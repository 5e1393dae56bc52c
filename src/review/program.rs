//! A program that makes a request: what it does, read line by line. Nothing is run, and nothing is
//! guessed: each finding rests on a name in one line.

use super::evidence::Evidence;
use super::finding::{Finding, Part};
use super::kind::Offer;

/// The most lines that are read.
const MAX_LINES: usize = 4_000;

/// Calls that make an HMAC.
const HMAC: &[&str] = &[
    "CryptoJS.HmacSHA",
    "HmacSHA512(",
    "hmac.new(",
    "hmac.digest(",
    "HMAC.new(",
    "createHmac(",
    "Mac.getInstance(",
    "HMACSHA512",
    "HMACSHA384",
    "HMACSHA256",
    "HMACSHA1",
    "hash_hmac(",
    "OpenSSL::HMAC",
    "hmac.New(",
    "-hmac ",
    "-macopt ",
    "HmacUtils",
    "\"HMAC\"",
    "'HMAC'",
];
/// Names that ask for PSS.
const PSS: &[&str] = &[
    "padding.PSS(",
    "RSASignaturePadding.Pss",
    "RSASignaturePadding]::Pss",
    "RSA-PSS",
    "RSA_PKCS1_PSS_PADDING",
    "rsa_padding_mode:pss",
    "SignPSS(",
    "pss.new(",
    "withRSAandMGF1",
    "RSASSA-PSS",
    "PKCS1_PSS",
    "sign_pss(",
    "RSAPSS",
];
/// Calls that apply RSA without hashing and without naming the hash.
const RAW: &[&str] = &[
    "privateEncrypt(",
    "private_encrypt(",
    "Cipher.getInstance(\"RSA",
    "rsautl -sign",
    "rsa.encrypt(",
    "publicEncrypt(",
];
/// Calls that make a hash.
const HASHES: &[&str] = &[
    "CryptoJS.SHA512(",
    "hashlib.sha512(",
    "createHash(",
    "MessageDigest.getInstance(",
    "SHA512.Create(",
    "SHA512]::Create(",
    "sha512.Sum512(",
    "sha512sum",
    "Digest::SHA512",
    "hash('sha512'",
    "hash(\"sha512\"",
];
/// Calls that encode text or bytes in base64, their argument behind them.
const ENCODERS: &[&str] = &[
    "b64encode(",
    "btoa(",
    "ToBase64String(",
    "encodeToString(",
    "EncodeToString(",
    "base64_encode(",
    "strict_encode64(",
    "encode64(",
    "Base64.stringify(",
    "getEncoder().encode(",
];
/// Encoders whose argument stands before them.
const ENCODERS_BEHIND: &[&str] = &[
    "toString('base64')",
    "toString(\"base64\")",
    "| base64",
    "|base64",
    "openssl base64",
    "openssl enc -base64",
];
/// Calls that decode base64.
const DECODERS: &[&str] = &[
    "b64decode(",
    "FromBase64String(",
    "atob(",
    ", 'base64')",
    ", \"base64\")",
    "base64 -d",
    "base64 --decode",
    "getDecoder()",
    "base64_decode(",
    "DecodeString(",
    "decode64(",
];
/// Calls that turn text into bytes.
const TO_BYTES: &[&str] = &[
    ".encode(",
    "Buffer.from(",
    ".getBytes(",
    "GetBytes(",
    "[]byte(",
    "TextEncoder().encode(",
    "bytes(",
];
/// Sources of random bytes.
const RANDOM: &[&str] = &[
    "randomBytes(",
    "os.urandom(",
    "token_bytes(",
    "RandomNumberGenerator",
    "RNGCryptoServiceProvider",
    "SecureRandom",
    "openssl rand",
    "getRandomValues(",
    "random_bytes(",
    "Math.random(",
    "rand.Read(",
    "WordArray.random(",
    "get_random_bytes(",
    "/dev/urandom",
    "randint(",
    "random.choice",
    "Get-Random",
    "new Random(",
];
/// Sources of the time.
const TIME: &[&str] = &[
    "time.time(",
    "time.time_ns(",
    "Date.now(",
    "getTime()",
    "currentTimeMillis(",
    "ToUnixTime",
    "datetime",
    "time.Now()",
    "date +%s",
    "time()",
    "Instant.now(",
    "EPOCHSECONDS",
    "DateTimeOffset",
    "DateTime.UtcNow",
    "DateTime]::UtcNow",
    "Time.now",
    "UFormat %s",
    "new Date(",
    "valueOf()",
    "moment(",
    "$timestamp",
    "{{$timestamp}}",
    "timestamp",
];
/// Sources of the time in milliseconds or finer.
const MILLISECONDS: &[&str] = &[
    "Date.now()",
    "getTime()",
    "currentTimeMillis()",
    "ToUnixTimeMilliseconds(",
    "time_ns(",
    "UnixMilli(",
    "UnixNano(",
    "toEpochMilli(",
    "%s%3N",
    "microtime(",
    "moment().valueOf()",
    "time.time() * 1000",
    "time.time()*1000",
];
/// What makes seconds of milliseconds.
const DIVIDED: &[&str] = &["1000", "1e3", "1_000", "getEpochSecond", "toSeconds("];
/// Calls that write a number as bytes.
const WRITERS: &[&str] = &[
    "writeBig",
    "writeUInt",
    "writeInt",
    "setBigUint64(",
    "setBigInt64(",
    "setUint32(",
    "BigInt(",
    "putLong(",
    "putInt(",
    "pack(",
    "to_bytes(",
    "PutUint",
    "GetBytes(",
    "BigEndian(",
    "LittleEndian(",
    "%016x",
    "%08x",
    "write(",
];
/// Calls that write a number with its lowest byte first.
const LITTLE_ENDIAN: &[&str] = &[
    "struct.pack('<",
    "struct.pack(\"<",
    "struct.pack('Q'",
    "struct.pack(\"Q\"",
    "struct.pack('q'",
    "struct.pack(\"q\"",
    "writeBigUInt64LE(",
    "writeBigInt64LE(",
    "WriteUInt64LittleEndian(",
    "WriteInt64LittleEndian(",
    "binary.LittleEndian",
    "LITTLE_ENDIAN",
    "'little'",
    "\"little\"",
    "pack('Q<')",
    "pack('P'",
    "pack(\"P\"",
];
/// Calls that write a number in four bytes.
const FOUR_BYTES: &[&str] = &[
    "writeUInt32BE(",
    "writeInt32BE(",
    "writeUInt32LE(",
    "struct.pack('>I'",
    "struct.pack(\">I\"",
    "struct.pack('>L'",
    "struct.pack(\">L\"",
    "struct.pack('!I'",
    "struct.pack(\"!I\"",
    "putInt(",
    "setUint32(",
    "to_bytes(4",
    "pack('N'",
    "pack(\"N\"",
    "PutUint32(",
    "printf '%08x'",
    "printf \"%08x\"",
    "WriteUInt32BigEndian(",
    "WriteInt32BigEndian(",
];
/// Calls that make text of the time.
const TIME_TEXT: &[&str] = &[
    "str(int(time.time(",
    "str(time.time(",
    "String(Math.floor(Date.now()",
    "String(Date.now()",
    "Date.now().toString()",
    "/ 1000).toString()",
    "String.valueOf(System.currentTimeMillis",
    "strval(time()",
    "Time.now.to_i.to_s",
    "FormatInt(time.Now()",
    "ToUnixTimeSeconds().ToString()",
];
/// Calls that make a form of fields.
const FORMS: &[&str] = &[
    "urlencode(",
    "querystring.stringify(",
    "URLSearchParams(",
    "http_build_query(",
    "FormUrlEncodedContent(",
    "x-www-form-urlencoded",
];
/// Calls that sign, in small letters.
const SIGNERS: &[&str] = &[
    "sign(",
    "signdata(",
    "signhash(",
    "signpkcs1v15(",
    "signpss(",
    " -sign ",
    "withrsa",
    "signature.getinstance(",
    "signer(",
];

/// A line without its comment.
struct Line<'a> {
    number: u32,
    text: &'a str,
}

/// Whether a program computes something that a request holds: a signature, random bytes or base64.
pub(super) fn computes(text: &str) -> bool {
    let lines = lines(text);
    let has = |needles: &[&str]| {
        lines
            .iter()
            .any(|line| needle(line.text, needles).is_some())
    };
    has(HMAC)
        || has(PSS)
        || has(RAW)
        || has(HASHES)
        || has(ENCODERS)
        || has(RANDOM)
        || lines.iter().any(|line| signs(line.text))
}

/// Judges a program. Header and address, where they are written out, are judged elsewhere.
pub(super) fn judge(text: &str, evidence: &mut Evidence) {
    let lines = lines(text);
    let program = Program { lines: &lines };
    program.signature(evidence);
    program.message(evidence);
    program.certificate(evidence);
    program.body(evidence);
}

/// Returns what the page offers in place of the program.
pub(super) fn offer(text: &str) -> Option<Offer> {
    let has = |needles: &[&str]| needle(text, needles).is_some();
    if has(&[
        "pm.environment",
        "pm.variables",
        "pm.collectionVariables",
        "postman.set",
        "CryptoJS.",
    ]) {
        return Some(Offer::Postman);
    }
    if has(&["using System", "Convert.ToBase64String", "new HttpClient"]) {
        return Some(Offer::Csharp);
    }
    if has(&[
        "import java",
        "Signature.getInstance(",
        "Base64.getEncoder()",
        "SecureRandom()",
    ]) {
        return Some(Offer::Java);
    }
    if has(&["[Convert]::", "New-Object", "Invoke-", "Get-Content"]) {
        return Some(Offer::Powershell);
    }
    if has(&["require(", "const ", "let ", "await ", "Buffer."]) {
        return Some(Offer::Node);
    }
    if has(&[
        "import base64",
        "import requests",
        "import hmac",
        "import hashlib",
        "def ",
        "b64encode",
        "from cryptography",
    ]) {
        return Some(Offer::Python);
    }
    has(&["#!/bin", "openssl ", "curl "]).then_some(Offer::Bash)
}

/// The lines of a program without its comments.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut inside: Option<&str> = None;
    let mut number = 0_u32;
    let mut lines = Vec::new();
    for line in text.lines().take(MAX_LINES) {
        number = number.saturating_add(1);
        if let Some(end) = inside {
            if line.contains(end) {
                inside = None;
            }
            continue;
        }
        let start = line.trim_start();
        let block = [
            ("\"\"\"", "\"\"\""),
            ("'''", "'''"),
            ("/*", "*/"),
            ("<#", "#>"),
        ]
        .into_iter()
        .find_map(|(open, close)| Some((start.strip_prefix(open)?, close)));
        if let Some((rest, close)) = block {
            if !rest.contains(close) {
                inside = Some(close);
            }
            continue;
        }
        let text = without_comment(line);
        if !text.trim().is_empty() {
            lines.push(Line { number, text });
        }
    }
    lines
}

/// A line up to a comment that is not inside of a string.
fn without_comment(line: &str) -> &str {
    // A block may begin above what was pasted.
    if line.trim_start().starts_with("* ") {
        return "";
    }
    let mut inside = None;
    let mut before = ' ';
    for (at, character) in line.char_indices() {
        let (code, rest) = line.split_at_checked(at).unwrap_or((line, ""));
        match inside {
            Some(mark) if mark == character => inside = None,
            None if matches!(character, '"' | '\'' | '`') => inside = Some(character),
            None if before.is_whitespace() && (character == '#' || rest.starts_with("//")) => {
                return code;
            }
            _ => {}
        }
        before = character;
    }
    line
}

/// The first of these names in a text, and where it ends.
fn needle<'n>(text: &str, needles: &[&'n str]) -> Option<(&'n str, usize)> {
    needles.iter().find_map(|needle| {
        let at = text.find(needle)?;
        // `hmac.new(` inside of `myhmac.new(` is something else.
        let before = text.get(..at)?.chars().next_back();
        let letter = needle.starts_with(char::is_alphabetic)
            && before.is_some_and(|c| c.is_ascii_alphabetic());
        (!letter).then_some((*needle, at.saturating_add(needle.len())))
    })
}

/// Returns what was found in a text, to the end of the word: `CryptoJS.HmacSHA` is one name with the
/// digits behind it.
fn whole_word(text: &str, found: &str) -> String {
    let behind = text.split_once(found).map_or("", |(_, behind)| behind);
    let letters = behind.chars().take_while(char::is_ascii_alphanumeric);
    let is_word = found.ends_with(|c: char| c.is_ascii_alphanumeric());
    found.chars().chain(letters.filter(|_| is_word)).collect()
}

/// Whether a line signs.
fn signs(line: &str) -> bool {
    sign_call(line).is_some()
}

/// Where the signing call of a line ends its name.
fn sign_call(line: &str) -> Option<usize> {
    let lower = line.to_ascii_lowercase();
    SIGNERS.iter().find_map(|signer| {
        lower.match_indices(signer).find_map(|(at, name)| {
            let before = lower.get(..at)?;
            let other = ["as", "de", "re", "un"]
                .iter()
                .any(|word| before.ends_with(word))
                && name.starts_with("sign(");
            (!other).then(|| at.saturating_add(name.len()))
        })
    })
}

/// The name that a line assigns to.
fn assigned(line: &str) -> Option<&str> {
    let (before, behind) = line.split_once('=')?;
    if behind.starts_with(['=', '>']) || before.ends_with(['!', '<', '>']) {
        return None;
    }
    let name = before.trim().trim_end_matches([':', '+']).trim_end();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let name = name.rsplit(|c| !is_name(c)).next()?;
    let name = name.trim_start_matches('$');
    (!name.is_empty()).then_some(name)
}

/// Whether a text mentions a name as a whole word.
fn mentions(text: &str, name: &str) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default().chars().next_back();
        let behind = text
            .get(at.saturating_add(name.len())..)
            .unwrap_or_default();
        // The member of an object, `body.encodedData`, is not the variable.
        !before.is_some_and(|c| is_name(c) || c == '.') && !behind.starts_with(|c: char| is_name(c))
    })
}

struct Program<'a> {
    lines: &'a [Line<'a>],
}

impl<'a> Program<'a> {
    fn has(&self, needles: &[&str]) -> bool {
        self.find(needles).is_some()
    }

    fn find<'n>(&self, needles: &[&'n str]) -> Option<(u32, &'n str, &'a str)> {
        self.lines.iter().find_map(|line| {
            let (found, _) = needle(line.text, needles)?;
            Some((line.number, found, line.text))
        })
    }

    /// The lines of each statement that signs.
    fn signing(&self) -> Vec<(u32, String)> {
        const MAX_LINES: usize = 8;
        let mut statements = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            if !signs(line.text) {
                continue;
            }
            let mut statement = String::new();
            for line in self.lines.iter().skip(at).take(MAX_LINES) {
                statement.push_str(line.text);
                statement.push('\n');
                if statement.matches('(').count() <= statement.matches(')').count() {
                    break;
                }
            }
            statements.push((line.number, statement));
        }
        statements
    }

    fn signature(&self, evidence: &mut Evidence) {
        let mut report = |line, finding: Finding| evidence.add_at(Part::Program, line, &finding);
        let name = |found: &str| found.trim_end_matches('(').trim().to_owned();
        if let Some((line, found, text)) = self.find(HMAC) {
            let found = name(&whole_word(text, found));
            report(line, Finding::ProgramHmac { found });
        }
        if let Some((line, found, _)) = self.find(PSS) {
            report(line, Finding::ProgramPss { found: name(found) });
        }
        if let Some((line, found, _)) = self.find(RAW) {
            report(line, Finding::ProgramRawRsa { found: name(found) });
        }
        let statements = self.signing();
        let hash = statements
            .iter()
            .find_map(|(line, statement)| Some((*line, other_hash(statement)?)))
            .or_else(|| self.other_hash());
        if let Some((line, hash)) = hash {
            let hash = hash.to_owned();
            report(line, Finding::ProgramHash { hash });
        }
        if statements.is_empty()
            && !self.has(HMAC)
            && !self.has(RAW)
            && let Some((line, found, _)) = self.find(HASHES)
        {
            report(line, Finding::ProgramHashOnly { found: name(found) });
        }
        if let Some((line, found)) = self.signed_text(&statements) {
            report(line, Finding::ProgramSignsText { found });
        }
    }

    /// Another hash function, named apart from the signing call.
    fn other_hash(&self) -> Option<(u32, &'static str)> {
        let web = self.has(&["RSASSA-PKCS1-v1_5"]);
        let dome = self.has(&["pkcs1_15.new(", "PKCS1_v1_5.new("]);
        self.lines.iter().find_map(|line| {
            let named = (web && line.text.contains("hash:"))
                || (dome && line.text.contains(".new("))
                || line.text.contains("RSASSA-PKCS1-v1_5");
            let hash = other_hash(line.text).filter(|_| named)?;
            Some((line.number, hash))
        })
    }

    /// A variable with base64 text that a signing call is given.
    fn signed_text(&self, statements: &[(u32, String)]) -> Option<(u32, String)> {
        const MAX_TEXTS: usize = 64;
        let mut texts: Vec<&str> = Vec::new();
        for line in self.lines {
            let Some(name) = assigned(line.text) else {
                continue;
            };
            let value = line.text.split_once('=').map_or("", |(_, value)| value);
            let encodes =
                needle(value, ENCODERS).is_some() || needle(value, ENCODERS_BEHIND).is_some();
            let copied = needle(value, TO_BYTES).is_some()
                && needle(value, DECODERS).is_none()
                && texts.iter().any(|text| mentions(value, text));
            let is_text = (encodes && !signs(value)) || copied;
            texts.retain(|text| *text != name);
            if is_text {
                texts.push(name);
                texts.truncate(MAX_TEXTS);
            }
        }
        let updates = self.has(&["createSign(", "Signature.getInstance(", "createSign ("]);
        let update = |line: &&Line<'_>| updates && line.text.contains(".update(");
        let updates = self.lines.iter().filter(update);
        let updates = updates.map(|line| (line.number, line.text.to_owned()));
        for (number, statement) in statements.iter().cloned().chain(updates) {
            if needle(&statement, DECODERS).is_some_and(|(name, _)| !name.starts_with(',')) {
                continue;
            }
            let piped = statement.contains("openssl ");
            let from = if piped {
                statement.find('=').map_or(0, |at| at.saturating_add(1))
            } else {
                sign_call(&statement)
                    .or_else(|| statement.find(".update("))
                    .unwrap_or(0)
            };
            let arguments = statement.get(from..).unwrap_or_default();
            // Behind the call stands what becomes of its result.
            let arguments = arguments.split(").toString(").next().unwrap_or_default();
            if let Some((encoder, _)) = needle(arguments, ENCODERS).filter(|_| !piped) {
                return Some((number, encoder.trim_end_matches('(').to_owned()));
            }
            if let Some(text) = texts.iter().find(|text| mentions(arguments, text)) {
                return Some((number, super::text::start(text)));
            }
        }
        None
    }

    fn message(&self, evidence: &mut Evidence) {
        let mut report = |line, finding: Finding| evidence.add_at(Part::Program, line, &finding);
        let name = |found: &str| found.trim_end_matches('(').trim().to_owned();
        if let Some((line, found)) = self.milliseconds() {
            report(line, Finding::ProgramMilliseconds { found: name(found) });
        }
        let reversed = self.has(&[
            "Reverse(",
            "HostToNetworkOrder",
            "IsLittleEndian",
            "BigEndian",
        ]);
        let bits = ["BitConverter.GetBytes(", "BitConverter]::GetBytes("];
        let little = self
            .find(LITTLE_ENDIAN)
            .or_else(|| self.find(&bits).filter(|_| !reversed))
            .or_else(|| {
                let found = self.find(&["setBigUint64(", "setBigInt64("])?;
                found.2.contains(", true").then_some(found)
            });
        if let Some((line, found, _)) = little {
            report(line, Finding::ProgramLittleEndian { found: name(found) });
        }
        if let Some((line, found, _)) = self.find(FOUR_BYTES) {
            // Twice, it writes the upper and the lower half.
            let calls = self
                .lines
                .iter()
                .map(|line| line.text.matches(found).count());
            if calls.sum::<usize>() == 1 {
                report(line, Finding::ProgramTimeWidth { found: name(found) });
            }
        }
        if let Some((line, found, text)) = self.find(TIME_TEXT)
            && needle(text, &["toString(16)", "padStart", "hex", "%016x"]).is_none()
        {
            report(line, Finding::ProgramTimeText { found: name(found) });
        }
        let format = self.has(&["encodedDataFormat"]);
        let fields = self.has(&["encodedData", "EncodedData", "encoded_data"]);
        let timed = self.has(TIME);
        if let Some((line, _, _)) = self.find(RANDOM).filter(|_| !timed) {
            report(
                line,
                if format {
                    Finding::ProgramNoTime
                } else {
                    Finding::ProgramVersion1
                },
            );
        } else if timed
            && fields
            && !format
            && let Some(line) = self.lines.iter().find(|line| writes_field(line.text))
        {
            let line = line.number;
            report(line, Finding::ProgramFormatMissing);
        }
    }

    /// The time in milliseconds that nothing divides.
    fn milliseconds(&self) -> Option<(u32, &'static str)> {
        self.lines.iter().find_map(|line| {
            let (found, _) = needle(line.text, MILLISECONDS)?;
            let multiplied = found.contains('*');
            let divides = |text: &str| needle(text, DIVIDED).is_some();
            if divides(line.text) && !multiplied {
                return None;
            }
            let writes = |text: &str| needle(text, WRITERS).is_some();
            let later = |is: &dyn Fn(&str) -> bool| {
                assigned(line.text).is_some_and(|name| {
                    self.lines
                        .iter()
                        .any(|other| mentions(other.text, name) && is(other.text))
                })
            };
            // A clock that times out or logs is no message.
            let written = writes(line.text) || later(&writes);
            let wrong = written && (multiplied || !later(&divides));
            wrong.then_some((line.number, found))
        })
    }

    /// Base64 of what is left of a PEM text without its first and last line.
    fn certificate(&self, evidence: &mut Evidence) {
        let strips = |text: &str| {
            text.contains("BEGIN CERTIFICATE")
                && needle(
                    text,
                    &[
                        "replace(", "split(", "sub(", "strip(", "Replace(", "-replace", "gsub(",
                    ],
                )
                .is_some()
        };
        let mut bare: Vec<&str> = Vec::new();
        for line in self.lines {
            let encoder = needle(line.text, ENCODERS);
            let argument = encoder.and_then(|(_, end)| line.text.get(end..));
            let doubled = argument.is_some_and(|argument| {
                strips(argument) || bare.iter().any(|name| mentions(argument, name))
            });
            if doubled && needle(line.text, DECODERS).is_none() {
                evidence.add_at(
                    Part::Program,
                    line.number,
                    &Finding::ProgramCertificateDouble,
                );
                return;
            }
            if strips(line.text)
                && let Some(name) = assigned(line.text)
            {
                bare.push(name);
            }
        }
    }

    fn body(&self, evidence: &mut Evidence) {
        let form = self.find(FORMS).or_else(|| {
            let json = self.has(&["json.dumps(", "json=", "json =", "dumps("]);
            let found = self.find(&["requests.post(", "requests.request("])?;
            let data = self.has(&["data="]) && !json;
            data.then_some(found)
        });
        let powershell = || {
            let json = self.has(&["ConvertTo-Json"]);
            let found = self.find(&["Invoke-RestMethod", "Invoke-WebRequest"])?;
            let table = self.lines.iter().any(|line| {
                line.text.contains("encodedData") && !line.text.contains(['{', '"', '\''])
            });
            (!json && table).then_some(found)
        };
        if let Some((line, found, _)) = form.or_else(powershell) {
            let found = found.trim_end_matches('(').to_owned();
            evidence.add_at(Part::Program, line, &Finding::ProgramForm { found });
        }
    }
}

/// Whether a line writes the field of a body, not a variable of the same name.
fn writes_field(line: &str) -> bool {
    line.match_indices("encodedSignedData").any(|(at, name)| {
        let behind = line.get(at.saturating_add(name.len())..);
        let behind = behind.unwrap_or_default();
        let behind = behind.trim_start_matches(['"', '\'', '\\', ' ']);
        behind.starts_with(':') || behind.starts_with("=>")
    }) || (line.contains("JSON.stringify(") && line.contains("encodedSignedData"))
}

/// A hash function other than SHA-512 that a signing statement names or takes by default.
fn other_hash(statement: &str) -> Option<&'static str> {
    const NAMES: &[(&str, &[&str])] = &[
        ("SHA-256", &["sha256", "sha-256", "sha_256", "rs256"]),
        ("SHA-1", &["sha1", "sha-1", "sha_1"]),
        ("SHA-384", &["sha384", "sha-384", "sha_384", "rs384"]),
        ("SHA-224", &["sha224", "sha-224"]),
        ("MD5", &["md5"]),
    ];
    let lower = statement.to_ascii_lowercase();
    if lower.contains("512") {
        return None;
    }
    let named = NAMES
        .iter()
        .find(|(_, names)| names.iter().any(|name| lower.contains(name)));
    if let Some((hash, _)) = named {
        return Some(hash);
    }
    if lower.contains("openssl_sign(") && !lower.contains("algo") {
        return Some("SHA-1");
    }
    lower.contains("openssl dgst").then_some("SHA-256")
}
