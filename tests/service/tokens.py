"""The tokens that the stand-in has issued, and the responses about them."""

from __future__ import annotations

import base64
import secrets
import threading
import time
import uuid


class Tokens:
    """Tokens and their expiry, in Unix milliseconds."""

    def __init__(self, base: str, clock: int, life: int) -> None:
        self.base = base
        self.clock = clock
        self.life = life
        self.lock = threading.Lock()
        self.known: dict[str, dict] = {}

    def now(self) -> float:
        """Returns this service's time, in Unix seconds."""
        return time.time() + self.clock

    def give(self) -> dict:
        """Issues a token and returns the response to the login."""
        info = {
            "expiresAt": self.expiry(),
            "tokenId": str(uuid.uuid4()),
            "tokenValue": base64.b64encode(secrets.token_bytes(96)).decode("ascii"),
            "refreshTokenId": str(uuid.uuid4()),
        }
        with self.lock:
            self.known[info["tokenValue"]] = info
        return self.response("Login successful", info)

    def find(self, authorization: str) -> dict | None:
        """Returns the token in `Authorization: AnaplanAuthToken …` until it expires; no other scheme counts."""
        scheme, _, value = authorization.partition(" ")
        with self.lock:
            info = self.known.get(value)
        lives = info is not None and info["expiresAt"] > self.now() * 1000
        return info if lives and scheme == "AnaplanAuthToken" else None

    def validated(self, info: dict) -> dict:
        user = {"userId": info["tokenId"], "userGuid": info["tokenId"], "customerGuid": info["refreshTokenId"]}
        about = {"expiresAt": info["expiresAt"], "tokenId": info["tokenId"]}
        return {**self.response("Token validated", about), "userInfo": user}

    def refresh(self, info: dict) -> dict:
        """Extends the token."""
        with self.lock:
            info["expiresAt"] = max(self.expiry(), info["expiresAt"] + 1)
        return self.response("Login successful", info)

    def end(self, info: dict) -> None:
        """Revokes the token."""
        with self.lock:
            self.known.pop(info["tokenValue"], None)

    def expiry(self) -> int:
        return int((self.now() + self.life) * 1000)

    def response(self, message: str, info: dict) -> dict:
        meta = {"validationUrl": f"{self.base}/token/validate"}
        return {"meta": meta, "status": "SUCCESS", "statusMessage": message, "tokenInfo": info}
