// Logs in to Anaplan with a certificate and prints an authentication token.
//
//     java AnaplanLogin.java --certificate login.crt --key login.key
//
// Requires a JDK, 17 or newer, and no packages. `java AnaplanLogin.java --help` lists the options. A computer with only a
// Java runtime runs what `javac AnaplanLogin.java` compiled elsewhere.

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

public final class AnaplanLogin {
    private static final String HELP = """
            Logs in to Anaplan with a certificate and prints an authentication token.

                java AnaplanLogin.java --certificate login.crt --key login.key
                java AnaplanLogin.java --certificate login.p12
                java AnaplanLogin.java --pkcs11 token.cfg

            Each option can be set by an environment variable; the option wins.

                --certificate FILE   ANAPLAN_CERTIFICATE     PEM (one certificate or a chain), DER, or PKCS#12 or JKS with
                                                             its key
                --key FILE           ANAPLAN_KEY             PEM or DER, PKCS#8 or PKCS#1, encrypted or not
                --key-command LINE   ANAPLAN_KEY_COMMAND     a shell command that prints the key, for vaults:
                                                             "vault kv get -field=key secret/anaplan"
                --sign-command LINE  ANAPLAN_SIGN_COMMAND    a shell command that signs: reads 100 bytes from standard input,
                                                             prints their RSASSA-PKCS1-v1_5 SHA-512 signature as bytes,
                                                             base64, hex, vault:v1:..., or JSON. The key stays where it is
                --pkcs11 FILE        ANAPLAN_PKCS11          a token or HSM, by a configuration file of Java's SunPKCS11
                                                             provider; the key signs there. With --certificate when the
                                                             token has none
                (none)               ANAPLAN_KEY_PASSPHRASE  passphrase of the key or of the PKCS#12 or JKS file; PIN
                --url URL            ANAPLAN_AUTH_URL        https://auth.anaplan.com unless your region has its own host
                --ca FILE            SSL_CERT_FILE           PEM: trust these certificate authorities, not those of Java
                --warn-days DAYS     (none)                  warn when the certificate expires within DAYS (30); 0: never
                --header FORM        (none)                  der (default), or pem: the certificate as base64 of its PEM text
                --print-request      (none)                  send nothing; print {"authorization": ..., "body": ...}
                --check              (none)                  send nothing; print what would be sent, without secrets
                --help               (none)                  print this

            Prints {"token": ..., "expiresAt": ...}; expiresAt is Unix time in milliseconds. Send the token with every call as
            "Authorization: AnaplanAuthToken <token>"; it is valid for about 35 minutes.

            Exit codes: 0 the token was printed; 1 Anaplan refused the login or could not be reached; 2 the options or files
            are wrong, and nothing was sent. Errors and warnings go to standard error. Status 429 and 5xx are retried, up to
            four attempts, and no other status is. HTTPS_PROXY and NO_PROXY are obeyed.""";

    static final String LOGIN_PATH = "/token/authenticate";

    private AnaplanLogin() {
    }

    public static void main(String[] arguments) {
        System.exit(exitCode(arguments));
    }

    private static int exitCode(String[] arguments) {
        try {
            Options options = Options.parse(arguments);
            System.out.println(options.help ? HELP : run(options));
            return 0;
        } catch (UsageException error) {
            System.err.println(error.getMessage());
            return 2;
        } catch (LoginException error) {
            System.err.println(error.getMessage());
            return 1;
        } catch (InterruptedException error) {
            return 1;
        } catch (GeneralSecurityException error) {
            System.err.println("Unexpected error: " + error);
            return 2;
        }
    }

    private static String run(Options options)
            throws UsageException, LoginException, GeneralSecurityException, InterruptedException {
        Signer signer = Signer.open(options);
        Service service = new Service(options.url, options.ca);
        warnBeforeExpiry(signer.certificate(), options.warnDays);
        if (options.printRequest) {
            return LoginRequest.create(signer, options.header).toJson();
        }
        if (options.check) {
            return LoginRequest.create(signer, options.header).describe(signer, options);
        }
        return service.logIn(signer, options.header);
    }

    private static void warnBeforeExpiry(X509Certificate certificate, int days) {
        Instant end = certificate.getNotAfter().toInstant();
        Duration left = Duration.between(Instant.now(), end);
        if (days == 0 || left.compareTo(Duration.ofDays(days)) > 0) {
            return;
        }
        System.err.println(left.isNegative()
                ? "Warning: the certificate expired on " + Times.date(end) + "."
                : "Warning: the certificate expires in " + left.toDays() + " days, on " + Times.date(end) + ".");
    }
}

/** The call or its files are wrong: nothing was sent. Exit code 2. */
final class UsageException extends Exception {
    UsageException(String message) {
        super(message);
    }
}

/** Anaplan gave no token, or could not be reached. Exit code 1. */
final class LoginException extends Exception {
    LoginException(String message) {
        super(message);
    }
}

/** The options, from the command line and from the environment. */
final class Options {
    private static final Map<String, String> WITH_VALUE = withValue();
    private static final Set<String> WITHOUT_VALUE = Set.of("--print-request", "--check", "--help");

    final boolean help;
    String certificate;
    String key;
    String keyCommand;
    String signCommand;
    String pkcs11;
    String url;
    String ca;
    String header;
    int warnDays;
    boolean printRequest;
    boolean check;

    private Options(Map<String, String> values, Set<String> switches) throws UsageException {
        help = switches.contains("--help");
        if (!help) {
            resolve(values, switches);
            validate();
        }
    }

    static Options parse(String[] arguments) throws UsageException {
        Map<String, String> values = new HashMap<>();
        Set<String> switches = new HashSet<>();
        for (int index = 0; index < arguments.length; index++) {
            String argument = arguments[index].equals("-h") ? "--help" : arguments[index];
            if (WITHOUT_VALUE.contains(argument)) {
                switches.add(argument);
                continue;
            }
            int at = argument.indexOf('=');
            String name = at > 0 ? argument.substring(0, at) : argument;
            if (!WITH_VALUE.containsKey(name)) {
                throw new UsageException("Unknown option " + argument + ". See --help.");
            }
            if (at < 0 && ++index == arguments.length) {
                throw new UsageException(name + " needs a value.");
            }
            values.put(name, at > 0 ? argument.substring(at + 1) : arguments[index]);
        }
        return new Options(values, switches);
    }

