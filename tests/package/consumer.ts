// What a consumer in TypeScript writes; compiled, not run.
import init, { makeLoginRequest, prepareLogin, type LoginError, type LoginRequest, type Notice } from "rsa-signer-js";

export async function run(certificate: string, key: Uint8Array): Promise<string> {
  await init();
  const request: LoginRequest = makeLoginRequest(certificate, key, { passphrase: "secret", headerForm: "pem" });
  const prepared = prepareLogin(key.slice().buffer as ArrayBuffer, { passphrase: "secret" });
  const message: Uint8Array = prepared.message;
  const assembled: LoginRequest = prepared.assemble(message);
  const notices: Notice[] = [...request.notices, ...assembled.notices];
  try {
    makeLoginRequest(key, key);
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    const [notice] = (error as LoginError).notices;
    return notice ? `${notice.code} ${notice.field} ${notice.source?.id}` : "";
  }
  // @ts-expect-error a number is no input
  makeLoginRequest(1, key);
  // @ts-expect-error there is no such form
  makeLoginRequest(certificate, key, { headerForm: "xml" });
  // @ts-expect-error the header is written later
  prepareLogin(certificate, { headerForm: "pem" });
  return notices.map(({ code }) => code).join();
}
