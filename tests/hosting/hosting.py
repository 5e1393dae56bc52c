"""Checks the files in hosting/: nginx and Apache run theirs on loopback, and IIS's says the same.

Run in the root of the tree. Takes nginx and Apache from PATH or /usr/sbin; an nginx that is missing is
unpacked into target/tools, because Debian's package would start a server on port 80. Prints each check
and last "N passed, N failed"; exits with 0 when none failed.
"""

import contextlib
import grp
import http.client
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from xml.etree import ElementTree

ADDRESS = "/rsa-signer.html"
FOLDER = "/srv/rsa-signer"  # in the files of hosting/
HEADERS = {
    "Cache-Control": "no-cache",
    "Connection-Allowlist": "()",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Content-Type": "text/html; charset=utf-8",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), clipboard-read=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
OF_THE_SERVER = {"accept-ranges", "connection", "content-length", "date", "etag", "last-modified", "server"}
PAGE = b"<p>the page</p>\n"
BESIDE = b"not to be handed out"
MODULES = ["/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/libexec/apache2"]


def equal(found, expected, what):
    assert found == expected, f"{what}: {found!r}, not {expected!r}"


def nginx():
    folder = pathlib.Path("target/tools/nginx").absolute()
    path = os.pathsep.join([os.environ["PATH"], "/usr/sbin", str(folder / "usr/sbin")])
    if not shutil.which("nginx", path=path):
        assert shutil.which("apt-get"), "nginx is missing. Install it and put it on PATH."
        folder.mkdir(parents=True, exist_ok=True)
        rights = [] if os.getuid() == 0 else ["sudo", "-n"]
        fetch = ["apt-get", "download", "--quiet", "nginx"]
        if subprocess.run(fetch, cwd=folder).returncode:
            subprocess.run([*rights, "apt-get", "update", "--quiet"], check=True)  # the lists may be missing
            subprocess.run(fetch, cwd=folder, check=True)
        for package in folder.glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
            package.unlink()
    return shutil.which("nginx", path=path)


def apache():
    path = os.pathsep.join([os.environ["PATH"], "/usr/sbin"])
    return shutil.which("apache2", path=path) or shutil.which("httpd", path=path)


def nginx_settings(folder, port):
    kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    places = "".join(f'{kind}_temp_path "{folder}/{kind}";\n' for kind in kinds)
    return f"""daemon off; master_process off; pid "{folder}/pid"; error_log stderr notice;
        events {{ }}
        http {{ access_log off; {places}
            server {{ listen 127.0.0.1:{port}; root "{folder}/empty"; include "{folder}/hosting.conf"; }} }}"""


def apache_settings(folder, port):
    modules = next(place for place in map(pathlib.Path, MODULES) if place.is_dir())
    names = ["mpm_event", "unixd", "authz_core", "alias", "headers"]
    # What has no file of its own is built in.
    files = [(name, modules / f"mod_{name}.so") for name in names]
    loaded = "\n".join(f'LoadModule {name}_module "{file}"' for name, file in files if file.is_file())
    # Started as root, it gives up its rights.
    group = "nogroup" if any(it.gr_name == "nogroup" for it in grp.getgrall()) else "nobody"
    user = f"User nobody\nGroup {group}" if os.getuid() == 0 else ""
    return f"""ServerRoot "{folder}"\n{loaded}\n{user}
        ServerName localhost\nListen 127.0.0.1:{port}\nPidFile pid\nDefaultRuntimeDir .
        ErrorLog /dev/stderr\nLogLevel notice\nDocumentRoot "{folder}/empty"
        <Directory />\nAllowOverride None\nRequire all denied\n</Directory>
        Include "{folder}/hosting.conf"\n"""


# The program, its file in hosting/, the whole configuration, how the program is given it, and what it prints
# once it listens.
SERVERS = {
    "nginx": (nginx, "nginx.conf", nginx_settings, ["-c"], "event method"),
    "apache": (apache, "apache.conf", apache_settings, ["-D", "FOREGROUND", "-f"], "resuming normal operations"),
}


class Site:
    """A running server with nothing but a file of hosting/, and the folder that it serves."""

    def __init__(self, name, folder):
        program, file, settings, words, sign = SERVERS[name]
        found = program()
        assert found, f"{name} is missing. Install it and put it on PATH."
        os.chmod(folder, 0o755)
        site = folder / "site"
        for made in [site, folder / "empty"]:
            made.mkdir()
        self.page = site / "rsa-signer.html"
        self.page.write_bytes(PAGE)
        for beside in ["beside.html", "index.html"]:
            (site / beside).write_bytes(BESIDE)
        text = pathlib.Path("hosting", file).read_text()
        assert FOLDER in text, f"{file} does not name {FOLDER}"
        (folder / "hosting.conf").write_text(text.replace(FOLDER, str(site)))
        log = ""
        for _ in range(5):  # The port that was free may be taken by somebody else.
            with socket.create_server(("127.0.0.1", 0)) as free:
                self.port = free.getsockname()[1]
            (folder / "server.conf").write_text(settings(folder, self.port))
            command = [found, *words, folder / "server.conf"]
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            patience = threading.Timer(30, self.process.terminate)
            patience.start()
            try:
                for line in self.process.stderr:
                    log += line
                    if sign in line:
                        return
            finally:
                patience.cancel()
            self.process.wait()
        raise AssertionError(f"{name} does not start:\n{log}")

    def close(self):
        self.process.terminate()  # Apache's children end with it, as they would not if it were killed.
        self.process.wait()
        self.process.stderr.close()

    def ask(self, method, path, headers={}):
        """Sends the path exactly as it is given; returns status, headers and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            connection.request(method, path, headers={"Connection": "close", **headers})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()


def has_the_headers(headers):
    for name, value in HEADERS.items():
        equal(headers.get_all(name), [value], name)
    known = OF_THE_SERVER | {name.lower() for name in HEADERS}
    equal({name.lower() for name in headers} - known, set(), "sent too")


def sends_page_and_headers(site):
    status, headers, body = site.ask("GET", ADDRESS)
    equal((status, body), (200, PAGE), "the answer")
    has_the_headers(headers)


def sends_the_head_alone(site):
    status, headers, body = site.ask("HEAD", ADDRESS)
    equal((status, body), (200, b""), "the answer")
    has_the_headers(headers)


def says_that_nothing_has_changed(site):
    tag = site.ask("GET", ADDRESS)[1]["ETag"]
    status, headers, body = site.ask("GET", ADDRESS, {"If-None-Match": tag})
    equal((status, body, headers.get_all("Cache-Control")), (304, b"", ["no-cache"]), "the answer")
    equal(site.ask("GET", ADDRESS, {"If-None-Match": '"other"'})[0], 200, "with another tag")


def sends_a_changed_file_at_once(site):
    tag = site.ask("GET", ADDRESS)[1]["ETag"]
    # As an administrator would: the new file is renamed into the old one's place.
    new = site.page.with_suffix(".new")
    new.write_bytes(PAGE + b"changed\n")
    new.rename(site.page)
    status, _, body = site.ask("GET", ADDRESS, {"If-None-Match": tag})
    site.page.write_bytes(PAGE)
    equal((status, body), (200, PAGE + b"changed\n"), "the answer")


def sends_nothing_else(site):
    paths = ["/", "/beside.html", "/index.html", "/rsa-signer.html/", "/rsa-signer.html/beside.html", "/.htaccess"]
    paths += ["/rsa-signer.htmlx", "/rsa-signer.html/../beside.html", "/rsa-signer.html%2f..%2fbeside.html", "/../beside.html"]
    asked = [("GET", path) for path in paths]
    asked += [(method, ADDRESS) for method in ["POST", "PUT", "DELETE", "OPTIONS"]]
    for method, path in asked:
        status, _, body = site.ask(method, path, {"Content-Length": "0"})
        assert 400 <= status < 500, f"{method} {path} is answered with {status}"
        assert BESIDE not in body and PAGE not in body, f"{method} {path} is answered with {body!r}"
    equal(site.page.read_bytes(), PAGE, "the page on the disk")


CHECKS = [sends_page_and_headers, sends_the_head_alone, says_that_nothing_has_changed, sends_a_changed_file_at_once, sends_nothing_else]


def iis_sends_the_same():
    """IIS runs on Windows only; its file takes out what it inherits and sets the same headers."""
    server = ElementTree.parse("hosting/web.config").getroot().find("system.webServer")
    custom = [(node.tag, node.get("name"), node.get("value")) for node in server.find("httpProtocol/customHeaders")]
    added = [(name, value) for tag, name, value in custom if tag == "add"]
    kind = server.find("staticContent/mimeMap")
    equal(kind.get("fileExtension"), ".html", "the extension")
    added.append(("Content-Type", kind.get("mimeType")))
    equal(sorted(added), sorted(HEADERS.items()), "headers")
    removed = [name for tag, name, _ in custom if tag == "remove"]
    equal(set(HEADERS) - set(removed), {"Content-Type"}, "inherited headers that stay")
    assert custom[: len(removed)] == [("remove", name, None) for name in removed], "a header is removed after it was added"


def iis_serves_those_who_read_only():
    filtering = ElementTree.parse("hosting/web.config").getroot().find("system.webServer/security/requestFiltering")
    for list_, key, allowed in [("verbs", "verb", ["GET", "HEAD"]), ("fileExtensions", "fileExtension", [".", ".html"])]:
        node = filtering.find(list_)
        equal(node.get("allowUnlisted"), "false", list_)
        equal(sorted(it.get(key) for it in node.findall("add") if it.get("allowed") == "true"), allowed, list_)


def main():
    results = []

    def check(name, function, *arguments):
        try:
            function(*arguments)
            results.append(True)
        except Exception:
            traceback.print_exc()
            results.append(False)
        print(f"{name} ... {'ok' if results[-1] else 'FAILED'}", flush=True)

    def check_server(name):
        with tempfile.TemporaryDirectory(prefix="rsa-signer-hosting-") as folder:
            with contextlib.closing(Site(name, pathlib.Path(folder).resolve())) as site:
                for function in CHECKS:
                    check(f"{name} {function.__name__.replace('_', ' ')}", function, site)

    for name in SERVERS:
        check(f"{name} starts", check_server, name)
    for function in [iis_sends_the_same, iis_serves_those_who_read_only]:
        check(function.__name__.replace("_", " "), function)
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