    /** Returns an environment variable; null when it is unset or empty. */
    static String variable(String name) {
        String value = name == null ? null : System.getenv(name);
        return value == null || value.isEmpty() ? null : value;
    }

    boolean hasKey() {
        return key != null || keyCommand != null;
    }

    private static Map<String, String> withValue() {
        Map<String, String> options = new HashMap<>(Map.of(
                "--certificate", "ANAPLAN_CERTIFICATE",
                "--key", "ANAPLAN_KEY",
                "--key-command", "ANAPLAN_KEY_COMMAND",
                "--sign-command", "ANAPLAN_SIGN_COMMAND",
                "--pkcs11", "ANAPLAN_PKCS11",
                "--url", "ANAPLAN_AUTH_URL",
                "--ca", "SSL_CERT_FILE"));
        options.put("--warn-days", null);
        options.put("--header", null);
        return options;
    }

    private void resolve(Map<String, String> values, Set<String> switches) throws UsageException {
        certificate = setting(values, "--certificate");
        key = value(values, "--key");
        keyCommand = value(values, "--key-command");
        signCommand = value(values, "--sign-command");
        pkcs11 = value(values, "--pkcs11");
        // An option of a group overrides all variables of that group.
        if (key == null && keyCommand == null && signCommand == null && pkcs11 == null) {
            key = setting(values, "--key");
            keyCommand = setting(values, "--key-command");
            signCommand = setting(values, "--sign-command");
            pkcs11 = setting(values, "--pkcs11");
        }
        url = Objects.requireNonNullElse(setting(values, "--url"), "https://auth.anaplan.com").strip().replaceAll("/+$", "");
        ca = setting(values, "--ca");
        header = Objects.requireNonNullElse(value(values, "--header"), "der");
        String days = Objects.requireNonNullElse(value(values, "--warn-days"), "30");
        if (!days.matches("[0-9]{1,5}")) {
            throw new UsageException("--warn-days takes a whole number of days.");
        }
        warnDays = Integer.parseInt(days);
        printRequest = switches.contains("--print-request");
        check = switches.contains("--check");
    }

    private void validate() throws UsageException {
        if (certificate == null && pkcs11 == null) {
            throw new UsageException("No certificate. Pass its file with --certificate or ANAPLAN_CERTIFICATE.");
        }
        if (Stream.of(key, keyCommand, signCommand, pkcs11).filter(Objects::nonNull).count() > 1) {
            throw new UsageException("Pass the key as a file or as a command, not both.");
        }
        if (!isPlainHttps(url)) {
            throw new UsageException("The URL must be https:// and a host, without user name, query or fragment.");
        }
        if (printRequest && check) {
            throw new UsageException("Pass --print-request or --check, not both.");
        }
        if (!Set.of("der", "pem").contains(header)) {
            throw new UsageException("--header takes der or pem.");
        }
    }

    private static boolean isPlainHttps(String url) {
        try {
            URI uri = new URI(url);
            return url.startsWith("https://") && uri.getHost() != null && uri.getPort() <= 65535
                    && uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        } catch (URISyntaxException error) {
            return false;
        }
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static String setting(Map<String, String> values, String name) {
        String value = value(values, name);
        return value == null ? variable(WITH_VALUE.get(name)) : value;
    }
}

/** A certificate, and what signs for it: its private key, or a command. */
record Signer(X509Certificate certificate, RSAPublicKey publicKey, Method method) {
    /** Signs a message. */
    interface Method {
        byte[] sign(byte[] message) throws UsageException;
    }

    static Signer open(Options options) throws UsageException, GeneralSecurityException {
        char[] passphrase = Optional.ofNullable(Options.variable("ANAPLAN_KEY_PASSPHRASE")).map(String::toCharArray).orElse(null);
        Identity stored = options.pkcs11 == null
                ? Certificates.read(options.certificate, passphrase)
                : Tokens.open(options, passphrase);
        String place = options.certificate == null ? options.pkcs11 : options.certificate;
        if (options.signCommand != null) {
            return withCommand(options.signCommand, stored.certificates(), place);
        }
        List<PrivateKey> keys = options.hasKey() ? List.of(PrivateKeys.open(options, passphrase)) : stored.keys();
        if (keys.isEmpty()) {
            throw new UsageException("No private key. Pass its file with --key or ANAPLAN_KEY, "
                    + "or a command that prints it with --key-command or ANAPLAN_KEY_COMMAND.");
        }
        List<PrivateKey> rsaKeys = keys.stream().filter(key -> key.getAlgorithm().equals("RSA")).toList();
        if (rsaKeys.isEmpty()) {
            throw PrivateKeys.notRsa();
        }
        for (PrivateKey key : rsaKeys) {
            X509Certificate certificate = current(stored.certificates(), candidate -> belongs(candidate, key));
            if (certificate != null) {
                return new Signer(certificate, publicKeyOf(certificate), message -> sign(key, message));
            }
        }
        throw new UsageException("The private key does not belong to the certificate in " + place + ". Nothing was sent.");
    }

    /** Signs a message, and verifies the signature with the certificate. */
    byte[] sign(byte[] message) throws UsageException, GeneralSecurityException {
        byte[] signature = method.sign(message);
        if (!verifies(publicKey, message, signature)) {
            throw new UsageException("The signature does not verify with the certificate: it was made with another key, "
                    + "over other bytes, with a hash other than SHA-512, or with PSS padding. Nothing was sent.");
        }
        return signature;
    }

    int keySize() {
        return publicKey.getModulus().bitLength();
    }

    private static byte[] sign(PrivateKey key, byte[] message) throws UsageException {
        try {
            Signature signer = Signature.getInstance("SHA512withRSA");
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException error) {
            throw new UsageException("The private key could not sign with SHA-512: " + error.getMessage());
        }
    }

