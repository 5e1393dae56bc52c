"""The constants of the stand-in's API: one user, one workspace, one model and its contents."""

from __future__ import annotations

SCHEMA = "/2/0/objects"

USER = {
    "id": "8a81b09d5e8c6f27015ece3402487d33",
    "active": True,
    "email": "integration@example.com",
    "emailOptIn": False,
    "firstName": "Integration",
    "lastName": "User",
    "lastLoginDate": "2026-01-01T00:00:00.000+0000",
}
WORKSPACE = {
    "id": "8a8b8c8d8e8f8a8b8c8d8e8f8a8b8c8d",
    "name": "Workspace",
    "active": True,
    "sizeAllowance": 1073741824,
    "currentSize": 4096,
}
MODEL = {
    "id": "75A40874E6B64FA3AE0743278996850F",
    "activeState": "UNLOCKED",
    "name": "Model",
    "currentWorkspaceId": WORKSPACE["id"],
    "currentWorkspaceName": WORKSPACE["name"],
    "modelUrl": "https://example.com/models/75A40874E6B64FA3AE0743278996850F",
    "categoryValues": [],
}
FILE = {
    "id": "113000000000",
    "name": "items.csv",
    "chunkCount": 1,
    "delimiter": "\"",
    "encoding": "UTF-8",
    "firstDataRow": 2,
    "format": "txt",
    "headerRow": 1,
    "separator": ",",
}
# The lists of a model, by their name in the path.
COLLECTIONS = {
    "imports": [{"id": "112000000000", "name": "Items from items.csv", "importDataSourceId": FILE["id"],
                 "importType": "HIERARCHY_DATA"}],
    "exports": [{"id": "116000000000", "name": "Items.csv", "exportFormat": "text/csv", "layout": "TABULAR_MULTI_COLUMN"}],
    "processes": [{"id": "118000000000", "name": "Load items"}],
    "actions": [{"id": "117000000000", "name": "Delete old items", "actionType": "DELETE_BY_SELECTION"}],
    "files": [FILE],
    "modules": [{"id": "102000000000", "name": "Module"}],
    "lists": [{"id": "101000000000", "name": "Items"}],
    "views": [{"id": "102000000000", "name": "Module.View", "moduleId": "102000000000"}],
    "lineItems": [{"id": "108000000000", "name": "Amount", "moduleId": "102000000000", "moduleName": "Module"}],
    "versions": [{"id": "107000000000", "name": "Actual", "isCurrent": True, "isActual": True}],
}
EXPORTED = b"Item,Amount\nA,1\nB,2\n"
LIST_ITEM = {"id": "201000000000", "name": "A", "code": "A1"}
CELLS = {"columnCoordinates": [["Amount"]], "rows": [{"rowCoordinates": ["A"], "cells": ["1"]}]}
READING = {"requestId": "0A06B0739F0E47BB92E2326C603D86EC", "viewId": "102000000000", "requestState": "COMPLETE",
           "availablePages": 1, "successful": True}
DUMP = b"Line,Item,Error\n2,C,Item not found\n"


def detail(kind: str, member: dict) -> tuple[str, dict]:
    """Returns the name and the fields under which one member is shown."""
    if kind == "imports":
        return "importMetadata", {**member, "type": member["importType"], "source": {**FILE, "columnCount": 2}}
    if kind == "exports":
        return "exportMetadata", {"columnCount": 2, "dataTypes": ["ENTITY", "NUMBER"], "delimiter": "\"",
                                  "encoding": "UTF-8", "exportFormat": member["exportFormat"],
                                  "headerNames": ["Item", "Amount"], "listNames": ["Items"], "rowCount": 2,
                                  "separator": ","}
    if kind == "processes":
        actions = [{"id": one["id"], "name": one["name"]} for one in COLLECTIONS["imports"]]
        return "processMetadata", {"name": member["name"], "actions": actions}
    if kind == "lists":
        return "metadata", {**member, "properties": [], "itemCount": 2}
    return {"actions": "action", "files": "file", "lineItems": "lineItem"}.get(kind, kind[:-1]), member
