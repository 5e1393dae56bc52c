"""The part of the API, version 2.0, that integrations call: the right shapes, with little behind them."""

from __future__ import annotations

import re
import threading
import time
import uuid
from dataclasses import dataclass

from model import (CELLS, COLLECTIONS, DUMP, EXPORTED, FILE, LIST_ITEM, MODEL, READING, SCHEMA, USER, WORKSPACE,
                   detail)


@dataclass(frozen=True)
class Reply:
    """A response: an object, sent as JSON, or bytes, sent as they are."""

    status: int
    content: object = b""
    reason: str = ""

    @property
    def media_type(self) -> str:
        return "application/octet-stream" if isinstance(self.content, bytes) else "application/json"


# Actions of these kinds have tasks.
ACTIONS = "imports|exports|processes|actions"
# A model is addressed with or without its workspace.
IN_MODEL = r"(?:/workspaces/(?P<workspace>\w+))?/models/(?P<model>\w+)"


class Api:
    """Uploaded files and started tasks, and the constants of `model.py`."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.lock = threading.Lock()
        self.chunks: dict[str, dict[int, bytes]] = {}
        self.tasks: dict[str, dict] = {}
        self.routes = [(method, re.compile("/2/0" + path), handler) for method, path, handler in self.table()]

    def table(self) -> list:
        task = IN_MODEL + rf"/(?P<kind>{ACTIONS})/(?P<id>\w+)/tasks"
        one_task = task + r"/(?P<task>\w+)"
        file = IN_MODEL + r"/files/(?P<id>\w+)"
        chunk = r"/chunks/(?P<chunk>\d+)"
        # A process names the action that the dump belongs to.
        dump = one_task + r"/(?:dump|dumps/\w+)"
        reading = IN_MODEL + r"/views/\w+/readRequests"
        return [
            ("GET", r"/users/me", lambda _, __: self.one("user", USER)),
            ("GET", r"/users", lambda _, __: self.many("users", [USER])),
            ("GET", r"/users/(?P<id>\w+)", lambda _, __: self.one("user", USER)),
            ("GET", r"/workspaces", lambda _, __: self.many("workspaces", [WORKSPACE])),
            ("GET", r"/workspaces/(?P<id>\w+)", lambda _, __: self.one("workspace", WORKSPACE)),
            ("GET", r"(?:/workspaces/\w+)?/models", lambda _, __: self.many("models", [MODEL])),
            ("GET", IN_MODEL, lambda _, __: self.one("model", MODEL)),
            ("POST", IN_MODEL + r"/(?:open|close|lock|unlock|save)", lambda _, __: Reply(204)),
            ("GET", IN_MODEL + r"/status", lambda _, __: Reply(200, {"requestStatus": {"currentStep": "Open"}})),
            ("GET", IN_MODEL + r"/lists/\w+/items", lambda _, __: self.many("listItems", [LIST_ITEM])),
            ("GET", IN_MODEL + r"/modules/\w+/lineItems", lambda _, __: self.many("items", COLLECTIONS["lineItems"])),
            ("GET", IN_MODEL + r"/modules/\w+/views", lambda _, __: self.many("views", COLLECTIONS["views"])),
            ("GET", IN_MODEL + r"/views/\w+/data", lambda _, __: Reply(200, CELLS)),
            ("POST", reading, lambda _, __: self.one("viewReadRequest", {**READING, "requestState": "NOT_STARTED"})),
            ("GET", reading + r"/\w+", lambda _, __: self.one("viewReadRequest", READING)),
            ("DELETE", reading + r"/\w+", lambda _, __: self.one("viewReadRequest", READING)),
            ("GET", reading + r"/\w+/pages/\d+", lambda _, __: Reply(200, EXPORTED)),
            ("GET", IN_MODEL + r"/(?P<kind>\w+)", self.collection),
            ("GET", IN_MODEL + r"/(?P<kind>\w+)/(?P<id>\w+)", self.member),
            ("POST", task, self.start_task),
            ("GET", task, self.list_tasks),
            ("GET", one_task, self.show_task),
            ("DELETE", one_task, self.cancel_task),
            ("GET", dump, self.download_dump),
            ("GET", dump + r"/chunks", self.list_dump),
            ("GET", dump + chunk, self.download_dump),
            ("POST", file, self.announce_file),
            ("PUT", file, self.upload_file),
            ("DELETE", file, self.delete_file),
            ("POST", file + r"/complete", self.complete_file),
            ("GET", file + r"/chunks", self.list_chunks),
            ("PUT", file + chunk, self.upload_chunk),
            ("POST", file + chunk, self.upload_chunk),
            ("GET", file + chunk, self.download_chunk),
        ]

    def respond(self, method: str, path: str, body: bytes) -> Reply:
        found = [(of, at.groupdict(), handler) for of, shape, handler in self.routes if (at := shape.fullmatch(path))]
        for of, at, handler in found:
            if of == method:
                return handler(at, body)
        if found:
            return Reply(405, status(405, "Method Not Allowed"))
        return self.missing("Path")

    def one(self, name: str, value: dict) -> Reply:
        return Reply(200, {"meta": {"schema": f"{self.base}{SCHEMA}/{name}"}, **status(200, "Success"), name: value})

    def many(self, name: str, values: list) -> Reply:
        paging = {"currentPageSize": len(values), "offset": 0, "totalSize": len(values)}
        meta = {"paging": paging, "schema": f"{self.base}{SCHEMA}/{name}"}
        return Reply(200, {"meta": meta, **status(200, "Success"), name: values})

    def missing(self, what: str) -> Reply:
        return Reply(404, status(404, f"{what} not found"), reason=f"{what} not found")

    def collection(self, at: dict, _: bytes) -> Reply:
        kind = at["kind"]
        return self.many(kind, COLLECTIONS[kind]) if kind in COLLECTIONS else self.missing("Path")

    def member(self, at: dict, _: bytes) -> Reply:
        for member in COLLECTIONS.get(at["kind"], []):
            if member["id"] == at["id"]:
                return self.one(*detail(at["kind"], member))
        return self.missing(at["kind"])

    def start_task(self, at: dict, body: bytes) -> Reply:
        if not body.lstrip().startswith(b"{"):
            return Reply(400, status(400, "Bad Request"), reason="a task needs a JSON object with localeName")
        if not any(one["id"] == at["id"] for one in COLLECTIONS[at["kind"]]):
            return self.missing("Action")
        task = {"taskId": uuid.uuid4().hex.upper(), "taskState": "NOT_STARTED", "creationTime": int(time.time() * 1000)}
        with self.lock:
            self.tasks[task["taskId"]] = {**task, "of": (at["kind"], at["id"])}
        return self.one("task", task)

    def list_tasks(self, at: dict, _: bytes) -> Reply:
        with self.lock:
            tasks = [dict(task) for task in self.tasks.values() if task["of"] == (at["kind"], at["id"])]
        return self.many("tasks", [{**shown(task), "taskState": "COMPLETE"} for task in tasks])

    def show_task(self, at: dict, _: bytes) -> Reply:
        task = self.task(at)
        if task is None:
            return self.missing("Task")
        result = {"failureDumpAvailable": has_dump(at), "objectId": at["id"], "successful": True}
        if at["kind"] == "processes":
            import_id = COLLECTIONS["imports"][0]["id"]
            result["nestedResults"] = [{**result, "objectId": import_id}]
        return self.one("task", {**shown(task), "currentStep": "Complete.", "progress": 1.0,
                                 "result": result, "taskState": "COMPLETE"})

    def task(self, at: dict) -> dict | None:
        """Returns the task, if it belongs to this action."""
        with self.lock:
            task = self.tasks.get(at["task"])
        return task if task and task["of"] == (at["kind"], at["id"]) else None

    def list_dump(self, at: dict, _: bytes) -> Reply:
        if self.task(at) is None or not has_dump(at):
            return self.missing("Dump")
        return self.many("chunks", [{"id": "0", "name": "Chunk 0"}])

    def download_dump(self, at: dict, _: bytes) -> Reply:
        if self.task(at) is None or not has_dump(at) or at.get("chunk", "0") != "0":
            return self.missing("Dump")
        return Reply(200, DUMP)

    def cancel_task(self, at: dict, _: bytes) -> Reply:
        with self.lock:
            known = self.tasks.pop(at["task"], None)
        return self.missing("Task") if known is None else Reply(204)

    def announce_file(self, at: dict, _: bytes) -> Reply:
        with self.lock:
            self.chunks[at["id"]] = {}
        return self.one("file", {**FILE, "id": at["id"], "chunkCount": -1})

    def upload_file(self, at: dict, body: bytes) -> Reply:
        with self.lock:
            self.chunks[at["id"]] = {0: body}
        return Reply(204)

    def delete_file(self, at: dict, _: bytes) -> Reply:
        with self.lock:
            self.chunks.pop(at["id"], None)
        return Reply(204)

    def upload_chunk(self, at: dict, body: bytes) -> Reply:
        with self.lock:
            self.chunks.setdefault(at["id"], {})[int(at["chunk"])] = body
        return Reply(204)

    def complete_file(self, at: dict, _: bytes) -> Reply:
        chunks = self.content(at["id"])
        return self.one("file", {**FILE, "id": at["id"], "chunkCount": len(chunks)})

    def list_chunks(self, at: dict, _: bytes) -> Reply:
        numbers = sorted(self.content(at["id"]))
        return self.many("chunks", [{"id": str(number), "name": f"Chunk {number}"} for number in numbers])

    def download_chunk(self, at: dict, _: bytes) -> Reply:
        chunk = self.content(at["id"]).get(int(at["chunk"]))
        return self.missing("Chunk") if chunk is None else Reply(200, chunk)

    def content(self, file: str) -> dict[int, bytes]:
        """Returns the uploaded chunks; every other file, exports included, holds one small table."""
        with self.lock:
            return dict(self.chunks.get(file, {0: EXPORTED}))


def has_dump(at: dict) -> bool:
    """Returns whether there is a dump file: exports reject no rows, all other actions do."""
    return at["kind"] != "exports"


def shown(task: dict) -> dict:
    """Returns the fields that a task always shows."""
    return {name: task[name] for name in ("taskId", "creationTime")}


def status(code: int, message: str) -> dict:
    return {"status": {"code": code, "message": message}}