    private static Signer withCommand(String line, List<X509Certificate> certificates, String place) throws UsageException {
        // Without a private key the leaf of a chain is the certificate that is not a CA's.
        X509Certificate leaf = current(certificates, candidate -> candidate.getBasicConstraints() < 0);
        X509Certificate certificate = leaf == null ? certificates.get(0) : leaf;
        RSAPublicKey publicKey = publicKeyOf(certificate);
        if (publicKey == null) {
            throw new UsageException("The certificate in " + place + " does not hold an RSA key; Anaplan accepts only RSA.");
        }
        int size = (publicKey.getModulus().bitLength() + 7) / 8;
        return new Signer(certificate, publicKey, message -> {
            Shell.Result result = Shell.run(line, message);
            if (result.exitCode() != 0 || result.output().length == 0) {
                throw new UsageException("The sign command printed nothing or failed (exit code " + result.exitCode() + ").");
            }
            byte[] signature = SignatureText.decode(result.output(), size);
            if (signature == null) {
                throw new UsageException("The sign command's output is not a signature of this key's size.");
            }
            return signature;
        });
    }

    /** Returns the certificate that is valid longest: a renewal may stand beside the expired one. Null when there is none. */
    private static X509Certificate current(List<X509Certificate> certificates, Predicate<X509Certificate> test) {
        Instant now = Instant.now();
        Comparator<X509Certificate> order = Comparator
                .comparing((X509Certificate one) -> !one.getNotBefore().toInstant().isAfter(now))
                .thenComparing(X509Certificate::getNotAfter);
        return certificates.stream().filter(test).max(order).orElse(null);
    }

    /** Returns null for a key that is not RSA, and for a damaged one. */
    private static RSAPublicKey publicKeyOf(X509Certificate certificate) {
        try {
            // RSASSA-PSS keys are of the same class.
            return certificate.getPublicKey() instanceof RSAPublicKey key && key.getAlgorithm().equals("RSA") ? key : null;
        } catch (RuntimeException error) {
            return null;
        }
    }

    private static boolean belongs(X509Certificate certificate, PrivateKey key) {
        RSAPublicKey publicKey = publicKeyOf(certificate);
        if (publicKey == null) {
            return false;
        }
        if (key instanceof RSAKey rsa) {
            return publicKey.getModulus().equals(rsa.getModulus())
                    && (!(key instanceof RSAPrivateCrtKey crt) || crt.getPublicExponent().equals(publicKey.getPublicExponent()));
        }
        // A key in a token may show nothing of itself.
        try {
            byte[] message = {1};
            return verifies(publicKey, message, sign(key, message));
        } catch (GeneralSecurityException | UsageException error) {
            return false;
        }
    }

    private static boolean verifies(RSAPublicKey publicKey, byte[] message, byte[] signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("SHA512withRSA");
        verifier.initVerify(publicKey);
        verifier.update(message);
        try {
            return verifier.verify(signature);
        } catch (GeneralSecurityException error) {
            // Of the wrong length, for example.
            return false;
        }
    }
}

/** The certificates in a file or token, and the private keys that came with them. */
record Identity(List<PrivateKey> keys, List<X509Certificate> certificates) {
}

/** Reads certificates from files. */
final class Certificates {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", Pattern.DOTALL);
    // OBJECT IDENTIFIER 1.2.840.113549.1.7.2, signedData, in DER.
    private static final String SIGNED_DATA = "06092a864886f70d010702";
    private static final String JKS = "feedfeed";

    private Certificates() {
    }

    static Identity read(String path, char[] passphrase) throws UsageException {
        byte[] data = Input.read(path);
        String start = HexFormat.of().formatHex(data, 0, Math.min(20, data.length));
        if (isPkcs12(data)) {
            return openStore("PKCS12", data, passphrase, path);
        }
        if (start.startsWith(JKS)) {
            return openStore("JKS", data, passphrase, path);
        }
        String text = Input.decode(data);
        if (text.contains("BEGIN PKCS7") || start.startsWith("30") && start.contains(SIGNED_DATA)) {
            throw new UsageException(path + " is a PKCS#7 bundle. Extract its certificates first: "
                    + "openssl pkcs7 -print_certs -in login.p7b -out login.crt (add -inform DER if that fails)");
        }
        List<X509Certificate> certificates = parse(text);
        if (certificates != null && certificates.isEmpty()) {
            X509Certificate certificate = parse(data);
            certificates = certificate == null ? null : List.of(certificate);
        }
        if (certificates == null) {
            throw new UsageException(path + " contains no certificate.");
        }
        return new Identity(List.of(), certificates);
    }

    /** Returns the certificates in PEM text; null when one of them is damaged. */
    static List<X509Certificate> parse(String text) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(text); block.find();) {
            byte[] der = Input.decodeBase64(block.group(1));
            X509Certificate certificate = der == null ? null : parse(der);
            if (certificate == null) {
                return null;
            }
            certificates.add(certificate);
        }
        return certificates;
    }

    /** Recognizes PKCS#12: a SEQUENCE that starts with the version, 3 (RFC 7292, section 4). */
    static boolean isPkcs12(byte[] data) {
        return HexFormat.of().formatHex(data, 0, Math.min(9, data.length)).matches("30(..)*020103(..)*");
    }

    private static X509Certificate parse(byte[] der) {
        // The factory reads PEM and PKCS#7, too; whatever this is, it must be a certificate to its last byte.
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            X509Certificate certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
            return der.length > 0 && der[0] == 0x30 ? certificate : null;
        } catch (CertificateException error) {
            return null;
        }
    }

    private static Identity openStore(String type, byte[] data, char[] passphrase, String path) throws UsageException {
        char[] password = passphrase == null ? new char[0] : passphrase;
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(new ByteArrayInputStream(data), password);
            Identity identity = contents(store, password);
            if (identity.certificates().isEmpty()) {
                throw new UsageException(path + " contains no certificate.");
            }
            return identity;
        } catch (IOException | GeneralSecurityException error) {
            // A store of either kind is protected by one hash: a wrong passphrase and a damaged file look the same.
            throw new UsageException(isPassphraseError(error)
                    ? path + " cannot be opened: ANAPLAN_KEY_PASSPHRASE is missing or wrong."
                    : path + " cannot be opened: " + error.getMessage());
        }
    }

    private static boolean isPassphraseError(Exception error) {
        return error instanceof UnrecoverableKeyException || error.getCause() instanceof UnrecoverableKeyException;
    }

    /** Returns all certificates of a store, and the keys that the password opens. */
    static Identity contents(KeyStore store, char[] password) throws GeneralSecurityException {
        List<PrivateKey> keys = new ArrayList<>();
        List<X509Certificate> certificates = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getKey(alias, password) instanceof PrivateKey key) {
                keys.add(key);
            }
            Certificate[] chain = store.getCertificateChain(alias);
            Certificate[] found = chain == null ? new Certificate[] {store.getCertificate(alias)} : chain;
            for (Certificate certificate : found) {
                if (certificate instanceof X509Certificate x509) {
                    certificates.add(x509);
                }
            }
        }
        return new Identity(keys, certificates);
    }
}

/** Opens tokens and HSMs by their PKCS#11 library. */
final class Tokens {
    private Tokens() {
    }

    static Identity open(Options options, char[] pin) throws UsageException {
        // Its own message would not name the file.
        Input.read(options.pkcs11);
        Provider base = Security.getProvider("SunPKCS11");
        if (base == null) {
            throw new UsageException("This Java has no SunPKCS11 provider.");
        }
        try {
            Provider provider = base.configure(options.pkcs11);
            Security.addProvider(provider);
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, pin);
            Identity inToken = Certificates.contents(store, pin);
            if (options.certificate == null) {
                return inToken;
            }
            return new Identity(inToken.keys(), Certificates.read(options.certificate, pin).certificates());
        } catch (IOException | GeneralSecurityException | RuntimeException error) {
            Throwable cause = error;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new UsageException("The token of " + options.pkcs11 + " cannot be opened: " + cause.getMessage()
                    + ". Its PIN is ANAPLAN_KEY_PASSPHRASE.");
        }
    }
}

/** Opens private keys, from files and from the output of a command. */
final class PrivateKeys {
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ((?:RSA |EC |ENCRYPTED |OPENSSH )?PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final Pattern DEK_INFO = Pattern.compile("DEK-Info:\\s*([A-Z0-9-]+),([0-9A-Fa-f]+)");

    private static final String RSA_ENCRYPTION = "2a864886f70d010101";
    private static final String PBES2 = "2a864886f70d01050d";
    private static final String PBKDF2 = "2a864886f70d01050c";
    private static final Map<String, String> PRFS = Map.of(
            "2a864886f70d0207", "SHA1",
            "2a864886f70d0208", "SHA224",
            "2a864886f70d0209", "SHA256",
            "2a864886f70d020a", "SHA384",
            "2a864886f70d020b", "SHA512");
    // The cipher, and the size of its key in bytes.
    private static final Map<String, Map.Entry<String, Integer>> CIPHERS = Map.of(
            "2a864886f70d0307", Map.entry("DESede", 24),
            "608648016503040102", Map.entry("AES", 16),
            "608648016503040116", Map.entry("AES", 24),
            "60864801650304012a", Map.entry("AES", 32));
    private static final Map<String, Map.Entry<String, Integer>> LEGACY_CIPHERS = Map.of(
            "AES-128-CBC", Map.entry("AES", 16),
            "AES-192-CBC", Map.entry("AES", 24),
            "AES-256-CBC", Map.entry("AES", 32),
            "DES-EDE3-CBC", Map.entry("DESede", 24));

    private PrivateKeys() {
    }

    /** Decryption or parsing failed. */
    private static final class Damaged extends Exception {
    }

    static UsageException notRsa() {
        return new UsageException("The private key is not an RSA key; Anaplan accepts only RSA.");
    }

    static PrivateKey open(Options options, char[] passphrase) throws UsageException {
        byte[] data = options.key == null ? printed(options.keyCommand) : Input.read(options.key);
        String name = options.key == null ? "The key command's output" : options.key;
        Matcher block = BLOCK.matcher(Input.decode(data));
        boolean isPem = block.find();
        String content = isPem ? block.group(2) : "";
        if (isPem && block.group(1).startsWith("OPENSSH")) {
            throw new UsageException(name + " is in OpenSSH format. Convert a copy with: ssh-keygen -p -m PKCS8 -f copy.key");
        }
        if (Certificates.isPkcs12(data)) {
            throw new UsageException(name + " is a PKCS#12 file. Pass it with --certificate and without --key.");
        }
        boolean isEncrypted = content.contains("Proc-Type: 4,ENCRYPTED");
        try {
            byte[] der = data;
            if (isEncrypted) {
                der = openLegacy(content, needed(passphrase, name), name);
            } else if (isPem) {
                der = Input.decodeBase64(content);
            }
            Der key = der == null ? null : Der.read(der);
            if (key != null && key.isEncryptedKey()) {
                isEncrypted = true;
                der = decrypt(key, der, needed(passphrase, name), name);
            }
            return parse(der);
        } catch (GeneralSecurityException | Damaged | RuntimeException error) {
            throw new UsageException(isEncrypted
                    ? name + " cannot be decrypted: the passphrase in ANAPLAN_KEY_PASSPHRASE is wrong."
                    : name + " is not a private key this program can read.");
        }
    }

    private static byte[] printed(String line) throws UsageException {
        Shell.Result result = Shell.run(line, new byte[0]);
        if (result.exitCode() != 0 || result.output().length == 0) {
            throw new UsageException("The key command printed nothing or failed (exit code " + result.exitCode() + ").");
        }
        return result.output();
    }

    private static char[] needed(char[] passphrase, String name) throws UsageException {
        if (passphrase == null) {
            throw new UsageException(name + " is encrypted. Set ANAPLAN_KEY_PASSPHRASE to its passphrase.");
        }
        return passphrase;
    }

    private static UsageException unsupported(String name) {
        return new UsageException(name + " is encrypted in a way this program does not support. Encrypt it again with: "
                + "openssl pkcs8 -topk8 -v2 aes-256-cbc -in login.key -out new.key");
    }

    /**
     * Parses a key in DER. The first two fields tell the form: RSAPrivateKey (RFC 8017, appendix A.1.2), PrivateKeyInfo
     * (RFC 5208), ECPrivateKey (RFC 5915).
     */
    private static PrivateKey parse(byte[] der) throws GeneralSecurityException, UsageException, Damaged {
        Der key = der == null ? null : Der.read(der);
        List<Der> fields = key == null ? null : key.fields();
        if (fields == null || fields.size() < 2 || fields.get(0).tag() != 0x02) {
            throw new Damaged();
        }
        byte[] pkcs8 = der;
        if (fields.get(1).tag() == 0x02 && fields.size() >= 9) {
            pkcs8 = wrap(der);
        } else if (fields.get(1).tag() == 0x04) {
            throw notRsa();
        } else if (fields.get(1).tag() != 0x30 || fields.size() < 3) {
            throw new Damaged();
        } else if (!fields.get(1).fields().get(0).hex().equals(RSA_ENCRYPTION)) {
            throw notRsa();
        }
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** Wraps RSAPrivateKey into PrivateKeyInfo, the only form that Java reads. */
    private static byte[] wrap(byte[] pkcs1) {
        byte[] algorithm = HexFormat.of().parseHex("020100300d0609" + RSA_ENCRYPTION + "0500");
        return Der.write(0x30, algorithm, Der.write(0x04, pkcs1));
    }

    /** Decrypts EncryptedPrivateKeyInfo: PBES2 with PBKDF2 (RFC 8018, appendix A.4); anything else as Java can. */
    private static byte[] decrypt(Der key, byte[] der, char[] passphrase, String name)
            throws UsageException, GeneralSecurityException, Damaged {
        List<Der> scheme = key.fields().get(0).fields();
        if (!scheme.get(0).hex().equals(PBES2)) {
            return decryptByJava(der, passphrase, name);
        }
        List<Der> parts = scheme.get(1).fields();
        List<Der> derivation = parts.get(0).fields();
        List<Der> encryption = parts.get(1).fields();
        Map.Entry<String, Integer> cipher = CIPHERS.get(encryption.get(0).hex());
        if (!derivation.get(0).hex().equals(PBKDF2) || cipher == null) {
            throw unsupported(name);
        }
        List<Der> settings = derivation.get(1).fields();
        String prf = "SHA1";
        for (Der setting : settings) {
            if (setting.tag() == 0x30) {
                prf = PRFS.get(setting.fields().get(0).hex());
            }
        }
        if (prf == null) {
            throw unsupported(name);
        }
        int iterations = new BigInteger(settings.get(1).content()).intValueExact();
        PBEKeySpec spec = new PBEKeySpec(passphrase, settings.get(0).content(), iterations, 8 * cipher.getValue());
        byte[] secret = SecretKeyFactory.getInstance("PBKDF2WithHmac" + prf).generateSecret(spec).getEncoded();
        return decrypt(cipher.getKey(), secret, encryption.get(1).content(), key.fields().get(1).content());
    }

    private static byte[] decrypt(String cipher, byte[] secret, byte[] iv, byte[] data) throws GeneralSecurityException {
        Cipher decryption = Cipher.getInstance(cipher + "/CBC/PKCS5Padding");
        decryption.init(Cipher.DECRYPT_MODE, new SecretKeySpec(secret, cipher), new IvParameterSpec(iv));
        return decryption.doFinal(data);
    }

    private static byte[] decryptByJava(byte[] der, char[] passphrase, String name)
            throws UsageException, GeneralSecurityException, Damaged {
        EncryptedPrivateKeyInfo info;
        Cipher cipher;
        try {
            info = new EncryptedPrivateKeyInfo(der);
            cipher = Cipher.getInstance(info.getAlgName());
            cipher.init(Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(info.getAlgName()).generateSecret(new PBEKeySpec(passphrase)),
                    info.getAlgParameters());
        } catch (IOException error) {
            throw new Damaged();
        } catch (GeneralSecurityException error) {
            throw unsupported(name);
        }
        return info.getKeySpec(cipher).getEncoded();
    }

    /** Decrypts PEM with Proc-Type and DEK-Info headers (RFC 1421), OpenSSL's format before PKCS#8. */
    private static byte[] openLegacy(String content, char[] passphrase, String name)
            throws UsageException, GeneralSecurityException, Damaged {
        Matcher info = DEK_INFO.matcher(content);
        Map.Entry<String, Integer> cipher = info.find() ? LEGACY_CIPHERS.get(info.group(1)) : null;
        if (cipher == null) {
            throw unsupported(name);
        }
        byte[] iv = HexFormat.of().parseHex(info.group(2));
        byte[] data = Input.decodeBase64(content.substring(info.end()));
        if (data == null) {
            throw new Damaged();
        }
        // OpenSSL's EVP_BytesToKey with MD5 and one iteration.
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        byte[] words = new String(passphrase).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream secret = new ByteArrayOutputStream();
        byte[] digest = new byte[0];
        while (secret.size() < cipher.getValue()) {
            md5.update(digest);
            md5.update(words);
            md5.update(iv, 0, Math.min(8, iv.length));
            digest = md5.digest();
            secret.writeBytes(digest);
        }
        return decrypt(cipher.getKey(), Arrays.copyOf(secret.toByteArray(), cipher.getValue()), iv, data);
    }
}

/** An element of DER (X.690), as far as private keys need it. */
record Der(int tag, byte[] content) {
    /** Returns the first element; null when it is truncated. */
    static Der read(byte[] der) {
        return read(ByteBuffer.wrap(der));
    }

    /** Returns the elements of a SEQUENCE; null when one is truncated. */
    List<Der> fields() {
        List<Der> fields = new ArrayList<>();
        for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining();) {
            Der field = read(rest);
            if (field == null) {
                return null;
            }
            fields.add(field);
        }
        return fields;
    }

    String hex() {
        return HexFormat.of().formatHex(content);
    }

    /** Recognizes EncryptedPrivateKeyInfo: a SEQUENCE and an OCTET STRING. */
    boolean isEncryptedKey() {
        List<Der> fields = tag == 0x30 ? fields() : null;
        return fields != null && fields.size() >= 2 && fields.get(0).tag() == 0x30 && fields.get(1).tag() == 0x04;
    }

    /** Returns an element whose content is these parts. */
    static byte[] write(int tag, byte[]... parts) {
        int size = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        byte[] length = BigInteger.valueOf(size).toByteArray();
        if (size >= 0x80) {
            // Without the zero that BigInteger puts in front of a high bit.
            length = length[0] == 0 ? Arrays.copyOfRange(length, 1, length.length) : length;
            out.write(0x80 + length.length);
        }
        out.writeBytes(length);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static Der read(ByteBuffer rest) {
        if (rest.remaining() < 2) {
            return null;
        }
        int tag = rest.get() & 0xFF;
        long length = rest.get() & 0xFF;
        if (length >= 0x80) {
            int count = (int) length - 0x80;
            if (count < 1 || count > 4 || count > rest.remaining()) {
                return null;
            }
            length = 0;
            for (int index = 0; index < count; index++) {
                length = 256 * length + (rest.get() & 0xFF);
            }
        }
        if (length > rest.remaining()) {
            return null;
        }
        byte[] content = new byte[(int) length];
        rest.get(content);
        return new Der(tag, content);
    }
}

/** Decodes a signature in the forms that vaults, tokens and command-line tools print. */
final class SignatureText {
    private SignatureText() {
    }

    /** Returns the signature; null when the output has no signature of this size in bytes. */
    static byte[] decode(byte[] output, int size) {
        if (output.length == size) {
            return output;
        }
        String text = Input.decode(output).strip();
        if (!text.startsWith("{")) {
            return ofText(text.replaceAll("^\"|\"$", ""), size);
        }
        return Json.strings(Json.parse(text)).stream()
                .map(candidate -> ofText(candidate, size)).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static byte[] ofText(String printed, int size) {
        String text = printed.replaceAll("\\s", "").replaceFirst("^vault:v[0-9]+:", "");
        if (text.length() == 2 * size && text.matches("[0-9A-Fa-f]+")) {
            return HexFormat.of().parseHex(text);
        }
        // Standard and URL-safe alphabet, padded or not.
        byte[] signature = Input.decodeBase64(text.replace('-', '+').replace('_', '/'));
        return signature != null && signature.length == size ? signature : null;
    }
}

/** The two values of a login: the Authorization header and the body. */
record LoginRequest(String authorization, String body, Instant createdAt) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Signs 100 bytes: Unix seconds, 8 bytes big-endian, and 92 random bytes. */
    static LoginRequest create(Signer signer, String header) throws UsageException, GeneralSecurityException {
        Instant createdAt = Instant.now();
        byte[] random = new byte[92];
        RANDOM.nextBytes(random);
        byte[] message = ByteBuffer.allocate(100).putLong(createdAt.getEpochSecond()).put(random).array();
        byte[] signature = signer.sign(message);
        byte[] certificate = signer.certificate().getEncoded();
        if (header.equals("pem")) {
            String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
            certificate = ("-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }
        Base64.Encoder base64 = Base64.getEncoder();
        String body = "{\"encodedDataFormat\":\"v2\",\"encodedData\":\"" + base64.encodeToString(message)
                + "\",\"encodedSignedData\":\"" + base64.encodeToString(signature) + "\"}";
        return new LoginRequest("CACertificate " + base64.encodeToString(certificate), body, createdAt);
    }

    String toJson() {
        return "{\"authorization\": " + Json.quote(authorization) + ", \"body\": " + Json.quote(body) + "}";
    }

    /** Describes the request for a person, without its values. */
    String describe(Signer signer, Options options) throws GeneralSecurityException {
        X509Certificate certificate = signer.certificate();
        // The thumbprint that certificate dialogs show. It protects nothing.
        byte[] thumbprint = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
        return String.join(System.lineSeparator(),
                "Certificate: SHA-1 " + HexFormat.of().withUpperCase().formatHex(thumbprint) + ", valid "
                        + Times.date(certificate.getNotBefore().toInstant()) + " to "
                        + Times.date(certificate.getNotAfter().toInstant()),
                "Private key: RSA, " + signer.keySize() + " bits, belongs to the certificate",
                "Signature: RSASSA-PKCS1-v1_5 with SHA-512, verified with the certificate",
                "Request: POST " + options.url + AnaplanLogin.LOGIN_PATH + ", created " + Times.dateAndTime(createdAt) + " UTC",
                "Header: certificate as " + options.header + ", " + authorization.length() + " characters; body: "
                        + body.length() + " characters",
                "Nothing was sent.");
    }
}

/** Anaplan's authentication service. */
final class Service {
    private static final int MAX_ATTEMPTS = 4;
    private static final int MAX_RESPONSE_BYTES = 1 << 20;
    private static final int TIMEOUT_SECONDS = 30;
    private static final long MAX_WAIT_SECONDS = 60;

    private final String url;
    private final HttpClient client;
    private final String proxyAuthorization;

    Service(String url, String ca) throws UsageException, GeneralSecurityException {
        // Java refuses Basic authentication to a proxy for https unless told otherwise.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        this.url = url;
        // A login is for one host: a redirect would carry it to another.
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(TIMEOUT_SECONDS));
        if (ca != null) {
            builder.sslContext(trustOnly(ca));
        }
        URI proxy = proxyFor(URI.create(url));
        if (proxy != null) {
            int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
            builder.proxy(ProxySelector.of(InetSocketAddress.createUnresolved(proxy.getHost(), port)));
        }
        proxyAuthorization = proxy == null || proxy.getRawUserInfo() == null ? null : basic(proxy.getRawUserInfo());
        client = builder.build();
    }

    /** Logs in and returns the token as JSON. Each attempt sends a new request, because a request has a time. */
    String logIn(Signer signer, String header)
            throws UsageException, LoginException, GeneralSecurityException, InterruptedException {
        for (int attempt = 1;; attempt++) {
            LoginRequest request = LoginRequest.create(signer, header);
            LoginResponse response = send(request);
            String token = response.tokenJson();
            if (token != null) {
                return token;
            }
            if (!response.isTransient() || attempt == MAX_ATTEMPTS) {
                throw new LoginException(response.explain(signer.certificate(), request.createdAt()));
            }
            long wait = Math.min(Math.max(response.retryAfter() == null ? 1L << attempt : response.retryAfter(), 0), MAX_WAIT_SECONDS);
            System.err.println("Anaplan responded with " + response.status() + ". Retrying in " + wait + " s.");
            Thread.sleep(1000 * wait);
        }
    }

    private LoginResponse send(LoginRequest login) throws LoginException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + AnaplanLogin.LOGIN_PATH))
                .header("Authorization", login.authorization())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(login.body()));
        if (proxyAuthorization != null) {
            // For the tunnel only: it is not sent to Anaplan.
            request.header("Proxy-Authorization", proxyAuthorization);
        }
        try {
            // The time limit of a request ends with the head of the response; this one does not.
            return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                    .thenApplyAsync(Service::read)
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException error) {
            throw new LoginException(url + " cannot be reached: no response within " + TIMEOUT_SECONDS + " seconds.");
        } catch (ExecutionException error) {
            throw new LoginException(url + " cannot be reached: " + reason(error));
        }
    }

    /** Returns the deepest message; where there is none, the name of the first cause, which names what failed. */
    private static String reason(Throwable error) {
        String reason = null;
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null) {
                reason = cause.getMessage();
            } else if (reason == null) {
                reason = cause.getClass().getSimpleName();
            }
        }
        // The address of a proxy may contain its password.
        return String.valueOf(reason).replaceAll("//[^/\\s]*@", "//");
    }

    private static LoginResponse read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] data = body.readNBytes(MAX_RESPONSE_BYTES + 1);
            if (data.length > MAX_RESPONSE_BYTES) {
                throw new IOException("the response is larger than 1 MB");
            }
            return LoginResponse.of(response.statusCode(), data, response.headers().firstValue("Retry-After").orElse(null));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Trusts only the CAs of a file. The host name is still checked. */
    private static SSLContext trustOnly(String path) throws UsageException, GeneralSecurityException {
        List<X509Certificate> authorities = Certificates.parse(Input.decode(Input.read(path)));
        if (authorities == null || authorities.isEmpty()) {
            throw new UsageException(path + " contains no CA certificate in PEM.");
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry(String.valueOf(store.size()), authority);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Returns the proxy of the environment, which Java does not read; null when there is none for this host. */
    private static URI proxyFor(URI target) throws UsageException {
        String proxy = either("https_proxy", "HTTPS_PROXY");
        if (proxy == null || isExcluded(target)) {
            return null;
        }
        try {
            URI uri = new URI(proxy.contains("://") ? proxy : "http://" + proxy);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException error) {
            // Reported below, without the proxy's password.
        }
        throw new UsageException("HTTPS_PROXY is not a URL: special characters in its name and password are percent-encoded.");
    }

    private static boolean isExcluded(URI target) {
        String host = target.getHost().toLowerCase(Locale.ROOT);
        int port = target.getPort() < 0 ? 443 : target.getPort();
        String excluded = Objects.requireNonNullElse(either("no_proxy", "NO_PROXY"), "");
        for (String entry : excluded.toLowerCase(Locale.ROOT).split("[\\s,]+")) {
            String[] parts = entry.replaceFirst("^\\*?\\.", "").split(":", 2);
            boolean isHost = !parts[0].isEmpty() && (host.equals(parts[0]) || host.endsWith("." + parts[0]));
            boolean isPort = parts.length == 1 || parts[1].equals(String.valueOf(port));
            if (parts[0].equals("*") || isHost && isPort) {
                return true;
            }
        }
        return false;
    }

    private static String either(String first, String second) {
        String value = Options.variable(first);
        return value == null ? Options.variable(second) : value;
    }

    private static String basic(String userInfo) {
        String credentials = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}

/** A response to a login. The time to wait is in seconds, or null. */
record LoginResponse(int status, Map<?, ?> fields, Long retryAfter) {
    static LoginResponse of(int status, byte[] data, String retryAfter) {
        // JSON is UTF-8, whatever the charset of the response says. Anything else is perhaps a proxy's HTML page.
        String text = new String(data, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
        Map<?, ?> fields = Json.parse(text) instanceof Map<?, ?> object ? object : Map.of();
        return new LoginResponse(status, fields, waitOf(retryAfter));
    }

    /** Whether a retry may succeed. */
    boolean isTransient() {
        return status == 429 || status >= 500;
    }

    /** Returns the token and its expiry as JSON; null when there is no token. */
    String tokenJson() {
        if (status != 200 && status != 201 || !(fields.get("tokenInfo") instanceof Map<?, ?> info)
                || !(info.get("tokenValue") instanceof String token) || token.isEmpty()) {
            return null;
        }
        Object expiresAt = info.get("expiresAt");
        return "{\"token\": " + Json.quote(token) + ", \"expiresAt\": "
                + (expiresAt instanceof BigDecimal number ? number.toPlainString() : "null") + "}";
    }

    String explain(X509Certificate certificate, Instant createdAt) {
        String message = Stream.of(fields.get("status"), fields.get("statusMessage"))
                .filter(field -> field instanceof String text && !text.isEmpty())
                .map(String.class::cast)
                .reduce((first, second) -> first + ": " + second).orElse("")
                // Without control characters, which a terminal would obey.
                .replaceAll("\\p{C}", "?");
        if (message.isEmpty()) {
            return "No token: status " + status + ", and the response is not Anaplan's. A proxy may have answered.";
        }
        if (isTransient()) {
            return "Anaplan is busy or failing: " + status + " " + message;
        }
        List<String> lines = new ArrayList<>(List.of(
                "Anaplan refused the login: " + status + " " + message,
                "Common causes, most likely first:"));
        Instant end = certificate.getNotAfter().toInstant();
        if (end.isBefore(createdAt)) {
            lines.add("- The certificate expired on " + Times.date(end) + ".");
        }
        lines.add("- The certificate is not registered in Anaplan under Administration > Security > Certificates.");
        lines.add("- The email address in it is not that of an active user.");
        lines.add("- This computer's clock is wrong. The request was created at " + Times.dateAndTime(createdAt) + " UTC.");
        lines.add("- Your region has its own host: set ANAPLAN_AUTH_URL.");
        return String.join(System.lineSeparator(), lines);
    }

    /** Returns Retry-After in seconds: it is seconds or a date (RFC 9110, section 10.2.3). */
    private static Long waitOf(String header) {
        if (header == null) {
            return null;
        }
        if (header.strip().matches("[0-9]{1,9}")) {
            return Long.valueOf(header.strip());
        }
        try {
            ZonedDateTime date = ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            return Duration.between(Instant.now(), date.toInstant()).toSeconds() + 1;
        } catch (DateTimeParseException error) {
            return null;
        }
    }
}

/** Reads and writes JSON (RFC 8259), which Java has no classes for. */
final class Json {
    private static final int MAX_DEPTH = 32;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    private static final class SyntaxException extends Exception {
    }

    /** Returns a map, list, string, number or boolean; null for null and for text that is not JSON. */
    static Object parse(String text) {
        try {
            Json json = new Json(text);
            Object value = json.value(0);
            json.skipSpace();
            return json.at == text.length() ? value : null;
        } catch (SyntaxException error) {
            return null;
        }
    }

    /** Returns all strings in a value, at any depth of its objects. */
    static List<String> strings(Object value) {
        List<String> strings = new ArrayList<>();
        if (value instanceof String text) {
            strings.add(text);
        } else if (value instanceof Map<?, ?> object) {
            object.values().forEach(field -> strings.addAll(strings(field)));
        }
        return strings;
    }

    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char character : text.toCharArray()) {
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (character < ' ' || character > '~') {
                quoted.append(String.format("\\u%04x", (int) character));
            } else {
                quoted.append(character);
            }
        }
        return quoted.append('"').toString();
    }

    private Object value(int depth) throws SyntaxException {
        skipSpace();
        if (depth > MAX_DEPTH || at >= text.length()) {
            throw new SyntaxException();
        }
        switch (text.charAt(at)) {
            case '{':
                return object(depth);
            case '[':
                return list(depth);
            case '"':
                return string();
            default:
                return literal();
        }
    }

    private Map<String, Object> object(int depth) throws SyntaxException {
        Map<String, Object> object = new LinkedHashMap<>();
        at++;
        if (skips('}')) {
            return object;
        }
        do {
            skipSpace();
            String name = string();
            expect(':');
            object.put(name, value(depth + 1));
        } while (skips(','));
        expect('}');
        return object;
    }

    private List<Object> list(int depth) throws SyntaxException {
        List<Object> list = new ArrayList<>();
        at++;
        if (skips(']')) {
            return list;
        }
        do {
            list.add(value(depth + 1));
        } while (skips(','));
        expect(']');
        return list;
    }

    private String string() throws SyntaxException {
        if (at >= text.length() || text.charAt(at) != '"') {
            throw new SyntaxException();
        }
        StringBuilder string = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '"') {
                at++;
                return string.toString();
            }
            string.append(character == '\\' ? escaped() : character);
        }
        throw new SyntaxException();
    }

    private char escaped() throws SyntaxException {
        at++;
        int kind = at < text.length() ? "\"\\/bfnrtu".indexOf(text.charAt(at)) : -1;
        if (kind < 0) {
            throw new SyntaxException();
        }
        if (kind < 8) {
            return "\"\\/\b\f\n\r\t".charAt(kind);
        }
        String digits = text.substring(at + 1, Math.min(at + 5, text.length()));
        if (!digits.matches("[0-9A-Fa-f]{4}")) {
            throw new SyntaxException();
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    private Object literal() throws SyntaxException {
        for (String word : List.of("true", "false", "null")) {
            if (text.startsWith(word, at)) {
                at += word.length();
                return word.equals("null") ? null : Boolean.valueOf(word);
            }
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw new SyntaxException();
        }
        at = number.end();
        return new BigDecimal(number.group());
    }

    private void expect(char character) throws SyntaxException {
        if (!skips(character)) {
            throw new SyntaxException();
        }
    }

    private boolean skips(char character) {
        skipSpace();
        boolean isNext = at < text.length() && text.charAt(at) == character;
        at += isNext ? 1 : 0;
        return isNext;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}

/** Formats times in UTC. */
final class Times {
    private Times() {
    }

    static String date(Instant time) {
        return DateTimeFormatter.ISO_LOCAL_DATE.format(time.atZone(ZoneOffset.UTC));
    }

    static String dateAndTime(Instant time) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).format(time.atZone(ZoneOffset.UTC));
    }
}

/** Reads files, and text of unknown encoding. */
final class Input {
    private Input() {
    }

    static byte[] read(String path) throws UsageException {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (IOException | InvalidPathException error) {
            throw new UsageException(path + " cannot be read: " + error.getClass().getSimpleName().replace("Exception", ""));
        }
    }

    /** Decodes text by its byte order mark, such as the UTF-16 that Windows PowerShell's > writes. */
    static String decode(byte[] data) {
        int mark = data.length < 2 ? 0 : (data[0] & 0xFF) << 8 | data[1] & 0xFF;
        boolean isUtf16 = mark == 0xFFFE || mark == 0xFEFF;
        return new String(data, isUtf16 ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1);
    }

    /** Decodes base64 with spaces and line ends, padded or not; null for anything else. */
    static byte[] decodeBase64(String text) {
        try {
            return Base64.getDecoder().decode(text.replaceAll("\\s", "").replaceFirst("=+$", ""));
        } catch (IllegalArgumentException error) {
            return null;
        }
    }
}

/** Runs command lines. */
final class Shell {
    record Result(int exitCode, byte[] output) {
    }

    private Shell() {
    }

    /** Runs a command line in the shell. Its standard error is shown as it is: a vault explains its own errors best. */
    static Result run(String line, byte[] input) throws UsageException {
        boolean isWindows = System.getProperty("os.name", "").startsWith("Windows");
        // cmd.exe of the system directory, never one found on the way.
        String root = Objects.requireNonNullElse(System.getenv("SystemRoot"), "C:\\Windows");
        List<String> words = isWindows
                ? List.of(root + "\\System32\\cmd.exe", "/d", "/s", "/c", "\"" + line + "\"")
                : List.of("/bin/sh", "-c", line);
        try {
            Process process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (var standardInput = process.getOutputStream()) {
                standardInput.write(input);
            } catch (IOException error) {
                // The command exited without reading its input. Its output or exit code decides.
            }
            byte[] output = process.getInputStream().readAllBytes();
            return new Result(process.waitFor(), output);
        } catch (IOException error) {
            throw new UsageException(words.get(0) + " cannot be started: " + error.getMessage());
        } catch (InterruptedException error) {
            throw new UsageException("The command was interrupted.");
        }
    }
}
